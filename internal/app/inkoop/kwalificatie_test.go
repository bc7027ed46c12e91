package inkoop_test

import (
	"slices"
	"sync"
	"testing"

	"trede/internal/app"
	appinkoop "trede/internal/app/inkoop"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/errs"
	"trede/internal/store"
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
	testkit.Eis(t, "INK-13", "INK-14", "INK-17", "VRZ-01", "EIS-02")
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
	// Two people decided: one person makes nothing more of it.
	for _, change := range []func(*inkoop.Contract){
		func(x *inkoop.Contract) { x.Aanbieder = b.De },
		func(x *inkoop.Contract) { x.Oorspronkelijk.Until = x.Oorspronkelijk.Until.AddMonths(12) },
		func(x *inkoop.Contract) {
			x.Regels = []inkoop.Contractregel{{Product: ref, Gemeenten: []inkoop.GemeenteCode{regiotest.Arnhem, regiotest.Duiven}}}
		},
		func(x *inkoop.Contract) {
			x.Regels = append(slices.Clone(x.Regels), inkoop.Contractregel{Product: inkoop.ProductRef{Catalogus: "v2", Product: "STA3"}, Gemeenten: []inkoop.GemeenteCode{regiotest.Arnhem}})
		},
	} {
		direct = c.Contract
		change(&direct)
		_, err = b.Inkoop.LegContractVast(b.T.Context(), b.collega, appinkoop.ContractInput{Contract: direct, Versie: c.Versie, Reden: "zomaar"})
		regiotest.Refused(b.T, err, "contract.volgt_uit_besluit")
	}
	b.EindigtVerzekering(b.Andere, inkoop.Ongevallen, first)
	regiotest.Refused(b.T, teken("2020-02-24"), "sluiten.verzekering_ontbreekt")
	b.EindigtVerzekering(b.Andere, inkoop.Ongevallen, first.AddDays(1))
	b.ok(teken("2020-02-24"))
	signed := b.zaak(b.collega).Contract
	if !signed.Levert(ref, regiotest.Arnhem, first) || signed.Levert(ref, regiotest.Arnhem, first.AddDays(-1)) || signed.Levert(ref, regiotest.Duiven, first) {
		b.T.Errorf("%+v", signed)
	}
}

// Who is decided about after the contracts began gets one from the end of the standstill,
// and the letter goes on saying what was decided when the round changes.
func TestDecidedLate(t *testing.T) {
	testkit.Eis(t, "INK-14")
	beoordeel(t, func(t *testing.T, b *beoordeling) {
		b.ok(b.leg(b.anna, b.goed(), true), b.leg(b.bas, b.goed(), true), b.gesprek(b.anna, gehouden), b.bereid(b.anna, inkoop.Gekwalificeerd, "goed"))
		b.Day("2020-07-20")
		_, err := b.neem(b.collega)
		b.ok(err)
		c := b.zaak(b.anna).Contract
		term := civil.Through(civil.MustParse("2020-08-10"), civil.MustParse("2024-06-30"))
		if c.Oorspronkelijk != term {
			t.Errorf("the contract: %v", c.Oorspronkelijk)
		}
		if l := b.brieven[0]; l.Ronde.Contract != term || len(l.Regels) != 1 {
			t.Errorf("the letter: %v %+v", l.Ronde.Contract, l.Regels)
		}
		ronde := store.Ronde{Ronde: b.zaak(b.anna).Ronde, Versie: 1}
		ronde.Contract = civil.Through(civil.MustParse("2021-01-01"), civil.MustParse("2021-12-31"))
		b.PutRonde(&ronde)
		later, err := b.Inkoop.Brief(t.Context(), b.AndereCoordinator, b.id)
		b.ok(err)
		if later.Ronde.Contract != term || len(later.Regels) != 1 {
			t.Errorf("later the letter says %v %+v", later.Ronde.Contract, later.Regels)
		}
	})
}

