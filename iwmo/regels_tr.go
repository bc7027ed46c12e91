package iwmo

import (
	"math"
	"slices"
)

// The technical rules (TR) of level 2: how parts of one message fit together.

// opGeboorte is a check on the birth date of every client.
func opGeboorte(f func(r *ronde, g *Geboortedatum)) []toets {
	return []toets{
		op(func(r *ronde, c *Client301) { f(r, &c.Geboortedatum) }),
		op(func(r *ronde, c *Client305) { f(r, &c.Geboortedatum) }),
		op(func(r *ronde, c *Client307) { f(r, &c.Geboortedatum) }),
		op(func(r *ronde, c *Client315) { f(r, &c.Geboortedatum) }),
	}
}

// nietNaDagtekening reports a date after the day of the message.
func (r *ronde) nietNaDagtekening(d Datum, veld string) {
	r.foutDatum(d.Na(r.dagtekening), veld, d)
}

var regelsTR = []Regel{
	{
		Code: "TR002", Berichten: metGeboorte,
		Vraagt:    "Een geboortedatum ligt niet meer dan 120 jaar vóór de dagtekening, behalve als zij onbekend is.",
		Oplossing: "Verbeter de geboortedatum, of de dagtekening.",
		toetsen: []toets{op(func(r *ronde, g *Geboortedatum) {
			latest := Datum{g.Datum.Jaar + 120, g.Datum.Maand, g.Datum.Dag}
			unknown := g.DatumGebruik == DatumOnbekend && g.Datum == onbekendeDatum
			r.foutDatum(!unknown && latest.Voor(r.dagtekening), "Datum", g.Datum)
		})},
	},
	{
		Code: "TR006", Berichten: []Soort{SoortWMO301},
		Vraagt:    "Een contact heeft een telefoonnummer, of een huis met een postcode.",
		Oplossing: "Vul een telefoonnummer in, of het huisnummer en de postcode.",
		toetsen: []toets{op(func(r *ronde, c *Contact) {
			r.fout(c.Telefoon == nil && (c.Adres == nil || c.Adres.Huis == nil || c.Adres.Postcode == ""), "", "")
		})},
	},
	{
		Code: "TR018", Berichten: []Soort{SoortWMO307},
		Vraagt:    "De hulp eindigt niet vóór zij begint.",
		Oplossing: "Verbeter de einddatum of de begindatum.",
		toetsen:   []toets{op(func(r *ronde, p *StopProduct) { eindeNietVoor(r, p.Einddatum, p.Begindatum, "Einddatum") })},
	},
	{
		Code: "TR061", Berichten: []Soort{SoortWMO301},
		Vraagt:    "Een cliënt heeft ten minste een BRP-adres, correspondentieadres of verblijfadres.",
		Oplossing: "Voeg een contact toe met soort 01, 02 of 03.",
		toetsen: []toets{op(func(r *ronde, c *Client301) {
			r.fout(!slices.ContainsFunc(c.Contactgegevens, func(c Contact) bool { return c.Soort != AdresTijdelijk }), "Contactgegevens", "")
		})},
	},
	{
		Code: "TR101", Berichten: []Soort{SoortWMO301, SoortWMO305, SoortWMO307, SoortWMO315, SoortWMO317, SoortWMO323, SoortWMO325},
		Vraagt:    "Elke cliënt, toewijzing, melding en prestatie staat maar één keer in een bericht.",
		Oplossing: "Haal een van de twee weg.",
		toetsen: []toets{
			eenSleutel[Contact](), eenSleutel[Relatie](), eenSleutel[ToegewezenProduct](), eenSleutel[StartProduct](),
			eenSleutel[StopProduct](), eenSleutel[AangevraagdProduct](), eenSleutel[NieuwProduct](),
			eenSleutel[OngewijzigdProduct](), eenSleutel[TeWijzigenProduct](),
			op(func(r *ronde, c *Client323) { r.eenmaal("Bsn", []byte(c.Bsn)) }),
			op(func(r *ronde, p *Prestatie) {
				r.neemReferenties(&p.ProductReferentie)
				r.fout(r.gebruik.dubbel, "ProductReferentie", p.ProductReferentie.ReferentieNummer)
			}),
		},
	},
	{
		Code: "TR134", Berichten: []Soort{SoortWMO301, SoortWMO305, SoortWMO307, SoortWMO315, SoortWMO323, SoortWMO325},
		Vraagt:    "Een geboortedatum, besluit, start of stop ligt niet na de dagtekening van het bericht, en een declaratie- of productperiode begint niet daarna.",
		Oplossing: "Verbeter de datum, of de dagtekening.",
		toetsen: slices.Concat(opGeboorte(func(r *ronde, g *Geboortedatum) { r.nietNaDagtekening(g.Datum, "Geboortedatum") }), []toets{
			op(func(r *ronde, p *Relatie) {
				if p.Geboortedatum != nil {
					r.nietNaDagtekening(p.Geboortedatum.Datum, "Geboortedatum")
				}
			}),
			op(func(r *ronde, p *ToegewezenProduct) { r.nietNaDagtekening(p.Toewijzingsdatum, "Toewijzingsdatum") }),
			op(func(r *ronde, p *StartProduct) { r.nietNaDagtekening(p.Begindatum, "Begindatum") }),
			op(func(r *ronde, p *StopProduct) { r.nietNaDagtekening(p.Einddatum, "Einddatum") }),
			op(func(r *ronde, d *Declaratie) {
				r.nietNaDagtekening(d.DeclaratiePeriode.Begindatum, "DeclaratiePeriode")
			}),
			op(func(r *ronde, p *Prestatie) { r.nietNaDagtekening(p.ProductPeriode.Begindatum, "ProductPeriode") }),
		}),
	},
	{
		Code: "TR137", Berichten: metPrestatie,
		Vraagt:    "Een declaratie- of productperiode eindigt niet vóór zij begint, en niet na de dagtekening van het bericht.",
		Oplossing: "Verbeter de einddatum, of de dagtekening.",
		toetsen: []toets{
			op(func(r *ronde, d *Declaratie) { periodeVoorDagtekening(r, d.DeclaratiePeriode, "DeclaratiePeriode") }),
			op(func(r *ronde, p *Prestatie) { periodeVoorDagtekening(r, p.ProductPeriode, "ProductPeriode") }),
		},
	},
	{
		Code: "TR302", Berichten: []Soort{SoortWMO301},
		Vraagt:    "Een product is niet twee keer tegelijk toegewezen.",
		Oplossing: "Laat de ene toewijzing eindigen vóór de andere ingaat.",
		toetsen: []toets{op(func(r *ronde, c *Client301) {
			var list []looptijd
			for _, p := range c.ToegewezenProducten {
				if !p.vervallen() {
					list = append(list, looptijd{p.Product, p.Ingangsdatum, p.Einddatum})
				}
			}
			r.fout(overlappen(list), "ToegewezenProducten", "")
		})},
	},
	{
		Code: "TR315", Berichten: []Soort{SoortWMO323},
		Vraagt:    "Een prestatie wordt maar één keer gecrediteerd.",
		Oplossing: "Haal een van de credits weg.",
		toetsen: []toets{op(func(r *ronde, p *Prestatie) {
			r.fout(r.gebruik.gecrediteerd, "ProductReferentie", p.ProductReferentie.VorigReferentieNummer)
		})},
	},
	{
		Code: "TR316", Berichten: []Soort{SoortWMO323},
		Vraagt:    "Een prestatie wordt niet gecrediteerd in het bericht waarin zij staat.",
		Oplossing: "Laat de prestatie en haar credit allebei weg, of crediteer in een later bericht.",
		toetsen: []toets{op(func(r *ronde, p *Prestatie) {
			r.fout(r.gebruik.zelfBericht, "ProductReferentie", p.ProductReferentie.ReferentieNummer)
		})},
	},
	{
		Code: "TR319", Berichten: []Soort{SoortWMO323},
		Vraagt:    "Een prestatie valt in de maand van de declaratie, of eerder.",
		Oplossing: "Declareer de prestatie met de declaratie van haar maand.",
		toetsen: []toets{op(func(r *ronde, p *Prestatie) {
			last := boven[Declaratie](r).DeclaratiePeriode.Einddatum
			r.foutDatum(p.ProductPeriode.Begindatum.Na(last) || p.ProductPeriode.Einddatum.Na(last), "ProductPeriode", p.ProductPeriode.Einddatum)
		})},
	},
	{
		Code: "TR335", Berichten: []Soort{SoortWMO323},
		Vraagt:    "Een prestatie is niet ouder dan vijf jaar.",
		Oplossing: "Haal de prestatie uit de declaratie.",
		toetsen: []toets{op(func(r *ronde, p *Prestatie) {
			first := boven[Declaratie](r).DeclaratieDagtekening.PlusMaanden(-60)
			r.foutDatum(p.ProductPeriode.Einddatum.Voor(first), "ProductPeriode", p.ProductPeriode.Einddatum)
		})},
	},
	{
		Code: "TR342", Berichten: []Soort{SoortWMO325},
		Vraagt:    "Wat niet is toegekend, is precies wat in het antwoord staat als afgewezen. Is de hele declaratie afgewezen, dan is er niets toegekend.",
		Oplossing: "Verbeter het toegekende bedrag, of de lijst van afgewezen prestaties.",
		toetsen: []toets{
			op(func(r *ronde, p *Prestatie) { r.som += p.IngediendBedrag.Centen() }),
			op(func(r *ronde, d *DeclaratieAntwoord) {
				granted := d.TotaalToegekendBedrag.Centen()
				broken := d.TotaalIngediendBedrag.Centen()-granted != r.som
				if d.RetourCodes.afgewezen() {
					broken = granted != 0
				}
				r.foutGetal(broken, "TotaalToegekendBedrag", granted)
			}),
		},
	},
	{
		Code: "TR352", Berichten: []Soort{SoortWMO317},
		Vraagt:    "Een verzoek om wijziging noemt ten minste een toewijzing die er al is.",
		Oplossing: "Voeg de lopende toewijzingen toe, als ongewijzigd of als te wijzigen product.",
		toetsen: []toets{op(func(r *ronde, v *Verzoek) {
			r.fout(len(v.OngewijzigdeProducten)+len(v.TeWijzigenProducten) == 0, "", "")
		})},
	},
	{
		Code: "TR353", Berichten: []Soort{SoortWMO317},
		Vraagt:    "Een verzoek om wijziging verandert iets, of vraagt iets nieuws.",
		Oplossing: "Voeg een te wijzigen of een nieuw product toe.",
		toetsen: []toets{op(func(r *ronde, v *Verzoek) {
			r.fout(len(v.TeWijzigenProducten)+len(v.NieuweProducten) == 0, "", "")
		})},
	},
	{
		Code: "TR358", Berichten: []Soort{SoortWMO323},
		Vraagt:    "Het totaal is de som van de prestaties: debet opgeteld, credit afgetrokken. Er staan geen nullen vóór het getal.",
		Oplossing: "Verbeter het totaal.",
		toetsen: []toets{
			op(func(r *ronde, p *Prestatie) { r.som += p.IngediendBedrag.Centen() }),
			op(func(r *ronde, _ *TotaalBedrag) { r.vreemd = r.k.vreemd != 0 }),
			op(func(r *ronde, d *Declaratie) {
				total := d.TotaalIngediendBedrag
				r.foutGetal(total.Centen() != r.som || r.vreemd, "TotaalIngediendBedrag", total.TotaalBedrag)
			}),
		},
	},
	{
		Code: "TR380", Berichten: []Soort{SoortWMO317},
		Vraagt:    "Een nieuw product gaat in na de dagtekening van het verzoek.",
		Oplossing: "Kies een latere ingangsdatum.",
		toetsen: []toets{op(func(r *ronde, p *NieuwProduct) {
			r.foutDatum(!p.GewensteIngangsdatum.Na(r.dagtekening), "GewensteIngangsdatum", p.GewensteIngangsdatum)
		})},
	},
	{
		Code: "TR383", Berichten: []Soort{SoortWMO315},
		Vraagt:    "Elk aangevraagd product heeft een eigen referentie.",
		Oplossing: "Geef elk product een andere referentie.",
		toetsen: []toets{op(func(r *ronde, p *AangevraagdProduct) {
			r.eenmaal("ReferentieAanbieder", []byte(p.ReferentieAanbieder))
		})},
	},
	{
		Code: "TR386", Berichten: []Soort{SoortWMO315},
		Vraagt:    "Een product is niet twee keer tegelijk aangevraagd.",
		Oplossing: "Laat de ene periode eindigen vóór de andere begint.",
		toetsen: []toets{op(func(r *ronde, c *Client315) {
			var list []looptijd
			for _, p := range c.AangevraagdeProducten {
				list = append(list, looptijd{p.Product, p.ToewijzingIngangsdatum, p.ToewijzingEinddatum})
			}
			r.fout(overlappen(list), "AangevraagdeProducten", "")
		})},
	},
	{
		Code: "TR410", Berichten: []Soort{SoortWMO317},
		Vraagt:    "Een nieuw product is niet twee keer tegelijk gevraagd.",
		Oplossing: "Laat de ene periode eindigen vóór de andere begint.",
		toetsen: []toets{op(func(r *ronde, v *Verzoek) {
			var list []looptijd
			for _, p := range v.NieuweProducten {
				list = append(list, looptijd{p.Product, p.GewensteIngangsdatum, p.Einddatum})
			}
			r.fout(overlappen(list), "NieuweProducten", "")
		})},
	},
	{
		Code: "TR416", Berichten: []Soort{SoortWMO323},
		Vraagt:    "Van een toewijzing, product en maand is er hoogstens één debet.",
		Oplossing: "Tel de prestaties bij elkaar op tot een.",
		toetsen: []toets{op(func(r *ronde, p *Prestatie) {
			if p.IngediendBedrag.DebetCredit == Debet {
				key := dates(number(text(r.sleutel[:0], p.ProductCode), &p.ToewijzingNummer), p.ProductPeriode.Begindatum, p.ProductPeriode.Einddatum)
				r.eenmaal("", append(key, p.ProductCategorie...))
			}
		})},
	},
}

