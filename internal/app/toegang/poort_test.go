package toegang_test

import (
	"context"
	"sync"
	"testing"
	"time"

	apptoegang "trede/internal/app/toegang"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/money"
	"trede/internal/domain/persoon"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
	"trede/internal/region"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// ready brings somebody of Arnhem on a trede to a granted application with a goal.
func ready(t *testing.T, r *regiotest.Regio, trede ladder.Antwoorden, born civil.Date, domeinen ...toegang.Domein) string {
	t.Helper()
	m := by(t, r, r.Consulent, regiotest.Arnhem, func(in *apptoegang.InwonerInput) { in.Geboren = persoon.GeborenOp(born) })
	r.Onderzocht(m)
	_, err := r.Toegang.Meet(t.Context(), r.Consulent, apptoegang.MetingInput{InwonerID: m.InwonerID, Soort: ladder.MetingStart, Antwoorden: trede})
	ok(t, err)
	for _, d := range domeinen {
		r.Doel(m.InwonerID, "Ik wil dit", d)
	}
	return m.InwonerID
}

var grown = civil.New(1985, time.March, 14)

// keepGoal makes a goal to keep what there is, as a stabiel arrangement asks.
func keepGoal(t *testing.T, r *regiotest.Regio, inwonerID string) {
	t.Helper()
	_, err := r.Toegang.StelDoelOp(t.Context(), r.Consulent, apptoegang.DoelInput{
		InwonerID: inwonerID, Tekst: "Ik blijf komen", Domein: toegang.DomeinWerknemer, Gericht: toegang.GerichtBehouden,
		Nulmeting: toegang.ScoreGoed, Streefwaarde: toegang.ScoreGoed, Streefdatum: civil.New(2027, time.May, 1), SamenOpgesteld: true,
		Akkoord: regiotest.Mondeling(),
	})
	ok(t, err)
}

// sta is an ordinary STA3: eight hours a week, looked at again after a year.
func sta(r *regiotest.Regio, inwonerID string) apptoegang.ToewijzingInput {
	in := r.ONT3(inwonerID, monday)
	in.Product.Product = "STA3"
	in.Omvang = toegang.Omvang{Volume: 8, Eenheid: toegang.EenheidUur, Frequentie: toegang.FrequentieWeek}
	in.Stabiel = toegang.StabielAntwoord{WaaromNuNietVerder: "dit is nu genoeg", Hertoets: civil.New(2027, time.November, 23)}
	return in
}

// regel gives what a rule said of the stored toewijzing.
func regel(r *regiotest.Regio, inwonerID, code string) (rule.Result, string) {
	x := r.Toewijzing(inwonerID)
	for _, res := range r.Gezegd(x.InwonerID, store.OverToewijzing(x.ID), "poort") {
		if res.Rule == code {
			return res, x.Keuze.Redenen[code]
		}
	}
	return rule.Result{}, ""
}

// asksReason shows an advies: without a reason it refuses, with one it goes through, and
// what was said and why stays with the toewijzing.
func asksReason(t *testing.T, r *regiotest.Regio, in apptoegang.ToewijzingInput, rules map[string]string) {
	t.Helper()
	in.Redenen = nil
	_, err := r.Toegang.WijsToe(t.Context(), r.Consulent, in)
	reasons := map[string]string{}
	for code, finding := range rules {
		refused(t, err, finding)
		reasons[code] = "zo is het afgesproken"
	}
	if len(regiotest.Codes(err)) != len(rules) {
		t.Errorf("also %v", regiotest.Codes(err))
	}
	in.Redenen = reasons
	_, err = r.Toegang.WijsToe(t.Context(), r.Consulent, in)
	ok(t, err)
	for code := range rules {
		if res, why := regel(r, in.InwonerID, code); res.Status != rule.Failed || why != reasons[code] {
			t.Errorf("%s: kept %v %q", code, res.Status, why)
		}
	}
}

func TestGateOfGoals(t *testing.T) {
	testkit.Eis(t, "DOE-04", "PRD-10", "UIT-03", "LAD-08", "B-KEN-01")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id := ready(t, r, regiotest.Trede2(), grown)
		in := r.ONT3(id, monday)
		_, err := r.Toegang.WijsToe(ctx, r.Consulent, in)
		refused(t, err, "toewijzing.zonder_doel")
		alone := apptoegang.DoelInput{
			InwonerID: id, Tekst: "Zij komt op tijd", Domein: toegang.DomeinVak, Gericht: toegang.GerichtOntwikkelen,
			Nulmeting: toegang.ScoreSoms, Streefwaarde: toegang.ScoreGoed, Streefdatum: civil.New(2027, time.May, 1),
		}
		doel, err := r.Toegang.StelDoelOp(ctx, r.Consulent, alone)
		ok(t, err)
		_, err = r.Toegang.WijsToe(ctx, r.Consulent, in)
		refused(t, err, "toewijzing.doel_niet_samen")
		ok(t, r.Toegang.GeefDoelAkkoord(ctx, r.Consulent, apptoegang.DoelAkkoordInput{DoelID: doel, Versie: 1, Nee: true}))
		alone.SamenOpgesteld = true
		doel, err = r.Toegang.StelDoelOp(ctx, r.Consulent, alone)
		ok(t, err)
		_, err = r.Toegang.WijsToe(ctx, r.Consulent, in)
		refused(t, err, "toewijzing.doel_zonder_akkoord_inwoner")
		ok(t, r.Toegang.GeefDoelAkkoord(ctx, r.Consulent, apptoegang.DoelAkkoordInput{DoelID: doel, Versie: 1, VoorInwoner: true, Akkoord: *regiotest.Mondeling()}))
		no := in
		no.Akkoord = nil
		_, err = r.Toegang.WijsToe(ctx, r.Consulent, no)
		refused(t, err, "toewijzing.zonder_akkoord")
		no.Akkoord = &toegang.Akkoord{Vorm: toegang.AkkoordMondeling}
		_, err = r.Toegang.WijsToe(ctx, r.Consulent, no)
		refused(t, err, "akkoord.toelichting_ontbreekt")
		no = in
		no.Richting = "omhoog"
		_, err = r.Toegang.WijsToe(ctx, r.Consulent, no)
		refused(t, err, "toewijzing.richting_onbekend")
		in.Richting = toegang.RichtingArbeidsfit
		asksReason(t, r, in, map[string]string{"TOE-GATE-12": "toewijzing.doelsoort_past_niet"}) // a skill, towards trede 3
		x := r.Toewijzing(id)
		if x.Huidig.Richting != toegang.RichtingArbeidsfit || x.Keuze.Akkoord.Vorm != toegang.AkkoordMondeling || x.Keuze.Akkoord.Door != r.Consulent.ID || x.Huidig.Door != r.Consulent.ID {
			t.Errorf("%+v %+v", x.Huidig, x.Keuze.Akkoord)
		}

		// Towards trede 4 it is the other way round.
		worker := ready(t, r, regiotest.Trede3(), grown, toegang.DomeinActivering)
		in = r.ONT3(worker, monday)
		in.Product.Product = "ONT4"
		asksReason(t, r, in, map[string]string{"TOE-GATE-12": "toewijzing.doelsoort_past_niet"})
		skilled := ready(t, r, regiotest.Trede3(), grown, toegang.DomeinWerknemer)
		in.InwonerID = skilled
		_, err = r.Toegang.WijsToe(ctx, r.Consulent, in)
		ok(t, err)
	})
}

