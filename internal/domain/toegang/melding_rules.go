package toegang

import (
	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// MeldingFeiten are the facts of the rules for beginning the investigation.
type MeldingFeiten struct {
	Melding   Melding
	Start     civil.Date // day on which the investigation begins
	Termijnen Termijnen
}

// MeldingRules are the rules for beginning the investigation; evaluate them as
// of the day it begins. Each is advice: a resident in need does not wait for a
// form. Source: Wmo 2015 art. 2.3.2; requirement X-01.
var MeldingRules = rule.Set[MeldingFeiten]{
	{
		Code: "MELDING-01", Source: "Wmo 2015 art. 2.3.2 lid 1", Kind: rule.Advies, Repairer: Consulent,
		Check: func(f MeldingFeiten) []rule.Finding {
			return rule.FailIf(f.Melding.Bevestigd.IsZero(), "bevestigd", "melding.niet_bevestigd")
		},
	},
	{
		Code: "MELDING-02", Source: "Wmo 2015 art. 2.3.2 lid 3", Kind: rule.Advies, Repairer: Consulent,
		Check: func(f MeldingFeiten) []rule.Finding {
			return rule.FailIf(f.Melding.ClientondersteuningVerteld.IsZero(),
				"clientondersteuning", "melding.clientondersteuning_niet_verteld")
		},
	},
	{
		Code: "MELDING-03", Source: "Wmo 2015 art. 2.3.2 lid 2", Kind: rule.Advies, Repairer: Inwoner,
		Check: func(f MeldingFeiten) []rule.Finding {
			m := f.Melding
			if !m.PersoonlijkPlan.IsZero() || !m.GeenPersoonlijkPlan.IsZero() {
				return nil
			}
			last, _ := m.PersoonlijkPlanTermijn(f.Termijnen).UitersteDatum()
			return rule.FailIf(!f.Start.After(last), "onderzoekGestart", "melding.plan_kan_nog_komen", last)
		},
	},
}
