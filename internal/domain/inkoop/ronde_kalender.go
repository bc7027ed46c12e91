package inkoop

import "trede/internal/domain/civil"

// RondeFase (phase) is how far a round is on a day.
type RondeFase string

// The phases in their order.
const (
	FaseConsultatie RondeFase = "consultatie" // until the first day of registration
	FaseInschrijven RondeFase = "inschrijven"
	FaseBeoordelen  RondeFase = "beoordelen"
	FaseBesluit     RondeFase = "besluit" // decided; the standstill runs
	FaseContract    RondeFase = "contract"
)

// RondeFasen lists the phases in their order.
func RondeFasen() []RondeFase {
	return []RondeFase{FaseConsultatie, FaseInschrijven, FaseBeoordelen, FaseBesluit, FaseContract}
}

// RondeMijlpaal (milestone) names a day of the calendar of a round.
type RondeMijlpaal string

// The days of the calendar in their order.
const (
	MijlpaalConsultatie    RondeMijlpaal = "consultatie"
	MijlpaalInschrijvenVan RondeMijlpaal = "inschrijven_van"
	MijlpaalInschrijvenTot RondeMijlpaal = "inschrijven_tot" // last day
	MijlpaalBesluit        RondeMijlpaal = "besluit"         // last day on which a decision leaves the standstill whole
	MijlpaalContract       RondeMijlpaal = "contract"        // first day of the contracts
)

// RondeDag is a day of the calendar of a round.
type RondeDag struct {
	Mijlpaal RondeMijlpaal
	Dag      civil.Date
}

// BesluitDag is the last day on which a decision leaves the whole standstill before the
// contracts begin; no date when that is not known yet. standstill is in days (INK-14).
func (r Ronde) BesluitDag(standstill int) civil.Date {
	if r.Contract.From.IsZero() {
		return civil.Date{}
	}
	return r.Contract.From.AddDays(-standstill - 1)
}

// Fase says how far the round is on a day. What has no date yet has not begun.
func (r Ronde) Fase(day civil.Date, standstill int) RondeFase {
	begun := func(first civil.Date) bool { return !first.IsZero() && !day.Before(first) }
	switch {
	case begun(r.Contract.From):
		return FaseContract
	case begun(r.Inschrijven.Until) && begun(r.BesluitDag(standstill)):
		return FaseBesluit
	case begun(r.Inschrijven.Until):
		return FaseBeoordelen
	case begun(r.Inschrijven.From):
		return FaseInschrijven
	}
	return FaseConsultatie
}

// Kalender gives the days of the round that are known, in their order.
func (r Ronde) Kalender(standstill int) []RondeDag {
	var out []RondeDag
	for _, d := range []RondeDag{
		{MijlpaalConsultatie, r.Consultatie},
		{MijlpaalInschrijvenVan, r.Inschrijven.From},
		{MijlpaalInschrijvenTot, r.Inschrijven.LastDay()},
		{MijlpaalBesluit, r.BesluitDag(standstill)},
		{MijlpaalContract, r.Contract.From},
	} {
		if !d.Dag.IsZero() {
			out = append(out, d)
		}
	}
	return out
}

// Volgende is the next day of the calendar, today included, and whether there is one.
func (r Ronde) Volgende(day civil.Date, standstill int) (RondeDag, bool) {
	for _, d := range r.Kalender(standstill) {
		if !d.Dag.Before(day) {
			return d, true
		}
	}
	return RondeDag{}, false
}

// VragenOpen tells whether questions may still be asked: until registration ends, because
// an answer after it would help nobody (INK-01).
func (r Ronde) VragenOpen(day civil.Date) bool {
	return r.Inschrijven.Until.IsZero() || day.Before(r.Inschrijven.Until)
}
