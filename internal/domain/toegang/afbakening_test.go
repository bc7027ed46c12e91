package toegang

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"trede/internal/domain/ladder"
	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
	"trede/internal/testkit"
)

// Offers of the two catalogues, in a gemeente that buys the orientation.
func offerV1() Aanbod {
	return Aanbod{KooptAW: true, Orientatie: OrientatieProduct, Doeltreden: []ladder.Trede{2, 3, 4, 5}, StabieleTreden: []ladder.Trede{3, 4}}
}

func offerV2() Aanbod {
	return Aanbod{KooptAW: true, Orientatie: OrientatieProduct, Doeltreden: []ladder.Trede{3, 4, 5}, StabieleTreden: []ladder.Trede{3, 4}}
}

// suited gives facts of somebody for whom the table reaches step 8.
func suited(change ...func(*AfbakeningFeiten)) AfbakeningFeiten {
	f := AfbakeningFeiten{Aanbod: offerV2(), Trede: 3, Antwoorden: Antwoorden{
		Zelfstandig: Nee, Hoofddoel: DoelBijdragen, Wil: Ja, SteunNodig: Ja, GroteAfstand: Ja,
		WeetWat: Ja, Groei: Ja, Maximum: Nee, MantelzorgOverbelast: Nee,
	}}
	for _, c := range change {
		c(&f)
	}
	return f
}

func localRule(f *AfbakeningFeiten) { f.Aanbod.DagbestedingAlleenEnigDoel = true }

func caw(f *AfbakeningFeiten) { f.Aanbod.Orientatie = OrientatieCAW }

