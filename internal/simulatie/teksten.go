package simulatie

import (
	"strings"

	"trede/internal/domain/toegang"
)

// fill puts a word in every gap of a sentence: {naam} takes one of the list with
// that name. Gaps of one name in one text get the same word.
func fill(c *Chance, sentence string, words map[string][]string) string {
	chosen := map[string]string{}
	for {
		start := strings.IndexByte(sentence, '{')
		if start < 0 {
			return sentence
		}
		length := strings.IndexByte(sentence[start:], '}')
		name := sentence[start+1 : start+length]
		word, ok := chosen[name]
		if !ok {
			word = pickFrom(c, words[name])
			chosen[name] = word
		}
		sentence = sentence[:start] + word + sentence[start+length+1:]
	}
}

// tell makes one text out of a choice of sentences.
func tell(c *Chance, sentences []string) string { return fill(c, pickFrom(c, sentences), woorden) }

// woorden are what goes in the gaps.
var woorden = map[string][]string{
	"dagdelen": {"een ochtend", "twee ochtenden", "twee middagen", "drie ochtenden", "een dag", "twee dagen"},
	"dag":      {"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"},
	"plek": {
		"de fietswerkplaats", "de tuin", "de keuken", "de kringloop", "de houtwerkplaats", "de bibliotheek", "het buurtrestaurant",
		"de dierenweide", "de wasserij", "het tuincentrum",
	},
	"werk": {
		"fietsen maken", "koken", "in de tuin werken", "schoonmaken", "met dieren werken", "dingen repareren", "inpakken",
		"mensen ontvangen", "naaien", "met hout werken", "achter de computer werken", "was vouwen", "planten verzorgen",
		"spullen sorteren", "koffie schenken", "schilderen",
	},
	"kunnen": {
		"netjes werken", "luisteren", "doorzetten", "rustig blijven", "met mijn handen werken", "dingen onthouden",
		"mensen laten lachen", "goed kijken", "op tijd komen", "tellen en sorteren", "uitleggen", "samenwerken",
	},
	"anders": {
		"vroeger in de bouw gewerkt", "jaren in de thuiszorg gewerkt", "in een magazijn gewerkt", "voor mijn ouders gezorgd",
		"een eigen kraam op de markt gehad", "in een fabriek gewerkt", "nog niet vaak gewerkt", "stage gelopen bij een bakker",
		"vrachtwagens gereden", "bij een kapper geholpen", "in het land waar ik vandaan kom lesgegeven", "drie kinderen grootgebracht",
	},
	"mens":   {"mijn zus", "mijn moeder", "een vriend", "mijn buurvrouw", "mijn dochter", "de wijkcoach", "niemand"},
	"leren":  {"plannen", "omgaan met de kassa", "een fiets helemaal nakijken", "beter Nederlands praten", "werken met een recept", "zagen en schuren", "een rooster lezen", "zelf de telefoon opnemen"},
	"tempo":  {"rustig", "stap voor stap", "in mijn eigen tempo"},
	"pauze":  {"een keer per uur", "halverwege de ochtend", "als het druk wordt"},
	"aantal": {"twee", "drie", "vier"},
	"weken":  {"vier", "zes", "acht", "tien"},
}

var vragen = []string{
	"Ik wil graag weer iets doen overdag. Nu zit ik veel thuis.",
	"Ik zoek een plek waar ik {dagdelen} per week kan werken, met hulp.",
	"Ik wil {werk}, maar ik weet niet hoe ik begin.",
	"Ik wil meer onder de mensen zijn en iets nuttigs doen.",
	"{mens} zei dat ik hier hulp kan vragen. Ik wil weer meedoen.",
	"Ik heb lang niet gewerkt. Ik wil het {tempo} weer proberen.",
	"Ik kan wel wat, maar een gewone baan lukt nu niet.",
	"Ik wil werken, maar ik ben bang voor mijn uitkering. Kan dat samen?",
}

var kwaliteiten = []string{
	"Ik ben goed in {kunnen}. Ik vind het fijn om te helpen.",
	"Ik kan {kunnen}. Als ik iets beloof, dan doe ik het.",
	"Mensen zeggen dat ik goed ben in {kunnen}.",
	"Ik kan goed {kunnen}, ook als het druk is.",
	"Ik weet veel van {werk}.",
}

var wensen = []string{
	"Ik wil {werk}. Het liefst {dagdelen} per week.",
	"Ik wil ergens bij horen.",
	"Ik wil later weer geld verdienen met werk.",
	"Ik wil iets maken waar een ander blij van wordt.",
	"Ik wil {leren} leren.",
	"Ik wil naar {plek}. Daar ken ik al iemand.",
	"Ik wil mijn dagen weer vullen met iets dat zin heeft.",
}

var talenten = []string{
	"Ik zou goed kunnen worden in {werk}.",
	"Ik leer snel als iemand het voordoet.",
	"Ik word blij van {werk}.",
	"Ik kan goed met oude mensen praten.",
	"Ik zie snel wat er moet gebeuren.",
}

