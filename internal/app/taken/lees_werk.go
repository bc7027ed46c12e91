package taken

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/toegang"
	"trede/internal/store"
)

// WerkSoort is which part of the work list is asked.
type WerkSoort string

// The parts. The empty one is all own work in order of term.
const (
	WerkAlles      WerkSoort = ""
	WerkNu         WerkSoort = "nu" // late, and in the next seven days
	WerkTeLaat     WerkSoort = "te_laat"
	WerkDezeWeek   WerkSoort = "deze_week"
	WerkLater      WerkSoort = "later"
	WerkZonderTerm WerkSoort = "zonder_termijn"
	WerkVanAnderen WerkSoort = "wacht" // others do it, this side waits
)

// WerkQuery is what is asked of the work list.
type WerkQuery struct {
	Kant       string // which of [WerkPage].Kanten, by its key; empty: the first
	Deel       WerkSoort
	AlleenMijn bool   // only what I do myself
	Collega    string // only what this colleague does; an account
	TaakSoort  string // only this kind of task
	Page       int    // from 1
}

// WerkKant is one side for which somebody works: a team, a provider, a resident.
type WerkKant struct {
	Key       string // for the URL
	Kant      string
	KantID    string
	AccountID string // only tasks of this person: who guides sees the own participants
	Namens    bool   // of a colleague for whom the actor stands in
	Naam      string // of the team, provider or colleague; filled in when there is a choice
}

// TaakRegel is one task as the list shows it.
type TaakRegel struct {
	store.Werkregel
	Dringend toegang.Dringendheid
}

// WerkPage is a page of the work list.
type WerkPage struct {
	Kanten  []WerkKant // sides to choose from
	Kant    WerkKant   // the one that is shown
	Dag     civil.Date
	Telling store.WerkTelling
	Total   int // in the part that is shown
	Page    int
	Regels  []TaakRegel
	// Wachtend are the first tasks of others, on the first page of what is to be done now.
	Wachtend []TaakRegel
	Namen    map[string]string // names of who does them, by account id
	Regio    app.Regels
}

// PageSize is the number of rows on a page of a list.
const PageSize = 30

// MijnWerk gives what somebody has to do: late, in the next seven days, later, and
// what others do meanwhile. One event of looking tells which residents were shown.
func (u *UseCases) MijnWerk(ctx context.Context, actor app.Actor, q WerkQuery) (out WerkPage, err error) {
	out.Dag, out.Page = app.Today(u.Now()), max(q.Page, 1)
	scope := authz.ScopeOf(actor.Actor, authz.LijstMijnWerk, out.Dag)
	if out.Kanten = kanten(actor, scope); len(out.Kanten) == 0 {
		return out, app.NotHere()
	}
	out.Kant = out.Kanten[0]
	for _, k := range out.Kanten {
		if k.Key == q.Kant {
			out.Kant = k
		}
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		v := out.vraag(actor, q)
		var err error
		if out.Telling, err = u.count(tx, v); err != nil {
			return err
		}
		rows, err := lines(tx, q.Deel, v)
		if err != nil {
			return err
		}
		out.Regels = regels(rows, out.Dag)
		if q.Deel == WerkNu && out.Page == 1 && out.Telling.VanAnderen > 0 {
			v.AccountID, v.Tm, v.Limit = "", civil.Date{}, mostWaiting
			if rows, err = tx.WerkVanAnderen(v); err != nil {
				return err
			}
			out.Wachtend = regels(rows, out.Dag)
		}
		return u.werkNamen(tx, q, &out)
	})
	if err != nil {
		return out, err
	}
	out.Total = total(out.Telling, q.Deel)
	return out, u.looked(ctx, actor, scope, slices.Concat(out.Regels, out.Wachtend))
}

// mostWaiting is how many tasks of others stand beside the own work.
const mostWaiting = 6

func regels(rows []store.Werkregel, today civil.Date) []TaakRegel {
	out := make([]TaakRegel, len(rows))
	for i, r := range rows {
		out[i] = TaakRegel{Werkregel: r, Dringend: dringend(r, today)}
	}
	return out
}

