// Package httpauth is the HTTP side of sign-in: its cookies, and where a request
// really comes from when it came through a proxy.
package httpauth

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"trede/internal/auth"
)

// Cookies sets and reads the cookies of sign-in. They have the __Host- prefix:
// the browser takes them only with Secure, for this host alone and for every
// path, so that no other site under the same domain can plant one (ASVS 3.3.3).
//
// Over plain HTTP Chromium takes them from localhost and 127.0.0.1 (tried with
// version 156), but Safari takes no Secure cookie there. So Plain leaves prefix
// and Secure out. It is for a public address that is plain HTTP, which serve
// allows on loopback only; behind a proxy with TLS the public address is https.
type Cookies struct {
	Plain bool
}

// ForOrigin gives the cookies for a public address.
func ForOrigin(origin string) Cookies {
	return Cookies{Plain: strings.HasPrefix(origin, "http://")}
}

const (
	sessionName = "trede"
	deviceName  = "trede-apparaat"
	flowName    = "trede-stap"
	prefix      = "__Host-"
)

// maxCookie is the longest value that browsers keep.
const maxCookie = 4096

const (
	deviceAge = 180 * 24 * 60 * 60 // seconds
	flowAge   = 10 * 60
)

func (c Cookies) name(n string) string {
	if c.Plain {
		return n
	}
	return prefix + n
}

