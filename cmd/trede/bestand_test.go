package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trede/internal/domain/inkoop"
	"trede/internal/platform/audit"
	"trede/internal/platform/config"
	"trede/internal/store"
)

// A file of which one byte was changed behind the program's back, and one whose sum was,
// are named by trede verify, which then ends as a failure.
func TestVerifyFindsAChangedFile(t *testing.T) {
	dir := t.TempDir()
	args := []string{"--db", filepath.Join(dir, "w.db"), "--key-file", filepath.Join(dir, "w.key")}
	cfg, _, err := config.Command{Name: "trede serve", Keys: dataKeys}.Parse(args, nil, os.ReadFile)
	if err != nil {
		t.Fatal(err)
	}
	o, err := open(t.Context(), cfg, first)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.close() })
	var id string
	err = o.store.Write(t.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) (err error) {
		id, err = o.uc.Inkoop.BewaarBestandIn(tx, inkoop.Bestand{Soort: inkoop.BestandStuk, Naam: "stuk.pdf", Type: "application/pdf"}, []byte("inhoud"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	check := func(want string, fails bool) {
		t.Helper()
		var out bytes.Buffer
		err := verify(t.Context(), &env{stdout: &out, stderr: &out}, args)
		if (err != nil) != fails || !strings.Contains(out.String(), want) {
			t.Errorf("%v:\n%s", err, out.String())
		}
	}
	check("Files: 1, 0 problems.", false)
	change := func(sql string, arg ...any) {
		t.Helper()
		if _, err := o.store.DBs()[0].Writer().ExecContext(t.Context(), sql, arg...); err != nil {
			t.Fatal(err)
		}
	}
	var sealed []byte
	if err := o.store.DBs()[0].Writer().QueryRowContext(t.Context(), "select inhoud from bestand").Scan(&sealed); err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(sealed)
	flipped[len(flipped)/2] ^= 1
	change("update bestand set inhoud = ?", flipped)
	check("file "+id+": its content cannot be decrypted", true)
	check("Files: 1, 1 problems.", true)
	change("update bestand set inhoud = ?, sha256 = 'anders'", sealed)
	check("file "+id+": its sum is not the one that was kept", true)
	change("update bestand set grootte = 7")
	check("file "+id+": it has 6 bytes, and 7 were kept", true)
}

// An installation that means to scan what comes in does not start without its scanner.
func TestScannerThatIsNotThere(t *testing.T) {
	o := &opened{}
	if err := o.scanner(nil); err != nil {
		t.Errorf("without a setting: %v", err)
	}
	o.cfg.ScanCommand, o.cfg.ScanTimeout = []string{"deze-scanner-is-er-niet", "-"}, 1
	if err := o.scanner(nil); err == nil || !strings.Contains(err.Error(), "deze-scanner-is-er-niet") {
		t.Errorf("%v", err)
	}
}
