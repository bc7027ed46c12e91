package toegang

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
	"trede/internal/testkit"
)

// TestProfielBeginsWithStrengths: strengths, wishes and talents first, what to keep
// in mind at work last, in the list of parts and in the type itself.
func TestProfielBeginsWithStrengths(t *testing.T) {
	testkit.Eis(t, "UIT-01")
	parts := ProfielDelen()
	want := []ProfielDeel{DeelKwaliteiten, DeelWensen, DeelTalenten}
	if !slices.Equal(parts[:3], want) || parts[len(parts)-1] != DeelRekeningHouden {
		t.Errorf("parts in the order %v", parts)
	}
	if slices.Index(parts, DeelBelastbaarheid) > slices.Index(parts, DeelVervoer) {
		t.Error("transport comes before what somebody can bear")
	}
	fields := reflect.VisibleFields(reflect.TypeFor[Profiel]())
	var names []string
	for _, f := range fields {
		if f.Name != "ID" && f.Name != "InwonerID" {
			names = append(names, strings.ToLower(f.Name))
		}
	}
	var order []string
	for _, p := range parts {
		order = append(order, strings.ReplaceAll(string(p), "_", ""))
	}
	if !slices.Equal(names, order) {
		t.Errorf("fields %v, parts %v: every field is a part, in the same order", names, order)
	}
	for _, name := range names {
		for _, word := range []string{"diagnos", "ziekte", "medisch", "stoornis", "icd", "dsm"} {
			if strings.Contains(name, word) {
				t.Errorf("field %s: there is no field for a diagnosis", name)
			}
		}
	}
}

func TestProfielRules(t *testing.T) {
	testkit.Eis(t, "UIT-01", "UIT-02")
	on := day("2026-02-01")
	load := Belastbaarheid{MinutenPerDag: 240, DagenPerWeek: 3}
	ruletest.Contract(t, ProfielRules, []ruletest.Case[Profiel]{
		of("a strength first", "PROFIEL-01", on, Profiel{Kwaliteiten: "geduld", RekeningHouden: "rustige plek"}, rule.Passed, ""),
		of("a wish first", "PROFIEL-01", on, Profiel{Wensen: "buiten werken", RekeningHouden: "rustige plek"}, rule.Passed, ""),
		of("a talent first", "PROFIEL-01", on, Profiel{Talenten: "tekenen", RekeningHouden: "rustige plek"}, rule.Passed, ""),
		of("only what to keep in mind", "PROFIEL-01", on, Profiel{Kwaliteiten: " ", RekeningHouden: "rustige plek"}, rule.Failed, "profiel.begin_met_kracht"),
		of("nothing to keep in mind", "PROFIEL-01", on, Profiel{}, rule.NotApplicable, ""),
		of("agreed", "PROFIEL-02", on, Profiel{Belastbaarheid: load}, rule.Passed, ""),
		of("days without hours", "PROFIEL-02", on, Profiel{Belastbaarheid: Belastbaarheid{DagenPerWeek: 3}}, rule.Failed, "profiel.belastbaarheid_ontbreekt"),
	})
	full := Profiel{
		Kwaliteiten: "a", Wensen: "b", Talenten: "c", Ervaring: "d", WatWerktGoed: "e", Belastbaarheid: load,
		Vervoer: Vervoer{Middelen: []Vervoermiddel{VervoerFiets}}, RekeningHouden: "f",
	}
	for _, part := range ProfielDelen() {
		if !full.Gevuld(part) || (Profiel{}).Gevuld(part) {
			t.Errorf("part %s is not seen as filled or empty", part)
		}
	}
}

func TestBelastbaarheidOp(t *testing.T) {
	testkit.Eis(t, "UIT-02")
	b := Belastbaarheid{MinutenPerDag: 120, DagenPerWeek: 2, Opbouw: []Opbouwstap{
		{Vanaf: day("2026-05-01"), MinutenPerDag: 240, DagenPerWeek: 4},
		{Vanaf: day("2026-03-01"), MinutenPerDag: 180, DagenPerWeek: 3},
		{Vanaf: day("2026-04-01"), MinutenPerDag: 200, DagenPerWeek: 3},
	}}
	for on, want := range map[string]int{"2026-02-28": 240, "2026-03-01": 540, "2026-03-31": 540, "2026-04-30": 600, "2026-05-01": 960} {
		if got, ok := b.Op(day(on)).MinutenPerWeek(); !ok || got != want {
			t.Errorf("on %s %d minutes a week, want %d", on, got, want)
		}
	}
	wantCodes(t, "good", b.Toets())
	wantCodes(t, "too much", Belastbaarheid{MinutenPerDag: 800, DagenPerWeek: 8, Opbouw: []Opbouwstap{{MinutenPerDag: -1}}}.Toets(),
		"belastbaarheid.minuten_kan_niet", "belastbaarheid.dagen_kan_niet", "belastbaarheid.opbouw_zonder_dag", "belastbaarheid.minuten_kan_niet")
}

func TestPlanningRules(t *testing.T) {
	testkit.Eis(t, "UIT-02")
	monday := day("2026-03-02")
	load := Belastbaarheid{MinutenPerDag: 240, DagenPerWeek: 2, Dagdelen: []Dagdeel{
		{time.Monday, Ochtend}, {time.Tuesday, Ochtend}, {time.Wednesday, Middag},
	}}
	plan := func(parts ...Planning) Planfeiten { return Planfeiten{Belastbaarheid: load, Planning: parts} }
	free := Planfeiten{Planning: []Planning{{Datum: monday, Minuten: 900}}}
	growing := plan(Planning{Datum: monday, Moment: Ochtend, Minuten: 240})
	growing.Belastbaarheid.Opbouw = []Opbouwstap{{Vanaf: monday, MinutenPerDag: 120, DagenPerWeek: 1}}
	ruletest.Contract(t, PlanningRules, []ruletest.Case[Planfeiten]{
		of("as agreed", "PLANNING-01", monday, plan(Planning{monday, Ochtend, 240}), rule.Passed, ""),
		of("two pieces make a long day", "PLANNING-01", monday, plan(Planning{monday, Ochtend, 200}, Planning{monday, Middag, 60}), rule.Failed, "planning.te_lange_dag"),
		of("longer than this step", "PLANNING-01", monday, growing, rule.Failed, "planning.te_lange_dag"),
		of("nothing agreed", "PLANNING-01", monday, free, rule.Passed, ""),
		of("two days", "PLANNING-02", monday, plan(Planning{monday, "", 60}, Planning{monday.AddDays(1), "", 60}, Planning{monday.AddDays(7), "", 60}), rule.Passed, ""),
		of("three days in a week", "PLANNING-02", monday, plan(Planning{monday, "", 60}, Planning{monday.AddDays(1), "", 60}, Planning{monday.AddDays(2), "", 60}), rule.Failed, "planning.te_veel_dagen"),
		of("an agreed dagdeel", "PLANNING-03", monday, plan(Planning{monday, Ochtend, 60}, Planning{monday, "", 60}), rule.Passed, ""),
		of("another dagdeel", "PLANNING-03", monday, plan(Planning{monday, Avond, 60}), rule.Failed, "planning.ander_dagdeel"),
		of("no dagdelen agreed", "PLANNING-03", monday, free, rule.NotApplicable, ""),
	})
}
