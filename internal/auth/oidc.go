package auth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"trede/internal/platform/clock"
	"trede/internal/platform/crypt"
	"trede/internal/platform/errs"
)

// OIDCConfig says how staff sign in through a provider of their organisation
// (OpenID Connect Core 1.0, authorization code flow; OIDC-NLGOV asks for PKCE).
type OIDCConfig struct {
	Issuer       string // https address; http only on this machine
	ClientID     string
	ClientSecret string // empty: a public client, PKCE alone
	RedirectURL  string // page that calls FinishOIDC
	LogoutURL    string // where the provider sends the browser after signing out there; may be empty
	Scopes       []string
	// LinkClaim is the claim whose value an account made beforehand carries as its
	// ExternalKey; empty means email. It counts at the first sign-in only; after
	// that the account is tied to issuer and subject, which no one can be given again.
	LinkClaim string
	// TrustEmail takes an email claim that the provider does not call verified.
	TrustEmail bool
	// ACR and AMR name the values that mean: two factors were shown at the
	// provider. One of one list is enough. Without such proof a factor is asked here.
	ACR, AMR []string
	// FactorAtProvider refuses a sign-in without such proof instead.
	FactorAtProvider bool
	// AutoProvision makes an account, without any role, for whoever the provider
	// knows. Off by default: an administrator makes accounts.
	AutoProvision bool
	Skew          time.Duration // difference of clocks that is allowed; zero means a minute
	Client        *http.Client  // nil means one of our own, with a limit on time and size
}

// OIDC is the provider, found when it is first needed, so that the program starts
// when the provider is away.
type OIDC struct {
	config OIDCConfig
	now    clock.Clock

	mu     sync.Mutex
	found  *oidcProvider
	at     time.Time // of found, or of the last failure
	failed error
}

// oidcProvider is what discovery gave.
type oidcProvider struct {
	oauth    oauth2.Config
	verifier *oidc.IDTokenVerifier
	meta     oidcMetadata
}

type oidcMetadata struct {
	EndSession  string   `json:"end_session_endpoint"`
	IssInAnswer bool     `json:"authorization_response_iss_parameter_supported"`
	PKCE        []string `json:"code_challenge_methods_supported"`
	TokenAuth   []string `json:"token_endpoint_auth_methods_supported"`
}

// NewOIDC checks the configuration; it does not use the network.
func NewOIDC(c OIDCConfig, now clock.Clock) (*OIDC, error) {
	if c.ClientID == "" || now == nil {
		return nil, errors.New("auth: OIDC needs a client id")
	}
	for _, a := range []string{c.Issuer, c.RedirectURL} {
		if !safeURL(a) {
			return nil, fmt.Errorf("auth: OIDC address %q must begin with https:// (http:// only on this machine)", a)
		}
	}
	if c.LinkClaim == "" {
		c.LinkClaim = "email"
	}
	if len(c.Scopes) == 0 {
		c.Scopes = []string{oidc.ScopeOpenID, oidc.ScopeProfile, oidc.ScopeEmail}
	}
	if !slices.Contains(c.Scopes, oidc.ScopeOpenID) {
		c.Scopes = append([]string{oidc.ScopeOpenID}, c.Scopes...)
	}
	if c.FactorAtProvider && len(c.ACR)+len(c.AMR) == 0 {
		return nil, errors.New("auth: OIDC with the second factor at the provider needs the acr or amr values that prove it")
	}
	if c.Skew <= 0 {
		c.Skew = time.Minute
	}
	if c.Client == nil {
		c.Client = &http.Client{
			Timeout: 10 * time.Second, Transport: bounded{http.DefaultTransport},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
	}
	return &OIDC{config: c, now: now}, nil
}

func safeURL(text string) bool {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil {
		return false
	}
	if u.Scheme == "https" {
		return true
	}
	addr, err := netip.ParseAddr(u.Hostname())
	return u.Scheme == "http" && (u.Hostname() == "localhost" || err == nil && addr.IsLoopback())
}

// bounded keeps a provider from filling our memory.
type bounded struct{ next http.RoundTripper }

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := b.next.RoundTrip(r)
	if err == nil {
		resp.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(resp.Body, 1<<20), resp.Body}
	}
	return resp, err
}

