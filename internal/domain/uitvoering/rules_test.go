package uitvoering

import (
	"slices"
	"testing"

	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
	"trede/internal/domain/toegang"
	"trede/internal/testkit"
)

// TestKinds pins which rules only advise: everything about a day that is late or a
// judgement of people. The others refuse, because what they ask can always be given.
func TestKinds(t *testing.T) {
	testkit.Eis(t, "BEG-01", "MON-01", "MON-05", "PRD-09", "PRD-10", "RES-01", "RES-02", "X-10")
	lists := [][]rule.Info{
		StartRules.Info(), AanwezigheidRules.Info(), OnderbrekingRules.Info(), VoortgangRules.Info(), EvaluatieRules.Info(),
		VervolgRules.Info(), EindeRules.Info(), AfsluitingRules.Info(), NazorgRules.Info(),
	}
	advice := []string{
		"START-03", "ONDERBREKING-06", "VOORTGANG-03", "EVALUATIE-03", "VERVOLG-02", "VERVOLG-03", "VERVOLG-05", "EINDE-03",
		"AFSLUITING-05", "AFSLUITING-06",
	}
	for _, r := range slices.Concat(lists...) {
		want := rule.Grens
		if slices.Contains(advice, r.Code) {
			want = rule.Advies
		}
		if r.Kind != want || r.Repairer == "" {
			t.Errorf("%s is %s, want %s; mended by %q", r.Code, r.Kind, want, r.Repairer)
		}
	}
	lists = append(lists, toegang.Gate.Info(), toegang.AfbakeningRules.Info(), toegang.UitkomstRules.Info(), toegang.MeldingRules.Info(),
		toegang.OnderzoekRules.Info(), toegang.ProfielRules.Info(), toegang.PlanningRules.Info(), toegang.AanvraagRules.Info())
	ruletest.Unique(t, lists...)
	if len(toegang.Gate) <= len(inkoop.Gate) {
		t.Error("the gate is only that of procurement")
	}
}
