package upload

import "bytes"

// deepest is how deep values may stand within each other.
const deepest = 64

// kind is what sort of value stands in a PDF (ISO 32000-2, 7.3).
type kind int

const (
	kindNone kind = iota
	kindOther
	kindName
	kindNumber
	kindRef
	kindArray
	kindDict
)

// value is a value as far as the scan wants to know it.
type value struct {
	kind   kind
	text   string // of a name; of an array: of its first name
	number int    // whole and not negative; of a reference: of what; of an array: how many values
	dict   dict
}

// dict is the entries of a dictionary that the scan knows.
type dict map[string]value

// known are the entries that the scan wants to know.
var known = map[string]bool{
	"JS": true, "AA": true, "XFA": true, "EF": true, "Encrypt": true, "S": true, "Subtype": true, "Type": true,
	"OpenAction": true, "Next": true, "N": true, "First": true, "Filter": true, "DecodeParms": true, "DP": true, "F": true,
}

// acts tells whether a value, taken for what happens when a file is opened, does more
// than show a page of it.
func (v value) acts() bool {
	switch v.kind {
	case kindRef:
		return true // to somewhere else again
	case kindDict:
		action := v.dict["S"]
		return v.dict["Next"].kind != kindNone || action.kind != kindNone && action.text != "GoTo"
	}
	return false
}

// lexer reads values one after another.
type lexer struct {
	data []byte
	at   int
	scan *pdfScan
}

// top reads one value, and takes what that cost off what may be spent.
func (l *lexer) top() (value, error) {
	from := l.at
	v, err := l.value(0)
	if l.scan.work -= l.at - from; l.scan.work < 0 {
		return value{}, errUnreadable
	}
	return v, err
}

func (l *lexer) value(depth int) (value, error) {
	l.space()
	if l.at >= len(l.data) || depth > deepest {
		return value{}, errUnreadable
	}
	switch c := l.data[l.at]; {
	case c == '/':
		return value{kind: kindName, text: l.name()}, nil
	case c == '(':
		return value{kind: kindOther}, l.text()
	case c == '[':
		l.at++
		return l.array(depth)
	case c == '<' && bytes.HasPrefix(l.data[l.at:], []byte("<<")):
		l.at += 2
		return l.dict(depth)
	case c == '<':
		end := bytes.IndexByte(l.data[l.at:], '>')
		if end < 0 {
			l.at = len(l.data)
			return value{}, errUnreadable
		}
		l.at += end + 1
		return value{kind: kindOther}, nil
	case c == '+' || c == '-' || c == '.' || c >= '0' && c <= '9':
		return l.number(), nil
	}
	for _, w := range []string{"true", "false", "null"} {
		if l.word(w) {
			return value{kind: kindOther}, nil
		}
	}
	return value{}, errUnreadable
}

// space steps over white space and comments, and takes what that cost off what may be
// spent: a value may be short and the comment behind it not.
func (l *lexer) space() {
	from := l.at
	defer func() {
		if l.scan.work -= l.at - from; l.scan.work < 0 {
			l.at = len(l.data)
		}
	}()
	for ; l.at < len(l.data); l.at++ {
		switch c := l.data[l.at]; {
		case c == '%':
			end := bytes.IndexAny(l.data[l.at:], "\r\n")
			if end < 0 {
				l.at = len(l.data)
				return
			}
			l.at += end
		case !isSpace(c):
			return
		}
	}
}

// word steps over a word, if it is there and ends there.
func (l *lexer) word(w string) bool {
	l.space()
	if !bytes.HasPrefix(l.data[l.at:], []byte(w)) {
		return false
	}
	after := l.at + len(w)
	if after < len(l.data) && !isSpace(l.data[after]) && !isDelimiter(l.data[after]) && w != "stream" {
		return false
	}
	l.at = after
	return true
}

func (l *lexer) name() string {
	l.at++
	name, n := decodeName(l.data[l.at:], nil)
	l.at += n
	return string(name)
}

// text steps over a text between brackets, which may hold brackets in pairs.
func (l *lexer) text() error {
	depth := 0
	for ; l.at < len(l.data); l.at++ {
		switch l.data[l.at] {
		case '\\':
			l.at++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				l.at++
				return nil
			}
		}
	}
	l.at = len(l.data)
	return errUnreadable
}

func (l *lexer) array(depth int) (value, error) {
	out := value{kind: kindArray}
	for {
		l.space()
		if l.at < len(l.data) && l.data[l.at] == ']' {
			l.at++
			return out, nil
		}
		v, err := l.value(depth + 1)
		if err != nil {
			return value{}, err
		}
		if out.number++; out.number == 1 && v.kind == kindName {
			out.text = v.text
		}
	}
}

func (l *lexer) dict(depth int) (value, error) {
	out := value{kind: kindDict}
	for {
		l.space()
		if bytes.HasPrefix(l.data[l.at:], []byte(">>")) {
			l.at += 2
			l.scan.inspect(out.dict)
			return out, nil
		}
		if l.at >= len(l.data) || l.data[l.at] != '/' {
			return value{}, errUnreadable
		}
		key := l.name()
		v, err := l.value(depth + 1)
		if err != nil {
			return value{}, err
		}
		if !known[key] {
			continue
		}
		if _, twice := out.dict[key]; twice { // readers differ about which one counts
			return value{}, errUnreadable
		}
		if out.dict == nil {
			out.dict = dict{}
		}
		out.dict[key] = v
	}
}

// number reads a number, or a reference to an object: "5 0 R". A number that is no
// count of anything is kindOther.
func (l *lexer) number() value {
	first, whole := l.digits()
	if !whole {
		return value{kind: kindOther}
	}
	back := l.at
	l.space()
	if _, second := l.digits(); second {
		l.space()
		if l.at < len(l.data) && l.data[l.at] == 'R' && l.word("R") {
			return value{kind: kindRef, number: first}
		}
	}
	l.at = back
	return value{kind: kindNumber, number: first}
}

// digits reads a number and tells whether it is whole, not negative and of at most ten
// digits.
func (l *lexer) digits() (number int, whole bool) {
	from := l.at
	whole = true
	for ; l.at < len(l.data) && !isSpace(l.data[l.at]) && !isDelimiter(l.data[l.at]); l.at++ {
		c := l.data[l.at]
		if whole = whole && c >= '0' && c <= '9' && l.at-from < 10; whole {
			number = 10*number + int(c-'0')
		}
	}
	return number, whole && l.at > from
}

// decodeName reads the name after a slash, with #xx for a character, and tells how many
// bytes it takes. Of a name that is longer than what anybody looks for it gives the
// first part.
func decodeName(data, into []byte) (name []byte, taken int) {
	const longest = 31
	for taken < len(data) && !isSpace(data[taken]) && !isDelimiter(data[taken]) {
		c := data[taken]
		if hi, lo := hexAt(data, taken+1), hexAt(data, taken+2); c == '#' && hi >= 0 && lo >= 0 {
			c = byte(hi<<4 | lo) //nolint:gosec // two digits of sixteen
			taken += 2
		}
		taken++
		if into = append(into, c); len(into) == longest {
			break
		}
	}
	for len(into) == longest && taken < len(data) && !isSpace(data[taken]) && !isDelimiter(data[taken]) {
		taken++
	}
	return into, taken
}

func hexAt(data []byte, at int) int {
	if at >= len(data) {
		return -1
	}
	switch c := data[at]; {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func isSpace(c byte) bool {
	return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' '
}

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }
