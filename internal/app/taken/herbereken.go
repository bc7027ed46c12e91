package taken

import (
	"context"
	"encoding/json"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// Herbereken does a job of kind [app.JobHerbereken]: it derives the rows of one group of
// residents again and promises the next group in the same transaction. It bears being
// done twice. A newer document of the region makes an older job empty: its own jobs come
// past everybody as well.
func (u *UseCases) Herbereken(ctx context.Context, job store.Job) error {
	var j app.Herbereken
	if err := json.Unmarshal(job.Inhoud, &j); err != nil {
		return errs.Wrapped(errs.Invalid, "invoer.onbekend", err) // given up, not tried again
	}
	actor := app.Systeem()
	d, err := app.May(actor, authz.TakenHerberekenen, authz.Facts{Day: app.Today(u.Now())})
	if err != nil {
		return err
	}
	return u.Store.Write(ctx, actor.Audit(d), func(tx *store.Tx) error {
		if j.Aanbieder == "" {
			if newest, err := tx.RegioVolgnr(); err != nil || newest != j.Regio {
				return err
			}
		}
		ids, err := j.Next(tx)
		if err != nil || len(ids) == 0 {
			return err
		}
		for _, id := range ids {
			tx.Touch(id)
		}
		j.Na = ids[len(ids)-1]
		tx.Audit("taken", "regio", "taken.herberekend", audit.Payload{Details: map[string]string{"van": ids[0], "tot": j.Na}})
		return j.Enqueue(tx)
	})
}
