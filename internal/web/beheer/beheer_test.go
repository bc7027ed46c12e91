package beheer_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	appbeheer "trede/internal/app/beheer"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/region"
	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/webtest"
	"trede/internal/web"
	"trede/internal/web/beheer"
	"trede/internal/web/inlog"
)

func TestMain(m *testing.M) {
	code := m.Run()
	dbtest.Cleanup()
	os.Exit(code)
}

func newSite(t *testing.T, db *dbtest.DB) *webtest.Site {
	t.Helper()
	k := webtest.New(t, db)
	nav := &web.Nav{}
	beheer.Nav(nav)
	s, err := web.New(web.Config{Base: k.Base, Auth: k.Auth, Cookies: k.Cookies, Log: k.Log, BodyLimit: 1 << 20, Nav: nav},
		inlog.Routes(), beheer.Routes(appbeheer.New(k.Base, k.Auth)), []web.Route{web.Home()})
	if err != nil {
		t.Fatal(err)
	}
	return k.Serve(t, s.Handler())
}

const newOrg = "/beheer/organisaties/nieuw"

// organisatie makes one through the pages and gives its address.
func organisatie(t *testing.T, b *webtest.Browser, naam, soort, gemeente string) string {
	t.Helper()
	p := b.Get(newOrg).Submit(newOrg, "naam", naam, "soort", soort, "gemeente", gemeente, "van", "1-1-2020").Want(http.StatusSeeOther)
	at, _, _ := strings.Cut(p.Location(), "?")
	return at
}

func idOf(address string) string { return address[strings.LastIndex(address, "/")+1:] }

// From nothing to a consulent who can sign in: organisation, team with its
// neighbourhoods, account with its first appointment and a code shown once.
func TestAdministratorBuildsAnOrganisation(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) {
		site := newSite(t, db)
		b := site.SignIn(authz.RoleBeheerder)
		b.Get("/").Want(http.StatusSeeOther).Follow().Want(http.StatusOK).WantText("Beheer", "In cijfers")

		b.Get(newOrg).KeepsTyped(newOrg, "naam", "", "soort", "gemeente", "gemeente", "", "van", "32-1-2020", "tot", "gisteren").
			WantText("Vul de naam in.", "Kies een gemeente.", "Dit is geen datum. Schrijf bijvoorbeeld 22-11-2026.")
		org := organisatie(t, b, "Gemeente Arnhem", "gemeente", "0202")
		b.Get(newOrg).KeepsTyped(newOrg, "naam", "Nog een Arnhem", "soort", "gemeente", "gemeente", "0202", "van", "1-1-2020", "tot", "").
			WantText("Deze gemeente is er al.")

		team := org + "/teams/nieuw"
		b.Get(team).KeepsTyped(team, "naam", "Presikhaaf", "van", "1-1-2021", "tot", "1-1-2020").WantText("De laatste dag ligt voor de eerste dag.")
		b.Get(team).Submit(team, "naam", "Wijkteam Presikhaaf", "van", "1-1-2021", "wijk", "WK020205").Want(http.StatusSeeOther).Follow().
			WantText("Het is bewaard.", "Wijkteam Presikhaaf", "Team toegevoegd")
		loc := org + "/locaties/nieuw"
		b.Get(loc).KeepsTyped(loc, "naam", "Wijkgebouw", "straat", "Laan", "huisnummer", "1", "postcode", "68AB", "plaats", "Arnhem", "gemeente", "", "telefoon", "026", "van", "", "tot", "").
			WantText("Dit is geen postcode.", "Kies een gemeente.", "Vul in vanaf welke dag.")
		b.Get(loc).Submit(loc, "naam", "Wijkgebouw", "straat", "Laan", "huisnummer", "1", "postcode", "6828 cn", "plaats", "Arnhem", "gemeente", "0202", "van", "1-1-2021").
			Want(http.StatusSeeOther).Follow().WantText("Laan 1, 6828 CN Arnhem")

		const nieuw = "/beheer/accounts/nieuw"
		form := b.Get(nieuw).WantText("Kies eerst waar iemand werkt").Submit(nieuw, "organisatie", idOf(org)).Want(http.StatusOK)
		form.KeepsTyped(nieuw, "naam", "Samira Bos", "gebruikersnaam", "sb", "email", "geen adres", "extern", "s", "rol", "consulent", "team", "", "van", "1-1-2022", "tot", "").
			WantText("Deze gebruikersnaam kan niet.", "Dit is geen e-mailadres.", "Kies een team.")
		teamID := webtest.Attr(form.Find(func(n *webtest.Node) bool {
			return n.Data == "option" && webtest.TextOf(n) == "Wijkteam Presikhaaf"
		})[0], "value")
		p := form.Submit(nieuw, "naam", "Samira Bos", "gebruikersnaam", "samira", "rol", "consulent", "team", teamID, "van", "1-1-2022").
			Want(http.StatusOK).WantText("Schrijf de code nu op", "samira")
		code := webtest.TextOf(p.Find(webtest.Tag("code"))[0])
		account := p.Link("Naar het account")
		b.Get("/beheer/accounts").Submit("/beheer/accounts", "zoek", "SAMI").Want(http.StatusSeeOther).Follow().WantText("Samira Bos", "Consulent Gemeente Arnhem")
		b.Get("/beheer/accounts").Submit("/beheer/accounts", "zoek", "nobody").Want(http.StatusSeeOther).Follow().WantText("Geen accounts gevonden")

		// The code opens the account for who has it, once.
		other := site.Browser()
		q := other.Get("/inloggen/code").Submit("/inloggen/code", "code", strings.ToLower(code)).Want(http.StatusSeeOther).Follow()
		q.WantText("Je gebruikersnaam is samira").KeepsTyped("/inloggen/verder", "wachtwoord", "samira samira")
		q.Submit("/inloggen/verder", "wachtwoord", webtest.Password).Want(http.StatusSeeOther).Follow().WantText("Stel de tweede stap in")
		site.Browser().Get("/inloggen/code").Submit("/inloggen/code", "code", code).Want(http.StatusBadRequest)
		b.Get(account).WantText("Wijkteam Presikhaaf", "Account gemaakt", "Functie gegeven", "Wachtwoord gekozen")
	})
}

