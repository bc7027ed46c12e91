package region

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
)

// Validate checks a region that did not come from a file, as [Load] checks one
// that did. It gives nil or an [*Error].
func (r *Region) Validate() error {
	var errs problems
	validate(r, locations{}, &errs)
	if len(errs) > 0 {
		return errs.err()
	}
	// What Load refuses while reading, such as a missing name, it must refuse here.
	if _, err := Load(bytes.NewReader(encode(r))); err != nil {
		var found *Error
		if !errors.As(err, &found) {
			return err
		}
		for _, p := range found.Problems {
			errs.add(0, "%s", p.Text)
		}
	}
	return errs.err()
}

// checker looks at a region as a whole: at what refers to what, and when.
type checker struct {
	r         *Region
	at        locations
	errs      *problems
	gemeenten map[inkoop.GemeenteCode]inkoop.Gemeente
	catalogi  map[inkoop.CatalogusCode]inkoop.Catalogusversie
}

func validate(r *Region, at locations, errs *problems) {
	c := &checker{
		r: r, at: at, errs: errs,
		gemeenten: map[inkoop.GemeenteCode]inkoop.Gemeente{}, catalogi: map[inkoop.CatalogusCode]inkoop.Catalogusversie{},
	}
	// Of two with one code the first counts: the second is refused by itself.
	for _, g := range slices.Backward(r.Inkoop.Gemeenten) {
		c.gemeenten[g.Code] = g
	}
	for _, v := range slices.Backward(r.Inkoop.Catalogi) {
		c.catalogi[v.Code] = v
	}
	c.checkGemeenten()
	c.checkGrenzen()
	c.checkWijken()
	c.checkWoonplaatsen()
	c.checkCatalogi()
	c.checkKeuzes()
	c.checkPlafonds()
	c.checkLokaleRegels()
	c.checkTarieven()
	c.checkRonden()
	c.checkOvergang()
	c.checkInstellingen()
	c.checkAOW()
}

// fail adds a problem about a field of the nth piece of data of a kind.
func (c *checker) fail(kind string, n int, field, format string, args ...any) {
	c.errs.add(c.at.line(kind, n, field), "%s: %s", kind, fmt.Sprintf(format, args...))
}

// since tells where the first of two equal things stands, when there is a file.
func (c *checker) since(kind string, n int) string {
	if line := c.at.line(kind, n, ""); line > 0 {
		return fmt.Sprintf(" (the first is on line %d)", line)
	}
	return ""
}

// twice adds a problem for each key that occurs again. An empty key was refused
// before and does not count.
func twice[T any, K comparable](c *checker, kind, field string, list []T, key func(T) K) {
	var empty K
	first := map[K]int{}
	for n, item := range list {
		k := key(item)
		if k == empty {
			continue
		}
		if m, seen := first[k]; seen {
			c.fail(kind, n, field, "%v is there twice%s", k, c.since(kind, m))
			continue
		}
		first[k] = n
	}
}

// overlaps adds a problem for each two things with one key on the same day.
func overlaps[T any, K comparable](c *checker, kind string, list []T, key func(T) K, period func(T) civil.Period) {
	groups := map[K][]int{}
	for n, item := range list {
		k := key(item)
		for _, m := range groups[k] {
			if both := period(list[m]).Intersect(period(item)); !both.IsEmpty() {
				c.fail(kind, n, "van", "%v is there twice for %s%s; end the first before the second begins", k, spell(both), c.since(kind, m))
				break
			}
		}
		groups[k] = append(groups[k], n)
	}
}

// spell writes a period for people.
func spell(p civil.Period) string {
	switch {
	case p.IsEmpty():
		return "no day at all"
	case p.From.IsZero() && p.IsOpen():
		return "all days"
	case p.From.IsZero():
		return "all days until " + p.LastDay().String()
	case p.IsOpen():
		return "all days from " + p.From.String()
	}
	return p.From.String() + " until " + p.LastDay().String()
}

// exists checks that a gemeente is known, exists on every day of a period and,
// when it must buy, is one of the region.
func (c *checker) exists(kind string, n int, field string, code inkoop.GemeenteCode, geldig civil.Period, ofRegion bool) {
	if code == "" {
		return // refused where it was read
	}
	g, ok := c.gemeenten[code]
	switch {
	case !ok:
		c.fail(kind, n, field, "there is no gemeente %s%s", code, codeHint(code, c.gemeenten))
	case ofRegion && !g.InRegio:
		c.fail(kind, n, field, "gemeente %s %s is only a neighbour of the region", code, g.Naam)
	case !g.Geldig.Covers(geldig):
		c.fail(kind, n, field, "holds for %s, but gemeente %s %s exists for %s", spell(geldig), code, g.Naam, spell(g.Geldig))
	}
}

