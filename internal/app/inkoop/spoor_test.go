package inkoop_test

import (
	"slices"
	"strings"
	"testing"

	"trede/internal/app"
	appinkoop "trede/internal/app/inkoop"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
)

// spoor (trail) is what happened to a subject, oldest first, and as what it was done.
func spoor(t *testing.T, r *regiotest.Regio, kind, id string) []string {
	t.Helper()
	var out []string
	regiotest.OK(t, r.DB.Read(t.Context(), func(tx *store.Tx) error {
		list, err := tx.Tijdlijn(kind, id, 100)
		for _, g := range slices.Backward(list) {
			out = append(out, g.Action+" "+g.Actor.Role)
		}
		return err
	}))
	return out
}

func sameTrail(t *testing.T, got []string, want string) {
	t.Helper()
	if text := strings.Join(got, "\n"); text != strings.TrimSpace(want) {
		t.Errorf("the trail is\n%s", text)
	}
}

// Each step from the first word of an inschrijving to a signed contract stands in its
// trail, with the role in which it was done.
func TestTrailToAContract(t *testing.T) {
	testkit.Eis(t, "INK-12", "INK-13", "INK-14")
	r := regiotest.New(t, dbtest.SQLite(t))
	r.Day("2020-01-20")
	e := newEnrol(t, r, nil)
	b := &beoordeling{Regio: r, anna: r.Regionaal("Anna", authz.RoleBeoordelaar), bas: r.Regionaal("Bas", authz.RoleBeoordelaar), collega: r.Regionaal("Iris", authz.RoleContractmanager)}
	r.Inkoop.Brieven = func(appinkoop.Besluitbrief) ([]byte, error) { return []byte("%PDF-1.7 proef"), nil }
	b.id = e.begin()
	e.complete(b.id)
	b.ok(e.handIn(b.id))
	r.Day("2020-02-03")
	b.eisen = b.zaak(b.anna).Eisen
	b.ok(b.leg(b.anna, b.goed(), false), b.leg(b.anna, b.goed(), true), b.leg(b.bas, b.goed(), true), b.gesprek(b.anna, gehouden))
	b.ok(b.bereid(b.Contractmanager, inkoop.Gekwalificeerd, "goed"), second(b.neem(b.collega)))
	r.Day("2020-03-01")
	c := b.zaak(b.collega).Contract
	b.ok(r.Inkoop.Teken(t.Context(), b.collega, appinkoop.TekenInput{ContractID: string(c.ID), Versie: c.Versie, Op: day("2020-02-24")}))
	sameTrail(t, spoor(t, r, appinkoop.KindInschrijving, b.id), `
inschrijving.begonnen coordinator
inschrijving.bewaard coordinator
inschrijving.bewaard coordinator
inschrijving.bewaard coordinator
inschrijving.bewaard coordinator
inschrijving.ingediend coordinator
beoordeling.bewaard beoordelaar
beoordeling.afgerond beoordelaar
beoordeling.afgerond beoordelaar
gesprek.vastgelegd beoordelaar
kwalificatie.voorbereid contractmanager
kwalificatie.gekwalificeerd contractmanager`)
	sameTrail(t, spoor(t, r, appinkoop.KindContract, string(c.ID)), `
contract.opgesteld contractmanager
contract.getekend contractmanager`)
	// The letter names the contract, to whom it is for.
	letter, err := r.Inkoop.Brief(t.Context(), r.Coordinator, b.id)
	b.ok(err)
	if letter.Contract != c.Nummer || letter.Ronde.Naam != e.ronde.Naam || letter.Aanbieder != "De Werkplaats" {
		t.Errorf("%+v", letter)
	}
}