// A change of rights ends the sessions at once, also those in another browser.
func TestRightsChangeAtOnce(t *testing.T) {
	site := newSite(t, dbtest.SQLite(t))
	admin := site.SignIn(authz.RoleBeheerder)
	place := site.At(t, authz.RoleConsulent)
	p := site.Staff(t, "samira", place, authz.RoleConsulent)
	account := "/beheer/accounts/" + p.ID

	b := site.SignInAs(p)
	b.Get("/account").Want(http.StatusOK)
	page := admin.Get(account).Want(http.StatusOK)
	end := admin.Get(page.Link("Beëindig")).Want(http.StatusOK)
	end.KeepsTyped(end.URL.Path, "laatste", "1-1-2020").WantText("De laatste dag kan niet eerder zijn dan gisteren.")
	admin.Get(account+"/aanstelling?organisatie="+place.OrganisatieID).
		Submit(account+"/aanstelling", "rol", "consulent", "team", place.TeamID, "van", "1-1-2026").Want(http.StatusBadRequest).
		WantText("Deze functie heeft deze persoon al in die periode.")

	// A second function: signed out, and asked with which to work.
	admin.Get(account+"/aanstelling?organisatie="+place.OrganisatieID).
		Submit(account+"/aanstelling", "rol", "teamleider", "team", place.TeamID, "van", "1-1-2026").Want(http.StatusSeeOther)
	b.Get("/account").Want(http.StatusSeeOther).Follow().WantText("Je bent uitgelogd. Log opnieuw in.")
	b = site.SignInAs(p)
	b.Get("/account").WantText("consulent, teamleider")

	// The end of all functions: nobody gets in any more.
	for range 2 {
		page = admin.Get(account)
		yesterday := civil.Of(site.DB.Now()).AddDays(-1)
		admin.Get(page.Link("Beëindig")).Submit(mustPath(page.Link("Beëindig")), "laatste", yesterday.String()).Want(http.StatusSeeOther)
	}
	b.Get("/account").Want(http.StatusSeeOther)
	q := site.Browser().Get("/inloggen").Submit("/inloggen", "gebruikersnaam", p.Login, "wachtwoord", webtest.Password).Follow()
	q.Submit("/inloggen/verder", "code", p.Code(t)).Want(http.StatusForbidden).WantText("Je hebt vandaag geen functie in Trede.")

	// Off is off, and a reset gives a new way in.
	site.DB.Clock.Advance(time.Minute)
	admin = site.SignIn(authz.RoleBeheerder)
	admin.Get(account).Submit(account+"/uit").Want(http.StatusSeeOther).Follow().WantText("Het account staat uit.", "staat uit")
	reset := admin.Get(account + "/herstel").Want(http.StatusOK)
	reset.KeepsTyped(account+"/herstel", "tweede", "weg", "reden", "").WantText("Vul de reden in.")
	reset.KeepsTyped(account+"/herstel", "tweede", "", "reden", "telefoon kwijt").WantText("Kies wat er met de tweede stap gebeurt.")
	reset.Submit(account+"/herstel", "tweede", "weg", "reden", "telefoon kwijt").Want(http.StatusOK).WantText("Schrijf de code nu op")
	admin.Get(account).WantText("Reden: telefoon kwijt.")
	admin.Get(account).Submit(account + "/aan").Want(http.StatusSeeOther).Follow().WantText("Het account staat aan.")
}