func TestAfbakenSteps(t *testing.T) {
	type change = func(*AfbakeningFeiten)
	tests := []struct {
		name   string
		eisen  []string
		change change
		step   string
		advice Advies
	}{
		{"gemeente does not buy", nil, func(f *AfbakeningFeiten) { f.Aanbod.KooptAW = false }, "AFB-STAP-00", Advies{Soort: AdviesLokaalAlternatief}},
		{"younger than 16", []string{"DOE-01"}, func(f *AfbakeningFeiten) { f.OnderLeeftijd = true }, "AFB-STAP-01", Advies{Soort: AdviesJeugdOnderwijs}},
		{"AOW age reached", []string{"DOE-01", "AFB-05"}, func(f *AfbakeningFeiten) { f.AOWBereikt = true }, "AFB-STAP-02", Advies{Soort: AdviesNaAOW}},
		{"can do without support", []string{"AFB-01"}, func(f *AfbakeningFeiten) { f.Antwoorden.Zelfstandig = Ja }, "AFB-STAP-03", Advies{Soort: AdviesZelfstandig}},
		{"main aim is meeting people", []string{"PRD-02"}, func(f *AfbakeningFeiten) { f.Antwoorden.Hoofddoel = DoelOntmoeten }, "AFB-STAP-04", Advies{Soort: AdviesWijkaanbod}},
		{"main aim is self-reliance", []string{"AFB-02"}, func(f *AfbakeningFeiten) { f.Antwoorden.Hoofddoel = DoelZelfredzaamheid }, "AFB-STAP-05", Advies{Soort: AdviesDagbesteding}},
		{"main aim is relief of the carer", []string{"AFB-02"}, func(f *AfbakeningFeiten) { f.Antwoorden.Hoofddoel = DoelMantelzorg }, "AFB-STAP-05", Advies{Soort: AdviesDagbesteding}},
		{"main aim is structure", []string{"AFB-02"}, func(f *AfbakeningFeiten) { f.Antwoorden.Hoofddoel = DoelDagstructuur }, "AFB-STAP-05", Advies{Soort: AdviesDagbesteding}},
		{"does not want to", []string{"DOE-01"}, func(f *AfbakeningFeiten) { f.Antwoorden.Wil = Nee }, "AFB-STAP-06", Advies{Soort: AdviesVerhelderen}},
		{"needs no support", []string{"DOE-01"}, func(f *AfbakeningFeiten) { f.Antwoorden.SteunNodig = Nee }, "AFB-STAP-06", Advies{Soort: AdviesVerhelderen}},
		{"no great distance", []string{"DOE-01"}, func(f *AfbakeningFeiten) { f.Antwoorden.GroteAfstand = Onduidelijk }, "AFB-STAP-06", Advies{Soort: AdviesVerhelderen}},
		{"does not know what", []string{"PRD-05"}, func(f *AfbakeningFeiten) { f.Antwoorden.WeetWat = Nee }, "AFB-STAP-07", Advies{Soort: AdviesOrientatie}},
		{"does not know what, with CAW", []string{"PRD-05", "B-REG-03"}, func(f *AfbakeningFeiten) { caw(f); f.Antwoorden.WeetWat = Nee }, "AFB-STAP-07", Advies{Soort: AdviesCAW}},
		{"does not know what, without either", nil, func(f *AfbakeningFeiten) { f.Aanbod.Orientatie = ""; f.Antwoorden.WeetWat = Nee }, "AFB-STAP-07", Advies{Soort: AdviesVerhelderen}},
		{"grows from 2 to 3", []string{"PRD-07"}, func(f *AfbakeningFeiten) { f.Trede = 2 }, "AFB-STAP-08", Advies{Soort: AdviesOntwikkel, Trede: 3, Sprong: 1}},
		{"grows from 1: jump to 3", []string{"PRD-07"}, func(f *AfbakeningFeiten) { f.Trede = 1 }, "AFB-STAP-08", Advies{Soort: AdviesOntwikkel, Trede: 3, Sprong: 2}},
		{"grows from 1 in the old catalogue", []string{"PRD-01"}, func(f *AfbakeningFeiten) { f.Trede = 1; f.Aanbod = offerV1() }, "AFB-STAP-08", Advies{Soort: AdviesOntwikkel, Trede: 2, Sprong: 1}},
		{"grows from 4 to 5", []string{"PRD-07"}, func(f *AfbakeningFeiten) { f.Trede = 4 }, "AFB-STAP-08", Advies{Soort: AdviesOntwikkel, Trede: 5, Sprong: 1}},
		{"grows from 5: to the WSP", []string{"PRD-07"}, func(f *AfbakeningFeiten) { f.Trede = 5 }, "AFB-STAP-08", Advies{Soort: AdviesWSP}},
		{"at the most on 3", []string{"PRD-09", "B-ARR-01"}, func(f *AfbakeningFeiten) { f.Antwoorden.Groei = Nee; f.Antwoorden.Maximum = Ja }, "AFB-STAP-09", Advies{Soort: AdviesStabiel, Trede: 3}},
		{"at the most on 2 is no stabiel", []string{"PRD-09"}, func(f *AfbakeningFeiten) { f.Trede = 2; f.Antwoorden.Groei = Nee; f.Antwoorden.Maximum = Ja }, "AFB-STAP-10", Advies{Soort: AdviesOrientatie}},
		{"no growth on 1, with CAW", []string{"B-REG-03"}, func(f *AfbakeningFeiten) { caw(f); f.Trede = 1; f.Antwoorden.Groei = Nee }, "AFB-STAP-10", Advies{Soort: AdviesCAW}},
		{"no growth on 5", nil, func(f *AfbakeningFeiten) { f.Trede = 5; f.Antwoorden.Groei = Nee }, "AFB-STAP-10", Advies{Soort: AdviesWSPOfGeen}},
		{"carer overburdened", []string{"AFB-05"}, func(f *AfbakeningFeiten) { f.Antwoorden.MantelzorgOverbelast = Ja }, "AFB-STAP-08", Advies{Soort: AdviesOntwikkel, Trede: 4, Sprong: 1, NevenDagbesteding: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			testkit.Eis(t, tt.eisen...)
			got := Afbaken(suited(tt.change))
			if got.Geraakt != tt.step || got.Advies != tt.advice || !got.Volledig() {
				t.Errorf("step %s advice %+v, want %s %+v", got.Geraakt, got.Advies, tt.step, tt.advice)
			}
		})
	}
	testkit.Eis(t, "DOE-01", "AFB-01", "AFB-02", "AFB-05", "PRD-01", "PRD-02", "PRD-05", "PRD-07", "PRD-09", "B-REG-03", "B-ARR-01")
}

