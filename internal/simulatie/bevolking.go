package simulatie

import (
	"fmt"
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/persoon"
	"trede/internal/domain/toegang"
)

// Config says which region is made.
type Config struct {
	Seed     uint64
	Inwoners int
	Van      civil.Date // first day
	Tot      civil.Date // last day
}

// Years is how long a run is when nothing else is said.
const Years = 3

// Complete fills in the first day when it was not given.
func (c Config) Complete() Config {
	if c.Van.IsZero() {
		c.Van = c.Tot.AddYears(-Years)
	}
	return c
}

// Validate says in one sentence what is wrong.
func (c Config) Validate() error {
	switch {
	case c.Inwoners < 1 || c.Inwoners > MaxInwoners:
		return fmt.Errorf("the number of residents must be from 1 to %d", MaxInwoners)
	case c.Van.Before(EersteDag):
		return fmt.Errorf("the first day must be %s or later, when the contracts begin", EersteDag)
	case !c.Van.Before(c.Tot):
		return fmt.Errorf("the last day must be after %s", c.Van)
	case c.Tot.After(LaatsteDag):
		return fmt.Errorf("the last day must be %s or earlier, when the contracts end", LaatsteDag)
	}
	return nil
}

// MaxInwoners is the most residents that a region of this kind can have.
const MaxInwoners = 1_000_000

// The first and last day of the contracts with providers; both are made up.
var (
	EersteDag  = civil.New(2019, 1, 1)
	LaatsteDag = civil.New(2028, 6, 30)
)

// GeenBSNBekend is the reason of a resident for whom no test number is left.
const GeenBSNBekend = "BSN is nog niet bekend"

// Inwoner is one resident as he or she is before anybody has met them.
type Inwoner struct {
	Nr            int
	Naam          persoon.Naam
	Aanspreekvorm persoon.Aanspreekvorm
	Geboren       persoon.Geboortedatum
	BSN           persoon.BSN // none when GeenBSNReden says why
	GeenBSNReden  string
	Adres         persoon.Adres
	Contact       persoon.Contact
	Geheim        persoon.GeheimReden // empty: the address is no secret
	Gemeente      inkoop.GemeenteCode
	Wijk          inkoop.WijkCode
	Melding       civil.Date // day of the first question
	Melder        toegang.Melder
	Aard          Aard
}

// Aard (nature) is what becomes of somebody when nobody interferes. It is never
// told to the system: staff find out.
type Aard struct {
	Trede         ladder.Trede // where the resident stands at the first question
	Maximum       ladder.Trede // as far as he or she gets
	Groei         float64      // chance of a step up in half a year with support
	Trouw         float64      // share of the dagdelen that the resident comes
	Uitval        float64      // chance of stopping within half a year
	Dagdelen      int          // a week
	Digitaal      bool         // uses the resident's pages
	Belemmeringen []ladder.Belemmering
	Hoofddoel     toegang.Hoofddoel
	Zelfstandig   bool // needs no support
	WeetWat       bool // knows what he or she wants
	Mantelzorg    bool // the carer is overburdened
	Richting      toegang.Trajectrichting
}

// Population gives the residents of a region, each out of a stream of its own.
type Population struct {
	cfg      Config
	aow      persoon.AOWTabel
	register *inkoop.Register
	step     int // walks over the test BSNs in an order of its own
}

// NewPopulation makes the residents of a region.
func NewPopulation(cfg Config, register *inkoop.Register, aow persoon.AOWTabel) *Population {
	cfg = cfg.Complete()
	c := newChance(cfg.Seed, streamBSN, 0)
	return &Population{cfg: cfg, register: register, aow: aow, step: c.Between(1, persoon.TestBSNs-1)}
}

// Len is the number of residents.
func (p *Population) Len() int { return p.cfg.Inwoners }

// Inwoner gives one resident, counted from 0. The same number always gives the
// same person.
func (p *Population) Inwoner(nr int) Inwoner {
	c := newChance(p.cfg.Seed, streamInwoner, nr)
	i := Inwoner{Nr: nr, Melding: p.melding(c), Melder: pickWeighted(c, melders)}
	if nr == 0 {
		i.Melding = civil.Max(p.cfg.Van, p.cfg.Tot.AddMonths(-6))
		i.Melder = toegang.MelderInwoner
	}
	i.Geboren = p.geboren(c, i.Melding)
	age, _, _ := i.Geboren.Leeftijd(i.Melding)
	var group herkomst
	i.Naam, i.Aanspreekvorm, group = naamVan(c, age)
	p.woont(c, &i)
	i.Contact = contactVan(c, i, group)
	if c.Once(0.015) {
		i.Geheim = pickFrom(c, persoon.GeheimRedenen()[:3])
	}
	i.Aard = aardVan(c, age)
	p.nummer(c, &i)
	if nr == 0 {
		p.marco(&i)
	}
	return i
}

