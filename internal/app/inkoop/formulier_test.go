package inkoop_test

import (
	"strings"
	"testing"

	appinkoop "trede/internal/app/inkoop"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
)

// A window is for a kind of provider, says why it is not open, and announces the next round
// after it. Two for the same do not overlap.
func TestAWindowIsWhole(t *testing.T) {
	testkit.Eis(t, "INK-15", "INK-16")
	r := regiotest.New(t, dbtest.SQLite(t)).Load()
	r.Day("2026-11-02")
	perceel := regio(t, r).Regio.Data().Percelen[0].Code
	good := appinkoop.VensterKeuze{Laatste: day("2027-06-30"), Venster: inkoop.Venster{
		Doelgroep: inkoop.NieuweAanbieder, Perceel: perceel, Stand: inkoop.VensterDicht, Geldig: civil.Period{From: day("2027-01-01")},
		Uitleg: "Er is nu geen ronde.", VolgendeRonde: day("2027-07-01"),
	}}
	of := func(change func(*appinkoop.VensterKeuze)) appinkoop.VensterKeuze { return with(good, change) }
	end := func(last string) appinkoop.VensterKeuze {
		return of(func(v *appinkoop.VensterKeuze) { v.Einde, v.Laatste = true, day(last) })
	}
	weigert(t, r, r.Contractmanager, []weigering{
		{"no day", of(func(v *appinkoop.VensterKeuze) { v.Venster.Geldig = civil.Period{} }), "van:regiowijziging.dag_leeg"},
		{"for nobody", of(func(v *appinkoop.VensterKeuze) { v.Venster.Doelgroep = "iedereen" }), "doelgroep:regiowijziging.doelgroep_kies"},
		{"neither open nor closed", of(func(v *appinkoop.VensterKeuze) { v.Venster.Stand = "kier" }), "stand:regiowijziging.stand_kies"},
		{"no such perceel", of(func(v *appinkoop.VensterKeuze) { v.Venster.Perceel = "geen" }), "perceel:regiowijziging.perceel_kies"},
		{"ends before it begins", of(func(v *appinkoop.VensterKeuze) { v.Laatste = day("2026-12-31") }), "laatste:regiowijziging.eind_voor_begin"},
		{"does not say why", of(func(v *appinkoop.VensterKeuze) { v.Venster.Uitleg = " " }), "uitleg:regiowijziging.uitleg_leeg"},
		{"open and announced", of(func(v *appinkoop.VensterKeuze) { v.Venster.Stand = inkoop.VensterOpen }), "volgende:regiowijziging.ronde_bij_open"},
		{"announced before it closes", of(func(v *appinkoop.VensterKeuze) { v.Venster.VolgendeRonde = day("2026-12-31") }), "volgende:regiowijziging.ronde_te_vroeg"},
		{"announced while it is closed", of(func(v *appinkoop.VensterKeuze) { v.Venster.VolgendeRonde = day("2027-06-30") }), "volgende:regiowijziging.ronde_te_vroeg"},
		{"closed", good, ""},
		{"overlaps on its last day", of(func(v *appinkoop.VensterKeuze) {
			v.Venster.Geldig.From, v.Laatste, v.Venster.VolgendeRonde = day("2027-06-30"), civil.Date{}, civil.Date{}
		}), "van:regiowijziging.venster_overlapt"},
		{"one after it", of(func(v *appinkoop.VensterKeuze) {
			v.Venster.Geldig.From, v.Laatste, v.Venster.VolgendeRonde = day("2027-07-01"), day("2027-07-01"), civil.Date{}
		}), ""},
		{"for others meanwhile", of(func(v *appinkoop.VensterKeuze) { v.Venster.Doelgroep = inkoop.BestaandeAanbieder }), ""},
		{"ends before it began", end("2026-12-31"), "laatste:regiowijziging.venster_einde"},
		{"ends and never was", of(func(v *appinkoop.VensterKeuze) {
			v.Einde, v.Laatste, v.Venster.Geldig.From = true, day("2027-05-01"), day("2027-01-02")
		}), ":regiowijziging.venster_weg"},
		{"ends earlier", end("2027-03-31"), ""},
	})
	stand := map[string]inkoop.VensterStand{}
	for _, w := range regio(t, r).Regio.Data().Vensters {
		if w.Doelgroep == inkoop.NieuweAanbieder && w.Perceel == perceel {
			stand[w.Geldig.From.String()+" "+w.Geldig.LastDay().String()] = w.Stand
		}
	}
	if len(stand) != 2 || stand["2027-01-01 2027-03-31"] != inkoop.VensterDicht || stand["2027-07-01 2027-07-01"] != inkoop.VensterDicht {
		t.Errorf("%v", stand)
	}
}

