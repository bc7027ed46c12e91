package inkoop

import (
	"time"

	"trede/internal/domain/civil"
)

// WerkplekID is the immutable id of a werkplek.
type WerkplekID string

// Werkplek (place to work) is where residents of an aanbieder work. It always
// tells for whom the work is done, because Activerend Werk is doing something for
// others (S-A, Afbakening met Dagbesteding).
type Werkplek struct {
	ID         WerkplekID
	Aanbieder  AanbiederID
	Naam       string
	VoorWie    string       // for whom you do this work
	Wijk       WijkCode     // may be empty
	Gemeente   GemeenteCode // where it lies
	Woonplaats string       // may be empty
	Werkgebied []Gebied     // where the work is done beside the address; none: there only
	Dagdelen   []Dagdeelplekken
	Geldig     civil.Period
}

// Gebied (area) is a gemeente, or one woonplaats in it, where the work of a werkplek is done
// without an address of its own: green in several villages, for example. Source: LOC-01
// ("werklocatie of werkgebied").
type Gebied struct {
	Gemeente   GemeenteCode `json:"gemeente,omitzero"`
	Woonplaats string       `json:"woonplaats,omitzero"` // empty: the whole gemeente
}

// Deel is the morning or the afternoon of a day.
type Deel string

// The two dagdelen of a day.
const (
	Ochtend Deel = "ochtend"
	Middag  Deel = "middag"
)

// Dagdeel is four hours on one weekday.
type Dagdeel struct {
	Dag  time.Weekday `json:"dag,omitzero"`
	Deel Deel         `json:"deel,omitzero"`
}

// Dagdeelplekken is how many residents can work at a werkplek in one dagdeel.
type Dagdeelplekken struct {
	Dagdeel Dagdeel `json:"dagdeel,omitzero"`
	Plekken int     `json:"plekken,omitzero"`
}

// Capaciteit is the number of places over all dagdelen of a week.
func (w Werkplek) Capaciteit() int {
	sum := 0
	for _, d := range w.Dagdelen {
		sum += d.Plekken
	}
	return sum
}

// Plekken is the number of places in one dagdeel.
func (w Werkplek) Plekken(d Dagdeel) int {
	sum := 0
	for _, p := range w.Dagdelen {
		if p.Dagdeel == d {
			sum += p.Plekken
		}
	}
	return sum
}
