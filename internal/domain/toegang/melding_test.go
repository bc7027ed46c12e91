package toegang

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
	"trede/internal/testkit"
)

func newMelding() Melding {
	return Melding{ID: "m1", InwonerID: "i1", Door: MelderInwoner, Ontvangen: day("2026-01-12"), Vraag: "Ik wil iets doen"}
}

func TestMeldingToets(t *testing.T) {
	testkit.Eis(t, "X-01")
	for _, who := range []Melder{MelderInwoner, MelderWerkgever, MelderConsulent, MelderAnder} {
		m := newMelding()
		m.Door = who
		wantCodes(t, string(who), m.Toets(day("2026-01-12")))
	}
	wantCodes(t, "empty", Melding{}.Toets(day("2026-01-12")),
		"melding.melder_ontbreekt", "melding.inwoner_ontbreekt", "melding.vraag_ontbreekt", "melding.dag_ontbreekt")
	wantCodes(t, "tomorrow", newMelding().Toets(day("2026-01-11")), "melding.dag_in_toekomst")
}

func TestMeldingCourse(t *testing.T) {
	testkit.Eis(t, "X-01", "X-02")
	m := newMelding()
	staat := []MeldingStaat{m.Staat()}
	for _, step := range []func(Melding) (Melding, []rule.Finding){
		func(m Melding) (Melding, []rule.Finding) { return m.Bevestig(day("2026-01-13")) },
		func(m Melding) (Melding, []rule.Finding) { return m.OntvangPlan(day("2026-01-15")) },
		func(m Melding) (Melding, []rule.Finding) { return m.StartOnderzoek(day("2026-01-20")) },
		func(m Melding) (Melding, []rule.Finding) { return m.GeefVerslag(day("2026-02-10")) },
		func(m Melding) (Melding, []rule.Finding) { return m.RondAf(day("2026-02-12")) },
	} {
		next, findings := step(m)
		if len(findings) > 0 {
			t.Fatalf("from %s: %v", m.Staat(), findings)
		}
		m = next
		staat = append(staat, m.Staat())
	}
	want := []MeldingStaat{MeldingNieuw, MeldingBevestigd, MeldingBevestigd, MeldingOnderzoek, MeldingVerslag, MeldingAfgerond}
	if !slices.Equal(staat, want) {
		t.Errorf("states %v, want %v", staat, want)
	}
	if _, findings := m.TrekIn(day("2026-03-01")); len(findings) == 0 {
		t.Error("withdrawn after its end")
	}
	if stand := m.OnderzoekTermijn(termijnen()).StandOp(day("2026-03-01")); stand.Staat != TermijnGehaald || stand.Uiterste != day("2026-02-23") {
		t.Errorf("the term of six weeks stands %+v", stand)
	}
}

func TestMeldingRefuses(t *testing.T) {
	testkit.Eis(t, "X-01")
	m := newMelding()
	_, findings := m.StartOnderzoek(day("2026-01-20"))
	wantCodes(t, "an investigation before receipt was confirmed", findings, "melding.kan_nu_niet")
	_, findings = m.Bevestig(day("2026-01-11"))
	wantCodes(t, "confirmed before it came", findings, "melding.dag_te_vroeg")
	_, findings = m.Bevestig(civil.Date{})
	wantCodes(t, "confirmed on no day", findings, "melding.dag_ontbreekt")
	_, findings = m.OntvangPlan(day("2026-01-01"))
	wantCodes(t, "a plan before the melding", findings, "melding.dag_te_vroeg")
	m.Verslag = day("2026-02-01")
	_, findings = m.OntvangPlan(day("2026-02-02"))
	wantCodes(t, "a plan after the report", findings, "melding.kan_nu_niet")
}

// TestMeldingNeverJumps draws acts at random: each either goes on to the next
// state on a later day, or changes nothing.
func TestMeldingNeverJumps(t *testing.T) {
	testkit.Eis(t, "X-01")
	next := map[MeldingStaat][]MeldingStaat{
		MeldingNieuw:     {MeldingBevestigd, MeldingIngetrokken},
		MeldingBevestigd: {MeldingBevestigd, MeldingOnderzoek, MeldingIngetrokken},
		MeldingOnderzoek: {MeldingOnderzoek, MeldingVerslag, MeldingIngetrokken},
		MeldingVerslag:   {MeldingAfgerond, MeldingIngetrokken},
	}
	acts := []func(Melding, civil.Date) (Melding, []rule.Finding){
		Melding.Bevestig, Melding.OntvangPlan, Melding.StartOnderzoek, Melding.GeefVerslag, Melding.RondAf, Melding.TrekIn,
	}
	rapid.Check(t, func(t *rapid.T) {
		m := newMelding()
		for range rapid.IntRange(1, 12).Draw(t, "acts") {
			before := m
			on := m.Ontvangen.AddDays(rapid.IntRange(-3, 60).Draw(t, "day"))
			after, findings := rapid.SampledFrom(acts).Draw(t, "act")(m, on)
			if len(findings) > 0 {
				if after.Staat() != before.Staat() {
					t.Fatalf("refused and yet went from %s to %s", before.Staat(), after.Staat())
				}
				continue
			}
			if after.Staat() != before.Staat() && !slices.Contains(next[before.Staat()], after.Staat()) {
				t.Fatalf("went from %s to %s", before.Staat(), after.Staat())
			}
			if after.laatste().Before(before.laatste()) {
				t.Fatalf("went back from %s to %s", before.laatste(), after.laatste())
			}
			m = after
		}
	})
}

