package inlog

import (
	"net/http"
	"strings"

	"trede/internal/auth"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// reasons are why somebody may be sent to the sign-in page.
var reasons = map[string]string{
	auth.CodeIdle: auth.CodeIdle, auth.CodeAbsolute: auth.CodeAbsolute, auth.CodeEnded: auth.CodeEnded,
	auth.CodeUnfinished: "inloggen.te_lang", "uitgelogd": "inloggen.uitgelogd", auth.CodeSetupDone: auth.CodeSetupDone,
}

func showSignIn(r *web.Request) error {
	if r.SignedIn() {
		return r.Redirect(back(r))
	}
	if need, err := r.Server.Auth.NeedsSetup(r.Context()); err != nil {
		return err
	} else if need {
		return r.Redirect("/inrichting")
	}
	v := signInView(r)
	if key, ok := reasons[r.URL.Query().Get("reden")]; ok {
		v.Notice = tekst.Of(key)
	}
	return r.Render(http.StatusOK, signInPage(v))
}

func signInView(r *web.Request) view {
	v := view{Page: r.Page(tekst.Of("inloggen.kop")), Back: back(r), OIDC: r.Server.OIDCLabel}
	if r.Server.Auth.HasPasskeys() {
		if c, err := r.Server.Auth.BeginPasskeyLogin(); err == nil {
			v.Passkey = &c
		}
	}
	return v
}

func signIn(r *web.Request) error {
	err := need(r, "gebruikersnaam", "inloggen.gebruikersnaam_leeg", "wachtwoord", "inloggen.wachtwoord_leeg")
	var res auth.Result
	if err == nil {
		res, err = r.Server.Auth.Password(r.Context(), r.Form.Get("gebruikersnaam"), r.Form.Get("wachtwoord"), r.Origin())
	}
	if err != nil {
		return signInAgain(r, err)
	}
	return after(r, res, back(r))
}

// signInAgain shows the sign-in page with what went wrong, whichever way in was
// tried.
func signInAgain(r *web.Request, err error) error {
	problems, status, again := r.Again(err)
	if !again {
		switch errs.CodeOf(err) {
		case auth.CodeNoRole, auth.CodeOIDCRefused, auth.CodeOIDCUnknown, auth.CodeOIDCFactor, auth.CodeOIDCDown, auth.CodeOIDCOff:
			problems, status = web.ErrorsOf(err), web.StatusOf(err)
		default:
			return err
		}
	}
	return r.Render(status, signInPage(signInView(r).withErrors(r.Posted(problems, "wachtwoord", "antwoord", "stroom"))))
}

func signInPasskey(r *web.Request) error {
	res, err := r.Server.Auth.FinishPasskeyLogin(r.Context(), r.Form.Get("stroom"), []byte(r.Form.Get("antwoord")), r.Origin())
	if err != nil {
		return signInAgain(r, err)
	}
	return after(r, res, back(r))
}

func showCode(r *web.Request) error {
	return r.Render(http.StatusOK, codePage(view{Page: r.Page(tekst.Of("inloggen.code_kop")), Back: back(r)}))
}

func signInCode(r *web.Request) error {
	err := need(r, "code", "inloggen.code_leeg")
	var res auth.Result
	if err == nil {
		res, err = r.Server.Auth.Code(r.Context(), r.Form.Get("code"), birthDate(r), r.Origin())
	}
	if err == nil {
		return after(r, res, back(r))
	}
	problems, status, again := r.Again(err)
	if !again {
		return signInAgain(r, err)
	}
	v := view{Page: r.Page(tekst.Of("inloggen.code_kop")), Back: back(r)}
	return r.Render(status, codePage(v.withErrors(r.Posted(problems))))
}

// birthDate puts the three fields together as they were typed; a day that is not
// known is 00 in the register of persons, so no calendar judges here.
func birthDate(r *web.Request) string {
	const name = "geboortedatum"
	parts := []string{r.Form.Get(name + ui.PartDay), r.Form.Get(name + ui.PartMonth), r.Form.Get(name + ui.PartYear)}
	for i, p := range parts {
		parts[i] = strings.TrimSpace(p)
	}
	return strings.Join(parts, "-")
}

func beginOIDC(r *web.Request) error {
	address, flow, err := r.Server.Auth.BeginOIDC(r.Context(), back(r))
	if err != nil {
		return signInAgain(r, err)
	}
	r.Server.Cookies.SetFlow(r.W, flow)
	return r.Redirect(address)
}

func finishOIDC(r *web.Request) error {
	flow := r.Server.Cookies.Flow(r.Request)
	r.Server.Cookies.ClearFlow(r.W)
	res, to, err := r.Server.Auth.FinishOIDC(r.Context(), flow, r.URL.Query(), r.Origin())
	if err != nil {
		return signInAgain(r, err)
	}
	return after(r, res, to)
}

// signOut ends the session. A provider elsewhere is left by a link: the browser
// may not be sent to another site by a form (form-action of the policy).
func signOut(r *web.Request) error {
	elsewhere, err := r.Server.Auth.SignOut(r.Context(), r.Token(), r.Origin())
	if err != nil {
		return err
	}
	r.Server.Cookies.ClearSession(r.W)
	if elsewhere == "" {
		return r.Redirect(with(pathSignIn, "", "reden", "uitgelogd"))
	}
	r.Actor.ID = "" // the page is for nobody in particular any more
	return r.Render(http.StatusOK, signedOutPage(view{Page: r.Page(tekst.Of("inloggen.uitgelogd_kop")), Link: elsewhere}))
}

func extend(r *web.Request) error {
	if _, err := r.Server.Auth.Extend(r.Context(), r.Token()); err != nil {
		return err
	}
	r.W.WriteHeader(http.StatusNoContent)
	return nil
}

func showSetup(r *web.Request) error {
	return whileNeeded(r, func() error {
		return r.Render(http.StatusOK, setupPage(view{Page: r.Page(tekst.Of("inrichting.kop"))}))
	})
}

// whileNeeded does something as long as nobody has an account yet.
func whileNeeded(r *web.Request, do func() error) error {
	need, err := r.Server.Auth.NeedsSetup(r.Context())
	switch {
	case err != nil:
		return err
	case !need:
		return r.Redirect(with(pathSignIn, "", "reden", auth.CodeSetupDone))
	}
	return do()
}

func setUp(r *web.Request) error { return whileNeeded(r, func() error { return takeSetUp(r) }) }

func takeSetUp(r *web.Request) error {
	in := auth.NewAccount{Login: r.Form.Get("gebruikersnaam"), Name: r.Form.Get("naam"), Email: r.Form.Get("email")}
	err := need(r, "code", "inrichting.code_leeg", "naam", "naam.verplicht",
		"gebruikersnaam", "inrichting.gebruikersnaam_leeg", "wachtwoord", "inrichting.wachtwoord_leeg")
	var res auth.Result
	if err == nil {
		res, err = r.Server.Auth.Setup(r.Context(), r.Form.Get("code"), in, r.Form.Get("wachtwoord"), r.Origin())
	}
	if err == nil {
		return after(r, res, "/")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	v := view{Page: r.Page(tekst.Of("inrichting.kop"))}
	return r.Render(status, setupPage(v.withErrors(r.Posted(problems, "wachtwoord"))))
}
