package inkoop

import (
	"context"
	"slices"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// KindLeerpunt is the kind of audit chains of a lesson.
const KindLeerpunt = "leerpunt"

// Leerpunt is a lesson with its version, as pages may name it.
type Leerpunt = store.Leerpunt

// LeerpuntList is what was learned in one year, per subject.
type LeerpuntList struct {
	Jaar        int
	Onderwerpen []LeerpuntOnderwerp
}

// LeerpuntOnderwerp is a subject with what goes well and what can be better.
type LeerpuntOnderwerp struct {
	Naam string
	Goed []store.Leerpunt // behouden
	Kan  []store.Leerpunt // ontwikkelpunten
}

// LeerpuntFigures are figures of today beside the lessons.
type LeerpuntFigures struct {
	Contracten     int // that run
	Aanbieders     int // that have one
	Uitzonderingen int // places allowed as a unique offer
	PlafondsVol    int // ceilings that are reached; below zero: the reader sees no figures
}

// LeerpuntenPage is what goes well and what can be better, the newest year first.
type LeerpuntenPage struct {
	Dag           civil.Date
	Jaren         []LeerpuntList
	Cijfers       LeerpuntFigures
	MagVastleggen bool
}

// Leerpunten gives the lessons per year and subject. Source: INK-09.
func (u *UseCases) Leerpunten(ctx context.Context, actor app.Actor) (out LeerpuntenPage, err error) {
	out.Dag = app.Today(u.Now())
	if _, err := app.May(actor, authz.LeerpuntLezen, authz.Facts{Day: out.Dag}); err != nil {
		return out, err
	}
	out.MagVastleggen = mayLearn(actor, out.Dag).Allowed
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		list, err := tx.Leerpunten()
		if err != nil {
			return err
		}
		out.Jaren = perJaar(list)
		a, err := u.AanbodIn(tx)
		out.Cijfers = a.cijfers(out.Dag)
		return err
	})
	if err != nil {
		return out, err
	}
	out.Cijfers.PlafondsVol, err = u.plafondsVol(ctx, actor)
	return out, err
}

// perJaar groups lessons by year, and then by subject in the order of its name.
func perJaar(list []store.Leerpunt) []LeerpuntList {
	var out []LeerpuntList
	for _, l := range list { // the newest first
		if len(out) == 0 || out[len(out)-1].Jaar != l.Op.Year() {
			out = append(out, LeerpuntList{Jaar: l.Op.Year()})
		}
		year := &out[len(out)-1]
		at, found := slices.BinarySearchFunc(year.Onderwerpen, l.Onderwerp, func(o LeerpuntOnderwerp, name string) int { return compareFold(o.Naam, name) })
		if !found {
			year.Onderwerpen = slices.Insert(year.Onderwerpen, at, LeerpuntOnderwerp{Naam: l.Onderwerp})
		}
		o := &year.Onderwerpen[at]
		if l.Soort == inkoop.Behouden {
			o.Goed = append(o.Goed, l)
		} else {
			o.Kan = append(o.Kan, l)
		}
	}
	return out
}

// cijfers counts what runs on a day.
func (a *Aanbod) cijfers(day civil.Date) (c LeerpuntFigures) {
	for _, p := range a.Aanbieders {
		n := 0
		for i := range a.contracten[p.ID] {
			if a.contracten[p.ID][i].GeldigOp(day) {
				n++
			}
		}
		if n > 0 {
			c.Contracten, c.Aanbieders = c.Contracten+n, c.Aanbieders+1
		}
		for _, w := range a.werkplekken[p.ID] {
			if x := inkoop.LaatstToegekend(w.Uitzonderingen); x != nil && x.GeldtOp(day) && w.Geldig.Contains(day) {
				c.Uitzonderingen++
			}
		}
	}
	return c
}

// plafondsVol counts the ceilings that are reached, of those that the reader may see.
func (u *UseCases) plafondsVol(ctx context.Context, actor app.Actor) (int, error) {
	list, err := u.Plafonds(ctx, actor)
	if errs.Is(err, errs.NotFound) {
		return -1, nil
	}
	n := 0
	for _, r := range list.Regels {
		if r.Procent() >= 100 {
			n++
		}
	}
	return n, err
}

// mayLearn asks for keeping a lesson: for the region, or from an own gemeente.
func mayLearn(actor app.Actor, day civil.Date) authz.Decision {
	d := authz.Decide(actor.Actor, authz.LeerpuntVastleggen, authz.Facts{Day: day})
	for _, a := range actor.Aanstellingen {
		if !d.Allowed && a.GemeenteCode != "" {
			d = authz.Decide(actor.Actor, authz.LeerpuntVastleggen, authz.Facts{Day: day, GemeenteCode: a.GemeenteCode})
		}
	}
	return d
}

// BekijkLeerpunt gives a lesson to who may change it.
func (u *UseCases) BekijkLeerpunt(ctx context.Context, actor app.Actor, id string) (out store.Leerpunt, err error) {
	if !mayLearn(actor, app.Today(u.Now())).Allowed {
		return out, app.NotHere()
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		var found bool
		if out, found, err = tx.Leerpunt(id); err != nil || !found {
			return orNotHere(err)
		}
		return nil
	})
	return out, err
}

// LeerpuntInput is a lesson as somebody writes it.
type LeerpuntInput struct {
	ID       string // empty: a new one
	Leerpunt inkoop.Leerpunt
	Versie   int
}

// LegLeerpuntVast keeps a lesson and gives its id. Source: INK-09.
func (u *UseCases) LegLeerpuntVast(ctx context.Context, actor app.Actor, in LeerpuntInput) (id string, err error) {
	d := mayLearn(actor, app.Today(u.Now()))
	if !d.Allowed {
		return "", app.NotHere()
	}
	err = u.Store.Write(ctx, actor.Audit(d), func(tx *store.Tx) error {
		var row store.Leerpunt
		if in.ID != "" {
			var found bool
			if row, found, err = tx.Leerpunt(in.ID); err != nil || !found {
				return orNotHere(err)
			}
			if err := app.Stale(in.Versie, row.Versie, row); err != nil {
				return err
			}
		}
		l := in.Leerpunt
		if err := app.RefuseFound(ctx, app.Refuse(
			l.Toets(app.Today(tx.Now)), tooLong("onderwerp", l.Onderwerp, maxRegel), tooLong("tekst", l.Tekst, maxTekst),
			tooLong("actie", l.Actie, maxTekst), tooLong("cijfer", l.Cijfer, maxRegel),
		)); err != nil {
			return err
		}
		if row.ID == "" {
			row.ID = tx.NewID()
		}
		row.Leerpunt, id = l, row.ID
		tx.Audit(KindLeerpunt, id, "leerpunt.vastgelegd", audit.Payload{Decision: []string{d.String()}})
		return tx.PutLeerpunt(&row)
	})
	return id, err
}
