package inkoop

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/testkit"
)

func TestToetsVanEenPunt(t *testing.T) {
	testkit.Eis(t, "INK-05")
	good := func() Nalevingspunt {
		return Nalevingspunt{Bron: BronGesprek, Gevonden: day("2026-06-01"), Bevinding: "Geen scholing", Afspraak: "Alsnog", Termijn: day("2026-09-30")}
	}
	for _, test := range []struct {
		name   string
		change func(*Nalevingspunt)
		code   string
	}{
		{"whole", func(*Nalevingspunt) {}, ""},
		{"without source", func(p *Nalevingspunt) { p.Bron = "gerucht" }, "naleving.bron_ontbreekt"},
		{"without finding", func(p *Nalevingspunt) { p.Bevinding = " " }, "naleving.bevinding_ontbreekt"},
		{"without day", func(p *Nalevingspunt) { p.Gevonden = civil.Date{} }, "naleving.dag_kan_niet"},
		{"found today", func(p *Nalevingspunt) { p.Gevonden = day("2026-06-15") }, ""},
		{"found tomorrow", func(p *Nalevingspunt) { p.Gevonden = day("2026-06-16") }, "naleving.dag_kan_niet"},
		{"without agreement", func(p *Nalevingspunt) { p.Afspraak = "" }, "naleving.afspraak_ontbreekt"},
		{"without term", func(p *Nalevingspunt) { p.Termijn = civil.Date{} }, "naleving.termijn_kan_niet"},
		{"term before the finding", func(p *Nalevingspunt) { p.Termijn = day("2026-05-31") }, "naleving.termijn_kan_niet"},
		{"in order without agreement", func(p *Nalevingspunt) { p.InOrde, p.Afspraak, p.Termijn = true, "", civil.Date{} }, ""},
		{"second look", func(p *Nalevingspunt) { p.Hertoets = Hertoets{Op: day("2026-06-15"), Bevinding: "Klaar"} }, ""},
		{"second look tomorrow", func(p *Nalevingspunt) { p.Hertoets = Hertoets{Op: day("2026-06-16"), Bevinding: "Klaar"} }, "naleving.hertoets_kan_niet"},
		{"second look before the first", func(p *Nalevingspunt) { p.Hertoets = Hertoets{Op: day("2026-05-31"), Bevinding: "Klaar"} }, "naleving.hertoets_kan_niet"},
		{"second look without words", func(p *Nalevingspunt) { p.Hertoets = Hertoets{Op: day("2026-06-15")} }, "naleving.bevinding_ontbreekt"},
		{"second look at what is in order", func(p *Nalevingspunt) {
			p.InOrde, p.Hertoets = true, Hertoets{Op: day("2026-06-15"), Bevinding: "Klaar"}
		}, "naleving.niets_te_hertoetsen"},
	} {
		p := good()
		test.change(&p)
		findings := p.Toets(day("2026-06-15"))
		if test.code == "" && len(findings) > 0 || test.code != "" && (len(findings) != 1 || findings[0].Code != test.code) {
			t.Errorf("%s: %v, want %q", test.name, findings, test.code)
		}
	}
}

