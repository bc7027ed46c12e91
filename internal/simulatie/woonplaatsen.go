package simulatie

import "trede/internal/domain/inkoop"

// plaats is what an address in a gemeente looks like, and how many of every
// thousand residents live there. The weights follow the size of the gemeenten.
type plaats struct {
	code      inkoop.GemeenteCode
	gewicht   int
	naam      string
	postcode  int // first four digits of its postcodes
	spreiding int // how many of those there are
}

// plaatsen are the gemeenten of the region, those that do not buy included: a few
// people there ask too, and hear what there is instead.
var plaatsen = []plaats{
	{"0202", 440, "Arnhem", 6811, 30},
	{"0226", 85, "Duiven", 6921, 3},
	{"0299", 125, "Zevenaar", 6901, 4},
	{"1734", 110, "Elst", 6661, 2},
	{"0289", 85, "Wageningen", 6701, 8},
	{"0274", 70, "Renkum", 6871, 1},
	{"0293", 45, "Westervoort", 6931, 1},
	{"0221", 25, "Doesburg", 6981, 3},
	{"0275", 7, "Dieren", 6951, 3},
	{"1705", 7, "Huissen", 6851, 3},
	{"0277", 1, "Rozendaal", 6891, 1},
}

// wijkGewicht is how many more people ask in some wijken of Arnhem; all others
// count for 2.
var wijkGewicht = map[inkoop.WijkCode]int{
	"WK020203": 8, "WK020204": 12, "WK020205": 16, "WK020207": 6, "WK020210": 6, "WK020216": 4, "WK020217": 6, "WK020218": 6,
	"WK020219": 5, "WK020221": 3, "WK020212": 1, "WK020213": 1, "WK020209": 1, "WK020215": 1,
}

// woonplaatsen are the places of wijken that have a name of their own.
var woonplaatsen = map[inkoop.WijkCode]string{
	"WK020220": "Elden", "WK020213": "Schaarsbergen", "WK027401": "Renkum", "WK027402": "Renkum", "WK027403": "Heelsum",
	"WK027404": "Heelsum", "WK027405": "Wolfheze", "WK027406": "Wolfheze", "WK027407": "Doorwerth", "WK027408": "Doorwerth",
	"WK027409": "Heveadorp", "WK027410": "Oosterbeek", "WK027411": "Oosterbeek", "WK027412": "Oosterbeek", "WK027500": "Dieren",
	"WK027501": "Rheden", "WK027502": "Velp", "WK029901": "Babberich", "WK029902": "Angerlo", "WK029903": "Giesbeek",
	"WK029906": "Pannerden", "WK029907": "Aerdt", "WK029908": "Herwen", "WK029909": "Lobith", "WK029910": "Tolkamer",
	"WK029911": "Spijk",
}

// straten are names that half the towns of the country have.
var straten = []string{
	"Ahornhof", "Akkerweg", "Beukenlaan", "Bloemstraat", "Bongerd", "Dijkstraat", "Dorpsstraat", "Eikenlaan", "Elzenhof",
	"Fazantlaan", "Gildestraat", "Graanstraat", "Hazelaarweg", "Heideveld", "Hoefijzer", "Iepenlaan", "Kastanjelaan",
	"Kerkpad", "Klaprooshof", "Korenmolen", "Kromme Weide", "Leeuwerikstraat", "Lindelaan", "Meidoornlaan", "Merelstraat",
	"Molenweg", "Noorderpad", "Oeverstraat", "Parkstraat", "Populierenhof", "Ringbaan", "Rozenstraat", "Schoolstraat",
	"Sperwerhof", "Tuinstraat", "Veerweg", "Vijverlaan", "Vlinderhof", "Waterstraat", "Weidepad", "Wilgenhof", "Zandpad",
	"Zonnedauw", "Zuiderlaan",
}