func TestGateOfTreden(t *testing.T) {
	testkit.Eis(t, "PRD-07", "PRD-09", "LAD-07", "UIT-07")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		low := ready(t, r, regiotest.Trede2(), grown, toegang.DomeinActivering, toegang.DomeinVak)
		in := r.ONT3(low, monday)
		in.Product.Product = "ONT5"
		asksReason(t, r, in, map[string]string{"TOE-GATE-17": "toewijzing.sprong", "TOE-GATE-25": "toewijzing.niet_afgestemd"})
		high := ready(t, r, regiotest.Trede3(), grown, toegang.DomeinActivering, toegang.DomeinVak)
		asksReason(t, r, r.ONT3(high, monday), map[string]string{"TOE-GATE-16": "toewijzing.begintrede_niet_lager"})
		if x := r.Toewijzing(high); x.Begintrede != 3 {
			t.Error(x.Begintrede)
		}
		other := ready(t, r, regiotest.Trede2(), grown)
		keepGoal(t, r, other)
		asksReason(t, r, sta(r, other), map[string]string{"TOE-GATE-18": "toewijzing.trede_past_niet"})
		talked := ready(t, r, ladder.Antwoorden{ladder.BetaaldWerk: ladder.Nee, ladder.TakenWekelijks: ladder.Ja, ladder.Zelfstandig: ladder.Ja}, grown, toegang.DomeinVak)
		in.InwonerID = talked
		in.Afstemming = toegang.Afstemming{Op: civil.New(2026, time.November, 20), Met: "WSP", Uitkomst: "zij doen mee"}
		_, err := r.Toegang.WijsToe(t.Context(), r.Consulent, in)
		ok(t, err)
		unmeasured := by(t, r, r.Consulent, regiotest.Arnhem, nil)
		r.Doel(unmeasured.InwonerID, "Ik kom", toegang.DomeinActivering)
		asksReason(t, r, r.ONT3(unmeasured.InwonerID, monday), map[string]string{
			"TOE-GATE-15": "toewijzing.trede_niet_gemeten", "TOE-GATE-21": "toewijzing.zonder_besluit", "TOE-GATE-22": "toewijzing.niet_afgewogen",
		})
	})
}

