package taken_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"trede/internal/app/toegang"
	"trede/internal/domain/civil"
	"trede/internal/domain/persoon"
	domtoegang "trede/internal/domain/toegang"
	"trede/internal/platform/audit"
	"trede/internal/platform/id"
	"trede/internal/platform/sqldb"
	"trede/internal/platform/telemetry"
	"trede/internal/store"
	"trede/internal/testkit/regiotest"
)

// planted is a number that no resident has: it is put where numbers must not be, in every
// form, to show that the search finds it there.
const planted = "123456782"

// forms are the ways in which a number could lie in a file.
func forms(number string) map[string][]byte {
	wide := utf16.Encode([]rune(number))
	le, be := make([]byte, 0, 2*len(wide)), make([]byte, 0, 2*len(wide))
	for _, c := range wide {
		le, be = binary.LittleEndian.AppendUint16(le, c), binary.BigEndian.AppendUint16(be, c)
	}
	out := map[string][]byte{
		"plain": []byte(number), "utf-16le": le, "utf-16be": be, "hex": []byte(hex.EncodeToString([]byte(number))),
		"dots": []byte(number[:4] + "." + number[4:6] + "." + number[6:]), "spaces": []byte(number[:4] + " " + number[4:6] + " " + number[6:]),
	}
	for shift := range 3 {
		// Inside a longer text the number begins anywhere in a group of three bytes; what
		// its neighbours touch is left out.
		text := base64.StdEncoding.EncodeToString([]byte("###"[:shift] + number + "##"))
		first, last := []int{0, 2, 3}[shift], (shift+len(number))*8/6
		out["base64 "+string(rune('0'+shift))] = []byte(text[first:last])
	}
	return out
}

// hits names the numbers that are found in a body, with their form.
func hits(body []byte, numbers ...string) (found []string) {
	for _, n := range numbers {
		for name, form := range forms(n) {
			if bytes.Contains(body, form) {
				found = append(found, name+" of "+n)
			}
		}
	}
	return found
}

// No BSN lies readable in the database, its write-ahead log, a backup or the program's
// log, in whatever form; one that is planted there is found.
func TestNoBSNLiesReadable(t *testing.T) {
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		from := walStart(t, r)
		var logged bytes.Buffer
		numbers := seed(t, r.Load(), telemetry.NewLogger(&logged, "json", slog.LevelDebug))
		plant(t, r)
		media := map[string][]byte{"log": logged.Bytes()}
		for name, body := range backup(t, r) {
			media["backup/"+name] = body
		}
		for name, body := range files(t, r, from) {
			media[name] = body
		}
		seen := map[string]int{}
		for name, body := range media {
			for _, hit := range hits(body, numbers...) {
				t.Errorf("%s holds a BSN: %s", name, hit)
			}
			kind := strings.TrimRight(strings.SplitN(name, "/", 2)[0], "0123456789")
			seen[kind] += len(hits(body, planted))
		}
		// The control: a plain logger, and the planted row in database, log and backup.
		slog.New(slog.NewTextHandler(&logged, nil)).Info("x", "what", planted)
		if len(hits(logged.Bytes(), planted)) == 0 {
			t.Error("the search does not find a number in a log")
		}
		delete(seen, "log")
		if len(seen) < 3 {
			t.Errorf("looked only in %v", seen)
		}
		for kind, n := range seen {
			if n == 0 {
				t.Errorf("the number that was planted is not found in the %s", kind)
			}
		}
	})
}

// seed lets residents with a BSN go through everything that touches it, also what is
// refused, and logs as much of it as anybody could.
func seed(t *testing.T, r *regiotest.Regio, log *slog.Logger) (numbers []string) {
	t.Helper()
	ctx := t.Context()
	say := func(in toegang.InwonerInput, err error) {
		log.ErrorContext(ctx, "use case", "error", err, "input", in, "what", in.BSN, "text", "number "+in.BSN.Reveal(), "wrapped", errors.Join(err, errors.New(in.BSN.Reveal())))
	}
	for range 500 {
		r.NieuweInwoner("Niemand", "Niemand", regiotest.Arnhem) // the first numbers are those of many tests on the same server
	}
	for range 4 {
		in := r.NieuweInwoner("Marco", "de Vries", regiotest.Arnhem)
		numbers = append(numbers, in.BSN.Reveal())
		id, err := r.Toegang.RegistreerInwoner(ctx, r.Consulent, in)
		ok(t, err)
		_, err = r.Toegang.RegistreerInwoner(ctx, r.Consulent, in)
		say(in, err)
		found, err := r.Toegang.ZoekOpBSN(ctx, r.Consulent, in.BSN)
		log.InfoContext(ctx, "found", "result", found, "error", err)
		_, err = r.Toegang.ToonBSN(ctx, r.Consulent, id)
		ok(t, err)
		other := r.NieuweInwoner("Fatma", "Yilmaz", regiotest.Arnhem)
		numbers = append(numbers, other.BSN.Reveal())
		err = r.Toegang.WijzigInwoner(ctx, r.Consulent, toegang.PersoonInput{InwonerID: id, Versie: 1, Naam: in.Naam, Geboren: in.Geboren, BSN: other.BSN})
		ok(t, err)
		say(other, err)
	}
	bsn, _ := persoon.ParseBSN(numbers[0])
	handler := telemetry.Observe(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		http.Error(w, bsn.Reveal(), http.StatusInternalServerError)
	}), log, telemetry.NewMetrics("proef"), id.System())
	handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/zoek/"+numbers[0]+"?bsn="+numbers[0], strings.NewReader("bsn="+numbers[0])))
	in := r.NieuweInwoner("Sam", "Smit", regiotest.Arnhem)
	numbers = append(numbers, in.BSN.Reveal())
	_, err := r.Toegang.RegistreerMelding(ctx, r.Consulent, toegang.MeldingInput{Nieuw: &in, Door: domtoegang.MelderConsulent, Vraag: "Ik wil werken"})
	ok(t, err)
	r.Lopend("Kees", "Bakker", r.Day("2026-11-23"))
	return numbers
}

