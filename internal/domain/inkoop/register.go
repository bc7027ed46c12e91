package inkoop

import (
	"cmp"
	"slices"

	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
)

// Dataset is the dated data of one region from which everything in this package
// is answered. It is plain data, in any order; package region reads, checks and
// writes it.
type Dataset struct {
	Gemeenten    []Gemeente
	Grenzen      []Aangrenzing
	Wijken       []Wijk
	Woonplaatsen []AanliggendeWoonplaats
	Catalogi     []Catalogusversie
	Keuzes       []GemeenteKeuze
	Plafonds     []Plafond
	LokaleRegels []LokaleRegel
	Tarieven     []Tarief
	Overgang     civil.Timeline[Overgangsregel]
	Instellingen []Instelling
	Percelen     []Perceel
	Eisensets    []Eisenset
	Vensters     []Venster
	Berichtcodes []GemeenteIWmo
	Verkenningen []Verkenning
}

type keuzeKey struct {
	gemeente GemeenteCode
	product  ProductRef
}

type grensKey struct{ a, b GemeenteCode }

// Register answers questions about a [Dataset] as of a day. It does not change
// and is safe for use by several goroutines at once.
type Register struct {
	data         Dataset
	gemeenten    map[GemeenteCode]Gemeente
	wijken       map[WijkCode]Wijk
	catalogi     map[CatalogusCode]Catalogusversie
	producten    map[ProductRef]Product
	keuzes       map[keuzeKey][]GemeenteKeuze
	grenzen      map[grensKey][]civil.Period
	tarieven     map[ProductRef][]Tarief
	opvolgers    map[ProductRef]ProductRef
	instellingen Instellingen
}

// NewRegister prepares a dataset for questions. It refuses settings that do not
// exist; the other checks are those of package region. The dataset must not be
// changed any more.
func NewRegister(data Dataset) (*Register, error) {
	settings, err := NewInstellingen(data.Instellingen)
	if err != nil {
		return nil, err
	}
	r := &Register{
		data: data, instellingen: settings,
		gemeenten: map[GemeenteCode]Gemeente{}, wijken: map[WijkCode]Wijk{},
		catalogi: map[CatalogusCode]Catalogusversie{}, producten: map[ProductRef]Product{},
		keuzes: map[keuzeKey][]GemeenteKeuze{}, grenzen: map[grensKey][]civil.Period{},
		tarieven: map[ProductRef][]Tarief{}, opvolgers: map[ProductRef]ProductRef{},
	}
	for _, g := range data.Gemeenten {
		r.gemeenten[g.Code] = g
	}
	for _, w := range data.Wijken {
		r.wijken[w.Code] = w
	}
	for _, g := range data.Grenzen {
		r.grenzen[grensKey{g.A, g.B}] = append(r.grenzen[grensKey{g.A, g.B}], g.Geldig)
	}
	for _, c := range data.Catalogi {
		r.addCatalogus(c)
	}
	for _, k := range data.Keuzes {
		key := keuzeKey{k.Gemeente, k.Product}
		r.keuzes[key] = append(r.keuzes[key], k)
	}
	for _, t := range data.Tarieven {
		r.tarieven[t.Product] = append(r.tarieven[t.Product], t)
	}
	return r, nil
}

func (r *Register) addCatalogus(c Catalogusversie) {
	r.catalogi[c.Code] = c
	for _, p := range c.Producten {
		r.producten[c.Ref(p.Code)] = p
	}
	for _, w := range c.Wijzigingen {
		if w.Oud != "" && w.Nieuw != "" {
			r.opvolgers[ProductRef{c.Volgt, w.Oud}] = c.Ref(w.Nieuw)
		}
	}
}

// Data gives the dataset. Read it only.
func (r *Register) Data() Dataset { return r.data }

// Gemeente gives a gemeente of the region or a neighbour, also one that is gone.
func (r *Register) Gemeente(code GemeenteCode) (Gemeente, bool) {
	g, ok := r.gemeenten[code]
	return g, ok
}