func (c Cookies) set(w http.ResponseWriter, name, value string, age int) {
	http.SetCookie(w, &http.Cookie{ //nolint:gosec // Secure unless this is plain HTTP on this machine itself
		Name: c.name(name), Value: value, Path: "/", MaxAge: age,
		Secure: !c.Plain, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
	// No cache may keep an answer that hands out a cookie.
	w.Header().Set("Cache-Control", "no-store")
}

// Apply sets the cookies that a result asks for. The session cookie lasts as long
// as the browser; the server knows its limits.
func (c Cookies) Apply(w http.ResponseWriter, r auth.Result) {
	if r.Token != "" {
		c.set(w, sessionName, r.Token, 0)
	}
	if r.Device != "" {
		c.set(w, deviceName, r.Device, deviceAge)
	}
}

// ClearSession takes the session cookie away, after signing out or when it does
// not hold any more.
func (c Cookies) ClearSession(w http.ResponseWriter) { c.set(w, sessionName, "", -1) }

// SetFlow keeps a flow in the browser for ten minutes: it ties the answer of an
// OIDC provider to the browser that asked.
func (c Cookies) SetFlow(w http.ResponseWriter, flow string) { c.set(w, flowName, flow, flowAge) }

// ClearFlow takes the flow away, once it is used.
func (c Cookies) ClearFlow(w http.ResponseWriter) { c.set(w, flowName, "", -1) }

// Session gives the token of a request, or "".
func (c Cookies) Session(r *http.Request) string { return c.get(r, sessionName) }

// Flow gives the flow of a request, or "".
func (c Cookies) Flow(r *http.Request) string { return c.get(r, flowName) }

// get gives a cookie that is there once. Two of one name mean that somebody
// planted one; then none counts.
func (c Cookies) get(r *http.Request, name string) string {
	found := r.CookiesNamed(c.name(name))
	if len(found) != 1 || len(found[0].Value) > maxCookie {
		return ""
	}
	return found[0].Value
}

// Origin gives what auth wants to know of where a request comes from.
func (c Cookies) Origin(r *http.Request, proxies Proxies) auth.Origin {
	return auth.Origin{
		Address: proxies.ClientAddr(r), Agent: Agent(r.UserAgent()),
		Device: c.get(r, deviceName), Session: c.Session(r),
	}
}

// Proxies are the named proxies that are trusted to tell where a request came
// from. With none, only the connection itself counts.
type Proxies []netip.Prefix

// ParseProxies reads addresses (192.0.2.1) and networks (10.0.0.0/24).
func ParseProxies(names []string) (Proxies, error) {
	var out Proxies
	for _, n := range names {
		n = strings.TrimSpace(n)
		if p, err := netip.ParsePrefix(n); err == nil {
			if p.Bits() == 0 {
				return nil, fmt.Errorf("proxy %q is every address there is: name the proxy itself", n)
			}
			out = append(out, p.Masked())
			continue
		}
		a, err := netip.ParseAddr(n)
		if err != nil {
			return nil, fmt.Errorf("proxy %q is neither an address nor a network", n)
		}
		a = a.Unmap().WithZone("")
		out = append(out, netip.PrefixFrom(a, a.BitLen()))
	}
	return out, nil
}

// Trusts reports whether an address is that of a named proxy.
func (p Proxies) Trusts(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	for _, one := range p {
		if one.Contains(a) {
			return true
		}
	}
	return false
}

// peer gives the address at the other end of the connection.
func peer(r *http.Request) netip.Addr {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	a, err := netip.ParseAddr(host)
	if err != nil {
		return netip.Addr{}
	}
	return a.Unmap().WithZone("")
}

// maxHops bounds how far back X-Forwarded-For is read.
const maxHops = 32

// ClientAddr gives the address of the browser. X-Forwarded-For is read from the
// right, as each proxy adds on that side, and only as far as named proxies reach:
// what stands further left was written by whoever sent the request.
func (p Proxies) ClientAddr(r *http.Request) netip.Addr {
	at := peer(r)
	if !p.Trusts(at) {
		return at
	}
	hops := forwarded(r.Header.Values("X-Forwarded-For"))
	for i := len(hops) - 1; i >= 0; i-- {
		a, ok := parseHop(hops[i])
		if !ok {
			return at // unreadable: the last one that was trusted stands for it
		}
		at = a
		if !p.Trusts(a) {
			return a
		}
	}
	return at
}

// forwarded gives the last hops of all header lines together.
func forwarded(lines []string) []string {
	var hops []string
	for _, line := range lines {
		hops = append(hops, strings.Split(line, ",")...)
		if len(hops) > maxHops {
			hops = hops[len(hops)-maxHops:]
		}
	}
	return hops
}

// parseHop reads one hop: an address, perhaps with a port or in brackets.
func parseHop(text string) (netip.Addr, bool) {
	text = strings.TrimSpace(text)
	if a, err := netip.ParseAddr(strings.Trim(text, "[]")); err == nil {
		return a.Unmap().WithZone(""), true
	}
	if ap, err := netip.ParseAddrPort(text); err == nil {
		return ap.Addr().Unmap().WithZone(""), true
	}
	return netip.Addr{}, false
}

// Secure reports whether the browser's side of the connection is encrypted: the
// connection itself, or as a named proxy says.
func (p Proxies) Secure(r *http.Request) bool {
	if r.TLS != nil {
		return true
	}
	if !p.Trusts(peer(r)) {
		return false
	}
	last := ""
	for _, line := range r.Header.Values("X-Forwarded-Proto") {
		parts := strings.Split(line, ",")
		last = strings.TrimSpace(parts[len(parts)-1])
	}
	return strings.EqualFold(last, "https")
}

// Agent gives browser and system in two words, for the list of one's own
// sessions. Only known names come out; the text itself is never stored.
func Agent(header string) string {
	first := func(fallback string, pairs ...string) string {
		for i := 0; i < len(pairs); i += 2 {
			if strings.Contains(header, pairs[i]) {
				return pairs[i+1]
			}
		}
		return fallback
	}
	browser := first("Onbekende browser", "Edg", "Edge", "OPR/", "Opera", "Firefox/", "Firefox", "FxiOS", "Firefox",
		"SamsungBrowser", "Samsung Internet", "CriOS", "Chrome", "Chrome/", "Chrome", "Safari/", "Safari")
	system := first("", "iPhone", "iPhone", "iPad", "iPad", "Android", "Android", "Windows", "Windows", "Mac OS X", "macOS", "CrOS", "ChromeOS", "Linux", "Linux")
	if system == "" {
		return browser
	}
	return browser + ", " + system
}
