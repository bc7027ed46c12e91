package civil

import (
	"errors"
	"fmt"
	"slices"
)

// Dated is a value that holds during a period.
type Dated[T any] struct {
	From  Date `json:"from"`
	Until Date `json:"until"`
	Value T    `json:"value"`
}

// Period is the period in which the value holds.
func (d Dated[T]) Period() Period { return Period{From: d.From, Until: d.Until} }

// Timeline is a value that changes over time: entries in order of day that do
// not overlap. There may be gaps, and then there is no value. The methods leave
// the timeline as it is and give a new one.
type Timeline[T any] []Dated[T]

// ErrTimeline is the error of entries that make no timeline.
var ErrTimeline = errors.New("not a timeline")

// NewTimeline puts entries in order. It refuses empty entries and overlaps.
func NewTimeline[T any](entries ...Dated[T]) (Timeline[T], error) {
	line := slices.Clone(Timeline[T](entries))
	slices.SortStableFunc(line, func(a, b Dated[T]) int { return a.From.Compare(b.From) })
	return line, line.Validate()
}

// Validate checks that entries are in order, not empty and do not overlap.
func (t Timeline[T]) Validate() error {
	for i, entry := range t {
		if entry.Period().IsEmpty() {
			return fmt.Errorf("%w: entry %d from %s is empty", ErrTimeline, i, entry.From)
		}
		if i == 0 {
			continue
		}
		before := t[i-1]
		if !before.From.Before(entry.From) || before.Period().Overlaps(entry.Period()) {
			return fmt.Errorf("%w: entry %d from %s overlaps the one before it", ErrTimeline, i, entry.From)
		}
	}
	return nil
}

// At is the value on a day, and whether there is one.
func (t Timeline[T]) At(day Date) (value T, ok bool) {
	entry, ok := t.EntryAt(day)
	return entry.Value, ok
}

// EntryAt is the value on a day with the period in which it holds.
func (t Timeline[T]) EntryAt(day Date) (entry Dated[T], ok bool) {
	i, found := slices.BinarySearchFunc(t, day, func(e Dated[T], d Date) int { return e.From.Compare(d) })
	if !found {
		i--
	}
	if i < 0 || !t[i].Period().Contains(day) {
		return Dated[T]{}, false
	}
	return t[i], true
}

// With is the timeline in which the value holds during the period, whatever held
// there before; what held before and after it stays. An empty period changes
// nothing.
func (t Timeline[T]) With(period Period, value T) Timeline[T] {
	if period.IsEmpty() {
		return slices.Clone(t)
	}
	line := append(t.Without(period), Dated[T]{From: period.From, Until: period.Until, Value: value})
	slices.SortStableFunc(line, func(a, b Dated[T]) int { return a.From.Compare(b.From) })
	return line
}

// From is the timeline in which the value holds from a day on, without end.
func (t Timeline[T]) From(day Date, value T) Timeline[T] {
	return t.With(Period{From: day}, value)
}

// EndedAt is the timeline without anything from a day on.
func (t Timeline[T]) EndedAt(day Date) Timeline[T] { return t.Without(Period{From: day}) }

// Without is the timeline with a gap in the period.
func (t Timeline[T]) Without(period Period) Timeline[T] {
	line := make(Timeline[T], 0, len(t)+1)
	for _, entry := range t {
		if !entry.Period().Overlaps(period) {
			line = append(line, entry)
			continue
		}
		if entry.From.Before(period.From) {
			head := entry
			head.Until = period.From
			line = append(line, head)
		}
		if !period.Until.IsZero() && (entry.Until.IsZero() || period.Until.Before(entry.Until)) {
			tail := entry
			tail.From = period.Until
			line = append(line, tail)
		}
	}
	return line
}

// Gaps are the periods inside within on which there is no value, in order.
func (t Timeline[T]) Gaps(within Period) []Period {
	var gaps []Period
	rest := within
	for _, entry := range t {
		held := entry.Period().Intersect(rest)
		if held.IsEmpty() {
			continue
		}
		if gap := (Period{From: rest.From, Until: held.From}); rest.From.Before(held.From) {
			gaps = append(gaps, gap)
		}
		if held.Until.IsZero() {
			return gaps
		}
		rest.From = held.Until
		if rest.IsEmpty() {
			return gaps
		}
	}
	if rest.IsEmpty() {
		return gaps
	}
	return append(gaps, rest)
}
