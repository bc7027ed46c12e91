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

// Contract is a contract with its version, as pages may name it.
type Contract = store.Contract

// Aanbieder is a provider as a page shows it.
type Aanbieder = store.Aanbieder

// AanbiederView is a provider as somebody may see it.
type AanbiederView struct {
	store.Aanbieder
	Gemeente        inkoop.GemeenteCode // of registration
	SeesContract    bool
	Contracten      []store.Contract // those that the reader may see
	SeesVerzekering bool             // what stands below is known to the reader
	Verzekeringen   []store.Verzekering
	Ontbreekt       []inkoop.Verzekeringssoort // insurance that is missing today
	Werkplekken     []store.Werkplek           // that are there today
	Bezet           map[string]int             // running toewijzingen by place; only of one provider
	ZonderPlek      int                        // running toewijzingen without a place
	Straks          []store.Werkplek           // that begin later, to who keeps the places
	MagWerkplek     bool                       // keeps its places
	MagVerzekering  bool                       // keeps its policies
	MagMensen       bool                       // keeps who works there
	MagBestand      bool                       // may open what shows a policy
	MagUitzondering bool                       // decides about its exceptions
}

// AanbodPage is the providers of a day.
type AanbodPage struct {
	Dag        civil.Date
	Regio      app.Regels
	Aanbieders []AanbiederView
}

// Overzicht gives the providers by name, each as far as the reader may see it.
func (u *UseCases) Overzicht(ctx context.Context, actor app.Actor) (out AanbodPage, err error) {
	err = u.read(ctx, actor, &out, func(tx *store.Tx, a *Aanbod) error {
		for _, p := range a.Aanbieders {
			if a.shown(actor, p.ID, out.Dag) {
				out.Aanbieders = append(out.Aanbieders, a.view(actor, p, out.Dag))
			}
		}
		return nil
	})
	return out, err
}

// BekijkAanbieder gives one provider with how full its places are.
func (u *UseCases) BekijkAanbieder(ctx context.Context, actor app.Actor, id string) (out AanbodPage, err error) {
	err = u.read(ctx, actor, &out, func(tx *store.Tx, a *Aanbod) error {
		p, known := a.Aanbieder(inkoop.AanbiederID(id))
		if !known || !a.shown(actor, p.ID, out.Dag) {
			return app.NotHere()
		}
		v := a.view(actor, p, out.Dag)
		var err error
		if v.SeesContract { // few people at a place: not for everybody
			v.Bezet, err = tx.Bezetting(p.ID, out.Dag)
			v.ZonderPlek = v.Bezet[""]
		}
		out.Aanbieders = []AanbiederView{v}
		return err
	})
	return out, err
}

// read runs fn for who may see providers.
func (u *UseCases) read(ctx context.Context, actor app.Actor, out *AanbodPage, fn func(*store.Tx, *Aanbod) error) error {
	out.Dag = app.Today(u.Now())
	if _, err := app.May(actor, authz.AanbiederLezen, authz.Facts{Day: out.Dag}); err != nil {
		return err
	}
	return u.Store.Read(ctx, func(tx *store.Tx) error {
		a, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		if out.Regio, err = u.Regels(tx); err != nil {
			return err
		}
		return fn(tx, a)
	})
}

// shown tells whether an aanbieder is there for a reader: one that never had a signed
// contract only for itself and for who contracts.
func (a *Aanbod) shown(actor app.Actor, id inkoop.AanbiederID, day civil.Date) bool {
	about := authz.Facts{Day: day, OrganisatieID: string(id)}
	return a.Gecontracteerd(id) || authz.Decide(actor.Actor, authz.AanbiederWijzigen, about).Allowed
}

