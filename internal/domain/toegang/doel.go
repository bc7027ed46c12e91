package toegang

import (
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
	"trede/internal/domain/rule"
)

// Domein is the kind of a goal. Source: S-A, Uitgangspunten ("Zowel activering
// als opdoen van werknemers- en vakvaardigheden") and Begeleiding ("persoonlijke
// groei"); S-B, Kenmerken ("arbeids- en vakvaardigheden"); UIT-03, B-KEN-01.
type Domein string

// The four kinds of goal.
const (
	DomeinActivering  Domein = "activering"
	DomeinWerknemer   Domein = "werknemersvaardigheid" // S-B calls it arbeidsvaardigheid
	DomeinVak         Domein = "vakvaardigheid"
	DomeinPersoonlijk Domein = "persoonlijke_groei"
)

// Domeinen lists the kinds in the order of a form.
func Domeinen() []Domein {
	return []Domein{DomeinActivering, DomeinWerknemer, DomeinVak, DomeinPersoonlijk}
}

// Label is the message key of the plain word for the kind. The older source says
// arbeidsvaardigheid for what the later one calls werknemersvaardigheid, so the
// word is that of the version a toewijzing began under.
func (d Domein) Label(v ladder.Versie) string {
	if d == DomeinWerknemer && v == ladder.V1 {
		return "domein.arbeidsvaardigheid"
	}
	return "domein." + string(d)
}

// Werk tells whether goals of this kind are about working: a skill of an employee
// or of a trade.
func (d Domein) Werk() bool { return d == DomeinWerknemer || d == DomeinVak }

// Score is how well something goes, in the three steps of every form. The empty
// score means that nobody said.
type Score string

// The three steps.
const (
	ScoreNogNiet Score = "nog_niet" // lukt nog niet
	ScoreSoms    Score = "soms"
	ScoreGoed    Score = "goed"
)

// Scores lists the steps from low to high.
func Scores() []Score { return []Score{ScoreNogNiet, ScoreSoms, ScoreGoed} }

// Waarde is the step as a number from 1 to 3, or 0 when nobody said.
func (s Score) Waarde() int { return slices.Index(Scores(), s) + 1 }

// Gericht says whether a goal is about growing or about keeping. Source: S-A,
// Uitgangspunten, Ontwikkeling ("vergroten, versterken of behouden"); DOE-04.
type Gericht string

// The two directions of a goal.
const (
	GerichtOntwikkelen Gericht = "ontwikkelen"
	GerichtBehouden    Gericht = "behouden" // keep, or make firmer
)

// DoelVersie is what a goal says from one agreement to the next. A version counts
// when the resident and the lokale toegang both agreed with it.
type DoelVersie struct {
	Nr             int        `json:"nr,omitzero"`
	Tekst          string     `json:"tekst,omitzero"` // in the resident's own words
	Domein         Domein     `json:"domein,omitzero"`
	Gericht        Gericht    `json:"gericht,omitzero"`
	Nulmeting      Score      `json:"nulmeting,omitzero"`
	Streefwaarde   Score      `json:"streefwaarde,omitzero"`
	Streefdatum    civil.Date `json:"streefdatum,omitzero"`
	SamenOpgesteld bool       `json:"samen_opgesteld,omitzero"` // made in a talk with the resident; PRD-10
	Vervalt        bool       `json:"vervalt,omitzero"`         // this version drops the goal

	VoorgesteldOp   civil.Date `json:"voorgesteld_op,omitzero"`
	VoorgesteldDoor Partij     `json:"voorgesteld_door,omitzero"`
	Reden           string     `json:"reden,omitzero"` // why it changes; not for the first version
	AkkoordInwoner  Akkoord    `json:"akkoord_inwoner,omitzero"`
	AkkoordToegang  Akkoord    `json:"akkoord_toegang,omitzero"`
	AfgewezenOp     civil.Date `json:"afgewezen_op,omitzero"`
	AfgewezenDoor   Partij     `json:"afgewezen_door,omitzero"`
}