func mustPath(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		panic(err)
	}
	return u.Path
}

// Nobody changes the own rights, and who administers one organisation sees no
// other.
func TestAdministratorOfOneOrganisation(t *testing.T) {
	site := newSite(t, dbtest.SQLite(t))
	arnhem := site.Place(t, authz.SoortGemeente, "Arnhem", "0202")
	other := site.Place(t, authz.SoortGemeente, "Zevenaar", "0299")
	boss := site.Staff(t, "baas", arnhem, authz.RoleBeheerder)
	here := site.Staff(t, "hier", arnhem, authz.RoleConsulent)
	there := site.Staff(t, "daar", other, authz.RoleConsulent)
	b := site.SignInAs(boss)

	list := b.Get("/beheer/accounts").Want(http.StatusOK).WantText("Sanne hier", "Sanne baas")
	if list.Has("Sanne daar") {
		t.Error("the list holds somebody of another organisation")
	}
	for _, address := range []string{
		"/beheer/accounts?organisatie=" + other.OrganisatieID, "/beheer/accounts/" + there.ID, "/beheer/accounts/" + there.ID + "/herstel",
		"/beheer/accounts/" + there.ID + "/aanstelling", "/beheer/organisaties/" + other.OrganisatieID + "/wijzig", newOrg,
		"/beheer/regio/inlezen", "/beheer/regio", "/beheer/wachtrij", "/beheer/accounts/" + boss.ID + "/herstel",
		"/beheer/accounts/" + boss.ID + "/aanstelling", "/beheer/accounts/nobody",
	} {
		b.Get(address).Want(http.StatusNotFound)
	}
	for _, address := range []string{"/beheer/accounts/" + there.ID + "/uit", "/beheer/accounts/" + boss.ID + "/uit"} {
		b.Post(address, url.Values{}).Want(http.StatusNotFound)
	}
	b.Post("/beheer/accounts/"+here.ID+"/aanstelling", url.Values{
		"organisatie": {other.OrganisatieID}, "rol": {"consulent"}, "team": {other.TeamID}, "van": {"1-1-2026"},
	}).Want(http.StatusNotFound)
	b.Post("/beheer/accounts/"+here.ID+"/aanstelling", url.Values{"rol": {"consulent"}, "van": {"1-1-2026"}}).Want(http.StatusBadRequest).WantText("Kies een organisatie.")
	b.Get("/beheer/accounts/" + here.ID).Want(http.StatusOK)
	// A role that this kind of organisation does not have, from a made-up form.
	b.Post("/beheer/accounts/"+here.ID+"/aanstelling", url.Values{
		"organisatie": {arnhem.OrganisatieID}, "rol": {"contractmanager"}, "van": {"1-1-2026"},
	}).Want(http.StatusBadRequest).WantText("Deze functie past niet bij Arnhem.")

	// Somebody who works at both is not put off by the administrator of one.
	admin := site.SignIn(authz.RoleBeheerder)
	admin.Post("/beheer/accounts/"+here.ID+"/aanstelling", url.Values{
		"organisatie": {other.OrganisatieID}, "rol": {"consulent"}, "team": {other.TeamID}, "van": {"1-1-2026"},
	}).Want(http.StatusSeeOther)
	b.Get("/beheer/accounts/" + here.ID).Want(http.StatusOK)
	b.Post("/beheer/accounts/"+here.ID+"/uit", url.Values{}).Want(http.StatusNotFound)
}

