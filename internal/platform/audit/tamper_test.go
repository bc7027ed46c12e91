package audit_test

import (
	"bytes"
	"crypto/ed25519"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"trede/internal/platform/audit"
)

// model is an audit trail in memory, as a database would hold it, together with
// what the attacker cannot reach: the exported checkpoint.
type model struct {
	t      testing.TB
	rnd    *rand.Rand
	chains []*chainRows
	file   []byte
	seal   audit.Seal
}

type chainRows struct {
	head    audit.Head
	stored  *audit.Head // the head row; nil when it was removed
	events  []audit.Stored
	batches []audit.BatchRecord
	frozen  int // records that the checkpoint saw
}

type signer struct{ key ed25519.PrivateKey }

func (s signer) Sign(m []byte) ([]byte, error) { return ed25519.Sign(s.key, m), nil }
func (s signer) Public() ed25519.PublicKey     { return s.key.Public().(ed25519.PublicKey) }

var (
	testSigner = signer{ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))}
	trusted    = map[string]ed25519.PublicKey{audit.KeyID(testSigner.Public()): testSigner.Public()}
)

func newModel(t testing.TB, seed uint64) *model {
	return &model{t: t, rnd: rand.New(rand.NewPCG(seed, 0))}
}

func (m *model) append(c *chainRows, e audit.Event, payload []byte) {
	m.t.Helper()
	var salt audit.Salt
	if payload != nil {
		salt[0], salt[1], salt[2] = byte(m.rnd.Uint32()), byte(m.rnd.Uint32()), 1
	}
	rec, head, err := c.head.Append(e, payload, salt)
	if err != nil {
		m.t.Fatal(err)
	}
	c.head, c.stored = head, &head
	c.events = append(c.events, audit.Stored{Record: rec, Salt: salt, Payload: payload})
}

func (m *model) grow(c *chainRows, n int) {
	m.t.Helper()
	for range n {
		e := event(fmt.Sprintf("actie.%d", m.rnd.IntN(5)))
		e.At = e.At.Add(time.Duration(c.head.Count) * time.Second)
		m.append(c, e, audit.Payload{Reason: fmt.Sprintf("reden %d", m.rnd.IntN(1000))}.Encode())
	}
}

func (m *model) growReads(c *chainRows, n int) {
	m.t.Helper()
	for range n {
		rec, head, err := c.head.AppendBatch(audit.Batch{At: t0, Entries: []audit.ReadEntry{
			{At: t0, Actor: audit.Actor{ID: fmt.Sprintf("acc-%d", m.rnd.IntN(9))}, Action: "dossier.geopend", Kind: "dossier", Shown: []string{"d1"}},
			{At: t0, Actor: audit.Actor{ID: fmt.Sprintf("acc-%d", m.rnd.IntN(9))}, Action: "lijst", Kind: "dossier", Shown: []string{"d1", "d2"}},
		}})
		if err != nil {
			m.t.Fatal(err)
		}
		c.head, c.stored = head, &head
		c.batches = append(c.batches, rec)
	}
}

func (m *model) add(kind, id string, n int) *chainRows {
	c := &chainRows{head: audit.Head{Chain: audit.Chain{Kind: kind, ID: id}}}
	m.grow(c, n)
	m.chains = append(m.chains, c)
	return c
}

func (m *model) addReads(id string, n int) *chainRows {
	c := &chainRows{head: audit.Head{Chain: audit.Chain{Kind: audit.KindReads, ID: id}}}
	m.growReads(c, n)
	m.chains = append(m.chains, c)
	return c
}

// sorted gives the head rows as the database would: in order of the chain.
func (m *model) sorted() iter.Seq2[audit.Head, error] {
	var heads []audit.Head
	for _, c := range m.chains {
		if c.stored != nil {
			heads = append(heads, *c.stored)
		}
	}
	slices.SortFunc(heads, func(a, b audit.Head) int { return a.Chain.Compare(b.Chain) })
	return seq(heads)
}

