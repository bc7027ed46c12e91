package audit

import (
	"fmt"
	"iter"
	"slices"
)

// mark is what a checkpoint says of one chain.
type mark struct {
	count  uint64
	hash   Hash
	number uint64 // of the checkpoint
}

// chainCheck recomputes one chain.
type chainCheck struct {
	head    Head
	marks   []mark // ascending by count
	missing []uint64
	present []uint64
}

func newChainCheck(chain Chain, marks []mark) *chainCheck {
	return &chainCheck{head: Head{Chain: chain}, marks: marks}
}

func (c *chainCheck) problem(seq uint64, code, format string, args ...any) *Problem {
	return &Problem{Chain: c.head.Chain, Seq: seq, Code: code, Text: fmt.Sprintf(format, args...)}
}

// event checks the next record and its payload.
func (c *chainCheck) event(s Stored) *Problem {
	e := s.Event
	if p := c.place(e.Chain, e.Seq); p != nil {
		return p
	}
	if err := e.Validate(); err != nil {
		return c.problem(e.Seq, ProblemInvalid, "is not a record that Trede writes: %v", err)
	}
	if p := c.link(e.Seq, s.Prev, s.Hash, e.hash(c.head.Hash)); p != nil {
		return p
	}
	if p := c.payload(s); p != nil {
		return p
	}
	return c.erase(e)
}

func (c *chainCheck) batch(r BatchRecord) *Problem {
	b := r.Batch
	if p := c.place(b.Chain, b.Seq); p != nil {
		return p
	}
	if err := b.Validate(); err != nil {
		return c.problem(b.Seq, ProblemInvalid, "is not a record that Trede writes: %v", err)
	}
	return c.link(b.Seq, r.Prev, r.Hash, chainHash(c.head.Hash, b.AppendCanonical(nil)))
}

func (c *chainCheck) place(chain Chain, seq uint64) *Problem {
	if chain != c.head.Chain {
		return c.problem(seq, ProblemSubject, "belongs to %s", chain)
	}
	if want := c.head.Count + 1; seq != want {
		return c.problem(seq, ProblemOrder, "stands where record %d belongs", want)
	}
	return nil
}

// link compares the stored hash with the computed one and with the marks. A
// zero prev means that the store does not keep it.
func (c *chainCheck) link(seq uint64, prev, stored, computed Hash) *Problem {
	if stored != computed || (!prev.IsZero() && prev != c.head.Hash) {
		return c.problem(seq, ProblemChanged, "does not fit its hash: it was changed, or the record before it")
	}
	c.head.Count, c.head.Hash = seq, computed
	for len(c.marks) > 0 && c.marks[0].count == seq {
		if m := c.marks[0]; m.hash != computed {
			return c.problem(seq, ProblemRewritten,
				"is not the record that checkpoint %d saw: it or one before it was rewritten", m.number)
		}
		c.marks = c.marks[1:]
	}
	return nil
}

func (c *chainCheck) payload(s Stored) *Problem {
	e := s.Event
	switch {
	case e.PayloadHash.IsZero():
		if len(s.Payload) > 0 {
			return c.problem(e.Seq, ProblemPayloadExtra, "has a payload that it was not written with")
		}
	case len(s.Payload) == 0:
		c.missing = append(c.missing, e.Seq)
	case HashPayload(s.Salt, s.Payload) != e.PayloadHash:
		return c.problem(e.Seq, ProblemPayloadChanged, "has a payload that was changed")
	default:
		c.present = append(c.present, e.Seq)
	}
	return nil
}

func (c *chainCheck) erase(e Event) *Problem {
	for _, r := range e.Erases {
		inRange := func(seq uint64) bool { return seq >= r.From && seq <= r.To }
		c.missing = slices.DeleteFunc(c.missing, inRange)
		if i := slices.IndexFunc(c.present, inRange); i >= 0 {
			return c.problem(c.present[i], ProblemPayloadExtra, "still has the payload that record %d erased", e.Seq)
		}
	}
	return nil
}

// pending tells the first payload that is gone without an event that erased it.
func (c *chainCheck) pending() *Problem {
	if len(c.missing) == 0 {
		return nil
	}
	return c.problem(c.missing[0], ProblemPayloadMissing, "has lost its payload, and no later record erased it")
}

// cut tells whether a checkpoint saw more records than there are.
func (c *chainCheck) cut() *Problem {
	if len(c.marks) == 0 {
		return nil
	}
	m := c.marks[0]
	return c.problem(0, ProblemTailCut, "has %d records, checkpoint %d saw %d", c.head.Count, m.number, m.count)
}

// Report is what a check of the whole audit trail found.
type Report struct {
	Chains   int
	Records  uint64
	Problems []Problem // at most the limit of the verifier, in the order found
	Found    int       // how many problems there are in all
}

// OK reports whether nothing was found.
func (r Report) OK() bool { return r.Found == 0 }

