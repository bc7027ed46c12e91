package crypt

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/tink-crypto/tink-go/v2/aead"
	aeadsubtle "github.com/tink-crypto/tink-go/v2/aead/subtle"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/prf"
	tinkpb "github.com/tink-crypto/tink-go/v2/proto/tink_go_proto"
	"github.com/tink-crypto/tink-go/v2/signature"
	"github.com/tink-crypto/tink-go/v2/tink"
	"golang.org/x/crypto/argon2"

	"trede/internal/platform/atomicfile"
)

// Set names one of the four keysets of a key file.
type Set string

// The keysets. Each rotates on its own.
const (
	Fields Set = "fields" // AES-256-GCM, for columns with personal data
	Index  Set = "index"  // HMAC-SHA-256, for the blind index
	Tokens Set = "tokens" // HMAC-SHA-256, for one-time codes and session tokens
	Audit  Set = "audit"  // Ed25519, for audit checkpoints
)

var templates = map[Set]func() *tinkpb.KeyTemplate{
	Fields: aead.AES256GCMKeyTemplate,
	Index:  prf.HMACSHA256PRFKeyTemplate,
	Tokens: prf.HMACSHA256PRFKeyTemplate,
	Audit:  signature.ED25519KeyWithoutPrefixTemplate,
}

const (
	fileFormat  = "trede-keys"
	fileVersion = 1
	fileMode    = fs.FileMode(0o600)
	fileNote    = "Secret. Keep a copy apart from the database and its backups: without this file the data cannot be read, and with it anyone can read them."
	maxFileSize = 1 << 20
)

// Options say how the key file itself is protected.
type Options struct {
	// Passphrase encrypts the keysets in the file, for machines where the file
	// and the passphrase come from different places, such as a disk and a
	// secret store. Empty: the file is protected by its mode alone.
	Passphrase Sensitive
}

// keyFile is the file as JSON.
type keyFile struct {
	Format  string                  `json:"format"`
	Version int                     `json:"version"`
	Note    string                  `json:"note"`
	ID      string                  `json:"id"`
	Wrap    *wrapping               `json:"wrap,omitempty"`
	Keysets map[Set]json.RawMessage `json:"keysets"`
}

// wrapping says how the key that encrypts the keysets follows from the
// passphrase.
type wrapping struct {
	KDF     string `json:"kdf"`
	Salt    []byte `json:"salt"`
	Time    uint32 `json:"time"`
	Memory  uint32 `json:"memory_kib"`
	Threads uint8  `json:"threads"`
}

func newWrapping() *wrapping {
	w := &wrapping{KDF: "argon2id", Salt: make([]byte, 16), Time: 3, Memory: 64 << 10, Threads: 1}
	_, _ = rand.Read(w.Salt) // crypto/rand never fails; it stops the program instead
	return w
}

func (w *wrapping) key(passphrase Sensitive) (tink.AEAD, error) {
	if w.KDF != "argon2id" || len(w.Salt) < 16 || w.Time < 1 || w.Time > 100 ||
		w.Memory < 8<<10 || w.Memory > 1<<20 || w.Threads < 1 {
		return nil, errors.New("its wrapping is not one that this program makes")
	}
	key := argon2.IDKey([]byte(passphrase.Reveal()), w.Salt, w.Time, w.Memory, w.Threads, 32)
	return aeadsubtle.NewAESGCM(key)
}

// handles are the opened keysets of a key file.
type handles struct {
	id   string
	sets map[Set]*keyset.Handle
}

func newHandles() (*handles, error) {
	var raw [16]byte
	_, _ = rand.Read(raw[:])
	h := &handles{id: hex.EncodeToString(raw[:]), sets: map[Set]*keyset.Handle{}}
	for set, template := range templates {
		handle, err := keyset.NewHandle(template())
		if err != nil {
			return nil, fmt.Errorf("crypt: making the %s key: %w", set, err)
		}
		h.sets[set] = handle
	}
	return h, nil
}

