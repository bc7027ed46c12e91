package password

import (
	"math"
	"strings"
	"unicode"
)

// Which passwords are common? Lists of leaked passwords have no clear licence
// and go stale, so none is committed. Instead guessBits judges how a guesser
// would build the password: out of words that everybody uses (words.go), years
// and dates, runs of figures, walks over the keyboard, and repetition, in any
// mix, with capitals and figures for letters. What can be built within the first
// 2^commonBits guesses of such a builder is refused. This covers every list that
// could be made with the same parts, at any length.

// commonBits is the border: as many guesses as two cores try in a year against
// one stolen hash with DefaultParams. Four words out of the list pass, two words
// with a year do not.
const commonBits = 30.0

const (
	bitsWord      = 9.0 // one of about 500 words
	bitsYear      = 7.0
	bitsDate      = 14.0
	bitsDigit     = 3.33
	bitsLower     = 4.7
	bitsSign      = 3.5
	bitsForeign   = 7.0
	bitsCapital   = 1.0
	bitsLeet      = 1.0
	bitsRunStart  = 5.0
	bitsWalkStart = 6.0
	bitsWalkTurn  = 2.0
	bitsRepeat    = 2.0
)

// guessBits gives the base-2 logarithm of the guesses that the cheapest way to
// build the password takes. The text must be NFKC.
func guessBits(pw string) float64 {
	raw := []rune(pw)
	s := []rune(strings.ToLower(pw))
	if len(s) != len(raw) { // a capital that has no single small letter
		s = raw
	}
	best := make([]float64, len(s)+1)
	for i := 1; i < len(best); i++ {
		best[i] = math.Inf(1)
	}
	for i := range s {
		step := func(n int, bits float64) {
			best[i+n] = min(best[i+n], best[i]+bits)
		}
		step(1, charBits(raw[i]))
		stepWords(s, raw, i, step)
		stepDigits(s, i, step)
		stepRuns(s, i, step)
		stepRepeats(s, i, step)
	}
	return best[len(s)]
}

func charBits(r rune) float64 {
	switch {
	case r >= '0' && r <= '9':
		return bitsDigit
	case r >= 'a' && r <= 'z':
		return bitsLower
	case r >= 'A' && r <= 'Z':
		return bitsLower + bitsCapital
	case r < unicode.MaxASCII:
		return bitsSign
	}
	return bitsForeign
}

// stepWords tries the words of the list at place i.
func stepWords(s, raw []rune, i int, step func(int, float64)) {
	for _, w := range wordsBySound[sound(s[i])] {
		n, bits := len(w), bitsWord
		if i+n > len(s) {
			continue
		}
		fits := true
		for k := 0; k < n && fits; k++ {
			c := s[i+k]
			if c != w[k] {
				fits = sound(c) == sound(w[k])
				bits = max(bits, bitsWord+bitsLeet)
			}
		}
		if !fits {
			continue
		}
		if capitals(raw[i:i+n]) > 0 {
			bits += bitsCapital
		}
		step(n, bits)
	}
}

func capitals(part []rune) int {
	n := 0
	for _, r := range part {
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n
}

// sound gives the letter for which a sign may stand; i and l share one.
func sound(r rune) rune {
	if l, ok := leet[r]; ok {
		r = l
	}
	if r == 'l' {
		return 'i'
	}
	return r
}

// stepDigits tries years and dates at place i.
func stepDigits(s []rune, i int, step func(int, float64)) {
	n := 0
	for i+n < len(s) && n < 8 && s[i+n] >= '0' && s[i+n] <= '9' {
		n++
	}
	num := func(from, to int) int {
		v := 0
		for _, r := range s[i+from : i+to] {
			v = v*10 + int(r-'0')
		}
		return v
	}
	if n >= 4 && num(0, 4) >= 1900 && num(0, 4) <= 2099 {
		step(4, bitsYear)
	}
	dayMonth := func(d, m int) bool { return d >= 1 && d <= 31 && m >= 1 && m <= 12 }
	if n >= 6 && (dayMonth(num(0, 2), num(2, 4)) || dayMonth(num(4, 6), num(2, 4))) {
		step(6, bitsDate)
	}
	if n >= 8 && (dayMonth(num(0, 2), num(2, 4)) || dayMonth(num(6, 8), num(4, 6))) {
		step(8, bitsDate)
	}
}

// stepRuns tries the same character again and again, the alphabet and figures up
// and down, and walks over the keyboard at place i.
func stepRuns(s []rune, i int, step func(int, float64)) {
	n := 2
	for i+n < len(s) && s[i+n]-s[i+n-1] == s[i+1]-s[i] {
		n++
	}
	if i+1 < len(s) && n >= 3 && abs(s[i+1]-s[i]) <= 1 {
		step(n, bitsRunStart+math.Log2(float64(n)))
	}
	bits := bitsWalkStart
	var moves []move
	for n = 1; i+n < len(s); n++ {
		m, ok := between(s[i+n-1], s[i+n])
		if !ok {
			break
		}
		if k := len(moves); k > 0 && m != moves[k-1] && (k < 2 || m != moves[k-2]) {
			bits += bitsWalkTurn
		}
		moves = append(moves, m)
		if n >= 3 {
			step(n+1, bits+math.Log2(float64(n+1)))
		}
	}
}

// stepRepeats tries a repetition, once or more, of what stands just before i.
func stepRepeats(s []rune, i int, step func(int, float64)) {
	for n := 1; n <= i && i+n <= len(s); n++ {
		times := 0
		for i+(times+1)*n <= len(s) && string(s[i+times*n:i+(times+1)*n]) == string(s[i-n:i]) {
			times++
			step(times*n, bitsRepeat+math.Log2(float64(times)))
		}
	}
}

func abs(r rune) rune { return max(r, -r) }

// A move is a step over the keyboard in half keys to the right and rows down.
type move struct{ right, down int }

// keys gives each key its place, in quarter keys, on a keyboard as used in the
// Netherlands (QWERTY, US International).
var keys = func() map[rune][2]int {
	at := map[rune][2]int{}
	for row, line := range []string{"`1234567890-=", "qwertyuiop[]\\", "asdfghjkl;'", "zxcvbnm,./"} {
		start := []int{0, 6, 7, 9}[row]
		for col, r := range []rune(line) {
			at[r] = [2]int{start + 4*col, row}
		}
	}
	for col, r := range []rune("~!@#$%^&*()_+") {
		at[r] = [2]int{4 * col, 0}
	}
	return at
}()

// between gives the move from a key to one beside it, above it or below it.
func between(a, b rune) (move, bool) {
	p, ok1 := keys[a]
	q, ok2 := keys[b]
	m := move{right: q[0] - p[0], down: q[1] - p[1]}
	near := m.right >= -6 && m.right <= 6 && m.down >= -1 && m.down <= 1 && m != move{}
	return m, ok1 && ok2 && near
}
