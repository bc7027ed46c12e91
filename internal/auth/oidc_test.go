package auth_test

import (
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"trede/internal/auth"
	"trede/internal/auth/authtest"
	"trede/internal/platform/errs"
)

// oidcEnv is a sign-in service with a provider.
type oidcEnv struct {
	*env
	idp *authtest.Provider
}

func newOIDCEnv(t testing.TB, change ...func(*auth.OIDCConfig)) *oidcEnv {
	t.Helper()
	o := &oidcEnv{}
	o.env = newEnv(t, func(c *auth.Config) {
		o.idp = authtest.NewProvider(t, c.Now)
		o.idp.Claims = map[string]any{"email": "Saskia@Example.nl", "email_verified": true, "amr": []string{"pwd", "otp"}, "acr": "hoog"}
		cfg := auth.OIDCConfig{
			Issuer: o.idp.URL, ClientID: o.idp.ClientID, ClientSecret: o.idp.ClientSecret,
			RedirectURL: origin + "/inloggen/oidc", LogoutURL: origin + "/uitgelogd", AMR: []string{"otp", "hwk"},
		}
		for _, ch := range change {
			ch(&cfg)
		}
		var err error
		if c.OIDC, err = auth.NewOIDC(cfg, c.Now); err != nil {
			t.Fatal(err)
		}
	})
	return o
}

// premade makes the account that the administrator makes beforehand.
func (o *oidcEnv) premade() string {
	o.t.Helper()
	inv := must[auth.Invitation](o.t)(o.CreateStaff(ctx, "beheerder", auth.NewAccount{Login: "saskia", Name: "Saskia", ExternalKey: "saskia@example.NL"}))
	o.repo.SetRoles(inv.AccountID, auth.Role{Name: "consulent"})
	return inv.AccountID
}

// visit does a whole sign-in in one browser.
func (o *oidcEnv) visit() (auth.Result, string, error) {
	o.t.Helper()
	address, flow, err := o.BeginOIDC(ctx, "/inwoners?team=2")
	if err != nil {
		return auth.Result{}, "", err
	}
	return o.FinishOIDC(ctx, flow, o.idp.Answer(o.t, address), home)
}

func TestOIDC(t *testing.T) {
	for _, alg := range []string{"RS256", "ES256"} {
		for _, post := range []bool{false, true} {
			t.Run(fmt.Sprint(alg, post), func(t *testing.T) {
				o := newOIDCEnv(t)
				o.idp.Alg, o.idp.AuthPost = alg, post
				id := o.premade()
				r, page, err := o.visit()
				if err != nil || r.Step != auth.StepDone || page != "/inwoners?team=2" {
					t.Fatalf("%v %q %v", r.Step, page, err)
				}
				x := o.alive(r.Token)
				if x.AccountID != id || x.First != auth.MethodOIDC || x.Second != auth.MethodOIDC {
					t.Errorf("%+v", x)
				}
				if got := o.actions(id); !slices.Contains(got, auth.EventLinked) || got[len(got)-1] != auth.EventSignedIn {
					t.Errorf("%v", got)
				}
				// Tied to the subject from now on: another address there changes nothing.
				o.idp.Claims["email"] = "saskia.nieuw@example.nl"
				if r, _, err = o.visit(); err != nil || o.alive(r.Token).AccountID != id {
					t.Errorf("second visit: %v", err)
				}
				// And who is given the old address there gets nothing.
				o.idp.Subject, o.idp.Claims["email"] = "sub-2", "saskia@example.nl"
				_, _, err = o.visit()
				o.wantCode(err, auth.CodeOIDCUnknown)
				o.nothingLeaks(append(o.idp.Tokens(), o.idp.ClientSecret)...)
			})
		}
	}
}

