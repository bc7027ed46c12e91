package web

import (
	"cmp"
	"net/http"
	"net/url"
	"strconv"

	"trede/internal/auth"
	"trede/internal/platform/errs"
	"trede/internal/platform/telemetry"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// answers say how each kind of error is answered.
var answers = map[errs.Kind]struct {
	status    int
	head, key string
}{
	errs.Internal:    {http.StatusInternalServerError, "fout.kop_intern", "fout.intern"},
	errs.Invalid:     {http.StatusBadRequest, "fout.kop_ongeldig", "fout.ongeldig"},
	errs.NotFound:    {http.StatusNotFound, "fout.kop_niet_gevonden", "fout.niet_gevonden"},
	errs.Forbidden:   {http.StatusForbidden, "fout.kop_geen_recht", "fout.geen_recht"},
	errs.Conflict:    {http.StatusConflict, "fout.kop_conflict", "fout.conflict"},
	errs.Unavailable: {http.StatusServiceUnavailable, "fout.kop_onbereikbaar", "fout.onbereikbaar"},
}

// StatusOf gives the status that answers an error.
func StatusOf(err error) int { return answers[errs.KindOf(err)].status }

// MessageOf gives the sentence that tells a person what is wrong.
func MessageOf(err error) string {
	code := errs.CodeOf(err)
	if wait, ok := auth.RetryAfter(err); ok {
		return tekst.Of(auth.CodeWait, int(wait.Seconds()+0.999))
	}
	if errs.KindOf(err) != errs.Internal && tekst.Has(code) {
		return tekst.Of(code)
	}
	return tekst.Of(answers[errs.KindOf(err)].key)
}

// ErrorsOf gives the findings of an error as the form shows them. names gives the
// id of a field on the page; a field without one stands in the summary only.
func ErrorsOf(err error) ui.Errors {
	var out ui.Errors
	for _, f := range errs.FindingsOf(err) {
		out = append(out, ui.FieldError{Field: f.Field, Text: tekst.Of(f.Code, f.Args...)})
	}
	if len(out) == 0 && err != nil {
		out = append(out, ui.FieldError{Text: MessageOf(err)})
	}
	return out
}

// serveError is the one place that turns an error into a page.
func (s *Server) serveError(r *Request, err error) {
	a := answers[errs.KindOf(err)]
	code := errs.CodeOf(err)
	switch code {
	case auth.CodeNoSession, auth.CodeIdle, auth.CodeAbsolute, auth.CodeEnded:
		s.toSignIn(r, code)
		return
	case auth.CodeUnfinished:
		_ = r.Redirect("/inloggen/verder")
		return
	case auth.CodeConfirm:
		_ = r.Redirect("/account/bevestigen?terug=" + url.QueryEscape(r.URL.RequestURI()))
		return
	}
	if a.status == http.StatusInternalServerError {
		s.Log.ErrorContext(r.Context(), "request failed", "error", err)
	}
	if wait, ok := auth.RetryAfter(err); ok {
		r.W.Header().Set("Retry-After", strconv.Itoa(int(wait.Seconds()+0.999)))
		a.status = http.StatusTooManyRequests
	}
	page := r.Page(tekst.Of(a.head))
	notes := []string{MessageOf(err)}
	if id := telemetry.RequestID(r.Context()); id != "" && a.status >= 500 {
		notes = append(notes, tekst.Of("fout.nummer", id))
	}
	if err := r.Render(a.status, errorPage(page, tekst.Of(a.head), notes, ErrorsOf(err), r.SignedIn())); err != nil {
		s.Log.ErrorContext(r.Context(), "error page failed", "error", err)
		http.Error(r.W, tekst.Of(a.key), a.status)
	}
}

// toSignIn sends somebody who is not signed in to do so, and back afterwards.
func (s *Server) toSignIn(r *Request, code string) {
	to := cmp.Or(s.SignInURL, "/inloggen")
	q := url.Values{}
	if code == auth.CodeNoSession && r.Token() != "" {
		code = auth.CodeEnded // by somebody else, or by a change of rights
	}
	if code != auth.CodeNoSession {
		q.Set("reden", code)
	}
	if r.Method == http.MethodGet && r.URL.Path != "/" {
		q.Set("terug", r.URL.RequestURI())
	}
	if len(q) > 0 {
		to += "?" + q.Encode()
	}
	_ = r.Redirect(to)
}
