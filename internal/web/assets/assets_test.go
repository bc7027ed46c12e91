package assets_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"trede/internal/web/assets"
)

// built skips a test that needs the built files, with the command that makes them.
func built(t *testing.T) *assets.Files {
	t.Helper()
	if err := assets.Built(); err != nil {
		t.Skip(err)
	}
	return assets.Embedded()
}

func get(t *testing.T, f *assets.Files, method, path, accept string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, path, nil)
	r.Header.Set("Accept-Encoding", accept)
	w := httptest.NewRecorder()
	f.ServeHTTP(w, r)
	return w.Result()
}

func TestServesImmutableAndCompressed(t *testing.T) {
	files := built(t)
	url := files.URL("trede.css")
	for accept, want := range map[string]string{
		"gzip, deflate, br, zstd": "br", "gzip": "gzip", "": "", "br;q=0, gzip;q=0.5": "gzip", "identity": "", "BR;Q=1": "br",
	} {
		res := get(t, files, http.MethodGet, url, accept)
		if got := res.Header.Get("Content-Encoding"); got != want {
			t.Errorf("Accept-Encoding %q: got %q, want %q", accept, got, want)
		}
		for header, value := range map[string]string{
			"Cache-Control": "public, max-age=31536000, immutable", "Content-Type": "text/css; charset=utf-8",
			"X-Content-Type-Options": "nosniff", "Vary": "Accept-Encoding",
		} {
			if got := res.Header.Get(header); got != value {
				t.Errorf("%s: got %q, want %q", header, got, value)
			}
		}
	}
}

func TestCompressedIsTheSame(t *testing.T) {
	files := built(t)
	for _, name := range []string{"trede.css", "trede.js", "trede.svg"} {
		plain, _ := io.ReadAll(get(t, files, http.MethodGet, files.URL(name), "").Body)
		zipped, err := gzip.NewReader(get(t, files, http.MethodGet, files.URL(name), "gzip").Body)
		if err != nil {
			t.Fatal(err)
		}
		unzipped, err := io.ReadAll(zipped)
		if err != nil || !bytes.Equal(plain, unzipped) {
			t.Errorf("%s: gzip differs: %v", name, err)
		}
	}
}

func TestMethodsAndUnknownNames(t *testing.T) {
	files := built(t)
	head := get(t, files, http.MethodHead, files.URL("font.woff2"), "br")
	if body, _ := io.ReadAll(head.Body); len(body) != 0 || head.StatusCode != http.StatusOK || head.Header.Get("Content-Type") != "font/woff2" {
		t.Errorf("HEAD: %d, %d bytes", head.StatusCode, len(body))
	}
	if res := get(t, files, http.MethodPost, files.URL("trede.css"), ""); res.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", res.StatusCode)
	}
	for _, path := range []string{"/assets/", "/assets/trede.css", "/assets/manifest.json", "/assets/README.md", "/assets/../assets.go"} {
		if res := get(t, files, http.MethodGet, path, ""); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
}

// A binary without built files says which command makes them; pages still render.
func TestNotBuilt(t *testing.T) {
	for name, dist := range map[string]fstest.MapFS{
		"empty":  {},
		"broken": {"manifest.json": {Data: []byte("{")}},
		"a file is gone": {
			"manifest.json": {Data: []byte(`{"trede.css":{"path":"trede-1.css","type":"text/css"}}`)},
			"icons.json":    {Data: []byte(`{}`)},
		},
	} {
		files, err := assets.Load(dist)
		if !errors.Is(err, assets.ErrNotBuilt) || !strings.Contains(err.Error(), "make assets") {
			t.Errorf("%s: %v", name, err)
		}
		if got := files.URL("trede.css"); got != "/assets/trede.css" {
			t.Errorf("%s: %q", name, got)
		}
		if files.Icon("check") != "" {
			t.Errorf("%s: has icons", name)
		}
	}
}

// The budgets of the first visit (ux.md 1.4): small enough for an old phone.
func TestBudgets(t *testing.T) {
	files := built(t)
	for name, most := range map[string]int{"trede.css": 15_000, "trede.js": 12_000, "font.woff2": 36_000, "trede.svg": 1_000} {
		res := get(t, files, http.MethodGet, files.URL(name), "gzip")
		body, _ := io.ReadAll(res.Body)
		if len(body) > most {
			t.Errorf("%s: %d bytes compressed, at most %d", name, len(body), most)
		}
	}
}

// The stylesheet asks nothing of others, and the script holds no way to make HTML
// out of text.
func TestNothingFromElsewhere(t *testing.T) {
	files := built(t)
	css, _ := io.ReadAll(get(t, files, http.MethodGet, files.URL("trede.css"), "").Body)
	if found := regexp.MustCompile(`(?:https?:)?//[a-z]`).Find(css); found != nil {
		t.Errorf("stylesheet names %q", found)
	}
	if bytes.Contains(css, []byte("light-dark(")) {
		t.Error("light-dark() is not written out")
	}
	js, _ := io.ReadAll(get(t, files, http.MethodGet, files.URL("trede.js"), "").Body)
	for _, bad := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "localStorage", "sessionStorage", "https://"} {
		if bytes.Contains(js, []byte(bad)) {
			t.Errorf("script holds %s", bad)
		}
	}
}

// The lock file names no registry, so that every network uses its own.
func TestLockFileNamesNoRegistry(t *testing.T) {
	lock, err := os.ReadFile("package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(lock, []byte(`"resolved"`)) {
		t.Error("package-lock.json names where packages come from")
	}
	npmrc, err := os.ReadFile(".npmrc")
	if err != nil || !bytes.Contains(npmrc, []byte("omit-lockfile-registry-resolved=true")) || bytes.Contains(npmrc, []byte("registry=")) {
		t.Errorf(".npmrc: %v %s", err, npmrc)
	}
}
