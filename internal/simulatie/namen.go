package simulatie

import (
	"strings"

	"trede/internal/domain/persoon"
)

// herkomst is a group of names that often go together in a family.
type herkomst int

const (
	nederlands herkomst = iota
	turks
	arabisch
	surinaams
	pools
	hoorn // Horn of Africa
	moluks
	oekraiens
)

// herkomstGewicht is how often a group comes, in hundredths: as mixed as a Dutch
// region is.
var herkomstGewicht = []weighted[herkomst]{
	{64, nederlands}, {9, turks}, {11, arabisch}, {5, surinaams}, {4, pools}, {3, hoorn}, {2, moluks}, {2, oekraiens},
}

// talen is the language that somebody of a group may prefer.
var talen = map[herkomst]string{turks: "tr", arabisch: "ar", pools: "pl", hoorn: "ti", oekraiens: "uk"}

// voornaam is a given name with the form of address that mostly goes with it.
type voornaam struct {
	naam string
	vorm persoon.Aanspreekvorm
}

// voornamen are given names by group: women first, then men, then names of both.
var voornamen = parseVoornamen(map[herkomst][3]string{
	nederlands: {
		"Annelies Anouk Astrid Bea Carla Corrie Dagmar Elly Els Esmee Femke Fleur Gerda Greet Hanneke Heleen Ilse Ingrid Jantien Joke Karin Lieke Lotte Marijke Marloes Mieke Nienke Petra Ria Roos Sanne Sietske Tineke Truus Wilma Yvonne",
		"Aart Arjan Bart Bas Bert Coen Daan Dirk Erwin Freek Gerrit Govert Guus Harm Henk Huub Jaap Jelle Joost Kees Klaas Koen Lars Luuk Marco Mart Niek Pim Rens Ruud Sjoerd Teun Thijs Tjeerd Wim Wout",
		"Bo Jip Noa Robin Sam",
	},
	turks:     {"Aysel Elif Emine Fatma Gulsen Hatice Nuray Sevgi Zeynep", "Ahmet Cemal Emre Hasan Kerem Murat Orhan Serkan Yusuf", "Deniz"},
	arabisch:  {"Amina Fadila Hanan Khadija Latifa Naima Rachida Samira Yasmina", "Abdel Bilal Driss Farid Hamza Karim Omar Rachid Tarik", "Nour"},
	surinaams: {"Cheryl Indra Melissa Sharda Wonny", "Anand Clyde Dwight Radjesh Stanley", ""},
	pools:     {"Agnieszka Ewa Halina Magda", "Dariusz Jacek Marek Tomek", ""},
	hoorn:     {"Feven Hodan Luwam Selam", "Abdi Filmon Haile Yonas", ""},
	moluks:    {"Betsy Loekie Nona", "Domi Eli Otis", ""},
	oekraiens: {"Iryna Oksana Olha", "Bohdan Mykola Taras", ""},
})

// achternamen are family names by group. A prefix stands before the name.
var achternamen = parseAchternamen(map[herkomst]string{
	nederlands: "Aalbers;van Aalst;Achterberg;van den Akker;Arends;van Asselt;Baars;Bakhuis;van Beek;van der Beek;Beekman;" +
		"Berends;van den Berg;Bergsma;Beumer;Bijlsma;Blokland;de Boer;Boersma;Boonstra;ten Bosch;van den Bosch;Bouwman;" +
		"Braam;Brandsma;ten Brink;van den Brink;Broekhuis;de Bruin;Buitenhuis;van Buren;ter Burg;Coenen;Derksen;van Dijk;" +
		"Dijkstra;van Dongen;Doornbos;Driessen;van Duin;Eikelboom;Elzinga;Engels;van Essen;Evers;Faber;Feenstra;van Galen;" +
		"Gerritsen;Geurts;Goossens;de Graaf;van de Graaf;Groenewoud;de Groot;Haverkamp;ter Haar;Heijmans;van den Heuvel;" +
		"Hofman;van 't Hof;Hoekstra;ter Horst;van der Horst;Huisman;Huizinga;Jacobs;Jansen;Janssen;in 't Veld;Jonker;de Jong;" +
		"Kamphuis;Kempen;Kersten;van Kessel;Klaver;Kleijn;Klomp;Knol;Kolkman;de Koning;Koopmans;van der Kooij;Kramer;Kuiper;" +
		"Lammers;van der Laan;de Lange;van Leeuwen;Leferink;Lubbers;van Maanen;Maas;Martens;van der Meer;Meijerink;Mulder;" +
		"Nieboer;Nijhof;van Noord;Oosterhuis;van Oosten;Oude Luttikhuis;Peeters;Peters;van de Pol;Post;Prins;Reinders;" +
		"van Rijn;Roelofs;Rozendal;Ruiter;de Ruiter;Scholten;Schouten;Schreurs;Sluiter;Smeets;Smit;Spijker;Steenbergen;" +
		"van der Steen;Teunissen;Timmerman;Tuinstra;Uiterwijk;Veenstra;van der Veen;Veldkamp;te Velde;Verhoeven;Vermeer;" +
		"Visser;Vos;de Vries;van Vliet;de Waal;van der Wal;Wassink;Wiersma;de Wit;Wolters;van Zanten;Zijlstra;Zonneveld",
	turks:     "Aksoy;Arslan;Aydin;Bulut;Celik;Demirci;Gunes;Kaplan;Karaca;Ozdemir;Polat;Sahin;Tekin;Yildirim",
	arabisch:  "Abdallah;Achahbar;el Amrani;Aziz;Bakkali;Benali;Bouzidi;Chaouch;el Haddad;Haddou;el Idrissi;Karimi;Khalil;Mansouri;Ouali;Saidi",
	surinaams: "Bhagwandas;Jagroep;Kalpoe;Linger;Pinas;Ramdin;Sewnath;Wijngaarde",
	pools:     "Kaczmarek;Kowal;Nowicki;Piatek;Sikora;Zielinski",
	hoorn:     "Abraha;Farah;Ghebre;Hagos;Mehari;Warsame",
	moluks:    "Latuheru;Manusama;Pattipeilohy;Tahapary",
	oekraiens: "Bondar;Kravets;Lysenko;Marchuk",
})

