package inkoop

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
	"trede/internal/testkit"
)

var done = time.Date(2020, 2, 10, 12, 0, 0, 0, time.UTC)

// goed is an assessment that finds everything good.
func goed(by string) Beoordeling {
	return Beoordeling{BeoordelaarID: by, Afgerond: done, Inhoud: BeoordelingInhoud{
		Compleet: Ja, Plan: Voldoet, Advies: Gekwalificeerd,
		Oordelen: []EisOordeel{{Eis: "UIT-1", Oordeel: Voldoet}, {Eis: "ALG-1", Oordeel: Voldoet}, {Eis: "AW-1", Oordeel: Voldoet}, {Eis: "ONT-1", Oordeel: Voldoet}},
	}}
}

// slecht finds one requirement not met.
func slecht(by string, eis EisCode, note string) Beoordeling {
	b := goed(by)
	i := slices.IndexFunc(b.Inhoud.Oordelen, func(o EisOordeel) bool { return o.Eis == eis })
	b.Inhoud.Oordelen[i] = EisOordeel{Eis: eis, Oordeel: VoldoetNiet, Notitie: note}
	return b
}

// inkoopData adds a perceel that asks everything, one that asks little, and their
// requirements.
func inkoopData(d *Dataset) {
	d.Percelen = []Perceel{
		{Code: "AW", Naam: "Activerend Werk", Producten: []ProductCode{"ONT3", "STA3"}, Gesprek: GesprekVerplicht, Plan: true},
		{Code: "ANDERS", Naam: "Iets anders", Producten: []ProductCode{"ORI"}, Gesprek: GesprekOptioneel},
	}
	d.Eisensets = []Eisenset{{Code: "E1", Eisen: []Eis{
		{Code: "UIT-1", Soort: EisUitsluiting, Niveau: EisAlgemeen, Kort: "niet failliet"},
		{Code: "ALG-1", Soort: EisKwaliteit, Niveau: EisAlgemeen, Kort: "klachtregeling"},
		{Code: "AW-1", Soort: EisKwaliteit, Niveau: EisPerceel, Perceel: "AW", Kort: "werkplek"},
		{Code: "ONT-1", Soort: EisKwaliteit, Niveau: EisProduct, Product: "ONT3", Kort: "trajectbegeleider"},
	}}}
}

// goodKwalificatie is an inschrijving that two people found good, with a gesprek.
func goodKwalificatie(t *testing.T) KwalificatieFeiten {
	return KwalificatieFeiten{
		Ronde:    Ronde{Catalogus: "v2", Eisenset: "E1", Percelen: []PerceelCode{"AW", "ANDERS"}, Contract: through("2020-07-01", "2024-06-30")},
		Register: testRegister(t, inkoopData),
		Inschrijving: Inschrijving{Inhoud: InschrijvingInhoud{Keuzes: []Inschrijvingskeuze{
			{Perceel: "AW", Product: "STA3", Gemeenten: []GemeenteCode{stad}},
			{Perceel: "AW", Product: "ONT3", Gemeenten: []GemeenteCode{polder, dorp, stad}},
		}}},
		Beoordelingen: []Beoordeling{goed("anna"), goed("bas")},
		Gesprek:       Gesprek{Gepland: day("2020-02-20"), Gehouden: day("2020-02-20"), Verslag: "Goed gesprek.", Uitkomst: Voldoet},
		Besluit:       Kwalificatiebesluit{Uitslag: Gekwalificeerd, Motivering: "Voldoet aan alle eisen.", VoorbereidID: "anna"},
	}
}

