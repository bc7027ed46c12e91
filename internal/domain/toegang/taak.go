package toegang

import (
	"cmp"
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
)

// TaakSoort says what is to be done. It is part of the key and never changes its
// meaning.
type TaakSoort string

// Onderwerp is what a task is about.
type Onderwerp struct {
	Soort string // melding, aanvraag, doel, toewijzing, signaal
	ID    string
}

// Eigenaar is whose turn it is: a role, and as far as known the person, the team
// or the provider. A task of a resident has the resident as person.
type Eigenaar struct {
	Rol       Rol
	Persoon   string             // id; empty: anybody of the team or the provider
	Team      string             // id of the team of the lokale toegang
	Aanbieder inkoop.AanbiederID // for roles of a provider
}

// Taak (task) is something that somebody has to do. Tasks are derived from facts
// and hold dates only: whether one is late or due this week is told when it is
// read, with [Taak.DringendOp]. Source: domain guide 7.
type Taak struct {
	Soort          TaakSoort
	Sleutel        string // the same facts give the same key
	InwonerID      string
	Onderwerp      Onderwerp
	VoorWie        Eigenaar
	ZichtbaarVanaf civil.Date
	Termijn        civil.Date // last day; zero: no term, or one that stands still
	Wettelijk      bool       // the term is set by law
	Opgeschort     bool       // the term stands still, so its last day is not known
	Actie          string     // message key of the button
}

// Sleutel makes the key of a task: what, about what, and for whom when more than
// one has the same to do.
func Sleutel(soort TaakSoort, parts ...string) string {
	return string(soort) + ":" + strings.Join(parts, ":")
}

// Dringendheid is how a task stands on a day.
type Dringendheid string

// How a task can stand.
const (
	NogNiet  Dringendheid = "nog_niet"  // not to be seen yet
	TeLaat   Dringendheid = "te_laat"   // its last day has passed
	DezeWeek Dringendheid = "deze_week" // today or within seven days
	Later    Dringendheid = "later"
	GeenTerm Dringendheid = "geen_termijn"
)

// DringendOp tells how the task stands on a day.
func (t Taak) DringendOp(today civil.Date) Dringendheid {
	switch {
	case today.Before(t.ZichtbaarVanaf):
		return NogNiet
	case t.Termijn.IsZero():
		return GeenTerm
	case today.After(t.Termijn):
		return TeLaat
	case today.DaysUntil(t.Termijn) <= 7:
		return DezeWeek
	}
	return Later
}

// SortTaken puts tasks in order: the earliest last day first, those without one
// last, and by key among equals, so that the same facts give the same list.
func SortTaken(tasks []Taak) {
	slices.SortFunc(tasks, func(a, b Taak) int {
		if a.Termijn.IsZero() != b.Termijn.IsZero() {
			if a.Termijn.IsZero() {
				return 1
			}
			return -1
		}
		return cmp.Or(a.Termijn.Compare(b.Termijn), strings.Compare(a.Sleutel, b.Sleutel))
	})
}
