package inkoop

import (
	"slices"
	"strconv"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// Mens is somebody who works with residents, with the day of the VOG (certificate of
// conduct). The certificate itself is not kept. Source: domain guide 3, VOG.
type Mens struct {
	Naam    string     `json:"naam,omitzero"`
	Functie string     `json:"functie,omitzero"`
	VOG     civil.Date `json:"vog,omitzero"`
	Start   civil.Date `json:"start,omitzero"` // first day of work with residents
}

// VeldMens is the field of something of the person with a number, from 0.
func VeldMens(n int, what string) string { return "mens." + strconv.Itoa(n) + "." + what }

// ToetsMensen gives what is missing or wrong in a list of people on a day. A VOG is not
// older than a number of months on the first day of work with residents, and may be from
// after it. An empty place in the list is nobody. Source: Uitvoeringsbesluit Wmo 2015, 3.5;
// domain guide 3, VOG.
func ToetsMensen(list []Mens, day civil.Date, months int) (findings []rule.Finding) {
	for n, m := range list {
		if m == (Mens{}) {
			continue
		}
		add := func(bad bool, what, code string, args ...any) {
			findings = append(findings, rule.FailIf(bad, VeldMens(n, what), code, args...)...)
		}
		add(blank(m.Naam), "naam", "inschrijving.mens_naam_leeg")
		add(!slices.Contains(Functies(), m.Functie), "functie", "inschrijving.mens_functie_leeg")
		add(m.Start.IsZero(), "start", "inschrijving.mens_start_leeg")
		switch {
		case m.VOG.IsZero():
			add(true, "vog", "inschrijving.vog_ontbreekt")
		case m.VOG.After(day):
			add(true, "vog", "inschrijving.vog_in_toekomst")
		case !m.Start.IsZero():
			add(m.VOG.AddMonths(months).Before(m.Start), "vog", "inschrijving.vog_te_oud", months)
		}
	}
	return findings
}
