package iwmo

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

const (
	nsXML   = "http://www.w3.org/XML/1998/namespace"
	nsXMLNS = "http://www.w3.org/2000/xmlns/"
	nsXSI   = "http://www.w3.org/2001/XMLSchema-instance"
)

// readTag reads the tag at pos.
func (l *lexer) readTag() (*tag, error) {
	if t := l.plainTag(); t != nil {
		return t, nil
	}
	n, err := l.tagLength()
	if err != nil {
		return nil, err
	}
	regel := l.regel
	b := l.take(n)
	l.tag.regel = regel
	if b[1] == '/' {
		return l.endTag(b[2 : n-1])
	}
	return l.startTag(b[1 : n-1])
}

// plainTag reads the tag at pos when it is as nearly all are: in the buffer as a whole,
// and no more than a name in ASCII that fits. It is nil when the tag is otherwise.
func (l *lexer) plainTag() *tag {
	b := l.buf[l.pos:min(l.end, l.pos+80)]
	if len(b) < 3 || b[0] != '<' {
		return nil
	}
	if b[1] == '/' {
		if len(l.open) == 0 {
			return nil
		}
		name := l.names[l.open[len(l.open)-1].name:]
		if n := len(name) + 2; n >= len(b) || b[n] != '>' || string(b[2:n]) != string(name) {
			return nil
		}
		l.pos += len(name) + 3
		l.tag.regel = l.regel
		return l.closeTag()
	}
	colon, n := 0, 1
	for ; n < len(b) && b[n] != '>'; n++ {
		switch c := b[n]; {
		case c >= utf8.RuneSelf || !nameByte[c]:
			return nil
		case c == ':' && colon == 0:
			colon = n
		case n == colon+1 && !nameFirst(c), c == ':':
			return nil
		}
	}
	if n == len(b) || n == colon+1 || colon == 1 || l.geweest || len(l.open) == maxDiepte {
		return nil
	}
	t := &l.tag
	t.begin, t.attrs, t.regel, t.name = true, nil, l.regel, b[1:n]
	prefix := b[1:max(1, colon)]
	if t.local = t.name; colon > 0 {
		t.local = b[colon+1 : n]
	}
	var ok bool
	if t.uri, ok = l.uri(prefix); !ok {
		return nil
	}
	l.open = append(l.open, openTag{len(l.names), len(l.scope)})
	l.names = append(l.names, t.name...)
	l.pos += n + 1
	return t
}

// nameFirst tells whether a name can begin with an ASCII character.
func nameFirst(c byte) bool { return !isDigit(c) && c != '-' && c != '.' }

// tagLength finds the end of the tag at pos. A > in the value of an attribute is part
// of it.
func (l *lexer) tagLength() (int, error) {
	quote := byte(0)
	for n := 1; ; {
		for b := l.buf[l.pos:l.end]; n < len(b); n++ {
			switch c := b[n]; {
			case quote != 0:
				if c == quote {
					quote = 0
				} else if c == '<' {
					return 0, fout("In een attribuut staat <, dat mag niet.")
				}
			case c == '>':
				return n + 1, nil
			case c == '"' || c == '\'':
				quote = c
			case c == '<':
				return 0, fout("Een tag is niet afgesloten.")
			}
		}
		if more, err := l.fill(); err != nil {
			return 0, err
		} else if !more {
			return 0, errAfgekapt
		}
	}
}

func (l *lexer) endTag(b []byte) (*tag, error) {
	if len(l.open) == 0 {
		return nil, fout("Er wordt een element gesloten dat niet open is.")
	}
	name := l.names[l.open[len(l.open)-1].name:]
	if !bytes.HasPrefix(b, name) || len(trimSpace(b[len(name):])) > 0 {
		return nil, fout("Een element wordt gesloten met een andere naam dan waarmee het begon.")
	}
	return l.closeTag(), nil
}

// closeTag closes the innermost element.
func (l *lexer) closeTag() *tag {
	last := l.open[len(l.open)-1]
	l.open = l.open[:len(l.open)-1]
	name := l.names[last.name:]
	l.names = l.names[:last.name]
	if len(l.scope) > last.scope {
		l.scope = l.scope[:last.scope]
		l.stand++
	}
	l.geweest = len(l.open) == 0
	l.tag.begin, l.tag.name = false, name
	return &l.tag
}

