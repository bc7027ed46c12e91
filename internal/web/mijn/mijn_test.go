package mijn_test

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
	"trede/internal/domain/civil"
	"trede/internal/domain/persoon"
	"trede/internal/domain/toegang"
	dom "trede/internal/domain/uitvoering"
	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
	"trede/internal/testkit/webtest"
	"trede/internal/web"
	"trede/internal/web/inlog"
	"trede/internal/web/mijn"
)

func TestMain(m *testing.M) {
	code := m.Run()
	dbtest.Cleanup()
	os.Exit(code)
}

// scene is a small region with the pages of residents over it.
type scene struct {
	*regiotest.Regio
	site   *webtest.Site
	server *web.Server
}

func newScene(t testing.TB, db *dbtest.DB) *scene {
	t.Helper()
	s := &scene{Regio: regiotest.New(t, db).Load()}
	kit := webtest.New(t, db, webtest.Demo)
	nav := &web.Nav{}
	mijn.Nav(nav)
	var err error
	s.server, err = web.New(web.Config{Base: s.Base, Auth: kit.Auth, Cookies: kit.Cookies, Log: kit.Log, BodyLimit: 1 << 20, Nav: nav},
		[]web.Route{web.Home()}, inlog.Routes(), mijn.Routes(s.Uitvoering))
	if err != nil {
		t.Fatal(err)
	}
	s.site = kit.Serve(t, s.server.Handler())
	return s
}

func each(t *testing.T, fn func(t *testing.T, s *scene)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) { fn(t, newScene(t, db)) })
}

func (s *scene) as(a app.Actor) *webtest.Browser { return s.site.Binnen(a.ID) }

const seeOther, notFound = http.StatusSeeOther, http.StatusNotFound

// atWork brings a resident with an account to a place, with a morning worked and a
// report written.
func (s *scene) atWork(voornaam, achternaam string) (inwoner string, account app.Actor, doelen []string) {
	s.T.Helper()
	inwoner, doelen = s.Lopend(voornaam, achternaam, s.Day("2026-11-23"))
	account = s.InwonerAccount(inwoner, strings.ToLower(voornaam))
	id := s.Toewijzing(inwoner).ID
	s.Day("2026-11-30")
	_, err := s.Uitvoering.LegAanwezigheidVast(s.T.Context(), s.Werk, uitvoering.AanwezigheidInput{ToewijzingID: id, Moment: toegang.Ochtend, Status: dom.NietGekomen})
	regiotest.OK(s.T, err)
	in := uitvoering.BerichtInput{ToewijzingID: id, SamenIngevuld: toegang.Nee, EigenWoorden: "Ik wil vaker", Krachten: []dom.Kracht{"houdt_vol"}}
	for _, d := range doelen {
		in.Regels = append(in.Regels, dom.VoortgangRegel{DoelID: d, Score: toegang.ScoreSoms})
	}
	_, err = s.Uitvoering.SchrijfBericht(s.T.Context(), s.Werk, in)
	regiotest.OK(s.T, err)
	s.Day("2026-12-04")
	return inwoner, account, doelen
}

// light complains about a page that is heavier than a cheap phone bears.
func light(t testing.TB, p *webtest.Page) {
	t.Helper()
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	_, _ = z.Write([]byte(p.Body))
	_ = z.Close()
	if b.Len() > 30_000 {
		t.Errorf("%s weighs %d bytes", p.URL, b.Len())
	}
}

// The own pages: what is next, what to do now, the plan in own words, the place, and
// who looked.
func TestTheOwnPages(t *testing.T) {
	testkit.Eis(t, "BEG-04", "UIT-07", "X-13")
	each(t, func(t *testing.T, s *scene) {
		_, account, _ := s.atWork("Marco", "de Vries")
		b := s.as(account)
		start := b.Get("/").Want(seeOther).Follow().Want(http.StatusOK).
			WantText("Hallo Marco", "Maandag 7 december", "Werken bij De Werkplaats, in de ochtend", "Peter is er ook.", "Lees het bericht van 30 november 2026",
				"Jouw trap", "hier ben je nu", "Hoe gaat het met werken?", "Hulp nodig? Bel Peter.", "06 12 34 56 78")
		light(t, start)
		if start.Has("Je hoeft niets te doen") {
			t.Error("there is a report to read")
		}
		report := b.Get(start.Link("Lees het bericht van 30 november 2026")).Want(http.StatusOK).
			WantText("“Ik kom drie ochtenden”", "Lukt soms", "je houdt vol", "Dit zei jij:", "Ik wil vaker")
		at := report.URL.Path
		report.Submit(at, "antwoord", "soms", "woorden", "Ik kom nu al vaker").Want(seeOther).Follow().WantText("Dank je. Je woorden zijn bewaard.")
		report.Submit(at, "antwoord", "goed", "woorden", "Toch goed").Want(http.StatusConflict).WantText("Ik kom nu al vaker", "Toch goed", "verschilt")
		b.Get("/mijn").WantText("Je hoeft niets te doen.")
		plan := b.Get("/mijn/plan").Want(http.StatusOK).
			WantText("Mijn plan", "Ik kom drie ochtenden", "Er is nog niet afgesproken wat jullie doen.", "Bericht van 30 november 2026", "Wil je dit op papier?", "Print")
		light(t, plan)
		place := b.Get("/mijn/plek").Want(http.StatusOK).WantText("De Werkplaats", "Fietsenmakerij", "maandag ochtend", "Peter", "Sanne", "22 mei 2027", "Je was er niet.")
		light(t, place)
		b.Get("/mijn/mening").WantText("Over een bericht: Een deel klopt", "Ik kom nu al vaker")
		looks := b.Get("/mijn/wie-keek").Want(http.StatusOK).WantText("Wie keek er?", "Er heeft nog niemand anders gekeken")
		if looks.Has("Jij") {
			t.Error("the own looks stand between those of others")
		}
		b.Get(looks.Link("Bekijk ook wanneer jij keek")).Want(http.StatusOK).WantText("Jij", "keer die dag", "Bekijk alleen anderen")
		b.Get("/mijn/wie-keek?eigen=misschien").Want(http.StatusBadRequest)
		for _, p := range []string{"/mijn", "/mijn/plan", "/mijn/plek", "/mijn/mening", "/mijn/wie-keek", "/mijn/hulp", "/mijn/stoppen"} {
			b.Get(p).Want(http.StatusOK).WantText("Hulp nodig?", "06 12 34 56 78", "Log uit")
		}
		s.Klopt()
	})
}

// Who looked stands there with name and organisation, in plain words.
func TestWhoLooked(t *testing.T) {
	testkit.Eis(t, "BEG-04")
	s := newScene(t, dbtest.SQLite(t))
	marco, account, _ := s.atWork("Marco", "de Vries")
	_, err := s.Toegang.Plan(t.Context(), s.Consulent, marco)
	regiotest.OK(t, err)
	_, err = s.Toegang.Deelnemer(t.Context(), s.Werk, "aanwezigheid.lezen", s.Toewijzing(marco).ID)
	regiotest.OK(t, err)
	s.as(account).Get("/mijn/wie-keek").WantText("Naima, Gemeente Arnhem", "Keek naar je plan", "Peter, De Werkplaats", "Keek hoe het gaat op je werk")
}

// One tap says how it goes; words stay as they were said.
func TestAnOpinion(t *testing.T) {
	testkit.Eis(t, "BEG-04")
	s := newScene(t, dbtest.SQLite(t))
	_, account, _ := s.atWork("Marco", "de Vries")
	b := s.as(account)
	b.Get("/mijn").Submit("/mijn/mening", "onderwerp", "plek", "antwoord", "nog_niet").Want(seeOther).Follow().WantText("Over je werk: Niet zo goed, vandaag")
	form := b.Get("/mijn/mening")
	form.KeepsTyped("/mijn/mening", "onderwerp", "anders", "antwoord", "", "woorden", "").WantText("Kies een antwoord, of schrijf iets op.")
	form.KeepsTyped("/mijn/mening", "onderwerp", "", "antwoord", "", "woorden", "Ik wil naar de tuin").WantText("Deze keuze is er niet")
	form.Submit("/mijn/mening", "onderwerp", "anders", "woorden", "ik wil nar de tuin").Want(seeOther).Follow().WantText("ik wil nar de tuin")
}

