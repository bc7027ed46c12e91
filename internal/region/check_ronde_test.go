package region

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/testkit"
)

// cardMistakes are tariffs of which the parts do not make the tariff.
var cardMistakes = []mistake{
	{"parts that do not add up", `ondersteuning = "1.140,00"`, `ondersteuning = "1.140,01"`, "bedrag = \"2.400,00\"\nvan = 2020-01-01", "v2/ONT3 costs € 2.400,00 but its parts add up to € 2.400,01"},
	{"ONT without trajectbegeleiding", "trajectbegeleiding = \"900,00\"\n", "", "[[tarief]]\ncatalogus = \"v2\"\nproduct = \"ONT3\"", "trajectbegeleiding is missing in the tariff of v2/ONT3"},
	{"STA with trajectbegeleiding", `ondersteuning = "10,25"`, "ondersteuning = \"10,20\"\ntrajectbegeleiding = \"0,05\"", "trajectbegeleiding = \"0,05\"", "v2/STA3 is no ontwikkelarrangement and has no trajectbegeleiding"},
	{"no ondersteuning", "ondersteuning = \"10,25\"\n", "", "[[tarief]]\ncatalogus = \"v2\"\nproduct = \"STA3\"", "ondersteuning is missing"},
	{"no administratie", "administratie = \"0,40\"\n", "", "[[tarief]]\ncatalogus = \"v2\"\nproduct = \"STA3\"", "administratie is missing"},
	{"no monitoring", "monitoring = \"0,50\"\n", "", "[[tarief]]\ncatalogus = \"v2\"\nproduct = \"STA3\"", "monitoring is missing"},
	{"no werkplekaanpassing", "werkplekaanpassing = \"0,35\"\n", "", "[[tarief]]\ncatalogus = \"v2\"\nproduct = \"STA3\"", "werkplekaanpassing is missing"},
	{"no onkostenvergoeding", "onkostenvergoeding = \"1,00\"\n", "", "[[tarief]]\ncatalogus = \"v2\"\nproduct = \"STA3\"", "onkostenvergoeding is missing"},
	{"a part of nothing", `monitoring = "0,50"`, `monitoring = "0,00"`, "", "must be more than nothing"},
	{"vervoer not excluded", `["infrastructuur", "vervoer", "bijzondere beperkingen"]`, `["infrastructuur", "bijzondere beperkingen"]`, "", `"vervoer" is missing; a tariff never pays for it`},
	{"infrastructuur not excluded", `["infrastructuur", "vervoer", "bijzondere beperkingen"]`, `["vervoer", "bijzondere beperkingen"]`, "", `"infrastructuur" is missing; a tariff never pays for it`},
	{"bijzondere beperkingen not excluded", `["infrastructuur", "vervoer", "bijzondere beperkingen"]`, `["infrastructuur", "vervoer"]`, "", `"bijzondere beperkingen" is missing; a tariff never pays for it`},
	{"unknown exclusion", `["infrastructuur", "vervoer", "bijzondere beperkingen"]`, `["infrastructuur", "vervoor", "bijzondere beperkingen"]`, "", `"vervoor" is not one of infrastructuur, vervoer, bijzondere beperkingen (did you mean "vervoer"?)`},
	{"real price without an element", "prijs_indexatie = \"60,00\"\n", "", "[[tarief]]\ncatalogus = \"v2\"\nproduct = \"ONT3\"", "prijs_indexatie is missing; a real price has six elements"},
	{"real price that is another", `prijs_eisen = "160,00"`, `prijs_eisen = "150,00"`, "bedrag = \"2.400,00\"\nvan = 2020-01-01", "the elements of its real price add up to € 2.390,00"},
	{"exclusions without parts", "[[perceel]]", "[[tarief]]\ncatalogus = \"v1\"\nproduct = \"ONT3\"\nper = \"traject\"\nbedrag = \"1,00\"\nvan = 2016-01-01\ntot_en_met = 2017-12-31\nuitgesloten = [\"vervoer\"]\n[[perceel]]", "[[tarief]]\ncatalogus = \"v1\"\nproduct = \"ONT3\"\nper = \"traject\"\nbedrag = \"1,00\"", "ondersteuning is missing"},
}

