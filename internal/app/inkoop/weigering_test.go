package inkoop_test

import (
	"slices"
	"strings"
	"testing"

	appinkoop "trede/internal/app/inkoop"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/money"
	"trede/internal/platform/errs"
	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
)

// weigering is a change and what the form says of it: field and code, one behind another;
// nothing when it is good.
type weigering struct {
	name   string
	wat    appinkoop.RegioWijziging
	wanted string
}

// weigert makes each change over the document that counts, and compares all that is said.
func weigert(t *testing.T, r *regiotest.Regio, by actor, list []weigering) {
	t.Helper()
	for _, w := range list {
		zegt(t, w.name, change(t, r, by, w.wat), w.wanted)
	}
}

// zegt compares what a form says, field and code, with what it should say.
func zegt(t *testing.T, name string, err error, want string) {
	t.Helper()
	var got []string
	for _, f := range errs.FindingsOf(err) {
		got = append(got, f.Field+":"+f.Code)
	}
	if said := strings.Join(got, " "); said != want || (err == nil) != (want == "") {
		t.Errorf("%s: %v says %q, want %q", name, err, said, want)
	}
}

// with changes a copy.
func with[T any](one T, change func(*T)) T {
	change(&one)
	return one
}

var lang = strings.Repeat("a", 5000)

func conceptRegio(t *testing.T) *regiotest.Regio {
	t.Helper()
	r := regiotest.New(t, dbtest.SQLite(t)).Load()
	r.Day("2026-11-02")
	regiotest.OK(t, change(t, r, r.Contractmanager, appinkoop.ConceptInput{Naam: "Catalogus 2027", Van: day("2027-07-01")}))
	return r
}

