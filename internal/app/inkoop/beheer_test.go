package inkoop_test

import (
	"testing"
	"time"

	"trede/internal/app"
	appinkoop "trede/internal/app/inkoop"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// contractOf gives the contract of a provider with a number.
func contractOf(t *testing.T, r *regiotest.Regio, nummer string) appinkoop.Contract {
	t.Helper()
	list, err := r.Inkoop.Contracten(t.Context(), r.Contractmanager)
	regiotest.OK(t, err)
	for _, c := range list {
		if c.Nummer == nummer {
			return c
		}
	}
	t.Fatalf("no contract %s", nummer)
	return appinkoop.Contract{}
}

// round2019 gives the region contracts of the first round: three that end on 31 December
// 2019, one that was ended before, one open, one that nobody signed.
func round2019(t *testing.T, r *regiotest.Regio) {
	t.Helper()
	add := func(nummer string, a inkoop.AanbiederID, change func(*inkoop.Contract)) {
		c := inkoop.Contract{
			Nummer: nummer, Partij: "MGR", Aanbieder: a, Getekend: civil.New(2016, time.December, 1),
			Oorspronkelijk: civil.Through(civil.New(2017, time.January, 1), civil.New(2019, time.December, 31)),
			Regels:         []inkoop.Contractregel{{Product: inkoop.ProductRef{Catalogus: "v1", Product: "ONT3"}, Gemeenten: []inkoop.GemeenteCode{regiotest.Arnhem}}},
		}
		change(&c)
		r.Contract(c)
	}
	add("A-1", r.De, func(*inkoop.Contract) {})
	add("A-2", r.Andere, func(*inkoop.Contract) {})
	add("A-over", r.De, func(c *inkoop.Contract) { c.Oorspronkelijk.Until = civil.New(2019, time.July, 1) })
	add("A-open", r.Andere, func(c *inkoop.Contract) { c.Oorspronkelijk.Until = civil.Date{} })
	add("A-concept", r.Andere, func(c *inkoop.Contract) { c.Getekend = civil.Date{} })
}

func peildag() civil.Date { return civil.New(2019, time.December, 31) }

func verlengInput(r *regiotest.Regio, t *testing.T, nummers ...string) appinkoop.BulkInput {
	in := appinkoop.BulkInput{Soort: appinkoop.BulkVerlengen, Peildag: peildag(), Maanden: 6, Getekend: app.Today(r.DB.Clock.Now()), Reden: "nieuwe inkoop later"}
	for _, n := range nummers {
		c := contractOf(t, r, n)
		in.Keuzes = append(in.Keuzes, appinkoop.BulkKeuze{ID: string(c.ID), Versie: c.Versie})
	}
	return in
}

// Contracts that are in force on the last day of 2019 run on to the last day of June 2020
// under the same conditions, and pressing twice does not do it twice.
func TestBulkExtension(t *testing.T) {
	testkit.Eis(t, "INK-11")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		ctx := t.Context()
		r.Day("2019-06-03")
		round2019(t, r)
		page, err := r.Inkoop.BulkOverzicht(ctx, r.Contractmanager, appinkoop.BulkInput{Soort: appinkoop.BulkVerlengen, Maanden: 6})
		regiotest.OK(t, err)
		if page.Peildag != peildag() {
			t.Errorf("by default %s", page.Peildag)
		}
		for _, l := range page.Regels {
			want := map[string]inkoop.Bulkreden{
				"A-over": inkoop.BulkAfgelopen, "A-open": inkoop.BulkGeenEinde, "A-concept": inkoop.BulkNietGetekend,
				"C-De Werkplaats": inkoop.BulkLooptDoor, "C-Groen Werk": inkoop.BulkLooptDoor,
			}[l.Nummer]
			if l.Reden != want {
				t.Errorf("%s: %q, want %q", l.Nummer, l.Reden, want)
			}
		}
		before := contractOf(t, r, "A-1")
		first := verlengInput(r, t, "A-1", "A-2")
		for name, bad := range map[string]struct {
			change func(*appinkoop.BulkInput)
			code   string
		}{
			"no months":        {func(in *appinkoop.BulkInput) { in.Maanden = 0 }, "contract.maanden_kan_niet"},
			"too many":         {func(in *appinkoop.BulkInput) { in.Maanden = 25 }, "contract.maanden_kan_niet"},
			"nothing chosen":   {func(in *appinkoop.BulkInput) { in.Keuzes = nil }, "contract.kies_er_een"},
			"signed tomorrow":  {func(in *appinkoop.BulkInput) { in.Getekend = civil.New(2019, time.June, 4) }, "contract.tekendag_kan_niet"},
			"without a day":    {func(in *appinkoop.BulkInput) { in.Peildag = civil.Date{} }, "contract.peildag_ontbreekt"},
			"one that is over": {func(in *appinkoop.BulkInput) { in.Keuzes = verlengInput(r, t, "A-1", "A-over").Keuzes }, "contract.kan_niet_mee"},
			"one without end":  {func(in *appinkoop.BulkInput) { in.Keuzes = verlengInput(r, t, "A-1", "A-open").Keuzes }, "contract.kan_niet_mee"},
		} {
			in := first
			bad.change(&in)
			_, err := r.Inkoop.VoerBulkUit(ctx, r.Contractmanager, in)
			if regiotest.Refused(t, err, bad.code); t.Failed() {
				t.Errorf("^ %s", name)
			}
		}
		if c := contractOf(t, r, "A-1"); len(c.Addenda) != 0 {
			t.Fatalf("an act that was refused for another contract changed this one: %+v", c.Addenda)
		}
		n, err := r.Inkoop.VoerBulkUit(ctx, r.Contractmanager, first)
		regiotest.OK(t, err)
		after := contractOf(t, r, "A-1")
		if n != 2 || after.Looptijd().LastDay() != civil.New(2020, time.June, 30) || len(after.Regels) != 1 || after.Regels[0].Product != before.Regels[0].Product {
			t.Errorf("%d %+v", n, after.Contract)
		}
		ref := before.Regels[0].Product
		for day, want := range map[string]bool{"2019-12-31": true, "2020-01-01": true, "2020-06-30": true, "2020-07-01": false} {
			if after.Levert(ref, regiotest.Arnhem, civil.MustParse(day)) != want {
				t.Errorf("delivers v1 on %s: %v", day, !want)
			}
		}
		_, err = r.Inkoop.VoerBulkUit(ctx, r.Contractmanager, first)
		if !errs.Is(err, errs.Conflict) {
			t.Errorf("a second press: %v", err)
		}
		_, err = r.Inkoop.VoerBulkUit(ctx, r.Contractmanager, verlengInput(r, t, "A-1"))
		regiotest.Refused(t, err, "contract.kan_niet_mee")
		if c := contractOf(t, r, "A-1"); len(c.Addenda) != 1 {
			t.Errorf("%d addenda", len(c.Addenda))
		}
		for _, nobody := range []app.Actor{r.Coordinator, r.Consulent, r.Beleid, r.Werk} {
			_, err := r.Inkoop.BulkOverzicht(ctx, nobody, first)
			regiotest.NotHere(t, err)
			_, err = r.Inkoop.VoerBulkUit(ctx, nobody, first)
			regiotest.NotHere(t, err)
		}
		r.Klopt()
	})
}