func TestOIDCTricksAreRefused(t *testing.T) {
	for _, trick := range []authtest.Trick{
		authtest.WrongNonce, authtest.NoNonce, authtest.WrongAudience, authtest.ManyAudiences, authtest.WrongAZP, authtest.Expired, authtest.IssuedLater,
		authtest.IssuedEarlier, authtest.NotYetValid, authtest.AlgNone, authtest.AlgHS256, authtest.AlgHS256Key, authtest.UnknownKey, authtest.ChangedBody,
		authtest.TokenIssuer, authtest.MixedIssuer, authtest.NoIssuer, authtest.WrongState, authtest.NoIDToken, authtest.WrongAtHash, authtest.NoSubject,
		authtest.AMRText, authtest.Refuses, authtest.TokenBroken,
	} {
		for _, alg := range []string{"RS256", "ES256"} {
			t.Run(string(trick)+" "+alg, func(t *testing.T) {
				o := newOIDCEnv(t)
				o.premade()
				o.idp.Alg, o.idp.Trick = alg, trick
				r, _, err := o.visit()
				o.wantCode(err, auth.CodeOIDCRefused)
				if r.Token != "" || o.repo.Sessions() != 0 {
					t.Error("a session all the same")
				}
				if ev := o.last(); ev.Action != auth.EventFailed || !ev.Refused || ev.Address == "" {
					t.Errorf("%+v", ev)
				}
				if err != nil && (strings.Contains(err.Error(), "verraden") || strings.Contains(err.Error(), o.idp.ClientSecret)) {
					t.Errorf("the error tells too much: %v", err)
				}
				// Honest again, the same person gets in: nothing was left behind.
				o.idp.Trick = authtest.Honest
				if _, _, err := o.visit(); err != nil {
					t.Errorf("afterwards: %v", err)
				}
			})
		}
	}
}

func TestOIDCAnswerBelongsToTheBrowser(t *testing.T) {
	o := newOIDCEnv(t)
	o.premade()
	mine, flow, err := o.BeginOIDC(ctx, "/")
	if err != nil {
		t.Fatal(err)
	}
	theirs, otherFlow, err := o.BeginOIDC(ctx, "/")
	if err != nil {
		t.Fatal(err)
	}
	// The attacker's answer in the victim's browser (CSRF at sign-in).
	_, _, err = o.FinishOIDC(ctx, flow, o.idp.Answer(t, theirs), home)
	o.wantCode(err, auth.CodeOIDCRefused)
	// No cookie, or one made up.
	for _, bad := range []string{"", "x", otherFlow[:40]} {
		_, _, err = o.FinishOIDC(ctx, bad, o.idp.Answer(t, mine), home)
		o.wantCode(err, auth.CodeFlow)
	}
	// The code of one flow with the state of another: PKCE and nonce refuse it.
	answer, other := o.idp.Answer(t, mine), o.idp.Answer(t, theirs)
	answer.Set("code", other.Get("code"))
	_, _, err = o.FinishOIDC(ctx, flow, answer, home)
	o.wantCode(err, auth.CodeOIDCRefused)

	good := o.idp.Answer(t, mine)
	if _, _, err := o.FinishOIDC(ctx, flow, good, home); err != nil {
		t.Fatal(err)
	}
	// The same answer again.
	_, _, err = o.FinishOIDC(ctx, flow, good, home)
	o.wantCode(err, auth.CodeOIDCRefused)
	if o.idp.Reused() == 0 {
		t.Error("the provider was not asked")
	}
	// The same flow with a new code.
	_, _, err = o.FinishOIDC(ctx, flow, o.idp.Answer(t, mine), home)
	o.wantCode(err, auth.CodeFlow)
	// A page that was open too long.
	mine, flow, _ = o.BeginOIDC(ctx, "/")
	late := o.idp.Answer(t, mine)
	o.clock.Advance(10 * time.Minute)
	_, _, err = o.FinishOIDC(ctx, flow, late, home)
	o.wantCode(err, auth.CodeFlow)
}

func TestOIDCRequest(t *testing.T) {
	o := newOIDCEnv(t, func(c *auth.OIDCConfig) { c.ACR, c.Scopes = []string{"hoog", "substantieel"}, []string{"email"} })
	address, flow, err := o.BeginOIDC(ctx, "//evil.example")
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	for name, want := range map[string]string{
		"response_type": "code", "code_challenge_method": "S256", "acr_values": "hoog substantieel", "scope": "openid email", "redirect_uri": origin + "/inloggen/oidc",
	} {
		if q.Get(name) != want {
			t.Errorf("%s = %q, want %q", name, q.Get(name), want)
		}
	}
	if len(q.Get("state")) < 43 || len(q.Get("nonce")) < 43 || q.Get("state") == q.Get("nonce") || q.Has("client_secret") {
		t.Errorf("%v", q)
	}
	if strings.Contains(flow, q.Get("state")) {
		t.Error("the flow shows the state")
	}
	o.premade()
	if _, page, err := o.FinishOIDC(ctx, flow, o.idp.Answer(t, address), home); err != nil || page != "/" {
		t.Errorf("%q %v", page, err)
	}
}

