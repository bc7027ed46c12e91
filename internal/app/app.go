// Package app holds what the use cases of all processes share: the store, the
// region's data of today, who acts, and the question whether they may.
//
// A use case is an exported method of a struct in one of the folders below: one
// transaction, one audit event or more. It loads the facts, asks authz with those
// facts, evaluates the rules of the domain, writes the rows and tells the audit
// trail. No other package opens a writing transaction.
package app

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"trede/internal/auth"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/persoon"
	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/region"
	"trede/internal/store"
)

// Base is what every use case has at hand.
type Base struct {
	Store  *store.Store
	region regionCache
}

// New makes the base of all use cases.
func New(s *store.Store) *Base { return &Base{Store: s} }

// Way tells how a request came in; every audit event of the request carries it.
type Way = store.Way

// WithWay puts the way of a request in its context.
func WithWay(ctx context.Context, w Way) context.Context { return store.WithWay(ctx, w) }

// Now gives the moment by the program's clock. Read it once per request.
func (b *Base) Now() time.Time { return b.Store.Now() }

// Carry seals a text that the browser of an actor carries in an address, so that no name
// stands there to be read.
func (b *Base) Carry(a Actor, text string) (string, error) { return b.Store.Carry(a.ID, text) }

// Carried gives back what was sealed for an actor.
func (b *Base) Carried(a Actor, sealed string) (string, error) {
	return b.Store.Carried(a.ID, sealed)
}

// Actor is who acts, with what the screens and the audit trail say of them.
type Actor struct {
	authz.Actor
	Naam   string
	Rollen []string // chosen for this session; empty means all
}

// Systeem is the program itself: jobs and commands on the server.
func Systeem() Actor { return Actor{Actor: authz.Systeem(), Naam: "Trede"} }

// Audit gives the actor as the audit trail names them: in the role and at the
// organisation under which something was allowed.
func (a Actor) Audit(d authz.Decision) audit.Actor {
	return audit.Actor{ID: a.ID, Role: string(d.Role), OrganisationID: d.OrganisatieID}
}

// Today gives the day it is in the Netherlands at a moment.
func Today(now time.Time) civil.Date { return civil.Of(now) }

// May asks whether an actor may do something to a subject. Who may not, is told
// that there is nothing here: a refusal would say that there is.
func May(a Actor, action authz.Action, f authz.Facts) (authz.Decision, error) {
	d := authz.Decide(a.Actor, action, f)
	if !d.Allowed {
		return d, &errs.Error{Kind: errs.NotFound, Code: "toegang.geen"}
	}
	return d, nil
}

// Findings turns what rules found into what a form shows beside its fields.
func Findings(list []rule.Finding) []errs.Finding {
	out := make([]errs.Finding, len(list))
	for i, f := range list {
		out[i] = errs.Finding{Rule: f.Rule, Field: f.Field, Code: f.Code, Args: f.Args}
	}
	return out
}

// RuleResults gives rule results as the audit trail keeps them.
func RuleResults(list []rule.Result) []audit.RuleResult {
	out := make([]audit.RuleResult, 0, len(list))
	for _, r := range list {
		if r.Status == rule.NotInForce || r.Status == rule.NotApplicable {
			continue
		}
		var codes []string
		for _, f := range r.Findings {
			codes = append(codes, f.Code)
		}
		out = append(out, audit.RuleResult{Rule: r.Rule, Kind: string(r.Kind), Status: string(r.Status), Codes: codes})
	}
	return out
}

// Actor gives who an account is: the appointments that it ever had and the
// replacements that have not ended; authz looks at their days. roles, when given, are
// those chosen for the session.
func (b *Base) Actor(ctx context.Context, accountID string, roles []string) (Actor, error) {
	var acc auth.Account
	err := b.Store.Read(ctx, func(tx *store.Tx) (err error) {
		acc, err = store.Accounts.Get(tx.Tx, accountID)
		return err
	})
	if err != nil {
		return Actor{}, err
	}
	return b.ActorOf(ctx, Holder{ID: acc.ID, Kind: string(acc.Kind), Naam: acc.Name, PersoonID: acc.PersoonID}, roles)
}

// Holder is an account as a session knows it.
type Holder struct {
	ID, Kind, Naam string
	PersoonID      string // the resident whose account it is; empty: of nobody
}

