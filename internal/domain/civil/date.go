// Package civil holds calendar dates as law and contracts use them: days without
// a time of day and without a time zone, in the Gregorian calendar.
//
// Months clamp to the end of the month: 31 August plus six months is 28 or 29
// February. The standard library would overflow into March, which would give a
// resident the wrong last day (domain guide 1.4 row 10).
// An instant becomes a date in Europe/Amsterdam at one place, [Of].
//
// Dutch terms: werkdag (working day), feestdag (public holiday), termijn (term
// set by law).
package civil

import (
	"errors"
	"fmt"
	"time"
	_ "time/tzdata" // Amsterdam must be known on a bare server too
)

// Date is one day of the years 1 to 9999. It is comparable with == and usable as
// a map key. The zero value is "no date": it comes before every day, prints as
// the empty text, and arithmetic on it gives no date again.
type Date struct {
	day int // days since 31 December of year 0, so that 0 is no date
}

// First and Last are the outer days of the calendar. Arithmetic that would leave
// it stops there.
var (
	First = New(1, time.January, 1)
	Last  = New(9999, time.December, 31)
)

// ErrDate is the error of every text or triple that is not a date.
var ErrDate = errors.New("not a date")

var amsterdam = mustLoad("Europe/Amsterdam")

func mustLoad(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic("civil: " + err.Error())
	}
	return loc
}

// New gives the date of a year, month and day that are known to be right, such
// as a constant. It panics when there is no such day; use [Make] for input.
func New(year int, month time.Month, day int) Date {
	d, err := Make(year, int(month), day)
	if err != nil {
		panic("civil: " + err.Error())
	}
	return d
}

// Make gives the date of a year, month and day, or [ErrDate].
func Make(year, month, day int) (Date, error) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return Date{}, fmt.Errorf("%w: year %d, month %d, day %d", ErrDate, year, month, day)
	}
	return fromParts(year, month, day), nil
}

// Parse reads a date as ISO 8601 writes it, 2026-08-31, and nothing else. Every
// other text, the empty one too, is [ErrDate].
func Parse(text string) (Date, error) {
	if len(text) != 10 || text[4] != '-' || text[7] != '-' {
		return Date{}, fmt.Errorf("%w: %q", ErrDate, shorten(text))
	}
	year, ok1 := digits(text[0:4])
	month, ok2 := digits(text[5:7])
	day, ok3 := digits(text[8:10])
	if !ok1 || !ok2 || !ok3 {
		return Date{}, fmt.Errorf("%w: %q", ErrDate, text)
	}
	d, err := Make(year, month, day)
	if err != nil {
		return Date{}, fmt.Errorf("%w: %q", ErrDate, text)
	}
	return d, nil
}

// MustParse is [Parse] for texts known to be right; it panics otherwise.
func MustParse(text string) Date {
	d, err := Parse(text)
	if err != nil {
		panic("civil: " + err.Error())
	}
	return d
}

// Of gives the day on which an instant falls in the Netherlands. It is the only
// place where an instant becomes a date. The zero instant is no date.
func Of(instant time.Time) Date {
	if instant.IsZero() {
		return Date{}
	}
	year, month, day := instant.In(amsterdam).Date()
	d, err := Make(year, int(month), day)
	if err != nil {
		return Date{}
	}
	return d
}

// StartOfDay is the instant at which the day begins in the Netherlands: the
// other direction of [Of]. No date gives the zero instant.
func (d Date) StartOfDay() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	year, month, day := d.parts()
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, amsterdam).UTC()
}

// IsZero tells whether this is no date.
func (d Date) IsZero() bool { return d.day == 0 }

// Year, Month and Day are the parts of the date; all are 0 for no date.
func (d Date) Year() int { year, _, _ := d.parts(); return year }

// Month is the month of the year, 0 for no date.
func (d Date) Month() time.Month { _, month, _ := d.parts(); return time.Month(month) }

// Day is the day of the month, 0 for no date.
func (d Date) Day() int { _, _, day := d.parts(); return day }

// Weekday is the day of the week. Ask it of dates only: no date says Sunday.
func (d Date) Weekday() time.Weekday { return time.Weekday(d.day % 7) }

// ISOWeek is the ISO 8601 week and the year that week belongs to: week 1 holds
// the first Thursday of the year, and some years have a week 53.
func (d Date) ISOWeek() (year, week int) {
	if d.IsZero() {
		return 0, 0
	}
	weekday := (int(d.Weekday()) + 6) % 7 // Monday is 0
	thursday := Date{d.day + 3 - weekday} // never outside the calendar: it begins on a Monday and ends on a Friday
	year = thursday.Year()
	return year, (thursday.day-fromParts(year, 1, 1).day)/7 + 1
}

// Monday is the first day of the ISO week of the date.
func (d Date) Monday() Date { return d.AddDays(-((int(d.Weekday()) + 6) % 7)) }

// FirstOfMonth is the first day of the month of the date.
func (d Date) FirstOfMonth() Date { return d.AddDays(1 - d.Day()) }

// LastOfMonth is the last day of the month of the date.
func (d Date) LastOfMonth() Date {
	if d.IsZero() {
		return d
	}
	year, month, _ := d.parts()
	return fromParts(year, month, daysIn(year, month))
}

// Before tells whether d is earlier than other. No date is before every date.
func (d Date) Before(other Date) bool { return d.day < other.day }

// After tells whether d is later than other.
func (d Date) After(other Date) bool { return d.day > other.day }

// Equal tells whether both are the same day; == says the same.
func (d Date) Equal(other Date) bool { return d == other }

// Compare is -1, 0 or 1 as d is before, equal to or after other; it fits slices.SortFunc.
func (d Date) Compare(other Date) int {
	switch {
	case d.day < other.day:
		return -1
	case d.day > other.day:
		return 1
	}
	return 0
}

// String gives 2026-08-31, or the empty text for no date.
func (d Date) String() string {
	text, _ := d.AppendText(nil)
	return string(text)
}

// AppendText appends the text of String.
func (d Date) AppendText(b []byte) ([]byte, error) {
	if d.IsZero() {
		return b, nil
	}
	year, month, day := d.parts()
	const digit = "0123456789"
	return append(b, digit[year/1000], digit[year/100%10], digit[year/10%10], digit[year%10], '-',
		digit[month/10], digit[month%10], '-', digit[day/10], digit[day%10]), nil
}

// MarshalText gives the text of String: empty for no date.
func (d Date) MarshalText() ([]byte, error) { return d.AppendText(make([]byte, 0, 10)) }

// UnmarshalText reads the text of String: the empty text is no date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// Min is the earliest of the dates; those that are no date do not count.
func Min(dates ...Date) Date {
	var found Date
	for _, d := range dates {
		if !d.IsZero() && (found.IsZero() || d.Before(found)) {
			found = d
		}
	}
	return found
}

// Max is the latest of the dates; those that are no date do not count.
func Max(dates ...Date) Date {
	var found Date
	for _, d := range dates {
		if d.After(found) {
			found = d
		}
	}
	return found
}

func digits(text string) (n int, ok bool) {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
		n = n*10 + int(text[i]-'0')
	}
	return n, true
}

func shorten(text string) string {
	if len(text) > 40 {
		return text[:40] + "..."
	}
	return text
}
