package uitvoering

import (
	"testing"

	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
	"trede/internal/testkit"
)

func started(t *testing.T, code inkoop.ProductCode, change ...func(*StartFeiten)) StartFeiten {
	t.Helper()
	f := StartFeiten{Arrangement: arrangement(t, code, "2026-01-15"), Start: StartBevestiging{
		BevestigdOp: day("2026-01-16"), Door: "s1", Begonnen: day("2026-01-15"),
		Werkbegeleider:    Begeleider{PersoonID: "peter", VOG: day("2025-10-01")},
		Trajectbegeleider: Begeleider{PersoonID: "sanne", VOG: day("2025-10-01")},
	}}
	for _, c := range change {
		c(&f)
	}
	return f
}

func TestStartRules(t *testing.T) {
	testkit.Eis(t, "BEG-01")
	on := day("2026-01-15")
	noWork := func(f *StartFeiten) { f.Start.Werkbegeleider = Begeleider{} }
	noPath := func(f *StartFeiten) { f.Start.Trajectbegeleider = Begeleider{} }
	var cases []ruletest.Case[StartFeiten]
	add := func(name, code string, f StartFeiten, want rule.Status, message string) {
		cases = append(cases, ruletest.Case[StartFeiten]{Name: name, Rule: code, Day: on, Facts: f, Want: want, Code: message})
	}
	for _, code := range []inkoop.ProductCode{"ONT3", "ONT4", "ONT5", "STA3", "STA4", "ORI"} {
		add(string(code)+" with a werkbegeleider", "START-01", started(t, code), rule.Passed, "")
		add(string(code)+" without", "START-01", started(t, code, noWork), rule.Failed, "start.werkbegeleider_ontbreekt")
	}
	for _, code := range []inkoop.ProductCode{"ONT3", "ONT4", "ONT5"} {
		add(string(code)+" with a trajectbegeleider", "START-02", started(t, code), rule.Passed, "")
		add(string(code)+" without", "START-02", started(t, code, noPath), rule.Failed, "start.trajectbegeleider_ontbreekt")
	}
	for _, code := range []inkoop.ProductCode{"STA3", "STA4", "ORI"} {
		add(string(code)+" needs none", "START-02", started(t, code, noPath), rule.NotApplicable, "")
	}
	add("both have one", "START-03", started(t, "ONT3"), rule.Passed, "")
	add("none needed", "START-03", started(t, "STA3", noPath), rule.Passed, "")
	add("werkbegeleider without", "START-03", started(t, "ONT3", func(f *StartFeiten) { f.Start.Werkbegeleider.VOG = day("") }), rule.Failed, "start.vog_ontbreekt")
	add("trajectbegeleider later", "START-03", started(t, "ONT3", func(f *StartFeiten) { f.Start.Trajectbegeleider.VOG = day("2026-01-16") }), rule.Failed, "start.vog_ontbreekt")
	begins := func(text string) func(*StartFeiten) { return func(f *StartFeiten) { f.Start.Begonnen = day(text) } }
	add("on the first day", "START-04", started(t, "ONT3"), rule.Passed, "")
	add("on the last day", "START-04", started(t, "ONT3", begins("2026-07-14")), rule.Passed, "")
	add("a day early", "START-04", started(t, "ONT3", begins("2026-01-14")), rule.Failed, "start.buiten_toewijzing")
	add("a day late", "START-04", started(t, "ONT3", begins("2026-07-15")), rule.Failed, "start.buiten_toewijzing")
	add("on no day", "START-04", started(t, "ONT3", begins("")), rule.Failed, "start.buiten_toewijzing")
	add("not refused", "START-05", started(t, "ONT3"), rule.Passed, "")
	add("refused before", "START-05", started(t, "ONT3", func(f *StartFeiten) { f.Geweigerd = day("2026-01-12") }), rule.Failed, "start.is_geweigerd")
	ruletest.Contract(t, StartRules, cases)
	for _, r := range StartRules[:2] {
		if r.Kind != rule.Grens {
			t.Errorf("%s is %s: a start without begeleider is refused", r.Code, r.Kind)
		}
	}
}

func TestWeigering(t *testing.T) {
	w := Weigering{Op: day("2026-01-12"), Door: "s1", Reden: WeigeringGeenPlek}
	wantCodes(t, "no place", w.Toets(day("")))
	wantCodes(t, "after the start", w.Toets(day("2026-01-15")), "weigering.is_begonnen")
	wantCodes(t, "empty", Weigering{}.Toets(day("")), "weigering.dag_ontbreekt", "weigering.door_ontbreekt", "weigering.reden_ontbreekt")
	w.Reden = WeigeringAnders
	wantCodes(t, "another reason without words", w.Toets(day("")), "weigering.toelichting_ontbreekt")
	w.Toelichting = "verbouwing"
	wantCodes(t, "with words", w.Toets(day("")))
}
