package uitvoering_test

import (
	"slices"
	"testing"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
	"trede/internal/domain/toegang"
	dom "trede/internal/domain/uitvoering"
	"trede/internal/testkit/regiotest"
)

// The timeline tells of what happened no more than the pages do: a provider sees its own
// attendance and the signalen to and from it, and not that the resident asked the lokale
// toegang for help, said something or showed a BSN.
func TestTimelineTellsWhatTheReaderSees(t *testing.T) {
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-23")
		id, _ := r.Lopend("Marco", "Zonderling", monday)
		x := r.Toewijzing(id)
		r.Day("2026-12-08")
		marco := r.InwonerAccount(id, "marco")
		signal := func(a app.Actor) {
			ok(t, second(r.Uitvoering.OpenSignaal(ctx, a, uitvoering.SignaalInput{
				ToewijzingID: x.ID, Soort: dom.SignaalVeiligheid, Urgentie: dom.UrgentieGewoon, Tekst: "Er is iets",
			})))
		}
		signal(marco)
		ok(t, r.Uitvoering.GeefMening(ctx, marco, uitvoering.MeningInput{InwonerID: id, Onderwerp: "plek", Antwoord: "goed"}))
		ok(t, second(r.Toegang.ToonBSN(ctx, r.Consulent, id)))
		ok(t, second(r.Uitvoering.LegAanwezigheidVast(ctx, r.Werk, uitvoering.AanwezigheidInput{ToewijzingID: x.ID, Moment: toegang.Ochtend, Status: dom.Aanwezig})))
		sees := func(a app.Actor, action string) bool {
			page, err := r.Toegang.Tijdlijn(ctx, a, id, apptoegang.TimelineQuery{})
			ok(t, err)
			var actions []string
			for _, g := range page.Gebeurtenissen {
				actions = append(actions, g.Action)
			}
			return slices.Contains(actions, action)
		}
		for _, a := range []app.Actor{r.Werk, r.Coordinator} {
			for _, action := range []string{"signaal.geopend", "mening.gegeven", "bsn.getoond", "melding.geregistreerd", "onderzoek.vastgelegd"} {
				if sees(a, action) && !(action == "bsn.getoond" && a.ID == r.Coordinator.ID) {
					t.Errorf("%s sees %s", a.Naam, action)
				}
			}
			for _, action := range []string{"aanwezigheid.vastgelegd", "toewijzing.vastgesteld", "start.bevestigd", "doel.opgesteld"} {
				if !sees(a, action) {
					t.Errorf("%s does not see %s", a.Naam, action)
				}
			}
		}
		for _, action := range []string{"signaal.geopend", "mening.gegeven", "bsn.getoond", "aanwezigheid.vastgelegd"} {
			if !sees(r.Consulent, action) {
				t.Errorf("%s does not see %s", r.Consulent.Naam, action)
			}
		}
		signal(r.Consulent) // to the provider
		if !sees(r.Werk, "signaal.geopend") {
			t.Error("the provider does not see the signaal that was sent to it")
		}
	})
}
