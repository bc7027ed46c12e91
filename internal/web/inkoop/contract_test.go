package inkoop_test

import (
	"encoding/json"
	"flag"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"trede/internal/app"
	appinkoop "trede/internal/app/inkoop"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
	"trede/internal/testkit/webtest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// contractID gives the id of the contract of a provider.
func (s *scene) contractID(nummer string) string {
	s.T.Helper()
	list, err := s.Inkoop.Contracten(s.T.Context(), s.Contractmanager)
	s.must(err)
	for _, c := range list {
		if c.Nummer == nummer {
			return string(c.ID)
		}
	}
	s.T.Fatalf("no contract %s", nummer)
	return ""
}

// formAt gives the form of a page that is posted to an address.
func formAt(t *testing.T, p *webtest.Page, action string) url.Values {
	t.Helper()
	for _, f := range p.Forms() {
		if f.Action == action {
			return f.Values()
		}
	}
	t.Fatalf("%s has no form for %s", p.URL, action)
	return nil
}

// A contract is made by hand, keeps what was typed when it is refused, is signed, and is
// changed by an addendum from then on.
func TestContractForm(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "INK-10", "INK-17")
		s.Day("2026-11-23")
		b := s.as(s.Contractmanager)
		get(b, "/contracten/nieuw").WantText("Nummer", "Catalogus 2020", "ONT3")
		values := url.Values{
			"versie": {"0"}, "nummer": {"C-Groen Werk"}, "aanbieder": {string(s.De)}, "partij": {"MGR"}, "van": {"1-1-2027"}, "laatste_dag": {"31-12-2027"},
			"zonder_inschrijving": {"tussentijds"}, "regel-v1-ONT2": {regiotest.Arnhem}, "regel-v2-ONT3": {regiotest.Arnhem, regiotest.Duiven},
		}
		p := b.Post("/contracten/nieuw", values).Want(http.StatusBadRequest).WantText("Dit nummer heeft al een ander contract.", "v1/ONT2 valt buiten het contract")
		form := formAt(t, p, "/contracten/nieuw")
		if !slices.Equal(form["regel-v2-ONT3"], values["regel-v2-ONT3"]) || form.Get("partij") != "MGR" || form.Get("zonder_inschrijving") != "tussentijds" || form.Get("van") != "1-1-2027" {
			t.Errorf("what was typed is lost: %v", form)
		}
		values.Set("nummer", "N-1")
		values.Del("regel-v1-ONT2")
		values.Del("zonder_inschrijving")
		p = b.Post("/contracten/nieuw", values).Want(http.StatusBadRequest).WantText("Vul in waarom dit contract niet uit een inschrijving volgt.")
		if form := formAt(t, p, "/contracten/nieuw"); !slices.Equal(form["regel-v2-ONT3"], values["regel-v2-ONT3"]) || form.Get("nummer") != "N-1" {
			t.Errorf("what was typed is lost: %v", form)
		}
		values.Set("zonder_inschrijving", "tussentijds toegelaten")
		p = b.Post("/contracten/nieuw", values).Want(http.StatusSeeOther).Follow().WantText("Het contract is bewaard.", "niet getekend", "Arnhem, Duiven", "Contract vastgelegd", "Waarom zonder inschrijving", "tussentijds toegelaten")
		at := p.URL.Path
		get(b, at+"/teken")
		b.Post(at+"/teken", url.Values{"versie": {"1"}, "op": {"24-11-2026"}}).Want(http.StatusBadRequest).WantText("Vul de dag in waarop is getekend.")
		b.Post(at+"/teken", url.Values{"versie": {"1"}, "op": {"23-11-2026"}}).Want(http.StatusSeeOther).Follow().WantText("Vastgelegd. Het telt nu.", "begint 1 jan")
		b.Get(at + "/wijzig").Want(http.StatusSeeOther) // what was signed changes by an addendum
		get(b, at+"/wijziging").WantText("Het contract loopt")
		add := url.Values{"versie": {"2"}, "soort": {"verlenging"}, "laatste_dag": {"31-12-2027"}, "getekend": {"23-11-2026"}}
		b.Post(at+"/wijziging", add).Want(http.StatusBadRequest).WantText("Een verlenging eindigt later dan nu.", "Vul in waarom.")
		add.Set("laatste_dag", "30-6-2028")
		add.Set("reden", "de nieuwe inkoop is later")
		b.Post(at+"/wijziging", add).Want(http.StatusSeeOther).Follow().WantText("30 juni 2028", "de nieuwe inkoop is later")
		b.Post(at+"/wijziging", add).Want(http.StatusConflict) // somebody was first
		more := url.Values{"versie": {"3"}, "soort": {"uitbreiding"}, "vanaf": {"1-3-2027"}, "producten": {"v2/STA3"}, "gemeenten": {regiotest.Arnhem}, "getekend": {"23-11-2026"}, "reden": {"meer vraag"}}
		b.Post(at+"/wijziging", more).Want(http.StatusSeeOther).Follow().WantText("STA3: Arnhem", "vanaf 1 maart 2027")
		for _, nobody := range []app.Actor{s.Consulent, s.Coordinator, s.Beleid} {
			s.as(nobody).Get("/contracten/nieuw").Want(http.StatusNotFound)
			s.as(nobody).Get(at + "/wijziging").Want(http.StatusNotFound)
		}
		if s.as(s.AndereCoordinator).Get(at).Status != http.StatusNotFound {
			t.Error("another provider sees the contract")
		}
		if own := get(s.as(s.Coordinator), at); own.Has("Contract vastgelegd") {
			t.Error("a provider sees what the staff of the region did")
		}
	})
}