// A product is whole before it is part of a version: its kind and rungs fit each other, its
// sheet has all headings, and its code is its own.
func TestAProductIsWhole(t *testing.T) {
	testkit.Eis(t, "INK-18", "INK-06")
	r := conceptRegio(t)
	nieuw := func(change func(*inkoop.Product)) appinkoop.ConceptProduct {
		return with(newProduct(), func(p *appinkoop.ConceptProduct) { change(&p.Product) })
	}
	ont := func(change func(*inkoop.Product)) appinkoop.ConceptProduct {
		return nieuw(func(p *inkoop.Product) {
			p.Code, p.Soort, p.BegintredeMin, p.BegintredeMax, p.Doeltrede = "ONT6", inkoop.ONT, 4, 5, 6
			change(p)
		})
	}
	gone := appinkoop.ConceptEinde{Product: "ONT5", Uitleg: appinkoop.ProductUitleg{Wat: "vervalt", Waarom: "Weinig gebruikt", VoorWie: "trede 4"}}
	weigert(t, r, r.Contractmanager, []weigering{
		{"code in small letters", nieuw(func(p *inkoop.Product) { p.Code = "sta5" }), "code:concept.code_onjuist"},
		{"code of another", nieuw(func(p *inkoop.Product) { p.Code = "STA3" }), "code:concept.code_bestaat"},
		{"one ends", gone, ""},
		{"code of one that ended", nieuw(func(p *inkoop.Product) { p.Code = "ONT5" }), "code:concept.code_bestaat"},
		{"no kind", nieuw(func(p *inkoop.Product) { p.Soort = "" }), "soort:concept.soort_kies"},
		{"no rung", nieuw(func(p *inkoop.Product) { p.BegintredeMin, p.BegintredeMax = 0, 0 }), "begintrede:concept.trede_kies"},
		{"no last rung", ont(func(p *inkoop.Product) { p.BegintredeMax = 0 }), "begintrede:concept.trede_kies"},
		{"rungs the other way round", ont(func(p *inkoop.Product) { p.BegintredeMin = 6 }), "begintrede:concept.trede_kies"},
		{"rung 7", nieuw(func(p *inkoop.Product) { p.BegintredeMin, p.BegintredeMax = 7, 7 }), "begintrede:concept.trede_kies"},
		{"two rungs where one is stayed on", nieuw(func(p *inkoop.Product) { p.BegintredeMin = 4 }), "begintrede:concept.een_trede"},
		{"a target where one stays", nieuw(func(p *inkoop.Product) { p.Doeltrede = 6 }), "doeltrede:concept.doeltrede_leeg"},
		{"no target", ont(func(p *inkoop.Product) { p.Doeltrede = 0 }), "doeltrede:concept.doeltrede_kies"},
		{"the rung one is on as target", ont(func(p *inkoop.Product) { p.Doeltrede = 5 }), "doeltrede:concept.doeltrede_kies"},
		{"target 7", ont(func(p *inkoop.Product) { p.Doeltrede = 7 }), "doeltrede:concept.doeltrede_kies"},
		{"no emphasis", nieuw(func(p *inkoop.Product) { p.Nadruk = "" }), "nadruk:concept.nadruk_kies"},
		{"an emphasis where one only looks round", nieuw(func(p *inkoop.Product) { p.Code, p.Soort = "ORI2", inkoop.ORI }), "nadruk:concept.nadruk_kies"},
		{"no name", nieuw(func(p *inkoop.Product) { p.Naam = " " }), "naam:concept.naam_leeg"},
		{"no plain name", nieuw(func(p *inkoop.Product) { p.GewoneNaam = "" }), "gewonenaam:concept.gewonenaam_leeg"},
		{"too long a name", nieuw(func(p *inkoop.Product) { p.Naam = lang }), "naam:invoer.te_lang"},
		{"no kind of length", nieuw(func(p *inkoop.Product) { p.Duur.Soort = "" }), "duur:concept.duur_kies"},
		{"no months", nieuw(func(p *inkoop.Product) { p.Duur.Maanden = 0 }), "maanden:concept.maanden_onjuist"},
		{"121 months", nieuw(func(p *inkoop.Product) { p.Duur.Maanden = 121 }), "maanden:concept.maanden_onjuist"},
		{"no price form", nieuw(func(p *inkoop.Product) { p.Prijsvorm = "" }), "prijsvorm:concept.prijsvorm_kies"},
		{"a report before the start", nieuw(func(p *inkoop.Product) { p.Rapportage.Na = -1 }), "rapportage:concept.maanden_onjuist"},
		{"a report after 121 months", nieuw(func(p *inkoop.Product) { p.Rapportage.Na = 121 }), "rapportage:concept.maanden_onjuist"},
		{"a report every minus one months", nieuw(func(p *inkoop.Product) { p.Rapportage.Herhaal = -1 }), "herhaal:concept.herhaal_onjuist"},
		{"a report every 121 months", nieuw(func(p *inkoop.Product) { p.Rapportage.Herhaal = 121 }), "herhaal:concept.herhaal_onjuist"},
		{"again, and never the first time", nieuw(func(p *inkoop.Product) { p.Rapportage.Na = 0 }), "herhaal:concept.herhaal_onjuist"},
		{"no purpose", nieuw(func(p *inkoop.Product) { p.Blad.Doel = "" }), "doel:concept.blad_leeg"},
		{"whole, for those who develop", ont(func(p *inkoop.Product) { p.Rapportage.Herhaal = 0 }), ""},
		{"whole, for those who stay", newProduct(), ""},
		{"twice", newProduct(), "code:concept.code_bestaat"},
		{"nothing like it", appinkoop.ConceptProduct{Product: inkoop.Product{Code: "ONT9"}}, "code:concept.geen_product"},
	})
	page := concept(t, r)
	sta, _ := page.Concept.Product("STA5")
	dev, _ := page.Concept.Product("ONT6")
	if sta.Trajectbegeleiding || !dev.Trajectbegeleiding || sta.Evaluatie != (inkoop.Evaluatietermijn{Dagen: 42, Zichtbaar: 70}) || sta.IWmo != (inkoop.IWmo{Categorie: "07", Eenheid: "04", Frequentie: "2"}) {
		t.Errorf("%+v", sta)
	}
	// What a product is does not change with its sheet.
	other := sheet(page, "STA3")
	before := other.Product
	other.Product.Soort, other.Product.BegintredeMin, other.Product.Doeltrede, other.Product.Nadruk, other.Product.Evaluatie.Dagen = inkoop.ONT, 1, 6, "", 1
	other.Product.GewoneNaam = "Een vaste plek"
	other.Uitleg = appinkoop.ProductUitleg{Wat: "andere naam", Waarom: "duidelijker", VoorWie: "inwoners"}
	weigert(t, r, r.Contractmanager, []weigering{{"sheet", other, ""}})
	before.GewoneNaam, before.Herkomst = "Een vaste plek", inkoop.Herkomst{Soort: inkoop.Regio}
	if after, _ := concept(t, r).Concept.Product("STA3"); after != before {
		t.Errorf("%+v\nwant %+v", after, before)
	}
	// Back as it was, it comes from the version before again.
	old, _ := regio(t, r).Regio.Product(inkoop.ProductRef{Catalogus: "v2", Product: "STA3"})
	weigert(t, r, r.Contractmanager, []weigering{{"back", appinkoop.ConceptProduct{Product: old}, ""}})
	page = concept(t, r)
	again, _ := page.Concept.Product("STA3")
	if w, _ := page.Concept.Wijziging("", "STA3"); again.Herkomst != old.Herkomst.Overgenomen("v2") || !w.Blijft() {
		t.Errorf("%+v %+v", again.Herkomst, w)
	}
}

