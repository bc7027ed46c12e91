package toegang_test

import (
	"net/http"
	"net/url"
	"strconv"
	"testing"
	"time"

	"trede/internal/app/toegang"
	domtoegang "trede/internal/domain/toegang"
	"trede/internal/testkit"
)

// A rooster above what was agreed with the resident is not refused: the provider is
// warned with the reason, and so is the lokale toegang, until the rooster fits.
func TestARoosterAboveWhatWasAgreed(t *testing.T) {
	testkit.Eis(t, "UIT-02")
	each(t, func(t *testing.T, s *scene) {
		id, _ := s.Toegewezen("Marco", "de Vries", s.Day("2026-11-23"))
		agreed := domtoegang.Belastbaarheid{MinutenPerDag: 240, DagenPerWeek: 1, Dagdelen: []domtoegang.Dagdeel{{Dag: time.Monday, Moment: domtoegang.Ochtend}}}
		if err := s.Toegang.LegProfielVast(t.Context(), s.Consulent, toegang.ProfielInput{InwonerID: id, Profiel: domtoegang.Profiel{Wensen: "buiten zijn", Belastbaarheid: agreed}}); err != nil {
			t.Fatal(err)
		}
		x := s.Toewijzing(id).ID
		start, guides, detail, deelnemer := "/toewijzingen/"+x+"/start", "/toewijzingen/"+x+"/begeleiding", "/toewijzingen/"+x+"/toewijzen", "/deelnemers/"+x
		const warned = "Het rooster vraagt meer dan is afgesproken"
		b, consulent := s.as(s.Coordinator), s.as(s.Consulent)
		if b.Get(deelnemer).Has(warned) || consulent.Get(detail).Has(warned) {
			t.Error("a warning before there is a rooster")
		}
		b.Post(start, url.Values{
			"versie": {strconv.Itoa(s.Toewijzing(id).Versie)}, "begonnen": {"23-11-2026"}, "rooster": {"1-ochtend", "1-middag", "2-middag"},
			"werkbegeleider": {s.Werk.ID}, "werkbegeleider_vog": {"1-1-2026"}, "trajectbegeleider": {s.Traject.ID}, "trajectbegeleider_vog": {"1-1-2026"},
		}).
			Want(http.StatusSeeOther).Follow().
			WantText("De start is bevestigd.", warned, "Op 23 november 2026 staan 480 minuten gepland. Afgesproken is hoogstens 240.",
				"In de week van 23 november 2026 staan 2 dagen gepland. Afgesproken is hoogstens 1.", "Op 24 november 2026 staat de middag gepland.")
		s.as(s.Werk).Get(deelnemer).WantText(warned)
		consulent.Get(detail).Want(http.StatusOK).WantText(warned, "Op 24 november 2026 staat de middag gepland.")
		b.Get(guides).Submit(guides, "rooster", "1-ochtend").Want(http.StatusSeeOther)
		if b.Get(deelnemer).Has(warned) || consulent.Get(detail).Has(warned) {
			t.Error("the rooster fits, and the warning stays")
		}
	})
}
