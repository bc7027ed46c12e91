package simulatie

import "trede/internal/domain/inkoop"

// What the region writes in the round of 2020. What stays and what changes follows S-A;
// the words are made up.
var teksten2020 = rondeteksten{
	stukken: []inkoop.Stuk{
		{Soort: inkoop.StukVisie, Titel: "Waarom wij Activerend Werk inkopen", Tekst: "Iedereen doet mee op een plek die past.\n" +
			"Wij kiezen voor werk dichtbij, zo gewoon mogelijk, en voor groei waar die kan."},
		{Soort: inkoop.StukOpzet, Titel: "Zo gaat de inkoop voor 2020", Tekst: "Op 28 mei 2019 praten wij met aanbieders over de plannen.\n" +
			"Van 1 juni tot en met 30 september 2019 kunnen nieuwe aanbieders zich niet inschrijven.\n" +
			"Inschrijven kan van 1 oktober 2019 tot en met 31 januari 2020.\nDe nieuwe contracten gaan in op 1 juli 2020."},
		{Soort: inkoop.StukWijzigen, Titel: "Wat blijft en wat verandert", Tekst: "De lijst hieronder zegt per onderwerp wat er blijft en wat er verandert, en waarom."},
	},
	wijzigingen: []inkoop.RondeWijziging{
		{Onderwerp: "Vier uitgangspunten", Soort: inkoop.Behouden, Wat: "Passend, lokaal, regulier en ontwikkeling blijven de uitgangspunten."},
		{Onderwerp: "Vaste tarieven", Soort: inkoop.Behouden, Wat: "Voor elk product is er één tarief in de hele regio."},
		{Onderwerp: "Overleg met aanbieders", Soort: inkoop.Ontwikkelpunt, Wat: "Wij spreken elkaar vaker, ook over wat beter kan.", Waarom: "Aanbieders wilden eerder meedenken."},
		{
			Onderwerp: "Kwaliteitseisen", Soort: inkoop.Gewijzigd, Wat: "Er is een nieuwe lijst met achttien eisen, een plan Activerend Werk en een gesprek.",
			Waarom: "De oude lijst zei weinig over hoe iemand werkt.", VoorWie: "Alle aanbieders",
		},
		{
			Onderwerp: "Looptijd", Soort: inkoop.Gewijzigd, Wat: "De contracten van 2019 lopen zes maanden langer door.",
			Waarom: "Zo is er tijd om goed in te schrijven en te kiezen.", VoorWie: "Aanbieders met een contract",
		},
		{
			Onderwerp: "Ontwikkelen naar trede 2", Soort: inkoop.Vervallen, Wat: "Het product voor trede 2 vervalt.",
			Waarom: "Op trede 1 en 2 helpt andere ondersteuning beter.", VoorWie: "Aanbieders die dit product leveren",
		},
	},
	vragen: []rondevraag{
		{"Eisen", "Moet elke begeleider een VOG hebben, ook wie één dagdeel komt?", "", "Ja. Wie met inwoners werkt, heeft een VOG van hooguit drie maanden oud bij de start."},
		{"Eisen", "Wij hebben al een keurmerk. Moeten wij de klachtregeling dan nog laten zien?", "Telt een keurmerk als bewijs van een klachtregeling?", "Een verklaring is genoeg. Wij doen achteraf een steekproef."},
		{"Tarieven", "Wordt het tarief elk jaar aangepast?", "", "Ja, een keer per jaar. De nieuwe bedragen staan op tijd in de catalogus."},
		{"Locatie", "Mogen wij op een plek net over de grens van de gemeente werken?", "Mag een werkplek net over de grens van de gemeente liggen?", "Alleen in de woonplaatsen op de lijst, of met een uitzondering voor uniek aanbod."},
		{"Overgang", "Wat gebeurt er op 1 juli 2020 met inwoners die dan bij ons werken?", "Wat gebeurt er op 1 juli 2020 met inwoners die aan het werk zijn?", "Wat is toegewezen loopt door zoals het is afgesproken."},
	},
	nota:    "Hieronder staan alle vragen uit de marktconsultatie met het antwoord. Wie een vraag stelde, staat er niet bij.",
	verslag: "Op 28 mei 2019 spraken wij met aanbieders over de plannen.\nDe meesten willen de uitgangspunten houden.\nOver de eisen en de plek waren er vragen. De antwoorden staan in de nota van inlichtingen.",
}

