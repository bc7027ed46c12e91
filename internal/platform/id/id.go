// Package id makes the ids of all rows: UUID version 7 (RFC 9562, section 5.7)
// as lower-case text. The program makes them, not the database, so that both
// engines and the simulator get the same ids (docs/adr/0003).
//
// An id sorts by the moment it was made. It is not a secret: 62 of its bits are
// random, but whoever may see a row is decided by authz, never by an id.
package id

import (
	crand "crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"io"
	"math/rand/v2"
	"sync"
	"time"

	"trede/internal/platform/clock"
)

// Source makes new ids. It is safe for use by several goroutines at once.
type Source interface {
	// New gives an id that was never given before and that sorts after every
	// id that this source gave.
	New() string
}

// System gives a source that uses the machine's clock and chance.
func System() Source { return &generator{now: clock.System(), chance: crand.Reader} }

// Seeded gives a source of which every id follows from the seed, the clock and
// the number of ids asked before: the simulator's. Two sources with the same
// seed and a clock that stands alike give the same ids in the same order.
// Never use it for data of real people.
func Seeded(seed uint64, now clock.Clock) Source {
	var key [32]byte
	copy(key[:], "trede id source for simulation")
	binary.BigEndian.PutUint64(key[24:], seed)
	return &generator{now: now, chance: rand.NewChaCha8(key)}
}

// generator keeps 60 bits of time (48 bits of milliseconds, 12 bits of the
// fraction, RFC 9562 section 6.2 method 3) and lets them run ahead of a clock
// that stands still or goes back, so that ids always increase.
type generator struct {
	mu     sync.Mutex
	now    clock.Clock
	chance io.Reader
	last   uint64
}

func (g *generator) New() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	stamp := stampOf(g.now())
	if stamp <= g.last {
		stamp = g.last + 1
	}
	g.last = stamp

	var u [16]byte
	// Neither reader can fail: crypto/rand stops the program instead, and
	// ChaCha8 has no way to.
	_, _ = io.ReadFull(g.chance, u[8:])
	binary.BigEndian.PutUint64(u[:8], stamp>>12<<16|0x7000|stamp&0xfff)
	u[8] = u[8]&0x3f | 0x80
	return format(u)
}

// stampOf gives milliseconds and, in the last 12 bits, the fraction of one.
func stampOf(t time.Time) uint64 {
	micros := max(t.UnixMicro(), 0)
	return uint64(micros/1000)<<12 | uint64(micros%1000*4096/1000)
}

func format(u [16]byte) string {
	var out [36]byte
	hex.Encode(out[0:8], u[0:4])
	hex.Encode(out[9:13], u[4:6])
	hex.Encode(out[14:18], u[6:8])
	hex.Encode(out[19:23], u[8:10])
	hex.Encode(out[24:], u[10:])
	out[8], out[13], out[18], out[23] = '-', '-', '-', '-'
	return string(out[:])
}

// Valid reports whether s is an id in the one form that this package writes:
// 36 characters, lower case, version 7. Use it on every id that comes in from
// outside, before it reaches a query.
func Valid(s string) bool {
	if len(s) != 36 || s[14] != '7' {
		return false
	}
	for i := range len(s) {
		c := s[i]
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		case 19:
			if c != '8' && c != '9' && c != 'a' && c != 'b' {
				return false
			}
		default:
			if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
				return false
			}
		}
	}
	return true
}

// Time tells when an id was made, in whole milliseconds; the zero time for
// anything that is not [Valid].
func Time(s string) time.Time {
	if !Valid(s) {
		return time.Time{}
	}
	raw, err := hex.DecodeString(s[:8] + s[9:13])
	if err != nil {
		return time.Time{}
	}
	var eight [8]byte
	copy(eight[2:], raw)
	return time.UnixMilli(int64(binary.BigEndian.Uint64(eight[:]))).UTC() //nolint:gosec // 48 bits
}
