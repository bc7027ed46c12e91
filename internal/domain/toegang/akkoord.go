package toegang

import (
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// AkkoordVorm is how somebody agreed. Nobody needs a computer to agree.
// Source: requirements PRD-10 and BEG-04.
type AkkoordVorm string

// The ways to agree.
const (
	AkkoordDigitaal  AkkoordVorm = "digitaal"
	AkkoordMondeling AkkoordVorm = "mondeling" // with a note of when and how
	AkkoordPapier    AkkoordVorm = "papier"
)

// AkkoordVormen lists the ways in the order of a form.
func AkkoordVormen() []AkkoordVorm {
	return []AkkoordVorm{AkkoordDigitaal, AkkoordMondeling, AkkoordPapier}
}

// Akkoord (agreement) is that one party agreed with something. The zero value is
// no agreement. A representative of the resident agrees for the resident; whether
// that person may is decided before this.
type Akkoord struct {
	Op          civil.Date  `json:"op,omitzero"`
	Vorm        AkkoordVorm `json:"vorm,omitzero"`
	Door        string      `json:"door,omitzero"` // id of the person who agreed, or who wrote it down
	Toelichting string      `json:"toelichting,omitzero"`
}

// Gegeven tells whether there is an agreement.
func (a Akkoord) Gegeven() bool { return !a.Op.IsZero() }

// Toets checks what was recorded of an agreement: day, way, by whom, and a note
// with an oral one.
func (a Akkoord) Toets() []rule.Finding {
	var findings []rule.Finding
	if a.Op.IsZero() {
		findings = append(findings, rule.Fail("op", "akkoord.dag_ontbreekt")...)
	}
	if a.Door == "" {
		findings = append(findings, rule.Fail("door", "akkoord.door_ontbreekt")...)
	}
	if !slices.Contains(AkkoordVormen(), a.Vorm) {
		findings = append(findings, rule.Fail("vorm", "akkoord.vorm_ontbreekt")...)
	}
	if a.Vorm == AkkoordMondeling && strings.TrimSpace(a.Toelichting) == "" {
		findings = append(findings, rule.Fail("toelichting", "akkoord.toelichting_ontbreekt")...)
	}
	return findings
}
