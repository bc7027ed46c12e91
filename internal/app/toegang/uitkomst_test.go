package toegang_test

import (
	"slices"
	"testing"
	"time"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
	"trede/internal/domain/persoon"
	"trede/internal/domain/toegang"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// antwoorden are the answers of Gewoon with some changed.
func antwoorden(change func(*toegang.Antwoorden)) toegang.Antwoorden {
	a := regiotest.Gewoon()
	if change != nil {
		change(&a)
	}
	return a
}

func hoofddoel(h toegang.Hoofddoel, enig toegang.Antwoord) toegang.Antwoorden {
	return antwoorden(func(a *toegang.Antwoorden) { a.Hoofddoel, a.EnigDoel = h, enig })
}

// exit is one way out of the afbakening: who lives where, what is answered, what is
// advised at which step, and what a person can choose then.
type exit struct {
	name     string
	gemeente string
	born     civil.Date
	trede    ladder.Antwoorden
	answers  toegang.Antwoorden
	step     string
	advice   toegang.AdviesSoort
	choose   toegang.UitkomstSoort
	fase     string
	not      map[toegang.UitkomstSoort]string // refused, with the code
}

func exits() []exit {
	grown := civil.New(1985, time.March, 14)
	none := map[toegang.UitkomstSoort]string{
		toegang.UitkomstAanvraagAW: "uitkomst.grens", toegang.UitkomstOrientatie: "uitkomst.grens", toegang.UitkomstCAW: "uitkomst.grens",
	}
	in := func(gemeente, name string, a toegang.Antwoorden, step string, advice toegang.AdviesSoort, choose toegang.UitkomstSoort, fase string) exit {
		return exit{name: name, gemeente: gemeente, born: grown, trede: regiotest.Trede2(), answers: a, step: step, advice: advice, choose: choose, fase: fase}
	}
	const duiven, arnhem = regiotest.Duiven, regiotest.Arnhem
	list := []exit{
		in(duiven, "alone after instruction", antwoorden(func(a *toegang.Antwoorden) { a.Zelfstandig = toegang.Ja }), "AFB-STAP-03", toegang.AdviesZelfstandig, toegang.UitkomstVrijwilligerswerk, "geen"),
		in(duiven, "to meet others", hoofddoel(toegang.DoelOntmoeten, toegang.Ja), "AFB-STAP-04", toegang.AdviesWijkaanbod, toegang.UitkomstWijkaanbod, "verwezen"),
		in(duiven, "self-reliance", hoofddoel(toegang.DoelZelfredzaamheid, toegang.Nee), "AFB-STAP-05", toegang.AdviesDagbesteding, toegang.UitkomstDagbesteding, "geen"),
		in(duiven, "relief of a carer", hoofddoel(toegang.DoelMantelzorg, toegang.Nee), "AFB-STAP-05", toegang.AdviesDagbesteding, toegang.UitkomstDagbesteding, "geen"),
		in(duiven, "structure of the day", hoofddoel(toegang.DoelDagstructuur, toegang.Nee), "AFB-STAP-05", toegang.AdviesDagbesteding, toegang.UitkomstDagbesteding, "geen"),
		in(duiven, "does not want to", antwoorden(func(a *toegang.Antwoorden) { a.Wil = toegang.Nee }), "AFB-STAP-06", toegang.AdviesVerhelderen, toegang.UitkomstWijkaanbod, "verwezen"),
		in(duiven, "needs no support", antwoorden(func(a *toegang.Antwoorden) { a.SteunNodig = toegang.Nee }), "AFB-STAP-06", toegang.AdviesVerhelderen, toegang.UitkomstWijkaanbod, "verwezen"),
		in(duiven, "near to work", antwoorden(func(a *toegang.Antwoorden) { a.GroteAfstand = toegang.Nee }), "AFB-STAP-06", toegang.AdviesVerhelderen, toegang.UitkomstWijkaanbod, "verwezen"),
		in(duiven, "does not know what", antwoorden(func(a *toegang.Antwoorden) { a.WeetWat = toegang.Nee }), "AFB-STAP-07", toegang.AdviesOrientatie, toegang.UitkomstOrientatie, "aanvraag"),
		in(duiven, "can grow", regiotest.Gewoon(), "AFB-STAP-08", toegang.AdviesOntwikkel, toegang.UitkomstAanvraagAW, "aanvraag"),
		in(arnhem, "does not know what, in Arnhem", antwoorden(func(a *toegang.Antwoorden) { a.WeetWat = toegang.Nee }), "AFB-STAP-07", toegang.AdviesCAW, toegang.UitkomstCAW, "verwezen"),
		in(arnhem, "only structure, in Arnhem", hoofddoel(toegang.DoelDagstructuur, toegang.Ja), "AFB-STAP-LOKAAL", toegang.AdviesDagbesteding, toegang.UitkomstDagbesteding, "geen"),
		in(arnhem, "only to meet others, in Arnhem", hoofddoel(toegang.DoelOntmoeten, toegang.Ja), "AFB-STAP-LOKAAL", toegang.AdviesDagbesteding, toegang.UitkomstDagbesteding, "geen"),
		in(arnhem, "structure among others, in Arnhem", hoofddoel(toegang.DoelDagstructuur, toegang.Nee), "AFB-STAP-08", toegang.AdviesOntwikkel, toegang.UitkomstAanvraagAW, "aanvraag"),
		in(arnhem, "self-reliance, in Arnhem", hoofddoel(toegang.DoelZelfredzaamheid, toegang.Ja), "AFB-STAP-08", toegang.AdviesOntwikkel, toegang.UitkomstAanvraagAW, "aanvraag"),
		in(regiotest.Rheden, "a gemeente that does not buy", regiotest.Gewoon(), "AFB-STAP-00", toegang.AdviesLokaalAlternatief, toegang.UitkomstWijkaanbod, "verwezen"),
		in(duiven, "a day before sixteen", regiotest.Gewoon(), "AFB-STAP-01", toegang.AdviesJeugdOnderwijs, toegang.UitkomstGeen, "geen"),
		in(duiven, "sixteen today", regiotest.Gewoon(), "AFB-STAP-08", toegang.AdviesOntwikkel, toegang.UitkomstAanvraagAW, "aanvraag"),
		in(duiven, "AOW today", regiotest.Gewoon(), "AFB-STAP-02", toegang.AdviesNaAOW, toegang.UitkomstDagbesteding, "geen"),
		in(duiven, "a day before AOW", regiotest.Gewoon(), "AFB-STAP-08", toegang.AdviesOntwikkel, toegang.UitkomstAanvraagAW, "aanvraag"),
		in(duiven, "the most for now", antwoorden(func(a *toegang.Antwoorden) { a.Groei, a.Maximum = toegang.Nee, toegang.Ja }), "AFB-STAP-09", toegang.AdviesStabiel, toegang.UitkomstAanvraagAW, "aanvraag"),
		in(duiven, "no growth on trede 2", antwoorden(func(a *toegang.Antwoorden) { a.Groei, a.Maximum = toegang.Nee, toegang.Ja }), "AFB-STAP-10", toegang.AdviesOrientatie, toegang.UitkomstOrientatie, "aanvraag"),
	}
	for n := range list {
		switch e := &list[n]; e.name {
		case "a day before sixteen":
			e.born, e.not = civil.New(2010, time.November, 24), none
		case "sixteen today":
			e.born = civil.New(2010, time.November, 23)
		case "AOW today":
			e.born, e.not = civil.New(1959, time.November, 23), none
		case "a day before AOW":
			e.born = civil.New(1959, time.November, 24)
		case "a gemeente that does not buy":
			e.not = none
		case "the most for now":
			e.trede = regiotest.Trede3()
		case "does not know what, in Arnhem":
			e.not = map[toegang.UitkomstSoort]string{toegang.UitkomstOrientatie: "uitkomst.orientatie_hier_niet"}
		case "does not know what":
			e.not = map[toegang.UitkomstSoort]string{toegang.UitkomstCAW: "uitkomst.orientatie_hier_niet"}
		}
	}
	return list
}

// Every exit of the afbakening is a full outcome: advised with all steps kept, chosen by
// a person, and followed up.
func TestEveryExitIsAFullOutcome(t *testing.T) {
	testkit.Eis(t, "DOE-01", "AFB-01", "AFB-02", "AFB-05", "PRD-02", "PRD-03", "PRD-04", "PRD-07", "PRD-09", "B-ARR-01", "B-REG-01", "B-REG-02", "B-REG-03", "INK-03")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Day("2026-11-23")
		for _, e := range exits() {
			t.Run(e.name, func(t *testing.T) { leave(t, r, e) })
		}
	})
}

