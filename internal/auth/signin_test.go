package auth_test

import (
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"trede/internal/auth"
	"trede/internal/auth/authtest"
	"trede/internal/auth/password"
	"trede/internal/platform/errs"
)

func TestStaffGoFromPasswordToSession(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia", auth.Role{Name: "consulent"}, auth.Role{Name: "teamleider", Until: start.Add(5 * time.Hour)})

	first, err := e.Password(ctx, " Saskia ", u.password, home) // spaces and capitals are forgiven
	if err != nil || first.Step != auth.StepSecondFactor || !slices.Equal(first.Methods, []auth.Method{auth.MethodTOTP, auth.MethodRecovery}) {
		t.Fatalf("%+v, %v", first.Step, err)
	}
	e.dead(first.Token, auth.CodeUnfinished)
	if _, err := e.SetPassword(ctx, first.Token, "", otherPassword, home); errs.CodeOf(err) != auth.CodeStep {
		t.Errorf("password set before the second factor: %v", err)
	}
	if _, err := e.BeginTOTP(ctx, first.Token); errs.CodeOf(err) != auth.CodeStep {
		t.Errorf("a second factor set up before the first was proven: %v", err)
	}
	if _, err := e.ChooseRoles(ctx, first.Token, []string{"consulent"}, home); errs.CodeOf(err) != auth.CodeStep {
		t.Errorf("role chosen before the second factor: %v", err)
	}

	second := must[auth.Result](t)(e.TOTP(ctx, first.Token, u.code(), home))
	if second.Step != auth.StepRole || len(second.Choices) != 2 || second.Token == first.Token {
		t.Fatalf("%v %v", second.Step, second.Choices)
	}
	e.dead(first.Token, auth.CodeNoSession)
	e.dead(second.Token, auth.CodeUnfinished)
	for _, bad := range [][]string{nil, {"beheerder"}, {"consulent", "beheerder"}} {
		if _, err := e.ChooseRoles(ctx, second.Token, bad, home); !errs.Is(err, errs.Invalid) {
			t.Errorf("roles %v: %v", bad, err)
		}
	}
	third := must[auth.Result](t)(e.ChooseRoles(ctx, second.Token, []string{"teamleider", "consulent", "consulent"}, home))
	if third.Step != auth.StepDone || !slices.Equal(third.Session.Roles, []string{"consulent", "teamleider"}) || third.Device == "" {
		t.Fatalf("%v %v", third.Step, third.Session.Roles)
	}
	e.dead(second.Token, auth.CodeNoSession)
	x := e.alive(third.Token)
	if x.First != auth.MethodPassword || x.Second != auth.MethodTOTP || !x.Roles.Has("teamleider") || x.Roles.Has("beheerder") {
		t.Errorf("%v %v %v", x.First, x.Second, x.Roles)
	}
	if e.last().Action != auth.EventSignedIn || e.last().Address != "192.0.2.10" || e.last().Account != u.id {
		t.Errorf("%+v", e.last())
	}
	// One role less: a change of rights, so a new token.
	fourth := must[auth.Result](t)(e.ChooseRoles(ctx, third.Token, []string{"consulent"}, home))
	e.dead(third.Token, auth.CodeNoSession)
	if x := e.alive(fourth.Token); x.Roles.Has("teamleider") || !x.RolesUntil.IsZero() {
		t.Errorf("%v until %v", x.Roles, x.RolesUntil)
	}
	if _, err := e.ChooseRoles(ctx, fourth.Token, []string{"beheerder"}, home); !errs.Is(err, errs.Invalid) {
		t.Errorf("a role out of nothing: %v", err)
	}
	e.alive(fourth.Token)
	e.nothingLeaks(first.Token, second.Token, third.Token, fourth.Token)
}