// plant puts a number where none belongs, in every form.
func plant(t *testing.T, r *regiotest.Regio) {
	t.Helper()
	ok(t, r.DB.Write(t.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
		tx.Audit("proef", "proef", "proef.geplant", audit.Payload{})
		return store.Organisaties.Insert(tx.Tx, store.Organisatie{
			ID: tx.NewID(), Soort: "gemeente", Naam: "Nummer " + planted, GemeenteCode: "0202", Van: civil.New(2026, 1, 1), Versie: 1,
		})
	}))
	for name, form := range forms(planted) { // each form is one that the search knows
		if len(hits(append([]byte("voor "), append(form, " na"...)...), planted)) == 0 {
			t.Errorf("the search does not find a number as %s", name)
		}
	}
}

// backup gives what a backup holds, as plain text where it is packed.
func backup(t *testing.T, r *regiotest.Regio) map[string][]byte {
	t.Helper()
	file := filepath.Join(t.TempDir(), "trede.backup")
	ok(t, r.DB.Backup(t.Context(), file))
	f, err := os.Open(file)
	ok(t, err)
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	ok(t, err)
	out := map[string][]byte{}
	for parts := tar.NewReader(z); ; {
		h, err := parts.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		ok(t, err)
		body, err := io.ReadAll(parts)
		ok(t, err)
		if bytes.HasPrefix(body, []byte("PGDMP")) {
			dump := exec.CommandContext(t.Context(), "pg_restore", "--file=-")
			dump.Stdin = bytes.NewReader(body)
			text, err := dump.Output()
			ok(t, err)
			body = text
		}
		out[h.Name] = body
	}
}

// files gives the files of the database: those of a SQLite pair, with the write-ahead log
// before and after it was written back; or of PostgreSQL those of this database and the
// write-ahead log from a place on, where the test can read them.
func files(t *testing.T, r *regiotest.Regio, from string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	db := r.DB.DBs()[0]
	if db.Engine() == sqldb.SQLite {
		read(t, out, "wal", filepath.Dir(r.DB.DSN), func(name string) bool { return strings.HasSuffix(name, "-wal") })
		for _, one := range r.DB.DBs() {
			_, err := one.Writer().ExecContext(t.Context(), "pragma wal_checkpoint(truncate)")
			ok(t, err)
		}
		read(t, out, "database", filepath.Dir(r.DB.DSN), func(name string) bool { return !strings.HasSuffix(name, "-wal") })
		return out
	}
	_, err := db.Writer().ExecContext(t.Context(), "checkpoint")
	ok(t, err)
	var data, oid string
	ok(t, db.Writer().QueryRowContext(t.Context(), "select current_setting('data_directory'), oid::text from pg_database where datname = current_database()").Scan(&data, &oid))
	read(t, out, "database", filepath.Join(data, "base", oid), func(string) bool { return true })
	read(t, out, "wal", filepath.Join(data, "pg_wal"), func(name string) bool { return len(name) == len(from) && name >= from })
	return out
}

// walStart is the part of the write-ahead log of PostgreSQL that is being written.
func walStart(t *testing.T, r *regiotest.Regio) (name string) {
	t.Helper()
	if db := r.DB.DBs()[0]; db.Engine() == sqldb.Postgres {
		ok(t, db.Writer().QueryRowContext(t.Context(), "select pg_walfile_name(pg_current_wal_lsn())").Scan(&name))
	}
	return name
}

func read(t *testing.T, out map[string][]byte, kind, dir string, want func(string) bool) {
	t.Helper()
	ok(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrPermission) {
			t.Skip("the files of the database server cannot be read by this user; its dump was searched")
		}
		if err != nil || d.IsDir() || !want(d.Name()) {
			return err
		}
		body, err := os.ReadFile(path)
		out[kind+"/"+path] = body
		return err
	}))
}
