package toegang

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/persoon"
	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
	"trede/internal/testkit"
)

// gateFor gives facts that pass the whole gate: a resident of Zevenaar, born
// 1985-05-20, with a product of the catalogue of the start day.
func gateFor(t *testing.T, product inkoop.ProductCode, start string, change ...func(*Poort)) Poort {
	t.Helper()
	r := exampleRegister(t)
	from := day(start)
	catalogus, ok := r.CatalogusOp(from)
	if !ok {
		t.Fatalf("no catalogue on %s", start)
	}
	ref := catalogus.Ref(product)
	p, _ := r.Product(ref)
	all := []inkoop.ProductRef{}
	for _, c := range r.Data().Catalogi {
		for _, p := range c.Producten {
			all = append(all, c.Ref(p.Code))
		}
	}
	contract := inkoop.Contract{
		ID: "c1", Nummer: "AW-12", Aanbieder: "aa", Getekend: day("2019-01-01"),
		Oorspronkelijk: civil.Through(day("2017-01-01"), day("2028-06-30")),
	}
	for _, ref := range all {
		contract.Regels = append(contract.Regels, inkoop.Contractregel{Product: ref, Gemeenten: []inkoop.GemeenteCode{arnhem, zevenaar, rheden}})
	}
	window, _ := persoon.Venster(persoon.GeborenOp(day("1985-05-20")), 16, persoon.StandaardAOWTabel())
	place := inkoop.Werkplek{
		ID: "w1", Aanbieder: "aa", Naam: "Kas", VoorWie: "de buurt", Gemeente: zevenaar, Woonplaats: "Zevenaar",
		Dagdelen: []inkoop.Dagdeelplekken{{Dagdeel: inkoop.Dagdeel{Dag: time.Monday, Deel: inkoop.Ochtend}, Plekken: 8}},
	}
	provider := inkoop.Aanbieder{ID: "aa", Naam: "Aanbieder A"}
	provider.Inschrijving = provider.Inschrijving.From(day("2010-01-01"), zevenaar)
	f := Poort{
		Venster:   window,
		Besluiter: Besluiter{PersoonID: "p1", LokaleToegang: true, Gemeente: zevenaar},
		Besluit:   &Besluit{Uitkomst: BesluitToegekend}, Afgewogen: true,
		Akkoord: given("2026-01-05"), Trede: 2,
		Inkoop: inkoop.GateFacts{
			Start: from, LaatsteDag: BerekenEinde(p.Duur, from, window.AOW).LaatsteDag, Gemeente: zevenaar, Product: ref, Register: r,
			Aanbieder: provider, Contract: &contract, Werkplek: &place, Werkplekken: []inkoop.Werkplek{place}, Trajectbegeleiders: 1,
			Verzekeringen: []inkoop.Verzekering{
				{Soort: inkoop.Aansprakelijkheid, DektDeelnemers: true}, {Soort: inkoop.Ongevallen, DektDeelnemers: true},
			},
		},
	}
	switch p.Soort {
	case inkoop.ONT:
		f.Trede = p.Doeltrede - 1
		f.Omvang = Omvang{270000, EenheidEuros, FrequentieTotaal}
		f.Doelen = []Doel{agreed(t, goal(func(v *DoelVersie) { v.Domein = VoorgesteldeDomeinen(p.Nadruk)[0] }))}
		f.Afstemming = Afstemming{Op: from, Met: "Werk & Inkomen", Uitkomst: "uitkering loopt door"}
	case inkoop.STA:
		f.Trede = p.Trede()
		f.Omvang = Omvang{12, EenheidUur, FrequentieWeek}
		f.Stabiel = StabielAntwoord{WaaromNuNietVerder: "moe", Hertoets: from.AddMonths(12)}
		f.Doelen = []Doel{agreed(t, goal(func(v *DoelVersie) { v.Gericht = GerichtBehouden }))}
	case inkoop.ORI:
		f.Doelen = []Doel{agreed(t, goal())}
	}
	for _, c := range change {
		c(&f)
	}
	return f
}

