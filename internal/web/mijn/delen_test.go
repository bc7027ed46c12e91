package mijn_test

import (
	"net/http"
	"testing"

	"trede/internal/app/toegang"
	"trede/internal/domain/ladder"
	dom "trede/internal/domain/toegang"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// referred brings a resident with an account to the CAW.
func (s *scene) referred(t *testing.T) toegang.MeldingResult {
	t.Helper()
	m := s.Melding("Aya", "Yılmaz")
	_, err := s.Toegang.Meet(t.Context(), s.Consulent, toegang.MetingInput{InwonerID: m.InwonerID, Soort: ladder.MetingStart, Antwoorden: regiotest.Trede2()})
	regiotest.OK(t, err)
	weighed := map[dom.Uitgangspunt]dom.Afweging{}
	for _, u := range dom.Uitgangspunten() {
		weighed[u] = dom.AfwegingMaatwerk
	}
	o, err := s.Toegang.LegOnderzoekVast(t.Context(), s.Consulent, toegang.OnderzoekInput{
		MeldingID: m.MeldingID, Versie: 1, Besproken: dom.Aspecten(), Afwegingen: weighed, Antwoorden: regiotest.Gewoon(),
	})
	regiotest.OK(t, err)
	_, err = s.Toegang.KiesUitkomst(t.Context(), s.Consulent, toegang.UitkomstInput{
		MeldingID: m.MeldingID, Versie: o.Versie, Soort: dom.UitkomstCAW, Reden: "eerst ontdekken", CAWID: s.CAWID, Aanbod: "kennismaken op dinsdag",
	})
	regiotest.OK(t, err)
	return m
}

// Only the resident decides that the CAW reads the plan: nothing is shared before, and
// to stop takes one button, as to begin did.
func TestTheResidentSharesAndStops(t *testing.T) {
	testkit.Eis(t, "B-REG-03")
	each(t, func(t *testing.T, s *scene) {
		s.Day("2026-11-23")
		m := s.referred(t)
		isShared := func(want bool) {
			t.Helper()
			d, err := s.Toegang.Verwijzing(t.Context(), s.CAW, m.InwonerID)
			regiotest.OK(t, err)
			if d.Deelt() != want {
				t.Errorf("shares: %t", d.Deelt())
			}
		}
		b := s.as(s.InwonerAccount(m.InwonerID, "aya"))
		page := b.Get(b.Get("/mijn/wie-keek").Link("Met wie deel je?")).Want(http.StatusOK).WantText("CAW Arnhem", "Je plan zien ze niet.")
		isShared(false)
		shares := page.Submit("/mijn/delen").Want(seeOther).Follow().WantText("Ze mogen nu je plan lezen.", "Dat mag sinds 23 november 2026")
		isShared(true)
		page.Submit("/mijn/delen").Want(http.StatusConflict) // the page of before
		shares.Submit("/mijn/delen/stop").Want(seeOther).Follow().WantText("Het delen is gestopt.", "Mogen ze ook je plan en je doelen lezen?")
		isShared(false)

		_, other, _ := s.atWork("Marco", "de Vries")
		s.as(other).Get("/mijn/delen").Want(http.StatusOK).WantText("Je deelt niets")
		s.Klopt()
	})
}
