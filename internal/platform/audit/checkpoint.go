package audit

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"iter"
	"strings"
	"time"
	"unicode"
)

// A checkpoint (controlepunt) is a file of JSON lines, gzipped or not:
//
//	{"format":"trede-checkpoint","version":1,"instance":"...","number":12,"at":"...","previous":"..."}
//	{"kind":"dossier","id":"...","count":31,"hash":"..."}       one line per chain, ascending
//	{"totals":[{"kind":"dossier","chains":100000,"records":3100000}, ...]}
//	{"seal":{... "body":"<SHA-256 of all lines above>","public":"...","signature":"..."}}
//
// To check one without this program: sha256sum all lines but the last, compare
// with "body", and verify the Ed25519 signature over the nine lines of
// [Seal.Message] with the public key that was noted when the system began.
const (
	checkpointFormat  = "trede-checkpoint"
	checkpointVersion = 1
	maxLine           = 8 << 10
)

// Signer signs checkpoints; crypt gives one.
type Signer interface {
	Sign(message []byte) ([]byte, error)
	Public() ed25519.PublicKey
}

// KeyID gives the short name of a public key: 16 hexadecimal digits.
func KeyID(public ed25519.PublicKey) string {
	sum := sha256.Sum256(public)
	return hex.EncodeToString(sum[:8])
}

// Header is what is known of a checkpoint before its heads are.
type Header struct {
	Instance string    // id of this installation
	Number   uint64    // from 1, without gaps
	At       time.Time // UTC, whole microseconds
	Previous Hash      // body hash of checkpoint Number-1; zero for the first
}

// Total counts the chains and records of one kind.
type Total struct {
	Kind    string `json:"kind"`
	Chains  uint64 `json:"chains"`
	Records uint64 `json:"records"`
}

// Seal is the last line of a checkpoint. It is short enough to mail or to note,
// and enough to know later that a file is the one that was made then.
type Seal struct {
	Instance  string    `json:"instance"`
	Number    uint64    `json:"number"`
	At        time.Time `json:"at"`
	Previous  Hash      `json:"previous"`
	Body      Hash      `json:"body"`
	Chains    uint64    `json:"chains"`
	Records   uint64    `json:"records"`
	Key       string    `json:"key"`
	Public    []byte    `json:"public"`
	Signature []byte    `json:"signature"`
}

// Message gives the text that is signed: nine lines, each ended by a newline.
func (s Seal) Message() []byte {
	return fmt.Appendf(nil, "%s %d\n%s\n%d\n%s\n%s\n%s\n%d\n%d\n%s\n", checkpointFormat, checkpointVersion,
		s.Instance, s.Number, formatInstant(s.At), s.Previous, s.Body, s.Chains, s.Records, s.Key)
}

// Verify checks the signature with the keys that the caller trusts, by [KeyID].
// The public key in the seal itself is never trusted.
func (s Seal) Verify(trusted map[string]ed25519.PublicKey) error {
	public, ok := trusted[s.Key]
	if !ok {
		return fmt.Errorf("audit: checkpoint %d was signed with key %s, which is not trusted here", s.Number, s.Key)
	}
	if len(public) != ed25519.PublicKeySize || KeyID(public) != s.Key || !bytes.Equal(public, s.Public) {
		return fmt.Errorf("audit: checkpoint %d names key %s, which is another key here", s.Number, s.Key)
	}
	if !ed25519.Verify(public, s.Message(), s.Signature) {
		return fmt.Errorf("audit: the signature of checkpoint %d is false", s.Number)
	}
	return nil
}

// VerifySeals checks that checkpoints follow on each other: numbers without
// gaps, each naming the one before, never back in time. Give them oldest first;
// check their signatures separately.
func VerifySeals(seals []Seal) []Problem {
	var out []Problem
	for i := 1; i < len(seals); i++ {
		a, b := seals[i-1], seals[i]
		text := ""
		switch {
		case a.Instance != b.Instance:
			text = fmt.Sprintf("checkpoint %d is of another installation than checkpoint %d", b.Number, a.Number)
		case b.Number != a.Number+1:
			text = fmt.Sprintf("checkpoint %d follows checkpoint %d", b.Number, a.Number)
		case b.Previous != a.Body:
			text = fmt.Sprintf("checkpoint %d was made after another checkpoint %d than this one", b.Number, a.Number)
		case b.At.Before(a.At):
			text = fmt.Sprintf("checkpoint %d is older than checkpoint %d", b.Number, a.Number)
		default:
			continue
		}
		out = append(out, Problem{Chain: Chain{Kind: "controlepunt", ID: a.Instance}, Seq: b.Number, Code: ProblemCheckpointGap, Text: text})
	}
	return out
}

