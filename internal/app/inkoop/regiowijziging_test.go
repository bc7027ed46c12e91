package inkoop_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"trede/internal/app"
	"trede/internal/app/beheer"
	appinkoop "trede/internal/app/inkoop"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/money"
	"trede/internal/platform/errs"
	"trede/internal/region"
	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
)

const (
	arnhem = inkoop.GemeenteCode(regiotest.Arnhem)
	duiven = inkoop.GemeenteCode(regiotest.Duiven)
)

type actor = app.Actor

func day(text string) civil.Date { return civil.MustParse(text) }

// regio reads what counts now, with the number of the document.
func regio(t *testing.T, r *regiotest.Regio) appinkoop.CatalogusPage {
	t.Helper()
	page, err := r.Inkoop.Catalogus(t.Context(), r.Contractmanager, appinkoop.CatalogusVraag{})
	regiotest.OK(t, err)
	return page
}

// change makes a change over the document that counts.
func change(t *testing.T, r *regiotest.Regio, by actor, w appinkoop.RegioWijziging) error {
	t.Helper()
	return r.Inkoop.WijzigRegio(t.Context(), by, w, regio(t, r).Volgnr, "besluit van het college")
}

func koopt(t *testing.T, r *regiotest.Regio, g inkoop.GemeenteCode, product inkoop.ProductCode, on string) inkoop.Koopoordeel {
	t.Helper()
	page := regio(t, r)
	c, _ := page.Regio.CatalogusOp(day(on))
	return page.Regio.Koopoordeel(g, c.Ref(product), day(on))
}

// A policy officer chooses for the own gemeente, from a day on: the day before everything
// is as it was.
func TestAGemeenteChooses(t *testing.T) {
	testkit.Eis(t, "INK-03", "B-REG-01", "B-REG-03")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		r.Day("2026-11-02")
		stop := appinkoop.Keuze{Gemeente: arnhem, Product: "STA3", Van: day("2027-01-01"), Vorm: inkoop.Geen}
		regiotest.Refused(t, change(t, r, r.Beleid, stop), "gemeentekeuze.alternatief_leeg")
		stop.Alternatief = "inloop in de wijk"
		gone := stop
		gone.Product = "ONT2" // not in the catalogue of that day
		regiotest.Refused(t, change(t, r, r.Beleid, gone), "gemeentekeuze.niet_in_catalogus")
		regiotest.OK(t, change(t, r, r.Beleid, stop))
		if before := koopt(t, r, arnhem, "STA3", "2026-12-31"); !before.Mag {
			t.Errorf("the day before: %+v", before)
		}
		on := koopt(t, r, arnhem, "STA3", "2027-01-01")
		if on.Mag || on.Reden != inkoop.NietGekocht || on.Alternatief != "inloop in de wijk" {
			t.Errorf("the day itself: %+v", on)
		}
		if !koopt(t, r, duiven, "STA3", "2027-01-01").Mag {
			t.Error("another gemeente changed as well")
		}
		// Rozendaal joins with a product, for a while.
		join := appinkoop.Keuze{Gemeente: "0277", Product: "ONT3", Van: day("2027-01-01"), Laatste: day("2027-06-30"), Vorm: inkoop.Structureel}
		if koopt(t, r, "0277", "ONT3", "2027-01-01").Mag {
			t.Fatal("Rozendaal buys already")
		}
		regiotest.NotHere(t, change(t, r, r.Beleid, join))
		regiotest.OK(t, change(t, r, r.Contractmanager, join))
		for on, want := range map[string]bool{"2026-12-31": false, "2027-01-01": true, "2027-06-30": true, "2027-07-01": false} {
			if got := koopt(t, r, "0277", "ONT3", on); got.Mag != want {
				t.Errorf("on %s: %+v", on, got)
			}
		}
	})
}