func leave(t *testing.T, r *regiotest.Regio, e exit) {
	ctx := t.Context()
	who := map[string]app.Actor{regiotest.Arnhem: r.Consulent, regiotest.Duiven: r.Duiven, regiotest.Rheden: r.Rheden}[e.gemeente]
	team := map[string]string{regiotest.Arnhem: r.TeamID, regiotest.Duiven: r.DuivenTeamID, regiotest.Rheden: r.RhedenTeamID}[e.gemeente]
	m := by(t, r, who, e.gemeente, func(in *apptoegang.InwonerInput) { in.Geboren = persoon.GeborenOp(e.born) })
	_, err := r.Toegang.Meet(ctx, who, apptoegang.MetingInput{InwonerID: m.InwonerID, Soort: ladder.MetingStart, Antwoorden: e.trede})
	ok(t, err)
	o := investigate(t, r, who, m, e.answers)
	if o.Afbakening.Geraakt != e.step || o.Afbakening.Advies.Soort != e.advice {
		t.Fatalf("got %s %s, want %s %s", o.Afbakening.Geraakt, o.Afbakening.Advies.Soort, e.step, e.advice)
	}
	in := apptoegang.UitkomstInput{MeldingID: m.MeldingID, Versie: o.Versie, Reden: "samen besproken", CAWID: r.CAWID}
	for soort, code := range e.not {
		in.Soort = soort
		_, err := r.Toegang.KiesUitkomst(ctx, who, in)
		refused(t, err, code)
	}
	in.Soort = e.choose
	if e.choose == toegang.UitkomstWijkaanbod {
		_, err := r.Toegang.KiesUitkomst(ctx, who, in)
		refused(t, err, "uitkomst.vorm_ontbreekt")
		in.Vorm, in.Aanbod = toegang.DeelnameNetwerk, "de koffieochtend"
	}
	out, err := r.Toegang.KiesUitkomst(ctx, who, in)
	ok(t, err)
	stored := melding(r, m)
	u := stored.Onderzoek.Uitkomst
	if u == nil || u.Soort != e.choose || u.Door != who.ID || u.Reden != in.Reden || u.Vorm != in.Vorm || u.Aanbod != in.Aanbod || stored.Staat() != toegang.MeldingAfgerond {
		t.Fatalf("%+v", stored.Onderzoek)
	}
	steps := stored.Onderzoek.Afbakening.Stappen
	if len(steps) != 12 || len(r.Gezegd(stored.InwonerID, store.OverMelding(stored.ID), "uitkomst")) == 0 {
		t.Errorf("%d steps kept", len(steps))
	}
	if got := fase(r, m.InwonerID); got != e.fase {
		t.Errorf("fase %s, want %s", got, e.fase)
	}
	followed(t, r, m, e, team, out, stored)
}

