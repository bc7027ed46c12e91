package inkoop

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
)

func TestGemeenteOpFollowsAMerger(t *testing.T) {
	r := testRegister(t)
	tests := []struct {
		code GemeenteCode
		day  string
		want GemeenteCode
	}{
		{eiland, "2017-12-31", eiland},
		{eiland, "2018-01-01", dorp},
		{dorp, "2017-12-31", dorp},
		{eiland, "1899-12-31", ""},
		{"9999", "2020-01-01", ""},
	}
	for _, test := range tests {
		got, ok := r.GemeenteOp(test.code, day(test.day))
		if got.Code != test.want || ok != (test.want != "") {
			t.Errorf("GemeenteOp(%s, %s) = %q, %t, want %q", test.code, test.day, got.Code, ok, test.want)
		}
	}
	if _, ok := r.GemeenteOp(stad, civil.Date{}); ok {
		t.Error("a gemeente on no date")
	}
}

func TestGemeenteOpEndsOnASuccessionThatGoesRound(t *testing.T) {
	r := testRegister(t, func(d *Dataset) {
		d.Gemeenten = []Gemeente{
			{Code: stad, Geldig: through("2000-01-01", "2010-12-31"), Opvolger: dorp},
			{Code: dorp, Geldig: through("2000-01-01", "2010-12-31"), Opvolger: stad},
		}
	})
	if g, ok := r.GemeenteOp(stad, day("2020-01-01")); ok {
		t.Errorf("found %v in a succession that goes round", g)
	}
}

func TestGemeentenOpGivesTheRegionByName(t *testing.T) {
	r := testRegister(t)
	names := func(on string) (list []string) {
		for _, g := range r.GemeentenOp(day(on)) {
			list = append(list, g.Naam)
		}
		return list
	}
	if diff := cmp.Diff([]string{"Dorp", "Eiland", "Leeg", "Polder", "Stad"}, names("2017-06-01")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Dorp", "Leeg", "Polder", "Stad"}, names("2018-01-01")); diff != "" {
		t.Error(diff)
	}
}

func TestNeighboursComeBehindTheRegion(t *testing.T) {
	r := testRegister(t, func(d *Dataset) { d.Gemeenten[5].Geldig = from("2018-01-01") })
	for on, want := range map[string][]string{"2018-01-01": {"Dorp", "Leeg", "Polder", "Stad", "Buiten"}, "2017-12-31": {"Dorp", "Eiland", "Leeg", "Polder", "Stad"}} {
		var names []string
		for _, g := range r.AlleGemeentenOp(day(on)) {
			names = append(names, g.Naam)
		}
		if diff := cmp.Diff(want, names); diff != "" {
			t.Errorf("%s: %s", on, diff)
		}
	}
}

func TestBordersAreDatedAndGoBothWays(t *testing.T) {
	r := testRegister(t)
	tests := []struct {
		a, b GemeenteCode
		day  string
		want bool
	}{
		{stad, dorp, "2017-06-01", true},
		{dorp, stad, "2017-06-01", true},
		{eiland, polder, "2017-12-31", true},
		{eiland, polder, "2018-01-01", false},
		{polder, dorp, "2017-12-31", false},
		{polder, dorp, "2018-01-01", true},
		{stad, stad, "2018-01-01", false},
		{stad, polder, "2018-01-01", false},
	}
	for _, test := range tests {
		if got := r.GrenstAan(test.a, test.b, day(test.day)); got != test.want {
			t.Errorf("GrenstAan(%s, %s, %s) = %t", test.a, test.b, test.day, got)
		}
	}
	if diff := cmp.Diff([]GemeenteCode{stad, polder}, r.Buren(dorp, day("2018-01-01"))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]GemeenteCode{stad}, r.Buren(dorp, day("2017-12-31"))); diff != "" {
		t.Error(diff)
	}
}

func TestWijkenAreDatedAndInOrder(t *testing.T) {
	r := testRegister(t)
	var names []string
	for _, w := range r.Wijken(stad, day("2020-01-01")) {
		names = append(names, w.Naam)
	}
	if diff := cmp.Diff([]string{"Noord", "Zuid"}, names); diff != "" {
		t.Error(diff)
	}
	if got := r.Wijken(dorp, day("2017-12-31")); len(got) != 0 {
		t.Errorf("wijken before they exist: %v", got)
	}
	if w, ok := r.Wijk("WK100201"); !ok || w.Naam != "Oost" {
		t.Errorf("Wijk = %v, %t", w, ok)
	}
}

func TestCatalogusOp(t *testing.T) {
	r := testRegister(t)
	tests := []struct {
		day    string
		want   CatalogusCode
		ladder ladder.Versie
	}{
		{"2016-12-31", "", ""},
		{"2017-01-01", "v1", ladder.V1},
		{"2020-06-30", "v1", ladder.V1},
		{"2020-07-01", "v2", ladder.V2},
		{"2030-01-01", "v2", ladder.V2}, // v3 is a concept
	}
	for _, test := range tests {
		c, ok := r.CatalogusOp(day(test.day))
		if c.Code != test.want || ok != (test.want != "") {
			t.Errorf("CatalogusOp(%s) = %q, %t", test.day, c.Code, ok)
		}
		if v, _ := r.LadderOp(day(test.day)); v != test.ladder {
			t.Errorf("LadderOp(%s) = %q, want %q", test.day, v, test.ladder)
		}
	}
}

