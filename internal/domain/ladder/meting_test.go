package ladder_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
	"trede/internal/testkit"
)

// meting is a measurement of a resident on trede 3 by the answers.
func meting(t testing.TB, datum string, change func(*ladder.Meting)) ladder.Meting {
	t.Helper()
	m, p, err := ladder.Measure(day(datum), ladder.MetingStart, answered(get(t, ladder.V2), ladder.TakenWekelijks))
	if err != nil || p.Trede != 3 || m.Vastgesteld != 3 || m.Berekend != 3 {
		t.Fatalf("measured %+v, %v", m, err)
	}
	if change != nil {
		change(&m)
	}
	return m
}

// op is a measurement that only says where the resident stands.
func op(datum string, trede ladder.Trede, ankers ...string) ladder.Meting {
	return ladder.Meting{Datum: day(datum), Soort: ladder.MetingStart, Versie: ladder.V2, Vastgesteld: trede, Ankers: ankers}
}

func TestMeasureUsesTheVersionOfTheDay(t *testing.T) {
	testkit.Eis(t, "B-LAD-01")
	a := answered(get(t, ladder.V2), ladder.GeorganiseerdWekelijks)
	old, _, err1 := ladder.Measure(day("2020-06-30"), ladder.MetingStart, a)
	now, _, err2 := ladder.Measure(day("2020-07-01"), ladder.MetingStart, a)
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	if old.Versie != ladder.V1 || old.Berekend != 3 || now.Versie != ladder.V2 || now.Berekend != 2 {
		t.Errorf("before the change %s trede %d, after it %s trede %d", old.Versie, old.Berekend, now.Versie, now.Berekend)
	}
	a[ladder.BetaaldWerk] = ladder.Ja
	if now.Antwoorden[ladder.BetaaldWerk] != ladder.Nee {
		t.Error("the kept answers change with the form")
	}
	if _, _, err := ladder.Measure(civil.Date{}, ladder.MetingStart, a); !errors.Is(err, ladder.ErrMeting) {
		t.Errorf("without a date: %v", err)
	}
}

func TestOverrideNeedsAReason(t *testing.T) {
	m := meting(t, "2026-11-22", nil)
	if got, err := m.Override(4, "  "); !errors.Is(err, ladder.ErrMeting) || got.Vastgesteld != 3 {
		t.Errorf("without a reason: trede %d, %v", got.Vastgesteld, err)
	}
	got, err := m.Override(4, " doet sinds vorige week de kassa ")
	if err != nil || got.Vastgesteld != 4 || got.Berekend != 3 || got.Reden != "doet sinds vorige week de kassa" || !got.IsOverride() {
		t.Errorf("with a reason: %+v, %v", got, err)
	}
	if back, err := got.Override(3, ""); err != nil || back.IsOverride() || back.Reden != "" {
		t.Errorf("back to what was computed: %+v, %v", back, err)
	}
	if _, err := m.Override(7, "hoger"); !errors.Is(err, ladder.ErrMeting) {
		t.Errorf("trede 7: %v", err)
	}
	// One tap on the picture, no questions answered: nothing was computed.
	tapped, _, err := ladder.Measure(day("2026-11-22"), ladder.MetingStart, nil)
	if err != nil || tapped.Vastgesteld != 0 {
		t.Fatalf("%+v, %v", tapped, err)
	}
	if tapped, err = tapped.Override(2, ""); err != nil || tapped.Vastgesteld != 2 || tapped.IsOverride() {
		t.Errorf("tapped: %+v, %v", tapped, err)
	}
}

// The resident's own view stands beside the measurement and changes nothing in it.
func TestOwnViewStandsBeside(t *testing.T) {
	m := meting(t, "2026-11-22", func(m *ladder.Meting) {
		m.Inwoner = ladder.EigenKijk{Trede: 5, Woorden: "Ik kan dit best voor geld."}
	})
	results, err := m.Check()
	if err != nil || len(rule.Refused(results))+len(rule.Advised(results)) != 0 || m.Vastgesteld != 3 {
		t.Errorf("%v, %v", results, err)
	}
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var back ladder.Meting
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(m, back); diff != "" {
		t.Error(diff)
	}
	if _, err := (ladder.Meting{}).Check(); !errors.Is(err, ladder.ErrMeting) {
		t.Errorf("a measurement without a date is checked: %v", err)
	}
}

