package region

import (
	"fmt"

	"pgregory.net/rapid"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/money"
)

func (d draw) basis(b *inkoop.Basis) {
	if d.chance("basis") {
		*b = inkoop.Basis{Doel: d.word("doel"), Uitgangspunten: []string{"één", d.word("uitgangspunt")}, Resultaten: []string{d.word("resultaat")}}
	}
}

// kaart splits a price into the parts of a card, or gives none.
func (d draw) kaart(price money.Cents) inkoop.Tariefkaart {
	if price < 6 || !d.chance("kaart") {
		return inkoop.Tariefkaart{}
	}
	split := func(n int) []money.Cents {
		parts := make([]money.Cents, n)
		rest := price - money.Cents(n)
		for i := range parts {
			parts[i] = 1
			if i == n-1 {
				parts[i] += rest
				break
			}
			some := money.Cents(rapid.Int64Range(0, int64(rest)).Draw(d.T, "deel"))
			parts[i] += some
			rest -= some
		}
		return parts
	}
	k := inkoop.Tariefkaart{Delen: map[inkoop.Tariefdeel]money.Cents{}, Uitgesloten: inkoop.Tariefuitsluitingen()}
	parts := split(5)
	for _, deel := range inkoop.Tariefdelen() {
		if deel == inkoop.DeelTraject { // the price is that of a stabiel arrangement
			k.Delen[deel] = 0
			continue
		}
		k.Delen[deel], parts = parts[0], parts[1:]
	}
	if d.chance("reële prijs") {
		k.ReelePrijs = map[inkoop.Prijselement]money.Cents{}
		for i, amount := range split(6) {
			k.ReelePrijs[inkoop.Prijselementen()[i]] = amount
		}
	}
	return k
}

func (d draw) ronden(r *Region) {
	data := &r.Inkoop
	first := data.Catalogi[0]
	for i := range rapid.IntRange(0, 2).Draw(d.T, "percelen") {
		data.Percelen = append(data.Percelen, inkoop.Perceel{
			Code: inkoop.PerceelCode(fmt.Sprintf("P%d", i)), Naam: d.word("perceel"), Producten: []inkoop.ProductCode{"STA3", "ORI"},
			Gesprek: rapid.SampledFrom(inkoop.GesprekPlichten()).Draw(d.T, "gesprek"), Plan: d.chance("plan"), Herkomst: d.herkomst(),
		})
	}
	for i, period := range d.split(day("2016-01-01"), rapid.IntRange(0, 2).Draw(d.T, "sets"), d.chance("open set")) {
		set := inkoop.Eisenset{Code: inkoop.EisensetCode(fmt.Sprintf("E%d", i)), Naam: d.word("set"), Geldig: period, Herkomst: d.herkomst()}
		for j := range rapid.IntRange(1, 4).Draw(d.T, "eisen") {
			set.Eisen = append(set.Eisen, d.eis(j, data.Percelen))
		}
		data.Eisensets = append(data.Eisensets, set)
	}
	for _, period := range d.split(day("2019-06-01"), rapid.IntRange(0, 3).Draw(d.T, "vensters"), false) {
		v := inkoop.Venster{
			Doelgroep: rapid.SampledFrom(inkoop.Doelgroepen()).Draw(d.T, "doelgroep"), Stand: rapid.SampledFrom(inkoop.VensterStanden()).Draw(d.T, "stand"),
			Geldig: period, Uitleg: d.word("uitleg"), Herkomst: d.herkomst(),
		}
		if len(data.Percelen) > 0 && d.chance("van een perceel") {
			v.Perceel = data.Percelen[0].Code
		}
		if v.Stand != inkoop.VensterOpen && d.chance("volgende ronde") {
			v.VolgendeRonde = period.Until
		}
		data.Vensters = append(data.Vensters, v)
	}
	d.berichtcodes(data, first)
}

func (d draw) berichtcodes(data *inkoop.Dataset, c inkoop.Catalogusversie) {
	for _, period := range d.split(day("2017-01-01"), rapid.IntRange(0, 2).Draw(d.T, "codes"), true) {
		data.Berichtcodes = append(data.Berichtcodes, inkoop.GemeenteIWmo{
			Gemeente: data.Gemeenten[0].Code, Product: c.Ref("STA3"), Geldig: period, Herkomst: d.herkomst(),
			IWmo: rapid.SampledFrom([]inkoop.IWmo{{Categorie: "10"}, {Categorie: "07", Code: "07X01", Eenheid: "04", Frequentie: "2"}}).Draw(d.T, "iwmo"),
		})
	}
	if d.chance("verkenning") {
		data.Verkenningen = append(data.Verkenningen, inkoop.Verkenning{
			Gemeente: data.Gemeenten[0].Code, Soort: rapid.SampledFrom(inkoop.VerkenningSoorten()).Draw(d.T, "verkenning"),
			Geldig: civil.Through(day("2017-01-01"), day("2017-12-31")), Herkomst: d.herkomst(),
		})
	}
}

func (d draw) eis(n int, percelen []inkoop.Perceel) inkoop.Eis {
	e := inkoop.Eis{
		Code: inkoop.EisCode(fmt.Sprintf("K%d", n)), Kort: d.word("kort"), Tekst: d.word("tekst"), Bron: d.word("bron"),
		Soort:  rapid.SampledFrom(inkoop.EisSoorten()).Draw(d.T, "soort"),
		Niveau: rapid.SampledFrom(inkoop.EisNiveaus()).Draw(d.T, "niveau"),
		Bewijs: rapid.SampledFrom(inkoop.BewijsSoorten()).Draw(d.T, "bewijs"),
	}
	switch {
	case e.Niveau == inkoop.EisProduct:
		e.Product = "STA3"
	case e.Niveau == inkoop.EisPerceel && len(percelen) == 0:
		e.Niveau = inkoop.EisAlgemeen
	case e.Niveau == inkoop.EisPerceel:
		e.Perceel = percelen[0].Code
	}
	return e
}
