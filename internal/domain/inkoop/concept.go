package inkoop

import (
	"maps"
	"reflect"
	"slices"

	"trede/internal/domain/civil"
)

// What stands in a version for a product that goes on as it was (INK-19).
const (
	watBlijft     = "blijft"
	waaromBlijft  = "Ongewijzigd overgenomen"
	voorWieBlijft = "inwoners met dit product; voor hen verandert er niets"
)

// Blijft is the row of a product that goes on without any change.
func Blijft(oud, nieuw ProductCode) Productwijziging {
	return Productwijziging{oud, nieuw, watBlijft, waaromBlijft, voorWieBlijft}
}

// Blijft tells whether the row says that the product goes on without any change.
func (w Productwijziging) Blijft() bool {
	return w == Blijft(w.Oud, w.Nieuw) && w.Oud != "" && w.Nieuw != ""
}

// Overgenomen is the provenance of what a version took over from the one before.
func (h Herkomst) Overgenomen(from CatalogusCode) Herkomst {
	h.Bron = "ongewijzigd overgenomen uit " + string(from) + " (" + h.Bron + ")"
	return h
}

// VolgendeVersie gives the data with a concept of the next version of a catalogue: a copy
// that says of everything where it comes from, with the tariffs of its first day. The
// version before must be there. Source: S-A, Ongewijzigd; INK-06, INK-19.
func (d Dataset) VolgendeVersie(van, code CatalogusCode, naam string, first civil.Date) Dataset {
	i := slices.IndexFunc(d.Catalogi, func(c Catalogusversie) bool { return c.Code == van })
	before := d.Catalogi[i]
	next := before
	next.Code, next.Naam, next.Status, next.Volgt = code, naam, Concept, van
	next.Geldig = civil.Period{From: first}
	next.Herkomst = Herkomst{Soort: Regio, Bron: "overgenomen uit " + string(van)}
	if next.Basis.Doel != "" {
		next.Basis.Overgenomen = van
	}
	next.Producten, next.Wijzigingen = nil, nil
	for _, p := range before.Producten {
		p.Herkomst = p.Herkomst.Overgenomen(van)
		next.Producten, next.Wijzigingen = append(next.Producten, p), append(next.Wijzigingen, Blijft(p.Code, p.Code))
	}
	d.Catalogi = append(slices.Clone(d.Catalogi), next)
	d.Tarieven = slices.Clone(d.Tarieven)
	for _, t := range d.Tarieven {
		if t.Product.Catalogus == van && t.Geldig.Contains(first) {
			d.Tarieven = append(d.Tarieven, t.Voor(ProductRef{code, t.Product.Product}, first))
		}
	}
	return d
}

// Voor gives the tariff taken over for a product of the next version from its first day.
func (t Tarief) Voor(next ProductRef, first civil.Date) Tarief {
	t.Herkomst = t.Herkomst.Overgenomen(t.Product.Catalogus)
	t.Product, t.Geldig.From, t.Motivering, t.Kaart = next, first, "", t.Kaart.clone()
	return t
}

func (k Tariefkaart) clone() Tariefkaart {
	return Tariefkaart{maps.Clone(k.Delen), slices.Clone(k.Uitgesloten), maps.Clone(k.ReelePrijs)}
}

// Concept gives the version that is being written, if there is one.
func (r *Register) Concept() (Catalogusversie, bool) {
	i := slices.IndexFunc(r.data.Catalogi, func(c Catalogusversie) bool { return c.Status == Concept })
	if i < 0 {
		return Catalogusversie{}, false
	}
	return r.data.Catalogi[i], true
}

// Voorganger gives the product of the version before from which a product comes, if any.
func (r *Register) Voorganger(ref ProductRef) (ProductRef, bool) {
	c := r.catalogi[ref.Catalogus]
	for _, w := range c.Wijzigingen {
		if w.Nieuw == ref.Product && w.Oud != "" {
			return ProductRef{c.Volgt, w.Oud}, true
		}
	}
	return ProductRef{}, false
}

// Wijziging gives what a version says of a product that it has, or of one of the version
// before that ended.
func (c Catalogusversie) Wijziging(oud, nieuw ProductCode) (Productwijziging, bool) {
	i := slices.IndexFunc(c.Wijzigingen, func(w Productwijziging) bool {
		return nieuw != "" && w.Nieuw == nieuw || nieuw == "" && w.Nieuw == "" && w.Oud == oud
	})
	if i < 0 {
		return Productwijziging{}, false
	}
	return c.Wijzigingen[i], true
}

// Gelijk tells whether two products are the same to everybody: all but their codes and
// provenance.
func (p Product) Gelijk(other Product) bool {
	p.Code, p.Herkomst = other.Code, other.Herkomst
	return p == other
}

// Gelijk tells whether two tariffs are the same price, made of the same parts.
func (t Tarief) Gelijk(other Tarief) bool {
	return t.Per == other.Per && t.Bedrag == other.Bedrag && maps.Equal(t.Kaart.Delen, other.Kaart.Delen) &&
		slices.Equal(t.Kaart.Uitgesloten, other.Kaart.Uitgesloten) && maps.Equal(t.Kaart.ReelePrijs, other.Kaart.ReelePrijs)
}

// Onverklaard (unexplained) gives the products of a version that differ from the version
// before while nobody said yet what changes, why and for whom (INK-06).
func (r *Register) Onverklaard(code CatalogusCode) []ProductCode {
	c := r.catalogi[code]
	var out []ProductCode
	for _, p := range c.Producten {
		w, _ := c.Wijziging("", p.Code)
		if w.Blijft() && r.gewijzigd(c, p) {
			out = append(out, p.Code)
		}
	}
	return out
}

