package inkoop

import (
	"slices"
	"time"

	"trede/internal/domain/civil"
)

// Oordeel is what an assessor thinks of one requirement. The zero value is no verdict.
type Oordeel string

// The verdicts.
const (
	Voldoet      Oordeel = "voldoet"
	VoldoetNiet  Oordeel = "voldoet niet"
	VraagOordeel Oordeel = "vraag" // to be asked of the aanbieder, in the gesprek for example
)

// Oordelen lists the verdicts.
func Oordelen() []Oordeel { return []Oordeel{Voldoet, VoldoetNiet, VraagOordeel} }

// EisOordeel is the verdict of one assessor on one requirement.
type EisOordeel struct {
	Eis     EisCode `json:"eis,omitzero"`
	Oordeel Oordeel `json:"oordeel,omitzero"`
	Notitie string  `json:"notitie,omitzero"`
}

// Beoordeling (assessment) is the work of one assessor on one inschrijving. Source:
// INK-13: at least two assessors.
type Beoordeling struct {
	Inschrijving  InschrijvingID
	BeoordelaarID string    // account
	Afgerond      time.Time // zero: not yet
	Inhoud        BeoordelingInhoud
}

// Telt tells whether the assessment is finished and nobody set it aside.
func (b Beoordeling) Telt() bool { return !b.Afgerond.IsZero() && b.Inhoud.Terzijde == "" }

// BeoordelingInhoud is what an assessor wrote down.
type BeoordelingInhoud struct {
	Compleet    JaNee        `json:"compleet,omitzero"` // everything is there to judge by
	Oordelen    []EisOordeel `json:"oordelen,omitzero"`
	Plan        Oordeel      `json:"plan,omitzero"`
	PlanNotitie string       `json:"plan_notitie,omitzero"`
	Advies      Uitslag      `json:"advies,omitzero"`
	// Why it was set aside (terzijde) by who prepares the decision, because the assessor
	// cannot mend it: ill, or gone. Empty: it counts.
	Terzijde string `json:"terzijde,omitzero"`
}

// Gesprek (verificatiegesprek, verification interview) is planned, held and written down.
// Source: S-A, Wijzigingen; INK-13, INK-17.
type Gesprek struct {
	Gepland    civil.Date `json:"gepland,omitzero"`
	Gehouden   civil.Date `json:"gehouden,omitzero"`
	Deelnemers string     `json:"deelnemers,omitzero"`
	Verslag    string     `json:"verslag,omitzero"`
	Uitkomst   Oordeel    `json:"uitkomst,omitzero"`
}

// Vastgelegd tells whether the gesprek was held and written down.
func (g Gesprek) Vastgelegd() bool {
	return !g.Gehouden.IsZero() && g.Verslag != "" && g.Uitkomst != ""
}

// Uitslag is the outcome of an inschrijving.
type Uitslag string

// The outcomes (INK-14).
const (
	Gekwalificeerd Uitslag = "gekwalificeerd"
	Afgewezen      Uitslag = "afgewezen"
)

// Uitslagen lists the outcomes.
func Uitslagen() []Uitslag { return []Uitslag{Gekwalificeerd, Afgewezen} }

// Kwalificatiebesluit is the decision on an inschrijving: prepared by one person, taken by
// another, with its reasons. Source: INK-14.
type Kwalificatiebesluit struct {
	Uitslag      Uitslag    `json:"uitslag,omitzero"`
	Motivering   string     `json:"motivering,omitzero"`
	VoorbereidID string     `json:"voorbereid_id,omitzero"` // account
	GenomenID    string     `json:"genomen_id,omitzero"`    // account; empty: not taken yet
	Genomen      civil.Date `json:"genomen,omitzero"`
	Brief        string     `json:"brief,omitzero"` // id of the letter as a file
	// What a qualification gave on that day. The letter says it for good, also when the
	// round or the contract changes afterwards.
	Looptijd civil.Period    `json:"looptijd,omitzero"`
	Regels   []Contractregel `json:"regels,omitzero"`
	// Eerder are the decisions that this one comes in the place of, the first one first.
	Eerder []HerzienBesluit `json:"eerder,omitzero"`
}

// HerzienBesluit (revised decision) is one that no longer holds, with who opened it again
// and why.
type HerzienBesluit struct {
	Besluit Kwalificatiebesluit `json:"besluit,omitzero"`
	Op      civil.Date          `json:"op,omitzero"`
	DoorID  string              `json:"door_id,omitzero"` // account
	Reden   string              `json:"reden,omitzero"`
}

// Heropend gives the decision as it stands after somebody opened it again: none, with what
// was decided before. Source: INK-14; Aanbestedingswet 2012, art. 2.127: the days between
// decision and contract are there to come back on it.
func (b Kwalificatiebesluit) Heropend(day civil.Date, account, reden string) Kwalificatiebesluit {
	before := append(slices.Clone(b.Eerder), HerzienBesluit{Op: day, DoorID: account, Reden: reden})
	b.Eerder = nil
	before[len(before)-1].Besluit = b
	return Kwalificatiebesluit{Eerder: before}
}
