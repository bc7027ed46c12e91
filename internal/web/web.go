// Package web serves the HTML of Trede: the routes, one place that answers
// errors, and what every page needs. Pages themselves stand in a folder per
// process and per front; they are built from the kit in web/ui only.
//
// Every route declares its rule: the action of authz that it is for. A route
// without one does not start. Here it stops whoever must sign in first and whoever
// may never do it; what a person may do to whom is asked by the use case, with facts.
package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/a-h/templ"
	"github.com/klauspost/compress/gzip"

	"trede/internal/app"
	"trede/internal/auth"
	"trede/internal/auth/httpauth"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/platform/errs"
	"trede/internal/platform/telemetry"
	"trede/internal/web/assets"
	"trede/internal/web/ui"
)

// Config is what the server is made of.
type Config struct {
	Base      *app.Base
	Auth      *auth.Service
	Cookies   httpauth.Cookies
	Proxies   httpauth.Proxies
	Log       *slog.Logger
	BodyLimit int64
	Nav       *Nav
	OIDCLabel string // text on the button; empty: no such button
	SignInURL string // where somebody who is not signed in goes; "/inloggen" when empty
	Banner    *ui.Banner
}

// Server answers requests.
type Server struct {
	Config
	mux    *http.ServeMux
	routes []Route
}

// Handler answers one request; an error is answered in one place, by kind.
type Handler func(*Request) error

// Route is one path with its rule.
type Route struct {
	Pattern string // "GET /inwoners/{id}"
	Action  authz.Action
	// Anonymous routes are for somebody who is not signed in, or not wholly.
	Anonymous bool
	// Upload is the largest file in bytes that a form may bring; zero: no files. Forms
	// with files are read only for who may post them, unless the route is anonymous.
	Upload  int64
	Handler Handler
}

// New makes a server with the given routes. It refuses a route without a rule.
func New(c Config, groups ...[]Route) (*Server, error) {
	s := &Server{Config: c, mux: http.NewServeMux()}
	known := map[authz.Action]bool{}
	for _, a := range authz.Actions() {
		known[a] = true
	}
	for _, g := range groups {
		for _, r := range g {
			if !known[r.Action] {
				return nil, fmt.Errorf("route %s has no rule: %q is not an action of authz", r.Pattern, r.Action)
			}
			s.routes = append(s.routes, r)
			s.mux.Handle(r.Pattern, s.measured(r))
		}
	}
	s.mux.Handle("GET "+assets.Prefix, assets.Embedded())
	s.mux.Handle("/", s.measured(Route{Pattern: "/", Anonymous: true, Handler: func(*Request) error {
		return errs.New(errs.NotFound, "pagina.geen")
	}}))
	return s, nil
}

// Routes gives every route with its rule, for the test of all cells.
func (s *Server) Routes() []Route { return s.routes }

// Handler gives the server with what guards every request around it.
func (s *Server) Handler() http.Handler {
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(s.measured(Route{Anonymous: true, Handler: func(*Request) error {
		return errs.New(errs.Forbidden, "verzoek.andere_site")
	}}))
	return securityHeaders(guard.Handler(s.mux))
}

// csp lets a page load only what comes from here, and nothing inline.
const csp = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; " +
	"require-trusted-types-for 'script'; trusted-types 'none'"

func securityHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", csp)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
		if r.TLS != nil {
			h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
		}
		next.ServeHTTP(w, r)
	})
}

// Request is one request with what its handler needs.
type Request struct {
	*http.Request
	W       http.ResponseWriter
	Server  *Server
	Actor   app.Actor
	Session auth.Session
	Now     time.Time
	Today   civil.Date
	Form    url.Values // of a POST, read within the limit
	route   Route
	uploads map[string][]Upload
}

// Token gives the session token of the browser, "" when there is none.
func (r *Request) Token() string { return r.Server.Cookies.Session(r.Request) }

// Origin says where the request came from, for sign-in.
func (r *Request) Origin() auth.Origin { return r.Server.Cookies.Origin(r.Request, r.Server.Proxies) }

// SignedIn reports whether somebody is signed in.
func (r *Request) SignedIn() bool { return r.Actor.ID != "" }

func (s *Server) measured(route Route) http.Handler {
	return telemetry.Route(route.Pattern, http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) { s.serve(w, hr, route) }))
}

func (s *Server) serve(w http.ResponseWriter, hr *http.Request, route Route) {
	now := s.Base.Now()
	r := &Request{W: w, Server: s, Now: now, Today: app.Today(now), route: route}
	ctx := app.WithWay(hr.Context(), app.Way{
		Origin: "web", RequestID: telemetry.RequestID(hr.Context()),
		RemoteAddress: s.Proxies.ClientAddr(hr).String(),
	})
	r.Request = hr.WithContext(ctx)
	defer func() {
		if p := recover(); p != nil {
			if p == http.ErrAbortHandler { //nolint:errorlint // a sentinel by identity
				panic(p)
			}
			s.serveError(r, fmt.Errorf("panic: %v", p))
		}
	}()
	if err := s.handle(r); err != nil {
		s.serveError(r, err)
	}
}