// teksten2024 are those of the round after it.
var teksten2024 = rondeteksten{
	stukken: []inkoop.Stuk{
		{Soort: inkoop.StukOpzet, Titel: "Zo gaat de inkoop voor 2024", Tekst: "De contracten van 2020 lopen af op 30 juni 2024.\n" +
			"Inschrijven kan van 20 november 2023 tot en met 29 februari 2024.\nDe nieuwe contracten gaan in op 1 juli 2024."},
	},
	wijzigingen: []inkoop.RondeWijziging{
		{Onderwerp: "Producten en eisen", Soort: inkoop.Behouden, Wat: "De producten en de achttien eisen blijven zoals ze zijn."},
		{Onderwerp: "Voortgang", Soort: inkoop.Ontwikkelpunt, Wat: "Een bericht over de voortgang is korter.", Waarom: "Aanbieders waren er veel tijd aan kwijt."},
	},
	vragen: []rondevraag{
		{"Inschrijven", "Moeten wij het hele plan opnieuw schrijven?", "", "Nee. Wat je de vorige keer invulde, staat er al. Kijk na of het nog klopt."},
	},
	nota:    "Hieronder staat de vraag die er was, met het antwoord.",
	verslag: "Wij spraken met aanbieders. Zij vinden dat er weinig hoeft te veranderen.",
}

// tekstenNu are those of the round that is open when the run ends; its question waits for
// an answer.
var tekstenNu = rondeteksten{
	stukken: []inkoop.Stuk{
		{Soort: inkoop.StukOpzet, Titel: "Tussentijds inschrijven", Tekst: "Ook tussen twee rondes kunnen aanbieders zich inschrijven.\nDe eisen zijn dezelfde als bij de vorige ronde."},
	},
	wijzigingen: []inkoop.RondeWijziging{{Onderwerp: "Producten en eisen", Soort: inkoop.Behouden, Wat: "De producten en de eisen blijven zoals ze zijn."}},
	vragen:      []rondevraag{{onderwerp: "Inschrijven", tekst: "Kunnen wij later nog een product toevoegen?"}},
}

// What providers write in an inschrijving.
var (
	uitlegEis          = "Wij maken met elke inwoner een plan met kleine stappen en kijken er elke maand samen op terug."
	planUitgangspunten = map[inkoop.Uitgangspunt]string{
		inkoop.Passend:      "Wij kijken eerst wat iemand wil en kan. Daarna kiezen wij samen de plek.",
		inkoop.Lokaal:       "Onze plekken liggen in de wijk. Inwoners komen met de fiets of de bus.",
		inkoop.Regulier:     "Waar het kan werken inwoners mee bij gewone bedrijven in de buurt.",
		inkoop.Ontwikkeling: "Elk half jaar kijken wij samen welke stap nu past.",
	}
	planVragen = map[inkoop.PlanVraag]string{
		inkoop.PlanWerksoort:     "Groen, keuken en werkplaats.",
		inkoop.PlanDoelgroep:     "Inwoners met weinig werkervaring of een beperking.",
		inkoop.PlanMethodiek:     "Voordoen, samen doen, zelf doen.",
		inkoop.PlanKetenpartners: "Wij werken samen met het wijkteam, scholen en werkgevers.",
		inkoop.PlanUitstroom:     "Wij zoeken op tijd een plek bij een werkgever en gaan de eerste weken mee.",
		inkoop.PlanVeiligheid:    "Elke werkplek heeft een bedrijfshulpverlener en een vertrouwenspersoon.",
	}
)

// What the region writes about an inschrijving.
const (
	eisAfwijzing            = inkoop.EisCode("A-MELDEN")
	notitieAfwijzing        = "Er is geen meldcode. Bij het gesprek kon niemand zeggen wat je na een calamiteit doet."
	verslagGesprek          = "De aanbieder liet zien hoe een dag verloopt en wie er begeleidt. Alle vragen zijn beantwoord."
	verslagGesprekAfwijzing = "De aanbieder werkt nog niet met een meldcode. Dat is niet voor 1 juli geregeld."
	motiveringGoed          = "De inschrijving voldoet aan alle eisen. Het plan is helder en het gesprek bevestigt het."
	motiveringAfwijzing     = "Er is geen meldcode voor huiselijk geweld en kindermishandeling. Daarmee voldoet de inschrijving niet aan de eisen."
	redenVerlenging         = "Verlengd met zes maanden onder dezelfde voorwaarden, zodat er tijd is voor de nieuwe ronde."
	redenOverbrugging       = "Overbrugging tot de uitslag van de tussentijdse inschrijving."
)
