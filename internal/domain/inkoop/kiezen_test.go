package inkoop

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trede/internal/domain/civil"
	"trede/internal/domain/money"
	"trede/internal/testkit"
)

func on(month time.Month, day int) civil.Date { return civil.New(2027, month, day) }

func span(from, until civil.Date) civil.Period { return civil.Period{From: from, Until: until} }

// A choice takes the place of the one that runs, from its day on; what is planned for later
// stays, and nothing is changed in the data that was given.
func TestAChoiceIsDated(t *testing.T) {
	testkit.Eis(t, "INK-03")
	ref := ProductRef{"v2", "ONT3"}
	row := func(vorm Vorm, p civil.Period) GemeenteKeuze {
		return GemeenteKeuze{Gemeente: dorp, Product: ref, Vorm: vorm, Geldig: p}
	}
	running := row(Structureel, span(on(1, 1), civil.Date{}))
	planned := row(Experiment, span(on(9, 1), civil.Date{}))
	other := GemeenteKeuze{Gemeente: stad, Product: ref, Vorm: Structureel, Geldig: span(on(1, 1), civil.Date{})}
	for _, c := range []struct {
		name      string
		have      []GemeenteKeuze
		add       GemeenteKeuze
		wantAfter []GemeenteKeuze
	}{
		{"nothing ran", []GemeenteKeuze{other}, row(Pilot, span(on(5, 1), civil.Date{})), []GemeenteKeuze{other, row(Pilot, span(on(5, 1), civil.Date{}))}},
		{
			"one ran",
			[]GemeenteKeuze{running, other},
			row(Pilot, span(on(5, 1), civil.Date{})),
			[]GemeenteKeuze{row(Structureel, span(on(1, 1), on(5, 1))), other, row(Pilot, span(on(5, 1), civil.Date{}))},
		},
		{
			"one is planned",
			[]GemeenteKeuze{row(Structureel, span(on(1, 1), on(9, 1))), planned},
			row(Pilot, span(on(5, 1), civil.Date{})),
			[]GemeenteKeuze{row(Structureel, span(on(1, 1), on(5, 1))), planned, row(Pilot, span(on(5, 1), on(9, 1)))},
		},
		{
			"it ends before the planned one",
			[]GemeenteKeuze{planned},
			row(Pilot, span(on(5, 1), on(7, 1))),
			[]GemeenteKeuze{planned, row(Pilot, span(on(5, 1), on(7, 1)))},
		},
		{"the same day", []GemeenteKeuze{running}, row(Pilot, span(on(1, 1), civil.Date{})), []GemeenteKeuze{row(Pilot, span(on(1, 1), civil.Date{}))}},
		{
			"one was over",
			[]GemeenteKeuze{row(Structureel, span(on(1, 1), on(5, 1)))},
			row(Pilot, span(on(5, 1), civil.Date{})),
			[]GemeenteKeuze{row(Structureel, span(on(1, 1), on(5, 1))), row(Pilot, span(on(5, 1), civil.Date{}))},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := Dataset{Keuzes: append([]GemeenteKeuze(nil), c.have...)}
			got := before.MetKeuze(c.add)
			if diff := cmp.Diff(c.wantAfter, got.Keuzes, dates); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.have, before.Keuzes, dates); diff != "" {
				t.Errorf("the given data changed: %s", diff)
			}
		})
	}
	stopped := Dataset{Keuzes: []GemeenteKeuze{running, other}}.ZonderKeuze(dorp, ref, on(5, 1))
	if diff := cmp.Diff([]GemeenteKeuze{row(Structureel, span(on(1, 1), on(5, 1))), other}, stopped.Keuzes, dates); diff != "" {
		t.Error(diff)
	}
}

var dates = cmp.Comparer(func(a, b civil.Date) bool { return a == b })

// A pilot that ends before its looking back has none any more.
func TestAnEvaluationLiesWithinItsPilot(t *testing.T) {
	testkit.Eis(t, "B-REG-04")
	ref := ProductRef{"v2", "ONT3"}
	pilot := GemeenteKeuze{Gemeente: dorp, Product: ref, Vorm: Pilot, Geldig: span(on(1, 1), civil.Date{}), Evaluatie: on(6, 1)}
	for day, want := range map[civil.Date]civil.Date{on(6, 1): {}, on(6, 2): on(6, 1)} {
		if got := (Dataset{Keuzes: []GemeenteKeuze{pilot}}).ZonderKeuze(dorp, ref, day).Keuzes[0]; got.Evaluatie != want || got.Geldig.Until != day {
			t.Errorf("until %s: %+v", day, got)
		}
	}
}

