package iwmo

import (
	"fmt"
	"reflect"
)

// The people and parties of the samples are fictitious; the BSNs are of the range for
// tests, and no provider has the AGB code.
const (
	voorbeeldGemeente  = "0202"
	voorbeeldAanbieder = "98765432"
	voorbeeldBsn       = "999900006"
	voorbeeldBsn2      = "999900018"
)

// Voorbeeld is a valid fictitious message of a kind, of a day: a claim is over the
// month before it. An answer is one without remarks, and of a claim all is granted.
func (r *Release) Voorbeeld(soort Soort, dag Datum) (any, error) {
	if first, last := (Datum{2021, 2, 1}), (Datum{2099, 12, 31}); dag.Voor(first) || dag.Na(last) {
		return nil, fmt.Errorf("iwmo: a sample is of a day from %s to %s", first, last)
	}
	m, err := r.Nieuw(soort)
	if err != nil {
		return nil, err
	}
	b := byType(reflect.TypeOf(m).Elem())
	head := voorbeeldHeader(b, dag)
	switch m := m.(type) {
	case *WMO301:
		*m = WMO301{head, voorbeeldClient301(dag)}
	case *WMO305:
		*m = WMO305{head, voorbeeldClient305(dag)}
	case *WMO307:
		*m = WMO307{head, voorbeeldClient307(dag)}
	case *WMO315:
		*m = WMO315{head, voorbeeldClient315(dag)}
	case *WMO317:
		*m = WMO317{head, voorbeeldClient317(dag)}
	case *WMO319:
		*m = WMO319{head, Antwoord{ReferentieAanbieder: "AW-2026-0117", VerzoekAntwoord: VerzoekInOnderzoek}}
	case *WMO323:
		*m = WMO323{head, voorbeeldDeclaratie(dag)}
	case *WMO325:
		id := BerichtIdentificatie{Identificatie: "AW000323", Dagtekening: dag}
		m.Header = HeaderAntwoord{Header: head, DeclaratieIdentificatie: id, XsdVersieDeclaratie: head.XsdVersie, RetourCodes: RetourCodes{RetourGeenOpmerking}}
		claim := voorbeeldDeclaratie(dag)
		m.DeclaratieAntwoord = &DeclaratieAntwoord{
			DeclaratieNummer: claim.DeclaratieNummer, TotaalIngediendBedrag: claim.TotaalIngediendBedrag,
			TotaalToegekendBedrag: claim.TotaalIngediendBedrag, RetourCodes: RetourCodes{RetourToegewezen},
		}
	default:
		retour := HeaderRetour{Header: head, IdentificatieRetour: "AW000" + string(soort[3:]), DagtekeningRetour: dag, XsdVersieRetour: head.XsdVersie}
		retour.BerichtIdentificatie.Identificatie = fmt.Sprintf("AW000%c%c%c", soort[3], soort[4], soort[5]-1)
		reflect.ValueOf(m).Elem().Field(0).Set(reflect.ValueOf(retour))
	}
	return m, nil
}

func voorbeeldHeader(b *berichtsoort, dag Datum) Header {
	h := b.header()
	h.Afzender, h.Ontvanger = voorbeeldAanbieder, voorbeeldGemeente
	h.BerichtIdentificatie = BerichtIdentificatie{Identificatie: "AW000" + string(b.soort[3:]), Dagtekening: dag}
	if b.gemeente {
		h.Afzender, h.Ontvanger = h.Ontvanger, h.Afzender
	}
	return h
}

func voorbeeldNaam() Achternaam { return Achternaam{Achternaam: "Berg", Voorvoegsel: "van den"} }

func voorbeeldKort() VerkorteNaam {
	return VerkorteNaam{Geslachtsnaam: voorbeeldNaam(), Voornamen: "Noor", Voorletters: "N"}
}

func voorbeeldGeboren() Geboortedatum { return Geboortedatum{Datum: Datum{1988, 4, 12}} }

func voorbeeldProduct() *Product { return &Product{Categorie: CategorieDagbesteding, Code: "07A01"} }

func voorbeeldAdres() *Adres {
	return &Adres{Huis: &Huis{Huisnummer: 14, Huisletter: "b"}, Postcode: "6811AB", Straatnaam: "Voorbeeldstraat", Plaatsnaam: "Arnhem", LandCode: LandNederland}
}

// voorbeeldTraject is a price for a whole path, and voorbeeldUren so many hours a week.
func voorbeeldTraject() *Omvang {
	return &Omvang{Volume: 360_000, Eenheid: EenheidEuro, Frequentie: FrequentieTotaal}
}

func voorbeeldUren() *Omvang {
	return &Omvang{Volume: 12, Eenheid: EenheidUur, Frequentie: FrequentieWeek}
}

