package inkoop

import (
	"slices"

	"trede/internal/domain/civil"
)

// dateer (date) puts an item in a list of dated items: what is like it and runs on its
// first day ends the day before, what begins on that very day makes way, and what is
// planned for a later day stays and ends it. The list itself is not changed.
func dateer[T any](list []T, item T, like func(T) bool, period func(*T) *civil.Period) []T {
	mine := period(&item)
	out := make([]T, 0, len(list)+1)
	for _, old := range eindig(list, mine.From, like, period) {
		if its := *period(&old); like(old) && its.From.After(mine.From) && (mine.IsOpen() || its.From.Before(mine.Until)) {
			mine.Until = its.From
		}
		out = append(out, old)
	}
	return append(out, item)
}

// eindig (end) lets what is alike end before a day; what would begin on that day is left
// out. The list itself is not changed.
func eindig[T any](list []T, day civil.Date, like func(T) bool, period func(*T) *civil.Period) []T {
	out := make([]T, 0, len(list))
	for _, old := range list {
		its := period(&old)
		switch {
		case !like(old) || its.From.After(day) || !its.IsOpen() && !its.Until.After(day):
		case its.From == day:
			continue
		default:
			its.Until = day
		}
		out = append(out, old)
	}
	return out
}

func keuzePeriod(k *GemeenteKeuze) *civil.Period { return &k.Geldig }
func plafondPeriod(p *Plafond) *civil.Period     { return &p.Geldig }
func lokalePeriod(l *LokaleRegel) *civil.Period  { return &l.Geldig }
func vensterPeriod(v *Venster) *civil.Period     { return &v.Geldig }

func (k GemeenteKeuze) like(other GemeenteKeuze) bool {
	return k.Gemeente == other.Gemeente && k.Product == other.Product
}

func (p Plafond) like(other Plafond) bool {
	return p.Gemeente == other.Gemeente && slices.Equal(slices.Sorted(slices.Values(p.Producten)), slices.Sorted(slices.Values(other.Producten)))
}

func (l LokaleRegel) like(other LokaleRegel) bool {
	return l.Gemeente == other.Gemeente && l.Soort == other.Soort
}

// MetKeuze gives the data with a choice of a gemeente from its first day on. The choice
// that runs then ends the day before; one that is planned for later stays. Source: INK-03.
func (d Dataset) MetKeuze(k GemeenteKeuze) Dataset {
	d.Keuzes = evaluaties(dateer(d.Keuzes, k, k.like, keuzePeriod))
	return d
}

// ZonderKeuze gives the data in which a gemeente no longer has a choice for a product from
// a day on. What was chosen before stays as it was.
func (d Dataset) ZonderKeuze(gemeente GemeenteCode, product ProductRef, day civil.Date) Dataset {
	d.Keuzes = evaluaties(eindig(d.Keuzes, day, GemeenteKeuze{Gemeente: gemeente, Product: product}.like, keuzePeriod))
	return d
}

// evaluaties drops the day of looking back where a pilot no longer has that day; the list
// is one's own.
func evaluaties(list []GemeenteKeuze) []GemeenteKeuze {
	for i := range list {
		if k := &list[i]; !k.Geldig.Contains(k.Evaluatie) {
			k.Evaluatie = civil.Date{}
		}
	}
	return list
}

// MetPlafond gives the data with a ceiling from its first day on, in the place of one for
// the same gemeente and products. Without a limit the old one only ends (B-REG-05).
func (d Dataset) MetPlafond(p Plafond) Dataset {
	if p.Plekken == 0 && p.Bedrag == 0 {
		d.Plafonds = eindig(d.Plafonds, p.Geldig.From, p.like, plafondPeriod)
		return d
	}
	for _, old := range d.Plafonds {
		if p.like(old) && old.Geldig.From == p.Geldig.From {
			p.Code = old.Code // the same ceiling, before it began
		}
	}
	d.Plafonds = dateer(d.Plafonds, p, p.like, plafondPeriod)
	return d
}

// MetLokaleRegel gives the data with a local rule switched on from its first day.
func (d Dataset) MetLokaleRegel(l LokaleRegel) Dataset {
	d.LokaleRegels = dateer(d.LokaleRegels, l, l.like, lokalePeriod)
	return d
}