// The right is narrow: one gemeente, and its own rows of the region's data only.
func TestAGemeenteChangesItsOwnRowsOnly(t *testing.T) {
	testkit.Eis(t, "INK-03")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		r.Day("2026-11-02")
		from := day("2027-01-01")
		for _, w := range []appinkoop.RegioWijziging{
			appinkoop.Keuze{Gemeente: duiven, Product: "ONT3", Van: from, Vorm: inkoop.Structureel},
			appinkoop.PlafondKeuze{Gemeente: duiven, Plekken: 3, Van: from},
			appinkoop.PlafondKeuze{Plekken: 3, Van: from},
			appinkoop.LokaleRegelKeuze{Gemeente: duiven, Soort: inkoop.WerklocatieInWoonplaats, Aan: true, Van: from},
			appinkoop.InstellingKeuze{Code: "steekproef_procent", Waarde: "20", Van: from},
			appinkoop.ConceptInput{Naam: "Catalogus 2027", Van: from},
			appinkoop.Vaststelling{Van: from},
		} {
			regiotest.NotHere(t, change(t, r, r.Beleid, w))
			_, err := r.Inkoop.StelRegioVoor(t.Context(), r.Beleid, w)
			regiotest.NotHere(t, err)
		}
		before := regio(t, r).Regio.Data()
		regiotest.OK(t, change(t, r, r.Beleid, appinkoop.Keuze{Gemeente: arnhem, Product: "ONT3", Van: from, Vorm: inkoop.Pilot, Evaluatie: day("2027-10-01")}))
		after := regio(t, r).Regio.Data()
		if len(after.Keuzes) != len(before.Keuzes)+1 {
			t.Errorf("%d rows became %d", len(before.Keuzes), len(after.Keuzes))
		}
		for _, k := range before.Keuzes {
			if k.Gemeente != arnhem && !slices.Contains(after.Keuzes, k) {
				t.Errorf("another gemeente lost %+v", k)
			}
		}
		for _, nobody := range []actor{r.Consulent, r.Coordinator} {
			regiotest.NotHere(t, change(t, r, nobody, appinkoop.Keuze{Gemeente: arnhem, Product: "ONT3", Van: from, Vorm: inkoop.Structureel}))
		}
	})
}

// A pilot says when it is looked back on.
func TestAPilotHasAnEvaluation(t *testing.T) {
	testkit.Eis(t, "B-REG-04")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		r.Day("2026-11-02")
		pilot := appinkoop.Keuze{Gemeente: duiven, Product: "ONT5", Van: day("2027-01-01"), Vorm: inkoop.Pilot}
		regiotest.Refused(t, change(t, r, r.Contractmanager, pilot), "gemeentekeuze.evaluatie_leeg")
		pilot.Evaluatie = pilot.Van
		regiotest.Refused(t, change(t, r, r.Contractmanager, pilot), "gemeentekeuze.evaluatie_te_vroeg")
		pilot.Evaluatie = day("2027-12-01")
		regiotest.OK(t, change(t, r, r.Contractmanager, pilot))
		pilots := func(on string) []appinkoop.GemeenteKeuzes {
			page, err := r.Inkoop.Catalogus(t.Context(), r.Contractmanager, appinkoop.CatalogusVraag{Dag: day(on), Gemeente: duiven, Vorm: inkoop.Pilot})
			regiotest.OK(t, err)
			return page.Gemeenten
		}
		list := pilots("2027-01-01")
		if len(list) != 1 || !slices.ContainsFunc(list[0].Keuzes, func(k appinkoop.ProductKeuze) bool {
			return k.Product.Code == "ONT5" && k.Keuze.Evaluatie == day("2027-12-01") && k.Keuze.Geldig.From == day("2027-01-01")
		}) {
			t.Errorf("%+v", list)
		}
		for _, k := range list[0].Keuzes {
			if k.Keuze.Vorm != inkoop.Pilot {
				t.Errorf("%s is %s, among the pilots", k.Product.Code, k.Keuze.Vorm)
			}
		}
	})
}

// What has happened stays as it was, and who saves over what others changed sees that.
func TestThePastStandsAndNobodyIsOverwritten(t *testing.T) {
	testkit.Eis(t, "INK-03")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		r.Day("2026-11-02")
		r.Melding("Aya", "Demir") // from now on there is a past
		w := appinkoop.Keuze{Gemeente: arnhem, Product: "STA3", Van: day("2026-11-01"), Vorm: inkoop.Pilot, Evaluatie: day("2027-11-01")}
		regiotest.Refused(t, change(t, r, r.Beleid, w), "regiowijziging.dag_voorbij")
		w.Van = day("2026-11-02")
		seen := regio(t, r).Volgnr
		regiotest.Refused(t, r.Inkoop.WijzigRegio(t.Context(), r.Beleid, w, seen, " "), "regiowijziging.reden_leeg")
		regiotest.OK(t, change(t, r, r.Beleid, w))
		if err := change(t, r, r.Beleid, w); !errs.Is(err, errs.Invalid) || errs.CodeOf(err) != "regiowijziging.gelijk" {
			t.Errorf("the same again: %v", err)
		}
		other := appinkoop.Keuze{Gemeente: duiven, Product: "STA3", Van: day("2027-01-01"), Vorm: inkoop.Geen, Alternatief: "wijk"}
		now := regiotest.Stale[appinkoop.RegioConflict](t, r.Inkoop.WijzigRegio(t.Context(), r.Contractmanager, other, seen, "omdat"))
		if now.Volgnr != seen+1 || len(now.Wijzigingen) == 0 {
			t.Errorf("%+v", now)
		}
		r.Klopt()
	})
}