// What a second look found wanting stays in the file; a correction is no step.
func TestVerbeterstappen(t *testing.T) {
	testkit.Eis(t, "INK-05")
	was := Nalevingspunt{Gevonden: day("2026-06-01"), Afspraak: "A", Termijn: day("2026-07-01")}
	looked := was
	looked.Hertoets = Hertoets{Op: day("2026-07-02"), Bevinding: "Nee"}
	again := looked
	again.Hertoets = Hertoets{Op: day("2026-08-02"), Bevinding: "Nog niet"}
	corrected := looked
	corrected.Hertoets.Bevinding = "Nee, nog niet"
	other := looked
	other.Afspraak = "B"
	typo := was
	typo.Afspraak = "Aa"
	for _, test := range []struct {
		name    string
		was, is Nalevingspunt
		want    []Verbeterstap
	}{
		{"new", Nalevingspunt{}, was, nil},
		{"agreement corrected", was, typo, nil},
		{"looked", was, looked, nil},
		{"look corrected", looked, corrected, nil},
		{"looked with another agreement", was, other, []Verbeterstap{{Afspraak: "A", Termijn: day("2026-07-01")}}},
		{"another agreement after the look", looked, other, []Verbeterstap{looked.stap()}},
		{"looked again", looked, again, []Verbeterstap{looked.stap()}},
	} {
		if got := test.is.Volgt(test.was).Eerder; !slices.Equal(got, test.want) {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
	more := looked.Volgt(Nalevingspunt{Eerder: []Verbeterstap{was.stap()}, Afspraak: looked.Afspraak, Termijn: looked.Termijn, Hertoets: looked.Hertoets})
	if !slices.Equal(more.Eerder, []Verbeterstap{was.stap()}) {
		t.Errorf("the earlier steps are gone: %+v", more.Eerder)
	}
	late := again.Volgt(looked)
	late.Bron, late.Bevinding, late.Hertoets.Op = BronSignalen, "x", day("2026-07-01")
	if f := late.Toets(day("2026-09-01")); len(f) != 1 || f[0].Code != "naleving.hertoets_kan_niet" {
		t.Errorf("a look before the former one: %v", f)
	}
}

// A point is late the day after its term, and no longer once it is mended.
func TestPuntTeLaat(t *testing.T) {
	testkit.Eis(t, "INK-05")
	p := Nalevingspunt{Termijn: day("2026-09-30")}
	if p.TeLaat(day("2026-09-30")) || !p.TeLaat(day("2026-10-01")) {
		t.Error("the day of the term itself is in time, the next is not")
	}
	p.Hertoets = Hertoets{Op: day("2026-10-01")}
	if !p.TeLaat(day("2026-10-02")) {
		t.Error("looked at again and not mended is still late")
	}
	p.Hertoets.Opgelost = true
	if p.TeLaat(day("2026-10-02")) || p.Open() {
		t.Error("mended and still open")
	}
}

func TestNalevingsvoorstellen(t *testing.T) {
	testkit.Eis(t, "INK-05")
	f := NalevingFeiten{Berichten: 10, TeLaat: 2, NietGekomen: 1, Signalen: 4, SignalenLaat: 1, Onverzekerd: []Verzekeringssoort{Ongevallen}}
	want := []Nalevingsvoorstel{{BronRapportages, 3, 11}, {BronSignalen, 1, 4}, {BronVerzekering, 1, 2}}
	if diff := cmp.Diff(want, Nalevingsvoorstellen(f, nil)); diff != "" {
		t.Error(diff)
	}
	open := []Nalevingspunt{{Bron: BronSignalen}, {Bron: BronRapportages, Hertoets: Hertoets{Opgelost: true}}, {Bron: BronVerzekering, InOrde: true}}
	if diff := cmp.Diff([]Nalevingsvoorstel{want[0], want[2]}, Nalevingsvoorstellen(f, open)); diff != "" {
		t.Errorf("what is open is not proposed again, what is closed is: %s", diff)
	}
	if got := Nalevingsvoorstellen(NalevingFeiten{Berichten: 10, Signalen: 3}, nil); len(got) > 0 {
		t.Errorf("nothing wrong: %v", got)
	}
}

func TestOverlegBij(t *testing.T) {
	testkit.Eis(t, "INK-08")
	own := func(c ContractID) bool { return c == "mine" }
	for name, test := range map[string]struct {
		o    Overleg
		want bool
	}{
		"of everybody":              {Overleg{Soort: OverlegRegio}, true},
		"asked by name":             {Overleg{Soort: OverlegRegio, Aanbieders: []AanbiederID{"b", "a"}}, true},
		"others asked":              {Overleg{Soort: OverlegRegio, Aanbieders: []AanbiederID{"b"}}, false},
		"of the gemeenten":          {Overleg{Soort: OverlegGemeente}, false},
		"about the own contract":    {Overleg{Soort: OverlegContract, Contract: "mine"}, true},
		"about another's contract":  {Overleg{Soort: OverlegContract, Contract: "theirs"}, false},
		"about another's, by error": {Overleg{Soort: OverlegContract, Contract: "theirs", Aanbieders: []AanbiederID{"a"}}, false},
	} {
		if got := test.o.Bij("a", own); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// A meeting has a kind, a title and a day, and a contractgesprek its contract.
func TestToetsOverleg(t *testing.T) {
	testkit.Eis(t, "INK-08")
	whole := Overleg{Soort: OverlegRegio, Titel: "Kwartaal", Dag: day("2026-06-01")}
	for code, change := range map[string]func(*Overleg){
		"":                           func(*Overleg) {},
		"overleg.soort_ontbreekt":    func(o *Overleg) { o.Soort = "borrel" },
		"overleg.titel_ontbreekt":    func(o *Overleg) { o.Titel = " " },
		"overleg.dag_ontbreekt":      func(o *Overleg) { o.Dag = civil.Date{} },
		"overleg.contract_ontbreekt": func(o *Overleg) { o.Soort = OverlegContract },
	} {
		o := whole
		change(&o)
		if got := codesOf(o.Toets()); got != code {
			t.Errorf("%q: %q", code, got)
		}
	}
	if got := codesOf(Overleg{Soort: OverlegContract, Contract: "c", Titel: "x", Dag: day("2026-06-01")}.Toets()); got != "" {
		t.Errorf("a whole contractgesprek: %q", got)
	}
}

// An action says what, who and before which day, and is not done in the future.
func TestToetsActie(t *testing.T) {
	testkit.Eis(t, "INK-08")
	whole := Actie{Wat: "Bellen", OrganisatieID: "regio", Uiterlijk: day("2026-06-20")}
	for code, change := range map[string]func(*Actie){
		"":                            func(a *Actie) { a.Gedaan = day("2026-06-15") },
		"actie.wat_ontbreekt":         func(a *Actie) { a.Wat = " " },
		"actie.organisatie_ontbreekt": func(a *Actie) { a.OrganisatieID = "" },
		"actie.dag_ontbreekt":         func(a *Actie) { a.Uiterlijk = civil.Date{} },
		"actie.gedaan_kan_niet":       func(a *Actie) { a.Gedaan = day("2026-06-16") },
	} {
		a := whole
		change(&a)
		if got := codesOf(a.Toets(day("2026-06-15"))); got != code {
			t.Errorf("%q: %q", code, got)
		}
	}
}

// codesOf gives the codes of findings, one behind another.
func codesOf(findings []rule.Finding) string {
	var out []string
	for _, f := range findings {
		out = append(out, f.Code)
	}
	return strings.Join(out, " ")
}

func werkFeiten() WerkFeiten {
	return WerkFeiten{
		Radar: []Radarregel{
			{Soort: RadarVerzekering, Aanbieder: "a", Wat: "ongevallen", Wie: VanAanbieder},
			{Soort: RadarContract, Aanbieder: "a", Wat: "C1", Dag: day("2026-12-31"), Wie: Contractmanager},
			{Soort: RadarVOG, Aanbieder: "b", Wat: "Sanne", Dag: day("2026-07-01"), Wie: VanAanbieder},
			{Soort: RadarAfspraak, Aanbieder: "a", Wat: "Scholing", ID: "p1", Dag: day("2026-05-31"), Wie: Contractmanager},
			{Soort: RadarPilot, Gemeente: dorp, Wat: "ONT3", Dag: day("2026-08-01"), Wie: GemeenteBeleid},
			{Soort: RadarHerziening, Aanbieder: "a", Wat: "Kas", ID: "w1", Dag: day("2026-06-30"), Wie: Contractmanager},
			{Soort: RadarHerziening, Aanbieder: "b", Wat: "Stal", ID: "w2", Dag: day("2026-06-30"), Wie: Contractmanager},
		},
		Punten: []RadarPunt{
			{ID: "p1", Aanbieder: "a", Nalevingspunt: Nalevingspunt{Afspraak: "Scholing", Termijn: day("2026-05-31")}},
			{ID: "p2", Aanbieder: "a", Nalevingspunt: Nalevingspunt{Afspraak: "Rooster", Termijn: day("2027-05-31")}},
			{ID: "p3", Aanbieder: "a", Nalevingspunt: Nalevingspunt{Afspraak: "Klaar", Reactie: "gedaan"}},
			{ID: "p4", Aanbieder: "b", Nalevingspunt: Nalevingspunt{Afspraak: "Anders", Termijn: day("2026-05-31")}},
		},
		Acties: []ActieFeiten{
			{ID: "x1", Actie: Actie{Wat: "regio belt", OrganisatieID: "regio", Uiterlijk: day("2026-06-20")}},
			{ID: "x2", Actie: Actie{Wat: "Ingrid schrijft", OrganisatieID: "regio", AccountID: "ingrid", Uiterlijk: day("2026-06-10")}},
			{ID: "x3", Actie: Actie{Wat: "al gedaan", OrganisatieID: "regio", Uiterlijk: day("2026-06-01"), Gedaan: day("2026-06-01")}},
			{ID: "x4", Actie: Actie{Wat: "a stuurt", OrganisatieID: "a", Uiterlijk: day("2026-06-30")}},
			{ID: "x5", Actie: Actie{Wat: "dorp kiest", OrganisatieID: "dorp", Uiterlijk: day("2026-06-30")}},
		},
		Vragen: 2, Inschrijvingen: 3, Uitzonderingen: []Werkplek{{ID: "w2", Aanbieder: "b", Naam: "Stal"}, {ID: "w3", Aanbieder: "b", Naam: "Winkel"}},
	}
}

// What stands in a work list is what somebody must do, and nobody else.
func TestInkoopwerk(t *testing.T) {
	testkit.Eis(t, "INK-08", "LOC-02")
	for name, test := range map[string]struct {
		who  WerkVraag
		want string
	}{
		"contract manager":            {WerkVraag{AccountID: "ingrid", Organisaties: []string{"regio"}, Regio: true, Beoordeelt: true}, "afspraak Scholing, actie Ingrid schrijft, actie regio belt, herziening Kas, contract C1, inschrijving 3, uitzondering_gevraagd Stal, uitzondering_gevraagd Winkel, vragen 2"},
		"colleague of the region":     {WerkVraag{AccountID: "wim", Organisaties: []string{"regio"}, Beoordeelt: true}, "actie regio belt, inschrijving 3"},
		"coordinator of a":            {WerkVraag{AccountID: "coby", Organisaties: []string{"a"}, Aanbieders: []AanbiederID{"a"}}, "verzekering ongevallen, punt Scholing, actie a stuurt, contract C1, punt Rooster"},
		"coordinator of b":            {WerkVraag{AccountID: "arend", Organisaties: []string{"b"}, Aanbieders: []AanbiederID{"b"}}, "punt Anders, vog Sanne"},
		"policy officer of dorp":      {WerkVraag{AccountID: "bea", Organisaties: []string{"dorp"}, Gemeenten: []GemeenteCode{dorp}}, "actie dorp kiest, pilot ONT3"},
		"policy officer of elsewhere": {WerkVraag{AccountID: "els", Organisaties: []string{"stad"}, Gemeenten: []GemeenteCode{stad}}, ""},
		"nobody":                      {WerkVraag{}, ""},
	} {
		var got []string
		for _, x := range Inkoopwerk(werkFeiten(), test.who) {
			text := x.Wat
			if text == "" {
				text = string(rune('0' + x.Aantal))
			}
			got = append(got, string(x.Soort)+" "+text)
		}
		if text := strings.Join(got, ", "); text != test.want {
			t.Errorf("%s: %s\nwant %s", name, text, test.want)
		}
	}
}

func TestContractregister(t *testing.T) {
	r := testRegister(t)
	c := oudContract()
	c.Regels = append(c.Regels, Contractregel{Product: ProductRef{"v1", "STA3"}, Gemeenten: []GemeenteCode{dorp}, Geldig: from("2019-01-01")})
	coming := Contract{Nummer: "2020-01", Aanbieder: "a2", Getekend: day("2020-05-01"), Oorspronkelijk: from("2020-07-01"), Regels: []Contractregel{{Product: ProductRef{"v2", "ONT3"}, Gemeenten: []GemeenteCode{stad}}}}
	draft := coming
	draft.Nummer, draft.Getekend = "2020-02", civil.Date{}
	numbers := func(at string) string {
		var out []string
		for _, l := range r.Contractregister([]Contract{coming, draft, c}, naamloos, day(at)) {
			out = append(out, l.Nummer+" t/m "+l.TotEnMet.String())
		}
		return strings.Join(out, ", ")
	}
	for at, want := range map[string]string{
		"2016-11-30": "", "2016-12-01": "2017-04 t/m 2019-12-31", "2019-05-31": "2017-04 t/m 2019-12-31", "2019-06-01": "2017-04 t/m 2020-06-30",
		"2020-04-30": "2017-04 t/m 2020-06-30", "2020-05-01": "2017-04 t/m 2020-06-30, 2020-01 t/m ", "2020-06-30": "2017-04 t/m 2020-06-30, 2020-01 t/m ", "2020-07-01": "2020-01 t/m ",
	} {
		if got := numbers(at); got != want {
			t.Errorf("%s: %q, want %q", at, got, want)
		}
	}
	if a := r.Contractregister([]Contract{c}, naamloos, day("2019-06-01"))[0].Addenda; !slices.Equal(a, []Registerwijziging{{1, Verlenging, day("2019-06-01"), day("2020-06-30")}}) {
		t.Errorf("addenda: %+v", a)
	}
	line := r.Contractregister([]Contract{c}, naamloos, day("2018-06-01"))[0]
	if line.Aanbieder != "Aanbieder a1" || len(line.Producten) != 2 || !slices.Equal(line.Producten[1].Gemeenten, []GemeenteCode{stad, dorp}) || len(line.Addenda) != 0 {
		t.Errorf("%+v", line)
	}
}
