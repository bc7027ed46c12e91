package auth_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"trede/internal/auth"
	"trede/internal/platform/errs"
)

func TestIdleLimit(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	begin := e.clock.Now()
	e.alive(u.token)
	for range 5 { // 100 minutes in all, never 30 without use
		e.clock.Advance(20 * time.Minute)
		e.alive(u.token)
	}
	e.clock.Advance(30*time.Minute - time.Microsecond)
	e.alive(u.token)
	e.clock.Advance(30 * time.Minute)
	e.dead(u.token, auth.CodeIdle)
	e.dead(u.token, auth.CodeNoSession) // gone for good
	if e.clock.Now().Sub(begin) > 10*time.Hour {
		t.Fatal("this was the absolute limit")
	}
	if e.last().Action != auth.EventExpired || e.last().Details["reden"] != auth.CodeIdle {
		t.Errorf("%+v", e.last())
	}
}

func TestAbsoluteLimit(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	made := e.alive(u.token).CreatedAt
	for e.clock.Now().Before(made.Add(10*time.Hour - 20*time.Minute)) {
		e.clock.Advance(20 * time.Minute)
		e.alive(u.token)
	}
	e.clock.Set(made.Add(10*time.Hour - time.Second))
	x := e.alive(u.token)
	if left, extendable := e.Remaining(x); left != time.Second || extendable {
		t.Errorf("%v, extendable %v", left, extendable)
	}
	if _, err := e.Extend(ctx, u.token); err != nil {
		t.Error(err)
	}
	e.clock.Advance(time.Second)
	e.dead(u.token, auth.CodeAbsolute)
}

func TestUseIsWrittenOnceAMinute(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	e.clock.Advance(time.Minute)
	e.repo.Trace()
	writes := 0
	for range 300 { // a request each second for five minutes
		e.alive(u.token)
		e.clock.Advance(time.Second)
	}
	for _, op := range e.repo.Trace() {
		switch op {
		case "TouchSession":
			writes++
		case "Session":
		default:
			t.Errorf("a request does %s", op)
		}
	}
	if writes != 5 {
		t.Errorf("%d writes in five minutes, want 5", writes)
	}
}

func TestWarningAndExtending(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	e.alive(u.token)
	e.clock.Advance(28 * time.Minute)
	for range 3 { // the page asks how long is left; that is no use
		x, _, err := e.Peek(ctx, u.token)
		if err != nil {
			t.Fatal(err)
		}
		if left, extendable := e.Remaining(x); left != 2*time.Minute || !extendable {
			t.Errorf("%v left, extendable %v", left, extendable)
		}
	}
	x := must[auth.Session](t)(e.Extend(ctx, u.token))
	if left, _ := e.Remaining(x); left != 30*time.Minute {
		t.Errorf("%v left after extending", left)
	}
	e.clock.Advance(29 * time.Minute)
	e.alive(u.token)
}

func TestClockJumps(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	e.clock.Advance(5 * time.Minute)
	e.alive(u.token)
	e.clock.Advance(-time.Minute) // the time service corrects the clock
	x := e.alive(u.token)
	if !x.SeenAt.Equal(start.Add(6 * time.Minute)) {
		t.Errorf("last use went back to %v", x.SeenAt)
	}
	e.clock.Advance(-24 * time.Hour) // somebody sets the clock back a day
	e.dead(u.token, auth.CodeEnded)
	e.clock.Set(start.Add(10 * time.Minute)) // and forth again
	e.dead(u.token, auth.CodeNoSession)

	u.signIn(home)
	e.clock.Advance(24 * time.Hour) // forward: the limits hold
	e.dead(u.token, auth.CodeIdle)
	e.clock.Advance(-24 * time.Hour)
	e.dead(u.token, auth.CodeNoSession)
}

func TestSessionEndsAtOnceOn(t *testing.T) {
	for name, end := range map[string]func(e *env, u *user) error{
		"sign out":  func(e *env, u *user) error { _, err := e.SignOut(ctx, u.token, home); return err },
		"disabling": func(e *env, u *user) error { return e.SetDisabled(ctx, "", u.id, true) },
		"change of role": func(e *env, u *user) error {
			return e.repo.Write(ctx, func(tx auth.Tx) error { return auth.EndSessionsIn(tx, u.id, "beheerder", e.clock.Now()) })
		},
		"password reset": func(e *env, u *user) error { _, err := e.ResetPassword(ctx, "", u.id, false); return err },
		"new second factor elsewhere": func(e *env, u *user) error {
			other := *u
			other.token = other.signIn(home).Token
			other.enrol(other.token)
			return nil
		},
		"disabled by another program": func(e *env, u *user) error {
			e.repo.Edit(u.id, func(a *auth.Account) { a.DisabledAt = e.clock.Now() })
			return nil
		},
		"epoch raised by another program": func(e *env, u *user) error {
			e.repo.Edit(u.id, func(a *auth.Account) { a.Epoch++ })
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			e := newEnv(t)
			u := e.staff("saskia")
			bystander := e.staff("ben")
			token := u.token
			e.alive(token)
			if err := end(e, u); err != nil {
				t.Fatal(err)
			}
			if _, _, err := e.Check(ctx, token); !errs.Is(err, errs.Forbidden) {
				t.Errorf("the session still opens: %v", err)
			}
			e.alive(bystander.token)
		})
	}
}

