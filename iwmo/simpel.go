package iwmo

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// soort is how the text of an element is read.
type soort uint8

const (
	soortTekst soort = iota
	soortCode
	soortGetal
	soortDatum
	soortTijd
)

// simpel is a simple type of the standard: what the text of an element may be.
type simpel struct {
	naam     string // as in the standard, without LDT_
	soort    soort
	min, max int64             // of a number its value, of a text its length in characters; max 0 is none
	patroon  func([]byte) bool // of a text; nil: anything
	vast     string            // the only text that may stand here; empty: any
	codes    map[string]string // value to itself, so that reading a code makes no string
	lijst    Codelijst
	verwacht string // what is asked, in plain Dutch
	vorm     string // how it is written, in plain Dutch; may be empty
}

const centen = "in centen en zonder komma"

// simpelen are the simple types by name; those of code lists come with the first release.
var simpelen = func() map[string]*simpel {
	m := map[string]*simpel{}
	for _, s := range []simpel{
		{naam: "AgbCode", max: 8, patroon: cijfers(8), verwacht: "een AGB-code van 8 cijfers"},
		{naam: "BerichtCode", min: 1, max: 3},
		{naam: "BurgerServicenummer", max: 9, patroon: cijfers(9), verwacht: "een BSN van 9 cijfers"},
		{naam: "Commentaar", min: 1, patroon: notBlank, verwacht: "een tekst", vorm: "of haal het element weg"},
		{naam: "Emailadres", min: 1, max: 80, patroon: oneLine},
		{naam: "Gemeente", min: 1, patroon: cijfers(4), verwacht: "een gemeentecode van 4 cijfers"},
		{naam: "Huisletter", min: 1, max: 1, patroon: oneLine},
		{naam: "HuisnummerToevoeging", min: 1, max: 4, patroon: oneLine},
		{naam: "IdentificatieBericht", min: 1, max: 12, patroon: oneLine},
		{naam: "IdentificatieDeclaratie", min: 1, max: 12},
		{naam: "Declaratienummer", min: 1, max: 12, patroon: lettersDigits, verwacht: "1 tot en met 12 letters en cijfers", vorm: "zonder spaties"},
		{naam: "Landnummer", min: 1, max: 4, patroon: oneLine},
		{naam: "Naam", min: 1, max: 200, patroon: oneLine},
		{naam: "NaamVerwijzer", min: 1, max: 64, patroon: oneLine},
		{naam: "Organisatienaam", min: 1, max: 35, patroon: oneLine},
		{naam: "Persoonsid", min: 1, max: 20, patroon: oneLine},
		{naam: "Plaatsnaam", min: 1, max: 80, patroon: oneLine},
		{naam: "Postcode", min: 1, max: 8, patroon: oneLine},
		{naam: "ProductCode", min: 1, max: 5, patroon: oneLine},
		{naam: "Referentie", min: 1, max: 36, patroon: oneLine},
		{naam: "ReferentieNummer", min: 1, max: 20},
		{naam: "Straatnaam", min: 1, max: 24, patroon: oneLine},
		{naam: "Taal", min: 1, max: 25, patroon: oneLine},
		{naam: "Telefoonnummer", min: 1, max: 15, patroon: digitsOnly, verwacht: "1 tot en met 15 cijfers"},
		{naam: "Versie", min: 1, patroon: version, verwacht: "een versie als 1.0.0"},
		{naam: "Voorletters", min: 1, max: 6, patroon: initials, verwacht: "1 tot en met 6 letters", vorm: "zonder punten"},
		{naam: "Voorvoegsel", min: 1, max: 10, patroon: oneLine},

		{naam: "Bedrag", soort: soortGetal, max: 99_999_999, vorm: centen},
		{naam: "BerichtSubversie", soort: soortGetal, max: 99},
		{naam: "BerichtVersie", soort: soortGetal, max: 99},
		{naam: "Budget", soort: soortGetal, max: 99_999_999, vorm: centen},
		{naam: "Huisnummer", soort: soortGetal, max: 99_999},
		{naam: "Nummer", soort: soortGetal, max: 999_999_999},
		{naam: "RelatieVolgorde", soort: soortGetal, max: 99},
		{naam: "TotaalBedrag", soort: soortGetal, max: 999_999_999_999, vorm: centen},
		{naam: "Volume", soort: soortGetal, max: 99_999_999},

		{naam: "Datum", soort: soortDatum, verwacht: "een datum als 2026-11-22", vorm: "zonder tijdzone"},
		{naam: "Tijd", soort: soortTijd, verwacht: "een tijd als 14:30:00", vorm: "zonder tijdzone"},
	} {
		m[s.naam] = s.described()
	}
	return m
}()