// What ends can be taken back as it was, with its price; a version keeps one product.
func TestAProductEndsAndComesBack(t *testing.T) {
	testkit.Eis(t, "PRD-01", "INK-19")
	r := conceptRegio(t)
	m := r.Contractmanager
	why := appinkoop.ProductUitleg{Wat: "vervalt", Waarom: "Weinig gebruikt", VoorWie: "trede 4"}
	weigert(t, r, m, []weigering{
		{"no such product", appinkoop.ConceptEinde{Product: "ONT9", Uitleg: why}, ":concept.geen_product"},
		{"did not end", appinkoop.ConceptHerstel{Product: "ONT5"}, ":concept.geen_product"},
		{"new", newProduct(), ""},
		{"new one out again", appinkoop.ConceptEinde{Product: "STA5"}, ""},
		{"ends", appinkoop.ConceptEinde{Product: "ONT5", Uitleg: why}, ""},
		{"not another", appinkoop.ConceptHerstel{Product: "ONT9"}, ":concept.geen_product"},
		{"comes back", appinkoop.ConceptHerstel{Product: "ONT5"}, ""},
	})
	page := concept(t, r)
	now := regio(t, r).Regio
	old, _ := now.Product(inkoop.ProductRef{Catalogus: "v2", Product: "ONT5"})
	back, _ := page.Concept.Product("ONT5")
	was, _ := now.Tarief(inkoop.ProductRef{Catalogus: "v2", Product: "ONT5"}, day("2027-06-30"))
	price, _ := now.Tarief(inkoop.ProductRef{Catalogus: "v3", Product: "ONT5"}, day("2027-07-01"))
	if !back.Gelijk(old) || back.Herkomst != old.Herkomst.Overgenomen("v2") || !price.Gelijk(was) || len(page.Verschil) != 0 || len(page.Onverklaard) != 0 {
		t.Errorf("%+v %+v %+v", back, price, page.Verschil)
	}
	for _, p := range page.Concept.Producten[1:] {
		regiotest.OK(t, change(t, r, m, appinkoop.ConceptEinde{Product: p.Code, Uitleg: why}))
	}
	last := page.Concept.Producten[0].Code
	weigert(t, r, m, []weigering{
		{"the last one", appinkoop.ConceptEinde{Product: last, Uitleg: why}, ":concept.laatste_product"},
		{"taken away", appinkoop.ConceptIntrekking{}, ""},
		{"there is none", appinkoop.ConceptIntrekking{}, ":concept.geen"},
	})
	if _, there := regio(t, r).Regio.Catalogus("v3"); there {
		t.Error("the concept is still there")
	}
}

