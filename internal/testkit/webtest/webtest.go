// Package webtest lets tests use the pages as a browser does: it signs in for
// real, follows forms with their hidden fields, and reads the HTML that comes back.
//
// It knows no package of web, so that every front can use it: the test makes its
// server out of a [Kit] and hands the handler to [Kit.Serve].
package webtest

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"trede/internal/app"
	"trede/internal/auth"
	"trede/internal/auth/httpauth"
	"trede/internal/auth/password"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/platform/audit"
	"trede/internal/platform/id"
	"trede/internal/store"
	"trede/internal/testkit/dbtest"
)

// Origin is the public address of a site under test.
const Origin = "https://trede.example.nl"

// Password is what everybody made by this package signs in with.
const Password = "vier gele eenden zwemmen"

// Kit is what a server is made of: a store, the use cases' base and sign-in.
type Kit struct {
	DB      *dbtest.DB
	Base    *app.Base
	Auth    *auth.Service
	Cookies httpauth.Cookies
	Log     *slog.Logger
	Logged  *strings.Builder // what went to the log
}

// New makes a kit on a store. The region's data is the example region.
func New(t testing.TB, db *dbtest.DB, change ...func(*auth.Config)) *Kit {
	t.Helper()
	hasher, err := password.NewHasher(password.Params{Memory: 64, Time: 1, Threads: 1}, 4, 1000, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := auth.Config{
		Repo: db.AuthRepo(), Now: db.Clock.Now, IDs: id.Seeded(2, db.Clock.Now), Keys: db.Keys, Hasher: hasher, Origin: Origin,
	}
	for _, f := range change {
		f(&c)
	}
	k := &Kit{DB: db, Base: app.New(db.Store), Cookies: httpauth.ForOrigin(c.Origin), Logged: &strings.Builder{}}
	k.Log = slog.New(slog.NewTextHandler(io.Writer(k.Logged), nil))
	if k.Auth, err = auth.New(c); err != nil {
		t.Fatal(err)
	}
	if err := k.Base.EnsureRegion(context.Background()); err != nil {
		t.Fatal(err)
	}
	return k
}

// Today is the day it is for this kit.
func (k *Kit) Today() civil.Date { return civil.Of(k.DB.Clock.Now()) }

// Person is somebody who can sign in.
type Person struct {
	ID, Login string
	Secret    string // of the authenticator app, once set up
	kit       *Kit
}

// Code gives what the authenticator app shows now.
func (p *Person) Code(t testing.TB) string {
	t.Helper()
	code, err := totp.GenerateCode(p.Secret, p.kit.DB.Clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// Person gives somebody who was made through the pages.
func (k *Kit) Person(t testing.TB, login, secret string) *Person {
	t.Helper()
	p := &Person{Login: login, Secret: secret, kit: k}
	err := k.DB.Read(t.Context(), func(tx *store.Tx) error {
		a, found, err := tx.AuthTx().AccountByLogin(login)
		if err == nil && !found {
			t.Fatalf("nobody is called %s", login)
		}
		p.ID = a.ID
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// LinkTo lets a person sign in through the organisation: key is what the linking
// claim of the provider will hold.
func (k *Kit) LinkTo(t testing.TB, p *Person, key string) {
	t.Helper()
	k.write(t, func(tx *store.Tx) error {
		a, err := store.Accounts.Get(tx.Tx, p.ID)
		if err != nil {
			return err
		}
		a.ExternalKey = key
		tx.Audit(store.KindAccount, p.ID, "account.kenmerk", audit.Payload{})
		return store.Accounts.Update(tx.Tx, a)
	})
}

// Place is where an appointment is: an organisation and perhaps a team there.
type Place struct{ OrganisatieID, TeamID string }

// Place gives an organisation of a kind, made when there is none by that name. A
// municipality has a team.
func (k *Kit) Place(t testing.TB, soort authz.Soort, naam, gemeente string) Place {
	t.Helper()
	var p Place
	k.write(t, func(tx *store.Tx) error {
		if soort == authz.SoortRegio {
			o, err := tx.RegioOrganisatie(k.Today())
			p.OrganisatieID = o.ID
			tx.Audit(store.KindOrganisatie, o.ID, "organisatie.gelezen", audit.Payload{})
			return err
		}
		p.OrganisatieID = tx.NewID()
		tx.Audit(store.KindOrganisatie, p.OrganisatieID, "organisatie.vastgelegd", audit.Payload{})
		err := store.Organisaties.Insert(tx.Tx, store.Organisatie{
			ID: p.OrganisatieID, Soort: string(soort), Naam: naam, GemeenteCode: gemeente, Van: k.Today().AddYears(-2), Versie: 1,
		})
		if err != nil || soort != authz.SoortGemeente {
			return err
		}
		p.TeamID = tx.NewID()
		return store.Teams.Insert(tx.Tx, store.Team{
			ID: p.TeamID, OrganisatieID: p.OrganisatieID, Naam: "Wijkteam " + naam, GemeenteCode: gemeente, Van: k.Today().AddYears(-2), Versie: 1,
		})
	})
	return p
}

// At gives the place where a role belongs in the example region: the region
// itself, Arnhem, a provider, a CAW or an employer.
func (k *Kit) At(t testing.TB, role authz.Role) Place {
	t.Helper()
	for _, soort := range []authz.Soort{authz.SoortRegio, authz.SoortGemeente, authz.SoortAanbieder, authz.SoortCAW, authz.SoortWerkgever} {
		for _, r := range authz.RolesFor(soort) {
			if r == role {
				return k.Place(t, soort, map[authz.Soort]string{
					authz.SoortGemeente: "Arnhem", authz.SoortAanbieder: "De Spaak", authz.SoortCAW: "CAW Midden", authz.SoortWerkgever: "Bakkerij Krul",
				}[soort], "0202")
			}
		}
	}
	t.Fatalf("nobody is appointed as %s", role)
	return Place{}
}

// Staff makes a member of staff with appointments from a year ago: at the given
// place, in these roles. The account has a password and an authenticator app.
func (k *Kit) Staff(t testing.TB, login string, at Place, roles ...authz.Role) *Person {
	t.Helper()
	ctx := t.Context()
	inv, err := k.Auth.CreateStaff(ctx, "", auth.NewAccount{Login: login, Name: "Sanne " + login})
	if err != nil {
		t.Fatal(err)
	}
	k.write(t, func(tx *store.Tx) error {
		tx.Audit(store.KindAccount, inv.AccountID, "aanstelling.vastgelegd", audit.Payload{})
		for _, role := range roles {
			if err := store.Aanstellingen.Insert(tx.Tx, store.Aanstelling{
				ID: tx.NewID(), AccountID: inv.AccountID, Rol: string(role), OrganisatieID: at.OrganisatieID,
				TeamID: at.TeamID, Van: k.Today().AddYears(-1), Versie: 1,
			}); err != nil {
				return err
			}
		}
		return nil
	})
	p := &Person{ID: inv.AccountID, Login: login, kit: k}
	r, err := k.Auth.Code(ctx, inv.Code, "", auth.Origin{})
	if err == nil {
		r, err = k.Auth.SetPassword(ctx, r.Token, "", Password, auth.Origin{})
	}
	var en auth.TOTPEnrolment
	if err == nil {
		en, err = k.Auth.BeginTOTP(ctx, r.Token)
		p.Secret = strings.ReplaceAll(en.Secret, " ", "")
	}
	if err == nil {
		_, err = k.Auth.ConfirmTOTP(ctx, r.Token, en.Flow, p.Code(t), auth.Origin{})
	}
	if err != nil {
		t.Fatal(err)
	}
	k.DB.Clock.Advance(time.Minute) // the next code of the app is a new one
	return p
}

func (k *Kit) write(t testing.TB, fn func(*store.Tx) error) {
	t.Helper()
	if err := k.DB.Write(t.Context(), audit.Actor{ID: "systeem"}, fn); err != nil {
		t.Fatal(err)
	}
}

// Site is a server under test.
type Site struct {
	*Kit
	Handler http.Handler
	t       testing.TB
}

// Serve gives a site of a handler that was made out of this kit.
func (k *Kit) Serve(t testing.TB, h http.Handler) *Site { return &Site{Kit: k, Handler: h, t: t} }

// SignIn makes a member of staff with these roles, signs in through the pages and
// gives the browser. With one role the place is [Kit.At] of it; with more they
// must belong at the same kind of organisation.
func (s *Site) SignIn(roles ...authz.Role) *Browser {
	s.t.Helper()
	p := s.Staff(s.t, "persoon-"+s.DB.IDs.New()[24:], s.At(s.t, roles[0]), roles...)
	return s.SignInAs(p)
}

// SignInAs signs a person in through the pages, in all roles.
func (s *Site) SignInAs(p *Person) *Browser {
	s.t.Helper()
	b := s.Browser()
	page := b.Get("/inloggen").Submit("/inloggen", "gebruikersnaam", p.Login, "wachtwoord", Password).Follow()
	page = page.Submit("/inloggen/verder", "code", p.Code(s.t))
	s.DB.Clock.Advance(time.Minute)
	if page.Location() == "/inloggen/verder" {
		page = page.Follow().Submit("/inloggen/verder", "rol", "alle")
	}
	if page.Status != http.StatusSeeOther || page.Location() != "/" {
		s.t.Fatalf("signing in as %s ended with %d to %q:\n%s", p.Login, page.Status, page.Location(), page.Text())
	}
	return b
}