// Open contracts get one last day; then they can be extended from it.
func TestBulkEnd(t *testing.T) {
	testkit.Eis(t, "INK-10")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		ctx := t.Context()
		r.Day("2019-05-28")
		round2019(t, r)
		in := verlengInput(r, t, "A-open")
		in.Soort = appinkoop.BulkBeeindigen
		_, err := r.Inkoop.VoerBulkUit(ctx, r.Contractmanager, in)
		regiotest.OK(t, err)
		c := contractOf(t, r, "A-open")
		if !c.GeldigOp(peildag()) || c.GeldigOp(peildag().AddDays(1)) {
			t.Errorf("%s", c.Looptijd())
		}
		in.Keuzes = verlengInput(r, t, "A-1").Keuzes // ends that day already
		_, err = r.Inkoop.VoerBulkUit(ctx, r.Contractmanager, in)
		regiotest.Refused(t, err, "contract.kan_niet_mee")
		in.Reden = ""
		_, err = r.Inkoop.VoerBulkUit(ctx, r.Contractmanager, in)
		regiotest.NotHere(t, err)
		_, err = r.Inkoop.VoerBulkUit(ctx, r.Contractmanager, verlengInput(r, t, "A-open"))
		regiotest.OK(t, err)
		if c = contractOf(t, r, "A-open"); c.Looptijd().LastDay() != civil.New(2020, time.June, 30) {
			t.Errorf("%s", c.Looptijd())
		}
	})
}

// A contract outside the catalogue, or with a number that is taken, is refused; a draft is
// changed and signed, and from then on it changes by addenda only.
func TestContractByHand(t *testing.T) {
	testkit.Eis(t, "INK-12", "INK-10", "INK-06", "INK-17")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		ctx := t.Context()
		r.Day("2026-11-23")
		line := inkoop.Contractregel{Product: inkoop.ProductRef{Catalogus: "v2", Product: "ONT3"}, Gemeenten: []inkoop.GemeenteCode{regiotest.Arnhem}}
		in := appinkoop.ContractInput{Contract: inkoop.Contract{
			Nummer: "N-1", Partij: "MGR", Aanbieder: r.De, Oorspronkelijk: civil.Through(civil.New(2027, time.January, 1), civil.New(2027, time.December, 31)),
			Regels: []inkoop.Contractregel{line}, ZonderInschrijving: "tussentijds toegelaten",
		}}
		with := func(change func(*inkoop.Contract)) appinkoop.ContractInput {
			x := in
			change(&x.Contract)
			return x
		}
		for code, bad := range map[string]appinkoop.ContractInput{
			"contract.nummer_bestaat":      with(func(c *inkoop.Contract) { c.Nummer = "C-Groen Werk" }),
			"contract.zonder_inschrijving": with(func(c *inkoop.Contract) { c.ZonderInschrijving = " " }),
			"contract.buiten_catalogus": with(func(c *inkoop.Contract) {
				c.Regels = []inkoop.Contractregel{{Product: inkoop.ProductRef{Catalogus: "v1", Product: "ONT2"}, Gemeenten: line.Gemeenten}}
			}),
			"contract.product_onbekend": with(func(c *inkoop.Contract) {
				c.Regels = []inkoop.Contractregel{{Product: inkoop.ProductRef{Catalogus: "v2", Product: "ONT2"}, Gemeenten: line.Gemeenten}}
			}),
			"contract.gemeente_onbekend": with(func(c *inkoop.Contract) {
				c.Regels = []inkoop.Contractregel{{Product: line.Product, Gemeenten: []inkoop.GemeenteCode{"0344"}}}
			}),
		} {
			_, err := r.Inkoop.LegContractVast(ctx, r.Contractmanager, bad)
			regiotest.Refused(t, err, code)
		}
		id, err := r.Inkoop.LegContractVast(ctx, r.Contractmanager, in)
		regiotest.OK(t, err)
		page, err := r.Inkoop.BekijkContract(ctx, r.Contractmanager, id)
		regiotest.OK(t, err)
		if !page.Contract.Looptijd().IsEmpty() || len(page.Gebeurtenissen) != 1 || page.Contract.ZonderInschrijving != "tussentijds toegelaten" {
			t.Errorf("a draft counts: %+v", page)
		}
		sign := appinkoop.TekenInput{ContractID: id, Op: civil.New(2026, time.November, 24), Versie: 1}
		regiotest.Refused(t, r.Inkoop.Teken(ctx, r.Contractmanager, sign), "contract.tekendag_kan_niet")
		sign.Op = civil.New(2026, time.November, 23)
		regiotest.OK(t, r.Inkoop.Teken(ctx, r.Contractmanager, sign))
		regiotest.Stale[store.Contract](t, r.Inkoop.Teken(ctx, r.Contractmanager, sign))
		sign.Versie = 2
		regiotest.Refused(t, r.Inkoop.Teken(ctx, r.Contractmanager, sign), "contract.al_getekend")
		regiotest.NotHere(t, r.Inkoop.Teken(ctx, r.Coordinator, sign))
		more := appinkoop.AddendumInput{ContractID: id, Versie: 2, Reden: "op verzoek", Addendum: inkoop.Addendum{Soort: inkoop.Verlenging, LaatsteDag: civil.New(2027, time.December, 31)}}
		regiotest.Refused(t, r.Inkoop.VoegAddendumToe(ctx, r.Contractmanager, more), "contract.verlenging_niet_later")
		more.Addendum.LaatsteDag = civil.New(2028, time.March, 31)
		regiotest.OK(t, r.Inkoop.VoegAddendumToe(ctx, r.Contractmanager, more))
		regiotest.NotHere(t, r.Inkoop.VoegAddendumToe(ctx, r.Coordinator, more))
		if c := contractOf(t, r, "N-1"); c.Looptijd().LastDay() != civil.New(2027, time.December, 31) {
			t.Errorf("an addendum that nobody signed counts: %s", c.Looptijd())
		}
		regiotest.OK(t, r.Inkoop.Teken(ctx, r.Contractmanager, appinkoop.TekenInput{ContractID: id, Addendum: 1, Op: civil.New(2026, time.November, 23), Versie: 3}))
		if c := contractOf(t, r, "N-1"); c.Looptijd().LastDay() != civil.New(2028, time.March, 31) {
			t.Errorf("%s", c.Looptijd())
		}
		r.Klopt()
	})
}

