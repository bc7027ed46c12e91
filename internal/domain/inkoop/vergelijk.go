package inkoop

import (
	"cmp"
	"slices"

	"trede/internal/domain/civil"
	"trede/internal/domain/money"
)

// Moment is the data of a region on a day.
type Moment struct {
	*Register
	Dag civil.Date
}

// VerschilSoort is what differs. It is part of a message key and never changes.
type VerschilSoort string

// The kinds of differences, in the order in which they are told.
const (
	VerschilNieuw       VerschilSoort = "product_nieuw"
	VerschilVervallen   VerschilSoort = "product_vervallen"
	VerschilNaam        VerschilSoort = "product_naam"
	VerschilProduct     VerschilSoort = "product_anders" // its length, price form, sheet and the like
	VerschilTarief      VerschilSoort = "tarief"
	VerschilGemeente    VerschilSoort = "gemeente" // it went into another one
	VerschilVorm        VerschilSoort = "vorm"     // how, or whether, a gemeente buys it
	VerschilAlternatief VerschilSoort = "alternatief"
	VerschilEvaluatie   VerschilSoort = "evaluatie"
	VerschilPlafond     VerschilSoort = "plafond"
	VerschilRegel       VerschilSoort = "lokale_regel"
	VerschilVenster     VerschilSoort = "venster"
	VerschilWoonplaats  VerschilSoort = "woonplaats"
	VerschilInstelling  VerschilSoort = "instelling"
)

// Verschilsoorten lists the kinds in order.
func Verschilsoorten() []VerschilSoort {
	return []VerschilSoort{
		VerschilNieuw, VerschilVervallen, VerschilNaam, VerschilProduct, VerschilTarief, VerschilGemeente, VerschilVorm,
		VerschilAlternatief, VerschilEvaluatie, VerschilPlafond, VerschilRegel, VerschilVenster, VerschilWoonplaats, VerschilInstelling,
	}
}

// VerschilValue (value) is one side of a difference; which fields say something follows
// from the kind.
type VerschilValue struct {
	Tekst   string
	Plekken int
	Bedrag  money.Cents
	Dag     civil.Date
}

// Verschil is one thing that differs between two moments.
type Verschil struct {
	Soort    VerschilSoort
	Gemeente GemeenteCode // whom it is about; empty: the whole region
	Product  ProductRef   // as it is called later, or as it was called when it ended
	Naam     string       // of what it is about: a product, a rule, a setting, a perceel
	Oud      VerschilValue
	Nieuw    VerschilValue
	Wat      string // of a product, as the version says it: what changes, why and for whom
	Waarom   string
	VoorWie  string
}

// Vergelijk gives what differs between two moments: of two days, or of one day before and
// after a change. Sources: INK-03, INK-06.
func Vergelijk(voor, na Moment) []Verschil {
	v := vergelijking{voor: voor, na: na, volgt: map[ProductRef]ProductRef{}}
	v.producten()
	v.gemeenten()
	v.plafonds()
	v.regels()
	v.vensters()
	v.woonplaatsen()
	v.instellingen()
	slices.SortStableFunc(v.list, func(a, b Verschil) int {
		return cmp.Compare(slices.Index(Verschilsoorten(), a.Soort), slices.Index(Verschilsoorten(), b.Soort))
	})
	return v.list
}

type vergelijking struct {
	voor, na Moment
	volgt    map[ProductRef]ProductRef // product later, by what it was before
	list     []Verschil
}

func (v *vergelijking) add(d Verschil) { v.list = append(v.list, d) }

func (v *vergelijking) producten() {
	before, _ := v.voor.CatalogusOp(v.voor.Dag)
	after, _ := v.na.CatalogusOp(v.na.Dag)
	came := map[ProductRef]bool{}
	for _, p := range before.Producten {
		was := before.Ref(p.Code)
		now, why, ok := v.later(was, after)
		if !ok {
			v.add(Verschil{Soort: VerschilVervallen, Product: was, Naam: p.Naam, Wat: why.Wat, Waarom: why.Waarom, VoorWie: why.VoorWie})
			continue
		}
		v.volgt[was], came[now] = now, true
		v.product(p, now, why)
	}
	for _, p := range after.Producten {
		ref := after.Ref(p.Code)
		if !came[ref] {
			w, _ := after.Wijziging("", p.Code)
			v.add(Verschil{Soort: VerschilNieuw, Product: ref, Naam: p.Naam, Wat: w.Wat, Waarom: w.Waarom, VoorWie: w.VoorWie})
			v.volgt[ref] = ref
		}
	}
}