func voorbeeldClient301(dag Datum) Client301 {
	order := int64(1)
	return Client301{
		Bsn: voorbeeldBsn, Geboortedatum: voorbeeldGeboren(), Geslacht: GeslachtVrouw,
		Naam:         VolledigeNaam{Geslachtsnaam: voorbeeldNaam(), Voornamen: "Noor", Voorletters: "N", NaamGebruik: NaamEigen},
		Communicatie: &Communicatie{Vorm: CommunicatieTolkTaal, Taal: "Tigrinya"},
		Relaties: []Relatie{{
			Nummer: "1", Volgorde: &order, Soort: RelatieWijkcoach,
			Naam:    VolledigeNaam{Geslachtsnaam: Achternaam{Achternaam: "Karimi"}, NaamGebruik: NaamEigen},
			Contact: Contact{Soort: AdresCorrespondentie, Organisatie: "Wijkteam", Telefoon: voorbeeldTelefoon()},
		}},
		Contactgegevens: []Contact{{Soort: AdresBRP, Adres: voorbeeldAdres(), Telefoon: voorbeeldTelefoon(), Emailadres: "noor@voorbeeld.example"}},
		ToegewezenProducten: []ToegewezenProduct{{
			ToewijzingNummer: 20261, Product: voorbeeldProduct(), Toewijzingsdatum: dag, Toewijzingstijd: "10:30:00",
			Ingangsdatum: dag.Plus(7), Einddatum: dag.Plus(6).PlusMaanden(6), Omvang: voorbeeldTraject(),
		}},
	}
}

func voorbeeldTelefoon() *Telefoonnummers {
	return &Telefoonnummers{Telefoon01: Telefoon{Telefoonnummer: "0260000000", Landnummer: "+31"}}
}

func voorbeeldClient305(dag Datum) Client305 {
	number := int64(20261)
	return Client305{
		Bsn: voorbeeldBsn, Geboortedatum: voorbeeldGeboren(), Geslacht: GeslachtVrouw, Naam: voorbeeldKort(),
		StartProducten: []StartProduct{{
			ToewijzingNummer: &number, Product: voorbeeldProduct(), ToewijzingIngangsdatum: dag.Plus(-1),
			Begindatum: dag.Plus(-1), StatusAanlevering: StatusEerste,
		}},
	}
}

func voorbeeldClient307(dag Datum) Client307 {
	number := int64(20261)
	return Client307{
		Bsn: voorbeeldBsn, Geboortedatum: voorbeeldGeboren(), Geslacht: GeslachtVrouw, Naam: voorbeeldKort(),
		StopProducten: []StopProduct{{
			ToewijzingNummer: &number, Product: voorbeeldProduct(), ToewijzingIngangsdatum: dag.PlusMaanden(-6),
			Begindatum: dag.PlusMaanden(-6), RedenBeeindiging: BeeindigingVolgensPlan, Einddatum: dag.Plus(-1), StatusAanlevering: StatusEerste,
		}},
	}
}

func voorbeeldClient315(dag Datum) Client315 {
	return Client315{
		Bsn: voorbeeldBsn, Geboortedatum: voorbeeldGeboren(), Geslacht: GeslachtVrouw, Naam: voorbeeldKort(),
		AangevraagdeProducten: []AangevraagdProduct{{
			ReferentieAanbieder: "AW-2026-0117", Product: voorbeeldProduct(),
			ToewijzingIngangsdatum: dag.Plus(14), ToewijzingEinddatum: dag.Plus(13).PlusMaanden(6), Omvang: voorbeeldTraject(),
			Verwijzer: Verwijzer{Type: "01"}, Raamcontract: Ja,
		}},
	}
}

func voorbeeldClient317(dag Datum) Client317 {
	return Client317{Bsn: voorbeeldBsn, Verzoek: Verzoek{
		ReferentieAanbieder: "AW-2026-0118", RedenVerzoek: "1",
		TeWijzigenProducten: []TeWijzigenProduct{{
			ToewijzingNummer: 20261, GewensteIngangsdatum: dag.Plus(14), Einddatum: dag.Plus(13).PlusMaanden(12), Omvang: voorbeeldUren(),
		}},
	}}
}

func voorbeeldDeclaratie(dag Datum) Declaratie {
	month := GeslotenPeriode{Begindatum: dag.EersteVanMaand().Plus(-1).EersteVanMaand(), Einddatum: dag.EersteVanMaand().Plus(-1)}
	tariff := int64(2450)
	line := func(nr string, allocation, hours int64) Prestatie {
		return Prestatie{
			ProductReferentie: ProductReferentie{ReferentieNummer: nr}, ToewijzingNummer: allocation,
			ProductCategorie: CategorieDagbesteding, ProductCode: "07A01", ProductPeriode: month,
			GeleverdVolume: hours, Eenheid: EenheidUur, ProductTarief: &tariff,
			IngediendBedrag: Bedrag{Bedrag: hours * tariff, DebetCredit: Debet},
		}
	}
	return Declaratie{
		DeclaratieNummer: "AW" + fmt.Sprintf("%04d%02d", month.Begindatum.Jaar, month.Begindatum.Maand), DeclaratiePeriode: month,
		DeclaratieDagtekening: dag, TotaalIngediendBedrag: TotaalBedrag{TotaalBedrag: 88 * tariff, DebetCredit: Debet},
		Clienten: []Client323{
			{Bsn: voorbeeldBsn, Prestaties: []Prestatie{line("P001", 20261, 48)}},
			{Bsn: voorbeeldBsn2, Prestaties: []Prestatie{line("P002", 20262, 40)}},
		},
	}
}
