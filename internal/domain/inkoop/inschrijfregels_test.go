package inkoop

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
	"trede/internal/testkit"
)

var insDay = day("2019-11-04")

// goodInschrijving can be handed in: ONT3 for stad and dorp, with everything there.
func goodInschrijving(r *Register) Inschrijffeiten {
	plan := PlanAW{Uitgangspunten: map[Uitgangspunt]string{}, Vragen: map[PlanVraag]string{}}
	for _, u := range Uitgangspunten() {
		plan.Uitgangspunten[u] = "zo"
	}
	for _, v := range PlanVragen() {
		plan.Vragen[v] = "zo"
	}
	policy := func(soort Verzekeringssoort) Verzekering {
		return Verzekering{Soort: soort, DektDeelnemers: true, Geldig: through("2020-07-01", "2020-12-31")}
	}
	return Inschrijffeiten{
		Register:  r,
		Toelating: r.Toelating(ToelatingVraag{Ronde: standing, Groep: NieuweAanbieder, Dag: insDay}),
		Aanbieder: Aanbieder{KvK: "12345678", Inschrijving: civil.Timeline[GemeenteCode]{}.From(day("2010-01-01"), stad)},
		Inhoud: InschrijvingInhoud{
			Keuzes: []Inschrijvingskeuze{{Perceel: "ONT", Product: "ONT3", Gemeenten: []GemeenteCode{stad, dorp}}},
			Antwoorden: []EisAntwoord{
				{Eis: "A", Antwoord: Nee}, {Eis: "B", Antwoord: Ja, Uitleg: "zo"}, {Eis: "C", Antwoord: Ja, Bestanden: []string{"f"}},
			},
			Plan: plan,
			Mensen: []Mens{
				{Naam: "Noor", Functie: FunctieTrajectbegeleider, VOG: day("2019-08-01"), Start: day("2019-11-01")},
			},
		},
		Polissen:    []Verzekering{policy(Aansprakelijkheid), policy(Ongevallen)},
		Werkplekken: []Werkplek{{Naam: "Kas", VoorWie: "de buurt", Geldig: from("2020-07-01")}},
	}
}

type insCase struct {
	name, rule string
	want       rule.Status
	code       string
	change     func(*Inschrijffeiten)
}

func keuze(perceel PerceelCode, product ProductCode, gemeenten ...GemeenteCode) func(*Inschrijffeiten) {
	return func(f *Inschrijffeiten) {
		f.Inhoud.Keuzes = []Inschrijvingskeuze{{Perceel: perceel, Product: product, Gemeenten: gemeenten}}
	}
}

func as(f *Inschrijffeiten, group Doelgroep, on string, before ...EarlierKeuze) {
	f.Toelating = f.Register.Toelating(ToelatingVraag{Ronde: standing, Groep: group, Dag: day(on), Eerder: before})
}

func person(m Mens) func(*Inschrijffeiten) {
	return func(f *Inschrijffeiten) { f.Inhoud.Mensen = []Mens{m} }
}

func same(*Inschrijffeiten) {}

func keuzeCases() []insCase {
	return []insCase{
		{"open", "INS-01", rule.Passed, "", same},
		{"closed for new ones, also when begun before", "INS-01", rule.Failed, "toelating.venster_dicht_volgende", func(f *Inschrijffeiten) { as(f, NieuweAanbieder, "2019-06-01") }},
		{"closed, and nothing chosen yet", "INS-01", rule.Failed, "toelating.venster_dicht_volgende", func(f *Inschrijffeiten) {
			as(f, NieuweAanbieder, "2019-06-01")
			f.Toelating.Producten = slices.DeleteFunc(f.Toelating.Producten, ProductToelating.Mag)
			f.Inhoud.Keuzes = nil
		}},
		{"the minute before", "INS-01", rule.Passed, "", func(f *Inschrijffeiten) { as(f, NieuweAanbieder, "2019-05-31") }},
		{"frozen, as it had", "INS-01", rule.Passed, "", func(f *Inschrijffeiten) {
			as(f, BestaandeAanbieder, "2019-06-01", EarlierKeuze{Product: "ONT3", Op: day("2019-05-31")})
		}},
		{"frozen, a product more", "INS-01", rule.Failed, "toelating.venster_bevroren", func(f *Inschrijffeiten) {
			as(f, BestaandeAanbieder, "2019-06-01", EarlierKeuze{Product: "STA3", Op: day("2019-05-31")})
		}},
		{"outside the catalogue", "INS-01", rule.Failed, "toelating.buiten_catalogus", keuze("ONT", "ONT2", stad)},
		{"outside the perceel", "INS-01", rule.Failed, "toelating.buiten_perceel", keuze("ONT", "STA3", stad)},
		{"outside the round", "INS-01", rule.Failed, "toelating.buiten_ronde", keuze("ZZ", "STA3", stad)},
		{"one choice", "INS-02", rule.Passed, "", same},
		{"no choice", "INS-02", rule.Failed, "inschrijving.keuze_ontbreekt", func(f *Inschrijffeiten) { f.Inhoud.Keuzes = nil }},
		{"they buy it", "INS-03", rule.Passed, "", same},
		{"one does not buy it", "INS-03", rule.Failed, "inschrijving.gemeente_koopt_niet", keuze("ONT", "ONT3", stad, polder)},
		{"it is open to all there", "INS-03", rule.Failed, "inschrijving.gemeente_koopt_niet", keuze("ONT", "ORI", stad)},
		{"for nobody", "INS-03", rule.Failed, "inschrijving.gemeente_ontbreekt", keuze("ONT", "ONT3")},
		{"no choice to judge", "INS-03", rule.NotApplicable, "", func(f *Inschrijffeiten) { f.Inhoud.Keuzes = nil }},
	}
}

