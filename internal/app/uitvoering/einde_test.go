package uitvoering_test

import (
	"testing"
	"time"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
	"trede/internal/domain/persoon"
	"trede/internal/domain/toegang"
	dom "trede/internal/domain/uitvoering"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// The evaluatie is seen ten weeks before the end and held six weeks before it, by all
// three, and ends in a proposal on which the lokale toegang decides.
func TestEvaluation(t *testing.T) {
	testkit.Eis(t, "MON-05", "PRD-06", "PRD-10")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, _ := r.Lopend("Marco", "de Vries", monday) // until 2027-05-22
		x := r.Toewijzing(id)
		r.Due(id, dom.TaakEvaluatiePlannen, store.KantAanbieder, string(r.De), "2027-04-10")
		if task, _ := r.Taak(id, dom.TaakEvaluatiePlannen); task.Zichtbaar.String() != "2027-03-13" || task.PersoonID != r.Traject.ID {
			t.Errorf("%+v", task)
		}
		r.Day("2027-03-15")
		waits, _ := r.Toegewezen("Kees", "Bakker", civil.New(2027, time.March, 22))
		y := r.Toewijzing(waits)
		refused(t, r.Uitvoering.PlanEvaluatie(ctx, r.Coordinator, uitvoering.PlanInput{ToewijzingID: y.ID, Versie: y.Versie}), "arrangement.niet_begonnen")
		plan := uitvoering.PlanInput{ToewijzingID: x.ID, Versie: x.Versie, Tijd: "half elf", Uitgenodigd: []toegang.Partij{toegang.PartijAanbieder, toegang.PartijInwoner}}
		refused(t, r.Uitvoering.PlanEvaluatie(ctx, r.Traject, plan), "afspraak.tijd_kan_niet")
		refused(t, r.Uitvoering.PlanEvaluatie(ctx, r.Traject, plan), "evaluatie.dag_ontbreekt")
		plan.Datum = civil.New(2027, time.March, 14)
		refused(t, r.Uitvoering.PlanEvaluatie(ctx, r.Traject, plan), "evaluatie.dag_ontbreekt")
		plan.Datum, plan.Tijd = civil.New(2027, time.April, 12), "10:00" // late, which is remarked and not refused
		refused(t, r.Uitvoering.PlanEvaluatie(ctx, r.Traject, plan), "evaluatie.partij_niet_uitgenodigd")
		plan.Uitgenodigd = toegang.Partijen()
		for _, a := range []app.Actor{r.AndereCoordinator, r.AndereWerk, r.Collega, r.CAW} {
			notHere(t, r.Uitvoering.PlanEvaluatie(ctx, a, plan))
		}
		ok(t, r.Uitvoering.PlanEvaluatie(ctx, r.Traject, plan))
		r.NoTask(id, dom.TaakEvaluatiePlannen)
		r.Due(id, dom.TaakEvaluatieHouden, store.KantAanbieder, string(r.De), "2027-04-10")
		kanten := map[string]string{}
		for _, task := range r.TakenVan(id) {
			if task.Soort == string(dom.TaakEvaluatieBijwonen) {
				kanten[task.Kant] = task.Termijn.String()
			}
		}
		if kanten[store.KantInwoner] != "2027-04-12" || kanten[store.KantTeam] != "2027-04-12" {
			t.Error(kanten)
		}
		if list := r.Gezegd(id, store.OverToewijzing(r.Toewijzing(id).ID), "evaluatie_plannen"); len(list) == 0 {
			t.Error("what the rules said is not kept")
		}
		x = r.Toewijzing(id)
		plan.Versie, plan.Datum = x.Versie, civil.New(2027, time.April, 6)
		ok(t, r.Uitvoering.PlanEvaluatie(ctx, r.Consulent, plan)) // moved
		r.Day("2027-04-06")
		x = r.Toewijzing(id)
		if e := x.Verloop.Evaluatie; e.GeplandOp.String() != "2027-03-15" || e.Datum != plan.Datum || x.Verloop.EvaluatieTijd != "10:00" {
			t.Errorf("moved: %+v", e)
		}
		held := uitvoering.GehoudenInput{ToewijzingID: x.ID, Versie: x.Versie, Aanwezig: []toegang.Partij{toegang.PartijAanbieder, toegang.PartijToegang}}
		err := r.Uitvoering.HoudEvaluatie(ctx, r.Traject, held)
		for _, code := range []string{"evaluatie.partij_niet_aanwezig", "evaluatie.verslag_ontbreekt", "evaluatie.voorstel_ontbreekt"} {
			refused(t, err, code)
		}
		held.Aanwezig, held.Verslag, held.Voorstel = toegang.Partijen(), "Het gaat goed", dom.VoorstelStapOmhoog
		held.Gehouden = civil.New(2027, time.April, 7)
		refused(t, r.Uitvoering.HoudEvaluatie(ctx, r.Traject, held), "evaluatie.in_toekomst")
		held.Gehouden = monday.AddDays(-1)
		refused(t, r.Uitvoering.HoudEvaluatie(ctx, r.Traject, held), "evaluatie.voor_start")
		held.Gehouden = civil.Date{}
		held.EigenWoorden = "Ik wil door"
		notHere(t, r.Uitvoering.HoudEvaluatie(ctx, r.AndereWerk, held))
		ok(t, r.Uitvoering.HoudEvaluatie(ctx, r.Traject, held))
		r.NoTask(id, dom.TaakEvaluatieHouden)
		r.NoTask(id, dom.TaakEvaluatieBijwonen)
		r.Due(id, dom.TaakVervolgBesluiten, store.KantTeam, r.TeamID, "2027-05-08")
		x = r.Toewijzing(id)
		if e := x.Verloop.Evaluatie; e.EigenWoorden != "Ik wil door" || e.Voorstel != dom.VoorstelStapOmhoog || e.Gehouden.String() != "2027-04-06" || len(e.Aanwezig) != 3 {
			t.Errorf("%+v", e)
		}
		held.Versie = x.Versie
		refused(t, r.Uitvoering.HoudEvaluatie(ctx, r.Traject, held), "evaluatie.is_gehouden")

		what := uitvoering.VervolgInput{ToewijzingID: x.ID, Versie: x.Versie, Soort: dom.VoorstelVervolg}
		for _, a := range []app.Actor{r.Traject, r.Coordinator, r.Collega, r.Duiven} {
			notHere(t, r.Uitvoering.BesluitVervolg(ctx, a, what))
		}
		err = r.Uitvoering.BesluitVervolg(ctx, r.Consulent, what)
		refused(t, err, "vervolg.zonder_motivering")
		refused(t, err, "vervolg.wijkt_af")
		what.Soort = "verder"
		refused(t, r.Uitvoering.BesluitVervolg(ctx, r.Consulent, what), "vervolg.soort_ontbreekt")
		what.Soort = dom.VoorstelStapOmhoog
		ok(t, r.Uitvoering.BesluitVervolg(ctx, r.Consulent, what))
		r.NoTask(id, dom.TaakVervolgBesluiten)
		what.Versie = r.Toewijzing(id).Versie
		refused(t, r.Uitvoering.BesluitVervolg(ctx, r.Consulent, what), "vervolg.is_besloten")

		// The step up is a new toewijzing, after this one.
		_, err = r.Toegang.Meet(ctx, r.Consulent, apptoegang.MetingInput{InwonerID: id, ToewijzingID: x.ID, Soort: ladder.MetingEind, Antwoorden: regiotest.Trede3()})
		ok(t, err)
		next := r.ONT3(id, civil.New(2027, time.May, 23))
		next.Product.Product = "ONT4"
		ok(t, second(r.Toegang.WijsToe(ctx, r.Consulent, next)))
		if y := r.Toewijzing(id); y.Nummer != 3 || y.Huidig.LaatsteDag.String() != "2027-11-22" {
			t.Errorf("%+v", y.Huidig)
		}
	})
}

