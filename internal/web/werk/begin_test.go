package werk_test

import (
	"net/http"
	"strings"
	"testing"

	"trede/internal/authz"
	"trede/internal/testkit/regiotest"
)

// An employer and who supervises land on a page that says what they can do here, and
// shows no more than the table allows.
func TestBegin(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		id, _ := s.Lopend("Marco", "de Vries", s.Day("2026-09-07"))
		s.Day("2026-11-20")
		for _, name := range []string{"Bakker", "Bos", "Smit", "Mulder", "Visser"} {
			s.melding(s.Consulent, regiotest.Arnhem, "Zoë", name)
		}
		s.melding(s.Duiven, regiotest.Duiven, "Andere", "Gemeente")

		kees := s.as(s.Medewerker("Kees", authz.RoleWerkgever, s.Organisatie(authz.SoortWerkgever, "Bakkerij Krul", regiotest.Arnhem), ""))
		p := kees.Get("/").Want(http.StatusSeeOther).Follow().Want(http.StatusOK).WantText("Mensen op jouw werkplek", "Nu staat er niemand")
		if p.Has("Marco") || p.Has("Een dossier inzien") || p.Has("Inwoners van") {
			t.Errorf("an employer reads\n%s", p.Text())
		}
		kees.Get(p.Link("Meld iemand aan")).Want(http.StatusOK)
		kees.Post("/begin/dossier", nil).Want(http.StatusNotFound)

		sam := s.as(s.Medewerker("Sam", authz.RoleToezichthouder, regiotest.Organisatie(s.Consulent), ""))
		p = sam.Get("/").Want(http.StatusSeeOther).Follow().Want(http.StatusOK).WantText("Inwoners van Arnhem", "Bezig minder dan 5", "Vraag in onderzoek 5", "zonder namen")
		for _, never := range []string{"Marco", "Zoë", "Duiven", "Mensen op jouw werkplek"} {
			if p.Has(never) {
				t.Errorf("who supervises reads %q", never)
			}
		}
		for _, link := range []string{"Contracten", "Wie mag wat"} {
			sam.Get(p.Link(link)).Want(http.StatusOK)
		}
		p.KeepsTyped("/begin/dossier", "dossier", "dat van Marco").WantText("Dit is geen adres of nummer van een dossier.")
		for _, typed := range []string{id, "https://trede.example/inwoners/" + id + "/plan"} {
			door := p.Submit("/begin/dossier", "dossier", typed).Want(http.StatusSeeOther).Follow().Want(http.StatusOK).WantText("Waarom open je dit dossier?")
			if strings.Contains(door.Text(), "1985") {
				t.Error("the dossier is open before there is a reason")
			}
		}
		s.as(s.Consulent).Get("/begin").Want(http.StatusSeeOther)
	})
}
