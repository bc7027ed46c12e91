package inlog

import (
	"encoding/base64"
	"net/http"

	"trede/internal/authz"

	"trede/internal/auth"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/tekst"
)

const (
	pathAccount  = "/account"
	pathConfirm  = "/account/bevestigen"
	pathApp      = "/account/app"
	pathPasskeys = "/account/passkeys"
	pathRecovery = "/account/herstelcodes"
)

// accountView gives what every page of the own account needs.
func accountView(r *web.Request, heading string) (view, error) {
	p, err := r.Server.Auth.Progress(r.Context(), r.Token())
	return view{Page: r.Page(tekst.Of(heading)), Progress: p, Back: pathAccount}, err
}

// fresh sends somebody whose last proof is too old to give it again, and back to
// this page.
func fresh(r *web.Request) error {
	if r.Server.Auth.Fresh(r.Session) {
		return nil
	}
	return errs.New(errs.Forbidden, auth.CodeConfirm)
}

func showAccount(r *web.Request) error {
	v, err := accountView(r, "account.kop")
	if err != nil {
		return err
	}
	if v.Sessions, err = r.Server.Auth.Sessions(r.Context(), r.Token()); err != nil {
		return err
	}
	if v.Keys, err = r.Server.Auth.Passkeys(r.Context(), r.Token()); err != nil {
		return err
	}
	if mayOwn(r, authz.VervangingVastleggen) == nil {
		v.Absence = "/beheer/accounts/" + r.Actor.ID + "/vervanging"
	}
	return r.Render(http.StatusOK, accountPage(v, r))
}

// endSession ends one of one's own sessions, or all but this one.
func endSession(r *web.Request) error {
	id := r.Form.Get("sessie")
	if id == "" && r.Form.Get("alle") == "" {
		return errs.New(errs.Invalid, "verzoek.onleesbaar")
	}
	if err := r.Server.Auth.EndSession(r.Context(), r.Token(), id, r.Origin()); err != nil && !errs.Is(err, errs.NotFound) {
		return err
	}
	if id == r.Session.ID {
		return r.Redirect(with(pathSignIn, "", "reden", "uitgelogd"))
	}
	return r.Done(pathAccount, "sessie")
}

// chooseRole changes the roles of the open session.
func chooseRole(r *web.Request) error {
	res, err := takeRole(r)
	if errs.Is(err, errs.Invalid) {
		return r.Redirect(pathAccount)
	}
	if err != nil {
		return err
	}
	r.Server.Cookies.Apply(r.W, res)
	return r.Done("/", "rol")
}

func showPassword(r *web.Request) error {
	v, err := accountView(r, "account.wachtwoord_kop")
	if err != nil {
		return err
	}
	return r.Render(http.StatusOK, passwordPage(v, r))
}

