package toegang

import (
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
)

// Einde is the last day of an arrangement as computed from the length of its
// product.
type Einde struct {
	LaatsteDag civil.Date       // last day, after cutting
	Soort      inkoop.DuurSoort // what the length means: aimed at, fixed or at most
	Volledig   civil.Date       // last day of the full length, before cutting
	// Afgekapt tells that the last day is the day before the AOW date and not that
	// of the full length.
	Afgekapt bool
}

// BerekenEinde computes the last day of an arrangement that starts on a day: the
// length of its product, cut to the day before the resident reaches AOW age. When
// that day is before the start there is nothing to allocate; the gate says so. No
// AOW date means that there is none to cut to. Source: S-A, Arrangementen (six
// months, at most two years, three months on average); DOE-01, PRD-05, PRD-06,
// PRD-08; domain guide 1.4 row 10.
func BerekenEinde(duur inkoop.Duurregel, start, aow civil.Date) Einde {
	full := duur.LaatsteDag(start)
	e := Einde{LaatsteDag: full, Soort: duur.Soort, Volledig: full}
	if !aow.IsZero() && !full.Before(aow) {
		e.LaatsteDag, e.Afgekapt = aow.AddDays(-1), true
	}
	return e
}
