package toegang

import (
	"slices"
	"testing"

	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/testkit"
)

func TestAanbodVan(t *testing.T) {
	testkit.Eis(t, "PRD-01", "PRD-05", "B-ARR-01", "B-REG-01", "B-REG-02", "B-REG-03")
	r := exampleRegister(t)
	four, three := []ladder.Trede{2, 3, 4, 5}, []ladder.Trede{3, 4, 5}
	tests := []struct {
		name     string
		gemeente inkoop.GemeenteCode
		on       string
		want     Aanbod
	}{
		{"Arnhem in the old catalogue", arnhem, "2020-06-30", Aanbod{KooptAW: true, Orientatie: OrientatieCAW, Doeltreden: four, DagbestedingAlleenEnigDoel: true}},
		{"Arnhem now", arnhem, "2026-01-15", Aanbod{KooptAW: true, Orientatie: OrientatieCAW, Doeltreden: three, DagbestedingAlleenEnigDoel: true}},
		{"Zevenaar in the old catalogue", zevenaar, "2020-06-30", Aanbod{KooptAW: true, Orientatie: OrientatieProduct, Doeltreden: four}},
		{"Zevenaar now", zevenaar, "2020-07-01", Aanbod{KooptAW: true, Orientatie: OrientatieProduct, Doeltreden: three}},
		{"Rheden does not buy", rheden, "2026-01-15", Aanbod{Doeltreden: three}},
		{"before there was a catalogue", arnhem, "2016-12-31", Aanbod{}},
	}
	for _, tt := range tests {
		got := AanbodVan(r, tt.gemeente, day(tt.on))
		if got.KooptAW != tt.want.KooptAW || got.Orientatie != tt.want.Orientatie ||
			got.DagbestedingAlleenEnigDoel != tt.want.DagbestedingAlleenEnigDoel || !slices.Equal(got.Doeltreden, tt.want.Doeltreden) {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
		if len(got.Doeltreden) > 0 && !slices.Equal(got.StabieleTreden, []ladder.Trede{3, 4}) {
			t.Errorf("%s: stable rungs %v", tt.name, got.StabieleTreden)
		}
	}
}

// TestFromRegisterToAdvice goes from the data of the region to the advice.
func TestFromRegisterToAdvice(t *testing.T) {
	testkit.Eis(t, "PRD-01", "B-REG-01", "B-REG-02", "B-REG-03")
	r := exampleRegister(t)
	tests := []struct {
		name     string
		gemeente inkoop.GemeenteCode
		on       string
		change   func(*AfbakeningFeiten)
		want     AdviesSoort
		rung     ladder.Trede
	}{
		{"growing from 1 until the middle of 2020", zevenaar, "2020-06-30", func(f *AfbakeningFeiten) { f.Trede = 1 }, AdviesOntwikkel, 2},
		{"growing from 1 a day later", zevenaar, "2020-07-01", func(f *AfbakeningFeiten) { f.Trede = 1 }, AdviesOntwikkel, 3},
		{"finding out in Arnhem", arnhem, "2026-01-15", func(f *AfbakeningFeiten) { f.Antwoorden.WeetWat = Nee }, AdviesCAW, 0},
		{"finding out in Zevenaar", zevenaar, "2026-01-15", func(f *AfbakeningFeiten) { f.Antwoorden.WeetWat = Nee }, AdviesOrientatie, 0},
		{"in Rheden", rheden, "2026-01-15", func(*AfbakeningFeiten) {}, AdviesLokaalAlternatief, 0},
		{"structure among more in Arnhem", arnhem, "2026-01-15", func(f *AfbakeningFeiten) { structure(f); f.Antwoorden.EnigDoel = Nee }, AdviesOntwikkel, 4},
		{"structure only in Arnhem", arnhem, "2018-01-15", func(f *AfbakeningFeiten) { structure(f); f.Antwoorden.EnigDoel = Ja }, AdviesDagbesteding, 0},
		{"structure among more in Zevenaar", zevenaar, "2026-01-15", func(f *AfbakeningFeiten) { structure(f); f.Antwoorden.EnigDoel = Nee }, AdviesDagbesteding, 0},
	}
	for _, tt := range tests {
		f := suited(func(f *AfbakeningFeiten) { f.Aanbod = AanbodVan(r, tt.gemeente, day(tt.on)) }, tt.change)
		if got := Afbaken(f).Advies; got.Soort != tt.want || got.Trede != tt.rung {
			t.Errorf("%s: %+v, want %s to %d", tt.name, got, tt.want, tt.rung)
		}
	}
}