// During absence a colleague of the same organisation stands in.
func TestReplacement(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) {
		site := newSite(t, db)
		place := site.Place(t, authz.SoortGemeente, "Arnhem", "0202")
		other := site.Place(t, authz.SoortGemeente, "Zevenaar", "0299")
		ill := site.Staff(t, "ziek", place, authz.RoleConsulent)
		mate := site.Staff(t, "collega", place, authz.RoleConsulent)
		stranger := site.Staff(t, "vreemde", other, authz.RoleConsulent)
		b := site.SignIn(authz.RoleBeheerder)
		form := "/beheer/accounts/" + ill.ID + "/vervanging"
		b.Get(form).Want(http.StatusOK).KeepsTyped(form, "vervanger", mate.ID, "van", "22-11-2026", "tot", "", "reden", "")
		b.Post(form, url.Values{"vervanger": {stranger.ID}, "van": {"22-11-2026"}, "tot": {"30-11-2026"}, "reden": {"vakantie"}}).
			Want(http.StatusBadRequest).WantText("werkt in die dagen niet bij dezelfde organisatie")
		page := b.Get(form).Submit(form, "vervanger", mate.ID, "van", "22-11-2026", "tot", "30-11-2026", "reden", "vakantie").
			Want(http.StatusSeeOther).Follow().WantText("De vervanging is geregeld.", "Sanne collega", "vakantie")

		actor, err := site.Base.Actor(t.Context(), mate.ID, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(actor.Vervangingen) != 1 || actor.Vervangingen[0].AccountID != ill.ID {
			t.Fatalf("the colleague replaces %v", actor.Vervangingen)
		}
		for _, f := range page.Forms() {
			if strings.HasPrefix(f.Action, form+"/") {
				page = page.Submit(f.Action).Want(http.StatusSeeOther).Follow().WantText("De vervanging is beëindigd.")
			}
		}
	})
}

// Somebody else saved in the meantime: both versions, and a choice.
func TestStaleSaveShowsBothVersions(t *testing.T) {
	site := newSite(t, dbtest.SQLite(t))
	b := site.SignIn(authz.RoleBeheerder)
	org := organisatie(t, b, "De Spaak", "aanbieder", "0202")
	mine, theirs := b.Get(org+"/wijzig"), b.Get(org+"/wijzig")
	theirs.Submit(org+"/wijzig", "naam", "De Spaak BV").Want(http.StatusSeeOther)
	p := mine.Submit(org+"/wijzig", "naam", "Spaak").Want(http.StatusConflict).WantText("De Spaak BV", "Spaak", "verschilt")
	keep := p.Forms()
	values := keep[len(keep)-1].Values()
	for _, f := range keep {
		if f.Action == org+"/wijzig" {
			values = f.Values()
		}
	}
	values.Set("keuze", "opgeslagen")
	b.Post(org+"/wijzig", values).Want(http.StatusSeeOther).Follow().WantText("De Spaak BV")
	values.Set("keuze", "mijn")
	if got := b.Post(org+"/wijzig", values).Want(http.StatusSeeOther).Follow(); strings.Contains(got.Title(), "BV") || !got.Has("Spaak") {
		t.Errorf("after choosing one's own version the title is %q", got.Title())
	}
}

