package nl

import (
	"slices"
	"strings"

	"trede/internal/domain/persoon"
)

// short are the area codes of two digits after the 0, and the numbers of the whole
// country that are written like them; all others have three. Source: Nummerplan
// telefoon- en ISDN-diensten.
var short = []string{
	"10", "13", "15", "20", "23", "24", "26", "30", "33", "35", "36", "38", "40", "43", "45", "46", "50", "53", "55", "58",
	"70", "71", "72", "73", "74", "75", "76", "77", "78", "79", "85", "88",
}

// Phone writes a telephone number as people in the Netherlands read it: 06 12 34 56 78,
// 026 123 45 67, 0313 12 34 56. One of another country keeps its +, and what is no
// number stays as it is.
func Phone(text string) string {
	number, err := persoon.ParseTelefoon(text)
	if err != nil {
		return text
	}
	n, dutch := strings.CutPrefix(number, "+31")
	switch {
	case !dutch:
		return number
	case n[0] == '6':
		return "06 " + n[1:3] + " " + n[3:5] + " " + n[5:7] + " " + n[7:]
	case slices.Contains(short, n[:2]):
		return "0" + n[:2] + " " + n[2:5] + " " + n[5:7] + " " + n[7:]
	}
	return "0" + n[:3] + " " + n[3:5] + " " + n[5:7] + " " + n[7:]
}

// Postcode writes 6828CN as people do: 6828 CN.
func Postcode(p string) string {
	if len(p) != 6 {
		return p
	}
	return p[:4] + " " + p[4:]
}
