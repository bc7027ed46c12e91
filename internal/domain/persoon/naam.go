package persoon

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"trede/internal/domain/rule"
)

// Naamgebruik (use of names) tells which family name somebody uses, and in what
// order. The zero value counts as the own name.
type Naamgebruik string

// The four uses, with their iWmo codes in [Naamgebruik.Code].
const (
	NaamEigen        Naamgebruik = "eigen"
	NaamPartner      Naamgebruik = "partner"
	NaamPartnerEigen Naamgebruik = "partner-eigen"
	NaamEigenPartner Naamgebruik = "eigen-partner"
)

// Code is the code of iWmo LDT_NaamGebruik.
func (g Naamgebruik) Code() string {
	switch g {
	case NaamPartner:
		return "2"
	case NaamPartnerEigen:
		return "3"
	case NaamEigenPartner:
		return "4"
	}
	return "1"
}

// Valid tells whether the use exists.
func (g Naamgebruik) Valid() bool {
	return g == "" || g == NaamEigen || g.Code() != "1"
}

// NaamgebruikOf reads an iWmo code. Codes 5 (pseudonym) and 6 (no natural person)
// are not for residents and give false, as all others do.
func NaamgebruikOf(code string) (Naamgebruik, bool) {
	for _, g := range []Naamgebruik{NaamEigen, NaamPartner, NaamPartnerEigen, NaamEigenPartner} {
		if g.Code() == code {
			return g, true
		}
	}
	return "", false
}

// Naam is a person's name in the parts that iWmo keeps apart (rule IV007), with
// the name in daily use.
type Naam struct {
	Voornamen          string      `json:"voornamen,omitempty"`   // separated by spaces
	Voorletters        string      `json:"voorletters,omitempty"` // together, without dots: JA, ThJ
	Roepnaam           string      `json:"roepnaam,omitempty"`
	Voorvoegsel        string      `json:"voorvoegsel,omitempty"` // of Geslachtsnaam: de, van den
	Geslachtsnaam      string      `json:"geslachtsnaam"`
	PartnerVoorvoegsel string      `json:"partner_voorvoegsel,omitempty"`
	Partnernaam        string      `json:"partnernaam,omitempty"`
	Gebruik            Naamgebruik `json:"naamgebruik,omitempty"`
}

// part is one family name with its prefix.
type part struct{ prefix, name string }

func (p part) String() string {
	return strings.TrimSpace(p.prefix + " " + p.name)
}

// parts are the family names in the order of use. Without a partner's name only
// the own one is used, whatever Gebruik says.
func (n Naam) parts() []part {
	own := part{n.Voorvoegsel, n.Geslachtsnaam}
	partner := part{n.PartnerVoorvoegsel, n.Partnernaam}
	if n.Partnernaam == "" {
		return []part{own}
	}
	switch n.Gebruik {
	case NaamPartner:
		return []part{partner}
	case NaamPartnerEigen:
		return []part{partner, own}
	case NaamEigenPartner:
		return []part{own, partner}
	}
	return []part{own}
}

// Achternaam is the family name as used: de Vries, van den Berg-de Vries.
func (n Naam) Achternaam() string {
	texts := make([]string, 0, 2)
	for _, p := range n.parts() {
		texts = append(texts, p.String())
	}
	return strings.Join(texts, "-")
}

// Roep is what people call the person: the roepnaam, else the first given name,
// else the initials.
func (n Naam) Roep() string {
	if n.Roepnaam != "" {
		return n.Roepnaam
	}
	if first, _, _ := strings.Cut(n.Voornamen, " "); first != "" {
		return first
	}
	return n.Initialen()
}

// Initialen are the initials with dots, J.A., from the voorletters or else the
// voornamen. Letters that belong together stay so: ThJ gives Th.J.
func (n Naam) Initialen() string {
	var b strings.Builder
	if n.Voorletters == "" {
		for _, voornaam := range strings.Fields(n.Voornamen) {
			b.WriteRune(unicode.ToUpper([]rune(voornaam)[0]))
			b.WriteByte('.')
		}
		return b.String()
	}
	letters := []rune(n.Voorletters)
	for i, r := range letters {
		b.WriteRune(r)
		if i == len(letters)-1 || unicode.IsUpper(letters[i+1]) {
			b.WriteByte('.')
		}
	}
	return b.String()
}

