package ui

import (
	"strings"
	"testing"

	doc "trede/internal/platform/document"
)

// paperExample holds every kind of block, with text that HTML must not take for its own.
func paperExample() Paper {
	return Paper{Document: doc.Document{Language: "nl-NL", Blocks: []doc.Block{
		doc.Paragraph{Role: doc.Sender, Text: "Regio Voorbeeld\nPostbus 100"},
		doc.Paragraph{Role: doc.Addressee, Text: "Stichting Zoë\n6881 AB Velp"},
		doc.Terms{Items: []doc.Term{{Label: "Datum", Value: "12 maart 2020"}}},
		doc.Heading{Level: 1, Text: "Besluit <script>"},
		doc.Paragraph{},
		doc.Paragraph{Text: "U krijgt € 38,50 & meer:"},
		doc.Heading{Level: 2, Text: "Waarom"},
		doc.List{Items: []string{"een plan"}},
		doc.List{Ordered: true, Items: []string{"lezen"}},
		doc.Table{Caption: "Tarieven", Columns: []doc.Column{{Label: "Product"}, {Label: "Tarief", Numeric: true}}, Rows: [][]string{{"Behoud", "€ 31,20"}, {"Zonder"}}},
		doc.Paragraph{Role: doc.Closing, Text: "Met vriendelijke groet,"},
		doc.Paragraph{Role: doc.Signature, Text: "J.P. Voorbeeld"},
		doc.Paragraph{Role: doc.Small, Text: "Klein"},
	}}}
}

func TestPaperGolden(t *testing.T) { golden(t, "paper", paperExample()) }

func TestPaperEscapes(t *testing.T) {
	if got := render(t, paperExample()); strings.Contains(got, "<script") || strings.Contains(got, "style=") {
		t.Errorf("text became HTML:\n%s", got)
	}
}

// Within a page that has a heading of its own, those of the letter stand below it.
func TestPaperBelowAHeading(t *testing.T) {
	p := paperExample()
	p.Below = 1
	got := render(t, p)
	if strings.Contains(got, "<h1") || len(parts(t, got, "h2", "")) != 1 || len(parts(t, got, "h3", "")) != 1 {
		t.Errorf("headings: %s", got)
	}
}

// An amount in a cell stays on one line.
func TestAnAmountInACellIsNotBroken(t *testing.T) {
	rows := [][]Cell{{{Text: "ONT1"}, {Text: "€ 12,50", Sub: "was € 12,00"}, {Text: "€ 9,00", URL: "/x"}}}
	html := render(t, Table{Caption: "Tarieven", Columns: []Column{{Label: "Product"}, {Label: "Prijs"}, {Label: "Som"}}, Rows: rows})
	if strings.Contains(html, "€ ") || strings.Count(html, "€\u00a0") < 3 {
		t.Errorf("an amount may be broken: %s", html)
	}
}