// Without an evaluatie the end is announced, and the same again asks why.
func TestTheSameAgain(t *testing.T) {
	testkit.Eis(t, "MON-05", "PRD-06", "PRD-08")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, _ := r.Lopend("Marco", "de Vries", monday)
		r.Due(id, dom.TaakArrangementLooptAf, store.KantTeam, r.TeamID, "2027-05-22")
		r.Day("2027-05-20")
		x := r.Toewijzing(id)
		what := uitvoering.VervolgInput{ToewijzingID: x.ID, Versie: x.Versie, Soort: dom.VoorstelVervolg}
		refused(t, r.Uitvoering.BesluitVervolg(ctx, r.Consulent, what), "vervolg.zonder_evaluatie")
		again := r.ONT3(id, civil.New(2027, time.May, 23))
		err := second(r.Toegang.WijsToe(ctx, r.Consulent, again))
		refused(t, err, "toewijzing.opnieuw_zonder_motivering")
		refused(t, err, "toewijzing.opnieuw_zonder_evaluatie")
		again.Motivering = "bijna gelukt"
		refused(t, second(r.Toegang.WijsToe(ctx, r.Consulent, again)), "toewijzing.opnieuw_zonder_evaluatie")
		ok(t, r.Uitvoering.HoudEvaluatie(ctx, r.Consulent, uitvoering.GehoudenInput{
			ToewijzingID: x.ID, Versie: x.Versie, Aanwezig: toegang.Partijen(), Verslag: "bijna", Voorstel: dom.VoorstelVervolg,
		}))
		ok(t, second(r.Toegang.WijsToe(ctx, r.Consulent, again))) // motivated and talked over: no more is asked
	})
}