// eisMistakes are requirements that cannot be asked.
var eisMistakes = []mistake{
	{"eis without bron", "  bewijs = \"verklaring\"\n  bron = \"wet\"\n", "  bewijs = \"verklaring\"\n", "  [[eisenset.eis]]\n  code = \"FAILLIET\"", "bron: is missing"},
	{"eis twice in a set", `code = "PLAN"`, `code = "FAILLIET"`, "code = \"FAILLIET\"\n  soort = \"kwaliteitseis\"", "is there twice in eisenset E2"},
	{"eis of a perceel without one", "  perceel = \"P-ONT\"\n  kort", "  kort", "  [[eisenset.eis]]\n  code = \"PLAN\"", `a requirement of niveau "perceel" names its perceel`},
	{"eis of a product without one", "  product = \"STA3\"\n  kort", "  kort", "  [[eisenset.eis]]\n  code = \"PLEK\"", `a requirement of niveau "product" names its product`},
	{"general eis with a perceel", "  kort = \"Niet failliet\"", "  perceel = \"P-ONT\"\n  kort = \"Niet failliet\"", "  perceel = \"P-ONT\"\n  kort = \"Niet failliet\"", `only a requirement of niveau "perceel" names a perceel`},
	{"eis of a perceel with a product", "  kort = \"Plan\"", "  product = \"STA3\"\n  kort = \"Plan\"", "  product = \"STA3\"\n  kort = \"Plan\"", `only a requirement of niveau "product" names a product`},
	{"eis of an unknown perceel", "  perceel = \"P-ONT\"\n  kort", "  perceel = \"P-ONTT\"\n  kort", "  perceel = \"P-ONTT\"", `there is no perceel P-ONTT (did you mean "P-ONT"?)`},
	{"eis of an unknown product", "  product = \"STA3\"\n  kort", "  product = \"STA9\"\n  kort", "  product = \"STA9\"", "no catalogue has a product STA9"},
	{"unknown level", `niveau = "product"`, `niveau = "produkt"`, "", `(did you mean "product"?)`},
	{"unknown evidence", `bewijs = "werkplek"`, `bewijs = "foto"`, "", `"foto" is not one of verklaring, uitleg, bewijsstuk`},
	{"sets overlap", "tot_en_met = 2019-12-31\n\n  [[eisenset.eis]]", "tot_en_met = 2020-01-01\n\n  [[eisenset.eis]]", "van = 2020-01-01\n\n  [[eisenset.eis]]\n  code = \"FAILLIET\"", "an eisenset is there twice for 2020-01-01 until 2020-01-01"},
	{"set twice", `code = "E2"`, `code = "E1"`, "code = \"E1\"\nnaam = \"Tweede eisen\"", "E1 is there twice"},
	{"set without requirements", "[[venster]]", "[[eisenset]]\ncode = \"E3\"\nnaam = \"Leeg\"\nvan = 2010-01-01\ntot_en_met = 2010-12-31\n[[venster]]", "code = \"E3\"", "E3 has no requirements"},
}