// ZonderLokaleRegel gives the data with a local rule switched off from a day on.
func (d Dataset) ZonderLokaleRegel(gemeente GemeenteCode, soort LokaleRegelSoort, day civil.Date) Dataset {
	d.LokaleRegels = eindig(d.LokaleRegels, day, LokaleRegel{Gemeente: gemeente, Soort: soort}.like, lokalePeriod)
	return d
}

// ZonderGemeente gives the data without what one gemeente chose: all that its own policy
// officer may change, so that the rest can be compared.
func (d Dataset) ZonderGemeente(code GemeenteCode) Dataset {
	d.Keuzes = without(d.Keuzes, func(k GemeenteKeuze) bool { return k.Gemeente == code })
	d.Plafonds = without(d.Plafonds, func(p Plafond) bool { return p.Gemeente == code })
	d.LokaleRegels = without(d.LokaleRegels, func(l LokaleRegel) bool { return l.Gemeente == code })
	return d
}

// without gives a copy of a list without some items.
func without[T any](list []T, drop func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), drop)
}

// Keuze gives the choice of a gemeente for a product on a day, if there is one.
func (r *Register) Keuze(gemeente GemeenteCode, product ProductRef, day civil.Date) (GemeenteKeuze, bool) {
	for _, k := range r.keuzes[keuzeKey{gemeente, product}] {
		if k.Geldig.Contains(day) {
			return k, true
		}
	}
	return GemeenteKeuze{}, false
}

// PlafondsOp are the ceilings of the region that count on a day: of one gemeente, or of
// all of them when none is named.
func (r *Register) PlafondsOp(gemeente GemeenteCode, day civil.Date) []Plafond {
	var out []Plafond
	for _, p := range r.data.Plafonds {
		if p.Geldig.Contains(day) && (gemeente == "" || p.Gemeente == gemeente) {
			out = append(out, p)
		}
	}
	return out
}

// Instelling gives the value of a setting on a day, as it is written, and where it comes
// from.
func (r *Register) Instelling(code InstellingCode, day civil.Date) (string, Herkomst) {
	def, _ := InstellingVan(code)
	value, from := def.Standaard, def.Herkomst
	for _, row := range r.instellingen.rows { // by day inside a code: the last one counts
		if row.Code == code && !day.Before(row.Van) {
			value, from = row.Waarde, row.Herkomst
		}
	}
	return value, from
}

// MetVenster gives the data with a window for enrolling. Two for the same aanbieders and
// perceel may not overlap (INK-15): end the one before first.
func (d Dataset) MetVenster(v Venster) Dataset {
	d.Vensters = append(slices.Clone(d.Vensters), v)
	return d
}

// ZonderVenster gives the data in which a window ends before a day.
func (d Dataset) ZonderVenster(v Venster, day civil.Date) Dataset {
	d.Vensters = eindig(d.Vensters, day, func(x Venster) bool { return x.Voor(v) && x.Geldig.From == v.Geldig.From }, vensterPeriod)
	return d
}

// Voor tells whether two windows are for the same aanbieders and perceel.
func (v Venster) Voor(other Venster) bool {
	return v.Doelgroep == other.Doelgroep && v.Perceel == other.Perceel
}

// MetInstelling gives the data in which a setting has a value from a day on, until the
// next value.
func (d Dataset) MetInstelling(i Instelling) Dataset {
	d.Instellingen = append(without(d.Instellingen, func(x Instelling) bool { return x.Code == i.Code && x.Van == i.Van }), i)
	return d
}

// Zelfde tells whether two rows are about the same woonplaats beside the same gemeente.
func (w AanliggendeWoonplaats) Zelfde(other AanliggendeWoonplaats) bool {
	return w.Naam == other.Naam && w.Gemeente == other.Gemeente && w.GrenstAan == other.GrenstAan
}

// MetWoonplaats gives the data with a woonplaats beside a gemeente. One that is there gets
// the period and provenance of this row.
func (d Dataset) MetWoonplaats(w AanliggendeWoonplaats) Dataset {
	d.Woonplaatsen = append(without(d.Woonplaatsen, func(x AanliggendeWoonplaats) bool {
		return x.Zelfde(w) && x.Geldig.From == w.Geldig.From
	}), w)
	return d
}
