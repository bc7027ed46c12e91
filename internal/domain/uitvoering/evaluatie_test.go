package uitvoering

import (
	"testing"

	"pgregory.net/rapid"

	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
	"trede/internal/domain/toegang"
	"trede/internal/testkit"
)

var three = []toegang.Partij{toegang.PartijInwoner, toegang.PartijAanbieder, toegang.PartijToegang}

func held() Evaluatie {
	return Evaluatie{
		GeplandOp: day("2026-05-10"), Datum: day("2026-06-01"), Uitgenodigd: three, Gehouden: day("2026-06-01"), Aanwezig: three,
		Verslag: "Gaat goed", Voorstel: VoorstelStapOmhoog, Door: "sanne",
	}
}

func TestEvaluatieRules(t *testing.T) {
	testkit.Eis(t, "MON-05")
	base := func(e Evaluatie, change ...func(*EvaluatieFeiten)) EvaluatieFeiten {
		f := EvaluatieFeiten{Arrangement: arrangement(t, "ONT3", "2026-01-15"), Evaluatie: e, Vandaag: day("2026-07-01")}
		for _, c := range change {
			c(&f)
		}
		return f
	}
	with := func(change func(*Evaluatie)) Evaluatie { e := held(); change(&e); return e }
	planned := func(text string, who []toegang.Partij) Evaluatie {
		return Evaluatie{GeplandOp: day("2026-05-10"), Datum: day(text), Uitgenodigd: who}
	}
	on := func(text string) Evaluatie { return with(func(e *Evaluatie) { e.Gehouden = day(text) }) }
	without := func(i int) []toegang.Partij {
		return append(append([]toegang.Partij{}, three[:i]...), three[i+1:]...)
	}
	d := day("2026-06-01")
	cases := []ruletest.Case[EvaluatieFeiten]{
		of("all three", "EVALUATIE-01", d, base(held()), rule.Passed, ""),
		of("not held", "EVALUATIE-01", d, base(planned("2026-06-01", three)), rule.NotApplicable, ""),
		of("all three invited", "EVALUATIE-02", d, base(planned("2026-06-01", three)), rule.Passed, ""),
		of("nothing planned", "EVALUATIE-02", d, base(Evaluatie{}), rule.NotApplicable, ""),
		of("held on the last day", "EVALUATIE-03", d, base(on("2026-06-02")), rule.Passed, ""),
		of("held a day late", "EVALUATIE-03", d, base(on("2026-06-03")), rule.Failed, "evaluatie.te_laat"),
		of("planned in time", "EVALUATIE-03", d, base(planned("2026-06-02", three)), rule.Passed, ""),
		of("planned late", "EVALUATIE-03", d, base(planned("2026-06-03", three)), rule.Failed, "evaluatie.te_laat"),
		of("neither", "EVALUATIE-03", d, base(Evaluatie{}), rule.NotApplicable, ""),
		of("report and proposal", "EVALUATIE-04", d, base(held()), rule.Passed, ""),
		of("no report", "EVALUATIE-04", d, base(with(func(e *Evaluatie) { e.Verslag = " " })), rule.Failed, "evaluatie.verslag_ontbreekt"),
		of("no proposal", "EVALUATIE-04", d, base(with(func(e *Evaluatie) { e.Voorstel = "" })), rule.Failed, "evaluatie.voorstel_ontbreekt"),
		of("not held yet", "EVALUATIE-04", d, base(Evaluatie{}), rule.NotApplicable, ""),
		of("held in the past", "EVALUATIE-05", d, base(held()), rule.Passed, ""),
		of("held tomorrow", "EVALUATIE-05", d, base(held(), func(f *EvaluatieFeiten) { f.Vandaag = day("2026-05-31") }), rule.Failed, "evaluatie.in_toekomst"),
		of("held before the start", "EVALUATIE-05", d, base(on("2026-01-14")), rule.Failed, "evaluatie.voor_start"),
		of("only planned", "EVALUATIE-05", d, base(planned("2026-06-02", three)), rule.NotApplicable, ""),
	}
	for i, p := range three {
		cases = append(
			cases,
			of("without "+string(p), "EVALUATIE-01", d, base(with(func(e *Evaluatie) { e.Aanwezig = without(i) })), rule.Failed, "evaluatie.partij_niet_aanwezig"),
			of("not inviting "+string(p), "EVALUATIE-02", d, base(planned("2026-06-01", without(i))), rule.Failed, "evaluatie.partij_niet_uitgenodigd"),
		)
	}
	ruletest.Contract(t, EvaluatieRules, cases)
	if EvaluatieRules[0].Kind != rule.Grens || EvaluatieRules[2].Kind != rule.Advies {
		t.Error("a missing party refuses, a late day does not")
	}
}

