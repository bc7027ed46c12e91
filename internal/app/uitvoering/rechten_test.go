package uitvoering_test

import (
	"strings"
	"testing"
	"time"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
	"trede/internal/domain/persoon"
	"trede/internal/domain/toegang"
	dom "trede/internal/domain/uitvoering"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// street is an address that only who may see it sees.
const street = "Verborgenlaan"

// Who has no business with a resident sees nothing of the resident by any read.
func TestOutsidersSeeNothing(t *testing.T) {
	testkit.Eis(t, "PRD-10")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-23")
		id, doelen := r.Lopend("Marco", "Zonderling", monday)
		x := r.Toewijzing(id)
		for _, a := range []app.Actor{r.Consulent, r.Coordinator, r.Werk} {
			if !strings.Contains(r.Everything(a, id, "Zonderling"), "Zonderling") {
				t.Errorf("%s sees nothing, so this test shows nothing", a.Naam)
			}
		}
		for _, a := range []app.Actor{r.Duiven, r.Rheden, r.AndereCoordinator, r.AndereWerk, r.Contractmanager, r.Beleid, r.CAW, {}} {
			if seen := r.Everything(a, id, "Zonderling"); strings.Contains(seen, "Zonderling") || strings.Contains(seen, id) {
				t.Errorf("%q sees %s", a.Naam, seen)
			}
			// Nor can they do anything.
			notHere(t, second(r.Toegang.WijsToe(ctx, a, r.ONT3(id, monday))))
			notHere(t, second(r.Toegang.BereidToewijzingVoor(ctx, a, r.ONT3(id, monday))))
			notHere(t, r.Toegang.WijzigToewijzing(ctx, a, apptoegang.WijzigingInput{ToewijzingID: x.ID, Versie: x.Versie}))
			notHere(t, r.Toegang.TrekToewijzingIn(ctx, a, x.ID, x.Versie, "weg"))
			notHere(t, r.Toegang.WijzigContact(ctx, a, id, inwoner(r, id).Versie, persoon.Contact{}))
			notHere(t, r.Toegang.VoegActieToe(ctx, a, doelen[0], 1, store.DoelActie{Tekst: "bellen", Wie: toegang.PartijToegang}))
			notHere(t, r.Uitvoering.BevestigStart(ctx, a, uitvoering.StartInput{ToewijzingID: x.ID, Versie: x.Versie}))
			notHere(t, second(r.Uitvoering.SchrijfBericht(ctx, a, uitvoering.BerichtInput{ToewijzingID: x.ID})))
			notHere(t, second(r.Uitvoering.OpenSignaal(ctx, a, uitvoering.SignaalInput{ToewijzingID: x.ID})))
			notHere(t, second(r.Uitvoering.LegAanwezigheidVast(ctx, a, uitvoering.AanwezigheidInput{ToewijzingID: x.ID})))
			notHere(t, r.Uitvoering.BeeindigVroeg(ctx, a, uitvoering.EindeInput{ToewijzingID: x.ID, Versie: x.Versie}))
		}
		if y := r.Toewijzing(id); y.Versie != x.Versie {
			t.Errorf("version %d became %d", x.Versie, y.Versie)
		}
	})
}

