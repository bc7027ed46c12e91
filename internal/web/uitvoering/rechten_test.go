package uitvoering_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"trede/internal/app/uitvoering"
	"trede/internal/authz"
	"trede/internal/domain/toegang"
	dom "trede/internal/domain/uitvoering"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
)

func aanwezig(toewijzing string) uitvoering.AanwezigheidInput {
	return uitvoering.AanwezigheidInput{ToewijzingID: toewijzing, Moment: toegang.Ochtend, Status: dom.Aanwezig}
}

// paths are all pages and forms about one toewijzing, filled in.
func (s *scene) paths(inwoner string) (get, post []string) {
	ids := s.IDs(inwoner)
	for _, r := range s.server.Routes() {
		method, pattern, _ := strings.Cut(r.Pattern, " ")
		if !strings.Contains(pattern, "{toewijzing}") {
			continue
		}
		path := strings.NewReplacer("{toewijzing}", ids["toewijzing"], "{signaal}", ids["signaal"], "{registratie}", s.registratie).Replace(pattern)
		if method == http.MethodGet {
			get = append(get, path)
		} else {
			post = append(post, path)
		}
	}
	return get, post
}

// busy brings a resident to the middle of an arrangement, with something of everything.
func (s *scene) busy(voornaam, achternaam string) (inwoner string) {
	s.T.Helper()
	inwoner, doelen := s.Lopend(voornaam, achternaam, s.Day("2026-11-23"))
	id := s.Toewijzing(inwoner).ID
	s.Day("2026-11-30")
	var err error
	s.registratie, err = s.Uitvoering.LegAanwezigheidVast(s.T.Context(), s.Werk, aanwezig(id))
	regiotest.OK(s.T, err)
	s.Day("2027-02-22")
	s.report(inwoner, doelen, toegang.ScoreSoms)
	_, err = s.Uitvoering.OpenSignaal(s.T.Context(), s.Werk, uitvoering.SignaalInput{
		ToewijzingID: id, Soort: dom.SignaalZorg, Urgentie: dom.UrgentieGewoon, Tekst: "Hij eet slecht",
	})
	regiotest.OK(s.T, err)
	return inwoner
}

// Another provider finds nothing, on no page and by no form, and never reads the name.
func TestAnotherProviderFindsNothing(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		marco := s.busy("Marco", "Geheim")
		get, post := s.paths(marco)
		if len(get) < 10 || len(post) < 10 {
			t.Fatalf("only %d pages and %d forms", len(get), len(post))
		}
		for _, a := range []string{s.AndereCoordinator.ID, s.AndereWerk.ID} {
			b := s.site.Binnen(a)
			for _, path := range get {
				if p := b.Get(path).Want(notFound); p.Has("Geheim") {
					t.Errorf("%s names the resident", path)
				}
			}
			for _, path := range post {
				form := url.Values{"versie": {"1"}, "inwoner": {marco}, "doel": {s.IDs(marco)["doel"]}, "datum": {"2026-11-30"}}
				if p := b.Post(path, form); p.Status != notFound {
					t.Errorf("%s answers %d: %s", path, p.Status, p.Text())
				}
			}
			id := s.IDs(marco)["toewijzing"]
			b.Post("/vandaag", url.Values{"toewijzing": {id}, "moment": {"ochtend"}, "status": {"aanwezig"}}).Want(notFound)
			b.Post("/vandaag/ongedaan", url.Values{"toewijzing": {id}, "moment": {"ochtend"}, "registratie": {s.registratie}}).Want(notFound)
			for _, path := range []string{"/deelnemers", "/deelnemers?toon=mijn", "/deelnemers?toon=bericht", "/vandaag", "/vandaag?dag=2026-11-30"} {
				if b.Get(path).Want(http.StatusOK).Has("Geheim") {
					t.Errorf("%s names the resident", path)
				}
			}
		}
	})
}

// After the window of the provider only its own contributions are left, to read.
func TestAfterTheWindowOnlyOwnContributions(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		marco := s.busy("Marco", "de Vries")
		at, forms := s.at(marco)
		full := s.as(s.Werk).Get(at).WantText("Ik kom drie ochtenden", "Dorpsstraat", "Hij eet slecht", "Houdt vol")
		if !leadsTo(full, forms+"bericht") {
			t.Error("no way to the report while it runs")
		}
		s.Day("2027-07-03") // the last day of six weeks after the end
		s.as(s.Coordinator).Get("/deelnemers").WantText("Marco de Vries", "Afgelopen", "3 juli 2027")
		s.as(s.Coordinator).Get(at).WantText("Ik kom drie ochtenden")
		s.Day("2027-07-04")
		for _, b := range []string{s.Coordinator.ID, s.Werk.ID} {
			p := s.site.Binnen(b).Get(at).Want(http.StatusOK).
				WantText("Je ziet alleen wat jullie zelf schreven", "Marco de Vries", "Lukt soms", "Ik vind banden plakken leuk", "Hij eet slecht")
			for _, words := range []string{"Ik kom drie ochtenden", "Dorpsstraat", "Contact", "Naima", "Meer doen", "Schrijf bericht", "Goed in"} {
				if p.Has(words) {
					t.Errorf("still reads %q", words)
				}
			}
			for _, to := range links(p) {
				if strings.HasPrefix(to, forms) && !strings.Contains(to, "/signalen/") {
					t.Errorf("still led to %s", to)
				}
			}
			get, post := s.paths(marco)
			for _, path := range get {
				switch {
				case path == at:
				case strings.HasSuffix(path, "/signalen/"+s.IDs(marco)["signaal"]): // an own contribution
					s.site.Binnen(b).Get(path).Want(http.StatusOK).WantText("Hij eet slecht")
				default:
					s.site.Binnen(b).Get(path).Want(notFound)
				}
			}
			for _, path := range post {
				s.site.Binnen(b).Post(path, url.Values{"versie": {"1"}, "inwoner": {marco}, "doel": {s.IDs(marco)["doel"]}, "datum": {"2026-11-30"}}).Want(notFound)
			}
			list := s.site.Binnen(b)
			if list.Get("/deelnemers").Has("Marco") || list.Get("/deelnemers?toon=bericht").Has("Marco") {
				t.Error("still in the list")
			}
		}
	})
}

