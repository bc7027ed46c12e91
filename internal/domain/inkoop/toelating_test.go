package inkoop

import (
	"slices"
	"testing"
	"time"

	"trede/internal/domain/civil"
	"trede/internal/testkit"
)

// withRound adds two percelen and the windows of 2019 to the data: new ones are kept out
// from the first of June and others keep what they had; one perceel closes earlier.
func withRound(d *Dataset) {
	d.Percelen = []Perceel{
		{Code: "ONT", Naam: "Ontwikkelen", Producten: []ProductCode{"ONT3", "ORI", "ONT2"}, Plan: true},
		{Code: "STA", Naam: "Stabiel", Producten: []ProductCode{"STA3"}},
	}
	d.Vensters = []Venster{
		{Doelgroep: NieuweAanbieder, Stand: VensterDicht, Geldig: through("2019-06-01", "2019-09-30"), Uitleg: "Gesloten.", VolgendeRonde: day("2019-10-01")},
		{Doelgroep: BestaandeAanbieder, Stand: VensterBevroren, Geldig: through("2019-06-01", "2019-09-30"), Uitleg: "Bevroren."},
		{Doelgroep: NieuweAanbieder, Perceel: "STA", Stand: VensterDicht, Geldig: through("2019-05-01", "2019-05-31"), Uitleg: "Eerder."},
		{Doelgroep: NieuweAanbieder, Perceel: "STA", Stand: VensterOpen, Geldig: through("2019-06-01", "2019-06-30")},
	}
	d.Eisensets = []Eisenset{{Code: "E", Eisen: []Eis{
		{Code: "A", Niveau: EisAlgemeen, Kort: "Niet failliet", Bewijs: BewijsVerklaring, Bron: "wet"},
		{Code: "B", Niveau: EisPerceel, Perceel: "ONT", Kort: "Werkwijze", Bewijs: BewijsUitleg, Bron: "wet"},
		{Code: "C", Niveau: EisProduct, Product: "ONT3", Kort: "Bewijs", Bewijs: BewijsStuk, Bron: "wet"},
		{Code: "D", Niveau: EisAlgemeen, Kort: "Polissen", Bewijs: BewijsVerzeker, Bron: "wet"},
	}}}
}

// standing is a round that takes inschrijvingen on all days.
var standing = Ronde{
	ID: "r", Catalogus: "v2", Eisenset: "E", Percelen: []PerceelCode{"ONT", "STA"},
	Inschrijven: civil.Period{From: day("2019-01-01")}, Contract: through("2020-07-01", "2024-06-30"),
}

// at gives the day in the Netherlands at a moment on the clock there.
func at(t *testing.T, text string) civil.Date {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	moment, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return civil.Of(moment.UTC())
}