// A registration that is not right is disputed by the resident, once.
func TestADisputedMorning(t *testing.T) {
	testkit.Eis(t, "X-06")
	each(t, func(t *testing.T, s *scene) {
		_, account, _ := s.atWork("Marco", "de Vries")
		b := s.as(account)
		form := b.Get(b.Get("/mijn/plek").Link("Klopt dit niet?")).Want(http.StatusOK).WantText("Er staat: maandag 30 november, ochtend. Je was er niet.")
		at := form.URL.Path
		form.KeepsTyped(at, "reden", " ").WantText("Schrijf kort op waarom je dit zegt.")
		form.Submit(at, "reden", "Ik was er wel, vraag Sanne").Want(seeOther).Follow().WantText("Jij zei: dit klopt niet")
		b.Get(at).WantText("Je zei al dat dit niet klopt: Ik was er wel, vraag Sanne")
		b.Get("/mijn/uren/onbekend").Want(notFound)
		marco := account.InwonerID
		_, err := s.Uitvoering.LegAanwezigheidVast(t.Context(), s.Werk, uitvoering.AanwezigheidInput{
			ToewijzingID: s.Toewijzing(marco).ID, Datum: civil.New(2026, 11, 30), Moment: toegang.Ochtend, Status: dom.Aanwezig,
			Vervangt: strings.TrimPrefix(at, "/mijn/uren/"), Reden: "Sanne zag hem",
		})
		regiotest.OK(t, err)
		b.Get(at).WantText("Dit telt niet meer.")
		b.Get("/mijn/plek").WantText("Je was er.")

		// What was longer ago stands behind a link, and can be disputed there too.
		older, err := s.Uitvoering.LegAanwezigheidVast(t.Context(), s.Werk, uitvoering.AanwezigheidInput{
			ToewijzingID: s.Toewijzing(marco).ID, Datum: civil.New(2026, 12, 1), Moment: toegang.Middag, Status: dom.NietGekomen,
		})
		regiotest.OK(t, err)
		s.DB.Clock.Advance(28 * 24 * time.Hour)
		b = s.as(account)
		place := b.Get("/mijn/plek")
		if place.Has("dinsdag 1 december, middag") {
			t.Error("what was more than four weeks ago stands among the last four weeks")
		}
		all := b.Get(place.Link("Bekijk ook wat langer geleden was")).Want(http.StatusOK).WantText("dinsdag 1 december, middag", "maandag 30 november, ochtend", "december 2026", "november 2026")
		b.Get("/mijn/uren/" + older).Want(http.StatusOK).WantText("Er staat: dinsdag 1 december, middag. Je was er niet.")
		b.Get(all.Link("Terug naar je plek")).Want(http.StatusOK)
		s.Klopt()
	})
}

