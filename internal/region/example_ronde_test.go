package region

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trede/internal/domain/inkoop"
	"trede/internal/testkit"
)

func TestExampleClosesOnTheFirstOfJune2019(t *testing.T) {
	testkit.Eis(t, "INK-15", "INK-16")
	r := ExampleRegister()
	tests := []struct {
		day            string
		nieuw, bekend  inkoop.VensterStand // empty: no window, so open
		volgende       string
		eersteBevroren string
	}{
		{"2019-05-31", "", "", "", ""},
		{"2019-06-01", inkoop.VensterDicht, inkoop.VensterBevroren, "2019-10-01", "2019-06-01"},
		{"2019-09-30", inkoop.VensterDicht, inkoop.VensterBevroren, "2019-10-01", "2019-06-01"},
		{"2019-10-01", "", "", "", ""},
		{"2020-01-31", "", "", "", ""},
		{"2020-02-01", inkoop.VensterDicht, inkoop.VensterBevroren, "2020-07-01", "2020-02-01"},
		{"2020-06-30", inkoop.VensterDicht, inkoop.VensterBevroren, "2020-07-01", "2020-02-01"},
		{"2020-07-01", "", "", "", ""},
		{"2026-11-23", "", "", "", ""},
	}
	for _, test := range tests {
		for _, p := range r.PercelenOp(day(test.day)) {
			for groep, want := range map[inkoop.Doelgroep]inkoop.VensterStand{inkoop.NieuweAanbieder: test.nieuw, inkoop.BestaandeAanbieder: test.bekend} {
				v, ok := r.VensterOp(groep, p.Code, day(test.day))
				if v.Stand != want || ok != (want != "") {
					t.Errorf("%s, %s on %s: %+v", groep, p.Code, test.day, v)
				}
				if ok && (v.VolgendeRonde != day(test.volgende) || v.Geldig.From != day(test.eersteBevroren) || v.Uitleg == "") {
					t.Errorf("%s on %s does not say what follows: %+v", groep, test.day, v)
				}
			}
		}
	}
}

// Every product of every catalogue is in one perceel, with interview and plan.
func TestExampleHasTwoPercelen(t *testing.T) {
	testkit.Eis(t, "INK-17")
	r := ExampleRegister()
	percelen := r.PercelenOp(day("2019-10-01"))
	if len(percelen) != 2 {
		t.Fatalf("%d percelen, want 2", len(percelen))
	}
	for _, p := range percelen {
		if p.Gesprek != inkoop.GesprekVerplicht || !p.Plan {
			t.Errorf("%s asks no interview or no plan", p.Code)
		}
	}
	for _, c := range r.Data().Catalogi {
		for _, p := range c.Producten {
			in := slices.DeleteFunc(slices.Clone(percelen), func(pc inkoop.Perceel) bool { return !pc.Heeft(p.Code) })
			if len(in) != 1 {
				t.Errorf("%s is in %d percelen", p.Code, len(in))
			}
		}
	}
}

func TestExampleAsksEighteenThings(t *testing.T) {
	testkit.Eis(t, "INK-17", "INK-04")
	r := ExampleRegister()
	codes := func(set inkoop.Eisenset, percelen []inkoop.PerceelCode, producten []inkoop.ProductCode) (list []inkoop.EisCode) {
		for _, e := range set.Voor(percelen, producten) {
			list = append(list, e.Code)
		}
		return list
	}
	before, _ := r.EisensetOp(day("2020-06-30"))
	set, _ := r.EisensetOp(day("2020-07-01"))
	if before.Code != "E2016" || set.Code != "E2020" || len(before.Eisen) != 8 {
		t.Fatalf("the sets are %s with %d requirements, and %s", before.Code, len(before.Eisen), set.Code)
	}
	all := r.Geteld(inkoop.Plafond{})
	if got := codes(set, []inkoop.PerceelCode{"AW-ONT", "AW-STA"}, all); len(got) != 18 {
		t.Errorf("who enrols for everything meets %d requirements, want 18", len(got))
	}
	stable := codes(set, []inkoop.PerceelCode{"AW-STA"}, []inkoop.ProductCode{"STA3", "STA4"})
	develop := codes(set, []inkoop.PerceelCode{"AW-ONT"}, []inkoop.ProductCode{"ONT3"})
	if len(stable) != 16 || slices.Contains(stable, "ONT-TRAJECT") {
		t.Errorf("a stabiel arrangement asks %v", stable)
	}
	if len(develop) != 17 || !slices.Contains(develop, "ONT-TRAJECT") || slices.Contains(develop, "ORI-ADVIES") {
		t.Errorf("an ontwikkelarrangement asks %v", develop)
	}
	grounds := 0
	for _, e := range set.Eisen {
		if e.Soort == inkoop.EisUitsluiting {
			grounds++
		}
		if same, ok := before.Eis(e.Code); ok && (same.Soort != e.Soort || same.Tekst != e.Tekst) {
			t.Errorf("%s means something else in %s", e.Code, before.Code)
		}
	}
	if grounds != 4 {
		t.Errorf("%d exclusion grounds, want 4", grounds)
	}
	for code, want := range map[inkoop.EisCode]inkoop.BewijsSoort{
		"A-VERZEKERING": inkoop.BewijsVerzeker, "AW-UITGANGSPUNTEN": inkoop.BewijsPlan,
		"AW-WERKPLEK": inkoop.BewijsWerkplek, "AW-LOCALITEIT": inkoop.BewijsWerkplek, "A-VOG": inkoop.BewijsMensen,
	} {
		if e, ok := set.Eis(code); !ok || e.Bewijs != want {
			t.Errorf("%s is shown by %q, want %q", code, e.Bewijs, want)
		}
	}
}

