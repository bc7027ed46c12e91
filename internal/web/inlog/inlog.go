// Package inlog serves signing in, setting up, and the pages of one's own account.
// Every page works without script; only passkeys need it.
package inlog

import (
	"net/http"
	"net/url"

	"trede/internal/app"
	"trede/internal/auth"
	"trede/internal/authz"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// Routes gives the pages of signing in and of one's own account, each with its
// rule.
func Routes() []web.Route {
	open := func(pattern string, action authz.Action, h web.Handler) web.Route {
		return web.Route{Pattern: pattern, Action: action, Anonymous: true, Handler: h}
	}
	own := func(pattern string, action authz.Action, h web.Handler) web.Route {
		return web.Route{Pattern: pattern, Action: action, Handler: ownAccount(action, h)}
	}
	const read, change = authz.AccountEigenLezen, authz.AccountEigenWijzigen
	return []web.Route{
		open("GET /inloggen", authz.SessieBeginnen, showSignIn),
		open("POST /inloggen", authz.SessieBeginnen, signIn),
		open("POST /inloggen/passkey", authz.SessieBeginnen, signInPasskey),
		open("GET /inloggen/code", authz.UitnodigingInwisselen, showCode),
		open("POST /inloggen/code", authz.UitnodigingInwisselen, signInCode),
		open("GET /inloggen/verder", authz.SessieBeginnen, showStep),
		open("POST /inloggen/verder", authz.SessieBeginnen, takeStep),
		open("GET /inloggen/oidc", authz.SessieBeginnen, beginOIDC),
		open("GET /inloggen/oidc/terug", authz.SessieBeginnen, finishOIDC),
		open("POST /uitloggen", authz.SessieEindigen, signOut),
		open("GET /inrichting", authz.InstallatieInstellen, showSetup),
		open("POST /inrichting", authz.InstallatieInstellen, setUp),
		own("POST /sessie/verlengen", read, extend),
		own("GET /account", read, showAccount),
		own("POST /account/sessies", change, endSession),
		own("POST /account/rol", change, chooseRole),
		own("GET /account/wachtwoord", read, showPassword),
		own("POST /account/wachtwoord", change, changePassword),
		own("GET /account/app", read, showApp),
		own("POST /account/app", change, changeApp),
		own("GET /account/passkeys", read, showPasskeys),
		own("POST /account/passkeys", change, changePasskeys),
		own("GET /account/herstelcodes", read, showRecovery),
		own("POST /account/herstelcodes", change, newRecovery),
		own("GET /account/bevestigen", read, showConfirm),
		own("POST /account/bevestigen", read, confirm),
	}
}

// ownAccount asks authz whether the actor may do this to the own account.
func ownAccount(action authz.Action, h web.Handler) web.Handler {
	return func(r *web.Request) error {
		if err := mayOwn(r, action); err != nil {
			return err
		}
		return h(r)
	}
}

// mayOwn asks whether the actor may do something to the own account.
func mayOwn(r *web.Request, action authz.Action) error {
	_, err := app.May(r.Actor, action, authz.Facts{Day: r.Today, Now: r.Now, AccountID: r.Actor.ID})
	return err
}

const (
	pathSignIn = "/inloggen"
	pathStep   = "/inloggen/verder"
	backParam  = "terug"
)

// back gives where to go after signing in: a path of this site.
func back(r *web.Request) string {
	text := r.Form.Get(backParam)
	if r.Method == http.MethodGet {
		text = r.URL.Query().Get(backParam)
	}
	return auth.LocalPath(text)
}

// with gives a path that carries where to go afterwards.
func with(path, to string, more ...string) string {
	q := url.Values{}
	if to != "" && to != "/" {
		q.Set(backParam, to)
	}
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// after goes on after a step that succeeded: it sets the cookies, shows what can be
// shown only once, and sends the browser to the next step or to the page it wanted.
func after(r *web.Request, res auth.Result, to string) error {
	r.Server.Cookies.Apply(r.W, res)
	next := pathStep
	if res.Step == auth.StepDone {
		next = to
	} else {
		next = with(next, to)
	}
	p := view{Page: r.Page(tekst.Of("inloggen.herstelcodes")), Back: next}
	switch {
	case len(res.RecoveryCodes) > 0:
		p.Codes = res.RecoveryCodes
		return r.Render(http.StatusOK, recoveryPage(p))
	case res.Session.Second == auth.MethodRecovery && res.CodesLeft > 0:
		p.Left = res.CodesLeft
		return r.Render(http.StatusOK, recoveryUsedPage(p))
	}
	return r.Redirect(next)
}

// view is what the pages of signing in show.
type view struct {
	ui.Page
	ui.Form
	Back     string // where to go afterwards
	Notice   string // why this page is shown
	OIDC     string // text of the button; empty: none
	Passkey  *auth.Ceremony
	Progress auth.Progress
	With     auth.Method // second factor that was chosen
	Absence  string      // where one arranges who replaces oneself; empty: this role has no replacement
	TOTP     auth.TOTPEnrolment
	QR       string
	Codes    []string
	Left     int
	Link     string
	Sessions []auth.Session
	Keys     []auth.Passkey
}

// withErrors puts what is wrong beside the fields, and in the title.
func (v view) withErrors(f ui.Form) view {
	v.Form = f
	v.Page.Errors = f.Errors
	return v
}

// need gives a finding for each field that is empty; names are pairs of field and
// text key.
func need(r *web.Request, names ...string) error {
	var list []errs.Finding
	for i := 0; i+1 < len(names); i += 2 {
		if r.Form.Get(names[i]) == "" {
			list = append(list, errs.Finding{Field: names[i], Code: names[i+1]})
		}
	}
	return errs.InvalidInput(list...)
}

// wrongStep tells whether an error means that the sign-in is at another step, or
// took too long; both are answered by going to where it stands.
func wrongStep(err error) bool { return errs.CodeOf(err) == auth.CodeStep }
