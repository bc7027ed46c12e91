package civil

import "fmt"

// Period is a run of days: From counts, Until does not. A zero Until means that
// the end is open; a zero From that the beginning is.
type Period struct {
	From  Date `json:"from"`
	Until Date `json:"until"`
}

// Through makes the period that documents write as "van from tot en met last".
// A last day that is no date leaves the end open.
func Through(from, last Date) Period {
	if last.IsZero() || last == Last {
		return Period{From: from}
	}
	return Period{From: from, Until: last.AddDays(1)}
}

// LastDay is the last day that counts ("tot en met"), or no date when the end is
// open or the period is empty.
func (p Period) LastDay() Date {
	if p.Until.IsZero() || p.IsEmpty() {
		return Date{}
	}
	return p.Until.AddDays(-1)
}

// IsOpen tells whether the end is open.
func (p Period) IsOpen() bool { return p.Until.IsZero() }

// IsEmpty tells whether no day is in the period.
func (p Period) IsEmpty() bool { return !p.Until.IsZero() && !p.From.Before(p.Until) }

// Contains tells whether a day is in the period. No date is in no period.
func (p Period) Contains(day Date) bool {
	return !day.IsZero() && !day.Before(p.From) && (p.Until.IsZero() || day.Before(p.Until))
}

// Covers tells whether every day of other is in the period. An empty other is
// covered by every period.
func (p Period) Covers(other Period) bool {
	return other.IsEmpty() || p.Intersect(other) == other
}

// Overlaps tells whether the two have a day in common.
func (p Period) Overlaps(other Period) bool { return !p.Intersect(other).IsEmpty() }

// Intersect is the period of the days that both have; it may be empty.
func (p Period) Intersect(other Period) Period {
	if p.IsEmpty() {
		return p
	}
	if other.IsEmpty() {
		return other
	}
	both := Period{From: Max(p.From, other.From), Until: Min(p.Until, other.Until)}
	if both.IsEmpty() {
		return Period{From: both.From, Until: both.From}
	}
	return both
}

// Days is the number of days, and whether there is such a number: a period that
// is open at either end has none.
func (p Period) Days() (days int, bounded bool) {
	if p.IsEmpty() {
		return 0, true
	}
	if p.From.IsZero() || p.Until.IsZero() {
		return 0, false
	}
	return p.From.DaysUntil(p.Until), true
}

// String gives 2026-01-15..2026-07-14 with the last day that counts, for logs.
func (p Period) String() string {
	if p.IsEmpty() {
		return fmt.Sprintf("%s..(empty)", p.From)
	}
	return fmt.Sprintf("%s..%s", p.From, p.LastDay())
}
