package ui

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"trede/internal/domain/civil"
	"trede/internal/web/ui/nl"
)

// LadderPoint is a day on which the trede (step of the participation ladder) of a
// resident was set or confirmed.
type LadderPoint struct {
	Date  civil.Date
	Trede int    // 1 is the lowest
	Label string // "start", "stap omhoog", "bericht"
}

// LadderGoal is where a resident is heading, and when the arrangement ends.
type LadderGoal struct {
	Date  civil.Date
	Trede int
}

// LadderChart draws the climb of a resident in time: a step line over the treden,
// the goal dashed, the sun at today. Picture, sentence and table come from this
// one struct.
type LadderChart struct {
	ID     string   // unique on the page
	Name   string   // of the resident: "Jeroen"
	Treden []string // names of the treden, lowest first
	Points []LadderPoint
	Goal   *LadderGoal
	Today  civil.Date
	Level  int // of the heading that holds the conclusion; 2 when zero
}

// Measures of the picture in CSS pixels; across it is all percentages.
const (
	ladderTop  = 40.0
	ladderRow  = 46.0
	ladderFoot = 16.0
	ladderWide = 540.0 // width for which labels are chosen
	ladderSlim = 250.0 // the same on a phone
	ladderChar = 7.4
)

type ladderLine struct{ X1, Y1, X2, Y2 float64 } // X in percents, Y in pixels

type ladderArea struct{ X, Y, Width, Height float64 }

type ladderLabel struct {
	Text   string
	X, Y   float64
	Anchor string
	Shift  float64 // pixels to the side
	Wide   bool    // only where there is room
	Strong bool
}

type ladderDot struct {
	X, Y float64
	Step bool // the trede changed here, or it is the first
}

// first and last are the outer days of the picture.
func (c LadderChart) first() civil.Date { return c.Points[0].Date }

func (c LadderChart) last() civil.Date {
	days := []civil.Date{c.Points[len(c.Points)-1].Date, c.Today}
	if c.Goal != nil {
		days = append(days, c.Goal.Date)
	}
	return civil.Max(days...)
}

// empty tells whether there is anything to draw.
func (c LadderChart) empty() bool {
	return len(c.Points) == 0 || len(c.Treden) == 0
}

func (c LadderChart) x(d civil.Date) float64 {
	total := c.first().DaysUntil(c.last())
	if total <= 0 {
		return 0
	}
	return clamp(float64(c.first().DaysUntil(d))*100/float64(total), 0, 100)
}

func (c LadderChart) y(trede int) float64 {
	return ladderTop + float64(len(c.Treden)-trede)*ladderRow
}

func (c LadderChart) base() float64   { return c.y(1) + ladderFoot }
func (c LadderChart) height() float64 { return c.base() + 30 }

// now is the trede of today: that of the last point.
func (c LadderChart) now() int { return c.Points[len(c.Points)-1].Trede }

// ends gives the day until which each point holds: the next point, or today.
func (c LadderChart) end(i int) civil.Date {
	if i+1 < len(c.Points) {
		return c.Points[i+1].Date
	}
	return civil.Max(c.Today, c.Points[i].Date)
}

// lines are the treads and risers of the climb until today.
func (c LadderChart) lines() []ladderLine {
	var out []ladderLine
	for i, p := range c.Points {
		x1, x2, y := c.x(p.Date), c.x(c.end(i)), c.y(p.Trede)
		if i > 0 && c.Points[i-1].Trede != p.Trede {
			out = append(out, ladderLine{x1, c.y(c.Points[i-1].Trede), x1, y})
		}
		if x2 > x1 {
			out = append(out, ladderLine{x1, y, x2, y})
		}
	}
	return out
}

func (c LadderChart) areas() []ladderArea {
	var out []ladderArea
	for i, p := range c.Points {
		x1, x2, y := c.x(p.Date), c.x(c.end(i)), c.y(p.Trede)
		if x2 > x1 {
			out = append(out, ladderArea{x1, y, x2 - x1, c.base() - y})
		}
	}
	return out
}

