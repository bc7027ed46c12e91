package inkoop

import (
	"slices"
	"testing"
	"time"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
	"trede/internal/testkit"
)

var (
	v1ONT3 = ProductRef{"v1", "ONT3"}
	v2ONT3 = ProductRef{"v2", "ONT3"}
)

// goodFacts is a toewijzing that procurement allows: six months in stad, under a
// contract for stad and dorp until the end of 2022.
func goodFacts(r *Register) GateFacts {
	policy := func(soort Verzekeringssoort) Verzekering {
		return Verzekering{Soort: soort, DektDeelnemers: true, Geldig: from("2020-01-01")}
	}
	place := Werkplek{
		ID: "w1", Aanbieder: "a1", Naam: "Kas", VoorWie: "de buurt", Gemeente: stad, Woonplaats: "Stad", Geldig: from("2010-01-01"),
		Dagdelen: []Dagdeelplekken{{Dagdeel: Dagdeel{Dag: time.Monday, Deel: Ochtend}, Plekken: 2}, {Dagdeel: Dagdeel{Dag: time.Friday, Deel: Middag}, Plekken: 1}},
	}
	return GateFacts{
		Start: day("2021-03-01"), LaatsteDag: day("2021-08-31"), Gemeente: stad, Product: v2ONT3, Register: r,
		Aanbieder: Aanbieder{ID: "a1", Naam: "De Werkplaats", Inschrijving: civil.Timeline[GemeenteCode]{}.From(day("2010-01-01"), stad)},
		Contract: &Contract{
			ID: "c1", Nummer: "2020-12", Aanbieder: "a1", Getekend: day("2020-05-01"), Oorspronkelijk: through("2020-07-01", "2022-12-31"),
			Regels: []Contractregel{{Product: v2ONT3, Gemeenten: []GemeenteCode{stad, dorp, polder}}},
		},
		Verzekeringen: []Verzekering{policy(Aansprakelijkheid), policy(Ongevallen)},
		Werkplek:      &place, Werkplekken: []Werkplek{place}, Dagdelen: 1, Trajectbegeleiders: 1,
	}
}

// changePlace changes the place that was chosen, in both lists.
func changePlace(change func(*Werkplek)) func(*GateFacts) {
	return func(f *GateFacts) {
		change(f.Werkplek)
		f.Werkplekken = []Werkplek{*f.Werkplek}
	}
}

func farAway(f *GateFacts) { changePlace(func(w *Werkplek) { w.Gemeente = polder })(f) }

// granted is an exception for the place of goodFacts.
func granted(geldig civil.Period, change ...func(*UniekAanbod)) UniekAanbod {
	u := UniekAanbod{Werkplek: "w1", Besluit: UitzonderingBesluit{Toegekend: true, Op: geldig.From}, Geldig: geldig}
	for _, fn := range change {
		fn(&u)
	}
	return u
}

// byException brings the place far away, with an exception and without transport trouble.
func byException(change ...func(*UniekAanbod)) func(*GateFacts) {
	return func(f *GateFacts) {
		farAway(f)
		f.Uitzonderingen = []UniekAanbod{granted(through("2021-01-01", "2021-12-31"), change...)}
		f.Vervoer = Vervoer{Obstakel: VervoerGeen}
	}
}

// taken are toewijzingen of one dagdeel each, as many as the place has.
func taken(n int, period civil.Period) []Bezetting {
	var list []Bezetting
	for range n {
		list = append(list, Bezetting{Werkplek: "w1", Periode: period, Dagdelen: 1})
	}
	return list
}

// gateCase is an example for one rule of the gate: goodFacts with a change.
type gateCase struct {
	name, rule string
	want       rule.Status
	code       string
	change     func(*GateFacts)
}

func oldStart(f *GateFacts) {
	f.Start, f.LaatsteDag, f.Product = day("2020-06-30"), day("2020-12-29"), v1ONT3
}

func inDorp(use PlafondStand) func(*GateFacts) {
	return func(f *GateFacts) {
		f.Gemeente = dorp
		use.Plafond = Plafond{Code: "proef"}
		f.Plafonds = []PlafondStand{use}
	}
}

