package galerij

import (
	"time"

	"github.com/a-h/templ"

	"trede/internal/app"
	"trede/internal/domain/civil"
	"trede/internal/platform/document"
	"trede/internal/web/ui"
)

// letterPage is a decision as a region sends it.
func letterPage(scheme string) templ.Component {
	letter := app.Brief{
		Afzender: app.Afzender{
			Naam:    "Regio Voorbeeld",
			Contact: []string{"Postbus 100", "6800 AA Arnhem", "026 000 00 00", "inkoop@regio.example"},
		},
		Geadresseerde: app.Geadresseerde{
			Naam: "Stichting De Groene Werkplaats", TerAttentieVan: "mevrouw A. de Vries",
			Adres: []string{"Kweekerijstraat 12", "6881 AB Velp"},
		},
		Datum: civil.New(2026, time.November, 20), Kenmerk: "INK-2026-0042",
		Onderwerp: "Besluit over uw inschrijving",
		Aanhef:    "Geachte mevrouw De Vries,",
		Inhoud: []document.Block{
			document.Paragraph{Text: "U heeft zich ingeschreven voor Activerend Werk. In deze brief leest u ons besluit."},
			document.Heading{Level: 2, Text: "Ons besluit"},
			document.Paragraph{Text: "Wij willen een overeenkomst met u sluiten, voor:"},
			document.List{Items: []string{"begeleiding bij behoud", "begeleiding bij ontwikkeling"}},
			document.Table{
				Caption: "Wat u per dagdeel krijgt",
				Columns: []document.Column{{Label: "Product"}, {Label: "Vanaf"}, {Label: "Tarief", Numeric: true}},
				Rows:    [][]string{{"Behoud", "1 januari 2027", "€ 31,20"}, {"Ontwikkeling", "1 januari 2027", "€ 38,50"}},
			},
			document.Heading{Level: 2, Text: "Niet eens met dit besluit?"},
			document.Paragraph{Text: "Bel ons dan eerst: 026 000 00 00."},
		},
		Ondertekenaar: app.Ondertekenaar{Naam: "J.P. Voorbeeld", Functie: "contractmanager"},
	}
	return withLetter(ui.StaffShell{Page: staffPage("Besluit", "", scheme)}, ui.Paper{Document: letter.Document()})
}
