package inkoop_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	domtoegang "trede/internal/domain/toegang"
	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
	"trede/internal/testkit/webtest"
	"trede/internal/web"
	"trede/internal/web/site"
)

func TestMain(m *testing.M) {
	code := m.Run()
	dbtest.Cleanup()
	os.Exit(code)
}

type scene struct {
	*regiotest.Regio
	site *webtest.Site
}

func newScene(t testing.TB, db *dbtest.DB) *scene {
	t.Helper()
	s := &scene{Regio: regiotest.New(t, db).Load()}
	kit := webtest.New(t, db, webtest.Demo)
	server, err := site.New(web.Config{Base: s.Base, Auth: kit.Auth, Cookies: kit.Cookies, Log: kit.Log, BodyLimit: 1 << 20},
		s.UseCases)
	if err != nil {
		t.Fatal(err)
	}
	s.site = kit.Serve(t, server.Handler())
	return s
}

func each(t *testing.T, fn func(t *testing.T, s *scene)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) { fn(t, newScene(t, db)) })
}

func (s *scene) as(a app.Actor) *webtest.Browser { return s.site.Binnen(a.ID) }

func (s *scene) must(err error) {
	s.T.Helper()
	if err != nil {
		s.T.Fatal(err)
	}
}

func get(b *webtest.Browser, address string) *webtest.Page { return b.Get(address).Want(http.StatusOK) }

// row gives the row of a table that begins with a name.
func row(t *testing.T, p *webtest.Page, name string) string {
	t.Helper()
	for _, n := range p.Find(webtest.Tag("tr")) {
		if text := webtest.TextOf(n); strings.HasPrefix(text, name) {
			return text
		}
	}
	t.Fatalf("%s has no row %q:\n%s", p.URL, name, p.Text())
	return ""
}

// The providers with what they may deliver, where, and whether they are insured.
func TestProviders(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "VRZ-01", "INK-06")
		start := s.Day("2026-11-02")
		s.Lopend("Marco", "de Vries", start)
		m := s.Melding("Aya", "Demir")
		s.Onderzocht(m)
		s.Doel(m.InwonerID, "Ik kom drie ochtenden", domtoegang.DomeinActivering)
		nowhere := s.ONT3(m.InwonerID, start)
		nowhere.WerkplekID = ""
		_, err := s.Toegang.WijsToe(t.Context(), s.Consulent, nowhere)
		s.must(err)
		s.Day("2026-11-22")
		b := s.as(s.Contractmanager)
		p := get(b, "/aanbieders").WantText("2 aanbieders")
		for _, want := range []string{"Arnhem", "ONT3", "loopt", "in orde"} {
			if got := row(t, p, "De Werkplaats"); !strings.Contains(got, want) {
				t.Errorf("De Werkplaats: %q, want %s", got, want)
			}
		}
		one := get(b, p.Link("De Werkplaats")).WantText("Contract C-De Werkplaats", "ONT3 Op weg naar bijdrage", "Arnhem, Duiven", "Fietsenmakerij", "Achmea, polis P1")
		if got := row(t, one, "Fietsenmakerij"); !strings.HasSuffix(got, "8 1") {
			t.Errorf("the place has %q, want 8 dagdelen a week and one resident", got)
		}
		one.WantText("1 inwoner zonder vaste werkplek")
		if one.Has("Marco") {
			t.Error("the page names a resident")
		}
		// A consulent sees what there is to choose from, without policies.
		consulent := get(s.as(s.Consulent), "/aanbieders/"+string(s.De)).WantText("Contract C-De Werkplaats", "Fietsenmakerij")
		if consulent.Has("Achmea") || get(s.as(s.Consulent), "/aanbieders").Has("Verzekering") {
			t.Error("a consulent sees insurance")
		}
		// A provider sees its own contract and policies, and no one else's.
		own, other := get(s.as(s.Coordinator), "/aanbieders/"+string(s.De)), get(s.as(s.Coordinator), "/aanbieders/"+string(s.Andere))
		if !own.Has("Achmea") || !own.Has("Contract C-De Werkplaats") || other.Has("Achmea") || other.Has("C-Groen Werk") {
			t.Errorf("own:\n%s\nother:\n%s", own.Text(), other.Text())
		}
		b.Get("/aanbieders/bestaat-niet").Want(http.StatusNotFound)
		// Who offers is public; what is agreed with them is not.
		open := get(s.site.Browser(), "/aanbieders").WantText("De Werkplaats", "Arnhem")
		one = get(s.site.Browser(), open.Link("De Werkplaats")).WantText("Fietsenmakerij")
		for _, secret := range []string{"C-De Werkplaats", "Achmea", "ontract", "erzekering", "Inwoners nu", "zonder vaste werkplek"} {
			if open.Has(secret) || one.Has(secret) {
				t.Errorf("somebody who is not signed in sees %q", secret)
			}
		}
	})
}

