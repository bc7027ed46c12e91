package inkoop

import (
	"slices"
	"strings"
	"unicode"

	"trede/internal/domain/rule"
)

// VraagStatus says how far a question is. It follows from what was written.
type VraagStatus string

// The states. Until it is published only the contractmanager knows an answer.
const (
	VraagOpen         VraagStatus = "open"
	VraagBeantwoord   VraagStatus = "beantwoord"
	VraagGepubliceerd VraagStatus = "gepubliceerd"
)

// Status says how far the question is.
func (v Vraag) Status() VraagStatus {
	switch {
	case v.Nota != "":
		return VraagGepubliceerd
	case !blank(v.Antwoord):
		return VraagBeantwoord
	}
	return VraagOpen
}

// InNota is the question as everybody reads it: the open form, or the text itself when
// none was written.
func (v Vraag) InNota() string {
	if blank(v.Openbaar) {
		return v.Tekst
	}
	return v.Openbaar
}

// Toets says what is missing in a question that somebody asks.
func (v Vraag) Toets() []rule.Finding {
	return slices.Concat(
		rule.FailIf(blank(v.Onderwerp), "onderwerp", "vraag.onderwerp_ontbreekt"),
		rule.FailIf(blank(v.Tekst), "tekst", "vraag.tekst_ontbreekt"),
	)
}

// VraagFeiten is what has to be known to say whether an answered question tells who asked.
type VraagFeiten struct {
	Vraag      Vraag
	Aanbieders []string // names of all providers: another's name may tell as much
	Vrager     string   // name of the person who asked
}

// Namen gives the names that everybody would read in the subject, the open form or the
// answer, as they are written in the facts.
func (f VraagFeiten) Namen() []string {
	text := wordsOf(f.Vraag.Onderwerp + " | " + f.Vraag.InNota() + " | " + f.Vraag.Antwoord)
	var found []string
	for _, name := range f.Aanbieders {
		if holds(text, withoutLegalForm(wordsOf(name))) {
			found = append(found, name)
		}
	}
	for part := range strings.FieldsSeq(f.Vrager) {
		if !slices.Contains(voorvoegsels, strings.ToLower(part)) && len([]rune(part)) > 2 && holds(text, wordsOf(part)) {
			found = append(found, part)
		}
	}
	return found
}

// voorvoegsels are parts of a family name that are ordinary words.
var voorvoegsels = []string{"van", "der", "den", "ten", "ter", "het", "bij", "aan"}

// rechtsvormen (legal forms) are left out of the name of a provider before it is looked for.
var rechtsvormen = []string{"bv", "b", "v", "nv", "n", "vof", "stichting", "vereniging", "coöperatie", "ua", "u", "a"}

func withoutLegalForm(name []string) []string {
	for len(name) > 0 && slices.Contains(rechtsvormen, name[0]) {
		name = name[1:]
	}
	for len(name) > 0 && slices.Contains(rechtsvormen, name[len(name)-1]) {
		name = name[:len(name)-1]
	}
	return name
}

// wordsOf gives the words of a text in small letters; anything else parts them.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// holds tells whether the words of a name stand after each other in a text.
func holds(text, name []string) bool {
	if len(name) == 0 {
		return false
	}
	for i := 0; i+len(name) <= len(text); i++ {
		if slices.Equal(text[i:i+len(name)], name) {
			return true
		}
	}
	return false
}

// VraagRules is the rules for a question that is answered. Evaluate them as of the day of
// the answer. Source: INK-01.
var VraagRules = rule.Set[VraagFeiten]{
	{
		Code: "VRG-01", Kind: rule.Advies, Repairer: "contractmanager", Source: "INK-01: geanonimiseerde nota van inlichtingen",
		When: func(f VraagFeiten) bool { return f.Vraag.Status() != VraagOpen },
		Check: func(f VraagFeiten) []rule.Finding {
			found := f.Namen()
			return rule.FailIf(len(found) > 0, "openbaar", "vraag.noemt_naam", strings.Join(found, ", "))
		},
	},
}
