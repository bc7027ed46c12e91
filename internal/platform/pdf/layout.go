package pdf

import (
	"fmt"
	"strings"

	"trede/internal/platform/document"
)

// Measures of a page, in points (72 to the inch).
const (
	mm         = 72 / 25.4
	pageWidth  = 210 * mm // A4
	pageHeight = 297 * mm
	left       = 25 * mm
	right      = pageWidth - 25*mm
	top        = 20 * mm
	bottom     = pageHeight - 25*mm
	footerLine = pageHeight - 14*mm
	windowTop  = 50 * mm // where an addressee stands at the highest
	roomToSign = 20 * mm
	underline  = 0.8
	hairline   = 0.3
)

// style is how a text looks.
type style struct {
	bold   bool
	size   float64
	height float64 // of a line
	above  float64 // white space before the first line, except at the top of a page
	tint   tint
}

// tint is a colour, as the operator of the format wants it.
type tint string

const (
	ink   tint = "0.075 0.149 0.157" // nearly black
	soft  tint = "0.271 0.345 0.353"
	brand tint = "0.047 0.278 0.298"
	line  tint = "0.443 0.518 0.510"
)

var (
	running  = style{size: 10.5, height: 15.5, above: 8, tint: ink}
	closing  = style{size: 10.5, height: 15.5, above: 16, tint: ink}
	item     = style{size: 10.5, height: 15.5, above: 3, tint: ink}
	term     = style{size: 10.5, height: 15.5, tint: ink}
	small    = style{size: 8.5, height: 12.5, above: 6, tint: soft}
	cell     = style{size: 9.5, height: 13.5, above: 6, tint: ink}
	name     = style{bold: true, size: 14, height: 18, tint: brand}
	headings = []style{
		{bold: true, size: 15, height: 20, above: 18, tint: brand},
		{bold: true, size: 12, height: 16, above: 14, tint: brand},
		{bold: true, size: 10.5, height: 15.5, above: 12, tint: ink},
	}
)

// piece is text in a row. Without an element it says nothing to a reader that does not
// see it.
type piece struct {
	element *element
	text    string
	x       float64
	style   style
}

// row is what stands beside each other, of one line high.
type row struct {
	pieces  []piece
	above   float64
	height  float64
	least   float64 // not higher on the first page than this
	keep    bool    // on the same page as the next
	heading bool    // is the last of a heading of level 2 or 3
	rule    float64 // thickness of a line under it; 0: none
	repeats []row   // stand again above it when it begins a page
}

// layout makes rows of blocks.
type layout struct {
	faces [2]*face // regular and bold
	tree  *structure
	rows  []row
}

func (l *layout) face(s style) *face {
	if s.bold {
		return l.faces[1]
	}
	return l.faces[0]
}

// block adds a block; next is the one that follows it, nil for the last.
func (l *layout) block(b, next document.Block) {
	switch b := b.(type) {
	case document.Heading:
		l.heading(b)
	case document.Paragraph:
		l.paragraph(b, next != nil)
	case document.List:
		l.list(b)
	case document.Terms:
		l.terms(b)
	case document.Table:
		l.table(b)
	}
}

func (l *layout) heading(h document.Heading) {
	text := oneLine(h.Text)
	if text == "" {
		return
	}
	level := min(max(h.Level, 1), len(headings))
	from := len(l.rows)
	l.lines(l.tree.root.add(fmt.Sprintf("H%d", level), ""), text, headings[level-1], left, right)
	l.together(from, true)
	l.rows[len(l.rows)-1].heading = level > 1
}

func (l *layout) paragraph(p document.Paragraph, followed bool) {
	text := clean(p.Text)
	if text == "" {
		return
	}
	e := l.tree.root.add("P", "")
	from := len(l.rows)
	switch p.Role {
	case document.Sender:
		l.sender(e, text)
	case document.Addressee:
		l.lines(e, text, term, left, right)
		l.rows[from].least = windowTop
		l.space(6 * mm)
	case document.Closing:
		l.lines(e, text, closing, left, right)
		l.space(roomToSign)
		l.together(from, followed)
	case document.Signature:
		l.lines(e, text, term, left, right)
		l.together(from, false)
	case document.Small:
		l.lines(e, text, small, left, right)
	default:
		l.lines(e, text, running, left, right)
		if from > 0 && l.rows[from-1].heading {
			l.rows[from].above = item.above
		}
		if strings.HasSuffix(text, ":") && followed { // what announces a list stays with it
			l.rows[len(l.rows)-1].keep = true
		}
	}
}

