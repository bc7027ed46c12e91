package region

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
)

// item is a piece of data in a form in which two regions can be compared.
type item struct {
	kind   string
	key    string       // which one: the same in both regions, and readable
	period civil.Period // the days on which it holds
	// undated: the period follows from something else and is no key of the file.
	undated bool
	// draft: it does not count yet, so it has no past.
	draft bool
	// closed: it stands in for something that held before, so that it cannot be
	// added to the past.
	closed bool
	// within: the id of what it is a part of; a closed part may be added to the past
	// together with the whole.
	within  string
	setting string // code, for a setting
	fields  []value
}

// value is a field of an item. A firm one decides things; the others describe. Of the
// firm ones two kinds may change although the item held before, which is told then.
type value struct {
	name    string
	value   string
	firm    bool
	late    bool // it may be filled in when nobody said it before
	current bool // it only counts for what is done from now on
}

func (i item) id() string { return i.kind + "\x00" + i.key }

// summary gives the firm values, for people.
func (i item) summary() string {
	var parts []string
	for _, f := range i.fields {
		if f.firm && f.value != "" {
			parts = append(parts, f.value)
		}
	}
	return strings.Join(parts, ", ")
}

func firm(name string, v any) value { return value{name: name, value: fmt.Sprint(v), firm: true} }
func soft(name string, v any) value { return value{name: name, value: fmt.Sprint(v)} }
func late(name string, v any) value {
	return value{name: name, value: fmt.Sprint(v), firm: true, late: true}
}

func current(name string, v any) value {
	return value{name: name, value: fmt.Sprint(v), firm: true, current: true}
}

func provenance(h inkoop.Herkomst) []value {
	return []value{soft("herkomst", h.Soort), soft("bron", h.Bron)}
}

func dated(kind, key string, p civil.Period, h inkoop.Herkomst, fields ...value) item {
	return item{kind: kind, key: key, period: p, fields: append(fields, provenance(h)...)}
}

// sinceDay makes the first day part of a key.
func sinceDay(key string, day civil.Date) string {
	if day.IsZero() {
		return key
	}
	return key + " van " + day.String()
}

// items lists all data of a region in the order of the file.
func items(r *Region) []item {
	d := r.Inkoop
	var list []item
	for _, g := range d.Gemeenten {
		list = append(list, dated(kindGemeente, string(g.Code), g.Geldig, g.Herkomst,
			soft("naam", g.Naam), soft("deelgebied", g.Deelgebied)))
		list = append(list, gemeenteItems(g)...)
	}
	for _, g := range d.Grenzen {
		list = append(list, dated(kindGrens, sinceDay(string(g.A)+"-"+string(g.B), g.Geldig.From), g.Geldig, g.Herkomst))
	}
	for _, w := range d.Wijken {
		list = append(list, dated(kindWijk, string(w.Code), w.Geldig, w.Herkomst, soft("naam", w.Naam)))
	}
	for _, w := range d.Woonplaatsen {
		key := sinceDay(fmt.Sprintf("%s (%s) bij %s", w.Naam, w.Gemeente, w.GrenstAan), w.Geldig.From)
		list = append(list, dated(kindWoonplaats, key, w.Geldig, w.Herkomst))
	}
	for _, c := range d.Catalogi {
		list = append(list, catalogusItems(c)...)
	}
	for _, k := range d.Keuzes {
		key := sinceDay(fmt.Sprintf("%s voor %s", k.Product, k.Gemeente), k.Geldig.From)
		list = append(list, dated(kindKeuze, key, k.Geldig, k.Herkomst, firm("vorm", k.Vorm),
			soft("alternatief", k.Alternatief), soft("evaluatie", k.Evaluatie)))
	}
	for _, p := range d.Plafonds {
		list = append(list, dated(kindPlafond, string(p.Code), p.Geldig, p.Herkomst,
			firm("gemeente", p.Gemeente), firm("producten", p.Producten), firm("plekken", count(p.Plekken)), firm("bedrag", p.Bedrag)))
	}
	for _, l := range d.LokaleRegels {
		key := sinceDay(fmt.Sprintf("%q in %s", l.Soort, l.Gemeente), l.Geldig.From)
		list = append(list, dated(kindLokaleRegel, key, l.Geldig, l.Herkomst))
	}
	for _, t := range d.Tarieven {
		list = append(list, tariefItem(t))
	}
	list = append(list, rondeItems(d)...)
	for _, o := range d.Overgang {
		it := dated(kindOvergang, sinceDay(kindOvergang, o.From), o.Period(), o.Value.Herkomst,
			firm("regel", o.Value.Soort), firm("uiterlijk", o.Value.Uiterlijk))
		it.closed = o.Value.Soort != inkoop.StandaardOvergang().Soort || !o.Value.Uiterlijk.IsZero()
		list = append(list, it)
	}
	for _, i := range d.Instellingen {
		it := dated(kindInstelling, sinceDay(string(i.Code), i.Van), civil.Period{From: i.Van}, i.Herkomst, firm("waarde", i.Waarde))
		it.setting, it.undated = string(i.Code), true
		list = append(list, it)
	}
	return append(list, aowItems(r.AOW)...)
}

