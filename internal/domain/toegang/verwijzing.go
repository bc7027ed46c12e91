package toegang

import (
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// Verwijzing (referral) is what a general provision such as the CAW did with somebody
// who was referred to it: it takes the referral or gives it back, and in the end tells the
// lokale toegang what it advises. There is no besluit and no claim. Source: S-B, Regionale
// doorontwikkeling; B-REG-03, PRD-05.
type Verwijzing struct {
	Aangenomen   civil.Date `json:"aangenomen,omitzero"`   // zero: not taken yet
	Teruggegeven civil.Date `json:"teruggegeven,omitzero"` // zero: not given back
	Reden        string     `json:"reden,omitzero"`        // why it was given back
	Advies       civil.Date `json:"advies,omitzero"`       // day of the advice; zero: none yet
	Perspectief  string     `json:"perspectief,omitzero"`  // what the resident wants and can
	VolgendeStap string     `json:"volgende_stap,omitzero"`
	Door         string     `json:"door,omitzero"` // id of the person who did the last of it
}

// Terug is the day on which the lokale toegang is to look again: the advice came, or the
// referral came back; zero: neither.
func (v Verwijzing) Terug() civil.Date {
	if v.Advies.IsZero() {
		return v.Teruggegeven
	}
	return v.Advies
}

// Antwoord takes a referral, or gives it back with a reason.
func (v Verwijzing) Antwoord(neemt bool, reden, door string, op civil.Date) (Verwijzing, []rule.Finding) {
	if !v.Aangenomen.IsZero() || !v.Teruggegeven.IsZero() {
		return v, rule.Fail("", "verwijzing.is_beantwoord")
	}
	reden = strings.TrimSpace(reden)
	if !neemt && reden == "" {
		return v, rule.Fail("reden", "verwijzing.reden_ontbreekt")
	}
	v.Door = door
	if neemt {
		v.Aangenomen = op
	} else {
		v.Teruggegeven, v.Reden = op, reden
	}
	return v, nil
}

// Adviseer records the advice about perspective and next step. Source: PRD-05.
func (v Verwijzing) Adviseer(perspectief, stap, door string, op civil.Date) (Verwijzing, []rule.Finding) {
	if v.Aangenomen.IsZero() || !v.Advies.IsZero() {
		return v, rule.Fail("", "verwijzing.kan_nu_niet")
	}
	perspectief, stap = strings.TrimSpace(perspectief), strings.TrimSpace(stap)
	findings := rule.FailIf(perspectief == "", "perspectief", "verwijzing.perspectief_ontbreekt")
	if findings = append(findings, rule.FailIf(stap == "", "volgendeStap", "verwijzing.volgende_stap_ontbreekt")...); len(findings) > 0 {
		return v, findings
	}
	v.Advies, v.Perspectief, v.VolgendeStap, v.Door = op, perspectief, stap, door
	return v, nil
}

// Deelakkoord (agreement to share) is that the resident lets an organisation see more of
// the dossier during a period. Source: domain guide 3, AVG-grondslag.
type Deelakkoord struct {
	civil.Period
	OrganisatieID string  `json:"organisatie_id"`
	Akkoord       Akkoord `json:"akkoord"`
}