func TestMetingRules(t *testing.T) {
	testkit.Eis(t, "UIT-07", "B-LAD-01")
	on := day("2026-11-22")
	of := func(change func(*ladder.Meting)) ladder.Meting { return meting(t, "2026-11-22", change) }
	good := of(nil)
	overridden := of(func(m *ladder.Meting) { m.Vastgesteld, m.Reden = 4, "doet de kassa" })
	ruletest.Contract(t, ladder.MetingRules, []ruletest.Case[ladder.Meting]{
		{Name: "whole", Rule: "METING-01", Day: on, Facts: good, Want: rule.Passed},
		{Name: "no kind", Rule: "METING-01", Day: on, Facts: of(func(m *ladder.Meting) { m.Soort = "" }), Want: rule.Failed, Code: "meting.soort"},
		{Name: "no trede", Rule: "METING-01", Day: on, Facts: of(func(m *ladder.Meting) { m.Vastgesteld = 0 }), Want: rule.Failed, Code: "meting.trede"},
		{Name: "own view off the ladder", Rule: "METING-01", Day: on, Facts: of(func(m *ladder.Meting) { m.Inwoner.Trede = 7 }), Want: rule.Failed, Code: "meting.trede"},
		{Name: "with a reason", Rule: "METING-02", Day: on, Facts: overridden, Want: rule.Passed},
		{Name: "without", Rule: "METING-02", Day: on, Facts: of(func(m *ladder.Meting) { m.Vastgesteld, m.Reden = 4, " " }), Want: rule.Failed, Code: "meting.reden_nodig"},
		{Name: "as computed", Rule: "METING-02", Day: on, Facts: good, Want: rule.NotApplicable},
		{Name: "answers agree", Rule: "METING-03", Day: on, Facts: good, Want: rule.Passed},
		{Name: "answers changed", Rule: "METING-03", Day: on, Facts: of(func(m *ladder.Meting) { m.Antwoorden[ladder.Zelfstandig] = ladder.Ja }), Want: rule.Failed, Code: "meting.berekening"},
		{Name: "unknown question", Rule: "METING-03", Day: on, Facts: of(func(m *ladder.Meting) { m.Antwoorden["leeftijd"] = ladder.Ja }), Want: rule.Failed, Code: "meting.berekening"},
		{Name: "all answered", Rule: "METING-04", Day: on, Facts: good, Want: rule.Passed},
		{Name: "tapped", Rule: "METING-04", Day: on, Facts: op("2026-11-22", 3), Want: rule.Failed, Code: "meting.vraag_open"},
		{Name: "version of the day", Rule: "METING-05", Day: on, Facts: good, Want: rule.Passed},
		{Name: "older version", Rule: "METING-05", Day: on, Facts: of(func(m *ladder.Meting) { m.Versie = ladder.V1 }), Want: rule.Failed, Code: "meting.andere_versie"},
		{Name: "steps of the trede", Rule: "METING-06", Day: on, Facts: op("2026-11-22", 3, "3a", "3c"), Want: rule.Passed},
		{Name: "steps of another trede", Rule: "METING-06", Day: on, Facts: op("2026-11-22", 3, "4a"), Want: rule.Failed, Code: "meting.anker"},
		{Name: "the same step twice", Rule: "METING-06", Day: on, Facts: op("2026-11-22", 3, "3a", "3a"), Want: rule.Failed, Code: "meting.anker"},
		{Name: "not looked at", Rule: "METING-06", Day: on, Facts: good, Want: rule.NotApplicable},
	})
}

// An arrangement has at least a measurement at its start and one at its end.
func TestOntbrekend(t *testing.T) {
	testkit.Eis(t, "UIT-07")
	kinds := func(soorten ...ladder.MetingSoort) (list []ladder.Meting) {
		for _, s := range soorten {
			list = append(list, ladder.Meting{Soort: s, Vastgesteld: 2})
		}
		return list
	}
	for _, c := range []struct {
		metingen []ladder.Meting
		want     []ladder.MetingSoort
	}{
		{nil, []ladder.MetingSoort{ladder.MetingStart, ladder.MetingEind}},
		{kinds(ladder.MetingStart, ladder.MetingTussentijds), []ladder.MetingSoort{ladder.MetingEind}},
		{kinds(ladder.MetingEind), []ladder.MetingSoort{ladder.MetingStart}},
		{kinds(ladder.MetingStart, ladder.MetingEind), nil},
		{[]ladder.Meting{{Soort: ladder.MetingStart}, {Soort: ladder.MetingEind, Vastgesteld: 3}}, []ladder.MetingSoort{ladder.MetingStart}},
	} {
		if diff := cmp.Diff(c.want, ladder.Ontbrekend(c.metingen)); diff != "" {
			t.Errorf("%v: %s", c.metingen, diff)
		}
	}
}

