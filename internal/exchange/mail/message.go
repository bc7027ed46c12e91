package mail

import (
	"embed"
	"errors"
	"fmt"
	netmail "net/mail"
	"net/url"
	"strings"
	"text/template"
	"time"
	"unicode"
	"unicode/utf8"

	"trede/internal/platform/telemetry"
)

// Template names one of the texts.
type Template string

// The texts. Each is a file in teksten: a subject, an empty line and a body.
const (
	Uitnodiging    Template = "uitnodiging"       // first sign-in of a member of staff
	Herstel        Template = "herstel"           // choose a new password
	Inlogwijziging Template = "inlogwijziging"    // password or second factor was changed
	Werk           Template = "werk"              // tasks wait
	Bericht        Template = "bericht"           // a message waits, for a resident too
	Ingediend      Template = "ingediend"         // an inschrijving was handed in
	Besluit        Template = "besluit"           // an inschrijving was decided about
	Aanmelding     Template = "aanmelding"        // a new aanbieder made itself known: its code
	Bekend         Template = "aanmelding-bekend" // who did so is known already
	ContractEinde  Template = "contract-einde"    // a contract ends before long
)

// Templates lists all texts.
func Templates() []Template {
	return []Template{Uitnodiging, Herstel, Inlogwijziging, Werk, Bericht, Ingediend, Besluit, Aanmelding, Bekend, ContractEinde}
}

// Message is one mail to one person. What is not in this struct cannot be in the
// mail: no names but a first name, no gemeente, no subject of a dossier.
type Message struct {
	ID        string    // of the outbox row; it makes the Message-ID, the same at every try
	To        string    // bare address
	FirstName string    // roepnaam; empty, or one that looks odd, gives a greeting without
	Template  Template  //
	Link      string    // address on our own site
	Code      string    // for one use, with a text that has one
	Until     time.Time // when the link or the code stops working; zero: not told
	At        time.Time // when it happened, with a text that says so
}

//go:embed teksten/*.txt
var textFiles embed.FS

// letter is a parsed text.
type letter struct {
	subject string
	body    *template.Template
}

const subjectMark = "Onderwerp: "

// signature ends every mail. Letters say u.
const signature = `
Met vriendelijke groet,
%s

Dit is een automatische mail. Een antwoord komt niet aan.
We vragen in een mail nooit om uw wachtwoord of uw burgerservicenummer.
`

func parseLetters() (map[Template]letter, error) {
	out := map[Template]letter{}
	for _, name := range Templates() {
		raw, err := textFiles.ReadFile("teksten/" + string(name) + ".txt")
		if err != nil {
			return nil, err
		}
		head, body, ok := strings.Cut(string(raw), "\n\n")
		subject, marked := strings.CutPrefix(head, subjectMark)
		if !ok || !marked || strings.ContainsAny(subject, "\n{") {
			return nil, fmt.Errorf("mail: text %s does not begin with a fixed subject and an empty line", name)
		}
		parsed, err := template.New(string(name)).Option("missingkey=error").Parse(body)
		if err != nil {
			return nil, err
		}
		out[name] = letter{subject, parsed}
	}
	return out, nil
}

// values are all that a text can use.
type values struct{ Aanhef, Link, Tot, Code, Op string }

// render gives subject and body.
func (s *Sender) render(m Message) (subject, body string, err error) {
	l, ok := s.letters[m.Template]
	if !ok {
		return "", "", fmt.Errorf("mail: there is no text %q", m.Template)
	}
	v := values{Aanhef: greeting(m.FirstName), Link: m.Link, Code: m.Code}
	if !m.Until.IsZero() {
		v.Tot = dutchInstant(m.Until)
	}
	if !m.At.IsZero() {
		v.Op = dutchInstant(m.At)
	}
	var b strings.Builder
	if err := l.body.Execute(&b, v); err != nil {
		return "", "", fmt.Errorf("mail: text %s: %w", m.Template, err)
	}
	fmt.Fprintf(&b, signature, s.signature)
	return l.subject, b.String(), nil
}

// greeting uses a first name only when it looks like one: what stands in a name
// field could also be a link, a sentence or a number.
func greeting(name string) string {
	name = strings.Join(strings.Fields(name), " ")
	letters := 0
	for _, r := range name {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.Is(unicode.Mn, r), strings.ContainsRune(" -'’.", r):
		default:
			return "Goedendag,"
		}
	}
	// A dot may end an initial; inside a word it makes a web address.
	for i := range len(name) {
		if name[i] == '.' && i+1 < len(name) && name[i+1] != ' ' {
			return "Goedendag,"
		}
	}
	if letters == 0 || utf8.RuneCountInString(name) > 40 {
		return "Goedendag,"
	}
	return "Beste " + name + ","
}

// dutchInstant writes a moment as people in the Netherlands read it.
func dutchInstant(t time.Time) string {
	t = t.In(amsterdam)
	return fmt.Sprintf("%s %d %s %d om %d.%02d uur",
		weekdays[t.Weekday()], t.Day(), months[t.Month()-1], t.Year(), t.Hour(), t.Minute())
}

var (
	weekdays = [...]string{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"}
	months   = [...]string{
		"januari", "februari", "maart", "april", "mei", "juni", "juli",
		"augustus", "september", "oktober", "november", "december",
	}
)

// check refuses a message that may not leave. Its errors name no address.
func (s *Sender) check(m Message) error {
	if m.ID == "" || strings.ContainsFunc(m.ID, func(r rune) bool {
		return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	}) {
		return errors.New("mail: the message has no id of letters, digits and hyphens")
	}
	to, err := netmail.ParseAddress(m.To)
	if err != nil || to.Address != m.To || len(m.To) > 254 || strings.ContainsFunc(m.To, unicode.IsControl) {
		return errors.New("mail: the address is not one bare mail address")
	}
	return s.checkLink(m.Link)
}

// checkLink lets only links to our own site leave, without personal data: a link
// stays behind in mailboxes and histories.
func (s *Sender) checkLink(link string) error {
	u, err := url.Parse(link)
	switch {
	case err != nil || u.Scheme != s.base.Scheme || u.Host != s.base.Host || u.User != nil:
		return errors.New("mail: the link does not lead to our own site")
	case strings.ContainsFunc(link, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }):
		return errors.New("mail: the link holds white space")
	}
	readable, err := url.PathUnescape(link)
	if err != nil || telemetry.Personal(readable) {
		return errors.New("mail: the link holds what looks like a BSN or an e-mail address")
	}
	return nil
}
