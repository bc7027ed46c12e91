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
// before that as it was from 1980. Days that a royal decree puts on a par for one
// year (lid 3) are not computed; give them to [Date.ExtendTermijn].
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

// ExtendTermijn gives the last day of a termijn (term set by law) that ends on
// d: when that is a Saturday, a Sunday or a public holiday, the term runs on
// through the next day that is none (Algemene termijnenwet art. 1 lid 1). Only
// terms in a law move so, never those of a contract. The days a royal decree
// puts on a par with holidays (art. 3 lid 3) are data: give them.
func (d Date) ExtendTermijn(onAPar ...Date) Date {
	for !d.IsZero() && d != Last && (!d.IsWerkdag() || slices.Contains(onAPar, d)) {
		d = d.AddDays(1)
	}
	return d
}
