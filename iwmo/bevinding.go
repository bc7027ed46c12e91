package iwmo

import (
	"regexp"
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

// RegelXSD is the rule code of everything that the schema does not allow.
const RegelXSD = "XSD"

// Bevinding (finding) is one thing that is wrong with a message.
type Bevinding struct {
	Regel       string // rule code: "CS002", or [RegelXSD]
	Niveau      Niveau
	Retourcode  RetourCode // what an answer says of it; empty on level 1
	Pad         string     // where: "/Bericht/Client/Bsn"
	Regelnummer int        // line in the file, from 1
	Waarde      string     // what stands there; may hold personal data, see [Bevinding.Masker]
	Oorzaak     string     // what is wrong, in plain Dutch
	Oplossing   string     // what to do about it, in plain Dutch
}

var nineDigits = regexp.MustCompile(`\b[0-9]{9}\b`)

// Masker is the finding with every number of nine digits made unreadable but for its
// last two digits, so that no BSN is shown.
func (b Bevinding) Masker() Bevinding {
	b.Waarde, b.Oorzaak, b.Oplossing = Masker(b.Waarde), Masker(b.Oorzaak), Masker(b.Oplossing)
	return b
}

// Masker makes every number of nine digits in a text unreadable but for its last two
// digits.
func Masker(text string) string {
	return nineDigits.ReplaceAllStringFunc(text, func(bsn string) string { return "*******" + bsn[7:] })
}
