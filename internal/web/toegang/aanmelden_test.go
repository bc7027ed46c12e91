package toegang_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"trede/internal/app/toegang"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
	"trede/internal/testkit/webtest"
)

// aanmelding is a melding from outside, filled in.
func aanmelding(change ...string) url.Values {
	v := url.Values{
		"door": {"ander"}, "melderNaam": {"Zus Bos"}, "melderTelefoon": {"06 12345678"}, "roepnaam": {"Aya"}, "geslachtsnaam": {"van den Berg"},
		"gemeente": {regiotest.Duiven}, "vraag": {"Zij wil weer onder de mensen"},
	}
	for i := 0; i+1 < len(change); i += 2 {
		v.Set(change[i], change[i+1])
	}
	return v
}

// Anybody brings in a melding without signing in: it becomes a task of the team of that
// gemeente, which sees where it came from and looks first whether somebody is known.
func TestAnybodyBringsInAMelding(t *testing.T) {
	testkit.Eis(t, "X-01")
	each(t, func(t *testing.T, s *scene) {
		s.Day("2026-11-20")
		b := s.site.Browser()
		if to := b.Get("/inloggen").Want(http.StatusOK).Link("Jezelf of iemand anders aanmelden"); to != "/aanmelden" {
			t.Errorf("signing in leads to %q", to)
		}
		page := b.Get("/aanmelden").Want(http.StatusOK)
		page.KeepsTyped("/aanmelden", "door", "werkgever", "melderNaam", "", "melderOrganisatie", "Bakkerij Krul", "melderTelefoon", "",
			"roepnaam", "", "geslachtsnaam", "", "geboortedatum", "31-31-1985", "gemeente", regiotest.Duiven, "telefoon", "", "email", "geen adres", "vraag", "").
			WantText("Vul de voornaam in.", "Vul de achternaam in.")
		page.Submit("/aanmelden").Want(http.StatusBadRequest).
			WantText("Vul een telefoonnummer of e-mailadres in.", "Vul de voornaam in.")
		done := b.Post("/aanmelden", aanmelding()).Want(http.StatusSeeOther).Follow().WantText("De aanmelding is verstuurd", "binnen 7 dagen")
		if done.Has("Berg") {
			t.Error("the answer names who it is about")
		}

		duiven := s.as(s.Duiven)
		list := duiven.Get("/meldingen").Want(http.StatusOK).WantText("Aya van den Berg", "van iemand anders")
		at := list.Link("Aya van den Berg")
		duiven.Get(at).WantText("Zij wil weer onder de mensen", "Zus Bos", "06 12 34 56 78", "Via de openbare pagina", "Kijk eerst of deze inwoner al bekend is", "Bevestig")
		s.as(s.Consulent).Get(at).Want(http.StatusNotFound)
		if s.as(s.Consulent).Get("/aanmelden").Location() != "/meldingen/nieuw" {
			t.Error("the lokale toegang has a page of its own")
		}
		duiven.Get("/werk").WantText("Aya van den Berg")
		s.Klopt()
	})
}

// The public page tells nothing of who is known, takes no more than it asks, and slows
// down who sends one after the other.
func TestThePublicPageIsNoWayIn(t *testing.T) {
	testkit.Eis(t, "X-01")
	each(t, func(t *testing.T, s *scene) {
		s.Day("2026-11-20")
		s.Melding("Aya", "Bos") // is known in Arnhem
		b := s.site.Browser()
		known := b.Post("/aanmelden", aanmelding("geslachtsnaam", "Bos", "gemeente", regiotest.Arnhem, "bsn", "999900006", "team", s.TeamID, "consulent", s.Consulent.ID, "bevestigd", "ja", "ontvangen", "1-1-2020")).Want(http.StatusSeeOther)
		fresh := b.Post("/aanmelden", aanmelding("geslachtsnaam", "Niemand", "gemeente", regiotest.Arnhem))
		if known.Status != fresh.Status || known.Location() != fresh.Location() || known.Body != fresh.Body {
			t.Error("the answer differs for who is known")
		}
		list, err := s.Toegang.Meldingen(t.Context(), s.Collega, toegang.MeldingFilter{}) // the first team of the gemeente
		if err != nil || list.Total != 2 {
			t.Fatalf("%+v %v", list, err)
		}
		for _, line := range list.Regels {
			m, err := s.Toegang.MeldingPagina(t.Context(), s.Collega, line.ID)
			if err != nil {
				t.Fatal(err)
			}
			if x := m.Melding; !x.Melder.VanBuiten || !x.Bevestigd.IsZero() || x.Ontvangen.String() != "2026-11-20" || m.HeeftBSN || m.ConsulentID != "" {
				t.Errorf("%+v", x)
			}
		}
		for _, wrong := range [][]string{
			{"door", "consulent"},
			{"door", "koning"},
			{"gemeente", "0000"},
			{"gemeente", regiotest.Duiven + ".onbekend"},
			{"vraag", strings.Repeat("x", 4001)},
			{"melderNaam", strings.Repeat("x", 201)},
			{"geslachtsnaam", strings.Repeat("x", 201)},
			{"geboortedatum", "1-1-2999"},
			{"telefoon", "geen nummer"},
		} {
			b.Post("/aanmelden", aanmelding(wrong...)).Want(http.StatusBadRequest)
		}
		s.site.Browser().Attack("/aanmelden")
		other := httptest.NewRequest(http.MethodPost, "/aanmelden", strings.NewReader(aanmelding().Encode()))
		other.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		other.Header.Set("Sec-Fetch-Site", "cross-site")
		answer := httptest.NewRecorder()
		if s.site.Handler.ServeHTTP(answer, other); answer.Code != http.StatusForbidden {
			t.Errorf("a form on another site brings one in: %d", answer.Code)
		}

		var slowed *webtest.Page
		for range 12 {
			if slowed = b.Post("/aanmelden", aanmelding("geslachtsnaam", "Telkens")); slowed.Status != http.StatusSeeOther {
				break
			}
		}
		slowed.Want(http.StatusTooManyRequests).WantText("Wacht")
		if slowed.Header.Get("Retry-After") == "" || !strings.Contains(slowed.Body, "Telkens") {
			t.Error("it does not say how long to wait, or what was typed is gone")
		}
		s.Klopt()
	})
}
