package taken_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"
	"time"

	"trede/internal/app"
	"trede/internal/app/beheer"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/toegang"
	"trede/internal/platform/errs"
	"trede/internal/region"
	"trede/internal/store"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
)

func TestMain(m *testing.M) {
	code := m.Run()
	dbtest.Cleanup()
	os.Exit(code)
}

var ok = regiotest.OK

// document is the example region with the weeks of a provider's view after the end set
// from a day on.
func document(t *testing.T, weeks string, from civil.Date) string {
	t.Helper()
	data := region.Example()
	regiotest.Set("toegang_weken_na_einde", weeks, from)(data)
	var text bytes.Buffer
	ok(t, region.Write(&text, data))
	return text.String()
}

// runJobs does what is due, and tells how many jobs that were.
func runJobs(t *testing.T, r *regiotest.Regio) (n int) {
	t.Helper()
	ctx := t.Context()
	for {
		due, err := r.DB.LeaseJobs(ctx, 5, time.Minute)
		ok(t, err)
		if len(due) == 0 {
			return n
		}
		for _, j := range due {
			if j.Soort != app.JobHerbereken {
				t.Fatalf("a job of kind %s", j.Soort)
			}
			ok(t, r.Taken.Herbereken(ctx, j))
			ok(t, r.Taken.Herbereken(ctx, j)) // at least once
			ok(t, r.DB.FinishJob(ctx, j.ID))
			n++
		}
	}
}

// A change of a setting reaches what was derived before, by jobs in the background.
func TestChangeOfTheRegionIsDerivedAgain(t *testing.T) {
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Load()
		start := r.Day("2026-11-23")
		id, _ := r.Lopend("Marco", "de Vries", start.AddDays(1))
		other, _ := r.Toegewezen("Fatma", "Yilmaz", start.AddDays(1))
		until := func(id string) (day civil.Date) {
			r.Dossier(id, func(_ *store.Tx, d *store.Dossier) {
				rows, err := d.Inzage()
				ok(t, err)
				for _, row := range rows {
					if row.Kant == store.KantAanbieder {
						day = row.Tot
					}
				}
			})
			return day
		}
		before := until(id)
		admin := beheer.New(r.Base, nil)
		ok(t, admin.ImportRegio(ctx, app.Systeem(), 1, document(t, "8", start.AddDays(1)), "langere inzage"))
		r.Day("2026-11-24")
		differences, _, err := r.Taken.Controleer(ctx, 20)
		ok(t, err)
		if len(differences) == 0 || until(id) != before {
			t.Fatal("the change of the setting changes nothing, so this test shows nothing")
		}
		if n := runJobs(t, r); n != 2 { // one group, and the look whether there is a next one
			t.Errorf("%d jobs", n)
		}
		r.Klopt()
		for _, resident := range []string{id, other} {
			if until(resident) != before.AddDays(14) {
				t.Errorf("%s, before %s", until(resident), before)
			}
		}
		if open, err := r.DB.OpenJobs(ctx, 10); err != nil || len(open) != 0 {
			t.Errorf("%+v %v", open, err)
		}

		// Two changes soon after another: the first one's jobs have nothing to do any more.
		ok(t, admin.ImportRegio(ctx, app.Systeem(), 2, document(t, "9", start.AddDays(2)), "nog langer"))
		ok(t, admin.ImportRegio(ctx, app.Systeem(), 3, document(t, "10", start.AddDays(2)), "nog langer"))
		r.Day("2026-11-25")
		if n := runJobs(t, r); n != 3 {
			t.Errorf("%d jobs", n)
		}
		r.Klopt()

		if err := r.Taken.Herbereken(ctx, store.Job{Inhoud: []byte(`"`)}); !errs.Is(err, errs.Invalid) {
			t.Errorf("a job that nobody can read is given up, not tried again: %v", err)
		}
	})
}

// A change of the insurance of a provider reaches everybody who is placed there also by
// jobs, group by group, and nobody else.
func TestInsuranceIsDerivedAgain(t *testing.T) {
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Load()
		start := r.Day("2026-11-23")
		id, _ := r.Lopend("Marco", "de Vries", start.AddDays(1))
		r.EindigtVerzekering(r.De, inkoop.Ongevallen, start.AddDays(60))
		differences, _, err := r.Taken.Controleer(ctx, 20)
		ok(t, err)
		if len(differences) == 0 {
			t.Fatal("the insurance changes nothing, so this test shows nothing")
		}
		job := func(j app.Herbereken) store.Job {
			body, err := json.Marshal(j)
			ok(t, err)
			return store.Job{Soort: app.JobHerbereken, Inhoud: body}
		}
		ok(t, r.Taken.Herbereken(ctx, job(app.Herbereken{Aanbieder: string(r.Andere), Keer: "1"})))
		r.NoTask(id, toegang.TaakVerzekeringNagaan)
		ok(t, r.Taken.Herbereken(ctx, job(app.Herbereken{Aanbieder: string(r.De), Keer: "1"})))
		if n := runJobs(t, r); n != 1 { // the look whether there is a next group
			t.Errorf("%d jobs", n)
		}
		r.Due(id, toegang.TaakVerzekeringNagaan, store.KantTeam, r.TeamID, start.AddDays(59).String())
		r.Klopt()
	})
}
