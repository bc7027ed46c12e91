package toegang_test

import (
	"slices"
	"testing"
	"time"

	appinkoop "trede/internal/app/inkoop"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/money"
	"trede/internal/domain/toegang"
	"trede/internal/region"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

func vol(d *region.Region) {
	d.Inkoop.Plafonds = append(d.Inkoop.Plafonds, inkoop.Plafond{
		Code: "arnhem-ont3", Gemeente: regiotest.Arnhem, Producten: []inkoop.ProductCode{"ONT3"}, Plekken: 1,
		Geldig: civil.Period{From: civil.New(2026, time.January, 1)}, Herkomst: inkoop.Herkomst{Soort: inkoop.Fictief, Bron: "proef"},
	})
}

// A ceiling of places counts on every day of what is asked, also on those on which somebody
// begins who was allocated before: whoever begins earlier does not pass.
func TestCeilingCountsWhoBeginsLater(t *testing.T) {
	testkit.Eis(t, "B-REG-05")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.ChangeRegio(vol)
		first := ready(t, r, regiotest.Trede2(), grown, toegang.DomeinActivering)
		other := ready(t, r, regiotest.Trede2(), grown, toegang.DomeinActivering)
		later := monday.AddMonths(3)
		ok(t, second(r.Toegang.WijsToe(ctx, r.Consulent, r.ONT3(first, later))))
		refused(t, second(r.Toegang.WijsToe(ctx, r.Consulent, r.ONT3(other, monday))), "inkoop.plafond_vol")
		ok(t, second(r.Toegang.WijsToe(ctx, r.Consulent, r.ONT3(other, r.Toewijzing(first).Huidig.LaatsteDag.AddDays(1)))))
	})
}

// Above a ceiling nobody is allocated, until somebody else than whoever asks allows it.
func TestCeilingTakesTwoPeople(t *testing.T) {
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.ChangeRegio(vol)
		r.Toegewezen("Marco", "de Vries", monday)
		m := r.Melding("Fatma", "Yilmaz")
		r.Onderzocht(m)
		r.Doel(m.InwonerID, "Ik kom elke dag", "activering")
		_, err := r.Toegang.WijsToe(ctx, r.Consulent, r.ONT3(m.InwonerID, monday))
		refused(t, err, "inkoop.plafond_vol")

		_, err = r.Toegang.VraagPlafond(ctx, r.Consulent, r.ONT3(m.InwonerID, monday), "bestaat-niet", "")
		refused(t, err, "plafond.onbekend")
		refused(t, err, "toewijzing.toelichting_ontbreekt")
		_, err = r.Toegang.VraagPlafond(ctx, r.Collega, r.ONT3(m.InwonerID, monday), "arnhem-ont3", "het past")
		notHere(t, err)
		id, err := r.Toegang.VraagPlafond(ctx, r.Consulent, r.ONT3(m.InwonerID, monday), "arnhem-ont3", "het past zo goed")
		ok(t, err)
		_, err = r.Toegang.VraagPlafond(ctx, r.Consulent, r.ONT3(m.InwonerID, monday), "arnhem-ont3", "nog eens")
		refused(t, err, "plafond.is_gevraagd")

		yes := apptoegang.PlafondBesluit{VerzoekID: id, Versie: 1, Akkoord: true, Reden: "er is budget"}
		both := r.Person("Dubbel", authz.RoleBeleidsmedewerker, regiotest.Organisatie(r.Beleid), "")
		duiven := r.Person("Dirk", authz.RoleBeleidsmedewerker, regiotest.Organisatie(r.Duiven), "")
		notHere(t, r.Toegang.BeslisPlafond(ctx, r.Consulent, yes))
		notHere(t, r.Toegang.BeslisPlafond(ctx, duiven, yes))
		notHere(t, r.Toegang.BeslisPlafond(ctx, r.Contractmanager, yes))
		own := r.Consulent // asked, and has the other role as well
		own.Aanstellingen = append(own.Aanstellingen, both.Aanstellingen...)
		notHere(t, r.Toegang.BeslisPlafond(ctx, own, yes))
		notHere(t, r.Toegang.BeslisPlafond(ctx, r.Beleid, apptoegang.PlafondBesluit{VerzoekID: m.InwonerID, Versie: 1, Akkoord: true, Reden: "zonder verzoek"}))
		refused(t, r.Toegang.BeslisPlafond(ctx, r.Beleid, apptoegang.PlafondBesluit{VerzoekID: id, Versie: 1, Akkoord: true}), "toewijzing.toelichting_ontbreekt")
		current := regiotest.Stale[store.PlafondVerzoek](t, r.Toegang.BeslisPlafond(ctx, r.Beleid, apptoegang.PlafondBesluit{VerzoekID: id, Reden: "te laat"}))
		if current.Reden != "het past zo goed" {
			t.Errorf("%+v", current)
		}
		_, err = r.Toegang.PlafondVerzoeken(ctx, r.Consulent)
		notHere(t, err)
		list, err := r.Toegang.PlafondVerzoeken(ctx, r.Beleid)
		ok(t, err)
		if len(list) != 1 || list[0].ID != id || list[0].InwonerID != "" || list[0].GevraagdDoorID != r.Consulent.ID || list[0].Reden != "het past zo goed" {
			t.Errorf("%+v", list)
		}
		if list, err = r.Toegang.PlafondVerzoeken(ctx, duiven); err != nil || len(list) != 0 {
			t.Error(list, err)
		}

		no := yes
		no.Akkoord = false
		ok(t, r.Toegang.BeslisPlafond(ctx, r.Beleid, no))
		_, err = r.Toegang.WijsToe(ctx, r.Consulent, r.ONT3(m.InwonerID, monday))
		refused(t, err, "inkoop.plafond_vol")
		yes.VerzoekID, err = r.Toegang.VraagPlafond(ctx, r.Consulent, r.ONT3(m.InwonerID, monday), "arnhem-ont3", "toch nog eens")
		ok(t, err)
		ok(t, r.Toegang.BeslisPlafond(ctx, r.Beleid, yes))
		yes.Versie = 2
		refused(t, r.Toegang.BeslisPlafond(ctx, r.Beleid, yes), "plafond.is_besloten")
		_, err = r.Toegang.WijsToe(ctx, r.Consulent, r.ONT3(m.InwonerID, monday))
		ok(t, err)

		// The leave is for this resident alone.
		n := r.Melding("Kees", "Bakker")
		r.Onderzocht(n)
		r.Doel(n.InwonerID, "Ik kom elke dag", "activering")
		_, err = r.Toegang.WijsToe(ctx, r.Consulent, r.ONT3(n.InwonerID, monday))
		refused(t, err, "inkoop.plafond_vol")
	})
}

