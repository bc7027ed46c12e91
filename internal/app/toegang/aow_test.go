package toegang_test

import (
	"testing"
	"time"

	apptoegang "trede/internal/app/toegang"
	"trede/internal/domain/civil"
	"trede/internal/domain/persoon"
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// With another date of birth what would run past the AOW date ends on the day before it, by
// a version that says why, and both sides have a task; what cannot begin any more lapses.
func TestCorrectedBirthCutsAtAOW(t *testing.T) {
	testkit.Eis(t, "DOE-01")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		correct := func(id string, born civil.Date) store.Toewijzing {
			t.Helper()
			i := inwoner(r, id)
			ok(t, r.Toegang.WijzigInwoner(t.Context(), r.Consulent, apptoegang.PersoonInput{
				InwonerID: id, Versie: i.Versie, Naam: i.Naam, Geboren: persoon.GeborenOp(born), ConsulentID: i.ConsulentID,
			}))
			return r.Toewijzing(id)
		}
		running, _ := r.Lopend("Marco", "de Vries", monday)
		ahead, _ := r.Toegewezen("Fatma", "Yilmaz", civil.New(2027, time.March, 8))
		past, _ := r.Lopend("Kees", "Bakker", monday)
		r.Day("2026-12-01")

		if x := correct(running, civil.New(1961, time.January, 1)); x.Huidig.Nr != 1 || x.Huidig.LaatsteDag.String() != "2027-05-22" {
			t.Errorf("AOW is after the end: %+v", x.Huidig)
		}
		x := correct(running, civil.New(1960, time.March, 1)) // AOW on 2027-03-01
		if v := x.Huidig; v.LaatsteDag.String() != "2027-02-28" || !v.Afgekapt || v.Nr != 2 || v.RedenWijziging != toegang.WijzigingCorrectie ||
			v.Toelichting == "" || v.Door != r.Consulent.ID || v.Omvang.IsZero() {
			t.Errorf("%+v", v)
		}
		r.Due(running, uitvoering.TaakSignaalBeantwoorden, store.KantAanbieder, string(r.De), "2026-12-08")
		r.Due(running, uitvoering.TaakEvaluatiePlannen, store.KantAanbieder, string(r.De), "2027-01-17")

		if x := correct(ahead, civil.New(1960, time.March, 1)); x.Vervallen.String() != "2026-12-01" || x.Huidig.RedenWijziging != toegang.WijzigingVerwijderd {
			t.Errorf("it begins after the AOW date and stands: %+v", x.Huidig)
		}
		if x := correct(past, civil.New(1959, time.November, 25)); x.Huidig.LaatsteDag.String() != "2026-12-01" || x.Huidig.Afgekapt {
			t.Errorf("the AOW date has passed: %+v", x.Huidig)
		}
	})
}
