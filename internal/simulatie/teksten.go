package simulatie

import (
	"strings"
	"unicode"

	"trede/internal/domain/persoon"
	"trede/internal/domain/toegang"
)

// fill puts a word in every gap of a sentence: {naam} takes one of the list with
// that name. Gaps of one name in one text get the same word. Every sentence begins
// with a capital, also when it begins with a gap.
func fill(c *Chance, sentence string, words func(string) []string) string {
	chosen := map[string]string{}
	for {
		start := strings.IndexByte(sentence, '{')
		if start < 0 {
			return capitals(sentence)
		}
		length := strings.IndexByte(sentence[start:], '}')
		name := sentence[start+1 : start+length]
		word, ok := chosen[name]
		if !ok {
			word = pickFrom(c, words(name))
			chosen[name] = word
		}
		sentence = sentence[:start] + word + sentence[start+length+1:]
	}
}

// capitals writes the first letter of each sentence as a capital.
func capitals(text string) string {
	out := []rune(text)
	for i, r := range out {
		if i == 0 || i > 1 && out[i-1] == ' ' && strings.ContainsRune(".?!", out[i-2]) {
			out[i] = unicode.ToUpper(r)
		}
	}
	return string(out)
}

// tell makes one text about a resident, or in the resident's own words, out of a
// choice of sentences.
func (m *mens) tell(sentences []string) string {
	return fill(m.c, pickFrom(m.c, sentences), m.woorden)
}

// woorden gives the words for a gap: those of the resident's work, of who the
// resident is, or else the general ones.
func (m *mens) woorden(gap string) []string {
	switch gap {
	case "plek":
		return m.soort.plek
	case "werk":
		return m.soort.werk
	case "leren":
		return m.soort.leren
	case "naam":
		return []string{m.Naam.Roepnaam}
	case "hij":
		switch m.Aanspreekvorm {
		case persoon.AanspreekHeer:
			return []string{"hij"}
		case persoon.AanspreekMevrouw:
			return []string{"zij"}
		}
		return []string{m.Naam.Roepnaam}
	}
	return woorden[gap]
}

// woorden are what goes in the gaps that are the same for everybody.
var woorden = map[string][]string{
	"dagdelen": {"een ochtend", "twee ochtenden", "twee middagen", "drie ochtenden", "een dag", "twee dagen"},
	"dag":      {"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"},
	"kunnen": {
		"netjes werken", "luisteren", "doorzetten", "rustig blijven", "met mijn handen werken", "dingen onthouden",
		"mensen laten lachen", "goed kijken", "op tijd komen", "tellen en sorteren", "uitleggen", "samenwerken",
		"iets opbouwen", "plannen maken", "voor anderen zorgen",
	},
	"anders": {
		"vroeger in de bouw gewerkt", "jaren in de thuiszorg gewerkt", "in een magazijn gewerkt", "voor mijn ouders gezorgd",
		"een eigen kraam op de markt gehad", "in een fabriek gewerkt", "stage gelopen bij een bakker", "bij de post gewerkt",
		"vrachtwagens gereden", "bij een kapper geholpen", "in het land waar ik vandaan kom lesgegeven", "in een hotel gewerkt",
		"drie kinderen grootgebracht", "huizen geschilderd", "in de kas gewerkt", "in een restaurant afgewassen",
	},
	"mens":   {"mijn zus", "mijn moeder", "een vriend", "mijn buurvrouw", "mijn dochter", "de huisarts", "mijn broer", "iemand van het wijkcentrum"},
	"tempo":  {"rustig", "stap voor stap", "in mijn eigen tempo"},
	"pauze":  {"elk uur", "halverwege de ochtend", "als het druk wordt"},
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
	"Mijn dagen lijken op elkaar. Ik wil weer ergens naartoe kunnen.",
	"Ik ben gestopt met mijn opleiding. Ik wil uitzoeken wat ik wel kan.",
	"Sinds ik ziek was kom ik weinig buiten. Ik wil graag iets met {werk} doen.",
	"Ik help nu thuis, maar ik wil ook iets voor mezelf. Wat kan ik doen?",
}