// An AGB code has eight digits.
func TestAGB(t *testing.T) {
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		day := r.Day("2026-11-23")
		in := appinkoop.AanbiederInput{ID: string(r.De), Naam: "De Werkplaats", Gemeente: regiotest.Arnhem, Vanaf: day, AGB: "1234567", Versie: 1}
		_, err := r.Inkoop.LegAanbiederVast(t.Context(), r.Contractmanager, in)
		regiotest.Refused(t, err, "aanbieder.agb_vorm")
		in.AGB = "01234567"
		_, err = r.Inkoop.LegAanbiederVast(t.Context(), r.Contractmanager, in)
		regiotest.OK(t, err)
	})
}

// What runs out: the region sees all of it, a provider what is its own.
func TestRadarPerReader(t *testing.T) {
	testkit.Eis(t, "VRZ-01", "INK-10")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		r.Day("2026-10-31") // the last day is 31 December
		r.EindigtVerzekering(r.De, inkoop.Ongevallen, civil.New(2027, time.January, 1))
		r.EindigtVerzekering(r.Andere, inkoop.Aansprakelijkheid, civil.New(2027, time.January, 1))
		count := func(a app.Actor, f appinkoop.RadarFilter) int {
			t.Helper()
			page, err := r.Inkoop.Radar(t.Context(), a, f)
			regiotest.OK(t, err)
			return len(page.Regels)
		}
		if n := count(r.Contractmanager, appinkoop.RadarFilter{Soort: inkoop.RadarVerzekering}); n != 0 {
			t.Errorf("61 days ahead: %d", n)
		}
		r.Day("2026-11-01")
		if n := count(r.Contractmanager, appinkoop.RadarFilter{Soort: inkoop.RadarVerzekering}); n != 2 {
			t.Errorf("60 days ahead: %d", n)
		}
		if n := count(r.Contractmanager, appinkoop.RadarFilter{Soort: inkoop.RadarVerzekering, Aanbieder: r.De}); n != 1 {
			t.Errorf("of one provider: %d", n)
		}
		page, err := r.Inkoop.Radar(t.Context(), r.Coordinator, appinkoop.RadarFilter{})
		regiotest.OK(t, err)
		if len(page.Aanbieders) != 1 || page.Aanbieders[0].ID != r.De || len(page.Regels) != 1 || page.Regels[0].Aanbieder != r.De {
			t.Errorf("a provider sees %+v", page)
		}
		for _, nobody := range []app.Actor{r.Consulent, r.Werk, r.Beleid, r.CAW} {
			_, err := r.Inkoop.Radar(t.Context(), nobody, appinkoop.RadarFilter{})
			regiotest.NotHere(t, err)
		}
	})
}

