package uitvoering_test

import (
	"slices"
	"testing"
	"time"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
	dom "trede/internal/domain/uitvoering"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// The checks that every test here uses.
var (
	refused = regiotest.Refused
	notHere = regiotest.NotHere
)

var monday = civil.New(2026, time.November, 23)

// each runs a test in a region of its own on both engines, on the Monday on which the
// arrangements of these tests begin.
func each(t *testing.T, fn func(t *testing.T, r *regiotest.Regio)) {
	t.Helper()
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load().Day("2026-11-23")
		fn(t, r)
		r.Klopt()
	})
}

func second[T any](_ T, err error) error { return err }

// stabiel brings somebody new to a running STA3 of two years from the Monday.
func stabiel(t *testing.T, r *regiotest.Regio) (inwonerID string, doel string) {
	t.Helper()
	ctx := t.Context()
	m := r.Melding("Fatma", "Yilmaz")
	r.Onderzocht(m)
	doel, err := r.Toegang.StelDoelOp(ctx, r.Consulent, doelInput(m.InwonerID))
	ok(t, err)
	in := r.ONT3(m.InwonerID, monday)
	in.Product.Product = "STA3"
	in.Omvang = toegang.Omvang{Volume: 8, Eenheid: toegang.EenheidUur, Frequentie: toegang.FrequentieWeek}
	in.Stabiel = toegang.StabielAntwoord{WaaromNuNietVerder: "dit is nu genoeg", Hertoets: civil.New(2027, time.November, 23)}
	in.Redenen = map[string]string{"TOE-GATE-18": "zij doet al meer"}
	_, err = r.Toegang.WijsToe(ctx, r.Consulent, in)
	ok(t, err)
	x := r.Toewijzing(m.InwonerID)
	ok(t, r.Uitvoering.BevestigStart(ctx, r.Coordinator, uitvoering.StartInput{
		ToewijzingID: x.ID, Versie: x.Versie, Werkbegeleider: dom.Begeleider{PersoonID: r.Werk.ID, VOG: monday},
	}))
	return m.InwonerID, doel
}

// The provider confirms the start with who guides: always at the work, and for a
// development arrangement the course as well.
func TestStartNeedsWhoGuides(t *testing.T) {
	testkit.Eis(t, "BEG-01")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, _ := r.Toegewezen("Marco", "de Vries", monday)
		x := r.Toewijzing(id)
		r.Due(id, dom.TaakStartBevestigen, store.KantAanbieder, string(r.De), "2026-11-30")
		in := uitvoering.StartInput{ToewijzingID: x.ID, Versie: x.Versie}
		err := r.Uitvoering.BevestigStart(ctx, r.Coordinator, in)
		refused(t, err, "start.werkbegeleider_ontbreekt")
		refused(t, err, "start.trajectbegeleider_ontbreekt")
		in.Werkbegeleider = dom.Begeleider{PersoonID: r.Werk.ID, VOG: monday}
		in.Trajectbegeleider = dom.Begeleider{PersoonID: r.AndereWerk.ID}
		refused(t, r.Uitvoering.BevestigStart(ctx, r.Coordinator, in), "start.begeleider_werkt_hier_niet")
		in.Trajectbegeleider = dom.Begeleider{PersoonID: r.Traject.ID, VOG: monday}
		early := in
		early.Begonnen = monday.AddDays(-1)
		refused(t, r.Uitvoering.BevestigStart(ctx, r.Coordinator, early), "start.buiten_toewijzing")
		early.Begonnen, early.Rooster = civil.Date{}, []toegang.Dagdeel{{Dag: time.Monday, Moment: "nacht"}}
		refused(t, r.Uitvoering.BevestigStart(ctx, r.Coordinator, early), "invoer.onbekend")
		for _, a := range []app.Actor{r.Werk, r.AndereCoordinator, r.Consulent, r.Collega} {
			notHere(t, r.Uitvoering.BevestigStart(ctx, a, in))
		}
		stale := in
		stale.Versie = 9
		regiotest.Stale[store.Toewijzing](t, r.Uitvoering.BevestigStart(ctx, r.Coordinator, stale))
		goals := func(a app.Actor) int {
			t.Helper()
			page, err := r.Toegang.Plan(ctx, a, id)
			ok(t, err)
			return len(page.Doelen)
		}
		if goals(r.Werk) != 0 {
			t.Error("whoever guides nobody yet sees the goals")
		}
		ok(t, r.Uitvoering.BevestigStart(ctx, r.Coordinator, in))
		r.NoTask(id, dom.TaakStartBevestigen)
		if goals(r.Werk) != 2 {
			t.Error("whoever guides does not see the goals")
		}
		x = r.Toewijzing(id)
		if s := x.Verloop.Start; s.Begonnen != monday || s.Werkbegeleider.PersoonID != r.Werk.ID || s.Trajectbegeleider.PersoonID != r.Traject.ID || s.Door != r.Coordinator.ID {
			t.Errorf("%+v", s)
		}
		in.Versie = x.Versie
		refused(t, r.Uitvoering.BevestigStart(ctx, r.Coordinator, in), "start.is_bevestigd")

		// A stable one needs nobody for the course.
		stabiel(t, r)

		// Another guide from today on: the former sees no more than a colleague.
		karin := r.Person("Karin", authz.RoleWerkbegeleider, string(r.De), "")
		r.Day("2026-12-07")
		change := uitvoering.BegeleiderInput{ToewijzingID: x.ID, Versie: x.Versie, Trajectbegeleider: in.Trajectbegeleider}
		refused(t, r.Uitvoering.KoppelBegeleider(ctx, r.Coordinator, change), "start.werkbegeleider_ontbreekt")
		change.Werkbegeleider = dom.Begeleider{PersoonID: karin.ID, VOG: monday}
		notHere(t, r.Uitvoering.KoppelBegeleider(ctx, r.Werk, change))
		ok(t, r.Uitvoering.KoppelBegeleider(ctx, r.Coordinator, change))
		if goals(karin) != 2 || goals(r.Werk) != 0 {
			t.Error("the goals are for whoever guides now", goals(karin), goals(r.Werk))
		}
	})
}

