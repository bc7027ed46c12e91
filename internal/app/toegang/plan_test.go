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

// The profile begins with strengths and wishes; what to reckon with comes after them and
// is the part that a colleague on the floor sees.
func TestProfileBeginsWithStrengths(t *testing.T) {
	testkit.Eis(t, "UIT-01", "UIT-02")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-23")
		id, _ := r.Lopend("Marco", "de Vries", monday)
		profiel := func() (p store.Profiel) {
			r.Dossier(id, func(tx *store.Tx, _ *store.Dossier) { p, _ = tx.Profiel(id) })
			return p
		}
		said := func(code string) rule.Status {
			for _, x := range r.Gezegd(profiel().InwonerID, store.OverProfiel(profiel().InwonerID), "profiel") {
				if x.Rule == code {
					return x.Status
				}
			}
			return ""
		}
		in := apptoegang.ProfielInput{InwonerID: id, Profiel: toegang.Profiel{RekeningHouden: "hij ziet links slecht"}}
		ok(t, r.Toegang.LegProfielVast(ctx, r.Consulent, in))
		if said("PROFIEL-01") != rule.Failed || said("PROFIEL-02") != rule.Failed {
			t.Error("only what is hard, and nothing about strengths or how much: not remarked")
		}
		in.Versie, in.Profiel.Kwaliteiten = 1, "geduldig"
		in.Profiel.Belastbaarheid = toegang.Belastbaarheid{MinutenPerDag: 240, DagenPerWeek: 3, Opbouw: []toegang.Opbouwstap{{Vanaf: monday, MinutenPerDag: 120, DagenPerWeek: 2}}}
		marco := r.InwonerAccount(id, "marco")
		ok(t, r.Toegang.LegProfielVast(ctx, marco, in)) // in own words
		if said("PROFIEL-01") != rule.Passed || said("PROFIEL-02") != rule.Passed {
			t.Error("remarked for nothing")
		}
		if week, _ := profiel().Belastbaarheid.Op(monday).MinutenPerWeek(); week != 240 {
			t.Error("what was agreed for the first day", week)
		}
		in.Versie = 2
		in.Profiel.Belastbaarheid = toegang.Belastbaarheid{MinutenPerDag: 13 * 60, DagenPerWeek: 8, Opbouw: []toegang.Opbouwstap{{}}}
		in.Profiel.Vervoer.Middelen = []toegang.Vervoermiddel{"vliegtuig"}
		err := r.Toegang.LegProfielVast(ctx, r.Consulent, in)
		for _, code := range []string{"belastbaarheid.minuten_kan_niet", "belastbaarheid.dagen_kan_niet", "belastbaarheid.opbouw_zonder_dag", "invoer.onbekend"} {
			refused(t, err, code)
		}
		for _, a := range []app.Actor{r.Collega, r.Werk, r.Coordinator, r.CAW} {
			notHere(t, r.Toegang.LegProfielVast(ctx, a, in))
		}
		guide, err := r.Toegang.Plan(ctx, r.Werk, id)
		ok(t, err)
		floor, err := r.Toegang.Plan(ctx, r.Person("Karin", "werkbegeleider", string(r.De), ""), id)
		ok(t, err)
		if guide.Profiel.Kwaliteiten != "geduldig" || floor.Profiel.Kwaliteiten != "" || floor.Profiel.RekeningHouden == "" || len(floor.Doelen) != 0 {
			t.Errorf("%+v %+v", guide.Profiel, floor.Profiel)
		}
	})
}

