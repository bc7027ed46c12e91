package inkoop

import "trede/internal/domain/civil"

// KoopReden says why a gemeente may buy a product or not. It is part of a message
// key and never changes.
type KoopReden string

// The reasons, in the order in which they are looked for.
const (
	GemeenteOnbekend    KoopReden = "gemeente_onbekend"     // no such gemeente is known
	GemeenteOpgeheven   KoopReden = "gemeente_opgeheven"    // it went into another one, or is not there yet
	GemeenteBuitenRegio KoopReden = "gemeente_buiten_regio" // a neighbour of the region
	CatalogusOntbreekt  KoopReden = "catalogus_ontbreekt"   // no catalogue counts on the day
	ProductOnbekend     KoopReden = "product_onbekend"      // the catalogue of the day never had it
	ProductVorigeVersie KoopReden = "product_vorige_versie" // it goes on in the catalogue of the day
	ProductVervallen    KoopReden = "product_vervallen"     // it ended (PRD-01)
	NietGekocht         KoopReden = "niet_gekocht"          // the gemeente does not buy it (B-REG-01)
	NietToewijsbaar     KoopReden = "algemene_voorziening"  // open to all, not allocated (B-REG-03)
	Gekocht             KoopReden = "gekocht"               // may be allocated
)

// catalogus tells whether the reason lies in the catalogue and not in the
// gemeente.
func (k KoopReden) catalogus() bool {
	switch k {
	case CatalogusOntbreekt, ProductOnbekend, ProductVorigeVersie, ProductVervallen:
		return true
	}
	return false
}

// Koopoordeel says whether a gemeente may buy a product on a day, and why.
type Koopoordeel struct {
	Gemeente GemeenteCode
	Product  ProductRef
	Dag      civil.Date
	Mag      bool // only with reason gekocht
	Reden    KoopReden
	// Vorm and Alternatief are those of the choice of the gemeente; empty without one.
	Vorm        Vorm
	Alternatief string
	// OpvolgerGemeente is where residents belong now, with gemeente_opgeheven.
	OpvolgerGemeente GemeenteCode
	// OpvolgerProduct is the same product now, with product_vorige_versie.
	OpvolgerProduct ProductRef
	// LaatsteDag is the last day of the catalogue of the product, with
	// product_vorige_versie and product_vervallen.
	LaatsteDag civil.Date
}

// Koopoordeel says whether a gemeente may buy a product on a day: the day on which
// the toewijzing starts. Sources: INK-03, PRD-01, B-REG-01, B-REG-03.
func (r *Register) Koopoordeel(gemeente GemeenteCode, product ProductRef, day civil.Date) Koopoordeel {
	o := Koopoordeel{Gemeente: gemeente, Product: product, Dag: day}
	if o.Reden, o.OpvolgerGemeente = r.gemeenteReden(gemeente, day); o.Reden != "" {
		return o
	}
	if r.catalogusReden(&o); o.Reden != "" {
		return o
	}
	o.Reden = NietGekocht
	for _, k := range r.keuzes[keuzeKey{gemeente, product}] {
		if !k.Geldig.Contains(day) {
			continue
		}
		o.Vorm, o.Alternatief = k.Vorm, k.Alternatief
		switch {
		case k.Vorm.Koopt():
			o.Mag, o.Reden = true, Gekocht
		case k.Vorm == AlgemeneVoorziening:
			o.Reden = NietToewijsbaar
		}
		return o
	}
	return o
}

// Koopbaar gives the products of the catalogue of a day, in its order, with the
// judgement for a gemeente. It is empty when no catalogue counts on the day.
func (r *Register) Koopbaar(gemeente GemeenteCode, day civil.Date) []Koopoordeel {
	c, ok := r.CatalogusOp(day)
	if !ok {
		return nil
	}
	list := make([]Koopoordeel, 0, len(c.Producten))
	for _, p := range c.Producten {
		list = append(list, r.Koopoordeel(gemeente, c.Ref(p.Code), day))
	}
	return list
}

// KeuzesOp gives what a gemeente ticked for a day, also what it decided not to buy, in
// the order of the catalogue of that day. What it never chose is not there.
func (r *Register) KeuzesOp(gemeente GemeenteCode, day civil.Date) []GemeenteKeuze {
	c, _ := r.CatalogusOp(day)
	var found []GemeenteKeuze
	for _, p := range c.Producten {
		for _, k := range r.keuzes[keuzeKey{gemeente, c.Ref(p.Code)}] {
			if k.Geldig.Contains(day) {
				found = append(found, k)
			}
		}
	}
	return found
}

// Koopt tells whether a gemeente takes part on a day: whether it buys anything
// (B-REG-01; step 0 of the afbakening).
func (r *Register) Koopt(gemeente GemeenteCode, day civil.Date) bool {
	for _, o := range r.Koopbaar(gemeente, day) {
		if o.Mag {
			return true
		}
	}
	return false
}

func (r *Register) gemeenteReden(code GemeenteCode, day civil.Date) (KoopReden, GemeenteCode) {
	g, ok := r.gemeenten[code]
	switch {
	case !ok:
		return GemeenteOnbekend, ""
	case !g.InRegio:
		return GemeenteBuitenRegio, ""
	case !g.Geldig.Contains(day):
		next, _ := r.GemeenteOp(code, day)
		return GemeenteOpgeheven, next.Code
	}
	return "", ""
}

func (r *Register) catalogusReden(o *Koopoordeel) {
	now, ok := r.CatalogusOp(o.Dag)
	if !ok {
		o.Reden = CatalogusOntbreekt
		return
	}
	if now.Code == o.Product.Catalogus {
		if _, ok := now.Product(o.Product.Product); !ok {
			o.Reden = ProductOnbekend
		}
		return
	}
	o.Reden = ProductOnbekend
	old, known := r.catalogi[o.Product.Catalogus]
	if _, ok := old.Product(o.Product.Product); !known || !ok || !old.Geldig.From.Before(now.Geldig.From) {
		return
	}
	o.LaatsteDag = old.Geldig.LastDay()
	o.Reden = ProductVervallen
	ref := o.Product
	for range len(r.catalogi) {
		next, ok := r.opvolgers[ref]
		if !ok {
			return
		}
		if ref = next; ref.Catalogus == now.Code {
			o.Reden, o.OpvolgerProduct = ProductVorigeVersie, ref
			return
		}
	}
}
