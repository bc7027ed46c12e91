package uitvoering_test

import (
	"testing"
	"time"

	"trede/internal/app"
	"trede/internal/app/uitvoering"
	"trede/internal/domain/civil"
	"trede/internal/domain/toegang"
	dom "trede/internal/domain/uitvoering"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// A save over an older version is refused and shows the saved one; nothing is changed.
func TestStaleSavesAtTheProvider(t *testing.T) {
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, doelen := r.Lopend("Marco", "de Vries", monday)
		x := r.Toewijzing(id)
		old := x.Versie - 1
		u := r.Uitvoering
		for name, err := range map[string]error{
			"weigeren":   u.WeigerStart(ctx, r.Coordinator, uitvoering.WeigeringInput{ToewijzingID: x.ID, Versie: old}),
			"koppelen":   u.KoppelBegeleider(ctx, r.Coordinator, uitvoering.BegeleiderInput{ToewijzingID: x.ID, Versie: old}),
			"plannen":    u.PlanEvaluatie(ctx, r.Traject, uitvoering.PlanInput{ToewijzingID: x.ID, Versie: old}),
			"houden":     u.HoudEvaluatie(ctx, r.Traject, uitvoering.GehoudenInput{ToewijzingID: x.ID, Versie: old}),
			"vervolg":    u.BesluitVervolg(ctx, r.Consulent, uitvoering.VervolgInput{ToewijzingID: x.ID, Versie: old}),
			"onderbreek": u.Onderbreek(ctx, r.Werk, uitvoering.OnderbrekingInput{ToewijzingID: x.ID, Versie: old}),
			"melden":     u.MeldEinde(ctx, r.Werk, uitvoering.EindeInput{ToewijzingID: x.ID, Versie: old}),
			"eindigen":   u.BeeindigVroeg(ctx, r.Consulent, uitvoering.EindeInput{ToewijzingID: x.ID, Versie: old}),
			"afsluiten":  u.SluitAf(ctx, r.Consulent, uitvoering.AfsluitInput{ToewijzingID: x.ID, Versie: old}),
			"nazorg":     u.LegNazorgVast(ctx, r.Consulent, uitvoering.NazorgInput{ToewijzingID: x.ID, Versie: old}),
		} {
			if have := regiotest.Stale[store.Toewijzing](t, err); have.Versie != x.Versie || t.Failed() {
				t.Fatalf("%s shows version %d, saved is %d", name, have.Versie, x.Versie)
			}
		}
		if y := r.Toewijzing(id); y.Versie != x.Versie {
			t.Error("something was saved")
		}
		b, err := u.SchrijfBericht(ctx, r.Werk, berichtInput(x.ID, doelen, toegang.ScoreSoms))
		ok(t, err)
		marco := r.InwonerAccount(id, "marco")
		regiotest.Stale[store.Voortgangsbericht](t, u.BekijkBericht(ctx, marco, uitvoering.BerichtActie{BerichtID: b, Versie: 9}))
		s, err := u.OpenSignaal(ctx, r.Werk, uitvoering.SignaalInput{ToewijzingID: x.ID, Soort: dom.SignaalVraag, Urgentie: dom.UrgentieGewoon, Tekst: "?"})
		ok(t, err)
		regiotest.Stale[store.Signaal](t, u.SluitSignaal(ctx, r.Werk, uitvoering.SignaalActie{SignaalID: s, Versie: 9}))
	})
}

