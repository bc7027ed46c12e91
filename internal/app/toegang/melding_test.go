package toegang_test

import (
	"testing"
	"time"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// Anybody brings a question; receipt is confirmed, free support told and an own plan
// asked for, each with its term and its owner.
func TestMeldingOfAnybody(t *testing.T) {
	testkit.Eis(t, "X-01")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-18") // a Wednesday
		nobody := app.Actor{}
		for _, c := range []struct {
			who  app.Actor
			door toegang.Melder
			name string
			code string
		}{
			{r.Consulent, toegang.MelderConsulent, "", ""},
			{r.Consulent, toegang.MelderInwoner, "", ""},
			{r.Consulent, toegang.MelderWerkgever, "Fatma", ""},
			{r.Consulent, toegang.MelderWerkgever, "", "melding.melder_naam_ontbreekt"},
			{nobody, toegang.MelderInwoner, "", ""},
			{nobody, toegang.MelderAnder, "de buurvrouw", ""},
			{nobody, toegang.MelderAnder, "", "melding.melder_naam_ontbreekt"},
			{nobody, toegang.MelderConsulent, "", "melding.melder_ontbreekt"}, // that is for who is one
			{nobody, "", "", "melding.melder_ontbreekt"},
			{r.Werk, toegang.MelderAnder, "Peter", ""},
		} {
			nieuw := r.NieuweInwoner("Marco", "de Vries", regiotest.Arnhem)
			m, err := r.Toegang.RegistreerMelding(ctx, c.who, apptoegang.MeldingInput{
				Nieuw: &nieuw, Door: c.door, Melder: store.MelderGegevens{Naam: c.name}, Vraag: "Ik wil werken", Bevestigd: true,
			})
			if c.code != "" {
				refused(t, err, c.code)
				continue
			}
			ok(t, err)
			stored := melding(r, m)
			staff := c.who.ID == r.Consulent.ID
			if stored.Door != c.door || stored.Melder.Naam != c.name || stored.Bevestigd.IsZero() == staff || stored.Ontvangen.String() != "2026-11-18" {
				t.Errorf("%s: %+v", c.door, stored)
			}
			r.Dossier(m.InwonerID, func(_ *store.Tx, d *store.Dossier) {
				if d.Inwoner().HeeftBSN != staff {
					t.Errorf("%s by staff %v: BSN kept %v", c.door, staff, d.Inwoner().HeeftBSN)
				}
			})
		}
		_, err := r.Toegang.RegistreerMelding(ctx, r.Consulent, apptoegang.MeldingInput{Door: toegang.MelderConsulent})
		refused(t, err, "melding.inwoner_ontbreekt")
	})
}