// A stable arrangement that no longer fits the trede is not simply gone on with.
func TestTheSameOnAnotherTrede(t *testing.T) {
	testkit.Eis(t, "PRD-09")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, _ := stabiel(t, r) // STA3, begun on trede 2
		r.Day("2028-09-01")
		x := r.Toewijzing(id)
		ok(t, r.Uitvoering.HoudEvaluatie(ctx, r.Consulent, uitvoering.GehoudenInput{
			ToewijzingID: x.ID, Versie: x.Versie, Aanwezig: toegang.Partijen(), Verslag: "goed", Voorstel: dom.VoorstelVervolg,
		}))
		x = r.Toewijzing(id)
		what := uitvoering.VervolgInput{ToewijzingID: x.ID, Versie: x.Versie, Soort: dom.VoorstelVervolg}
		refused(t, r.Uitvoering.BesluitVervolg(ctx, r.Consulent, what), "vervolg.andere_trede")
		ok(t, second(r.Toegang.Meet(ctx, r.Consulent, apptoegang.MetingInput{InwonerID: id, ToewijzingID: x.ID, Soort: ladder.MetingTussentijds, Antwoorden: regiotest.Trede3()})))
		what.Reden = "zij blijft graag"
		ok(t, r.Uitvoering.BesluitVervolg(ctx, r.Consulent, what))
		for _, res := range r.Gezegd(id, store.OverToewijzing(r.Toewijzing(id).ID), "vervolg") {
			if res.Rule == "VERVOLG-05" && res.Status != "passed" {
				t.Errorf("%+v", res)
			}
		}
	})
}

// The measurements of an arrangement are those made within it, and the last one from
// before it as its first.
func TestMetingenOfAnArrangement(t *testing.T) {
	testkit.Eis(t, "UIT-07")
	meting := func(of string, day civil.Date, soort ladder.MetingSoort, trede ladder.Trede) store.Meting {
		return store.Meting{ToewijzingID: of, Meting: ladder.Meting{Datum: day, Soort: soort, Vastgesteld: trede}}
	}
	x := &store.Toewijzing{ID: "mijn", Huidig: toegang.ToewijzingVersie{Start: monday}}
	all := []store.Meting{
		meting("", monday.AddDays(-9), ladder.MetingTussentijds, 1), meting("andere", monday.AddDays(-5), ladder.MetingEind, 5),
		meting("", monday, ladder.MetingTussentijds, 2), meting("", monday.AddDays(1), ladder.MetingTussentijds, 6), meting("mijn", monday.AddDays(99), ladder.MetingEind, 3),
	}
	got := x.Metingen(all)
	if len(got) != 2 || got[0].Vastgesteld != 2 || got[0].Soort != ladder.MetingStart || got[1].Vastgesteld != 3 {
		t.Errorf("%+v", got)
	}
	got = x.Metingen(append(all, meting("mijn", monday.AddDays(2), ladder.MetingStart, 4)))
	if len(got) != 2 || got[0].Vastgesteld != 3 || got[1].Vastgesteld != 4 {
		t.Errorf("measured at the start itself: %+v", got)
	}
	if got = x.Metingen([]store.Meting{all[0], all[1], all[4]}); len(got) != 2 || got[0].Vastgesteld != 5 || got[0].Soort != ladder.MetingStart {
		t.Errorf("the end of an earlier arrangement is the start of this one: %+v", got)
	}
	if got = x.Metingen(all[3:]); len(got) != 1 {
		t.Errorf("nothing from before: %+v", got)
	}
}

