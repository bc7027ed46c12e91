package inkoop

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"trede/internal/domain/civil"
	"trede/internal/domain/money"
	"trede/internal/testkit"
)

// oudContract is a contract as in S-A: until 31 December 2019, extended by six
// months under the same conditions.
func oudContract() Contract {
	return Contract{
		ID: "c1", Nummer: "2017-04", Aanbieder: "a1", Getekend: day("2016-12-01"), Oorspronkelijk: through("2017-01-01", "2019-12-31"),
		Regels: []Contractregel{
			{Product: ProductRef{"v1", "ONT3"}, Gemeenten: []GemeenteCode{stad, dorp}},
			{Product: ProductRef{"v1", "ONT2"}, Gemeenten: []GemeenteCode{stad}, Geldig: through("2017-01-01", "2018-12-31")},
		},
		Addenda: []Addendum{{Nummer: 1, Soort: Verlenging, Getekend: day("2019-06-01"), LaatsteDag: day("2020-06-30")}},
	}
}

func TestLooptijdWithAddenda(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Contract)
		want   string
	}{
		{"extended by half a year", func(*Contract) {}, "2017-01-01..2020-06-30"},
		{"extension not signed", func(c *Contract) { c.Addenda[0].Getekend = civil.Date{} }, "2017-01-01..2019-12-31"},
		{"extension that is no later", func(c *Contract) { c.Addenda[0].LaatsteDag = day("2019-06-30") }, "2017-01-01..2019-12-31"},
		{"ended early after the extension", func(c *Contract) {
			c.Addenda = append(c.Addenda, Addendum{Nummer: 2, Soort: Beeindiging, Getekend: day("2020-01-05"), LaatsteDag: day("2020-01-31")})
		}, "2017-01-01..2020-01-31"},
		{"in order of number, not of the list", func(c *Contract) {
			c.Addenda = append([]Addendum{{Nummer: 2, Soort: Beeindiging, Getekend: day("2020-01-05"), LaatsteDag: day("2020-01-31")}}, c.Addenda...)
		}, "2017-01-01..2020-01-31"},
		{"open contract ended", func(c *Contract) {
			c.Oorspronkelijk.Until = civil.Date{}
			c.Addenda[0].Soort = Beeindiging
		}, "2017-01-01..2020-06-30"},
		{"not signed at all", func(c *Contract) { c.Getekend = civil.Date{} }, "2017-01-01..(empty)"},
	}
	for _, test := range tests {
		c := oudContract()
		test.change(&c)
		if got := c.Looptijd().String(); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestContractHoldsProductsForGemeenten(t *testing.T) {
	c := oudContract()
	ont3, ont2 := ProductRef{"v1", "ONT3"}, ProductRef{"v1", "ONT2"}
	tests := []struct {
		product  ProductRef
		gemeente GemeenteCode
		day      string
		want     bool
	}{
		{ont3, stad, "2017-01-01", true},
		{ont3, dorp, "2020-06-30", true}, // in the extension, same products
		{ont3, dorp, "2020-07-01", false},
		{ont3, stad, "2016-12-31", false},
		{ont3, polder, "2018-01-01", false},
		{ont2, stad, "2018-12-31", true},
		{ont2, stad, "2019-01-01", false},
		{ProductRef{"v2", "ONT3"}, stad, "2018-01-01", false},
	}
	for _, test := range tests {
		if got := c.Levert(test.product, test.gemeente, day(test.day)); got != test.want {
			t.Errorf("Levert(%s, %s, %s) = %t", test.product, test.gemeente, test.day, got)
		}
	}
	if diff := cmp.Diff([]ProductRef{ont2, ont3}, c.Producten(stad, day("2018-01-01"))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]GemeenteCode{stad, dorp}, c.Gemeenten(ont3, day("2018-01-01"))); diff != "" {
		t.Error(diff)
	}
	if c.Producten(stad, day("2021-01-01")) != nil || c.Gemeenten(ont3, day("2021-01-01")) != nil {
		t.Error("an ended contract still holds products")
	}
}

func TestUitbreidingCountsOnceSigned(t *testing.T) {
	c := oudContract()
	more := Addendum{Nummer: 2, Soort: Uitbreiding, Regels: []Contractregel{{Product: ProductRef{"v1", "STA3"}, Gemeenten: []GemeenteCode{stad}}}}
	c.Addenda = append(c.Addenda, more)
	if c.Levert(ProductRef{"v1", "STA3"}, stad, day("2018-01-01")) {
		t.Error("an addendum counts that nobody signed")
	}
	c.Addenda[1].Getekend = day("2018-01-01")
	if !c.Levert(ProductRef{"v1", "STA3"}, stad, day("2018-01-01")) {
		t.Error("a signed addendum does not count")
	}
}

func TestLooptijdNeverOutlivesAnEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := day("2017-01-01")
		c := Contract{Getekend: start, Oorspronkelijk: civil.Period{From: start, Until: start.AddDays(rapid.IntRange(1, 2000).Draw(t, "days"))}}
		for n := range rapid.IntRange(0, 5).Draw(t, "addenda") {
			c.Addenda = append(c.Addenda, Addendum{
				Nummer: n, Getekend: start, LaatsteDag: start.AddDays(rapid.IntRange(0, 3000).Draw(t, "last")),
				Soort: rapid.SampledFrom([]AddendumSoort{Verlenging, Beeindiging, Uitbreiding}).Draw(t, "soort"),
			})
		}
		period := c.Looptijd()
		if period.From != start || period.IsEmpty() || period.IsOpen() {
			t.Fatalf("period %s", period)
		}
		for _, a := range c.Addenda[max(0, len(c.Addenda)-1):] {
			if a.Soort == Beeindiging && period.LastDay().After(a.LaatsteDag) {
				t.Fatalf("ended on %s but runs until %s", a.LaatsteDag, period.LastDay())
			}
			if a.Soort == Verlenging && period.LastDay().Before(a.LaatsteDag) {
				t.Fatalf("extended to %s but runs until %s", a.LaatsteDag, period.LastDay())
			}
		}
	})
}

