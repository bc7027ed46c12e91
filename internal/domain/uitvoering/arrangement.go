package uitvoering

import (
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/toegang"
)

// Arrangement is a toewijzing as this process sees it: what was allocated, bound
// to the product of the catalogue it began under.
type Arrangement struct {
	ToewijzingID string
	InwonerID    string
	Gemeente     inkoop.GemeenteCode
	Aanbieder    inkoop.AanbiederID
	Product      inkoop.Product
	Start        civil.Date   // first day of the toewijzing
	LaatsteDag   civil.Date   // last day of the version that counts; zero: open
	Begintrede   ladder.Trede // 0: not measured
	Richting     toegang.Trajectrichting
}

// Periode is the period of the toewijzing.
func (a Arrangement) Periode() civil.Period { return civil.Through(a.Start, a.LaatsteDag) }

// Halverwege is the day in the middle of the arrangement; no date when its end is
// open.
func (a Arrangement) Halverwege() civil.Date {
	if a.Start.IsZero() || a.LaatsteDag.IsZero() {
		return civil.Date{}
	}
	return a.Start.AddDays(a.Start.DaysUntil(a.LaatsteDag) / 2)
}