func eisCases() []insCase {
	answer := func(n int, change func(*EisAntwoord)) func(*Inschrijffeiten) {
		return func(f *Inschrijffeiten) { change(&f.Inhoud.Antwoorden[n]) }
	}
	asksNothing := func(f *Inschrijffeiten) { f.Toelating.Ronde.Eisenset = "" }
	return []insCase{
		{"all answered, also with nee", "INS-04", rule.Passed, "", same},
		{"one not answered", "INS-04", rule.Failed, "inschrijving.antwoord_ontbreekt", answer(0, func(a *EisAntwoord) { a.Antwoord = "" })},
		{"one answered with something else", "INS-04", rule.Failed, "inschrijving.antwoord_ontbreekt", answer(1, func(a *EisAntwoord) { a.Antwoord = "misschien" })},
		{"one of another product is not asked", "INS-04", rule.Passed, "", func(f *Inschrijffeiten) {
			keuze("STA", "STA3", stad)(f)
			f.Inhoud.Antwoorden = f.Inhoud.Antwoorden[:1]
		}},
		{"nothing is asked", "INS-04", rule.NotApplicable, "", asksNothing},
		{"explained and shown", "INS-05", rule.Passed, "", same},
		{"no explanation", "INS-05", rule.Failed, "inschrijving.uitleg_ontbreekt", answer(1, func(a *EisAntwoord) { a.Uitleg = " " })},
		{"no evidence", "INS-05", rule.Failed, "inschrijving.bewijs_ontbreekt", answer(2, func(a *EisAntwoord) { a.Bestanden = nil })},
		{"nee needs no evidence", "INS-05", rule.Passed, "", answer(2, func(a *EisAntwoord) { a.Antwoord, a.Bestanden = Nee, nil })},
		{"nothing to show", "INS-05", rule.NotApplicable, "", asksNothing},
		{"four principles", "INS-06", rule.Passed, "", same},
		{"one principle is blank", "INS-06", rule.Failed, "inschrijving.uitgangspunt_leeg", func(f *Inschrijffeiten) { f.Inhoud.Plan.Uitgangspunten[Regulier] = "\n" }},
		{"whole plan", "INS-07", rule.Passed, "", same},
		{"a question of the plan is blank", "INS-07", rule.Failed, "inschrijving.plan_leeg", func(f *Inschrijffeiten) { delete(f.Inhoud.Plan.Vragen, PlanVeiligheid) }},
		{"a perceel without a plan", "INS-07", rule.NotApplicable, "", keuze("STA", "STA3", stad)},
	}
}