// Another team of the same gemeente finds a name, and opens the dossier after a reason
// that is kept, for some hours, to read only.
func TestAnotherTeamOpensWithAReason(t *testing.T) {
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-23")
		id, _ := r.Lopend("Marco", "Zonderling", monday)
		open := func() error { return second(r.Toegang.Overzicht(ctx, r.Collega, id)) }
		notHere(t, open())
		found, _, err := r.Toegang.Zoek(ctx, r.Collega, "zonder")
		ok(t, err)
		if len(found) != 1 || !found[0].AnderTeam || found[0].Team != "Presikhaaf" || !found[0].Geboortedatum.IsZero() || found[0].Fase != "" {
			t.Errorf("%+v", found)
		}
		page, err := r.Toegang.Inwoners(ctx, r.Collega, apptoegang.InwonerFilter{})
		ok(t, err)
		if page.Total != 0 {
			t.Errorf("the list of another team: %+v", page.Regels)
		}
		refused(t, r.Toegang.OpenMetReden(ctx, r.Collega, id, "waarnemen"), "inzage.reden_te_kort") // nine characters
		for _, a := range []app.Actor{r.Duiven, r.Werk, r.Contractmanager, r.CAW} {
			notHere(t, r.Toegang.OpenMetReden(ctx, a, id, "Waarnemen voor een zieke collega"))
		}
		ok(t, r.Toegang.OpenMetReden(ctx, r.Collega, id, "Waarnemen voor een zieke collega"))
		ok(t, open())
		notHere(t, r.Toegang.WijzigContact(ctx, r.Collega, id, inwoner(r, id).Versie, persoon.Contact{}))
		notHere(t, second(r.Toegang.WijsToe(ctx, r.Collega, r.ONT3(id, monday))))
		notHere(t, second(r.Toegang.Overzicht(ctx, r.Duiven, id))) // the reason was of Joost
		r.DB.Clock.Advance(3*time.Hour - time.Second)
		ok(t, open())
		r.DB.Clock.Advance(time.Second)
		notHere(t, open())
		r.Dossier(id, func(tx *store.Tx, _ *store.Dossier) {
			list, err := tx.Tijdlijn(app.KindDossier, id, 1)
			ok(t, err)
			if g := list[0]; g.Action != "dossier.geopend_met_reden" || g.Actor.ID != r.Collega.ID || g.Payload.Reason != "Waarnemen voor een zieke collega" {
				t.Errorf("%+v", g)
			}
		})
		marco := r.InwonerAccount(id, "marco")
		seen, err := r.Toegang.WieKeek(ctx, marco, id, apptoegang.ReaderQuery{})
		ok(t, err)
		looked := false
		for _, k := range seen.Kijkers {
			looked = looked || k.Naam == "Joost"
		}
		if !looked {
			t.Errorf("the resident does not see who looked: %+v", seen.Kijkers)
		}
		// A consulent counts and sees the looks of the own organisation only.
		own, err := r.Toegang.WieKeek(ctx, r.Consulent, id, apptoegang.ReaderQuery{})
		ok(t, err)
		if own.Total != len(own.Kijkers) || own.Total == 0 {
			t.Errorf("%d looks counted, %d shown", own.Total, len(own.Kijkers))
		}
	})
}

// A colleague stands in during an absence, with the team's full rights, and not a day
// before or after; whose appointment ended sees nothing any more.
func TestReplacementAndEndedAppointment(t *testing.T) {
	testkit.Eis(t, "PRD-10")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-23")
		m := r.Melding("Marco", "Zonderling")
		r.Onderzocht(m)
		r.Doel(m.InwonerID, "Ik kom", toegang.DomeinActivering)
		away := civil.Through(civil.New(2026, time.December, 1), civil.New(2026, time.December, 7))
		joost := r.Replace(r.Consulent, r.Collega, away)
		dunja := r.Replace(r.Consulent, r.Duiven, away) // of another gemeente: gives nothing
		open := func(a app.Actor) error { return second(r.Toegang.Overzicht(ctx, a, m.InwonerID)) }
		for day, in := range map[string]bool{"2026-11-30": false, "2026-12-01": true, "2026-12-07": true, "2026-12-08": false} {
			r.Day(day)
			if err := open(joost); (err == nil) != in {
				t.Errorf("%s: %v", day, err)
			}
			notHere(t, open(dunja))
			list, err := r.Toegang.Inwoners(ctx, joost, apptoegang.InwonerFilter{TeamID: r.TeamID})
			ok(t, err)
			if (list.TeamID == r.TeamID && list.Total == 1) != in {
				t.Errorf("%s: the list has %d of team %s", day, list.Total, list.TeamID)
			}
		}
		start := r.Day("2026-12-07")
		_, err := r.Toegang.WijsToe(ctx, joost, r.ONT3(m.InwonerID, start))
		ok(t, err)
		if x := r.Toewijzing(m.InwonerID); x.Huidig.Door != joost.ID {
			t.Error(x.Huidig.Door)
		}
		naima := r.EndAppointments(r.Consulent, civil.New(2026, time.December, 10))
		coby := r.EndAppointments(r.Coordinator, civil.New(2026, time.December, 10))
		r.Day("2026-12-10")
		ok(t, open(naima))
		ok(t, open(coby))
		r.Day("2026-12-11")
		notHere(t, open(naima))
		notHere(t, open(coby))
		notHere(t, second(r.Toegang.Inwoners(ctx, naima, apptoegang.InwonerFilter{})))
		_, _, err = r.Toegang.Zoek(ctx, naima, "zonder")
		notHere(t, err)
		notHere(t, second(r.Uitvoering.Deelnemers(ctx, coby, uitvoering.DeelnemerQuery{})))
		notHere(t, r.Toegang.WijzigContact(ctx, naima, m.InwonerID, inwoner(r, m.InwonerID).Versie, persoon.Contact{}))
	})
}

