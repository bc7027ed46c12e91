package toegang_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"trede/internal/domain/civil"
	"trede/internal/domain/toegang"
	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/webtest"
	"trede/internal/web/tekst"
)

// Every failed check stands there with who can mend it, for each provider.
func TestFailedChecksSayWhoCanMendThem(t *testing.T) {
	testkit.Eis(t, "INK-03", "PRD-10", "INK-06")
	s := newScene(t, dbtest.SQLite(t))
	m := s.Melding("Marco", "Jansen")
	s.Onderzocht(m)
	b := s.as(s.Consulent)
	url := "/inwoners/" + m.InwonerID + "/toewijzen"

	b.Get(url).Want(http.StatusOK).WantText("Past bij het advies", "Wat hier niet kan, en waarom", "algemene voorziening")
	b.Get(url+query("product", "v2/ONT3", "start", "30-11-2026")).Want(http.StatusOK).
		WantText("Er is nog geen doel waar de inwoner en jij het over eens zijn.", "Wie kan dit oplossen: jij of een collega van je team.")
	s.Doel(m.InwonerID, "Ik kom elke ochtend", toegang.DomeinActivering)
	late := b.Get(url+query("product", "v2/ONT3", "start", "1-12-2028")).Want(http.StatusOK).
		WantText("Geen aanbieder kan dit nu leveren", "Contract C-De Werkplaats is afgelopen op 30 juni 2028.", "Wie kan dit oplossen: de contractmanager van de regio.")
	if n := len(late.Find(func(n *webtest.Node) bool { return n.Data == "input" && webtest.Attr(n, "name") == "aanbieder" })); n != 0 {
		t.Errorf("%d providers can be chosen that cannot deliver", n)
	}
	b.Get(url+query("product", "", "start", "")).Want(http.StatusBadRequest).WantText("Kies een product.", "Vul de eerste dag in.")
	b.Get(url + query("product", "v2/ONT3", "start", "31-2-2027")).Want(http.StatusBadRequest).WantText("Dit is geen datum.")
	b.Get(url + query("product", "v9/X", "start", "30-11-2026")).Want(http.StatusOK).WantText("Dit product staat niet in de catalogus van de eerste dag.")

	page := b.Get(url+query("product", "v2/STA3", "start", "30-11-2026")).Want(http.StatusOK).WantText("Loopt hooguit tot en met 29 november 2028.", "De inwoner staat op trede 2. Dit product is voor trede 3.")
	page.KeepsTyped(url, "dagdelen", "", "waaromNuNietVerder", "", "hertoets", "nooit", "laatsteDag", "1-1-2027").
		WantText("Kies een aanbieder.", "Dit is geen datum.")
}

// What refuses at the decision stands with its repairer; what only advises asks a
// reason, and the agreement that was given stays.
func TestDecisionAsksAReasonForAdvice(t *testing.T) {
	testkit.Eis(t, "LAD-08", "UIT-03", "PRD-10")
	s := newScene(t, dbtest.SQLite(t))
	m := s.Melding("Marco", "Jansen")
	s.Onderzocht(m)
	s.Doel(m.InwonerID, "Ik durf te bellen", toegang.DomeinPersoonlijk)
	w := &walk{t: t, b: s.as(s.Consulent)}
	w.open("/inwoners/"+m.InwonerID+"/toewijzen"+query("product", "v2/ONT3", "start", "30-11-2026")).
		send("/inwoners/"+m.InwonerID+"/toewijzen", pick("aanbieder", string(s.De)+"/"+s.WerkplekID))
	id := w.idAfter("toewijzingen")
	url := "/toewijzingen/" + id + "/toewijzen"
	w.page.WantText("Geen van de doelen past bij waar dit product vooral over gaat: activering.")
	w.page.Submit(url).Want(http.StatusBadRequest).WantText("Kies hoe de inwoner akkoord ging.")
	back := w.page.Submit(url, "akkoord", "kantoor", "akkoord_bij", "met zijn zus erbij").Want(http.StatusBadRequest).WantText("Schrijf op waarom je het toch doet.")
	if back.Has("Is Marco akkoord met deze toewijzing?") {
		t.Error("what was agreed is asked again")
	}
	if got := s.Toewijzing(m.InwonerID); !got.Keuze.Akkoord.Gegeven() || !got.Toegewezen.IsZero() {
		t.Errorf("the first act should stand and the second not: %+v", got.Keuze)
	}
	if got := s.Toewijzing(m.InwonerID).Keuze.Akkoord.Toelichting; got != "Gezegd op kantoor. met zijn zus erbij" {
		t.Errorf("the note says %q", got)
	}
	back.Submit(url, "reden.TOE-GATE-12", "bellen is voor hem de eerste stap").Want(http.StatusSeeOther).Follow().
		WantText("Toewijzing 1 is rond", "De reden om dat toch te doen: bellen is voor hem de eerste stap")
	// A second time there is nothing to decide.
	w.page.Submit(url, "reden.TOE-GATE-12", "x").Want(http.StatusSeeOther).Follow().WantText("Toewijzing 1 is rond")
}