// A woonplaats lies in a gemeente that borders on one of the region, and says where that
// can be read.
func TestAWoonplaatsIsWhole(t *testing.T) {
	testkit.Eis(t, "LOC-01")
	r := regiotest.New(t, dbtest.SQLite(t)).Load()
	r.Day("2026-11-02")
	good := appinkoop.WoonplaatsKeuze{Naam: "Nieuwdorp", Gemeente: duiven, GrenstAan: "0293", Van: day("2027-01-01"), Laatste: day("2027-12-31"), Bron: "BAG"}
	of := func(change func(*appinkoop.WoonplaatsKeuze)) appinkoop.WoonplaatsKeuze { return with(good, change) }
	weigert(t, r, r.Contractmanager, []weigering{
		{"no name", of(func(w *appinkoop.WoonplaatsKeuze) { w.Naam = " " }), "naam:regiowijziging.woonplaats_naam_leeg"},
		{"no source", of(func(w *appinkoop.WoonplaatsKeuze) { w.Bron = "" }), "bron:regiowijziging.bron_leeg"},
		{"no day", of(func(w *appinkoop.WoonplaatsKeuze) { w.Van = civil.Date{} }), "van:regiowijziging.dag_leeg"},
		{"is not there", of(func(w *appinkoop.WoonplaatsKeuze) { w.Bestaand = true }), "naam:regiowijziging.woonplaats_weg"},
		{"ends before it begins", of(func(w *appinkoop.WoonplaatsKeuze) { w.Laatste = day("2026-12-31") }), "laatste:regiowijziging.eind_voor_begin"},
		{"in no gemeente", of(func(w *appinkoop.WoonplaatsKeuze) { w.Gemeente = "9999" }), "gemeente:regiowijziging.gemeente_kies"},
		{"beside no gemeente", of(func(w *appinkoop.WoonplaatsKeuze) { w.GrenstAan = "9999" }), "grenst_aan:regiowijziging.gemeente_kies"},
		{"not adjacent", of(func(w *appinkoop.WoonplaatsKeuze) { w.GrenstAan = "0277" }), "gemeente:regiowijziging.geen_grens"},
		{"one day", of(func(w *appinkoop.WoonplaatsKeuze) { w.Naam, w.Laatste = "Eendagsdorp", w.Van }), ""},
		{"whole", good, ""},
		{"twice", of(func(w *appinkoop.WoonplaatsKeuze) { w.Van = day("2028-01-01"); w.Laatste = civil.Date{} }), "naam:regiowijziging.woonplaats_bestaat"},
		{"checked", of(func(w *appinkoop.WoonplaatsKeuze) { w.Bestaand, w.Gecontroleerd = true, true }), ""},
	})
}

