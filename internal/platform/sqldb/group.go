package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"sync"

	"trede/internal/platform/errs"
)

// mostTurns is how many use cases one transaction carries at most.
const mostTurns = 64

// group lets the writers of SQLite, which can only take turns, share a transaction:
// whoever waits while one is being committed is part of the next, behind a savepoint
// of its own. So one disk write serves many, and nobody is told that something is
// done before it is on the disk.
type group struct {
	mu      sync.Mutex
	waiting []*turn
	busy    bool // somebody leads
}

// turn is one use case that takes its turn.
type turn struct {
	ctx      context.Context
	fn       func(*Tx) error
	err      error
	panicked any
	lead     chan bool // true: lead the next transaction; false: this turn is over
}

// write runs fn in the next transaction. Whoever finds nobody at work leads it, and
// hands over to the first one who came meanwhile.
func (g *group) write(ctx context.Context, db *DB, fn func(*Tx) error) error {
	t := &turn{ctx: ctx, fn: fn, lead: make(chan bool, 1)}
	g.mu.Lock()
	g.waiting = append(g.waiting, t)
	if !g.busy {
		g.busy = true
		t.lead <- true
	}
	g.mu.Unlock()
	if <-t.lead {
		g.carry(db) //nolint:contextcheck // the transaction is of all who wait
	}
	if t.panicked != nil {
		panic(t.panicked)
	}
	return t.err
}

// carry runs the turns that wait, the leader's own among them, and ends them, also
// when one of them ends the goroutine.
func (g *group) carry(db *DB) {
	g.mu.Lock()
	n := min(len(g.waiting), mostTurns)
	turns := g.waiting[:n:n]
	g.waiting = g.waiting[n:]
	g.mu.Unlock()

	var err error = errs.New(errs.Unavailable, "db.afgebroken")
	defer func() { g.end(turns, err) }()
	err = runTurns(db, turns)
}

// end tells everybody how it went, and who leads now.
func (g *group) end(turns []*turn, err error) {
	for _, t := range turns {
		if err != nil && t.err == nil {
			t.err = translate(err)
		}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, t := range turns[1:] {
		t.lead <- false
	}
	if g.busy = len(g.waiting) > 0; g.busy {
		g.waiting[0].lead <- true
	}
}

// runTurns carries out turns in one transaction. An error means that nothing of it
// stands.
func runTurns(db *DB, turns []*turn) error {
	tx, err := db.write.BeginTx(db.quiet(turns[0].ctx), nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if len(turns) == 1 {
		if turns[0].run(db, tx); turns[0].err != nil {
			return nil // it has its error
		}
		return tx.Commit()
	}
	for _, t := range turns {
		if err := behindSavepoint(t.ctx, db, tx, func() error { t.run(db, tx); return t.err }); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// run runs one turn. A panic is for the one whose turn it is, not for who leads.
func (t *turn) run(db *DB, tx *sql.Tx) {
	defer func() {
		if t.panicked = recover(); t.panicked != nil {
			t.err = errs.New(errs.Internal, "db.afgebroken")
		}
	}()
	if err := t.ctx.Err(); err != nil {
		t.err = errs.Wrapped(errs.Unavailable, "db.afgebroken", err)
		return
	}
	t.err = t.fn(&Tx{ctx: t.ctx, db: db, tx: tx})
}

// behindSavepoint runs fn so that nothing of it stays when it fails. Its own error
// says that the whole transaction is lost: the engine ended it itself, or cannot go
// on.
func behindSavepoint(ctx context.Context, db *DB, tx *sql.Tx, fn func() error) error {
	q := db.quiet(ctx)
	if _, err := tx.ExecContext(q, "savepoint beurt"); err != nil {
		return err
	}
	if err := fn(); err != nil {
		if _, lost := tx.ExecContext(q, "rollback to beurt"); lost != nil {
			return errors.Join(err, lost)
		}
	}
	_, err := tx.ExecContext(q, "release beurt")
	return err
}