// The bulk extension shows who takes part and who does not and why; a second press of the
// same page changes nothing.
func TestBulkPage(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "INK-11", "INK-10")
		s.Day("2019-06-03")
		for nummer, last := range map[string]string{"A-1": "2019-12-31", "A-2": "2019-12-31", "A-3": "2019-11-30"} {
			s.Contract(inkoop.Contract{
				Nummer: nummer, Aanbieder: s.De, Getekend: civil.New(2016, time.December, 1),
				Oorspronkelijk: civil.Through(civil.New(2017, time.January, 1), civil.MustParse(last)),
			})
		}
		b := s.as(s.Contractmanager)
		p := get(b, "/contracten/verlengen").WantText("Deze doen mee (2)", "30 juni 2020", "Deze doen niet mee (3)", "Het liep toen al niet meer.", "Het loopt vanzelf langer door.")
		p = p.Submit("/contracten/verlengen", "reden", "").Want(http.StatusBadRequest).WantText("Vul in waarom.")
		done := p.Submit("/contracten/verlengen", "reden", "nieuwe inkoop per 1 juli 2020").Want(http.StatusSeeOther)
		done.Follow().WantText("De contracten zijn verlengd.")
		p.Submit("/contracten/verlengen", "reden", "nieuwe inkoop per 1 juli 2020").Want(http.StatusConflict).WantText("Er is net iets veranderd", "Het is al verlengd.")
		get(b, "/contracten/"+s.contractID("A-1")).WantText("30 juni 2020", "Verlengd, samen met andere contracten")
		b.Get("/contracten/verlengen?maanden=99").Want(http.StatusBadRequest).WantText("Kies 1 tot en met 24 maanden.")
		b.Get("/contracten/verlengen?peildag=gisteren").Want(http.StatusBadRequest)
		get(b, "/contracten/beeindigen?peildag=2019-10-31").WantText("Ze eindigen dan op 31 oktober 2019.")
		s.as(s.Coordinator).Get("/contracten/verlengen").Want(http.StatusNotFound)
		s.Day("2020-01-15")
		if p := get(s.as(s.Contractmanager), "/contracten/verlengen?peildag=2020-06-30"); p.Has("A-3") || !p.Has("Het loopt vanzelf langer door.") {
			t.Errorf("what is over already does not stand among what takes no part:\n%s", p.Text())
		}
	})
}

