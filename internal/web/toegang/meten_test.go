package toegang_test

import (
	"net/http"
	"net/url"
	"testing"

	"trede/internal/testkit"
)

// Halfway an arrangement somebody is measured again: the questions decide the trede,
// another one needs a reason, and what the resident thinks stands beside it.
func TestMeasureAgain(t *testing.T) {
	testkit.Eis(t, "UIT-07")
	each(t, func(t *testing.T, s *scene) {
		start := s.Day("2026-09-07")
		inwoner, _ := s.Lopend("Marco", "de Vries", start)
		s.Day("2026-12-07")
		b, address := s.as(s.Consulent), "/inwoners/"+inwoner+"/meten"
		page := b.Get(address).Want(http.StatusOK)
		form := page.Forms()
		for _, f := range form {
			if f.Action == address {
				for name, v := range f.Values() {
					if name != "versie" && v[0] != "" {
						t.Errorf("%s is chosen beforehand: %v", name, v)
					}
				}
			}
		}
		b.Post(address, url.Values{}).Want(http.StatusBadRequest).WantText("Kies bij welk moment dit hoort.")
		answers := []string{
			"soort", "tussentijds", "ladder.1.betaald_werk", "nee", "ladder.4.taken_wekelijks", "ja", "ladder.5.zelfstandig", "nee",
			"ladder.5.verantwoordelijkheid", "nee", "ladder.5.economische_waarde", "nee", "ladder.5.vakopleiding_uitkering", "nee",
		}
		b.Get(address).Submit(address, append(answers, "vastgesteld", "4")...).Want(http.StatusBadRequest).WantText("Schrijf op waarom je trede 4 kiest.")
		b.Get(address).Submit(address, append(answers, "eigenTrede", "4", "eigenWoorden", "Ik doe het nu alleen")...).
			Want(http.StatusSeeOther).Follow().WantText("De trede is bewaard.", "Ik doe het nu alleen")
		s.as(s.AndereCoordinator).Get(address).Want(http.StatusNotFound)
		s.Klopt()
	})
}
