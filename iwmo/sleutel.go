package iwmo

import "encoding/binary"

// Sleutel (key) is what names an instance of a class within the class around it: two with
// the same key are the same thing to the standard, and a thing that is sent again with
// its key is a correction of it. What is absent equals what is absent. A key is to be
// compared, not to be shown or stored. Source: iWmo 3.2, IV008 and TR101.
type Sleutel string

// Sleutel is the kind of address.
func (c *Contact) Sleutel() Sleutel { return Sleutel(c.Soort) }

// Sleutel is the number of the relation.
func (p *Relatie) Sleutel() Sleutel { return Sleutel(p.Nummer) }

// Sleutel is the number of the allocation.
func (p *ToegewezenProduct) Sleutel() Sleutel { return sleutelVan(p.ToewijzingNummer) }

// Sleutel is the allocation, the product and the first day.
func (p *StartProduct) Sleutel() Sleutel {
	return Sleutel(dates(product(number(nil, p.ToewijzingNummer), p.Product), p.Begindatum))
}

// StartSleutel is the key of the start that this is the stop of.
func (p *StopProduct) StartSleutel() Sleutel {
	return (&StartProduct{ToewijzingNummer: p.ToewijzingNummer, Product: p.Product, Begindatum: p.Begindatum}).Sleutel()
}

// Sleutel is the key of the start with the last day and the reason.
func (p *StopProduct) Sleutel() Sleutel {
	return p.StartSleutel() + Sleutel(dates(nil, p.Einddatum)) + Sleutel(p.RedenBeeindiging)
}

// Sleutel is the reference of the request.
func (p *AangevraagdProduct) Sleutel() Sleutel { return Sleutel(p.ReferentieAanbieder) }

// Sleutel is the product and the first day.
func (p *NieuwProduct) Sleutel() Sleutel {
	return Sleutel(dates(product(nil, p.Product), p.GewensteIngangsdatum))
}

// Sleutel is the number of the allocation.
func (p *OngewijzigdProduct) Sleutel() Sleutel { return sleutelVan(p.ToewijzingNummer) }

// Sleutel is the number of the allocation.
func (p *TeWijzigenProduct) Sleutel() Sleutel { return sleutelVan(p.ToewijzingNummer) }

// Sleutel is the reference of the prestatie with that of the one it takes back.
func (p *Prestatie) Sleutel() Sleutel {
	ref := p.ProductReferentie
	return Sleutel(text(text(nil, ref.ReferentieNummer), ref.VorigReferentieNummer))
}

func sleutelVan(n int64) Sleutel { return Sleutel(number(nil, &n)) }

// Parts of keys, each with its end in it, so that no two are alike by chance.

func text(key []byte, s string) []byte { return append(append(key, byte(len(s))), s...) } //nolint:gosec // short

func product(key []byte, p *Product) []byte {
	if p == nil {
		return append(key, 0)
	}
	return text(text(key, string(p.Categorie)), p.Code)
}

func dates(key []byte, list ...Datum) []byte {
	for _, d := range list {
		key = binary.AppendVarint(key, int64(d.Jaar))
		key = append(key, byte(d.Maand), byte(d.Dag)) //nolint:gosec // two digits
	}
	return key
}

func number(key []byte, n *int64) []byte {
	if n == nil {
		return append(key, 0)
	}
	return binary.AppendUvarint(append(key, 1), uint64(*n)) //nolint:gosec // not negative
}
