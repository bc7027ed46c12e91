package region

import (
	"strconv"
	"strings"
)

// lineIndex tells on which line a key or a table of a TOML document stands. Its
// keys are paths such as "keuze.3.vorm": tables of an array are numbered from 0.
// The TOML library keeps no lines of keys, and an operator needs them.
type lineIndex map[string]int

// of gives the line of a key, or of the table around it, or 0.
func (x lineIndex) of(path string) int {
	for path != "" {
		if line, ok := x[path]; ok {
			return line
		}
		path = path[:max(0, strings.LastIndexByte(path, '.'))]
	}
	return 0
}

// lineScanner walks over a document that the TOML library has accepted. It never
// fails: what it does not understand it skips.
type lineScanner struct {
	text  string
	pos   int
	line  int
	index lineIndex
	table string         // path of the table in which keys stand now
	count map[string]int // how many tables each array has so far
}

func indexLines(text string) lineIndex {
	s := &lineScanner{text: text, line: 1, index: lineIndex{}, count: map[string]int{}}
	for s.pos < len(s.text) {
		s.statement()
	}
	return s.index
}

// statement reads one header or one key with its value.
func (s *lineScanner) statement() {
	switch c := s.text[s.pos]; {
	case c == ' ' || c == '\t' || c == '\r' || c == '\n':
		s.next()
	case c == '#':
		s.skipLine()
	case strings.HasPrefix(s.text[s.pos:], "[["):
		s.pos += 2
		s.header(true)
	case c == '[':
		s.pos++
		s.header(false)
	default:
		s.pair()
	}
}

func (s *lineScanner) header(array bool) {
	line := s.line
	parts := s.key()
	s.skipLine()
	path := ""
	for i, part := range parts {
		path = join(path, part)
		last := i == len(parts)-1
		if array && last {
			s.mark(path, line) // the array as a whole stands where its first table does
			s.count[path]++
		}
		if n := s.count[path]; n > 0 {
			path = join(path, strconv.Itoa(n-1))
		}
	}
	if array {
		s.forget(path)
	}
	s.table = path
	s.mark(path, line)
}

// forget starts the arrays inside a new table of an array from 0. They cannot be
// known yet, because the number of the new table is part of their path; only an
// odd document repeats one.
func (s *lineScanner) forget(path string) {
	for name := range s.count {
		if strings.HasPrefix(name, path+".") {
			delete(s.count, name)
		}
	}
}

func (s *lineScanner) pair() {
	line := s.line
	path := s.table
	for _, part := range s.key() {
		path = join(path, part)
		s.mark(path, line)
	}
	if s.pos < len(s.text) && s.text[s.pos] == '=' {
		s.pos++
		s.value()
		return
	}
	s.skipLine()
}

func (s *lineScanner) mark(path string, line int) {
	if _, known := s.index[path]; !known {
		s.index[path] = line
	}
}

// key reads a dotted key up to = or ].
func (s *lineScanner) key() []string {
	var parts []string
	var part strings.Builder
	for s.pos < len(s.text) {
		switch c := s.text[s.pos]; c {
		case '=', ']', '\n', '#':
			return append(parts, part.String())
		case '.':
			parts = append(parts, part.String())
			part.Reset()
			s.pos++
		case ' ', '\t', '\r':
			s.pos++
		case '"', '\'':
			from := s.pos
			s.quoted()
			part.WriteString(strings.Trim(s.text[from:s.pos], s.text[from:from+1]))
		default:
			part.WriteByte(c)
			s.pos++
		}
	}
	return append(parts, part.String())
}

// value skips a value: it ends at the end of a line outside brackets and strings.
func (s *lineScanner) value() {
	depth := 0
	for s.pos < len(s.text) {
		switch c := s.text[s.pos]; c {
		case '"', '\'':
			s.quoted()
			continue
		case '#':
			s.skipLine()
			if depth == 0 {
				return
			}
			continue
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		case '\n':
			if depth <= 0 {
				s.next()
				return
			}
		}
		s.next()
	}
}

// quoted skips a string of any of the four kinds; pos is at its first quote.
func (s *lineScanner) quoted() {
	quote := s.text[s.pos]
	end := string(quote)
	if triple := strings.Repeat(end, 3); strings.HasPrefix(s.text[s.pos:], triple) {
		end = triple
	}
	s.pos += len(end)
	for s.pos < len(s.text) {
		switch {
		case quote == '"' && s.text[s.pos] == '\\' && s.pos+1 < len(s.text):
			s.next()
			s.next()
		case strings.HasPrefix(s.text[s.pos:], end):
			s.pos += len(end)
			// Up to two quotes may stand before the closing three.
			for len(end) == 3 && s.pos < len(s.text) && s.text[s.pos] == quote {
				s.pos++
			}
			return
		case s.text[s.pos] == '\n' && len(end) == 1:
			return
		default:
			s.next()
		}
	}
}

func (s *lineScanner) skipLine() {
	for s.pos < len(s.text) && s.text[s.pos] != '\n' {
		s.pos++
	}
}

func (s *lineScanner) next() {
	if s.text[s.pos] == '\n' {
		s.line++
	}
	s.pos++
}

func join(path, part string) string {
	if path == "" {
		return part
	}
	return path + "." + part
}