// ActorOf is [Base.Actor] for an account that was read with its session.
func (b *Base) ActorOf(ctx context.Context, of Holder, roles []string) (Actor, error) {
	a := Actor{Naam: of.Naam, Rollen: roles}
	a.ID = of.ID
	switch of.Kind {
	case "inwoner":
		a.InwonerID = of.PersoonID
	case "vertegenwoordiger":
		a.Vertegenwoordiger = true
	}
	err := b.Store.Read(ctx, func(tx *store.Tx) (err error) {
		if a.Aanstellingen, err = appointments(tx, of.ID); err != nil {
			return err
		}
		if len(roles) > 0 {
			a.Aanstellingen = slices.DeleteFunc(a.Aanstellingen, func(x authz.Aanstelling) bool {
				return !slices.Contains(roles, string(x.Role))
			})
		}
		a.Vervangingen, err = replacements(tx, of.ID, Today(tx.Now))
		return err
	})
	return a, err
}

func appointments(tx *store.Tx, accountID string) ([]authz.Aanstelling, error) {
	rows, err := tx.AppointmentsOf(accountID)
	if err != nil {
		return nil, err
	}
	out := make([]authz.Aanstelling, len(rows))
	for i, r := range rows {
		out[i] = authz.Aanstelling{
			ID: r.ID, Role: authz.Role(r.Rol), OrganisatieID: r.OrganisatieID, TeamID: r.TeamID,
			Regionaal: r.OrganisatieSoort == "regio",
			Periode:   civil.Period{From: r.Van, Until: r.Tot},
		}
		switch r.OrganisatieSoort {
		case "gemeente":
			out[i].GemeenteCode = GemeenteCode(r.GemeenteCode)
		case "aanbieder":
			out[i].AanbiederID = r.OrganisatieID
		}
	}
	return out, nil
}

func replacements(tx *store.Tx, accountID string, today civil.Date) ([]authz.Vervanging, error) {
	rows, err := tx.VervangingenBy(accountID)
	if err != nil {
		return nil, err
	}
	out := make([]authz.Vervanging, 0, len(rows))
	for _, r := range rows {
		if !r.Tot.IsZero() && !r.Tot.After(today) {
			continue
		}
		of, err := appointments(tx, r.AccountID)
		if err != nil {
			return nil, err
		}
		out = append(out, authz.Vervanging{
			AccountID: r.AccountID, Aanstellingen: of,
			Periode: civil.Period{From: r.Van, Until: r.Tot},
		})
	}
	return out, nil
}

// regionCache keeps the region's document as long as no newer one was imported.
type regionCache struct {
	mu     sync.Mutex
	volgnr int
	region *region.Region
	regels Regels
}

// Regels (rules) is the region's data ready for questions as of a day.
type Regels struct {
	*inkoop.Register
	AOW persoon.AOWTabel
}

// Region gives the region's data. It asks the database which document counts, so
// that a program beside this one may import a new one.
func (b *Base) Region(tx *store.Tx) (*region.Region, error) {
	if err := b.refreshRegion(tx); err != nil {
		return nil, err
	}
	b.region.mu.Lock()
	defer b.region.mu.Unlock()
	return b.region.region, nil
}

// Regels gives the region's data ready for questions, likewise.
func (b *Base) Regels(tx *store.Tx) (Regels, error) {
	if err := b.refreshRegion(tx); err != nil {
		return Regels{}, err
	}
	b.region.mu.Lock()
	defer b.region.mu.Unlock()
	return b.region.regels, nil
}

func (b *Base) refreshRegion(tx *store.Tx) error {
	have, err := tx.RegioVolgnr()
	if err != nil {
		return err
	}
	b.region.mu.Lock()
	defer b.region.mu.Unlock()
	if have == b.region.volgnr && b.region.region != nil {
		return nil
	}
	if have == 0 {
		return errs.New(errs.Unavailable, "regio.ontbreekt")
	}
	doc, err := tx.RegioDocument()
	if err != nil {
		return err
	}
	r, err := region.Load(strings.NewReader(doc.Document))
	if err != nil {
		return err
	}
	register, err := r.Register()
	if err != nil {
		return err
	}
	b.region.volgnr, b.region.region = doc.Volgnr, r
	b.region.regels = Regels{Register: register, AOW: r.AOWTabel()}
	return nil
}

// GemeenteCode gives the code of a gemeente as four digits, also when it is written
// as GM0202.
func GemeenteCode(code string) string { return strings.TrimPrefix(code, "GM") }
