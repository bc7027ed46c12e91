package civil_test

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"pgregory.net/rapid"

	"trede/internal/domain/civil"
)

// The dates of arrangements: an ontwikkelarrangement of 6 months reports after 3,
// a stabiel arrangement of at most 2 years after 6; the evaluation is held at
// latest 42 days before the end and shows as a task 70 days before it.
func TestDatesOfArrangementen(t *testing.T) {
	data, err := os.ReadFile("testdata/arrangementen.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []struct {
		Product                                       string
		Start, Voortgang, Zichtbaar, Evaluatie, Einde civil.Date
	}
	if err := json.Unmarshal(data, &vectors); err != nil {
		t.Fatal(err)
	}
	if len(vectors) == 0 {
		t.Fatal("no vectors")
	}
	months := map[string]struct{ length, report int }{"ONT": {6, 3}, "STA": {24, 6}}
	for _, v := range vectors {
		m := months[v.Product]
		einde := v.Start.LastDayOfMonths(m.length)
		for name, pair := range map[string][2]civil.Date{
			"einde":     {einde, v.Einde},
			"voortgang": {v.Start.AddMonths(m.report), v.Voortgang},
			"evaluatie": {einde.AddDays(-42), v.Evaluatie},
			"zichtbaar": {einde.AddDays(-70), v.Zichtbaar},
		} {
			if pair[0] != pair[1] {
				t.Errorf("%s from %s: %s is %s, want %s", v.Product, v.Start, name, pair[0], pair[1])
			}
		}
	}
}

func TestMonthsClampToTheEndOfTheMonth(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2026-08-31", 3, "2026-11-30"},
		{"2026-08-31", 6, "2027-02-28"},
		{"2027-08-31", 6, "2028-02-29"},
		{"2026-01-31", 1, "2026-02-28"},
		{"2026-12-31", -1, "2026-11-30"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-01-15", -13, "2024-12-15"},
		{"1961-11-30", 67*12 + 3, "2029-02-28"},
		{"2100-01-31", 1, "2100-02-28"}, // no leap year
		{"2000-01-31", 1, "2000-02-29"},
	} {
		if got := day(c.from).AddMonths(c.months); got != day(c.want) {
			t.Errorf("%s and %d months is %s, want %s", c.from, c.months, got, c.want)
		}
	}
	if got := day("2024-02-29").AddYears(1); got != day("2025-02-28") {
		t.Errorf("a year after the leap day is %s", got)
	}
	if got := day("2024-02-29").AddYears(4); got != day("2028-02-29") {
		t.Errorf("four years after the leap day is %s", got)
	}
}

func TestAddMonthsProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := civil.New(1900, time.January, 1).AddDays(rapid.IntRange(0, 90000).Draw(t, "days"))
		n := rapid.IntRange(-600, 600).Draw(t, "months")
		moved := d.AddMonths(n)
		index := func(x civil.Date) int { return x.Year()*12 + int(x.Month()) }
		if index(moved)-index(d) != n {
			t.Fatalf("%s and %d months lands in the wrong month: %s", d, n, moved)
		}
		if moved.Day() != min(d.Day(), moved.LastOfMonth().Day()) {
			t.Fatalf("%s and %d months lands on %s", d, n, moved)
		}
		if next := d.AddDays(1).AddMonths(n); next.Before(moved) {
			t.Fatalf("a later start ends earlier: %s, %s", next, moved)
		}
	})
}

// Periods of n months that follow each other leave no day out and count none
// twice, as long as the month has the day; where it has not, the last day of the
// month is the last of the period.
func TestLastDayOfMonthsProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := civil.New(1950, time.January, 1).AddDays(rapid.IntRange(0, 60000).Draw(t, "days"))
		n := rapid.IntRange(1, 36).Draw(t, "months")
		last := d.LastDayOfMonths(n)
		switch target := d.AddMonths(n); target.Day() {
		case d.Day():
			if last.AddDays(1) != target {
				t.Fatalf("%d months from %s end on %s, next begins on %s", n, d, last, target)
			}
		default:
			if last != target || last != last.LastOfMonth() {
				t.Fatalf("%d months from %s end on %s", n, d, last)
			}
		}
	})
}

func TestMonthsUntilCountsWholeMonths(t *testing.T) {
	for _, c := range []struct {
		from, to string
		months   int
	}{
		{"2026-01-15", "2026-07-14", 5},
		{"2026-01-15", "2026-07-15", 6},
		{"2026-08-31", "2027-02-27", 5},
		{"2026-08-31", "2027-02-28", 6}, // as AddMonths clamps
		{"2026-08-31", "2026-08-30", 0},
		{"2004-02-29", "2026-02-28", 22 * 12},
	} {
		if got := day(c.from).MonthsUntil(day(c.to)); got != c.months {
			t.Errorf("%s to %s is %d months, want %d", c.from, c.to, got, c.months)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyDay.Draw(t, "a"), anyDay.Draw(t, "b")
		if b.Before(a) {
			a, b = b, a
		}
		n := a.MonthsUntil(b)
		if a.AddMonths(n).After(b) || (b.Before(day("9999-01-01")) && !a.AddMonths(n+1).After(b)) {
			t.Fatalf("%s to %s counted as %d months", a, b, n)
		}
		if a.YearsUntil(b) != n/12 {
			t.Fatalf("%d months is %d years", n, a.YearsUntil(b))
		}
	})
}
