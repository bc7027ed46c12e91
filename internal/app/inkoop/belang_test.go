package inkoop_test

import (
	"testing"
	"time"

	appinkoop "trede/internal/app/inkoop"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// Whoever works or worked for a provider does nothing for the region about its contract, its
// compliance or its exceptions; a colleague does.
func TestNoActForTheOwnProvider(t *testing.T) {
	testkit.Eis(t, "INK-05", "INK-10", "INK-13")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		ctx, day := t.Context(), r.Day("2026-11-23")
		both := r.Ook(r.Regionaal("Kim", authz.RoleContractmanager), authz.RoleCoordinator, string(r.De))
		c := contractOf(t, r, "C-De Werkplaats")
		add := inkoop.Addendum{Soort: inkoop.Beeindiging, Getekend: day, LaatsteDag: day.AddDays(90)}
		point := inkoop.Nalevingspunt{Contract: c.ID, Bron: inkoop.BronGesprek, Gevonden: day, InOrde: true, Bevinding: "Alles is goed."}
		acts := map[string]func() error{
			"an end": func() error {
				return r.Inkoop.VoegAddendumToe(ctx, both, appinkoop.AddendumInput{ContractID: string(c.ID), Addendum: add, Versie: c.Versie, Reden: "stopt"})
			},
			"many at once": func() error {
				_, err := r.Inkoop.VoerBulkUit(ctx, both, appinkoop.BulkInput{
					Soort: appinkoop.BulkVerlengen, Peildag: c.Oorspronkelijk.LastDay(), Maanden: 6, Getekend: day, Reden: "langer",
					Keuzes: []appinkoop.BulkKeuze{{ID: string(c.ID), Versie: c.Versie}},
				})
				return err
			},
			"a contract": func() error {
				_, err := r.Inkoop.LegContractVast(ctx, both, appinkoop.ContractInput{Contract: inkoop.Contract{
					Nummer: "N-9", Partij: "Regio", Aanbieder: r.De, Oorspronkelijk: civil.Through(day, civil.New(2028, time.June, 30)), ZonderInschrijving: "haast",
					Regels: c.Regels,
				}})
				return err
			},
			"a finding": func() error {
				_, err := r.Inkoop.LegPuntVast(ctx, both, appinkoop.PuntInput{Punt: point})
				return err
			},
		}
		for what, act := range acts {
			t.Log(what)
			regiotest.Refused(t, act(), "belang.eigen_organisatie")
		}
		_, err := r.Inkoop.LegPuntVast(ctx, r.Contractmanager, appinkoop.PuntInput{Punt: point})
		regiotest.OK(t, err)
	})
}

// An action is about a point of the contract that its meeting is about.
func TestActionAboutAnotherContract(t *testing.T) {
	testkit.Eis(t, "INK-08")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		ctx, day, who := t.Context(), r.Day("2026-11-23"), r.Contractmanager
		own, other := contractOf(t, r, "C-De Werkplaats"), contractOf(t, r, "C-Groen Werk")
		meeting, err := r.Inkoop.LegOverlegVast(ctx, who, appinkoop.OverlegInput{Overleg: inkoop.Overleg{
			Soort: inkoop.OverlegContract, Contract: own.ID, Titel: "Gesprek", Dag: day,
		}})
		regiotest.OK(t, err)
		act := func(c inkoop.ContractID) error {
			point, err := r.Inkoop.LegPuntVast(ctx, who, appinkoop.PuntInput{Punt: inkoop.Nalevingspunt{
				Contract: c, Bron: inkoop.BronGesprek, Gevonden: day, InOrde: true, Bevinding: "Goed.",
			}})
			regiotest.OK(t, err)
			_, err = r.Inkoop.LegActieVast(ctx, who, appinkoop.ActieInput{Punt: point, Actie: inkoop.Actie{
				Overleg: meeting, Wat: "Stuur het stuk.", OrganisatieID: string(r.De), Uiterlijk: day.AddDays(7),
			}})
			return err
		}
		regiotest.OK(t, act(own.ID))
		regiotest.NotHere(t, act(other.ID))
	})
}

// The KvK number of another provider is refused, whoever fills it in.
func TestNumberOfAnother(t *testing.T) {
	testkit.Eis(t, "INK-12")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Day("2019-11-04")
		e := newEnrol(t, r, nil)
		id := e.begin()
		taken := "11223344"
		_, err := r.Inkoop.LegAanbiederVast(t.Context(), r.Contractmanager, appinkoop.AanbiederInput{Naam: "Een ander", KvK: taken, Gemeente: regiotest.Arnhem, Vanaf: civil.New(2019, time.November, 4)})
		regiotest.OK(t, err)
		p := e.page(id)
		regiotest.Refused(t, r.Inkoop.BewaarGegevens(t.Context(), r.Coordinator, appinkoop.GegevensInput{
			ID: id, Versie: p.Versie, AanbiederVersie: p.Aanbieder.Versie, KvK: " " + taken, Gemeente: regiotest.Arnhem,
		}), "aanbieder.kvk_bekend")
		_, err = r.Inkoop.LegAanbiederVast(t.Context(), r.Contractmanager, appinkoop.AanbiederInput{Naam: "Nog een", KvK: taken, Gemeente: regiotest.Arnhem, Vanaf: civil.New(2019, time.November, 4)})
		regiotest.Refused(t, err, "aanbieder.kvk_bekend")
	})
}
