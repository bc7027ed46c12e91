package toegang

import (
	"slices"
	"testing"

	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
	"trede/internal/testkit"
)

// decided gives the facts of a decision about somebody of whom the table advises
// what the change makes of it.
func decided(u Uitkomst, change ...func(*AfbakeningFeiten)) UitkomstFeiten {
	f := suited(change...)
	if u.Door == "" {
		u.Door = "consulent"
	}
	if u.Datum.IsZero() {
		u.Datum = day("2026-03-02")
	}
	return UitkomstFeiten{Afbakening: Afbaken(f), Feiten: f, Uitkomst: u}
}

func meeting(f *AfbakeningFeiten)   { f.Antwoorden.Hoofddoel = DoelOntmoeten }
func structure(f *AfbakeningFeiten) { f.Antwoorden.Hoofddoel = DoelDagstructuur }

func TestUitkomstRules(t *testing.T) {
	testkit.Eis(t, "PRD-02", "PRD-03", "PRD-04", "AFB-03", "B-REG-02", "B-REG-03", "DOE-01")
	wijk := Uitkomst{Soort: UitkomstWijkaanbod, Vorm: DeelnameAmbulant, KijkOpnieuw: day("2026-09-02")}
	aw := Uitkomst{Soort: UitkomstAanvraagAW}
	noPerson := decided(aw)
	noPerson.Uitkomst.Door = ""
	open := decided(aw, func(f *AfbakeningFeiten) { f.Antwoorden.Wil = "" })
	young := decided(aw, func(f *AfbakeningFeiten) { f.OnderLeeftijd = true })
	old := decided(aw, func(f *AfbakeningFeiten) { f.AOWBereikt = true })
	nobuy := decided(Uitkomst{Soort: UitkomstCAW, KijkOpnieuw: day("2026-09-02")}, caw, func(f *AfbakeningFeiten) { f.Aanbod.KooptAW = false })
	onlyAim := func(f *AfbakeningFeiten) { localRule(f); structure(f); f.Antwoorden.EnigDoel = Ja }
	notOnly := func(f *AfbakeningFeiten) { localRule(f); structure(f); f.Antwoorden.EnigDoel = Nee }
	selfReliance := func(f *AfbakeningFeiten) {
		localRule(f)
		f.Antwoorden.Hoofddoel, f.Antwoorden.EnigDoel = DoelZelfredzaamheid, Ja
	}
	day1 := day("2026-03-02")
	cases := []ruletest.Case[UitkomstFeiten]{
		of("a person", "UITKOMST-01", day1, decided(aw), rule.Passed, ""),
		of("the machine alone", "UITKOMST-01", day1, noPerson, rule.Failed, "uitkomst.mens_beslist"),
		of("all is there", "UITKOMST-02", day1, decided(aw), rule.Passed, ""),
		of("a question is open", "UITKOMST-02", day1, open, rule.Failed, "uitkomst.vraag_open"),
		of("no outcome", "UITKOMST-02", day1, decided(Uitkomst{}), rule.Failed, "uitkomst.soort_ontbreekt"),
		of("no age, no AOW, buys", "UITKOMST-03", day1, decided(aw), rule.Passed, ""),
		of("too young", "UITKOMST-03", day1, young, rule.Failed, "uitkomst.grens"),
		of("AOW age", "UITKOMST-03", day1, old, rule.Failed, "uitkomst.grens"),
		of("does not buy", "UITKOMST-03", day1, nobuy, rule.Failed, "uitkomst.grens"),
		of("advice of another kind does not refuse", "UITKOMST-03", day1, decided(aw, meeting), rule.Passed, ""),
		of("no arrangement asked", "UITKOMST-03", day1, decided(wijk), rule.NotApplicable, ""),
		of("orientation where bought", "UITKOMST-04", day1, decided(Uitkomst{Soort: UitkomstOrientatie}), rule.Passed, ""),
		of("orientation where CAW", "UITKOMST-04", day1, decided(Uitkomst{Soort: UitkomstOrientatie}, caw), rule.Failed, "uitkomst.orientatie_hier_niet"),
		of("CAW where bought", "UITKOMST-04", day1, decided(Uitkomst{Soort: UitkomstCAW}), rule.Failed, "uitkomst.orientatie_hier_niet"),
		of("CAW where CAW", "UITKOMST-04", day1, decided(Uitkomst{Soort: UitkomstCAW}, caw), rule.Passed, ""),
		of("neither", "UITKOMST-04", day1, decided(aw), rule.NotApplicable, ""),
		of("one of four ways", "UITKOMST-05", day1, decided(wijk, meeting), rule.Passed, ""),
		of("no way", "UITKOMST-05", day1, decided(Uitkomst{Soort: UitkomstWijkaanbod}, meeting), rule.Failed, "uitkomst.vorm_ontbreekt"),
		of("no wijkaanbod", "UITKOMST-05", day1, decided(aw), rule.NotApplicable, ""),
		of("a day to look again", "UITKOMST-06", day1, decided(wijk, meeting), rule.Passed, ""),
		of("no day to look again", "UITKOMST-06", day1, decided(Uitkomst{Soort: UitkomstWijkaanbod, Vorm: DeelnameZelf}, meeting), rule.Failed, "uitkomst.kijk_opnieuw_ontbreekt"),
		of("looks again on the same day", "UITKOMST-06", day1, decided(Uitkomst{Soort: UitkomstCAW, KijkOpnieuw: day("2026-03-02")}, caw), rule.Failed, ""),
		of("no referral", "UITKOMST-06", day1, decided(aw), rule.NotApplicable, ""),
		of("nothing, with a reason", "UITKOMST-07", day1, decided(Uitkomst{Soort: UitkomstGeen, Reden: "verhuist volgende week"}), rule.Passed, ""),
		of("nothing, without one", "UITKOMST-07", day1, decided(Uitkomst{Soort: UitkomstGeen, Reden: " "}), rule.Failed, "uitkomst.reden_ontbreekt"),
		of("something", "UITKOMST-07", day1, decided(aw), rule.NotApplicable, ""),
		of("as advised", "UITKOMST-08", day1, decided(wijk, meeting), rule.Passed, ""),
		of("otherwise than advised", "UITKOMST-08", day1, decided(aw, meeting), rule.Failed, "uitkomst.wijkt_af"),
		of("no advice yet", "UITKOMST-08", day1, open, rule.NotApplicable, ""),
		of("only aim is structure", "UITKOMST-09", day1, decided(Uitkomst{Soort: UitkomstDagbesteding}, onlyAim), rule.Passed, ""),
		of("not the only aim", "UITKOMST-09", day1, decided(Uitkomst{Soort: UitkomstDagbesteding}, notOnly), rule.Failed, "uitkomst.dagbesteding_niet_enig_doel"),
		of("self-reliance is no exception", "UITKOMST-09", day1, decided(Uitkomst{Soort: UitkomstDagbesteding}, selfReliance), rule.Failed, ""),
		of("gemeente without the rule", "UITKOMST-09", day1, decided(Uitkomst{Soort: UitkomstDagbesteding}, structure), rule.NotApplicable, ""),
	}
	ruletest.Contract(t, UitkomstRules, cases)
}