// An early end has a reason of the standard and is talked over; the toewijzing gets a
// version with the new last day.
func TestEarlyEnd(t *testing.T) {
	testkit.Eis(t, "X-10")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, _ := r.Lopend("Marco", "de Vries", monday)
		x := r.Toewijzing(id)
		r.Day("2027-01-11")
		in := uitvoering.EindeInput{ToewijzingID: x.ID, Versie: x.Versie}
		refused(t, r.Uitvoering.BeeindigVroeg(ctx, r.Consulent, in), "einde.dag_ontbreekt")
		in.LaatsteDag = civil.New(2027, time.January, 15)
		refused(t, r.Uitvoering.BeeindigVroeg(ctx, r.Consulent, in), "einde.reden_ontbreekt")
		refused(t, r.Uitvoering.MeldEinde(ctx, r.Werk, in), "einde.reden_ontbreekt")
		in.Reden = toegang.EindeDoorInwoner
		err := r.Uitvoering.BeeindigVroeg(ctx, r.Consulent, in)
		refused(t, err, "einde.toelichting_ontbreekt")
		refused(t, err, "einde.niet_besproken")
		in.Toelichting, in.Besproken = "hij wil niet meer", toegang.Partijen()
		plan := in
		plan.Reden = toegang.EindeVolgensPlan
		refused(t, r.Uitvoering.BeeindigVroeg(ctx, r.Consulent, plan), "einde.reden_ontbreekt")
		late := in
		late.LaatsteDag = x.Huidig.LaatsteDag
		refused(t, r.Uitvoering.BeeindigVroeg(ctx, r.Consulent, late), "einde.niet_eerder")
		for _, a := range []app.Actor{r.Werk, r.Coordinator, r.AndereCoordinator, r.Collega, r.Duiven} {
			notHere(t, r.Uitvoering.BeeindigVroeg(ctx, a, in))
		}
		notHere(t, r.Uitvoering.MeldEinde(ctx, r.AndereWerk, in))
		ok(t, r.Uitvoering.MeldEinde(ctx, r.Werk, in)) // the provider says so, the lokale toegang decides
		if y := r.Toewijzing(id); y.Verloop.EindeGemeld == nil || y.Verloop.Einde != nil || y.Huidig.LaatsteDag != x.Huidig.LaatsteDag {
			t.Errorf("%+v", y.Verloop)
		}
		r.Due(id, dom.TaakEindeBesluiten, store.KantTeam, r.TeamID, "2027-01-18")
		notHere(t, r.Uitvoering.LaatDoorgaan(ctx, r.Werk, x.ID, in.Versie+1, "toch niet"))
		refused(t, r.Uitvoering.LaatDoorgaan(ctx, r.Consulent, x.ID, in.Versie+1, " "), "toewijzing.toelichting_ontbreekt")
		ok(t, r.Uitvoering.LaatDoorgaan(ctx, r.Consulent, x.ID, in.Versie+1, "hij komt toch"))
		r.NoTask(id, dom.TaakEindeBesluiten)
		refused(t, r.Uitvoering.LaatDoorgaan(ctx, r.Consulent, x.ID, in.Versie+2, "nog eens"), "einde.niet_gemeld")
		in.Versie += 2
		ok(t, r.Uitvoering.MeldEinde(ctx, r.InwonerAccount(id, "marco"), in)) // now the resident says so
		in.Versie++
		ok(t, r.Uitvoering.BeeindigVroeg(ctx, r.Consulent, in))
		r.NoTask(id, dom.TaakEindeBesluiten)
		y := r.Toewijzing(id)
		if y.Huidig.LaatsteDag != in.LaatsteDag || y.Huidig.RedenWijziging != toegang.WijzigingVerkorting || y.Verloop.Einde.Reden != toegang.EindeDoorInwoner || y.Huidig.Nr != 2 || y.Verloop.EindeGemeld == nil {
			t.Errorf("%+v", y.Huidig)
		}
		in.Versie = y.Versie
		refused(t, r.Uitvoering.BeeindigVroeg(ctx, r.Consulent, in), "einde.is_vastgelegd")
		r.NoTask(id, dom.TaakVoortgangSchrijven)
		r.NoTask(id, dom.TaakEvaluatiePlannen)
		r.NoTask(id, dom.TaakArrangementLooptAf)
		r.Due(id, dom.TaakAfsluiten, store.KantTeam, r.TeamID, "2027-01-29")
		refused(t, second(r.Uitvoering.LegAanwezigheidVast(ctx, r.Werk, uitvoering.AanwezigheidInput{ToewijzingID: x.ID, Datum: monday.AddDays(-1), Moment: toegang.Ochtend, Status: dom.Aanwezig})), "aanwezigheid.buiten_toewijzing")

		// Closed with the reason of the early end.
		r.Day("2027-01-18")
		shut(t, r, id, func(in *uitvoering.AfsluitInput) { in.Bestemming = dom.BestemmingGeen })
		if z := r.Toewijzing(id); z.Verloop.Afsluiting.Reden != toegang.EindeDoorInwoner || z.Verloop.Afsluiting.LaatsteDag.String() != "2027-01-15" {
			t.Errorf("%+v", z.Verloop.Afsluiting)
		}
		refused(t, r.Toegang.WijzigToewijzing(ctx, r.Consulent, apptoegang.WijzigingInput{
			ToewijzingID: x.ID, Versie: r.Toewijzing(id).Versie, Reden: toegang.WijzigingCorrectie, LaatsteDag: in.LaatsteDag, Toelichting: "foutje",
		}), "arrangement.is_afgesloten")
	})
}

