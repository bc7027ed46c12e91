package simulatie

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trede/internal/domain/civil"
	"trede/internal/platform/crypt"
	"trede/internal/platform/sqldb"
	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/pgtest"
)

// liteDB gives a new database for one run.
func liteDB(t testing.TB) string { return filepath.Join(t.TempDir(), "trede.db") }

// postgres is where a run on PostgreSQL is made: in a small region every use case
// reads what is stored, in a large one that would take hours.
func postgres(t *testing.T, cfg Config) Where {
	return Where{DSN: pgtest.Database(t, ""), Careful: cfg.Inwoners < 1000}
}

// live lives through the years of a configuration with all checks on, and gives the
// run. What fails says by which command it is run again.
func live(t *testing.T, cfg Config, where Where) *Run {
	t.Helper()
	t.Cleanup(func() {
		if t.Failed() {
			engine := ""
			if sqldb.IsPostgres(where.DSN) {
				engine = "TREDE_SIMULATIE_ENGINE=postgres "
			}
			t.Logf("run it again: %s%s", engine, cfg.Replay())
		}
	})
	where.Keys = dbtest.Keys(t)
	r, err := Open(t.Context(), cfg, where)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	r.Check = true
	if err := r.Fill(t.Context()); err != nil {
		t.Fatal(err)
	}
	_ = r.Stats.WriteCounts(t.Output())
	return r
}

func stateOf(t *testing.T, r *Run) string {
	t.Helper()
	sum, err := r.StateHash(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

func smallConfig(n int, seed uint64, years int) Config {
	c := testConfig(n, seed)
	c.Van = c.Tot.AddYears(-years)
	return c
}

// TestSimulatie lives through some years of a small region on both engines and
// compares what is stored; in a small one every use case on PostgreSQL reads what is
// stored, and on SQLite it may remember, which must make no difference. TREDE_SIMULATIE=groot makes it the acceptance test.
func TestSimulatie(t *testing.T) {
	testkit.Eis(t, "MON-03")
	testkit.Eis(t, "MON-05")
	testkit.Eis(t, "PRD-06")
	testkit.Eis(t, "PRD-08")
	configs := []Config{smallConfig(20, 1, 2)}
	if os.Getenv("TREDE_SIMULATIE") == "groot" {
		configs = nil
		for seed := range uint64(5) {
			configs = append(configs, smallConfig(2000, seed+1, 5))
		}
	}
	for _, cfg := range configs {
		t.Run(fmt.Sprintf("seed %d", cfg.Seed), func(t *testing.T) {
			lite := stateOf(t, live(t, cfg, Where{DSN: liteDB(t)}))
			other := stateOf(t, live(t, cfg, postgres(t, cfg)))
			if lite != other {
				t.Errorf("SQLite has state %s, PostgreSQL %s", lite, other)
			}
		})
	}
}

// TestSimulatieRepeats: the same seed gives the same state, another seed another.
func TestSimulatieRepeats(t *testing.T) {
	cfg := smallConfig(15, 3, 1)
	first, second := stateOf(t, live(t, cfg, Where{DSN: liteDB(t)})), stateOf(t, live(t, cfg, Where{DSN: liteDB(t)}))
	if first != second {
		t.Errorf("the same seed gives %s and %s", first, second)
	}
	cfg.Seed++
	if stateOf(t, live(t, cfg, Where{DSN: liteDB(t)})) == first {
		t.Error("another seed gives the same state")
	}
}

// TestSimulatieCatalogueChange lives through 1 July 2020, when the second catalogue
// and the second ladder began.
func TestSimulatieCatalogueChange(t *testing.T) {
	testkit.Eis(t, "B-LAD-01")
	cfg := Config{Seed: 5, Inwoners: 40, Van: civil.New(2019, 9, 1), Tot: civil.New(2021, 3, 1)}
	r := live(t, cfg, Where{DSN: liteDB(t)})
	if r.Stats.Producten["ONT2"] == 0 || r.Stats.Producten["ONT3"] == 0 {
		t.Errorf("products: %v", r.Stats.Producten)
	}
}

// TestSimulatieReplay runs what TREDE_SIMULATIE says, for a seed that failed.
func TestSimulatieReplay(t *testing.T) {
	var cfg Config
	var van, tot string
	text := os.Getenv("TREDE_SIMULATIE")
	if !strings.HasPrefix(text, "seed=") {
		t.Skip("TREDE_SIMULATIE says no seed")
	}
	if _, err := fmt.Sscanf(text, "seed=%d inwoners=%d van=%s tot=%s", &cfg.Seed, &cfg.Inwoners, &van, &tot); err != nil {
		t.Fatal(err)
	}
	var err error
	if cfg.Van, err = civil.Parse(van); err != nil {
		t.Fatal(err)
	}
	if cfg.Tot, err = civil.Parse(tot); err != nil {
		t.Fatal(err)
	}
	where := Where{DSN: liteDB(t)}
	if os.Getenv("TREDE_SIMULATIE_ENGINE") == "postgres" {
		where = postgres(t, cfg)
	}
	r := live(t, cfg, where)
	t.Log(stateOf(t, r))
	_ = r.Stats.WriteUse(t.Output())
}

func testKeys(t testing.TB) *crypt.Keys { return dbtest.Keys(t) }
