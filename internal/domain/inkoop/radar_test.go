package inkoop

import (
	"slices"
	"strings"
	"testing"

	"trede/internal/domain/civil"
	"trede/internal/testkit"
)

// radarFeiten is one provider under contract until the middle of 2026, with everything in
// order for years.
func radarFeiten() RadarFeiten {
	settings := standaard
	return RadarFeiten{
		Contracten: []Contract{{ID: "c1", Nummer: "2020-1", Aanbieder: "a", Getekend: day("2020-06-01"), Oorspronkelijk: through("2020-07-01", "2030-12-31")}},
		Verzekeringen: map[AanbiederID][]Verzekering{"a": {
			{Soort: Aansprakelijkheid, DektDeelnemers: true, Geldig: from("2020-01-01")},
			{Soort: Ongevallen, DektDeelnemers: true, Geldig: from("2020-01-01")},
		}},
		Mensen:       map[AanbiederID][]Mens{"a": {{Naam: "Sanne", VOG: day("2026-01-01")}}},
		Instellingen: settings,
	}
}

// onRadar gives the rows of a day in short.
func onRadar(f RadarFeiten, text string) string {
	var out []string
	for _, r := range Radar(f, day(text)) {
		out = append(out, strings.TrimSpace(string(r.Soort)+" "+r.Dag.String()+" "+r.Wat))
	}
	return strings.Join(out, "; ")
}

func TestRadarOfInsurance(t *testing.T) {
	testkit.Eis(t, "VRZ-01")
	f := radarFeiten()
	if got := onRadar(f, "2026-06-01"); got != "" {
		t.Fatalf("all in order: %s", got)
	}
	f.Verzekeringen["a"][1].Geldig = through("2020-01-01", "2026-08-31")
	row := "verzekering 2026-08-31 ongevallen"
	for at, want := range map[string]string{
		"2026-07-01": "", "2026-07-02": row, "2026-08-31": row, "2026-09-01": row, "2027-01-01": row,
	} {
		if got := onRadar(f, at); got != want {
			t.Errorf("%s: %q, want %q", at, got, want)
		}
	}
	with := func(v Verzekering) RadarFeiten {
		c := f
		c.Verzekeringen = map[AanbiederID][]Verzekering{"a": append(slices.Clone(f.Verzekeringen["a"]), v)}
		return c
	}
	if got := onRadar(with(Verzekering{Soort: Ongevallen, DektDeelnemers: true, Geldig: through("2026-09-01", "2027-08-31")}), "2026-08-31"); got != "" {
		t.Errorf("one that follows without a gap: %s", got)
	}
	if got := onRadar(with(Verzekering{Soort: Ongevallen, DektDeelnemers: true, Geldig: through("2026-09-02", "2027-08-31")}), "2026-08-31"); got != row {
		t.Errorf("a gap of one day: %s", got)
	}
	if got := onRadar(with(Verzekering{Soort: Ongevallen, Geldig: from("2026-09-01")}), "2026-08-31"); got != row {
		t.Errorf("one that does not cover participants: %s", got)
	}
	f.Verzekeringen = nil
	if got := onRadar(f, "2026-06-01"); got != "verzekering  aansprakelijkheid; verzekering  ongevallen" {
		t.Errorf("never insured: %q", got)
	}
	f.Contracten = nil
	if got := onRadar(f, "2026-06-01"); got != "" {
		t.Errorf("without a contract nobody asks: %q", got)
	}
}

func TestRadarOfContracts(t *testing.T) {
	testkit.Eis(t, "INK-10")
	f := radarFeiten()
	f.Contracten[0].Oorspronkelijk = through("2020-07-01", "2026-12-31")
	f.Mensen, f.Verzekeringen["b"] = nil, nil
	row := "contract 2026-12-31 2020-1"
	for at, want := range map[string]string{
		"2026-06-29": "", "2026-06-30": row, "2026-12-31": row, "2027-01-01": row, "2027-06-30": row, "2027-07-01": "",
	} {
		if got := onRadar(f, at); got != want {
			t.Errorf("%s: %q, want %q", at, got, want)
		}
	}
	f.Contracten = append(f.Contracten, Contract{ID: "c2", Nummer: "2027-1", Aanbieder: "a", Getekend: day("2026-12-01"), Oorspronkelijk: from("2027-01-01")})
	if got := onRadar(f, "2027-01-01"); got != "" {
		t.Errorf("one that follows: %s", got)
	}
	f.Contracten[1].Getekend = civil.Date{}
	if got := onRadar(f, "2027-01-01"); got != row {
		t.Errorf("one that follows and nobody signed: %s", got)
	}
}

