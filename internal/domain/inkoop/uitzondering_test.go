package inkoop

import (
	"slices"
	"testing"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/testkit"
)

// What is compared: contracted offer of others of the same kind of work, in one gemeente, on
// one day; a gemeente that dissolved counts as the one it went into.
func TestVergelijk(t *testing.T) {
	testkit.Eis(t, "LOC-02")
	r := testRegister(t)
	spot := func(change ...func(*Aanbodplek)) Aanbodplek {
		p := Aanbodplek{
			Werkplek:      Werkplek{ID: "w9", Aanbieder: "a9", Naam: "Korf", Gemeente: dorp, Geldig: through("2020-01-01", "2021-06-30")},
			Aanbiedernaam: "De Honing", Werksoort: "Imkerij ", Gecontracteerd: true,
		}
		for _, fn := range change {
			fn(&p)
		}
		return p
	}
	tests := []struct {
		name string
		spot Aanbodplek
		of   AanbiederID
		on   string
		want bool
	}{
		{"the same work", spot(), "a1", "2021-03-01", true},
		{"on its last day", spot(), "a1", "2021-06-30", true},
		{"the day after", spot(), "a1", "2021-07-01", false},
		{"the own place", spot(), "a9", "2021-03-01", false},
		{"without a contract", spot(func(p *Aanbodplek) { p.Gecontracteerd = false }), "a1", "2021-03-01", false},
		{"other work", spot(func(p *Aanbodplek) { p.Werksoort = "koken" }), "a1", "2021-03-01", false},
		{"elsewhere", spot(func(p *Aanbodplek) { p.Gemeente = stad }), "a1", "2021-03-01", false},
		{"in what went into it", spot(func(p *Aanbodplek) { p.Gemeente = eiland }), "a1", "2021-03-01", true},
		{"nobody knows where", spot(func(p *Aanbodplek) { p.Gemeente = "" }), "a1", "2021-03-01", false},
	}
	for _, tt := range tests {
		got := r.Vergelijk([]Aanbodplek{tt.spot}, tt.of, "imkerij", dorp, day(tt.on))
		if (len(got) == 1) != tt.want || tt.want && got[0] != (VergelijkbaarAanbod{Aanbieder: "a9", Naam: "De Honing", Werkplek: "Korf", Gemeente: dorp}) {
			t.Errorf("%s: %+v", tt.name, got)
		}
	}
}

// A decision is made once, with a reason; it cannot grant what others offer too.
func TestBeslis(t *testing.T) {
	testkit.Eis(t, "LOC-02")
	asked := UniekAanbod{Werkplek: "w1", GevraagdOp: day("2021-01-01")}
	yes := UitzonderingBesluit{Toegekend: true, Reden: "uniek", Op: day("2021-02-01"), Door: "p1"}
	again := day("2022-02-01")
	there := []VergelijkbaarAanbod{{Aanbieder: "a9", Naam: "De Honing", Werkplek: "Korf"}}
	wants := func(name string, findings []rule.Finding, codes ...string) {
		t.Helper()
		var got []string
		for _, f := range findings {
			got = append(got, f.Code)
		}
		if !slices.Equal(got, codes) {
			t.Errorf("%s: %v, want %v", name, got, codes)
		}
	}
	got, findings := asked.Beslis(yes, nil, civil.Date{}, again)
	wants("granted", findings)
	if !got.GeldtOp(day("2021-02-01")) || got.GeldtOp(day("2021-01-31")) || !got.GeldtOp(day("2022-01-31")) || got.GeldtOp(again) {
		t.Errorf("%+v", got)
	}
	short, findings := asked.Beslis(yes, nil, day("2021-02-01"), again)
	wants("for a day", findings)
	if !short.GeldtOp(day("2021-02-01")) || short.GeldtOp(day("2021-02-02")) {
		t.Errorf("%+v", short)
	}
	_, findings = asked.Beslis(yes, there, day("2021-01-31"), again)
	wants("offered by others, and over already", findings, "uitzondering.aanbod_bestaat", "uitzondering.laatste_dag_voorbij")
	no := yes
	no.Toegekend = false
	refused, findings := asked.Beslis(no, there, civil.Date{}, again)
	wants("refused", findings)
	if refused.Wacht() || refused.GeldtOp(day("2021-02-01")) || len(refused.Vergelijking) != 1 {
		t.Errorf("%+v", refused)
	}
	no.Reden = " "
	_, findings = asked.Beslis(no, nil, civil.Date{}, again)
	wants("without a reason", findings, "uitzondering.reden_ontbreekt")
	_, findings = got.Beslis(yes, nil, civil.Date{}, again)
	wants("twice", findings, "uitzondering.is_besloten")
}

func TestOnverzekerdVanaf(t *testing.T) {
	testkit.Eis(t, "VRZ-01")
	policy := func(soort Verzekeringssoort, geldig civil.Period) Verzekering {
		return Verzekering{Soort: soort, DektDeelnemers: true, Geldig: geldig}
	}
	open := policy(Aansprakelijkheid, civil.Period{})
	tests := []struct {
		name     string
		policies []Verzekering
		period   civil.Period
		want     string // empty: insured to the end
	}{
		{"both without an end", []Verzekering{open, policy(Ongevallen, civil.Period{})}, from("2021-01-01"), ""},
		{"one ends", []Verzekering{open, policy(Ongevallen, through("2020-01-01", "2021-03-31"))}, from("2021-01-01"), "2021-04-01"},
		{"the first one ends first", []Verzekering{policy(Aansprakelijkheid, through("2020-01-01", "2021-02-28")), policy(Ongevallen, through("2020-01-01", "2021-03-31"))}, from("2021-01-01"), "2021-03-01"},
		{"the second one ends first", []Verzekering{policy(Aansprakelijkheid, through("2020-01-01", "2021-03-31")), policy(Ongevallen, through("2020-01-01", "2021-02-28"))}, from("2021-01-01"), "2021-03-01"},
		{"on the last day", []Verzekering{open, policy(Ongevallen, through("2020-01-01", "2021-03-31"))}, through("2021-01-01", "2021-03-31"), ""},
		{"before the last day", []Verzekering{open, policy(Ongevallen, through("2020-01-01", "2021-03-30"))}, through("2021-01-01", "2021-03-31"), "2021-03-31"},
		{"none at all", nil, through("2021-01-01", "2021-06-30"), "2021-01-01"},
		{"does not cover participants", []Verzekering{open, {Soort: Ongevallen}}, from("2021-01-01"), "2021-01-01"},
		{"another one follows", []Verzekering{open, policy(Ongevallen, through("2020-01-01", "2021-01-31")), policy(Ongevallen, from("2021-03-01"))}, from("2021-01-01"), ""},
		{"one follows too late", []Verzekering{open, policy(Ongevallen, through("2020-01-01", "2021-01-31")), policy(Ongevallen, from("2021-07-01"))}, through("2021-01-01", "2021-06-30"), "2021-02-01"},
		{"before it was asked", nil, through("2020-01-01", "2020-06-30"), ""},
		{"from when it was asked", nil, through("2020-01-01", "2020-12-31"), "2020-07-01"},
	}
	for _, tt := range tests {
		want := civil.Date{}
		if tt.want != "" {
			want = day(tt.want)
		}
		if got := OnverzekerdVanaf(tt.policies, tt.period); got != want {
			t.Errorf("%s: %s, want %s", tt.name, got, want)
		}
	}
}