// together keeps rows on one page, and also with what follows.
func (l *layout) together(from int, withNext bool) {
	for i := from; i < len(l.rows); i++ {
		l.rows[i].keep = withNext || i < len(l.rows)-1
	}
}

// sender is the head of a letter: a name, and below it how to reach who bears it.
func (l *layout) sender(e *element, text string) {
	first, rest, _ := strings.Cut(text, "\n")
	if rest != "" {
		first += " "
	}
	from := len(l.rows)
	l.lines(e, first, name, left, right)
	if rest != "" {
		s := small
		s.above = 2
		l.lines(e, rest, s, left, right)
	}
	l.together(from, false)
	l.rows[len(l.rows)-1].rule = underline
}

// space is a row without text.
func (l *layout) space(height float64) { l.rows = append(l.rows, row{height: height}) }

// lines adds a text, and sees to it that no line of it stands alone on a page.
func (l *layout) lines(e *element, text string, s style, from, to float64) {
	lines := l.face(s).wrap(text, s.size, to-from)
	for i, text := range lines {
		r := row{pieces: []piece{{e, text, from, s}}, height: s.height, keep: i == 0 || i == len(lines)-2}
		if i == 0 {
			r.above = s.above
		}
		r.keep = r.keep && i < len(lines)-1
		l.rows = append(l.rows, r)
	}
}

// beside adds texts beside each other, each within its own width. All belong together.
func (l *layout) beside(cells []piece, widths []float64, s style) {
	var lines [][]string
	most := 0
	for i, c := range cells {
		lines = append(lines, l.face(c.style).wrap(c.text, c.style.size, widths[i]))
		most = max(most, len(lines[i]))
	}
	for n := range most {
		r := row{height: s.height, keep: n == 0 && most > 1 || n == most-2}
		if n == 0 {
			r.above = s.above
		}
		for i, c := range cells {
			if n < len(lines[i]) && lines[i][n] != "" {
				r.pieces = append(r.pieces, piece{c.element, lines[i][n], c.x, c.style})
			}
		}
		l.rows = append(l.rows, r)
	}
}

const gutter = 6.0 // between a label and what it is of

func (l *layout) list(list document.List) {
	numbering := "Disc"
	if list.Ordered {
		numbering = "Decimal"
	}
	e := l.tree.root.add("L", "/A << /O /List /ListNumbering /"+numbering+" >>")
	labels := make([]string, len(list.Items))
	wide := 0.0
	for i := range list.Items {
		labels[i] = "•"
		if list.Ordered {
			labels[i] = fmt.Sprintf("%d.", i+1)
		}
		wide = max(wide, l.faces[0].width(labels[i])*item.size)
	}
	const indent = 4.0
	body := left + indent + wide + gutter
	for i, text := range list.Items {
		li := e.add("LI", "")
		l.beside([]piece{
			{li.add("Lbl", ""), labels[i], left + indent, item},
			{li.add("LBody", ""), clean(text), body, item},
		}, []float64{wide + gutter, right - body}, item)
	}
}

func (l *layout) terms(terms document.Terms) {
	e := l.tree.root.add("L", "")
	bold := term
	bold.bold = true
	wide := 0.0
	for _, t := range terms.Items {
		wide = max(wide, l.faces[1].width(oneLine(t.Label))*bold.size)
	}
	wide = min(wide, (right-left)/3) + 2*gutter
	from := len(l.rows)
	for _, t := range terms.Items {
		li := e.add("LI", "")
		l.beside([]piece{
			{li.add("Lbl", ""), oneLine(t.Label), left, bold},
			{li.add("LBody", ""), clean(t.Value), left + wide, term},
		}, []float64{wide - gutter, right - left - wide}, term)
	}
	l.rows[from].above = running.above
}
