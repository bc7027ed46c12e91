package region

import (
	"fmt"
	"slices"
	"strconv"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
)

func (c *checker) checkCatalogi() {
	list := c.r.Inkoop.Catalogi
	twice(c, kindCatalogus, "code", list, func(v inkoop.Catalogusversie) inkoop.CatalogusCode { return v.Code })
	for n, v := range list {
		for m, earlier := range list[:n] {
			if both := v.Geldig.Intersect(earlier.Geldig); v.Status == inkoop.Vastgesteld && earlier.Status == inkoop.Vastgesteld && !both.IsEmpty() {
				c.fail(kindCatalogus, n, "van", "%s and %s both count for %s%s; a day has one catalogue", v.Code, earlier.Code, spell(both), c.since(kindCatalogus, m))
			}
		}
		if len(v.Producten) == 0 {
			c.fail(kindCatalogus, n, "code", "%s has no products", v.Code)
		}
		c.checkBasis(n, v)
		c.checkProducten(n, v)
		c.checkWijzigingen(n, v)
	}
}

// nested names the products or changes of the nth catalogue, as load notes them.
func nested(kind string, n int) string { return kind + ":" + kindCatalogus + "." + strconv.Itoa(n) }

func (c *checker) checkProducten(n int, v inkoop.Catalogusversie) {
	kind := nested("product", n)
	seen := map[inkoop.ProductCode]bool{}
	for i, p := range v.Producten {
		complain := func(field, format string, args ...any) {
			c.errs.add(c.at.line(kind, i, field), "product %s: %s: %s", v.Ref(p.Code), field, fmt.Sprintf(format, args...))
		}
		if seen[p.Code] && p.Code != "" {
			complain("code", "is there twice in catalogus %s", v.Code)
		}
		seen[p.Code] = true
		if p.BegintredeMin == 0 || p.BegintredeMax == 0 || p.BegintredeMin > p.BegintredeMax {
			complain("begintrede_van", "give begintrede_van and begintrede_tot_en_met, the lowest and the highest rung to begin on")
		}
		if p.Duur.Maanden == 0 {
			complain("duur_maanden", "is missing; give the number of months")
		}
		if p.Rapportage.Herhaal > 0 && p.Rapportage.Na == 0 {
			complain("rapportage_elke_maanden", "a report can only repeat after a first one; give rapportage_na_maanden")
		}
		if p.Evaluatie.Zichtbaar < p.Evaluatie.Dagen {
			complain("evaluatie_zichtbaar_dagen", "is %d and evaluatie_dagen is %d; it must be visible before it is due", p.Evaluatie.Zichtbaar, p.Evaluatie.Dagen)
		}
		checkSoort(p, complain)
		checkBlad(p.Blad, complain)
		checkIWmo(p.IWmo, complain)
	}
}

// checkSoort checks what follows from the kind of arrangement (LAD-07, PRD-05 to
// PRD-09).
func checkSoort(p inkoop.Product, complain func(field, format string, args ...any)) {
	switch p.Soort {
	case inkoop.ORI:
		if p.Doeltrede != 0 {
			complain("doeltrede", "an orientation has none")
		}
		if p.Nadruk != "" {
			complain("nadruk", "an orientation has none")
		}
	case inkoop.ONT:
		if p.Doeltrede == 0 {
			complain("doeltrede", "is missing; an ontwikkelarrangement works towards a rung")
		} else if p.BegintredeMax >= p.Doeltrede {
			complain("begintrede_tot_en_met", "is %d and must be below doeltrede %d", p.BegintredeMax, p.Doeltrede)
		}
	case inkoop.STA:
		if p.Doeltrede != 0 {
			complain("doeltrede", "a stabiel arrangement has none; it stays on its rung")
		}
		if p.BegintredeMin != p.BegintredeMax {
			complain("begintrede_tot_en_met", "a stabiel arrangement is for one rung; make it the same as begintrede_van")
		}
	}
	if (p.Soort == inkoop.ONT || p.Soort == inkoop.STA) && p.Nadruk == "" {
		complain("nadruk", "is missing; write \"activering\" or \"werk\"")
	}
}

// Codes of iWmo: categories in domain/iwmo_productcategorie.json of the domain
// guide, units and frequencies in the standard (WJ756, WMO757).
var (
	iwmoEenheden    = []string{"", "01", "04", "14", "16", "82", "83", "84"}
	iwmoFrequenties = []string{"", "1", "2", "4", "6"}
)