func TestGateOfLength(t *testing.T) {
	testkit.Eis(t, "PRD-06", "PRD-08", "B-ARR-01", "DOE-04", "UIT-02")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id := ready(t, r, regiotest.Trede2(), grown, toegang.DomeinActivering)
		in := r.ONT3(id, monday)
		for _, last := range []civil.Date{civil.New(2027, time.May, 21), civil.New(2027, time.May, 23)} {
			in.LaatsteDag = last
			_, err := r.Toegang.WijsToe(ctx, r.Consulent, in)
			refused(t, err, "toewijzing.duur_vast")
		}
		in.LaatsteDag, in.Omvang = civil.Date{}, toegang.Omvang{Volume: 1, Eenheid: toegang.EenheidUur, Frequentie: toegang.FrequentieWeek}
		out, err := r.Toegang.WijsToe(ctx, r.Consulent, in)
		ok(t, err)
		x := r.Toewijzing(id)
		want := toegang.Omvang{Volume: 240000, Eenheid: toegang.EenheidEuros, Frequentie: toegang.FrequentieTotaal}
		if out.LaatsteDag.String() != "2027-05-22" || x.Huidig.Omvang != want || x.Huidig.Prijs != 240000 || out.Afgekapt {
			t.Errorf("%+v %+v", out, x.Huidig)
		}

		stable := ready(t, r, regiotest.Trede3(), grown, toegang.DomeinActivering)
		_, err = r.Toegang.WijsToe(ctx, r.Consulent, sta(r, stable))
		refused(t, err, "toewijzing.zonder_behoudsdoel")
		keepGoal(t, r, stable)
		for code, change := range map[string]func(*apptoegang.ToewijzingInput){
			"toewijzing.duur_te_lang":                 func(in *apptoegang.ToewijzingInput) { in.LaatsteDag = civil.New(2028, time.November, 23) },
			"toewijzing.einde_voor_start":             func(in *apptoegang.ToewijzingInput) { in.LaatsteDag = monday.AddDays(-1) },
			"toewijzing.waarom_niet_verder_ontbreekt": func(in *apptoegang.ToewijzingInput) { in.Stabiel.WaaromNuNietVerder = " " },
			"toewijzing.hertoets_ontbreekt":           func(in *apptoegang.ToewijzingInput) { in.Stabiel.Hertoets = civil.Date{} },
			"toewijzing.hertoets_buiten_periode":      func(in *apptoegang.ToewijzingInput) { in.Stabiel.Hertoets = civil.New(2028, time.November, 23) },
			"toewijzing.omvang_ontbreekt":             func(in *apptoegang.ToewijzingInput) { in.Omvang = toegang.Omvang{} },
			"toewijzing.omvang_uurprijs":              func(in *apptoegang.ToewijzingInput) { in.Omvang.Eenheid = toegang.EenheidStuks },
		} {
			bad := sta(r, stable)
			change(&bad)
			_, err := r.Toegang.WijsToe(ctx, r.Consulent, bad)
			refused(t, err, code)
		}
		ok(t, r.Toegang.LegProfielVast(ctx, r.Consulent, apptoegang.ProfielInput{InwonerID: stable, Profiel: toegang.Profiel{
			Kwaliteiten: "geduldig", Belastbaarheid: toegang.Belastbaarheid{
				MinutenPerDag: 240, DagenPerWeek: 2, Opbouw: []toegang.Opbouwstap{{Vanaf: monday, MinutenPerDag: 180, DagenPerWeek: 2}},
			},
		}}))
		asksReason(t, r, sta(r, stable), map[string]string{"TOE-GATE-13": "toewijzing.boven_belastbaarheid"})
		x = r.Toewijzing(stable)
		if x.Huidig.LaatsteDag.String() != "2028-11-22" || x.Keuze.Stabiel.WaaromNuNietVerder != "dit is nu genoeg" || x.Huidig.Prijs != 1250 {
			t.Errorf("%+v", x)
		}
		r.Due(stable, toegang.TaakHertoets, store.KantTeam, r.TeamID, "2027-11-23")
		notHere(t, r.Toegang.HertoetsGedaan(ctx, r.Collega, x.ID, x.Versie, "past nog"))
		refused(t, r.Toegang.HertoetsGedaan(ctx, r.Consulent, x.ID, x.Versie, ""), "hertoets.uitkomst_ontbreekt")
		ok(t, r.Toegang.HertoetsGedaan(ctx, r.Consulent, x.ID, x.Versie, "past nog"))
		r.NoTask(stable, toegang.TaakHertoets)
		refused(t, r.Toegang.HertoetsGedaan(ctx, r.Consulent, x.ID, x.Versie+1, "nog eens"), "hertoets.kan_nu_niet")
	})
}

