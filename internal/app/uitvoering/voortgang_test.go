package uitvoering_test

import (
	"testing"
	"time"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
	"trede/internal/domain/civil"
	"trede/internal/domain/toegang"
	dom "trede/internal/domain/uitvoering"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

func doelInput(inwonerID string) apptoegang.DoelInput {
	return apptoegang.DoelInput{
		InwonerID: inwonerID, Tekst: "Ik blijf komen", Domein: toegang.DomeinWerknemer, Gericht: toegang.GerichtBehouden,
		Nulmeting: toegang.ScoreGoed, Streefwaarde: toegang.ScoreGoed, Streefdatum: civil.New(2027, time.May, 1), SamenOpgesteld: true,
		Akkoord: regiotest.Mondeling(),
	}
}

// A report is due after three months, says something of every goal, is read by the lokale
// toegang and seen by the resident.
func TestReportOfADevelopmentArrangement(t *testing.T) {
	testkit.Eis(t, "MON-01", "MON-03")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, doelen := r.Lopend("Marco", "de Vries", monday)
		x := r.Toewijzing(id)
		due := func(day string) {
			t.Helper()
			r.Due(id, dom.TaakVoortgangSchrijven, store.KantAanbieder, string(r.De), day)
		}
		due("2027-02-23")
		if task, _ := r.Taak(id, dom.TaakVoortgangSchrijven); task.Zichtbaar.String() != "2027-02-02" || task.PersoonID != r.Werk.ID {
			t.Errorf("%+v", task)
		}
		r.Day("2027-02-10")
		in := berichtInput(x.ID, doelen, toegang.ScoreSoms)
		half := in
		half.Regels = in.Regels[:1]
		refused(t, second(r.Uitvoering.SchrijfBericht(ctx, r.Werk, half)), "voortgang.score_ontbreekt")
		alien := in
		alien.Regels = append([]dom.VoortgangRegel{{DoelID: "geen", Score: toegang.ScoreGoed}}, in.Regels...)
		refused(t, second(r.Uitvoering.SchrijfBericht(ctx, r.Werk, alien)), "voortgang.doel_onbekend")
		unsaid := in
		unsaid.SamenIngevuld = ""
		refused(t, second(r.Uitvoering.SchrijfBericht(ctx, r.Werk, unsaid)), "voortgang.samen_ingevuld_ontbreekt")
		unseen := in
		unseen.Regels = []dom.VoortgangRegel{in.Regels[0], {DoelID: doelen[1], NietGezien: true}}
		refused(t, second(r.Uitvoering.SchrijfBericht(ctx, r.Werk, unseen)), "voortgang.niets_werknemer")
		unseen.Moment = 7
		refused(t, second(r.Uitvoering.SchrijfBericht(ctx, r.Werk, unseen)), "invoer.onbekend")
		for _, a := range []app.Actor{r.AndereWerk, r.AndereCoordinator, r.Consulent, r.Collega} {
			notHere(t, second(r.Uitvoering.SchrijfBericht(ctx, a, in)))
		}
		due("2027-02-23")
		in.EigenWoorden = "Ik vind het leuk"
		b, err := r.Uitvoering.SchrijfBericht(ctx, r.Werk, in)
		ok(t, err)
		r.NoTask(id, dom.TaakVoortgangSchrijven)
		in.Moment = 1
		refused(t, second(r.Uitvoering.SchrijfBericht(ctx, r.Werk, in)), "voortgang.al_ingediend")
		var stored store.Voortgangsbericht
		var goal store.Doel
		r.Dossier(id, func(_ *store.Tx, d *store.Dossier) { stored, _ = d.Bericht(b); goal, _ = d.Doel(doelen[0]) })
		if stored.Moment != 1 || stored.Termijn.String() != "2027-02-23" || stored.EigenWoorden != "Ik vind het leuk" || len(stored.Voortgangsbericht.Regels) != 2 || stored.Door != r.Werk.ID {
			t.Errorf("%+v", stored)
		}
		if n := goal.Observaties(); len(n) == 0 || n[len(n)-1].Score != toegang.ScoreSoms {
			t.Errorf("the goal does not know: %+v", n)
		}
		r.Due(id, dom.TaakVoortgangLezen, store.KantTeam, r.TeamID, "2027-02-17")
		read := uitvoering.BerichtActie{BerichtID: b, Versie: 1}
		notHere(t, r.Uitvoering.LeesBericht(ctx, r.Werk, read))
		ok(t, r.Uitvoering.LeesBericht(ctx, r.Consulent, read))
		r.NoTask(id, dom.TaakVoortgangLezen)
		regiotest.Stale[store.Voortgangsbericht](t, r.Uitvoering.LeesBericht(ctx, r.Consulent, read))
		read.Versie = 2
		refused(t, r.Uitvoering.LeesBericht(ctx, r.Consulent, read), "voortgang.is_gelezen")
		marco := r.InwonerAccount(id, "marco")
		if task, there := r.Taak(id, dom.TaakVoortgangBekijken); !there || task.Kant != store.KantInwoner {
			t.Error("the resident is not asked to look")
		}
		read.Woorden = "Dit klopt"
		notHere(t, r.Uitvoering.BekijkBericht(ctx, r.Consulent, read))
		ok(t, r.Uitvoering.BekijkBericht(ctx, marco, read))
		r.NoTask(id, dom.TaakVoortgangBekijken)
		page, err := r.Toegang.Voortgang(ctx, r.Consulent, id, "")
		ok(t, err)
		if len(page.Berichten) != 1 || page.Berichten[0].Reactie != "Dit klopt" {
			t.Errorf("%+v", page.Berichten)
		}
	})
}