// An experiment has a ceiling of its gemeente; another one takes its place from a day on.
func TestACeilingOfAnExperiment(t *testing.T) {
	testkit.Eis(t, "B-REG-05")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		r.Day("2026-11-02")
		const renkum = inkoop.GemeenteCode("0274")
		ceiling := func(on string) inkoop.Plafond {
			list := regio(t, r).Regio.PlafondsOp(renkum, day(on))
			if len(list) != 1 {
				t.Fatalf("on %s: %+v", on, list)
			}
			return list[0]
		}
		regiotest.Refused(t, change(t, r, r.Contractmanager, appinkoop.PlafondKeuze{Gemeente: arnhem, Van: day("2027-01-01")}), "gemeentekeuze.grens_leeg")
		regiotest.Refused(t, change(t, r, r.Contractmanager, appinkoop.PlafondKeuze{Gemeente: renkum, Plekken: -1, Van: day("2027-01-01")}), "gemeentekeuze.plekken_onjuist")
		regiotest.OK(t, change(t, r, r.Contractmanager, appinkoop.PlafondKeuze{Gemeente: renkum, Plekken: 12, Bedrag: money.Euros(30_000), Van: day("2027-01-01")}))
		if a, b := ceiling("2026-12-31"), ceiling("2027-01-01"); a.Plekken != 20 || b.Plekken != 12 || b.Bedrag != money.Euros(30_000) || a.Code == b.Code {
			t.Errorf("%+v, %+v", a, b)
		}
		regiotest.OK(t, change(t, r, r.Contractmanager, appinkoop.PlafondKeuze{Gemeente: renkum, Van: day("2027-07-01")}))
		if list := regio(t, r).Regio.PlafondsOp(renkum, day("2027-07-01")); len(list) != 0 || ceiling("2027-06-30").Plekken != 12 {
			t.Errorf("%+v", list)
		}
	})
}

// A ceiling warns from the share that the region sets, and not before. Beside the lessons
// it counts as full when the last place is taken.
func TestACeilingWarns(t *testing.T) {
	testkit.Eis(t, "B-REG-05", "INK-09")
	r := regiotest.New(t, dbtest.SQLite(t)).Load()
	r.Day("2026-11-02")
	r.Toegewezen("Marco", "de Vries", day("2026-11-02"))
	r.Toegewezen("Aya", "Demir", day("2026-11-02"))
	for plekken, want := range map[int]bool{3: false, 2: true} { // 66 % and 100 %
		regiotest.OK(t, change(t, r, r.Beleid, appinkoop.PlafondKeuze{Gemeente: arnhem, Plekken: plekken, Van: day("2026-11-02")}))
		page := regio(t, r)
		i := slices.IndexFunc(page.Gemeenten, func(g appinkoop.GemeenteKeuzes) bool { return g.Code == arnhem })
		if p := page.Gemeenten[i].Plafonds; len(p) != 1 || p[0].Gebruikt.Plekken != 2 || p[0].Waarschuwt != want {
			t.Errorf("%d places: %+v", plekken, p)
		}
		lessons, err := r.Inkoop.Leerpunten(t.Context(), r.Contractmanager)
		regiotest.OK(t, err)
		if full := lessons.Cijfers.PlafondsVol == 1; full != want {
			t.Errorf("%d places: %d ceilings are full", plekken, lessons.Cijfers.PlafondsVol)
		}
	}
	for euros, want := range map[int64]bool{6000: true, 6001: false} { // € 4.800 is 80 %, and a little less
		regiotest.OK(t, change(t, r, r.Beleid, appinkoop.PlafondKeuze{Gemeente: arnhem, Bedrag: money.Euros(euros), Van: day("2026-11-02")}))
		page := regio(t, r)
		i := slices.IndexFunc(page.Gemeenten, func(g appinkoop.GemeenteKeuzes) bool { return g.Code == arnhem })
		if p := page.Gemeenten[i].Plafonds; len(p) != 1 || p[0].Gebruikt.Bedrag != money.Euros(4800) || p[0].Waarschuwt != want {
			t.Errorf("€ %d: %+v", euros, p)
		}
	}
	regiotest.OK(t, change(t, r, r.Contractmanager, appinkoop.InstellingKeuze{Code: "plafond_waarschuwing_procent", Waarde: "60", Van: day("2026-11-02")}))
	regiotest.OK(t, change(t, r, r.Beleid, appinkoop.PlafondKeuze{Gemeente: arnhem, Plekken: 3, Van: day("2026-11-02")}))
	page := regio(t, r)
	i := slices.IndexFunc(page.Gemeenten, func(g appinkoop.GemeenteKeuzes) bool { return g.Code == arnhem })
	if !page.Gemeenten[i].Plafonds[0].Waarschuwt {
		t.Error("66 % does not warn from 60 %")
	}
}