func TestMeldingIsReceived(t *testing.T) {
	testkit.Eis(t, "X-01")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-20") // a Friday
		nieuw := r.NieuweInwoner("Marco", "de Vries", regiotest.Duiven)
		m, err := r.Toegang.RegistreerMelding(ctx, app.Actor{}, apptoegang.MeldingInput{Nieuw: &nieuw, Door: toegang.MelderInwoner, Vraag: "Ik wil werken"})
		ok(t, err)
		page, err := r.Toegang.Meldingen(ctx, r.Duiven, apptoegang.MeldingFilter{})
		ok(t, err)
		if page.Total != 1 || page.Regels[0].ID != m.MeldingID {
			t.Errorf("%+v", page)
		}
		r.Due(m.InwonerID, toegang.TaakMeldingBevestigen, store.KantTeam, r.DuivenTeamID, "2026-11-24")
		r.Due(m.InwonerID, toegang.TaakClientondersteuning, store.KantTeam, r.DuivenTeamID, "2026-11-24")
		r.Due(m.InwonerID, toegang.TaakPersoonlijkPlan, store.KantInwoner, m.InwonerID, "2026-11-27")
		act := func(versie int) apptoegang.MeldingActie {
			return apptoegang.MeldingActie{MeldingID: m.MeldingID, Versie: versie}
		}
		notHere(t, r.Toegang.Bevestig(ctx, r.Consulent, act(1)))
		early := act(1)
		early.Op = civil.New(2026, time.November, 19)
		refused(t, r.Toegang.Bevestig(ctx, r.Duiven, early), "melding.dag_te_vroeg")
		early.Op = civil.New(2026, time.November, 21)
		refused(t, r.Toegang.Bevestig(ctx, r.Duiven, early), "melding.dag_in_toekomst")
		ok(t, r.Toegang.Bevestig(ctx, r.Duiven, act(1)))
		r.NoTask(m.InwonerID, toegang.TaakMeldingBevestigen)
		refused(t, r.Toegang.Bevestig(ctx, r.Duiven, act(2)), "melding.kan_nu_niet")
		ok(t, r.Toegang.VertelClientondersteuning(ctx, r.Duiven, act(2)))
		r.NoTask(m.InwonerID, toegang.TaakClientondersteuning)
		marco := r.InwonerAccount(m.InwonerID, "marco")
		ander := r.Melding("Kees", "Bakker")
		kees := r.InwonerAccount(ander.InwonerID, "kees")
		notHere(t, r.Toegang.OntvangPlan(ctx, kees, act(3), false))
		ok(t, r.Toegang.OntvangPlan(ctx, marco, act(3), false))
		r.NoTask(m.InwonerID, toegang.TaakPersoonlijkPlan)
		if stored := melding(r, m); stored.PersoonlijkPlan.String() != "2026-11-20" || stored.ClientondersteuningVerteld.IsZero() {
			t.Errorf("%+v", stored)
		}

		// The resident asks again, and withdraws; staff needs a reason for that.
		again, err := r.Toegang.RegistreerMelding(ctx, marco, apptoegang.MeldingInput{InwonerID: m.InwonerID, Door: toegang.MelderInwoner, Vraag: "Nog iets"})
		ok(t, err)
		_, err = r.Toegang.RegistreerMelding(ctx, kees, apptoegang.MeldingInput{InwonerID: m.InwonerID, Door: toegang.MelderInwoner, Vraag: "Iets van een ander"})
		notHere(t, err)
		refused(t, r.Toegang.TrekMeldingIn(ctx, r.Duiven, apptoegang.MeldingActie{MeldingID: again.MeldingID, Versie: 1}), "reden.ontbreekt")
		ok(t, r.Toegang.TrekMeldingIn(ctx, marco, apptoegang.MeldingActie{MeldingID: again.MeldingID, Versie: 1}))
		ok(t, r.Toegang.TrekMeldingIn(ctx, r.Duiven, apptoegang.MeldingActie{MeldingID: m.MeldingID, Versie: 4, Reden: "op verzoek"}))
		if list := r.TakenVan(m.InwonerID); len(list) != 0 || fase(r, m.InwonerID) != "geen" {
			t.Errorf("%+v", list)
		}
		var events []store.Gebeurtenis
		r.Dossier(m.InwonerID, func(tx *store.Tx, _ *store.Dossier) { events, _ = tx.Tijdlijn(app.KindDossier, m.InwonerID, 1) })
		if len(events) != 1 || events[0].Action != "melding.ingetrokken" || events[0].Payload.Reason != "op verzoek" || events[0].Actor.Role != "consulent" {
			t.Errorf("%+v", events)
		}
	})
}

// The terms of the law run from the day after, stand still with a reason, and move past
// weekends and holidays.
func TestLegalTerms(t *testing.T) {
	testkit.Eis(t, "X-02")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-20")
		m := r.Melding("Marco", "de Vries")
		id := m.InwonerID
		due := func(day string) {
			t.Helper()
			r.Due(id, toegang.TaakOnderzoekAfronden, store.KantTeam, r.TeamID, day)
		}
		due("2027-01-04") // six weeks end on New Year's Day, a Friday
		if task, _ := r.Taak(id, toegang.TaakOnderzoekAfronden); !task.Wettelijk {
			t.Error("the term is of the law")
		}
		stop := apptoegang.MeldingActie{MeldingID: m.MeldingID, Versie: 1, Op: civil.New(2026, time.December, 1), Tot: civil.New(2026, time.December, 11)}
		refused(t, r.Toegang.SchortOnderzoekOp(ctx, r.Consulent, stop), "opschorting.reden_ontbreekt")
		stop.Grond = toegang.OpschortingOvermacht
		refused(t, r.Toegang.SchortOnderzoekOp(ctx, r.Consulent, stop), "opschorting.toelichting_ontbreekt")
		stop.Grond = toegang.OpschortingAanvulling
		notHere(t, r.Toegang.SchortOnderzoekOp(ctx, r.Collega, stop))
		ok(t, r.Toegang.SchortOnderzoekOp(ctx, r.Consulent, stop))
		due("2027-01-11")
		stop.Versie, stop.Op, stop.Tot = 2, civil.New(2026, time.December, 14), civil.Date{}
		ok(t, r.Toegang.SchortOnderzoekOp(ctx, r.Consulent, stop))
		if task, _ := r.Taak(id, toegang.TaakOnderzoekAfronden); !task.Opgeschort || task.Termijn != civil.Last {
			t.Errorf("an open suspension: %+v", task)
		}
		r.Day("2026-12-21")
		ok(t, r.Toegang.HervatOnderzoek(ctx, r.Consulent, apptoegang.MeldingActie{MeldingID: m.MeldingID, Versie: 3, Op: civil.New(2026, time.December, 21)}))
		due("2027-01-18")
		o := r.Onderzoek(m, melding(r, m).Versie)
		r.NoTask(id, toegang.TaakOnderzoekAfronden)

		// The decision: two weeks, likewise. 21 December plus fourteen days is a Monday.
		r.Due(id, toegang.TaakBesluitNemen, store.KantTeam, r.TeamID, "2027-01-04")
		hold := apptoegang.AanvraagActie{AanvraagID: o.AanvraagID, Versie: 1, Op: civil.New(2026, time.December, 22), Tot: civil.New(2026, time.December, 27)}
		refused(t, r.Toegang.SchortAanvraagOp(ctx, r.Consulent, hold), "opschorting.reden_ontbreekt")
		hold.Grond = toegang.OpschortingInstemming
		ok(t, r.Toegang.SchortAanvraagOp(ctx, r.Consulent, hold))
		r.Due(id, toegang.TaakBesluitNemen, store.KantTeam, r.TeamID, "2027-01-11") // the ninth is a Saturday
		besluit := apptoegang.BesluitInput{AanvraagID: o.AanvraagID, Versie: 2, Uitkomst: toegang.BesluitToegekend}
		notHere(t, r.Toegang.NeemBesluit(ctx, r.Duiven, besluit))
		regiotest.Stale[store.Aanvraag](t, r.Toegang.NeemBesluit(ctx, r.Consulent, apptoegang.BesluitInput{AanvraagID: o.AanvraagID, Versie: 1, Uitkomst: toegang.BesluitToegekend}))
		ok(t, r.Toegang.NeemBesluit(ctx, r.Consulent, besluit))
		r.NoTask(id, toegang.TaakBesluitNemen)
		r.Due(id, toegang.TaakBesluitBekendmaken, store.KantTeam, r.TeamID, "2027-01-11")
		ok(t, r.Toegang.MaakBesluitBekend(ctx, r.Consulent, o.AanvraagID, 3, civil.New(2026, time.December, 21)))
		r.NoTask(id, toegang.TaakBesluitBekendmaken)
	})
}

