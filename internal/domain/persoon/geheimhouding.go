package persoon

import (
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// GeheimReden is why an address is kept secret.
type GeheimReden string

// GeheimRedenen are all reasons, in the order of the form: asked for in the BRP
// (register of persons), threat, living in a shelter, another reason.
func GeheimRedenen() []GeheimReden {
	return []GeheimReden{"brp", "bedreiging", "opvang", GeheimAnders}
}

// GeheimAnders is another reason, which has to be told.
const GeheimAnders GeheimReden = "anders"

// Geheimhouding (secrecy) keeps address and contact of a person from all who do
// not need them, during a period and for a reason.
type Geheimhouding struct {
	civil.Period
	Reden       GeheimReden `json:"reden"`
	Toelichting string      `json:"toelichting,omitempty"` // needed with the reason anders
}

// Geldt tells whether there is secrecy on a day.
func (g Geheimhouding) Geldt(day civil.Date) bool {
	return g.Reden != "" && g.Contains(day)
}

// Check gives what is wrong as a form would have it.
func (g Geheimhouding) Check() []rule.Finding {
	return slices.Concat(
		rule.FailIf(!slices.Contains(GeheimRedenen(), g.Reden), "reden", "geheimhouding.reden_nodig"),
		rule.FailIf(g.Reden == GeheimAnders && strings.TrimSpace(g.Toelichting) == "", "toelichting", "geheimhouding.toelichting_nodig"),
		rule.FailIf(g.From.IsZero(), "van", "geheimhouding.van_nodig"),
		rule.FailIf(g.IsEmpty(), "tot", "geheimhouding.tot_voor_van"))
}
