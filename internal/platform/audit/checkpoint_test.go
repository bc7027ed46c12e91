package audit_test

import (
	"bytes"
	"compress/gzip"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trede/internal/platform/audit"
)

func TestCheckpointReadsBackWhatItSaw(t *testing.T) {
	m := region(t)
	for name, file := range map[string][]byte{"plain": m.file, "gzip": zip(t, m.file)} {
		cp, err := audit.ReadCheckpoint(bytes.NewReader(file), trusted)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var records uint64
		for _, c := range m.chains {
			records += c.head.Count
			if got := cp.Head(c.head.Chain); got != c.head {
				t.Errorf("%s: head %+v, want %+v", name, got, c.head)
			}
		}
		if cp.Seal.Chains != uint64(len(m.chains)) || cp.Seal.Records != records || cp.Seal.Number != 1 {
			t.Errorf("%s: seal %+v", name, cp.Seal)
		}
		want := []audit.Total{{Kind: "contract", Chains: 1, Records: 8}, {Kind: "dossier", Chains: 12}, {Kind: "instellingen", Chains: 1, Records: 5}, {Kind: audit.KindReads, Chains: 3}}
		for i, w := range want {
			got := cp.Totals[i]
			if got.Kind != w.Kind || got.Chains != w.Chains || w.Records != 0 && got.Records != w.Records {
				t.Errorf("%s: total %+v, want %+v", name, got, w)
			}
		}
	}
}

