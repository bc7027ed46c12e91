package inkoop

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"trede/internal/domain/money"
	"trede/internal/testkit"
)

func TestKeuzesOpIsInTheOrderOfTheCatalogue(t *testing.T) {
	testkit.Eis(t, "INK-03")
	r := testRegister(t)
	tests := []struct {
		gemeente GemeenteCode
		day      string
		want     []ProductRef
	}{
		{stad, "2020-06-30", []ProductRef{{"v1", "ORI"}, {"v1", "ONT3"}, {"v1", "ONT2"}}},
		{stad, "2020-07-01", []ProductRef{{"v2", "ORI"}, {"v2", "ONT3"}, {"v2", "STA3"}}},
		{stad, "2016-12-31", nil},
		{dorp, "2021-12-31", []ProductRef{{"v2", "ONT3"}}},
		{dorp, "2022-01-01", nil},
		{polder, "2021-01-01", []ProductRef{{"v2", "ONT3"}}}, // it decided not to
		{leeg, "2021-01-01", nil},
	}
	for _, test := range tests {
		var got []ProductRef
		for _, k := range r.KeuzesOp(test.gemeente, day(test.day)) {
			got = append(got, k.Product)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s on %s: %s", test.gemeente, test.day, diff)
		}
	}
}

func TestAStudyIsOffUntilTheGemeenteTakesPart(t *testing.T) {
	testkit.Eis(t, "B-REG-06")
	if testRegister(t).Verkent(stad, VerkenningBW, day("2017-06-01")) {
		t.Error("a study is on although nobody said so")
	}
	r := testRegister(t, func(d *Dataset) {
		d.Verkenningen = []Verkenning{
			{Gemeente: stad, Soort: VerkenningBW, Geldig: through("2017-01-01", "2017-12-31")},
			{Gemeente: dorp, Soort: VerkenningJeugd, Geldig: from("2018-01-01")},
		}
	})
	tests := []struct {
		gemeente GemeenteCode
		soort    VerkenningSoort
		day      string
		want     bool
	}{
		{stad, VerkenningBW, "2016-12-31", false},
		{stad, VerkenningBW, "2017-01-01", true},
		{stad, VerkenningBW, "2017-12-31", true},
		{stad, VerkenningBW, "2018-01-01", false},
		{stad, VerkenningJeugd, "2017-06-01", false},
		{dorp, VerkenningBW, "2018-01-01", false},
		{dorp, VerkenningJeugd, "2018-01-01", true},
		{stad, "", "2017-06-01", false},
	}
	for _, test := range tests {
		if got := r.Verkent(test.gemeente, test.soort, day(test.day)); got != test.want {
			t.Errorf("%s in %s on %s: %t", test.soort, test.gemeente, test.day, got)
		}
	}
}

func TestEisensetGivesWhatHoldsForWhoEnrols(t *testing.T) {
	testkit.Eis(t, "INK-17")
	set := Eisenset{Code: "E", Geldig: from("2020-07-01"), Eisen: []Eis{
		{Code: "GEEN-PLEK", Niveau: EisProduct, Product: "STA3"},
		{Code: "ALGEMEEN", Niveau: EisAlgemeen},
		{Code: "PLAN", Niveau: EisPerceel, Perceel: "AW"},
		{Code: "ONBEKEND", Niveau: "elders"},
	}}
	tests := []struct {
		name      string
		percelen  []PerceelCode
		producten []ProductCode
		want      []EisCode
	}{
		{"nothing", nil, nil, []EisCode{"ALGEMEEN"}},
		{"the perceel", []PerceelCode{"AW"}, []ProductCode{"ONT3"}, []EisCode{"ALGEMEEN", "PLAN"}},
		{"the product", []PerceelCode{"ANDERS"}, []ProductCode{"STA3"}, []EisCode{"GEEN-PLEK", "ALGEMEEN"}},
		{"both", []PerceelCode{"AW"}, []ProductCode{"STA3"}, []EisCode{"GEEN-PLEK", "ALGEMEEN", "PLAN"}},
	}
	for _, test := range tests {
		var got []EisCode
		for _, e := range set.Voor(test.percelen, test.producten) {
			got = append(got, e.Code)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
	r := testRegister(t, func(d *Dataset) {
		d.Eisensets = []Eisenset{{Code: "OUD", Geldig: through("2016-01-01", "2020-06-30")}, set}
	})
	for on, want := range map[string]EisensetCode{"2015-12-31": "", "2020-06-30": "OUD", "2020-07-01": "E"} {
		if got, ok := r.EisensetOp(day(on)); got.Code != want || ok != (want != "") {
			t.Errorf("the set on %s is %q", on, got.Code)
		}
	}
	if _, ok := r.Eisenset("OUD"); !ok {
		t.Error("a set that has ended cannot be found any more")
	}
	if _, ok := set.Eis("WEG"); ok {
		t.Error("a requirement that is not there is found")
	}
}

func TestMessagesNameAProductAsTheGemeenteDoes(t *testing.T) {
	product := ProductRef{"v2", "ONT3"}
	r := testRegister(t, func(d *Dataset) {
		d.Catalogi[2].Producten[1].IWmo = IWmo{Categorie: "07"}
		d.Berichtcodes = []GemeenteIWmo{{Gemeente: stad, Product: product, IWmo: IWmo{Categorie: "10", Code: "10X01"}, Geldig: through("2021-01-01", "2021-12-31")}}
	})
	tests := []struct {
		gemeente GemeenteCode
		day      string
		want     string
	}{
		{stad, "2020-12-31", "07"}, {stad, "2021-01-01", "10"}, {stad, "2021-12-31", "10"}, {stad, "2022-01-01", "07"}, {dorp, "2021-06-01", "07"},
	}
	for _, test := range tests {
		if got, ok := r.IWmoVan(test.gemeente, product, day(test.day)); got.Categorie != test.want || !ok {
			t.Errorf("%s on %s: %+v", test.gemeente, test.day, got)
		}
	}
	if _, ok := r.IWmoVan(stad, ProductRef{"v2", "ONT9"}, day("2021-01-01")); ok {
		t.Error("an unknown product has a code")
	}
}

func TestSomOfACard(t *testing.T) {
	testkit.Eis(t, "TAR-01")
	if got := (Tariefkaart{}).Som(); got != 0 {
		t.Errorf("no parts make %s", got)
	}
	k := Tariefkaart{Delen: map[Tariefdeel]money.Cents{}}
	var want money.Cents
	for i, deel := range Tariefdelen() {
		k.Delen[deel] = money.Cents(1) << i
		want += money.Cents(1) << i
	}
	if got := k.Som(); got != want {
		t.Errorf("the parts make %s, not %s", want, got)
	}
}