var melders = []weighted[toegang.Melder]{
	{38, toegang.MelderInwoner}, {6, toegang.MelderWerkgever}, {34, toegang.MelderConsulent}, {22, toegang.MelderAnder},
}

// melding is the day of the first question: one in five comes in the first months,
// as in a region that has just begun, three in ten in the last months, so that much is
// on its way, the others evenly over the years.
func (p *Population) melding(c *Chance) civil.Date {
	days := p.cfg.Van.DaysUntil(p.cfg.Tot)
	switch n := c.Below(10); {
	case n < 2:
		return p.cfg.Van.AddDays(c.Below(max(1, min(120, days))))
	case n < 5:
		return p.cfg.Tot.AddDays(-1 - min(c.Below(110), days-1))
	}
	return p.cfg.Van.AddDays(c.Below(max(1, days-3)))
}

// leeftijden are the ages at the first question, in years.
var leeftijden = []weighted[[2]int]{{18, [2]int{17, 26}}, {24, [2]int{27, 38}}, {26, [2]int{39, 50}}, {32, [2]int{51, 65}}}

// geboren makes a date of birth. A few stand just before or after their sixteenth
// birthday or their AOW date, where rules change from one day to the next.
func (p *Population) geboren(c *Chance, asked civil.Date) persoon.Geboortedatum {
	kind, ages := c.Below(1000), pickWeighted(c, leeftijden)
	born := asked.AddYears(-c.Between(ages[0], ages[1])).AddDays(-c.Below(365))
	switch {
	case kind < 12: // turns 16 about now
		born = asked.AddYears(-16).AddDays(c.Between(-20, 120))
	case kind < 62: // reaches AOW age during the run or soon after
		born = p.geborenVoorAOW(asked.AddDays(c.Between(30, asked.DaysUntil(p.cfg.Tot)+540)))
	case kind < 69: // has reached it already
		born = p.geborenVoorAOW(asked.AddDays(-c.Between(0, 400)))
	case kind < 76: // knows the year, or the month, only
		month := int(born.Month())
		if kind < 72 {
			month = 0
		}
		if g, err := persoon.NewGeboortedatum(born.Year(), month, 0); err == nil {
			return g
		}
	}
	return persoon.GeborenOp(born)
}

// geborenVoorAOW is a day of birth that leads to an AOW date on or near a day.
func (p *Population) geborenVoorAOW(day civil.Date) civil.Date {
	born := day.AddMonths(-12 * 67)
	for range 3 {
		if d := p.aow.AOWDatum(born); !d.Datum.IsZero() {
			born = born.AddDays(d.Datum.DaysUntil(day))
		}
	}
	return born
}

// woont gives the resident a place to live.
func (p *Population) woont(c *Chance, i *Inwoner) {
	total := 0
	for _, w := range plaatsen {
		total += w.gewicht
	}
	n := c.Below(total)
	k := 0
	for n >= plaatsen[k].gewicht {
		n -= plaatsen[k].gewicht
		k++
	}
	i.Adres = p.adres(c, plaatsen[k], i.Melding)
	i.Gemeente, i.Wijk = plaatsen[k].code, inkoop.WijkCode(i.Adres.Wijk)
}

// adres makes an address in a gemeente as it is on a day.
func (p *Population) adres(c *Chance, where plaats, day civil.Date) persoon.Adres {
	a := persoon.Adres{
		Soort: persoon.AdresBRP, Straatnaam: pickFrom(c, straten), Huisnummer: c.Between(1, 220), Woonplaats: where.naam,
		Postcode: fmt.Sprintf("%04d%s", where.postcode+c.Below(where.spreiding), pickFrom(c, []string{"XA", "XB", "XC", "XD", "XE"})),
		Gemeente: string(where.code),
	}
	if c.Once(0.12) {
		a.Huisletter = pickFrom(c, []string{"A", "B", "C"})
	}
	var list []weighted[inkoop.WijkCode]
	for _, w := range p.register.Wijken(where.code, day) {
		weight := wijkGewicht[w.Code]
		if weight == 0 {
			weight = 2
		}
		list = append(list, weighted[inkoop.WijkCode]{weight, w.Code})
	}
	if len(list) > 0 {
		wijk := pickWeighted(c, list)
		a.Wijk = string(wijk)
		if name := woonplaatsen[wijk]; name != "" {
			a.Woonplaats = name
		}
	}
	return a
}

