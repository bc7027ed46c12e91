package atomicfile_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"trede/internal/platform/atomicfile"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
}

// alone checks that the directory holds the file with the text and nothing else.
func alone(t *testing.T, path, want string, mode fs.FileMode) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("the directory holds %v (%v), want one file", entries, err)
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != want {
		t.Errorf("the file holds %q (%v), want %q", got, err, want)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != mode {
		t.Errorf("mode %v (%v), want %v", info.Mode(), err, mode)
	}
}

func TestCreateNeverOverwrites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f")
	if err := atomicfile.Create(path, 0o600, text("first")); err != nil {
		t.Fatal(err)
	}
	if err := atomicfile.Create(path, 0o600, text("second")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("second Create = %v, want ErrExist", err)
	}
	alone(t, path, "first", 0o600)
}

func TestOneOfManyCreatorsWins(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f")
	var won atomic.Int32
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if atomicfile.Create(path, 0o600, text("x")) == nil {
				won.Add(1)
			}
		})
	}
	wg.Wait()
	if won.Load() != 1 {
		t.Errorf("%d creators won, want 1", won.Load())
	}
	alone(t, path, "x", 0o600)
}

func TestReplaceLeavesTheOldFileWhenWritingFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f")
	if err := atomicfile.Replace(path, 0o640, text("old")); err != nil {
		t.Fatal(err)
	}
	full := errors.New("disk full")
	err := atomicfile.Replace(path, 0o640, func(w io.Writer) error {
		_, _ = io.WriteString(w, "half of the ne")
		return full
	})
	if !errors.Is(err, full) {
		t.Errorf("Replace = %v, want %v", err, full)
	}
	alone(t, path, "old", 0o640)
	if err := atomicfile.Replace(path, 0o600, text("new")); err != nil {
		t.Fatal(err)
	}
	alone(t, path, "new", 0o600)
}

func TestNoDirectory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "absent", "f")
	if err := atomicfile.Create(path, 0o600, text("x")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Create = %v, want ErrNotExist", err)
	}
}
