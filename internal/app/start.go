package app

import (
	"context"

	"trede/internal/authz"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/region"
	"trede/internal/store"
)

// EnsureRegion gives a new database the example region, so that there is a
// catalogue to look at. A region imports its own data over it.
func (b *Base) EnsureRegion(ctx context.Context) error {
	err := b.Store.Write(ctx, audit.Actor{ID: authz.Systeem().ID, Role: string(authz.RoleSysteem)}, func(tx *store.Tx) error {
		have, err := tx.RegioVolgnr()
		if err != nil {
			return err
		}
		if have > 0 {
			return errs.New(errs.Conflict, "regio.intussen_gewijzigd")
		}
		tx.Audit("regio", "regio", "regio.ingelezen", audit.Payload{Reason: "voorbeeldregio bij de eerste start"})
		return tx.AddRegioDocument(0, string(region.ExampleFile()))
	})
	if errs.Is(err, errs.Conflict) {
		return nil
	}
	return err
}
