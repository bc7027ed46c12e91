package httpauth

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"trede/internal/auth"
)

func request(remote string, headers ...string) *http.Request {
	r := httptest.NewRequest("GET", "/", nil)
	r.RemoteAddr = remote
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	return r
}

func TestClientAddrBelievesNamedProxiesOnly(t *testing.T) {
	named, err := ParseProxies([]string{"127.0.0.1", "10.1.0.0/16", " ::1 "})
	if err != nil {
		t.Fatal(err)
	}
	const xff = "X-Forwarded-For"
	for _, c := range []struct {
		name    string
		proxies Proxies
		r       *http.Request
		want    string
	}{
		{"no proxy, no header", nil, request("192.0.2.7:1234"), "192.0.2.7"},
		{"no proxy named: the header is a lie", nil, request("127.0.0.1:1", xff, "198.51.100.1"), "127.0.0.1"},
		{"a stranger's header is a lie", named, request("192.0.2.7:1", xff, "198.51.100.1"), "192.0.2.7"},
		{"one proxy", named, request("127.0.0.1:1", xff, "198.51.100.1"), "198.51.100.1"},
		{"what the browser wrote itself is not believed", named, request("127.0.0.1:1", xff, "203.0.113.66, 198.51.100.1"), "198.51.100.1"},
		{"two proxies", named, request("127.0.0.1:1", xff, "6.6.6.6, 198.51.100.1, 10.1.2.3"), "198.51.100.1"},
		{"two lines are one list", named, request("127.0.0.1:1", xff, "6.6.6.6", xff, "198.51.100.1"), "198.51.100.1"},
		{"only proxies", named, request("127.0.0.1:1", xff, "10.1.2.3"), "10.1.2.3"},
		{"empty header", named, request("127.0.0.1:1", xff, ""), "127.0.0.1"},
		{"rubbish", named, request("127.0.0.1:1", xff, "198.51.100.1, unknown"), "127.0.0.1"},
		{"rubbish behind a proxy", named, request("127.0.0.1:1", xff, "x, 10.1.2.3"), "10.1.2.3"},
		{"a port", named, request("127.0.0.1:1", xff, "198.51.100.1:443"), "198.51.100.1"},
		{"IPv6", named, request("[::1]:1", xff, "2001:db8::1"), "2001:db8::1"},
		{"IPv6 with port", named, request("[::1]:1", xff, "[2001:db8::1]:443"), "2001:db8::1"},
		{"IPv4 in IPv6", named, request("[::ffff:127.0.0.1]:1", xff, "::ffff:198.51.100.1"), "198.51.100.1"},
	} {
		if got := c.proxies.ClientAddr(c.r); got != netip.MustParseAddr(c.want) {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
	if got := named.ClientAddr(request("@")); got.IsValid() {
		t.Errorf("a socket has no address, got %v", got)
	}
}

func TestParseProxiesRefusesWhatNamesNobody(t *testing.T) {
	for _, bad := range []string{"", "localhost", "0.0.0.0/0", "::/0", "10.0.0.0/33"} {
		if _, err := ParseProxies([]string{bad}); err == nil {
			t.Errorf("%q accepted", bad)
		}
	}
}

func TestSecure(t *testing.T) {
	named, _ := ParseProxies([]string{"127.0.0.1"})
	const proto = "X-Forwarded-Proto"
	direct := request("192.0.2.7:1")
	direct.TLS = &tls.ConnectionState{}
	for name, c := range map[string]struct {
		r    *http.Request
		want bool
	}{
		"tls":      {direct, true},
		"plain":    {request("192.0.2.7:1"), false},
		"lie":      {request("192.0.2.7:1", proto, "https"), false},
		"proxy":    {request("127.0.0.1:1", proto, "HTTPS"), true},
		"not":      {request("127.0.0.1:1", proto, "http"), false},
		"last one": {request("127.0.0.1:1", proto, "https, http"), false},
	} {
		if got := named.Secure(c.r); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestCookiesHaveEveryGuard(t *testing.T) {
	w := httptest.NewRecorder()
	c := ForOrigin("https://trede.example.nl")
	c.Apply(w, auth.Result{Token: "tok", Device: "dev"})
	c.SetFlow(w, "flow")
	got := w.Header().Values("Set-Cookie")
	if len(got) != 3 || w.Header().Get("Cache-Control") != "no-store" {
		t.Fatalf("%q, %v", got, w.Header())
	}
	for _, line := range got {
		for _, want := range []string{"__Host-trede", "Path=/", "Secure", "HttpOnly", "SameSite=Lax"} {
			if !strings.Contains(line, want) {
				t.Errorf("%q lacks %s", line, want)
			}
		}
		if strings.Contains(line, "Domain") {
			t.Errorf("%q names a domain", line)
		}
	}
	if strings.Contains(got[0], "Max-Age") || strings.Contains(got[0], "Expires") {
		t.Errorf("the session cookie outlives the browser: %q", got[0])
	}
	if plain := ForOrigin("http://127.0.0.1:8080"); plain.name("trede") != "trede" {
		t.Error("the prefix needs Secure, which 127.0.0.1 does not have everywhere")
	}
}

func TestApplyKeepsCookiesThatStay(t *testing.T) {
	w := httptest.NewRecorder()
	Cookies{}.Apply(w, auth.Result{})
	if n := len(w.Header().Values("Set-Cookie")); n != 0 {
		t.Errorf("%d cookies for nothing", n)
	}
}

func TestTwoCookiesOfOneNameCountAsNone(t *testing.T) {
	c := Cookies{}
	if got := c.Session(request("192.0.2.1:1", "Cookie", "__Host-trede=a")); got != "a" {
		t.Errorf("%q", got)
	}
	for _, header := range []string{"__Host-trede=a; __Host-trede=b", "trede=a", "", "__Host-trede=" + strings.Repeat("a", 5000)} {
		if got := c.Session(request("192.0.2.1:1", "Cookie", header)); got != "" {
			t.Errorf("%.30q gives %q", header, got)
		}
	}
}

func TestAgentNamesOnlyWhatItKnows(t *testing.T) {
	for header, want := range map[string]string{
		"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0":                                              "Firefox, Linux",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140": "Edge, Windows",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/18 Safari/604":  "Safari, iPhone",
		"<script>alert(1)</script>": "Onbekende browser",
		"":                          "Onbekende browser",
	} {
		if got := Agent(header); got != want {
			t.Errorf("%q: %q, want %q", header, got, want)
		}
	}
}

func FuzzClientAddr(f *testing.F) {
	f.Add("127.0.0.1:1", "1.2.3.4, 5.6.7.8")
	f.Add("[::1%eth0]:1", "[::1%eth0]:99,,")
	f.Add("@", "\x00")
	named, err := ParseProxies([]string{"127.0.0.1", "::1", "10.0.0.0/8"})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, remote, header string) {
		r := &http.Request{RemoteAddr: remote, Header: http.Header{"X-Forwarded-For": {header}}}
		got := named.ClientAddr(r)
		if got.IsValid() && (got.Is4In6() || got.Zone() != "") {
			t.Errorf("%v is not in its one form", got)
		}
		if direct := Proxies(nil).ClientAddr(r); !named.Trusts(direct) && got != direct {
			t.Errorf("a stranger's header was believed: %v, connection %v", got, direct)
		}
	})
}

func FuzzCookie(f *testing.F) {
	f.Add("__Host-trede=abc")
	f.Add("__Host-trede=a; __Host-trede=b")
	f.Add("=;;=\x00,")
	f.Fuzz(func(t *testing.T, header string) {
		got := Cookies{}.Session(&http.Request{Header: http.Header{"Cookie": {header}}})
		if len(got) > maxCookie || got != "" && !strings.Contains(header, got) {
			t.Errorf("%q out of %q", got, header)
		}
	})
}
