package civil

import (
	"slices"
	"time"
)

// Feestdag (public holiday) is a day that the Algemene termijnenwet names, with
// its Dutch name.
type Feestdag struct {
	Datum Date
	Naam  string
}

// Feestdagen are the public holidays of a year in order of date: the days of
// Algemene termijnenwet art. 3 lid 1, Good Friday (lid 2), and both Sundays that
// belong to them. The King's day holds for 2014 and later, the Queen's day
// before that as it was from 1980. The days that a royal decree puts on a par with
// them (lid 3) are not holidays: see [Gelijkgesteld].
func Feestdagen(year int) []Feestdag {
	if year < 1 || year > 9999 {
		return nil
	}
	easter := EasterSunday(year)
	days := []Feestdag{
		{New(year, time.January, 1), "Nieuwjaarsdag"},
		{easter.AddDays(-2), "Goede Vrijdag"},
		{easter, "Eerste paasdag"},
		{easter.AddDays(1), "Tweede paasdag"},
		kingsDay(year),
		{New(year, time.May, 5), "Bevrijdingsdag"},
		{easter.AddDays(39), "Hemelvaartsdag"},
		{easter.AddDays(49), "Eerste pinksterdag"},
		{easter.AddDays(50), "Tweede pinksterdag"},
		{New(year, time.December, 25), "Eerste kerstdag"},
		{New(year, time.December, 26), "Tweede kerstdag"},
	}
	slices.SortStableFunc(days, func(a, b Feestdag) int { return a.Datum.Compare(b.Datum) })
	return days
}

// kingsDay is 27 April, or the Saturday before when that is a Sunday; until 2013
// the Queen's day, 30 April, likewise.
func kingsDay(year int) Feestdag {
	day := Feestdag{New(year, time.April, 27), "Koningsdag"}
	if year < 2014 {
		day = Feestdag{New(year, time.April, 30), "Koninginnedag"}
	}
	if day.Datum.Weekday() == time.Sunday {
		day.Datum = day.Datum.AddDays(-1)
	}
	return day
}

// EasterSunday is the Sunday of Easter in a year (anonymous Gregorian computus).
func EasterSunday(year int) Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return New(year, time.Month(n/31), n%31+1)
}

// Feestdag is the name of the public holiday on this day, or "". Ascension day
// can be 5 May too; the first name in the list of the year counts.
func (d Date) Feestdag() string {
	if d.IsZero() {
		return ""
	}
	for _, day := range Feestdagen(d.Year()) {
		if day.Datum == d {
			return day.Naam
		}
	}
	return ""
}

// IsWerkdag tells whether the day is a working day: no Saturday, no Sunday and
// no public holiday (Algemene termijnenwet art. 1 and 3). No date is none.
func (d Date) IsWerkdag() bool {
	if d.IsZero() {
		return false
	}
	weekday := d.Weekday()
	return weekday != time.Saturday && weekday != time.Sunday && d.Feestdag() == ""
}

// NextWerkdag is the first working day after this day.
func (d Date) NextWerkdag() Date { return d.AddWerkdagen(1) }

// AddWerkdagen is the n-th working day after this day, or before it when n is
// negative. With n = 0 it is the day itself, working day or not.
func (d Date) AddWerkdagen(n int) Date {
	if d.IsZero() {
		return d
	}
	step := sign(n)
	for n != 0 {
		next := d.AddDays(step)
		if next == d {
			return d // the end of the calendar
		}
		d = next
		if d.IsWerkdag() {
			n -= step
		}
	}
	return d
}

// WerkdagenUntil counts the working days after d up to and including other; 0
// when other is not later.
func (d Date) WerkdagenUntil(other Date) int {
	count := 0
	if d.IsZero() {
		return 0
	}
	for day := d.AddDays(1); !day.After(other) && day != d; day = day.AddDays(1) {
		if day.IsWerkdag() {
			count++
		}
		if day == Last {
			break
		}
	}
	return count
}

// gelijkgesteld is the table of Gelijkgesteld. A decree covers three years and
// carries its days in its title: "Besluit gelijkstelling van 28 april 2023, 19 mei
// 2023, 10 mei 2024, 27 december 2024 en 30 mei 2025 met een algemeen erkende
// feestdag" and "Besluit gelijkstelling van 2 januari 2026, 15 mei 2026, 7 mei 2027,
// 28 april 2028 en 26 mei 2028 met een algemeen erkende feestdag".
var gelijkgesteld = []Date{
	New(2023, time.April, 28), New(2023, time.May, 19), New(2024, time.May, 10),
	New(2024, time.December, 27), New(2025, time.May, 30),
	New(2026, time.January, 2), New(2026, time.May, 15), New(2027, time.May, 7),
	New(2028, time.April, 28), New(2028, time.May, 26),
}

// GelijkgesteldFrom and GelijkgesteldThrough are the years whose decrees
// [Gelijkgesteld] knows.
const (
	GelijkgesteldFrom    = 2023
	GelijkgesteldThrough = 2028
)

// Gelijkgesteld are the days that a royal decree put on a par with public
// holidays for terms set by law only (Algemene termijnenwet art. 3 lid 3), in
// order. They are working days for everything else.
func Gelijkgesteld() []Date { return slices.Clone(gelijkgesteld) }

// ExtendTermijn gives the last day of a termijn (term set by law) that ends on
// d: when that is a Saturday, a Sunday, a public holiday or a day put on a par
// with one, the term runs on through the next day that is none (Algemene
// termijnenwet art. 1 lid 1). Only terms in a law move so, never those of a
// contract. Days of a decree that [Gelijkgesteld] does not know yet can be given.
func (d Date) ExtendTermijn(more ...Date) Date {
	for !d.IsZero() && d != Last && (!d.IsWerkdag() || slices.Contains(gelijkgesteld, d) || slices.Contains(more, d)) {
		d = d.AddDays(1)
	}
	return d
}
