package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"trede/internal/auth"
	"trede/internal/domain/civil"
	"trede/internal/platform/errs"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// Again tells whether an error is one that a form shows itself, with what was
// typed, and with which status. All other errors go to the one place that answers
// them: return them.
func (r *Request) Again(err error) (problems ui.Errors, status int, again bool) {
	if wait, ok := auth.RetryAfter(err); ok {
		r.W.Header().Set("Retry-After", strconv.Itoa(int(wait.Seconds()+0.999)))
		return ErrorsOf(err), http.StatusTooManyRequests, true
	}
	switch errs.KindOf(err) {
	case errs.Invalid, errs.Conflict, errs.Unavailable:
		return ErrorsOf(err), StatusOf(err), true
	}
	return nil, 0, false
}

// Posted gives the form as it was posted, with what is wrong with it. The named
// fields are secrets: they never go back to the browser.
func (r *Request) Posted(problems ui.Errors, secrets ...string) ui.Form {
	values := url.Values{}
	for k, v := range r.Form {
		values[k] = v
	}
	for _, s := range secrets {
		values.Del(s)
	}
	return ui.Form{Values: values, Errors: problems}
}

// PageNumber reads which page of a list the address asks, 1 for anything else.
func (r *Request) PageNumber() int {
	n, err := strconv.Atoi(r.URL.Query().Get("pagina"))
	if err != nil || n < 1 || n > 1_000_000 {
		return 1
	}
	return n
}

// Choice reads a choice out of a few from the address: one of them, or the first when
// there is none. Another value is bad input.
func (r *Request) Choice(name string, allowed ...string) (string, error) {
	value := r.URL.Query().Get(name)
	if value == "" {
		return allowed[0], nil
	}
	if !slices.Contains(allowed, value) {
		return "", errs.New(errs.Invalid, "invoer.keuze_onbekend")
	}
	return value, nil
}

// doneParam names what was just done, after a redirect.
const doneParam = "gedaan"

// Done sends the browser to a page that says what was just done: the text with
// key "gedaan." and the name.
func (r *Request) Done(to, name string) error {
	u, err := url.Parse(to)
	if err != nil {
		return err
	}
	q := u.Query()
	q.Set(doneParam, name)
	u.RawQuery = q.Encode()
	return r.Redirect(u.String())
}

// flash gives the sentence about what was just done, if the address names one
// that there is.
func (r *Request) flash() []ui.Notification {
	name := r.URL.Query().Get(doneParam)
	if name == "" || !tekst.Has("gedaan."+name) {
		return nil
	}
	return []ui.Notification{{Tone: ui.ToneGood, Text: tekst.Of("gedaan." + name)}}
}

// amsterdam is where the clock on the wall hangs; package civil brings the table.
var amsterdam, _ = time.LoadLocation("Europe/Amsterdam")

// Moment writes an instant as Dutch readers do: "22 november 2026, 14.05 uur".
func Moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return nl.Long(civil.Of(t)) + ", " + Clock(t) + " uur"
}

// Clock writes the time of an instant: "14.05".
func Clock(t time.Time) string { return t.In(amsterdam).Format("15.04") }
