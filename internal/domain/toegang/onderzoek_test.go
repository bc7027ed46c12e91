package toegang

import (
	"testing"

	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
	"trede/internal/testkit"
)

func fullOnderzoek() Onderzoek {
	o := Onderzoek{Bevindingen: map[Aspect]string{}, Besproken: map[Aspect]bool{}, Afwegingen: map[Uitgangspunt]Afweging{}}
	for _, a := range Aspecten() {
		o.Besproken[a] = true
	}
	for _, u := range Uitgangspunten() {
		o.Afwegingen[u] = AfwegingNetwerk
	}
	return o
}

func TestOnderzoekRules(t *testing.T) {
	testkit.Eis(t, "INK-02")
	if len(Aspecten()) != 7 || len(Uitgangspunten()) != 5 || len(Afwegingen()) != 4 {
		t.Fatal("the law names seven aspects, the source five principles with four answers")
	}
	on := day("2026-02-01")
	cases := []ruletest.Case[Onderzoek]{
		of("all talked about", "ONDERZOEK-01", on, fullOnderzoek(), rule.Passed, ""),
		of("all weighed", "ONDERZOEK-02", on, fullOnderzoek(), rule.Passed, ""),
	}
	for _, a := range Aspecten() {
		o := fullOnderzoek()
		o.Besproken[a] = false
		cases = append(cases, of("without "+string(a), "ONDERZOEK-01", on, o, rule.Failed, "onderzoek.aspect_niet_besproken"))
		written := fullOnderzoek()
		written.Besproken[a], written.Bevindingen[a] = false, "zus helpt met vervoer"
		cases = append(cases, of("written about "+string(a), "ONDERZOEK-01", on, written, rule.Passed, ""))
	}
	for _, u := range Uitgangspunten() {
		o := fullOnderzoek()
		o.Afwegingen[u] = "iets anders"
		if o.Afgewogen() {
			t.Errorf("weighed without %s", u)
		}
		cases = append(cases, of("without "+string(u), "ONDERZOEK-02", on, o, rule.Failed, "onderzoek.niet_afgewogen"))
	}
	if !fullOnderzoek().Afgewogen() {
		t.Error("all five answers and not weighed")
	}
	ruletest.Contract(t, OnderzoekRules, cases)
}