// Of a stable arrangement a report is due every six months as long as it runs; the region
// can set it to once.
func TestReportsOfAStableArrangement(t *testing.T) {
	testkit.Eis(t, "MON-03", "PRD-08")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, doel := stabiel(t, r)
		dues := func() (list []string) {
			for _, task := range r.TakenVan(id) {
				if task.Soort == string(dom.TaakVoortgangSchrijven) {
					list = append(list, task.Termijn.String())
				}
			}
			return list
		}
		if got := dues(); len(got) != 3 || got[0] != "2027-05-23" || got[1] != "2027-11-23" || got[2] != "2028-05-23" {
			t.Error(got)
		}
		r.Day("2027-05-24") // a day late: still asked
		if got := dues(); got[0] != "2027-05-23" {
			t.Error(got)
		}
		in := berichtInput(r.Toewijzing(id).ID, []string{doel}, toegang.ScoreGoed)
		in.Motivering = "er is alleen een werkdoel"
		ok(t, second(r.Uitvoering.SchrijfBericht(ctx, r.Werk, in)))
		if got := dues(); len(got) != 2 || got[0] != "2027-11-23" {
			t.Error(got)
		}
		r.ChangeRegio(regiotest.Set("sta_voortgang_herhalen", "nee", civil.New(2026, time.January, 1)))
		r.Herbereken()
		if got := dues(); len(got) != 0 {
			t.Error(got)
		}
	})
}

// News of the goals: one that is left alone for six weeks is noticed beforehand.
func TestGoalsAreFollowed(t *testing.T) {
	testkit.Eis(t, "MON-01", "BEG-03")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, doelen := r.Lopend("Marco", "de Vries", monday)
		x := r.Toewijzing(id)
		task, there := r.Taak(id, dom.TaakDoelenBijwerken)
		if !there || task.KantID != string(r.De) || task.Termijn.String() != "2027-01-04" {
			t.Errorf("%v %+v", there, task)
		}
		r.Day("2026-12-14")
		in := uitvoering.WaarnemingInput{DoelID: doelen[0], ToewijzingID: x.ID}
		refused(t, r.Uitvoering.NeemWaar(ctx, r.Werk, in), "waarneming.leeg")
		in.Score = "prima"
		refused(t, r.Uitvoering.NeemWaar(ctx, r.Werk, in), "invoer.onbekend")
		in.Score = toegang.ScoreSoms
		for _, a := range []app.Actor{r.AndereWerk, r.Coordinator, r.Collega, r.Duiven} {
			notHere(t, r.Uitvoering.NeemWaar(ctx, a, in))
		}
		ok(t, r.Uitvoering.NeemWaar(ctx, r.Werk, in))
		if task, _ = r.Taak(id, dom.TaakDoelenBijwerken); task.Termijn.String() != "2027-01-04" {
			t.Error("the other goal has no news yet", task.Termijn)
		}
		in.DoelID = doelen[1]
		ok(t, r.Uitvoering.NeemWaar(ctx, r.Traject, in))
		if task, _ = r.Taak(id, dom.TaakDoelenBijwerken); task.Termijn.String() != "2027-01-25" {
			t.Error(task.Termijn)
		}
		page, err := r.Toegang.Plan(ctx, r.Consulent, id)
		ok(t, err)
		if s := page.Standen[doelen[0]]; s.Laatste.String() != "2026-12-14" {
			t.Errorf("%+v", s)
		}
		marco := r.InwonerAccount(id, "marco")
		ok(t, r.Uitvoering.NeemWaar(ctx, marco, uitvoering.WaarnemingInput{DoelID: doelen[0], Tekst: "Het lukt"}))
	})
}