func (s *Server) handle(r *Request) error {
	query, err := url.QueryUnescape(r.URL.RawQuery)
	if err != nil || !readable(query) || !readable(r.URL.Path) {
		return errs.New(errs.Invalid, "verzoek.onleesbaar")
	}
	if r.route.Upload > 0 && !r.route.Anonymous { // who has no business here does not fill the memory
		if err := r.allowed(r.identify()); err != nil {
			return err
		}
	}
	if r.Method == http.MethodPost && r.route.Pattern != "" { // what another site sends is refused unread
		if err := r.readForm(s.BodyLimit); err != nil {
			return err
		}
	}
	if r.Session.AccountID == "" {
		err = r.identify()
	}
	if err := r.allowed(err); err != nil {
		return err
	}
	return r.route.Handler(r)
}

// allowed gives what keeps somebody from a route, when it is not for everybody: that
// nobody is signed in, or that they may never do what it is for.
func (r *Request) allowed(notSignedIn error) error {
	switch {
	case r.route.Anonymous:
		return nil
	case notSignedIn != nil:
		return notSignedIn
	case !authz.Ever(r.Actor.Actor, r.route.Action, r.Today):
		return errs.New(errs.NotFound, "pagina.geen")
	}
	return nil
}

func (r *Request) readForm(limit int64) error {
	if isMultipart(r.Request) {
		if err := r.readMultipart(limit); err != nil {
			return err
		}
	} else {
		r.Body = http.MaxBytesReader(r.W, r.Body, limit)
		if err := r.ParseForm(); err != nil {
			return unreadable(err)
		}
		r.Form = r.PostForm
	}
	for k, list := range r.Form {
		for i, v := range list {
			if !readable(k) || !readable(v) {
				return errs.New(errs.Invalid, "verzoek.onleesbaar")
			}
			r.Form[k][i] = strings.ReplaceAll(v, "\r\n", "\n")
		}
	}
	return nil
}

// readable tells whether a text holds nothing that a database may refuse: a browser
// never sends these.
func readable(text string) bool { return utf8.ValidString(text) && !strings.ContainsRune(text, 0) }

// identify finds out who is asking. A look at the page by a person counts as use
// of the session.
func (r *Request) identify() error {
	token := r.Token()
	if token == "" {
		return errs.New(errs.Forbidden, auth.CodeNoSession)
	}
	session, holder, err := r.Server.Auth.Check(r.Context(), token)
	if err != nil {
		return err
	}
	r.Session = session
	of := app.Holder{ID: session.AccountID, Kind: string(holder.Kind), Naam: holder.Name, PersoonID: holder.PersoonID}
	r.Actor, err = r.Server.Base.ActorOf(r.Context(), of, session.Roles)
	return err
}

// Render sends a page, compressed when the browser takes that. The page is made
// whole before its first byte goes out, so an error never leaves half a page.
func (r *Request) Render(status int, page templ.Component) error {
	body := bodies.Get().(*bytes.Buffer) //nolint:forcetypeassert // the pool holds nothing else
	defer bodies.Put(body)
	body.Reset()
	if err := page.Render(r.Context(), body); err != nil {
		return err
	}
	h := r.W.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-store")
	}
	h.Add("Vary", "Accept-Encoding")
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		r.W.WriteHeader(status)
		_, err := body.WriteTo(r.W)
		return ignoreGone(err)
	}
	h.Set("Content-Encoding", "gzip")
	r.W.WriteHeader(status)
	z := gzips.Get().(*gzip.Writer) //nolint:forcetypeassert // the pool holds nothing else
	defer gzips.Put(z)
	z.Reset(r.W)
	_, err := body.WriteTo(z)
	return ignoreGone(errors.Join(err, z.Close()))
}

// Redirect sends the browser on with a GET, after something was done.
func (r *Request) Redirect(to string) error {
	http.Redirect(r.W, r.Request, to, http.StatusSeeOther)
	return nil
}

// gzips keeps compressors; level 1 is a fifth of the work of the default for a
// page that is a tenth larger.
var gzips = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is valid
	return z
}}

// bodies keeps the room in which pages are made: a page of a list is 70 kB.
var bodies = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// ignoreGone drops the error of a browser that no longer listens: the page was
// made and there is nobody to tell.
func ignoreGone(err error) error {
	if err != nil && !errors.Is(err, context.Canceled) {
		slog.Debug("browser gone", "error", err)
	}
	return nil
}