// euros gives the gemeente a ceiling in money over two products.
func euros(amount int64) func(*region.Region) {
	return func(d *region.Region) {
		d.Inkoop.Plafonds = append(d.Inkoop.Plafonds, inkoop.Plafond{
			Code: "arnhem-geld", Gemeente: regiotest.Arnhem, Producten: []inkoop.ProductCode{"ONT3", "STA3"}, Bedrag: money.Euros(amount),
			Geldig: civil.Period{From: civil.New(2026, time.January, 1)}, Herkomst: inkoop.Herkomst{Soort: inkoop.Fictief, Bron: "proef"},
		})
	}
}

// A ceiling in money counts the hours of the whole arrangement, also when it gets a later
// end; leave to go above it covers one toewijzing, of the size that was asked.
func TestCeilingInMoney(t *testing.T) {
	testkit.Eis(t, "B-REG-05")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.ChangeRegio(euros(12_000))
		id := ready(t, r, regiotest.Trede3(), grown)
		keepGoal(t, r, id)
		year := sta(r, id) // € 12,50 an hour, 12 hours a week
		year.Omvang = toegang.Omvang{Volume: 12, Eenheid: toegang.EenheidUur, Frequentie: toegang.FrequentieWeek}
		year.LaatsteDag, year.Stabiel.Hertoets = monday.AddDays(52*7-1), monday.AddDays(180)
		ok(t, second(r.Toegang.WijsToe(ctx, r.Consulent, year))) // 52 weeks: € 7.800
		used := func() money.Cents {
			t.Helper()
			page, err := r.Inkoop.Plafonds(ctx, r.Contractmanager)
			ok(t, err)
			return page.Regels[slices.IndexFunc(page.Regels, func(x appinkoop.PlafondRegel) bool { return x.Plafond.Code == "arnhem-geld" })].Gebruikt.Bedrag
		}
		if got := used(); got != money.Euros(7800) {
			t.Errorf("%s used, want the hours of 52 weeks", got)
		}
		x := r.Toewijzing(id)
		longer := apptoegang.WijzigingInput{
			ToewijzingID: x.ID, Versie: x.Versie, LaatsteDag: monday.AddDays(81*7 - 1), Reden: toegang.WijzigingVerlenging, Toelichting: "het past nog",
		}
		refused(t, r.Toegang.WijzigToewijzing(ctx, r.Consulent, longer), "inkoop.plafond_vol") // € 12.150
		longer.LaatsteDag = monday.AddDays(80*7 - 1)
		ok(t, r.Toegang.WijzigToewijzing(ctx, r.Consulent, longer)) // € 12.000

		other := ready(t, r, regiotest.Trede3(), grown)
		keepGoal(t, r, other)
		week := year
		week.InwonerID, week.LaatsteDag, week.Stabiel.Hertoets = other, monday.AddDays(6), monday.AddDays(3)
		refused(t, second(r.Toegang.WijsToe(ctx, r.Consulent, week)), "inkoop.plafond_vol")
		verzoek, err := r.Toegang.VraagPlafond(ctx, r.Consulent, week, "arnhem-geld", "een week erbij")
		ok(t, err)
		ok(t, r.Toegang.BeslisPlafond(ctx, r.Beleid, apptoegang.PlafondBesluit{VerzoekID: verzoek, Versie: 1, Akkoord: true, Reden: "goed"}))
		more := week
		more.LaatsteDag = monday.AddDays(7)
		refused(t, second(r.Toegang.WijsToe(ctx, r.Consulent, more)), "inkoop.plafond_vol") // of the size that was asked
		made, err := r.Toegang.WijsToe(ctx, r.Consulent, week)
		ok(t, err)
		again := week
		again.Start, again.LaatsteDag = monday.AddDays(14), monday.AddDays(20)
		again.Stabiel.Hertoets, again.Motivering = monday.AddDays(17), "nog een week"
		again.Redenen = map[string]string{"TOE-GATE-24": "nog een week"}
		refused(t, second(r.Toegang.WijsToe(ctx, r.Consulent, again)), "inkoop.plafond_vol") // used up
		ok(t, r.Toegang.TrekToewijzingIn(ctx, r.Consulent, made.ID, made.Versie, "toch niet"))
		again.Redenen = nil
		ok(t, second(r.Toegang.WijsToe(ctx, r.Consulent, again))) // what was taken back used nothing
	})
}