func formatInstant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }

type headerLine struct {
	Format   string `json:"format"`
	Version  int    `json:"version"`
	Instance string `json:"instance"`
	Number   uint64 `json:"number"`
	At       string `json:"at"`
	Previous Hash   `json:"previous"`
}

type headLine struct {
	Kind  string `json:"kind"`
	ID    string `json:"id"`
	Count uint64 `json:"count"`
	Hash  Hash   `json:"hash"`
}

type totalsLine struct {
	Totals []Total `json:"totals"`
}

type sealLine struct {
	Seal Seal `json:"seal"`
}

// WriteCheckpoint writes a checkpoint over all heads and gives its seal. The
// heads must come in the order of [Chain.Compare], all from one transaction;
// chains without records are left out. Nothing is kept in memory.
func WriteCheckpoint(w io.Writer, header Header, heads iter.Seq2[Head, error], signer Signer) (Seal, error) {
	if header.Instance == "" || header.Number == 0 || (header.Number == 1) != header.Previous.IsZero() {
		return Seal{}, errors.New("audit: a checkpoint needs an installation, a number and the hash of the one before")
	}
	if err := validInstant(header.At); err != nil {
		return Seal{}, err
	}
	if strings.ContainsFunc(header.Instance, unicode.IsControl) || len(header.Instance) > maxText {
		return Seal{}, errors.New("audit: the name of an installation is one short line")
	}
	sum := sha256.New()
	body := json.NewEncoder(io.MultiWriter(w, sum))
	body.SetEscapeHTML(false)
	if err := body.Encode(headerLine{
		checkpointFormat, checkpointVersion, header.Instance, header.Number, formatInstant(header.At), header.Previous,
	}); err != nil {
		return Seal{}, err
	}
	totals, err := writeHeads(body, heads)
	if err != nil {
		return Seal{}, err
	}
	seal := Seal{
		Instance: header.Instance, Number: header.Number, At: header.At, Previous: header.Previous,
		Body: Hash(sum.Sum(nil)), Public: signer.Public(), Key: KeyID(signer.Public()),
	}
	seal.Chains, seal.Records = sumTotals(totals)
	if seal.Signature, err = signer.Sign(seal.Message()); err != nil {
		return Seal{}, fmt.Errorf("audit: signing checkpoint %d: %w", header.Number, err)
	}
	return seal, json.NewEncoder(w).Encode(sealLine{seal})
}

func writeHeads(body *json.Encoder, heads iter.Seq2[Head, error]) ([]Total, error) {
	totals := []Total{}
	var last Chain
	for h, err := range heads {
		if err != nil {
			return nil, err
		}
		if h.Count == 0 {
			continue
		}
		if h.Chain.Compare(last) <= 0 {
			return nil, fmt.Errorf("audit: head of %s comes after %s", h.Chain, last)
		}
		last = h.Chain
		if len(totals) == 0 || totals[len(totals)-1].Kind != h.Chain.Kind {
			totals = append(totals, Total{Kind: h.Chain.Kind})
		}
		t := &totals[len(totals)-1]
		t.Chains++
		t.Records += h.Count
		if err := body.Encode(headLine{h.Chain.Kind, h.Chain.ID, h.Count, h.Hash}); err != nil {
			return nil, err
		}
	}
	return totals, body.Encode(totalsLine{totals})
}

func sumTotals(totals []Total) (chains, records uint64) {
	for _, t := range totals {
		chains += t.Chains
		records += t.Records
	}
	return chains, records
}

// Checkpoint is one that was read and found genuine.
type Checkpoint struct {
	Seal   Seal
	Totals []Total
	heads  map[Chain]countHash
}

type countHash struct {
	count uint64
	hash  Hash
}

// Head gives what the checkpoint saw of a chain; count 0 when it saw none.
func (c *Checkpoint) Head(chain Chain) Head {
	at := c.heads[chain]
	return Head{Chain: chain, Count: at.count, Hash: at.hash}
}