// A point is written down by the region, answered by the provider of the contract, seen by
// no other provider, and comes up as work after its term.
func TestCompliance(t *testing.T) {
	testkit.Eis(t, "INK-05", "INK-08")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		ctx := t.Context()
		today := r.Day("2026-11-23")
		c := contractOf(t, r, "C-De Werkplaats")
		in := appinkoop.PuntInput{Punt: inkoop.Nalevingspunt{
			Contract: c.ID, Bron: inkoop.BronGesprek, Gevonden: today, Bevinding: "Geen scholing", Afspraak: "Scholing plannen", Termijn: civil.New(2026, time.December, 31),
		}}
		late := in
		late.Punt.Termijn = today.AddDays(-1)
		_, err := r.Inkoop.LegPuntVast(ctx, r.Contractmanager, late)
		regiotest.Refused(t, err, "naleving.termijn_kan_niet")
		wrong := in
		wrong.Punt.Eis = "BESTAAT-NIET"
		_, err = r.Inkoop.LegPuntVast(ctx, r.Contractmanager, wrong)
		regiotest.Refused(t, err, "naleving.eis_onbekend")
		_, err = r.Inkoop.LegPuntVast(ctx, r.Coordinator, in)
		regiotest.NotHere(t, err)
		id, err := r.Inkoop.LegPuntVast(ctx, r.Contractmanager, in)
		regiotest.OK(t, err)

		_, err = r.Inkoop.Naleving(ctx, r.AndereCoordinator, string(c.ID))
		regiotest.NotHere(t, err)
		_, err = r.Inkoop.Naleving(ctx, r.Consulent, string(c.ID))
		regiotest.NotHere(t, err)
		own, err := r.Inkoop.Naleving(ctx, r.Coordinator, string(c.ID))
		regiotest.OK(t, err)
		if len(own.Overig) != 1 || !own.MayReageren || own.MayVastleggen || len(own.Voorstellen) != 0 {
			t.Errorf("the provider sees %+v", own)
		}
		has := func(a app.Actor, soort inkoop.WerkSoort) bool {
			t.Helper()
			page, err := r.Inkoop.Werk(ctx, r.Actor(a))
			regiotest.OK(t, err)
			for _, x := range page.Taken {
				if x.Soort == soort {
					return true
				}
			}
			return false
		}
		if !has(r.Coordinator, inkoop.WerkSoort(inkoop.RadarAfspraak)) || has(r.AndereCoordinator, inkoop.WerkSoort(inkoop.RadarAfspraak)) || has(r.Contractmanager, inkoop.WerkSoort(inkoop.RadarAfspraak)) {
			t.Error("before the term it is the provider's")
		}
		answer := appinkoop.ReactieInput{ContractID: string(c.ID), PuntID: id, Versie: 1}
		regiotest.Refused(t, r.Inkoop.ReageerOpPunt(ctx, r.Coordinator, answer), "naleving.reactie_ontbreekt")
		answer.Tekst = "Gepland in december"
		regiotest.NotHere(t, r.Inkoop.ReageerOpPunt(ctx, r.AndereCoordinator, answer))
		regiotest.OK(t, r.Inkoop.ReageerOpPunt(ctx, r.Coordinator, answer))
		in.ID, in.Versie = id, 1
		_, err = r.Inkoop.LegPuntVast(ctx, r.Contractmanager, in)
		regiotest.Stale[store.Nalevingspunt](t, err)

		r.Day("2026-12-31")
		if has(r.Contractmanager, inkoop.WerkSoort(inkoop.RadarAfspraak)) {
			t.Error("on the last day it is in time")
		}
		r.Day("2027-01-01")
		if !has(r.Contractmanager, inkoop.WerkSoort(inkoop.RadarAfspraak)) {
			t.Error("after its term nobody of the region is told")
		}
		first := in.Punt.Afspraak
		in.Versie, in.Punt.Hertoets = 2, inkoop.Hertoets{Op: civil.New(2027, time.January, 1), Bevinding: "Nog niet"}
		in.Punt.Afspraak, in.Punt.Termijn = "Alsnog", civil.New(2027, time.January, 31)
		_, err = r.Inkoop.LegPuntVast(ctx, r.Contractmanager, in)
		regiotest.OK(t, err)
		r.Day("2027-01-20")
		in.Versie, in.Punt.Hertoets = 3, inkoop.Hertoets{Op: civil.New(2027, time.January, 20), Opgelost: true, Bevinding: "Gedaan"}
		_, err = r.Inkoop.LegPuntVast(ctx, r.Contractmanager, in)
		regiotest.OK(t, err)
		if has(r.Contractmanager, inkoop.WerkSoort(inkoop.RadarAfspraak)) {
			t.Error("what is mended is still work")
		}
		file, err := r.Inkoop.Naleving(ctx, r.Contractmanager, string(c.ID))
		regiotest.OK(t, err)
		if p := file.Overig[0]; p.Reactie != "Gepland in december" || p.Open() {
			t.Errorf("what the provider said is gone: %+v", p)
		}
		if e := file.Overig[0].Eerder; len(e) != 2 || e[0].Afspraak != first || e[1].Afspraak != "Alsnog" || e[1].Hertoets.Bevinding != "Nog niet" {
			t.Errorf("what was agreed and seen before is %+v", e)
		}
		answer.Versie = 4
		regiotest.Refused(t, r.Inkoop.ReageerOpPunt(ctx, r.Coordinator, answer), "naleving.punt_gesloten")
		r.Klopt()
	})
}

