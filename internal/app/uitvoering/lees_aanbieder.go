package uitvoering

import (
	"context"
	"slices"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
	"trede/internal/store"
)

// PageSize is the number of rows on a page of a list.
const PageSize = 30

// DeelnemerQuery is what is asked of the list of participants.
type DeelnemerQuery struct {
	AlleenMijn bool // only those whom I guide
	Page       int
}

// DeelnemerPage is a page of participants.
type DeelnemerPage struct {
	Dag    civil.Date
	Total  int
	Page   int
	Regels []store.Deelnemerregel
	Namen  map[string]string // names of who guides, by account id
}

// Deelnemers gives the participants of the own provider: who is there now, and whose
// view has not ended yet.
func (u *UseCases) Deelnemers(ctx context.Context, actor app.Actor, q DeelnemerQuery) (out DeelnemerPage, err error) {
	out.Dag, out.Page = app.Today(u.Now()), max(q.Page, 1)
	scope := authz.ScopeOf(actor.Actor, authz.LijstDeelnemers, out.Dag)
	kant, id, bereik, ok := side(scope, actor, q.AlleenMijn)
	if !ok {
		return out, app.NotHere()
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		out.Regels, out.Total, err = tx.Deelnemers(kant, id, bereik, out.Dag, PageSize, (out.Page-1)*PageSize)
		if err != nil {
			return err
		}
		var ids []string
		for _, r := range out.Regels {
			ids = append(ids, r.WerkbegeleiderID)
		}
		out.Namen, err = tx.Accountnamen(ids)
		return err
	})
	if err != nil {
		return out, err
	}
	shown := make([]string, len(out.Regels))
	for n, r := range out.Regels {
		shown[n] = r.ID
	}
	return out, u.look(ctx, actor, scope, "deelnemers.bekeken", shown)
}

func (u *UseCases) look(ctx context.Context, actor app.Actor, scope authz.Scope, action string, shown []string) error {
	d := authz.Decision{}
	if len(scope.Terms) > 0 {
		d.Role, d.OrganisatieID = scope.Terms[0].Role, scope.Terms[0].OrganisatieID
	}
	return u.Store.Look(ctx, actor.Audit(d), app.KindLijst, action, "", shown...)
}

// side is whose participants a list shows: those whom somebody guides, all of a
// provider, or those referred to a CAW.
func side(scope authz.Scope, actor app.Actor, mine bool) (kant, id, bereik string, ok bool) {
	for _, t := range scope.Terms {
		switch t.Relation {
		case authz.RelAanbiederLopend:
			if mine {
				return store.KantBegeleider, actor.ID, t.AanbiederID, true
			}
			return store.KantAanbieder, t.AanbiederID, "", true
		case authz.RelCAWVerwezen:
			return store.KantCAW, t.OrganisatieID, "", true
		}
	}
	return "", "", "", false
}

// TodayRegel is one participant of a day, with what is registered already.
type TodayRegel struct {
	InwonerID, Naam, ToewijzingID string
	Momenten                      []toegang.Dagmoment  // when the resident comes that day
	ZonderRooster                 bool                 // no days were agreed: may come
	Onderbroken                   bool                 // away for a while
	Mijn                          bool                 // I guide
	Aanwezigheid                  []store.Aanwezigheid // of that day, corrections last
}

// TodayPage is who comes on a day.
type TodayPage struct {
	Dag    civil.Date
	Regels []TodayRegel // own participants first, then by name
	// When nobody is expected: the next day on which somebody is, and how many then; zero:
	// nobody within daysToNext.
	Volgende       civil.Date
	VolgendeAantal int
}

// daysToNext is how far the next day with somebody is looked for; agreed days repeat
// each week.
const daysToNext = 14

// expected tells whether a participant is expected on the day.
func (r TodayRegel) expected() bool { return len(r.Momenten) > 0 && !r.Onderbroken }

// mostToday bounds the list of one day.
const mostToday = 200

// Vandaag gives who comes on a day at the own provider. A zero day is today.
func (u *UseCases) Vandaag(ctx context.Context, actor app.Actor, day civil.Date) (out TodayPage, err error) {
	today := app.Today(u.Now())
	out.Dag = dayOr(day, today)
	scope := authz.ScopeOf(actor.Actor, authz.LijstVandaag, today)
	kant, id, _, ok := side(scope, actor, false)
	if !ok || kant != store.KantAanbieder {
		return out, app.NotHere()
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		rows, err := tx.VandaagBij(id, out.Dag, today, mostToday)
		if err != nil {
			return err
		}
		for _, r := range rows {
			line, comes := vandaag(r, out.Dag, actor.ID)
			if !comes {
				continue
			}
			if line.Aanwezigheid, err = tx.Aanwezigheid(r.Toewijzing.ID, out.Dag, out.Dag); err != nil {
				return err
			}
			out.Regels = append(out.Regels, line)
		}
		if slices.ContainsFunc(out.Regels, TodayRegel.expected) {
			return nil
		}
		return findNext(tx, &out, id, today, actor.ID)
	})
	if err != nil {
		return out, err
	}
	slices.SortStableFunc(out.Regels, func(a, b TodayRegel) int {
		switch {
		case a.Mijn == b.Mijn:
			return 0
		case a.Mijn:
			return -1
		}
		return 1
	})
	shown := make([]string, len(out.Regels))
	for n, r := range out.Regels {
		shown[n] = r.InwonerID
	}
	return out, u.look(ctx, actor, scope, "vandaag.bekeken", shown)
}

// findNext looks for the next day on which somebody is expected.
func findNext(tx *store.Tx, out *TodayPage, aanbiederID string, today civil.Date, me string) error {
	for n := 1; n <= daysToNext && out.VolgendeAantal == 0; n++ {
		day := out.Dag.AddDays(n)
		rows, err := tx.VandaagBij(aanbiederID, day, today, mostToday)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if line, comes := vandaag(r, day, me); comes && line.expected() {
				out.Volgende = day
				out.VolgendeAantal++
			}
		}
	}
	return nil
}

// vandaag tells whether a participant comes on a day, and when.
func vandaag(r store.VandaagRij, day civil.Date, me string) (TodayRegel, bool) {
	v := &r.Toewijzing.Verloop
	line := TodayRegel{InwonerID: r.Toewijzing.InwonerID, Naam: r.Naam, ToewijzingID: r.Toewijzing.ID, ZonderRooster: len(v.Rooster) == 0}
	for _, d := range v.Rooster {
		if d.Dag == day.Weekday() {
			line.Momenten = append(line.Momenten, d.Moment)
		}
	}
	line.Onderbroken = slices.ContainsFunc(v.Onderbrekingen, func(o uitvoering.Onderbreking) bool { return o.Periode().Contains(day) })
	line.Mijn = v.Start.Werkbegeleider.PersoonID == me || v.Start.Trajectbegeleider.PersoonID == me
	comes := !v.Start.Begonnen.IsZero() && !day.Before(v.Start.Begonnen) && v.Afsluiting == nil
	return line, comes && (line.ZonderRooster || len(line.Momenten) > 0)
}
