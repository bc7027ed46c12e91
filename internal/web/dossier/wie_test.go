package dossier_test

import (
	"net/http"
	"strings"
	"testing"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/persoon"
	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
	"trede/internal/web/tekst"
)

// Who opens a dossier: the own team, the provider as long as its view lasts, and
// nobody else. Somebody of another gemeente or provider is told that there is nothing.
func TestWhoOpensADossier(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "BEG-04")
		id, _ := s.Lopend("Jeroen", "de Vries", s.Day("2026-07-01"))
		for _, tab := range tabs {
			open(t, s.as(s.Consulent), at(id)+tab).WantText("Jeroen de Vries")
			for name, a := range map[string]app.Actor{
				"another gemeente": s.Duiven, "another provider": s.AndereCoordinator, "its floor": s.AndereWerk, "contracts": s.Contractmanager, "caw": s.CAW,
			} {
				if p := s.as(a).Get(at(id) + tab); p.Status != http.StatusNotFound || p.Has("Jeroen") {
					t.Errorf("%s gets %d on %s:\n%s", name, p.Status, tab, p.Text())
				}
			}
		}
		// Who guides sees the goals and no other papers than those that work needs.
		werk := s.as(s.Werk)
		open(t, werk, at(id)).WantText("Jeroen de Vries", "Ik kom drie ochtenden", "De Werkplaats")
		open(t, werk, at(id, "voortgang")).WantText("Werkbegeleider")
		p := open(t, werk, at(id, "gegevens")).WantText("Dorpsstraat 1")
		never(t, p, "Toon het BSN", "Maak adres geheim", "Overlijden vastleggen", "Brief met een code")
		p = open(t, werk, at(id, "toewijzingen"))
		never(t, p, "Aanvragen en besluiten", "Meldingen", "regels kloppen")

		// After its last look the provider finds nothing.
		list, err := s.Uitvoering.Deelnemers(t.Context(), s.Werk, uitvoeringAll)
		if err != nil || list.Total != 1 {
			t.Fatalf("the provider has %d participants: %v", list.Total, err)
		}
		s.Day("2028-06-01")
		for _, tab := range tabs {
			s.as(s.Werk).Get(at(id) + tab).Want(http.StatusNotFound)
			s.as(s.Coordinator).Get(at(id) + tab).Want(http.StatusNotFound)
		}
		open(t, s.as(s.Consulent), at(id, "voortgang"))
	})
}

// The dossier of another team of the same gemeente opens after a reason, for a while.
func TestAnotherTeamGivesAReason(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		id, _ := s.Lopend("Fatima", "Bakir", s.Day("2026-07-01"))
		s.Day("2026-08-03")
		b := s.as(s.Collega)
		for _, tab := range tabs {
			p := open(t, b, at(id)+tab).WantText("Fatima Bakir", "Dit dossier is van Presikhaaf", "Waarom open je dit dossier?")
			never(t, p, "1985", "Dorpsstraat", "De Werkplaats", "banden plakken")
		}
		ask := at(id, "openen")
		b.Get(at(id)).KeepsTyped(ask, "reden", "kort").WantText("Fatima Bakir")
		p := b.Get(at(id)).Submit(ask, "reden", "ik vervang Naima en bel Fatima terug").Want(http.StatusSeeOther).Follow()
		p.WantText("Het dossier is open. Je reden is bewaard.", "Open met reden tot", "Ik leer banden plakken", "1985")
		never(t, p, "Nieuwe afspraak", "Nieuw doel")
		open(t, b, at(id, "gegevens")).WantText("Dorpsstraat 1")
		b.Get(at(id, "plan", "doelen", "nieuw")).Want(http.StatusNotFound)
		b.Get(at(id, "gegevens", "persoon")).Want(http.StatusNotFound)
		open(t, s.as(s.Consulent), at(id, "tijdlijn")).WantText("Dossier geopend met een reden", "ik vervang Naima en bel Fatima terug")
		open(t, s.as(s.Consulent), at(id, "wie-keek")).WantText("Joost", "Gemeente Arnhem", "gaf een reden", "Overzicht bekeken")
		s.Day("2026-08-04")
		open(t, s.as(s.Collega), at(id)).WantText("Waarom open je dit dossier?")
	})
}