// A gemeente that does not buy, and an age that does not fit, refuse; a person cannot
// set that aside.
func TestLimitsCannotBeSetAside(t *testing.T) {
	testkit.Eis(t, "B-REG-01", "DOE-01", "AFB-05")
	s := newScene(t, dbtest.SQLite(t))
	b := s.as(s.Rheden)
	form := b.Get("/meldingen/nieuw").Submit("/meldingen/zoeken", "wie", "Ria Smit").Want(http.StatusOK)
	page := form.Submit("/meldingen/nieuw", "geboortedatum", "1985", "bsn", testBSN(t, 601), "vraag", "Werk", "door", "inwoner", "gedaan", "bevestigd", "verder", "onderzoek").
		Want(http.StatusSeeOther).Follow().Want(http.StatusOK)
	melding := "/meldingen/" + strings.Split(page.URL.Path, "/")[2]
	page = page.Submit(melding+"/onderzoek", "verder", "uitkomst").Want(http.StatusSeeOther).Follow().Want(http.StatusOK).
		WantText("Geen Activerend Werk, wel een aanbod van de gemeente", "De gemeente doet niet mee met Activerend Werk.")
	page.Submit(melding+"/uitkomst", "soort", "aanvraag_aw", "akkoord", "papier", "reden", "ik wil het toch").Want(http.StatusBadRequest).
		WantText("Dit kan niet bij deze inwoner.")
	page.Submit(melding+"/uitkomst", "soort", "vrijwilligerswerk_of_wsp", "reden", "zij helpt in de kringloop").Want(http.StatusSeeOther).Follow().
		WantText("Uitkomst: Vrijwilligerswerk of werk", "zij helpt in de kringloop")

	arnhem := s.as(s.Consulent)
	form = arnhem.Get("/meldingen/nieuw").Submit("/meldingen/zoeken", "wie", "Oma Bos").Want(http.StatusOK)
	page = form.Submit("/meldingen/nieuw", "geboortedatum", "1-1-1950", "bsn", testBSN(t, 602), "vraag", "Gezelschap", "door", "inwoner", "gedaan", "bevestigd", "verder", "onderzoek").
		Want(http.StatusSeeOther).Follow()
	melding = "/meldingen/" + strings.Split(page.URL.Path, "/")[2]
	page.Submit(melding+"/onderzoek", "verder", "uitkomst").Want(http.StatusSeeOther).Follow().WantText("Dagbesteding of een aanbod in de wijk", "gaf het advies")
}

