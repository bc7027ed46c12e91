package webtest

import (
	"net/http/httptest"

	"trede/internal/auth"
)

// Binnen gives the browser of an account that is signed in in all its roles. The
// kit must have been made with auth.Config.Demo; how signing in goes is shown by
// other tests.
func (s *Site) Binnen(accountID string) *Browser {
	s.t.Helper()
	res, err := s.Auth.SignInAs(s.t.Context(), accountID, auth.Origin{})
	if err != nil {
		s.t.Fatal(err)
	}
	w := httptest.NewRecorder()
	s.Cookies.Apply(w, res)
	b := s.Browser()
	for _, c := range w.Result().Cookies() {
		b.SetCookie(c.Name, c.Value)
	}
	return b
}

// Demo lets a kit sign people in by [Site.Binnen].
func Demo(c *auth.Config) { c.Demo = true }