func TestPersoonlijkPlan(t *testing.T) {
	testkit.Eis(t, "X-01", "X-02")
	last, known := newMelding().PersoonlijkPlanTermijn(termijnen()).UitersteDatum()
	if !known || last != day("2026-01-19") {
		t.Errorf("own plan until %s, want seven days after", last)
	}
	m := newMelding()
	m.Ontvangen = day("2026-03-27") // seven days later is Good Friday
	if last, _ := m.PersoonlijkPlanTermijn(termijnen()).UitersteDatum(); last != day("2026-04-07") {
		t.Errorf("over Easter until %s", last)
	}
}

func TestMeldingRules(t *testing.T) {
	testkit.Eis(t, "X-01")
	facts := func(start string, change func(*Melding)) MeldingFeiten {
		m := newMelding()
		m.Bevestigd, m.ClientondersteuningVerteld = day("2026-01-13"), day("2026-01-13")
		if change != nil {
			change(&m)
		}
		return MeldingFeiten{Melding: m, Start: day(start), Termijnen: termijnen()}
	}
	on := day("2026-01-15")
	ruletest.Contract(t, MeldingRules, []ruletest.Case[MeldingFeiten]{
		of("confirmed", "MELDING-01", on, facts("2026-01-20", nil), rule.Passed, ""),
		of("not confirmed", "MELDING-01", on, facts("2026-01-20", func(m *Melding) { m.Bevestigd = civil.Date{} }), rule.Failed, "melding.niet_bevestigd"),
		of("told", "MELDING-02", on, facts("2026-01-20", nil), rule.Passed, ""),
		of("not told", "MELDING-02", on, facts("2026-01-20", func(m *Melding) { m.ClientondersteuningVerteld = civil.Date{} }), rule.Failed, "melding.clientondersteuning_niet_verteld"),
		of("the seven days are over", "MELDING-03", on, facts("2026-01-20", nil), rule.Passed, ""),
		of("on the seventh day", "MELDING-03", on, facts("2026-01-19", nil), rule.Failed, "melding.plan_kan_nog_komen"),
		of("the plan is there", "MELDING-03", on, facts("2026-01-14", func(m *Melding) { m.PersoonlijkPlan = day("2026-01-13") }), rule.Passed, ""),
		of("no plan will come", "MELDING-03", on, facts("2026-01-14", func(m *Melding) { m.GeenPersoonlijkPlan = day("2026-01-13") }), rule.Passed, ""),
	})
}

func TestMeldingOpschorting(t *testing.T) {
	testkit.Eis(t, "X-02")
	m, findings := newMelding().SchortOp(stil("2026-01-19", ""))
	wantCodes(t, "suspended", findings)
	if _, known := m.OnderzoekTermijn(termijnen()).UitersteDatum(); known {
		t.Error("the last day is known while the term stands still")
	}
	_, findings = m.SchortOp(stil("2026-01-20", ""))
	wantCodes(t, "twice", findings, "opschorting.loopt_al")
	_, findings = newMelding().SchortOp(stil("2026-01-11", ""))
	wantCodes(t, "before the melding", findings, "opschorting.voor_begin")
	_, findings = newMelding().SchortOp(Opschorting{Periode: civil.Period{From: day("2026-01-19")}})
	wantCodes(t, "without a reason", findings, "opschorting.reden_ontbreekt")
	_, findings = m.Hervat(day("2026-01-19"))
	wantCodes(t, "resumed at once", findings, "opschorting.tot_voor_vanaf")
	m, findings = m.Hervat(day("2026-01-24"))
	wantCodes(t, "resumed", findings)
	if last, _ := m.OnderzoekTermijn(termijnen()).UitersteDatum(); last != day("2026-03-02") {
		t.Errorf("after five days of standing still until %s", last)
	}
	if plan, _ := m.PersoonlijkPlanTermijn(termijnen()).UitersteDatum(); plan != day("2026-01-19") {
		t.Errorf("the resident's own term moved to %s", plan)
	}
	_, findings = m.Hervat(day("2026-02-01"))
	wantCodes(t, "resumed again", findings, "opschorting.loopt_niet")
	m.Verslag = day("2026-02-02")
	_, findings = m.SchortOp(stil("2026-02-03", ""))
	wantCodes(t, "after the report", findings, "melding.kan_nu_niet")
}
