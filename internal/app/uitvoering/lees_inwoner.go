package uitvoering

import (
	"context"
	"errors"
	"slices"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
	"trede/internal/store"
)

// PlekView is where the resident works and who guides.
type PlekView struct {
	ToewijzingID      string
	Versie            int
	Product           inkoop.Product
	Aanbieder         string
	Werkplek          *store.Werkplek
	Locatie           *store.Locatie // of the place; nil: not known
	Start, LaatsteDag civil.Date
	Staat             toegang.ToewijzingStaat
	Rooster           []toegang.Dagdeel
	Werkbegeleider    BegeleiderView
	Trajectbegeleider BegeleiderView
	Evaluatie         civil.Date // planned and not held; zero: none
	EvaluatieTijd     string
	EvaluatiePlek     string
	Akkoord           bool // the resident agreed; false: is asked to
	Onderbroken       bool // away for a while
}

// BegeleiderView is who guides the resident, and how to reach them.
type BegeleiderView struct{ Naam, Bereikbaar string }

// VolgendeAfspraak is the next moment at which the resident is expected somewhere.
type VolgendeAfspraak struct {
	Datum  civil.Date
	Tijd   string // 09:30, or a dagdeel; empty: not known
	Wat    string // message key, or words of who made it
	Waar   string
	MetWie string
}

// InwonerPage is the resident's own page.
type InwonerPage struct {
	InwonerID, Voornaam string
	Dag                 civil.Date
	Versie              int
	Volgende            *VolgendeAfspraak
	Plek                *PlekView
	Doelen              []store.Doel
	Taken               []store.Taak // the resident's own
	Berichten           []store.Voortgangsbericht
	Meningen            []store.Mening
	Signalen            []store.Signaal // from or to the resident, newest last
	Keken               int             // looks at the dossier so far
	Consulent           string
	Hulp                HelpLine
	// Where somebody was first, is now and wants to be; zero: not known.
	Was, Trede, Doeltrede ladder.Trede
	Aanwezigheid          []store.Aanwezigheid // of the last four weeks or of all time, what counts, newest first
	Fields                authz.Fields         // what the reader sees: a representative not always all
	uren                  []store.Aanwezigheid // the same days, with what no longer counts
	facts                 authz.Facts
	actor                 app.Actor
}

// Uur gives one registration of those days, with whether it counts, and whether it is
// there to see.
func (p *InwonerPage) Uur(id string) (a Aanwezigheid, counts, found bool) {
	same := func(x store.Aanwezigheid) bool { return x.ID == id }
	if i := slices.IndexFunc(p.uren, same); i >= 0 {
		return p.uren[i], slices.ContainsFunc(p.Aanwezigheid, same), true
	}
	return a, false, false
}

// HelpLine is the way to a person: who to call, and where.
type HelpLine struct{ Naam, Telefoon string }

// May tells whether the reader may do something here: a representative not always
// may what the resident may.
func (p *InwonerPage) May(action authz.Action) bool {
	f := p.facts
	f.RedenGegeven = true
	return authz.Decide(p.actor.Actor, action, f).Allowed
}

// MayOwn tells it of what the resident said, or what was said to the resident.
func (p *InwonerPage) MayOwn(action authz.Action) bool {
	f := p.facts
	f.RedenGegeven, f.BijdrageVan = true, []string{authz.BijdrageInwoner}
	return authz.Decide(p.actor.Actor, action, f).Allowed
}

// attendanceDays is how far back residents see their own attendance at first.
const attendanceDays = 28

// Vertegenwoordigden gives the residents for whom somebody acts today, by name: nobody
// for who represents nobody. Source: X-08.
func (u *UseCases) Vertegenwoordigden(ctx context.Context, actor app.Actor) (out []store.Zoekregel, err error) {
	today := app.Today(u.Now())
	if !actor.Vertegenwoordiger {
		return nil, nil
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		out, err = tx.ZoekInInzage(store.KantVertegenwoordiger, actor.ID, today, nil, mostToday)
		return err
	})
	if err != nil {
		return nil, err
	}
	shown := make([]string, len(out))
	for n, r := range out {
		shown[n] = r.ID
	}
	return out, u.look(ctx, actor, authz.Scope{}, "vertegenwoordigden.bekeken", shown)
}

// MijnPagina gives the resident the own page, or a representative that of the
// resident. Source: BEG-04; issue 2 part E.
func (u *UseCases) MijnPagina(ctx context.Context, actor app.Actor, inwonerID string) (InwonerPage, error) {
	return u.mijn(ctx, actor, inwonerID, func(today civil.Date) civil.Date { return today.AddDays(1 - attendanceDays) })
}

// MijnUren gives it with the attendance of the whole arrangement.
func (u *UseCases) MijnUren(ctx context.Context, actor app.Actor, inwonerID string) (InwonerPage, error) {
	return u.mijn(ctx, actor, inwonerID, func(civil.Date) civil.Date { return civil.First })
}

