// Package ladder holds the participatieladder (ladder of participation): six
// treden (rungs) from isolated to paid work, as the two source documents define
// them, the questions that place a resident on it, and what is measured over time.
//
// There are two definitions. They share the numbers and differ in what some of
// them mean, so every Meting (measurement) keeps the Versie (definition version)
// it was made with. Sources: Markconsultatie Activerend Werk 28 May 2019,
// "Toelichting Participatieladder" (v2); the older presentation of 2016, same
// heading (v1); domain guide 2.1 and 2.2.
//
// A placement is advice: a professional may decide otherwise with a reason, and
// the resident's own view stands beside it. Nothing in this package refuses a
// resident anything.
package ladder

import (
	"slices"
	"strconv"

	"trede/internal/domain/civil"
)

// Trede (rung) is 1 to 6; 0 is not measured. It is stored as its number, which
// means the same place on the ladder in every version (requirement B-LAD-01).
type Trede int

// The first and the last trede.
const (
	Laagste Trede = 1
	Hoogste Trede = 6
)

// Valid tells whether the trede is on the ladder.
func (t Trede) Valid() bool { return t >= Laagste && t <= Hoogste }

// String is the number, or the empty text when not measured.
func (t Trede) String() string {
	if t == 0 {
		return ""
	}
	return strconv.Itoa(int(t))
}

// Treden are all six, from low to high.
func Treden() []Trede { return []Trede{1, 2, 3, 4, 5, 6} }

// Versie is the version of the definitions.
type Versie string

// The two versions.
const (
	V1 Versie = "v1" // the presentation of 2016
	V2 Versie = "v2" // the market consultation of 2019
)

// Nadruk (emphasis) is what an arrangement on a trede is about most, which steers
// the goals and report questions that are proposed (requirement LAD-08).
type Nadruk string

// The emphases; the empty one is for treden without arrangements of their own.
const (
	Activering Nadruk = "activering"
	Werk       Nadruk = "werk"
)

// Definitie (definition) says what one trede means in one version.
type Definitie struct {
	Trede       Trede    `json:"trede"`
	Naam        string   `json:"naam"`             // as the source document has it
	Betekenis   string   `json:"betekenis"`        // for professionals, in our own words, level B1
	Voorbeelden []string `json:"voorbeelden"`      // level B1
	Kort        string   `json:"kort"`             // plain name for residents, level A2
	Uitleg      string   `json:"uitleg"`           // one sentence for residents, level A2
	Nadruk      Nadruk   `json:"nadruk,omitempty"` // LAD-08
	Ankers      []Anker  `json:"ankers,omitempty"` // the small steps inside the trede
	Uitstroom   bool     `json:"uitstroom"`        // reaching it means leaving Activerend Werk (LAD-06)
}

// Ladder is one version of the definitions with the days on which new
// measurements use it, and the questions that lead to a trede.
type Ladder struct {
	Versie      Versie
	Bron        string     // source document and heading
	From, Until civil.Date // as a Period: Until does not count, zero is open
	Definities  []Definitie
	Stappen     []Stap
}

// Definitie gives the definition of a trede, or false when it is not on the ladder.
func (l Ladder) Definitie(t Trede) (Definitie, bool) {
	for _, d := range l.Definities {
		if d.Trede == t {
			return d, true
		}
	}
	return Definitie{}, false
}

// Naam is the name of a trede in this version, or the empty text.
func (l Ladder) Naam(t Trede) string {
	d, _ := l.Definitie(t)
	return d.Naam
}

var ladders = []Ladder{ladderV1(), ladderV2()}

// Ladders are all versions in order of day. Their contents are shared: read only.
func Ladders() []Ladder { return slices.Clone(ladders) }

// Get gives the ladder of a version, or false when there is no such version.
func Get(v Versie) (Ladder, bool) {
	for _, l := range ladders {
		if l.Versie == v {
			return l, true
		}
	}
	return Ladder{}, false
}

// At gives the ladder that new measurements use on a day, or false for no date.
// What runs keeps the version it began under; ask [Get] for that.
func At(day civil.Date) (Ladder, bool) {
	for _, l := range ladders {
		if (civil.Period{From: l.From, Until: l.Until}).Contains(day) {
			return l, true
		}
	}
	return Ladder{}, false
}

// Verschil (difference) is one thing that two versions say otherwise of a trede.
type Verschil struct {
	Trede    Trede
	Veld     string // "naam" or "betekenis"
	Was      string
	Geworden string
}

// Verschillen lists what changed in the definitions from one version to another,
// in order of trede (domain guide 1.1 row 3).
func Verschillen(from, to Ladder) []Verschil {
	var list []Verschil
	for _, old := range from.Definities {
		now, ok := to.Definitie(old.Trede)
		if !ok {
			continue
		}
		if old.Naam != now.Naam {
			list = append(list, Verschil{old.Trede, "naam", old.Naam, now.Naam})
		}
		if old.Betekenis != now.Betekenis {
			list = append(list, Verschil{old.Trede, "betekenis", old.Betekenis, now.Betekenis})
		}
	}
	return list
}
