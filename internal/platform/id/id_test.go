package id_test

import (
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"trede/internal/platform/clock"
	"trede/internal/platform/id"
)

var start = time.Date(2019, 1, 1, 8, 0, 0, 0, time.UTC)

func TestIDsAreUUIDVersion7OfTheirMoment(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := start.Add(time.Duration(rapid.Int64Range(0, int64(50*365*24*time.Hour)).Draw(t, "later")))
		s := id.Seeded(rapid.Uint64().Draw(t, "seed"), clock.Fixed(at)).New()
		u, err := uuid.Parse(s)
		if err != nil {
			t.Fatalf("another library refuses %s: %v", s, err)
		}
		if u.Version() != 7 || u.Variant() != uuid.RFC4122 {
			t.Fatalf("%s is version %d, variant %v", s, u.Version(), u.Variant())
		}
		if !id.Valid(s) {
			t.Fatalf("Valid(%s) = false", s)
		}
		if got, want := id.Time(s), at.Truncate(time.Millisecond); !got.Equal(want) {
			t.Fatalf("Time(%s) = %v, want %v", s, got, want)
		}
	})
}

func TestIDsIncreaseWhateverTheClockDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := clock.NewManual(start)
		src := id.Seeded(1, c.Now)
		last := ""
		for range rapid.IntRange(2, 200).Draw(t, "ids") {
			got := src.New()
			if got <= last {
				t.Fatalf("%s follows %s", got, last)
			}
			last = got
			c.Advance(time.Duration(rapid.Int64Range(-int64(time.Hour), int64(time.Hour)).Draw(t, "step")))
		}
	})
}

func TestSeededSourceRepeatsItself(t *testing.T) {
	make100 := func(seed uint64) (out [100]string) {
		c := clock.NewManual(start)
		src := id.Seeded(seed, c.Now)
		for i := range out {
			out[i] = src.New()
			c.Advance(time.Second)
		}
		return out
	}
	a, again, b := make100(7), make100(7), make100(8)
	if a != again {
		t.Error("the same seed gave other ids")
	}
	for i := range a {
		if a[i] == b[i] {
			t.Errorf("seeds 7 and 8 both gave %s", a[i])
		}
	}
}

func TestSystemSourceIsUniqueUnderConcurrency(t *testing.T) {
	src := id.System()
	const writers, each = 8, 2000
	var wg sync.WaitGroup
	results := make([][]string, writers)
	for w := range writers {
		wg.Go(func() {
			for range each {
				results[w] = append(results[w], src.New())
			}
		})
	}
	wg.Wait()
	seen := map[string]bool{}
	for _, r := range results {
		for i, s := range r {
			if seen[s] {
				t.Fatalf("%s was given twice", s)
			}
			if i > 0 && s <= r[i-1] {
				t.Fatalf("%s follows %s", s, r[i-1])
			}
			seen[s] = true
		}
	}
}

func TestValidRefusesOtherForms(t *testing.T) {
	good := id.System().New()
	bad := []string{
		"", good[:35], good + "0", "{" + good[1:35] + "}",
		good[:14] + "4" + good[15:],                       // version 4
		good[:19] + "c" + good[20:],                       // another variant
		good[:8] + "0" + good[9:],                         // hyphen missing
		good[:35] + "G", good[:35] + "A", good[:35] + "'", // upper case, quote
	}
	for _, s := range bad {
		if id.Valid(s) {
			t.Errorf("Valid(%q) = true", s)
		}
		if !id.Time(s).IsZero() {
			t.Errorf("Time(%q) is not zero", s)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	src := id.System()
	for b.Loop() {
		_ = src.New()
	}
}