// An application before the end of the investigation is taken in with a remark; each gets
// a number of its own in the gemeente.
func TestAanvraag(t *testing.T) {
	testkit.Eis(t, "X-02")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-20")
		m := r.Melding("Marco", "de Vries")
		marco := r.InwonerAccount(m.InwonerID, "marco")
		in := apptoegang.AanvraagInput{InwonerID: m.InwonerID, MeldingID: m.MeldingID, Akkoord: toegang.Akkoord{Vorm: toegang.AkkoordDigitaal}}
		remark := func(id string) (status rule.Status) {
			r.Dossier(m.InwonerID, func(_ *store.Tx, d *store.Dossier) {
				a, err := d.Aanvraag(id)
				ok(t, err)
				for _, x := range r.Gezegd(m.InwonerID, store.OverAanvraag(a.ID), "aanvraag") {
					if x.Rule == "AANVRAAG-01" {
						status = x.Status
					}
				}
			})
			return status
		}
		early, err := r.Toegang.DienAanvraagIn(ctx, marco, in)
		ok(t, err)
		unsigned := in
		unsigned.Akkoord.Vorm = ""
		_, err = r.Toegang.DienAanvraagIn(ctx, r.Consulent, unsigned)
		refused(t, err, "akkoord.vorm_ontbreekt")
		future := in
		future.Ontvangen = civil.New(2026, time.November, 21)
		_, err = r.Toegang.DienAanvraagIn(ctx, r.Consulent, future)
		refused(t, err, "melding.dag_in_toekomst")
		_, err = r.Toegang.DienAanvraagIn(ctx, r.Consulent, in)
		refused(t, err, "aanvraag.is_er_al") // one clock for one question
		ok(t, r.Toegang.TrekAanvraagIn(ctx, r.Consulent, apptoegang.AanvraagActie{AanvraagID: early.AanvraagID, Versie: 1}))
		r.Day("2027-01-05") // the six weeks are over without a report
		first, err := r.Toegang.DienAanvraagIn(ctx, marco, in)
		ok(t, err)
		if remark(early.AanvraagID) != rule.Failed || remark(first.AanvraagID) != rule.Passed {
			t.Error(remark(early.AanvraagID), remark(first.AanvraagID))
		}
		n := r.Melding("Kees", "Bakker")
		second := r.Onderzoek(n, 1)
		if early.Nummer != "A-2026-00001" || first.Nummer != "A-2027-00002" || second.Nummer != "A-2027-00003" {
			t.Error(first.Nummer, second.Nummer)
		}
		notHere(t, r.Toegang.TrekAanvraagIn(ctx, marco, apptoegang.AanvraagActie{AanvraagID: second.AanvraagID, Versie: 1}))
		ok(t, r.Toegang.TrekAanvraagIn(ctx, marco, apptoegang.AanvraagActie{AanvraagID: first.AanvraagID, Versie: 1}))
		r.NoTask(m.InwonerID, toegang.TaakBesluitNemen)
	})
}