// The age window is day-exact on both ends, and no end passes the day before AOW.
func TestGateOfAge(t *testing.T) {
	testkit.Eis(t, "DOE-01", "AFB-05", "PRD-06", "PRD-08")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		try := func(born civil.Date, want string) apptoegang.ToewijzingResult {
			t.Helper()
			// Asked for while the age was still right; the start is what counts.
			m := by(t, r, r.Consulent, regiotest.Arnhem, func(in *apptoegang.InwonerInput) { in.Geboren = persoon.GeborenOp(born) })
			r.Doel(m.InwonerID, "Ik kom", toegang.DomeinActivering)
			in := r.ONT3(m.InwonerID, monday)
			in.Redenen = map[string]string{"TOE-GATE-15": "x", "TOE-GATE-21": "x", "TOE-GATE-22": "x"}
			out, err := r.Toegang.WijsToe(ctx, r.Consulent, in)
			if want == "" {
				ok(t, err)
			} else {
				refused(t, err, want)
			}
			return out
		}
		try(civil.New(2010, time.November, 24), "toewijzing.te_jong")
		try(civil.New(2010, time.November, 23), "")
		try(civil.New(1959, time.November, 23), "toewijzing.aow_bereikt")
		if out := try(civil.New(1959, time.November, 24), ""); out.LaatsteDag != monday || !out.Afgekapt {
			t.Errorf("AOW on the second day: %+v", out)
		}
		// Born 1961-11-30: AOW at 67 years and 3 months, on the last day of February 2029.
		if out := try(civil.New(1961, time.November, 30), ""); out.LaatsteDag.String() != "2027-05-22" || out.Afgekapt {
			t.Errorf("%+v", out)
		}

		old := ready(t, r, regiotest.Trede3(), civil.New(1960, time.March, 1)) // AOW 2027-03-01
		keepGoal(t, r, old)
		in := sta(r, old)
		in.Stabiel.Hertoets = civil.New(2027, time.February, 1)
		in.LaatsteDag = civil.New(2027, time.March, 1)
		_, err := r.Toegang.WijsToe(ctx, r.Consulent, in)
		refused(t, err, "toewijzing.einde_na_aow")
		in.LaatsteDag = civil.Date{}
		out, err := r.Toegang.WijsToe(ctx, r.Consulent, in)
		ok(t, err)
		if out.LaatsteDag.String() != "2027-02-28" || !out.Afgekapt || !r.Toewijzing(old).Huidig.Afgekapt {
			t.Errorf("%+v", out)
		}
		m := by(t, r, r.Consulent, regiotest.Arnhem, func(in *apptoegang.InwonerInput) {
			in.Geboren = persoon.Geboortedatum{Datum: civil.New(1960, time.January, 1), Gebruik: persoon.AlleenJaar}
		})
		r.Doel(m.InwonerID, "Ik kom", toegang.DomeinActivering)
		unsure := r.ONT3(m.InwonerID, civil.New(2027, time.March, 1))
		_, err = r.Toegang.WijsToe(ctx, r.Consulent, unsure)
		refused(t, err, "toewijzing.leeftijd_onzeker")

		// The window of the day of the start counts, not that of the day of the decision.
		r.ChangeRegio(regiotest.Set("leeftijd_vanaf", "18", monday))
		try(civil.New(2009, time.January, 1), "toewijzing.te_jong")
	})
}

