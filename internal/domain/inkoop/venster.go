package inkoop

import "trede/internal/domain/civil"

// Doelgroep is the kind of aanbieder for which a window counts.
type Doelgroep string

// The two kinds.
const (
	NieuweAanbieder    Doelgroep = "nieuw"    // no inschrijving and no contract yet
	BestaandeAanbieder Doelgroep = "bestaand" // enrolled before
)

// Doelgroepen lists the kinds.
func Doelgroepen() []Doelgroep { return []Doelgroep{NieuweAanbieder, BestaandeAanbieder} }

// VensterStand is what may be done while a window counts.
type VensterStand string

// The three states. Where no window says anything, it is open (domain guide 3,
// Aanbesteding: admission at any time).
const (
	VensterOpen     VensterStand = "open"
	VensterBevroren VensterStand = "bevroren" // only what was enrolled for before the first day of the window (INK-16)
	VensterDicht    VensterStand = "dicht"
)

// VensterStanden lists the states.
func VensterStanden() []VensterStand {
	return []VensterStand{VensterOpen, VensterBevroren, VensterDicht}
}

// Venster (window) says during a period whether a kind of aanbieder may enrol for a
// perceel. The day is that of the server in Europe/Amsterdam. Two windows for the same
// kind and perceel never overlap; one for a perceel goes before one for all. Source: S-A,
// Wat gaat er voor u als zorgaanbieder veranderen; INK-15, INK-16.
type Venster struct {
	Doelgroep     Doelgroep
	Perceel       PerceelCode // empty: all percelen that have no window of their own
	Stand         VensterStand
	Geldig        civil.Period
	Uitleg        string     // why, in plain Dutch, as the aanbieder reads it
	VolgendeRonde civil.Date // first day on which it may enrol again; zero: not known yet
	Herkomst      Herkomst
}

// VensterOp gives the window that counts on a day for a kind of aanbieder and a perceel,
// and whether there is one. Without one everything is open.
func (r *Register) VensterOp(groep Doelgroep, perceel PerceelCode, day civil.Date) (Venster, bool) {
	var general Venster
	found := false
	for _, v := range r.data.Vensters {
		if v.Doelgroep != groep || !v.Geldig.Contains(day) {
			continue
		}
		switch v.Perceel {
		case perceel:
			return v, true
		case "":
			general, found = v, true
		}
	}
	return general, found
}
