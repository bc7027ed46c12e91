package uitvoering_test

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"trede/internal/app"
	"trede/internal/app/uitvoering"
	"trede/internal/domain/toegang"
	dom "trede/internal/domain/uitvoering"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
	"trede/internal/testkit/webtest"
	"trede/internal/web"
	"trede/internal/web/inlog"
	webuit "trede/internal/web/uitvoering"
)

func TestMain(m *testing.M) {
	code := m.Run()
	dbtest.Cleanup()
	os.Exit(code)
}

// scene is a small region with the pages of the provider over it.
type scene struct {
	*regiotest.Regio
	site        *webtest.Site
	server      *web.Server
	registratie string // of the resident who is busy
}

func newScene(t testing.TB, db *dbtest.DB) *scene {
	t.Helper()
	s := &scene{Regio: regiotest.New(t, db).Load()}
	kit := webtest.New(t, db, webtest.Demo)
	nav := &web.Nav{}
	webuit.Nav(nav)
	var err error
	s.server, err = web.New(web.Config{Base: s.Base, Auth: kit.Auth, Cookies: kit.Cookies, Log: kit.Log, BodyLimit: 1 << 20, Nav: nav},
		[]web.Route{web.Home()}, inlog.Routes(), webuit.Routes(s.Uitvoering, s.Taken))
	if err != nil {
		t.Fatal(err)
	}
	s.site = kit.Serve(t, s.server.Handler())
	return s
}

// each runs a test on both engines.
func each(t *testing.T, fn func(t *testing.T, s *scene)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) { fn(t, newScene(t, db)) })
}

func (s *scene) as(a app.Actor) *webtest.Browser { return s.site.Binnen(a.ID) }

// at gives the toewijzing of a resident: where its page and its forms are.
func (s *scene) at(inwoner string) (deelnemer, forms string) {
	s.T.Helper()
	id := s.Toewijzing(inwoner).ID
	return "/deelnemers/" + id, "/toewijzingen/" + id + "/"
}

// buttons are the addresses of the links and buttons on a page.
func links(p *webtest.Page) []string {
	var out []string
	for _, n := range p.Find(webtest.Tag("a")) {
		out = append(out, webtest.Attr(n, "href"))
	}
	return out
}

// leadsTo tells whether a page has a link to an address.
func leadsTo(p *webtest.Page, address string) bool { return slices.Contains(links(p), address) }

// chosen are the names of the fields of a form that hold an answer before anybody gave
// one: ticks and typed texts, but not what is sent along unseen.
func chosen(f webtest.Form) []string {
	var out []string
	for name, values := range f.Values() {
		if !f.Hidden(name) && strings.Join(values, "") != "" {
			out = append(out, name)
		}
	}
	return out
}

// formTo is the form of a page that goes to an address.
func formTo(t testing.TB, p *webtest.Page, action string) webtest.Form {
	t.Helper()
	for _, f := range p.Forms() {
		if f.Action == action {
			return f
		}
	}
	t.Fatalf("no form to %s:\n%s", action, p.Text())
	return webtest.Form{}
}

// light complains about a page that is heavier than a cheap phone bears.
func light(t testing.TB, p *webtest.Page) {
	t.Helper()
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	_, _ = z.Write([]byte(p.Body))
	_ = z.Close()
	if b.Len() > 30_000 {
		t.Errorf("%s weighs %d bytes", p.URL, b.Len())
	}
}

// report hands in a report of a resident.
func (s *scene) report(inwoner string, doelen []string, score toegang.Score) {
	s.T.Helper()
	in := uitvoering.BerichtInput{
		ToewijzingID: s.Toewijzing(inwoner).ID, SamenIngevuld: toegang.Ja, EigenWoorden: "Ik vind banden plakken leuk",
		Krachten: []dom.Kracht{"houdt_vol"}, VolgendeStap: "zo_doorgaan",
	}
	for _, d := range doelen {
		in.Regels = append(in.Regels, dom.VoortgangRegel{DoelID: d, Score: score})
	}
	_, err := s.Uitvoering.SchrijfBericht(s.T.Context(), s.Werk, in)
	regiotest.OK(s.T, err)
}

const seeOther, notFound, conflict = http.StatusSeeOther, http.StatusNotFound, http.StatusConflict