// TestLocalRule shows Arnhem's rule: dagbesteding only when structure, relief of
// the carer or isolation is the only aim, otherwise Activerend Werk.
func TestLocalRule(t *testing.T) {
	testkit.Eis(t, "B-REG-02")
	for _, aim := range Hoofddoelen() {
		for _, only := range Antwoordlijst() {
			t.Run(fmt.Sprintf("%s %s", aim, only), func(t *testing.T) {
				got := Afbaken(suited(localRule, func(f *AfbakeningFeiten) {
					f.Antwoorden.Hoofddoel, f.Antwoorden.EnigDoel = aim, only
				}))
				want, step := AdviesOntwikkel, "AFB-STAP-08"
				exception := aim == DoelDagstructuur || aim == DoelMantelzorg || aim == DoelOntmoeten
				if exception && only == Ja {
					want, step = AdviesDagbesteding, "AFB-STAP-LOKAAL"
				}
				if got.Advies.Soort != want || got.Geraakt != step {
					t.Errorf("advice %s at %s, want %s at %s", got.Advies.Soort, got.Geraakt, want, step)
				}
				for _, s := range got.Stappen {
					if (s.Regel == "AFB-STAP-04" || s.Regel == "AFB-STAP-05") && step == "AFB-STAP-08" && s.Status != StapOpzij {
						t.Errorf("%s is %s, want it set aside", s.Regel, s.Status)
					}
				}
			})
		}
	}
}

// TestAfbakenKeepsEveryStep shows that each step is kept with what came of it.
func TestAfbakenKeepsEveryStep(t *testing.T) {
	testkit.Eis(t, "AFB-01", "AFB-03")
	got := Afbaken(suited(func(f *AfbakeningFeiten) { f.Antwoorden.Hoofddoel = DoelDagstructuur }))
	want := []string{
		"AFB-STAP-00 voorbij ja", "AFB-STAP-01 voorbij nee", "AFB-STAP-02 voorbij nee", "AFB-STAP-03 voorbij nee",
		"AFB-STAP-LOKAAL opzij_gezet ", "AFB-STAP-04 voorbij dagstructuur", "AFB-STAP-05 geraakt dagstructuur",
		"AFB-STAP-06 niet_bereikt ", "AFB-STAP-07 niet_bereikt ", "AFB-STAP-08 niet_bereikt ", "AFB-STAP-09 niet_bereikt ",
		"AFB-STAP-10 niet_bereikt ",
	}
	var have []string
	for _, s := range got.Stappen {
		have = append(have, fmt.Sprintf("%s %s %s", s.Regel, s.Status, s.Antwoord))
		if s.Source == "" {
			t.Errorf("%s has no source", s.Regel)
		}
	}
	if !slices.Equal(have, want) {
		t.Errorf("steps\n%q\nwant\n%q", have, want)
	}
	kept, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	var back Afbakening
	if err := json.Unmarshal(kept, &back); err != nil || back.Advies != got.Advies || !slices.Equal(back.Stappen, got.Stappen) {
		t.Errorf("kept as %s, read back as %+v (%v)", kept, back, err)
	}
}

