// Package store holds all SQL of Trede, one text for both engines, one file per
// subject. Use cases of app call it inside [Store.Write] and [Store.Read]; it
// knows the types of the domain and decides nothing.
//
// In SQLite the read log (leeslog) is a second file beside the first: trede.db
// has trede.leeslog.db. In PostgreSQL both live in one database.
package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"trede/internal/platform/audit"
	"trede/internal/platform/clock"
	"trede/internal/platform/crypt"
	"trede/internal/platform/errs"
	"trede/internal/platform/id"
	"trede/internal/platform/sqldb"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

//go:embed leeslog_migrations/*.sql
var leeslogFiles embed.FS

const (
	schemaTable  = "schema_versie"
	leeslogTable = "schema_versie_leeslog"
)

// Options say how to open a store.
type Options struct {
	DSN      string // SQLite file or postgres:// URL
	Create   bool   // SQLite: make the files when they are absent
	Migrate  bool   // bring the schema up to date instead of refusing an old one
	Careless bool   // see sqldb.Options: only while filling a demo, by one goroutine
	Doubt    bool   // tests: compare what is remembered of a dossier with what is stored
	Readers  int
	Keys     *crypt.Keys
	Clock    clock.Clock
	IDs      id.Source
	// SaltSeed, when set, gives the salts of the audit trail instead of chance.
	SaltSeed func() audit.Salt
}

// Store is an open store. It is safe for concurrent use.
type Store struct {
	db     *sqldb.DB
	looks  *sqldb.DB // the same as db on PostgreSQL
	keys   *crypt.Keys
	clock  clock.Clock
	ids    id.Source
	salt   func() audit.Salt
	hooks  []func(*Tx) error
	reader *leeslog
	warm   *warmDossiers
}

// MigrationFiles gives the migrations of the main database and of the read log.
func MigrationFiles() []fs.FS {
	return []fs.FS{sub(migrationFiles, "migrations"), sub(leeslogFiles, "leeslog_migrations")}
}

func sub(f embed.FS, dir string) fs.FS {
	s, err := fs.Sub(f, dir)
	if err != nil {
		panic(err) // the folder is embedded
	}
	return s
}

// LeeslogFile gives the name of the read log that belongs to a SQLite file.
func LeeslogFile(file string) string {
	return strings.TrimSuffix(file, ".db") + ".leeslog.db"
}

// Open opens the database pair, and migrates it when asked to.
func Open(ctx context.Context, o Options) (_ *Store, err error) {
	defer errs.Wrap(&err, "store.Open")
	if o.Keys == nil || o.Clock == nil || o.IDs == nil {
		return nil, errors.New("keys, clock and ids are needed")
	}
	s := &Store{keys: o.Keys, clock: o.Clock, ids: o.IDs, salt: o.SaltSeed}
	s.warm = newWarmDossiers(o.Careless, o.Doubt)
	if s.salt == nil {
		s.salt = func() audit.Salt {
			salt, _ := audit.NewSalt(nil) // the machine's own chance does not fail
			return salt
		}
	}
	opts := sqldb.Options{Create: o.Create, Careless: o.Careless, Readers: o.Readers}
	if s.db, err = sqldb.Open(ctx, o.DSN, opts); err != nil {
		return nil, err
	}
	s.looks = s.db
	if s.db.Engine() == sqldb.SQLite {
		opts.Readers = 2
		if s.looks, err = sqldb.Open(ctx, LeeslogFile(o.DSN), opts); err != nil {
			return nil, errors.Join(err, s.db.Close())
		}
	}
	if err = s.prepare(ctx, o.Migrate); err != nil {
		return nil, errors.Join(err, s.closeDBs())
	}
	s.reader = startLeeslog(s.looks, s.clock, s.ids.New())
	return s, nil
}