// The windows of 2019 to the minute, for who is new and for who was there before.
func TestToelating(t *testing.T) {
	testkit.Eis(t, "INK-15", "INK-16")
	r := testRegister(t, withRound)
	had := []EarlierKeuze{{Perceel: "ONT", Product: "ONT3", Op: day("2019-05-31")}, {Perceel: "STA", Product: "STA3", Op: day("2019-06-01")}}
	for _, c := range []struct {
		name, moment string
		group        Doelgroep
		before       []EarlierKeuze
		perceel      PerceelCode
		product      ProductCode
		want         ToelatingReden
	}{
		{"new on the last minute", "2019-05-31 23:59", NieuweAanbieder, nil, "ONT", "ONT3", ""},
		{"new on the first minute", "2019-06-01 00:00", NieuweAanbieder, nil, "ONT", "ONT3", VensterGesloten},
		{"new on the last day", "2019-09-30 23:59", NieuweAanbieder, nil, "ONT", "ONT3", VensterGesloten},
		{"new in the next round", "2019-10-01 00:00", NieuweAanbieder, nil, "ONT", "ONT3", ""},
		{"a perceel that closes earlier", "2019-05-31 23:59", NieuweAanbieder, nil, "STA", "STA3", VensterGesloten},
		{"a perceel that is open although others are not", "2019-06-01 00:00", NieuweAanbieder, nil, "STA", "STA3", ""},
		{"and then no longer", "2019-07-01 00:00", NieuweAanbieder, nil, "STA", "STA3", VensterGesloten},
		{"known, adds on the last minute", "2019-05-31 23:59", BestaandeAanbieder, had, "ONT", "ORI", ""},
		{"known, keeps what it had", "2019-06-01 00:00", BestaandeAanbieder, had, "ONT", "ONT3", ""},
		{"known, adds a product", "2019-06-01 00:00", BestaandeAanbieder, had, "ONT", "ORI", BuitenOudeKeuzes},
		{"known, what it had from the day itself", "2019-06-01 00:00", BestaandeAanbieder, had, "STA", "STA3", BuitenOudeKeuzes},
		{"known, by a contract that knows no perceel", "2019-06-01 00:00", BestaandeAanbieder, []EarlierKeuze{{Product: "STA3", Op: day("2018-01-01")}}, "STA", "STA3", ""},
		{"known, adds after it", "2019-10-01 00:00", BestaandeAanbieder, had, "ONT", "ORI", ""},
		{"a product of an older catalogue", "2019-05-31 23:59", BestaandeAanbieder, had, "ONT", "ONT2", BuitenCatalogus},
		{"a product of another perceel", "2019-05-31 23:59", BestaandeAanbieder, had, "ONT", "STA3", BuitenPerceel},
		{"a perceel that the round has not", "2019-05-31 23:59", BestaandeAanbieder, had, "X", "ONT3", BuitenRonde},
	} {
		admission := r.Toelating(ToelatingVraag{Ronde: standing, Groep: c.group, Dag: at(t, c.moment), Eerder: c.before})
		got := admission.Product(c.perceel, c.product)
		if got.Reden != c.want || got.Mag() != (c.want == "") {
			t.Errorf("%s: %q, want %q", c.name, got.Reden, c.want)
		}
	}
}

// The sentence names why, and the next day where that is known.
func TestToelatingSaysWhy(t *testing.T) {
	testkit.Eis(t, "INK-15")
	r := testRegister(t, withRound)
	ask := func(round Ronde, group Doelgroep, on string) (string, []any) {
		a := r.Toelating(ToelatingVraag{Ronde: round, Groep: group, Dag: day(on)})
		p, refused := a.Geweigerd()
		if !refused {
			return "", nil
		}
		f := p.Finding(a, VeldKeuzes)[0]
		return f.Code, f.Args
	}
	bounded := standing
	bounded.Inschrijven = through("2019-10-01", "2020-01-31")
	for _, c := range []struct {
		round  Ronde
		group  Doelgroep
		on     string
		code   string
		inArgs any
	}{
		{bounded, NieuweAanbieder, "2019-09-30", "toelating.ronde_nog_niet", day("2019-10-01")},
		{bounded, NieuweAanbieder, "2019-10-01", "", nil},
		{bounded, NieuweAanbieder, "2020-01-31", "", nil},
		{bounded, NieuweAanbieder, "2020-02-01", "toelating.ronde_voorbij", day("2020-01-31")},
		{standing, NieuweAanbieder, "2019-07-01", "toelating.venster_dicht_volgende", day("2019-10-01")},
		{standing, BestaandeAanbieder, "2019-07-01", "toelating.venster_bevroren", "Bevroren."},
		{standing, NieuweAanbieder, "2030-07-01", "", nil},
	} {
		code, args := ask(c.round, c.group, c.on)
		if code != c.code || c.inArgs != nil && !slices.Contains(args, c.inArgs) {
			t.Errorf("%s on %s: %q %v, want %q with %v", c.group, c.on, code, args, c.code, c.inArgs)
		}
	}
}