// TestGatePasses: every product of the catalogue passes with good facts.
func TestGatePasses(t *testing.T) {
	testkit.Eis(t, "PRD-05", "PRD-06", "PRD-07", "PRD-08", "PRD-09", "PRD-10")
	for _, code := range []inkoop.ProductCode{"ORI", "ONT3", "ONT4", "ONT5", "STA3", "STA4"} {
		results := gateFor(t, code, "2026-01-15").Beoordeel()
		for _, f := range append(rule.Refused(results), rule.Advised(results)...) {
			t.Errorf("%s: %+v", code, f)
		}
	}
}

// TestGateHoldsProcurement: all rules of procurement are in the gate, and a failed
// one says who can mend it.
func TestGateHoldsProcurement(t *testing.T) {
	testkit.Eis(t, "PRD-01", "B-REG-03")
	for i, r := range inkoop.Gate {
		if Gate[i].Code != r.Code || Gate[i].Kind != r.Kind || (Gate[i].When == nil) != (r.When == nil) {
			t.Errorf("rule %s is not in the gate as it was", r.Code)
		}
	}
	tests := []struct {
		name, eis string
		facts     Poort
		code      string
		repairer  string
	}{
		{"ONT2 after its end", "PRD-01", gateFor(t, "ONT3", "2020-07-01", func(p *Poort) {
			p.Inkoop.Product = inkoop.ProductRef{Catalogus: "v1", Product: "ONT2"}
		}), "inkoop.product_vervallen", Consulent},
		{"orientation in Arnhem", "B-REG-03", gateFor(t, "ORI", "2026-01-15", func(p *Poort) {
			p.Inkoop.Gemeente, p.Besluiter.Gemeente = arnhem, arnhem
		}), "inkoop.algemene_voorziening", GemeenteBeleid},
		{"Rheden does not buy", "B-REG-01", gateFor(t, "ONT3", "2026-01-15", func(p *Poort) {
			p.Inkoop.Gemeente, p.Besluiter.Gemeente = rheden, rheden
		}), "inkoop.niet_gekocht", GemeenteBeleid},
		{"not insured", "VRZ-01", gateFor(t, "ONT3", "2026-01-15", func(p *Poort) { p.Inkoop.Verzekeringen = nil }), "inkoop.verzekering_ontbreekt", Aanbieder},
		{"no contract", "INK-10", gateFor(t, "ONT3", "2026-01-15", func(p *Poort) { p.Inkoop.Contract = nil }), "inkoop.contract_ontbreekt", Contractmanager},
	}
	for _, tt := range tests {
		refused := rule.Refused(tt.facts.Beoordeel())
		i := slices.IndexFunc(refused, func(f rule.Finding) bool { return f.Code == tt.code })
		if i < 0 || refused[i].Repairer != tt.repairer {
			t.Errorf("%s (%s): refused with %+v, want %s by %s", tt.name, tt.eis, refused, tt.code, tt.repairer)
		}
	}
	// In the old catalogue ONT2 could be had.
	old := gateFor(t, "ONT2", "2020-06-30", func(p *Poort) { p.Trede = 1 })
	if refused := rule.Refused(old.Beoordeel()); len(refused) > 0 {
		t.Errorf("ONT2 on its last day: %+v", refused)
	}
}

