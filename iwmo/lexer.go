package iwmo

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// Limits of what is read, so that no message can use up the machine.
const (
	maxDiepte = 64      // elements within each other; the standard needs ten
	maxStuk   = 1 << 20 // bytes of one text or tag
	maxNaam   = 1 << 10 // bytes of a name
	blok      = 1 << 17 // bytes read at once
)

// xmlFout is a message that is no XML that we read: what is wrong, in plain Dutch.
type xmlFout struct{ oorzaak, oplossing string }

func (e *xmlFout) Error() string { return e.oorzaak }

const oplossingXML = "Maak het bericht opnieuw: dit is geen goed XML-bestand."

// lexer reads XML as text, tag, text, tag. It checks that the XML is well-formed and
// that namespaces are declared. It knows neither DTD nor entities but the five of XML.
type lexer struct {
	in    io.Reader
	buf   []byte
	pos   int // next byte
	end   int // end of what was read
	eof   bool
	fout  error // of in
	total int64 // bytes read from in
	max   int64 // most bytes that are read; 0 is no limit
	regel int   // line of pos, from 1

	open    []openTag // elements that are not closed
	scope   []binding // namespaces in force, the innermost last
	stand   int       // changes when the namespaces in force do
	attrs   []attribuut
	names   []byte // names of open elements, one after another
	scratch []byte // text that does not stand in buf in one piece
	value   []byte // values of attributes
	tag     tag
	sluit   bool   // an empty-element tag was read and must still be closed
	geweest bool   // the root was closed
	held    []byte // text in buf that must outlive the next fill
}

type openTag struct{ name, scope int } // lengths of names and scope before it

type binding struct{ prefix, uri string }

type attribuut struct {
	prefix, local []byte
	value         []byte
	uri           string
}

// tag is a start or end tag, valid until the next.
type tag struct {
	begin bool
	name  []byte // as it stands, with its prefix
	local []byte // without it
	uri   string
	regel int
	attrs []attribuut // without namespace declarations
}

// tekst is the text before a tag, valid until the next.
type tekst struct {
	bytes []byte
	blank bool // only space, and no CDATA section
	regel int
}

func newLexer(in io.Reader, o *Opties) *lexer {
	return &lexer{in: in, buf: make([]byte, cmp.Or(o.blok, blok)), max: o.MaxBytes, regel: 1}
}

var (
	errLang     = &xmlFout{"Een tekst of tag in het bericht is langer dan 1 MB.", "Kort de tekst in."}
	errGroot    = &xmlFout{"Het bericht is te groot.", "Splits het bericht in kleinere berichten."}
	errUTF8     = &xmlFout{"Het bericht bevat tekens die geen UTF-8 zijn.", "Sla het bericht op als UTF-8."}
	errTeken    = &xmlFout{"Het bericht bevat een teken dat in XML niet mag.", "Haal het teken weg."}
	errGeenXML  = &xmlFout{"Het bestand begint niet met XML.", "Kies een bestand met alleen een bericht; pak een zip eerst uit."}
	errAfgekapt = &xmlFout{"Het bericht houdt te vroeg op.", "Het bestand is niet compleet. Vraag het opnieuw op."}
)

func fout(format string, args ...any) *xmlFout {
	return &xmlFout{fmt.Sprintf(format, args...), oplossingXML}
}

// fill reads more behind what is kept from pos on. It tells whether there was more.
func (l *lexer) fill() (bool, error) {
	if l.eof {
		return false, l.fout
	}
	if l.held != nil {
		l.scratch = append(l.scratch[:0], l.held...)
		l.held = l.scratch
	}
	if l.pos > 0 {
		copy(l.buf, l.buf[l.pos:l.end])
		l.end -= l.pos
		l.pos = 0
	}
	if l.end == len(l.buf) {
		if len(l.buf) > maxStuk {
			return false, errLang
		}
		l.buf = append(l.buf, make([]byte, len(l.buf))...)
	}
	n, err := l.in.Read(l.buf[l.end:])
	l.end += n
	l.total += int64(n)
	if l.max > 0 && l.total > l.max {
		return false, errGroot
	}
	if err != nil {
		l.eof = true
		if !errors.Is(err, io.EOF) {
			l.fout = err
			return false, err
		}
	}
	return n > 0 || !l.eof, nil
}

