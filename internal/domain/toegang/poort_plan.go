package toegang

import (
	"slices"
	"strings"

	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/rule"
)

// planRules are the rules of the gate about goals and agreement.
// Source: S-A, Arrangementen and Begeleiding; DOE-04, PRD-10, UIT-03, LAD-08.
func planRules() rule.Set[Poort] {
	return rule.Set[Poort]{
		{
			Code: "TOE-GATE-08", Source: "S-A, Doel Activerend Werk: gericht op ontwikkeling (DOE-04)",
			Kind: rule.Grens, Repairer: Consulent,
			Check: func(p Poort) []rule.Finding {
				return rule.FailIf(len(p.geldigeDoelen()) == 0, "doelen", "toewijzing.zonder_doel")
			},
		},
		{
			Code: "TOE-GATE-09", Source: "S-A, Arrangementen: behouden/versterken van de participatie (DOE-04, PRD-08)",
			Kind: rule.Grens, Repairer: Consulent,
			When: isSoort(inkoop.STA),
			Check: func(p Poort) []rule.Finding {
				keeps := slices.ContainsFunc(p.geldigeDoelen(), func(v DoelVersie) bool { return v.Gericht == GerichtBehouden })
				return rule.FailIf(!keeps, "doelen", "toewijzing.zonder_behoudsdoel")
			},
		},
		{
			Code: "TOE-GATE-10", Source: "S-A, Arrangementen: doelen worden samen met inwoner opgesteld (PRD-10)",
			Kind: rule.Grens, Repairer: Consulent,
			When:  func(p Poort) bool { return len(p.Doelen) > 0 },
			Check: checkGoalsTogether,
		},
		{
			Code: "TOE-GATE-11", Source: "S-A, Arrangementen: doelen worden samen met inwoner opgesteld (PRD-10)",
			Kind: rule.Grens, Repairer: Consulent,
			Check: func(p Poort) []rule.Finding {
				if !p.Akkoord.Gegeven() {
					return rule.Fail("akkoord", "toewijzing.zonder_akkoord")
				}
				return p.Akkoord.Toets()
			},
		},
		{
			Code: "TOE-GATE-12", Source: "S-A, Uitgangspunten Activerend Werk en Participatieladder: nadruk op activering (trede 3) of werk (4 en 5) (UIT-03, LAD-08)",
			Kind: rule.Advies, Repairer: Consulent,
			When:  func(p Poort) bool { return p.soort() == inkoop.ONT && len(p.geldigeDoelen()) > 0 },
			Check: checkGoalKinds,
		},
		{
			Code: "TOE-GATE-13", Source: "S-A, Uitgangspunten Activerend Werk: naar vermogen (UIT-02)",
			Kind: rule.Advies, Repairer: Consulent,
			When: func(p Poort) bool {
				_, known := p.Omvang.MinutenPerWeek()
				_, agreed := p.Belastbaar.Op(p.Inkoop.Start).MinutenPerWeek()
				return known && agreed
			},
			Check: func(p Poort) []rule.Finding {
				asked, _ := p.Omvang.MinutenPerWeek()
				most, _ := p.Belastbaar.Op(p.Inkoop.Start).MinutenPerWeek()
				return rule.FailIf(asked > int64(most), "omvang", "toewijzing.boven_belastbaarheid", asked, most)
			},
		},
		{
			Code: "TOE-GATE-14", Source: "iWmo 3.2, ToegewezenProduct: Omvang (CD076, CS338); S-A, Arrangementen: trajectprijs en uurprijs",
			Kind: rule.Grens, Repairer: Consulent,
			When:  func(p Poort) bool { return p.product().Prijsvorm != inkoop.PrijsGeen && p.product().Prijsvorm != "" },
			Check: checkOmvang,
		},
	}
}

func checkGoalsTogether(p Poort) []rule.Finding {
	var findings []rule.Finding
	for _, d := range p.Doelen {
		v, ok := d.Geldig()
		if proposal, waiting := d.Voorstel(); waiting && !ok {
			v = proposal
		}
		switch {
		case v.Nr == 0 || v.Vervalt:
			continue
		case !v.SamenOpgesteld:
			findings = append(findings, rule.Fail("doelen", "toewijzing.doel_niet_samen", v.Tekst)...)
		case !v.AkkoordInwoner.Gegeven():
			findings = append(findings, rule.Fail("doelen", "toewijzing.doel_zonder_akkoord_inwoner", v.Tekst)...)
		case !v.AkkoordToegang.Gegeven():
			findings = append(findings, rule.Fail("doelen", "toewijzing.doel_zonder_akkoord_toegang", v.Tekst)...)
		}
	}
	return findings
}

func checkGoalKinds(p Poort) []rule.Finding {
	wanted := VoorgesteldeDomeinen(p.product().Nadruk)
	fits := slices.ContainsFunc(p.geldigeDoelen(), func(v DoelVersie) bool { return slices.Contains(wanted, v.Domein) })
	return rule.FailIf(!fits, "doelen", "toewijzing.doelsoort_past_niet", string(p.product().Nadruk))
}