// The provider works at the goals and proposes; a goal changes only when the resident and
// the lokale toegang both agree, and its history stays.
func TestGoalsChangeTogether(t *testing.T) {
	testkit.Eis(t, "BEG-03", "PRD-10", "DOE-04")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-23")
		id, doelen := r.Lopend("Marco", "de Vries", monday)
		marco := r.InwonerAccount(id, "marco")
		goal := func() (g store.Doel, text string) {
			r.Dossier(id, func(_ *store.Tx, d *store.Dossier) { g, _ = d.Doel(doelen[0]) })
			v, _ := g.Geldig()
			return g, v.Tekst
		}
		g, _ := goal()
		in := apptoegang.DoelInput{
			InwonerID: id, DoelID: doelen[0], Versie: g.Versie, Tekst: "Ik kom vier ochtenden", Domein: toegang.DomeinActivering,
			Gericht: toegang.GerichtOntwikkelen, Nulmeting: toegang.ScoreSoms, Streefwaarde: toegang.ScoreGoed,
			Streefdatum: civil.New(2027, time.May, 1), SamenOpgesteld: true, Reden: "het gaat goed",
		}
		notHere(t, second(r.Toegang.StelDoelOp(ctx, r.Traject, in)))
		for _, a := range []app.Actor{r.AndereWerk, r.AndereCoordinator, r.Coordinator, r.Duiven} {
			notHere(t, second(r.Toegang.StelDoelVoor(ctx, a, in)))
		}
		silent := in
		silent.Reden = ""
		refused(t, second(r.Toegang.StelDoelVoor(ctx, r.Traject, silent)), "doel.reden_ontbreekt")
		_, err := r.Toegang.StelDoelVoor(ctx, r.Traject, in)
		ok(t, err)
		if _, text := goal(); text != "Ik kom drie ochtenden" {
			t.Error("a proposal counts already:", text)
		}
		in.Versie++
		refused(t, second(r.Toegang.StelDoelVoor(ctx, r.Werk, in)), "doel.voorstel_loopt_al")
		r.Due(id, toegang.TaakDoelAkkoordGeven, store.KantInwoner, id, "2026-12-07")
		r.Due(id, toegang.TaakDoelAkkoordOphalen, store.KantTeam, r.TeamID, "2026-12-07")
		r.Due(id, toegang.TaakDoelBeoordelen, store.KantTeam, r.TeamID, "2026-12-07")
		yes := apptoegang.DoelAkkoordInput{DoelID: doelen[0], Versie: in.Versie}
		notHere(t, r.Toegang.GeefDoelAkkoord(ctx, r.Traject, yes))
		ok(t, r.Toegang.GeefDoelAkkoord(ctx, marco, yes))
		r.NoTask(id, toegang.TaakDoelAkkoordGeven)
		if _, text := goal(); text != "Ik kom drie ochtenden" {
			t.Error("half agreed counts already:", text)
		}
		yes.Versie++
		notHere(t, r.Toegang.GeefDoelAkkoord(ctx, r.Collega, yes))
		ok(t, r.Toegang.GeefDoelAkkoord(ctx, r.Consulent, yes))
		r.NoTask(id, toegang.TaakDoelBeoordelen)
		g, text := goal()
		if text != "Ik kom vier ochtenden" || len(g.Versies) != 2 || g.Versies[0].Tekst != "Ik kom drie ochtenden" || g.Versies[1].VoorgesteldDoor != toegang.PartijAanbieder ||
			g.Versies[1].Reden != "het gaat goed" {
			t.Errorf("%+v", g.Versies)
		}

		// The resident proposes something else, and it is turned down; nothing changes.
		in.Versie, in.Tekst, in.Reden = g.Versie, "Ik wil koken", "dat vind ik leuk"
		ok(t, second(r.Toegang.StelDoelVoor(ctx, marco, in)))
		r.NoTask(id, toegang.TaakDoelAkkoordGeven) // the resident agreed by proposing
		ok(t, r.Toegang.GeefDoelAkkoord(ctx, r.Consulent, apptoegang.DoelAkkoordInput{DoelID: doelen[0], Versie: in.Versie + 1, Nee: true}))
		if g, text = goal(); text != "Ik kom vier ochtenden" || g.Versies[2].AfgewezenDoor != toegang.PartijToegang {
			t.Errorf("%q %+v", text, g.Versies[2])
		}
		refused(t, r.Toegang.GeefDoelAkkoord(ctx, r.Consulent, apptoegang.DoelAkkoordInput{DoelID: doelen[0], Versie: g.Versie}), "doel.geen_voorstel")

		// Acts for a goal are added by whoever does them.
		act := store.DoelActie{Tekst: "wekker zetten", Wie: toegang.PartijInwoner}
		notHere(t, r.Toegang.VoegActieToe(ctx, r.AndereWerk, doelen[0], g.Versie, act))
		refused(t, r.Toegang.VoegActieToe(ctx, r.Werk, doelen[0], g.Versie, store.DoelActie{}), "doel.actie_ontbreekt")
		refused(t, r.Toegang.VoegActieToe(ctx, r.Werk, doelen[0], g.Versie, store.DoelActie{Tekst: "bellen", Wie: "iemand"}), "doel.actie_wie_ontbreekt")
		ok(t, r.Toegang.VoegActieToe(ctx, r.Werk, doelen[0], g.Versie, act))
		ok(t, r.Toegang.VoegActieToe(ctx, marco, doelen[0], g.Versie+1, act))
		if g, _ = goal(); len(g.Acties) != 2 || g.Acties[0].Tekst != "wekker zetten" {
			t.Errorf("%+v", g.Acties)
		}

		// The lokale toegang drops a goal: with a reason, and after the resident's word.
		drop := apptoegang.DoelInput{InwonerID: id, DoelID: doelen[0], Versie: g.Versie, Vervalt: true}
		refused(t, second(r.Toegang.StelDoelOp(ctx, r.Consulent, drop)), "doel.reden_ontbreekt")
		drop.Reden = "niet meer nodig"
		ok(t, second(r.Toegang.StelDoelOp(ctx, r.Consulent, drop)))
		if _, text = goal(); text == "" {
			t.Error("dropped without the resident's word")
		}
		ok(t, r.Toegang.GeefDoelAkkoord(ctx, r.Consulent, apptoegang.DoelAkkoordInput{DoelID: doelen[0], Versie: g.Versie + 1, VoorInwoner: true, Akkoord: *regiotest.Mondeling()}))
		if g, _ = goal(); len(g.Versies) != 4 {
			t.Errorf("%+v", g.Versies)
		}
		if _, counts := g.Geldig(); counts {
			t.Error("a dropped goal counts")
		}
	})
}