// rondeMistakes are the other ones of a round and of what gemeenten choose beside the
// catalogue.
var rondeMistakes = []mistake{
	{"perceel twice", `code = "P-STA"`, `code = "P-ONT"`, "code = \"P-ONT\"\nnaam = \"Op de plek\"", "P-ONT is there twice"},
	{"perceel of an unknown product", "producten = [\"ORI\", \"ONT3\"]\ngesprek", "producten = [\"ORI\", \"ONT9\"]\ngesprek", "producten = [\"ORI\", \"ONT9\"]", "no catalogue has a product ONT9"},
	{"perceel without products", "producten = [\"STA3\"]\ngesprek", "gesprek", "[[perceel]]\ncode = \"P-STA\"", "name at least one product"},
	{"perceel with an unknown interview", `gesprek = "optioneel"`, `gesprek = "soms"`, "", `"soms" is not one of optioneel, verplicht`},
	{"window of an unknown perceel", "perceel = \"P-ONT\"\nstand", "perceel = \"P-ON\"\nstand", `perceel = "P-ON"`, "there is no perceel P-ON"},
	{"window without words", "uitleg = \"Er komt niets bij.\"\n", "", "[[venster]]\ndoelgroep = \"bestaand\"", "uitleg: is missing"},
	{"next round inside the window", "volgende_ronde = 2019-10-01", "volgende_ronde = 2019-09-30", "", "2019-09-30 must lie after the last day of the window"},
	{"next round before the window", "volgende_ronde = 2019-10-01", "volgende_ronde = 2019-05-31", "", "2019-05-31 must lie after the last day of the window"},
	{"next round of an open window", `stand = "dicht"`, `stand = "open"`, "volgende_ronde", "an open window has no next round"},
	{"code in no category", `iwmo_categorie = "10"`, `iwmo_categorie = "19"`, "", "is no category"},
	{"code without a category", "iwmo_categorie = \"10\"\n", "", "[[berichtcode]]", "iwmo_categorie: is missing"},
	{"code that is too long", `iwmo_code = "10X01"`, `iwmo_code = "10X001"`, "", "is longer than 5 characters"},
	{"code without a frequency", "iwmo_frequentie = \"2\"\nvan", "van", "iwmo_eenheid = \"04\"", "iwmo_eenheid and iwmo_frequentie go together"},
	{"code of an unknown product", "product = \"STA3\"\niwmo", "product = \"STA9\"\niwmo", `product = "STA9"`, "catalogus v2 has no product STA9"},
	{"code of a neighbour", "gemeente = \"1001\"\ncatalogus = \"v2\"\nproduct", "gemeente = \"2001\"\ncatalogus = \"v2\"\nproduct", "van = 2020-01-01\n\n[[verkenning]]", "is only a neighbour"},
	{"study of a gemeente that is gone", "gemeente = \"1003\"\nsoort = \"jeugd\"\nvan = 2018-01-01\ntot_en_met = 2018-12-31", "gemeente = \"1002\"\nsoort = \"jeugd\"\nvan = 2021-01-01", "van = 2021-01-01", "exists for all days until 2020-12-31"},
	{"unknown study", `soort = "jeugd"`, `soort = "jeugt"`, "", `(did you mean "jeugd"?)`},
	{"evaluation of what is no pilot", "vorm = \"geen\"\nvan = 2020-01-01", "vorm = \"geen\"\nevaluatie = 2020-10-01\nvan = 2020-01-01", "evaluatie = 2020-10-01", `only vorm "pilot" has an evaluatie`},
	{"evaluation after the pilot", "evaluatie = 2020-10-01", "evaluatie = 2021-01-01", "", "2021-01-01 lies outside the pilot, which holds for 2020-01-01 until 2020-12-31"},
	{"evaluation before the pilot", "evaluatie = 2020-10-01", "evaluatie = 2019-12-31", "", "2019-12-31 lies outside the pilot"},
	{"sheet with a heading missing", "  afbakening = \"Niet voor wie al meedoet.\"\n", "", "  [[catalogus.product]]\n  code = \"ONT3\"", "afbakening: is missing; a product sheet has"},
	{"half a basis", "resultaten = [\"Meer mensen doen mee.\"]\n\n  [[catalogus.product]]\n  code = \"ONT3\"", "\n  [[catalogus.product]]\n  code = \"ONT3\"", `doel = "Iedereen doet mee."`, "v1 has a part of its basis only"},
	{"taken over from another version", `overgenomen = "v1"`, `overgenomen = "v0"`, "", `v2 follows "v1" and cannot take over from "v0"`},
	{"taken over but another goal", "doel = \"Iedereen doet mee.\"\nuitgangspunten = [\"Passend\", \"Dichtbij\"]\nresultaten = [\"Meer mensen doen mee.\"]\novergenomen", "doel = \"Iedereen werkt.\"\nuitgangspunten = [\"Passend\", \"Dichtbij\"]\nresultaten = [\"Meer mensen doen mee.\"]\novergenomen", `doel = "Iedereen werkt."`, "doel of v2 differs from that of v1"},
	{"taken over but other principles", "uitgangspunten = [\"Passend\", \"Dichtbij\"]\nresultaten = [\"Meer mensen doen mee.\"]\novergenomen", "uitgangspunten = [\"Passend\"]\nresultaten = [\"Meer mensen doen mee.\"]\novergenomen", `uitgangspunten = ["Passend"]`, "uitgangspunten of v2 differs"},
	{"taken over but other results", "resultaten = [\"Meer mensen doen mee.\"]\novergenomen", "resultaten = [\"Minder kosten.\"]\novergenomen", `resultaten = ["Minder kosten."]`, "resultaten of v2 differs"},
	{"taken over but nothing", "doel = \"Iedereen doet mee.\"\nuitgangspunten = [\"Passend\", \"Dichtbij\"]\nresultaten = [\"Meer mensen doen mee.\"]\novergenomen", "overgenomen", "overgenomen", "says it took over its basis but has none"},
}

