package nl

import (
	"strconv"
	"strings"
)

// Count writes a whole number with points between thousands: "12.345".
func Count(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	var b strings.Builder
	b.WriteString(sign)
	for i, digit := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte('.')
		}
		b.WriteRune(digit)
	}
	return b.String()
}

// Decimal writes a number with a comma and a fixed number of places: "1.234,5".
func Decimal(x float64, places int) string {
	text := strconv.FormatFloat(x, 'f', places, 64)
	whole, fraction, found := strings.Cut(text, ".")
	n, err := strconv.Atoi(whole)
	if err != nil {
		return text // out of the range of int, or not a number
	}
	out := Count(n)
	if n == 0 && strings.HasPrefix(whole, "-") {
		out = "-0"
	}
	if !found {
		return out
	}
	return out + "," + fraction
}

// Percent writes part of a whole as a rounded percentage: "67%". Of nothing it
// is a dash: there is no share.
func Percent(part, whole int) string {
	if whole == 0 {
		return "–"
	}
	return strconv.Itoa((part*200+whole)/(whole*2)) + "%"
}

// Plural writes a number with the right form of its noun: "1 dag", "3 dagen".
func Plural(n int, one, many string) string {
	if n == 1 || n == -1 {
		return Count(n) + " " + one
	}
	return Count(n) + " " + many
}

// Join writes a list as a sentence does: "a, b en c".
func Join(items ...string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + " en " + items[last]
}
