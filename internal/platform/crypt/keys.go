// Package crypt keeps personal data unreadable for who has the database but not
// the key file: encryption of fields, a keyed blind index to look them up,
// keyed hashes of tokens, and the signature under audit checkpoints. It is a
// thin layer over Tink (docs/adr/0007).
//
// All keys stand in one key file, outside the database and its backups, made at
// the first start with mode 0600. Whoever loses it loses the data.
package crypt

import (
	"crypto/ed25519"
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/prf"
	"github.com/tink-crypto/tink-go/v2/signature"
	tinked25519 "github.com/tink-crypto/tink-go/v2/signature/ed25519"
	"github.com/tink-crypto/tink-go/v2/tink"

	"trede/internal/platform/audit"
)

// ErrDecrypt says that a ciphertext cannot be read: it was changed, it was moved
// from another place, or its key is not in the key file.
var ErrDecrypt = errors.New("crypt: this value cannot be decrypted")

// Place says where a ciphertext stands. It is bound to that place: put into
// another row or column it cannot be read, so that nobody can swap the BSN of
// two people in the database.
type Place struct {
	Table  string
	Column string
	Row    string // id of the row
}

// context gives the bytes that Tink binds; lengths keep ("ab","c") from
// ("a","bc").
func (p Place) context() []byte {
	b := make([]byte, 0, 12+len(p.Table)+len(p.Column)+len(p.Row))
	for _, s := range [...]string{p.Table, p.Column, p.Row} {
		b = binary.BigEndian.AppendUint32(b, uint32(len(s))) //nolint:gosec // names and ids
		b = append(b, s...)
	}
	return b
}

// Keys are the opened keys of one installation, safe for use by several
// goroutines at once.
type Keys struct {
	path string
	opts Options
	now  atomic.Pointer[primitives]

	mu   sync.Mutex
	seen stamp
}

// primitives are built once: making them costs more than using them.
type primitives struct {
	id      string
	aead    tink.AEAD
	primary uint32
	index   keyedHash
	tokens  keyedHash
	signer  signer
	public  map[string]ed25519.PublicKey
}

// Open opens an existing key file. When there is none, errors.Is(err,
// fs.ErrNotExist) holds.
func Open(path string, o Options) (*Keys, error) {
	h, at, err := load(path, o)
	if err != nil {
		return nil, err
	}
	p, err := h.primitives()
	if err != nil {
		return nil, fmt.Errorf("the key file %s cannot be used: %w", path, err)
	}
	k := &Keys{path: path, opts: o, seen: at}
	k.now.Store(p)
	return k, nil
}

// OpenOrCreate opens a key file, and makes it first when there is none. Call it
// only when the database is new too: a new key file beside an old database reads
// nothing of it (compare [Keys.ID] with the one that the database keeps).
func OpenOrCreate(path string, o Options) (k *Keys, created bool, err error) {
	k, err = Open(path, o)
	if !errors.Is(err, fs.ErrNotExist) {
		return k, false, err
	}
	err = Create(path, o)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, false, err
	}
	created = err == nil
	k, err = Open(path, o)
	return k, created, err
}

// Ephemeral makes keys that exist in memory only, for tests and for data that
// lives no longer than the program.
func Ephemeral() (*Keys, error) {
	h, err := newHandles()
	if err != nil {
		return nil, err
	}
	p, err := h.primitives()
	if err != nil {
		return nil, err
	}
	k := &Keys{}
	k.now.Store(p)
	return k, nil
}

func (h *handles) primitives() (*primitives, error) {
	p := &primitives{id: h.id, public: map[string]ed25519.PublicKey{}}
	var err error
	if p.aead, err = aead.New(h.sets[Fields]); err != nil {
		return nil, err
	}
	entry, err := h.sets[Fields].Primary()
	if err != nil {
		return nil, err
	}
	p.primary = entry.KeyID()
	if p.index, err = newKeyedHash(h.sets[Index]); err != nil {
		return nil, err
	}
	if p.tokens, err = newKeyedHash(h.sets[Tokens]); err != nil {
		return nil, err
	}
	return p, p.auditKeys(h.sets[Audit])
}