// A goal that is proposed counts when the resident says yes; no is an answer too.
func TestAGoalIsAgreed(t *testing.T) {
	testkit.Eis(t, "BEG-03", "BEG-04")
	each(t, func(t *testing.T, s *scene) {
		marco, account, _ := s.atWork("Marco", "de Vries")
		propose := func(text string) string {
			id, err := s.Toegang.StelDoelVoor(t.Context(), s.Werk, apptoegang.DoelInput{
				InwonerID: marco, Tekst: text, Domein: toegang.DomeinVak, Gericht: toegang.GerichtOntwikkelen,
				Nulmeting: toegang.ScoreNogNiet, Streefwaarde: toegang.ScoreGoed, Streefdatum: civil.New(2027, 5, 1),
			})
			regiotest.OK(t, err)
			return id
		}
		first, second := propose("Ik leer lassen"), propose("Ik leer schilderen")
		b := s.as(account)
		b.Get("/mijn").WantText("Bekijk je nieuwe doel")
		plan := b.Get("/mijn/plan").WantText("Wil je dit?", "Ik leer lassen", "Ik leer schilderen")
		answer := func(id, yes string) *webtest.Page {
			return b.Post("/mijn/plan", url.Values{"doel": {id}, "versie": {"1"}, "antwoord": {yes}})
		}
		answer(first, "misschien").Want(http.StatusBadRequest).WantText("Kies ja of nee.", "Ik leer lassen")
		answer(first, "ja").Want(seeOther).Follow().WantText("Je zei ja tegen je doel.")
		answer(first, "ja").Want(http.StatusConflict).WantText("Iemand anders heeft dit net gewijzigd")
		answer(second, "nee").Want(seeOther).Follow().WantText("Je zei nee.")
		answer("onbekend", "ja").Want(notFound)
		if b.Get("/mijn/plan").Has("Wil je dit?") {
			t.Error("still asked")
		}
		if len(plan.Find(func(n *webtest.Node) bool { return n.Data == "blockquote" })) != 2 {
			t.Error("the words are no quotes")
		}
		s.Klopt()
	})
}

// A place counts with the resident's yes.
func TestAPlaceIsAgreed(t *testing.T) {
	testkit.Eis(t, "BEG-04")
	s := newScene(t, dbtest.SQLite(t))
	start := s.Day("2026-11-23")
	m := s.Melding("Anna", "Bos")
	s.Onderzocht(m)
	s.Doel(m.InwonerID, "Ik kom drie ochtenden", toegang.DomeinActivering)
	in := s.ONT3(m.InwonerID, start)
	in.Akkoord = nil
	_, err := s.Toegang.BereidToewijzingVoor(t.Context(), s.Consulent, in)
	regiotest.OK(t, err)
	b := s.as(s.InwonerAccount(m.InwonerID, "anna"))
	b.Get("/mijn").WantText("Er staat niets gepland", "Zeg ja tegen je plek")
	page := b.Get("/mijn/plek").WantText("Wil je hier werken?", "De Werkplaats")
	page.Submit("/mijn/plek", "versie", "99").Want(http.StatusConflict)
	page.Submit("/mijn/plek", "versie", "1").Want(seeOther).Follow().WantText("Je zei ja tegen deze plek.")
	if b.Get("/mijn/plek").Has("Wil je hier werken?") || !s.Toewijzing(m.InwonerID).Keuze.Akkoord.Gegeven() {
		t.Error("the yes is not kept")
	}
}

