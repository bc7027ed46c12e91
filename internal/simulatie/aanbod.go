package simulatie

import (
	"fmt"
	"slices"
	"time"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
)

// Aanbieder is one made-up provider with everything that is agreed with it.
type Aanbieder struct {
	Nr            int
	Naam          string
	KvK, AGB      string
	Inschrijving  inkoop.GemeenteCode
	Werkplekken   []Werkplek
	Contracten    []inkoop.Contract // without ids; Getekend is the day it is put on record
	Verzekeringen []inkoop.Verzekering
}

// Werkplek is one made-up place to work.
type Werkplek struct {
	inkoop.Werkplek
	Werksoort  string
	Straat     string
	Huisnummer int
	Postcode   string
	Uniek      string // kind of work that nobody else offers, by which it may lie far away; empty: none
}

// uniekeWerksoorten are kinds of work that one provider has each.
var uniekeWerksoorten = []string{"bijen houden", "boten bouwen", "papier scheppen", "glas blazen"}

// namenBegin and namenEind make names of providers that nobody has.
var (
	namenBegin = []string{
		"Zonne", "Water", "Linden", "Berg", "Rivier", "Sterren", "Merel", "Klaver", "Wilgen", "Kastanje", "Veer", "Anker", "Kompas",
		"Vuur", "Wolken", "Brug", "Eiken", "Maan", "Wind", "Akker",
	}
	namenEind  = []string{"kracht", "werk", "hof", "maat", "gilde", "pad", "draad", "boog"}
	namenSoort = []string{"Stichting %s", "%s", "Werkplaats %s", "%s Activering", "Coöperatie %s"}
)

// eersteGemeenten are the gemeenten of the first twelve providers, so that there
// is one everywhere that buys.
var eersteGemeenten = []inkoop.GemeenteCode{
	"0202", "0202", "0299", "1734", "0289", "0226", "0274", "0293", "0221", "0202", "0299", "0202",
}

// The least and most providers.
const (
	MinAanbieders = 12
	MaxAanbieders = 40
)

// aantalAanbieders grows with the number of residents.
func aantalAanbieders(inwoners int) int { return min(MaxAanbieders, max(MinAanbieders, inwoners/20)) }

// Aanbieders makes the providers of a region.
func Aanbieders(cfg Config, register *inkoop.Register) []Aanbieder {
	cfg = cfg.Complete()
	n := aantalAanbieders(cfg.Inwoners)
	out := make([]Aanbieder, 0, n)
	taken := map[string]bool{}
	for nr := range n {
		c := newChance(cfg.Seed, streamOrganisatie, nr)
		a := Aanbieder{
			Nr: nr, KvK: fmt.Sprintf("00%06d", 100_000+nr), AGB: fmt.Sprintf("9900%04d", 1000+nr),
			Inschrijving: eersteGemeenten[nr%len(eersteGemeenten)],
		}
		a.noem(c, taken)
		a.werkplekken(c, cfg, register, n)
		a.contracten(cfg, register)
		a.verzekeringen(cfg)
		out = append(out, a)
	}
	return out
}

// noem gives a provider a name that no other has.
func (a *Aanbieder) noem(c *Chance, taken map[string]bool) {
	for a.Naam == "" || taken[a.Naam] {
		a.Naam = fmt.Sprintf(pickFrom(c, namenSoort), pickFrom(c, namenBegin)+pickFrom(c, namenEind))
	}
	taken[a.Naam] = true
}

