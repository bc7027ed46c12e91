package inkoop_test

import (
	"net/http"
	"net/url"
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
	"trede/internal/testkit/webtest"
)

// tender makes a round by its form, and gives where it stands.
func (s *scene) tender(b *webtest.Browser) (address string) {
	s.T.Helper()
	page := get(b, "/rondes/nieuw").Submit("/rondes/nieuw", "naam", "Inkoop 2028", "partij", "MGR", "catalogus", "v2", "consultatie", "9-11-2026")
	address, _, _ = strings.Cut(page.Want(http.StatusSeeOther).Location(), "?")
	return address
}

// paper writes and publishes a paper by its forms, and gives where it stands.
func (s *scene) paper(b *webtest.Browser, round, title, text string) (address string) {
	s.T.Helper()
	form := round + "/stukken/nieuw"
	page := get(b, form).Submit(form, "soort", "visie", "titel", title, "tekst", text).Want(http.StatusSeeOther)
	address, _, _ = strings.Cut(page.Location(), "?")
	page.Follow().WantText("concept").Submit(address + "/publiceer").Want(http.StatusSeeOther).Follow().WantText("Iedereen kan het nu lezen.")
	return address
}

// A round by its pages: what is public, for whom, and from when.
func TestRoundPages(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "INK-01")
		s.Day("2026-11-02")
		manager := s.as(s.Contractmanager)
		round := s.tender(manager)
		public := []*webtest.Browser{s.site.Browser(), s.as(s.Coordinator), s.as(s.AndereCoordinator), s.as(s.Consulent)}
		for _, b := range public {
			b.Get(round).Want(http.StatusNotFound)
			get(b, "/rondes").WantText("Er zijn nu geen inkooprondes.")
		}
		draft := get(manager, round+"/stukken/nieuw").Submit(round+"/stukken/nieuw", "soort", "opzet", "titel", "Nog niet", "tekst", "stil")
		hidden, _, _ := strings.Cut(draft.Want(http.StatusSeeOther).Location(), "?")
		s.DB.Clock.Set(time.Date(2026, 11, 2, 8, 5, 0, 0, time.UTC))
		paper := s.paper(manager, round, "Waar we naartoe willen", "Dit is <b>niet vet</b>.\n- een\n- twee <script>alert(1)</script>")
		for _, b := range public {
			p := get(b, round).WantText("Waar we naartoe willen", "2 november 2026, 09.05 uur", "Consultatie: maandag 9 november 2026, over 7 dagen.", "Stap 1 van 5")
			if p.Has("Nog niet") || p.Has("Vragen van aanbieders") || p.Has("Wijzig de ronde") {
				t.Errorf("everybody sees\n%s", p.Text())
			}
			b.Get(hidden).Want(http.StatusNotFound)
			p = get(b, paper).WantText("Dit is <b>niet vet</b>.", "<script>alert(1)</script>", "Gepubliceerd op 2 november 2026, 09.05 uur.")
			items := 0
			for _, n := range p.Find(webtest.Tag("li")) {
				if text := webtest.TextOf(n); text == "een" || strings.HasPrefix(text, "twee") {
					items++
				}
			}
			if items != 2 || strings.Contains(p.Body, "<script>alert") || p.Has("Publiceer") {
				t.Errorf("%d items, or what was typed is markup:\n%s", items, p.Body)
			}
		}
		// It cannot be written over, by form or by hand.
		manager.Get(paper + "/wijzig").Want(http.StatusSeeOther)
		manager.Post(paper+"/wijzig", url.Values{"versie": {"2"}, "soort": {"visie"}, "titel": {"Anders"}, "tekst": {"x"}}).
			Want(http.StatusBadRequest).WantText("Dit stuk is gepubliceerd en verandert niet meer.")
		manager.Post(paper+"/publiceer", url.Values{"versie": {"2"}}).Want(http.StatusBadRequest)
		get(public[0], paper).WantText("Waar we naartoe willen")
	})
}