func checkIWmo(w inkoop.IWmo, complain func(field, format string, args ...any)) {
	n, err := strconv.Atoi(w.Categorie)
	if w.Categorie != "" && (err != nil || len(w.Categorie) != 2 || n < 1 || n > 18) {
		complain("iwmo_categorie", "%q is no category; write two digits from 01 to 18", w.Categorie)
	}
	if w.Code != "" && w.Categorie == "" {
		complain("iwmo_code", "stands inside a category; give iwmo_categorie too")
	}
	if len(w.Code) > 5 {
		complain("iwmo_code", "%q is longer than 5 characters", w.Code)
	}
	if !slices.Contains(iwmoEenheden, w.Eenheid) {
		complain("iwmo_eenheid", "%q is not one of 01, 04, 14, 16, 82, 83, 84", w.Eenheid)
	}
	if !slices.Contains(iwmoFrequenties, w.Frequentie) {
		complain("iwmo_frequentie", "%q is not one of 1, 2, 4, 6", w.Frequentie)
	}
	if (w.Eenheid == "") != (w.Frequentie == "") {
		complain("iwmo_eenheid", "iwmo_eenheid and iwmo_frequentie go together")
	}
}

// checkWijzigingen checks that every product of the version before is accounted
// for, so that figures can span versions (INK-06).
func (c *checker) checkWijzigingen(n int, v inkoop.Catalogusversie) {
	if v.Volgt == "" {
		if len(v.Wijzigingen) > 0 {
			c.fail(kindCatalogus, n, "code", "%s tells what changed but not since which version; give volgt", v.Code)
		}
		return
	}
	before, ok := c.catalogi[v.Volgt]
	if !ok || v.Volgt == v.Code {
		c.fail(kindCatalogus, n, "volgt", "there is no other catalogus %s", v.Volgt)
		return
	}
	if !before.Geldig.From.Before(v.Geldig.From) {
		c.fail(kindCatalogus, n, "volgt", "%s begins on %s, not before %s", before.Code, before.Geldig.From, v.Code)
	}
	kind := nested("wijziging", n)
	old, now := map[inkoop.ProductCode]bool{}, map[inkoop.ProductCode]bool{}
	for i, w := range v.Wijzigingen {
		complain := func(field, format string, args ...any) {
			c.errs.add(c.at.line(kind, i, field), "wijziging: %s: %s", field, fmt.Sprintf(format, args...))
		}
		if w.Oud == "" && w.Nieuw == "" {
			complain("oud", "give oud, nieuw or both")
		}
		if _, ok := before.Product(w.Oud); w.Oud != "" && !ok {
			complain("oud", "catalogus %s has no product %s%s", before.Code, w.Oud, hint(string(w.Oud), c.productCodes(before.Code)))
		}
		if _, ok := v.Product(w.Nieuw); w.Nieuw != "" && !ok {
			complain("nieuw", "catalogus %s has no product %s%s", v.Code, w.Nieuw, hint(string(w.Nieuw), c.productCodes(v.Code)))
		}
		if w.Oud != "" && old[w.Oud] {
			complain("oud", "tells twice what became of %s", w.Oud)
		}
		old[w.Oud], now[w.Nieuw] = true, true
	}
	for _, p := range before.Producten {
		if !old[p.Code] {
			c.fail(kindCatalogus, n, "volgt", "%s does not say what became of %s; add a [[catalogus.wijziging]] with oud = %q", v.Code, before.Ref(p.Code), p.Code)
		}
	}
	for _, p := range v.Producten {
		if !now[p.Code] {
			c.fail(kindCatalogus, n, "volgt", "%s does not say where %s comes from; add a [[catalogus.wijziging]] with nieuw = %q", v.Code, v.Ref(p.Code), p.Code)
		}
	}
}

// productCodes are the products of a catalogue, or of all of them, for hints.
func (c *checker) productCodes(of inkoop.CatalogusCode) []string {
	var codes []string
	for _, v := range c.r.Inkoop.Catalogi {
		for _, p := range v.Producten {
			if (of == "" || of == v.Code) && !slices.Contains(codes, string(p.Code)) {
				codes = append(codes, string(p.Code))
			}
		}
	}
	return codes
}

// product checks that a reference is to a product that is there.
func (c *checker) product(kind string, n int, ref inkoop.ProductRef, field string) (inkoop.Product, inkoop.Catalogusversie, bool) {
	if ref.Catalogus == "" || ref.Product == "" {
		return inkoop.Product{}, inkoop.Catalogusversie{}, false // refused where it was read
	}
	v, ok := c.catalogi[ref.Catalogus]
	if !ok {
		var codes []string
		for _, v := range c.r.Inkoop.Catalogi {
			codes = append(codes, string(v.Code))
		}
		c.fail(kind, n, "catalogus", "there is no catalogus %s%s", ref.Catalogus, hint(string(ref.Catalogus), codes))
		return inkoop.Product{}, v, false
	}
	p, ok := v.Product(ref.Product)
	if !ok {
		c.fail(kind, n, field, "catalogus %s has no product %s%s", v.Code, ref.Product, hint(string(ref.Product), c.productCodes(v.Code)))
	}
	return p, v, ok
}

