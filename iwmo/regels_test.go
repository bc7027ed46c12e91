package iwmo

import (
	"slices"
	"strings"
	"testing"
)

// geval (case) is a change of a sample with the rules of level 2 that it breaks; without
// rules the change is allowed, mostly just.
type geval struct {
	naam   string
	soort  Soort
	anders func(m any)
	regels string
}

// Changes of one kind of message.
func in301(f func(c *Client301)) func(any) { return func(m any) { f(&m.(*WMO301).Client) } }
func in305(f func(c *Client305)) func(any) { return func(m any) { f(&m.(*WMO305).Client) } }
func in307(f func(c *Client307)) func(any) { return func(m any) { f(&m.(*WMO307).Client) } }
func in315(f func(c *Client315)) func(any) { return func(m any) { f(&m.(*WMO315).Client) } }
func in317(f func(v *Verzoek)) func(any)   { return func(m any) { f(&m.(*WMO317).Client.Verzoek) } }
func in319(f func(a *Antwoord)) func(any)  { return func(m any) { f(&m.(*WMO319).Antwoord) } }

func in323(f func(d *Declaratie)) func(any) {
	return func(m any) {
		d := &m.(*WMO323).Declaratie
		f(d)
		sum := int64(0)
		for _, c := range d.Clienten {
			for _, p := range c.Prestaties {
				sum += p.IngediendBedrag.Centen()
			}
		}
		d.TotaalIngediendBedrag = TotaalBedrag{TotaalBedrag: max(sum, -sum), DebetCredit: Debet}
		if sum < 0 {
			d.TotaalIngediendBedrag.DebetCredit = Credit
		}
	}
}

func toegewezen(f func(p *ToegewezenProduct)) func(any) {
	return in301(func(c *Client301) { f(&c.ToegewezenProducten[0]) })
}

func aangevraagd(f func(p *AangevraagdProduct)) func(any) {
	return in315(func(c *Client315) { f(&c.AangevraagdeProducten[0]) })
}

func gewijzigd(f func(p *TeWijzigenProduct)) func(any) {
	return in317(func(v *Verzoek) { f(&v.TeWijzigenProducten[0]) })
}

func nieuw(f func(p *NieuwProduct)) func(any) {
	return in317(func(v *Verzoek) {
		p := NieuwProduct{Product: voorbeeldProduct(), GewensteIngangsdatum: testDag.Plus(14), Einddatum: testDag.Plus(60), Omvang: voorbeeldUren()}
		f(&p)
		v.NieuweProducten = append(v.NieuweProducten, p)
	})
}

func prestatie(f func(p *Prestatie)) func(any) {
	return in323(func(d *Declaratie) { f(&d.Clienten[0].Prestaties[0]) })
}

func getal(n int64) *int64 { return &n }

// credit makes a prestatie one that takes another back.
func credit(p *Prestatie, before string) {
	p.IngediendBedrag.DebetCredit = Credit
	p.ProductReferentie.VorigReferentieNummer = before
}

// afwijzing is an answer to the claim of the samples, with one refused prestatie.
func afwijzing(f func(a *DeclaratieAntwoord)) func(any) {
	return func(m any) {
		claim := voorbeeldDeclaratie(testDag)
		client := claim.Clienten[0]
		client.RetourCodes = RetourCodes{RetourGeenOpmerking}
		client.Prestaties[0].RetourCodes = RetourCodes{"9321"}
		a := &DeclaratieAntwoord{
			DeclaratieNummer: claim.DeclaratieNummer, TotaalIngediendBedrag: claim.TotaalIngediendBedrag,
			TotaalToegekendBedrag: TotaalBedrag{TotaalBedrag: 40 * 2450, DebetCredit: Debet},
			Clienten:              []Client323{client}, RetourCodes: RetourCodes{RetourGeenOpmerking},
		}
		f(a)
		m.(*WMO325).DeclaratieAntwoord = a
	}
}

