package iwmo

import "slices"

// RetourCode is what an answer says of a class.
type RetourCode string

// Return codes that do not belong to one rule.
const (
	RetourAfgekeurd      RetourCode = "0001" // the whole message, for technical reasons
	RetourGeenOpmerking  RetourCode = "0200"
	RetourNietBeoordeeld RetourCode = "0233"
	RetourToegewezen     RetourCode = "8001" // the whole claim
)

// afgewezen tells whether the class with these codes is refused.
func (l RetourCodes) afgewezen() bool {
	return slices.ContainsFunc(l, func(c RetourCode) bool { return c != RetourGeenOpmerking && c != RetourToegewezen })
}

func (RetourCode) codelijst() *Codelijst { return &lijstRetourCode }

// Naam is what the code means, or the code itself when the list lacks it.
func (c RetourCode) Naam() string { return lijstRetourCode.naam(string(c)) }

// LijstRetourCode is every return code with what it means.
func LijstRetourCode() Codelijst { return slices.Clone(lijstRetourCode) }

var lijstRetourCode = Codelijst{
	{"0001", "bericht afgekeurd om technische redenen"},
	{"0200", "geen opmerking"},
	{"0233", "niet beoordeeld"},
	{"0611", "tarief wijkt af van het contract"},
	{"8001", "declaratie geheel toegekend"},
	{"8017", "geen debet bij deze credit"},
	{"8021", "referentienummer al gebruikt"},
	{"8187", "BSN is niet van een bekende cliënt"},
	{"8214", "declaratieperiode sluit niet aan"},
	{"8848", "datum ligt in de toekomst"},
	{"9019", "geen toewijzing bij deze start of stop"},
	{"9056", "identificatie al gebruikt"},
	{"9063", "niets eerder gemeld om te verwijderen"},
	{"9069", "geen start met dezelfde sleutel"},
	{"9071", "start kan niet weg, er is al een stop"},
	{"9074", "al eerder gemeld"},
	{"9307", "begin valt vóór de toewijzing"},
	{"9308", "einde valt na de toewijzing"},
	{"9319", "productperiode valt niet in een declaratieperiode"},
	{"9321", "volume te groot voor de toewijzing"},
	{"9322", "volumes samen te groot voor de toewijzing"},
	{"9326", "vorige levering is nog niet gestopt"},
	{"9332", "toewijzingnummer al gebruikt"},
	{"9333", "declaratienummer al gebruikt"},
	{"9338", "geen toewijzing met dit nummer"},
	{"9339", "categorie wijkt af van de toewijzing"},
	{"9340", "productcode wijkt af van de toewijzing"},
	{"9341", "eenheid past niet bij de toewijzing"},
	{"9346", "bedrag is niet volume maal tarief"},
	{"9347", "referentie van de aanbieder al gebruikt"},
	{"9349", "niet alle lopende toewijzingen staan in het verzoek"},
	{"9350", "ongewijzigd product zonder lopende toewijzing"},
	{"9351", "te wijzigen product zonder lopende toewijzing"},
	{"9355", "geen verzoek met deze referentie"},
	{"9357", "wijziging in het verleden begint niet bij het begin van de toewijzing"},
	{"9359", "al toegewezen op dit verzoek"},
	{"9360", "al een antwoord op dit verzoek"},
	{"9361", "product is voor dezelfde tijd twee keer gevraagd"},
	{"9365", "verzoek is al afgewezen"},
	{"9366", "prestatie niet gedeclareerd"},
	{"9367", "waarde wijkt af van de declaratie"},
	{"9369", "gedeclareerd boven het budget"},
	{"9373", "budget gewijzigd met een andere ingangsdatum"},
	{"9374", "er loopt al een verzoek"},
	{"9375", "omvang bij een toewijzing zonder product"},
	{"9379", "referentie hoort niet bij een verzoek"},
	{"9384", "gedeclareerd op een verwijderde toewijzing"},
	{"9385", "toewijzing heeft goedgekeurde prestaties"},
	{"9387", "productperiode begint niet op de eerste dag"},
	{"9388", "productperiode eindigt niet op de laatste dag"},
	{"9389", "al gedeclareerd"},
	{"9390", "al gecrediteerd"},
	{"9411", "omvang ontbreekt"},
	{"9412", "omvang hoort leeg te zijn"},
	{"9413", "al tijdelijk gestopt"},
	{"9414", "einddatum ligt vóór een eerdere stop"},
	{"9415", "al definitief gestopt"},
	{"S300", "gemeentecode onbekend"},
	{"S329", "productcode hoort niet bij de categorie"},
}
