// Package money holds amounts as whole euro cents and multiplies prices by
// quantities. There are no floats, and only one function rounds: [Cents.Part],
// half a cent away from zero. iWmo amounts are whole cents too, at most
// 999,999,999,999 (LDT_TotaalBedrag).
package money

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
	"strconv"
	"strings"
)

// Cents is an amount in euro cents. Storage and JSON see the plain number.
type Cents int64

// MaxInput is the largest amount, to either side of zero, that Parse accepts.
const MaxInput Cents = 999_999_999_999

// ErrAmount is the error of every text that is not an amount.
var ErrAmount = errors.New("not an amount")

// Euros gives an amount of whole euros.
func Euros(n int64) Cents { return Cents(n).Part(100, 1) }

// Quantity is how much of something is bought: a whole number of minutes of an
// hour price, hundredths of a piece, or pieces. The zero value is nothing.
type Quantity struct {
	count   int64 // how many parts
	perUnit int64 // parts in one unit of the price; 0 counts as 1
}

// Minutes is a quantity for a price per hour.
func Minutes(n int64) Quantity { return Quantity{n, 60} }

// Hundredths is a quantity for a price per piece, in hundredths of the piece.
func Hundredths(n int64) Quantity { return Quantity{n, 100} }

// Pieces is a quantity for a price per piece.
func Pieces(n int64) Quantity { return Quantity{n, 1} }

// IsZero tells whether the quantity is nothing.
func (q Quantity) IsZero() bool { return q.count == 0 }

// Mul is the price of a quantity, rounded once.
func (c Cents) Mul(q Quantity) Cents {
	if q.count == 0 {
		return 0
	}
	return c.Part(q.count, q.perUnit)
}

// Part is the amount times numerator over denominator, rounded to the cent, half
// away from zero. It is the only place where money is rounded. It panics when the
// denominator is not positive or the outcome does not fit: an amount of such a
// size is a defect, and a wrong sum is worse than none.
func (c Cents) Part(numerator, denominator int64) Cents {
	if denominator <= 0 {
		panic(fmt.Sprintf("money: denominator %d", denominator))
	}
	negative := (c < 0) != (numerator < 0)
	high, low := bits.Mul64(magnitude(int64(c)), magnitude(numerator))
	low, carry := bits.Add64(low, uint64(denominator)/2, 0)
	high += carry
	if high >= uint64(denominator) {
		panic("money: amount out of range")
	}
	quotient, _ := bits.Div64(high, low, uint64(denominator))
	if quotient > math.MaxInt64 {
		panic("money: amount out of range")
	}
	if negative {
		return -Cents(quotient)
	}
	return Cents(quotient)
}

// magnitude is the size of a number without its sign, also of the smallest.
func magnitude(n int64) uint64 {
	if n < 0 {
		return uint64(-(n + 1)) + 1 //nolint:gosec // n is negative, so -(n+1) is not, and it fits
	}
	return uint64(n)
}

// Split divides the amount over weights without losing a cent: each part is
// rounded on the running total, so the parts add up to the amount. Use it for
// instalments of a trajectprijs (price for a whole course). It panics when a
// weight is negative or all are 0.
func (c Cents) Split(weights ...int64) []Cents {
	var total int64
	for _, w := range weights {
		if w < 0 {
			panic("money: negative weight")
		}
		total += w
	}
	parts := make([]Cents, len(weights))
	var seen int64
	var given Cents
	for i, w := range weights {
		seen += w
		upTo := c.Part(seen, total)
		parts[i] = upTo - given
		given = upTo
	}
	return parts
}

// Sum adds amounts. It panics when the sum does not fit.
func Sum(amounts ...Cents) Cents {
	var sum Cents
	for _, a := range amounts {
		next := sum + a
		if (a > 0 && next < sum) || (a < 0 && next > sum) {
			panic("money: amount out of range")
		}
		sum = next
	}
	return sum
}

// String writes the amount as in Dutch: € 1.234,56 and € -0,50.
func (c Cents) String() string { return "€ " + c.Plain() }

// Plain writes the amount as String does but without the euro sign, as a form
// field shows it.
func (c Cents) Plain() string {
	size := magnitude(int64(c))
	whole, rest := strconv.FormatUint(size/100, 10), size%100
	var b strings.Builder
	if c < 0 {
		b.WriteByte('-')
	}
	for i, digit := range []byte(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte('.')
		}
		b.WriteByte(digit)
	}
	return b.String() + "," + string([]byte{byte('0' + rest/10), byte('0' + rest%10)})
}

// Parse reads an amount as people in the Netherlands type it: 1234, 1.234,56,
// € 12,5, -3,00, 12,- and also 12.50. A dot before three digits groups thousands,
// a dot before two digits at the end is taken for a comma. Everything else is
// [ErrAmount].
func Parse(text string) (Cents, error) {
	fail := func() (Cents, error) {
		shown := []rune(text)
		if len(shown) > 40 {
			shown = shown[:40]
		}
		return 0, fmt.Errorf("%w: %q", ErrAmount, string(shown))
	}
	t := strings.TrimSpace(strings.ReplaceAll(text, "\u00a0", " "))
	t, negative := cutMinus(t)
	t = strings.TrimSpace(strings.TrimPrefix(t, "€"))
	if !negative {
		t, negative = cutMinus(t)
	}
	whole, decimals, comma := strings.Cut(t, ",")
	if !comma {
		if i := len(t) - 3; i > 0 && t[i] == '.' {
			whole, decimals = t[:i], t[i+1:]
		}
	}
	cents, ok := parseDecimals(decimals, comma)
	if !ok {
		return fail()
	}
	euros, ok := parseWhole(whole)
	if !ok {
		return fail()
	}
	amount := Cents(euros)*100 + Cents(cents)
	if amount > MaxInput {
		return fail()
	}
	if negative {
		return -amount, nil
	}
	return amount, nil
}

func cutMinus(t string) (rest string, negative bool) {
	if after, ok := strings.CutPrefix(t, "-"); ok {
		return strings.TrimSpace(after), true
	}
	if after, ok := strings.CutPrefix(t, "−"); ok {
		return strings.TrimSpace(after), true
	}
	return t, false
}

// parseDecimals reads what follows the comma: one or two digits, or the dashes
// that stand for none.
func parseDecimals(text string, comma bool) (cents int64, ok bool) {
	switch text {
	case "":
		return 0, !comma
	case "-", "--", "–", "—":
		return 0, comma
	}
	if len(text) > 2 || !allDigits(text) {
		return 0, false
	}
	cents, err := strconv.ParseInt(text, 10, 64)
	if len(text) == 1 {
		cents *= 10
	}
	return cents, err == nil
}

// parseWhole reads euros with or without dots between the thousands.
func parseWhole(text string) (euros int64, ok bool) {
	groups := strings.Split(text, ".")
	for i, group := range groups {
		if !allDigits(group) || (i > 0 && len(group) != 3) || (i == 0 && len(groups) > 1 && len(group) > 3) {
			return 0, false
		}
	}
	joined := strings.Join(groups, "")
	if len(joined) > 12 {
		return 0, false
	}
	euros, err := strconv.ParseInt(joined, 10, 64)
	return euros, err == nil
}

func allDigits(text string) bool {
	for _, r := range text {
		if r < '0' || r > '9' {
			return false
		}
	}
	return text != ""
}
