package pdf

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"trede/internal/platform/document"
	"trede/internal/testkit/pdftest"
)

var update = flag.Bool("update", false, "write the golden files")

func example() document.Document {
	return document.Document{
		Title: "Besluit over één “perceel” & meer", Language: "nl-NL", Author: "Regio Voorbeeld", Program: "Trede",
		Created: time.Date(2020, 3, 12, 9, 30, 0, 999, time.UTC), Footer: "Ons kenmerk INK-1", PageOf: "Pagina {n} van {m}",
		Blocks: []document.Block{
			document.Paragraph{Role: document.Sender, Text: "Regio Voorbeeld\nPostbus 100 · 6800 AA Arnhem"},
			document.Paragraph{Role: document.Addressee, Text: "Stichting Zoë\nKweekerijstraat 12\n6881 AB Velp"},
			document.Terms{Items: []document.Term{{Label: "Datum", Value: "12 maart 2020"}, {Label: "Ons kenmerk", Value: "INK-1"}}},
			document.Heading{Level: 1, Text: "Besluit over één “perceel” & meer"},
			document.Paragraph{Text: "U krijgt € 38,50 per dagdeel, zoals in het contract staat. Dat is voor de begeleiding, en voor de vergoeding van onkosten die daar bij hoort."},
			document.Heading{Level: 2, Text: "Waarom"},
			document.Paragraph{Text: "Wij zagen:"},
			document.List{Items: []string{"een plan", "‘werkplekken’ in de wijk"}},
			document.List{Ordered: true, Items: []string{"lezen", "tekenen"}},
			document.Table{
				Caption: "Tarieven", Columns: []document.Column{{Label: "Product"}, {Label: "Tarief", Numeric: true}},
				Rows: [][]string{{"Behoud", "€ 31,20"}, {"Ontwikkeling", "€ 38,50"}},
			},
			document.Paragraph{Role: document.Closing, Text: "Met vriendelijke groet,"},
			document.Paragraph{Role: document.Signature, Text: "J.P. Voorbeeld\ncontractmanager"},
			document.Paragraph{Role: document.Small, Text: "Deze brief is met de computer gemaakt."},
		},
	}
}

