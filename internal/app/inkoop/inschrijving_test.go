package inkoop_test

import (
	"slices"
	"testing"

	"trede/internal/app"
	appinkoop "trede/internal/app/inkoop"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/audit"
	"trede/internal/region"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// enrol is a region with a published round in which providers enrol.
type enrol struct {
	*regiotest.Regio
	t     *testing.T
	ronde inkoop.Ronde
}

func newEnrol(t *testing.T, r *regiotest.Regio, change func(*inkoop.Ronde)) *enrol {
	t.Helper()
	r.Load()
	e := &enrol{r, t, r.Ronde2020()}
	e.write(func(tx *store.Tx) error {
		row, _, err := tx.Ronde(e.ronde.ID)
		if err != nil {
			return err
		}
		if change != nil {
			change(&row.Ronde)
		}
		e.ronde = row.Ronde
		paper := store.RondeStuk{ID: tx.NewID(), RondeID: e.ronde.ID, DoorID: r.Contractmanager.ID}
		paper.Soort, paper.Titel, paper.Gepubliceerd = inkoop.StukOpzet, "Opzet", tx.Now
		if err := tx.PutRondeStuk(&paper); err != nil {
			return err
		}
		return tx.PutRonde(&row)
	})
	return e
}

func (e *enrol) write(fn func(tx *store.Tx) error) {
	e.t.Helper()
	regiotest.OK(e.t, e.DB.Write(e.t.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
		tx.Audit("proef", "proef", "proef.gewijzigd", audit.Payload{})
		return fn(tx)
	}))
}

// contract changes the contract of a provider.
func (e *enrol) contract(a inkoop.AanbiederID, change func(*inkoop.Contract)) {
	e.t.Helper()
	e.write(func(tx *store.Tx) error {
		list, err := tx.Contracten()
		for _, c := range list {
			if c.Aanbieder == a {
				change(&c.Contract)
				return tx.PutContract(&c)
			}
		}
		return err
	})
}

func (e *enrol) begin() string {
	e.t.Helper()
	id, err := e.Inkoop.BeginInschrijving(e.t.Context(), e.Coordinator, string(e.ronde.ID), string(e.De))
	regiotest.OK(e.t, err)
	return id
}

func (e *enrol) page(id string) appinkoop.InschrijvingPage {
	e.t.Helper()
	p, err := e.Inkoop.Inschrijving(e.t.Context(), e.Coordinator, id)
	regiotest.OK(e.t, err)
	return p
}

func (e *enrol) save(id string, deel inkoop.InschrijvingDeel, change func(*inkoop.InschrijvingInhoud)) error {
	p := e.page(id)
	in := appinkoop.InschrijvingInput{ID: id, Versie: p.Versie, Deel: deel, Inhoud: p.Inhoud, Klaar: true}
	change(&in.Inhoud)
	return e.Inkoop.BewaarInschrijving(e.t.Context(), e.Coordinator, in)
}

func (e *enrol) handIn(id string) error {
	return e.Inkoop.DienInschrijvingIn(e.t.Context(), e.Coordinator, id, e.page(id).Versie)
}

// bewijs is a file that stands in an inschrijving.
func (e *enrol) bewijs(id string) string {
	e.t.Helper()
	for _, a := range e.page(id).Inhoud.Antwoorden {
		if len(a.Bestanden) > 0 {
			return a.Bestanden[0]
		}
	}
	e.t.Fatal("no evidence")
	return ""
}

