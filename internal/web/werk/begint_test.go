package werk_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"trede/internal/domain/civil"
)

// What was confirmed and lies ahead is not busy yet: the list and the search say when it
// begins.
func TestBeginsLater(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		s.Lopend("Fatma", "Yilmaz", civil.New(2026, time.December, 7))
		b := s.as(s.Consulent)
		get(b, "/inwoners").WantText("1 inwoner", "Begint op 7 december 2026")
		b.Post("/zoeken", url.Values{"q": {"fatma"}}).Want(http.StatusSeeOther).Follow().WantText("Begint op 7 december 2026")
		s.Day("2026-12-07")
		if p := get(s.as(s.Consulent), "/inwoners").WantText("Bezig"); p.Has("Begint op") {
			t.Error("who begins today is busy")
		}
	})
}
