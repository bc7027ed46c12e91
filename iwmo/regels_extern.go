package iwmo

import "slices"

// The rules of level 4: how a message fits the date, public lists and contracts.

// alleSoorten are all messages.
var alleSoorten = func() (list []Soort) {
	for _, b := range berichten32 {
		list = append(list, b.soort)
	}
	return list
}()

// MaxBestand is the most bytes that a file with a message may have: 25 MB of 1,048,576
// bytes. Source: iWmo 3.2, OP179.
const MaxBestand = 25 << 20

// gemeenteOp remembers a gemeente that existed on a day of the message.
func (r *ronde) gemeenteOp(dag Datum) {
	r.onbekend = r.onbekend && (dag.IsZero() || !r.keten.Gemeente(r.gemeente, dag))
}

// bedragKlopt tells whether an amount is the volume by the tariff. Minutes may be paid
// by the hour: then the tariff of the contract counts or, when it is not known, any that
// is shown as this one. Source: iWmo 3.2, IV081.
func bedragKlopt(p *Prestatie, contract Tarief, bekend bool) bool {
	volume, tarief, bedrag := p.GeleverdVolume, *p.ProductTarief, p.IngediendBedrag.Bedrag
	switch {
	case p.Eenheid != EenheidMinuut || bekend && contract.Eenheid != EenheidUur:
		return bedrag == volume*tarief
	case bekend:
		return bedrag == BedragMinuten(contract.Bedrag, volume)
	}
	for perUur := 60*tarief - 30; TariefMinuut(perUur) == tarief; perUur++ {
		if bedrag == BedragMinuten(perUur, volume) {
			return true
		}
	}
	return false
}

// productPast reports a product code that is not of the category.
func (r *ronde) productPast(p Product, veld string) {
	r.fout(gevuld(p.Code) && !r.keten.ProductPast(r.gemeente, p), veld, p.Code)
}

var regelsExtern = []Regel{
	{
		Code: "OP179", Berichten: alleSoorten,
		Vraagt:    "Een bericht is niet groter dan 25 MB.",
		Oplossing: "Splits het bericht in kleinere berichten.",
		toetsen: opKop(func(r *ronde, _ *Header) {
			r.straks(func() { r.foutGetal(r.z.lex.total > MaxBestand, "", r.z.lex.total) })
		}),
	},
	{
		Code: "TR135", Retourcode: "8848", Berichten: metKop, Nodig: NodigPeildatum,
		Vraagt:    "De dagtekening ligt niet in de toekomst.",
		Oplossing: "Verbeter de dagtekening, of stuur het bericht later.",
		toetsen: opKop(func(r *ronde, _ *Header) {
			r.foutDatum(r.dagtekening.Na(r.opties.Peildatum), "BerichtIdentificatie", r.dagtekening)
		}),
	},
	{
		Code: "TR346", Retourcode: "9346", Berichten: metDeclaratie,
		Vraagt:    "Het bedrag is het volume maal het tarief. Bij minuten en een uurtarief wordt het totaal afgerond.",
		Oplossing: "Reken het bedrag opnieuw uit.",
		toetsen: []toets{op(func(r *ronde, p *Prestatie) {
			// With euros there is no tariff (CD087), and no credit is refused for its amount (IV085).
			if p.ProductTarief != nil && !p.credit() {
				contract, ok := r.tarief(p)
				r.foutGetal(!bedragKlopt(p, contract, ok), "IngediendBedrag", p.IngediendBedrag.Bedrag)
			}
		})},
	},
	{
		// The day of the message counts, or that from which something in it holds: what
		// was allocated before gemeenten were joined keeps the old code.
		Code: "TR378", Retourcode: "S300", Berichten: metKop, Nodig: NodigKeten,
		Vraagt:    "De gemeentecode is die van een gemeente die op de dagtekening bestaat, of bestond toen de hulp inging.",
		Oplossing: "Vul de code in uit de lijst van het CBS.",
		toetsen: slices.Concat(opKop(func(r *ronde, h *Header) {
			veld := "Ontvanger"
			if r.z.bericht.gemeente {
				veld = "Afzender"
			}
			r.onbekend = true
			r.gemeenteOp(r.dagtekening)
			r.straks(func() { r.fout(r.onbekend, veld, r.gemeente) })
		}), []toets{
			op(func(r *ronde, p *ToegewezenProduct) { r.gemeenteOp(p.Ingangsdatum) }),
			op(func(r *ronde, p *StartProduct) { r.gemeenteOp(p.ToewijzingIngangsdatum) }),
			op(func(r *ronde, p *StopProduct) { r.gemeenteOp(p.ToewijzingIngangsdatum) }),
			op(func(r *ronde, p *AangevraagdProduct) { r.gemeenteOp(p.ToewijzingIngangsdatum) }),
			op(func(r *ronde, p *Prestatie) { r.gemeenteOp(p.ProductPeriode.Begindatum) }),
		}),
	},
	{
		Code: "TR381", Retourcode: "S329", Berichten: []Soort{SoortWMO301, SoortWMO305, SoortWMO307, SoortWMO315, SoortWMO317, SoortWMO323}, Nodig: NodigKeten,
		Vraagt:    "De productcode hoort bij de categorie.",
		Oplossing: "Kies een code van deze categorie, uit de lijst die de gemeente gebruikt.",
		toetsen: []toets{
			op(func(r *ronde, p *Product) { r.productPast(*p, "Code") }),
			op(func(r *ronde, p *Prestatie) {
				if !p.credit() {
					r.productPast(Product{Categorie: p.ProductCategorie, Code: p.ProductCode}, "ProductCode")
				}
			}),
		},
	},
}
