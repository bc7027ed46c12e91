package persoon

import (
	"errors"
	"fmt"
	"time"

	"trede/internal/domain/civil"
)

// DatumGebruik (use of the date) tells which part of a date of birth is known.
// The zero value is the whole date.
type DatumGebruik string

// The uses, with their iWmo codes in [DatumGebruik.Code].
const (
	DatumVolledig   DatumGebruik = ""
	AlleenMaandJaar DatumGebruik = "maand_jaar"
	AlleenJaar      DatumGebruik = "jaar"
	DatumOnbekend   DatumGebruik = "onbekend"
)

// Code is the code of iWmo LDT_DatumGebruik; the whole date has none.
func (g DatumGebruik) Code() string {
	switch g {
	case AlleenMaandJaar:
		return "1"
	case AlleenJaar:
		return "2"
	case DatumOnbekend:
		return "3"
	}
	return ""
}

// Geboortedatum is a date of birth with how much of it is known. As in iWmo rule
// IV009, the parts that are not known are 01, and 1900 for the year. The zero
// value is not filled in, which is not the same as unknown.
type Geboortedatum struct {
	Datum   civil.Date   `json:"datum"`
	Gebruik DatumGebruik `json:"gebruik,omitempty"`
}

// ErrGeboortedatum is the error of a date of birth that cannot be.
var ErrGeboortedatum = errors.New("not a date of birth")

// GeborenOp is a date of birth that is wholly known.
func GeborenOp(day civil.Date) Geboortedatum { return Geboortedatum{Datum: day} }

// NewGeboortedatum makes a date of birth of the parts that are known: 0 for a
// day, or a month and a day, or all three that are not.
func NewGeboortedatum(year, month, day int) (Geboortedatum, error) {
	g := Geboortedatum{}
	switch {
	case year == 0 && month == 0 && day == 0:
		year, month, day, g.Gebruik = 1900, 1, 1, DatumOnbekend
	case year != 0 && month == 0 && day == 0:
		month, day, g.Gebruik = 1, 1, AlleenJaar
	case year != 0 && month != 0 && day == 0:
		day, g.Gebruik = 1, AlleenMaandJaar
	}
	d, err := civil.Make(year, month, day)
	if err != nil {
		return Geboortedatum{}, fmt.Errorf("%w: %w", ErrGeboortedatum, err)
	}
	g.Datum = d
	return g, nil
}

// GeboortedatumOf reads a date with an iWmo code. Parts that are not known are
// set to 01, whatever was sent.
func GeboortedatumOf(d civil.Date, code string) (Geboortedatum, error) {
	if d.IsZero() {
		return Geboortedatum{}, ErrGeboortedatum
	}
	switch code {
	case "":
		return GeborenOp(d), nil
	case "1":
		return NewGeboortedatum(d.Year(), int(d.Month()), 0)
	case "2":
		return NewGeboortedatum(d.Year(), 0, 0)
	case "3":
		return NewGeboortedatum(0, 0, 0)
	}
	return Geboortedatum{}, fmt.Errorf("%w: code %q", ErrGeboortedatum, code)
}

// IsZero tells whether nothing was filled in.
func (g Geboortedatum) IsZero() bool { return g.Datum.IsZero() }

// IsZeker (certain) tells whether the whole date is known.
func (g Geboortedatum) IsZeker() bool { return !g.IsZero() && g.Gebruik == DatumVolledig }

// Vroegst is the earliest day on which the person can be born; no date when
// nothing is known.
func (g Geboortedatum) Vroegst() civil.Date {
	switch {
	case g.IsZero() || g.Gebruik == DatumOnbekend:
		return civil.Date{}
	case g.Gebruik == AlleenMaandJaar:
		return g.Datum.FirstOfMonth()
	case g.Gebruik == AlleenJaar:
		return civil.New(g.Datum.Year(), time.January, 1)
	}
	return g.Datum
}

// Laatst is the latest day on which the person can be born; no date when nothing
// is known.
func (g Geboortedatum) Laatst() civil.Date {
	switch {
	case g.IsZero() || g.Gebruik == DatumOnbekend:
		return civil.Date{}
	case g.Gebruik == AlleenMaandJaar:
		return g.Datum.LastOfMonth()
	case g.Gebruik == AlleenJaar:
		return civil.New(g.Datum.Year(), time.December, 31)
	}
	return g.Datum
}

// Leeftijd is the age in whole years on a day, from the youngest to the oldest it
// can be; both are the same when the date is certain. It is false when nothing is
// known or the person is not born yet. Who is born on 29 February has a birthday
// on 28 February in other years, as months clamp everywhere in the system.
func (g Geboortedatum) Leeftijd(on civil.Date) (youngest, oldest int, ok bool) {
	if g.Vroegst().IsZero() || on.IsZero() || on.Before(g.Laatst()) {
		return 0, 0, false
	}
	return g.Laatst().YearsUntil(on), g.Vroegst().YearsUntil(on), true
}
