package store

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/platform/sqldb"
)

type ketenRij struct {
	Soort       string
	OnderwerpID string
	Volgnr      int64
	Record      []byte
	Hash        []byte
	Zout        []byte
	Inhoud      []byte
}

type headRij struct {
	Soort       string
	OnderwerpID string
	Volgnr      int64
	Hash        []byte
}

var (
	alleEvents = sqldb.Select[ketenRij](`
		select soort, onderwerp_id, volgnr, record, hash, zout, inhoud from audit_event
		order by soort, onderwerp_id, volgnr`)
	alleKoppen = sqldb.Select[headRij](`select soort, onderwerp_id, volgnr, hash from audit_kop order by soort, onderwerp_id`)
	leesKoppen = sqldb.Select[headRij](`select cast($1 as text) as soort, keten as onderwerp_id, volgnr, hash from lees_kop order by keten`)
	leesAlle   = sqldb.Select[batchRij](`select keten, volgnr, record, hash from lees_batch order by keten, volgnr`)
)

func headOf(r headRij) (audit.Head, error) {
	h, err := audit.HashFrom(r.Hash)
	return audit.Head{Chain: audit.Chain{Kind: r.Soort, ID: r.OnderwerpID}, Count: uint64(r.Volgnr), Hash: h}, err //nolint:gosec // a negative count is found as a wrong head
}

// AuditHeads gives the head of every chain in the order of audit.Chain.Compare.
func (s *Store) AuditHeads(ctx context.Context) ([]audit.Head, error) {
	var out []audit.Head
	add := func(r headRij) error {
		h, err := headOf(r)
		out = append(out, h)
		return err
	}
	if err := s.db.Read(ctx, func(tx *sqldb.Tx) error { return alleKoppen.Each(tx, add) }); err != nil {
		return nil, err
	}
	err := s.looks.Read(ctx, func(tx *sqldb.Tx) error { return leesKoppen.Each(tx, add, audit.KindReads) })
	slices.SortFunc(out, func(a, b audit.Head) int { return a.Chain.Compare(b.Chain) })
	return out, err
}

// VerifyAudit feeds every chain to a verifier: all events with their payloads and
// all batches of looks. What is wrong goes into the verifier's report; the error
// says that the check itself could not be done.
func (s *Store) VerifyAudit(ctx context.Context, v *audit.Verifier) error {
	err := s.db.Read(ctx, func(tx *sqldb.Tx) error {
		w, err := newWalk(v, func(add func(headRij) error) error { return alleKoppen.Each(tx, add) })
		if err != nil {
			return err
		}
		if err := alleEvents.Each(tx, func(r ketenRij) error { return w.event(s, r) }); err != nil {
			return err
		}
		w.end()
		return nil
	})
	if err != nil {
		return err
	}
	return s.looks.Read(ctx, func(tx *sqldb.Tx) error {
		w, err := newWalk(v, func(add func(headRij) error) error { return leesKoppen.Each(tx, add, audit.KindReads) })
		if err != nil {
			return err
		}
		if err := leesAlle.Each(tx, w.batch); err != nil {
			return err
		}
		w.end()
		return nil
	})
}

// walk leads rows in chain order to the verifier.
type walk struct {
	v     *audit.Verifier
	heads map[audit.Chain]audit.Head
	chain audit.Chain
	check *audit.ChainCheck
}

func newWalk(v *audit.Verifier, heads func(func(headRij) error) error) (*walk, error) {
	w := &walk{v: v, heads: map[audit.Chain]audit.Head{}}
	return w, heads(func(r headRij) error {
		h, err := headOf(r)
		if err != nil {
			h.Chain = audit.Chain{Kind: r.Soort, ID: r.OnderwerpID} // the zero hash will not fit
		}
		w.heads[h.Chain] = h
		return nil
	})
}

func (w *walk) at(chain audit.Chain) {
	if w.check != nil && chain == w.chain {
		return
	}
	if w.check != nil {
		w.check.Close()
	}
	w.chain = chain
	var head *audit.Head
	if h, ok := w.heads[chain]; ok {
		head = &h
		delete(w.heads, chain)
	}
	w.check = w.v.Chain(chain, head)
}

// end closes the last chain and reports heads without records.
func (w *walk) end() {
	if w.check != nil {
		w.check.Close()
	}
	for chain, head := range w.heads {
		w.v.Chain(chain, &head).Close()
	}
}

func (w *walk) bad(seq int64, code, text string) {
	w.v.Add(audit.Problem{Chain: w.chain, Seq: uint64(seq), Code: code, Text: text}) //nolint:gosec // for a message
}

