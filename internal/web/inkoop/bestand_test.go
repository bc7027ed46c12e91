package inkoop_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/a-h/templ"

	appinkoop "trede/internal/app/inkoop"
	"trede/internal/authz"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/upload"
	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
	"trede/internal/testkit/webtest"
	"trede/internal/web"
	"trede/internal/web/site"
	"trede/internal/web/ui"
)

// proefRoute is a form with a file, as those of others are: it comes back with what was
// typed and what is wrong.
func proefRoute(s *scene) web.Route {
	return web.Route{
		Pattern: "POST /proef/bestand", Action: authz.BestandToevoegen, Upload: upload.MaxBytes,
		Handler: func(r *web.Request) error {
			file, sent := r.Upload("polis")
			if !sent {
				return show(r, http.StatusBadRequest, ui.Errors{{Field: "polis", Text: "Er is geen bestand gekozen."}})
			}
			b, err := s.Inkoop.VoegBestandToe(r.Context(), r.Actor, appinkoop.BestandInput{
				AanbiederID: string(s.De), Soort: inkoop.BestandPolis, Naam: file.Naam, Inhoud: file.Inhoud, Veld: "polis",
			})
			if problems, status, again := r.Again(err); again {
				return show(r, status, problems)
			}
			if err != nil {
				return err
			}
			return r.Redirect("/bestanden/" + b.ID)
		},
	}
}

func show(r *web.Request, status int, problems ui.Errors) error {
	form := r.Posted(problems)
	return r.Render(status, templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		_, err := fmt.Fprintf(w, "<title>x</title><p>%s</p>", templ.EscapeString(fmt.Sprint(problems)))
		return errors.Join(err, ui.TextField{Field: form.Field("nummer", "Nummer")}.Render(ctx, w), web.FileField(form.Field("polis", "Polis")).Render(ctx, w))
	}))
}

func newUploadScene(t testing.TB, db *dbtest.DB) *scene {
	t.Helper()
	s := &scene{Regio: regiotest.New(t, db).Load()}
	kit := webtest.New(t, db, webtest.Demo)
	plain := web.Route{Pattern: "POST /proef/zonder", Action: authz.BestandToevoegen, Handler: func(r *web.Request) error { return show(r, http.StatusOK, nil) }}
	server, err := site.New(web.Config{Base: s.Base, Auth: kit.Auth, Cookies: kit.Cookies, Log: kit.Log, BodyLimit: 64 << 10},
		s.UseCases, proefRoute(s), plain)
	s.must(err)
	s.site = kit.Serve(t, server.Handler())
	return s
}

var proefPDF = []byte("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n")

// A file goes up with a form and comes back as an attachment that nothing can run.
func TestFileGoesUpAndComesBack(t *testing.T) {
	testkit.Eis(t, "VRZ-01")
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) {
		s := newUploadScene(t, db)
		b := s.as(s.Coordinator)
		p := b.Upload("/proef/bestand", url.Values{"nummer": {"12"}}, webtest.File{Field: "polis", Name: "Polis één \"2026\".pdf", Content: proefPDF}).Want(http.StatusSeeOther)
		got := b.Get(p.Location()).Want(http.StatusOK)
		if got.Body != string(proefPDF) {
			t.Errorf("%q", got.Body)
		}
		for name, want := range map[string]string{
			"Content-Type":            "application/pdf",
			"Content-Disposition":     `attachment; filename="Polis __n -2026.pdf"; filename*=UTF-8''Polis%20%C3%A9%C3%A9n%20-2026.pdf`,
			"Content-Security-Policy": "sandbox; default-src 'none'",
			"X-Content-Type-Options":  "nosniff",
			"Cache-Control":           "no-store",
		} {
			if have := got.Header.Get(name); have != want {
				t.Errorf("%s: %q, want %q", name, have, want)
			}
		}
		get(s.as(s.Contractmanager), p.Location())
		s.as(s.AndereCoordinator).Get(p.Location()).Want(http.StatusNotFound)
		if to := s.site.Browser().Get(p.Location()).Want(http.StatusSeeOther).Location(); !strings.HasPrefix(to, "/inloggen") {
			t.Errorf("who is not signed in goes to %s", to)
		}
		b.Get("/bestanden/onbekend").Want(http.StatusNotFound)
	})
}

