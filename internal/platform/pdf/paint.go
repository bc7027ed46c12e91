package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"trede/internal/platform/document"
)

// painter writes the content of a page.
type painter struct {
	bytes.Buffer
	*layout
	page   int
	open   *element // whose marked content is being written
	marked bool     // it is, or that of what is for the eye only
}

// of ends the marked content of one element and begins that of another; nil is what is for
// the eye only.
func (p *painter) of(e *element) {
	if p.marked && p.open == e {
		return
	}
	p.end()
	p.marked, p.open = true, e
	if e == nil {
		p.WriteString("/Artifact << /Type /Layout >> BDC\n")
		return
	}
	fmt.Fprintf(p, "/%s << /MCID %d >> BDC\n", e.role, p.tree.mark(p.page, e))
}

func (p *painter) end() {
	if p.marked {
		p.WriteString("EMC\n")
	}
	p.marked, p.open = false, nil
}

// show draws a text whose row begins at y. The text stands in the middle of its line.
func (p *painter) show(text piece, y float64) {
	s, f := text.style, p.face(text.style)
	base := pageHeight - (y + s.height/2 + 0.35*s.size)
	fmt.Fprintf(p, "BT /%s %s Tf %s rg %s %s Td %s Tj ET\n", f.label, number(s.size), s.tint, number(text.x), number(base), f.encode(text.text))
}

// rule draws a line over the width of the text.
func (p *painter) rule(y, thickness float64) {
	y = pageHeight - y
	fmt.Fprintf(p, "%s RG %s w %s %s m %s %s l S\n", line, number(thickness), number(left), number(y), number(right), number(y))
}

// footer stands on each page and is not part of what is read.
func (p *painter) footer(d document.Document, pages int) {
	count := expand(oneLine(d.PageOf), p.page+1, pages)
	f := p.face(small)
	wide := f.width(count) * small.size
	text := f.shorten(oneLine(d.Footer), small.size, right-left-wide-2*gutter)
	if text == "" && count == "" {
		return
	}
	p.end()
	p.marked = true
	p.WriteString("/Artifact << /Type /Pagination /Subtype /Footer >> BDC\n")
	p.show(piece{nil, text, left, small}, footerLine)
	p.show(piece{nil, count, right - wide, small}, footerLine)
}

// expand fills in the numbers of a page.
func expand(text string, page, pages int) string {
	return strings.NewReplacer("{n}", fmt.Sprint(page), "{m}", fmt.Sprint(pages)).Replace(text)
}

// shorten cuts a text off that is too wide for its place.
func (f *face) shorten(text string, size, width float64) string {
	if f.width(text)*size <= width {
		return text
	}
	for f.width(text+"…")*size > width && text != "" {
		_, last := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-last]
	}
	return text + "…"
}
