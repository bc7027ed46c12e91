package inkoop_test

import (
	"slices"
	"testing"

	"trede/internal/app"
	appinkoop "trede/internal/app/inkoop"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/money"
	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
)

// Who enrolled in a round is counted: handed in, undecided, with a contract, begun by those
// who must and by those who need not.
func TestWhoEnrolled(t *testing.T) {
	testkit.Eis(t, "INK-12", "INK-13")
	beoordeel(t, func(t *testing.T, b *beoordeling) {
		rondes, err := b.Inkoop.RondesMetInschrijving(t.Context(), b.anna)
		b.ok(err)
		ronde := rondes[0]
		b.Gepubliceerd(ronde)
		count := func() [5]int {
			t.Helper()
			page, err := b.Inkoop.RondeInschrijvingen(t.Context(), b.collega, string(ronde.ID))
			b.ok(err)
			return [5]int{len(page.Ingediend), page.OpenBesluiten, page.Contracten, len(page.NogNiet), page.Concepten}
		}
		if got := count(); got != [5]int{1, 1, 0, 0, 0} {
			t.Errorf("handed in: %v", got)
		}
		b.Day("2020-01-25")
		begun, err := b.Inkoop.BeginInschrijving(t.Context(), b.Coordinator, string(ronde.ID), string(b.De))
		b.ok(err)
		if got := count(); got != [5]int{1, 1, 0, 0, 1} {
			t.Errorf("another began: %v", got)
		}
		b.Day("2020-02-03")
		b.ok(b.leg(b.anna, b.goed(), true), b.leg(b.bas, b.goed(), true), b.gesprek(b.anna, gehouden))
		b.ok(b.bereid(b.anna, inkoop.Gekwalificeerd, "goed"), second(b.neem(b.collega)))
		if got := count(); got != [5]int{1, 0, 1, 0, 1} {
			t.Errorf("decided: %v", got)
		}
		list, err := b.Inkoop.Beoordelingen(t.Context(), b.anna, string(ronde.ID))
		b.ok(err)
		if len(list.Regels) != 1 || list.Regels[0].Uitslag != inkoop.Gekwalificeerd || list.Regels[0].Stand != inkoop.StandBesloten || list.Ronde.ID != ronde.ID {
			t.Errorf("%+v", list.Regels)
		}
		// The provider sees what it did in each round.
		own, err := b.Inkoop.Inschrijvingen(t.Context(), b.AndereCoordinator)
		b.ok(err)
		if len(own.Aanbieders) != 1 || own.Aanbieders[0].Aanbieder.ID != b.Andere || len(own.Aanbieders[0].Rondes) != 1 || string(own.Aanbieders[0].Rondes[0].Inschrijving.ID) != b.id {
			t.Errorf("%+v", own.Aanbieders)
		}
		b.ok(b.Inkoop.TrekInschrijvingIn(t.Context(), b.Coordinator, begun, 1, "toch niet"))
		regiotest.Refused(t, b.Inkoop.TrekInschrijvingIn(t.Context(), b.Coordinator, begun, 2, "nog eens"), "inschrijving.is_ingetrokken")
		own, err = b.Inkoop.Inschrijvingen(t.Context(), b.Coordinator)
		b.ok(err)
		if one := own.Aanbieders[0].Rondes[0]; one.Inschrijving != nil || one.Ingetrokken != 1 {
			t.Errorf("%+v", one)
		}
	})
}

// What a person may do in an assessment is told: who prepared does not decide, and who is of
// the provider has no part in it.
func TestWhoMayDecide(t *testing.T) {
	testkit.Eis(t, "INK-13")
	beoordeel(t, func(t *testing.T, b *beoordeling) {
		b.ok(b.leg(b.anna, b.goed(), true), b.leg(b.bas, b.goed(), true), b.gesprek(b.anna, gehouden), b.bereid(b.Contractmanager, inkoop.Gekwalificeerd, "goed"))
		for name, want := range map[string]struct {
			who app.Actor
			may bool
		}{"who prepared": {b.Contractmanager, false}, "a colleague": {b.collega, true}, "an assessor": {b.anna, false}} {
			if got := b.zaak(want.who).MagBesluiten; got != want.may {
				t.Errorf("%s may decide: %v", name, got)
			}
		}
		b.ok(second(b.neem(b.collega)))
		z := b.zaak(b.collega)
		if !z.MagTekenen || z.Standstill != day("2020-02-23") || z.MagBesluiten {
			t.Errorf("sign %v, standstill until %s, decide %v", z.MagTekenen, z.Standstill, z.MagBesluiten)
		}
		if b.zaak(b.anna).MagTekenen {
			t.Error("an assessor signs")
		}
	})
}

