package toegang

import (
	"strings"

	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
)

// tredeRules are the rules of the gate about the rung of the participatieladder.
// Source: S-A, Arrangementen and Participatieladder; S-B, Arrangementen; PRD-07,
// PRD-09, B-ARR-01, LAD-07, UIT-07.
func tredeRules() rule.Set[Poort] {
	measured := func(p Poort) bool { return p.Trede.Valid() }
	return rule.Set[Poort]{
		{
			Code: "TOE-GATE-15", Source: "S-A, Uitgangspunten Activerend Werk: gekoppeld aan de participatieladder (UIT-07)",
			Kind: rule.Advies, Repairer: Consulent,
			Check: func(p Poort) []rule.Finding {
				return rule.FailIf(!measured(p), "trede", "toewijzing.trede_niet_gemeten")
			},
		},
		{
			Code: "TOE-GATE-16", Source: "S-A, Arrangementen: op weg naar trede 3, 4 of 5 (PRD-07, LAD-07)",
			Kind: rule.Advies, Repairer: Consulent,
			When: func(p Poort) bool { return p.soort() == inkoop.ONT && measured(p) },
			Check: func(p Poort) []rule.Finding {
				product := p.product()
				return rule.FailIf(p.Trede >= product.Doeltrede, "trede", "toewijzing.begintrede_niet_lager",
					int(p.Trede), int(product.Doeltrede))
			},
		},
		{
			Code: "TOE-GATE-17", Source: "S-A, Arrangementen: op weg naar trede 3, 4 of 5 (PRD-07); domain guide 1.4 row 5",
			Kind: rule.Advies, Repairer: Consulent,
			When: func(p Poort) bool { return p.soort() == inkoop.ONT && measured(p) },
			Check: func(p Poort) []rule.Finding {
				product := p.product()
				return rule.FailIf(product.Sprong(p.Trede) > 1, "trede", "toewijzing.sprong",
					int(p.Trede), int(product.Doeltrede))
			},
		},
		{
			Code: "TOE-GATE-18", Source: "S-A, Arrangementen: op trede 3, op trede 4 (PRD-09)",
			Kind: rule.Advies, Repairer: Consulent,
			When: func(p Poort) bool { return p.soort() == inkoop.STA && measured(p) },
			Check: func(p Poort) []rule.Finding {
				product := p.product()
				return rule.FailIf(p.Trede != product.Trede(), "trede", "toewijzing.trede_past_niet",
					int(p.Trede), int(product.Trede()))
			},
		},
		{
			Code: "TOE-GATE-19", Source: "S-B, Arrangementen: inwoner zit op dat moment op maximum van zijn kunnen (B-ARR-01)",
			Kind: rule.Grens, Repairer: Consulent,
			When:  isSoort(inkoop.STA),
			Check: checkStable,
		},
		{
			Code: "TOE-GATE-25", Source: "S-A, Arrangementen: op weg naar betaald werk met ondersteuning (naar trede 5) (PRD-07)",
			Kind: rule.Advies, Repairer: Consulent,
			When: func(p Poort) bool { return p.soort() == inkoop.ONT && p.product().Doeltrede == 5 },
			Check: func(p Poort) []rule.Finding {
				a := p.Afstemming
				done := !a.Op.IsZero() && strings.TrimSpace(a.Met) != "" && strings.TrimSpace(a.Uitkomst) != ""
				return rule.FailIf(!done, "afstemming", "toewijzing.niet_afgestemd")
			},
		},
		{
			Code: "TOE-GATE-26", Source: "S-A, Participatieladder: arrangementen zijn gekoppeld aan de treden (LAD-07)",
			Kind: rule.Advies, Repairer: Consulent,
			When: func(p Poort) bool { return p.soort() == inkoop.ORI && measured(p) },
			Check: func(p Poort) []rule.Finding {
				return rule.FailIf(!p.product().BegintredePast(p.Trede), "trede", "toewijzing.begintrede_past_niet", int(p.Trede))
			},
		},
	}
}

// checkStable asks for both answers of a stabiel arrangement: why not further now,
// and a day to look again that lies inside it.
func checkStable(p Poort) []rule.Finding {
	var findings []rule.Finding
	if strings.TrimSpace(p.Stabiel.WaaromNuNietVerder) == "" {
		findings = append(findings, rule.Fail("waaromNuNietVerder", "toewijzing.waarom_niet_verder_ontbreekt")...)
	}
	again := p.Stabiel.Hertoets
	switch {
	case again.IsZero():
		findings = append(findings, rule.Fail("hertoets", "toewijzing.hertoets_ontbreekt")...)
	case !p.periode().Contains(again) || again == p.Inkoop.Start:
		findings = append(findings, rule.Fail("hertoets", "toewijzing.hertoets_buiten_periode", p.Inkoop.Start, p.Inkoop.LaatsteDag)...)
	}
	return findings
}
