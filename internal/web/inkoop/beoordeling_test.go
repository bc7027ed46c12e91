package inkoop_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/inkoop"
	"trede/internal/testkit"
	"trede/internal/testkit/pdftest"
	"trede/internal/testkit/webtest"
)

// assess fills in the assessment of an inschrijving on its page: everything good, but for
// what change says.
func assess(t *testing.T, b *webtest.Browser, address string, change func(url.Values)) *webtest.Page {
	t.Helper()
	p := get(b, address)
	v := url.Values{"compleet": {"ja"}, "plan": {"voldoet"}, "advies": {"gekwalificeerd"}, "actie": {"afronden"}}
	for _, n := range p.Find(webtest.Tag("input")) {
		if name := webtest.Attr(n, "name"); strings.HasPrefix(name, "oordeel-") {
			v.Set(name, "voldoet")
		}
		if webtest.Attr(n, "name") == "versie" {
			v.Set("versie", webtest.Attr(n, "value"))
		}
	}
	if len(v) < 18 {
		t.Fatalf("only %d fields:\n%s", len(v), p.Text())
	}
	if change != nil {
		change(v)
	}
	return b.Post(address, v)
}

// An assessor sees each requirement beside the answer and judges it; what is missing is
// said beside the field, and nothing that was typed is lost.
func TestAssessing(t *testing.T) {
	testkit.Eis(t, "INK-04", "INK-13", "INK-17")
	each(t, func(t *testing.T, s *scene) {
		s.Day("2020-01-20")
		anna, bas := s.Regionaal("Anna", authz.RoleBeoordelaar), s.Regionaal("Bas", authz.RoleBeoordelaar)
		ronde := s.Ronde2020()
		id := s.Ingediend(ronde, s.Andere)
		address := "/beoordelingen/" + id
		enrolled := "/rondes/" + string(ronde.ID) + "/inschrijvingen"
		s.Day("2020-02-03")
		if get(s.as(s.Contractmanager), enrolled).Has("Trek de steekproef") {
			t.Error("the check can be drawn before the decisions")
		}
		list := get(s.as(anna), "/beoordelingen").WantText("Groen Werk", "nog niet begonnen", "beoordelen, 0 van 2")
		if list.Link("Groen Werk") != address {
			t.Errorf("it leads to %s", list.Link("Groen Werk"))
		}
		get(s.as(anna), address).WantText("Uitsluitingsgronden", "Eisen voor elke aanbieder", "Plan Activerend Werk", "geen antwoord gegeven")
		back := assess(t, s.as(anna), address, func(v url.Values) {
			v.Del("compleet")
			v.Set("oordeel-ALG-KLACHT", "voldoet niet")
			v.Set("plan-notitie", "Sterk <plan>")
		}).Want(http.StatusBadRequest)
		back.WantText("Zeg of alles er is om te kunnen oordelen.", "Sterk <plan>")
		assess(t, s.as(anna), address, nil).Want(http.StatusSeeOther)
		get(s.as(anna), address).WantText("Jij", "Voldoet", "Pas mijn beoordeling aan")
		if get(s.as(bas), address+"/besluit").Has("advies: Gekwalificeerd") {
			t.Error("he sees the advice of a colleague before his own")
		}
		assess(t, s.as(bas), address, nil).Want(http.StatusSeeOther)
		s.decide(t, address, anna)
		get(s.as(s.AndereCoordinator), "/inschrijvingen/"+id+"/besluit").WantText("U krijgt een contract", "Bent u het niet eens met dit besluit?", "23 februari 2020")
		pdf := s.as(s.AndereCoordinator).Get("/inschrijvingen/" + id + "/besluit/pdf").Want(http.StatusSeeOther).Location()
		letter := pdftest.Read(t, []byte(get(s.as(s.AndereCoordinator), pdf).Body))
		if outline := pdftest.Outline(letter.Root); !strings.Contains(outline, "Bent u het niet eens met dit besluit?") {
			t.Errorf("the letter:\n%s", outline)
		}
		for _, closed := range []string{"/inschrijvingen/" + id + "/besluit", "/inschrijvingen/" + id + "/besluit/pdf", pdf} {
			s.as(s.Coordinator).Get(closed).Want(http.StatusNotFound)
		}
		s.as(s.Coordinator).Get(address).Want(http.StatusNotFound)
		s.draw(t, enrolled, anna)
	})
}