var kwaliteiten = []string{
	"Ik ben goed in {kunnen}. Ik vind het fijn om te helpen.",
	"Ik kan goed {kunnen}. Als ik iets beloof, dan doe ik het.",
	"Mensen zeggen dat ik goed ben in {kunnen}.",
	"Ik kan goed {kunnen}, ook als het druk is.",
	"Ik weet veel van {werk}.",
	"Ik heb geduld. En ik kan goed {kunnen}.",
	"Ik ben eerlijk en ik zeg wat ik denk.",
	"Ik zie het als iemand hulp nodig heeft.",
}

var wensen = []string{
	"Ik wil {werk}. Het liefst {dagdelen} per week.",
	"Ik wil ergens bij horen.",
	"Ik wil later weer geld verdienen met werk.",
	"Ik wil iets maken waar een ander blij van wordt.",
	"Ik wil leren {leren}.",
	"Ik wil naar {plek}. Daar ken ik al iemand.",
	"Ik wil mijn dagen weer vullen met iets dat zin heeft.",
	"Ik wil graag {werk}. Dat deed ik vroeger ook.",
	"Ik wil weer moe zijn van het werk en niet van het zitten.",
	"Ik wil mijn kinderen laten zien dat ik het kan.",
}

var talenten = []string{
	"Ik denk dat {werk} mij goed ligt.",
	"Ik leer snel als iemand het voordoet.",
	"Ik word blij van {werk}.",
	"Ik kan goed met oude mensen praten.",
	"Ik zie snel wat er moet gebeuren.",
	"Ik kan mooie dingen maken als ik de tijd krijg.",
	"Ik heb gevoel voor dieren en planten.",
	"Ik onthoud gezichten en namen.",
}

var ervaringen = []string{
	"Ik heb {anders}.",
	"Ik heb {anders}. Dat is al lang geleden.",
	"Ik heb {anders} en daarna een tijd niets gedaan.",
	"Ik heb {anders}. Dat ging goed tot ik ziek werd.",
	"Ik heb nog niet vaak gewerkt. Wel stage gelopen.",
	"Ik heb {anders}. Ik mis de collega's.",
}

var watWerkt = []string{
	"Een vaste begeleider en een vaste dag.",
	"Als iemand zegt wat ik goed doe.",
	"{tempo} beginnen en weten wat er komt.",
	"Een pauze {pauze}.",
	"Een kleine groep en een rustige plek.",
	"Een lijstje met wat ik die dag doe.",
	"Een bericht de dag ervoor.",
	"Eerst meekijken, dan samen doen, dan zelf.",
	"Iemand die eerlijk is en niet boos wordt.",
}

var rekening = []string{
	"Ik kan niet lang staan.",
	"Ik heb een rustige plek nodig als het druk wordt.",
	"Ik lees niet goed. Leg het mij liever uit.",
	"Ik moet om kwart voor drie mijn kind ophalen.",
	"Ik til niet zwaar.",
	"In de ochtend kom ik moeilijk op gang.",
	"Mijn Nederlands is nog niet zo goed.",
	"Ik hoor niet goed aan mijn linkerkant.",
	"Ik ga elke dinsdag naar een afspraak.",
	"Onbekende mensen vind ik spannend.",
}

// bevindingen are what a consulent writes down of the talk, by what it is about.
var bevindingen = map[toegang.Aspect][]string{
	toegang.AspectBehoeften: {
		"{naam} wil weer onder de mensen zijn en iets doen met {werk}.",
		"{naam} zit veel thuis en wil een vaste invulling van de week. {werk} spreekt {naam} aan.",
		"{naam} wil graag {dagdelen} per week aan de slag, en het liefst dicht bij huis.",
		"{naam} wil iets leren. {hij} noemt zelf: {leren}.",
	},
	toegang.AspectEigenKracht: {
		"{naam} regelt het huishouden zelf en komt afspraken na.",
		"{naam} is gemotiveerd. Alleen iets vinden en volhouden lukt nog niet.",
		"{naam} heeft zelf al gebeld met een vereniging. Daar was geen begeleiding.",
	},
	toegang.AspectNetwerk: {
		"Er is steun van familie, maar zij kunnen overdag niet helpen.",
		"Het netwerk is klein. Een buurvrouw helpt met papieren.",
		"{naam} woont alleen en ziet weinig mensen.",
		"De partner werkt overdag. In het weekend doen zij dingen samen.",
	},
	toegang.AspectSamenwerking: {
		"Met Werk en Inkomen is besproken dat dit naast de uitkering kan.",
		"De huisarts vindt het goed, als het rustig begint.",
		"Er is contact met de school. Terug naar de klas lukt nu niet.",
	},
}

