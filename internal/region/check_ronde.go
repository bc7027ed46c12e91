package region

import (
	"fmt"
	"slices"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
)

// checkRonden checks what a round of procurement is about, and what gemeenten chose
// beside the catalogue.
func (c *checker) checkRonden() {
	c.checkPercelen()
	c.checkEisensets()
	c.checkVensters()
	c.checkBerichtcodes()
	c.checkVerkenningen()
}

// sold checks that some catalogue has a product.
func (c *checker) sold(code inkoop.ProductCode, complain func(format string, args ...any)) {
	if !slices.ContainsFunc(c.r.Inkoop.Catalogi, func(v inkoop.Catalogusversie) bool { _, ok := v.Product(code); return ok }) {
		complain("no catalogue has a product %s%s", code, hint(string(code), c.productCodes("")))
	}
}

// perceel checks that a perceel is there.
func (c *checker) perceel(code inkoop.PerceelCode, complain func(format string, args ...any)) {
	var codes []string
	for _, p := range c.r.Inkoop.Percelen {
		codes = append(codes, string(p.Code))
	}
	if !slices.Contains(codes, string(code)) {
		complain("there is no perceel %s%s", code, hint(string(code), codes))
	}
}

func (c *checker) checkPercelen() {
	list := c.r.Inkoop.Percelen
	twice(c, kindPerceel, "code", list, func(p inkoop.Perceel) inkoop.PerceelCode { return p.Code })
	for n, p := range list {
		for _, code := range p.Producten {
			c.sold(code, func(format string, args ...any) { c.fail(kindPerceel, n, "producten", format, args...) })
		}
	}
}

func (c *checker) checkEisensets() {
	list := c.r.Inkoop.Eisensets
	twice(c, kindEisenset, "code", list, func(s inkoop.Eisenset) inkoop.EisensetCode { return s.Code })
	overlaps(c, kindEisenset, list,
		func(inkoop.Eisenset) string { return "an eisenset" },
		func(s inkoop.Eisenset) civil.Period { return s.Geldig })
	for n, s := range list {
		if len(s.Eisen) == 0 {
			c.fail(kindEisenset, n, "code", "%s has no requirements; add at least one [[eisenset.eis]]", s.Code)
		}
		c.checkEisen(n, s)
	}
}

// checkEisen checks the requirements of the nth set: a code is used once, and a
// requirement names its perceel or product exactly when its level asks for one (INK-17).
func (c *checker) checkEisen(n int, s inkoop.Eisenset) {
	kind := fmt.Sprintf("eis:%s.%d", kindEisenset, n)
	seen := map[inkoop.EisCode]bool{}
	for i, e := range s.Eisen {
		complain := func(field, format string, args ...any) {
			c.errs.add(c.at.line(kind, i, field), "eis %s/%s: %s: %s", s.Code, e.Code, field, fmt.Sprintf(format, args...))
		}
		if seen[e.Code] && e.Code != "" {
			complain("code", "is there twice in eisenset %s", s.Code)
		}
		seen[e.Code] = true
		switch named := e.Perceel != ""; {
		case named && e.Niveau != inkoop.EisPerceel:
			complain("perceel", "only a requirement of niveau %q names a perceel", inkoop.EisPerceel)
		case named:
			c.perceel(e.Perceel, func(format string, args ...any) { complain("perceel", format, args...) })
		case e.Niveau == inkoop.EisPerceel:
			complain("perceel", "is missing; a requirement of niveau %q names its perceel", inkoop.EisPerceel)
		}
		switch named := e.Product != ""; {
		case named && e.Niveau != inkoop.EisProduct:
			complain("product", "only a requirement of niveau %q names a product", inkoop.EisProduct)
		case named:
			c.sold(e.Product, func(format string, args ...any) { complain("product", format, args...) })
		case e.Niveau == inkoop.EisProduct:
			complain("product", "is missing; a requirement of niveau %q names its product", inkoop.EisProduct)
		}
	}
}