// upload sends a file as a browser does.
func upload(t *testing.T, b *webtest.Browser, name string, content []byte) *webtest.Page {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile(name, "regio.toml")
	if err == nil {
		_, err = part.Write(content)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/beheer/regio/inlezen", &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return b.Do(r)
}

// The region's data goes out as a file, and comes in after a look at what changes.
func TestRegionExportAndImport(t *testing.T) {
	testkit.Eis(t, "B-REG-01")
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) {
		site := newSite(t, db)
		b := site.SignIn(authz.RoleBeheerder)
		file := b.Get("/beheer/regio/bestand").Want(http.StatusOK)
		if file.Body != string(region.ExampleFile()) {
			t.Fatal("the file is not the document that counts")
		}
		upload(t, b, "bestand", []byte(file.Body)).Want(http.StatusOK).WantText("Het bestand is gelijk aan wat nu geldt.")
		upload(t, b, "bestand", []byte("formaat = 1\n[regio]\ncode = 3\n")).Want(http.StatusBadRequest).WantText("Wat er niet klopt", "Regel")
		for _, bad := range [][]byte{nil, []byte("\xff\xfe"), []byte("a\x00b"), bytes.Repeat([]byte("#"), 2<<20)} {
			upload(t, b, "bestand", bad).Want(http.StatusBadRequest)
		}
		upload(t, b, "iets", []byte(file.Body)).Want(http.StatusBadRequest).WantText("Kies een bestand.")
		b.Post("/beheer/regio/inlezen", url.Values{"bestand": {"x"}}).Want(http.StatusBadRequest).WantText("Kies een bestand.")

		changed := strings.Replace(file.Body, `naam = "Regio Arnhem"`, `naam = "Regio Midden"`, 1)
		if changed == file.Body {
			t.Fatal("the example has another name now")
		}
		p := upload(t, b, "bestand", []byte(changed)).Want(http.StatusOK).WantText("1 wijziging", "Regio Midden")
		p.KeepsTyped("/beheer/regio/bevestigen", "reden", "").WantText("Vul de reden in.")
		p.Submit("/beheer/regio/bevestigen", "reden", "nieuwe naam").Want(http.StatusSeeOther).Follow().
			WantText("De nieuwe regiogegevens gelden nu.", "Regio Midden", "Reden: nieuwe naam.")
		p.Submit("/beheer/regio/bevestigen", "reden", "nog eens").Want(http.StatusBadRequest) // nothing changes any more
		if got := b.Get("/beheer/regio/bestand").Body; got != changed {
			t.Error("the file that comes out is not the one that went in")
		}
	})
}

// A date shows what held then: who bought.
func TestRegionAsOfADay(t *testing.T) {
	testkit.Eis(t, "B-REG-01")
	site := newSite(t, dbtest.SQLite(t))
	b := site.SignIn(authz.RoleContractmanager)
	b.Get("/regio/gemeenten").Want(http.StatusOK).WantText("22 november 2026", "8 van de 11 gemeenten", "Arnhem", "structureel", "pilot", "experiment")
	b.Get("/regio/gemeenten").Submit("/regio/gemeenten", "dag", "1-1-2017").Want(http.StatusOK).WantText("1 januari 2017", "9 van de 12 gemeenten")
	b.Get("/regio/gemeenten?dag=31-2-2020").Want(http.StatusBadRequest).WantText("Dit is geen datum.")
	if !b.Get("/regio/gemeenten?dag=1-1-2017").Has("Rijnwaarden") || b.Get("/regio/gemeenten?dag=1-1-2018").Has("Rijnwaarden") {
		t.Error("Rijnwaarden should be there until 2018-01-01 and not after")
	}
	b.Get("/beheer/regio").Want(http.StatusOK)
	if b.Get("/regio/gemeenten").Has("Lees een nieuw bestand in") || b.Get("/beheer/regio/inlezen").Status != http.StatusNotFound {
		t.Error("a contract manager may import")
	}
}

// Pilots have a day on which they are looked back on, and a study is there only while
// the gemeente takes part.
func TestGemeentenShowsPilotsAndStudies(t *testing.T) {
	testkit.Eis(t, "B-REG-04", "B-REG-06")
	b := newSite(t, dbtest.SQLite(t)).SignIn(authz.RoleContractmanager)
	const pilot, study = "evaluatie op 1 december 2017", "onderzoek: beschermd wonen"
	for dag, want := range map[string][2]bool{"31-12-2016": {}, "1-1-2017": {true, true}, "31-12-2017": {true, true}, "1-1-2018": {true, false}, "1-7-2020": {}} {
		p := b.Get("/regio/gemeenten?dag=" + dag).Want(http.StatusOK)
		if p.Has(pilot) != want[0] || p.Has(study) != want[1] {
			t.Errorf("on %s: pilot %t, study %t", dag, p.Has(pilot), p.Has(study))
		}
	}
	b.Get("/regio/gemeenten?dag=1-7-2020").WantText("evaluatie op 30 juni 2021")
}

