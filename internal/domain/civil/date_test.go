package civil_test

import (
	"encoding/json"
	"errors"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"trede/internal/domain/civil"
)

func day(text string) civil.Date { return civil.MustParse(text) }

// anyDay draws every day of the calendar, month ends and leap days more often.
var anyDay = rapid.Custom(func(t *rapid.T) civil.Date {
	year := rapid.IntRange(1, 9999).Draw(t, "year")
	if rapid.Bool().Draw(t, "our time") {
		year = rapid.IntRange(1930, 2100).Draw(t, "year")
	}
	first := civil.New(year, time.Month(rapid.IntRange(1, 12).Draw(t, "month")), 1)
	if rapid.Bool().Draw(t, "month end") {
		return first.LastOfMonth()
	}
	d, err := civil.Make(year, int(first.Month()), rapid.IntRange(1, 28).Draw(t, "day"))
	if err != nil {
		t.Fatal(err)
	}
	return d
})

// A whole cycle of 400 years agrees with the standard library, day by day.
func TestCalendarAgreesWithTheStandardLibrary(t *testing.T) {
	want := time.Date(1799, time.December, 31, 0, 0, 0, 0, time.UTC)
	for d := day("1799-12-31"); d != day("2201-01-01"); d, want = d.AddDays(1), want.AddDate(0, 0, 1) {
		year, month, dom := want.Date()
		if d.Year() != year || d.Month() != month || d.Day() != dom || d.Weekday() != want.Weekday() {
			t.Fatalf("%s is %s (%s)", want.Format(time.DateOnly), d, d.Weekday())
		}
		wantYear, wantWeek := want.ISOWeek()
		if y, w := d.ISOWeek(); y != wantYear || w != wantWeek {
			t.Fatalf("%s is in week %d of %d, want %d of %d", d, w, y, wantWeek, wantYear)
		}
		if d != civil.New(year, month, dom) {
			t.Fatalf("%s does not come back from its parts", d)
		}
	}
}

func TestEdgesOfTheCalendar(t *testing.T) {
	if civil.First.String() != "0001-01-01" || civil.Last.String() != "9999-12-31" {
		t.Fatalf("calendar runs from %s to %s", civil.First, civil.Last)
	}
	if civil.First.AddDays(1) != day("0001-01-02") || civil.First.DaysUntil(civil.Last) != 3652058 {
		t.Error("the first day counts wrong")
	}
	for name, got := range map[string]civil.Date{
		"a day before the first":   civil.First.AddDays(-1),
		"a month before the first": civil.First.AddMonths(-1),
		"ages before the first":    civil.First.AddYears(-1 << 40),
	} {
		if got != civil.First {
			t.Errorf("%s is %s", name, got)
		}
	}
	for name, got := range map[string]civil.Date{
		"a day after the last":   civil.Last.AddDays(1),
		"a month after the last": civil.Last.AddMonths(1),
		"ages after the last":    civil.Last.AddDays(math.MaxInt),
	} {
		if got != civil.Last {
			t.Errorf("%s is %s", name, got)
		}
	}
}

func TestNoDate(t *testing.T) {
	var none civil.Date
	if !none.IsZero() || none.String() != "" || none.Year() != 0 || none.Month() != 0 || none.Day() != 0 {
		t.Errorf("no date shows as %q %d-%d-%d", none, none.Year(), none.Month(), none.Day())
	}
	for name, got := range map[string]civil.Date{
		"AddDays": none.AddDays(3), "AddMonths": none.AddMonths(3), "AddYears": none.AddYears(3),
		"LastDayOfMonths": none.LastDayOfMonths(6), "LastOfMonth": none.LastOfMonth(),
		"AddWerkdagen": none.AddWerkdagen(3), "ExtendTermijn": none.ExtendTermijn(), "Of": civil.Of(time.Time{}),
	} {
		if !got.IsZero() {
			t.Errorf("%s of no date is %s", name, got)
		}
	}
	if !none.Before(civil.First) || none.IsWerkdag() || none.DaysUntil(civil.Last) != 0 || !none.StartOfDay().IsZero() {
		t.Error("no date behaves as a date")
	}
}

func TestParse(t *testing.T) {
	if got, err := civil.Parse("2026-08-31"); err != nil || got != civil.New(2026, time.August, 31) {
		t.Errorf("2026-08-31 reads as %s, %v", got, err)
	}
	for _, text := range []string{
		"", "2026-8-31", "31-08-2026", "2026-02-29", "2025-13-01", "2026-00-10", "2026-04-31", "2026-01-00",
		"0000-01-01", "2026-08-31T00:00:00Z", " 2026-08-31", "2026/08/31", "+026-08-31", "2026-08-3١", "20260831", "2026x08-31", "2026-08x31",
	} {
		if got, err := civil.Parse(text); !errors.Is(err, civil.ErrDate) {
			t.Errorf("%q reads as %s, %v", text, got, err)
		}
	}
}

func TestNewPanicsOnADayThatIsNone(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("30 February was accepted")
		}
	}()
	civil.New(2026, time.February, 30)
}

