package toegang_test

import (
	"testing"
	"time"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// no answers every question of the ladder with no, and then some with yes.
func no(yes ...ladder.Vraag) ladder.Antwoorden {
	a := ladder.Antwoorden{}
	l, _ := ladder.Get(ladder.V2)
	for _, q := range l.Vragen() {
		a[q] = ladder.Nee
	}
	for _, q := range yes {
		a[q] = ladder.Ja
	}
	return a
}

// Every trede is reached by its questions; the answers, the version and who measured stay.
func TestLadderPlaces(t *testing.T) {
	testkit.Eis(t, "LAD-01", "LAD-02", "LAD-03", "LAD-04", "LAD-05", "LAD-06", "B-LAD-01", "UIT-07")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		m := by(t, r, r.Consulent, regiotest.Arnhem, nil)
		meet := func(in apptoegang.MetingInput) apptoegang.MetingResult {
			t.Helper()
			in.InwonerID, in.Soort = m.InwonerID, ladder.MetingTussentijds
			out, err := r.Toegang.Meet(t.Context(), r.Consulent, in)
			ok(t, err)
			return out
		}
		for want, lists := range map[ladder.Trede][]ladder.Antwoorden{
			1: {no()},
			2: {no(ladder.ContactBuitenshuis), no(ladder.GeorganiseerdWekelijks)},
			3: {no(ladder.TakenWekelijks)},
			4: {
				no(ladder.TakenWekelijks, ladder.Zelfstandig), no(ladder.TakenWekelijks, ladder.Verantwoordelijkheid),
				no(ladder.TakenWekelijks, ladder.EconomischeWaarde), no(ladder.VakopleidingUitkering),
			},
			5: {
				no(ladder.BetaaldWerk, ladder.AanvullendeUitkering), no(ladder.BetaaldWerk, ladder.Instrument),
				no(ladder.BetaaldWerk, ladder.Studiefinanciering),
			},
			6: {no(ladder.BetaaldWerk)},
		} {
			for _, a := range lists {
				if out := meet(apptoegang.MetingInput{Antwoorden: a}); out.Meting.Vastgesteld != want || out.Meting.Versie != ladder.V2 {
					t.Errorf("trede %d, %s; want %d", out.Meting.Vastgesteld, out.Meting.Versie, want)
				}
			}
		}
		// The ladder of before puts a course on trede 3.
		old := meet(apptoegang.MetingInput{Datum: civil.New(2019, time.June, 1), Antwoorden: no(ladder.GeorganiseerdWekelijks)})
		if old.Meting.Versie != ladder.V1 {
			t.Errorf("%+v", old.Meting)
		}
		last := meet(apptoegang.MetingInput{Antwoorden: no(ladder.TakenWekelijks), Inwoner: ladder.EigenKijk{Trede: 4, Woorden: "Ik kan meer"}})
		r.Dossier(m.InwonerID, func(_ *store.Tx, d *store.Dossier) {
			list, err := d.Metingen()
			ok(t, err)
			have := list[len(list)-1]
			if have.ID != last.ID || have.Meting.Versie != ladder.V2 || have.Antwoorden[ladder.TakenWekelijks] != ladder.Ja || have.DoorID != r.Consulent.ID || have.Inwoner.Trede != 4 || have.Berekend != 3 {
				t.Errorf("%+v", have)
			}
			if list[0].Meting.Versie != ladder.V1 || d.Inwoner().Stand.Trede != 3 {
				t.Errorf("%+v, now on %d", list[0], d.Inwoner().Stand.Trede)
			}
		})
	})
}

