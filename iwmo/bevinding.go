package iwmo

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Niveau is the level of control on which something was found. Source: iWmo 3.2,
// IV032: 1 the schema, 2 within the message, 3 across messages, 4 against another
// source.
type Niveau int

// The levels of control.
const (
	NiveauSchema  Niveau = 1
	NiveauBericht Niveau = 2
	NiveauKeten   Niveau = 3
	NiveauExtern  Niveau = 4
)

// Naam is what the level is, in plain Dutch.
func (n Niveau) Naam() string {
	switch n {
	case NiveauSchema:
		return "bestand en schema"
	case NiveauBericht:
		return "binnen het bericht"
	case NiveauKeten:
		return "tussen berichten"
	case NiveauExtern:
		return "met een andere bron"
	}
	return ""
}

// RegelXSD is the rule code of everything that the schema does not allow.
const RegelXSD = "XSD"

// Bevinding (finding) is one thing that is wrong with a message.
type Bevinding struct {
	Regel       string // rule code: "CS002", or [RegelXSD]
	Niveau      Niveau
	Retourcode  RetourCode // what an answer says of it; empty: no answer refuses for it
	Pad         string     // where: "/Bericht/Client/Bsn"
	Regelnummer int        // line in the file, from 1
	Waarde      string     // what stands there; may hold personal data, see [Bevinding.Masker]
	Oorzaak     string     // what is wrong, in plain Dutch
	Oplossing   string     // what to do about it, in plain Dutch
}

// persoonlijk are the elements that tell who somebody is, or something about him.
var persoonlijk = regexp.MustCompile(`/(Naam|Geboortedatum|Adres|Telefoon|Emailadres|Organisatie|Commentaar|Verwijzer/Naam)(/|$)`)

// Masker is the finding without what tells about whom it is. Every number of nine digits
// is unreadable but for its last two digits, and so is all that stands in the place of a
// BSN; of a name, address, birth date or comment only the length is left.
func (b Bevinding) Masker() Bevinding {
	switch {
	case strings.HasSuffix(b.Pad, "/Bsn"):
		b.Waarde = maskeer(b.Waarde)
	case b.Waarde != "" && persoonlijk.MatchString(b.Pad):
		b.Waarde = fmt.Sprintf("(niet getoond, %d tekens)", utf8.RuneCountInString(b.Waarde))
	}
	b.Pad, b.Waarde = Masker(b.Pad), Masker(b.Waarde)
	b.Oorzaak, b.Oplossing = Masker(b.Oorzaak), Masker(b.Oplossing)
	return b
}

// Numbers of nine digits or more with a space or the like between the digits or not, and
// those with dashes, which dates have too.
var (
	longNumber   = regexp.MustCompile(`[0-9](?:[ .\x{a0}\x{2009}\x{200b}\x{202f}]?[0-9]){8,}`)
	dashedNumber = regexp.MustCompile(`[0-9](?:[-_]?[0-9]){8,}`)
)

// Masker makes what can be a BSN in a text unreadable but for its last two digits: a
// number of nine digits, and in a longer one every nine that pass its proof.
func Masker(text string) string {
	text = longNumber.ReplaceAllStringFunc(text, func(number string) string {
		digits := digitsOf(number)
		if len(digits) == 9 || len(strings.TrimLeft(digits, "0")) == 9 {
			return maskeer(digits)
		}
		for at := 0; at+9 <= len(digits); at++ {
			if digits[at] != '0' && ElfProef(digits[at:at+9]) {
				return maskeer(digits)
			}
		}
		return number
	})
	return dashedNumber.ReplaceAllStringFunc(text, func(number string) string {
		if digits := digitsOf(number); len(digits) < len(number) && ElfProef(digits) {
			return maskeer(digits)
		}
		return number
	})
}

func digitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

// maskeer leaves the last two characters of a text readable.
func maskeer(text string) string {
	chars := []rune(text)
	if len(chars) < 3 {
		return text
	}
	return "*******" + string(chars[len(chars)-2:])
}