// The head of a version has a name and a first day, and a basis that is whole. One that was
// taken over says so; its tariffs begin when it does.
func TestTheHeadOfAVersion(t *testing.T) {
	testkit.Eis(t, "INK-19", "INK-06")
	r := conceptRegio(t)
	r.Toegewezen("Marco", "de Vries", day("2026-11-02")) // what lies behind stands
	same := concept(t, r).Concept.Basis
	head := appinkoop.ConceptHeader{Naam: "Catalogus 2027", Van: day("2027-08-01"), Doel: same.Doel, Uitgangspunten: same.Uitgangspunten, Resultaten: same.Resultaten}
	weigert(t, r, r.Contractmanager, []weigering{
		{"no name", with(head, func(h *appinkoop.ConceptHeader) { h.Naam = "" }), "naam:concept.naam_leeg"},
		{"no day", with(head, func(h *appinkoop.ConceptHeader) { h.Van = civil.Date{} }), "van:regiowijziging.dag_leeg"},
		{"today", with(head, func(h *appinkoop.ConceptHeader) { h.Van = day("2026-11-02") }), "van:concept.te_vroeg"},
		{"no aim", with(head, func(h *appinkoop.ConceptHeader) { h.Doel = " " }), "doel:concept.basis_heel"},
		{"no principles", with(head, func(h *appinkoop.ConceptHeader) { h.Uitgangspunten = []string{" "} }), "uitgangspunten:concept.basis_heel"},
		{"no results", with(head, func(h *appinkoop.ConceptHeader) { h.Resultaten = nil }), "resultaten:concept.basis_heel"},
		{"whole", head, ""},
	})
	from := func() string {
		t.Helper()
		page := concept(t, r)
		now := regio(t, r).Regio
		_, early := now.Tarief(page.Concept.Ref("STA3"), page.Concept.Geldig.From.AddDays(-1))
		_, there := now.Tarief(page.Concept.Ref("STA3"), page.Concept.Geldig.From)
		if early || !there {
			t.Errorf("tariffs from %s: the day before %v, the day itself %v", page.Concept.Geldig.From, early, there)
		}
		return string(page.Concept.Basis.Overgenomen)
	}
	if got := from(); got != "v2" {
		t.Errorf("taken over from %q", got)
	}
	for name, other := range map[string]appinkoop.ConceptHeader{
		"aim": with(head, func(h *appinkoop.ConceptHeader) { h.Doel += " en verder" }),
		"principles": with(head, func(h *appinkoop.ConceptHeader) {
			h.Uitgangspunten = append(slices.Clone(h.Uitgangspunten), "Dichtbij")
		}),
		"results": with(head, func(h *appinkoop.ConceptHeader) { h.Resultaten = []string{"Meedoen"} }),
		"nothing": with(head, func(h *appinkoop.ConceptHeader) {
			h.Doel, h.Uitgangspunten, h.Resultaten, h.Van = "", nil, nil, day("2027-06-15")
		}),
	} {
		regiotest.OK(t, change(t, r, r.Contractmanager, other))
		if got := from(); got != "" {
			t.Errorf("%s: taken over from %q", name, got)
		}
	}
}

// A choice of a gemeente is for a product of the catalogue of its day, and within it.
func TestAChoiceIsWhole(t *testing.T) {
	testkit.Eis(t, "INK-03", "B-REG-04")
	r := regiotest.New(t, dbtest.SQLite(t)).Load()
	r.Day("2026-11-02")
	good := appinkoop.Keuze{Gemeente: arnhem, Product: "STA3", Van: day("2027-01-01"), Vorm: inkoop.Pilot, Evaluatie: day("2027-06-01")}
	of := func(change func(*appinkoop.Keuze)) appinkoop.Keuze { return with(good, change) }
	weigert(t, r, r.Beleid, []weigering{
		{"no day", of(func(k *appinkoop.Keuze) { k.Van = civil.Date{} }), "van:regiowijziging.dag_leeg"},
		{"ends before it begins", of(func(k *appinkoop.Keuze) { k.Laatste = day("2026-12-31") }), "laatste:regiowijziging.eind_voor_begin"},
		{"another form", of(func(k *appinkoop.Keuze) { k.Vorm, k.Evaluatie = "anders", civil.Date{} }), "vorm:gemeentekeuze.vorm_onbekend alternatief:gemeentekeuze.alternatief_leeg"},
		{"no alternative", of(func(k *appinkoop.Keuze) { k.Vorm, k.Evaluatie = inkoop.Geen, civil.Date{} }), "alternatief:gemeentekeuze.alternatief_leeg"},
		{"too long an alternative", of(func(k *appinkoop.Keuze) { k.Alternatief = lang }), "alternatief:invoer.te_lang"},
		{"no day to look back", of(func(k *appinkoop.Keuze) { k.Evaluatie = civil.Date{} }), "evaluatie:gemeentekeuze.evaluatie_leeg"},
		{"looked back on the first day", of(func(k *appinkoop.Keuze) { k.Evaluatie = k.Van }), "evaluatie:gemeentekeuze.evaluatie_te_vroeg"},
		{"looked back on what is no pilot", of(func(k *appinkoop.Keuze) { k.Vorm = inkoop.Structureel }), "evaluatie:gemeentekeuze.evaluatie_alleen_pilot"},
		{"looked back after its end", of(func(k *appinkoop.Keuze) { k.Laatste = day("2027-05-31") }), "evaluatie:gemeentekeuze.evaluatie_na_einde"},
		{"no such product", of(func(k *appinkoop.Keuze) { k.Product = "ONT9" }), "van:gemeentekeuze.niet_in_catalogus"},
		{"a pilot", good, ""},
		{"one day", of(func(k *appinkoop.Keuze) { k.Laatste, k.Vorm, k.Evaluatie = k.Van, inkoop.Experiment, civil.Date{} }), ""},
		{"it ends", appinkoop.Keuze{Gemeente: arnhem, Product: "ONT3", Van: day("2027-03-01")}, ""},
	})
	if koopt(t, r, arnhem, "ONT3", "2027-03-01").Mag || !koopt(t, r, arnhem, "ONT3", "2027-02-28").Mag {
		t.Error("the choice goes on, or ended too early")
	}
	// A choice does not outlive the version that has its product.
	regiotest.OK(t, change(t, r, r.Contractmanager, appinkoop.ConceptInput{Naam: "Catalogus 2027", Van: day("2027-07-01")}))
	second := r.Regionaal("Co Lezer", "contractmanager")
	regiotest.OK(t, change(t, r, second, appinkoop.Vaststelling{Van: day("2027-07-01")}))
	weigert(t, r, r.Beleid, []weigering{
		{"until after its version", of(func(k *appinkoop.Keuze) { k.Laatste = day("2027-07-01") }), "laatste:gemeentekeuze.na_catalogus"},
		{"until its last day", of(func(k *appinkoop.Keuze) { k.Laatste = day("2027-06-30") }), ""},
	})
}

