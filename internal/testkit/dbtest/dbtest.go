// Package dbtest gives tests a migrated store of their own, on both engines.
package dbtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"trede/internal/platform/clock"
	"trede/internal/platform/crypt"
	"trede/internal/platform/id"
	"trede/internal/platform/sqldb"
	"trede/internal/store"
	"trede/internal/testkit/pgtest"
)

// Today is the moment at which test clocks begin.
var Today = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// DB is a store for one test, with the clock that it follows.
type DB struct {
	*store.Store
	Clock *clock.Manual
	IDs   id.Source
	Keys  *crypt.Keys
	DSN   string
}

// keys are made once: making them is slow and no test looks at them.
var keys = sync.OnceValues(crypt.Ephemeral)

// Keys gives the keys that every test store of this process uses.
func Keys(t testing.TB) *crypt.Keys {
	t.Helper()
	k, err := keys()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// Each runs a test on SQLite and on PostgreSQL.
func Each(t *testing.T, fn func(t *testing.T, db *DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { fn(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { fn(t, Postgres(t)) })
}

// SQLite gives a migrated store in a file pair of its own.
func SQLite(t testing.TB) *DB {
	t.Helper()
	dir, err := liteTemplate()
	if err != nil {
		t.Fatal(err)
	}
	dsn := filepath.Join(t.TempDir(), "trede.db")
	copyFile(t, filepath.Join(dir, "trede.db"), dsn)
	copyFile(t, store.LeeslogFile(filepath.Join(dir, "trede.db")), store.LeeslogFile(dsn))
	return Open(t, dsn)
}

// Postgres gives a migrated store in a database of its own.
func Postgres(t testing.TB) *DB {
	t.Helper()
	name := "trede_" + fingerprint(t)
	pgtest.Template(t, name, func(url string) error { return migrate(url) })
	return Open(t, pgtest.Database(t, name))
}

// Open opens an existing test database with a clock of its own.
func Open(t testing.TB, dsn string) *DB {
	t.Helper()
	db := &DB{Clock: clock.NewManual(Today), Keys: Keys(t), DSN: dsn}
	db.IDs = id.Seeded(1, db.Clock.Now)
	s, err := store.Open(t.Context(), options(dsn, db))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	db.Store = s
	return db
}

func options(dsn string, db *DB) store.Options {
	return store.Options{DSN: dsn, Doubt: true, Keys: db.Keys, Clock: db.Clock.Now, IDs: db.IDs}
}

func migrate(dsn string) error {
	k, err := keys()
	if err != nil {
		return err
	}
	now := clock.NewManual(Today)
	s, err := store.Open(context.Background(), store.Options{
		DSN: dsn, Create: true, Migrate: true, Keys: k, Clock: now.Now, IDs: id.Seeded(0, now.Now),
	})
	if err != nil {
		return err
	}
	for _, db := range s.DBs() {
		if db.Engine() == sqldb.SQLite {
			if _, err := db.Writer().Exec("pragma wal_checkpoint(truncate)"); err != nil {
				return err
			}
		}
	}
	return s.Close()
}

var liteTemplate = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "trede-sqlite-")
	if err != nil {
		return "", err
	}
	return dir, migrate(filepath.Join(dir, "trede.db"))
})

// Cleanup removes the template of this process; call it from TestMain where the
// folder would otherwise stay behind.
func Cleanup() {
	if dir, err := liteTemplate(); err == nil {
		_ = os.RemoveAll(dir)
	}
}

// fingerprint names the schema, so that a template of an older one is not used.
func fingerprint(t testing.TB) string {
	t.Helper()
	sum := sha256.New()
	for _, f := range store.MigrationFiles() {
		err := fs.WalkDir(f, ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := fs.ReadFile(f, path)
			sum.Write([]byte(path))
			sum.Write(b)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:6])
}

func copyFile(t testing.TB, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	out, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}
