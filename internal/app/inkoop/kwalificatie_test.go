package inkoop_test

import (
	"slices"
	"testing"

	"trede/internal/app"
	appinkoop "trede/internal/app/inkoop"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/errs"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// beoordeling is a round with one inschrijving and the people who judge it.
type beoordeling struct {
	*regiotest.Regio
	id        string
	anna, bas app.Actor // assessors of the region
	collega   app.Actor // another contract manager
	eisen     []inkoop.Eis
	brieven   []appinkoop.Besluitbrief
}

func beoordeel(t *testing.T, fn func(t *testing.T, b *beoordeling)) {
	t.Helper()
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		b := &beoordeling{Regio: r}
		r.Day("2020-01-20")
		b.anna, b.bas = r.Regionaal("Anna", authz.RoleBeoordelaar), r.Regionaal("Bas", authz.RoleBeoordelaar)
		b.collega = r.Regionaal("Iris", authz.RoleContractmanager)
		b.id = r.Ingediend(r.Ronde2020(), r.Andere)
		r.Inkoop.Brieven = func(l appinkoop.Besluitbrief) ([]byte, error) {
			b.brieven = append(b.brieven, l)
			return []byte("%PDF-1.7 proef"), nil
		}
		r.Day("2020-02-03")
		b.eisen = b.zaak(b.anna).Eisen
		if len(b.eisen) < 15 {
			t.Fatalf("only %d requirements", len(b.eisen))
		}
		fn(t, b)
	})
}

func (b *beoordeling) zaak(a app.Actor) appinkoop.ZaakPage {
	b.T.Helper()
	z, err := b.Inkoop.BekijkZaak(b.T.Context(), a, b.id)
	regiotest.OK(b.T, err)
	return z
}

// goed is an assessment in which everything is good, but for what changes say.
func (b *beoordeling) goed(changes ...func(*inkoop.BeoordelingInhoud)) inkoop.BeoordelingInhoud {
	c := inkoop.BeoordelingInhoud{Compleet: inkoop.Ja, Plan: inkoop.Voldoet, Advies: inkoop.Gekwalificeerd}
	for _, e := range b.eisen {
		c.Oordelen = append(c.Oordelen, inkoop.EisOordeel{Eis: e.Code, Oordeel: inkoop.Voldoet})
	}
	for _, change := range changes {
		change(&c)
	}
	return c
}

func (b *beoordeling) leg(a app.Actor, c inkoop.BeoordelingInhoud, done bool) error {
	return b.Inkoop.LegBeoordelingVast(b.T.Context(), a, appinkoop.BeoordelingInput{
		InschrijvingID: b.id, Versie: b.zaak(a).Beoordeling.Versie, Inhoud: c, Afronden: done,
	})
}

func (b *beoordeling) gesprek(a app.Actor, g inkoop.Gesprek) error {
	return b.Inkoop.LegGesprekVast(b.T.Context(), a, appinkoop.GesprekInput{InschrijvingID: b.id, Versie: b.zaak(a).Versie, Gesprek: g})
}

func (b *beoordeling) bereid(a app.Actor, u inkoop.Uitslag, why string) error {
	return b.Inkoop.BereidBesluitVoor(b.T.Context(), a, appinkoop.BesluitInput{InschrijvingID: b.id, Versie: b.zaak(a).Versie, Uitslag: u, Motivering: why})
}

func (b *beoordeling) neem(a app.Actor) (appinkoop.KwalificatieResult, error) {
	return b.Inkoop.NeemBesluit(b.T.Context(), a, b.id, b.zaak(a).Versie)
}

// ok ends the test when a step that must go well does not.
func (b *beoordeling) ok(errs ...error) {
	b.T.Helper()
	for _, err := range errs {
		regiotest.OK(b.T, err)
	}
}

var gehouden = inkoop.Gesprek{Gehouden: civil.MustParse("2020-02-03"), Deelnemers: "Anna, Bas en Arend", Verslag: "Zij laten zien hoe ze werken.", Uitkomst: inkoop.Voldoet}

