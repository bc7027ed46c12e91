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
			tx.BumpScope("proef")
			return nil
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
			got, err = tx.Tijdlijn("organisatie", id, 10)
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
		rows, n, err := db.WieKeek(t.Context(), "inwoner-0", []string{"tester", "nobody"}, 5, 0)
		if err != nil || n != 20 || len(rows) != 5 || rows[0].ActorID != "tester" || rows[0].Handeling != "dossier.geopend" {
			t.Errorf("%d looks %v %v", n, rows, err)
		}
		if _, n, err := db.WieKeek(t.Context(), "inwoner-0", []string{"nobody"}, 5, 0); err != nil || n != 0 {
			t.Errorf("%d looks of somebody who did not look: %v", n, err)
		}
		if r := verify(t, db); !r.OK() || r.Records == 0 {
			t.Errorf("%+v", r)
		}
	})
}

// attacks change the audit tables behind the program's back, as somebody with the
// database file could. Each gets the chain and the number of one event.
var attacks = []struct {
	name string
	do   []string
}{
	{"record changed", []string{"update audit_event set record = cast(record || x'00' as blob) where onderwerp_id = $1 and volgnr = $2"}},
	{"record of another event", []string{"update audit_event set record = (select record from audit_event e where e.onderwerp_id <> $1 order by random() limit 1) where onderwerp_id = $1 and volgnr = $2"}},
	{"hash changed", []string{"update audit_event set hash = randomblob(32) where onderwerp_id = $1 and volgnr = $2"}},
	{"event removed", []string{"delete from audit_event where onderwerp_id = $1 and volgnr = $2"}},
	{"tail cut with its head", []string{
		"delete from audit_event where onderwerp_id = $1 and volgnr >= $2",
		"update audit_kop set volgnr = $2 - 1, hash = coalesce((select hash from audit_event where onderwerp_id = $1 and volgnr = $2 - 1), zeroblob(32)) where onderwerp_id = $1",
	}},
	{"payload removed", []string{"update audit_event set zout = null, inhoud = null where onderwerp_id = $1 and volgnr = $2"}},
	{"payload changed", []string{"update audit_event set inhoud = cast(inhoud || x'00' as blob) where onderwerp_id = $1 and volgnr = $2"}},
	{"salt left", []string{"update audit_event set inhoud = null where onderwerp_id = $1 and volgnr = $2"}},
	{"salt changed", []string{"update audit_event set zout = randomblob(16) where onderwerp_id = $1 and volgnr = $2"}},
	{"payload of another event", []string{"update audit_event set inhoud = (select inhoud from audit_event i where i.onderwerp_id <> $1 order by random() limit 1) where onderwerp_id = $1 and volgnr = $2"}},
	{"reordered", []string{
		"update audit_event set volgnr = -1 where onderwerp_id = $1 and volgnr = $2",
		"update audit_event set volgnr = $2 where onderwerp_id = $1 and volgnr = 1 + $2 % 4",
		"update audit_event set volgnr = 1 + $2 % 4 where onderwerp_id = $1 and volgnr = -1",
	}},
	{"whole chain", []string{"delete from audit_event where onderwerp_id = $1 and $2 > 0", "delete from audit_kop where onderwerp_id = $1 and $2 > 0"}},
	{"chain under another name", []string{
		"update audit_event set onderwerp_id = 'ander' where onderwerp_id = $1 and $2 > 0",
		"update audit_kop set onderwerp_id = 'ander' where onderwerp_id = $1 and $2 > 0",
	}},
	{"head moved", []string{"update audit_kop set volgnr = volgnr + $2 where onderwerp_id = $1"}},
}

func TestCheckpointFindsAThousandTamperings(t *testing.T) {
	db := dbtest.SQLite(t)
	var chains []string
	for i := range 12 {
		chains = append(chains, addOrganisatie(t, db, fmt.Sprint("org ", i)))
	}
	for range 3 {
		for _, c := range chains {
			err := db.Write(t.Context(), tester, func(tx *store.Tx) error {
				tx.Audit("organisatie", c, "organisatie.gewijzigd", audit.Payload{Reason: "nog eens"})
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	cp := checkpoint(t, db, db.Keys)
	addOrganisatie(t, db, "na het controlepunt")
	if r := verify(t, db, cp); !r.OK() {
		t.Fatalf("before tampering: %+v", r.Problems)
	}
	w := db.DBs()[0].Writer()
	saveTables(t, w)
	rng := rand.New(rand.NewPCG(1, 2))
	found := map[string]int{}
	for n := range 1000 {
		a := attacks[n%len(attacks)]
		chain, volgnr := chains[rng.IntN(len(chains))], 1+rng.IntN(4)
		for _, q := range a.do {
			if _, err := w.Exec(q, chain, volgnr); err != nil {
				t.Fatal(a.name, err)
			}
		}
		if r := verify(t, db, cp); r.OK() {
			t.Errorf("%s of event %d was not found", a.name, volgnr)
		}
		found[a.name]++
		run(t, w, "delete from audit_event", "delete from audit_kop",
			"insert into audit_event select * from bewaar_audit_event",
			"insert into audit_kop select * from bewaar_audit_kop")
	}
	if r := verify(t, db, cp); !r.OK() {
		t.Fatalf("after undoing: %+v", r.Problems)
	}
	t.Log(found)
}

// saveTables takes the triggers away and copies the audit tables, for undoing.
func saveTables(t *testing.T, w *sql.DB) {
	t.Helper()
	run(t, w, "drop trigger audit_event_update", "drop trigger audit_event_insert", "drop trigger audit_event_delete", "pragma ignore_check_constraints = on")
	for _, table := range []string{"audit_event", "audit_kop"} {
		run(t, w, "create table bewaar_"+table+" as select * from "+table)
	}
}

func run(t *testing.T, w *sql.DB, qs ...string) {
	t.Helper()
	for _, q := range qs {
		if _, err := w.Exec(q); err != nil {
			t.Fatal(q, err)
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
		for _, q := range []string{
			"update audit_event set handeling = 'x'", "update audit_event set inhoud = hash",
			"update audit_event set zout = hash, inhoud = null", "update audit_event set inhoud = null", "delete from audit_event",
		} {
			if _, err := w.Exec(q); err == nil {
				t.Errorf("%s was allowed", q)
			}
		}
		if db.DBs()[0].Engine() == sqldb.SQLite {
			for _, q := range []string{
				"update or replace audit_event set rowid = rowid + 1 where rowid = (select min(rowid) from audit_event)",
				"insert or replace into audit_event select * from audit_event limit 1",
			} {
				if _, err := w.Exec(q); err == nil {
					t.Errorf("%s was allowed", q)
				}
			}
		}
		run(t, w, "update audit_event set zout = null, inhoud = null")
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
		if err := store.Restore(t.Context(), file, target, "ander"); err == nil || !strings.Contains(err.Error(), "the key file does not belong") {
			t.Errorf("with another key file: %v", err)
		}
		if err := store.Restore(t.Context(), file, target, db.Keys.ID()); err != nil { // nothing is in the way
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
		if err := store.Restore(t.Context(), file, target, db.Keys.ID()); err == nil {
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
		if err := store.Restore(t.Context(), file, filepath.Join(t.TempDir(), "a.db"), ""); !errs.Is(err, errs.Invalid) {
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
