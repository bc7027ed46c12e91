package inlog_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	vw "github.com/descope/virtualwebauthn"

	"trede/internal/auth"
	"trede/internal/auth/authtest"
	"trede/internal/authz"
	"trede/internal/platform/clock"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/webtest"
)

func TestMain(m *testing.M) {
	code := m.Run()
	dbtest.Cleanup()
	os.Exit(code)
}

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// A resident comes in with a letter, and chooses a password or more letters.
func TestResidentSignsInWithALetter(t *testing.T) {
	site := newSite(t, dbtest.SQLite(t), "")
	inv := must[auth.Invitation](t)(site.Auth.InviteResident(t.Context(), "", auth.Inwoner, auth.NewAccount{Name: "Jeroen de Vries", PersoonID: "inwoner-1"}, "4-3-1961"))
	const at = "/inloggen/code"
	b := site.Browser()
	b.Get(at).KeepsTyped(at, "code", "", "geboortedatum.dag", "4", "geboortedatum.maand", "3", "geboortedatum.jaar", "1961").WantText("Vul de code in.")
	b.Get(at).KeepsTyped(at, "code", inv.Code, "geboortedatum.dag", "5", "geboortedatum.maand", "3", "geboortedatum.jaar", "1961").WantText("De gegevens kloppen niet")
	p := b.Get(at).Submit(at, "code", strings.ToLower(strings.ReplaceAll(inv.Code, "-", " ")), "geboortedatum.dag", " 4", "geboortedatum.maand", "03", "geboortedatum.jaar", "1961").
		Want(http.StatusSeeOther).Follow().WantText("Met een wachtwoord heb je de volgende keer geen brief nodig.", "Ik wil een brief met een code")
	p.KeepsTyped("/inloggen/verder", "gebruikersnaam", "jeroen", "wachtwoord", "kort")
	p = p.Submit("/inloggen/verder", "gebruikersnaam", "jeroen", "wachtwoord", webtest.Password).Want(http.StatusSeeOther)
	if p.Location() != "/" {
		t.Fatalf("a resident with a password goes to %s", p.Location())
	}
	b.Get("/account").Want(http.StatusOK).WantText("Mijn account", "jeroen", "niet ingesteld")

	// The other choice: letters only. The page after it is home, without a password.
	inv = must[auth.Invitation](t)(site.Auth.InviteResident(t.Context(), "", auth.Inwoner, auth.NewAccount{Name: "Fatima", PersoonID: "inwoner-2"}, "1-1-1970"))
	b = site.Browser()
	p = b.Get(at).Submit(at, "code", inv.Code, "geboortedatum.dag", "1", "geboortedatum.maand", "1", "geboortedatum.jaar", "1970").Follow()
	if got := p.Submit("/inloggen/verder", "stap", "brief").Want(http.StatusSeeOther).Location(); got != "/inloggen/verder" && got != "/" {
		t.Errorf("goes to %s", got)
	}
}

// Guessing is slowed down with 429, and nothing typed is lost.
func TestGuessingIsSlowedDown(t *testing.T) {
	site := newSite(t, dbtest.SQLite(t), "")
	p := site.Staff(t, "samira", site.At(t, authz.RoleConsulent), authz.RoleConsulent)
	b := site.Browser()
	page := b.Get("/inloggen")
	for range 4 {
		page = b.Get("/inloggen").Submit("/inloggen", "gebruikersnaam", p.Login, "wachtwoord", "fout fout fout").Want(http.StatusBadRequest).
			WantText("De gegevens kloppen niet.")
	}
	page = page.Submit("/inloggen", "gebruikersnaam", p.Login, "wachtwoord", webtest.Password).Want(http.StatusTooManyRequests).WantText("Er is te vaak geprobeerd.")
	if page.Header.Get("Retry-After") == "" || page.Forms()[0].Values().Get("gebruikersnaam") != p.Login {
		t.Errorf("Retry-After %q, user name %q", page.Header.Get("Retry-After"), page.Forms()[0].Values().Get("gebruikersnaam"))
	}
	if strings.Contains(page.Body, webtest.Password) {
		t.Error("the password comes back to the browser")
	}
	page.KeepsTyped("/inloggen", "gebruikersnaam", "", "wachtwoord", "").WantText("Vul je gebruikersnaam in.", "Vul je wachtwoord in.")
}

