package inlog_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"trede/internal/auth"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/webtest"
	"trede/internal/web"
	"trede/internal/web/inlog"
)

// home stands in for the pages of the fronts: it says who is signed in.
var home = []web.Route{
	{Pattern: "GET /{$}", Action: authz.ThuisOpenen, Handler: func(r *web.Request) error {
		_, err := r.W.Write([]byte("thuis van " + r.Actor.Naam))
		return err
	}},
	{Pattern: "GET /werk", Action: authz.ThuisOpenen, Handler: func(r *web.Request) error {
		_, err := r.W.Write([]byte("werk"))
		return err
	}},
}

func newSite(t *testing.T, db *dbtest.DB, label string, change ...func(*auth.Config)) *webtest.Site {
	t.Helper()
	k := webtest.New(t, db, change...)
	s, err := web.New(web.Config{
		Base: k.Base, Auth: k.Auth, Cookies: k.Cookies, Log: k.Log, BodyLimit: 1 << 20, Nav: &web.Nav{}, OIDCLabel: label,
	}, inlog.Routes(), home)
	if err != nil {
		t.Fatal(err)
	}
	return k.Serve(t, s.Handler())
}

// secretOf reads the key of the authenticator app from the page that shows it.
func secretOf(t *testing.T, p *webtest.Page) string {
	t.Helper()
	_, after, ok := strings.Cut(p.Text(), "Typ dan deze sleutel in de app:")
	if !ok {
		t.Fatalf("no secret on the page:\n%s", p.Text())
	}
	words := strings.Fields(after)
	return strings.Join(words[:8], "")
}

// Setting up, signing out and signing in again: the first thing that anybody does.
func TestFirstAdministratorSignsIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) {
		site := newSite(t, db, "")
		code, err := site.Auth.NewSetupCode(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		b := site.Browser()
		p := b.Get("/werk").Follow().Want(http.StatusOK).WantText("Trede inrichten")
		p = p.Submit("/inrichting", "code", "fout", "naam", "Sanne de Wit", "gebruikersnaam", "Sanne", "email", "", "wachtwoord", "kort")
		p.Want(http.StatusBadRequest).WantText("De gegevens kloppen niet")
		p = p.Submit("/inrichting", "code", strings.ToLower(code), "wachtwoord", "kort")
		p.Want(http.StatusBadRequest).WantText("Het wachtwoord is te kort. Gebruik minstens 12 tekens.")
		if !strings.HasPrefix(p.Title(), "Fout: ") {
			t.Errorf("title %q", p.Title())
		}
		p = p.Submit("/inrichting", "code", code, "wachtwoord", webtest.Password).Want(http.StatusSeeOther).Follow()
		p.Want(http.StatusOK).WantText("Stel de tweede stap in")

		admin := site.Person(t, "sanne", secretOf(t, p))
		again := p.Submit("/inloggen/verder", "code", "000000").Want(http.StatusBadRequest)
		if secretOf(t, again) != admin.Secret {
			t.Error("a wrong code changed the secret that is in the app already")
		}
		p = again.Submit("/inloggen/verder", "code", admin.Code(t)).Want(http.StatusOK).WantText("Bewaar deze codes nu")
		codes := p.Find(webtest.Tag("code"))
		if len(codes) != 10 {
			t.Fatalf("%d recovery codes", len(codes))
		}
		recovery := webtest.TextOf(codes[3])
		b.Get(p.Link("Ik heb ze bewaard")).Want(http.StatusOK).WantText("thuis van Sanne de Wit")

		// The first account has the relation regio, so it may do its work.
		actor, err := site.Base.Actor(t.Context(), admin.ID, nil)
		if err != nil {
			t.Fatal(err)
		}
		d := authz.Decide(actor.Actor, authz.RegioImporteren, authz.Facts{Day: civil.Of(db.Now()), RedenGegeven: true})
		if !d.Allowed || d.Relation != authz.RelRegio {
			t.Errorf("the first administrator: %s", d)
		}

		b.Post("/uitloggen", url.Values{}).Want(http.StatusSeeOther).Follow().WantText("Je bent uitgelogd.")
		b.Get("/werk").Want(http.StatusSeeOther)
		db.Clock.Advance(time.Minute)
		b = site.SignInAs(admin)
		b.Get("/").Want(http.StatusOK)

		// Without the telephone: a recovery code, once.
		other := site.Browser()
		p = other.Get("/inloggen?terug=/werk").Submit("/inloggen", "gebruikersnaam", "SANNE ", "wachtwoord", webtest.Password).Follow()
		p = other.Get(p.Link("Ik kan de app of passkey niet gebruiken")).WantText("Herstelcode")
		p.Submit("/inloggen/verder", "code", "AAAA-AAAA-AAAA").Want(http.StatusBadRequest).WantText("Herstelcode")
		p = p.Submit("/inloggen/verder", "code", recovery).Want(http.StatusOK).WantText("Je hebt nog 9 herstelcodes")
		if got := p.Link("Ga verder"); got != "/werk" {
			t.Errorf("goes on to %s", got)
		}
		site.Browser().Get("/inrichting").Want(http.StatusSeeOther).Follow().WantText("Trede is al ingericht")
	})
}
