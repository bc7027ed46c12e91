package inkoop

import (
	"regexp"
	"slices"
	"strings"

	"trede/internal/authz"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/money"
	"trede/internal/domain/rule"
	"trede/internal/store"
)

// ProductUitleg says of one product what changes, why and for whom (INK-06).
type ProductUitleg struct{ Wat, Waarom, VoorWie string }

func (u ProductUitleg) trimmed() ProductUitleg {
	return ProductUitleg{strings.TrimSpace(u.Wat), strings.TrimSpace(u.Waarom), strings.TrimSpace(u.VoorWie)}
}

func (u ProductUitleg) check() []rule.Finding {
	found := checkText("wat", u.Wat, "concept.wat_leeg", maxUitleg)
	found = append(found, checkText("waarom", u.Waarom, "concept.waarom_leeg", maxUitleg)...)
	return append(found, checkText("voorwie", u.VoorWie, "concept.voorwie_leeg", maxUitleg)...)
}

// ConceptProduct is one product of the concept as it is written: changed, or new. Of a
// product that goes on its kind and rungs stay; another kind is another product.
type ConceptProduct struct {
	conceptRecht
	Product inkoop.Product
	Nieuw   bool
	Uitleg  ProductUitleg
}

var productCode = regexp.MustCompile(`^[A-Z]{3}[0-9A-Z]{0,5}$`)

func (p ConceptProduct) apply(s *regioStaat) []rule.Finding {
	c, found := s.concept()
	if len(found) > 0 {
		return found
	}
	i := slices.IndexFunc(c.Producten, func(x inkoop.Product) bool { return x.Code == p.Product.Code })
	row := p.Product
	if p.Nieuw {
		taken := i >= 0
		if _, was := s.vorige(c).Product(row.Code); was {
			taken = true // as a product that ended: take it back instead
		}
		found = append(found, rule.FailIf(!productCode.MatchString(string(row.Code)), "code", "concept.code_onjuist")...)
		found = append(found, rule.FailIf(taken, "code", "concept.code_bestaat", string(row.Code))...)
		found = append(found, checkSoort(row)...)
		row.Evaluatie = inkoop.Evaluatietermijn{Dagen: 42, Zichtbaar: 70}
		row.Trajectbegeleiding = row.Soort == inkoop.ONT
		row.IWmo = inkoop.IWmo{Categorie: "07"}
	} else if i < 0 {
		return rule.Fail("code", "concept.geen_product")
	} else {
		old := c.Producten[i]
		row.Soort, row.BegintredeMin, row.BegintredeMax, row.Doeltrede = old.Soort, old.BegintredeMin, old.BegintredeMax, old.Doeltrede
		row.Nadruk, row.Evaluatie, row.Trajectbegeleiding, row.IWmo = old.Nadruk, old.Evaluatie, old.Trajectbegeleiding, old.IWmo
	}
	if found = append(found, checkProduct(row)...); len(found) > 0 {
		return found
	}
	return p.place(s, c, i, row)
}

// place puts the product in the concept, with what is said about it.
func (p ConceptProduct) place(s *regioStaat, c *inkoop.Catalogusversie, i int, row inkoop.Product) []rule.Finding {
	before := s.vorige(c)
	w, _ := c.Wijziging("", row.Code)
	old, continues := before.Product(w.Oud)
	if p.Nieuw || c.Producten[i].Prijsvorm != row.Prijsvorm {
		row.IWmo.Eenheid, row.IWmo.Frequentie = iwmoEenheid(row.Prijsvorm)
		s.data.Tarieven = slices.DeleteFunc(slices.Clone(s.data.Tarieven), func(t inkoop.Tarief) bool { return t.Product == c.Ref(row.Code) })
	}
	row.Herkomst = eigenBesluit
	u := p.Uitleg.trimmed()
	if continues && row.Gelijk(old) && u == (ProductUitleg{}) {
		row.Herkomst = old.Herkomst.Overgenomen(before.Code)
		w = inkoop.Blijft(w.Oud, row.Code)
	} else {
		if found := u.check(); len(found) > 0 {
			return found
		}
		w = inkoop.Productwijziging{Oud: w.Oud, Nieuw: row.Code, Wat: u.Wat, Waarom: u.Waarom, VoorWie: u.VoorWie}
	}
	if p.Nieuw {
		c.Producten = append(c.Producten, row)
	} else {
		c.Producten[i] = row
	}
	setWijziging(c, w)
	return nil
}

// setWijziging replaces what is said of a product, or adds it.
func setWijziging(c *inkoop.Catalogusversie, w inkoop.Productwijziging) {
	i := slices.IndexFunc(c.Wijzigingen, func(x inkoop.Productwijziging) bool {
		return w.Oud != "" && x.Oud == w.Oud || w.Oud == "" && x.Nieuw == w.Nieuw
	})
	if i >= 0 {
		c.Wijzigingen[i] = w
		return
	}
	c.Wijzigingen = append(c.Wijzigingen, w)
}

