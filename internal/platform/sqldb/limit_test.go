package sqldb

import "testing"

// A parameter that stands alone behind limit makes SQLite plan anew on every run.
func TestLimitIsNotPlannedAnew(t *testing.T) {
	for text, want := range map[string]string{
		"select id from ding limit $3 offset $12": "select id from ding limit cast($3 as integer) offset $12",
		"select id from ding limit 100":           "select id from ding limit 100",
		"select $1 as unlimit":                    "select $1 as unlimit",
	} {
		s := statement{text: text}
		if got := s.sql(SQLite); got != want {
			t.Errorf("SQLite gets %q", got)
		}
		if got := s.sql(Postgres); got != text {
			t.Errorf("PostgreSQL gets %q", got)
		}
	}
}
