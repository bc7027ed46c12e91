package ui_test

import (
	"strings"
	"testing"

	"trede/internal/domain/civil"
	"trede/internal/web/ui"
)

// Picture and table come from the same weeks, and the legend names only what is there.
func TestWeekChart(t *testing.T) {
	c := ui.WeekChart{
		ID: "w", Title: "Aanwezigheid", Note: "Jeroen was er 5 van de 6 keer.", There: "er", Excused: "afgemeld", Absent: "niet gekomen",
		Weeks: []ui.Week{
			{Monday: civil.New(2026, 11, 9), There: 3},
			{Monday: civil.New(2026, 11, 16), There: 2, Excused: 1},
		},
	}
	var b strings.Builder
	if err := c.Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	html := b.String()
	for _, want := range []string{"Jeroen was er 5 van de 6 keer.", "week 46", "week 47", "trede-weeks__bar--there", "trede-weeks__bar--excused", "trede-weeks__key--excused"} {
		if !strings.Contains(html, want) {
			t.Errorf("no %q in\n%s", want, html)
		}
	}
	for _, not := range []string{"trede-weeks__bar--absent", "trede-weeks__key--absent", "style="} {
		if strings.Contains(html, not) {
			t.Errorf("%q in\n%s", not, html)
		}
	}
	if n := strings.Count(html, "trede-weeks__bar--there"); n != 2 {
		t.Errorf("%d bars of presence, want 2", n)
	}
}