// Fewer products or gemeenten than two people decided on is no more than they decided.
func TestLessThanWasDecided(t *testing.T) {
	testkit.Eis(t, "INK-14")
	beoordeel(t, func(t *testing.T, b *beoordeling) {
		b.ok(b.leg(b.anna, b.goed(), true), b.leg(b.bas, b.goed(), true), b.gesprek(b.anna, gehouden))
		b.ok(b.bereid(b.anna, inkoop.Gekwalificeerd, "goed"), second(b.neem(b.collega)))
		c := b.zaak(b.collega).Contract
		same := func(change func(*inkoop.Contract)) error {
			x := c.Contract
			x.Regels = slices.Clone(c.Regels)
			change(&x)
			_, err := b.Inkoop.LegContractVast(t.Context(), b.collega, appinkoop.ContractInput{Contract: x, Versie: c.Versie, Reden: "vaste plek"})
			return err
		}
		other := inkoop.ProductRef{Catalogus: "v2", Product: "STA4"}
		regiotest.Refused(t, same(func(x *inkoop.Contract) { x.Regels[0].Product = other }), "contract.volgt_uit_besluit")
		regiotest.Refused(t, same(func(x *inkoop.Contract) { x.Regels[0].Gemeenten = []inkoop.GemeenteCode{"0293"} }), "contract.volgt_uit_besluit")
		b.ok(same(func(x *inkoop.Contract) {
			x.Overgang = x.Overgang.From(x.Oorspronkelijk.From, inkoop.Overgangsregel{Soort: inkoop.Eindigen})
		}))
	})
}

// The page of a contract says what runs out, how its products are called in messages, how
// many points are open, and to the contract manager who did what.
func TestPageOfAContract(t *testing.T) {
	testkit.Eis(t, "INK-05", "INK-10", "B-REG-05")
	r := regiotest.New(t, dbtest.SQLite(t)).Load()
	today := r.Day("2026-11-23")
	c := contractOf(t, r, "C-De Werkplaats")
	read := func(who app.Actor) appinkoop.ContractPage {
		t.Helper()
		page, err := r.Inkoop.BekijkContract(t.Context(), who, string(c.ID))
		regiotest.OK(t, err)
		return page
	}
	for _, p := range []inkoop.Nalevingspunt{
		{Afspraak: "Scholing", Termijn: today.AddDays(30)}, {Afspraak: "Rooster", Termijn: today}, {InOrde: true},
	} {
		p.Contract, p.Bron, p.Gevonden, p.Bevinding = c.ID, inkoop.BronGesprek, today, "gezien"
		_, err := r.Inkoop.LegPuntVast(t.Context(), r.Contractmanager, appinkoop.PuntInput{Punt: p})
		regiotest.OK(t, err)
	}
	if page := read(r.Contractmanager); page.OpenPunten != 2 || page.LatePunten != 0 || page.Waarschuwing != nil || page.Aanbieder.Naam != "De Werkplaats" || len(page.IWmo) == 0 {
		t.Errorf("%d open, %d late, warned %v, of %q, %d codes", page.OpenPunten, page.LatePunten, page.Waarschuwing, page.Aanbieder.Naam, len(page.IWmo))
	}
	for i, line := range read(r.Contractmanager).IWmo {
		if line.Categorie == "" || i > 0 && read(r.Contractmanager).IWmo[i-1].Product.Compare(line.Product) > 0 {
			t.Errorf("%+v", line)
		}
	}
	if page := read(r.Coordinator); !page.SeesNaleving || page.OpenPunten != 2 || page.MayWijzigen || len(page.Gebeurtenissen) != 0 {
		t.Errorf("the provider: %+v", page)
	}
	if page := read(r.Beleid); page.SeesNaleving || page.OpenPunten != 0 || !page.SeesIWmo || page.SeesVerzekerd {
		t.Errorf("a policy officer: %+v", page)
	}
	last := today.AddDays(20)
	regiotest.OK(t, r.Inkoop.VoegAddendumToe(t.Context(), r.Contractmanager, appinkoop.AddendumInput{
		ContractID: string(c.ID), Versie: c.Versie, Reden: "op verzoek", Addendum: inkoop.Addendum{Soort: inkoop.Beeindiging, LaatsteDag: last, Getekend: today},
	}))
	r.ContractPlafond(r.De, inkoop.Plafond{Code: "p", Plekken: 1, Geldig: civil.Period{From: today}})
	r.Toegewezen("Marco", "de Vries", today)
	page := read(r.Contractmanager)
	if page.Waarschuwing == nil || page.Waarschuwing.LaatsteDag != last || len(page.Gebeurtenissen) == 0 || page.Namen[r.Contractmanager.ID] == "" {
		t.Errorf("%+v, by %v", page.Waarschuwing, page.Namen)
	}
	if len(page.Plafonds) != 1 || page.Plafonds[0].Plafond.Plekken != 1 || page.Plafonds[0].Gebruikt.Plekken != 1 || !page.Plafonds[0].Waarschuwt {
		t.Errorf("%+v", page.Plafonds)
	}
	r.Day("2026-11-24")
	if page := read(r.Contractmanager); page.LatePunten != 1 {
		t.Errorf("%d late the day after", page.LatePunten)
	}
	r.Day("2027-02-01")
	if page := read(r.Contractmanager); len(page.IWmo) == 0 {
		t.Error("of a contract that is over no code is shown")
	}
}

