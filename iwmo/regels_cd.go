package iwmo

// The conditions (CD) of level 2: whether an element must be there, or may not. They
// follow the official validator; where its verdict is not what the standard says, the
// rule tells so.

// messages in which an element of the basisschema can stand: the official validator
// looks at it in every one of them.
var (
	metAdres     = []Soort{SoortWMO301, SoortWMO302}
	metProducten = []Soort{SoortWMO301, SoortWMO315, SoortWMO317}
	metPrestatie = []Soort{SoortWMO323, SoortWMO325}
)

// gevuld tells whether a text holds more than space.
func gevuld(s string) bool { return notBlank([]byte(s)) }

// vanafNu tells whether a period ends after 2020 or not at all: then the rules of the
// present releases hold.
func vanafNu(einde Datum) bool { return einde.IsZero() || einde.Na(Datum{2020, 12, 31}) }

// gevraagd is what a product is that is allocated or asked for, in any of its classes.
type gevraagd struct {
	product    *Product
	eind       Datum
	eindVeld   string
	omvang     *Omvang
	budget     *int64
	productMag bool // the class has a Product
}

func vanToegewezen(p *ToegewezenProduct) gevraagd {
	return gevraagd{p.Product, p.Einddatum, "Einddatum", p.Omvang, p.Budget, true}
}

func vanAangevraagd(p *AangevraagdProduct) gevraagd {
	return gevraagd{p.Product, p.ToewijzingEinddatum, "ToewijzingEinddatum", p.Omvang, p.Budget, true}
}

func vanNieuw(p *NieuwProduct) gevraagd {
	return gevraagd{p.Product, p.Einddatum, "Einddatum", p.Omvang, p.Budget, true}
}

func vanWijziging(p *TeWijzigenProduct) gevraagd {
	return gevraagd{nil, p.Einddatum, "Einddatum", p.Omvang, p.Budget, false}
}

func (g gevraagd) zonderCode() bool { return g.product == nil || !gevuld(g.product.Code) }

// opGevraagd is a check on every class of a product that is allocated or asked for.
func opGevraagd(f func(r *ronde, g gevraagd)) []toets {
	return append(opNieuw(f), op(func(r *ronde, p *TeWijzigenProduct) { f(r, vanWijziging(p)) }))
}

// opNieuw is opGevraagd without a product that changes, which does not name what it is.
func opNieuw(f func(r *ronde, g gevraagd)) []toets {
	return []toets{
		op(func(r *ronde, p *ToegewezenProduct) { f(r, vanToegewezen(p)) }),
		op(func(r *ronde, p *AangevraagdProduct) { f(r, vanAangevraagd(p)) }),
		op(func(r *ronde, p *NieuwProduct) { f(r, vanNieuw(p)) }),
	}
}

// zonderCodeGeenOmvang is one rule under three codes, one for each message.
func zonderCodeGeenOmvang(r *ronde, g gevraagd) {
	r.fout(g.omvang != nil && vanafNu(g.eind) && g.zonderCode(), "Omvang", "")
}

const (
	vraagtOmvangCode    = "Zonder productcode mag er geen omvang zijn."
	oplossingOmvangCode = "Vul een productcode in, of haal de omvang weg."
)

