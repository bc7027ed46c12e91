package uitvoering_test

import (
	"testing"

	"trede/internal/app"
	"trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	domtoegang "trede/internal/domain/toegang"
	dom "trede/internal/domain/uitvoering"
	"trede/internal/testkit/regiotest"
)

// Who pays sees the hours and the dates, and not the content of care: no talk at the end,
// no reason why somebody was away, and no hint that a signaal may be needed.
func TestWhoPaysSeesNoContentOfCare(t *testing.T) {
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-23")
		id, _ := r.Lopend("Marco", "Zonderling", monday)
		x := r.Toewijzing(id)
		r.Day("2026-12-18")
		for n := range 4 {
			day := civil.New(2026, 12, 14+n)
			ok(t, second(r.Uitvoering.LegAanwezigheidVast(ctx, r.Werk, uitvoering.AanwezigheidInput{
				ToewijzingID: x.ID, Datum: day, Moment: domtoegang.Ochtend, Status: dom.NietGekomen,
			})))
		}
		ok(t, r.Uitvoering.Onderbreek(ctx, r.Werk, uitvoering.OnderbrekingInput{
			ToewijzingID: x.ID, Versie: x.Versie, Reden: dom.OnderbrekingZiekte, VerwachtTerug: civil.New(2027, 1, 4), Toelichting: "geheim",
		}))
		look := func(a app.Actor) toegang.DeelnemerPage {
			page, err := r.Toegang.Deelnemer(ctx, a, authz.AanwezigheidLezen, x.ID)
			ok(t, err)
			return page
		}
		arnhem := r.Consulent.Aanstellingen[0].OrganisatieID
		pays := look(r.Medewerker("Fien", authz.RoleFinancieel, arnhem, ""))
		if len(pays.Aanwezigheid) != 4 || pays.Kaart == nil || len(pays.Kaart.Verloop.Onderbrekingen) != 1 {
			t.Fatalf("who pays sees too little: %+v", pays.Kaart)
		}
		if o := pays.Kaart.Verloop.Onderbrekingen[0]; o.Reden != "" || o.Toelichting != "" || len(pays.Voorstellen) > 0 {
			t.Errorf("who pays sees %+v and %v", o, pays.Voorstellen)
		}
		guides := look(r.Werk)
		if o := guides.Kaart.Verloop.Onderbrekingen[0]; o.Toelichting != "geheim" || len(guides.Voorstellen) == 0 {
			t.Errorf("who guides sees %+v and %v", o, guides.Voorstellen)
		}
	})
}

// A day of long ago names nobody whom the provider may not see any more, also when nobody
// closed the arrangement.
func TestPastDayNamesNobodyWhoLeft(t *testing.T) {
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-23")
		id, _ := r.Lopend("Marco", "Zonderling", monday)
		names := func(day civil.Date) int {
			page, err := r.Uitvoering.Vandaag(ctx, r.Werk, day)
			ok(t, err)
			return len(page.Regels)
		}
		last := r.Toewijzing(id).Huidig.LaatsteDag
		first := civil.New(2026, 11, 30)
		r.Day(last.AddDays(7).String())
		if names(first) != 1 {
			t.Fatal("nobody stands on the day, so this test shows nothing")
		}
		r.Day(last.AddDays(100).String())
		if names(first) != 0 {
			t.Error("a day of long ago still names who left")
		}
	})
}
