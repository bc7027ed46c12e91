package sqldb_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"trede/internal/platform/errs"
	"trede/internal/platform/sqldb"
)

// outcome is what one of many writers was told.
type outcome struct {
	err      error
	panicked any
}

// together lets writers come while another holds the database, so that on SQLite they
// share a transaction, and gives what each was told. Writer n writes the row with its id.
func together(t *testing.T, db *sqldb.DB, n int, fn func(i int, tx *sqldb.Tx, cancel func()) error) []outcome {
	t.Helper()
	held, letGo := make(chan bool), make(chan bool)
	var all, begun sync.WaitGroup
	all.Go(func() {
		if err := db.Write(t.Context(), func(*sqldb.Tx) error { close(held); <-letGo; return nil }); err != nil {
			t.Error(err)
		}
	})
	<-held
	out := make([]outcome, n)
	for i := range n {
		begun.Add(1)
		all.Go(func() {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			defer func() { out[i].panicked = recover() }()
			begun.Done()
			out[i].err = db.Write(ctx, func(tx *sqldb.Tx) error {
				if err := dingen.Insert(tx, dingRij{ID: writerID(i), Naam: soort(writerID(i)), Versie: 1}); err != nil {
					return err
				}
				return fn(i, tx, cancel)
			})
			if out[i].err == nil && !slices.Contains(ids(t, db), writerID(i)) {
				t.Errorf("writer %d was told that its row stands, and it does not", i)
			}
		})
	}
	begun.Wait()
	time.Sleep(50 * time.Millisecond) // until they stand in line
	close(letGo)
	all.Wait()
	return out
}

func writerID(i int) string { return fmt.Sprintf("w%02d", i) }

func ids(t *testing.T, db *sqldb.DB) (out []string) {
	t.Helper()
	if err := db.Read(context.Background(), func(tx *sqldb.Tx) (err error) {
		out, err = beperkt.All(tx, 1000, 0)
		return err
	}); err != nil {
		t.Error(err)
	}
	return out
}

// What goes wrong with one writer is its own: an error, a panic, a request that ended
// half-way and a statement that the database refuses leave nothing of that writer, and
// all of the others.
func TestOneWriterDoesNotTouchAnother(t *testing.T) {
	onBoth(t, func(t *testing.T, db *sqldb.DB) {
		stop := errors.New("stop")
		out := together(t, db, 12, func(i int, tx *sqldb.Tx, cancel func()) error {
			switch i % 6 {
			case 1:
				return stop
			case 2:
				panic("stop")
			case 3:
				cancel()
				return dingen.Insert(tx, dingRij{ID: "late" + writerID(i), Naam: soort("late" + writerID(i)), Versie: 1})
			case 4:
				return dingen.Insert(tx, dingRij{ID: "twice", Naam: soort(writerID(i)), Versie: 1})
			}
			return nil
		})
		var want []string
		for i, o := range out {
			var right bool
			switch i % 6 {
			case 1:
				right = errors.Is(o.err, stop)
			case 2:
				right = o.panicked == "stop"
			case 3:
				right = errs.Is(o.err, errs.Unavailable)
			case 4:
				right = errs.Is(o.err, errs.Conflict)
			default:
				right = o.err == nil
				want = append(want, writerID(i))
			}
			if !right || i%6 != 2 && o.panicked != nil {
				t.Errorf("writer %d: %v, panic %v", i, o.err, o.panicked)
			}
		}
		if got := ids(t, db); !slices.Equal(got, want) {
			t.Errorf("rows %v, want %v", got, want)
		}
		if err := db.Write(t.Context(), func(*sqldb.Tx) error { return nil }); err != nil {
			t.Errorf("the next one: %v", err)
		}
	})
}

// A request that ended before its turn came writes nothing.
func TestWhoLeftTheLineWritesNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, db *sqldb.DB) {
		ctx, cancel := context.WithCancel(t.Context())
		err := db.Write(t.Context(), func(*sqldb.Tx) error {
			cancel()
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		err = db.Write(ctx, func(tx *sqldb.Tx) error {
			return dingen.Insert(tx, dingRij{ID: "a", Naam: "a", Versie: 1})
		})
		if !errs.Is(err, errs.Unavailable) {
			t.Errorf("%v", err)
		}
		wantCount(t, db, 0)
	})
}

var insertLater = sqldb.Exec("insert into later (id, ding) values ($1, $2)")

// A transaction that cannot be committed is lost for everybody in it, and everybody in it
// is told so: nothing is acknowledged that is not there. What comes after it works.
func TestNobodyIsToldOfWhatWasNotCommitted(t *testing.T) {
	db, err := sqldb.Open(t.Context(), filepath.Join(t.TempDir(), "a.db"), sqldb.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Migrate(t.Context(), schema, "goose"); err != nil {
		t.Fatal(err)
	}
	stop := errors.New("stop")
	out := together(t, db, 6, func(i int, tx *sqldb.Tx, _ func()) error {
		switch i {
		case 3:
			return stop
		case 4:
			_, err := insertLater.Run(tx, "x", "nobody")
			return err
		}
		return nil
	})
	stands := ids(t, db)
	for i, o := range out {
		if (o.err == nil) != slices.Contains(stands, writerID(i)) {
			t.Errorf("writer %d was told %v; there is %v", i, o.err, stands)
		}
	}
	if !errors.Is(out[3].err, stop) || out[4].err == nil || len(stands) == 5 {
		t.Errorf("own error %v, refused at the end %v, rows %v", out[3].err, out[4].err, stands)
	}
	if err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
		return dingen.Insert(tx, dingRij{ID: "after", Naam: "after", Versie: 1})
	}); err != nil {
		t.Errorf("after it: %v", err)
	}
}

// TestWhoLeavesHoldsNobodyUp: a writer whose goroutine ends in the middle leaves the
// line open for the next.
func TestWhoLeavesHoldsNobodyUp(t *testing.T) {
	onBoth(t, func(t *testing.T, db *sqldb.DB) {
		var gone sync.WaitGroup
		gone.Go(func() {
			_ = db.Write(t.Context(), func(*sqldb.Tx) error { runtime.Goexit(); return nil })
		})
		gone.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		told := make(chan error, 1)
		go func() {
			told <- db.Write(ctx, func(tx *sqldb.Tx) error {
				return dingen.Insert(tx, dingRij{ID: writerID(1), Naam: "na", Versie: 1})
			})
		}()
		select {
		case err := <-told:
			if err != nil {
				t.Error(err)
			}
		case <-ctx.Done():
			t.Error("the next writer waits for ever")
		}
	})
}
