package ladder

import (
	"slices"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// Zekerheid (certainty) is how sure the estimate is.
type Zekerheid string

// The certainties.
const (
	ZekerheidLaag   Zekerheid = "laag"
	ZekerheidMidden Zekerheid = "midden"
	ZekerheidHoog   Zekerheid = "hoog"
)

// Belemmering (obstacle) is what stands in the way of a next step. The list is
// closed, so that no diagnosis is written down (domain guide 2.2).
type Belemmering string

// Belemmeringen are all obstacles, in the order of the form.
func Belemmeringen() []Belemmering {
	return []Belemmering{
		"gezondheid", "schulden", "taal", "zorgtaken", "huisvesting", "verslaving", "justitie", "motivatie", "vervoer",
	}
}

// StandaardHorizon is the number of months ahead when none is chosen.
const StandaardHorizon = 12

// Groeipotentie (potential for growth) is a professional's estimate of the trede a
// resident can reach. It serves the choice of a product, the order of a caseload
// and the comparison of expected with actual. It never refuses anything: its
// rules are all advies.
type Groeipotentie struct {
	Datum     civil.Date `json:"datum"`
	Potentie  Trede      `json:"potentie"`
	Horizon   int        `json:"horizon_maanden,omitempty"` // 0: StandaardHorizon
	Zekerheid Zekerheid  `json:"zekerheid,omitempty"`
	// Belemmeringen are obstacles from the closed list.
	Belemmeringen []Belemmering `json:"belemmeringen,omitempty"`
	Nodig         string        `json:"nodig,omitempty"` // what it takes
}

// Maanden is the horizon in months.
func (g Groeipotentie) Maanden() int {
	if g.Horizon == 0 {
		return StandaardHorizon
	}
	return g.Horizon
}

// Op is the last day of the horizon.
func (g Groeipotentie) Op() civil.Date { return g.Datum.LastDayOfMonths(g.Maanden()) }

// Winst (gain) is the number of treden up from where the resident is, at least 0,
// and whether both are known.
func (g Groeipotentie) Winst(huidig Trede) (treden int, bekend bool) {
	if !g.Potentie.Valid() || !huidig.Valid() {
		return 0, false
	}
	return max(0, int(g.Potentie)-int(huidig)), true
}

// GroeitBinnen tells whether a higher trede is expected within a number of months,
// and whether that is known: an estimate over a longer horizon says nothing about
// a shorter one, except that what is not expected in a year is not expected in half.
func (g Groeipotentie) GroeitBinnen(huidig Trede, maanden int) (groeit, bekend bool) {
	winst, bekend := g.Winst(huidig)
	switch {
	case !bekend:
		return false, false
	case winst == 0:
		return false, g.Maanden() >= maanden
	}
	return true, g.Maanden() <= maanden
}

// GroeipotentieRules are the rules about an estimate. All are advies.
var GroeipotentieRules = rule.Set[Groeipotentie]{
	{
		Code: "GROEI-01", Source: "Domeingids 2.2, groeipotentie", Kind: rule.Advies, Repairer: "consulent",
		Check: func(g Groeipotentie) []rule.Finding {
			return slices.Concat(
				rule.FailIf(!g.Potentie.Valid(), "potentie", "groei.trede"),
				rule.FailIf(g.Maanden() < 1 || g.Maanden() > 60, "horizon", "groei.horizon", g.Maanden()),
				rule.FailIf(!slices.Contains([]Zekerheid{ZekerheidLaag, ZekerheidMidden, ZekerheidHoog}, g.Zekerheid),
					"zekerheid", "groei.zekerheid"))
		},
	},
	{
		Code: "GROEI-02", Source: "Domeingids 2.2, belemmeringen zonder vrije diagnose", Kind: rule.Advies, Repairer: "consulent",
		When: func(g Groeipotentie) bool { return len(g.Belemmeringen) > 0 },
		Check: func(g Groeipotentie) []rule.Finding {
			for i, b := range g.Belemmeringen {
				if !slices.Contains(Belemmeringen(), b) || slices.Contains(g.Belemmeringen[:i], b) {
					return rule.Fail("belemmeringen", "groei.belemmering")
				}
			}
			return nil
		},
	},
}
