// Package beheer (administration) holds the use cases of whoever runs the system:
// organisations with their teams and places, accounts, appointments, replacement,
// the region's data, and what the audit trail tells of these.
package beheer

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"trede/internal/app"
	"trede/internal/auth"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// Kinds of audit chains of this package.
const (
	KindOrganisatie = store.KindOrganisatie
	KindAccount     = store.KindAccount
	KindRegio       = "regio"
	// RegioID is the one subject of [KindRegio].
	RegioID = "regio"
)

// Service holds the use cases.
type Service struct {
	base *app.Base
	auth *auth.Service
}

// New makes the use cases.
func New(base *app.Base, service *auth.Service) *Service { return &Service{base: base, auth: service} }

// The rows that pages show, as the store has them.
type (
	Organisatie = store.Organisatie
	Team        = store.Team
	Locatie     = store.Locatie
	Aanstelling = store.Aanstelling
	Vervanging  = store.Vervanging
	Gebeurtenis = store.Gebeurtenis
)

func (s *Service) read(ctx context.Context, fn func(*store.Tx) error) error {
	return s.base.Store.Read(ctx, fn)
}

func (s *Service) write(ctx context.Context, actor app.Actor, fn func(*store.Tx) error) error {
	return s.base.Store.Write(ctx, audit.Actor{ID: actor.ID}, fn)
}

// facts gives the facts of this moment about something of an organisation.
func facts(tx *store.Tx, organisatieID string) authz.Facts {
	return authz.Facts{Day: app.Today(tx.Now), Now: tx.Now, OrganisatieID: organisatieID}
}

// may asks authz, and lets the audit trail name the role that carries it.
func may(tx *store.Tx, actor app.Actor, action authz.Action, f authz.Facts) error {
	d, err := app.May(actor, action, f)
	if err != nil {
		return err
	}
	tx.Actor = actor.Audit(d)
	return nil
}

// mayAt is may for a form in which an organisation is chosen: whoever may do it
// somewhere is asked to choose one.
func mayAt(tx *store.Tx, actor app.Actor, action authz.Action, f authz.Facts) error {
	err := may(tx, actor, action, f)
	if err == nil || f.OrganisatieID != "" {
		return err
	}
	for _, a := range actor.Aanstellingen {
		f.OrganisatieID = a.OrganisatieID
		if can(actor, action, f) {
			return errs.InvalidInput(errs.Finding{Field: "organisatie", Code: "beheer.organisatie_kies"})
		}
	}
	return err
}

// can tells whether the actor may, for what a page offers.
func can(actor app.Actor, action authz.Action, f authz.Facts) bool {
	return authz.Decide(actor.Actor, action, f).Allowed
}

// Limits on what people type.
const (
	maxNaam  = 200
	maxReden = 1000
)

// check collects what is wrong with a form. It begins with what the form found
// by itself (Found in each input): a text that is no date.
type check []errs.Finding

// add notes a finding, unless the field has one already.
func (c *check) add(field, code string, args ...any) {
	if field == "" || !slices.ContainsFunc(*c, func(f errs.Finding) bool { return f.Field == field }) {
		*c = append(*c, errs.Finding{Field: field, Code: code, Args: args})
	}
}

// text trims a text and checks its length; code is what an empty one gives, ""
// when it may be empty.
func (c *check) text(field, value, code string, most int) string {
	value = strings.TrimSpace(value)
	switch {
	case value == "" && code != "":
		c.add(field, code)
	case utf8.RuneCountInString(value) > most:
		c.add(field, "invoer.te_lang", most)
	}
	return value
}

// period checks two days of which the last one counts, and gives the period.
func (c *check) period(from, last civil.Date) civil.Period {
	if from.IsZero() {
		c.add("van", "beheer.van_leeg")
	}
	if !last.IsZero() && !from.IsZero() && last.Before(from) {
		c.add("tot", "beheer.tot_voor_van")
	}
	return civil.Through(from, last)
}

func (c check) err() error { return errs.InvalidInput(c...) }

// actorNames gives the names of the accounts that did something.
func actorNames(tx *store.Tx, list []Gebeurtenis) (map[string]string, error) {
	out := map[string]string{}
	for _, g := range list {
		if _, known := out[g.Actor.ID]; known {
			continue
		}
		a, _, err := store.Accounts.Maybe(tx.Tx, g.Actor.ID)
		if err != nil {
			return nil, err
		}
		out[g.Actor.ID] = a.Name
	}
	return out, nil
}

// changes lists the values that differ, for the audit trail: field, before, after.
func changes(triples ...string) []audit.Change {
	var out []audit.Change
	for i := 0; i+2 < len(triples); i += 3 {
		if triples[i+1] != triples[i+2] {
			out = append(out, audit.Change{Field: triples[i], Before: triples[i+1], After: triples[i+2]})
		}
	}
	return out
}

// knownRole tells whether an organisation of a kind may appoint to a role.
func knownRole(soort, rol string) bool {
	return slices.Contains(authz.RolesFor(authz.Soort(soort)), authz.Role(rol))
}

// day gives a date as the audit trail keeps it.
func day(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}