// The figures of delivery are counted per provider, without names.
func TestComplianceFigures(t *testing.T) {
	testkit.Eis(t, "INK-05")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		ctx := t.Context()
		start := r.Day("2026-06-01")
		r.Lopend("Marco", "de Vries", start) // its report is due after three months
		facts := func(day string, a inkoop.AanbiederID) inkoop.NalevingFeiten {
			t.Helper()
			r.Day(day)
			page, err := r.Inkoop.Naleving(ctx, r.Contractmanager, string(contractOf(t, r, map[inkoop.AanbiederID]string{r.De: "C-De Werkplaats", r.Andere: "C-Groen Werk"}[a]).ID))
			regiotest.OK(t, err)
			return page.Feiten
		}
		if f := facts("2026-08-31", r.De); f.NietGekomen != 0 {
			t.Errorf("on time: %+v", f)
		}
		if f := facts("2026-09-15", r.De); f.NietGekomen != 1 {
			t.Errorf("late: %+v", f)
		}
		if f := facts("2026-09-15", r.Andere); f.NietGekomen != 0 || f.Berichten != 0 {
			t.Errorf("of another provider: %+v", f)
		}
		page, err := r.Inkoop.Naleving(ctx, r.Contractmanager, string(contractOf(t, r, "C-De Werkplaats").ID))
		regiotest.OK(t, err)
		if len(page.Voorstellen) != 1 || page.Voorstellen[0].Bron != inkoop.BronRapportages {
			t.Errorf("%+v", page.Voorstellen)
		}
		r.EindigtVerzekering(r.De, inkoop.Ongevallen, civil.New(2026, time.September, 15))
		if f := facts("2026-09-15", r.De); len(f.Onverzekerd) != 1 {
			t.Errorf("uninsured: %+v", f)
		}
	})
}

