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

// A former gemeente keeps its view until it has closed what it began, so that its task is
// always in somebody's list; what only the team of the resident may do is that team's.
func TestFormerGemeenteClosesHoweverLate(t *testing.T) {
	testkit.Eis(t, "X-09")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-23")
		id, _ := r.Lopend("Marco", "Zonderling", monday) // until 2027-05-22
		r.Day("2027-05-10")
		ok(t, r.Uitvoering.HoudEvaluatie(ctx, r.Traject, uitvoering.GehoudenInput{
			ToewijzingID: r.Toewijzing(id).ID, Versie: r.Toewijzing(id).Versie, Aanwezig: toegang.Partijen(), Verslag: "goed", Voorstel: dom.VoorstelUitstroom,
		}))
		r.MoveToDuiven(id)
		r.Due(id, dom.TaakVervolgBesluiten, store.KantTeam, r.DuivenTeamID, "2027-05-10")
		r.Due(id, dom.TaakAfsluiten, store.KantTeam, r.TeamID, "2027-06-05")
		x := r.Toewijzing(id)
		notHere(t, r.Uitvoering.BesluitVervolg(ctx, r.Consulent, uitvoering.VervolgInput{ToewijzingID: x.ID, Versie: x.Versie, Soort: dom.VoorstelUitstroom}))
		ok(t, r.Uitvoering.BesluitVervolg(ctx, r.Duiven, uitvoering.VervolgInput{ToewijzingID: x.ID, Versie: x.Versie, Soort: dom.VoorstelUitstroom}))

		r.Day("2027-09-01") // long after the last day
		r.Due(id, dom.TaakAfsluiten, store.KantTeam, r.TeamID, "2027-06-05")
		ok(t, second(r.Toegang.Overzicht(ctx, r.Consulent, id)))
		x = r.Toewijzing(id)
		end := uitvoering.AfsluitInput{
			ToewijzingID: x.ID, Versie: x.Versie, Eindtrede: 2, Resultaat: dom.ResultaatGeen, Bestemming: dom.BestemmingGeen,
			Redenen: map[string]string{"AFSLUITING-05": "niet meer gesproken"},
		}
		ok(t, r.Uitvoering.SluitAf(ctx, r.Consulent, end))
		r.Day("2027-09-02")
		notHere(t, second(r.Toegang.Overzicht(ctx, r.Consulent, id)))
		r.Due(id, dom.TaakNazorg, store.KantTeam, r.DuivenTeamID, "2027-07-06")
	})
}

// What had not begun when the resident moved is the new team's: a concept, an allocation
// that nobody confirmed, and a refusal.
func TestWhatHadNotBegunMovesAlong(t *testing.T) {
	testkit.Eis(t, "X-09")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-23")
		start := civil.New(2026, time.December, 7)
		waits, _ := r.Toegewezen("Marco", "Zonderling", start)
		refusal, _ := r.Toegewezen("Kees", "Bakker", start)
		x := r.Toewijzing(refusal)
		ok(t, r.Uitvoering.WeigerStart(ctx, r.Coordinator, uitvoering.WeigeringInput{ToewijzingID: x.ID, Versie: x.Versie, Reden: dom.WeigeringGeenPlek}))
		m := r.Melding("Ans", "de Boer")
		r.Onderzocht(m)
		ok(t, second(r.Toegang.BereidToewijzingVoor(ctx, r.Consulent, r.ONT3(m.InwonerID, start))))
		r.Day("2026-11-24")
		for _, id := range []string{waits, refusal, m.InwonerID} {
			r.MoveToDuiven(id)
			notHere(t, second(r.Toegang.Overzicht(ctx, r.Consulent, id)))
			for _, task := range r.TakenVan(id) {
				if task.Kant == store.KantTeam && task.KantID != r.DuivenTeamID || task.TeamID != r.DuivenTeamID {
					t.Errorf("%s stayed behind", task.Soort)
				}
			}
		}
		r.Due(refusal, dom.TaakWeigeringAfhandelen, store.KantTeam, r.DuivenTeamID, "2026-11-30")
		for _, id := range []string{waits, refusal, m.InwonerID} {
			x := r.Toewijzing(id)
			ok(t, r.Toegang.TrekToewijzingIn(ctx, r.Duiven, x.ID, x.Versie, "verhuisd"))
		}
		r.NoTask(refusal, dom.TaakWeigeringAfhandelen)
	})
}