// GemeenteOp gives the gemeente that a code stands for on a day: itself while it
// exists, and then the one it went into. It is false for an unknown code and for
// a day before the gemeente existed.
func (r *Register) GemeenteOp(code GemeenteCode, day civil.Date) (Gemeente, bool) {
	for range len(r.gemeenten) {
		g, ok := r.gemeenten[code]
		if !ok || day.IsZero() || day.Before(g.Geldig.From) {
			return Gemeente{}, false
		}
		if g.Geldig.Contains(day) {
			return g, true
		}
		code = g.Opvolger
	}
	return Gemeente{}, false
}

// GemeentenOp gives the gemeenten of the region on a day, by name.
func (r *Register) GemeentenOp(day civil.Date) []Gemeente {
	var found []Gemeente
	for _, g := range r.data.Gemeenten {
		if g.InRegio && g.Geldig.Contains(day) {
			found = append(found, g)
		}
	}
	slices.SortFunc(found, func(a, b Gemeente) int {
		return cmp.Or(cmp.Compare(a.Naam, b.Naam), cmp.Compare(a.Code, b.Code))
	})
	return found
}

// AlleGemeentenOp gives the gemeenten of the region on a day, by name, and behind them
// its neighbours.
func (r *Register) AlleGemeentenOp(day civil.Date) []Gemeente {
	out := r.GemeentenOp(day)
	for _, g := range r.data.Gemeenten {
		if !g.InRegio && g.Geldig.Contains(day) {
			out = append(out, g)
		}
	}
	return out
}

// GrenstAan tells whether two gemeenten border on each other on a day. A gemeente
// does not border on itself.
func (r *Register) GrenstAan(one, other GemeenteCode, day civil.Date) bool {
	if other < one {
		one, other = other, one
	}
	return slices.ContainsFunc(r.grenzen[grensKey{one, other}], func(p civil.Period) bool { return p.Contains(day) })
}