// A session that is being made while rights change must not survive the change.
func TestChangeOfRightsBeatsASignInUnderWay(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	first := must[auth.Result](t)(e.Password(ctx, u.login, u.password, home))
	if err := e.repo.Write(ctx, func(tx auth.Tx) error { return auth.EndSessionsIn(tx, u.id, "x", e.clock.Now()) }); err != nil {
		t.Fatal(err)
	}
	_, err := e.TOTP(ctx, first.Token, u.code(), home)
	e.wantCode(err, auth.CodeNoSession)
	if ev := e.actions(u.id); !slices.Contains(ev, auth.EventRights) {
		t.Errorf("%v", ev)
	}
	// And a session that was written just after: its epoch is behind.
	x := auth.Session{Hash: auth.HashToken(u.token), ID: "x", AccountID: u.id, Step: auth.StepDone, CreatedAt: e.clock.Now(), SeenAt: e.clock.Now()}
	e.repo.Edit(u.id, func(a *auth.Account) { a.DisabledAt, x.Epoch = time.Time{}, a.Epoch })
	err = e.repo.Write(ctx, func(tx auth.Tx) error {
		if err := auth.EndSessionsIn(tx, u.id, "x", e.clock.Now()); err != nil {
			return err
		}
		return tx.InsertSession(x)
	})
	if err != nil {
		t.Fatal(err)
	}
	e.dead(u.token, auth.CodeEnded)
	if err := e.repo.Write(ctx, func(tx auth.Tx) error { return auth.EndSessionsIn(tx, "niemand", "x", e.clock.Now()) }); !errs.Is(err, errs.NotFound) {
		t.Errorf("an account that is not there: %v", err)
	}
}

func TestOwnSessions(t *testing.T) {
	e := newEnv(t)
	u, other := e.staff("saskia"), e.staff("ben")
	phone := home
	phone.Agent = "Safari, iPhone"
	first := u.token
	e.clock.Advance(time.Minute)
	second := u.signIn(phone).Token
	e.clock.Advance(time.Minute)
	third := u.signIn(home).Token

	list := must[[]auth.Session](t)(e.Sessions(ctx, third))
	if len(list) != 3 || list[1].Agent != "Safari, iPhone" || list[1].Address != "192.0.2.10" || list[0].Hash != "" {
		t.Fatalf("%d sessions: %+v", len(list), list)
	}
	theirs := must[[]auth.Session](t)(e.Sessions(ctx, other.token))
	if err := e.EndSession(ctx, third, theirs[0].ID, home); !errs.Is(err, errs.NotFound) {
		t.Errorf("ended a stranger's session: %v", err)
	}
	e.alive(other.token)
	if err := e.EndSession(ctx, third, list[1].ID, home); err != nil {
		t.Fatal(err)
	}
	e.dead(second, auth.CodeNoSession)
	e.alive(first)
	if err := e.EndSession(ctx, third, "", home); err != nil {
		t.Fatal(err)
	}
	e.dead(first, auth.CodeNoSession)
	e.alive(third)
	e.alive(other.token)
	if err := e.EndSession(ctx, third, list[2].ID, home); !errs.Is(err, errs.NotFound) {
		t.Errorf("ended twice: %v", err)
	}
}

func TestSoManySessionsAtOnce(t *testing.T) {
	e := newEnv(t, func(c *auth.Config) { c.Policy = auth.DefaultPolicy(); c.Policy.MaxSessions = 3 })
	u := e.staff("saskia")
	var tokens []string
	for range 5 {
		e.clock.Advance(time.Minute)
		tokens = append(tokens, u.signIn(home).Token)
	}
	for i, token := range tokens {
		_, _, err := e.Check(ctx, token)
		if alive := err == nil; alive != (i >= 2) {
			t.Errorf("session %d alive: %v", i, alive)
		}
	}
}

func TestRubbishOpensNothing(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	e.alive(u.token)
	e.repo.Trace()
	for _, token := range []string{
		"", "x", u.token + "A", u.token[:42], strings.ToUpper(u.token), strings.Repeat("A", 43), u.token[:42] + "=", strings.Repeat("é", 43), strings.Repeat("A", 1<<20),
	} {
		if _, _, err := e.Check(ctx, token); errs.CodeOf(err) != auth.CodeNoSession {
			t.Errorf("%.50q: %v", token, err)
		}
		if _, err := e.SignOut(ctx, token, home); err != nil {
			t.Errorf("signing out with %.50q: %v", token, err)
		}
	}
	e.alive(u.token)
	if hash := auth.HashToken(u.token); hash == u.token || !strings.Contains(e.repo.Dump(), hash) {
		t.Error("the session is not stored under the hash of its token")
	}
}

