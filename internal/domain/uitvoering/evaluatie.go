package uitvoering

import (
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
)

// EvaluatieTermijn is when the evaluatie is in the work list and when it must have
// been held.
type EvaluatieTermijn struct {
	ZichtbaarVanaf civil.Date
	Uiterlijk      civil.Date // held on this day at the latest
}

// EvaluatieTermijnen gives the days of the evaluatie of an arrangement: held six
// weeks before its end, in the work list ten weeks before, as the product says,
// and never before its start. There is none when the end is open. Source: S-A,
// Gewijzigde eisen aanbieder AW 2 ("6 weken voorafgaande aan het einde van de
// lopende toewijzing"); MON-05; domain guide 1.4 row 7.
func EvaluatieTermijnen(a Arrangement) (t EvaluatieTermijn, ok bool) {
	e := a.Product.Evaluatie
	if e.Dagen <= 0 || a.LaatsteDag.IsZero() {
		return EvaluatieTermijn{}, false
	}
	return EvaluatieTermijn{
		ZichtbaarVanaf: civil.Max(a.Start, a.LaatsteDag.AddDays(-e.Zichtbaar)),
		Uiterlijk:      civil.Max(a.Start, a.LaatsteDag.AddDays(-e.Dagen)),
	}, true
}

// VoorstelSoort is what an evaluatie proposes for afterwards. Source: domain
// guide 7.
type VoorstelSoort string

// What can be proposed, and decided.
const (
	VoorstelVervolg      VoorstelSoort = "vervolg" // the same product again
	VoorstelStapOmhoog   VoorstelSoort = "stap_omhoog"
	VoorstelStabiel      VoorstelSoort = "stabiel"
	VoorstelUitstroom    VoorstelSoort = "uitstroom"
	VoorstelAfschalen    VoorstelSoort = "afschalen"
	VoorstelDagbesteding VoorstelSoort = "dagbesteding"
)

// VoorstelSoorten lists what can be proposed in the order of a form.
func VoorstelSoorten() []VoorstelSoort {
	return []VoorstelSoort{
		VoorstelStapOmhoog, VoorstelStabiel, VoorstelVervolg, VoorstelUitstroom, VoorstelAfschalen, VoorstelDagbesteding,
	}
}

// NieuweToewijzing tells whether it leads to another toewijzing of Activerend Werk.
func (v VoorstelSoort) NieuweToewijzing() bool {
	return v == VoorstelVervolg || v == VoorstelStapOmhoog || v == VoorstelStabiel
}

// Evaluatie is the talk near the end of an arrangement, prepared and planned by
// the provider, with the resident and the lokale toegang.
type Evaluatie struct {
	GeplandOp    civil.Date       `json:"gepland_op,omitzero"` // day on which it was planned; zero: not planned
	Datum        civil.Date       `json:"datum,omitzero"`      // planned day of the talk
	Uitgenodigd  []toegang.Partij `json:"uitgenodigd,omitzero"`
	Gehouden     civil.Date       `json:"gehouden,omitzero"` // zero: not held
	Aanwezig     []toegang.Partij `json:"aanwezig,omitzero"`
	Verslag      string           `json:"verslag,omitzero"`
	EigenWoorden string           `json:"eigen_woorden,omitzero"` // what the resident says, kept as said
	Voorstel     VoorstelSoort    `json:"voorstel,omitzero"`
	Door         string           `json:"door,omitzero"`
}

// EvaluatieFeiten are the facts of the rules for planning and holding an evaluatie.
type EvaluatieFeiten struct {
	Arrangement Arrangement
	Evaluatie   Evaluatie
	Vandaag     civil.Date
}

const evaluatieSource = "S-A, Gewijzigde eisen aanbieder AW 2: evaluatiegesprek 6 weken voor het einde met inwoner en lokale toegang (MON-05)"

func isHeld(f EvaluatieFeiten) bool    { return !f.Evaluatie.Gehouden.IsZero() }
func isPlanned(f EvaluatieFeiten) bool { return !f.Evaluatie.Datum.IsZero() && !isHeld(f) }

// EvaluatieRules are the rules for planning an evaluatie and for recording that it
// was held, as of the day of the talk.
var EvaluatieRules = rule.Set[EvaluatieFeiten]{
	{
		Code: "EVALUATIE-01", Source: evaluatieSource, Kind: rule.Grens, Repairer: toegang.Aanbieder,
		When: isHeld,
		Check: func(f EvaluatieFeiten) []rule.Finding {
			return missingParties(f.Evaluatie.Aanwezig, "aanwezig", "evaluatie.partij_niet_aanwezig")
		},
	},
	{
		Code: "EVALUATIE-02", Source: evaluatieSource, Kind: rule.Grens, Repairer: toegang.Aanbieder,
		When: isPlanned,
		Check: func(f EvaluatieFeiten) []rule.Finding {
			return missingParties(f.Evaluatie.Uitgenodigd, "uitgenodigd", "evaluatie.partij_niet_uitgenodigd")
		},
	},
	{
		Code: "EVALUATIE-03", Source: evaluatieSource, Kind: rule.Advies, Repairer: toegang.Aanbieder,
		When: func(f EvaluatieFeiten) bool {
			_, ok := EvaluatieTermijnen(f.Arrangement)
			return ok && (isHeld(f) || isPlanned(f))
		},
		Check: func(f EvaluatieFeiten) []rule.Finding {
			term, _ := EvaluatieTermijnen(f.Arrangement)
			day := f.Evaluatie.Datum
			if isHeld(f) {
				day = f.Evaluatie.Gehouden
			}
			return rule.FailIf(day.After(term.Uiterlijk), "datum", "evaluatie.te_laat", term.Uiterlijk)
		},
	},
	{
		Code: "EVALUATIE-04", Source: "MON-05: voorbereiding, verslag en advies over het vervolg", Kind: rule.Grens, Repairer: toegang.Aanbieder,
		When: isHeld,
		Check: func(f EvaluatieFeiten) []rule.Finding {
			return append(rule.FailIf(strings.TrimSpace(f.Evaluatie.Verslag) == "", "verslag", "evaluatie.verslag_ontbreekt"),
				rule.FailIf(!slices.Contains(VoorstelSoorten(), f.Evaluatie.Voorstel), "voorstel", "evaluatie.voorstel_ontbreekt")...)
		},
	},
	{
		Code: "EVALUATIE-05", Source: "Domain guide 1.4 row 7: held, not only planned (MON-05)", Kind: rule.Grens, Repairer: toegang.Aanbieder,
		When: isHeld,
		Check: func(f EvaluatieFeiten) []rule.Finding {
			held := f.Evaluatie.Gehouden
			return append(rule.FailIf(held.After(f.Vandaag), "gehouden", "evaluatie.in_toekomst", held),
				rule.FailIf(held.Before(f.Arrangement.Start), "gehouden", "evaluatie.voor_start", f.Arrangement.Start)...)
		},
	},
}

// missingParties names the parties of an evaluatie that are not in a list. A
// representative of the resident counts as the resident.
func missingParties(have []toegang.Partij, field, code string) []rule.Finding {
	var findings []rule.Finding
	for _, p := range toegang.Partijen() {
		if !slices.Contains(have, p) {
			findings = append(findings, rule.Fail(field, code, string(p))...)
		}
	}
	return findings
}
