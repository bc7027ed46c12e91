package civil_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"trede/internal/domain/civil"
)

// Dates of Easter as published, among them the earliest and latest possible.
func TestEasterSunday(t *testing.T) {
	for _, text := range []string{
		"1818-03-22", "1943-04-25", "2000-04-23", "2008-03-23", "2011-04-24", "2016-03-27", "2017-04-16", "2018-04-01",
		"2019-04-21", "2020-04-12", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2038-04-25", "2285-03-22",
	} {
		if got := civil.EasterSunday(day(text).Year()); got != day(text) {
			t.Errorf("Easter of %d is %s, want %s", day(text).Year(), got, text)
		}
	}
}

// The public holidays of 2027 as the domain guide has them (section 3, Algemene
// termijnenwet), with New Year and the two Sundays.
func TestFeestdagen2027(t *testing.T) {
	want := map[string]string{
		"2027-01-01": "Nieuwjaarsdag", "2027-03-26": "Goede Vrijdag", "2027-03-28": "Eerste paasdag",
		"2027-03-29": "Tweede paasdag", "2027-04-27": "Koningsdag", "2027-05-05": "Bevrijdingsdag",
		"2027-05-06": "Hemelvaartsdag", "2027-05-16": "Eerste pinksterdag", "2027-05-17": "Tweede pinksterdag",
		"2027-12-25": "Eerste kerstdag", "2027-12-26": "Tweede kerstdag",
	}
	list := civil.Feestdagen(2027)
	if len(list) != len(want) {
		t.Errorf("%d days, want %d", len(list), len(want))
	}
	for i, f := range list {
		if want[f.Datum.String()] != f.Naam {
			t.Errorf("%s is called %q, want %q", f.Datum, f.Naam, want[f.Datum.String()])
		}
		if i > 0 && f.Datum.Before(list[i-1].Datum) {
			t.Errorf("%s is out of order", f.Datum)
		}
		if f.Datum.IsWerkdag() || f.Datum.Feestdag() != f.Naam {
			t.Errorf("%s counts as a working day", f.Datum)
		}
	}
}

func TestKingsDayMovesOffASunday(t *testing.T) {
	for text, name := range map[string]string{
		"2013-04-30": "Koninginnedag", "2014-04-26": "Koningsdag", "2014-04-27": "", "2006-04-29": "Koninginnedag",
		"2006-04-30": "", "2025-04-26": "Koningsdag", "2026-04-27": "Koningsdag", "2031-04-26": "Koningsdag",
	} {
		if got := day(text).Feestdag(); got != name {
			t.Errorf("%s is %q, want %q", text, got, name)
		}
	}
}

func TestWerkdagen(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-11-20", 1, "2026-11-23"},  // Friday to Monday
		{"2026-11-22", 0, "2026-11-22"},  // Sunday itself
		{"2026-12-24", 1, "2026-12-28"},  // over Christmas and the weekend
		{"2027-03-25", 1, "2027-03-30"},  // over Easter
		{"2027-05-04", 1, "2027-05-07"},  // Liberation day and Ascension: the Friday after is a working day
		{"2027-01-04", -1, "2026-12-31"}, // back over New Year
		{"2026-11-23", 5, "2026-11-30"},
	} {
		if got := day(c.from).AddWerkdagen(c.n); got != day(c.want) {
			t.Errorf("%s and %d working days is %s, want %s", c.from, c.n, got, c.want)
		}
	}
	if got := day("2026-11-20").NextWerkdag(); got != day("2026-11-23") {
		t.Errorf("the working day after Friday is %s", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		d := civil.New(2015, time.January, 1).AddDays(rapid.IntRange(0, 9000).Draw(t, "days"))
		n := rapid.IntRange(1, 60).Draw(t, "n")
		to := d.AddWerkdagen(n)
		if !to.IsWerkdag() || d.WerkdagenUntil(to) != n {
			t.Fatalf("%s and %d working days is %s, which counts %d", d, n, to, d.WerkdagenUntil(to))
		}
		if back := to.AddWerkdagen(-n); back.After(d) {
			t.Fatalf("%d working days before %s is %s, later than %s", n, to, back, d)
		}
	})
	if got := day("2026-11-23").WerkdagenUntil(day("2026-11-20")); got != 0 {
		t.Errorf("backwards there are %d working days", got)
	}
}

// A term set by law that ends on a day off runs on (Algemene termijnenwet art. 1).
func TestExtendTermijn(t *testing.T) {
	for text, want := range map[string]string{
		"2026-11-23": "2026-11-23", // Monday
		"2026-11-21": "2026-11-23", // Saturday
		"2026-11-22": "2026-11-23", // Sunday
		"2027-03-26": "2027-03-30", // Good Friday to after Easter Monday
		"2027-04-27": "2027-04-28", // the King's day
		"2027-05-05": "2027-05-10", // Liberation day, Ascension, the decreed Friday, the weekend
		"2027-05-07": "2027-05-10", // decreed
		"2027-12-25": "2027-12-27",
		"2026-01-02": "2026-01-05", // decreed
	} {
		if got := day(text).ExtendTermijn(); got != day(want) {
			t.Errorf("a term that ends on %s runs until %s, want %s", text, got, want)
		}
	}
	if got := day("2026-11-23").ExtendTermijn(day("2026-11-23")); got != day("2026-11-24") {
		t.Errorf("a day of a new decree gives %s", got)
	}
	for _, d := range civil.Gelijkgesteld() {
		if !d.IsWerkdag() || d.Year() < civil.GelijkgesteldFrom || d.Year() > civil.GelijkgesteldThrough {
			t.Errorf("%s is a holiday already, or outside the years the table knows", d)
		}
	}
}

// The computus agrees with another one, that of Lilius and Clavius as Knuth gives
// it (The Art of Computer Programming, 1.3.2, exercise 14), over 2500 years.
func TestEasterAgreesWithKnuth(t *testing.T) {
	for year := 1583; year < 4100; year++ {
		golden := year%19 + 1
		century := year/100 + 1
		leapsLeftOut := 3*century/4 - 12
		moon := (8*century+5)/25 - 5
		sunday := 5*year/4 - leapsLeftOut - 10
		epact := (11*golden + 20 + moon - leapsLeftOut) % 30
		if epact < 0 {
			epact += 30
		}
		if (epact == 25 && golden > 11) || epact == 24 {
			epact++
		}
		full := 44 - epact
		if full < 21 {
			full += 30
		}
		full += 7 - (sunday+full)%7
		if want := civil.New(year, time.March, 1).AddDays(full - 1); civil.EasterSunday(year) != want {
			t.Fatalf("Easter of %d is %s, want %s", year, civil.EasterSunday(year), want)
		}
	}
}