// A goal says what, of which kind, from where to where and when.
func TestGoalIsMeasurable(t *testing.T) {
	testkit.Eis(t, "DOE-04", "UIT-03")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		m := r.Melding("Marco", "de Vries")
		_, err := r.Toegang.StelDoelOp(t.Context(), r.Consulent, apptoegang.DoelInput{InwonerID: m.InwonerID, Domein: "hobby", Akkoord: &toegang.Akkoord{Vorm: toegang.AkkoordMondeling}})
		for _, code := range []string{
			"doel.tekst_ontbreekt", "doel.domein_ontbreekt", "doel.gericht_ontbreekt", "doel.nulmeting_ontbreekt", "doel.streefwaarde_ontbreekt",
			"doel.streefdatum_ontbreekt", "akkoord.toelichting_ontbreekt",
		} {
			refused(t, err, code)
		}
		for _, d := range toegang.Domeinen() {
			r.Doel(m.InwonerID, "Ik doe dit", d)
		}
		r.Dossier(m.InwonerID, func(_ *store.Tx, d *store.Dossier) {
			list, _ := d.Doelen()
			for n, g := range list {
				if v, _ := g.Geldig(); v.Domein != toegang.Domeinen()[n] || g.Volgorde != n+1 || v.Streefdatum.IsZero() || v.Nulmeting != toegang.ScoreNogNiet {
					t.Errorf("%+v", g)
				}
			}
		})
	})
}

// A concept waits for the resident's word; what is changed afterwards asks for it again.
func TestConceptAndAgreement(t *testing.T) {
	testkit.Eis(t, "PRD-10")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id := ready(t, r, regiotest.Trede2(), grown, toegang.DomeinActivering)
		marco := r.InwonerAccount(id, "marco")
		in := r.ONT3(id, monday)
		in.Akkoord = nil
		concept, err := r.Toegang.BereidToewijzingVoor(ctx, r.Consulent, in)
		ok(t, err)
		if concept.Nummer != 0 || len(concept.Geweigerd) != 1 || concept.Geweigerd[0].Code != "toewijzing.zonder_akkoord" {
			t.Errorf("%+v", concept)
		}
		if fase(r, id) != "concept" {
			t.Error(fase(r, id))
		}
		r.Due(id, toegang.TaakToewijzingAkkoord, store.KantInwoner, id, "2026-12-06")
		r.Due(id, toegang.TaakToewijzingOphalen, store.KantTeam, r.TeamID, "2026-12-06")
		notHere(t, second(r.Toegang.Overzicht(ctx, r.Coordinator, id))) // a concept is not the provider's yet
		for _, a := range []app.Actor{r.Collega, r.Coordinator, r.InwonerAccount(r.Melding("Kees", "Bakker").InwonerID, "kees")} {
			notHere(t, r.Toegang.GeefToewijzingAkkoord(ctx, a, concept.ID, 1, *regiotest.Mondeling()))
		}
		refused(t, r.Toegang.GeefToewijzingAkkoord(ctx, r.Consulent, concept.ID, 1, toegang.Akkoord{Vorm: toegang.AkkoordMondeling}), "akkoord.toelichting_ontbreekt")
		ok(t, r.Toegang.GeefToewijzingAkkoord(ctx, marco, concept.ID, 1, toegang.Akkoord{}))
		r.NoTask(id, toegang.TaakToewijzingAkkoord)
		r.Due(id, toegang.TaakToewijzen, store.KantTeam, r.TeamID, "2026-12-06")
		in.ToewijzingID, in.Versie = concept.ID, 2
		other := in
		other.Start = monday.AddDays(7)
		_, err = r.Toegang.WijsToe(ctx, r.Consulent, other)
		refused(t, err, "toewijzing.zonder_akkoord") // agreed with another day
		_, err = r.Toegang.WijsToe(ctx, r.Consulent, in)
		ok(t, err)
		r.Dossier(id, func(_ *store.Tx, d *store.Dossier) {
			list, err := d.Aanvragen()
			ok(t, err)
			b := list[0].Besluit
			if x := r.Toewijzing(id); x.AanvraagID != list[0].ID || b == nil || b.Uitkomst != toegang.BesluitToegekend || b.Nummer != "B-2026-00001" || b.Door != r.Consulent.ID || b.Bekend.IsZero() {
				t.Errorf("%s %+v", x.AanvraagID, b)
			}
		})
		if fase(r, id) != "toegewezen" {
			t.Error(fase(r, id))
		}
		if x := r.Toewijzing(id); x.Keuze.Akkoord.Vorm != toegang.AkkoordDigitaal || x.Keuze.Akkoord.Door != marco.ID || x.Nummer != 1 {
			t.Errorf("%+v", x.Keuze.Akkoord)
		}
		in.Versie = 3
		refused(t, second(r.Toegang.WijsToe(ctx, r.Consulent, in)), "toewijzing.is_al_toegewezen")
		refused(t, r.Toegang.GeefToewijzingAkkoord(ctx, r.Consulent, concept.ID, 3, *regiotest.Mondeling()), "toewijzing.is_al_toegewezen")
	})
}