func (s *Store) prepare(ctx context.Context, migrate bool) error {
	files := MigrationFiles()
	for i, db := range []*sqldb.DB{s.db, s.looks} {
		table := []string{schemaTable, leeslogTable}[i]
		if migrate {
			if _, err := db.Migrate(ctx, files[i], table); err != nil {
				return err
			}
		}
		if err := db.CheckSchema(ctx, files[i], table); err != nil {
			return err
		}
	}
	if err := s.db.Prepare(ctx); err != nil {
		return err
	}
	if s.looks != s.db {
		if err := s.looks.Prepare(ctx); err != nil {
			return err
		}
	}
	return s.checkPair(ctx, migrate)
}

// Close stops the read log and closes the databases.
func (s *Store) Close() error {
	s.reader.stop()
	return s.closeDBs()
}

func (s *Store) closeDBs() error {
	err := s.db.Close()
	if s.looks != s.db {
		err = errors.Join(err, s.looks.Close())
	}
	return err
}

// Ping reports whether the databases answer.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.db.Ping(ctx); err != nil {
		return err
	}
	return s.looks.Ping(ctx)
}

// DBs gives the databases of the pair: one on PostgreSQL, two on SQLite.
func (s *Store) DBs() []*sqldb.DB {
	if s.looks == s.db {
		return []*sqldb.DB{s.db}
	}
	return []*sqldb.DB{s.db, s.looks}
}

// Now gives the moment by the store's clock.
func (s *Store) Now() time.Time { return s.clock() }

// BeforeCommit adds a function that runs at the end of every Write, before the
// audit trail is written: the recomputation of derived rows. Call it while
// wiring, not while serving.
func (s *Store) BeforeCommit(hook func(*Tx) error) { s.hooks = append(s.hooks, hook) }

// Tx is a transaction of a use case. In a reading one, Actor is empty.
type Tx struct {
	*sqldb.Tx
	// Now is the one moment that all rows of this transaction carry.
	Now    time.Time
	Actor  audit.Actor
	Way    Way
	s      *Store
	events []pending
	heads  map[audit.Chain]*kop // of the chains at which it has its turn
	books  int                  // rows changed by bookkeeping, which needs no event
	touch  map[string]struct{}  // residents whose derived rows must be recomputed

	scopes   []string // whose version must be raised
	regio    int      // number of the region's document it works with; 0: not asked yet
	writing  bool
	dossiers map[string]*Dossier // what this transaction has loaded
}

// Way tells how a request came in, for the audit trail.
type Way struct {
	Origin        string // "web", "api", "taak", "opdrachtregel"
	RequestID     string
	RemoteAddress string
	OnBehalfOf    string
}

type wayKey struct{}

// WithWay puts the way of a request in its context; every audit event of the
// request carries it.
func WithWay(ctx context.Context, w Way) context.Context { return context.WithValue(ctx, wayKey{}, w) }

func wayOf(ctx context.Context) Way {
	w, _ := ctx.Value(wayKey{}).(Way)
	return w
}

// NewID gives a new id.
func (tx *Tx) NewID() string { return tx.s.ids.New() }

// Touch notes that something about a resident changed, so that the hooks
// recompute what is derived: tasks and access.
func (tx *Tx) Touch(inwonerID string) {
	if tx.touch == nil {
		tx.touch = map[string]struct{}{}
	}
	tx.touch[inwonerID] = struct{}{}
}

// Touched gives the residents that were touched, in no order.
func (tx *Tx) Touched() []string {
	out := make([]string, 0, len(tx.touch))
	for k := range tx.touch {
		out = append(out, k)
	}
	return out
}

// Seal encrypts a value of class 'gevoelig' for its place. An empty value stays
// empty.
func (tx *Tx) Seal(plain string, table, column, row string) ([]byte, error) {
	if plain == "" {
		return nil, nil
	}
	return tx.s.keys.Encrypt([]byte(plain), crypt.Place{Table: table, Column: column, Row: row})
}

// Unseal decrypts what Seal made.
func (tx *Tx) Unseal(sealed []byte, table, column, row string) (string, error) {
	return unseal(tx.s.keys, sealed, crypt.Place{Table: table, Column: column, Row: row})
}