// oracle is the table of domain guide 1.6 written down once more, in words of its
// own: it gives the step and the advice.
func oracle(f *AfbakeningFeiten) (string, AdviesSoort) {
	a := &f.Antwoorden
	orient := AdviesVerhelderen
	switch f.Aanbod.Orientatie {
	case OrientatieProduct:
		orient = AdviesOrientatie
	case OrientatieCAW:
		orient = AdviesCAW
	}
	if !f.Aanbod.KooptAW {
		return "00", AdviesLokaalAlternatief
	}
	if f.OnderLeeftijd {
		return "01", AdviesJeugdOnderwijs
	}
	if f.AOWBereikt {
		return "02", AdviesNaAOW
	}
	if a.Zelfstandig == Ja {
		return "03", AdviesZelfstandig
	}
	if f.Aanbod.DagbestedingAlleenEnigDoel {
		if a.EnigDoel == Ja && a.Hoofddoel != DoelBijdragen && a.Hoofddoel != DoelZelfredzaamheid {
			return "LOKAAL", AdviesDagbesteding
		}
	} else {
		if a.Hoofddoel == DoelOntmoeten {
			return "04", AdviesWijkaanbod
		}
		if a.Hoofddoel != DoelBijdragen {
			return "05", AdviesDagbesteding
		}
	}
	if a.Wil != Ja || a.SteunNodig != Ja || a.GroteAfstand != Ja {
		return "06", AdviesVerhelderen
	}
	if a.WeetWat != Ja {
		return "07", orient
	}
	if a.Groei == Ja {
		if f.Trede >= 5 {
			return "08", AdviesWSP
		}
		return "08", AdviesOntwikkel
	}
	if a.Maximum == Ja && (f.Trede == 3 || f.Trede == 4) {
		return "09", AdviesStabiel
	}
	if f.Trede >= 5 {
		return "10", AdviesWSPOfGeen
	}
	return "10", orient
}

// TestAfbakenAllCombinations goes through every combination of answers, facts and
// offers: each gives exactly one advice, the one of the table. The carer's answer
// is apart, below: it never changes the one advice.
func TestAfbakenAllCombinations(t *testing.T) {
	testkit.Eis(t, "DOE-01", "AFB-01", "AFB-02", "AFB-05", "PRD-02", "B-REG-02", "B-REG-03")
	const prefix = "AFB-STAP-"
	answers := Antwoordlijst()
	each := func(set func(Antwoord), next func()) {
		for _, a := range answers {
			set(a)
			next()
		}
	}
	var count, bad int
	hits := make([]int, len(afbakeningStappen))
	check := func(f *AfbakeningFeiten) {
		count++
		step, vraag := decide(f)
		s := &afbakeningStappen[step]
		advice := s.advise(f)
		wantStep, want := oracle(f)
		if vraag != "" || s.code[len(prefix):] != wantStep || advice.Soort != want {
			if bad++; bad < 10 {
				t.Errorf("%+v: step %s advice %s open %q, want %s %s", *f, s.code, advice.Soort, vraag, wantStep, want)
			}
		}
		if advice.NaarAW() && !suits(*f) {
			t.Errorf("%+v: advice %s without the four answers", *f, advice.Soort)
		}
		hits[step]++
	}
	var f AfbakeningFeiten
	a := &f.Antwoorden
	middle := func() {
		for _, f.Trede = range ladder.Treden() {
			each(func(x Antwoord) { a.WeetWat = x }, func() {
				each(func(x Antwoord) { a.Groei = x }, func() {
					each(func(x Antwoord) { a.Maximum = x }, func() { check(&f) })
				})
			})
		}
	}
	for _, offer := range []Aanbod{offerV1(), offerV2()} {
		for _, orient := range []OrientatieVorm{OrientatieProduct, OrientatieCAW, ""} {
			for _, local := range []bool{false, true} {
				f.Aanbod = offer
				f.Aanbod.Orientatie, f.Aanbod.DagbestedingAlleenEnigDoel = orient, local
				for age := range 3 {
					f.OnderLeeftijd, f.AOWBereikt = age == 1, age == 2
					for _, buys := range []bool{true, false} {
						f.Aanbod.KooptAW = buys
						for _, aim := range Hoofddoelen() {
							a.Hoofddoel = aim
							each(func(x Antwoord) { a.Zelfstandig = x }, func() {
								each(func(x Antwoord) { a.EnigDoel = x }, func() {
									each(func(x Antwoord) { a.Wil = x }, func() {
										each(func(x Antwoord) { a.SteunNodig = x }, func() {
											each(func(x Antwoord) { a.GroteAfstand = x }, middle)
										})
									})
								})
							})
						}
					}
				}
			}
		}
	}
	if slices.Contains(hits, 0) {
		t.Errorf("some step was never hit: %v", hits)
	}
	t.Logf("%d combinations", count)
}