func TestWrongIsWrongWhoeverYouAre(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	off := e.staff("uitgezet")
	if err := e.SetDisabled(ctx, "", off.id, true); err != nil {
		t.Fatal(err)
	}
	letters := must[auth.Invitation](t)(e.InviteResident(ctx, "", auth.Inwoner, auth.NewAccount{Login: "bewoner", Name: "B"}, "1961-03-04"))
	r := must[auth.Result](t)(e.Code(ctx, letters.Code, "1961-03-04", home))
	_ = must[auth.Result](t)(e.KeepLetters(ctx, r.Token, home))
	noPassword := must[auth.Invitation](t)(e.CreateStaff(ctx, "", auth.NewAccount{Login: "nieuw", Name: "N"}))
	_ = noPassword

	type outcome struct {
		err    string
		trace  string
		hashes int64
		event  string
	}
	try := func(login, pw string) outcome {
		e.repo.Trace()
		before := e.hasher.Count()
		_, err := e.Password(ctx, login, pw, home)
		ev := e.last()
		return outcome{fmt.Sprint(err), strings.Join(e.repo.Trace(), " "), e.hasher.Count() - before, fmt.Sprint(ev.Action, ev.Refused, ev.Address, ev.Details)}
	}
	want := try(u.login, "verkeerd wachtwoord")
	if want.err != fmt.Sprint(errs.New(errs.Invalid, auth.CodeWrong)) || want.hashes != 1 {
		t.Fatalf("%+v", want)
	}
	for name, got := range map[string]outcome{
		"unknown account":  try("bestaat-niet", "verkeerd wachtwoord"),
		"disabled account": try(off.login, off.password),
		"letters only":     try("bewoner", "verkeerd wachtwoord"),
		"no password yet":  try("nieuw", ""),
		"no user name":     try("", goodPassword),
		"NUL and rubbish":  try("a\x00\xffb", "x"),
	} {
		if got != want {
			t.Errorf("%s is told apart:\n%+v\n%+v", name, got, want)
		}
	}
}