// The page of a contract warns from the first day of a warning.
func TestContractWarnings(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t)) // the contracts end on 30 June 2028
	testkit.Eis(t, "INK-10")
	at := "/contracten/" + s.contractID("C-De Werkplaats")
	for day, want := range map[string]string{"2027-12-29": "", "2027-12-30": "6 maanden", "2028-03-30": "3 maanden", "2028-05-30": "1 maand"} {
		s.Day(day)
		p := get(s.as(s.Contractmanager), at)
		if p.Has("Dit contract eindigt op 30 juni 2028") != (want != "") || !p.Has(want) {
			t.Errorf("%s: want %q:\n%s", day, want, p.Text())
		}
	}
	s.Day("2028-06-01")
	get(s.as(s.Contractmanager), "/inkoop/werk").WantText("Contract C-De Werkplaats eindigt")
	get(s.as(s.Coordinator), "/werk").WantText("Contract C-De Werkplaats eindigt")
	if get(s.as(s.Coordinator), "/werk").Has("C-Groen Werk") {
		t.Error("a provider is warned of another's contract")
	}
	s.Day("2028-07-01")
	get(s.as(s.Contractmanager), at).WantText("Dit contract is geëindigd op 30 juni 2028")
}

func TestRadarPage(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "VRZ-01")
		s.Day("2026-11-23")
		s.EindigtVerzekering(s.De, inkoop.Ongevallen, civil.New(2026, time.December, 1))
		s.EindigtVerzekering(s.Andere, inkoop.Ongevallen, civil.New(2026, time.November, 1))
		b := s.as(s.Contractmanager)
		p := get(b, "/radar").WantText("Voorbij (1)", "De ongevallenverzekering is verlopen", "november 2026 (1)", "De ongevallenverzekering loopt af", "De Werkplaats", "Groen Werk")
		if p.Has("december 2026 (") {
			t.Errorf("%s", p.Text())
		}
		if one := get(b, "/radar?aanbieder="+string(s.De)); one.Has("Voorbij") {
			t.Errorf("the filter by provider:\n%s", one.Text())
		}
		get(b, "/radar?soort=pilot").WantText("Er loopt niets af.")
		get(b, "/contracten/"+s.contractID("C-Groen Werk")).WantText("ongevallenverzekering")
		if insured := get(b, "/contracten/"+s.contractID("C-De Werkplaats")); insured.Has("ongevallenverzekering") {
			t.Errorf("insured until December:\n%s", insured.Text())
		}
		b.Get("/radar?soort=alles").Want(http.StatusBadRequest)
		own := get(s.as(s.Coordinator), "/radar")
		if !own.Has("loopt af") || own.Has("Groen Werk") {
			t.Errorf("a provider sees\n%s", own.Text())
		}
		s.as(s.Coordinator).Get("/radar?aanbieder=" + string(s.Andere)).Want(http.StatusBadRequest)
		s.as(s.Consulent).Get("/radar").Want(http.StatusNotFound)
	})
}

