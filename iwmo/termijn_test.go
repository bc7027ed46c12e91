package iwmo

import "testing"

func dag(t *testing.T, s string) Datum {
	t.Helper()
	d, err := ParseDatum(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTermijnen(t *testing.T) {
	for name, c := range map[string]struct {
		termijn     Termijn
		vanaf, want string
	}{
		"retour over a weekend":          {TermijnRetour, "2026-11-19", "2026-11-24"},
		"retour from a Saturday":         {TermijnRetour, "2026-11-21", "2026-11-25"},
		"start over Christmas":           {TermijnStart, "2026-12-22", "2026-12-30"},
		"stop over Good Friday, Easter":  {TermijnStop, "2026-04-01", "2026-04-10"},
		"request over King's Day":        {TermijnVerzoek, "2026-04-24", "2026-05-04"},
		"claim over Ascension Day":       {TermijnDeclaratieAntwoord, "2026-05-11", "2026-05-27"},
		"eight weeks":                    {TermijnOnderzoek, "2026-11-02", "2026-12-28"},
		"eight weeks end on a holiday":   {TermijnOnderzoek, "2026-10-31", "2026-12-26"},
		"retour over the turn of a year": {TermijnRetour, "2026-12-30", "2027-01-05"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.termijn.Einde(dag(t, c.vanaf), nil); got != dag(t, c.want) {
				t.Errorf("%s: got %s, want %s", c.vanaf, got, c.want)
			}
		})
	}
	everyDay := func(Datum) bool { return true }
	if got := TermijnRetour.Einde(dag(t, "2026-11-20"), everyDay); got != dag(t, "2026-11-23") {
		t.Errorf("with every day a working day: %s", got)
	}
}

func TestWerkdag(t *testing.T) {
	free := []string{
		"2025-01-01", "2025-04-18", "2025-04-21", "2025-04-26", "2025-05-05", "2025-05-29", "2025-06-09", "2025-12-25", "2025-12-26",
		"2026-04-03", "2026-04-06", "2026-04-27", "2026-05-14", "2026-05-25", "2024-03-29", "2024-04-01", "2024-05-09", "2024-05-20",
		"2026-11-21", "2026-11-22",
	}
	for _, s := range free {
		if Werkdag(dag(t, s)) {
			t.Errorf("%s is a working day", s)
		}
	}
	for _, s := range []string{"2025-04-25", "2025-04-28", "2026-04-28", "2026-11-23", "2026-11-27", "2026-12-31", "2026-12-24", "2027-04-26"} {
		if !Werkdag(dag(t, s)) {
			t.Errorf("%s is no working day", s)
		}
	}
}

// The years in which the rule has its exceptions, and some others.
func TestEaster(t *testing.T) {
	for _, want := range []string{"1954-04-18", "1981-04-19", "2049-04-18", "2076-04-19", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25", "2000-04-23", "1818-03-22"} {
		if got := easter(dag(t, want).Jaar); got != dag(t, want) {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// What is the same thing by its key, and what is not.
func TestSleutel(t *testing.T) {
	start := func(change func(p *StartProduct)) Sleutel {
		p := StartProduct{ToewijzingNummer: getal(17), Product: &Product{Categorie: "07", Code: "07A12"}, Begindatum: testDag, StatusAanlevering: StatusEerste}
		change(&p)
		return p.Sleutel()
	}
	same := start(func(*StartProduct) {})
	for name, c := range map[string]struct {
		change func(p *StartProduct)
		equal  bool
	}{
		"status":       {func(p *StartProduct) { p.StatusAanlevering = StatusVerwijderen }, true},
		"first day of": {func(p *StartProduct) { p.ToewijzingIngangsdatum = testDag }, true},
		"number":       {func(p *StartProduct) { p.ToewijzingNummer = getal(18) }, false},
		"no number":    {func(p *StartProduct) { p.ToewijzingNummer = nil }, false},
		"number 0":     {func(p *StartProduct) { p.ToewijzingNummer = getal(0) }, false},
		"code":         {func(p *StartProduct) { p.Product.Code = "07A01" }, false},
		"no code":      {func(p *StartProduct) { p.Product.Code = "" }, false},
		"no product":   {func(p *StartProduct) { p.Product = nil }, false},
		"day":          {func(p *StartProduct) { p.Begindatum = testDag.Plus(1) }, false},
	} {
		if got := start(c.change); (got == same) != c.equal {
			t.Errorf("%s: the key is the same: %v", name, got == same)
		}
	}
	stop := StopProduct{ToewijzingNummer: getal(17), Product: &Product{Categorie: "07", Code: "07A12"}, Begindatum: testDag, Einddatum: testDag.Plus(9), RedenBeeindiging: "19"}
	other := stop
	other.RedenBeeindiging = "20"
	if stop.StartSleutel() != same || stop.Sleutel() == other.Sleutel() || other.StartSleutel() != same {
		t.Error("a stop belongs to its start, and differs by its reason")
	}
	p := Prestatie{ProductReferentie: ProductReferentie{ReferentieNummer: "AB", VorigReferentieNummer: "C"}}
	q := Prestatie{ProductReferentie: ProductReferentie{ReferentieNummer: "A", VorigReferentieNummer: "BC"}}
	if p.Sleutel() == q.Sleutel() {
		t.Error("AB, C and A, BC are the same")
	}
}
