package inkoop_test

import (
	"slices"
	"testing"
	"time"

	appinkoop "trede/internal/app/inkoop"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// besloten decides about an inschrijving, with a contract when it qualifies.
func besloten(t *testing.T, r *regiotest.Regio, id string, nummer string) (contract inkoop.ContractID) {
	t.Helper()
	regiotest.OK(t, r.DB.Write(t.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
		i, err := tx.Inschrijving(inkoop.InschrijvingID(id))
		if err != nil {
			return err
		}
		i.Besluit = inkoop.Kwalificatiebesluit{Uitslag: inkoop.Afgewezen, Genomen: civil.New(2020, time.March, 2), GenomenID: "x"}
		if nummer != "" {
			c := store.Contract{Contract: inkoop.Contract{
				ID: inkoop.ContractID(tx.NewID()), Nummer: nummer, Aanbieder: i.Aanbieder, Oorspronkelijk: civil.Through(civil.New(2020, time.July, 1), civil.New(2024, time.June, 30)),
				Regels: []inkoop.Contractregel{{Product: inkoop.ProductRef{Catalogus: "v2", Product: "ONT3"}, Gemeenten: []inkoop.GemeenteCode{regiotest.Arnhem}}},
			}}
			if err := tx.PutContract(&c); err != nil {
				return err
			}
			i.Besluit.Uitslag, i.ContractID, contract = inkoop.Gekwalificeerd, c.ID, c.ID
		}
		tx.Audit(appinkoop.KindInschrijving, id, "kwalificatie.proef", audit.Payload{})
		return tx.PutInschrijving(&i)
	}))
	return contract
}

// The random check is drawn once, by the percentage of the region, after everything is
// decided, with a seed by which everybody draws the same again; and only in the contracts
// that were drawn stand points, one for each requirement that is checked in this way.
func TestDrawTheRandomCheck(t *testing.T) {
	testkit.Eis(t, "INK-04", "INK-05")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		ctx := t.Context()
		r.Day("2020-01-20")
		ronde := r.Ronde2020()
		one, two := r.Ingediend(ronde, r.De), r.Ingediend(ronde, r.Andere)
		r.Day("2020-03-10")
		in := appinkoop.SteekproefInput{RondeID: ronde.ID, Versie: 1, Bevinding: "Getrokken.", Afspraak: "Stuur het bewijs.", Termijn: civil.New(2020, time.April, 10)}
		draw := func(change func(*appinkoop.SteekproefInput)) error {
			x := in
			change(&x)
			_, err := r.Inkoop.TrekSteekproef(ctx, r.Contractmanager, x)
			return err
		}
		asIs := func(*appinkoop.SteekproefInput) {}
		contracts := map[string]inkoop.ContractID{one: besloten(t, r, one, "S-1")}
		regiotest.Refused(t, draw(asIs), "steekproef.nog_te_besluiten")
		contracts[two] = besloten(t, r, two, "S-2")
		for _, a := range []struct {
			name   string
			change func(*appinkoop.SteekproefInput)
			code   string
		}{
			{"no day", func(x *appinkoop.SteekproefInput) { x.Termijn = civil.Date{} }, "naleving.termijn_kan_niet"},
			{"nothing asked", func(x *appinkoop.SteekproefInput) { x.Afspraak = " " }, "naleving.afspraak_ontbreekt"},
		} {
			regiotest.Refused(t, draw(a.change), a.code)
		}
		if _, err := r.Inkoop.TrekSteekproef(ctx, r.Coordinator, in); !errs.Is(err, errs.NotFound) {
			t.Errorf("a provider draws: %v", err)
		}
		n, err := r.Inkoop.TrekSteekproef(ctx, r.Contractmanager, in)
		regiotest.OK(t, err)
		list, err := r.Inkoop.RondeInschrijvingen(ctx, r.Contractmanager, string(ronde.ID))
		regiotest.OK(t, err)
		s := list.Ronde.Steekproef
		if n != 1 || len(s.Getrokken) != 1 || len(s.Uit) != 2 || s.Procent != 10 || s.Op != civil.New(2020, time.March, 10) || s.DoorID != r.Contractmanager.ID || list.MagTrekken {
			t.Fatalf("%d drawn: %+v", n, s)
		}
		if again := s.Trek(); s.Zaad == "" || !slices.Equal(again.Getrokken, s.Getrokken) {
			t.Errorf("drawn again: %v, not %v", again.Getrokken, s.Getrokken)
		}
		for id, contract := range contracts {
			page, err := r.Inkoop.Naleving(ctx, r.Contractmanager, string(contract))
			regiotest.OK(t, err)
			points := 0
			for _, e := range page.Eisen {
				want := 0
				if e.Bewijs == inkoop.BewijsSteekproef && slices.Contains(s.Getrokken, inkoop.InschrijvingID(id)) {
					want = 1
				}
				if len(e.Punten) != want {
					t.Errorf("%s of %s: %d points, want %d", e.Code, id, len(e.Punten), want)
				}
				for _, p := range e.Punten {
					points++
					if p.Bron != inkoop.BronSteekproef || !p.Open() || p.Termijn != in.Termijn || p.Afspraak != in.Afspraak || p.DoorID != r.Contractmanager.ID {
						t.Errorf("%+v", p)
					}
				}
			}
			if drawn := slices.Contains(s.Getrokken, inkoop.InschrijvingID(id)); drawn != (points > 0) || len(page.Overig) != 0 {
				t.Errorf("%s drawn %t, %d points, and %d without a requirement", id, drawn, points, len(page.Overig))
			}
		}
		regiotest.Stale[store.Ronde](t, draw(asIs))
		regiotest.Refused(t, draw(func(x *appinkoop.SteekproefInput) { x.Versie = 2 }), "steekproef.al_getrokken")
		edit := list.Ronde
		edit.Naam, edit.Steekproef = "Inkoop 2020, tweede", inkoop.RondeSteekproef{}
		_, err = r.Inkoop.LegRondeVast(ctx, r.Contractmanager, appinkoop.RondeInput{Ronde: edit, Versie: 2})
		regiotest.OK(t, err)
		if list, err = r.Inkoop.RondeInschrijvingen(ctx, r.Contractmanager, string(ronde.ID)); err != nil || list.Ronde.Steekproef.Zaad != s.Zaad {
			t.Errorf("a change of the round takes the draw away: %+v %v", list.Ronde.Steekproef, err)
		}
	})
}

// Rejected inschrijvingen are not drawn, and a region at 0 percent draws none.
func TestNothingToDraw(t *testing.T) {
	testkit.Eis(t, "INK-04")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		r.Day("2020-01-20")
		ronde := r.Ronde2020()
		besloten(t, r, r.Ingediend(ronde, r.De), "")
		r.Day("2020-03-10")
		in := appinkoop.SteekproefInput{RondeID: ronde.ID, Versie: 1, Bevinding: "Getrokken.", Afspraak: "Stuur het bewijs.", Termijn: civil.New(2020, time.April, 10)}
		_, err := r.Inkoop.TrekSteekproef(t.Context(), r.Contractmanager, in)
		regiotest.Refused(t, err, "steekproef.geen_contracten")
		besloten(t, r, r.Ingediend(ronde, r.Andere), "S-2")
		r.ChangeRegio(regiotest.Set("steekproef_procent", "0", civil.New(2020, time.January, 1)))
		_, err = r.Inkoop.TrekSteekproef(t.Context(), r.Contractmanager, in)
		regiotest.Refused(t, err, "steekproef.nul_procent")
	})
}
