package inkoop

import (
	"slices"

	"trede/internal/domain/civil"
)

// VerzekerdTotEnMet gives the last day on which an aanbieder is insured without a gap
// from a day on: policies of a kind that cover participants count, and one may follow
// another. It is false when there is no cover on the day itself; the zero date means that
// the cover has no end. Source: VRZ-01.
func VerzekerdTotEnMet(policies []Verzekering, soort Verzekeringssoort, day civil.Date) (last civil.Date, covered bool) {
	at := day
	for {
		next, found := at, false
		for _, v := range policies {
			if v.Soort != soort || !v.DektDeelnemers || v.Geldig.IsEmpty() || !v.Geldig.Contains(at) {
				continue
			}
			if v.Geldig.IsOpen() {
				return civil.Date{}, true
			}
			found = true
			next = civil.Max(next, v.Geldig.Until)
		}
		if !found {
			return at.AddDays(-1), at.After(day)
		}
		at = next
	}
}

// VerzekeringVerlopen gives the last day of the last policy of a kind that covered
// participants before a day; the zero date when there never was one.
func VerzekeringVerlopen(policies []Verzekering, soort Verzekeringssoort, day civil.Date) civil.Date {
	var last civil.Date
	for _, v := range policies {
		if v.Soort == soort && v.DektDeelnemers && !v.Geldig.IsEmpty() && !v.Geldig.IsOpen() && !v.Geldig.Until.After(day) {
			last = civil.Max(last, v.Geldig.LastDay())
		}
	}
	return last
}

// binnenDagen gives the first day of the warning that counts for something whose last day
// is near: the nearest of so many days before it.
func binnenDagen(day, last civil.Date, dagen []int) (from civil.Date, warned bool) {
	for _, n := range slices.Sorted(slices.Values(dagen)) {
		if from = last.AddDays(-n); !day.Before(from) {
			return from, true
		}
	}
	return civil.Date{}, false
}