// GeldtVanaf is the day on which the last of the two agreed; no date as long as
// one of them did not.
func (v DoelVersie) GeldtVanaf() civil.Date {
	if !v.AkkoordInwoner.Gegeven() || !v.AkkoordToegang.Gegeven() {
		return civil.Date{}
	}
	return civil.Max(v.AkkoordInwoner.Op, v.AkkoordToegang.Op)
}

// laatste is the latest day on which something happened with the version.
func (v DoelVersie) laatste() civil.Date {
	return civil.Max(v.VoorgesteldOp, v.AkkoordInwoner.Op, v.AkkoordToegang.Op, v.AfgewezenOp)
}

// Open tells whether the version still waits for somebody's agreement.
func (v DoelVersie) Open() bool { return v.GeldtVanaf().IsZero() && v.AfgewezenOp.IsZero() }

// Toets checks what a version says.
func (v DoelVersie) Toets() []rule.Finding {
	if v.Vervalt {
		return rule.FailIf(strings.TrimSpace(v.Reden) == "", "reden", "doel.reden_ontbreekt")
	}
	var findings []rule.Finding
	add := func(bad bool, field, code string) {
		findings = append(findings, rule.FailIf(bad, field, code)...)
	}
	add(strings.TrimSpace(v.Tekst) == "", "tekst", "doel.tekst_ontbreekt")
	add(!slices.Contains(Domeinen(), v.Domein), "domein", "doel.domein_ontbreekt")
	add(v.Gericht != GerichtOntwikkelen && v.Gericht != GerichtBehouden, "gericht", "doel.gericht_ontbreekt")
	add(v.Nulmeting.Waarde() == 0, "nulmeting", "doel.nulmeting_ontbreekt")
	add(v.Streefwaarde.Waarde() == 0, "streefwaarde", "doel.streefwaarde_ontbreekt")
	add(v.Streefdatum.IsZero(), "streefdatum", "doel.streefdatum_ontbreekt")
	if v.Nulmeting.Waarde() == 0 || v.Streefwaarde.Waarde() == 0 {
		return findings
	}
	add(v.Streefwaarde.Waarde() < v.Nulmeting.Waarde(), "streefwaarde", "doel.streefwaarde_lager")
	add(v.Gericht == GerichtOntwikkelen && v.Streefwaarde == v.Nulmeting, "streefwaarde", "doel.streefwaarde_gelijk")
	return findings
}

// Doel (goal) is what a resident works on, with its whole history. Versions are
// only added. Source: requirements DOE-04, BEG-03 and PRD-10.
type Doel struct {
	ID        string       `json:"id,omitzero"`
	InwonerID string       `json:"inwoner_id,omitzero"`
	Versies   []DoelVersie `json:"versies,omitzero"`
}

// Geldig is the version that counts, and whether there is one: the last one that
// both agreed with, unless that one dropped the goal.
func (d Doel) Geldig() (DoelVersie, bool) {
	for _, v := range slices.Backward(d.Versies) {
		if !v.GeldtVanaf().IsZero() {
			return v, !v.Vervalt
		}
	}
	return DoelVersie{}, false
}

// GeldigOp is the version that counted on a day, and whether there was one.
func (d Doel) GeldigOp(day civil.Date) (DoelVersie, bool) {
	for _, v := range slices.Backward(d.Versies) {
		if from := v.GeldtVanaf(); !from.IsZero() && !from.After(day) {
			return v, !v.Vervalt
		}
	}
	return DoelVersie{}, false
}

// Voorstel is the version that waits for agreement, and whether there is one.
func (d Doel) Voorstel() (DoelVersie, bool) {
	if n := len(d.Versies); n > 0 && d.Versies[n-1].Open() {
		return d.Versies[n-1], true
	}
	return DoelVersie{}, false
}

