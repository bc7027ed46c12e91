// Package auth is sign-in: passwords, second factors, sessions, one-time codes
// and OIDC. It knows no HTTP and no SQL: the web pages call a [Service], which
// keeps its rows through a [Repo]. Who may do what is not decided here but in
// authz; here it is only made sure who somebody is.
//
// The norm is OWASP ASVS 5.0, chapters 6, 7, 9 and 10, with BIO2 5.17 (staff
// need two factors). Errors carry message keys and never a secret.
package auth

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/netip"
	"net/url"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"

	"trede/internal/auth/password"
	"trede/internal/platform/clock"
	"trede/internal/platform/crypt"
	"trede/internal/platform/errs"
	"trede/internal/platform/id"
)

// Keys encrypts and makes keyed hashes with keys that stay outside the database;
// *crypt.Keys does.
type Keys interface {
	Encrypt(plain []byte, at crypt.Place) ([]byte, error)
	Decrypt(cipher []byte, at crypt.Place) ([]byte, error)
	// TokenHashes gives the hash under every key, the present one first.
	TokenHashes(purpose string, token crypt.Sensitive) []string
}

// Policy holds the times and numbers of sign-in. A region may change them.
type Policy struct {
	Idle          time.Duration // a session ends after so long without use
	Absolute      time.Duration // and always after so long
	Pending       time.Duration // a sign-in that is not finished ends after so long
	Fresh         time.Duration // so long a proof counts for what needs a fresh one
	MaxSessions   int           // the oldest ends when there are more
	SetupFor      time.Duration // life of the set-up code
	InvitationFor time.Duration // life of the first code of staff
	LetterFor     time.Duration // life of the code in a letter
	ResetFor      time.Duration // life of a reset code
}

// DefaultPolicy gives the times that docs/adr/0007 gives.
func DefaultPolicy() Policy {
	return Policy{
		Idle: 30 * time.Minute, Absolute: 10 * time.Hour, Pending: 10 * time.Minute, Fresh: 15 * time.Minute,
		MaxSessions: 10, SetupFor: 30 * time.Minute, InvitationFor: 7 * 24 * time.Hour,
		LetterFor: 30 * 24 * time.Hour, ResetFor: 24 * time.Hour,
	}
}

// touchEvery is how old SeenAt may get before a request writes it again.
const touchEvery = time.Minute

// clockStep is how far the clock may go back (a correction by the time service)
// before a session made in what is now the future is ended.
const clockStep = 2 * time.Minute

func (p Policy) check() error {
	if p.Idle < 2*touchEvery || p.Absolute < p.Idle || p.Pending <= 0 || p.Fresh <= 0 || p.MaxSessions < 1 ||
		p.SetupFor <= 0 || p.InvitationFor <= 0 || p.LetterFor <= 0 || p.ResetFor <= 0 {
		return errors.New("auth: the times of sign-in must be positive, the idle limit at least two minutes and at most the absolute one")
	}
	return nil
}

// Config is what a Service is made of. Repo, Now, IDs, Keys, Hasher and Origin
// are needed.
type Config struct {
	Repo   Repo
	Now    clock.Clock
	IDs    id.Source
	Random io.Reader // for tokens and codes; nil means crypto/rand
	Keys   Keys
	Hasher *password.Hasher
	Policy Policy // zero means DefaultPolicy
	Name   string // of this system, in authenticator apps; empty means Trede
	Origin string // as the browser sees it: https://trede.example.nl
	OIDC   *OIDC  // nil: staff sign in with local accounts only
	Demo   bool   // everybody is made up, and SignInAs asks nothing
	// AfterSetup is called when the first administrator was made; nil: nothing is.
	AfterSetup func()
}

// Service is sign-in. It is safe for use by several goroutines at once and keeps
// nothing in memory that another node would miss.
type Service struct {
	repo   Repo
	now    clock.Clock
	ids    id.Source
	random io.Reader
	seals  Keys
	hasher *password.Hasher
	policy Policy
	name   string
	keys   *webauthn.WebAuthn // nil where the host cannot have passkeys
	oidc   *OIDC
	demo   bool
	after  func()
}

// New makes a Service, or says what is wrong with its configuration.
func New(c Config) (*Service, error) {
	if c.Repo == nil || c.Now == nil || c.IDs == nil || c.Keys == nil || c.Hasher == nil {
		return nil, errors.New("auth: a part is missing in the configuration")
	}
	if c.Policy == (Policy{}) {
		c.Policy = DefaultPolicy()
	}
	if err := c.Policy.check(); err != nil {
		return nil, err
	}
	if c.Random == nil {
		c.Random = rand.Reader
	}
	if c.Name == "" {
		c.Name = "Trede"
	}
	keys, err := newWebAuthn(c.Name, c.Origin)
	if err != nil {
		return nil, err
	}
	return &Service{
		repo: c.Repo, now: c.Now, ids: c.IDs, random: c.Random, seals: c.Keys,
		hasher: c.Hasher, policy: c.Policy, name: c.Name, keys: keys, oidc: c.OIDC, demo: c.Demo, after: c.AfterSetup,
	}, nil
}

// Policy gives the times and numbers in use.
func (s *Service) Policy() Policy { return s.policy }

