package inlog

import (
	"net/http"

	"trede/internal/auth"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// showStep shows the page of the step at which a sign-in stands.
func showStep(r *web.Request) error { return step(r, nil) }

// step shows it, with what went wrong at the last try.
func step(r *web.Request, cause error) error {
	p, err := r.Server.Auth.Progress(r.Context(), r.Token())
	if err != nil {
		return begin(r, err)
	}
	if p.Session.Step == auth.StepDone {
		return r.Redirect(back(r))
	}
	v := view{Back: back(r), Progress: p}
	status := http.StatusOK
	var posted ui.Form
	if cause != nil {
		problems, s, again := r.Again(cause)
		if !again {
			return begin(r, cause)
		}
		status, posted = s, r.Posted(problems, "wachtwoord", "code", "antwoord")
	}
	switch p.Session.Step {
	case auth.StepSecondFactor:
		err = v.secondFactor(r)
		v.Page = r.Page(tekst.Of("inloggen.tweede_kop"))
	case auth.StepPassword:
		v.Page = r.Page(tekst.Of("inloggen.kies_wachtwoord"))
	case auth.StepEnrol:
		err = v.enrol(r)
		v.Page = r.Page(tekst.Of("inloggen.instellen_kop"))
	case auth.StepRole:
		v.Page = r.Page(tekst.Of("inloggen.rol_kop"))
	}
	if err != nil {
		return err
	}
	return r.Render(status, stepPage(v.withErrors(posted)))
}

// begin answers what cannot go on: a sign-in that took too long begins again.
func begin(r *web.Request, err error) error {
	switch errs.CodeOf(err) {
	case auth.CodeUnfinished, auth.CodeNoSession:
		r.Server.Cookies.ClearSession(r.W)
		return r.Redirect(with(pathSignIn, back(r), "reden", auth.CodeUnfinished))
	}
	return err
}

// secondFactor chooses which factor the page asks: the app when there is one,
// unless the person wants another.
func (v *view) secondFactor(r *web.Request) error {
	v.With = auth.MethodTOTP
	if !v.Progress.Has(auth.MethodTOTP) {
		v.With = auth.MethodPasskey
	}
	if !v.Progress.Has(v.With) {
		v.With = auth.MethodRecovery
	}
	asked := r.URL.Query().Get("met")
	if r.Method == http.MethodPost && r.Form.Get("stap") == stepRecovery {
		asked = string(auth.MethodRecovery)
	}
	if asked == string(auth.MethodRecovery) && v.Progress.Has(auth.MethodRecovery) {
		v.With = auth.MethodRecovery
	}
	if !v.Progress.Has(auth.MethodPasskey) {
		return nil
	}
	c, err := r.Server.Auth.BeginPasskey(r.Context(), r.Token())
	v.Passkey = &c
	return err
}

// enrol fills the page on which a second factor is set up. A page that comes back
// keeps the secret that the person has already put in the app.
func (v *view) enrol(r *web.Request) error {
	if err := v.totp(r); err != nil {
		return err
	}
	return v.newPasskey(r)
}

func (v *view) totp(r *web.Request) (err error) {
	if flow := r.Form.Get("stroom"); flow != "" && r.Form.Get("stap") == stepApp {
		v.TOTP, err = r.Server.Auth.ResumeTOTP(r.Context(), r.Token(), flow)
	}
	if v.TOTP.Flow == "" {
		v.TOTP, err = r.Server.Auth.BeginTOTP(r.Context(), r.Token())
	}
	if err == nil {
		v.QR, err = auth.QRSVG(v.TOTP.URI, tekst.Of("inloggen.qr"))
	}
	return err
}

func (v *view) newPasskey(r *web.Request) error {
	if !r.Server.Auth.HasPasskeys() {
		return nil
	}
	c, err := r.Server.Auth.BeginPasskeyEnrolment(r.Context(), r.Token())
	if errs.CodeOf(err) == auth.CodeTooManyItems {
		return nil
	}
	v.Passkey = &c
	return err
}

// What a form of the pages asks, in its field "stap".
const (
	stepCode     = "code"
	stepRecovery = "herstelcode"
	stepPasskey  = "passkey"
	stepPassword = "wachtwoord"
	stepLetters  = "brief"
	stepApp      = "app"
	stepNewKey   = "nieuwe-passkey"
	stepRole     = "rol"
	stepRemove   = "weg"
)

// allRoles is the answer of who wants to work in all roles at once.
const allRoles = "alle"

// takeStep takes the answer of one step.
func takeStep(r *web.Request) error {
	res, err := answer(r)
	switch {
	case err == nil:
		return after(r, res, back(r))
	case wrongStep(err):
		return r.Redirect(with(pathStep, back(r)))
	case errs.CodeOf(err) == auth.CodeNoRole: // which ended the sign-in
		return signInAgain(r, err)
	}
	return step(r, err)
}

func answer(r *web.Request) (auth.Result, error) {
	s, ctx, token, from := r.Server.Auth, r.Context(), r.Token(), r.Origin()
	get := r.Form.Get
	switch get("stap") {
	case stepCode:
		if err := need(r, "code", "inloggen.app_leeg"); err != nil {
			return auth.Result{}, err
		}
		return s.TOTP(ctx, token, get("code"), from)
	case stepRecovery:
		if err := need(r, "code", "inloggen.herstelcode_leeg"); err != nil {
			return auth.Result{}, err
		}
		return s.RecoveryCode(ctx, token, get("code"), from)
	case stepPasskey:
		return s.FinishPasskey(ctx, token, get("stroom"), []byte(get("antwoord")), from)
	case stepPassword:
		return s.SetPassword(ctx, token, get("gebruikersnaam"), get("wachtwoord"), from)
	case stepLetters:
		return s.KeepLetters(ctx, token, from)
	case stepApp:
		return s.ConfirmTOTP(ctx, token, get("stroom"), get("code"), from)
	case stepNewKey:
		return s.FinishPasskeyEnrolment(ctx, token, get("stroom"), get("naam"), []byte(get("antwoord")), from)
	case stepRole:
		return takeRole(r)
	}
	return auth.Result{}, errs.New(errs.Invalid, "verzoek.onleesbaar")
}

// takeRole sets the roles for the session: the one chosen, or all.
func takeRole(r *web.Request) (auth.Result, error) {
	names := r.Form["rol"]
	if len(names) == 1 && names[0] == allRoles {
		p, err := r.Server.Auth.Progress(r.Context(), r.Token())
		if err != nil {
			return auth.Result{}, err
		}
		names = nil
		for _, c := range p.Choices {
			names = append(names, c.Name)
		}
	}
	return r.Server.Auth.ChooseRoles(r.Context(), r.Token(), names, r.Origin())
}
