package inkoop_test

import (
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/testkit"
	"trede/internal/testkit/webtest"
	"trede/internal/web/tekst"
)

// typed tells whether a value stands in a field.
func typed(p *webtest.Page, value string) bool {
	return len(p.Find(func(n *webtest.Node) bool { return n.Data == "input" && webtest.Attr(n, "value") == value })) > 0
}

var parts = []string{"gegevens", "keuzes", "eisen", "plan", "werkplekken", "verzekeringen", "mensen", "controleren"}

// An aanbieder enrols in a browser: the task list, half a part that is kept, what is
// missing with the way there; and nobody else gets to see any of it, by whatever address.
func TestEnrolPages(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "INK-12", "INK-17")
		s.Day("2019-11-04")
		ronde := s.Gepubliceerd(s.Ronde2020())
		b := s.as(s.Coordinator)
		round := "/rondes/" + string(ronde.ID)
		if p := get(b, round); p.Link("Schrijf in") == "" || p.Has("Wie schreef zich in") {
			t.Errorf("the round, before it begins:\n%s", p.Text())
		}
		get(b, "/inschrijvingen").WantText("Inkoop 2020", "niet begonnen", "tot en met 31 januari 2020")
		begin := url.Values{"ronde": {string(ronde.ID)}, "aanbieder": {string(s.De)}}
		get(b, "/inschrijvingen/nieuw?"+begin.Encode()).WantText("Begin je inschrijving")
		one := b.Post("/inschrijvingen/nieuw", begin).Want(http.StatusSeeOther).Location()
		list := get(b, one).WantText("Plan Activerend Werk", "nog doen", "kan nog niet")
		if list.Has("Ingediend op") {
			t.Error("a concept looks handed in")
		}
		for _, part := range parts {
			get(b, one+"/"+part)
		}
		b.Post(one+"/plan", url.Values{"versie": {"1"}, "plan.locatie": {"In de wijk"}, "klaar": {"ja"}}).Want(http.StatusSeeOther)
		get(b, one).WantText("niet compleet")
		if p := get(b, one+"/plan").WantText("Dit is nog nodig"); !p.Has("In de wijk") {
			t.Error("half a plan is gone")
		}
		bad := b.Post(one+"/mensen", url.Values{"versie": {"2"}, "mens.0.naam": {"Noor"}, "mens.0.vog": {"31-02-2019"}})
		if bad.Status != http.StatusUnprocessableEntity && bad.Status != http.StatusBadRequest {
			t.Errorf("no date gives %d", bad.Status)
		}
		if !typed(bad, "31-02-2019") {
			t.Error("what was typed is gone")
		}
		refused := b.Post(one+"/controleren", url.Values{"versie": {"2"}})
		refused.WantText("Vul in je plan het uitgangspunt", "Kies een regel om het aan te vullen")
		for _, other := range []app.Actor{s.AndereCoordinator, s.Contractmanager} {
			o := s.as(other)
			o.Get(one).Want(http.StatusNotFound)
			for _, part := range parts {
				o.Get(one + "/" + part).Want(http.StatusNotFound)
				o.Post(one+"/"+part, url.Values{"versie": {"2"}}).Want(http.StatusNotFound)
			}
			o.Post(one+"/intrekken", url.Values{"versie": {"2"}, "reden": {"zomaar"}}).Want(http.StatusNotFound)
		}
		if got := get(b, round).Link("Ga verder met je inschrijving"); got != one {
			t.Errorf("what was begun goes on at %q", got)
		}
		manager := s.as(s.Contractmanager)
		enrolled := get(manager, get(manager, round).Link("Wie schreef zich in")).WantText("Er is nog niets ingediend")
		if enrolled.Link("Naar de ronde") != round {
			t.Errorf("back to the round: %q", enrolled.Link("Naar de ronde"))
		}
		s.as(s.AndereCoordinator).Get("/rondes/" + string(ronde.ID) + "/inschrijvingen").Want(http.StatusNotFound)
		s.as(s.AndereCoordinator).Post("/inschrijvingen/nieuw", begin).Want(http.StatusNotFound)
	})
}

