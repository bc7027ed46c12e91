package iwmo

import (
	"unicode/utf8"
)

// Kinds of byte in a text.
const (
	byteTekst = iota
	byteSpace
	byteReturn  // a line end that must become another
	byteStop    // the end of a run
	byteBracket // perhaps the end of ]]>
	byteHigh
	byteControl
)

var byteKind = func() (kind [256]uint8) {
	for c := range kind {
		switch {
		case c == ' ' || c == '\n' || c == '\t':
			kind[c] = byteSpace
		case c == '\r':
			kind[c] = byteReturn
		case c < ' ':
			kind[c] = byteControl
		case c == '<' || c == '&':
			kind[c] = byteStop
		case c == '>':
			kind[c] = byteBracket
		case c >= utf8.RuneSelf:
			kind[c] = byteHigh
		}
	}
	return kind
}()

// run measures the text from pos up to the next < or &, or to the end of the file.
// Plain tells that it can be used as it stands.
func (l *lexer) run() (n int, blank, plain bool, err error) {
	blank, plain = true, true
	for {
		b := l.buf[l.pos:l.end]
		for n < len(b) {
			switch byteKind[b[n]] {
			case byteSpace:
				n++
			case byteTekst:
				blank = false
				n++
			case byteStop:
				return n, blank, plain, nil
			case byteReturn:
				plain = false
				n++
			case byteBracket:
				blank = false
				if n >= 2 && b[n-1] == ']' && b[n-2] == ']' {
					return 0, false, false, fout("In een tekst staat ]]>, dat mag niet.")
				}
				n++
			case byteHigh:
				blank = false
				if !utf8.FullRune(b[n:]) && !l.eof {
					goto more
				}
				size, ok := charSize(b[n:])
				if !ok {
					return 0, false, false, badChar(b[n:])
				}
				n += size
			default:
				return 0, false, false, errTeken
			}
		}
	more:
		if more, err := l.fill(); err != nil {
			return 0, false, false, err
		} else if !more {
			return n, blank, plain, nil
		}
	}
}

// charSize is the size of the character that b begins with, and whether XML has it.
func charSize(b []byte) (int, bool) {
	r, size := utf8.DecodeRune(b)
	return size, (r != utf8.RuneError || size > 1) && isChar(r)
}

func badChar(b []byte) error {
	if r, size := utf8.DecodeRune(b); r == utf8.RuneError && size == 1 {
		return errUTF8
	}
	return errTeken
}

func isChar(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000 && r <= 0x10ffff
}

// validChars checks the characters of a comment or the like.
func validChars(b []byte) error {
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			if byteKind[b[0]] == byteControl {
				return errTeken
			}
			b = b[1:]
			continue
		}
		size, ok := charSize(b)
		if !ok {
			return badChar(b)
		}
		b = b[size:]
	}
	return nil
}

// appendLines adds text with its line ends as XML asks: every one a line feed.
func appendLines(to, b []byte) []byte {
	for i, c := range b {
		switch {
		case c != '\r':
			to = append(to, c)
		case i+1 == len(b) || b[i+1] != '\n':
			to = append(to, '\n')
		}
	}
	return to
}