// The gemeente may shorten an arrangement: that is not an end according to plan. A death is
// recorded of the resident, and never as the reason of one end.
func TestReasonOfTheEnd(t *testing.T) {
	testkit.Eis(t, "RES-01", "X-10")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, _ := r.Lopend("Marco", "de Vries", monday)
		r.Day("2027-01-11")
		x := r.Toewijzing(id)
		died := uitvoering.EindeInput{ToewijzingID: x.ID, Versie: x.Versie, LaatsteDag: civil.New(2027, time.January, 11), Reden: toegang.EindeOverlijden}
		refused(t, r.Uitvoering.BeeindigVroeg(ctx, r.Consulent, died), "overlijden.apart")
		ok(t, r.Toegang.WijzigToewijzing(ctx, r.Consulent, apptoegang.WijzigingInput{
			ToewijzingID: x.ID, Versie: x.Versie, Reden: toegang.WijzigingVerkorting, LaatsteDag: civil.New(2027, time.January, 11), Toelichting: "past niet",
		}))
		refused(t, r.Uitvoering.SluitAf(ctx, r.Consulent, uitvoering.AfsluitInput{ToewijzingID: x.ID, Versie: r.Toewijzing(id).Versie, Reden: toegang.EindeOverlijden}), "overlijden.apart")
		shut(t, r, id, nil)
		if got := r.Toewijzing(id).Verloop.Afsluiting.Reden; got != toegang.EindeDoorGemeente {
			t.Errorf("closed with reason %s", got)
		}
	})
}

// shut closes the arrangement of a resident, with a measurement at the end.
func shut(t *testing.T, r *regiotest.Regio, id string, change func(*uitvoering.AfsluitInput)) {
	t.Helper()
	ctx, x := t.Context(), r.Toewijzing(id)
	_, err := r.Toegang.Meet(ctx, r.Consulent, apptoegang.MetingInput{InwonerID: id, ToewijzingID: x.ID, Soort: ladder.MetingEind, Antwoorden: regiotest.Trede3()})
	ok(t, err)
	in := uitvoering.AfsluitInput{
		ToewijzingID: x.ID, Versie: x.Versie, Eindtrede: 3, Resultaat: dom.ResultaatBijdrage, Bestemming: dom.BestemmingVrijwilligerswerk,
	}
	if change != nil {
		change(&in)
	}
	ok(t, r.Uitvoering.SluitAf(ctx, r.Consulent, in))
}

