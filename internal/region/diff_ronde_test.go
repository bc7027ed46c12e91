package region

import (
	"slices"
	"testing"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/money"
)

// rondeChanges are changes of what a round is about; today is 2024-06-01, so the second
// set of requirements counts and both windows are over.
func rondeChanges() []change {
	data := func(change func(*inkoop.Dataset)) func(*testing.T, *Region) {
		return func(_ *testing.T, r *Region) { change(&r.Inkoop) }
	}
	eisen := func(change func([]inkoop.Eis) []inkoop.Eis) func(*testing.T, *Region) {
		return func(_ *testing.T, r *Region) {
			set := &r.Inkoop.Eisensets[1]
			set.Eisen = change(slices.Clone(set.Eisen))
		}
	}
	window := func(stand inkoop.VensterStand, from string) func(*testing.T, *Region) {
		return data(func(d *inkoop.Dataset) {
			d.Vensters = append(d.Vensters, inkoop.Venster{Doelgroep: inkoop.NieuweAanbieder, Stand: stand, Geldig: civil.Period{From: day(from)}, Uitleg: "Omdat."})
		})
	}
	code := func(from string) func(*testing.T, *Region) {
		return data(func(d *inkoop.Dataset) {
			d.Berichtcodes = append(d.Berichtcodes, inkoop.GemeenteIWmo{
				Gemeente: "0293", Product: ref("v2", "STA3"), IWmo: inkoop.IWmo{Categorie: "10"}, Geldig: civil.Period{From: day(from)},
			})
		})
	}
	return []change{
		{"a requirement that counts is put otherwise", eisen(func(list []inkoop.Eis) []inkoop.Eis { list[0].Tekst = "Iets anders."; return list }), Gewijzigd, "eisenset.eis", "tekst", "end this one", false},
		{"a requirement that counts asks other evidence", eisen(func(list []inkoop.Eis) []inkoop.Eis { list[0].Bewijs = inkoop.BewijsStuk; return list }), Gewijzigd, "eisenset.eis", "bewijs", "end this one", false},
		{"a requirement gets a better source", eisen(func(list []inkoop.Eis) []inkoop.Eis { list[0].Bron = "art. 2.87"; return list }), Gewijzigd, "eisenset.eis", "bron", "", false},
		{"a requirement that counts is taken away", eisen(func(list []inkoop.Eis) []inkoop.Eis { return list[1:] }), Verwijderd, "eisenset.eis", "", "cannot be taken away", false},
		{"a requirement is added to a set that counts", eisen(func(list []inkoop.Eis) []inkoop.Eis { return append(list, inkoop.Eis{Code: "NIEUW"}) }), Toegevoegd, "eisenset.eis", "", "make a new version", false},
		{"a set of later", data(func(d *inkoop.Dataset) {
			d.Eisensets[1].Geldig.Until = day("2025-01-01")
			d.Eisensets = append(d.Eisensets, inkoop.Eisenset{Code: "E2025", Geldig: civil.Period{From: day("2025-01-01")}, Eisen: []inkoop.Eis{{Code: "NIEUW"}}})
		}), Toegevoegd, "eisenset.eis", "", "", false},
		{"a set of the past comes with its requirements", data(func(d *inkoop.Dataset) {
			d.Eisensets[0].Geldig.From = day("2016-01-01")
			d.Eisensets = append(d.Eisensets, inkoop.Eisenset{Code: "E2010", Geldig: civil.Period{Until: day("2016-01-01")}, Eisen: []inkoop.Eis{{Code: "OUD"}}})
		}), Toegevoegd, "eisenset.eis", "", "", true},
		{"a window that is over is opened", data(func(d *inkoop.Dataset) { d.Vensters[0].Stand = inkoop.VensterOpen }), Gewijzigd, kindVenster, "stand", "end this one", false},
		{"a window says it better", data(func(d *inkoop.Dataset) { d.Vensters[0].Uitleg = "Dicht." }), Gewijzigd, kindVenster, "uitleg", "", false},
		{"a window that is over is taken away", data(func(d *inkoop.Dataset) { remove(&d.Vensters, 0) }), Verwijderd, kindVenster, "", "cannot be taken away", false},
		{"it closes from today", window(inkoop.VensterDicht, "2024-06-01"), Toegevoegd, kindVenster, "", "", false},
		{"it was closed since yesterday", window(inkoop.VensterDicht, "2024-05-31"), Toegevoegd, kindVenster, "", "something else held", false},
		{"it was open since yesterday", window(inkoop.VensterOpen, "2024-05-31"), Toegevoegd, kindVenster, "", "", true},
		{"a perceel gets a product", data(func(d *inkoop.Dataset) {
			d.Percelen[0].Producten = append(slices.Clone(d.Percelen[0].Producten), "STA4")
		}), Toegevoegd, kindPerceel, "", "", true},
		{"a perceel loses a product", data(func(d *inkoop.Dataset) { d.Percelen[0].Producten = d.Percelen[0].Producten[1:] }), Verwijderd, kindPerceel, "", "cannot be taken away", false},
		{"an interview is no obligation any more", data(func(d *inkoop.Dataset) { d.Percelen[0].Gesprek = inkoop.GesprekOptioneel }), Gewijzigd, kindPerceel, "gesprek", "", true},
		{"a perceel is taken away", data(func(d *inkoop.Dataset) { remove(&d.Percelen, 0) }), Verwijderd, kindPerceel, "", "cannot be taken away", false},
		{"another code of messages in the past", data(func(d *inkoop.Dataset) { d.Berichtcodes[0].IWmo.Code = "07AW4" }), Gewijzigd, kindBerichtcode, "iwmo_code", "end this one", false},
		{"a code of messages from today", code("2024-06-01"), Toegevoegd, kindBerichtcode, "", "", false},
		{"a code of messages from yesterday", code("2024-05-31"), Toegevoegd, kindBerichtcode, "", "something else held", false},
		{"a study of the past", data(func(d *inkoop.Dataset) {
			d.Verkenningen = append(d.Verkenningen, inkoop.Verkenning{Gemeente: "0293", Soort: inkoop.VerkenningJeugd, Geldig: civil.Period{From: day("2024-05-31")}})
		}), Toegevoegd, kindVerkenning, "", "", true},
		{"a study is taken away", data(func(d *inkoop.Dataset) { remove(&d.Verkenningen, 0) }), Verwijderd, kindVerkenning, "", "cannot be taken away", false},
		{"a part of a tariff that counted", func(t *testing.T, r *Region) {
			tarief(t, r, ref("v2", "ONT3")).Kaart.Delen[inkoop.DeelMonitoring]++
		}, Gewijzigd, kindTarief, "monitoring", "end this one", false},
		{"a part of a tariff that nobody said", func(t *testing.T, r *Region) {
			tarief(t, r, ref("v2", "STA3")).Kaart.Delen[inkoop.DeelTraject] = 1
		}, Gewijzigd, kindTarief, "trajectbegeleiding", "", true},
		{"an explanation of a price", func(t *testing.T, r *Region) {
			tarief(t, r, ref("v2", "ONT3")).Kaart.ReelePrijs = map[inkoop.Prijselement]money.Cents{}
		}, Gewijzigd, kindTarief, "prijs_overhead", "", false},
		{"another goal", data(func(d *inkoop.Dataset) { d.Catalogi[1].Basis.Doel = "Werk." }), Gewijzigd, kindCatalogus, "doel", "", false},
		{"other principles", data(func(d *inkoop.Dataset) { d.Catalogi[1].Basis.Uitgangspunten = nil }), Gewijzigd, kindCatalogus, "uitgangspunten", "", false},
		{"other results", data(func(d *inkoop.Dataset) { d.Catalogi[1].Basis.Resultaten = nil }), Gewijzigd, kindCatalogus, "resultaten", "", false},
		{"written anew", data(func(d *inkoop.Dataset) { d.Catalogi[1].Basis.Overgenomen = "" }), Gewijzigd, kindCatalogus, "overgenomen", "", false},
		{"a product sheet in other words", data(func(d *inkoop.Dataset) {
			d.Catalogi[1].Producten = slices.Clone(d.Catalogi[1].Producten)
			d.Catalogi[1].Producten[0].Blad.Afbakening = "Anders."
		}), Gewijzigd, "catalogus.product", "afbakening", "", false},
		{"a pilot is looked back on later", func(t *testing.T, r *Region) {
			r.Inkoop.Keuzes[find(t, r.Inkoop.Keuzes, func(k inkoop.GemeenteKeuze) bool { return k.Gemeente == "0226" })].Evaluatie = day("2018-01-01")
		}, Gewijzigd, kindKeuze, "evaluatie", "", false},
	}
}
