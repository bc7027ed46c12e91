package auth_test

import (
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	vw "github.com/descope/virtualwebauthn"

	"trede/internal/auth"
	"trede/internal/platform/errs"
)

var rp = vw.RelyingParty{ID: "trede.example.nl", Name: "Trede", Origin: origin}

// key is a passkey in a virtual authenticator.
type key struct {
	t    testing.TB
	auth vw.Authenticator
	cred vw.Credential
	rp   vw.RelyingParty
	sync bool // as a passkey that is kept in a cloud: no counter
}

func newKey(t testing.TB, kind vw.KeyType) *key {
	cred := vw.NewCredential(kind)
	// virtualwebauthn leaves leading zeros of a coordinate out, which no
	// authenticator does (RFC 9053, 7.1.1): take a key without them.
	for kind == vw.KeyTypeEC2 {
		parsed, err := x509.ParsePKCS8PrivateKey(cred.Key.Data)
		if err != nil {
			t.Fatal(err)
		}
		point, err := parsed.(*ecdsa.PrivateKey).PublicKey.Bytes() // 4, x, y
		if err != nil {
			t.Fatal(err)
		}
		if point[1] != 0 && point[33] != 0 {
			break
		}
		cred = vw.NewCredential(kind)
	}
	return &key{t: t, auth: vw.NewAuthenticator(), cred: cred, rp: rp}
}

// make answers a ceremony that makes a passkey.
func (k *key) make(c auth.Ceremony) []byte {
	k.t.Helper()
	options, err := vw.ParseAttestationOptions(string(c.Options))
	if err != nil {
		k.t.Fatal(err)
	}
	k.auth.Options.UserHandle = []byte(options.UserID)
	return []byte(vw.CreateAttestationResponse(k.rp, k.auth, k.cred, *options))
}

// use answers a ceremony that uses a passkey; its counter goes up.
func (k *key) use(c auth.Ceremony) []byte {
	k.t.Helper()
	options, err := vw.ParseAssertionOptions(string(c.Options))
	if err != nil {
		k.t.Fatal(err)
	}
	if !k.sync {
		k.cred.Counter++
	}
	return []byte(vw.CreateAssertionResponse(k.rp, k.auth, k.cred, *options))
}

// addKey gives an account a passkey in a session.
func (u *user) addKey(token string, kind vw.KeyType) (*key, auth.Result) {
	t := u.e.t
	t.Helper()
	k := newKey(t, kind)
	c := must[auth.Ceremony](t)(u.e.BeginPasskeyEnrolment(ctx, token))
	r := must[auth.Result](t)(u.e.FinishPasskeyEnrolment(ctx, token, c.Flow, "telefoon", k.make(c), home))
	u.token = r.Token
	return k, r
}

func TestPasskeyAsTheOnlySecondFactor(t *testing.T) {
	for _, kind := range []vw.KeyType{vw.KeyTypeEC2, vw.KeyTypeRSA} {
		t.Run(string(kind), func(t *testing.T) {
			e := newEnv(t)
			inv := must[auth.Invitation](t)(e.CreateStaff(ctx, "", auth.NewAccount{Login: "saskia", Name: "Saskia"}))
			e.repo.SetRoles(inv.AccountID, auth.Role{Name: "consulent"})
			u := &user{e: e, id: inv.AccountID, login: "saskia", password: goodPassword}
			r := must[auth.Result](t)(e.Code(ctx, inv.Code, "", home))
			r = must[auth.Result](t)(e.SetPassword(ctx, r.Token, "", u.password, home))
			k, r := u.addKey(r.Token, kind)
			if r.Step != auth.StepDone || len(r.RecoveryCodes) != 10 {
				t.Fatalf("%v, %d codes", r.Step, len(r.RecoveryCodes))
			}
			first := must[auth.Result](t)(e.Password(ctx, u.login, u.password, home))
			if !slices.Equal(first.Methods, []auth.Method{auth.MethodPasskey, auth.MethodRecovery}) {
				t.Errorf("%v", first.Methods)
			}
			c := must[auth.Ceremony](t)(e.BeginPasskey(ctx, first.Token))
			answer := k.use(c)
			done := must[auth.Result](t)(e.FinishPasskey(ctx, first.Token, c.Flow, answer, home))
			if x := e.alive(done.Token); x.Second != auth.MethodPasskey || x.First != auth.MethodPassword {
				t.Errorf("%v %v", x.First, x.Second)
			}
			list := must[[]auth.Passkey](t)(e.Passkeys(ctx, done.Token))
			if len(list) != 1 || list[0].Label != "telefoon" || !list[0].UsedAt.Equal(e.clock.Now()) || list[0].Data != nil {
				t.Errorf("%+v", list)
			}
			_, err := e.RemovePasskey(ctx, done.Token, list[0].ID, home)
			e.wantCode(err, auth.CodeLastFactor)
		})
	}
}

