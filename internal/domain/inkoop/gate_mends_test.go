package inkoop

import (
	"testing"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/testkit"
)

// Who can mend it follows from what is wrong, also where one rule finds several things.
func TestWhoMends(t *testing.T) {
	testkit.Eis(t, "B-REG-01", "B-REG-05", "LOC-01")
	r := testRegister(t)
	full := func(code PlafondCode) []PlafondStand {
		return []PlafondStand{{Plafond: Plafond{Code: code}, Gebruikt: PlafondGebruik{Plekken: 9}, Gevraagd: PlafondGebruik{Plekken: 1}}}
	}
	for _, test := range []struct {
		name, code, want string
		change           func(*GateFacts)
	}{
		{"dissolved gemeente", "inkoop.gemeente_opgeheven", Consulent, func(f *GateFacts) { f.Gemeente = eiland }},
		{"neighbour", "inkoop.gemeente_buiten_regio", Consulent, func(f *GateFacts) { f.Gemeente = buiten }},
		{"does not buy", "inkoop.niet_gekocht", GemeenteBeleid, func(f *GateFacts) { f.Gemeente = polder }},
		{"ceiling of a gemeente", "inkoop.plafond_vol", GemeenteBeleid, func(f *GateFacts) { f.Gemeente, f.Plafonds = dorp, full("proef") }},
		{"ceiling of a contract", "inkoop.plafond_vol", Contractmanager, func(f *GateFacts) {
			f.Contract.Plafonds, f.Plafonds = []Plafond{{Code: "contract", Plekken: 5}}, full("contract")
		}},
		{"far away", "inkoop.locatie_uitzondering_nodig", Contractmanager, farAway},
		{"place without a gemeente", "inkoop.locatie_onbekend", VanAanbieder, changePlace(func(w *Werkplek) { w.Gemeente = "" })},
		{"place without a woonplaats", "inkoop.locatie_onbekend", VanAanbieder, changePlace(func(w *Werkplek) { w.Gemeente, w.Woonplaats = dorp, "" })},
		{"no list of woonplaatsen", "inkoop.locatie_onbekend", Contractmanager, func(f *GateFacts) {
			f.Register = testRegister(t, func(d *Dataset) { d.Woonplaatsen = nil })
			changePlace(func(w *Werkplek) { w.Gemeente, w.Woonplaats = dorp, "Dorpskern" })(f)
		}},
		{"provider without a gemeente", "inkoop.locatie_onbekend", Contractmanager, func(f *GateFacts) { f.Aanbieder.Inschrijving = civil.Timeline[GemeenteCode]{} }},
	} {
		facts := goodFacts(r)
		test.change(&facts)
		got := ""
		for _, f := range rule.Refused(Gate.Evaluate(facts.Start, facts)) {
			if f.Code == test.code {
				got = f.Repairer
			}
		}
		if got != test.want {
			t.Errorf("%s: mended by %q, want %q", test.name, got, test.want)
		}
	}
}

// A ceiling of a contract counts what is allocated under that contract, one of the region
// what is allocated under all.
func TestWhoseCeiling(t *testing.T) {
	testkit.Eis(t, "B-REG-05")
	f := goodFacts(testRegister(t))
	f.Contract.Plafonds = []Plafond{{Code: "a"}, {Code: "b"}}
	if c := f.ContractVan("b"); c == nil || c.ID != f.Contract.ID {
		t.Errorf("of the contract: %v", c)
	}
	if c := f.ContractVan("proef"); c != nil {
		t.Errorf("of the region: %v", c)
	}
	f.Contract = nil
	if c := f.ContractVan("a"); c != nil {
		t.Errorf("without a contract: %v", c)
	}
}
