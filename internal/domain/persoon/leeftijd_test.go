package persoon_test

import (
	"encoding/json"
	"errors"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"trede/internal/domain/civil"
	"trede/internal/domain/persoon"
	"trede/internal/testkit"
)

func table(t testing.TB) persoon.AOWTabel {
	t.Helper()
	tab := persoon.StandaardAOWTabel()
	if err := tab.Validate(); err != nil {
		t.Fatal(err)
	}
	return tab
}

// For each year the first and the last who reach the age, and the day before and
// after them, which belong to other years.
func TestAOWDatumByYear(t *testing.T) {
	testkit.Eis(t, "DOE-01")
	data, err := os.ReadFile("testdata/aow.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows []struct {
		Jaar            int
		Van, Tm         civil.Date
		Jaren, Maanden  int
		Eerste, Laatste civil.Date
	}
	if err := json.Unmarshal(data, &rows); err != nil || len(rows) < 19 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	tab := table(t)
	for _, row := range rows {
		first, last := tab.AOWDatum(row.Van), tab.AOWDatum(row.Tm)
		if first.Datum != row.Eerste || last.Datum != row.Laatste || !first.Vastgesteld || !last.Vastgesteld {
			t.Errorf("%d: from %v to %v, want %s to %s", row.Jaar, first, last, row.Eerste, row.Laatste)
		}
		if age, ok := tab.Leeftijd(row.Tm); !ok || age.Jaren != row.Jaren || age.Maanden != row.Maanden {
			t.Errorf("%d: %+v", row.Jaar, age)
		}
		if before := tab.AOWDatum(row.Van.AddDays(-1)).Datum; before.Year() >= row.Jaar {
			t.Errorf("born a day before those of %d: %s", row.Jaar, before)
		}
		if after := tab.AOWDatum(row.Tm.AddDays(1)).Datum; after.Year() <= row.Jaar {
			t.Errorf("born a day after those of %d: %s", row.Jaar, after)
		}
	}
}

func TestAOWDatum(t *testing.T) {
	testkit.Eis(t, "DOE-01")
	tab := table(t)
	for born, want := range map[string]persoon.AOWDatum{
		"1961-11-30": {Datum: day("2029-02-28"), Vastgesteld: true}, // clamped; 2 March would be wrong
		"1959-11-22": {Datum: day("2026-11-22"), Vastgesteld: true}, // the newest on 22 November 2026
		"1940-02-29": {Datum: day("2005-02-28"), Vastgesteld: true},
		"1947-12-31": {Datum: day("2012-12-31"), Vastgesteld: true},
		"1964-09-30": {Datum: day("2031-12-30"), Vastgesteld: true},
		"1964-10-01": {Datum: day("2032-01-01")}, // not fixed yet: at least 67 and 3 months
		"2010-11-22": {Datum: day("2078-02-22")},
	} {
		if got := tab.AOWDatum(day(born)); got != want {
			t.Errorf("born %s: %+v, want %+v", born, got, want)
		}
	}
	if got := tab.AOWDatum(civil.Date{}); got != (persoon.AOWDatum{}) {
		t.Errorf("without a birth: %+v", got)
	}
	if got := tab[1:].AOWDatum(day("1947-12-31")); got != (persoon.AOWDatum{}) {
		t.Errorf("before the table: %+v", got)
	}
	if got := (persoon.AOWTabel{}).AOWDatum(day("1960-01-01")); got != (persoon.AOWDatum{}) {
		t.Errorf("without a table: %+v", got)
	}
}

// Who is older never reaches the age later.
func TestAOWDatumRisesWithBirth(t *testing.T) {
	tab := table(t)
	for born := day("1930-01-01"); born.Before(day("1980-01-01")); born = born.AddDays(1) {
		if now, next := tab.AOWDatum(born).Datum, tab.AOWDatum(born.AddDays(1)).Datum; next.Before(now) {
			t.Fatalf("born %s: %s, a day later %s", born, now, next)
		}
	}
}

// An announced age is a row more in the table, and the date is fixed from then on.
func TestAOWTabelGrows(t *testing.T) {
	tab := append(table(t), persoon.AOWRegel{Van: day("1964-10-01"), Tm: day("1965-06-30"), Jaren: 67, Maanden: 6})
	if err := tab.Validate(); err != nil {
		t.Fatal(err)
	}
	if got := tab.AOWDatum(day("1964-10-01")); got != (persoon.AOWDatum{Datum: day("2032-04-01"), Vastgesteld: true}) {
		t.Errorf("%+v", got)
	}
}

