package site_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"trede/internal/authz"
)

// TestEveryLookIsLogged: no page about a resident is shown to staff without a line in the
// log of who looked. Source: domain guide 8; BEG-04.
func TestEveryLookIsLogged(t *testing.T) {
	s := newScene(t)
	looks := func() int {
		total, err := s.DB.HoeVaakGekeken(t.Context(), s.inwoner)
		if err != nil {
			t.Fatal(err)
		}
		return total
	}
	pages := 0
	for _, p := range s.personas {
		if slices.Contains([]authz.Role{authz.RoleAnoniem, authz.RoleInwoner, authz.RoleVertegenwoordiger}, p.role) {
			continue
		}
		b := s.browser(p)
		for _, route := range s.server.Routes() {
			method, pattern, _ := strings.Cut(route.Pattern, " ")
			if method != http.MethodGet || skipped(route) {
				continue
			}
			about := s.about(t, route, p)
			if about.soort != soortInwoner {
				continue
			}
			before := looks()
			if page := b.Get(about.fill(t, pattern)); page.Status == http.StatusOK {
				pages++
				if looks() == before {
					t.Errorf("%s shows %s to %s without a line in the log", route.Pattern, page.Title(), p.name)
				}
			}
		}
	}
	if pages < 100 {
		t.Errorf("only %d pages were shown, so this test shows little", pages)
	}
}