// A professional may decide otherwise with a reason; the resident's own view stands beside.
func TestLadderIsDecidedByAPerson(t *testing.T) {
	testkit.Eis(t, "UIT-07", "B-LAD-01")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		m := by(t, r, r.Consulent, regiotest.Arnhem, nil)
		in := apptoegang.MetingInput{InwonerID: m.InwonerID, Soort: ladder.MetingStart, Antwoorden: regiotest.Trede2(), Vastgesteld: 3}
		_, err := r.Toegang.Meet(ctx, r.Consulent, in)
		refused(t, err, "meting.reden_nodig")
		in.Reden = "Zij doet meer dan de vragen zeggen"
		out, err := r.Toegang.Meet(ctx, r.Consulent, in)
		ok(t, err)
		if out.Meting.Berekend != 2 || out.Meting.Vastgesteld != 3 || out.Meting.Reden != in.Reden {
			t.Errorf("%+v", out.Meting)
		}
		in.Datum = monday
		_, err = r.Toegang.Meet(ctx, r.Consulent, in)
		refused(t, err, "melding.dag_in_toekomst")
		in.Datum, in.Antwoorden = civil.Date{}, ladder.Antwoorden{"zin": ladder.Ja}
		_, err = r.Toegang.Meet(ctx, r.Consulent, in)
		refused(t, err, "invoer.onbekend")
		in.Antwoorden = regiotest.Trede2()
		for _, a := range []app.Actor{r.Collega, r.Duiven, r.Werk, r.Contractmanager} {
			notHere(t, second(r.Toegang.Meet(ctx, a, in)))
		}
		marco := r.InwonerAccount(m.InwonerID, "marco")
		refused(t, r.Toegang.EigenKijk(ctx, marco, m.InwonerID, ladder.EigenKijk{}), "meting.eigen_kijk_leeg")
		refused(t, r.Toegang.EigenKijk(ctx, marco, m.InwonerID, ladder.EigenKijk{Trede: 7}), "meting.trede")
		ok(t, r.Toegang.EigenKijk(ctx, marco, m.InwonerID, ladder.EigenKijk{Trede: 4, Woorden: "Ik sta hoger"}))
		notHere(t, r.Toegang.EigenKijk(ctx, marco, by(t, r, r.Consulent, regiotest.Arnhem, nil).InwonerID, ladder.EigenKijk{Trede: 4}))
		page, err := r.Toegang.Plan(ctx, r.Consulent, m.InwonerID)
		ok(t, err)
		if n := len(page.Metingen); n != 1 || page.Metingen[0].Inwoner.Woorden != "Ik sta hoger" || page.Metingen[0].Vastgesteld != 3 {
			t.Errorf("%+v", page.Metingen)
		}
		g := ladder.Groeipotentie{Potentie: 4, Zekerheid: ladder.ZekerheidMidden}
		ok(t, r.Toegang.LegGroeipotentieVast(ctx, r.Consulent, m.InwonerID, 0, g))
		notHere(t, r.Toegang.LegGroeipotentieVast(ctx, marco, m.InwonerID, 1, g))
	})
}

// Begeleiders measure within their own arrangement only.
func TestLadderWithinAnArrangement(t *testing.T) {
	testkit.Eis(t, "UIT-07")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		start := r.Day("2026-11-23")
		id, _ := r.Lopend("Marco", "de Vries", start)
		in := apptoegang.MetingInput{InwonerID: id, Soort: ladder.MetingTussentijds, Antwoorden: regiotest.Trede3()}
		notHere(t, second(r.Toegang.Meet(ctx, r.Werk, in)))
		in.ToewijzingID = r.Toewijzing(id).ID
		ok(t, second(r.Toegang.Meet(ctx, r.Werk, in)))
		notHere(t, second(r.Toegang.Meet(ctx, r.AndereWerk, in)))
		notHere(t, second(r.Toegang.Meet(ctx, r.Coordinator, in)))
		other, _ := r.Toegewezen("Fatma", "Yilmaz", start)
		in.InwonerID = other // the toewijzing of somebody else
		if err := second(r.Toegang.Meet(ctx, r.Werk, in)); err == nil {
			t.Error("a measurement under the toewijzing of another resident")
		}
		r.Dossier(id, func(_ *store.Tx, d *store.Dossier) {
			if d.Inwoner().Stand.Trede != 3 {
				t.Error(d.Inwoner().Stand.Trede)
			}
		})
	})
}