// More hours than the resident agreed with ask for the resident's word again.
func TestAgreementIsWithTheHours(t *testing.T) {
	testkit.Eis(t, "PRD-10")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id := ready(t, r, regiotest.Trede3(), grown)
		keepGoal(t, r, id)
		concept, err := r.Toegang.BereidToewijzingVoor(ctx, r.Consulent, sta(r, id))
		ok(t, err)
		if len(concept.Geweigerd) != 0 {
			t.Errorf("%+v", concept.Geweigerd)
		}
		in := sta(r, id)
		in.ToewijzingID, in.Versie, in.Akkoord = concept.ID, concept.Versie, nil
		more, later := in, in
		more.Omvang.Volume = 16
		later.LaatsteDag = monday.AddDays(600)
		for _, changed := range []apptoegang.ToewijzingInput{more, later} {
			refused(t, second(r.Toegang.WijsToe(ctx, r.Consulent, changed)), "toewijzing.zonder_akkoord")
		}
		ahead := in
		ahead.Akkoord = &toegang.Akkoord{Op: monday.AddDays(30), Vorm: toegang.AkkoordPapier}
		refused(t, second(r.Toegang.WijsToe(ctx, r.Consulent, ahead)), "melding.dag_in_toekomst")
		ok(t, second(r.Toegang.WijsToe(ctx, r.Consulent, in)))
	})
}