// A verificatiegesprek is planned or was held after the inschrijving was handed in; of one
// that was held there is a report, who were there, and what came of it.
func TestAGesprekIsWhole(t *testing.T) {
	testkit.Eis(t, "INK-13", "INK-17")
	beoordeel(t, func(t *testing.T, b *beoordeling) {
		before := day("2020-01-19")
		for _, c := range []struct {
			name   string
			change func(*inkoop.Gesprek)
			want   string
		}{
			{"nothing", func(g *inkoop.Gesprek) { *g = inkoop.Gesprek{} }, "gepland:gesprek.dag_ontbreekt"},
			{"planned before it was handed in", func(g *inkoop.Gesprek) { *g = inkoop.Gesprek{Gepland: before} }, "gepland:gesprek.voor_indienen"},
			{"held before it was handed in", func(g *inkoop.Gesprek) { g.Gehouden = before }, "gehouden:gesprek.voor_indienen"},
			{"held tomorrow", func(g *inkoop.Gesprek) { g.Gehouden = day("2020-02-04") }, "gehouden:gesprek.in_toekomst"},
			{"nobody was there", func(g *inkoop.Gesprek) { g.Deelnemers = " " }, "deelnemers:gesprek.deelnemers_ontbreken"},
			{"no report", func(g *inkoop.Gesprek) { g.Verslag = " " }, "verslag:gesprek.verslag_ontbreekt"},
			{"too long a report", func(g *inkoop.Gesprek) { g.Verslag = strings.Repeat(lang, 10) }, "verslag:invoer.te_lang"},
			{"nothing came of it", func(g *inkoop.Gesprek) { g.Uitkomst = "" }, "uitkomst:gesprek.uitkomst_ontbreekt"},
			{"a report of what is planned", func(g *inkoop.Gesprek) { *g = inkoop.Gesprek{Gepland: day("2020-02-10"), Verslag: "zo"} }, "gehouden:gesprek.gehouden_ontbreekt"},
			{"an outcome of what is planned", func(g *inkoop.Gesprek) { *g = inkoop.Gesprek{Gepland: day("2020-02-10"), Uitkomst: inkoop.Voldoet} }, "gehouden:gesprek.gehouden_ontbreekt"},
			{"planned on the day it was handed in", func(g *inkoop.Gesprek) { *g = inkoop.Gesprek{Gepland: day("2020-01-20")} }, ""},
			{"held that day", func(g *inkoop.Gesprek) { g.Gehouden = day("2020-01-20") }, ""},
			{"held", func(*inkoop.Gesprek) {}, ""},
		} {
			zegt(t, c.name, b.gesprek(b.anna, with(gehouden, c.change)), c.want)
		}
		long := b.goed(func(c *inkoop.BeoordelingInhoud) { c.Oordelen[2].Notitie = lang })
		zegt(t, "too long a note", b.leg(b.anna, long, false), inkoop.NotitieVeld(b.eisen[2].Code)+":invoer.te_lang")
	})
}

// Who prepared the decision and came to work for the provider made it for nobody: another
// prepares it.
func TestPreparedByOneOfTheProvider(t *testing.T) {
	testkit.Eis(t, "INK-13", "INK-14")
	beoordeel(t, func(t *testing.T, b *beoordeling) {
		b.ok(b.leg(b.anna, b.goed(), true), b.leg(b.bas, b.goed(), true), b.gesprek(b.anna, gehouden))
		b.ok(b.bereid(b.Contractmanager, inkoop.Gekwalificeerd, "goed"))
		b.Ook(b.Contractmanager, authz.RoleCoordinator, string(b.Andere))
		regiotest.Refused(t, second(b.neem(b.collega)), "beoordeling.eigen_organisatie")
		b.ok(b.bereid(b.anna, inkoop.Gekwalificeerd, "goed"), second(b.neem(b.collega)))
	})
}

// A contract has a provider, a number of its own, a term and lines.
func TestAContractIsWhole(t *testing.T) {
	testkit.Eis(t, "INK-10", "INK-12")
	r := regiotest.New(t, dbtest.SQLite(t)).Load()
	r.Day("2026-11-23")
	good := inkoop.Contract{
		Nummer: "N-1", Partij: "MGR", Aanbieder: r.De, Oorspronkelijk: civil.Through(day("2027-01-01"), day("2027-12-31")),
		Regels: []inkoop.Contractregel{{
			Product: inkoop.ProductRef{Catalogus: "v2", Product: "ONT3"}, Gemeenten: []inkoop.GemeenteCode{regiotest.Arnhem},
		}},
		ZonderInschrijving: "tussentijds",
	}
	for _, c := range []struct {
		name   string
		change func(*inkoop.Contract)
		want   string
	}{
		{"nobody's", func(c *inkoop.Contract) { c.Aanbieder = "geen" }, "aanbieder:contract.aanbieder_ontbreekt"},
		{"no number", func(c *inkoop.Contract) { c.Nummer = " " }, "nummer:contract.nummer_ontbreekt"},
		{"no lines", func(c *inkoop.Contract) { c.Regels = nil }, "regels:contract.regel_ontbreekt"},
		{"a number that is taken", func(c *inkoop.Contract) { c.Nummer = "C-Groen Werk" }, "nummer:contract.nummer_bestaat"},
		{"whole", func(*inkoop.Contract) {}, ""},
	} {
		_, err := r.Inkoop.LegContractVast(t.Context(), r.Contractmanager, appinkoop.ContractInput{Contract: with(good, c.change)})
		zegt(t, c.name, err, c.want)
	}
	_, err := r.Inkoop.LegContractVast(t.Context(), r.Contractmanager, appinkoop.ContractInput{Contract: with(good, func(c *inkoop.Contract) { c.Oorspronkelijk = civil.Period{} })})
	regiotest.Refused(t, err, "contract.looptijd_ontbreekt")
	c := contractOf(t, r, "N-1")
	tomorrow := inkoop.Addendum{Soort: inkoop.Beeindiging, LaatsteDag: day("2026-12-01"), Getekend: day("2026-11-24")}
	regiotest.Refused(t, r.Inkoop.VoegAddendumToe(t.Context(), r.Contractmanager, appinkoop.AddendumInput{ContractID: string(c.ID), Versie: c.Versie, Reden: "x", Addendum: tomorrow}), "contract.tekendag_kan_niet")
}