// A secret address stands on no page of a provider and of no other team; the own team
// sees it with a warning.
func TestSecretAddressIsNowhereForOthers(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		id, _ := s.Lopend("Noor", "Jansen", s.Day("2026-07-01"))
		s.Day("2026-08-03")
		b := s.as(s.Consulent)
		form := at(id, "gegevens", "geheimhouding")
		open(t, b, form).KeepsTyped(form, "reden", "", "toelichting", "", "van", "gisteren", "laatste", "", "waarom", "").
			WantText("Dit is geen datum.", "Schrijf op waarom.")
		send(t, b, form, "reden", "bedreiging", "van", "1-7-2026", "waarom", "Noor vroeg het aan de telefoon").WantText("Het adres is nu geheim.", "Geheim adres", "Dorpsstraat 1")
		for name, a := range map[string]app.Actor{"werk": s.Werk, "traject": s.Traject, "coordinator": s.Coordinator} {
			for _, tab := range tabs {
				p := s.as(a).Get(at(id) + tab)
				if strings.Contains(p.Body, "Dorpsstraat") || strings.Contains(p.Body, "6828") || strings.Contains(p.Body, "bedreiging") || strings.Contains(p.Body, "Bedreiging") {
					t.Errorf("%s finds the address on %s:\n%s", name, tab, p.Text())
				}
			}
		}
		open(t, s.as(s.Werk), at(id, "gegevens")).WantText("Het adres is geheim")
		s.must(s.Toegang.OpenMetReden(t.Context(), s.Collega, id, "ik vervang Naima deze week"))
		p := open(t, s.as(s.Collega), at(id, "gegevens")).WantText("Het adres is geheim")
		never(t, p, "Dorpsstraat", "Bedreiging", "Geheim adres")
		end := at(id, "gegevens", "geheimhouding", "einde")
		open(t, b, end).KeepsTyped(end, "waarom", "")
		send(t, b, end, "waarom", "op verzoek van Noor").WantText("Het adres is niet meer geheim.")
		open(t, s.as(s.Werk), at(id, "gegevens")).WantText("Dorpsstraat 1")
	})
}

// The BSN is on a page only right after somebody asked for it, and that is kept.
func TestBSNIsShownOnRequest(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		id, _ := s.Lopend("Ali", "Demir", s.Day("2026-07-01"))
		number, err := s.Toegang.ToonBSN(t.Context(), s.Consulent, id)
		s.must(err)
		bsn := number.Reveal()
		b := s.as(s.Consulent)
		for _, tab := range tabs {
			never(t, open(t, b, at(id)+tab), bsn)
		}
		never(t, open(t, b, at(id, "gegevens", "persoon")), bsn)
		ask := at(id, "gegevens", "bsn")
		p := b.Get(at(id, "gegevens")).Submit(ask)
		if p.Status != http.StatusOK || !strings.Contains(p.Text(), bsn) || strings.Contains(p.URL.String(), bsn) {
			t.Errorf("asked for the BSN: %d\n%s", p.Status, p.Text())
		}
		never(t, open(t, b, at(id, "gegevens")), bsn)
		open(t, b, at(id, "tijdlijn")).WantText("BSN bekeken (2 keer)")
		if strings.Contains(s.site.Logged.String(), bsn) {
			t.Error("the BSN is in the log")
		}
		s.as(s.Werk).Post(ask, nil).Want(http.StatusNotFound)
	})
}