// The resident asks for help and may say that it stops.
func TestHelpAndStopping(t *testing.T) {
	testkit.Eis(t, "MON-04", "BEG-04")
	s := newScene(t, dbtest.SQLite(t))
	marco, account, _ := s.atWork("Marco", "de Vries")
	b := s.as(account)
	help := b.Get(b.Get("/mijn").Link("Vraag om hulp")).Want(http.StatusOK).WantText("Bel 112")
	help.KeepsTyped("/mijn/hulp", "soort", "", "urgentie", "", "tekst", "Ik slaap slecht").WantText("Kies waar het over gaat.", "Kies hoe snel je antwoord nodig hebt.")
	help.Submit("/mijn/hulp", "soort", "zorgsignaal", "urgentie", "gewoon", "tekst", "Ik slaap slecht").Want(seeOther).Follow().WantText("Je consulent ziet die nu.")
	id := s.IDs(marco)["signaal"]
	b.Get("/mijn/hulp").WantText("Jouw vraag van 4 december 2026", "Ik slaap slecht", "Je krijgt nog antwoord.")
	regiotest.OK(t, s.Uitvoering.BeantwoordSignaal(t.Context(), s.Consulent, uitvoering.SignaalActie{SignaalID: id, Versie: 1, Tekst: "Ik kom morgen langs"}))
	b.Get("/mijn").WantText("Lees het antwoord op je vraag")
	solved := b.Get(b.Get("/mijn/hulp").WantText("Ik kom morgen langs").Link("Het is opgelost")).Want(http.StatusOK)
	solved.KeepsTyped(solved.URL.Path, "uitkomst", "").WantText("Schrijf op wat eruit kwam.")
	solved.Submit(solved.URL.Path, "uitkomst", "Ik slaap weer").Want(seeOther).Follow().WantText("Zo ging het verder: Ik slaap weer")
	b.Get("/mijn/vragen/onbekend/antwoord").Want(notFound)
	_, err := s.Uitvoering.OpenSignaal(t.Context(), s.Consulent, uitvoering.SignaalInput{
		ToewijzingID: s.Toewijzing(marco).ID, Aan: toegang.PartijInwoner, Soort: dom.SignaalVraag, Urgentie: dom.UrgentieGewoon, Tekst: "Wil je vaker komen?",
	})
	regiotest.OK(t, err)
	b.Get("/mijn").WantText("Geef antwoord op een vraag")
	asked := b.Get(b.Get("/mijn/hulp").WantText("Vraag aan jou, 4 december 2026").Link("Geef antwoord")).Want(http.StatusOK).WantText("Wil je vaker komen?")
	asked.KeepsTyped(asked.URL.Path, "antwoord", "").WantText("Schrijf je antwoord op.")
	asked.Submit(asked.URL.Path, "antwoord", "Ja graag").Want(seeOther).Follow().WantText("Je antwoord is verstuurd.", "Ja graag")
	stop := b.Get(b.Get("/mijn/plek").Link("Ik wil stoppen")).Want(http.StatusOK)
	stop.KeepsTyped("/mijn/stoppen", "laatsteDag", "morgen", "toelichting", "te zwaar").WantText("Dit is geen datum.")
	stop.Submit("/mijn/stoppen", "laatsteDag", "18-12-2026", "toelichting", "te zwaar").Want(seeOther)
	if e := s.Toewijzing(marco).Verloop.EindeGemeld; e == nil || e.Reden != toegang.EindeDoorInwoner {
		t.Errorf("told is %+v", e)
	}
}

// paths are all pages and forms of one resident, below a base.
func (s *scene) paths(inwoner, base, from string) (get, post []string) {
	ids := s.IDs(inwoner)
	for _, r := range s.server.Routes() {
		method, pattern, _ := strings.Cut(r.Pattern, " ")
		rest, ok := strings.CutPrefix(pattern, from)
		if !ok {
			continue
		}
		path := base + strings.NewReplacer("{bericht}", ids["bericht"], "{signaal}", ids["signaal"], "{registratie}", s.registration(inwoner)).Replace(rest)
		if method == http.MethodGet {
			get = append(get, path)
		} else {
			post = append(post, path)
		}
	}
	return get, post
}

func (s *scene) registration(inwoner string) string {
	p, err := s.Uitvoering.MijnPagina(s.T.Context(), s.Actor(s.InwonerAccount(inwoner, "kijkt "+s.DB.IDs.New())), inwoner)
	regiotest.OK(s.T, err)
	return p.Aanwezigheid[0].ID
}

func form(s *scene, inwoner string) url.Values {
	ids := s.IDs(inwoner)
	return url.Values{
		"versie": {"1"}, "doel": {ids["doel"]}, "toewijzing": {ids["toewijzing"]}, "antwoord": {"ja"}, "reden": {"zo"}, "woorden": {"zo"}, "tekst": {"zo"},
		"uitkomst": {"zo"}, "onderwerp": {"plek"}, "soort": {"vraag"}, "urgentie": {"gewoon"}, "laatsteDag": {"18-12-2026"},
	}
}

