package uitvoering

import (
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
)

// VervolgBesluit is what the lokale toegang decided about afterwards.
type VervolgBesluit struct {
	Soort VoorstelSoort `json:"soort,omitzero"`
	Op    civil.Date    `json:"op,omitzero"`
	Door  string        `json:"door,omitzero"`
	Reden string        `json:"reden,omitzero"` // why otherwise than proposed, or why the same again
}

// VervolgFeiten are the facts of the rules for deciding what comes next.
type VervolgFeiten struct {
	Arrangement   Arrangement
	Evaluatie     Evaluatie
	Besluit       VervolgBesluit
	LokaleToegang bool         // whoever decides has an appointment there
	Trede         ladder.Trede // where the resident stands now; 0: not measured
}

// VervolgRules are the rules for deciding what comes next, as of the day of the
// decision.
var VervolgRules = rule.Set[VervolgFeiten]{
	{
		Code: "VERVOLG-01", Source: "S-A, Arrangementen: toewijzing door lokale toegang (PRD-10)", Kind: rule.Grens, Repairer: toegang.Consulent,
		Check: func(f VervolgFeiten) []rule.Finding {
			b := f.Besluit
			findings := rule.FailIf(b.Door == "" || !f.LokaleToegang, "door", "vervolg.niet_lokale_toegang")
			return append(findings, rule.FailIf(!isKnown(b.Soort) || b.Op.IsZero(), "soort", "vervolg.soort_ontbreekt")...)
		},
	},
	{
		Code: "VERVOLG-02", Source: evaluatieSource, Kind: rule.Advies, Repairer: toegang.Aanbieder,
		Check: func(f VervolgFeiten) []rule.Finding {
			held := f.Evaluatie.Gehouden
			return rule.FailIf(held.IsZero() || held.After(f.Besluit.Op), "evaluatie", "vervolg.zonder_evaluatie")
		},
	},
	{
		Code: "VERVOLG-03", Source: "MON-05: besluitvoorstel vervolg", Kind: rule.Advies, Repairer: toegang.Consulent,
		When: func(f VervolgFeiten) bool { return isKnown(f.Evaluatie.Voorstel) },
		Check: func(f VervolgFeiten) []rule.Finding {
			return rule.FailIf(f.Besluit.Soort != f.Evaluatie.Voorstel, "soort", "vervolg.wijkt_af", string(f.Evaluatie.Voorstel))
		},
	},
	{
		Code: "VERVOLG-04", Source: "S-A, Arrangementen: verlenging is een nieuwe toewijzing met motivering (PRD-06, PRD-08)", Kind: rule.Grens, Repairer: toegang.Consulent,
		When: func(f VervolgFeiten) bool { return f.Besluit.Soort == VoorstelVervolg },
		Check: func(f VervolgFeiten) []rule.Finding {
			return rule.FailIf(strings.TrimSpace(f.Besluit.Reden) == "", "reden", "vervolg.zonder_motivering")
		},
	},
	{
		Code: "VERVOLG-05", Source: "S-A, Arrangementen: op trede 3, op trede 4 (PRD-09)", Kind: rule.Advies, Repairer: toegang.Consulent,
		When: func(f VervolgFeiten) bool {
			return f.Arrangement.Product.Soort == inkoop.STA && f.Trede.Valid() && f.Besluit.Soort == VoorstelVervolg
		},
		Check: func(f VervolgFeiten) []rule.Finding {
			return rule.FailIf(f.Trede != f.Arrangement.Product.Trede(), "soort", "vervolg.andere_trede",
				int(f.Trede), int(f.Arrangement.Product.Trede()))
		},
	},
}

func isKnown(v VoorstelSoort) bool {
	for _, known := range VoorstelSoorten() {
		if v == known {
			return true
		}
	}
	return false
}

// VervolgVoorstel is what the ladder suggests for afterwards, with the message key of
// why. The parties decide otherwise as they see fit.
type VervolgVoorstel struct {
	Voorstel VoorstelSoort
	Waarom   string
}

// StelVervolgVoor suggests what could come next out of the rung somebody stands on
// now. Without a measurement there is no suggestion. Source: PRD-06, PRD-07,
// PRD-09 ("wijziging trede -> voorstel ander product"), LAD-06.
func StelVervolgVoor(p inkoop.Product, now ladder.Trede) (s VervolgVoorstel, ok bool) {
	if !now.Valid() {
		return VervolgVoorstel{}, false
	}
	switch {
	case now == ladder.Hoogste:
		return VervolgVoorstel{VoorstelUitstroom, "vervolg.betaald_werk"}, true
	case p.Soort == inkoop.ONT && now > p.Doeltrede, p.Soort == inkoop.STA && now > p.Trede():
		return VervolgVoorstel{VoorstelStapOmhoog, "vervolg.hoger_dan_product"}, true
	case p.Soort == inkoop.ONT && now == p.Doeltrede && now >= 5:
		return VervolgVoorstel{VoorstelUitstroom, "vervolg.doeltrede_bereikt"}, true
	case p.Soort == inkoop.ONT && now == p.Doeltrede:
		return VervolgVoorstel{VoorstelStapOmhoog, "vervolg.doeltrede_bereikt"}, true
	case p.Soort == inkoop.ONT:
		return VervolgVoorstel{VoorstelVervolg, "vervolg.doeltrede_niet_bereikt"}, true
	case p.Soort == inkoop.STA && now < p.Trede():
		return VervolgVoorstel{VoorstelAfschalen, "vervolg.lager_dan_product"}, true
	case p.Soort == inkoop.STA:
		return VervolgVoorstel{VoorstelStabiel, "vervolg.op_de_plek"}, true
	}
	return VervolgVoorstel{}, false
}