// After a move the old gemeente finishes what it began and sees no more than that.
func TestMoveLeavesTheOldGemeenteItsOwnPart(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "X-09")
		id, _ := s.Lopend("Petra", "Mulder", s.Day("2026-07-01"))
		s.Day("2026-08-03")
		b := s.as(s.Consulent)
		form := at(id, "gegevens", "verhuizing")
		open(t, b, form).KeepsTyped(form, "gemeente", "", "straatnaam", "Kerkplein", "huisnummer", "vijf", "woonplaats", "", "vanaf", "morgen").
			WantText("Dit is geen getal.", "Dit is geen datum.")
		send(t, b, form, "gemeente", "0226", "straatnaam", "Kerkplein", "huisnummer", "5", "postcode", "6921 aa", "woonplaats", "Duiven", "vanaf", "1-8-2026").
			WantText("De verhuizing is vastgelegd.")
		p := open(t, b, at(id)).WantText("Deze inwoner is verhuisd", "Petra Mulder")
		never(t, p, "Kerkplein", "Nieuwe afspraak")
		never(t, b.Get(at(id, "gegevens")), "Kerkplein", "6921")
		open(t, b, at(id, "toewijzingen")).WantText("De Werkplaats")
		open(t, s.as(s.Duiven), at(id, "gegevens")).WantText("Kerkplein 5", "vanaf 1 augustus 2026")
	})
}

// Whoever leaves the region stays with the last team; of a gemeente that the region does
// not know the place is enough.
func TestMoveOutOfTheRegion(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "X-09")
		id, _ := s.Lopend("Petra", "Mulder", s.Day("2026-07-01"))
		s.Day("2026-08-03")
		b := s.as(s.Consulent)
		form := at(id, "gegevens", "verhuizing")
		open(t, b, form).WantText("Een gemeente buiten deze regio").
			Submit(form, "gemeente", "0000", "vanaf", "1-8-2026").Want(http.StatusBadRequest).WantText("Vul de woonplaats in.")
		send(t, b, form, "gemeente", "0000", "woonplaats", "Groningen", "vanaf", "1-8-2026").WantText("De verhuizing is vastgelegd.")
		open(t, b, at(id, "gegevens")).WantText("Groningen", "vanaf 1 augustus 2026")
		open(t, b, at(id)).WantText("Petra Mulder")
	})
}

// Every event of a whole course has words, and a long timeline goes on.
func TestTimelineHasWordsForEverything(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "X-01")
		id, doelen := s.Lopend("Jeroen", "de Vries", s.Day("2026-07-01"))
		for range 40 {
			s.must(s.Toegang.WijzigContact(t.Context(), s.Consulent, id, s.versie(id), persoon.Contact{Email: "j@voorbeeld.example"}))
			s.DB.Clock.Advance(day)
		}
		s.waarneming(doelen[0])
		b := s.as(s.Consulent)
		first := open(t, b, at(id, "tijdlijn")).WantText("Nieuws bij een doel", "Contactgegevens gewijzigd", "Naima", "consulent")
		second := open(t, b, at(id, "tijdlijn")+"?pagina=2").WantText("Melding opgeschreven", "Onderzoek bijgewerkt", "Uitkomst gekozen", "Toegewezen", "Start bevestigd")
		never(t, second, "voorbeeld.example")
		if first.Link("Volgende") == "" {
			t.Error("no way to what is older")
		}
		for _, key := range tekst.Keys() {
			if strings.HasPrefix(key, "gebeurtenis.") && strings.Contains(second.Text(), strings.TrimPrefix(key, "gebeurtenis.")) {
				t.Errorf("the timeline shows the code of %s", key)
			}
		}
		open(t, b, at(id, "wie-keek")).WantText("Tijdlijn bekeken", "consulent · Gemeente Arnhem", "van het team van de inwoner")
	})
}