// A question or a worry goes both ways and has a term to be answered by whom it is sent to.
func TestSignaal(t *testing.T) {
	testkit.Eis(t, "MON-04")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, _ := r.Lopend("Marco", "de Vries", monday)
		x := r.Toewijzing(id)
		r.Day("2026-12-18") // a Friday before Christmas
		err := second(r.Uitvoering.OpenSignaal(ctx, r.Werk, uitvoering.SignaalInput{ToewijzingID: x.ID}))
		for _, code := range []string{"signaal.soort_ontbreekt", "signaal.urgentie_ontbreekt", "signaal.tekst_ontbreekt"} {
			refused(t, err, code)
		}
		in := uitvoering.SignaalInput{ToewijzingID: x.ID, Soort: dom.SignaalResultaat, Urgentie: dom.UrgentieGewoon, Tekst: "Hij komt niet meer"}
		self := in
		self.Aan = toegang.PartijAanbieder
		refused(t, second(r.Uitvoering.OpenSignaal(ctx, r.Werk, self)), "signaal.aan_zichzelf")
		for _, a := range []app.Actor{r.AndereWerk, r.AndereCoordinator, r.Collega, r.Duiven, r.CAW} {
			notHere(t, second(r.Uitvoering.OpenSignaal(ctx, a, in)))
		}
		s, err := r.Uitvoering.OpenSignaal(ctx, r.Werk, in)
		ok(t, err)
		r.Due(id, dom.TaakSignaalBeantwoorden, store.KantTeam, r.TeamID, "2026-12-28") // Christmas is no working day
		act := uitvoering.SignaalActie{SignaalID: s, Versie: 1, Tekst: "Ik bel hem"}
		notHere(t, r.Uitvoering.BeantwoordSignaal(ctx, r.AndereWerk, act))
		notHere(t, r.Uitvoering.BeantwoordSignaal(ctx, r.Collega, act))
		refused(t, r.Uitvoering.BeantwoordSignaal(ctx, r.Traject, act), "signaal.antwoord_niet_van_deze_partij")
		refused(t, r.Uitvoering.BeantwoordSignaal(ctx, r.Consulent, uitvoering.SignaalActie{SignaalID: s, Versie: 1}), "signaal.antwoord_ontbreekt")
		refused(t, r.Uitvoering.SluitSignaal(ctx, r.Consulent, act), "signaal.eerst_antwoord")
		ok(t, r.Uitvoering.BeantwoordSignaal(ctx, r.Consulent, act))
		regiotest.Stale[store.Signaal](t, r.Uitvoering.BeantwoordSignaal(ctx, r.Consulent, act))
		r.NoTask(id, dom.TaakSignaalBeantwoorden)
		task, there := r.Taak(id, dom.TaakSignaalSluiten)
		if !there || task.KantID != string(r.De) || task.PersoonID != r.Werk.ID {
			t.Errorf("%v %+v", there, task)
		}
		act.Versie, act.Tekst = 2, "Hij komt weer"
		notHere(t, r.Uitvoering.SluitSignaal(ctx, r.AndereWerk, act))
		ok(t, r.Uitvoering.SluitSignaal(ctx, r.Werk, act)) // who opened it, says what came of it
		r.NoTask(id, dom.TaakSignaalSluiten)
		page, err := r.Toegang.Voortgang(ctx, r.Werk, id, "")
		ok(t, err)
		if len(page.Signalen) != 1 || page.Signalen[0].Antwoord != "Ik bel hem" || page.Signalen[0].Uitkomst != "Hij komt weer" {
			t.Errorf("%+v", page.Signalen)
		}

		// The other way, urgent; and by the resident.
		in.Urgentie = dom.UrgentieSpoed
		ok(t, second(r.Uitvoering.OpenSignaal(ctx, r.Consulent, in)))
		r.Due(id, dom.TaakSignaalBeantwoorden, store.KantAanbieder, string(r.De), "2026-12-21")
		marco := r.InwonerAccount(id, "marco")
		own, err := r.Uitvoering.OpenSignaal(ctx, marco, in)
		ok(t, err)
		overview, err := r.Toegang.Overzicht(ctx, r.Consulent, id)
		ok(t, err)
		if len(overview.Signalen) != 2 {
			t.Errorf("%+v", overview.Signalen)
		}
		answer := uitvoering.SignaalActie{SignaalID: own, Versie: 1, Tekst: "Ik kom langs"}
		notHere(t, r.Uitvoering.BeantwoordSignaal(ctx, r.Werk, answer))
		ok(t, r.Uitvoering.BeantwoordSignaal(ctx, r.Consulent, answer))
		r.Due(id, dom.TaakSignaalSluiten, store.KantInwoner, id, "2026-12-28")
		answer.Versie, answer.Tekst = 2, "Dat hielp"
		notHere(t, r.Uitvoering.SluitSignaal(ctx, r.InwonerAccount(r.Melding("Kees", "Bakker").InwonerID, "kees"), answer))
		ok(t, r.Uitvoering.SluitSignaal(ctx, marco, answer))
		for _, s := range mustVoortgang(t, r, r.Werk, id).Signalen {
			if s.ID == own {
				t.Error("what the resident tells the lokale toegang is not the provider's")
			}
		}
	})
}

