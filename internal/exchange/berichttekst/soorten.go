package berichttekst

import (
	"strings"

	"trede/iwmo"
)

// soort is what people ask of a kind of message.
type soort struct {
	soort    iwmo.Soort
	naam     string
	van      string // who sends it
	aan      string
	zegt     string // what it tells
	antwoord iwmo.Soort
}

var soorten = []soort{
	{iwmo.SoortWMO301, "toewijzing", "gemeente", "aanbieder", "Alle lopende en gewijzigde toewijzingen van één cliënt bij één aanbieder.", iwmo.SoortWMO302},
	{iwmo.SoortWMO302, "antwoord op een toewijzing", "aanbieder", "gemeente", "Of de aanbieder de toewijzing kan verwerken. Zonder retourcodes is alles goed.", ""},
	{iwmo.SoortWMO305, "start van de ondersteuning", "aanbieder", "gemeente", "Wanneer de ondersteuning is begonnen.", iwmo.SoortWMO306},
	{iwmo.SoortWMO306, "antwoord op een start", "gemeente", "aanbieder", "Of de gemeente de start kan verwerken. Zonder retourcodes is alles goed.", ""},
	{iwmo.SoortWMO307, "einde van de ondersteuning", "aanbieder", "gemeente", "Wanneer en waarom de ondersteuning is gestopt, voor een tijd of voorgoed.", iwmo.SoortWMO308},
	{iwmo.SoortWMO308, "antwoord op een einde", "gemeente", "aanbieder", "Of de gemeente het einde kan verwerken. Zonder retourcodes is alles goed.", ""},
	{iwmo.SoortWMO315, "verzoek om toewijzing", "aanbieder", "gemeente", "Welke ondersteuning de aanbieder vraagt voor een cliënt.", iwmo.SoortWMO316},
	{iwmo.SoortWMO316, "antwoord op een verzoek om toewijzing", "gemeente", "aanbieder", "Of de gemeente het verzoek kan verwerken. Het besluit komt in een WMO301 of WMO319.", ""},
	{iwmo.SoortWMO317, "verzoek om wijziging", "aanbieder", "gemeente", "Welke toewijzingen blijven, welke moeten veranderen en wat er bij moet komen.", iwmo.SoortWMO318},
	{iwmo.SoortWMO318, "antwoord op een verzoek om wijziging", "gemeente", "aanbieder", "Of de gemeente het verzoek kan verwerken. Het besluit komt in een WMO301 of WMO319.", ""},
	{iwmo.SoortWMO319, "besluit op een verzoek", "gemeente", "aanbieder", "Dat een verzoek is afgewezen, of nog in onderzoek is.", iwmo.SoortWMO320},
	{iwmo.SoortWMO320, "antwoord op een besluit op een verzoek", "aanbieder", "gemeente", "Of de aanbieder het besluit kan verwerken. Zonder retourcodes is alles goed.", ""},
	{iwmo.SoortWMO323, "declaratie", "aanbieder", "gemeente", "Wat de aanbieder in één maand heeft geleverd, en wat dat kost.", iwmo.SoortWMO325},
	{iwmo.SoortWMO325, "antwoord op een declaratie", "gemeente", "aanbieder", "Wat de gemeente betaalt, en wat niet en waarom.", ""},
}

// FindSoort finds a kind of message by how people write it: WMO301, wmo301, 301.
func FindSoort(text string) (iwmo.Soort, bool) {
	s := vind(iwmo.Soort("WMO" + strings.TrimPrefix(strings.ToUpper(text), "WMO")))
	return s.soort, s.soort != ""
}

// vind is what is known of a kind.
func vind(kind iwmo.Soort) soort {
	for _, s := range soorten {
		if s.soort == kind {
			return s
		}
	}
	return soort{}
}

// vraag is the kind of message that another answers.
func vraag(antwoord iwmo.Soort) iwmo.Soort {
	for _, s := range soorten {
		if s.antwoord == antwoord {
			return s.soort
		}
	}
	return ""
}

// Antwoord is the kind of message that answers another; empty: none does.
func Antwoord(kind iwmo.Soort) iwmo.Soort { return vind(kind).antwoord }
