package toegang

import (
	"context"

	"trede/internal/app"
	"trede/internal/authz"
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