func catalogueCases() []gateCase {
	return []gateCase{
		{"of the day", "INK-GATE-01", rule.Passed, "", func(*GateFacts) {}},
		{"last day of v1", "INK-GATE-01", rule.Passed, "", oldStart},
		{"v1 on the first day of v2", "INK-GATE-01", rule.Failed, "inkoop.product_vorige_versie", func(f *GateFacts) { oldStart(f); f.Start = day("2020-07-01") }},
		{"ONT2 on the first day of v2", "INK-GATE-01", rule.Failed, "inkoop.product_vervallen", func(f *GateFacts) { f.Product = ProductRef{"v1", "ONT2"}; f.Start = day("2020-07-01") }},
		{"unknown product", "INK-GATE-01", rule.Failed, "inkoop.product_onbekend", func(f *GateFacts) { f.Product.Product = "ONT9" }},
		{"before any catalogue", "INK-GATE-01", rule.Failed, "inkoop.catalogus_ontbreekt", func(f *GateFacts) { f.Start = day("2016-12-31") }},
		{"says so also for an unknown gemeente", "INK-GATE-01", rule.Failed, "inkoop.product_onbekend", func(f *GateFacts) { f.Product.Product = "ONT9"; f.Gemeente = "9999" }},

		{"bought", "INK-GATE-02", rule.Passed, "", func(*GateFacts) {}},
		{"does not buy", "INK-GATE-02", rule.Failed, "inkoop.niet_gekocht", func(f *GateFacts) { f.Gemeente = polder }},
		{"algemene voorziening", "INK-GATE-02", rule.Failed, "inkoop.algemene_voorziening", func(f *GateFacts) { f.Product.Product = "ORI" }},
		{"dissolved gemeente", "INK-GATE-02", rule.Failed, "inkoop.gemeente_opgeheven", func(f *GateFacts) { f.Gemeente = eiland }},
		{"neighbour", "INK-GATE-02", rule.Failed, "inkoop.gemeente_buiten_regio", func(f *GateFacts) { f.Gemeente = buiten }},
		{"unknown gemeente", "INK-GATE-02", rule.Failed, "inkoop.gemeente_onbekend", func(f *GateFacts) { f.Gemeente = "9999" }},
		{"the product is the trouble", "INK-GATE-02", rule.NotApplicable, "", func(f *GateFacts) { f.Product.Product = "ONT9" }},
	}
}