// A provider has a name, a gemeente and a day, and may move from a day on.
func TestAProviderIsWhole(t *testing.T) {
	testkit.Eis(t, "INK-16", "LOC-01")
	r := regiotest.New(t, dbtest.SQLite(t)).Load()
	r.Day("2026-11-23")
	good := appinkoop.AanbiederInput{Naam: "Nieuw", Gemeente: "GM0202", Vanaf: day("2026-01-01")}
	for _, c := range []struct {
		name   string
		change func(*appinkoop.AanbiederInput)
		want   string
	}{
		{"no name", func(a *appinkoop.AanbiederInput) { a.Naam = " " }, "naam:aanbieder.naam_ontbreekt"},
		{"no gemeente", func(a *appinkoop.AanbiederInput) { a.Gemeente = "" }, "gemeente:aanbieder.gemeente_ontbreekt"},
		{"no day", func(a *appinkoop.AanbiederInput) { a.Vanaf = civil.Date{} }, "vanaf:aanbieder.dag_ontbreekt"},
		{"nobody", func(a *appinkoop.AanbiederInput) { a.AGB = "1" }, "agb:aanbieder.agb_vorm"},
	} {
		_, err := r.Inkoop.LegAanbiederVast(t.Context(), r.Contractmanager, with(good, c.change))
		zegt(t, c.name, err, c.want)
	}
	id, err := r.Inkoop.LegAanbiederVast(t.Context(), r.Contractmanager, good)
	regiotest.OK(t, err)
	_, err = r.Inkoop.LegAanbiederVast(t.Context(), r.Contractmanager, appinkoop.AanbiederInput{ID: id, Versie: 1, Gemeente: "GM0226", Vanaf: day("2026-07-01")})
	regiotest.OK(t, err)
	aanbod, err := r.Inkoop.Bekijk(t.Context(), r.Contractmanager)
	regiotest.OK(t, err)
	one, _ := aanbod.Aanbieder(inkoop.AanbiederID(id))
	for on, want := range map[string]inkoop.GemeenteCode{"2026-06-30": arnhem, "2026-07-01": duiven} {
		if got, _ := one.Inschrijving.At(day(on)); got != want {
			t.Errorf("on %s registered in %s", on, got)
		}
	}
}