// Whatever is wrong with the file: the form comes back, with what was typed and a
// sentence beside the file.
func TestWrongFileKeepsTheForm(t *testing.T) {
	testkit.Eis(t, "INK-04")
	s := newUploadScene(t, dbtest.SQLite(t))
	b := s.as(s.Coordinator)
	typed := url.Values{"nummer": {"polis 12 <b>"}}
	large := append([]byte("%PDF-"), make([]byte, upload.MaxBytes)...)
	for name, c := range map[string]struct {
		files []webtest.File
		says  string
	}{
		"none":           {nil, "geen bestand gekozen"},
		"nothing chosen": {[]webtest.File{{Field: "polis"}}, "geen bestand gekozen"},
		"empty":          {[]webtest.File{{Field: "polis", Name: "a.pdf"}}, "Het bestand is leeg"},
		"other kind":     {[]webtest.File{{Field: "polis", Name: "a.pdf", Content: []byte("PK\x03\x04")}}, "Sla een Word-bestand eerst op als PDF"},
		"one byte more":  {[]webtest.File{{Field: "polis", Name: "a.pdf", Content: large[:upload.MaxBytes+1]}}, "hooguit 10 MB"},
		"far too large":  {[]webtest.File{{Field: "polis", Name: "a.pdf", Content: bytes.Repeat(large, 6)}}, "hooguit 10 MB"},
		"the first of two": {[]webtest.File{
			{Field: "polis", Name: "a.exe", Content: []byte("MZ")}, {Field: "polis", Name: "a.pdf", Content: proefPDF},
		}, "Sla een Word-bestand"},
	} {
		t.Run(name, func(t *testing.T) {
			p := b.Upload("/proef/bestand", typed, c.files...).Want(http.StatusBadRequest).WantText(c.says)
			input := p.Find(func(n *webtest.Node) bool { return webtest.Attr(n, "name") == "nummer" })
			if len(input) != 1 || webtest.Attr(input[0], "value") != "polis 12 <b>" {
				t.Errorf("what was typed is gone: %s", p.Body)
			}
			file := p.Find(func(n *webtest.Node) bool { return webtest.Attr(n, "type") == "file" })
			if len(file) != 1 || webtest.Attr(file[0], "aria-invalid") != "true" || !strings.Contains(webtest.Attr(file[0], "accept"), "image/png") {
				t.Errorf("the field: %s", p.Body)
			}
		})
	}
	// The scanner is off: nothing is lost either.
	s.Inkoop.Scanner = off{}
	b.Upload("/proef/bestand", typed, webtest.File{Field: "polis", Name: "a.pdf", Content: proefPDF}).
		Want(http.StatusServiceUnavailable).WantText("Probeer het later opnieuw", "wat je hebt ingevuld staat er nog")
	if list, err := s.Inkoop.BestandenVan(t.Context(), s.Coordinator, string(s.De)); err != nil || len(list) != 0 {
		t.Errorf("%v %v", list, err)
	}
}

type off struct{}

func (off) Scan(context.Context, []byte) (appinkoop.Scan, error) {
	return appinkoop.Scan{}, errors.New("off")
}