// Buren are the gemeenten that border on a gemeente on a day, by code.
func (r *Register) Buren(code GemeenteCode, day civil.Date) []GemeenteCode {
	var codes []GemeenteCode
	for _, g := range r.data.Grenzen {
		if !g.Geldig.Contains(day) {
			continue
		}
		switch code {
		case g.A:
			codes = append(codes, g.B)
		case g.B:
			codes = append(codes, g.A)
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// Wijk gives a wijk, also one that is gone.
func (r *Register) Wijk(code WijkCode) (Wijk, bool) {
	w, ok := r.wijken[code]
	return w, ok
}

// Wijken are the wijken of a gemeente on a day, by code. None may be known.
func (r *Register) Wijken(gemeente GemeenteCode, day civil.Date) []Wijk {
	var found []Wijk
	for _, w := range r.data.Wijken {
		if w.Code.Gemeente() == gemeente && w.Geldig.Contains(day) {
			found = append(found, w)
		}
	}
	slices.SortFunc(found, func(a, b Wijk) int { return cmp.Compare(a.Code, b.Code) })
	return found
}

// Catalogus gives a version of the catalogue, also one that has ended.
func (r *Register) Catalogus(code CatalogusCode) (Catalogusversie, bool) {
	c, ok := r.catalogi[code]
	return c, ok
}

// CatalogusOp gives the catalogue that counts on a day. A concept never does.
func (r *Register) CatalogusOp(day civil.Date) (Catalogusversie, bool) {
	i := slices.IndexFunc(r.data.Catalogi, func(c Catalogusversie) bool {
		return c.Status == Vastgesteld && c.Geldig.Contains(day)
	})
	if i < 0 {
		return Catalogusversie{}, false
	}
	return r.data.Catalogi[i], true
}

// LadderOp gives the version of the participatieladder that counts on a day: that
// of the catalogue.
func (r *Register) LadderOp(day civil.Date) (ladder.Versie, bool) {
	c, ok := r.CatalogusOp(day)
	return c.Ladder, ok
}

// Product gives the product a toewijzing is bound to, also when its version has
// ended.
func (r *Register) Product(ref ProductRef) (Product, bool) {
	p, ok := r.producten[ref]
	return p, ok
}

// Opvolger gives the product that follows up a product in the next version, or
// false when it ended there or there is no next version.
func (r *Register) Opvolger(ref ProductRef) (ProductRef, bool) {
	next, ok := r.opvolgers[ref]
	return next, ok
}

// Tarief gives the price of a product on a day: of start for a traject, of
// delivery for an hour. It is false for products without a price.
func (r *Register) Tarief(ref ProductRef, day civil.Date) (Tarief, bool) {
	for _, t := range r.tarieven[ref] {
		if t.Geldig.Contains(day) {
			return t, true
		}
	}
	return Tarief{}, false
}

// Plafonds are the ceilings of the gemeente for which a toewijzing counts that
// starts on a day. Those of the contract come beside them.
func (r *Register) Plafonds(gemeente GemeenteCode, product ProductCode, start civil.Date) []Plafond {
	var found []Plafond
	for _, p := range r.data.Plafonds {
		if p.Telt(gemeente, product, start) {
			found = append(found, p)
		}
	}
	return found
}

// Geteld gives the products whose toewijzingen count for a plafond: those it names,
// or all that any catalogue has.
func (r *Register) Geteld(p Plafond) []ProductCode {
	if len(p.Producten) > 0 {
		return p.Producten
	}
	var all []ProductCode
	for _, c := range r.data.Catalogi {
		for _, product := range c.Producten {
			all = append(all, product.Code)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// LokaleRegel tells whether a local rule is on in a gemeente on a day.
func (r *Register) LokaleRegel(gemeente GemeenteCode, soort LokaleRegelSoort, day civil.Date) bool {
	return slices.ContainsFunc(r.data.LokaleRegels, func(l LokaleRegel) bool {
		return l.Gemeente == gemeente && l.Soort == soort && l.Geldig.Contains(day)
	})
}

// Instellingen gives the settings on a day.
func (r *Register) Instellingen(day civil.Date) Waarden { return r.instellingen.Op(day) }

// VolgendeWijziging is the first day after day on which a setting changes, or no
// date.
func (r *Register) VolgendeWijziging(day civil.Date) civil.Date {
	return r.instellingen.VolgendeWijziging(day)
}

// Overgangsregel gives the transition rule for a toewijzing that starts on a day:
// that of the contract, or of the region, or the default.
func (r *Register) Overgangsregel(contract Contract, start civil.Date) Overgangsregel {
	if regel, ok := contract.Overgang.At(start); ok {
		return regel
	}
	if regel, ok := r.data.Overgang.At(start); ok {
		return regel
	}
	return StandaardOvergang()
}

// PercelenOp gives the percelen that count on a day, in their order.
func (r *Register) PercelenOp(day civil.Date) []Perceel {
	var found []Perceel
	for _, p := range r.data.Percelen {
		if p.Geldig.Contains(day) {
			found = append(found, p)
		}
	}
	return found
}

// Perceel gives a perceel, also one that has ended.
func (r *Register) Perceel(code PerceelCode) (Perceel, bool) {
	i := slices.IndexFunc(r.data.Percelen, func(p Perceel) bool { return p.Code == code })
	if i < 0 {
		return Perceel{}, false
	}
	return r.data.Percelen[i], true
}

// EisensetOp gives the set of requirements that counts on a day.
func (r *Register) EisensetOp(day civil.Date) (Eisenset, bool) {
	i := slices.IndexFunc(r.data.Eisensets, func(s Eisenset) bool { return s.Geldig.Contains(day) })
	if i < 0 {
		return Eisenset{}, false
	}
	return r.data.Eisensets[i], true
}

// Eisenset gives a set by its code, also one that has ended.
func (r *Register) Eisenset(code EisensetCode) (Eisenset, bool) {
	i := slices.IndexFunc(r.data.Eisensets, func(s Eisenset) bool { return s.Code == code })
	if i < 0 {
		return Eisenset{}, false
	}
	return r.data.Eisensets[i], true
}