func (c *checker) checkKeuzes() {
	list := c.r.Inkoop.Keuzes
	for n, k := range list {
		_, v, ok := c.product(kindKeuze, n, k.Product, "producten")
		c.exists(kindKeuze, n, "van", k.Gemeente, k.Geldig, true)
		if ok && !v.Geldig.Covers(k.Geldig) {
			c.fail(kindKeuze, n, "van", "holds for %s, but catalogus %s counts for %s", spell(k.Geldig), v.Code, spell(v.Geldig))
		}
		if !k.Vorm.Koopt() && k.Vorm != "" && k.Alternatief == "" {
			c.fail(kindKeuze, n, "vorm", "with vorm %q residents need an alternatief; say what they get instead", k.Vorm)
		}
		switch {
		case k.Evaluatie.IsZero():
		case k.Vorm != inkoop.Pilot:
			c.fail(kindKeuze, n, "evaluatie", "only vorm %q has an evaluatie", inkoop.Pilot)
		case !k.Geldig.Contains(k.Evaluatie):
			c.fail(kindKeuze, n, "evaluatie", "%s lies outside the pilot, which holds for %s", k.Evaluatie, spell(k.Geldig))
		}
	}
	overlaps(c, kindKeuze, list,
		func(k inkoop.GemeenteKeuze) string { return fmt.Sprintf("%s for gemeente %s", k.Product, k.Gemeente) },
		func(k inkoop.GemeenteKeuze) civil.Period { return k.Geldig })
}

func (c *checker) checkTarieven() {
	list := c.r.Inkoop.Tarieven
	for n, t := range list {
		p, _, ok := c.product(kindTarief, n, t.Product, "product")
		switch {
		case !ok:
		case p.Prijsvorm == inkoop.PrijsGeen:
			c.fail(kindTarief, n, "product", "%s has no price (prijsvorm geen)", t.Product)
		case p.Prijsvorm != t.Per && t.Per != "":
			c.fail(kindTarief, n, "per", "%s is paid per %s, not per %s", t.Product, p.Prijsvorm, t.Per)
		}
		if ok {
			c.checkKaart(n, t, p)
		}
		c.sameAsBefore(n, t)
	}
	overlaps(c, kindTarief, list,
		func(t inkoop.Tarief) string { return "the tarief of " + t.Product.String() },
		func(t inkoop.Tarief) civil.Period { return t.Geldig })
	for n, v := range c.r.Inkoop.Catalogi {
		for _, p := range v.Producten {
			if v.Status == inkoop.Vastgesteld && p.Prijsvorm != inkoop.PrijsGeen && p.Prijsvorm != "" {
				c.tariefGaps(n, v, p)
			}
		}
	}
}

// tariefGaps complains when a product has no price on a day on which it can start.
func (c *checker) tariefGaps(n int, v inkoop.Catalogusversie, p inkoop.Product) {
	var line civil.Timeline[bool]
	for _, t := range c.r.Inkoop.Tarieven {
		if t.Product == v.Ref(p.Code) {
			line = line.With(t.Geldig, true)
		}
	}
	for _, gap := range line.Gaps(v.Geldig) {
		c.fail(kindCatalogus, n, "code", "%s has no tarief for %s", v.Ref(p.Code), spell(gap))
	}
}

// sameAsBefore checks that a product that goes on keeps its price, unless the
// region says why it does not (INK-19).
func (c *checker) sameAsBefore(n int, t inkoop.Tarief) {
	v, ok := c.catalogi[t.Product.Catalogus]
	if !ok || t.Motivering != "" || !t.Geldig.Contains(v.Geldig.From) {
		return
	}
	for _, w := range v.Wijzigingen {
		if w.Nieuw != t.Product.Product || w.Oud == "" {
			continue
		}
		old := inkoop.ProductRef{Catalogus: v.Volgt, Product: w.Oud}
		for _, earlier := range c.r.Inkoop.Tarieven {
			if earlier.Product == old && earlier.Geldig.Contains(v.Geldig.From.AddDays(-1)) && earlier.Bedrag != t.Bedrag {
				c.fail(kindTarief, n, "bedrag", "%s costs %s and %s cost %s; keep the price or give a motivering", t.Product, t.Bedrag, old, earlier.Bedrag)
			}
		}
	}
}