func contractCases() []gateCase {
	shift := func(start, last string) func(*GateFacts) {
		return func(f *GateFacts) { f.Start, f.LaatsteDag = day(start), day(last) }
	}
	rule5 := func(change func(*GateFacts), regel Overgangsregel) func(*GateFacts) {
		return func(f *GateFacts) {
			change(f)
			f.Contract.Overgang = civil.Timeline[Overgangsregel]{}.From(day("2020-01-01"), regel)
		}
	}
	over := shift("2022-12-31", "2023-06-30")
	return []gateCase{
		{"first day of the contract", "INK-GATE-03", rule.Passed, "", shift("2020-07-01", "2020-12-31")},
		{"last day of the contract", "INK-GATE-03", rule.Passed, "", over},
		{"no contract", "INK-GATE-03", rule.Failed, "inkoop.contract_ontbreekt", func(f *GateFacts) { f.Contract = nil }},
		{"of another aanbieder", "INK-GATE-03", rule.Failed, "inkoop.contract_andere_aanbieder", func(f *GateFacts) { f.Contract.Aanbieder = "a2" }},
		{"not signed", "INK-GATE-03", rule.Failed, "inkoop.contract_niet_getekend", func(f *GateFacts) { f.Contract.Getekend = civil.Date{} }},
		{"before the contract", "INK-GATE-03", rule.Failed, "inkoop.contract_nog_niet_begonnen", shift("2020-06-30", "2020-12-29")},
		{"after the contract", "INK-GATE-03", rule.Failed, "inkoop.contract_afgelopen", shift("2023-01-01", "2023-06-30")},

		{"product and gemeente in the contract", "INK-GATE-04", rule.Passed, "", func(*GateFacts) {}},
		{"product not in the contract", "INK-GATE-04", rule.Failed, "inkoop.product_niet_in_contract", func(f *GateFacts) { f.Product.Product = "STA3" }},
		{"gemeente not in the contract", "INK-GATE-04", rule.Failed, "inkoop.gemeente_niet_in_contract", func(f *GateFacts) { f.Contract.Regels[0].Gemeenten = []GemeenteCode{dorp} }},
		{"no contract", "INK-GATE-04", rule.NotApplicable, "", func(f *GateFacts) { f.Contract = nil }},

		{"ends with the contract", "INK-GATE-05", rule.NotApplicable, "", shift("2022-07-01", "2022-12-31")},
		{"no contract", "INK-GATE-05", rule.NotApplicable, "", func(f *GateFacts) { f.Contract = nil }},
		{"served out by default", "INK-GATE-05", rule.Passed, "", over},
		{"may not run on", "INK-GATE-05", rule.Failed, "inkoop.langer_dan_contract", rule5(over, Overgangsregel{Soort: Eindigen})},
		{"served out until a day", "INK-GATE-05", rule.Passed, "", rule5(over, Overgangsregel{Soort: Uitlopen, Uiterlijk: day("2023-06-30")})},
		{"served out until an earlier day", "INK-GATE-05", rule.Failed, "inkoop.langer_dan_contract", rule5(over, Overgangsregel{Soort: Uitlopen, Uiterlijk: day("2023-06-29")})},
		{"without an end", "INK-GATE-05", rule.Failed, "inkoop.langer_dan_contract", rule5(func(f *GateFacts) { f.LaatsteDag = civil.Date{} }, Overgangsregel{Soort: Eindigen})},
	}
}

func otherCases() []gateCase {
	return []gateCase{
		{"both policies", "INK-GATE-06", rule.Passed, "", func(*GateFacts) {}},
		{"one policy", "INK-GATE-06", rule.Failed, "inkoop.verzekering_ontbreekt", func(f *GateFacts) { f.Verzekeringen = f.Verzekeringen[:1] }},
		{"participants not covered", "INK-GATE-06", rule.Failed, "inkoop.verzekering_ontbreekt", func(f *GateFacts) { f.Verzekeringen[0].DektDeelnemers = false }},
		{"before the requirement", "INK-GATE-06", rule.NotInForce, "", func(f *GateFacts) { oldStart(f); f.Verzekeringen = nil }},

		{"no plafond", "INK-GATE-07", rule.NotApplicable, "", func(*GateFacts) {}},
		{"the last place", "INK-GATE-07", rule.Passed, "", inDorp(PlafondStand{Gebruikt: PlafondGebruik{Plekken: 1}, Gevraagd: PlafondGebruik{Plekken: 1}})},
		{"one too many", "INK-GATE-07", rule.Failed, "inkoop.plafond_vol", inDorp(PlafondStand{Gebruikt: PlafondGebruik{Plekken: 2}, Gevraagd: PlafondGebruik{Plekken: 1}})},
		{"one too many and approved", "INK-GATE-07", rule.Passed, "", inDorp(PlafondStand{Gebruikt: PlafondGebruik{Plekken: 2}, Gevraagd: PlafondGebruik{Plekken: 1}, Goedgekeurd: true})},
		{"not counted", "INK-GATE-07", rule.Failed, "inkoop.plafond_niet_geteld", func(f *GateFacts) { f.Gemeente = dorp }},
		{"of the contract", "INK-GATE-07", rule.Failed, "inkoop.plafond_vol", func(f *GateFacts) {
			f.Contract.Plafonds = []Plafond{{Code: "contract", Plekken: 5}}
			f.Plafonds = []PlafondStand{{Plafond: f.Contract.Plafonds[0], Gebruikt: PlafondGebruik{Plekken: 5}, Gevraagd: PlafondGebruik{Plekken: 1}}}
		}},
	}
}

