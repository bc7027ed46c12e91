package persoon

import (
	"errors"
	"fmt"
	"time"

	"trede/internal/domain/civil"
)

// AOWRegel (row) gives the AOW age of those born in a range of days.
type AOWRegel struct {
	Van     civil.Date `json:"van"` // first day of birth; no date in the first row: everybody before
	Tm      civil.Date `json:"tm"`  // last day of birth that counts
	Jaren   int        `json:"jaren"`
	Maanden int        `json:"maanden"`
}

// AOWTabel is the table of AOW ages in order of birth. It is data, because the
// age is announced five years ahead: pass the table of the region as it is now.
type AOWTabel []AOWRegel

// ErrAOWTabel is the error of a table that does not fit together.
var ErrAOWTabel = errors.New("broken table of AOW ages")

// Validate checks that the rows follow each other without a day left out or
// counted twice, that only the first is open to the past, and that no age goes
// down, so that nobody reaches it before somebody who is older.
func (t AOWTabel) Validate() error {
	if len(t) == 0 {
		return fmt.Errorf("%w: no rows", ErrAOWTabel)
	}
	for i, row := range t {
		switch {
		case row.Tm.IsZero() || row.Tm.Before(row.Van):
			return fmt.Errorf("%w: row %d runs from %s to %s", ErrAOWTabel, i, row.Van, row.Tm)
		case row.Jaren < 60 || row.Jaren > 75 || row.Maanden < 0 || row.Maanden > 11:
			return fmt.Errorf("%w: row %d has age %d years %d months", ErrAOWTabel, i, row.Jaren, row.Maanden)
		case i == 0:
			continue
		}
		before := t[i-1]
		if row.Van != before.Tm.AddDays(1) {
			return fmt.Errorf("%w: row %d begins on %s, the one before ends on %s", ErrAOWTabel, i, row.Van, before.Tm)
		}
		if row.months() < before.months() {
			return fmt.Errorf("%w: the age goes down in row %d", ErrAOWTabel, i)
		}
	}
	return nil
}

func (r AOWRegel) months() int { return r.Jaren*12 + r.Maanden }

// AOWLeeftijd is an age in years and months, and whether the law has fixed it.
type AOWLeeftijd struct {
	Jaren, Maanden int
	Vastgesteld    bool // false: born after the last row, the age is at least this
}

// Leeftijd is the AOW age of somebody born on a day: the age of the row, or that
// of the last row when the age of later births is not fixed yet. It is false
// without a day, without rows, or for a birth before a table that has a beginning.
func (t AOWTabel) Leeftijd(geboren civil.Date) (AOWLeeftijd, bool) {
	if geboren.IsZero() || len(t) == 0 || geboren.Before(t[0].Van) {
		return AOWLeeftijd{}, false
	}
	for _, row := range t {
		if !geboren.After(row.Tm) {
			return AOWLeeftijd{row.Jaren, row.Maanden, true}, true
		}
	}
	last := t[len(t)-1]
	return AOWLeeftijd{last.Jaren, last.Maanden, false}, true
}

// AOWDatum is the day on which somebody reaches the AOW age.
type AOWDatum struct {
	Datum       civil.Date // no date: the birth is unknown or outside the table
	Vastgesteld bool       // false: not fixed by law yet, the day is this one or later
}

// AOWDatum is the day on which somebody born on a day reaches the AOW age, with
// months clamped: born 1961-11-30, at 67 years and 3 months on 2029-02-28.
func (t AOWTabel) AOWDatum(geboren civil.Date) AOWDatum {
	age, ok := t.Leeftijd(geboren)
	if !ok {
		return AOWDatum{}
	}
	return AOWDatum{geboren.AddMonths(age.Jaren*12 + age.Maanden), age.Vastgesteld}
}

