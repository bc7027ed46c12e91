package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"trede/internal/auth"
	"trede/internal/auth/authtest"
	"trede/internal/domain/civil"
	"trede/internal/platform/audit"
	"trede/internal/platform/crypt"
	"trede/internal/platform/errs"
	"trede/internal/platform/sqldb"
	"trede/internal/store"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/pgtest"
)

func TestMain(m *testing.M) {
	code := m.Run()
	dbtest.Cleanup()
	os.Exit(code)
}

var tester = audit.Actor{ID: "tester", Role: "beheerder"}

func addOrganisatie(t *testing.T, db *dbtest.DB, naam string) string {
	t.Helper()
	var id string
	err := db.Write(t.Context(), tester, func(tx *store.Tx) error {
		id = tx.NewID()
		tx.Audit("organisatie", id, "organisatie.toegevoegd", audit.Payload{Reason: "reden van " + naam})
		return store.Organisaties.Insert(tx.Tx, store.Organisatie{
			ID: id, Soort: "gemeente", Naam: naam, GemeenteCode: "GM0202", Van: civil.New(2017, 1, 1), Versie: 1,
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestEveryStatementPreparesOnBothEngines(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) {
		if err := sqldb.CheckStatements(t.Context(), db.DBs()...); err != nil {
			t.Error(err)
		}
	})
}

func TestWriteWithoutEventIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) {
		err := db.Write(t.Context(), tester, func(tx *store.Tx) error {
			return tx.BumpScope("proef")
		})
		if !errs.Is(err, errs.Internal) || errs.CodeOf(err) != "audit.ontbreekt" {
			t.Fatalf("got %v", err)
		}
		_ = db.Read(t.Context(), func(tx *store.Tx) error {
			if v, _ := tx.ScopeVersie("proef"); v != 0 {
				t.Error("the change was kept")
			}
			return nil
		})
	})
}

func TestTimelineTellsWhatHappened(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) {
		id := addOrganisatie(t, db, "Proefstad")
		var got []store.Gebeurtenis
		err := db.Read(t.Context(), func(tx *store.Tx) error {
			var err error
			got, err = tx.Tijdlijn("organisatie", id, 0, 10)
			return err
		})
		if err != nil || len(got) != 1 {
			t.Fatal(got, err)
		}
		if got[0].Action != "organisatie.toegevoegd" || got[0].Actor != tester || got[0].Payload.Reason != "reden van Proefstad" || !got[0].At.Equal(dbtest.Today) {
			t.Errorf("got %+v", got[0])
		}
	})
}