// export makes a checkpoint and puts it where the attacker cannot reach.
func (m *model) export() {
	m.t.Helper()
	header := audit.Header{Instance: "regio-arnhem", Number: m.seal.Number + 1, At: t0.Add(time.Hour), Previous: m.seal.Body}
	var out bytes.Buffer
	seal, err := audit.WriteCheckpoint(&out, header, m.sorted(), testSigner)
	if err != nil {
		m.t.Fatal(err)
	}
	m.file, m.seal = out.Bytes(), seal
	for _, c := range m.chains {
		c.frozen = int(c.head.Count)
	}
}

// verify is what `trede verify` does with the rows that are there now.
func (m *model) verify() audit.Report {
	m.t.Helper()
	cp, err := audit.ReadCheckpoint(bytes.NewReader(m.file), trusted)
	if err != nil {
		return audit.Report{Found: 1, Problems: []audit.Problem{{Code: audit.ProblemCheckpoint, Text: err.Error()}}}
	}
	v := audit.NewVerifier(cp)
	for _, c := range m.chains {
		if c.stored == nil && len(c.events)+len(c.batches) == 0 {
			continue // neither head nor records: the database knows nothing of it
		}
		if c.head.Chain.Kind == audit.KindReads {
			err = v.Batches(c.head.Chain, c.stored, seq(c.batches))
		} else {
			err = v.Events(c.head.Chain, c.stored, seq(c.events))
		}
		if err != nil {
			m.t.Fatal(err)
		}
	}
	return v.Report()
}

// rehash is the attacker who knows the code: it makes numbers, hashes and head
// of a chain fit again after a change.
func (c *chainRows) rehash() {
	head := audit.Head{Chain: c.head.Chain}
	for i, s := range c.events {
		rec, next, err := head.Append(s.Event, s.Payload, s.Salt)
		if err != nil {
			continue
		}
		c.events[i].Record, head = rec, next
	}
	for i, s := range c.batches {
		rec, next, err := head.AppendBatch(s.Batch)
		if err != nil {
			continue
		}
		c.batches[i], head = rec, next
	}
	c.head, c.stored = head, &head
}

func (c *chainRows) remove(from, to int) {
	if c.events != nil {
		c.events = slices.Delete(c.events, from, to)
		return
	}
	c.batches = slices.Delete(c.batches, from, to)
}

// tampering is one class of change to the rows, all before the checkpoint. It
// gives false when it cannot be done on this chain.
type tampering struct {
	name string
	do   func(m *model, c *chainRows, i int) bool
}

func onEvent(change func(m *model, s *audit.Stored)) func(*model, *chainRows, int) bool {
	return func(m *model, c *chainRows, i int) bool {
		if c.events == nil {
			return false
		}
		change(m, &c.events[i])
		return true
	}
}