var ervaringen = []string{
	"Ik heb {anders}.",
	"Ik heb {anders}. Dat is al lang geleden.",
	"Ik heb {anders} en daarna een tijd niets gedaan.",
}

var watWerkt = []string{
	"Een vaste begeleider en een vaste dag.",
	"Als iemand zegt wat ik goed doe.",
	"{tempo} beginnen en weten wat er komt.",
	"Een pauze {pauze}.",
	"Een kleine groep en een rustige plek.",
	"Een lijstje met wat ik die dag doe.",
}

var rekening = []string{
	"Ik kan niet lang staan.",
	"Ik heb een rustige plek nodig als het druk wordt.",
	"Ik lees niet goed. Leg het mij liever uit.",
	"Ik moet om kwart voor drie mijn kind ophalen.",
	"Ik til niet zwaar.",
	"In de ochtend kom ik moeilijk op gang.",
	"Mijn Nederlands is nog niet zo goed.",
}

// eigenDoelen are goals in words as residents say them, by kind.
var eigenDoelen = map[toegang.Domein][]string{
	toegang.DomeinActivering: {
		"Ik wil elke week {dagdelen} naar {plek}.",
		"Ik wil {aantal} weken achter elkaar komen zonder over te slaan.",
		"Ik wil op {dag} een vaste plek hebben.",
		"Ik wil weer nieuwe mensen leren kennen.",
		"Ik wil zelf met de bus naar {plek}.",
		"Ik wil dat mijn week een vorm heeft.",
	},
	toegang.DomeinWerknemer: {
		"Ik wil op tijd komen, ook op {dag}.",
		"Ik wil leren om het te zeggen als iets niet lukt.",
		"Ik wil {dagdelen} volhouden zonder naar huis te gaan.",
		"Ik wil een taak afmaken zonder dat iemand erbij staat.",
		"Ik wil leren samenwerken met {aantal} anderen.",
		"Ik wil leren wat ik doe als ik ziek ben: bellen voor negen uur.",
	},
	toegang.DomeinVak: {
		"Ik wil {leren} leren.",
		"Ik wil beter worden in {werk}.",
		"Ik wil na {weken} weken zelf {werk}.",
		"Ik wil een bewijs halen dat ik {leren} kan.",
	},
	toegang.DomeinPersoonlijk: {
		"Ik wil weer trots zijn op wat ik doe.",
		"Ik wil meer durven vragen.",
		"Ik wil rustiger worden als het druk is.",
		"Ik wil beter slapen omdat ik overdag bezig ben.",
		"Ik wil beter Nederlands praten met de anderen.",
	},
}

var zinnenGoed = []string{
	"Het gaat goed. Komt op tijd en heeft plezier in het werk.",
	"Een mooie periode: neemt zelf taken op zich en vraagt om hulp als het nodig is.",
	"Laat zien dat {werk} goed past. De collega's zijn er blij mee.",
	"Komt trouw en leert nu {leren}.",
}

var zinnenSoms = []string{
	"Met ups en downs. Op {dag} lukt het beter dan op andere dagen.",
	"Is er meestal. Een taak afmaken kost nog moeite.",
	"Doet mee als het rustig is. We oefenen verder met {leren}.",
}

var zinnenMoeilijk = []string{
	"Het komen lukt nog niet elke week. We zoeken samen uit wat helpt.",
	"Het werk is nog zwaar. We zijn een stap teruggegaan in uren.",
	"Er speelt thuis veel. Het werk staat even op een lager pitje.",
}

var meningenGoed = []string{
	"Ik vind het fijn hier.", "Ik kom graag. De tijd vliegt.", "Ik doe iets waar een ander iets aan heeft.",
	"Ik heb nu collega's.", "Ik mag zelf meedenken. Dat is fijn.",
}

var meningenMatig = []string{
	"Het gaat wel. Soms is het te druk.", "Ik wil wat anders leren.", "Ik wil liever op {dag} komen.",
	"Soms weet ik niet wat ik moet doen.",
}

var meningenSlecht = []string{
	"Ik vind het zwaar.", "Ik wil een andere plek.", "Ze leggen het te snel uit.", "Ik kom niet graag meer.",
}

var signaalTeksten = []string{
	"Is twee keer niet gekomen en neemt de telefoon niet op. Weten jullie wat er speelt?",
	"Het doel lijkt niet haalbaar voor het einde. Kunnen we samen kijken wat wel kan?",
	"Vraagt naar de gevolgen voor de uitkering. Wie legt dat uit?",
	"Wil graag meer dagdelen. Mag dat binnen de toewijzing?",
	"Er is thuis iets veranderd. Graag bellen met de inwoner.",
	"De reis is te lang. Is er iets dichterbij?",
}

var antwoordTeksten = []string{
	"Ik heb gebeld. We spreken volgende week met zijn drieën af.",
	"Dank voor het bericht. Ik ga langs en laat weten wat we doen.",
	"Dat mag. Pas het rooster samen aan.",
	"Ik heb het uitgelegd aan de inwoner. Er verandert niets.",
}