// Whoever is second and leaves what a colleague saved, leaves it.
func TestTheSavedDecisionStays(t *testing.T) {
	testkit.Eis(t, "INK-13")
	each(t, func(t *testing.T, s *scene) {
		s.Day("2020-01-20")
		anna, bas := s.Regionaal("Anna", authz.RoleBeoordelaar), s.Regionaal("Bas", authz.RoleBeoordelaar)
		address := "/beoordelingen/" + s.Ingediend(s.Ronde2020(), s.Andere)
		s.Day("2020-02-03")
		first, second := s.as(anna), s.as(bas)
		assess(t, first, address, nil).Want(http.StatusSeeOther)
		assess(t, second, address, nil).Want(http.StatusSeeOther)
		first.Post(address+"/gesprek", url.Values{
			"versie": {version(t, first, address+"/gesprek")}, "gehouden": {"3-2-2020"}, "deelnemers": {"Arend"}, "verslag": {"Goed."}, "uitkomst": {"voldoet"},
		}).Want(http.StatusSeeOther)
		page := address + "/besluit"
		v := url.Values{"versie": {version(t, first, page)}, "uitslag": {string(inkoop.Gekwalificeerd)}, "motivering": {"Van Anna."}}
		first.Post(page, v).Want(http.StatusSeeOther)
		v.Set("motivering", "Van Bas.")
		back := second.Post(page, v).Want(http.StatusConflict).WantText("Van Anna.", "Van Bas.")
		for _, f := range back.Forms() {
			if f.Action == page {
				v = f.Values()
			}
		}
		v.Set("keuze", "opgeslagen")
		second.Post(page, v).Want(http.StatusSeeOther)
		if p := get(first, page); !p.Has("Van Anna.") || p.Has("Van Bas.") {
			t.Errorf("what Anna saved was overwritten:\n%s", p.Text())
		}
	})
}

// version gives which version the form of a page is about.
func version(t *testing.T, b *webtest.Browser, page string) string {
	t.Helper()
	for _, n := range get(b, page).Find(webtest.Tag("input")) {
		if webtest.Attr(n, "name") == "versie" {
			return webtest.Attr(n, "value")
		}
	}
	t.Fatalf("%s has no version", page)
	return ""
}

// An assessor who is ill does not hold the decision up: who prepares it sets the assessment
// aside, with why.
func TestSettingAside(t *testing.T) {
	testkit.Eis(t, "INK-13")
	each(t, func(t *testing.T, s *scene) {
		s.Day("2020-01-20")
		anna := s.Regionaal("Anna", authz.RoleBeoordelaar)
		address := "/beoordelingen/" + s.Ingediend(s.Ronde2020(), s.Andere)
		s.Day("2020-02-03")
		m := s.as(s.Contractmanager)
		m.Get(address + "/terzijde").Want(http.StatusSeeOther) // nobody finished yet
		assess(t, s.as(anna), address, nil).Want(http.StatusSeeOther)
		page := get(m, address+"/besluit").Link("Leg een beoordeling terzijde")
		get(m, page).WantText("Wiens beoordeling?", "Anna")
		m.Post(page, url.Values{"beoordelaar": {anna.ID}}).Want(http.StatusBadRequest)
		m.Post(page, url.Values{"reden": {"Zij is <ziek>."}}).Want(http.StatusBadRequest).WantText("Kies wiens beoordeling", "Zij is <ziek>.")
		m.Post(page, url.Values{"beoordelaar": {anna.ID}, "reden": {"Zij is <ziek>."}}).Want(http.StatusSeeOther)
		get(m, address+"/besluit").WantText("terzijde gelegd: Zij is <ziek>.", "0 van de 2")
	})
}

