package toegang

import (
	"testing"

	"pgregory.net/rapid"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/testkit"
)

var (
	ontDuur = inkoop.Duurregel{Soort: inkoop.DuurVast, Maanden: 6}
	staDuur = inkoop.Duurregel{Soort: inkoop.DuurMaximum, Maanden: 24}
	oriDuur = inkoop.Duurregel{Soort: inkoop.DuurStreef, Maanden: 3}
)

// TestBerekenEinde holds the vectors of domain/datum_testvectoren.json for the last
// day, and the cutting at the AOW date.
func TestBerekenEinde(t *testing.T) {
	testkit.Eis(t, "DOE-01", "PRD-05", "PRD-06", "PRD-08")
	tests := []struct {
		duur       inkoop.Duurregel
		start, aow string
		want       string
		cut        bool
	}{
		{ontDuur, "2020-07-01", "", "2020-12-31", false},
		{ontDuur, "2026-01-15", "", "2026-07-14", false},
		{ontDuur, "2026-08-31", "", "2027-02-28", false},
		{ontDuur, "2027-08-31", "", "2028-02-29", false},
		{staDuur, "2020-07-01", "", "2022-06-30", false},
		{staDuur, "2024-02-29", "", "2026-02-28", false},
		{staDuur, "2026-11-23", "", "2028-11-22", false},
		{oriDuur, "2026-01-15", "", "2026-04-14", false},
		{ontDuur, "2026-01-15", "2026-07-15", "2026-07-14", false},
		{ontDuur, "2026-01-15", "2026-07-14", "2026-07-13", true},
		{staDuur, "2026-01-15", "2026-07-14", "2026-07-13", true},
		{staDuur, "2026-01-15", "2026-01-16", "2026-01-15", true},
		{oriDuur, "2026-01-15", "2026-03-01", "2026-02-28", true},
	}
	for _, tt := range tests {
		var aow civil.Date
		if tt.aow != "" {
			aow = day(tt.aow)
		}
		got := BerekenEinde(tt.duur, day(tt.start), aow)
		if got.LaatsteDag != day(tt.want) || got.Afgekapt != tt.cut || got.Soort != tt.duur.Soort {
			t.Errorf("%s of %d months from %s, AOW %q: %+v, want %s cut %v", tt.duur.Soort, tt.duur.Maanden, tt.start, tt.aow, got, tt.want, tt.cut)
		}
	}
}

// TestBerekenEindeProperties: the last day is never on or after the AOW date, never
// later than the full length, and cut exactly when the full length reaches it.
func TestBerekenEindeProperties(t *testing.T) {
	testkit.Eis(t, "DOE-01", "PRD-06", "PRD-08")
	rapid.Check(t, func(t *rapid.T) {
		duur := rapid.SampledFrom([]inkoop.Duurregel{ontDuur, staDuur, oriDuur}).Draw(t, "duur")
		start := day("2017-01-01").AddDays(rapid.IntRange(0, 6000).Draw(t, "start"))
		aow := start.AddDays(rapid.IntRange(1, 1000).Draw(t, "aow"))
		e := BerekenEinde(duur, start, aow)
		full := start.LastDayOfMonths(duur.Maanden)
		if e.Volledig != full || !e.LaatsteDag.Before(aow) || e.LaatsteDag.After(full) || e.LaatsteDag.Before(start) {
			t.Fatalf("from %s, AOW %s: %+v", start, aow, e)
		}
		if e.Afgekapt != !full.Before(aow) || (!e.Afgekapt && e.LaatsteDag != full) {
			t.Fatalf("cut wrongly: %+v with AOW %s", e, aow)
		}
	})
}
