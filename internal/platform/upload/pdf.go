package upload

import (
	"bytes"
	"errors"
	"io"

	"github.com/klauspost/compress/zlib"
)

// What a PDF may cost to look at, whatever stands in it.
const (
	mostInflated   = 16 << 20 // bytes that all its object streams give together
	mostInflatedOf = 4 << 20  // bytes that one of them gives
	mostObjects    = 200_000
	mostAddresses  = 1000   // web addresses with a word in them that is unwanted elsewhere
	streamWork     = 4096   // what beginning to unpack a stream costs, in bytes read
	mostTailBytes  = 1024   // in which its end must stand
	mostZipTail    = 66_000 // in which the directory of a ZIP file begins
)

// unwanted are the names that a PDF has no use for when it is only read: what acts
// (ISO 32000-2, 12.6 and 12.7), what carries other files (7.11.4, 12.5.6.15) and what
// hides its content (7.6). A reader that obeys them finds these names in the file.
var unwanted = map[string]string{
	"JavaScript": CodeActive, "Launch": CodeActive, "SubmitForm": CodeActive, "ImportData": CodeActive,
	"GoToR": CodeActive, "GoToE": CodeActive, "Rendition": CodeActive, "RichMedia": CodeActive,
	"RichMediaExecute": CodeActive, "RichMediaContent": CodeActive, "RichMediaSettings": CodeActive,
	"Movie": CodeActive, "Sound": CodeActive, "U3D": CodeActive, "XFA": CodeActive,
	"EmbeddedFile": CodeAttachment, "EmbeddedFiles": CodeAttachment, "FileAttachment": CodeAttachment,
	"Encrypt": CodeEncrypted,
}

// unwantedKeys are likewise, where they are keys: too short to look for among bytes that
// may mean anything.
var unwantedKeys = map[string]string{
	"JS": CodeActive, "AA": CodeActive, "XFA": CodeActive, "EF": CodeAttachment, "Encrypt": CodeEncrypted,
}

// spaces are the white space of a PDF (ISO 32000-2, 7.2.3).
const spaces = "\x00\t\n\f\r "

// errUnreadable is what stands in the way of understanding a PDF as a reader would.
var errUnreadable = errors.New("unreadable")

// pdfScan is one look at a PDF. It does not follow the table of what stands where, as
// readers do: a hostile file has more than one, and readers that find it broken search
// the file. It takes every object that begins anywhere in the file, also within another
// one, and every name in the file and in its object streams.
type pdfScan struct {
	raw       []byte
	work      int // bytes that may still be read as values
	inflate   int // bytes that object streams may still give
	objects   int // that may still come
	addresses int // seen, see mostAddresses
	refused   string
	acting    map[int]bool // numbers of objects that do more than go to a page
	atOpen    []int        // numbers of objects that happen when the file is opened
	unpacker  io.ReadCloser
}

// checkPDF refuses a PDF that does more than being read, and one that it cannot read.
func checkPDF(raw []byte) error {
	s := &pdfScan{
		raw: raw, work: 3*len(raw) + mostInflated, inflate: mostInflated, objects: mostObjects, acting: map[int]bool{},
	}
	if !alone(raw) {
		return refusal(CodePDF)
	}
	s.names(raw)
	if s.refused == "" {
		if err := s.all(); err != nil && s.refused == "" {
			return refusal(CodePDF)
		}
	}
	for _, n := range s.atOpen {
		if s.acting[n] {
			s.refuse(CodeActive)
		}
	}
	if s.refused != "" {
		return refusal(s.refused)
	}
	return nil
}

// refuse keeps the first reason.
func (s *pdfScan) refuse(code string) {
	if s.refused == "" {
		s.refused = code
	}
}

