package inkoop

import (
	"fmt"
	"slices"
	"strings"

	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/store"
)

// conceptRecht is the right of who writes the next version of the catalogue. As nobody can
// buy from it yet, a part needs no reason: the version itself says what changes and why.
type conceptRecht struct{}

func (conceptRecht) right(*store.Tx, *inkoop.Register) (authz.Action, []authz.Facts, error) {
	return authz.CatalogusOpstellen, []authz.Facts{{}}, nil
}
func (conceptRecht) event() string   { return "catalogus.opgesteld" }
func (conceptRecht) day() civil.Date { return civil.Date{} }

func (conceptRecht) rest(d inkoop.Dataset) inkoop.Dataset {
	for _, c := range d.Catalogi {
		if c.Status == inkoop.Concept {
			d = d.ZonderVersie(c.Code)
		}
	}
	return d
}

// concept gives the version that is being written, to change in s.data.
func (s *regioStaat) concept() (*inkoop.Catalogusversie, []rule.Finding) {
	s.data.Catalogi = slices.Clone(s.data.Catalogi)
	for i := range s.data.Catalogi {
		if c := &s.data.Catalogi[i]; c.Status == inkoop.Concept {
			c.Producten, c.Wijzigingen = slices.Clone(c.Producten), slices.Clone(c.Wijzigingen)
			return c, nil
		}
	}
	return nil, rule.Fail("", "concept.geen")
}

// vorige is the version that a concept follows.
func (s *regioStaat) vorige(c *inkoop.Catalogusversie) inkoop.Catalogusversie {
	before, _ := s.reg.Catalogus(c.Volgt)
	return before
}

// checkStart looks at the first day of the next version.
func (s *regioStaat) checkStart(before inkoop.Catalogusversie, van civil.Date) []rule.Finding {
	switch {
	case van.IsZero():
		return rule.Fail("van", "regiowijziging.dag_leeg")
	case !s.fixed.IsZero() && !van.After(s.today):
		return rule.Fail("van", "concept.te_vroeg", s.today)
	}
	return rule.FailIf(!before.Geldig.From.Before(van), "van", "concept.voor_vorige", before.Naam, before.Geldig.From)
}

// ConceptInput copies the version that counts to a concept of the next one (INK-19).
type ConceptInput struct {
	conceptRecht
	Naam string
	Van  civil.Date
}

func (b ConceptInput) apply(s *regioStaat) []rule.Finding {
	name := strings.TrimSpace(b.Naam)
	found := checkText("naam", name, "concept.naam_leeg", maxKort)
	if _, there := s.reg.Concept(); there {
		return append(found, rule.Fail("", "concept.bestaat")...)
	}
	before, ok := s.reg.CatalogusOp(b.Van)
	if found = append(found, s.checkStart(before, b.Van)...); len(found) == 0 && !ok {
		found = rule.Fail("van", "gemeentekeuze.geen_catalogus")
	}
	if len(found) == 0 {
		s.data = s.data.VolgendeVersie(before.Code, s.nextCode(), name, b.Van)
	}
	return found
}

// nextCode is a code that no version has.
func (s *regioStaat) nextCode() inkoop.CatalogusCode {
	for n := len(s.data.Catalogi) + 1; ; n++ {
		code := inkoop.CatalogusCode(fmt.Sprintf("v%d", n))
		if _, taken := s.reg.Catalogus(code); !taken {
			return code
		}
	}
}

// ConceptHeader is the head of the concept: its name, first day, and what stays when the
// catalogue changes.
type ConceptHeader struct {
	conceptRecht
	Naam                       string
	Van                        civil.Date
	Doel                       string
	Uitgangspunten, Resultaten []string
}