// Who wants to enrol reads without an account where that can, and what is asked.
func TestEverybodySeesWhenToEnrol(t *testing.T) {
	testkit.Eis(t, "INK-15", "INK-17")
	b := newSite(t, dbtest.SQLite(t)).Browser()
	const closed, frozen = "nieuwe aanbieders zich niet inschrijven", "kun je geen percelen of producten toevoegen"
	for dag, want := range map[string]bool{"31-5-2019": false, "1-6-2019": true, "30-9-2019": true, "1-10-2019": false} {
		p := b.Get("/regio/inschrijven?dag=" + dag).Want(http.StatusOK)
		if p.Has(closed) != want || p.Has(frozen) != want || p.Has("gesloten") != want {
			t.Errorf("on %s: %s", dag, p.Text())
		}
	}
	now := b.Get("/regio/inschrijven").WantText("het hele jaar", "altijd een gesprek en een plan Activerend Werk", "Eisen 2020", "Trajectbegeleider", "perceel AW-ONT", "product ORI")
	if now.Has("€") {
		t.Error("a price on a public page")
	}
	b.Get("/regio/inschrijven?dag=1-1-2019").WantText("Eisen 2016", "Stappen op de ladder")
	b.Get("/regio/inschrijven?dag=1-1-1990").Want(http.StatusOK).WantText("Op deze dag zijn er geen percelen")
	b.Get("/regio/inschrijven?dag=31-2-2020").Want(http.StatusBadRequest).WantText("Dit is geen datum.")
}

// Everybody with an account can read who may do what; the pages about Trede are for
// everybody.
func TestRightsAndPublicPages(t *testing.T) {
	site := newSite(t, dbtest.SQLite(t))
	b := site.SignIn(authz.RoleContractmanager)
	b.Get("/rechten").Want(http.StatusOK).WantText("Contractmanager", "lezen en schrijven", "Voorwaarden")
	p := b.Get("/rechten").Submit("/rechten", "rol", "consulent").Want(http.StatusOK).WantText("Eigen team", "Inzage met reden")
	for _, role := range authz.Roles() {
		b.Get("/rechten?rol=" + string(role)).Want(http.StatusOK)
	}
	if len(p.Body) == 0 {
		t.Error("empty page")
	}
	nobody := site.Browser()
	nobody.Get("/rechten").Want(http.StatusSeeOther)
	nobody.Get("/toegankelijkheid").Want(http.StatusOK).WantText("WCAG 2.2")
	nobody.Get("/privacy").Want(http.StatusOK).WantText("Cookies")
}

// Bad input gets a sentence, never a failure of the server.
func TestHostileInput(t *testing.T) {
	site := newSite(t, dbtest.SQLite(t))
	place := site.Place(t, authz.SoortGemeente, "Arnhem", "0202")
	p := site.Staff(t, "slachtoffer", place, authz.RoleConsulent)
	site.Staff(t, "collega", place, authz.RoleConsulent)
	b := site.SignIn(authz.RoleBeheerder)
	org := "/beheer/organisaties/" + place.OrganisatieID
	account := "/beheer/accounts/" + p.ID
	end := b.Get(account).Link("Beëindig")
	b.Attack("/beheer/accounts", "/beheer/accounts/nieuw", "/beheer/accounts/nieuw?organisatie="+place.OrganisatieID, account+"/aanstelling?organisatie="+place.OrganisatieID,
		end, account+"/vervanging", account+"/herstel", account, newOrg, org+"/wijzig", org+"/teams/nieuw", org+"/teams/"+place.TeamID,
		org+"/locaties/nieuw", "/regio/gemeenten", "/regio/inschrijven", "/rechten", "/beheer/regio", "/account/wachtwoord")
	for _, address := range []string{
		"/beheer/accounts?pagina=-1", "/beheer/accounts?pagina=99999999999", "/beheer/accounts?zoek=%25%00", "/beheer/accounts/%00", "/beheer/organisaties/%ff",
		"/rechten?rol=%ff", "/regio/gemeenten?dag=%00",
	} {
		if p := b.Get(address); p.Status >= 500 {
			t.Errorf("%s: %d\n%s", address, p.Status, site.Logged)
			site.Logged.Reset()
		}
	}
}

// A route without a rule does not start.
func TestRouteWithoutRuleIsRefused(t *testing.T) {
	k := webtest.New(t, dbtest.SQLite(t))
	nothing := func(*web.Request) error { return nil }
	for _, action := range []authz.Action{"", "beheer.alles"} {
		_, err := web.New(web.Config{Base: k.Base, Auth: k.Auth}, []web.Route{{Pattern: "GET /x", Action: action, Handler: nothing}})
		if err == nil || !strings.Contains(err.Error(), "has no rule") {
			t.Errorf("a route with action %q: %v", action, err)
		}
	}
	for _, r := range append(beheer.Routes(appbeheer.New(k.Base, k.Auth)), inlog.Routes()...) {
		if r.Action == "" {
			t.Errorf("%s has no rule", r.Pattern)
		}
	}
}
