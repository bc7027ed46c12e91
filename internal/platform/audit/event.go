package audit

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// Hash is a SHA-256 sum. The zero value stands before the first record of a
// chain and, as payload hash, for "no payload".
type Hash [sha256.Size]byte

// IsZero reports whether h is the zero value.
func (h Hash) IsZero() bool { return h == Hash{} }

// String gives 64 hexadecimal digits.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// MarshalText gives the same text as String.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads 64 hexadecimal digits.
func (h *Hash) UnmarshalText(text []byte) error {
	if hex.DecodedLen(len(text)) != len(h) || len(text)%2 != 0 {
		return fmt.Errorf("audit: a hash has %d hexadecimal digits, not %d", 2*len(h), len(text))
	}
	_, err := hex.Decode(h[:], text)
	return err
}

// HashFrom takes a hash as a database column holds it.
func HashFrom(b []byte) (Hash, error) {
	var h Hash
	if len(b) != len(h) {
		return h, fmt.Errorf("audit: a hash has %d bytes, not %d", len(h), len(b))
	}
	return Hash(b), nil
}

// Chain names one chain: the kind of subject and its id.
type Chain struct {
	Kind string // for example "dossier"; at most 64 bytes
	ID   string
}

// Compare orders chains by kind and then id, byte by byte. Lock heads in this
// order, so that two writers never wait for each other.
func (c Chain) Compare(o Chain) int {
	return cmp.Or(cmp.Compare(c.Kind, o.Kind), cmp.Compare(c.ID, o.ID))
}

// String gives kind/id, for messages.
func (c Chain) String() string { return c.Kind + "/" + c.ID }

// Actor is who acted. All three are ids or codes, never a name.
type Actor struct {
	ID             string `json:"id"`              // account, or "systeem"
	Role           string `json:"role"`            // role under which it was done
	OrganisationID string `json:"organisation_id"` // empty for the system itself
}

// SeqRange is a closed range of numbers in a chain.
type SeqRange struct {
	From uint64 `json:"from"`
	To   uint64 `json:"to"`
}

// Event is one thing that happened to one subject. Every field stands in the
// chain for good, so none may hold a personal value: that is what [Payload] is
// for. Together they answer BIO2 8.15.01: action, object, outcome, origin,
// actor and instant.
type Event struct {
	Chain       Chain      `json:"-"`                      // the subject
	Seq         uint64     `json:"seq"`                    // number in the chain, from 1
	At          time.Time  `json:"at"`                     // UTC, whole microseconds
	Actor       Actor      `json:"actor"`                  //
	OnBehalfOf  string     `json:"on_behalf_of,omitempty"` // account or person for whom the actor acted
	Action      string     `json:"action"`                 // code, for example "toewijzing.vastgesteld"
	Outcome     string     `json:"outcome,omitempty"`      // code; empty means done, else for example "geweigerd"
	Purpose     string     `json:"purpose,omitempty"`      // code of the purpose (doelbinding)
	Origin      string     `json:"origin,omitempty"`       // way in: "web", "api", "taak", "opdrachtregel"
	RequestID   string     `json:"request_id,omitempty"`   // ties the event to the log of the request
	Erases      []SeqRange `json:"erases,omitempty"`       // earlier numbers whose payload was erased by this event
	PayloadHash Hash       `json:"payload_hash,omitzero"`  // zero when there is no payload
}

// Field limits, so that a canonical record cannot be made to eat memory.
const (
	maxCode   = 64
	maxText   = 256
	maxErases = 10_000
)

// Validate tells what keeps an event from being written. The store calls it
// through [Head.Append]; an error is a defect of the caller.
func (e Event) Validate() error {
	switch {
	case e.Chain.Kind == "" || e.Chain.ID == "":
		return errors.New("audit: event without subject")
	case e.Seq == 0:
		return errors.New("audit: event without number")
	case e.Actor.ID == "":
		return errors.New("audit: event without actor")
	case e.Action == "":
		return errors.New("audit: event without action")
	}
	if err := validInstant(e.At); err != nil {
		return err
	}
	if err := validTexts(e.texts()); err != nil {
		return err
	}
	return e.validErases()
}

func validInstant(at time.Time) error {
	switch {
	case at.IsZero():
		return errors.New("audit: record without instant")
	case at.Location() != time.UTC:
		return errors.New("audit: instant is not UTC")
	case at.Nanosecond()%1000 != 0:
		return errors.New("audit: instant is finer than a microsecond")
	}
	return nil
}

func (e Event) validErases() error {
	if len(e.Erases) > maxErases {
		return fmt.Errorf("audit: event erases %d ranges, at most %d fit", len(e.Erases), maxErases)
	}
	for _, r := range e.Erases {
		if r.From == 0 || r.From > r.To || r.To >= e.Seq {
			return fmt.Errorf("audit: event %d cannot erase %d to %d", e.Seq, r.From, r.To)
		}
	}
	return nil
}