// A meeting is seen by who was asked; an action stands in the work list of whose it is,
// until it is done, and only they or the region can say so.
func TestMeetings(t *testing.T) {
	testkit.Eis(t, "INK-08")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		ctx := t.Context()
		today := r.Day("2026-11-23")
		meeting := func(o inkoop.Overleg) string {
			t.Helper()
			o.Titel, o.Dag = "Overleg", today
			id, err := r.Inkoop.LegOverlegVast(ctx, r.Contractmanager, appinkoop.OverlegInput{Overleg: o})
			regiotest.OK(t, err)
			return id
		}
		all := meeting(inkoop.Overleg{Soort: inkoop.OverlegRegio})
		theirs := meeting(inkoop.Overleg{Soort: inkoop.OverlegRegio, Aanbieders: []inkoop.AanbiederID{r.Andere}})
		talk := meeting(inkoop.Overleg{Soort: inkoop.OverlegContract, Contract: contractOf(t, r, "C-De Werkplaats").ID})
		gemeenten := meeting(inkoop.Overleg{Soort: inkoop.OverlegGemeente})
		for _, c := range []struct {
			who  app.Actor
			sees []string
		}{
			{r.Contractmanager, []string{all, theirs, talk, gemeenten}},
			{r.Beleid, []string{all, theirs, talk, gemeenten}},
			{r.Coordinator, []string{all, talk}},
			{r.AndereCoordinator, []string{all, theirs}},
		} {
			page, err := r.Inkoop.Overleggen(ctx, c.who)
			regiotest.OK(t, err)
			if len(page.Overleggen) != len(c.sees) {
				t.Errorf("%s sees %d, want %d", c.who.ID, len(page.Overleggen), len(c.sees))
			}
			for _, id := range c.sees {
				_, err := r.Inkoop.BekijkOverleg(ctx, c.who, id)
				regiotest.OK(t, err)
			}
		}
		point := inkoop.Nalevingspunt{
			Contract: contractOf(t, r, "C-De Werkplaats").ID, Overleg: talk, Bron: inkoop.BronGesprek, Gevonden: today, Bevinding: "Geen scholing",
			Afspraak: "Alsnog", Termijn: today.AddDays(30),
		}
		_, err := r.Inkoop.LegPuntVast(ctx, r.Contractmanager, appinkoop.PuntInput{Punt: point})
		regiotest.OK(t, err)
		for who, actor := range map[string]app.Actor{"contract manager": r.Contractmanager, "coordinator": r.Coordinator, "": r.Beleid} {
			page, err := r.Inkoop.BekijkOverleg(ctx, actor, talk)
			regiotest.OK(t, err)
			if sees := len(page.Punten) == 1; sees != (who != "") || page.SeesNaleving != sees {
				t.Errorf("%q reads the points of compliance: %v", who, sees)
			}
		}
		fresh, err := r.Inkoop.LegAanbiederVast(ctx, r.Contractmanager, appinkoop.AanbiederInput{Naam: "Nieuw", Gemeente: "GM0202", Vanaf: today})
		regiotest.OK(t, err)
		stranger := r.Medewerker("Nina", authz.RoleCoordinator, fresh, "")
		if page, err := r.Inkoop.Overleggen(ctx, stranger); err != nil || len(page.Overleggen)+len(page.Acties) > 0 {
			t.Errorf("who has no contract reads %+v, %v", page.Overleggen, err)
		}
		_, err = r.Inkoop.BekijkOverleg(ctx, r.Coordinator, theirs)
		regiotest.NotHere(t, err)
		_, err = r.Inkoop.BekijkOverleg(ctx, r.Coordinator, gemeenten)
		regiotest.NotHere(t, err)
		_, err = r.Inkoop.Overleggen(ctx, r.Consulent)
		regiotest.NotHere(t, err)
		_, err = r.Inkoop.LegOverlegVast(ctx, r.Contractmanager, appinkoop.OverlegInput{Overleg: inkoop.Overleg{Soort: inkoop.OverlegContract, Titel: "x", Dag: today}})
		regiotest.Refused(t, err, "overleg.contract_ontbreekt")

		agree := appinkoop.ActieInput{Actie: inkoop.Actie{Overleg: all, Wat: "Stuur het rooster", OrganisatieID: string(r.De), Uiterlijk: today.AddDays(7)}}
		bad := agree
		bad.Actie.AccountID = r.AndereCoordinator.ID
		_, err = r.Inkoop.LegActieVast(ctx, r.Contractmanager, bad)
		regiotest.Refused(t, err, "actie.persoon_werkt_er_niet")
		_, err = r.Inkoop.LegActieVast(ctx, r.Coordinator, agree)
		regiotest.NotHere(t, err)
		id, err := r.Inkoop.LegActieVast(ctx, r.Contractmanager, agree)
		regiotest.OK(t, err)
		agree.Actie.OrganisatieID = regiotest.Organisatie(r.Beleid)
		theirsToo, err := r.Inkoop.LegActieVast(ctx, r.Contractmanager, agree)
		regiotest.OK(t, err)
		work := func(a app.Actor) (ids []string) {
			t.Helper()
			page, err := r.Inkoop.Werk(ctx, a)
			regiotest.OK(t, err)
			for _, x := range page.Taken {
				if x.Soort == inkoop.WerkActie {
					ids = append(ids, x.ID)
				}
			}
			return ids
		}
		if w := work(r.Coordinator); len(w) != 1 || w[0] != id {
			t.Errorf("the coordinator has %v", w)
		}
		if w := work(r.Beleid); len(w) != 1 || w[0] != theirsToo {
			t.Errorf("the policy officer has %v", w)
		}
		if w := work(r.AndereCoordinator); len(w) != 0 || len(work(r.Contractmanager)) != 0 {
			t.Errorf("others have %v", w)
		}
		done := appinkoop.AfhandelingInput{ID: id, Op: today.AddDays(1), Versie: 1}
		regiotest.Refused(t, r.Inkoop.HandelActieAf(ctx, r.Coordinator, done), "actie.gedaan_kan_niet")
		done.Op = today
		regiotest.NotHere(t, r.Inkoop.HandelActieAf(ctx, r.AndereCoordinator, done))
		regiotest.NotHere(t, r.Inkoop.HandelActieAf(ctx, r.Beleid, done))
		regiotest.OK(t, r.Inkoop.HandelActieAf(ctx, r.Coordinator, done))
		regiotest.Stale[store.Actie](t, r.Inkoop.HandelActieAf(ctx, r.Coordinator, done))
		twice := done
		twice.Versie = 2
		regiotest.Refused(t, r.Inkoop.HandelActieAf(ctx, r.Coordinator, twice), "actie.al_gedaan")
		if w := work(r.Coordinator); len(w) != 0 {
			t.Errorf("after it was done: %v", w)
		}
		done.ID = theirsToo
		regiotest.OK(t, r.Inkoop.HandelActieAf(ctx, r.Contractmanager, done))
		r.Klopt()
	})
}