// A value of a setting replaces that of the same day, and no other.
func TestAValueIsDated(t *testing.T) {
	testkit.Eis(t, "INK-03")
	value := func(code InstellingCode, from civil.Date, value string) Instelling {
		return Instelling{Code: code, Van: from, Waarde: value}
	}
	have := []Instelling{value("a", on(1, 1), "1"), value("a", on(2, 1), "2"), value("b", on(1, 1), "3")}
	got := Dataset{Instellingen: have}.MetInstelling(value("a", on(1, 1), "4"))
	if diff := cmp.Diff([]Instelling{have[1], have[2], value("a", on(1, 1), "4")}, got.Instellingen, dates); diff != "" {
		t.Error(diff)
	}
}

// A ceiling is for a gemeente and products, in whatever order; without a limit it ends.
func TestACeilingIsReplaced(t *testing.T) {
	testkit.Eis(t, "B-REG-05")
	old := Plafond{Code: "oud", Gemeente: dorp, Producten: []ProductCode{"ONT3", "STA3"}, Plekken: 20, Geldig: span(on(1, 1), civil.Date{})}
	all := Plafond{Code: "alles", Gemeente: dorp, Plekken: 50, Geldig: span(on(1, 1), civil.Date{})}
	d := Dataset{Plafonds: []Plafond{old, all}}
	got := d.MetPlafond(Plafond{Code: "nieuw", Gemeente: dorp, Producten: []ProductCode{"STA3", "ONT3"}, Bedrag: money.Euros(5), Geldig: span(on(5, 1), civil.Date{})})
	if len(got.Plafonds) != 3 || got.Plafonds[0].Geldig.Until != on(5, 1) || got.Plafonds[1].Geldig.Until != (civil.Date{}) || got.Plafonds[2].Code != "nieuw" {
		t.Errorf("%+v", got.Plafonds)
	}
	again := got.MetPlafond(Plafond{Code: "anders", Gemeente: dorp, Producten: []ProductCode{"ONT3", "STA3"}, Plekken: 3, Geldig: span(on(5, 1), civil.Date{})})
	if len(again.Plafonds) != 3 || again.Plafonds[2].Code != "nieuw" || again.Plafonds[2].Plekken != 3 {
		t.Errorf("before it began it is the same ceiling: %+v", again.Plafonds)
	}
	gone := got.MetPlafond(Plafond{Gemeente: dorp, Producten: []ProductCode{"STA3", "ONT3"}, Geldig: span(on(7, 1), civil.Date{})})
	if len(gone.Plafonds) != 3 || gone.Plafonds[2].Geldig.Until != on(7, 1) || gone.Plafonds[1].Geldig.Until != (civil.Date{}) {
		t.Errorf("%+v", gone.Plafonds)
	}
}

// base is a catalogue of three products that two gemeenten choose from.
func base() Dataset {
	var d Dataset
	c := Catalogusversie{Code: "v2", Naam: "Twee", Status: Vastgesteld, Geldig: span(on(1, 1), civil.Date{}), Basis: Basis{Doel: "Meedoen"}}
	for _, code := range []ProductCode{"ONT3", "ONT4", "STA3"} {
		c.Producten = append(c.Producten, Product{Code: code, Naam: "Product " + string(code), Soort: Productsoort(code[:3]), Herkomst: Herkomst{UitBron, "bron"}})
		d.Keuzes = append(d.Keuzes, GemeenteKeuze{Gemeente: dorp, Product: ProductRef{"v2", code}, Vorm: Structureel, Geldig: span(on(1, 1), civil.Date{})})
		d.Tarieven = append(d.Tarieven, Tarief{
			Product: ProductRef{"v2", code}, Bedrag: 100, Geldig: span(on(1, 1), civil.Date{}), Herkomst: Herkomst{UitBron, "besluit"},
			Kaart: Tariefkaart{Delen: map[Tariefdeel]money.Cents{DeelOndersteuning: 100}},
		})
	}
	d.Gemeenten = []Gemeente{{Code: dorp, Naam: "Dorp", InRegio: true}, {Code: stad, Naam: "Stad", InRegio: true}}
	d.Catalogi = []Catalogusversie{c}
	d.Plafonds = []Plafond{{Code: "p", Gemeente: dorp, Producten: []ProductCode{"ONT4"}, Plekken: 5, Geldig: span(on(1, 1), civil.Date{})}}
	d.Percelen = []Perceel{{Code: "aw", Producten: []ProductCode{"ONT3", "ONT4", "STA3"}}}
	d.Berichtcodes = []GemeenteIWmo{{Gemeente: dorp, Product: ProductRef{"v2", "ONT4"}, IWmo: IWmo{Code: "07A11"}, Geldig: span(on(1, 1), civil.Date{})}}
	return d
}

