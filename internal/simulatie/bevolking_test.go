package simulatie

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
	"trede/internal/domain/persoon"
	"trede/internal/region"
)

func testConfig(n int, seed uint64) Config {
	return Config{Seed: seed, Inwoners: n, Tot: civil.New(2026, 11, 22)}.Complete()
}

func testPopulation(n int, seed uint64) *Population {
	return NewPopulation(testConfig(n, seed), region.ExampleRegister(), region.Example().AOWTabel())
}

func TestConfigValidate(t *testing.T) {
	good := testConfig(300, 1)
	if err := good.Validate(); err != nil || good.Van != civil.New(2023, 11, 22) {
		t.Fatalf("%v, from %s", err, good.Van)
	}
	for name, change := range map[string]func(*Config){
		"nobody":       func(c *Config) { c.Inwoners = 0 },
		"too many":     func(c *Config) { c.Inwoners = MaxInwoners + 1 },
		"too early":    func(c *Config) { c.Van = EersteDag.AddDays(-1) },
		"wrong order":  func(c *Config) { c.Van = c.Tot },
		"no contracts": func(c *Config) { c.Tot = LaatsteDag.AddDays(1) },
	} {
		c := good
		change(&c)
		if c.Validate() == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// TestPopulationIsDeterministic also shows that people do not depend on the order
// in which they are asked for, nor on how many there are.
func TestPopulationIsDeterministic(t *testing.T) {
	one, same, other := testPopulation(300, 7), testPopulation(300, 7), testPopulation(300, 8)
	differ := 0
	for nr := range 300 {
		i := one.Inwoner(299 - nr)
		j := same.Inwoner(299 - nr)
		if diff := cmp.Diff(fmt.Sprintf("%+v", i), fmt.Sprintf("%+v", j)); diff != "" || !i.BSN.Equal(j.BSN) {
			t.Fatalf("resident %d differs: %s", 299-nr, diff)
		}
		if k := other.Inwoner(299 - nr); i.Naam.Volledig() != k.Naam.Volledig() {
			differ++
		}
	}
	if differ < 250 {
		t.Errorf("another seed changes %d of 300 names only", differ)
	}
	if a, b := one.Inwoner(12), testPopulation(5000, 7).Inwoner(12); a.Naam != b.Naam || a.Melding != b.Melding {
		t.Errorf("resident 12 depends on how many there are: %v, %v", a.Naam, b.Naam)
	}
}

func TestPopulationIsWellFormed(t *testing.T) {
	p := testPopulation(4000, 3)
	seen := map[string]bool{}
	for nr := range p.Len() {
		i := p.Inwoner(nr)
		findings := slices.Concat(i.Naam.Check(), i.Adres.Check(), i.Contact.Check())
		if len(findings) > 0 {
			t.Fatalf("resident %d, %s: %v", nr, i.Naam, findings)
		}
		if i.BSN.IsZero() == (i.GeenBSNReden == "") {
			t.Fatalf("resident %d has a BSN %v and a reason %q", nr, !i.BSN.IsZero(), i.GeenBSNReden)
		}
		if number := i.BSN.Reveal(); number != "" {
			if !i.BSN.IsTest() || seen[number] {
				t.Fatalf("resident %d has a number that is no test number, or somebody else's", nr)
			}
			seen[number] = true
		}
		if i.Melding.Before(p.cfg.Van) || i.Melding.After(p.cfg.Tot) {
			t.Fatalf("resident %d asks on %s", nr, i.Melding)
		}
		if a := i.Aard; !a.Trede.Valid() || !a.Maximum.Valid() || a.Maximum < a.Trede || a.Groei <= 0 || a.Groei > 1 || a.Dagdelen < 1 {
			t.Fatalf("resident %d: %+v", nr, a)
		}
	}
}

// TestMoreResidentsThanNumbers: there are 9,091 test numbers; who comes later has
// none, with the reason.
func TestMoreResidentsThanNumbers(t *testing.T) {
	p := testPopulation(12_000, 1)
	numbers := map[string]bool{}
	for nr := range p.Len() {
		i := p.Inwoner(nr)
		if nr >= persoon.TestBSNs && (i.GeenBSNReden != GeenBSNBekend || !i.BSN.IsZero()) {
			t.Fatalf("resident %d: %q", nr, i.GeenBSNReden)
		}
		if !i.BSN.IsZero() {
			numbers[i.BSN.Reveal()] = true
		}
	}
	if len(numbers) < 8900 || len(numbers) > persoon.TestBSNs {
		t.Errorf("%d numbers are in use", len(numbers))
	}
}

func TestPopulationDistributions(t *testing.T) {
	const n = 6000
	p := testPopulation(n, 11)
	treden, gemeenten := map[ladder.Trede]int{}, map[string]int{}
	count := map[string]int{}
	aow := region.Example().AOWTabel()
	for nr := range n {
		i := p.Inwoner(nr)
		treden[i.Aard.Trede]++
		gemeenten[string(i.Gemeente)]++
		born := i.Geboren.Datum
		add := func(name string, ok bool) {
			if ok {
				count[name]++
			}
		}
		add("sixteen about now", i.Melding.DaysUntil(born.AddYears(16)) > -30 && i.Melding.DaysUntil(born.AddYears(16)) < 130)
		d := aow.AOWDatum(born).Datum
		add("AOW within the run or soon after", !d.IsZero() && d.After(i.Melding) && d.Before(p.cfg.Tot.AddDays(541)))
		add("AOW reached", !d.IsZero() && !d.After(i.Melding))
		add("partner", i.Naam.Partnernaam != "")
		add("secret address", i.Geheim != "")
		add("no BSN", i.GeenBSNReden != "")
		add("uncertain birth", !i.Geboren.IsZeker())
		add("Presikhaaf", i.Wijk == "WK020204" || i.Wijk == "WK020205")
		add("no number of a telephone", i.Contact.Telefoon == "")
		add("prefix", i.Naam.Voorvoegsel != "")
		add("asks in the last months", i.Melding.After(p.cfg.Tot.AddDays(-111)))
		add("asks in the first months", i.Melding.Before(p.cfg.Van.AddDays(120)))
	}
	between := func(name string, got int, low, high float64) {
		t.Helper()
		if share := float64(got) / n; share < low || share > high {
			t.Errorf("%s: %.3f of all, want %.3f to %.3f", name, share, low, high)
		}
	}
	between("trede 1", treden[1], .18, .22)
	between("trede 2", treden[2], .31, .37)
	between("trede 5", treden[5], .03, .05)
	between("Arnhem", gemeenten["0202"], .41, .47)
	between("not buying", gemeenten["0275"]+gemeenten["1705"]+gemeenten["0277"], .005, .03)
	for name, share := range map[string][2]float64{
		"sixteen about now": {.008, .03}, "AOW within the run or soon after": {.04, .20}, "AOW reached": {.003, .02},
		"partner": {.15, .35}, "secret address": {.008, .025}, "no BSN": {.005, .02}, "uncertain birth": {.003, .015},
		"Presikhaaf": {.06, .14}, "no number of a telephone": {.05, .1}, "prefix": {.15, .4}, "asks in the first months": {.22, .32},
		"asks in the last months": {.32, .42},
	} {
		between(name, count[name], share[0], share[1])
	}
	if len(gemeenten) != len(plaatsen) {
		t.Errorf("people live in %d gemeenten, want %d", len(gemeenten), len(plaatsen))
	}
}

func TestNameLists(t *testing.T) {
	first, last := 0, 0
	seen := map[string]bool{}
	for _, list := range voornamen {
		first += len(list)
		for _, n := range list {
			if seen[n.naam] {
				t.Errorf("%s stands in the list twice", n.naam)
			}
			seen[n.naam] = true
		}
	}
	for _, list := range achternamen {
		last += len(list)
		for _, n := range list {
			if seen[n.String()] {
				t.Errorf("%s stands in the list twice", n)
			}
			seen[n.String()] = true
		}
	}
	if first < 140 || last < 190 {
		t.Errorf("%d first names and %d family names are too few", first, last)
	}
	if a := splitAchternaam("van 't Hof"); a.voorvoegsel != "van 't" || a.naam != "Hof" {
		t.Errorf("van 't Hof: %q", a)
	}
	if a := splitAchternaam("Oude Luttikhuis"); a.voorvoegsel != "" || a.naam != "Oude Luttikhuis" {
		t.Errorf("Oude Luttikhuis: %q", a)
	}
}

// known are people whom everybody knows; no resident or member of staff may ever
// have one of their names. The test goes over all names that can be made.
const known = `Mark Rutte;Geert Wilders;Dick Schoof;Rob Jetten;Henri Bontenbal;Frans Timmermans;Caroline van der Plas;Dilan Yesilgoz;
Sigrid Kaag;Hugo de Jonge;Wopke Hoekstra;Ahmed Aboutaleb;Ahmed Marcouch;Femke Halsema;Jan van Zanen;Sharon Dijksma;Job Cohen;
Wouter Bos;Wim Kok;Jan Peter Balkenende;Ruud Lubbers;Joop den Uyl;Dries van Agt;Piet Hein Donner;Klaas Knot;Jesse Klaver;
Khadija Arib;Martin Bosma;Pieter Omtzigt;Esther Ouwehand;Marianne Thieme;Emile Roemer;Jan Marijnissen;Lilian Marijnissen;
Louis van Gaal;Ronald Koeman;Johan Cruijff;Marco van Basten;Ruud Gullit;Frank Rijkaard;Dirk Kuyt;Arjen Robben;Wesley Sneijder;
Robin van Persie;Virgil van Dijk;Frenkie de Jong;Luuk de Jong;Matthijs de Ligt;Memphis Depay;Denzel Dumfries;Daley Blind;
Max Verstappen;Jos Verstappen;Sven Kramer;Ireen Wust;Dafne Schippers;Sifan Hassan;Femke Bol;Epke Zonderland;Ranomi Kromowidjojo;
Pieter van den Hoogenband;Inge de Bruijn;Mathieu van der Poel;Tom Dumoulin;Marianne Vos;Anna van der Breggen;Annemiek van Vleuten;
Lars Boom;Bas Dost;Klaas Jan Huntelaar;Kees van der Staaij;Jaap Stam;Jaap van Zweden;Bart de Graaff;Bart de Graaf;Joost Prinsen;
Joost Zwagerman;Harm Edens;Freek de Jonge;Freek Vonk;Youp van 't Hek;Herman van Veen;Wim Sonneveld;Toon Hermans;Kees van Kooten;
Wim de Bie;Paul de Leeuw;Ivo Niehe;Humberto Tan;Matthijs van Nieuwkerk;Eva Jinek;Linda de Mol;John de Mol;Chantal Janzen;
Wendy van Dijk;Marco Borsato;Anouk Teeuwe;Guus Meeuwis;Ilse DeLange;Ilse de Lange;Lee Towers;Frans Bauer;Willeke Alberti;
Karin Bloemen;Karin Slaughter;Esmee van Kampen;Roos Schlikker;Harry Mulisch;Gerard Reve;Maarten 't Hart;Hella Haasse;
Annie Schmidt;Anne Frank;Lotte de Beer;Bas Haan;Jelle Brandt Corstius;Thijs Zonneveld;Dirk Scheringa;Sam Simon;Jip van den Toorn;
Robin Martens;Niek Roozen;Wout Weghorst;Wout van Aert;Teun Koopmeiners;Joost Luiten;Tom Boonen;Pim Fortuyn;Theo van Gogh;
Mohammed Bouyeri;Volkert van der Graaf;Willem Holleeder;Ridouan Taghi;Rachid Ghezzal;Hakim Ziyech;Karim el Ahmadi;Yassin Ayari;
Ruud de Wild;Ruud Feltkamp;Coen Moulijn;Coen Swijnenberg;Daan Roosegaarde;Sanne Wevers;Sanne Wallis de Vries;Nienke van Hichtum;
Mart Smeets;Mart Visser;Huub Stapel;Huub Oosterhuis;Ruud Geels;Bo van Spilbeeck;Hanneke Groenteman;Hanneke Schuitemaker;Bert Visscher;
Bert Haanstra;Erwin Krol;Gerrit Zalm;Gerrit Achterberg;Gerrit Komrij;Dagmar Oudshoorn;Astrid Holleeder;Astrid Joosten;Lieke Martens;
Lieke van Lexmond;Sjoerd Marijne;Lars van der Haar;Joke Bruijs;Joke Smit;Carla Janssen;Femke Heemskerk;Ingrid Visser;Yvonne van Gennip;
Mieke Telkamp;Ria Bremer;Fleur Agema;Bea van der Meer;Petra de Bruin;Roos Vonk;Kees Jansma;Marloes Coenen;Bas Jacobs;Jaap Smit;
Henk Krol;Henk Kamp;Henk Wijngaard;Huub Smeets;Anouk Hoogendijk;Tjeerd Oosterhuis;Tineke Schouten;Ruud de Moor;Jelle Visser`

func TestNobodyKnownIsInTheLists(t *testing.T) {
	possible := map[string]bool{}
	for _, firsts := range voornamen {
		for _, first := range firsts {
			for _, lasts := range achternamen {
				for _, last := range lasts {
					if verboden[first.naam+" "+last.String()] {
						continue
					}
					possible[persoon.Fold(first.naam+" "+last.String())] = true
				}
			}
		}
	}
	public := map[string]bool{}
	for name := range strings.SplitSeq(known, ";") {
		public[persoon.Fold(strings.TrimSpace(name))] = true
	}
	for name := range public {
		if possible[name] {
			t.Errorf("%s can be made and is not refused", name)
		}
	}
	p := testPopulation(3000, 5)
	for nr := range p.Len() {
		if name := persoon.Fold(p.Inwoner(nr).Naam.Volledig()); public[name] {
			t.Errorf("resident %d is called %s", nr, name)
		}
	}
	for _, m := range NewOrganisaties(testConfig(2000, 5), region.ExampleRegister()).Medewerkers {
		if public[persoon.Fold(m.Naam)] {
			t.Errorf("a member of staff is called %s", m.Naam)
		}
	}
}

func TestAntwoorden(t *testing.T) {
	for _, versie := range []ladder.Versie{ladder.V1, ladder.V2} {
		for trede := ladder.Trede(1); trede <= 6; trede++ {
			for n := range 20 {
				got, err := ladder.Place(versie, antwoordenVoor(versie, trede, newChance(uint64(n), streamDag, n)))
				if err != nil || got.Trede != trede {
					t.Errorf("%s, trede %d: %v, %v", versie, trede, got.Trede, err)
				}
			}
		}
	}
}

// TestTexts goes through every sentence: no gap stays open, and none is a word
// that people at level B1 would have to look up.
func TestTexts(t *testing.T) {
	m := &mens{c: newChance(1, streamDag, 0)}
	m.Naam.Roepnaam = "Noa"
	lists := [][]string{
		vragen, kwaliteiten, wensen, talenten, ervaringen, watWerkt, rekening, zinnenGoed, zinnenSoms, zinnenMoeilijk,
		meningenGoed, meningenMatig, meningenSlecht, antwoordTeksten, slotTeksten, samenvattingen, redenenUitkomst, waaromStabiel,
		waaromNogEens, evaluatieVerslagen, evaluatieWoorden, vervolgRedenen, afsluitTeksten, stopTeksten,
	}
	lists = slices.AppendSeq(lists, maps.Values(eigenDoelen))
	lists = slices.AppendSeq(lists, maps.Values(acties))
	lists = slices.AppendSeq(lists, maps.Values(bevindingen))
	lists = slices.AppendSeq(lists, maps.Values(signaalTeksten))
	lists = slices.AppendSeq(lists, maps.Values(waarnemingen))
	for _, list := range lists {
		for _, sentence := range list {
			for i := range werksoorten {
				m.soort = &werksoorten[i]
				text := m.tell([]string{sentence})
				if strings.ContainsAny(text, "{}") || len([]rune(text)) > 160 || capitals(text) != text {
					t.Errorf("%q", text)
				}
				for _, word := range []string{"traject", "indicatie", "diagnose", "client", "cliënt", "problematiek"} {
					if strings.Contains(strings.ToLower(text), word) {
						t.Errorf("%q has %q in it", text, word)
					}
				}
			}
		}
	}
}