// text is one text field of a record, in canonical order.
type text struct {
	name  string
	value *string
	limit int
}

// validTexts checks length and encoding. Text that is not UTF-8 would come back
// changed from PostgreSQL and from a checkpoint.
func validTexts(texts []text) error {
	for _, f := range texts {
		if err := validText(f.name, *f.value, f.limit); err != nil {
			return err
		}
	}
	return nil
}

func validText(name, value string, limit int) error {
	switch {
	case len(value) > limit:
		return fmt.Errorf("audit: %s has %d bytes, at most %d fit", name, len(value), limit)
	case !utf8.ValidString(value), strings.ContainsRune(value, 0):
		return fmt.Errorf("audit: %s is not plain UTF-8", name)
	}
	return nil
}

// texts lists the text fields in canonical order; writing, reading and checking
// share this one list.
func (e *Event) texts() []text {
	return []text{
		{"kind", &e.Chain.Kind, maxCode},
		{"subject id", &e.Chain.ID, maxText},
		{"actor", &e.Actor.ID, maxText},
		{"role", &e.Actor.Role, maxCode},
		{"organisation", &e.Actor.OrganisationID, maxText},
		{"on behalf of", &e.OnBehalfOf, maxText},
		{"action", &e.Action, maxCode},
		{"outcome", &e.Outcome, maxCode},
		{"purpose", &e.Purpose, maxCode},
		{"origin", &e.Origin, maxCode},
		{"request id", &e.RequestID, maxText},
	}
}

// Change is one value that an act changed. Which fields of a type may appear is
// the type's own decision; a BSN or a secret never does.
type Change struct {
	Field  string `json:"field"`
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

// RuleResult is what a rule said when the act was done, so that a dossier can
// tell years later why something was granted.
type RuleResult struct {
	Rule   string   `json:"rule"`
	Kind   string   `json:"kind,omitempty"`   // "advies" or "grens"
	Status string   `json:"status"`           // "voldoet", "voldoet_niet", ...
	Codes  []string `json:"codes,omitempty"`  // message keys of the findings
	Reason string   `json:"reason,omitempty"` // why a person decided otherwise
}

// Payload holds the personal and free-text part of an event: what may be erased
// later. The zero value means that there is none.
type Payload struct {
	Reason        string            `json:"reason,omitempty"`         // in the actor's own words
	RemoteAddress string            `json:"remote_address,omitempty"` // network address of the actor
	Decision      []string          `json:"decision,omitempty"`       // reasons of the access decision
	Changes       []Change          `json:"changes,omitempty"`
	Results       []RuleResult      `json:"results,omitempty"`
	Details       map[string]string `json:"details,omitempty"`
}

// IsZero reports whether there is nothing in the payload.
func (p Payload) IsZero() bool {
	return p.Reason == "" && p.RemoteAddress == "" && len(p.Decision) == 0 &&
		len(p.Changes) == 0 && len(p.Results) == 0 && len(p.Details) == 0
}

// Encode gives the bytes to store and to hash, or nil for a zero payload. Equal
// payloads give equal bytes. The store encrypts these bytes; the hash is over
// them in the clear, so that a new encryption key changes no chain.
func (p Payload) Encode() []byte {
	if p.IsZero() {
		return nil
	}
	// Strings, slices of them and a map with string keys: encoding/json cannot
	// fail on these, and it sorts map keys.
	b, err := json.Marshal(p)
	if err != nil {
		panic("audit: " + err.Error())
	}
	return b
}

// DecodePayload reads what Encode wrote.
func DecodePayload(b []byte) (Payload, error) {
	var p Payload
	if len(b) == 0 {
		return p, nil
	}
	if err := json.Unmarshal(b, &p); err != nil {
		return Payload{}, fmt.Errorf("audit: payload: %w", err)
	}
	return p, nil
}

// Salt makes the hash of a payload untellable for who does not have the payload.
type Salt [16]byte

// NewSalt draws a salt; pass nil for the machine's own chance.
func NewSalt(chance io.Reader) (Salt, error) {
	var s Salt
	if chance == nil {
		chance = rand.Reader
	}
	if _, err := io.ReadFull(chance, s[:]); err != nil {
		return s, fmt.Errorf("audit: no chance for a salt: %w", err)
	}
	return s, nil
}

// SaltFrom takes a salt as a database column holds it.
func SaltFrom(b []byte) (Salt, error) {
	if len(b) != len(Salt{}) {
		return Salt{}, fmt.Errorf("audit: a salt has %d bytes, not %d", len(Salt{}), len(b))
	}
	return Salt(b), nil
}

// HashPayload gives the salted hash of a payload's bytes, or the zero hash when
// there are none.
func HashPayload(salt Salt, payload []byte) Hash {
	if len(payload) == 0 {
		return Hash{}
	}
	h := sha256.New()
	h.Write([]byte("trede audit payload 1"))
	h.Write(salt[:])
	h.Write(payload)
	return Hash(h.Sum(nil))
}