// nowX is where the line ends and the goal begins.
func (c LadderChart) nowX() float64 { return c.x(c.end(len(c.Points) - 1)) }

func (c LadderChart) goalLines() []ladderLine {
	if c.Goal == nil {
		return nil
	}
	from, to, y := c.nowX(), c.x(c.Goal.Date), c.y(c.Goal.Trede)
	var out []ladderLine
	if c.Goal.Trede != c.now() {
		out = append(out, ladderLine{from, c.y(c.now()), from, y})
	}
	if to > from {
		out = append(out, ladderLine{from, y, to, y})
	}
	return out
}

func (c LadderChart) goalArea() (ladderArea, bool) {
	if c.Goal == nil || c.x(c.Goal.Date) <= c.nowX() {
		return ladderArea{}, false
	}
	y := c.y(c.Goal.Trede)
	return ladderArea{c.nowX(), y, c.x(c.Goal.Date) - c.nowX(), c.base() - y}, true
}

// dots are the points, without the one on which the sun stands.
func (c LadderChart) dots() []ladderDot {
	var out []ladderDot
	for i, p := range c.Points {
		if p.Date == c.Today {
			continue
		}
		out = append(out, ladderDot{c.x(p.Date), c.y(p.Trede), i == 0 || c.Points[i-1].Trede != p.Trede})
	}
	return out
}

// labels are the words at the points and the dates below the picture, as far as
// they fit: today and goal first.
func (c LadderChart) labels(w *Words) []ladderLabel {
	set := &labelSet{slim: c.names()}
	nowY := c.y(c.now())
	if c.Goal != nil && c.Goal.Trede > c.now() {
		set.addBeside(w.TodayMark, c.nowX(), nowY-18) // the goal rises from here
	} else {
		set.add(w.TodayMark, c.nowX(), nowY-20, true)
	}
	if c.Goal != nil && c.Goal.Date.After(c.Today) {
		set.add(w.Goal, c.x(c.Goal.Date), c.y(c.Goal.Trede)-18, true)
	}
	for _, p := range c.Points {
		if p.Label != "" && p.Date != c.Today {
			set.add(p.Label, c.x(p.Date), c.y(p.Trede)-16, false)
		}
	}
	axis := c.base() + 22
	if c.Goal != nil && c.Goal.Date == c.last() {
		set.add(nl.Short(c.Goal.Date), 100, axis, false)
	}
	set.add(nl.Short(c.end(len(c.Points)-1)), c.nowX(), axis, true)
	if c.Points[0].Date != c.end(len(c.Points)-1) {
		set.add(nl.ShortYear(c.first()), 0, axis, false)
	}
	for i, p := range c.Points {
		if i > 0 && p.Trede != c.Points[i-1].Trede {
			set.add(nl.Short(p.Date), c.x(p.Date), axis, false)
		}
	}
	return set.labels
}

// names are the rooms of the names of the treden on a narrow screen, where they
// stand below their rungs.
func (c LadderChart) names() []labelBox {
	out := make([]labelBox, 0, len(c.Treden))
	for i := range c.Treden {
		length := float64(utf8.RuneCountInString(c.tredeName(i+1))) * ladderChar
		out = append(out, labelBox{12, 12 + length, c.y(i+1) + 16})
	}
	return out
}

// labelSet keeps labels that do not touch each other: on a wide picture, and of
// those the ones that also fit a narrow one.
type labelSet struct {
	labels     []ladderLabel
	wide, slim []labelBox
}

type labelBox struct{ from, to, y float64 }

// add places a label, in the middle of its point or else to one side of it.
func (s *labelSet) add(text string, x, y float64, strong bool) {
	for _, anchor := range anchorsAt(text, x) {
		if s.try(ladderLabel{Text: text, X: x, Y: y, Anchor: anchor, Strong: strong}) {
			return
		}
	}
}

// addBeside places a label to the left of its point, or to the right of it at the
// left edge.
func (s *labelSet) addBeside(text string, x, y float64) {
	l := ladderLabel{Text: text, X: x, Y: y, Anchor: "end", Shift: -10, Strong: true}
	if anchorsAt(text, x)[0] == "start" {
		l.Anchor, l.Shift = "start", 10
	}
	s.try(l)
}