// Closing asks eindtrede, result and destination, after the last day, and measurements at
// both ends.
func TestClosing(t *testing.T) {
	testkit.Eis(t, "RES-01", "RES-02", "UIT-07", "B-KEN-01")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, _ := r.Lopend("Marco", "de Vries", monday)
		x := r.Toewijzing(id)
		in := uitvoering.AfsluitInput{ToewijzingID: x.ID, Versie: x.Versie}
		r.Day("2027-05-21")
		err := r.Uitvoering.SluitAf(ctx, r.Consulent, in)
		for _, code := range []string{"afsluiting.eindtrede_ontbreekt", "afsluiting.resultaat_ontbreekt", "afsluiting.bestemming_ontbreekt", "afsluiting.voor_einde", "afsluiting.meting_ontbreekt"} {
			refused(t, err, code)
		}
		r.Day("2027-05-24")
		in.Eindtrede, in.Resultaat, in.Bestemming = 3, dom.ResultaatIntegratie, dom.BestemmingBetaald
		_, err = r.Toegang.Meet(ctx, r.Consulent, apptoegang.MetingInput{InwonerID: id, ToewijzingID: x.ID, Soort: ladder.MetingEind, Antwoorden: regiotest.Trede3()})
		ok(t, err)
		refused(t, r.Uitvoering.SluitAf(ctx, r.Consulent, in), "afsluiting.trede_past_niet_bij_bestemming")
		in.UrenPerWeek = 61
		refused(t, r.Uitvoering.SluitAf(ctx, r.Consulent, in), "afsluiting.uren_kan_niet")
		in.UrenPerWeek = 20
		for _, a := range []app.Actor{r.Werk, r.Coordinator, r.Collega, r.Duiven} {
			notHere(t, r.Uitvoering.SluitAf(ctx, a, in))
		}
		in.Redenen = map[string]string{"AFSLUITING-06": "het begint volgende week"}
		in.BestemmingVanaf, in.Bewijs = civil.New(2027, time.June, 1), "contract gezien"
		ok(t, r.Uitvoering.SluitAf(ctx, r.Consulent, in))
		a := r.Toewijzing(id).Verloop.Afsluiting
		if a.Eindtrede != 3 || a.Resultaat != dom.ResultaatIntegratie || a.Bestemming != dom.BestemmingBetaald || a.UrenPerWeek != 20 || a.Bewijs != "contract gezien" ||
			a.BestemmingVanaf.String() != "2027-06-01" || a.Reden != toegang.EindeVolgensPlan || a.Door != r.Consulent.ID || a.LaatsteDag.String() != "2027-05-22" {
			t.Errorf("%+v", a)
		}
		if !a.Bestemming.Uitstroom() || dom.BestemmingOpleiding.Uitstroom() {
			t.Error("what counts as leaving for work")
		}
		// From trede 2 to 3: the resident and the lokale toegang see what became of it.
		for _, who := range []app.Actor{r.Consulent, r.InwonerAccount(id, "marco")} {
			page, err := r.Toegang.Toewijzingen(ctx, who, id)
			ok(t, err)
			u := page.Kaarten[0].Uitkomst
			if u == nil || u.Effect != ladder.Vergroten || u.Ladderwinst != 1 || !u.Doeltrede || !u.Uitstroom || u.Richting != toegang.RichtingBijdrage {
				t.Errorf("%+v", u)
			}
		}
		if s := stand(r, id); s.Fase != "nazorg" || s.Trede != 3 || s.ProductCode != "ONT3" || s.AanbiederID != string(r.De) || s.Einde.String() != "2027-05-22" {
			t.Errorf("%+v", s)
		}
		in.Versie = r.Toewijzing(id).Versie
		refused(t, r.Uitvoering.SluitAf(ctx, r.Consulent, in), "arrangement.is_afgesloten")
		for _, destination := range dom.Bestemmingen() {
			other, _ := r.Lopend("Kees", "Bakker", r.Day("2027-05-24"))
			r.Day("2027-12-01")
			shut(t, r, other, func(in *uitvoering.AfsluitInput) {
				in.Bestemming, in.Redenen = destination, map[string]string{"AFSLUITING-06": "zo is het"}
			})
			if got := r.Toewijzing(other).Verloop.Afsluiting.Bestemming; got != destination {
				t.Error(got)
			}
		}
	})
}

