package rule_test

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trede/internal/domain/civil"
	"trede/internal/domain/money"
	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
)

type facts struct {
	Trede    int
	Doel     int
	Reden    string
	Stabiel  bool
	Maanden  int
	Verzeker bool
}

func day(text string) civil.Date { return civil.MustParse(text) }

var set = rule.Set[facts]{
	{
		Code: "VB-01", Source: "voorbeeld, eerste regel", Kind: rule.Grens, Repairer: "consulent",
		Check: func(f facts) []rule.Finding {
			return rule.FailIf(f.Doel <= f.Trede, "doel", "vb.doel_niet_hoger", f.Trede, f.Doel)
		},
	},
	{
		Code: "VB-02", Source: "voorbeeld, tweede regel", Kind: rule.Advies,
		From: day("2020-07-01"), Until: day("2030-01-01"),
		When: func(f facts) bool { return f.Doel > f.Trede+1 },
		Check: func(f facts) []rule.Finding {
			return rule.FailIf(f.Reden == "", "reden", "vb.sprong_zonder_reden")
		},
	},
	{
		Code: "VB-03", Source: "voorbeeld, derde regel", Kind: rule.Grens, Repairer: "contractmanager",
		Check: func(f facts) []rule.Finding {
			if f.Verzeker {
				return nil
			}
			return []rule.Finding{
				{Code: "vb.polis", Args: rule.Args{money.Euros(2400), day("2026-01-01")}, Repairer: "aanbieder"},
				{Code: "vb.polis_ongeval"},
			}
		},
	},
}

var cases = []ruletest.Case[facts]{
	{Name: "higher", Rule: "VB-01", Day: day("2026-01-01"), Facts: facts{Trede: 2, Doel: 3}, Want: rule.Passed},
	{Name: "same", Rule: "VB-01", Day: day("2026-01-01"), Facts: facts{Trede: 3, Doel: 3}, Want: rule.Failed, Code: "vb.doel_niet_hoger"},
	{Name: "with a reason", Rule: "VB-02", Day: day("2026-01-01"), Facts: facts{Trede: 1, Doel: 3, Reden: "kan het"}, Want: rule.Passed},
	{Name: "without", Rule: "VB-02", Day: day("2020-07-01"), Facts: facts{Trede: 1, Doel: 3}, Want: rule.Failed},
	{Name: "one step", Rule: "VB-02", Day: day("2026-01-01"), Facts: facts{Trede: 2, Doel: 3}, Want: rule.NotApplicable},
	{Name: "older", Rule: "VB-02", Day: day("2020-06-30"), Facts: facts{Trede: 1, Doel: 3}, Want: rule.NotInForce},
	{Name: "insured", Rule: "VB-03", Day: day("2026-01-01"), Facts: facts{Verzeker: true}, Want: rule.Passed},
	{Name: "not insured", Rule: "VB-03", Day: day("2026-01-01"), Want: rule.Failed, Code: "vb.polis_ongeval"},
}

func TestContractAcceptsAGoodSet(t *testing.T) {
	ruletest.Contract(t, set, cases)
}

