package inkoop

import (
	"slices"

	"trede/internal/domain/civil"
)

// Bezetting (occupancy) is what another toewijzing takes of the places of an aanbieder.
type Bezetting struct {
	Werkplek WerkplekID   // empty: somewhere at the aanbieder, at no place in particular
	Periode  civil.Period // in which it takes them
	Dagdelen int          // a week; less than one counts as one
}

func (b Bezetting) dagdelen() int { return max(1, b.Dagdelen) }

// HoogsteBezetting is the most dagdelen a week that toewijzingen take together on any day
// of a period, by those that count only.
func HoogsteBezetting(list []Bezetting, period civil.Period, counts func(Bezetting) bool) int {
	// It is highest on the first day, or on a day on which another one begins.
	days := []civil.Date{period.From}
	var there []Bezetting
	for _, b := range list {
		if !counts(b) || !b.Periode.Overlaps(period) {
			continue
		}
		there = append(there, b)
		if b.Periode.From.After(period.From) {
			days = append(days, b.Periode.From)
		}
	}
	slices.SortFunc(days, civil.Date.Compare)
	most := 0
	for _, day := range slices.Compact(days) {
		sum := 0
		for _, b := range there {
			if b.Periode.Contains(day) {
				sum += b.dagdelen()
			}
		}
		most = max(most, sum)
	}
	return most
}

// periode is the period of the toewijzing asked for.
func (f GateFacts) periode() civil.Period { return civil.Through(f.Start, f.LaatsteDag) }

// open are the places of the aanbieder that are there on the first day.
func (f GateFacts) open() []Werkplek {
	var list []Werkplek
	for _, w := range f.Werkplekken {
		if w.Geldig.Contains(f.Start) {
			list = append(list, w)
		}
	}
	return list
}

// plekken are the places where the resident may come to work: the one that was chosen, or
// any that is there on the first day.
func (f GateFacts) plekken() []Werkplek {
	if f.Werkplek != nil {
		return []Werkplek{*f.Werkplek}
	}
	return f.open()
}

// Ruimte (room) is how many dagdelen a week residents can work somewhere, and how many of
// them are taken in the fullest week of a period.
type Ruimte struct{ Dagdelen, Bezet int }

// Vrij is how many dagdelen a week are left; never less than none.
func (r Ruimte) Vrij() int { return max(0, r.Dagdelen-r.Bezet) }

// Past tells whether that many dagdelen a week can be added; less than one counts as one.
func (r Ruimte) Past(dagdelen int) bool { return r.Bezet+max(1, dagdelen) <= r.Dagdelen }

// RuimteBij is the room of one place in the period of the toewijzing.
func (f GateFacts) RuimteBij(w Werkplek) Ruimte {
	return Ruimte{Dagdelen: w.Capaciteit(), Bezet: HoogsteBezetting(f.Bezetting, f.periode(), func(b Bezetting) bool { return b.Werkplek == w.ID })}
}

// RuimteTotaal is the room of all places that are there on the first day. It counts also
// what is allocated to no place in particular.
func (f GateFacts) RuimteTotaal() Ruimte {
	r := Ruimte{Bezet: HoogsteBezetting(f.Bezetting, f.periode(), func(Bezetting) bool { return true })}
	for _, w := range f.open() {
		r.Dagdelen += w.Capaciteit()
	}
	return r
}
