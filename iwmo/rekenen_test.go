package iwmo

import (
	"testing"
)

func periode(van, tot string) GeslotenPeriode {
	a, err1 := ParseDatum(van)
	b, err2 := ParseDatum(tot)
	if err1 != nil || err2 != nil {
		panic(van + " " + tot)
	}
	return GeslotenPeriode{Begindatum: a, Einddatum: b}
}

func TestWeeksSundaysMonths(t *testing.T) {
	for _, c := range []struct {
		p                      GeslotenPeriode
		weeks, sundays, months int64
	}{
		{periode("2026-11-22", "2026-11-22"), 1, 1, 1}, // a Sunday
		{periode("2026-11-16", "2026-11-22"), 1, 1, 1},
		{periode("2026-11-15", "2026-11-22"), 2, 2, 1},
		{periode("2026-11-23", "2026-11-28"), 1, 0, 1},
		{periode("2026-11-22", "2026-11-23"), 2, 1, 1},
		{periode("2025-12-31", "2026-01-01"), 1, 0, 2},
		{periode("2026-11-22", "2026-11-21"), 0, 0, 0},
		{periode("2020-01-01", "2029-12-31"), 523, 522, 120},
	} {
		if a, b, m := Weken(c.p), Zondagen(c.p), Maanden(c.p); a != c.weeks || b != c.sundays || m != c.months {
			t.Errorf("%v: %d weeks, %d Sundays, %d months", c.p, a, b, m)
		}
	}
}

// The month as far as the allocation covers it.
func TestProductPeriodeIn(t *testing.T) {
	all := periode("2022-04-08", "2022-06-17")
	for month, want := range map[string]GeslotenPeriode{
		"2022-04-30": periode("2022-04-08", "2022-04-30"),
		"2022-05-01": periode("2022-05-01", "2022-05-31"),
		"2022-06-09": periode("2022-06-01", "2022-06-17"),
	} {
		if got, ok := ProductPeriodeIn(periode(month, month).Begindatum, all.Begindatum, all.Einddatum); !ok || got != want {
			t.Errorf("%s: %v", month, got)
		}
	}
	for _, month := range []string{"2022-03-31", "2022-07-01"} {
		if got, ok := ProductPeriodeIn(periode(month, month).Begindatum, all.Begindatum, all.Einddatum); ok {
			t.Errorf("%s: %v", month, got)
		}
	}
	if got, ok := ProductPeriodeIn(Datum{2030, 2, 3}, all.Begindatum, Datum{}); !ok || got != periode("2030-02-01", "2030-02-28") {
		t.Errorf("open end: %v", got)
	}
}

func toewijzing(p GeslotenPeriode, c ProductCategorie, o Omvang) *ToegewezenProduct {
	return &ToegewezenProduct{Product: &Product{Categorie: c}, Ingangsdatum: p.Begindatum, Einddatum: p.Einddatum, Omvang: &o}
}

