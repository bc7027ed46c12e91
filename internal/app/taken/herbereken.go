package taken

import (
	"context"
	"encoding/json"
	"strconv"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// JobHerbereken is the kind of job that derives rows again after a change of the
// region's data. [UseCases.Herberekening] does it.
const JobHerbereken = "taken.herbereken"

// herberekenGroep is how many residents one job does: short enough to let writers take
// their turn in between.
const herberekenGroep = 200

// herberekenJob is the content of such a job.
type herberekenJob struct {
	Regio int    `json:"regio"` // number of the region's document it is for
	Na    string `json:"na"`    // id of the last resident that was done; empty: none yet
}

// Herbereken promises, in the transaction that makes a new document of the region
// count, that everything derived is derived again. Groups follow one another.
func Herbereken(tx *store.Tx, regio int) error {
	return enqueue(tx, herberekenJob{Regio: regio})
}

func enqueue(tx *store.Tx, j herberekenJob) error {
	return tx.Enqueue(JobHerbereken, strconv.Itoa(j.Regio)+":"+j.Na, j, tx.Now)
}

// Herberekening does one group of residents and promises the next one in the same
// transaction. It bears being done twice. A newer document makes an older job empty:
// its own jobs come past everybody as well.
func (u *UseCases) Herberekening(ctx context.Context, job store.Job) error {
	var j herberekenJob
	if err := json.Unmarshal(job.Inhoud, &j); err != nil {
		return errs.Wrapped(errs.Invalid, "job.inhoud", err)
	}
	actor := app.Systeem()
	d, err := app.May(actor, authz.TakenHerberekenen, authz.Facts{Day: app.Today(u.Now())})
	if err != nil {
		return err
	}
	return u.Store.Write(ctx, actor.Audit(d), func(tx *store.Tx) error {
		newest, err := tx.RegioVolgnr()
		if err != nil || newest != j.Regio {
			return err
		}
		ids, err := tx.InwonerIDs(j.Na, herberekenGroep)
		if err != nil || len(ids) == 0 {
			return err
		}
		for _, id := range ids {
			tx.Touch(id)
		}
		last := ids[len(ids)-1]
		tx.Audit("taken", "regio", "taken.herberekend", audit.Payload{Details: map[string]string{"van": ids[0], "tot": last}})
		return enqueue(tx, herberekenJob{Regio: j.Regio, Na: last})
	})
}
