package sqldb_test

import (
	"context"
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"trede/internal/platform/errs"
	"trede/internal/platform/sqldb"
	"trede/internal/testkit/pgtest"
)

var schema = fstest.MapFS{"0001_ding.sql": {Data: []byte(`-- +goose Up
create table ding (id {{text}} primary key, naam {{text}} not null, aan {{bool}} not null, op {{ts}}, bedrag {{int}} not null,
  ouder {{text}}, extra {{json}}, blok {{bytes}}, dag {{date}}, versie {{int}} not null) {{strict}};
create unique index ding_naam on ding (naam);
create table later (id {{text}} primary key, ding {{text}} not null references ding (id) deferrable initially deferred) {{strict}};`)}}

// day stands in for any date type that speaks text.
type day string

func (d day) MarshalText() ([]byte, error)     { return []byte(d), nil }
func (d *day) UnmarshalText(text []byte) error { *d = day(text); return nil }

type soort string

type dingRij struct {
	ID     string
	Naam   soort
	Aan    bool
	Op     time.Time `db:",null"`
	Bedrag int64
	Ouder  string `db:",null"`
	Extra  json.RawMessage
	Blok   []byte
	Dag    day
	Versie int
}

var (
	dingen    = sqldb.Table[dingRij]("ding")
	omgekeerd = sqldb.Select[string]("select cast($2 as text) || cast($1 as text)")
	beperkt   = sqldb.Select[string]("select id from ding order by id limit $1 offset $2")
	optellen  = sqldb.Exec("update ding set bedrag = bedrag + $2 where id = $1")
)

func onBoth(t *testing.T, fn func(t *testing.T, db *sqldb.DB)) {
	t.Helper()
	open := func(t *testing.T, dsn string) *sqldb.DB {
		db, err := sqldb.Open(t.Context(), dsn, sqldb.Options{Create: true})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		if _, err := db.Migrate(t.Context(), schema, "goose"); err != nil {
			t.Fatal(err)
		}
		if err := db.Prepare(t.Context()); err != nil {
			t.Fatal(err)
		}
		return db
	}
	t.Run("sqlite", func(t *testing.T) { fn(t, open(t, filepath.Join(t.TempDir(), "a.db"))) })
	t.Run("postgres", func(t *testing.T) { fn(t, open(t, pgtest.Database(t, ""))) })
}

func TestRowsComeBackAsTheyWent(t *testing.T) {
	onBoth(t, func(t *testing.T, db *sqldb.DB) {
		at := time.Date(2026, 11, 22, 23, 59, 59, 123456000, time.UTC)
		in := dingRij{
			ID: "a", Naam: "één", Aan: true, Op: at, Bedrag: -5, Extra: json.RawMessage(`{"b":1, "a":2}`),
			Blok: []byte{0, 255}, Dag: "2026-02-28", Versie: 1,
		}
		var out dingRij
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error { return dingen.Insert(tx, in) })
		if err != nil {
			t.Fatal(err)
		}
		err = db.Read(t.Context(), func(tx *sqldb.Tx) error {
			var err error
			out, err = dingen.Get(tx, "a")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if out.Naam != in.Naam || !out.Aan || !out.Op.Equal(at) || out.Bedrag != -5 || out.Ouder != "" ||
			string(out.Extra) != string(in.Extra) || string(out.Blok) != string(in.Blok) || out.Dag != in.Dag {
			t.Errorf("got %+v", out)
		}
	})
}

func TestStaleUpdateIsAConflict(t *testing.T) {
	onBoth(t, func(t *testing.T, db *sqldb.DB) {
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			if err := dingen.Insert(tx, dingRij{ID: "a", Naam: "x", Versie: 1}); err != nil {
				return err
			}
			if err := dingen.Update(tx, dingRij{ID: "a", Naam: "y", Versie: 1}); err != nil {
				return err
			}
			return dingen.Update(tx, dingRij{ID: "a", Naam: "z", Versie: 1})
		})
		if !errs.Is(err, errs.Conflict) {
			t.Fatalf("got %v", err)
		}
	})
}

func TestUniqueKeyIsAConflictWithoutTheValue(t *testing.T) {
	onBoth(t, func(t *testing.T, db *sqldb.DB) {
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			if err := dingen.Insert(tx, dingRij{ID: "a", Naam: "geheim", Versie: 1}); err != nil {
				return err
			}
			return dingen.Insert(tx, dingRij{ID: "b", Naam: "geheim", Versie: 1})
		})
		if !errs.Is(err, errs.Conflict) || !sqldb.IsUnique(err, "naam") {
			t.Fatalf("got %v", err)
		}
		if strings.Contains(err.Error(), "geheim") {
			t.Errorf("the value leaks: %v", err)
		}
	})
}

