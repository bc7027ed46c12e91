package uitvoering

import (
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
)

// SignaalSoort is what a signaal is about. Source: S-A, Gewijzigde eisen aanbieder
// AW 2 ("in geval van vragen of signalen of wanneer resultaat niet gehaald dreigt
// te worden"); MON-04.
type SignaalSoort string

// The kinds.
const (
	SignaalVraag      SignaalSoort = "vraag"
	SignaalZorg       SignaalSoort = "zorgsignaal"
	SignaalResultaat  SignaalSoort = "resultaat_in_gevaar"
	SignaalAfwezig    SignaalSoort = "afwezigheid"
	SignaalVeiligheid SignaalSoort = "veiligheid"
)

// SignaalSoorten lists the kinds in the order of a form.
func SignaalSoorten() []SignaalSoort {
	return []SignaalSoort{SignaalVraag, SignaalZorg, SignaalResultaat, SignaalAfwezig, SignaalVeiligheid}
}

// Urgentie is how fast an answer is needed.
type Urgentie string

// The urgencies.
const (
	UrgentieGewoon Urgentie = "gewoon"
	UrgentieSpoed  Urgentie = "spoed"
)

// Urgenties lists the urgencies in the order of a form.
func Urgenties() []Urgentie { return []Urgentie{UrgentieGewoon, UrgentieSpoed} }

// SignaalStaat is where a signaal stands.
type SignaalStaat string

// The states.
const (
	SignaalOpen       SignaalStaat = "open"
	SignaalBeantwoord SignaalStaat = "beantwoord"
	SignaalGesloten   SignaalStaat = "gesloten"
)

// Signaal is a question or a warning from one party of an arrangement to another.
type Signaal struct {
	ID           string         `json:"id,omitzero"`
	ToewijzingID string         `json:"toewijzing_id,omitzero"`
	Soort        SignaalSoort   `json:"soort,omitzero"`
	Urgentie     Urgentie       `json:"urgentie,omitzero"`
	Van          toegang.Partij `json:"van,omitzero"`
	VanPersoon   string         `json:"van_persoon,omitzero"`
	Aan          toegang.Partij `json:"aan,omitzero"`
	Tekst        string         `json:"tekst,omitzero"`
	Geopend      civil.Date     `json:"geopend,omitzero"`
	Beantwoord   civil.Date     `json:"beantwoord,omitzero"`
	Antwoord     string         `json:"antwoord,omitzero"`
	AntwoordDoor string         `json:"antwoord_door,omitzero"`
	Gesloten     civil.Date     `json:"gesloten,omitzero"`
	GeslotenDoor string         `json:"gesloten_door,omitzero"`
	Uitkomst     string         `json:"uitkomst,omitzero"` // what came of it
}

// Staat is the state that follows from the dates.
func (s Signaal) Staat() SignaalStaat {
	switch {
	case !s.Gesloten.IsZero():
		return SignaalGesloten
	case !s.Beantwoord.IsZero():
		return SignaalBeantwoord
	}
	return SignaalOpen
}

// Toets checks a new signaal.
func (s Signaal) Toets() []rule.Finding {
	var findings []rule.Finding
	add := func(bad bool, field, code string) {
		findings = append(findings, rule.FailIf(bad, field, code)...)
	}
	add(!slices.Contains(SignaalSoorten(), s.Soort), "soort", "signaal.soort_ontbreekt")
	add(!slices.Contains(Urgenties(), s.Urgentie), "urgentie", "signaal.urgentie_ontbreekt")
	add(!slices.Contains(toegang.Partijen(), s.Van) || s.VanPersoon == "", "van", "signaal.van_ontbreekt")
	add(!slices.Contains(toegang.Partijen(), s.Aan), "aan", "signaal.aan_ontbreekt")
	add(s.Van != "" && s.Van == s.Aan, "aan", "signaal.aan_zichzelf")
	add(strings.TrimSpace(s.Tekst) == "", "tekst", "signaal.tekst_ontbreekt")
	add(s.Geopend.IsZero(), "geopend", "signaal.dag_ontbreekt")
	return findings
}

// Reactietermijn is the last day for an answer: working days of the region's
// settings after the day it was opened. Source: MON-04.
func (s Signaal) Reactietermijn(w inkoop.Waarden) civil.Date {
	if s.Urgentie == UrgentieSpoed {
		return s.Geopend.AddWerkdagen(w.SignaalSpoedWerkdagen)
	}
	return s.Geopend.AddWerkdagen(w.SignaalWerkdagen)
}

// OpTijd tells whether the answer came within its term, and whether there is one.
func (s Signaal) OpTijd(w inkoop.Waarden) (inTime, answered bool) {
	if s.Beantwoord.IsZero() {
		return false, false
	}
	return !s.Beantwoord.After(s.Reactietermijn(w)), true
}

// Beantwoorden records the answer of the party it was sent to.
func (s Signaal) Beantwoorden(partij toegang.Partij, door, tekst string, op civil.Date) (Signaal, []rule.Finding) {
	var findings []rule.Finding
	add := func(bad bool, field, code string) {
		findings = append(findings, rule.FailIf(bad, field, code)...)
	}
	add(s.Staat() != SignaalOpen, "", "signaal.niet_open")
	add(partij != s.Aan || door == "", "door", "signaal.antwoord_niet_van_deze_partij")
	add(strings.TrimSpace(tekst) == "", "antwoord", "signaal.antwoord_ontbreekt")
	add(op.Before(s.Geopend), "op", "signaal.dag_te_vroeg")
	if len(findings) > 0 {
		return s, findings
	}
	s.Beantwoord, s.Antwoord, s.AntwoordDoor = op, tekst, door
	return s, nil
}

// Sluiten records what came of it. After an answer either party may close it;
// before that only the party that opened it may take it back.
func (s Signaal) Sluiten(partij toegang.Partij, door, uitkomst string, op civil.Date) (Signaal, []rule.Finding) {
	var findings []rule.Finding
	add := func(bad bool, field, code string) {
		findings = append(findings, rule.FailIf(bad, field, code)...)
	}
	add(s.Staat() == SignaalGesloten, "", "signaal.is_gesloten")
	add(partij != s.Van && partij != s.Aan || door == "", "door", "signaal.sluiten_niet_van_deze_partij")
	add(s.Staat() == SignaalOpen && partij != s.Van, "", "signaal.eerst_antwoord")
	add(strings.TrimSpace(uitkomst) == "", "uitkomst", "signaal.uitkomst_ontbreekt")
	add(op.Before(civil.Max(s.Geopend, s.Beantwoord)), "op", "signaal.dag_te_vroeg")
	if len(findings) > 0 {
		return s, findings
	}
	s.Gesloten, s.GeslotenDoor, s.Uitkomst = op, door, uitkomst
	return s, nil
}
