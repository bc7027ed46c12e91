package audit

import (
	"errors"
	"fmt"
	"time"
)

// KindReads is the kind of the chains that log what was looked at (leeslog).
// Every writer (a running program) begins a chain of its own, so that logging a
// look never waits for another program.
const KindReads = "leeslog"

// Limits of a batch, so that one record stays small enough to hash at once.
const (
	maxEntries = 100_000
	maxShown   = 100_000
)

// ReadEntry is one look: the opening of a dossier or a document, or a list, a
// search or the palette with the ids that were shown. Like [Event] it holds no
// personal value: never the words that were searched for.
type ReadEntry struct {
	At         time.Time `json:"at"`
	Actor      Actor     `json:"actor"`
	OnBehalfOf string    `json:"on_behalf_of,omitempty"`
	Action     string    `json:"action"`            // code, for example "dossier.geopend"
	Purpose    string    `json:"purpose,omitempty"` // code of the purpose (doelbinding)
	Origin     string    `json:"origin,omitempty"`
	RequestID  string    `json:"request_id,omitempty"`
	Kind       string    `json:"kind"`  // kind of what was shown, for example "dossier"
	Shown      []string  `json:"shown"` // ids that were shown; empty when a list had no hits
}

func (e *ReadEntry) texts() []text {
	return []text{
		{"actor", &e.Actor.ID, maxText},
		{"role", &e.Actor.Role, maxCode},
		{"organisation", &e.Actor.OrganisationID, maxText},
		{"on behalf of", &e.OnBehalfOf, maxText},
		{"action", &e.Action, maxCode},
		{"purpose", &e.Purpose, maxCode},
		{"origin", &e.Origin, maxCode},
		{"request id", &e.RequestID, maxText},
		{"kind", &e.Kind, maxCode},
	}
}

func (e *ReadEntry) validate() error {
	if e.Actor.ID == "" || e.Action == "" || e.Kind == "" {
		return errors.New("audit: look without actor, action or kind")
	}
	if err := validInstant(e.At); err != nil {
		return err
	}
	if err := validTexts(e.texts()); err != nil {
		return err
	}
	if len(e.Shown) > maxShown {
		return fmt.Errorf("audit: a look shows %d ids, at most %d fit", len(e.Shown), maxShown)
	}
	for _, s := range e.Shown {
		if s == "" {
			return errors.New("audit: a shown id is empty")
		}
		if err := validText("shown id", s, maxText); err != nil {
			return err
		}
	}
	return nil
}

// Batch is a group of looks that was written together: one record of a reads
// chain.
type Batch struct {
	Chain   Chain // KindReads and the id of the writer
	Seq     uint64
	At      time.Time // when it was written
	Entries []ReadEntry
}

// Validate tells what keeps a batch from being written.
func (b Batch) Validate() error {
	switch {
	case b.Chain.Kind == "" || b.Chain.ID == "":
		return errors.New("audit: batch without a chain")
	case b.Seq == 0:
		return errors.New("audit: batch without number")
	case len(b.Entries) == 0 || len(b.Entries) > maxEntries:
		return fmt.Errorf("audit: batch of %d looks, 1 to %d fit", len(b.Entries), maxEntries)
	}
	if err := validInstant(b.At); err != nil {
		return err
	}
	if err := validTexts([]text{{"kind", &b.Chain.Kind, maxCode}, {"writer", &b.Chain.ID, maxText}}); err != nil {
		return err
	}
	for i := range b.Entries {
		if err := b.Entries[i].validate(); err != nil {
			return fmt.Errorf("look %d: %w", i, err)
		}
	}
	return nil
}

// AppendCanonical appends the canonical bytes of a batch to dst, in the form of
// [Event.AppendCanonical].
func (b Batch) AppendCanonical(dst []byte) []byte {
	dst = append(dst, FormatVersion, typeBatch)
	dst = appendUint(dst, b.Seq)
	dst = appendInstant(dst, b.At)
	dst = appendText(appendText(dst, b.Chain.Kind), b.Chain.ID)
	dst = appendUint(dst, uint64(len(b.Entries)))
	for i := range b.Entries {
		e := &b.Entries[i]
		dst = appendInstant(dst, e.At)
		for _, f := range e.texts() {
			dst = appendText(dst, *f.value)
		}
		dst = appendUint(dst, uint64(len(e.Shown)))
		for _, s := range e.Shown {
			dst = appendText(dst, s)
		}
	}
	return dst
}

// ParseBatch reads canonical bytes back. It accepts exactly what AppendCanonical
// writes for a valid batch and nothing else.
func ParseBatch(raw []byte) (Batch, error) {
	var b Batch
	r := reader{rest: raw}
	r.header(typeBatch)
	b.Seq = r.uint()
	b.At = r.instant()
	b.Chain.Kind, b.Chain.ID = r.text(maxCode), r.text(maxText)
	const smallestEntry = 8 + 9*4 + 8
	for n := r.count(maxEntries, smallestEntry); n > 0 && r.err == nil; n-- {
		var e ReadEntry
		e.At = r.instant()
		for _, f := range e.texts() {
			*f.value = r.text(f.limit)
		}
		for s := r.count(maxShown, 4); s > 0 && r.err == nil; s-- {
			e.Shown = append(e.Shown, r.text(maxText))
		}
		b.Entries = append(b.Entries, e)
	}
	if err := r.end(); err != nil {
		return Batch{}, err
	}
	if err := b.Validate(); err != nil {
		return Batch{}, err
	}
	return b, nil
}