func TestKwalificatie(t *testing.T) {
	testkit.Eis(t, "INK-13", "INK-14", "INK-17")
	type change = func(*KwalificatieFeiten)
	first := func(f *KwalificatieFeiten) { f.Ronde.Contract = through("2017-01-01", "2019-12-31") }
	only := func(perceel PerceelCode, product ProductCode) change {
		return func(f *KwalificatieFeiten) {
			f.Inschrijving.Inhoud.Keuzes = []Inschrijvingskeuze{{Perceel: perceel, Product: product, Gemeenten: []GemeenteCode{stad}}}
		}
	}
	reject := func(f *KwalificatieFeiten) { f.Besluit.Uitslag = Afgewezen }
	none := func(*KwalificatieFeiten) {}
	var cases []ruletest.Case[KwalificatieFeiten]
	for _, c := range []struct {
		name, rule string
		want       rule.Status
		code       string
		changes    []change
	}{
		{"two people", "KWA-01", rule.Passed, "", []change{none}},
		{"one person", "KWA-01", rule.Failed, "kwalificatie.te_weinig_beoordelaars", []change{func(f *KwalificatieFeiten) { f.Beoordelingen = f.Beoordelingen[:1] }}},
		{"one person twice", "KWA-01", rule.Failed, "", []change{func(f *KwalificatieFeiten) { f.Beoordelingen[1].BeoordelaarID = "anna" }}},
		{"the second did not finish", "KWA-01", rule.Failed, "", []change{func(f *KwalificatieFeiten) { f.Beoordelingen[1].Afgerond = time.Time{} }}},
		{"nobody of the aanbieder", "KWA-02", rule.Passed, "", []change{func(f *KwalificatieFeiten) { f.Belang = []string{"carla"} }}},
		{"an assessor came to work there", "KWA-01", rule.Failed, "kwalificatie.te_weinig_beoordelaars", []change{func(f *KwalificatieFeiten) { f.Belang = []string{"bas"} }}},
		{"and another took over", "KWA-01", rule.Passed, "", []change{func(f *KwalificatieFeiten) {
			f.Belang = []string{"bas"}
			f.Beoordelingen = append(f.Beoordelingen, goed("carla"))
		}}},
		{"also what that one wrote is gone", "KWA-04", rule.Passed, "", []change{func(f *KwalificatieFeiten) {
			f.Belang, f.Beoordelingen[1] = []string{"bas"}, slecht("bas", "ONT-1", "er is niemand")
		}}},
		{"one was set aside", "KWA-01", rule.Failed, "", []change{func(f *KwalificatieFeiten) { f.Beoordelingen[1].Inhoud.Terzijde = "ziek" }}},
		{"who prepared is of the aanbieder", "KWA-02", rule.Failed, "beoordeling.eigen_organisatie", []change{func(f *KwalificatieFeiten) { f.Besluit.VoorbereidID, f.Belang = "carla", []string{"carla"} }}},
		{"who decides is of the aanbieder", "KWA-02", rule.Failed, "", []change{func(f *KwalificatieFeiten) { f.Besluit.GenomenID, f.Belang = "carla", []string{"carla"} }}},
		{"with reasons", "KWA-03", rule.Passed, "", []change{none}},
		{"without reasons", "KWA-03", rule.Failed, "kwalificatie.motivering_ontbreekt", []change{func(f *KwalificatieFeiten) { f.Besluit.Motivering = " " }}},
		{"without an outcome", "KWA-03", rule.Failed, "kwalificatie.uitslag_ontbreekt", []change{func(f *KwalificatieFeiten) { f.Besluit.Uitslag = "misschien" }}},
		{"on the last day for a day of contract", "KWA-03", rule.Passed, "", []change{func(f *KwalificatieFeiten) { f.Besluit.Genomen = day("2024-06-09") }}},
		{"too late for any", "KWA-03", rule.Failed, "kwalificatie.looptijd_voorbij", []change{func(f *KwalificatieFeiten) { f.Besluit.Genomen = day("2024-06-10") }}},
		{"all requirements met", "KWA-04", rule.Passed, "", []change{none}},
		{"one assessor says no", "KWA-04", rule.Failed, "kwalificatie.eis_niet_voldaan", []change{func(f *KwalificatieFeiten) { f.Beoordelingen[1] = slecht("bas", "ONT-1", "er is niemand") }}},
		{"a question is left", "KWA-04", rule.Failed, "", []change{func(f *KwalificatieFeiten) { f.Beoordelingen[0].Inhoud.Oordelen[0].Oordeel = VraagOordeel }}},
		{"not everything is there", "KWA-04", rule.Failed, "kwalificatie.niet_compleet", []change{func(f *KwalificatieFeiten) { f.Beoordelingen[0].Inhoud.Compleet = Nee }}},
		{"a rejection", "KWA-04", rule.NotApplicable, "", []change{reject}},
		{"what is not asked does not count", "KWA-04", rule.Passed, "", []change{only("AW", "STA3"), func(f *KwalificatieFeiten) { f.Beoordelingen[1] = slecht("bas", "ONT-1", "er is niemand") }}},
		{"the plan is good", "KWA-05", rule.Passed, "", []change{none}},
		{"one assessor refuses the plan", "KWA-05", rule.Failed, "kwalificatie.plan_niet_goedgekeurd", []change{func(f *KwalificatieFeiten) { f.Beoordelingen[0].Inhoud.Plan = VraagOordeel }}},
		{"no plan asked", "KWA-05", rule.NotApplicable, "", []change{only("ANDERS", "ORI")}},
		{"the first round asked none", "KWA-05", rule.NotInForce, "", []change{first}},
		{"the gesprek was held", "KWA-06", rule.Passed, "", []change{none}},
		{"no gesprek", "KWA-06", rule.Failed, "kwalificatie.gesprek_ontbreekt", []change{func(f *KwalificatieFeiten) { f.Gesprek = Gesprek{Gepland: day("2020-02-20")} }}},
		{"held and not written down", "KWA-06", rule.Failed, "", []change{func(f *KwalificatieFeiten) { f.Gesprek.Verslag = "" }}},
		{"a perceel where it is optional", "KWA-06", rule.NotApplicable, "", []change{only("ANDERS", "ORI"), func(f *KwalificatieFeiten) { f.Gesprek = Gesprek{} }}},
		{"the first round did not know it", "KWA-06", rule.NotInForce, "", []change{first}},
		{"a good gesprek", "KWA-07", rule.Passed, "", []change{none}},
		{"a bad gesprek", "KWA-07", rule.Failed, "kwalificatie.gesprek_niet_goed", []change{func(f *KwalificatieFeiten) { f.Gesprek.Uitkomst = VoldoetNiet }}},
		{"no gesprek to look at", "KWA-07", rule.NotApplicable, "", []change{func(f *KwalificatieFeiten) { f.Gesprek = Gesprek{} }}},
		{"a ground to reject", "KWA-08", rule.Passed, "", []change{reject, func(f *KwalificatieFeiten) { f.Beoordelingen[1] = slecht("bas", "AW-1", "geen werkplek") }}},
		{"rejected for nothing", "KWA-08", rule.Failed, "kwalificatie.geen_afwijsgrond", []change{reject}},
		{"a qualification", "KWA-08", rule.NotApplicable, "", []change{none}},
	} {
		f := goodKwalificatie(t)
		for _, change := range c.changes {
			change(&f)
		}
		cases = append(cases, ruletest.Case[KwalificatieFeiten]{Name: c.name, Rule: c.rule, Day: f.Ronde.Contract.From, Facts: f, Want: c.want, Code: c.code})
	}
	ruletest.Contract(t, Kwalificatie, cases)
	if refused := rule.Refused(goodKwalificatie(t).Beoordeel()); len(refused) > 0 {
		t.Errorf("a good one is refused: %v", refused)
	}
}