// eenSleutel is a check that a key comes once in the class around an instance.
func eenSleutel[T any, P interface {
	*T
	Sleutel() Sleutel
}]() toets {
	return op(func(r *ronde, v *T) { r.eenmaal("", []byte(P(v).Sleutel())) })
}

// neemReferenties remembers the references of a prestatie, for the rules that look at
// them.
func (r *ronde) neemReferenties(ref *ProductReferentie) {
	r.sleutel = append(append(r.sleutel[:0], ref.ReferentieNummer...), ref.VorigReferentieNummer...)
	n := len(ref.ReferentieNummer)
	r.gebruik = r.referenties.neem(r.z.stack[len(r.z.stack)-2].serie, r.sleutel[:n], r.sleutel[n:])
}

func periodeVoorDagtekening(r *ronde, p GeslotenPeriode, veld string) {
	r.foutDatum(p.Einddatum.Voor(p.Begindatum) || p.Einddatum.Na(r.dagtekening), veld, p.Einddatum)
}

// vervallen tells whether an allocation was taken back, so that it was never there.
func (p *ToegewezenProduct) vervallen() bool {
	gone := p.RedenWijziging == WijzigingVervallen || p.RedenWijziging == WijzigingVerwijderd
	return gone && p.Einddatum == p.Ingangsdatum
}

