package inkoop

import (
	"context"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// TarievenPage is the tariffs of a version with of what they are made.
type TarievenPage struct {
	Dag       civil.Date // on which they are read
	Regio     app.Regels
	Catalogus inkoop.Catalogusversie
	Tarieven  []inkoop.Tarief // in the order of the products; those that the reader may see
}

// Tarieven gives the tariffs of a version: to the region and to gemeenten all of them, to a
// provider those of its contracts. Sources: TAR-01, TAR-02, TAR-04.
func (u *UseCases) Tarieven(ctx context.Context, actor app.Actor, code inkoop.CatalogusCode) (out TarievenPage, err error) {
	today := app.Today(u.Now())
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		if out.Regio, err = u.Regels(tx); err != nil {
			return err
		}
		var ok bool
		if out.Catalogus, ok = out.Regio.Catalogus(code); !ok || out.Catalogus.Status != inkoop.Vastgesteld {
			return errs.New(errs.NotFound, "toegang.geen")
		}
		out.Dag = dagNabij(out.Catalogus, today)
		aanbod, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		all := ziet(actor, authz.TariefLezen, today)
		for _, p := range out.Catalogus.Producten {
			ref := out.Catalogus.Ref(p.Code)
			if t, priced := out.Regio.Tarief(ref, out.Dag); priced && (all || aanbod.delivers(actor, ref, today)) {
				out.Tarieven = append(out.Tarieven, t)
			}
		}
		if len(out.Tarieven) == 0 && !all {
			return app.NotHere()
		}
		return nil
	})
	return out, err
}

// dagNabij is the day nearest to a day on which a version counts.
func dagNabij(c inkoop.Catalogusversie, day civil.Date) civil.Date {
	day = civil.Max(day, c.Geldig.From)
	if last := c.Geldig.LastDay(); !last.IsZero() {
		day = civil.Min(day, last)
	}
	return day
}