func (l *lexer) startTag(b []byte) (*tag, error) {
	if l.geweest {
		return nil, fout("Na het einde van het bericht staat nog een element.")
	}
	if len(l.open) == maxDiepte {
		return nil, &xmlFout{"De elementen in het bericht zitten te diep in elkaar.", "Maak het bericht volgens het schema."}
	}
	empty := len(b) > 0 && b[len(b)-1] == '/'
	if empty {
		b = b[:len(b)-1]
	}
	name, rest, ok := readName(b)
	if !ok {
		return nil, fout("De naam van een element is niet goed.")
	}
	l.open = append(l.open, openTag{len(l.names), len(l.scope)})
	l.names = append(l.names, name...)
	l.sluit = empty
	t := &l.tag
	t.begin, t.name, t.attrs = true, name, nil
	if len(rest) > 0 {
		if err := l.attributes(rest); err != nil {
			return nil, err
		}
	}
	var prefix []byte
	if prefix, t.local, ok = splitName(name); !ok {
		return nil, fout("De naam van een element is niet goed.")
	}
	if t.uri, ok = l.uri(prefix); !ok {
		return nil, fout("Een element gebruikt een voorvoegsel dat niet is verklaard.")
	}
	return t, nil
}

// attributes reads what stands in a start tag behind the name.
func (l *lexer) attributes(b []byte) error {
	l.attrs, l.value = l.attrs[:0], l.value[:0]
	for {
		space := len(b)
		b = trimLeft(b)
		if len(b) == 0 {
			break
		}
		if len(b) == space {
			return fout("Tussen twee attributen staat geen spatie.")
		}
		name, rest, ok := readName(b)
		rest = trimLeft(rest)
		if !ok || len(rest) < 2 || rest[0] != '=' {
			return fout("Een attribuut is niet goed geschreven.")
		}
		rest = trimLeft(rest[1:])
		text, rest, ok := quoted(rest)
		if !ok {
			return fout("Een attribuut is niet goed geschreven.")
		}
		from := len(l.value)
		var err error
		if l.value, err = appendValue(l.value, text); err != nil {
			return err
		}
		b = rest
		prefix, local, ok := splitName(name)
		if !ok {
			return fout("De naam van een attribuut is niet goed.")
		}
		for _, a := range l.attrs {
			if bytes.Equal(a.prefix, prefix) && bytes.Equal(a.local, local) {
				return fout("Een element heeft twee keer hetzelfde attribuut.")
			}
		}
		if len(l.attrs) == 64 {
			return fout("Een element heeft te veel attributen.")
		}
		l.attrs = append(l.attrs, attribuut{prefix: prefix, local: local, value: l.value[from:len(l.value):len(l.value)]})
	}
	return l.namespaces()
}

// quoted takes the value between quotes that b begins with.
func quoted(b []byte) (value, rest []byte, ok bool) {
	if len(b) < 2 || b[0] != '"' && b[0] != '\'' {
		return nil, nil, false
	}
	stop := bytes.IndexByte(b[1:], b[0])
	if stop < 0 {
		return nil, nil, false
	}
	return b[1 : stop+1], b[stop+2:], true
}

// namespaces takes the declarations out of the attributes and gives the others theirs.
func (l *lexer) namespaces() error {
	for _, a := range l.attrs {
		var prefix string
		switch {
		case string(a.prefix) == "xmlns":
			prefix = string(a.local)
		case len(a.prefix) > 0 || string(a.local) != "xmlns":
			continue
		}
		// A declaration that may not be counts as none: what uses it is not declared.
		uri := string(a.value)
		if prefix != "" && uri == "" || prefix == "xmlns" || uri == nsXMLNS || prefix == "xml" || uri == nsXML {
			continue
		}
		l.scope = append(l.scope, binding{prefix, uri})
		l.stand++
	}
	for _, a := range l.attrs {
		if string(a.prefix) == "xmlns" || len(a.prefix) == 0 && string(a.local) == "xmlns" {
			continue
		}
		if len(a.prefix) > 0 {
			var ok bool
			if a.uri, ok = l.uri(a.prefix); !ok {
				return fout("Een attribuut gebruikt een voorvoegsel dat niet is verklaard.")
			}
		}
		for _, other := range l.tag.attrs {
			if other.uri == a.uri && bytes.Equal(other.local, a.local) {
				return fout("Een element heeft twee keer hetzelfde attribuut.")
			}
		}
		l.tag.attrs = append(l.tag.attrs, a)
	}
	return nil
}

