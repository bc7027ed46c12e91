package uitvoering

import (
	"testing"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
	"trede/internal/testkit"
)

func TestOnderbrekingRules(t *testing.T) {
	testkit.Eis(t, "X-10")
	base := func(change ...func(*OnderbrekingFeiten)) OnderbrekingFeiten {
		f := OnderbrekingFeiten{
			Arrangement: arrangement(t, "ONT3", "2026-01-15"), Begonnen: day("2026-01-20"),
			Nieuw: Onderbreking{ID: "n", Reden: OnderbrekingZiekte, Van: day("2026-03-02"), VerwachtTerug: day("2026-04-01")},
		}
		for _, c := range change {
			c(&f)
		}
		return f
	}
	type change = func(*OnderbrekingFeiten)
	because := func(r OnderbrekingReden, words string) change {
		return func(f *OnderbrekingFeiten) { f.Nieuw.Reden, f.Nieuw.Toelichting = r, words }
	}
	from := func(text string) change { return func(f *OnderbrekingFeiten) { f.Nieuw.Van = day(text) } }
	back := func(text string) change { return func(f *OnderbrekingFeiten) { f.Nieuw.VerwachtTerug = day(text) } }
	other := func(o Onderbreking) change { return func(f *OnderbrekingFeiten) { f.Andere = []Onderbreking{o} } }
	open := func(f *OnderbrekingFeiten) { f.Arrangement.LaatsteDag = civil.Date{} }
	d := day("2026-03-02")
	var cases []ruletest.Case[OnderbrekingFeiten]
	for _, r := range []OnderbrekingReden{"ziekte", "detentie", "opname", "pauze", "aanbieder"} {
		cases = append(cases, ruletest.Case[OnderbrekingFeiten]{Name: string(r), Rule: "ONDERBREKING-01", Day: d, Facts: base(because(r, "")), Want: rule.Passed})
	}
	cases = append(cases,
		of("no reason", "ONDERBREKING-01", d, base(because("", "")), rule.Failed, "onderbreking.reden_ontbreekt"),
		of("another reason without words", "ONDERBREKING-01", d, base(because(OnderbrekingAnders, "")), rule.Failed, "onderbreking.toelichting_ontbreekt"),
		of("ill", "ONDERBREKING-02", d, base(), rule.Passed, ""),
		of("death is an end", "ONDERBREKING-02", d, base(because(OnderbrekingOverlijden, "")), rule.Failed, "onderbreking.overlijden_is_einde"),
		of("on the first day", "ONDERBREKING-03", d, base(from("2026-01-20")), rule.Passed, ""),
		of("before it began", "ONDERBREKING-03", d, base(from("2026-01-19")), rule.Failed, "onderbreking.buiten_toewijzing"),
		of("after the end", "ONDERBREKING-03", d, base(from("2026-07-15")), rule.Failed, "onderbreking.buiten_toewijzing"),
		of("not confirmed", "ONDERBREKING-03", d, base(func(f *OnderbrekingFeiten) { f.Begonnen = civil.Date{} }), rule.Failed, ""),
		of("after another", "ONDERBREKING-04", d, base(other(Onderbreking{ID: "o", Van: day("2026-02-01"), Terug: day("2026-03-02")})), rule.Passed, ""),
		of("during another", "ONDERBREKING-04", d, base(other(Onderbreking{ID: "o", Van: day("2026-02-01")})), rule.Failed, "onderbreking.overlapt"),
		of("expected back", "ONDERBREKING-05", d, base(), rule.Passed, ""),
		of("nobody knows when", "ONDERBREKING-05", d, base(back("")), rule.Failed, "onderbreking.verwacht_terug_ontbreekt"),
		of("back on the same day", "ONDERBREKING-05", d, base(back("2026-03-02")), rule.Failed, "onderbreking.verwacht_terug_ontbreekt"),
		of("death", "ONDERBREKING-05", d, base(because(OnderbrekingOverlijden, "")), rule.NotApplicable, ""),
		of("back in time", "ONDERBREKING-06", d, base(), rule.Passed, ""),
		of("back after the end", "ONDERBREKING-06", d, base(back("2026-07-15")), rule.Failed, "onderbreking.terug_na_einde"),
		of("no end", "ONDERBREKING-06", d, base(open), rule.NotApplicable, ""),
	)
	ruletest.Contract(t, OnderbrekingRules, cases)
}

func TestHervat(t *testing.T) {
	testkit.Eis(t, "X-10")
	o := Onderbreking{Van: day("2026-03-02"), VerwachtTerug: day("2026-04-01")}
	_, findings := o.Hervat(day("2026-03-02"))
	wantCodes(t, "on the first day away", findings, "onderbreking.terug_voor_van")
	o, findings = o.Hervat(day("2026-03-20"))
	wantCodes(t, "back early", findings)
	if !o.Periode().Contains(day("2026-03-19")) || o.Periode().Contains(day("2026-03-20")) {
		t.Errorf("away in %s", o.Periode())
	}
	_, findings = o.Hervat(day("2026-03-21"))
	wantCodes(t, "back twice", findings, "onderbreking.is_voorbij")
}