// Loopt (runs) tells whether the goal counts, or a proposal for it still waits.
func (d Doel) Loopt() bool {
	_, counts := d.Geldig()
	_, waits := d.Voorstel()
	return counts || waits
}

// StelVoor adds a version that still waits for agreement. Whoever proposes it, a
// provider too, it counts only when the resident and the lokale toegang both
// agreed. Source: S-A, Begeleiding ("conform de afgesproken doelen (opgesteld
// door lokale toegang samen met de inwoner)"); BEG-03.
func (d Doel) StelVoor(v DoelVersie, door Partij, op civil.Date) (Doel, []rule.Finding) {
	findings := v.Toets()
	if _, waiting := d.Voorstel(); waiting {
		findings = append(findings, rule.Fail("", "doel.voorstel_loopt_al")...)
	}
	if !slices.Contains(Partijen(), door) || op.IsZero() {
		findings = append(findings, rule.Fail("door", "doel.voorsteller_ontbreekt")...)
	}
	if n := len(d.Versies); n > 0 && op.Before(d.Versies[n-1].laatste()) {
		findings = append(findings, rule.Fail("op", "doel.dag_te_vroeg", d.Versies[n-1].laatste())...)
	}
	if len(d.Versies) > 0 && !v.Vervalt && strings.TrimSpace(v.Reden) == "" {
		findings = append(findings, rule.Fail("reden", "doel.reden_ontbreekt")...)
	}
	if len(d.Versies) == 0 && v.Vervalt {
		findings = append(findings, rule.Fail("", "doel.er_is_nog_niets")...)
	}
	if len(findings) > 0 {
		return d, findings
	}
	v.Nr = len(d.Versies) + 1
	v.VoorgesteldOp, v.VoorgesteldDoor = op, door
	v.AkkoordInwoner, v.AkkoordToegang = Akkoord{}, Akkoord{}
	v.AfgewezenOp, v.AfgewezenDoor = civil.Date{}, ""
	d.Versies = append(slices.Clone(d.Versies), v)
	return d, nil
}

// GeefAkkoord records the agreement of the resident or of the lokale toegang with
// the proposal. A provider cannot give one (BEG-03: not one-sidedly).
func (d Doel) GeefAkkoord(partij Partij, a Akkoord) (Doel, []rule.Finding) {
	v, waiting := d.Voorstel()
	if !waiting {
		return d, rule.Fail("", "doel.geen_voorstel")
	}
	findings := a.Toets()
	if a.Gegeven() && a.Op.Before(v.VoorgesteldOp) {
		findings = append(findings, rule.Fail("op", "doel.akkoord_voor_voorstel", v.VoorgesteldOp)...)
	}
	switch partij {
	case PartijInwoner:
		v.AkkoordInwoner = a
	case PartijToegang:
		v.AkkoordToegang = a
	default:
		findings = append(findings, rule.Fail("door", "doel.akkoord_niet_van_deze_partij", string(partij))...)
	}
	if len(findings) > 0 {
		return d, findings
	}
	d.Versies = slices.Clone(d.Versies)
	d.Versies[len(d.Versies)-1] = v
	return d, nil
}

// WijsAf records that a party does not agree with the proposal; what counted
// before goes on counting.
func (d Doel) WijsAf(partij Partij, op civil.Date) (Doel, []rule.Finding) {
	v, waiting := d.Voorstel()
	if !waiting {
		return d, rule.Fail("", "doel.geen_voorstel")
	}
	if op.Before(v.VoorgesteldOp) {
		return d, rule.Fail("op", "doel.akkoord_voor_voorstel", v.VoorgesteldOp)
	}
	v.AfgewezenOp, v.AfgewezenDoor = op, partij
	d.Versies = slices.Clone(d.Versies)
	d.Versies[len(d.Versies)-1] = v
	return d, nil
}
