// Package atomicfile writes a file whole or not at all: key files, checkpoints,
// backups. A crash or a full disk leaves the old file, or none, never half of
// one.
package atomicfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Create writes a new file. When there is a file of that name already it gives
// an error for which errors.Is(err, fs.ErrExist) holds and leaves it alone, also
// when two programs do this at once.
func Create(path string, mode fs.FileMode, write func(io.Writer) error) error {
	return put(path, mode, write, os.Link)
}

// Replace writes a file in the place of the one that may be there.
func Replace(path string, mode fs.FileMode, write func(io.Writer) error) error {
	return put(path, mode, write, os.Rename)
}

func put(path string, mode fs.FileMode, write func(io.Writer) error, place func(from, to string) error) (err error) {
	dir := filepath.Dir(path)
	// CreateTemp makes the file with mode 0600, so nobody else reads it meanwhile.
	tmp, err := os.CreateTemp(dir, "."+filepath.Base(path)+".new-*")
	if err != nil {
		return err
	}
	defer func() {
		if rm := os.Remove(tmp.Name()); rm != nil && !errors.Is(rm, fs.ErrNotExist) && err == nil {
			err = rm
		}
	}()
	if err := fill(tmp, mode, write); err != nil {
		return err
	}
	if err := place(tmp.Name(), path); err != nil {
		return err
	}
	return syncDir(dir)
}

func fill(f *os.File, mode fs.FileMode, write func(io.Writer) error) error {
	err := write(f)
	if err == nil {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// syncDir makes the name itself durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
