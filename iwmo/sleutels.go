package iwmo

import (
	"bytes"
	"encoding/binary"
	"hash/maphash"
)

// sleutels is a set of keys that is exact, also when hashes collide, and small: the
// bytes of each key with one for its length, and at most seven bytes to find it.
type sleutels struct {
	seed  maphash.Seed
	parts [][]byte // the keys one after another, each with its length before it
	index []uint32 // where a key stands, plus one, at the place of its hash; 0: free
	n     int
}

const (
	sleutelDeel = 1 << 16 // bytes in a part
	sleutelMax  = 255     // longest key
)

// add adds a key of at most 255 bytes and tells whether it was new.
func (s *sleutels) add(key []byte) bool {
	_, fresh := s.put(key, nil)
	return fresh
}

// put adds a key with what is remembered of it, unless the key was there. The entry
// names it.
func (s *sleutels) put(key, extra []byte) (entry uint32, fresh bool) {
	if s.index == nil {
		s.seed = maphash.MakeSeed()
		s.index = make([]uint32, 64)
	}
	at, found := s.search(key)
	if found {
		return s.index[at], false
	}
	entry = s.store(key, extra)
	s.index[at] = entry
	s.n++
	if s.n*4 > len(s.index)*3 {
		s.grow()
	}
	return entry, true
}

// has tells whether a key was added.
func (s *sleutels) has(key []byte) bool {
	if s.n == 0 {
		return false
	}
	_, found := s.search(key)
	return found
}

// reset forgets all keys.
func (s *sleutels) reset() {
	if s.n == 0 {
		return
	}
	if len(s.index) > 64*(s.n+1) { // of a set that was much larger before
		*s = sleutels{}
		return
	}
	clear(s.index)
	s.parts, s.n = s.parts[:1], 0
	s.parts[0] = s.parts[0][:0]
}

// search gives the place of a key in the index, or where it can be put.
func (s *sleutels) search(key []byte) (at int, found bool) {
	for at = s.place(key); s.index[at] != 0; at = (at + 1) % len(s.index) {
		if string(s.key(s.index[at])) == string(key) {
			return at, true
		}
	}
	return at, false
}

func (s *sleutels) place(key []byte) int {
	h := maphash.Bytes(s.seed, key)
	return int(h >> 32 * uint64(len(s.index)) >> 32)
}

// key is the key that an entry of the index points to.
func (s *sleutels) key(entry uint32) []byte {
	key, _ := s.record(entry)
	return key
}

// record is the key of an entry, and what stands behind it: first what is remembered of
// the key.
func (s *sleutels) record(entry uint32) (key, rest []byte) {
	part, at := s.parts[(entry-1)/sleutelDeel], (entry-1)%sleutelDeel
	end := at + 1 + uint32(part[at])
	return part[at+1 : end], part[end:]
}

func (s *sleutels) store(key, extra []byte) (entry uint32) {
	last := len(s.parts) - 1
	if last < 0 || len(s.parts[last])+1+len(key)+len(extra) > sleutelDeel {
		s.parts = append(s.parts, make([]byte, 0, sleutelDeel))
		last++
	}
	part := s.parts[last]
	entry = uint32(last*sleutelDeel + len(part) + 1)    //nolint:gosec // 4 GB of keys
	part = append(append(part, byte(len(key))), key...) //nolint:gosec // at most 255
	s.parts[last] = append(part, extra...)
	return entry
}

// grow makes the index a quarter larger.
func (s *sleutels) grow() {
	old := s.index
	s.index = make([]uint32, len(old)+len(old)/4)
	for _, entry := range old {
		if entry == 0 {
			continue
		}
		at := s.place(s.key(entry))
		for s.index[at] != 0 {
			at = (at + 1) % len(s.index)
		}
		s.index[at] = entry
	}
}

// referenties are the references of the prestaties in a message, their own and those of
// the prestaties that they take back.
type referenties struct {
	eigen sleutels // each with the client and the entry of the previous reference
	vorig sleutels
	paren sleutels // client, previous and own reference where the own one came again
	extra []byte   // space
}

// gebruik (use) tells of the references of a prestatie what came before it.
type gebruik struct {
	dubbel       bool // the same two in the same client
	herhaald     bool // the own one, anywhere
	gecrediteerd bool // the previous one was taken back already
	zelfBericht  bool // a prestatie and its credit are both in the message
	bekeken      bool // as a credit; the two that follow are known
	goedgekeurd  bool // it takes back a prestatie that was granted
	staat        bool // nothing refuses it
}

// neem adds the references of a prestatie; before is empty but on a credit.
func (m *referenties) neem(client int, own, before []byte) (g gebruik) {
	credit := uint32(0)
	if len(before) > 0 {
		var fresh bool
		g.zelfBericht = m.eigen.has(before)
		credit, fresh = m.vorig.put(before, nil)
		g.gecrediteerd = !fresh
	}
	g.zelfBericht = g.zelfBericht || m.vorig.has(own)
	m.extra = binary.AppendUvarint(m.extra[:0], uint64(client)) //nolint:gosec // a count
	m.extra = binary.AppendUvarint(m.extra, uint64(credit))
	entry, fresh := m.eigen.put(own, m.extra)
	if g.herhaald = !fresh; g.herhaald {
		_, first := m.eigen.record(entry)
		g.dubbel = bytes.HasPrefix(first, m.extra) || !m.paren.add(binary.AppendUvarint(m.extra, uint64(entry)))
	}
	return g
}