func placeCases() []gateCase {
	return []gateCase{
		{"own gemeente", "INK-GATE-08", rule.Passed, "", func(*GateFacts) {}},
		{"no places at all", "INK-GATE-08", rule.NotApplicable, "", func(f *GateFacts) { f.Werkplek, f.Werkplekken = nil, nil }},
		{"no place chosen, one is near", "INK-GATE-08", rule.Passed, "", func(f *GateFacts) {
			farAway(f)
			near := *goodFacts(f.Register).Werkplek
			near.ID = "w2"
			f.Werkplek, f.Werkplekken = nil, append(f.Werkplekken, near)
		}},
		{"no place chosen, none is near", "INK-GATE-08", rule.Failed, "inkoop.locatie_uitzondering_nodig", func(f *GateFacts) { farAway(f); f.Werkplek = nil }},
		{"far away", "INK-GATE-08", rule.Failed, "inkoop.locatie_uitzondering_nodig", farAway},
		{"far away with an exception", "INK-GATE-08", rule.Passed, "", byException()},
		{"exception of another place", "INK-GATE-08", rule.Failed, "inkoop.locatie_uitzondering_nodig", byException(func(u *UniekAanbod) { u.Werkplek = "w2" })},
		{"exception was asked only", "INK-GATE-08", rule.Failed, "inkoop.locatie_uitzondering_nodig", byException(func(u *UniekAanbod) { u.Besluit = UitzonderingBesluit{} })},
		{"exception was refused", "INK-GATE-08", rule.Failed, "inkoop.locatie_uitzondering_nodig", byException(func(u *UniekAanbod) { u.Besluit.Toegekend = false })},
		{"exception on its last day", "INK-GATE-08", rule.Passed, "", byException(func(u *UniekAanbod) { u.Geldig = through("2020-01-01", "2021-03-01") })},
		{"exception has ended", "INK-GATE-08", rule.Failed, "inkoop.locatie_uitzondering_nodig", byException(func(u *UniekAanbod) { u.Geldig = through("2020-01-01", "2021-02-28") })},
		{"exception is looked at tomorrow", "INK-GATE-08", rule.Passed, "", byException(func(u *UniekAanbod) { u.HerzienVoor = day("2021-03-02") })},
		{"exception had to be looked at", "INK-GATE-08", rule.Failed, "inkoop.locatie_uitzondering_nodig", byException(func(u *UniekAanbod) { u.HerzienVoor = day("2021-03-01") })},
		{"nobody knows where it lies", "INK-GATE-08", rule.Failed, "inkoop.locatie_onbekend", changePlace(func(w *Werkplek) { w.Gemeente = "" })},
		{"before the requirement", "INK-GATE-08", rule.NotInForce, "", func(f *GateFacts) { oldStart(f); farAway(f) }},

		{"there on the first day", "INK-GATE-09", rule.Passed, "", changePlace(func(w *Werkplek) { w.Geldig = from("2021-03-01") })},
		{"not there yet", "INK-GATE-09", rule.Failed, "inkoop.zonder_werkplek", changePlace(func(w *Werkplek) { w.Geldig = from("2021-03-02") })},
		{"on its last day", "INK-GATE-09", rule.Passed, "", changePlace(func(w *Werkplek) { w.Geldig = through("2020-01-01", "2021-03-01") })},
		{"no longer there", "INK-GATE-09", rule.Failed, "inkoop.zonder_werkplek", changePlace(func(w *Werkplek) { w.Geldig = through("2020-01-01", "2021-02-28") })},
		{"another one is there", "INK-GATE-09", rule.Failed, "inkoop.werkplek_gesloten", beside(through("2020-01-01", "2021-02-28"))},
		{"another one is there already", "INK-GATE-09", rule.Failed, "inkoop.werkplek_begint_later", beside(from("2021-03-02"))},
		{"no place on record", "INK-GATE-09", rule.Failed, "inkoop.zonder_werkplek", func(f *GateFacts) { f.Werkplek, f.Werkplekken = nil, nil }},
		{"none chosen", "INK-GATE-09", rule.Passed, "", func(f *GateFacts) { f.Werkplek = nil }},
		{"before the requirement", "INK-GATE-09", rule.NotInForce, "", func(f *GateFacts) { oldStart(f); f.Werkplek, f.Werkplekken = nil, nil }},

		{"the last dagdeel", "INK-GATE-10", rule.Passed, "", func(f *GateFacts) { f.Bezetting = taken(2, from("2021-01-01")) }},
		{"full", "INK-GATE-10", rule.Failed, "inkoop.werkplek_vol", func(f *GateFacts) { f.Bezetting = taken(3, from("2021-01-01")) }},
		{"too little for two dagdelen", "INK-GATE-10", rule.Failed, "inkoop.werkplek_vol", func(f *GateFacts) { f.Dagdelen = 2; f.Bezetting = taken(2, from("2021-01-01")) }},
		{"none told counts as one", "INK-GATE-10", rule.Failed, "inkoop.werkplek_vol", func(f *GateFacts) { f.Dagdelen = 0; f.Bezetting = taken(3, from("2021-01-01")) }},
		{"they end the day before", "INK-GATE-10", rule.Passed, "", func(f *GateFacts) { f.Bezetting = taken(3, through("2021-01-01", "2021-02-28")) }},
		{"they end on the first day", "INK-GATE-10", rule.Failed, "inkoop.werkplek_vol", func(f *GateFacts) { f.Bezetting = taken(3, through("2021-01-01", "2021-03-01")) }},
		{"promised for the last day", "INK-GATE-10", rule.Failed, "inkoop.werkplek_vol", func(f *GateFacts) { f.Bezetting = taken(3, from("2021-08-31")) }},
		{"promised for the day after", "INK-GATE-10", rule.Passed, "", func(f *GateFacts) { f.Bezetting = taken(3, from("2021-09-01")) }},
		{"one after another", "INK-GATE-10", rule.Passed, "", func(f *GateFacts) {
			f.Bezetting = slices.Concat(taken(2, through("2021-01-01", "2021-05-31")), taken(2, from("2021-06-01")))
		}},
		{"elsewhere at the aanbieder", "INK-GATE-10", rule.Failed, "inkoop.aanbieder_vol", func(f *GateFacts) {
			f.Bezetting = taken(3, from("2021-01-01"))
			for n := range f.Bezetting {
				f.Bezetting[n].Werkplek = ""
			}
		}},
		{"no place chosen, and all is taken", "INK-GATE-10", rule.Failed, "inkoop.aanbieder_vol", func(f *GateFacts) { f.Werkplek = nil; f.Bezetting = taken(3, from("2021-01-01")) }},
		{"no dagdelen on record", "INK-GATE-10", rule.Failed, "inkoop.werkplek_vol", changePlace(func(w *Werkplek) { w.Dagdelen = nil })},
		{"no place", "INK-GATE-10", rule.NotApplicable, "", func(f *GateFacts) { f.Werkplek, f.Werkplekken = nil, nil }},
		{"before the requirement", "INK-GATE-10", rule.NotInForce, "", func(f *GateFacts) { oldStart(f); f.Bezetting = taken(3, from("2020-01-01")) }},

		{"one trajectbegeleider", "INK-GATE-11", rule.Passed, "", func(*GateFacts) {}},
		{"none", "INK-GATE-11", rule.Failed, "inkoop.zonder_trajectbegeleider", func(f *GateFacts) { f.Trajectbegeleiders = 0 }},
		{"a stabiel arrangement needs none", "INK-GATE-11", rule.NotApplicable, "", func(f *GateFacts) { f.Product.Product = "STA3"; f.Trajectbegeleiders = 0 }},
		{"before the requirement", "INK-GATE-11", rule.NotInForce, "", func(f *GateFacts) { oldStart(f); f.Trajectbegeleiders = 0 }},

		{"no obstacle", "INK-GATE-12", rule.Passed, "", byException()},
		{"near enough", "INK-GATE-12", rule.NotApplicable, "", func(*GateFacts) {}},
		{"far away without an exception", "INK-GATE-12", rule.NotApplicable, "", farAway},
		{"nobody asked", "INK-GATE-12", rule.Failed, "inkoop.vervoer_niet_gevraagd", transport(Vervoer{})},
		{"agreed the day before", "INK-GATE-12", rule.Passed, "", transport(Vervoer{Obstakel: VervoerObstakel, Oplossing: "busje", OpKosten: true, Afgesproken: day("2021-02-28")})},
		{"agreed on the first day", "INK-GATE-12", rule.Failed, "inkoop.vervoer_te_laat", transport(Vervoer{Obstakel: VervoerObstakel, Oplossing: "busje", OpKosten: true, Afgesproken: day("2021-03-01")})},
		{"no day", "INK-GATE-12", rule.Failed, "inkoop.vervoer_te_laat", transport(Vervoer{Obstakel: VervoerObstakel, Oplossing: "busje", OpKosten: true})},
		{"no solution", "INK-GATE-12", rule.Failed, "inkoop.vervoer_zonder_oplossing", transport(Vervoer{Obstakel: VervoerObstakel, Oplossing: " ", OpKosten: true, Afgesproken: day("2021-02-01")})},
		{"at whose cost", "INK-GATE-12", rule.Failed, "inkoop.vervoer_zonder_kosten", transport(Vervoer{Obstakel: VervoerObstakel, Oplossing: "busje", Afgesproken: day("2021-02-01")})},
		{"before the requirement", "INK-GATE-12", rule.NotInForce, "", func(f *GateFacts) { oldStart(f); transport(Vervoer{})(f) }},
	}
}

