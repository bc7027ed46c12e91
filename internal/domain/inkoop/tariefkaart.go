package inkoop

import "trede/internal/domain/money"

// Tariefdeel is a part of a tariff.
type Tariefdeel string

// The parts of a tariff, all inside it and none claimed apart. Source: S-A, Tarief;
// TAR-01, TAR-02, TAR-03.
const (
	DeelOndersteuning      Tariefdeel = "ondersteuning"      // by the trede of the product
	DeelTraject            Tariefdeel = "trajectbegeleiding" // of an ontwikkelarrangement only
	DeelAdministratie      Tariefdeel = "administratie"      // base amount
	DeelMonitoring         Tariefdeel = "monitoring"         // base amount
	DeelWerkplekAanpassing Tariefdeel = "werkplekaanpassing" // base amount
	DeelOnkosten           Tariefdeel = "onkostenvergoeding" // what aanbieder and inwoner agree on
)

// Tariefdelen lists the parts in the order of the card.
func Tariefdelen() []Tariefdeel {
	return []Tariefdeel{DeelOndersteuning, DeelTraject, DeelAdministratie, DeelMonitoring, DeelWerkplekAanpassing, DeelOnkosten}
}

// Tariefuitsluiting is what a tariff does not pay, and what nobody can claim beside it.
type Tariefuitsluiting string

// The exclusions (S-A, Tarief: "Geen vergoeding voor infrastructuur, vervoer of
// bijzondere beperkingen"; TAR-04).
const (
	UitInfrastructuur Tariefuitsluiting = "infrastructuur"
	UitVervoer        Tariefuitsluiting = "vervoer"
	UitBeperkingen    Tariefuitsluiting = "bijzondere beperkingen"
)

// Tariefuitsluitingen lists the exclusions.
func Tariefuitsluitingen() []Tariefuitsluiting {
	return []Tariefuitsluiting{UitInfrastructuur, UitVervoer, UitBeperkingen}
}

// Prijselement is one of the six elements of a real price (Uitvoeringsbesluit Wmo 2015,
// art. 5.4).
type Prijselement string

// The six elements.
const (
	PrijsBeroepskracht  Prijselement = "beroepskracht"
	PrijsOverhead       Prijselement = "overhead"
	PrijsNietProductief Prijselement = "niet-productieve uren"
	PrijsReisOpleiding  Prijselement = "reis en opleiding"
	PrijsIndexatie      Prijselement = "indexatie"
	PrijsEisen          Prijselement = "eisen van de gemeente"
)

// Prijselementen lists the six elements in the order of the law.
func Prijselementen() []Prijselement {
	return []Prijselement{PrijsBeroepskracht, PrijsOverhead, PrijsNietProductief, PrijsReisOpleiding, PrijsIndexatie, PrijsEisen}
}

// Tariefkaart (tariff card) says of what a tariff is made. Without parts nobody
// said it yet; with them their sum is the tariff.
type Tariefkaart struct {
	Delen       map[Tariefdeel]money.Cents
	Uitgesloten []Tariefuitsluiting
	ReelePrijs  map[Prijselement]money.Cents // optional explanation; its sum is the tariff as well
}

// Som is the sum of the parts.
func (k Tariefkaart) Som() money.Cents {
	var sum money.Cents
	for _, amount := range k.Delen {
		sum += amount
	}
	return sum
}