// An assessor has what nobody decided about and was not judged to the end; questions
// without an answer are the region's.
func TestWorkOfARound(t *testing.T) {
	testkit.Eis(t, "INK-08")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		r.Day("2026-11-23")
		count := func(a app.Actor, soort inkoop.WerkSoort) int {
			t.Helper()
			page, err := r.Inkoop.Werk(t.Context(), a)
			regiotest.OK(t, err)
			for _, x := range page.Taken {
				if x.Soort == soort {
					return x.Aantal
				}
			}
			return 0
		}
		if n := count(r.Contractmanager, inkoop.WerkInschrijving); n != 0 {
			t.Errorf("%d", n)
		}
		var handed store.Inschrijving
		regiotest.OK(t, r.DB.Write(t.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
			tx.Audit("proef", "proef", "proef.gewijzigd", audit.Payload{})
			ronde := store.Ronde{}
			ronde.ID, ronde.Naam, ronde.Consultatie = inkoop.RondeID(tx.NewID()), "2027", civil.New(2026, time.June, 1)
			if err := tx.PutRonde(&ronde); err != nil {
				return err
			}
			for _, a := range []inkoop.AanbiederID{r.De, r.Andere} {
				i := store.Inschrijving{Inschrijving: inkoop.Inschrijving{ID: inkoop.InschrijvingID(tx.NewID()), Ronde: ronde.ID, Aanbieder: a, Begonnen: tx.Now}}
				i.Inhoud.Mensen = []inkoop.Mens{{Naam: "Sanne", VOG: civil.New(2020, time.January, 1)}}
				if a == r.De {
					i.Ingediend = tx.Now
				}
				if err := tx.PutInschrijving(&i); err != nil {
					return err
				}
				if a == r.De {
					handed = i
				}
			}
			return nil
		}))
		if n := count(r.Contractmanager, inkoop.WerkInschrijving); n != 1 {
			t.Errorf("handed in: %d, want 1: a concept is nobody's work", n)
		}
		if n := count(r.Coordinator, inkoop.WerkInschrijving); n != 0 {
			t.Error("a provider assesses")
		}
		page, err := r.Inkoop.Radar(t.Context(), r.Contractmanager, appinkoop.RadarFilter{Soort: inkoop.RadarVOG})
		regiotest.OK(t, err)
		if len(page.Regels) != 1 || page.Regels[0].Aanbieder != r.De {
			t.Errorf("the people of what was handed in: %+v", page.Regels)
		}
		regiotest.OK(t, r.DB.Write(t.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
			tx.Audit("proef", "proef", "proef.gewijzigd", audit.Payload{})
			handed.Besluit = inkoop.Kwalificatiebesluit{Uitslag: inkoop.Afgewezen, GenomenID: "iemand"}
			return tx.PutInschrijving(&handed)
		}))
		if n := count(r.Contractmanager, inkoop.WerkInschrijving); n != 0 {
			t.Errorf("decided: %d", n)
		}
	})
}