// A rooster above what was agreed is remarked and not refused: too long a day, too many
// days, another part of the day.
func TestPlanningAboveWhatWasAgreed(t *testing.T) {
	testkit.Eis(t, "UIT-02")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, _ := r.Toegewezen("Marco", "de Vries", monday)
		agreed := toegang.Belastbaarheid{MinutenPerDag: 240, DagenPerWeek: 2, Dagdelen: []toegang.Dagdeel{{Dag: time.Monday, Moment: toegang.Ochtend}, {Dag: time.Tuesday, Moment: toegang.Ochtend}}}
		ok(t, r.Toegang.LegProfielVast(ctx, r.Consulent, apptoegang.ProfielInput{InwonerID: id, Profiel: toegang.Profiel{Wensen: "buiten zijn", Belastbaarheid: agreed}}))
		remarks := func(act string) (codes []string) {
			for _, f := range rule.Advised(r.Gezegd(id, store.OverToewijzing(r.Toewijzing(id).ID), act)) {
				codes = append(codes, f.Code)
			}
			return codes
		}
		x := r.Toewijzing(id)
		in := uitvoering.StartInput{
			ToewijzingID: x.ID, Versie: x.Versie, Werkbegeleider: dom.Begeleider{PersoonID: r.Werk.ID, VOG: monday},
			Trajectbegeleider: dom.Begeleider{PersoonID: r.Traject.ID, VOG: monday}, Rooster: agreed.Dagdelen,
		}
		for _, day := range []time.Weekday{time.Tuesday, time.Wednesday} {
			in.Rooster = append(in.Rooster[:len(in.Rooster):len(in.Rooster)], toegang.Dagdeel{Dag: day, Moment: toegang.Middag})
		}
		ok(t, r.Uitvoering.BevestigStart(ctx, r.Coordinator, in))
		if got := remarks("start"); !slices.Equal(got, []string{"planning.te_lange_dag", "planning.te_veel_dagen", "planning.ander_dagdeel", "planning.ander_dagdeel"}) {
			t.Error(got)
		}
		x = r.Toewijzing(id)
		if len(x.Verloop.Rooster) != 4 || x.Verloop.Start.BevestigdOp != monday {
			t.Errorf("%+v", x.Verloop)
		}
		ok(t, r.Uitvoering.KoppelBegeleider(ctx, r.Coordinator, uitvoering.BegeleiderInput{
			ToewijzingID: x.ID, Versie: x.Versie, Werkbegeleider: in.Werkbegeleider, Trajectbegeleider: in.Trajectbegeleider, Rooster: agreed.Dagdelen,
		}))
		if got := remarks("begeleiding"); len(got) != 0 || len(r.Toewijzing(id).Verloop.Rooster) != 2 {
			t.Error(got)
		}
	})
}

