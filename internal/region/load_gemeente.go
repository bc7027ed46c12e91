package region

import (
	"slices"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
)

// claim is what one gemeente of the region says about its border with another.
type claim struct {
	from, to inkoop.GemeenteCode
	period   civil.Period
	whole    bool // from grenst_aan: as long as both exist
	herkomst inkoop.Herkomst
	table    *table
}

// gemeenten reads the gemeenten and the neighbours, and then their borders: which
// can only be judged when all are known.
func (l *loader) gemeenten(root *table, data *inkoop.Dataset) {
	var claims []claim
	for _, t := range root.tables("gemeente") {
		l.note(kindGemeente, t)
		g := l.gemeente(t)
		g.InRegio = true
		data.Gemeenten = append(data.Gemeenten, g)
		claims = append(claims, l.claims(t, g)...)
		t.done()
	}
	for _, t := range root.tables("buurgemeente") {
		l.note(kindGemeente, t)
		data.Gemeenten = append(data.Gemeenten, l.gemeente(t))
		t.done()
	}
	known := map[inkoop.GemeenteCode]inkoop.Gemeente{}
	for _, g := range slices.Backward(data.Gemeenten) { // of two with one code the first counts
		known[g.Code] = g
	}
	data.Grenzen = l.grenzen(l.settle(claims, known), known)
}

func (l *loader) gemeente(t *table) inkoop.Gemeente {
	g := inkoop.Gemeente{
		Code: t.gemeente("code"), Naam: t.need("naam"), Geldig: t.period(),
		Deelgebied: t.text("deelgebied"), Herkomst: t.herkomst(),
	}
	if t.has("opvolger") {
		g.Opvolger = t.gemeente("opvolger")
	}
	return g
}

func (l *loader) claims(t *table, g inkoop.Gemeente) []claim {
	var claims []claim
	for _, text := range t.texts("grenst_aan") {
		if code := t.gemeenteCode("grenst_aan", text); code != "" {
			claims = append(claims, claim{from: g.Code, to: code, whole: true, herkomst: g.Herkomst, table: t})
		}
	}
	for _, row := range t.tables("grens") {
		claims = append(claims, claim{
			from: g.Code, to: row.gemeente("gemeente"), period: row.period(), herkomst: row.herkomst(), table: row,
		})
		row.done()
	}
	return claims
}

// key is the key of the file that holds a claim.
func (c claim) key() string {
	if c.whole {
		return "grenst_aan"
	}
	return "gemeente"
}

// settle leaves out claims about gemeenten that do not exist and fills in the
// period of those that hold as long as both gemeenten do.
func (l *loader) settle(claims []claim, known map[inkoop.GemeenteCode]inkoop.Gemeente) []claim {
	var settled []claim
	for _, c := range claims {
		other, ok := known[c.to]
		switch {
		case c.from == "" || c.to == "":
			continue
		case !ok:
			c.table.complain(c.key(), "there is no gemeente %s in this file%s; add it as [[gemeente]] or [[buurgemeente]]", c.to, codeHint(c.to, known))
			continue
		case c.from == c.to:
			c.table.complain(c.key(), "gemeente %s cannot border on itself", c.from)
			continue
		}
		if c.whole {
			c.period = known[c.from].Geldig.Intersect(other.Geldig)
		}
		settled = append(settled, c)
	}
	return settled
}

func codeHint(code inkoop.GemeenteCode, known map[inkoop.GemeenteCode]inkoop.Gemeente) string {
	var codes []string
	for c := range known {
		codes = append(codes, string(c))
	}
	slices.Sort(codes)
	return hint(string(code), codes)
}

// grenzen makes one border of the claims of both sides. Both gemeenten must say
// the same when both are of the region; a neighbour outside it says nothing.
func (l *loader) grenzen(claims []claim, known map[inkoop.GemeenteCode]inkoop.Gemeente) []inkoop.Aangrenzing {
	var borders []inkoop.Aangrenzing
	for _, c := range claims {
		if known[c.to].InRegio {
			if !slices.ContainsFunc(claims, func(o claim) bool {
				return o.from == c.to && o.to == c.from && o.period == c.period
			}) {
				l.oneSided(c, claims, known)
				continue
			}
			if c.to < c.from {
				continue // the lower code speaks for both
			}
		}
		l.note(kindGrens, c.table)
		borders = append(borders, inkoop.NewAangrenzing(c.from, c.to, c.period, c.herkomst))
	}
	return borders
}

func (l *loader) oneSided(c claim, claims []claim, known map[inkoop.GemeenteCode]inkoop.Gemeente) {
	from, to := known[c.from], known[c.to]
	if slices.ContainsFunc(claims, func(o claim) bool { return o.from == c.to && o.to == c.from }) {
		c.table.complain(c.key(), "%s %s says it borders on %s %s in %s, and %s says another period; make them the same",
			c.from, from.Naam, c.to, to.Naam, c.period, to.Naam)
		return
	}
	c.table.complain(c.key(), "%s %s borders on %s %s but not the other way round; add %s to %s too, or take it away here",
		c.from, from.Naam, c.to, to.Naam, c.from, to.Naam)
}
