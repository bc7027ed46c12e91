package simulatie

import (
	"os"
	"strconv"
	"testing"

	"trede/internal/domain/civil"
)

// BenchmarkFill fills the demo: 300 residents, three years, unless INWONERS says
// another number.
func BenchmarkFill(b *testing.B) {
	n := 300
	if text := os.Getenv("INWONERS"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil {
			b.Fatal(err)
		}
	}
	cfg := Config{Seed: 1, Inwoners: n, Tot: civil.New(2026, 11, 21)}
	for b.Loop() {
		r, err := Open(b.Context(), cfg, Where{DSN: liteDB(b), Keys: testKeys(b)})
		if err != nil {
			b.Fatal(err)
		}
		if err := r.Fill(b.Context()); err != nil {
			b.Fatal(err)
		}
		_ = r.Stats.WriteUse(b.Output())
		if err := r.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
