package simulatie

import (
	"context"
	"path/filepath"
	"testing"

	"trede/internal/testkit/dbtest"
)

func TestSimulatieSetUp(t *testing.T) {
	r, err := Open(t.Context(), testConfig(300, 1), Where{DSN: filepath.Join(t.TempDir(), "trede.db"), Keys: dbtest.Keys(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	if err := r.Fill(context.Background()); err != nil {
		t.Fatal(err)
	}
	_ = r.Stats.WriteCounts(t.Output())
	_ = r.Stats.WriteUse(t.Output())
}
