package audit

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"time"
)

// FormatVersion is the first byte of every canonical record. A record keeps the
// version it was written with; a reader of a later version still reads it.
const FormatVersion = 1

// The second byte tells what the record is, so that the bytes of an event can
// never pass for those of a batch.
const (
	typeEvent = 'E'
	typeBatch = 'B'
)

var errShort = errors.New("audit: record is cut short")

// AppendCanonical appends the canonical bytes of an event to dst. Numbers are 8
// bytes, big-endian; texts have their length in 4 bytes before them; nothing
// can be written in two ways.
func (e Event) AppendCanonical(dst []byte) []byte {
	dst = append(dst, FormatVersion, typeEvent)
	dst = appendUint(dst, e.Seq)
	dst = appendInstant(dst, e.At)
	for _, f := range e.texts() {
		dst = appendText(dst, *f.value)
	}
	dst = appendUint(dst, uint64(len(e.Erases)))
	for _, r := range e.Erases {
		dst = appendUint(appendUint(dst, r.From), r.To)
	}
	return append(dst, e.PayloadHash[:]...)
}

// ParseEvent reads canonical bytes back. It accepts exactly what AppendCanonical
// writes for a valid event and nothing else.
func ParseEvent(b []byte) (Event, error) {
	var e Event
	r := reader{rest: b}
	r.header(typeEvent)
	e.Seq = r.uint()
	e.At = r.instant()
	for _, f := range e.texts() {
		*f.value = r.text(f.limit)
	}
	for n := r.count(maxErases, 16); n > 0 && r.err == nil; n-- {
		e.Erases = append(e.Erases, SeqRange{From: r.uint(), To: r.uint()})
	}
	copy(e.PayloadHash[:], r.take(len(e.PayloadHash)))
	if err := r.end(); err != nil {
		return Event{}, err
	}
	if err := e.Validate(); err != nil {
		return Event{}, err
	}
	return e, nil
}

func appendUint(dst []byte, n uint64) []byte { return binary.BigEndian.AppendUint64(dst, n) }

func appendInstant(dst []byte, t time.Time) []byte {
	return appendUint(dst, uint64(t.UnixMicro()))
}

func appendText(dst []byte, s string) []byte {
	dst = binary.BigEndian.AppendUint32(dst, uint32(len(s))) //nolint:gosec // Validate keeps texts short
	return append(dst, s...)
}

// reader takes canonical bytes apart. After the first error it gives zero
// values, so callers check once, at the end.
type reader struct {
	rest []byte
	err  error
}

func (r *reader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
	r.rest = nil
}

func (r *reader) take(n int) []byte {
	if r.err != nil || n > len(r.rest) {
		r.fail(errShort)
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *reader) header(kind byte) {
	b := r.take(2)
	switch {
	case b == nil:
	case b[0] != FormatVersion:
		r.fail(fmt.Errorf("audit: format version %d is unknown to this program", b[0]))
	case b[1] != kind:
		r.fail(fmt.Errorf("audit: record of type %q where %q belongs", b[1], kind))
	}
}

func (r *reader) uint() uint64 {
	b := r.take(8)
	if b == nil {
		return 0
	}
	return binary.BigEndian.Uint64(b)
}

// instants of four-digit years are the only ones that any part of Trede writes.
var (
	minMicros = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro()
	maxMicros = time.Date(9999, 12, 31, 23, 59, 59, 999999000, time.UTC).UnixMicro()
)

func (r *reader) instant() time.Time {
	micros := int64(r.uint()) //nolint:gosec // written from int64
	if r.err == nil && (micros < minMicros || micros > maxMicros) {
		r.fail(errors.New("audit: instant outside the years 1 to 9999"))
	}
	return time.UnixMicro(micros).UTC()
}

func (r *reader) text(limit int) string {
	b := r.take(4)
	if b == nil {
		return ""
	}
	n := binary.BigEndian.Uint32(b)
	if n > math.MaxInt32 || int(n) > limit {
		r.fail(fmt.Errorf("audit: text of %d bytes, at most %d fit", n, limit))
		return ""
	}
	return string(r.take(int(n)))
}

// count reads a number of elements and refuses one that the rest cannot hold,
// so that a forged number reserves no memory.
func (r *reader) count(limit, size int) int {
	n := r.uint()
	if r.err == nil && (n > uint64(limit) || n > uint64(len(r.rest)/size)) { //nolint:gosec // constants and lengths
		r.fail(fmt.Errorf("audit: %d elements do not fit in the record", n))
	}
	if r.err != nil {
		return 0
	}
	return int(n) //nolint:gosec // at most limit
}

func (r *reader) end() error {
	if r.err == nil && len(r.rest) > 0 {
		r.fail(fmt.Errorf("audit: %d bytes after the record", len(r.rest)))
	}
	return r.err
}
