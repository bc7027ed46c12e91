package simulatie

import (
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
)

// What coaches write in reports, by how it goes.
var (
	zinnenGoed = []string{
		"{naam} komt op tijd en heeft plezier in het werk.",
		"Een mooie periode. {naam} neemt zelf taken op zich en vraagt om hulp als dat nodig is.",
		"{werk} past goed bij {naam}. De anderen zijn er blij mee.",
		"{naam} komt trouw en leert nu {leren}.",
		"Het gaat steeds beter. {naam} kan nu zelf {leren}.",
		"{naam} legt nu zelf dingen uit aan wie nieuw is.",
		"De werkplek doet {naam} goed. {hij} praat meer en lacht vaker.",
		"{naam} heeft {aantal} weken geen dag gemist. Dat is een hele stap.",
		"We merken dat {naam} meer aankan. Er is een taak bij gekomen.",
		"{naam} werkt rustig en netjes. Op {dag} neemt {hij} de leiding bij het opruimen.",
		"We hebben samen teruggekeken. {naam} is trots op wat al lukt, en dat is terecht.",
		"{naam} durft nu te zeggen wanneer het te veel wordt. Daardoor gaat het werk beter.",
	}
	zinnenSoms = []string{
		"Het gaat met ups en downs. Op {dag} lukt het beter dan op andere dagen.",
		"{naam} is er meestal. Een taak afmaken kost nog moeite.",
		"{naam} doet mee als het rustig is. Nog lastig: {leren}.",
		"Sommige weken gaan goed, andere niet. We bellen nu op {dag} even vooraf.",
		"{naam} wil graag, maar is snel moe. Een pauze {pauze} helpt.",
		"Het werk lukt. Samen eten met de groep vindt {naam} nog spannend.",
		"{naam} begint goed en heeft halverwege hulp nodig om door te gaan.",
		"De eerste weken waren wennen. Nu kent {naam} de meeste mensen.",
		"{naam} vergeet soms af te bellen. Daar hebben we een afspraak over gemaakt.",
		"Met een lijstje gaat het beter. Zonder lijstje raakt {naam} de draad kwijt.",
	}
	zinnenMoeilijk = []string{
		"Het lukt nog niet om elke week te komen. We zoeken samen uit wat helpt.",
		"Het werk is nu zwaar. We doen het een tijdje met minder uren.",
		"Er speelt veel thuis. Het werk staat even op een lager pitje.",
		"{naam} slaapt slecht en komt vaak te laat. We beginnen nu later op de dag.",
		"De groep is te druk voor {naam}. We proberen een rustiger plek.",
		"{naam} twijfelt of dit werk past. We kijken samen wat nog meer kan.",
		"We hebben gebeld na {aantal} gemiste dagen. {naam} wil wel verder, in kleine stappen.",
		"Het doel is nu te groot. We hebben het samen in kleinere stappen verdeeld.",
	}
)

// waarnemingen are short notes about a goal, by how it went that day.
var waarnemingen = map[toegang.Score][]string{
	toegang.ScoreNogNiet: {
		"Stopte vandaag eerder. Het was te veel.", "Kwam {aantal} keer niet. Wel gebeld.", "Vond het lastig en vroeg niet om hulp.",
		"Begon niet uit zichzelf.",
	},
	toegang.ScoreSoms: {
		"Lukte met een beetje hulp.", "Ging in de ochtend goed, daarna minder.", "Vroeg vandaag zelf om uitleg.",
		"{aantal} van de vier keer gelukt.",
	},
	toegang.ScoreGoed: {
		"Ging vandaag vanzelf.", "Hielp een ander op weg.", "Deed het zonder dat iemand erbij stond.", "Was er trots op, en terecht.",
	},
}

// What residents say about their place.
var (
	meningenGoed = []string{
		"Ik vind het fijn hier.", "Ik kom graag. De tijd vliegt.", "Ik doe iets waar een ander iets aan heeft.", "Ik heb nu collega's.",
		"Ik mag zelf meedenken. Dat is fijn.", "Thuis vertel ik wat ik heb gemaakt.", "Ze zien wat ik kan.",
		"Ik slaap beter sinds ik hier kom.", "{leren}: dat kan ik nu zelf!", "Ik sta weer met een reden op.",
	}
	meningenMatig = []string{
		"Het gaat wel. Soms is het te druk.", "Ik wil wat anders leren.", "Ik wil liever op {dag} komen.", "Soms weet ik niet wat ik moet doen.",
		"De reis is lang, maar het werk is leuk.", "Ik mis de uitleg als mijn begeleider er niet is.",
	}
	meningenSlecht = []string{
		"Ik vind het zwaar.", "Ik wil een andere plek.", "Ze leggen het te snel uit.", "Ik kom niet graag meer.",
		"Ik voel me hier niet op mijn plek.",
	}
)

