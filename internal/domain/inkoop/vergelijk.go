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
	Velden   []string // of a product that changed: what, by the name of its message
	Wat      string   // of a product, as the version says it: what changes, why and for whom
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

// producten tells what became of each product, by the one comparison of versions.
func (v *vergelijking) producten() {
	before, _ := v.voor.CatalogusOp(v.voor.Dag)
	after, _ := v.na.CatalogusOp(v.na.Dag)
	for _, p := range versieverschillen(v.voor, v.na, before, after) {
		switch {
		case p.Nieuw.IsZero():
			v.add(p.als(VerschilVervallen, p.Oud, p.Was))
		case p.Oud.IsZero():
			v.volgt[p.Nieuw] = p.Nieuw
			v.add(p.als(VerschilNieuw, p.Nieuw, p.Wordt))
		default:
			v.volgt[p.Oud] = p.Nieuw
			v.product(p)
		}
	}
}

// als (as) is a difference of one kind in a product.
func (v Productverschil) als(soort VerschilSoort, ref ProductRef, p Product) Verschil {
	return Verschil{Soort: soort, Product: ref, Naam: p.Naam, Wat: v.Uitleg.Wat, Waarom: v.Uitleg.Waarom, VoorWie: v.Uitleg.VoorWie}
}

// product tells what differs in a product that goes on.
func (v *vergelijking) product(p Productverschil) {
	if slices.Contains(p.Velden, veldNaam) {
		d := p.als(VerschilNaam, p.Nieuw, p.Wordt)
		d.Oud.Tekst, d.Nieuw.Tekst = p.Was.Naam, p.Wordt.Naam
		v.add(d)
	}
	rest := slices.DeleteFunc(slices.Clone(p.Velden), func(f string) bool { return f == veldNaam })
	if len(rest) > 0 {
		d := p.als(VerschilProduct, p.Nieuw, p.Wordt)
		d.Velden = rest
		v.add(d)
	}
	if p.anderTarief() {
		d := p.als(VerschilTarief, p.Nieuw, p.Wordt)
		d.Oud = VerschilValue{Tekst: string(p.TariefOud.Per), Bedrag: p.TariefOud.Bedrag}
		d.Nieuw = VerschilValue{Tekst: string(p.TariefNu.Per), Bedrag: p.TariefNu.Bedrag}
		d.Waarom = cmp.Or(p.Motivering, p.Uitleg.Waarom)
		v.add(d)
	}
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