// TestAfbakenProperties: for any answers, given or not, there is exactly one of an
// advice and a question; what is kept agrees with it; an overburdened carer adds an
// advice and never changes the one.
func TestAfbakenProperties(t *testing.T) {
	testkit.Eis(t, "AFB-05")
	answer := rapid.SampledFrom(append(Antwoordlijst(), ""))
	aim := rapid.SampledFrom(append(Hoofddoelen(), ""))
	rapid.Check(t, func(t *rapid.T) {
		f := AfbakeningFeiten{
			Aanbod: rapid.SampledFrom([]Aanbod{offerV1(), offerV2(), {}}).Draw(t, "offer"),
			Trede:  ladder.Trede(rapid.IntRange(0, 6).Draw(t, "trede")),
			Antwoorden: Antwoorden{
				Zelfstandig: answer.Draw(t, "zelfstandig"), Hoofddoel: aim.Draw(t, "hoofddoel"), EnigDoel: answer.Draw(t, "enig"),
				Wil: answer.Draw(t, "wil"), SteunNodig: answer.Draw(t, "steun"), GroteAfstand: answer.Draw(t, "afstand"),
				WeetWat: answer.Draw(t, "weet"), Groei: answer.Draw(t, "groei"), Maximum: answer.Draw(t, "maximum"),
			},
		}
		f.Aanbod.DagbestedingAlleenEnigDoel = rapid.Bool().Draw(t, "local")
		got := Afbaken(f)
		if (got.Advies.Soort == "") == (got.Vraag == "") {
			t.Fatalf("advice %q and question %q", got.Advies.Soort, got.Vraag)
		}
		stops := 0
		for _, s := range got.Stappen {
			if s.Status == StapGeraakt || s.Status == StapOpen {
				stops++
			}
		}
		if stops != 1 || len(got.Stappen) != len(afbakeningStappen) {
			t.Fatalf("%d steps stop of %d", stops, len(got.Stappen))
		}
		f.Antwoorden.MantelzorgOverbelast = Ja
		with := Afbaken(f)
		if with.Advies.Soort != got.Advies.Soort || with.Vraag != got.Vraag || with.Advies.NevenDagbesteding != with.Volledig() {
			t.Fatalf("with an overburdened carer %+v, without %+v", with.Advies, got.Advies)
		}
	})
}

// TestAfbakenAsksInOrder goes through an empty form: each question in its turn,
// and never one that does not matter.
func TestAfbakenAsksInOrder(t *testing.T) {
	testkit.Eis(t, "DOE-01", "B-REG-02")
	fill := map[string]func(*AfbakeningFeiten){
		"zelfstandig":   func(f *AfbakeningFeiten) { f.Antwoorden.Zelfstandig = Nee },
		"hoofddoel":     func(f *AfbakeningFeiten) { f.Antwoorden.Hoofddoel = DoelDagstructuur },
		"enig_doel":     func(f *AfbakeningFeiten) { f.Antwoorden.EnigDoel = Nee },
		"wil":           func(f *AfbakeningFeiten) { f.Antwoorden.Wil = Ja },
		"steun_nodig":   func(f *AfbakeningFeiten) { f.Antwoorden.SteunNodig = Ja },
		"grote_afstand": func(f *AfbakeningFeiten) { f.Antwoorden.GroteAfstand = Ja },
		"weet_wat":      func(f *AfbakeningFeiten) { f.Antwoorden.WeetWat = Ja },
		"trede":         func(f *AfbakeningFeiten) { f.Trede = 4 },
		"groei":         func(f *AfbakeningFeiten) { f.Antwoorden.Groei = Nee },
		"maximum":       func(f *AfbakeningFeiten) { f.Antwoorden.Maximum = Ja },
	}
	f := AfbakeningFeiten{Aanbod: offerV2()}
	f.Aanbod.DagbestedingAlleenEnigDoel = true
	var asked []string
	for range 20 {
		got := Afbaken(f)
		if got.Volledig() {
			if got.Advies != (Advies{Soort: AdviesStabiel, Trede: 4}) {
				t.Errorf("advice %+v", got.Advies)
			}
			break
		}
		asked = append(asked, got.Vraag)
		fill[got.Vraag](&f)
	}
	want := []string{"zelfstandig", "hoofddoel", "enig_doel", "wil", "steun_nodig", "grote_afstand", "weet_wat", "trede", "groei", "maximum"}
	if !slices.Equal(asked, want) {
		t.Errorf("asked %v, want %v", asked, want)
	}
}