func TestAfwijsgrondenHoldWhatWasWritten(t *testing.T) {
	testkit.Eis(t, "INK-14")
	f := goodKwalificatie(t)
	f.Beoordelingen = []Beoordeling{slecht("anna", "AW-1", "alleen een kantoor"), slecht("bas", "AW-1", " geen plek voor anderen "), slecht("carla", "ALG-1", "telt niet mee")}
	f.Beoordelingen[2].Afgerond = time.Time{}
	f.Beoordelingen[0].Inhoud.Plan, f.Beoordelingen[0].Inhoud.PlanNotitie = VoldoetNiet, "te algemeen"
	f.Gesprek.Uitkomst = VoldoetNiet
	f.Beoordelingen[1].Inhoud.Compleet = Nee
	want := []Afwijsgrond{
		{Code: "kwalificatie.grond_compleet"},
		{Eis: f.Eisen()[2], Code: "kwalificatie.grond_eis", Notities: []string{"alleen een kantoor", "geen plek voor anderen"}},
		{Code: "kwalificatie.grond_plan", Notities: []string{"te algemeen"}},
		{Code: "kwalificatie.grond_gesprek"},
	}
	if diff := cmp.Diff(want, f.Afwijsgronden()); diff != "" {
		t.Error(diff)
	}
}

