package inkoop

import (
	"slices"
	"strings"
	"testing"
	"time"

	"trede/internal/domain/civil"
	"trede/internal/domain/money"
	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
	"trede/internal/testkit"
)

func rondeDay(text string) civil.Date { return civil.MustParse(text) }

// rondeVan2020 is a round like that of 2019-2020 and the register that it is checked against.
func rondeVan2020(t *testing.T) (Ronde, *Register) {
	t.Helper()
	register, err := NewRegister(Dataset{
		Catalogi: []Catalogusversie{
			{Code: "v1", Naam: "Catalogus 2017", Status: Vastgesteld, Geldig: civil.Through(rondeDay("2017-01-01"), rondeDay("2020-06-30")), Producten: []Product{
				{Code: "ONT2", GewoneNaam: "Naar contact"},
				{Code: "ONT3", Naam: "Naar trede 3", GewoneNaam: "Naar een plek"},
				{Code: "STA3", GewoneNaam: "Vaste plek"},
				{Code: "STA4", GewoneNaam: "Vaste plek met hulp"},
			}},
			{Code: "v2", Naam: "Catalogus 2020", Status: Vastgesteld, Volgt: "v1", Geldig: civil.Period{From: rondeDay("2020-07-01")}, Producten: []Product{
				{Code: "ONT3", Naam: "Op weg naar bijdrage", GewoneNaam: "Naar een plek"},
				{Code: "STA3", GewoneNaam: "Vaste plek"},
				{Code: "STA4", GewoneNaam: "Vaste plek met hulp"},
				{Code: "ORI", GewoneNaam: "Ontdekken"},
			}, Wijzigingen: []Productwijziging{{Oud: "ONT3", Nieuw: "ONT3", Wat: "andere naam", Waarom: "duidelijker", VoorWie: "inwoners"}}},
		},
		Tarieven: []Tarief{
			{Product: ProductRef{"v1", "STA3"}, Bedrag: 12000, Geldig: civil.Period{From: rondeDay("2017-01-01")}},
			{Product: ProductRef{"v2", "STA3"}, Bedrag: 12000, Geldig: civil.Period{From: rondeDay("2020-07-01")}},
			{Product: ProductRef{"v1", "STA4"}, Bedrag: 15000, Geldig: civil.Period{From: rondeDay("2017-01-01")}},
			{Product: ProductRef{"v2", "STA4"}, Bedrag: 15001, Geldig: civil.Period{From: rondeDay("2020-07-01")}},
		},
		Percelen: []Perceel{
			{Code: "ONT", Geldig: civil.Period{From: rondeDay("2017-01-01")}},
			{Code: "OUD", Geldig: civil.Through(rondeDay("2017-01-01"), rondeDay("2020-06-30"))},
		},
		Eisensets: []Eisenset{{Code: "E2020", Geldig: civil.Period{From: rondeDay("2020-07-01")}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return Ronde{
		ID: "r", Naam: "Inkoop 2020", Partij: "MGR", Catalogus: "v2", Eisenset: "E2020", Percelen: []PerceelCode{"ONT"},
		Consultatie: rondeDay("2019-05-28"), Inschrijven: civil.Through(rondeDay("2020-01-06"), rondeDay("2020-02-28")),
		Contract: civil.Through(rondeDay("2020-07-01"), rondeDay("2024-06-30")),
	}, register
}

func rondeCodes(list []rule.Finding) []string {
	var out []string
	for _, f := range list {
		out = append(out, f.Field+" "+f.Code)
	}
	return out
}

func TestRoundIsChecked(t *testing.T) {
	testkit.Eis(t, "INK-01")
	for name, c := range map[string]struct {
		change func(*Ronde)
		want   []string
	}{
		"good":                                 {func(*Ronde) {}, nil},
		"only a consultation":                  {func(r *Ronde) { *r = Ronde{Naam: "n", Partij: "p", Catalogus: "v2", Consultatie: r.Consultatie} }, nil},
		"nothing":                              {func(r *Ronde) { *r = Ronde{Naam: " "} }, []string{"naam ronde.naam_ontbreekt", "catalogus ronde.catalogus_onbekend", "partij ronde.partij_ontbreekt", "consultatie ronde.consultatie_ontbreekt"}},
		"unknown catalogue":                    {func(r *Ronde) { r.Catalogus = "v9" }, []string{"catalogus ronde.catalogus_onbekend"}},
		"unknown requirements":                 {func(r *Ronde) { r.Eisenset = "E9" }, []string{"eisenset ronde.eisenset_onbekend"}},
		"no requirements":                      {func(r *Ronde) { r.Eisenset = "" }, []string{"eisenset ronde.eisenset_ontbreekt"}},
		"no lots":                              {func(r *Ronde) { r.Percelen = nil }, []string{"percelen ronde.percelen_ontbreken"}},
		"unknown lot":                          {func(r *Ronde) { r.Percelen = []PerceelCode{"X"} }, []string{"percelen ronde.perceel_onbekend"}},
		"lot that is gone":                     {func(r *Ronde) { r.Percelen = []PerceelCode{"OUD"} }, []string{"percelen ronde.perceel_onbekend"}},
		"no last day":                          {func(r *Ronde) { r.Inschrijven.Until = civil.Date{} }, []string{"inschrijven_tot ronde.inschrijven_half"}},
		"no first day":                         {func(r *Ronde) { r.Inschrijven.From = civil.Date{} }, []string{"inschrijven_van ronde.inschrijven_half"}},
		"last day first":                       {func(r *Ronde) { r.Inschrijven = civil.Through(rondeDay("2020-02-28"), rondeDay("2020-01-06")) }, []string{"inschrijven_tot ronde.inschrijven_volgorde"}},
		"registration on the consultation day": {func(r *Ronde) { r.Inschrijven.From = r.Consultatie }, nil},
		"registration the day before it":       {func(r *Ronde) { r.Inschrijven.From = r.Consultatie.AddDays(-1) }, []string{"inschrijven_van ronde.inschrijven_voor_consultatie"}},
		"contract the day after registration":  {func(r *Ronde) { r.Inschrijven.Until = r.Contract.From }, nil},
		"contract on the last day of it":       {func(r *Ronde) { r.Inschrijven.Until = r.Contract.From.AddDays(1) }, []string{"contract_van ronde.contract_voor_inschrijven"}},
		"contract before the catalogue":        {func(r *Ronde) { r.Contract.From = rondeDay("2020-06-30") }, []string{"contract_van ronde.contract_buiten_catalogus"}},
		"contract that ends first":             {func(r *Ronde) { r.Contract.Until = rondeDay("2020-06-30") }, []string{"contract_tot ronde.contract_volgorde"}},
		"no contract":                          {func(r *Ronde) { r.Contract = civil.Period{} }, []string{"contract_van ronde.contract_ontbreekt"}},
	} {
		r, register := rondeVan2020(t)
		c.change(&r)
		if got := rondeCodes(r.Toets(register, nil)); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestRoundsDoNotOverlap(t *testing.T) {
	r, register := rondeVan2020(t)
	other := r
	other.ID = "o"
	clash := []string{"inschrijven_van ronde.inschrijven_overlapt"}
	if got := rondeCodes(r.Toets(register, []Ronde{r, other})); !slices.Equal(got, clash) {
		t.Errorf("same days: %q", got)
	}
	other.Inschrijven = civil.Through(rondeDay("2019-12-01"), rondeDay("2020-01-06"))
	if got := rondeCodes(r.Toets(register, []Ronde{other})); !slices.Equal(got, clash) {
		t.Errorf("one day in common: %q", got)
	}
	other.Inschrijven = civil.Through(rondeDay("2019-12-01"), rondeDay("2020-01-05"))
	if got := rondeCodes(r.Toets(register, []Ronde{other})); got != nil {
		t.Errorf("the day before: %q", got)
	}
	other.Inschrijven, other.Percelen = r.Inschrijven, []PerceelCode{"STA"}
	if got := rondeCodes(r.Toets(register, []Ronde{other})); got != nil {
		t.Errorf("another lot: %q", got)
	}
}

// Who registers finds at the end what was asked at the begin.
func TestRoundStaysWhileProvidersRegister(t *testing.T) {
	was, _ := rondeVan2020(t)
	next := was
	next.Catalogus, next.Eisenset, next.Percelen = "v1", "", nil
	next.Inschrijven = civil.Through(rondeDay("2020-01-07"), rondeDay("2020-02-27"))
	if got := next.ToetsWijziging(was, rondeDay("2020-01-05")); got != nil {
		t.Errorf("the day before: %v", rondeCodes(got))
	}
	if got := next.ToetsWijziging(was, rondeDay("2020-01-06")); len(got) != 5 {
		t.Errorf("on the first day: %v", rondeCodes(got))
	}
	longer := was
	longer.Naam, longer.Inschrijven.Until = "Andere naam", was.Inschrijven.Until.AddDays(7)
	if got := longer.ToetsWijziging(was, rondeDay("2020-01-06")); got != nil {
		t.Errorf("a week longer: %v", rondeCodes(got))
	}
}

func TestPhasesAndCalendar(t *testing.T) {
	r, _ := rondeVan2020(t)
	for _, c := range []struct {
		day  string
		fase RondeFase
		next RondeMijlpaal
		open bool
	}{
		{"2019-05-28", FaseConsultatie, MijlpaalConsultatie, true},
		{"2020-01-05", FaseConsultatie, MijlpaalInschrijvenVan, true},
		{"2020-01-06", FaseInschrijven, MijlpaalInschrijvenVan, true},
		{"2020-02-28", FaseInschrijven, MijlpaalInschrijvenTot, true},
		{"2020-02-29", FaseBeoordelen, MijlpaalBesluit, false},
		{"2020-06-09", FaseBeoordelen, MijlpaalBesluit, false},
		{"2020-06-10", FaseBesluit, MijlpaalBesluit, false}, // 20 whole days before 1 July
		{"2020-06-30", FaseBesluit, MijlpaalContract, false},
		{"2020-07-01", FaseContract, MijlpaalContract, false},
		{"2020-07-02", FaseContract, "", false},
	} {
		day := rondeDay(c.day)
		next, _ := r.Volgende(day, 20)
		if got := r.Fase(day, 20); got != c.fase || next.Mijlpaal != c.next || r.VragenOpen(day) != c.open {
			t.Errorf("%s: %s, next %s, questions %v", c.day, got, next.Mijlpaal, r.VragenOpen(day))
		}
	}
	bare := Ronde{Consultatie: rondeDay("2019-05-28")}
	if bare.Fase(rondeDay("2021-01-01"), 20) != FaseConsultatie || !bare.VragenOpen(rondeDay("2021-01-01")) || len(bare.Kalender(20)) != 1 {
		t.Error("what has no date has begun")
	}
}

func TestSubjectsAreExplained(t *testing.T) {
	testkit.Eis(t, "INK-06")
	w := RondeWijziging{Onderwerp: "ONT2", Wat: "vervalt"}
	for soort, want := range map[WijzigingSoort]int{Behouden: 0, Ontwikkelpunt: 0, Gewijzigd: 2, Vervallen: 2, "iets": 1} {
		w.Soort = soort
		if got := w.Toets(); len(got) != want {
			t.Errorf("%s: %v", soort, rondeCodes(got))
		}
	}
	if got := (RondeWijziging{Soort: Behouden}).Toets(); len(got) != 2 {
		t.Errorf("empty: %v", rondeCodes(got))
	}
}

// A paper has a title, and words or a file; a nota follows from the questions.
func TestAPaperSaysSomething(t *testing.T) {
	testkit.Eis(t, "INK-01")
	whole := Stuk{Soort: StukSoorten()[0], Titel: "Agenda", Tekst: "Welkom"}
	for code, change := range map[string]func(*Stuk){
		"":                      func(*Stuk) {},
		"stuk.soort_ontbreekt":  func(s *Stuk) { s.Soort = StukNota },
		"stuk.soort_ontbreekt ": func(s *Stuk) { s.Soort = "krant" },
		"stuk.titel_ontbreekt":  func(s *Stuk) { s.Titel = " " },
		"stuk.tekst_ontbreekt":  func(s *Stuk) { s.Tekst = " " },
		" ":                     func(s *Stuk) { s.Tekst, s.Bestand = "", "f1" },
	} {
		s := whole
		change(&s)
		if got := codesOf(s.Toets()); got != strings.TrimSpace(code) {
			t.Errorf("%q: %q", code, got)
		}
	}
}

// The difference follows from both versions; what nobody explained is told, and a tariff
// that differs by one cent takes a reason of its own.
func TestDifferencesOfVersions(t *testing.T) {
	testkit.Eis(t, "INK-06", "INK-19")
	_, register := rondeVan2020(t)
	list := register.Verschillen("v2")
	if len(list) != 5 {
		t.Fatalf("%d differences: %+v", len(list), list)
	}
	ont2, ont3, sta3, sta4, ori := list[0], list[1], list[2], list[3], list[4]
	for _, c := range []struct {
		v        Productverschil
		soort    WijzigingSoort
		tariff   money.Cents
		explaind bool
	}{{ont2, Vervallen, 0, false}, {ont3, Gewijzigd, 0, true}, {sta3, Behouden, 0, true}, {sta4, Gewijzigd, 1, false}, {ori, Gewijzigd, 0, false}} {
		if c.v.Soort != c.soort || c.v.TariefVerschil() != c.tariff || c.v.Uitgelegd(nil) != c.explaind {
			t.Errorf("%s: %s %s explained %v", c.v.Naam, c.v.Soort, c.v.TariefVerschil(), c.v.Uitgelegd(nil))
		}
	}
	if !slices.Equal(ont3.Velden, []string{"naam"}) {
		t.Errorf("ONT3 differs in %q", ont3.Velden)
	}
	why := RondeWijziging{Onderwerp: "Product ONT2", Soort: Vervallen, Wat: "vervalt", Waarom: "geen AW", VoorWie: "inwoners"}
	if !ont2.Uitgelegd([]RondeWijziging{why}) || sta4.Uitgelegd([]RondeWijziging{why}) {
		t.Error("a subject is about the product that it names, and no other")
	}
	why.VoorWie = ""
	if ont2.Uitgelegd([]RondeWijziging{why}) {
		t.Error("without for whom it is not explained")
	}
	// What stands with the version explains the product, not its tariff.
	sta4.Uitleg = Productwijziging{Waarom: "w", VoorWie: "v"}
	if sta4.Uitgelegd(nil) {
		t.Error("a tariff that differs has no reason of its own")
	}
	sta4.Motivering = "loonkosten"
	if !sta4.Uitgelegd(nil) {
		t.Error("a tariff with its reason is explained")
	}
	if sta3.Soort = Gewijzigd; sta3.Uitgelegd([]RondeWijziging{{Onderwerp: "STA3", Soort: Behouden, Wat: "w", Waarom: "w", VoorWie: "v"}}) {
		t.Error("a subject that stays explains what changed")
	}
	if register.Verschillen("v1") != nil || register.Verschillen("v9") != nil {
		t.Error("a first version has differences")
	}
}

func TestQuestionsThatTellWhoAsked(t *testing.T) {
	testkit.Eis(t, "INK-01")
	facts := func(open, answer string) VraagFeiten {
		return VraagFeiten{
			Vraag:      Vraag{Onderwerp: "Eisen", Tekst: "Wij van De Werkplaats vragen of Coby mag", Openbaar: open, Antwoord: answer},
			Aanbieders: []string{"Stichting De Werkplaats", "Groen Werk B.V."}, Vrager: "Coby van den Berg",
		}
	}
	day := rondeDay("2019-06-03")
	ruletest.Contract(t, VraagRules, []ruletest.Case[VraagFeiten]{
		{Name: "an open form without a name", Rule: "VRG-01", Day: day, Facts: facts("Mag een begeleider van buiten?", "Ja, van der Valk mag"), Want: rule.Passed},
		{Name: "no answer yet", Rule: "VRG-01", Day: day, Facts: facts("", ""), Want: rule.NotApplicable},
		{Name: "no open form", Rule: "VRG-01", Day: day, Facts: facts(" ", "Ja"), Want: rule.Failed, Code: "vraag.noemt_naam"},
		{Name: "a provider without its legal form", Rule: "VRG-01", Day: day, Facts: facts("Mag GROEN  werk dit?", "Ja"), Want: rule.Failed},
		{Name: "the family name in the answer", Rule: "VRG-01", Day: day, Facts: facts("Mag dit?", "Ja, mevrouw Berg."), Want: rule.Failed},
	})
	if got := facts("Groenwerk en Coby's vraag", "x").Namen(); !slices.Equal(got, []string{"Coby"}) {
		t.Errorf("names: %q", got)
	}
}

func TestStatusOfAQuestion(t *testing.T) {
	for want, v := range map[VraagStatus]Vraag{
		VraagOpen: {Antwoord: " "}, VraagBeantwoord: {Antwoord: "ja"}, VraagGepubliceerd: {Antwoord: "ja", Nota: "n"},
	} {
		if got := v.Status(); got != want {
			t.Errorf("%+v: %s", v, got)
		}
	}
}

func TestLessons(t *testing.T) {
	testkit.Eis(t, "INK-09")
	day := civil.New(2026, time.November, 22)
	l := Leerpunt{Onderwerp: "Rapportages", Soort: Ontwikkelpunt, Tekst: "Te laat", Actie: "Eerder herinneren", Cijfer: "12 van 40", Op: day}
	if got := l.Toets(day); got != nil {
		t.Errorf("good: %v", rondeCodes(got))
	}
	if w := l.AlsWijziging(); w.Wat != "Eerder herinneren" || w.Waarom != "Te laat (12 van 40)" || w.Soort != Ontwikkelpunt || len(w.Toets()) != 0 {
		t.Errorf("%+v", w)
	}
	l.Op = day.AddDays(1)
	if got := rondeCodes(l.Toets(day)); !slices.Equal(got, []string{"op leerpunt.dag_komt_nog"}) {
		t.Errorf("tomorrow: %v", got)
	}
	l.Op, l.Actie = day, " "
	if got := rondeCodes(l.Toets(day)); !slices.Equal(got, []string{"actie leerpunt.actie_ontbreekt"}) {
		t.Errorf("no act: %v", got)
	}
	l.Soort = Behouden
	if got := l.Toets(day); got != nil || l.AlsWijziging().Wat != "Te laat" {
		t.Errorf("what goes well needs no act: %v", rondeCodes(got))
	}
	l.Soort = Vervallen
	if got := rondeCodes(l.Toets(day)); !slices.Equal(got, []string{"soort leerpunt.soort_ontbreekt"}) {
		t.Errorf("%v", got)
	}
}