func parseVoornamen(lists map[herkomst][3]string) map[herkomst][]voornaam {
	out := map[herkomst][]voornaam{}
	for group, list := range lists {
		for i, vorm := range []persoon.Aanspreekvorm{persoon.AanspreekMevrouw, persoon.AanspreekHeer, persoon.AanspreekNeutraal} {
			for name := range strings.FieldsSeq(list[i]) {
				out[group] = append(out[group], voornaam{name, vorm})
			}
		}
	}
	return out
}

// achternaam is a family name in its two parts.
type achternaam struct{ voorvoegsel, naam string }

func (a achternaam) String() string { return strings.TrimSpace(a.voorvoegsel + " " + a.naam) }

func parseAchternamen(lists map[herkomst]string) map[herkomst][]achternaam {
	out := map[herkomst][]achternaam{}
	for group, list := range lists {
		for text := range strings.SplitSeq(list, ";") {
			out[group] = append(out[group], splitAchternaam(text))
		}
	}
	return out
}

// splitAchternaam takes the prefix off: words that begin with a small letter or
// an apostrophe.
func splitAchternaam(text string) achternaam {
	var a achternaam
	for {
		word, rest, more := strings.Cut(text, " ")
		if !more || word[0] >= 'A' && word[0] <= 'Z' {
			a.voorvoegsel, a.naam = strings.TrimSpace(a.voorvoegsel), text
			return a
		}
		a.voorvoegsel += word + " "
		text = rest
	}
}

// naamVan makes a whole name. Families mix: one in eight has a family name of
// another group.
func naamVan(c *Chance, age int) (persoon.Naam, persoon.Aanspreekvorm, herkomst) {
	group := pickWeighted(c, herkomstGewicht)
	first := pickFrom(c, voornamen[group])
	family := group
	if c.Once(0.12) {
		family = pickWeighted(c, herkomstGewicht)
	}
	last := otherThan(c, first, achternamen[family])
	n := persoon.Naam{Voornamen: first.naam, Roepnaam: first.naam, Voorvoegsel: last.voorvoegsel, Geslachtsnaam: last.naam}
	if c.Once(0.35) {
		n.Voornamen += " " + pickFrom(c, voornamen[group]).naam
	}
	for name := range strings.FieldsSeq(n.Voornamen) {
		n.Voorletters += string([]rune(name)[0])
	}
	partner := otherThan(c, first, achternamen[pickWeighted(c, herkomstGewicht)])
	gebruik := pickWeighted(c, naamgebruik)
	if age >= 24 && partner != last && c.Once(0.3) {
		n.PartnerVoorvoegsel, n.Partnernaam, n.Gebruik = partner.voorvoegsel, partner.naam, gebruik
	}
	return n, first.vorm, group
}

// otherThan gives a family name that makes nobody known together with a first name.
func otherThan(c *Chance, first voornaam, list []achternaam) achternaam {
	for {
		last := pickFrom(c, list)
		if !verboden[first.naam+" "+last.String()] {
			return last
		}
	}
}

var naamgebruik = []weighted[persoon.Naamgebruik]{
	{40, persoon.NaamEigen}, {22, persoon.NaamPartner}, {28, persoon.NaamPartnerEigen}, {10, persoon.NaamEigenPartner},
}

// verboden (refused) are names that the lists could make and that everybody knows
// from somebody else.
var verboden = parseVerboden("Gerrit Achterberg;Bart de Graaf;Tineke Schouten;Jelle Visser;Petra de Bruin;Tjeerd Oosterhuis;" +
	"Luuk de Jong;Thijs Zonneveld;Ruud Lubbers;Huub Oosterhuis;Joke Smit;Ingrid Visser;Bea van der Meer;Marloes Coenen;" +
	"Bas Jacobs;Jaap Smit;Robin Martens;Mart Smeets;Huub Smeets;Carla Janssen;Ilse de Lange;Lieke Martens;Mart Visser")

func parseVerboden(list string) map[string]bool {
	out := map[string]bool{}
	for name := range strings.SplitSeq(list, ";") {
		out[name] = true
	}
	return out
}