// Who was rejected sees the decision, and the way to enrol again as long as the round is
// open; both stand in its list from then on.
func TestEnrolAgainAfterRejection(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "INK-15")
		s.Day("2019-11-04")
		ronde := s.Gepubliceerd(s.Ronde2020())
		b, round := s.as(s.Coordinator), "/rondes/"+string(ronde.ID)
		begin := url.Values{"ronde": {string(ronde.ID)}, "aanbieder": {string(s.De)}}
		one := b.Post("/inschrijvingen/nieuw", begin).Want(http.StatusSeeOther).Location()
		s.Afgewezen(path.Base(one))
		p := get(b, round)
		if got := p.Link("Bekijk je inschrijving"); got != one {
			t.Errorf("what was rejected is at %q", got)
		}
		again := p.Link("Schrijf opnieuw in")
		get(b, again).WantText("Begin je inschrijving", "tot en met 31 januari 2020")
		get(b, "/inschrijvingen").WantText("Afgewezen", "niet begonnen")
		two := b.Post("/inschrijvingen/nieuw", begin).Want(http.StatusSeeOther).Location()
		if two == one {
			t.Fatal("what was rejected goes on")
		}
		list := get(b, "/inschrijvingen").WantText("Afgewezen", "begonnen")
		if !strings.Contains(list.Body, one) || !strings.Contains(list.Body, two) {
			t.Error("the list does not lead to both")
		}
		if got := get(b, round).Link("Ga verder met je inschrijving"); got != two {
			t.Errorf("the round goes on at %q", got)
		}
	})
}

// A file that came with answers that are refused is kept and offered with them; after
// taking back none comes in.
func TestEvidenceIsSentOnce(t *testing.T) {
	testkit.Eis(t, "INK-12")
	each(t, func(t *testing.T, s *scene) {
		s.Day("2019-11-04")
		ronde := s.Gepubliceerd(s.Ronde2020())
		b := s.as(s.Coordinator)
		begin := url.Values{"ronde": {string(ronde.ID)}, "aanbieder": {string(s.De)}}
		one := b.Post("/inschrijvingen/nieuw", begin).Want(http.StatusSeeOther).Location()
		v := url.Values{"versie": {"1"}, "eis.A-KVK": {"ja"}}
		for name := range firstForm(t, get(b, one+"/eisen")) {
			if strings.HasSuffix(name, ".uitleg") {
				v.Set(name, strings.Repeat("x", 6001))
			}
		}
		file := webtest.File{Field: "eis.A-KVK.bewijs", Name: "uittreksel.pdf", Content: proefPDF}
		back := b.Upload(one+"/eisen", v, file).Want(http.StatusBadRequest).WantText("uittreksel.pdf")
		again := firstForm(t, back)
		for name := range again {
			if strings.HasSuffix(name, ".uitleg") {
				again.Set(name, "zo")
			}
		}
		b.Upload(one+"/eisen", again).Want(http.StatusSeeOther)
		get(b, one+"/controleren").WantText("uittreksel.pdf")
		b.Post(one+"/intrekken", url.Values{"versie": {"2"}, "reden": {"toch niet"}}).Want(http.StatusSeeOther)
		b.Upload(one+"/eisen", again, file)
		files, err := s.Inkoop.BestandenVan(t.Context(), s.Coordinator, string(s.De))
		if err != nil || len(files) != 1 {
			t.Errorf("%d files are kept, %v", len(files), err)
		}
	})
}

// firstForm gives the values of the form of a part.
func firstForm(t *testing.T, p *webtest.Page) url.Values {
	t.Helper()
	for _, f := range p.Forms() {
		if strings.HasSuffix(f.Action, "/eisen") {
			return f.Values()
		}
	}
	t.Fatal("no form:\n" + p.Text())
	return nil
}

func aanmelding(kvk, email string) url.Values {
	return url.Values{
		"naam": {"Nieuw Werk"}, "kvk": {kvk}, "gemeente": {"0202"}, "contact": {"Nina Nieuw"}, "email": {email},
	}
}

