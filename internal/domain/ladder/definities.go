package ladder

import (
	"time"

	"trede/internal/domain/civil"
)

// changeOfVersie is the first day on which new measurements use v2: the day of the
// second catalogue (domain guide 1.2).
var changeOfVersie = civil.New(2020, time.July, 1)

// vraagteksten are the questions as v2 means them (domain guide 2.2), level B1.
var vraagteksten = map[Vraag]string{
	BetaaldWerk:            "Heeft de inwoner betaald werk, met een contract of als zelfstandige?",
	AWBegeleiding:          "Krijgt de inwoner bij dit betaalde werk begeleiding vanuit Activerend Werk?",
	AanvullendeUitkering:   "Krijgt de inwoner naast het loon een aanvullende uitkering?",
	Instrument:             "Is er hulp van UWV of de gemeente bij het werk, zoals loonkostensubsidie, een jobcoach of beschut werk?",
	Studiefinanciering:     "Volgt de inwoner naast het werk een beroepsopleiding met studiefinanciering?",
	TakenWekelijks:         "Doet de inwoner elke week onbetaald werk of taken op een werkplek, samen met anderen?",
	Zelfstandig:            "Voert de inwoner die taken zelfstandig uit?",
	Verantwoordelijkheid:   "Is de inwoner ergens verantwoordelijk voor, waar anderen op rekenen?",
	EconomischeWaarde:      "Levert het werk iets op dat geld waard is?",
	VakopleidingUitkering:  "Volgt de inwoner een vakopleiding of beroepsopleiding met behoud van uitkering?",
	GeorganiseerdWekelijks: "Doet de inwoner elke week mee aan een georganiseerde activiteit of cursus?",
	ContactBuitenshuis:     "Heeft de inwoner elke week contact met anderen buitenshuis? Huisgenoten, de dokter en boodschappen doen tellen niet mee.",
}

// vraagtekstenV1 are the questions that v1 means otherwise.
var vraagtekstenV1 = map[Vraag]string{
	TakenWekelijks: "Doet de inwoner elke week taken, in een activiteit of als onbetaald werk, samen met anderen?",
}

// stappen are the steps of both versions. Step 3 of the guide, about guidance at
// paid work, is asked before step 2, which gives the trede.
//
// Two steps go beyond the order of the guide. In v2 somebody who only follows a
// vakopleiding with a benefit stands on trede 4, because the definition of trede 4
// is a list of which one is enough (requirement LAD-04): so step 4 goes on to a
// step 8 with that question. In v1 an organised activity is trede 3, as its name
// there says and as on the national ladder; v2 moved courses to trede 2.
func stappen(v Versie) []Stap {
	trede := func(t Trede) Gevolg { return Gevolg{Trede: t} }
	step := func(n int) Gevolg { return Gevolg{Stap: n} }
	steps := []Stap{
		{Nummer: 1, Vragen: []Vraag{BetaaldWerk}, Ja: step(3), Nee: step(4)},
		{Nummer: 3, Vragen: []Vraag{AWBegeleiding}, Ja: step(2), Nee: step(2), Signaal: AWBijBetaaldWerk},
	}
	last := Stap{Nummer: 7, Vragen: []Vraag{ContactBuitenshuis}, Ja: trede(2), Nee: trede(1)}
	if v == V1 {
		return append(steps,
			Stap{Nummer: 2, Vragen: []Vraag{AanvullendeUitkering, Instrument}, Ja: trede(5), Nee: trede(6)},
			Stap{Nummer: 4, Vragen: []Vraag{TakenWekelijks}, Ja: step(5), Nee: step(6)},
			Stap{Nummer: 5, Vragen: []Vraag{Zelfstandig, Verantwoordelijkheid, EconomischeWaarde}, Ja: trede(4), Nee: trede(3)},
			Stap{Nummer: 6, Vragen: []Vraag{GeorganiseerdWekelijks}, Ja: trede(3), Nee: step(7)},
			last)
	}
	return append(steps,
		Stap{Nummer: 2, Vragen: []Vraag{AanvullendeUitkering, Instrument, Studiefinanciering}, Ja: trede(5), Nee: trede(6)},
		Stap{Nummer: 4, Vragen: []Vraag{TakenWekelijks}, Ja: step(5), Nee: step(8)},
		Stap{Nummer: 5, Vragen: []Vraag{Zelfstandig, Verantwoordelijkheid, EconomischeWaarde, VakopleidingUitkering}, Ja: trede(4), Nee: trede(3)},
		Stap{Nummer: 8, Vragen: []Vraag{VakopleidingUitkering}, Ja: trede(4), Nee: step(6)},
		Stap{Nummer: 6, Vragen: []Vraag{GeorganiseerdWekelijks}, Ja: trede(2), Nee: step(7)},
		last)
}