func checkSoort(p inkoop.Product) []rule.Finding {
	var found []rule.Finding
	add := func(bad bool, field, code string) {
		found = append(found, rule.FailIf(bad, field, code)...)
	}
	kinds := []inkoop.Productsoort{inkoop.ORI, inkoop.ONT, inkoop.STA}
	add(!slices.Contains(kinds, p.Soort), "soort", "concept.soort_kies")
	add(p.BegintredeMin == 0 || p.BegintredeMax == 0 || p.BegintredeMin > p.BegintredeMax || p.BegintredeMax > 6, "begintrede", "concept.trede_kies")
	add(p.Soort == inkoop.ONT && (p.Doeltrede <= p.BegintredeMax || p.Doeltrede > 6), "doeltrede", "concept.doeltrede_kies")
	add(p.Soort != inkoop.ONT && p.Doeltrede != 0, "doeltrede", "concept.doeltrede_leeg")
	add(p.Soort == inkoop.STA && p.BegintredeMin != p.BegintredeMax, "begintrede", "concept.een_trede")
	known := slices.Contains([]ladder.Nadruk{ladder.Activering, ladder.Werk}, p.Nadruk)
	add(p.Soort != inkoop.ORI && !known || p.Soort == inkoop.ORI && p.Nadruk != "", "nadruk", "concept.nadruk_kies")
	return found
}

func checkProduct(p inkoop.Product) []rule.Finding {
	found := checkText("naam", p.Naam, "concept.naam_leeg", maxKort)
	found = append(found, checkText("gewonenaam", p.GewoneNaam, "concept.gewonenaam_leeg", maxKort)...)
	add := func(bad bool, field, code string) {
		found = append(found, rule.FailIf(bad, field, code)...)
	}
	add(!slices.Contains([]inkoop.DuurSoort{inkoop.DuurStreef, inkoop.DuurVast, inkoop.DuurMaximum}, p.Duur.Soort), "duur", "concept.duur_kies")
	add(p.Duur.Maanden < 1 || p.Duur.Maanden > 120, "maanden", "concept.maanden_onjuist")
	add(!slices.Contains([]inkoop.Prijsvorm{inkoop.PrijsTraject, inkoop.PrijsUur, inkoop.PrijsGeen}, p.Prijsvorm), "prijsvorm", "concept.prijsvorm_kies")
	add(p.Rapportage.Na < 0 || p.Rapportage.Na > 120, "rapportage", "concept.maanden_onjuist")
	add(p.Rapportage.Herhaal < 0 || p.Rapportage.Herhaal > 120 || p.Rapportage.Herhaal > 0 && p.Rapportage.Na == 0, "herhaal", "concept.herhaal_onjuist")
	for _, part := range []struct{ field, text string }{
		{"doel", p.Blad.Doel}, {"doelgroep", p.Blad.Doelgroep}, {"begeleiding", p.Blad.Begeleiding}, {"afbakening", p.Blad.Afbakening},
	} {
		found = append(found, checkText(part.field, part.text, "concept.blad_leeg", maxUitleg)...)
	}
	return found
}

// iwmoEenheid is how a price form is counted in messages (domain guide 4.2).
func iwmoEenheid(p inkoop.Prijsvorm) (unit, frequency string) {
	switch p {
	case inkoop.PrijsTraject:
		return "83", "6"
	case inkoop.PrijsUur:
		return "04", "2"
	}
	return "", ""
}

// ConceptEinde lets a product end with the version before, and says why and for whom. One
// that is new in the concept is just taken out. Source: PRD-01.
type ConceptEinde struct {
	conceptRecht
	Product inkoop.ProductCode
	Uitleg  ProductUitleg
}

func (e ConceptEinde) apply(s *regioStaat) []rule.Finding {
	c, found := s.concept()
	if len(found) > 0 {
		return found
	}
	if _, there := c.Product(e.Product); !there {
		return rule.Fail("", "concept.geen_product")
	}
	found = rule.FailIf(len(c.Producten) == 1, "", "concept.laatste_product")
	w, _ := c.Wijziging("", e.Product)
	u := e.Uitleg.trimmed()
	if w.Oud != "" {
		found = append(found, u.check()...)
	}
	if len(found) > 0 {
		return found
	}
	ref := c.Ref(e.Product)
	c.Producten = slices.DeleteFunc(c.Producten, func(p inkoop.Product) bool { return p.Code == e.Product })
	c.Wijzigingen = slices.DeleteFunc(c.Wijzigingen, func(x inkoop.Productwijziging) bool { return x.Nieuw == e.Product })
	if w.Oud != "" {
		c.Wijzigingen = append(c.Wijzigingen, inkoop.Productwijziging{Oud: w.Oud, Wat: u.Wat, Waarom: u.Waarom, VoorWie: u.VoorWie})
	}
	s.data.Tarieven = slices.DeleteFunc(slices.Clone(s.data.Tarieven), func(t inkoop.Tarief) bool { return t.Product == ref })
	return nil
}

// ConceptHerstel takes a product that would end back in the concept, as it was.
type ConceptHerstel struct {
	conceptRecht
	Product inkoop.ProductCode // as the version before calls it
}

