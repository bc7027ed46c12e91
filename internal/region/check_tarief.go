package region

import (
	"slices"

	"trede/internal/domain/inkoop"
	"trede/internal/domain/money"
)

// checkKaart checks of what the nth tariff is made. A tariff without a card is right:
// nobody said it yet. Sources: S-A, Tarief; TAR-01, TAR-02, TAR-03, TAR-04.
func (c *checker) checkKaart(n int, t inkoop.Tarief, p inkoop.Product) {
	k := t.Kaart
	complain := func(field, format string, args ...any) { c.fail(kindTarief, n, field, format, args...) }
	if len(k.Delen) == 0 && len(k.Uitgesloten) == 0 && len(k.ReelePrijs) == 0 {
		return
	}
	for _, deel := range inkoop.Tariefdelen() {
		switch amount, traject := k.Delen[deel], deel == inkoop.DeelTraject; {
		case traject && p.Soort != inkoop.ONT && amount != 0:
			complain(string(deel), "%s is no ontwikkelarrangement and has no trajectbegeleiding in its tariff", t.Product)
		case traject && p.Soort != inkoop.ONT:
		case amount <= 0:
			complain(string(deel), "%s is missing in the tariff of %s; give its part of the bedrag", deel, t.Product)
		}
	}
	for deel := range k.Delen {
		if !slices.Contains(inkoop.Tariefdelen(), deel) {
			complain("bedrag", "%q is no part of a tariff", deel)
		}
	}
	if sum := k.Som(); sum != t.Bedrag {
		complain("bedrag", "%s costs %s but its parts add up to %s; make them the same", t.Product, t.Bedrag, sum)
	}
	for _, u := range inkoop.Tariefuitsluitingen() {
		if !slices.Contains(k.Uitgesloten, u) {
			complain("uitgesloten", "%q is missing; a tariff never pays for it", u)
		}
	}
	if len(k.ReelePrijs) > 0 {
		checkReelePrijs(t, complain)
	}
}

// checkReelePrijs checks that a real price names its six elements and is the tariff
// (Uitvoeringsbesluit Wmo 2015, art. 5.4).
func checkReelePrijs(t inkoop.Tarief, complain func(field, format string, args ...any)) {
	var sum money.Cents
	for _, element := range inkoop.Prijselementen() {
		amount := t.Kaart.ReelePrijs[element]
		if amount <= 0 {
			complain(prijsSleutels[element], "%s is missing; a real price has six elements", prijsSleutels[element])
		}
		sum += amount
	}
	for element := range t.Kaart.ReelePrijs {
		if !slices.Contains(inkoop.Prijselementen(), element) {
			complain("bedrag", "%q is no element of a real price", element)
		}
	}
	if sum != t.Bedrag {
		complain("bedrag", "%s costs %s but the elements of its real price add up to %s; make them the same", t.Product, t.Bedrag, sum)
	}
}
