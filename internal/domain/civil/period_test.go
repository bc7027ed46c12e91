package civil_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"trede/internal/domain/civil"
)

func period(from, until string) civil.Period {
	var p civil.Period
	if from != "" {
		p.From = day(from)
	}
	if until != "" {
		p.Until = day(until)
	}
	return p
}

// smallPeriod draws periods of which many touch, some open, some empty.
var smallPeriod = rapid.Custom(func(t *rapid.T) civil.Period {
	draw := func(name string) civil.Date {
		n := rapid.IntRange(0, 12).Draw(t, name)
		if n == 0 {
			return civil.Date{}
		}
		return day("2026-01-01").AddDays(n)
	}
	return civil.Period{From: draw("from"), Until: draw("until")}
})

var window = civil.Through(day("2025-12-25"), day("2026-01-20"))

func eachDay(p civil.Period, visit func(civil.Date)) {
	for d := p.From; p.Contains(d); d = d.AddDays(1) {
		visit(d)
	}
}

func TestPeriodIsHalfOpen(t *testing.T) {
	p := period("2026-01-01", "2026-02-01")
	for text, want := range map[string]bool{"2025-12-31": false, "2026-01-01": true, "2026-01-31": true, "2026-02-01": false} {
		if p.Contains(day(text)) != want {
			t.Errorf("%s in %s: %t", text, p, !want)
		}
	}
	if p.LastDay() != day("2026-01-31") || p.IsOpen() || p.Contains(civil.Date{}) {
		t.Errorf("%s ends wrong", p)
	}
	if days, ok := p.Days(); days != 31 || !ok {
		t.Errorf("%s has %d days", p, days)
	}
	if _, ok := period("2026-01-01", "").Days(); ok {
		t.Error("an open period has a number of days")
	}
	if got := civil.Through(day("2026-01-01"), day("2026-01-31")); got != p {
		t.Errorf("through the 31st is %v", got)
	}
	if got := civil.Through(day("2026-01-01"), civil.Date{}); !got.IsOpen() {
		t.Errorf("without a last day it is %v", got)
	}
	if got := civil.Through(day("2026-01-01"), civil.Last); !got.Contains(civil.Last) {
		t.Error("the last day of the calendar is left out")
	}
}

// Intersect, Overlaps and Covers say what the days say one by one.
func TestPeriodAlgebraAgreesWithItsDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := smallPeriod.Draw(t, "a"), smallPeriod.Draw(t, "b")
		both := a.Intersect(b)
		overlaps, covers := false, true
		eachDay(window, func(d civil.Date) {
			inA, inB := a.Contains(d), b.Contains(d)
			if both.Contains(d) != (inA && inB) {
				t.Fatalf("%s in %v and %v, intersect %v", d, a, b, both)
			}
			overlaps = overlaps || (inA && inB)
			covers = covers && (inA || !inB)
		})
		if a.Overlaps(b) != overlaps || b.Overlaps(a) != overlaps {
			t.Fatalf("%v and %v overlap: %t", a, b, overlaps)
		}
		if a.Covers(b) != covers {
			t.Fatalf("%v covers %v: %t", a, b, covers)
		}
	})
}

func TestTimelineFindsTheValueOfTheDay(t *testing.T) {
	line, err := civil.NewTimeline(
		civil.Dated[string]{From: day("2020-07-01"), Value: "v2"},
		civil.Dated[string]{From: day("2017-01-01"), Until: day("2020-07-01"), Value: "v1"},
	)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{"2017-01-01": "v1", "2020-06-30": "v1", "2020-07-01": "v2", "2031-01-01": "v2"} {
		if got, ok := line.At(day(text)); got != want || !ok {
			t.Errorf("on %s %q, want %q", text, got, want)
		}
	}
	if got, ok := line.At(day("2016-12-31")); ok {
		t.Errorf("before the beginning there is %q", got)
	}
	if _, ok := line.At(civil.Date{}); ok {
		t.Error("no date has a value")
	}
}

func TestTimelineRefusesOverlapAndEmptyEntries(t *testing.T) {
	for name, entries := range map[string][]civil.Dated[int]{
		"overlap":    {{From: day("2026-01-01"), Until: day("2026-03-01")}, {From: day("2026-02-28")}},
		"open first": {{From: day("2026-01-01")}, {From: day("2026-02-01")}},
		"same start": {{From: day("2026-01-01"), Until: day("2026-02-01")}, {From: day("2026-01-01"), Until: day("2026-02-01")}},
		"empty":      {{From: day("2026-01-01"), Until: day("2026-01-01")}},
	} {
		if _, err := civil.NewTimeline(entries...); !errors.Is(err, civil.ErrTimeline) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTimelineRefusesEntriesOutOfOrder(t *testing.T) {
	line := civil.Timeline[int]{{From: day("2026-02-01")}, {From: day("2026-01-01"), Until: day("2026-02-01")}}
	if err := line.Validate(); !errors.Is(err, civil.ErrTimeline) {
		t.Errorf("entries out of order: %v", err)
	}
}

// With, Without and Gaps say what a plain table of days would say.
func TestTimelineAgreesWithATableOfDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var line civil.Timeline[int]
		table := map[civil.Date]int{}
		for value := 1; value <= rapid.IntRange(0, 8).Draw(t, "changes"); value++ {
			p := smallPeriod.Draw(t, "period")
			if rapid.IntRange(0, 3).Draw(t, "kind") == 0 {
				line = line.Without(p)
				eachDay(window, func(d civil.Date) {
					if p.Contains(d) {
						delete(table, d)
					}
				})
				continue
			}
			line = line.With(p, value)
			eachDay(window, func(d civil.Date) {
				if p.Contains(d) {
					table[d] = value
				}
			})
		}
		if err := line.Validate(); err != nil {
			t.Fatal(err)
		}
		gaps := line.Gaps(window)
		eachDay(window, func(d civil.Date) {
			want, wantOK := table[d]
			if got, ok := line.At(d); got != want || ok != wantOK {
				t.Fatalf("on %s %d %t, want %d %t in %v", d, got, ok, want, wantOK, line)
			}
			inGap := false
			for _, gap := range gaps {
				inGap = inGap || gap.Contains(d)
			}
			if inGap == wantOK {
				t.Fatalf("%s in a gap: %t, value: %t", d, inGap, wantOK)
			}
		})
	})
}

func TestTimelineFromAndEndedAt(t *testing.T) {
	line := civil.Timeline[int]{}.From(day("2026-01-01"), 1).From(day("2026-03-01"), 2).EndedAt(day("2026-06-01"))
	want := civil.Timeline[int]{
		{From: day("2026-01-01"), Until: day("2026-03-01"), Value: 1},
		{From: day("2026-03-01"), Until: day("2026-06-01"), Value: 2},
	}
	if len(line) != 2 || line[0] != want[0] || line[1] != want[1] {
		t.Errorf("got %v", line)
	}
}
