package auth_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"trede/internal/auth"
	"trede/internal/platform/errs"
)

var firstAdmin = auth.NewAccount{Login: "beheer1", Name: "Eerste Persoon", Email: "eerste@example.nl"}

func TestFirstStart(t *testing.T) {
	e := newEnv(t)
	if need := must[bool](t)(e.NeedsSetup(ctx)); !need {
		t.Fatal("an empty repo needs no set-up")
	}
	old := must[string](t)(e.NewSetupCode(ctx))
	code := must[string](t)(e.NewSetupCode(ctx))
	if plain := strings.ReplaceAll(code, "-", ""); len(plain) != 24 || len(code) != 29 {
		t.Errorf("code of %d characters", len(plain))
	}
	_, err := e.Setup(ctx, old, firstAdmin, goodPassword, home)
	e.wantCode(err, auth.CodeWrong) // withdrawn by the later one
	for _, bad := range []string{"", "x", code[:28], strings.Repeat("0", 24)} {
		_, err := e.Setup(ctx, bad, firstAdmin, goodPassword, home)
		e.wantCode(err, auth.CodeWrong)
	}
	// What is wrong with the form is told all at once and costs neither the code nor an attempt.
	for range 20 {
		_, err = e.Setup(ctx, code, auth.NewAccount{Login: "x", Email: "geen adres"}, "kort", home)
		if got := errs.FindingsOf(err); len(got) != 4 {
			t.Fatalf("%v", err)
		}
	}
	r := must[auth.Result](t)(e.Setup(ctx, " "+strings.ToLower(code)+" ", firstAdmin, goodPassword, home))
	if r.Step != auth.StepEnrol {
		t.Fatalf("%s", r.Step)
	}
	e.dead(r.Token, auth.CodeUnfinished)
	u := &user{e: e, login: "beheer1", password: goodPassword}
	done := u.enrol(r.Token)
	if x := e.alive(done.Token); !x.Roles.Has("beheerder") || x.Second != auth.MethodTOTP {
		t.Errorf("%v %v", x.Roles, x.Second)
	}
	_, err = e.Setup(ctx, code, auth.NewAccount{Login: "tweede", Name: "T"}, goodPassword, home)
	e.wantCode(err, auth.CodeWrong)
	_, err = e.NewSetupCode(ctx)
	e.wantCode(err, auth.CodeSetupDone)
	e.nothingLeaks(code, old, goodPassword)
	if need := must[bool](t)(e.NeedsSetup(ctx)); need {
		t.Error("still needs set-up")
	}
}

func TestSetupCodeLivesHalfAnHour(t *testing.T) {
	for after, good := range map[time.Duration]bool{30*time.Minute - time.Second: true, 30 * time.Minute: false, -time.Hour: false} {
		e := newEnv(t)
		code := must[string](t)(e.NewSetupCode(ctx))
		e.clock.Advance(after)
		_, err := e.Setup(ctx, code, firstAdmin, goodPassword, home)
		if (err == nil) != good {
			t.Errorf("after %v: %v", after, err)
		}
	}
}

