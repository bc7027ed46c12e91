package webtest

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Browser keeps cookies between requests. It follows no redirect by itself.
type Browser struct {
	site    *Site
	cookies map[string]string
}

// Browser gives a new browser, in which nobody is signed in.
func (s *Site) Browser() *Browser { return &Browser{site: s, cookies: map[string]string{}} }

// Cookie gives the value of a cookie, "" when there is none.
func (b *Browser) Cookie(name string) string { return b.cookies[name] }

// SetCookie puts a cookie in the browser.
func (b *Browser) SetCookie(name, value string) { b.cookies[name] = value }

// Get opens an address. What stands behind a # stays with the browser.
func (b *Browser) Get(address string) *Page {
	b.site.t.Helper()
	address, _, _ = strings.Cut(address, "#")
	return b.do(httptest.NewRequest(http.MethodGet, address, nil))
}

// Post sends a form.
func (b *Browser) Post(address string, form url.Values) *Page {
	b.site.t.Helper()
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.do(r)
}

// File is a file in a form that a browser sends.
type File struct {
	Field, Name string
	Content     []byte
}

// Upload sends a form with files, after its fields.
func (b *Browser) Upload(address string, form url.Values, files ...File) *Page {
	b.site.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, list := range form {
		for _, v := range list {
			_ = w.WriteField(name, v) // a buffer takes everything
		}
	}
	for _, f := range files {
		part, _ := w.CreateFormFile(f.Field, f.Name)
		_, _ = part.Write(f.Content)
	}
	_ = w.Close()
	r := httptest.NewRequest(http.MethodPost, address, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return b.do(r)
}

// Do sends any request with the cookies of the browser.
func (b *Browser) Do(r *http.Request) *Page {
	b.site.t.Helper()
	return b.do(r)
}

// Cookies puts the cookies of the browser on a request that the test sends itself.
func (b *Browser) Cookies(r *http.Request) {
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value}) //nolint:gosec // sent, not set
	}
}

func (b *Browser) do(r *http.Request) *Page {
	t := b.site.t
	t.Helper()
	r.Host = strings.TrimPrefix(Origin, "https://")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")
	b.Cookies(r)
	w := httptest.NewRecorder()
	b.site.Handler.ServeHTTP(w, r)
	resp := w.Result()
	defer func() { _ = resp.Body.Close() }()
	for _, c := range resp.Cookies() {
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		} else {
			b.cookies[c.Name] = c.Value
		}
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	p := &Page{Status: resp.StatusCode, Header: resp.Header, Body: string(body), URL: r.URL, browser: b, t: t}
	if strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") {
		if p.Doc, err = html.Parse(strings.NewReader(p.Body)); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// Page is an answer of the server.
type Page struct {
	Status  int
	Header  http.Header
	Body    string
	URL     *url.URL
	Doc     *html.Node // nil for what is no HTML
	browser *Browser
	t       testing.TB
}

// Location is where the answer sends the browser.
func (p *Page) Location() string { return p.Header.Get("Location") }

// Follow goes where the answer sends the browser, also when that page sends on.
func (p *Page) Follow() *Page {
	p.t.Helper()
	for range 10 {
		if p.Location() == "" {
			return p
		}
		p = p.browser.Get(p.Location())
	}
	p.t.Fatalf("%s keeps sending on", p.URL)
	return nil
}

// Want stops the test when the status is another one.
func (p *Page) Want(status int) *Page {
	p.t.Helper()
	if p.Status != status {
		p.t.Fatalf("%s: status %d, want %d (to %q)\n%s", p.URL, p.Status, status, p.Location(), p.Text())
	}
	return p
}

// Has tells whether the text of the page holds these words.
func (p *Page) Has(words string) bool { return strings.Contains(p.Text(), words) }

// WantText complains when the page does not say something.
func (p *Page) WantText(words ...string) *Page {
	p.t.Helper()
	for _, w := range words {
		if !p.Has(w) {
			p.t.Errorf("%s does not say %q:\n%s", p.URL, w, p.Text())
		}
	}
	return p
}

// Text is what the page says, with single spaces.
func (p *Page) Text() string {
	if p.Doc == nil {
		return p.Body
	}
	return TextOf(p.Doc)
}

// Title is the title of the window.
func (p *Page) Title() string {
	if n := p.Find(func(n *html.Node) bool { return n.Data == "title" }); len(n) > 0 {
		return TextOf(n[0])
	}
	return ""
}

// Find gives the elements for which a question holds, in the order of the page.
func (p *Page) Find(ask func(*html.Node) bool) []*html.Node { return find(p.Doc, ask) }

func find(root *html.Node, ask func(*html.Node) bool) []*html.Node {
	var out []*html.Node
	if root == nil {
		return nil
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && ask(n) {
			out = append(out, n)
		}
	}
	return out
}

// Node is an element of a page.
type Node = html.Node

// Tag asks for elements of a name.
func Tag(name string) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.Data == name }
}

