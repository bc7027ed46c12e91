package dossier_test

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"trede/internal/app"
	"trede/internal/app/beheer"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
	"trede/internal/testkit/webtest"
	"trede/internal/web"
	"trede/internal/web/dossier"
	"trede/internal/web/inlog"
	"trede/internal/web/tekst"
)

func TestMain(m *testing.M) {
	code := m.Run()
	dbtest.Cleanup()
	os.Exit(code)
}

// scene is a small region with the pages of a dossier over it.
type scene struct {
	*regiotest.Regio
	site *webtest.Site
}

func newScene(t testing.TB, db *dbtest.DB) *scene {
	t.Helper()
	s := &scene{Regio: regiotest.New(t, db).Load()}
	kit := webtest.New(t, db, webtest.Demo)
	server, err := web.New(web.Config{Base: s.Base, Auth: kit.Auth, Cookies: kit.Cookies, Log: kit.Log, BodyLimit: 1 << 20, Nav: &web.Nav{}},
		[]web.Route{web.Home()}, inlog.Routes(), dossier.Routes(s.Toegang, s.Uitvoering, beheer.New(s.Base, kit.Auth)))
	if err != nil {
		t.Fatal(err)
	}
	s.site = kit.Serve(t, server.Handler())
	return s
}

// each runs a test on both engines.
func each(t *testing.T, fn func(t *testing.T, s *scene)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) { fn(t, newScene(t, db)) })
}

func (s *scene) as(a app.Actor) *webtest.Browser { return s.site.Binnen(a.ID) }

func (s *scene) must(err error) {
	s.T.Helper()
	if err != nil {
		s.T.Fatal(err)
	}
}

// open gives a page that is there, and complains about a text that is missing on it.
func open(t testing.TB, b *webtest.Browser, address string) *webtest.Page {
	t.Helper()
	p := b.Get(address).Want(http.StatusOK)
	if p.Has(tekst.Of("algemeen.onbekend")) {
		t.Errorf("%s misses a text:\n%s", address, p.Text())
	}
	return p
}

// send fills in the form of a page that goes to its own address, which has to go
// through, and gives the page that follows.
func send(t testing.TB, b *webtest.Browser, address string, pairs ...string) *webtest.Page {
	t.Helper()
	p := open(t, b, address).Submit(address, pairs...)
	if p.Status != http.StatusSeeOther {
		t.Fatalf("%s: status %d\n%s", address, p.Status, p.Text())
	}
	return p.Follow().Want(http.StatusOK)
}

// never complains about words that must not be anywhere in the page.
func never(t testing.TB, p *webtest.Page, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(p.Body, w) {
			t.Errorf("%s holds %q:\n%s", p.URL, w, p.Text())
		}
	}
}

// inwoner gives the address of a dossier.
func at(id string, below ...string) string {
	return strings.Join(append([]string{"/inwoners/" + id}, below...), "/")
}

// tabs are the pages of a dossier.
var tabs = []string{"", "/plan", "/toewijzingen", "/voortgang", "/gegevens", "/tijdlijn", "/wie-keek"}

// chosen are the names of the visible fields of the form to the page's own address that
// hold an answer before anybody gave one.
func chosen(p *webtest.Page) []string {
	var out []string
	for _, f := range p.Forms() {
		if f.Action != p.URL.Path {
			continue
		}
		for name, values := range f.Values() {
			if !f.Hidden(name) && strings.Join(values, "") != "" {
				out = append(out, name)
			}
		}
	}
	return out
}
