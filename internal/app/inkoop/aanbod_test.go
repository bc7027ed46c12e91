package inkoop

import (
	"testing"
	"time"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/store"
	"trede/internal/testkit"
)

// Which contract of an aanbieder counts: the one that delivers, else one that is in
// force, else the last one; of two that count alike, the one with the highest number.
func TestWhichContractCounts(t *testing.T) {
	testkit.Eis(t, "INK-11")
	const aanbieder = inkoop.AanbiederID("de")
	ref := inkoop.ProductRef{Catalogus: "v2", Product: "ONT5"}
	day := civil.New(2026, time.March, 2)
	year := func(y int) civil.Period { return civil.Period{From: civil.New(y, 1, 1), Until: civil.New(y+1, 1, 1)} }
	contract := func(nummer string, period civil.Period, products ...inkoop.ProductRef) store.Contract {
		c := store.Contract{Contract: inkoop.Contract{Nummer: nummer, Aanbieder: aanbieder, Getekend: period.From, Oorspronkelijk: period}}
		for _, p := range products {
			c.Regels = append(c.Regels, inkoop.Contractregel{Product: p, Gemeenten: []inkoop.GemeenteCode{"0202"}})
		}
		return c
	}
	other := inkoop.ProductRef{Catalogus: "v2", Product: "SVB1"}
	delivers, holds, over := contract("delivers", year(2026), ref), contract("holds", year(2026), other), contract("over", year(2020), ref)
	for name, tc := range map[string]struct {
		contracts []store.Contract
		want      string
	}{
		"none":                      {nil, ""},
		"delivers, first":           {[]store.Contract{delivers, holds, over}, "delivers"},
		"delivers, in between":      {[]store.Contract{over, delivers, holds}, "delivers"},
		"delivers, last":            {[]store.Contract{holds, over, delivers}, "delivers"},
		"in force, before one over": {[]store.Contract{holds, over}, "holds"},
		"in force, after one over":  {[]store.Contract{over, holds}, "holds"},
		"all over":                  {[]store.Contract{over, contract("later", year(2021), ref)}, "later"},
		"two that deliver":          {[]store.Contract{delivers, contract("second", year(2026), ref)}, "second"},
	} {
		a := &Aanbod{contracten: map[inkoop.AanbiederID][]store.Contract{aanbieder: tc.contracts}}
		got := ""
		if c := a.Contract(aanbieder, ref, "0202", day); c != nil {
			got = c.Nummer
		}
		if got != tc.want {
			t.Errorf("%s: %q counts, not %q", name, got, tc.want)
		}
	}
}

// What the gate knows of an aanbieder is all of its own and nothing that stood in the
// facts before or belongs to another.
func TestFactsForTheGate(t *testing.T) {
	testkit.Eis(t, "LOC-02")
	exception := func(p string) inkoop.UniekAanbod { return inkoop.UniekAanbod{Motivering: p} }
	place := func(id string, asked ...inkoop.UniekAanbod) store.Werkplek {
		w := store.Werkplek{Uitzonderingen: asked}
		w.ID = inkoop.WerkplekID(id)
		return w
	}
	a := &Aanbod{
		byID:       map[inkoop.AanbiederID]*store.Aanbieder{"de": {Aanbieder: inkoop.Aanbieder{ID: "de"}}, "ander": {Aanbieder: inkoop.Aanbieder{ID: "ander"}}},
		contracten: map[inkoop.AanbiederID][]store.Contract{},
		verzekeringen: map[inkoop.AanbiederID][]store.Verzekering{
			"de": {{Polisnummer: "1"}, {Polisnummer: "2"}}, "ander": {{Polisnummer: "3"}},
		},
		werkplekken: map[inkoop.AanbiederID][]store.Werkplek{
			"de": {place("bos", exception("a"), exception("b")), place("hout", exception("c"))}, "ander": {place("tuin", exception("d"))},
		},
	}
	facts := a.Poortfeiten(inkoop.GateFacts{}, "de", "hout")
	if facts.Aanbieder.ID != "de" || facts.Contract != nil || facts.Werkplek == nil || facts.Werkplek.ID != "hout" {
		t.Errorf("%+v", facts)
	}
	if len(facts.Verzekeringen) != 2 || facts.Verzekeringen[1].Polisnummer != "2" || len(facts.Werkplekken) != 2 {
		t.Errorf("policies %+v, places %+v", facts.Verzekeringen, facts.Werkplekken)
	}
	if got := len(facts.Uitzonderingen); got != 3 || facts.Uitzonderingen[0].Motivering != "a" || facts.Uitzonderingen[2].Motivering != "c" {
		t.Errorf("exceptions %+v", facts.Uitzonderingen)
	}
	facts = a.Poortfeiten(facts, "ander", "hout")
	if facts.Werkplek != nil || len(facts.Verzekeringen) != 1 || len(facts.Werkplekken) != 1 || len(facts.Uitzonderingen) != 1 {
		t.Errorf("a place or policy of another stays: %+v", facts)
	}
}
