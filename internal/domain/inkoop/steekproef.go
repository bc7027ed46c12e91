package inkoop

import (
	"bytes"
	"crypto/sha256"
	"slices"
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