func changePassword(r *web.Request) error {
	err := need(r, "oud", "account.oud_leeg")
	var res auth.Result
	if err == nil {
		res, err = r.Server.Auth.ChangePassword(r.Context(), r.Token(), r.Form.Get("oud"), r.Form.Get("wachtwoord"), r.Origin())
	}
	if err == nil {
		r.Server.Cookies.Apply(r.W, res)
		return r.Done(pathAccount, "wachtwoord")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	v, err := accountView(r, "account.wachtwoord_kop")
	if err != nil {
		return err
	}
	return r.Render(status, passwordPage(v.withErrors(r.Posted(problems, "oud", "wachtwoord")), r))
}

func showApp(r *web.Request) error { return appAgain(r, nil) }

// appAgain shows the page on which the authenticator app is set up or taken away.
func appAgain(r *web.Request, cause error) error {
	if err := fresh(r); err != nil {
		return err
	}
	v, err := accountView(r, "account.app_kop")
	if err != nil {
		return err
	}
	status := http.StatusOK
	if cause != nil {
		problems, s, again := r.Again(cause)
		if !again {
			return cause
		}
		status, v = s, v.withErrors(r.Posted(problems, "code"))
	}
	if err := v.totp(r); err != nil {
		return err
	}
	return r.Render(status, appPage(v, r))
}

func changeApp(r *web.Request) error {
	var res auth.Result
	var err error
	done := "app"
	switch r.Form.Get("stap") {
	case stepApp:
		res, err = r.Server.Auth.ConfirmTOTP(r.Context(), r.Token(), r.Form.Get("stroom"), r.Form.Get("code"), r.Origin())
	case stepRemove:
		done = "app_weg"
		res, err = r.Server.Auth.RemoveTOTP(r.Context(), r.Token(), r.Origin())
	default:
		err = errs.New(errs.Invalid, "verzoek.onleesbaar")
	}
	if err != nil {
		return appAgain(r, err)
	}
	return changed(r, res, done)
}

// changed goes on after a change to the means of signing in, showing recovery
// codes when the change made them.
func changed(r *web.Request, res auth.Result, done string) error {
	if len(res.RecoveryCodes) > 0 {
		return after(r, res, pathAccount)
	}
	r.Server.Cookies.Apply(r.W, res)
	return r.Done(pathAccount, done)
}

func showPasskeys(r *web.Request) error { return passkeys(r, nil) }

func passkeys(r *web.Request, cause error) error {
	if err := fresh(r); err != nil {
		return err
	}
	v, err := accountView(r, "account.passkeys_kop")
	if err != nil {
		return err
	}
	status := http.StatusOK
	if cause != nil {
		problems, s, again := r.Again(cause)
		if !again {
			return cause
		}
		status, v = s, v.withErrors(r.Posted(problems, "antwoord"))
	}
	if v.Keys, err = r.Server.Auth.Passkeys(r.Context(), r.Token()); err != nil {
		return err
	}
	if err := v.newPasskey(r); err != nil {
		return err
	}
	return r.Render(status, passkeysPage(v, r))
}

func changePasskeys(r *web.Request) error {
	var res auth.Result
	var err error
	done := "passkey"
	switch r.Form.Get("stap") {
	case stepNewKey:
		res, err = r.Server.Auth.FinishPasskeyEnrolment(r.Context(), r.Token(), r.Form.Get("stroom"), r.Form.Get("naam"), []byte(r.Form.Get("antwoord")), r.Origin())
	case stepRemove:
		done = "passkey_weg"
		id, decode := base64.RawURLEncoding.DecodeString(r.Form.Get("passkey"))
		if decode != nil || len(id) == 0 {
			return passkeys(r, errs.New(errs.Invalid, "verzoek.onleesbaar"))
		}
		res, err = r.Server.Auth.RemovePasskey(r.Context(), r.Token(), id, r.Origin())
	default:
		err = errs.New(errs.Invalid, "verzoek.onleesbaar")
	}
	if err != nil {
		return passkeys(r, err)
	}
	return changed(r, res, done)
}

func keyID(k auth.Passkey) string { return base64.RawURLEncoding.EncodeToString(k.ID) }

func showRecovery(r *web.Request) error {
	if err := fresh(r); err != nil {
		return err
	}
	v, err := accountView(r, "account.herstel_kop")
	if err != nil {
		return err
	}
	return r.Render(http.StatusOK, newRecoveryPage(v, r))
}

func newRecovery(r *web.Request) error {
	res, err := r.Server.Auth.NewRecoveryCodes(r.Context(), r.Token(), r.Origin())
	if wrongStep(err) { // without a second factor there is nothing to recover
		return r.Redirect(pathAccount)
	}
	if err != nil {
		return err
	}
	return after(r, res, pathAccount)
}

func showConfirm(r *web.Request) error { return askAgain(r, nil) }

// askAgain asks for a fresh proof, with a factor or, for who has none, with the
// password.
func askAgain(r *web.Request, cause error) error {
	v, err := accountView(r, "account.bevestig_kop")
	if err != nil {
		return err
	}
	v.Back = back(r)
	status := http.StatusOK
	if cause != nil {
		problems, s, again := r.Again(cause)
		if !again {
			return cause
		}
		status, v = s, v.withErrors(r.Posted(problems, "code", "wachtwoord", "antwoord"))
	}
	if err := v.secondFactor(r); err != nil {
		return err
	}
	return r.Render(status, confirmPage(v, r))
}

func confirm(r *web.Request) error {
	var res auth.Result
	var err error
	if r.Form.Get("stap") == stepPassword {
		res, err = r.Server.Auth.ConfirmPassword(r.Context(), r.Token(), r.Form.Get("wachtwoord"), r.Origin())
	} else {
		switch r.Form.Get("stap") {
		case stepCode, stepRecovery, stepPasskey:
			res, err = answer(r)
		default:
			err = errs.New(errs.Invalid, "verzoek.onleesbaar")
		}
	}
	if err != nil {
		return askAgain(r, err)
	}
	r.Server.Cookies.Apply(r.W, res)
	return r.Redirect(back(r))
}