// A rejection is opened again from the page of the decision, with a reason; what was decided
// stays there, and the next letter says which one it replaces.
func TestDecidedAgainPages(t *testing.T) {
	testkit.Eis(t, "INK-14")
	each(t, func(t *testing.T, s *scene) {
		s.Day("2020-01-20")
		id := s.Ingediend(s.Ronde2020(), s.Andere)
		s.Afgewezen(id)
		address, m := "/beoordelingen/"+id, s.as(s.Contractmanager)
		page := get(m, address+"/besluit").Link("Kijk opnieuw naar het besluit")
		form := get(m, page).WantText("Waarom kijken jullie opnieuw?")
		form.Submit(page, "reden", " ").Want(http.StatusBadRequest).WantText("Kijk opnieuw naar het besluit")
		form.Submit(page, "reden", "de regeling <was> er").Want(http.StatusSeeOther).Follow().
			WantText("Het besluit is open.", "Besluit van 20 januari 2020, herzien", "de regeling <was> er")
		form.Submit(page, "reden", "nog eens").Want(http.StatusConflict)
		m.Get(page).Want(http.StatusSeeOther) // nothing to open
		s.as(s.AndereCoordinator).Get(page).Want(http.StatusNotFound)
		s.as(s.AndereCoordinator).Post(page, url.Values{"versie": {"3"}, "reden": {"x"}}).Want(http.StatusNotFound)
	})
}

// draw draws the random check from the page of who enrolled, and leads to its points.
func (s *scene) draw(t *testing.T, enrolled string, nobody app.Actor) {
	t.Helper()
	b := s.as(s.Contractmanager)
	at := get(b, enrolled).WantText("Een loting wijst aan wie.").Link("Trek de steekproef")
	s.as(nobody).Get(at).Want(http.StatusNotFound)
	form := get(b, at).WantText("Uit 1 contract wordt 10 procent geloot")
	form.Submit(at, "afspraak", "Stuur <alles>", "termijn", "").Want(http.StatusBadRequest).WantText("Vul in wanneer het klaar moet zijn.", "Stuur <alles>")
	done := form.Submit(at, "afspraak", "Stuur <alles>").Want(http.StatusSeeOther).Follow().WantText("De steekproef is getrokken op 24 februari 2020: 1 van de 1")
	get(b, done.Link("getrokken")).WantText("Stuur <alles>", "Steekproef", "open")
	if done.Has("Trek de steekproef") {
		t.Error("it can be drawn again")
	}
	b.Attack(at)
}

// decide holds the gesprek, prepares the decision as one and takes it as another, and
// signs once the standstill is over.
func (s *scene) decide(t *testing.T, address string, anna app.Actor) {
	t.Helper()
	b := s.as(anna)
	page := address + "/gesprek"
	b.Post(page, url.Values{"versie": {version(t, b, page)}, "gehouden": {"3-2-2020"}, "deelnemers": {"Arend"}, "uitkomst": {"voldoet"}}).
		Want(http.StatusBadRequest).WantText("Schrijf een verslag van het gesprek.")
	b.Post(page, url.Values{"versie": {version(t, b, page)}, "gehouden": {"3-2-2020"}, "deelnemers": {"Arend"}, "verslag": {"Goed."}, "uitkomst": {"voldoet"}}).
		Want(http.StatusSeeOther)
	page = address + "/besluit"
	b.Post(page, url.Values{"versie": {version(t, b, page)}, "uitslag": {string(inkoop.Gekwalificeerd)}, "motivering": {"U voldoet aan alle eisen."}}).Want(http.StatusSeeOther)
	get(b, page).WantText("Iemand anders dan wie het besluit voorbereidde")
	m := s.as(s.Contractmanager)
	m.Post(page+"/nemen", url.Values{"versie": {version(t, m, page)}}).Want(http.StatusSeeOther)
	sign := func() *webtest.Page {
		return m.Post(address+"/tekenen", url.Values{"versie": {version(t, m, page)}, "op": {"24-2-2020"}})
	}
	get(m, page).WantText("Tekenen kan na 23 februari 2020")
	sign().Want(http.StatusBadRequest).WantText("Fout:")
	s.Day("2020-02-24")
	m = s.as(s.Contractmanager) // the session of three weeks ago has ended
	sign().Want(http.StatusSeeOther)
	signed := get(m, page).WantText("is getekend op 24 februari 2020")
	history := get(m, signed.Link("Bekijk contract")).WantText("Opgesteld na het besluit op de inschrijving", "Als getekend vastgelegd")
	if history.Has("Ingrid getekend") {
		t.Error("the signing gives a reason that nobody wrote")
	}
}