var tamperings = []tampering{
	{"change who", onEvent(func(_ *model, s *audit.Stored) { s.Event.Actor.ID += "x" })},
	{"change what", onEvent(func(_ *model, s *audit.Stored) { s.Event.Action += ".anders" })},
	{"change when", onEvent(func(m *model, s *audit.Stored) {
		s.Event.At = s.Event.At.Add(time.Duration(1+m.rnd.IntN(1e6)) * time.Microsecond)
	})},
	{"change purpose", onEvent(func(_ *model, s *audit.Stored) { s.Event.Purpose = "" })},
	{"change one bit of the hash", onEvent(func(m *model, s *audit.Stored) { s.Hash[m.rnd.IntN(32)] ^= 1 << m.rnd.IntN(8) })},
	{"change one bit of the payload", onEvent(func(m *model, s *audit.Stored) {
		s.Payload = slices.Clone(s.Payload)
		s.Payload[m.rnd.IntN(len(s.Payload))] ^= 1 << m.rnd.IntN(8)
	})},
	{"change the salt", onEvent(func(m *model, s *audit.Stored) { s.Salt[m.rnd.IntN(16)] ^= 1 })},
	{"drop the payload", onEvent(func(_ *model, s *audit.Stored) { s.Payload, s.Salt = nil, audit.Salt{} })},
	{"drop the payload and its hash", onEvent(func(_ *model, s *audit.Stored) {
		s.Payload, s.Salt, s.Event.PayloadHash = nil, audit.Salt{}, audit.Hash{}
	})},
	{"change a look", func(_ *model, c *chainRows, i int) bool {
		if c.batches == nil {
			return false
		}
		entries := slices.Clone(c.batches[i].Batch.Entries)
		entries[0].Actor.ID += "x"
		c.batches[i].Batch.Entries = entries
		return true
	}},
	{"remove a look from a batch", func(_ *model, c *chainRows, i int) bool {
		if c.batches == nil {
			return false
		}
		c.batches[i].Batch.Entries = c.batches[i].Batch.Entries[:1]
		return true
	}},
	{"remove a record", func(_ *model, c *chainRows, i int) bool { c.remove(i, i+1); return true }},
	{"repeat a record", func(_ *model, c *chainRows, i int) bool {
		if i == c.frozen-1 {
			return false // that would only add a record after the checkpoint
		}
		if c.events != nil {
			c.events = slices.Insert(c.events, i, c.events[i])
		} else {
			c.batches = slices.Insert(c.batches, i, c.batches[i])
		}
		return true
	}},
	{"reorder two records", func(m *model, c *chainRows, i int) bool {
		j := m.rnd.IntN(c.frozen)
		if i == j {
			return false
		}
		if c.events != nil {
			c.events[i], c.events[j] = c.events[j], c.events[i]
		} else {
			c.batches[i], c.batches[j] = c.batches[j], c.batches[i]
		}
		return true
	}},
	{"insert a record", func(m *model, c *chainRows, i int) bool {
		if c.events == nil {
			return false
		}
		forged := c.events[m.rnd.IntN(c.frozen)]
		forged.Event.RequestID = "forged"
		c.events = slices.Insert(c.events, i, forged)
		return true
	}},
	{"cut the tail", func(_ *model, c *chainRows, i int) bool {
		c.remove(i, max(len(c.events), len(c.batches)))
		return true
	}},
	{"remove all records", func(_ *model, c *chainRows, _ int) bool {
		c.remove(0, max(len(c.events), len(c.batches)))
		return true
	}},
	{"move a record to another chain", func(m *model, c *chainRows, i int) bool {
		other := m.chains[m.rnd.IntN(len(m.chains))]
		if c.events == nil || other == c || other.events == nil {
			return false
		}
		other.events = slices.Insert(other.events, m.rnd.IntN(other.frozen), c.events[i])
		other.rehash()
		return true
	}},
	{"change the head row", func(_ *model, c *chainRows, _ int) bool {
		forged := *c.stored
		forged.Count++
		c.stored = &forged
		return true
	}},
}

// spoil does one random tampering. In half of the cases the attacker makes the
// hashes fit again, and when no record is left, removes the head row too.
func (m *model) spoil() string {
	for {
		c := m.chains[m.rnd.IntN(len(m.chains))]
		op := tamperings[m.rnd.IntN(len(tamperings))]
		if !op.do(m, c, m.rnd.IntN(c.frozen)) {
			continue
		}
		name := op.name + " of " + c.head.Chain.String()
		// These leave rows that are right again once everything is recomputed.
		harmless := op.name == "change the head row" || op.name == "change one bit of the hash" || op.name == "move a record to another chain"
		if m.rnd.IntN(2) == 0 && !harmless && op.name != "drop the payload" {
			name += ", hashes recomputed"
			c.rehash()
			if c.head.Count == 0 {
				c.stored = nil
			}
		}
		return name
	}
}

