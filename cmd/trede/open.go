package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"trede/internal/app"
	"trede/internal/app/chain"
	"trede/internal/auth"
	"trede/internal/auth/password"
	"trede/internal/platform/clock"
	"trede/internal/platform/config"
	"trede/internal/platform/crypt"
	"trede/internal/platform/id"
	"trede/internal/store"
)

// opened is an open installation: its database, keys and use cases.
type opened struct {
	cfg   config.Config
	clock clock.Clock
	keys  *crypt.Keys
	store *store.Store
	base  *app.Base
	uc    chain.UseCases
}

// dataKeys are the settings that every command about the database takes.
var dataKeys = []string{"db", "db_password", "key_file", "key_passphrase"}

func dsn(cfg config.Config) string {
	if cfg.DB.Postgres() {
		return cfg.DB.URL.Reveal()
	}
	return cfg.DB.Path
}

type openMode int

const (
	existing openMode = iota // must be there and up to date
	upgrade                  // is made, or brought up to date
	first                    // is made when it is not there; an old one is refused
)

// open opens the database with its keys. Keys are only made for a database that
// is new as well.
func open(ctx context.Context, cfg config.Config, mode openMode) (*opened, error) {
	return openAt(ctx, cfg, mode, clock.System())
}

func openAt(ctx context.Context, cfg config.Config, mode openMode, now clock.Clock) (*opened, error) {
	fresh, err := isFresh(cfg)
	if err != nil {
		return nil, err
	}
	keys, err := openKeys(cfg, mode != existing && fresh)
	if err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, store.Options{
		DSN: dsn(cfg), Keys: keys, Clock: now, IDs: id.System(),
		Create: mode != existing, Migrate: mode == upgrade || mode == first && fresh,
	})
	if err != nil {
		return nil, err
	}
	o := &opened{cfg: cfg, clock: now, keys: keys, store: s, base: app.New(s)}
	o.uc = chain.New(o.base)
	if mode != existing {
		if err := o.base.EnsureRegion(ctx); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	return o, nil
}

func (o *opened) close() error { return o.store.Close() }

// isFresh reports whether there is no database yet, so that keys may be made.
func isFresh(cfg config.Config) (bool, error) {
	if cfg.DB.Postgres() {
		// An empty PostgreSQL database is only known after opening it; the key file
		// decides: store.Open refuses one that does not belong to the database.
		_, err := os.Stat(cfg.KeyFile)
		return errors.Is(err, fs.ErrNotExist), nil
	}
	_, err := os.Stat(cfg.DB.Path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, fmt.Errorf("cannot look at %s: %w", cfg.DB.Path, err)
	}
	return err != nil, nil
}

func openKeys(cfg config.Config, create bool) (*crypt.Keys, error) {
	opts := crypt.Options{Passphrase: cfg.KeyPassphrase}
	if create {
		keys, _, err := crypt.OpenOrCreate(cfg.KeyFile, opts)
		return keys, err
	}
	keys, err := crypt.Open(cfg.KeyFile, opts)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no key file %s; without the one that was made with the database nothing can be read", cfg.KeyFile)
	}
	return keys, err
}

// origin is the address that browsers use.
func origin(cfg config.Config) string {
	if cfg.BaseURL != nil {
		return cfg.BaseURL.String()
	}
	scheme := "http"
	if cfg.TLS() {
		scheme = "https"
	}
	return scheme + "://" + cfg.Listen
}

// authConfig gives what every sign-in service is made of.
func (o *opened) authConfig(work password.Params) (auth.Config, error) {
	hasher, err := password.NewHasher(work, 2, 50, nil)
	policy := auth.DefaultPolicy()
	policy.Idle, policy.Absolute = o.cfg.SessionIdle, o.cfg.SessionLimit
	return auth.Config{
		Repo: o.store.AuthRepo(), Now: o.clock, IDs: id.System(), Keys: o.keys,
		Hasher: hasher, Policy: policy, Origin: origin(o.cfg),
	}, err
}

// signIn makes the sign-in service of an installation.
func signIn(o *opened) (*auth.Service, error) {
	c, err := o.authConfig(password.DefaultParams)
	if err != nil {
		return nil, err
	}
	c.AfterSetup = func() { _ = removeSetup(o.cfg) } // what stays goes at the next start
	if p := o.cfg.OIDC; p.Enabled() {
		c.OIDC, err = auth.NewOIDC(auth.OIDCConfig{
			Issuer: p.Issuer, ClientID: p.ClientID, ClientSecret: p.ClientSecret.Reveal(),
			RedirectURL: origin(o.cfg) + "/inloggen/oidc/terug", LogoutURL: origin(o.cfg) + "/inloggen",
			Scopes: p.Scopes, LinkClaim: p.LinkClaim, TrustEmail: p.TrustEmail, ACR: p.ACR, AMR: p.AMR,
			FactorAtProvider: p.FactorAtProvider, AutoProvision: p.AutoProvision,
		}, o.clock)
		if err != nil {
			return nil, &config.UsageError{Text: err.Error()}
		}
	}
	return auth.New(c)
}

// beside gives a file in the folder of the database, or in the working folder.
func beside(cfg config.Config, name string) string {
	if cfg.DB.Postgres() {
		return name
	}
	return filepath.Join(filepath.Dir(cfg.DB.Path), name)
}
