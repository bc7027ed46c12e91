package inkoop

import (
	"context"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/store"
)

// RegisterPage is the public contract register as of a day.
type RegisterPage struct {
	Dag    civil.Date // today
	Stand  civil.Date // the day that is shown
	Regio  app.Regels
	Regels []inkoop.Registerregel
}

// Contractregister gives the contracts that count on a day, to anybody: whoever is not
// signed in has the rights of everybody. Without a day it is today; a day to come shows
// what is signed by now. Source: Woo art. 3.1 and 3.3.
func (u *UseCases) Contractregister(ctx context.Context, actor app.Actor, stand civil.Date) (out RegisterPage, err error) {
	out.Dag, out.Stand = app.Today(u.Now()), stand
	if stand.IsZero() {
		out.Stand = out.Dag
	}
	if _, err = app.May(actor, authz.ContractregisterLezen, authz.Facts{Day: out.Dag}); err != nil {
		return out, err
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		a, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		if out.Regio, err = u.Regels(tx); err != nil {
			return err
		}
		var list []inkoop.Contract
		for _, c := range a.AlleContracten() {
			list = append(list, c.Contract)
		}
		out.Regels = out.Regio.Contractregister(list, func(id inkoop.AanbiederID) string { return a.Naam(string(id)) }, out.Stand)
		return nil
	})
	return out, err
}
