package site_test

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"trede/internal/authz"
	"trede/internal/testkit"
	"trede/internal/testkit/webtest"
	"trede/internal/web"
)

// regel is one row of the hand-written table of actions, read here anew: the test
// must not lean on what the program made of it.
type regel struct{ rollen, relaties, voorwaarden []string }

func handelingen(t *testing.T) map[authz.Action][]regel {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "authz", "handelingen.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[authz.Action][]regel{}
	for _, r := range rows[1:] {
		a := authz.Action(r[0])
		out[a] = append(out[a], regel{strings.Fields(r[1]), strings.Fields(r[2]), strings.Fields(r[3])})
	}
	return out
}

// may tells by the table whether a persona may open a route. About nobody in
// particular, a role that may do it to somebody may open the page.
func may(rules []regel, p persona, about onderwerp) bool {
	for _, r := range rules {
		switch {
		case slices.Contains(r.rollen, "allen"), slices.Contains(r.rollen, "aangemeld") && p.role != authz.RoleAnoniem:
		case !slices.Contains(r.rollen, string(p.role)):
			continue
		}
		if slices.ContainsFunc(r.voorwaarden, func(v string) bool { return about.lacks(v, p) }) {
			continue
		}
		if about.soort == "" || slices.Contains(r.relaties, string(authz.RelGeen)) ||
			slices.ContainsFunc(p.relations[about.soort], func(rel authz.Relation) bool { return slices.Contains(r.relaties, string(rel)) }) {
			return true
		}
	}
	return false
}

// onderwerp is what a route is about.
type onderwerp struct {
	soort string            // kind of subject; empty: nobody in particular
	ids   map[string]string // by name of the part of the path
	mist  []string          // conditions that this subject does not meet, for some personas "voorwaarde@persona"
}

func (o onderwerp) lacks(voorwaarde string, p persona) bool {
	return slices.Contains(o.mist, voorwaarde) || slices.Contains(o.mist, voorwaarde+"@"+p.name)
}

// form is what every form of the subject sends along: which row, and which version
// of it was seen.
func (o onderwerp) form() url.Values {
	v := url.Values{"versie": {"1"}}
	for name, id := range o.ids {
		v.Set(name, id)
	}
	return v
}

// fill puts the ids in a pattern.
func (o onderwerp) fill(t *testing.T, pattern string) string {
	t.Helper()
	parts := strings.Split(strings.TrimSuffix(pattern, "{$}"), "/")
	for i, p := range parts {
		if name, ok := strings.CutPrefix(p, "{"); ok {
			name = strings.TrimSuffix(name, "}")
			id, known := o.ids[name]
			if !known {
				t.Fatalf("%s: the scene has no %q; give the route a subject in scene_test.go", pattern, name)
			}
			parts[i] = url.PathEscape(id)
		}
	}
	return strings.Join(parts, "/")
}

// TestEveryCell asks for every route as every persona, and compares what comes of it
// with the hand-written table: who may not, finds nothing there. Nobody but the
// personas of the table gets in.
func TestEveryCell(t *testing.T) {
	testkit.Eis(t, "X-01")
	s := newScene(t)
	table := handelingen(t)
	cells, open := 0, 0
	for _, p := range s.personas {
		b := s.browser(p)
		for _, route := range s.server.Routes() {
			if skipped(route) {
				continue
			}
			method, pattern, _ := strings.Cut(route.Pattern, " ")
			about := s.about(t, route, p)
			want := may(table[route.Action], p, about)
			path := about.fill(t, pattern)
			var page *webtest.Page
			if method == http.MethodGet {
				page = b.Get(path)
			} else {
				page = b.Post(path, about.form())
			}
			got := page.Status != http.StatusNotFound && page.Status != http.StatusForbidden && !toSignIn(page.Location()) && (method != http.MethodGet || !asksReason(page))
			cells++
			if want {
				open++
			}
			if got != want && (got || !closed(route, p)) {
				t.Errorf("%-24s %-60s %s: the table says %s, the server answers %d %s", p.name, route.Pattern, route.Action, allowed(want), page.Status, page.Location())
			}
			if page.Status >= http.StatusInternalServerError {
				t.Errorf("%s as %s answers %d", route.Pattern, p.name, page.Status)
			}
		}
	}
	t.Logf("%d routes, %d personas, %d cells, %d of them open", len(s.server.Routes()), len(s.personas), cells, open)
}

// closed tells where a door may be shut although the table opens it: the table says
// what somebody may do, not on which page. Residents, who represents them and providers
// do it on pages of their own (mijn, namens, deelnemers, toewijzingen); an employer has one
// page, /begin. Nobody else has an exception, and there is none the other
// way round.
func closed(r web.Route, p persona) bool {
	_, path, _ := strings.Cut(r.Pattern, " ")
	elsewhere := strings.HasPrefix(path, "/inwoners/") || strings.HasPrefix(path, "/meldingen/") || strings.HasPrefix(path, "/toewijzingen/{id}/")
	switch p.role {
	case authz.RoleInwoner, authz.RoleVertegenwoordiger, authz.RoleWerkbegeleider, authz.RoleTrajectbegeleider, authz.RoleCoordinator, authz.RoleCAWAdviseur:
		return elsewhere
	case authz.RoleWerkgever:
		return elsewhere || path == "/deelnemers"
	}
	return notNow[path]
}

// notNow are acts that the resident of the scene is not ready for: follow-up comes
// after the end. The tests of web/dossier show them.
var notNow = map[string]bool{"/inwoners/{id}/voortgang/{t}/nazorg/{maanden}": true}

// skipped are routes whose answer does not depend on who asks: leaving, a provider
// that is not there, the second half of signing in.
func skipped(r web.Route) bool {
	return r.Action == authz.SessieEindigen || strings.Contains(r.Pattern, " /inloggen/oidc") || strings.HasSuffix(r.Pattern, " /inloggen/verder")
}

// toSignIn tells whether somebody is sent away to sign in first.
func toSignIn(location string) bool {
	return location == "/inloggen" || strings.HasPrefix(location, "/inloggen?")
}

// asksReason tells whether the page is the closed door of another team's dossier: it
// says no more than the name and asks why one wants to look.
func asksReason(page *webtest.Page) bool {
	return slices.ContainsFunc(page.Forms(), func(f webtest.Form) bool { return strings.HasSuffix(f.Action, "/openen") }) && !page.Has("1985")
}

func allowed(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// TestNoRouteWithoutARule: a route whose action is not in the table does not start.
func TestNoRouteWithoutARule(t *testing.T) {
	_, err := web.New(web.Config{}, []web.Route{{Pattern: "GET /geheim", Action: "iets.doen", Handler: func(*web.Request) error { return nil }}})
	if err == nil || !strings.Contains(fmt.Sprint(err), "has no rule") {
		t.Errorf("a route without a rule: %v", err)
	}
}