// The whole way to a contract: two people judge apart, the gesprek is held, one prepares
// and another decides, nothing is signed in the standstill, and the contract holds what
// was asked from its first day.
func TestQualified(t *testing.T) {
	testkit.Eis(t, "INK-13", "INK-14", "INK-17")
	beoordeel(t, func(t *testing.T, b *beoordeling) {
		regiotest.Refused(t, b.leg(b.anna, inkoop.BeoordelingInhoud{Compleet: inkoop.Ja}, true), "beoordeling.oordeel_ontbreekt")
		b.ok(b.leg(b.anna, inkoop.BeoordelingInhoud{Compleet: inkoop.Ja}, false))
		if z := b.zaak(b.anna); z.Mijn != appinkoop.MijnBegonnen || z.Beoordeling.Inhoud.Compleet != inkoop.Ja {
			t.Errorf("what was typed is not kept: %+v", z.Beoordeling)
		}
		b.ok(b.leg(b.anna, b.goed(), true))
		regiotest.Refused(t, b.bereid(b.anna, inkoop.Gekwalificeerd, "alles goed"), "kwalificatie.te_weinig_beoordelaars")
		b.ok(b.leg(b.bas, b.goed(), true))
		regiotest.Refused(t, b.bereid(b.anna, inkoop.Gekwalificeerd, "alles goed"), "kwalificatie.gesprek_ontbreekt")
		regiotest.Refused(t, b.gesprek(b.anna, inkoop.Gesprek{Gehouden: civil.MustParse("2020-02-04"), Deelnemers: "x", Verslag: "y", Uitkomst: inkoop.Voldoet}), "gesprek.in_toekomst")
		b.ok(b.gesprek(b.anna, gehouden))
		regiotest.Refused(t, b.bereid(b.anna, inkoop.Gekwalificeerd, " "), "kwalificatie.motivering_ontbreekt")
		b.ok(b.bereid(b.Contractmanager, inkoop.Gekwalificeerd, "U voldoet aan alle eisen."))
		_, err := b.neem(b.Contractmanager)
		regiotest.Refused(t, err, "kwalificatie.vier_ogen")
		if _, err := b.neem(b.anna); !errs.Is(err, errs.NotFound) {
			t.Errorf("an assessor decides: %v", err)
		}
		out, err := b.neem(b.collega)
		b.ok(err)
		if len(b.brieven) != 1 || b.brieven[0].Contract == "" || b.brieven[0].Standstill != civil.MustParse("2020-02-23") || b.zaak(b.anna).Besluit.Brief == "" {
			t.Errorf("the letter: %+v", b.brieven)
		}
		b.sign(out.Contract)
	})
}

// sign goes on from a decision of 3 February 2020: not before the standstill is over.
func (b *beoordeling) sign(id inkoop.ContractID) {
	b.T.Helper()
	teken := func(day string) error {
		return b.Inkoop.Teken(b.T.Context(), b.collega, appinkoop.TekenInput{ContractID: string(id), Versie: b.zaak(b.collega).Contract.Versie, Op: civil.MustParse(day)})
	}
	c := b.zaak(b.collega).Contract
	ref := inkoop.ProductRef{Catalogus: "v2", Product: "ONT3"}
	first := civil.MustParse("2020-07-01")
	if c.Aanbieder != b.Andere || c.Levert(ref, regiotest.Arnhem, first) {
		b.T.Fatalf("not signed and yet it delivers: %+v", c)
	}
	regiotest.Refused(b.T, teken("2020-02-24"), "contract.tekendag_kan_niet")
	b.Day("2020-03-01")
	regiotest.Refused(b.T, teken("2020-02-23"), "sluiten.standstill")
	// The other way to sign asks the same.
	direct := c.Contract
	direct.Getekend = civil.MustParse("2020-02-23")
	_, err := b.Inkoop.LegContractVast(b.T.Context(), b.collega, appinkoop.ContractInput{Contract: direct, Versie: c.Versie, Reden: "haast"})
	regiotest.Refused(b.T, err, "sluiten.standstill")
	b.EindigtVerzekering(b.Andere, inkoop.Ongevallen, first)
	regiotest.Refused(b.T, teken("2020-02-24"), "sluiten.verzekering_ontbreekt")
	b.EindigtVerzekering(b.Andere, inkoop.Ongevallen, first.AddDays(1))
	b.ok(teken("2020-02-24"))
	signed := b.zaak(b.collega).Contract
	if !signed.Levert(ref, regiotest.Arnhem, first) || signed.Levert(ref, regiotest.Arnhem, first.AddDays(-1)) || signed.Levert(ref, regiotest.Duiven, first) {
		b.T.Errorf("%+v", signed)
	}
}

