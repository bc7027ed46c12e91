package iwmo

import "time"

// Termijn (term) is how long a party has to send a message: whole weeks, or working
// days.
type Termijn struct {
	Werkdagen int
	Weken     int
}

// The terms of the standard. Each runs from the day after the one that it is reckoned
// from.
var (
	// TermijnRetour is for the answer to a message, from its receipt. Source: OP090.
	TermijnRetour = Termijn{Werkdagen: 3}
	// TermijnDeclaratieAntwoord is for the answer to a claim, from its receipt. Source:
	// OP090x4.
	TermijnDeclaratieAntwoord = Termijn{Werkdagen: 10}
	// TermijnStart is for a start, from the first day of support; or from the receipt of
	// an allocation that was given afterwards. Source: OP271.
	TermijnStart = Termijn{Werkdagen: 5}
	// TermijnStop is for a stop, from the last day of support; of a definitive stop after a
	// temporary one from the day on which it became known. Source: OP272.
	TermijnStop = Termijn{Werkdagen: 5}
	// TermijnVerzoek is for an allocation or a WMO319 on a request, from its receipt.
	// Source: OP274, OP346.
	TermijnVerzoek = Termijn{Werkdagen: 5}
	// TermijnOnderzoek is for the decision on a request that is looked into, from its
	// Dagtekening. Source: OP274, OP346.
	TermijnOnderzoek = Termijn{Weken: 8}
)

// Einde is the last day of a term that is reckoned from a day. The standard does not say
// what a working day is; werkdag tells, and when it is nil [Werkdag] does. A term in
// weeks ends on the same day of the week, whatever day that is.
func (t Termijn) Einde(vanaf Datum, werkdag func(Datum) bool) Datum {
	if werkdag == nil {
		werkdag = Werkdag
	}
	d := vanaf.Plus(7 * t.Weken)
	for n := t.Werkdagen; n > 0; {
		if d = d.Plus(1); werkdag(d) {
			n--
		}
	}
	return d
}

// Werkdag tells whether a day is a Monday to Friday and no public holiday of the
// Netherlands. Source: Algemene termijnenwet, art. 3 lid 1 and 2.
func Werkdag(d Datum) bool {
	weekday := d.Weekdag()
	return weekday != time.Saturday && weekday != time.Sunday && !feestdag(d)
}

// feestdag tells whether a weekday is a public holiday.
func feestdag(d Datum) bool {
	kingsDay := Datum{d.Jaar, 4, 27}
	if kingsDay.Weekdag() == time.Sunday {
		kingsDay.Dag--
	}
	switch (Datum{d.Jaar, d.Maand, d.Dag}) {
	case Datum{d.Jaar, 1, 1}, kingsDay, Datum{d.Jaar, 5, 5}, Datum{d.Jaar, 12, 25}, Datum{d.Jaar, 12, 26}:
		return true
	}
	switch days(easter(d.Jaar), d) {
	case -2, 1, 39, 50: // Good Friday, Easter Monday, Ascension Day, Whit Monday
		return true
	}
	return false
}

// easter is Easter Sunday by the rule of Gauss, with his exceptions: the Sunday after
// the full moon of spring.
func easter(jaar int32) Datum {
	century := jaar / 100
	moon := (19*(jaar%19) + 15 + century - century/4 - (13+8*century)/25) % 30
	if moon == 29 || moon == 28 && jaar%19 > 10 {
		moon--
	}
	full := Datum{jaar, 3, 21}.Plus(int(moon))
	return full.Plus(7 - int(full.Weekdag()))
}
