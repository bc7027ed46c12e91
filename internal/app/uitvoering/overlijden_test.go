package uitvoering_test

import (
	"testing"
	"time"

	"trede/internal/app/uitvoering"
	"trede/internal/domain/civil"
	"trede/internal/domain/toegang"
	dom "trede/internal/domain/uitvoering"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// Nobody is asked to call who died: not after an arrangement that was closed before, nor
// about another place after a refusal. What had not begun lapses with a version of its own.
func TestDeathEndsWhatWasToBeAsked(t *testing.T) {
	testkit.Eis(t, "X-10")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-23")
		closed, _ := r.Lopend("Marco", "de Vries", monday)
		refusal, _ := r.Toegewezen("Kees", "Bakker", monday)
		waits, _ := r.Toegewezen("Ans", "de Boer", monday)
		x := r.Toewijzing(refusal)
		ok(t, r.Uitvoering.WeigerStart(ctx, r.Coordinator, uitvoering.WeigeringInput{ToewijzingID: x.ID, Versie: x.Versie, Reden: dom.WeigeringGeenPlek}))
		r.Day("2027-01-11")
		x = r.Toewijzing(closed)
		ok(t, r.Uitvoering.BeeindigVroeg(ctx, r.Consulent, uitvoering.EindeInput{
			ToewijzingID: x.ID, Versie: x.Versie, LaatsteDag: civil.New(2027, time.January, 11), Reden: toegang.EindeInOverleg, Besproken: toegang.Partijen(),
		}))
		ok(t, r.Uitvoering.SluitAf(ctx, r.Consulent, uitvoering.AfsluitInput{
			ToewijzingID: x.ID, Versie: r.Toewijzing(closed).Versie, Eindtrede: 2, Resultaat: dom.ResultaatGeen, Bestemming: dom.BestemmingGeen,
			Redenen: map[string]string{"AFSLUITING-05": "niet gemeten"},
		}))
		r.Due(closed, dom.TaakNazorg, store.KantTeam, r.TeamID, "2027-02-25")
		for _, id := range []string{closed, refusal, waits} {
			ok(t, r.Uitvoering.LegOverlijdenVast(ctx, r.Consulent, uitvoering.OverlijdenInput{InwonerID: id, Versie: inwoner(r, id).Versie, Op: civil.New(2027, time.January, 10)}))
			if list := r.TakenVan(id); len(list) != 0 {
				t.Errorf("%+v", list)
			}
		}
		if x := r.Toewijzing(waits); x.Huidig.RedenWijziging != toegang.WijzigingVerwijderd || !x.Huidig.Periode().IsEmpty() {
			t.Errorf("the last version still runs: %+v", x.Huidig)
		}
	})
}
