package ui

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Stairs is the picture of the treden for a resident: where you were, where you are
// now, where you want to go. Zero leaves Was or Goal out.
type Stairs struct {
	ID     string
	Name   string   // who stands on the stairs, when the reader is somebody else; empty: the reader
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

// stairLabel is a word in the picture, with the line that leads to its step when
// that is not close by.
type stairLabel struct {
	Text, Class        string
	X, Y               float64
	Anchor             string
	HasLeader          bool
	LeaderX            float64
	LeaderY1, LeaderY2 float64

	left, right float64 // room of the text
	cost        float64 // how far it is from where it would best stand
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

// stairsWords are the words around the picture.
type stairsWords struct{ Title, Was, Now, Goal string }

func (s Stairs) words(w *Words) stairsWords {
	if s.Name != "" {
		return stairsWords{w.StairsTitleOf(s.Name), w.OtherWasHere, w.OtherIsHere, w.OtherWantsTo}
	}
	return stairsWords{w.StairsTitle, w.WasHere, w.IsHere, w.WantsTo}
}

// labels places the words above the stairs, or below them, so that nothing touches:
// of all ways to place them, the one closest to how a person would do it. Words
// differ per language, so this is computed and not drawn once.
func (s Stairs) labels(w stairsWords) []stairLabel {
	var wanted [][]stairLabel
	if s.showsWas() && s.Was != s.Goal { // one word per step; the words below tell both
		wanted = append(wanted, s.candidates(w.Was, "was", s.Was, 0, s.Was < s.Now))
	}
	wanted = append(wanted, s.candidates(w.Now, "now", s.Now, sunHeight, false))
	if s.showsGoal() {
		wanted = append(wanted, s.candidates(w.Goal, "goal", s.Goal, 0, s.Goal < s.Now))
	}
	best, _ := cheapest(wanted, make([]stairLabel, 0, len(wanted)), math.Inf(1))
	if best == nil { // a language with words wider than the picture
		for _, options := range wanted {
			best = append(best, options[0])
		}
	}
	return best
}

// cheapest takes one of each, none touching another, at the lowest cost below a
// limit; nil when there is none.
func cheapest(wanted [][]stairLabel, taken []stairLabel, limit float64) (best []stairLabel, cost float64) {
	if len(wanted) == 0 {
		return slices.Clone(taken), 0
	}
	for _, option := range wanted[0] {
		if option.cost >= limit || option.touchesAny(taken) {
			continue
		}
		found, rest := cheapest(wanted[1:], append(taken, option), limit-option.cost)
		if found != nil && option.cost+rest < limit {
			best, limit = found, option.cost+rest
		}
	}
	return best, limit
}

const sunHeight = 40.0

// candidates are the places where a label can stand without touching stairs, sun
// or edge.
func (s Stairs) candidates(text, class string, n int, rise float64, below bool) []stairLabel {
	step := s.step(n)
	length := float64(utf8.RuneCountInString(text)) * stairChar
	var out []stairLabel
	for i, anchor := range []string{"end", "start", "middle"} {
		l := stairLabel{Text: text, Class: class, Anchor: anchor, LeaderX: step.X + step.W/2, cost: float64(i)}
		switch anchor {
		case "end":
			l.X, l.left, l.right = step.X+step.W-2, step.X+step.W-2-length, step.X+step.W-2
		case "start":
			l.X, l.left, l.right = step.X+2, step.X+2, step.X+2+length
		default:
			l.X, l.left, l.right = l.LeaderX, l.LeaderX-length/2, l.LeaderX+length/2
		}
		if l.left < 0 || l.right > s.width() {
			continue
		}
		for row := range 3 {
			out = append(out, l.above(s.free(l, n, rise)-8-float64(row)*stairLine, step.Y-rise, row, below))
			if class != "now" {
				out = append(out, l.below(row, below))
			}
		}
	}
	slices.SortStableFunc(out, func(a, b stairLabel) int { return cmp.Compare(a.cost, b.cost) })
	if len(out) == 0 {
		out = append(out, stairLabel{Text: text, Class: class, Anchor: "start", X: 2, Y: s.free(stairLabel{right: s.width()}, n, rise) - 8, right: s.width()})
	}
	return out
}

func (l stairLabel) above(y, target float64, row int, wantsBelow bool) stairLabel {
	l.Y, l.LeaderY1, l.LeaderY2 = y, y+6, target-3
	l.HasLeader = l.LeaderY2-l.LeaderY1 > 10
	l.cost += 2 * float64(row)
	if l.HasLeader {
		l.cost += 2 + (l.LeaderY2-l.LeaderY1)/20
	}
	if wantsBelow && l.HasLeader {
		l.cost += 6
	}
	return l
}

func (l stairLabel) below(row int, wantsBelow bool) stairLabel {
	l.Y = stairFloor + stairLine + float64(row)*stairLine
	l.LeaderY1, l.LeaderY2, l.HasLeader = stairFloor+3, l.Y-15, row > 0
	l.cost += 4 * float64(row)
	if !wantsBelow {
		l.cost += 20
	} else if l.Anchor == "end" {
		l.cost += 3 // below the stairs a word begins at its step
	}
	return l
}

func (l stairLabel) touchesAny(others []stairLabel) bool {
	for _, o := range others {
		if l.left < o.right+5 && o.left < l.right+5 && math.Abs(l.Y-o.Y) < stairLine-2 || l.crosses(o) || o.crosses(l) {
			return true
		}
	}
	return false
}

// crosses tells whether the line of one label runs through the text of another.
func (l stairLabel) crosses(o stairLabel) bool {
	return l.HasLeader && l.LeaderX > o.left-4 && l.LeaderX < o.right+4 && l.LeaderY1 < o.Y+4 && o.Y-14 < l.LeaderY2
}

// free is the lowest line above all steps and the sun that a label lies over.
func (s Stairs) free(l stairLabel, own int, rise float64) float64 {
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
	return y
}

// top is where the picture begins: room for the highest label.
func (s Stairs) top(labels []stairLabel) float64 {
	top := s.step(s.count()).Y - 8
	for _, l := range labels {
		top = min(top, l.Y-stairLine)
	}
	return min(top, s.step(s.Now).Y-sunHeight-4)
}

// bottom is where it ends: room for the lowest label.
func (s Stairs) bottom(labels []stairLabel) float64 {
	bottom := stairFloor + 4
	for _, l := range labels {
		bottom = max(bottom, l.Y+6)
	}
	return bottom
}

func (s Stairs) viewBox(labels []stairLabel) string {
	top := s.top(labels)
	return "0 " + px(top) + " " + px(s.width()) + " " + px(s.bottom(labels)-top)
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
	said := s.words(w)
	if s.showsWas() {
		out = append(out, Fact{Label: said.Was, Value: s.name(s.Was)})
	}
	out = append(out, Fact{Label: said.Now, Value: s.name(s.Now)})
	if s.showsGoal() {
		out = append(out, Fact{Label: said.Goal, Value: s.name(s.Goal)})
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
