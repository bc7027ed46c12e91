// Package region holds a region as data: its gemeenten, what they buy, the
// catalogues, prices, settings and the AOW table, all dated. One region is one
// database, filled from one region file.
//
// [Example] is the example region that comes with the program, Regio Arnhem as the
// two source documents describe it. It is a region file like any other, so a
// region replaces it by its own: [Load] reads and checks a file, [Write] writes
// one, and [Diff] says what a new file would change and refuses what would rewrite
// the past.
//
// # The file
//
// A region file is TOML 1.0 in UTF-8. It begins with formaat = 1 and a table
// [regio]; everything else is a list of tables, one per piece of data, in any
// order: [[gemeente]], [[buurgemeente]], [[wijk]], [[woonplaats]], [[catalogus]]
// with [[catalogus.product]] and [[catalogus.wijziging]], [[keuze]], [[plafond]],
// [[lokale_regel]], [[tarief]], [[perceel]], [[eisenset]] with [[eisenset.eis]],
// [[venster]], [[berichtcode]], [[verkenning]], [[overgangsregel]], [[instelling]] and
// [[aow]].
// docs/regio-bestand.md describes every key. Rules for all of them:
//
//   - A period is van and tot_en_met, both days that count; a missing van or
//     tot_en_met leaves that end open.
//   - A date is a TOML date without quotes, an amount a text such as "2.400,00".
//   - A gemeente is its CBS code of four digits, a wijk its code such as WK020205.
//   - herkomst says how firm a piece of data is and bron where it comes from;
//     without herkomst it is the region's own.
//   - A key that is not known is refused, never skipped.
//
// All problems are found at once, each with its line.
package region

import (
	"cmp"
	"slices"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/money"
)

// Region is everything that a region file says.
type Region struct {
	Code        string // short name that never changes, for example regio-arnhem
	Naam        string
	Toelichting string // what readers of the file should know; may be empty
	Inkoop      inkoop.Dataset
	AOW         []AOWRegel
}

// Register prepares the data for questions as of a day. The region must not be
// changed any more.
func (r *Region) Register() (*inkoop.Register, error) { return inkoop.NewRegister(r.Inkoop) }

// clone copies the lists, so that sorting the copy leaves the region as it is.
func (r *Region) clone() *Region {
	c := *r
	d := &c.Inkoop
	d.Gemeenten, d.Grenzen, d.Wijken = slices.Clone(d.Gemeenten), slices.Clone(d.Grenzen), slices.Clone(d.Wijken)
	d.Woonplaatsen, d.Catalogi, d.Keuzes = slices.Clone(d.Woonplaatsen), slices.Clone(d.Catalogi), slices.Clone(d.Keuzes)
	d.Plafonds, d.LokaleRegels, d.Tarieven = slices.Clone(d.Plafonds), slices.Clone(d.LokaleRegels), slices.Clone(d.Tarieven)
	d.Percelen, d.Eisensets, d.Vensters = slices.Clone(d.Percelen), slices.Clone(d.Eisensets), slices.Clone(d.Vensters)
	d.Berichtcodes, d.Verkenningen = slices.Clone(d.Berichtcodes), slices.Clone(d.Verkenningen)
	d.Overgang, d.Instellingen, c.AOW = slices.Clone(d.Overgang), slices.Clone(d.Instellingen), slices.Clone(c.AOW)
	return &c
}

