package auth_test

import (
	"context"
	"encoding/base32"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"trede/internal/auth"
	"trede/internal/auth/authtest"
	"trede/internal/auth/password"
	"trede/internal/platform/clock"
	"trede/internal/platform/crypt"
	"trede/internal/platform/errs"
	"trede/internal/platform/id"
)

const (
	goodPassword  = "vier gele eenden zwemmen"
	otherPassword = "paard batterij nietje"
	origin        = "https://trede.example.nl"
)

var (
	ctx   = context.Background()
	start = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	home  = auth.Origin{Address: netip.MustParseAddr("192.0.2.10"), Agent: "Firefox, Linux"}
	evil  = auth.Origin{Address: netip.MustParseAddr("203.0.113.66")}
)

// env is a sign-in service on a repo in memory and a clock that tests move.
type env struct {
	*auth.Service
	t      testing.TB
	clock  *clock.Manual
	repo   *authtest.Memory
	hasher *password.Hasher
	keys   *crypt.Keys
	config auth.Config
	secret []string // everything that must never be stored or told in the clear
}

func newEnv(t testing.TB, change ...func(*auth.Config)) *env {
	t.Helper()
	e := &env{t: t, clock: clock.NewManual(start), repo: authtest.NewMemory()}
	var err error
	if e.keys, err = crypt.Ephemeral(); err != nil {
		t.Fatal(err)
	}
	if e.hasher, err = password.NewHasher(password.Params{Memory: 64, Time: 1, Threads: 1}, 2, 100_000, nil); err != nil {
		t.Fatal(err)
	}
	e.config = auth.Config{Repo: e.repo, Now: e.clock.Now, IDs: id.Seeded(1, e.clock.Now), Keys: e.keys, Hasher: e.hasher, Origin: origin}
	for _, c := range change {
		c(&e.config)
	}
	if e.Service, err = auth.New(e.config); err != nil {
		t.Fatal(err)
	}
	return e
}

// user is somebody that a test signs in.
type user struct {
	e                   *env
	id, login, password string
	totp                string
	recovery            []string
	token, device       string
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

// staff makes a member of staff with a password and an authenticator app, and
// signs in.
func (e *env) staff(login string, roles ...auth.Role) *user {
	e.t.Helper()
	if len(roles) == 0 {
		roles = []auth.Role{{Name: "consulent"}}
	}
	u := &user{e: e, login: login, password: goodPassword}
	inv := must[auth.Invitation](e.t)(e.CreateStaff(ctx, "", auth.NewAccount{Login: login, Name: "Naam van " + login}))
	u.id = inv.AccountID
	e.repo.SetRoles(u.id, roles...)
	r := must[auth.Result](e.t)(e.Code(ctx, inv.Code, "", home))
	r = must[auth.Result](e.t)(e.SetPassword(ctx, r.Token, "", u.password, home))
	if r.Step != auth.StepEnrol {
		e.t.Fatalf("after the password: %s", r.Step)
	}
	u.enrol(r.Token)
	e.secret = append(e.secret, inv.Code, u.password)
	e.clock.Advance(time.Minute) // the next code of the app is a new one
	return u
}

// enrol sets up the authenticator app in a session.
func (u *user) enrol(token string) auth.Result {
	t := u.e.t
	t.Helper()
	en := must[auth.TOTPEnrolment](t)(u.e.BeginTOTP(ctx, token))
	u.totp = strings.ReplaceAll(en.Secret, " ", "")
	r := must[auth.Result](t)(u.e.ConfirmTOTP(ctx, token, en.Flow, u.code(), home))
	if r.RecoveryCodes != nil {
		u.recovery = r.RecoveryCodes
	}
	u.token, u.device = r.Token, r.Device
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(u.totp)
	if err != nil {
		t.Fatal(err)
	}
	u.e.secret = append(u.e.secret, append([]string{u.totp, string(raw), r.Token}, r.RecoveryCodes...)...)
	return r
}

// code gives what the authenticator app shows now.
func (u *user) code() string {
	u.e.t.Helper()
	return must[string](u.e.t)(totp.GenerateCode(u.totp, u.e.clock.Now()))
}

// signIn does the whole of it from an origin; the app's code must be a new one.
func (u *user) signIn(o auth.Origin) auth.Result {
	t := u.e.t
	t.Helper()
	r := must[auth.Result](t)(u.e.Password(ctx, u.login, u.password, o))
	if r.Step == auth.StepSecondFactor {
		r = must[auth.Result](t)(u.e.TOTP(ctx, r.Token, u.code(), o))
	}
	u.token, u.device = r.Token, r.Device
	u.e.secret = append(u.e.secret, r.Token)
	return r
}

// code checks the message key of an error.
func (e *env) wantCode(err error, want string) {
	e.t.Helper()
	if got := errs.CodeOf(err); got != want || err == nil {
		e.t.Errorf("error %v, want %s", err, want)
	}
}

// dead checks that a token opens nothing, and why.
func (e *env) dead(token, want string) {
	e.t.Helper()
	_, _, err := e.Check(ctx, token)
	e.wantCode(err, want)
}

func (e *env) alive(token string) auth.Session {
	e.t.Helper()
	x, _, err := e.Check(ctx, token)
	if err != nil {
		e.t.Errorf("the session ended: %v", err)
	}
	return x
}

// actions gives the actions of the events of an account, in order.
func (e *env) actions(account string) []string {
	var out []string
	for _, ev := range e.repo.Events() {
		if ev.Account == account {
			out = append(out, ev.Action)
		}
	}
	return out
}

// last gives the latest event.
func (e *env) last() auth.Event {
	all := e.repo.Events()
	return all[len(all)-1]
}

// nothingLeaks checks that no secret stands in the repo, as typed or as normalised.
func (e *env) nothingLeaks(more ...string) {
	e.t.Helper()
	dump := e.repo.Dump()
	for _, s := range append(e.secret, more...) {
		if len(s) < 6 {
			continue
		}
		if strings.Contains(dump, s) || strings.Contains(dump, strings.ReplaceAll(s, "-", "")) {
			e.t.Errorf("the repo holds a secret: %.6s…", s)
		}
	}
}

func isWait(err error) bool {
	_, ok := auth.RetryAfter(err)
	return ok
}