// described fills in what is asked, where the type does not say it.
func (s simpel) described() *simpel {
	if s.verwacht != "" {
		return &s
	}
	switch {
	case s.soort == soortGetal:
		s.verwacht = fmt.Sprintf("een geheel getal van 0 tot en met %d", s.max)
	case s.soort == soortCode && len(s.lijst) > 25:
		s.verwacht = "een code uit de lijst " + s.naam
	case s.soort == soortCode:
		s.verwacht = "een van de codes"
		for i, c := range s.lijst {
			if s.verwacht += " "; i > 0 {
				s.verwacht = s.verwacht[:len(s.verwacht)-1] + ", "
			}
			s.verwacht += c.Waarde
		}
	default:
		s.verwacht = fmt.Sprintf("een tekst van 1 tot en met %d tekens", s.max)
		if s.patroon != nil {
			s.vorm = "op één regel"
		}
	}
	return &s
}

// oplossing says what to do about a value that may not be.
func (s *simpel) oplossing() string {
	if s.vorm == "" {
		return "Vul " + s.verwacht + " in."
	}
	return "Vul " + s.verwacht + " in, " + s.vorm + "."
}

// codeType is the simple type of a code list.
func codeType(naam string, l Codelijst) *simpel {
	s := simpel{naam: naam, soort: soortCode, lijst: l, codes: map[string]string{}}
	for _, c := range l {
		s.codes[c.Waarde] = c.Waarde
	}
	return s.described()
}

// only is s with one text that may stand there.
func (s *simpel) only(text string) *simpel {
	fixed := *s
	fixed.vast, fixed.verwacht, fixed.vorm = text, "de waarde "+text, ""
	return &fixed
}

// waarde is a simple value that was read.
type waarde struct {
	tekst     []byte // of a text or time
	code      string
	getal     int64
	datum     Datum
	canonical bool // a number has no sign and no zeros before it
}

// lees reads the text of an element. The standard asks that space around numbers,
// dates and times is no part of them.
func (s *simpel) lees(text []byte) (w waarde, ok bool) {
	w.canonical = true
	switch s.soort {
	case soortTekst:
		w.tekst = text
		return w, s.fits(text) && (s.vast == "" || string(text) == s.vast)
	case soortCode:
		w.code, ok = s.codes[string(text)]
		return w, ok
	}
	trimmed := trimSpace(text)
	switch s.soort {
	case soortGetal:
		w.getal, w.canonical, ok = parseInteger(trimmed)
		return w, ok && w.getal >= s.min && w.getal <= s.max && (s.vast == "" || string(trimmed) == s.vast)
	case soortDatum:
		w.datum, ok = parseDatum(trimmed)
		return w, ok
	default:
		w.tekst = trimmed
		return w, validTijd(trimmed)
	}
}

func (s *simpel) fits(text []byte) bool {
	n := int64(len(text))
	if n > s.max && s.max > 0 {
		n = int64(utf8.RuneCount(text))
	}
	return n >= s.min && (s.max == 0 || n <= s.max) && (s.patroon == nil || s.patroon(text))
}

// parseInteger reads an xs:integer of at most eighteen digits after leading zeros;
// plain tells that it has no sign and no leading zeros.
func parseInteger(b []byte) (n int64, plain, ok bool) {
	plain = true
	negative := false
	if len(b) > 0 && (b[0] == '+' || b[0] == '-') {
		negative, plain = b[0] == '-', false
		b = b[1:]
	}
	for len(b) > 1 && b[0] == '0' {
		b, plain = b[1:], false
	}
	n, ok = parseGetal(b)
	if negative {
		n = -n
	}
	return n, plain, ok
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func trimSpace(b []byte) []byte {
	b = trimLeft(b)
	for len(b) > 0 && isSpace(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}

// The patterns of the standard, as functions.

func cijfers(n int) func([]byte) bool {
	return func(b []byte) bool { return len(b) == n && digitsOnly(b) }
}

func digitsOnly(b []byte) bool {
	for _, c := range b {
		if !isDigit(c) {
			return false
		}
	}
	return true
}

// notBlank: something other than space.
func notBlank(b []byte) bool { return len(trimSpace(b)) > 0 }

// oneLine: something other than space, and no line end.
func oneLine(b []byte) bool { return notBlank(b) && !bytes.ContainsAny(b, "\r\n") }

func lettersDigits(b []byte) bool {
	for _, c := range b {
		if !isDigit(c) && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return len(b) > 0
}

// initials: letters, of which those with a mark up to ỳ.
func initials(b []byte) bool {
	for _, r := range string(b) {
		if (r|0x20 < 'a' || r|0x20 > 'z') && (r < 'À' || r > 'ỳ') {
			return false
		}
	}
	return len(b) > 0
}

// version: three numbers without leading zeros, with points between them.
func version(b []byte) bool {
	parts := bytes.Split(b, []byte("."))
	for _, p := range parts {
		if len(p) == 0 || len(p) > 1 && p[0] == '0' || !digitsOnly(p) {
			return false
		}
	}
	return len(parts) == 3
}