// A policy that ends shows at once, on the day.
func TestInsuranceThatEnds(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	s.Day("2026-11-22")
	s.EindigtVerzekering(s.Andere, inkoop.Ongevallen, civil.New(2026, time.November, 23))
	b := s.as(s.Contractmanager)
	if got := row(t, get(b, "/aanbieders"), "Groen Werk"); !strings.HasSuffix(got, " in orde") || strings.Contains(got, "niet in orde") {
		t.Errorf("on its last day: %q", got)
	}
	s.Day("2026-11-23")
	b = s.as(s.Contractmanager)
	if got := row(t, get(b, "/aanbieders"), "Groen Werk"); !strings.Contains(got, "niet in orde") {
		t.Errorf("the day after: %q", got)
	}
	get(b, "/aanbieders/"+string(s.Andere)).WantText("Er ontbreekt: ongevallenverzekering.")
}

// Contracts with products, gemeenten, dates and state; without prices.
func TestContracts(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "INK-03")
		s.Day("2026-11-22")
		p := get(s.as(s.Contractmanager), "/contracten").WantText("2 contracten")
		for _, want := range []string{"C-De Werkplaats", "ONT3, ONT4, ONT5, ORI, STA3, STA4", "Arnhem, Duiven", "30 jun 2028", "loopt"} {
			if got := row(t, p, "De Werkplaats"); !strings.Contains(got, want) {
				t.Errorf("%q, want %s", got, want)
			}
		}
		if p.Has("€") {
			t.Error("the list shows prices")
		}
		if own := get(s.as(s.Coordinator), "/contracten"); !own.Has("C-De Werkplaats") || own.Has("C-Groen Werk") {
			t.Errorf("a provider sees\n%s", own.Text())
		}
		for _, nobody := range []app.Actor{s.Werk, s.CAW} {
			s.as(nobody).Get("/contracten").Want(http.StatusNotFound)
		}
		s.Day("2028-06-01")
		if got := row(t, get(s.as(s.Contractmanager), "/contracten"), "De Werkplaats"); !strings.Contains(got, "loopt bijna af") {
			t.Errorf("in its last month: %q", got)
		}
		s.Day("2028-07-01")
		b := s.as(s.Contractmanager)
		get(b, "/contracten").WantText("0 contracten")
		if got := row(t, get(b, "/contracten?status=alle"), "De Werkplaats"); !strings.Contains(got, "afgelopen") {
			t.Errorf("afterwards: %q", got)
		}
		b.Get("/contracten?status=alles").Want(http.StatusBadRequest)
	})
}

// A contract that nobody signed is no contract yet.
func TestUnsignedContract(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	s.Day("2026-11-22")
	s.Contract(inkoop.Contract{
		Nummer: "C-Concept", Partij: "MGR", Aanbieder: s.Andere,
		Oorspronkelijk: civil.Through(civil.New(2027, time.January, 1), civil.New(2028, time.December, 31)),
	})
	get(s.as(s.Contractmanager), "/contracten").WantText("3 contracten", "C-Concept", "niet getekend")
}