func TestErrorRollsBack(t *testing.T) {
	onBoth(t, func(t *testing.T, db *sqldb.DB) {
		stop := errors.New("stop")
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			if err := dingen.Insert(tx, dingRij{ID: "a", Naam: "x", Versie: 1}); err != nil {
				return err
			}
			return stop
		})
		if !errors.Is(err, stop) {
			t.Fatal(err)
		}
		wantCount(t, db, 0)
	})
}

func TestBulkKeepsGoodAndDropsRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, db *sqldb.DB) {
		insert := func(db *sqldb.DB, id string, fail error) error {
			return db.Write(t.Context(), func(tx *sqldb.Tx) error {
				if err := dingen.Insert(tx, dingRij{ID: id, Naam: soort(id), Aan: true, Versie: 1}); err != nil {
					return err
				}
				return fail
			})
		}
		err := db.Bulk(t.Context(), func(b *sqldb.DB) error {
			if err := insert(b, "a", nil); err != nil {
				return err
			}
			if err := insert(b, "b", errors.New("refused")); err == nil {
				t.Error("the error is lost")
			}
			if err := insert(b, "a", nil); !errs.Is(err, errs.Conflict) {
				t.Errorf("got %v", err)
			}
			wantCount(t, b, 1) // a reader inside sees what was written
			return insert(b, "c", nil)
		})
		if err != nil {
			t.Fatal(err)
		}
		wantCount(t, db, 2)
	})
}

var countAll = sqldb.Select[int]("select count(*) from ding")

func wantCount(t *testing.T, db *sqldb.DB, want int) {
	t.Helper()
	var n int
	err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
		var err error
		n, err = countAll.One(tx)
		return err
	})
	if err != nil || n != want {
		t.Errorf("%d rows, want %d (%v)", n, want, err)
	}
}

func TestPlaceholdersBindByNumber(t *testing.T) {
	onBoth(t, func(t *testing.T, db *sqldb.DB) {
		err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
			got, err := omgekeerd.One(tx, "een", "twee")
			if got != "tweeeen" {
				t.Errorf("got %q", got)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestLimitCounts(t *testing.T) {
	onBoth(t, func(t *testing.T, db *sqldb.DB) {
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			for _, id := range []string{"a", "b", "c"} {
				if err := dingen.Insert(tx, dingRij{ID: id, Naam: soort(id), Extra: json.RawMessage("{}"), Dag: "2026-11-22"}); err != nil {
					return err
				}
			}
			for most, want := range []string{"", "b", "bc", "bc"} {
				got, err := beperkt.All(tx, most, 1)
				if err != nil || strings.Join(got, "") != want {
					t.Errorf("limit %d gives %q: %v", most, got, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestReadersCannotWrite(t *testing.T) {
	onBoth(t, func(t *testing.T, db *sqldb.DB) {
		err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
			_, err := optellen.Run(tx, "a", 1)
			return err
		})
		if !errs.Is(err, errs.Internal) {
			t.Fatalf("got %v", err)
		}
	})
}

func TestConcurrentReadThenWriteLosesNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, db *sqldb.DB) {
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			return dingen.Insert(tx, dingRij{ID: "a", Naam: "x", Versie: 1})
		})
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				for range 25 {
					if err := db.Write(context.Background(), func(tx *sqldb.Tx) error {
						_, err := optellen.Run(tx, "a", 1)
						return err
					}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		_ = db.Read(t.Context(), func(tx *sqldb.Tx) error {
			r, err := dingen.Get(tx, "a")
			if r.Bedrag != 200 {
				t.Errorf("%d of 200 additions kept", r.Bedrag)
			}
			return err
		})
	})
}

func TestEveryStatementPreparesHere(t *testing.T) {
	onBoth(t, func(t *testing.T, db *sqldb.DB) {
		if err := sqldb.CheckStatements(t.Context(), db); err != nil {
			t.Error(err)
		}
	})
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	for name, want := range map[string]string{
		dir:                             "is a folder",
		filepath.Join(dir, "absent.db"): "there is no database file",
		filepath.Join(dir, "x", "a.db"): "there is no database file",
		"postgres://trede@127.0.0.1:1/x?sslmode=disable&connect_timeout=1": "cannot reach PostgreSQL",
	} {
		_, err := sqldb.Open(t.Context(), name, sqldb.Options{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
