package toegang_test

import (
	"os"
	"testing"
	"time"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/domain/civil"
	"trede/internal/domain/toegang"
	"trede/internal/store"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
)

func TestMain(m *testing.M) {
	code := m.Run()
	dbtest.Cleanup()
	os.Exit(code)
}

// The checks that every test here uses.
var (
	ok      = regiotest.OK
	refused = regiotest.Refused
	notHere = regiotest.NotHere
)

// monday is the first day of the toewijzingen of these tests; the clock stands at the
// Sunday before it.
var monday = civil.New(2026, time.November, 23)

// each runs a test in a region of its own on both engines, with everybody's
// appointments loaded; afterwards what is stored is what follows from the dossiers.
func each(t *testing.T, fn func(t *testing.T, r *regiotest.Regio)) {
	t.Helper()
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		fn(t, r.Load())
		r.Klopt()
	})
}

// by brings in somebody of a gemeente, by a consulent there.
func by(t *testing.T, r *regiotest.Regio, who app.Actor, gemeente string, change func(*apptoegang.InwonerInput)) apptoegang.MeldingResult {
	t.Helper()
	nieuw := r.NieuweInwoner("Marco", "de Vries", gemeente)
	if change != nil {
		change(&nieuw)
	}
	m, err := r.Toegang.RegistreerMelding(t.Context(), who, apptoegang.MeldingInput{
		Nieuw: &nieuw, Door: toegang.MelderConsulent, Vraag: "Ik wil weer iets doen", Bevestigd: true,
		ClientondersteuningVerteld: true, GeenPersoonlijkPlan: true,
	})
	ok(t, err)
	return m
}

// investigate answers the questions of the afbakening.
func investigate(t *testing.T, r *regiotest.Regio, who app.Actor, m apptoegang.MeldingResult, a toegang.Antwoorden) apptoegang.OnderzoekResult {
	t.Helper()
	out, err := r.Toegang.LegOnderzoekVast(t.Context(), who, apptoegang.OnderzoekInput{MeldingID: m.MeldingID, Versie: 1, Antwoorden: a})
	ok(t, err)
	return out
}

// melding gives a melding as it is stored.
func melding(r *regiotest.Regio, m apptoegang.MeldingResult) (out store.Melding) {
	r.Dossier(m.InwonerID, func(_ *store.Tx, d *store.Dossier) { out, _ = d.Melding(m.MeldingID) })
	return out
}

// fase gives where a resident is in the course, as lists show it.
func fase(r *regiotest.Regio, inwonerID string) (out string) {
	r.Dossier(inwonerID, func(_ *store.Tx, d *store.Dossier) { out = d.Inwoner().Stand.Fase })
	return out
}
