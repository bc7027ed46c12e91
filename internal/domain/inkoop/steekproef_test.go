package inkoop

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"trede/internal/testkit"
)

// The draw has the size that was asked, at least one, does not depend on the order, and
// a larger one holds the smaller one.
func TestSteekproef(t *testing.T) {
	testkit.Eis(t, "INK-04")
	rng := rand.New(rand.NewPCG(1, 2))
	for n := range 40 {
		ids := make([]string, n)
		for i := range ids {
			ids[i] = fmt.Sprintf("id-%03d", i)
		}
		var before []string
		for procent := 0; procent <= 100; procent++ {
			drawn := Steekproef(ids, procent, "ronde")
			shuffled := slices.Clone(ids)
			rng.Shuffle(n, func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
			if again := Steekproef(append(shuffled, shuffled...), procent, "ronde"); !slices.Equal(drawn, again) {
				t.Fatalf("%d%% of %d: %v and again %v", procent, n, drawn, again)
			}
			if least := n * procent; len(drawn)*100 < least || len(drawn)*100 >= least+100 {
				t.Fatalf("%d%% of %d are %d", procent, n, len(drawn))
			}
			if procent > 0 && n > 0 && len(drawn) == 0 {
				t.Fatalf("%d%% of %d draws nobody", procent, n)
			}
			for _, id := range before {
				if !slices.Contains(drawn, id) {
					t.Fatalf("%d%%: %s is not drawn any more", procent, id)
				}
			}
			if !slices.IsSorted(drawn) {
				t.Fatalf("%d%% of %d: not in order: %v", procent, n, drawn)
			}
			before = drawn
		}
	}
	if got := Steekproef([]string{"a"}, -5, ""); len(got) != 0 {
		t.Errorf("a negative percentage draws %v", got)
	}
	if got := Steekproef([]string{"b", "a"}, 500, ""); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("all are %v", got)
	}
}

// Another seed draws others, and over many seeds everybody about as often.
func TestSteekproefIsFair(t *testing.T) {
	ids := []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}
	times := map[string]int{}
	for n := range 2000 {
		for _, id := range Steekproef(ids, 10, fmt.Sprint("ronde", n)) {
			times[id]++
		}
	}
	for _, id := range ids {
		if times[id] < 150 || times[id] > 250 {
			t.Errorf("%s was drawn %d times of 2000", id, times[id])
		}
	}
}

// Where no requirement waits for the check, there is one point about none.
func TestSteekproefpunten(t *testing.T) {
	testkit.Eis(t, "INK-04")
	codes := func(f KwalificatieFeiten) (out []EisCode) {
		for _, p := range f.Steekproefpunten(Nalevingspunt{Contract: "c", Eis: "UIT-1"}) {
			if p.Bron != BronSteekproef || p.Contract != "c" {
				t.Errorf("%+v", p)
			}
			out = append(out, p.Eis)
		}
		return out
	}
	f := goodKwalificatie(t)
	if got := codes(f); !slices.Equal(got, []EisCode{""}) {
		t.Errorf("none: %q", got)
	}
	f.Register = testRegister(t, func(d *Dataset) {
		inkoopData(d)
		for _, n := range []int{1, 3} {
			d.Eisensets[0].Eisen[n].Bewijs = BewijsSteekproef
		}
	})
	if got := codes(f); !slices.Equal(got, []EisCode{"ALG-1", "ONT-1"}) {
		t.Errorf("two: %q", got)
	}
	f.Inschrijving.Inhoud.Keuzes = []Inschrijvingskeuze{{Perceel: "AW", Product: "STA3"}}
	if got := codes(f); !slices.Equal(got, []EisCode{"ALG-1"}) {
		t.Errorf("of what it enrolled for: %q", got)
	}
}