func TestSetupCodeMakesOneAdministrator(t *testing.T) {
	e := newEnv(t)
	code := must[string](t)(e.NewSetupCode(ctx))
	var wg sync.WaitGroup
	results := make(chan error, 10)
	for i := range 10 {
		wg.Go(func() {
			_, err := e.Setup(ctx, code, auth.NewAccount{Login: "beheer" + string(rune('0'+i)), Name: "B"}, goodPassword, home)
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
		t.Errorf("%d administrators out of one code", good)
	}
}

func TestGuessingTheSetupCode(t *testing.T) {
	e := newEnv(t)
	_ = must[string](t)(e.NewSetupCode(ctx))
	looked := 0
	for range 10_000 {
		if _, err := e.Setup(ctx, "AAAA-BBBB", firstAdmin, goodPassword, evil); !isWait(err) {
			looked++
		}
	}
	if looked != 11 {
		t.Errorf("%d guesses looked at, want 11", looked)
	}
}

func TestSetupCodeGoesToAFileForItsOwnerOnly(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "trede-inrichting.txt")
	elsewhere := filepath.Join(dir, "elders")
	if err := os.WriteFile(elsewhere, []byte("blijft"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, file); err != nil {
		t.Fatal(err)
	}
	pipe, err := os.Create(filepath.Join(dir, "uitvoer")) // not a terminal
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = pipe.Close() }()
	for range 2 { // also over an older one
		where, err := auth.DeliverSetupCode(pipe, file, "https://trede.example.nl/inrichten", "AAAA-BBBB")
		if err != nil || where != file {
			t.Fatalf("%q, %v", where, err)
		}
		info, err := os.Lstat(file)
		if err != nil || info.Mode() != 0o600 {
			t.Errorf("mode %v, %v", info.Mode(), err)
		}
		if text, _ := os.ReadFile(file); !strings.Contains(string(text), "AAAA-BBBB") || !strings.Contains(string(text), "/inrichten") {
			t.Errorf("%q", text)
		}
		if err := os.Chmod(file, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if text, _ := os.ReadFile(elsewhere); string(text) != "blijft" {
		t.Error("written through a link")
	}
	if text, _ := os.ReadFile(pipe.Name()); len(text) != 0 {
		t.Errorf("also written to the output: %q", text)
	}
	if _, err := auth.DeliverSetupCode(nil, filepath.Join(dir, "geen", "map", "x"), "", "AAAA-BBBB"); err == nil || strings.Contains(err.Error(), "AAAA") {
		t.Errorf("%v", err)
	}
}

func (e *env) resident(date string) auth.Invitation {
	e.t.Helper()
	inv := must[auth.Invitation](e.t)(e.InviteResident(ctx, "consulent", auth.Inwoner, auth.NewAccount{Name: "Mevrouw Aerts", PersoonID: "p1"}, date))
	e.secret = append(e.secret, inv.Code)
	return inv
}

func TestResidentByLetter(t *testing.T) {
	for _, kind := range []auth.Kind{auth.Inwoner, auth.Vertegenwoordiger} {
		t.Run(string(kind), func(t *testing.T) {
			e := newEnv(t)
			inv := must[auth.Invitation](t)(e.InviteResident(ctx, "consulent", kind, auth.NewAccount{Name: "Mevrouw Aerts", PersoonID: "p1"}, "4-3-1961"))
			if inv.Login == "" || len(inv.Code) != 14 || !inv.ExpiresAt.Equal(start.Add(30*24*time.Hour)) {
				t.Errorf("%q %d %v", inv.Login, len(inv.Code), inv.ExpiresAt)
			}
			e.clock.Advance(29 * 24 * time.Hour)
			_, err := e.Code(ctx, inv.Code, "1961-03-05", home)
			e.wantCode(err, auth.CodeWrong)
			_, err = e.Code(ctx, inv.Code, "", home)
			e.wantCode(err, auth.CodeWrong)
			r := must[auth.Result](t)(e.Code(ctx, strings.ToLower(strings.ReplaceAll(inv.Code, "-", " ")), "04/03/1961", home))
			if r.Step != auth.StepPassword {
				t.Fatalf("%s", r.Step)
			}
			e.dead(r.Token, auth.CodeUnfinished)
			_, err = e.SetPassword(ctx, r.Token, "a b", "kort", home)
			if len(errs.FindingsOf(err)) != 2 {
				t.Errorf("%v", err)
			}
			r = must[auth.Result](t)(e.SetPassword(ctx, r.Token, "Mevrouw.Aerts@example.nl", goodPassword, home))
			x, h, err := e.Check(ctx, r.Token)
			if err != nil || r.Step != auth.StepDone || h.Kind != kind || h.PersoonID != "p1" || len(x.Roles) != 0 || x.Second != auth.MethodNone {
				t.Fatalf("%+v %+v %v", x, h, err)
			}
			_, err = e.Code(ctx, inv.Code, "1961-03-04", home)
			e.wantCode(err, auth.CodeWrong) // once
			in := must[auth.Result](t)(e.Password(ctx, "mevrouw.aerts@example.nl", goodPassword, home))
			if in.Step != auth.StepDone {
				t.Errorf("a resident is asked for %s", in.Step)
			}
			_, err = e.Password(ctx, inv.Login, goodPassword, home)
			e.wantCode(err, auth.CodeWrong) // the name in the letter was replaced
			// A second factor, if she wants one, is asked from then on, and may go again.
			u := &user{e: e, id: inv.AccountID, login: "mevrouw.aerts@example.nl", password: goodPassword}
			u.enrol(in.Token)
			e.clock.Advance(time.Minute)
			if first := must[auth.Result](t)(e.Password(ctx, u.login, u.password, home)); first.Step != auth.StepSecondFactor {
				t.Errorf("%s", first.Step)
			}
			_ = must[auth.Result](t)(e.RemoveTOTP(ctx, u.token, home))
			first := must[auth.Result](t)(e.Password(ctx, u.login, u.password, home))
			if first.Step != auth.StepDone {
				t.Errorf("%s", first.Step)
			}
			e.clock.Advance(16 * time.Minute)
			_, err = e.BeginTOTP(ctx, first.Token)
			e.wantCode(err, auth.CodeConfirm)
			_, err = e.ConfirmPassword(ctx, first.Token, "verkeerd wachtwoord", home)
			e.wantCode(err, auth.CodeWrong)
			fresh := must[auth.Result](t)(e.ConfirmPassword(ctx, first.Token, goodPassword, home))
			if _, err := e.BeginTOTP(ctx, fresh.Token); err != nil {
				t.Error(err)
			}
			e.nothingLeaks(inv.Code, goodPassword, "1961")
		})
	}
}

func TestResidentWhoWantsLetters(t *testing.T) {
	e := newEnv(t)
	inv := e.resident("1961-03-04")
	r := must[auth.Result](t)(e.Code(ctx, inv.Code, "1961-03-04", home))
	r = must[auth.Result](t)(e.KeepLetters(ctx, r.Token, home))
	if r.Step != auth.StepDone {
		t.Fatalf("%s", r.Step)
	}
	e.alive(r.Token)
	if _, err := e.SignOut(ctx, r.Token, home); err != nil {
		t.Fatal(err)
	}
	lost := must[auth.Invitation](t)(e.NewLetter(ctx, "consulent", inv.AccountID, "1961-03-04"))
	next := must[auth.Invitation](t)(e.NewLetter(ctx, "consulent", inv.AccountID, "1961-03-04"))
	_, err := e.Code(ctx, lost.Code, "1961-03-04", home)
	e.wantCode(err, auth.CodeWrong) // withdrawn by the next one
	r = must[auth.Result](t)(e.Code(ctx, next.Code, "1961-03-04", home))
	if r.Step != auth.StepDone { // in at once: asked no password again
		t.Errorf("%s", r.Step)
	}
	staff := e.staff("saskia")
	if _, err := e.NewLetter(ctx, "consulent", staff.id, "1961-03-04"); !errs.Is(err, errs.NotFound) {
		t.Errorf("a letter for staff: %v", err)
	}
	if _, err := e.NewLetter(ctx, "consulent", inv.AccountID, "31-31-1961"); !errs.Is(err, errs.Invalid) {
		t.Errorf("%v", err)
	}
}

func TestALetterEnds(t *testing.T) {
	for after, good := range map[time.Duration]bool{30*24*time.Hour - time.Second: true, 30 * 24 * time.Hour: false} {
		e := newEnv(t)
		inv := e.resident("1961-03-04")
		e.clock.Advance(after)
		_, err := e.Code(ctx, inv.Code, "1961-03-04", home)
		if (err == nil) != good {
			t.Errorf("after %v: %v", after, err)
		}
	}
}

// Whoever finds the letter and guesses birth dates is slowed down on the letter
// itself, from wherever; 25,000 dates would take years.
func TestGuessingTheBirthDate(t *testing.T) {
	e := newEnv(t)
	inv := e.resident("1961-03-04")
	looked := 0
	for end := e.clock.Now().Add(24 * time.Hour); e.clock.Now().Before(end) && looked <= 40; {
		_, err := e.Code(ctx, inv.Code, "1961-03-05", evil)
		wait, slowed := auth.RetryAfter(err)
		if !slowed {
			looked++
			wait = time.Millisecond
		}
		e.clock.Advance(wait)
	}
	if looked > 40 {
		t.Errorf("%d birth dates in a day", looked)
	}
	if _, err := e.Code(ctx, inv.Code, "1961-03-04", home); err != nil {
		t.Errorf("she is held up at home: %v", err)
	}
}

func TestGuessingLetters(t *testing.T) {
	e := newEnv(t)
	e.resident("1961-03-04")
	looked := 0
	for i := range 10_000 {
		code := strings.Repeat("0", 8) + string("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[i%32]) + string("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[i/32%32]) + "00"
		if _, err := e.Code(ctx, code, "1961-03-04", evil); !isWait(err) {
			looked++
		}
	}
	if looked != 101 {
		t.Errorf("%d letters guessed at from one address, want 101", looked)
	}
}

func TestResetByAnAdministrator(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	old := u.token
	inv := must[auth.Invitation](t)(e.ResetPassword(ctx, "beheerder", u.id, false))
	e.dead(old, auth.CodeNoSession)
	_, err := e.Password(ctx, u.login, u.password, home)
	e.wantCode(err, auth.CodeWrong) // the old password is gone at once
	r := must[auth.Result](t)(e.Code(ctx, inv.Code, "", home))
	if r.Step != auth.StepSecondFactor {
		t.Fatalf("the code alone goes on to %s", r.Step)
	}
	_, err = e.SetPassword(ctx, r.Token, "", otherPassword, home)
	e.wantCode(err, auth.CodeStep)
	r = must[auth.Result](t)(e.TOTP(ctx, r.Token, u.code(), home))
	if r.Step != auth.StepPassword {
		t.Fatalf("%s", r.Step)
	}
	r = must[auth.Result](t)(e.SetPassword(ctx, r.Token, "anders", otherPassword, home))
	if r.Step != auth.StepDone {
		t.Fatalf("%s", r.Step)
	}
	e.alive(r.Token)
	u.password = otherPassword
	e.clock.Advance(time.Minute)
	u.signIn(home) // under the name that staff cannot change themselves
	if !slices.Contains(e.actions(u.id), auth.EventReset) {
		t.Error("the reset is not told")
	}
	e.nothingLeaks(inv.Code, otherPassword)
}

func TestResetWithTheSecondFactor(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	_, _ = u.addKey(u.token, "ec2")
	inv := must[auth.Invitation](t)(e.ResetPassword(ctx, "beheerder", u.id, true))
	r := must[auth.Result](t)(e.Code(ctx, inv.Code, "", home))
	r = must[auth.Result](t)(e.SetPassword(ctx, r.Token, "", otherPassword, home))
	if r.Step != auth.StepEnrol {
		t.Fatalf("%s", r.Step)
	}
	oldCodes := u.recovery
	if r = u.enrol(r.Token); len(r.RecoveryCodes) != 10 {
		t.Error("no new recovery codes")
	}
	u.password = otherPassword
	_, err := e.RecoveryCode(ctx, u.firstStep(), oldCodes[0], home)
	e.wantCode(err, auth.CodeWrong)
}

func TestResetCodeLivesADay(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	inv := must[auth.Invitation](t)(e.ResetPassword(ctx, "beheerder", u.id, false))
	e.clock.Advance(24 * time.Hour)
	_, err := e.Code(ctx, inv.Code, "", home)
	e.wantCode(err, auth.CodeWrong)
	inv = must[auth.Invitation](t)(e.ResetPassword(ctx, "beheerder", u.id, false))
	if err := e.SetDisabled(ctx, "", u.id, true); err != nil {
		t.Fatal(err)
	}
	if err := e.SetDisabled(ctx, "", u.id, false); err != nil {
		t.Fatal(err)
	}
	_, err = e.Code(ctx, inv.Code, "", home)
	e.wantCode(err, auth.CodeWrong) // withdrawn when the account was put off
}

func TestASetupCodeIsNoSignInCode(t *testing.T) {
	e := newEnv(t)
	code := must[string](t)(e.NewSetupCode(ctx))
	_, err := e.Code(ctx, code, "", home)
	e.wantCode(err, auth.CodeWrong)
	if ev := e.last(); ev.Action != auth.EventFailed || !ev.Refused {
		t.Errorf("%+v", ev)
	}
	inv := must[auth.Invitation](t)(e.CreateStaff(ctx, "", auth.NewAccount{Login: "saskia", Name: "S"}))
	_, err = e.Setup(ctx, inv.Code, firstAdmin, goodPassword, home)
	e.wantCode(err, auth.CodeWrong)
}

func TestUserNamesAreTakenOnce(t *testing.T) {
	e := newEnv(t)
	e.staff("saskia")
	_, err := e.CreateStaff(ctx, "", auth.NewAccount{Login: " SASKIA", Name: "S"})
	if f := errs.FindingsOf(err); len(f) != 1 || f[0].Code != auth.CodeLoginTaken {
		t.Errorf("%v", err)
	}
	inv := e.resident("1961-03-04")
	r := must[auth.Result](t)(e.Code(ctx, inv.Code, "1961-03-04", home))
	_, err = e.SetPassword(ctx, r.Token, "saskia", goodPassword, home)
	if f := errs.FindingsOf(err); len(f) != 1 || f[0].Code != auth.CodeLoginTaken {
		t.Errorf("%v", err)
	}
	if _, err := e.SetPassword(ctx, r.Token, "", goodPassword, home); err != nil {
		t.Errorf("the sign-in was lost by the mistake: %v", err)
	}
}

func TestKeysMayRotateUnderOpenCodes(t *testing.T) {
	e := newEnv(t)
	inv := e.resident("1961-03-04")
	u := e.staff("saskia")
	rotated := &rotatedKeys{Keys: e.keys}
	e.config.Keys = rotated
	var err error
	if e.Service, err = auth.New(e.config); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Code(ctx, inv.Code, "1961-03-04", home); err != nil {
		t.Errorf("a letter under way: %v", err)
	}
	if _, err := e.RecoveryCode(ctx, u.firstStep(), u.recovery[0], home); err != nil {
		t.Errorf("a recovery code: %v", err)
	}
}
