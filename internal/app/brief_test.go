package app_test

import (
	"errors"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trede/internal/app"
	"trede/internal/domain/civil"
	"trede/internal/platform/document"
	"trede/internal/platform/pdf"
	"trede/internal/testkit/pdftest"
)

var update = flag.Bool("update", false, "write the golden file")

// voorbeeldbrief is a decision as a region would send it. Everybody in it is invented.
func voorbeeldbrief() app.Brief {
	return app.Brief{
		Afzender: app.Afzender{
			Naam:    "Regio Voorbeeld",
			Contact: []string{"Postbus 100", "6800 AA Arnhem", "026 000 00 00", "inkoop@regio.example"},
		},
		Geadresseerde: app.Geadresseerde{
			Naam: "Stichting De Groene Werkplaats", TerAttentieVan: "mevrouw A. Özdemir-van ’t Veld",
			Adres: []string{"Kweekerijstraat 12", "6881 AB Velp"},
		},
		Datum: civil.New(2020, time.March, 12), Kenmerk: "INK-2020-0042", UwKenmerk: "GW/2020/7",
		Onderwerp: "Besluit over uw inschrijving voor Activerend Werk",
		Aanhef:    "Geachte mevrouw Özdemir,",
		Inhoud: []document.Block{
			document.Paragraph{Text: "Op 3 februari 2020 heeft u zich ingeschreven voor Activerend Werk, perceel 2 (ontwikkeling). In deze brief leest u ons besluit en waarom wij dat nemen."},
			document.Heading{Level: 2, Text: "Ons besluit"},
			document.Paragraph{Text: "Wij willen een overeenkomst met u sluiten. Die gaat in op 1 juli 2020. U krijgt € 38,50 per dagdeel."},
			document.Heading{Level: 2, Text: "Waarom wij dit besluiten"},
			document.Paragraph{Text: "Twee beoordelaars hebben uw inschrijving bekeken, ieder apart. Zij vinden dat u aan de eisen voldoet:"},
			document.List{Items: []string{
				"U werkt vanuit de uitgangspunten van Activerend Werk. Uw plan laat bij elk uitgangspunt zien hoe u dat doet, ook voor inwoners die nog niet weten wat bij hen past.",
				"U biedt werkplekken waar inwoners iets doen voor een ander: “De Kas” en het repair café.",
				"Uw verzekeringen gelden ook voor deelnemers.",
			}},
			document.Paragraph{Text: "Op 20 februari 2020 spraken wij met u. In dat gesprek heeft u laten zien hoe begeleiders samen met de inwoner de voortgang bijhouden."},
			document.Heading{Level: 2, Text: "Wat u nu moet doen"},
			document.List{Ordered: true, Items: []string{
				"Lees de overeenkomst die u bij deze brief vindt.",
				"Laat de overeenkomst tekenen door iemand die dat voor uw organisatie mag.",
				"Stuur de overeenkomst vóór 1 mei 2020 terug.",
			}},
			document.Heading{Level: 2, Text: "Niet eens met dit besluit?"},
			document.Paragraph{Text: "Bel ons dan eerst: 026 000 00 00. Misschien kunnen wij uw vraag meteen beantwoorden. U kunt ook binnen 20 dagen na de datum van deze brief naar de rechter gaan. Tot die dag sluiten wij met niemand een overeenkomst."},
		},
		Ondertekenaar: app.Ondertekenaar{Naam: "J.P. Voorbeeld", Functie: "contractmanager", Namens: "namens het dagelijks bestuur van Regio Voorbeeld"},
		Bijlagen:      []string{"Overeenkomst Activerend Werk 2020", "Overzicht van de eisen, met ons oordeel"},
		Gemaakt:       time.Date(2020, 3, 12, 9, 30, 0, 0, time.UTC),
	}
}

// The letter as it is read: the structure with its text.
func TestBriefGolden(t *testing.T) {
	file, err := voorbeeldbrief().PDF()
	if err != nil {
		t.Fatal(err)
	}
	got := pdftest.Outline(pdftest.Read(t, file).Root)
	const name = "testdata/brief.golden.txt"
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil || got != string(want) {
		t.Errorf("the letter differs (%v); look at it and run with -update\n%s", err, got)
	}
}

func TestBriefIsTagged(t *testing.T) {
	file, err := voorbeeldbrief().PDF()
	if err != nil {
		t.Fatal(err)
	}
	info := pdftest.Ask(t, file, "pdfinfo", "FILE")
	for _, want := range []string{`Tagged: +yes`, `Title: +Besluit over uw inschrijving`, `Author: +Regio Voorbeeld`} {
		if !regexp.MustCompile(want).MatchString(info) {
			t.Errorf("pdfinfo does not say %s:\n%s", want, info)
		}
	}
	text := pdftest.Ask(t, file, "pdftotext", "-layout", "-enc", "UTF-8", "FILE", "-")
	for _, want := range []string{"t.a.v. mevrouw A. Özdemir-van ’t Veld", "12 maart 2020", "INK-2020-0042", "€ 38,50", "“De Kas”", "Niet eens met dit besluit?", "Pagina 1 van 2"} {
		if !strings.Contains(text, want) {
			t.Errorf("the letter does not say %q:\n%s", want, text)
		}
	}
}

// What a letter lacks leaves no empty line or label.
func TestBriefWithLittle(t *testing.T) {
	d := app.Brief{Onderwerp: "Bericht", Inhoud: []document.Block{document.Heading{Level: 1, Text: "Kop"}}}.Document()
	var shown []document.Block
	for _, b := range d.Blocks {
		if !document.Empty(b) {
			shown = append(shown, b)
		}
	}
	want := []document.Block{
		document.Heading{Level: 1, Text: "Bericht"},
		document.Heading{Level: 2, Text: "Kop"}, // the subject is the only one of level 1
		document.Paragraph{Role: document.Closing, Text: "Met vriendelijke groet,"},
	}
	if diff := cmp.Diff(want, shown); diff != "" {
		t.Error(diff)
	}
	if _, err := (app.Brief{}).PDF(); !errors.Is(err, pdf.ErrTitle) {
		t.Errorf("a letter about nothing: %v", err)
	}
}
