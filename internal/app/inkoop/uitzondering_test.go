package inkoop_test

import (
	"slices"
	"testing"
	"time"

	"trede/internal/app"
	appinkoop "trede/internal/app/inkoop"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/toegang"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

var (
	ok      = regiotest.OK
	refused = regiotest.Refused
	notHere = regiotest.NotHere
)

func each(t *testing.T, fn func(t *testing.T, r *regiotest.Regio)) {
	t.Helper()
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		fn(t, r.Load())
		r.Klopt()
	})
}

// far is a place of De in Duiven, which does not border on Arnhem, with a kind of work.
func far(r *regiotest.Regio, werksoort string) store.Werkplek {
	return store.Werkplek{
		Werkplek: inkoop.Werkplek{
			Aanbieder: r.De, Naam: "De Bijenstal", VoorWie: "de buurt", Gemeente: regiotest.Duiven, Woonplaats: "Duiven",
			Dagdelen: []inkoop.Dagdeelplekken{{Dagdeel: inkoop.Dagdeel{Dag: time.Monday, Deel: inkoop.Ochtend}, Plekken: 4}},
			Geldig:   civil.Period{From: civil.New(2026, time.January, 1)},
		},
		Werksoort: werksoort,
	}
}

func place(t *testing.T, r *regiotest.Regio, id string) store.Werkplek {
	t.Helper()
	page, err := r.Inkoop.WerkplekForm(t.Context(), r.Coordinator, string(r.De), id)
	ok(t, err)
	return page.Werkplek
}

// offer gives another provider of a gemeente a place with a kind of work.
func offer(t *testing.T, r *regiotest.Regio, of app.Actor, gemeente inkoop.GemeenteCode, werksoort string) {
	t.Helper()
	w := far(r, werksoort)
	w.Aanbieder, w.Gemeente, w.Naam = inkoop.AanbiederID(regiotest.Organisatie(of)), gemeente, "Ook dit"
	_, err := r.Inkoop.LegWerkplekVast(t.Context(), of, w)
	ok(t, err)
}

// An exception is asked by the provider and decided by the region, while nobody else offers
// the same in the gemeente of registration; it counts until its day of review.
func TestExceptionIsAskedAndDecided(t *testing.T) {
	testkit.Eis(t, "LOC-02")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		today := r.Day("2026-11-22")
		id, err := r.Inkoop.LegWerkplekVast(ctx, r.Coordinator, far(r, "imkerij"))
		ok(t, err)
		ask := appinkoop.UitzonderingVraag{Aanbieder: r.De, WerkplekID: id, Versie: 1, Motivering: "Niemand in Arnhem houdt bijen.", Vervoer: true}
		notHere(t, r.Inkoop.VraagUitzondering(ctx, r.AndereCoordinator, ask))
		notHere(t, r.Inkoop.VraagUitzondering(ctx, r.Contractmanager, ask))
		for code, change := range map[string]func(*appinkoop.UitzonderingVraag){
			"uitzondering.motivering_ontbreekt": func(v *appinkoop.UitzonderingVraag) { v.Motivering = " " },
			"uitzondering.vervoer_ontbreekt":    func(v *appinkoop.UitzonderingVraag) { v.Vervoer = false },
			"uitzondering.niet_nodig":           func(v *appinkoop.UitzonderingVraag) { v.WerkplekID = r.WerkplekID },
		} {
			bad := ask
			change(&bad)
			refused(t, r.Inkoop.VraagUitzondering(ctx, r.Coordinator, bad), code)
		}
		yes := appinkoop.UitzonderingBesluit{Aanbieder: r.De, WerkplekID: id, Versie: 1, Toekennen: true, Reden: "dit is er nergens"}
		refused(t, r.Inkoop.BeslisUitzondering(ctx, r.Contractmanager, yes), "uitzondering.niet_gevraagd")
		ok(t, r.Inkoop.VraagUitzondering(ctx, r.Coordinator, ask))
		ask.Versie = 2
		refused(t, r.Inkoop.VraagUitzondering(ctx, r.Coordinator, ask), "uitzondering.wacht_al")
		yes.Versie = 2
		notHere(t, r.Inkoop.BeslisUitzondering(ctx, r.Coordinator, yes))
		notHere(t, r.Inkoop.BeslisUitzondering(ctx, r.Consulent, yes))
		bare := yes
		bare.Reden = " "
		refused(t, r.Inkoop.BeslisUitzondering(ctx, r.Contractmanager, bare), "uitzondering.reden_ontbreekt")
		bare = yes
		bare.LaatsteDag = today.AddDays(-1)
		refused(t, r.Inkoop.BeslisUitzondering(ctx, r.Contractmanager, bare), "uitzondering.laatste_dag_voorbij")
		regiotest.Stale[store.Werkplek](t, r.Inkoop.BeslisUitzondering(ctx, r.Contractmanager, appinkoop.UitzonderingBesluit{
			Aanbieder: r.De, WerkplekID: id, Versie: 1, Reden: "te laat gezien",
		}))

		// The same work in the gemeente where the place lies does not stand in the way; in
		// the gemeente of registration it does, but not without a contract.
		offer(t, r, r.AndereCoordinator, regiotest.Duiven, "Imkerij ")
		page, err := r.Inkoop.Uitzondering(ctx, r.Contractmanager, string(r.De), id)
		ok(t, err)
		if len(page.Hier) != 0 || len(page.Daar) != 1 || page.Daar[0].Naam != "Groen Werk" || page.Vraagt() == nil || !page.Beslist || page.MagVragen {
			t.Errorf("%+v", page)
		}
		offer(t, r, r.AndereCoordinator, regiotest.Arnhem, "imkerij")
		refused(t, r.Inkoop.BeslisUitzondering(ctx, r.Contractmanager, yes), "uitzondering.aanbod_bestaat")
		no := yes
		no.Toekennen = false
		ok(t, r.Inkoop.BeslisUitzondering(ctx, r.Contractmanager, no))
		got := place(t, r, id).Uitzonderingen
		if len(got) != 1 || got[0].GeldtOp(today) || len(got[0].Vergelijking) != 1 || got[0].Besluit.Door != r.Contractmanager.ID {
			t.Errorf("%+v", got)
		}
	})
	each(t, func(t *testing.T, r *regiotest.Regio) {
		today := r.Day("2026-11-22")
		id := exception(t, r)
		got := place(t, r, id).Uitzonderingen[0]
		if !got.GeldtOp(today) || got.GeldtOp(today.AddDays(-1)) || !got.GeldtOp(civil.New(2027, time.November, 21)) || got.GeldtOp(civil.New(2027, time.November, 22)) {
			t.Errorf("%+v", got)
		}
	})
}

