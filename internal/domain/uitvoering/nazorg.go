package uitvoering

import (
	"slices"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
)

// DuurzaamMaanden is how long an outcome must hold to be lasting. Source: DOE-02
// ("Duurzaam = uitkomst houdt >= 3 maanden stand").
const DuurzaamMaanden = 3

// NazorgMoment is a day on which somebody asks how it goes after the end.
type NazorgMoment struct {
	Maanden int
	Op      civil.Date
}

// NazorgMomenten are the days of follow-up after the last day: after one, three
// and six months unless the region set otherwise. There is none after a death,
// after a move to another gemeente, or when the resident goes on with another
// product of Activerend Werk. Source: DOE-02; domain guide 7.
func NazorgMomenten(a Afsluiting, w inkoop.Waarden) []NazorgMoment {
	if a.Reden == toegang.EindeOverlijden || a.Reden == toegang.EindeVerhuizing || a.Bestemming == BestemmingAnderAW {
		return nil
	}
	var list []NazorgMoment
	for _, months := range w.NazorgMaanden {
		list = append(list, NazorgMoment{Maanden: months, Op: a.LaatsteDag.AddMonths(months)})
	}
	slices.SortFunc(list, func(x, y NazorgMoment) int { return x.Op.Compare(y.Op) })
	return list
}

// Nazorg (follow-up) is what somebody heard at one of the moments.
type Nazorg struct {
	Maanden         int              `json:"maanden,omitzero"`
	Gedaan          civil.Date       `json:"gedaan,omitzero"`
	Door            string           `json:"door,omitzero"`
	Bereikt         toegang.Antwoord `json:"bereikt,omitzero"`           // ja or nee
	NogOpBestemming toegang.Antwoord `json:"nog_op_bestemming,omitzero"` // ja, nee or onduidelijk; asked when reached
	Trede           ladder.Trede     `json:"trede,omitzero"`             // 0: not measured
	Passend         int              `json:"passend,omitzero"`           // 1 to 5 by the resident; 0: did not say
	Woorden         string           `json:"woorden,omitzero"`           // what the resident says, kept as said
}

// NazorgFeiten are the facts of the rules for recording a follow-up.
type NazorgFeiten struct {
	Momenten []NazorgMoment
	Nazorg   Nazorg
}

const nazorgSource = "DOE-02: nazorgmomenten na 1, 3, 6 maanden"

// NazorgRules are the rules for recording a follow-up, as of its day.
var NazorgRules = rule.Set[NazorgFeiten]{
	{
		Code: "NAZORG-01", Source: nazorgSource, Kind: rule.Grens, Repairer: toegang.Consulent,
		Check: func(f NazorgFeiten) []rule.Finding {
			n := f.Nazorg
			i := slices.IndexFunc(f.Momenten, func(m NazorgMoment) bool { return m.Maanden == n.Maanden })
			if i < 0 {
				return rule.Fail("maanden", "nazorg.moment_onbekend", n.Maanden)
			}
			if n.Gedaan.IsZero() || n.Door == "" {
				return rule.Fail("gedaan", "nazorg.dag_ontbreekt")
			}
			// Asked before its day it says nothing about lasting so long.
			return rule.FailIf(n.Gedaan.Before(f.Momenten[i].Op), "gedaan", "nazorg.te_vroeg", f.Momenten[i].Op)
		},
	},
	{
		Code: "NAZORG-02", Source: nazorgSource, Kind: rule.Grens, Repairer: toegang.Consulent,
		Check: func(f NazorgFeiten) []rule.Finding {
			n := f.Nazorg
			if n.Bereikt != toegang.Ja && n.Bereikt != toegang.Nee {
				return rule.Fail("bereikt", "nazorg.bereikt_ontbreekt")
			}
			silent := n.Bereikt == toegang.Ja && !slices.Contains(toegang.Antwoordlijst(), n.NogOpBestemming)
			return rule.FailIf(silent, "nogOpBestemming", "nazorg.uitkomst_ontbreekt")
		},
	},
	{
		Code: "NAZORG-03", Source: "DOE-02: passendheidsscore door inwoner", Kind: rule.Grens, Repairer: toegang.Consulent,
		Check: func(f NazorgFeiten) []rule.Finding {
			return rule.FailIf(f.Nazorg.Passend < 0 || f.Nazorg.Passend > 5, "passend", "nazorg.passend_kan_niet")
		},
	},
}

// Duurzaam tells whether the outcome still held at the first answer after at least
// three months, and whether that is known. Source: DOE-02.
func Duurzaam(list []Nazorg, maanden int) (holds, known bool) {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b Nazorg) int { return a.Maanden - b.Maanden })
	for _, n := range sorted {
		if n.Maanden >= maanden && n.Bereikt == toegang.Ja && n.NogOpBestemming != toegang.Onduidelijk {
			return n.NogOpBestemming == toegang.Ja, true
		}
	}
	return false, false
}