// A local rule is switched off and on by its gemeente, dated.
func TestALocalRuleIsASwitch(t *testing.T) {
	testkit.Eis(t, "B-REG-02")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		r.Day("2026-11-02")
		const rule = inkoop.DagbestedingAlleenEnigDoel
		on := func(on string) bool { return regio(t, r).Regio.LokaleRegel(arnhem, rule, day(on)) }
		regiotest.Refused(t, change(t, r, r.Beleid, appinkoop.LokaleRegelKeuze{Gemeente: arnhem, Soort: rule, Aan: true, Van: day("2027-01-01")}), "gemeentekeuze.regel_staat_aan")
		regiotest.OK(t, change(t, r, r.Beleid, appinkoop.LokaleRegelKeuze{Gemeente: arnhem, Soort: rule, Van: day("2027-01-01")}))
		if !on("2026-12-31") || on("2027-01-01") {
			t.Error("the rule does not end on its day")
		}
		regiotest.Refused(t, change(t, r, r.Beleid, appinkoop.LokaleRegelKeuze{Gemeente: arnhem, Soort: rule, Van: day("2027-02-01")}), "gemeentekeuze.regel_staat_uit")
		regiotest.OK(t, change(t, r, r.Beleid, appinkoop.LokaleRegelKeuze{Gemeente: arnhem, Soort: rule, Aan: true, Van: day("2027-03-01")}))
		if on("2027-02-28") || !on("2027-03-01") {
			t.Error("the rule does not begin on its day")
		}
	})
}

// The preview says what changes for whom, with what goes on as it began.
func TestThePreviewCountsWhatRuns(t *testing.T) {
	testkit.Eis(t, "INK-03")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		r.Day("2026-11-02")
		id, _ := r.Toegewezen("Marco", "de Vries", day("2026-11-02"))
		stop := appinkoop.Keuze{Gemeente: arnhem, Product: "ONT3", Van: day("2026-12-01"), Vorm: inkoop.Geen, Alternatief: "wijk"}
		v, err := r.Inkoop.StelRegioVoor(t.Context(), r.Beleid, stop)
		regiotest.OK(t, err)
		if n := v.Lopend[appinkoop.LopendKey{Gemeente: arnhem, Product: "ONT3"}]; n != 1 {
			t.Errorf("%d run: %+v", n, v.Verschil)
		}
		if len(v.Verschil) != 2 || v.Verschil[0].Soort != inkoop.VerschilVorm || v.Verschil[0].Gemeente != arnhem {
			t.Errorf("%+v", v.Verschil)
		}
		regiotest.OK(t, change(t, r, r.Beleid, stop))
		if x := r.Toewijzing(id); x.ID == "" || !x.Loopt() {
			t.Errorf("%+v", x)
		}
	})
}

