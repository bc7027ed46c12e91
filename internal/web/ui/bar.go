package ui

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"trede/internal/domain/civil"
	"trede/internal/web/ui/nl"
)

// MarkState is how a moment on an arrangement bar stands.
type MarkState string

// The states of a mark.
const (
	MarkPlanned MarkState = ""     // still to come
	MarkDone    MarkState = "done" // happened
	MarkDue     MarkState = "due"  // may be done now
	MarkLate    MarkState = "late" // should have happened
)

// Mark is a moment within an arrangement: a report, an evaluation.
type Mark struct {
	Date  civil.Date
	Label string // "bericht", "evaluatie"
	State MarkState
}

// ArrangementBar shows an arrangement (what a resident does and for how long) or a
// term as one line from its first through its last day, with its moments and
// today. It is an SVG whose places are percentages, so that it fills any width.
type ArrangementBar struct {
	First, Last civil.Date // both days count
	Today       civil.Date
	Marks       []Mark
	Tone        Tone   // ToneLate when the term has passed, ToneGood for aftercare
	StartLabel  string // the first day when empty
	EndLabel    string // the last day when empty
	Full        bool   // large, with the labels of all marks; else fit for a row
}

// Widths in CSS pixels for which labels are chosen, and the room a character takes.
const (
	barRow     = 190.0
	barFull    = 560.0
	barChar    = 7.2
	labelSpace = 8.0
)

type barLabel struct {
	Text   string
	Place  float64 // percentage
	Anchor string  // "start", "middle", "end"
	Class  string
}

type barMark struct {
	Mark
	Place float64
}

// place is where a day lies on the line, in percents. A day is drawn at its
// beginning, the last day at its end, so that the line is full when it is over.
func (b ArrangementBar) place(d civil.Date) float64 {
	total := b.First.DaysUntil(b.Last) + 1
	if b.First.IsZero() || b.Last.IsZero() || total < 1 {
		return 0
	}
	days := b.First.DaysUntil(d)
	if d == b.Last {
		days++
	}
	return clamp(float64(days)*100/float64(total), 0, 100)
}

func clamp(x, low, high float64) float64 { return max(low, min(x, high)) }

// filled is how much of the line has passed.
func (b ArrangementBar) filled() float64 {
	switch {
	case b.Today.IsZero() || b.Today.Before(b.First):
		return 0
	case b.Today.After(b.Last):
		return 100
	default:
		return b.place(b.Today)
	}
}

// showsToday tells whether today is drawn: on the line, or at its end when the term
// has passed.
func (b ArrangementBar) showsToday() bool {
	return !b.Today.IsZero() && !b.Today.Before(b.First)
}

func (b ArrangementBar) marks() []barMark {
	out := make([]barMark, 0, len(b.Marks))
	for _, m := range b.Marks {
		if !m.Date.IsZero() {
			out = append(out, barMark{m, b.place(m.Date)})
		}
	}
	return out
}

// urgency orders marks for the scarce room below the line.
func (s MarkState) urgency() int {
	switch s {
	case MarkLate:
		return 3
	case MarkDue:
		return 2
	case MarkPlanned:
		return 1
	default:
		return 0
	}
}

// labels are the texts below the line: start and end always, then the marks in
// order of urgency as far as there is room.
func (b ArrangementBar) labels(marks []barMark) []barLabel {
	width, start, end := barRow, b.StartLabel, b.EndLabel
	if b.Full {
		width = barFull
	}
	if start == "" {
		start = nl.Short(b.First)
	}
	if end == "" {
		end = nl.Short(b.Last)
	}
	out := []barLabel{{start, 0, "start", ""}, {end, 100, "end", ""}}
	for level := 3; level >= 0; level-- {
		for _, m := range marks {
			if m.State.urgency() != level || m.Label == "" {
				continue
			}
			text := m.Label
			if b.Full {
				text += " " + nl.Short(m.Date)
			}
			label := barLabel{text, m.Place, anchorFor(text, m.Place, width), cmp.Or(string(m.State), "planned")}
			if fits(label, out, width) {
				out = append(out, label)
			}
		}
	}
	return out
}

// span is the stretch a label takes, in pixels.
func (l barLabel) span(width float64) (from, to float64) {
	length := float64(utf8.RuneCountInString(l.Text)) * barChar
	at := l.Place * width / 100
	switch l.Anchor {
	case "start":
		return at, at + length
	case "end":
		return at - length, at
	default:
		return at - length/2, at + length/2
	}
}

// anchorFor keeps a label within the line.
func anchorFor(text string, place, width float64) string {
	half := float64(utf8.RuneCountInString(text)) * barChar / 2
	switch at := place * width / 100; {
	case at-half < 0:
		return "start"
	case at+half > width:
		return "end"
	default:
		return "middle"
	}
}

func fits(l barLabel, others []barLabel, width float64) bool {
	from, to := l.span(width)
	if from < 0 || to > width {
		return false
	}
	for _, other := range others {
		otherFrom, otherTo := other.span(width)
		if from < otherTo+labelSpace && otherFrom < to+labelSpace {
			return false
		}
	}
	return true
}

func (s MarkState) word(w *Words) string {
	switch s {
	case MarkDone:
		return w.MarkDone
	case MarkDue:
		return w.MarkDue
	case MarkLate:
		return w.MarkLate
	default:
		return w.MarkPlanned
	}
}

// Summary says in words what the bar shows.
func (b ArrangementBar) summary(w *Words, marks []barMark) string {
	var s strings.Builder
	s.WriteString(nl.Range(b.First, b.Last) + ".")
	for _, m := range marks {
		if m.Label != "" {
			s.WriteString(" " + m.Label + " " + nl.DayMonth(m.Date) + ": " + m.State.word(w) + ".")
		}
	}
	if b.showsToday() {
		s.WriteString(" " + w.TodayMark + ": " + nl.DayMonth(b.Today) + ".")
	}
	return s.String()
}
