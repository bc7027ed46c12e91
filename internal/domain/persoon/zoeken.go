package persoon

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// apart are the letters that do not fall apart into a plain letter and a mark.
var apart = strings.NewReplacer(
	"ß", "ss", "ø", "o", "æ", "ae", "œ", "oe", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ħ", "h", "ı", "i", "ĳ", "ij", "ŋ", "n",
)

// Fold writes a text for searching and sorting: lower case, without diacritics.
// Jiří Łoś and JIRI LOS are the same.
func Fold(text string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(text) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return apart.Replace(norm.NFC.String(b.String()))
}

// Zoekwoorden (search words) are the folded words of a text, each once, in order.
// Everything that is no letter and no digit parts words, but an apostrophe does
// not: 't and d'Or are t and dor. Use it for what is kept and for what is typed.
func Zoekwoorden(texts ...string) []string {
	var words []string
	seen := map[string]bool{}
	for _, text := range texts {
		folded := strings.Map(func(r rune) rune {
			if r == '\'' || r == '’' || r == '‘' || r == '`' || r == 'ʼ' {
				return -1
			}
			return r
		}, Fold(text))
		for _, word := range strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if !seen[word] {
				seen[word] = true
				words = append(words, word)
			}
		}
	}
	return words
}

// Zoekwoorden are the words by which the person is found: all parts of the name,
// the own and the partner's whatever is used, prefixes too.
func (n Naam) Zoekwoorden() []string {
	return Zoekwoorden(n.Geslachtsnaam, n.Partnernaam, n.Roepnaam, n.Voornamen, n.Voorvoegsel, n.PartnerVoorvoegsel)
}

// SortKey sorts names as Dutch lists do, byte by byte: by family name without its
// prefix, then given name, then prefix. De Vries stands under the v.
func (n Naam) SortKey() string {
	var last []string
	for _, p := range n.parts() {
		last = append(last, Zoekwoorden(p.name)...)
	}
	var prefixes []string
	for _, p := range n.parts() {
		prefixes = append(prefixes, strings.Fields(Fold(p.prefix))...)
	}
	return strings.Join([]string{
		strings.Join(last, "-"), strings.Join(Zoekwoorden(n.Roep()), "-"), strings.Join(prefixes, "-"),
	}, ",") // the comma sorts before the dash, and both before letters
}
