package toegang

import (
	"testing"

	"pgregory.net/rapid"

	"trede/internal/domain/civil"
	"trede/internal/testkit"
)

func stil(from, until string) Opschorting {
	o := Opschorting{Reden: OpschortingAanvulling, Periode: civil.Period{From: day(from)}}
	if until != "" {
		o.Periode.Until = day(until)
	}
	return o
}

func TestWettelijkeTermijn(t *testing.T) {
	testkit.Eis(t, "X-02")
	tests := []struct {
		name  string
		begin string
		days  int
		still []Opschorting
		want  string // empty: cannot be known
	}{
		{"six weeks on a Monday", "2026-01-12", 42, nil, "2026-02-23"},
		{"ends on a Saturday: Monday", "2026-01-10", 42, nil, "2026-02-23"},
		{"ends on a Sunday: Monday", "2026-01-11", 42, nil, "2026-02-23"},
		{"ends on Good Friday: Tuesday after Easter", "2026-02-20", 42, nil, "2026-04-07"},
		{"ends on Christmas: Monday after", "2026-11-13", 42, nil, "2026-12-28"},
		{"ends on 5 May", "2026-03-24", 42, nil, "2026-05-06"},
		{"two weeks", "2026-01-12", 14, nil, "2026-01-26"},
		{"five days of suspension", "2026-01-12", 42, []Opschorting{stil("2026-01-19", "2026-01-24")}, "2026-03-02"},
		{"two that overlap count once", "2026-01-12", 42, []Opschorting{stil("2026-01-19", "2026-01-22"), stil("2026-01-21", "2026-01-23")}, "2026-02-27"},
		{"two apart add up", "2026-01-12", 42, []Opschorting{stil("2026-02-02", "2026-02-04"), stil("2026-01-19", "2026-01-21")}, "2026-02-27"},
		{"days before the begin do not count", "2026-01-12", 42, []Opschorting{stil("2026-01-05", "2026-01-14")}, "2026-02-24"},
		{"after the end it is too late", "2026-01-12", 42, []Opschorting{stil("2026-02-24", "2026-03-24")}, "2026-02-23"},
		{"on the last day it still counts", "2026-01-12", 42, []Opschorting{stil("2026-02-23", "2026-02-25")}, "2026-02-25"},
		{"in the weekend that extends it, not over before the clock runs", "2026-01-10", 42, []Opschorting{stil("2026-02-22", "2026-02-25")}, "2026-02-26"},
		{"an open one: nobody knows", "2026-01-12", 42, []Opschorting{stil("2026-01-19", "")}, ""},
		{"an open one that came too late", "2026-01-12", 42, []Opschorting{stil("2026-03-02", "")}, "2026-02-23"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, known := WettelijkeTermijn{Begin: day(tt.begin), Dagen: tt.days, Opschortingen: tt.still}.UitersteDatum()
			if known != (tt.want != "") || (known && got != day(tt.want)) {
				t.Errorf("last day %s (%v), want %s", got, known, tt.want)
			}
		})
	}
	// A day that a royal decree puts on a par with a holiday moves it on too.
	term := WettelijkeTermijn{Begin: day("2026-01-12"), Dagen: 42, OnAPar: []civil.Date{day("2026-02-23")}}
	if got, _ := term.UitersteDatum(); got != day("2026-02-24") {
		t.Errorf("with a day on a par: %s", got)
	}
}

func TestTermijnStandOp(t *testing.T) {
	testkit.Eis(t, "X-02")
	open := []Opschorting{stil("2026-01-19", "")}
	closed := []Opschorting{stil("2026-01-19", "2026-01-26")}
	tests := []struct {
		name  string
		still []Opschorting
		done  string
		today string
		want  TermijnStand
	}{
		{"first day", nil, "", "2026-01-12", TermijnStand{TermijnLoopt, day("2026-02-23"), 42}},
		{"last day", nil, "", "2026-02-23", TermijnStand{TermijnLoopt, day("2026-02-23"), 0}},
		{"a day late", nil, "", "2026-02-24", TermijnStand{TermijnVerlopen, day("2026-02-23"), -1}},
		{"stands still", open, "", "2026-01-20", TermijnStand{TermijnOpgeschort, day("2026-02-25"), 36}},
		{"still stands still", open, "", "2026-03-31", TermijnStand{TermijnOpgeschort, day("2026-05-06"), 36}},
		{"runs again", closed, "", "2026-01-26", TermijnStand{TermijnLoopt, day("2026-03-02"), 35}},
		{"done in time", nil, "2026-02-23", "2026-06-01", TermijnStand{TermijnGehaald, day("2026-02-23"), 0}},
		{"done late", nil, "2026-02-25", "2026-06-01", TermijnStand{TermijnTeLaat, day("2026-02-23"), -2}},
		{"done while it stood still", open, "2026-06-01", "2026-06-02", TermijnStand{TermijnGehaald, day("2026-07-07"), 36}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			term := WettelijkeTermijn{Begin: day("2026-01-12"), Dagen: 42, Opschortingen: tt.still}
			if tt.done != "" {
				term.Gedaan = day(tt.done)
			}
			if got := term.StandOp(day(tt.today)); got != tt.want {
				t.Errorf("%+v, want %+v", got, tt.want)
			}
		})
	}
}

// TestWettelijkeTermijnProperties: the last day is a working day, never earlier
// than without suspension, later by as many days as stood still give or take the
// weekend, and one suspension has no effect twice.
func TestWettelijkeTermijnProperties(t *testing.T) {
	testkit.Eis(t, "X-02")
	rapid.Check(t, func(t *rapid.T) {
		begin := day("2020-01-01").AddDays(rapid.IntRange(0, 4000).Draw(t, "begin"))
		term := WettelijkeTermijn{Begin: begin, Dagen: rapid.SampledFrom([]int{7, 14, 42}).Draw(t, "days")}
		plain, _ := term.UitersteDatum()
		if !plain.IsWerkdag() || plain.Before(begin.AddDays(term.Dagen)) {
			t.Fatalf("last day %s", plain)
		}
		from := begin.AddDays(rapid.IntRange(1, term.Dagen).Draw(t, "from"))
		length := rapid.IntRange(1, 60).Draw(t, "length")
		o := Opschorting{Periode: civil.Period{From: from, Until: from.AddDays(length)}, Reden: OpschortingAanvulling}
		term.Opschortingen = []Opschorting{o}
		later, known := term.UitersteDatum()
		want := begin.AddDays(term.Dagen + length).ExtendTermijn()
		if !known || later != want {
			t.Fatalf("suspended %d days: %s, want %s", length, later, want)
		}
		term.Opschortingen = []Opschorting{o, o}
		if twice, _ := term.UitersteDatum(); twice != later {
			t.Fatalf("the same suspension twice: %s, want %s", twice, later)
		}
	})
}

func TestOpschortingToets(t *testing.T) {
	testkit.Eis(t, "X-02")
	wantCodes(t, "good", stil("2026-01-19", "").Toets())
	wantCodes(t, "nothing", Opschorting{}.Toets(), "opschorting.dag_ontbreekt", "opschorting.reden_ontbreekt")
	wantCodes(t, "backwards", stil("2026-01-19", "2026-01-19").Toets(), "opschorting.tot_voor_vanaf")
	wantCodes(t, "force majeure without words", Opschorting{Periode: civil.Period{From: day("2026-01-19")}, Reden: OpschortingOvermacht}.Toets(), "opschorting.toelichting_ontbreekt")
}