func zip(t *testing.T, b []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A checkpoint can be checked without a line of this package: with a SHA-256
// sum, an Ed25519 verification and the public key.
func TestCheckpointCanBeCheckedWithoutTheProgram(t *testing.T) {
	m := region(t)
	lines := strings.SplitAfter(strings.TrimSuffix(string(m.file), "\n"), "\n")
	last := lines[len(lines)-1]
	var seal struct {
		Seal struct {
			Instance, At, Previous, Body, Key string
			Number, Chains, Records           uint64
			Public, Signature                 []byte
		}
	}
	if err := json.Unmarshal([]byte(last), &seal); err != nil {
		t.Fatal(err)
	}
	s := seal.Seal
	sum := sha256.Sum256([]byte(strings.Join(lines[:len(lines)-1], "")))
	if hex.EncodeToString(sum[:]) != s.Body {
		t.Errorf("the sum of the lines is %x, the seal says %s", sum, s.Body)
	}
	message := "trede-checkpoint 1\nregio-arnhem\n1\n2026-07-15T10:30:00.123456Z\n" + s.Previous + "\n" + s.Body +
		fmt.Sprintf("\n%d\n%d\n%s\n", s.Chains, s.Records, s.Key)
	if !ed25519.Verify(testSigner.Public(), []byte(message), s.Signature) {
		t.Error("the signature is not over the documented nine lines")
	}
	if want := `{"kind":"contract","id":"c1","count":8,"hash":"`; !strings.HasPrefix(lines[1], want) {
		t.Errorf("line 2 is %s, want %s...", lines[1], want)
	}
}

func TestSpoiledCheckpointIsRefused(t *testing.T) {
	m := region(t)
	other := signer{ed25519.NewKeyFromSeed(bytes.Repeat([]byte{8}, ed25519.SeedSize))}
	tests := map[string]func([]byte) []byte{
		"empty":           func([]byte) []byte { return nil },
		"no seal":         func(b []byte) []byte { return b[:bytes.LastIndex(b[:len(b)-1], []byte("\n"))+1] },
		"half a line":     func(b []byte) []byte { return b[:len(b)/2] },
		"no last newline": func(b []byte) []byte { return b[:len(b)-1] },
		"line removed": func(b []byte) []byte {
			i := bytes.IndexByte(b, '\n') + 1
			j := i + bytes.IndexByte(b[i:], '\n') + 1
			return append(bytes.Clone(b[:i]), b[j:]...)
		},
		"text behind the seal": func(b []byte) []byte { return append(bytes.Clone(b), "{}\n"...) },
		"count changed":        func(b []byte) []byte { return bytes.Replace(b, []byte(`"count":8`), []byte(`"count":7`), 1) },
		"number in seal": func(b []byte) []byte {
			return bytes.Replace(b, []byte(`"seal":{"instance":"regio-arnhem","number":1`), []byte(`"seal":{"instance":"regio-arnhem","number":2`), 1)
		},
		"unknown format": func(b []byte) []byte { return bytes.Replace(b, []byte(`"version":1`), []byte(`"version":2`), 1) },
		"seal twice": func(b []byte) []byte {
			return append(bytes.Clone(b), b[bytes.LastIndex(b[:len(b)-1], []byte("\n"))+1:]...)
		},
		"unknown field in seal": func(b []byte) []byte { return bytes.Replace(b, []byte(`{"seal":`), []byte(`{"x":1,"seal":`), 1) },
		"count and totals":      func(b []byte) []byte { return forge(b, false) },
		"all but the signature": func(b []byte) []byte { return forge(b, true) },
		"one hash": func(b []byte) []byte {
			out, at := bytes.Clone(b), bytes.Index(b, []byte(`"hash":"`))+8
			out[at] = "10"[out[at]&1] // another hexadecimal digit
			return out
		},
		"unknown field": func(b []byte) []byte { return bytes.Replace(b, []byte(`{"kind":`), []byte(`{"x":1,"kind":`), 1) },
	}
	for name, spoil := range tests {
		spoiled := spoil(m.file)
		if bytes.Equal(spoiled, m.file) {
			t.Errorf("%s: the test changes nothing", name)
		}
		if _, err := audit.ReadCheckpoint(bytes.NewReader(spoiled), trusted); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, err := audit.ReadCheckpoint(bytes.NewReader(m.file), nil); err == nil {
		t.Error("accepted without a trusted key")
	}
	forged := map[string]ed25519.PublicKey{audit.KeyID(testSigner.Public()): other.Public()}
	if _, err := audit.ReadCheckpoint(bytes.NewReader(m.file), forged); err == nil {
		t.Error("accepted with another key under the same name")
	}
	if _, err := audit.ReadCheckpoint(bytes.NewReader(m.file), map[string]ed25519.PublicKey{audit.KeyID(other.Public()): other.Public()}); err == nil {
		t.Error("accepted with another trusted key")
	}
}

// forge lets chain c1 have one record less, in its line and in the totals, and
// when told so makes the sums in the seal fit again: all but the signature.
func forge(file []byte, sums bool) []byte {
	b := bytes.Replace(file, []byte(`"count":8`), []byte(`"count":7`), 1)
	b = bytes.Replace(b, []byte(`"kind":"contract","chains":1,"records":8`), []byte(`"kind":"contract","chains":1,"records":7`), 1)
	at := bytes.LastIndex(b[:len(b)-1], []byte("\n")) + 1
	var last struct {
		Seal audit.Seal `json:"seal"`
	}
	if err := json.Unmarshal(b[at:], &last); err != nil {
		panic(err)
	}
	last.Seal.Records--
	if sums {
		last.Seal.Body = sha256.Sum256(b[:at])
	}
	line, err := json.Marshal(last)
	if err != nil {
		panic(err)
	}
	return append(append(bytes.Clone(b[:at]), line...), '\n')
}

// The seal alone, as it was mailed or noted, can be checked too.
func TestEveryFieldOfASealIsSigned(t *testing.T) {
	seal := region(t).seal
	if err := seal.Verify(trusted); err != nil {
		t.Fatal(err)
	}
	other := signer{ed25519.NewKeyFromSeed(bytes.Repeat([]byte{8}, ed25519.SeedSize))}
	for name, spoil := range map[string]func(*audit.Seal){
		"instance":  func(s *audit.Seal) { s.Instance += "x" },
		"number":    func(s *audit.Seal) { s.Number++ },
		"instant":   func(s *audit.Seal) { s.At = s.At.Add(time.Microsecond) },
		"previous":  func(s *audit.Seal) { s.Previous[0] ^= 1 },
		"body":      func(s *audit.Seal) { s.Body[0] ^= 1 },
		"chains":    func(s *audit.Seal) { s.Chains++ },
		"records":   func(s *audit.Seal) { s.Records++ },
		"key":       func(s *audit.Seal) { s.Key = audit.KeyID(other.Public()) },
		"public":    func(s *audit.Seal) { s.Public = other.Public() },
		"signature": func(s *audit.Seal) { s.Signature = bytes.Clone(s.Signature); s.Signature[0] ^= 1 },
		"signed by another": func(s *audit.Seal) {
			s.Signature, _ = other.Sign(s.Message())
			s.Public = other.Public()
		},
	} {
		spoiled := seal
		spoil(&spoiled)
		if err := spoiled.Verify(trusted); err == nil {
			t.Errorf("another %s is accepted", name)
		}
	}
	// A list of trusted keys in which a key stands under the name of another.
	mixed := seal
	mixed.Public = other.Public()
	mixed.Signature, _ = other.Sign(mixed.Message())
	if err := mixed.Verify(map[string]ed25519.PublicKey{seal.Key: other.Public()}); err == nil {
		t.Error("a key is accepted under the name of another")
	}
}

// Any byte that changes is seen, in the file itself too.
func TestEveryByteOfACheckpointCounts(t *testing.T) {
	m := region(t)
	rnd := rand.New(rand.NewPCG(1, 1))
	for range 2000 {
		b := bytes.Clone(m.file)
		i := rnd.IntN(len(b))
		b[i] ^= 1 << rnd.IntN(8)
		cp, err := audit.ReadCheckpoint(bytes.NewReader(b), trusted)
		if err != nil {
			continue
		}
		// In the seal line the letter case of a key may change without changing
		// what is read; what is read must be the same.
		if !cmp.Equal(cp.Seal, m.seal) {
			t.Fatalf("byte %d (%q to %q): accepted with another seal %+v", i, m.file[i], b[i], cp.Seal)
		}
		for _, c := range m.chains {
			if cp.Head(c.head.Chain) != c.head {
				t.Fatalf("byte %d (%q to %q): accepted with another head of %s", i, m.file[i], b[i], c.head.Chain)
			}
		}
	}
}

func TestWriteCheckpointRefuses(t *testing.T) {
	good := audit.Header{Instance: "i", Number: 1, At: t0}
	h := func(kind, id string) audit.Head {
		return audit.Head{Chain: audit.Chain{Kind: kind, ID: id}, Count: 1, Hash: audit.Hash{1}}
	}
	write := func(header audit.Header, heads ...audit.Head) error {
		var out bytes.Buffer
		_, err := audit.WriteCheckpoint(&out, header, seq(heads), testSigner)
		return err
	}
	if err := write(good, h("a", "1"), h("a", "2"), h("b", "1")); err != nil {
		t.Fatalf("the good one was refused: %v", err)
	}
	bad := map[string]error{
		"double head":              write(good, h("a", "1"), h("a", "1")),
		"out of order":             write(good, h("b", "1"), h("a", "1")),
		"no number":                write(audit.Header{Instance: "i", At: t0}),
		"first with one before":    write(audit.Header{Instance: "i", Number: 1, At: t0, Previous: audit.Hash{1}}),
		"second without one":       write(audit.Header{Instance: "i", Number: 2, At: t0}),
		"no installation":          write(audit.Header{Number: 1, At: t0}),
		"installation of 2 lines":  write(audit.Header{Instance: "a\nb", Number: 1, At: t0}),
		"instant with nanoseconds": write(audit.Header{Instance: "i", Number: 1, At: t0.Add(time.Nanosecond)}),
	}
	for name, err := range bad {
		if err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	broken := errors.New("database is gone")
	var out bytes.Buffer
	_, err := audit.WriteCheckpoint(&out, good, func(yield func(audit.Head, error) bool) { yield(audit.Head{}, broken) }, testSigner)
	if !errors.Is(err, broken) {
		t.Errorf("the error of the database is hidden: %v", err)
	}
}

func TestSealsFollowOnEachOther(t *testing.T) {
	m := region(t)
	seals := []audit.Seal{m.seal}
	for range 3 {
		m.grow(m.chains[0], 1)
		m.export()
		seals = append(seals, m.seal)
	}
	if p := audit.VerifySeals(seals); len(p) != 0 {
		t.Fatalf("honest seals: %v", p)
	}
	spoil := map[string]func([]audit.Seal) []audit.Seal{
		"one missing":        func(s []audit.Seal) []audit.Seal { return append(s[:1], s[2:]...) },
		"other installation": func(s []audit.Seal) []audit.Seal { s[2].Instance = "elders"; return s[:3] },
		"another number":     func(s []audit.Seal) []audit.Seal { s[3].Number = 9; return s },
		"back in time":       func(s []audit.Seal) []audit.Seal { s[3].At = t0; return s },
		"another before": func(s []audit.Seal) []audit.Seal {
			s[3].Previous[0] ^= 1
			return s
		},
	}
	for name, f := range spoil {
		p := audit.VerifySeals(f(append([]audit.Seal{}, seals...)))
		if len(p) != 1 || p[0].Code != audit.ProblemCheckpointGap {
			t.Errorf("%s: %v", name, p)
		}
	}
}

func FuzzReadCheckpoint(f *testing.F) {
	m := newModel(f, 1)
	m.add("dossier", "d1", 2)
	m.export()
	f.Add(m.file)
	f.Fuzz(func(t *testing.T, raw []byte) {
		cp, err := audit.ReadCheckpoint(bytes.NewReader(raw), trusted)
		if err == nil && cp.Seal.Body != m.seal.Body {
			t.Errorf("a forged checkpoint was accepted: %q", raw)
		}
	})
}

// A checkpoint over 100,000 chains: how long and how large.
func BenchmarkCheckpoint100k(b *testing.B) {
	heads := func(yield func(audit.Head, error) bool) {
		for i := range 100_000 {
			sum := sha256.Sum256(fmt.Appendf(nil, "%d", i))
			h := audit.Head{Chain: audit.Chain{Kind: "dossier", ID: fmt.Sprintf("0190%04x-%04x-7%03x-8000-%012x", i>>16, i&0xffff, i%4096, sum[:6])}, Count: 31, Hash: sum}
			if !yield(h, nil) {
				return
			}
		}
	}
	for b.Loop() {
		var out bytes.Buffer
		z, _ := gzip.NewWriterLevel(&out, gzip.BestSpeed)
		if _, err := audit.WriteCheckpoint(z, audit.Header{Instance: "i", Number: 1, At: t0}, heads, testSigner); err != nil {
			b.Fatal(err)
		}
		_ = z.Close()
		b.ReportMetric(float64(out.Len()), "bytes")
	}
}
