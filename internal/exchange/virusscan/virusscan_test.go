package virusscan_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"trede/internal/exchange/virusscan"
)

// script makes a scanner out of a few lines of shell.
func script(t *testing.T, timeout time.Duration, lines string) (*virusscan.Command, *bytes.Buffer) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "proefscan")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+lines+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	c, err := virusscan.New([]string{path, "--no-summary", "-"}, timeout, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	return c, &log
}

func TestVerdicts(t *testing.T) {
	t.Setenv("TREDE_DB_PASSWORD", "geheim")
	large := bytes.Repeat([]byte("schoon "), 200_000)
	for _, tt := range []struct {
		name, lines string
		content     []byte
		infected    bool
		fails       bool
	}{
		{name: "clean", lines: `test "$1$2" = "--no-summary-" && test "$(wc -c)" -eq 1400000`, content: large},
		{name: "infected", lines: `grep -q EICAR && exit 1; exit 0`, content: []byte("x EICAR x"), infected: true},
		{name: "not infected", lines: `grep -q EICAR && exit 1; exit 0`, content: []byte("x")},
		{name: "its own trouble", lines: `echo "cannot connect to clamd" >&2; exit 2`, content: []byte("x"), fails: true},
		{name: "killed", lines: `kill -9 $$`, content: []byte("x"), fails: true},
		{name: "does not read all", lines: `exit 1`, content: large, infected: true},
		{name: "sees no settings of ours", lines: `test -z "$TREDE_DB_PASSWORD"`, content: []byte("x")},
		{name: "talks without end", lines: `head -c 5000000 /dev/zero | tr '\0' 'a'`, content: []byte("x")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, log := script(t, time.Minute, tt.lines)
			got, err := c.Scan(t.Context(), tt.content)
			if (err != nil) != tt.fails || got.Besmet != tt.infected {
				t.Fatalf("%+v, %v", got, err)
			}
			if err == nil && got.Door != "proefscan" {
				t.Errorf("looked at by %q", got.Door)
			}
			if tt.fails && !strings.Contains(log.String(), "virus scanner did not look") || log.Len() > 2000 {
				t.Errorf("log: %s", log)
			}
		})
	}
}

// A scanner that hangs, also in a child that keeps its output open, is given up.
func TestTimeLimit(t *testing.T) {
	c, _ := script(t, 100*time.Millisecond, "sleep 60 & sleep 60")
	begin := make(chan error, 1)
	go func() {
		_, err := c.Scan(context.WithoutCancel(t.Context()), []byte("x"))
		begin <- err
	}()
	select {
	case err := <-begin:
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v", err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("still waiting")
	}
}

func TestUnknownCommand(t *testing.T) {
	if _, err := virusscan.New([]string{"deze-scanner-is-er-niet"}, time.Second, slog.Default()); err == nil || !strings.Contains(err.Error(), "scan_command") {
		t.Errorf("%v", err)
	}
	if _, err := virusscan.New(nil, time.Second, slog.Default()); err == nil {
		t.Error("no command is a scanner")
	}
}