func TestPasskeyAlone(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	k, _ := u.addKey(u.token, vw.KeyTypeEC2)
	k.sync = true
	before := e.hasher.Count()
	c := must[auth.Ceremony](t)(e.BeginPasskeyLogin())
	answer := k.use(c)
	r := must[auth.Result](t)(e.FinishPasskeyLogin(ctx, c.Flow, answer, home))
	if x := e.alive(r.Token); x.First != auth.MethodPasskey || x.Second != auth.MethodPasskey || x.AccountID != u.id {
		t.Errorf("%+v", x)
	}
	if e.hasher.Count() != before {
		t.Error("a password was hashed")
	}
	// The same answer again: its challenge is spent.
	_, err := e.FinishPasskeyLogin(ctx, c.Flow, answer, evil)
	e.wantCode(err, auth.CodeFlow)
	// An answer to a page that was open too long.
	c = must[auth.Ceremony](t)(e.BeginPasskeyLogin())
	answer = k.use(c)
	e.clock.Advance(10 * time.Minute)
	_, err = e.FinishPasskeyLogin(ctx, c.Flow, answer, home)
	e.wantCode(err, auth.CodeFlow)
	// A disabled account.
	if err := e.SetDisabled(ctx, "", u.id, true); err != nil {
		t.Fatal(err)
	}
	c = must[auth.Ceremony](t)(e.BeginPasskeyLogin())
	_, err = e.FinishPasskeyLogin(ctx, c.Flow, k.use(c), home)
	e.wantCode(err, auth.CodePasskey)
}

func TestPasskeysThatDoNotHold(t *testing.T) {
	for name, spoil := range map[string]func(k *key){
		"user not verified":      func(k *key) { k.auth.Options.UserNotVerified = true },
		"user not present":       func(k *key) { k.auth.Options.UserNotPresent = true },
		"made by another site":   func(k *key) { k.rp.Origin = "https://trede.example.evil" },
		"for another site":       func(k *key) { k.rp.ID = "evil.example" },
		"another key":            func(k *key) { k.cred.Key = vw.NewCredential(vw.KeyTypeEC2).Key },
		"an unknown key":         func(k *key) { k.cred = vw.NewCredential(vw.KeyTypeEC2) },
		"somebody else's handle": func(k *key) { k.auth.Options.UserHandle = []byte("019571a2-0000-7000-8000-000000000001") },
		"no handle":              func(k *key) { k.auth.Options.UserHandle = nil },
		"counter went back":      func(k *key) { k.cred.Counter = 3 },
	} {
		t.Run(name, func(t *testing.T) {
			e := newEnv(t)
			u := e.staff("saskia")
			k, _ := u.addKey(u.token, vw.KeyTypeEC2)
			k.cred.Counter = 10
			c := must[auth.Ceremony](t)(e.BeginPasskeyLogin())
			_ = must[auth.Result](t)(e.FinishPasskeyLogin(ctx, c.Flow, k.use(c), home))
			spoil(k)
			c = must[auth.Ceremony](t)(e.BeginPasskeyLogin())
			_, err := e.FinishPasskeyLogin(ctx, c.Flow, k.use(c), home)
			e.wantCode(err, auth.CodePasskey)
			ev := e.last()
			if ev.Action != auth.EventFailed || !ev.Refused {
				t.Errorf("%+v", ev)
			}
			if name == "counter went back" && ev.Details["reden"] != "teller_terug" {
				t.Errorf("a copied key is not told: %v", ev.Details)
			}
		})
	}
}

func TestPasskeyCeremonyBelongsToItsSession(t *testing.T) {
	e := newEnv(t)
	u, mallory := e.staff("saskia"), e.staff("mallory")
	_, _ = u.addKey(u.token, vw.KeyTypeEC2)
	hers, _ := mallory.addKey(mallory.token, vw.KeyTypeEC2)
	e.clock.Advance(time.Minute)

	// Mallory's key in Saskia's sign-in.
	first := u.firstStep()
	c := must[auth.Ceremony](t)(e.BeginPasskey(ctx, first))
	_, err := e.FinishPasskey(ctx, first, c.Flow, hers.use(c), home)
	e.wantCode(err, auth.CodePasskey)
	// Mallory's ceremony in Saskia's sign-in.
	own := must[auth.Ceremony](t)(e.BeginPasskey(ctx, mallory.token))
	_, err = e.FinishPasskey(ctx, first, own.Flow, hers.use(own), home)
	e.wantCode(err, auth.CodeFlow)
	// A ceremony without session in a session, and the other way round.
	alone := must[auth.Ceremony](t)(e.BeginPasskeyLogin())
	_, err = e.FinishPasskey(ctx, mallory.token, alone.Flow, hers.use(alone), home)
	e.wantCode(err, auth.CodeFlow)
	_, err = e.FinishPasskeyLogin(ctx, own.Flow, hers.use(own), home)
	e.wantCode(err, auth.CodeFlow)
	// A key that is Mallory's already, put into Saskia's account.
	e.clock.Advance(time.Minute)
	in := u.signIn(home)
	enrol := must[auth.Ceremony](t)(e.BeginPasskeyEnrolment(ctx, in.Token))
	_, err = e.FinishPasskeyEnrolment(ctx, in.Token, enrol.Flow, "", hers.make(enrol), home)
	e.wantCode(err, auth.CodePasskey)
	if _, err := e.FinishPasskeyEnrolment(ctx, in.Token, enrol.Flow, strings.Repeat("x", 61), nil, home); len(errs.FindingsOf(err)) != 1 {
		t.Errorf("a long label: %v", err)
	}
	for _, rubbish := range []string{"", "{}", "null", "[]", strings.Repeat("[", 10_000), strings.Repeat("x", 100_000)} {
		if _, err := e.FinishPasskeyEnrolment(ctx, in.Token, enrol.Flow, "", []byte(rubbish), home); !errs.Is(err, errs.Invalid) {
			t.Errorf("%.10q: %v", rubbish, err)
		}
		alone := must[auth.Ceremony](t)(e.BeginPasskeyLogin())
		if _, err := e.FinishPasskeyLogin(ctx, alone.Flow, []byte(rubbish), home); !errs.Is(err, errs.Invalid) {
			t.Errorf("%.10q: %v", rubbish, err)
		}
	}
}