// Appointments and opinions are of who makes them.
func TestAppointmentsAndOpinions(t *testing.T) {
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, _ := r.Lopend("Marco", "de Vries", monday)
		marco := r.InwonerAccount(id, "marco")
		in := uitvoering.AfspraakInput{InwonerID: id, Tijd: "25:00", Datum: monday.AddDays(-1)}
		err := second(r.Uitvoering.LegAfspraakVast(ctx, r.Werk, in))
		for _, code := range []string{"afspraak.dag_ontbreekt", "afspraak.wat_ontbreekt", "afspraak.tijd_kan_niet"} {
			refused(t, err, code)
		}
		in.Datum, in.Tijd, in.Wat, in.Waar = monday, "09:30", "kennismaken", "Fietsenmakerij"
		for _, a := range []app.Actor{r.AndereWerk, r.Collega, r.CAW, marco} {
			notHere(t, second(r.Uitvoering.LegAfspraakVast(ctx, a, in)))
		}
		a, err := r.Uitvoering.LegAfspraakVast(ctx, r.Werk, in)
		ok(t, err)
		in.ID = a
		notHere(t, second(r.Uitvoering.LegAfspraakVast(ctx, r.Consulent, in))) // who made it, changes it
		page, err := r.Uitvoering.MijnPagina(ctx, marco, "")
		ok(t, err)
		if v := page.Volgende; v == nil || v.Wat != "kennismaken" || v.Tijd != "09:30" || v.Waar != "Fietsenmakerij" {
			t.Errorf("%+v", page.Volgende)
		}
		if p := page.Plek; p == nil || p.Aanbieder != "De Werkplaats" || p.Werkbegeleider.Naam != "Peter" || p.Werkbegeleider.Bereikbaar != "06 12345678" || !p.Akkoord {
			t.Errorf("%+v", p)
		}
		notHere(t, second(r.Uitvoering.MijnPagina(ctx, r.Werk, id)))
		notHere(t, second(r.Uitvoering.MijnPagina(ctx, r.Consulent, id)))
		in.Vervalt, in.Versie = true, 1
		ok(t, second(r.Uitvoering.LegAfspraakVast(ctx, r.Werk, in)))
		page, err = r.Uitvoering.MijnPagina(ctx, marco, "")
		ok(t, err)
		if v := page.Volgende; v == nil || v.Wat != "afspraak.werken" || v.Datum != monday {
			t.Errorf("the next day at the place: %+v", v)
		}

		refused(t, r.Uitvoering.GeefMening(ctx, marco, uitvoering.MeningInput{InwonerID: id, Onderwerp: "weer"}), "invoer.onbekend")
		refused(t, r.Uitvoering.GeefMening(ctx, marco, uitvoering.MeningInput{InwonerID: id, Onderwerp: "plek"}), "mening.leeg")
		own := uitvoering.MeningInput{InwonerID: id, Onderwerp: "plek", Antwoord: "goed", Woorden: "Ik vind het hier fijn, echt waar!"}
		other, doelen := r.Lopend("Aya", "Demir", monday)
		mine, theirs := r.Toewijzing(id).ID, r.Toewijzing(other).ID
		for about, what := range map[string]string{theirs: "plek", doelen[0]: "doel", "bestaat-niet": "bericht", mine: "plan", id: "anders"} {
			own.Onderwerp, own.OnderwerpID = what, about
			refused(t, r.Uitvoering.GeefMening(ctx, marco, own), "invoer.onbekend")
		}
		own.Onderwerp, own.OnderwerpID = "plek", mine
		notHere(t, r.Uitvoering.GeefMening(ctx, r.Collega, own))
		ok(t, r.Uitvoering.GeefMening(ctx, marco, own))
		own.Woorden = "samen opgeschreven"
		ok(t, r.Uitvoering.GeefMening(ctx, r.Werk, own))
		plan, err := r.Toegang.Plan(ctx, r.Consulent, id)
		ok(t, err)
		words := map[string]string{}
		for _, m := range plan.Meningen {
			words[m.Woorden] = m.SamenMet
		}
		if with, kept := words["Ik vind het hier fijn, echt waar!"]; !kept || with != "" || words["samen opgeschreven"] != r.Werk.ID {
			t.Errorf("%+v", words)
		}
	})
}

// A former gemeente looks until the day after it closed, and its list shows who left.
func TestFormerGemeenteLooksUntilItCloses(t *testing.T) {
	testkit.Eis(t, "X-09")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, _ := r.Lopend("Marco", "Zonderling", monday)
		r.Day("2027-01-11")
		x := r.Toewijzing(id)
		ok(t, r.Uitvoering.BeeindigVroeg(ctx, r.Consulent, uitvoering.EindeInput{
			ToewijzingID: x.ID, Versie: x.Versie, LaatsteDag: civil.New(2027, time.January, 15), Reden: toegang.EindeInOverleg, Besproken: toegang.Partijen(),
		}))
		r.Day("2027-01-18")
		r.MoveToDuiven(id)
		for _, day := range []string{"2027-01-18", "2027-02-26", "2028-06-01"} {
			r.Day(day)
			ok(t, second(r.Toegang.Overzicht(ctx, r.Consulent, id)))
			notHere(t, second(r.Toegang.Overzicht(ctx, r.Collega, id)))
			ok(t, second(r.Toegang.Overzicht(ctx, r.Duiven, id)))
		}
		list, _, err := r.Toegang.Zoek(ctx, r.Consulent, "zonder")
		if err != nil || len(list) != 1 {
			t.Error(list, err)
		}
	})
}
