package persoon

import (
	"errors"
	"slices"
	"strings"
	"unicode"

	"trede/internal/domain/rule"
)

// Kanaal (channel) is how somebody likes to be reached.
type Kanaal string

// The channels. The zero value is no preference.
const (
	KanaalTelefoon Kanaal = "telefoon"
	KanaalSMS      Kanaal = "sms"
	KanaalEmail    Kanaal = "email"
	KanaalBrief    Kanaal = "brief"
	KanaalGesprek  Kanaal = "gesprek" // face to face
)

// Tolk (interpreter) is what somebody needs to follow a conversation, with the
// codes of iWmo LDT_Communicatievorm in [Tolk.Code]. The zero value is nothing.
type Tolk string

// The kinds of interpreter.
const (
	TolkTaal      Tolk = "taal"
	TolkDoof      Tolk = "doof"
	TolkDoofblind Tolk = "doofblind"
)

// Code is the iWmo code, empty for none.
func (t Tolk) Code() string {
	return map[Tolk]string{TolkTaal: "1", TolkDoof: "2", TolkDoofblind: "3"}[t]
}

// Contact is how to reach a person and in what language.
type Contact struct {
	Telefoon  string `json:"telefoon,omitempty"` // as [ParseTelefoon] gives it
	Telefoon2 string `json:"telefoon2,omitempty"`
	Email     string `json:"email,omitempty"`
	Kanaal    Kanaal `json:"kanaal,omitempty"`
	Taal      string `json:"taal,omitempty"` // ISO 639-1, two letters; empty: Dutch
	Tolk      Tolk   `json:"tolk,omitempty"`
}

// ErrTelefoon is the error of a text that is no telephone number.
var ErrTelefoon = errors.New("not a telephone number")

// ParseTelefoon reads a telephone number as people type it and gives it with the
// land number: 06-12 34 56 78 becomes +31612345678. A Dutch number has nine digits
// after the land number; another has seven to fifteen with it (E.164).
func ParseTelefoon(text string) (string, error) {
	digits := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -.()/\u00a0", r) {
			return -1
		}
		return r
	}, text)
	digits = strings.Replace(digits, "+310", "+31", 1) // +31 (0)6
	switch {
	case strings.HasPrefix(digits, "+"):
		digits = digits[1:]
	case strings.HasPrefix(digits, "00"):
		digits = digits[2:]
	case strings.HasPrefix(digits, "0"):
		digits = "31" + digits[1:]
	default:
		return "", ErrTelefoon
	}
	if strings.ContainsFunc(digits, func(r rune) bool { return r < '0' || r > '9' }) || len(digits) < 7 || len(digits) > 15 || digits[0] == '0' {
		return "", ErrTelefoon
	}
	if strings.HasPrefix(digits, "31") && (len(digits) != 11 || digits[2] == '0') {
		return "", ErrTelefoon
	}
	return "+" + digits, nil
}

// IsEmail tells whether a text looks like an e-mail address that post can reach: a
// name, an @ and a domain with a dot, without spaces, at most 80 characters (iWmo
// LDT_Emailadres). Whether it exists only a message can tell.
func IsEmail(text string) bool {
	name, domain, ok := strings.Cut(text, "@")
	if !ok || name == "" || len(text) > 80 || strings.Contains(domain, "@") {
		return false
	}
	if strings.ContainsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || !unicode.IsPrint(r) || strings.ContainsRune(`"(),:;<>[\]`, r)
	}) {
		return false
	}
	labels := strings.Split(domain, ".")
	for _, label := range labels {
		if label == "" || strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") {
			return false
		}
	}
	return len(labels) > 1 && !strings.HasPrefix(name, ".") && !strings.HasSuffix(name, ".")
}

// Check gives what is wrong as a form would have it.
func (c Contact) Check() []rule.Finding {
	var findings []rule.Finding
	add := func(bad bool, field, code string) {
		findings = append(findings, rule.FailIf(bad, field, code)...)
	}
	for _, f := range []struct{ field, number string }{{"telefoon", c.Telefoon}, {"telefoon2", c.Telefoon2}} {
		clean, err := ParseTelefoon(f.number)
		add(f.number != "" && (err != nil || clean != f.number), f.field, "contact.telefoon")
	}
	add(c.Email != "" && !IsEmail(c.Email), "email", "contact.email")
	add(c.Kanaal != "" && !slices.Contains([]Kanaal{KanaalTelefoon, KanaalSMS, KanaalEmail, KanaalBrief, KanaalGesprek}, c.Kanaal), "kanaal", "contact.kanaal")
	add((c.Kanaal == KanaalTelefoon || c.Kanaal == KanaalSMS) && c.Telefoon == "", "telefoon", "contact.telefoon_nodig")
	add(c.Kanaal == KanaalEmail && c.Email == "", "email", "contact.email_nodig")
	add(c.Taal != "" && (len(c.Taal) != 2 || strings.ContainsFunc(c.Taal, func(r rune) bool { return r < 'a' || r > 'z' })), "taal", "contact.taal")
	add(c.Tolk != "" && c.Tolk.Code() == "", "tolk", "contact.tolk")
	return findings
}