// A ceiling is a number or an amount of products that are there on its day.
func TestACeilingIsWhole(t *testing.T) {
	testkit.Eis(t, "B-REG-05", "B-REG-02")
	r := regiotest.New(t, dbtest.SQLite(t)).Load()
	r.Day("2026-11-02")
	good := appinkoop.PlafondKeuze{Gemeente: arnhem, Producten: []inkoop.ProductCode{"STA3"}, Plekken: 5, Bedrag: money.Euros(100), Van: day("2027-01-01")}
	of := func(change func(*appinkoop.PlafondKeuze)) appinkoop.PlafondKeuze { return with(good, change) }
	rule := appinkoop.LokaleRegelKeuze{Gemeente: arnhem, Soort: "anders", Van: day("2027-01-01"), Aan: true}
	weigert(t, r, r.Beleid, []weigering{
		{"fewer than none", of(func(p *appinkoop.PlafondKeuze) { p.Plekken = -1 }), "plekken:gemeentekeuze.plekken_onjuist"},
		{"too many", of(func(p *appinkoop.PlafondKeuze) { p.Plekken = 100_001 }), "plekken:gemeentekeuze.plekken_onjuist"},
		{"less than nothing", of(func(p *appinkoop.PlafondKeuze) { p.Bedrag = -1 }), "bedrag:gemeentekeuze.bedrag_onjuist"},
		{"ends before it begins", of(func(p *appinkoop.PlafondKeuze) { p.Laatste = day("2026-12-31") }), "laatste:regiowijziging.eind_voor_begin"},
		{"no such product", of(func(p *appinkoop.PlafondKeuze) { p.Producten = append(p.Producten, "ONT9") }), "producten:gemeentekeuze.niet_in_catalogus"},
		{"one day", of(func(p *appinkoop.PlafondKeuze) { p.Laatste = p.Van }), ""},
		{"a whole one", good, ""},
		{"the same product twice", of(func(p *appinkoop.PlafondKeuze) { p.Producten = []inkoop.ProductCode{"STA3", "STA3"}; p.Plekken = 6 }), ""},
		{"another product", of(func(p *appinkoop.PlafondKeuze) { p.Producten = []inkoop.ProductCode{"ONT3"} }), ""},
		{"no such rule", rule, "regel:gemeentekeuze.regel_onbekend"},
	})
	codes := map[inkoop.PlafondCode]bool{}
	for _, p := range regio(t, r).Regio.PlafondsOp(arnhem, day("2027-01-01")) {
		codes[p.Code] = true
	}
	if len(codes) != 2 {
		t.Errorf("two ceilings are called %v", codes)
	}
}

