package iwmo

import (
	"reflect"
	"slices"
)

// The technical rules of level 3 about claims.

var (
	metDeclaratie = []Soort{SoortWMO323}
	metBekendeBsn = []Soort{SoortWMO317, SoortWMO323, SoortWMO325}
)

// stand is an allocation, and what was claimed under it before the message.
type stand struct {
	Toewijzing
	is     bool                    // there is such an allocation
	bekend bool                    // it is of the client at hand, at this provider
	debet  map[debetSleutel]string // the reference of each debit that stands
	credit map[string]bool         // the references that were taken back
	volume som                     // see fijn
	bedrag som                     // euro cents
}

// debetSleutel names what may be claimed once under an allocation.
type debetSleutel struct {
	categorie ProductCategorie
	code      string
	periode   GeslotenPeriode
}

func (p *Prestatie) debetSleutel() debetSleutel {
	return debetSleutel{p.ProductCategorie, p.ProductCode, p.ProductPeriode}
}

func (p *Prestatie) credit() bool { return p.IngediendBedrag.DebetCredit == Credit }

// zelfde tells whether two prestaties have all in common that a credit has of its debit.
// Source: iWmo 3.2, IV091.
func (p *Prestatie) zelfde(q *Prestatie) bool {
	a, b := *p, *q
	for _, x := range []*Prestatie{&a, &b} {
		x.ProductReferentie, x.IngediendBedrag.DebetCredit, x.RetourCodes = ProductReferentie{}, "", nil
	}
	return reflect.DeepEqual(a, b)
}

// stand is the allocation of a prestatie, and what was claimed under it.
func (r *ronde) stand(p *Prestatie) *stand {
	s := r.standen[p.ToewijzingNummer]
	if s == nil {
		s = r.nieuweStand(p.ToewijzingNummer)
		if r.standen == nil {
			r.standen = map[int64]*stand{}
		}
		r.standen[p.ToewijzingNummer] = s
	}
	s.bekend = s.is && s.Bsn == boven[Client323](r).Bsn && s.Aanbieder == r.aanbieder
	return s
}

func (r *ronde) nieuweStand(nummer int64) *stand {
	s := &stand{debet: map[debetSleutel]string{}}
	s.Toewijzing, s.is = r.keten.Toewijzing(r.gemeente, nummer)
	list := r.keten.Prestaties(r.gemeente, r.aanbieder, nummer)
	for i := range list {
		d := &list[i].Prestatie
		s.bedrag.totaal += d.IngediendBedrag.Centen()
		if volume, ok := s.volumeVan(d); ok {
			s.volume.totaal += volume
		}
	}
	for _, d := range nietGecrediteerd(list) {
		s.debet[d.debetSleutel()] = d.ProductReferentie.ReferentieNummer
	}
	s.credit = gecrediteerd(list)
	return s
}

// staat tells whether a prestatie is a credit that is not refused, and remembers what it
// takes back.
func (r *ronde) staat(p *Prestatie) bool {
	g := &r.gebruik
	if g.bekeken || !p.credit() {
		return g.staat
	}
	g.bekeken = true
	before, s := p.ProductReferentie.VorigReferentieNummer, r.stand(p)
	used := g.herhaald || len(r.keten.MetReferentie(r.aanbieder, p.ProductReferentie.ReferentieNummer)) > 0
	g.goedgekeurd = r.goedgekeurd(p)
	g.staat = s.bekend && !used && !s.credit[before] && g.goedgekeurd
	if g.staat {
		r.terug.add([]byte(before))
	}
	return g.staat
}

// goedgekeurd tells whether a credit is of a prestatie that was granted. Source: iWmo 3.2,
// IV085, IV091.
func (r *ronde) goedgekeurd(p *Prestatie) bool {
	bsn := boven[Client323](r).Bsn
	return slices.ContainsFunc(r.keten.MetReferentie(r.aanbieder, p.ProductReferentie.VorigReferentieNummer), func(d IngediendePrestatie) bool {
		return d.Toegekend && !d.credit() && d.Gemeente == r.gemeente && d.Bsn == bsn && d.zelfde(p)
	})
}