// The register is public, names no person and no price, and downloads as CSV and JSON.
func TestRegister(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	s.Day("2026-11-23")
	s.Contract(inkoop.Contract{
		Nummer: "=2+5", Aanbieder: s.Andere, Getekend: civil.New(2026, time.January, 5), Oorspronkelijk: civil.Period{From: civil.New(2026, time.January, 1)},
		Regels:  []inkoop.Contractregel{{Product: inkoop.ProductRef{Catalogus: "v2", Product: "ONT3"}, Gemeenten: []inkoop.GemeenteCode{regiotest.Duiven}}},
		Addenda: []inkoop.Addendum{{Nummer: 1, Soort: inkoop.Beeindiging, Getekend: civil.New(2026, time.June, 1), LaatsteDag: civil.New(2027, time.June, 30)}},
	})
	b := s.site.Browser()
	p := get(b, "/contractregister").WantText("C-De Werkplaats", "Stand op 23 november 2026", "beëindiging tot en met 30 juni 2027")
	if p.Has("€") {
		t.Error("the register shows prices")
	}
	get(b, "/contractregister?stand=1-7-2028").WantText("Er zijn op deze dag geen contracten.")
	b.Get("/contractregister?stand=ooit").Want(http.StatusBadRequest)
	b.Get("/contractregister.csv?stand=ooit").Want(http.StatusBadRequest)
	for _, ext := range []string{"csv", "json"} {
		got := get(b, "/contractregister."+ext+"?stand=2026-11-23")
		if !strings.Contains(got.Header.Get("Content-Disposition"), "contractregister-2026-11-23."+ext) {
			t.Errorf("%s: %v", ext, got.Header)
		}
		golden(t, "contractregister."+ext, []byte(got.Body))
	}
	if empty := get(b, "/contractregister.json?stand=2028-07-01"); !json.Valid([]byte(empty.Body)) || !strings.Contains(empty.Body, `"contracten": []`) {
		t.Errorf("%s", empty.Body)
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s is\n%s\nnot\n%s", name, got, want)
	}
}

// A point of compliance from finding to second look, with what the provider says.
func TestCompliancePages(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "INK-05")
		s.Day("2026-11-23")
		s.EindigtVerzekering(s.De, inkoop.Ongevallen, civil.New(2026, time.November, 1))
		at := "/contracten/" + s.contractID("C-De Werkplaats") + "/naleving"
		b := s.as(s.Contractmanager)
		get(b, at).WantText("1 van de 2 verzekeringen ontbreken op 23 november 2026")
		form := get(b, at+"/nieuw?bron=verzekering")
		values := formAt(t, form, at+"/nieuw")
		if values.Get("bron") != "verzekering" || !strings.Contains(values.Get("bevinding"), "1 van de 2") {
			t.Errorf("the proposal does not fill the form: %v", values)
		}
		p := form.Submit(at+"/nieuw", "in_orde", "nee", "afspraak", "", "termijn", "").Want(http.StatusBadRequest).WantText("Vul in wat is afgesproken.", "Vul in wanneer het klaar moet zijn.")
		p.Submit(at+"/nieuw", "afspraak", "Nieuwe polis", "termijn", "1-12-2026").Want(http.StatusSeeOther).Follow().WantText("Het punt is bewaard.", "Nieuwe polis", "open")
		if get(b, at).Has("Voorstellen") {
			t.Error("what is open is proposed again")
		}
		own := s.as(s.Coordinator)
		label := "Reageer 1 van de 2 verzekeringen ontbreken op 23 november 2026 of dekken deelnemers niet."
		reply := get(own, get(own, at).Link(label)).WantText("Nieuwe polis")
		reply.Submit(reply.URL.Path, "reactie", "").Want(http.StatusBadRequest).WantText("Vul in wat jullie hebben gedaan.")
		reply.Submit(reply.URL.Path, "reactie", "De polis is er").Want(http.StatusSeeOther).Follow().WantText("De polis is er")
		if get(own, at).Has("Leg een punt vast") {
			t.Error("a provider writes findings")
		}
		s.Day("2026-12-02")
		b = s.as(s.Contractmanager) // the session of last week has ended
		late := get(b, at).WantText("te laat", "De polis is er")
		edit := late.Link("Wijzig of hertoets 1 van de 2 verzekeringen ontbreken op 23 november 2026 of dekken deelnemers niet.")
		get(b, edit).Submit(edit, "op", "2-12-2026", "opgelost", "nee", "hertoets", "De polis dekt niemand", "afspraak", "Een polis die dekt", "termijn", "31-12-2026").
			Want(http.StatusSeeOther).Follow().WantText("Opnieuw bekeken op 2 december 2026", "De polis dekt niemand", "Een polis die dekt", "Eerder afgesproken, uiterlijk 1 december 2026 Nieuwe polis")
		s.as(s.AndereCoordinator).Get(at).Want(http.StatusNotFound)
		s.as(s.Consulent).Get(at).Want(http.StatusNotFound)
	})
}