func TestGateRules(t *testing.T) {
	testkit.Eis(t, "DOE-01", "DOE-04", "UIT-02", "UIT-03", "UIT-07", "PRD-05", "PRD-06", "PRD-07", "PRD-08", "PRD-09", "PRD-10", "B-ARR-01", "AFB-05", "INK-02", "LAD-07", "LAD-08")
	var cases []ruletest.Case[Poort]
	add := func(code string, want rule.Status, message string, product inkoop.ProductCode, change ...func(*Poort)) {
		f := gateFor(t, product, "2026-01-15", change...)
		cases = append(cases, ruletest.Case[Poort]{
			Name: code + " " + string(want) + " " + message, Rule: code, Day: f.Inkoop.Start, Facts: f, Want: want, Code: message,
		})
	}
	window := func(born persoon.Geboortedatum) func(*Poort) {
		return func(p *Poort) { p.Venster, _ = persoon.Venster(born, 16, persoon.StandaardAOWTabel()) }
	}
	born := func(text string) func(*Poort) { return window(persoon.GeborenOp(day(text))) }
	year, _ := persoon.NewGeboortedatum(2010, 0, 0)
	ends := func(text string) func(*Poort) { return func(p *Poort) { p.Inkoop.LaatsteDag = day(text) } }
	goals := func(d ...Doel) func(*Poort) { return func(p *Poort) { p.Doelen = d } }
	waiting, _ := Doel{}.StelVoor(goal(), PartijToegang, day("2026-01-01"))
	halfway, _ := waiting.GeefAkkoord(PartijInwoner, given("2026-01-02"))
	apart := agreed(t, goal(func(v *DoelVersie) { v.SamenOpgesteld = false }))
	rung := func(n ladder.Trede) func(*Poort) { return func(p *Poort) { p.Trede = n } }
	amount := func(o Omvang) func(*Poort) { return func(p *Poort) { p.Omvang = o } }
	bears := func(minutes int) func(*Poort) {
		return func(p *Poort) { p.Belastbaar = Belastbaarheid{MinutenPerDag: minutes, DagenPerWeek: 3} }
	}

	// Age, day-exact.
	add("TOE-GATE-01", rule.Passed, "", "ONT3", born("2010-01-15"))
	add("TOE-GATE-01", rule.Failed, "toewijzing.te_jong", "ONT3", born("2010-01-16"))
	add("TOE-GATE-01", rule.Failed, "toewijzing.geboortedatum_onbekend", "ONT3", func(p *Poort) { p.Venster = persoon.Leeftijdsvenster{} })
	add("TOE-GATE-02", rule.Passed, "", "ONT3", born("1959-01-16"))
	add("TOE-GATE-02", rule.Failed, "toewijzing.aow_bereikt", "ONT3", born("1959-01-15"))
	add("TOE-GATE-03", rule.Passed, "", "ONT3", born("1959-07-15"))
	add("TOE-GATE-03", rule.Passed, "", "ONT3", born("1959-07-14"), ends("2026-07-13"))
	add("TOE-GATE-03", rule.Failed, "toewijzing.einde_na_aow", "ONT3", born("1959-07-14"), ends("2026-07-14"))
	add("TOE-GATE-03", rule.NotApplicable, "", "ORI", func(p *Poort) { p.Inkoop.LaatsteDag = civil.Date{} })
	add("TOE-GATE-27", rule.Passed, "", "ONT3")
	add("TOE-GATE-27", rule.Failed, "toewijzing.leeftijd_onzeker", "ONT3", window(year))
	add("TOE-GATE-27", rule.NotApplicable, "", "ONT3", func(p *Poort) { p.Venster = persoon.Leeftijdsvenster{} })

	// Length.
	add("TOE-GATE-04", rule.Passed, "", "ONT4")
	add("TOE-GATE-04", rule.Passed, "", "ONT4", born("1959-07-14"), ends("2026-07-13"))
	add("TOE-GATE-04", rule.Failed, "toewijzing.duur_vast", "ONT4", ends("2026-07-13"))
	add("TOE-GATE-04", rule.Failed, "toewijzing.duur_vast", "ONT4", ends("2026-07-15"))
	add("TOE-GATE-04", rule.Failed, "toewijzing.duur_vast", "ONT4", func(p *Poort) { p.Inkoop.LaatsteDag = civil.Date{} })
	add("TOE-GATE-04", rule.NotApplicable, "", "STA3")
	add("TOE-GATE-05", rule.Passed, "", "STA3", ends("2028-01-14"))
	add("TOE-GATE-05", rule.Passed, "", "STA3", ends("2026-12-31"))
	add("TOE-GATE-05", rule.Failed, "toewijzing.duur_te_lang", "STA3", ends("2028-01-15"))
	add("TOE-GATE-05", rule.Failed, "toewijzing.duur_te_lang", "STA3", func(p *Poort) { p.Inkoop.LaatsteDag = civil.Date{} })
	add("TOE-GATE-05", rule.NotApplicable, "", "ONT3")
	add("TOE-GATE-06", rule.Passed, "", "ORI")
	add("TOE-GATE-06", rule.Failed, "toewijzing.langer_dan_streef", "ORI", ends("2026-04-15"))
	add("TOE-GATE-06", rule.NotApplicable, "", "ONT3")
	add("TOE-GATE-07", rule.Passed, "", "ONT3")
	add("TOE-GATE-07", rule.Failed, "toewijzing.einde_voor_start", "ONT3", ends("2026-01-14"))

	// Goals and agreement.
	add("TOE-GATE-08", rule.Passed, "", "ONT3")
	add("TOE-GATE-08", rule.Failed, "toewijzing.zonder_doel", "ONT3", goals())
	add("TOE-GATE-08", rule.Failed, "toewijzing.zonder_doel", "ONT3", goals(halfway))
	add("TOE-GATE-09", rule.Passed, "", "STA4")
	add("TOE-GATE-09", rule.Failed, "toewijzing.zonder_behoudsdoel", "STA4", goals(agreed(t, goal())))
	add("TOE-GATE-09", rule.NotApplicable, "", "ONT3")
	add("TOE-GATE-10", rule.Passed, "", "ONT3")
	add("TOE-GATE-10", rule.Failed, "toewijzing.doel_niet_samen", "ONT3", goals(apart))
	add("TOE-GATE-10", rule.Failed, "toewijzing.doel_zonder_akkoord_inwoner", "ONT3", goals(waiting))
	add("TOE-GATE-10", rule.Failed, "toewijzing.doel_zonder_akkoord_toegang", "ONT3", goals(halfway))
	add("TOE-GATE-10", rule.NotApplicable, "", "ONT3", goals())
	add("TOE-GATE-11", rule.Passed, "", "ONT3")
	add("TOE-GATE-11", rule.Passed, "", "ONT3", func(p *Poort) {
		p.Akkoord = Akkoord{Op: day("2026-01-05"), Vorm: AkkoordMondeling, Door: "p1", Toelichting: "aan tafel"}
	})
	add("TOE-GATE-11", rule.Failed, "toewijzing.zonder_akkoord", "ONT3", func(p *Poort) { p.Akkoord = Akkoord{} })
	add("TOE-GATE-11", rule.Failed, "akkoord.toelichting_ontbreekt", "ONT3", func(p *Poort) { p.Akkoord.Vorm = AkkoordMondeling })
	personal := agreed(t, goal(func(v *DoelVersie) { v.Domein = DomeinPersoonlijk }))
	activating := agreed(t, goal(func(v *DoelVersie) { v.Domein = DomeinActivering }))
	add("TOE-GATE-12", rule.Passed, "", "ONT3", goals(activating, personal))
	add("TOE-GATE-12", rule.Failed, "toewijzing.doelsoort_past_niet", "ONT3", goals(agreed(t, goal())))
	add("TOE-GATE-12", rule.Passed, "", "ONT4", goals(agreed(t, goal(func(v *DoelVersie) { v.Domein = DomeinVak }))))
	add("TOE-GATE-12", rule.Failed, "toewijzing.doelsoort_past_niet", "ONT4", goals(activating))
	add("TOE-GATE-12", rule.Failed, "toewijzing.doelsoort_past_niet", "ONT5", goals(personal))
	add("TOE-GATE-12", rule.NotApplicable, "", "STA3")
	add("TOE-GATE-13", rule.Passed, "", "STA3", bears(240))
	add("TOE-GATE-13", rule.Failed, "toewijzing.boven_belastbaarheid", "STA3", bears(239))
	add("TOE-GATE-13", rule.NotApplicable, "", "STA3")
	add("TOE-GATE-14", rule.Passed, "", "ONT3")
	add("TOE-GATE-14", rule.Passed, "", "STA3", amount(Omvang{600, EenheidMinuut, FrequentieMaand}))
	add("TOE-GATE-14", rule.Failed, "toewijzing.omvang_ontbreekt", "ONT3", amount(Omvang{}))
	add("TOE-GATE-14", rule.Failed, "toewijzing.omvang_code_onbekend", "STA3", amount(Omvang{4, "99", FrequentieWeek}))
	add("TOE-GATE-14", rule.Failed, "toewijzing.omvang_trajectprijs", "ONT3", amount(Omvang{12, EenheidUur, FrequentieWeek}))
	add("TOE-GATE-14", rule.Failed, "toewijzing.omvang_trajectprijs", "ONT3", amount(Omvang{12, EenheidUur, FrequentieTotaal}))
	add("TOE-GATE-14", rule.Failed, "toewijzing.omvang_trajectprijs", "ONT3", amount(Omvang{1, EenheidStuks, FrequentieWeek}))
	add("TOE-GATE-14", rule.Passed, "", "ONT3", amount(Omvang{1, EenheidStuks, FrequentieTotaal}))
	add("TOE-GATE-14", rule.Failed, "toewijzing.omvang_uurprijs", "STA3", amount(Omvang{270000, EenheidEuros, FrequentieTotaal}))
	add("TOE-GATE-14", rule.Failed, "toewijzing.omvang_uurprijs", "STA3", amount(Omvang{4, EenheidUur, FrequentieDag}))
	add("TOE-GATE-14", rule.NotApplicable, "", "ORI")

	// The rung.
	add("TOE-GATE-15", rule.Passed, "", "ONT3")
	add("TOE-GATE-15", rule.Failed, "toewijzing.trede_niet_gemeten", "ONT3", rung(0))
	add("TOE-GATE-16", rule.Passed, "", "ONT4", rung(3))
	add("TOE-GATE-16", rule.Failed, "toewijzing.begintrede_niet_lager", "ONT4", rung(4))
	add("TOE-GATE-16", rule.NotApplicable, "", "ONT4", rung(0))
	add("TOE-GATE-17", rule.Passed, "", "ONT4", rung(3))
	add("TOE-GATE-17", rule.Failed, "toewijzing.sprong", "ONT4", rung(2))
	add("TOE-GATE-17", rule.NotApplicable, "", "STA3")
	add("TOE-GATE-18", rule.Passed, "", "STA4", rung(4))
	add("TOE-GATE-18", rule.Failed, "toewijzing.trede_past_niet", "STA4", rung(3))
	add("TOE-GATE-18", rule.Failed, "toewijzing.trede_past_niet", "STA3", rung(4))
	add("TOE-GATE-18", rule.NotApplicable, "", "ONT4")
	stable := func(why, again string) func(*Poort) {
		return func(p *Poort) {
			p.Stabiel = StabielAntwoord{WaaromNuNietVerder: why}
			if again != "" {
				p.Stabiel.Hertoets = day(again)
			}
		}
	}
	add("TOE-GATE-19", rule.Passed, "", "STA3", stable("moe", "2027-01-15"))
	add("TOE-GATE-19", rule.Failed, "toewijzing.waarom_niet_verder_ontbreekt", "STA3", stable(" ", "2027-01-15"))
	add("TOE-GATE-19", rule.Failed, "toewijzing.hertoets_ontbreekt", "STA3", stable("moe", ""))
	add("TOE-GATE-19", rule.Failed, "toewijzing.hertoets_buiten_periode", "STA3", stable("moe", "2028-01-15"))
	add("TOE-GATE-19", rule.Failed, "toewijzing.hertoets_buiten_periode", "STA3", stable("moe", "2026-01-15"))
	add("TOE-GATE-19", rule.NotApplicable, "", "ONT4")
	add("TOE-GATE-25", rule.Passed, "", "ONT5")
	add("TOE-GATE-25", rule.Failed, "toewijzing.niet_afgestemd", "ONT5", func(p *Poort) { p.Afstemming.Uitkomst = "" })
	add("TOE-GATE-25", rule.NotApplicable, "", "ONT4")
	add("TOE-GATE-26", rule.Passed, "", "ORI", rung(5))
	add("TOE-GATE-26", rule.Failed, "toewijzing.begintrede_past_niet", "ORI", rung(6))
	add("TOE-GATE-26", rule.NotApplicable, "", "ONT3")

	// Who decides, on what ground, beside what.
	add("TOE-GATE-20", rule.Passed, "", "ONT3")
	add("TOE-GATE-20", rule.Failed, "toewijzing.niet_lokale_toegang", "ONT3", func(p *Poort) { p.Besluiter.LokaleToegang = false })
	add("TOE-GATE-20", rule.Failed, "toewijzing.niet_lokale_toegang", "ONT3", func(p *Poort) { p.Besluiter.PersoonID = "" })
	add("TOE-GATE-20", rule.Failed, "toewijzing.andere_gemeente", "ONT3", func(p *Poort) { p.Besluiter.Gemeente = arnhem })
	add("TOE-GATE-21", rule.Passed, "", "ONT3")
	add("TOE-GATE-21", rule.Failed, "toewijzing.zonder_besluit", "ONT3", func(p *Poort) { p.Besluit = nil })
	add("TOE-GATE-21", rule.Failed, "toewijzing.zonder_besluit", "ONT3", func(p *Poort) { p.Besluit = &Besluit{Uitkomst: BesluitAfgewezen} })
	add("TOE-GATE-21", rule.NotApplicable, "", "ORI")
	add("TOE-GATE-22", rule.Passed, "", "ONT3")
	add("TOE-GATE-22", rule.Failed, "toewijzing.niet_afgewogen", "ONT3", func(p *Poort) { p.Afgewogen = false })
	other := func(product inkoop.ProductRef, from, last string) func(*Poort) {
		return func(p *Poort) {
			p.Andere = []AndereToewijzing{{ID: "t9", Product: product, Periode: civil.Through(day(from), day(last))}}
		}
	}
	ont3 := inkoop.ProductRef{Catalogus: "v2", Product: "ONT3"}
	add("TOE-GATE-23", rule.Passed, "", "ONT3", other(ont3, "2025-07-15", "2026-01-14"))
	add("TOE-GATE-23", rule.Passed, "", "ONT3", other(inkoop.ProductRef{Catalogus: "v2", Product: "STA3"}, "2025-07-15", "2026-01-15"))
	add("TOE-GATE-23", rule.Failed, "toewijzing.overlapt", "ONT3", other(ont3, "2025-07-16", "2026-01-15"))
	add("TOE-GATE-23", rule.Failed, "toewijzing.overlapt", "ONT3", other(inkoop.ProductRef{Catalogus: "v1", Product: "ONT3"}, "2026-07-14", "2026-12-31"))
	again := func(v VorigeToewijzing) func(*Poort) { return func(p *Poort) { p.VorigeGeweest = v } }
	add("TOE-GATE-24", rule.Passed, "", "STA3", again(VorigeToewijzing{ID: "t8", EvaluatieGehouden: day("2025-12-01"), Motivering: "nog steeds passend"}))
	add("TOE-GATE-24", rule.Failed, "toewijzing.opnieuw_zonder_motivering", "STA3", again(VorigeToewijzing{ID: "t8", EvaluatieGehouden: day("2025-12-01")}))
	add("TOE-GATE-24", rule.Failed, "toewijzing.opnieuw_zonder_evaluatie", "STA3", again(VorigeToewijzing{ID: "t8", Motivering: "nog steeds"}))
	add("TOE-GATE-24", rule.NotApplicable, "", "STA3")

	ruletest.Contract(t, Gate[len(inkoop.Gate):], cases)
}