func (a *Aanbod) view(actor app.Actor, p store.Aanbieder, day civil.Date) AanbiederView {
	v := AanbiederView{Aanbieder: p}
	v.Gemeente, _ = p.Inschrijving.At(day)
	about := authz.Facts{Day: day, OrganisatieID: string(p.ID)}
	if v.SeesContract = authz.Decide(actor.Actor, authz.ContractLezen, about).Allowed; v.SeesContract {
		v.Contracten = a.contracten[p.ID]
	}
	if v.SeesVerzekering = authz.Decide(actor.Actor, authz.VerzekeringLezen, about).Allowed; v.SeesVerzekering {
		v.Verzekeringen = a.verzekeringen[p.ID]
		v.Ontbreekt = a.onverzekerd(p.ID, day)
	}
	v.MagWerkplek = authz.Decide(actor.Actor, authz.WerkplekVastleggen, about).Allowed
	v.MagBestand = authz.Decide(actor.Actor, authz.BestandLezen, about).Allowed
	v.MagMensen = authz.Decide(actor.Actor, authz.AanbiederWijzigen, about).Allowed
	v.MagVerzekering = authz.Decide(actor.Actor, authz.VerzekeringVastleggen, about).Allowed
	about.RedenGegeven = true // the form asks for it
	v.MagUitzondering = authz.Decide(actor.Actor, authz.UitzonderingBesluiten, about).Allowed
	for _, w := range a.werkplekken[p.ID] {
		switch {
		case w.Geldig.Contains(day):
			v.Werkplekken = append(v.Werkplekken, w)
		case v.MagWerkplek && day.Before(w.Geldig.From):
			v.Straks = append(v.Straks, w)
		}
	}
	return v
}

// PlafondRegel is a ceiling with its use today.
type PlafondRegel struct {
	inkoop.PlafondStand
	AanbiederID inkoop.AanbiederID // of the contract that it stands in; empty: of the region
	Contract    string             // number
	Waarschuwt  bool               // so full that the region wants a warning

	contract *inkoop.Contract
}

// PlafondPage is the ceilings of a day that count, the fullest first.
type PlafondPage struct {
	Dag    civil.Date
	Regio  app.Regels
	Regels []PlafondRegel
}

// Plafonds gives the ceilings with how full they are, of the gemeenten whose figures
// the reader may see. Source: B-REG-05.
func (u *UseCases) Plafonds(ctx context.Context, actor app.Actor) (out PlafondPage, err error) {
	out.Dag = app.Today(u.Now())
	sees := func(gemeente inkoop.GemeenteCode) bool {
		return authz.Decide(actor.Actor, authz.CijfersLezen, authz.Facts{Day: out.Dag, GemeenteCode: string(gemeente)}).Allowed
	}
	may := sees("")
	for _, a := range actor.Aanstellingen {
		may = may || sees(inkoop.GemeenteCode(a.GemeenteCode))
	}
	if !may {
		return out, app.NotHere()
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		if out.Regio, err = u.Regels(tx); err != nil {
			return err
		}
		aanbod, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		for _, r := range plafonds(out.Regio, aanbod, out.Dag) {
			if !sees(r.Plafond.Gemeente) {
				continue
			}
			r.Gebruikt, err = tx.PlafondGebruik(store.PlafondVraag{
				Plafond: r.Plafond, Producten: out.Regio.Geteld(r.Plafond), Contract: r.contract, Day: out.Dag,
			})
			if err != nil {
				return err
			}
			r.Waarschuwt = r.Procent() >= out.Regio.Instellingen(out.Dag).PlafondWaarschuwingProcent
			out.Regels = append(out.Regels, r)
		}
		slices.SortStableFunc(out.Regels, func(a, b PlafondRegel) int { return b.Procent() - a.Procent() })
		return nil
	})
	return out, err
}

// plafonds are the ceilings that count on a day: of the region, and of contracts.
func plafonds(regels app.Regels, aanbod *Aanbod, day civil.Date) []PlafondRegel {
	var out []PlafondRegel
	add := func(list []inkoop.Plafond, of PlafondRegel) {
		for _, p := range list {
			if p.Geldig.Contains(day) {
				of.Plafond = p
				out = append(out, of)
			}
		}
	}
	add(regels.Data().Plafonds, PlafondRegel{})
	for _, p := range aanbod.Aanbieders {
		for _, c := range aanbod.contracten[p.ID] {
			add(c.Plafonds, PlafondRegel{AanbiederID: p.ID, Contract: c.Nummer, contract: &c.Contract})
		}
	}
	return out
}