// complete fills everything in.
func (e *enrol) complete(id string) {
	e.t.Helper()
	p := e.page(id)
	regiotest.OK(e.t, e.Inkoop.BewaarGegevens(e.t.Context(), e.Coordinator, appinkoop.GegevensInput{
		ID: id, Versie: p.Versie, AanbiederVersie: p.Aanbieder.Versie, KvK: "12345678", Gemeente: regiotest.Arnhem, Klaar: true,
	}))
	file, err := e.Inkoop.VoegBestandToe(e.t.Context(), e.Coordinator, appinkoop.BestandInput{
		AanbiederID: string(e.De), Soort: inkoop.BestandBewijs, Naam: "bewijs.pdf", Inhoud: []byte("%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n"),
	})
	regiotest.OK(e.t, err)
	regiotest.OK(e.t, e.save(id, inkoop.DeelEisen, func(c *inkoop.InschrijvingInhoud) {
		c.Antwoorden = nil
		for _, x := range p.Eisen {
			a := inkoop.EisAntwoord{Eis: x.Code, Antwoord: inkoop.Ja, Uitleg: "zo"}
			if x.Bewijs == inkoop.BewijsStuk {
				a.Bestanden = []string{file.ID}
			}
			c.Antwoorden = append(c.Antwoorden, a)
		}
	}))
	regiotest.OK(e.t, e.save(id, inkoop.DeelPlan, func(c *inkoop.InschrijvingInhoud) {
		c.Plan = inkoop.PlanAW{Uitgangspunten: map[inkoop.Uitgangspunt]string{}, Vragen: map[inkoop.PlanVraag]string{}}
		for _, u := range inkoop.Uitgangspunten() {
			c.Plan.Uitgangspunten[u] = "zo"
		}
		for _, v := range inkoop.PlanVragen() {
			c.Plan.Vragen[v] = "zo"
		}
	}))
	today := app.Today(e.DB.Clock.Now())
	regiotest.OK(e.t, e.save(id, inkoop.DeelMensen, func(c *inkoop.InschrijvingInhoud) {
		c.Mensen = []inkoop.Mens{{Naam: "Sanne", Functie: inkoop.FunctieTrajectbegeleider, VOG: today, Start: today}}
	}))
}