// need makes sure that n bytes can be looked at, and tells whether there are.
func (l *lexer) need(n int) (bool, error) {
	for l.end-l.pos < n {
		if more, err := l.fill(); !more {
			return false, err
		}
	}
	return true, nil
}

// index finds the first sep from pos + from on, reading on where needed.
func (l *lexer) index(sep string, from int) (int, error) {
	for {
		if at := bytes.Index(l.buf[l.pos+from:l.end], []byte(sep)); at >= 0 {
			return from + at, nil
		}
		from = max(from, l.end-l.pos-len(sep)+1)
		if more, err := l.fill(); err != nil {
			return 0, err
		} else if !more {
			return 0, errAfgekapt
		}
	}
}

// take passes n bytes over and counts their lines.
func (l *lexer) take(n int) []byte {
	b := l.buf[l.pos : l.pos+n]
	l.pos += n
	l.regel += bytes.Count(b, []byte{'\n'})
	return b
}

// prolog reads what may stand before the first tag of a document: a byte order mark is
// refused, and so is every encoding but UTF-8.
func (l *lexer) prolog() error {
	if ok, err := l.need(4); err != nil {
		return err
	} else if !ok {
		if l.end-l.pos == 0 {
			return &xmlFout{"Het bestand is leeg.", "Kies een bestand met een bericht."}
		}
		return fout("Het bestand is geen XML-bericht.")
	}
	head := l.buf[l.pos : l.pos+4]
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		return &xmlFout{"Het bericht begint met een byte order mark.", "Sla het bericht op als UTF-8 zonder BOM."}
	case head[0] == 0 || head[1] == 0 || bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")):
		return errUTF8
	}
	if ok, err := l.need(6); err != nil || !ok || string(l.buf[l.pos:l.pos+5]) != "<?xml" || !isSpace(l.buf[l.pos+5]) {
		return err
	}
	at, err := l.index("?>", 0)
	if err != nil {
		return err
	}
	b := l.take(at + 2)[5:at]
	if err := validChars(b); err != nil {
		return err
	}
	return declaration(b)
}

// declaration checks what stands in <?xml ?>.
func declaration(b []byte) error {
	bad := fout("De eerste regel van het bericht is geen goede XML-declaratie.")
	order := []string{"version", "encoding", "standalone"}
	next := 0
	for len(trimSpace(b)) > 0 {
		if !isSpace(b[0]) {
			return bad
		}
		b = trimSpace(b)
		eq := bytes.IndexByte(b, '=')
		if eq < 0 {
			return bad
		}
		name := string(trimSpace(b[:eq]))
		b = trimSpace(b[eq+1:])
		text, rest, ok := quoted(b)
		if !ok {
			return bad
		}
		value := string(text)
		b = rest
		for next < len(order) && order[next] != name {
			if next == 0 {
				return bad // the version must be there
			}
			next++
		}
		if next == len(order) {
			return bad
		}
		next++
		switch name {
		case "version":
			if value != "1.0" {
				return fout("Het bericht is XML %s, alleen versie 1.0 kan.", short(text))
			}
		case "encoding":
			if !bytes.EqualFold([]byte(value), []byte("UTF-8")) {
				return &xmlFout{"Het bericht zegt dat het geen UTF-8 is.", "Sla het bericht op als UTF-8."}
			}
		case "standalone":
			if value != "yes" && value != "no" {
				return bad
			}
		}
	}
	if next == 0 {
		return bad
	}
	return nil
}

// leaf reads the element of a name, with the space before it, when it stands there as
// nearly all do: in the buffer as a whole, without attributes, its text plain characters
// on one line. It reads nothing, and is false, when it stands there otherwise or not at
// all.
func (l *lexer) leaf(name []byte) (text []byte, ok bool) {
	if l.sluit {
		return nil, false
	}
	b := l.buf[l.pos:l.end]
	start, lines := space(b)
	from := start + len(name) + 2
	if from >= len(b) || b[start] != '<' || b[from-1] != '>' || string(b[start+1:from-1]) != string(name) {
		return nil, false
	}
	to := from
	for to < len(b) && byteKind[b[to]] == byteTekst {
		to++
	}
	end := to + len(name) + 3
	if end > len(b) || b[to] != '<' || b[to+1] != '/' || b[end-1] != '>' || string(b[to+2:end-1]) != string(name) {
		return nil, false
	}
	l.pos += end
	l.regel += lines
	return b[from:to], true
}