// StandaardAOWTabel is the table as known on 22 November 2026, to begin with; a
// region keeps it up to date. Source: domain guide section 3 (rijksoverheid.nl for
// 2024 to 2029, Algemene Ouderdomswet art. 7a; the whole chain was checked).
func StandaardAOWTabel() AOWTabel {
	table := AOWTabel{{Tm: civil.New(1947, time.December, 31), Jaren: 65}}
	for _, row := range []struct {
		tm             string
		jaren, maanden int
	}{
		{"1948-11-30", 65, 1},
		{"1949-10-31", 65, 2},
		{"1950-09-30", 65, 3},
		{"1951-06-30", 65, 6},
		{"1952-03-31", 65, 9},
		{"1952-12-31", 66, 0},
		{"1953-08-31", 66, 4},
		{"1954-08-31", 66, 4},
		{"1955-08-31", 66, 4},
		{"1956-05-31", 66, 7},
		{"1957-02-28", 66, 10},
		{"1957-12-31", 67, 0},
		{"1958-12-31", 67, 0},
		{"1959-12-31", 67, 0},
		{"1960-12-31", 67, 0},
		{"1961-09-30", 67, 3},
		{"1962-09-30", 67, 3},
		{"1963-09-30", 67, 3},
		{"1964-09-30", 67, 3},
	} {
		from := table[len(table)-1].Tm.AddDays(1)
		table = append(table, AOWRegel{Van: from, Tm: civil.MustParse(row.tm), Jaren: row.jaren, Maanden: row.maanden})
	}
	return table
}

// Leeftijdsvenster (age window) holds the days on which somebody is of age for
// Activerend Werk: from the least age on and before the AOW date (requirement
// DOE-01). With a date of birth that is not certain the window runs from the
// earliest possible first day to the earliest possible AOW date.
type Leeftijdsvenster struct {
	Vanaf       civil.Date // first day, if the birth was on the earliest day it can be
	VanafZeker  civil.Date // first day that is certain
	AOW         civil.Date // AOW date, if the birth was on the earliest day it can be
	AOWUiterst  civil.Date // AOW date, if the birth was on the latest day
	Vastgesteld bool       // the law has fixed the AOW age
}

// Venster makes the age window. It is false when nothing is known of the birth.
func Venster(g Geboortedatum, leastAge int, table AOWTabel) (Leeftijdsvenster, bool) {
	first, last := table.AOWDatum(g.Vroegst()), table.AOWDatum(g.Laatst())
	if first.Datum.IsZero() || last.Datum.IsZero() {
		return Leeftijdsvenster{}, false
	}
	return Leeftijdsvenster{
		Vanaf: g.Vroegst().AddYears(leastAge), VanafZeker: g.Laatst().AddYears(leastAge),
		AOW: first.Datum, AOWUiterst: last.Datum, Vastgesteld: last.Vastgesteld,
	}, true
}

// LeeftijdUitkomst is where a day stands in an age window.
type LeeftijdUitkomst string

// The outcomes. OnzekereLeeftijd: it depends on the part of the date of birth that
// is not known, so a person has to find out.
const (
	TeJong           LeeftijdUitkomst = "te_jong"
	BinnenLeeftijd   LeeftijdUitkomst = "binnen"
	AOWBereikt       LeeftijdUitkomst = "aow_bereikt"
	OnzekereLeeftijd LeeftijdUitkomst = "onzeker"
)

// Op tells where a day stands in the window. An AOW date that is not fixed yet
// counts as the earliest it can be.
func (v Leeftijdsvenster) Op(day civil.Date) LeeftijdUitkomst {
	if day.IsZero() || v.Vanaf.IsZero() {
		return OnzekereLeeftijd
	}
	earliest, latest := place(day, v.Vanaf, v.AOW), place(day, v.VanafZeker, v.AOWUiterst)
	if earliest != latest {
		return OnzekereLeeftijd
	}
	return earliest
}

func place(day, from, aow civil.Date) LeeftijdUitkomst {
	switch {
	case day.Before(from):
		return TeJong
	case day.Before(aow):
		return BinnenLeeftijd
	}
	return AOWBereikt
}

// CutAtAOW gives the last day of a period that has to end before the AOW age: the
// day given, or the day before the earliest AOW date when that is sooner
// (requirement DOE-01).
func (v Leeftijdsvenster) CutAtAOW(last civil.Date) (cut civil.Date, isCut bool) {
	if v.AOW.IsZero() || (!last.IsZero() && last.Before(v.AOW)) {
		return last, false
	}
	return v.AOW.AddDays(-1), true
}