func (c *checker) checkVensters() {
	list := c.r.Inkoop.Vensters
	for n, v := range list {
		if v.Perceel != "" {
			c.perceel(v.Perceel, func(format string, args ...any) { c.fail(kindVenster, n, "perceel", format, args...) })
		}
		switch next := v.VolgendeRonde; {
		case next.IsZero():
		case v.Stand == inkoop.VensterOpen:
			c.fail(kindVenster, n, "volgende_ronde", "an open window has no next round; leave it out")
		case next.Before(v.Geldig.From), v.Geldig.Contains(next):
			c.fail(kindVenster, n, "volgende_ronde", "%s must lie after the last day of the window, which holds for %s", next, spell(v.Geldig))
		}
	}
	// For one kind and perceel two windows would contradict each other (INK-15).
	overlaps(c, kindVenster, list,
		func(v inkoop.Venster) string { return "a window for " + vensterNaam(v) },
		func(v inkoop.Venster) civil.Period { return v.Geldig })
}

func (c *checker) checkBerichtcodes() {
	list := c.r.Inkoop.Berichtcodes
	for n, b := range list {
		c.exists(kindBerichtcode, n, "van", b.Gemeente, b.Geldig, true)
		c.product(kindBerichtcode, n, b.Product, "product")
		checkIWmo(b.IWmo, func(field, format string, args ...any) { c.fail(kindBerichtcode, n, field, format, args...) })
	}
	overlaps(c, kindBerichtcode, list,
		func(b inkoop.GemeenteIWmo) string {
			return fmt.Sprintf("the code of %s for gemeente %s", b.Product, b.Gemeente)
		},
		func(b inkoop.GemeenteIWmo) civil.Period { return b.Geldig })
}

func (c *checker) checkVerkenningen() {
	list := c.r.Inkoop.Verkenningen
	for n, v := range list {
		c.exists(kindVerkenning, n, "van", v.Gemeente, v.Geldig, true)
	}
	overlaps(c, kindVerkenning, list,
		func(v inkoop.Verkenning) string {
			return fmt.Sprintf("the study %q in gemeente %s", v.Soort, v.Gemeente)
		},
		func(v inkoop.Verkenning) civil.Period { return v.Geldig })
}

// checkBasis checks that what stays when the catalogue changes is whole and, when it was
// taken over, still the same (INK-19).
func (c *checker) checkBasis(n int, v inkoop.Catalogusversie) {
	b := v.Basis
	whole := b.Doel != "" && len(b.Uitgangspunten) > 0 && len(b.Resultaten) > 0
	switch some := b.Doel != "" || len(b.Uitgangspunten) > 0 || len(b.Resultaten) > 0; {
	case some && !whole:
		c.fail(kindCatalogus, n, "doel", "%s has a part of its basis only; give doel, uitgangspunten and resultaten, or none of them", v.Code)
	case b.Overgenomen == "":
	case b.Overgenomen != v.Volgt:
		c.fail(kindCatalogus, n, "overgenomen", "%s follows %q and cannot take over from %q", v.Code, v.Volgt, b.Overgenomen)
	case !whole:
		c.fail(kindCatalogus, n, "overgenomen", "%s says it took over its basis but has none; write doel, uitgangspunten and resultaten as in %s", v.Code, v.Volgt)
	default:
		c.checkOvergenomen(n, v)
	}
}

func (c *checker) checkOvergenomen(n int, v inkoop.Catalogusversie) {
	before, ok := c.catalogi[v.Basis.Overgenomen]
	if !ok {
		return // refused as volgt
	}
	differs := func(field string) {
		c.fail(kindCatalogus, n, field, "%s of %s differs from that of %s, from which it was taken over; make them the same or leave out overgenomen", field, v.Code, before.Code)
	}
	if v.Basis.Doel != before.Basis.Doel {
		differs("doel")
	}
	if !slices.Equal(v.Basis.Uitgangspunten, before.Basis.Uitgangspunten) {
		differs("uitgangspunten")
	}
	if !slices.Equal(v.Basis.Resultaten, before.Basis.Resultaten) {
		differs("resultaten")
	}
}

// checkBlad checks that a product sheet is whole: help texts and letters take all four
// (INK-18).
func checkBlad(b inkoop.Productblad, complain func(field, format string, args ...any)) {
	if b.IsZero() {
		return
	}
	for _, part := range []struct{ key, text string }{
		{"doel", b.Doel}, {"doelgroep", b.Doelgroep}, {"begeleiding", b.Begeleiding}, {"afbakening", b.Afbakening},
	} {
		if part.text == "" {
			complain(part.key, "is missing; a product sheet has doel, doelgroep, begeleiding and afbakening, or none of them")
		}
	}
}
