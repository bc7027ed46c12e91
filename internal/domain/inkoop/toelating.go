package inkoop

import (
	"slices"

	"trede/internal/domain/civil"
)

// EarlierKeuze is a product that an aanbieder enrolled for, or got a contract for, with
// the day on which it did.
type EarlierKeuze struct {
	Perceel PerceelCode // empty: of a contract, which knows no percelen; any that has the product
	Product ProductCode
	Op      civil.Date
}

// ToelatingVraag is who asks on which day what may be enrolled for in a round.
type ToelatingVraag struct {
	Ronde  Ronde
	Groep  Doelgroep
	Dag    civil.Date // of the server, in Europe/Amsterdam
	Eerder []EarlierKeuze
}

// ToelatingReden says why a product may not be enrolled for. It is part of a message key
// and never changes. The zero value: it may.
type ToelatingReden string

// The reasons.
const (
	RondeNogNiet     ToelatingReden = "ronde_nog_niet"   // the round takes inschrijvingen from a later day
	RondeVoorbij     ToelatingReden = "ronde_voorbij"    // it does no longer
	VensterGesloten  ToelatingReden = "venster_dicht"    // INK-15
	BuitenOudeKeuzes ToelatingReden = "venster_bevroren" // not enrolled for before the window (INK-16)
	BuitenRonde      ToelatingReden = "buiten_ronde"     // the round has no such perceel
	BuitenPerceel    ToelatingReden = "buiten_perceel"   // the perceel has no such product
	BuitenCatalogus  ToelatingReden = "buiten_catalogus" // nor has the catalogue of the round
)

// ProductToelating says of one product of a perceel whether it may be enrolled for.
type ProductToelating struct {
	Perceel PerceelCode
	Product ProductCode
	Reden   ToelatingReden // empty: it may
	// Venster is the window that says no; the zero value when it is not a window.
	Venster Venster
}

// Mag tells whether the product may be enrolled for.
func (p ProductToelating) Mag() bool { return p.Reden == "" }

// Toelating (admission) says what an aanbieder may enrol for in a round on a day.
type Toelating struct {
	Ronde     Ronde
	Groep     Doelgroep
	Dag       civil.Date
	Producten []ProductToelating // of all percelen of the round, in their order
	register  *Register
}

// Toelating gives what may be enrolled for: everything of the percelen of the round,
// unless its period for enrolling or a window of the region says no. Where no window says
// anything it is open. Sources: S-A, Wat gaat er voor u als zorgaanbieder veranderen;
// INK-15, INK-16.
func (r *Register) Toelating(v ToelatingVraag) Toelating {
	t := Toelating{Ronde: v.Ronde, Groep: v.Groep, Dag: v.Dag, register: r}
	for _, code := range v.Ronde.Percelen {
		perceel, _ := r.Perceel(code)
		window, _ := r.VensterOp(v.Groep, code, v.Dag)
		for _, product := range perceel.Producten {
			if _, there := r.Product(ProductRef{v.Ronde.Catalogus, product}); !there {
				continue // of another catalogue than the round is about
			}
			p := ProductToelating{Perceel: code, Product: product, Reden: v.Ronde.reden(v.Dag)}
			if p.Reden == "" {
				p.Reden = window.reden(perceel, product, v.Eerder)
			}
			if p.Reden == VensterGesloten || p.Reden == BuitenOudeKeuzes {
				p.Venster = window
			}
			t.Producten = append(t.Producten, p)
		}
	}
	return t
}

// reden says why the round takes no inschrijving on a day; empty: it does. A period
// without an end is a round that stands open.
func (r Ronde) reden(day civil.Date) ToelatingReden {
	switch {
	case r.Inschrijven.Contains(day):
		return ""
	case day.Before(r.Inschrijven.From):
		return RondeNogNiet
	}
	return RondeVoorbij
}

func (v Venster) reden(perceel Perceel, product ProductCode, before []EarlierKeuze) ToelatingReden {
	switch v.Stand {
	case "", VensterOpen:
		return ""
	case VensterBevroren:
		had := slices.ContainsFunc(before, func(e EarlierKeuze) bool {
			return e.Product == product && (e.Perceel == perceel.Code || e.Perceel == "") && e.Op.Before(v.Geldig.From)
		})
		if had {
			return ""
		}
		return BuitenOudeKeuzes
	}
	return VensterGesloten
}

// Product gives the judgement for a product of a perceel, also for one that the round
// does not have.
func (t Toelating) Product(perceel PerceelCode, product ProductCode) ProductToelating {
	for _, p := range t.Producten {
		if p.Perceel == perceel && p.Product == product {
			return p
		}
	}
	out := ProductToelating{Perceel: perceel, Product: product, Reden: BuitenPerceel}
	if _, there := t.register.Product(ProductRef{t.Ronde.Catalogus, product}); !there {
		out.Reden = BuitenCatalogus
	}
	if !slices.Contains(t.Ronde.Percelen, perceel) {
		out.Reden = BuitenRonde
	}
	return out
}

// Mag tells whether anything may be enrolled for.
func (t Toelating) Mag() bool {
	return slices.ContainsFunc(t.Producten, ProductToelating.Mag)
}

// Geweigerd gives the first product that may not be enrolled for when nothing may: its
// reason is why. Without one something may.
func (t Toelating) Geweigerd() (ProductToelating, bool) {
	if t.Mag() {
		return ProductToelating{}, false
	}
	if len(t.Producten) == 0 {
		return ProductToelating{Reden: BuitenRonde}, true
	}
	return t.Producten[0], true
}

// Aanmelden tells whether a new aanbieder may make itself known on a day: unless every
// perceel is closed for new ones. It gives the window that closes it. Without windows it
// may all year. Source: S-A; INK-15.
func (r *Register) Aanmelden(day civil.Date) (closed Venster, may bool) {
	percelen := r.PercelenOp(day)
	if len(percelen) == 0 {
		percelen = []Perceel{{}}
	}
	for _, p := range percelen {
		w, there := r.VensterOp(NieuweAanbieder, p.Code, day)
		if !there || w.Stand == VensterOpen {
			return Venster{}, true
		}
		closed = w
	}
	return closed, false
}

// EerdereKeuzes gives what an aanbieder had: the lines of its signed contracts, and the
// choices that it handed in and did not take back. A product of an older catalogue counts
// as what follows it up. ingediend holds the inschrijvingen that count.
func (r *Register) EerdereKeuzes(contracts []Contract, ingediend []Inschrijving) []EarlierKeuze {
	var out []EarlierKeuze
	add := func(lines []Contractregel, signed civil.Date) {
		for _, line := range lines {
			for ref, ok := line.Product, true; ok; ref, ok = r.Opvolger(ref) {
				out = append(out, EarlierKeuze{Product: ref.Product, Op: signed})
			}
		}
	}
	for _, c := range contracts {
		if c.Getekend.IsZero() {
			continue
		}
		add(c.Regels, c.Getekend)
		for _, a := range c.signed() {
			if a.Soort == Uitbreiding {
				add(a.Regels, a.Getekend)
			}
		}
	}
	for _, i := range ingediend {
		for _, k := range i.Inhoud.Keuzes {
			out = append(out, EarlierKeuze{Perceel: k.Perceel, Product: k.Product, Op: civil.Of(i.Ingediend)})
		}
	}
	return out
}

// Groep is the kind of an aanbieder by what it had before: one without anything is new.
func Groep(before []EarlierKeuze) Doelgroep {
	if len(before) == 0 {
		return NieuweAanbieder
	}
	return BestaandeAanbieder
}
