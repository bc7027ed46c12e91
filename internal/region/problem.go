package region

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing that is wrong in a region file or in a Region.
type Problem struct {
	Line int    // line in the file, from 1; 0 when there is no file
	Text string // what is wrong and what to do, in plain English for operators
}

// String gives "line 12: ..." or the text alone.
func (p Problem) String() string {
	if p.Line == 0 {
		return p.Text
	}
	return fmt.Sprintf("line %d: %s", p.Line, p.Text)
}

// Error holds everything that is wrong, in order of line.
type Error struct{ Problems []Problem }

// Error gives one problem per line.
func (e *Error) Error() string {
	texts := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		texts[i] = p.String()
	}
	return strings.Join(texts, "\n")
}

// problems collects what is wrong.
type problems []Problem

func (p *problems) add(line int, format string, args ...any) {
	*p = append(*p, Problem{Line: line, Text: fmt.Sprintf(format, args...)})
}

// err gives the problems in order, each once, or nil.
func (p problems) err() error {
	if len(p) == 0 {
		return nil
	}
	list := slices.Clone(p)
	slices.SortStableFunc(list, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	return &Error{Problems: slices.Compact(list)}
}

// nearest gives the word of a list that looks most like a word, when one looks
// like it at all.
func nearest(word string, list []string) (string, bool) {
	best, distance := "", max(2, len([]rune(word))/3+1)
	for _, candidate := range list {
		if d := editDistance(strings.ToLower(word), strings.ToLower(candidate)); d < distance {
			best, distance = candidate, d
		}
	}
	return best, best != ""
}

// hint gives ` (did you mean "x"?)` or nothing.
func hint(word string, list []string) string {
	if best, ok := nearest(word, list); ok {
		return fmt.Sprintf(" (did you mean %q?)", best)
	}
	return ""
}

// editDistance is the number of letters to change, add, drop or swap with the next
// to make one word out of another. Long texts count as far apart.
func editDistance(a, b string) int {
	x, y := []rune(a), []rune(b)
	const long = 64
	if len(x) > long || len(y) > long {
		return long
	}
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			best := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				best = min(best, rows[i-2][j-2]+1)
			}
			rows[i][j] = best
		}
	}
	return rows[len(x)][len(y)]
}