// space measures the white space that b begins with, and the lines in it.
func space(b []byte) (n, lines int) {
	for n < len(b) && isSpace(b[n]) {
		if b[n] == '\n' {
			lines++
		}
		n++
	}
	return n, lines
}

// tagAlone reads the next tag when only space stands before it and it is a plain one.
// It reads nothing, and is nil, when that is otherwise.
func (l *lexer) tagAlone() *tag {
	if l.sluit {
		return nil
	}
	n, lines := space(l.buf[l.pos:l.end])
	l.pos += n
	l.regel += lines
	t := l.plainTag()
	if t == nil {
		l.pos -= n
		l.regel -= lines
	}
	return t
}

// next reads the text up to the next tag, and that tag. After the end of the root it
// gives io.EOF.
func (l *lexer) next() (tekst, *tag, error) {
	if l.sluit {
		l.sluit = false
		t := tekst{blank: true, regel: l.regel}
		return t, l.closeTag(), nil
	}
	t, err := l.text()
	if err != nil {
		return t, nil, err
	}
	l.held = t.bytes
	tag, err := l.readTag()
	t.bytes, l.held = l.held, nil
	return t, tag, err
}

// text reads up to the next tag. Comments and processing instructions are passed over,
// CDATA sections and references become text.
func (l *lexer) text() (tekst, error) {
	t := tekst{blank: true, regel: l.regel}
	whole := true // all text so far is one piece of buf
	l.scratch = l.scratch[:0]
	for {
		n, blank, plain, err := l.run()
		if errors.Is(err, errTeken) && !l.geweest && len(l.open) == 0 {
			err = errGeenXML
		}
		if err != nil {
			return t, err
		}
		atEnd := l.pos+n == l.end // only at the end of the file
		if !blank && (len(l.open) == 0 || atEnd) {
			return t, l.outside(atEnd)
		}
		t.blank = t.blank && blank
		next := byte(0)
		var after byte
		if !atEnd {
			if ok, err := l.need(n + 2); err != nil {
				return t, err
			} else if !ok {
				return t, errAfgekapt
			}
			next, after = l.buf[l.pos+n], l.buf[l.pos+n+1]
		}
		markup := next == '&' || next == '<' && (after == '!' || after == '?')
		if whole && !markup && plain {
			t.bytes = l.take(n)
		} else {
			whole = false
			l.scratch = appendLines(l.scratch, l.take(n))
			t.bytes = l.scratch
			if len(l.scratch) > maxStuk {
				return t, errLang
			}
		}
		switch {
		case atEnd:
			return t, l.finish()
		case !markup:
			return t, nil
		case next == '&':
			if len(l.open) == 0 {
				return t, l.outside(false)
			}
			from := len(l.scratch)
			if l.scratch, err = l.reference(l.scratch); err != nil {
				return t, err
			}
			t.blank = t.blank && len(trimSpace(l.scratch[from:])) == 0
		default:
			cdata, err := l.skip()
			if err != nil {
				return t, err
			}
			t.blank = t.blank && !cdata
		}
		t.bytes = l.scratch
	}
}

// finish is the end of the file where text was read.
func (l *lexer) finish() error {
	if len(l.open) > 0 || !l.geweest {
		return errAfgekapt
	}
	return io.EOF
}

func (l *lexer) outside(atEnd bool) error {
	switch {
	case atEnd && len(l.open) > 0:
		return errAfgekapt
	case !l.geweest && len(l.open) == 0:
		return errGeenXML
	}
	return fout("Er staat tekst buiten het bericht.")
}

