package inkoop_test

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"trede/internal/app"
	appinkoop "trede/internal/app/inkoop"
	"trede/internal/authz"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/platform/sqldb"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/pgtest"
	"trede/internal/testkit/regiotest"
)

// eenPDF is a PDF that anybody can send, with a number to tell it from others.
func eenPDF(number string) []byte {
	return []byte("%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Nummer (" + number + ") >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n")
}

func polis(r *regiotest.Regio) appinkoop.BestandInput {
	return appinkoop.BestandInput{AanbiederID: string(r.De), Soort: inkoop.BestandPolis, Naam: "../Polis 2026.PDF", Inhoud: eenPDF("1")}
}

// A file comes back as it was sent, is unreadable on disk and in a backup, and survives
// the backup; its name is harmless.
func TestFileIsKeptEncryptedAndInTheBackup(t *testing.T) {
	testkit.Eis(t, "VRZ-01")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		in := polis(r)
		b, err := r.Inkoop.VoegBestandToe(t.Context(), r.Coordinator, in)
		regiotest.OK(t, err)
		want := inkoop.Bestand{
			ID: b.ID, Soort: inkoop.BestandPolis, Aanbieder: r.De, Naam: "Polis 2026.pdf", Type: "application/pdf",
			Grootte: len(in.Inhoud), SHA256: store.Digest(in.Inhoud), DoorID: r.Coordinator.ID, Op: r.DB.Clock.Now(),
		}
		if b.Op = b.Op.UTC(); b != want {
			t.Errorf("%+v\nwant %+v", b, want)
		}
		got, content, err := r.Inkoop.BekijkBestand(t.Context(), r.Contractmanager, b.ID)
		regiotest.OK(t, err)
		if !bytes.Equal(content, in.Inhoud) || got.Naam != b.Naam {
			t.Errorf("%+v with %q", got, content)
		}
		list, err := r.Inkoop.BestandenVan(t.Context(), r.Coordinator, string(r.De))
		regiotest.OK(t, err)
		if len(list) != 1 || list[0].ID != b.ID {
			t.Errorf("%+v", list)
		}
		var sealed []byte
		main := r.DB.DBs()[0]
		if err := main.Writer().QueryRowContext(t.Context(), "select inhoud from bestand").Scan(&sealed); err != nil || bytes.Contains(sealed, []byte("Catalog")) {
			t.Errorf("%v: %q", err, sealed)
		}
		file, target := filepath.Join(t.TempDir(), "reserve"), filepath.Join(t.TempDir(), "terug.db")
		if main.Engine() == sqldb.Postgres {
			target = pgtest.Database(t, "")
		}
		regiotest.OK(t, r.DB.Backup(t.Context(), file))
		regiotest.OK(t, store.Restore(t.Context(), file, target, r.DB.Keys.ID()))
		back := dbtest.Open(t, target)
		regiotest.OK(t, back.Read(t.Context(), func(tx *store.Tx) error {
			content, err := tx.BestandInhoud(b)
			if !bytes.Equal(content, in.Inhoud) {
				t.Errorf("after the backup: %q", content)
			}
			return err
		}))
		if n, problems, err := back.CheckFiles(t.Context()); n != 1 || len(problems) != 0 || err != nil {
			t.Errorf("%d files, %v, %v", n, problems, err)
		}
	})
}

