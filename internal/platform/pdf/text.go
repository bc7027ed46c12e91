package pdf

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// clean gives what can be written of a text: composed characters, one space where there
// was white space, no characters that only steer other programs, and no empty lines.
func clean(text string) string {
	text = norm.NFC.String(strings.ToValidUTF8(text, string(replacement)))
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n").Replace(text)
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
			return -1
		case unicode.Is(unicode.Noncharacter_Code_Point, r):
			return replacement
		}
		return r
	}, text)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.Join(strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == '\t' }), " ")
	}
	return strings.Join(slices.DeleteFunc(lines, func(line string) bool { return line == "" }), "\n")
}

// oneLine is clean without line breaks.
func oneLine(text string) string { return strings.ReplaceAll(clean(text), "\n", " ") }

// wrap breaks a clean text in lines of at most a width. A line that goes on in the next
// keeps the space at its end, so that the lines one after the other are the text. A word
// that is wider than a line is broken where the line is full.
func (f *face) wrap(text string, size, width float64) []string {
	var lines []string
	forced := strings.Split(text, "\n")
	for i, part := range forced {
		if i < len(forced)-1 {
			part += " "
		}
		lines = f.wrapLine(lines, part, width/size)
	}
	return lines
}

func (f *face) wrapLine(lines []string, text string, width float64) []string {
	start, used := 0, 0.0
	for at := 0; at < len(text); {
		word := text[at : at+breakAfter(text[at:])]
		wide := f.width(strings.TrimRight(word, " "))
		if used+wide > width && at > start {
			lines, start, used = append(lines, text[start:at]), at, 0
		}
		if wide > width {
			lines, start = f.chop(lines, text, at, at+len(strings.TrimRight(word, " ")), width)
			used = f.width(text[start : at+len(word)])
		} else {
			used += f.width(word)
		}
		at += len(word)
	}
	return append(lines, text[start:])
}

// chop breaks a word that begins a line and is wider than one. It gives where the line
// begins that is not full yet.
func (f *face) chop(lines []string, text string, from, to int, width float64) ([]string, int) {
	used, start := 0.0, from
	for i, r := range text[from:to] {
		wide := f.sign(r).width
		if used+wide > width && from+i > start {
			lines, start, used = append(lines, text[start:from+i]), from+i, 0
		}
		used += wide
	}
	return lines, start
}

// breakAfter gives how many bytes of a text come before the first place where a line may
// end: after a space, and after a dash or slash that a letter follows. Not after a hyphen:
// programs that copy text take one at the end of a line for a broken word, and drop it.
func breakAfter(text string) int {
	before := rune(0)
	for i, r := range text {
		if before == ' ' || i > 1 && strings.ContainsRune("–—/", before) && unicode.IsLetter(r) {
			return i
		}
		before = r
	}
	return len(text)
}
