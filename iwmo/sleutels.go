package iwmo

import "hash/maphash"

// sleutels is a set of keys that is exact, also when hashes collide, and small: the
// bytes of each key with one for its length, and some six bytes to find it.
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
	if s.index == nil {
		s.seed = maphash.MakeSeed()
		s.index = make([]uint32, 64)
	}
	at, found := s.search(key)
	if found {
		return false
	}
	s.index[at] = s.store(key)
	s.n++
	if s.n*8 > len(s.index)*7 {
		s.grow()
	}
	return true
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
	part, at := s.parts[(entry-1)/sleutelDeel], (entry-1)%sleutelDeel
	return part[at+1 : at+1+uint32(part[at])]
}

func (s *sleutels) store(key []byte) (entry uint32) {
	last := len(s.parts) - 1
	if last < 0 || len(s.parts[last])+1+len(key) > sleutelDeel {
		s.parts = append(s.parts, make([]byte, 0, sleutelDeel))
		last++
	}
	part := s.parts[last]
	entry = uint32(last*sleutelDeel + len(part) + 1)             //nolint:gosec // 4 GB of keys
	s.parts[last] = append(append(part, byte(len(key))), key...) //nolint:gosec // at most 255
	return entry
}

func (s *sleutels) grow() {
	old := s.index
	s.index = make([]uint32, len(old)+len(old)/2)
	for _, entry := range old {
		if entry != 0 {
			at, _ := s.search(s.key(entry))
			s.index[at] = entry
		}
	}
}
