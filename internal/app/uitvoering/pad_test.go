package uitvoering_test

import (
	"os"
	"testing"
	"time"

	apptoegang "trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
	"trede/internal/domain/toegang"
	dom "trede/internal/domain/uitvoering"
	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
)

func TestMain(m *testing.M) {
	code := m.Run()
	dbtest.Cleanup()
	os.Exit(code)
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func berichtInput(id string, doelen []string, score toegang.Score) uitvoering.BerichtInput {
	in := uitvoering.BerichtInput{ToewijzingID: id, SamenIngevuld: toegang.Ja, Zin: "Het gaat goed"}
	for _, d := range doelen {
		in.Regels = append(in.Regels, dom.VoortgangRegel{DoelID: d, Score: score})
	}
	return in
}

// One resident goes the whole way, and after every step what is derived is what is
// stored.
func TestFromMeldingToNazorg(t *testing.T) {
	testkit.Eis(t, "DOE-01", "DOE-04", "PRD-06", "PRD-07", "PRD-10", "BEG-01", "MON-01", "MON-03", "MON-05", "RES-01", "RES-02", "UIT-07")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		ctx := t.Context()
		start := r.Day("2026-11-23")
		inwoner, doelen := r.Lopend("Marco", "de Vries", start)
		x := r.Toewijzing(inwoner)
		if x.Nummer != 1 || x.Huidig.LaatsteDag != civil.New(2027, time.May, 22) || x.Huidig.Prijs == 0 {
			t.Fatalf("%+v", x.Huidig)
		}
		r.Klopt()
		r.Day("2026-11-30")
		_, err := r.Uitvoering.LegAanwezigheidVast(ctx, r.Werk, uitvoering.AanwezigheidInput{ToewijzingID: x.ID, Moment: toegang.Ochtend, Status: dom.Aanwezig})
		ok(t, err)
		r.Day("2027-02-20")
		b, err := r.Uitvoering.SchrijfBericht(ctx, r.Werk, berichtInput(x.ID, doelen, toegang.ScoreSoms))
		ok(t, err)
		ok(t, r.Uitvoering.LeesBericht(ctx, r.Consulent, uitvoering.BerichtActie{BerichtID: b, Versie: 1}))
		r.Klopt()
		r.Day("2027-03-20")
		x = r.Toewijzing(inwoner)
		ok(t, r.Uitvoering.PlanEvaluatie(ctx, r.Traject, uitvoering.PlanInput{ToewijzingID: x.ID, Versie: x.Versie, Datum: civil.New(2027, time.April, 6), Tijd: "10:00", Uitgenodigd: toegang.Partijen()}))
		r.Klopt()
		r.Day("2027-04-06")
		_, err = r.Toegang.Meet(ctx, r.Consulent, apptoegang.MetingInput{InwonerID: inwoner, ToewijzingID: x.ID, Soort: ladder.MetingEind, Antwoorden: regiotest.Trede3()})
		ok(t, err)
		ok(t, r.Uitvoering.HoudEvaluatie(ctx, r.Traject, uitvoering.GehoudenInput{
			ToewijzingID: x.ID, Versie: x.Versie + 1, Aanwezig: toegang.Partijen(), Verslag: "Het gaat goed", Voorstel: dom.VoorstelUitstroom,
		}))
		x = r.Toewijzing(inwoner)
		ok(t, r.Uitvoering.BesluitVervolg(ctx, r.Consulent, uitvoering.VervolgInput{ToewijzingID: x.ID, Versie: x.Versie, Soort: dom.VoorstelUitstroom, Reden: "zij gaat vrijwilligerswerk doen"}))
		r.Klopt()
		r.Day("2027-05-24")
		x = r.Toewijzing(inwoner)
		ok(t, r.Uitvoering.SluitAf(ctx, r.Consulent, uitvoering.AfsluitInput{
			ToewijzingID: x.ID, Versie: x.Versie, Eindtrede: 3, Resultaat: dom.ResultaatBijdrage, Bestemming: dom.BestemmingVrijwilligerswerk,
		}))
		r.Klopt()
		for _, months := range []int{1, 3, 6} {
			r.DB.Clock.Set(civil.New(2027, time.May, 22).AddMonths(months).StartOfDay().Add(10 * time.Hour))
			x = r.Toewijzing(inwoner)
			ok(t, r.Uitvoering.LegNazorgVast(ctx, r.Consulent, uitvoering.NazorgInput{
				ToewijzingID: x.ID, Versie: x.Versie, Maanden: months, Bereikt: toegang.Ja, NogOpBestemming: toegang.Ja, Passend: 5,
			}))
		}
		r.Klopt()
		x = r.Toewijzing(inwoner)
		if !x.Verloop.NazorgTot.Equal(civil.New(2027, time.November, 22)) || len(x.Verloop.Nazorg) != 3 {
			t.Errorf("%+v", x.Verloop)
		}
		if staat := x.Feiten().StaatOp(civil.New(2027, time.December, 1)); staat != toegang.ToewijzingArchief {
			t.Error(staat)
		}
	})
}