// Changes add a version with a reason of the standard; what the length of the product or
// the AOW date does not allow is refused.
func TestChangesAddVersions(t *testing.T) {
	testkit.Eis(t, "PRD-06", "PRD-08", "DOE-01")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id := ready(t, r, regiotest.Trede3(), civil.New(1960, time.March, 1)) // AOW on 2027-03-01
		keepGoal(t, r, id)
		in := sta(r, id)
		in.LaatsteDag, in.Stabiel.Hertoets = civil.New(2026, time.December, 31), civil.New(2026, time.December, 15)
		_, err := r.Toegang.WijsToe(ctx, r.Consulent, in)
		ok(t, err)
		x := r.Toewijzing(id)
		change := apptoegang.WijzigingInput{ToewijzingID: x.ID, Versie: x.Versie, Reden: toegang.WijzigingVerlenging, LaatsteDag: civil.New(2027, time.March, 1)}
		refused(t, r.Toegang.WijzigToewijzing(ctx, r.Consulent, change), "toewijzing.toelichting_ontbreekt")
		change.Toelichting = "het gaat goed"
		refused(t, r.Toegang.WijzigToewijzing(ctx, r.Consulent, change), "toewijzing.einde_na_aow")
		for _, a := range []app.Actor{r.Collega, r.Duiven, r.Coordinator} {
			notHere(t, r.Toegang.WijzigToewijzing(ctx, a, change))
		}
		change.LaatsteDag = civil.New(2027, time.February, 28)
		ok(t, r.Toegang.WijzigToewijzing(ctx, r.Consulent, change))
		x = r.Toewijzing(id)
		change.Versie = x.Versie
		refused(t, r.Toegang.WijzigToewijzing(ctx, r.Consulent, change), "toewijzing.verlenging_niet_later")
		var whole toegang.Toewijzing
		r.Dossier(id, func(tx *store.Tx, _ *store.Dossier) { whole, _, _ = tx.ToewijzingVersies(x) })
		if len(whole.Versies) != 2 || whole.Versies[0].LaatsteDag.String() != "2026-12-31" || whole.Versies[1].LaatsteDag.String() != "2027-02-28" ||
			whole.Versies[1].RedenWijziging != toegang.WijzigingVerlenging || whole.Versies[1].Toelichting != "het gaat goed" || !whole.Versies[1].Moment.After(whole.Versies[0].Moment) {
			t.Errorf("%+v", whole.Versies)
		}

		young := ready(t, r, regiotest.Trede3(), grown)
		keepGoal(t, r, young)
		_, err = r.Toegang.WijsToe(ctx, r.Consulent, sta(r, young))
		ok(t, err)
		y := r.Toewijzing(young)
		change = apptoegang.WijzigingInput{ToewijzingID: y.ID, Versie: y.Versie, Reden: toegang.WijzigingVerlenging, LaatsteDag: civil.New(2028, time.November, 23), Toelichting: "nog wat langer"}
		refused(t, r.Toegang.WijzigToewijzing(ctx, r.Consulent, change), "toewijzing.duur_te_lang")
		path, _ := r.Toegewezen("Fatma", "Yilmaz", monday)
		z := r.Toewijzing(path)
		change.ToewijzingID, change.Versie, change.LaatsteDag = z.ID, z.Versie, z.Huidig.LaatsteDag.AddDays(1)
		refused(t, r.Toegang.WijzigToewijzing(ctx, r.Consulent, change), "toewijzing.duur_vast")

		// Without a last day, taken back or after a death is not a change.
		for code, bad := range map[string]apptoegang.WijzigingInput{
			"einde.dag_ontbreekt":        {Reden: toegang.WijzigingVerlenging},
			"toewijzing.intrekken_apart": {Reden: toegang.WijzigingVerwijderd, LaatsteDag: y.Huidig.Start},
			"overlijden.apart":           {Reden: toegang.WijzigingOverleden, LaatsteDag: y.Huidig.LaatsteDag},
		} {
			bad.ToewijzingID, bad.Versie, bad.Toelichting = y.ID, y.Versie, "zo maar"
			refused(t, r.Toegang.WijzigToewijzing(ctx, r.Consulent, bad), code)
		}

		// A shorter end asks nothing of the gate.
		short := apptoegang.WijzigingInput{
			ToewijzingID: z.ID, Versie: z.Versie, Reden: toegang.WijzigingVerkorting, LaatsteDag: civil.New(2027, time.February, 28), Toelichting: "op verzoek",
		}
		ok(t, r.Toegang.WijzigToewijzing(ctx, r.Consulent, short))
		z = r.Toewijzing(path)
		if z.Huidig.LaatsteDag != short.LaatsteDag || z.Huidig.Omvang.IsZero() {
			t.Errorf("%+v", z.Huidig)
		}

		// Before it began it can be taken back, with a reason; the number stays used.
		refused(t, r.Toegang.TrekToewijzingIn(ctx, r.Consulent, z.ID, z.Versie, " "), "toewijzing.toelichting_ontbreekt")
		ok(t, r.Toegang.TrekToewijzingIn(ctx, r.Consulent, z.ID, z.Versie, "zij gaat verhuizen"))
		z = r.Toewijzing(path)
		if z.Vervallen.IsZero() || z.Huidig.RedenWijziging != toegang.WijzigingVerwijderd || z.Huidig.LaatsteDag != monday {
			t.Errorf("%+v", z.Huidig)
		}
		notHere(t, second(r.Toegang.Overzicht(ctx, r.Coordinator, path)))
		refused(t, r.Toegang.TrekToewijzingIn(ctx, r.Consulent, z.ID, z.Versie, "nog eens"), "toewijzing.is_begonnen")
		next, _ := r.Toegewezen("Kees", "Bakker", monday)
		if n := r.Toewijzing(next).Nummer; n != z.Nummer+1 {
			t.Error(n, "after", z.Nummer)
		}
		r.Day("2026-11-23")
		began, _ := r.Lopend("Sam", "Smit", monday)
		b := r.Toewijzing(began)
		refused(t, r.Toegang.TrekToewijzingIn(ctx, r.Consulent, b.ID, b.Versie, "te laat"), "toewijzing.is_begonnen")
	})
}
