package uitvoering

import (
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
)

// Begeleider (supervisor) is somebody of the provider who guides the resident.
// Source: S-A, Begeleiding Activerend Werk; BEG-01.
type Begeleider struct {
	PersoonID  string     `json:"persoon_id,omitzero"`
	VOG        civil.Date `json:"vog,omitzero"`        // date of the certificate of conduct; the paper itself is not kept
	Bereikbaar string     `json:"bereikbaar,omitzero"` // how the resident reaches him or her
}

// StartBevestiging is that the provider confirmed the start, with who guides.
type StartBevestiging struct {
	BevestigdOp       civil.Date `json:"bevestigd_op,omitzero"`
	Door              string     `json:"door,omitzero"`
	Begonnen          civil.Date `json:"begonnen,omitzero"`          // first day at the place
	Werkbegeleider    Begeleider `json:"werkbegeleider,omitzero"`    // guides at the work; always
	Trajectbegeleider Begeleider `json:"trajectbegeleider,omitzero"` // guides the course; with an ontwikkelarrangement
}

// StartFeiten are the facts of the rules for confirming a start.
type StartFeiten struct {
	Arrangement Arrangement
	Start       StartBevestiging
	Geweigerd   civil.Date
}

const startSource = "S-A, Begeleiding Activerend Werk: werkbegeleiding en bij ontwikkelarrangementen ook trajectbegeleiding (BEG-01)"

// StartRules are the rules for confirming a start, as of the first day at the
// place.
var StartRules = rule.Set[StartFeiten]{
	{
		Code: "START-01", Source: startSource, Kind: rule.Grens, Repairer: toegang.Aanbieder,
		Check: func(f StartFeiten) []rule.Finding {
			return rule.FailIf(f.Start.Werkbegeleider.PersoonID == "", "werkbegeleider", "start.werkbegeleider_ontbreekt")
		},
	},
	{
		Code: "START-02", Source: startSource, Kind: rule.Grens, Repairer: toegang.Aanbieder,
		When: func(f StartFeiten) bool { return f.Arrangement.Product.Trajectbegeleiding },
		Check: func(f StartFeiten) []rule.Finding {
			return rule.FailIf(f.Start.Trajectbegeleider.PersoonID == "", "trajectbegeleider", "start.trajectbegeleider_ontbreekt")
		},
	},
	{
		Code: "START-03", Source: "Domain guide 3, VOG: beroepskrachten die met inwoners werken", Kind: rule.Advies, Repairer: toegang.Aanbieder,
		Check: checkVOG,
	},
	{
		Code: "START-04", Source: "iWmo 3.2, StartProduct: Begindatum in de toewijzing; domain guide 7", Kind: rule.Grens, Repairer: toegang.Aanbieder,
		Check: func(f StartFeiten) []rule.Finding {
			outside := !f.Arrangement.Periode().Contains(f.Start.Begonnen)
			return rule.FailIf(outside, "begonnen", "start.buiten_toewijzing", f.Arrangement.Start, f.Arrangement.LaatsteDag)
		},
	},
	{
		Code: "START-05", Source: "Domain guide 7: toegewezen, bevestigd of geweigerd", Kind: rule.Grens, Repairer: toegang.Aanbieder,
		Check: func(f StartFeiten) []rule.Finding {
			return rule.FailIf(!f.Geweigerd.IsZero(), "", "start.is_geweigerd", f.Geweigerd)
		},
	},
}

// checkVOG asks for the date of the certificate of everybody who guides.
func checkVOG(f StartFeiten) []rule.Finding {
	var findings []rule.Finding
	for _, who := range []struct {
		field string
		Begeleider
	}{{"werkbegeleider", f.Start.Werkbegeleider}, {"trajectbegeleider", f.Start.Trajectbegeleider}} {
		if who.PersoonID == "" {
			continue
		}
		if who.VOG.IsZero() || who.VOG.After(f.Start.Begonnen) {
			findings = append(findings, rule.Fail(who.field, "start.vog_ontbreekt")...)
		}
	}
	return findings
}

// WeigeringReden is why a provider says no.
type WeigeringReden string

// The reasons.
const (
	WeigeringGeenPlek        WeigeringReden = "geen_plek"
	WeigeringGeenBegeleiding WeigeringReden = "geen_begeleiding"
	WeigeringPastNiet        WeigeringReden = "past_niet_bij_aanbod"
	WeigeringInwonerWilNiet  WeigeringReden = "inwoner_wil_niet"
	WeigeringAnders          WeigeringReden = "anders"
)

// WeigeringRedenen lists the reasons in the order of a form.
func WeigeringRedenen() []WeigeringReden {
	return []WeigeringReden{
		WeigeringGeenPlek, WeigeringGeenBegeleiding, WeigeringPastNiet, WeigeringInwonerWilNiet, WeigeringAnders,
	}
}

// Weigering (refusal) is that a provider does not begin. The lokale toegang then
// looks for another place.
type Weigering struct {
	Op          civil.Date     `json:"op,omitzero"`
	Door        string         `json:"door,omitzero"`
	Reden       WeigeringReden `json:"reden,omitzero"`
	Toelichting string         `json:"toelichting,omitzero"`
}

// Toets checks a refusal: a day, a person, a reason, and words with another reason.
// A start that was confirmed can only end.
func (w Weigering) Toets(begonnen civil.Date) []rule.Finding {
	var findings []rule.Finding
	add := func(bad bool, field, code string) {
		findings = append(findings, rule.FailIf(bad, field, code)...)
	}
	add(!begonnen.IsZero(), "", "weigering.is_begonnen")
	add(w.Op.IsZero(), "op", "weigering.dag_ontbreekt")
	add(w.Door == "", "door", "weigering.door_ontbreekt")
	add(!slices.Contains(WeigeringRedenen(), w.Reden), "reden", "weigering.reden_ontbreekt")
	add(w.Reden == WeigeringAnders && strings.TrimSpace(w.Toelichting) == "", "toelichting", "weigering.toelichting_ontbreekt")
	return findings
}