// mails counts what was promised, and gives who would get it.
func (s *scene) mails() (to []string) {
	s.T.Helper()
	jobs, err := s.DB.OpenJobs(s.T.Context(), 100)
	s.must(err)
	for _, j := range jobs {
		if j.Soort == app.JobMail {
			m, err := s.Base.OpenMail(s.T.Context(), j)
			s.must(err)
			to = append(to, string(m.Soort)+" "+m.Aan)
		}
	}
	return to
}

// Whoever presses twice, or from two windows, makes one organisation known.
func TestBecomeAanbiederOnce(t *testing.T) {
	testkit.Eis(t, "INK-15")
	each(t, func(t *testing.T, s *scene) {
		s.Day("2019-11-04")
		var all sync.WaitGroup
		for n := range 10 {
			b := s.site.Browser()
			all.Go(func() { b.Post("/aanbieder-worden", aanmelding("87654321", "nina"+strconv.Itoa(n)+"@nieuw.example")) })
		}
		all.Wait()
		page, err := s.Inkoop.Overzicht(t.Context(), s.Contractmanager)
		s.must(err)
		known := 0
		for _, a := range page.Aanbieders {
			if a.KvK == "87654321" {
				known++
			}
		}
		if known != 1 || len(s.mails()) != 10 {
			t.Errorf("%d organisations, mails %v", known, s.mails())
		}
	})
}

// A new organisation makes itself known as long as the window is open. It is offered to
// nobody until it has a signed contract, and nobody can try who is known.
func TestBecomeAanbieder(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "INK-04", "INK-15")
		b := s.site.Browser()
		s.DB.Clock.Set(civil.New(2019, 6, 1).StartOfDay().Add(-1))
		wrong := b.Post("/aanbieder-worden", aanmelding("8765", "nina"))
		wrong.WantText("acht cijfers")
		if len(s.mails()) != 0 {
			t.Fatalf("mails: %v", s.mails())
		}
		first := b.Post("/aanbieder-worden", aanmelding("87654321", "Nina@nieuw.example")).Want(http.StatusSeeOther).Location()
		same := b.Post("/aanbieder-worden", aanmelding("87654321", "ander@nieuw.example")).Want(http.StatusSeeOther).Location()
		again := b.Post("/aanbieder-worden", aanmelding("11112222", "nina@nieuw.example")).Want(http.StatusSeeOther).Location()
		if first != same || first != again {
			t.Errorf("the answers differ: %s %s %s", first, same, again)
		}
		want := []string{"aanmelding nina@nieuw.example", "aanmelding-bekend ander@nieuw.example", "aanmelding-bekend nina@nieuw.example"}
		if got := s.mails(); len(got) != 3 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
			t.Errorf("mails %v, want %v", got, want)
		}
		s.DB.Clock.Set(civil.New(2019, 6, 1).StartOfDay())
		closed := b.Post("/aanbieder-worden", aanmelding("87654321", "nina@nieuw.example"))
		closed.WantText("Nieuwe aanbieders kunnen zich nu niet aanmelden", "vanaf 1 oktober 2019")
		if !typed(closed, "Nina Nieuw") {
			t.Error("what was typed is gone")
		}
		if len(s.mails()) != 3 {
			t.Errorf("a closed window sends mail: %v", s.mails())
		}
		s.hiddenUntilSigned(t)
		s.Day("2019-10-01")
		for range 20 {
			if b.Post("/aanbieder-worden", aanmelding("33334444", "x@nieuw.example")).Status == http.StatusTooManyRequests {
				return
			}
		}
		t.Error("one address may go on for ever")
	})
}