func TestAOWTabelValidate(t *testing.T) {
	for name, change := range map[string]func(persoon.AOWTabel) persoon.AOWTabel{
		"no rows":       func(persoon.AOWTabel) persoon.AOWTabel { return nil },
		"a gap":         func(tab persoon.AOWTabel) persoon.AOWTabel { return slices.Delete(tab, 5, 6) },
		"a day twice":   func(tab persoon.AOWTabel) persoon.AOWTabel { tab[5].Van = tab[5].Van.AddDays(-1); return tab },
		"a day missing": func(tab persoon.AOWTabel) persoon.AOWTabel { tab[5].Tm = tab[5].Tm.AddDays(-1); return tab },
		"open inside":   func(tab persoon.AOWTabel) persoon.AOWTabel { tab[5].Van = civil.Date{}; return tab },
		"no end":        func(tab persoon.AOWTabel) persoon.AOWTabel { tab[len(tab)-1].Tm = civil.Date{}; return tab },
		"goes down":     func(tab persoon.AOWTabel) persoon.AOWTabel { tab[9].Maanden--; return tab },
		"13 months":     func(tab persoon.AOWTabel) persoon.AOWTabel { tab[19].Maanden = 12; return tab },
		"a slip":        func(tab persoon.AOWTabel) persoon.AOWTabel { tab[19].Jaren = 76; return tab },
		"out of order":  func(tab persoon.AOWTabel) persoon.AOWTabel { tab[3], tab[4] = tab[4], tab[3]; return tab },
	} {
		if err := change(persoon.StandaardAOWTabel()).Validate(); !errors.Is(err, persoon.ErrAOWTabel) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// From the sixteenth birthday on and before the AOW date, to the day.
func TestLeeftijdsvenster(t *testing.T) {
	testkit.Eis(t, "DOE-01")
	tab := table(t)
	for _, c := range []struct {
		born, on string
		want     persoon.LeeftijdUitkomst
	}{
		{"2010-11-22", "2026-11-22", persoon.BinnenLeeftijd}, // the youngest on that day
		{"2010-11-23", "2026-11-22", persoon.TeJong},
		{"1959-11-23", "2026-11-22", persoon.BinnenLeeftijd},
		{"1959-11-22", "2026-11-22", persoon.AOWBereikt}, // the newest with AOW
		{"1961-11-30", "2029-02-27", persoon.BinnenLeeftijd},
		{"1961-11-30", "2029-02-28", persoon.AOWBereikt},
		{"2008-02-29", "2024-02-28", persoon.TeJong},
		{"2008-02-29", "2024-02-29", persoon.BinnenLeeftijd},
	} {
		v, ok := persoon.Venster(persoon.GeborenOp(day(c.born)), 16, tab)
		if got := v.Op(day(c.on)); !ok || got != c.want {
			t.Errorf("born %s, on %s: %s, want %s", c.born, c.on, got, c.want)
		}
	}
	v, _ := persoon.Venster(persoon.GeborenOp(day("1970-05-01")), 16, tab)
	if v.Vastgesteld || v.AOW != day("2037-08-01") {
		t.Errorf("born after the table: %+v", v)
	}
	if _, ok := persoon.Venster(persoon.Geboortedatum{}, 16, tab); ok {
		t.Error("there is a window without a birth")
	}
	if got := (persoon.Leeftijdsvenster{}).Op(day("2026-11-22")); got != persoon.OnzekereLeeftijd {
		t.Errorf("without a window: %s", got)
	}
}

// A date that is known in part decides where every possible day agrees.
func TestLeeftijdsvensterWithAnUncertainBirth(t *testing.T) {
	tab := table(t)
	rapid.Check(t, func(t *rapid.T) {
		year, month := rapid.IntRange(1940, 2015).Draw(t, "year"), rapid.IntRange(0, 12).Draw(t, "month")
		g, err := persoon.NewGeboortedatum(year, month, 0)
		if err != nil {
			t.Fatal(err)
		}
		v, ok := persoon.Venster(g, 16, tab)
		if !ok {
			t.Fatal("no window")
		}
		on := rapid.SampledFrom([]civil.Date{v.Vanaf, v.VanafZeker, v.AOW, v.AOWUiterst}).Draw(t, "edge").AddDays(rapid.IntRange(-2, 2).Draw(t, "days"))
		outcomes := map[persoon.LeeftijdUitkomst]bool{}
		for born := g.Vroegst(); !born.After(g.Laatst()); born = born.AddDays(1) {
			exact, _ := persoon.Venster(persoon.GeborenOp(born), 16, tab)
			outcomes[exact.Op(on)] = true
		}
		got := v.Op(on)
		if (got == persoon.OnzekereLeeftijd) != (len(outcomes) > 1) || (len(outcomes) == 1 && !outcomes[got]) {
			t.Fatalf("%s on %s: %s, the possible days say %v", g.Datum, on, got, outcomes)
		}
	})
}

// An allocation ends before the AOW date.
func TestCutAtAOW(t *testing.T) {
	testkit.Eis(t, "DOE-01")
	v, _ := persoon.Venster(persoon.GeborenOp(day("1961-11-30")), 16, table(t))
	for last, want := range map[string]string{"2029-02-26": "2029-02-26", "2029-02-27": "2029-02-27", "2029-02-28": "2029-02-27", "2030-01-01": "2029-02-27"} {
		got, cut := v.CutAtAOW(day(last))
		if got != day(want) || cut != (last != want) {
			t.Errorf("%s is cut to %s (%t), want %s", last, got, cut, want)
		}
	}
	if got, cut := v.CutAtAOW(civil.Date{}); got != day("2029-02-27") || !cut {
		t.Errorf("an open end is cut to %s", got)
	}
	if got, cut := (persoon.Leeftijdsvenster{}).CutAtAOW(day("2030-01-01")); got != day("2030-01-01") || cut {
		t.Errorf("without a window it is cut to %s", got)
	}
}

func TestGeboortedatum(t *testing.T) {
	for _, c := range []struct {
		year, month, day       int
		datum, vroegst, laatst string
		code                   string
	}{
		{1953, 9, 4, "1953-09-04", "1953-09-04", "1953-09-04", ""},
		{1949, 9, 0, "1949-09-01", "1949-09-01", "1949-09-30", "1"},
		{1953, 0, 0, "1953-01-01", "1953-01-01", "1953-12-31", "2"},
		{0, 0, 0, "1900-01-01", "", "", "3"},
	} {
		g, err := persoon.NewGeboortedatum(c.year, c.month, c.day)
		if err != nil || g.Datum.String() != c.datum || g.Vroegst().String() != c.vroegst || g.Laatst().String() != c.laatst || g.Gebruik.Code() != c.code {
			t.Errorf("%d-%d-%d: %+v from %s to %s, %v", c.year, c.month, c.day, g, g.Vroegst(), g.Laatst(), err)
		}
		if g.IsZeker() != (c.code == "") || g.IsZero() {
			t.Errorf("%d-%d-%d is certain: %t", c.year, c.month, c.day, g.IsZeker())
		}
		if back, err := persoon.GeboortedatumOf(g.Datum, c.code); err != nil || back != g {
			t.Errorf("code %q reads as %+v, %v", c.code, back, err)
		}
	}
	for _, parts := range [][3]int{{1953, 0, 4}, {0, 9, 4}, {0, 9, 0}, {1953, 13, 0}, {2023, 2, 29}, {-1, 1, 1}} {
		if g, err := persoon.NewGeboortedatum(parts[0], parts[1], parts[2]); !errors.Is(err, persoon.ErrGeboortedatum) {
			t.Errorf("%v: %+v", parts, g)
		}
	}
	if got, _ := persoon.GeboortedatumOf(day("1953-06-17"), "2"); got.Datum != day("1953-01-01") {
		t.Errorf("parts that are not known are kept: %s", got.Datum)
	}
	for _, code := range []string{"0", "4"} {
		if _, err := persoon.GeboortedatumOf(day("1953-06-17"), code); !errors.Is(err, persoon.ErrGeboortedatum) {
			t.Errorf("code %s: %v", code, err)
		}
	}
	if _, err := persoon.GeboortedatumOf(civil.Date{}, ""); err == nil {
		t.Error("no date is a date of birth")
	}
}

func TestLeeftijd(t *testing.T) {
	month, _ := persoon.NewGeboortedatum(1992, 11, 0)
	unknown, _ := persoon.NewGeboortedatum(0, 0, 0)
	for _, c := range []struct {
		g                persoon.Geboortedatum
		on               string
		youngest, oldest int
		ok               bool
	}{
		{persoon.GeborenOp(day("1992-11-22")), "2026-11-22", 34, 34, true},
		{persoon.GeborenOp(day("1992-11-23")), "2026-11-22", 33, 33, true},
		{persoon.GeborenOp(day("2008-02-29")), "2026-02-28", 18, 18, true},
		{month, "2026-11-22", 33, 34, true},
		{month, "2026-12-01", 34, 34, true},
		{month, "1992-11-10", 0, 0, false}, // perhaps not born yet
		{unknown, "2026-11-22", 0, 0, false},
		{persoon.Geboortedatum{}, "2026-11-22", 0, 0, false},
		{persoon.GeborenOp(day("2026-11-23")), "2026-11-22", 0, 0, false},
	} {
		youngest, oldest, ok := c.g.Leeftijd(day(c.on))
		if diff := cmp.Diff([]any{c.youngest, c.oldest, c.ok}, []any{youngest, oldest, ok}); diff != "" {
			t.Errorf("born %s on %s: %s", c.g.Datum, c.on, diff)
		}
	}
}
