package toegang

import (
	"context"
	"slices"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/store"
)

// FewResidents is under how many a count says no more than that it is few, so that
// nobody is recognised in it. Source: domain guide 6.
const FewResidents = 5

// Figures are how many residents of a gemeente are where in the course, without names.
type Figures struct {
	Dag      civil.Date
	Gemeente string // name
	Fasen    []store.FaseTelling
}

// Cijfers gives the figures of the gemeenten in which the actor works and whose figures
// the actor may read. Source: domain guide 6 and 8.
func (u *UseCases) Cijfers(ctx context.Context, actor app.Actor) (out []Figures, err error) {
	today := app.Today(u.Now())
	var codes []string
	for _, a := range actor.Aanstellingen {
		facts := authz.Facts{Day: today, GemeenteCode: a.GemeenteCode}
		if a.GemeenteCode != "" && !slices.Contains(codes, a.GemeenteCode) && authz.Decide(actor.Actor, authz.CijfersLezen, facts).Allowed {
			codes = append(codes, a.GemeenteCode)
		}
	}
	if len(codes) == 0 {
		return nil, app.NotHere()
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		regels, err := u.Regels(tx)
		if err != nil {
			return err
		}
		for _, code := range codes {
			g, _ := regels.Gemeente(inkoop.GemeenteCode(code))
			rows, err := tx.TellingPerFase(code)
			if err != nil {
				return err
			}
			out = append(out, Figures{Dag: today, Gemeente: g.Naam, Fasen: rows})
		}
		return nil
	})
	return out, err
}
