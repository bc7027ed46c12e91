package iwmo

import (
	"cmp"
	"fmt"
	"time"
)

// Datum is a day of the Gregorian calendar, without a time zone. The zero Datum is no
// day: an optional date that is absent.
type Datum struct {
	Jaar  int32
	Maand int8
	Dag   int8
}

// NieuweDatum is the date of a year, month and day, which must exist.
func NieuweDatum(jaar, maand, dag int) (Datum, error) {
	d := Datum{int32(jaar), int8(maand), int8(dag)} //nolint:gosec // checked below
	if jaar < 1 || jaar > 9999 || maand < 1 || maand > 12 || dag < 1 || dag > 31 || !d.exists() {
		return Datum{}, fmt.Errorf("iwmo: no day %04d-%02d-%02d", jaar, maand, dag)
	}
	return d, nil
}

// DatumVan is the day on which an instant falls in its own location.
func DatumVan(t time.Time) Datum {
	y, m, d := t.Date()
	return Datum{int32(y), int8(m), int8(d)} //nolint:gosec // a date of the time package
}

// ParseDatum reads a date as the standard writes it: 2026-11-22.
func ParseDatum(s string) (Datum, error) {
	d, ok := parseDatum([]byte(s))
	if !ok {
		return Datum{}, fmt.Errorf("iwmo: %q is no date as 2026-11-22", s)
	}
	return d, nil
}

// IsZero tells whether there is no date.
func (d Datum) IsZero() bool { return d == Datum{} }

// Compare is -1, 0 or 1 when d is before, on or after e.
func (d Datum) Compare(e Datum) int {
	return cmp.Or(cmp.Compare(d.Jaar, e.Jaar), cmp.Compare(d.Maand, e.Maand), cmp.Compare(d.Dag, e.Dag))
}

// Voor tells whether d is before e.
func (d Datum) Voor(e Datum) bool { return d.Compare(e) < 0 }

// Na tells whether d is after e.
func (d Datum) Na(e Datum) bool { return d.Compare(e) > 0 }

// String is the date as the standard writes it, or empty.
func (d Datum) String() string {
	if d.IsZero() {
		return ""
	}
	return string(d.appendTo(nil))
}

// MarshalText and UnmarshalText write and read the date as [Datum.String] does.
func (d Datum) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what [Datum.MarshalText] wrote.
func (d *Datum) UnmarshalText(text []byte) (err error) {
	*d = Datum{}
	if len(text) > 0 {
		*d, err = ParseDatum(string(text))
	}
	return err
}

// Plus is the day so many days later.
func (d Datum) Plus(dagen int) Datum { return DatumVan(d.time().AddDate(0, 0, dagen)) }

// PlusMaanden is the same day so many months later, or the last of that month when it
// is shorter.
func (d Datum) PlusMaanden(maanden int) Datum {
	n := int(d.Jaar)*12 + int(d.Maand) - 1 + maanden
	first := Datum{int32(n / 12), int8(n%12 + 1), 1} //nolint:gosec // a month of a year
	first.Dag = min(d.Dag, first.dagen())
	return first
}

// EersteVanMaand is the first day of the month.
func (d Datum) EersteVanMaand() Datum { return Datum{d.Jaar, d.Maand, 1} }

// LaatsteVanMaand is the last day of the month.
func (d Datum) LaatsteVanMaand() Datum { return Datum{d.Jaar, d.Maand, d.dagen()} }

// Weekdag is the day of the week.
func (d Datum) Weekdag() time.Weekday { return d.time().Weekday() }

func (d Datum) time() time.Time {
	return time.Date(int(d.Jaar), time.Month(d.Maand), int(d.Dag), 0, 0, 0, 0, time.UTC)
}

// dagen is how many days the month has.
func (d Datum) dagen() int8 {
	switch d.Maand {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if d.Jaar%4 == 0 && (d.Jaar%100 != 0 || d.Jaar%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

func (d Datum) exists() bool {
	return d.Jaar != 0 && d.Maand >= 1 && d.Maand <= 12 && d.Dag >= 1 && d.Dag <= d.dagen()
}

func (d Datum) appendTo(b []byte) []byte {
	jaar := d.Jaar
	if jaar < 0 {
		b, jaar = append(b, '-'), -jaar
	}
	return fmt.Appendf(b, "%04d-%02d-%02d", jaar, d.Maand, d.Dag)
}

// parseDatum reads an xs:date without a time zone: a year of four digits or more,
// perhaps below zero, and never zero.
func parseDatum(b []byte) (Datum, bool) {
	negative := len(b) > 0 && b[0] == '-'
	if negative {
		b = b[1:]
	}
	digits := 0
	for digits < len(b) && isDigit(b[digits]) {
		digits++
	}
	if digits < 4 || digits > 4 && b[0] == '0' || digits > 9 || len(b) != digits+6 || b[digits] != '-' || b[digits+3] != '-' {
		return Datum{}, false
	}
	jaar, _ := parseGetal(b[:digits])
	maand, okMaand := parseGetal(b[digits+1 : digits+3])
	dag, okDag := parseGetal(b[digits+4:])
	if negative {
		jaar = -jaar
	}
	d := Datum{int32(jaar), int8(maand), int8(dag)} //nolint:gosec // nine and two digits
	return d, okMaand && okDag && d.exists()
}

// Tijd is a time of day as it was written: "14:30:00", perhaps with parts of a second.
type Tijd string

// validTijd tells whether b is an xs:time without a time zone.
func validTijd(b []byte) bool {
	if len(b) < 8 || b[2] != ':' || b[5] != ':' {
		return false
	}
	hour, ok1 := parseGetal(b[:2])
	minute, ok2 := parseGetal(b[3:5])
	second, ok3 := parseGetal(b[6:8])
	rest := b[8:]
	if !ok1 || !ok2 || !ok3 || minute > 59 || second > 59 {
		return false
	}
	zero := true
	if len(rest) > 0 {
		if rest[0] != '.' || len(rest) == 1 {
			return false
		}
		for _, c := range rest[1:] {
			if !isDigit(c) {
				return false
			}
			zero = zero && c == '0'
		}
	}
	return hour < 24 || hour == 24 && minute == 0 && second == 0 && zero
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// parseGetal reads decimal digits and nothing else, at most eighteen.
func parseGetal(b []byte) (n int64, ok bool) {
	if len(b) == 0 || len(b) > 18 {
		return 0, false
	}
	for _, c := range b {
		if !isDigit(c) {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, true
}
