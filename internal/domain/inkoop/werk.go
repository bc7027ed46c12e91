package inkoop

import (
	"cmp"
	"slices"

	"trede/internal/domain/civil"
)

// WerkSoort is what there is to do in procurement. It is part of a message key and never
// changes.
type WerkSoort string

// The kinds that are not on the radar; those of the radar have the name of their
// [RadarSoort].
const (
	WerkActie        WerkSoort = "actie"                 // an action of a meeting or a point (INK-08)
	WerkPunt         WerkSoort = "punt"                  // a point of compliance to answer
	WerkVragen       WerkSoort = "vragen"                // questions of a round
	WerkInschrijving WerkSoort = "inschrijving"          // registrations to assess
	WerkUitzondering WerkSoort = "uitzondering_gevraagd" // an exception to decide about (LOC-02)
)

// Inkooptaak is one thing to do in procurement: about contracts and aanbieders, never about
// a resident. It is derived when it is read (docs/adr/0011).
type Inkooptaak struct {
	Soort     WerkSoort
	Aanbieder AanbiederID
	Gemeente  GemeenteCode
	Wat       string
	ID        string
	Contract  ContractID
	Dag       civil.Date // last day; zero: it never was there, or it is only counted
	Aantal    int        // of kinds that are counted or have no day
}

// ActieFeiten is an action with its id.
type ActieFeiten struct {
	Actie
	ID string
}

// WerkFeiten is what the work of procurement follows from.
type WerkFeiten struct {
	Radar          []Radarregel
	Punten         []RadarPunt
	Acties         []ActieFeiten
	Vragen         int // questions without an answer
	Inschrijvingen int // handed in and not decided about
	// Uitzonderingen are the places with an exception that waits for a decision.
	Uitzonderingen []Werkplek
}

// WerkVraag says for whom the work is asked: what somebody may do decides what stands in
// the list.
type WerkVraag struct {
	AccountID    string
	Organisaties []string       // whose actions are theirs
	Regio        bool           // acts for the region: contracts, agreements past their term, exceptions
	Beoordeelt   bool           // assesses registrations
	Gemeenten    []GemeenteCode // whose pilots are theirs
	Aanbieders   []AanbiederID  // for which they act
}

// Inkoopwerk gives what somebody has to do in procurement, by last day; what never was
// there comes first, and what is counted or has no day last. Source: INK-08 ("Acties
// zichtbaar op ieders werkvoorraad"), INK-05, INK-10, LOC-02.
func Inkoopwerk(f WerkFeiten, who WerkVraag) []Inkooptaak {
	var out []Inkooptaak
	for _, a := range f.Acties {
		mine := a.AccountID != "" && a.AccountID == who.AccountID ||
			a.AccountID == "" && slices.Contains(who.Organisaties, a.OrganisatieID)
		if mine && a.Gedaan.IsZero() {
			out = append(out, Inkooptaak{Soort: WerkActie, Wat: a.Wat, ID: a.ID, Dag: a.Uiterlijk})
		}
	}
	for _, r := range f.Radar {
		if who.handelt(r) && !f.gevraagd(r) {
			out = append(out, Inkooptaak{
				Soort: WerkSoort(r.Soort), Aanbieder: r.Aanbieder, Gemeente: r.Gemeente, Wat: r.Wat, ID: r.ID, Contract: r.Contract, Dag: r.Dag,
			})
		}
	}
	for _, p := range f.Punten {
		unanswered := p.Open() && p.Reactie == ""
		onRadar := slices.ContainsFunc(f.Radar, func(r Radarregel) bool { return r.ID == p.ID && who.handelt(r) })
		if unanswered && !onRadar && slices.Contains(who.Aanbieders, p.Aanbieder) {
			out = append(out, Inkooptaak{Soort: WerkPunt, Aanbieder: p.Aanbieder, Wat: p.Afspraak, ID: p.ID, Contract: p.Contract, Dag: p.Termijn})
		}
	}
	count := func(soort WerkSoort, n int, theirs bool) {
		if n > 0 && theirs {
			out = append(out, Inkooptaak{Soort: soort, Aantal: n})
		}
	}
	count(WerkVragen, f.Vragen, who.Regio)
	count(WerkInschrijving, f.Inschrijvingen, who.Beoordeelt)
	for _, w := range f.Uitzonderingen {
		if who.Regio {
			out = append(out, Inkooptaak{Soort: WerkUitzondering, Aanbieder: w.Aanbieder, Wat: w.Naam, ID: string(w.ID), Aantal: 1})
		}
	}
	slices.SortStableFunc(out, func(a, b Inkooptaak) int {
		return cmp.Or(cmp.Compare(min(a.Aantal, 1), min(b.Aantal, 1)), a.Dag.Compare(b.Dag), cmp.Compare(a.Soort, b.Soort))
	})
	return out
}

// gevraagd tells whether a row is about the end or the review of an exception that was asked
// again already: then the decision is what is left to do.
func (f WerkFeiten) gevraagd(r Radarregel) bool {
	return (r.Soort == RadarUitzondering || r.Soort == RadarHerziening) &&
		slices.ContainsFunc(f.Uitzonderingen, func(w Werkplek) bool { return string(w.ID) == r.ID })
}

// handelt tells whether somebody must act on a row of the radar. A contract that ends
// concerns the aanbieder too: it has to register again (INK-12).
func (w WerkVraag) handelt(r Radarregel) bool {
	own := slices.Contains(w.Aanbieders, r.Aanbieder)
	switch r.Wie {
	case Contractmanager:
		return w.Regio || own && r.Soort == RadarContract
	case GemeenteBeleid:
		return slices.Contains(w.Gemeenten, r.Gemeente)
	}
	return own
}
