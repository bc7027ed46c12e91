package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"trede/internal/auth"
	"trede/internal/platform/config"
)

// The file with the code to set up goes when the code was used, and what is left of an
// earlier start goes as well.
func TestSetupFileGoesAfterUse(t *testing.T) {
	dir := t.TempDir()
	c := config.Command{Name: "trede serve", Keys: dataKeys}
	cfg, _, err := c.Parse([]string{"--db", filepath.Join(dir, "w.db"), "--key-file", filepath.Join(dir, "w.key")}, nil, os.ReadFile)
	if err != nil {
		t.Fatal(err)
	}
	o, err := open(t.Context(), cfg, first)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.close() })
	service, err := signIn(o)
	if err != nil {
		t.Fatal(err)
	}
	e := &env{stderr: io.Discard}
	if err := setupCode(t.Context(), e, cfg, service); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(setupFile(cfg))
	if err != nil {
		t.Fatal(err)
	}
	code := regexp.MustCompile(`[0-9A-Z]{4}(-[0-9A-Z]{4})+`).FindString(string(text))
	in := auth.NewAccount{Login: "beheer1", Name: "Eerste Persoon", Email: "eerste@example.nl"}
	if _, err := service.Setup(t.Context(), code, in, "een lange zin als wachtwoord 7", auth.Origin{}); err != nil {
		t.Fatal(err)
	}
	gone := func() {
		t.Helper()
		if _, err := os.Stat(setupFile(cfg)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("the file is still there: %v", err)
		}
	}
	gone()
	if err := os.WriteFile(setupFile(cfg), text, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := setupCode(t.Context(), e, cfg, service); err != nil {
		t.Fatal(err)
	}
	gone()
}