func TestATariffIsTheSumOfItsParts(t *testing.T) {
	testkit.Eis(t, "TAR-01", "TAR-02", "TAR-03", "TAR-04")
	findMistakes(t, cardMistakes)
}

func TestARequirementHasALevelAndASource(t *testing.T) {
	testkit.Eis(t, "INK-17", "INK-04")
	findMistakes(t, eisMistakes)
}

func TestMistakesOfARound(t *testing.T) {
	testkit.Eis(t, "INK-18", "B-REG-04", "B-REG-06")
	findMistakes(t, rondeMistakes)
}

// A new catalogue that says it took over the basis has the same words, and keeps the
// prices of what goes on unless it says why not.
func TestWhatIsTakenOverStaysTheSame(t *testing.T) {
	testkit.Eis(t, "INK-19")
	findMistakes(t, slices.DeleteFunc(slices.Clone(rondeMistakes), func(m mistake) bool { return !strings.HasPrefix(m.name, "taken over") }))
	findMistakes(t, slices.DeleteFunc(slices.Clone(checkMistakes), func(m mistake) bool { return m.name != "price goes up without a reason" }))
	with := strings.Replace(small(t), "bedrag = \"2.400,00\"\nvan = 2018-01-01", "bedrag = \"2.500,00\"\nvan = 2018-01-01", 1)
	if found := problemsOf(t, with); len(found) != 1 {
		t.Errorf("a price that goes down without a reason: %v", &Error{found})
	}
	why := strings.Replace(with, "per = \"traject\"\nbedrag = \"2.400,00\"\nvan = 2020-01-01", "per = \"traject\"\nmotivering = \"minder uren\"\nbedrag = \"2.400,00\"\nvan = 2020-01-01", 1)
	if found := problemsOf(t, why); len(found) != 0 {
		t.Errorf("a price that goes down with a reason: %v", &Error{found})
	}
}