func (m *model) clone() *model {
	out := *m
	out.chains = nil
	for _, c := range m.chains {
		d := *c
		stored := *c.stored
		d.stored = &stored
		d.events, d.batches = slices.Clone(c.events), slices.Clone(c.batches)
		out.chains = append(out.chains, &d)
	}
	return &out
}

func region(t testing.TB) *model {
	m := newModel(t, 42)
	for i := range 12 {
		m.add("dossier", fmt.Sprintf("d%02d", i), 3+m.rnd.IntN(20))
	}
	m.add("contract", "c1", 8)
	m.add("instellingen", "regio", 5)
	for i := range 3 {
		m.addReads(fmt.Sprintf("w%d", i), 4+m.rnd.IntN(10))
	}
	m.export()
	return m
}

// Issue 2, acceptance 7: "1,000 random tamperings of audit records before the
// last exported checkpoint (changed, removed, reordered, whole chains, cut
// tails) are all found."
func TestThousandTamperingsAreAllFound(t *testing.T) {
	base := region(t)
	done := map[string]int{}
	for n := range 1000 {
		m := base.clone()
		m.rnd = rand.New(rand.NewPCG(uint64(n), 1))
		// Work that goes on after the checkpoint hides nothing.
		for _, c := range m.chains {
			switch grow := m.rnd.IntN(3); {
			case c.events != nil:
				m.grow(c, grow)
			default:
				m.growReads(c, grow)
			}
		}
		if r := m.verify(); !r.OK() {
			t.Fatalf("tampering %d: found before anything was done: %v", n, r.Problems)
		}
		name := m.spoil()
		for _, op := range tamperings {
			if len(name) >= len(op.name) && name[:len(op.name)] == op.name {
				done[op.name]++
			}
		}
		if m.verify().OK() {
			t.Errorf("tampering %d was not found: %s", n, name)
		}
	}
	for _, op := range tamperings {
		if done[op.name] == 0 {
			t.Errorf("the class %q was never tried", op.name)
		}
	}
}

func TestHonestGrowthIsNoProblem(t *testing.T) {
	m := region(t)
	for range 3 {
		for _, c := range m.chains {
			if c.events != nil {
				m.grow(c, m.rnd.IntN(4))
			}
		}
		m.add("dossier", fmt.Sprintf("new%d", m.rnd.Uint32()), 2)
		if r := m.verify(); !r.OK() {
			t.Fatalf("honest growth gives %v", r.Problems)
		}
	}
	old := m.file
	m.export()
	first, err := audit.ReadCheckpoint(bytes.NewReader(old), trusted)
	if err != nil {
		t.Fatal(err)
	}
	second, err := audit.ReadCheckpoint(bytes.NewReader(m.file), trusted)
	if err != nil {
		t.Fatal(err)
	}
	v := audit.NewVerifier(second, first)
	for _, c := range m.chains {
		check := v.Chain(c.head.Chain, c.stored)
		for _, e := range c.events {
			check.Event(e)
		}
		for _, b := range c.batches {
			check.Batch(b)
		}
		check.Close()
	}
	r := v.Report()
	if !r.OK() || r.Chains != len(m.chains) || r.Records != second.Seal.Records {
		t.Errorf("two checkpoints at once: %+v", r)
	}
}