func gevallen() []geval {
	dag := testDag
	oud := Datum{2020, 12, 31}
	return slices.Concat([]geval{
		{"two postcode and country", SoortWMO301, in301(func(c *Client301) { c.Contactgegevens[0].Adres.LandCode = "" }), "CD005"},
		{"country without postcode", SoortWMO301, in301(func(c *Client301) {
			c.Contactgegevens[0] = Contact{Soort: AdresCorrespondentie, Adres: &Adres{LandCode: "BE"}, Telefoon: voorbeeldTelefoon()}
		}), "CD005"},
		{"no address at all", SoortWMO301, in301(func(c *Client301) {
			c.Contactgegevens[0] = Contact{Soort: AdresCorrespondentie, Telefoon: voorbeeldTelefoon()}
		}), ""},
		{"interpreter without language", SoortWMO301, in301(func(c *Client301) { c.Communicatie.Taal = "" }), "CD007"},
		{"language without interpreter", SoortWMO301, in301(func(c *Client301) { c.Communicatie.Vorm = "2" }), "CD007"},
		{"other help without language", SoortWMO301, in301(func(c *Client301) { c.Communicatie = &Communicatie{Vorm: "2"} }), ""},
		{"period of a lasting address", SoortWMO301, in301(func(c *Client301) { c.Contactgegevens[0].Periode = &OpenPeriode{} }), "CD009"},
		{"period of a temporary address", SoortWMO301, in301(func(c *Client301) {
			c.Contactgegevens = append(c.Contactgegevens, Contact{Soort: AdresTijdelijk, Adres: voorbeeldAdres(), Periode: &OpenPeriode{Begindatum: dag, Einddatum: dag}})
		}), ""},
		{"period that ends before it begins", SoortWMO301, in301(func(c *Client301) {
			c.Contactgegevens = append(c.Contactgegevens, Contact{Soort: AdresTijdelijk, Adres: voorbeeldAdres(), Periode: &OpenPeriode{Begindatum: dag, Einddatum: dag.Plus(-1)}})
		}), "CS003"},
		{"period with an end alone", SoortWMO301, in301(func(c *Client301) {
			c.Contactgegevens = append(c.Contactgegevens, Contact{Soort: AdresTijdelijk, Adres: voorbeeldAdres(), Periode: &OpenPeriode{Einddatum: dag}})
		}), "CS003"},
		{"no house in the Netherlands", SoortWMO301, in301(func(c *Client301) { c.Contactgegevens[0].Adres.Huis = nil }), "CD025"},
		{"no house abroad", SoortWMO301, in301(func(c *Client301) {
			c.Contactgegevens[0].Adres.Huis, c.Contactgegevens[0].Adres.LandCode = nil, "BE"
		}), ""},
		{"no postcode of a lasting address", SoortWMO301, in301(func(c *Client301) { c.Contactgegevens[0].Adres = nil }), "CD034"},
		{"no postcode where somebody stays", SoortWMO301, in301(func(c *Client301) {
			c.Contactgegevens[0].Soort, c.Contactgegevens[0].Adres = AdresVerblijf, nil
		}), "CD034"},
		{"postcode as people write it", SoortWMO301, in301(func(c *Client301) { c.Contactgegevens[0].Adres.Postcode = "6811 AB" }), "CS089"},
		{"postcode with 0", SoortWMO301, in301(func(c *Client301) { c.Contactgegevens[0].Adres.Postcode = "0811AB" }), "CS089"},
		{"postcode with digits behind", SoortWMO301, in301(func(c *Client301) { c.Contactgegevens[0].Adres.Postcode = "681112" }), "CS089"},
		{"postcode in small letters", SoortWMO301, in301(func(c *Client301) { c.Contactgegevens[0].Adres.Postcode = "6811ab" }), ""},
		{"postcode of another country", SoortWMO301, in301(func(c *Client301) {
			c.Contactgegevens[0].Adres.Postcode, c.Contactgegevens[0].Adres.LandCode = "B-2000", "BE"
		}), ""},
		{"name of an organisation", SoortWMO301, in301(func(c *Client301) { c.Naam.NaamGebruik = NaamOrganisatie }), "CS050"},
		{"name of a partner who is not there", SoortWMO301, in301(func(c *Client301) { c.Naam.NaamGebruik = NaamPartner }), "CS050"},
		{"name of a partner", SoortWMO301, in301(func(c *Client301) {
			c.Naam.Partnernaam, c.Naam.NaamGebruik = &Achternaam{Achternaam: "Smit"}, NaamEigenPartner
		}), ""},
		{"own name beside that of a partner", SoortWMO301, in301(func(c *Client301) { c.Naam.Partnernaam = &Achternaam{Achternaam: "Smit"} }), ""},
		{"pseudonym with a partner", SoortWMO301, in301(func(c *Client301) {
			c.Naam.Partnernaam, c.Naam.NaamGebruik = &Achternaam{Achternaam: "Smit"}, "5"
		}), "CS050"},
		{"BSN", SoortWMO301, in301(func(c *Client301) { c.Bsn = "999900007" }), "CS002"},
		{"BSN in a start", SoortWMO305, in305(func(c *Client305) { c.Bsn = "999900007" }), "CS002"},
		{"BSN in a stop", SoortWMO307, in307(func(c *Client307) { c.Bsn = "999900007" }), "CS002"},
		{"BSN in a request", SoortWMO315, in315(func(c *Client315) { c.Bsn = "999900007" }), "CS002"},
		{"BSN in a change", SoortWMO317, func(m any) { m.(*WMO317).Client.Bsn = "999900007" }, "CS002"},
		{"BSN in a claim", SoortWMO323, in323(func(d *Declaratie) { d.Clienten[0].Bsn = "999900007" }), "CS002"},
		{"first contact away", SoortWMO301, in301(func(c *Client301) { c.Contactgegevens[0].Soort = AdresTijdelijk }), "TR061"},
		{"two contacts of a kind", SoortWMO301, in301(func(c *Client301) {
			c.Contactgegevens = append(c.Contactgegevens, c.Contactgegevens[0])
		}), "TR101"},
		{"two relations with a number", SoortWMO301, in301(func(c *Client301) { c.Relaties = append(c.Relaties, c.Relaties[0]) }), "TR101"},
		{"two allocations with a number", SoortWMO301, in301(func(c *Client301) {
			again := c.ToegewezenProducten[0]
			again.Product = &Product{Categorie: CategorieMaatwerk, Code: "10A46"}
			c.ToegewezenProducten = append(c.ToegewezenProducten, again)
		}), "TR101"},
		{"contact without telephone and house", SoortWMO301, in301(func(c *Client301) { c.Relaties[0].Contact.Telefoon = nil }), "TR006"},
		{"contact without telephone and postcode", SoortWMO301, in301(func(c *Client301) {
			c.Relaties[0].Contact = Contact{Soort: AdresCorrespondentie, Adres: &Adres{Huis: &Huis{Huisnummer: 1}}}
		}), "TR006"},
		{"contact without telephone and number", SoortWMO301, in301(func(c *Client301) {
			c.Relaties[0].Contact = Contact{Soort: AdresCorrespondentie, Adres: &Adres{Postcode: "B-2000", LandCode: "BE"}}
		}), "TR006"},
		{"contact without telephone", SoortWMO301, in301(func(c *Client301) { c.Contactgegevens[0].Telefoon = nil }), ""},
		{"born tomorrow", SoortWMO301, in301(func(c *Client301) { c.Geboortedatum.Datum = dag.Plus(1) }), "TR134"},
		{"born today", SoortWMO301, in301(func(c *Client301) { c.Geboortedatum.Datum = dag }), ""},
		{"relation born tomorrow", SoortWMO301, in301(func(c *Client301) { c.Relaties[0].Geboortedatum = &Geboortedatum{Datum: dag.Plus(1)} }), "TR134"},
		{"start born tomorrow", SoortWMO305, in305(func(c *Client305) { c.Geboortedatum.Datum = dag.Plus(1) }), "TR134"},
		{"stop born tomorrow", SoortWMO307, in307(func(c *Client307) { c.Geboortedatum.Datum = dag.Plus(1) }), "TR134"},
		{"request born tomorrow", SoortWMO315, in315(func(c *Client315) { c.Geboortedatum.Datum = dag.Plus(1) }), "TR134"},
		{"120 years and a day old", SoortWMO301, in301(func(c *Client301) { c.Geboortedatum.Datum = Datum{dag.Jaar - 120, dag.Maand, dag.Dag - 1} }), "TR002"},
		{"120 years old", SoortWMO301, in301(func(c *Client301) { c.Geboortedatum.Datum = Datum{dag.Jaar - 120, dag.Maand, dag.Dag} }), ""},
		{"birth unknown", SoortWMO301, in301(func(c *Client301) {
			c.Geboortedatum = Geboortedatum{Datum: onbekendeDatum, DatumGebruik: DatumOnbekend}
		}), ""},
		{"1900 and known", SoortWMO301, in301(func(c *Client301) {
			c.Geboortedatum = Geboortedatum{Datum: onbekendeDatum, DatumGebruik: DagMaandOnbekend}
		}), "TR002"},
		{"birth unknown and another day", SoortWMO301, in301(func(c *Client301) { c.Geboortedatum.DatumGebruik = DatumOnbekend }), "CS139"},
		{"day and month unknown, and a day", SoortWMO301, in301(func(c *Client301) {
			c.Geboortedatum = Geboortedatum{Datum: Datum{1988, 1, 2}, DatumGebruik: DagMaandOnbekend}
		}), "CS139"},
		{"day and month unknown, and a month", SoortWMO301, in301(func(c *Client301) {
			c.Geboortedatum = Geboortedatum{Datum: Datum{1988, 2, 1}, DatumGebruik: DagMaandOnbekend}
		}), "CS139"},
		{"day and month unknown", SoortWMO301, in301(func(c *Client301) {
			c.Geboortedatum = Geboortedatum{Datum: Datum{1988, 1, 1}, DatumGebruik: DagMaandOnbekend}
		}), ""},
		{"day unknown, and a day", SoortWMO301, in301(func(c *Client301) { c.Geboortedatum.DatumGebruik = DagOnbekend }), "CS139"},
		{"day unknown", SoortWMO301, in301(func(c *Client301) {
			c.Geboortedatum = Geboortedatum{Datum: Datum{1988, 4, 1}, DatumGebruik: DagOnbekend}
		}), ""},
	}, []geval{
		{"code without volume", SoortWMO301, toegewezen(func(p *ToegewezenProduct) { p.Omvang = nil }), "CD041"},
		{"budget without product", SoortWMO301, toegewezen(func(p *ToegewezenProduct) { p.Omvang, p.Product, p.Budget = nil, nil, getal(0) }), ""},
		{"budget without end", SoortWMO301, toegewezen(func(p *ToegewezenProduct) {
			p.Omvang, p.Product, p.Budget, p.Einddatum = nil, nil, getal(100), Datum{}
		}), "CD075"},
		{"week without end", SoortWMO301, toegewezen(func(p *ToegewezenProduct) { p.Omvang, p.Einddatum = voorbeeldUren(), Datum{} }), "CD076"},
		{"total without end", SoortWMO301, toegewezen(func(p *ToegewezenProduct) { p.Einddatum = Datum{} }), ""},
		{"budget and volume", SoortWMO301, toegewezen(func(p *ToegewezenProduct) { p.Budget = getal(100) }), "CD077,CD078"},
		{"nothing at all", SoortWMO301, toegewezen(func(p *ToegewezenProduct) { p.Omvang, p.Product = nil, nil }), "CD079"},
		{"volume without code", SoortWMO301, toegewezen(func(p *ToegewezenProduct) { p.Product.Code = "" }), "CD080"},
		{"volume without code, at last in 2020", SoortWMO301, toegewezen(func(p *ToegewezenProduct) { p.Product.Code, p.Ingangsdatum, p.Einddatum = "", oud, oud }), ""},
		{"volume without code, from 2021", SoortWMO301, toegewezen(func(p *ToegewezenProduct) {
			p.Product.Code, p.Ingangsdatum, p.Einddatum = "", oud, oud.Plus(1)
		}), "CD080"},
		{"end before begin", SoortWMO301, toegewezen(func(p *ToegewezenProduct) { p.Einddatum = p.Ingangsdatum.Plus(-1) }), "CS003"},
		{"end on the first day", SoortWMO301, toegewezen(func(p *ToegewezenProduct) { p.Einddatum = p.Ingangsdatum }), ""},
		{"deleted, with another end", SoortWMO301, toegewezen(func(p *ToegewezenProduct) { p.RedenWijziging = WijzigingVerwijderd }), "CS335"},
		{"deleted", SoortWMO301, toegewezen(func(p *ToegewezenProduct) { p.RedenWijziging, p.Einddatum = WijzigingVerwijderd, p.Ingangsdatum }), ""},
		{"deleted, without an end", SoortWMO301, toegewezen(func(p *ToegewezenProduct) { p.RedenWijziging, p.Einddatum = WijzigingVerwijderd, Datum{} }), ""},
		{"lapsed reason", SoortWMO301, toegewezen(func(p *ToegewezenProduct) { p.RedenWijziging = WijzigingVervallen }), "CS336"},
		{"dagdeel per day", SoortWMO301, toegewezen(func(p *ToegewezenProduct) {
			p.Omvang = &Omvang{Volume: 1, Eenheid: EenheidDagdeel, Frequentie: FrequentieDag}
		}), "CS338"},
		{"hours per day", SoortWMO301, toegewezen(func(p *ToegewezenProduct) {
			p.Omvang = &Omvang{Volume: 1, Eenheid: EenheidUur, Frequentie: FrequentieDag}
		}), ""},
		{"dagdeel per day, at last in 2020", SoortWMO301, toegewezen(func(p *ToegewezenProduct) {
			p.Omvang = &Omvang{Volume: 1, Eenheid: EenheidDagdeel, Frequentie: FrequentieDag}
			p.Ingangsdatum, p.Einddatum = oud, oud
		}), ""},
		{"decided tomorrow", SoortWMO301, toegewezen(func(p *ToegewezenProduct) { p.Toewijzingsdatum = dag.Plus(1) }), "TR134"},
		{"twice at a time", SoortWMO301, in301(func(c *Client301) {
			again := c.ToegewezenProducten[0]
			again.ToewijzingNummer++
			again.Ingangsdatum = again.Einddatum
			c.ToegewezenProducten = append(c.ToegewezenProducten, again)
		}), "TR302"},
		{"one after another", SoortWMO301, in301(func(c *Client301) {
			again := c.ToegewezenProducten[0]
			again.ToewijzingNummer++
			again.Ingangsdatum, again.Einddatum = again.Einddatum.Plus(1), again.Einddatum.Plus(9)
			c.ToegewezenProducten = append(c.ToegewezenProducten, again)
		}), ""},
		{"twice, but one deleted", SoortWMO301, in301(func(c *Client301) {
			again := c.ToegewezenProducten[0]
			again.ToewijzingNummer++
			again.Einddatum, again.RedenWijziging = again.Ingangsdatum, WijzigingVerwijderd
			c.ToegewezenProducten = append(c.ToegewezenProducten, again)
		}), ""},
		{"twice, and one deleted on another day", SoortWMO301, in301(func(c *Client301) {
			again := c.ToegewezenProducten[0]
			again.ToewijzingNummer++
			again.RedenWijziging = WijzigingVerwijderd
			c.ToegewezenProducten = append(c.ToegewezenProducten, again)
		}), "CS335,TR302"},
		{"aids at a time", SoortWMO301, in301(func(c *Client301) {
			c.ToegewezenProducten[0].Product = &Product{Categorie: "11", Code: "11A01"}
			again := c.ToegewezenProducten[0]
			again.ToewijzingNummer++
			c.ToegewezenProducten = append(c.ToegewezenProducten, again)
		}), ""},
	}, []geval{
		{"start tomorrow", SoortWMO305, in305(func(c *Client305) { c.StartProducten[0].Begindatum = dag.Plus(1) }), "TR134"},
		{"start changed", SoortWMO305, in305(func(c *Client305) { c.StartProducten[0].StatusAanlevering = StatusGewijzigd }), "CS058"},
		{"start without meaning", SoortWMO305, in305(func(c *Client305) { c.StartProducten[0].StatusAanlevering = "9" }), "CS058"},
		{"start deleted", SoortWMO305, in305(func(c *Client305) { c.StartProducten[0].StatusAanlevering = StatusVerwijderen }), ""},
		{"start twice", SoortWMO305, in305(func(c *Client305) {
			c.StartProducten = append(c.StartProducten, c.StartProducten[0])
			c.StartProducten[1].StatusAanlevering = StatusVerwijderen
		}), "TR101"},
		{"start on another day", SoortWMO305, in305(func(c *Client305) {
			c.StartProducten = append(c.StartProducten, c.StartProducten[0])
			c.StartProducten[1].Begindatum = dag
		}), ""},
		{"start of another product", SoortWMO305, in305(func(c *Client305) {
			c.StartProducten = append(c.StartProducten, c.StartProducten[0])
			c.StartProducten[1].Product = &Product{Categorie: CategorieDagbesteding}
		}), ""},
		{"start of another allocation", SoortWMO305, in305(func(c *Client305) {
			c.StartProducten = append(c.StartProducten, c.StartProducten[0])
			c.StartProducten[1].ToewijzingNummer = nil
		}), ""},
		{"stop tomorrow", SoortWMO307, in307(func(c *Client307) { c.StopProducten[0].Einddatum = dag.Plus(1) }), "TR134"},
		{"stop changed", SoortWMO307, in307(func(c *Client307) { c.StopProducten[0].StatusAanlevering = StatusGewijzigd }), "CS058"},
		{"stop before start", SoortWMO307, in307(func(c *Client307) { c.StopProducten[0].Begindatum = dag }), "TR018"},
		{"stop on the first day", SoortWMO307, in307(func(c *Client307) { c.StopProducten[0].Begindatum = c.StopProducten[0].Einddatum }), ""},
		{"stop twice", SoortWMO307, in307(func(c *Client307) { c.StopProducten = append(c.StopProducten, c.StopProducten[0]) }), "TR101"},
		{"stop for another reason", SoortWMO307, in307(func(c *Client307) {
			c.StopProducten = append(c.StopProducten, c.StopProducten[0])
			c.StopProducten[1].RedenBeeindiging = BeeindigingTijdelijk
		}), ""},
		{"stop on another day", SoortWMO307, in307(func(c *Client307) {
			c.StopProducten = append(c.StopProducten, c.StopProducten[0])
			c.StopProducten[1].Einddatum = dag
		}), ""},
	}, []geval{
		{"asked: code without volume", SoortWMO315, aangevraagd(func(p *AangevraagdProduct) { p.Omvang = nil }), "CD041"},
		{"asked: decision without its date", SoortWMO315, aangevraagd(func(p *AangevraagdProduct) { p.BeschikkingNummer = getal(7) }), "CD043"},
		{"asked: date without decision", SoortWMO315, aangevraagd(func(p *AangevraagdProduct) { p.BeschikkingIngangsdatum = dag }), "CD043"},
		{"asked: decision with its date", SoortWMO315, aangevraagd(func(p *AangevraagdProduct) { p.BeschikkingNummer, p.BeschikkingIngangsdatum = getal(7), dag }), ""},
		{"asked: budget without end", SoortWMO315, aangevraagd(func(p *AangevraagdProduct) {
			p.Omvang, p.Product, p.Budget, p.ToewijzingEinddatum = nil, nil, getal(100), Datum{}
		}), "CD075"},
		{"asked: week without end", SoortWMO315, aangevraagd(func(p *AangevraagdProduct) { p.Omvang, p.ToewijzingEinddatum = voorbeeldUren(), Datum{} }), "CD076"},
		{"asked: budget and volume", SoortWMO315, aangevraagd(func(p *AangevraagdProduct) { p.Budget = getal(100) }), "CD077,CD078"},
		{"asked: nothing", SoortWMO315, aangevraagd(func(p *AangevraagdProduct) { p.Omvang, p.Product = nil, nil }), "CD079"},
		{"asked: volume without code", SoortWMO315, aangevraagd(func(p *AangevraagdProduct) { p.Product.Code = "" }), "CD095"},
		{"asked: end before begin", SoortWMO315, aangevraagd(func(p *AangevraagdProduct) { p.ToewijzingEinddatum = p.ToewijzingIngangsdatum.Plus(-1) }), "CS003"},
		{"asked: pieces per day", SoortWMO315, aangevraagd(func(p *AangevraagdProduct) {
			p.Omvang = &Omvang{Volume: 1, Eenheid: EenheidStuksInspanning, Frequentie: FrequentieDag}
		}), "CS343"},
		{"asked: results per day", SoortWMO315, aangevraagd(func(p *AangevraagdProduct) {
			p.Omvang = &Omvang{Volume: 1, Eenheid: EenheidStuksOutput, Frequentie: FrequentieDag}
		}), ""},
		{"doctor with code and name", SoortWMO315, aangevraagd(func(p *AangevraagdProduct) {
			p.Verwijzer = Verwijzer{Type: "02", Naam: "Arts", ZorgverlenerCode: "01234567"}
		}), "CD066"},
		{"doctor without both", SoortWMO315, aangevraagd(func(p *AangevraagdProduct) { p.Verwijzer = Verwijzer{Type: "05"} }), "CD067"},
		{"doctor with code", SoortWMO315, aangevraagd(func(p *AangevraagdProduct) { p.Verwijzer = Verwijzer{Type: "03", ZorgverlenerCode: "01234567"} }), ""},
		{"doctor with name", SoortWMO315, aangevraagd(func(p *AangevraagdProduct) { p.Verwijzer = Verwijzer{Type: "04", Naam: "Instelling"} }), ""},
		{"gemeente with code", SoortWMO315, aangevraagd(func(p *AangevraagdProduct) { p.Verwijzer.ZorgverlenerCode = "01234567" }), "CD068"},
		{"asked twice", SoortWMO315, in315(func(c *Client315) {
			again := c.AangevraagdeProducten[0]
			again.Product = &Product{Categorie: CategorieMaatwerk, Code: "10A46"}
			c.AangevraagdeProducten = append(c.AangevraagdeProducten, again)
		}), "TR101,TR383"},
		{"asked twice at a time", SoortWMO315, in315(func(c *Client315) {
			again := c.AangevraagdeProducten[0]
			again.ReferentieAanbieder = "AW-2"
			c.AangevraagdeProducten = append(c.AangevraagdeProducten, again)
		}), "TR386"},
	}, []geval{
		{"change: budget without end", SoortWMO317, gewijzigd(func(p *TeWijzigenProduct) { p.Omvang, p.Budget, p.Einddatum = nil, getal(100), Datum{} }), "CD075"},
		{"change: week without end", SoortWMO317, gewijzigd(func(p *TeWijzigenProduct) { p.Einddatum = Datum{} }), "CD076"},
		{"change: budget and volume", SoortWMO317, gewijzigd(func(p *TeWijzigenProduct) { p.Budget = getal(100) }), "CD077,CD078"},
		{"change: end before begin", SoortWMO317, gewijzigd(func(p *TeWijzigenProduct) { p.Einddatum = p.GewensteIngangsdatum.Plus(-1) }), "CS003"},
		{"change: nights per day", SoortWMO317, gewijzigd(func(p *TeWijzigenProduct) {
			p.Omvang = &Omvang{Volume: 1, Eenheid: EenheidEtmaal, Frequentie: FrequentieDag}
		}), "CS338"},
		{"change: neither", SoortWMO317, gewijzigd(func(p *TeWijzigenProduct) { p.Omvang = nil }), ""},
		{"change: twice", SoortWMO317, in317(func(v *Verzoek) { v.TeWijzigenProducten = append(v.TeWijzigenProducten, v.TeWijzigenProducten[0]) }), "TR101"},
		{"change: nothing that stays or changes", SoortWMO317, func(m any) {
			nieuw(func(*NieuwProduct) {})(m)
			m.(*WMO317).Client.Verzoek.TeWijzigenProducten = nil
		}, "TR352"},
		{"change: nothing that changes", SoortWMO317, in317(func(v *Verzoek) {
			v.TeWijzigenProducten, v.OngewijzigdeProducten = nil, []OngewijzigdProduct{{ToewijzingNummer: 1}}
		}), "TR353"},
		{"change: stays twice", SoortWMO317, in317(func(v *Verzoek) {
			v.OngewijzigdeProducten = []OngewijzigdProduct{{ToewijzingNummer: 1}, {ToewijzingNummer: 1}}
		}), "TR101"},
		{"new", SoortWMO317, nieuw(func(*NieuwProduct) {}), ""},
		{"new today", SoortWMO317, nieuw(func(p *NieuwProduct) { p.GewensteIngangsdatum = dag }), "TR380"},
		{"new tomorrow", SoortWMO317, nieuw(func(p *NieuwProduct) { p.GewensteIngangsdatum = dag.Plus(1) }), ""},
		{"new: code without volume", SoortWMO317, nieuw(func(p *NieuwProduct) { p.Omvang = nil }), "CD041"},
		{"new: budget without end", SoortWMO317, nieuw(func(p *NieuwProduct) { p.Omvang, p.Product, p.Budget, p.Einddatum = nil, nil, getal(1), Datum{} }), "CD075"},
		{"new: week without end", SoortWMO317, nieuw(func(p *NieuwProduct) { p.Einddatum = Datum{} }), "CD076"},
		{"new: budget and volume", SoortWMO317, nieuw(func(p *NieuwProduct) { p.Budget = getal(1) }), "CD077,CD078"},
		{"new: nothing", SoortWMO317, nieuw(func(p *NieuwProduct) { p.Omvang, p.Product = nil, nil }), "CD079"},
		{"new: volume without code", SoortWMO317, nieuw(func(p *NieuwProduct) { p.Product.Code = "" }), "CD096"},
		{"new: end before begin", SoortWMO317, nieuw(func(p *NieuwProduct) { p.Einddatum = p.GewensteIngangsdatum.Plus(-1) }), "CS003"},
		{"new: euros per day", SoortWMO317, nieuw(func(p *NieuwProduct) { p.Omvang = &Omvang{Volume: 1, Eenheid: EenheidEuro, Frequentie: FrequentieDag} }), "CS338"},
		{"new twice", SoortWMO317, func(m any) {
			nieuw(func(*NieuwProduct) {})(m)
			nieuw(func(p *NieuwProduct) { p.Einddatum = p.GewensteIngangsdatum })(m)
		}, "TR101,TR410"},
		{"new twice at a time", SoortWMO317, func(m any) {
			nieuw(func(*NieuwProduct) {})(m)
			nieuw(func(p *NieuwProduct) { p.GewensteIngangsdatum = p.Einddatum })(m)
		}, "TR410"},
		{"refused without a reason", SoortWMO319, in319(func(a *Antwoord) { a.VerzoekAntwoord = VerzoekAfgewezen }), "CD085"},
		{"refused with a reason", SoortWMO319, in319(func(a *Antwoord) { a.VerzoekAntwoord, a.RedenAfwijzingVerzoek = VerzoekAfgewezen, "3" }), ""},
		{"looked into, with a reason", SoortWMO319, in319(func(a *Antwoord) { a.RedenAfwijzingVerzoek = "3" }), "CD086"},
	}, []geval{
		{"credit without what it takes back", SoortWMO323, prestatie(func(p *Prestatie) { p.IngediendBedrag.DebetCredit = Credit }), "CD060"},
		{"debit that takes something back", SoortWMO323, prestatie(func(p *Prestatie) { p.ProductReferentie.VorigReferentieNummer = "P900" }), "CD060"},
		{"credit", SoortWMO323, prestatie(func(p *Prestatie) { credit(p, "P900") }), ""},
		{"all credit", SoortWMO323, in323(func(d *Declaratie) {
			credit(&d.Clienten[0].Prestaties[0], "P900")
			credit(&d.Clienten[1].Prestaties[0], "P901")
		}), ""},
		{"no tariff", SoortWMO323, prestatie(func(p *Prestatie) { p.ProductTarief = nil }), "CD087"},
		{"euros with a tariff", SoortWMO323, prestatie(func(p *Prestatie) { p.Eenheid, p.GeleverdVolume = EenheidEuro, p.IngediendBedrag.Bedrag }), "CD087"},
		{"euros", SoortWMO323, prestatie(func(p *Prestatie) {
			p.Eenheid, p.GeleverdVolume, p.ProductTarief = EenheidEuro, p.IngediendBedrag.Bedrag, nil
		}), ""},
		{"euros of another amount", SoortWMO323, prestatie(func(p *Prestatie) {
			p.Eenheid, p.GeleverdVolume, p.ProductTarief = EenheidEuro, p.IngediendBedrag.Bedrag+1, nil
		}), "CS339"},
		{"product period of 2020", SoortWMO323, prestatie(func(p *Prestatie) { p.ProductPeriode = GeslotenPeriode{Begindatum: Datum{2020, 12, 1}, Einddatum: oud} }), "CS100,TR335"},
		{"product period over two months", SoortWMO323, prestatie(func(p *Prestatie) { p.ProductPeriode.Begindatum = p.ProductPeriode.Begindatum.Plus(-1) }), "CS337"},
		{"product period of a year and a month", SoortWMO323, prestatie(func(p *Prestatie) { p.ProductPeriode.Begindatum.Jaar-- }), "CS337"},
		{"part of the month", SoortWMO323, prestatie(func(p *Prestatie) { p.ProductPeriode.Begindatum = p.ProductPeriode.Begindatum.Plus(7) }), ""},
		{"nothing, as credit", SoortWMO323, prestatie(func(p *Prestatie) {
			p.GeleverdVolume, p.IngediendBedrag.Bedrag = 0, 0
			credit(p, "P900")
		}), "CS325"},
		{"total of nothing, as credit", SoortWMO323, func(m any) {
			in323(func(d *Declaratie) {
				credit(&d.Clienten[1].Prestaties[0], "P900")
				d.Clienten[1].Prestaties[0].IngediendBedrag.Bedrag = 48 * 2450
			})(m)
			m.(*WMO323).Declaratie.TotaalIngediendBedrag.DebetCredit = Credit
		}, "CS325"},
		{"two months", SoortWMO323, in323(func(d *Declaratie) { d.DeclaratiePeriode.Begindatum = Datum{2026, 9, 1} }), "CS340"},
		{"not from the first day", SoortWMO323, in323(func(d *Declaratie) { d.DeclaratiePeriode.Begindatum.Dag = 2 }), "CS340"},
		{"not to the last day", SoortWMO323, in323(func(d *Declaratie) { d.DeclaratiePeriode.Einddatum.Dag = 30 }), "CS340,TR319"},
		{"February", SoortWMO323, in323(func(d *Declaratie) {
			d.DeclaratiePeriode = GeslotenPeriode{Begindatum: Datum{2024, 2, 1}, Einddatum: Datum{2024, 2, 29}}
			for i := range d.Clienten {
				d.Clienten[i].Prestaties[0].ProductPeriode = d.DeclaratiePeriode
			}
		}), ""},
		{"month of 2020", SoortWMO323, in323(func(d *Declaratie) {
			d.DeclaratiePeriode = GeslotenPeriode{Begindatum: Datum{2020, 12, 1}, Einddatum: oud}
			for i := range d.Clienten {
				d.Clienten[i].Prestaties[0].ProductPeriode = d.DeclaratiePeriode
			}
		}), "CS100,TR335"},
		{"this month", SoortWMO323, in323(func(d *Declaratie) {
			d.DeclaratiePeriode = GeslotenPeriode{Begindatum: Datum{2026, 11, 1}, Einddatum: Datum{2026, 11, 30}}
		}), "TR137"},
		{"next month", SoortWMO323, in323(func(d *Declaratie) {
			d.DeclaratiePeriode = GeslotenPeriode{Begindatum: Datum{2026, 12, 1}, Einddatum: Datum{2026, 12, 31}}
		}), "TR134,TR137"},
		{"prestatie of this month", SoortWMO323, prestatie(func(p *Prestatie) { p.ProductPeriode = GeslotenPeriode{Begindatum: Datum{2026, 11, 1}, Einddatum: dag} }), "TR319"},
		{"prestatie of tomorrow", SoortWMO323, prestatie(func(p *Prestatie) {
			p.ProductPeriode = GeslotenPeriode{Begindatum: dag.Plus(1), Einddatum: dag.Plus(1)}
		}), "TR134,TR137,TR319"},
		{"prestatie that ends before it begins", SoortWMO323, prestatie(func(p *Prestatie) {
			p.ProductPeriode.Begindatum, p.ProductPeriode.Einddatum.Dag = Datum{2026, 10, 9}, 8
		}), "TR137"},
		{"client twice", SoortWMO323, in323(func(d *Declaratie) { d.Clienten[1].Bsn = d.Clienten[0].Bsn }), "TR101"},
		{"reference twice", SoortWMO323, in323(func(d *Declaratie) {
			d.Clienten[0].Prestaties = append(d.Clienten[0].Prestaties, d.Clienten[0].Prestaties[0])
			d.Clienten[0].Prestaties[1].ToewijzingNummer++
		}), "TR101"},
		{"reference of another client", SoortWMO323, in323(func(d *Declaratie) { d.Clienten[1].Prestaties[0].ProductReferentie.ReferentieNummer = "P001" }), ""},
		{"credit twice", SoortWMO323, in323(func(d *Declaratie) {
			credit(&d.Clienten[0].Prestaties[0], "P900")
			credit(&d.Clienten[1].Prestaties[0], "P900")
		}), "TR315"},
		{"credit of what comes after", SoortWMO323, prestatie(func(p *Prestatie) { credit(p, "P002") }), "TR316"},
		{"credit of what came before", SoortWMO323, in323(func(d *Declaratie) { credit(&d.Clienten[1].Prestaties[0], "P001") }), "TR316"},
		{"credit of itself", SoortWMO323, prestatie(func(p *Prestatie) { credit(p, "P001") }), "TR316"},
		{"five years ago", SoortWMO323, prestatie(func(p *Prestatie) {
			p.ProductPeriode = GeslotenPeriode{Begindatum: Datum{2021, 11, 1}, Einddatum: Datum{2021, 11, 22}}
		}), ""},
		{"five years and a day ago", SoortWMO323, prestatie(func(p *Prestatie) {
			p.ProductPeriode = GeslotenPeriode{Begindatum: Datum{2021, 11, 1}, Einddatum: Datum{2021, 11, 21}}
		}), "TR335"},
		{"total a cent off", SoortWMO323, func(m any) { m.(*WMO323).Declaratie.TotaalIngediendBedrag.TotaalBedrag++ }, "TR358"},
		{"total as credit", SoortWMO323, func(m any) { m.(*WMO323).Declaratie.TotaalIngediendBedrag.DebetCredit = Credit }, "TR358"},
		{"debit twice", SoortWMO323, in323(func(d *Declaratie) {
			d.Clienten[0].Prestaties = append(d.Clienten[0].Prestaties, d.Clienten[0].Prestaties[0])
			d.Clienten[0].Prestaties[1].ProductReferentie.ReferentieNummer = "P003"
		}), "TR416"},
		{"debit and its correction", SoortWMO323, in323(func(d *Declaratie) {
			d.Clienten[0].Prestaties = append(d.Clienten[0].Prestaties, d.Clienten[0].Prestaties[0])
			credit(&d.Clienten[0].Prestaties[0], "P900")
			d.Clienten[0].Prestaties[1].ProductReferentie.ReferentieNummer = "P003"
		}), ""},
		{"debit of another month", SoortWMO323, in323(func(d *Declaratie) {
			d.Clienten[0].Prestaties = append(d.Clienten[0].Prestaties, d.Clienten[0].Prestaties[0])
			p := &d.Clienten[0].Prestaties[1]
			p.ProductReferentie.ReferentieNummer, p.ProductPeriode = "P003", GeslotenPeriode{Begindatum: Datum{2026, 9, 1}, Einddatum: Datum{2026, 9, 30}}
		}), ""},
		{"debit of another product", SoortWMO323, in323(func(d *Declaratie) {
			d.Clienten[0].Prestaties = append(d.Clienten[0].Prestaties, d.Clienten[0].Prestaties[0])
			p := &d.Clienten[0].Prestaties[1]
			p.ProductReferentie.ReferentieNummer, p.ProductCode = "P003", "07A02"
		}), ""},
	}, []geval{
		{"answer", SoortWMO325, afwijzing(func(*DeclaratieAntwoord) {}), ""},
		{"answer: a cent too many", SoortWMO325, afwijzing(func(a *DeclaratieAntwoord) { a.TotaalToegekendBedrag.TotaalBedrag++ }), "TR342"},
		{"answer: refused, but granted", SoortWMO325, afwijzing(func(a *DeclaratieAntwoord) { a.RetourCodes = RetourCodes{"9333"} }), "TR342"},
		{"answer: refused as a whole", SoortWMO325, afwijzing(func(a *DeclaratieAntwoord) {
			a.RetourCodes, a.TotaalToegekendBedrag.TotaalBedrag, a.Clienten = RetourCodes{"9333"}, 0, nil
		}), ""},
		{"answer: credit without what it takes back", SoortWMO325, afwijzing(func(a *DeclaratieAntwoord) {
			a.Clienten[0].Prestaties[0].IngediendBedrag.DebetCredit = Credit
			a.TotaalToegekendBedrag.TotaalBedrag = 136 * 2450
		}), "CD060"},
		{"answer: nothing granted, as credit", SoortWMO325, afwijzing(func(a *DeclaratieAntwoord) {
			a.RetourCodes, a.TotaalToegekendBedrag, a.Clienten = RetourCodes{"9333"}, TotaalBedrag{DebetCredit: Credit}, nil
		}), "CS325"},
		{"answer: client twice", SoortWMO325, afwijzing(func(a *DeclaratieAntwoord) {
			a.Clienten = append(a.Clienten, a.Clienten[0])
			a.TotaalToegekendBedrag = TotaalBedrag{TotaalBedrag: 8 * 2450, DebetCredit: Credit}
		}), "TR101"},
		{"answer: BSN", SoortWMO325, afwijzing(func(a *DeclaratieAntwoord) { a.Clienten[0].Bsn = "999900007" }), "CS002"},
		{"answer: prestatie of tomorrow", SoortWMO325, afwijzing(func(a *DeclaratieAntwoord) {
			a.Clienten[0].Prestaties[0].ProductPeriode = GeslotenPeriode{Begindatum: dag.Plus(1), Einddatum: dag.Plus(1)}
		}), "TR134,TR137"},
	})
}