func (c *checker) checkGemeenten() {
	list := c.r.Inkoop.Gemeenten
	twice(c, kindGemeente, "code", list, func(g inkoop.Gemeente) inkoop.GemeenteCode { return g.Code })
	if len(list) == 0 || !slices.ContainsFunc(list, func(g inkoop.Gemeente) bool { return g.InRegio }) {
		c.errs.add(0, "gemeente: the region has none; add at least one [[gemeente]]")
	}
	for n, g := range list {
		next, known := c.gemeenten[g.Opvolger]
		switch {
		case g.Opvolger == "" && g.Geldig.IsOpen():
		case g.Opvolger == "" && g.InRegio:
			c.fail(kindGemeente, n, "tot_en_met", "%s %s ends on %s; name its opvolger, where its residents belong from then on", g.Code, g.Naam, g.Geldig.LastDay())
		case g.Opvolger == "":
		case g.Geldig.IsOpen():
			c.fail(kindGemeente, n, "opvolger", "%s %s has an opvolger but no tot_en_met", g.Code, g.Naam)
		case !known:
			c.fail(kindGemeente, n, "opvolger", "there is no gemeente %s%s", g.Opvolger, codeHint(g.Opvolger, c.gemeenten))
		case !next.Geldig.Contains(g.Geldig.Until):
			c.fail(kindGemeente, n, "opvolger", "%s %s does not exist on %s, the day after %s ends", next.Code, next.Naam, g.Geldig.Until, g.Naam)
		case g.InRegio && !next.InRegio:
			c.fail(kindGemeente, n, "opvolger", "%s %s is only a neighbour of the region", next.Code, next.Naam)
		}
	}
}

func (c *checker) checkGrenzen() {
	list := c.r.Inkoop.Grenzen
	for n, g := range list {
		a, okA := c.gemeenten[g.A]
		b, okB := c.gemeenten[g.B]
		switch {
		case !okA || !okB:
			c.fail(kindGrens, n, "grenst_aan", "the border of %s and %s names a gemeente that is not there", g.A, g.B)
		case g.A >= g.B:
			c.fail(kindGrens, n, "grenst_aan", "the border of %s and %s must name the lower code first", g.A, g.B)
		case !a.InRegio && !b.InRegio:
			c.fail(kindGrens, n, "grenst_aan", "%s and %s both lie outside the region", a.Naam, b.Naam)
		case g.Geldig.IsEmpty():
			c.fail(kindGrens, n, "grenst_aan", "%s and %s never exist on the same day", a.Naam, b.Naam)
		case !a.Geldig.Intersect(b.Geldig).Covers(g.Geldig):
			c.fail(kindGrens, n, "van", "%s and %s border for %s, but they exist together for %s",
				a.Naam, b.Naam, spell(g.Geldig), spell(a.Geldig.Intersect(b.Geldig)))
		}
	}
	overlaps(c, kindGrens, list,
		func(g inkoop.Aangrenzing) string { return "the border of " + string(g.A) + " and " + string(g.B) },
		func(g inkoop.Aangrenzing) civil.Period { return g.Geldig })
}

func (c *checker) checkWijken() {
	list := c.r.Inkoop.Wijken
	twice(c, kindWijk, "code", list, func(w inkoop.Wijk) inkoop.WijkCode { return w.Code })
	for n, w := range list {
		if g, ok := c.gemeenten[w.Code.Gemeente()]; ok && !w.Geldig.Overlaps(g.Geldig) {
			c.fail(kindWijk, n, "van", "%s holds for %s, but gemeente %s exists for %s", w.Code, spell(w.Geldig), g.Naam, spell(g.Geldig))
			continue
		}
		c.exists(kindWijk, n, "code", w.Code.Gemeente(), civil.Period{From: civil.First, Until: civil.First}, true)
	}
}

