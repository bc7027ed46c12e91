package store_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"trede/internal/domain/civil"
	"trede/internal/platform/audit"
	"trede/internal/platform/clock"
	"trede/internal/platform/crypt"
	"trede/internal/platform/id"
	"trede/internal/platform/sqldb"
	"trede/internal/store"
)

const victimEnv = "TREDE_TEST_VICTIM"

var countOrganisaties = sqldb.Select[string](`select id from organisatie`)

// victim writes and looks without end, and says on its output what was
// acknowledged. It runs in a process of its own, to be killed.
func victim(dir string) {
	keys, err := crypt.Open(filepath.Join(dir, "sleutel"), crypt.Options{})
	if err != nil {
		panic(err)
	}
	s, err := store.Open(context.Background(), store.Options{
		DSN: filepath.Join(dir, "trede.db"), Keys: keys, Clock: clock.System(), IDs: id.System(),
	})
	if err != nil {
		panic(err)
	}
	var out sync.Mutex
	say := func(line string) {
		out.Lock()
		defer out.Unlock()
		_, _ = os.Stdout.WriteString(line + "\n") // not buffered: said is said
	}
	for range 3 {
		go func() {
			for {
				var made string
				err := s.Write(context.Background(), tester, func(tx *store.Tx) error {
					made = tx.NewID()
					tx.Audit("organisatie", made, "organisatie.toegevoegd", audit.Payload{Reason: "proef"})
					return store.Organisaties.Insert(tx.Tx, store.Organisatie{
						ID: made, Soort: "aanbieder", Naam: "x", GemeenteCode: "GM0202", Van: civil.New(2026, 1, 1), Versie: 1,
					})
				})
				if err != nil {
					panic(err)
				}
				say("w " + made)
				if err := s.Look(context.Background(), tester, store.KindDossier, "dossier.geopend", "", made); err != nil {
					panic(err)
				}
				say("l " + made)
			}
		}()
	}
	select {}
}

// TestKillNineLosesNothing kills a writing program at random moments. What it had
// acknowledged must be there, and the audit trail whole. A kill does not test a
// power cut: what the system had not yet put on the disk survives a kill.
func TestKillNineLosesNothing(t *testing.T) {
	if dir := os.Getenv(victimEnv); dir != "" {
		victim(dir)
	}
	kills := 200
	if testing.Short() {
		kills = 20
	}
	if n, err := strconv.Atoi(os.Getenv("TREDE_KILLS")); err == nil {
		kills = n
	}
	dir := t.TempDir()
	keyFile := filepath.Join(dir, "sleutel")
	keys, _, err := crypt.OpenOrCreate(keyFile, crypt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	opts := store.Options{DSN: filepath.Join(dir, "trede.db"), Create: true, Migrate: true, Keys: keys, Clock: clock.System(), IDs: id.System()}
	s, err := store.Open(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	written, looked := map[string]bool{}, map[string]bool{}
	for range kills {
		killOne(t, dir, written, looked)
	}
	checkSurvivors(t, opts, written, looked)
	t.Logf("%d kills, %d writes and %d looks acknowledged, none lost", kills, len(written), len(looked))
}

func killOne(t *testing.T, dir string, written, looked map[string]bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestKillNineLosesNothing$")
	cmd.Env = append(os.Environ(), victimEnv+"="+dir)
	var trouble strings.Builder
	cmd.Stderr = &trouble
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var once sync.Once
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		// The clock starts when it writes, so that every kill falls under load.
		once.Do(func() {
			time.AfterFunc(time.Duration(5+rand.IntN(60))*time.Millisecond, func() { _ = cmd.Process.Kill() })
		})
		kind, id, whole := strings.Cut(lines.Text(), " ")
		switch {
		case !whole || len(id) != 36: // the last line may be cut
		case kind == "w":
			written[id] = true
		case kind == "l":
			looked[id] = true
		}
	}
	_ = cmd.Wait()
	if trouble.Len() > 0 {
		t.Fatal(trouble.String())
	}
}

func checkSurvivors(t *testing.T, opts store.Options, written, looked map[string]bool) {
	t.Helper()
	s, err := store.Open(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	there := map[string]bool{}
	err = s.Read(t.Context(), func(tx *store.Tx) error {
		return countOrganisaties.Each(tx.Tx, func(id string) error { there[id] = true; return nil })
	})
	if err != nil {
		t.Fatal(err)
	}
	lost := 0
	for id := range written {
		if !there[id] {
			lost++
		}
	}
	for id := range looked {
		if n, err := s.HoeVaakGekeken(t.Context(), id); err != nil || n == 0 {
			lost++
		}
	}
	if lost > 0 || len(written) == 0 {
		t.Errorf("%d of %d acknowledged acts are gone", lost, len(written)+len(looked))
	}
	v := audit.NewVerifier()
	if err := s.VerifyAudit(t.Context(), v); err != nil {
		t.Fatal(err)
	}
	if r := v.Report(); !r.OK() {
		t.Error(fmt.Sprint(r.Problems))
	}
}