// Follow-up comes at the months that the region sets; each once, with what was heard.
func TestFollowUp(t *testing.T) {
	testkit.Eis(t, "RES-02", "DOE-02")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.ChangeRegio(regiotest.Set("nazorg_maanden", "6,12", monday))
		id, _ := r.Lopend("Marco", "de Vries", monday)
		r.Day("2027-05-24")
		early := uitvoering.NazorgInput{ToewijzingID: r.Toewijzing(id).ID, Versie: r.Toewijzing(id).Versie, Maanden: 6, Bereikt: toegang.Nee}
		refused(t, r.Uitvoering.LegNazorgVast(ctx, r.Consulent, early), "nazorg.niet_afgesloten")
		shut(t, r, id, nil)
		var dues []string
		for _, task := range r.TakenVan(id) {
			dues = append(dues, task.Soort+" "+task.Termijn.String())
		}
		if len(dues) != 2 || dues[0] != "nazorg 2027-12-06" || dues[1] != "nazorg 2028-06-05" {
			t.Error(dues)
		}
		r.Day("2027-11-22")
		in := uitvoering.NazorgInput{ToewijzingID: r.Toewijzing(id).ID, Versie: r.Toewijzing(id).Versie, Maanden: 3}
		err := r.Uitvoering.LegNazorgVast(ctx, r.Consulent, in)
		refused(t, err, "nazorg.moment_onbekend")
		refused(t, err, "nazorg.bereikt_ontbreekt")
		in.Maanden, in.Bereikt = 6, toegang.Ja
		refused(t, r.Uitvoering.LegNazorgVast(ctx, r.Consulent, in), "nazorg.uitkomst_ontbreekt")
		in.NogOpBestemming, in.Passend = toegang.Ja, 6
		refused(t, r.Uitvoering.LegNazorgVast(ctx, r.Consulent, in), "nazorg.passend_kan_niet")
		in.Passend, in.Trede = 4, 7
		refused(t, r.Uitvoering.LegNazorgVast(ctx, r.Consulent, in), "meting.trede")
		in.Trede, in.Gedaan = 4, civil.New(2027, time.November, 23)
		refused(t, r.Uitvoering.LegNazorgVast(ctx, r.Consulent, in), "melding.dag_in_toekomst")
		in.Gedaan = civil.Date{}
		notHere(t, r.Uitvoering.LegNazorgVast(ctx, r.Collega, in))
		ok(t, r.Uitvoering.LegNazorgVast(ctx, r.Consulent, in))
		in.Versie++
		refused(t, r.Uitvoering.LegNazorgVast(ctx, r.Consulent, in), "nazorg.is_gedaan")
		r.Due(id, dom.TaakNazorg, store.KantTeam, r.TeamID, "2028-06-05")
		if n := r.Toewijzing(id).Verloop.Nazorg[0]; n.Passend != 4 || n.Trede != 4 || n.Door != r.Consulent.ID || n.Gedaan.String() != "2027-11-22" {
			t.Errorf("%+v", n)
		}
	})
}

// The provider keeps the full view until six weeks after the end, or what the region sets,
// and then only what it made itself.
func TestFormerProvider(t *testing.T) {
	testkit.Eis(t, "MON-03")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, doelen := r.Lopend("Marco", "de Vries", monday) // until 2027-05-22
		x := r.Toewijzing(id)
		r.Day("2027-02-20")
		b, err := r.Uitvoering.SchrijfBericht(ctx, r.Werk, berichtInput(x.ID, doelen, toegang.ScoreSoms))
		ok(t, err)
		views := func(a app.Actor) (full, own bool) {
			t.Helper()
			page, err := r.Toegang.Plan(ctx, a, id)
			full = err == nil && len(page.Doelen) > 0
			part, err := r.Toegang.Deelnemer(ctx, a, authz.BijdragenLezen, x.ID)
			own = err == nil && len(part.Berichten) == 1 && part.Berichten[0].ID == b && len(part.Doelen) == 0 && part.Contact == (persoon.Contact{})
			return full, own
		}
		list := func(a app.Actor) int {
			page, err := r.Uitvoering.Deelnemers(ctx, a, uitvoering.DeelnemerQuery{})
			ok(t, err)
			return page.Total
		}
		r.Day("2027-07-03") // six weeks after 22 May
		for _, a := range []app.Actor{r.Werk, r.Traject, r.Coordinator} {
			if full, _ := views(a); !full || list(a) != 1 {
				t.Errorf("%s has no full view on the last day of it", a.Naam)
			}
		}
		r.Day("2027-07-04")
		for _, a := range []app.Actor{r.Werk, r.Traject, r.Coordinator} {
			if full, own := views(a); full || !own || list(a) != 0 {
				t.Errorf("%s: full %v, own contributions %v, listed %d", a.Naam, full, own, list(a))
			}
			found, _, err := r.Toegang.Zoek(ctx, a, "Vries")
			if err != nil || len(found) != 0 {
				t.Errorf("%s finds %+v %v", a.Naam, found, err)
			}
		}
		// What is made afterwards elsewhere is not seen.
		notHere(t, second(r.Toegang.Deelnemer(ctx, r.AndereCoordinator, authz.BijdragenLezen, x.ID)))
		notHere(t, second(r.Uitvoering.SchrijfBericht(ctx, r.Werk, berichtInput(x.ID, doelen, toegang.ScoreGoed))))
		notHere(t, second(r.Uitvoering.OpenSignaal(ctx, r.Werk, uitvoering.SignaalInput{ToewijzingID: x.ID, Soort: dom.SignaalVraag, Urgentie: dom.UrgentieGewoon, Tekst: "?"})))

		r.ChangeRegio(regiotest.Set("toegang_weken_na_einde", "8", monday))
		r.Herbereken()
		r.Day("2027-07-17")
		if full, _ := views(r.Werk); !full {
			t.Error("eight weeks are set")
		}
		r.Day("2027-07-18")
		if full, _ := views(r.Werk); full {
			t.Error("eight weeks are over")
		}
	})
}