// What is not in the catalogue of the day, not bought, not contracted or not insured is
// refused, with who can mend it.
func TestGateOfProcurement(t *testing.T) {
	testkit.Eis(t, "INK-03", "INK-06", "PRD-01", "B-REG-01", "B-REG-03")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id := ready(t, r, regiotest.Trede2(), grown, toegang.DomeinActivering)
		for _, c := range []struct {
			code, repairer string
			change         func(*apptoegang.ToewijzingInput)
		}{
			{"inkoop.product_vervallen", inkoop.Consulent, func(in *apptoegang.ToewijzingInput) {
				in.Product = inkoop.ProductRef{Catalogus: "v1", Product: "ONT2"}
			}},
			{"inkoop.product_vorige_versie", inkoop.Consulent, func(in *apptoegang.ToewijzingInput) {
				in.Product = inkoop.ProductRef{Catalogus: "v1", Product: "ONT3"}
			}},
			{"inkoop.algemene_voorziening", inkoop.GemeenteBeleid, func(in *apptoegang.ToewijzingInput) { in.Product.Product = "ORI" }},
			{"inkoop.contract_afgelopen", inkoop.Contractmanager, func(in *apptoegang.ToewijzingInput) { in.Start = civil.New(2028, time.July, 1) }},
		} {
			in := r.ONT3(id, monday)
			c.change(&in)
			_, err := r.Toegang.WijsToe(ctx, r.Consulent, in)
			refused(t, err, c.code)
			if who := repairer(r, t, in, c.code); who != c.repairer {
				t.Errorf("%s is mended by %q, want %q", c.code, who, c.repairer)
			}
		}
		for _, change := range []func(*apptoegang.ToewijzingInput){
			func(in *apptoegang.ToewijzingInput) { in.AanbiederID = "geen" },
			func(in *apptoegang.ToewijzingInput) { in.AanbiederID = "" },
			func(in *apptoegang.ToewijzingInput) {
				empty := apptoegang.ToewijzingInput{InwonerID: id}
				err := second(r.Toegang.WijsToe(ctx, r.Consulent, empty))
				refused(t, err, "toewijzing.product_ontbreekt")
				refused(t, err, "toewijzing.start_ontbreekt")
				in.AanbiederID = ""
			},
		} {
			in := r.ONT3(id, monday)
			change(&in)
			_, err := r.Toegang.WijsToe(ctx, r.Consulent, in)
			refused(t, err, "toewijzing.aanbieder_ontbreekt")
		}
		in := r.ONT3(id, monday)
		in.AanbiederID = r.Andere // the place is of the other provider
		_, err := r.Toegang.WijsToe(ctx, r.Consulent, in)
		refused(t, err, "toewijzing.werkplek_onbekend")

		away := by(t, r, r.Rheden, regiotest.Rheden, nil)
		_, err = r.Toegang.StelDoelOp(ctx, r.Rheden, apptoegang.DoelInput{
			InwonerID: away.InwonerID, Tekst: "Ik kom", Domein: toegang.DomeinActivering, Gericht: toegang.GerichtOntwikkelen,
			Nulmeting: toegang.ScoreNogNiet, Streefwaarde: toegang.ScoreGoed, Streefdatum: monday, SamenOpgesteld: true, Akkoord: regiotest.Mondeling(),
		})
		ok(t, err)
		none := r.ONT3(away.InwonerID, monday)
		_, err = r.Toegang.WijsToe(ctx, r.Rheden, none)
		refused(t, err, "inkoop.niet_gekocht")
		notHere(t, second(r.Toegang.WijsToe(ctx, r.Consulent, none)))
		list, err := r.Toegang.Kandidaten(ctx, r.Rheden, apptoegang.ToewijzingInput{InwonerID: away.InwonerID, Start: monday})
		ok(t, err)
		for _, k := range list.Koopbaar {
			if k.Reden == inkoop.Gekocht || k.Alternatief == "" {
				t.Errorf("%s in Rheden: %s, instead %q", k.Product, k.Reden, k.Alternatief)
			}
		}
		_, err = r.Toegang.WijsToe(ctx, r.Consulent, r.ONT3(id, monday))
		ok(t, err)
		in = r.ONT3(id, civil.New(2027, time.May, 22))
		_, err = r.Toegang.WijsToe(ctx, r.Consulent, in)
		refused(t, err, "toewijzing.overlapt")
	})
}

