package inkoop

import (
	"errors"
	"fmt"
	"strings"

	"trede/internal/domain/civil"
)

// GemeenteCode is the CBS code of a gemeente: four digits, as iWmo writes it. The
// zero value is no gemeente.
type GemeenteCode string

// ErrGemeenteCode is the error of a text that is no CBS code.
var ErrGemeenteCode = errors.New("not a CBS code of a gemeente")

// ParseGemeenteCode reads 0202 and also GM0202, as CBS writes it in its tables.
func ParseGemeenteCode(text string) (GemeenteCode, error) {
	code := strings.TrimPrefix(text, "GM")
	if len(code) != 4 || !allDigits(code) || code == "0000" {
		return "", fmt.Errorf("%w: %q", ErrGemeenteCode, text)
	}
	return GemeenteCode(code), nil
}

// Elders (elsewhere) stands for any gemeente that the register of the region does not
// hold. It is the code for "not known" of the registers of persons (BRP, table 33), and
// no gemeente of a register has it.
const Elders GemeenteCode = "0000"

// String gives the four digits.
func (c GemeenteCode) String() string { return string(c) }

// CBS gives the code as CBS writes it: GM0202. No gemeente gives no text.
func (c GemeenteCode) CBS() string {
	if c == "" {
		return ""
	}
	return "GM" + string(c)
}

// Gemeente (municipality) is one of the region, or a neighbour outside it that is
// known for its border only. Its code never changes; when it dissolves, Geldig
// ends and Opvolger says where its residents belong from then on.
type Gemeente struct {
	Code       GemeenteCode
	Naam       string
	InRegio    bool         // false: a neighbour, which never buys
	Geldig     civil.Period // an open beginning: longer than the records go back
	Opvolger   GemeenteCode // gemeente it goes into at the end of Geldig
	Deelgebied string       // name of a part of the region, for figures; may be empty
	Herkomst   Herkomst
}

// Aangrenzing says that two gemeenten border on each other, in both directions.
// Make it with [NewAangrenzing], which puts the lower code in A.
type Aangrenzing struct {
	A, B     GemeenteCode
	Geldig   civil.Period // inside the lives of both
	Herkomst Herkomst
}

// NewAangrenzing gives the border between two gemeenten, whichever is named first.
func NewAangrenzing(one, other GemeenteCode, geldig civil.Period, herkomst Herkomst) Aangrenzing {
	if other < one {
		one, other = other, one
	}
	return Aangrenzing{A: one, B: other, Geldig: geldig, Herkomst: herkomst}
}

// WijkCode is the CBS code of a wijk: WK, the four digits of the gemeente and two
// of the wijk.
type WijkCode string

// ErrWijkCode is the error of a text that is no CBS code of a wijk.
var ErrWijkCode = errors.New("not a CBS code of a wijk")

// ParseWijkCode reads WK020205.
func ParseWijkCode(text string) (WijkCode, error) {
	digits, ok := strings.CutPrefix(text, "WK")
	if !ok || len(digits) != 6 || !allDigits(digits) {
		return "", fmt.Errorf("%w: %q", ErrWijkCode, text)
	}
	return WijkCode(text), nil
}

// String gives the code.
func (c WijkCode) String() string { return string(c) }

// Gemeente is the gemeente the wijk belongs to.
func (c WijkCode) Gemeente() GemeenteCode {
	if len(c) < 6 {
		return ""
	}
	return GemeenteCode(c[2:6])
}

// Wijk (neighbourhood) is a CBS wijk of a gemeente.
type Wijk struct {
	Code     WijkCode
	Naam     string
	Geldig   civil.Period
	Herkomst Herkomst
}

// AanliggendeWoonplaats says that a woonplaats borders on a gemeente from
// outside. It is only needed for gemeenten whose providers may work in an
// adjacent woonplaats (LOC-01: Arnhem).
type AanliggendeWoonplaats struct {
	Naam      string       // of the woonplaats, as in the address register (BAG)
	Gemeente  GemeenteCode // the gemeente the woonplaats lies in
	GrenstAan GemeenteCode // the gemeente it borders on
	Geldig    civil.Period
	Herkomst  Herkomst
}

func allDigits(text string) bool {
	for _, r := range text {
		if r < '0' || r > '9' {
			return false
		}
	}
	return text != ""
}