// Settings, woonplaatsen and windows.
func TestTheRegionSetsUpProcurement(t *testing.T) {
	testkit.Eis(t, "INK-15", "LOC-01")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		r.Day("2026-11-02")
		m, from := r.Contractmanager, day("2027-01-01")
		regiotest.Refused(t, change(t, r, m, appinkoop.InstellingKeuze{Code: "localiteit_lezing", Waarde: "3", Van: from}), "regiowijziging.waarde_onjuist")
		regiotest.Refused(t, change(t, r, m, appinkoop.InstellingKeuze{Code: "leeftijd_vanaf", Waarde: "18", Van: from}), "regiowijziging.instelling_onbekend")
		regiotest.Refused(t, change(t, r, m, appinkoop.InstellingKeuze{Code: "localiteit_lezing", Waarde: "1", Van: from}), "regiowijziging.waarde_gelijk")
		regiotest.OK(t, change(t, r, m, appinkoop.InstellingKeuze{Code: "localiteit_lezing", Waarde: "2", Van: from}))
		reg := regio(t, r).Regio
		if a, b := reg.Instellingen(from.AddDays(-1)).LocaliteitLezing, reg.Instellingen(from).LocaliteitLezing; a != 1 || b != 2 {
			t.Errorf("reading %d, then %d", a, b)
		}

		window := inkoop.Venster{Doelgroep: inkoop.NieuweAanbieder, Stand: inkoop.VensterDicht, Geldig: civil.Period{From: from}, Uitleg: "Er komt een nieuwe ronde.", VolgendeRonde: day("2027-04-01")}
		closed := appinkoop.VensterKeuze{Venster: window, Laatste: day("2027-03-31")}
		regiotest.OK(t, change(t, r, m, closed))
		over := closed
		over.Venster.Geldig.From, over.Laatste, over.Venster.VolgendeRonde = day("2027-03-31"), day("2027-05-31"), civil.Date{}
		regiotest.Refused(t, change(t, r, m, over), "regiowijziging.venster_overlapt")
		over.Venster.Geldig.From = day("2027-04-01")
		regiotest.OK(t, change(t, r, m, over))
		regiotest.OK(t, change(t, r, m, appinkoop.VensterKeuze{Venster: over.Venster, Einde: true, Laatste: day("2027-04-30")}))
		reg = regio(t, r).Regio
		for on, want := range map[string]bool{"2026-12-31": false, "2027-01-01": true, "2027-04-30": true, "2027-05-01": false} {
			if v, there := reg.VensterOp(inkoop.NieuweAanbieder, "aw", day(on)); there && v.Stand == inkoop.VensterDicht != want {
				t.Errorf("on %s: %+v", on, v)
			}
		}

		place := appinkoop.WoonplaatsKeuze{Naam: "Oosterbeek-Zuid", Gemeente: "0274", GrenstAan: arnhem, Van: from}
		regiotest.Refused(t, change(t, r, m, place), "regiowijziging.bron_leeg")
		place.Bron = "gemeld door de gemeente"
		far := place
		far.Gemeente = "0289"
		regiotest.Refused(t, change(t, r, m, far), "regiowijziging.geen_grens")
		regiotest.OK(t, change(t, r, m, place))
		at := func() inkoop.AanliggendeWoonplaats {
			list := regio(t, r).Regio.Data().Woonplaatsen
			return list[slices.IndexFunc(list, func(w inkoop.AanliggendeWoonplaats) bool { return w.Naam == place.Naam })]
		}
		if at().Herkomst.Zeker() {
			t.Error("it counts as checked")
		}
		place.Bestaand, place.Gecontroleerd, place.Bron = true, true, "BAG, 2 november 2026"
		regiotest.OK(t, change(t, r, m, place))
		if !at().Herkomst.Zeker() {
			t.Error("it still has to be checked")
		}
		regiotest.NotHere(t, change(t, r, r.Beleid, place))
	})
}

// Nobody else may adopt; the author never does. What is explained, and paid, is adopted.
func TestTheNextCatalogueTakesTwoPeople(t *testing.T) {
	testkit.Eis(t, "INK-06", "INK-19", "PRD-01")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		r.Day("2026-11-02")
		r.Toegewezen("Marco", "de Vries", day("2026-11-02"))
		m, from := r.Contractmanager, day("2027-07-01")
		second := r.Medewerker("Co Lezer", authz.RoleContractmanager, r.RegioID(), "")
		regiotest.Refused(t, change(t, r, m, appinkoop.ConceptInput{Naam: "Catalogus 2027", Van: day("2026-11-02")}), "concept.te_vroeg")
		regiotest.NotHere(t, change(t, r, second, appinkoop.Vaststelling{Van: from})) // there is none
		regiotest.OK(t, change(t, r, m, appinkoop.ConceptInput{Naam: "Catalogus 2027", Van: from}))
		regiotest.Refused(t, change(t, r, m, appinkoop.ConceptInput{Naam: "Nog een", Van: from}), "concept.bestaat")
		page := concept(t, r)
		if page.Concept.Basis.Overgenomen != "v2" || len(page.Concept.Producten) != 6 || len(page.Verschil) != 0 {
			t.Errorf("a copy differs: %+v", page.Verschil)
		}
		if koopt(t, r, arnhem, "ONT3", "2027-07-01").Product.Catalogus != "v2" {
			t.Error("a concept counts")
		}

		// A product ends, one changes, one comes: each with what, why and for whom.
		end := appinkoop.ConceptEinde{Product: "ONT5"}
		regiotest.Refused(t, change(t, r, m, end), "concept.waarom_leeg")
		end.Uitleg = appinkoop.ProductUitleg{Wat: "vervalt", Waarom: "Weinig gebruikt", VoorWie: "inwoners tot trede 4"}
		regiotest.OK(t, change(t, r, m, end))
		long := sheet(page, "ONT3")
		long.Product.Duur.Maanden = 9
		regiotest.Refused(t, change(t, r, m, long), "concept.wat_leeg")
		long.Uitleg = appinkoop.ProductUitleg{Wat: "duurt negen maanden", Waarom: "Zes maanden was te kort", VoorWie: "inwoners op trede 1 en 2"}
		regiotest.OK(t, change(t, r, m, long))
		regiotest.OK(t, change(t, r, m, newProduct()))
		regiotest.Refused(t, change(t, r, second, appinkoop.Vaststelling{Van: from}), "concept.tarief_ontbreekt")
		regiotest.OK(t, change(t, r, m, price("STA5", money.Cents(1250))))

		regiotest.NotHere(t, change(t, r, m, appinkoop.Vaststelling{Van: from})) // the author
		regiotest.OK(t, change(t, r, second, appinkoop.Vaststelling{Van: from}))
		adopted(t, r)
		r.Klopt()
	})
}