// encode gives the bytes of the key file.
func (h *handles) encode(o Options) ([]byte, error) {
	f := keyFile{Format: fileFormat, Version: fileVersion, Note: fileNote, ID: h.id, Keysets: map[Set]json.RawMessage{}}
	var master tink.AEAD
	if !o.Passphrase.IsZero() {
		f.Wrap = newWrapping()
		var err error
		if master, err = f.Wrap.key(o.Passphrase); err != nil {
			return nil, err
		}
	}
	for set, handle := range h.sets {
		var out bytes.Buffer
		var err error
		if master == nil {
			err = insecurecleartextkeyset.Write(handle, keyset.NewJSONWriter(&out))
		} else {
			err = handle.WriteWithAssociatedData(keyset.NewJSONWriter(&out), master, wrapContext(h.id, set))
		}
		if err != nil {
			return nil, fmt.Errorf("crypt: writing the %s key: %w", set, err)
		}
		f.Keysets[set] = out.Bytes()
	}
	return json.MarshalIndent(f, "", "  ")
}

func wrapContext(id string, set Set) []byte { return []byte(fileFormat + "/" + id + "/" + string(set)) }

// decode reads the bytes of a key file. Its errors complete the sentence "the
// key file X cannot be used: ...".
func decode(raw []byte, o Options) (*handles, error) {
	var f keyFile
	if err := json.Unmarshal(raw, &f); err != nil {
		return nil, errors.New("it is not a key file of Trede, or it was damaged")
	}
	switch {
	case f.Format != fileFormat:
		return nil, errors.New("it is not a key file of Trede")
	case f.Version != fileVersion:
		return nil, fmt.Errorf("its version is %d and this program knows version %d", f.Version, fileVersion)
	case f.Wrap != nil && o.Passphrase.IsZero():
		return nil, errors.New("it is encrypted with a passphrase and none was given")
	case f.Wrap == nil && !o.Passphrase.IsZero():
		return nil, errors.New("a passphrase was given and it is not encrypted")
	}
	var master tink.AEAD
	if f.Wrap != nil {
		var err error
		if master, err = f.Wrap.key(o.Passphrase); err != nil {
			return nil, err
		}
	}
	h := &handles{id: f.ID, sets: map[Set]*keyset.Handle{}}
	for set := range templates {
		handle, err := readKeyset(f, set, master)
		if err != nil {
			return nil, err
		}
		h.sets[set] = handle
	}
	return h, nil
}

func readKeyset(f keyFile, set Set, master tink.AEAD) (*keyset.Handle, error) {
	raw, ok := f.Keysets[set]
	if !ok {
		return nil, fmt.Errorf("it has no %s key", set)
	}
	reader := keyset.NewJSONReader(bytes.NewReader(raw))
	if master == nil {
		handle, err := insecurecleartextkeyset.Read(reader)
		if err != nil {
			return nil, fmt.Errorf("its %s key was damaged", set)
		}
		return handle, nil
	}
	handle, err := keyset.ReadWithAssociatedData(reader, master, wrapContext(f.ID, set))
	if err != nil {
		return nil, errors.New("the passphrase is not the one it was encrypted with, or it was damaged")
	}
	return handle, nil
}

// stamp tells one state of a file from another without reading it. Every change
// puts a new file in the place of the old one, so the file itself tells them
// apart when two were written within one tick of the clock of the file system.
type stamp struct{ info fs.FileInfo }

func (s stamp) equal(o stamp) bool {
	return os.SameFile(s.info, o.info) && s.info.Size() == o.info.Size() && s.info.ModTime().Equal(o.info.ModTime())
}

// readFile reads a key file and refuses one that others can read.
func readFile(path string) ([]byte, stamp, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, stamp{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, stamp{}, err
	case !info.Mode().IsRegular():
		return nil, stamp{}, errors.New("it is not a regular file")
	case info.Mode().Perm()&0o077 != 0:
		return nil, stamp{}, fmt.Errorf("others can read it (mode %04o); run: chmod 600 %s", info.Mode().Perm(), path)
	case info.Size() > maxFileSize:
		return nil, stamp{}, errors.New("it is too large to be a key file of Trede")
	}
	raw, err := io.ReadAll(f)
	return raw, stamp{info}, err
}