func TestRegels(t *testing.T) {
	broken := map[string]bool{}
	for _, g := range slices.Concat(gevallen(), grensgevallen()) {
		t.Run(string(g.soort)+" "+g.naam, func(t *testing.T) {
			m, err := Release32().Voorbeeld(g.soort, testDag)
			if err != nil {
				t.Fatal(err)
			}
			g.anders(m)
			v := lees(t, schrijf(t, m))
			var codes []string
			for _, b := range v.Bevindingen {
				codes = append(codes, b.Regel)
				broken[b.Regel] = true
				if b.Niveau != NiveauBericht || b.Regelnummer == 0 || !strings.HasPrefix(b.Pad, "/Bericht/") || b.Oorzaak == "" || b.Oplossing == "" {
					t.Errorf("%+v", b)
				}
			}
			slices.Sort(codes)
			if got := strings.Join(slices.Compact(codes), ","); got != g.regels {
				t.Errorf("got %q, want %q: %+v", got, g.regels, v.Bevindingen)
			}
		})
	}
	for _, r := range regels {
		if r.Niveau == NiveauBericht && !broken[r.Code] {
			t.Errorf("%s: no case breaks it", r.Code)
		}
	}
}

// A total with leading zeros or a sign is another text than the sum, and the official
// validator compares texts; space around it does not count.
func TestTotalWrittenOtherwise(t *testing.T) {
	for total, want := range map[string]string{"00215600": "TR358", "+215600": "TR358", " 215600": "", "215600\n": ""} {
		claim := strings.Replace(voorbeeld(t, SoortWMO323), ">215600<", ">"+total+"<", 1)
		if got := codes(lees(t, []byte(claim))); got != want {
			t.Errorf("%q: got %q, want %q", total, got, want)
		}
	}
}