// adopted looks at what counts around the first day of the new version.
func adopted(t *testing.T, r *regiotest.Regio) {
	t.Helper()
	reg := regio(t, r).Regio
	before, _ := reg.CatalogusOp(day("2027-06-30"))
	after, _ := reg.CatalogusOp(day("2027-07-01"))
	if before.Code != "v2" || after.Code != "v3" || after.Volgt != "v2" {
		t.Fatalf("%s, then %s", before.Code, after.Code)
	}
	if o := reg.Koopoordeel(arnhem, after.Ref("ONT3"), day("2027-07-01")); !o.Mag {
		t.Errorf("the choice of Arnhem did not carry over: %+v", o)
	}
	if o := reg.Koopoordeel(arnhem, after.Ref("STA5"), day("2027-07-01")); o.Mag {
		t.Error("a new product is bought before anybody chose it")
	}
	if o := reg.Koopoordeel(arnhem, before.Ref("ONT5"), day("2027-06-30")); !o.Mag {
		t.Errorf("on its last day ONT5 cannot be bought: %+v", o)
	}
	if o := reg.Koopoordeel(arnhem, before.Ref("ONT5"), day("2027-07-01")); o.Mag || o.Reden != inkoop.ProductVervallen || o.LaatsteDag != day("2027-06-30") {
		t.Errorf("the day after: %+v", o)
	}
	if _, ok := reg.Tarief(before.Ref("ONT5"), day("2027-09-01")); !ok {
		t.Error("what began under the old version has no price any more")
	}
	kinds := map[inkoop.VerschilSoort]inkoop.ProductCode{}
	for _, d := range inkoop.Vergelijk(inkoop.Moment{Register: reg.Register, Dag: day("2027-06-30")}, inkoop.Moment{Register: reg.Register, Dag: day("2027-07-01")}) {
		kinds[d.Soort] = d.Product.Product
		if d.Waarom == "" || d.VoorWie == "" {
			t.Errorf("nobody says why: %+v", d)
		}
	}
	if kinds[inkoop.VerschilVervallen] != "ONT5" || kinds[inkoop.VerschilNieuw] != "STA5" || kinds[inkoop.VerschilProduct] != "ONT3" || len(kinds) != 3 {
		t.Errorf("%v", kinds)
	}
}

// Everybody who wrote a part is an author: with two authors a third adopts.
func TestEveryAuthorIsKnown(t *testing.T) {
	testkit.Eis(t, "INK-19")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		r.Day("2026-11-02")
		from := day("2027-07-01")
		second := r.Medewerker("Co Lezer", authz.RoleContractmanager, r.RegioID(), "")
		third := r.Medewerker("Dé Derde", authz.RoleContractmanager, r.RegioID(), "")
		regiotest.OK(t, change(t, r, r.Contractmanager, appinkoop.ConceptInput{Naam: "Catalogus 2027", Van: from}))
		regiotest.OK(t, change(t, r, second, appinkoop.ConceptHeader{Naam: "Catalogus 2027 en verder", Van: from.AddDays(1), Doel: "Iedereen doet mee.", Uitgangspunten: []string{"Passend"}, Resultaten: []string{"Meedoen"}}))
		// Who changes something else is no author.
		regiotest.OK(t, change(t, r, third, appinkoop.InstellingKeuze{Code: "steekproef_procent", Waarde: "20", Van: from}))
		page := concept(t, r)
		if len(page.Auteurs) != 2 || page.Auteurs[1].Naam != "Co Lezer" || !page.Zelf || page.MagVast || page.Concept.Basis.Overgenomen != "" {
			t.Errorf("%+v", page.Auteurs)
		}
		adopt := appinkoop.Vaststelling{Van: from.AddDays(1)}
		regiotest.NotHere(t, change(t, r, r.Contractmanager, adopt))
		regiotest.NotHere(t, change(t, r, second, adopt))
		regiotest.Refused(t, change(t, r, third, appinkoop.Vaststelling{Van: from}), "concept.andere_dag")
		regiotest.OK(t, change(t, r, third, adopt))
	})
}