const (
	discoverAgain = 24 * time.Hour   // what discovery gave is asked again after so long
	discoverRetry = 15 * time.Second // and a failure is not repeated before
)

// provider gives what discovery found, asking it if need be.
func (o *OIDC) provider(ctx context.Context) (*oidcProvider, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	age := o.now().Sub(o.at)
	if o.found != nil && age < discoverAgain && age >= 0 {
		return o.found, nil
	}
	if o.found == nil && o.failed != nil && age < discoverRetry && age >= 0 {
		return nil, o.failed
	}
	p, err := o.discover(ctx)
	o.at = o.now()
	if err != nil {
		if o.found != nil {
			return o.found, nil // the old one serves until the provider is back
		}
		o.failed = errs.Wrapped(errs.Unavailable, CodeOIDCDown, err)
		return nil, o.failed
	}
	o.found, o.failed = p, nil
	return p, nil
}

// algorithms are the signatures that are taken: never none, never a shared secret.
var algorithms = []string{oidc.RS256, oidc.ES256, oidc.PS256, oidc.RS384, oidc.ES384, oidc.PS384, oidc.RS512, oidc.ES512, oidc.PS512, oidc.EdDSA}

func (o *OIDC) discover(ctx context.Context) (*oidcProvider, error) {
	// One caller giving up must not fail the others.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	found, err := oidc.NewProvider(oidc.ClientContext(ctx, o.config.Client), o.config.Issuer)
	if err != nil {
		return nil, err
	}
	p := &oidcProvider{}
	if err := found.Claims(&p.meta); err != nil {
		return nil, err
	}
	if len(p.meta.PKCE) > 0 && !slices.Contains(p.meta.PKCE, "S256") {
		return nil, errors.New("the provider does not support PKCE with S256")
	}
	p.oauth = oauth2.Config{
		ClientID: o.config.ClientID, ClientSecret: o.config.ClientSecret, RedirectURL: o.config.RedirectURL,
		Endpoint: found.Endpoint(), Scopes: o.config.Scopes,
	}
	// One way of showing who we are, never a second try with the same code.
	p.oauth.Endpoint.AuthStyle = oauth2.AuthStyleInHeader
	basic := len(p.meta.TokenAuth) == 0 || slices.Contains(p.meta.TokenAuth, "client_secret_basic")
	if o.config.ClientSecret == "" || !basic {
		p.oauth.Endpoint.AuthStyle = oauth2.AuthStyleInParams
	}
	p.verifier = found.Verifier(&oidc.Config{
		ClientID: o.config.ClientID, SupportedSigningAlgs: algorithms,
		Now: func() time.Time { return o.now().Add(-o.config.Skew) },
	})
	return p, nil
}

// oidcFlow is what the browser carries, sealed, from one page to the other.
type oidcFlow struct {
	State    string `json:"s"`
	Nonce    string `json:"n"`
	Verifier string `json:"v"`
	Return   string `json:"r"`
}

// BeginOIDC gives the address of the provider to send the browser to, and a flow
// for a cookie of ten minutes that ties the answer to this browser. Return is the
// page to go to afterwards; FinishOIDC gives it back.
func (s *Service) BeginOIDC(ctx context.Context, returnTo string) (address, flowText string, err error) {
	if s.oidc == nil {
		return "", "", errs.New(errs.NotFound, CodeOIDCOff)
	}
	p, err := s.oidc.provider(ctx)
	if err != nil {
		return "", "", err
	}
	f := oidcFlow{Return: LocalPath(returnTo)}
	for _, field := range []*string{&f.State, &f.Nonce, &f.Verifier} {
		if *field, _, err = s.newToken(); err != nil {
			return "", "", err
		}
	}
	if flowText, err = s.sealFlow("oidc", "", flowFor, f); err != nil {
		return "", "", err
	}
	options := []oauth2.AuthCodeOption{oidc.Nonce(f.Nonce), oauth2.S256ChallengeOption(f.Verifier)}
	if len(s.oidc.config.ACR) > 0 {
		options = append(options, oauth2.SetAuthURLParam("acr_values", strings.Join(s.oidc.config.ACR, " ")))
	}
	return p.oauth.AuthCodeURL(f.State, options...), flowText, nil
}