// uri is the namespace of a prefix; an element without one has that of the declaration
// without one.
func (l *lexer) uri(prefix []byte) (string, bool) {
	for i := len(l.scope) - 1; i >= 0; i-- {
		if l.scope[i].prefix == string(prefix) {
			return l.scope[i].uri, true
		}
	}
	if string(prefix) == "xml" {
		return nsXML, true
	}
	return "", len(prefix) == 0
}

// appendValue adds the value of an attribute: references replaced, and every space a
// blank.
func appendValue(to, b []byte) ([]byte, error) {
	if err := validChars(b); err != nil {
		return to, err
	}
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c == '&':
			stop := bytes.IndexByte(b[i:], ';')
			if stop < 0 {
				return to, fout("Een attribuut is niet goed geschreven.")
			}
			var err error
			if to, err = appendReference(to, b[i+1:i+stop]); err != nil {
				return to, err
			}
			i += stop
		case c == '\r' && i+1 < len(b) && b[i+1] == '\n':
		case isSpace(c):
			to = append(to, ' ')
		default:
			to = append(to, c)
		}
	}
	return to, nil
}

func trimLeft(b []byte) []byte {
	for len(b) > 0 && isSpace(b[0]) {
		b = b[1:]
	}
	return b
}

// splitName takes a name apart at its colon.
func splitName(name []byte) (prefix, local []byte, ok bool) {
	at := bytes.IndexByte(name, ':')
	if at < 0 {
		return nil, name, true
	}
	local = name[at+1:]
	_, rest, valid := readName(local)
	return name[:at], local, at > 0 && valid && len(rest) == 0 && bytes.IndexByte(local, ':') < 0
}

// readName reads the name that b begins with.
func readName(b []byte) (name, rest []byte, ok bool) {
	n := 0
	for n < len(b) {
		c := b[n]
		if c < utf8.RuneSelf {
			if !nameByte[c] || n == 0 && !nameFirst(c) {
				break
			}
			n++
			continue
		}
		r, size := utf8.DecodeRune(b[n:])
		if r == utf8.RuneError && size == 1 || !unicode.Is(nameStart, r) && (n == 0 || !unicode.Is(nameMore, r)) {
			break
		}
		n += size
	}
	return b[:n], b[n:], n > 0 && n <= maxNaam
}

var nameByte = func() (ok [utf8.RuneSelf]bool) {
	for c := range ok {
		ok[c] = c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == ':' || c == '_' || c == '-' || c == '.'
	}
	return ok
}()

// What a name may hold beside ASCII. Source: XML 1.0, fifth edition, 2.3.
var (
	nameStart = &unicode.RangeTable{
		R16: []unicode.Range16{
			{0xc0, 0xd6, 1},
			{0xd8, 0xf6, 1},
			{0xf8, 0x2ff, 1},
			{0x370, 0x37d, 1},
			{0x37f, 0x1fff, 1},
			{0x200c, 0x200d, 1},
			{0x2070, 0x218f, 1},
			{0x2c00, 0x2fef, 1},
			{0x3001, 0xd7ff, 1},
			{0xf900, 0xfdcf, 1},
			{0xfdf0, 0xfffd, 1},
		},
		R32: []unicode.Range32{{0x10000, 0xeffff, 1}},
	}
	nameMore = &unicode.RangeTable{R16: []unicode.Range16{{0xb7, 0xb7, 1}, {0x300, 0x36f, 1}, {0x203f, 0x2040, 1}}}
)