func TestPurge(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	_, _ = e.Password(ctx, "niemand", "verkeerd wachtwoord", evil)
	e.clock.Advance(9 * time.Hour)
	v := e.staff("ben")
	if _, err := e.Purge(ctx); err != nil {
		t.Fatal(err)
	}
	if e.repo.Sessions() != 2 {
		t.Fatalf("%d sessions, one of them at most idle", e.repo.Sessions())
	}
	e.clock.Advance(9 * time.Hour)
	if _, err := e.Purge(ctx); err != nil {
		t.Fatal(err)
	}
	if e.repo.Sessions() != 1 {
		t.Errorf("%d sessions, want Ben's", e.repo.Sessions())
	}
	e.dead(u.token, auth.CodeNoSession)
	e.dead(v.token, auth.CodeIdle)
	e.clock.Advance(100 * 24 * time.Hour)
	if _, err := e.Purge(ctx); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(e.repo.State(), "Purpose:uitnodiging") {
		t.Error("codes of long ago are still there")
	}
}

// What changes at the very last moment, between the proof and the session that
// follows from it, counts.
func TestWhatChangesAtTheLastMoment(t *testing.T) {
	password := func(s *auth.Service, u *user, _ string) error {
		_, err := s.Password(ctx, u.login, u.password, home)
		return err
	}
	app := func(s *auth.Service, u *user, token string) error {
		_, err := s.TOTP(ctx, token, u.code(), home)
		return err
	}
	roles := func(s *auth.Service, u *user, token string) error {
		_, err := s.ChooseRoles(ctx, token, []string{"consulent"}, home)
		return err
	}
	reset := func(u *user, _ string) error { _, err := u.e.ResetPassword(ctx, "", u.id, false); return err }
	disable := func(u *user, _ string) error { return u.e.SetDisabled(ctx, "", u.id, true) }
	signOut := func(u *user, token string) error { _, err := u.e.SignOut(ctx, token, home); return err }
	epoch := func(u *user, _ string) error { u.e.repo.Edit(u.id, func(a *auth.Account) { a.Epoch++ }); return nil }
	for _, c := range []struct {
		name   string
		step   func(*auth.Service, *user, string) error
		before int // which write: the first of a guess only counts it
		change func(*user, string) error
		open   bool // the token is that of a session that is open, not of one halfway
		want   string
	}{
		{"password, reset", password, 2, reset, false, auth.CodeWrong},
		{"password, disabled", password, 2, disable, false, auth.CodeWrong},
		{"second factor, reset", app, 2, reset, false, auth.CodeEnded},
		{"second factor, disabled", app, 2, disable, false, auth.CodeWrong},
		{"second factor, signed out", app, 2, signOut, false, auth.CodeEnded},
		{"second factor, epoch", app, 2, epoch, false, auth.CodeEnded},
		{"fresh proof, signed out", app, 2, signOut, true, auth.CodeEnded},
		{"fresh proof, disabled", app, 2, disable, true, auth.CodeEnded},
		{"role, signed out", roles, 1, signOut, true, auth.CodeEnded},
		{"role, epoch", roles, 1, epoch, true, auth.CodeEnded},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := newEnv(t)
			u := e.staff("saskia")
			token := u.token
			if !c.open {
				token = u.firstStep()
			}
			late := e.config
			late.Repo = &interrupted{Repo: e.repo, before: c.before, do: func() error { return c.change(u, token) }}
			s, err := auth.New(late)
			if err != nil {
				t.Fatal(err)
			}
			before := e.repo.Sessions()
			e.wantCode(c.step(s, u, token), c.want)
			if e.repo.Sessions() > before {
				t.Error("a session all the same")
			}
		})
	}
}

// interrupted does something just before the n-th write.
type interrupted struct {
	auth.Repo
	before, writes int
	do             func() error
}

func (i *interrupted) Write(ctx context.Context, fn func(auth.Tx) error) error {
	if i.writes++; i.writes == i.before {
		if err := i.do(); err != nil {
			return err
		}
	}
	return i.Repo.Write(ctx, fn)
}

// Signing in as somebody without proof is for a demo alone.
func TestSignInAsIsForADemoAlone(t *testing.T) {
	e := newEnv(t)
	if _, err := e.SignInAs(t.Context(), "wie dan ook", auth.Origin{}); errs.KindOf(err) != errs.NotFound {
		t.Errorf("without Demo: %v", err)
	}
}