// newWebAuthn makes the passkey part. A host that is an address (127.0.0.1) has
// no passkeys: browsers refuse addresses as relying party id.
func newWebAuthn(name, origin string) (*webauthn.WebAuthn, error) {
	u, err := url.Parse(origin)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || u.Path != "" {
		return nil, fmt.Errorf("auth: the public address %q must look like https://name or http://localhost:port", origin)
	}
	if _, err := netip.ParseAddr(u.Hostname()); err == nil {
		return nil, nil
	}
	return webauthn.New(&webauthn.Config{RPID: u.Hostname(), RPDisplayName: name, RPOrigins: []string{origin}})
}

// Origin says where a request comes from. The zero value is the program itself.
type Origin struct {
	Address netip.Addr // of the browser, see httpauth.ClientAddr
	Agent   string     // browser and system in words, see httpauth.Agent
	Device  string     // value of the device cookie, if any
	Session string     // value of the session cookie, if any: it ends when another begins
}

func (o Origin) address() string {
	if !o.Address.IsValid() {
		return ""
	}
	return o.Address.Unmap().WithZone("").String()
}

// Result is where a sign-in stands.
type Result struct {
	Token         string   // new value for the session cookie; empty: keep the old one
	Step          Step     // what comes next
	Session       Session  // the session made; its hash opens nothing
	Device        string   // new value for the device cookie; empty: keep the old one
	RecoveryCodes []string // made just now; show them once
	CodesLeft     int      // after the use of a recovery code: how many are left
	Choices       []Role   // with StepRole: the roles to choose from
	Methods       []Method // with StepSecondFactor: the factors that the account has
}

// What holds a token or a code shows none of it when it is printed or logged.

// Format gives the mask of crypt for every verb.
func (Result) Format(f fmt.State, _ rune) { mask(f) }

// Format gives the mask of crypt for every verb.
func (Origin) Format(f fmt.State, _ rune) { mask(f) }

// Format gives the mask of crypt for every verb.
func (Invitation) Format(f fmt.State, _ rune) { mask(f) }

// Format gives the mask of crypt for every verb.
func (TOTPEnrolment) Format(f fmt.State, _ rune) { mask(f) }

func mask(f fmt.State) { _, _ = io.WriteString(f, crypt.Mask) }

// LogValue gives the mask to slog.
func (Result) LogValue() slog.Value { return slog.StringValue(crypt.Mask) }

// LogValue gives the mask to slog.
func (Origin) LogValue() slog.Value { return slog.StringValue(crypt.Mask) }

// LogValue gives the mask to slog.
func (Invitation) LogValue() slog.Value { return slog.StringValue(crypt.Mask) }

// LogValue gives the mask to slog.
func (TOTPEnrolment) LogValue() slog.Value { return slog.StringValue(crypt.Mask) }

// Message keys of errors.
const (
	CodeWrong        = "inlog.onjuist"          // user name, password or code is wrong: never which
	CodeWait         = "inlog.wacht"            // too many attempts; argument: seconds
	CodeNoRole       = "inlog.geen_aanstelling" // known, but no role today
	CodeNoSession    = "sessie.geen"
	CodeIdle         = "sessie.stil"        // ended after no use
	CodeAbsolute     = "sessie.dag_voorbij" // ended at its absolute limit
	CodeEnded        = "sessie.beeindigd"   // ended by somebody or by a change of rights
	CodeUnfinished   = "sessie.onvolledig"  // signed in halfway
	CodeConfirm      = "inlog.bevestig"     // needs a fresh proof of the person
	CodeStep         = "inlog.stap"         // not the step that this sign-in is at
	CodeFlow         = "inlog.opnieuw"      // the page was open too long or used before: begin again
	CodeLastFactor   = "tweede_factor.laatste"
	CodeLoginTaken   = "gebruikersnaam.bezet"
	CodeLoginForm    = "gebruikersnaam.vorm"
	CodeNoPasskeys   = "passkey.niet_hier"
	CodePasskey      = "passkey.mislukt"
	CodeSetupDone    = "inrichting.al_gedaan"
	CodeOIDCOff      = "oidc.uit"
	CodeOIDCDown     = "oidc.onbereikbaar"
	CodeOIDCRefused  = "oidc.geweigerd" // the provider's answer does not hold
	CodeOIDCUnknown  = "oidc.onbekend"  // proven there, no account here
	CodeOIDCFactor   = "oidc.tweede_factor"
	CodeTooManyItems = "tweede_factor.te_veel"
)

func noSession(code string) error { return errs.New(errs.Forbidden, code) }

func wrong() error { return errs.New(errs.Invalid, CodeWrong) }

// tooSoon is the answer to whoever has to wait.
func tooSoon(wait time.Duration) error {
	seconds := int((wait + time.Second - 1) / time.Second)
	return &errs.Error{Kind: errs.Unavailable, Code: CodeWait, Findings: []errs.Finding{{Code: CodeWait, Args: []any{seconds}}}}
}

// RetryAfter tells how long to wait, for an error that says so.
func RetryAfter(err error) (time.Duration, bool) {
	if errs.CodeOf(err) != CodeWait {
		return 0, false
	}
	for _, f := range errs.FindingsOf(err) {
		if n, ok := f.Args[0].(int); ok {
			return time.Duration(n) * time.Second, true
		}
	}
	return 0, false
}