func registerCases() []insCase {
	place := func(change func(*Werkplek)) func(*Inschrijffeiten) {
		return func(f *Inschrijffeiten) { change(&f.Werkplekken[0]) }
	}
	policy := func(change func(*Verzekering)) func(*Inschrijffeiten) {
		return func(f *Inschrijffeiten) { change(&f.Polissen[1]) }
	}
	coach := Mens{Naam: "Noor", Functie: FunctieTrajectbegeleider, VOG: day("2019-08-01"), Start: day("2019-11-01")}
	vog := func(date, start string) func(*Inschrijffeiten) {
		m := coach
		m.VOG, m.Start = day(date), day(start)
		return person(m)
	}
	return []insCase{
		{"a place from the first day", "INS-08", rule.Passed, "", same},
		{"no place", "INS-08", rule.Failed, "inschrijving.werkplek_ontbreekt", func(f *Inschrijffeiten) { f.Werkplekken = nil }},
		{"a place from the day after", "INS-08", rule.Failed, "inschrijving.werkplek_ontbreekt", place(func(w *Werkplek) { w.Geldig = from("2020-07-02") })},
		{"a place that ends before", "INS-08", rule.Failed, "inschrijving.werkplek_ontbreekt", place(func(w *Werkplek) { w.Geldig = through("2019-01-01", "2020-06-30") })},
		{"a place for nobody", "INS-08", rule.Failed, "inschrijving.werkplek_ontbreekt", place(func(w *Werkplek) { w.VoorWie = " " })},
		{"both policies", "INS-09", rule.Passed, "", same},
		{"a policy that ends the day before", "INS-09", rule.Failed, "inschrijving.verzekering_ontbreekt", policy(func(v *Verzekering) { v.Geldig = through("2019-01-01", "2020-06-30") })},
		{"a policy that begins on the day", "INS-09", rule.Passed, "", policy(func(v *Verzekering) { v.Geldig = through("2020-07-01", "2020-07-01") })},
		{"a policy without participants", "INS-09", rule.Failed, "inschrijving.verzekering_ontbreekt", policy(func(v *Verzekering) { v.DektDeelnemers = false })},
		{"a VOG of three months", "INS-10", rule.Passed, "", same},
		{"a day older", "INS-10", rule.Failed, "inschrijving.vog_te_oud", vog("2019-08-01", "2019-11-02")},
		{"of tomorrow", "INS-10", rule.Failed, "inschrijving.vog_in_toekomst", vog("2019-11-05", "2019-11-06")},
		{"of today", "INS-10", rule.Passed, "", vog("2019-11-04", "2019-11-04")},
		{"none", "INS-10", rule.Failed, "inschrijving.vog_ontbreekt", person(Mens{Naam: "Noor", Functie: FunctieAnders, Start: insDay})},
		{"no name", "INS-10", rule.Failed, "inschrijving.mens_naam_leeg", person(Mens{Functie: FunctieAnders, VOG: insDay, Start: insDay})},
		{"no work", "INS-10", rule.Failed, "inschrijving.mens_functie_leeg", person(Mens{Naam: "Noor", VOG: insDay, Start: insDay})},
		{"no first day", "INS-10", rule.Failed, "inschrijving.mens_start_leeg", person(Mens{Naam: "Noor", Functie: FunctieAnders, VOG: insDay})},
		{"nobody named", "INS-10", rule.NotApplicable, "", func(f *Inschrijffeiten) { f.Inhoud.Mensen = nil }},
		{"a trajectbegeleider", "INS-11", rule.Passed, "", same},
		{"only others", "INS-11", rule.Failed, "inschrijving.trajectbegeleider_ontbreekt", func(f *Inschrijffeiten) { f.Inhoud.Mensen[0].Functie = FunctieWerkbegeleider }},
		{"nothing that needs one", "INS-11", rule.NotApplicable, "", keuze("STA", "STA3", stad)},
		{"known in the register", "INS-12", rule.Passed, "", same},
		{"no number", "INS-12", rule.Failed, "aanbieder.kvk_vorm", func(f *Inschrijffeiten) { f.Aanbieder.KvK = "1234567" }},
		{"no gemeente", "INS-12", rule.Failed, "aanbieder.gemeente_ontbreekt", func(f *Inschrijffeiten) { f.Aanbieder.Inschrijving = nil }},
	}
}

func TestInschrijfregels(t *testing.T) {
	testkit.Eis(t, "INK-03", "INK-04", "INK-15", "INK-16", "INK-17", "EIS-01", "EIS-02", "VRZ-01", "TAR-01")
	r := testRegister(t, withRound)
	var cases []ruletest.Case[Inschrijffeiten]
	for _, c := range slices.Concat(keuzeCases(), eisCases(), registerCases()) {
		f := goodInschrijving(r)
		c.change(&f)
		cases = append(cases, ruletest.Case[Inschrijffeiten]{Name: c.name, Rule: c.rule, Day: f.Toelating.Dag, Facts: f, Want: c.want, Code: c.code})
	}
	ruletest.Contract(t, Inschrijfregels, cases)
	for _, result := range Inschrijfregels.Evaluate(insDay, goodInschrijving(r)) {
		if result.Status == rule.Failed {
			t.Errorf("a good one: %+v", result)
		}
	}
}

