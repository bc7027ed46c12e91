package inkoop

import (
	"slices"

	"trede/internal/domain/civil"
	"trede/internal/domain/money"
)

// Vorm is how a gemeente takes part with a product.
type Vorm string

// The forms of the sources (S-B, Regionale doorontwikkeling), and geen for a
// gemeente that decided not to buy.
const (
	Structureel         Vorm = "structureel"
	Pilot               Vorm = "pilot"
	Experiment          Vorm = "experiment"           // on a small scale, usually with a plafond
	AlgemeneVoorziening Vorm = "algemene voorziening" // open to all without a decision (Wmo 2015, 1.1.1): not allocated
	Geen                Vorm = "geen"
)

// Vormen lists the forms.
func Vormen() []Vorm { return []Vorm{Structureel, Pilot, Experiment, AlgemeneVoorziening, Geen} }

// Koopt tells whether a product can be allocated under this form.
func (v Vorm) Koopt() bool { return v == Structureel || v == Pilot || v == Experiment }

// GemeenteKeuze is what one gemeente ticks for one product of one catalogue
// version during a period: the cafetariamodel (INK-03). No row, or vorm geen,
// means that the gemeente does not buy the product. Alternatief names what a
// resident gets instead: the algemene voorziening, or what the wijk offers.
type GemeenteKeuze struct {
	Gemeente    GemeenteCode
	Product     ProductRef
	Vorm        Vorm
	Geldig      civil.Period
	Alternatief string
	Evaluatie   civil.Date // of a pilot: when it is looked back on (B-REG-04); zero: none
	Herkomst    Herkomst
}

// PlafondCode names a plafond for good.
type PlafondCode string

// String gives the code.
func (c PlafondCode) String() string { return string(c) }

// Plafond is a ceiling on what is allocated, in places, in money or in both
// (B-REG-05). A zero limit is no limit.
type Plafond struct {
	Code      PlafondCode   `json:"code,omitzero"`
	Gemeente  GemeenteCode  `json:"gemeente,omitzero"`  // whose allocations count; empty: of all gemeenten
	Producten []ProductCode `json:"producten,omitzero"` // which products count; none: all
	Plekken   int           `json:"plekken,omitzero"`   // toewijzingen that run on the same day
	Bedrag    money.Cents   `json:"bedrag,omitzero"`    // sum of what is committed to toewijzingen that start in Geldig
	Geldig    civil.Period  `json:"geldig,omitzero"`
	Herkomst  Herkomst      `json:"herkomst,omitzero"`
}

// Telt tells whether a toewijzing that starts on a day counts for the plafond.
func (p Plafond) Telt(gemeente GemeenteCode, product ProductCode, start civil.Date) bool {
	return p.Geldig.Contains(start) &&
		(p.Gemeente == "" || p.Gemeente == gemeente) &&
		(len(p.Producten) == 0 || slices.Contains(p.Producten, product))
}

// PlafondGebruik is how much of a plafond is used or asked.
type PlafondGebruik struct {
	Plekken int
	Bedrag  money.Cents
}

// PlafondStand is a plafond with its use: what is allocated already, without the
// toewijzing that is asked for, and what that one would add. The store fills it.
type PlafondStand struct {
	Plafond     Plafond
	Gebruikt    PlafondGebruik
	Gevraagd    PlafondGebruik
	Goedgekeurd bool // the gemeente, or the region for a contract, allowed this one above the plafond
}

// Procent is the use in whole percents, rounded down, with what is asked for: of
// places or money, whichever is fuller. A plafond without limits is never full.
func (s PlafondStand) Procent() int {
	return int(max(
		percent(int64(s.Gebruikt.Plekken)+int64(s.Gevraagd.Plekken), int64(s.Plafond.Plekken)),
		percent(int64(s.Gebruikt.Bedrag)+int64(s.Gevraagd.Bedrag), int64(s.Plafond.Bedrag))))
}

// Vol tells whether what is asked for does not fit any more. What asks nothing fits.
func (s PlafondStand) Vol() bool {
	past := func(used, asked, limit int64) bool { return limit > 0 && asked > 0 && used+asked > limit }
	return past(int64(s.Gebruikt.Plekken), int64(s.Gevraagd.Plekken), int64(s.Plafond.Plekken)) ||
		past(int64(s.Gebruikt.Bedrag), int64(s.Gevraagd.Bedrag), int64(s.Plafond.Bedrag))
}

func percent(used, limit int64) int64 {
	if limit <= 0 {
		return 0
	}
	return used * 100 / limit
}

// LokaleRegelSoort names a rule that holds in some gemeenten only.
type LokaleRegelSoort string

// The local rules that the system knows.
const (
	// DagbestedingAlleenEnigDoel: dagbesteding only when structure, relief of the
	// carer or breaking isolation is the only goal, otherwise Activerend Werk
	// (B-REG-02; Arnhem).
	DagbestedingAlleenEnigDoel LokaleRegelSoort = "dagbesteding alleen als enig doel"
	// WerklocatieInWoonplaats: a provider registered in this gemeente works in the
	// gemeente or in an adjacent woonplaats, where others may use the adjacent
	// gemeente (LOC-01, reading 1; Arnhem).
	WerklocatieInWoonplaats LokaleRegelSoort = "werklocatie in aanliggende woonplaats"
)

// LokaleRegelSoorten lists the local rules that the system knows.
func LokaleRegelSoorten() []LokaleRegelSoort {
	return []LokaleRegelSoort{DagbestedingAlleenEnigDoel, WerklocatieInWoonplaats}
}

// LokaleRegel switches a local rule on in a gemeente during a period.
type LokaleRegel struct {
	Gemeente GemeenteCode
	Soort    LokaleRegelSoort
	Geldig   civil.Period
	Herkomst Herkomst
}

// Tarief is the price of a product of a catalogue version during a period. It
// goes on after the catalogue, because toewijzingen that began under it are
// served out at its price. Source: TAR-01; INK-19.
type Tarief struct {
	Product    ProductRef
	Per        Prijsvorm // traject or uur, as the product
	Bedrag     money.Cents
	Geldig     civil.Period // days of start for a traject, of delivery for an hour
	Motivering string       // why it differs from the version before (INK-19)
	Kaart      Tariefkaart  // of what it is made
	Herkomst   Herkomst
}

// Fictief tells whether the amount is made up.
func (t Tarief) Fictief() bool { return t.Herkomst.Soort == Fictief }
