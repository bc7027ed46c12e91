package toegang_test

import (
	"net/http"
	"net/url"
	"testing"

	"trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/ladder"
	domtoegang "trede/internal/domain/toegang"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
	"trede/internal/testkit/webtest"
)

// verwezen refers somebody with a goal to the CAW.
func (s *scene) verwezen(t *testing.T) (m toegang.MeldingResult) {
	t.Helper()
	m = s.Melding("Aya", "Yılmaz")
	s.Doel(m.InwonerID, "Ik wil leren koken", domtoegang.DomeinVak)
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := s.Toegang.Meet(t.Context(), s.Consulent, toegang.MetingInput{InwonerID: m.InwonerID, Soort: ladder.MetingStart, Antwoorden: regiotest.Trede2()})
	must(err)
	afwegingen := map[domtoegang.Uitgangspunt]domtoegang.Afweging{}
	for _, u := range domtoegang.Uitgangspunten() {
		afwegingen[u] = domtoegang.AfwegingMaatwerk
	}
	o, err := s.Toegang.LegOnderzoekVast(t.Context(), s.Consulent, toegang.OnderzoekInput{
		MeldingID: m.MeldingID, Versie: 1, Besproken: domtoegang.Aspecten(), Afwegingen: afwegingen, Antwoorden: regiotest.Gewoon(),
	})
	must(err)
	_, err = s.Toegang.KiesUitkomst(t.Context(), s.Consulent, toegang.UitkomstInput{
		MeldingID: m.MeldingID, Versie: o.Versie, Soort: domtoegang.UitkomstCAW, Reden: "eerst ontdekken", CAWID: s.CAWID, Aanbod: "kennismaken op dinsdag",
	})
	must(err)
	return m
}

// The adviser of the CAW goes from the own list to the referral, takes it, and gives an
// advice once the resident shares; the consulent writes that down, reads the advice, and
// stops the sharing when the resident wants so.
func TestTheCAWAnswersAndAdvises(t *testing.T) {
	testkit.Eis(t, "B-REG-03", "PRD-05")
	each(t, func(t *testing.T, s *scene) {
		s.Day("2026-11-23")
		m := s.verwezen(t)
		at := "/inwoners/" + m.InwonerID + "/verwijzing"
		caw, consulent := s.as(s.CAW), s.as(s.Consulent)
		list := caw.Get("/werk").Want(http.StatusOK)
		if to := list.Link("Aya Yılmaz"); to != at {
			t.Errorf("the list leads to %q", to)
		}
		page := caw.Get(at).Want(http.StatusOK).WantText("Aya Yılmaz", "kennismaken op dinsdag", "deelt verder niets", "Kunnen jullie deze inwoner helpen?")
		if page.Has("leren koken") || page.Has("eerst ontdekken") {
			t.Error("the CAW reads what is not shared with it")
		}
		page.Submit(at+"/antwoord", "reden", "geen plek").Want(http.StatusBadRequest).WantText("Kies of jullie de verwijzing aannemen of teruggeven.", "geen plek")
		page.KeepsTyped(at+"/antwoord", "neemt", "terug").WantText("Schrijf op waarom je de verwijzing teruggeeft.")
		page.Submit(at+"/antwoord", "neemt", "aan").Want(http.StatusSeeOther).Follow().WantText("Je antwoord is bewaard.", "De inwoner deelt nog niet met jullie")
		stale := page.Submit(at+"/antwoord", "neemt", "terug", "reden", "toch vol").Want(http.StatusConflict).WantText("Ja, wij nemen het aan", "toch vol")
		stale.Submit(at+"/antwoord", "keuze", "opgeslagen").Want(http.StatusSeeOther)

		share := consulent.Get("/meldingen/" + m.MeldingID).Want(http.StatusOK).Link("Bekijk de verwijzing")
		if share != at {
			t.Errorf("the melding leads to %q", share)
		}
		form := consulent.Get(at).WantText("aangenomen", "Wil de inwoner meer delen?")
		form.Submit(at + "/delen").Want(http.StatusBadRequest).WantText("Kies hoe de inwoner akkoord ging.")
		form.Submit(at+"/delen", "akkoord", "kantoor", "akkoord_bij", "haar zus").Want(http.StatusSeeOther).Follow().WantText("haar zus", "Stop met delen")
		form.Submit(at+"/delen", "akkoord", "papier").Want(http.StatusConflict)

		advice := caw.Get(at).WantText("Geef het advies")
		caw.Get("/inwoners/" + m.InwonerID + "/plan").WantText("Ik wil leren koken")
		advice.KeepsTyped(at+"/advies", "perspectief", "zij wil koken voor anderen").WantText("Schrijf op wat de volgende stap is.")
		advice.Submit(at+"/advies", "perspectief", "zij wil koken", "volgendeStap", "proefdagen in de keuken").Want(http.StatusSeeOther)
		consulent.Get(at).WantText("advies gegeven", "zij wil koken", "proefdagen in de keuken").
			Submit(at + "/stoppen").Want(http.StatusSeeOther).Follow().WantText("deelt verder niets")
		if caw.Get("/inwoners/" + m.InwonerID).Has("leren koken") {
			t.Error("the resident shares no more, and the CAW still reads the goal")
		}
		s.Klopt()
	})
}

// Nobody but the CAW of the referral answers or advises, and nobody but the own team
// writes down what the resident said.
func TestReferralOfOthers(t *testing.T) {
	testkit.Eis(t, "B-REG-03")
	each(t, func(t *testing.T, s *scene) {
		s.Day("2026-11-23")
		m := s.verwezen(t)
		at := "/inwoners/" + m.InwonerID + "/verwijzing"
		other := s.Person("Toos", authz.RoleCAWAdviseur, s.OtherCAW(), "")
		for name, b := range map[string]*webtest.Browser{
			"other CAW": s.as(other), "other team": s.as(s.Collega), "other gemeente": s.as(s.Duiven), "provider": s.as(s.Coordinator), "floor": s.as(s.Werk),
		} {
			if got := b.Get(at).Status; got != http.StatusNotFound {
				t.Errorf("%s reads the referral: %d", name, got)
			}
			for _, act := range []string{"antwoord", "advies", "delen", "stoppen"} {
				form := url.Values{"versie": {"1"}, "organisatie": {s.CAWID}, "akkoord": {"papier"}, "neemt": {"aan"}}
				if got := b.Post(at+"/"+act, form).Status; got != http.StatusNotFound {
					t.Errorf("%s may %s: %d", name, act, got)
				}
			}
		}
		caw := s.as(s.CAW)
		for _, act := range []string{"delen", "stoppen"} {
			caw.Post(at+"/"+act, url.Values{"versie": {"1"}, "organisatie": {s.CAWID}, "akkoord": {"papier"}}).Want(http.StatusNotFound)
		}
		caw.Post(at+"/advies", url.Values{"versie": {"1"}, "perspectief": {"x"}, "volgendeStap": {"y"}}).Want(http.StatusNotFound)
		s.as(s.Consulent).Post(at+"/antwoord", url.Values{"versie": {"1"}, "neemt": {"aan"}}).Want(http.StatusNotFound)
		caw.Attack(at)
		s.as(s.Consulent).Attack(at)

		// Who was not referred has a page that says so.
		id := s.Melding("Bram", "Bos").InwonerID
		s.as(s.Consulent).Get("/inwoners/" + id + "/verwijzing").Want(http.StatusOK).WantText("Er is geen verwijzing")
		s.as(s.Consulent).Post("/inwoners/"+id+"/verwijzing/delen", url.Values{"versie": {"1"}}).Want(http.StatusBadRequest)
	})
}