// A ceiling that stands in a contract is filled by what is allocated under that contract,
// and not by what other providers do.
func TestCeilingOfAContractCountsItsOwn(t *testing.T) {
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.ContractPlafond(r.De, inkoop.Plafond{Code: "de-werkplaats", Plekken: 1, Geldig: civil.Period{From: civil.New(2026, time.January, 1)}})
		used := func() int {
			t.Helper()
			page, err := r.Inkoop.Plafonds(ctx, r.Contractmanager)
			ok(t, err)
			i := slices.IndexFunc(page.Regels, func(x appinkoop.PlafondRegel) bool { return x.Plafond.Code == "de-werkplaats" })
			if i < 0 {
				t.Fatalf("no such ceiling: %+v", page.Regels)
			}
			return page.Regels[i].Gebruikt.Plekken
		}
		allocate := func(voornaam string, at inkoop.AanbiederID) error {
			t.Helper()
			m := r.Melding(voornaam, "de Vries")
			r.Onderzocht(m)
			r.Doel(m.InwonerID, "Ik kom elke dag", "activering")
			in := r.ONT3(m.InwonerID, monday)
			if at != r.De {
				in.AanbiederID, in.WerkplekID = at, ""
			}
			_, err := r.Toegang.WijsToe(ctx, r.Consulent, in)
			return err
		}
		r.Day("2026-11-23")
		ok(t, allocate("Marco", r.Andere))
		ok(t, allocate("Fatma", r.De))
		r.Day(monday.String())
		if n := used(); n != 1 {
			t.Errorf("%d places used, want that of the contract alone", n)
		}
		refused(t, allocate("Kees", r.De), "inkoop.plafond_vol")
		ok(t, allocate("Ans", r.Andere))
	})
}