// later gives what a product has become in a version, and what was last said of it.
func (v *vergelijking) later(was ProductRef, after Catalogusversie) (now ProductRef, why Productwijziging, ok bool) {
	for range len(v.na.catalogi) + 1 {
		if was.Catalogus == after.Code {
			_, ok = after.Product(was.Product)
			return was, why, ok
		}
		next := v.versieNa(was.Catalogus)
		i := slices.IndexFunc(next.Wijzigingen, func(w Productwijziging) bool { return w.Oud == was.Product })
		if i < 0 {
			return was, why, false
		}
		if why = next.Wijzigingen[i]; why.Nieuw == "" {
			return was, why, false
		}
		was = next.Ref(why.Nieuw)
	}
	return was, why, false
}

// versieNa gives the version that follows one, and counts.
func (v *vergelijking) versieNa(code CatalogusCode) Catalogusversie {
	for _, c := range v.na.data.Catalogi {
		if c.Volgt == code && c.Status == Vastgesteld {
			return c
		}
	}
	return Catalogusversie{}
}

func (v *vergelijking) product(was Product, now ProductRef, why Productwijziging) {
	p, _ := v.na.Product(now)
	about := Verschil{Product: now, Naam: p.Naam, Wat: why.Wat, Waarom: why.Waarom, VoorWie: why.VoorWie}
	if was.Naam != p.Naam || was.GewoneNaam != p.GewoneNaam {
		d := about
		d.Soort, d.Oud.Tekst, d.Nieuw.Tekst = VerschilNaam, was.Naam, p.Naam
		v.add(d)
	}
	same := p
	same.Naam, same.GewoneNaam = was.Naam, was.GewoneNaam
	if !same.Gelijk(was) {
		d := about
		d.Soort = VerschilProduct
		v.add(d)
	}
	before := ProductRef{v.catalogusVan(v.voor), was.Code}
	old, had := v.voor.Tarief(before, v.voor.Dag)
	price, has := v.na.Tarief(now, v.na.Dag)
	if had != has || old.Bedrag != price.Bedrag || old.Per != price.Per {
		d := about
		d.Soort = VerschilTarief
		d.Oud, d.Nieuw = VerschilValue{Tekst: string(old.Per), Bedrag: old.Bedrag}, VerschilValue{Tekst: string(price.Per), Bedrag: price.Bedrag}
		d.Waarom = cmp.Or(price.Motivering, why.Waarom)
		v.add(d)
	}
}

func (v *vergelijking) catalogusVan(m Moment) CatalogusCode {
	c, _ := m.CatalogusOp(m.Dag)
	return c.Code
}

func (v *vergelijking) gemeenten() {
	for _, g := range v.voor.GemeentenOp(v.voor.Dag) {
		now, ok := v.na.GemeenteOp(g.Code, v.na.Dag)
		if !ok || now.Code != g.Code {
			v.add(Verschil{Soort: VerschilGemeente, Gemeente: g.Code, Naam: g.Naam, Nieuw: VerschilValue{Tekst: now.Naam}})
			continue
		}
		v.keuzes(g.Code)
	}
}

func (v *vergelijking) keuzes(g GemeenteCode) {
	was := slices.SortedFunc(func(yield func(ProductRef) bool) {
		for ref := range v.volgt {
			if !yield(ref) {
				return
			}
		}
	}, ProductRef.Compare)
	for _, ref := range was {
		now := v.volgt[ref]
		p, _ := v.na.Product(now)
		old, _ := v.voor.Keuze(g, ref, v.voor.Dag)
		new, _ := v.na.Keuze(g, now, v.na.Dag)
		about := Verschil{Gemeente: g, Product: now, Naam: p.Naam}
		if cmp.Or(old.Vorm, Geen) != cmp.Or(new.Vorm, Geen) {
			d := about
			d.Soort, d.Oud.Tekst, d.Nieuw.Tekst = VerschilVorm, string(cmp.Or(old.Vorm, Geen)), string(cmp.Or(new.Vorm, Geen))
			v.add(d)
		}
		if old.Alternatief != new.Alternatief {
			d := about
			d.Soort, d.Oud.Tekst, d.Nieuw.Tekst = VerschilAlternatief, old.Alternatief, new.Alternatief
			v.add(d)
		}
		// One that lies behind and is no longer named was held.
		if old.Evaluatie != new.Evaluatie && !(new.Evaluatie.IsZero() && old.Evaluatie.Before(v.na.Dag)) {
			d := about
			d.Soort, d.Oud.Dag, d.Nieuw.Dag = VerschilEvaluatie, old.Evaluatie, new.Evaluatie
			v.add(d)
		}
	}
}