// Every rule gives a result, also those that did not matter.
func TestEvaluateGivesAResultForEveryRule(t *testing.T) {
	got := set.Evaluate(day("2030-01-01"), facts{Trede: 3, Doel: 3})
	want := []rule.Result{
		{Rule: "VB-01", Kind: rule.Grens, Source: "voorbeeld, eerste regel", Status: rule.Failed, Findings: []rule.Finding{
			{Rule: "VB-01", Field: "doel", Code: "vb.doel_niet_hoger", Args: rule.Args{3, 3}, Repairer: "consulent"},
		}},
		{Rule: "VB-02", Kind: rule.Advies, Source: "voorbeeld, tweede regel", Status: rule.NotInForce},
		{Rule: "VB-03", Kind: rule.Grens, Source: "voorbeeld, derde regel", Status: rule.Failed, Findings: []rule.Finding{
			{Rule: "VB-03", Code: "vb.polis", Args: rule.Args{money.Euros(2400), day("2026-01-01")}, Repairer: "aanbieder"},
			{Rule: "VB-03", Code: "vb.polis_ongeval", Repairer: "contractmanager"},
		}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFromCountsAndUntilDoesNot(t *testing.T) {
	jump := facts{Trede: 1, Doel: 3}
	for text, want := range map[string]rule.Status{
		"2020-06-30": rule.NotInForce, "2020-07-01": rule.Failed, "2029-12-31": rule.Failed, "2030-01-01": rule.NotInForce,
	} {
		if got := set[1].Evaluate(day(text), jump).Status; got != want {
			t.Errorf("on %s %s, want %s", text, got, want)
		}
	}
}

// A grens refuses, an advies asks for a reason; a kind that is neither refuses.
func TestRefusedAndAdvised(t *testing.T) {
	codes := func(findings []rule.Finding) string {
		var all []string
		for _, f := range findings {
			all = append(all, f.Code)
		}
		return strings.Join(all, " ")
	}
	results := set.Evaluate(day("2026-01-01"), facts{Trede: 1, Doel: 3})
	if got := codes(rule.Refused(results)); got != "vb.polis vb.polis_ongeval" {
		t.Errorf("refused: %s", got)
	}
	if got := codes(rule.Advised(results)); got != "vb.sprong_zonder_reden" {
		t.Errorf("advised: %s", got)
	}
	odd := []rule.Result{{Kind: "grenz", Status: rule.Failed, Findings: rule.Fail("", "vb.tikfout")}}
	if got := codes(rule.Refused(odd)); got != "vb.tikfout" || rule.Advised(odd) != nil {
		t.Errorf("a misspelt kind lets through: %q", got)
	}
}

func TestEvaluateWithoutADayPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a set was evaluated as of no day: every rule would be out of force")
		}
	}()
	set.Evaluate(civil.Date{}, facts{})
}

// A check that gives the same slice each time is not changed by Evaluate.
func TestEvaluateLeavesTheFindingsOfACheckAlone(t *testing.T) {
	shared := rule.Fail("veld", "vb.gedeeld")
	r := rule.Rule[int]{Code: "VB-04", Kind: rule.Grens, Repairer: "consulent", Check: func(int) []rule.Finding { return shared }}
	r.Evaluate(day("2026-01-01"), 0)
	if shared[0].Rule != "" || shared[0].Repairer != "" {
		t.Errorf("changed to %+v", shared[0])
	}
}

// Results come back from JSON as they were, with dates and amounts as such.
func TestResultsSurviveJSON(t *testing.T) {
	in := set.Evaluate(day("2026-01-01"), facts{Trede: 1, Doel: 3})
	in[0].Findings = rule.Fail("x", "vb.alles", 3, -1, "tekst", true, false, day("2026-11-22"), civil.Date{}, money.Cents(-5))
	data, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	var out []rule.Result
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(in, out); diff != "" {
		t.Error(diff)
	}
	const want = `"args":[3,-1,"tekst",true,false,{"datum":"2026-11-22"},{"datum":""},{"cents":-5}]`
	if !strings.Contains(string(data), want) {
		t.Errorf("wrote %s", data)
	}
}

type (
	trede  int
	soort  string
	doubly struct{ a, b int }
)

func (trede) String() string    { return "trede" }
func (d doubly) String() string { return fmt.Sprintf("%d-%d", d.a, d.b) }

func TestArgsOfOtherTypes(t *testing.T) {
	data, err := json.Marshal(rule.Args{trede(3), soort("ONT"), doubly{1, 2}, rule.Grens, netip.MustParseAddr("127.0.0.1")})
	if err != nil || string(data) != `[3,"ONT","1-2","grens","127.0.0.1"]` {
		t.Errorf("wrote %s, %v", data, err)
	}
	for name, arg := range map[string]any{"float": 1.5, "struct": struct{ A int }{1}, "nil": nil, "slice": []int{1}} {
		if data, err := json.Marshal(rule.Args{arg}); err == nil {
			t.Errorf("%s was kept as %s", name, data)
		}
	}
	for _, text := range []string{`[1.5]`, `[{}]`, `[{"datum":"gisteren"}]`, `[null]`, `[[1]]`, `{}`, `[99999999999999999999]`} {
		var args rule.Args
		if err := json.Unmarshal([]byte(text), &args); err == nil {
			t.Errorf("%s reads as %v", text, args)
		}
	}
	var none rule.Args
	if err := json.Unmarshal([]byte(`null`), &none); err != nil || none != nil {
		t.Errorf("null reads as %v, %v", none, err)
	}
}