// Attr gives an attribute of an element, "" when it has none.
func Attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// TextOf is the text inside an element, with single spaces.
func TextOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// Form is a form on a page.
type Form struct {
	Node   *html.Node
	Action string
	Method string
}

// Forms gives the forms of the page.
func (p *Page) Forms() []Form {
	var out []Form
	for _, n := range p.Find(func(n *html.Node) bool { return n.Data == "form" }) {
		out = append(out, Form{Node: n, Action: Attr(n, "action"), Method: strings.ToUpper(Attr(n, "method"))})
	}
	return out
}

// Values gives what the form would send as it stands, without its buttons.
func (f Form) Values() url.Values {
	out := url.Values{}
	for _, n := range find(f.Node, func(n *html.Node) bool {
		return (n.Data == "input" || n.Data == "select" || n.Data == "textarea") && Attr(n, "name") != ""
	}) {
		name := Attr(n, "name")
		switch {
		case n.Data == "textarea":
			text := ""
			if n.FirstChild != nil {
				text = n.FirstChild.Data
			}
			out.Add(name, text)
		case n.Data == "select":
			for _, o := range find(n, func(n *html.Node) bool { return n.Data == "option" && hasAttr(n, "selected") }) {
				out.Add(name, Attr(o, "value"))
			}
		case Attr(n, "type") == "radio", Attr(n, "type") == "checkbox":
			if hasAttr(n, "checked") {
				out.Add(name, Attr(n, "value"))
			}
		default:
			out.Add(name, Attr(n, "value"))
		}
	}
	return out
}

// Names gives the names of the fields of the form, hidden ones too, each once.
func (f Form) Names() []string {
	var out []string
	for _, n := range find(f.Node, func(n *html.Node) bool {
		return (n.Data == "input" || n.Data == "select" || n.Data == "textarea" || n.Data == "button") && Attr(n, "name") != ""
	}) {
		if name := Attr(n, "name"); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// Secret tells whether a field must come back empty: a password or a one-time code.
func (f Form) Secret(name string) bool {
	n := find(f.Node, func(n *html.Node) bool { return n.Data == "input" && Attr(n, "name") == name })
	return len(n) > 0 && (Attr(n[0], "type") == "password" || Attr(n[0], "autocomplete") == "one-time-code" || Attr(n[0], "type") == "file")
}

// Hidden tells whether a field is one that people do not see.
func (f Form) Hidden(name string) bool {
	n := find(f.Node, func(n *html.Node) bool { return n.Data == "input" && Attr(n, "name") == name })
	return len(n) > 0 && Attr(n[0], "type") == "hidden"
}

// Submit fills in the form with this action and sends it: pairs of name and value
// over what it holds. Of several forms with one action the first that has the
// first name counts.
func (p *Page) Submit(action string, pairs ...string) *Page {
	p.t.Helper()
	for _, f := range p.Forms() {
		if f.Action != action || len(pairs) > 0 && !slices.Contains(f.Names(), pairs[0]) {
			continue
		}
		values := f.Values()
		for i := 0; i+1 < len(pairs); i += 2 {
			values.Set(pairs[i], pairs[i+1])
		}
		if f.Method == http.MethodPost {
			return p.browser.Post(action, values)
		}
		return p.browser.Get(action + "?" + values.Encode())
	}
	p.t.Fatalf("%s has no form that goes to %s with %v (status %d):\n%s", p.URL, action, pairs, p.Status, p.Text())
	return nil
}

// Link gives the address of the link with this text.
func (p *Page) Link(label string) string {
	p.t.Helper()
	for _, n := range p.Find(func(n *html.Node) bool { return n.Data == "a" }) {
		if strings.Contains(TextOf(n), label) {
			return Attr(n, "href")
		}
	}
	p.t.Fatalf("%s has no link %q:\n%s", p.URL, label, p.Text())
	return ""
}