// Where to go afterwards is a page of this site, whatever the address says.
func TestReturnPathStaysHere(t *testing.T) {
	site := newSite(t, dbtest.SQLite(t), "")
	p := site.Staff(t, "samira", site.At(t, authz.RoleConsulent), authz.RoleConsulent)
	for asked, want := range map[string]string{
		"/werk?a=1&b=2": "/werk?a=1&b=2", "//kwaad.nl/x": "/", "https://kwaad.nl": "/", `/\kwaad.nl`: "/", "javascript:alert(1)": "/", "": "/",
	} {
		b := site.Browser()
		page := b.Get("/inloggen?terug="+url.QueryEscape(asked)).Submit("/inloggen", "gebruikersnaam", p.Login, "wachtwoord", webtest.Password).Follow()
		if got := page.Submit("/inloggen/verder", "code", p.Code(t)).Want(http.StatusSeeOther).Location(); got != want {
			t.Errorf("terug=%s leads to %s, want %s", asked, got, want)
		}
		site.DB.Clock.Advance(time.Minute)
	}
}

// The session: its cookie, its extension, its end here and elsewhere.
func TestSessions(t *testing.T) {
	site := newSite(t, dbtest.SQLite(t), "")
	p := site.Staff(t, "samira", site.At(t, authz.RoleConsulent), authz.RoleConsulent)
	b := site.SignInAs(p)
	if b.Cookie("__Host-trede") == "" || b.Cookie("__Host-trede-apparaat") == "" {
		t.Error("the cookies lack the __Host- prefix")
	}
	b.Get("/inloggen").Want(http.StatusSeeOther)
	b.Post("/sessie/verlengen", url.Values{}).Want(http.StatusNoContent)
	site.Browser().Post("/sessie/verlengen", url.Values{}).Want(http.StatusSeeOther)

	other := site.SignInAs(p)
	page := b.Get("/account").WantText("deze browser", "Firefox, Linux", "Beëindig alle andere")
	page.Submit("/account/sessies", "sessie", webtest.Attr(page.Find(func(n *webtest.Node) bool { return webtest.Attr(n, "name") == "sessie" })[0], "value")).
		Want(http.StatusSeeOther).Follow().WantText("De sessie is beëindigd.")
	other.Get("/account").Want(http.StatusSeeOther)
	other = site.SignInAs(p)
	b.Get("/account").Submit("/account/sessies", "alle", "ja").Want(http.StatusSeeOther)
	other.Get("/account").Want(http.StatusSeeOther)
	b.Post("/account/sessies", url.Values{}).Want(http.StatusBadRequest)

	site.DB.Clock.Advance(31 * time.Minute)
	b.Get("/account").Want(http.StatusSeeOther).Follow().WantText("Je bent uitgelogd, want je was een tijd niet bezig.")

	// A sign-in that stays halfway ends after ten minutes.
	b = site.Browser()
	b.Get("/inloggen").Submit("/inloggen", "gebruikersnaam", p.Login, "wachtwoord", webtest.Password).Follow().WantText("Nog één stap")
	b.Get("/account").Want(http.StatusSeeOther).Follow().WantText("Nog één stap")
	site.DB.Clock.Advance(11 * time.Minute)
	b.Get("/inloggen/verder").Want(http.StatusSeeOther).Follow().WantText("Het inloggen duurde te lang.")

	// Another site cannot send a form here.
	r := httptest.NewRequest(http.MethodPost, "/uitloggen", nil)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	w := httptest.NewRecorder()
	site.Handler.ServeHTTP(w, r)
	if w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "Dit verzoek kwam van een andere site.") {
		t.Errorf("a form of another site: %d", w.Code)
	}
}

// The pages of one's own account, with a fresh proof for what matters.
func TestOwnAccount(t *testing.T) {
	site := newSite(t, dbtest.SQLite(t), "")
	p := site.Staff(t, "samira", site.At(t, authz.RoleConsulent), authz.RoleConsulent, authz.RoleTeamleider)
	b := site.SignInAs(p)
	const at = "/account/wachtwoord"
	b.Get(at).KeepsTyped(at, "oud", "", "wachtwoord", "")
	b.Get(at).KeepsTyped(at, "oud", webtest.Password, "wachtwoord", "samira-samira").WantText("In het wachtwoord staat een naam die bij jou hoort.")
	b.Get(at).KeepsTyped(at, "oud", "iets anders", "wachtwoord", "paard batterij nietje").WantText("De gegevens kloppen niet.")
	b.Get(at).Submit(at, "oud", webtest.Password, "wachtwoord", "paard batterij nietje").Want(http.StatusSeeOther).Follow().
		WantText("Je nieuwe wachtwoord is bewaard.")

	page := b.Get("/account/app").Want(http.StatusOK).WantText("Je hebt al een app ingesteld.")
	page.KeepsTyped("/account/app", "code", "123")
	b.Get("/account/app").Submit("/account/app", "stap", "weg").Want(http.StatusConflict)
	page = b.Get("/account/app")
	renewed := site.Person(t, p.Login, secretOf(t, page))
	page.Submit("/account/app", "code", renewed.Code(t)).Want(http.StatusSeeOther).Follow().WantText("De app is ingesteld.")
	site.DB.Clock.Advance(time.Minute)

	codes := b.Get("/account/herstelcodes").Want(http.StatusOK).Submit("/account/herstelcodes").Want(http.StatusOK).WantText("Bewaar deze codes nu")
	if got := codes.Link("Ik heb ze bewaard"); got != "/account" {
		t.Errorf("goes on to %s", got)
	}

	site.DB.Clock.Advance(16 * time.Minute)
	page = b.Get("/account/app").Want(http.StatusSeeOther).Follow().Want(http.StatusOK).WantText("Ben jij het?")
	page.KeepsTyped("/account/bevestigen", "code", "000000")
	if got := page.Submit("/account/bevestigen", "code", renewed.Code(t)).Want(http.StatusSeeOther).Location(); got != "/account/app" {
		t.Errorf("after the proof: %s", got)
	}
	b.Get("/account/app").Want(http.StatusOK)
	b.Post("/account/bevestigen", url.Values{"stap": {"wachtwoord"}, "wachtwoord": {"paard batterij nietje"}}).Want(http.StatusConflict)

	b.Get("/account").Submit("/account/rol", "rol", "teamleider").Want(http.StatusSeeOther)
	b.Get("/account").WantText("Werk als")
	b.Post("/account/rol", url.Values{"rol": {"beheerder"}}).Want(http.StatusSeeOther) // not one of theirs: back to the page
	if b.Get("/account").Status != http.StatusOK {
		t.Error("the session ended")
	}
}