// A round shows its papers from new to old, concepts first and to who writes them only; what
// nobody explained, and the names of the own providers.
func TestPapersOfARound(t *testing.T) {
	testkit.Eis(t, "INK-01", "INK-06")
	r := regiotest.New(t, dbtest.SQLite(t)).Load()
	r.Day("2019-11-04")
	ronde := r.Gepubliceerd(r.Ronde2020())
	write := func(title string) string {
		t.Helper()
		id, err := r.Inkoop.StelStukOp(t.Context(), r.Contractmanager, appinkoop.StukInput{RondeID: ronde.ID, Soort: inkoop.StukOpzet, Titel: title, Tekst: "Welkom."})
		regiotest.OK(t, err)
		return id
	}
	for _, title := range []string{"Eerste", "Tweede"} {
		r.DB.Clock.Set(r.DB.Clock.Now().Add(1e9))
		regiotest.OK(t, r.Inkoop.PubliceerStuk(t.Context(), r.Contractmanager, ronde.ID, write(title), 1))
	}
	write("Nog niet")
	titles := func(who app.Actor) (out []string) {
		t.Helper()
		page, err := r.Inkoop.Ronde(t.Context(), who, ronde.ID)
		regiotest.OK(t, err)
		for _, s := range page.Stukken {
			out = append(out, s.Titel)
		}
		return out
	}
	if got := titles(r.Contractmanager); !slices.Equal(got[:3], []string{"Nog niet", "Tweede", "Eerste"}) {
		t.Errorf("the region: %v", got)
	}
	if got := titles(r.Coordinator); !slices.Equal(got[:2], []string{"Tweede", "Eerste"}) {
		t.Errorf("a provider: %v", got)
	}
	page, err := r.Inkoop.Ronde(t.Context(), r.Contractmanager, ronde.ID)
	regiotest.OK(t, err)
	if !page.MagOpstellen || page.Standstill != 20 || len(page.NietUitgelegd) != 0 && len(page.Ronde.Wijzigingen) != 0 {
		t.Errorf("standstill %d, unexplained %d", page.Standstill, len(page.NietUitgelegd))
	}
	own, err := r.Inkoop.Ronde(t.Context(), r.Coordinator, ronde.ID)
	regiotest.OK(t, err)
	if own.MagOpstellen || own.Namen[r.De] != "De Werkplaats" || len(own.Eigen) != 1 || own.Eigen[0].Aanbieder.ID != r.De {
		t.Errorf("%v %+v", own.Namen, own.Eigen)
	}
	rondes, err := r.Inkoop.Rondes(t.Context(), r.Contractmanager)
	regiotest.OK(t, err)
	if len(rondes.Rondes) == 0 || !rondes.MagOpstellen {
		t.Errorf("%+v", rondes)
	}
}

