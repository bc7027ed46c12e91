package toegang

import (
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/persoon"
	"trede/internal/domain/rule"
)

// persoonRules are the rules of the gate about the resident's age.
// Source: S-A, Doel Activerend Werk ("tussen de 16 jaar en het pensioen"); DOE-01.
func persoonRules() rule.Set[Poort] {
	const source = "S-A, Doel Activerend Werk: tussen de 16 jaar en het pensioen (DOE-01)"
	return rule.Set[Poort]{
		{
			Code: "TOE-GATE-01", Source: source, Kind: rule.Grens, Repairer: Consulent,
			Check: func(p Poort) []rule.Finding {
				switch {
				case p.Venster.Vanaf.IsZero() || p.Venster.AOW.IsZero():
					return rule.Fail("geboortedatum", "toewijzing.geboortedatum_onbekend")
				case p.Venster.Op(p.Inkoop.Start) == persoon.TeJong:
					return rule.Fail("start", "toewijzing.te_jong", p.Venster.Vanaf)
				}
				return nil
			},
		},
		{
			Code: "TOE-GATE-02", Source: source, Kind: rule.Grens, Repairer: Consulent,
			Check: func(p Poort) []rule.Finding {
				return rule.FailIf(p.Venster.Op(p.Inkoop.Start) == persoon.AOWBereikt, "start", "toewijzing.aow_bereikt", p.Venster.AOW)
			},
		},
		{
			Code: "TOE-GATE-03", Source: source, Kind: rule.Grens, Repairer: Consulent,
			When: func(p Poort) bool { return p.Inkoop.Start.Before(p.Venster.AOW) && !p.Inkoop.LaatsteDag.IsZero() },
			Check: func(p Poort) []rule.Finding {
				last, late := p.Venster.CutAtAOW(p.Inkoop.LaatsteDag)
				return rule.FailIf(late, "einde", "toewijzing.einde_na_aow", last)
			},
		},
		{
			Code: "TOE-GATE-27", Source: source, Kind: rule.Advies, Repairer: Consulent,
			When: func(p Poort) bool { return !p.Venster.Vanaf.IsZero() },
			Check: func(p Poort) []rule.Finding {
				unsure := p.Venster.Op(p.Inkoop.Start) == persoon.OnzekereLeeftijd
				return rule.FailIf(unsure, "geboortedatum", "toewijzing.leeftijd_onzeker")
			},
		},
	}
}

// LeeftijdFeiten answers the two questions of age of the afbakening on the wished
// start day. What depends on a part of the birth date that nobody knows is no
// ground to turn somebody away here; the gate asks for it. Source: DOE-01, AFB-05.
func LeeftijdFeiten(v persoon.Leeftijdsvenster, start civil.Date) (onder, aow bool) {
	at := v.Op(start)
	return at == persoon.TeJong, at == persoon.AOWBereikt
}

// duurRules are the rules of the gate about the length.
// Source: S-A, Arrangementen; PRD-05, PRD-06, PRD-08.
func duurRules() rule.Set[Poort] {
	return rule.Set[Poort]{
		{
			Code: "TOE-GATE-04", Source: "S-A, Arrangementen: Ontwikkelarrangement (6 maanden / trajectprijs) (PRD-06)",
			Kind: rule.Grens, Repairer: Consulent,
			When: hasLength(inkoop.DuurVast),
			Check: func(p Poort) []rule.Finding {
				end := p.einde()
				return rule.FailIf(p.Inkoop.LaatsteDag != end.LaatsteDag, "einde", "toewijzing.duur_vast",
					p.product().Duur.Maanden, end.LaatsteDag)
			},
		},
		{
			Code: "TOE-GATE-05", Source: "S-A, Arrangementen: Stabiel arrangement (maximaal 2 jaar / uurprijs) (PRD-08)",
			Kind: rule.Grens, Repairer: Consulent,
			When: hasLength(inkoop.DuurMaximum),
			Check: func(p Poort) []rule.Finding {
				last, end := p.Inkoop.LaatsteDag, p.einde()
				return rule.FailIf(last.IsZero() || last.After(end.Volledig), "einde", "toewijzing.duur_te_lang",
					p.product().Duur.Maanden, end.LaatsteDag)
			},
		},
		{
			Code: "TOE-GATE-06", Source: "S-A, Arrangementen: Orientatiefase (gemiddeld 3 maanden) (PRD-05)",
			Kind: rule.Advies, Repairer: Consulent,
			When: hasLength(inkoop.DuurStreef),
			Check: func(p Poort) []rule.Finding {
				last, end := p.Inkoop.LaatsteDag, p.einde()
				return rule.FailIf(last.IsZero() || last.After(end.Volledig), "einde", "toewijzing.langer_dan_streef",
					p.product().Duur.Maanden, end.LaatsteDag)
			},
		},
		{
			Code: "TOE-GATE-07", Source: "iWmo 3.2, ToegewezenProduct: Einddatum niet voor Ingangsdatum",
			Kind: rule.Grens, Repairer: Consulent,
			Check: func(p Poort) []rule.Finding {
				last := p.Inkoop.LaatsteDag
				return rule.FailIf(!last.IsZero() && last.Before(p.Inkoop.Start), "einde", "toewijzing.einde_voor_start",
					p.Inkoop.Start)
			},
		},
	}
}

// einde is the end as the length of the product gives it.
func (p Poort) einde() Einde { return BerekenEinde(p.product().Duur, p.Inkoop.Start, p.Venster.AOW) }

func hasLength(soort inkoop.DuurSoort) func(Poort) bool {
	return func(p Poort) bool { return p.product().Duur.Soort == soort }
}