// mijn reads the page; since says from which day on attendance is on it.
func (u *UseCases) mijn(ctx context.Context, actor app.Actor, inwonerID string, since func(today civil.Date) civil.Date) (out InwonerPage, err error) {
	if inwonerID == "" {
		inwonerID = actor.InwonerID
	}
	wait := func() error { return nil }
	err = u.ReadDossier(ctx, actor, app.ByInwoner(inwonerID), func(d *app.Dossier) error {
		decision, err := d.May(actor, authz.DossierOpenen, "")
		if err != nil {
			return err
		}
		if decision.Role != authz.RoleInwoner && decision.Role != authz.RoleVertegenwoordiger {
			return app.NotHere()
		}
		wait = u.Store.LookLater(ctx, actor.Audit(decision), store.KindDossier, "eigen_pagina.geopend", string(decision.Relation), d.ID)
		out.facts, out.actor, out.Fields = d.Facts, actor, authz.FieldsOf(actor.Actor, d.Facts)
		return u.readMijn(d, out.Fields, since(d.Day), &out)
	})
	if err := errors.Join(err, wait()); err != nil {
		return out, err
	}
	out.Keken, err = u.Store.HoeVaakGekeken(ctx, inwonerID)
	return out, err
}

func (u *UseCases) readMijn(d *app.Dossier, f authz.Fields, since civil.Date, out *InwonerPage) error {
	i := d.Inwoner()
	out.InwonerID, out.Voornaam, out.Dag, out.Versie = i.ID, i.Naam.Roep(), d.Day, i.Versie
	list, err := d.Toewijzingen()
	if err != nil {
		return err
	}
	names, err := d.Tx.Accountnamen([]string{i.ConsulentID})
	if err != nil {
		return err
	}
	out.Consulent = names[i.ConsulentID]
	if out.Hulp, err = hulp(d); err != nil {
		return err
	}
	if f.Reads(authz.FieldToewijzing) {
		if out.Plek, err = u.mijnPlek(d, list); err != nil {
			return err
		}
	}
	if f.Reads(authz.FieldLadderDoelen) {
		if err := readDoelen(d, out); err != nil {
			return err
		}
	}
	if f.Reads(authz.FieldAanwezigheidUren) && i.Stand.ToewijzingID != "" {
		rows, err := d.Tx.Aanwezigheid(i.Stand.ToewijzingID, since, d.Day)
		if err != nil {
			return err
		}
		out.uren, out.Aanwezigheid = rows, geldend(rows)
	}
	if f.Reads(authz.FieldVoortgang) {
		if out.Berichten, err = d.Berichten(); err != nil {
			return err
		}
	}
	if f.Reads(authz.FieldMening) {
		if out.Meningen, err = d.Tx.Meningen(d.ID, 5); err != nil {
			return err
		}
	}
	if f.ReadsRow(authz.FieldSignaal, authz.Row{Van: []string{authz.BijdrageInwoner}}) {
		signalen, err := d.Signalen()
		if err != nil {
			return err
		}
		for _, s := range signalen {
			if s.Van == toegang.PartijInwoner || s.Aan == toegang.PartijInwoner {
				out.Signalen = append(out.Signalen, s)
			}
		}
	}
	tasks, err := d.Tx.Taken(d.ID)
	if err != nil {
		return err
	}
	for _, t := range tasks {
		if t.Kant == store.KantInwoner && !t.Zichtbaar.After(d.Day) && f.Reads(authz.FieldTaak) {
			out.Taken = append(out.Taken, t)
		}
	}
	appointments, err := d.Tx.Afspraken(d.ID, d.Day)
	if err != nil {
		return err
	}
	out.Volgende = volgende(appointments, out.Plek, d.Day)
	return nil
}

// readDoelen gives the goals, and where somebody stood, stands and wants to stand.
func readDoelen(d *app.Dossier, out *InwonerPage) error {
	var err error
	if out.Doelen, err = d.Doelen(); err != nil {
		return err
	}
	metingen, err := d.Metingen()
	for _, m := range metingen {
		if out.Was == 0 {
			out.Was = m.Vastgesteld
		}
	}
	out.Trede, out.Doeltrede = d.Inwoner().Stand.Trede, d.Inwoner().Stand.Doeltrede
	return err
}

// geldend gives the registrations that count, newest first.
func geldend(rows []store.Aanwezigheid) []store.Aanwezigheid {
	var list []uitvoering.Aanwezigheid
	for _, r := range rows {
		list = append(list, r.Aanwezigheid)
	}
	var out []store.Aanwezigheid
	for _, a := range uitvoering.Geldend(list) {
		i := slices.IndexFunc(rows, func(r store.Aanwezigheid) bool { return r.ID == a.ID })
		out = append(out, rows[i])
	}
	slices.Reverse(out)
	return out
}