// Who asks, who answers, and when everybody reads it.
func TestQuestionsAndNota(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "INK-01")
		s.Day("2026-11-02")
		manager, asker, other, anybody := s.as(s.Contractmanager), s.as(s.Coordinator), s.as(s.AndereCoordinator), s.site.Browser()
		round := s.tender(manager)
		s.paper(manager, round, "Visie", "Meedoen")
		form := round + "/vragen/nieuw"
		if p := anybody.Get(form).Want(http.StatusSeeOther); !strings.HasPrefix(p.Location(), "/inloggen") {
			t.Errorf("somebody who is not signed in goes to %s", p.Location())
		}
		for _, nobody := range []app.Actor{s.Consulent, s.Werk, s.Contractmanager} {
			s.as(nobody).Get(form).Want(http.StatusNotFound)
		}
		get(asker, get(asker, round).Link("Stel een vraag")).Submit(form, "onderwerp", "", "tekst", "Wij van De Werkplaats: mag dit?").
			Want(http.StatusBadRequest).WantText("Kies een onderwerp.", "Wij van De Werkplaats: mag dit?")
		get(asker, form).Submit(form, "onderwerp", "Eisen", "tekst", "Wij van De Werkplaats: mag dit?").Want(http.StatusSeeOther).Follow().
			WantText("Jullie vragen", "Wij van De Werkplaats: mag dit?", "open")
		question := get(manager, round).WantText("De Werkplaats", "Coby", "Zonder antwoord: 1. Klaar voor de nota: 0.").Link("Eisen")
		for _, b := range []*webtest.Browser{asker, other} {
			b.Get(question).Want(http.StatusNotFound)
			b.Post(question, url.Values{"versie": {"1"}}).Want(http.StatusNotFound)
			b.Get(round + "/nota").Want(http.StatusNotFound)
			b.Post(round+"/nota", url.Values{}).Want(http.StatusNotFound)
		}
		// The name is still in it: why it stays, or take it out.
		back := get(manager, question).Submit(question, "antwoord", "Ja, dat mag.").Want(http.StatusBadRequest)
		back.WantText("Iedereen leest straks de naam: De Werkplaats.", "Ja, dat mag.")
		back.Submit(question, "openbaar", "Mag dit?", "antwoord", "Ja, dat mag.").Want(http.StatusSeeOther).Follow().WantText("Klaar voor de nota: 1.")
		for _, b := range []*webtest.Browser{asker, other, anybody} {
			if p := get(b, round); p.Has("Ja, dat mag.") || p.Has("nota van inlichtingen 1") {
				t.Errorf("an answer before the nota:\n%s", p.Text())
			}
		}
		get(asker, round).WantText("antwoord komt in de nota")
		s.DB.Clock.Set(time.Date(2026, 11, 12, 8, 30, 0, 0, time.UTC))
		manager = s.as(s.Contractmanager)
		sheet := get(manager, round+"/nota").WantText("Mag dit?", "Ja, dat mag.").Submit(round+"/nota", "tekst", "Beste aanbieders").Want(http.StatusSeeOther)
		nota, _, _ := strings.Cut(sheet.Location(), "?")
		for _, b := range []*webtest.Browser{s.as(s.Coordinator), s.as(s.AndereCoordinator), s.site.Browser(), s.as(s.Consulent)} {
			get(b, round).WantText("Nota van inlichtingen 1", "12 november 2026, 09.30 uur")
			p := get(b, nota).WantText("Beste aanbieders", "Eisen", "Mag dit?", "Ja, dat mag.", "12 november 2026, 09.30 uur")
			for _, secret := range []string{"Wij van De Werkplaats", "Peter"} {
				if p.Has(secret) {
					t.Errorf("the nota says %q", secret)
				}
			}
		}
		get(s.as(s.Coordinator), round).WantText("antwoord gepubliceerd")
		if get(s.as(s.AndereCoordinator), round).Has("Wij van De Werkplaats") {
			t.Error("another provider sees the question as it was asked")
		}
		get(manager, question).WantText("verandert niet meer")
		manager.Post(question, url.Values{"versie": {"3"}, "onderwerp": {"Eisen"}, "antwoord": {"Nee"}}).Want(http.StatusBadRequest)
		get(manager, round+"/nota").WantText("Er zijn geen antwoorden die nog niet gepubliceerd zijn.")
	})
}

// After the last day a question is refused with the reason, and what was typed stays.
func TestQuestionAfterTheLastDay(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	s.Day("2026-11-02")
	round := s.tender(s.as(s.Contractmanager))
	s.paper(s.as(s.Contractmanager), round, "Visie", "Meedoen")
	s.inschrijven(round, civil.New(2026, time.November, 9), civil.New(2026, time.November, 20))
	s.DB.Clock.Set(time.Date(2026, 11, 20, 22, 59, 0, 0, time.UTC)) // a minute before midnight in Amsterdam
	b := s.as(s.Coordinator)
	if get(b, round).WantText("Deze ronde heeft nog geen producten om voor in te schrijven.").Has("Schrijf in") {
		t.Error("a provider can register for nothing")
	}
	if p := get(s.site.Browser(), round).WantText("Laatste dag om in te schrijven: vrijdag 20 november 2026, vandaag."); p.Link("Schrijf in") != "/inschrijvingen/nieuw?ronde="+strings.TrimPrefix(round, "/rondes/") {
		t.Errorf("registering goes to %s", p.Link("Schrijf in"))
	}
	form := get(b, round+"/vragen/nieuw")
	s.DB.Clock.Set(time.Date(2026, 11, 20, 23, 0, 0, 0, time.UTC))
	form.Submit(round+"/vragen/nieuw", "onderwerp", "Eisen", "tekst", "Mijn lange vraag").Want(http.StatusBadRequest).
		WantText("Vragen stellen kon tot en met 20 november 2026.", "Mijn lange vraag")
	if p := get(s.as(s.Coordinator), round); p.Has("Schrijf in") || p.Has("Stel een vraag") || !p.Has("Stap 3 van 5") || !p.Has("Inschrijven kan nu niet") {
		t.Errorf("the day after:\n%s", p.Text())
	}
}