func TestConcurrentWritersKeepChainsWhole(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) {
		var wg sync.WaitGroup
		for w := range 6 {
			wg.Go(func() {
				for i := range 20 {
					err := db.Write(context.Background(), tester, func(tx *store.Tx) error {
						tx.Audit("proef", fmt.Sprint((w+i)%3), "proef.gedaan", audit.Payload{Reason: "x"})
						tx.Audit("proef", fmt.Sprint((w+i+1)%3), "proef.gedaan", audit.Payload{})
						return nil
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if r := verify(t, db); !r.OK() || r.Records != 240 {
			t.Errorf("%+v", r)
		}
	})
}

func verify(t *testing.T, db *dbtest.DB, cps ...*audit.Checkpoint) audit.Report {
	t.Helper()
	v := audit.NewVerifier(cps...)
	if err := db.VerifyAudit(t.Context(), v); err != nil {
		t.Fatal(err)
	}
	return v.Report()
}

func TestLooksAreGroupedShownAndChained(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) {
		var wg sync.WaitGroup
		for i := range 40 {
			wg.Go(func() {
				if err := db.Look(context.Background(), tester, store.KindDossier, "dossier.geopend", "uitvoering", fmt.Sprintf("inwoner-%d", i%2)); err != nil {
					t.Error(err)
				}
				if err := db.Look(context.Background(), tester, "lijst", "inwoners.bekeken", "", "inwoner-0", "inwoner-1"); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		rows, n, err := db.WieKeek(t.Context(), "inwoner-0", 5, 0)
		if err != nil || n != 20 || len(rows) != 5 || rows[0].ActorID != "tester" || rows[0].Handeling != "dossier.geopend" {
			t.Errorf("%d looks %v %v", n, rows, err)
		}
		if r := verify(t, db); !r.OK() || r.Records == 0 {
			t.Errorf("%+v", r)
		}
	})
}

func TestCheckpointFindsEveryTampering(t *testing.T) {
	db := dbtest.SQLite(t)
	for i := range 30 {
		addOrganisatie(t, db, fmt.Sprint("org ", i))
	}
	for i := range 10 {
		if err := db.Look(t.Context(), tester, store.KindDossier, "dossier.geopend", "", fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
	}
	cp := checkpoint(t, db, db.Keys)
	if r := verify(t, db, cp); !r.OK() {
		t.Fatalf("before tampering: %+v", r.Problems)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for name, attack := range map[string]func(tx *sql.Tx, chain string){
		"event changed": func(tx *sql.Tx, c string) {
			exec(t, tx, "update audit_event set record = cast(record || x'00' as blob) where onderwerp_id = ?", c)
		},
		"actor changed": func(tx *sql.Tx, c string) {
			exec(t, tx, "update audit_event set hash = zeroblob(32) where onderwerp_id = ?", c)
		},
		"event removed":   func(tx *sql.Tx, c string) { exec(t, tx, "delete from audit_event where onderwerp_id = ?", c) },
		"payload removed": func(tx *sql.Tx, c string) { exec(t, tx, "delete from audit_inhoud where onderwerp_id = ?", c) },
		"payload changed": func(tx *sql.Tx, c string) {
			exec(t, tx, "update audit_inhoud set zout = zeroblob(16) where onderwerp_id = ?", c)
		},
		"whole chain": func(tx *sql.Tx, c string) {
			for _, table := range []string{"audit_event", "audit_inhoud", "audit_kop"} {
				exec(t, tx, "delete from "+table+" where onderwerp_id = ?", c)
			}
		},
		"head moved": func(tx *sql.Tx, c string) {
			exec(t, tx, "update audit_kop set volgnr = volgnr + 1 where onderwerp_id = ?", c)
		},
	} {
		t.Run(name, func(t *testing.T) {
			chain := someChain(t, db, rng)
			undo := tamper(t, db, func(tx *sql.Tx) { attack(tx, chain) })
			defer undo()
			if r := verify(t, db, cp); r.OK() {
				t.Error("not found")
			}
		})
	}
	if r := verify(t, db, cp); !r.OK() {
		t.Fatalf("after undoing: %+v", r.Problems)
	}
}

func exec(t *testing.T, tx *sql.Tx, q string, args ...any) {
	t.Helper()
	if _, err := tx.Exec(q, args...); err != nil {
		t.Fatal(err)
	}
}

func someChain(t *testing.T, db *dbtest.DB, rng *rand.Rand) string {
	t.Helper()
	heads, err := db.AuditHeads(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for {
		if h := heads[rng.IntN(len(heads))]; h.Chain.Kind == "organisatie" {
			return h.Chain.ID
		}
	}
}

// tamper changes the audit tables behind the program's back, as somebody with
// the database file could, and gives the way back: a copy of the rows.
func tamper(t *testing.T, db *dbtest.DB, attack func(*sql.Tx)) func() {
	t.Helper()
	w := db.DBs()[0].Writer()
	tables := []string{"audit_event", "audit_inhoud", "audit_kop"}
	run := func(qs ...string) {
		for _, q := range qs {
			if _, err := w.Exec(q); err != nil {
				t.Fatal(q, err)
			}
		}
	}
	triggers := map[string]string{}
	rows, err := w.Query("select name, sql from sqlite_master where type = 'trigger'")
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			t.Fatal(err)
		}
		triggers[name] = text
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	_ = rows.Close()
	for name := range triggers {
		run("drop trigger " + name)
	}
	for _, table := range tables {
		run("create table bewaar_" + table + " as select * from " + table)
	}
	tx, err := w.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }() // also when the attack ends the test
	attack(tx)
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	return func() {
		for _, table := range tables {
			run("delete from "+table, "insert into "+table+" select * from bewaar_"+table, "drop table bewaar_"+table)
		}
		for _, text := range triggers {
			run(text)
		}
	}
}

type buffer struct{ strings.Builder }

func (*buffer) Close() error { return nil }

func checkpoint(t *testing.T, db *dbtest.DB, keys *crypt.Keys) *audit.Checkpoint {
	t.Helper()
	var out buffer
	if _, err := db.Checkpoint(t.Context(), keys.Signer(), func(uint64) (io.WriteCloser, error) { return &out, nil }); err != nil {
		t.Fatal(err)
	}
	cp, err := audit.ReadCheckpoint(strings.NewReader(out.String()), keys.AuditKeys())
	if err != nil {
		t.Fatal(err)
	}
	return cp
}

func TestEventsCannotBeChangedThroughTheDatabase(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) {
		addOrganisatie(t, db, "Proefstad")
		w := db.DBs()[0].Writer()
		for _, q := range []string{"update audit_event set handeling = 'x'", "delete from audit_event"} {
			if _, err := w.Exec(q); err == nil {
				t.Errorf("%s was allowed", q)
			}
		}
	})
}

func TestSealsFollowOnEachOther(t *testing.T) {
	db := dbtest.SQLite(t)
	for range 3 {
		addOrganisatie(t, db, "x")
		db.Clock.Advance(time.Hour)
		checkpoint(t, db, db.Keys)
	}
	seals, err := db.Seals(t.Context())
	if err != nil || len(seals) != 3 {
		t.Fatal(seals, err)
	}
	if p := audit.VerifySeals(seals); len(p) != 0 {
		t.Error(p)
	}
}

func TestBackupComesBackWhole(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) {
		id := addOrganisatie(t, db, "Bewaarstad")
		if err := db.Look(t.Context(), tester, store.KindDossier, "dossier.geopend", "", "i1"); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "reserve")
		if err := db.Backup(t.Context(), file); err != nil {
			t.Fatal(err)
		}
		target := filepath.Join(t.TempDir(), "terug.db")
		if db.DBs()[0].Engine() == sqldb.Postgres {
			target = pgtest.Database(t, "")
		}
		if err := store.Restore(t.Context(), file, target); err != nil {
			t.Fatal(err)
		}
		back := dbtest.Open(t, target)
		err := back.Read(t.Context(), func(tx *store.Tx) error {
			o, err := store.Organisaties.Get(tx.Tx, id)
			if o.Naam != "Bewaarstad" {
				t.Errorf("got %+v", o)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if r := verify(t, back); !r.OK() || r.Records != 2 {
			t.Errorf("%+v", r)
		}
		if err := store.Restore(t.Context(), file, target); err == nil {
			t.Error("an existing database was overwritten")
		}
	})
}

func TestBackupOfAnotherPairIsNoticed(t *testing.T) {
	a, b := dbtest.SQLite(t), dbtest.SQLite(t)
	if _, err := b.DBs()[1].Writer().Exec("update lees_kenmerk set waarde = 'ander'"); err != nil {
		t.Fatal(err)
	}
	_ = a.Close()
	_ = b.Close()
	body, err := os.ReadFile(store.LeeslogFile(b.DSN))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(store.LeeslogFile(a.DSN), body, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = store.Open(t.Context(), store.Options{DSN: a.DSN, Keys: a.Keys, Clock: a.Clock.Now, IDs: a.IDs})
	if err == nil || !strings.Contains(err.Error(), "do not belong together") {
		t.Errorf("got %v", err)
	}
}

func TestAnotherKeyFileIsNoticed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) {
		other, err := crypt.Ephemeral()
		if err != nil {
			t.Fatal(err)
		}
		_, err = store.Open(t.Context(), store.Options{DSN: db.DSN, Keys: other, Clock: db.Clock.Now, IDs: db.IDs})
		if err == nil || !strings.Contains(err.Error(), "the key file does not belong") {
			t.Errorf("got %v", err)
		}
	})
}

func TestSignInKeepsItsContract(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *dbtest.DB{"sqlite": dbtest.SQLite, "postgres": dbtest.Postgres} {
		t.Run(name, func(t *testing.T) {
			authtest.TestRepo(t, func(t *testing.T) auth.Repo { return open(t).AuthRepo() })
		})
	}
}

func TestRestoreRefusesWhatIsNotABackup(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x")
	for _, body := range []string{"", "geen backup", "\x1f\x8b\x08 kapot"} {
		if err := os.WriteFile(file, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := store.Restore(t.Context(), file, filepath.Join(t.TempDir(), "a.db")); !errs.Is(err, errs.Invalid) {
			t.Errorf("%q: got %v", body, err)
		}
	}
}

func TestJobsAreDoneOnceAndRetried(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) {
		for range 2 { // asked twice, done once
			err := db.Write(t.Context(), tester, func(tx *store.Tx) error {
				tx.Audit("proef", "x", "proef.gedaan", audit.Payload{})
				return tx.Enqueue("mail", "sleutel", map[string]int{"a": 1}, tx.Now)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		first, err := db.LeaseJobs(t.Context(), 10, time.Minute)
		if err != nil || len(first) != 1 || first[0].Poging != 1 {
			t.Fatal(first, err)
		}
		if again, _ := db.LeaseJobs(t.Context(), 10, time.Minute); len(again) != 0 {
			t.Error("a leased job was given out twice")
		}
		db.Clock.Advance(2 * time.Minute) // its worker died
		again, err := db.LeaseJobs(t.Context(), 10, time.Minute)
		if err != nil || len(again) != 1 || again[0].Poging != 2 {
			t.Fatal(again, err)
		}
		if err := db.RetryJob(t.Context(), again[0].ID, db.Now().Add(time.Hour), "stuk", false); err != nil {
			t.Fatal(err)
		}
		if none, _ := db.LeaseJobs(t.Context(), 10, time.Minute); len(none) != 0 {
			t.Error("retried too early")
		}
		db.Clock.Advance(time.Hour)
		if last, _ := db.LeaseJobs(t.Context(), 10, time.Minute); len(last) != 1 {
			t.Error("not retried")
		}
		if err := db.FinishJob(t.Context(), first[0].ID); err != nil {
			t.Fatal(err)
		}
		if open, _ := db.OpenJobs(t.Context(), 10); len(open) != 0 {
			t.Error("a finished job is still open")
		}
	})
}

func TestRegioDocumentKnowsWhoWasFirst(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) {
		add := func(last int, text string) error {
			return db.Write(t.Context(), tester, func(tx *store.Tx) error {
				tx.Audit("regio", "regio", "regio.ingelezen", audit.Payload{})
				return tx.AddRegioDocument(last, text)
			})
		}
		if err := add(0, "een"); err != nil {
			t.Fatal(err)
		}
		if err := add(0, "twee"); !errs.Is(err, errs.Conflict) {
			t.Errorf("got %v", err)
		}
		if err := add(1, "drie"); err != nil {
			t.Fatal(err)
		}
		_ = db.Read(t.Context(), func(tx *store.Tx) error {
			d, err := tx.RegioDocument()
			if d.Document != "drie" || d.Volgnr != 2 {
				t.Errorf("got %+v", d)
			}
			return err
		})
	})
}
