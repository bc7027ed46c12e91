package audit

import (
	"crypto/sha256"
	"fmt"
	"iter"
)

// Head says how far a chain is: how many records it has and the hash of the
// last. A new chain has count 0 and the zero hash.
type Head struct {
	Chain Chain
	Count uint64
	Hash  Hash
}

// Record is an event with its place in the chain.
type Record struct {
	Event Event
	Prev  Hash // hash of the record before; zero for the first
	Hash  Hash
}

// BatchRecord is a batch of looks with its place in the chain.
type BatchRecord struct {
	Batch Batch
	Prev  Hash
	Hash  Hash
}

// chainHash ties canonical bytes to the record before them.
func chainHash(prev Hash, canonical []byte) Hash {
	h := sha256.New()
	h.Write([]byte("trede audit 1"))
	h.Write(prev[:])
	h.Write(canonical)
	return Hash(h.Sum(nil))
}

// hash gives the hash that an event has after prev.
func (e Event) hash(prev Hash) Hash { return chainHash(prev, e.AppendCanonical(make([]byte, 0, 512))) }

// Append makes the next record of the chain and the head after it. It fills in
// Chain, Seq and PayloadHash of the event; the caller gives the rest, and a salt
// when there is a payload. What it gives back must be written in the same
// transaction as the rows that the event is about, with the head's count as
// guard.
func (h Head) Append(e Event, payload []byte, salt Salt) (Record, Head, error) {
	e.Chain = h.Chain
	e.Seq = h.Count + 1
	if len(payload) > 0 && salt == (Salt{}) {
		return Record{}, h, fmt.Errorf("audit: payload of %s without salt", h.Chain)
	}
	e.PayloadHash = HashPayload(salt, payload)
	if err := e.Validate(); err != nil {
		return Record{}, h, err
	}
	rec := Record{Event: e, Prev: h.Hash, Hash: e.hash(h.Hash)}
	return rec, Head{Chain: h.Chain, Count: e.Seq, Hash: rec.Hash}, nil
}

// AppendBatch makes the next record of a reads chain and the head after it. It
// fills in Chain and Seq.
func (h Head) AppendBatch(b Batch) (BatchRecord, Head, error) {
	b.Chain = h.Chain
	b.Seq = h.Count + 1
	if err := b.Validate(); err != nil {
		return BatchRecord{}, h, err
	}
	rec := BatchRecord{Batch: b, Prev: h.Hash, Hash: chainHash(h.Hash, b.AppendCanonical(nil))}
	return rec, Head{Chain: h.Chain, Count: b.Seq, Hash: rec.Hash}, nil
}

// Problem codes: what a check found. They are stable message keys.
const (
	ProblemChanged        = "audit.gewijzigd"          // the hash does not fit the record
	ProblemOrder          = "audit.volgorde"           // a number is missing, double or out of order
	ProblemSubject        = "audit.ander_onderwerp"    // a record of another subject stands in the chain
	ProblemInvalid        = "audit.ongeldig"           // a record that this program would never write
	ProblemPayloadChanged = "audit.inhoud_gewijzigd"   // the payload does not fit its hash
	ProblemPayloadMissing = "audit.inhoud_ontbreekt"   // the payload is gone and no event erased it
	ProblemPayloadExtra   = "audit.inhoud_te_veel"     // a payload stands beside an event that has none, or that was erased
	ProblemHead           = "audit.kop"                // the head row does not fit the records
	ProblemHeadMissing    = "audit.kop_ontbreekt"      // records without a head row
	ProblemChainGone      = "audit.keten_weg"          // a chain of the checkpoint is gone
	ProblemTailCut        = "audit.staart_weg"         // the chain is shorter than at the checkpoint
	ProblemRewritten      = "audit.herschreven"        // the chain is another one than at the checkpoint
	ProblemCheckpoint     = "audit.controlepunt"       // the checkpoint itself is not what was signed
	ProblemCheckpointGap  = "audit.controlepunt_reeks" // a checkpoint is missing between two others
)

// Problem is one thing that is wrong in the audit trail.
type Problem struct {
	Chain Chain
	Seq   uint64 // number of the record; 0 when it concerns the whole chain
	Code  string
	Text  string // plain English, for operators; without personal values
}

// Error gives chain, number and what is wrong.
func (p *Problem) Error() string {
	if p.Seq == 0 {
		return fmt.Sprintf("%s: %s", p.Chain, p.Text)
	}
	return fmt.Sprintf("%s record %d: %s", p.Chain, p.Seq, p.Text)
}

// Stored is a record as the database holds it, with its payload when that is
// still there.
type Stored struct {
	Record
	Salt    Salt
	Payload []byte // nil when there is none; in the clear
}

// VerifyChain checks one chain, record by record, and tells its head. The error
// is a [*Problem] that names the first bad record, or the error that the
// iterator gave.
func VerifyChain(chain Chain, records iter.Seq2[Stored, error]) (Head, error) {
	v := newChainCheck(chain, nil)
	for rec, err := range records {
		if err != nil {
			return v.head, err
		}
		if p := v.event(rec); p != nil {
			return v.head, p
		}
	}
	if p := v.pending(); p != nil {
		return v.head, p
	}
	return v.head, nil
}

// VerifyBatches checks one reads chain, as [VerifyChain] does for events.
func VerifyBatches(chain Chain, records iter.Seq2[BatchRecord, error]) (Head, error) {
	v := newChainCheck(chain, nil)
	for rec, err := range records {
		if err != nil {
			return v.head, err
		}
		if p := v.batch(rec); p != nil {
			return v.head, p
		}
	}
	return v.head, nil
}