// Verifier checks all chains against each other and against checkpoints. Feed
// it every chain once, in any order, then ask for the [Verifier.Report]. It
// keeps no records, only the heads of the checkpoints (about 150 bytes per
// chain), and is not safe for concurrent use.
type Verifier struct {
	// Limit is how many problems the report spells out; zero means 100.
	Limit int

	marks  map[Chain][]mark
	seen   map[Chain]bool
	report Report
}

// NewVerifier makes a verifier that holds the chains against the checkpoints;
// the newest one finds all that older ones find, unless it was made after the
// tampering.
func NewVerifier(checkpoints ...*Checkpoint) *Verifier {
	v := &Verifier{marks: map[Chain][]mark{}, seen: map[Chain]bool{}}
	for _, cp := range checkpoints {
		for chain, at := range cp.heads {
			v.marks[chain] = append(v.marks[chain], mark{count: at.count, hash: at.hash, number: cp.Seal.Number})
		}
	}
	for _, marks := range v.marks {
		slices.SortStableFunc(marks, func(a, b mark) int {
			switch {
			case a.count < b.count:
				return -1
			case a.count > b.count:
				return 1
			}
			return 0
		})
	}
	return v
}

// Add puts a problem found elsewhere, such as in the checkpoints, in the report.
func (v *Verifier) Add(problems ...Problem) {
	limit := v.Limit
	if limit == 0 {
		limit = 100
	}
	for _, p := range problems {
		v.report.Found++
		if len(v.report.Problems) < limit {
			v.report.Problems = append(v.report.Problems, p)
		}
	}
}

// ChainCheck takes the records of one chain, oldest first. After the first
// problem it reads on without looking, so a chain gives at most one.
type ChainCheck struct {
	v     *Verifier
	check *chainCheck
	head  *Head
	bad   bool
}

// Chain begins a chain. The head is the stored head row, nil when there is none.
// Call Close after its last record.
func (v *Verifier) Chain(chain Chain, head *Head) *ChainCheck {
	c := &ChainCheck{v: v, check: newChainCheck(chain, v.marks[chain]), head: head}
	v.report.Chains++
	if v.seen[chain] {
		c.found(c.check.problem(0, ProblemOrder, "stands in the trail twice"))
	}
	v.seen[chain] = true
	return c
}

func (c *ChainCheck) found(p *Problem) {
	if p == nil || c.bad {
		return
	}
	c.bad = true
	c.v.Add(*p)
}

// Event takes the next event.
func (c *ChainCheck) Event(s Stored) {
	c.v.report.Records++
	if !c.bad {
		c.found(c.check.event(s))
	}
}

// Batch takes the next batch of looks.
func (c *ChainCheck) Batch(r BatchRecord) {
	c.v.report.Records++
	if !c.bad {
		c.found(c.check.batch(r))
	}
}

// Close ends the chain.
func (c *ChainCheck) Close() {
	if c.bad {
		return
	}
	c.found(c.check.cut())
	c.found(c.headProblem())
	c.found(c.check.pending())
}

func (c *ChainCheck) headProblem() *Problem {
	got := c.check.head
	switch {
	case c.head == nil && got.Count == 0:
		return nil
	case c.head == nil:
		return c.check.problem(0, ProblemHeadMissing, "has %d records and no head row", got.Count)
	case c.head.Count != got.Count || c.head.Hash != got.Hash || c.head.Chain != got.Chain:
		return c.check.problem(0, ProblemHead, "has %d records, its head row says %d or another hash", got.Count, c.head.Count)
	}
	return nil
}

// Events checks a whole chain of events from an iterator. The error is the
// iterator's; problems go to the report.
func (v *Verifier) Events(chain Chain, head *Head, records iter.Seq2[Stored, error]) error {
	c := v.Chain(chain, head)
	for rec, err := range records {
		if err != nil {
			return err
		}
		c.Event(rec)
	}
	c.Close()
	return nil
}

// Batches checks a whole reads chain from an iterator, as [Verifier.Events].
func (v *Verifier) Batches(chain Chain, head *Head, records iter.Seq2[BatchRecord, error]) error {
	c := v.Chain(chain, head)
	for rec, err := range records {
		if err != nil {
			return err
		}
		c.Batch(rec)
	}
	c.Close()
	return nil
}

// Report ends the check: it adds the chains that a checkpoint saw and that were
// not fed.
func (v *Verifier) Report() Report {
	var gone []Chain
	for chain := range v.marks {
		if !v.seen[chain] {
			gone = append(gone, chain)
		}
	}
	slices.SortFunc(gone, Chain.Compare)
	for _, chain := range gone {
		m := v.marks[chain][0]
		v.Add(Problem{
			Chain: chain, Code: ProblemChainGone,
			Text: fmt.Sprintf("is gone; checkpoint %d saw %d records", m.number, m.count),
		})
		v.seen[chain] = true
	}
	return v.report
}