// A timeline is narrowed to a kind and to days in the address, and says how much that is.
func TestTimelineIsNarrowed(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	id, doelen := s.Lopend("Jeroen", "de Vries", s.Day("2026-07-01"))
	s.Day("2026-08-03")
	s.waarneming(doelen[0])
	b, page := s.as(s.Consulent), at(id, "tijdlijn")
	p := open(t, b, page+"?over=plan&van=3-8-2026&tot=2026-08-03").WantText("Wat er gebeurde (1)", "Nieuws bij een doel", "Trede, plan en doelen", "vanaf 3 augustus 2026", "tot en met 3 augustus 2026")
	never(t, p, "Toegewezen", "Melding opgeschreven")
	never(t, open(t, b, p.Link("vanaf 3 augustus 2026")), "vanaf 3 augustus 2026")
	never(t, open(t, b, page+"?over=toewijzing").WantText("Toegewezen", "Start bevestigd"), "Nieuws bij een doel", "Melding opgeschreven")
	open(t, b, page+"?over=voortgang").WantText("Wat er gebeurde (0)", "Hierover staat niets in deze tijd")
	wrong := b.Get(page + "?van=gisteren&tot=3-8-2026").Want(http.StatusBadRequest).WantText("Dit is geen datum.")
	if !strings.Contains(wrong.Body, `value="gisteren"`) {
		t.Error("what was typed is lost")
	}
	b.Get(page + "?van=3-8-2026&tot=1-8-2026").Want(http.StatusBadRequest).WantText("Deze dag ligt voor de eerste dag.")
	b.Get(page + "?over=onzin").Want(http.StatusBadRequest)
	open(t, b, page+"?pagina=999")
}

func (s *scene) versie(id string) int {
	s.T.Helper()
	g, err := s.Toegang.Gegevens(s.T.Context(), s.Consulent, id)
	s.must(err)
	return g.Versie
}

// A colleague on the floor sees who comes and what work has to reckon with: no goals, no
// papers, no tabs that hold nothing.
func TestColleagueOnTheFloorSeesLittle(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		id, _ := s.Lopend("Jeroen", "de Vries", s.Day("2026-07-01"))
		s.Day("2026-08-03")
		b := s.as(s.Medewerker("Karin", authz.RoleWerkbegeleider, string(s.De), ""))
		for _, tab := range tabs {
			p := b.Get(at(id) + tab)
			if p.Status >= 500 {
				t.Fatalf("%s gives %d", tab, p.Status)
			}
			never(t, p, "banden plakken", "Dorpsstraat", "Toon het BSN", "regels gaven groen licht", "Trede gemeten")
		}
		open(t, b, at(id)).WantText("Jeroen de Vries")
		for _, tab := range []string{"/tijdlijn", "/wie-keek", "/toewijzingen"} {
			b.Get(at(id) + tab).Want(http.StatusNotFound)
		}
	})
}

// The team leader sees everybody who looked, and the supervisor opens a dossier only
// after a reason.
func TestTeamLeaderAndSupervisor(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		id, _ := s.Lopend("Jeroen", "de Vries", s.Day("2026-07-01"))
		s.Day("2026-08-03")
		open(t, s.as(s.Werk), at(id))
		gemeente := regiotest.Organisatie(s.Consulent)
		if p := open(t, s.as(s.Consulent), at(id, "wie-keek")); p.Has("Peter") {
			t.Error("a consulent sees who of another organisation looked")
		}
		open(t, s.as(s.Medewerker("Gerda", authz.RoleTeamleider, gemeente, s.TeamID)), at(id, "wie-keek")).WantText("Peter", "werkbegeleider · De Werkplaats", "begeleidt de inwoner")

		b := s.as(s.Medewerker("Sam", authz.RoleToezichthouder, gemeente, ""))
		never(t, open(t, b, at(id)).WantText("Waarom open je dit dossier?"), "1985", "De Werkplaats")
		b.Get(at(id)).Submit(at(id, "openen"), "reden", "onderzoek na een melding").Want(http.StatusSeeOther).Follow().Want(http.StatusOK)
		open(t, b, at(id, "tijdlijn")).WantText("Dossier geopend met een reden")
		never(t, open(t, b, at(id)), "Nieuwe afspraak", "Nieuwe melding")
		b.Get(at(id, "gegevens", "overlijden")).Want(http.StatusNotFound)
	})
}