func TestProductAndSuccessor(t *testing.T) {
	r := testRegister(t)
	if p, ok := r.Product(ProductRef{"v1", "ONT2"}); !ok || p.Doeltrede != 2 {
		t.Errorf("an ended product is gone: %v", p)
	}
	if next, ok := r.Opvolger(ProductRef{"v1", "ONT3"}); !ok || next != (ProductRef{"v2", "ONT3"}) {
		t.Errorf("Opvolger(v1/ONT3) = %v, %t", next, ok)
	}
	if next, ok := r.Opvolger(ProductRef{"v1", "ONT2"}); ok {
		t.Errorf("ONT2 goes on as %v", next)
	}
}

func TestTariefOfTheDay(t *testing.T) {
	r := testRegister(t)
	ref := ProductRef{"v2", "ONT3"}
	for on, want := range map[string]string{"2021-12-31": "€ 2.400,00", "2022-01-01": "€ 2.500,00"} {
		if price, ok := r.Tarief(ref, day(on)); !ok || price.Bedrag.String() != want {
			t.Errorf("Tarief on %s = %v, %t", on, price.Bedrag, ok)
		}
	}
	if _, ok := r.Tarief(ref, day("2020-06-30")); ok {
		t.Error("a price before it counts")
	}
	if _, ok := r.Tarief(ProductRef{"v2", "ORI"}, day("2021-01-01")); ok {
		t.Error("a price for what is not paid")
	}
	if price, _ := r.Tarief(ref, day("2022-01-01")); !price.Fictief() {
		t.Error("a made-up price does not say so")
	}
}

func TestOvergangsregelOfContractThenRegionThenDefault(t *testing.T) {
	stop := Overgangsregel{Soort: Eindigen}
	r := testRegister(t, func(d *Dataset) {
		d.Overgang = d.Overgang.With(from("2021-01-01"), stop)
	})
	if got := r.Overgangsregel(Contract{}, day("2020-12-31")); got.Soort != Uitlopen {
		t.Errorf("the default is %v", got)
	}
	if got := r.Overgangsregel(Contract{}, day("2021-01-01")); got.Soort != Eindigen {
		t.Errorf("the region says %v", got)
	}
	own := Contract{Overgang: civil.Timeline[Overgangsregel]{}.From(day("2022-01-01"), Overgangsregel{Soort: Uitlopen, Uiterlijk: day("2023-01-01")})}
	if got := r.Overgangsregel(own, day("2022-01-01")); got.Uiterlijk != day("2023-01-01") {
		t.Errorf("the contract says %v", got)
	}
	if got := r.Overgangsregel(own, day("2021-12-31")); got.Soort != Eindigen {
		t.Errorf("before the contract says anything: %v", got)
	}
}

func TestNewRegisterRefusesUnknownSettings(t *testing.T) {
	_, err := NewRegister(Dataset{Instellingen: []Instelling{{Code: "bestaat_niet", Waarde: "1"}}})
	if !errors.Is(err, ErrInstelling) {
		t.Errorf("error is %v", err)
	}
}

func TestLokaleRegelOnItsDays(t *testing.T) {
	r := testRegister(t)
	if !r.LokaleRegel(stad, WerklocatieInWoonplaats, day("2020-01-01")) ||
		r.LokaleRegel(stad, WerklocatieInWoonplaats, day("2016-12-31")) ||
		r.LokaleRegel(dorp, WerklocatieInWoonplaats, day("2020-01-01")) ||
		r.LokaleRegel(stad, DagbestedingAlleenEnigDoel, day("2020-01-01")) {
		t.Error("a local rule is on where it is not, or off where it is on")
	}
}

func TestParseCodes(t *testing.T) {
	for text, want := range map[string]GemeenteCode{"0202": "0202", "GM0202": "0202", "202": "", "0000": "", "GM": "", "02o2": "", " 0202": "", "": "", "GMGM0202": ""} {
		got, err := ParseGemeenteCode(text)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("ParseGemeenteCode(%q) = %q, %v", text, got, err)
		}
	}
	for text, ok := range map[string]bool{"WK020205": true, "wk020205": false, "020205": false, "WK0202": false, "WK02020x": false} {
		if got, err := ParseWijkCode(text); (err == nil) != ok || (ok && got.Gemeente() != "0202") {
			t.Errorf("ParseWijkCode(%q) = %q, %v", text, got, err)
		}
	}
	if GemeenteCode("0202").CBS() != "GM0202" || GemeenteCode("").CBS() != "" || WijkCode("x").Gemeente() != "" {
		t.Error("codes are written wrong")
	}
}