// The figures beside the lessons count an exception as long as it holds.
func TestLessonsCountExceptions(t *testing.T) {
	testkit.Eis(t, "INK-09")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Day("2026-11-22")
		exception(t, r)
		for day, want := range map[string]int{"2026-11-22": 1, "2027-11-21": 1, "2027-11-22": 0} {
			r.Day(day)
			list, err := r.Inkoop.Leerpunten(t.Context(), r.Contractmanager)
			ok(t, err)
			if list.Cijfers.Uitzonderingen != want {
				t.Errorf("on %s %d exceptions count, want %d", day, list.Cijfers.Uitzonderingen, want)
			}
		}
	})
}

// exception puts a far place of De on record with an exception, and gives its id.
func exception(t *testing.T, r *regiotest.Regio) string {
	t.Helper()
	ctx := t.Context()
	id, err := r.Inkoop.LegWerkplekVast(ctx, r.Coordinator, far(r, "imkerij"))
	ok(t, err)
	ok(t, r.Inkoop.VraagUitzondering(ctx, r.Coordinator, appinkoop.UitzonderingVraag{
		Aanbieder: r.De, WerkplekID: id, Versie: 1, Motivering: "Niemand in Arnhem houdt bijen.", Vervoer: true,
	}))
	ok(t, r.Inkoop.BeslisUitzondering(ctx, r.Contractmanager, appinkoop.UitzonderingBesluit{
		Aanbieder: r.De, WerkplekID: id, Versie: 2, Toekennen: true, Reden: "dit is er nergens",
	}))
	return id
}