// What was confirmed and has not begun can still be taken back; what began can only end.
func TestTakenBackBeforeTheFirstDay(t *testing.T) {
	testkit.Eis(t, "X-10")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, _ := r.Lopend("Marco", "de Vries", monday.AddDays(7))
		x := r.Toewijzing(id)
		r.Day("2026-11-29")
		ok(t, r.Toegang.TrekToewijzingIn(ctx, r.Consulent, x.ID, x.Versie, "hij gaat verhuizen"))
		if list := r.TakenVan(id); len(list) != 0 || stand(r, id).ToewijzingID != "" {
			t.Errorf("%+v %+v", list, stand(r, id))
		}
		notHere(t, second(r.Toegang.Overzicht(ctx, r.Coordinator, id)))
		other, _ := r.Lopend("Kees", "Bakker", civil.New(2026, time.November, 30))
		x = r.Toewijzing(other)
		r.Day("2026-11-30")
		refused(t, r.Toegang.TrekToewijzingIn(ctx, r.Consulent, x.ID, x.Versie, "toch niet"), "toewijzing.is_begonnen")
	})
}

// A provider that says no gives the lokale toegang work, until another place is found.
func TestProviderRefuses(t *testing.T) {
	testkit.Eis(t, "BEG-01")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, _ := r.Toegewezen("Marco", "de Vries", monday)
		x := r.Toewijzing(id)
		no := uitvoering.WeigeringInput{ToewijzingID: x.ID, Versie: x.Versie}
		refused(t, r.Uitvoering.WeigerStart(ctx, r.Coordinator, no), "weigering.reden_ontbreekt")
		no.Reden = dom.WeigeringAnders
		refused(t, r.Uitvoering.WeigerStart(ctx, r.Coordinator, no), "weigering.toelichting_ontbreekt")
		no.Reden, no.Toelichting = dom.WeigeringGeenPlek, "alles is vol"
		notHere(t, r.Uitvoering.WeigerStart(ctx, r.Consulent, no))
		notHere(t, r.Uitvoering.WeigerStart(ctx, r.AndereCoordinator, no))
		ok(t, r.Uitvoering.WeigerStart(ctx, r.Coordinator, no))
		r.Due(id, dom.TaakWeigeringAfhandelen, store.KantTeam, r.TeamID, "2026-11-30")
		if stand(r, id).Fase != "geweigerd" {
			t.Error(stand(r, id).Fase)
		}
		if w := r.Toewijzing(id).Verloop.Weigering; w.Toelichting != "alles is vol" || w.Reden != dom.WeigeringGeenPlek || w.Door != r.Coordinator.ID {
			t.Errorf("%+v", w)
		}
		in := uitvoering.StartInput{ToewijzingID: x.ID, Versie: x.Versie + 1, Werkbegeleider: dom.Begeleider{PersoonID: r.Werk.ID}, Trajectbegeleider: dom.Begeleider{PersoonID: r.Traject.ID}}
		refused(t, r.Uitvoering.BevestigStart(ctx, r.Coordinator, in), "start.is_geweigerd")
		next := r.ONT3(id, monday)
		next.AanbiederID, next.WerkplekID, next.Vervangt = r.Andere, "", x.ID
		ok(t, second(r.Toegang.WijsToe(ctx, r.Consulent, next)))
		r.NoTask(id, dom.TaakWeigeringAfhandelen)
		r.Due(id, dom.TaakStartBevestigen, store.KantAanbieder, string(r.Andere), "2026-11-30")
		r.Day("2026-11-24")
		notHere(t, second(r.Toegang.Overzicht(ctx, r.Coordinator, id)))
		ok(t, second(r.Toegang.Overzicht(ctx, r.AndereCoordinator, id)))
	})
}

