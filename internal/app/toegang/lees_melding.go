package toegang

import (
	"context"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/store"
)

// MeldingStart is what somebody of the lokale toegang needs to write down a melding:
// the gemeenten for which they may register a resident, with their wijken.
type MeldingStart struct {
	Gemeenten []inkoop.Gemeente
	Wijken    map[inkoop.GemeenteCode][]inkoop.Wijk
}

// BeginMelding gives what is needed to write down a melding of somebody new.
func (u *UseCases) BeginMelding(ctx context.Context, actor app.Actor) (out MeldingStart, err error) {
	day := app.Today(u.Now())
	out.Wijken = map[inkoop.GemeenteCode][]inkoop.Wijk{}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		regels, err := u.Regels(tx)
		if err != nil {
			return err
		}
		for _, g := range regels.GemeentenOp(day) {
			if !authz.Decide(actor.Actor, authz.InwonerRegistreren, authz.Facts{Day: day, GemeenteCode: string(g.Code)}).Allowed {
				continue
			}
			out.Gemeenten = append(out.Gemeenten, g)
			out.Wijken[g.Code] = regels.Wijken(g.Code, day)
		}
		if len(out.Gemeenten) == 0 {
			return app.NotHere()
		}
		return nil
	})
	return out, err
}

// BeginAanmelding gives what anybody needs to bring in a melding from outside: the
// gemeenten with a team, and the wijken of those with more than one. Source: X-01.
func (u *UseCases) BeginAanmelding(ctx context.Context, actor app.Actor) (out MeldingStart, err error) {
	day := app.Today(u.Now())
	if _, err := app.May(actor, authz.MeldingRegistreren, authz.Facts{Day: day}); err != nil {
		return out, err
	}
	out.Wijken = map[inkoop.GemeenteCode][]inkoop.Wijk{}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		regels, err := u.Regels(tx)
		if err != nil {
			return err
		}
		list, err := tx.Teams()
		if err != nil {
			return err
		}
		teams := map[string]int{}
		for _, t := range list {
			if (civil.Period{From: t.Van, Until: t.Tot}).Contains(day) {
				teams[app.GemeenteCode(t.GemeenteCode)]++
			}
		}
		for _, g := range regels.GemeentenOp(day) {
			switch n := teams[string(g.Code)]; {
			case n > 1:
				out.Wijken[g.Code] = regels.Wijken(g.Code, day)
				fallthrough
			case n == 1:
				out.Gemeenten = append(out.Gemeenten, g)
			}
		}
		return nil
	})
	return out, err
}

// BeginMeldingVan opens the dossier of somebody who is known, to write down a melding.
func (u *UseCases) BeginMeldingVan(ctx context.Context, actor app.Actor, inwonerID string) (out Header, err error) {
	err = u.dossierPage(ctx, actor, app.ByInwoner(inwonerID), authz.MeldingLezen, "dossier.geopend", &out, func(d *app.Dossier) error {
		if _, err := d.May(actor, authz.MeldingRegistreren, ""); err != nil {
			return err
		}
		return out.names(d.Tx)
	})
	return out, err
}