// TestGateKinds: age, AOW, length, role, goals, agreement and overlap refuse; what
// concerns the rung and the kind of goal is advice that a reason sets aside.
func TestGateKinds(t *testing.T) {
	testkit.Eis(t, "DOE-01", "DOE-04", "PRD-06", "PRD-07", "PRD-08", "PRD-10", "UIT-03")
	grens := []string{
		"TOE-GATE-01", "TOE-GATE-02", "TOE-GATE-03", "TOE-GATE-04", "TOE-GATE-05", "TOE-GATE-07", "TOE-GATE-08", "TOE-GATE-09",
		"TOE-GATE-10", "TOE-GATE-11", "TOE-GATE-14", "TOE-GATE-19", "TOE-GATE-20", "TOE-GATE-23",
	}
	for _, r := range Gate[len(inkoop.Gate):] {
		want := rule.Advies
		if slices.Contains(grens, r.Code) {
			want = rule.Grens
		}
		if r.Kind != want || r.Repairer == "" {
			t.Errorf("%s is %s, want %s, repairer %q", r.Code, r.Kind, want, r.Repairer)
		}
	}
	jump := gateFor(t, "ONT4", "2026-01-15", func(p *Poort) { p.Trede = 1 })
	results := jump.Beoordeel()
	if refused := rule.Refused(results); len(refused) > 0 {
		t.Errorf("a jump of three rungs is refused: %v", refused)
	}
	wantCodes(t, "without a reason", ZonderReden(results, nil), "toewijzing.sprong")
	wantCodes(t, "with one", ZonderReden(results, map[string]string{"TOE-GATE-17": "heeft dit eerder gedaan"}))
}

