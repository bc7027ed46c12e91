package iwmo_test

import (
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"strings"

	"trede/iwmo"
)

// Support began: the message with which a provider tells so.
func ExampleSchrijf() {
	m, err := iwmo.Release32().Nieuw(iwmo.SoortWMO305)
	if err != nil {
		log.Fatal(err)
	}
	today := iwmo.Datum{Jaar: 2026, Maand: 11, Dag: 22}
	number := int64(4711)
	start := m.(*iwmo.WMO305)
	start.Header.Afzender = "98765432" // a provider by its AGB code
	start.Header.Ontvanger = "0202"    // a gemeente by its CBS code
	start.Header.BerichtIdentificatie = iwmo.BerichtIdentificatie{Identificatie: "AW-305-1", Dagtekening: today}
	start.Client = iwmo.Client305{
		Bsn:           "999900006", // fictitious
		Geboortedatum: iwmo.Geboortedatum{Datum: iwmo.Datum{Jaar: 1981, Maand: 4, Dag: 9}},
		Geslacht:      iwmo.GeslachtVrouw,
		Naam:          iwmo.VerkorteNaam{Geslachtsnaam: iwmo.Achternaam{Achternaam: "Voorbeeld"}},
		StartProducten: []iwmo.StartProduct{{
			ToewijzingNummer: &number, Begindatum: today.Plus(-6), StatusAanlevering: iwmo.StatusEerste,
		}},
	}
	var out strings.Builder
	if err := iwmo.Schrijf(&out, start); err != nil {
		log.Fatal(err)
	}
	v, err := iwmo.Controleer(start, iwmo.Opties{}) // the rules as well, which Schrijf does not check
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(out.Len() > 0, v.Geldig())
	// Output:
	// true true
}

// What is wrong with a message, and what to do about it. BSNs are not shown.
func ExampleLees() {
	v, err := iwmo.Lees(message(iwmo.SoortWMO301, ">999900006<", ">999900007<"), iwmo.Opties{})
	if err != nil {
		log.Fatal(err) // the reading failed; a message that is wrong is no error
	}
	fmt.Println(v.Soort, v.Release, v.Geldig())
	for _, b := range v.Bevindingen {
		b = b.Masker()
		fmt.Printf("line %d, %s: %s %s\n%s %s\n", b.Regelnummer, b.Pad, b.Regel, b.Waarde, b.Oorzaak, b.Oplossing)
	}
	// Output:
	// WMO301 3.2 false
	// line 19, /Bericht/Client/Bsn: CS002 *******07
	// Een BSN voldoet aan de elfproef. Controleer het BSN: waarschijnlijk is een cijfer verkeerd.
}

