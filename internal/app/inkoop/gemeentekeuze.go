package inkoop

import (
	"slices"
	"strings"

	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/money"
	"trede/internal/domain/rule"
	"trede/internal/store"
)

// gemeenteRecht is the right of who chooses for one gemeente: its own policy officer, or
// the region for it (INK-03).
type gemeenteRecht struct{ code inkoop.GemeenteCode }

func (g gemeenteRecht) right(*store.Tx, *inkoop.Register) (authz.Action, []authz.Facts, error) {
	return authz.GemeentekeuzeVastleggen, []authz.Facts{{GemeenteCode: string(g.code)}}, nil
}

func (g gemeenteRecht) rest(d inkoop.Dataset) inkoop.Dataset { return d.ZonderGemeente(g.code) }

// check looks at the gemeente itself on the first day of a change.
func (g gemeenteRecht) check(s *regioStaat, van civil.Date) []rule.Finding {
	found := s.checkDay("van", van)
	row, known := s.reg.Gemeente(g.code)
	if !known || !row.InRegio {
		return append(found, rule.Fail("gemeente", "gemeentekeuze.gemeente_onbekend")...)
	}
	gone := !van.IsZero() && !row.Geldig.Contains(van)
	return append(found, rule.FailIf(gone, "van", "gemeentekeuze.gemeente_opgeheven", row.Naam)...)
}

// Keuze is what a gemeente chooses for one product from a day on.
type Keuze struct {
	Gemeente    inkoop.GemeenteCode
	Product     inkoop.ProductCode // of the catalogue that counts on the first day
	Van         civil.Date
	Laatste     civil.Date  // last day; zero: until something else is chosen
	Vorm        inkoop.Vorm // empty: the choice only ends, and nothing is bought from the day on
	Alternatief string
	Evaluatie   civil.Date
}

func (k Keuze) right(tx *store.Tx, reg *inkoop.Register) (authz.Action, []authz.Facts, error) {
	return gemeenteRecht{k.Gemeente}.right(tx, reg)
}
func (k Keuze) rest(d inkoop.Dataset) inkoop.Dataset { return gemeenteRecht{k.Gemeente}.rest(d) }
func (k Keuze) event() string                        { return "gemeentekeuze.vastgelegd" }
func (k Keuze) day() civil.Date                      { return k.Van }

func (k Keuze) apply(s *regioStaat) []rule.Finding {
	found := gemeenteRecht{k.Gemeente}.check(s, k.Van)
	add := func(bad bool, field, code string, args ...any) {
		found = append(found, rule.FailIf(bad, field, code, args...)...)
	}
	c, ok := s.reg.CatalogusOp(k.Van)
	_, has := c.Product(k.Product)
	add(!k.Van.IsZero() && !ok, "van", "gemeentekeuze.geen_catalogus")
	add(ok && !has, "van", "gemeentekeuze.niet_in_catalogus", string(k.Product), c.Naam)
	last := c.Geldig.LastDay()
	add(!k.Laatste.IsZero() && k.Laatste.Before(k.Van), "laatste", "regiowijziging.eind_voor_begin")
	add(ok && !last.IsZero() && k.Laatste.After(last), "laatste", "gemeentekeuze.na_catalogus", c.Naam, last)
	alternatief := strings.TrimSpace(k.Alternatief)
	add(k.Vorm != "" && !slices.Contains(inkoop.Vormen(), k.Vorm), "vorm", "gemeentekeuze.vorm_onbekend")
	add(k.Vorm != "" && !k.Vorm.Koopt() && alternatief == "", "alternatief", "gemeentekeuze.alternatief_leeg")
	found = append(found, checkText("alternatief", alternatief, "", maxKort)...)
	add(k.Vorm == inkoop.Pilot && k.Evaluatie.IsZero(), "evaluatie", "gemeentekeuze.evaluatie_leeg")
	add(!k.Evaluatie.IsZero() && !k.Evaluatie.After(k.Van), "evaluatie", "gemeentekeuze.evaluatie_te_vroeg")
	add(!k.Evaluatie.IsZero() && k.Vorm != inkoop.Pilot, "evaluatie", "gemeentekeuze.evaluatie_alleen_pilot")
	if len(found) > 0 {
		return found
	}
	ref := c.Ref(k.Product)
	if k.Vorm == "" {
		s.data = s.data.ZonderKeuze(k.Gemeente, ref, k.Van)
		return nil
	}
	period := civil.Through(k.Van, k.Laatste)
	s.data = s.data.MetKeuze(inkoop.GemeenteKeuze{
		Gemeente: k.Gemeente, Product: ref, Vorm: k.Vorm, Geldig: period.Intersect(c.Geldig),
		Alternatief: alternatief, Evaluatie: k.Evaluatie, Herkomst: eigenBesluit,
	})
	kept := slices.ContainsFunc(s.data.Keuzes, func(x inkoop.GemeenteKeuze) bool {
		return x.Gemeente == k.Gemeente && x.Product == ref && x.Geldig.From == k.Van && x.Evaluatie == k.Evaluatie
	})
	return rule.FailIf(!kept, "evaluatie", "gemeentekeuze.evaluatie_na_einde")
}