// signaalTeksten are what parties ask and warn each other about, by kind.
var signaalTeksten = map[uitvoering.SignaalSoort][]string{
	uitvoering.SignaalVraag: {
		"{naam} vraagt naar de gevolgen voor de uitkering. Wie legt dat uit?",
		"{naam} wil graag meer dagdelen. Mag dat binnen de toewijzing?",
		"De reis is te lang. Is er iets dichterbij?",
		"{naam} heeft werkschoenen nodig. Wie betaalt die?",
	},
	uitvoering.SignaalZorg: {
		"Er is thuis iets veranderd. Graag bellen met {naam}.",
		"{naam} is stiller dan eerst en eet niet mee. Kunnen jullie eens langsgaan?",
	},
	uitvoering.SignaalResultaat: {
		"Het doel lijkt niet haalbaar voor het einde. Kunnen we samen kijken wat wel kan?",
		"Het gaat veel sneller dan gedacht. Kunnen we eerder om tafel voor een volgende stap?",
	},
	uitvoering.SignaalAfwezig: {
		"{naam} is twee keer niet gekomen en neemt de telefoon niet op. Weten jullie wat er speelt?",
		"{naam} is al een week ziek. We houden contact.",
	},
	uitvoering.SignaalVeiligheid: {
		"Er was ruzie op de werkplek. Niemand is gewond. We willen samen afspraken maken.",
		"{naam} heeft zich gesneden. Het is verbonden. De machine staat uit tot na de uitleg.",
	},
}

var antwoordTeksten = []string{
	"Ik heb gebeld. We spreken volgende week met zijn drieën af.",
	"Dank voor het bericht. Ik ga langs en laat weten wat we doen.",
	"Ik heb het met {naam} besproken. Pas het rooster samen aan.",
	"Ik heb het uitgelegd. Er verandert niets.",
	"Goed dat je het zegt. Ik zoek het vandaag uit.",
}

var slotTeksten = []string{
	"Besproken met {naam}. Het is opgelost.", "{naam} is weer begonnen. We letten samen op.",
	"In het gesprek met {naam} afgerond.", "De afspraken staan in het plan.",
}

// What is written about an evaluatie, the choice after it, and the end.
var (
	evaluatieVerslagen = []string{
		"We keken met zijn drieën terug. {naam} vertelde zelf wat gelukt is: {leren}.",
		"{naam} is tevreden over de plek. De begeleider ziet groei. We bespraken wat daarna past.",
		"Het ging met horten en stoten, maar {naam} is gebleven. Dat telt.",
		"{naam} wil verder met {werk}. De begeleider denkt dat dat kan.",
		"We zijn het eens over de volgende stap. {naam} wil wel een vaste begeleider houden.",
	}
	evaluatieWoorden = []string{
		"Ik heb meer geleerd dan ik dacht.", "Ik wil graag blijven.", "Ik wil nu iets moeilijkers proberen.",
		"Ik ben trots op mezelf.", "Ik vind het jammer dat het stopt.", "Ik weet nu beter wat ik wil.",
	}
	vervolgRedenen = []string{
		"Zo besproken in de evaluatie.", "{naam} wil dit zelf en de begeleider ziet dat het kan.", "Dit is de stap die nu past.",
	}
	afsluitTeksten = []string{
		"Afgerond in een gesprek met zijn drieën.", "{naam} nam afscheid van de groep en kreeg een bewijs mee.",
		"We spraken door wat gelukt is. {naam} weet waar {hij} hulp kan vragen.",
		"{naam} kijkt goed terug op deze periode.",
	}
	stopTeksten = []string{
		"{naam} vindt het te zwaar en wil stoppen.", "De plek past niet bij {naam}. We zoeken samen iets anders.",
		"Het lukt {naam} nu niet om te komen. We houden de deur open.", "{naam} heeft zelf iets anders gevonden.",
	}
)
