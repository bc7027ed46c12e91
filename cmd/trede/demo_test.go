package main

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"trede/internal/auth"
	"trede/internal/authz"
	"trede/internal/platform/config"
	"trede/internal/platform/errs"
	"trede/internal/platform/telemetry"
	"trede/internal/simulatie"
	"trede/internal/web/assets"
)

// openDemo fills a demo in a file, or takes the one that is there, and opens it.
func openDemo(t *testing.T, file string) *opened {
	t.Helper()
	d := demoFlags{file: file}
	d.Inwoners, d.Seed = 20, 7
	now, err := d.check()
	if err != nil {
		t.Fatal(err)
	}
	cfg, _, err := config.Command{Keys: []string{"listen"}}.Parse(nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.place(&cfg); err != nil {
		t.Fatal(err)
	}
	if err := d.fill(t.Context(), &env{stderr: io.Discard}, cfg); err != nil {
		t.Fatal(err)
	}
	o, err := openAt(t.Context(), cfg, existing, now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.close() })
	return o
}

// TestDemoOnAnEarlyDay: a demo can stand on a day so early that less than its usual past
// fits before it.
func TestDemoOnAnEarlyDay(t *testing.T) {
	d := demoFlags{tot: "2019-05-28"}
	d.Inwoners = 20
	if _, err := d.check(); err != nil || d.Van != simulatie.EersteDag {
		t.Errorf("it begins on %s: %v", d.Van, err)
	}
}

var quiet = slog.New(slog.DiscardHandler)

// TestDemo fills a small region and looks at its first page as everybody whom one
// can choose; the same file is used again.
func TestDemo(t *testing.T) {
	if assets.Built() != nil {
		t.Skip("the assets are not built")
	}
	file := filepath.Join(t.TempDir(), "demo.db")
	o := openDemo(t, file)
	if mark, err := o.demoMark(t.Context()); err != nil || !strings.HasPrefix(mark, "seed=7 inwoners=20 ") {
		t.Errorf("the mark is %q: %v", mark, err)
	}
	handler, err := o.demoHandler(quiet)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	defer server.Close()

	body, at := open200(t, &http.Client{Jar: jar(t)}, server.URL+"/")
	if at != "/demo" || !strings.Contains(body, "Demo met verzonnen mensen") {
		t.Errorf("who is not signed in comes to %s", at)
	}
	list, err := o.personas(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	roles := map[string]int{}
	for _, p := range list {
		roles[p.Rol]++
		body, at := choose(t, server.URL, p.AccountID)
		if at == "/demo" || !strings.Contains(body, "Demo met verzonnen mensen") {
			t.Errorf("%s, %s, comes to %s", p.Naam, p.Rol, at)
		}
	}
	for _, r := range authz.Roles() {
		if n := roles[string(r)]; n == 0 && r != authz.RoleAnoniem && r != authz.RoleSysteem {
			t.Errorf("nobody is %s", r)
		}
	}
	if roles["inwoner"] < 3 || roles["consulent"] != 3 {
		t.Errorf("roles: %v", roles)
	}
	again := openDemo(t, file)
	if have, err := again.personas(t.Context()); err != nil || len(have) != len(list) || have[0] != list[0] {
		t.Errorf("used again it has %d personas, first %d: %v", len(have), len(list), err)
	}
}

func jar(t *testing.T) http.CookieJar {
	t.Helper()
	j, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// open200 gets a page and where the browser ended up.
func open200(t *testing.T, client *http.Client, address string) (body, path string) {
	t.Helper()
	return finish200(t, func() (*http.Response, error) { return client.Get(address) })
}

// choose signs in as somebody in a new browser.
func choose(t *testing.T, base, account string) (body, path string) {
	t.Helper()
	client := &http.Client{Jar: jar(t)}
	return finish200(t, func() (*http.Response, error) {
		return client.PostForm(base+"/demo", url.Values{"persona": {account}})
	})
}

func finish200(t *testing.T, do func() (*http.Response, error)) (body, path string) {
	t.Helper()
	res, err := do()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Errorf("%s gives %d: %v", res.Request.URL.Path, res.StatusCode, err)
	}
	return string(raw), res.Request.URL.Path
}

// TestServeHasNoDemo: of what makes a demo nothing can be reached in `trede serve`,
// not even on a database of a demo.
func TestServeHasNoDemo(t *testing.T) {
	o := openDemo(t, filepath.Join(t.TempDir(), "demo.db"))
	service, err := signIn(o)
	if err != nil {
		t.Fatal(err)
	}
	handler, err := o.handler(o.webConfig(quiet, service), telemetry.NewMetrics(version))
	if err != nil {
		t.Fatal(err)
	}
	list, err := o.personas(t.Context())
	if err != nil || len(list) == 0 {
		t.Fatal(len(list), err)
	}
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		r := httptest.NewRequestWithContext(t.Context(), method, "/demo", strings.NewReader("persona="+list[0].AccountID))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != http.StatusNotFound || w.Header().Get("Set-Cookie") != "" {
			t.Errorf("%s /demo gives %d", method, w.Code)
		}
	}
	if _, err := service.SignInAs(context.Background(), list[0].AccountID, auth.Origin{}); !errs.Is(err, errs.NotFound) {
		t.Errorf("serve signs in without proof: %v", err)
	}
	if strings.Contains(strings.ToLower(config.Page()), "demo") {
		t.Error("a setting is about the demo")
	}
}

// TestDemoRefuses: a mistake on the command line ends with exit code 2.
func TestDemoRefuses(t *testing.T) {
	for _, args := range [][]string{
		{"--inwoners", "0"}, {"--inwoners", "2000000"}, {"--tot", "gisteren"}, {"--kleur"}, {"nu"}, {"--db", "postgres://x"}, {"--listen", "0.0.0.0:80"},
	} {
		e := &env{stdout: io.Discard, stderr: io.Discard}
		if code := run(t.Context(), e, append([]string{"demo"}, args...)); code != 2 {
			t.Errorf("trede demo %v ends with %d", args, code)
		}
	}
}