func TestPlafond(t *testing.T) {
	autumn := periode("2025-10-07", "2025-12-30") // Tuesday to Tuesday
	for name, c := range map[string]struct {
		all    GeslotenPeriode
		c      ProductCategorie
		omvang Omvang
		months []int64
		total  int64
	}{
		"hours a week":   {autumn, CategorieDagbesteding, Omvang{Volume: 3, Eenheid: EenheidUur, Frequentie: FrequentieWeek}, []int64{12, 15, 15}, 39},
		"results a week": {autumn, CategorieDagbesteding, Omvang{Volume: 3, Eenheid: EenheidStuksOutput, Frequentie: FrequentieWeek}, []int64{9, 15, 15}, 39},
		"results a week to a Sunday": {
			periode("2025-10-07", "2025-12-28"), CategorieDagbesteding,
			Omvang{Volume: 3, Eenheid: EenheidStuksOutput, Frequentie: FrequentieWeek},
			[]int64{9, 15, 12},
			36,
		},
		"household":     {autumn, CategorieHuishoudelijkeHulp, Omvang{Volume: 3, Eenheid: EenheidUur, Frequentie: FrequentieWeek}, []int64{18, 18, 18}, 39},
		"hours a month": {autumn, CategorieDagbesteding, Omvang{Volume: 15, Eenheid: EenheidUur, Frequentie: FrequentieMaand}, []int64{15, 15, 15}, 45},
		"hours a day":   {autumn, CategorieDagbesteding, Omvang{Volume: 2, Eenheid: EenheidUur, Frequentie: FrequentieDag}, []int64{50, 60, 60}, 170},
		"a price":       {autumn, CategorieDagbesteding, Omvang{Volume: 360_000, Eenheid: EenheidEuro, Frequentie: FrequentieTotaal}, []int64{360_000, 360_000, 360_000}, 360_000},
	} {
		t.Run(name, func(t *testing.T) {
			p := toewijzing(c.all, c.c, c.omvang)
			for i, want := range c.months {
				month, ok := ProductPeriodeIn(Datum{2025, int8(10 + i), 1}, p.Ingangsdatum, p.Einddatum)
				if got := p.Plafond(month); !ok || got != want {
					t.Errorf("%v: %d, want %d", month, got, want)
				}
			}
			if got, ok := p.PlafondTotaal(); !ok || got != c.total {
				t.Errorf("in all %d, want %d", got, c.total)
			}
		})
	}
	// Three hours a week from the middle of a week: that week counts as a whole.
	p := toewijzing(periode("2025-11-12", "2025-12-13"), CategorieDagbesteding, Omvang{Volume: 3, Eenheid: EenheidUur, Frequentie: FrequentieWeek})
	if got := p.Plafond(periode("2025-11-12", "2025-11-30")); got != 9 {
		t.Errorf("a part of November: %d", got)
	}
	if got := (&ToegewezenProduct{}).Plafond(autumn); got != 0 {
		t.Errorf("without a volume: %d", got)
	}
	for _, open := range []*ToegewezenProduct{{}, {Omvang: &Omvang{Volume: 3, Eenheid: EenheidUur, Frequentie: FrequentieMaand}}} {
		if got, ok := open.PlafondTotaal(); ok {
			t.Errorf("without an end: %d", got)
		}
	}
}

func TestMinutesAndHours(t *testing.T) {
	for _, c := range []struct{ tariff, minutes, want int64 }{{4365, 1, 73}, {4362, 1, 73}, {4369, 1, 73}, {4370, 1, 73}, {4371, 1, 73}, {2450, 95, 3879}, {2450, 60, 2450}, {2450, 0, 0}, {8730, 1, 146}, {8729, 1, 145}} {
		if got := BedragMinuten(c.tariff, c.minutes); got != c.want {
			t.Errorf("%d minutes at %d: %d, want %d", c.minutes, c.tariff, got, c.want)
		}
	}
	if got := TariefMinuut(8730); got != 146 {
		t.Errorf("145.5 cents a minute is shown as %d", got)
	}
	for minutes, want := range map[int64]int64{0: 0, 1: 1, 29: 1, 30: 1, 89: 1, 90: 2, 380: 6, 389: 6, 390: 7} {
		if got := UrenVan(minutes); got != want {
			t.Errorf("%d minutes are %d hours, want %d", minutes, got, want)
		}
	}
}

// The latest decision counts, in whatever order messages come.
func TestActueel(t *testing.T) {
	list := []ToegewezenProduct{
		{ToewijzingNummer: 2, Toewijzingsdatum: Datum{2026, 1, 2}, Toewijzingstijd: "10:00:00", Commentaar: "second"},
		{ToewijzingNummer: 1, Toewijzingsdatum: Datum{2026, 1, 3}, Toewijzingstijd: "09:00:00", Commentaar: "late"},
		{ToewijzingNummer: 1, Toewijzingsdatum: Datum{2026, 1, 3}, Toewijzingstijd: "08:59:59", Commentaar: "early"},
		{ToewijzingNummer: 1, Toewijzingsdatum: Datum{2026, 1, 2}, Toewijzingstijd: "23:00:00", Commentaar: "day before"},
	}
	got := Actueel(list)
	if len(got) != 2 || got[0].Commentaar != "late" || got[1].Commentaar != "second" || list[0].Commentaar != "second" {
		t.Errorf("got %+v", got)
	}
}