// Who moves to another gemeente of the region takes the dossier along; the old gemeente
// closes what it began and then has no view.
func TestMoveWithinTheRegion(t *testing.T) {
	testkit.Eis(t, "X-09")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-23")
		id, _ := r.Lopend("Marco", "Zonderling", monday)
		r.Day("2027-01-11")
		move := apptoegang.VerhuisInput{InwonerID: id, Versie: inwoner(r, id).Versie, Vanaf: civil.New(2027, time.January, 11), Adres: persoon.Adres{
			Soort: persoon.AdresBRP, Straatnaam: street, Huisnummer: 3, Postcode: "6921AB", Woonplaats: "Duiven", Gemeente: regiotest.Duiven,
		}}
		for code, change := range map[string]func(*apptoegang.VerhuisInput){
			"verhuizing.dag_kan_niet":    func(in *apptoegang.VerhuisInput) { in.Vanaf = civil.New(2027, time.January, 12) },
			"verhuizing.zelfde_gemeente": func(in *apptoegang.VerhuisInput) { in.Adres.Gemeente = regiotest.Arnhem },
			"verhuizing.voor_vorige":     func(in *apptoegang.VerhuisInput) { in.Vanaf = civil.New(2026, time.November, 1) },
			"adres.gemeente_nodig":       func(in *apptoegang.VerhuisInput) { in.Adres.Gemeente = "" },
			"invoer.onbekend":            func(in *apptoegang.VerhuisInput) { in.Adres.Gemeente = "Duiven" },
		} {
			bad := move
			change(&bad)
			refused(t, r.Toegang.Verhuis(ctx, r.Consulent, bad), code)
		}
		notHere(t, r.Toegang.Verhuis(ctx, r.Duiven, move))
		ok(t, r.Toegang.Verhuis(ctx, r.Consulent, move))
		r.Klopt()
		i := inwoner(r, id)
		if i.Gemeente != regiotest.Duiven || i.TeamID != r.DuivenTeamID || i.ConsulentID != "" {
			t.Errorf("%+v", i)
		}
		if !strings.Contains(r.Everything(r.Duiven, id, street), street) {
			t.Error("the new gemeente does not see the address")
		}
		if seen := r.Everything(r.Consulent, id, street); !strings.Contains(seen, "Zonderling") || strings.Contains(seen, street) {
			t.Error("the old gemeente closes, and sees no new address")
		}
		x := r.Toewijzing(id)
		end := uitvoering.EindeInput{
			ToewijzingID: x.ID, Versie: x.Versie, LaatsteDag: civil.New(2027, time.January, 15), Reden: toegang.EindeVerhuizing, Besproken: toegang.Partijen(),
		}
		notHere(t, r.Uitvoering.BeeindigVroeg(ctx, r.Collega, end))
		ok(t, r.Uitvoering.BeeindigVroeg(ctx, r.Consulent, end))
		notHere(t, second(r.Toegang.WijsToe(ctx, r.Consulent, r.ONT3(id, civil.New(2027, time.January, 18)))))
		r.Due(id, dom.TaakAfsluiten, store.KantTeam, r.TeamID, "2027-01-29")
		r.Day("2027-01-18")
		_, err := r.Toegang.Meet(ctx, r.Duiven, apptoegang.MetingInput{InwonerID: id, ToewijzingID: x.ID, Soort: ladder.MetingEind, Antwoorden: regiotest.Trede3()})
		ok(t, err)
		x = r.Toewijzing(id)
		ok(t, r.Uitvoering.SluitAf(ctx, r.Consulent, uitvoering.AfsluitInput{
			ToewijzingID: x.ID, Versie: x.Versie, Eindtrede: 3, Resultaat: dom.ResultaatBijdrage, Bestemming: dom.BestemmingAnderAW,
		}))
		ok(t, second(r.Toegang.Overzicht(ctx, r.Consulent, id)))
		r.Day("2027-01-19")
		notHere(t, second(r.Toegang.Overzicht(ctx, r.Consulent, id)))
		if list := r.TakenVan(id); len(list) != 0 {
			t.Errorf("a move asks no follow-up: %+v", list)
		}
		in := r.ONT3(id, r.Day("2027-01-25"))
		in.AanbiederID, in.WerkplekID = r.Andere, ""
		in.Product.Product = "ONT4"
		in.Redenen = map[string]string{"TOE-GATE-21": "volgt", "TOE-GATE-22": "was bekend"}
		in.AanvraagID, in.BesluitMeteen = "geen", false
		out, err := r.Toegang.WijsToe(ctx, r.Duiven, in)
		ok(t, err)
		if y := r.Toewijzing(id); y.Gemeente != regiotest.Duiven || out.Nummer != 1 {
			t.Errorf("%+v", y)
		}
	})
}

