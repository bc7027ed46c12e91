package ui

import (
	"strconv"
	"strings"

	"trede/internal/web/ui/nl"
)

// Tone is what a colour means. It never stands alone: a word says the same.
type Tone string

// The tones.
const (
	ToneNeutral Tone = ""
	ToneLate    Tone = "late" // too late, wrong, refused
	ToneWeek    Tone = "week" // this week, attention
	ToneWait    Tone = "wait" // waiting for somebody else, information
	ToneGood    Tone = "good" // done, right
)

// ToneOf gives the tone of a date that stands near to today.
func ToneOf(n nl.Nearness) Tone {
	switch n {
	case nl.Late:
		return ToneLate
	case nl.Today, nl.ThisWeek:
		return ToneWeek
	default:
		return ToneNeutral
	}
}

// classes joins class names and leaves out the empty ones. A part that begins
// with "--" is a modifier of the first: "trede-tag", "--late".
func classes(base string, parts ...string) string {
	var b strings.Builder
	b.WriteString(base)
	for _, part := range parts {
		switch {
		case part == "" || part == "--":
		case strings.HasPrefix(part, "--"):
			b.WriteString(" " + base + part)
		default:
			b.WriteString(" " + part)
		}
	}
	return b.String()
}

// modifier is the class of a tone, for [classes].
func (t Tone) modifier() string { return "--" + string(t) }

// when gives a text only when something holds.
func when(holds bool, text string) string {
	if holds {
		return text
	}
	return ""
}

// percent writes a share of a length for a geometry attribute of SVG, with two
// places: fine enough for any screen, and the same on every machine.
func percent(x float64) string {
	return strconv.FormatFloat(x, 'f', 2, 64) + "%"
}
