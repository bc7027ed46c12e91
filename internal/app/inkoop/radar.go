package inkoop

import (
	"context"
	"slices"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/store"
)

// RadarFilter is which rows of the radar are asked.
type RadarFilter struct {
	Soort     inkoop.RadarSoort // empty: all
	Aanbieder inkoop.AanbiederID
}

// RadarPage is what runs out, by day.
type RadarPage struct {
	Dag        civil.Date
	Regio      app.Regels
	Aanbieders []store.Aanbieder // to choose from: those that the reader may see
	Regels     []inkoop.Radarregel
	Totaal     int                         // before the filter
	MagMensen  map[inkoop.AanbiederID]bool // whose people the reader keeps up to date
}

// Naam gives the name of a provider of the page.
func (p RadarPage) Naam(id inkoop.AanbiederID) string {
	for _, a := range p.Aanbieders {
		if a.ID == id {
			return a.Naam
		}
	}
	return ""
}

// Radar gives what runs out before long or has run out, of the providers that the reader
// may see. Pilots of gemeenten are for the region. Sources: INK-10, VRZ-01, LOC-02.
func (u *UseCases) Radar(ctx context.Context, actor app.Actor, filter RadarFilter) (out RadarPage, err error) {
	out.Dag, out.MagMensen = app.Today(u.Now()), map[inkoop.AanbiederID]bool{}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		a, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		if out.Regio, err = u.Regels(tx); err != nil {
			return err
		}
		sees := seesRadar(actor, out.Dag)
		for _, p := range a.Aanbieders {
			if sees(p.ID) {
				out.Aanbieders = append(out.Aanbieders, p)
				about := authz.Facts{Day: out.Dag, OrganisatieID: string(p.ID)}
				out.MagMensen[p.ID] = authz.Decide(actor.Actor, authz.AanbiederWijzigen, about).Allowed
			}
		}
		if len(out.Aanbieders) == 0 && !sees("") {
			return app.NotHere()
		}
		facts, err := u.radarFeiten(tx, a, out.Regio, out.Dag)
		if err != nil {
			return err
		}
		out.Regels = slices.DeleteFunc(inkoop.Radar(facts, out.Dag), func(r inkoop.Radarregel) bool { return !sees(r.Aanbieder) })
		out.Totaal = len(out.Regels)
		out.Regels = slices.DeleteFunc(out.Regels, func(r inkoop.Radarregel) bool {
			return filter.Soort != "" && r.Soort != filter.Soort || filter.Aanbieder != "" && r.Aanbieder != filter.Aanbieder
		})
		return nil
	})
	return out, err
}

// seesRadar tells of which providers somebody sees what runs out; the empty one stands
// for what is of no provider.
func seesRadar(actor app.Actor, day civil.Date) func(inkoop.AanbiederID) bool {
	return func(id inkoop.AanbiederID) bool {
		return authz.Decide(actor.Actor, authz.RadarLezen, authz.Facts{Day: day, OrganisatieID: string(id)}).Allowed
	}
}

func (u *UseCases) radarFeiten(tx *store.Tx, a *Aanbod, regels app.Regels, day civil.Date) (inkoop.RadarFeiten, error) {
	f := inkoop.RadarFeiten{
		Verzekeringen: map[inkoop.AanbiederID][]inkoop.Verzekering{}, Mensen: map[inkoop.AanbiederID][]inkoop.Mens{},
		Keuzes: regels.Data().Keuzes, Instellingen: regels.Instellingen(day),
	}
	owner := map[inkoop.ContractID]inkoop.AanbiederID{}
	for _, c := range a.AlleContracten() {
		f.Contracten = append(f.Contracten, c.Contract)
		owner[c.ID] = c.Aanbieder
	}
	for id, list := range a.verzekeringen {
		for _, v := range list {
			f.Verzekeringen[id] = append(f.Verzekeringen[id], v.Domain())
		}
	}
	for _, p := range a.Aanbieders {
		for _, w := range a.werkplekken[p.ID] {
			f.Werkplekken = append(f.Werkplekken, inkoop.RadarWerkplek{Werkplek: w.Werkplek, Uitzondering: inkoop.LaatstToegekend(w.Uitzonderingen)})
		}
	}
	points, err := tx.Nalevingspunten("")
	if err != nil {
		return f, err
	}
	for _, p := range points {
		f.Punten = append(f.Punten, inkoop.RadarPunt{Nalevingspunt: p.Nalevingspunt, ID: p.ID, Aanbieder: owner[p.Contract]})
	}
	people, err := tx.Mensen()
	for id, m := range people {
		f.Mensen[id] = m.Lijst
	}
	return f, err
}
