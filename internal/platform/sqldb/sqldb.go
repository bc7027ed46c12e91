// Package sqldb lets one SQL text run on SQLite and on PostgreSQL.
//
// Statements are package variables made with [Select], [Exec] and [Table]. Making
// one registers it, so that a test can prepare every statement of the program on
// both engines. Placeholders are $1, $2 and so on; both drivers bind them by
// number. Only the portable subset of SQL that docs/adr/0003 lists is used;
// differences in column types live in the macros of the migrations.
//
// All reading and writing happens inside [DB.Read] and [DB.Write]. SQLite has one
// writing connection that takes its lock at once, and a pool of connections that
// can only read. PostgreSQL runs both at read committed.
package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // driver "pgx"
	_ "modernc.org/sqlite"             // driver "sqlite"

	"trede/internal/platform/errs"
)

// Engine tells which database a DB speaks to.
type Engine string

// The two engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// oldestSQLite is the oldest library that is trusted: older ones can corrupt a
// write-ahead log when two connections checkpoint at the same moment.
const oldestSQLite = "3.51.3"

// Options tune how a database is opened. The zero value is right for serving.
type Options struct {
	Readers int  // reading connections; 0 means 8
	Create  bool // SQLite: make the file when it is absent
	// Careless gives up durability for speed while a database is being filled
	// (SQLite: synchronous=OFF). A crash then loses the file.
	Careless bool
}

// DB is an open database. It is safe for concurrent use.
type DB struct {
	engine Engine
	name   string // file name, or the URL without its password; for messages
	dsn    string // as it was given; holds a password, so never in a message
	write  *sql.DB
	read   *sql.DB
	stmts  *stmtCache
	turns  *group // of writers, on SQLite
	bulk   *bulk
}

// stmtCache holds the prepared statements of both pools of one database; it is
// filled before use and only read afterwards.
type stmtCache struct {
	write map[*statement]*sql.Stmt
	read  map[*statement]*sql.Stmt
}

// IsPostgres reports whether a data source name means PostgreSQL; every other
// name is a SQLite file.
func IsPostgres(dsn string) bool {
	return strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://")
}

// Open opens a database by file name or postgres:// URL and checks that it is
// safe to use. An error is one sentence that says what to do.
func Open(ctx context.Context, dsn string, o Options) (*DB, error) {
	if o.Readers == 0 {
		o.Readers = 8
	}
	if IsPostgres(dsn) {
		return openPostgres(ctx, dsn, o)
	}
	return openSQLite(ctx, dsn, o)
}

func newDB(engine Engine, name, dsn string, write, read *sql.DB) *DB {
	return &DB{
		engine: engine, name: name, dsn: dsn, write: write, read: read, turns: &group{},
		stmts: &stmtCache{write: map[*statement]*sql.Stmt{}, read: map[*statement]*sql.Stmt{}},
	}
}

func openPostgres(ctx context.Context, dsn string, o Options) (*DB, error) {
	u, err := url.Parse(dsn)
	if err != nil {
		return nil, errs.Wrapped(errs.Invalid, "db.url", errors.New("the database URL cannot be read; write postgres://user@host:port/name"))
	}
	pool, err := sql.Open("pgx", dsn)
	if err != nil {
		return nil, errs.Wrapped(errs.Unavailable, "db.open", err)
	}
	pool.SetMaxOpenConns(o.Readers * 2)
	pool.SetMaxIdleConns(o.Readers * 2)
	db := newDB(Postgres, u.Redacted(), dsn, pool, pool)
	db.stmts.read = db.stmts.write
	if err := pool.PingContext(ctx); err != nil {
		_ = pool.Close()
		return nil, errs.Wrapped(errs.Unavailable, "db.ping", fmt.Errorf("cannot reach PostgreSQL at %s; check that it runs and that the user may connect: %w", u.Redacted(), err))
	}
	return db, nil
}

