package toegang_test

import (
	"strings"
	"testing"
	"time"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
	"trede/internal/domain/toegang"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// referred brings somebody of Arnhem to the CAW for orientation.
func referred(t *testing.T, r *regiotest.Regio) apptoegang.MeldingResult {
	t.Helper()
	m := by(t, r, r.Consulent, regiotest.Arnhem, func(in *apptoegang.InwonerInput) { in.Naam.Geslachtsnaam = "Zonderling" })
	r.Doel(m.InwonerID, "Ik wil koken", toegang.DomeinVak)
	o := investigate(t, r, r.Consulent, m, antwoorden(func(a *toegang.Antwoorden) { a.WeetWat = toegang.Nee }))
	in := apptoegang.UitkomstInput{MeldingID: m.MeldingID, Versie: o.Versie, Soort: toegang.UitkomstCAW, Reden: "eerst uitzoeken", Aanbod: "intake bij het CAW"}
	refused(t, second(r.Toegang.KiesUitkomst(t.Context(), r.Consulent, in)), "uitkomst.caw_ontbreekt")
	in.CAWID = string(r.De)
	refused(t, second(r.Toegang.KiesUitkomst(t.Context(), r.Consulent, in)), "uitkomst.caw_ontbreekt")
	in.CAWID = r.CAWID
	ok(t, second(r.Toegang.KiesUitkomst(t.Context(), r.Consulent, in)))
	return m
}

// In Arnhem orientation is a referral to the CAW: no besluit and no toewijzing. The CAW
// takes it, sees who to reach, and with the resident's word the goals as well; its advice
// comes back to the lokale toegang.
func TestReferralToTheCAW(t *testing.T) {
	testkit.Eis(t, "B-REG-03")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-23")
		notHere(t, second(r.Toegang.Overzicht(ctx, r.CAW, by(t, r, r.Consulent, regiotest.Arnhem, nil).InwonerID)))
		m := referred(t, r)
		id := m.InwonerID
		r.Dossier(id, func(_ *store.Tx, d *store.Dossier) {
			if list, err := d.Aanvragen(); err != nil || len(list) != 0 {
				t.Error("a referral needs no application", err)
			}
		})
		page, err := r.Toegang.Verwijzing(ctx, r.CAW, id)
		ok(t, err)
		if page.Naam != "Marco Zonderling" || page.MeldingID != m.MeldingID || page.Deelt() || page.Aanbod != "intake bij het CAW" || page.HeeftBSN {
			t.Errorf("%+v", page)
		}
		seen := r.Everything(r.CAW, id, "zonder")
		if !strings.Contains(seen, "Zonderling") || strings.Contains(seen, "Ik wil koken") || strings.Contains(seen, "Ik wil weer iets doen") {
			t.Error("without the resident's word the CAW sees no goals and no investigation")
		}
		measure := apptoegang.MetingInput{InwonerID: id, Soort: ladder.MetingStart, Antwoorden: regiotest.Trede2()}
		notHere(t, second(r.Toegang.Meet(ctx, r.CAW, measure)))
		act := apptoegang.VerwijzingInput{MeldingID: m.MeldingID, Versie: page.Versie}
		ander := r.Person("Toos", authz.RoleCAWAdviseur, r.OtherCAW(), "")
		for _, a := range []app.Actor{ander, r.Consulent, r.Coordinator, r.Collega} {
			notHere(t, r.Toegang.BeantwoordVerwijzing(ctx, a, act))
		}
		refused(t, r.Toegang.BeantwoordVerwijzing(ctx, r.CAW, act), "verwijzing.reden_ontbreekt")
		act.Neemt, act.Perspectief, act.VolgendeStap = true, "hij wil koken", "proefdagen in de keuken"
		notHere(t, r.Toegang.AdviseerOrientatie(ctx, r.CAW, act)) // the resident does not share yet
		ok(t, r.Toegang.BeantwoordVerwijzing(ctx, r.CAW, act))
		regiotest.Stale[toegang.Verwijzing](t, r.Toegang.BeantwoordVerwijzing(ctx, r.CAW, act))
		act.Versie++
		refused(t, r.Toegang.BeantwoordVerwijzing(ctx, r.CAW, act), "verwijzing.is_beantwoord")
		r.Due(id, toegang.TaakKijkOpnieuw, store.KantTeam, r.TeamID, "2027-05-23")

		// The resident shares, on paper or on a screen; the CAW then sees and measures.
		share := apptoegang.DelenInput{InwonerID: id, Versie: inwoner(r, id).Versie, OrganisatieID: r.CAWID}
		refused(t, r.Toegang.Deel(ctx, r.Consulent, share), "akkoord.vorm_ontbreekt")
		share.Akkoord = toegang.Akkoord{Vorm: toegang.AkkoordPapier}
		wrong := share
		wrong.OrganisatieID = string(r.De)
		refused(t, r.Toegang.Deel(ctx, r.Consulent, wrong), "uitkomst.caw_ontbreekt")
		for _, a := range []app.Actor{r.CAW, r.Collega, r.Coordinator} {
			notHere(t, r.Toegang.Deel(ctx, a, share))
		}
		ok(t, r.Toegang.Deel(ctx, r.Consulent, share))
		share.Versie++
		refused(t, r.Toegang.Deel(ctx, r.Consulent, share), "delen.loopt_al")
		if !strings.Contains(r.Everything(r.CAW, id, "zonder"), "Ik wil koken") {
			t.Error("the resident shares, and the CAW sees no goals")
		}
		ok(t, second(r.Toegang.Meet(ctx, r.CAW, measure)))
		notHere(t, second(r.Toegang.StelDoelOp(ctx, r.CAW, apptoegang.DoelInput{InwonerID: id})))
		notHere(t, second(r.Toegang.WijsToe(ctx, r.CAW, r.ONT3(id, monday))))
		notHere(t, second(r.Toegang.ToonBSN(ctx, r.CAW, id)))
		act.Versie = melding(r, m).Versie
		empty := act
		empty.Perspectief, empty.VolgendeStap = " ", ""
		refused(t, r.Toegang.AdviseerOrientatie(ctx, r.CAW, empty), "verwijzing.perspectief_ontbreekt")
		refused(t, r.Toegang.AdviseerOrientatie(ctx, r.CAW, empty), "verwijzing.volgende_stap_ontbreekt")
		r.Day("2027-01-18")
		ok(t, r.Toegang.AdviseerOrientatie(ctx, r.CAW, act))
		r.Due(id, toegang.TaakKijkOpnieuw, store.KantTeam, r.TeamID, "2027-02-01")
		if task, _ := r.Taak(id, toegang.TaakKijkOpnieuw); task.Zichtbaar.String() != "2027-01-18" {
			t.Error(task.Zichtbaar)
		}
		act.Versie++
		refused(t, r.Toegang.AdviseerOrientatie(ctx, r.CAW, act), "verwijzing.kan_nu_niet")
		advice, err := r.Toegang.Verwijzing(ctx, r.Consulent, id)
		ok(t, err)
		if advice.Perspectief != "hij wil koken" || advice.VolgendeStap != "proefdagen in de keuken" || advice.Advies.String() != "2027-01-18" || advice.Door != r.CAW.ID || !advice.Deelt() {
			t.Errorf("%+v", advice.Verwijzing)
		}

		// The resident takes the word back; and when the lokale toegang has looked, the CAW has
		// only its own part left.
		marco := r.InwonerAccount(id, "marco")
		notHere(t, r.Toegang.StopDelen(ctx, r.CAW, id, inwoner(r, id).Versie, r.CAWID))
		ok(t, r.Toegang.StopDelen(ctx, marco, id, inwoner(r, id).Versie, r.CAWID))
		refused(t, r.Toegang.StopDelen(ctx, marco, id, inwoner(r, id).Versie, r.CAWID), "delen.loopt_niet")
		if strings.Contains(r.Everything(r.CAW, id, "zonder"), "Ik wil koken") {
			t.Error("the resident shares no more")
		}
		ok(t, r.Toegang.Deel(ctx, marco, apptoegang.DelenInput{InwonerID: id, Versie: inwoner(r, id).Versie, OrganisatieID: r.CAWID}))
		ok(t, r.Toegang.StopDelen(ctx, marco, id, inwoner(r, id).Versie, r.CAWID)) // on the same day
		ok(t, r.Toegang.KijkOpnieuw(ctx, r.Consulent, apptoegang.MeldingActie{MeldingID: m.MeldingID, Versie: melding(r, m).Versie}))
		notHere(t, second(r.Toegang.Overzicht(ctx, r.CAW, id)))
		found, _, err := r.Toegang.Zoek(ctx, r.CAW, "zonder")
		if err != nil || len(found) != 0 {
			t.Error(found, err)
		}
	})
}

// A referral that is given back asks the lokale toegang to look again; without that the
// view of the CAW ends on the day to look again.
func TestReferralGivenBack(t *testing.T) {
	testkit.Eis(t, "B-REG-03", "PRD-04")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-23")
		m := referred(t, r)
		act := apptoegang.VerwijzingInput{MeldingID: m.MeldingID, Versie: melding(r, m).Versie, Reden: "geen plek"}
		ok(t, r.Toegang.BeantwoordVerwijzing(ctx, r.CAW, act))
		r.Due(m.InwonerID, toegang.TaakKijkOpnieuw, store.KantTeam, r.TeamID, "2026-12-07")
		if v := melding(r, m).Onderzoek.Verwijzing; v.Teruggegeven != civil.New(2026, time.November, 23) || v.Reden != "geen plek" || !v.Aangenomen.IsZero() {
			t.Errorf("%+v", v)
		}
		other := referred(t, r)
		r.Day("2027-05-22")
		ok(t, second(r.Toegang.Overzicht(ctx, r.CAW, other.InwonerID)))
		r.Day("2027-05-23")
		notHere(t, second(r.Toegang.Overzicht(ctx, r.CAW, other.InwonerID)))
	})
}
