package inkoop

import (
	"testing"

	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
	"trede/internal/domain/money"
)

func day(text string) civil.Date { return civil.MustParse(text) }

func from(text string) civil.Period { return civil.Period{From: day(text)} }

func through(first, last string) civil.Period { return civil.Through(day(first), day(last)) }

// Gemeenten of the made-up region of these tests.
const (
	stad   GemeenteCode = "1001" // buys; orientation is an algemene voorziening
	dorp   GemeenteCode = "1002" // experiment with a plafond
	polder GemeenteCode = "1003" // does not buy
	eiland GemeenteCode = "1004" // goes into dorp on 2018-01-01
	buiten GemeenteCode = "2001" // neighbour outside the region
	leeg   GemeenteCode = "1005" // of the region, never chose
)

func testProducts(with2 bool) []Product {
	ont := func(code ProductCode, target, last ladder.Trede) Product {
		return Product{
			Code: code, Soort: ONT, BegintredeMin: 1, BegintredeMax: last, Doeltrede: target,
			Duur: Duurregel{DuurVast, 6}, Prijsvorm: PrijsTraject, Trajectbegeleiding: true,
		}
	}
	list := []Product{
		{Code: "ORI", Soort: ORI, BegintredeMin: 1, BegintredeMax: 5, Duur: Duurregel{DuurStreef, 3}, Prijsvorm: PrijsGeen},
		ont("ONT3", 3, 2),
		{Code: "STA3", Soort: STA, BegintredeMin: 3, BegintredeMax: 3, Duur: Duurregel{DuurMaximum, 24}, Prijsvorm: PrijsUur},
	}
	if with2 {
		list = append(list, ont("ONT2", 2, 1))
	}
	return list
}

// testData is small on purpose: one gemeente of each kind, two catalogues, and a
// third that is being written.
func testData() Dataset {
	v1, v2 := through("2017-01-01", "2020-06-30"), from("2020-07-01")
	border := func(a, b GemeenteCode, p civil.Period) Aangrenzing { return NewAangrenzing(a, b, p, Herkomst{}) }
	return Dataset{
		Gemeenten: []Gemeente{
			{Code: stad, Naam: "Stad", InRegio: true},
			{Code: dorp, Naam: "Dorp", InRegio: true},
			{Code: polder, Naam: "Polder", InRegio: true},
			{Code: eiland, Naam: "Eiland", InRegio: true, Geldig: through("1900-01-01", "2017-12-31"), Opvolger: dorp},
			{Code: leeg, Naam: "Leeg", InRegio: true},
			{Code: buiten, Naam: "Buiten"},
		},
		Grenzen: []Aangrenzing{
			border(dorp, stad, civil.Period{}), border(buiten, stad, civil.Period{}),
			border(eiland, polder, through("1900-01-01", "2017-12-31")), border(dorp, polder, from("2018-01-01")),
		},
		Wijken:       []Wijk{{Code: "WK100102", Naam: "Zuid"}, {Code: "WK100101", Naam: "Noord"}, {Code: "WK100201", Naam: "Oost", Geldig: from("2018-01-01")}},
		Woonplaatsen: []AanliggendeWoonplaats{{Naam: "Dorpskern", Gemeente: dorp, GrenstAan: stad}},
		Catalogi: []Catalogusversie{
			{Code: "v3", Status: Concept, Geldig: from("2021-01-01"), Volgt: "v2"},
			{Code: "v1", Status: Vastgesteld, Geldig: v1, Producten: testProducts(true), Ladder: ladder.V1},
			{
				Code: "v2", Status: Vastgesteld, Geldig: v2, Volgt: "v1", Producten: testProducts(false), Ladder: ladder.V2,
				Wijzigingen: []Productwijziging{{Oud: "ORI", Nieuw: "ORI"}, {Oud: "ONT2"}, {Oud: "ONT3", Nieuw: "ONT3"}, {Oud: "STA3", Nieuw: "STA3"}},
			},
		},
		Keuzes: []GemeenteKeuze{
			{Gemeente: stad, Product: ProductRef{"v1", "ONT2"}, Vorm: Structureel, Geldig: v1},
			{Gemeente: stad, Product: ProductRef{"v1", "ONT3"}, Vorm: Structureel, Geldig: v1},
			{Gemeente: stad, Product: ProductRef{"v1", "ORI"}, Vorm: AlgemeneVoorziening, Geldig: v1, Alternatief: "Werkcentrum"},
			{Gemeente: stad, Product: ProductRef{"v2", "ONT3"}, Vorm: Structureel, Geldig: v2},
			{Gemeente: stad, Product: ProductRef{"v2", "STA3"}, Vorm: Structureel, Geldig: v2},
			{Gemeente: stad, Product: ProductRef{"v2", "ORI"}, Vorm: AlgemeneVoorziening, Geldig: v2, Alternatief: "Werkcentrum"},
			{Gemeente: dorp, Product: ProductRef{"v2", "ONT3"}, Vorm: Experiment, Geldig: through("2020-07-01", "2021-12-31")},
			{Gemeente: polder, Product: ProductRef{"v2", "ONT3"}, Vorm: Geen, Geldig: v2, Alternatief: "buurthuis"},
		},
		Plafonds:     []Plafond{{Code: "proef", Gemeente: dorp, Plekken: 2, Geldig: from("2020-07-01")}},
		LokaleRegels: []LokaleRegel{{Gemeente: stad, Soort: WerklocatieInWoonplaats, Geldig: from("2017-01-01")}},
		Tarieven: []Tarief{
			{Product: ProductRef{"v2", "ONT3"}, Per: PrijsTraject, Bedrag: money.Euros(2400), Geldig: through("2020-07-01", "2021-12-31")},
			{Product: ProductRef{"v2", "ONT3"}, Per: PrijsTraject, Bedrag: money.Euros(2500), Geldig: from("2022-01-01"), Herkomst: Herkomst{Soort: Fictief}},
		},
	}
}

func testRegister(t *testing.T, changes ...func(*Dataset)) *Register {
	t.Helper()
	data := testData()
	for _, change := range changes {
		change(&data)
	}
	register, err := NewRegister(data)
	if err != nil {
		t.Fatal(err)
	}
	return register
}