// Whoever judged and then came to work for the provider does not hold the decision up: that
// judgement no longer counts and another takes its place.
func TestAssessorWhoLeaves(t *testing.T) {
	testkit.Eis(t, "INK-13")
	beoordeel(t, func(t *testing.T, b *beoordeling) {
		carla := b.Regionaal("Carla", authz.RoleBeoordelaar)
		b.ok(b.leg(b.anna, b.goed(), true), b.leg(b.bas, b.goed(), true), b.gesprek(b.anna, gehouden))
		b.Ook(b.bas, authz.RoleCoordinator, string(b.Andere))
		regiotest.Refused(t, b.bereid(b.anna, inkoop.Gekwalificeerd, "goed"), "kwalificatie.te_weinig_beoordelaars")
		b.ok(b.leg(carla, b.goed(), true), b.bereid(b.anna, inkoop.Gekwalificeerd, "goed"))
		_, err := b.neem(b.collega)
		b.ok(err)
	})
}

// An assessor who is ill left a question that nobody can answer for her: her assessment is
// set aside with a reason, stays to be read, and another assesses instead.
func TestAssessorIsIll(t *testing.T) {
	testkit.Eis(t, "INK-13")
	beoordeel(t, func(t *testing.T, b *beoordeling) {
		asks := func(c *inkoop.BeoordelingInhoud) {
			c.Oordelen[3] = inkoop.EisOordeel{Eis: b.eisen[3].Code, Oordeel: inkoop.VraagOordeel, Notitie: "Hoe dan?"}
		}
		carla := b.Regionaal("Carla", authz.RoleBeoordelaar)
		b.ok(b.leg(b.anna, b.goed(asks), true), b.leg(b.bas, b.goed(), true), b.gesprek(b.bas, gehouden), b.leg(carla, b.goed(), true))
		regiotest.Refused(t, b.bereid(b.bas, inkoop.Gekwalificeerd, "goed"), "kwalificatie.eis_niet_voldaan")
		regiotest.Refused(t, b.bereid(b.bas, inkoop.Afgewezen, "niet goed"), "kwalificatie.geen_afwijsgrond")
		aside := func(a app.Actor, whose, why string) error {
			return b.Inkoop.LegTerzijde(t.Context(), a, appinkoop.TerzijdeInput{InschrijvingID: b.id, BeoordelaarID: whose, Reden: why})
		}
		regiotest.Refused(t, aside(b.bas, b.anna.ID, "ziek"), "terzijde.zelf_beoordeeld")
		if !b.zaak(b.Contractmanager).MagTerzijde() || b.zaak(b.bas).MagTerzijde() {
			t.Error("who may set it aside is told otherwise")
		}
		regiotest.Refused(t, aside(b.Contractmanager, b.anna.ID, " "), "reden.ontbreekt")
		regiotest.Refused(t, aside(b.Contractmanager, b.collega.ID, "ziek"), "terzijde.beoordelaar_ontbreekt")
		regiotest.NotHere(t, aside(b.AndereCoordinator, b.anna.ID, "ziek"))
		b.ok(aside(b.Contractmanager, b.anna.ID, "Anna is lang ziek."))
		regiotest.Refused(t, aside(b.Contractmanager, b.anna.ID, "nog eens"), "terzijde.beoordelaar_ontbreekt")
		if z := b.zaak(b.bas); z.Afgerond != 2 || len(z.Anderen) != 2 {
			t.Errorf("%d count of %d", z.Afgerond, len(z.Anderen))
		}
		b.ok(b.bereid(b.bas, inkoop.Gekwalificeerd, "goed"))
		b.ok(b.Inkoop.HeropenBeoordeling(t.Context(), b.anna, b.id, b.zaak(b.anna).Beoordeling.Versie)) // well again
		regiotest.Refused(t, second(b.neem(b.collega)), "kwalificatie.niet_voorbereid")
		b.ok(b.leg(b.anna, b.goed(), true), b.bereid(b.bas, inkoop.Gekwalificeerd, "goed"), second(b.neem(b.collega)))
	})
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

// A rejection that was wrong is opened again with a reason: the assessors change what they
// wrote, two people decide anew, and the letter says which decision it replaces.
func TestDecidedAgain(t *testing.T) {
	testkit.Eis(t, "INK-13", "INK-14")
	beoordeel(t, func(t *testing.T, b *beoordeling) {
		ctx := t.Context()
		open := func(a app.Actor, why string) error {
			row := b.zaak(b.anna)
			return b.Inkoop.HeropenBesluit(ctx, a, appinkoop.HeropenInput{InschrijvingID: b.id, Versie: row.Versie, Reden: why})
		}
		bad := func(c *inkoop.BeoordelingInhoud) {
			c.Oordelen[3] = inkoop.EisOordeel{Eis: b.eisen[3].Code, Oordeel: inkoop.VoldoetNiet, Notitie: "Er is geen klachtregeling."}
			c.Advies = inkoop.Afgewezen
		}
		b.ok(b.leg(b.anna, b.goed(), true), b.leg(b.bas, b.goed(bad), true), b.gesprek(b.anna, gehouden))
		regiotest.Refused(t, open(b.Contractmanager, "nog niets besloten"), "heropenen.niet_afgewezen")
		b.ok(b.bereid(b.anna, inkoop.Afgewezen, "Er ontbreekt een klachtregeling."), second(b.neem(b.Contractmanager)))
		if z := b.zaak(b.Contractmanager); !z.MagHeropenen() {
			t.Error("the contract manager cannot open it")
		}
		regiotest.Refused(t, open(b.Contractmanager, " "), "reden.ontbreekt")
		regiotest.NotHere(t, open(b.AndereCoordinator, "wij zijn het niet eens"))
		regiotest.Stale[store.Inschrijving](t, b.Inkoop.HeropenBesluit(ctx, b.Contractmanager, appinkoop.HeropenInput{InschrijvingID: b.id, Versie: 1, Reden: "te laat gezien"}))
		b.Gepubliceerd(b.zaak(b.anna).Ronde)
		b.Day("2020-01-31") // the last day to enrol
		again, err := b.Inkoop.BeginInschrijving(ctx, b.AndereCoordinator, string(b.zaak(b.anna).Ronde.ID), string(b.Andere))
		b.ok(err)
		regiotest.Refused(t, open(b.collega, "de regeling was er wel"), "heropenen.opnieuw_ingeschreven")
		b.ok(b.Inkoop.TrekInschrijvingIn(ctx, b.AndereCoordinator, again, 1, "liever zo"))
		b.Day("2020-02-03")
		b.ok(open(b.collega, "de regeling was er wel"))
		if z := b.zaak(b.collega); z.MagHeropenen() || z.Stand == inkoop.StandBesloten || len(z.Besluit.Eerder) != 1 || z.Namen[b.collega.ID] != "Iris" {
			t.Errorf("opened: %+v", z.Besluit)
		}
		if letter, err := b.Inkoop.Brief(ctx, b.AndereCoordinator, b.id); err != nil || letter.Besluit.Uitslag != "" {
			t.Errorf("a letter of what no longer holds: %+v %v", letter.Besluit, err)
		}
		b.ok(b.Inkoop.HeropenBeoordeling(ctx, b.bas, b.id, b.zaak(b.bas).Beoordeling.Versie))
		b.ok(b.leg(b.bas, b.goed(), true), b.bereid(b.Contractmanager, inkoop.Gekwalificeerd, "De klachtregeling is er."))
		regiotest.Refused(t, second(b.neem(b.Contractmanager)), "kwalificatie.vier_ogen")
		out, err := b.neem(b.collega)
		b.ok(err)
		before := out.Besluit.Eerder
		if out.Contract == "" || len(before) != 1 || before[0].Besluit.Uitslag != inkoop.Afgewezen || before[0].Besluit.Brief == "" || before[0].Reden != "de regeling was er wel" {
			t.Errorf("decided again: %+v", out.Besluit)
		}
		regiotest.Refused(t, open(b.Contractmanager, "nog eens"), "heropenen.niet_afgewezen")
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
		learns := func(when string) (z appinkoop.ZaakPage) {
			t.Helper()
			if z = b.zaak(only); z.Ziet || z.Gesprek != (inkoop.Gesprek{}) || len(z.Gronden) > 0 || len(z.Anderen[0].Inhoud.Oordelen) > 0 {
				t.Errorf("%s somebody of the provider reads %+v", when, z)
			}
			return z
		}
		if z := learns("before"); z.Besluit.Motivering != "" || z.Besluit.Uitslag != "" {
			t.Errorf("somebody of the provider reads what is prepared: %+v", z.Besluit)
		}
		_, err = b.neem(b.Contractmanager)
		b.ok(err)
		if z := learns("after"); z.Besluit.Uitslag != inkoop.Gekwalificeerd {
			t.Errorf("the decision is not there: %+v", z.Besluit)
		}
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
		third := b.Regionaal("Carla", authz.RoleBeoordelaar)
		b.ok(b.leg(third, inkoop.BeoordelingInhoud{}, false))
		if z := b.zaak(third); z.Besluit.Motivering != "" || b.zaak(b.bas).Besluit.Motivering != "goed" {
			t.Errorf("in the middle of her own she reads %+v", z.Besluit)
		}
		regiotest.Refused(t, b.leg(b.bas, b.goed(), true), "beoordeling.is_afgerond")
		b.ok(b.Inkoop.HeropenBeoordeling(t.Context(), b.bas, b.id, b.zaak(b.bas).Beoordeling.Versie))
		if z := b.zaak(b.anna); z.Besluit.VoorbereidID != "" || z.Stand != inkoop.StandBeoordelen || z.Besluit.Motivering != "goed" {
			t.Errorf("the decision still waits: %+v", z.Besluit)
		}
		_, err := b.neem(b.collega)
		regiotest.Refused(t, err, "kwalificatie.niet_voorbereid")
	})
}

// Two decisions at the same moment give two contracts, each with a number of its own.
func TestDecisionsAtTheSameMoment(t *testing.T) {
	testkit.Eis(t, "INK-14")
	beoordeel(t, func(t *testing.T, b *beoordeling) {
		ids := []string{b.id}
		for range 3 {
			ids = append(ids, b.Ingediend(b.Ronde2020(), b.Andere))
		}
		b.Inkoop.Brieven = nil // the test keeps those of one at a time
		versies := make([]int, len(ids))
		for n, id := range ids {
			b.id = id
			b.ok(b.leg(b.anna, b.goed(), true), b.leg(b.bas, b.goed(), true), b.gesprek(b.anna, gehouden), b.bereid(b.anna, inkoop.Gekwalificeerd, "goed"))
			versies[n] = b.zaak(b.collega).Versie
		}
		var all sync.WaitGroup
		failed := make([]error, len(ids))
		for n, id := range ids {
			all.Go(func() { _, failed[n] = b.Inkoop.NeemBesluit(t.Context(), b.collega, id, versies[n]) })
		}
		all.Wait()
		b.ok(failed...)
	})
}

// The compliance file asks what was asked when the contract was made, by the set of its
// round, also for what an addendum added.
func TestNalevingBySetOfTheRound(t *testing.T) {
	testkit.Eis(t, "INK-05", "INK-17")
	beoordeel(t, func(t *testing.T, b *beoordeling) {
		ronde := store.Ronde{Ronde: b.zaak(b.anna).Ronde, Versie: 1}
		ronde.Eisenset = "E2016"
		b.PutRonde(&ronde)
		c := inkoop.Contract{
			Nummer: "C-naleving", Aanbieder: b.Andere, Getekend: civil.MustParse("2020-06-01"), Oorspronkelijk: ronde.Contract,
			Regels: []inkoop.Contractregel{{Product: inkoop.ProductRef{Catalogus: "v2", Product: "STA3"}, Gemeenten: []inkoop.GemeenteCode{regiotest.Arnhem}}},
		}
		c.Addenda = []inkoop.Addendum{{Nummer: 1, Soort: inkoop.Uitbreiding, Getekend: civil.MustParse("2020-09-01"), Regels: []inkoop.Contractregel{
			{Product: inkoop.ProductRef{Catalogus: "v2", Product: "ONT3"}, Gemeenten: c.Regels[0].Gemeenten, Geldig: civil.Period{From: civil.MustParse("2020-10-01")}},
		}}}
		b.Contract(c)
		file := func() appinkoop.NalevingPage {
			t.Helper()
			page, err := b.Inkoop.Naleving(t.Context(), b.Contractmanager, string(contractOf(t, b.Regio, "C-naleving").ID))
			b.ok(err)
			return page
		}
		added := func(e appinkoop.EisStand) bool { return e.Perceel == "AW-ONT" }
		if p := file(); p.Eisenset != "Eisen 2020" || !slices.ContainsFunc(p.Eisen, added) {
			t.Errorf("made without a round: %q, %d requirements", p.Eisenset, len(p.Eisen))
		}
		b.Koppel(b.id, contractOf(t, b.Regio, "C-naleving").ID)
		if p := file(); p.Eisenset != "Eisen 2016" {
			t.Errorf("made in a round: %q", p.Eisenset)
		}
	})
}