// repairer is who can mend a failed check, as the choice of a provider shows it.
func repairer(r *regiotest.Regio, t *testing.T, in apptoegang.ToewijzingInput, code string) string {
	t.Helper()
	list, err := r.Toegang.Kandidaten(t.Context(), r.Consulent, in)
	ok(t, err)
	all := list.Algemeen
	for _, k := range list.Kandidaten {
		all = append(all, k.Geweigerd...)
	}
	for _, f := range all {
		if f.Code == code {
			return f.Repairer
		}
	}
	return "nobody"
}

// A later end than the contract's needs the dated transition rule: served out as long as
// the region says so.
func TestEndAfterTheContract(t *testing.T) {
	testkit.Eis(t, "INK-06")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		start := r.Day("2028-06-30") // the last day of the contract
		id := ready(t, r, regiotest.Trede2(), grown, toegang.DomeinActivering)
		other := ready(t, r, regiotest.Trede2(), grown, toegang.DomeinActivering)
		out, err := r.Toegang.WijsToe(ctx, r.Consulent, r.ONT3(id, start))
		ok(t, err)
		if out.LaatsteDag.String() != "2028-12-29" {
			t.Error(out.LaatsteDag)
		}
		r.ChangeRegio(func(d *region.Region) {
			d.Inkoop.Overgang = d.Inkoop.Overgang.From(start, inkoop.Overgangsregel{
				Soort: inkoop.Eindigen, Herkomst: inkoop.Herkomst{Soort: inkoop.Voorstel, Bron: "proef"},
			})
		})
		_, err = r.Toegang.WijsToe(ctx, r.Consulent, r.ONT3(other, start))
		refused(t, err, "inkoop.langer_dan_contract")
		if got := r.Toewijzing(id).Huidig.LaatsteDag; got != out.LaatsteDag {
			t.Error("what ran already was changed", got)
		}
	})
}

