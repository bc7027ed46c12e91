package webtest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// hostile are values that a form may be sent, whatever it asked for.
var hostile = []string{
	"", " ", strings.Repeat("x", 20_000), "<script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "' or '1'='1' --", "%", "_", `\`,
	"../../../etc/passwd", "\x00", "\xff\xfe", "🙂🙂", "\u202eomgekeerd", "-1", "0", "99999999999999999999", "1e309", "NaN",
	"31-02-2026", "2026-02-31", "1-1-0001", "31-12-99999", "ja", "null", "00000000-0000-0000-0000-000000000000", "$1", "{{.}}", "a\r\nSet-Cookie: x=y",
}

// manyFields is from how many fields on the hostile values of a form are spread over its
// fields, each value in every third field: it has many of one kind, and time is short.
const manyFields = 15

// Attack opens pages and sends every form on them with hostile values in every
// field, also in hidden ones, and once with nothing at all. No answer may be a
// failure of the server, and nothing that was sent may come back as markup.
func (b *Browser) Attack(addresses ...string) {
	t := b.site.t
	t.Helper()
	for _, address := range addresses {
		page := b.Get(address).Want(http.StatusOK)
		forms := slices.DeleteFunc(page.Forms(), func(f Form) bool { return f.Action == "/uitloggen" || f.Action == "/account/sessies" })
		for _, f := range forms {
			b.attackForm(t, address, f)
		}
	}
}

func (b *Browser) attackForm(t testing.TB, address string, f Form) {
	t.Helper()
	send := func(values url.Values, what string) {
		t.Helper()
		var p *Page
		if f.Method == http.MethodPost {
			p = b.Post(f.Action, values)
		} else {
			p = b.Get(f.Action + "?" + values.Encode())
		}
		if p.Status >= 500 && p.Status != http.StatusServiceUnavailable {
			t.Errorf("%s: form to %s with %s gives %d:\n%s", address, f.Action, what, p.Status, b.site.Logged)
			b.site.Logged.Reset()
		}
		if strings.Contains(p.Body, "<script>alert(1)") || strings.Contains(p.Body, "<img src=x") {
			t.Errorf("%s: form to %s with %s gives the text back as markup", address, f.Action, what)
		}
		if p.Header.Get("Set-Cookie") == "x=y" {
			t.Errorf("%s: form to %s with %s sets a header", address, f.Action, what)
		}
	}
	send(url.Values{}, "nothing")
	names := f.Names()
	for n, name := range names {
		for v, value := range hostile {
			if len(names) > manyFields && (n+v)%3 != 0 {
				continue // another field of the same form gets it
			}
			values := f.Values()
			values.Set(name, value)
			short := value
			if len(short) > 40 {
				short = short[:40] + "…"
			}
			send(values, name+" = "+short)
		}
		values := f.Values()
		values[name] = []string{"a", "b", "c"}
		send(values, name+" three times")
	}
}

// KeepsTyped fills in a form wrongly and checks that everything typed comes back,
// but for secrets, that each error stands beside its field with a link to it, and
// that the title says so. wrong are pairs of name and value; give each visible
// field one.
func (p *Page) KeepsTyped(action string, wrong ...string) *Page {
	t := p.t
	t.Helper()
	back := p.Submit(action, wrong...)
	if back.Status != http.StatusBadRequest && back.Status != http.StatusConflict {
		t.Errorf("%s: a wrong form gives %d (to %q)", action, back.Status, back.Location())
		return back
	}
	if !strings.HasPrefix(back.Title(), "Fout: ") {
		t.Errorf("%s: the title is %q", action, back.Title())
	}
	var form Form
	for _, f := range back.Forms() {
		if f.Action == action && slices.Contains(f.Names(), wrong[0]) {
			form = f
			break
		}
	}
	if form.Node == nil {
		t.Errorf("%s: the form does not come back:\n%s", action, back.Text())
		return back
	}
	have := form.Values()
	for i := 0; i+1 < len(wrong); i += 2 {
		name, value := wrong[i], wrong[i+1]
		switch {
		case form.Hidden(name):
			continue
		case form.Secret(name):
			value = ""
		}
		if got := have.Get(name); got != value {
			t.Errorf("%s: %s comes back as %q, typed was %q", action, name, got, value)
		}
	}
	for _, a := range find(back.Doc, func(n *Node) bool {
		return n.Data == "a" && strings.HasPrefix(Attr(n, "href"), "#veld-")
	}) {
		id := strings.TrimPrefix(Attr(a, "href"), "#")
		if len(find(back.Doc, func(n *Node) bool { return Attr(n, "id") == id })) != 1 {
			t.Errorf("%s: the summary links to #%s, which is not there once", action, id)
		}
	}
	return back
}