func (c *checker) checkWoonplaatsen() {
	list := c.r.Inkoop.Woonplaatsen
	for n, w := range list {
		c.exists(kindWoonplaats, n, "gemeente", w.Gemeente, w.Geldig, false)
		c.exists(kindWoonplaats, n, "grenst_aan", w.GrenstAan, w.Geldig, true)
		if w.Gemeente == w.GrenstAan && w.Gemeente != "" {
			c.fail(kindWoonplaats, n, "grenst_aan", "%s lies in gemeente %s itself; name only places outside it", w.Naam, w.Gemeente)
			continue
		}
		if !slices.ContainsFunc(c.r.Inkoop.Grenzen, func(g inkoop.Aangrenzing) bool {
			between := inkoop.NewAangrenzing(w.Gemeente, w.GrenstAan, civil.Period{}, inkoop.Herkomst{})
			return g.A == between.A && g.B == between.B && g.Geldig.Overlaps(w.Geldig)
		}) {
			c.fail(kindWoonplaats, n, "gemeente", "%s borders on gemeente %s, but its own gemeente %s does not; add that border first", w.Naam, w.GrenstAan, w.Gemeente)
		}
	}
	overlaps(c, kindWoonplaats, list,
		func(w inkoop.AanliggendeWoonplaats) string {
			return fmt.Sprintf("%s in %s beside %s", w.Naam, w.Gemeente, w.GrenstAan)
		},
		func(w inkoop.AanliggendeWoonplaats) civil.Period { return w.Geldig })
}

func (c *checker) checkPlafonds() {
	list := c.r.Inkoop.Plafonds
	twice(c, kindPlafond, "code", list, func(p inkoop.Plafond) inkoop.PlafondCode { return p.Code })
	for n, p := range list {
		c.exists(kindPlafond, n, "gemeente", p.Gemeente, p.Geldig, true)
		if p.Plekken == 0 && p.Bedrag == 0 {
			c.fail(kindPlafond, n, "code", "%s has no limit; give plekken, bedrag or both", p.Code)
		}
		for _, code := range p.Producten {
			if !slices.ContainsFunc(c.r.Inkoop.Catalogi, func(v inkoop.Catalogusversie) bool { _, ok := v.Product(code); return ok }) {
				c.fail(kindPlafond, n, "producten", "no catalogus has a product %s%s", code, hint(string(code), c.productCodes("")))
			}
		}
	}
}

func (c *checker) checkLokaleRegels() {
	list := c.r.Inkoop.LokaleRegels
	for n, l := range list {
		c.exists(kindLokaleRegel, n, "gemeente", l.Gemeente, l.Geldig, true)
	}
	overlaps(c, kindLokaleRegel, list,
		func(l inkoop.LokaleRegel) string { return fmt.Sprintf("%q in %s", l.Soort, l.Gemeente) },
		func(l inkoop.LokaleRegel) civil.Period { return l.Geldig })
}

func (c *checker) checkOvergang() {
	list := c.r.Inkoop.Overgang
	for n, o := range list {
		if o.Value.Soort == inkoop.Eindigen && !o.Value.Uiterlijk.IsZero() {
			c.fail(kindOvergang, n, "uiterlijk", "only regel = \"uitlopen\" has an uiterlijk")
		}
		if o.Period().IsEmpty() {
			c.fail(kindOvergang, n, "van", "holds for no day at all")
		}
	}
	overlaps(c, kindOvergang, list,
		func(civil.Dated[inkoop.Overgangsregel]) string { return "an overgangsregel" },
		func(o civil.Dated[inkoop.Overgangsregel]) civil.Period { return o.Period() })
}

func (c *checker) checkInstellingen() {
	type key struct {
		code inkoop.InstellingCode
		van  civil.Date
	}
	first := map[key]int{}
	for n, row := range c.r.Inkoop.Instellingen {
		k := key{row.Code, row.Van}
		if m, seen := first[k]; seen && row.Code != "" {
			c.fail(kindInstelling, n, "code", "%s has two values from the same day%s", row.Code, c.since(kindInstelling, m))
		} else {
			first[k] = n
		}
		def, known := inkoop.InstellingVan(row.Code)
		if c.at.line(kindInstelling, n, "") > 0 {
			continue // checked where it was read
		}
		if !known {
			c.fail(kindInstelling, n, "code", "there is no setting %q%s", row.Code, hint(string(row.Code), instellingCodes()))
		} else if normal, err := def.Normaal(row.Waarde); err != nil {
			c.fail(kindInstelling, n, "waarde", "%s", strings.TrimPrefix(err.Error(), inkoop.ErrInstelling.Error()+": "))
		} else if normal != row.Waarde {
			c.fail(kindInstelling, n, "waarde", "%s: write %q as %q", row.Code, row.Waarde, normal)
		}
	}
}
