package taken_test

import (
	"slices"
	"testing"
	"time"

	"trede/internal/app"
	"trede/internal/app/taken"
	"trede/internal/app/uitvoering"
	"trede/internal/domain/civil"
	"trede/internal/domain/toegang"
	dom "trede/internal/domain/uitvoering"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// What a team of a former gemeente did not close stays its work, however late: once it is
// closed its list shows no name, and counts nothing.
func TestWorkOfAFormerGemeenteEndsWithItsView(t *testing.T) {
	testkit.Eis(t, "X-09")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, _ := r.Load().Lopend("Marco", "Zonderling", civil.New(2026, time.November, 30))
		r.Day("2027-01-11")
		x := r.Toewijzing(id)
		regiotest.OK(t, r.Uitvoering.BeeindigVroeg(ctx, r.Consulent, uitvoering.EindeInput{
			ToewijzingID: x.ID, Versie: x.Versie, LaatsteDag: civil.New(2027, time.January, 15), Reden: toegang.EindeInOverleg, Besproken: toegang.Partijen(),
		}))
		r.Day("2027-01-18")
		r.MoveToDuiven(id)
		for _, c := range []struct {
			day  string
			open bool
		}{{"2027-01-18", true}, {"2027-06-01", true}, {"2027-06-02", false}} {
			r.Day(c.day)
			if !c.open {
				r.Day("2027-06-01")
				regiotest.OK(t, r.Uitvoering.SluitAf(ctx, r.Consulent, uitvoering.AfsluitInput{
					ToewijzingID: x.ID, Versie: r.Toewijzing(id).Versie, Eindtrede: 2, Resultaat: dom.ResultaatGeen, Bestemming: dom.BestemmingGeen,
					Redenen: map[string]string{"AFSLUITING-05": "niet meer gesproken"},
				}))
				r.Day(c.day)
			}
			for _, deel := range []taken.WerkSoort{taken.WerkAlles, taken.WerkVanAnderen} {
				work, err := r.Taken.MijnWerk(ctx, r.Consulent, taken.WerkQuery{Deel: deel})
				regiotest.OK(t, err)
				named := slices.ContainsFunc(work.Regels, func(x taken.TaakRegel) bool { return x.InwonerID == id })
				counted := work.Telling != (store.WerkTelling{})
				if want := c.open && deel == taken.WerkAlles; named != want || counted != c.open {
					t.Errorf("%s, %q: names the resident: %v, and counts %+v", c.day, deel, named, work.Telling)
				}
			}
		}
		r.Klopt()
	})
}

// Who asks how it goes after an arrangement is the team that the resident has then: the
// one that allocated it may not look any more.
func TestFollowUpMovesAlong(t *testing.T) {
	testkit.Eis(t, "X-09", "DOE-02")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, _ := r.Load().Lopend("Marco", "Zonderling", civil.New(2026, time.November, 30))
		r.Day("2027-06-01")
		x := r.Toewijzing(id)
		regiotest.OK(t, r.Uitvoering.SluitAf(ctx, r.Consulent, uitvoering.AfsluitInput{
			ToewijzingID: x.ID, Versie: x.Versie, Eindtrede: 3, Resultaat: dom.ResultaatBijdrage, Bestemming: dom.BestemmingVrijwilligerswerk,
			Redenen: map[string]string{"AFSLUITING-05": "geen eindmeting"},
		}))
		r.MoveToDuiven(id)
		r.Day("2027-06-29")
		for who, want := range map[*app.Actor]bool{&r.Consulent: false, &r.Duiven: true} {
			work, err := r.Taken.MijnWerk(ctx, *who, taken.WerkQuery{})
			regiotest.OK(t, err)
			at := slices.IndexFunc(work.Regels, func(x taken.TaakRegel) bool { return x.InwonerID == id && x.Soort == string(dom.TaakNazorg) })
			if (at >= 0) != want {
				t.Errorf("%s has the follow-up: %v", who.Naam, at >= 0)
			}
		}
		x = r.Toewijzing(id)
		regiotest.OK(t, r.Uitvoering.LegNazorgVast(ctx, r.Duiven, uitvoering.NazorgInput{
			ToewijzingID: x.ID, Versie: x.Versie, Maanden: 1, Bereikt: toegang.Ja, NogOpBestemming: toegang.Ja,
		}))
		r.Klopt()
	})
}
