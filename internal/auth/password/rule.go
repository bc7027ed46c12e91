package password

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"trede/internal/platform/errs"
)

// The length of a password, in characters after NFKC (OWASP ASVS 5.0, 6.2.1 and
// 6.2.9 ask for at least 8 and room for 64).
const (
	MinLength = 12
	MaxLength = 128
	// maxBytes stops a text that would take long to normalise, before any work.
	maxBytes = 4 * MaxLength
)

// Message keys of what can be wrong with a new password.
const (
	CodeTooShort   = "wachtwoord.te_kort"     // argument: MinLength
	CodeTooLong    = "wachtwoord.te_lang"     // argument: MaxLength
	CodeCharacters = "wachtwoord.tekens"      // not valid text
	CodeCommon     = "wachtwoord.bekend"      // easily guessed
	CodePersonal   = "wachtwoord.over_jezelf" // holds a name of the person or the organisation
)

// Check tells what is wrong with a new password; nothing when it may be used.
// The words are what belongs to the person: user name, e-mail address, name,
// organisation. There is no rule on kinds of characters.
func Check(field, pw string, words ...string) []errs.Finding {
	found := func(code string, args ...any) []errs.Finding {
		return []errs.Finding{{Field: field, Code: code, Args: args}}
	}
	if len(pw) > maxBytes {
		return found(CodeTooLong, MaxLength)
	}
	if !utf8.ValidString(pw) {
		return found(CodeCharacters)
	}
	pw = normal(pw)
	switch n := utf8.RuneCountInString(pw); {
	case n < MinLength:
		return found(CodeTooShort, MinLength)
	case n > MaxLength:
		return found(CodeTooLong, MaxLength)
	}
	if holdsWord(pw, words) {
		return found(CodePersonal)
	}
	if guessBits(pw) < commonBits {
		return found(CodeCommon)
	}
	return nil
}

// minWord is the length from which a part of a name counts as a word: shorter
// parts (Jan, van, nl) turn up in good passwords by chance.
const minWord = 4

// holdsWord reports whether a part of one of the words stands in the password,
// also in capitals or with figures for letters.
func holdsWord(pw string, words []string) bool {
	plain := canonical(pw)
	for _, w := range words {
		for _, part := range strings.FieldsFunc(canonical(normal(w)), notLetterOrDigit) {
			if utf8.RuneCountInString(part) >= minWord && strings.Contains(plain, part) {
				return true
			}
		}
	}
	return false
}

func notLetterOrDigit(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// canonical makes capitals small and figures that stand for letters those
// letters; what looks alike (1, l and i) becomes one.
func canonical(s string) string {
	return strings.Map(func(r rune) rune {
		r = unicode.ToLower(r)
		if l, ok := leet[r]; ok {
			r = l
		}
		if r == 'l' {
			return 'i'
		}
		return r
	}, s)
}

// leet maps figures and signs to the letter they are used for.
var leet = map[rune]rune{
	'0': 'o', '1': 'i', '!': 'i', '|': 'i', '3': 'e', '4': 'a', '@': 'a', '5': 's', '$': 's', '7': 't', '8': 'b', '9': 'g',
}