// When the second of two acts is refused the first stands, is not done twice, and what
// was typed is shown again.
func TestFirstActStandsWhenTheSecondIsRefused(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	b := s.as(s.Consulent)
	page := b.Get("/meldingen/nieuw").Submit("/meldingen/zoeken", "wie", "Karel Bos").Want(http.StatusOK).
		Submit("/meldingen/nieuw", "geboortedatum", "1985", "bsn", testBSN(t, 603), "vraag", "Werk", "door", "inwoner", "verder", "onderzoek").
		Want(http.StatusSeeOther).Follow()
	id := strings.Split(page.URL.Path, "/")[2]
	url := "/meldingen/" + id + "/onderzoek"
	metingen := func() int {
		d, err := s.Toegang.MeldingPagina(t.Context(), s.Consulent, id)
		if err != nil {
			t.Fatal(err)
		}
		return len(d.Metingen)
	}
	wrong := []string{
		"ladder.1.betaald_werk", "nee", "ladder.4.taken_wekelijks", "nee", "ladder.8.vakopleiding_uitkering", "nee", "ladder.6.georganiseerd_wekelijks", "ja",
		"hoofddoel", "bijdragen", "wil", "ja", "bevinding.eigen_kracht", "Hij kan goed koken", "aanwezig", "Karel, zijn zus",
	}
	back := page.KeepsTyped(url, wrong...).WantText("De ontvangst is nog niet bevestigd.")
	if n := metingen(); n != 1 {
		t.Fatalf("%d measurements after the refusal", n)
	}
	back = back.Submit(url, "bevestigd", "ja", "verder", "uitkomst").Want(http.StatusSeeOther).Follow().
		WantText("Er is nog een vraag open", "Kan de inwoner, na uitleg, zonder ondersteuning bijdragen of werken?", "Nu op trede 2")
	if n := metingen(); n != 1 {
		t.Errorf("%d measurements, of one set of answers", n)
	}
	back.Submit(url, "ladder.6.georganiseerd_wekelijks", "nee", "ladder.7.contact_buitenshuis", "nee").Want(http.StatusSeeOther)
	if n := metingen(); n != 2 {
		t.Errorf("%d measurements after other answers", n)
	}
	// Answers that do not decide are no measurement.
	b.Get(url).Submit(url, "ladder.7.contact_buitenshuis", "", "ladder.6.georganiseerd_wekelijks", "").Want(http.StatusBadRequest).
		WantText("De trede staat nog niet vast. Beantwoord de open vragen.")
}

// A professional may see another trede, with a reason; the resident's own view stands
// beside it.
func TestAnotherTredeNeedsAReason(t *testing.T) {
	testkit.Eis(t, "UIT-07")
	s := newScene(t, dbtest.SQLite(t))
	w := &walk{t: t, b: s.as(s.Consulent)}
	id := s.onderzocht(w, "Marco Jansen", 604, "eigenTrede", "4", "eigenWoorden", "Ik kan best meer")
	page := w.b.Get("/meldingen/"+id+"/uitkomst").Want(http.StatusOK).WantText("Marco plaatst zichzelf op trede 4.", "Ik kan best meer", "Volgt de inwoner een vakopleiding")
	url := "/meldingen/" + id + "/trede"
	page.KeepsTyped(url, "vastgesteld", "3", "waarom", "").WantText("De antwoorden wijzen naar trede 2. Schrijf op waarom je trede 3 kiest.")
	page.Submit(url, "vastgesteld", "", "waarom", "").Want(http.StatusBadRequest).WantText("Kies de trede.")
	page.Submit(url, "vastgesteld", "3", "waarom", "hij helpt de buren elke week").Want(http.StatusSeeOther).Follow().
		WantText("Trede 3: Bijdrage leveren op een werkplek", "Berekend is trede 2.", "hij helpt de buren elke week", "Op weg naar trede 4", "Marco plaatst zichzelf op trede 4.")
}

// onderzocht brings somebody new up to the advice, with more answers when given, and
// gives the melding.
func (s *scene) onderzocht(w *walk, naam string, bsn int, more ...string) (melding string) {
	w.t.Helper()
	page := w.b.Get("/meldingen/nieuw").Submit("/meldingen/zoeken", "wie", naam).Want(http.StatusOK).
		Submit("/meldingen/nieuw", "geboortedatum", "14-3-1985", "bsn", testBSN(w.t, bsn), "vraag", "Werk", "door", "inwoner", "gedaan", "bevestigd", "verder", "onderzoek").
		Want(http.StatusSeeOther).Follow()
	melding = strings.Split(page.URL.Path, "/")[2]
	page.Submit("/meldingen/"+melding+"/onderzoek", append([]string{
		"ladder.1.betaald_werk", "nee", "ladder.4.taken_wekelijks", "nee", "ladder.8.vakopleiding_uitkering", "nee", "ladder.6.georganiseerd_wekelijks", "ja",
		"hoofddoel", "bijdragen", "zelfstandig", "nee", "wil", "ja", "steunNodig", "ja", "groteAfstand", "ja", "weetWat", "ja", "groei", "ja",
		"besproken", "alles", "afweging", "maatwerk", "verder", "uitkomst",
	}, more...)...).Want(http.StatusSeeOther).Follow().Want(http.StatusOK).WantText("Wat besluit jij?")
	return melding
}

