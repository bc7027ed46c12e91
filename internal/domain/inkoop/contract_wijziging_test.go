package inkoop

import (
	"testing"

	"trede/internal/domain/civil"
	"trede/internal/testkit"
)

// A signed contract keeps its lines; a change is an addendum with a day.
func TestSignedContractChangesByAddendumOnly(t *testing.T) {
	testkit.Eis(t, "INK-11")
	more := Contractregel{Product: ProductRef{"v1", "STA3"}, Gemeenten: []GemeenteCode{stad}, Geldig: from("2018-03-01")}
	addendum := func(change func(*Addendum)) func(*Contract) {
		return func(c *Contract) {
			a := Addendum{Nummer: 2, Soort: Uitbreiding, Getekend: day("2018-02-20"), Regels: []Contractregel{more}}
			change(&a)
			c.Addenda = append(c.Addenda, a)
		}
	}
	tests := []struct {
		name   string
		change func(*Contract)
		code   string // empty: it may
	}{
		{"as it was", func(*Contract) {}, ""},
		{"a line more", func(c *Contract) { c.Regels = append(c.Regels, more) }, "contract.regels_bij_addendum"},
		{"a line less", func(c *Contract) { c.Regels = c.Regels[:1] }, "contract.regels_bij_addendum"},
		{"a gemeente more", func(c *Contract) { c.Regels[1].Gemeenten = []GemeenteCode{stad, dorp} }, "contract.regels_bij_addendum"},
		{"a line that holds longer", func(c *Contract) { c.Regels[1].Geldig = civil.Period{} }, "contract.regels_bij_addendum"},
		{"another period", func(c *Contract) { c.Oorspronkelijk.Until = civil.Date{} }, "contract.alleen_bij_addendum"},
		{"not signed after all", func(c *Contract) { c.Getekend = civil.Date{} }, "contract.is_getekend"},
		{"another provider", func(c *Contract) { c.Aanbieder = "a2" }, "contract.is_getekend"},
		{"another reason to go without an inschrijving", func(c *Contract) { c.ZonderInschrijving = "toch iets anders" }, "contract.is_getekend"},
		{"without the addendum", func(c *Contract) { c.Addenda = nil }, "contract.addendum_blijft"},
		{"with another addendum", func(c *Contract) { c.Addenda[0].LaatsteDag = day("2021-06-30") }, "contract.addendum_blijft"},
		{"a line by addendum", addendum(func(*Addendum) {}), ""},
		{"an addendum without lines", addendum(func(a *Addendum) { a.Regels = nil }), "contract.addendum_dag_ontbreekt"},
		{"a line without a day", addendum(func(a *Addendum) { a.Regels = []Contractregel{{Product: more.Product, Gemeenten: more.Gemeenten}} }), "contract.addendum_dag_ontbreekt"},
		{"an end without a day", addendum(func(a *Addendum) { a.Soort = Beeindiging }), "contract.addendum_dag_ontbreekt"},
		{"a number twice", addendum(func(a *Addendum) { a.Nummer = 1 }), "contract.addendum_nummer"},
	}
	for _, test := range tests {
		now := oudContract()
		test.change(&now)
		findings := oudContract().ToetsWijziging(now)
		switch {
		case test.code == "" && len(findings) > 0:
			t.Errorf("%s: refused with %s", test.name, findings[0].Code)
		case test.code != "" && (len(findings) == 0 || findings[0].Code != test.code):
			t.Errorf("%s: %v, want %s", test.name, findings, test.code)
		}
	}
	open := oudContract()
	open.Getekend = civil.Date{}
	now := open
	now.Regels, now.Oorspronkelijk = []Contractregel{more}, from("2018-01-01")
	if findings := open.ToetsWijziging(now); len(findings) > 0 {
		t.Errorf("a contract that nobody signed: %v", findings)
	}
}

// A line of the next catalogue begins with that catalogue, and cannot be made to begin
// earlier.
func TestLinesOfTheNextCatalogue(t *testing.T) {
	testkit.Eis(t, "INK-06", "INK-14")
	r := testRegister(t)
	line := func(ref ProductRef, geldig civil.Period) Contractregel {
		return Contractregel{Product: ref, Gemeenten: []GemeenteCode{stad}, Geldig: geldig}
	}
	c := Contract{Getekend: day("2019-12-01"), Oorspronkelijk: through("2020-01-01", "2021-12-31"), Regels: []Contractregel{line(v1ONT3, civil.Period{}), line(v2ONT3, civil.Period{})}}
	if got := c.ToetsRegels(Contract{}, r); len(got) != 1 || got[0].Code != "contract.catalogus_nog_niet" {
		t.Errorf("from the first day of the contract: %v", got)
	}
	now := c.VanafCatalogus(Contract{}, r)
	if got := now.ToetsRegels(Contract{}, r); len(got) > 0 {
		t.Errorf("from the first day of the catalogue: %v", got)
	}
	for _, x := range []struct {
		ref  ProductRef
		day  string
		want bool
	}{{v1ONT3, "2020-01-01", true}, {v2ONT3, "2020-06-30", false}, {v2ONT3, "2020-07-01", true}, {v2ONT3, "2021-12-31", true}} {
		if got := now.Levert(x.ref, stad, day(x.day)); got != x.want {
			t.Errorf("%s on %s: %t", x.ref, x.day, got)
		}
	}
	if c.Regels[1].Geldig != (civil.Period{}) {
		t.Error("the contract that was given has changed")
	}
	if got := c.VanafCatalogus(c, r); !got.Regels[1].equal(c.Regels[1]) {
		t.Errorf("a line that was there changes: %+v", got.Regels[1])
	}
	c.Regels[1].Geldig = from("2020-06-30")
	if got := c.VanafCatalogus(Contract{}, r).ToetsRegels(Contract{}, r); len(got) != 1 || got[0].Code != "contract.catalogus_nog_niet" {
		t.Errorf("a day that was chosen: %v", got)
	}
	c.Oorspronkelijk = through("2020-07-01", "2021-12-31")
	c.Regels = []Contractregel{line(v2ONT3, civil.Period{})}
	if got := c.VanafCatalogus(Contract{}, r); got.Regels[0].Geldig != (civil.Period{}) {
		t.Errorf("its own catalogue: %+v", got.Regels[0])
	}
}