// TestEvaluatieTermijnenProperties: six and ten weeks before the end, never before
// the start, also when the arrangement is cut short.
func TestEvaluatieTermijnenProperties(t *testing.T) {
	testkit.Eis(t, "MON-05", "X-02")
	p := product(t, "STA3")
	rapid.Check(t, func(t *rapid.T) {
		start := day("2024-01-01").AddDays(rapid.IntRange(0, 900).Draw(t, "start"))
		a := Arrangement{Product: p, Start: start, LaatsteDag: start.AddDays(rapid.IntRange(0, 729).Draw(t, "days"))}
		term, ok := EvaluatieTermijnen(a)
		if !ok || term.Uiterlijk.Before(start) || term.ZichtbaarVanaf.Before(start) || term.ZichtbaarVanaf.After(term.Uiterlijk) {
			t.Fatalf("from %s to %s: %+v", start, a.LaatsteDag, term)
		}
		if start.DaysUntil(a.LaatsteDag) >= 70 && (term.Uiterlijk != a.LaatsteDag.AddDays(-42) || term.ZichtbaarVanaf != a.LaatsteDag.AddDays(-70)) {
			t.Fatalf("to %s: %+v", a.LaatsteDag, term)
		}
	})
	if _, ok := EvaluatieTermijnen(Arrangement{Product: p, Start: day("2026-01-15")}); ok {
		t.Error("an evaluatie without an end to count from")
	}
}

func TestVervolgRules(t *testing.T) {
	testkit.Eis(t, "MON-05", "PRD-06", "PRD-09", "PRD-10")
	base := func(b VervolgBesluit, change ...func(*VervolgFeiten)) VervolgFeiten {
		b.Op, b.Door = day("2026-06-10"), "naima"
		f := VervolgFeiten{Arrangement: arrangement(t, "STA3", "2026-01-15"), Evaluatie: held(), Besluit: b, LokaleToegang: true, Trede: 3}
		for _, c := range change {
			c(&f)
		}
		return f
	}
	up := VervolgBesluit{Soort: VoorstelStapOmhoog}
	same := VervolgBesluit{Soort: VoorstelVervolg, Reden: "nog een half jaar nodig"}
	d := day("2026-06-10")
	ruletest.Contract(t, VervolgRules, []ruletest.Case[VervolgFeiten]{
		of("lokale toegang", "VERVOLG-01", d, base(up), rule.Passed, ""),
		of("somebody else", "VERVOLG-01", d, base(up, func(f *VervolgFeiten) { f.LokaleToegang = false }), rule.Failed, "vervolg.niet_lokale_toegang"),
		of("nothing decided", "VERVOLG-01", d, base(VervolgBesluit{}), rule.Failed, "vervolg.soort_ontbreekt"),
		of("after the evaluatie", "VERVOLG-02", d, base(up), rule.Passed, ""),
		of("without one", "VERVOLG-02", d, base(up, func(f *VervolgFeiten) { f.Evaluatie.Gehouden = day("") }), rule.Failed, "vervolg.zonder_evaluatie"),
		of("before it", "VERVOLG-02", d, base(up, func(f *VervolgFeiten) { f.Evaluatie.Gehouden = day("2026-06-11") }), rule.Failed, "vervolg.zonder_evaluatie"),
		of("as proposed", "VERVOLG-03", d, base(up), rule.Passed, ""),
		of("otherwise", "VERVOLG-03", d, base(VervolgBesluit{Soort: VoorstelUitstroom}), rule.Failed, "vervolg.wijkt_af"),
		of("nothing proposed", "VERVOLG-03", d, base(up, func(f *VervolgFeiten) { f.Evaluatie.Voorstel = "" }), rule.NotApplicable, ""),
		of("the same again with a reason", "VERVOLG-04", d, base(same), rule.Passed, ""),
		of("the same again in silence", "VERVOLG-04", d, base(VervolgBesluit{Soort: VoorstelVervolg}), rule.Failed, "vervolg.zonder_motivering"),
		of("a step up", "VERVOLG-04", d, base(up), rule.NotApplicable, ""),
		of("still on the rung", "VERVOLG-05", d, base(same), rule.Passed, ""),
		of("on another rung", "VERVOLG-05", d, base(same, func(f *VervolgFeiten) { f.Trede = 4 }), rule.Failed, "vervolg.andere_trede"),
		of("not the same again", "VERVOLG-05", d, base(up), rule.NotApplicable, ""),
	})
	for _, v := range VoorstelSoorten() {
		again := v == VoorstelVervolg || v == VoorstelStapOmhoog || v == VoorstelStabiel
		if v.NieuweToewijzing() != again {
			t.Errorf("%s asks for a new toewijzing: %v", v, v.NieuweToewijzing())
		}
	}
}

func TestStelVervolgVoor(t *testing.T) {
	testkit.Eis(t, "PRD-09")
	for _, tt := range []struct {
		code inkoop.ProductCode
		now  ladder.Trede
		want VoorstelSoort
	}{
		{"ONT3", 2, VoorstelVervolg},
		{"ONT3", 3, VoorstelStapOmhoog},
		{"ONT3", 4, VoorstelStapOmhoog},
		{"ONT5", 4, VoorstelVervolg},
		{"ONT5", 5, VoorstelUitstroom},
		{"ONT4", 6, VoorstelUitstroom},
		{"STA3", 2, VoorstelAfschalen},
		{"STA3", 3, VoorstelStabiel},
		{"STA3", 4, VoorstelStapOmhoog},
		{"STA4", 6, VoorstelUitstroom},
	} {
		got, ok := StelVervolgVoor(product(t, tt.code), tt.now)
		if !ok || got.Voorstel != tt.want || got.Waarom == "" {
			t.Errorf("%s on %d: %+v, want %s", tt.code, tt.now, got, tt.want)
		}
	}
	if _, ok := StelVervolgVoor(product(t, "STA3"), 0); ok {
		t.Error("a suggestion without a measurement")
	}
	if _, ok := StelVervolgVoor(product(t, "ORI"), 3); ok {
		t.Error("a suggestion out of an orientation, which has an advice of its own")
	}
}
