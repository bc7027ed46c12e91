package region

import (
	"slices"
	"strings"

	"trede/internal/domain/inkoop"
	"trede/internal/domain/money"
)

// ronden reads what a round of procurement is about: percelen, requirements and windows,
// and what gemeenten chose for themselves beside the catalogue.
func (l *loader) ronden(root *table, data *inkoop.Dataset) {
	for _, t := range root.tables("perceel") {
		data.Percelen = append(data.Percelen, l.perceel(t))
	}
	for _, t := range root.tables("eisenset") {
		data.Eisensets = append(data.Eisensets, l.eisenset(t))
	}
	for _, t := range root.tables("venster") {
		data.Vensters = append(data.Vensters, l.venster(t))
	}
	for _, t := range root.tables("berichtcode") {
		data.Berichtcodes = append(data.Berichtcodes, l.berichtcode(t))
	}
	for _, t := range root.tables("verkenning") {
		data.Verkenningen = append(data.Verkenningen, l.verkenning(t))
	}
}

func (l *loader) perceel(t *table) inkoop.Perceel {
	l.note(kindPerceel, t)
	defer t.done()
	p := inkoop.Perceel{
		Code: inkoop.PerceelCode(t.need("code")), Naam: t.need("naam"),
		Gesprek: enum(t, "gesprek", inkoop.GesprekPlichten()), Plan: t.flag("plan"),
		Geldig: t.period(), Herkomst: t.herkomst(),
	}
	for _, code := range t.texts("producten") {
		p.Producten = append(p.Producten, inkoop.ProductCode(code))
	}
	if len(p.Producten) == 0 {
		t.complain("producten", "is missing; name at least one product, such as producten = [\"ONT3\"]")
	}
	slices.Sort(p.Producten)
	return p
}

func (l *loader) eisenset(t *table) inkoop.Eisenset {
	l.note(kindEisenset, t)
	defer t.done()
	s := inkoop.Eisenset{
		Code: inkoop.EisensetCode(t.need("code")), Naam: t.need("naam"), Geldig: t.period(), Herkomst: t.herkomst(),
	}
	for _, e := range t.tables("eis") {
		l.note("eis:"+t.path, e)
		s.Eisen = append(s.Eisen, eis(e))
	}
	return s
}

// eis reads a requirement. It has no herkomst of its own but must say where it is asked:
// without a source nothing is asked (INK-04).
func eis(t *table) inkoop.Eis {
	defer t.done()
	return inkoop.Eis{
		Code:   inkoop.EisCode(t.need("code")),
		Soort:  enum(t, "soort", inkoop.EisSoorten()),
		Niveau: enum(t, "niveau", inkoop.EisNiveaus()),
		// Which of the two must be there follows from niveau: see checkEisen.
		Perceel: inkoop.PerceelCode(t.text("perceel")), Product: inkoop.ProductCode(t.text("product")),
		Kort: t.need("kort"), Tekst: t.need("tekst"),
		Bewijs: enum(t, "bewijs", inkoop.BewijsSoorten()), Bron: t.need("bron"),
	}
}

func (l *loader) venster(t *table) inkoop.Venster {
	l.note(kindVenster, t)
	defer t.done()
	return inkoop.Venster{
		Doelgroep: enum(t, "doelgroep", inkoop.Doelgroepen()), Perceel: inkoop.PerceelCode(t.text("perceel")),
		Stand: enum(t, "stand", inkoop.VensterStanden()), Geldig: t.period(),
		Uitleg: t.need("uitleg"), VolgendeRonde: t.date("volgende_ronde"), Herkomst: t.herkomst(),
	}
}

func (l *loader) berichtcode(t *table) inkoop.GemeenteIWmo {
	l.note(kindBerichtcode, t)
	defer t.done()
	t.need("iwmo_categorie")
	return inkoop.GemeenteIWmo{
		Gemeente: t.gemeente("gemeente"),
		Product: inkoop.ProductRef{
			Catalogus: inkoop.CatalogusCode(t.need("catalogus")), Product: inkoop.ProductCode(t.need("product")),
		},
		IWmo: iwmo(t), Geldig: t.period(), Herkomst: t.herkomst(),
	}
}

func iwmo(t *table) inkoop.IWmo {
	return inkoop.IWmo{
		Categorie: t.text("iwmo_categorie"), Code: t.text("iwmo_code"),
		Eenheid: t.text("iwmo_eenheid"), Frequentie: t.text("iwmo_frequentie"),
	}
}

func (l *loader) verkenning(t *table) inkoop.Verkenning {
	l.note(kindVerkenning, t)
	defer t.done()
	return inkoop.Verkenning{
		Gemeente: t.gemeente("gemeente"), Soort: enum(t, "soort", inkoop.VerkenningSoorten()),
		Geldig: t.period(), Herkomst: t.herkomst(),
	}
}

func basis(t *table) inkoop.Basis {
	return inkoop.Basis{
		Doel: t.text("doel"), Uitgangspunten: t.texts("uitgangspunten"), Resultaten: t.texts("resultaten"),
		Overgenomen: inkoop.CatalogusCode(t.text("overgenomen")),
	}
}

func blad(t *table) inkoop.Productblad {
	return inkoop.Productblad{
		Doel: t.text("doel"), Doelgroep: t.text("doelgroep"), Begeleiding: t.text("begeleiding"), Afbakening: t.text("afbakening"),
	}
}

// prijsSleutels are the keys of the elements of a real price.
var prijsSleutels = map[inkoop.Prijselement]string{
	inkoop.PrijsBeroepskracht: "prijs_beroepskracht", inkoop.PrijsOverhead: "prijs_overhead",
	inkoop.PrijsNietProductief: "prijs_niet_productief", inkoop.PrijsReisOpleiding: "prijs_reis_opleiding",
	inkoop.PrijsIndexatie: "prijs_indexatie", inkoop.PrijsEisen: "prijs_eisen",
}

// kaart reads of what a tariff is made; each part is a key of the tariff itself.
func kaart(t *table) inkoop.Tariefkaart {
	k := inkoop.Tariefkaart{Delen: map[inkoop.Tariefdeel]money.Cents{}, ReelePrijs: map[inkoop.Prijselement]money.Cents{}}
	for _, deel := range inkoop.Tariefdelen() {
		k.Delen[deel] = t.amount(string(deel), false)
	}
	for _, element := range inkoop.Prijselementen() {
		k.ReelePrijs[element] = t.amount(prijsSleutels[element], false)
	}
	k.Uitgesloten = words(t, "uitgesloten", inkoop.Tariefuitsluitingen())
	return normalKaart(k)
}

// words reads a list of words of a list; the key may be missing.
func words[T ~string](t *table, key string, known []T) []T {
	names := make([]string, len(known))
	for i, w := range known {
		names[i] = string(w)
	}
	var found []T
	for _, text := range t.texts(key) {
		if !slices.Contains(known, T(text)) {
			t.complain(key, "%q is not one of %s%s", text, strings.Join(names, ", "), hint(text, names))
			continue
		}
		found = append(found, T(text))
	}
	return found
}