func (w *walk) event(s *Store, r ketenRij) error {
	w.at(audit.Chain{Kind: r.Soort, ID: r.OnderwerpID})
	e, err := audit.ParseEvent(r.Record)
	if err != nil {
		w.bad(r.Volgnr, audit.ProblemInvalid, err.Error())
		return nil
	}
	if e.Seq != uint64(r.Volgnr) { //nolint:gosec // compared only
		w.bad(r.Volgnr, audit.ProblemOrder, "the record has another number than its row")
	}
	rec := audit.Stored{Record: audit.Record{Event: e}}
	copy(rec.Hash[:], r.Hash)
	if len(r.Inhoud) > 0 {
		copy(rec.Salt[:], r.Zout)
		if rec.Payload, err = s.keys.Decrypt(r.Inhoud, payloadPlace(w.chain, r.Volgnr)); err != nil {
			w.bad(r.Volgnr, audit.ProblemPayloadChanged, "the payload cannot be decrypted: it was changed")
			return nil
		}
	} else if len(r.Zout) > 0 {
		w.bad(r.Volgnr, audit.ProblemPayloadExtra, "a salt stands here without its payload")
	}
	w.check.Event(rec)
	return nil
}

func (w *walk) batch(r batchRij) error {
	w.at(audit.Chain{Kind: audit.KindReads, ID: r.Keten})
	b, err := audit.ParseBatch(r.Record)
	if err != nil {
		w.bad(r.Volgnr, audit.ProblemInvalid, err.Error())
		return nil
	}
	rec := audit.BatchRecord{Batch: b}
	copy(rec.Hash[:], r.Hash)
	w.check.Batch(rec)
	return nil
}

type controlepuntRij struct {
	Nummer  int64
	Gemaakt time.Time
	Zegel   json.RawMessage
}

var (
	controlepunten     = sqldb.Table[controlepuntRij]("controlepunt", "nummer")
	controlepuntLaatst = sqldb.Select[controlepuntRij](`select nummer, gemaakt, zegel from controlepunt order by nummer desc limit 1`)
	controlepuntAlle   = sqldb.Select[controlepuntRij](`select nummer, gemaakt, zegel from controlepunt order by nummer`)
)

// Seals gives the seals of every checkpoint made here, oldest first.
func (s *Store) Seals(ctx context.Context) (out []audit.Seal, err error) {
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error {
		return controlepuntAlle.Each(tx, func(r controlepuntRij) error {
			var seal audit.Seal
			err := json.Unmarshal(r.Zegel, &seal)
			out = append(out, seal)
			return err
		})
	})
	return out, err
}

// Checkpoint writes a signed checkpoint over all chains, gzipped, and remembers
// its seal. The writer is what leaves the house: a file, a mail.
func (s *Store) Checkpoint(ctx context.Context, signer audit.Signer, out func(number uint64) (io.WriteCloser, error)) (seal audit.Seal, err error) {
	defer errs.Wrap(&err, "store.Checkpoint")
	pair, err := readPair(ctx, s.db, kenmerken)
	if err != nil {
		return seal, err
	}
	header := audit.Header{Instance: pair, Number: 1, At: s.clock()}
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error {
		last, found, err := controlepuntLaatst.Maybe(tx)
		if err != nil || !found {
			return err
		}
		var before audit.Seal
		if err := json.Unmarshal(last.Zegel, &before); err != nil {
			return err
		}
		header.Number, header.Previous = before.Number+1, before.Body
		return nil
	})
	if err != nil {
		return seal, err
	}
	heads, err := s.AuditHeads(ctx)
	if err != nil {
		return seal, err
	}
	w, err := out(header.Number)
	if err != nil {
		return seal, err
	}
	z := gzip.NewWriter(w)
	seal, err = audit.WriteCheckpoint(z, header, func(yield func(audit.Head, error) bool) {
		for _, h := range heads {
			if !yield(h, nil) {
				return
			}
		}
	}, signer)
	if err = errors.Join(err, z.Close(), w.Close()); err != nil {
		return seal, fmt.Errorf("writing the checkpoint: %w", err)
	}
	body, err := json.Marshal(seal)
	if err != nil {
		return seal, err
	}
	return seal, s.db.Write(ctx, func(tx *sqldb.Tx) error {
		return controlepunten.Insert(tx, controlepuntRij{Nummer: int64(seal.Number), Gemaakt: seal.At, Zegel: body}) //nolint:gosec // counts up from one
	})
}