var regelsCD = []Regel{
	{
		Code: "CD005", Berichten: metAdres,
		Vraagt:    "Een adres heeft een postcode en een land, of geen van beide.",
		Oplossing: "Vul allebei in, of haal allebei weg.",
		toetsen: []toets{op(func(r *ronde, a *Adres) {
			r.fout(gevuld(a.Postcode) != (a.LandCode != ""), "Postcode", a.Postcode)
		})},
	},
	{
		Code: "CD007", Berichten: metAdres,
		Vraagt:    "De taal is ingevuld als er een tolk voor een taal nodig is, en anders niet.",
		Oplossing: "Vul de taal in bij vorm 1, of haal de taal weg bij een andere vorm.",
		toetsen: []toets{op(func(r *ronde, c *Communicatie) {
			r.fout(gevuld(c.Taal) != (c.Vorm == CommunicatieTolkTaal), "Taal", c.Taal)
		})},
	},
	{
		Code: "CD009", Berichten: []Soort{SoortWMO301},
		Vraagt:    "Alleen een tijdelijk adres heeft een periode.",
		Oplossing: "Haal de periode weg, of kies soort 04.",
		toetsen: []toets{op(func(r *ronde, c *Contact) {
			r.fout(c.Periode != nil && c.Soort != AdresTijdelijk, "Periode", string(c.Soort))
		})},
	},
	{
		Code: "CD025", Berichten: metAdres,
		Vraagt:    "Een adres in Nederland heeft een huisnummer.",
		Oplossing: "Vul het huisnummer in.",
		toetsen: []toets{op(func(r *ronde, a *Adres) {
			r.fout(a.LandCode == LandNederland && a.Huis == nil, "Huis", "")
		})},
	},
	{
		Code: "CD034", Berichten: []Soort{SoortWMO301},
		Vraagt:    "Een BRP-adres of verblijfadres heeft een postcode.",
		Oplossing: "Vul de postcode in.",
		toetsen: []toets{op(func(r *ronde, c *Contact) {
			needed := c.Soort == AdresBRP || c.Soort == AdresVerblijf
			r.fout(needed && (c.Adres == nil || !gevuld(c.Adres.Postcode)), "Adres", string(c.Soort))
		})},
	},
	{
		Code: "CD041", Berichten: metProducten,
		Vraagt:    "Een product met een code heeft een omvang.",
		Oplossing: "Vul de omvang in, of haal de productcode weg bij een budget.",
		toetsen:   opNieuw(func(r *ronde, g gevraagd) { r.fout(!g.zonderCode() && g.omvang == nil, "Omvang", "") }),
	},
	{
		Code: "CD043", Berichten: []Soort{SoortWMO315},
		Vraagt:    "De ingangsdatum van de beschikking hoort bij een beschikkingnummer: samen ingevuld of samen leeg.",
		Oplossing: "Vul allebei in, of haal allebei weg.",
		toetsen: []toets{op(func(r *ronde, p *AangevraagdProduct) {
			r.foutDatum((p.BeschikkingNummer != nil) == p.BeschikkingIngangsdatum.IsZero(), "BeschikkingIngangsdatum", p.BeschikkingIngangsdatum)
		})},
	},
	{
		Code: "CD060", Berichten: metPrestatie,
		Vraagt:    "Een credit noemt het referentienummer van de prestatie die terugkomt, een debet niet.",
		Oplossing: "Vul bij een credit VorigReferentieNummer in, en haal het bij een debet weg.",
		toetsen: []toets{op(func(r *ronde, p *Prestatie) {
			before := p.ProductReferentie.VorigReferentieNummer
			r.fout((p.IngediendBedrag.DebetCredit == Credit) != gevuld(before), "ProductReferentie", before)
		})},
	},
	{
		Code: "CD066", Berichten: []Soort{SoortWMO315},
		Vraagt:    "Een verwijzer met een AGB-code heeft geen naam.",
		Oplossing: "Haal de naam van de verwijzer weg.",
		toetsen: []toets{op(func(r *ronde, v *Verwijzer) {
			r.fout(v.metCode() && v.ZorgverlenerCode != "" && gevuld(v.Naam), "Naam", v.Naam)
		})},
	},
	{
		Code: "CD067", Berichten: []Soort{SoortWMO315},
		Vraagt:    "Een arts of instelling die verwijst, heeft een AGB-code of een naam.",
		Oplossing: "Vul de AGB-code in, of de naam.",
		toetsen: []toets{op(func(r *ronde, v *Verwijzer) {
			r.fout(v.metCode() && v.ZorgverlenerCode == "" && !gevuld(v.Naam), "Naam", string(v.Type))
		})},
	},
	{
		Code: "CD068", Berichten: []Soort{SoortWMO315},
		Vraagt:    "Alleen een arts of instelling die verwijst, heeft een AGB-code.",
		Oplossing: "Haal de AGB-code weg, of kies een ander type verwijzer.",
		toetsen: []toets{op(func(r *ronde, v *Verwijzer) {
			r.fout(!v.metCode() && v.ZorgverlenerCode != "", "ZorgverlenerCode", v.ZorgverlenerCode)
		})},
	},
	{
		Code: "CD075", Berichten: metProducten,
		Vraagt:    "Een product met een budget heeft een einddatum.",
		Oplossing: "Vul de einddatum in.",
		toetsen:   opGevraagd(func(r *ronde, g gevraagd) { r.fout(g.budget != nil && g.eind.IsZero(), g.eindVeld, "") }),
	},
	{
		Code: "CD076", Berichten: metProducten,
		Vraagt:    "Een product per week heeft een einddatum.",
		Oplossing: "Vul de einddatum in, of kies een andere frequentie.",
		toetsen: opGevraagd(func(r *ronde, g gevraagd) {
			r.fout(g.omvang != nil && g.omvang.Frequentie == FrequentieWeek && g.eind.IsZero(), g.eindVeld, "")
		}),
	},
	{
		Code: "CD077", Berichten: metProducten,
		Vraagt:    "Een product met een budget heeft geen omvang.",
		Oplossing: "Haal de omvang weg, of het budget.",
		toetsen:   opGevraagd(func(r *ronde, g gevraagd) { r.fout(g.budget != nil && g.omvang != nil, "Omvang", "") }),
	},
	{
		Code: "CD078", Berichten: metProducten,
		Vraagt:    "Een product met een omvang heeft geen budget.",
		Oplossing: "Haal het budget weg, of de omvang.",
		toetsen:   opGevraagd(func(r *ronde, g gevraagd) { r.fout(g.omvang != nil && g.budget != nil, "Budget", "") }),
	},
	{
		Code: "CD079", Berichten: metProducten,
		Vraagt:    "Zonder budget moet er een product zijn.",
		Oplossing: "Vul de productcategorie in, met of zonder code.",
		toetsen:   opNieuw(func(r *ronde, g gevraagd) { r.fout(g.budget == nil && g.product == nil, "Product", "") }),
	},
	{
		Code: "CD080", Berichten: []Soort{SoortWMO301}, Vraagt: vraagtOmvangCode, Oplossing: oplossingOmvangCode,
		toetsen: opNieuw(zonderCodeGeenOmvang),
	},
	{
		Code: "CD085", Berichten: []Soort{SoortWMO319},
		Vraagt:    "Een verzoek dat is afgewezen, heeft een reden.",
		Oplossing: "Vul de reden van de afwijzing in.",
		toetsen: []toets{op(func(r *ronde, a *Antwoord) {
			r.fout(a.VerzoekAntwoord == VerzoekAfgewezen && a.RedenAfwijzingVerzoek == "", "RedenAfwijzingVerzoek", "")
		})},
	},
	{
		Code: "CD086", Berichten: []Soort{SoortWMO319},
		Vraagt:    "Een verzoek dat nog in onderzoek is, heeft geen reden van afwijzing.",
		Oplossing: "Haal de reden weg.",
		toetsen: []toets{op(func(r *ronde, a *Antwoord) {
			r.fout(a.VerzoekAntwoord == VerzoekInOnderzoek && a.RedenAfwijzingVerzoek != "", "RedenAfwijzingVerzoek", string(a.RedenAfwijzingVerzoek))
		})},
	},
	{
		Code: "CD087", Berichten: []Soort{SoortWMO323},
		Vraagt:    "Een prestatie heeft een tarief, behalve als de eenheid euro (83) is.",
		Oplossing: "Vul het tarief in, of haal het weg bij eenheid 83.",
		toetsen: []toets{op(func(r *ronde, p *Prestatie) {
			r.fout((p.Eenheid == EenheidEuro) == (p.ProductTarief != nil), "ProductTarief", string(p.Eenheid))
		})},
	},
	{
		Code: "CD095", Berichten: []Soort{SoortWMO315}, Vraagt: vraagtOmvangCode, Oplossing: oplossingOmvangCode,
		toetsen: opNieuw(zonderCodeGeenOmvang),
	},
	{
		Code: "CD096", Berichten: []Soort{SoortWMO317}, Vraagt: vraagtOmvangCode, Oplossing: oplossingOmvangCode,
		toetsen: opNieuw(zonderCodeGeenOmvang),
	},
}

// metCode tells whether the kind of referrer can have an AGB code.
func (v *Verwijzer) metCode() bool {
	switch v.Type {
	case "02", "03", "04", "05":
		return true
	}
	return false
}
