package inkoop

import (
	"slices"

	"trede/internal/domain/civil"
)

// Eindwaarschuwing (end warning) says that a contract in force ends before long.
type Eindwaarschuwing struct {
	Maanden    int        // so many months before the last day this warning begins
	Vanaf      civil.Date // first day of the warning
	LaatsteDag civil.Date // of the contract
}

// Eindwaarschuwing gives the warning that counts on a day: the nearest of the months of
// the setting contract_waarschuwing_maanden. A warning begins so many months before the
// last day, clamped to the end of a shorter month: six months before 31 December is 30
// June. It is false for a contract that is not in force or has no end. Source: S-A, Wat
// gaat er voor u veranderen ("Alle contracten lopen af per 31 december 2019"); INK-10.
func (c Contract) Eindwaarschuwing(day civil.Date, maanden []int) (Eindwaarschuwing, bool) {
	last := c.Looptijd().LastDay()
	if last.IsZero() || !c.GeldigOp(day) {
		return Eindwaarschuwing{}, false
	}
	for _, months := range slices.Sorted(slices.Values(maanden)) {
		if from := last.AddMonths(-months); !day.Before(from) {
			return Eindwaarschuwing{Maanden: months, Vanaf: from, LaatsteDag: last}, true
		}
	}
	return Eindwaarschuwing{}, false
}

// Bulkreden is why a contract is left out when many are extended or ended at once. The
// zero value says that it takes part.
type Bulkreden string

// The reasons.
const (
	BulkNietGetekend Bulkreden = "niet_getekend" // it was never in force
	BulkNietBegonnen Bulkreden = "niet_begonnen" // it begins after the day
	BulkAfgelopen    Bulkreden = "afgelopen"     // it ended before the day
	BulkBeeindigd    Bulkreden = "beeindigd"     // the parties ended it before its time
	BulkAlVerlengd   Bulkreden = "al_verlengd"   // an addendum carries it past the day already
	BulkLooptDoor    Bulkreden = "loopt_door"    // it ends later by itself
	BulkGeenEinde    Bulkreden = "geen_einde"    // it has no end, so nothing to extend
	BulkEindigtAl    Bulkreden = "eindigt_al"    // it ends on the day or before it already
)

// Verlengbaar tells whether a contract can be extended from a reference day (peildag) on:
// it is in force on that day and ends with it. What the parties ended before its time is
// not revived; an end that was given to a contract without one is no such ending. Source:
// S-A, Wat gaat er voor u veranderen; INK-11.
func (c Contract) Verlengbaar(peildag civil.Date) Bulkreden {
	period := c.Looptijd()
	last := period.LastDay()
	switch {
	case c.Getekend.IsZero():
		return BulkNietGetekend
	case peildag.Before(period.From):
		return BulkNietBegonnen
	case c.opgezegd() && !last.After(peildag):
		return BulkBeeindigd
	case !period.Contains(peildag):
		return BulkAfgelopen
	case period.IsOpen():
		return BulkGeenEinde
	case last.After(peildag) && c.verlengdNa(peildag):
		return BulkAlVerlengd
	case last.After(peildag):
		return BulkLooptDoor
	}
	return ""
}

// verlengdNa tells whether a signed extension carried the contract past a day.
func (c Contract) verlengdNa(day civil.Date) bool {
	return slices.ContainsFunc(c.signed(), func(a Addendum) bool { return a.Soort == Verlenging && a.LaatsteDag.After(day) })
}

// opgezegd tells whether the end that counts is an ending before the time agreed first.
func (c Contract) opgezegd() bool {
	ended, bounded := false, !c.Oorspronkelijk.IsOpen()
	before := c
	before.Addenda = nil
	for _, a := range c.signed() {
		was := before.Looptijd()
		before.Addenda = append(before.Addenda, a)
		if before.Looptijd() == was {
			continue
		}
		ended, bounded = a.Soort == Beeindiging && bounded, true
	}
	return ended
}

// VerlengdTot is the last day of an extension of some months that begins the day after a
// reference day: six months after 31 December 2019 run from 1 January to 30 June 2020.
func VerlengdTot(peildag civil.Date, maanden int) civil.Date {
	return peildag.AddDays(1).LastDayOfMonths(maanden)
}

// Beeindigbaar tells whether a contract can be given a last day by an addendum: it is
// signed, has begun by then, and does not end on it or before it already. Source: INK-10.
func (c Contract) Beeindigbaar(laatsteDag civil.Date) Bulkreden {
	period := c.Looptijd()
	switch {
	case c.Getekend.IsZero():
		return BulkNietGetekend
	case laatsteDag.Before(period.From):
		return BulkNietBegonnen
	case !period.IsOpen() && !period.LastDay().After(laatsteDag):
		return BulkEindigtAl
	}
	return ""
}

// Met gives the contract with an addendum more, under the next number.
func (c Contract) Met(a Addendum) Contract {
	a.Nummer = 1
	for _, have := range c.Addenda {
		a.Nummer = max(a.Nummer, have.Nummer+1)
	}
	c.Addenda = append(slices.Clone(c.Addenda), a)
	return c
}