func TestAfbakeningRules(t *testing.T) {
	type change = func(*AfbakeningFeiten)
	var cases []ruletest.Case[AfbakeningFeiten]
	add := func(code string, want rule.Status, c ...change) {
		cases = append(cases, ruletest.Case[AfbakeningFeiten]{
			Name: code + " " + string(want), Rule: code, Day: day("2026-01-01"), Facts: suited(c...), Want: want,
		})
	}
	for code, hit := range map[string]change{
		"AFB-STAP-00": func(f *AfbakeningFeiten) { f.Aanbod.KooptAW = false },
		"AFB-STAP-01": func(f *AfbakeningFeiten) { f.OnderLeeftijd = true },
		"AFB-STAP-02": func(f *AfbakeningFeiten) { f.AOWBereikt = true },
		"AFB-STAP-03": func(f *AfbakeningFeiten) { f.Antwoorden.Zelfstandig = Ja },
		"AFB-STAP-04": func(f *AfbakeningFeiten) { f.Antwoorden.Hoofddoel = DoelOntmoeten },
		"AFB-STAP-05": func(f *AfbakeningFeiten) { f.Antwoorden.Hoofddoel = DoelMantelzorg },
		"AFB-STAP-06": func(f *AfbakeningFeiten) { f.Antwoorden.Wil = Nee },
		"AFB-STAP-07": func(f *AfbakeningFeiten) { f.Antwoorden.WeetWat = Nee },
		"AFB-STAP-09": func(f *AfbakeningFeiten) { f.Antwoorden.Maximum = Ja },
		"AFB-STAP-10": func(f *AfbakeningFeiten) { f.Antwoorden.Groei = Nee },
		"AFB-STAP-LOKAAL": func(f *AfbakeningFeiten) {
			localRule(f)
			f.Antwoorden.Hoofddoel, f.Antwoorden.EnigDoel = DoelDagstructuur, Ja
		},
	} {
		add(code, rule.Failed, hit)
		if code == "AFB-STAP-LOKAAL" {
			add(code, rule.Passed, localRule)
			add(code, rule.NotApplicable)
			continue
		}
		add(code, rule.Passed)
	}
	add("AFB-STAP-08", rule.Failed)
	add("AFB-STAP-08", rule.Passed, func(f *AfbakeningFeiten) { f.Antwoorden.Groei = Nee })
	add("AFB-STAP-04", rule.NotApplicable, localRule)
	add("AFB-STAP-05", rule.NotApplicable, localRule)
	for code, open := range map[string]change{
		"AFB-STAP-03": func(f *AfbakeningFeiten) { f.Antwoorden.Zelfstandig = "" },
		"AFB-STAP-06": func(f *AfbakeningFeiten) { f.Antwoorden.Wil = "" },
		"AFB-STAP-07": func(f *AfbakeningFeiten) { f.Antwoorden.WeetWat = "" },
		"AFB-STAP-08": func(f *AfbakeningFeiten) { f.Trede = 0 },
		"AFB-STAP-09": func(f *AfbakeningFeiten) { f.Antwoorden.Maximum = "" },
	} {
		add(code, rule.NotApplicable, open)
	}
	ruletest.Contract(t, AfbakeningRules, cases)
}