func TestMeetingPages(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "INK-08")
		s.Day("2026-11-23")
		b := s.as(s.Contractmanager)
		values := url.Values{"versie": {"0"}, "soort": {"regionaal overleg"}, "titel": {""}, "dag": {"23-11-2026"}, "agenda": {"Opening\n\nCijfers"}, "besluiten": {"Wij gaan door"}}
		b.Post("/overleggen/nieuw", values).Want(http.StatusBadRequest).WantText("Vul in waar het overleg over gaat.", "Cijfers")
		values.Set("titel", "Najaarsoverleg")
		p := b.Post("/overleggen/nieuw", values).Want(http.StatusSeeOther).Follow().WantText("Opening", "Wij gaan door", "Er zijn geen acties.")
		at := p.URL.Path
		b.Post(at+"/actie", url.Values{"wat": {"Stuur het rooster"}}).Want(http.StatusBadRequest).WantText("Kies wie het doet.", "Stuur het rooster")
		b.Post(at+"/actie", url.Values{"wat": {"Stuur het rooster"}, "organisatie": {string(s.De)}, "uiterlijk": {"30-11-2026"}}).Want(http.StatusSeeOther).Follow().WantText("Stuur het rooster", "De Werkplaats")
		own := s.as(s.Coordinator)
		work := get(own, "/werk").WantText("Contract en afspraken", "Stuur het rooster")
		action := work.Link("Rond af Stuur het rooster")
		s.as(s.AndereCoordinator).Get(action).Want(http.StatusNotFound)
		get(own, action).Submit(action, "toelichting", "gemaild").Want(http.StatusSeeOther).Follow().WantText("De actie is afgerond.")
		get(b, at).WantText("gedaan op 23 november 2026 gemaild")
		if get(own, "/werk").Has("Stuur het rooster") {
			t.Error("what is done is still work")
		}
		// An action from a meeting to which the provider was not asked leads to no page that it may not see.
		values.Set("soort", string(inkoop.OverlegGemeente))
		among := b.Post("/overleggen/nieuw", values).Want(http.StatusSeeOther).Follow().URL.Path
		b.Post(among+"/actie", url.Values{"wat": {"Stuur de polis"}, "organisatie": {string(s.De)}, "uiterlijk": {"30-11-2026"}}).Want(http.StatusSeeOther)
		apart := get(own, "/werk").Link("Rond af Stuur de polis")
		own.Get(among).Want(http.StatusNotFound)
		if page := get(own, apart); strings.Contains(page.Body, among) || !strings.Contains(page.Body, `href="/overleggen"`) {
			t.Error("the action leads to the meeting")
		}
		if !strings.Contains(get(b, apart).Body, among) {
			t.Error("the region is not led back to the meeting")
		}
		own.Get("/overleggen/nieuw").Want(http.StatusNotFound)
		s.as(s.Consulent).Get("/overleggen").Want(http.StatusNotFound)
		s.as(s.Consulent).Get("/inkoop/werk").Want(http.StatusNotFound)
		get(s.as(s.Beleid), "/inkoop/werk").WantText("Er is nu niets te doen.")
	})
}

func TestHostileInputOfContracts(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	s.Day("2026-11-23")
	at := "/contracten/" + s.contractID("C-De Werkplaats")
	id, err := s.Inkoop.LegOverlegVast(t.Context(), s.Contractmanager, appinkoop.OverlegInput{Overleg: inkoop.Overleg{Soort: inkoop.OverlegRegio, Titel: "Overleg", Dag: civil.New(2026, 11, 23)}})
	s.must(err)
	s.as(s.Contractmanager).Attack("/contracten/nieuw", "/contracten/verlengen", "/contracten/beeindigen", at, at+"/wijziging", at+"/naleving", at+"/naleving/nieuw",
		"/overleggen", "/overleggen/nieuw", "/overleggen/"+id, "/overleggen/"+id+"/actie", "/radar", "/inkoop/werk", "/contractregister")
}