func unseal(keys *crypt.Keys, sealed []byte, at crypt.Place) (string, error) {
	if len(sealed) == 0 {
		return "", nil
	}
	plain, err := keys.Decrypt(sealed, at)
	if err != nil {
		return "", errs.Wrapped(errs.Internal, "db.sleutel", fmt.Errorf("%s.%s cannot be decrypted with this key file: %w", at.Table, at.Column, err))
	}
	return string(plain), nil
}

// sealedForm keeps what is nil apart from what is empty, gives the same bytes for the
// same value, and takes every text that somebody typed.
var sealedForm = json.JoinOptions(json.FormatNilSliceAsNull(true), json.FormatNilMapAsNull(true), json.Deterministic(true), jsontext.AllowInvalidUTF8(true))

// SealJSON encrypts a value as JSON.
func (tx *Tx) SealJSON(v any, table, column, row string) ([]byte, error) {
	body, err := json.Marshal(v, sealedForm)
	if err != nil {
		return nil, errs.Wrapped(errs.Internal, "db.json", err)
	}
	return tx.Seal(string(body), table, column, row)
}

// UnsealJSON decrypts what SealJSON made into v; nothing leaves v as it is.
func (tx *Tx) UnsealJSON(sealed []byte, v any, table, column, row string) error {
	return unsealJSON(tx.s.keys, sealed, v, crypt.Place{Table: table, Column: column, Row: row})
}

func unsealJSON(keys *crypt.Keys, sealed []byte, v any, at crypt.Place) error {
	body, err := unseal(keys, sealed, at)
	if err != nil || body == "" {
		return err
	}
	if err := json.Unmarshal([]byte(body), v, sealedForm); err != nil {
		return errs.Wrapped(errs.Internal, "db.json", fmt.Errorf("%s.%s: %w", at.Table, at.Column, err))
	}
	return nil
}

// Doubts tells whether what was not asked anew is to be compared with what is stored: in
// tests.
func (tx *Tx) Doubts() bool { return tx.s.warm.doubt }

// Keys gives the keys of this installation, for blind indexes.
func (tx *Tx) Keys() *crypt.Keys { return tx.s.keys }

// Read runs fn in a reading transaction.
func (s *Store) Read(ctx context.Context, fn func(*Tx) error) error {
	return s.db.Read(ctx, func(t *sqldb.Tx) error {
		tx := &Tx{Tx: t, Now: s.clock(), Way: wayOf(ctx), s: s}
		if err := fn(tx); err != nil {
			return err
		}
		s.warm.keep(tx)
		return nil
	})
}

// Write runs one use case in one writing transaction. What it changed must be
// told with [Tx.Audit]; a change without an event is refused.
func (s *Store) Write(ctx context.Context, actor audit.Actor, fn func(*Tx) error) error {
	var tx *Tx
	err := s.db.Write(ctx, func(t *sqldb.Tx) error {
		tx = &Tx{Tx: t, Now: s.clock(), Actor: actor, Way: wayOf(ctx), s: s, writing: true}
		return tx.run(fn)
	})
	if err == nil {
		s.warm.keep(tx)
	}
	return err
}

// run carries out a use case, what is hooked before the commit, and the audit trail.
func (tx *Tx) run(fn func(*Tx) error) error {
	if err := fn(tx); err != nil {
		return err
	}
	for _, hook := range tx.s.hooks {
		if err := hook(tx); err != nil {
			return err
		}
	}
	if err := tx.raiseScopes(); err != nil {
		return err
	}
	return tx.tell()
}

// tell writes the events down; a change that none of them tells is refused.
func (tx *Tx) tell() error {
	if tx.Writes() > tx.books && len(tx.events) == 0 {
		return errs.Wrapped(errs.Internal, "audit.ontbreekt", errors.New("rows were changed and no audit event tells it"))
	}
	return tx.appendEvents()
}

// Bulk runs fn with a store whose writes share one transaction, for filling.
func (s *Store) Bulk(ctx context.Context, fn func(*Store) error) error {
	return s.db.Bulk(ctx, func(db *sqldb.DB) error {
		inner := *s
		inner.db = db
		return fn(&inner)
	})
}
