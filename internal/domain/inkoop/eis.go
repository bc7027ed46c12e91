package inkoop

import (
	"slices"

	"trede/internal/domain/civil"
)

// EisCode names a requirement for good; also in a later set it means the same.
type EisCode string

// String gives the code.
func (c EisCode) String() string { return string(c) }

// EisensetCode names a set of requirements for good.
type EisensetCode string

// String gives the code.
func (c EisensetCode) String() string { return string(c) }

// EisNiveau is for whom a requirement holds.
type EisNiveau string

// The three levels (S-A, Wijzigingen: "zowel algemeen als perceel-/productspecifiek").
const (
	EisAlgemeen EisNiveau = "algemeen" // every inschrijving
	EisPerceel  EisNiveau = "perceel"  // who enrols for the perceel
	EisProduct  EisNiveau = "product"  // who enrols for the product
)

// EisNiveaus lists the levels.
func EisNiveaus() []EisNiveau { return []EisNiveau{EisAlgemeen, EisPerceel, EisProduct} }

// EisSoort is what a requirement asks.
type EisSoort string

// The kinds of requirements.
const (
	EisUitsluiting EisSoort = "uitsluitingsgrond" // what must not be the case
	EisKwaliteit   EisSoort = "kwaliteitseis"
)

// EisSoorten lists the kinds.
func EisSoorten() []EisSoort { return []EisSoort{EisUitsluiting, EisKwaliteit} }

// BewijsSoort is how an aanbieder shows that it meets a requirement. High trust: a word
// of its own suffices unless evidence matters (INK-04).
type BewijsSoort string

// The kinds of evidence.
const (
	BewijsVerklaring BewijsSoort = "verklaring"  // the aanbieder says so itself
	BewijsUitleg     BewijsSoort = "uitleg"      // it says so and tells how
	BewijsStuk       BewijsSoort = "bewijsstuk"  // a document goes with it
	BewijsSteekproef BewijsSoort = "steekproef"  // says so; a document when it is drawn afterwards
	BewijsVerzeker   BewijsSoort = "verzekering" // follows from the policies on record (VRZ-01)
	BewijsWerkplek   BewijsSoort = "werkplek"    // follows from the places on record (EIS-02, LOC-01)
	BewijsPlan       BewijsSoort = "plan"        // follows from the plan Activerend Werk (EIS-01)
	BewijsMensen     BewijsSoort = "mensen"      // follows from the people with their VOG date
)

// BewijsSoorten lists the kinds.
func BewijsSoorten() []BewijsSoort {
	return []BewijsSoort{
		BewijsVerklaring, BewijsUitleg, BewijsStuk, BewijsSteekproef,
		BewijsVerzeker, BewijsWerkplek, BewijsPlan, BewijsMensen,
	}
}

// Eis is one requirement of a set.
type Eis struct {
	Code    EisCode
	Soort   EisSoort
	Niveau  EisNiveau
	Perceel PerceelCode // only of level perceel
	Product ProductCode // only of level product
	Kort    string      // a few words, for lists
	Tekst   string      // the requirement in plain Dutch
	Bewijs  BewijsSoort
	Bron    string // where it is asked: without a source nothing is asked (INK-04)
}

// Geldt tells whether the requirement holds for who enrols for these percelen and
// products.
func (e Eis) Geldt(percelen []PerceelCode, producten []ProductCode) bool {
	switch e.Niveau {
	case EisPerceel:
		return slices.Contains(percelen, e.Perceel)
	case EisProduct:
		return slices.Contains(producten, e.Product)
	}
	return e.Niveau == EisAlgemeen
}

// Eisenset is the requirements that count from a day on. A contract keeps the set under
// which it was made. Source: S-A, Wijzigingen ("Gewijzigde set kwaliteitseisen"); INK-17.
type Eisenset struct {
	Code     EisensetCode
	Naam     string
	Geldig   civil.Period
	Eisen    []Eis // in the order in which they are asked
	Herkomst Herkomst
}

// Eis gives the requirement with a code.
func (s Eisenset) Eis(code EisCode) (Eis, bool) {
	i := slices.IndexFunc(s.Eisen, func(e Eis) bool { return e.Code == code })
	if i < 0 {
		return Eis{}, false
	}
	return s.Eisen[i], true
}

// Voor gives the requirements that hold for these percelen and products, in order.
func (s Eisenset) Voor(percelen []PerceelCode, producten []ProductCode) []Eis {
	var out []Eis
	for _, e := range s.Eisen {
		if e.Geldt(percelen, producten) {
			out = append(out, e)
		}
	}
	return out
}