// A place says for whom the work is, where and when, and how many can come; a policy has a
// number, a kind and a term.
func TestAPlaceAndAPolicyAreWhole(t *testing.T) {
	testkit.Eis(t, "EIS-02", "VRZ-01")
	r := regiotest.New(t, dbtest.SQLite(t)).Load()
	today := r.Day("2026-11-23")
	place := store.Werkplek{Werkplek: inkoop.Werkplek{
		Aanbieder: r.De, Naam: "Kas", VoorWie: "de buurt", Gemeente: arnhem, Geldig: civil.Period{From: today},
		Dagdelen: []inkoop.Dagdeelplekken{{Dagdeel: inkoop.Dagdeel{Dag: 1, Deel: inkoop.Ochtend}, Plekken: 2}},
	}}
	area := func(list ...inkoop.Gebied) func(*store.Werkplek) {
		return func(w *store.Werkplek) { w.Werkgebied = list }
	}
	seats := func(n int) func(*store.Werkplek) {
		return func(w *store.Werkplek) {
			w.Dagdelen = []inkoop.Dagdeelplekken{{Dagdeel: inkoop.Dagdeel{Dag: 1, Deel: inkoop.Ochtend}, Plekken: n}, {Dagdeel: inkoop.Dagdeel{Dag: 2, Deel: inkoop.Ochtend}, Plekken: 2}}
		}
	}
	for _, c := range []struct {
		name   string
		change func(*store.Werkplek)
		want   string
	}{
		{"no name", func(w *store.Werkplek) { w.Naam = " " }, "naam:werkplek.naam_ontbreekt"},
		{"for nobody", func(w *store.Werkplek) { w.VoorWie = " " }, "voorWie:werkplek.voor_wie_ontbreekt"},
		{"nowhere", func(w *store.Werkplek) { w.Gemeente = "9999" }, "gemeente:werkplek.gemeente_ontbreekt"},
		{"never", func(w *store.Werkplek) { w.Geldig = civil.Period{} }, "van:werkplek.periode_ontbreekt"},
		{"over before it begins", func(w *store.Werkplek) { w.Geldig.Until = today }, "van:werkplek.periode_ontbreekt"},
		{"an area nowhere", area(inkoop.Gebied{Gemeente: "9999"}), "werkgebied:werkplek.werkgebied_onbekend"},
		{"an area twice", area(inkoop.Gebied{Gemeente: duiven}, inkoop.Gebied{Gemeente: duiven}), "werkgebied:werkplek.werkgebied_onbekend"},
		{"an area without end", area(inkoop.Gebied{Gemeente: duiven, Woonplaats: lang}), "werkgebied:werkplek.werkgebied_onbekend"},
		{"nobody can come", func(w *store.Werkplek) { w.Dagdelen = nil }, "plekken:werkplek.plekken_ontbreken"},
		{"fewer than nobody", seats(-1), "plekken:werkplek.plekken_kan_niet"},
		{"too many", seats(501), "plekken:werkplek.plekken_kan_niet"},
		{"with an area", area(inkoop.Gebied{Gemeente: duiven}, inkoop.Gebied{Gemeente: "0293"}), ""},
		{"as many as can be", seats(500), ""},
	} {
		_, err := r.Inkoop.LegWerkplekVast(t.Context(), r.Coordinator, with(place, c.change))
		zegt(t, c.name, err, c.want)
	}
	policy := store.Verzekering{AanbiederID: string(r.De), Soort: inkoop.Ongevallen, Polisnummer: "P-1", Van: today}
	for _, c := range []struct {
		name   string
		change func(*store.Verzekering)
		want   string
	}{
		{"no kind", func(v *store.Verzekering) { v.Soort = "reis" }, "soort:verzekering.soort_ontbreekt"},
		{"no number", func(v *store.Verzekering) { v.Polisnummer = " " }, "polisnummer:verzekering.polis_ontbreekt"},
		{"no day", func(v *store.Verzekering) { v.Van = civil.Date{} }, "van:verzekering.periode_ontbreekt"},
		{"over before it begins", func(v *store.Verzekering) { v.Tot = today }, "van:verzekering.periode_ontbreekt"},
		{"evidence of nobody", func(v *store.Verzekering) { v.BewijsID = "geen" }, "bewijs:inschrijving.bestand_onbekend"},
		{"whole", func(*store.Verzekering) {}, ""},
	} {
		_, err := r.Inkoop.LegVerzekeringVast(t.Context(), r.Coordinator, with(policy, c.change))
		zegt(t, c.name, err, c.want)
	}
}

