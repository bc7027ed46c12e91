package inkoop

import (
	"cmp"
	"slices"

	"trede/internal/domain/civil"
)

// Registerregel is one contract as anybody may know it: with whom, for what and for how
// long. Persons, addresses, prices and whoever is not signed are not in it. Source: Woo
// art. 3.1 and 3.3 (own choice of the fields).
type Registerregel struct {
	Nummer    string              `json:"nummer"`
	Aanbieder string              `json:"aanbieder"` // name
	Van       civil.Date          `json:"van"`
	TotEnMet  civil.Date          `json:"tot_en_met,omitzero"` // zero: no end
	Producten []Registerproduct   `json:"producten"`
	Addenda   []Registerwijziging `json:"wijzigingen"`
}

// Registerproduct is a product of a contract with the gemeenten for which it is delivered.
type Registerproduct struct {
	Product   ProductRef     `json:"product"`
	Naam      string         `json:"naam"`
	Gemeenten []GemeenteCode `json:"gemeenten"`
}

// Registerwijziging is a signed change of a contract.
type Registerwijziging struct {
	Nummer     int           `json:"nummer"`
	Soort      AddendumSoort `json:"soort"`
	Getekend   civil.Date    `json:"getekend"`
	LaatsteDag civil.Date    `json:"laatste_dag,omitzero"`
}

// Contractregister gives the contracts that count on a day (stand), by number: signed by
// then, begun or still to begin, and not over, each with the addenda that were signed by
// then. naam gives the name of an aanbieder.
func (r *Register) Contractregister(contracts []Contract, naam func(AanbiederID) string, day civil.Date) []Registerregel {
	var out []Registerregel
	for _, c := range contracts {
		c = c.opStand(day)
		period := c.Looptijd()
		if period.IsEmpty() || !period.IsOpen() && !day.Before(period.Until) {
			continue
		}
		line := Registerregel{Nummer: c.Nummer, Aanbieder: naam(c.Aanbieder), Van: period.From, TotEnMet: period.LastDay()}
		line.Producten = r.registerproducten(c, civil.Max(day, period.From))
		for _, a := range c.signed() {
			line.Addenda = append(line.Addenda, Registerwijziging{a.Nummer, a.Soort, a.Getekend, a.LaatsteDag})
		}
		out = append(out, line)
	}
	slices.SortFunc(out, func(a, b Registerregel) int { return cmp.Compare(a.Nummer, b.Nummer) })
	return out
}

// opStand is the contract as it was signed by a day.
func (c Contract) opStand(day civil.Date) Contract {
	if c.Getekend.After(day) {
		c.Getekend = civil.Date{}
	}
	c.Addenda = slices.DeleteFunc(slices.Clone(c.Addenda), func(a Addendum) bool { return a.Getekend.After(day) })
	return c
}

func (r *Register) registerproducten(c Contract, day civil.Date) []Registerproduct {
	var refs []ProductRef
	for _, line := range c.regels() {
		if line.Geldig.Contains(day) {
			refs = append(refs, line.Product)
		}
	}
	slices.SortFunc(refs, ProductRef.Compare)
	var out []Registerproduct
	for _, ref := range slices.Compact(refs) {
		p, _ := r.Product(ref)
		out = append(out, Registerproduct{Product: ref, Naam: p.Naam, Gemeenten: c.Gemeenten(ref, day)})
	}
	return out
}
