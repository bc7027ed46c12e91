package pdf

import "trede/internal/platform/document"

// table adds a table. A row of it stays on one page, unless it is higher than that; its
// head stands again on each page, where it says nothing to a reader that has read it.
func (l *layout) table(t document.Table) {
	if t.Caption != "" {
		s := running
		s.bold = true
		from := len(l.rows)
		l.lines(l.tree.root.add("P", ""), oneLine(t.Caption), s, left, right)
		l.together(from, true)
	}
	e := l.tree.root.add("Table", "")
	widths := l.columns(t)
	var head []row
	from := len(l.rows)
	if len(t.Columns) > 0 {
		labels := make([]string, len(t.Columns))
		for i, c := range t.Columns {
			labels[i] = c.Label
		}
		l.tableRow(e, t, labels, widths, func(int) bool { return true }, "Column")
		l.together(from, true)
		l.rows[len(l.rows)-1].rule = underline
		if _, height := chunk(l.rows[from:]); height < (bottom-top)/4 {
			head = l.rows[from:len(l.rows):len(l.rows)]
		}
	}
	for _, cells := range t.Rows {
		from := len(l.rows)
		l.tableRow(e, t, cells, widths, func(i int) bool { return i == 0 }, "Row")
		l.together(from, false)
		for i := from; i < len(l.rows); i++ {
			l.rows[i].repeats = head
		}
	}
	l.space(running.above / 2)
}

func (l *layout) tableRow(e *element, t document.Table, texts []string, widths []float64, isHead func(int) bool, scope string) {
	tr := e.add("TR", "")
	pieces, room := make([]piece, len(widths)), make([]float64, len(widths))
	x := left
	for i, width := range widths {
		s, td := cell, (*element)(nil)
		if isHead(i) {
			s.bold = true
			td = tr.add("TH", "/A << /O /Table /Scope /"+scope+" >>")
		} else {
			td = tr.add("TD", "")
		}
		p := piece{td, clean(document.Cell(texts, i)), x, s}
		room[i] = max(width-gutter, 1)
		if i == len(widths)-1 {
			room[i] = width
		}
		if wide := l.face(s).width(p.text) * s.size; i < len(t.Columns) && t.Columns[i].Numeric && wide < room[i] {
			p.x += room[i] - wide
		}
		pieces[i] = p
		x += width
	}
	l.beside(pieces, room, cell)
	l.rows[len(l.rows)-1].rule = hairline
}

// columns divides the width of the page. Columns that need little get what they need, the
// others share the rest.
func (l *layout) columns(t document.Table) []float64 {
	wanted := make([]float64, t.Width())
	measure := func(f *face, i int, text string) {
		wanted[i] = max(wanted[i], f.width(clean(text))*cell.size+gutter+1)
	}
	for i, c := range t.Columns {
		measure(l.faces[1], i, c.Label)
	}
	for _, cells := range t.Rows {
		for i, text := range cells {
			measure(l.faces[1], i, text) // the wider of the two
		}
	}
	free, open := right-left, len(wanted)
	widths := make([]float64, len(wanted))
	for again := true; again && open > 0; {
		again = false
		share := free / float64(open)
		for i, w := range wanted {
			if widths[i] == 0 && w <= share {
				widths[i], again = w, true
				free, open = free-w, open-1
			}
		}
	}
	for i := range widths {
		switch {
		case open == 0: // all fit: what is left is divided
			widths[i] += free / float64(len(widths))
		case widths[i] == 0:
			widths[i] = free / float64(open)
		}
	}
	return widths
}
