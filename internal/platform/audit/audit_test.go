package audit_test

import (
	"bytes"
	"errors"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"trede/internal/platform/audit"
)

var t0 = time.Date(2026, 7, 15, 9, 30, 0, 123456000, time.UTC)

func event(action string) audit.Event {
	return audit.Event{
		At: t0, Actor: audit.Actor{ID: "acc-1", Role: "consulent", OrganisationID: "org-1"},
		Action: action, Purpose: "wmo.onderzoek", Origin: "web", RequestID: "req-1",
	}
}

// drawText draws texts with everything that is hard: empty, long, other scripts.
func drawText(t *rapid.T, name string, limit int) string {
	s := rapid.StringOfN(rapid.Rune().Filter(func(r rune) bool { return r != 0 }), 0, limit/4, limit).Draw(t, name)
	return s
}

func drawInstant(t *rapid.T, name string) time.Time {
	const century = 100 * 365 * 24 * 3600 * 1_000_000
	return time.UnixMicro(rapid.Int64Range(1, century).Draw(t, name)).UTC()
}

func drawEvent(t *rapid.T) audit.Event {
	need := func(name string, limit int) string { return "x" + drawText(t, name, limit-1) }
	e := audit.Event{
		Chain:      audit.Chain{Kind: need("kind", 64), ID: need("id", 256)},
		Seq:        rapid.Uint64Range(1, 1<<63).Draw(t, "seq"),
		At:         drawInstant(t, "at"),
		Actor:      audit.Actor{ID: need("actor", 256), Role: drawText(t, "role", 64), OrganisationID: drawText(t, "org", 256)},
		OnBehalfOf: drawText(t, "behalf", 256), Action: need("action", 64), Outcome: drawText(t, "outcome", 64),
		Purpose: drawText(t, "purpose", 64), Origin: drawText(t, "origin", 64), RequestID: drawText(t, "request", 256),
	}
	for range rapid.IntRange(0, 3).Draw(t, "erases") {
		if e.Seq > 1 {
			to := rapid.Uint64Range(1, e.Seq-1).Draw(t, "to")
			e.Erases = append(e.Erases, audit.SeqRange{From: rapid.Uint64Range(1, to).Draw(t, "from"), To: to})
		}
	}
	if rapid.Bool().Draw(t, "payload") {
		e.PayloadHash = audit.HashPayload(audit.Salt{1}, []byte{1})
	}
	return e
}

func drawBatch(t *rapid.T) audit.Batch {
	b := audit.Batch{
		Chain: audit.Chain{Kind: audit.KindReads, ID: "w" + drawText(t, "writer", 255)},
		Seq:   rapid.Uint64Range(1, 1<<63).Draw(t, "seq"), At: drawInstant(t, "at"),
	}
	for range rapid.IntRange(1, 4).Draw(t, "entries") {
		e := audit.ReadEntry{
			At: drawInstant(t, "look"), Actor: audit.Actor{ID: "a" + drawText(t, "actor", 255)},
			Action: "dossier.geopend", Kind: "dossier", RequestID: drawText(t, "request", 256),
		}
		for range rapid.IntRange(0, 3).Draw(t, "shown") {
			e.Shown = append(e.Shown, "i"+drawText(t, "shown id", 255))
		}
		b.Entries = append(b.Entries, e)
	}
	return b
}

func TestCanonicalBytesComeBackAsTheyWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := drawEvent(t)
		got, err := audit.ParseEvent(e.AppendCanonical(nil))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(e, got); diff != "" {
			t.Fatal(diff)
		}
		b := drawBatch(t)
		gotBatch, err := audit.ParseBatch(b.AppendCanonical(nil))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(b, gotBatch); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestNoOtherBytesAreARecord(t *testing.T) {
	rec, _, err := audit.Head{Chain: audit.Chain{Kind: "dossier", ID: "d1"}}.Append(event("x"), []byte("y"), audit.Salt{1})
	if err != nil {
		t.Fatal(err)
	}
	raw := rec.Event.AppendCanonical(nil)
	for n := range len(raw) {
		if _, err := audit.ParseEvent(raw[:n]); err == nil {
			t.Errorf("the first %d of %d bytes are an event", n, len(raw))
		}
	}
	for name, bad := range map[string][]byte{
		"a byte too many": append(bytes.Clone(raw), 0),
		"other version":   append([]byte{2}, raw[1:]...),
		"other type":      append([]byte{1, 'B'}, raw[2:]...),
	} {
		if _, err := audit.ParseEvent(bad); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, err := audit.ParseBatch(raw); err == nil {
		t.Error("an event passes for a batch")
	}
}

// Two events that differ anywhere have other canonical bytes: no text can move
// from one field to the next unseen.
func TestCanonicalBytesDifferWhenEventsDiffer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawEvent(t), drawEvent(t)
		if same := cmp.Equal(a, b); same != bytes.Equal(a.AppendCanonical(nil), b.AppendCanonical(nil)) {
			t.Fatalf("events equal: %v, bytes equal: %v", same, !same)
		}
	})
	a, b := event("x"), event("x")
	a.Actor.Role, a.Actor.OrganisationID = "ab", "c"
	b.Actor.Role, b.Actor.OrganisationID = "a", "bc"
	if bytes.Equal(a.AppendCanonical(nil), b.AppendCanonical(nil)) {
		t.Error("text moved between fields without a trace")
	}
}