// What is left of an inschrijving follows from what was done.
func TestStandOfAZaak(t *testing.T) {
	testkit.Eis(t, "INK-13")
	f := goodKwalificatie(t)
	has := func(want Zaakstand) {
		t.Helper()
		if got := f.Stand(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	f.Besluit.GenomenID, f.Besluit.Genomen = "bas", day("2020-03-01")
	has(StandBesloten)
	f.Besluit = f.Besluit.Heropend(day("2020-03-05"), "carla", "bezwaar")
	has(StandBesluit)
	f.Besluit = f.Besluit.Heropend(day("2020-03-06"), "carla", "nog een")
	if e := f.Besluit.Eerder; len(e) != 2 || e[0].Besluit.GenomenID != "bas" || e[0].Reden != "bezwaar" || len(e[1].Besluit.Eerder) != 0 {
		t.Errorf("decided before: %+v", e)
	}
	f.Besluit.VoorbereidID = "anna"
	has(StandVierOgen)
	f.Besluit.VoorbereidID = ""
	f.Gesprek = Gesprek{Gepland: day("2020-02-20")}
	has(StandGesprek)
	f.Ronde.Percelen = []PerceelCode{"ANDERS"}
	f.Inschrijving.Inhoud.Keuzes = []Inschrijvingskeuze{{Perceel: "ANDERS", Product: "ORI", Gemeenten: []GemeenteCode{stad}}}
	has(StandBesluit)
	f.Beoordelingen = f.Beoordelingen[:1]
	has(StandBeoordelen)
}

// Who finishes has said something of everything, and why it is not good.
func TestToetsBeoordeling(t *testing.T) {
	testkit.Eis(t, "INK-13")
	f := goodKwalificatie(t)
	codes := func(c BeoordelingInhoud) []string {
		var out []string
		for _, x := range f.ToetsBeoordeling(c) {
			out = append(out, x.Field+" "+x.Code)
		}
		return out
	}
	if got := codes(goed("anna").Inhoud); got != nil {
		t.Errorf("a whole one: %v", got)
	}
	want := []string{
		"compleet beoordeling.compleet_ontbreekt", "oordeel-UIT-1 beoordeling.oordeel_ontbreekt", "oordeel-ALG-1 beoordeling.oordeel_ontbreekt",
		"oordeel-AW-1 beoordeling.oordeel_ontbreekt", "oordeel-ONT-1 beoordeling.oordeel_ontbreekt", "plan beoordeling.plan_ontbreekt", "advies beoordeling.advies_ontbreekt",
	}
	if diff := cmp.Diff(want, codes(BeoordelingInhoud{})); diff != "" {
		t.Error(diff)
	}
	silent := slecht("anna", "AW-1", " ").Inhoud
	silent.Plan = VraagOordeel
	if diff := cmp.Diff([]string{"notitie-AW-1 beoordeling.notitie_ontbreekt", "plan-notitie beoordeling.plan_notitie_ontbreekt"}, codes(silent)); diff != "" {
		t.Error(diff)
	}
	f.Inschrijving.Inhoud.Keuzes = []Inschrijvingskeuze{{Perceel: "ANDERS", Product: "ORI"}}
	if got := codes(BeoordelingInhoud{Compleet: Ja, Advies: Afgewezen, Oordelen: goed("a").Inhoud.Oordelen[:2]}); got != nil {
		t.Errorf("less is asked of another perceel: %v", got)
	}
}

// The contract holds what was asked for and bought, nothing else.
func TestContractregelsOfAnInschrijving(t *testing.T) {
	testkit.Eis(t, "INK-14")
	want := []Contractregel{
		{Product: v2ONT3, Gemeenten: []GemeenteCode{stad, dorp}},
		{Product: ProductRef{"v2", "STA3"}, Gemeenten: []GemeenteCode{stad}},
	}
	f := goodKwalificatie(t)
	twice := &f.Inschrijving.Inhoud.Keuzes[0].Gemeenten // as a form can send it
	*twice = append(*twice, stad)
	if diff := cmp.Diff(want, f.Contractregels()); diff != "" {
		t.Error(diff)
	}
}

// The contract never begins before the standstill is over, so nothing is contracted for a
// day in the past.
func TestLooptijdAfterTheStandstill(t *testing.T) {
	testkit.Eis(t, "INK-14")
	for genomen, first := range map[string]string{"2020-04-01": "2020-07-01", "2020-06-10": "2020-07-01", "2020-06-11": "2020-07-02", "2022-12-20": "2023-01-10"} {
		f := goodKwalificatie(t)
		f.Besluit.Genomen = day(genomen)
		if got := f.Looptijd(); got != through(first, "2024-06-30") {
			t.Errorf("decided on %s: %v", genomen, got)
		}
	}
}

func TestSluiten(t *testing.T) {
	testkit.Eis(t, "INK-03", "INK-14", "INK-17", "VRZ-01", "EIS-02")
	good := func() SluitFeiten {
		policy := func(soort Verzekeringssoort) Verzekering {
			return Verzekering{Soort: soort, DektDeelnemers: true, Geldig: from("2020-01-01")}
		}
		return SluitFeiten{
			Contract: Contract{Getekend: day("2020-04-22"), Oorspronkelijk: through("2020-07-01", "2024-06-30"), Regels: goodKwalificatie(t).Contractregels()},
			Besluit:  Kwalificatiebesluit{Uitslag: Gekwalificeerd, Genomen: day("2020-04-01")},
			Register: testRegister(t), Verzekeringen: []Verzekering{policy(Aansprakelijkheid), policy(Ongevallen)},
			Werkplekken: []Werkplek{{ID: "w1", Geldig: from("2020-01-01")}},
		}
	}
	old := func(f *SluitFeiten) { f.Contract.Oorspronkelijk = through("2017-01-01", "2019-12-31") }
	var cases []ruletest.Case[SluitFeiten]
	for _, c := range []struct {
		name, rule string
		want       rule.Status
		code       string
		change     func(*SluitFeiten)
	}{
		{"qualified", "SLU-01", rule.Passed, "", func(*SluitFeiten) {}},
		{"rejected", "SLU-01", rule.Failed, "sluiten.niet_gekwalificeerd", func(f *SluitFeiten) { f.Besluit.Uitslag = Afgewezen }},
		{"prepared only", "SLU-01", rule.Failed, "", func(f *SluitFeiten) { f.Besluit = Kwalificatiebesluit{Uitslag: Gekwalificeerd} }},
		{"the day after the standstill", "SLU-02", rule.Passed, "", func(*SluitFeiten) {}},
		{"the last day of the standstill", "SLU-02", rule.Failed, "sluiten.standstill", func(f *SluitFeiten) { f.Contract.Getekend = day("2020-04-21") }},
		{"not signed yet", "SLU-02", rule.NotApplicable, "", func(f *SluitFeiten) { f.Contract = Contract{Oorspronkelijk: f.Contract.Oorspronkelijk} }},
		{"insured", "SLU-03", rule.Passed, "", func(*SluitFeiten) {}},
		{"does not cover participants", "SLU-03", rule.Failed, "sluiten.verzekering_ontbreekt", func(f *SluitFeiten) { f.Verzekeringen[1].DektDeelnemers = false }},
		{"ends before the first day", "SLU-03", rule.Failed, "", func(f *SluitFeiten) { f.Verzekeringen[0].Geldig = through("2020-01-01", "2020-06-30") }},
		{"before it was asked", "SLU-03", rule.NotInForce, "", old},
		{"a place on the first day", "SLU-04", rule.Passed, "", func(*SluitFeiten) {}},
		{"no place", "SLU-04", rule.Failed, "sluiten.werkplek_ontbreekt", func(f *SluitFeiten) { f.Werkplekken[0].Geldig = from("2020-07-02") }},
		{"before it was asked", "SLU-04", rule.NotInForce, "", old},
		{"something to deliver", "SLU-05", rule.Passed, "", func(*SluitFeiten) {}},
		{"nothing to deliver", "SLU-05", rule.Failed, "sluiten.geen_regels", func(f *SluitFeiten) { f.Contract.Regels = nil }},
	} {
		f := good()
		c.change(&f)
		cases = append(cases, ruletest.Case[SluitFeiten]{Name: c.name, Rule: c.rule, Day: f.Contract.Oorspronkelijk.From, Facts: f, Want: c.want, Code: c.code})
	}
	ruletest.Contract(t, Sluiten, cases)
}

// From the second round on, a contract that follows from no inschrijving says why.
func TestVastleggen(t *testing.T) {
	testkit.Eis(t, "INK-12", "INK-17")
	byHand := func(first, why string) VastlegFeiten {
		return VastlegFeiten{Contract: Contract{Oorspronkelijk: from(first), ZonderInschrijving: why}}
	}
	enrolled := byHand("2020-07-01", "")
	enrolled.UitInschrijving = true
	var cases []ruletest.Case[VastlegFeiten]
	for _, c := range []struct {
		name  string
		facts VastlegFeiten
		want  rule.Status
		code  string
	}{
		{"it says why", byHand("2020-07-01", "tussentijds toegelaten"), rule.Passed, ""},
		{"silent", byHand("2020-07-01", ""), rule.Failed, "contract.zonder_inschrijving"},
		{"spaces are no reason", byHand("2024-01-01", " \n"), rule.Failed, "contract.zonder_inschrijving"},
		{"from an inschrijving", enrolled, rule.NotApplicable, ""},
		{"the day before", byHand("2020-06-30", ""), rule.NotInForce, ""},
	} {
		cases = append(cases, ruletest.Case[VastlegFeiten]{Name: c.name, Rule: "VAS-01", Day: c.facts.Contract.Oorspronkelijk.From, Facts: c.facts, Want: c.want, Code: c.code})
	}
	ruletest.Contract(t, Vastleggen, cases)
	if refused := rule.Refused(byHand("2020-07-01", "").Beoordeel()); len(refused) != 1 || refused[0].Field != "zonder_inschrijving" {
		t.Errorf("as of its own first day: %v", refused)
	}
	if got := (VastlegFeiten{}).Beoordeel(); got != nil {
		t.Errorf("without a day: %v", got)
	}
}
