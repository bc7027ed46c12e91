package werk_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"trede/internal/testkit/regiotest"
	"trede/internal/testkit/webtest"
)

// Before anything is typed the palette and the search page offer the dossiers that one
// opened last oneself, at most seven, the last one first; what one may not open any more
// is not there.
func TestLastDossiers(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		s.Day("2026-11-20")
		b := s.as(s.Consulent)
		if p := palette(b); p.Has("Laatst geopend") {
			t.Error("nobody was opened yet")
		}
		names := strings.Fields("Anna Bram Cees Daan Emma Floor Gijs Hugo")
		for _, name := range names {
			m := s.Melding(name, "Bos")
			b.Get("/inwoners/" + m.InwonerID).Want(http.StatusOK)
			s.DB.Clock.Advance(time.Second)
		}
		s.melding(s.Consulent, regiotest.Arnhem, "Nooit", "Geopend")
		search(b, "nooit").Want(http.StatusOK) // found is not opened
		for page, p := range map[string]*webtest.Page{"palette": palette(b), "page": get(b, "/zoeken")} {
			p.WantText("Laatst geopend", "Mijn werk")
			last := -1
			for _, name := range []string{"Hugo Bos", "Gijs Bos", "Bram Bos"} {
				at := strings.Index(p.Text(), name)
				if at <= last {
					t.Errorf("%s: %s is not in its place:\n%s", page, name, p.Text())
				}
				last = at
			}
			if p.Has("Anna Bos") || p.Has("Nooit Geopend") {
				t.Errorf("%s shows more than the last seven", page)
			}
		}
		found, _, err := s.Toegang.Zoek(t.Context(), s.Consulent, "hugo")
		if err != nil || len(found) != 1 {
			t.Fatal(found, err)
		}
		b.Get("/inwoners/" + found[0].ID + "/plan").Want(http.StatusOK) // again: once in the list
		if got := strings.Count(palette(b).Text(), "Hugo Bos"); got != 1 {
			t.Errorf("one dossier stands there %d times", got)
		}
		for name, other := range map[string]*webtest.Browser{"a colleague": s.as(s.Collega), "a provider": s.as(s.Werk), "a CAW": s.as(s.CAW), "contracts": s.as(s.Contractmanager)} {
			if palette(other).Has("Laatst geopend") {
				t.Errorf("%s has the last dossiers of another", name)
			}
		}

		// Somebody of another team opened one with a reason, which holds for a short time.
		if err := s.Toegang.OpenMetReden(t.Context(), s.Collega, found[0].ID, "mevrouw staat aan de balie"); err != nil {
			t.Fatal(err)
		}
		collega := s.as(s.Collega)
		collega.Get("/inwoners/" + found[0].ID).Want(http.StatusOK)
		palette(collega).WantText("Hugo Bos")
		s.Day("2026-11-23")
		if p := palette(s.as(s.Collega)); p.Has("Hugo Bos") {
			t.Error("the palette shows who may not be opened any more")
		}
	})
}