// LocalPath gives a path of this site to go back to, or "/" for anything that
// could lead elsewhere.
func LocalPath(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || u.Opaque != "" || len(text) > 2000 ||
		!strings.HasPrefix(text, "/") || strings.HasPrefix(text, "//") || strings.ContainsAny(text, "\\\r\n\t\x00") {
		return "/"
	}
	return u.RequestURI()
}

// oidcIdentity is what a verified ID token says.
type oidcIdentity struct {
	issuer, subject string
	link            string // value of the linking claim, "" if absent or not verified
	name            string
	factor          bool // two factors were shown
	raw             string
}

// FinishOIDC takes the query of the provider's answer and the flow of the cookie.
// It gives the sign-in and the page to go to.
func (s *Service) FinishOIDC(ctx context.Context, flowText string, query url.Values, o Origin) (Result, string, error) {
	if s.oidc == nil {
		return Result{}, "", errs.New(errs.NotFound, CodeOIDCOff)
	}
	var f oidcFlow
	envelope, err := s.openFlow("oidc", flowText, "", &f)
	if err != nil {
		return Result{}, "", err
	}
	r, err := s.reserve(ctx, s.addressCounter(o))
	if err != nil {
		return Result{}, "", err
	}
	who, err := s.oidc.identify(ctx, f, query)
	if errs.Is(err, errs.Unavailable) {
		return Result{}, "", s.forgive(ctx, r, err)
	}
	if err != nil {
		return Result{}, "", s.failOIDC(ctx, r, "", o, err)
	}
	accountID, err := s.linkOIDC(ctx, who)
	if err != nil {
		return Result{}, "", s.failOIDC(ctx, r, accountID, o, err)
	}
	x := Session{First: MethodOIDC}
	if x.LogoutHint, err = s.seals.Encrypt([]byte(who.raw), hintPlace(accountID)); err != nil {
		return Result{}, "", err
	}
	if who.factor {
		x.Second = MethodOIDC
	} else if s.oidc.config.FactorAtProvider {
		return Result{}, "", s.failOIDC(ctx, r, accountID, o, errs.New(errs.Forbidden, CodeOIDCFactor))
	}
	out, err := s.advance(ctx, accountID, x, o, r, func(tx Tx, a *Account) error {
		if a.LinkIssuer != who.issuer || a.LinkSubject != who.subject || a.Kind != Medewerker {
			return wrong()
		}
		return spend(tx, envelope)
	})
	return out, f.Return, err
}

// failOIDC stores that an answer did not hold and gives its error.
func (s *Service) failOIDC(ctx context.Context, r reservation, accountID string, o Origin, cause error) error {
	e := Event{Account: accountID, At: s.now(), Address: o.address(), Details: map[string]string{"stap": string(MethodOIDC), "reden": errs.CodeOf(cause)}}
	if err := s.fail(ctx, r, e); errs.CodeOf(err) != CodeWrong {
		return err
	}
	return cause
}

// oidcBad is an answer that does not hold; the reason is for operators.
func oidcBad(reason string, args ...any) error {
	return errs.Wrapped(errs.Forbidden, CodeOIDCRefused, fmt.Errorf(reason, args...))
}

