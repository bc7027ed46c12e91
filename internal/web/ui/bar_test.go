package ui

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trede/internal/domain/civil"
)

var d = civil.MustParse

var sampleBar = ArrangementBar{
	First: d("2026-07-01"), Last: d("2026-12-31"), Today: d("2026-11-22"),
	Marks: []Mark{
		{Date: d("2026-10-01"), Label: "bericht", State: MarkDone},
		{Date: d("2026-11-19"), Label: "evaluatie", State: MarkLate},
	},
}

func TestBarPlaces(t *testing.T) {
	for day, want := range map[string]string{
		"2026-06-01": "0.00%", "2026-07-01": "0.00%", "2026-10-01": "50.00%", "2026-12-31": "100.00%", "2027-02-01": "100.00%",
	} {
		if got := percent(sampleBar.place(d(day))); got != want {
			t.Errorf("%s: got %s, want %s", day, got, want)
		}
	}
	one := ArrangementBar{First: d("2026-07-01"), Last: d("2026-07-01")}
	if got := one.place(d("2026-07-01")); got != 100 {
		t.Errorf("a bar of one day ends at %v", got)
	}
	backwards := ArrangementBar{First: d("2026-07-02"), Last: d("2026-06-01")}
	if got := backwards.place(d("2026-07-01")); got != 0 {
		t.Errorf("a bar that ends before it begins: %v", got)
	}
}

func TestBarToday(t *testing.T) {
	for today, want := range map[string]struct {
		filled string
		shown  bool
	}{
		"2026-06-30": {"0.00%", false}, "2026-07-01": {"0.00%", true}, "2026-10-01": {"50.00%", true}, "2027-01-01": {"100.00%", true},
	} {
		b := sampleBar
		b.Today = d(today)
		if got := percent(b.filled()); got != want.filled || b.showsToday() != want.shown {
			t.Errorf("%s: filled %s, shown %v", today, got, b.showsToday())
		}
	}
	b := sampleBar
	b.Today = civil.Date{}
	if b.filled() != 0 || b.showsToday() {
		t.Error("without today nothing is filled")
	}
}

func TestBarSummary(t *testing.T) {
	want := "1 juli tot en met 31 december 2026. bericht 1 oktober: gedaan. evaluatie 19 november: te laat. vandaag: 22 november."
	if got := sampleBar.summary(&Dutch, sampleBar.marks()); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// What is late has its label first; on a short line the rest gives way.
func TestBarLabelsByUrgency(t *testing.T) {
	b := sampleBar
	b.Marks = append([]Mark{{Date: d("2026-11-10"), Label: "gesprek", State: MarkPlanned}}, b.Marks...)
	b.Full = true
	var texts []string
	for _, l := range b.labels(b.marks()) {
		texts = append(texts, l.Text)
	}
	if got := strings.Join(texts, "|"); got != "1 jul|31 dec|evaluatie 19 nov|bericht 1 okt" {
		t.Error(got)
	}
}

func TestBarLabelsNeverTouch(t *testing.T) {
	states := []MarkState{MarkPlanned, MarkDone, MarkDue, MarkLate}
	rapid.Check(t, func(t *rapid.T) {
		length := rapid.IntRange(1, 800).Draw(t, "length")
		b := ArrangementBar{First: d("2026-01-31"), Last: d("2026-01-31").AddDays(length), Full: rapid.Bool().Draw(t, "full")}
		for range rapid.IntRange(0, 6).Draw(t, "marks") {
			b.Marks = append(b.Marks, Mark{
				Date:  b.First.AddDays(rapid.IntRange(-50, length+50).Draw(t, "day")),
				Label: rapid.SampledFrom([]string{"bericht", "evaluatie", "x"}).Draw(t, "label"),
				State: rapid.SampledFrom(states).Draw(t, "state"),
			})
		}
		width := barRow
		if b.Full {
			width = barFull
		}
		labels := b.labels(b.marks())
		for i, one := range labels {
			from, to := one.span(width)
			if from < 0 || to > width {
				t.Fatalf("%q leaves the line: %v to %v", one.Text, from, to)
			}
			for _, other := range labels[:i] {
				otherFrom, otherTo := other.span(width)
				if from < otherTo && otherFrom < to {
					t.Fatalf("%q touches %q", one.Text, other.Text)
				}
			}
		}
		for _, m := range b.marks() {
			if m.Place < 0 || m.Place > 100 {
				t.Fatalf("mark at %v", m.Place)
			}
		}
	})
}

// Words on the bar are words, whatever stands in them.
func TestBarEscapes(t *testing.T) {
	hostile := `<b>"&'`
	b := ArrangementBar{
		First: civil.New(2026, 1, 1), Last: civil.New(2026, 3, 1), Today: civil.New(2026, 2, 1), StartLabel: hostile, EndLabel: hostile, Full: true,
		Marks: []Mark{{Date: civil.New(2026, 1, 30), Label: hostile, State: MarkDue}},
	}
	var s strings.Builder
	if err := b.Render(t.Context(), &s); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(s.String(), "<b>") || strings.Contains(s.String(), `"&'`) || strings.Count(s.String(), "&lt;b&gt;&#34;&amp;&#39;") != 5 {
		t.Errorf("%s", s.String())
	}
}