// A rejection says why, makes no contract, and is read by the provider and nobody else
// outside the region.
func TestRejected(t *testing.T) {
	testkit.Eis(t, "INK-14")
	beoordeel(t, func(t *testing.T, b *beoordeling) {
		bad := func(c *inkoop.BeoordelingInhoud) {
			c.Oordelen[3] = inkoop.EisOordeel{Eis: b.eisen[3].Code, Oordeel: inkoop.VoldoetNiet, Notitie: "Er is geen klachtregeling."}
			c.Advies = inkoop.Afgewezen
		}
		b.ok(b.leg(b.anna, b.goed(), true), b.leg(b.bas, b.goed(bad), true))
		regiotest.Refused(t, b.bereid(b.anna, inkoop.Gekwalificeerd, "toch maar"), "kwalificatie.eis_niet_voldaan")
		b.ok(b.bereid(b.anna, inkoop.Afgewezen, "Er ontbreekt een klachtregeling."))
		early, err := b.Inkoop.Brief(t.Context(), b.AndereCoordinator, b.id)
		b.ok(err)
		if early.Besluit.Uitslag != "" || early.Besluit.Motivering != "" || len(early.Gronden) > 0 {
			t.Errorf("a letter before the decision: %+v", early)
		}
		out, err := b.neem(b.Contractmanager)
		b.ok(err)
		if out.Contract != "" || b.zaak(b.anna).Contract != nil {
			t.Error("a rejection made a contract")
		}
		letter, err := b.Inkoop.Brief(t.Context(), b.AndereCoordinator, b.id)
		b.ok(err)
		if len(letter.Gronden) != 1 || !slices.Equal(letter.Gronden[0].Notities, []string{"Er is geen klachtregeling."}) {
			t.Errorf("%+v", letter.Gronden)
		}
		for name, a := range map[string]app.Actor{"another provider": b.Coordinator, "a consulent": b.Consulent, "nobody": {}} {
			if _, err := b.Inkoop.Brief(t.Context(), a, b.id); !errs.Is(err, errs.NotFound) {
				t.Errorf("%s reads the letter: %v", name, err)
			}
			if _, err := b.Inkoop.BekijkZaak(t.Context(), a, b.id); !errs.Is(err, errs.NotFound) {
				t.Errorf("%s sees the assessment: %v", name, err)
			}
		}
		if _, err := b.Inkoop.BekijkZaak(t.Context(), b.AndereCoordinator, b.id); !errs.Is(err, errs.NotFound) {
			t.Errorf("the provider sees the assessment: %v", err)
		}
		regiotest.Refused(t, b.leg(b.Contractmanager, b.goed(), false), "beoordeling.al_besloten")
	})
}

// Who works for the provider, or ever did, has no say; also not when the session leaves
// that role out.
func TestOwnOrganisation(t *testing.T) {
	testkit.Eis(t, "INK-13")
	beoordeel(t, func(t *testing.T, b *beoordeling) {
		both := b.Ook(b.anna, authz.RoleCoordinator, string(b.Andere))
		only, err := b.Base.Actor(t.Context(), both.ID, []string{string(authz.RoleBeoordelaar)})
		b.ok(err)
		for _, a := range []app.Actor{both, only} {
			regiotest.Refused(t, b.leg(a, b.goed(), true), "beoordeling.eigen_organisatie")
			regiotest.Refused(t, b.gesprek(a, gehouden), "beoordeling.eigen_organisatie")
			if z := b.zaak(a); z.Mijn != appinkoop.MijnEigen {
				t.Errorf("it says %q", z.Mijn)
			}
		}
		third := b.Regionaal("Carla", authz.RoleBeoordelaar)
		b.ok(b.leg(b.bas, b.goed(), true), b.leg(third, b.goed(), true), b.gesprek(b.bas, gehouden), b.bereid(b.bas, inkoop.Gekwalificeerd, "goed"))
		mine := b.Ook(b.collega, authz.RoleCoordinator, string(b.Andere))
		_, err = b.neem(mine)
		regiotest.Refused(t, err, "beoordeling.eigen_organisatie")
	})
}

// Colleagues judge apart: what one wrote is not shown to the other before he is done.
// Opening an assessment again undoes a decision that was prepared.
func TestAssessorsJudgeApart(t *testing.T) {
	testkit.Eis(t, "INK-13")
	beoordeel(t, func(t *testing.T, b *beoordeling) {
		b.ok(b.leg(b.anna, b.goed(), true), b.leg(b.bas, inkoop.BeoordelingInhoud{}, false))
		if z := b.zaak(b.bas); z.Ziet || len(z.Anderen) != 1 || len(z.Anderen[0].Inhoud.Oordelen) > 0 {
			t.Errorf("he sees %+v", z.Anderen)
		}
		b.ok(b.leg(b.bas, b.goed(), true))
		if z := b.zaak(b.bas); !z.Ziet || len(z.Anderen[0].Inhoud.Oordelen) == 0 {
			t.Errorf("he does not see %+v", z.Anderen)
		}
		b.ok(b.gesprek(b.anna, gehouden), b.bereid(b.anna, inkoop.Gekwalificeerd, "goed"))
		regiotest.Refused(t, b.leg(b.bas, b.goed(), true), "beoordeling.is_afgerond")
		b.ok(b.Inkoop.HeropenBeoordeling(t.Context(), b.bas, b.id, b.zaak(b.bas).Beoordeling.Versie))
		if z := b.zaak(b.anna); z.Besluit.VoorbereidID != "" || z.Stand != inkoop.StandBeoordelen {
			t.Errorf("the decision still waits: %+v", z.Besluit)
		}
		_, err := b.neem(b.collega)
		regiotest.Refused(t, err, "kwalificatie.niet_voorbereid")
	})
}