// A price is that of a day on which its version counts, and a provider sees those of its
// contracts.
func TestWhoseTariffs(t *testing.T) {
	testkit.Eis(t, "TAR-01", "TAR-02", "TAR-04", "INK-18")
	r := regiotest.New(t, dbtest.SQLite(t)).Load()
	r.Day("2026-11-02")
	page := func(who app.Actor, code inkoop.CatalogusCode) appinkoop.TarievenPage {
		t.Helper()
		out, err := r.Inkoop.Tarieven(t.Context(), who, code)
		regiotest.OK(t, err)
		return out
	}
	id, err := r.Inkoop.LegAanbiederVast(t.Context(), r.Contractmanager, appinkoop.AanbiederInput{Naam: "Nieuw", Gemeente: "GM0202", Vanaf: day("2026-11-02")})
	regiotest.OK(t, err)
	nina := r.Medewerker("Nina Nieuw", authz.RoleCoordinator, id, "")
	_, err = r.Inkoop.Tarieven(t.Context(), nina, "v2")
	regiotest.NotHere(t, err) // no contract yet
	ref := inkoop.ProductRef{Catalogus: "v2", Product: "ONT3"}
	r.Contract(inkoop.Contract{
		Nummer: "N-9", Partij: "MGR", Aanbieder: inkoop.AanbiederID(id), Getekend: day("2026-11-02"), Oorspronkelijk: civil.Period{From: day("2026-11-02")},
		Regels: []inkoop.Contractregel{{Product: ref, Gemeenten: []inkoop.GemeenteCode{arnhem}}},
	})
	all, own := page(r.Contractmanager, "v2"), page(nina, "v2")
	if len(own.Tarieven) != 1 || own.Tarieven[0].Product != ref || len(all.Tarieven) != 5 {
		t.Errorf("a provider sees %+v, the region %d", own.Tarieven, len(all.Tarieven))
	}
	for _, tarief := range all.Tarieven {
		if tarief.Kaart.Som() != tarief.Bedrag || !slices.Equal(tarief.Kaart.Uitgesloten, inkoop.Tariefuitsluitingen()) {
			t.Errorf("%+v", tarief)
		}
	}
	if old := page(r.Contractmanager, "v1"); old.Dag != day("2020-06-30") || all.Dag != day("2026-11-02") {
		t.Errorf("read on %s and %s", old.Dag, all.Dag)
	}
	_, err = r.Inkoop.Tarieven(t.Context(), r.Consulent, "v2")
	regiotest.NotHere(t, err)
	for _, code := range []inkoop.CatalogusCode{"v9", ""} {
		_, err = r.Inkoop.Tarieven(t.Context(), r.Contractmanager, code)
		regiotest.NotHere(t, err)
	}
	// A sheet names what is asked of who delivers it, and nothing of other products.
	for product, guide := range map[inkoop.ProductCode]bool{"ONT3": true, "STA3": false} {
		sheet, err := r.Inkoop.Productblad(t.Context(), r.Contractmanager, inkoop.ProductRef{Catalogus: "v2", Product: product})
		regiotest.OK(t, err)
		if len(sheet.Eisen) == 0 || sheet.Wijziging.Nieuw != product {
			t.Errorf("%s: %+v", product, sheet.Wijziging)
		}
		asks := slices.ContainsFunc(sheet.Eisen, func(e inkoop.Eis) bool { return e.Niveau == inkoop.EisPerceel })
		if asks != guide || slices.ContainsFunc(sheet.Eisen, func(e inkoop.Eis) bool { return e.Soort == inkoop.EisUitsluiting }) {
			t.Errorf("%s asks for a trajectbegeleider: %v", product, asks)
		}
	}
}

// A change tells beforehand what differs on its day, and how many arrangements go on as they
// were agreed; a new version is compared with the day before it.
func TestWhatAChangeDoes(t *testing.T) {
	testkit.Eis(t, "INK-03", "INK-06")
	r := conceptRegio(t)
	r.Lopend("Marco", "de Vries", day("2026-11-02"))
	look := func(who app.Actor, w appinkoop.RegioWijziging) appinkoop.RegioWijzigingVoorstel {
		t.Helper()
		v, err := r.Inkoop.StelRegioVoor(t.Context(), who, w)
		regiotest.OK(t, err)
		return v
	}
	stop := look(r.Beleid, appinkoop.Keuze{Gemeente: arnhem, Product: "ONT3", Van: day("2027-01-01"), Vorm: inkoop.Geen, Alternatief: "inloop"})
	if len(stop.Verschil) != 2 || stop.Lopend[appinkoop.LopendKey{arnhem, "ONT3"}] != 1 {
		t.Errorf("%+v, runs %v", stop.Verschil, stop.Lopend)
	}
	ceiling := look(r.Beleid, appinkoop.PlafondKeuze{Gemeente: arnhem, Plekken: 5, Bedrag: money.Euros(1), Van: day("2027-01-01")})
	if len(ceiling.Verschil) != 1 || len(ceiling.Lopend) != 0 {
		t.Errorf("%+v, runs %v", ceiling.Verschil, ceiling.Lopend)
	}
	end := appinkoop.ConceptEinde{Product: "ONT3", Uitleg: appinkoop.ProductUitleg{Wat: "vervalt", Waarom: "opgegaan in een ander", VoorWie: "trede 1 en 2"}}
	regiotest.OK(t, change(t, r, r.Contractmanager, end))
	adopt := look(r.Regionaal("Co Lezer", authz.RoleContractmanager), appinkoop.Vaststelling{Van: day("2027-07-01")})
	if !slices.ContainsFunc(adopt.Verschil, func(v inkoop.Verschil) bool {
		return v.Soort == inkoop.VerschilVervallen && v.Product.Product == "ONT3"
	}) || adopt.Lopend[appinkoop.LopendKey{"", "ONT3"}] != 1 {
		t.Errorf("%+v, runs %v", adopt.Verschil, adopt.Lopend)
	}
	page := concept(t, r)
	if page.Contracten == 0 || page.Lopend[appinkoop.LopendKey{"", "ONT3"}] != 1 {
		t.Errorf("%d contracts without a line, runs %v", page.Contracten, page.Lopend)
	}
	settings, err := r.Inkoop.Inkoopinstelling(t.Context(), r.Contractmanager)
	regiotest.OK(t, err)
	i := slices.IndexFunc(settings.Instellingen, func(x appinkoop.InstellingRow) bool { return x.Code == "steekproef_procent" })
	if i < 0 || settings.Instellingen[i].Waarde != "10" {
		t.Errorf("%+v", settings.Instellingen)
	}
}

