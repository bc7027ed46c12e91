package inkoop_test

import (
	"os"
	"slices"
	"testing"
	"time"

	"trede/internal/app"
	appinkoop "trede/internal/app/inkoop"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
)

func TestMain(m *testing.M) {
	code := m.Run()
	dbtest.Cleanup()
	os.Exit(code)
}

// The lines of a signed contract change by a signed, dated addendum only, and what it adds
// can be allocated from its day on.
func TestSignedContract(t *testing.T) {
	testkit.Eis(t, "INK-11")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		ctx := t.Context()
		read := func() appinkoop.Contract {
			t.Helper()
			list, err := r.Inkoop.Contracten(ctx, r.Contractmanager)
			regiotest.OK(t, err)
			for _, c := range list {
				if c.Aanbieder == r.De {
					return c
				}
			}
			t.Fatal("no contract")
			return appinkoop.Contract{}
		}
		change := func(fn func(*inkoop.Contract)) error {
			t.Helper()
			c := read()
			in := appinkoop.ContractInput{Contract: c.Contract, Versie: c.Versie, Reden: "op verzoek van de gemeente"}
			fn(&in.Contract)
			_, err := r.Inkoop.LegContractVast(ctx, r.Contractmanager, in)
			return err
		}
		ref, gemeente := inkoop.ProductRef{Catalogus: "v2", Product: "ONT5"}, inkoop.GemeenteCode("0274")
		from := civil.New(2027, time.March, 1)
		more := inkoop.Contractregel{Product: ref, Gemeenten: []inkoop.GemeenteCode{gemeente}, Geldig: civil.Period{From: from}}
		if read().Levert(ref, gemeente, from) {
			t.Fatal("it is in the contract already")
		}
		regiotest.Refused(t, change(func(c *inkoop.Contract) { c.Regels = append(c.Regels, more) }), "contract.regels_bij_addendum")
		regiotest.OK(t, change(func(c *inkoop.Contract) {
			c.Addenda = append(c.Addenda, inkoop.Addendum{
				Nummer: len(c.Addenda) + 1, Soort: inkoop.Uitbreiding, Getekend: civil.New(2026, time.November, 20), Regels: []inkoop.Contractregel{more},
			})
		}))
		if c := read(); !c.Levert(ref, gemeente, from) || c.Levert(ref, gemeente, from.AddDays(-1)) {
			t.Errorf("%+v", c.Addenda)
		}
		regiotest.Refused(t, change(func(c *inkoop.Contract) { c.Addenda = c.Addenda[:len(c.Addenda)-1] }), "contract.addendum_blijft")
	})
}

// How full a ceiling is, is a figure of the gemeente for which it is.
func TestCeilingsOfAContract(t *testing.T) {
	testkit.Eis(t, "B-REG-05")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		r.Day("2026-11-23")
		for _, g := range []inkoop.GemeenteCode{regiotest.Arnhem, "0226"} {
			r.ContractPlafond(r.De, inkoop.Plafond{Code: inkoop.PlafondCode("p-" + string(g)), Gemeente: g, Plekken: 4, Geldig: civil.Period{From: civil.New(2026, 1, 1)}})
		}
		for want, actor := range map[int]app.Actor{2: r.Contractmanager, 1: r.Beleid} {
			page, err := r.Inkoop.BekijkContract(t.Context(), actor, string(contractOf(t, r, "C-De Werkplaats").ID))
			regiotest.OK(t, err)
			if len(page.Plafonds) != want {
				t.Errorf("%s sees %+v, want %d", actor.Naam, page.Plafonds, want)
			}
		}
		page, err := r.Inkoop.BekijkContract(t.Context(), r.Coordinator, string(contractOf(t, r, "C-De Werkplaats").ID))
		regiotest.OK(t, err)
		if len(page.Plafonds) != 2 {
			t.Errorf("the provider sees %+v", page.Plafonds)
		}
	})
}

// The page of a contract says which insurance the provider lacks today, from the first day on.
func TestAContractShowsMissingInsurance(t *testing.T) {
	testkit.Eis(t, "VRZ-01")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		today := r.Day("2026-11-23")
		lacks := func(tot civil.Date) []inkoop.Verzekeringssoort {
			r.EindigtVerzekering(r.De, inkoop.Ongevallen, tot)
			page, err := r.Inkoop.BekijkContract(t.Context(), r.Coordinator, string(contractOf(t, r, "C-De Werkplaats").ID))
			regiotest.OK(t, err)
			return page.Ontbreekt
		}
		if last := lacks(today.AddDays(1)); len(last) != 0 {
			t.Errorf("insured through today and yet missing: %v", last)
		}
		if gone := lacks(today); !slices.Equal(gone, []inkoop.Verzekeringssoort{inkoop.Ongevallen}) {
			t.Errorf("missing today: %v", gone)
		}
	})
}