// sort puts everything in the order of a written file, so that two regions that
// say the same are the same. Products, what became of them and requirements keep
// their order: it is the order in which people see them.
func (r *Region) sort() {
	d := &r.Inkoop
	slices.SortStableFunc(d.Gemeenten, func(a, b inkoop.Gemeente) int {
		return cmp.Or(compareBool(b.InRegio, a.InRegio), cmp.Compare(a.Code, b.Code))
	})
	slices.SortStableFunc(d.Grenzen, func(a, b inkoop.Aangrenzing) int {
		return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B), comparePeriod(a.Geldig, b.Geldig))
	})
	slices.SortStableFunc(d.Wijken, func(a, b inkoop.Wijk) int { return cmp.Compare(a.Code, b.Code) })
	slices.SortStableFunc(d.Woonplaatsen, func(a, b inkoop.AanliggendeWoonplaats) int {
		return cmp.Or(cmp.Compare(a.GrenstAan, b.GrenstAan), cmp.Compare(a.Gemeente, b.Gemeente),
			cmp.Compare(a.Naam, b.Naam), comparePeriod(a.Geldig, b.Geldig))
	})
	slices.SortStableFunc(d.Catalogi, func(a, b inkoop.Catalogusversie) int {
		return cmp.Or(comparePeriod(a.Geldig, b.Geldig), cmp.Compare(a.Code, b.Code))
	})
	slices.SortStableFunc(d.Keuzes, compareKeuze)
	slices.SortStableFunc(d.Plafonds, func(a, b inkoop.Plafond) int { return cmp.Compare(a.Code, b.Code) })
	for i, p := range d.Plafonds {
		d.Plafonds[i].Producten = slices.Sorted(slices.Values(p.Producten))
	}
	slices.SortStableFunc(d.LokaleRegels, func(a, b inkoop.LokaleRegel) int {
		return cmp.Or(cmp.Compare(a.Gemeente, b.Gemeente), cmp.Compare(a.Soort, b.Soort), comparePeriod(a.Geldig, b.Geldig))
	})
	slices.SortStableFunc(d.Tarieven, func(a, b inkoop.Tarief) int {
		return cmp.Or(a.Product.Compare(b.Product), comparePeriod(a.Geldig, b.Geldig))
	})
	for i, t := range d.Tarieven {
		d.Tarieven[i].Kaart = normalKaart(t.Kaart)
	}
	sortRonden(d)
	slices.SortStableFunc(d.Overgang, func(a, b civil.Dated[inkoop.Overgangsregel]) int { return a.From.Compare(b.From) })
	slices.SortStableFunc(d.Instellingen, func(a, b inkoop.Instelling) int {
		return cmp.Or(cmp.Compare(settingOrder(a.Code), settingOrder(b.Code)), a.Van.Compare(b.Van))
	})
	slices.SortStableFunc(r.AOW, func(a, b AOWRegel) int { return a.Van.Compare(b.Van) })
}

// sortRonden sorts what a round of procurement is about.
func sortRonden(d *inkoop.Dataset) {
	slices.SortStableFunc(d.Percelen, func(a, b inkoop.Perceel) int { return cmp.Compare(a.Code, b.Code) })
	for i, p := range d.Percelen {
		d.Percelen[i].Producten = slices.Sorted(slices.Values(p.Producten))
	}
	slices.SortStableFunc(d.Eisensets, func(a, b inkoop.Eisenset) int {
		return cmp.Or(comparePeriod(a.Geldig, b.Geldig), cmp.Compare(a.Code, b.Code))
	})
	slices.SortStableFunc(d.Vensters, func(a, b inkoop.Venster) int {
		return cmp.Or(comparePeriod(a.Geldig, b.Geldig), cmp.Compare(a.Doelgroep, b.Doelgroep), cmp.Compare(a.Perceel, b.Perceel))
	})
	slices.SortStableFunc(d.Berichtcodes, func(a, b inkoop.GemeenteIWmo) int {
		return cmp.Or(cmp.Compare(a.Gemeente, b.Gemeente), a.Product.Compare(b.Product), comparePeriod(a.Geldig, b.Geldig))
	})
	slices.SortStableFunc(d.Verkenningen, func(a, b inkoop.Verkenning) int {
		return cmp.Or(cmp.Compare(a.Gemeente, b.Gemeente), cmp.Compare(a.Soort, b.Soort), comparePeriod(a.Geldig, b.Geldig))
	})
}

// normalKaart gives a tariff card without parts of nothing and with its exclusions in
// their usual order; it copies what it changes.
func normalKaart(k inkoop.Tariefkaart) inkoop.Tariefkaart {
	k.Delen, k.ReelePrijs = withoutZeros(k.Delen), withoutZeros(k.ReelePrijs)
	order := inkoop.Tariefuitsluitingen()
	k.Uitgesloten = slices.Clone(k.Uitgesloten)
	slices.SortStableFunc(k.Uitgesloten, func(a, b inkoop.Tariefuitsluiting) int {
		return cmp.Compare(slices.Index(order, a), slices.Index(order, b))
	})
	return k
}

func withoutZeros[K comparable](amounts map[K]money.Cents) map[K]money.Cents {
	var kept map[K]money.Cents
	for k, amount := range amounts {
		if amount == 0 {
			continue
		}
		if kept == nil {
			kept = map[K]money.Cents{}
		}
		kept[k] = amount
	}
	return kept
}

func compareKeuze(a, b inkoop.GemeenteKeuze) int {
	return cmp.Or(cmp.Compare(a.Gemeente, b.Gemeente), a.Product.Compare(b.Product), comparePeriod(a.Geldig, b.Geldig))
}

func comparePeriod(a, b civil.Period) int {
	return cmp.Or(a.From.Compare(b.From), a.Until.Compare(b.Until))
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// settingOrder is the place of a setting in the documentation.
func settingOrder(code inkoop.InstellingCode) int {
	return slices.IndexFunc(inkoop.InstellingDefs(), func(d inkoop.InstellingDef) bool { return d.Code == code })
}
