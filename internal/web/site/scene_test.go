package site_test

import (
	"cmp"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"trede/internal/app"
	"trede/internal/app/inkoop"
	"trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/domain/persoon"
	domtoegang "trede/internal/domain/toegang"
	dom "trede/internal/domain/uitvoering"
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

// persona is somebody with one role, and how they stand to each kind of subject.
type persona struct {
	name      string
	role      authz.Role
	account   string
	relations map[string][]authz.Relation
}

// scene is a small region with one resident at work, and everybody around.
type scene struct {
	*regiotest.Regio
	site     *webtest.Site
	server   *web.Server
	personas []persona
	inwoner  string
	wout     app.Actor                    // whose account is administered
	subjects map[string]string            // ids by kind of subject
	known    map[string]map[string]string // rows by persona
}

// Kinds of subject of a route.
const (
	soortInwoner     = "inwoner" // the resident, and every row of the dossier
	soortAccount     = "account"
	soortOrganisatie = "organisatie"
	soortZelf        = "zelf"   // the dossier of whoever asks
	soortNamens      = "namens" // the same dossier, for whoever represents the resident
	soortRegio       = "regio"  // figures of the whole region
)

func newScene(t *testing.T) *scene {
	t.Helper()
	return newSceneOn(t, dbtest.SQLite(t))
}

func newSceneOn(t *testing.T, db *dbtest.DB) *scene {
	t.Helper()
	r := regiotest.New(t, db).Load()
	s := &scene{Regio: r, subjects: map[string]string{}, known: map[string]map[string]string{}}
	start := r.Day("2026-09-07")
	var doelen []string
	s.inwoner, doelen = r.Lopend("Marco", "de Vries", start)
	r.Day("2026-10-05")
	x := r.Toewijzing(s.inwoner)
	if err := r.Uitvoering.Onderbreek(t.Context(), r.Werk, uitvoering.OnderbrekingInput{
		ToewijzingID: x.ID, Versie: x.Versie, Reden: dom.OnderbrekingRedenen()[0], VerwachtTerug: civil.New(2026, 10, 12),
	}); err != nil {
		t.Fatal(err)
	}
	r.Day("2026-10-12")
	if err := r.Uitvoering.Hervat(t.Context(), r.Werk, x.ID, r.IDs(s.inwoner)["onderbreking"], x.Versie+1, civil.New(2026, 10, 12)); err != nil {
		t.Fatal(err)
	}
	r.Day("2026-12-07")
	s.deliver(t, doelen)
	bestand, err := r.Inkoop.VoegBestandToe(t.Context(), r.Coordinator, inkoop.BestandInput{
		AanbiederID: string(r.De), Soort: dominkoop.BestandPolis, Naam: "polis.pdf", Inhoud: []byte("%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n"),
	})
	if err != nil {
		t.Fatal(err)
	}
	s.subjects["bestand"] = bestand.ID
	s.contract(t)
	page, err := r.Inkoop.BekijkAanbieder(t.Context(), r.Contractmanager, string(r.De))
	if err != nil {
		t.Fatal(err)
	}
	s.subjects["polis"] = page.Aanbieders[0].Verzekeringen[0].ID
	s.draft(t)
	kit := webtest.New(t, db, webtest.Demo)
	server, err := site.New(web.Config{
		Base: r.Base, Auth: kit.Auth, Cookies: kit.Cookies, Log: kit.Log, BodyLimit: 1 << 20,
	}, r.UseCases)
	if err != nil {
		t.Fatal(err)
	}
	s.server, s.site = server, kit.Serve(t, server.Handler())
	s.cast(t)
	return s
}

// draft lets somebody begin the next catalogue, so that a colleague can adopt it.
func (s *scene) draft(t *testing.T) {
	t.Helper()
	by := s.Medewerker("Co", authz.RoleContractmanager, s.RegioID(), "")
	page, err := s.Inkoop.Concept(t.Context(), by)
	if err == nil {
		err = s.Inkoop.WijzigRegio(t.Context(), by, inkoop.ConceptInput{Naam: "Catalogus 2027", Van: civil.New(2027, 7, 1)}, page.Volgnr, "")
	}
	if err != nil {
		t.Fatal(err)
	}
}

// deliver lets the provider write a report and ask for attention.
func (s *scene) deliver(t *testing.T, doelen []string) {
	t.Helper()
	toewijzing := s.Toewijzing(s.inwoner)
	in := uitvoering.BerichtInput{ToewijzingID: toewijzing.ID, SamenIngevuld: domtoegang.Ja, Zin: "Het gaat goed"}
	for _, d := range doelen {
		in.Regels = append(in.Regels, dom.VoortgangRegel{DoelID: d, Score: domtoegang.ScoreSoms})
	}
	if _, err := s.Uitvoering.SchrijfBericht(t.Context(), s.Werk, in); err != nil {
		t.Fatal(err)
	}
	doel, err := s.Toegang.StelDoelVoor(t.Context(), s.Werk, toegang.DoelInput{
		InwonerID: s.inwoner, Tekst: "Ik leer zagen", Domein: domtoegang.DomeinVak, Gericht: domtoegang.GerichtOntwikkelen,
		Nulmeting: domtoegang.ScoreNogNiet, Streefwaarde: domtoegang.ScoreGoed, Streefdatum: civil.New(2027, 2, 1),
	})
	if err != nil {
		t.Fatal(err)
	}
	s.subjects["voorstel"], s.subjects["doel"] = doel, doelen[0]
	if err := s.Toegang.VoegActieToe(t.Context(), s.Consulent, doelen[0], 1, toegang.DoelActie{Tekst: "Ik bel Peter", Wie: domtoegang.PartijInwoner}); err != nil {
		t.Fatal(err)
	}
	registratie, err := s.Uitvoering.LegAanwezigheidVast(t.Context(), s.Werk, uitvoering.AanwezigheidInput{
		ToewijzingID: toewijzing.ID, Moment: domtoegang.Ochtend, Status: dom.Aanwezig,
	})
	if err != nil {
		t.Fatal(err)
	}
	s.subjects["registratie"] = registratie
	s.subjects["inschrijving"] = s.Ingediend(s.Ronde2020(), s.De)
	s.subjects["afspraak"], err = s.Uitvoering.LegAfspraakVast(t.Context(), s.Consulent, uitvoering.AfspraakInput{
		InwonerID: s.inwoner, Datum: civil.New(2026, 12, 15), Tijd: "09:30", Wat: "Praten over hoe het gaat", Waar: "Wijkteam", MetWie: "Naima",
	})
	if err != nil {
		t.Fatal(err)
	}
	s.subjects["afspraak aanbieder"], err = s.Uitvoering.LegAfspraakVast(t.Context(), s.Werk, uitvoering.AfspraakInput{
		InwonerID: s.inwoner, ToewijzingID: toewijzing.ID, Datum: civil.New(2026, 12, 16), Tijd: "10:00", Wat: "Rondleiding", Waar: "Werkplaats", MetWie: "Peter",
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Uitvoering.OpenSignaal(t.Context(), s.Werk, uitvoering.SignaalInput{
		ToewijzingID: toewijzing.ID, Soort: dom.SignaalSoorten()[0], Tekst: "Hij komt al een week niet", Urgentie: dom.UrgentieGewoon,
	}); err != nil {
		t.Fatal(err)
	}
}

// contract gives the provider a point of compliance, a meeting and an action.
func (s *scene) contract(t *testing.T) {
	t.Helper()
	ctx, day := t.Context(), civil.New(2026, 12, 7)
	list, err := s.Inkoop.Contracten(ctx, s.Coordinator)
	if err != nil {
		t.Fatal(err)
	}
	id := list[0].ID
	s.subjects["contract"] = string(id)
	if s.subjects["punt"], err = s.Inkoop.LegPuntVast(ctx, s.Contractmanager, inkoop.PuntInput{Punt: dominkoop.Nalevingspunt{
		Contract: id, Bron: dominkoop.BronGesprek, Gevonden: day, Bevinding: "Geen scholing", Afspraak: "Alsnog", Termijn: day.AddDays(30),
	}}); err != nil {
		t.Fatal(err)
	}
	if s.subjects["overleg"], err = s.Inkoop.LegOverlegVast(ctx, s.Contractmanager, inkoop.OverlegInput{Overleg: dominkoop.Overleg{
		Soort: dominkoop.OverlegContract, Contract: id, Titel: "Contractgesprek", Dag: day,
	}}); err != nil {
		t.Fatal(err)
	}
	if s.subjects["actie"], err = s.Inkoop.LegActieVast(ctx, s.Contractmanager, inkoop.ActieInput{Actie: dominkoop.Actie{
		Overleg: s.subjects["overleg"], Wat: "Stuur het rooster", OrganisatieID: string(s.De), Uiterlijk: day.AddDays(7),
	}}); err != nil {
		t.Fatal(err)
	}
}

// browser gives the browser of a persona.
func (s *scene) browser(p persona) *webtest.Browser {
	if p.account == "" {
		return s.site.Browser()
	}
	return s.site.Binnen(p.account)
}

// cast makes the people: every role in every relation to the resident that it can
// have, and without one.
func (s *scene) cast(t *testing.T) {
	t.Helper()
	arnhem := s.Consulent.Aanstellingen[0].OrganisatieID
	werkgever := s.Organisatie(authz.SoortWerkgever, "Bakkerij Krul", regiotest.Arnhem)
	regio := map[string][]authz.Relation{
		soortAccount: {authz.RelRegio}, soortOrganisatie: {authz.RelRegio}, soortInwoner: {authz.RelRegio}, soortRegio: {authz.RelRegio},
	}
	about := func(rel ...authz.Relation) map[string][]authz.Relation {
		return map[string][]authz.Relation{soortInwoner: rel}
	}
	atDe := func(rel ...authz.Relation) map[string][]authz.Relation {
		return map[string][]authz.Relation{
			soortInwoner: rel, soortAccount: {authz.RelEigenOrganisatie}, soortOrganisatie: {authz.RelEigenOrganisatie},
		}
	}
	add := func(name string, role authz.Role, a app.Actor, relations map[string][]authz.Relation) {
		s.personas = append(s.personas, persona{name, role, a.ID, relations})
	}
	s.personas = append(s.personas, persona{name: "anoniem", role: authz.RoleAnoniem})
	self := s.InwonerAccount(s.inwoner, "marco")
	add("inwoner", authz.RoleInwoner, self, map[string][]authz.Relation{soortInwoner: {authz.RelZelf}, soortZelf: {authz.RelZelf}})
	s.subjects["account-inwoner"] = self.ID

	add("consulent", authz.RoleConsulent, s.Consulent, about(authz.RelEigenTeam, authz.RelEigenGemeente))
	add("consulent, ander team", authz.RoleConsulent, s.Collega, about(authz.RelAnderTeam, authz.RelEigenGemeente))
	add("consulent, andere gemeente", authz.RoleConsulent, s.Duiven, about())
	reden := s.Medewerker("Reinier", authz.RoleConsulent, arnhem, s.AnderTeamID)
	if err := s.Toegang.OpenMetReden(t.Context(), reden, s.inwoner, "mevrouw staat aan de balie"); err != nil {
		t.Fatal(err)
	}
	add("consulent met reden", authz.RoleConsulent, reden, about(authz.RelInzageMetReden, authz.RelEigenGemeente))
	add("teamleider", authz.RoleTeamleider, s.Medewerker("Tess", authz.RoleTeamleider, arnhem, s.TeamID), about(authz.RelEigenTeam, authz.RelEigenGemeente))
	add("teamleider, ander team", authz.RoleTeamleider, s.Medewerker("Thijs", authz.RoleTeamleider, arnhem, s.AnderTeamID), about(authz.RelAnderTeam, authz.RelEigenGemeente))

	add("werkbegeleider", authz.RoleWerkbegeleider, s.Werk, atDe(authz.RelEigenDeelnemer, authz.RelAanbiederLopend))
	add("werkbegeleider, niet van hem", authz.RoleWerkbegeleider, s.Medewerker("Wim", authz.RoleWerkbegeleider, string(s.De), ""), atDe(authz.RelAanbiederLopend))
	add("werkbegeleider, andere aanbieder", authz.RoleWerkbegeleider, s.AndereWerk, about(authz.RelAndereAanbieder))
	add("trajectbegeleider", authz.RoleTrajectbegeleider, s.Traject, atDe(authz.RelEigenDeelnemer, authz.RelAanbiederLopend))
	add("coordinator", authz.RoleCoordinator, s.Coordinator, atDe(authz.RelAanbiederLopend))
	add("coordinator, andere aanbieder", authz.RoleCoordinator, s.AndereCoordinator, about(authz.RelAndereAanbieder))
	add("caw-adviseur, niet verwezen", authz.RoleCAWAdviseur, s.CAW, about())
	add("werkgever, niet geplaatst", authz.RoleWerkgever, s.Medewerker("Kees", authz.RoleWerkgever, werkgever, ""), about())
	for _, role := range authz.RolesFor(authz.SoortRegio) {
		a := s.Contractmanager
		if role != authz.RoleContractmanager {
			a = s.Medewerker("Regio "+string(role), role, s.RegioID(), "")
		}
		add(string(role), role, a, regio)
	}
	s.wout = s.Medewerker("Wout", authz.RoleWerkbegeleider, string(s.De), "")
	s.subjects["vervanging"] = s.Vervanging(s.wout, s.Traject, civil.New(2026, 11, 20), civil.New(2026, 12, 1))
	for _, bereik := range persoon.Bereiken() {
		rel := []authz.Relation{authz.Relation("vertegenwoordigd-" + bereik)}
		name := "vertegenwoordiger, " + string(bereik)
		add(name, authz.RoleVertegenwoordiger, s.represent(t, name, bereik), map[string][]authz.Relation{soortInwoner: rel, soortNamens: rel})
	}
}

// represent gives somebody with one scope.
func (s *scene) represent(t *testing.T, name string, bereik persoon.Bereik) app.Actor {
	t.Helper()
	a := s.Naaste("naaste " + string(bereik))
	id, err := s.Toegang.LegVertegenwoordigingVast(t.Context(), s.Consulent, toegang.VertegenwoordigingInput{
		InwonerID: s.inwoner, AccountID: a.ID, Waarom: "op verzoek van meneer",
		Vertegenwoordiging: persoon.Vertegenwoordiging{
			Soort: persoon.Gemachtigde, Naam: persoon.Naam{Geslachtsnaam: "Bos"}, Bereik: []persoon.Bereik{bereik}, Grondslag: "machtiging van 1 november",
			Period: civil.Period{From: civil.New(2026, 11, 1), Until: civil.New(2027, 11, 1)},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	s.subjects["v "+name] = id
	return s.Actor(a)
}

// about says what a route is about, by its path.
func (s *scene) about(t *testing.T, r web.Route, p persona) onderwerp {
	t.Helper()
	_, pattern, _ := strings.Cut(r.Pattern, " ")
	if r.Action == authz.InstallatieInstellen {
		return onderwerp{mist: []string{"eerste-start"}}
	}
	switch {
	case strings.HasPrefix(pattern, "/mijn"): // about whoever asks
		return onderwerp{soort: soortZelf, ids: s.rows(t, p), mist: notTheirs}
	case pattern == "/plafonds":
		return onderwerp{soort: soortRegio}
	}
	if r.Pattern == "POST /vandaag" || r.Pattern == "POST /vandaag/ongedaan" { // the form names the participant
		ids := s.rows(t, p)
		if id, has := ids["registratie-nieuw"]; has {
			ids["registratie"] = id
		}
		return onderwerp{soort: soortInwoner, ids: ids}
	}
	if !strings.Contains(pattern, "{") || strings.HasSuffix(pattern, "{$}") {
		return onderwerp{}
	}
	ids := s.rows(t, p)
	first, _, _ := strings.Cut(strings.TrimPrefix(pattern, "/"), "/")
	switch first {
	case "beheer":
		if strings.HasPrefix(pattern, "/beheer/accounts/") {
			return onderwerp{soort: soortAccount, ids: map[string]string{"id": s.wout.ID, "aanstelling": s.wout.Aanstellingen[0].ID, "vervanging": s.subjects["vervanging"]}}
		}
		return onderwerp{soort: soortOrganisatie, ids: map[string]string{"id": string(s.De), "team": "nieuw", "locatie": "nieuw"}}
	case "aanbieders":
		return onderwerp{soort: soortOrganisatie, ids: map[string]string{"id": string(s.De), "plek": s.WerkplekID, "polis": s.subjects["polis"]}}
	case "beoordelingen", "inschrijvingen":
		return onderwerp{soort: soortOrganisatie, ids: map[string]string{"id": s.subjects["inschrijving"]}}
	case "rondes":
		return s.aboutRonde(t, pattern)
	case "leerpunten":
		return s.aboutLeerpunt(t)
	case "bestanden": // of De
		return onderwerp{soort: soortOrganisatie, ids: map[string]string{"id": s.subjects["bestand"]}}
	case "contracten":
		return onderwerp{soort: soortOrganisatie, ids: map[string]string{"id": s.subjects["contract"], "punt": s.subjects["punt"]}}
	case "overleggen":
		return onderwerp{soort: soortOrganisatie, ids: map[string]string{"id": s.subjects["overleg"]}}
	case "acties":
		return onderwerp{soort: soortOrganisatie, ids: map[string]string{"id": s.subjects["actie"]}}
	case "catalogus":
		ids = map[string]string{"versie": "v2", "product": "ONT3", "gemeente": regiotest.Arnhem}
		if strings.HasPrefix(pattern, "/catalogus/tarieven/") { // who delivers sees the own ones
			return onderwerp{ids: ids}
		}
		return onderwerp{soort: soortRegio, ids: ids}
	case "inkoop":
		return onderwerp{soort: soortRegio, ids: map[string]string{"code": "steekproef_procent"}}
	case "plafonds": // asked for in another gemeente than anybody of the cast decides for
		return onderwerp{soort: "plafond", ids: map[string]string{"id": "onbekend"}}
	case "inwoners":
		ids["id"] = s.inwoner
		if strings.HasSuffix(pattern, "/akkoord") || strings.HasSuffix(pattern, "/beoordeel") {
			ids["doel"] = s.subjects["voorstel"]
		}
	case "meldingen":
		ids["id"] = ids["melding"]
	case "toewijzingen":
		ids["id"] = ids["toewijzing"]
	case "aanvragen":
		ids["id"] = ids["aanvraag"]
	case "signalen":
		ids["id"] = ids["signaal"]
	case "berichten":
		ids["id"] = ids["bericht"]
	case "doelen":
		ids["id"] = ids["doel"]
	case "namens":
		return onderwerp{soort: soortNamens, ids: ids, mist: notTheirs}
	case "deelnemers", "werk":
	default:
		t.Fatalf("%s: no subject for %q; give it one here", r.Pattern, first)
	}
	return onderwerp{soort: soortInwoner, ids: ids, mist: notTheirs}
}

// notTheirs: the signaal is between the provider and the team, and what there is to fill
// in was filled in by others.
var notTheirs = []string{"eigen-bijdrage@inwoner", "eigen-bijdrage@vertegenwoordiger, invullen", "eigen-bijdrage@vertegenwoordiger, akkoord"}

// rows gives the rows of the resident's dossier, with a task that is the persona's.
func (s *scene) rows(t *testing.T, p persona) map[string]string {
	t.Helper()
	if ids := s.known[p.name]; ids != nil {
		return maps.Clone(ids)
	}
	ids := s.IDs(s.inwoner)
	ids["doel"] = s.subjects["doel"]
	ids["registratie"], ids["nr"], ids["maanden"], ids["a"] = s.subjects["registratie"], "1", "6", s.subjects["afspraak"]
	// One's own representation and appointment, or that of somebody else.
	ids["v"] = cmp.Or(s.subjects["v "+p.name], ids["vertegenwoordiging"])
	if n := slices.Index([]string{"werkbegeleider", "werkbegeleider, niet van hem", "trajectbegeleider", "coordinator"}, p.name); n >= 0 {
		ids["registratie-nieuw"] = s.register(t, civil.New(2026, 11, 30).AddDays(-7*n))
	}
	for short, name := range map[string]string{"t": "toewijzing", "b": "bericht", "s": "signaal", "o": "onderbreking"} {
		ids[short] = ids[name]
	}
	ids["taak"] = ids["taak team"]
	if slices.Contains([]authz.Role{authz.RoleWerkbegeleider, authz.RoleTrajectbegeleider, authz.RoleCoordinator}, p.role) {
		ids["taak"], ids["a"] = ids["taak aanbieder"], s.subjects["afspraak aanbieder"]
	}
	s.known[p.name] = maps.Clone(ids)
	return ids
}

// register registers attendance on a day, for one persona to take back.
func (s *scene) register(t *testing.T, day civil.Date) string {
	t.Helper()
	id, err := s.Uitvoering.LegAanwezigheidVast(t.Context(), s.Werk, uitvoering.AanwezigheidInput{
		ToewijzingID: s.Toewijzing(s.inwoner).ID, Datum: day, Moment: domtoegang.Ochtend, Status: dom.Aanwezig,
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}
