package simulatie

import (
	"strings"
	"testing"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
	"trede/internal/region"
	"trede/internal/store"
)

func day(text string) civil.Date {
	d, err := civil.Parse(text)
	if err != nil {
		panic(err)
	}
	return d
}

// TestCheckLength shows that the length of an arrangement is judged on the day.
func TestCheckLength(t *testing.T) {
	product := func(code inkoop.ProductCode) inkoop.Product {
		p, ok := region.ExampleRegister().Product(inkoop.ProductRef{Catalogus: "v2", Product: code})
		if !ok {
			t.Fatal(code)
		}
		return p
	}
	for name, c := range map[string]struct {
		code        inkoop.ProductCode
		start, last string
		aow         string
		early       bool
		want        string
	}{
		"six months":                {"ONT4", "2026-01-15", "2026-07-14", "", false, ""},
		"six months clamped":        {"ONT4", "2026-08-31", "2027-02-28", "", false, ""},
		"a day longer":              {"ONT4", "2026-01-15", "2026-07-15", "", false, ontwikkelZes},
		"a day shorter":             {"ONT4", "2026-01-15", "2026-07-13", "", false, ontwikkelZes},
		"ended early":               {"ONT4", "2026-01-15", "2026-03-13", "", true, ""},
		"early and yet longer":      {"ONT4", "2026-01-15", "2026-08-13", "", true, ontwikkelZes},
		"cut at the AOW date":       {"ONT4", "2026-01-15", "2026-04-01", "2026-04-02", false, ""},
		"cut a day too early":       {"ONT4", "2026-01-15", "2026-03-31", "2026-04-02", false, ontwikkelZes},
		"two years":                 {"STA3", "2020-07-01", "2022-06-30", "", false, ""},
		"two years and a day":       {"STA3", "2020-07-01", "2022-07-01", "", false, stabielTwee},
		"two years and a month":     {"STA3", "2020-07-01", "2022-07-30", "", false, stabielTwee},
		"two years from a leap day": {"STA3", "2024-02-29", "2026-02-28", "", false, ""},
		"past that":                 {"STA3", "2024-02-29", "2026-03-01", "", false, stabielTwee},
		"no end":                    {"STA3", "2020-07-01", "", "", false, stabielTwee},
	} {
		a := &store.Toewijzing{Huidig: toegang.ToewijzingVersie{Start: day(c.start)}}
		if c.last != "" {
			a.Huidig.LaatsteDag = day(c.last)
		}
		if c.early {
			a.Verloop.Einde = &uitvoering.Beeindiging{}
		}
		var aow civil.Date
		if c.aow != "" {
			aow = day(c.aow)
		}
		if got, _ := checkLength(a, product(c.code), aow)(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestCheckTreden(t *testing.T) {
	meting := func(on string, v ladder.Versie, trede ladder.Trede) store.Meting {
		return store.Meting{Meting: ladder.Meting{Datum: day(on), Versie: v, Vastgesteld: trede}}
	}
	r := &Run{register: region.ExampleRegister()}
	for name, c := range map[string]struct {
		list  []store.Meting
		shown ladder.Trede
		want  string
	}{
		"none":             {nil, 0, ""},
		"in order":         {[]store.Meting{meting("2020-06-30", ladder.V1, 2), meting("2020-07-01", ladder.V2, 3)}, 3, ""},
		"out of order":     {[]store.Meting{meting("2022-02-01", ladder.V2, 2), meting("2022-01-01", ladder.V2, 3)}, 3, "comes after"},
		"another ladder":   {[]store.Meting{meting("2022-01-01", ladder.V1, 2)}, 2, "with ladder"},
		"no trede":         {[]store.Meting{meting("2022-01-01", ladder.V2, 0)}, 0, "has no trede"},
		"another is shown": {[]store.Meting{meting("2022-01-01", ladder.V2, 2)}, 3, "lists show"},
	} {
		got := r.checkTreden(c.list, c.shown)
		if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestCheckBeginAndOthers(t *testing.T) {
	metingen := []store.Meting{
		{Meting: ladder.Meting{Datum: day("2024-01-01"), Vastgesteld: 2}},
		{Meting: ladder.Meting{Datum: day("2024-06-01"), Vastgesteld: 3}},
	}
	a := &store.Toewijzing{Toegewezen: day("2024-05-31"), Begintrede: 2}
	if what, _ := checkBegin(a, metingen)(); what != "" {
		t.Error(what)
	}
	a.Toegewezen = day("2024-06-01")
	if what, _ := checkBegin(a, metingen)(); what != tredeUnbroken {
		t.Errorf("a jump without a measurement gives %q", what)
	}
	run := func(from, last string) store.Toewijzing {
		return store.Toewijzing{ID: from, Toegewezen: day(from), Huidig: toegang.ToewijzingVersie{
			Start: day(from), LaatsteDag: day(last), Product: inkoop.ProductRef{Catalogus: "v2", Product: "STA3"},
		}}
	}
	first, next, both := run("2024-01-01", "2024-12-31"), run("2025-01-01", "2025-12-31"), run("2024-12-31", "2025-06-30")
	if what, _ := checkOthers(&next, []store.Toewijzing{first})(); what != "" {
		t.Error(what)
	}
	if what, _ := checkOthers(&both, []store.Toewijzing{first})(); what != noOverlap {
		t.Errorf("two at once give %q", what)
	}
}

// TestCheckContract: a start outside the contract, or under another one, is found.
func TestCheckContract(t *testing.T) {
	plan := Aanbieders(testConfig(300, 1), region.ExampleRegister())[0]
	r := &Run{aanbieders: []*leverancier{{Aanbieder: &plan, id: "a", contracten: []string{"c1", "c2", "c3"}}}}
	rule := plan.Contracten[1].Regels[len(plan.Contracten[1].Regels)-1]
	a := store.Toewijzing{Gemeente: rule.Gemeenten[0], Toegewezen: day("2023-01-01")}
	a.Huidig = toegang.ToewijzingVersie{Product: rule.Product, Aanbieder: "a", Contract: "c2", Start: day("2023-02-01")}
	if what, found := r.checkContract(&a)(); what != "" {
		t.Error(found)
	}
	for name, change := range map[string]func(*store.Toewijzing){
		"before the contract": func(a *store.Toewijzing) { a.Huidig.Start = day("2020-06-30") },
		"the wrong contract":  func(a *store.Toewijzing) { a.Huidig.Contract = "c3" },
		"no contract":         func(a *store.Toewijzing) { a.Huidig.Contract = "" },
		"another gemeente":    func(a *store.Toewijzing) { a.Gemeente = "0275" },
		"another provider":    func(a *store.Toewijzing) { a.Huidig.Aanbieder = "b" },
	} {
		b := a
		change(&b)
		if what, _ := r.checkContract(&b)(); what != startInside {
			t.Errorf("%s: %q", name, what)
		}
	}
}

// TestSimulatieBreaches: a deadline without a task, and one whose task nobody sees,
// stop the run and name the resident.
func TestSimulatieBreaches(t *testing.T) {
	r, err := Open(t.Context(), smallConfig(12, 2, 1), Where{DSN: liteDB(t), Keys: testKeys(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	if err := r.Fill(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []toegang.TaakSoort{uitvoering.TaakVoortgangSchrijven, uitvoering.TaakEvaluatieHouden, toegang.TaakBesluitNemen} {
		m := r.mensen[0]
		m.open = []termijnOpen{{soort: kind, zaak: "nowhere", dag: r.today.AddDays(-30)}}
		err := r.group(t.Context(), func() error { return r.checkWeek(t.Context()) })
		if b, ok := err.(*Breach); !ok || b.Wat != mustBeVisible || b.Dossier != m.id { //nolint:errorlint // the very error is meant
			t.Errorf("%s that nobody can see gives %v", kind, err)
		}
		m.open = nil
	}
	if err := r.group(t.Context(), func() error { return r.checkEnd(t.Context()) }); err != nil {
		t.Errorf("without it nothing is wrong: %v", err)
	}
}