// looptijd is a product with the days on which it holds; a zero end is open.
type looptijd struct {
	product *Product
	van     Datum
	tot     Datum
}

// overlappen tells whether two of a list are the same product at the same time. Aids
// may be; without a code all of the category counts as the same, and without a product
// everything.
func overlappen(list []looptijd) bool {
	list = slices.DeleteFunc(list, func(l looptijd) bool { return l.product != nil && hulpmiddel(l.product.Categorie) })
	groups := map[groep][]looptijd{}
	for _, l := range list {
		for _, g := range l.groepen() {
			groups[g] = append(groups[g], l)
		}
	}
	spans := map[groep]*rij{}
	for g, members := range groups {
		spans[g] = newRij(members)
	}
	for _, l := range list {
		for _, g := range l.zelfde() {
			if spans[g] != nil && spans[g].raakt(l, slices.Contains(l.groepen(), g)) {
				return true
			}
		}
	}
	return false
}

// groep names products that count as the same.
type groep struct {
	soort     byte // 'a' all, 'z' those without a product, 'c' a category, 'p' a code of it, or none
	categorie ProductCategorie
	code      string
}

// groepen are the groups that a product is in.
func (l looptijd) groepen() []groep {
	if l.product == nil {
		return []groep{{soort: 'a'}, {soort: 'z'}}
	}
	p := l.product
	return []groep{{soort: 'a'}, {soort: 'c', categorie: p.Categorie}, {soort: 'p', categorie: p.Categorie, code: p.Code}}
}

