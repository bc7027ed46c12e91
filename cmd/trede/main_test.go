package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the scripts call trede as a program of its own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"trede": main})
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