func TestOIDCSecondFactor(t *testing.T) {
	t.Run("not shown there: asked here", func(t *testing.T) {
		o := newOIDCEnv(t)
		id := o.premade()
		o.idp.Claims["amr"] = []string{"pwd"}
		r, _, err := o.visit()
		if err != nil || r.Step != auth.StepEnrol {
			t.Fatalf("%v %v", r.Step, err)
		}
		u := &user{e: o.env, id: id}
		u.enrol(r.Token)
		o.clock.Advance(time.Minute)
		r, _, err = o.visit()
		if err != nil || r.Step != auth.StepSecondFactor {
			t.Fatalf("%v %v", r.Step, err)
		}
		r = must[auth.Result](t)(o.TOTP(ctx, r.Token, u.code(), home))
		if x := o.alive(r.Token); x.First != auth.MethodOIDC || x.Second != auth.MethodTOTP || len(x.LogoutHint) == 0 {
			t.Errorf("%v %v", x.First, x.Second)
		}
	})
	t.Run("not shown there: refused", func(t *testing.T) {
		o := newOIDCEnv(t, func(c *auth.OIDCConfig) { c.FactorAtProvider = true })
		o.premade()
		o.idp.Claims["amr"] = []string{"pwd"}
		_, _, err := o.visit()
		o.wantCode(err, auth.CodeOIDCFactor)
		delete(o.idp.Claims, "amr")
		_, _, err = o.visit()
		o.wantCode(err, auth.CodeOIDCFactor)
		o.idp.Claims["amr"] = []string{"hwk"}
		if r, _, err := o.visit(); err != nil || r.Step != auth.StepDone {
			t.Errorf("%v %v", r.Step, err)
		}
	})
	t.Run("by acr", func(t *testing.T) {
		o := newOIDCEnv(t, func(c *auth.OIDCConfig) { c.ACR, c.AMR, c.FactorAtProvider = []string{"hoog"}, nil, true })
		o.premade()
		if r, _, err := o.visit(); err != nil || r.Step != auth.StepDone {
			t.Errorf("%v %v", r.Step, err)
		}
		o.idp.Claims["acr"] = "laag"
		_, _, err := o.visit()
		o.wantCode(err, auth.CodeOIDCFactor)
	})
}

func TestOIDCAccounts(t *testing.T) {
	t.Run("nobody is made", func(t *testing.T) {
		o := newOIDCEnv(t)
		_, _, err := o.visit()
		o.wantCode(err, auth.CodeOIDCUnknown)
		if need := must[bool](t)(o.NeedsSetup(ctx)); !need {
			t.Error("an account was made")
		}
	})
	t.Run("an address that is not verified", func(t *testing.T) {
		o := newOIDCEnv(t)
		o.premade()
		for _, v := range []any{false, "true", nil, 1} {
			o.idp.Claims["email_verified"] = v
			_, _, err := o.visit()
			o.wantCode(err, auth.CodeOIDCUnknown)
		}
		delete(o.idp.Claims, "email_verified")
		_, _, err := o.visit()
		o.wantCode(err, auth.CodeOIDCUnknown)
	})
	t.Run("unless the provider is trusted with it", func(t *testing.T) {
		o := newOIDCEnv(t, func(c *auth.OIDCConfig) { c.TrustEmail = true })
		o.premade()
		delete(o.idp.Claims, "email_verified")
		if _, _, err := o.visit(); err != nil {
			t.Error(err)
		}
	})
	t.Run("another claim, as it is written", func(t *testing.T) {
		o := newOIDCEnv(t, func(c *auth.OIDCConfig) { c.LinkClaim = "personeelsnummer" })
		inv := must[auth.Invitation](t)(o.CreateStaff(ctx, "", auth.NewAccount{Login: "saskia", Name: "S", ExternalKey: "Ab12"}))
		o.repo.SetRoles(inv.AccountID, auth.Role{Name: "consulent"})
		for _, v := range []any{"ab12", "", 12, nil, []string{"Ab12"}} {
			o.idp.Claims["personeelsnummer"] = v
			_, _, err := o.visit()
			o.wantCode(err, auth.CodeOIDCUnknown)
		}
		o.idp.Claims["personeelsnummer"] = "Ab12"
		if _, _, err := o.visit(); err != nil {
			t.Error(err)
		}
	})
	t.Run("a disabled account", func(t *testing.T) {
		o := newOIDCEnv(t)
		id := o.premade()
		if _, _, err := o.visit(); err != nil {
			t.Fatal(err)
		}
		if err := o.SetDisabled(ctx, "", id, true); err != nil {
			t.Fatal(err)
		}
		if _, _, err := o.visit(); err == nil {
			t.Error("got in")
		}
	})
	t.Run("a resident's account", func(t *testing.T) {
		o := newOIDCEnv(t)
		_ = must[auth.Invitation](t)(o.InviteResident(ctx, "", auth.Inwoner, auth.NewAccount{Name: "B", ExternalKey: "saskia@example.nl"}, "1961-03-04"))
		_, _, err := o.visit()
		o.wantCode(err, auth.CodeOIDCUnknown)
	})
	t.Run("made at once where so configured, without a role", func(t *testing.T) {
		o := newOIDCEnv(t, func(c *auth.OIDCConfig) { c.AutoProvision = true })
		o.idp.Claims["name"] = "Saskia Doornbos"
		_, _, err := o.visit()
		o.wantCode(err, auth.CodeNoRole)
		id := ""
		_ = o.repo.Read(ctx, func(tx auth.Tx) error {
			a, found, err := tx.AccountByLogin("saskia@example.nl")
			if !found || a.Kind != auth.Medewerker || a.Name != "Saskia Doornbos" || a.PasswordHash != "" {
				t.Errorf("%+v", a)
			}
			id = a.ID
			return err
		})
		o.repo.SetRoles(id, auth.Role{Name: "consulent"})
		if r, _, err := o.visit(); err != nil || r.Step != auth.StepDone {
			t.Errorf("%v %v", r.Step, err)
		}
	})
	t.Run("not at the cost of a name that is in use", func(t *testing.T) {
		o := newOIDCEnv(t, func(c *auth.OIDCConfig) { c.AutoProvision = true })
		o.staff("saskia@example.nl")
		_, _, err := o.visit()
		o.wantCode(err, auth.CodeOIDCUnknown)
	})
}

