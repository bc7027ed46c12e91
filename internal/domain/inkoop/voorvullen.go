package inkoop

import "slices"

// Voorvraag is what a fresh inschrijving is filled in from (INK-12).
type Voorvraag struct {
	Register  *Register // must be there
	Ronde     Ronde
	Toelating Toelating
	Vorige    *Inschrijving // the last one that was handed in; nil: none
	Mensen    []Mens        // who it named last
	Contracts []Contract    // of the aanbieder
}

// Voorvullen gives the content with which a fresh inschrijving begins, for the aanbieder to
// confirm or change: of the last one handed in, as far as the requirements, percelen,
// products and gemeenten still exist; without one, the choices of its signed contracts.
// Nothing is called done. Source: INK-12.
func Voorvullen(v Voorvraag) InschrijvingInhoud {
	out := InschrijvingInhoud{Mensen: slices.Clone(v.Mensen)}
	choices := v.fromContracts()
	if v.Vorige != nil {
		before := v.Vorige.Inhoud
		out.Vorige = v.Vorige.ID
		out.Plan = before.Plan
		set, _ := v.Register.Eisenset(v.Ronde.Eisenset)
		for _, a := range before.Antwoorden {
			if _, asked := set.Eis(a.Eis); asked {
				out.Antwoorden = append(out.Antwoorden, a)
			}
		}
		choices = before.Keuzes
	}
	for _, k := range choices {
		if k, ok := v.still(k); ok {
			out.Keuzes = append(out.Keuzes, k)
		}
	}
	return out
}

// still gives what remains of a choice: nothing when the product may not be enrolled for
// any more or no gemeente of it buys the product.
func (v Voorvraag) still(k Inschrijvingskeuze) (Inschrijvingskeuze, bool) {
	if !v.Toelating.Product(k.Perceel, k.Product).Mag() {
		return k, false
	}
	ref := ProductRef{v.Ronde.Catalogus, k.Product}
	var left []GemeenteCode
	for _, code := range k.Gemeenten {
		now, _ := v.Register.GemeenteOp(code, v.Ronde.Contract.From)
		if v.Register.Koopoordeel(now.Code, ref, v.Ronde.Contract.From).Mag {
			left = append(left, now.Code)
		}
	}
	slices.Sort(left)
	k.Gemeenten = slices.Compact(left)
	return k, len(k.Gemeenten) > 0
}

// fromContracts are the lines of signed contracts as choices in the percelen of the round.
func (v Voorvraag) fromContracts() (out []Inschrijvingskeuze) {
	held := map[ProductCode][]GemeenteCode{}
	for _, c := range v.Contracts {
		if c.Getekend.IsZero() {
			continue
		}
		for _, line := range c.regels() {
			for ref, ok := line.Product, true; ok; ref, ok = v.Register.Opvolger(ref) {
				if ref.Catalogus == v.Ronde.Catalogus {
					held[ref.Product] = append(held[ref.Product], line.Gemeenten...)
				}
			}
		}
	}
	for _, p := range v.Toelating.Producten {
		if codes := held[p.Product]; len(codes) > 0 {
			out = append(out, Inschrijvingskeuze{Perceel: p.Perceel, Product: p.Product, Gemeenten: slices.Clone(codes)})
		}
	}
	return out
}

// LooptAf tells whether a contract ends before those of the round begin, so that its
// aanbieder must enrol again to go on; what ended before the round began does not count.
// Source: INK-12.
func (r Ronde) LooptAf(c Contract) bool {
	term := c.Looptijd()
	return !term.IsEmpty() && !term.IsOpen() && !term.Until.After(r.Contract.From) && term.Until.After(r.Consultatie)
}

// MoetOpnieuw tells whether an aanbieder with these contracts must enrol in the round to
// go on: one of them ends before and none runs on. Source: INK-12.
func (r Ronde) MoetOpnieuw(contracts []Contract) bool {
	runsOn := slices.ContainsFunc(contracts, func(c Contract) bool { return c.GeldigOp(r.Contract.From) })
	return !runsOn && slices.ContainsFunc(contracts, r.LooptAf)
}