func (v *vergelijking) plafonds() {
	old, new := v.voor.PlafondsOp("", v.voor.Dag), v.na.PlafondsOp("", v.na.Dag)
	tell := func(p Plafond, was, now VerschilValue) {
		name := ""
		for i, code := range p.Producten {
			if i > 0 {
				name += ", "
			}
			name += string(code)
		}
		v.add(Verschil{Soort: VerschilPlafond, Gemeente: p.Gemeente, Naam: name, Oud: was, Nieuw: now})
	}
	limit := func(p Plafond) VerschilValue { return VerschilValue{Plekken: p.Plekken, Bedrag: p.Bedrag} }
	for _, p := range old {
		var now VerschilValue
		if i := slices.IndexFunc(new, p.like); i >= 0 {
			now = limit(new[i])
		}
		if now != limit(p) {
			tell(p, limit(p), now)
		}
	}
	for _, p := range new {
		if !slices.ContainsFunc(old, p.like) {
			tell(p, VerschilValue{}, limit(p))
		}
	}
}

func (v *vergelijking) regels() {
	for _, g := range v.na.GemeentenOp(v.na.Dag) {
		for _, soort := range LokaleRegelSoorten() {
			v.text(Verschil{Soort: VerschilRegel, Gemeente: g.Code, Naam: string(soort)},
				yesNo(v.voor.LokaleRegel(g.Code, soort, v.voor.Dag)), yesNo(v.na.LokaleRegel(g.Code, soort, v.na.Dag)))
		}
	}
}

func yesNo(on bool) string {
	if on {
		return "ja"
	}
	return "nee"
}

// text adds a difference when two texts are not the same.
func (v *vergelijking) text(d Verschil, old, new string) {
	if old != new {
		d.Oud.Tekst, d.Nieuw.Tekst = old, new
		v.add(d)
	}
}

func (v *vergelijking) vensters() {
	percelen := []PerceelCode{""}
	for _, p := range v.na.data.Percelen {
		percelen = append(percelen, p.Code)
	}
	stand := func(m Moment, groep Doelgroep, perceel PerceelCode) string {
		for _, w := range m.data.Vensters {
			if w.Doelgroep == groep && w.Perceel == perceel && w.Geldig.Contains(m.Dag) {
				return string(w.Stand)
			}
		}
		return string(VensterOpen)
	}
	for _, groep := range Doelgroepen() {
		for _, perceel := range percelen {
			v.text(Verschil{Soort: VerschilVenster, Naam: string(groep), Wat: string(perceel)}, stand(v.voor, groep, perceel), stand(v.na, groep, perceel))
		}
	}
}

func (v *vergelijking) woonplaatsen() {
	on := func(m Moment, w AanliggendeWoonplaats) bool {
		return slices.ContainsFunc(m.data.Woonplaatsen, func(x AanliggendeWoonplaats) bool {
			return x.Naam == w.Naam && x.Gemeente == w.Gemeente && x.GrenstAan == w.GrenstAan && x.Geldig.Contains(m.Dag)
		})
	}
	told := map[string]bool{}
	for _, w := range slices.Concat(v.voor.data.Woonplaatsen, v.na.data.Woonplaatsen) {
		key := w.Naam + string(w.Gemeente) + string(w.GrenstAan)
		if !told[key] {
			told[key] = true
			v.text(Verschil{Soort: VerschilWoonplaats, Gemeente: w.GrenstAan, Naam: w.Naam}, yesNo(on(v.voor, w)), yesNo(on(v.na, w)))
		}
	}
}

func (v *vergelijking) instellingen() {
	for _, def := range InstellingDefs() {
		old, _ := v.voor.Instelling(def.Code, v.voor.Dag)
		new, _ := v.na.Instelling(def.Code, v.na.Dag)
		v.text(Verschil{Soort: VerschilInstelling, Naam: string(def.Code)}, old, new)
	}
}