// A provider cannot write itself an exception with its place, nor take one along to another
// place or another kind of work.
func TestNobodyWritesAnException(t *testing.T) {
	testkit.Eis(t, "LOC-02", "EIS-02")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		today := r.Day("2026-11-22")
		w := far(r, "imkerij")
		w.Uitzonderingen = []inkoop.UniekAanbod{{
			Besluit: inkoop.UitzonderingBesluit{Toegekend: true, Op: today, Door: r.Contractmanager.ID, Reden: "zelf bedacht"}, Geldig: civil.Period{From: today},
		}}
		for _, who := range []app.Actor{r.Coordinator, r.Contractmanager} {
			id, err := r.Inkoop.LegWerkplekVast(ctx, who, w)
			ok(t, err)
			if got := place(t, r, id); len(got.Uitzonderingen) != 0 {
				t.Errorf("%+v", got.Uitzonderingen)
			}
			again := w
			again.ID, again.Versie = inkoop.WerkplekID(id), 1
			ok(t, second(r.Inkoop.LegWerkplekVast(ctx, who, again)))
			if got := place(t, r, id); len(got.Uitzonderingen) != 0 {
				t.Errorf("%+v", got.Uitzonderingen)
			}
		}
		id := exception(t, r)
		have := place(t, r, id)
		for _, change := range []func(*store.Werkplek){
			func(w *store.Werkplek) { w.Gemeente = "0274" },
			func(w *store.Werkplek) { w.Woonplaats = "Groessen" },
			func(w *store.Werkplek) { w.Werksoort = "koken" },
		} {
			moved := have
			change(&moved)
			refused(t, second(r.Inkoop.LegWerkplekVast(ctx, r.Coordinator, moved)), "werkplek.heeft_uitzondering")
		}
		have.Naam, have.Uitzonderingen = "De Korf", nil
		ok(t, second(r.Inkoop.LegWerkplekVast(ctx, r.Coordinator, have)))
		if got := place(t, r, id); got.Naam != "De Korf" || len(got.Uitzonderingen) != 1 || !got.Uitzonderingen[0].GeldtOp(today) {
			t.Errorf("%+v", got)
		}
		for code, change := range map[string]func(*store.Werkplek){
			"werkplek.voor_wie_ontbreekt": func(w *store.Werkplek) { w.VoorWie = " " },
			"werkplek.gemeente_ontbreekt": func(w *store.Werkplek) { w.Gemeente = "9999" },
			"werkplek.plekken_ontbreken":  func(w *store.Werkplek) { w.Dagdelen = nil },
			"werkplek.plekken_kan_niet":   func(w *store.Werkplek) { w.Dagdelen[0].Plekken = 501 },
		} {
			bad := far(r, "")
			change(&bad)
			refused(t, second(r.Inkoop.LegWerkplekVast(ctx, r.Coordinator, bad)), code)
		}
		notHere(t, second(r.Inkoop.LegWerkplekVast(ctx, r.AndereCoordinator, far(r, ""))))
		_, err := r.Inkoop.WerkplekForm(ctx, r.AndereCoordinator, string(r.De), id)
		notHere(t, err)
		_, err = r.Inkoop.Uitzondering(ctx, r.AndereCoordinator, string(r.De), id)
		notHere(t, err)
	})
}

func second[T any](_ T, err error) error { return err }

// asked brings somebody of Arnhem to where a place can be allocated.
func asked(r *regiotest.Regio) string {
	m := r.Melding("Fatma", "Yilmaz")
	r.Onderzocht(m)
	r.Doel(m.InwonerID, "Ik kom elke dag", toegang.DomeinActivering)
	return m.InwonerID
}

// At a place far away one is allocated by the exception alone, while it counts; and where
// travel is an obstacle only with transport that was agreed before the start.
func TestAllocationByException(t *testing.T) {
	testkit.Eis(t, "LOC-01", "LOC-02", "LOC-03")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		today := r.Day("2026-11-22")
		inwoner := asked(r)
		start := today.AddDays(1)
		in := r.ONT3(inwoner, start)
		bare, err := r.Inkoop.LegWerkplekVast(ctx, r.Coordinator, far(r, "boten"))
		ok(t, err)
		in.WerkplekID = bare
		in.Redenen = map[string]string{"INK-GATE-08": "het mag van mij"} // a reason sets nothing aside
		refused(t, second(r.Toegang.WijsToe(ctx, r.Consulent, in)), "inkoop.locatie_uitzondering_nodig")
		in.WerkplekID, in.Redenen = exception(t, r), nil
		refused(t, second(r.Toegang.WijsToe(ctx, r.Consulent, in)), "inkoop.vervoer_niet_gevraagd")
		agreed := inkoop.Vervoer{Obstakel: inkoop.VervoerObstakel, Oplossing: "De aanbieder haalt haar op.", OpKosten: true, Afgesproken: today}
		for code, change := range map[string]func(*inkoop.Vervoer){
			"inkoop.vervoer_zonder_oplossing": func(v *inkoop.Vervoer) { v.Oplossing = "" },
			"inkoop.vervoer_zonder_kosten":    func(v *inkoop.Vervoer) { v.OpKosten = false },
			"inkoop.vervoer_te_laat":          func(v *inkoop.Vervoer) { v.Afgesproken = civil.Date{} },
			"melding.dag_in_toekomst":         func(v *inkoop.Vervoer) { v.Afgesproken = start },
		} {
			in.Vervoer = agreed
			change(&in.Vervoer)
			refused(t, second(r.Toegang.WijsToe(ctx, r.Consulent, in)), code)
		}
		late := in
		late.Vervoer, late.Start = agreed, civil.New(2027, time.November, 22) // the day of its review
		refused(t, second(r.Toegang.WijsToe(ctx, r.Consulent, late)), "inkoop.locatie_uitzondering_nodig")
		in.Vervoer = agreed
		concept, err := r.Toegang.BereidToewijzingVoor(ctx, r.Consulent, in)
		ok(t, err)
		in.ToewijzingID, in.Versie = concept.ID, concept.Versie
		ok(t, second(r.Toegang.WijsToe(ctx, r.Consulent, in)))
		if x := r.Toewijzing(inwoner); x.Keuze.Vervoer != agreed {
			t.Errorf("kept %+v", x.Keuze.Vervoer)
		}
	})
}