// The stored form may never drift: records of years ago must verify.
func TestCanonicalFormIsFrozen(t *testing.T) {
	head := audit.Head{Chain: audit.Chain{Kind: "dossier", ID: "018f0000-0000-7000-8000-000000000001"}}
	e := event("toewijzing.vastgesteld")
	rec, head, err := head.Append(e, audit.Payload{Reason: "op verzoek"}.Encode(), audit.Salt{1, 2, 3})
	if err != nil {
		t.Fatal(err)
	}
	e.Erases = []audit.SeqRange{{From: 1, To: 1}}
	_, head, err = head.Append(e, nil, audit.Salt{})
	if err != nil {
		t.Fatal(err)
	}
	reads := audit.Head{Chain: audit.Chain{Kind: audit.KindReads, ID: "w1"}}
	_, reads, err = reads.AppendBatch(audit.Batch{At: t0, Entries: []audit.ReadEntry{
		{At: t0, Actor: e.Actor, Action: "dossier.geopend", Kind: "dossier", Shown: []string{"d1", "d2"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ what, got, want string }{
		{"payload hash", rec.Event.PayloadHash.String(), "e1096c935cfe406b409daf4d3f32bf8da2d993e258b5a1b6562d4622d760e4ae"},
		{"first hash", rec.Hash.String(), "bfbb8ca73d0062cbd456db35799869dd79092f68eabc5d1a4cc2e4b3ea4bfc10"},
		{"head", head.Hash.String(), "334bc2c04d7cdaa3ce7017712bb3e53b7290c93e9d37449704043a28f94557a2"},
		{"reads head", reads.Hash.String(), "285b004e501430b3f4d7cdb598771e012e81b57b3c24eaf1c84b0855bf36936b"},
	} {
		if c.got != c.want {
			t.Errorf("%s = %s, want %s: the format changed; give it a new version instead", c.what, c.got, c.want)
		}
	}
}

func TestEventsThatMayNotBeWritten(t *testing.T) {
	head := audit.Head{Chain: audit.Chain{Kind: "dossier", ID: "d1"}, Count: 4}
	tests := map[string]func(e *audit.Event){
		"no actor":          func(e *audit.Event) { e.Actor.ID = "" },
		"no action":         func(e *audit.Event) { e.Action = "" },
		"no instant":        func(e *audit.Event) { e.At = time.Time{} },
		"local instant":     func(e *audit.Event) { e.At = e.At.In(time.FixedZone("CET", 3600)) },
		"too fine instant":  func(e *audit.Event) { e.At = e.At.Add(1) },
		"long code":         func(e *audit.Event) { e.Action = strings.Repeat("x", 65) },
		"not UTF-8":         func(e *audit.Event) { e.RequestID = "\xff" },
		"NUL":               func(e *audit.Event) { e.RequestID = "a\x00b" },
		"erases itself":     func(e *audit.Event) { e.Erases = []audit.SeqRange{{From: 5, To: 5}} },
		"erases backwards":  func(e *audit.Event) { e.Erases = []audit.SeqRange{{From: 3, To: 2}} },
		"erases number 0":   func(e *audit.Event) { e.Erases = []audit.SeqRange{{From: 0, To: 2}} },
		"erases everything": func(e *audit.Event) { e.Erases = make([]audit.SeqRange, 10_001) },
	}
	for name, spoil := range tests {
		t.Run(name, func(t *testing.T) {
			e := event("x")
			if _, _, err := head.Append(e, nil, audit.Salt{}); err != nil {
				t.Fatalf("the good event was refused: %v", err)
			}
			spoil(&e)
			if _, after, err := head.Append(e, nil, audit.Salt{}); err == nil || after != head {
				t.Errorf("accepted, head %v", after)
			}
		})
	}
	if _, _, err := head.Append(event("x"), []byte("y"), audit.Salt{}); err == nil {
		t.Error("a payload without salt was accepted")
	}
	if _, _, err := (audit.Head{}).Append(event("x"), nil, audit.Salt{}); err == nil {
		t.Error("an event without subject was accepted")
	}
}

func TestPayloadHashTellsNothingWithoutSalt(t *testing.T) {
	p := audit.Payload{Details: map[string]string{"b": "2", "a": "1"}, Changes: []audit.Change{{Field: "trede", Before: "2", After: "3"}}}
	if got, want := string(p.Encode()), `{"changes":[{"field":"trede","before":"2","after":"3"}],"details":{"a":"1","b":"2"}}`; got != want {
		t.Errorf("Encode = %s, want %s", got, want)
	}
	back, err := audit.DecodePayload(p.Encode())
	if err != nil || !cmp.Equal(back, p) {
		t.Errorf("DecodePayload = %v, %v", back, err)
	}
	s1, _ := audit.NewSalt(nil)
	s2, _ := audit.NewSalt(nil)
	if audit.HashPayload(s1, p.Encode()) == audit.HashPayload(s2, p.Encode()) {
		t.Error("the salt does not change the hash")
	}
	if (audit.Payload{}).Encode() != nil || !audit.HashPayload(s1, nil).IsZero() {
		t.Error("an empty payload has bytes or a hash")
	}
}

// seq gives records as an iterator, as a database would.
func seq[T any](records []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func TestVerifyChainNamesTheFirstBadRecord(t *testing.T) {
	m := newModel(t, 1)
	chain := m.add("dossier", "d1", 6)
	head, err := audit.VerifyChain(chain.head.Chain, seq(chain.events))
	if err != nil || head != chain.head {
		t.Fatalf("VerifyChain of an honest chain = %v, %v", head, err)
	}
	chain.events[3].Event.Outcome = "geweigerd"
	_, err = audit.VerifyChain(chain.head.Chain, seq(chain.events))
	var p *audit.Problem
	if !errors.As(err, &p) || p.Seq != 4 || p.Code != audit.ProblemChanged {
		t.Errorf("VerifyChain = %v, want record 4 changed", err)
	}
	if want := "dossier/d1 record 4: "; !strings.HasPrefix(err.Error(), want) {
		t.Errorf("error %q does not begin with %q", err, want)
	}
	broken := errors.New("disk")
	_, err = audit.VerifyChain(chain.head.Chain, func(yield func(audit.Stored, error) bool) { yield(audit.Stored{}, broken) })
	if !errors.Is(err, broken) {
		t.Errorf("the error of the database is hidden: %v", err)
	}
}

func TestVerifyBatchesNamesTheFirstBadRecord(t *testing.T) {
	m := newModel(t, 1)
	chain := m.addReads("w1", 5)
	head, err := audit.VerifyBatches(chain.head.Chain, seq(chain.batches))
	if err != nil || head != chain.head {
		t.Fatalf("VerifyBatches of an honest chain = %v, %v", head, err)
	}
	entries := chain.batches[2].Batch.Entries
	entries[0].Actor.ID = "someone else"
	_, err = audit.VerifyBatches(chain.head.Chain, seq(chain.batches))
	var p *audit.Problem
	if !errors.As(err, &p) || p.Seq != 3 || p.Code != audit.ProblemChanged {
		t.Errorf("VerifyBatches = %v, want record 3 changed", err)
	}
}

func TestErasureLeavesTheChainWhole(t *testing.T) {
	m := newModel(t, 1)
	c := m.add("dossier", "d1", 5)
	verify := func() error {
		_, err := audit.VerifyChain(c.head.Chain, seq(c.events))
		return err
	}
	code := func(err error) string {
		var p *audit.Problem
		if errors.As(err, &p) {
			return p.Code
		}
		return ""
	}
	c.events[1].Payload, c.events[1].Salt = nil, audit.Salt{}
	if got := code(verify()); got != audit.ProblemPayloadMissing {
		t.Errorf("a payload that vanished: %q", got)
	}
	e := event("gegevens.gewist")
	e.Erases = []audit.SeqRange{{From: 2, To: 3}}
	m.append(c, e, nil)
	if got := code(verify()); got != audit.ProblemPayloadExtra {
		t.Errorf("a payload that stayed after erasure: %q", got)
	}
	c.events[2].Payload, c.events[2].Salt = nil, audit.Salt{}
	if err := verify(); err != nil {
		t.Errorf("after erasure the chain is not whole: %v", err)
	}
}

func FuzzParseEvent(f *testing.F) {
	f.Add(event("x").AppendCanonical(nil))
	rec, _, _ := audit.Head{Chain: audit.Chain{Kind: "dossier", ID: "d1"}, Count: 3}.Append(event("y"), []byte("z"), audit.Salt{1})
	f.Add(rec.Event.AppendCanonical(nil))
	rec.Event.Erases = []audit.SeqRange{{From: 1, To: 2}}
	f.Add(rec.Event.AppendCanonical(nil))
	f.Fuzz(func(t *testing.T, raw []byte) {
		e, err := audit.ParseEvent(raw)
		if err != nil {
			return
		}
		if !bytes.Equal(e.AppendCanonical(nil), raw) {
			t.Errorf("%x and %x are the same event", raw, e.AppendCanonical(nil))
		}
	})
}

func FuzzParseBatch(f *testing.F) {
	rec, _, _ := audit.Head{Chain: audit.Chain{Kind: audit.KindReads, ID: "w"}}.AppendBatch(audit.Batch{
		At: t0, Entries: []audit.ReadEntry{{At: t0, Actor: audit.Actor{ID: "a"}, Action: "x", Kind: "k", Shown: []string{"1"}}},
	})
	f.Add(rec.Batch.AppendCanonical(nil))
	f.Fuzz(func(t *testing.T, raw []byte) {
		b, err := audit.ParseBatch(raw)
		if err != nil {
			return
		}
		if !bytes.Equal(b.AppendCanonical(nil), raw) {
			t.Errorf("%x and %x are the same batch", raw, b.AppendCanonical(nil))
		}
	})
}

func BenchmarkAppend(b *testing.B) {
	head := audit.Head{Chain: audit.Chain{Kind: "dossier", ID: "018f0000-0000-7000-8000-000000000001"}}
	payload := audit.Payload{Reason: "op verzoek van de inwoner"}.Encode()
	for b.Loop() {
		_, head, _ = head.Append(event("toewijzing.vastgesteld"), payload, audit.Salt{1})
	}
}