// Forms with files are guarded as all others are, and never leave anything on the disk.
func TestHostileForms(t *testing.T) {
	s := newUploadScene(t, dbtest.SQLite(t)) // first: the template database of the process stays
	t.Setenv("TMPDIR", t.TempDir())
	b := s.as(s.Coordinator)
	post := func(address, kind, body string) *webtest.Page {
		r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(body))
		r.Header.Set("Content-Type", kind)
		return b.Do(r)
	}
	const kind = "multipart/form-data; boundary=x"
	part := func(head, body string) string {
		return "--x\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + body + "\r\n"
	}
	many := strings.Repeat(part(`name="a"`, ""), 2001) + "--x--\r\n"
	for name, c := range map[string]struct{ kind, body, says string }{
		"no boundary":           {"multipart/form-data", "x", "kunnen we niet lezen"},
		"cut short":             {kind, part(`name="nummer"`, "1")[:20], "kunnen we niet lezen"},
		"no end":                {kind, part(`name="nummer"`, "1"), "kunnen we niet lezen"},
		"part without a name":   {kind, part(`filename="a.pdf"`, "x") + "--x--\r\n", "kunnen we niet lezen"},
		"field that is no text": {kind, part(`name="nummer"`, "\xff") + "--x--\r\n", "kunnen we niet lezen"},
		"field with a nought":   {kind, part(`name="nummer"`, "a\x00b") + "--x--\r\n", "kunnen we niet lezen"},
		"file with such a name": {kind, part("name=\"polis\"; filename=\"a\xff.pdf\"", "x") + "--x--\r\n", "kunnen we niet lezen"},
		"field without end":     {kind, part(`name="nummer"`, strings.Repeat("a", 65<<10)) + "--x--\r\n", "is te groot"},
		"fields without end":    {kind, strings.Repeat(part(`name="nummer"`, strings.Repeat("a", 30<<10)), 3) + "--x--\r\n", "is te groot"},
		"parts without end":     {kind, many, "is te groot"},
		"more files than fit":   {kind, strings.Repeat(part(`name="polis"; filename="a.pdf"`, strings.Repeat("a", 9_000_000)), 4) + "--x--\r\n", "is te groot"},
		"file of 200 MB":        {kind, part(`name="polis"; filename="a.pdf"`, strings.Repeat("a", 200_000_000)) + "--x--\r\n", "is te groot"},
	} {
		if p := post("/proef/bestand", c.kind, c.body); p.Status != http.StatusBadRequest || !p.Has(c.says) {
			t.Errorf("%s: %d %s", name, p.Status, p.Text())
		}
	}
	// A route that takes no files takes forms of this kind, without files.
	post("/proef/zonder", kind, part(`name="nummer"`, "1\r\n2")+"--x--\r\n").Want(http.StatusOK)
	post("/proef/zonder", kind, part(`name="polis"; filename="a.pdf"`, "x")+"--x--\r\n").Want(http.StatusBadRequest)
	post("/proef/zonder", kind, part(`name="a"`, strings.Repeat("a", 65<<10))+"--x--\r\n").Want(http.StatusBadRequest)
	left, err := os.ReadDir(os.Getenv("TMPDIR"))
	if err != nil || len(left) > 0 {
		t.Errorf("left on the disk: %v %v", left, err)
	}
}

// Who may not send a file is not listened to, and another site cannot send one.
func TestFormsOfOthersAreNotRead(t *testing.T) {
	s := newUploadScene(t, dbtest.SQLite(t))
	body := &counting{Reader: strings.NewReader(strings.Repeat("a", 1<<20))}
	send := func(b *webtest.Browser) *webtest.Page {
		r := httptest.NewRequest(http.MethodPost, "/proef/bestand", body)
		r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		return b.Do(r)
	}
	send(s.as(s.Consulent)).Want(http.StatusNotFound)
	send(s.site.Browser()).Want(http.StatusSeeOther)
	if body.n > 0 {
		t.Errorf("%d bytes were read", body.n)
	}
	r := httptest.NewRequest(http.MethodPost, "/proef/bestand", body)
	r.Host = strings.TrimPrefix(webtest.Origin, "https://")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	s.as(s.Coordinator).Cookies(r)
	w := httptest.NewRecorder()
	s.site.Handler.ServeHTTP(w, r)
	if w.Code != http.StatusForbidden {
		t.Errorf("from another site: %d", w.Code)
	}
}

type counting struct {
	io.Reader
	n int
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += n
	return n, err
}