// TestOtherKinds pins the kinds of the other sets: a person decides about advice.
func TestOtherKinds(t *testing.T) {
	testkit.Eis(t, "AFB-03", "X-01")
	infos := slices.Concat(AfbakeningRules.Info(), UitkomstRules.Info(), MeldingRules.Info(), OnderzoekRules.Info(), ProfielRules.Info(),
		PlanningRules.Info(), AanvraagRules.Info())
	grens := []string{
		"AFB-STAP-00", "AFB-STAP-01", "AFB-STAP-02",
		"UITKOMST-01", "UITKOMST-02", "UITKOMST-03", "UITKOMST-04", "UITKOMST-05", "UITKOMST-06", "UITKOMST-07",
	}
	for _, r := range infos {
		want := rule.Advies
		if slices.Contains(grens, r.Code) {
			want = rule.Grens
		}
		if r.Kind != want || r.Repairer == "" {
			t.Errorf("%s is %s, want %s; mended by %q", r.Code, r.Kind, want, r.Repairer)
		}
	}
}

// TestAgeWindowDayByDay walks over the days around both bounds.
func TestAgeWindowDayByDay(t *testing.T) {
	testkit.Eis(t, "DOE-01")
	table := persoon.StandaardAOWTabel()
	rapid.Check(t, func(rt *rapid.T) {
		born := day("1955-01-01").AddDays(rapid.IntRange(0, 20000).Draw(rt, "born"))
		window, _ := persoon.Venster(persoon.GeborenOp(born), 16, table)
		near := rapid.SampledFrom([]civil.Date{window.Vanaf, window.AOW}).Draw(rt, "near")
		start := near.AddDays(rapid.IntRange(-3, 3).Draw(rt, "days"))
		p := Poort{Venster: window, Inkoop: inkoop.GateFacts{Start: start}}
		var refused bool
		for _, r := range persoonRules()[:2] {
			refused = refused || r.Evaluate(start, p).Status == rule.Failed
		}
		allowed := !start.Before(born.AddYears(16)) && start.Before(table.AOWDatum(born).Datum)
		if refused == allowed {
			rt.Fatalf("born %s, start %s: refused %v", born, start, refused)
		}
		young, old := LeeftijdFeiten(window, start)
		if young != start.Before(born.AddYears(16)) || old != !start.Before(window.AOW) {
			rt.Fatalf("born %s, start %s: young %v, old %v", born, start, young, old)
		}
	})
}

func TestVoorgesteldeDomeinen(t *testing.T) {
	testkit.Eis(t, "UIT-03", "LAD-08")
	r := exampleRegister(t)
	for code, want := range map[inkoop.ProductCode][]Domein{
		"ONT3": {DomeinActivering}, "STA3": {DomeinActivering},
		"ONT4": {DomeinWerknemer, DomeinVak}, "ONT5": {DomeinWerknemer, DomeinVak}, "STA4": {DomeinWerknemer, DomeinVak},
		"ORI": Domeinen(),
	} {
		p, ok := r.Product(inkoop.ProductRef{Catalogus: "v2", Product: code})
		if got := VoorgesteldeDomeinen(p.Nadruk); !ok || !slices.Equal(got, want) {
			t.Errorf("%s proposes %v, want %v", code, got, want)
		}
	}
}