// A large claim is read prestatie by prestatie, so that it does not stand in memory. What
// was handed out counts only when nothing was found.
func ExampleLees_stream() {
	volume := map[iwmo.Eenheid]int64{}
	v, err := iwmo.Lees(message(iwmo.SoortWMO323), iwmo.Opties{
		MaxBytes: 1 << 30,
		Prestatie: func(bsn string, p *iwmo.Prestatie) error {
			volume[p.Eenheid] += p.GeleverdVolume
			return nil
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	claim := v.Bericht.(*iwmo.WMO323).Declaratie
	fmt.Println(v.Geldig(), claim.TotaalIngediendBedrag.Centen(), volume[iwmo.EenheidUur])
	// Output:
	// true 215600 88
}

// The answer to a claim in which one client is not known here.
func ExampleBeantwoord() {
	v, err := iwmo.Lees(message(iwmo.SoortWMO323), iwmo.Opties{})
	if err != nil {
		log.Fatal(err)
	}
	v.Bevindingen = append(v.Bevindingen, iwmo.Bevinding{
		Niveau: iwmo.NiveauKeten, Regel: "TR304", Retourcode: "8187", Pad: "/Bericht/Declaratie/Clienten/Client[2]",
	})
	m, err := iwmo.Beantwoord(v, iwmo.AntwoordOpties{Identificatie: "GEM-325-1", Dagtekening: iwmo.Datum{Jaar: 2026, Maand: 11, Dag: 24}})
	if errors.Is(err, iwmo.ErrGeenAntwoord) {
		log.Fatal("tell the sender in another way: ", err)
	} else if err != nil {
		log.Fatal(err)
	}
	answer := m.(*iwmo.WMO325).DeclaratieAntwoord
	fmt.Println(answer.TotaalIngediendBedrag.Centen(), answer.TotaalToegekendBedrag.Centen())
	for _, c := range answer.Clienten {
		fmt.Println(c.RetourCodes[0], c.RetourCodes[0].Naam(), len(c.Prestaties))
	}
	// Output:
	// 215600 117600
	// 8187 BSN is niet van een bekende cliënt 1
}

// A claim beside what was allocated and agreed. A caller with an administration of its own
// makes a Keten of that; this one holds in memory what it is given.
func ExampleGeheugen() {
	known := &iwmo.Geheugen{
		Tarieven: func(gemeente, aanbieder, productCode string, dag iwmo.Datum) (iwmo.Tarief, bool) {
			return iwmo.Tarief{Bedrag: 2500, Eenheid: iwmo.EenheidUur}, true // the contract
		},
	}
	allocation, err := iwmo.Lees(message(iwmo.SoortWMO301), iwmo.Opties{})
	if err != nil {
		log.Fatal(err)
	}
	if err := known.Verwerk(allocation.Bericht); err != nil { // of the first client, not of the second
		log.Fatal(err)
	}
	claim, err := iwmo.Lees(message(iwmo.SoortWMO323), iwmo.Opties{Keten: known})
	if err != nil {
		log.Fatal(err)
	}
	for _, b := range claim.Bevindingen {
		fmt.Println(b.Regelnummer, b.Regel, b.Retourcode.Naam())
	}
	// Output:
	// 40 TR307 begin valt vóór de toewijzing
	// 45 TR341 eenheid past niet bij de toewijzing
	// 46 TR418 tarief wijkt af van het contract
	// 55 TR304 BSN is niet van een bekende cliënt
	// 61 TR338 geen toewijzing met dit nummer
	// 70 TR418 tarief wijkt af van het contract
}

// What may be claimed of four hours a week in one month: every week that it touches.
func ExampleToegewezenProduct_Plafond() {
	p := iwmo.ToegewezenProduct{
		Product:      &iwmo.Product{Categorie: iwmo.CategorieDagbesteding, Code: "07A12"},
		Ingangsdatum: iwmo.Datum{Jaar: 2026, Maand: 10, Dag: 7},
		Einddatum:    iwmo.Datum{Jaar: 2026, Maand: 12, Dag: 31},
		Omvang:       &iwmo.Omvang{Volume: 4, Eenheid: iwmo.EenheidUur, Frequentie: iwmo.FrequentieWeek},
	}
	october, _ := iwmo.ProductPeriodeIn(iwmo.Datum{Jaar: 2026, Maand: 10, Dag: 1}, p.Ingangsdatum, p.Einddatum)
	fmt.Println(october.Begindatum, october.Einddatum, p.Plafond(october))
	// Output:
	// 2026-10-07 2026-10-31 16
}

// When the answer to a message that came on a Wednesday must be sent.
func ExampleTermijn() {
	received := iwmo.Datum{Jaar: 2026, Maand: 12, Dag: 23}
	fmt.Println(iwmo.TermijnRetour.Einde(received, nil))
	// Output:
	// 2026-12-29
}

// A valid fictitious message of every kind, to try things with.
func ExampleRelease_Voorbeeld() {
	m, err := iwmo.Release32().Voorbeeld(iwmo.SoortWMO301, iwmo.Datum{Jaar: 2026, Maand: 11, Dag: 22})
	if err != nil {
		log.Fatal(err)
	}
	if err := iwmo.Schrijf(os.Stdout, m); err != nil {
		log.Fatal(err)
	}
}

// message is the text of a sample, with one text in it replaced by another.
func message(soort iwmo.Soort, oldNew ...string) io.Reader {
	m, err := iwmo.Release32().Voorbeeld(soort, iwmo.Datum{Jaar: 2026, Maand: 11, Dag: 22})
	if err != nil {
		log.Fatal(err)
	}
	var out strings.Builder
	if err := iwmo.Schrijf(&out, m); err != nil {
		log.Fatal(err)
	}
	return strings.NewReader(strings.NewReplacer(oldNew...).Replace(out.String()))
}