func mustVoortgang(t *testing.T, r *regiotest.Regio, a app.Actor, id string) apptoegang.VoortgangPage {
	t.Helper()
	page, err := r.Toegang.Voortgang(t.Context(), a, id, "")
	ok(t, err)
	return page
}

// The system proposes a signaal when somebody is often away or a goal goes down.
func TestSignaalIsProposed(t *testing.T) {
	testkit.Eis(t, "MON-04")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, doelen := r.Lopend("Marco", "de Vries", monday)
		x := r.Toewijzing(id)
		kinds := func() map[dom.SignaalSoort]bool {
			out := map[dom.SignaalSoort]bool{}
			for _, v := range mustVoortgang(t, r, r.Werk, id).Voorstellen {
				out[v.Soort] = true
			}
			return out
		}
		for day := 1; day <= 10; day++ {
			r.DB.Clock.Set(monday.AddDays(day).StartOfDay().Add(12 * time.Hour))
			status := dom.Aanwezig
			if day > 7 {
				status = dom.NietGekomen
			}
			_, err := r.Uitvoering.LegAanwezigheidVast(ctx, r.Werk, uitvoering.AanwezigheidInput{ToewijzingID: x.ID, Moment: toegang.Ochtend, Status: status})
			ok(t, err)
			if day == 10 {
				continue // three of ten is thirty percent, not above it
			}
		}
		if kinds()[dom.SignaalAfwezig] {
			t.Error("proposed at the threshold")
		}
		ok(t, second(r.Uitvoering.LegAanwezigheidVast(ctx, r.Werk, uitvoering.AanwezigheidInput{ToewijzingID: x.ID, Moment: toegang.Middag, Status: dom.NietGekomen})))
		if !kinds()[dom.SignaalAfwezig] || kinds()[dom.SignaalResultaat] {
			t.Error("often away:", kinds())
		}
		for _, s := range []toegang.Score{toegang.ScoreGoed, toegang.ScoreNogNiet} {
			ok(t, r.Uitvoering.NeemWaar(ctx, r.Werk, uitvoering.WaarnemingInput{DoelID: doelen[0], ToewijzingID: x.ID, Score: s}))
			r.DB.Clock.Advance(24 * time.Hour)
		}
		if !kinds()[dom.SignaalResultaat] {
			t.Error("a goal went down:", kinds())
		}
	})
}