func (k ConceptHeader) apply(s *regioStaat) []rule.Finding {
	c, found := s.concept()
	if len(found) > 0 {
		return found
	}
	before := s.vorige(c)
	basis := inkoop.Basis{Doel: strings.TrimSpace(k.Doel), Uitgangspunten: lines(k.Uitgangspunten), Resultaten: lines(k.Resultaten)}
	found = append(checkText("naam", k.Naam, "concept.naam_leeg", maxKort), s.checkStart(before, k.Van)...)
	some := basis.Doel != "" || len(basis.Uitgangspunten)+len(basis.Resultaten) > 0
	found = append(found, rule.FailIf(some && basis.Doel == "", "doel", "concept.basis_heel")...)
	found = append(found, rule.FailIf(some && len(basis.Uitgangspunten) == 0, "uitgangspunten", "concept.basis_heel")...)
	found = append(found, rule.FailIf(some && len(basis.Resultaten) == 0, "resultaten", "concept.basis_heel")...)
	if len(found) > 0 {
		return found
	}
	same := before.Basis
	same.Overgenomen = ""
	if some && same.Doel == basis.Doel && slices.Equal(same.Uitgangspunten, basis.Uitgangspunten) && slices.Equal(same.Resultaten, basis.Resultaten) {
		basis.Overgenomen = before.Code
	}
	c.Naam, c.Basis = strings.TrimSpace(k.Naam), basis
	was := c.Geldig.From
	c.Geldig.From = k.Van
	s.data.Tarieven = slices.Clone(s.data.Tarieven)
	for i := range s.data.Tarieven {
		if t := &s.data.Tarieven[i]; t.Product.Catalogus == c.Code && t.Geldig.From == was {
			t.Geldig.From = k.Van
		}
	}
	return nil
}

// lines drops empty lines.
func lines(list []string) []string {
	var out []string
	for _, one := range list {
		if one = strings.TrimSpace(one); one != "" {
			out = append(out, one)
		}
	}
	return out
}

// ConceptIntrekking takes the concept away. What was written stays in the earlier documents.
type ConceptIntrekking struct{ conceptRecht }

func (ConceptIntrekking) event() string { return "catalogus.ingetrokken" }

func (ConceptIntrekking) apply(s *regioStaat) []rule.Finding {
	c, found := s.concept()
	if len(found) == 0 {
		s.data = s.data.ZonderVersie(c.Code)
	}
	return found
}

// Vaststelling adopts the concept: by somebody who wrote no part of it (INK-19).
type Vaststelling struct{ Van civil.Date }

func (v Vaststelling) right(tx *store.Tx, reg *inkoop.Register) (authz.Action, []authz.Facts, error) {
	var out []authz.Facts
	codes, err := conceptAuthors(tx, reg)
	for _, id := range codes {
		out = append(out, authz.Facts{EersteActorID: id})
	}
	return authz.CatalogusVaststellen, out, err
}

func (Vaststelling) event() string     { return "catalogus.vastgesteld" }
func (v Vaststelling) day() civil.Date { return v.Van }

// rest leaves out all that follows from a new version.
func (Vaststelling) rest(d inkoop.Dataset) inkoop.Dataset {
	d.Catalogi, d.Keuzes, d.Plafonds, d.Percelen, d.Berichtcodes = nil, nil, nil, nil, nil
	return d
}

func (v Vaststelling) apply(s *regioStaat) []rule.Finding {
	c, found := s.concept()
	if len(found) > 0 {
		return found
	}
	found = s.checkStart(s.vorige(c), c.Geldig.From)
	found = append(found, rule.FailIf(v.Van != c.Geldig.From, "", "concept.andere_dag", c.Geldig.From)...)
	if open := s.reg.Onverklaard(c.Code); len(open) > 0 {
		found = append(found, rule.Fail("", "concept.onverklaard", join(open))...)
	}
	if none := zonderTarief(s.reg, *c); len(none) > 0 {
		found = append(found, rule.Fail("", "concept.tarief_ontbreekt", join(none))...)
	}
	if len(found) == 0 {
		s.data = s.data.Vastgesteld(c.Code)
	}
	return found
}

// zonderTarief gives the products of a version that have no price on its first day.
func zonderTarief(reg *inkoop.Register, c inkoop.Catalogusversie) []inkoop.ProductCode {
	var out []inkoop.ProductCode
	for _, p := range c.Producten {
		if _, ok := reg.Tarief(c.Ref(p.Code), c.Geldig.From); !ok && p.Prijsvorm != inkoop.PrijsGeen {
			out = append(out, p.Code)
		}
	}
	return out
}

func join[T ~string](list []T) string {
	words := make([]string, len(list))
	for i, one := range list {
		words[i] = string(one)
	}
	return strings.Join(words, ", ")
}