// What stays and what changes, on the page, by its form and from a lesson.
func TestSubjectsOfARound(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "INK-06", "INK-09", "INK-19")
		s.Day("2026-11-02")
		b := s.as(s.Contractmanager)
		lesson := get(b, "/leerpunten").WantText("Er zijn nog geen leerpunten.", "Contracten die lopen")
		get(b, lesson.Link("Voeg een leerpunt toe")).Submit("/leerpunten/nieuw", "onderwerp", "Rapportages", "soort", "ontwikkelpunt", "tekst", "Vaak te laat", "actie", "", "op", "3-11-2026").
			Want(http.StatusBadRequest).WantText("Schrijf wat jullie gaan doen", "Deze dag komt nog.", "Vaak te laat").
			Submit("/leerpunten/nieuw", "onderwerp", "Rapportages", "soort", "ontwikkelpunt", "tekst", "Vaak te laat", "actie", "Eerder herinneren", "op", "2-11-2026").
			Want(http.StatusSeeOther).Follow().WantText("2026", "Rapportages", "Wat we doen: Eerder herinneren")
		get(s.as(s.Beleid), "/leerpunten").WantText("Rapportages")
		for _, nobody := range []app.Actor{s.Coordinator, s.Consulent} {
			s.as(nobody).Get("/leerpunten").Want(http.StatusNotFound)
		}
		round := s.tender(b)
		s.paper(b, round, "Visie", "Meedoen")
		get(b, round).Submit(round+"/leerpunten").Want(http.StatusSeeOther).Follow().WantText("Eerder herinneren", "kan beter")
		form := round + "/wijzigingen/nieuw"
		get(b, form).Submit(form, "onderwerp", "Eisen", "soort", "gewijzigd", "wat", "Nieuwe eisen").Want(http.StatusBadRequest).
			WantText("Vul in waarom dit verandert of vervalt.", "Vul in voor wie dit verschil maakt.", "Nieuwe eisen").
			Submit(form, "onderwerp", "Eisen", "soort", "gewijzigd", "wat", "Nieuwe eisen", "waarom", "Meer kwaliteit", "voor_wie", "aanbieders").Want(http.StatusSeeOther)
		p := get(s.site.Browser(), round).WantText("Wat blijft en wat verandert", "Eerst 7 producten, nu 6.", "Meer kwaliteit")
		if got := row(t, p, "Eisen"); got != "Eisen verandert Nieuwe eisen Meer kwaliteit aanbieders" {
			t.Errorf("the subject: %q", got)
		}
		if got := row(t, p, "Een vaste plek waar je iets doet voor anderen"); !strings.Contains(got, "gelijk") || strings.Contains(got, "€") {
			t.Errorf("the tariff of a product that stays: %q", got)
		}
		if p.Has("Voeg een onderwerp toe") || p.Has("Leerpunten overnemen") {
			t.Error("everybody can write subjects")
		}
		b.Get(round + "/wijzigingen/3").Want(http.StatusNotFound)
		b.Get(round + "/wijzigingen/0").Want(http.StatusNotFound)
		get(b, round+"/wijzigingen/2").Submit(round+"/wijzigingen/2", "knop", "weg").Want(http.StatusSeeOther)
		get(b, round+"/wijzigingen/1").Submit(round+"/wijzigingen/1", "knop", "weg").Want(http.StatusSeeOther)
		old := get(s.site.Browser(), round).WantText("Er staan nog geen onderwerpen bij deze ronde.", "Wat hier eerder stond (2)", "Meer kwaliteit", "tot 2 november 2026")
		if strings.Index(old.Text(), "Wat hier eerder stond") > strings.Index(old.Text(), "Meer kwaliteit") {
			t.Errorf("what was dropped stands among what holds:\n%s", old.Text())
		}
	})
}