// A ceiling, how full it is, and a second person who decides about going above it.
func TestCeilings(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "B-REG-05")
		s.Day("2026-11-02")
		s.Plafond("proef-arnhem", regiotest.Arnhem, 2)
		id, _ := s.Toegewezen("Marco", "de Vries", civil.New(2026, time.November, 9))
		s.Toegewezen("Aya", "Demir", civil.New(2026, time.November, 9))
		s.Day("2026-11-22")
		p := get(s.as(s.Contractmanager), "/plafonds")
		if got := row(t, p, "Arnhem"); !strings.Contains(got, "2 plekken") || !strings.HasSuffix(got, "vol") {
			t.Errorf("the ceiling of Arnhem: %q", got)
		}
		if p.Has("Marco") || p.Has("Vragen om boven") {
			t.Errorf("the contract manager sees\n%s", p.Text())
		}
		arnhem := s.Consulent.Aanstellingen[0].OrganisatieID
		beleid := s.Medewerker("Bea Beleid", authz.RoleBeleidsmedewerker, arnhem, "")
		_, err := s.Toegang.VraagPlafond(t.Context(), s.Consulent, s.ONT3(id, civil.New(2026, time.November, 9)), "proef-arnhem", "er is nog een plek bij de bakker")
		s.must(err)
		b := s.as(beleid)
		p = get(b, "/plafonds").WantText("er is nog een plek bij de bakker", "€ 2.400,00")
		if p.Has("Marco") {
			t.Error("who decides about money sees the resident")
		}
		var action, field string
		for _, f := range p.Forms() {
			if strings.HasPrefix(f.Action, "/plafonds/") {
				action = f.Action
				field = "reden-" + strings.TrimPrefix(f.Action, "/plafonds/")
			}
		}
		p.Submit(action, field, "").Want(http.StatusBadRequest).WantText("Kies goedkeuren of afkeuren.")
		values := url.Values{"versie": {"1"}, "besluit": {"akkoord"}, field: {""}}
		back := b.Post(action, values).Want(http.StatusBadRequest)
		if !strings.HasPrefix(back.Title(), "Fout: ") {
			t.Errorf("title %q", back.Title())
		}
		values.Set(field, "past binnen het budget")
		s.as(s.Consulent).Post(action, values).Want(http.StatusNotFound) // who asked does not decide
		s.as(s.Contractmanager).Post(action, values).Want(http.StatusNotFound)
		b.Post(action, url.Values{"versie": {"x"}}).Want(http.StatusBadRequest)
		b.Post(action, values).Want(http.StatusSeeOther).Follow().WantText("Je hebt de vraag goedgekeurd.", "Er zijn nu geen vragen.")
		b.Post(action, values).Want(http.StatusNotFound)
		for _, nobody := range []app.Actor{s.Consulent, s.Coordinator, s.CAW} {
			s.as(nobody).Get("/plafonds").Want(http.StatusNotFound)
		}
	})
}

func TestHostileInput(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	s.Day("2026-11-22")
	b := s.as(s.Contractmanager)
	b.Attack("/aanbieders", "/aanbieders/"+string(s.De), "/contracten", "/plafonds")
	for _, address := range []string{"/aanbieders/%00", "/aanbieders/%ff", "/contracten?status=%ff"} {
		if p := b.Get(address); p.Status >= 500 {
			t.Errorf("%s: %d", address, p.Status)
		}
	}
	for _, address := range []string{"/contracten", "/plafonds"} {
		s.site.Browser().Get(address).Want(http.StatusSeeOther)
	}
	for _, address := range []string{"/aanbieders", "/aanbieders/" + string(s.De), "/contracten", "/plafonds"} {
		r := httptest.NewRequest(http.MethodGet, address, nil)
		r.Header.Set("Accept-Encoding", "gzip")
		if n := len(b.Do(r).Want(http.StatusOK).Body); n > 30_000 {
			t.Errorf("%s: %d bytes compressed", address, n)
		}
	}
}
