package ui

import (
	"strconv"

	"trede/internal/web/ui/nl"
)

// TredeCount is how many stand on a trede. A number too small to show without
// pointing at persons is Hidden: it is drawn and told as "minder dan 5".
type TredeCount struct {
	Name   string
	Count  int
	Hidden bool
}

// TredeChart shows how many residents stand on each trede, in the scale of petrol
// from light (lowest) to dark. Picture, sentence and table come from this struct.
type TredeChart struct {
	ID     string
	Title  string // what is counted: "Mijn 45 inwoners"
	Counts []TredeCount
	Note   string // a conclusion of the page's own, instead of [TredeChart.Sentence]
	Level  int    // of the heading; 2 when zero
}

const (
	chartTop    = 22.0
	chartHeight = 128.0
	chartLeast  = 6.0 // a bar is never invisible
)

type chartBar struct {
	TredeCount
	N                int // trede, 1 is the lowest
	X, Width, Middle float64
	Y, Height        float64
}

// bars are the columns: across in percents, up in pixels.
func (c TredeChart) bars() []chartBar {
	most := 1
	for _, one := range c.Counts {
		if !one.Hidden {
			most = max(most, one.Count)
		}
	}
	share := 100 / float64(max(len(c.Counts), 1))
	out := make([]chartBar, 0, len(c.Counts))
	for i, one := range c.Counts {
		h := float64(one.Count) / float64(most) * chartHeight
		if one.Hidden || (one.Count > 0 && h < chartLeast) {
			h = chartLeast
		}
		b := chartBar{TredeCount: one, N: i + 1, X: float64(i)*share + share*.07, Width: share * .86, Height: h}
		b.Middle = float64(i)*share + share/2
		b.Y = chartTop + chartHeight - h
		out = append(out, b)
	}
	return out
}

func (b chartBar) value(w *Words) string {
	if b.Hidden {
		return w.FewShort
	}
	return nl.Count(b.Count)
}

func (b chartBar) words(w *Words) string {
	if b.Hidden {
		return w.Few
	}
	return nl.Count(b.Count)
}

// Total is the number of residents in the picture, without hidden ones.
func (c TredeChart) Total() int {
	total := 0
	for _, one := range c.Counts {
		if !one.Hidden {
			total += one.Count
		}
	}
	return total
}

// Sentence is the conclusion: where most stand.
func (c TredeChart) Sentence() string {
	if c.Note != "" {
		return c.Note
	}
	best, at, shared := 0, 0, false
	for i, one := range c.Counts {
		switch {
		case one.Hidden:
		case one.Count > best:
			best, at, shared = one.Count, i+1, false
		case one.Count == best && best > 0:
			shared = true
		}
	}
	switch {
	case best == 0:
		return "Hier zijn nog geen inwoners."
	case shared:
		return nl.Plural(c.Total(), "inwoner", "inwoners") + " over " + strconv.Itoa(len(c.Counts)) + " treden."
	default:
		return "De meeste inwoners staan op trede " + strconv.Itoa(at) + ": " + nl.Count(best) + " van de " + nl.Count(c.Total()) + "."
	}
}

func (c TredeChart) cells(w *Words) [][]Cell {
	var rows [][]Cell
	for _, b := range c.bars() {
		rows = append(rows, []Cell{{Text: strconv.Itoa(b.N) + " " + b.Name}, {Text: b.words(w)}})
	}
	return rows
}

func (c TredeChart) describe(w *Words) string {
	text := ""
	for _, b := range c.bars() {
		text += w.Step + " " + strconv.Itoa(b.N) + ": " + b.words(w) + ". "
	}
	return text
}