// Who is asked to a meeting and who acts after it is known, and works there.
func TestAMeetingIsWhole(t *testing.T) {
	testkit.Eis(t, "INK-08")
	r := regiotest.New(t, dbtest.SQLite(t)).Load()
	ctx, today := t.Context(), r.Day("2026-11-23")
	talk := inkoop.Overleg{Soort: inkoop.OverlegContract, Titel: "Gesprek", Dag: today, Contract: contractOf(t, r, "C-De Werkplaats").ID}
	var id string
	for _, c := range []struct {
		name   string
		change func(*inkoop.Overleg)
		want   string
	}{
		{"no such contract", func(o *inkoop.Overleg) { o.Contract = "geen" }, "contract:overleg.contract_ontbreekt"},
		{"no such provider", func(o *inkoop.Overleg) { o.Aanbieders = []inkoop.AanbiederID{"geen"} }, "aanbieders:overleg.aanbieder_onbekend"},
		{"endless", func(o *inkoop.Overleg) { o.Verslag = strings.Repeat(lang, 10) }, "verslag:invoer.te_lang"},
		{"whole", func(*inkoop.Overleg) {}, ""},
	} {
		got, err := r.Inkoop.LegOverlegVast(ctx, r.Contractmanager, appinkoop.OverlegInput{Overleg: with(talk, c.change)})
		zegt(t, c.name, err, c.want)
		id = got
	}
	other, err := r.Inkoop.LegOverlegVast(ctx, r.Contractmanager, appinkoop.OverlegInput{Overleg: inkoop.Overleg{Soort: inkoop.OverlegRegio, Titel: "Regio", Dag: today}})
	regiotest.OK(t, err)
	gone := r.Medewerker("Wim Weg", authz.RoleCoordinator, string(r.De), "")
	r.EndAppointments(gone, today.AddDays(-1))
	act := inkoop.Actie{Overleg: id, Wat: "Stuur het rooster", OrganisatieID: string(r.De), Uiterlijk: today.AddDays(7)}
	var todo string
	for _, c := range []struct {
		name   string
		change func(*inkoop.Actie)
		want   string
	}{
		{"of nobody", func(a *inkoop.Actie) { a.OrganisatieID = "" }, "organisatie:actie.organisatie_ontbreekt"},
		{"of an unknown one", func(a *inkoop.Actie) { a.OrganisatieID = "geen" }, "organisatie:actie.organisatie_ontbreekt"},
		{"of who left", func(a *inkoop.Actie) { a.AccountID = gone.ID }, "persoon:actie.persoon_werkt_er_niet"},
		{"endless", func(a *inkoop.Actie) { a.Wat = strings.Repeat(lang, 10) }, "wat:invoer.te_lang"},
		{"of who works there", func(a *inkoop.Actie) { a.AccountID = r.Coordinator.ID }, ""},
	} {
		got, err := r.Inkoop.LegActieVast(ctx, r.Contractmanager, appinkoop.ActieInput{Actie: with(act, c.change)})
		zegt(t, c.name, err, c.want)
		todo = got
	}
	elsewhere := with(act, func(a *inkoop.Actie) { a.Overleg = "geen" })
	regiotest.NotHere(t, second(r.Inkoop.LegActieVast(ctx, r.Contractmanager, appinkoop.ActieInput{Actie: elsewhere})))
	for at, want := range map[string]int{id: 1, other: 0} {
		page, err := r.Inkoop.BekijkOverleg(ctx, r.Contractmanager, at)
		regiotest.OK(t, err)
		if len(page.Acties) != want || want == 1 && !page.MayAfhandel[todo] || !page.MayWijzigen {
			t.Errorf("%d actions, want %d", len(page.Acties), want)
		}
	}
	one, err := r.Inkoop.BekijkActie(ctx, r.Coordinator, todo)
	regiotest.OK(t, err)
	if one.Wat != act.Wat || !one.ZietOverleg {
		t.Errorf("%+v", one)
	}
	_, err = r.Inkoop.BekijkActie(ctx, r.Coordinator, "geen")
	regiotest.NotHere(t, err)
	_, err = r.Inkoop.BekijkActie(ctx, r.AndereCoordinator, todo)
	regiotest.NotHere(t, err)
	zegt(t, "endless words", r.Inkoop.HandelActieAf(ctx, r.Coordinator, appinkoop.AfhandelingInput{ID: todo, Op: today, Versie: 1, Toelichting: strings.Repeat(lang, 10)}), "toelichting:invoer.te_lang")
}