// zelfde are the groups of which every member is the same as the product.
func (l looptijd) zelfde() []groep {
	switch p := l.product; {
	case p == nil:
		return []groep{{soort: 'a'}}
	case p.Code == "":
		return []groep{{soort: 'z'}, {soort: 'c', categorie: p.Categorie}}
	default:
		return []groep{{soort: 'z'}, {soort: 'p', categorie: p.Categorie}, {soort: 'p', categorie: p.Categorie, code: p.Code}}
	}
}

// rij is a group in order of first day, with the two latest ends up to each.
type rij struct {
	leden []looptijd
	laat  [][2]Datum
}

// eind is the last day; an open end is later than all.
func (l looptijd) eind() Datum {
	if l.tot.IsZero() {
		return Datum{math.MaxInt32, 12, 31}
	}
	return l.tot
}

func newRij(members []looptijd) *rij {
	r := &rij{leden: members, laat: make([][2]Datum, len(members))}
	slices.SortFunc(r.leden, func(a, b looptijd) int { return a.van.Compare(b.van) })
	late := [2]Datum{{Jaar: math.MinInt32}, {Jaar: math.MinInt32}}
	for i, l := range r.leden {
		switch end := l.eind(); {
		case !late[0].Na(end):
			late = [2]Datum{end, late[0]}
		case end.Na(late[1]):
			late[1] = end
		}
		r.laat[i] = late
	}
	return r
}

// raakt tells whether a member holds on a day of l; l itself does not count.
func (r *rij) raakt(l looptijd, self bool) bool {
	end := l.eind()
	n, _ := slices.BinarySearchFunc(r.leden, end, func(m looptijd, end Datum) int {
		if m.van.Na(end) {
			return 1
		}
		return -1
	})
	if n == 0 {
		return false
	}
	late := r.laat[n-1]
	if self && !l.van.Na(end) && late[0] == end { // l is among those, and may be the latest itself
		return !late[1].Voor(l.van)
	}
	return !late[0].Voor(l.van)
}

// hulpmiddel tells whether a category is of aids, of which somebody may have several.
func hulpmiddel(c ProductCategorie) bool {
	return c == "11" || c == "12" || c == "13" || c == "14"
}