// alone tells whether a file is a PDF and nothing else besides: no page of HTML before
// it, no ZIP behind it, and with its own end at the end.
func alone(raw []byte) bool {
	head := bytes.ToLower(raw[:min(len(raw), 1024)])
	for _, mark := range []string{"<html", "<script", "<!doctype", "<svg"} {
		if bytes.Contains(head, []byte(mark)) {
			return false
		}
	}
	if bytes.Contains(raw[max(0, len(raw)-mostZipTail):], []byte("PK\x05\x06")) {
		return false
	}
	tail := raw[max(0, len(raw)-mostTailBytes):]
	end := bytes.LastIndex(tail, []byte("%%EOF"))
	return end >= 0 && len(bytes.Trim(tail[end+len("%%EOF"):], spaces)) == 0
}

// names looks at every name in some bytes, whatever they are.
func (s *pdfScan) names(data []byte) {
	for at := 0; ; {
		next := bytes.IndexByte(data[at:], '/')
		if next < 0 {
			return
		}
		at += next + 1
		var buf [32]byte
		name, _ := decodeName(data[at:], buf[:0])
		code, bad := unwanted[string(name)]
		if !bad {
			continue
		}
		if s.addresses++; s.addresses > mostAddresses || !inAddress(data, at-1) {
			s.refuse(code)
			return
		}
	}
}

// inAddress tells whether a slash is part of a web address that stands in a text, such as
// the one of an article about JavaScript. No object can begin in such a text: it has
// no white space and no brackets.
func inAddress(data []byte, slash int) bool {
	before := data[max(0, slash-2048):slash]
	open := bytes.LastIndexByte(before, '(')
	if open < 0 {
		return false
	}
	text := before[open+1:]
	return (bytes.HasPrefix(text, []byte("http://")) || bytes.HasPrefix(text, []byte("https://"))) &&
		!bytes.ContainsAny(text, "\x00\t\n\f\r <>[]{}()%")
}

// all looks at every object that begins somewhere in the file.
func (s *pdfScan) all() error {
	for at := 0; s.refused == ""; {
		next := bytes.Index(s.raw[at:], []byte("obj"))
		if next < 0 {
			return nil
		}
		at += next + len("obj")
		number, begins := objectBefore(s.raw[:at-len("obj")])
		if !begins || at < len(s.raw) && !isSpace(s.raw[at]) && !isDelimiter(s.raw[at]) {
			continue
		}
		if number < 0 {
			return errUnreadable
		}
		if err := s.object(number, at); err != nil {
			return err
		}
	}
	return nil
}

// objectBefore reads the number and the generation that stand before the word obj. With
// a comment there, which only a hostile file has, the number is unknown: -1.
func objectBefore(before []byte) (number int, begins bool) {
	if bytes.HasSuffix(before, []byte("end")) {
		return 0, false
	}
	before = before[max(0, len(before)-64):]
	spaced := bytes.TrimRight(before, spaces)
	rest, generation := trailingNumber(spaced)
	if generation >= 0 {
		parted := bytes.TrimRight(rest, spaces)
		if _, number := trailingNumber(parted); number >= 0 && len(parted) < len(rest) {
			return number, true
		}
	}
	return -1, len(spaced) < len(before) && bytes.IndexByte(before, '%') >= 0
}

// trailingNumber cuts a number of at most ten digits off the end; -1 when there is none.
func trailingNumber(text []byte) (rest []byte, number int) {
	at := len(text)
	for at > 0 && text[at-1] >= '0' && text[at-1] <= '9' && len(text)-at < 10 {
		at--
	}
	if at == len(text) {
		return text, -1
	}
	for _, c := range text[at:] {
		number = 10*number + int(c-'0')
	}
	return text[:at], number
}

// object looks at the object that begins at a place, and in it when it holds others.
func (s *pdfScan) object(number, at int) error {
	l := &lexer{data: s.raw, at: at, scan: s}
	if l.word("endobj") { // nothing
		return nil
	}
	v, err := l.top()
	if err != nil {
		return err
	}
	if err := s.seen(number, v); err != nil {
		return err
	}
	if v.kind != kindDict || !l.word("stream") {
		return nil
	}
	if v.dict["F"].kind != kindNone { // its content stands in another file
		s.refuse(CodeActive)
	}
	if v.dict["First"].kind == kindNone && v.dict["Type"].text != "ObjStm" {
		return nil
	}
	return s.objectStream(v.dict, l.at)
}