// mostMapped is how much of a file SQLite reads through a memory map, in bytes: the most
// that it can. These are pages of the system's cache, which count in the resident size of
// the program but are not its own.
const mostMapped = 0x7fff0000

func openSQLite(ctx context.Context, file string, o Options) (*DB, error) {
	if err := checkFile(file, o.Create); err != nil {
		return nil, err
	}
	sync := "FULL"
	if o.Careless {
		sync = "OFF"
	}
	common := []string{
		"_pragma=busy_timeout(10000)", "_pragma=foreign_keys(1)", "_pragma=temp_store(memory)",
		fmt.Sprintf("_pragma=mmap_size(%d)", mostMapped),
	}
	writer := append([]string{"_txlock=immediate", "_pragma=journal_mode(WAL)", "_pragma=synchronous(" + sync + ")"}, common...)
	// Pages that are written again and again go into the file once per 64 MB of log.
	pages, kilobytes := 16_000, 16_000
	if o.Careless {
		pages, kilobytes = 20_000, 200_000
	}
	writer = append(writer, fmt.Sprintf("_pragma=wal_autocheckpoint(%d)", pages), fmt.Sprintf("_pragma=cache_size(-%d)", kilobytes))
	reader := append([]string{"_pragma=query_only(1)", "_pragma=cache_size(-4000)"}, common...)
	w, err := sql.Open("sqlite", sqliteURL(file, writer))
	if err != nil {
		return nil, errs.Wrapped(errs.Unavailable, "db.open", err)
	}
	w.SetMaxOpenConns(1)
	w.SetMaxIdleConns(1)
	r, err := sql.Open("sqlite", sqliteURL(file, reader))
	if err != nil {
		_ = w.Close()
		return nil, errs.Wrapped(errs.Unavailable, "db.open", err)
	}
	r.SetMaxOpenConns(o.Readers)
	r.SetMaxIdleConns(o.Readers)
	db := newDB(SQLite, file, file, w, r)
	if err := db.checkSQLite(ctx, sync); err != nil {
		_ = db.Close()
		return nil, err
	}
	return db, nil
}

func sqliteURL(file string, params []string) string {
	return "file:" + (&url.URL{Path: file}).EscapedPath() + "?" + strings.Join(params, "&")
}

// checkFile gives a clear sentence for the usual mistakes with a file name.
func checkFile(file string, create bool) error {
	info, err := os.Stat(file)
	switch {
	case err == nil && info.IsDir():
		return errs.Wrapped(errs.Invalid, "db.file", fmt.Errorf("%s is a folder; give the name of a database file", file))
	case err == nil:
		return nil
	case !errors.Is(err, os.ErrNotExist):
		return errs.Wrapped(errs.Unavailable, "db.file", fmt.Errorf("cannot look at %s: %w", file, err))
	case !create:
		return errs.Wrapped(errs.Unavailable, "db.file", fmt.Errorf("there is no database file %s; check the name, or make it with `trede migrate`", file))
	}
	if _, err := os.Stat(filepath.Dir(file)); err != nil {
		return errs.Wrapped(errs.Unavailable, "db.file", fmt.Errorf("the folder of %s does not exist; make it first", file))
	}
	return nil
}