// The parts of a tariff are all there and add up, and so do the six of a real price.
func TestEveryPartOfATariff(t *testing.T) {
	testkit.Eis(t, "TAR-01", "TAR-02", "TAR-03")
	r := conceptRegio(t)
	six := func(least money.Cents) map[inkoop.Prijselement]money.Cents {
		out := map[inkoop.Prijselement]money.Cents{}
		for _, e := range inkoop.Prijselementen() {
			out[e] = least
		}
		out[inkoop.PrijsBeroepskracht] = 1350 - 5*least
		return out
	}
	of := func(change func(*appinkoop.ConceptTarief)) appinkoop.ConceptTarief {
		p := price("STA3", money.Cents(1350))
		p.Motivering, p.ReelePrijs = "geïndexeerd", six(10)
		change(&p)
		return p
	}
	first, other := "prijs-"+string(inkoop.PrijsBeroepskracht), "prijs-"+string(inkoop.PrijsIndexatie)
	moved := func(to inkoop.Tariefdeel, cents money.Cents) func(*appinkoop.ConceptTarief) {
		return func(p *appinkoop.ConceptTarief) {
			p.Delen[inkoop.DeelOndersteuning] += p.Delen[to] - cents
			p.Delen[to] = cents
		}
	}
	list := []weigering{
		{"no price", of(func(p *appinkoop.ConceptTarief) { p.Bedrag, p.ReelePrijs = 0, nil }), "bedrag:concept.bedrag_leeg"},
		{"less than nothing", of(func(p *appinkoop.ConceptTarief) { p.Bedrag, p.ReelePrijs = -1, nil }), "bedrag:concept.bedrag_leeg"},
		{"one cent over", of(func(p *appinkoop.ConceptTarief) { p.Delen[inkoop.DeelOnkosten]++ }), "bedrag:concept.som_delen"},
		{"the six are one cent short", of(func(p *appinkoop.ConceptTarief) { p.ReelePrijs[inkoop.PrijsBeroepskracht]-- }), first + ":concept.som_prijs"},
		{"one of the six is left out", of(func(p *appinkoop.ConceptTarief) { delete(p.ReelePrijs, inkoop.PrijsIndexatie) }), other + ":concept.element_leeg " + first + ":concept.som_prijs"},
		{"too long a reason", of(func(p *appinkoop.ConceptTarief) { p.Motivering = lang }), "motivering:invoer.te_lang"},
		{"a part for guidance to work", of(moved(inkoop.DeelTraject, 100)), "deel-" + string(inkoop.DeelTraject) + ":concept.deel_traject"},
		{"no such product", of(func(p *appinkoop.ConceptTarief) { p.Product = "ONT9" }), ":concept.geen_product"},
	}
	for _, deel := range inkoop.Tariefdelen() {
		if deel != inkoop.DeelOndersteuning && deel != inkoop.DeelTraject {
			list = append(
				list, weigering{string(deel) + " is left out", of(moved(deel, 0)), "deel-" + string(deel) + ":concept.deel_leeg"},
				weigering{string(deel) + " is less than nothing", of(moved(deel, -1)), "deel-" + string(deel) + ":concept.deel_leeg"})
		}
	}
	weigert(t, r, r.Contractmanager, append(list, weigering{"whole", of(func(*appinkoop.ConceptTarief) {}), ""}))
	// The price of before, with the same parts, is taken over with where it came from.
	now := regio(t, r).Regio
	old, _ := now.Tarief(inkoop.ProductRef{Catalogus: "v2", Product: "STA3"}, day("2027-06-30"))
	same := appinkoop.ConceptTarief{Product: "STA3", Bedrag: old.Bedrag, Delen: old.Kaart.Delen, ReelePrijs: old.Kaart.ReelePrijs}
	weigert(t, r, r.Contractmanager, []weigering{{"as it was", same, ""}})
	now = regio(t, r).Regio
	if got, _ := now.Tarief(inkoop.ProductRef{Catalogus: "v3", Product: "STA3"}, day("2027-07-01")); !got.Gelijk(old) || got.Herkomst != old.Herkomst.Overgenomen("v2") {
		t.Errorf("%+v", got)
	}
}