// The small region has a window for new providers from 2019-06-01 through 2019-09-30,
// and one for known ones and perceel P-ONT from 2019-06-01 on.
func TestWindowsNeverOverlap(t *testing.T) {
	testkit.Eis(t, "INK-15")
	tests := []struct {
		name      string
		doelgroep inkoop.Doelgroep
		perceel   inkoop.PerceelCode
		period    civil.Period
		refused   bool
	}{
		{"the day before", inkoop.NieuweAanbieder, "", civil.Through(day("2019-01-01"), day("2019-05-31")), false},
		{"its first day", inkoop.NieuweAanbieder, "", civil.Through(day("2019-01-01"), day("2019-06-01")), true},
		{"inside", inkoop.NieuweAanbieder, "", civil.Through(day("2019-07-01"), day("2019-07-01")), true},
		{"around", inkoop.NieuweAanbieder, "", civil.Through(day("2019-01-01"), day("2019-12-31")), true},
		{"its last day", inkoop.NieuweAanbieder, "", civil.Through(day("2019-09-30"), day("2019-10-31")), true},
		{"the day after", inkoop.NieuweAanbieder, "", civil.Through(day("2019-10-01"), day("2019-10-31")), false},
		{"always", inkoop.NieuweAanbieder, "", civil.Period{}, true},
		{"another kind of provider", inkoop.BestaandeAanbieder, "", civil.Through(day("2019-06-01"), day("2019-09-30")), false},
		{"one perceel beside all", inkoop.NieuweAanbieder, "P-ONT", civil.Through(day("2019-06-01"), day("2019-09-30")), false},
		{"the same perceel", inkoop.BestaandeAanbieder, "P-ONT", civil.Through(day("2026-01-01"), day("2026-01-01")), true},
		{"another perceel", inkoop.BestaandeAanbieder, "P-STA", civil.Through(day("2026-01-01"), day("2026-01-01")), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, err := Load(strings.NewReader(small(t)))
			if err != nil {
				t.Fatal(err)
			}
			r.Inkoop.Vensters = append(r.Inkoop.Vensters, inkoop.Venster{
				Doelgroep: test.doelgroep, Perceel: test.perceel, Stand: inkoop.VensterOpen, Geldig: test.period, Uitleg: "Open.",
				Herkomst: inkoop.Herkomst{Soort: inkoop.Regio},
			})
			err = r.Validate()
			if (err != nil) != test.refused {
				t.Fatalf("refused: %v", err)
			}
			if test.refused && !strings.Contains(err.Error(), "end the first before the second begins") {
				t.Errorf("the refusal does not say what to do: %v", err)
			}
		})
	}
}

func TestLinesOfWindowsCodesAndStudiesThatAreThereTwice(t *testing.T) {
	for kind, extra := range map[string]string{
		"venster":     "[[venster]]\ndoelgroep = \"nieuw\"\nstand = \"dicht\"\nuitleg = \"Dicht.\"\nvan = 2019-09-30\n",
		"berichtcode": "[[berichtcode]]\ngemeente = \"1001\"\ncatalogus = \"v2\"\nproduct = \"STA3\"\niwmo_categorie = \"07\"\nvan = 2026-01-01\n",
		"verkenning":  "[[verkenning]]\ngemeente = \"1003\"\nsoort = \"jeugd\"\nvan = 2018-12-31\n",
	} {
		text := small(t) + "\n" + extra
		line := lineOf(t, text, extra, 1) + strings.Count(extra[:strings.Index(extra, "van =")], "\n")
		found := problemsOf(t, text)
		if len(found) != 1 || found[0].Line != line || !strings.Contains(found[0].Text, "is there twice for") {
			t.Errorf("%s: want one problem on line %d, got %v", kind, line, &Error{found})
		}
	}
}

// What no file can say is refused in a region that comes from elsewhere too.
func TestARoundWithoutAFile(t *testing.T) {
	for name, change := range map[string]func(*inkoop.Dataset){
		"unknown part of a tariff":   func(d *inkoop.Dataset) { d.Tarieven[0].Kaart.Delen["koffie"] = 1 },
		"negative part":              func(d *inkoop.Dataset) { d.Tarieven[0].Kaart.Delen[inkoop.DeelMonitoring] = -1 },
		"unknown element of a price": func(d *inkoop.Dataset) { d.Tarieven[0].Kaart.ReelePrijs["koffie"] = 1 },
		"window without words":       func(d *inkoop.Dataset) { d.Vensters[0].Uitleg = "" },
		"eis without a source":       func(d *inkoop.Dataset) { d.Eisensets[0].Eisen[0].Bron = "" },
		"unknown study":              func(d *inkoop.Dataset) { d.Verkenningen[0].Soort = "sport" },
	} {
		r := Example()
		for i := range r.Inkoop.Tarieven {
			if r.Inkoop.Tarieven[i].Kaart.ReelePrijs != nil { // the first with a real price
				r.Inkoop.Tarieven[0], r.Inkoop.Tarieven[i] = r.Inkoop.Tarieven[i], r.Inkoop.Tarieven[0]
				break
			}
		}
		change(&r.Inkoop)
		var found *Error
		if err := r.Validate(); !errors.As(err, &found) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
