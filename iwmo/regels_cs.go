package iwmo

// The constraints (CS) of level 2: what a value may be beside what the schema says.

var (
	metBsn      = []Soort{SoortWMO301, SoortWMO302, SoortWMO305, SoortWMO306, SoortWMO307, SoortWMO308, SoortWMO315, SoortWMO316, SoortWMO317, SoortWMO318, SoortWMO323, SoortWMO325}
	metGeboorte = []Soort{SoortWMO301, SoortWMO302, SoortWMO305, SoortWMO306, SoortWMO307, SoortWMO308, SoortWMO315, SoortWMO316}
)

// opBsn is a check on the BSN of every client.
func opBsn(f func(r *ronde, bsn string)) []toets {
	return []toets{
		op(func(r *ronde, c *Client301) { f(r, c.Bsn) }),
		op(func(r *ronde, c *Client305) { f(r, c.Bsn) }),
		op(func(r *ronde, c *Client307) { f(r, c.Bsn) }),
		op(func(r *ronde, c *Client315) { f(r, c.Bsn) }),
		op(func(r *ronde, c *Client317) { f(r, c.Bsn) }),
		op(func(r *ronde, c *Client323) { f(r, c.Bsn) }),
	}
}

// ElfProef tells whether nine digits are a BSN: the first eight weighed nine to two, the
// last minus one, add up to a number that eleven divides.
func ElfProef(bsn string) bool {
	if len(bsn) != 9 || !digitsOnly([]byte(bsn)) {
		return false
	}
	sum := -int(bsn[8] - '0')
	for i := range 8 {
		sum += (9 - i) * int(bsn[i]-'0')
	}
	return sum%11 == 0
}

// frequentieBijEenheid is one rule under two codes: units that may not be given per day.
func frequentieBijEenheid(r *ronde, g gevraagd) {
	if g.omvang == nil || !vanafNu(g.eind) {
		return
	}
	switch g.omvang.Eenheid {
	case EenheidEtmaal, EenheidDagdeel, EenheidEuro, EenheidStuksInspanning:
		r.fout(g.omvang.Frequentie == FrequentieDag, "Omvang", string(g.omvang.Frequentie))
	}
}

const (
	vraagtFrequentie    = "Etmaal (14), dagdeel (16), euro (83) en stuks als inspanning (84) kunnen per week, per maand of als totaal, niet per dag."
	oplossingFrequentie = "Kies frequentie 2, 4 of 6."
)

var eersteDeclaratie = Datum{2021, 1, 1}

