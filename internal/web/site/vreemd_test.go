package site_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"trede/internal/testkit/dbtest"
	"trede/internal/web"
)

// strange is what no browser types into an address, but anybody can send: characters
// that a database refuses, numbers that no column holds, a day that is none.
var strange = []string{"\x00", "\xff\xfe", "99999999999999999999", "%_'\"--", "0001-01-01"}

// asked are the names that some page reads from its address.
var asked = []string{"pagina", "q", "zoek", "voor", "dag", "met", "vorm", "gemeente", "terug", "t", "toewijzing", "team", "wie", "fase", "product", "aanbieder", "melding"}

// TestStrangeAddress: a strange id in the path or value in the query is bad input or
// nothing, on both engines, and never a fault of the server. Each route is asked as the
// first persona that gets in.
func TestStrangeAddress(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) {
		s, table := newSceneOn(t, db), handelingen(t)
		for _, route := range s.server.Routes() {
			n := slices.IndexFunc(s.personas, func(p persona) bool {
				return !skipped(route) && may(table[route.Action], p, s.about(t, route, p)) && !closed(route, p)
			})
			if n < 0 {
				continue
			}
			p := s.personas[n]
			b := s.browser(p)
			for _, address := range strangeAddresses(t, route, s.about(t, route, p)) {
				r := httptest.NewRequest(strings.Fields(route.Pattern)[0], address, nil)
				if got := b.Do(r).Status; got >= http.StatusInternalServerError {
					t.Errorf("%s as %s with %.80q answers %d", route.Pattern, p.name, address, got)
				}
			}
		}
	})
}

// strangeAddresses puts each strange value in each part of the path, and in each part of
// the query of a page.
func strangeAddresses(t *testing.T, route web.Route, about onderwerp) []string {
	t.Helper()
	method, pattern, _ := strings.Cut(route.Pattern, " ")
	var out []string
	for name, was := range about.ids {
		if !strings.Contains(pattern, "{"+name+"}") {
			continue
		}
		for _, v := range strange {
			about.ids[name] = v
			out = append(out, about.fill(t, pattern))
		}
		about.ids[name] = was
	}
	if method != http.MethodGet {
		return out
	}
	path := about.fill(t, pattern)
	for n, name := range asked {
		out = append(out, path+"?"+url.Values{name: {strange[0]}}.Encode(), path+"?"+url.Values{name: {strange[1+n%4]}}.Encode())
	}
	return out
}