// The file of a contract shows its own talks and requirements, and a proposal that is open
// is not made again. A policy officer has a pilot to look back on.
func TestFileAndWork(t *testing.T) {
	testkit.Eis(t, "INK-05", "INK-08", "B-REG-04")
	r := regiotest.New(t, dbtest.SQLite(t)).Load()
	today := r.Day("2026-11-23")
	c := contractOf(t, r, "C-De Werkplaats")
	for _, id := range []inkoop.ContractID{c.ID, contractOf(t, r, "C-Groen Werk").ID} {
		_, err := r.Inkoop.LegOverlegVast(t.Context(), r.Contractmanager, appinkoop.OverlegInput{Overleg: inkoop.Overleg{Soort: inkoop.OverlegContract, Titel: "Gesprek", Dag: today, Contract: id}})
		regiotest.OK(t, err)
	}
	r.EindigtVerzekering(r.De, inkoop.Ongevallen, today)
	file := func() appinkoop.NalevingPage {
		t.Helper()
		page, err := r.Inkoop.Naleving(t.Context(), r.Contractmanager, string(c.ID))
		regiotest.OK(t, err)
		return page
	}
	page := file()
	if len(page.Overleggen) != 1 || page.Overleggen[0].Contract != c.ID || page.Aanbieder.ID != r.De || len(page.Voorstellen) != 1 || page.Voorstellen[0].Bron != inkoop.BronVerzekering {
		t.Errorf("%+v %+v", page.Overleggen, page.Voorstellen)
	}
	_, err := r.Inkoop.LegPuntVast(t.Context(), r.Contractmanager, appinkoop.PuntInput{Punt: inkoop.Nalevingspunt{
		Contract: c.ID, Bron: inkoop.BronVerzekering, Gevonden: today, Bevinding: "Verlopen", Afspraak: "Nieuwe polis", Termijn: today.AddDays(7),
	}})
	regiotest.OK(t, err)
	if page = file(); len(page.Voorstellen) != 0 || len(page.Overig) != 1 {
		t.Errorf("%+v %+v", page.Voorstellen, page.Overig)
	}
	pilot := appinkoop.Keuze{Gemeente: arnhem, Product: "STA3", Van: today.AddDays(1), Vorm: inkoop.Pilot, Evaluatie: today.AddDays(20)}
	regiotest.OK(t, change(t, r, r.Beleid, pilot))
	r.Day("2026-11-25")
	for name, want := range map[string]struct {
		who app.Actor
		has bool
	}{"of the gemeente": {r.Beleid, true}, "contract manager": {r.Contractmanager, false}, "consulent": {r.Consulent, false}} {
		work, err := r.Inkoop.Werk(t.Context(), want.who)
		regiotest.OK(t, err)
		if got := slices.ContainsFunc(work.Taken, func(x inkoop.Inkooptaak) bool { return x.Soort == inkoop.WerkSoort(inkoop.RadarPilot) }); got != want.has {
			t.Errorf("%s looks back: %v", name, got)
		}
	}
}

// A place that comes later is seen by who keeps it, and by nobody else yet.
func TestAPlaceThatComes(t *testing.T) {
	testkit.Eis(t, "EIS-02")
	r := regiotest.New(t, dbtest.SQLite(t)).Load()
	today := r.Day("2026-11-23")
	later := far(r, "imkerij")
	later.Geldig = civil.Period{From: today.AddDays(1)}
	_, err := r.Inkoop.LegWerkplekVast(t.Context(), r.Coordinator, later)
	regiotest.OK(t, err)
	over := far(r, "timmeren")
	over.Naam, over.Geldig = "Oude werkplaats", civil.Through(today.AddDays(-9), today.AddDays(-1))
	_, err = r.Inkoop.LegWerkplekVast(t.Context(), r.Coordinator, over)
	regiotest.OK(t, err)
	for who, want := range map[string]struct {
		actor app.Actor
		later int
	}{"provider": {r.Coordinator, 1}, "consulent": {r.Consulent, 0}} {
		page, err := r.Inkoop.BekijkAanbieder(t.Context(), want.actor, string(r.De))
		regiotest.OK(t, err)
		if v := page.Aanbieders[0]; len(v.Straks) != want.later || len(v.Werkplekken) != 1 {
			t.Errorf("%s: %d now, %d later", who, len(v.Werkplekken), len(v.Straks))
		}
	}
}