func TestOIDCClocksMayDiffer(t *testing.T) {
	for skew, good := range map[time.Duration]bool{-50 * time.Second: true, 50 * time.Second: true, 61 * time.Second: false} {
		o := newOIDCEnv(t)
		o.premade()
		o.idp.Now = func() time.Time { return o.clock.Now().Add(skew) }
		_, _, err := o.visit()
		if (err == nil) != good {
			t.Errorf("%v: %v", skew, err)
		}
	}
	for past, good := range map[time.Duration]bool{50 * time.Second: true, 61 * time.Second: false} {
		o := newOIDCEnv(t)
		o.premade()
		o.idp.Claims["exp"] = o.clock.Now().Add(-past).Unix()
		_, _, err := o.visit()
		if (err == nil) != good {
			t.Errorf("expired %v ago: %v", past, err)
		}
	}
}

func TestOIDCSignOut(t *testing.T) {
	o := newOIDCEnv(t)
	o.premade()
	r, _, err := o.visit()
	if err != nil {
		t.Fatal(err)
	}
	address := must[string](t)(o.SignOut(ctx, r.Token, home))
	o.dead(r.Token, auth.CodeNoSession)
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	if !strings.HasPrefix(address, o.idp.URL+"/logout?") || q.Get("id_token_hint") != o.idp.Tokens()[0] || q.Get("post_logout_redirect_uri") != origin+"/uitgelogd" ||
		q.Get("client_id") != "trede" || q.Get("x") != "1" {
		t.Errorf("%s", address)
	}
	if address := must[string](t)(o.SignOut(ctx, r.Token, home)); address != "" {
		t.Error("signed out twice")
	}

	o = newOIDCEnv(t)
	o.premade()
	o.idp.NoLogout = true
	if r, _, err = o.visit(); err != nil {
		t.Fatal(err)
	}
	if address := must[string](t)(o.SignOut(ctx, r.Token, home)); address != "" {
		t.Errorf("no such endpoint, yet %q", address)
	}
	local := o.staff("ben")
	if address := must[string](t)(o.SignOut(ctx, local.token, home)); address != "" {
		t.Errorf("a local session ends at the provider: %q", address)
	}
}

