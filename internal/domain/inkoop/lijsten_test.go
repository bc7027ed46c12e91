package inkoop

import (
	"slices"
	"testing"

	"trede/internal/testkit"
)

// The four principles that a plan answers, and what a tariff never pays, are those of the
// source: one less is another requirement.
func TestListsOfTheSource(t *testing.T) {
	testkit.Eis(t, "EIS-01", "TAR-02", "TAR-03", "TAR-04")
	if got := Uitgangspunten(); !slices.Equal(got, []Uitgangspunt{"passend", "lokaal", "regulier", "ontwikkeling"}) {
		t.Errorf("principles: %q", got)
	}
	if got := Tariefuitsluitingen(); !slices.Equal(got, []Tariefuitsluiting{"infrastructuur", "vervoer", "bijzondere beperkingen"}) {
		t.Errorf("exclusions: %q", got)
	}
	if got := Tariefdelen(); !slices.Equal(got, []Tariefdeel{"ondersteuning", "trajectbegeleiding", "administratie", "monitoring", "werkplekaanpassing", "onkostenvergoeding"}) {
		t.Errorf("parts of a tariff: %q", got)
	}
}
