package inkoop

import (
	"slices"

	"trede/internal/domain/civil"
)

// GemeenteIWmo is how one gemeente names a product in its iWmo messages during a period.
// Where there is none, [Product].IWmo counts. Source: domain guide 3, Productcode: a
// gemeente may define codes of its own inside a national category.
type GemeenteIWmo struct {
	Gemeente GemeenteCode
	Product  ProductRef
	IWmo     IWmo
	Geldig   civil.Period
	Herkomst Herkomst
}

// IWmoVan gives how a gemeente names a product in messages on a day: by its own choice,
// or as the catalogue does. It is false for an unknown product.
func (r *Register) IWmoVan(gemeente GemeenteCode, product ProductRef, day civil.Date) (IWmo, bool) {
	for _, c := range r.data.Berichtcodes {
		if c.Gemeente == gemeente && c.Product == product && c.Geldig.Contains(day) {
			return c.IWmo, true
		}
	}
	p, ok := r.Product(product)
	return p.IWmo, ok
}

// VerkenningSoort is a study that a gemeente can take part in. Source: S-B, Regionale
// doorontwikkeling: "In 2017 wordt onderzocht of Activerend werk een alternatief is voor
// dagbesteding Beschermd wonen en bij sommige vormen van dagbesteding jeugd" (B-REG-06).
type VerkenningSoort string

// The studies.
const (
	VerkenningBW    VerkenningSoort = "beschermd wonen"
	VerkenningJeugd VerkenningSoort = "jeugd"
)

// VerkenningSoorten lists the studies.
func VerkenningSoorten() []VerkenningSoort { return []VerkenningSoort{VerkenningBW, VerkenningJeugd} }

// Verkenning (study) says that a gemeente takes part in a study during a period: then
// cases can carry its label and be counted. Without a row it is off.
type Verkenning struct {
	Gemeente GemeenteCode
	Soort    VerkenningSoort
	Geldig   civil.Period
	Herkomst Herkomst
}

// Verkenningen gives the studies of a gemeente on a day.
func (r *Register) Verkenningen(gemeente GemeenteCode, day civil.Date) []VerkenningSoort {
	var out []VerkenningSoort
	for _, v := range r.data.Verkenningen {
		if v.Gemeente == gemeente && v.Geldig.Contains(day) {
			out = append(out, v.Soort)
		}
	}
	return out
}

// Verkent tells whether a gemeente takes part in a study on a day. Only then can a case
// of its residents carry the label of the study, so that off is off (B-REG-06).
func (r *Register) Verkent(gemeente GemeenteCode, soort VerkenningSoort, day civil.Date) bool {
	return slices.Contains(r.Verkenningen(gemeente, day), soort)
}