// followed checks what comes of an outcome: a day to look again, or an application.
func followed(t *testing.T, r *regiotest.Regio, m apptoegang.MeldingResult, e exit, team string, out apptoegang.UitkomstResult, stored store.Melding) {
	t.Helper()
	switch {
	case e.choose.Verwijzing():
		if stored.Onderzoek.Uitkomst.KijkOpnieuw.String() != "2027-05-23" {
			t.Error(stored.Onderzoek.Uitkomst.KijkOpnieuw)
		}
		r.Due(m.InwonerID, toegang.TaakKijkOpnieuw, store.KantTeam, team, "2027-05-23")
	case e.choose.Besluit():
		r.Due(m.InwonerID, toegang.TaakAanvraagDoen, store.KantInwoner, m.InwonerID, "2026-12-07")
	default:
		if list := r.TakenVan(m.InwonerID); len(list) != 0 {
			t.Errorf("%+v", list)
		}
	}
	if out.AanvraagID != "" {
		t.Error("an application without the resident's word")
	}
}

// A person decides, also otherwise than advised, and then says why. Without all answers
// there is nothing to decide.
func TestAPersonDecides(t *testing.T) {
	testkit.Eis(t, "AFB-03", "AFB-04", "AFB-05", "B-REG-02")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-23")
		m := by(t, r, r.Consulent, regiotest.Arnhem, nil)
		o := investigate(t, r, r.Consulent, m, toegang.Antwoorden{})
		in := apptoegang.UitkomstInput{MeldingID: m.MeldingID, Versie: o.Versie, Soort: toegang.UitkomstAanvraagAW, Reden: "hij wil graag"}
		if o.Afbakening.Vraag != "zelfstandig" {
			t.Error(o.Afbakening.Vraag)
		}
		_, err := r.Toegang.KiesUitkomst(ctx, r.Consulent, in)
		refused(t, err, "uitkomst.vraag_open")
		_, err = r.Toegang.LegOnderzoekVast(ctx, r.Consulent, apptoegang.OnderzoekInput{MeldingID: m.MeldingID, Versie: o.Versie, Op: monday.AddDays(30)})
		refused(t, err, "melding.dag_in_toekomst")
		_, err = r.Toegang.LegOnderzoekVast(ctx, r.Consulent, apptoegang.OnderzoekInput{MeldingID: m.MeldingID, Versie: o.Versie, Antwoorden: toegang.Antwoorden{Wil: "misschien"}})
		refused(t, err, "invoer.onbekend")
		_, err = r.Toegang.Meet(ctx, r.Consulent, apptoegang.MetingInput{InwonerID: m.InwonerID, Soort: ladder.MetingStart, Antwoorden: regiotest.Trede3()})
		ok(t, err)
		a := hoofddoel(toegang.DoelDagstructuur, toegang.Nee)
		a.MantelzorgOverbelast = toegang.Ja
		o, err = r.Toegang.LegOnderzoekVast(ctx, r.Consulent, apptoegang.OnderzoekInput{MeldingID: m.MeldingID, Versie: o.Versie, Antwoorden: a})
		ok(t, err)
		if !o.Afbakening.Advies.NevenDagbesteding || o.Afbakening.Advies.Soort != toegang.AdviesOntwikkel || o.Afbakening.Advies.Trede != 4 {
			t.Errorf("%+v", o.Afbakening.Advies)
		}
		if !o.Geschikt.Leeftijd || !o.Geschikt.Wil || !o.Geschikt.SteunNodig || !o.Geschikt.GroteAfstand {
			t.Errorf("%+v", o.Geschikt)
		}
		var rows []string
		for _, row := range o.Scorekaart {
			rows = append(rows, row.Rij+" "+string(row.Kant))
		}
		if !slices.Equal(rows, []string{"doelstelling dagbesteding", "resultaat dagbesteding", "voor_wie beide"}) {
			t.Error(rows)
		}
		in.Versie, in.Soort, in.Reden = o.Versie, toegang.UitkomstDagbesteding, " "
		_, err = r.Toegang.KiesUitkomst(ctx, r.Consulent, in)
		refused(t, err, "uitkomst.wijkt_af")
		refused(t, err, "uitkomst.dagbesteding_niet_enig_doel")
		refused(t, err, "uitkomst.reden_ontbreekt")
		in.Reden = "hij wil nu eerst rust"
		in.Op = civil.New(2026, time.November, 22) // before the talk
		refused(t, second(r.Toegang.KiesUitkomst(ctx, r.Consulent, in)), "melding.dag_te_vroeg")
		in.Op = civil.New(2026, time.November, 24)
		refused(t, second(r.Toegang.KiesUitkomst(ctx, r.Consulent, in)), "melding.dag_in_toekomst")
		in.Op = civil.Date{}
		notHere(t, second(r.Toegang.KiesUitkomst(ctx, r.Collega, in)))
		notHere(t, second(r.Toegang.KiesUitkomst(ctx, r.Werk, in)))
		in.Versie--
		regiotest.Stale[store.Melding](t, second(r.Toegang.KiesUitkomst(ctx, r.Consulent, in)))
		in.Versie++
		in.AanvraagAkkoord = regiotest.Mondeling()
		out, err := r.Toegang.KiesUitkomst(ctx, r.Consulent, in)
		ok(t, err)
		if out.AanvraagID != "" {
			t.Error("dagbesteding is no application for Activerend Werk")
		}
		in.Versie++
		refused(t, second(r.Toegang.KiesUitkomst(ctx, r.Consulent, in)), "melding.kan_nu_niet")
	})
}

