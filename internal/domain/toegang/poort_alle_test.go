package toegang

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/persoon"
	"trede/internal/domain/rule"
	"trede/internal/testkit"
)

// flip is one fact that is turned from good to bad.
type flip struct {
	name string
	code string         // of the one rule that must fail for it
	turn func(p *Poort) // touches nothing that another flip reads
	// without are flips that cannot be there together with this one: the fact that one of
	// them turns is not there any more once the other is turned.
	without []string
}

// flips are the checks that the issue names, each with the fact behind it. TestGateFlips
// combines all of them.
func flips(t *testing.T) []flip {
	t.Helper()
	ont3 := inkoop.ProductRef{Catalogus: "v2", Product: "ONT3"}
	lose := func(list []inkoop.Verzekering) []inkoop.Verzekering {
		list = slices.Clone(list)
		list[0].DektDeelnemers = false // a policy that does not cover participants is none
		return list
	}
	return []flip{
		{"product of an earlier catalogue", "INK-GATE-01", func(p *Poort) { p.Inkoop.Product.Catalogus = "v1" }, []string{"gemeente does not buy"}},
		{"no contract on the start date", "INK-GATE-03", func(p *Poort) { c := *p.Inkoop.Contract; c.Getekend = civil.Date{}; p.Inkoop.Contract = &c }, []string{"not in the contract", "after the contract"}},
		{"not in the contract", "INK-GATE-04", func(p *Poort) { c := *p.Inkoop.Contract; c.Regels = nil; p.Inkoop.Contract = &c }, nil},
		{"after the contract", "INK-GATE-05", func(p *Poort) {
			c := *p.Inkoop.Contract
			c.Oorspronkelijk = civil.Through(c.Oorspronkelijk.From, p.Inkoop.Start)
			c.Overgang = c.Overgang.From(day("2017-01-01"), inkoop.Overgangsregel{Soort: inkoop.Eindigen})
			p.Inkoop.Contract = &c
		}, nil},
		{"gemeente does not buy", "INK-GATE-02", func(p *Poort) { p.Inkoop.Gemeente, p.Besluiter.Gemeente = rheden, rheden }, nil},
		{"too far away", "INK-GATE-08", func(p *Poort) { moveAway(p); p.Inkoop.Uitzonderingen = nil }, []string{"no transport agreed"}},
		{"no transport agreed", "INK-GATE-12", func(p *Poort) { moveAway(p); p.Inkoop.Vervoer = inkoop.Vervoer{} }, nil},
		{"insurance does not cover participants", "INK-GATE-06", func(p *Poort) { p.Inkoop.Verzekeringen = lose(p.Inkoop.Verzekeringen) }, nil},
		{"ceiling reached", "INK-GATE-07", func(p *Poort) { p.Inkoop.Plafonds = full(p.Inkoop.Plafonds) }, nil},
		{"place not there yet", "INK-GATE-09", func(p *Poort) {
			place(p, func(w *inkoop.Werkplek) { w.Geldig.From = p.Inkoop.Start.AddDays(1) })
		}, []string{"no room"}},
		{"no room", "INK-GATE-10", func(p *Poort) { p.Inkoop.Bezetting = []inkoop.Bezetting{{Werkplek: "w1", Dagdelen: 8}} }, nil},
		{"no trajectbegeleider", "INK-GATE-11", func(p *Poort) { p.Inkoop.Trajectbegeleiders = 0 }, nil},
		{"overlap", "TOE-GATE-23", func(p *Poort) {
			p.Andere = []AndereToewijzing{{ID: "t9", Product: ont3, Periode: civil.Through(p.Inkoop.Start, p.Inkoop.Start)}}
		}, nil},
		{"too young", "TOE-GATE-01", func(p *Poort) {
			p.Venster, _ = persoon.Venster(persoon.GeborenOp(p.Inkoop.Start.AddYears(-16).AddDays(1)), 16, persoon.StandaardAOWTabel())
		}, nil},
		{"resident did not agree", "TOE-GATE-11", func(p *Poort) { p.Akkoord = Akkoord{} }, nil},
	}
}

// moveAway puts the place in a gemeente that does not border on that of registration.
func moveAway(p *Poort) {
	place(p, func(w *inkoop.Werkplek) { w.Gemeente, w.Woonplaats = "0289", "Wageningen" })
}

// place changes the chosen place, in both lists.
func place(p *Poort, change func(*inkoop.Werkplek)) {
	w := *p.Inkoop.Werkplek
	change(&w)
	p.Inkoop.Werkplek, p.Inkoop.Werkplekken = &w, []inkoop.Werkplek{w}
}

func full(list []inkoop.PlafondStand) []inkoop.PlafondStand {
	list = slices.Clone(list)
	list[0].Gebruikt.Plekken = list[0].Plafond.Plekken
	return list
}

// everythingGood is an ONT3 in which every fact of the flips is there and good: also a
// ceiling with room, and an exception and transport that are not needed.
func everythingGood(t *testing.T) Poort {
	t.Helper()
	p := gateFor(t, "ONT3", "2026-01-15")
	c := *p.Inkoop.Contract
	c.Plafonds = []inkoop.Plafond{{Code: "contract", Plekken: 5}}
	p.Inkoop.Contract = &c
	p.Inkoop.Plafonds = []inkoop.PlafondStand{{Plafond: c.Plafonds[0], Gebruikt: inkoop.PlafondGebruik{Plekken: 4}, Gevraagd: inkoop.PlafondGebruik{Plekken: 1}}}
	p.Inkoop.Vervoer = inkoop.Vervoer{Obstakel: inkoop.VervoerGeen}
	p.Inkoop.Uitzonderingen = []inkoop.UniekAanbod{{
		Werkplek: "w1", Besluit: inkoop.UitzonderingBesluit{Toegekend: true, Op: day("2025-12-01")}, Geldig: civil.Period{From: day("2025-12-01")},
	}}
	return p
}

// Every combination of facts: the rules that fail are exactly those of the facts that were
// turned, and each says something. Combinations in which a fact is not there any more are
// left out; flip.without says which.
func TestGateFlips(t *testing.T) {
	testkit.Eis(t, "INK-03", "EIS-02", "VRZ-01", "LOC-01", "LOC-02", "LOC-03", "B-REG-01", "B-REG-05")
	all := flips(t)
	cases := 0
	for set := range 1 << len(all) {
		p := everythingGood(t)
		var names, want []string
		for n, f := range all {
			if set&(1<<n) != 0 {
				f.turn(&p)
				names, want = append(names, f.name), append(want, f.code)
			}
		}
		if impossible(all, names) {
			continue
		}
		cases++
		var got []string
		for _, r := range p.Beoordeel() {
			if r.Status == rule.Failed {
				got = append(got, r.Rule)
				for _, f := range r.Findings {
					if f.Code == "" || f.Repairer == "" {
						t.Errorf("%s: %s says nothing, or not who can mend it: %+v", names, r.Rule, f)
					}
				}
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("%s: failed %v, want %v", strings.Join(names, ", "), got, want)
		}
	}
	if cases < 1000 {
		t.Errorf("only %d cases", cases)
	}
	t.Log(fmt.Sprint(cases, " combinations of ", len(all), " facts"))
}

func impossible(all []flip, names []string) bool {
	for _, f := range all {
		if !slices.Contains(names, f.name) {
			continue
		}
		if slices.ContainsFunc(f.without, func(other string) bool { return slices.Contains(names, other) }) {
			return true
		}
	}
	return false
}
