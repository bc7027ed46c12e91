package toegang_test

import (
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"trede/internal/app"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
	"trede/internal/testkit/webtest"
	"trede/internal/web"
	"trede/internal/web/site"
	"trede/internal/web/tekst"
)

func TestMain(m *testing.M) {
	code := m.Run()
	dbtest.Cleanup()
	os.Exit(code)
}

// scene is a small region with all pages over it.
type scene struct {
	*regiotest.Regio
	site *webtest.Site
}

func newScene(t testing.TB, db *dbtest.DB) *scene {
	t.Helper()
	s := &scene{Regio: regiotest.New(t, db).Load()}
	kit := webtest.New(t, db, webtest.Demo)
	server, err := site.New(web.Config{Base: s.Base, Auth: kit.Auth, Cookies: kit.Cookies, Log: kit.Log, BodyLimit: 1 << 20},
		s.UseCases)
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

// walk goes through pages as a person does, and counts what that takes.
type walk struct {
	t                     *testing.T
	b                     *webtest.Browser
	page                  *webtest.Page
	typed, choices, loads int
}

// answer is one thing that a person does on a form.
type answer struct {
	name, value string
	typed       bool // by keys; else it is picked
	free        bool // a button: no answer at all
}

func type_(name, value string) answer { return answer{name: name, value: value, typed: true} }
func pick(name, value string) answer  { return answer{name: name, value: value} }
func press(name, value string) answer { return answer{name: name, value: value, free: true} }

// open loads a page.
func (w *walk) open(address string) *walk {
	w.t.Helper()
	w.page = w.b.Get(address).Want(http.StatusOK)
	w.loads++
	return w.said()
}

// send fills in the form of an action and goes where it leads.
func (w *walk) send(action string, answers ...answer) *walk {
	w.t.Helper()
	forms := w.page.Forms()
	n := slices.IndexFunc(forms, func(f webtest.Form) bool {
		return f.Action == action && (len(answers) == 0 || slices.Contains(f.Names(), answers[0].name))
	})
	if n < 0 {
		w.t.Fatalf("%s has no form to %s with %s:\n%s", w.page.URL, action, answers[0].name, w.page.Text())
	}
	form := forms[n]
	values, own := form.Values(), map[string]bool{}
	for _, a := range answers {
		if !a.free && !offers(form, a) {
			w.t.Fatalf("%s does not offer %s = %s", w.page.URL, a.name, a.value)
		}
		switch {
		case own[a.name]:
			values.Add(a.name, a.value)
		default:
			values.Set(a.name, a.value)
		}
		own[a.name] = true
		switch {
		case a.typed:
			w.typed++
		case !a.free:
			w.choices++
		}
	}
	if form.Method == http.MethodGet {
		return w.open(action + "?" + values.Encode())
	}
	w.page = w.b.Post(action, values)
	if w.page.Status == http.StatusSeeOther {
		w.page = w.page.Follow().Want(http.StatusOK)
	}
	w.loads++
	return w.said()
}

// said complains when the page has a text that is not there.
func (w *walk) said() *walk {
	w.t.Helper()
	if w.page.Has(tekst.Of("algemeen.onbekend")) {
		w.t.Errorf("%s shows a text that is not there:\n%s", w.page.URL, w.page.Text())
	}
	return w
}

// offers tells whether a form has a field, and for a choice that value.
func offers(f webtest.Form, a answer) bool {
	if a.typed {
		return slices.Contains(f.Names(), a.name)
	}
	for n := range f.Node.Descendants() {
		switch {
		case n.Data == "input" && webtest.Attr(n, "name") == a.name && webtest.Attr(n, "value") == a.value:
			return true
		case n.Data == "option" && webtest.Attr(n, "value") == a.value:
			return true
		}
	}
	return false
}

// nothingChosen complains about a choice that stands on a page before anybody made it.
func (w *walk) nothingChosen() *walk {
	w.t.Helper()
	for _, n := range w.page.Find(func(n *webtest.Node) bool {
		for _, a := range n.Attr {
			if a.Key == "checked" || a.Key == "selected" && webtest.Attr(n, "value") != "" {
				return true
			}
		}
		return false
	}) {
		w.t.Errorf("%s: %s %s is chosen beforehand", w.page.URL, webtest.Attr(n, "name"), webtest.Attr(n, "value"))
	}
	return w
}

// path is the address of the page, without its query.
func (w *walk) path() string { return w.page.URL.Path }

// idAfter is the part of the address that follows a word.
func (w *walk) idAfter(word string) string {
	w.t.Helper()
	_, rest, ok := strings.Cut(w.path(), "/"+word+"/")
	if !ok {
		w.t.Fatalf("%s is not below %s:\n%s", w.page.URL, word, w.page.Text())
	}
	id, _, _ := strings.Cut(rest, "/")
	return id
}

func query(pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return "?" + q.Encode()
}