// beside gives the chosen place a period, with another place beside it.
func beside(geldig civil.Period) func(*GateFacts) {
	return func(f *GateFacts) {
		other := *f.Werkplek
		other.ID = "w2"
		f.Werkplek.Geldig = geldig
		f.Werkplekken = []Werkplek{*f.Werkplek, other}
	}
}

func transport(v Vervoer) func(*GateFacts) {
	return func(f *GateFacts) {
		byException()(f)
		f.Vervoer = v
	}
}

func TestGate(t *testing.T) {
	testkit.Eis(t, "INK-03", "INK-06", "INK-10", "PRD-01", "B-REG-01", "B-REG-03", "B-REG-05", "VRZ-01", "EIS-02", "LOC-01", "LOC-02", "LOC-03")
	r := testRegister(t)
	var cases []ruletest.Case[GateFacts]
	for _, c := range slices.Concat(catalogueCases(), contractCases(), otherCases(), placeCases()) {
		facts := goodFacts(r)
		c.change(&facts)
		cases = append(cases, ruletest.Case[GateFacts]{Name: c.name, Rule: c.rule, Day: facts.Start, Facts: facts, Want: c.want, Code: c.code})
	}
	ruletest.Contract(t, Gate, cases)
}

func TestGateLetsAGoodToewijzingThrough(t *testing.T) {
	facts := goodFacts(testRegister(t))
	results := Gate.Evaluate(facts.Start, facts)
	if refused := rule.Refused(results); len(refused) > 0 {
		t.Errorf("refused: %v", refused)
	}
	if advised := rule.Advised(results); len(advised) > 0 {
		t.Errorf("advised against: %v", advised)
	}
}

