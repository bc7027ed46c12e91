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
	testkit.Eis(t, "INK-13", "INK-17")
	each(t, func(t *testing.T, s *scene) {
		s.Day("2020-01-20")
		anna, bas := s.Regionaal("Anna", authz.RoleBeoordelaar), s.Regionaal("Bas", authz.RoleBeoordelaar)
		id := s.Ingediend(s.Ronde2020(), s.Andere)
		address := "/beoordelingen/" + id
		s.Day("2020-02-03")
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
	})
}

// decide holds the gesprek, prepares the decision as one and takes it as another, and
// signs once the standstill is over.
func (s *scene) decide(t *testing.T, address string, anna app.Actor) {
	t.Helper()
	version := func(b *webtest.Browser, page string) string {
		for _, n := range get(b, page).Find(webtest.Tag("input")) {
			if webtest.Attr(n, "name") == "versie" {
				return webtest.Attr(n, "value")
			}
		}
		t.Fatalf("%s has no version", page)
		return ""
	}
	b := s.as(anna)
	page := address + "/gesprek"
	b.Post(page, url.Values{"versie": {version(b, page)}, "gehouden": {"3-2-2020"}, "deelnemers": {"Arend"}, "uitkomst": {"voldoet"}}).
		Want(http.StatusBadRequest).WantText("Schrijf een verslag van het gesprek.")
	b.Post(page, url.Values{"versie": {version(b, page)}, "gehouden": {"3-2-2020"}, "deelnemers": {"Arend"}, "verslag": {"Goed."}, "uitkomst": {"voldoet"}}).
		Want(http.StatusSeeOther)
	page = address + "/besluit"
	b.Post(page, url.Values{"versie": {version(b, page)}, "uitslag": {string(inkoop.Gekwalificeerd)}, "motivering": {"U voldoet aan alle eisen."}}).Want(http.StatusSeeOther)
	get(b, page).WantText("Iemand anders dan wie het besluit voorbereidde")
	m := s.as(s.Contractmanager)
	m.Post(page+"/nemen", url.Values{"versie": {version(m, page)}}).Want(http.StatusSeeOther)
	sign := func() *webtest.Page {
		return m.Post(address+"/tekenen", url.Values{"versie": {version(m, page)}, "op": {"24-2-2020"}})
	}
	get(m, page).WantText("Tekenen kan na 23 februari 2020")
	sign().Want(http.StatusBadRequest).WantText("Fout:")
	s.Day("2020-02-24")
	m = s.as(s.Contractmanager) // the session of three weeks ago has ended
	sign().Want(http.StatusSeeOther)
	get(m, page).WantText("is getekend op 24 februari 2020")
}