// seen remembers of an object whether it acts.
func (s *pdfScan) seen(number int, v value) error {
	if s.objects--; s.objects < 0 {
		return errUnreadable
	}
	if v.acts() {
		s.acting[number] = true
	}
	return nil
}

// objectStream looks at the objects that stand compressed in a stream (ISO 32000-2,
// 7.5.7).
func (s *pdfScan) objectStream(d dict, at int) error {
	data, err := s.unpack(d, at)
	if err != nil {
		return err
	}
	if s.work -= len(data) + streamWork; s.work < 0 {
		return errUnreadable
	}
	if s.names(data); s.refused != "" {
		return nil
	}
	n, first := d["N"], d["First"]
	if n.kind != kindNumber || first.kind != kindNumber || first.number > len(data) {
		return errUnreadable
	}
	head := &lexer{data: data[:first.number], scan: s}
	for range n.number {
		number, err := head.top()
		if err != nil || number.kind != kindNumber {
			return errUnreadable
		}
		offset, err := head.top()
		if err != nil || offset.kind != kindNumber || offset.number > len(data)-first.number {
			return errUnreadable
		}
		body := &lexer{data: data, at: first.number + offset.number, scan: s}
		v, err := body.top()
		if err != nil {
			return err
		}
		if err := s.seen(number.number, v); err != nil || s.refused != "" {
			return err
		}
	}
	return nil
}

// unpack gives the content of an object stream, which is not compressed or in the one
// way that everybody uses.
func (s *pdfScan) unpack(d dict, at int) ([]byte, error) {
	if bytes.HasPrefix(s.raw[at:], []byte("\r\n")) {
		at++
	}
	at = min(at+1, len(s.raw))
	if d["DecodeParms"].kind != kindNone || d["DP"].kind != kindNone {
		return nil, errUnreadable
	}
	switch filter := d["Filter"]; {
	case filter.kind == kindNone, filter.kind == kindArray && filter.number == 0:
		end := bytes.Index(s.raw[at:], []byte("endstream"))
		if end < 0 {
			return nil, errUnreadable
		}
		return s.raw[at:][:end], nil
	case filter.kind == kindName || filter.kind == kindArray && filter.number == 1:
		if filter.text != "FlateDecode" && filter.text != "Fl" {
			return nil, errUnreadable
		}
	default:
		return nil, errUnreadable
	}
	return s.inflated(s.raw[at:])
}

// inflated decompresses what stands at the beginning of some bytes.
func (s *pdfScan) inflated(packed []byte) (data []byte, err error) {
	if s.unpacker == nil {
		s.unpacker, err = zlib.NewReader(bytes.NewReader(packed))
	} else if again, ok := s.unpacker.(zlib.Resetter); ok {
		err = again.Reset(bytes.NewReader(packed), nil)
	}
	if err != nil {
		return nil, errUnreadable
	}
	most := min(s.inflate, mostInflatedOf)
	data, err = io.ReadAll(io.LimitReader(s.unpacker, int64(most)+1))
	if err != nil || len(data) > most {
		return nil, errUnreadable
	}
	s.inflate -= len(data)
	return data, nil
}

// inspect looks at a dictionary, at whatever depth.
func (s *pdfScan) inspect(d dict) {
	for key, code := range unwantedKeys {
		if d[key].kind != kindNone {
			s.refuse(code)
		}
	}
	if d["S"].kind == kindRef || d["Subtype"].kind == kindRef { // a name that is hidden elsewhere
		s.refuse(CodeActive)
	}
	switch open := d["OpenAction"]; {
	case open.kind == kindRef:
		s.atOpen = append(s.atOpen, open.number)
	case open.acts():
		s.refuse(CodeActive)
	}
}