func TestExampleHasACardForEveryTariff(t *testing.T) {
	testkit.Eis(t, "TAR-01", "TAR-02", "TAR-03", "TAR-04")
	r := ExampleRegister()
	for _, price := range r.Data().Tarieven {
		p, _ := r.Product(price.Product)
		k := price.Kaart
		if k.Som() != price.Bedrag {
			t.Errorf("%s costs %s and its parts make %s", price.Product, price.Bedrag, k.Som())
		}
		if (k.Delen[inkoop.DeelTraject] > 0) != (p.Soort == inkoop.ONT) {
			t.Errorf("%s has trajectbegeleiding of %s", price.Product, k.Delen[inkoop.DeelTraject])
		}
		for _, deel := range []inkoop.Tariefdeel{inkoop.DeelAdministratie, inkoop.DeelMonitoring, inkoop.DeelWerkplekAanpassing, inkoop.DeelOnkosten} {
			if k.Delen[deel] <= 0 {
				t.Errorf("%s has no %s", price.Product, deel)
			}
		}
		if diff := cmp.Diff(inkoop.Tariefuitsluitingen(), k.Uitgesloten); diff != "" {
			t.Errorf("%s excludes: %s", price.Product, diff)
		}
	}
}

// The product sheet is the one place of the texts, so every product has one; what goes
// on without a change has the same.
func TestExampleHasASheetForEveryProduct(t *testing.T) {
	testkit.Eis(t, "INK-18")
	r := ExampleRegister()
	for _, c := range r.Data().Catalogi {
		for _, p := range c.Producten {
			b := p.Blad
			if b.Doel == "" || b.Doelgroep == "" || b.Begeleiding == "" || b.Afbakening == "" {
				t.Errorf("%s has no whole sheet", c.Ref(p.Code))
			}
			if (p.Soort == inkoop.ONT) != strings.Contains(b.Begeleiding, "trajectbegeleider") {
				t.Errorf("%s says of its support: %s", c.Ref(p.Code), b.Begeleiding)
			}
			next, ok := r.Opvolger(c.Ref(p.Code))
			if later, _ := r.Product(next); ok && later.Blad != b {
				t.Errorf("the sheet of %s is another in %s", p.Code, next)
			}
		}
	}
}

func TestExampleTakesOverItsBasis(t *testing.T) {
	testkit.Eis(t, "INK-19")
	r := ExampleRegister()
	v1, _ := r.Catalogus("v1")
	v2, _ := r.Catalogus("v2")
	if v1.Basis.Overgenomen != "" || v2.Basis.Overgenomen != "v1" || len(v1.Basis.Uitgangspunten) != 4 {
		t.Errorf("taken over from %q and %q", v1.Basis.Overgenomen, v2.Basis.Overgenomen)
	}
	copied := v2.Basis
	copied.Overgenomen = ""
	if diff := cmp.Diff(v1.Basis, copied); diff != "" {
		t.Error("what was taken over differs: " + diff)
	}
}

func TestPilotsAreLookedBackOn(t *testing.T) {
	testkit.Eis(t, "B-REG-04")
	r := ExampleRegister()
	var pilots []string
	for _, g := range r.GemeentenOp(day("2017-01-01")) {
		choices := r.KeuzesOp(g.Code, day("2017-01-01"))
		for _, k := range choices {
			if (k.Vorm == inkoop.Pilot) != (k.Evaluatie == day("2017-12-01")) {
				t.Errorf("%s of %s is looked back on %q", k.Product, g.Naam, k.Evaluatie)
			}
			if k.Vorm == inkoop.Pilot && k.Geldig.From != day("2017-01-01") {
				t.Errorf("the pilot of %s begins on %s", g.Naam, k.Geldig.From)
			}
		}
		if len(choices) > 0 && choices[0].Vorm == inkoop.Pilot {
			pilots = append(pilots, g.Naam)
		}
	}
	if diff := cmp.Diff([]string{"Doesburg", "Duiven", "Rijnwaarden", "Westervoort", "Zevenaar"}, pilots); diff != "" {
		t.Error(diff)
	}
}

func TestStudiesAreOffButInArnhemIn2017(t *testing.T) {
	testkit.Eis(t, "B-REG-06")
	r := ExampleRegister()
	for _, g := range r.Data().Gemeenten {
		for _, soort := range inkoop.VerkenningSoorten() {
			for _, on := range []string{"2016-12-31", "2017-01-01", "2017-12-31", "2018-01-01", "2026-11-23"} {
				want := g.Naam == "Arnhem" && soort == inkoop.VerkenningBW && strings.HasPrefix(on, "2017")
				if got := r.Verkent(g.Code, soort, day(on)); got != want {
					t.Errorf("%s in %s on %s: %t", soort, g.Naam, on, got)
				}
			}
		}
	}
}

func TestGemeentenNameProductsInTheirOwnWay(t *testing.T) {
	r := ExampleRegister()
	sta3 := ref("v2", "STA3")
	for gemeente, want := range map[inkoop.GemeenteCode]string{"0202": "07AW3", "0274": "", "0293": ""} {
		if got, ok := r.IWmoVan(gemeente, sta3, day("2020-07-01")); !ok || got.Code != want || got.Categorie != "07" {
			t.Errorf("%s names %s %+v", gemeente, sta3, got)
		}
	}
	if got, _ := r.IWmoVan("0274", ref("v2", "ONT3"), day("2020-07-01")); got.Categorie != "10" {
		t.Errorf("Renkum names ONT3 %+v", got)
	}
}
