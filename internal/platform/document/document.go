// Package document describes what a letter or another paper says: headings, paragraphs,
// lists and tables in the order in which they are read. It is plain data and knows
// neither paper nor screen; platform/pdf and the kit of the web each show it.
package document

import (
	"strings"
	"time"
)

// Document is a paper.
type Document struct {
	Title    string    // what a reader announces; required
	Language string    // BCP 47, "nl-NL"; required
	Author   string    // who it is from
	Program  string    // what made it
	Created  time.Time // the moment that stands in the file; zero: none
	Footer   string    // at the foot of each page, for the eye only
	PageOf   string    // "Pagina {n} van {m}" beside the footer; empty: pages have no number
	Blocks   []Block
}

// Block is one of [Heading], [Paragraph], [List], [Terms] and [Table].
type Block interface{ block() }

// Heading is a heading of level 1 (once, what the paper is about) to 3. A level outside
// those counts as the nearest.
type Heading struct {
	Level int
	Text  string
}

// Paragraph is running text. A line break in it stays one; other white space is one space.
type Paragraph struct {
	Text string
	Role Role
}

// Role says what a paragraph is for; the zero value is running text.
type Role int

// The roles of a paragraph.
const (
	Running   Role = iota
	Sender         // who it is from: the first line is the name
	Addressee      // name and address, where an envelope has its window
	Closing        // a greeting, with room below it to sign
	Signature      // who signs; stays with the greeting
	Small          // what is less important
)

// List is a list of texts; Ordered ones are numbered from 1.
type List struct {
	Ordered bool
	Items   []string
}

// Terms are names, each with its value: "Ons kenmerk" and what that is.
type Terms struct{ Items []Term }

// Term is a name with its value.
type Term struct{ Label, Value string }

// Table is a table with a head. The first cell of a row is the head of that row. A row
// with fewer cells than there are columns ends in empty ones; what it has more stands in
// columns without a name.
type Table struct {
	Caption string // what it shows, above it
	Columns []Column
	Rows    [][]string
}

// Column is the head of a column; a Numeric one is aligned right.
type Column struct {
	Label   string
	Numeric bool
}

func (Heading) block()   {}
func (Paragraph) block() {}
func (List) block()      {}
func (Terms) block()     {}
func (Table) block()     {}

// Empty tells whether a block says nothing: it is then not shown.
func Empty(b Block) bool {
	blank := func(text string) bool { return strings.TrimSpace(text) == "" }
	switch b := b.(type) {
	case Heading:
		return blank(b.Text)
	case Paragraph:
		return blank(b.Text)
	case List:
		return len(b.Items) == 0
	case Terms:
		return len(b.Items) == 0
	case Table:
		return b.Width() == 0
	}
	return true
}

// Width gives the number of columns: those with a name and those that a row has more.
func (t Table) Width() int {
	width := len(t.Columns)
	for _, row := range t.Rows {
		width = max(width, len(row))
	}
	return width
}

// Cell gives a text of a row, "" where it has none.
func Cell(row []string, column int) string {
	if column < len(row) {
		return row[column]
	}
	return ""
}

// Paragraphs makes running text of what somebody typed: an empty line begins a new
// paragraph.
func Paragraphs(text string) []Block {
	var out []Block
	var lines []string
	end := func() {
		if len(lines) > 0 {
			out = append(out, Paragraph{Text: strings.Join(lines, "\n")})
		}
		lines = nil
	}
	for line := range strings.Lines(strings.ReplaceAll(text, "\r\n", "\n")) {
		if line = strings.TrimSpace(line); line == "" {
			end()
			continue
		}
		lines = append(lines, line)
	}
	end()
	return out
}