func second[T any](_ T, err error) error { return err }

// Somebody looks again after a referral, or the resident comes back sooner.
func TestLookAgain(t *testing.T) {
	testkit.Eis(t, "PRD-03", "PRD-04")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-23")
		r.ChangeRegio(regiotest.Set("herbeoordeling_maanden", "4", civil.New(2026, time.November, 23)))
		refer := func(again civil.Date) apptoegang.MeldingResult {
			m := by(t, r, r.Duiven, regiotest.Duiven, nil)
			o := investigate(t, r, r.Duiven, m, hoofddoel(toegang.DoelOntmoeten, toegang.Ja))
			_, err := r.Toegang.KiesUitkomst(ctx, r.Duiven, apptoegang.UitkomstInput{
				MeldingID: m.MeldingID, Versie: o.Versie, Soort: toegang.UitkomstWijkaanbod, Vorm: toegang.DeelnameZelf, Reden: "koffie in de wijk", KijkOpnieuw: again,
			})
			ok(t, err)
			return m
		}
		first := refer(civil.Date{})
		r.Due(first.InwonerID, toegang.TaakKijkOpnieuw, store.KantTeam, r.DuivenTeamID, "2027-03-23")
		sooner := refer(civil.New(2027, time.January, 15))
		r.Due(sooner.InwonerID, toegang.TaakKijkOpnieuw, store.KantTeam, r.DuivenTeamID, "2027-01-15")
		r.Day("2027-01-15")
		look := apptoegang.MeldingActie{MeldingID: sooner.MeldingID, Versie: melding(r, sooner).Versie}
		ok(t, r.Toegang.KijkOpnieuw(ctx, r.Duiven, look))
		r.NoTask(sooner.InwonerID, toegang.TaakKijkOpnieuw)
		look.Versie++
		refused(t, r.Toegang.KijkOpnieuw(ctx, r.Duiven, look), "verwijzing.kan_nu_niet")
		if fase(r, sooner.InwonerID) != "geen" || fase(r, first.InwonerID) != "verwezen" {
			t.Error(fase(r, sooner.InwonerID), fase(r, first.InwonerID))
		}
		back := r.InwonerAccount(first.InwonerID, "marco")
		_, err := r.Toegang.RegistreerMelding(ctx, back, apptoegang.MeldingInput{InwonerID: first.InwonerID, Door: toegang.MelderInwoner, Vraag: "Ik wil toch werken"})
		ok(t, err)
		r.NoTask(first.InwonerID, toegang.TaakKijkOpnieuw)
	})
}