// Somebody else saved meanwhile: both versions, and a choice.
func TestStaleSaves(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	w := &walk{t: t, b: s.as(s.Consulent)}
	id := s.onderzocht(w, "Marco Jansen", 605)
	url := "/meldingen/" + id + "/onderzoek"
	mine, theirs := w.b.Get(url), w.b.Get(url)
	theirs.Submit(url, "groei", "nee").Want(http.StatusSeeOther)
	page := mine.Submit(url, "groei", "onduidelijk", "bevinding.eigen_kracht", "Kookt graag").Want(http.StatusConflict).
		WantText("verschilt", "Weet niet", "Nee", "Kookt graag")
	page.Submit(url, "keuze", "opgeslagen")
	for _, f := range page.Forms() {
		if f.Action != url {
			continue
		}
		values := f.Values()
		values.Set("keuze", "opgeslagen")
		w.b.Post(url, values).Want(http.StatusSeeOther)
		values.Set("keuze", "mijn")
		w.b.Post(url, values).Want(http.StatusSeeOther)
	}
	if got := w.b.Get(url); got.Link("Uitkomst") == "" || !strings.Contains(got.Body, "Kookt graag") {
		t.Error("one's own version was not kept")
	}

	uitkomst := "/meldingen/" + id + "/uitkomst"
	mine = w.b.Get(uitkomst).Want(http.StatusOK)
	w.b.Get(url).Submit(url, "groei", "ja").Want(http.StatusSeeOther)
	mine.Submit(uitkomst, "soort", "dagbesteding", "reden", "rust").Want(http.StatusConflict).WantText("Op weg naar trede 3", "Dagbesteding", "rust")

	act := "/meldingen/" + id + "/intrekken"
	melding := w.b.Get("/meldingen/" + id)
	w.b.Get(url).Submit(url, "groei", "nee").Want(http.StatusSeeOther)
	melding.Submit(act, "intrekken.reden", "verhuisd").Want(http.StatusConflict).WantText("Iemand anders heeft deze melding net gewijzigd.", "verhuisd")

	m := s.Melding("Ans", "Bos")
	s.Onderzocht(m)
	plan := "/inwoners/" + m.InwonerID + "/toewijzen/plan"
	mine, theirs = w.b.Get(plan), w.b.Get(plan)
	theirs.Submit(plan, "kwaliteiten", "Geduldig").Want(http.StatusSeeOther)
	page = mine.Submit(plan, "kwaliteiten", "Sterk").Want(http.StatusConflict).WantText("Geduldig", "Sterk", "verschilt")
	for _, f := range page.Forms() {
		if f.Action == plan {
			values := f.Values()
			values.Set("keuze", "mijn")
			w.b.Post(plan, values).Want(http.StatusSeeOther)
		}
	}
	if !strings.Contains(w.b.Get(plan).Body, "Sterk") {
		t.Error("one's own profile was not kept")
	}
}