func load(path string, o Options) (*handles, stamp, error) {
	raw, at, err := readFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, at, fmt.Errorf("the key file %s does not exist: %w", path, fs.ErrNotExist)
	case err != nil:
		var pathErr *fs.PathError
		if errors.As(err, &pathErr) {
			err = pathErr.Err
		}
		return nil, at, fmt.Errorf("the key file %s cannot be used: %w", path, err)
	}
	h, err := decode(raw, o)
	if err != nil {
		return nil, at, fmt.Errorf("the key file %s cannot be used: %w", path, err)
	}
	return h, at, nil
}

func save(path string, h *handles, o Options, put func(string, fs.FileMode, func(io.Writer) error) error) error {
	raw, err := h.encode(o)
	if err != nil {
		return err
	}
	// Read back what will be written: a key file that cannot be opened is a
	// database that cannot be read.
	if _, err := decode(raw, o); err != nil {
		return fmt.Errorf("crypt: the new key file cannot be read back: %w", err)
	}
	return put(path, fileMode, func(w io.Writer) error {
		_, err := w.Write(append(raw, '\n'))
		return err
	})
}

// Create makes a new key file with mode 0600. It never overwrites one: then
// errors.Is(err, fs.ErrExist) holds.
func Create(path string, o Options) error {
	h, err := newHandles()
	if err != nil {
		return err
	}
	if err := save(path, h, o, atomicfile.Create); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("the key file %s exists already: %w", path, fs.ErrExist)
		}
		return fmt.Errorf("the key file %s cannot be made: %w", path, err)
	}
	return nil
}

// Rotate adds a new key to one keyset and makes it the primary one. Old keys
// stay, so everything that was written with them is still read. Programs that
// have the file open take the new keys when they meet one that they do not know,
// and at [Keys.Refresh].
//
// For [Index] this is only half of the work: until every row has been indexed
// again, look up with [Keys.Indexes]. Restart all programs between Rotate and
// the indexing.
func Rotate(path string, o Options, set Set) error {
	return change(path, o, set, func(m *keyset.Manager, _ *keyset.Handle) error {
		id, err := m.Add(templates[set]())
		if err != nil {
			return err
		}
		return m.SetPrimary(id)
	})
}

// Prune removes all keys of a keyset but the primary one. Do this only after
// everything was written anew: what an old key encrypted, in old backups too,
// can then be read with an old copy of the key file only.
func Prune(path string, o Options, set Set) error {
	return change(path, o, set, func(m *keyset.Manager, old *keyset.Handle) error {
		for i := range old.Len() {
			entry, err := old.Entry(i)
			if err != nil {
				return err
			}
			if entry.IsPrimary() {
				continue
			}
			if err := m.Delete(entry.KeyID()); err != nil {
				return err
			}
		}
		return nil
	})
}

func change(path string, o Options, set Set, do func(*keyset.Manager, *keyset.Handle) error) (err error) {
	if templates[set] == nil {
		return fmt.Errorf("crypt: there is no keyset %q", set)
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real // replace the file, not the link to it
	}
	unlock, err := lock(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	h, _, err := load(path, o)
	if err != nil {
		return err
	}
	m := keyset.NewManagerFromHandle(h.sets[set])
	if err := do(m, h.sets[set]); err != nil {
		return fmt.Errorf("crypt: changing the %s key: %w", set, err)
	}
	if h.sets[set], err = m.Handle(); err != nil {
		return fmt.Errorf("crypt: changing the %s key: %w", set, err)
	}
	return save(path, h, o, atomicfile.Replace)
}

// lock keeps two changes of the same key file apart: the second would lose the
// key that the first one added.
func lock(path string) (unlock func() error, err error) {
	name := path + ".lock"
	err = atomicfile.Create(name, fileMode, func(io.Writer) error { return nil })
	if errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("the key file %s is being changed by another program; if none is running, remove %s", path, name)
	}
	if err != nil {
		return nil, fmt.Errorf("the key file %s cannot be changed: %w", path, err)
	}
	return func() error { return os.Remove(name) }, nil
}
