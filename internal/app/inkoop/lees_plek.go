package inkoop

import (
	"cmp"
	"context"
	"slices"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/store"
)

// Werkplek is a place to work with its version, as pages may name it.
type Werkplek = store.Werkplek

// Verzekering is a policy with its version, as pages may name it.
type Verzekering = store.Verzekering

// WerkplekPage is one place of a provider, to keep it up to date.
type WerkplekPage struct {
	Dag       civil.Date
	Regio     app.Regels
	Aanbieder store.Aanbieder
	Werkplek  store.Werkplek // without an id: a new one
}

// WerkplekForm gives a place, or room for a new one, to who may keep it.
func (u *UseCases) WerkplekForm(ctx context.Context, actor app.Actor, aanbieder, werkplek string) (out WerkplekPage, err error) {
	out.Dag = app.Today(u.Now())
	if _, err := app.May(actor, authz.WerkplekVastleggen, authz.Facts{Day: out.Dag, OrganisatieID: aanbieder}); err != nil {
		return out, err
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		_, err := u.readWerkplek(tx, aanbieder, werkplek, &out)
		return err
	})
	return out, err
}

// aanbiederIn gives a provider with all that is offered, to keep something of it up to date.
func (u *UseCases) aanbiederIn(tx *store.Tx, id inkoop.AanbiederID) (*Aanbod, store.Aanbieder, error) {
	a, err := u.AanbodIn(tx)
	if err != nil {
		return nil, store.Aanbieder{}, err
	}
	one, known := a.Aanbieder(id)
	if !known {
		return nil, one, app.NotHere()
	}
	return a, one, nil
}

func (u *UseCases) readWerkplek(tx *store.Tx, aanbieder, werkplek string, out *WerkplekPage) (*Aanbod, error) {
	a, one, err := u.aanbiederIn(tx, inkoop.AanbiederID(aanbieder))
	if err != nil {
		return nil, err
	}
	out.Aanbieder = one
	if out.Regio, err = u.Regels(tx); err != nil {
		return nil, err
	}
	if werkplek == "" {
		return a, nil
	}
	known := false
	if out.Werkplek, known = a.Werkplek(out.Aanbieder.ID, werkplek); !known {
		return nil, app.NotHere()
	}
	out.Werkplek.Uitzonderingen = slices.Clone(out.Werkplek.Uitzonderingen)
	return a, nil
}

// VerzekeringPage is one policy of a provider, to keep it up to date.
type VerzekeringPage struct {
	Dag         civil.Date
	Aanbieder   store.Aanbieder
	Verzekering store.Verzekering // without an id: a new one
	Bewijs      inkoop.Bestand    // what shows it; without an id: nothing yet
}

// VerzekeringForm gives a policy, or room for a new one, to who may keep it; bewijs is the
// file that was sent with it and is not kept with the policy yet, if any.
func (u *UseCases) VerzekeringForm(ctx context.Context, actor app.Actor, aanbieder, verzekering, bewijs string) (out VerzekeringPage, err error) {
	out.Dag = app.Today(u.Now())
	if _, err := app.May(actor, authz.VerzekeringVastleggen, authz.Facts{Day: out.Dag, OrganisatieID: aanbieder}); err != nil {
		return out, err
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		a, one, err := u.aanbiederIn(tx, inkoop.AanbiederID(aanbieder))
		if err != nil {
			return err
		}
		out.Aanbieder = one
		if verzekering == "" {
			return out.bewijs(tx, bewijs)
		}
		list := a.verzekeringen[out.Aanbieder.ID]
		n := slices.IndexFunc(list, func(v store.Verzekering) bool { return v.ID == verzekering })
		if n < 0 {
			return app.NotHere()
		}
		out.Verzekering = list[n]
		return out.bewijs(tx, cmp.Or(bewijs, out.Verzekering.BewijsID))
	})
	return out, err
}

// bewijs fills in what shows the policy, when it is a file of the aanbieder.
func (p *VerzekeringPage) bewijs(tx *store.Tx, id string) error {
	if id == "" {
		return nil
	}
	own, err := eigenBestand(tx, id, p.Aanbieder.ID, inkoop.BestandPolis)
	if err != nil || !own {
		return err
	}
	p.Bewijs, err = tx.Bestand(id)
	return err
}

// Onverzekerd (uninsured) is what runs at a provider on a day on which its insurance is not
// in order. Nothing new is allocated there, and somebody has to act for what runs.
type Onverzekerd struct {
	Aanbieder   inkoop.AanbiederID
	Naam        string
	Ontbreekt   []inkoop.Verzekeringssoort
	Lopend      int // toewijzingen that run
	PerGemeente map[inkoop.GemeenteCode]int
}

// Onverzekerden gives the providers without valid insurance on a day where something runs,
// by name: all of them to who may see insurance in the region, the own one to a provider.
// Source: VRZ-01.
func (u *UseCases) Onverzekerden(ctx context.Context, actor app.Actor, day civil.Date) (out []Onverzekerd, err error) {
	if !authz.Ever(actor.Actor, authz.VerzekeringLezen, app.Today(u.Now())) {
		return nil, app.NotHere()
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		a, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		for _, p := range a.Aanbieders {
			one := Onverzekerd{Aanbieder: p.ID, Naam: p.Naam, Ontbreekt: a.onverzekerd(p.ID, day)}
			f := authz.Facts{Day: app.Today(tx.Now), OrganisatieID: string(p.ID)}
			if len(one.Ontbreekt) == 0 || !authz.Decide(actor.Actor, authz.VerzekeringLezen, f).Allowed {
				continue
			}
			if one.PerGemeente, err = tx.LopendPerGemeente(p.ID, day); err != nil {
				return err
			}
			for _, n := range one.PerGemeente {
				one.Lopend += n
			}
			if one.Lopend > 0 {
				out = append(out, one)
			}
		}
		return nil
	})
	return out, err
}

// onverzekerd gives the kinds of insurance that a provider lacks on a day.
func (a *Aanbod) onverzekerd(id inkoop.AanbiederID, day civil.Date) []inkoop.Verzekeringssoort {
	var policies []inkoop.Verzekering
	for _, v := range a.verzekeringen[id] {
		policies = append(policies, v.Domain())
	}
	return inkoop.VerzekerdOp(policies, day)
}
