package inkoop

import (
	"testing"

	"trede/internal/domain/civil"
	"trede/internal/testkit"
)

// A contract warns from so many months before its last day, clamped to a shorter month.
func TestEindwaarschuwing(t *testing.T) {
	testkit.Eis(t, "INK-10")
	months := []int{1, 3, 6}
	for _, test := range []struct {
		last, day string
		want      int // 0: none
		from      string
	}{
		{"2019-12-31", "2019-06-29", 0, ""},
		{"2019-12-31", "2019-06-30", 6, "2019-06-30"}, // June has no 31st
		{"2019-12-31", "2019-09-29", 6, "2019-06-30"},
		{"2019-12-31", "2019-09-30", 3, "2019-09-30"},
		{"2019-12-31", "2019-11-29", 3, "2019-09-30"},
		{"2019-12-31", "2019-11-30", 1, "2019-11-30"},
		{"2019-12-31", "2019-12-31", 1, "2019-11-30"},
		{"2019-12-31", "2020-01-01", 0, ""}, // over: no longer a warning
		{"2020-08-31", "2020-02-28", 0, ""},
		{"2020-08-31", "2020-02-29", 6, "2020-02-29"}, // a leap day
		{"2020-06-30", "2019-12-29", 0, ""},
		{"2020-06-30", "2019-12-30", 6, "2019-12-30"},
	} {
		c := Contract{Getekend: day("2016-12-01"), Oorspronkelijk: through("2017-01-01", test.last)}
		w, warned := c.Eindwaarschuwing(day(test.day), months)
		if warned != (test.want > 0) || w.Maanden != test.want || warned && (w.Vanaf != day(test.from) || w.LaatsteDag != day(test.last)) {
			t.Errorf("ends %s, on %s: %v %+v, want %d from %s", test.last, test.day, warned, w, test.want, test.from)
		}
	}
	open := Contract{Getekend: day("2016-12-01"), Oorspronkelijk: from("2017-01-01")}
	unsigned := Contract{Oorspronkelijk: through("2017-01-01", "2019-12-31")}
	coming := Contract{Getekend: day("2019-12-01"), Oorspronkelijk: through("2020-01-01", "2020-02-01")}
	for name, c := range map[string]Contract{"open end": open, "not signed": unsigned, "not begun": coming} {
		if w, warned := c.Eindwaarschuwing(day("2019-12-31"), months); warned {
			t.Errorf("%s: %+v", name, w)
		}
	}
	// The order of the setting does not matter.
	if w, _ := oudContract().Eindwaarschuwing(day("2020-06-15"), []int{6, 3, 1}); w.Maanden != 1 {
		t.Errorf("%+v", w)
	}
}

