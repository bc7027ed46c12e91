package pdf

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"trede/internal/platform/document"
	"trede/internal/testkit/pdftest"
)

// pagesOf shows blocks below n lines of filling, by page.
func pagesOf(t *testing.T, n int, blocks ...document.Block) []pdftest.Page {
	t.Helper()
	var fill []document.Block
	for range n {
		fill = append(fill, document.Paragraph{Text: "vulling", Role: document.Small})
	}
	d := of(append(fill, blocks...)...)
	d.PageOf = "Pagina {n} van {m}"
	return pdftest.Read(t, write(t, d)).Pages
}

// breaks tries every place on the page for blocks, and asks what is wrong with the pages.
func breaks(t *testing.T, blocks []document.Block, wrong func(first, second []string) string) {
	t.Helper()
	seen := 0
	for n := 20; n < 45; n++ {
		pages := pagesOf(t, n, blocks...)
		if len(pages) < 2 || !slices.Contains(pages[0].Text, "vulling") {
			continue
		}
		seen++
		first, second := pages[0].Text, pages[1].Text
		if why := wrong(first, second); why != "" {
			t.Errorf("%d lines above: %s\n%q\n%q", n, why, first[max(0, len(first)-4):], second)
		}
	}
	if seen < 4 {
		t.Fatalf("only %d page breaks were tried", seen)
	}
}

// lastIs tells whether the last text of a page is this one.
func lastIs(page []string, text string) bool {
	return strings.TrimSpace(page[len(page)-1]) == text
}

func TestHeadingStaysWithItsText(t *testing.T) {
	body := document.Paragraph{Text: strings.Repeat("Een zin die de regel vult. ", 12)}
	blocks := []document.Block{document.Heading{Level: 1, Text: "Hoofd"}, document.Heading{Level: 2, Text: "Kop"}, body}
	breaks(t, blocks, func(first, _ []string) string {
		if lastIs(first, "Kop") || lastIs(first, "Hoofd") {
			return "a heading is the last of its page"
		}
		return ""
	})
}

func TestNoLineOfAParagraphAlone(t *testing.T) {
	var text []string
	for i := range 5 {
		text = append(text, fmt.Sprintf("regel %d", i))
	}
	breaks(t, []document.Block{document.Paragraph{Text: strings.Join(text, "\n")}}, func(first, second []string) string {
		if lastIs(first, "regel 0") {
			return "the first line is alone"
		}
		if strings.TrimSpace(second[0]) == "regel 4" {
			return "the last line is alone"
		}
		return ""
	})
}

func TestLabelStaysWithItsItem(t *testing.T) {
	list := document.List{Items: slices.Repeat([]string{"eerste regel\ntweede regel"}, 4)}
	breaks(t, []document.Block{document.Paragraph{Text: "Wij zagen:"}, list}, func(first, second []string) string {
		if lastIs(first, "•") || lastIs(first, "eerste regel") || second[0] == "tweede regel" {
			return "an item is torn apart"
		}
		if lastIs(first, "Wij zagen:") {
			return "what announces the list is without it"
		}
		return ""
	})
}

func TestSignatureStaysWithTheGreeting(t *testing.T) {
	breaks(t, []document.Block{
		document.Paragraph{Role: document.Closing, Text: "Met vriendelijke groet,\nnamens het bestuur"},
		document.Paragraph{Role: document.Signature, Text: "J.P. Voorbeeld\ncontractmanager"},
	}, func(first, _ []string) string {
		if !lastIs(first, "vulling") {
			return "the end of the letter is torn apart"
		}
		return ""
	})
}

func TestTableOverPages(t *testing.T) {
	table := document.Table{Caption: "Tarieven", Columns: []document.Column{{Label: "Product"}, {Label: "Tarief", Numeric: true}}}
	for i := range 70 {
		table.Rows = append(table.Rows, []string{fmt.Sprintf("product %d\ntweede\nderde\nvierde\nlaatste regel", i), "€ 1,00"})
	}
	pages := pagesOf(t, 3, table)
	if len(pages) < 4 {
		t.Fatalf("%d pages", len(pages))
	}
	for i, p := range pages {
		if heads := slices.Contains(p.Artifacts, "Product"); heads != (i > 0) {
			t.Errorf("page %d: the head stands again: %v", i+1, heads)
		}
		if last := p.Text[len(p.Text)-1]; last != "laatste regel" {
			t.Errorf("page %d ends within a row: %q", i+1, last)
		}
		if number := fmt.Sprintf("Pagina %d van %d", i+1, len(pages)); !slices.Contains(p.Artifacts, number) {
			t.Errorf("page %d lacks %q: %q", i+1, number, p.Artifacts)
		}
	}
}

// lay gives the rows of blocks on their pages.
func lay(t *testing.T, blocks ...document.Block) [][]placed {
	t.Helper()
	fonts, err := typefaces()
	if err != nil {
		t.Fatal(err)
	}
	l := &layout{faces: [2]*face{newFace("R", fonts[0]), newFace("B", fonts[1])}, tree: &structure{root: &element{role: "Document"}}}
	for _, b := range blocks {
		l.block(b, nil)
	}
	for _, r := range l.rows {
		for _, p := range r.pieces {
			if wide := l.face(p.style).width(strings.TrimRight(p.text, " ")) * p.style.size; p.x < left || p.x+wide > right+0.1 {
				t.Errorf("%q stands outside the page: from %.1f, %.1f wide", p.text, p.x, wide)
			}
		}
	}
	return paginate(l.rows)
}

func TestAddresseeStandsInTheWindow(t *testing.T) {
	pages := lay(t, document.Paragraph{Role: document.Sender, Text: "Regio"}, document.Paragraph{Role: document.Addressee, Text: "Aan"})
	if y := pages[0][1].y; y != windowTop {
		t.Errorf("the addressee stands at %.1f mm", y/mm)
	}
}

// Nothing stands outside the page, however long a word, a paragraph or a row is.
func TestWithinThePage(t *testing.T) {
	word := strings.Repeat("w", 700)
	long := strings.Repeat("Een zin. ", 3000)
	many := make([]document.Block, 200)
	for i := range many {
		many[i] = document.Heading{Level: 2, Text: "Kop"}
	}
	for name, blocks := range map[string][]document.Block{
		"long word":      {document.Paragraph{Text: word}, document.List{Items: []string{word}}, document.Terms{Items: []document.Term{{Label: word, Value: word}}}},
		"long paragraph": {document.Paragraph{Text: long}},
		"long item":      {document.List{Items: []string{long, long}, Ordered: true}},
		"long row":       {document.Table{Columns: []document.Column{{Label: "a"}, {Label: "b", Numeric: true}}, Rows: [][]string{{long, "1"}, {word, word}}}},
		"long head":      {document.Table{Columns: []document.Column{{Label: long}, {Label: word}}, Rows: [][]string{{"a", "b"}, {"c", "d"}}}},
		"only headings":  many,
	} {
		t.Run(name, func(t *testing.T) {
			for i, page := range lay(t, blocks...) {
				for _, r := range page {
					if r.y < top || r.y+r.height > bottom+0.01 {
						t.Fatalf("page %d: a row from %.1f to %.1f", i+1, r.y, r.y+r.height)
					}
				}
			}
		})
	}
}