// What is typed into an inschrijving has an end, and a part that is saved leaves the others
// as they were.
func TestPartsOfAnInschrijving(t *testing.T) {
	testkit.Eis(t, "INK-12", "INK-17", "EIS-01")
	r := regiotest.New(t, dbtest.SQLite(t))
	r.Day("2019-11-04")
	e := newEnrol(t, r, nil)
	e.contract(r.De, func(c *inkoop.Contract) { c.Oorspronkelijk = civil.Through(c.Getekend, civil.New(2019, 12, 31)) })
	id := e.begin()
	e.complete(id)
	endless := strings.Repeat(lang, 2)
	eis, principle, question := e.page(id).Eisen[0].Code, inkoop.Uitgangspunten()[0], inkoop.PlanVragen()[0]
	for _, c := range []struct {
		name   string
		deel   inkoop.InschrijvingDeel
		change func(*inkoop.InschrijvingInhoud)
		want   string
	}{
		{"an answer", inkoop.DeelEisen, func(c *inkoop.InschrijvingInhoud) {
			c.Antwoorden = []inkoop.EisAntwoord{{Eis: eis, Antwoord: inkoop.Ja, Uitleg: endless}}
		}, inkoop.VeldEis(eis) + ".uitleg"},
		{"a principle", inkoop.DeelPlan, func(c *inkoop.InschrijvingInhoud) {
			c.Plan.Uitgangspunten = map[inkoop.Uitgangspunt]string{principle: endless}
		}, inkoop.VeldUitgangspunt(principle)},
		{"a question of the plan", inkoop.DeelPlan, func(c *inkoop.InschrijvingInhoud) {
			c.Plan.Vragen = map[inkoop.PlanVraag]string{question: endless}
		}, inkoop.VeldPlan(question)},
		{"a name", inkoop.DeelMensen, func(c *inkoop.InschrijvingInhoud) { c.Mensen = []inkoop.Mens{{Naam: lang}} }, inkoop.VeldMens(0, "naam")},
	} {
		zegt(t, c.name, e.save(id, c.deel, c.change), c.want+":invoer.te_lang")
	}
	// One answer is sent: the others stay, and the part is no longer called done.
	p := e.page(id)
	in := appinkoop.InschrijvingInput{ID: id, Versie: p.Versie, Deel: inkoop.DeelEisen}
	in.Inhoud.Antwoorden = []inkoop.EisAntwoord{{Eis: eis, Antwoord: inkoop.Nee}}
	regiotest.OK(t, e.Inkoop.BewaarInschrijving(t.Context(), r.Coordinator, in))
	after := e.page(id)
	if len(after.Inhoud.Antwoorden) != len(p.Inhoud.Antwoorden) || after.Inhoud.Antwoord(eis).Antwoord != inkoop.Nee || len(after.Inhoud.Klaar) != len(p.Inhoud.Klaar)-1 {
		t.Errorf("%d answers of %d, done %v", len(after.Inhoud.Antwoorden), len(p.Inhoud.Antwoorden), after.Inhoud.Klaar)
	}
	if len(after.Inhoud.Plan.Uitgangspunten) != len(p.Inhoud.Plan.Uitgangspunten) || len(after.Inhoud.Keuzes) != len(p.Inhoud.Keuzes) || len(after.Inhoud.Mensen) != 1 {
		t.Errorf("another part changed: %+v", after.Inhoud)
	}
	regiotest.OK(t, e.save(id, inkoop.DeelKeuzes, func(c *inkoop.InschrijvingInhoud) { c.Keuzes = c.Keuzes[:1] }))
	if got := e.page(id).Inhoud.Keuzes; len(got) != 1 {
		t.Errorf("chosen: %+v", got)
	}
	for code, wrong := range map[string]appinkoop.GegevensInput{
		"kvk:aanbieder.kvk_vorm":                {KvK: "1", Gemeente: regiotest.Arnhem},
		"agb:aanbieder.agb_vorm":                {KvK: "12345678", AGB: "1", Gemeente: regiotest.Arnhem},
		"gemeente:aanbieder.gemeente_ontbreekt": {KvK: "12345678", Gemeente: "9999"},
	} {
		p := e.page(id)
		wrong.ID, wrong.Versie, wrong.AanbiederVersie = id, p.Versie, p.Aanbieder.Versie
		zegt(t, code, e.Inkoop.BewaarGegevens(t.Context(), r.Coordinator, wrong), code)
	}
	p = e.page(id)
	regiotest.OK(t, e.Inkoop.BewaarGegevens(t.Context(), r.Coordinator, appinkoop.GegevensInput{ID: id, Versie: p.Versie, AanbiederVersie: p.Aanbieder.Versie, KvK: "12345678", AGB: "01234567", Gemeente: regiotest.Duiven}))
	row := e.page(id).Aanbieder
	if now, _ := row.Inschrijving.At(day("2019-11-04")); now != duiven || row.AGB != "01234567" {
		t.Errorf("registered in %s, AGB %q", now, row.AGB)
	}
	if was, _ := row.Inschrijving.At(day("2019-11-03")); was != arnhem {
		t.Errorf("the day before in %s", was)
	}
}