// From the contract that ends to an inschrijving that stays as it was handed in: half done
// is kept, missing parts are told, others see nothing of the concept.
func TestEnrol(t *testing.T) {
	testkit.Eis(t, "INK-12", "INK-17", "EIS-01", "EIS-02", "VRZ-01")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Day("2019-11-04")
		e, ctx := newEnrol(t, r, nil), t.Context()
		e.contract(r.De, func(c *inkoop.Contract) { c.Oorspronkelijk = civil.Through(c.Getekend, civil.New(2019, 12, 31)) })
		list := func() appinkoop.RondeInschrijvingen {
			t.Helper()
			out, err := r.Inkoop.RondeInschrijvingen(ctx, r.Contractmanager, string(e.ronde.ID))
			regiotest.OK(t, err)
			return out
		}
		if got := list(); len(got.NogNiet) != 1 || got.NogNiet[0].ID != r.De || got.NogNiet[0].Begonnen || got.NogNiet[0].Eindigt != civil.New(2019, 12, 31) {
			t.Fatalf("not yet: %+v", got.NogNiet)
		}
		own, err := r.Inkoop.Inschrijvingen(ctx, r.Coordinator)
		regiotest.OK(t, err)
		if x := own.Aanbieders[0].Rondes[0]; !x.MoetOpnieuw || x.Inschrijving != nil {
			t.Errorf("the aanbieder is not told: %+v", x)
		}
		id := e.begin()
		if again := e.begin(); again != id {
			t.Errorf("a second one in the round: %s and %s", id, again)
		}
		p := e.page(id)
		if len(p.Inhoud.Keuzes) == 0 || p.Stand(inkoop.DeelEisen) != appinkoop.DeelNiet || p.Stand(inkoop.DeelControleren) != appinkoop.DeelWacht {
			t.Errorf("a fresh one: %+v", p.Inhoud)
		}
		for _, k := range p.Inhoud.Keuzes {
			if k.Product == "ORI" && slices.Contains(k.Gemeenten, regiotest.Arnhem) {
				t.Error("Arnhem does not buy ORI")
			}
		}
		regiotest.Refused(t, e.handIn(id), "inschrijving.antwoord_ontbreekt")
		regiotest.Refused(t, e.handIn(id), "inschrijving.uitgangspunt_leeg")
		regiotest.Refused(t, e.handIn(id), "inschrijving.trajectbegeleider_ontbreekt")
		regiotest.OK(t, e.save(id, inkoop.DeelMensen, func(c *inkoop.InschrijvingInhoud) { c.Mensen = []inkoop.Mens{{Naam: "half"}} }))
		if p := e.page(id); p.Stand(inkoop.DeelMensen) != appinkoop.DeelMist {
			t.Errorf("half done is %s", p.Stand(inkoop.DeelMensen))
		}
		for _, other := range []app.Actor{r.AndereCoordinator, r.Contractmanager, r.Werk} {
			_, err := r.Inkoop.Inschrijving(ctx, other, id)
			regiotest.NotHere(t, err)
		}
		if got := list(); !got.NogNiet[0].Begonnen || len(got.Ingediend) != 0 {
			t.Errorf("begun: %+v", got)
		}
		e.complete(id)
		stale := appinkoop.InschrijvingInput{ID: id, Versie: 1, Deel: inkoop.DeelPlan}
		regiotest.Stale[store.Inschrijving](t, r.Inkoop.BewaarInschrijving(ctx, r.Coordinator, stale))
		r.EindigtVerzekering(r.De, inkoop.Ongevallen, civil.New(2020, 7, 1))
		regiotest.Refused(t, e.handIn(id), "inschrijving.verzekering_ontbreekt")
		r.EindigtVerzekering(r.De, inkoop.Ongevallen, civil.New(2020, 7, 2))
		evidence := e.bewijs(id)
		_, _, err = r.Inkoop.BekijkBestand(ctx, r.Contractmanager, evidence)
		regiotest.NotHere(t, err) // of a concept
		_, _, err = r.Inkoop.BekijkBestand(ctx, r.Coordinator, evidence)
		regiotest.OK(t, err)
		regiotest.OK(t, e.handIn(id))
		_, _, err = r.Inkoop.BekijkBestand(ctx, r.Contractmanager, evidence)
		regiotest.OK(t, err)
		done := e.page(id)
		if !done.Ingediend.Equal(r.DB.Clock.Now()) || len(done.Inhoud.Polissen) != 2 || len(done.Inhoud.Werkplekken) != 1 || done.Inhoud.Gemeente != regiotest.Arnhem {
			t.Errorf("the copy: %v %+v", done.Ingediend, done.Inhoud)
		}
		regiotest.Refused(t, e.handIn(id), "inschrijving.is_ingediend")
		regiotest.Refused(t, e.save(id, inkoop.DeelPlan, func(c *inkoop.InschrijvingInhoud) { c.Plan = inkoop.PlanAW{} }), "inschrijving.is_ingediend")
		_, err = r.Inkoop.Inschrijving(ctx, r.Contractmanager, id)
		regiotest.OK(t, err)
		_, err = r.Inkoop.Inschrijving(ctx, r.AndereCoordinator, id)
		regiotest.NotHere(t, err)
		if got := list(); len(got.Ingediend) != 1 || got.Ingediend[0].Steekproef || len(got.NogNiet) != 0 {
			t.Errorf("handed in: %+v", got)
		}
		r.Klopt()
	})
}

// Begun before the round closed and handed in after: refused with why, and all that was
// typed stays.
func TestHandedInAfterClosing(t *testing.T) {
	testkit.Eis(t, "INK-15")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Day("2020-01-31")
		e := newEnrol(t, r, nil)
		id := e.begin()
		e.complete(id)
		before := e.page(id)
		r.DB.Clock.Set(civil.New(2020, 2, 1).StartOfDay())
		regiotest.Refused(t, e.handIn(id), "toelating.ronde_voorbij")
		if after := e.page(id); len(after.Inhoud.Mensen) != 1 || after.Inhoud.Plan.Vragen[inkoop.PlanLocatie] != "zo" || after.Versie != before.Versie {
			t.Errorf("what was typed is gone: %+v", after.Inhoud)
		}
		_, err := r.Inkoop.BeginInschrijving(t.Context(), r.AndereCoordinator, string(e.ronde.ID), string(r.Andere))
		regiotest.Refused(t, err, "toelating.ronde_voorbij")
		r.DB.Clock.Set(civil.New(2020, 2, 1).StartOfDay().Add(-1))
		regiotest.OK(t, e.handIn(id))
	})
}