// identify exchanges the code and checks everything that OpenID Connect Core 3.1.3
// and RFC 9700 ask of the answer.
func (o *OIDC) identify(ctx context.Context, f oidcFlow, query url.Values) (oidcIdentity, error) {
	var none oidcIdentity
	p, err := o.provider(ctx)
	if err != nil {
		return none, err
	}
	if !same(query.Get("state"), f.State) {
		return none, oidcBad("state is not the one sent")
	}
	// Mixing up providers (RFC 9207).
	if iss := query.Get("iss"); iss != o.config.Issuer && (iss != "" || p.meta.IssInAnswer) {
		return none, oidcBad("the answer comes from another issuer")
	}
	if e := query.Get("error"); e != "" {
		return none, oidcBad("the provider refused")
	}
	if query.Get("code") == "" {
		return none, oidcBad("no code in the answer")
	}
	ctx = oidc.ClientContext(ctx, o.config.Client)
	token, err := p.oauth.Exchange(ctx, query.Get("code"), oauth2.VerifierOption(f.Verifier))
	if err != nil {
		return none, exchangeError(err)
	}
	raw, _ := token.Extra("id_token").(string)
	if raw == "" {
		return none, oidcBad("no ID token in the answer")
	}
	verified, err := p.verifier.Verify(ctx, raw)
	if err != nil {
		return none, oidcBad("ID token: %w", err)
	}
	if err := o.checkToken(verified, f.Nonce, token.AccessToken); err != nil {
		return none, err
	}
	return o.read(verified, raw)
}

// exchangeError leaves the body of the answer out: it may hold tokens.
func exchangeError(err error) error {
	var refused *oauth2.RetrieveError
	if errors.As(err, &refused) && refused.Response != nil && refused.Response.StatusCode < 500 {
		return oidcBad("the code was refused with status %d", refused.Response.StatusCode)
	}
	var network *url.Error
	if errors.As(err, &network) || refused != nil {
		return errs.Wrapped(errs.Unavailable, CodeOIDCDown, errors.New("the token endpoint did not answer"))
	}
	return oidcBad("the answer of the token endpoint cannot be read")
}

// checkToken does what the library leaves to its caller.
func (o *OIDC) checkToken(t *oidc.IDToken, nonce, accessToken string) error {
	if !same(t.Nonce, nonce) {
		return oidcBad("nonce is not the one sent")
	}
	if t.Subject == "" || len(t.Subject) > 255 {
		return oidcBad("no subject")
	}
	now := o.now()
	if t.IssuedAt.After(now.Add(o.config.Skew)) {
		return oidcBad("issued in the future")
	}
	if t.IssuedAt.Before(now.Add(-flowFor - o.config.Skew)) {
		return oidcBad("issued too long ago")
	}
	var c struct {
		AZP string `json:"azp"`
	}
	if err := t.Claims(&c); err != nil {
		return oidcBad("claims cannot be read")
	}
	if c.AZP != "" && c.AZP != o.config.ClientID || c.AZP == "" && len(t.Audience) > 1 {
		return oidcBad("the token is for another party")
	}
	if t.AccessTokenHash != "" && t.VerifyAccessToken(accessToken) != nil {
		return oidcBad("the access token does not belong to the ID token")
	}
	return nil
}

// read takes from a checked token what is used.
func (o *OIDC) read(t *oidc.IDToken, raw string) (oidcIdentity, error) {
	var c map[string]json.RawMessage
	if err := t.Claims(&c); err != nil {
		return oidcIdentity{}, oidcBad("claims cannot be read")
	}
	who := oidcIdentity{issuer: t.Issuer, subject: t.Subject, raw: raw}
	text := func(name string) (v string) {
		if json.Unmarshal(c[name], &v) != nil {
			return ""
		}
		return v
	}
	who.name = text("name")
	who.link = o.linkKey(text(o.config.LinkClaim))
	if o.config.LinkClaim == "email" && !o.config.TrustEmail {
		var verified bool
		if json.Unmarshal(c["email_verified"], &verified) != nil || !verified {
			who.link = ""
		}
	}
	var amr []string
	if c["amr"] != nil && json.Unmarshal(c["amr"], &amr) != nil {
		return who, oidcBad("amr is not a list")
	}
	who.factor = slices.Contains(o.config.ACR, text("acr")) ||
		slices.ContainsFunc(amr, func(m string) bool { return slices.Contains(o.config.AMR, m) })
	return who, nil
}