// Toewijzingen that are made side by side get numbers of their own, one after another.
func TestNumbersSideBySide(t *testing.T) {
	each(t, func(t *testing.T, r *regiotest.Regio) {
		var ids []string
		for range 4 {
			ids = append(ids, ready(t, r, regiotest.Trede2(), grown, toegang.DomeinActivering))
		}
		var wg sync.WaitGroup
		for _, id := range ids {
			in := r.ONT3(id, monday)
			wg.Go(func() {
				if _, err := r.Toegang.WijsToe(context.WithoutCancel(t.Context()), r.Consulent, in); err != nil {
					t.Errorf("%v %v", err, regiotest.Codes(err))
				}
			})
		}
		wg.Wait()
		seen := map[int64]bool{}
		for _, id := range ids {
			seen[r.Toewijzing(id).Nummer] = true
		}
		if len(seen) != 4 || !seen[1] || !seen[4] {
			t.Error(seen)
		}
	})
}

// Numbers are unique inside a gemeente and have at most nine digits; the price and the
// version of the catalogue stay what they were.
func TestNumberAndPriceStay(t *testing.T) {
	testkit.Eis(t, "INK-06", "PRD-06")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		first, _ := r.Toegewezen("Marco", "de Vries", monday)
		second, _ := r.Toegewezen("Fatma", "Yilmaz", monday)
		if a, b := r.Toewijzing(first).Nummer, r.Toewijzing(second).Nummer; a != 1 || b != 2 {
			t.Error(a, b)
		}
		m := by(t, r, r.Duiven, regiotest.Duiven, nil)
		_, err := r.Toegang.StelDoelOp(ctx, r.Duiven, apptoegang.DoelInput{
			InwonerID: m.InwonerID, Tekst: "Ik kom", Domein: toegang.DomeinActivering, Gericht: toegang.GerichtOntwikkelen,
			Nulmeting: toegang.ScoreNogNiet, Streefwaarde: toegang.ScoreGoed, Streefdatum: monday, SamenOpgesteld: true, Akkoord: regiotest.Mondeling(),
		})
		ok(t, err)
		in := r.ONT3(m.InwonerID, monday)
		in.Redenen = map[string]string{"TOE-GATE-15": "x", "TOE-GATE-21": "x", "TOE-GATE-22": "x"}
		out, err := r.Toegang.WijsToe(ctx, r.Duiven, in)
		ok(t, err)
		if out.Nummer != 1 {
			t.Error("another gemeente counts for itself", out.Nummer)
		}
		r.ChangeRegio(func(d *region.Region) {
			for n := range d.Inkoop.Tarieven {
				x := &d.Inkoop.Tarieven[n]
				x.Bedrag += money.Cents(100)
				x.Kaart.Delen[inkoop.DeelOndersteuning] += money.Cents(100)
				if x.Kaart.ReelePrijs != nil {
					x.Kaart.ReelePrijs[inkoop.PrijsOverhead] += money.Cents(100)
				}
			}
			for n := range d.Inkoop.Catalogi {
				c := &d.Inkoop.Catalogi[n]
				for k := range c.Producten {
					c.Producten[k].Naam += " nieuw"
				}
			}
		})
		if x := r.Toewijzing(first); x.Huidig.Contract == "" || x.WerkplekID != r.WerkplekID || x.TeamID != r.TeamID || x.Huidig.Prijs != 240000 || x.Huidig.Product != (inkoop.ProductRef{Catalogus: "v2", Product: "ONT3"}) {
			t.Errorf("%+v", x.Huidig)
		}
		r.LastNumber(regiotest.Arnhem, "toewijzing", toegang.HoogsteNummer-1)
		third, _ := r.Toegewezen("Kees", "Bakker", monday)
		if n := r.Toewijzing(third).Nummer; n != 999_999_999 {
			t.Error(n)
		}
		full := ready(t, r, regiotest.Trede2(), grown, toegang.DomeinActivering)
		_, err = r.Toegang.WijsToe(ctx, r.Consulent, r.ONT3(full, monday))
		refused(t, err, "toewijzing.nummer_past_niet") // a tenth digit
	})
}