func (p *primitives) auditKeys(h *keyset.Handle) error {
	sign, err := signature.NewSigner(h)
	if err != nil {
		return err
	}
	for i := range h.Len() {
		entry, err := h.Entry(i)
		if err != nil {
			return err
		}
		private, ok := entry.Key().(*tinked25519.PrivateKey)
		if !ok {
			return errors.New("its audit key is not an Ed25519 key")
		}
		key, err := private.PublicKey()
		if err != nil {
			return err
		}
		public := ed25519.PublicKey(key.(*tinked25519.PublicKey).KeyBytes())
		p.public[audit.KeyID(public)] = public
		if entry.IsPrimary() {
			p.signer = signer{sign, public}
		}
	}
	return nil
}

// Refresh takes in changes of the key file and reports whether there were any.
// A program that stays up calls it now and then; reading something that was
// written with a newer key calls it by itself.
func (k *Keys) Refresh() (bool, error) {
	if k.path == "" {
		return false, nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	info, err := os.Stat(k.path)
	if err != nil {
		return false, fmt.Errorf("the key file %s cannot be used: %w", k.path, err)
	}
	if k.seen.equal(stamp{info}) {
		return false, nil
	}
	h, at, err := load(k.path, k.opts)
	if err != nil {
		return false, err
	}
	if h.id != k.now.Load().id {
		return false, fmt.Errorf("the key file %s was replaced by that of another installation", k.path)
	}
	p, err := h.primitives()
	if err != nil {
		return false, fmt.Errorf("the key file %s cannot be used: %w", k.path, err)
	}
	k.now.Store(p)
	k.seen = at
	return true, nil
}

// ID names the key file; it stays the same when keys rotate. The database keeps
// it, so that a wrong key file is refused at the start and not at the first
// dossier.
func (k *Keys) ID() string { return k.now.Load().id }

// Encrypt encrypts a value for one place. The result differs every time.
func (k *Keys) Encrypt(plain []byte, at Place) ([]byte, error) {
	out, err := k.now.Load().aead.Encrypt(plain, at.context())
	if err != nil {
		return nil, fmt.Errorf("crypt: encrypting %s.%s: %w", at.Table, at.Column, err)
	}
	return out, nil
}

// Decrypt reads a value back at the place it was encrypted for. It gives
// [ErrDecrypt] when that cannot be done.
func (k *Keys) Decrypt(cipher []byte, at Place) ([]byte, error) {
	context := at.context()
	plain, err := k.now.Load().aead.Decrypt(cipher, context)
	if err == nil {
		return plain, nil
	}
	// Perhaps another program rotated the keys.
	if changed, refreshErr := k.Refresh(); refreshErr == nil && changed {
		if plain, err = k.now.Load().aead.Decrypt(cipher, context); err == nil {
			return plain, nil
		}
	}
	return nil, fmt.Errorf("%s.%s: %w", at.Table, at.Column, ErrDecrypt)
}

// tinkPrefix is the first byte of a ciphertext; the key's id follows in four.
const tinkPrefix = 1

// IsCurrent reports whether a ciphertext was made with the primary key. Those
// that were not are to be encrypted again after a rotation.
func (k *Keys) IsCurrent(cipher []byte) bool {
	return len(cipher) > 5 && cipher[0] == tinkPrefix && binary.BigEndian.Uint32(cipher[1:5]) == k.now.Load().primary
}

// Index gives the blind index of a normalised value: a text of [IndexLength]
// characters that is equal for equal values, and that tells nothing to who does
// not have the key. The domain keeps columns apart ("inwoner.bsn"), so that
// equal values in two columns do not show. Only for exact look-up.
func (k *Keys) Index(domain, normalised string) string {
	return k.now.Load().index.sum(domain, normalised)
}

// Indexes gives the blind index under every key of the file, the primary one
// first. There is more than one only while an index is being made anew.
func (k *Keys) Indexes(domain, normalised string) []string {
	return k.now.Load().index.sums(domain, normalised)
}

// IndexIsCurrent reports whether a blind index was made with the primary key.
func (k *Keys) IndexIsCurrent(index string) bool { return k.now.Load().index.isCurrent(index) }

// TokenHash gives the keyed hash of a one-time code or a session token, which is
// what the database keeps. Unlike a plain hash it is of no use for guessing
// short codes without the key file. The purpose keeps kinds of tokens apart.
func (k *Keys) TokenHash(purpose string, token Sensitive) string {
	return k.now.Load().tokens.sum(purpose, token.Reveal())
}

// TokenHashes gives the hash under every key of the file, the primary one first:
// look a token up under all of them.
func (k *Keys) TokenHashes(purpose string, token Sensitive) []string {
	return k.now.Load().tokens.sums(purpose, token.Reveal())
}

// TokenMatches compares a token with a stored hash, also one of an older key, in
// a time that does not depend on where they differ.
func (k *Keys) TokenMatches(purpose string, token Sensitive, hash string) bool {
	matched := 0
	for _, sum := range k.TokenHashes(purpose, token) {
		matched |= subtle.ConstantTimeCompare([]byte(sum), []byte(hash))
	}
	return matched == 1
}

// Signer gives the key that signs audit checkpoints now.
func (k *Keys) Signer() audit.Signer { return k.now.Load().signer }

// AuditKeys gives the public keys under which checkpoints are genuine, by
// [audit.KeyID]: the present one and those before it.
func (k *Keys) AuditKeys() map[string]ed25519.PublicKey {
	p := k.now.Load()
	out := make(map[string]ed25519.PublicKey, len(p.public))
	for id, key := range p.public {
		out[id] = slices.Clone(key)
	}
	return out
}

type signer struct {
	tink.Signer
	public ed25519.PublicKey
}

func (s signer) Public() ed25519.PublicKey { return slices.Clone(s.public) }

// keyedHash makes texts of fixed length out of a PRF: 6 characters that name the
// key and 27 that hold 20 bytes of the sum.
type keyedHash struct {
	names []string // primary first
	prfs  []prf.PRF
}

// IndexLength is the length of a blind index and of a token hash.
const IndexLength = 6 + 27

func newKeyedHash(h *keyset.Handle) (keyedHash, error) {
	set, err := prf.NewPRFSet(h)
	if err != nil {
		return keyedHash{}, err
	}
	ids := make([]uint32, 0, len(set.PRFs))
	for id := range set.PRFs {
		if id != set.PrimaryID {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	ids = slices.Insert(ids, 0, set.PrimaryID)
	var k keyedHash
	for _, id := range ids {
		var raw [4]byte
		binary.BigEndian.PutUint32(raw[:], id)
		k.names = append(k.names, base64.RawURLEncoding.EncodeToString(raw[:]))
		k.prfs = append(k.prfs, set.PRFs[id])
	}
	return k, nil
}

func (k keyedHash) at(i int, domain, value string) string {
	in := make([]byte, 0, 4+len(domain)+len(value))
	in = binary.BigEndian.AppendUint32(in, uint32(len(domain))) //nolint:gosec // a name
	in = append(append(in, domain...), value...)
	sum, err := k.prfs[i].ComputePRF(in, 20)
	if err != nil {
		panic("crypt: " + err.Error()) // only for more bytes than SHA-256 has
	}
	return k.names[i] + base64.RawURLEncoding.EncodeToString(sum)
}

func (k keyedHash) sum(domain, value string) string { return k.at(0, domain, value) }

func (k keyedHash) sums(domain, value string) []string {
	out := make([]string, len(k.prfs))
	for i := range k.prfs {
		out[i] = k.at(i, domain, value)
	}
	return out
}

func (k keyedHash) isCurrent(sum string) bool {
	return len(sum) == IndexLength && sum[:len(k.names[0])] == k.names[0]
}