// werkNamen fills in what the page calls people, teams and products.
func (u *UseCases) werkNamen(tx *store.Tx, q WerkQuery, out *WerkPage) error {
	var people []string
	for _, list := range [][]TaakRegel{out.Regels, out.Wachtend} {
		for _, r := range list {
			people = append(people, r.Wie())
		}
	}
	people = append(people, q.Collega)
	choice := len(out.Kanten) > 1
	for _, k := range out.Kanten {
		if choice && k.Namens {
			people = append(people, k.AccountID)
		}
	}
	var err error
	if out.Regio, err = u.Regels(tx); err != nil {
		return err
	}
	if out.Namen, err = tx.Accountnamen(people); err != nil || !choice {
		return err
	}
	for i := range out.Kanten {
		k := &out.Kanten[i]
		switch {
		case k.Namens:
			k.Naam = out.Namen[k.AccountID]
		case k.Kant == store.KantTeam:
			k.Naam, err = tx.TeamNaam(k.KantID)
		case k.Kant == store.KantAanbieder && k.AccountID == "":
			k.Naam, err = tx.OrganisatieNaam(k.KantID)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Wie is the account of who does the task; empty when it is anybody of that side.
func (r TaakRegel) Wie() string { return cmp.Or(r.OvergedragenAan, r.PersoonID) }

func lines(tx *store.Tx, part WerkSoort, v store.WerkVraag) ([]store.Werkregel, error) {
	if part == WerkVanAnderen {
		return tx.WerkVanAnderen(v)
	}
	return tx.Werk(v)
}

func total(t store.WerkTelling, part WerkSoort) int {
	switch part {
	case WerkNu:
		return t.TeLaat + t.DezeWeek
	case WerkTeLaat:
		return t.TeLaat
	case WerkDezeWeek:
		return t.DezeWeek
	case WerkLater:
		return t.Later
	case WerkZonderTerm:
		return t.ZonderTerm
	case WerkVanAnderen:
		return t.VanAnderen
	}
	return t.TeLaat + t.DezeWeek + t.Later + t.ZonderTerm
}

func (p *WerkPage) vraag(actor app.Actor, q WerkQuery) store.WerkVraag {
	v := store.WerkVraag{
		Kant: p.Kant.Kant, KantID: p.Kant.KantID, Day: p.Dag, AccountID: p.Kant.AccountID, Soort: q.TaakSoort,
		Limit: PageSize, Offset: (p.Page - 1) * PageSize,
	}
	switch {
	case q.AlleenMijn:
		v.AccountID = actor.ID
	case q.Collega != "" && v.AccountID == "": // who sees a whole side sees what each does
		v.AccountID = q.Collega
	}
	switch q.Deel {
	case WerkNu:
		v.Tm = p.Dag.AddDays(7)
	case WerkTeLaat:
		v.Tm = p.Dag.AddDays(-1)
	case WerkDezeWeek:
		v.Van, v.Tm = p.Dag, p.Dag.AddDays(7)
	case WerkLater:
		v.Van, v.Tm = p.Dag.AddDays(8), civil.Last.AddDays(-1)
	case WerkZonderTerm:
		v.Van = civil.Last
	case WerkVanAnderen:
		v.AccountID = ""
	}
	return v
}

func dringend(r store.Werkregel, today civil.Date) toegang.Dringendheid {
	t := toegang.Taak{ZichtbaarVanaf: r.Zichtbaar, Termijn: r.Termijn}
	if r.Termijn == civil.Last {
		t.Termijn = civil.Date{}
	}
	return t.DringendOp(today)
}

// kanten are the sides for which somebody works, out of the terms of the scope.
func kanten(actor app.Actor, scope authz.Scope) []WerkKant {
	var out []WerkKant
	add := func(k WerkKant) {
		k.Key = k.Kant + "-" + k.KantID
		if k.AccountID != "" {
			k.Key += "-" + k.AccountID
		}
		for _, have := range out {
			if have.Key == k.Key {
				return
			}
		}
		out = append(out, k)
	}
	for _, t := range scope.Terms {
		switch t.Relation {
		case authz.RelEigenTeam:
			add(WerkKant{Kant: store.KantTeam, KantID: t.TeamID})
		case authz.RelAanbiederLopend:
			add(WerkKant{Kant: store.KantAanbieder, KantID: t.AanbiederID})
		case authz.RelEigenDeelnemer:
			add(WerkKant{Kant: store.KantAanbieder, KantID: t.AanbiederID, AccountID: t.AccountID, Namens: t.AccountID != actor.ID})
		case authz.RelZelf:
			add(WerkKant{Kant: store.KantInwoner, KantID: t.InwonerID})
		}
	}
	return out
}

// looked keeps that a list showed these residents.
func (u *UseCases) looked(ctx context.Context, actor app.Actor, scope authz.Scope, rows []TaakRegel) error {
	seen := map[string]bool{}
	var shown []string
	for _, r := range rows {
		if !seen[r.InwonerID] {
			seen[r.InwonerID] = true
			shown = append(shown, r.InwonerID)
		}
	}
	who := authz.Decision{}
	if len(scope.Terms) > 0 {
		who.Role, who.OrganisatieID = scope.Terms[0].Role, scope.Terms[0].OrganisatieID
	}
	return u.Store.Look(ctx, actor.Audit(who), app.KindLijst, "werk.bekeken", "", shown...)
}

// countCache remembers counts. A count holds as long as the version of its scope and
// the day are the same.
type countCache struct {
	mu   sync.Mutex
	rows map[string]counted
}

type counted struct {
	versie int64
	day    civil.Date
	count  store.WerkTelling
}

// mostCounts bounds what the program remembers.
const mostCounts = 4096

func (u *UseCases) count(tx *store.Tx, v store.WerkVraag) (store.WerkTelling, error) {
	versie, err := tx.ScopeVersie(store.ScopeTaken(v.Kant, v.KantID))
	if err != nil {
		return store.WerkTelling{}, err
	}
	key := strings.Join([]string{v.Kant, v.KantID, v.AccountID, v.Soort}, "/")
	c := &u.counts
	c.mu.Lock()
	have, ok := c.rows[key]
	c.mu.Unlock()
	if ok && have.versie == versie && have.day == v.Day {
		return have.count, nil
	}
	n, err := tx.TelWerk(v)
	if err != nil {
		return n, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.rows == nil || len(c.rows) >= mostCounts {
		c.rows = map[string]counted{}
	}
	c.rows[key] = counted{versie, v.Day, n}
	return n, nil
}
