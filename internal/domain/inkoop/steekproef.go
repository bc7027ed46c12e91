package inkoop

import (
	"bytes"
	"crypto/sha256"
	"slices"

	"trede/internal/domain/civil"
)

// Steekproef (random check) draws a percentage of the ids, rounded up, and gives them in
// order. Who draws again with the same seed gets the same ones, whatever the order, so
// that the draw can be explained; nobody can choose who is drawn, because that follows
// from a hash of seed and id. A negative percentage draws none and one above 100 all.
// Source: INK-04.
func Steekproef(ids []string, procent int, seed string) []string {
	all := slices.Clone(ids)
	slices.Sort(all)
	all = slices.Compact(all)
	lot := func(id string) []byte {
		sum := sha256.Sum256([]byte(seed + "\x00" + id))
		return sum[:]
	}
	slices.SortFunc(all, func(a, b string) int { return bytes.Compare(lot(a), lot(b)) })
	procent = min(max(procent, 0), 100)
	drawn := all[:(len(all)*procent+99)/100]
	slices.Sort(drawn)
	return drawn
}

// RondeSteekproef (random check of a round) is the draw among the inschrijvingen of a round
// that led to a contract, as it was done: who draws again with the same seed from the same
// ones gets the same. The zero value is that nothing was drawn yet. Source: INK-04.
type RondeSteekproef struct {
	Zaad      string           `json:"zaad,omitzero"` // seed of [Steekproef]
	Procent   int              `json:"procent,omitzero"`
	Op        civil.Date       `json:"op,omitzero"`
	DoorID    string           `json:"door_id,omitzero"`
	Uit       []InschrijvingID `json:"uit,omitzero"` // from which it was drawn
	Getrokken []InschrijvingID `json:"getrokken,omitzero"`
}

// Trek draws.
func (s RondeSteekproef) Trek() RondeSteekproef {
	ids := make([]string, len(s.Uit))
	for n, id := range s.Uit {
		ids[n] = string(id)
	}
	s.Getrokken = nil
	for _, id := range Steekproef(ids, s.Procent, s.Zaad) {
		s.Getrokken = append(s.Getrokken, InschrijvingID(id))
	}
	return s
}

// Steekproefpunten are the points of compliance for an inschrijving that was drawn, made of
// one that says what is asked: one for each requirement of which the evidence is only asked
// in the check, or one about none when there is no such requirement. Source: INK-04.
func (f KwalificatieFeiten) Steekproefpunten(punt Nalevingspunt) []Nalevingspunt {
	punt.Bron, punt.Eis = BronSteekproef, ""
	var out []Nalevingspunt
	for _, e := range f.Eisen() {
		if e.Bewijs == BewijsSteekproef {
			punt.Eis = e.Code
			out = append(out, punt)
		}
	}
	if len(out) == 0 {
		out = append(out, punt)
	}
	return out
}