// ceremony reads what the page asks the browser, as the script does.
func ceremony(t *testing.T, p *webtest.Page) string {
	t.Helper()
	for _, f := range p.Forms() {
		if q := webtest.Attr(f.Node, "data-vraag"); q != "" {
			return q
		}
	}
	t.Fatalf("no passkey form:\n%s", p.Text())
	return ""
}

// Passkeys: made on the account page, used alone and as second factor.
func TestPasskeys(t *testing.T) {
	site := newSite(t, dbtest.SQLite(t), "")
	p := site.Staff(t, "samira", site.At(t, authz.RoleConsulent), authz.RoleConsulent)
	b := site.SignInAs(p)
	rp := vw.RelyingParty{ID: "trede.example.nl", Name: "Trede", Origin: webtest.Origin}
	device, cred := vw.NewAuthenticator(), vw.NewCredential(vw.KeyTypeRSA)

	page := b.Get("/account/passkeys").Want(http.StatusOK)
	question := must[*vw.AttestationOptions](t)(vw.ParseAttestationOptions(ceremony(t, page)))
	device.Options.UserHandle = []byte(question.UserID)
	page.KeepsTyped("/account/passkeys", "naam", "mijn laptop", "antwoord", "{}").WantText("Dat lukte niet.")
	page = b.Get("/account/passkeys")
	question = must[*vw.AttestationOptions](t)(vw.ParseAttestationOptions(ceremony(t, page)))
	page.Submit("/account/passkeys", "naam", "mijn laptop", "antwoord", vw.CreateAttestationResponse(rp, device, cred, *question)).
		Want(http.StatusSeeOther).Follow().WantText("De passkey is bewaard.")
	b.Get("/account/passkeys").WantText("mijn laptop")

	answer := func(page *webtest.Page) string {
		cred.Counter++
		return vw.CreateAssertionResponse(rp, device, cred, *must[*vw.AssertionOptions](t)(vw.ParseAssertionOptions(ceremony(t, page))))
	}
	other := site.Browser()
	page = other.Get("/inloggen?terug=/werk")
	page.Submit("/inloggen/passkey", "antwoord", "onzin").Want(http.StatusBadRequest)
	if got := page.Submit("/inloggen/passkey", "antwoord", answer(page)).Want(http.StatusSeeOther).Location(); got != "/werk" {
		t.Errorf("a passkey alone leads to %s", got)
	}
	other = site.Browser()
	page = other.Get("/inloggen").Submit("/inloggen", "gebruikersnaam", p.Login, "wachtwoord", webtest.Password).Follow().WantText("Gebruik een passkey", "Code uit de app")
	if got := page.Submit("/inloggen/verder", "antwoord", answer(page), "stap", "passkey").Want(http.StatusSeeOther).Location(); got != "/" {
		t.Errorf("a passkey as second factor leads to %s", got)
	}
	page = b.Get("/account/passkeys")
	id := webtest.Attr(page.Find(func(n *webtest.Node) bool { return webtest.Attr(n, "name") == "passkey" })[0], "value")
	page.Submit("/account/passkeys", "passkey", id).Want(http.StatusSeeOther).Follow().WantText("De passkey is weggehaald.")
}