// Nobody reaches the pages of somebody else: not another resident, not staff, not by the
// address of a representative, and not by what a form sends along.
func TestNobodyElse(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		marco, _, _ := s.atWork("Marco", "Geheim")
		_, anna, _ := s.atWork("Anna", "Bos")
		asked, err := s.Uitvoering.OpenSignaal(t.Context(), s.Consulent, uitvoering.SignaalInput{
			ToewijzingID: s.Toewijzing(marco).ID, Aan: toegang.PartijInwoner, Soort: dom.SignaalVraag, Urgentie: dom.UrgentieGewoon, Tekst: "Lukt het?",
		})
		regiotest.OK(t, err)
		get, post := s.paths(marco, "/namens/"+marco, "/namens/{inwoner}")
		if len(get) < 8 || len(post) < 6 {
			t.Fatalf("only %d pages and %d forms", len(get), len(post))
		}
		for _, a := range []app.Actor{anna, s.Consulent, s.Werk, s.AndereCoordinator, s.Naaste("Nel")} {
			b := s.as(a)
			for _, path := range get {
				if p := b.Get(path).Want(notFound); p.Has("Geheim") || p.Has("Marco") {
					t.Errorf("%s names the resident", path)
				}
			}
			for _, path := range post {
				if p := b.Post(path, form(s, marco)); p.Status != notFound {
					t.Errorf("%s as %s answers %d", path, a.Naam, p.Status)
				}
			}
		}
		// Her own address with his rows, and herself by the other way.
		b := s.as(anna)
		b.Get("/namens/" + anna.InwonerID).Want(notFound)
		ids := s.IDs(marco)
		b.Get("/mijn/berichten/" + ids["bericht"]).Want(notFound)
		b.Get("/mijn/uren/" + s.registration(marco)).Want(notFound)
		for _, path := range []string{"/mijn/berichten/" + ids["bericht"], "/mijn/uren/" + s.registration(marco), "/mijn/plan", "/mijn/vragen/" + asked + "/antwoord", "/mijn/vragen/" + asked + "/opgelost"} {
			b.Post(path, form(s, marco)).Want(notFound)
		}
		for _, path := range []string{"/mijn/hulp", "/mijn/stoppen"} { // about her own place, whatever the form says
			b.Post(path, form(s, marco))
		}
		if s.IDs(marco)["signaal"] != asked || s.Toewijzing(marco).Verloop.EindeGemeld != nil {
			t.Error("she asked for him")
		}
		for _, a := range []app.Actor{s.Consulent, s.Werk} {
			for _, path := range []string{"/mijn", "/mijn/plan", "/mijn/plek", "/mijn/wie-keek"} {
				s.as(a).Get(path).Want(notFound)
			}
		}
	})
}

// represent gives somebody who acts for a resident, as far as the scopes go.
func (s *scene) represent(inwoner, name string, until civil.Date, scopes ...persoon.Bereik) app.Actor {
	s.T.Helper()
	a := s.Naaste(name)
	_, err := s.Toegang.LegVertegenwoordigingVast(s.T.Context(), s.Consulent, apptoegang.VertegenwoordigingInput{
		InwonerID: inwoner, AccountID: a.ID, Waarom: "op verzoek van meneer",
		Vertegenwoordiging: persoon.Vertegenwoordiging{
			Soort: persoon.Gemachtigde, Naam: persoon.Naam{Geslachtsnaam: "Bos"}, Bereik: scopes, Grondslag: "machtiging",
			Period: civil.Period{From: civil.New(2026, 11, 1), Until: until},
		},
	})
	regiotest.OK(s.T, err)
	return s.Actor(a)
}

