package toegang_test

import (
	"testing"
	"time"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/domain/civil"
	"trede/internal/domain/persoon"
	"trede/internal/domain/toegang"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// Who registers a melding in the own team is the consulent; one from outside waits for
// anybody of the team, with a task.
func TestFirstConsulent(t *testing.T) {
	testkit.Eis(t, "X-01")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		own := r.Melding("Marco", "de Vries")
		if got := inwoner(r, own.InwonerID).ConsulentID; got != r.Consulent.ID {
			t.Errorf("consulent %q", got)
		}
		nieuw := r.NieuweInwoner("Aya", "Demir", regiotest.Arnhem)
		nieuw.TeamID = r.AnderTeamID
		other, err := r.Toegang.RegistreerMelding(ctx, r.Consulent, apptoegang.MeldingInput{Nieuw: &nieuw, Door: toegang.MelderInwoner, Vraag: "hulp"})
		ok(t, err)
		if got := inwoner(r, other.InwonerID).ConsulentID; got != "" {
			t.Errorf("of another team: consulent %q", got)
		}
		ok(t, second(r.Toegang.RegistreerMelding(ctx, r.Collega, apptoegang.MeldingInput{InwonerID: other.InwonerID, Door: toegang.MelderInwoner, Vraag: "nog eens"})))
		if got := inwoner(r, other.InwonerID).ConsulentID; got != r.Collega.ID {
			t.Errorf("of the own team: consulent %q", got)
		}
		public, err := r.Toegang.RegistreerMelding(ctx, app.Actor{}, buiten("Kees", "Bakker"))
		ok(t, err)
		task, found := r.Taak(public.InwonerID, toegang.TaakMeldingBevestigen)
		if i := inwoner(r, public.InwonerID); i.ConsulentID != "" || !found || task.KantID != i.TeamID || task.PersoonID != "" {
			t.Errorf("%q %v %+v", i.ConsulentID, found, task)
		}
	})
}

func buiten(voornaam, achternaam string) apptoegang.MeldingInput {
	return apptoegang.MeldingInput{
		Nieuw: &apptoegang.InwonerInput{
			Naam: persoon.Naam{Roepnaam: voornaam, Geslachtsnaam: achternaam}, Geboren: persoon.GeborenOp(grown),
			Adres: persoon.Adres{Soort: persoon.AdresBRP, Gemeente: regiotest.Arnhem},
		},
		Door: toegang.MelderInwoner, Vraag: "Ik zoek werk",
	}
}

// A melding of somebody with the name and the date of birth of a known resident says so, to
// who would find that one by BSN; nothing is merged.
func TestPerhapsTheSamePerson(t *testing.T) {
	testkit.Eis(t, "X-01")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		known := by(t, r, r.Consulent, regiotest.Arnhem, func(in *apptoegang.InwonerInput) {
			in.Naam, in.Geboren = persoon.Naam{Roepnaam: "Zoë", Voorvoegsel: "van den", Geslachtsnaam: "Berg"}, persoon.GeborenOp(grown)
		})
		report := func(change func(*apptoegang.InwonerInput)) []apptoegang.SearchResult {
			t.Helper()
			in := buiten("zoe", "BERG")
			change(in.Nieuw)
			m, err := r.Toegang.RegistreerMelding(ctx, app.Actor{}, in)
			ok(t, err)
			reader := r.Collega // the first team of the gemeente
			if in.Nieuw.Adres.Gemeente == regiotest.Duiven {
				reader = r.Duiven
			}
			page, err := r.Toegang.MeldingPagina(ctx, reader, m.MeldingID)
			ok(t, err)
			ok(t, r.Toegang.TrekMeldingIn(ctx, reader, apptoegang.MeldingActie{MeldingID: m.MeldingID, Versie: 1, Reden: "dubbel"}))
			later, err := r.Toegang.MeldingPagina(ctx, reader, m.MeldingID)
			ok(t, err)
			if len(later.Zelfde) > 0 {
				t.Error("the melding is not open any more")
			}
			return page.Zelfde
		}
		found := report(func(*apptoegang.InwonerInput) {})
		if len(found) != 1 || found[0].ID != known.InwonerID || !found[0].AnderTeam || found[0].Team != "Presikhaaf" {
			t.Errorf("%+v", found)
		}
		for name, change := range map[string]func(*apptoegang.InwonerInput){
			"another given name": func(in *apptoegang.InwonerInput) { in.Naam.Roepnaam = "Anna" },
			"another day":        func(in *apptoegang.InwonerInput) { in.Geboren = persoon.GeborenOp(civil.New(1985, time.March, 15)) },
			"only a year":        func(in *apptoegang.InwonerInput) { in.Geboren, _ = persoon.NewGeboortedatum(1985, 0, 0) },
			"another gemeente":   func(in *apptoegang.InwonerInput) { in.Adres.Gemeente = regiotest.Duiven },
		} {
			if found := report(change); len(found) > 0 {
				t.Errorf("%s: %+v", name, found)
			}
		}
	})
}
