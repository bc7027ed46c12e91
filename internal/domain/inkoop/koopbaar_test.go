package inkoop

import (
	"testing"

	"trede/internal/domain/ladder"
	"trede/internal/testkit"
)

func TestKoopoordeelReasons(t *testing.T) {
	testkit.Eis(t, "INK-03", "PRD-01")
	r := testRegister(t)
	tests := []struct {
		name     string
		gemeente GemeenteCode
		product  ProductRef
		day      string
		want     KoopReden
	}{
		{"bought", stad, ProductRef{"v2", "ONT3"}, "2021-01-01", Gekocht},
		{"bought in the experiment", dorp, ProductRef{"v2", "ONT3"}, "2021-12-31", Gekocht},
		{"after the experiment", dorp, ProductRef{"v2", "ONT3"}, "2022-01-01", NietGekocht},
		{"not ticked", dorp, ProductRef{"v2", "STA3"}, "2021-01-01", NietGekocht},
		{"decided not to", polder, ProductRef{"v2", "ONT3"}, "2021-01-01", NietGekocht},
		{"never chose", leeg, ProductRef{"v2", "ONT3"}, "2021-01-01", NietGekocht},
		{"open to all", stad, ProductRef{"v2", "ORI"}, "2021-01-01", NietToewijsbaar},
		{"unknown gemeente", "9999", ProductRef{"v2", "ONT3"}, "2021-01-01", GemeenteOnbekend},
		{"neighbour", buiten, ProductRef{"v2", "ONT3"}, "2021-01-01", GemeenteBuitenRegio},
		{"dissolved", eiland, ProductRef{"v2", "ONT3"}, "2021-01-01", GemeenteOpgeheven},
		{"no catalogue yet", stad, ProductRef{"v1", "ONT3"}, "2016-12-31", CatalogusOntbreekt},
		{"version before", stad, ProductRef{"v1", "ONT3"}, "2020-07-01", ProductVorigeVersie},
		{"last day of the version", stad, ProductRef{"v1", "ONT3"}, "2020-06-30", Gekocht},
		{"next version", stad, ProductRef{"v2", "ONT3"}, "2020-06-30", ProductOnbekend},
		{"ended product", stad, ProductRef{"v1", "ONT2"}, "2020-07-01", ProductVervallen},
		{"ended product on its last day", stad, ProductRef{"v1", "ONT2"}, "2020-06-30", Gekocht},
		{"ended product in the new version", stad, ProductRef{"v2", "ONT2"}, "2020-07-01", ProductOnbekend},
		{"unknown product", stad, ProductRef{"v2", "ONT9"}, "2021-01-01", ProductOnbekend},
		{"unknown version", stad, ProductRef{"v9", "ONT3"}, "2021-01-01", ProductOnbekend},
		{"a concept", stad, ProductRef{"v3", "ONT3"}, "2021-01-01", ProductOnbekend},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := r.Koopoordeel(test.gemeente, test.product, day(test.day))
			if got.Reden != test.want || got.Mag != (test.want == Gekocht) {
				t.Errorf("reason %s, may %t, want %s", got.Reden, got.Mag, test.want)
			}
		})
	}
}

func TestKoopoordeelSaysWhatInstead(t *testing.T) {
	testkit.Eis(t, "INK-03", "INK-06")
	r := testRegister(t)
	if o := r.Koopoordeel(stad, ProductRef{"v2", "ORI"}, day("2021-01-01")); o.Vorm != AlgemeneVoorziening || o.Alternatief != "Werkcentrum" {
		t.Errorf("algemene voorziening: %+v", o)
	}
	if o := r.Koopoordeel(polder, ProductRef{"v2", "ONT3"}, day("2021-01-01")); o.Alternatief != "buurthuis" {
		t.Errorf("not bought: %+v", o)
	}
	if o := r.Koopoordeel(eiland, ProductRef{"v2", "ONT3"}, day("2021-01-01")); o.OpvolgerGemeente != dorp {
		t.Errorf("dissolved: %+v", o)
	}
	o := r.Koopoordeel(stad, ProductRef{"v1", "ONT3"}, day("2021-01-01"))
	if o.OpvolgerProduct != (ProductRef{"v2", "ONT3"}) || o.LaatsteDag != day("2020-06-30") {
		t.Errorf("version before: %+v", o)
	}
}

func TestKoopbaarShowsTheCatalogueOfTheDay(t *testing.T) {
	testkit.Eis(t, "INK-03")
	r := testRegister(t)
	may := func(g GemeenteCode, on string) (list []string) {
		for _, o := range r.Koopbaar(g, day(on)) {
			if o.Mag {
				list = append(list, o.Product.String())
			}
		}
		return list
	}
	tests := []struct {
		gemeente GemeenteCode
		day      string
		want     int
		koopt    bool
	}{
		{stad, "2020-06-30", 2, true},
		{stad, "2020-07-01", 2, true},
		{dorp, "2021-12-31", 1, true},
		{dorp, "2022-01-01", 0, false},
		{polder, "2021-01-01", 0, false},
		{leeg, "2021-01-01", 0, false},
		{stad, "2016-01-01", 0, false},
	}
	for _, test := range tests {
		if got := may(test.gemeente, test.day); len(got) != test.want {
			t.Errorf("%s on %s may buy %v, want %d", test.gemeente, test.day, got, test.want)
		}
		if got := r.Koopt(test.gemeente, day(test.day)); got != test.koopt {
			t.Errorf("Koopt(%s, %s) = %t", test.gemeente, test.day, got)
		}
	}
	if got := r.Koopbaar(stad, day("2021-01-01")); len(got) != 3 || got[0].Product.Product != "ORI" {
		t.Errorf("the list is not the catalogue in its order: %v", got)
	}
}

func TestBegintredeBelongsToTheProduct(t *testing.T) {
	testkit.Eis(t, "LAD-07")
	r := testRegister(t)
	ont3, _ := r.Product(ProductRef{"v2", "ONT3"})
	sta3, _ := r.Product(ProductRef{"v2", "STA3"})
	ori, _ := r.Product(ProductRef{"v2", "ORI"})
	for trede, want := range map[int][3]bool{0: {}, 1: {true, false, true}, 2: {true, false, true}, 3: {false, true, true}, 4: {false, false, true}, 6: {}} {
		got := [3]bool{ont3.BegintredePast(ladder.Trede(trede)), sta3.BegintredePast(ladder.Trede(trede)), ori.BegintredePast(ladder.Trede(trede))}
		if got != want {
			t.Errorf("rung %d fits ONT3, STA3, ORI: %v, want %v", trede, got, want)
		}
	}
	if ont3.Sprong(1) != 2 || ont3.Sprong(2) != 1 || sta3.Sprong(3) != 0 {
		t.Error("the climb is counted wrong")
	}
	if sta3.Trede() != 3 || ont3.Trede() != 0 {
		t.Error("only a stabiel arrangement stays on a rung")
	}
	if got := ont3.Duur.LaatsteDag(day("2026-08-31")); got != day("2027-02-28") {
		t.Errorf("six months from 2026-08-31 end on %s", got)
	}
}
