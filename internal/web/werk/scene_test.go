package werk_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"testing"

	"trede/internal/app"
	"trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/ladder"
	domtoegang "trede/internal/domain/toegang"
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

// scene is a small region with pages over it.
type scene struct {
	*regiotest.Regio
	site *webtest.Site
}

func newScene(t testing.TB, db *dbtest.DB) *scene {
	t.Helper()
	s := &scene{Regio: regiotest.New(t, db).Load()}
	kit := webtest.New(t, db, webtest.Demo)
	server, err := site.New(web.Config{Base: s.Base, Auth: kit.Auth, Cookies: kit.Cookies, Log: kit.Log, BodyLimit: 1 << 20},
		s.UseCases)
	if err != nil {
		t.Fatal(err)
	}
	s.site = kit.Serve(t, server.Handler())
	return s
}

// each runs a test on both engines.
func each(t *testing.T, fn func(t *testing.T, s *scene)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) { fn(t, newScene(t, db)) })
}

func (s *scene) as(a app.Actor) *webtest.Browser { return s.site.Binnen(a.ID) }

// melding registers somebody new with a first question at the team of an actor, who is
// the consulent.
func (s *scene) melding(a app.Actor, gemeente, voornaam, achternaam string) toegang.MeldingResult {
	s.T.Helper()
	nieuw := s.NieuweInwoner(voornaam, achternaam, gemeente)
	nieuw.ConsulentID = a.ID
	out, err := s.Toegang.RegistreerMelding(s.T.Context(), a, toegang.MeldingInput{
		Nieuw: &nieuw, Door: domtoegang.MelderConsulent, Vraag: "Ik wil weer iets doen", ClientondersteuningVerteld: true, GeenPersoonlijkPlan: true,
	})
	if err != nil {
		s.T.Fatal(err)
	}
	return out
}

func (s *scene) must(err error) {
	s.T.Helper()
	if err != nil {
		s.T.Fatal(err)
	}
}

// verwezen refers somebody to the CAW.
func (s *scene) verwezen(m toegang.MeldingResult) {
	s.T.Helper()
	ctx := s.T.Context()
	_, err := s.Toegang.Meet(ctx, s.Consulent, toegang.MetingInput{InwonerID: m.InwonerID, Soort: ladder.MetingStart, Antwoorden: regiotest.Trede2()})
	s.must(err)
	afwegingen := map[domtoegang.Uitgangspunt]domtoegang.Afweging{}
	for _, u := range domtoegang.Uitgangspunten() {
		afwegingen[u] = domtoegang.AfwegingMaatwerk
	}
	o, err := s.Toegang.LegOnderzoekVast(ctx, s.Consulent, toegang.OnderzoekInput{
		MeldingID: m.MeldingID, Versie: 1, Besproken: domtoegang.Aspecten(), Afwegingen: afwegingen, Antwoorden: regiotest.Gewoon(),
	})
	s.must(err)
	_, err = s.Toegang.KiesUitkomst(ctx, s.Consulent, toegang.UitkomstInput{
		MeldingID: m.MeldingID, Versie: o.Versie, Soort: domtoegang.UitkomstCAW, Reden: "eerst ontdekken", CAWID: s.CAWID,
	})
	s.must(err)
}

// size is the weight of a page as a browser gets it.
func size(b *webtest.Browser, address string) int {
	r := httptest.NewRequest(http.MethodGet, address, nil)
	r.Header.Set("Accept-Encoding", "gzip")
	return len(b.Do(r).Want(http.StatusOK).Body)
}

// rows gives the rows of the work list, the text of each.
func rows(p *webtest.Page) []string {
	var out []string
	for _, n := range p.Find(func(n *webtest.Node) bool {
		return n.Data == "li" && strings.HasPrefix(webtest.Attr(n, "class"), "trede-task")
	}) {
		out = append(out, webtest.TextOf(n))
	}
	return out
}

// tableRows gives the rows of a table, the text of each.
func tableRows(p *webtest.Page) []string {
	var out []string
	for _, body := range p.Find(webtest.Tag("tbody")) {
		for n := range body.Descendants() {
			if n.Data == "tr" {
				out = append(out, webtest.TextOf(n))
			}
		}
	}
	return out
}

// tabCount gives the number behind a tab.
func tabCount(t *testing.T, p *webtest.Page, label string) int {
	t.Helper()
	for _, n := range p.Find(webtest.Tag("a")) {
		text := webtest.TextOf(n)
		if rest, found := strings.CutPrefix(text, label+" ("); found {
			count, err := strconv.Atoi(strings.TrimSuffix(rest, ")"))
			if err != nil {
				t.Fatalf("tab %q", text)
			}
			return count
		}
	}
	t.Fatalf("%s has no tab %q:\n%s", p.URL, label, p.Text())
	return 0
}

func get(b *webtest.Browser, address string) *webtest.Page { return b.Get(address).Want(http.StatusOK) }

// teamleider of the team in Presikhaaf.
func (s *scene) teamleider() app.Actor {
	return s.Medewerker("Tess", authz.RoleTeamleider, s.Consulent.Aanstellingen[0].OrganisatieID, s.TeamID)
}

// looks counts how often a kind of look was kept.
func looks(t *testing.T, s *scene, action string) int {
	t.Helper()
	n := 0
	for _, db := range s.DB.DBs() {
		list, err := db.Writer().QueryContext(t.Context(), "select record from lees_batch")
		if err != nil {
			continue // the looks are in the other file of the pair
		}
		for list.Next() {
			var record []byte
			s.must(list.Scan(&record))
			n += strings.Count(string(record), action)
		}
		s.must(list.Err())
		s.must(list.Close())
	}
	return n
}