// A representative chooses for whom, sees as far as the scope goes, and nothing after
// it ends.
func TestARepresentative(t *testing.T) {
	testkit.Eis(t, "X-08")
	each(t, func(t *testing.T, s *scene) {
		marco, _, _ := s.atWork("Marco", "de Vries")
		anna, _, _ := s.atWork("Anna", "Bos")
		until := civil.New(2026, 12, 31)
		all := s.represent(marco, "Nel", until, persoon.Bereiken()...)
		b := s.as(all)
		list := b.Get("/").Want(seeOther).Follow().Want(http.StatusOK).WantText("Voor wie kijk je?", "Marco de Vries")
		if list.Has("Anna") {
			t.Error("somebody whom she does not represent")
		}
		start := b.Get(list.Link("Marco de Vries")).Want(http.StatusOK).WantText("Voor Marco", "Werken bij De Werkplaats", "De trap van Marco", "nu hier")
		if start.Has("Jouw trap") || start.Has("hier ben je nu") {
			t.Error("the stairs speak to the resident")
		}
		base := "/namens/" + marco
		b.Get(base+"/plan").WantText("Plan van Marco", "Ik kom drie ochtenden", "Er is nog niet afgesproken wat er gebeurt.")
		b.Get(base+"/stoppen").WantText("Marco mag stoppen", "Wat is de laatste dag?")
		b.Get(base+"/mening").WantText("Het werk", "Hoe gaat het volgens jou?")
		b.Get(base+"/plek").WantText("Plek van Marco", "Marco was er niet.")
		start.Submit(base+"/mening", "antwoord", "goed").Want(seeOther).Follow().WantText("Wat vind jij?")
		b.Get("/namens/" + anna).Want(notFound)
		b.Get("/mijn").Want(notFound)

		reach := map[persoon.Bereik][]string{ // pages that open
			persoon.BereikInzien:    {"", "/plan", "/plek"},
			persoon.BereikMeepraten: {"", "/plan", "/mening", "/hulp"},
			persoon.BereikInvullen:  {"", "/plan", "/mening", "/hulp"},
			persoon.BereikAkkoord:   {"", "/plan", "/plek", "/hulp", "/stoppen", "/wie-keek"},
			persoon.BereikFinancien: {"", "/plan", "/plek"},
		}
		for scope, open := range reach {
			x := s.as(s.represent(marco, "naaste "+string(scope), until, scope))
			for _, page := range []string{"", "/plan", "/plek", "/mening", "/hulp", "/stoppen", "/wie-keek"} {
				want := notFound
				if slices.Contains(open, page) {
					want = http.StatusOK
				}
				if p := x.Get(base + page); p.Status != want {
					t.Errorf("%s%s with scope %s answers %d", base, page, scope, p.Status)
				}
			}
		}
		money := s.as(s.represent(marco, "bewind", until, persoon.BereikFinancien))
		if p := money.Get(base + "/plan").WantText("Het plan mag je niet zien"); p.Has("Ik kom drie ochtenden") {
			t.Error("who is for the money reads the goals")
		}
		if p := money.Get(base); p.Has("De trap van") || p.Has("Plan van") {
			t.Error("who is for the money reads the ladder")
		}
		s.Day("2026-12-31")
		s.as(all).Get(base).Want(notFound)
		s.as(all).Get("/namens").WantText("Je kijkt nu voor niemand")
	})
}

// Whatever a form is sent, the server answers, and nothing comes back as markup.
func TestHostileForms(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	marco, account, _ := s.atWork("Marco", "de Vries")
	_, err := s.Toegang.StelDoelVoor(t.Context(), s.Werk, apptoegang.DoelInput{
		InwonerID: marco, Tekst: "Ik leer lassen", Domein: toegang.DomeinVak, Gericht: toegang.GerichtOntwikkelen,
		Nulmeting: toegang.ScoreNogNiet, Streefwaarde: toegang.ScoreGoed, Streefdatum: civil.New(2027, 5, 1),
	})
	regiotest.OK(t, err)
	registratie := s.registration(marco)
	s.as(account).Attack("/mijn", "/mijn/plan", "/mijn/mening", "/mijn/hulp", "/mijn/stoppen", "/mijn/berichten/"+s.IDs(marco)["bericht"], "/mijn/uren/"+registratie)
}
