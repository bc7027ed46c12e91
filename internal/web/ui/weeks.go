package ui

import (
	"context"
	"io"
	"strconv"

	"trede/internal/domain/civil"
	"trede/internal/web/ui/nl"
)

// Week is what was registered in one week: how often somebody was there, was away with
// notice, and did not come.
type Week struct {
	Monday                 civil.Date
	There, Excused, Absent int
}

func (w Week) total() int { return w.There + w.Excused + w.Absent }

// WeekChart shows attendance by week, oldest first. Picture, sentence and table come
// from this one struct; the parts of a bar differ by pattern as well as by colour.
type WeekChart struct {
	ID                     string // unique on the page
	Title, Note            string // what it is, and the conclusion
	There, Excused, Absent string // names of the parts: "er", "afgemeld of ziek", "niet gekomen"
	Weeks                  []Week
}

// Measures of the picture in CSS pixels; across it is all percentages.
const (
	weekTop    = 6.0
	weekHeight = 96.0
	weekLeast  = 4.0
)

type weekPart struct {
	Kind                string
	X, Width, Y, Height float64
}

type weekLabel struct {
	Text string
	X    float64
	Wide bool // only where there is room
}

// parts are the pieces of all bars, each on top of the one before.
func (c WeekChart) parts() []weekPart {
	most := 1
	for _, w := range c.Weeks {
		most = max(most, w.total())
	}
	share := 100 / float64(max(len(c.Weeks), 1))
	var out []weekPart
	for n, w := range c.Weeks {
		y := weekTop + weekHeight
		for _, p := range []struct {
			kind  string
			count int
		}{{"there", w.There}, {"excused", w.Excused}, {"absent", w.Absent}} {
			if p.count == 0 {
				continue
			}
			h := max(float64(p.count)/float64(most)*weekHeight, weekLeast)
			y -= h
			out = append(out, weekPart{Kind: p.kind, X: float64(n)*share + share*.12, Width: share * .76, Y: y, Height: h})
		}
	}
	return out
}

// labels are the days below: every fourth week also on a narrow screen.
func (c WeekChart) labels() []weekLabel {
	share := 100 / float64(max(len(c.Weeks), 1))
	var out []weekLabel
	for n, w := range c.Weeks {
		if n%2 == 0 {
			out = append(out, weekLabel{Text: nl.DayMonth(w.Monday), X: float64(n)*share + share/2, Wide: n%4 != 0})
		}
	}
	return out
}

// has tells whether a part is in the picture, so that the legend names no other.
func (c WeekChart) has(kind string) bool {
	for _, p := range c.parts() {
		if p.Kind == kind {
			return true
		}
	}
	return false
}

// key is one line of the legend.
type key struct{ Kind, Label string }

func (c WeekChart) legend() []key {
	var out []key
	for _, k := range []key{{"there", c.There}, {"excused", c.Excused}, {"absent", c.Absent}} {
		if c.has(k.Kind) {
			out = append(out, k)
		}
	}
	return out
}

func (c WeekChart) cells() [][]Cell {
	var rows [][]Cell
	for n := len(c.Weeks) - 1; n >= 0; n-- {
		w := c.Weeks[n]
		rows = append(rows, []Cell{
			{Text: nl.Week(w.Monday)}, {Text: strconv.Itoa(w.There)}, {Text: strconv.Itoa(w.Excused)}, {Text: strconv.Itoa(w.Absent)},
		})
	}
	return rows
}

// Render implements templ.Component.
func (c WeekChart) Render(ctx context.Context, w io.Writer) error {
	return weekChart(c).Render(ctx, w) //nolint:contextcheck // templ gives the context to Render
}