func TestInfo(t *testing.T) {
	want := rule.Info{
		Code: "VB-02", Source: "voorbeeld, tweede regel", From: day("2020-07-01"), Until: day("2030-01-01"),
		Kind: rule.Advies, Conditional: true,
	}
	if diff := cmp.Diff(want, set.Info()[1]); diff != "" {
		t.Error(diff)
	}
}

// The contract finds each way in which a set or its cases fall short.
func TestContractFindsWhatIsMissing(t *testing.T) {
	without := func(name string) []ruletest.Case[facts] {
		return slices.DeleteFunc(slices.Clone(cases), func(c ruletest.Case[facts]) bool { return c.Name == name })
	}
	changed := func(change func(r *rule.Rule[facts])) rule.Set[facts] {
		s := slices.Clone(set)
		change(&s[1])
		return s
	}
	for _, c := range []struct {
		name  string
		set   rule.Set[facts]
		cases []ruletest.Case[facts]
		want  string
	}{
		{"no passing case", set, without("higher"), "rule VB-01 has no good case with outcome passed"},
		{"no failing case", set, without("same"), "rule VB-01 has no good case with outcome failed"},
		{"no case outside its dates", set, without("older"), "rule VB-02 has no good case with outcome not_in_force"},
		{"no case it does not apply to", set, without("one step"), "rule VB-02 has no good case with outcome not_applicable"},
		{"code twice", changed(func(r *rule.Rule[facts]) { r.Code = "VB-01" }), cases, `rule "VB-01" is there twice`},
		{"no code", changed(func(r *rule.Rule[facts]) { r.Code = "" }), cases, `rule "" has no proper code`},
		{"no source", changed(func(r *rule.Rule[facts]) { r.Source = " " }), cases, `rule "VB-02" has no source`},
		{"no kind", changed(func(r *rule.Rule[facts]) { r.Kind = "" }), cases, `rule "VB-02" has kind ""`},
		{"grens without repairer", changed(func(r *rule.Rule[facts]) { r.Kind = rule.Grens }), cases, `rule "VB-02" is a grens and does not say`},
		{"never in force", changed(func(r *rule.Rule[facts]) { r.Until = r.From }), cases, `rule "VB-02" is never in force`},
		{"no check", changed(func(r *rule.Rule[facts]) { r.Check = nil }), cases, "rule VB-02 has no Check"},
		{"unknown rule", set[:2], cases, `case "insured": no rule "VB-03"`},
		{"wrong outcome", set, append(without("same"), ruletest.Case[facts]{
			Name: "wrong", Rule: "VB-01", Day: day("2026-01-01"), Facts: facts{Doel: 1}, Want: rule.Failed,
		}), `case "wrong": rule VB-01 came out passed, want failed`},
		{"wrong finding", set, append(without("same"), ruletest.Case[facts]{
			Name: "wrong", Rule: "VB-01", Day: day("2026-01-01"), Want: rule.Failed, Code: "vb.anders",
		}), `case "wrong": rule VB-01 has no finding vb.anders`},
		{"no message key", changed(func(r *rule.Rule[facts]) {
			r.Check = func(f facts) []rule.Finding { return rule.FailIf(f.Reden == "", "reden", "") }
		}), cases, "finding without a message key"},
		{"not to be kept", changed(func(r *rule.Rule[facts]) {
			r.Check = func(f facts) []rule.Finding { return rule.FailIf(f.Reden == "", "reden", "vb", 1.5) }
		}), cases, "cannot be kept"},
	} {
		problems := strings.Join(ruletest.Problems(c.set, c.cases), "\n")
		if !strings.Contains(problems, c.want) {
			t.Errorf("%s: found %q, want %q", c.name, problems, c.want)
		}
	}
	if problems := ruletest.Problems(set, cases); len(problems) != 0 {
		t.Errorf("a good set has problems: %v", problems)
	}
}

func TestUniqueOverSets(t *testing.T) {
	ruletest.Unique(t, set.Info(), rule.Set[int]{{Code: "VB-09", Source: "voorbeeld", Kind: rule.Advies}}.Info())
}