// Attendance is of the own provider, on a day of the arrangement, once; a correction keeps
// the first entry, and the resident can dispute it.
func TestAttendance(t *testing.T) {
	testkit.Eis(t, "X-10")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, _ := r.Lopend("Marco", "de Vries", monday)
		x := r.Toewijzing(id)
		r.Day("2026-11-30")
		in := uitvoering.AanwezigheidInput{ToewijzingID: x.ID, Moment: toegang.Ochtend, Status: dom.Aanwezig}
		for code, change := range map[string]func(*uitvoering.AanwezigheidInput){
			"aanwezigheid.in_toekomst":       func(in *uitvoering.AanwezigheidInput) { in.Datum = civil.New(2026, time.December, 1) },
			"aanwezigheid.buiten_toewijzing": func(in *uitvoering.AanwezigheidInput) { in.Datum = monday.AddDays(-1) },
			"aanwezigheid.status_ontbreekt":  func(in *uitvoering.AanwezigheidInput) { in.Status = "" },
			"aanwezigheid.moment_onbekend":   func(in *uitvoering.AanwezigheidInput) { in.Moment = "nacht" },
			"aanwezigheid.minuten_kan_niet":  func(in *uitvoering.AanwezigheidInput) { in.Minuten = 241 },
		} {
			bad := in
			change(&bad)
			refused(t, second(r.Uitvoering.LegAanwezigheidVast(ctx, r.Werk, bad)), code)
		}
		for _, a := range []app.Actor{r.AndereWerk, r.Consulent, r.Collega} {
			notHere(t, second(r.Uitvoering.LegAanwezigheidVast(ctx, a, in)))
		}
		first, err := r.Uitvoering.LegAanwezigheidVast(ctx, r.Werk, in)
		ok(t, err)
		refused(t, second(r.Uitvoering.LegAanwezigheidVast(ctx, r.Coordinator, in)), "aanwezigheid.dubbel")
		fix := in
		fix.Vervangt, fix.Status = first, dom.Ziek
		refused(t, second(r.Uitvoering.LegAanwezigheidVast(ctx, r.Werk, fix)), "aanwezigheid.reden_ontbreekt")
		fix.Reden = "hij was ziek"
		ok(t, second(r.Uitvoering.LegAanwezigheidVast(ctx, r.Werk, fix)))
		refused(t, second(r.Uitvoering.LegAanwezigheidVast(ctx, r.Werk, fix)), "aanwezigheid.al_gecorrigeerd")
		var rows []store.Aanwezigheid
		r.Dossier(id, func(tx *store.Tx, _ *store.Dossier) {
			rows, _ = tx.Aanwezigheid(x.ID, monday, civil.New(2026, time.November, 30))
		})
		if len(rows) != 2 || rows[0].Status != dom.Aanwezig || rows[1].Status != dom.Ziek || rows[1].Vervangt != first || rows[1].Reden != "hij was ziek" {
			t.Errorf("%+v", rows)
		}
		marco := r.InwonerAccount(id, "marco")
		notHere(t, r.Uitvoering.BetwistAanwezigheid(ctx, r.Werk, first, "klopt niet"))
		refused(t, r.Uitvoering.BetwistAanwezigheid(ctx, marco, first, " "), "aanwezigheid.reden_ontbreekt")
		ok(t, r.Uitvoering.BetwistAanwezigheid(ctx, marco, first, "ik was er wel"))

		// The day of several residents goes in whole, or not at all.
		other, _ := r.Lopend("Kees", "Bakker", monday)
		y := r.Toewijzing(other)
		line := func(id string, s dom.AanwezigStatus) uitvoering.AanwezigheidInput {
			return uitvoering.AanwezigheidInput{ToewijzingID: id, Moment: toegang.Middag, Status: s}
		}
		err = r.Uitvoering.SluitDag(ctx, r.Werk, uitvoering.DagInput{Regels: []uitvoering.AanwezigheidInput{line(x.ID, dom.Aanwezig), line(y.ID, "")}})
		refused(t, err, "aanwezigheid.status_ontbreekt")
		refused(t, r.Uitvoering.SluitDag(ctx, r.Werk, uitvoering.DagInput{}), "aanwezigheid.niets")
		both := uitvoering.DagInput{Regels: []uitvoering.AanwezigheidInput{line(x.ID, dom.Aanwezig), line(y.ID, dom.Afgemeld)}}
		notHere(t, r.Uitvoering.SluitDag(ctx, r.AndereWerk, both))
		ok(t, r.Uitvoering.SluitDag(ctx, r.Werk, both))
		day, err := r.Uitvoering.Vandaag(ctx, r.Werk, civil.Date{})
		ok(t, err)
		if len(day.Regels) != 2 || !day.Regels[0].Mijn {
			t.Errorf("%+v", day.Regels)
		}
	})
}