func TestPasswordIsHashedAnewWhenParametersChange(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	h, err := password.NewHasher(password.Params{Memory: 128, Time: 1, Threads: 1}, 1, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	e.config.Hasher = h
	later, err := auth.New(e.config)
	if err != nil {
		t.Fatal(err)
	}
	stored := func() (hash string) {
		_ = e.repo.Read(ctx, func(tx auth.Tx) error { a, _, err := tx.Account(u.id); hash = a.PasswordHash; return err })
		return hash
	}
	if _, err := later.Password(ctx, u.login, "verkeerd wachtwoord", home); err == nil || !strings.Contains(stored(), "m=64,") {
		t.Fatalf("a wrong password changed the hash (%v)", err)
	}
	if _, err := later.Password(ctx, u.login, u.password, home); err != nil || !strings.Contains(stored(), "m=128,") {
		t.Fatalf("hash not renewed (%v)", err)
	}
	if _, err := later.Password(ctx, u.login, u.password, home); err != nil {
		t.Error(err)
	}
}

func TestSessionOfTheBrowserBeforeIsDropped(t *testing.T) {
	e := newEnv(t)
	mallory, saskia := e.staff("mallory"), e.staff("saskia")
	// Mallory plants the cookie of a session of her own in Saskia's browser.
	planted := mallory.token
	o := home
	o.Session = planted
	r := saskia.signIn(o)
	if r.Token == planted {
		t.Fatal("the planted token became Saskia's")
	}
	e.dead(planted, auth.CodeNoSession)
	if x := e.alive(r.Token); x.AccountID != saskia.id {
		t.Error("not Saskia's session")
	}
	if !slices.Contains(e.actions(mallory.id), auth.EventEnded) {
		t.Error("the end of the planted session is not told")
	}
}

func TestWithoutARoleNobodyGetsIn(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	e.repo.SetRoles(u.id, auth.Role{Name: "consulent", Until: e.clock.Now().Add(-time.Hour)})
	for range 5 { // proven each time, so never slowed down
		first := must[auth.Result](t)(e.Password(ctx, u.login, u.password, home))
		_, err := e.TOTP(ctx, first.Token, u.code(), home)
		e.wantCode(err, auth.CodeNoRole)
		e.dead(first.Token, auth.CodeNoSession)
		if ev := e.last(); !ev.Refused || ev.Account != u.id || ev.Details["reden"] != auth.CodeNoRole {
			t.Errorf("%+v", ev)
		}
		e.clock.Advance(time.Minute)
	}
}

func TestARoleThatEndsEndsTheSession(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia", auth.Role{Name: "consulent"}, auth.Role{Name: "vervanger", Until: start.Add(20 * time.Minute)})
	r := must[auth.Result](t)(e.ChooseRoles(ctx, u.signIn(home).Token, []string{"consulent", "vervanger"}, home))
	e.clock.Set(start.Add(20*time.Minute - time.Second))
	if left, extendable := e.Remaining(e.alive(r.Token)); left != time.Second || extendable {
		t.Errorf("%v %v", left, extendable)
	}
	e.clock.Advance(time.Second)
	e.dead(r.Token, auth.CodeEnded)
}

func TestASignInHalfwayEndsSoon(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	first := must[auth.Result](t)(e.Password(ctx, u.login, u.password, home))
	e.clock.Advance(auth.DefaultPolicy().Pending)
	_, err := e.TOTP(ctx, first.Token, u.code(), home)
	e.wantCode(err, auth.CodeUnfinished)
}

func TestDisabledBetweenTheSteps(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	first := must[auth.Result](t)(e.Password(ctx, u.login, u.password, home))
	if err := e.SetDisabled(ctx, "", u.id, true); err != nil {
		t.Fatal(err)
	}
	_, err := e.TOTP(ctx, first.Token, u.code(), home)
	e.wantCode(err, auth.CodeNoSession)
	if err := e.SetDisabled(ctx, "", u.id, false); err != nil {
		t.Fatal(err)
	}
	u.signIn(home)
	e.alive(u.token)
}

func TestPasswordChangeEndsAllOtherSessions(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	phone, desk := u.token, u.signIn(home).Token
	_, err := e.ChangePassword(ctx, desk, "verkeerd wachtwoord", otherPassword, home)
	e.wantCode(err, auth.CodeWrong)
	for _, bad := range []string{"kort", "Welkom01Welkom01", "saskia is lang genoeg", "ik hou van trede zeer"} {
		if _, err := e.ChangePassword(ctx, desk, u.password, bad, home); len(errs.FindingsOf(err)) != 1 {
			t.Errorf("%q: %v", bad, err)
		}
	}
	r := must[auth.Result](t)(e.ChangePassword(ctx, desk, u.password, otherPassword, home))
	e.dead(phone, auth.CodeNoSession)
	e.dead(desk, auth.CodeNoSession)
	x := e.alive(r.Token)
	if x.Second != auth.MethodTOTP || !slices.Equal(x.Roles, []string{"consulent"}) {
		t.Errorf("the session lost what it was: %v %v", x.Second, x.Roles)
	}
	_, err = e.Password(ctx, u.login, goodPassword, home)
	e.wantCode(err, auth.CodeWrong)
	u.password = otherPassword
	e.clock.Advance(time.Minute)
	u.signIn(home)
	e.nothingLeaks(otherPassword)
}

// Every use case happens wholly or not at all, whichever operation fails.
func TestNothingHappensByHalves(t *testing.T) {
	steps := map[string]func(e *env, u *user) error{
		"password": func(e *env, u *user) error { _, err := e.Password(ctx, u.login, u.password, home); return err },
		"second factor": func(e *env, u *user) error {
			_, err := e.TOTP(ctx, u.token, u.code(), home)
			return err
		},
		"recovery code": func(e *env, u *user) error { _, err := e.RecoveryCode(ctx, u.token, u.recovery[0], home); return err },
		"sign out":      func(e *env, u *user) error { _, err := e.SignOut(ctx, u.token, home); return err },
		"new codes":     func(e *env, u *user) error { _, err := e.NewRecoveryCodes(ctx, u.token, home); return err },
		"change password": func(e *env, u *user) error {
			_, err := e.ChangePassword(ctx, u.token, u.password, otherPassword, home)
			return err
		},
		"reset":   func(e *env, u *user) error { _, err := e.ResetPassword(ctx, "", u.id, true); return err },
		"disable": func(e *env, u *user) error { return e.SetDisabled(ctx, "", u.id, true) },
		"make staff": func(e *env, u *user) error {
			_, err := e.CreateStaff(ctx, u.id, auth.NewAccount{Login: "nieuw", Name: "N"})
			return err
		},
		"end sessions": func(e *env, u *user) error { return e.EndSession(ctx, u.token, "", home) },
	}
	for name, do := range steps {
		t.Run(name, func(t *testing.T) {
			for n := 1; ; n++ {
				e := newEnv(t)
				u := e.staff("saskia")
				before := e.repo.State()
				e.repo.FailAt(n)
				err := do(e, u)
				if err == nil {
					if n < 3 {
						t.Errorf("only %d operations", n)
					}
					return
				}
				if !errors.Is(err, authtest.ErrInjected) {
					t.Fatalf("operation %d: %v", n, err)
				}
				if after := e.repo.State(); after != before {
					t.Fatalf("operation %d failed and left:\n%s\nbefore:\n%s", n, after, before)
				}
			}
		})
	}
}

func TestTwoAtOnceUseOneCodeOnce(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	var tokens []string
	for range 8 {
		tokens = append(tokens, must[auth.Result](t)(e.Password(ctx, u.login, u.password, home)).Token)
	}
	var wg sync.WaitGroup
	results := make(chan error, len(tokens))
	code := u.code()
	for _, token := range tokens {
		wg.Go(func() {
			o := home
			o.Device = u.device // not slowed down, so that the code itself is what refuses
			_, err := e.TOTP(ctx, token, code, o)
			results <- err
		})
	}
	wg.Wait()
	close(results)
	good := 0
	for err := range results {
		if err == nil {
			good++
		}
	}
	if good != 1 {
		t.Errorf("one code let %d in", good)
	}
}

func TestResultsDoNotShowTheirSecrets(t *testing.T) {
	var log strings.Builder
	logger := slog.New(slog.NewTextHandler(&log, nil))
	for _, v := range []any{
		auth.Result{Token: "geheim"},
		auth.Origin{Session: "geheim"},
		auth.Invitation{Code: "geheim"},
		auth.TOTPEnrolment{Secret: "geheim"},
		&auth.Result{Token: "geheim"},
	} {
		logger.Info("x", "v", v)
		fmt.Fprintf(&log, "%v %+v %#v %s %q", v, v, v, v, v)
	}
	if strings.Contains(log.String(), "geheim") {
		t.Error(log.String())
	}
}

func TestConfigurationIsChecked(t *testing.T) {
	e := newEnv(t)
	for name, change := range map[string]func(*auth.Config){
		"no repo":       func(c *auth.Config) { c.Repo = nil },
		"no keys":       func(c *auth.Config) { c.Keys = nil },
		"origin path":   func(c *auth.Config) { c.Origin = "https://trede.example.nl/pad" },
		"origin scheme": func(c *auth.Config) { c.Origin = "trede.example.nl" },
		"idle > day":    func(c *auth.Config) { c.Policy = auth.DefaultPolicy(); c.Policy.Idle = 24 * time.Hour },
		"idle tiny":     func(c *auth.Config) { c.Policy = auth.DefaultPolicy(); c.Policy.Idle = time.Minute },
	} {
		c := e.config
		change(&c)
		if _, err := auth.New(c); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// A step replaces its session once: a form sent twice, or a session that is ended
// while a step is under way, does not live on under a second token.
func TestAStepIsTakenOnce(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia", auth.Role{Name: "consulent"}, auth.Role{Name: "teamleider"})
	u.signIn(home)
	before := e.repo.Sessions()
	for range 2 { // on the way in, and again in the session that is open
		token := u.token
		var wg sync.WaitGroup
		results := make(chan auth.Result, 16)
		for range 16 {
			wg.Go(func() {
				if r, err := e.ChooseRoles(ctx, token, []string{"consulent"}, home); err == nil {
					results <- r
				}
			})
		}
		wg.Wait()
		close(results)
		n := 0
		for r := range results {
			n++
			u.token = r.Token
		}
		if n != 1 || e.repo.Sessions() != before {
			t.Fatalf("%d steps out of one, %d sessions, before %d", n, e.repo.Sessions(), before)
		}
	}
	e.alive(u.token)
}