// VoorgesteldeDomeinen are the kinds of goal that fit the stress of a product:
// activering for trede 3, skills for trede 4 and 5. At least one of these is asked
// of an ontwikkelarrangement. Source: S-A, Participatieladder ("bij trede 3 ligt de
// nadruk op activering en bij trede 4 en 5 ligt de nadruk op werk"); LAD-08, UIT-03.
func VoorgesteldeDomeinen(n ladder.Nadruk) []Domein {
	switch n {
	case ladder.Activering:
		return []Domein{DomeinActivering}
	case ladder.Werk:
		return []Domein{DomeinWerknemer, DomeinVak}
	}
	return Domeinen()
}

// checkOmvang checks volume, unit and frequency against the form of price.
func checkOmvang(p Poort) []rule.Finding {
	o := p.Omvang
	if o.Volume <= 0 {
		return rule.Fail("omvang", "toewijzing.omvang_ontbreekt")
	}
	if !slices.Contains(Eenheden(), o.Eenheid) || !slices.Contains(Frequenties(), o.Frequentie) {
		return rule.Fail("omvang", "toewijzing.omvang_code_onbekend")
	}
	switch p.product().Prijsvorm {
	case inkoop.PrijsTraject:
		once := (o.Eenheid == EenheidEuros || o.Eenheid == EenheidStuks) && o.Frequentie == FrequentieTotaal
		return rule.FailIf(!once, "omvang", "toewijzing.omvang_trajectprijs")
	case inkoop.PrijsUur:
		inTime := o.Eenheid == EenheidUur || o.Eenheid == EenheidMinuut
		return rule.FailIf(!inTime || o.Frequentie == FrequentieDag, "omvang", "toewijzing.omvang_uurprijs")
	}
	return nil
}

// besluitRules are the rules of the gate about who decides, on what ground, and
// beside what. Source: S-A, Arrangementen ("Toewijzing door lokale toegang"); PRD-10.
func besluitRules() rule.Set[Poort] {
	return rule.Set[Poort]{
		{
			Code: "TOE-GATE-20", Source: "S-A, Arrangementen: toewijzing door lokale toegang (PRD-10)",
			Kind: rule.Grens, Repairer: Consulent,
			Check: func(p Poort) []rule.Finding {
				switch b := p.Besluiter; {
				case b.PersoonID == "" || !b.LokaleToegang:
					return rule.Fail("", "toewijzing.niet_lokale_toegang")
				case b.Gemeente != p.Inkoop.Gemeente:
					return rule.Fail("", "toewijzing.andere_gemeente", p.Inkoop.Gemeente)
				}
				return nil
			},
		},
		{
			Code: "TOE-GATE-21", Source: "Wmo 2015 art. 2.3.5 lid 1 tot en met 3", Kind: rule.Advies, Repairer: Consulent,
			When: func(p Poort) bool { return p.product().Prijsvorm != inkoop.PrijsGeen },
			Check: func(p Poort) []rule.Finding {
				return rule.FailIf(p.Besluit == nil || !p.Besluit.Uitkomst.Toegekend(), "besluit", "toewijzing.zonder_besluit")
			},
		},
		{
			Code: "TOE-GATE-22", Source: "S-A, Uitgangspunten van nieuwe inkoop (INK-02); Wmo 2015 art. 2.3.2 lid 4",
			Kind: rule.Advies, Repairer: Consulent,
			Check: func(p Poort) []rule.Finding {
				return rule.FailIf(!p.Afgewogen, "onderzoek", "toewijzing.niet_afgewogen")
			},
		},
		{
			Code: "TOE-GATE-23", Source: "Domain guide 7, Contract gate: no overlap of the same product; iWmo 3.2, OP259",
			Kind: rule.Grens, Repairer: Consulent,
			Check: func(p Poort) []rule.Finding {
				for _, other := range p.Andere {
					if other.Product.Product == p.Inkoop.Product.Product && other.Periode.Overlaps(p.periode()) {
						return rule.Fail("start", "toewijzing.overlapt", other.Product, other.Periode.From, other.Periode.LastDay())
					}
				}
				return nil
			},
		},
		{
			Code: "TOE-GATE-24", Source: "S-A, Arrangementen: resultaat gericht, maximaal 2 jaar (PRD-06, PRD-08); domain guide 1.4 rows 3 and 4",
			Kind: rule.Advies, Repairer: Consulent,
			When: func(p Poort) bool { return p.VorigeGeweest.ID != "" },
			Check: func(p Poort) []rule.Finding {
				findings := rule.FailIf(strings.TrimSpace(p.VorigeGeweest.Motivering) == "", "motivering", "toewijzing.opnieuw_zonder_motivering")
				return append(findings, rule.FailIf(p.VorigeGeweest.EvaluatieGehouden.IsZero(), "", "toewijzing.opnieuw_zonder_evaluatie")...)
			},
		},
	}
}