// checkSQLite looks whether the pragmas took: a misspelt one is ignored in silence.
func (db *DB) checkSQLite(ctx context.Context, wantSync string) error {
	var mode, version string
	var sync int
	if err := db.write.QueryRowContext(ctx, "pragma journal_mode").Scan(&mode); err != nil {
		return errs.Wrapped(errs.Unavailable, "db.sqlite", fmt.Errorf("%s is not a usable SQLite database: %w", db.name, err))
	}
	if err := db.write.QueryRowContext(ctx, "pragma synchronous").Scan(&sync); err != nil {
		return errs.Wrapped(errs.Unavailable, "db.sqlite", err)
	}
	if err := db.write.QueryRowContext(ctx, "select sqlite_version()").Scan(&version); err != nil {
		return errs.Wrapped(errs.Unavailable, "db.sqlite", err)
	}
	wantLevel := map[string]int{"FULL": 2, "OFF": 0}[wantSync]
	switch {
	case mode != "wal":
		return errs.Wrapped(errs.Unavailable, "db.sqlite", fmt.Errorf("%s cannot use a write-ahead log (journal mode is %s); put it on a local disk", db.name, mode))
	case sync != wantLevel:
		return errs.Wrapped(errs.Internal, "db.sqlite", fmt.Errorf("synchronous is %d where %d was asked", sync, wantLevel))
	case olderVersion(version, oldestSQLite):
		return errs.Wrapped(errs.Internal, "db.sqlite", fmt.Errorf("SQLite %s is too old; %s or newer is needed", version, oldestSQLite))
	}
	return nil
}

func olderVersion(have, want string) bool {
	var h, w [3]int
	_, _ = fmt.Sscanf(have, "%d.%d.%d", &h[0], &h[1], &h[2])
	_, _ = fmt.Sscanf(want, "%d.%d.%d", &w[0], &w[1], &w[2])
	for i := range h {
		if h[i] != w[i] {
			return h[i] < w[i]
		}
	}
	return false
}

// Engine tells which engine this is.
func (db *DB) Engine() Engine { return db.engine }

// Name gives the file name, or the URL without its password.
func (db *DB) Name() string { return db.name }

// DSN gives the data source name as it was given, for programs such as pg_dump.
// It may hold a password: never print it.
func (db *DB) DSN() string { return db.dsn }

// Ping reports whether the database answers.
func (db *DB) Ping(ctx context.Context) error {
	if db.bulk != nil {
		return nil
	}
	return db.read.PingContext(ctx)
}

// Close closes all connections.
func (db *DB) Close() error {
	err := db.read.Close()
	if db.write != db.read {
		err = errors.Join(err, db.write.Close())
	}
	return err
}

// Writer gives the raw writing pool, for migrations and for engine commands such
// as VACUUM INTO. Use cases never touch it.
func (db *DB) Writer() *sql.DB { return db.write }

// Tx is one transaction; it is used by one goroutine.
type Tx struct {
	ctx    context.Context
	db     *DB
	tx     *sql.Tx
	reads  bool
	writes int
}

// Context gives the context the transaction began with.
func (tx *Tx) Context() context.Context { return tx.ctx }

// Engine tells which engine the transaction runs on.
func (tx *Tx) Engine() Engine { return tx.db.engine }

// Writes counts the rows that this transaction changed so far.
func (tx *Tx) Writes() int { return tx.writes }

// quiet drops the cancellation of a context for SQLite: its driver starts a
// goroutine per statement to watch for it, which costs more than the statement.
// The transaction looks at the context itself before each statement.
func (db *DB) quiet(ctx context.Context) context.Context {
	if db.engine == SQLite {
		return context.WithoutCancel(ctx)
	}
	return ctx
}

// Read runs fn in a transaction that sees one state of the database.
func (db *DB) Read(ctx context.Context, fn func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return errs.Wrapped(errs.Unavailable, "db.afgebroken", err)
	}
	if db.bulk != nil {
		return fn(&Tx{ctx: ctx, db: db, tx: db.bulk.tx, reads: true})
	}
	q := db.quiet(ctx)
	opts := &sql.TxOptions{ReadOnly: true}
	if db.engine == Postgres {
		opts.Isolation = sql.LevelRepeatableRead
	}
	t, err := db.read.BeginTx(q, opts)
	if err != nil {
		return translate(err)
	}
	defer func() { _ = t.Rollback() }()
	return fn(&Tx{ctx: ctx, db: db, tx: t, reads: true})
}