// Dates go to storage and JSON as text; no date is the empty text.
func TestTextRoundTrip(t *testing.T) {
	type row struct {
		Start civil.Date                `json:"start"`
		Einde civil.Date                `json:"einde"`
		Weg   civil.Date                `json:"weg,omitzero"`
		PerDd map[civil.Date]civil.Date `json:"per_dag"`
	}
	in := row{Start: day("2026-11-22"), PerDd: map[civil.Date]civil.Date{day("2026-01-01"): {}}}
	data, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"start":"2026-11-22","einde":"","per_dag":{"2026-01-01":""}}`
	if string(data) != want {
		t.Errorf("wrote %s, want %s", data, want)
	}
	out := row{Einde: civil.Last}
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	if out.Start != in.Start || !out.Einde.IsZero() {
		t.Errorf("read back %+v", out)
	}
	if err := json.Unmarshal([]byte(`{"start":"22-11-2026"}`), &out); !errors.Is(err, civil.ErrDate) {
		t.Errorf("a Dutch date was accepted: %v", err)
	}
}

// An instant is a date in the Netherlands, in winter and summer time.
func TestOfTakesTheDayInAmsterdam(t *testing.T) {
	for instant, want := range map[string]string{
		"2026-11-21T22:59:59Z":      "2026-11-21", // winter: one hour ahead
		"2026-11-21T23:00:00Z":      "2026-11-22",
		"2026-07-01T21:59:59Z":      "2026-07-01", // summer: two hours ahead
		"2026-07-01T22:00:00Z":      "2026-07-02",
		"2026-10-25T00:59:59Z":      "2026-10-25", // the night of the change
		"2027-01-01T00:30:00+09:00": "2026-12-31",
	} {
		at, err := time.Parse(time.RFC3339, instant)
		if err != nil {
			t.Fatal(err)
		}
		if got := civil.Of(at); got != day(want) {
			t.Errorf("%s is %s, want %s", instant, got, want)
		}
	}
}

func TestStartOfDayIsTheFirstInstant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := civil.New(1980, time.January, 1).AddDays(rapid.IntRange(0, 40000).Draw(t, "days"))
		start := d.StartOfDay()
		if civil.Of(start) != d || civil.Of(start.Add(-time.Second)) != d.AddDays(-1) {
			t.Fatalf("%s starts at %s", d, start)
		}
	})
}

func TestMinAndMaxPassOverNoDate(t *testing.T) {
	var none civil.Date
	a, b := day("2026-01-01"), day("2027-01-01")
	if civil.Min(none, b, a) != a || civil.Max(a, none, b) != b || !civil.Min(none).IsZero() || !civil.Max().IsZero() {
		t.Error("Min or Max picks the wrong date")
	}
}

func TestISOWeek53(t *testing.T) {
	for text, want := range map[string][2]int{
		"2026-12-28": {2026, 53}, "2026-12-31": {2026, 53}, "2027-01-03": {2026, 53}, "2027-01-04": {2027, 1},
		"2020-12-31": {2020, 53}, "2024-12-30": {2025, 1}, "2026-11-22": {2026, 47}, "9999-12-31": {9999, 52},
	} {
		if year, week := day(text).ISOWeek(); year != want[0] || week != want[1] {
			t.Errorf("%s is in week %d of %d, want %v", text, week, year, want)
		}
	}
	if day("2027-01-03").Monday() != day("2026-12-28") || day("2026-12-28").Monday() != day("2026-12-28") {
		t.Error("the week begins on the wrong day")
	}
}

func TestTextIsSortedAsDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyDay.Draw(t, "a"), anyDay.Draw(t, "b")
		byText := 0
		if a.String() < b.String() {
			byText = -1
		} else if a.String() > b.String() {
			byText = 1
		}
		if a.Compare(b) != byText || a.Before(b) != (byText < 0) || a.After(b) != (byText > 0) || a.Equal(b) != (byText == 0) {
			t.Fatalf("%s and %s compare as %d, their texts as %d", a, b, a.Compare(b), byText)
		}
		if back, err := civil.Parse(a.String()); err != nil || back != a {
			t.Fatalf("%s reads back as %s, %v", a, back, err)
		}
		if a.AddDays(a.DaysUntil(b)) != b {
			t.Fatalf("%s and %d days is not %s", a, a.DaysUntil(b), b)
		}
	})
}

// Whatever Parse accepts it writes back as it was.
func FuzzParse(f *testing.F) {
	for _, text := range []string{"2026-08-31", "2024-02-29", "2023-02-29", "0001-01-01", "9999-12-31", "2026-13-01", "", "2026-1-1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := civil.Parse(text)
		if err != nil {
			if !d.IsZero() {
				t.Errorf("%q is refused and yet gives %s", text, d)
			}
			return
		}
		if d.IsZero() || d.String() != text {
			t.Errorf("%q reads as %q", text, d)
		}
		if std, err := time.Parse(time.DateOnly, text); err != nil || civil.New(std.Date()) != d {
			t.Errorf("%q: the standard library says %s, %v", text, std, err)
		}
	})
}
