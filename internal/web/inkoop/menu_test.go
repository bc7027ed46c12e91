package inkoop_test

import (
	"testing"

	"trede/internal/app"
)

// What belongs together shares one entry of the menu and stands beside each other as tabs,
// as far as somebody may see it.
func TestMenu(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		s.Day("2026-11-22")
		for _, c := range []struct {
			who        app.Actor
			page       string
			there, not []string
		}{
			{s.Contractmanager, "/contracten", []string{"Radar", "Plafonds", "Overleggen"}, []string{"Inschrijven"}},
			{s.Contractmanager, "/rondes", []string{"Beoordelen", "Leerpunten"}, []string{"Radar"}},
			{s.Coordinator, "/rondes", []string{"Inschrijven"}, []string{"Beoordelen", "Leerpunten", "Plafonds"}},
			{s.Beleid, "/leerpunten", []string{"Contracten"}, []string{"Rondes", "Radar"}},
		} {
			p := get(s.as(c.who), c.page)
			p.WantText(c.there...)
			for _, word := range c.not {
				if p.Has(word) {
					t.Errorf("%s for %s shows %q", c.page, c.who.Naam, word)
				}
			}
		}
	})
}
