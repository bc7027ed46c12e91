package region

import (
	"strings"

	"trede/internal/domain/inkoop"
	"trede/internal/domain/money"
)

// rondeItems lists what a round of procurement is about, and what gemeenten chose beside
// the catalogue.
func rondeItems(d inkoop.Dataset) []item {
	var list []item
	for _, p := range d.Percelen {
		list = append(list, perceelItems(p)...)
	}
	for _, s := range d.Eisensets {
		list = append(list, eisensetItems(s)...)
	}
	for _, v := range d.Vensters {
		it := dated(kindVenster, sinceDay(vensterNaam(v), v.Geldig.From), v.Geldig, v.Herkomst,
			firm("stand", v.Stand), soft("uitleg", v.Uitleg), soft("volgende_ronde", v.VolgendeRonde))
		// Without a window everything is open, and somebody may have enrolled.
		it.closed = v.Stand != inkoop.VensterOpen
		list = append(list, it)
	}
	for _, b := range d.Berichtcodes {
		key := sinceDay(b.Product.String()+" voor "+string(b.Gemeente), b.Geldig.From)
		it := dated(kindBerichtcode, key, b.Geldig, b.Herkomst, iwmoValues(b.IWmo)...)
		it.closed = true // until then the code of the catalogue was sent
		list = append(list, it)
	}
	for _, v := range d.Verkenningen {
		key := sinceDay(string(v.Soort)+" in "+string(v.Gemeente), v.Geldig.From)
		list = append(list, dated(kindVerkenning, key, v.Geldig, v.Herkomst))
	}
	return list
}

// vensterNaam says whom a window is for, in the words of the file.
func vensterNaam(v inkoop.Venster) string {
	if v.Perceel == "" {
		return string(v.Doelgroep) + ", alle percelen"
	}
	return string(v.Doelgroep) + ", perceel " + string(v.Perceel)
}

// perceelItems lists a perceel with its products, because a product of a new catalogue
// may join it but none may leave.
func perceelItems(p inkoop.Perceel) []item {
	list := []item{dated(kindPerceel, string(p.Code), p.Geldig, p.Herkomst,
		soft("naam", p.Naam), current("gesprek", p.Gesprek), current("plan", p.Plan))}
	for _, product := range p.Producten {
		list = append(list, item{
			kind: kindPerceel, key: string(p.Code) + " product " + string(product), period: p.Geldig, undated: true,
		})
	}
	return list
}

// eisensetItems lists a set with its requirements, which are fixed once the set counts:
// contracts were made by them. They may come to the past with their set only.
func eisensetItems(s inkoop.Eisenset) []item {
	head := dated(kindEisenset, string(s.Code), s.Geldig, s.Herkomst, soft("naam", s.Naam))
	list := []item{head}
	for _, e := range s.Eisen {
		list = append(list, item{
			kind: kindEisenset + ".eis", key: string(s.Code) + " " + string(e.Code),
			period: s.Geldig, undated: true, closed: true, within: head.id(),
			fields: []value{
				firm("soort", e.Soort), firm("niveau", e.Niveau), firm("perceel", e.Perceel), firm("product", e.Product),
				soft("kort", e.Kort), firm("tekst", e.Tekst), firm("bewijs", e.Bewijs), soft("bron", e.Bron),
			},
		})
	}
	return list
}

func basisValues(b inkoop.Basis) []value {
	const between = "; "
	return []value{
		soft("doel", b.Doel), soft("uitgangspunten", strings.Join(b.Uitgangspunten, between)),
		soft("resultaten", strings.Join(b.Resultaten, between)), soft("overgenomen", b.Overgenomen),
	}
}

func bladValues(b inkoop.Productblad) []value {
	return []value{
		soft("doel", b.Doel), soft("doelgroep", b.Doelgroep), soft("begeleiding", b.Begeleiding), soft("afbakening", b.Afbakening),
	}
}

func iwmoValues(w inkoop.IWmo) []value {
	return []value{
		firm("iwmo_categorie", w.Categorie), firm("iwmo_code", w.Code),
		firm("iwmo_eenheid", w.Eenheid), firm("iwmo_frequentie", w.Frequentie),
	}
}

// kaartValues lists of what a tariff is made. A card may still be written for a tariff
// that has none.
func kaartValues(k inkoop.Tariefkaart) []value {
	var list []value
	for _, deel := range inkoop.Tariefdelen() {
		list = append(list, late(string(deel), amountText(k.Delen[deel])))
	}
	excluded := make([]string, len(k.Uitgesloten))
	for i, u := range k.Uitgesloten {
		excluded[i] = string(u)
	}
	list = append(list, late("uitgesloten", strings.Join(excluded, ", ")))
	for _, element := range inkoop.Prijselementen() {
		list = append(list, soft(prijsSleutels[element], amountText(k.ReelePrijs[element])))
	}
	return list
}

func tariefItem(t inkoop.Tarief) item {
	fields := append([]value{firm("per", t.Per), firm("bedrag", t.Bedrag), soft("motivering", t.Motivering)}, kaartValues(t.Kaart)...)
	return dated(kindTarief, sinceDay(t.Product.String(), t.Geldig.From), t.Geldig, t.Herkomst, fields...)
}

// amountText writes an amount that may be missing.
func amountText(amount money.Cents) string {
	if amount == 0 {
		return ""
	}
	return amount.String()
}
