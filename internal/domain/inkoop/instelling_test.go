package inkoop

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"trede/internal/domain/civil"
)

func TestDefaultsAreThoseOfTheGuide(t *testing.T) {
	var none Instellingen
	want := Waarden{
		LeeftijdVanaf: 16, StaVoortgangHerhalen: true,
		VoortgangHerinneringDagen: []int{-21, -7, 0, 7}, EvaluatieHerinneringDagen: []int{-14, -7, 0},
		OrientatieStreefMaanden: 3, HerbeoordelingMaanden: 6, NazorgMaanden: []int{1, 3, 6}, ToegangWekenNaEinde: 6,
		StartbevestigingWerkdagen: 5, InformatieverzoekWerkdagen: 5, SignaalWerkdagen: 5, SignaalSpoedWerkdagen: 1,
		SignaalDoelbereikProcent: 40, SignaalVerzuimProcent: 30, DoelUpdateWeken: 6, GroeipotentieMaanden: 12,
		PlafondWaarschuwingProcent: 80, VerzekeringWaarschuwing: []int{30, 60}, ContractWaarschuwing: []int{1, 3, 6},
		StandstillDagen: 20, SteekproefProcent: 10, VOGMaanden: 3, VOGHerhalenJaren: 3, UitzonderingHerzienMaanden: 12,
		LocaliteitLezing: 1, VroegEindePrijs: EindprijsVolledig,
		WmoOnderzoekWeken: 6, WmoBesluitWeken: 2, WmoPersoonlijkPlanDagen: 7, AwbBezwaarWeken: 6, BewaartermijnJaren: 15,
	}
	if diff := cmp.Diff(want, none.Op(day("2026-11-23"))); diff != "" {
		t.Error(diff)
	}
}

// Every setting must reach a field of its own, and every field a setting.
func TestEverySettingHasItsField(t *testing.T) {
	reached := map[string]InstellingCode{}
	for _, def := range InstellingDefs() {
		var before, after Waarden
		def.set(&after, otherValue(t, def))
		var changed []string
		for i := range reflect.TypeFor[Waarden]().NumField() {
			if !reflect.DeepEqual(reflect.ValueOf(before).Field(i).Interface(), reflect.ValueOf(after).Field(i).Interface()) {
				changed = append(changed, reflect.TypeFor[Waarden]().Field(i).Name)
			}
		}
		if len(changed) != 1 {
			t.Errorf("%s changes %v", def.Code, changed)
			continue
		}
		if other, taken := reached[changed[0]]; taken {
			t.Errorf("%s and %s both change %s", def.Code, other, changed[0])
		}
		reached[changed[0]] = def.Code
		if normal, err := def.Normaal(def.Standaard); err != nil || normal != def.Standaard {
			t.Errorf("the default %q of %s is no value of it: %v", def.Standaard, def.Code, err)
		}
		if def.Uitleg == "" || def.Herkomst.Bron == "" || def.Herkomst.Soort == "" {
			t.Errorf("%s does not say what it does or where it comes from", def.Code)
		}
	}
	if len(reached) != reflect.TypeFor[Waarden]().NumField() {
		t.Errorf("%d of %d fields have a setting", len(reached), reflect.TypeFor[Waarden]().NumField())
	}
}

// otherValue is a value of a setting that is not the zero of its field.
func otherValue(t *testing.T, def InstellingDef) string {
	t.Helper()
	switch def.Soort {
	case SoortVlag:
		return "ja"
	case SoortKeuze:
		return def.Keuzes[len(def.Keuzes)-1]
	case SoortGetal, SoortReeks:
		return strconv.Itoa(def.Max)
	}
	t.Fatalf("%s has form %q", def.Code, def.Soort)
	return ""
}

