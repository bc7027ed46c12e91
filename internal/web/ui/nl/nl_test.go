package nl_test

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"trede/internal/domain/civil"
	"trede/internal/web/ui/nl"
)

var d = civil.MustParse

func TestDatesInDutch(t *testing.T) {
	tuesday := d("2026-11-24")
	for _, c := range []struct{ got, want string }{
		{nl.Long(d("2026-11-22")), "22 november 2026"},
		{nl.Full(tuesday), "dinsdag 24 november 2026"},
		{nl.DayMonth(d("2026-03-01")), "1 maart"},
		{nl.Short(d("2026-03-01")), "1 mrt"},
		{nl.ShortYear(tuesday), "24 nov 2026"},
		{nl.ShortDay(tuesday), "di 24 nov"},
		{nl.MonthYear(tuesday), "november 2026"},
		{nl.Week(tuesday), "week 48"},
		{nl.Week(d("2027-01-01")), "week 53"},
		{nl.Weekday(d("2026-11-22")), "zondag"},
		{nl.Range(d("2026-07-01"), d("2026-12-31")), "1 juli tot en met 31 december 2026"},
		{nl.Range(d("2026-12-01"), d("2027-05-31")), "1 december 2026 tot en met 31 mei 2027"},
		{nl.Range(d("2026-12-01"), d("2026-12-31")), "1 tot en met 31 december 2026"},
		{nl.Range(d("2026-12-01"), d("2026-12-01")), "1 december 2026"},
		{nl.Range(d("2026-12-01"), civil.Date{}), "vanaf 1 december 2026"},
		{nl.Range(civil.Date{}, d("2026-12-01")), "tot en met 1 december 2026"},
		{nl.Range(civil.Date{}, civil.Date{}), ""},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	for _, write := range []func(civil.Date) string{nl.Long, nl.Full, nl.DayMonth, nl.Short, nl.ShortYear, nl.ShortDay, nl.MonthYear, nl.Week, nl.Weekday} {
		if got := write(civil.Date{}); got != "" {
			t.Errorf("no date is written as %q", got)
		}
	}
}

func TestRelative(t *testing.T) {
	today := d("2026-11-22")
	for _, c := range []struct {
		date, want string
		near       nl.Nearness
	}{
		{"2026-11-22", "vandaag", nl.Today},
		{"2026-11-21", "1 dag te laat", nl.Late},
		{"2026-11-19", "3 dagen te laat", nl.Late},
		{"2026-11-01", "3 weken te laat", nl.Late},
		{"2026-11-23", "morgen", nl.ThisWeek},
		{"2026-11-25", "over 3 dagen", nl.ThisWeek},
		{"2026-11-29", "over 7 dagen", nl.ThisWeek},
		{"2026-11-30", "over 8 dagen", nl.Far},
		{"2026-12-06", "over 2 weken", nl.Far},
		{"2027-02-13", "over 11 weken", nl.Far},
		{"2027-02-14", "over 2 maanden", nl.Far},
		{"2028-11-22", "over 2 jaar", nl.Far},
	} {
		text, near := nl.Relative(d(c.date), today)
		if text != c.want || near != c.near {
			t.Errorf("%s: got %q %d, want %q %d", c.date, text, near, c.want, c.near)
		}
	}
	if text, near := nl.Relative(civil.Date{}, today); text != "" || near != nl.Far {
		t.Errorf("no date: %q", text)
	}
}

// The words stand in a tile: they stay short, and late is late on every day.
func TestRelativeIsShortAndSound(t *testing.T) {
	today := d("2026-11-22")
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(-15000, 15000).Draw(t, "days")
		text, near := nl.Relative(today.AddDays(n), today)
		if utf8.RuneCountInString(text) > 20 {
			t.Fatalf("%q is longer than 20 characters", text)
		}
		if (near == nl.Late) != (n < 0) {
			t.Fatalf("%d days away is %q", n, text)
		}
	})
}

func TestAgo(t *testing.T) {
	today := d("2026-11-22")
	for date, want := range map[string]string{
		"2026-11-22": "vandaag", "2026-11-21": "gisteren", "2026-11-12": "10 dagen geleden",
		"2026-10-22": "4 weken geleden", "2026-11-24": "over 2 dagen",
	} {
		if got := nl.Ago(d(date), today); got != want {
			t.Errorf("%s: got %q, want %q", date, got, want)
		}
	}
	if got := nl.Ago(civil.Date{}, today); got != "" {
		t.Errorf("no date: %q", got)
	}
}

func TestNumbersInDutch(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{nl.Count(0), "0"},
		{nl.Count(999), "999"},
		{nl.Count(1000), "1.000"},
		{nl.Count(-1234567), "-1.234.567"},
		{nl.Decimal(1234.56, 1), "1.234,6"},
		{nl.Decimal(-0.5, 1), "-0,5"},
		{nl.Decimal(3, 0), "3"},
		{nl.Percent(2, 3), "67%"},
		{nl.Percent(1, 0), "–"},
		{nl.Plural(1, "dag", "dagen"), "1 dag"},
		{nl.Plural(0, "dag", "dagen"), "0 dagen"},
		{nl.Plural(1200, "dag", "dagen"), "1.200 dagen"},
		{nl.Join(), ""},
		{nl.Join("a"), "a"},
		{nl.Join("a", "b"), "a en b"},
		{nl.Join("a", "b", "c"), "a, b en c"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestParseDate(t *testing.T) {
	want := d("2026-11-24")
	for _, text := range []string{"24-11-2026", " 24/11/2026 ", "24.11.2026", "24 11 2026", "24 nov 2026", "24 nov. 2026", "24 November 2026", "di 24 nov 2026", "dinsdag 24 november 2026", "2026-11-24"} {
		if got, err := nl.ParseDate(text); err != nil || got != want {
			t.Errorf("%q: got %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "24-11", "24-11-26", "31-02-2026", "11-24-2026", "24 brumaire 2026", "morgen", "2026-13-01", "24-11-2026-1", "٢٤-11-2026"} {
		if got, err := nl.ParseDate(text); err == nil {
			t.Errorf("%q was read as %v", text, got)
		}
	}
	if got, err := nl.ParseDate("1 sept 2026"); err != nil || got != d("2026-09-01") {
		t.Errorf("sept: %v, %v", got, err)
	}
	if got, err := nl.ParseDate("1 mar 2026"); err != nil || got != d("2026-03-01") {
		t.Errorf("mar: %v, %v", got, err)
	}
}

// What the kit writes, it reads.
func TestParseReadsWhatIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := d("1900-01-01").AddDays(rapid.IntRange(0, 80000).Draw(t, "days"))
		for _, text := range []string{nl.Long(day), nl.Full(day), nl.ShortYear(day), day.String()} {
			if got, err := nl.ParseDate(text); err != nil || got != day {
				t.Fatalf("%q: got %v, %v", text, got, err)
			}
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, seed := range []string{"24-11-2026", "24 nov 2026", "di 24 nov 2026", "2026-11-24", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := nl.ParseDate(text)
		if (err == nil) == got.IsZero() {
			t.Fatalf("%q: %v, %v", text, got, err)
		}
	})
}