func register(t *testing.T, d Dataset) *Register {
	t.Helper()
	r, err := NewRegister(d)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The next version is a copy that says where everything comes from, and counts for nobody.
func TestTheNextVersionIsACopy(t *testing.T) {
	testkit.Eis(t, "INK-19")
	before := base()
	d := before.VolgendeVersie("v2", "v3", "Drie", on(7, 1))
	r := register(t, d)
	c, _ := r.Catalogus("v3")
	if c.Herkomst != (Herkomst{Soort: Regio, Bron: "overgenomen uit v2"}) {
		t.Errorf("it comes from %+v", c.Herkomst)
	}
	if c.Status != Concept || c.Volgt != "v2" || c.Basis.Overgenomen != "v2" || len(c.Wijzigingen) != 3 || c.Geldig != span(on(7, 1), civil.Date{}) {
		t.Errorf("%+v", c)
	}
	for _, p := range c.Producten {
		w, _ := c.Wijziging("", p.Code)
		tarief, _ := r.Tarief(c.Ref(p.Code), on(7, 1))
		if !w.Blijft() || p.Herkomst.Bron != "ongewijzigd overgenomen uit v2 (bron)" || tarief.Bedrag != 100 || tarief.Herkomst.Bron != "ongewijzigd overgenomen uit v2 (besluit)" {
			t.Errorf("%+v %+v %+v", p, w, tarief)
		}
	}
	if _, early := r.Tarief(c.Ref("ONT3"), on(6, 30)); early {
		t.Error("its tariff begins before it does")
	}
	if now, _ := r.CatalogusOp(on(8, 1)); now.Code != "v2" || len(r.Onverklaard("v3")) != 0 {
		t.Error("a concept counts, or a copy has to be explained")
	}
	// It is compared on its first day with the last one on which it does not count.
	dearer := slices.Clone(d.Tarieven)
	dearer[0].Geldig.Until = on(6, 30)
	dearer = append(dearer, Tarief{Product: ProductRef{"v2", "ONT3"}, Bedrag: 110, Geldig: span(on(6, 30), civil.Date{})})
	after := d
	after.Tarieven = dearer
	if list := register(t, after).Verschillen("v3"); list[0].TariefOud.Bedrag != 110 || list[0].TariefNu.Bedrag != 100 {
		t.Errorf("from %s to %s", list[0].TariefOud.Bedrag, list[0].TariefNu.Bedrag)
	}
	// A part of its card is its own.
	d.Tarieven[3].Kaart.Delen[DeelOndersteuning] = 50
	if before.Tarieven[0].Kaart.Delen[DeelOndersteuning] != 100 {
		t.Error("the card of the version before changed")
	}
}

// renamed is a next version in which ONT4 is called ONT5, STA3 ends and STA4 is new.
func renamed() Dataset {
	d := base().VolgendeVersie("v2", "v3", "Drie", on(7, 1))
	c := &d.Catalogi[1]
	c.Producten[1].Code, c.Producten[1].Naam = "ONT5", "Anders"
	c.Producten[2].Code, c.Producten[2].Naam = "STA4", "Nieuw"
	c.Wijzigingen = []Productwijziging{
		Blijft("ONT3", "ONT3"), {"ONT4", "ONT5", "heet anders", "duidelijker", "iedereen"}, {"STA3", "", "vervalt", "weinig gebruikt", "trede 3"}, {"", "STA4", "nieuw", "gevraagd", "trede 4"},
	}
	return d
}

// When it is adopted choices go on, and what ended cannot be bought from its day.
func TestAdoptingCarriesChoicesOver(t *testing.T) {
	testkit.Eis(t, "INK-06", "PRD-01")
	r := register(t, renamed().Vastgesteld("v3"))
	last, first := on(6, 30), on(7, 1)
	old, _ := r.CatalogusOp(last)
	now, _ := r.CatalogusOp(first)
	if old.Code != "v2" || now.Code != "v3" {
		t.Fatalf("%s, then %s", old.Code, now.Code)
	}
	for ref, want := range map[ProductRef][2]bool{
		{"v2", "ONT3"}: {true, false}, {"v3", "ONT3"}: {false, true}, {"v2", "ONT4"}: {true, false}, {"v3", "ONT5"}: {false, true},
		{"v2", "STA3"}: {true, false}, {"v3", "STA4"}: {false, false},
	} {
		if got := [2]bool{r.Koopoordeel(dorp, ref, last).Mag, r.Koopoordeel(dorp, ref, first).Mag}; got != want {
			t.Errorf("%s may be bought %v, want %v", ref, got, want)
		}
	}
	if o := r.Koopoordeel(dorp, ProductRef{"v2", "STA3"}, first); o.Reden != ProductVervallen || o.LaatsteDag != last {
		t.Errorf("%+v", o)
	}
	// What names a product by its code counts for the new name as well.
	if p := r.Plafonds(dorp, "ONT5", first); len(p) != 1 || p[0].Plekken != 5 || !p[0].Telt(dorp, "ONT4", first) {
		t.Errorf("the ceiling is gone: %+v", p)
	}
	if p := r.Plafonds(dorp, "ONT4", last); len(p) != 1 || p[0].Code != "p" {
		t.Errorf("the ceiling of before: %+v", p)
	}
	if aw, _ := r.Perceel("aw"); !aw.Heeft("ONT5") {
		t.Error("the perceel lost the product")
	}
	was, _ := r.IWmoVan(dorp, ProductRef{"v2", "ONT4"}, first)
	code, _ := r.IWmoVan(dorp, ProductRef{"v3", "ONT5"}, first)
	if was.Code != "07A11" || code.Code != "07A11" {
		t.Errorf("codes in messages: %q, %q", was.Code, code.Code)
	}
}

// What differs between two days is told once, with why and for whom.
func TestWhatDiffers(t *testing.T) {
	testkit.Eis(t, "INK-06", "INK-03")
	d := renamed()
	d.Tarieven[4].Bedrag = 120
	d.Tarieven[4].Product.Product, d.Tarieven[4].Motivering = "ONT5", "geïndexeerd"
	d = d.Vastgesteld("v3")
	d.LokaleRegels = []LokaleRegel{{Gemeente: stad, Soort: WerklocatieInWoonplaats, Geldig: span(on(7, 1), civil.Date{})}}
	d.Vensters = []Venster{{Doelgroep: NieuweAanbieder, Stand: VensterDicht, Geldig: span(on(7, 1), civil.Date{})}}
	d.Instellingen = []Instelling{{Code: "steekproef_procent", Van: on(7, 1), Waarde: "20"}}
	d = d.MetKeuze(GemeenteKeuze{Gemeente: stad, Product: ProductRef{"v3", "ONT3"}, Vorm: Experiment, Geldig: span(on(7, 1), civil.Date{})})
	d.Plafonds = append(d.Plafonds, Plafond{Code: "s", Gemeente: stad, Plekken: 7, Geldig: span(on(7, 1), civil.Date{})})
	r := register(t, d)
	if list := Vergelijk(Moment{r, on(6, 29)}, Moment{r, on(6, 30)}); len(list) != 0 {
		t.Errorf("nothing changed, and it tells %+v", list)
	}
	got := map[VerschilSoort]Verschil{}
	for _, v := range Vergelijk(Moment{r, on(6, 30)}, Moment{r, on(7, 1)}) {
		if _, twice := got[v.Soort]; twice && v.Soort != VerschilPlafond {
			t.Errorf("told twice: %+v", v)
		}
		got[v.Soort] = v
	}
	if v := got[VerschilNieuw]; v.Product != (ProductRef{"v3", "STA4"}) || v.Waarom != "gevraagd" {
		t.Errorf("%+v", v)
	}
	if v := got[VerschilVervallen]; v.Product != (ProductRef{"v2", "STA3"}) || v.VoorWie != "trede 3" {
		t.Errorf("%+v", v)
	}
	if v := got[VerschilNaam]; v.Oud.Tekst != "Product ONT4" || v.Nieuw.Tekst != "Anders" || v.Waarom != "duidelijker" {
		t.Errorf("%+v", v)
	}
	if v := got[VerschilTarief]; v.Oud.Bedrag != 100 || v.Nieuw.Bedrag != 120 || v.Waarom != "geïndexeerd" {
		t.Errorf("%+v", v)
	}
	if v := got[VerschilVorm]; v.Gemeente != stad || v.Oud.Tekst != string(Geen) || v.Nieuw.Tekst != string(Experiment) {
		t.Errorf("%+v", v)
	}
	if v := got[VerschilPlafond]; v.Gemeente != stad && v.Gemeente != dorp {
		t.Errorf("%+v", v)
	}
	if v := got[VerschilRegel]; v.Gemeente != stad || v.Nieuw.Tekst != "ja" {
		t.Errorf("%+v", v)
	}
	if v := got[VerschilVenster]; v.Oud.Tekst != string(VensterOpen) || v.Nieuw.Tekst != string(VensterDicht) {
		t.Errorf("%+v", v)
	}
	if v := got[VerschilInstelling]; v.Oud.Tekst != "10" || v.Nieuw.Tekst != "20" {
		t.Errorf("%+v", v)
	}
}

// A round and two days tell the same of each product, also when a version came between.
func TestOneComparisonOfProducts(t *testing.T) {
	testkit.Eis(t, "INK-06", "INK-19")
	d := renamed()
	d.Catalogi[1].Producten[0].Duur.Maanden, d.Catalogi[1].Producten[0].IWmo.Categorie = 9, "07"
	r := register(t, d.Vastgesteld("v3"))
	days := map[ProductRef][]string{}
	for _, v := range Vergelijk(Moment{r, on(6, 30)}, Moment{r, on(7, 1)}) {
		if v.Soort == VerschilProduct {
			days[v.Product] = v.Velden
		}
	}
	round := map[ProductRef][]string{}
	for _, v := range r.Verschillen("v3") {
		if rest := slices.DeleteFunc(slices.Clone(v.Velden), func(f string) bool { return f == "naam" }); len(rest) > 0 && !v.Oud.IsZero() && !v.Nieuw.IsZero() {
			round[v.Nieuw] = rest
		}
	}
	want := map[ProductRef][]string{{"v3", "ONT3"}: {"duur", "bericht"}}
	if diff := cmp.Diff(want, days); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, round); diff != "" {
		t.Error(diff)
	}
	next := d.Vastgesteld("v3").VolgendeVersie("v3", "v4", "Vier", on(9, 1))
	four := register(t, next.Vastgesteld("v4"))
	for _, v := range Vergelijk(Moment{four, on(6, 30)}, Moment{four, on(9, 1)}) {
		if v.Soort == VerschilNaam && v.Product != (ProductRef{"v4", "ONT5"}) || v.Soort == VerschilVervallen && v.Product != (ProductRef{"v2", "STA3"}) {
			t.Errorf("over two versions: %+v", v)
		}
	}
}

// A difference that nobody explains is found: in the product, and in its tariff.
func TestEveryDifferenceIsExplained(t *testing.T) {
	testkit.Eis(t, "INK-06")
	d := base().VolgendeVersie("v2", "v3", "Drie", on(7, 1))
	d.Catalogi[1].Producten[0].Duur.Maanden = 9
	d.Tarieven[5].Kaart.Delen[DeelOndersteuning], d.Tarieven[5].Kaart.Delen[DeelMonitoring] = 90, 10
	if diff := cmp.Diff([]ProductCode{"ONT3", "STA3"}, register(t, d).Onverklaard("v3")); diff != "" {
		t.Error(diff)
	}
	d.Catalogi[1].Wijzigingen[0] = Productwijziging{"ONT3", "ONT3", "langer", "te kort", "iedereen"}
	if diff := cmp.Diff([]ProductCode{"STA3"}, register(t, d).Onverklaard("v3")); diff != "" {
		t.Error(diff)
	}
}