// Two people write the same round: the second sees both versions.
func TestRoundFormThatIsStale(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	s.Day("2026-11-02")
	b := s.as(s.Contractmanager)
	round := s.tender(b)
	old := get(b, round+"/wijzig")
	old.Submit(round+"/wijzig", "naam", "Eerste").Want(http.StatusSeeOther)
	old.Submit(round+"/wijzig", "naam", "Tweede").Want(http.StatusConflict).WantText("Eerste", "Tweede")
	wrong := get(b, round+"/wijzig").Submit(round+"/wijzig", "consultatie", "31-2-2027", "contract_van", "gisteren").Want(http.StatusBadRequest)
	if !strings.Contains(wrong.Body, `value="31-2-2027"`) || !strings.Contains(wrong.Body, `value="gisteren"`) {
		t.Errorf("what was typed is lost:\n%s", wrong.Body)
	}
	fresh := get(b, round+"/wijzig")
	fresh.Submit(round+"/wijzig", "contract_van", "30-6-2020").Want(http.StatusBadRequest).WantText("geldt Catalogus 2020 niet", "gaan in voor de consultatie")
	fresh.Submit(round+"/wijzig", "inschrijven_van", "20-11-2026", "inschrijven_tot", "10-11-2026").Want(http.StatusBadRequest).WantText("Draai de dagen om.")
}

func TestHostileInputOfRounds(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	s.Day("2026-11-02")
	b := s.as(s.Contractmanager)
	round := s.tender(b)
	s.paper(b, round, "Visie", "Meedoen")
	ask := round + "/vragen/nieuw"
	get(s.as(s.Coordinator), ask).Submit(ask, "onderwerp", "Eisen", "tekst", `"><img src=x onerror=alert(1)>`).Want(http.StatusSeeOther)
	b.Attack("/rondes/nieuw", round+"/wijzig", round+"/wijzigingen/nieuw", round+"/stukken/nieuw", get(b, round).Link("Eisen"), "/leerpunten/nieuw", round+"/nota")
	s.as(s.Coordinator).Attack(ask)
	for _, address := range []string{"/rondes/%00", "/rondes/%ff", round + "/stukken/%27", round + "/wijzigingen/99999999999999999999", round + "/vragen/x"} {
		if p := b.Get(address); p.Status >= 500 || p.Status == http.StatusOK {
			t.Errorf("%s: %d", address, p.Status)
		}
	}
}

// inschrijven sets the days of registration of a round: the example region has no
// percelen to choose from.
func (s *scene) inschrijven(round string, first, last civil.Date) {
	s.T.Helper()
	list, err := s.Inkoop.Rondes(s.T.Context(), s.Contractmanager)
	s.must(err)
	at := slices.IndexFunc(list.Rondes, func(r appinkoop.RondeRow) bool { return "/rondes/"+string(r.ID) == round })
	one := list.Rondes[at].Ronde
	one.Inschrijven = civil.Through(first, last)
	one.Contract = civil.Period{From: civil.New(2027, time.July, 1)}
	one.Percelen = []inkoop.PerceelCode{"AW"}
	s.PutRonde(&one)
}

// A file goes with a concept: nobody fetches it before the paper is published.
func TestFileOfAPaper(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "INK-01")
		s.Day("2026-11-02")
		b, anybody := s.as(s.Contractmanager), s.site.Browser()
		round := s.tender(b)
		s.paper(b, round, "Visie", "Meedoen")
		form := round + "/stukken/nieuw"
		concept, _, _ := strings.Cut(get(b, form).Submit(form, "soort", "opzet", "titel", "Opzet", "tekst", "Zie het bestand").Want(http.StatusSeeOther).Location(), "?")
		b.Upload(concept+"/bestand", url.Values{"versie": {"1"}}).Want(http.StatusBadRequest).WantText("Kies een bestand.")
		b.Upload(concept+"/bestand", url.Values{"versie": {"1"}}, webtest.File{Field: "bestand", Name: "a.pdf", Content: []byte("<script>")}).Want(http.StatusBadRequest)
		pdf := []byte("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n")
		file := webtest.File{Field: "bestand", Name: "opzet.pdf", Content: pdf}
		s.as(s.Coordinator).Upload(concept+"/bestand", url.Values{"versie": {"1"}}, file).Want(http.StatusNotFound)
		page := b.Upload(concept+"/bestand", url.Values{"versie": {"1"}}, file).Want(http.StatusSeeOther).Follow()
		link := page.Link("Download het bestand bij dit stuk")
		b.Get(link).Want(http.StatusOK)
		if got := anybody.Get(link); got.Status == http.StatusOK {
			t.Error("everybody fetches the file of a concept")
		}
		s.as(s.Coordinator).Get(link).Want(http.StatusNotFound)
		page.Submit(concept + "/publiceer").Want(http.StatusSeeOther)
		anybody.Get(link).Want(http.StatusOK)
		s.as(s.AndereCoordinator).Get(link).Want(http.StatusOK)
		b.Upload(concept+"/bestand", url.Values{"versie": {"3"}}, file).Want(http.StatusBadRequest).WantText("Dit stuk is gepubliceerd en verandert niet meer.")
	})
}
