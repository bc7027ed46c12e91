package inkoop

import "trede/internal/domain/civil"

// Localiteit is where a werkplek lies, seen from the gemeente in which its
// aanbieder is registered. It is part of a message key and never changes.
type Localiteit string

// The outcomes of LOC-01. With [LokaalUitzondering] the aanbieder needs the
// exception for a unique offer (LOC-02); with [LokaalOnbekend] data is missing.
const (
	LokaalEigenGemeente         Localiteit = "eigen_gemeente"
	LokaalAangrenzendGemeente   Localiteit = "aanliggende_gemeente"
	LokaalAangrenzendWoonplaats Localiteit = "aanliggende_woonplaats"
	LokaalUitzondering          Localiteit = "uitzondering_nodig"
	LokaalOnbekend              Localiteit = "onbekend"
)

// OK tells whether the werkplek may be used without an exception.
func (l Localiteit) OK() bool {
	return l == LokaalEigenGemeente || l == LokaalAangrenzendGemeente || l == LokaalAangrenzendWoonplaats
}

// Localiteit says where a werkplek lies on a day, seen from the registration of
// its aanbieder. In reading 1 (default) a provider registered where the local rule
// [WerklocatieInWoonplaats] is on works there or in an adjacent woonplaats, and
// any other provider in its own or an adjacent gemeente. In reading 2 an adjacent
// gemeente is always right. A werkplek with a werkgebied lies where all of it lies: the
// first part that is too far decides. Source: LOC-01; domain guide 1.4 row 1.
func (r *Register) Localiteit(a Aanbieder, w Werkplek, day civil.Date) Localiteit {
	code, _ := a.Inschrijving.At(day)
	base := r.ligging(code, Gebied{w.Gemeente, w.Woonplaats}, day)
	for _, g := range w.Werkgebied {
		if l := r.ligging(code, g, day); base.OK() && !l.OK() {
			return l
		}
	}
	return base
}

// ligging is where one gemeente or woonplaats lies, seen from the gemeente of registration.
func (r *Register) ligging(code GemeenteCode, where Gebied, day civil.Date) Localiteit {
	home, known := r.GemeenteOp(code, day)
	place, placed := r.GemeenteOp(where.Gemeente, day)
	switch {
	case !known || !placed:
		return LokaalOnbekend
	case home.Code == place.Code:
		return LokaalEigenGemeente
	case len(r.Buren(home.Code, day)) == 0:
		return LokaalOnbekend
	case !r.GrenstAan(home.Code, place.Code, day):
		// An adjacent woonplaats always lies in an adjacent gemeente.
		return LokaalUitzondering
	case r.Instellingen(day).LocaliteitLezing == 2, !r.LokaleRegel(home.Code, WerklocatieInWoonplaats, day):
		return LokaalAangrenzendGemeente
	}
	return r.woonplaats(home.Code, place.Code, where.Woonplaats, day)
}

// woonplaats judges a werkplek in an adjacent gemeente by its woonplaats. A list
// without a single woonplaats says nothing.
func (r *Register) woonplaats(home, place GemeenteCode, name string, day civil.Date) Localiteit {
	listed := false
	for _, p := range r.data.Woonplaatsen {
		if p.GrenstAan != home || !p.Geldig.Contains(day) {
			continue
		}
		listed = true
		if in, ok := r.GemeenteOp(p.Gemeente, day); ok && in.Code == place && p.Naam == name {
			return LokaalAangrenzendWoonplaats
		}
	}
	if !listed || name == "" {
		return LokaalOnbekend
	}
	return LokaalUitzondering
}