// Who is of another team, or of a provider, finds nothing behind any page of the path.
func TestOthersFindNothing(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	inwoner, _ := s.Toegewezen("Marco", "Jansen", s.Day("2026-11-23"))
	x := s.Toewijzing(inwoner)
	melding, aanvraag := s.papieren(inwoner)
	pages := []string{
		"/meldingen/" + melding, "/meldingen/" + melding + "/onderzoek", "/meldingen/" + melding + "/uitkomst", "/inwoners/" + inwoner + "/toewijzen",
		"/inwoners/" + inwoner + "/toewijzen/plan", "/toewijzingen/" + x.ID + "/toewijzen", "/toewijzingen/" + x.ID + "/wijzigen",
		"/toewijzingen/" + x.ID + "/intrekken", "/inwoners/" + inwoner + "/aanvragen", "/inwoners/" + inwoner + "/aanvragen/" + aanvraag,
		"/meldingen/nieuw?inwoner=" + inwoner,
	}
	own := s.as(s.Consulent)
	for _, address := range pages {
		p := own.Get(address)
		if p.Status != http.StatusOK && p.Status != http.StatusSeeOther {
			t.Errorf("%s: %d for the own team", address, p.Status)
		}
		if p.Has(tekst.Of("algemeen.onbekend")) {
			t.Errorf("%s shows a text that is not there", address)
		}
	}
	for name, b := range map[string]*webtest.Browser{"other team": s.as(s.Collega), "other gemeente": s.as(s.Duiven), "provider": s.as(s.Coordinator), "CAW": s.as(s.CAW)} {
		for _, address := range pages {
			if p := b.Get(address); p.Status != http.StatusNotFound {
				t.Errorf("%s: %d for the %s", address, p.Status, name)
			}
		}
		if b.Post("/toewijzingen/"+x.ID+"/intrekken", map[string][]string{"versie": {"1"}, "reden": {"x"}}).Status != http.StatusNotFound {
			t.Errorf("the %s can take back", name)
		}
	}
	if p := s.as(s.Coordinator).Get("/meldingen/nieuw"); p.Status != http.StatusNotFound {
		t.Errorf("a provider can write down a melding: %d", p.Status)
	}
}

// papieren are the melding and the application of a resident.
func (s *scene) papieren(inwoner string) (melding, aanvraag string) {
	s.T.Helper()
	d, err := s.Toegang.Toewijzingen(s.T.Context(), s.Consulent, inwoner)
	if err != nil {
		s.T.Fatal(err)
	}
	return d.Meldingen[0].ID, d.Aanvragen[0].ID
}

// Bad input gets a sentence, never a failure of the server.
func TestHostileInput(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	b := s.as(s.Consulent)
	w := &walk{t: t, b: b}
	open := s.onderzocht(w, "Marco Jansen", 606)
	m := s.Melding("Ans", "Bos")
	s.Onderzocht(m)
	s.Doel(m.InwonerID, "Ik kom elke ochtend", toegang.DomeinActivering)
	_, aanvraag := s.papieren(m.InwonerID)
	done, _ := s.Toegewezen("Bea", "Vos", civil.New(2026, time.November, 30))
	x := s.Toewijzing(done)
	keuze := "/inwoners/" + m.InwonerID + "/toewijzen"
	w.open(keuze+query("product", "v2/ONT3", "start", "30-11-2026")).send(keuze, pick("aanbieder", string(s.De)+"/"+s.WerkplekID))
	concept := w.idAfter("toewijzingen")
	b.Attack("/meldingen/nieuw", "/meldingen/nieuw?inwoner="+m.InwonerID, "/meldingen/"+open, "/meldingen/"+open+"/onderzoek", "/meldingen/"+open+"/uitkomst",
		"/inwoners/"+m.InwonerID+"/toewijzen/plan", keuze, keuze+query("product", "v2/STA3", "start", "30-11-2026"), "/toewijzingen/"+concept+"/toewijzen",
		"/toewijzingen/"+x.ID+"/toewijzen", "/toewijzingen/"+x.ID+"/wijzigen", "/toewijzingen/"+x.ID+"/intrekken",
		"/inwoners/"+m.InwonerID+"/aanvragen/"+aanvraag, "/inwoners/"+m.InwonerID+"/aanvragen")
	for _, address := range []string{
		"/meldingen/%00", "/meldingen/x/onderzoek", "/inwoners/x/toewijzen", "/toewijzingen/%ff/toewijzen", "/inwoners/" + m.InwonerID + "/aanvragen/x",
		"/meldingen/nieuw?inwoner=%00", "/meldingen/" + open + "/onderzoek?open=%00",
	} {
		if p := b.Get(address); p.Status >= 500 {
			t.Errorf("%s: %d", address, p.Status)
		}
	}
}