// Who is new can make itself known as long as one perceel is open; all year without
// windows.
func TestAanmelden(t *testing.T) {
	testkit.Eis(t, "INK-15")
	r := testRegister(t, withRound)
	for on, want := range map[string]bool{
		"2019-05-31": true, "2019-06-01": true, "2019-06-30": true, // the perceel with a window of its own is open in June
		"2019-07-01": false, "2019-09-30": false, "2019-10-01": true,
	} {
		closed, may := r.Aanmelden(day(on))
		if may != want || !may && closed.VolgendeRonde != day("2019-10-01") {
			t.Errorf("on %s: %v %+v", on, may, closed)
		}
	}
	bare := testRegister(t)
	if _, may := bare.Aanmelden(day("2019-07-01")); !may {
		t.Error("without windows it is closed")
	}
	general := testRegister(t, withRound, func(d *Dataset) { d.Percelen = nil })
	if _, may := general.Aanmelden(day("2019-06-01")); may {
		t.Error("without percelen the general window does not count")
	}
}

// What somebody had: signed contracts with what follows up their products, and what was
// handed in, on the day in the Netherlands.
func TestEerdereKeuzes(t *testing.T) {
	testkit.Eis(t, "INK-16")
	r := testRegister(t, withRound)
	line := func(p ProductCode) []Contractregel {
		return []Contractregel{{Product: ProductRef{"v1", p}, Gemeenten: []GemeenteCode{stad}}}
	}
	unsigned := Contract{Regels: line("STA3")}
	signed := Contract{
		Getekend: day("2016-05-01"), Regels: line("ONT3"),
		Addenda: []Addendum{
			{Nummer: 1, Soort: Uitbreiding, Getekend: day("2018-02-01"), Regels: line("STA3")},
			{Nummer: 2, Soort: Uitbreiding, Regels: line("ORI")},
		},
	}
	handed := Inschrijving{
		Ingediend: time.Date(2019, 5, 31, 22, 0, 0, 0, time.UTC), // the first of June in Amsterdam
		Inhoud:    InschrijvingInhoud{Keuzes: []Inschrijvingskeuze{{Perceel: "ONT", Product: "ORI"}}},
	}
	got := r.EerdereKeuzes([]Contract{unsigned, signed}, []Inschrijving{handed})
	want := []EarlierKeuze{
		{Product: "ONT3", Op: day("2016-05-01")},
		{Product: "ONT3", Op: day("2016-05-01")}, // and in v2
		{Product: "STA3", Op: day("2018-02-01")},
		{Product: "STA3", Op: day("2018-02-01")},
		{Perceel: "ONT", Product: "ORI", Op: day("2019-06-01")},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if Groep(got) != BestaandeAanbieder || Groep(r.EerdereKeuzes([]Contract{unsigned}, nil)) != NieuweAanbieder {
		t.Error("who is new")
	}
}

// Whoever has a contract that ends before the new ones begin must enrol again, unless another
// one runs on.
func TestWhoMustEnrolAgain(t *testing.T) {
	testkit.Eis(t, "INK-12")
	r := Ronde{Consultatie: day("2019-05-28"), Contract: civil.Through(day("2020-07-01"), day("2024-06-30"))}
	contract := func(from, last string) Contract {
		return Contract{Getekend: day(from), Oorspronkelijk: civil.Through(day(from), day(last))}
	}
	ends, runsOn, gone := contract("2019-01-01", "2020-06-30"), contract("2019-01-01", "2022-12-31"), contract("2017-01-01", "2018-12-31")
	for name, c := range map[string]struct {
		list []Contract
		want bool
	}{
		"it ends":           {[]Contract{ends}, true},
		"another runs on":   {[]Contract{ends, runsOn}, false},
		"ended long before": {[]Contract{gone}, false},
		"none":              {nil, false},
	} {
		if got := r.MoetOpnieuw(c.list); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