func TestRadarOfPeople(t *testing.T) {
	f := radarFeiten()
	row := "vog 2029-01-01 Sanne"
	for at, want := range map[string]string{"2028-11-01": "", "2028-11-02": row, "2029-01-02": row} {
		if got := onRadar(f, at); got != want {
			t.Errorf("%s: %q, want %q", at, got, want)
		}
	}
	f.Mensen["a"][0].VOG = civil.Date{}
	if got := onRadar(f, "2026-06-01"); got != "vog  Sanne" {
		t.Errorf("without a VOG: %q", got)
	}
	f.Instellingen.VOGHerhalenJaren = 0
	if got := onRadar(f, "2035-01-01"); strings.Contains(got, "vog") {
		t.Errorf("a region that does not ask again: %q", got)
	}
}

func TestRadarOfExceptions(t *testing.T) {
	testkit.Eis(t, "LOC-02")
	f := radarFeiten()
	place := RadarWerkplek{Werkplek: Werkplek{ID: "w", Aanbieder: "a", Naam: "Kaasmakerij", Geldig: from("2020-07-01")}}
	exception := func(p civil.Period) {
		place.Uitzondering = &UniekAanbod{Werkplek: "w", Geldig: p, HerzienVoor: p.From.AddMonths(12)}
		f.Werkplekken = []RadarWerkplek{place}
	}
	exception(through("2026-01-01", "2027-12-31"))
	for at, want := range map[string]string{
		"2026-10-31": "", "2026-11-01": "herziening 2026-12-31 Kaasmakerij", "2027-05-01": "herziening 2026-12-31 Kaasmakerij",
	} {
		if got := onRadar(f, at); got != want {
			t.Errorf("yearly: %s: %q, want %q", at, got, want)
		}
	}
	exception(through("2026-01-01", "2026-06-30"))
	for at, want := range map[string]string{
		"2026-04-30": "", "2026-05-01": "uitzondering 2026-06-30 Kaasmakerij", "2026-07-01": "uitzondering 2026-06-30 Kaasmakerij",
	} {
		if got := onRadar(f, at); got != want {
			t.Errorf("its end: %s: %q, want %q", at, got, want)
		}
	}
	f.Werkplekken[0].Geldig = through("2020-07-01", "2026-06-30")
	if got := onRadar(f, "2026-07-01"); got != "" {
		t.Errorf("a place that is gone: %q", got)
	}
}

func TestRadarOfPilotsAndAgreements(t *testing.T) {
	testkit.Eis(t, "B-REG-04", "INK-05")
	f := radarFeiten()
	pilot := GemeenteKeuze{Gemeente: dorp, Product: ProductRef{"v2", "ONT3"}, Vorm: Pilot, Geldig: through("2026-01-01", "2027-06-30"), Evaluatie: day("2026-12-01")}
	second := pilot
	second.Product.Product = "STA3"
	f.Keuzes = []GemeenteKeuze{second, pilot}
	for at, want := range map[string]string{
		"2026-10-01": "", "2026-10-02": "pilot 2026-12-01 ONT3, STA3", "2027-06-30": "pilot 2026-12-01 ONT3, STA3", "2027-07-01": "",
	} {
		if got := onRadar(f, at); got != want {
			t.Errorf("%s: %q, want %q", at, got, want)
		}
	}
	for i := range f.Keuzes {
		f.Keuzes[i].Geldig = from("2026-01-01")
	}
	if onRadar(f, "2027-12-01") == "" || onRadar(f, "2027-12-02") != "" {
		t.Error("an evaluation stays for twelve months after its day")
	}
	f.Keuzes = nil
	point := RadarPunt{ID: "p", Aanbieder: "a", Nalevingspunt: Nalevingspunt{Contract: "c1", Afspraak: "Scholing", Termijn: day("2026-09-30")}}
	f.Punten = []RadarPunt{point}
	for at, want := range map[string]string{"2026-07-31": "", "2026-08-01": VanAanbieder, "2026-09-30": VanAanbieder, "2026-10-01": Contractmanager} {
		got := ""
		for _, r := range Radar(f, day(at)) {
			got = r.Wie
		}
		if got != want {
			t.Errorf("%s: for %q, want %q", at, got, want)
		}
	}
	f.Punten[0].Hertoets = Hertoets{Op: day("2026-10-05"), Opgelost: true}
	if got := onRadar(f, "2026-10-06"); got != "" {
		t.Errorf("mended: %q", got)
	}
}