// In the freeze of 2019 an aanbieder keeps what it had: adding is refused at once, changing
// its data is not.
func TestFreeze(t *testing.T) {
	testkit.Eis(t, "INK-16")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Day("2019-06-01")
		e := newEnrol(t, r, func(x *inkoop.Ronde) { x.Inschrijven = civil.Period{From: civil.New(2019, 1, 1)} })
		e.contract(r.De, func(c *inkoop.Contract) {
			c.Regels = slices.DeleteFunc(c.Regels, func(l inkoop.Contractregel) bool { return l.Product.Product != "ONT3" })
		})
		id := e.begin()
		if p := e.page(id); len(p.Inhoud.Keuzes) != 1 || p.Inhoud.Keuzes[0].Product != "ONT3" {
			t.Fatalf("filled in: %+v", p.Inhoud.Keuzes)
		}
		more := inkoop.Inschrijvingskeuze{Perceel: "AW-STA", Product: "STA3", Gemeenten: []inkoop.GemeenteCode{regiotest.Arnhem}}
		regiotest.Refused(t, e.save(id, inkoop.DeelKeuzes, func(c *inkoop.InschrijvingInhoud) { c.Keuzes = append(c.Keuzes, more) }), "toelating.venster_bevroren_volgende")
		regiotest.OK(t, e.save(id, inkoop.DeelKeuzes, func(c *inkoop.InschrijvingInhoud) { c.Keuzes[0].Gemeenten = []inkoop.GemeenteCode{regiotest.Arnhem} }))
		e.complete(id)
		regiotest.OK(t, e.handIn(id))
		r.DB.Clock.Set(civil.New(2019, 6, 1).StartOfDay().Add(-1)) // the minute before it was open
		id2, err := r.Inkoop.BeginInschrijving(t.Context(), r.AndereCoordinator, string(e.ronde.ID), string(r.Andere))
		regiotest.OK(t, err)
		if id2 == id {
			t.Error("of another aanbieder")
		}
	})
}

// What was handed in is taken back with a reason, and then filled in again.
func TestTakenBack(t *testing.T) {
	testkit.Eis(t, "INK-12")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Day("2019-11-04")
		e, ctx := newEnrol(t, r, nil), t.Context()
		id := e.begin()
		e.complete(id)
		regiotest.OK(t, e.handIn(id))
		versie := e.page(id).Versie
		regiotest.Refused(t, r.Inkoop.TrekInschrijvingIn(ctx, r.Coordinator, id, versie, " "), "reden.ontbreekt")
		regiotest.NotHere(t, r.Inkoop.TrekInschrijvingIn(ctx, r.AndereCoordinator, id, versie, "zomaar"))
		regiotest.OK(t, r.Inkoop.TrekInschrijvingIn(ctx, r.Coordinator, id, versie, "verkeerde keuze"))
		_, err := r.Inkoop.Inschrijving(ctx, r.Contractmanager, id)
		regiotest.NotHere(t, err)
		begun := e.begin()
		e.complete(begun)
		regiotest.OK(t, r.Inkoop.TrekInschrijvingIn(ctx, r.Coordinator, begun, e.page(begun).Versie, "toch niet"))
		regiotest.Refused(t, e.handIn(begun), "inschrijving.is_ingetrokken")
		regiotest.Refused(t, e.save(begun, inkoop.DeelPlan, func(*inkoop.InschrijvingInhoud) {}), "inschrijving.is_ingetrokken")
		again := e.begin()
		if p := e.page(again); again == id || len(p.Inhoud.Mensen) != 1 || p.Inhoud.Vorige != inkoop.InschrijvingID(id) || len(p.Inhoud.Klaar) != 0 {
			t.Errorf("again: %+v", p.Inhoud)
		}
		e.write(func(tx *store.Tx) error {
			row, err := tx.Inschrijving(inkoop.InschrijvingID(again))
			row.Ingediend, row.Besluit.GenomenID = tx.Now, r.Contractmanager.ID
			if err != nil {
				return err
			}
			return tx.PutInschrijving(&row)
		})
		regiotest.Refused(t, r.Inkoop.TrekInschrijvingIn(ctx, r.Coordinator, again, e.page(again).Versie, "te laat"), "inschrijving.is_besloten")
	})
}