// TestOnlyAgeAndGemeenteRefuse: the other advices can be set aside with a reason.
func TestOnlyAgeAndGemeenteRefuse(t *testing.T) {
	testkit.Eis(t, "AFB-03")
	results := UitkomstRules.Evaluate(day("2026-03-02"), decided(Uitkomst{Soort: UitkomstAanvraagAW}, meeting))
	if refused := rule.Refused(results); len(refused) > 0 {
		t.Errorf("refused: %v", refused)
	}
	wantCodes(t, "without a reason", ZonderReden(results, nil), "uitkomst.wijkt_af")
	wantCodes(t, "with a reason", ZonderReden(results, map[string]string{"UITKOMST-08": "wil heel graag werken"}))
	wantCodes(t, "with an empty one", ZonderReden(results, map[string]string{"UITKOMST-08": "  "}), "uitkomst.wijkt_af")
}

// TestEveryAdviceCanBeFollowed: no advice leaves a person without an outcome that
// follows it, and a referral needs no besluit.
func TestEveryAdviceCanBeFollowed(t *testing.T) {
	testkit.Eis(t, "PRD-03", "B-REG-03")
	all := []AdviesSoort{
		AdviesLokaalAlternatief, AdviesJeugdOnderwijs, AdviesNaAOW, AdviesZelfstandig, AdviesWijkaanbod, AdviesDagbesteding,
		AdviesVerhelderen, AdviesOrientatie, AdviesCAW, AdviesOntwikkel, AdviesStabiel, AdviesWSP, AdviesWSPOfGeen,
	}
	for _, a := range all {
		if len(followed[a]) == 0 {
			t.Errorf("no outcome follows %s", a)
		}
		for _, u := range followed[a] {
			if !slices.Contains(UitkomstSoorten(), u) {
				t.Errorf("%s leads to an unknown outcome %s", a, u)
			}
		}
	}
	if !(Advies{Soort: AdviesWijkaanbod}).Past(UitkomstWijkaanbod) || (Advies{Soort: AdviesWijkaanbod}).Past(UitkomstAanvraagAW) {
		t.Error("wijkaanbod is followed by wijkaanbod and not by an aanvraag")
	}
	if (Advies{Soort: AdviesNaAOW}).Past(UitkomstAanvraagAW) || (Advies{Soort: AdviesLokaalAlternatief}).Past(UitkomstOrientatie) {
		t.Error("a grens is followed by an arrangement")
	}
	if UitkomstCAW.Besluit() || UitkomstWijkaanbod.Besluit() || !UitkomstAanvraagAW.Besluit() || !UitkomstOrientatie.Besluit() {
		t.Error("a referral needs no besluit, an arrangement does")
	}
	if len(Deelnamevormen()) != 4 {
		t.Errorf("the source names four ways of taking part, not %d", len(Deelnamevormen()))
	}
}

func TestStandaardKijkOpnieuw(t *testing.T) {
	testkit.Eis(t, "PRD-04")
	if got := StandaardKijkOpnieuw(day("2026-08-31"), termijnen()); got != day("2027-02-28") {
		t.Errorf("look again on %s", got)
	}
	short := termijnen()
	short.KijkOpnieuwMaanden = 2
	if got := StandaardKijkOpnieuw(day("2026-08-31"), short); got != day("2026-10-31") {
		t.Errorf("with the region's own setting on %s", got)
	}
}