// A question that was withdrawn, or that came in before the outcome of another, is no
// looking again: the day to do so stands.
func TestLookAgainIsNotForgotten(t *testing.T) {
	testkit.Eis(t, "PRD-04")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-23")
		first := by(t, r, r.Duiven, regiotest.Duiven, nil)
		marco := r.InwonerAccount(first.InwonerID, "marco")
		r.Day("2026-11-24")
		second, err := r.Toegang.RegistreerMelding(ctx, marco, apptoegang.MeldingInput{InwonerID: first.InwonerID, Door: toegang.MelderInwoner, Vraag: "En ook dit"})
		ok(t, err)
		r.Day("2026-11-30")
		o := investigate(t, r, r.Duiven, first, hoofddoel(toegang.DoelOntmoeten, toegang.Ja))
		_, err = r.Toegang.KiesUitkomst(ctx, r.Duiven, apptoegang.UitkomstInput{
			MeldingID: first.MeldingID, Versie: o.Versie, Soort: toegang.UitkomstWijkaanbod, Vorm: toegang.DeelnameZelf, Reden: "koffie in de wijk",
		})
		ok(t, err)
		r.Due(first.InwonerID, toegang.TaakKijkOpnieuw, store.KantTeam, r.DuivenTeamID, "2027-05-30")
		ok(t, r.Toegang.TrekMeldingIn(ctx, r.Duiven, apptoegang.MeldingActie{MeldingID: second.MeldingID, Versie: 1, Reden: "was hetzelfde"}))
		r.Day("2026-12-01")
		third, err := r.Toegang.RegistreerMelding(ctx, marco, apptoegang.MeldingInput{InwonerID: first.InwonerID, Door: toegang.MelderInwoner, Vraag: "Ik wil toch werken"})
		ok(t, err)
		r.NoTask(first.InwonerID, toegang.TaakKijkOpnieuw)
		ok(t, r.Toegang.TrekMeldingIn(ctx, r.Duiven, apptoegang.MeldingActie{MeldingID: third.MeldingID, Versie: 1, Reden: "toch niet"}))
		r.Due(first.InwonerID, toegang.TaakKijkOpnieuw, store.KantTeam, r.DuivenTeamID, "2027-05-30")
		if got := fase(r, first.InwonerID); got != "verwezen" {
			t.Errorf("fase %s", got)
		}
	})
}

// Somebody whose application was not granted, or who withdrew it, does not wait for one.
func TestFaseAfterARefusal(t *testing.T) {
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		for outcome, want := range map[toegang.BesluitUitkomst]string{toegang.BesluitAfgewezen: "geen", toegang.BesluitDeelsToegekend: "aanvraag", "": "geen"} {
			m := r.Melding("Marco", "de Vries")
			u := r.Onderzocht(m)
			if got := fase(r, m.InwonerID); got != "aanvraag" {
				t.Errorf("fase %s before the decision", got)
			}
			if outcome == "" {
				ok(t, r.Toegang.TrekAanvraagIn(ctx, r.InwonerAccount(m.InwonerID, "marco"), apptoegang.AanvraagActie{AanvraagID: u.AanvraagID, Versie: 1}))
			} else {
				ok(t, r.Toegang.NeemBesluit(ctx, r.Consulent, apptoegang.BesluitInput{AanvraagID: u.AanvraagID, Versie: 1, Uitkomst: outcome, Grondslag: "Wmo 2015", Reden: "kan zelf"}))
			}
			if got := fase(r, m.InwonerID); got != want {
				t.Errorf("%q: fase %s, want %s", outcome, got, want)
			}
		}
	})
}