func TestEffect(t *testing.T) {
	testkit.Eis(t, "UIT-07")
	for _, c := range []struct {
		name         string
		eerder, late ladder.Meting
		want         ladder.Verandering
	}{
		{"up", op("2026-01-15", 2), op("2026-07-14", 4), ladder.Verandering{Effect: ladder.Vergroten, Van: 2, Naar: 4, Treden: 2}},
		{"down", op("2026-01-15", 4), op("2026-07-14", 3), ladder.Verandering{Effect: ladder.Terugval, Van: 4, Naar: 3, Treden: -1}},
		{"same", op("2026-01-15", 3), op("2026-07-14", 3), ladder.Verandering{Effect: ladder.Behouden, Van: 3, Naar: 3}},
		{
			"same, more steps", op("2026-01-15", 3, "3a"), op("2026-07-14", 3, "3a", "3b", "3c"),
			ladder.Verandering{Effect: ladder.Versterken, Van: 3, Naar: 3, Stapjes: 2},
		},
		{
			"same, fewer steps", op("2026-01-15", 3, "3a", "3b"), op("2026-07-14", 3, "3a"),
			ladder.Verandering{Effect: ladder.Behouden, Van: 3, Naar: 3, Stapjes: -1},
		},
		{
			"same, steps not looked at before", op("2026-01-15", 3), op("2026-07-14", 3, "3a"),
			ladder.Verandering{Effect: ladder.Behouden, Van: 3, Naar: 3},
		},
		{
			"up, steps are of another trede", op("2026-01-15", 3, "3a", "3b"), op("2026-07-14", 4, "4a"),
			ladder.Verandering{Effect: ladder.Vergroten, Van: 3, Naar: 4, Treden: 1},
		},
		{"same day", op("2026-01-15", 3), op("2026-01-15", 4), ladder.Verandering{Effect: ladder.Vergroten, Van: 3, Naar: 4, Treden: 1}},
	} {
		got, err := ladder.EffectOf(c.eerder, c.late)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	for name, pair := range map[string][2]ladder.Meting{
		"order": {op("2026-07-14", 3), op("2026-01-15", 3)}, "no first trede": {op("2026-01-15", 0), op("2026-07-14", 3)},
		"no last trede": {op("2026-01-15", 3), op("2026-07-14", 0)}, "no date": {{Vastgesteld: 3}, op("2026-07-14", 3)},
	} {
		if got, err := ladder.EffectOf(pair[0], pair[1]); !errors.Is(err, ladder.ErrMeting) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

// A language class is trede 3 by v1 and 2 by v2: going on with it looks like a
// relapse and is none. The effect says that the yardstick changed.
func TestEffectTellsWhenTheDefinitionChanged(t *testing.T) {
	testkit.Eis(t, "B-LAD-01")
	measure := func(datum string, ja ...ladder.Vraag) ladder.Meting {
		m, _, err := ladder.Measure(day(datum), ladder.MetingStart, answered(get(t, ladder.V2), ja...))
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	for _, c := range []struct {
		name   string
		eerder ladder.Meting
		later  ladder.Meting
		want   bool
	}{
		{"class in both", measure("2020-05-01", ladder.GeorganiseerdWekelijks), measure("2020-11-01", ladder.GeorganiseerdWekelijks), true},
		{"tasks in both", measure("2020-05-01", ladder.TakenWekelijks), measure("2020-11-01", ladder.TakenWekelijks), false},
		{"one version", measure("2020-08-01", ladder.GeorganiseerdWekelijks), measure("2020-11-01"), false},
		{"no answers then", ladder.Meting{Datum: day("2020-05-01"), Versie: ladder.V1, Vastgesteld: 3}, measure("2020-11-01"), true},
	} {
		if got, err := ladder.EffectOf(c.eerder, c.later); err != nil || got.AndereMaatstaf != c.want {
			t.Errorf("%s: %+v, %v", c.name, got, err)
		}
	}
}

func TestVerloop(t *testing.T) {
	line := ladder.Verloop([]ladder.Meting{
		op("2026-07-14", 3), op("2026-01-15", 2), {Vastgesteld: 6}, op("2026-03-01", 0), op("2026-07-14", 4),
	})
	want := civil.Timeline[ladder.Trede]{
		{From: day("2026-01-15"), Until: day("2026-07-14"), Value: 2},
		{From: day("2026-07-14"), Value: 4}, // the correction of the same day counts
	}
	if diff := cmp.Diff(want, line); diff != "" {
		t.Error(diff)
	}
	if err := ladder.CheckVerloop(line, civil.Period{From: day("2026-01-15")}); err != nil {
		t.Error(err)
	}
}

func TestCheckVerloopFindsWhatDoesNotFit(t *testing.T) {
	whole := civil.Period{From: day("2026-01-01"), Until: day("2026-12-01")}
	entry := func(from, until string, t ladder.Trede) civil.Dated[ladder.Trede] {
		e := civil.Dated[ladder.Trede]{From: day(from), Value: t}
		if until != "" {
			e.Until = day(until)
		}
		return e
	}
	for name, line := range map[string]civil.Timeline[ladder.Trede]{
		"gap":          {entry("2026-01-01", "2026-03-01", 2), entry("2026-03-02", "", 3)},
		"late start":   {entry("2026-01-02", "", 2)},
		"early end":    {entry("2026-01-01", "2026-11-30", 2)},
		"overlap":      {entry("2026-01-01", "2026-03-02", 2), entry("2026-03-01", "", 3)},
		"out of order": {entry("2026-03-01", "", 3), entry("2026-01-01", "2026-03-01", 2)},
		"no trede":     {entry("2026-01-01", "", 0)},
		"nothing":      {},
	} {
		if err := ladder.CheckVerloop(line, whole); !errors.Is(err, ladder.ErrVerloop) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The estimate of growth orders and compares; no rule about it refuses.
func TestGroeipotentieNeverRefuses(t *testing.T) {
	for _, info := range ladder.GroeipotentieRules.Info() {
		if info.Kind != rule.Advies {
			t.Errorf("%s is %s", info.Code, info.Kind)
		}
	}
	on := day("2026-11-22")
	good := ladder.Groeipotentie{Datum: on, Potentie: 4, Zekerheid: ladder.ZekerheidMidden}
	with := func(b ...ladder.Belemmering) ladder.Groeipotentie { g := good; g.Belemmeringen = b; return g }
	ruletest.Contract(t, ladder.GroeipotentieRules, []ruletest.Case[ladder.Groeipotentie]{
		{Name: "whole", Rule: "GROEI-01", Day: on, Facts: good, Want: rule.Passed},
		{Name: "nothing", Rule: "GROEI-01", Day: on, Want: rule.Failed, Code: "groei.trede"},
		{Name: "no certainty", Rule: "GROEI-01", Day: on, Facts: ladder.Groeipotentie{Potentie: 4}, Want: rule.Failed, Code: "groei.zekerheid"},
		{Name: "horizon", Rule: "GROEI-01", Day: on, Facts: ladder.Groeipotentie{Potentie: 4, Horizon: -1}, Want: rule.Failed, Code: "groei.horizon"},
		{Name: "known", Rule: "GROEI-02", Day: on, Facts: with("taal", "schulden"), Want: rule.Passed},
		{Name: "a diagnosis", Rule: "GROEI-02", Day: on, Facts: with("depressie"), Want: rule.Failed},
		{Name: "twice", Rule: "GROEI-02", Day: on, Facts: with("taal", "taal"), Want: rule.Failed},
		{Name: "none", Rule: "GROEI-02", Day: on, Facts: good, Want: rule.NotApplicable},
	})
}

func TestGroeipotentie(t *testing.T) {
	year := ladder.Groeipotentie{Datum: day("2026-08-31"), Potentie: 4}
	half := ladder.Groeipotentie{Datum: day("2026-08-31"), Potentie: 4, Horizon: 6}
	if year.Maanden() != 12 || year.Op() != day("2027-08-30") || half.Op() != day("2027-02-28") {
		t.Errorf("horizons %d %s %s", year.Maanden(), year.Op(), half.Op())
	}
	for _, c := range []struct {
		name           string
		g              ladder.Groeipotentie
		huidig         ladder.Trede
		winst          int
		groeit, bekend bool
	}{
		{"within six months", half, 3, 1, true, true},
		{"perhaps later in the year", year, 3, 1, true, false},
		{"not in a year, so not in half", year, 4, 0, false, true},
		{"no way down", year, 5, 0, false, true},
		{"not in three months, after that unknown", ladder.Groeipotentie{Potentie: 3, Horizon: 3}, 3, 0, false, false},
		{"not measured", year, 0, 0, false, false},
		{"not estimated", ladder.Groeipotentie{}, 3, 0, false, false},
	} {
		winst, _ := c.g.Winst(c.huidig)
		groeit, bekend := c.g.GroeitBinnen(c.huidig, 6)
		if winst != c.winst || groeit != c.groeit || bekend != c.bekend {
			t.Errorf("%s: gain %d, grows %t, known %t", c.name, winst, groeit, bekend)
		}
	}
}
