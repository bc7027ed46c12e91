package app

import (
	"fmt"
	"strings"
	"time"

	"trede/internal/domain/civil"
	"trede/internal/platform/document"
	"trede/internal/platform/pdf"
)

// Brief (letter) is a letter of the region. It is data: the same letter is a page
// (web/ui.Paper) and a file ([Brief.PDF]).
type Brief struct {
	Afzender      Afzender
	Geadresseerde Geadresseerde
	Datum         civil.Date
	Kenmerk       string // ours; empty: none
	UwKenmerk     string // of who it is for; empty: none
	Onderwerp     string // what it is about; required
	Aanhef        string // "Geachte mevrouw De Vries,"
	// Inhoud is what the letter says. A heading of level 1 counts as one of level 2: the
	// subject is the first.
	Inhoud        []document.Block
	Groet         string // empty: "Met vriendelijke groet,"
	Ondertekenaar Ondertekenaar
	Bijlagen      []string  // what comes with it
	Gemaakt       time.Time // when the file was made
}

// Afzender (sender) is who a letter is from.
type Afzender struct {
	Naam    string   // "Regio Voorbeeld"
	Contact []string // address, telephone, e-mail: each stands behind the former
}

// Geadresseerde (addressee) is who a letter is for.
type Geadresseerde struct {
	Naam           string
	TerAttentieVan string   // "mevrouw A. de Vries"; empty: nobody in particular
	Adres          []string // the lines below it
}

// Ondertekenaar (signatory) is who signs. Namens is for whom, the first line below the
// greeting: "namens het dagelijks bestuur".
type Ondertekenaar struct{ Naam, Functie, Namens string }

// Words that stand in every letter, which is in Dutch.
const (
	briefTaal      = "nl-NL"
	briefDatum     = "Datum"
	briefKenmerk   = "Ons kenmerk"
	briefUwKenmerk = "Uw kenmerk"
	briefBijlagen  = "Bijlagen"
	briefAan       = "t.a.v. "
	briefGroet     = "Met vriendelijke groet,"
	briefPagina    = "Pagina {n} van {m}"
)

var briefMaanden = [...]string{
	"", "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december",
}

// Document gives the letter in the order in which it is read.
func (b Brief) Document() document.Document {
	d := document.Document{
		Title: b.Onderwerp, Language: briefTaal, Author: b.Afzender.Naam, Program: "Trede", Created: b.Gemaakt,
		Footer: b.Afzender.Naam, PageOf: briefPagina,
	}
	if b.Kenmerk != "" {
		d.Footer += " · " + briefKenmerk + " " + b.Kenmerk
	}
	add := func(blocks ...document.Block) { d.Blocks = append(d.Blocks, blocks...) }
	text := func(role document.Role, lines ...string) document.Paragraph {
		return document.Paragraph{Role: role, Text: strings.Join(filled(lines), "\n")}
	}
	add(text(document.Sender, b.Afzender.Naam, strings.Join(filled(b.Afzender.Contact), " · ")))
	add(text(document.Addressee, append([]string{b.Geadresseerde.Naam, prefixed(briefAan, b.Geadresseerde.TerAttentieVan)}, b.Geadresseerde.Adres...)...))
	add(b.gegevens(), document.Heading{Level: 1, Text: b.Onderwerp}, text(document.Running, b.Aanhef))
	for _, block := range b.Inhoud {
		if h, ok := block.(document.Heading); ok {
			h.Level = max(h.Level, 2)
			block = h
		}
		add(block)
	}
	groet := b.Groet
	if groet == "" {
		groet = briefGroet
	}
	add(text(document.Closing, groet, b.Ondertekenaar.Namens), text(document.Signature, b.Ondertekenaar.Naam, b.Ondertekenaar.Functie))
	if len(b.Bijlagen) > 0 {
		add(document.Heading{Level: 2, Text: briefBijlagen}, document.List{Items: b.Bijlagen})
	}
	return d
}

// gegevens are the lines with the date and the references.
func (b Brief) gegevens() document.Terms {
	var out document.Terms
	if !b.Datum.IsZero() {
		day := fmt.Sprintf("%d %s %d", b.Datum.Day(), briefMaanden[b.Datum.Month()], b.Datum.Year())
		out.Items = append(out.Items, document.Term{Label: briefDatum, Value: day})
	}
	for _, t := range []document.Term{{Label: briefKenmerk, Value: b.Kenmerk}, {Label: briefUwKenmerk, Value: b.UwKenmerk}} {
		if t.Value != "" {
			out.Items = append(out.Items, t)
		}
	}
	return out
}

// PDF gives the letter as a tagged PDF; the same letter gives the same bytes. Errors: those
// of [pdf.Write], for a letter without a subject.
func (b Brief) PDF() ([]byte, error) { return pdf.Write(b.Document()) }

// filled leaves out the empty lines.
func filled(lines []string) []string {
	var out []string
	for _, l := range lines {
		if strings.TrimSpace(l) != "" {
			out = append(out, l)
		}
	}
	return out
}

func prefixed(prefix, text string) string {
	if text == "" {
		return ""
	}
	return prefix + text
}
