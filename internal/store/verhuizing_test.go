package store_test

import (
	"context"
	"io/fs"
	"path/filepath"
	"testing"
	"testing/fstest"

	"trede/internal/platform/audit"
	"trede/internal/platform/sqldb"
	"trede/internal/store"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/pgtest"
)

// TestContentMovesToTheRowOfItsEvent: a database in which the content of events stood in a
// table of its own is read and verified as before.
func TestContentMovesToTheRowOfItsEvent(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, now *dbtest.DB) {
		id := addOrganisatie(t, now, "Proefstad")
		err := now.Write(t.Context(), tester, func(tx *store.Tx) error {
			tx.Audit("organisatie", id, "organisatie.gewijzigd", audit.Payload{Reason: "nog eens"})
			tx.Audit("organisatie", id, "organisatie.gewijzigd", audit.Payload{})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		dsn := filepath.Join(t.TempDir(), "oud.db")
		if now.DBs()[0].Engine() == sqldb.Postgres {
			dsn = pgtest.Database(t, "")
		}
		old := before(t, dsn, "0013")
		copyRows(t, now.DBs()[0], old, "select soort, onderwerp_id, volgnr, hash, beurt from audit_kop",
			"insert into audit_kop (soort, onderwerp_id, volgnr, hash, beurt) values ($1, $2, $3, $4, $5)")
		copyRows(t, now.DBs()[0], old, "select soort, onderwerp_id, volgnr, tijdstip, actor_id, handeling, record, hash from audit_event",
			"insert into audit_event (soort, onderwerp_id, volgnr, tijdstip, actor_id, handeling, record, hash) values ($1, $2, $3, $4, $5, $6, $7, $8)")
		copyRows(t, now.DBs()[0], old, "select soort, onderwerp_id, volgnr, zout, inhoud from audit_event where inhoud is not null",
			"insert into audit_inhoud (soort, onderwerp_id, volgnr, zout, inhoud) values ($1, $2, $3, $4, $5)")

		open := func() (*store.Store, error) {
			return store.Open(context.WithoutCancel(t.Context()), store.Options{DSN: dsn, Create: true, Migrate: true, Keys: now.Keys, Clock: now.Clock.Now, IDs: now.IDs})
		}
		run(t, old.Writer(), "insert into audit_inhoud select soort, onderwerp_id, 99, zout, inhoud from audit_inhoud where volgnr = 1")
		if s, err := open(); err == nil {
			t.Error("content without an event was forgotten in silence", s.Close())
		}
		run(t, old.Writer(), "delete from audit_inhoud where volgnr = 99")
		if err := old.Close(); err != nil {
			t.Fatal(err)
		}
		s, err := open()
		if err != nil {
			t.Fatal(err)
		}
		moved := &dbtest.DB{Store: s, Clock: now.Clock, IDs: now.IDs, Keys: now.Keys, DSN: dsn}
		t.Cleanup(func() { _ = s.Close() })
		if r := verify(t, moved); !r.OK() || r.Records < 3 {
			t.Errorf("%+v", r)
		}
		var got []store.Gebeurtenis
		err = moved.Read(t.Context(), func(tx *store.Tx) (err error) {
			got, err = tx.Tijdlijn("organisatie", id, 10)
			return err
		})
		if err != nil || len(got) != 3 || got[1].Payload.Reason != "nog eens" || got[0].Payload.Reason != "" {
			t.Errorf("%+v %v", got, err)
		}
	})
}

// before gives a database as it was before a migration.
func before(t *testing.T, dsn, migration string) *sqldb.DB {
	t.Helper()
	db, err := sqldb.Open(t.Context(), dsn, sqldb.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Glob(store.MigrationFiles()[0], "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	earlier := fstest.MapFS{}
	for _, name := range files {
		if name >= migration {
			continue
		}
		text, err := fs.ReadFile(store.MigrationFiles()[0], name)
		if err != nil {
			t.Fatal(err)
		}
		earlier[name] = &fstest.MapFile{Data: text}
	}
	if _, err := db.Migrate(t.Context(), earlier, "schema_versie"); err != nil {
		t.Fatal(err)
	}
	return db
}

// copyRows puts what a query gives in one database into another.
func copyRows(t *testing.T, from, to *sqldb.DB, query, insert string) {
	t.Helper()
	rows, err := from.Writer().Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var all [][]any
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		all = append(all, values)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for _, values := range all {
		if _, err := to.Writer().Exec(insert, values...); err != nil {
			t.Fatal(err)
		}
	}
}