func TestVerzekerdOp(t *testing.T) {
	both := []Verzekering{
		{Soort: Aansprakelijkheid, DektDeelnemers: true, Geldig: through("2021-01-01", "2021-12-31")},
		{Soort: Ongevallen, DektDeelnemers: true, Geldig: through("2021-01-01", "2021-12-31")},
	}
	if got := VerzekerdOp(both, day("2021-12-31")); got != nil {
		t.Errorf("missing on the last day: %v", got)
	}
	if got := VerzekerdOp(both, day("2022-01-01")); len(got) != 2 {
		t.Errorf("missing after the last day: %v", got)
	}
	both[1].DektDeelnemers = false
	if diff := cmp.Diff([]Verzekeringssoort{Ongevallen}, VerzekerdOp(both, day("2021-06-01"))); diff != "" {
		t.Error("a policy that does not cover participants counts: " + diff)
	}
}

func TestPlafond(t *testing.T) {
	p := Plafond{Code: "p", Plekken: 10, Bedrag: money.Euros(1000), Geldig: from("2020-01-01")}
	tests := []struct {
		used, asked PlafondGebruik
		procent     int
		vol         bool
	}{
		{PlafondGebruik{}, PlafondGebruik{}, 0, false},
		{PlafondGebruik{Plekken: 7}, PlafondGebruik{Plekken: 1}, 80, false},
		{PlafondGebruik{Plekken: 9}, PlafondGebruik{Plekken: 1}, 100, false},
		{PlafondGebruik{Plekken: 10}, PlafondGebruik{Plekken: 1}, 110, true},
		{PlafondGebruik{Plekken: 1, Bedrag: money.Euros(900)}, PlafondGebruik{Plekken: 1, Bedrag: 10001}, 100, true},
		{PlafondGebruik{Bedrag: money.Euros(900)}, PlafondGebruik{Bedrag: money.Euros(100)}, 100, false},
	}
	for _, test := range tests {
		s := PlafondStand{Plafond: p, Gebruikt: test.used, Gevraagd: test.asked}
		if s.Procent() != test.procent || s.Vol() != test.vol {
			t.Errorf("%+v + %+v: %d percent, full %t", test.used, test.asked, s.Procent(), s.Vol())
		}
	}
	if (PlafondStand{Gebruikt: PlafondGebruik{Plekken: 1000}}).Vol() {
		t.Error("a plafond without limits is full")
	}
	p.Producten, p.Gemeente = []ProductCode{"ONT3"}, dorp
	if !p.Telt(dorp, "ONT3", day("2020-01-01")) || p.Telt(stad, "ONT3", day("2020-01-01")) ||
		p.Telt(dorp, "STA3", day("2020-01-01")) || p.Telt(dorp, "ONT3", day("2019-12-31")) {
		t.Error("a plafond counts what it should not, or the other way round")
	}
}

func TestWerkplekPlaces(t *testing.T) {
	morning, afternoon := Dagdeel{time.Monday, Ochtend}, Dagdeel{time.Monday, Middag}
	w := Werkplek{Dagdelen: []Dagdeelplekken{{morning, 4}, {afternoon, 2}}}
	if w.Capaciteit() != 6 || w.Plekken(morning) != 4 || w.Plekken(Dagdeel{time.Tuesday, Ochtend}) != 0 {
		t.Error("places are counted wrong")
	}
}

func TestHerkomstZeker(t *testing.T) {
	sure := map[HerkomstSoort]bool{UitBron: true, Berekend: true, Regio: true}
	for _, soort := range append(HerkomstSoorten(), "") {
		if (Herkomst{Soort: soort}).Zeker() != sure[soort] {
			t.Errorf("%q", soort)
		}
	}
}

// The store keeps contracts as JSON, so what is written must be read back and keys
// must not change with a name in Go.
func TestContractSurvivesStorage(t *testing.T) {
	c := oudContract()
	c.Plafonds = []Plafond{{Code: "p", Producten: []ProductCode{"ONT3"}, Plekken: 5, Bedrag: 100, Geldig: from("2020-01-01")}}
	c.Overgang = c.Overgang.From(day("2018-01-01"), Overgangsregel{Soort: Eindigen, Herkomst: Herkomst{Soort: UitBron, Bron: "art. 4"}})
	body, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var back Contract
	if err := json.Unmarshal(body, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(c, back); diff != "" {
		t.Error(diff)
	}
	for _, key := range []string{`"oorspronkelijk":{`, `"laatste_dag":"2020-06-30"`, `"product":{"catalogus":"v1","product":"ONT3"}`, `"soort":"eindigen"`} {
		if !strings.Contains(string(body), key) {
			t.Errorf("%s is not in %s", key, body)
		}
	}
}

// Each addendum has the next number.
func TestNumbersOfAddenda(t *testing.T) {
	testkit.Eis(t, "INK-11")
	c := oudContract()
	again := c.Met(Addendum{Soort: Beeindiging}).Met(Addendum{Soort: Verlenging})
	if n := []int{again.Addenda[0].Nummer, again.Addenda[1].Nummer, again.Addenda[2].Nummer}; !slices.Equal(n, []int{1, 2, 3}) || len(c.Addenda) != 1 {
		t.Errorf("numbers %v, and %d in what was given", n, len(c.Addenda))
	}
}
