package toegang

import (
	"testing"

	"trede/internal/domain/inkoop"
	"trede/internal/domain/persoon"
	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
	"trede/internal/testkit"
)

func TestWijzigingRules(t *testing.T) {
	testkit.Eis(t, "DOE-01", "PRD-06", "PRD-08")
	start := day("2026-01-15")
	facts := func(duur inkoop.Duurregel, last, born string) WijzigingFeiten {
		f := WijzigingFeiten{Product: inkoop.Product{Duur: duur}, Start: start}
		if last != "" {
			f.LaatsteDag = day(last)
		}
		f.Venster, _ = persoon.Venster(persoon.GeborenOp(day(born)), 16, persoon.StandaardAOWTabel())
		return f
	}
	young, old := "1985-05-20", "1959-07-14" // AOW date of the second: 2026-07-14
	ruletest.Contract(t, WijzigingRules, []ruletest.Case[WijzigingFeiten]{
		of("two years", "WIJZIGING-01", start, facts(staDuur, "2028-01-14", young), rule.Passed, ""),
		of("a day more", "WIJZIGING-01", start, facts(staDuur, "2028-01-15", young), rule.Failed, "toewijzing.duur_te_lang"),
		of("without an end", "WIJZIGING-01", start, facts(staDuur, "", young), rule.Failed, "toewijzing.duur_te_lang"),
		of("a course that ends early", "WIJZIGING-01", start, facts(ontDuur, "2026-03-01", young), rule.Passed, ""),
		of("a course that is prolonged", "WIJZIGING-01", start, facts(ontDuur, "2026-07-15", young), rule.Failed, "toewijzing.duur_te_lang"),
		of("an orientation may last", "WIJZIGING-01", start, facts(oriDuur, "2026-07-15", young), rule.NotApplicable, ""),
		of("the day before AOW", "WIJZIGING-02", start, facts(staDuur, "2026-07-13", old), rule.Passed, ""),
		of("the AOW date", "WIJZIGING-02", start, facts(staDuur, "2026-07-14", old), rule.Failed, "toewijzing.einde_na_aow"),
		of("without an end", "WIJZIGING-02", start, facts(oriDuur, "", old), rule.NotApplicable, ""),
	})
	for _, r := range WijzigingRules {
		if r.Kind != rule.Grens {
			t.Errorf("%s is %s", r.Code, r.Kind)
		}
	}
}