func TestGateRefusesEverythingAtOnceAndSaysWhoMends(t *testing.T) {
	facts := goodFacts(testRegister(t))
	facts.Gemeente, facts.Contract, facts.Verzekeringen = polder, nil, nil
	var got []string
	for _, f := range rule.Refused(Gate.Evaluate(facts.Start, facts)) {
		got = append(got, f.Code+" "+f.Repairer)
	}
	want := []string{
		"inkoop.niet_gekocht " + GemeenteBeleid, "inkoop.contract_ontbreekt " + Contractmanager,
		"inkoop.verzekering_ontbreekt " + VanAanbieder, "inkoop.verzekering_ontbreekt " + VanAanbieder,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// Procurement advises nothing: what its rules ask is agreed in contracts, and a person
// cannot set it aside. The way out of the locality is the exception.
func TestProcurementRefuses(t *testing.T) {
	for _, r := range Gate {
		if r.Kind != rule.Grens || r.Repairer == "" {
			t.Errorf("%s is %s, mended by %q", r.Code, r.Kind, r.Repairer)
		}
	}
}

func TestLocaliteit(t *testing.T) {
	testkit.Eis(t, "LOC-01")
	reading2 := func(d *Dataset) {
		d.Instellingen = []Instelling{{Code: "localiteit_lezing", Van: day("2020-01-01"), Waarde: "2"}}
	}
	noPlaces := func(d *Dataset) { d.Woonplaatsen = nil }
	elsewhere := func(d *Dataset) {
		d.Woonplaatsen = slices.Clone(d.Woonplaatsen)
		for n := range d.Woonplaatsen {
			d.Woonplaatsen[n].Gemeente = polder
		}
	}
	keep := func(*Dataset) {}
	tests := []struct {
		name       string
		data       func(*Dataset)
		home       GemeenteCode
		gemeente   GemeenteCode
		woonplaats string
		want       Localiteit
	}{
		{"own gemeente", keep, stad, stad, "", LokaalEigenGemeente},
		{"adjacent woonplaats", keep, stad, dorp, "Dorpskern", LokaalAangrenzendWoonplaats},
		{"adjacent gemeente, other woonplaats", keep, stad, dorp, "Achteraf", LokaalUitzondering},
		{"adjacent gemeente, woonplaats not known", keep, stad, dorp, "", LokaalOnbekend},
		{"a woonplaats of that name elsewhere", elsewhere, stad, dorp, "Dorpskern", LokaalUitzondering},
		{"no list of woonplaatsen", noPlaces, stad, dorp, "Dorpskern", LokaalOnbekend},
		{"reading 2 takes the adjacent gemeente", reading2, stad, dorp, "Achteraf", LokaalAangrenzendGemeente},
		{"reading 2 does not take any gemeente", reading2, stad, polder, "", LokaalUitzondering},
		{"no local rule: adjacent gemeente", keep, dorp, stad, "Achteraf", LokaalAangrenzendGemeente},
		{"no local rule: by the border that was inherited", keep, dorp, polder, "", LokaalAangrenzendGemeente},
		{"registered in a gemeente that dissolved", keep, eiland, polder, "", LokaalAangrenzendGemeente},
		{"not adjacent", keep, stad, polder, "Dorpskern", LokaalUitzondering},
		{"no borders known", keep, leeg, stad, "", LokaalOnbekend},
		{"registration not known", keep, "", stad, "", LokaalOnbekend},
		{"place not known", keep, stad, "9999", "", LokaalOnbekend},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := testRegister(t, test.data)
			a := Aanbieder{}
			if test.home != "" {
				a.Inschrijving = a.Inschrijving.From(day("2010-01-01"), test.home)
			}
			got := r.Localiteit(a, Werkplek{Gemeente: test.gemeente, Woonplaats: test.woonplaats}, day("2021-01-01"))
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// A werkplek with a werkgebied lies where all of it lies: one part that is too far, or of
// which that is not known, decides.
func TestLocaliteitOfAnArea(t *testing.T) {
	testkit.Eis(t, "LOC-01")
	r := testRegister(t, func(*Dataset) {})
	a := Aanbieder{}
	a.Inschrijving = a.Inschrijving.From(day("2010-01-01"), stad)
	for name, c := range map[string]struct {
		area []Gebied
		want Localiteit
	}{
		"the address alone":                    {nil, LokaalEigenGemeente},
		"near as well":                         {[]Gebied{{dorp, "Dorpskern"}}, LokaalEigenGemeente},
		"one part is too far":                  {[]Gebied{{dorp, "Dorpskern"}, {polder, ""}}, LokaalUitzondering},
		"a whole gemeente is not a woonplaats": {[]Gebied{{dorp, ""}}, LokaalOnbekend},
	} {
		if got := r.Localiteit(a, Werkplek{Gemeente: stad, Werkgebied: c.area}, day("2021-01-01")); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if got := r.Localiteit(a, Werkplek{Gemeente: polder, Werkgebied: []Gebied{{stad, ""}}}, day("2021-01-01")); got != LokaalUitzondering {
		t.Errorf("an address too far with an area that is near is %s", got)
	}
}