// A concept that was taken back stays as it is: a page that still stands open neither
// changes it nor hands it in.
func TestConceptTakenBack(t *testing.T) {
	testkit.Eis(t, "INK-12")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Day("2019-11-04")
		e := newEnrol(t, r, nil)
		id := e.begin()
		e.complete(id)
		regiotest.OK(t, r.Inkoop.TrekInschrijvingIn(t.Context(), r.Coordinator, id, e.page(id).Versie, "verkeerde ronde"))
		regiotest.Refused(t, e.handIn(id), "inschrijving.is_ingetrokken")
		regiotest.Refused(t, e.save(id, inkoop.DeelPlan, func(*inkoop.InschrijvingInhoud) {}), "inschrijving.is_ingetrokken")
		if again := e.begin(); again == id {
			t.Error("the one that was taken back is begun again")
		}
	})
}

// Who was rejected is not enrolled: after the closing for new aanbieders it is one.
func TestRejectedIsNew(t *testing.T) {
	testkit.Eis(t, "INK-15", "INK-16")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Day("2019-06-03")
		e := newEnrol(t, r, func(x *inkoop.Ronde) { x.Inschrijven = civil.Period{From: civil.New(2019, 1, 1)} })
		e.contract(r.De, func(c *inkoop.Contract) { c.Getekend = civil.Date{} })
		old := store.Ronde{Ronde: e.ronde}
		old.Naam = "De vorige"
		before := store.Inschrijving{Inschrijving: inkoop.Inschrijving{Aanbieder: r.De, Begonnen: civil.New(2019, 5, 1).StartOfDay(), Ingediend: civil.New(2019, 5, 1).StartOfDay()}}
		before.Inhoud.Keuzes = []inkoop.Inschrijvingskeuze{{Perceel: "AW-ONT", Product: "ONT3", Gemeenten: []inkoop.GemeenteCode{regiotest.Arnhem}}}
		decide := func(uitslag inkoop.Uitslag) {
			t.Helper()
			e.write(func(tx *store.Tx) error {
				if before.ID == "" {
					old.ID, before.ID = inkoop.RondeID(tx.NewID()), inkoop.InschrijvingID(tx.NewID())
					before.Ronde = old.ID
					if err := tx.PutRonde(&old); err != nil {
						return err
					}
				}
				before.Besluit = inkoop.Kwalificatiebesluit{Uitslag: uitslag, GenomenID: r.Contractmanager.ID, Genomen: civil.New(2019, 5, 20)}
				return tx.PutInschrijving(&before)
			})
		}
		decide(inkoop.Afgewezen)
		_, err := r.Inkoop.BeginInschrijving(t.Context(), r.Coordinator, string(e.ronde.ID), string(r.De))
		regiotest.Refused(t, err, "toelating.venster_dicht_volgende")
		decide(inkoop.Gekwalificeerd)
		if p := e.page(e.begin()); len(p.Inhoud.Keuzes) != 1 {
			t.Errorf("who was qualified has %+v", p.Inhoud.Keuzes)
		}
	})
}