func TestOIDCProviderAway(t *testing.T) {
	o := newOIDCEnv(t) // the program starts while it is away
	o.premade()
	o.idp.SetDown(true)
	_, _, err := o.BeginOIDC(ctx, "/")
	o.wantCode(err, auth.CodeOIDCDown)
	o.idp.SetDown(false)
	_, _, err = o.BeginOIDC(ctx, "/")
	o.wantCode(err, auth.CodeOIDCDown) // not asked again at once
	o.clock.Advance(15 * time.Second)
	if _, _, err := o.visit(); err != nil {
		t.Errorf("it is back: %v", err)
	}
	// Away between the two pages: try later, and it counts for nothing.
	address, flow, _ := o.BeginOIDC(ctx, "/")
	answer := o.idp.Answer(t, address)
	o.idp.Trick = authtest.TokenDown
	for range 150 {
		_, _, err = o.FinishOIDC(ctx, flow, answer, home)
		o.wantCode(err, auth.CodeOIDCDown)
	}
	o.idp.Trick = authtest.Honest
	if _, _, err := o.FinishOIDC(ctx, flow, answer, home); err != nil {
		t.Errorf("afterwards: %v", err)
	}
	// What was found is used on while it is away for long.
	o.idp.SetDown(true)
	o.clock.Advance(48 * time.Hour)
	if _, _, err := o.BeginOIDC(ctx, "/"); err != nil {
		t.Errorf("known provider: %v", err)
	}
	if !errs.Is(err, errs.Unavailable) {
		t.Errorf("%v", err)
	}
}

func TestOIDCConfigurationIsChecked(t *testing.T) {
	e := newEnv(t)
	good := auth.OIDCConfig{Issuer: "https://idp.example.nl", ClientID: "trede", RedirectURL: origin + "/oidc"}
	if _, err := auth.NewOIDC(good, e.clock.Now); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*auth.OIDCConfig){
		"no client":        func(c *auth.OIDCConfig) { c.ClientID = "" },
		"plain issuer":     func(c *auth.OIDCConfig) { c.Issuer = "http://idp.example.nl" },
		"no issuer":        func(c *auth.OIDCConfig) { c.Issuer = "" },
		"user in issuer":   func(c *auth.OIDCConfig) { c.Issuer = "https://a:b@idp.example.nl" },
		"plain redirect":   func(c *auth.OIDCConfig) { c.RedirectURL = "http://trede.example.nl/oidc" },
		"factor undefined": func(c *auth.OIDCConfig) { c.FactorAtProvider = true },
	} {
		c := good
		change(&c)
		if _, err := auth.NewOIDC(c, e.clock.Now); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	_, _, err := e.BeginOIDC(ctx, "/")
	e.wantCode(err, auth.CodeOIDCOff)
	_, _, err = e.FinishOIDC(ctx, "x", nil, home)
	e.wantCode(err, auth.CodeOIDCOff)
}

// A provider that says it is another, does not know PKCE, or sends us elsewhere.
func TestOIDCDiscoveryThatDoesNotHold(t *testing.T) {
	for name, body := range map[string]string{
		"another issuer": `{"issuer":"https://idp.example.org","authorization_endpoint":"X/a","token_endpoint":"X/t","jwks_uri":"X/j"}`,
		"no S256":        `{"issuer":"X","authorization_endpoint":"X/a","token_endpoint":"X/t","jwks_uri":"X/j","code_challenge_methods_supported":["plain"]}`,
		"no JSON":        `<html>`,
		"endless":        `{"issuer":"` + strings.Repeat("x", 2<<20) + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			var srv *httptest.Server
			srv = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				_, _ = fmt.Fprint(w, strings.ReplaceAll(body, "X", srv.URL))
			}))
			defer srv.Close()
			e := newEnv(t, func(c *auth.Config) {
				c.OIDC = must[*auth.OIDC](t)(auth.NewOIDC(auth.OIDCConfig{Issuer: srv.URL, ClientID: "trede", RedirectURL: origin + "/oidc"}, c.Now))
			})
			_, _, err := e.BeginOIDC(ctx, "/")
			e.wantCode(err, auth.CodeOIDCDown)
		})
	}
	t.Run("a certificate of nobody", func(t *testing.T) {
		srv := httptest.NewUnstartedServer(http.NotFoundHandler())
		srv.Config.ErrorLog = log.New(io.Discard, "", 0)
		srv.TLS = &tls.Config{MinVersion: tls.VersionTLS13}
		srv.StartTLS()
		defer srv.Close()
		e := newEnv(t, func(c *auth.Config) {
			c.OIDC = must[*auth.OIDC](t)(auth.NewOIDC(auth.OIDCConfig{Issuer: srv.URL, ClientID: "trede", RedirectURL: origin + "/oidc"}, c.Now))
		})
		_, _, err := e.BeginOIDC(ctx, "/")
		e.wantCode(err, auth.CodeOIDCDown)
	})
}
