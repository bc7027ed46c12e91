// Package password keeps passwords: it hashes and checks them with argon2id
// (RFC 9106) and refuses the ones that are too short, too common or about the
// person (OWASP ASVS 5.0, 6.2: length counts, no rules of composition, pasting
// is welcome).
package password

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync/atomic"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"trede/internal/platform/errs"
)

// Params says how much work one hash is. They stand in every stored hash, so
// that a change of them reaches each account at its next sign-in.
type Params struct {
	Memory  uint32 // KiB
	Time    uint32 // passes over the memory
	Threads uint8
}

// DefaultParams take 50 to 100 ms of one core of a small server and 19 MiB, the
// memory that the OWASP cheat sheet on password storage gives as its floor. More
// passes in place of more memory keeps a busy morning within 40 MiB.
var DefaultParams = Params{Memory: 19 * 1024, Time: 4, Threads: 1}

// Bounds on what a stored hash may ask for, so that a damaged row cannot make
// the program take gigabytes or minutes.
const (
	maxMemory  = 256 * 1024
	maxTime    = 32
	maxThreads = 8
	saltLen    = 16
	keyLen     = 32
)

// Hasher hashes and checks passwords, a few at a time: every hash under way
// takes Params.Memory. It is safe for use by several goroutines at once.
type Hasher struct {
	params  Params
	rand    io.Reader
	slots   chan struct{}
	waiting atomic.Int64
	queue   int64
	dummy   string
	done    atomic.Int64
}

// NewHasher makes a hasher that runs at most parallel hashes at once and lets at
// most queue callers wait; who comes after them gets an Unavailable error. The
// random source serves the salts; nil means crypto/rand.
func NewHasher(p Params, parallel, queue int, random io.Reader) (*Hasher, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	if random == nil {
		random = rand.Reader
	}
	h := &Hasher{params: p, rand: random, slots: make(chan struct{}, max(parallel, 1)), queue: int64(max(queue, 1))}
	salt := make([]byte, saltLen)
	if _, err := io.ReadFull(random, salt); err != nil {
		return nil, fmt.Errorf("password: random source: %w", err)
	}
	// The dummy costs as much as a real hash and fits no password: no 32 bytes
	// of argon2id are known to be zero.
	h.dummy = encode(p, salt, make([]byte, keyLen))
	return h, nil
}

func (p Params) check() error {
	if p.Memory < 8*uint32(max(p.Threads, 1)) || p.Memory > maxMemory ||
		p.Time < 1 || p.Time > maxTime || p.Threads < 1 || p.Threads > maxThreads {
		return errors.New("password: parameters of argon2id out of bounds")
	}
	return nil
}

// Hash gives the text to store for a password: the PHC string of argon2id.
func (h *Hasher) Hash(ctx context.Context, pw string) (string, error) {
	salt := make([]byte, saltLen)
	if _, err := io.ReadFull(h.rand, salt); err != nil {
		return "", fmt.Errorf("password: random source: %w", err)
	}
	key, err := h.key(ctx, pw, salt, h.params)
	if err != nil {
		return "", err
	}
	return encode(h.params, salt, key), nil
}

// Verify reports whether a password fits a stored hash, and whether that hash
// was made with other parameters than today's. With an empty hash it does the
// same work for an account that has no password or does not exist, and says no.
// A hash that cannot be read is an error, after the same work.
func (h *Hasher) Verify(ctx context.Context, encoded, pw string) (fits, outdated bool, err error) {
	known := encoded != ""
	p, salt, want, parseErr := decode(encoded)
	if !known || parseErr != nil {
		p, salt, want, err = decode(h.dummy)
		if err != nil {
			return false, false, err
		}
	}
	got, err := h.key(ctx, pw, salt, p)
	if err != nil {
		return false, false, err
	}
	fits = subtle.ConstantTimeCompare(got, want) == 1 && known && parseErr == nil
	if known && parseErr != nil {
		return false, false, parseErr
	}
	return fits, fits && p != h.params, nil
}

// Count tells how many hashes were computed since the start, for metrics and
// for the test that an unknown account costs as much as a known one.
func (h *Hasher) Count() int64 { return h.done.Load() }

// key waits for a slot and computes.
func (h *Hasher) key(ctx context.Context, pw string, salt []byte, p Params) ([]byte, error) {
	if h.waiting.Add(1) > h.queue+int64(cap(h.slots)) {
		h.waiting.Add(-1)
		return nil, errs.New(errs.Unavailable, "inlog.druk")
	}
	defer h.waiting.Add(-1)
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, errs.Wrapped(errs.Unavailable, "inlog.druk", ctx.Err())
	}
	defer func() { <-h.slots }()
	h.done.Add(1)
	return argon2.IDKey([]byte(normal(pw)), salt, p.Time, p.Memory, p.Threads, keyLen), nil
}

// normal brings the ways in which machines write one text (a letter with its
// accent, or the two apart) to one form: Unicode NFKC.
func normal(pw string) string { return norm.NFKC.String(pw) }

var b64 = base64.RawStdEncoding

func encode(p Params, salt, key []byte) string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s",
		argon2.Version, p.Memory, p.Time, p.Threads, b64.EncodeToString(salt), b64.EncodeToString(key))
}

// errHash says nothing of the hash itself.
var errHash = errors.New("password: stored hash cannot be read")

func decode(s string) (p Params, salt, key []byte, err error) {
	part := strings.Split(s, "$")
	if len(part) != 6 || part[0] != "" || part[1] != "argon2id" || part[2] != "v="+strconv.Itoa(argon2.Version) {
		return p, nil, nil, errHash
	}
	var n [3]uint64
	fields := strings.Split(part[3], ",")
	if len(fields) != 3 {
		return p, nil, nil, errHash
	}
	for i, name := range []string{"m=", "t=", "p="} {
		text, ok := strings.CutPrefix(fields[i], name)
		if n[i], err = strconv.ParseUint(text, 10, 24); !ok || err != nil {
			return p, nil, nil, errHash
		}
	}
	if n[2] > maxThreads {
		return p, nil, nil, errHash
	}
	p = Params{Memory: uint32(n[0]), Time: uint32(n[1]), Threads: uint8(n[2])} //nolint:gosec // 24 bits, and at most maxThreads
	salt, err1 := b64.Strict().DecodeString(part[4])
	key, err2 := b64.Strict().DecodeString(part[5])
	if p.check() != nil || err1 != nil || err2 != nil || len(salt) < 8 || len(salt) > 64 || len(key) != keyLen {
		return p, nil, nil, errHash
	}
	return p, salt, key, nil
}