// The provider of the organisation: there, back, and out again.
func TestSignInThroughTheOrganisation(t *testing.T) {
	db := dbtest.SQLite(t)
	provider := authtest.NewProvider(t, db.Clock.Now)
	config := auth.OIDCConfig{
		Issuer: provider.URL, ClientID: provider.ClientID, ClientSecret: provider.ClientSecret,
		RedirectURL: webtest.Origin + "/inloggen/oidc/terug", AMR: []string{"mfa"}, LogoutURL: webtest.Origin + "/inloggen",
	}
	site := newSite(t, db, "Log in met Gemeente Arnhem", func(c *auth.Config) {
		c.OIDC = must[*auth.OIDC](t)(auth.NewOIDC(config, clock.Clock(db.Clock.Now)))
	})
	p := site.Staff(t, "samira", site.At(t, authz.RoleConsulent), authz.RoleConsulent)
	site.LinkTo(t, p, "samira@arnhem.nl")
	provider.Claims = map[string]any{"email": "samira@arnhem.nl", "email_verified": true, "amr": []string{"pwd", "mfa"}, "name": "Samira Bos"}

	b := site.Browser()
	there := b.Get("/inloggen?terug=/werk").WantText("Log in met Gemeente Arnhem").Link("Log in met Gemeente Arnhem")
	address := b.Get(there).Want(http.StatusSeeOther).Location()
	if !strings.HasPrefix(address, provider.URL) {
		t.Fatalf("goes to %s", address)
	}
	query := provider.Answer(t, address)
	site.Browser().Get("/inloggen/oidc/terug?" + query.Encode()).Want(http.StatusBadRequest) // another browser
	if got := b.Get("/inloggen/oidc/terug?" + query.Encode()).Want(http.StatusSeeOther).Location(); got != "/werk" {
		t.Errorf("comes back to %s", got)
	}
	b.Get("/werk").Want(http.StatusOK)
	out := b.Post("/uitloggen", url.Values{}).Want(http.StatusOK).WantText("Bij je organisatie ben je nog ingelogd.")
	if !strings.HasPrefix(out.Link("Log ook uit bij je organisatie"), provider.URL+"/logout") {
		t.Errorf("the link leads to %s", out.Link("Log ook uit bij je organisatie"))
	}
	b.Get("/werk").Want(http.StatusSeeOther)

	// What goes wrong is said on the sign-in page.
	provider.Claims["email"] = "onbekend@arnhem.nl"
	provider.Subject = "sub-2"
	address = b.Get("/inloggen/oidc").Location()
	b.Get("/inloggen/oidc/terug?"+provider.Answer(t, address).Encode()).Want(http.StatusForbidden).
		WantText("Je organisatie kent je, maar je hebt hier nog geen account.", "Gebruikersnaam")
	provider.SetDown(true)
	b.Get("/inloggen/oidc").Want(http.StatusSeeOther) // what was discovered is remembered
	b.Get("/inloggen/oidc/terug?state=x&code=y").Want(http.StatusForbidden)
	newSite(t, dbtest.SQLite(t), "").Browser().Get("/inloggen/oidc").Want(http.StatusNotFound)
}

// Bad input on any page of signing in or of the own account gets a sentence.
func TestHostileInput(t *testing.T) {
	site := newSite(t, dbtest.SQLite(t), "")
	if _, err := site.Auth.NewSetupCode(t.Context()); err != nil {
		t.Fatal(err)
	}
	site.Browser().Attack("/inrichting")
	p := site.Staff(t, "samira", site.At(t, authz.RoleConsulent), authz.RoleConsulent, authz.RoleTeamleider)
	site.Browser().Attack("/inloggen", "/inloggen/code")
	site.DB.Clock.Advance(24 * time.Hour)
	b := site.SignInAs(p)
	b.Attack("/account/passkeys", "/account/app", "/account/wachtwoord", "/account")
	site.DB.Clock.Advance(24 * time.Hour)

	// Each step of a sign-in.
	inv := must[auth.Invitation](t)(site.Auth.CreateStaff(t.Context(), "", auth.NewAccount{Login: "nieuw", Name: "Nieuw Iemand"}))
	b = site.Browser()
	b.Get("/inloggen/code").Submit("/inloggen/code", "code", inv.Code).Want(http.StatusSeeOther)
	b.Attack("/inloggen/verder")
	b = site.Browser()
	b.Get("/inloggen").Submit("/inloggen", "gebruikersnaam", p.Login, "wachtwoord", webtest.Password).Want(http.StatusSeeOther)
	b.Attack("/inloggen/verder", "/inloggen/verder?met=herstelcode")
	for _, address := range []string{"/inloggen/oidc/terug?state=%00&code=%ff", "/inloggen?reden=%00&terug=%ff", "/inloggen/verder?met=%00", "/account/bevestigen?terug=%0d%0aX:y"} {
		if page := b.Get(address); page.Status >= 500 {
			t.Errorf("%s: %d\n%s", address, page.Status, site.Logged)
		}
	}
}