func write(t testing.TB, d document.Document) []byte {
	t.Helper()
	file, err := Write(d)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func of(blocks ...document.Block) document.Document {
	return document.Document{Title: "Proef", Language: "nl", Blocks: blocks}
}

func TestStructureGolden(t *testing.T) {
	got := pdftest.Outline(pdftest.Read(t, write(t, example())).Root)
	const name = "testdata/structure.golden.txt"
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil || got != string(want) {
		t.Errorf("the structure differs (%v); look at it and run with -update\n%s", err, got)
	}
}

// What a screen reader needs to know of the file as a whole.
func TestCatalog(t *testing.T) {
	file := string(write(t, example()))
	for _, want := range []string{
		"/MarkInfo << /Marked true >>", "/Lang (nl-NL)", "/DisplayDocTitle true", "/Tabs /S", "/CreationDate (D:20200312093000Z)",
		"<pdfuaid:part>1</pdfuaid:part>", `<rdf:li xml:lang="x-default">Besluit over één “perceel” &amp; meer</rdf:li>`,
		"<xmp:CreateDate>2020-03-12T09:30:00Z</xmp:CreateDate>", "/Scope /Column", "/Scope /Row", "/ListNumbering /Decimal", "/ListNumbering /Disc",
	} {
		if !strings.Contains(file, want) {
			t.Errorf("the file lacks %s", want)
		}
	}
}

func TestOtherProgramsAgree(t *testing.T) {
	file := write(t, example())
	info := pdftest.Ask(t, file, "pdfinfo", "-isodates", "FILE")
	for _, want := range []string{
		`Title:\s+Besluit over één “perceel” & meer`, `Tagged:\s+yes`, `Author:\s+Regio Voorbeeld`, `Suspects:\s+no`,
		`Pages:\s+1\n`, `\(A4\)`, `PDF version:\s+1\.7`, `CreationDate:\s+2020-03-12T09:30:00`,
	} {
		if !regexp.MustCompile(want).MatchString(info) {
			t.Errorf("pdfinfo does not say %s:\n%s", want, info)
		}
	}
	if meta := pdftest.Ask(t, file, "pdfinfo", "-meta", "FILE"); !strings.Contains(meta, "<pdfuaid:part>1<") {
		t.Errorf("no PDF/UA in the metadata:\n%s", meta)
	}
	// Poppler finds the same elements with the same text, in the same order.
	var theirs []string
	for line := range strings.Lines(pdftest.Ask(t, file, "pdfinfo", "-struct-text", "FILE")) {
		line = strings.TrimSpace(line)
		if text, quoted := strings.CutPrefix(line, `"`); quoted {
			theirs[len(theirs)-1] += " " + strings.TrimSuffix(text, `"`)
		} else if role := strings.TrimSuffix(strings.Fields(line + " -")[0], ":"); !strings.HasPrefix(role, "/") && role != "-" {
			theirs = append(theirs, role)
		}
	}
	var ours []string
	for line := range strings.Lines(pdftest.Outline(pdftest.Read(t, file).Root)) {
		ours = append(ours, strings.TrimSpace(line))
	}
	if got, want := strings.Join(theirs, "\n"), strings.Join(ours, "\n"); got != want {
		t.Errorf("poppler reads\n%s\nand not\n%s", got, want)
	}
}

func TestFontsAreInTheFile(t *testing.T) {
	fonts := strings.Split(strings.TrimSpace(pdftest.Ask(t, write(t, example()), "pdffonts", "FILE")), "\n")[2:]
	if len(fonts) != 2 {
		t.Fatalf("fonts: %q", fonts)
	}
	for _, f := range fonts {
		if !regexp.MustCompile(`^[A-Z]{6}\+Go\w+ +CID TrueType +Identity-H +yes yes yes`).MatchString(f) {
			t.Errorf("not embedded, a subset and with its characters: %s", f)
		}
	}
}

func TestQpdfFindsNothing(t *testing.T) {
	for _, d := range []document.Document{of(), example(), of(paragraphs(60)...)} {
		if out := pdftest.Ask(t, write(t, d), "qpdf", "--check", "FILE"); !strings.Contains(out, "No syntax or stream encoding errors") {
			t.Error(out)
		}
	}
}

// squeeze leaves out white space: where a line ends differs by reader.
func squeeze(text string) string { return strings.Join(strings.Fields(text), "") }

func TestTextIsExact(t *testing.T) {
	long := strings.Repeat("arbeidsongeschiktheidsverzekering", 8)
	for name, text := range map[string]string{
		"accents":       "Één café, naïef, Zoë, über, Łódź, Şırnak, “citaat” ‘x’ – € 1.250,00 … à ½",
		"decomposed":    "Zoe\u0308 uit cafe\u0301",
		"long word":     "Uw " + long + " eindigt.",
		"long address":  "Zie https://regio.example/" + strings.Repeat("inkoop/activerend-werk/", 10),
		"fixed space":   "12\u00a0maart 2020, tel. 026\u202f123",
		"fixed hyphen":  "her\u2011inschrijving",
		"Greek, Cyrill": "Ωμέγα Жанна",
	} {
		t.Run(name, func(t *testing.T) {
			file := write(t, of(document.Paragraph{Text: text}))
			if got := pdftest.Read(t, file).Root.Kids[0].Text; got != clean(text) {
				t.Errorf("read back: %q", got)
			}
			if got := pdftest.Ask(t, file, "pdftotext", "-enc", "UTF-8", "FILE", "-"); squeeze(got) != squeeze(clean(text)) {
				t.Errorf("pdftotext: %q", got)
			}
		})
	}
}

// What the font lacks is drawn as a mark, and the file still says what it is.
func TestCharactersThatTheFontLacks(t *testing.T) {
	const text = "Jan 😀 中文 עברית العربية ḿ"
	file := write(t, of(document.Paragraph{Text: text}))
	if got := pdftest.Read(t, file).Root.Kids[0].Text; got != text {
		t.Errorf("read back: %q", got)
	}
	if got := pdftest.Ask(t, file, "pdftotext", "-enc", "UTF-8", "FILE", "-"); !strings.Contains(got, "😀 中文") {
		t.Errorf("pdftotext: %q", got)
	}
	faces, err := typefaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, tf := range faces {
		f := newFace("R", tf)
		if f.sign('中').glyph != f.sign(replacement).glyph || f.sign('中').glyph == 0 {
			t.Errorf("%s: 中 is drawn as glyph %d", tf.name, f.sign('中').glyph)
		}
		for r, like := range map[rune]rune{'\u00a0': ' ', '\u202f': ' ', '\u2010': '-', '\u2011': '-'} {
			if f.sign(r).glyph != f.sign(like).glyph {
				t.Errorf("%s: %U is not drawn as %q", tf.name, r, like)
			}
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"":                             "",
		"  a \t b  ":                   "a b",
		"a\r\nb\n\n\nc":                "a\nb\nc",
		"a\u2028b\u2029c\vd":           "a\nb\nc\nd",
		"a\x00\x1b[0mb\x7f":            "a[0mb",
		"\ufeffa\u200bb\u202ec\u00add": "abcd",
		"a\xffb":                       "a\ufffdb",
		"\ufffe\U0010ffff":             "\ufffd\ufffd",
		"e\u0301":                      "é",
		"❤\ufe0f":                      "❤",
		"\x01":                         "",
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		d    document.Document
		want error
	}{
		{document.Document{Language: "nl"}, ErrTitle},
		{document.Document{Title: " \x00\u200b", Language: "nl"}, ErrTitle},
		{document.Document{Title: "x"}, ErrLanguage},
		{document.Document{Title: "x", Language: "nl) /Evil (x"}, ErrLanguage},
	} {
		if _, err := Write(c.d); !errors.Is(err, c.want) {
			t.Errorf("%q, %q: %v, want %v", c.d.Title, c.d.Language, err, c.want)
		}
	}
	every := make([]rune, 0, 70_000)
	for r := rune(0x20000); len(every) < cap(every); r++ {
		every = append(every, r)
	}
	if _, err := Write(of(document.Paragraph{Text: string(every)})); !errors.Is(err, ErrCharacters) {
		t.Errorf("70,000 characters: %v", err)
	}
}

func TestSameDocumentSameBytes(t *testing.T) {
	if !bytes.Equal(write(t, example()), write(t, example())) {
		t.Error("two runs differ")
	}
	other := example()
	other.Created = other.Created.Add(time.Second)
	if bytes.Equal(write(t, example()), write(t, other)) {
		t.Error("the moment does not stand in the file")
	}
}

func TestMomentThatCannotBeWritten(t *testing.T) {
	for _, year := range []int{-1, 12_000} {
		d := of()
		d.Created = time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
		if file := string(write(t, d)); strings.Contains(file, "CreationDate") || strings.Contains(file, "CreateDate") {
			t.Errorf("year %d stands in the file", year)
		}
	}
}

// An ordinary letter is small and quick. The time is the best of a few, for a busy machine.
func TestSizeAndTime(t *testing.T) {
	best := time.Hour
	var file []byte
	for range 10 {
		start := time.Now()
		file = write(t, example())
		best = min(best, time.Since(start))
	}
	if len(file) >= 150_000 || best >= 50*time.Millisecond {
		t.Errorf("%d bytes in %v", len(file), best)
	}
	t.Logf("%d bytes in %v", len(file), best)
}

func paragraphs(n int) []document.Block {
	out := make([]document.Block, n)
	for i := range out {
		out[i] = document.Paragraph{Text: fmt.Sprintf("Alinea %d. %s", i+1, strings.Repeat("Wij schrijven u over het contract. ", 1+i%9))}
	}
	return out
}

func TestFiveThousandParagraphs(t *testing.T) {
	blocks := paragraphs(5000)
	f := pdftest.Read(t, write(t, of(blocks...)))
	if len(f.Root.Kids) != len(blocks) {
		t.Fatalf("%d elements", len(f.Root.Kids))
	}
	for i, n := range f.Root.Kids {
		if want := clean(blocks[i].(document.Paragraph).Text); n.Text != want {
			t.Fatalf("paragraph %d: %q", i, n.Text)
		}
	}
}

func FuzzWrite(f *testing.F) {
	for _, text := range []string{"", "Brief", "a\x00b\nc", "עברית 😀\u202e", strings.Repeat("lang", 400), "- / – a", "\\)(<>>endobj", "\xff\xfe", "x:"} {
		f.Add(text, 1)
	}
	f.Fuzz(func(t *testing.T, text string, n int) {
		d := of(
			document.Paragraph{Text: text, Role: document.Role(n % 9)}, document.Heading{Level: n, Text: text}, document.Paragraph{Text: text},
			document.List{Items: []string{text, text}, Ordered: n%2 == 0}, document.Terms{Items: []document.Term{{Label: text, Value: text}}},
			document.Table{Caption: text, Columns: make([]document.Column, max(n%50, 0)), Rows: [][]string{{text, text}, {}, {text}}},
		)
		d.Title, d.Footer, d.PageOf, d.Author, d.Program = "x"+text, text, text, text, text
		file, err := Write(d)
		if errors.Is(err, ErrCharacters) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		root := pdftest.Read(t, file).Root
		want := clean(text)
		if want == "" {
			return
		}
		// Line breaks are read as the space between two words.
		if got := root.Kids[2]; got.Role != "P" || got.Text != strings.ReplaceAll(want, "\n", " ") {
			t.Errorf("%q is read as %s %q", text, got.Role, got.Text)
		}
	})
}