var samenvattingen = []string{
	"{naam} wil weer meedoen. {werk} past bij wat {hij} kan en wil. Daar is nu begeleiding bij nodig.",
	"{naam} kan meer dan {hij} zelf denkt. Een vaste plek met begeleiding is de volgende stap.",
	"{naam} wil graag werken. Een gewone baan is nu te veel. Met hulp kan {hij} groeien.",
	"In het gesprek noemde {naam} vooral: ergens bij horen en iets leren. We kijken wat er dichtbij is.",
}

// wijkaanbod is what there is in a wijk for everybody.
var wijkaanbod = []string{
	"koffieochtend in het wijkcentrum", "samen koken op woensdag", "wandelgroep van de buurt", "taalcafé in de bibliotheek",
	"buurtmoestuin", "klusgroep van het dorpshuis",
}

var redenenUitkomst = []string{
	"Dit past bij wat {naam} wil en kan.", "Zo besproken met {naam}. {hij} staat er achter.",
	"Zonder begeleiding lukt het nu niet, met begeleiding wel.", "Dit is de lichtste hulp die past.",
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
		"Ik wil op {dag} samen met de anderen eten.",
	},
	toegang.DomeinWerknemer: {
		"Ik wil op tijd komen, ook op {dag}.",
		"Ik wil leren om het te zeggen als iets niet lukt.",
		"Ik wil {dagdelen} volhouden zonder naar huis te gaan.",
		"Ik wil een taak afmaken zonder dat iemand erbij staat.",
		"Ik wil leren samenwerken met {aantal} anderen.",
		"Ik wil leren wat ik doe als ik ziek ben: bellen voor negen uur.",
		"Ik wil zelf zien wat er moet gebeuren.",
	},
	toegang.DomeinVak: {
		"Ik wil leren {leren}.",
		"Ik wil beter worden in {werk}.",
		"Ik wil na {weken} weken zelf {werk}.",
		"Ik wil een bewijs halen. Daar staat dan op wat ik kan: {leren}.",
		"Ik wil een nieuwe collega leren {leren}.",
	},
	toegang.DomeinPersoonlijk: {
		"Ik wil weer trots zijn op wat ik doe.",
		"Ik wil meer durven vragen.",
		"Ik wil rustiger worden als het druk is.",
		"Ik wil beter slapen omdat ik overdag bezig ben.",
		"Ik wil beter Nederlands praten met de anderen.",
		"Ik wil nee durven zeggen.",
	},
}

// Why somebody stays at one level for now, and why a product follows itself.
var (
	waaromStabiel = []string{
		"Dit is nu wat lukt, en het is goed zo.", "{naam} heeft hier een vaste plek en wil die houden.",
		"Een stap verder geeft nu te veel druk. We kijken er over een jaar weer naar.",
	}
	waaromNogEens = []string{
		"De vorige periode ging goed. Er is nog tijd nodig voor de laatste stap.", "{naam} was een tijd afwezig en haalt het doel nu wel.",
		"Er is groei, maar zelfstandig werken lukt nog niet elke week.",
	}
)

// acties are what somebody will do for a goal, by who does it.
var acties = map[toegang.Partij][]string{
	toegang.PartijInwoner: {
		"Ik bel als ik niet kan komen.", "Ik zet de wekker en leg mijn kleren klaar.", "Ik oefen thuis met {leren}.",
		"Ik vraag elke week een keer om hulp.", "Ik schrijf op wat goed ging.",
	},
	toegang.PartijAanbieder: {
		"Wij doen het een keer samen voor.", "Wij kijken elke {dag} samen terug.", "Wij maken een lijstje met plaatjes.",
		"Wij zoeken een maatje op de werkplek.",
	},
	toegang.PartijToegang: {
		"Ik leg uit wat dit voor de uitkering betekent.", "Ik vraag na of er een buspas kan komen.", "Ik bel na een maand hoe het gaat.",
	},
}