// ReadCheckpoint reads a checkpoint, gzipped or not, and checks hash, totals and
// signature. An error means that the file is not one that was signed with a
// trusted key, whole and unchanged.
func ReadCheckpoint(r io.Reader, trusted map[string]ed25519.PublicKey) (*Checkpoint, error) {
	in := bufio.NewReaderSize(r, maxLine)
	if magic, _ := in.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, fmt.Errorf("audit: checkpoint: %w", err)
		}
		in = bufio.NewReaderSize(z, maxLine)
	}
	p := &checkpointParser{sum: sha256.New(), cp: &Checkpoint{heads: map[Chain]countHash{}}}
	for n := 1; ; n++ {
		line, err := in.ReadSlice('\n')
		if errors.Is(err, io.EOF) && len(line) == 0 {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("audit: checkpoint line %d: %w", n, unexpectedEOF(err))
		}
		if err := p.line(line); err != nil {
			return nil, fmt.Errorf("audit: checkpoint line %d: %w", n, err)
		}
	}
	return p.end(trusted)
}

func unexpectedEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// checkpointParser takes the lines in their only order: header, heads, totals,
// seal.
type checkpointParser struct {
	sum    hash.Hash
	cp     *Checkpoint
	header *headerLine
	last   Chain
	got    []Total
	totals bool
	sealed bool
}

func (p *checkpointParser) line(line []byte) error {
	switch {
	case p.sealed:
		return errors.New("stands after the seal")
	case p.totals:
		p.sealed = true
		var s sealLine
		if err := strict(line, &s); err != nil {
			return err
		}
		p.cp.Seal = s.Seal
		return nil
	}
	p.sum.Write(line)
	if p.header == nil {
		p.header = &headerLine{}
		if err := strict(line, p.header); err != nil {
			return err
		}
		if p.header.Format != checkpointFormat || p.header.Version != checkpointVersion {
			return fmt.Errorf("format %q version %d is unknown to this program", p.header.Format, p.header.Version)
		}
		return nil
	}
	if bytes.HasPrefix(line, []byte(`{"totals":`)) {
		p.totals = true
		var t totalsLine
		err := strict(line, &t)
		p.cp.Totals = t.Totals
		return err
	}
	return p.head(line)
}

func (p *checkpointParser) head(line []byte) error {
	var h headLine
	if err := strict(line, &h); err != nil {
		return err
	}
	chain := Chain{h.Kind, h.ID}
	if h.Count == 0 || chain.Compare(p.last) <= 0 {
		return fmt.Errorf("head of %s without records or out of order", chain)
	}
	p.last = chain
	p.cp.heads[chain] = countHash{h.Count, h.Hash}
	if len(p.got) == 0 || p.got[len(p.got)-1].Kind != h.Kind {
		p.got = append(p.got, Total{Kind: h.Kind})
	}
	p.got[len(p.got)-1].Chains++
	p.got[len(p.got)-1].Records += h.Count
	return nil
}

func (p *checkpointParser) end(trusted map[string]ed25519.PublicKey) (*Checkpoint, error) {
	if !p.sealed {
		return nil, errors.New("audit: the checkpoint has no seal: it is not whole")
	}
	s := p.cp.Seal
	if err := s.Verify(trusted); err != nil {
		return nil, err
	}
	chains, records := sumTotals(p.got)
	switch {
	case Hash(p.sum.Sum(nil)) != s.Body:
		return nil, fmt.Errorf("audit: checkpoint %d was changed after it was signed", s.Number)
	case p.header.Instance != s.Instance, p.header.Number != s.Number,
		p.header.At != formatInstant(s.At), p.header.Previous != s.Previous:
		return nil, fmt.Errorf("audit: the first line of checkpoint %d does not fit its seal", s.Number)
	case chains != s.Chains, records != s.Records, !equalTotals(p.got, p.cp.Totals):
		return nil, fmt.Errorf("audit: the totals of checkpoint %d do not fit its lines", s.Number)
	}
	return p.cp, nil
}

func equalTotals(a, b []Total) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// strict decodes one JSON value with known fields only.
func strict(line []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if d.More() {
		return errors.New("more than one value on the line")
	}
	return nil
}