// werkplekken gives a provider its places, with room for all residents together.
func (a *Aanbieder) werkplekken(c *Chance, cfg Config, register *inkoop.Register, aanbieders int) {
	const share = 3 // places a provider has on average
	// Seven in ten residents at once, three dagdelen a week, a third to spare.
	need := cfg.Inwoners * 7 / 10 * 3 * 4 / 3
	perDagdeel := max(3, need/(aanbieders*share*10)+1)
	kinds := some(c, werksoorten, c.Between(2, 4))
	for n, kind := range kinds {
		where := a.Inschrijving
		name := ""
		if n > 0 && c.Once(0.35) {
			where, name = a.elders(c, cfg.Van, register)
		}
		w := Werkplek{Werksoort: kind.code, Straat: pickFrom(c, straten), Huisnummer: c.Between(1, 120)}
		w.Naam, w.VoorWie = pickFrom(c, kind.namen), pickFrom(c, kind.voorWie)
		w.Gemeente, w.Woonplaats, w.Geldig = where, name, civil.Period{From: EersteDag}
		place := plaatsVan(where)
		w.Postcode = fmt.Sprintf("%04dXZ", place.postcode+c.Below(place.spreiding))
		if name == "" {
			w.Woonplaats = place.naam
		}
		if wijken := register.Wijken(where, cfg.Van); len(wijken) > 0 && name == "" {
			w.Wijk = pickFrom(c, wijken).Code
			if named := woonplaatsen[w.Wijk]; named != "" {
				w.Woonplaats = named
			}
		}
		w.Dagdelen = dagdelen(c, perDagdeel)
		a.Werkplekken = append(a.Werkplekken, w)
	}
	if a.Nr%9 == 8 {
		w := &a.Werkplekken[len(a.Werkplekken)-1]
		w.Gemeente, w.Wijk, w.Woonplaats = "0289", "", "Wageningen"
		if a.Inschrijving == "0289" {
			w.Gemeente, w.Woonplaats = "0221", "Doesburg"
		}
		w.Uniek = uniekeWerksoorten[a.Nr/9%len(uniekeWerksoorten)]
	}
}

// elders is a gemeente beside the own one where a provider may work as well, and
// the woonplaats when the rules look at that.
func (a *Aanbieder) elders(c *Chance, day civil.Date, register *inkoop.Register) (inkoop.GemeenteCode, string) {
	if a.Inschrijving == "0202" {
		switch c.Below(3) {
		case 0:
			return "0274", "Oosterbeek"
		case 1:
			return "0293", "Westervoort"
		}
		return "1734", "Elst"
	}
	near := slices.DeleteFunc(register.Buren(a.Inschrijving, day), func(code inkoop.GemeenteCode) bool {
		g, ok := register.Gemeente(code)
		return !ok || !g.InRegio || plaatsVan(code).naam == "" || !register.Koopt(code, day)
	})
	if len(near) == 0 {
		return a.Inschrijving, ""
	}
	return pickFrom(c, near), ""
}

func plaatsVan(code inkoop.GemeenteCode) plaats {
	for _, p := range plaatsen {
		if p.code == code {
			return p
		}
	}
	return plaats{}
}

// dagdelen is a week of a place: most are open all weekdays.
func dagdelen(c *Chance, plekken int) []inkoop.Dagdeelplekken {
	var out []inkoop.Dagdeelplekken
	closed := time.Weekday(c.Between(0, 9)) // above Friday: open all week
	for day := time.Monday; day <= time.Friday; day++ {
		if day == closed {
			continue
		}
		for _, deel := range []inkoop.Deel{inkoop.Ochtend, inkoop.Middag} {
			room := c.Between(max(1, plekken-1), plekken+2)
			out = append(out, inkoop.Dagdeelplekken{Dagdeel: inkoop.Dagdeel{Dag: day, Deel: deel}, Plekken: room})
		}
	}
	return out
}

// termijn is one round of contracts.
type termijn struct {
	catalogus        inkoop.CatalogusCode
	van, tot, getekd civil.Date
}

// rondes are the rounds: the contracts of 2019 were extended by half a year (S-A,
// INK-11), then the new catalogue began. What comes after is made up.
var rondes = []termijn{
	{"v1", civil.New(2019, 1, 1), civil.New(2019, 12, 31), civil.New(2018, 11, 15)},
	{"v2", civil.New(2020, 7, 1), civil.New(2024, 6, 30), civil.New(2020, 4, 20)},
	{"v2", civil.New(2024, 7, 1), civil.New(2028, 6, 30), civil.New(2024, 4, 18)},
}