// A number that nobody confirmed is not kept from who it belongs to: when the code is over
// it is free, and who let the code pass gets another. Who did confirm keeps it.
func TestUnconfirmedNumberIsFree(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "INK-15")
		s.Day("2026-11-02")
		b := s.site.Browser()
		last := func(kvk, email string) string {
			t.Helper()
			b.Post("/aanbieder-worden", aanmelding(kvk, email)).Want(http.StatusSeeOther)
			all := s.mails()
			return all[len(all)-1]
		}
		kvk := func() (out []string) {
			page, err := s.Inkoop.Overzicht(t.Context(), s.Contractmanager)
			s.must(err)
			for _, a := range page.Aanbieders {
				if a.Naam == "Nieuw Werk" {
					out = append(out, a.KvK)
				}
			}
			slices.Sort(out)
			return out
		}
		for _, step := range []struct{ day, kvk, email, want string }{
			{"2026-11-02", "87654321", "kaper@elders.example", "aanmelding kaper@elders.example"},
			{"2026-11-03", "87654321", "nina@nieuw.example", "aanmelding-bekend nina@nieuw.example"},
			{"2026-12-15", "87654321", "nina@nieuw.example", "aanmelding nina@nieuw.example"},
			{"2027-02-01", "87654321", "nina@nieuw.example", "aanmelding nina@nieuw.example"},
			{"2027-02-01", "87654321", "kaper@elders.example", "aanmelding kaper@elders.example"},
			{"2027-02-01", "87654321", "derde@elders.example", "aanmelding-bekend derde@elders.example"},
			{"2027-06-01", "87654321", "derde@elders.example", "aanmelding-bekend derde@elders.example"}, // she chose a password
		} {
			if step.day == "2027-06-01" {
				_, err := s.DB.DBs()[0].Writer().ExecContext(t.Context(), "update account set password_at = created_at where login = 'nina@nieuw.example'")
				s.must(err)
			}
			s.Day(step.day)
			if got := last(step.kvk, step.email); got != step.want {
				t.Errorf("%s: %s gets %q, want %q", step.day, step.email, got, step.want)
			}
		}
		if got := kvk(); !slices.Equal(got, []string{"", "87654321"}) {
			t.Errorf("the numbers are %q", got)
		}
	})
}

func (s *scene) hiddenUntilSigned(t *testing.T) {
	t.Helper()
	s.Day("2019-06-03")
	open := s.site.Browser()
	if get(open, "/aanbieders").Has("Nieuw Werk") || get(s.as(s.Consulent), "/aanbieders").Has("Nieuw Werk") {
		t.Error("who has no contract is offered")
	}
	list := get(s.as(s.Contractmanager), "/aanbieders").WantText("Nieuw Werk")
	address := list.Link("Nieuw Werk")
	open.Get(address).Want(http.StatusNotFound)
	id, roles := s.Aangemeld("87654321", "nina@nieuw.example")
	if len(roles) != 1 || roles[0].Rol != string(authz.RoleCoordinator) || roles[0].OrganisatieID != string(id) {
		t.Errorf("the contact is %+v", roles)
	}
	contract := inkoop.Contract{
		Nummer: "C-N", Aanbieder: id, Oorspronkelijk: civil.Through(civil.New(2019, 1, 1), civil.New(2020, 12, 31)),
		Regels: []inkoop.Contractregel{{Product: inkoop.ProductRef{Catalogus: "v1", Product: "ONT3"}, Gemeenten: []inkoop.GemeenteCode{"0202"}}},
	}
	s.Contract(contract)
	if get(open, "/aanbieders").Has("Nieuw Werk") {
		t.Error("a contract that is not signed is enough")
	}
	contract.Nummer, contract.Getekend = "C-N2", civil.New(2019, 6, 2)
	s.Contract(contract)
	get(open, "/aanbieders").WantText("Nieuw Werk")
	get(open, address)
}

// Every reason for which something may not be enrolled for has its sentence.
func TestEveryReasonHasASentence(t *testing.T) {
	testkit.Eis(t, "INK-15")
	for _, key := range []string{
		"ronde_nog_niet", "ronde_voorbij", "venster_dicht", "venster_dicht_volgende", "venster_bevroren", "venster_bevroren_volgende",
		"buiten_ronde", "buiten_perceel", "buiten_catalogus",
	} {
		if !tekst.Has("toelating." + key) {
			t.Errorf("toelating.%s has no text", key)
		}
	}
}