// Who may not see a file finds nothing there; who sees it is written down.
func TestWhoSeesAFile(t *testing.T) {
	testkit.Eis(t, "INK-13")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		beoordelaar := r.Person("Bo Beoordelaar", authz.RoleBeoordelaar, r.RegioID(), "")
		b, err := r.Inkoop.VoegBestandToe(t.Context(), r.Coordinator, polis(r))
		regiotest.OK(t, err)
		for name, a := range map[string]app.Actor{"own": r.Coordinator, "manager": r.Contractmanager, "assessor": beoordelaar} {
			if _, _, err := r.Inkoop.BekijkBestand(t.Context(), a, b.ID); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		for name, a := range map[string]app.Actor{
			"other provider": r.AndereCoordinator, "own coach": r.Werk, "consulent": r.Consulent, "CAW": r.CAW, "nobody": {},
		} {
			_, content, err := r.Inkoop.BekijkBestand(t.Context(), a, b.ID)
			if regiotest.NotHere(t, err); content != nil {
				t.Errorf("%s got the content with the refusal", name)
			}
			_, err = r.Inkoop.BestandenVan(t.Context(), a, string(r.De))
			regiotest.NotHere(t, err)
			_, err = r.Inkoop.VoegBestandToe(t.Context(), a, polis(r))
			regiotest.NotHere(t, err)
		}
		_, _, err = r.Inkoop.BekijkBestand(t.Context(), r.Contractmanager, "onbekend")
		regiotest.NotHere(t, err)
		_, err = r.Inkoop.BestandenVan(t.Context(), r.Coordinator, "")
		regiotest.NotHere(t, err)
		if looks := looksAt(t, r, b.ID); looks != 3 {
			t.Errorf("%d looks were written down, want 3", looks)
		}
	})
}

// looksAt counts the looks at a file that were written down.
func looksAt(t *testing.T, r *regiotest.Regio, id string) (n int) {
	t.Helper()
	dbs := r.DB.DBs()
	rows, err := dbs[len(dbs)-1].Writer().QueryContext(t.Context(), "select record from lees_batch")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var record []byte
		if err := rows.Scan(&record); err != nil {
			t.Fatal(err)
		}
		n += bytes.Count(record, []byte(id))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return n
}

// A paper of a round is for everybody from the moment on which it is published, and for
// the region only until then.
func TestPublishedPaperIsForEverybody(t *testing.T) {
	testkit.Eis(t, "INK-01")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		in := appinkoop.BestandInput{Soort: inkoop.BestandStuk, Naam: "Visie.pdf", Inhoud: eenPDF("visie")}
		b, err := r.Inkoop.VoegBestandToe(t.Context(), r.Contractmanager, in)
		regiotest.OK(t, err)
		_, err = r.Inkoop.VoegBestandToe(t.Context(), r.Coordinator, in)
		regiotest.NotHere(t, err)
		at := r.DB.Clock.Now().Add(time.Hour)
		writer := r.DB.DBs()[0].Writer()
		exec := func(sql string) {
			t.Helper()
			if _, err := writer.ExecContext(t.Context(), sql); err != nil {
				t.Fatal(err)
			}
		}
		exec("insert into ronde (id, naam, consultatie, inhoud, versie) values ('r', 'Ronde', '2026-05-28', '{}', 1)")
		exec("insert into ronde_stuk (id, ronde_id, soort, titel, tekst, bestand_id, door_id, versie) values ('s', 'r', 'visie', 'Visie', '', '" + b.ID + "', 'x', 1)")
		open := func(want bool) {
			t.Helper()
			for name, a := range map[string]app.Actor{"provider": r.Coordinator, "consulent": r.Consulent, "nobody": {}} {
				_, content, err := r.Inkoop.BekijkBestand(t.Context(), a, b.ID)
				if (err == nil) != want || want != bytes.Equal(content, in.Inhoud) {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
		open(false)
		regiotest.OK(t, r.DB.Write(t.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
			tx.Audit("proef", "proef", "proef.gewijzigd", audit.Payload{})
			_, err := publish.Run(tx.Tx, at)
			return err
		}))
		open(false)
		r.DB.Clock.Advance(time.Hour - time.Second)
		open(false)
		r.DB.Clock.Advance(time.Second)
		open(true)
		// Evidence does not become public by being named there.
		bewijs, err := r.Inkoop.VoegBestandToe(t.Context(), r.Coordinator, polis(r))
		regiotest.OK(t, err)
		exec("update ronde_stuk set bestand_id = '" + bewijs.ID + "'")
		_, _, err = r.Inkoop.BekijkBestand(t.Context(), r.AndereCoordinator, bewijs.ID)
		regiotest.NotHere(t, err)
	})
}