// Who was rejected may enrol again as long as the round is open: what was rejected stays as
// it is, and the new one begins with what was in it.
func TestAgainAfterRejection(t *testing.T) {
	testkit.Eis(t, "INK-15", "INK-12")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Day("2019-11-04")
		e, ctx := newEnrol(t, r, nil), t.Context()
		id := e.begin()
		e.complete(id)
		regiotest.OK(t, e.handIn(id))
		if again := e.begin(); again != id {
			t.Error("what was handed in is begun again before it was decided about")
		}
		own := func() appinkoop.OwnRonde {
			t.Helper()
			list, err := r.Inkoop.Inschrijvingen(ctx, r.Coordinator)
			regiotest.OK(t, err)
			for _, round := range list.Aanbieders[0].Rondes {
				if round.Ronde.ID == e.ronde.ID {
					return round
				}
			}
			t.Fatal("the round is not there")
			return appinkoop.OwnRonde{}
		}
		if own().MagOpnieuw {
			t.Error("nobody decided yet")
		}
		r.Afgewezen(id)
		if now := own(); !now.MagOpnieuw || string(now.Inschrijving.ID) != id {
			t.Errorf("rejected: %+v", now)
		}
		r.Day("2020-03-02")
		if own().MagOpnieuw {
			t.Error("the round is closed")
		}
		r.Day("2019-11-04")
		again := e.begin()
		if p := e.page(again); again == id || p.Inhoud.Vorige != inkoop.InschrijvingID(id) || len(p.Inhoud.Mensen) != 1 {
			t.Errorf("again: %+v", p.Inhoud)
		}
		if now := own(); now.MagOpnieuw || string(now.Inschrijving.ID) != again || len(now.Afgewezen) != 1 || string(now.Afgewezen[0].ID) != id {
			t.Errorf("begun again: %+v", now)
		}
		e.complete(again)
		regiotest.OK(t, e.handIn(again))
	})
}

// The percentage of the random check is that of the round: a later one draws nobody else.
func TestSampleOfTheRound(t *testing.T) {
	testkit.Eis(t, "INK-04")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Day("2020-01-20")
		e := newEnrol(t, r, nil)
		r.ChangeRegio(func(d *region.Region) {
			d.Inkoop.Instellingen = append(d.Inkoop.Instellingen, inkoop.Instelling{
				Code: "steekproef_procent", Van: civil.New(2020, 2, 1), Waarde: "100", Herkomst: inkoop.Herkomst{Soort: inkoop.Regio, Bron: "proef"},
			})
		})
		for day, want := range map[string]int{"2020-01-31": 10, "2020-02-01": 10} {
			r.Day(day)
			page, err := r.Inkoop.RondeInschrijvingen(t.Context(), r.Contractmanager, string(e.ronde.ID))
			regiotest.OK(t, err)
			if page.Procent != want {
				t.Errorf("on %s it is %d %%", day, page.Procent)
			}
		}
	})
}

// Evidence is a file of one's own.
func TestEvidenceOfAnother(t *testing.T) {
	testkit.Eis(t, "INK-04")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Day("2019-11-04")
		e := newEnrol(t, r, nil)
		id := e.begin()
		file, err := r.Inkoop.VoegBestandToe(t.Context(), r.AndereCoordinator, appinkoop.BestandInput{
			AanbiederID: string(r.Andere), Soort: inkoop.BestandBewijs, Naam: "a.pdf", Inhoud: []byte("%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n"),
		})
		regiotest.OK(t, err)
		many := slices.Repeat([]string{"onbekend"}, 21)
		regiotest.Refused(t, e.save(id, inkoop.DeelEisen, func(c *inkoop.InschrijvingInhoud) {
			c.Antwoorden = []inkoop.EisAntwoord{{Eis: "A-KVK", Antwoord: inkoop.Ja, Bestanden: many}}
		}), "inschrijving.te_veel_bewijs")
		for _, stolen := range []string{file.ID, "onbekend"} {
			err = e.save(id, inkoop.DeelEisen, func(c *inkoop.InschrijvingInhoud) {
				c.Antwoorden = []inkoop.EisAntwoord{{Eis: "A-KVK", Antwoord: inkoop.Ja, Bestanden: []string{stolen}}}
			})
			regiotest.Refused(t, err, "inschrijving.bestand_onbekend")
		}
	})
}