func TestVerlengbaar(t *testing.T) {
	testkit.Eis(t, "INK-11")
	plain := func(first, last string) Contract {
		return Contract{Getekend: day("2016-12-01"), Oorspronkelijk: civil.Through(day(first), civil.Date{})}.until(last)
	}
	ended := func(c Contract, last string) Contract {
		return c.Met(Addendum{Soort: Beeindiging, Getekend: day("2018-01-01"), LaatsteDag: day(last)})
	}
	unsigned := plain("2017-01-01", "2019-12-31")
	unsigned.Getekend = civil.Date{}
	draft := plain("2017-01-01", "2019-12-31")
	draft.Addenda = []Addendum{{Nummer: 1, Soort: Verlenging, LaatsteDag: day("2020-06-30")}}
	for _, test := range []struct {
		name string
		c    Contract
		want Bulkreden
	}{
		{"ends on the day", plain("2017-01-01", "2019-12-31"), ""},
		{"began on the day", plain("2019-12-31", "2019-12-31"), ""},
		{"extension that nobody signed", draft, ""},
		{"open end that the region ended on the day", ended(plain("2017-01-01", ""), "2019-12-31"), ""},
		{"ended the day before", plain("2017-01-01", "2019-12-30"), BulkAfgelopen},
		{"begins the day after", plain("2020-01-01", "2020-12-31"), BulkNietBegonnen},
		{"not signed", unsigned, BulkNietGetekend},
		{"extended already", oudContract(), BulkAlVerlengd},
		{"ends later by itself", plain("2017-01-01", "2020-01-01"), BulkLooptDoor},
		{"no end", plain("2017-01-01", ""), BulkGeenEinde},
		{"ended early by the parties, on the day", ended(plain("2017-01-01", "2021-12-31"), "2019-12-31"), BulkBeeindigd},
		{"ended early by the parties, before the day", ended(plain("2017-01-01", "2021-12-31"), "2019-03-31"), BulkBeeindigd},
		{"ended twice, the second time early", ended(ended(plain("2017-01-01", ""), "2020-12-31"), "2019-12-31"), BulkBeeindigd},
	} {
		if got := test.c.Verlengbaar(day("2019-12-31")); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// until gives the contract a last day, or none.
func (c Contract) until(last string) Contract {
	if last != "" {
		c.Oorspronkelijk = civil.Through(c.Oorspronkelijk.From, day(last))
	}
	return c
}

func TestVerlengdTot(t *testing.T) {
	testkit.Eis(t, "INK-11")
	for _, test := range []struct {
		peildag string
		maanden int
		want    string
	}{
		{"2019-12-31", 6, "2020-06-30"},
		{"2019-12-31", 2, "2020-02-29"},
		{"2020-12-31", 2, "2021-02-28"},
		{"2019-12-30", 6, "2020-06-30"}, // from 31 December: June has no 31st
		{"2020-06-30", 12, "2021-06-30"},
		{"2020-06-30", 6, "2020-12-31"}, // the last day of its month, as the day before was
	} {
		if got := VerlengdTot(day(test.peildag), test.maanden); got != day(test.want) {
			t.Errorf("%s + %d: %s, want %s", test.peildag, test.maanden, got, test.want)
		}
	}
	c := Contract{Getekend: day("2016-12-01"), Oorspronkelijk: through("2017-01-01", "2019-12-31")}
	longer := c.Met(Addendum{Soort: Verlenging, Getekend: day("2019-06-01"), LaatsteDag: VerlengdTot(day("2019-12-31"), 6)})
	if longer.Addenda[0].Nummer != 1 || longer.Looptijd().String() != "2017-01-01..2020-06-30" || len(c.Addenda) != 0 {
		t.Errorf("%+v", longer)
	}
	if reason := longer.Verlengbaar(day("2019-12-31")); reason != BulkAlVerlengd {
		t.Errorf("a second time: %q", reason)
	}
}

func TestBeeindigbaar(t *testing.T) {
	testkit.Eis(t, "INK-10")
	c := Contract{Getekend: day("2016-12-01"), Oorspronkelijk: from("2017-01-01")}
	bounded := c.until("2019-12-31")
	unsigned := c
	unsigned.Getekend = civil.Date{}
	for _, test := range []struct {
		name string
		c    Contract
		day  string
		want Bulkreden
	}{
		{"open end", c, "2019-12-31", ""},
		{"on its first day", c, "2017-01-01", ""},
		{"before it begins", c, "2016-12-31", BulkNietBegonnen},
		{"ends later", bounded, "2019-12-30", ""},
		{"ends that day", bounded, "2019-12-31", BulkEindigtAl},
		{"ended before", bounded, "2020-01-01", BulkEindigtAl},
		{"not signed", unsigned, "2019-12-31", BulkNietGetekend},
	} {
		if got := test.c.Beeindigbaar(day(test.day)); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// Nothing prolongs a contract but a signed addendum: for twenty years after its end it is
// in force on no day, delivers nothing, and its aanbieder is not in the register.
func TestNoSilentRenewal(t *testing.T) {
	testkit.Eis(t, "INK-12")
	r := testRegister(t)
	c := Contract{
		ID: "c", Nummer: "2017-1", Aanbieder: "a", Getekend: day("2016-12-01"), Oorspronkelijk: through("2017-01-01", "2020-06-30"),
		Regels: []Contractregel{{Product: ProductRef{"v1", "ONT3"}, Gemeenten: []GemeenteCode{stad}}, {Product: ProductRef{"v2", "ONT3"}, Gemeenten: []GemeenteCode{stad}}},
	}
	if !c.GeldigOp(day("2020-06-30")) || len(r.Contractregister([]Contract{c}, naamloos, day("2020-06-30"))) != 1 {
		t.Error("not in force on its last day")
	}
	for at := day("2020-07-01"); at.Before(day("2040-07-01")); at = at.AddDays(1) {
		if c.GeldigOp(at) || c.Levert(ProductRef{"v2", "ONT3"}, stad, at) || len(r.Contractregister([]Contract{c}, naamloos, at)) != 0 {
			t.Fatalf("in force on %s", at)
		}
	}
}

func naamloos(id AanbiederID) string { return "Aanbieder " + string(id) }

func TestToetsAddendum(t *testing.T) {
	testkit.Eis(t, "INK-10")
	c := Contract{Getekend: day("2016-12-01"), Oorspronkelijk: through("2017-01-01", "2019-12-31")}
	unsigned := c
	unsigned.Getekend = civil.Date{}
	line := Contractregel{Product: ProductRef{"v1", "ONT3"}, Gemeenten: []GemeenteCode{stad}, Geldig: from("2018-01-01")}
	undated := line
	undated.Geldig = civil.Period{}
	for _, test := range []struct {
		name string
		c    Contract
		a    Addendum
		code string
	}{
		{"longer", c, Addendum{Soort: Verlenging, LaatsteDag: day("2020-01-01")}, ""},
		{"no longer", c, Addendum{Soort: Verlenging, LaatsteDag: day("2019-12-31")}, "contract.verlenging_niet_later"},
		{"longer than open", c.until("").zonderEinde(), Addendum{Soort: Verlenging, LaatsteDag: day("2020-01-01")}, "contract.verlenging_niet_later"},
		{"longer without a day", c, Addendum{Soort: Verlenging}, "contract.laatste_dag_ontbreekt"},
		{"shorter", c, Addendum{Soort: Beeindiging, LaatsteDag: day("2019-12-30")}, ""},
		{"shorter without a day", c, Addendum{Soort: Beeindiging}, "contract.laatste_dag_ontbreekt"},
		{"no shorter", c, Addendum{Soort: Beeindiging, LaatsteDag: day("2019-12-31")}, "contract.beeindiging_niet_eerder"},
		{"on the first day", c, Addendum{Soort: Beeindiging, LaatsteDag: day("2017-01-01")}, ""},
		{"before the first day", c, Addendum{Soort: Beeindiging, LaatsteDag: day("2016-12-31")}, "contract.beeindiging_voor_begin"},
		{"more", c, Addendum{Soort: Uitbreiding, Regels: []Contractregel{line}}, ""},
		{"more of nothing", c, Addendum{Soort: Uitbreiding}, "contract.regel_ontbreekt"},
		{"more without a day", c, Addendum{Soort: Uitbreiding, Regels: []Contractregel{undated}}, "contract.vanaf_ontbreekt"},
		{"another kind", c, Addendum{Soort: "anders"}, "contract.soort_ontbreekt"},
		{"of what is not signed", unsigned, Addendum{Soort: Beeindiging, LaatsteDag: day("2019-01-01")}, "contract.eerst_tekenen"},
	} {
		findings := test.c.ToetsAddendum(test.a)
		if test.code == "" && len(findings) > 0 || test.code != "" && (len(findings) == 0 || findings[0].Code != test.code) {
			t.Errorf("%s: %v, want %q", test.name, findings, test.code)
		}
	}
}

func (c Contract) zonderEinde() Contract {
	c.Oorspronkelijk.Until = civil.Date{}
	return c
}

// A line that no catalogue of the days of the contract has is refused.
func TestToetsRegels(t *testing.T) {
	testkit.Eis(t, "INK-06", "PRD-01")
	r := testRegister(t)
	old := Contract{Getekend: day("2016-12-01"), Oorspronkelijk: through("2017-01-01", "2020-06-30")}
	next := Contract{Getekend: day("2020-04-01"), Oorspronkelijk: through("2020-07-01", "2024-06-30")}
	line := func(catalogus CatalogusCode, product ProductCode, gemeenten ...GemeenteCode) Contractregel {
		return Contractregel{Product: ProductRef{catalogus, product}, Gemeenten: gemeenten}
	}
	dated := func(l Contractregel, p civil.Period) Contractregel { l.Geldig = p; return l }
	for _, test := range []struct {
		name string
		c    Contract
		line Contractregel
		code string
	}{
		{"of its catalogue", old, line("v1", "ONT3", stad), ""},
		{"of the next, one day too early", old, line("v2", "ONT3", stad), "contract.buiten_catalogus"},
		{"of the one that ended the day before", next, line("v1", "ONT2", stad), "contract.buiten_catalogus"},
		{"of the next, before it counts", old.until("2020-07-01"), line("v2", "ONT3", stad), "contract.catalogus_nog_niet"},
		{"from the first day of the next", old.until("2020-07-01"), dated(line("v2", "ONT3", stad), from("2020-07-01")), ""},
		{"product that ended with the catalogue", next, line("v2", "ONT2", stad), "contract.product_onbekend"},
		{"unknown catalogue", next, line("v9", "ONT3", stad), "contract.product_onbekend"},
		{"catalogue that is being written", next, line("v3", "ONT3", stad), "contract.product_onbekend"},
		{"without gemeente", next, line("v2", "ONT3"), "contract.gemeente_ontbreekt"},
		{"unknown gemeente", next, line("v2", "ONT3", stad, "9999"), "contract.gemeente_onbekend"},
		{"gemeente outside the region", next, line("v2", "ONT3", buiten), "contract.gemeente_onbekend"},
		{"gemeente that still exists", old, line("v1", "ONT3", eiland), ""},
		{"gemeente that is gone by then", next, line("v2", "ONT3", eiland), "contract.gemeente_onbekend"},
		{"after the contract", next, dated(line("v2", "ONT3", stad), from("2024-07-01")), "contract.regel_buiten_looptijd"},
		{"on its last day", next, dated(line("v2", "ONT3", stad), from("2024-06-30")), ""},
	} {
		c := test.c
		c.Regels = []Contractregel{test.line}
		findings := c.ToetsRegels(Contract{}, r)
		if test.code == "" && len(findings) > 0 || test.code != "" && (len(findings) == 0 || findings[0].Code != test.code) {
			t.Errorf("%s: %v, want %q", test.name, findings, test.code)
		}
		if again := c.ToetsRegels(c, r); len(again) > 0 {
			t.Errorf("%s: what stands there already is judged again: %v", test.name, again)
		}
	}
	withProduct := testRegister(t, func(d *Dataset) { d.Catalogi[0].Producten = testProducts(false) })
	next.Regels = []Contractregel{line("v3", "ONT3", stad)}
	if f := next.ToetsRegels(Contract{}, withProduct); len(f) != 1 || f[0].Code != "contract.catalogus_concept" {
		t.Errorf("a concept: %v", f)
	}
}
