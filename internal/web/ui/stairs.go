package ui

import (
	"strconv"
	"unicode/utf8"
)

// Stairs is the picture of the treden for a resident: where you were, where you are
// now, where you want to go. Zero leaves Was or Goal out.
type Stairs struct {
	ID     string
	Treden []string // names of the treden in the resident's words, lowest first
	Was    int
	Now    int
	Goal   int
	Text   string // what it means for this person, below the picture
	Level  int    // of the heading; 2 when zero
}

// Measures of the picture, in units of its own; it scales with the column.
const (
	stairWide  = 47.0
	stairHigh  = 24.0
	stairFloor = 236.0
	stairChar  = 8.4
	stairLine  = 20.0 // height of a label
)

type stairStep struct {
	N          int
	X, Y, W, H float64
	Climbed    bool
}

type stairLabel struct {
	Text        string
	X, Y        float64
	Anchor      string
	Class       string
	LeaderX     float64 // line from the label down to its step
	LeaderY1    float64
	LeaderY2    float64
	HasLeader   bool
	left, right float64
}

func (s Stairs) count() int     { return len(s.Treden) }
func (s Stairs) width() float64 { return float64(s.count())*stairWide + 8 }

func (s Stairs) step(n int) stairStep {
	h := float64(n) * stairHigh
	return stairStep{n, 4 + float64(n-1)*stairWide, stairFloor - h, stairWide, h, n <= s.Now}
}

func (s Stairs) steps() []stairStep {
	out := make([]stairStep, 0, s.count())
	for n := 1; n <= s.count(); n++ {
		out = append(out, s.step(n))
	}
	return out
}

// showsWas tells whether the step where somebody was is another than now.
func (s Stairs) showsWas() bool { return s.Was > 0 && s.Was != s.Now }

func (s Stairs) showsGoal() bool { return s.Goal > 0 && s.Goal != s.Now }

// labels places the words above the stairs so that none touches a step, the sun or
// another label; a line leads to its step when that is not close by.
func (s Stairs) labels(w *Words) []stairLabel {
	var out []stairLabel
	place := func(text, class string, n int, rise float64) {
		step := s.step(n)
		l := stairLabel{Text: text, Class: class, Anchor: "end", X: step.X + step.W - 2, LeaderX: step.X + step.W/2}
		length := float64(utf8.RuneCountInString(text)) * stairChar
		if l.X-length < 2 {
			l.Anchor, l.X = "start", 2
			l.left, l.right = 2, 2+length
		} else {
			l.left, l.right = l.X-length, l.X
		}
		l.Y = s.free(l, out, rise, n) - 8
		l.LeaderY1, l.LeaderY2 = l.Y+6, step.Y-rise-3
		l.HasLeader = l.LeaderY2-l.LeaderY1 > 10
		out = append(out, l)
	}
	if s.showsWas() {
		place(w.WasHere, "was", s.Was, 0)
	}
	place(w.IsHere, "now", s.Now, sunHeight)
	if s.showsGoal() {
		place(w.WantsTo, "goal", s.Goal, 0)
	}
	return out
}

const sunHeight = 40.0

// free is the lowest line above everything a label of this width would touch.
func (s Stairs) free(l stairLabel, placed []stairLabel, rise float64, own int) float64 {
	y := s.step(own).Y - rise
	for _, step := range s.steps() {
		if step.X < l.right && l.left < step.X+step.W {
			y = min(y, step.Y)
		}
	}
	sun := s.step(s.Now)
	if sun.X < l.right && l.left < sun.X+sun.W {
		y = min(y, sun.Y-sunHeight)
	}
	for _, other := range placed {
		if other.left < l.right+4 && l.left < other.right+4 {
			y = min(y, other.Y-stairLine+4)
		}
	}
	return y
}

// top is where the picture begins: room for the highest label.
func (s Stairs) top(w *Words) float64 {
	top := s.step(s.count()).Y - 8
	for _, l := range s.labels(w) {
		top = min(top, l.Y-stairLine)
	}
	return min(top, s.step(s.Now).Y-sunHeight-4)
}

func (s Stairs) viewBox(w *Words) string {
	top := s.top(w)
	return "0 " + px(top) + " " + px(s.width()) + " " + px(stairFloor-top+4)
}

func (s Stairs) valid() bool { return s.Now >= 1 && s.Now <= s.count() }

// name is a step with its name: "3, bijdrage leveren".
func (s Stairs) name(n int) string {
	if n < 1 || n > s.count() {
		return ""
	}
	return strconv.Itoa(n) + ", " + s.Treden[n-1]
}

// rows are the same facts as the picture, in words.
func (s Stairs) rows(w *Words) []Fact {
	var out []Fact
	if s.showsWas() {
		out = append(out, Fact{Label: w.WasHere, Value: s.name(s.Was)})
	}
	out = append(out, Fact{Label: w.IsHere, Value: s.name(s.Now)})
	if s.showsGoal() {
		out = append(out, Fact{Label: w.WantsTo, Value: s.name(s.Goal)})
	}
	return out
}

func (s Stairs) describe(w *Words) string {
	text := ""
	for _, r := range s.rows(w) {
		text += r.Label + ": " + w.StairsStep + " " + r.Value + ". "
	}
	return text
}