// volumeVan is the volume of a prestatie as the allocation counts it, see fijn; less
// than zero for a credit. It is false when the units do not fit.
func (s *stand) volumeVan(p *Prestatie) (int64, bool) {
	ok := s.Omvang != nil && p.Eenheid.past(s.Omvang.Eenheid)
	return p.IngediendBedrag.DebetCredit.signed(fijn(p.GeleverdVolume, p.Eenheid)), ok
}

// som is what prestaties add up to, in the order in which they come.
type som struct {
	totaal int64
	wacht  bool // a debit waits for the credits behind it, and so do those after it
}

// binnen reports a debit that brings a sum above the most. Credits go first, wherever
// they stand in the message (OP366); a debit that does not fit does not count.
func (r *ronde) binnen(s *som, p *Prestatie, n, most int64, veld string, waarde int64) {
	if p.credit() || !s.wacht && s.totaal+n <= most {
		if !p.credit() || r.staat(p) {
			s.totaal += n
		}
		return
	}
	s.wacht = true
	r.straks(func() {
		fits := s.totaal+n <= most
		if fits {
			s.totaal += n
		}
		r.foutGetal(!fits, veld, waarde)
	})
}

// foutClient reports a client without an allocation.
func (r *ronde) foutClient(bsn string) {
	r.fout(len(r.keten.Toewijzingen(r.gemeente, r.aanbieder, bsn)) == 0, "Bsn", bsn)
}

// opToegewezen is a check on a prestatie under an allocation of the client.
func opToegewezen(f func(r *ronde, p *Prestatie, s *stand)) []toets {
	return []toets{op(func(r *ronde, p *Prestatie) {
		if s := r.stand(p); s.bekend {
			f(r, p, s)
		}
	})}
}

// opDebet is opToegewezen without credits. A credit is judged by its debit alone: that
// was granted, whatever changed since (IV085, IV091).
func opDebet(f func(r *ronde, p *Prestatie, s *stand)) []toets {
	return opToegewezen(func(r *ronde, p *Prestatie, s *stand) {
		if !p.credit() {
			f(r, p, s)
		}
	})
}

// opPeriode is opDebet with the period that should be claimed. It is not called outside
// the months of the allocation, where TR307 and TR308 say enough.
func opPeriode(f func(r *ronde, p *Prestatie, periode GeslotenPeriode)) []toets {
	return opDebet(func(r *ronde, p *Prestatie, s *stand) {
		if periode, ok := ProductPeriodeIn(p.ProductPeriode.Begindatum, s.Ingangsdatum, s.Einddatum); ok {
			f(r, p, periode)
		}
	})
}

// tarief is what the contract says of the product of a prestatie.
func (r *ronde) tarief(p *Prestatie) (Tarief, bool) {
	return r.keten.Tarief(r.gemeente, r.aanbieder, p.ProductCode, p.ProductPeriode.Begindatum)
}

// eenheid is the unit in which is allocated, or else in which the contract pays; empty:
// not known.
func (r *ronde) eenheid(p *Prestatie, s *stand) Eenheid {
	if s.Omvang != nil {
		return s.Omvang.Eenheid
	}
	contract, _ := r.tarief(p)
	return contract.Eenheid
}

// regelsReferentie look at the message itself too, so they do not need more.
var regelsReferentie = []Regel{{
	// The number of a prestatie that was refused stays used.
	Code: "TR314", Retourcode: "8021", Berichten: metDeclaratie,
	Vraagt:    "Een aanbieder gebruikt een referentienummer maar één keer.",
	Oplossing: "Geef de prestatie een nieuw referentienummer.",
	toetsen: []toets{op(func(r *ronde, p *Prestatie) {
		ref := p.ProductReferentie.ReferentieNummer
		r.fout(r.gebruik.herhaald || len(r.keten.MetReferentie(r.aanbieder, ref)) > 0, "ProductReferentie", ref)
	})},
}}

