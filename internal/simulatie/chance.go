package simulatie

import (
	"math/rand/v2"
)

// Chance is one stream of chance. Everybody and everything has a stream of their
// own, named by what it is for, so that one more draw here changes nothing there.
type Chance struct{ r *rand.Rand }

// stream names what a stream is for.
type stream uint64

// The streams. A number is never used for something else later: the same seed
// then gives the same people.
const (
	streamBSN stream = iota + 1
	streamInwoner
	streamLeven
	streamOrganisatie
	streamMedewerker
	streamAfwezig
	streamDag
)

// NewChance gives the stream for a purpose and a number, out of a seed.
func newChance(seed uint64, s stream, n int) *Chance {
	return &Chance{rand.New(rand.NewPCG(mix(seed^mix(uint64(s))), mix(seed+mix(uint64(n)+1))))}
}

// mix spreads the bits of a number (SplitMix64), so that streams of neighbouring
// numbers have nothing in common.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Below gives a number from 0 to n-1.
func (c *Chance) Below(n int) int {
	if n <= 1 {
		return 0
	}
	return c.r.IntN(n)
}

// Between gives a number from low to high, both included.
func (c *Chance) Between(low, high int) int { return low + c.Below(high-low+1) }

// Once tells whether something that happens in a share of all cases happens now.
// The share is from 0 to 1.
func (c *Chance) Once(share float64) bool { return c.r.Float64() < share }

// Share gives a number from low to high.
func (c *Chance) Share(low, high float64) float64 { return low + (high-low)*c.r.Float64() }

// pickFrom gives one of a list.
func pickFrom[T any](c *Chance, list []T) T { return list[c.Below(len(list))] }

// weighted is something with how often it comes.
type weighted[T any] struct {
	weight int
	value  T
}

// pickWeighted gives one of a list by weight.
func pickWeighted[T any](c *Chance, list []weighted[T]) T {
	total := 0
	for _, w := range list {
		total += w.weight
	}
	n := c.Below(total)
	for _, w := range list {
		if n -= w.weight; n < 0 {
			return w.value
		}
	}
	return list[len(list)-1].value
}

// some gives n different ones of a list, in the order of the list.
func some[T any](c *Chance, list []T, n int) []T {
	var out []T
	left := min(n, len(list))
	for i, v := range list {
		if left > 0 && c.Below(len(list)-i) < left {
			out = append(out, v)
			left--
		}
	}
	return out
}