// Whoever may not adopt is told so; a version that should have begun is not adopted any
// more, and one of which the price form of a product changed lacks its price.
func TestAVersionThatCannotBeAdopted(t *testing.T) {
	testkit.Eis(t, "INK-19", "INK-06", "TAR-01")
	r := conceptRegio(t)
	r.Toegewezen("Marco", "de Vries", day("2026-11-02"))
	second := r.Regionaal("Co Lezer", authz.RoleContractmanager)
	page := concept(t, r)
	if page.MagVast || !page.Zelf || page.Vorige.Code != "v2" || page.Nu.Code != "v2" {
		t.Errorf("the author: %+v", page)
	}
	hers, err := r.Inkoop.Concept(t.Context(), second)
	regiotest.OK(t, err)
	if !hers.MagVast || hers.Zelf {
		t.Errorf("a colleague: may %v, wrote %v", hers.MagVast, hers.Zelf)
	}
	adopt := appinkoop.Vaststelling{Van: day("2027-07-01")}
	flat := sheet(page, "STA3")
	flat.Product.Prijsvorm = inkoop.PrijsTraject
	flat.Uitleg = appinkoop.ProductUitleg{Wat: "vaste prijs", Waarom: "minder werk", VoorWie: "aanbieders"}
	regiotest.OK(t, change(t, r, r.Contractmanager, flat))
	weigert(t, r, second, []weigering{{"without a price", adopt, ":concept.tarief_ontbreekt"}})
	if p, _ := concept(t, r).Concept.Product("STA3"); p.IWmo.Eenheid != "83" || p.IWmo.Frequentie != "6" {
		t.Errorf("counted in messages as %+v", p.IWmo)
	}
	back := sheet(page, "STA3")
	regiotest.OK(t, change(t, r, r.Contractmanager, with(back, func(p *appinkoop.ConceptProduct) { p.Uitleg = flat.Uitleg })))
	old, _ := regio(t, r).Regio.Tarief(inkoop.ProductRef{Catalogus: "v2", Product: "STA3"}, day("2027-06-30"))
	regiotest.OK(t, change(t, r, r.Contractmanager, appinkoop.ConceptTarief{Product: "STA3", Bedrag: old.Bedrag, Delen: old.Kaart.Delen}))
	r.Day("2027-08-02")
	r.Toegewezen("Nora", "Bos", day("2027-08-02"))
	weigert(t, r, second, []weigering{{"too late", adopt, "van:concept.te_vroeg"}})
}