func TestFreshProofByPasskey(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	k, r := u.addKey(u.token, vw.KeyTypeEC2)
	e.alive(r.Token)
	e.clock.Advance(20 * time.Minute)
	_, err := e.BeginPasskeyEnrolment(ctx, r.Token)
	e.wantCode(err, auth.CodeConfirm)
	c := must[auth.Ceremony](t)(e.BeginPasskey(ctx, r.Token))
	r = must[auth.Result](t)(e.FinishPasskey(ctx, r.Token, c.Flow, k.use(c), home))
	r = must[auth.Result](t)(e.RemoveTOTP(ctx, r.Token, home)) // the passkey stays
	x := e.alive(r.Token)
	if !x.CreatedAt.Equal(start) {
		t.Errorf("the absolute limit moved to %v", x.CreatedAt)
	}
	if m := must[[]auth.Method](t)(e.Methods(ctx, r.Token)); !slices.Equal(m, []auth.Method{auth.MethodPasskey, auth.MethodRecovery}) {
		t.Errorf("%v", m)
	}
}

func TestNoPasskeysOnAnAddress(t *testing.T) {
	e := newEnv(t, func(c *auth.Config) { c.Origin = "http://127.0.0.1:8080" })
	u := e.staff("saskia")
	if e.HasPasskeys() {
		t.Error("browsers refuse an address as relying party")
	}
	_, err := e.BeginPasskeyLogin()
	e.wantCode(err, auth.CodeNoPasskeys)
	_, err = e.BeginPasskeyEnrolment(ctx, u.token)
	e.wantCode(err, auth.CodeNoPasskeys)
	_, err = e.FinishPasskeyLogin(ctx, "x", nil, home)
	if err == nil {
		t.Error("no error")
	}
}

// Who has only passkeys of an earlier host name must not be let in with a
// password and asked to set up a factor as if there was none.
func TestPasskeysOfAnEarlierNameStillCount(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	_, r := u.addKey(u.token, vw.KeyTypeEC2)
	_ = must[auth.Result](t)(e.RemoveTOTP(ctx, r.Token, home))
	e.config.Origin = "https://nieuw.example.nl"
	moved, err := auth.New(e.config)
	if err != nil {
		t.Fatal(err)
	}
	first := must[auth.Result](t)(moved.Password(ctx, u.login, u.password, home))
	if first.Step != auth.StepSecondFactor || !slices.Equal(first.Methods, []auth.Method{auth.MethodRecovery}) {
		t.Errorf("%v %v", first.Step, first.Methods)
	}
	if _, err := moved.BeginPasskey(ctx, first.Token); err == nil {
		t.Error("a key of another name is offered")
	}
	e.config.Origin = "http://127.0.0.1:8080"
	local, err := auth.New(e.config)
	if err != nil {
		t.Fatal(err)
	}
	first = must[auth.Result](t)(local.Password(ctx, u.login, u.password, home))
	if first.Step != auth.StepSecondFactor || !slices.Equal(first.Methods, []auth.Method{auth.MethodRecovery}) {
		t.Errorf("on an address: %v %v", first.Step, first.Methods)
	}
}

func TestPasskeyOptionsAskForVerification(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	var made struct {
		PublicKey struct {
			Attestation            string
			AuthenticatorSelection struct{ UserVerification, ResidentKey string }
			User                   struct{ ID, Name string }
		}
	}
	c := must[auth.Ceremony](t)(e.BeginPasskeyEnrolment(ctx, u.token))
	if err := json.Unmarshal(c.Options, &made); err != nil {
		t.Fatal(err)
	}
	if s := made.PublicKey.AuthenticatorSelection; s.UserVerification != "required" || s.ResidentKey != "preferred" || made.PublicKey.User.Name != "saskia" {
		t.Errorf("%+v", made)
	}
	var used struct {
		PublicKey struct {
			UserVerification string
			RPID             string `json:"rpId"`
		}
	}
	c = must[auth.Ceremony](t)(e.BeginPasskeyLogin())
	if err := json.Unmarshal(c.Options, &used); err != nil || used.PublicKey.UserVerification != "required" || used.PublicKey.RPID != "trede.example.nl" {
		t.Errorf("%+v %v", used, err)
	}
}