// Each finding is mended in a part of the task list.
func TestDeelVan(t *testing.T) {
	for _, i := range Inschrijfregels.Info() {
		if DeelVan(rule.Finding{Rule: i.Code}) == DeelControleren {
			t.Errorf("%s has no part", i.Code)
		}
	}
}

// named is a source that can be looked up: a requirement, or a law.
var named = regexp.MustCompile(`[A-Z]{3}-[0-9]{2}|wet|Wmo`)

// What must be filled in has a source, and there is little of it: an empty inschrijving
// for one product misses no more than thirty things, the plan included.
func TestFewThingsAreAskedAndEachHasASource(t *testing.T) {
	testkit.Eis(t, "INK-04")
	for _, i := range Inschrijfregels.Info() {
		if !named.MatchString(i.Source) {
			t.Errorf("%s asks something on the ground of %q", i.Code, i.Source)
		}
	}
	r := testRegister(t, withRound)
	for _, set := range r.Data().Eisensets {
		for _, e := range set.Eisen {
			if strings.TrimSpace(e.Bron) == "" {
				t.Errorf("%s of %s has no source", e.Code, set.Code)
			}
		}
	}
	f := goodInschrijving(r)
	f = Inschrijffeiten{Register: r, Toelating: f.Toelating, Inhoud: InschrijvingInhoud{Keuzes: f.Inhoud.Keuzes, Mensen: []Mens{{}}}}
	missing := rule.Refused(Inschrijfregels.Evaluate(insDay, f))
	if len(missing) > 30 {
		t.Errorf("%d things must be filled in", len(missing))
	}
	for _, m := range missing {
		if m.Field == "" {
			t.Errorf("%s has no field", m.Code)
		}
	}
}

// A fresh one holds what still counts of the one before, and calls nothing done.
func TestVoorvullen(t *testing.T) {
	testkit.Eis(t, "INK-12")
	r := testRegister(t, withRound)
	admission := r.Toelating(ToelatingVraag{Ronde: standing, Groep: BestaandeAanbieder, Dag: insDay})
	before := Inschrijving{ID: "oud", Inhoud: InschrijvingInhoud{
		Keuzes: []Inschrijvingskeuze{
			{Perceel: "ONT", Product: "ONT3", Gemeenten: []GemeenteCode{polder, eiland, stad}},
			{Perceel: "ONT", Product: "ONT2", Gemeenten: []GemeenteCode{stad}},
			{Perceel: "STA", Product: "STA3", Gemeenten: []GemeenteCode{polder}},
		},
		Antwoorden: []EisAntwoord{{Eis: "A", Antwoord: Ja}, {Eis: "OUD", Antwoord: Ja}},
		Plan:       PlanAW{Vragen: map[PlanVraag]string{PlanLocatie: "hier"}},
		Mensen:     []Mens{{Naam: "Noor"}},
		Klaar:      []InschrijvingDeel{DeelPlan},
		Polissen:   []Verzekering{{Polisnummer: "1"}},
	}}
	got := Voorvullen(Voorvraag{Register: r, Ronde: standing, Toelating: admission, Vorige: &before, Mensen: []Mens{{Naam: "Sanne"}}})
	want := InschrijvingInhoud{
		Keuzes:     []Inschrijvingskeuze{{Perceel: "ONT", Product: "ONT3", Gemeenten: []GemeenteCode{stad, dorp}}}, // eiland went into dorp
		Antwoorden: before.Inhoud.Antwoorden[:1], Plan: before.Inhoud.Plan, Mensen: []Mens{{Naam: "Sanne"}}, Vorige: "oud",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	contract := Contract{Getekend: day("2016-01-01"), Regels: []Contractregel{
		{Product: ProductRef{"v1", "ONT3"}, Gemeenten: []GemeenteCode{stad}}, {Product: ProductRef{"v1", "ONT2"}, Gemeenten: []GemeenteCode{stad}},
	}}
	got = Voorvullen(Voorvraag{Register: r, Ronde: standing, Toelating: admission, Contracts: []Contract{contract, {Regels: contract.Regels}}})
	want = InschrijvingInhoud{Keuzes: []Inschrijvingskeuze{{Perceel: "ONT", Product: "ONT3", Gemeenten: []GemeenteCode{stad}}}}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("of a contract: got %+v, want %+v", got, want)
	}
}