// An interruption has a reason, blocks attendance and asks when somebody comes back.
func TestInterruption(t *testing.T) {
	testkit.Eis(t, "X-10")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, _ := r.Lopend("Marco", "de Vries", monday)
		x := r.Toewijzing(id)
		r.Day("2026-12-01")
		in := uitvoering.OnderbrekingInput{ToewijzingID: x.ID, Versie: x.Versie}
		err := r.Uitvoering.Onderbreek(ctx, r.Werk, in)
		refused(t, err, "onderbreking.reden_ontbreekt")
		refused(t, err, "onderbreking.verwacht_terug_ontbreekt")
		in.Reden, in.VerwachtTerug = dom.OnderbrekingAnders, civil.New(2026, time.December, 15)
		refused(t, r.Uitvoering.Onderbreek(ctx, r.Werk, in), "onderbreking.toelichting_ontbreekt")
		in.Reden = dom.OnderbrekingOverlijden
		refused(t, r.Uitvoering.Onderbreek(ctx, r.Consulent, in), "onderbreking.overlijden_is_einde")
		in.Reden = dom.OnderbrekingDetentie
		for _, a := range []app.Actor{r.AndereWerk, r.Collega, r.CAW} {
			notHere(t, r.Uitvoering.Onderbreek(ctx, a, in))
		}
		out := in
		out.Van = monday.AddDays(-1)
		refused(t, r.Uitvoering.Onderbreek(ctx, r.Werk, out), "onderbreking.buiten_toewijzing")
		ok(t, r.Uitvoering.Onderbreek(ctx, r.Werk, in))
		x = r.Toewijzing(id)
		in.Versie, in.Van = x.Versie, civil.New(2026, time.December, 20)
		in.VerwachtTerug = civil.New(2026, time.December, 28)
		refused(t, r.Uitvoering.Onderbreek(ctx, r.Werk, in), "onderbreking.overlapt")
		r.Due(id, dom.TaakTerugkeerBespreken, store.KantAanbieder, string(r.De), "2026-12-15")
		if got := stand(r, id).Fase; got != "onderbroken" {
			t.Error(got)
		}
		r.Day("2026-12-07")
		refused(t, second(r.Uitvoering.LegAanwezigheidVast(ctx, r.Werk, uitvoering.AanwezigheidInput{ToewijzingID: x.ID, Moment: toegang.Ochtend, Status: dom.Aanwezig})), "aanwezigheid.tijdens_onderbreking")
		which := x.Verloop.Onderbrekingen[0].ID
		notHere(t, r.Uitvoering.Hervat(ctx, r.Werk, x.ID, "geen", x.Versie, civil.Date{}))
		refused(t, r.Uitvoering.Hervat(ctx, r.Werk, x.ID, which, x.Versie, civil.New(2026, time.December, 1)), "onderbreking.terug_voor_van")
		regiotest.Stale[store.Toewijzing](t, r.Uitvoering.Hervat(ctx, r.Werk, x.ID, which, 1, civil.Date{}))
		ok(t, r.Uitvoering.Hervat(ctx, r.Werk, x.ID, which, x.Versie, civil.Date{}))
		r.NoTask(id, dom.TaakTerugkeerBespreken)
		ok(t, second(r.Uitvoering.LegAanwezigheidVast(ctx, r.Werk, uitvoering.AanwezigheidInput{ToewijzingID: x.ID, Moment: toegang.Ochtend, Status: dom.Aanwezig})))
		x = r.Toewijzing(id)
		refused(t, r.Uitvoering.Hervat(ctx, r.Werk, x.ID, which, x.Versie, civil.Date{}), "onderbreking.is_voorbij")
		if x.Huidig.LaatsteDag.String() != "2027-05-22" || stand(r, id).Fase != "lopend" {
			t.Error("the end does not move by being away", x.Huidig.LaatsteDag, stand(r, id).Fase)
		}
	})
}

// stand is what lists show of a resident.
func stand(r *regiotest.Regio, id string) (s store.InwonerStand) {
	r.Dossier(id, func(_ *store.Tx, d *store.Dossier) { s = d.Inwoner().Stand })
	return s
}

// inwoner gives a resident as stored.
func inwoner(r *regiotest.Regio, id string) (out store.Inwoner) {
	r.Dossier(id, func(_ *store.Tx, d *store.Dossier) { out = d.Inwoner() })
	return out
}