func TestSettingsHoldFromTheirDay(t *testing.T) {
	settings, err := NewInstellingen([]Instelling{
		{Code: "toegang_weken_na_einde", Van: day("2024-01-01"), Waarde: "8"},
		{Code: "sta_voortgang_herhalen", Van: day("2022-01-01"), Waarde: "nee"},
		{Code: "toegang_weken_na_einde", Van: day("2020-01-01"), Waarde: " 4"},
	})
	if err != nil {
		t.Fatal(err)
	}
	for on, want := range map[string]struct {
		weeks  int
		repeat bool
	}{
		"2019-12-31": {6, true}, "2020-01-01": {4, true}, "2022-01-01": {4, false}, "2023-12-31": {4, false}, "2024-01-01": {8, false},
	} {
		got := settings.Op(day(on))
		if got.ToegangWekenNaEinde != want.weeks || got.StaVoortgangHerhalen != want.repeat {
			t.Errorf("on %s: %d weeks, repeat %t", on, got.ToegangWekenNaEinde, got.StaVoortgangHerhalen)
		}
	}
	if got := settings.VolgendeWijziging(day("2020-01-01")); got != day("2022-01-01") {
		t.Errorf("next change after 2020-01-01 is %s", got)
	}
	if got := settings.VolgendeWijziging(day("2024-01-01")); !got.IsZero() {
		t.Errorf("next change after the last is %s", got)
	}
	if rows := settings.Rows(); len(rows) != 3 || rows[1].Waarde != "4" {
		t.Errorf("rows are not in their one form: %v", rows)
	}
}

func TestSettingsRefuse(t *testing.T) {
	tests := map[string][]Instelling{
		"unknown":        {{Code: "weken", Waarde: "6"}},
		"no number":      {{Code: "wmo_besluit_weken", Waarde: "twee"}},
		"out of bounds":  {{Code: "wmo_besluit_weken", Waarde: "0"}},
		"no truth":       {{Code: "sta_voortgang_herhalen", Waarde: "true"}},
		"no choice":      {{Code: "vroeg_einde_prijs", Waarde: "half"}},
		"falling":        {{Code: "nazorg_maanden", Waarde: "3,1"}},
		"twice the same": {{Code: "nazorg_maanden", Waarde: "3,3"}},
		"empty list":     {{Code: "nazorg_maanden", Waarde: ""}},
		"twice a day":    {{Code: "nazorg_maanden", Waarde: "3"}, {Code: "nazorg_maanden", Waarde: "6"}},
	}
	for name, rows := range tests {
		if _, err := NewInstellingen(rows); !errors.Is(err, ErrInstelling) {
			t.Errorf("%s: error is %v", name, err)
		}
	}
}

// The snapshots must say the same as looking through all rows.
func TestSettingsAsLookedUpOneByOne(t *testing.T) {
	code := InstellingCode("wmo_onderzoek_weken")
	rapid.Check(t, func(t *rapid.T) {
		offsets := rapid.SliceOfNDistinct(rapid.IntRange(0, 40), 0, 6, rapid.ID[int]).Draw(t, "days")
		start := day("2020-01-01")
		var rows []Instelling
		for _, n := range offsets {
			rows = append(rows, Instelling{Code: code, Van: start.AddDays(n), Waarde: strconv.Itoa(n%50 + 1)})
		}
		settings, err := NewInstellingen(rows)
		if err != nil {
			t.Fatal(err)
		}
		on := start.AddDays(rapid.IntRange(-5, 50).Draw(t, "on"))
		want := 6
		var last civil.Date
		for _, row := range rows {
			if !row.Van.After(on) && (last.IsZero() || row.Van.After(last)) {
				last = row.Van
				want, _ = strconv.Atoi(row.Waarde)
			}
		}
		if got := settings.Op(on).WmoOnderzoekWeken; got != want {
			t.Fatalf("on %s: %d, want %d", on, got, want)
		}
	})
}

func TestSettingCodesAreStable(t *testing.T) {
	var codes []string
	for _, def := range InstellingDefs() {
		codes = append(codes, string(def.Code))
	}
	sorted := slices.Clone(codes)
	slices.Sort(sorted)
	if len(slices.Compact(sorted)) != len(codes) {
		t.Error("a code is there twice: " + fmt.Sprint(codes))
	}
}