// At death what runs ends and is closed, what was not begun lapses, nobody is asked
// anything more, and nothing new begins.
func TestDeath(t *testing.T) {
	testkit.Eis(t, "X-10")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, _ := r.Lopend("Marco", "de Vries", monday)
		marco := r.InwonerAccount(id, "marco")
		next := r.ONT3(id, civil.New(2027, time.June, 1))
		next.Product.Product = "ONT4"
		next.Redenen = map[string]string{"TOE-GATE-17": "ja"}
		ok(t, second(r.Toegang.WijsToe(ctx, r.Consulent, next)))
		r.Day("2027-01-11")
		zus := r.VertegenwoordigerAccount("zus")
		ok(t, second(r.Toegang.LegVertegenwoordigingVast(ctx, r.Consulent, apptoegang.VertegenwoordigingInput{
			InwonerID: id, AccountID: zus.ID, Waarom: "op verzoek", Vertegenwoordiging: persoon.Vertegenwoordiging{
				Period: civil.Period{From: monday}, Soort: persoon.Mantelzorger, Naam: persoon.Naam{Geslachtsnaam: "Zus"}, Bereik: []persoon.Bereik{persoon.BereikInzien},
			},
		})))
		ok(t, second(r.Toegang.Plan(ctx, zus, id)))
		var versie int
		r.Dossier(id, func(_ *store.Tx, d *store.Dossier) { versie = d.Inwoner().Versie })
		in := uitvoering.OverlijdenInput{InwonerID: id, Versie: versie, Op: civil.New(2027, time.January, 12)}
		refused(t, r.Uitvoering.LegOverlijdenVast(ctx, r.Consulent, in), "overlijden.dag_kan_niet")
		in.Op = civil.New(2027, time.January, 9)
		for _, a := range []app.Actor{r.Werk, r.Coordinator, r.Collega, r.Duiven, marco} {
			notHere(t, r.Uitvoering.LegOverlijdenVast(ctx, a, in))
		}
		in.Versie = 9
		regiotest.Stale[store.Inwoner](t, r.Uitvoering.LegOverlijdenVast(ctx, r.Consulent, in))
		in.Versie = versie
		ok(t, r.Uitvoering.LegOverlijdenVast(ctx, r.Consulent, in))
		r.Dossier(id, func(_ *store.Tx, d *store.Dossier) {
			list, _ := d.Toewijzingen()
			first, later := list[0], list[1]
			if first.Huidig.LaatsteDag != in.Op || first.Huidig.RedenWijziging != toegang.WijzigingOverleden || first.Verloop.Afsluiting.Reden != toegang.EindeOverlijden {
				t.Errorf("%+v", first.Huidig)
			}
			if later.Vervallen.IsZero() || later.Verloop.Afsluiting != nil {
				t.Errorf("%+v", later)
			}
		})
		notHere(t, second(r.Toegang.Plan(ctx, zus, id)))
		if list := r.TakenVan(id); len(list) != 0 || stand(r, id).Fase != "overleden" {
			t.Errorf("%+v", list)
		}
		in.Versie++
		refused(t, r.Uitvoering.LegOverlijdenVast(ctx, r.Consulent, in), "overlijden.is_vastgelegd")
		_, err := r.Toegang.RegistreerMelding(ctx, r.Consulent, apptoegang.MeldingInput{InwonerID: id, Door: toegang.MelderConsulent, Vraag: "?"})
		refused(t, err, "inwoner.is_overleden")
		next.Start = civil.New(2027, time.January, 18)
		refused(t, second(r.Toegang.WijsToe(ctx, r.Consulent, next)), "inwoner.is_overleden")

		// After the last day, and before it was closed: the last day stays.
		late, _ := r.Lopend("Kees", "Bakker", r.Day("2027-01-18"))
		r.Day("2027-07-20")
		ok(t, r.Uitvoering.LegOverlijdenVast(ctx, r.Consulent, uitvoering.OverlijdenInput{InwonerID: late, Versie: inwoner(r, late).Versie, Op: civil.New(2027, time.July, 19)}))
		if x := r.Toewijzing(late); x.Huidig.LaatsteDag.String() != "2027-07-17" || x.Verloop.Afsluiting == nil || x.Huidig.Nr != 1 {
			t.Errorf("%+v", x.Huidig)
		}
	})
}