// Volledig is the name as people know it: Jeroen de Vries.
func (n Naam) Volledig() string { return join(n.Roep(), n.Achternaam()) }

// Formeel is the name as on a letter: J.A. de Vries.
func (n Naam) Formeel() string { return join(n.Initialen(), n.Achternaam()) }

// String is Volledig.
func (n Naam) String() string { return n.Volledig() }

// Lijst is the name as in a sorted list: Vries, Jeroen de.
func (n Naam) Lijst() string {
	parts := n.parts()
	last := parts[0].name
	for _, p := range parts[1:] {
		last += "-" + p.String()
	}
	rest := join(n.Roep(), parts[0].prefix)
	if rest == "" {
		return last
	}
	return last + ", " + rest
}

// Aanspreekvorm is how somebody wants to be addressed in a letter. It does not
// follow from the registered sex.
type Aanspreekvorm string

// The forms of address. The zero value names no sex.
const (
	AanspreekNeutraal Aanspreekvorm = ""
	AanspreekHeer     Aanspreekvorm = "heer"
	AanspreekMevrouw  Aanspreekvorm = "mevrouw"
)

// Aanhef is the salutation of a letter: Geachte heer De Vries, Geachte J.A. de
// Vries, or Geachte Jan de Vries when no initial is known. A prefix takes a capital
// when no name or initial stands before it.
func (n Naam) Aanhef(vorm Aanspreekvorm) string {
	switch vorm {
	case AanspreekHeer, AanspreekMevrouw:
		return "Geachte " + string(vorm) + " " + capital(n.Achternaam())
	}
	switch {
	case n.Initialen() != "":
		return "Geachte " + n.Formeel()
	case n.Roep() != "":
		return "Geachte " + n.Volledig()
	}
	return "Geachte " + capital(n.Achternaam())
}

// Check gives what is wrong with the name as a form would have it (iWmo
// CDT_VolledigeNaam, IV007, CS050).
func (n Naam) Check() []rule.Finding {
	var findings []rule.Finding
	add := func(bad bool, field, code string, args ...any) {
		findings = append(findings, rule.FailIf(bad, field, code, args...)...)
	}
	add(strings.TrimSpace(n.Geslachtsnaam) == "", "geslachtsnaam", "naam.geslachtsnaam_nodig")
	for _, f := range []struct {
		field, text string
		limit       int
	}{
		{"geslachtsnaam", n.Geslachtsnaam, 200},
		{"partnernaam", n.Partnernaam, 200},
		{"voornamen", n.Voornamen, 200},
		{"roepnaam", n.Roepnaam, 200},
		{"voorletters", n.Voorletters, 6},
		{"voorvoegsel", n.Voorvoegsel, 10},
		{"partner_voorvoegsel", n.PartnerVoorvoegsel, 10},
	} {
		add(len([]rune(f.text)) > f.limit, f.field, "naam.te_lang", f.limit)
	}
	add(strings.ContainsFunc(n.Voorletters, func(r rune) bool { return !unicode.IsLetter(r) }), "voorletters", "naam.voorletters")
	add(!n.Gebruik.Valid(), "naamgebruik", "naam.gebruik")
	needed := n.Gebruik.Code() != NaamEigen.Code() || n.PartnerVoorvoegsel != ""
	add(needed && n.Partnernaam == "", "partnernaam", "naam.partnernaam_nodig")
	return findings
}

// CleanVoorletters takes dots and spaces out of initials as people type them.
func CleanVoorletters(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '.' || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

func join(first, second string) string { return strings.TrimSpace(first + " " + second) }

func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 || first == utf8.RuneError {
		return text
	}
	return string(unicode.ToUpper(first)) + text[size:]
}