var publish = sqldb.Exec(`update ronde_stuk set gepubliceerd = $1 where id = 's'`)

func TestFilesThatDoNotBelongOrDoNotFit(t *testing.T) {
	testkit.Eis(t, "INK-04")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		add := func(a app.Actor, change func(*appinkoop.BestandInput)) error {
			in := polis(r)
			change(&in)
			_, err := r.Inkoop.VoegBestandToe(t.Context(), a, in)
			return err
		}
		regiotest.Refused(t, add(r.Coordinator, func(in *appinkoop.BestandInput) { in.Inhoud = []byte("PK\x03\x04") }), "bestand.soort_onbekend")
		regiotest.Refused(t, add(r.Coordinator, func(in *appinkoop.BestandInput) { in.Inhoud = nil }), "bestand.leeg")
		for _, soort := range []inkoop.BestandSoort{inkoop.BestandBrief, inkoop.BestandStuk, "", "anders"} {
			regiotest.Refused(t, add(r.Coordinator, func(in *appinkoop.BestandInput) { in.Soort = soort }), "bestand.soort_kan_niet")
		}
		regiotest.Refused(t, add(r.Contractmanager, func(in *appinkoop.BestandInput) { in.AanbiederID = "" }), "bestand.soort_kan_niet")
		regiotest.NotHere(t, add(r.Contractmanager, func(in *appinkoop.BestandInput) { in.AanbiederID = "onbekend" }))
		regiotest.NotHere(t, add(r.Contractmanager, func(in *appinkoop.BestandInput) { in.AanbiederID = r.RegioID() }))
		// What the form found itself stops the file as well.
		found := []errs.Finding{{Field: "polisnummer", Code: "verzekering.polis_ontbreekt"}}
		_, err := r.Inkoop.VoegBestandToe(app.WithFound(t.Context(), &found), r.Coordinator, polis(r))
		regiotest.Refused(t, err, "verzekering.polis_ontbreekt")
		if list, err := r.Inkoop.BestandenVan(t.Context(), r.Coordinator, string(r.De)); err != nil || len(list) != 0 {
			t.Errorf("refused and yet kept: %v %v", list, err)
		}
	})
}

// An organisation keeps at most 500 files of 200 MB together; the letters that it got do
// not count, nor do the files of another one.
func TestRoomForFiles(t *testing.T) {
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		fill := func(prefix string, n, size int, soort inkoop.BestandSoort) {
			t.Helper()
			regiotest.OK(t, r.DB.Write(t.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
				for range n {
					if _, err := r.Inkoop.BewaarBestandIn(tx, inkoop.Bestand{Soort: soort, Aanbieder: r.De, Naam: prefix + ".pdf", Type: "application/pdf"}, []byte(prefix)); err != nil {
						return err
					}
				}
				_, err := resize.Run(tx.Tx, size, prefix+".pdf")
				return err
			}))
		}
		fill("brief", 600, 1_000_000_000, inkoop.BestandBrief)
		fill("klein", 498, 1, inkoop.BestandBewijs)
		in := polis(r)
		last := 200_000_000 - 498 - len(in.Inhoud)
		fill("groot", 1, last+1, inkoop.BestandBewijs)
		_, err := r.Inkoop.VoegBestandToe(t.Context(), r.Coordinator, in)
		regiotest.Refused(t, err, "bestand.ruimte_op")
		regiotest.OK(t, r.DB.Write(t.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
			tx.Audit("proef", "proef", "proef.gewijzigd", audit.Payload{})
			_, err := resize.Run(tx.Tx, last, "groot.pdf")
			return err
		}))
		_, err = r.Inkoop.VoegBestandToe(t.Context(), r.Coordinator, in)
		regiotest.OK(t, err)
		_, err = r.Inkoop.VoegBestandToe(t.Context(), r.Coordinator, in)
		regiotest.Refused(t, err, "bestand.te_veel")
		in.AanbiederID = string(r.Andere)
		_, err = r.Inkoop.VoegBestandToe(t.Context(), r.AndereCoordinator, in)
		regiotest.OK(t, err)
	})
}

