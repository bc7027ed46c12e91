package store_test

import (
	"strings"
	"testing"

	"trede/internal/platform/sqldb"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
)

// A row that refers to nothing is told, whether or not the engine guards it.
func TestCheckReferencesFindsLooseRows(t *testing.T) {
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		day := r.Load().Day("2026-03-02")
		inwoner, _ := r.Toegewezen("Anna", "Bakker", day.AddDays(7))
		if found, err := r.DB.CheckReferences(t.Context()); err != nil || len(found) > 0 {
			t.Fatalf("whole: %v %v", found, err)
		}
		for _, harm := range []struct{ say, sql string }{
			{"that is not there", "update inwoner set team_id = 'weg' where id = $1"},
			{"found by another team or order", "update inwoner_zoekwoord set sorteernaam = 'x' where inwoner_id = $1"},
			{"a number that was not given out", "update toewijzing set nummer = 999999999 where inwoner_id = $1"},
			{"without a version", "delete from toewijzing_versie where toewijzing_id in (select id from toewijzing where inwoner_id = $1)"},
		} {
			t.Run(harm.say, func(t *testing.T) {
				loosen(t, r.DB, harm.sql, inwoner)
				found, err := r.DB.CheckReferences(t.Context())
				if err != nil || !strings.Contains(strings.Join(found, "\n"), harm.say) {
					t.Errorf("found %q, %v", found, err)
				}
			})
		}
	})
}

// loosen changes rows behind the back of the foreign keys.
func loosen(t *testing.T, db *dbtest.DB, statement string, args ...any) {
	t.Helper()
	main := db.DBs()[0]
	raw, err := main.Writer().Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = raw.Close() }()
	off, on := "pragma foreign_keys = off", "pragma foreign_keys = on"
	if main.Engine() == sqldb.Postgres {
		off, on = "set session_replication_role = replica", "set session_replication_role = origin"
	}
	for _, s := range []string{off, statement, on} {
		var a []any
		if s == statement {
			a = args
		}
		if _, err := raw.ExecContext(t.Context(), s, a...); err != nil {
			t.Fatal(s, err)
		}
	}
}