// gemeenteItems tells apart what a gemeente may become from what it may not: it may
// join the region but not leave it, and its opvolger stands with its end.
func gemeenteItems(g inkoop.Gemeente) []item {
	var list []item
	if g.InRegio {
		list = append(list, item{kind: kindGemeente, key: string(g.Code) + " in de regio", period: g.Geldig, undated: true})
	}
	if g.Opvolger != "" {
		list = append(list, item{
			kind: kindGemeente, key: string(g.Code) + " opvolger", period: civil.Period{From: g.Geldig.Until}, undated: true,
			fields: []value{firm("opvolger", g.Opvolger)},
		})
	}
	return list
}

// catalogusItems lists a catalogue with its products, which are fixed once the
// catalogue counts.
func catalogusItems(c inkoop.Catalogusversie) []item {
	draft := c.Status != inkoop.Vastgesteld
	fields := append([]value{
		soft("naam", c.Naam), firm("status", c.Status), firm("volgt", c.Volgt), firm("ladder", c.Ladder),
	}, basisValues(c.Basis)...)
	head := dated(kindCatalogus, string(c.Code), c.Geldig, c.Herkomst, fields...)
	head.draft = draft
	list := []item{head}
	for _, p := range c.Producten {
		it := dated(kindCatalogus+".product", c.Ref(p.Code).String(), c.Geldig, p.Herkomst, productValues(p)...)
		it.undated, it.draft, it.closed = true, draft, true
		list = append(list, it)
	}
	for _, w := range c.Wijzigingen {
		list = append(list, item{
			kind: kindCatalogus + ".wijziging", key: fmt.Sprintf("%s %s>%s", c.Code, w.Oud, w.Nieuw),
			period: c.Geldig, undated: true, draft: draft, closed: true,
			fields: []value{soft("wat", w.Wat), soft("waarom", w.Waarom), soft("voor_wie", w.VoorWie)},
		})
	}
	return list
}

func productValues(p inkoop.Product) []value {
	return slices.Concat([]value{
		soft("naam", p.Naam), soft("gewone_naam", p.GewoneNaam), firm("soort", p.Soort),
		firm("begintrede_van", p.BegintredeMin), firm("begintrede_tot_en_met", p.BegintredeMax), firm("doeltrede", p.Doeltrede),
		firm("nadruk", p.Nadruk), firm("duur", p.Duur.Soort), firm("duur_maanden", p.Duur.Maanden), firm("prijsvorm", p.Prijsvorm),
		firm("rapportage_na_maanden", count(p.Rapportage.Na)), firm("rapportage_elke_maanden", count(p.Rapportage.Herhaal)),
		firm("evaluatie_dagen", count(p.Evaluatie.Dagen)), firm("evaluatie_zichtbaar_dagen", count(p.Evaluatie.Zichtbaar)),
		firm("trajectbegeleiding", p.Trajectbegeleiding),
	}, bladValues(p.Blad), iwmoValues(p.IWmo))
}

// aowItems dates a row by the day on which the first people in it reach their AOW:
// until then the law may give them another age.
func aowItems(rows []AOWRegel) []item {
	var list []item
	for _, row := range rows {
		first := row.Van.AddMonths(12*row.Jaren + row.Maanden)
		key := "alle eerdere geboorten"
		if !row.Van.IsZero() {
			key = "geboren vanaf " + row.Van.String()
		}
		it := dated(kindAOW, key, civil.Period{From: first}, row.Herkomst,
			firm("geboren_tot_en_met", row.Tm), firm("jaren", row.Jaren), firm("maanden", row.Maanden))
		it.undated, it.closed = true, true
		list = append(list, it)
	}
	return list
}

// count writes a number that may be missing.
func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