// contactVan makes ways to reach somebody. The addresses exist nowhere.
func contactVan(c *Chance, i Inwoner, group herkomst) persoon.Contact {
	var out persoon.Contact
	if c.Once(0.93) {
		out.Telefoon = fmt.Sprintf("+316123%05d", c.Below(100_000))
	}
	if c.Once(0.6) {
		first, _, _ := strings.Cut(i.Naam.Voornamen, " ")
		last := strings.ReplaceAll(strings.ReplaceAll(i.Naam.Geslachtsnaam, " ", ""), "'", "")
		out.Email = fmt.Sprintf("%s.%s%d@voorbeeld.example", persoon.Fold(first), persoon.Fold(last), i.Nr)
	}
	switch {
	case out.Telefoon != "" && c.Once(0.5):
		out.Kanaal = pickFrom(c, []persoon.Kanaal{persoon.KanaalTelefoon, persoon.KanaalSMS})
	case out.Email != "" && c.Once(0.4):
		out.Kanaal = persoon.KanaalEmail
	case c.Once(0.6):
		out.Kanaal = pickFrom(c, []persoon.Kanaal{persoon.KanaalBrief, persoon.KanaalGesprek})
	}
	if taal := talen[group]; taal != "" && c.Once(0.25) {
		out.Taal = taal
		if c.Once(0.4) {
			out.Tolk = persoon.TolkTaal
		}
	}
	if out.Tolk == "" && c.Once(0.006) {
		out.Tolk = persoon.TolkDoof
	}
	return out
}

// treden is where people stand at their first question. Source for the shape: most
// come from trede 1 to 3 (domain guide 4.3, 6).
var treden = []weighted[ladder.Trede]{{20, 1}, {34, 2}, {27, 3}, {15, 4}, {4, 5}}

var hoofddoelen = []weighted[toegang.Hoofddoel]{
	{86, toegang.DoelBijdragen},
	{5, toegang.DoelOntmoeten},
	{3, toegang.DoelZelfredzaamheid},
	{2, toegang.DoelMantelzorg},
	{4, toegang.DoelDagstructuur},
}

func aardVan(c *Chance, age int) Aard {
	a := Aard{
		Trede: pickWeighted(c, treden), Hoofddoel: pickWeighted(c, hoofddoelen),
		Trouw: c.Share(0.72, 0.98), Uitval: c.Share(0, 0.18), Dagdelen: c.Between(1, 5),
		Digitaal: c.Once(0.45), Zelfstandig: c.Once(0.03), WeetWat: c.Once(0.8), Mantelzorg: c.Once(0.06),
		Richting: pickWeighted(c, []weighted[toegang.Trajectrichting]{{62, toegang.RichtingBijdrage}, {38, toegang.RichtingArbeidsfit}}),
	}
	a.Belemmeringen = some(c, ladder.Belemmeringen(), pickWeighted(c, []weighted[int]{{22, 0}, {38, 1}, {27, 2}, {13, 3}}))
	// Who is younger and has less in the way climbs faster.
	a.Groei = c.Share(0.15, 0.75) * (1 - 0.12*float64(len(a.Belemmeringen)))
	if age > 55 {
		a.Groei *= 0.7
	}
	a.Maximum = min(6, a.Trede+ladder.Trede(pickWeighted(c, []weighted[int]{{18, 0}, {38, 1}, {29, 2}, {15, 3}})))
	return a
}

// nummer gives the resident a BSN of the test range, or says why there is none.
func (p *Population) nummer(c *Chance, i *Inwoner) {
	reason := pickFrom(c, []string{"nog niet ingeschreven in de BRP", "vergunning loopt nog"})
	switch without := c.Once(0.012); {
	case i.Nr >= persoon.TestBSNs:
		i.GeenBSNReden = GeenBSNBekend
	case without && i.Nr > 0:
		i.GeenBSNReden = reason
	default:
		i.BSN, _ = persoon.TestBSN(i.Nr * p.step % persoon.TestBSNs)
	}
}

// marco makes the first resident the one of the domain guide (section 5), so that
// the demo always has somebody halfway.
func (p *Population) marco(i *Inwoner) {
	i.Naam = persoon.Naam{Voornamen: "Marco", Voorletters: "M", Roepnaam: "Marco", Voorvoegsel: "van", Geslachtsnaam: "Beek"}
	i.Aanspreekvorm = persoon.AanspreekHeer
	i.Geboren = persoon.GeborenOp(i.Melding.AddYears(-41).AddDays(-100))
	i.Gemeente, i.Wijk = plaatsen[0].code, "WK020205"
	i.Adres.Gemeente, i.Adres.Wijk, i.Adres.Woonplaats, i.Adres.Postcode = string(i.Gemeente), string(i.Wijk), "Arnhem", "6826XA"
	i.Contact = persoon.Contact{Telefoon: "+31612300041", Kanaal: persoon.KanaalTelefoon}
	i.Geheim = ""
	i.Aard = Aard{
		Trede: 3, Maximum: 4, Groei: 0.8, Trouw: 0.9, Dagdelen: 3, Digitaal: true, WeetWat: true,
		Belemmeringen: slices.Clone(ladder.Belemmeringen()[1:2]), Hoofddoel: toegang.DoelBijdragen, Richting: toegang.RichtingArbeidsfit,
	}
}