// reference reads &lt; and the like at pos and adds what it stands for.
func (l *lexer) reference(to []byte) ([]byte, error) {
	at := 1
	for ; ; at++ {
		if ok, err := l.need(at + 1); err != nil {
			return to, err
		} else if !ok {
			return to, errAfgekapt
		}
		if c := l.buf[l.pos+at]; c == ';' {
			break
		} else if at > 64 || c != '#' && c < utf8.RuneSelf && !nameByte[c] {
			return to, &xmlFout{"In een tekst staat een los &-teken.", "Schrijf &amp; in plaats van &."}
		}
	}
	return appendReference(to, l.take(at + 1)[1:at])
}

var entities = map[string]string{"lt": "<", "gt": ">", "amp": "&", "apos": "'", "quot": `"`}

func appendReference(to, name []byte) ([]byte, error) {
	if text, ok := entities[string(name)]; ok {
		return append(to, text...), nil
	}
	if len(name) < 2 || name[0] != '#' {
		return to, &xmlFout{"Het bericht gebruikt een entiteit die niet bestaat.", "Schrijf het teken zelf."}
	}
	base, digits := rune(10), name[1:]
	if digits[0] == 'x' {
		base, digits = 16, digits[1:]
	}
	r := rune(0)
	for _, c := range digits {
		v := rune(c - '0')
		if !isDigit(c) {
			if v = rune(c|0x20-'a') + 10; v < 10 || v > 15 || base == 10 {
				return to, fout("Het bericht verwijst naar een teken dat niet bestaat.")
			}
		}
		if r = r*base + v; r > 0x10ffff {
			return to, errTeken
		}
	}
	if len(digits) == 0 || !isChar(r) {
		return to, errTeken
	}
	return utf8.AppendRune(to, r), nil
}

// skip passes over a comment or processing instruction at pos; a CDATA section becomes
// text.
func (l *lexer) skip() (cdata bool, err error) {
	if _, err := l.need(9); err != nil {
		return false, err
	}
	head := l.buf[l.pos:min(l.end, l.pos+9)]
	switch {
	case bytes.HasPrefix([]byte("<!--"), head), bytes.HasPrefix([]byte("<![CDATA"), head), bytes.HasPrefix([]byte("<!DOCTYP"), head):
		return false, errAfgekapt
	case bytes.HasPrefix(head, []byte("<?")):
		return false, l.instruction()
	case bytes.HasPrefix(head, []byte("<!--")):
		return false, l.comment()
	case bytes.HasPrefix(head, []byte("<![CDATA[")):
		return true, l.cdata()
	case bytes.HasPrefix(head, []byte("<!DOCTYPE")):
		return false, &xmlFout{"Het bericht bevat een DTD.", "Haal de DOCTYPE weg: een iWmo-bericht heeft die niet."}
	}
	return false, fout("In het bericht staat <! met iets dat daar niet mag.")
}

func (l *lexer) cdata() error {
	if len(l.open) == 0 {
		return l.outside(false)
	}
	at, err := l.index("]]>", 9)
	if err != nil {
		return err
	}
	b := l.take(at + 3)[9:at]
	l.scratch = appendLines(l.scratch, b)
	return validChars(b)
}

func (l *lexer) comment() error {
	at, err := l.index("--", 4)
	if err != nil {
		return err
	}
	if ok, err := l.need(at + 3); err != nil {
		return err
	} else if !ok {
		return errAfgekapt
	}
	b := l.take(at + 3)
	if b[at+2] != '>' {
		return fout("In een opmerking staan twee streepjes, dat mag niet.")
	}
	return validChars(b[4:at])
}

func (l *lexer) instruction() error {
	at, err := l.index("?>", 2)
	if err != nil {
		return err
	}
	b := l.take(at + 2)[2:at]
	name, rest, ok := readName(b)
	if string(name) == "xml" && !l.geweest && len(l.open) == 0 {
		return &xmlFout{"Voor <?xml staat een spatie of een lege regel.", "Haal die weg."}
	}
	if !ok || len(rest) > 0 && !isSpace(rest[0]) || bytes.EqualFold(name, []byte("xml")) || bytes.IndexByte(name, ':') >= 0 {
		return fout("In het bericht staat een opdracht die daar niet mag.")
	}
	return validChars(rest)
}
