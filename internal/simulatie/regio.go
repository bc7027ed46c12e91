package simulatie

import (
	"trede/internal/region"
)

// Regio is the example region with ceilings that fit the number of residents: the
// small experiments stay small, but a large demo does not stop at twenty places.
func Regio(inwoners int) *region.Region {
	r := region.Example()
	for i := range r.Inkoop.Plafonds {
		p := &r.Inkoop.Plafonds[i]
		if p.Plekken > 0 {
			p.Plekken = max(p.Plekken, inwoners*plaatsVan(p.Gemeente).gewicht/1000*2/3)
		}
	}
	return r
}
