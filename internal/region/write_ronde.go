package region

import (
	"trede/internal/domain/inkoop"
	"trede/internal/domain/money"
)

func (e *encoder) basis(b inkoop.Basis) {
	e.text("doel", b.Doel)
	list(e, "uitgangspunten", b.Uitgangspunten)
	list(e, "resultaten", b.Resultaten)
	e.text("overgenomen", string(b.Overgenomen))
}

func (e *encoder) blad(b inkoop.Productblad) {
	e.text("doel", b.Doel)
	e.text("doelgroep", b.Doelgroep)
	e.text("begeleiding", b.Begeleiding)
	e.text("afbakening", b.Afbakening)
}

func (e *encoder) iwmo(w inkoop.IWmo) {
	e.text("iwmo_categorie", w.Categorie)
	e.text("iwmo_code", w.Code)
	e.text("iwmo_eenheid", w.Eenheid)
	e.text("iwmo_frequentie", w.Frequentie)
}

func (e *encoder) amount(key string, amount money.Cents) {
	if amount != 0 {
		e.must(key, amount.Plain())
	}
}

func (e *encoder) kaart(k inkoop.Tariefkaart) {
	for _, deel := range inkoop.Tariefdelen() {
		e.amount(string(deel), k.Delen[deel])
	}
	list(e, "uitgesloten", k.Uitgesloten)
	for _, element := range inkoop.Prijselementen() {
		e.amount(prijsSleutels[element], k.ReelePrijs[element])
	}
}

// ronden writes what a round of procurement is about, and what gemeenten chose beside
// the catalogue.
func (e *encoder) ronden(d inkoop.Dataset) {
	for _, p := range d.Percelen {
		e.array(kindPerceel)
		e.must("code", string(p.Code))
		e.must("naam", p.Naam)
		list(e, "producten", p.Producten)
		e.must("gesprek", string(p.Gesprek))
		if p.Plan {
			e.raw("plan", "true")
		}
		e.period(p.Geldig)
		e.herkomst(p.Herkomst)
	}
	for _, s := range d.Eisensets {
		e.eisenset(s)
	}
	for _, v := range d.Vensters {
		e.array(kindVenster)
		e.must("doelgroep", string(v.Doelgroep))
		e.text("perceel", string(v.Perceel))
		e.must("stand", string(v.Stand))
		e.period(v.Geldig)
		e.must("uitleg", v.Uitleg)
		e.date("volgende_ronde", v.VolgendeRonde)
		e.herkomst(v.Herkomst)
	}
	for _, b := range d.Berichtcodes {
		e.array(kindBerichtcode)
		e.must("gemeente", string(b.Gemeente))
		e.must("catalogus", string(b.Product.Catalogus))
		e.must("product", string(b.Product.Product))
		e.iwmo(b.IWmo)
		e.period(b.Geldig)
		e.herkomst(b.Herkomst)
	}
	for _, v := range d.Verkenningen {
		e.array(kindVerkenning)
		e.must("gemeente", string(v.Gemeente))
		e.must("soort", string(v.Soort))
		e.period(v.Geldig)
		e.herkomst(v.Herkomst)
	}
}

func (e *encoder) eisenset(s inkoop.Eisenset) {
	e.array(kindEisenset)
	e.must("code", string(s.Code))
	e.must("naam", s.Naam)
	e.period(s.Geldig)
	e.herkomst(s.Herkomst)
	for _, r := range s.Eisen {
		e.array(kindEisenset + ".eis")
		e.must("code", string(r.Code))
		e.must("soort", string(r.Soort))
		e.must("niveau", string(r.Niveau))
		e.text("perceel", string(r.Perceel))
		e.text("product", string(r.Product))
		e.must("kort", r.Kort)
		e.must("tekst", r.Tekst)
		e.must("bewijs", string(r.Bewijs))
		e.must("bron", r.Bron)
	}
}