// hulp is whom a resident can call: the own team, at a location of its gemeente.
func hulp(d *app.Dossier) (h HelpLine, err error) {
	team, found, err := store.Teams.Maybe(d.Tx.Tx, d.Inwoner().TeamID)
	if err != nil || !found {
		return h, err
	}
	h.Naam = team.Naam
	list, err := d.Tx.Locaties(team.OrganisatieID)
	for _, l := range list {
		if h.Telefoon == "" && (civil.Period{From: l.Van, Until: l.Tot}).Contains(d.Day) {
			h.Telefoon = l.Telefoon
		}
	}
	return h, err
}

// mijnPlek gives the toewijzing that runs, or is about to.
func (u *UseCases) mijnPlek(d *app.Dossier, list []store.Toewijzing) (*PlekView, error) {
	var t *store.Toewijzing
	for n := range list {
		x := &list[n]
		if x.ID == d.Inwoner().Stand.ToewijzingID && x.Vervallen.IsZero() {
			t = x
		}
	}
	if t == nil {
		return nil, nil
	}
	regels, err := u.Regels(d.Tx)
	if err != nil {
		return nil, err
	}
	aanbod, err := u.Toegang.Inkoop.AanbodIn(d.Tx)
	if err != nil {
		return nil, err
	}
	v := &t.Verloop
	product, _ := regels.Product(t.Huidig.Product)
	p := &PlekView{
		ToewijzingID: t.ID, Versie: t.Versie, Product: product, Aanbieder: aanbod.Naam(string(t.Huidig.Aanbieder)), Start: t.Huidig.Start,
		LaatsteDag: t.Huidig.LaatsteDag, Staat: t.Feiten().StaatOp(d.Day), Rooster: v.Rooster, Akkoord: t.Keuze.Akkoord.Gegeven(),
	}
	if w, ok := aanbod.Werkplek(t.Huidig.Aanbieder, t.WerkplekID); ok {
		p.Werkplek = &w
		if w.LocatieID != "" {
			l, found, err := store.Locaties.Maybe(d.Tx.Tx, w.LocatieID)
			if err != nil {
				return nil, err
			}
			if found {
				p.Locatie = &l
			}
		}
	}
	p.Onderbroken = slices.ContainsFunc(v.Onderbrekingen, func(o uitvoering.Onderbreking) bool { return o.Periode().Contains(d.Day) })
	names, err := d.Tx.Accountnamen([]string{v.Start.Werkbegeleider.PersoonID, v.Start.Trajectbegeleider.PersoonID})
	if err != nil {
		return nil, err
	}
	p.Werkbegeleider = mijnBegeleider(names, v.Start.Werkbegeleider)
	p.Trajectbegeleider = mijnBegeleider(names, v.Start.Trajectbegeleider)
	if v.Evaluatie.Gehouden.IsZero() && !v.Evaluatie.Datum.Before(d.Day) {
		p.Evaluatie, p.EvaluatieTijd, p.EvaluatiePlek = v.Evaluatie.Datum, v.EvaluatieTijd, v.EvaluatiePlek
	}
	return p, nil
}

func mijnBegeleider(names map[string]string, b uitvoering.Begeleider) BegeleiderView {
	return BegeleiderView{Naam: names[b.PersoonID], Bereikbaar: b.Bereikbaar}
}

// volgende is the next moment at which the resident is expected: an appointment, the
// evaluatie, or the next day at the place.
func volgende(list []store.Afspraak, p *PlekView, today civil.Date) *VolgendeAfspraak {
	var found *VolgendeAfspraak
	earlier := func(v VolgendeAfspraak) {
		if found == nil || v.Datum.Before(found.Datum) {
			found = &v
		}
	}
	for _, a := range list {
		if a.Vervallen.IsZero() {
			earlier(VolgendeAfspraak{Datum: a.Datum, Tijd: a.Tijd, Wat: a.Wat, Waar: a.Waar, MetWie: a.MetWie})
		}
	}
	if p == nil {
		return found
	}
	if !p.Evaluatie.IsZero() {
		earlier(VolgendeAfspraak{Datum: p.Evaluatie, Tijd: p.EvaluatieTijd, Wat: "afspraak.evaluatie", Waar: p.EvaluatiePlek})
	}
	if p.Onderbroken {
		return found
	}
	for day := civil.Max(today, p.Start); day.Before(civil.Max(today, p.Start).AddDays(7)); day = day.AddDays(1) {
		if !p.LaatsteDag.IsZero() && day.After(p.LaatsteDag) {
			break
		}
		for _, d := range p.Rooster {
			if d.Dag == day.Weekday() && day.Feestdag() == "" {
				v := VolgendeAfspraak{Datum: day, Tijd: string(d.Moment), Wat: "afspraak.werken", Waar: p.Aanbieder, MetWie: p.Werkbegeleider.Naam}
				earlier(v)
			}
		}
	}
	return found
}