// linkKey gives the form in which a linking value is stored and compared: claims
// that are addresses or user names do not tell capitals apart.
func (o *OIDC) linkKey(v string) string {
	v = strings.TrimSpace(v)
	switch o.config.LinkClaim {
	case "email", "upn", "preferred_username", "unique_name":
		return strings.ToLower(v)
	}
	return v
}

// linkOIDC finds the account of somebody the provider knows, tying it at the
// first sign-in.
func (s *Service) linkOIDC(ctx context.Context, who oidcIdentity) (string, error) {
	accountID := ""
	err := s.repo.Write(ctx, func(tx Tx) error {
		a, found, err := tx.AccountByLink(who.issuer, who.subject)
		if err != nil {
			return err
		}
		if found {
			accountID = a.ID
			return nil
		}
		if who.link != "" {
			if a, found, err = tx.AccountByExternalKey(who.link); err != nil {
				return err
			}
		}
		switch {
		case found && (a.LinkSubject != "" || a.Kind != Medewerker || !a.DisabledAt.IsZero()):
			accountID = a.ID
			return errs.New(errs.Forbidden, CodeOIDCUnknown)
		case !found && (!s.oidc.config.AutoProvision || who.link == ""):
			return errs.New(errs.Forbidden, CodeOIDCUnknown)
		case !found:
			var findings []errs.Finding
			a, findings = s.account(Medewerker, NewAccount{Login: who.link, Name: cmpName(who), ExternalKey: who.link})
			if len(findings) > 0 {
				return errs.New(errs.Forbidden, CodeOIDCUnknown)
			}
			if err := s.insert(tx, a, ""); err != nil {
				return err
			}
		}
		accountID = a.ID
		a.LinkIssuer, a.LinkSubject = who.issuer, who.subject
		if err := update(tx, &a); err != nil {
			return err
		}
		return tx.Audit(Event{Action: EventLinked, Account: a.ID, Actor: a.ID, At: s.now()})
	})
	if errs.Is(err, errs.Conflict) || errs.Is(err, errs.Invalid) { // the name is in use, or two browsers at once
		err = errs.New(errs.Forbidden, CodeOIDCUnknown)
	}
	return accountID, err
}

func cmpName(who oidcIdentity) string {
	if who.name != "" {
		return who.name
	}
	return who.link
}

// hintPlace is where the ID token stands, sealed, for signing out at the provider.
func hintPlace(accountID string) crypt.Place {
	return crypt.Place{Table: "session", Column: "logout_hint", Row: accountID}
}

// logoutURL gives the address at which the provider signs out, if it has one and
// the session came from it (OpenID Connect RP-Initiated Logout 1.0).
func (s *Service) logoutURL(ctx context.Context, x Session) string {
	if s.oidc == nil || len(x.LogoutHint) == 0 {
		return ""
	}
	p, err := s.oidc.provider(ctx)
	if err != nil || !safeURL(p.meta.EndSession) {
		return ""
	}
	raw, err := s.seals.Decrypt(x.LogoutHint, hintPlace(x.AccountID))
	if err != nil {
		return ""
	}
	u, err := url.Parse(p.meta.EndSession)
	if err != nil {
		return ""
	}
	q := u.Query()
	q.Set("id_token_hint", string(raw))
	q.Set("client_id", s.oidc.config.ClientID)
	if s.oidc.config.LogoutURL != "" {
		q.Set("post_logout_redirect_uri", s.oidc.config.LogoutURL)
	}
	u.RawQuery = q.Encode()
	return u.String()
}
