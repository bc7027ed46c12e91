package region

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/money"
	"trede/internal/domain/persoon"
)

func written(t interface{ Fatal(...any) }, r *Region) string {
	var b bytes.Buffer
	if err := Write(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// readBack loads what was written and compares it with the region it came from.
func readBack(t interface{ Fatal(...any) }, r *Region) {
	text := written(t, r)
	back, err := Load(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	sorted := r.clone()
	sorted.sort()
	if diff := cmp.Diff(sorted, back, cmpopts.EquateEmpty()); diff != "" {
		t.Fatal(diff)
	}
	if again := written(t, back); again != text {
		t.Fatal("written again it differs: " + cmp.Diff(text, again))
	}
}

func TestWriteThenLoad(t *testing.T) {
	t.Run("example", func(t *testing.T) { readBack(t, Example()) })
	t.Run("small", func(t *testing.T) {
		r, err := Load(strings.NewReader(small(t)))
		if err != nil {
			t.Fatal(err)
		}
		readBack(t, r)
	})
}

func TestWriteLeavesTheRegionAsItIs(t *testing.T) {
	r := Example()
	slices.Reverse(r.Inkoop.Wijken)
	slices.Reverse(r.Inkoop.Keuzes)
	before := r.clone()
	first := written(t, r)
	if diff := cmp.Diff(before, r); diff != "" {
		t.Error("writing changes the region: " + diff)
	}
	if first != written(t, Example()) {
		t.Error("the order of the lists shows in the file")
	}
}

func TestWrittenFileIsForPeopleToo(t *testing.T) {
	text := written(t, Example())
	for _, part := range []string{
		"formaat = 1\n",
		"code = \"0299\"\nnaam = \"Zevenaar\"\ndeelgebied = \"Liemers\"\n",
		"[[gemeente.grens]]\ngemeente = \"1705\"\nvan = 2018-01-01\n",
		"van = 2017-01-01\ntot_en_met = 2020-06-30\n",
		"producten = [\"ONT2\", \"ONT3\", \"ONT4\", \"ONT5\", \"STA3\", \"STA4\"]\nvorm = \"structureel\"\n",
		"bedrag = \"2.400,00\"\n", "waarde = [-21, -7, 0, 7]\n", "waarde = true\n", "waarde = \"volledig\"\n",
	} {
		if !strings.Contains(text, part) {
			t.Errorf("not in the file:\n%s", part)
		}
	}
}

// draw is a random region that is right, with texts that are hard to write.
type draw struct{ *rapid.T }

func (d draw) word(label string) string {
	return rapid.SampledFrom([]string{
		"Stad", "'s-Gravenhage", "Oriëntatie", `met "quotes"`, `schuine \ streep`, "twee\nregels", "tab\there", "# geen commentaar",
		"[geen tabel]", "een\u0001teken", "regel\u2028scheiding", "😀", "= 1",
	}).Draw(d.T, label)
}

func (d draw) herkomst() inkoop.Herkomst {
	h := inkoop.Herkomst{Soort: rapid.SampledFrom(inkoop.HerkomstSoorten()).Draw(d.T, "soort")}
	if rapid.Bool().Draw(d.T, "met bron") {
		h.Bron = d.word("bron")
	}
	return h
}

func (d draw) chance(label string) bool { return rapid.Bool().Draw(d.T, label) }

// split cuts the days from a first one on into n periods that follow each other.
func (d draw) split(from civil.Date, n int, open bool) []civil.Period {
	var list []civil.Period
	for i := range n {
		until := from.AddDays(rapid.IntRange(1, 900).Draw(d.T, "dagen"))
		p := civil.Period{From: from, Until: until}
		if i == n-1 && open {
			p.Until = civil.Date{}
		}
		list = append(list, p)
		from = until
	}
	return list
}

func (d draw) region() *Region {
	r := &Region{Code: "r", Naam: d.word("naam"), Toelichting: d.word("toelichting")}
	d.gemeenten(r)
	d.catalogi(r)
	d.others(r)
	d.ronden(r)
	table := persoon.StandaardAOWTabel()
	for _, row := range table[rapid.IntRange(0, len(table)-1).Draw(d.T, "aow"):] {
		r.AOW = append(r.AOW, AOWRegel{AOWRegel: row, Herkomst: d.herkomst()})
	}
	return r
}

func (d draw) gemeenten(r *Region) {
	data := &r.Inkoop
	n := rapid.IntRange(1, 5).Draw(d.T, "gemeenten")
	for i := range n + 2 {
		g := inkoop.Gemeente{
			Code: inkoop.GemeenteCode(fmt.Sprintf("%04d", 1000+(i*7919)%1000)), Naam: d.word("gemeente"), InRegio: i < n, Herkomst: d.herkomst(),
		}
		if d.chance("deelgebied") {
			g.Deelgebied = d.word("deel")
		}
		if 0 < i && i < n && d.chance("opgeheven") {
			g.Geldig = civil.Period{Until: day("2018-01-01")}
			g.Opvolger = data.Gemeenten[0].Code
		}
		data.Gemeenten = append(data.Gemeenten, g)
	}
	for i, a := range data.Gemeenten {
		for _, b := range data.Gemeenten[i+1:] {
			if !a.InRegio && !b.InRegio || !d.chance("grens") {
				continue
			}
			p := a.Geldig.Intersect(b.Geldig)
			if d.chance("later") {
				p.From = day("2010-01-01")
			}
			data.Grenzen = append(data.Grenzen, inkoop.NewAangrenzing(a.Code, b.Code, p, d.herkomst()))
		}
	}
	for i := range rapid.IntRange(0, 3).Draw(d.T, "wijken") {
		code := fmt.Sprintf("WK%s%02d", data.Gemeenten[0].Code, i)
		data.Wijken = append(data.Wijken, inkoop.Wijk{Code: inkoop.WijkCode(code), Naam: d.word("wijk"), Herkomst: d.herkomst()})
	}
}

func (d draw) catalogi(r *Region) {
	data := &r.Inkoop
	for i, period := range d.split(day("2017-01-01"), rapid.IntRange(1, 3).Draw(d.T, "catalogi"), d.chance("open")) {
		c := inkoop.Catalogusversie{
			Code: inkoop.CatalogusCode(fmt.Sprintf("v%d", i)), Naam: d.word("catalogus"), Geldig: period, Ladder: ladder.V2,
			Status: inkoop.Vastgesteld, Herkomst: d.herkomst(), Producten: []inkoop.Product{d.product("STA3"), d.product("ORI")},
		}
		d.basis(&c.Basis)
		if i > 0 {
			c.Volgt = data.Catalogi[i-1].Code
			if d.chance("overgenomen") {
				c.Basis = data.Catalogi[i-1].Basis
				if c.Basis.Doel != "" {
					c.Basis.Overgenomen = c.Volgt
				}
			}
			for _, code := range []inkoop.ProductCode{"STA3", "ORI"} {
				c.Wijzigingen = append(c.Wijzigingen, inkoop.Productwijziging{Oud: code, Nieuw: code, Wat: d.word("wat"), Waarom: d.word("waarom"), VoorWie: d.word("wie")})
			}
		}
		data.Catalogi = append(data.Catalogi, c)
		price := inkoop.Tarief{Product: c.Ref("STA3"), Per: inkoop.PrijsUur, Bedrag: 1250, Geldig: period, Herkomst: d.herkomst()}
		if d.chance("duurder") {
			price.Bedrag = money.Cents(rapid.Int64Range(1, 1_000_000_00).Draw(d.T, "bedrag"))
			price.Motivering = d.word("motivering")
		} else if i > 0 {
			price.Bedrag = data.Tarieven[i-1].Bedrag
		}
		price.Kaart = d.kaart(price.Bedrag)
		data.Tarieven = append(data.Tarieven, price)
		for _, code := range []inkoop.ProductCode{"STA3", "ORI"} {
			if d.chance("keuze") {
				keuze := inkoop.GemeenteKeuze{
					Gemeente: data.Gemeenten[0].Code, Product: c.Ref(code), Geldig: period, Herkomst: d.herkomst(),
					Vorm: rapid.SampledFrom(inkoop.Vormen()).Draw(d.T, "vorm"), Alternatief: d.word("alternatief"),
				}
				if keuze.Vorm == inkoop.Pilot && d.chance("evaluatie") {
					keuze.Evaluatie = period.From
				}
				data.Keuzes = append(data.Keuzes, keuze)
			}
		}
	}
}

func (d draw) product(code inkoop.ProductCode) inkoop.Product {
	p := inkoop.Product{
		Code: code, Naam: d.word("product"), GewoneNaam: d.word("gewoon"), Soort: inkoop.ORI, BegintredeMin: 1, BegintredeMax: 5,
		Duur: inkoop.Duurregel{Soort: inkoop.DuurStreef, Maanden: 3}, Prijsvorm: inkoop.PrijsGeen, Herkomst: d.herkomst(),
	}
	if d.chance("blad") {
		p.Blad = inkoop.Productblad{Doel: d.word("doel"), Doelgroep: d.word("doelgroep"), Begeleiding: d.word("begeleiding"), Afbakening: d.word("afbakening")}
	}
	if code == "STA3" {
		p.Soort, p.BegintredeMin, p.BegintredeMax, p.Nadruk = inkoop.STA, 3, 3, ladder.Activering
		p.Duur, p.Prijsvorm = inkoop.Duurregel{Soort: inkoop.DuurMaximum, Maanden: 24}, inkoop.PrijsUur
		p.Rapportage, p.Evaluatie = inkoop.Rapportage{Na: 6, Herhaal: 6}, inkoop.Evaluatietermijn{Dagen: 42, Zichtbaar: 70}
		p.Trajectbegeleiding = d.chance("trajectbegeleiding")
		p.IWmo = inkoop.IWmo{Categorie: "07", Code: "07A01", Eenheid: "04", Frequentie: "2"}
	}
	return p
}

func (d draw) others(r *Region) {
	data := &r.Inkoop
	for i, period := range d.split(day("2017-01-01"), rapid.IntRange(0, 2).Draw(d.T, "plafonds"), true) {
		data.Plafonds = append(data.Plafonds, inkoop.Plafond{
			Code: inkoop.PlafondCode(fmt.Sprintf("p%d", i)), Gemeente: data.Gemeenten[0].Code, Plekken: i, Bedrag: 1,
			Producten: []inkoop.ProductCode{"STA3", "ORI"}, Geldig: period, Herkomst: d.herkomst(),
		})
	}
	for _, period := range d.split(day("2017-01-01"), rapid.IntRange(0, 2).Draw(d.T, "regels"), false) {
		data.LokaleRegels = append(data.LokaleRegels, inkoop.LokaleRegel{
			Gemeente: data.Gemeenten[0].Code, Soort: inkoop.DagbestedingAlleenEnigDoel, Geldig: period, Herkomst: d.herkomst(),
		})
		data.Overgang = append(data.Overgang, civil.Dated[inkoop.Overgangsregel]{
			From: period.From, Until: period.Until, Value: inkoop.Overgangsregel{Soort: inkoop.Eindigen, Herkomst: d.herkomst()},
		})
	}
	for _, def := range inkoop.InstellingDefs() {
		if d.chance("instelling") {
			data.Instellingen = append(data.Instellingen, inkoop.Instelling{Code: def.Code, Van: day("2020-01-01"), Waarde: def.Standaard, Herkomst: d.herkomst()})
		}
	}
}

func TestWriteThenLoadAnyRegion(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := draw{rt}.region()
		if err := r.Validate(); err != nil {
			rt.Fatal(err)
		}
		readBack(rt, r)
		if changes := Diff(r, r.clone(), day("2030-01-01")); len(changes) != 0 {
			rt.Fatal(changes)
		}
	})
}

// Whatever the bytes: Load gives a region or problems, never both and never a
// panic, and a region that it gives can be written and read back.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(small(f)))
	f.Add([]byte("formaat = 1\n[regio]\ncode = 'x'\nnaam = \"\"\"\ny\"\"\"\n[[gemeente]]\ncode.x = 1\n\"code\" = '0001'\n"))
	f.Add([]byte("formaat = 1\nx = 2020-02-30\ny = [ # open\n1, '''\n''']\nz = {a = 1}\n[a.\"b.c\".'d']\n[[a.e]]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Load(bytes.NewReader(data))
		if err != nil {
			var found *Error
			if !errors.As(err, &found) || r != nil || len(found.Problems) == 0 {
				t.Fatalf("region %v with error %v", r, err)
			}
			lines := 1 + bytes.Count(data, []byte("\n"))
			for _, p := range found.Problems {
				if p.Line < 0 || p.Line > lines || p.Text == "" {
					t.Fatalf("problem %+v in a file of %d lines", p, lines)
				}
			}
			return
		}
		readBack(t, r)
		if _, err := r.Register(); err != nil {
			t.Fatal(err)
		}
	})
}