func ladderV1() Ladder {
	return Ladder{
		Versie:  V1,
		Bron:    "Presentatie Activerend Werk 2016, Toelichting Participatieladder",
		Until:   changeOfVersie,
		Stappen: stappen(V1),
		Definities: []Definitie{
			definitie1,
			{
				Trede: 2, Naam: "Sociale contacten buiten de deur",
				Betekenis:   "Het gaat om ontmoeten: elke week contact met anderen buiten het huis. Huisgenoten en contact om iets te regelen tellen niet mee.",
				Voorbeelden: []string{"elke week naar een vriendin", "langs bij het buurthuis"},
				Kort:        "Onder de mensen", Uitleg: "Je ziet elke week mensen buiten je huis.", Ankers: ankers[2],
			},
			{
				Trede: 3, Naam: "Deelname georganiseerde activiteiten",
				Betekenis:   "Het gaat om een bijdrage leveren: meedoen aan activiteiten en daarbij taken doen, met weinig druk en met weinig eigen verantwoordelijkheid of zelfstandigheid.",
				Voorbeelden: []string{"helpen koken in het buurthuis", "elke week naar een cursus"},
				Kort:        "Meedoen", Uitleg: "Je doet elke week mee met een activiteit en helpt met een taak.",
				Nadruk: Activering, Ankers: ankers[3],
			},
			{
				Trede: 4, Naam: "Onbetaald werk",
				Betekenis:   "Het gaat om werk: taken zelfstandig doen, of ergens verantwoordelijk voor zijn, of werk doen dat geld waard is. Een van de drie is genoeg.",
				Voorbeelden: []string{"vrijwilliger die zelf de bar draait", "fietsen nakijken die daarna verkocht worden"},
				Kort:        "Werken zonder loon", Uitleg: "Je doet werk waar anderen op rekenen. Je krijgt er geen loon voor.",
				Nadruk: Werk, Ankers: ankers[4],
			},
			{
				Trede: 5, Naam: "Betaald werk met ondersteuning",
				Betekenis:   "Betaald werk met een aanvullende uitkering of met hulp van UWV of Werk & Inkomen van de gemeente.",
				Voorbeelden: []string{"deeltijdbaan met aanvullende uitkering", "baan met loonkostensubsidie en een jobcoach"},
				Kort:        "Werken met loon en hulp", Uitleg: "Je verdient geld met werk. Je krijgt daar hulp bij.",
				Nadruk: Werk, Ankers: ankers[5],
			},
			definitie6,
		},
	}
}

func ladderV2() Ladder {
	return Ladder{
		Versie:  V2,
		Bron:    "Marktconsultatie Activerend Werk 28 mei 2019, Toelichting Participatieladder",
		From:    changeOfVersie,
		Stappen: stappen(V2),
		Definities: []Definitie{
			definitie1,
			{
				Trede: 2, Naam: "Sociale contacten",
				Betekenis:   "Het gaat om ontmoeten: elke week contact met anderen buiten het huis. Een koffieochtend, een cursus of een taalles telt mee. Huisgenoten en contact om iets te regelen tellen niet mee.",
				Voorbeelden: []string{"elke week naar de koffieochtend", "een cursus of een taalles"},
				Kort:        "Onder de mensen", Uitleg: "Je ziet elke week mensen buiten je huis.", Ankers: ankers[2],
			},
			{
				Trede: 3, Naam: "Bijdrage leveren op een werkplek",
				Betekenis:   "Het gaat om een bijdrage leveren: taken of werk doen op een werkplek, met weinig druk en met weinig eigen verantwoordelijkheid of zelfstandigheid.",
				Voorbeelden: []string{"meehelpen in een fietswerkplaats", "planten verzorgen in een tuincentrum, samen met een begeleider"},
				Kort:        "Meehelpen op een werkplek", Uitleg: "Je doet elke week taken op een werkplek. Je krijgt daar hulp bij.",
				Nadruk: Activering, Ankers: ankers[3],
			},
			{
				Trede: 4, Naam: "Onbetaald werk met ondersteuning",
				Betekenis:   "Het gaat om werk: taken zelfstandig doen, of ergens verantwoordelijk voor zijn, of werk doen dat geld waard is, of een vakopleiding of beroepsopleiding volgen met een uitkering. Een van de vier is genoeg.",
				Voorbeelden: []string{"zelf de kassa doen in de kringloopwinkel", "een vakopleiding volgen met behoud van uitkering"},
				Kort:        "Werken zonder loon", Uitleg: "Je doet werk waar anderen op rekenen, of je leert een vak. Je krijgt er geen loon voor.",
				Nadruk: Werk, Ankers: ankers[4],
			},
			{
				Trede: 5, Naam: "Betaald werk met ondersteuning",
				Betekenis:   "Betaald werk met een aanvullende uitkering, of met hulp van UWV of Werk & Inkomen van de gemeente, of samen met een beroepsopleiding met studiefinanciering.",
				Voorbeelden: []string{"baan met loonkostensubsidie en een jobcoach", "werken en leren met studiefinanciering"},
				Kort:        "Werken met loon en hulp", Uitleg: "Je verdient geld met werk. Je krijgt daar hulp bij.",
				Nadruk: Werk, Ankers: ankers[5],
			},
			definitie6,
		},
	}
}

// Both versions say the same of the lowest and the highest trede.
var (
	definitie1 = Definitie{
		Trede: 1, Naam: "Geïsoleerd",
		Betekenis:   "Buiten het huis is er alleen contact om iets te regelen.",
		Voorbeelden: []string{"naar de huisarts of de fysiotherapeut", "boodschappen doen"},
		Kort:        "Vooral thuis", Uitleg: "Je bent veel thuis. Je ziet weinig andere mensen.", Ankers: ankers[1],
	}
	definitie6 = Definitie{
		Trede: 6, Naam: "Betaald werk",
		Betekenis:   "Betaald werk zonder aanvulling op het loon en zonder hulp van UWV of gemeente.",
		Voorbeelden: []string{"een gewone baan", "werken voor jezelf en ervan leven"},
		Kort:        "Werken met loon", Uitleg: "Je verdient je eigen geld met werk.",
		Ankers: ankers[6], Uitstroom: true,
	}
)