// Write runs fn in a writing transaction and commits when fn returns nil. Any
// error rolls all of it back. On SQLite those who wait share a transaction.
func (db *DB) Write(ctx context.Context, fn func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return errs.Wrapped(errs.Unavailable, "db.afgebroken", err)
	}
	if db.bulk != nil {
		return db.bulk.write(ctx, db, fn)
	}
	if db.engine == SQLite {
		return db.turns.write(ctx, db, fn)
	}
	t, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return translate(err)
	}
	defer func() { _ = t.Rollback() }()
	tx := &Tx{ctx: ctx, db: db, tx: t}
	if err := fn(tx); err != nil {
		return err
	}
	if err := t.Commit(); err != nil {
		return translate(err)
	}
	return nil
}

// bulk is one long transaction that many use cases share while a database is
// filled. Each use case runs behind a savepoint, so a refused one leaves nothing.
type bulk struct {
	mu sync.Mutex
	tx *sql.Tx
}

func (b *bulk) write(ctx context.Context, db *DB, fn func(*Tx) error) (err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	lost := behindSavepoint(ctx, db, b.tx, func() error {
		err = fn(&Tx{ctx: ctx, db: db, tx: b.tx})
		return err
	})
	if lost != nil {
		return translate(lost)
	}
	return err
}

// Bulk runs fn with a DB whose transactions are savepoints of one transaction,
// committed at the end. Only for filling a database by one goroutine.
func (db *DB) Bulk(ctx context.Context, fn func(*DB) error) error {
	if db.bulk != nil {
		return fn(db)
	}
	t, err := db.write.BeginTx(db.quiet(ctx), nil)
	if err != nil {
		return translate(err)
	}
	defer func() { _ = t.Rollback() }()
	inner := *db
	inner.bulk = &bulk{tx: t}
	if err := fn(&inner); err != nil {
		return err
	}
	return translate(t.Commit())
}

// stmt gives the prepared statement, bound to this transaction. One that was not
// prepared by [DB.Prepare] is prepared inside the transaction: to ask the pool
// for a second connection could wait for ever when all of them do so.
func (tx *Tx) stmt(s *statement) (*sql.Stmt, error) {
	if err := tx.ctx.Err(); err != nil {
		return nil, errs.Wrapped(errs.Unavailable, "db.afgebroken", err)
	}
	cache := tx.db.stmts.write
	if tx.reads && tx.db.bulk == nil {
		cache = tx.db.stmts.read
	}
	if st := cache[s]; st != nil {
		return tx.tx.StmtContext(tx.db.quiet(tx.ctx), st), nil
	}
	st, err := tx.tx.PrepareContext(tx.db.quiet(tx.ctx), s.sql(tx.db.engine))
	if err != nil {
		return nil, fmt.Errorf("prepare %q: %w", short(s.text), translate(err))
	}
	return st, nil
}

// Prepare prepares every registered statement, so that none is prepared during a
// transaction. Call it once, before the database is used. A statement about
// tables of the other database of a pair is passed over.
func (db *DB) Prepare(ctx context.Context) error {
	for _, s := range registered() {
		st, err := db.write.PrepareContext(ctx, s.sql(db.engine))
		if err != nil {
			if absentTable(err) {
				continue
			}
			return fmt.Errorf("prepare %q: %w", short(s.text), translate(err))
		}
		db.stmts.write[s] = st
		if db.read == db.write || s.row == nil || !isSelect(s.text) {
			continue // only the writer runs it
		}
		if st, err = db.read.PrepareContext(ctx, s.sql(db.engine)); err != nil {
			return fmt.Errorf("prepare %q: %w", short(s.text), translate(err))
		}
		db.stmts.read[s] = st
	}
	return nil
}

func short(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > 120 {
		return text[:120] + "..."
	}
	return text
}

// InstantLayout is how SQLite stores a moment: UTC, fixed width, so that text
// order is time order.
const InstantLayout = "2006-01-02T15:04:05.000000Z"

// FormatInstant gives the stored text of a moment.
func FormatInstant(t time.Time) string { return t.UTC().Format(InstantLayout) }