func (b ConceptHerstel) apply(s *regioStaat) []rule.Finding {
	c, found := s.concept()
	if len(found) > 0 {
		return found
	}
	before := s.vorige(c)
	p, known := before.Product(b.Product)
	i := slices.IndexFunc(c.Wijzigingen, func(w inkoop.Productwijziging) bool { return w.Oud == b.Product && w.Nieuw == "" })
	if !known || i < 0 {
		return rule.Fail("", "concept.geen_product")
	}
	p.Herkomst = p.Herkomst.Overgenomen(before.Code)
	c.Producten, c.Wijzigingen[i] = append(c.Producten, p), inkoop.Blijft(b.Product, b.Product)
	if t, ok := s.reg.Tarief(before.Ref(b.Product), c.Geldig.From); ok {
		s.data.Tarieven = append(slices.Clone(s.data.Tarieven), t.Voor(c.Ref(b.Product), c.Geldig.From))
	}
	return nil
}

// ConceptTarief is the price of a product of the concept, with of what it is made. One that
// differs from the version before needs a reason. Sources: TAR-01, TAR-02, TAR-04; INK-19.
type ConceptTarief struct {
	conceptRecht
	Product    inkoop.ProductCode
	Bedrag     money.Cents
	Delen      map[inkoop.Tariefdeel]money.Cents
	ReelePrijs map[inkoop.Prijselement]money.Cents
	Motivering string
}

func (ConceptTarief) right(*store.Tx, *inkoop.Register) (authz.Action, []authz.Facts, error) {
	return authz.TariefVastleggen, []authz.Facts{{}}, nil
}

func (t ConceptTarief) apply(s *regioStaat) []rule.Finding {
	c, found := s.concept()
	if len(found) > 0 {
		return found
	}
	p, known := c.Product(t.Product)
	if !known || p.Prijsvorm == inkoop.PrijsGeen {
		return rule.Fail("", "concept.geen_product")
	}
	ref := c.Ref(t.Product)
	kaart := inkoop.Tariefkaart{Delen: filled(t.Delen), Uitgesloten: inkoop.Tariefuitsluitingen(), ReelePrijs: filled(t.ReelePrijs)}
	row := inkoop.Tarief{Product: ref, Per: p.Prijsvorm, Bedrag: t.Bedrag, Motivering: strings.TrimSpace(t.Motivering), Kaart: kaart, Herkomst: eigenBesluit}
	row.Geldig.From = c.Geldig.From
	found = t.check(p)
	var old inkoop.Tarief
	had := false
	if w, _ := c.Wijziging("", t.Product); w.Oud != "" {
		before := s.vorige(c)
		old, had = s.reg.Tarief(before.Ref(w.Oud), c.Geldig.From)
	}
	if had && row.Gelijk(old) {
		row = old.Voor(ref, c.Geldig.From)
	} else if had {
		differs := old.Bedrag != row.Bedrag || old.Per != row.Per
		found = append(found, rule.FailIf(differs && row.Motivering == "", "motivering", "concept.motivering_leeg", old.Bedrag)...)
	}
	found = append(found, checkText("motivering", row.Motivering, "", maxUitleg)...)
	if len(found) == 0 {
		rest := slices.DeleteFunc(slices.Clone(s.data.Tarieven), func(x inkoop.Tarief) bool { return x.Product == ref })
		s.data.Tarieven = append(rest, row)
	}
	return found
}

// check looks at the parts: their sum is the price, and nobody is paid for a part that the
// product does not have.
func (t ConceptTarief) check(p inkoop.Product) []rule.Finding {
	var found []rule.Finding
	add := func(bad bool, field, code string, args ...any) {
		found = append(found, rule.FailIf(bad, field, code, args...)...)
	}
	add(t.Bedrag <= 0, "bedrag", "concept.bedrag_leeg")
	for _, deel := range inkoop.Tariefdelen() {
		amount, traject := t.Delen[deel], deel == inkoop.DeelTraject
		field := "deel-" + string(deel)
		add(traject && p.Soort != inkoop.ONT && amount != 0, field, "concept.deel_traject")
		add(amount < 0 || amount == 0 && (!traject || p.Soort == inkoop.ONT), field, "concept.deel_leeg")
	}
	sum := inkoop.Tariefkaart{Delen: t.Delen}.Som()
	add(t.Bedrag > 0 && sum != t.Bedrag, "bedrag", "concept.som_delen", sum, t.Bedrag)
	if len(filled(t.ReelePrijs)) == 0 {
		return found
	}
	var real money.Cents
	for _, element := range inkoop.Prijselementen() {
		amount := t.ReelePrijs[element]
		real += amount
		add(amount <= 0, "prijs-"+string(element), "concept.element_leeg")
	}
	add(real != t.Bedrag, "prijs-"+string(inkoop.PrijsBeroepskracht), "concept.som_prijs", real, t.Bedrag)
	return found
}

// filled leaves out the parts without an amount.
func filled[K comparable](in map[K]money.Cents) map[K]money.Cents {
	var out map[K]money.Cents
	for k, amount := range in {
		if amount != 0 {
			if out == nil {
				out = map[K]money.Cents{}
			}
			out[k] = amount
		}
	}
	return out
}
