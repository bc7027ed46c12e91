package toegang_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	domtoegang "trede/internal/domain/toegang"
	"trede/internal/region"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
	"trede/internal/testkit/webtest"
)

// A case carries the label of a study only while the gemeente takes part; then it is shown
// where it is decided, and counted once it is allocated.
func TestLabelOfAStudy(t *testing.T) {
	testkit.Eis(t, "B-REG-06")
	each(t, func(t *testing.T, s *scene) {
		s.Day("2026-11-22")
		m := s.Melding("Marco", "de Vries")
		s.Onderzocht(m)
		s.Doel(m.InwonerID, "Ik kom elke dag", domtoegang.DomeinActivering)
		b := s.as(s.Consulent)
		page := "/inwoners/" + m.InwonerID + "/toewijzen"
		chosen := page + "?product=v2%2FONT3&start=30-11-2026"
		choice := url.Values{"product": {"v2/ONT3"}, "start": {"30-11-2026"}, "aanbieder": {string(s.De) + "/" + s.WerkplekID}, "verkenning": {"jeugd"}}
		if b.Get(chosen).Want(http.StatusOK).Has("Telt deze toewijzing mee in een onderzoek?") {
			t.Error("a study is asked where none is on")
		}
		b.Post(page, choice).Want(http.StatusBadRequest).WantText("Je gemeente doet dan niet mee aan dit onderzoek.")
		s.ChangeRegio(func(d *region.Region) {
			d.Inkoop.Verkenningen = append(d.Inkoop.Verkenningen, inkoop.Verkenning{
				Gemeente: regiotest.Arnhem, Soort: inkoop.VerkenningJeugd, Geldig: civil.Period{From: civil.New(2026, time.November, 1)},
				Herkomst: inkoop.Herkomst{Soort: inkoop.Voorstel, Bron: "proef"},
			})
		})
		b.Get(chosen).Want(http.StatusOK).WantText("Telt deze toewijzing mee in een onderzoek?", "Jeugdwet")
		if b.Get(chosen).Has("beschermd wonen") {
			t.Error("a study that is off can be chosen")
		}
		b.Post(page, url.Values{"product": {"v2/ONT3"}, "start": {"30-11-2026"}, "verkenning": {"beschermd wonen"}, "aanbieder": choice["aanbieder"]}).Want(http.StatusBadRequest)
		b.Post(page, choice).Want(http.StatusSeeOther).Follow().WantText("Onderzoek", "Jeugd")
		policy := s.as(s.Beleid)
		if counted(t, policy) {
			t.Error("a concept is counted")
		}
		one := s.Toewijzing(m.InwonerID)
		ask := s.ONT3(m.InwonerID, one.Huidig.Start)
		ask.ToewijzingID, ask.Versie, ask.Verkenning = one.ID, one.Versie, inkoop.VerkenningJeugd
		_, err := s.Toegang.WijsToe(t.Context(), s.Consulent, ask)
		regiotest.OK(t, err)
		if !counted(t, policy) {
			t.Error("what is allocated is not counted")
		}
		if counted(t, s.as(s.Coordinator)) {
			t.Error("a provider sees the count")
		}
	})
}

// counted tells whether the page of the gemeenten counts one case of the study.
func counted(t *testing.T, b *webtest.Browser) bool {
	t.Helper()
	return b.Get("/regio/gemeenten?dag=30-11-2026").Want(http.StatusOK).WantText("onderzoek: jeugd").Has("onderzoek: jeugd, 1 keer in een toewijzing")
}