// Who changes the concept with a file is an author as well, and no file adopts it.
func TestAFileIsNoWayAround(t *testing.T) {
	testkit.Eis(t, "INK-19")
	r := regiotest.New(t, dbtest.SQLite(t)).Load()
	ctx := t.Context()
	r.Day("2026-11-02")
	admin := beheer.New(r.Base, nil)
	by := r.Medewerker("Bé Heerder", authz.RoleBeheerder, r.RegioID(), "")
	regiotest.OK(t, change(t, r, r.Contractmanager, appinkoop.ConceptInput{Naam: "Catalogus 2027", Van: day("2027-07-01")}))
	doc, err := admin.RegioDocument(ctx, r.Contractmanager)
	regiotest.OK(t, err)
	data, err := region.Load(strings.NewReader(doc.Document))
	regiotest.OK(t, err)
	data.Inkoop = data.Inkoop.Vastgesteld("v3")
	var adopted strings.Builder
	regiotest.OK(t, region.Write(&adopted, data))
	regiotest.Refused(t, admin.ImportRegio(ctx, by, doc.Volgnr, adopted.String(), "vaststellen"), "beheer.regio_vaststellen")
	regiotest.OK(t, admin.ImportRegio(ctx, by, doc.Volgnr, strings.Replace(doc.Document, "Catalogus 2027", "Catalogus 2028", 1), "andere naam"))
	if page := concept(t, r); page.Concept.Naam != "Catalogus 2028" || len(page.Auteurs) != 2 || page.Auteurs[1].AccountID != by.ID {
		t.Errorf("%+v", page.Auteurs)
	}
}

// The parts of a tariff add up, and a price that differs from the version before has a
// reason.
func TestATariffAddsUp(t *testing.T) {
	testkit.Eis(t, "TAR-01", "TAR-02", "TAR-03", "TAR-04", "INK-19")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		r.Day("2026-11-02")
		m := r.Contractmanager
		regiotest.OK(t, change(t, r, m, appinkoop.ConceptInput{Naam: "Catalogus 2027", Van: day("2027-07-01")}))
		p := price("STA3", money.Cents(1350))
		p.Bedrag++
		regiotest.Refused(t, change(t, r, m, p), "concept.som_delen")
		p.Bedrag--
		regiotest.Refused(t, change(t, r, m, p), "concept.motivering_leeg")
		p.Motivering = "geïndexeerd"
		p.Delen[inkoop.DeelTraject], p.Delen[inkoop.DeelOndersteuning] = 100, p.Delen[inkoop.DeelOndersteuning]-100
		regiotest.Refused(t, change(t, r, m, p), "concept.deel_traject")
		p = price("STA3", money.Cents(1350))
		p.Delen[inkoop.DeelOndersteuning], p.Delen[inkoop.DeelAdministratie] = p.Delen[inkoop.DeelOndersteuning]+p.Delen[inkoop.DeelAdministratie], 0
		regiotest.Refused(t, change(t, r, m, p), "concept.deel_leeg")
		p = price("STA3", money.Cents(1350))
		p.Delen[inkoop.DeelOndersteuning], p.Delen[inkoop.DeelOnkosten] = p.Delen[inkoop.DeelOndersteuning]+p.Delen[inkoop.DeelOnkosten], 0
		regiotest.Refused(t, change(t, r, m, p), "concept.deel_leeg")
		p = price("STA3", money.Cents(1350))
		p.Motivering = "geïndexeerd"
		p.ReelePrijs = map[inkoop.Prijselement]money.Cents{inkoop.PrijsBeroepskracht: 1350}
		regiotest.Refused(t, change(t, r, m, p), "concept.element_leeg")
		p.ReelePrijs = nil
		regiotest.OK(t, change(t, r, m, p))
		page := concept(t, r)
		if !slices.Equal(page.Onverklaard, []inkoop.ProductCode{"STA3"}) {
			t.Errorf("to explain: %v", page.Onverklaard)
		}
		second := r.Medewerker("Co Lezer", authz.RoleContractmanager, r.RegioID(), "")
		regiotest.Refused(t, change(t, r, second, appinkoop.Vaststelling{Van: day("2027-07-01")}), "concept.onverklaard")
		s := sheet(page, "STA3")
		s.Uitleg = appinkoop.ProductUitleg{Wat: "kost meer", Waarom: "geïndexeerd", VoorWie: "aanbieders"}
		regiotest.OK(t, change(t, r, m, s))
		regiotest.OK(t, change(t, r, second, appinkoop.Vaststelling{Van: day("2027-07-01")}))
		reg := regio(t, r).Regio
		ref := inkoop.ProductRef{Catalogus: "v3", Product: "STA3"}
		tarief, _ := reg.Tarief(ref, day("2027-07-01"))
		if tarief.Bedrag != 1350 || tarief.Kaart.Som() != 1350 || !slices.Equal(tarief.Kaart.Uitgesloten, inkoop.Tariefuitsluitingen()) {
			t.Errorf("%+v", tarief)
		}
		same, _ := reg.Tarief(inkoop.ProductRef{Catalogus: "v3", Product: "ONT3"}, day("2027-07-01"))
		old, _ := reg.Tarief(inkoop.ProductRef{Catalogus: "v2", Product: "ONT3"}, day("2027-06-30"))
		if !same.Gelijk(old) || same.Herkomst.Bron != "ongewijzigd overgenomen uit v2 ("+old.Herkomst.Bron+")" {
			t.Errorf("%+v", same)
		}
	})
}

