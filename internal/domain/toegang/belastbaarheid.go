package toegang

import (
	"time"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// Dagdeel is a part of the week in which somebody can work.
type Dagdeel struct {
	Dag    time.Weekday `json:"dag,omitzero"`
	Moment Dagmoment    `json:"moment,omitzero"`
}

// MinutenPerDagdeel is the length of a dagdeel: four hours. Source: iWmo, WJ756 code 16;
// requirement X-06.
const MinutenPerDagdeel = 240

// Dagmoment is a part of the day.
type Dagmoment string

// The parts of a day; each is one dagdeel of at most four hours.
const (
	Ochtend Dagmoment = "ochtend"
	Middag  Dagmoment = "middag"
	Avond   Dagmoment = "avond"
)

// Dagmomenten lists the parts of a day.
func Dagmomenten() []Dagmoment { return []Dagmoment{Ochtend, Middag, Avond} }

// Belastbaarheid is how much somebody can bear, agreed with the resident.
// Source: S-A, Uitgangspunten ("Afgestemd op wat inwoner nodig heeft en naar
// vermogen"); requirement UIT-02.
type Belastbaarheid struct {
	MinutenPerDag int          `json:"minuten_per_dag,omitzero"` // at most; 0: not agreed
	DagenPerWeek  int          `json:"dagen_per_week,omitzero"`  // at most; 0: not agreed
	Dagdelen      []Dagdeel    `json:"dagdelen,omitzero"`
	Opbouw        []Opbouwstap `json:"opbouw,omitzero"`
}

// Opbouwstap is one step of a building-up: from a day on somebody can bear this.
type Opbouwstap struct {
	Vanaf         civil.Date `json:"vanaf,omitzero"`
	MinutenPerDag int        `json:"minuten_per_dag,omitzero"`
	DagenPerWeek  int        `json:"dagen_per_week,omitzero"`
}

// Op is what was agreed for a day: the latest step that has begun, or the
// agreement itself when none has.
func (b Belastbaarheid) Op(day civil.Date) Belastbaarheid {
	var reached civil.Date
	now := b
	for _, step := range b.Opbouw {
		if !step.Vanaf.IsZero() && !step.Vanaf.After(day) && !step.Vanaf.Before(reached) {
			reached = step.Vanaf
			now.MinutenPerDag, now.DagenPerWeek = step.MinutenPerDag, step.DagenPerWeek
		}
	}
	return now
}

// MinutenPerWeek is the most that fits in a week, and whether that was agreed.
func (b Belastbaarheid) MinutenPerWeek() (minutes int, agreed bool) {
	return b.MinutenPerDag * b.DagenPerWeek, b.MinutenPerDag > 0 && b.DagenPerWeek > 0
}

// Toets checks that the numbers of an agreement can be.
func (b Belastbaarheid) Toets() []rule.Finding {
	var findings []rule.Finding
	check := func(field string, minutes, days int) {
		if minutes < 0 || minutes > 12*60 {
			findings = append(findings, rule.Fail(field+"minutenPerDag", "belastbaarheid.minuten_kan_niet")...)
		}
		if days < 0 || days > 7 {
			findings = append(findings, rule.Fail(field+"dagenPerWeek", "belastbaarheid.dagen_kan_niet")...)
		}
	}
	check("", b.MinutenPerDag, b.DagenPerWeek)
	for i, step := range b.Opbouw {
		if step.Vanaf.IsZero() {
			findings = append(findings, rule.Fail("opbouw", "belastbaarheid.opbouw_zonder_dag", i+1)...)
		}
		check("opbouw.", step.MinutenPerDag, step.DagenPerWeek)
	}
	return findings
}