// Whatever way a line comes into a contract, it is put through the rules: by hand it begins
// with its catalogue, and by an addendum it is in the catalogue and has a day.
func TestLinesAreTestedAtEveryDoor(t *testing.T) {
	testkit.Eis(t, "INK-06", "INK-11")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		ctx := t.Context()
		today := r.Day("2026-11-23")
		line := func(product inkoop.ProductCode, from civil.Date) inkoop.Contractregel {
			return inkoop.Contractregel{
				Product: inkoop.ProductRef{Catalogus: "v2", Product: product}, Gemeenten: []inkoop.GemeenteCode{regiotest.Arnhem}, Geldig: civil.Period{From: from},
			}
		}
		id, err := r.Inkoop.LegContractVast(ctx, r.Contractmanager, appinkoop.ContractInput{Contract: inkoop.Contract{
			Nummer: "N-2", Partij: "MGR", Aanbieder: r.De, Oorspronkelijk: civil.Through(civil.New(2020, time.January, 1), civil.New(2027, time.December, 31)),
			Regels: []inkoop.Contractregel{line("ONT3", civil.Date{})},
		}})
		regiotest.OK(t, err)
		if c := contractOf(t, r, "N-2"); c.Regels[0].Geldig != (civil.Period{From: civil.New(2020, time.July, 1)}) {
			t.Errorf("a line of the next catalogue holds %s", c.Regels[0].Geldig)
		}
		regiotest.OK(t, r.Inkoop.Teken(ctx, r.Contractmanager, appinkoop.TekenInput{ContractID: id, Op: today, Versie: 1}))
		next := civil.New(2027, time.January, 1)
		for code, lines := range map[string][]inkoop.Contractregel{
			"contract.product_onbekend":       {line("ONT2", next)},
			"contract.addendum_dag_ontbreekt": {line("ONT4", next), line("STA3", civil.Date{})},
		} {
			regiotest.Refused(t, r.Inkoop.VoegAddendumToe(ctx, r.Contractmanager, appinkoop.AddendumInput{
				ContractID: id, Versie: 2, Reden: "meer", Addendum: inkoop.Addendum{Soort: inkoop.Uitbreiding, Regels: lines},
			}), code)
		}
	})
}

// Anybody reads the register, also who is not signed in.
func TestRegisterIsPublic(t *testing.T) {
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		r.Day("2026-11-23")
		page, err := r.Inkoop.Contractregister(t.Context(), app.Actor{}, civil.Date{})
		regiotest.OK(t, err)
		if len(page.Regels) != 2 || page.Regels[0].Aanbieder != "De Werkplaats" {
			t.Errorf("%+v", page.Regels)
		}
		if page, err = r.Inkoop.Contractregister(t.Context(), app.Actor{}, civil.New(2028, time.July, 1)); err != nil || len(page.Regels) != 0 {
			t.Errorf("after the end: %v %+v", err, page.Regels)
		}
	})
}

// An addendum that is none is refused: an extension that ends no later, an end that comes
// after the last day.
func TestAddendaAreTested(t *testing.T) {
	testkit.Eis(t, "INK-10", "INK-11")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		day := r.Day("2026-11-23")
		c := contractOf(t, r, "C-De Werkplaats")
		last := c.Looptijd().LastDay()
		for code, a := range map[string]inkoop.Addendum{
			"contract.verlenging_niet_later":   {Soort: inkoop.Verlenging, LaatsteDag: last},
			"contract.beeindiging_niet_eerder": {Soort: inkoop.Beeindiging, LaatsteDag: last},
			"contract.laatste_dag_ontbreekt":   {Soort: inkoop.Verlenging},
		} {
			a.Getekend = day
			regiotest.Refused(t, r.Inkoop.VoegAddendumToe(t.Context(), r.Contractmanager, appinkoop.AddendumInput{
				ContractID: string(c.ID), Addendum: a, Versie: c.Versie, Reden: "proef",
			}), code)
		}
	})
}