var resize = sqldb.Exec(`update bestand set grootte = $1 where naam = $2`)

// proefscan is a scanner that says what the test wants.
type proefscan struct {
	scan  appinkoop.Scan
	err   error
	asked func([]byte)
}

func (p *proefscan) Scan(_ context.Context, content []byte) (appinkoop.Scan, error) {
	p.asked(content)
	return p.scan, p.err
}

// The scanner looks at what is kept, before anything is, and outside every transaction; what
// it finds, and that it does not answer, is told to the sender.
func TestScanner(t *testing.T) {
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		ctx := t.Context()
		p := &proefscan{scan: appinkoop.Scan{Door: "proefscan"}}
		r.Inkoop.Scanner = p
		p.asked = func(content []byte) {
			if !bytes.Equal(content, polis(r).Inhoud) {
				t.Errorf("it got %q", content)
			}
			// Another write goes on meanwhile: no transaction is open.
			limit, cancel := context.WithTimeout(ctx, 10*time.Second)
			defer cancel()
			if err := r.DB.Write(limit, audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
				tx.Audit("proef", "proef", "proef.intussen", audit.Payload{})
				return nil
			}); err != nil {
				t.Errorf("while it looks nothing can be written: %v", err)
			}
		}
		b, err := r.Inkoop.VoegBestandToe(ctx, r.Coordinator, polis(r))
		if regiotest.OK(t, err); b.Gescand != "proefscan" {
			t.Errorf("looked at by %q", b.Gescand)
		}
		p.scan.Besmet = true
		_, err = r.Inkoop.VoegBestandToe(ctx, r.Coordinator, polis(r))
		regiotest.Refused(t, err, "bestand.besmet")
		p.scan, p.err = appinkoop.Scan{}, errors.New("clamd is off")
		_, err = r.Inkoop.VoegBestandToe(ctx, r.Coordinator, polis(r))
		if !errs.Is(err, errs.Unavailable) || errs.CodeOf(err) != "bestand.scanner_weg" {
			t.Errorf("%v", err)
		}
		p.asked = func([]byte) { t.Error("it was asked about what is refused anyway") }
		in := polis(r)
		in.Inhoud = []byte("MZ")
		_, err = r.Inkoop.VoegBestandToe(ctx, r.Coordinator, in)
		regiotest.Refused(t, err, "bestand.soort_onbekend")
		if list, err := r.Inkoop.BestandenVan(ctx, r.Coordinator, string(r.De)); err != nil || len(list) != 1 {
			t.Errorf("%v %v", list, err)
		}
	})
}

// A letter that the program made keeps its name and type; who reads it gets it whole or
// not at all.
func TestLetterOfTheProgram(t *testing.T) {
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		var id string
		regiotest.OK(t, r.DB.Write(t.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) (err error) {
			id, err = r.Inkoop.BewaarBestandIn(tx, inkoop.Bestand{Soort: inkoop.BestandBrief, Aanbieder: r.De, Naam: "Besluit.html", Type: "text/html; charset=utf-8"}, []byte("<h1>Besluit</h1>"))
			return err
		}))
		b, content, err := r.Inkoop.BekijkBestand(t.Context(), r.Coordinator, id)
		regiotest.OK(t, err)
		if b.Naam != "Besluit.html" || b.DoorID != "proef" || string(content) != "<h1>Besluit</h1>" {
			t.Errorf("%+v %q", b, content)
		}
		if _, err := r.DB.DBs()[0].Writer().ExecContext(t.Context(), "update bestand set sha256 = 'anders'"); err != nil {
			t.Fatal(err)
		}
		_, content, err = r.Inkoop.BekijkBestand(t.Context(), r.Coordinator, id)
		if !errs.Is(err, errs.Internal) || content != nil || !strings.Contains(err.Error(), id) {
			t.Errorf("%v %q", err, content)
		}
	})
}
