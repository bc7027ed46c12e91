package sqldb

import (
	"database/sql"
	"path/filepath"
	"testing"
)

func TestSQLiteReadsThroughAMap(t *testing.T) {
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "a.db"), Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	for _, pool := range []*sql.DB{db.write, db.read} {
		var most int
		if err := pool.QueryRowContext(t.Context(), "pragma mmap_size").Scan(&most); err != nil || most != mostMapped {
			t.Errorf("%d bytes are mapped at most, %v", most, err)
		}
	}
}
