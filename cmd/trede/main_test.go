package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"trede/internal/platform/clock"
	"trede/internal/platform/crypt"
	"trede/internal/platform/id"
	"trede/internal/store"
)

// TestMain lets the scripts call trede as a program of its own, and make what a program of
// before would have made.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"trede": main, "earlier-backup": func() {
		if err := earlierBackup(context.Background(), os.Args[1], os.Args[2], os.Args[3]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}})
}

// earlierBackup writes a backup of a database that does not know of its last migration.
func earlierBackup(ctx context.Context, db, keyFile, file string) error {
	keys, err := crypt.Open(keyFile, crypt.Options{})
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, store.Options{DSN: db, Keys: keys, Clock: clock.System(), IDs: id.System()})
	if err != nil {
		return err
	}
	_, err = s.DBs()[0].Writer().ExecContext(ctx, "delete from schema_versie where version_id = (select max(version_id) from schema_versie)")
	if err == nil {
		err = s.Backup(ctx, file)
	}
	return errors.Join(err, s.Close())
}

// TestCommands runs the scripts in testdata: each a command line as an operator
// types it, with what must come of it.
func TestCommands(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir)
			return nil
		},
		UpdateScripts: os.Getenv("UPDATE") != "",
	})
}
