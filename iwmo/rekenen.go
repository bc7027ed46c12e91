package iwmo

import (
	"cmp"
	"slices"
)

// Calculations of the standard. Volumes are whole numbers of a unit, amounts are euro
// cents.

// ProductPeriodeIn is the part of the calendar month of a day that an allocation covers;
// a zero end is open. It is false when the allocation does not reach the month.
// Source: iWmo 3.2, IV089.
func ProductPeriodeIn(maand, ingang, einde Datum) (GeslotenPeriode, bool) {
	p := GeslotenPeriode{Begindatum: maand.EersteVanMaand(), Einddatum: maand.LaatsteVanMaand()}
	if ingang.Na(p.Begindatum) {
		p.Begindatum = ingang
	}
	if !einde.IsZero() && einde.Voor(p.Einddatum) {
		p.Einddatum = einde
	}
	return p, !p.Einddatum.Voor(p.Begindatum)
}

// Weken is how many calendar weeks, from Monday to Sunday, a period touches.
func Weken(p GeslotenPeriode) int64 {
	if p.Einddatum.Voor(p.Begindatum) {
		return 0
	}
	return days(monday(p.Begindatum), monday(p.Einddatum))/7 + 1
}

// Zondagen is how many Sundays a period holds.
func Zondagen(p GeslotenPeriode) int64 {
	if p.Einddatum.Voor(p.Begindatum) {
		return 0
	}
	return days(monday(p.Begindatum), monday(p.Einddatum.Plus(1))) / 7
}

// Maanden is how many calendar months a period touches.
func Maanden(p GeslotenPeriode) int64 {
	if p.Einddatum.Voor(p.Begindatum) {
		return 0
	}
	return int64(p.Einddatum.Jaar-p.Begindatum.Jaar)*12 + int64(p.Einddatum.Maand-p.Begindatum.Maand) + 1
}

// monday is the Monday of the week that a day is in.
func monday(d Datum) Datum { return d.Plus(-(int(d.Weekdag()) + 6) % 7) }

func days(van, tot Datum) int64 { return (tot.time().Unix() - van.time().Unix()) / 86_400 }

// Plafond is the most that may be claimed under an allocation in one ProductPeriode, in
// the unit of the allocation. What is measured as a result counts per week by its
// Sundays, and the last week counts where the last Sunday is; what is measured as effort
// counts every week that is touched. A household may use six weeks' volume at once.
// Source: iWmo 3.2, IV076, IV077 and IV078; TR321.
func (p *ToegewezenProduct) Plafond(periode GeslotenPeriode) int64 {
	o := p.Omvang
	switch {
	case o == nil:
		return 0
	case o.Frequentie == FrequentieDag:
		return o.Volume * (days(periode.Begindatum, periode.Einddatum) + 1)
	case o.Frequentie != FrequentieWeek: // a month, also when only a part is allocated, or the total
		return o.Volume
	case p.Product != nil && p.Product.Categorie == CategorieHuishoudelijkeHulp:
		return o.Volume * 6
	case !o.output():
		return o.Volume * Weken(periode)
	}
	weeks := Zondagen(periode)
	if last := p.Einddatum.Plus(-int(p.Einddatum.Weekdag())); last != p.Einddatum && !last.Voor(periode.Begindatum) && !last.Na(periode.Einddatum) {
		weeks++
	}
	return o.Volume * weeks
}

// PlafondTotaal is the most that may be claimed under an allocation as a whole, in its
// unit; false: there is no end, so no most. Source: iWmo 3.2, IV077; TR322.
func (p *ToegewezenProduct) PlafondTotaal() (int64, bool) {
	o, all := p.Omvang, GeslotenPeriode{Begindatum: p.Ingangsdatum, Einddatum: p.Einddatum}
	switch {
	case o == nil:
		return 0, false
	case o.Frequentie == FrequentieTotaal:
		return o.Volume, true
	case p.Einddatum.IsZero():
		return 0, false
	case o.Frequentie == FrequentieDag:
		return o.Volume * (days(all.Begindatum, all.Einddatum) + 1), true
	case o.Frequentie == FrequentieMaand:
		return o.Volume * Maanden(all), true
	}
	return o.Volume * Weken(all), true
}

// output tells whether a result is measured, and not the effort.
func (o *Omvang) output() bool { return o.Eenheid == EenheidStuksOutput || o.Eenheid == EenheidEuro }

// BedragMinuten is what so many minutes cost at a tariff for an hour: the contract's
// tariff by the minutes, rounded once. Source: iWmo 3.2, IV081.
func BedragMinuten(uurtarief, minuten int64) int64 { return (uurtarief*minuten + 30) / 60 }

// TariefMinuut is a tariff for an hour as one for a minute, to show and not to reckon
// with. Source: iWmo 3.2, IV081.
func TariefMinuut(uurtarief int64) int64 { return BedragMinuten(uurtarief, 1) }

// UrenVan rounds minutes to hours, half an hour up, and never to none when there are any.
// Source: iWmo 3.2, IV079.
func UrenVan(minuten int64) int64 { return max(min(1, minuten), (minuten+30)/60) }

// fijn is a volume in the finest unit in which it may be claimed: hours as minutes.
// Source: iWmo 3.2, IV081.
func fijn(volume int64, eenheid Eenheid) int64 {
	if eenheid == EenheidUur {
		return volume * 60
	}
	return volume
}

// besluit compares when two allocations were decided. Source: iWmo 3.2, IV013.
func besluit(a, b *ToegewezenProduct) int {
	return cmp.Or(a.Toewijzingsdatum.Compare(b.Toewijzingsdatum), cmp.Compare(a.Toewijzingstijd, b.Toewijzingstijd))
}

// Actueel is of each ToewijzingNummer the allocation that was decided last, in the order
// of the numbers: the order of arrival does not count. Source: iWmo 3.2, IV013, OP080.
func Actueel(toewijzingen []ToegewezenProduct) []ToegewezenProduct {
	list := slices.Clone(toewijzingen)
	slices.Reverse(list) // of two that were decided at once the last one counts
	slices.SortStableFunc(list, func(a, b ToegewezenProduct) int {
		return cmp.Or(cmp.Compare(a.ToewijzingNummer, b.ToewijzingNummer), besluit(&b, &a))
	})
	return slices.CompactFunc(list, func(a, b ToegewezenProduct) bool { return a.ToewijzingNummer == b.ToewijzingNummer })
}