// A product sheet has all its headings, and prices are not for everybody.
func TestAProductSheet(t *testing.T) {
	testkit.Eis(t, "INK-18", "TAR-01")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		r.Day("2026-11-02")
		regiotest.OK(t, change(t, r, r.Contractmanager, appinkoop.ConceptInput{Naam: "Catalogus 2027", Van: day("2027-07-01")}))
		bare := sheet(concept(t, r), "STA3")
		bare.Product.Blad.Afbakening = " "
		regiotest.Refused(t, change(t, r, r.Contractmanager, bare), "concept.blad_leeg")
		ref := inkoop.ProductRef{Catalogus: "v2", Product: "ONT3"}
		sees := map[string]bool{}
		for name, who := range map[string]actor{"manager": r.Contractmanager, "beleid": r.Beleid, "consulent": r.Consulent, "coordinator": r.Coordinator, "nobody": {}} {
			page, err := r.Inkoop.Productblad(t.Context(), who, ref)
			regiotest.OK(t, err)
			if len(page.Eisen) == 0 || page.Product.Blad.IsZero() {
				t.Errorf("%s: %+v", name, page.Product)
			}
			sees[name] = page.Tarief != nil
		}
		if !sees["manager"] || !sees["beleid"] || !sees["coordinator"] || sees["consulent"] || sees["nobody"] {
			t.Errorf("who sees the price: %v", sees)
		}
		_, err := r.Inkoop.Productblad(t.Context(), r.Contractmanager, inkoop.ProductRef{Catalogus: "v3", Product: "ONT3"})
		var e *errs.Error
		if !errors.As(err, &e) || e.Kind != errs.NotFound {
			t.Errorf("a concept has a public sheet: %v", err)
		}
	})
}

func concept(t *testing.T, r *regiotest.Regio) appinkoop.ConceptPage {
	t.Helper()
	page, err := r.Inkoop.Concept(t.Context(), r.Contractmanager)
	regiotest.OK(t, err)
	return page
}

func sheet(page appinkoop.ConceptPage, code inkoop.ProductCode) appinkoop.ConceptProduct {
	p, _ := page.Concept.Product(code)
	return appinkoop.ConceptProduct{Product: p}
}

func newProduct() appinkoop.ConceptProduct {
	return appinkoop.ConceptProduct{
		Nieuw: true, Uitleg: appinkoop.ProductUitleg{Wat: "nieuw", Waarom: "Er was niets op trede 5", VoorWie: "inwoners op trede 5"},
		Product: inkoop.Product{
			Code: "STA5", Naam: "Op de plek: betaald werk", GewoneNaam: "Een betaalde baan met hulp", Soort: inkoop.STA,
			BegintredeMin: 5, BegintredeMax: 5, Nadruk: "werk", Duur: inkoop.Duurregel{Soort: inkoop.DuurMaximum, Maanden: 12},
			Prijsvorm: inkoop.PrijsUur, Rapportage: inkoop.Rapportage{Na: 6, Herhaal: 6},
			Blad: inkoop.Productblad{Doel: "Betaald werk houden.", Doelgroep: "Je hebt werk.", Begeleiding: "De werkbegeleider helpt.", Afbakening: "Lukt het zonder hulp, dan hoeft het niet."},
		},
	}
}

// price is a price per hour with its parts.
func price(product inkoop.ProductCode, amount money.Cents) appinkoop.ConceptTarief {
	return appinkoop.ConceptTarief{Product: product, Bedrag: amount, Delen: map[inkoop.Tariefdeel]money.Cents{
		inkoop.DeelOndersteuning: amount - 225, inkoop.DeelAdministratie: 40, inkoop.DeelMonitoring: 50, inkoop.DeelWerkplekAanpassing: 35, inkoop.DeelOnkosten: 100,
	}}
}