func (s *labelSet) try(l ladderLabel) bool {
	wide := l.box(ladderWide)
	if wide.touches(s.wide) {
		return false
	}
	s.wide = append(s.wide, wide)
	slim := l.box(ladderSlim)
	l.Wide = slim.from < 0 || slim.to > ladderSlim || slim.touches(s.slim)
	if !l.Wide {
		s.slim = append(s.slim, slim)
	}
	s.labels = append(s.labels, l)
	return true
}

// anchorsAt are the sides on which a label may stand, the best first: at an edge
// only inwards, also on a narrow screen.
func anchorsAt(text string, x float64) []string {
	switch half := float64(utf8.RuneCountInString(text)) * ladderChar / 2 / ladderSlim * 100; {
	case x < half:
		return []string{"start"}
	case x > 100-half:
		return []string{"end"}
	default:
		return []string{"middle", "end", "start"}
	}
}

// box is the room of a label in pixels in a picture of some width.
func (l ladderLabel) box(width float64) labelBox {
	length := float64(utf8.RuneCountInString(l.Text)) * ladderChar
	at := l.X*width/100 + l.Shift
	switch l.Anchor {
	case "start":
		return labelBox{at, at + length, l.Y}
	case "end":
		return labelBox{at - length, at, l.Y}
	default:
		return labelBox{at - length/2, at + length/2, l.Y}
	}
}

func (b labelBox) touches(others []labelBox) bool {
	for _, o := range others {
		if b.from < o.to+6 && o.from < b.to+6 && b.y < o.y+16 && o.y < b.y+16 {
			return true
		}
	}
	return false
}

func (c LadderChart) tredeName(trede int) string {
	if trede < 1 || trede > len(c.Treden) {
		return strconv.Itoa(trede)
	}
	return strconv.Itoa(trede) + " " + c.Treden[trede-1]
}

// Sentence is the conclusion of the picture: "Jeroen klom van trede 2 naar 3 en is
// op weg naar 4".
func (c LadderChart) Sentence() string {
	if c.empty() {
		return ""
	}
	start, now := c.Points[0].Trede, c.now()
	var s string
	switch {
	case now > start:
		s = fmt.Sprintf("%s klom van trede %d naar %d", c.Name, start, now)
	case now < start:
		s = fmt.Sprintf("%s ging van trede %d naar %d", c.Name, start, now)
	default:
		s = fmt.Sprintf("%s staat op trede %d", c.Name, now)
	}
	switch {
	case c.Goal == nil:
	case c.Goal.Trede == now:
		s += " en wil daar blijven"
	default:
		s += fmt.Sprintf(" en is op weg naar %d", c.Goal.Trede)
	}
	return s
}

// LadderTableRow is a row of the table below the picture.
type LadderTableRow struct {
	Date  civil.Date
	Trede int
	What  string
}

// TableRows are the same facts as the picture, in order of date.
func (c LadderChart) TableRows(w *Words) []LadderTableRow {
	rows := make([]LadderTableRow, 0, len(c.Points)+2)
	for _, p := range c.Points {
		rows = append(rows, LadderTableRow{p.Date, p.Trede, p.Label})
	}
	if last := c.Points[len(c.Points)-1]; c.Today.After(last.Date) {
		rows = append(rows, LadderTableRow{c.Today, last.Trede, w.TodayMark})
	}
	if c.Goal != nil {
		rows = append(rows, LadderTableRow{c.Goal.Date, c.Goal.Trede, w.Goal})
	}
	return rows
}

// describe tells the picture in words, for screen readers.
func (c LadderChart) describe(w *Words) string {
	parts := make([]string, 0, len(c.Points)+2)
	for _, r := range c.TableRows(w) {
		part := nl.Long(r.Date) + ": " + strings.ToLower(w.Step) + " " + strconv.Itoa(r.Trede)
		if r.What != "" {
			part += ", " + r.What
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "; ") + "."
}