// Who leaves the region stays with the last team until what runs has ended; nothing new
// is allocated, and coming back is a move as well.
func TestMoveOutOfTheRegion(t *testing.T) {
	testkit.Eis(t, "X-09")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-23")
		id, _ := r.Lopend("Marco", "Zonderling", monday)
		r.Day("2027-01-11")
		away := apptoegang.VerhuisInput{InwonerID: id, Versie: inwoner(r, id).Versie, Vanaf: civil.New(2027, time.January, 11), Adres: persoon.Adres{
			Soort: persoon.AdresBRP, Woonplaats: "Groningen", Gemeente: "0014",
		}}
		ok(t, r.Toegang.Verhuis(ctx, r.Consulent, away))
		r.Klopt()
		x := r.Toewijzing(id)
		ok(t, r.Uitvoering.BeeindigVroeg(ctx, r.Consulent, uitvoering.EindeInput{
			ToewijzingID: x.ID, Versie: x.Versie, LaatsteDag: civil.New(2027, time.January, 12), Reden: toegang.EindeVerhuizing, Besproken: toegang.Partijen(),
		}))
		in := r.ONT3(id, civil.New(2027, time.January, 18))
		_, err := r.Toegang.WijsToe(ctx, r.Consulent, in)
		refused(t, err, "inkoop.gemeente_onbekend")
		refused(t, err, "toewijzing.andere_gemeente") // who decides is not of where the resident lives
		r.Day("2027-03-01")
		back := away
		back.Versie, back.Vanaf = inwoner(r, id).Versie, civil.New(2027, time.March, 1)
		refused(t, r.Toegang.Verhuis(ctx, r.Consulent, back), "verhuizing.zelfde_gemeente")
		back.Adres.Gemeente, back.Adres.Woonplaats, back.TeamID = regiotest.Arnhem, "Arnhem", r.TeamID
		ok(t, r.Toegang.Verhuis(ctx, r.Consulent, back))
		in.Start = civil.New(2027, time.March, 1)
		_, err = r.Toegang.WijsToe(ctx, r.Consulent, in)
		refused(t, err, "toewijzing.opnieuw_zonder_motivering") // the gemeente is no trouble any more
	})
}

// Another team of the same gemeente takes a dossier over, with all that is not finished.
func TestHandOverToATeam(t *testing.T) {
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-23")
		id, _ := r.Toegewezen("Marco", "Zonderling", monday)
		v := inwoner(r, id).Versie
		refused(t, r.Toegang.GeefAanTeam(ctx, r.Consulent, id, v, r.TeamID), "inwoner.team_ontbreekt")
		refused(t, r.Toegang.GeefAanTeam(ctx, r.Consulent, id, v, r.DuivenTeamID), "inwoner.team_van_andere_gemeente")
		notHere(t, r.Toegang.GeefAanTeam(ctx, r.Collega, id, v, r.AnderTeamID))
		open := r.Melding("Kees", "Bakker")
		ok(t, r.Toegang.GeefAanTeam(ctx, r.Consulent, open.InwonerID, inwoner(r, open.InwonerID).Versie, r.AnderTeamID))
		r.Dossier(open.InwonerID, func(_ *store.Tx, d *store.Dossier) {
			if m, err := d.Melding(open.MeldingID); err != nil || m.TeamID != r.AnderTeamID {
				t.Error("the open question stayed behind", err)
			}
		})
		ok(t, r.Toegang.GeefAanTeam(ctx, r.Consulent, id, v, r.AnderTeamID))
		if x := r.Toewijzing(id); x.TeamID != r.AnderTeamID {
			t.Error("the toewijzing stayed behind")
		}
		for _, task := range r.TakenVan(id) {
			if task.TeamID != r.AnderTeamID {
				t.Errorf("%s stayed behind", task.Soort)
			}
		}
		ok(t, second(r.Toegang.Overzicht(ctx, r.Collega, id)))
		notHere(t, second(r.Toegang.Overzicht(ctx, r.Consulent, id)))
	})
}