func (r *Register) gewijzigd(c Catalogusversie, p Product) bool {
	was, known := r.Voorganger(c.Ref(p.Code))
	old, _ := r.Product(was)
	before, had := r.Tarief(was, c.Geldig.From)
	now, has := r.Tarief(c.Ref(p.Code), c.Geldig.From)
	return !known || !p.Gelijk(old) || had != has || has && !now.Gelijk(before)
}

// Vastgesteld gives the data in which a concept counts: the version before ends the day
// before its first day, and what gemeenten chose goes on with every product that goes on.
// A product that is new is not bought until a gemeente chooses it. Toewijzingen keep the
// version in which they began. Sources: INK-06, INK-19, PRD-01.
func (d Dataset) Vastgesteld(code CatalogusCode) Dataset {
	d.Catalogi = slices.Clone(d.Catalogi)
	i := slices.IndexFunc(d.Catalogi, func(c Catalogusversie) bool { return c.Code == code })
	next := &d.Catalogi[i]
	next.Status = Vastgesteld
	for j := range d.Catalogi {
		if c := &d.Catalogi[j]; c.Code == next.Volgt {
			c.Geldig.Until = next.Geldig.From
		}
	}
	from := next.Geldig.From
	follows := map[ProductRef]ProductRef{}
	for _, w := range next.Wijzigingen {
		if w.Oud != "" && w.Nieuw != "" {
			follows[ProductRef{next.Volgt, w.Oud}] = next.Ref(w.Nieuw)
		}
	}
	d.Keuzes = evaluaties(vervolg(d.Keuzes, from, follows, next.Volgt))
	// Codes of messages go on for the old version: what began under it is still reported.
	for _, b := range slices.Clone(d.Berichtcodes) {
		if to, ok := follows[b.Product]; ok && (b.Geldig.IsOpen() || b.Geldig.Until.After(from)) {
			b.Product, b.Geldig.From = to, civil.Max(b.Geldig.From, from)
			d.Berichtcodes = append(slices.Clone(d.Berichtcodes), b)
		}
	}
	for was, to := range follows {
		if was.Product != to.Product {
			d = d.hernoemd(was.Product, to.Product, from)
		}
	}
	return d
}

// vervolg (continue) ends the choices for one version before a day, and lets those of
// products that go on run on for the product that follows.
func vervolg(list []GemeenteKeuze, from civil.Date, follows map[ProductRef]ProductRef, of CatalogusCode) []GemeenteKeuze {
	var out []GemeenteKeuze
	for _, k := range list {
		if k.Product.Catalogus != of || !k.Geldig.IsOpen() && !k.Geldig.Until.After(from) {
			out = append(out, k)
			continue
		}
		later := k
		if k.Geldig.From.Before(from) {
			k.Geldig.Until = from
			out = append(out, k)
		}
		if to, ok := follows[later.Product]; ok {
			later.Product, later.Geldig.From = to, civil.Max(later.Geldig.From, from)
			out = append(out, later)
		}
	}
	return out
}

// hernoemd (renamed) lets what names products by code only count for the new code as well.
func (d Dataset) hernoemd(was, now ProductCode, from civil.Date) Dataset {
	d.Percelen = slices.Clone(d.Percelen)
	for i := range d.Percelen {
		if p := &d.Percelen[i]; p.Heeft(was) && !p.Heeft(now) {
			p.Producten = append(slices.Clone(p.Producten), now)
		}
	}
	for _, p := range slices.Clone(d.Plafonds) {
		if !slices.Contains(p.Producten, was) || slices.Contains(p.Producten, now) || !p.Geldig.IsOpen() && !p.Geldig.Until.After(from) {
			continue
		}
		d.Plafonds = eindig(d.Plafonds, from, func(x Plafond) bool { return x.Code == p.Code }, plafondPeriod)
		p.Code += PlafondCode("-" + string(now))
		p.Producten = append(slices.Clone(p.Producten), now)
		p.Geldig.From = civil.Max(p.Geldig.From, from)
		d.Plafonds = append(d.Plafonds, p)
	}
	return d
}

// ZonderVersie gives the data without one version and its tariffs: all that writing a
// concept may change, so that the rest can be compared.
func (d Dataset) ZonderVersie(code CatalogusCode) Dataset {
	d.Catalogi = without(d.Catalogi, func(c Catalogusversie) bool { return c.Code == code && c.Status == Concept })
	d.Tarieven = without(d.Tarieven, func(t Tarief) bool { return t.Product.Catalogus == code })
	return d
}

// ZelfdeVersie tells whether two sets of data say the same of a version and its tariffs.
func ZelfdeVersie(a, b Dataset, code CatalogusCode) bool {
	of := func(d Dataset) (c Catalogusversie, list []Tarief) {
		for _, v := range d.Catalogi {
			if v.Code == code {
				c = v
			}
		}
		list = without(d.Tarieven, func(t Tarief) bool { return t.Product.Catalogus != code })
		slices.SortFunc(list, func(x, y Tarief) int { return x.Product.Compare(y.Product)*2 + x.Geldig.From.Compare(y.Geldig.From) })
		return c, list
	}
	c1, t1 := of(a)
	c2, t2 := of(b)
	return reflect.DeepEqual(c1, c2) && reflect.DeepEqual(t1, t2)
}