// The werkbegeleider writes about people and does not decide who guides; the
// coordinator does, and proposes no observation.
func TestWhoMayWhat(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	marco := s.busy("Marco", "de Vries")
	nieuw, _ := s.Toegewezen("Anna", "Bos", s.Day("2027-02-22"))
	_, forms := s.at(marco)
	nieuwAt, before := s.at(nieuw)
	want := map[string]map[authz.Role]int{
		forms + "bericht":           {authz.RoleWerkbegeleider: 200, authz.RoleTrajectbegeleider: 200, authz.RoleCoordinator: 200},
		forms + "waarneming":        {authz.RoleWerkbegeleider: 200, authz.RoleTrajectbegeleider: 200, authz.RoleCoordinator: 404},
		forms + "begeleiding":       {authz.RoleWerkbegeleider: 404, authz.RoleTrajectbegeleider: 404, authz.RoleCoordinator: 200},
		forms + "evaluatie":         {authz.RoleWerkbegeleider: 200, authz.RoleTrajectbegeleider: 200, authz.RoleCoordinator: 200},
		forms + "evaluatie/verslag": {authz.RoleWerkbegeleider: 200, authz.RoleTrajectbegeleider: 200, authz.RoleCoordinator: 200},
		forms + "einde":             {authz.RoleWerkbegeleider: 200, authz.RoleTrajectbegeleider: 200, authz.RoleCoordinator: 200},
		before + "start":            {authz.RoleWerkbegeleider: 404, authz.RoleTrajectbegeleider: 404, authz.RoleCoordinator: 200},
		before + "weigeren":         {authz.RoleWerkbegeleider: 404, authz.RoleTrajectbegeleider: 404, authz.RoleCoordinator: 200},
	}
	who := map[authz.Role]string{
		authz.RoleWerkbegeleider: s.Werk.ID, authz.RoleTrajectbegeleider: s.Traject.ID, authz.RoleCoordinator: s.Coordinator.ID,
	}
	for role, id := range who {
		b := s.site.Binnen(id)
		page := b.Get("/deelnemers/" + s.IDs(marco)["toewijzing"])
		for path, status := range want {
			p := b.Get(path)
			if p.Status != status[role] {
				t.Errorf("%s as %s answers %d", path, role, p.Status)
			}
			if strings.HasPrefix(path, forms) && p.Status == notFound && leadsTo(page, path) {
				t.Errorf("%s is led to %s, which is not there for them", role, path)
			}
		}
	}
	// Before the start a werkbegeleider knows no more than the name.
	p := s.as(s.Werk).Get(nieuwAt).Want(http.StatusOK).WantText("Anna Bos")
	if p.Has("Ik kom drie ochtenden") || p.Has("Dorpsstraat") {
		t.Error("the goals and the address are known before anybody guides")
	}
	for path := range want {
		s.as(s.Consulent).Get("/vandaag").Want(notFound)
		s.as(s.Contractmanager).Get(path).Want(notFound)
	}
}

// Who is signed in is led to own participants only, and the list says how many.
func TestTheList(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	s.Lopend("Marco", "de Vries", s.Day("2026-11-23"))
	s.Toegewezen("Anna", "Bos", s.Day("2026-11-23"))
	b := s.as(s.Werk)
	all := b.Get("/deelnemers").Want(http.StatusOK).WantText("2 deelnemers", "Anna Bos", "Marco de Vries", "Bij Peter, tot en met 22 mei 2027")
	light(t, all)
	mine := b.Get(all.Link("Van mij")).WantText("1 deelnemer", "Marco de Vries")
	if mine.Has("Anna") {
		t.Error("somebody else's participant is mine")
	}
	if p := s.as(s.Coordinator).Get("/deelnemers"); p.Has("Van mij") {
		t.Error("a coordinator guides nobody")
	}
	b.Get("/deelnemers?pagina=-3&toon=onzin").Want(http.StatusOK).WantText("Marco de Vries")
	b.Get("/deelnemers?pagina=99999999").Want(http.StatusOK)
}
