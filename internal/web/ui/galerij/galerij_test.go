package galerij_test

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"trede/internal/web/ui/galerij"
)

type node = html.Node

func attr(n *node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func fetch(t *testing.T, path string) (string, *node) {
	t.Helper()
	w := httptest.NewRecorder()
	galerij.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d", path, w.Code)
	}
	body := w.Body.String()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return body, root
}

// Every page of the kit keeps the rules of the house, whatever it shows.
func TestPages(t *testing.T) {
	for _, path := range galerij.Paths() {
		t.Run(strings.TrimPrefix(path, "/"), func(t *testing.T) {
			body, root := fetch(t, path)
			checkIDs(t, root)
			checkInline(t, root)
			checkStructure(t, root)
			if n := compressed(t, body); n > 30_000 {
				t.Errorf("%d bytes compressed, at most 30 kB", n)
			}
		})
	}
}

// Ids are unique, and whatever points at an id finds it.
func checkIDs(t *testing.T, root *node) {
	t.Helper()
	ids := map[string]bool{}
	for n := range root.Descendants() {
		if id := attr(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("id %s twice", id)
			}
			ids[id] = true
		}
	}
	for n := range root.Descendants() {
		for _, key := range []string{"for", "aria-labelledby", "aria-describedby", "aria-controls", "form", "popovertarget", "list"} {
			for _, id := range strings.Fields(attr(n, key)) {
				if !ids[id] {
					t.Errorf("%s=%q of <%s> points at nothing", key, id, n.Data)
				}
			}
		}
		if href := attr(n, "href"); strings.HasPrefix(href, "#") && !ids[href[1:]] {
			t.Errorf("link to %s goes nowhere", href)
		}
	}
}

// Nothing inline and nothing from elsewhere: the policy would refuse it.
func checkInline(t *testing.T, root *node) {
	t.Helper()
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "style" || n.Data == "script" && attr(n, "src") == "" {
			t.Errorf("inline <%s>", n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
			if (a.Key == "src" || a.Key == "href" || a.Key == "action") && strings.Contains(a.Val, "//") {
				t.Errorf("<%s %s=%q> leaves the site", n.Data, a.Key, a.Val)
			}
		}
	}
}

// One h1, no jump between levels of headings, a name for every control, one
// primary button in a form, a caption for every table, a word beside every icon.
func checkStructure(t *testing.T, root *node) {
	t.Helper()
	level := 0
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || hiddenDialog(n) {
			continue
		}
		switch n.Data {
		case "h1", "h2", "h3", "h4":
			now := int(n.Data[1] - '0')
			if now > level+1 && !afterSummary(n) {
				t.Errorf("heading %q jumps from level %d to %d", content(n), level, now)
			}
			level = now
		case "table":
			if !has(n, "caption") {
				t.Error("table without caption")
			}
		case "a", "button", "summary":
			if content(n) == "" && attr(n, "aria-label") == "" {
				t.Errorf("<%s> without a word: %v", n.Data, n.Attr)
			}
		case "form":
			if count(n, func(n *node) bool { return strings.Contains(attr(n, "class"), "nl-button--primary") }) > 1 {
				t.Error("form with more than one primary button")
			}
		case "input", "select", "textarea":
			checkControl(t, root, n)
		}
	}
	if n := count(root, func(n *node) bool { return n.Data == "h1" }); n != 1 {
		t.Errorf("%d times h1", n)
	}
}

// The error summary stands above the h1 and has a heading of its own.
func afterSummary(n *node) bool { return n.Parent != nil && attr(n.Parent, "id") == "fouten" }

func hiddenDialog(n *node) bool {
	for p := n; p != nil; p = p.Parent {
		if p.Data == "dialog" {
			return true
		}
	}
	return false
}

func checkControl(t *testing.T, root, n *node) {
	t.Helper()
	if attr(n, "type") == "hidden" || attr(n, "aria-label") != "" {
		return
	}
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Data == "label" {
			return
		}
	}
	if count(root, func(l *node) bool { return l.Data == "label" && attr(l, "for") == attr(n, "id") }) == 0 {
		t.Errorf("control %s has no label", attr(n, "name"))
	}
}

func content(n *node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.TrimSpace(b.String())
}

func has(n *node, tag string) bool {
	return count(n, func(c *node) bool { return c.Data == tag }) > 0
}

func count(n *node, match func(*node) bool) int {
	found := 0
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && match(c) {
			found++
		}
	}
	return found
}

func compressed(t *testing.T, body string) int {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(body)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

func title(root *node) string {
	for n := range root.Descendants() {
		if n.Data == "title" && n.Parent.Data == "head" {
			return content(n)
		}
	}
	return ""
}

func TestTitles(t *testing.T) {
	for path, want := range map[string]string{
		"/formulier-fout": "Fout: Nieuwe melding – Trede", "/formulier": "Nieuwe melding – Trede", "/inloggen": "Inloggen – Trede",
	} {
		if _, root := fetch(t, path); title(root) != want {
			t.Errorf("%s: %q", path, title(root))
		}
	}
}

func TestLanguageAndScheme(t *testing.T) {
	body, _ := fetch(t, "/inwoner-en")
	if !strings.Contains(body, `<html lang="en"`) || !strings.Contains(body, "you are here now") {
		t.Error("the page in another language is not in that language")
	}
	if strings.Contains(body, "hier ben je nu") {
		t.Error("Dutch words in the picture of a page in another language")
	}
	if body, _ = fetch(t, "/inwoner?kleur=dark"); !strings.Contains(body, `data-theme="dark"`) {
		t.Error("the chosen scheme is not on the page")
	}
}

// Help stands at the same place on every page: in the footer, with a phone number
// to tap.
func TestConsistentHelp(t *testing.T) {
	for _, path := range galerij.Paths() {
		_, root := fetch(t, path)
		footers := 0
		for n := range root.Descendants() {
			if n.Data == "footer" {
				footers++
				if count(n, func(c *node) bool { return strings.HasPrefix(attr(c, "href"), "tel:") }) != 1 {
					t.Errorf("%s: no phone number in the footer", path)
				}
			}
		}
		if footers != 1 {
			t.Errorf("%s: %d footers", path, footers)
		}
	}
}

// The palette fragment numbers its options through all groups.
func TestPaletteFragment(t *testing.T) {
	_, root := fetch(t, "/palet?q=")
	var ids []string
	for n := range root.Descendants() {
		if attr(n, "role") == "option" {
			ids = append(ids, attr(n, "id"))
		}
	}
	if len(ids) != 6 || len(slices.Compact(slices.Sorted(slices.Values(ids)))) != 6 {
		t.Errorf("options %v", ids)
	}
	if body, _ := fetch(t, "/palet?q=zzz"); !strings.Contains(body, "Niets gevonden") || strings.Contains(body, "role=\"option\"") {
		t.Error(body)
	}
}
