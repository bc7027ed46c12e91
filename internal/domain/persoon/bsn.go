// Package persoon holds what is true of any person in the system: BSN, name,
// date of birth, age window with the AOW age, address, contact, secrecy and
// representation. It knows nothing of residents' files.
//
// Dutch terms: BSN (citizen service number), voornamen (given names), voorletters
// (initials), roepnaam (name in daily use), geslachtsnaam (family name at birth),
// voorvoegsel (prefix such as "van de"), naamgebruik (which family name somebody
// uses), AOW (state pension), geheimhouding (secrecy of the address),
// vertegenwoordiging (acting on behalf of somebody).
//
// Sources: iWmo 3.2 (types CDT_VolledigeNaam, CDT_Geboortedatum, CDT_Adres, rules
// IV007 and IV009), Algemene Ouderdomswet art. 7a, domain guide section 3,
// requirements DOE-01 and X-08.
package persoon

import (
	"errors"
	"fmt"
	"io"
	"sync"
)

// BSN (citizen service number) is nine digits that pass the test of eleven. The
// zero value is no number. It shows its digits through [BSN.Reveal] only: printing,
// logging and JSON give a mask, so that it cannot leak by accident. That also means
// that it cannot be stored by way of its text; the store encrypts what Reveal gives.
type BSN struct {
	// veiled is the number changed by veil, so that a dump of memory or a verb that
	// passes Format by (%p) shows no BSN either. It is no encryption.
	veiled uint32
}

// veil is larger than any BSN, so that only no number is 0.
const veil = 0xC0FFEE00

func veiledBSN(number uint32) BSN { return BSN{number ^ veil} }

func (b BSN) number() uint32 { return b.veiled ^ veil }

// ErrBSN is the error of a text that is no BSN. It never repeats the text.
var ErrBSN = errors.New("not a BSN")

const bsnMask = "*********"

// ParseBSN reads nine digits, leading zeros included; spaces and dots between
// them are left out. It checks the test of eleven (weights 9 to 2 and -1).
func ParseBSN(text string) (BSN, error) {
	var digits [9]uint32
	n := 0
	for _, r := range text {
		switch {
		case r == ' ' || r == '.':
			continue
		case r < '0' || r > '9' || n == len(digits):
			return BSN{}, ErrBSN
		}
		digits[n] = uint32(r - '0')
		n++
	}
	if n != len(digits) {
		return BSN{}, ErrBSN
	}
	var number uint32
	for _, d := range digits {
		number = number*10 + d
	}
	if number == 0 || !passesEleven(number) {
		return BSN{}, ErrBSN
	}
	return veiledBSN(number), nil
}

func passesEleven(number uint32) bool {
	sum := -int(number % 10)
	for weight := 2; weight <= 9; weight++ {
		number /= 10
		sum += weight * int(number%10)
	}
	return sum%11 == 0
}

// The range of numbers for tests, which belong to nobody (iWmo README, section 2:
// code lists).
const (
	firstTestBSN = 999_900_006
	lastTestBSN  = 999_999_990
)

// TestBSNs is the number of BSNs in the test range.
const TestBSNs = 9091

var testBSNs = sync.OnceValue(func() []BSN {
	list := make([]BSN, 0, TestBSNs)
	for number := uint32(firstTestBSN); number <= lastTestBSN; number++ {
		if passesEleven(number) {
			list = append(list, veiledBSN(number))
		}
	}
	return list
})

// TestBSN gives the n-th number of the test range, counted from 0, and false when
// there is no such number: the range holds [TestBSNs] of them.
func TestBSN(n int) (BSN, bool) {
	list := testBSNs()
	if n < 0 || n >= len(list) {
		return BSN{}, false
	}
	return list[n], true
}

// IsTest tells whether the number is from the test range.
func (b BSN) IsTest() bool { return b.number() >= firstTestBSN && b.number() <= lastTestBSN }

// IsZero tells whether there is no number.
func (b BSN) IsZero() bool { return b.veiled == 0 }

// Reveal gives the nine digits, or the empty text. Call it where the law has the
// number used and nowhere else: encryption, the blind index, a message, the field
// of a screen that may show it.
func (b BSN) Reveal() string {
	if b.IsZero() {
		return ""
	}
	return fmt.Sprintf("%09d", b.number())
}

// Equal tells whether both are the same number.
func (b BSN) Equal(other BSN) bool { return b == other }

// String gives a mask, or the empty text when there is no number.
func (b BSN) String() string {
	if b.IsZero() {
		return ""
	}
	return bsnMask
}

// Format writes the mask for every verb, so that not even %d shows a digit.
func (b BSN) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, b.String()) }

// GoString gives the mask too.
func (b BSN) GoString() string { return b.String() }

// MarshalText gives the mask: JSON, text and log/slog, which asks for this text,
// never hold the number. There is no UnmarshalText, so what was masked is never
// read back as if it were a number.
func (b BSN) MarshalText() ([]byte, error) { return []byte(b.String()), nil }
