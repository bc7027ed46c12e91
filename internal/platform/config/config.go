// Package config holds the settings of one installation: what the operator
// decides, not the region. What differs per region (terms, parts of the
// catalogue, access after the end) is dated data in the database.
//
// A setting comes from its default, then the file, then the environment, then a
// flag; the last one counts. One table in settings.go declares all of them and
// gives parsing, checks, --help and docs/configuratie.md. An unknown key or a
// bad value is refused with one sentence ([UsageError]): a typing error in a
// limit must not go unnoticed.
//
// Secrets never come from a flag, which every user of the machine can see, nor
// from the file of settings, which ends up in backups: give them in the
// environment or in a file of their own.
package config

import (
	"log/slog"
	"net/netip"
	"net/url"
	"time"

	"trede/internal/platform/crypt"
)

// Config is all settings, checked. Make one with [Command.Parse].
type Config struct {
	Listen         string         // host:port
	BaseURL        *url.URL       // how browsers reach us, without path
	TLSCert        string         // path; empty: plain HTTP on loopback
	TLSKey         string         // path
	TrustedProxies []netip.Prefix // whose X-Forwarded-For counts
	BodyLimit      Size           // of a request

	DB            Database
	KeyFile       string
	KeyPassphrase crypt.Sensitive // empty: the key file is protected by its mode alone
	BackupDir     string          // empty: no scheduled backups

	CheckpointDir      string // empty: no exported checkpoints
	CheckpointInterval time.Duration

	SessionIdle  time.Duration
	SessionLimit time.Duration
	OIDC         OIDC
	SMTP         SMTP

	LogLevel      slog.Level
	LogFormat     string // "json" or "text"
	MetricsListen string // host:port; empty: no metrics

	Chromium string // path; empty: no PDF made by the server

	ScanCommand []string // virus scanner with its arguments; empty: none
	ScanTimeout time.Duration
}

// OIDC says how staff sign in with the provider of their organisation.
type OIDC struct {
	Issuer       string // empty: off
	ClientID     string
	ClientSecret crypt.Sensitive
	Label        string   // text on the button
	Scopes       []string // what is asked of the provider
	LinkClaim    string   // claim that ties a first sign-in to the account made for it
	TrustEmail   bool     // take an e-mail address that the provider does not call verified
	ACR, AMR     []string // values that mean: two factors were shown at the provider
	// FactorAtProvider refuses who has not shown two factors at the provider;
	// otherwise Trede asks for the second.
	FactorAtProvider bool
	AutoProvision    bool // make an account, without any role, for whoever the provider knows
}

// Enabled reports whether a provider is set.
func (o OIDC) Enabled() bool { return o.Issuer != "" }

// TLS modes of [SMTP].
const (
	TLSStart = "starttls" // plain connection that must become encrypted; port 587
	TLSFull  = "tls"      // encrypted from the first byte; port 465
	TLSNone  = "none"     // no encryption, to a server on this machine only
)

// SMTP says how mail leaves.
type SMTP struct {
	Host     string // empty: no mail is sent
	Port     int
	User     string
	Password crypt.Sensitive
	From     string // address, with or without a name
	TLS      string
}

// Enabled reports whether a mail server is set.
func (s SMTP) Enabled() bool { return s.Host != "" }

// Database says where the data is: a file, or a PostgreSQL server.
type Database struct {
	Path string          // file of the embedded database; empty with PostgreSQL
	URL  crypt.Sensitive // postgres:// URL with its password; empty with a file
	show string
}

// Postgres reports whether the data is on a PostgreSQL server.
func (d Database) Postgres() bool { return d.Path == "" }

// String names the database without a password.
func (d Database) String() string { return d.show }

// Size is a number of bytes.
type Size int64

// TLS reports whether this program itself speaks TLS.
func (c Config) TLS() bool { return c.TLSCert != "" }

// UsageError is a mistake in the settings, the flags or the arguments: one
// sentence for the operator. The program shows it and ends with ExitCode.
type UsageError struct{ Text string }

// Error gives the sentence.
func (e *UsageError) Error() string { return e.Text }

// ExitCode is what the program ends with after such a mistake.
func (*UsageError) ExitCode() int { return 2 }
