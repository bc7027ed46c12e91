package auth_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"trede/internal/auth"
	"trede/internal/platform/errs"
)

func TestProgressShowsWhereASignInStands(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia", auth.Role{Name: "consulent"}, auth.Role{Name: "teamleider"})
	at := func(token string) auth.Progress { return must[auth.Progress](t)(e.Progress(ctx, token)) }

	first := must[auth.Result](t)(e.Password(ctx, u.login, u.password, home))
	p := at(first.Token)
	if p.Session.Step != auth.StepSecondFactor || !p.Has(auth.MethodTOTP) || p.Has(auth.MethodPasskey) || p.RecoveryCodes != 10 || !p.HasPassword ||
		p.Login != "saskia" || p.Kind != auth.Medewerker || !p.PasswordAt.Equal(start) {
		t.Errorf("%+v", p)
	}
	r := must[auth.Result](t)(e.RecoveryCode(ctx, first.Token, u.recovery[0], home))
	p = at(r.Token)
	if p.Session.Step != auth.StepRole || len(p.Choices) != 2 || p.RecoveryCodes != 9 {
		t.Errorf("%+v", p)
	}
	_, err := e.Progress(ctx, first.Token)
	e.wantCode(err, auth.CodeNoSession)
	if x := must[auth.Session](t)(e.Pending(ctx, r.Token)); x.Step != auth.StepRole {
		t.Errorf("%s", x.Step)
	}
	resident := e.resident("1961-03-04")
	in := must[auth.Result](t)(e.Code(ctx, resident.Code, "1961-03-04", home))
	in = must[auth.Result](t)(e.KeepLetters(ctx, in.Token, home))
	if p = at(in.Token); !p.CodeOnly || p.HasPassword || p.Choices != nil || p.Methods != nil {
		t.Errorf("%+v", p)
	}
}

func TestSettingUpAnAppAfterAWrongCode(t *testing.T) {
	e := newEnv(t)
	u, mallory := e.staff("saskia"), e.staff("mallory")
	en := must[auth.TOTPEnrolment](t)(e.BeginTOTP(ctx, u.token))
	again := must[auth.TOTPEnrolment](t)(e.ResumeTOTP(ctx, u.token, en.Flow))
	if again != en {
		t.Error("the page that comes back shows another secret")
	}
	_, err := e.ResumeTOTP(ctx, mallory.token, en.Flow)
	e.wantCode(err, auth.CodeFlow)
	code := must[string](t)(totp.GenerateCode(strings.ReplaceAll(again.Secret, " ", ""), e.clock.Now()))
	if _, err := e.ConfirmTOTP(ctx, u.token, again.Flow, code, home); err != nil {
		t.Error(err)
	}
}

// What a use case does with an account and what it does beside it are one.
func TestAccountsInsideAUseCase(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	var staff, resident, letter, reset auth.Invitation
	before := e.repo.State()
	work := func(fail bool) error {
		return e.repo.Write(ctx, func(tx auth.Tx) (err error) {
			if staff, err = e.CreateStaffIn(tx, u.id, auth.NewAccount{Login: "nieuw", Name: "N"}); err != nil {
				return err
			}
			if resident, err = e.InviteResidentIn(tx, u.id, auth.Inwoner, auth.NewAccount{Name: "B"}, "1961-03-04"); err != nil {
				return err
			}
			if letter, err = e.NewLetterIn(tx, u.id, resident.AccountID, "1961-03-04"); err != nil {
				return err
			}
			if reset, err = e.ResetPasswordIn(tx, u.id, u.id, false); err != nil {
				return err
			}
			if err := e.SetDisabledIn(tx, u.id, staff.AccountID, true); err != nil {
				return err
			}
			if fail {
				return errs.New(errs.Invalid, "toch.niet")
			}
			return nil
		})
	}
	if err := work(true); errs.CodeOf(err) != "toch.niet" || e.repo.State() != before {
		t.Fatalf("%v, or something stayed", err)
	}
	e.alive(u.token)
	if err := work(false); err != nil {
		t.Fatal(err)
	}
	e.dead(u.token, auth.CodeNoSession)
	for name, c := range map[string]struct {
		code string
		good bool
	}{"staff, disabled": {staff.Code, false}, "first letter, withdrawn": {resident.Code, false}, "letter": {letter.Code, true}, "reset": {reset.Code, true}} {
		if _, err := e.Code(ctx, c.code, "1961-03-04", home); (err == nil) != c.good {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, err := range map[string]error{
		"disable": e.SetDisabled(ctx, "", "niemand", true),
		"reset":   second(e.ResetPassword(ctx, "", "niemand", true)),
		"letter":  second(e.NewLetter(ctx, "", "niemand", "1961-03-04")),
	} {
		if !errs.Is(err, errs.NotFound) {
			t.Errorf("%s of nobody: %v", name, err)
		}
	}
	if _, err := e.InviteResident(ctx, "", auth.Medewerker, auth.NewAccount{Name: "N"}, "1961-03-04"); err == nil {
		t.Error("staff by letter")
	}
	if _, err := e.InviteResident(ctx, "", auth.Inwoner, auth.NewAccount{}, "gisteren"); len(errs.FindingsOf(err)) != 2 {
		t.Errorf("%v", err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestRolesAsText(t *testing.T) {
	for _, roles := range []auth.RoleList{nil, {"consulent"}, {"consulent", "teamleider"}} {
		text, err := roles.MarshalText()
		var back auth.RoleList
		if err2 := back.UnmarshalText(text); err != nil || err2 != nil || !slices.Equal(back, roles) {
			t.Errorf("%v comes back as %v", roles, back)
		}
	}
	if p := newEnv(t).Policy(); p.Idle != 30*time.Minute || p.Absolute != 10*time.Hour {
		t.Errorf("%+v", p)
	}
}