var regelsCS = []Regel{
	{
		Code: "CS002", Berichten: metBsn,
		Vraagt:    "Een BSN voldoet aan de elfproef.",
		Oplossing: "Controleer het BSN: waarschijnlijk is een cijfer verkeerd.",
		toetsen:   opBsn(func(r *ronde, bsn string) { r.fout(!ElfProef(bsn), "Bsn", bsn) }),
	},
	{
		Code: "CS003", Berichten: metProducten,
		Vraagt:    "De einddatum ligt niet vóór de begindatum.",
		Oplossing: "Verbeter de einddatum of de begindatum.",
		toetsen: []toets{
			op(func(r *ronde, c *Contact) {
				p := c.Periode
				r.fout(p != nil && !p.Einddatum.IsZero() && (p.Begindatum.IsZero() || p.Einddatum.Voor(p.Begindatum)), "Periode", "")
			}),
			op(func(r *ronde, p *ToegewezenProduct) { eindeNietVoor(r, p.Einddatum, p.Ingangsdatum, "Einddatum") }),
			op(func(r *ronde, p *AangevraagdProduct) {
				eindeNietVoor(r, p.ToewijzingEinddatum, p.ToewijzingIngangsdatum, "ToewijzingEinddatum")
			}),
			op(func(r *ronde, p *TeWijzigenProduct) {
				eindeNietVoor(r, p.Einddatum, p.GewensteIngangsdatum, "Einddatum")
			}),
			op(func(r *ronde, p *NieuwProduct) { eindeNietVoor(r, p.Einddatum, p.GewensteIngangsdatum, "Einddatum") }),
		},
	},
	{
		Code: "CS050", Berichten: metAdres,
		Vraagt:    "Met de naam van een partner is NaamGebruik 1, 2, 3 of 4. Zonder die naam is het 1.",
		Oplossing: "Verbeter NaamGebruik, of vul de naam van de partner in.",
		toetsen: []toets{op(func(r *ronde, n *VolledigeNaam) {
			switch n.NaamGebruik {
			case NaamEigen:
			case NaamPartner, NaamPartnerEigen, NaamEigenPartner:
				r.fout(n.Partnernaam == nil, "NaamGebruik", string(n.NaamGebruik))
			default:
				r.meld("NaamGebruik", string(n.NaamGebruik))
			}
		})},
	},
	{
		Code: "CS058", Berichten: []Soort{SoortWMO305, SoortWMO307},
		Vraagt:    "Een start of stop is een eerste aanlevering (1) of een verwijdering (3).",
		Oplossing: "Verwijder de eerdere melding met status 3 en stuur een nieuwe met status 1.",
		toetsen: []toets{
			op(func(r *ronde, p *StartProduct) { statusMag(r, p.StatusAanlevering) }),
			op(func(r *ronde, p *StopProduct) { statusMag(r, p.StatusAanlevering) }),
		},
	},
	{
		Code: "CS089", Berichten: metAdres,
		Vraagt:    "Een postcode in Nederland is vier cijfers en twee letters, zonder spatie.",
		Oplossing: "Schrijf de postcode als 6811AB.",
		toetsen: []toets{op(func(r *ronde, a *Adres) {
			r.fout(a.LandCode == LandNederland && !postcode(a.Postcode), "Postcode", a.Postcode)
		})},
	},
	{
		Code: "CS100", Berichten: []Soort{SoortWMO323},
		Vraagt:    "Een declaratie gaat over een periode vanaf 1 januari 2021.",
		Oplossing: "Deze maand kan niet met een WMO323. Overleg met de gemeente.",
		toetsen: []toets{
			op(func(r *ronde, d *Declaratie) { vanaf2021(r, d.DeclaratiePeriode, "DeclaratiePeriode") }),
			op(func(r *ronde, p *Prestatie) { vanaf2021(r, p.ProductPeriode, "ProductPeriode") }),
		},
	},
	{
		Code: "CS139", Berichten: metGeboorte,
		Vraagt:    "Is de dag van een geboortedatum onbekend, dan staat er dag 01. Zijn dag en maand onbekend, dan 01-01. Is alles onbekend, dan 1900-01-01.",
		Oplossing: "Verbeter de datum of DatumGebruik.",
		toetsen: []toets{op(func(r *ronde, g *Geboortedatum) {
			d := g.Datum
			wrong := false
			switch g.DatumGebruik {
			case DatumOnbekend:
				wrong = d != onbekendeDatum
			case DagMaandOnbekend:
				wrong = d.Maand != 1 || d.Dag != 1
			case DagOnbekend:
				wrong = d.Dag != 1
			}
			r.foutDatum(wrong, "Datum", d)
		})},
	},
	{
		Code: "CS325", Berichten: metPrestatie,
		Vraagt:    "Een bedrag van 0 is debet.",
		Oplossing: "Vul D in.",
		toetsen: []toets{
			op(func(r *ronde, b *Bedrag) { r.fout(b.Bedrag == 0 && b.DebetCredit == Credit, "DebetCredit", "C") }),
			op(func(r *ronde, b *TotaalBedrag) {
				r.fout(b.TotaalBedrag == 0 && b.DebetCredit == Credit, "DebetCredit", "C")
			}),
		},
	},
	{
		Code: "CS335", Berichten: []Soort{SoortWMO301},
		Vraagt:    "Een verwijderde toewijzing eindigt op de dag waarop zij ingaat.",
		Oplossing: "Maak de einddatum gelijk aan de ingangsdatum, of kies een andere reden.",
		toetsen: []toets{op(func(r *ronde, p *ToegewezenProduct) {
			r.foutDatum(p.RedenWijziging == WijzigingVerwijderd && !p.Einddatum.IsZero() && p.Einddatum != p.Ingangsdatum, "Einddatum", p.Einddatum)
		})},
	},
	{
		Code: "CS336", Berichten: []Soort{SoortWMO301},
		Vraagt:    "Reden 01 is vervallen.",
		Oplossing: "Kies reden 13 (verwijderd) of 14 (correctie).",
		toetsen: []toets{op(func(r *ronde, p *ToegewezenProduct) {
			r.fout(p.RedenWijziging == WijzigingVervallen, "RedenWijziging", "01")
		})},
	},
	{
		Code: "CS337", Berichten: []Soort{SoortWMO323},
		Vraagt:    "Een productperiode ligt binnen één kalendermaand.",
		Oplossing: "Splits de prestatie per maand.",
		toetsen: []toets{op(func(r *ronde, p *Prestatie) {
			r.foutDatum(p.ProductPeriode.Begindatum.EersteVanMaand() != p.ProductPeriode.Einddatum.EersteVanMaand(), "ProductPeriode", p.ProductPeriode.Einddatum)
		})},
	},
	{
		Code: "CS338", Berichten: []Soort{SoortWMO301, SoortWMO317}, Vraagt: vraagtFrequentie, Oplossing: oplossingFrequentie,
		toetsen: opGevraagd(frequentieBijEenheid),
	},
	{
		Code: "CS339", Berichten: []Soort{SoortWMO323},
		Vraagt:    "Bij eenheid euro (83) is het bedrag gelijk aan het volume.",
		Oplossing: "Maak het volume, in centen, gelijk aan het bedrag.",
		toetsen: []toets{op(func(r *ronde, p *Prestatie) {
			r.foutGetal(p.Eenheid == EenheidEuro && p.GeleverdVolume != p.IngediendBedrag.Bedrag, "IngediendBedrag", p.IngediendBedrag.Bedrag)
		})},
	},
	{
		Code: "CS340", Berichten: []Soort{SoortWMO323},
		Vraagt:    "Een declaratieperiode is precies één kalendermaand.",
		Oplossing: "Begin op de eerste dag van de maand en eindig op de laatste.",
		toetsen: []toets{op(func(r *ronde, d *Declaratie) {
			p := d.DeclaratiePeriode
			r.fout(p.Begindatum.Dag != 1 || p.Einddatum != p.Begindatum.LaatsteVanMaand(), "DeclaratiePeriode", p.Begindatum.String()+" "+p.Einddatum.String())
		})},
	},
	{
		Code: "CS343", Berichten: []Soort{SoortWMO315}, Vraagt: vraagtFrequentie, Oplossing: oplossingFrequentie,
		toetsen: opGevraagd(frequentieBijEenheid),
	},
}

// onbekendeDatum stands for a birth date of which nothing is known.
var onbekendeDatum = Datum{1900, 1, 1}

func eindeNietVoor(r *ronde, einde, begin Datum, veld string) {
	r.foutDatum(!einde.IsZero() && einde.Voor(begin), veld, einde)
}

func statusMag(r *ronde, s StatusAanlevering) {
	r.fout(s != StatusEerste && s != StatusVerwijderen, "StatusAanlevering", string(s))
}

func vanaf2021(r *ronde, p GeslotenPeriode, veld string) {
	r.foutDatum(p.Begindatum.Voor(eersteDeclaratie), veld, p.Begindatum)
}

// postcode: four digits of which the first is not 0, and two letters.
func postcode(s string) bool {
	if len(s) != 6 || s[0] == '0' || !digitsOnly([]byte(s[:4])) {
		return false
	}
	a, b := s[4]|0x20, s[5]|0x20
	return a >= 'a' && a <= 'z' && b >= 'a' && b <= 'z'
}