// contracten gives a provider its contracts as they are planned: what it enrols for
// follows from them, and the run puts what came of it in their place. One in ten does not sign the last
// round, and one in ten stops during the run.
func (a *Aanbieder) contracten(cfg Config, register *inkoop.Register) {
	for n, t := range rondes {
		if n == 2 && a.Nr%10 == 7 {
			return
		}
		contract := inkoop.Contract{
			Nummer: fmt.Sprintf("AW-%d-%03d", t.van.Year(), a.Nr+1), Partij: "Regio Arnhem (voorbeeld)", Getekend: t.getekd,
			Oorspronkelijk: civil.Through(t.van, t.tot), Regels: a.regels(t, register),
		}
		if n == 0 {
			contract.Addenda = append(contract.Addenda, inkoop.Addendum{
				Nummer: 1, Soort: inkoop.Verlenging, Getekend: civil.New(2019, 9, 10), LaatsteDag: civil.New(2020, 6, 30),
				Toelichting: "Verlengd met zes maanden onder dezelfde voorwaarden.",
			})
		}
		stops := cfg.Van.AddDays(cfg.Van.DaysUntil(cfg.Tot) * 7 / 10)
		if a.Nr%10 == 9 && contract.Oorspronkelijk.Contains(stops) {
			contract.Addenda = append(contract.Addenda, inkoop.Addendum{
				Nummer: len(contract.Addenda) + 1, Soort: inkoop.Beeindiging, Getekend: stops.AddDays(-40), LaatsteDag: stops,
				Toelichting: "De aanbieder stopt. Wat loopt, wordt afgemaakt.",
			})
		}
		a.Contracten = append(a.Contracten, contract)
	}
}

// regels are the products for the gemeenten round the provider. One in six has the
// lower treden only.
func (a *Aanbieder) regels(t termijn, register *inkoop.Register) []inkoop.Contractregel {
	catalogus, _ := register.Catalogus(t.catalogus)
	near := append(register.Buren(a.Inschrijving, t.van), a.Inschrijving)
	if a.Nr%3 == 0 && !slices.Contains(near, "0202") {
		near = append(near, "0202")
	}
	slices.Sort(near)
	var out []inkoop.Contractregel
	for _, p := range catalogus.Producten {
		if a.Nr%6 == 5 && (p.Doeltrede > 3 || p.Trede() > 3) {
			continue
		}
		r := inkoop.Contractregel{Product: catalogus.Ref(p.Code)}
		for _, code := range near {
			if register.Koopoordeel(code, r.Product, t.van).Reden == inkoop.Gekocht {
				r.Gemeenten = append(r.Gemeenten, code)
			}
		}
		if len(r.Gemeenten) > 0 {
			out = append(out, r)
		}
	}
	return out
}

// verzekeringen are both policies, three years at a time. One provider forgets to
// go on with one for two months during the run; of another a policy ends soon
// after the last day.
func (a *Aanbieder) verzekeringen(cfg Config) {
	gap := cfg.Van.AddDays(cfg.Van.DaysUntil(cfg.Tot) * 4 / 10)
	for _, t := range rondes {
		if gap.Before(t.van.AddDays(1)) && t.van.Before(gap.AddMonths(2)) {
			gap = t.van.AddDays(1) // on the first day of a contract everybody is insured
		}
	}
	for n, soort := range inkoop.Verzekeringssoorten() {
		for from := EersteDag; !from.After(LaatsteDag); from = from.AddYears(3) {
			v := inkoop.Verzekering{
				Soort: soort, Verzekeraar: []string{"Onderlinge De Brug", "Waarborg Oost", "Algemene Polis"}[a.Nr%3], DektDeelnemers: true,
				Polisnummer: fmt.Sprintf("P%03d-%d%02d", a.Nr+1, n+1, from.Year()%100), Geldig: civil.Period{From: from, Until: from.AddYears(3)},
			}
			end := cfg.Tot.AddDays(25)
			switch {
			case n == 1 && a.Nr == 3 && v.Geldig.Contains(end):
				v.Geldig.Until = end
			case n == 1 && a.Nr == 6 && v.Geldig.Contains(gap):
				rest := v
				rest.Geldig.From = gap.AddMonths(2)
				rest.Polisnummer += "B"
				v.Geldig.Until = gap
				if rest.Geldig.From.Before(rest.Geldig.Until) {
					a.Verzekeringen = append(a.Verzekeringen, rest)
				}
			case n == 1 && a.Nr == 3 && v.Geldig.From.After(end):
				continue
			}
			a.Verzekeringen = append(a.Verzekeringen, v)
		}
	}
}