var regelsDeclaratie = []Regel{
	{
		// In an answer: the client under whom the prestatie was claimed.
		Code: "TR304", Retourcode: "8187", Berichten: metBekendeBsn,
		Vraagt:    "Het BSN is van een cliënt met een toewijzing bij deze aanbieder. In een antwoord is het van de cliënt uit de declaratie.",
		Oplossing: "Neem het BSN over uit de toewijzing of de declaratie.",
		toetsen: []toets{
			op(func(r *ronde, c *Client317) { r.foutClient(c.Bsn) }),
			op(func(r *ronde, c *Client323) {
				if r.z.bericht.soort == SoortWMO323 {
					r.foutClient(c.Bsn)
				}
			}),
			op(func(r *ronde, p *Prestatie) {
				if claimed, ok := r.gedeclareerd(p); ok {
					bsn := boven[Client323](r).Bsn
					r.fout(claimed.Bsn != bsn, "", bsn)
				}
			}),
		},
	},
	{
		Code: "TR307", Retourcode: "9307", Berichten: metDeclaratie,
		Vraagt:    "Een productperiode begint niet vóór de toewijzing.",
		Oplossing: "Begin de productperiode op de ingangsdatum van de toewijzing, of later.",
		toetsen: opDebet(func(r *ronde, p *Prestatie, s *stand) {
			r.foutDatum(p.ProductPeriode.Begindatum.Voor(s.Ingangsdatum), "ProductPeriode", p.ProductPeriode.Begindatum)
		}),
	},
	{
		Code: "TR308", Retourcode: "9308", Berichten: metDeclaratie,
		Vraagt:    "Een productperiode eindigt niet na de toewijzing.",
		Oplossing: "Eindig de productperiode op de einddatum van de toewijzing, of eerder.",
		toetsen: opDebet(func(r *ronde, p *Prestatie, s *stand) {
			r.foutDatum(!s.Einddatum.IsZero() && p.ProductPeriode.Einddatum.Na(s.Einddatum), "ProductPeriode", p.ProductPeriode.Einddatum)
		}),
	},
	{
		// Nobody can tell whether a month without a claim had work in it, and a second claim
		// over the last month is allowed (OP284, IV090).
		Code: "TR318", Retourcode: "8214", Berichten: metDeclaratie,
		Vraagt:    "Een declaratieperiode ligt niet voor die van een eerdere declaratie.",
		Oplossing: "Declareer oudere prestaties met de laatste of de volgende declaratieperiode.",
		toetsen: []toets{op(func(r *ronde, d *Declaratie) {
			late := false
			for _, c := range r.keten.Declaraties(r.aanbieder) {
				late = late || c.Header.Ontvanger == r.gemeente && d.DeclaratiePeriode.Begindatum.Voor(c.Declaratie.DeclaratiePeriode.Begindatum)
			}
			r.foutDatum(late, "DeclaratiePeriode", d.DeclaratiePeriode.Begindatum)
		})},
	},
	{
		Code: "TR321", Retourcode: "9321", Berichten: metDeclaratie,
		Vraagt:    "Het volume van een prestatie past in wat voor die periode is toegewezen.",
		Oplossing: "Verlaag het volume, of vraag om een ruimere toewijzing.",
		toetsen: opDebet(func(r *ronde, p *Prestatie, s *stand) {
			if volume, ok := s.volumeVan(p); ok {
				r.foutGetal(volume > fijn(s.Plafond(p.ProductPeriode), s.Omvang.Eenheid), "GeleverdVolume", p.GeleverdVolume)
			}
		}),
	},
	{
		Code: "TR322", Retourcode: "9322", Berichten: metDeclaratie,
		Vraagt:    "De volumes van alle prestaties samen passen in wat in totaal is toegewezen.",
		Oplossing: "Verlaag het volume, of vraag om een ruimere toewijzing.",
		toetsen: opToegewezen(func(r *ronde, p *Prestatie, s *stand) {
			volume, fits := s.volumeVan(p)
			if most, ok := s.PlafondTotaal(); ok && fits {
				r.binnen(&s.volume, p, volume, fijn(most, s.Omvang.Eenheid), "GeleverdVolume", p.GeleverdVolume)
			}
		}),
	},
	{
		// A credit is its debit but for the references (IV091), and its debit was granted
		// before it is taken back (IV085).
		Code: "TR323", Retourcode: "8017", Berichten: metDeclaratie,
		Vraagt:    "Een credit is gelijk aan een prestatie die eerder is goedgekeurd.",
		Oplossing: "Neem de prestatie precies over, met haar nummer als VorigReferentieNummer.",
		toetsen: []toets{op(func(r *ronde, p *Prestatie) {
			if !p.credit() {
				return
			}
			r.staat(p) // every credit is looked at here, also one of another's allocation
			r.fout(!r.gebruik.goedgekeurd, "ProductReferentie", p.ProductReferentie.VorigReferentieNummer)
		})},
	},
	{
		Code: "TR333", Retourcode: "9333", Berichten: metDeclaratie,
		Vraagt:    "Een declaratienummer is niet eerder gebruikt door de aanbieder.",
		Oplossing: "Geef de declaratie een nieuw nummer.",
		toetsen: []toets{op(func(r *ronde, d *Declaratie) {
			used := false
			for _, c := range r.keten.Declaraties(r.aanbieder) {
				used = used || c.Declaratie.DeclaratieNummer == d.DeclaratieNummer
			}
			r.fout(used, "DeclaratieNummer", d.DeclaratieNummer)
		})},
	},
	{
		Code: "TR338", Retourcode: "9338", Berichten: metDeclaratie,
		Vraagt:    "Een prestatie hoort bij een toewijzing van deze cliënt aan deze aanbieder.",
		Oplossing: "Neem het nummer over uit de toewijzing.",
		toetsen: []toets{op(func(r *ronde, p *Prestatie) {
			r.foutGetal(!r.stand(p).bekend, "ToewijzingNummer", p.ToewijzingNummer)
		})},
	},
	{
		Code: "TR339", Retourcode: "9339", Berichten: metDeclaratie,
		Vraagt:    "De productcategorie is die van de toewijzing.",
		Oplossing: "Neem de categorie over uit de toewijzing.",
		toetsen: opDebet(func(r *ronde, p *Prestatie, s *stand) {
			r.fout(s.Product != nil && p.ProductCategorie != s.Product.Categorie, "ProductCategorie", string(p.ProductCategorie))
		}),
	},
	{
		Code: "TR340", Retourcode: "9340", Berichten: metDeclaratie,
		Vraagt:    "De productcode is die van de toewijzing.",
		Oplossing: "Neem de code over uit de toewijzing.",
		toetsen: opDebet(func(r *ronde, p *Prestatie, s *stand) {
			r.fout(s.Product != nil && gevuld(s.Product.Code) && p.ProductCode != s.Product.Code, "ProductCode", p.ProductCode)
		}),
	},
	{
		Code: "TR341", Retourcode: "9341", Berichten: metDeclaratie,
		Vraagt:    "De eenheid is die van de toewijzing, of als die er geen heeft die van het contract. Uren mogen ook in minuten.",
		Oplossing: "Declareer in de eenheid van de toewijzing of het contract.",
		toetsen: opDebet(func(r *ronde, p *Prestatie, s *stand) {
			agreed := r.eenheid(p, s)
			r.fout(agreed != "" && !p.Eenheid.past(agreed), "Eenheid", string(p.Eenheid))
		}),
	},
	{
		// The budget is money, so the amounts count, which are the volumes of unit 83.
		Code: "TR369", Retourcode: "9369", Berichten: metDeclaratie,
		Vraagt:    "De bedragen van alle prestaties samen passen in het toegewezen budget.",
		Oplossing: "Verlaag het bedrag, of vraag om een ruimer budget.",
		toetsen: opToegewezen(func(r *ronde, p *Prestatie, s *stand) {
			if s.Budget != nil {
				amount := p.IngediendBedrag
				r.binnen(&s.bedrag, p, amount.Centen(), *s.Budget, "IngediendBedrag", amount.Bedrag)
			}
		}),
	},
	{
		Code: "TR384", Retourcode: "9384", Berichten: metDeclaratie,
		Vraagt:    "Op een verwijderde toewijzing wordt niet gedeclareerd.",
		Oplossing: "Haal de prestatie weg, of overleg met de gemeente.",
		toetsen: opDebet(func(r *ronde, p *Prestatie, s *stand) {
			r.foutGetal(s.RedenWijziging == WijzigingVerwijderd, "ToewijzingNummer", p.ToewijzingNummer)
		}),
	},
	{
		Code: "TR387", Retourcode: "9387", Berichten: metDeclaratie,
		Vraagt:    "Een productperiode begint op de eerste dag van de maand, of op de ingangsdatum als die later in de maand is.",
		Oplossing: "Verbeter de begindatum van de productperiode.",
		toetsen: opPeriode(func(r *ronde, p *Prestatie, periode GeslotenPeriode) {
			r.foutDatum(p.ProductPeriode.Begindatum != periode.Begindatum, "ProductPeriode", p.ProductPeriode.Begindatum)
		}),
	},
	{
		Code: "TR388", Retourcode: "9388", Berichten: metDeclaratie,
		Vraagt:    "Een productperiode eindigt op de laatste dag van de maand, of op de einddatum als die eerder in de maand is.",
		Oplossing: "Verbeter de einddatum van de productperiode.",
		toetsen: opPeriode(func(r *ronde, p *Prestatie, periode GeslotenPeriode) {
			r.foutDatum(p.ProductPeriode.Einddatum != periode.Einddatum, "ProductPeriode", p.ProductPeriode.Einddatum)
		}),
	},
	{
		Code: "TR389", Retourcode: "9389", Berichten: metDeclaratie,
		Vraagt:    "Van een toewijzing, product en periode is niet al eerder gedeclareerd.",
		Oplossing: "Crediteer eerst de eerdere prestatie.",
		toetsen: opDebet(func(r *ronde, p *Prestatie, s *stand) {
			before, ok := s.debet[p.debetSleutel()]
			if !ok {
				return
			}
			r.straks(func() { r.fout(!r.terug.has([]byte(before)), "", before) })
		}),
	},
	{
		Code: "TR390", Retourcode: "9390", Berichten: metDeclaratie,
		Vraagt:    "Een prestatie die al is gecrediteerd, wordt niet nog eens gecrediteerd.",
		Oplossing: "Haal de credit weg.",
		toetsen: []toets{op(func(r *ronde, p *Prestatie) {
			before := p.ProductReferentie.VorigReferentieNummer
			r.fout(r.stand(p).credit[before], "ProductReferentie", before)
		})},
	},
	{
		Code: "TR418", Retourcode: "0611", Berichten: metDeclaratie,
		Vraagt:    "Het tarief is dat van het contract. Een uurtarief staat bij minuten als afgerond tarief per minuut.",
		Oplossing: "Neem het tarief over uit het contract.",
		toetsen: []toets{op(func(r *ronde, p *Prestatie) {
			contract, ok := r.tarief(p)
			if !ok || p.credit() || p.ProductTarief == nil {
				return
			}
			want := contract.Bedrag
			if p.Eenheid == EenheidMinuut && contract.Eenheid == EenheidUur {
				want = TariefMinuut(want)
			}
			r.foutGetal(!p.Eenheid.past(contract.Eenheid) || *p.ProductTarief != want, "ProductTarief", *p.ProductTarief)
		})},
	},
}