// eigenBesluit is the provenance of what the region or a gemeente decides in a screen; why
// it does stands in the audit trail.
var eigenBesluit = inkoop.Herkomst{Soort: inkoop.Regio}

// PlafondKeuze is the ceiling of a gemeente from a day on, in places, in money or in both.
// Without either the ceiling ends. Source: B-REG-05.
type PlafondKeuze struct {
	Gemeente  inkoop.GemeenteCode
	Producten []inkoop.ProductCode // none: all
	Plekken   int
	Bedrag    money.Cents
	Van       civil.Date
	Laatste   civil.Date
}

func (p PlafondKeuze) right(tx *store.Tx, reg *inkoop.Register) (authz.Action, []authz.Facts, error) {
	return gemeenteRecht{p.Gemeente}.right(tx, reg)
}

func (p PlafondKeuze) rest(d inkoop.Dataset) inkoop.Dataset { return gemeenteRecht{p.Gemeente}.rest(d) }
func (p PlafondKeuze) event() string                        { return "plafond.vastgelegd" }
func (p PlafondKeuze) day() civil.Date                      { return p.Van }

func (p PlafondKeuze) apply(s *regioStaat) []rule.Finding {
	p.Producten = slices.Compact(slices.Sorted(slices.Values(p.Producten)))
	found := gemeenteRecht{p.Gemeente}.check(s, p.Van)
	add := func(bad bool, field, code string, args ...any) {
		found = append(found, rule.FailIf(bad, field, code, args...)...)
	}
	const most = 100_000
	add(p.Plekken < 0 || p.Plekken > most, "plekken", "gemeentekeuze.plekken_onjuist", most)
	add(p.Bedrag < 0, "bedrag", "gemeentekeuze.bedrag_onjuist")
	add(!p.Laatste.IsZero() && p.Laatste.Before(p.Van), "laatste", "regiowijziging.eind_voor_begin")
	c, _ := s.reg.CatalogusOp(p.Van)
	for _, code := range p.Producten {
		_, has := c.Product(code)
		add(!has, "producten", "gemeentekeuze.niet_in_catalogus", string(code), c.Naam)
	}
	none := p.Plekken == 0 && p.Bedrag == 0
	row := inkoop.Plafond{
		Code: p.code(), Gemeente: p.Gemeente, Producten: p.Producten, Plekken: p.Plekken, Bedrag: p.Bedrag,
		Geldig: civil.Through(p.Van, p.Laatste), Herkomst: eigenBesluit,
	}
	if len(found) > 0 {
		return found
	}
	next := s.data.MetPlafond(row)
	add(none && len(next.Plafonds) == len(s.data.Plafonds) && slices.EqualFunc(next.Plafonds, s.data.Plafonds, samePlafond), "plekken", "gemeentekeuze.grens_leeg")
	s.data = next
	return found
}

func samePlafond(a, b inkoop.Plafond) bool { return a.Code == b.Code && a.Geldig == b.Geldig }

// code names a ceiling for good: for whom, for what and since when.
func (p PlafondKeuze) code() inkoop.PlafondCode {
	parts := []string{string(p.Gemeente)}
	for _, product := range p.Producten {
		parts = append(parts, string(product))
	}
	return inkoop.PlafondCode(strings.ToLower(strings.Join(append(parts, p.Van.String()), "-")))
}

// LokaleRegelKeuze switches a local rule of a gemeente on or off from a day on (B-REG-02).
type LokaleRegelKeuze struct {
	Gemeente inkoop.GemeenteCode
	Soort    inkoop.LokaleRegelSoort
	Aan      bool
	Van      civil.Date
}

func (l LokaleRegelKeuze) right(tx *store.Tx, reg *inkoop.Register) (authz.Action, []authz.Facts, error) {
	return gemeenteRecht{l.Gemeente}.right(tx, reg)
}

func (l LokaleRegelKeuze) rest(d inkoop.Dataset) inkoop.Dataset {
	return gemeenteRecht{l.Gemeente}.rest(d)
}
func (l LokaleRegelKeuze) event() string   { return "lokaleregel.vastgelegd" }
func (l LokaleRegelKeuze) day() civil.Date { return l.Van }

func (l LokaleRegelKeuze) apply(s *regioStaat) []rule.Finding {
	found := gemeenteRecht{l.Gemeente}.check(s, l.Van)
	known := slices.Contains(inkoop.LokaleRegelSoorten(), l.Soort)
	found = append(found, rule.FailIf(!known, "regel", "gemeentekeuze.regel_onbekend")...)
	if len(found) > 0 {
		return found
	}
	switch on := s.reg.LokaleRegel(l.Gemeente, l.Soort, l.Van); {
	case l.Aan && on:
		return rule.Fail("aan", "gemeentekeuze.regel_staat_aan")
	case !l.Aan && !on:
		return rule.Fail("aan", "gemeentekeuze.regel_staat_uit")
	case l.Aan:
		s.data = s.data.MetLokaleRegel(inkoop.LokaleRegel{Gemeente: l.Gemeente, Soort: l.Soort, Geldig: civil.Period{From: l.Van}, Herkomst: eigenBesluit})
	default:
		s.data = s.data.ZonderLokaleRegel(l.Gemeente, l.Soort, l.Van)
	}
	return nil
}
