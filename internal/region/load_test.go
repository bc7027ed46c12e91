package region

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"trede/internal/domain/inkoop"
)

func small(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile("testdata/klein.toml")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// lineOf is the line of the nth occurrence of a text in a file, from 1.
func lineOf(t *testing.T, text, part string, nth int) int {
	t.Helper()
	at := -1
	for range nth {
		next := strings.Index(text[at+1:], part)
		if next < 0 {
			t.Fatalf("%q is not %d times in the file", part, nth)
		}
		at += 1 + next
	}
	return 1 + strings.Count(text[:at], "\n")
}

func problemsOf(t *testing.T, text string) []Problem {
	t.Helper()
	r, err := Load(strings.NewReader(text))
	if err == nil {
		return nil
	}
	var found *Error
	if !errors.As(err, &found) || r != nil {
		t.Fatalf("region %v with error %v", r, err)
	}
	return found.Problems
}

// mistake is a change of the small file and the one problem that it must give.
type mistake struct {
	name     string
	old, new string // the first occurrence of old becomes new
	at       string // the problem stands on the line of this text in the changed file; empty: of new
	want     string // part of the problem
}

var readMistakes = []mistake{
	{"no formaat", "formaat = 1\n", "\n", "\n", "formaat: is missing"},
	{"newer formaat", "formaat = 1", "formaat = 2", "", "this program reads formaat 1"},
	{"unknown key with a near one", `naam = "Stad"`, "naam = \"Stad\"\ndeelgebeid = \"x\"", "deelgebeid", `is not a key of [[gemeente]] (did you mean "deelgebied"?)`},
	{"unknown key without a near one", `naam = "Stad"`, "naam = \"Stad\"\nkleurenblind = 1", "kleurenblind", "is not a key of [[gemeente]]"},
	{"unknown table", "[[buurgemeente]]", "[[buurgemeentes]]\ncode=\"2002\"\n[[buurgemeente]]", "", `is not a key of a region file (did you mean "buurgemeente"?)`},
	{"unknown key of a product", "  soort = \"ORI\"", "  soort = \"ORI\"\n  kleur = 1", "  kleur", "is not a key of [[catalogus.product]]"},
	{"unknown key of the head", `code = "klein"`, "code = \"klein\"\nkode = 1", "kode", `is not a key of [regio] (did you mean "code"?)`},
	{"missing name", "naam = \"Noord\"\n", "", `[[wijk]]`, "naam: is missing"},
	{"empty name", `naam = "Noord"`, `naam = ""`, "", "naam: is missing"},
	{"text with spaces around it", `naam = "Noord"`, `naam = "Noord "`, "", "take away the spaces"},
	{"number for a text", `naam = "Noord"`, `naam = 5`, "", "write a text between quotes, not the number 5"},
	{"text for a number", `plekken = 5`, `plekken = "5"`, "", `write a whole number, not the text "5"`},
	{"number out of bounds", `plekken = 5`, `plekken = 0`, "", "is 0 and must be from 1"},
	{"text for a truth", `trajectbegeleiding = true`, `trajectbegeleiding = "ja"`, "", `write true or false, not the text "ja"`},
	{"text for a date", `van = 2018-01-01`, `van = "2018-01-01"`, "", "write a date as 2020-07-01, without quotes"},
	{"moment for a date", `van = 2018-01-01`, `van = 2018-01-01T00:00:00Z`, "", "without a time"},
	{"day that does not exist", `tot_en_met = 2020-12-31`, `tot_en_met = 2021-02-29`, "", "2021-02-29 is no date"},
	{"dates reversed", `tot_en_met = 2019-12-31`, `tot_en_met = 2017-12-31`, "", "2017-12-31 lies before van, which is 2018-01-01"},
	{"no list", `grenst_aan = ["1002"]`, `grenst_aan = "1002"`, "", "write a list of texts between [ and ]"},
	{"number in a list", `producten = ["ORI", "ONT3"]`, `producten = ["ORI", 3]`, "", "write every item as a text"},
	{"twice in a list", `producten = ["ORI", "ONT3"]`, `producten = ["ORI", "ORI"]`, "", `names "ORI" twice`},
	{"empty list", `producten = ["ORI", "ONT3"]`, `producten = []`, "", "name at least one product"},
	{"table for an array", "[[overgangsregel]]", "[overgangsregel]", "", "write each one as a table of its own under a line [[overgangsregel]]"},
	{"no CBS code", `code = "1003"`, `code = "103"`, "", `"103" is no CBS code of a gemeente`},
	{"no wijk code", `code = "WK100101"`, `code = "WK1001"`, "", "is no CBS code of a wijk"},
	{"unknown word with a near one", `vorm = "structureel"`, `vorm = "struktureel"`, "", `(did you mean "structureel"?)`},
	{"unknown herkomst", `herkomst = "uit het hoofd"`, `herkomst = "hoofd"`, "", `"hoofd" is not one of bron, berekend`},
	{"no amount", `bedrag = "12,50"`, `bedrag = "12,505"`, "", "is no amount"},
	{"amount without quotes", `bedrag = "12,50"`, `bedrag = 12.50`, "", "write the amount between quotes"},
	{"amount of nothing", `bedrag = "12,50"`, `bedrag = "0,00"`, "", "must be more than nothing"},
	{"unknown setting", `code = "wmo_onderzoek_weken"`, `code = "wmo_onderzoek_week"`, "", `(did you mean "wmo_onderzoek_weken"?)`},
	{"setting of another form", `waarde = [2, 4]`, `waarde = 2`, "", "nazorg_maanden takes a list of whole numbers"},
	{"setting with a list that is none", `waarde = [2, 4]`, `waarde = ["2"]`, "", "takes a list of whole numbers"},
	{"setting out of bounds", `waarde = 6`, `waarde = 99`, "", "wmo_onderzoek_weken is from 1 to 52, not 99"},
	{"setting with a wrong word", `waarde = "naar rato"`, `waarde = "half"`, "", "vroeg_einde_prijs is one of volledig"},
	{"setting without a value", "waarde = 6\n", "", "[[instelling]]\ncode = \"wmo_onderzoek_weken\"", "waarde: is missing"},
	{"no head", "[regio]\ncode = \"klein\"\nnaam = \"Kleine regio\"", "", "", "regio: is missing"},
	{"AOW row without an end", "geboren_tot_en_met = 1964-09-30\n", "", "[[aow]]\ngeboren_van = 1958-01-01", "geboren_tot_en_met: is missing"},
}

var checkMistakes = []mistake{
	{"gemeente twice", `code = "2001"`, `code = "1001"`, "code = \"1001\"\nnaam = \"Buiten\"", "1001 is there twice (the first is on line 7)"},
	{"end without opvolger", "opvolger = \"1001\"\n", "", `tot_en_met = 2020-12-31`, "name its opvolger"},
	{"opvolger without end", "tot_en_met = 2020-12-31\n", "", `opvolger = "1001"`, "has an opvolger but no tot_en_met"},
	{"unknown opvolger", `opvolger = "1001"`, `opvolger = "1010"`, "", "there is no gemeente 1010"},
	{"opvolger outside the region", `opvolger = "1001"`, `opvolger = "2001"`, "", "is only a neighbour"},
	{"unknown neighbour", `"2001"]`, `"2001", "2010"]`, "", `there is no gemeente 2010 in this file (did you mean "2001"?)`},
	{"neighbour of itself", `"2001"]`, `"2001", "1001"]`, "", "cannot border on itself"},
	{"one-sided border", `"2001"]`, `"2001", "1003"]`, "", "1001 Stad borders on 1003 Polder but not the other way round; add 1001 to Polder too"},
	{"border when one is gone", "  van = 2019-01-01", "  van = 2019-01-01\n[[gemeente.grens]]\n  gemeente = \"2001\"\n van = 2021-01-01", " van = 2021-01-01", "the border of 1003 and 2001 is there twice for all days from 2021-01-01 (the first is on line 24)"},
	{"unknown gemeente of a wijk", `code = "WK100101"`, `code = "WK199901"`, "", "there is no gemeente 1999"},
	{"wijk of a neighbour", `code = "WK100101"`, `code = "WK200101"`, "", "is only a neighbour of the region"},
	{"woonplaats whose gemeente is far", `gemeente = "2001"` + "\n" + `grenst_aan = "1001"`, `gemeente = "1003"` + "\n" + `grenst_aan = "1001"`, "", "its own gemeente 1003 does not"},
	{"woonplaats inside", `gemeente = "2001"` + "\n" + `grenst_aan = "1001"`, `gemeente = "1001"` + "\n" + `grenst_aan = "1001"`, `grenst_aan = "1001"`, "lies in gemeente 1001 itself"},
	{"catalogues overlap", "van = 2020-01-01\nvolgt", "van = 2019-12-31\nvolgt", "", "v2 and v1 both count for 2019-12-31 until 2019-12-31 (the first is on line 43)"},
	{"unknown version before", `volgt = "v1"`, `volgt = "v0"`, "", "there is no other catalogus v0"},
	{"product not accounted for", "  [[catalogus.wijziging]]\n  oud = \"ORI\"\n  wat = \"vervalt\"\n  waarom = \"niet gebruikt\"\n  voor_wie = \"niemand\"\n", "", `volgt = "v1"`, "does not say what became of v1/ORI"},
	{"new product not accounted for", "  [[catalogus.wijziging]]\n  nieuw = \"STA3\"\n  wat = \"nieuw\"\n  waarom = \"gevraagd\"\n  voor_wie = \"wie wil blijven\"\n", "", `volgt = "v1"`, "does not say where v2/STA3 comes from"},
	{"change of an unknown product", "  oud = \"ORI\"\n", "  oud = \"ORI\"\n  nieuw = \"ORI\"\n", "  nieuw = \"ORI\"", "catalogus v2 has no product ORI"},
	{"ONT that begins too high", "  begintrede_tot_en_met = 2", "  begintrede_tot_en_met = 3", "", "is 3 and must be below doeltrede 3"},
	{"ONT without target", "  doeltrede = 3\n", "", "  [[catalogus.product]]\n  code = \"ONT3\"", "works towards a rung"},
	{"STA on two rungs", "  begintrede_tot_en_met = 3", "  begintrede_tot_en_met = 4", "", "is for one rung"},
	{"no stress", "  nadruk = \"activering\"\n", "", "  [[catalogus.product]]\n  code = \"ONT3\"", `nadruk: is missing; write "activering" or "werk"`},
	{"due before visible", "evaluatie_zichtbaar_dagen = 70", "evaluatie_zichtbaar_dagen = 30", "", "it must be visible before it is due"},
	{"no category", `iwmo_categorie = "07"`, `iwmo_categorie = "19"`, "", "is no category"},
	{"no unit", `iwmo_eenheid = "83"`, `iwmo_eenheid = "99"`, "", `"99" is not one of`},
	{"unknown catalogue of a choice", "gemeente = \"1003\"\ncatalogus = \"v2\"", "gemeente = \"1003\"\ncatalogus = \"v3\"", `catalogus = "v3"`, "there is no catalogus v3 (did you mean"},
	{"unknown product of a choice", `producten = ["STA3"]`, `producten = ["STA4"]`, "", `catalogus v2 has no product STA4 (did you mean "STA3"?)`},
	{"choice outside the catalogue", "vorm = \"geen\"\nvan = 2020-01-01", "vorm = \"geen\"\nvan = 2019-12-31", "van = 2019-12-31", "holds for all days from 2019-12-31, but catalogus v2 counts for all days from 2020-01-01"},
	{"choice of a neighbour", "gemeente = \"1003\"\ncatalogus", "gemeente = \"2001\"\ncatalogus", "van = 2020-01-01\nalternatief", "is only a neighbour"},
	{"choice of a gemeente that is gone", "gemeente = \"1003\"\ncatalogus", "gemeente = \"1002\"\ncatalogus", "van = 2020-01-01\nalternatief", "exists for all days until 2020-12-31"},
	{"no alternatief", "alternatief = \"buurthuis\"\n", "", "vorm = \"geen\"\nvan = 2020", "residents need an alternatief"},
	{"plafond without limit", "plekken = 5\nbedrag = \"10.000,00\"\n", "", `code = "proef"`, "has no limit"},
	{"plafond of an unknown product", `producten = ["STA3", "ONT3"]`, `producten = ["STA9"]`, "", "no catalogus has a product STA9"},
	{"local rule of an unknown gemeente", "gemeente = \"1001\"\nregel", "gemeente = \"1101\"\nregel", `gemeente = "1101"`, "there is no gemeente 1101 (did you mean"},
	{"price of a product without one", "catalogus = \"v1\"\nproduct = \"ONT3\"", "catalogus = \"v1\"\nproduct = \"ORI\"", `product = "ORI"`, "v1/ORI has no price"},
	{"price of another form", `per = "uur"`, `per = "traject"`, "per = \"traject\"\nbedrag = \"12,50\"", "v2/STA3 is paid per uur, not per traject"},
	{"price begins late", "bedrag = \"12,50\"\nvan = 2020-01-01", "bedrag = \"12,50\"\nvan = 2020-02-01", `code = "v2"`, "v2/STA3 has no tarief for 2020-01-01 until 2020-01-31"},
	{"price goes up without a reason", "bedrag = \"2.400,00\"\nvan = 2020-01-01", "bedrag = \"2.500,00\"\nvan = 2020-01-01", `bedrag = "2.500,00"`, "keep the price or give a motivering"},
	{"uiterlijk without serving out", `regel = "uitlopen"`, `regel = "eindigen"`, `uiterlijk`, "only regel = \"uitlopen\" has an uiterlijk"},
	{"AOW gap", `geboren_van = 1958-01-01`, `geboren_van = 1958-02-01`, "", "births from 1958-01-01 until 1958-01-31 have no age"},
	{"AOW overlap", `geboren_van = 1958-01-01`, `geboren_van = 1957-12-31`, "", "births from 1957-12-31 have two ages"},
	{"AOW age goes down", `jaren = 67`, `jaren = 65`, "", "the age goes down"},
}

func TestEveryMistakeIsFoundOnItsLine(t *testing.T) {
	findMistakes(t, slices.Concat(readMistakes, checkMistakes))
}

func findMistakes(t *testing.T, list []mistake) {
	t.Helper()
	base := small(t)
	for _, m := range list {
		t.Run(m.name, func(t *testing.T) {
			if !strings.Contains(base, m.old) {
				t.Fatalf("%q is not in the small file", m.old)
			}
			text := strings.Replace(base, m.old, m.new, 1)
			at := m.at
			if at == "" {
				at = m.new
			}
			line := 0
			if at != "" {
				line = lineOf(t, text, at, 1)
			}
			found := problemsOf(t, text)
			if !slices.ContainsFunc(found, func(p Problem) bool { return p.Line == line && strings.Contains(p.Text, m.want) }) {
				t.Errorf("no problem on line %d with %q, but:\n%v", line, m.want, &Error{found})
			}
		})
	}
}

func TestLinesOfThingsThatAreThereTwice(t *testing.T) {
	base := small(t)
	tests := map[string]string{
		"tarief":         "[[tarief]]\ncatalogus = \"v2\"\nproduct = \"STA3\"\nper = \"uur\"\nbedrag = \"12,50\"\nvan = 2021-01-01\n",
		"keuze":          "[[keuze]]\ngemeente = \"1001\"\ncatalogus = \"v1\"\nproducten = [\"ONT3\"]\nvorm = \"pilot\"\nvan = 2019-12-31\ntot_en_met = 2019-12-31\n",
		"lokale_regel":   "[[lokale_regel]]\ngemeente = \"1001\"\nregel = \"werklocatie in aanliggende woonplaats\"\nvan = 2026-01-01\n",
		"overgangsregel": "[[overgangsregel]]\nregel = \"eindigen\"\nvan = 2026-01-01\n",
		"woonplaats":     "[[woonplaats]]\nnaam = \"Buitendorp\"\ngemeente = \"2001\"\ngrenst_aan = \"1001\"\nvan = 2026-01-01\n",
	}
	for kind, extra := range tests {
		text := base + "\n" + extra
		found := problemsOf(t, text)
		line := lineOf(t, text, extra, 1) + strings.Count(extra[:strings.Index(extra, "van =")], "\n")
		if len(found) != 1 || found[0].Line != line || !strings.Contains(found[0].Text, "is there twice for") || !strings.Contains(found[0].Text, "end the first before the second begins") {
			t.Errorf("%s: want one problem on line %d, got %v", kind, line, &Error{found})
		}
	}
	text := base + "\n[[instelling]]\ncode = \"wmo_onderzoek_weken\"\nwaarde = 7\n"
	if found := problemsOf(t, text); len(found) != 1 || !strings.Contains(found[0].Text, "two values from the same day (the first is on line") {
		t.Errorf("setting twice: %v", &Error{found})
	}
}

func TestBordersThatDisagreeAboutTheirDays(t *testing.T) {
	text := strings.Replace(small(t), `"1003"]`, `]`, 1) // Dorp does not name Polder in short any more
	text = strings.Replace(text, "opvolger = \"1001\"\n", "opvolger = \"1001\"\n  [[gemeente.grens]]\n  gemeente = \"1003\"\n  van = 2015-01-01\n", 1)
	found := problemsOf(t, text)
	if len(found) != 2 || !strings.Contains(found[0].Text, "says another period") || !strings.Contains(found[1].Text, "says another period") {
		t.Errorf("got %v", &Error{found})
	}
}

func TestAllMistakesAtOnceInOrderOfLine(t *testing.T) {
	text := small(t)
	for _, m := range []struct{ old, new string }{
		{`naam = "Stad"`, `naam = 1`},
		{`tot_en_met = 2020-12-31`, `tot_en_met = 2020-02-30`},
		{`vorm = "structureel"`, `vorm = "vast"`},
		{`geboren_van = 1958-01-01`, `geboren_van = 1958-02-30`},
		{`product = "STA3"`, `produkt = "STA3"`},
	} {
		text = strings.Replace(text, m.old, m.new, 1)
	}
	found := problemsOf(t, text)
	for _, part := range []string{`naam = 1`, `2020-02-30`, `vorm = "vast"`, `1958-02-30`, `produkt`} {
		line := lineOf(t, text, part, 1)
		if !slices.ContainsFunc(found, func(p Problem) bool { return p.Line == line }) {
			t.Errorf("nothing on line %d (%s)", line, part)
		}
	}
	if !slices.IsSortedFunc(found, func(a, b Problem) int { return a.Line - b.Line }) {
		t.Error("problems are not in order of line")
	}
	for _, p := range found {
		if p.Line == 0 || p.String() == p.Text {
			t.Errorf("without a line: %s", p)
		}
	}
}

func TestWhatIsNotTOML(t *testing.T) {
	tests := map[string]struct {
		text string
		line int
		want string
	}{
		"open string":     {"formaat = 1\n\n[regio]\ncode = \"x\n", 4, "this is not TOML"},
		"key twice":       {"formaat = 1\nformaat = 1\n", 2, "this is not TOML"},
		"not UTF-8":       {"formaat = 1\n# caf\xe9\n", 2, "not in UTF-8"},
		"nothing at all":  {"", 1, "formaat: is missing"},
		"something else":  {"<html>", 1, "this is not TOML"},
		"too many months": {"formaat = 1\nx = 2020-13-01\n", 2, "2020-13-01 is no date"},
		"a bad time":      {"formaat = 1\nx = 2020-01-01T25:00:00Z\n", 2, "this is not TOML"},
	}
	for name, test := range tests {
		found := problemsOf(t, test.text)
		if len(found) == 0 || !slices.ContainsFunc(found, func(p Problem) bool { return p.Line == test.line && strings.Contains(p.Text, test.want) }) {
			t.Errorf("%s: %v", name, &Error{found})
		}
	}
	big := strings.NewReader("formaat = 1\n#" + strings.Repeat("x", MaxBytes))
	if _, err := Load(big); err == nil || !strings.Contains(err.Error(), "larger than 4 MB") {
		t.Errorf("a file that is too large: %v", err)
	}
	broken := errors.New("disk on fire")
	if _, err := Load(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("an error of the reader becomes %v", err)
	}
}

func TestLoadTakesWhatEditorsMake(t *testing.T) {
	want, err := Load(strings.NewReader(small(t)))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"Windows line ends": strings.ReplaceAll(small(t), "\n", "\r\n"),
		"byte order mark":   "\ufeff" + small(t),
		"CBS code with GM":  strings.ReplaceAll(small(t), `code = "1003"`, `code = "GM1003"`),
	} {
		got, err := Load(strings.NewReader(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestLoadGivesTypedValues(t *testing.T) {
	r, err := Load(strings.NewReader(small(t)))
	if err != nil {
		t.Fatal(err)
	}
	register, err := r.Register()
	if err != nil {
		t.Fatal(err)
	}
	if !register.GrenstAan("1003", "2001", day("2019-01-01")) || register.GrenstAan("1003", "2001", day("2018-12-31")) || register.GrenstAan("1002", "1003", day("2021-01-01")) {
		t.Error("borders are read wrong")
	}
	if o := register.Koopoordeel("1001", inkoop.ProductRef{Catalogus: "v1", Product: "ORI"}, day("2019-12-31")); !o.Mag {
		t.Errorf("choice is read wrong: %+v", o)
	}
	if w := register.Instellingen(day("2021-01-01")); w.StaVoortgangHerhalen || w.VroegEindePrijs != inkoop.EindprijsNaarRato || len(w.NazorgMaanden) != 2 {
		t.Errorf("settings are read wrong: %+v", w)
	}
	if regel := register.Overgangsregel(inkoop.Contract{}, day("2018-01-01")); regel.Uiterlijk != day("2030-12-31") {
		t.Errorf("transition rule is read wrong: %+v", regel)
	}
}

func TestValidateWithoutAFile(t *testing.T) {
	if err := Example().Validate(); err != nil {
		t.Errorf("the example: %v", err)
	}
	tests := map[string]func(*Region){
		"no name":             func(r *Region) { r.Naam = "" },
		"no gemeenten":        func(r *Region) { r.Inkoop = inkoop.Dataset{} },
		"unnamed wijk":        func(r *Region) { r.Inkoop.Wijken[0].Naam = "" },
		"wrong border":        func(r *Region) { b := &r.Inkoop.Grenzen[0]; b.A, b.B = b.B, b.A },
		"border of outsiders": func(r *Region) { b := &r.Inkoop.Grenzen[0]; b.A, b.B = "0200", "0228" },
		"unknown setting":     func(r *Region) { r.Inkoop.Instellingen[0].Code = "x" },
		"setting not normal":  func(r *Region) { r.Inkoop.Instellingen[0].Waarde = "016" },
		"no AOW":              func(r *Region) { r.AOW = nil },
		"negative price":      func(r *Region) { r.Inkoop.Tarieven[0].Bedrag = -1 },
		"unknown ladder":      func(r *Region) { r.Inkoop.Catalogi[0].Ladder = "v9" },
	}
	for name, change := range tests {
		r := Example()
		change(r)
		var found *Error
		if err := r.Validate(); !errors.As(err, &found) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, p := range found.Problems {
			if p.Line != 0 {
				t.Errorf("%s names a line of a file that is not there: %s", name, p)
			}
		}
		if err := Write(&bytes.Buffer{}, r); err == nil {
			t.Errorf("%s: written all the same", name)
		}
	}
}
