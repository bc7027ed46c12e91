package simulatie

import (
	"slices"
	"testing"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/store"
	"trede/internal/testkit"
)

// lived is a run whose procurement is looked at.
func lived(t *testing.T, cfg Config, fn func(r *Run, tx *store.Tx)) {
	t.Helper()
	r := live(t, cfg, Where{DSN: liteDB(t)})
	err := r.store.Read(t.Context(), func(tx *store.Tx) error {
		fn(r, tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// must gives what was read, or ends the test.
func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// TestSimulatieProcurement: a run of the last year holds the round of 2020 as it was,
// before its first resident, and on its last day there is work of every kind.
func TestSimulatieProcurement(t *testing.T) {
	testkit.Eis(t, "INK-01")
	testkit.Eis(t, "INK-11")
	testkit.Eis(t, "INK-12")
	testkit.Eis(t, "INK-15")
	cfg := smallConfig(15, 4, 1)
	lived(t, cfg, func(r *Run, tx *store.Tx) {
		rounds := must[[]store.Ronde](t)(tx.Rondes())
		if len(rounds) != 3 {
			t.Fatalf("%d rounds", len(rounds))
		}
		checkRonde2020(t, tx, &rounds[2])
		if r.Stats.Geweigerd["toelating.venster_dicht_volgende"] != 1 {
			t.Error("nobody found the door closed in June 2019")
		}
		checkContracts2020(t, r, tx)
		checkNu(t, r, tx, &rounds[0])
	})
}

// checkRonde2020 looks at the papers, questions and decisions of the first round.
func checkRonde2020(t *testing.T, tx *store.Tx, x *store.Ronde) {
	t.Helper()
	open := civil.Through(civil.New(2019, 10, 1), civil.New(2020, 1, 31))
	if x.Consultatie != civil.New(2019, 5, 28) || x.Inschrijven != open || len(x.Wijzigingen) < 5 {
		t.Errorf("the round is %+v", x.Ronde)
	}
	kinds := map[inkoop.StukSoort]civil.Date{}
	for _, s := range must[[]store.RondeStuk](t)(tx.RondeStukken(x.ID)) {
		kinds[s.Soort] = civil.Of(s.Gepubliceerd)
	}
	if kinds[inkoop.StukNota] != civil.New(2019, 6, 11) || kinds[inkoop.StukVerslag].IsZero() || !kinds[inkoop.StukOpzet].Before(x.Consultatie) {
		t.Errorf("the papers: %v", kinds)
	}
	asked := must[[]store.RondeVraag](t)(tx.RondeVragen(x.ID))
	for _, v := range asked {
		if v.Nota == "" || civil.Of(v.Gesteld).Before(x.Consultatie) {
			t.Errorf("question %q: %s, nota %q", v.Tekst, v.Gesteld, v.Nota)
		}
	}
	rejected := 0
	for _, i := range must[[]store.Inschrijving](t)(tx.InschrijvingenVanRonde(x.ID)) {
		if !open.Contains(civil.Of(i.Ingediend)) || i.Besluit.Genomen.Before(open.Until) {
			t.Errorf("handed in %s, decided %s", i.Ingediend, i.Besluit.Genomen)
		}
		judged := must[[]store.Beoordeling](t)(tx.Beoordelingen(i.ID))
		if len(judged) != 2 || !i.Gesprek.Vastgelegd() {
			t.Errorf("judged by %d", len(judged))
		}
		if i.Besluit.Uitslag == inkoop.Afgewezen {
			rejected++
		}
	}
	if rejected != 1 || len(asked) < 4 {
		t.Errorf("%d rejected, %d questions", rejected, len(asked))
	}
}

// checkContracts2020: all of 2019 were extended, and who enrolled again has one without a
// day between.
func checkContracts2020(t *testing.T, r *Run, tx *store.Tx) {
	t.Helper()
	bridge, start := civil.New(2020, 6, 30), civil.New(2020, 7, 1)
	began, ended := map[inkoop.AanbiederID]int{}, map[inkoop.AanbiederID]int{}
	for _, c := range must[[]store.Contract](t)(tx.Contracten()) {
		switch c.Looptijd().From {
		case EersteDag:
			ended[c.Aanbieder]++
			if c.Looptijd().LastDay() != bridge || len(c.Addenda) != 1 || c.Addenda[0].Getekend != dagVerlenging {
				t.Errorf("%s: %+v", c.Nummer, c.Addenda)
			}
		case start:
			began[c.Aanbieder]++
		}
	}
	for _, a := range r.aanbieders {
		if id := inkoop.AanbiederID(a.id); began[id] != 1 || ended[id] != 1 {
			t.Errorf("%s has %d contracts that end and %d that begin", a.Naam, ended[id], began[id])
		}
	}
	for gast, want := range map[int][2]int{gastNieuw: {0, 1}, gastAfgewezen: {0, 0}, gastVergeet: {1, 0}} {
		id := inkoop.AanbiederID(r.gasten[gast].id)
		if got := [2]int{ended[id], began[id]}; got != want {
			t.Errorf("guest %d has %v, want %v", gast, got, want)
		}
	}
}

// checkNu looks at what is unfinished on the last day.
func checkNu(t *testing.T, r *Run, tx *store.Tx, x *store.Ronde) {
	t.Helper()
	list := must[[]store.Inschrijving](t)(tx.InschrijvingenVanRonde(x.ID))
	if len(list) != 3 || !list[0].Telt() || !list[1].Ingediend.IsZero() || !list[2].Ingediend.IsZero() || !x.Inschrijven.Contains(r.cfg.Tot) {
		t.Fatalf("the open round: %+v", list)
	}
	half := 0
	for _, b := range must[[]store.Beoordeling](t)(tx.Beoordelingen(list[0].ID)) {
		if b.Afgerond.IsZero() && len(b.Inhoud.Oordelen) > 0 {
			half++
		}
	}
	points, ending := 0, 0
	for _, c := range must[[]store.Contract](t)(tx.Contracten()) {
		for _, p := range must[[]store.Nalevingspunt](t)(tx.Nalevingspunten(c.ID)) {
			if p.Open() && p.Termijn.After(r.cfg.Tot) {
				points++
			}
		}
		if last := c.Looptijd().LastDay(); c.GeldigOp(r.cfg.Tot) && last.Before(r.cfg.Tot.AddMonths(6)) {
			ending++
		}
	}
	waits := slices.ContainsFunc(must[[]store.Werkplek](t)(tx.Werkplekken()), func(w store.Werkplek) bool {
		n := len(w.Uitzonderingen)
		return n > 0 && w.Uitzonderingen[n-1].Wacht()
	})
	open := must[int](t)(tx.OpenVragen())
	actions := must[[]store.Actie](t)(tx.OpenActies())
	lessons := must[[]store.Leerpunt](t)(tx.Leerpunten())
	authors := must[[]store.CatalogusAuteur](t)(tx.CatalogusAuteurs("v3"))
	policy := slices.ContainsFunc(must[[]store.Verzekering](t)(tx.Verzekeringen()), func(v store.Verzekering) bool {
		return v.Tot.After(r.cfg.Tot) && v.Tot.Before(r.cfg.Tot.AddMonths(1))
	})
	if half != 1 || points != 1 || ending == 0 || !waits || !policy || open != 1 || len(actions) != 2 || len(lessons) != 2 || len(authors) != 1 {
		t.Errorf("half %d, points %d, ending %d, waits %t, policy %t, questions %d, actions %d, lessons %d, authors %d",
			half, points, ending, waits, policy, open, len(actions), len(lessons), len(authors))
	}
}

// TestCheckInkoop: each invariant of procurement is found when it is broken.
func TestCheckInkoop(t *testing.T) {
	cfg := smallConfig(12, 6, 1)
	lived(t, cfg, func(r *Run, tx *store.Tx) {
		if err := r.checkInkoop(tx); err != nil {
			t.Fatal(err)
		}
		silent := store.Contract{Contract: inkoop.Contract{Oorspronkelijk: civil.Period{From: rondes[1].van}}}
		if what, _ := r.checkHerkomst(&silent, nil, false); what != contractUitRonde {
			t.Errorf("a contract that follows from nothing gives %q", what)
		}
		rounds := must[[]store.Ronde](t)(tx.Rondes())
		x := &rounds[len(rounds)-1]
		good := must[[]store.Inschrijving](t)(tx.InschrijvingenVanRonde(x.ID))[0]
		for what, change := range map[string]func(*store.Inschrijving){
			geenBelang: func(i *store.Inschrijving) {
				i.Besluit.GenomenID = r.aanbieders[3].coordinator[0].id
				i.Aanbieder = inkoop.AanbiederID(r.aanbieders[3].id)
			},
			vierOgen:       func(i *store.Inschrijving) { i.Besluit.GenomenID = i.Besluit.VoorbereidID },
			opTijdBesloten: func(i *store.Inschrijving) { i.Besluit.Genomen = x.Contract.From },
		} {
			bad := good
			change(&bad)
			wants(t, what, r.checkInschrijving(tx, x, &bad))
		}
		none := good
		none.Besluit = inkoop.Kwalificatiebesluit{}
		wants(t, opTijdBesloten, r.checkInschrijving(tx, x, &none))
	})
}

func wants(t *testing.T, what string, err error) {
	t.Helper()
	if b, ok := err.(*Breach); !ok || b.Wat != what { //nolint:errorlint // the very error is meant
		t.Errorf("want a breach of %q, got %v", what, err)
	}
}