// Each class of tampering is named for what it is, so that an operator knows
// where to look.
func TestEachClassHasItsName(t *testing.T) {
	tests := []struct {
		name, code string
		seq        uint64
		do         func(m *model, c *chainRows)
	}{
		{"changed", audit.ProblemChanged, 3, func(_ *model, c *chainRows) { c.events[2].Event.Actor.Role = "beheerder" }},
		{"changed to something impossible", audit.ProblemInvalid, 3, func(_ *model, c *chainRows) { c.events[2].Event.Actor.ID = "" }},
		{"previous hash changed", audit.ProblemChanged, 3, func(_ *model, c *chainRows) { c.events[2].Prev[0] ^= 1 }},
		{"rewritten", audit.ProblemRewritten, 6, func(_ *model, c *chainRows) { c.events[2].Event.Actor.Role = "beheerder"; c.rehash() }},
		{"removed", audit.ProblemOrder, 4, func(_ *model, c *chainRows) { c.remove(2, 3) }},
		{"removed and renumbered", audit.ProblemTailCut, 0, func(_ *model, c *chainRows) { c.remove(2, 3); c.rehash() }},
		{"removed, renumbered and filled up", audit.ProblemRewritten, 6, func(m *model, c *chainRows) { c.remove(2, 3); c.rehash(); m.grow(c, 1) }},
		{"reordered", audit.ProblemOrder, 4, func(_ *model, c *chainRows) { c.events[2], c.events[3] = c.events[3], c.events[2] }},
		{"tail cut", audit.ProblemTailCut, 0, func(_ *model, c *chainRows) { c.remove(4, 6) }},
		{"tail cut, head row too", audit.ProblemTailCut, 0, func(_ *model, c *chainRows) { c.remove(4, 6); c.rehash() }},
		{"whole chain", audit.ProblemChainGone, 0, func(_ *model, c *chainRows) { c.remove(0, 6); c.stored = nil }},
		{"all records", audit.ProblemTailCut, 0, func(_ *model, c *chainRows) { c.remove(0, 6) }},
		{"head row removed", audit.ProblemHeadMissing, 0, func(_ *model, c *chainRows) { c.stored = nil }},
		{"head row changed", audit.ProblemHead, 0, func(_ *model, c *chainRows) { c.stored.Hash[0] ^= 1 }},
		{"other subject", audit.ProblemSubject, 2, func(_ *model, c *chainRows) { c.events[1].Event.Chain.ID = "d2" }},
		{"payload changed", audit.ProblemPayloadChanged, 2, func(_ *model, c *chainRows) { c.events[1].Payload = []byte(`{"reason":"anders"}`) }},
		{"payload gone", audit.ProblemPayloadMissing, 2, func(_ *model, c *chainRows) { c.events[1].Payload = nil }},
		{"payload added", audit.ProblemPayloadExtra, 7, func(m *model, c *chainRows) {
			m.append(c, event("x"), nil)
			c.events[6].Payload = []byte("{}")
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := newModel(t, 1)
			m.add("dossier", "d0", 2)
			c := m.add("dossier", "d1", 6)
			m.export()
			tt.do(m, c)
			r := m.verify()
			if r.Found != 1 || r.Problems[0].Code != tt.code || r.Problems[0].Seq != tt.seq || r.Problems[0].Chain.ID != "d1" {
				t.Errorf("found %d: %+v, want %s at record %d of d1", r.Found, r.Problems, tt.code, tt.seq)
			}
		})
	}
}

func TestReportSpellsOutAtMostItsLimit(t *testing.T) {
	m := region(t)
	cp, err := audit.ReadCheckpoint(bytes.NewReader(m.file), trusted)
	if err != nil {
		t.Fatal(err)
	}
	v := audit.NewVerifier(cp)
	v.Limit = 2
	v.Chain(m.chains[0].head.Chain, m.chains[0].stored).Close() // no records
	r := v.Report()
	if r.Found != len(m.chains) || len(r.Problems) != 2 {
		t.Errorf("found %d, spelled out %d; want %d and 2", r.Found, len(r.Problems), len(m.chains))
	}
	v = audit.NewVerifier()
	v.Chain(m.chains[0].head.Chain, nil).Close()
	v.Chain(m.chains[0].head.Chain, nil).Close()
	if r := v.Report(); r.Found != 1 || r.Problems[0].Code != audit.ProblemOrder {
		t.Errorf("a chain that was fed twice: %+v", r)
	}
}