// When the insurance of a provider ends, nothing new is allocated from that day, and what
// runs gives a task: visible before the day, gone when a new policy is on record.
func TestInsuranceEndsForWhatRuns(t *testing.T) {
	testkit.Eis(t, "VRZ-01")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		start := r.Day("2026-11-02")
		id, _ := r.Lopend("Marco", "de Vries", start)
		r.NoTask(id, toegang.TaakVerzekeringNagaan)
		policy := func(soort inkoop.Verzekeringssoort) store.Verzekering {
			t.Helper()
			page, err := r.Inkoop.BekijkAanbieder(ctx, r.Coordinator, string(r.De))
			ok(t, err)
			list := page.Aanbieders[0].Verzekeringen
			return list[slices.IndexFunc(list, func(v store.Verzekering) bool { return v.Soort == soort })]
		}
		last := civil.New(2027, time.January, 15)
		p := policy(inkoop.Ongevallen)
		p.Tot = last.AddDays(1)
		ok(t, second(r.Inkoop.LegVerzekeringVast(ctx, r.Coordinator, p)))
		r.Due(id, toegang.TaakVerzekeringNagaan, store.KantTeam, r.TeamID, last.String())
		if task, _ := r.Taak(id, toegang.TaakVerzekeringNagaan); task.Zichtbaar != last.AddDays(-30) {
			t.Errorf("visible from %s", task.Zichtbaar)
		}
		r.Klopt()

		// On its last day new ones are allocated, the day after no more.
		in := r.ONT3(asked(r), last)
		ok(t, second(r.Toegang.WijsToe(ctx, r.Consulent, in)))
		in = r.ONT3(asked(r), last.AddDays(1))
		refused(t, second(r.Toegang.WijsToe(ctx, r.Consulent, in)), "inkoop.verzekering_ontbreekt")

		none, err := r.Inkoop.Onverzekerden(ctx, r.Contractmanager, last)
		ok(t, err)
		list, err := r.Inkoop.Onverzekerden(ctx, r.Contractmanager, last.AddDays(1))
		ok(t, err)
		if len(none) != 0 || len(list) != 1 || list[0].Aanbieder != r.De || list[0].Lopend != 2 || list[0].PerGemeente[regiotest.Arnhem] != 2 ||
			!slices.Equal(list[0].Ontbreekt, []inkoop.Verzekeringssoort{inkoop.Ongevallen}) {
			t.Errorf("%+v, then %+v", none, list)
		}
		own, err := r.Inkoop.Onverzekerden(ctx, r.Coordinator, last.AddDays(1))
		ok(t, err)
		other, err := r.Inkoop.Onverzekerden(ctx, r.AndereCoordinator, last.AddDays(1))
		ok(t, err)
		if len(own) != 1 || len(other) != 0 {
			t.Errorf("%+v, %+v", own, other)
		}
		_, err = r.Inkoop.Onverzekerden(ctx, r.Consulent, last)
		notHere(t, err)

		// One that does not cover participants mends nothing; one that does, does.
		next := store.Verzekering{AanbiederID: string(r.De), Soort: inkoop.Ongevallen, Verzekeraar: "Waarborg", Polisnummer: "P2", Van: last.AddDays(1)}
		notHere(t, second(r.Inkoop.LegVerzekeringVast(ctx, r.AndereCoordinator, next)))
		nid, err := r.Inkoop.LegVerzekeringVast(ctx, r.Coordinator, next)
		ok(t, err)
		r.Due(id, toegang.TaakVerzekeringNagaan, store.KantTeam, r.TeamID, last.String())
		next.ID, next.Versie, next.DektDeelnemers = nid, 1, true
		ok(t, second(r.Inkoop.LegVerzekeringVast(ctx, r.Coordinator, next)))
		r.NoTask(id, toegang.TaakVerzekeringNagaan)
		ok(t, second(r.Toegang.WijsToe(ctx, r.Consulent, in)))
	})
}