// What runs out first stands first, and of one day by kind, provider and what it is.
func TestRadarIsInOrder(t *testing.T) {
	testkit.Eis(t, "INK-10", "VRZ-01")
	f := radarFeiten()
	f.Contracten = []Contract{f.Contracten[0], f.Contracten[0], f.Contracten[0]}
	for i, a := range []AanbiederID{"c", "a", "b"} {
		f.Contracten[i].Aanbieder, f.Contracten[i].ID = a, ContractID(a)
	}
	f.Contracten[2].Oorspronkelijk.Until = civil.Date{} // without an end
	late := Verzekering{Soort: Ongevallen, DektDeelnemers: true, Geldig: through("2020-01-01", "2026-06-30")}
	f.Verzekeringen = map[AanbiederID][]Verzekering{"a": {late}, "b": {late}, "c": {late}}
	f.Mensen = map[AanbiederID][]Mens{"a": {{Naam: "Sanne", VOG: day("2000-01-01")}}, "b": nil, "c": nil}
	var got []string
	rows := Radar(f, day("2026-06-15"))
	for _, r := range rows {
		got = append(got, r.Dag.String()+" "+string(r.Soort)+" "+string(r.Aanbieder)+" "+r.Wat)
	}
	if !slices.IsSorted(got) || len(got) < 7 {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	for _, a := range []AanbiederID{"a", "b", "c"} {
		if !slices.ContainsFunc(rows, func(r Radarregel) bool { return r.Soort == RadarVerzekering && r.Aanbieder == a }) {
			t.Errorf("%s is not on it", a)
		}
	}
}

func TestVerzekerdTotEnMet(t *testing.T) {
	policy := func(first, last string) Verzekering {
		p := from(first)
		if last != "" {
			p = through(first, last)
		}
		return Verzekering{Soort: Ongevallen, DektDeelnemers: true, Geldig: p}
	}
	for _, test := range []struct {
		name    string
		list    []Verzekering
		want    string
		covered bool
	}{
		{"none", nil, "", false},
		{"open", []Verzekering{policy("2020-01-01", "")}, "", true},
		{"one", []Verzekering{policy("2020-01-01", "2026-06-15")}, "2026-06-15", true},
		{"until today", []Verzekering{policy("2020-01-01", "2026-06-01")}, "2026-06-01", true},
		{"until yesterday", []Verzekering{policy("2020-01-01", "2026-05-31")}, "", false},
		{"two that overlap", []Verzekering{policy("2026-06-10", "2026-12-31"), policy("2020-01-01", "2026-06-15")}, "2026-12-31", true},
		{"two that touch", []Verzekering{policy("2026-06-16", "2026-12-31"), policy("2020-01-01", "2026-06-15")}, "2026-12-31", true},
		{"a gap", []Verzekering{policy("2026-06-17", "2026-12-31"), policy("2020-01-01", "2026-06-15")}, "2026-06-15", true},
		{"empty", []Verzekering{{Soort: Ongevallen, DektDeelnemers: true, Geldig: civil.Period{From: day("2026-06-01"), Until: day("2026-06-01")}}}, "", false},
	} {
		last, covered := VerzekerdTotEnMet(test.list, Ongevallen, day("2026-06-01"))
		text := ""
		if covered && !last.IsZero() {
			text = last.String()
		}
		if text != test.want || covered != test.covered {
			t.Errorf("%s: %q %v, want %q %v", test.name, text, covered, test.want, test.covered)
		}
	}
}
