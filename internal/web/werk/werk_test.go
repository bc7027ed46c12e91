package werk_test

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	apptoegang "trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
	"trede/internal/domain/persoon"
	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
	"trede/internal/testkit/webtest"
)

// Mijn werk shows what the own side has to do, in three blocks with exact counts, and
// nothing of others.
func TestMijnWerk(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "MON-03", "X-02")
		start := s.Day("2026-05-25")
		s.Lopend("Marco", "de Vries", start)
		s.melding(s.Collega, regiotest.Arnhem, "Ander", "Team")
		s.Day("2026-09-15")
		late := s.melding(s.Consulent, regiotest.Arnhem, "Zoë", "Çelik")
		s.Day("2026-11-20")
		s.melding(s.Consulent, regiotest.Arnhem, "Nieuw", "Hier")

		p := get(s.as(s.Consulent), "/werk")
		tooLate, week := tabCount(t, p, "Te laat"), tabCount(t, p, "Komende 7 dagen")
		if got := len(rows(p)); got != tooLate+week || tooLate == 0 || week == 0 {
			t.Errorf("%d rows, counted %d too late and %d in the next seven days", got, tooLate, week)
		}
		p.WantText("Onderzoek afronden met Zoë Çelik", "wettelijke termijn", "te laat", "Arrangement van Marco de Vries loopt af", "Melding bevestigen aan Nieuw Hier")
		if link := p.Link("Naar onderzoek"); link != "/meldingen/"+late.MeldingID+"/onderzoek" {
			t.Errorf("the button leads to %s", link)
		}
		if p.Has("Ander Team") {
			t.Error("somebody of another team stands in the list")
		}
		// The report that was due on 25 August is the provider's to write.
		p.WantText("Wacht op anderen", "De Werkplaats schrijft een voortgangsbericht")
		for deel, label := range map[string]string{"te_laat": "Te laat", "deze_week": "Komende 7 dagen", "later": "Later", "wacht": "Wacht op anderen"} {
			part := get(s.as(s.Consulent), "/werk?deel="+deel)
			if got, want := len(rows(part)), tabCount(t, part, label); got != want {
				t.Errorf("%s: %d rows, counted %d", deel, got, want)
			}
		}
		if p := get(s.as(s.Collega), "/werk"); p.Has("Marco") || p.Has("Zoë") || !p.Has("Ander Team") {
			t.Errorf("the other team sees\n%s", p.Text())
		}
		if p := get(s.as(s.teamleider()), "/werk"); !p.Has("Zoë Çelik") {
			t.Error("the team leader does not see the work of the team")
		}
	})
}

// A provider sees the work with its own running participants; who guides those of his
// own; another provider and a former one nothing.
func TestMijnWerkOfAProvider(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		start := s.Day("2026-05-25")
		id, _ := s.Lopend("Marco", "de Vries", start)
		s.Day("2026-11-22")
		p := get(s.as(s.Werk), "/werk").WantText("Voortgangsbericht schrijven over Marco de Vries")
		if link := p.Link("Schrijf bericht"); link != "/toewijzingen/"+s.Toewijzing(id).ID+"/bericht" {
			t.Errorf("the button leads to %s", link)
		}
		get(s.as(s.Coordinator), "/werk").WantText("Marco de Vries", "Evaluatie plannen")
		for _, other := range []*webtest.Browser{s.as(s.AndereCoordinator), s.as(s.AndereWerk)} {
			for _, deel := range []string{"", "?deel=later", "?deel=wacht"} {
				if p := get(other, "/werk"+deel); p.Has("Marco") || len(rows(p)) > 0 {
					t.Errorf("another provider sees\n%s", p.Text())
				}
			}
		}
		// Six weeks after the end the view is over, whatever is left to do.
		s.Day("2027-02-22")
		for _, b := range []*webtest.Browser{s.as(s.Werk), s.as(s.Coordinator)} {
			for _, deel := range []string{"", "?deel=te_laat", "?deel=wacht"} {
				if p := get(b, "/werk"+deel); p.Has("Marco") || len(rows(p)) > 0 {
					t.Errorf("a former provider sees\n%s", p.Text())
				}
			}
		}
	})
}

func TestMijnWerkFilters(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	s.Day("2026-11-20")
	s.melding(s.Consulent, regiotest.Arnhem, "Van", "Naima")
	s.Day("2026-11-22")
	b := s.as(s.Consulent)
	if p := get(b, "/werk?deel=later&soort=onderzoek_afronden"); len(rows(p)) != 1 || p.Has("Melding bevestigen aan") {
		t.Errorf("one kind of task:\n%s", p.Text())
	}
	collega := s.Medewerker("Joris", "consulent", s.Consulent.Aanstellingen[0].OrganisatieID, s.TeamID)
	if p := get(s.as(collega), "/werk?van=mij"); len(rows(p)) != 0 {
		t.Errorf("a colleague has tasks of Naima:\n%s", p.Text())
	}
	if p := get(b, "/werk?van=mij"); len(rows(p)) == 0 {
		t.Errorf("Naima has no task of her own:\n%s", p.Text())
	}
	for _, wrong := range []string{"?deel=alles", "?van=jou", "?soort=niets", "?soort=%00"} {
		b.Get("/werk" + wrong).Want(http.StatusBadRequest)
	}
	// A page that is not there is empty and no failure.
	get(b, "/werk?pagina=999999")
	get(b, "/werk?pagina=-1&kant=team-x")
}

// Thirty rows a page, all of them somewhere, none twice.
func TestPaging(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	s.Day("2026-11-20")
	for i := range 35 {
		s.melding(s.Consulent, regiotest.Arnhem, "Persoon", string(rune('A'+i%26))+strings.Repeat("x", i/26+1))
	}
	b := s.as(s.Consulent)
	for _, list := range []struct {
		address string
		rows    func(*webtest.Page) []string
		total   int
	}{
		{"/inwoners", tableRows, 35}, {"/meldingen", tableRows, 35}, {"/werk?deel=nu", rows, 35},
	} {
		seen := map[string]bool{}
		p := get(b, list.address)
		one := list.rows(p)
		if len(one) != 30 {
			t.Errorf("%s: %d rows on the first page", list.address, len(one))
		}
		p.WantText("1-30 van 35")
		two := list.rows(get(b, p.Link("Volgende")))
		for _, row := range append(one, two...) {
			seen[row] = true
		}
		if len(seen) != list.total {
			t.Errorf("%s: %d different rows, want %d", list.address, len(seen), list.total)
		}
		if gz := size(b, list.address); gz > 30_000 {
			t.Errorf("%s: %d bytes compressed", list.address, gz)
		}
	}
}

// A task is put off with a reason, or handed over to a colleague; its term stays.
func TestPutOffAndHandOver(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		s.Day("2026-11-20")
		m := s.melding(s.Consulent, regiotest.Arnhem, "Zoë", "Çelik")
		org := s.Consulent.Aanstellingen[0].OrganisatieID
		collega := s.Medewerker("Joris Smit", "consulent", org, s.TeamID)
		at := "/werk/" + m.InwonerID + "/melding_bevestigen:" + m.MeldingID
		b := s.as(s.Consulent)
		p := get(b, get(b, "/werk").Link("Schuif door")).WantText("Melding bevestigen aan Zoë Çelik", "Joris Smit")

		p.KeepsTyped(at+"/uitstellen", "tot", "31-2-2027", "reden", "ziek").WantText("Dit is geen datum.")
		p.KeepsTyped(at+"/uitstellen", "tot", "1-1-2026", "reden", "").WantText("Kies een dag van 21 november 2026", "Vul de reden in.")
		p.KeepsTyped(at+"/uitstellen", "tot", "1-12-2026", "reden", strings.Repeat("x", 501)).WantText("Gebruik hooguit 500 tekens.")
		p.KeepsTyped(at+"/overdragen", "aan", "", "waarom", "verlof").WantText("Kies aan wie je de taak overdraagt.")
		b.Post(at+"/overdragen", url.Values{"aan": {s.Werk.ID}, "versie": {"1"}}).Want(http.StatusBadRequest).WantText("werkt niet bij je team")
		b.Post(at+"/overdragen", url.Values{"aan": {collega.ID}, "versie": {"x"}}).Want(http.StatusBadRequest)

		p.Submit(at+"/overdragen", "aan", collega.ID, "waarom", "verlof").Want(http.StatusSeeOther).Follow().WantText("De taak is overgedragen.", "van Joris Smit")
		if p := get(s.as(collega), "/werk?van=mij"); !p.Has("Melding bevestigen aan Zoë Çelik") {
			t.Errorf("the colleague does not have it:\n%s", p.Text())
		}
		// The first page is stale now: both versions, and a choice.
		stale := p.Submit(at+"/overdragen", "aan", s.Consulent.ID, "waarom", "").Want(http.StatusConflict).WantText("Joris Smit", "Naima")
		stale.Submit(at+"/overdragen", "versie", "2", "keuze", "mijn").Want(http.StatusSeeOther)

		p = get(b, at)
		p.Submit(at+"/uitstellen", "tot", "1-12-2026", "reden", "Zoë is op reis").Want(http.StatusSeeOther).Follow().WantText("De taak is uitgesteld.")
		if get(b, "/werk").Has("Melding bevestigen aan Zoë") {
			t.Error("it still stands in the list")
		}
		s.Day("2026-12-01")
		b = s.as(s.Consulent)
		get(b, "/werk").WantText("Melding bevestigen aan Zoë Çelik", "te laat") // the term did not move

		looks, err := s.Toegang.WieKeek(t.Context(), s.Consulent, m.InwonerID, apptoegang.ReaderQuery{})
		regiotest.OK(t, err)
		if !slices.ContainsFunc(looks.Kijkers, func(k apptoegang.Reader) bool { return k.Handeling == "taak.bekeken" && k.ActorID == s.Consulent.ID }) {
			t.Errorf("who opened the task does not stand among who looked: %v", looks.Kijkers)
		}
		for _, other := range []*webtest.Browser{s.as(s.Collega), s.as(s.Duiven), s.as(s.Werk)} {
			other.Get(at).Want(http.StatusNotFound)
			other.Post(at+"/uitstellen", url.Values{"tot": {"5-12-2026"}, "reden": {"x"}, "versie": {"3"}}).Want(http.StatusNotFound)
			other.Post(at+"/overdragen", url.Values{"aan": {collega.ID}, "versie": {"3"}}).Want(http.StatusNotFound)
		}
		b.Get("/werk/" + m.InwonerID + "/bestaat_niet").Want(http.StatusNotFound)
		s.Klopt()
	})
}

// A teamleider sees who has how much work, and opens the list of one of them.
func TestTeam(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		s.Day("2026-11-02")
		s.melding(s.Consulent, regiotest.Arnhem, "Van", "Naima")
		s.melding(s.Consulent, regiotest.Arnhem, "Ook", "Naima")
		s.melding(s.Collega, regiotest.Arnhem, "Ander", "Team")
		start := s.Day("2026-11-03")
		s.Lopend("Marco", "de Vries", start)
		s.Day("2026-11-22")
		joris := s.Medewerker("Joris Smit", "consulent", s.Consulent.Aanstellingen[0].OrganisatieID, s.TeamID)
		b := s.as(s.teamleider())
		p := get(b, "/team").WantText("Presikhaaf", "Tess (ikzelf)")
		mine := get(s.as(s.Consulent), "/werk?van=mij")
		want := strings.Join([]string{"Naima", "3", count(t, mine, "Te laat"), count(t, mine, "Komende 7 dagen"), count(t, mine, "Later")}, " ")
		list := tableRows(p)
		if !slices.Contains(list, want) || !slices.Contains(list, "Joris Smit 0 0 0 0") || p.Has("Joost") {
			t.Errorf("want %q among %q", want, list)
		}
		whole := get(b, "/werk")
		total := 0
		for _, row := range list {
			cells := strings.Fields(row)
			n, err := strconv.Atoi(cells[len(cells)-3])
			s.must(err)
			total += n
		}
		if total != tabCount(t, whole, "Te laat") {
			t.Errorf("the rows count %d too late, the list of the team %d", total, tabCount(t, whole, "Te laat"))
		}
		if one := get(b, p.Link("Naima")); !one.Has("Van Naima") || one.Has("Marco") || len(rows(one)) != tabCount(t, mine, "Nu") {
			t.Errorf("the list of one person:\n%s", one.Text())
		}
		if own := get(s.as(s.Coordinator), "/team").WantText("De Werkplaats", "Peter"); own.Has("Wilma") || !slices.ContainsFunc(tableRows(own), func(r string) bool { return strings.HasPrefix(r, "Peter 1 ") }) {
			t.Errorf("a coordinator sees %q", tableRows(own))
		}
		for _, nobody := range []*webtest.Browser{s.as(s.Consulent), s.as(joris), s.as(s.Werk), s.as(s.Contractmanager)} {
			nobody.Get("/team").Want(http.StatusNotFound)
		}
		// Who guides sees the own tasks, whoever the address names.
		s.Day("2027-01-30")
		if len(rows(get(s.as(s.Werk), "/werk?collega="+s.Traject.ID))) == 0 {
			t.Error("Peter does not see his own report to write")
		}
		if p := get(s.as(s.Traject), "/werk?collega="+s.Werk.ID); p.Has("Voortgangsbericht schrijven over") {
			t.Errorf("somebody else's tasks:\n%s", p.Text())
		}
	})
}

func count(t *testing.T, p *webtest.Page, label string) string {
	t.Helper()
	return strconv.Itoa(tabCount(t, p, label))
}

// The adviser of a CAW sees who is referred, for as long as the referral runs.
func TestWorkOfACAW(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "B-REG-03")
		s.Day("2026-11-02")
		m := s.Melding("Aya", "Yılmaz")
		s.verwezen(m)
		s.Day("2026-11-22")
		p := get(s.as(s.CAW), "/werk").WantText("Aya Yılmaz", "verwezen op 2 november 2026", "Presikhaaf")
		if got := len(rows(p)); got != 1 {
			t.Errorf("%d rows", got)
		}
		s.Day("2027-11-22")
		b := s.as(s.CAW)
		if p := get(b, "/werk"); p.Has("Aya") {
			t.Error("the referral is over and she still stands there")
		}
		// The own referral is still there to be read, and nothing else of her.
		past := get(b, get(b, "/werk").Link("Eerder naar je verwezen")).WantText("Eerder naar je verwezen (1)", "Aya Yılmaz", "2 november 2026")
		own := get(b, past.Link("Aya Yılmaz")).WantText("Aya Yılmaz", "CAW")
		for _, never := range []string{"Dorpsstraat", "Dossier", "Plan"} {
			if own.Has(never) {
				t.Errorf("after the referral the CAW reads %q:\n%s", never, own.Text())
			}
		}
		b.Get("/inwoners/" + m.InwonerID).Want(http.StatusNotFound)
		b.Get("/inwoners/" + m.InwonerID + "/plan").Want(http.StatusNotFound)
		b.Get("/werk?deel=ooit").Want(http.StatusBadRequest)
	})
}

func TestInwoners(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "UIT-07")
		start := s.Day("2026-09-07")
		s.Lopend("Marco", "de Vries", start)
		s.Day("2026-11-20")
		s.melding(s.Consulent, regiotest.Arnhem, "Zoë", "Çelik-van den Berg")
		s.melding(s.Collega, regiotest.Arnhem, "Ander", "Team")
		s.melding(s.Duiven, regiotest.Duiven, "Andere", "Gemeente")
		s.Day("2026-11-22")
		b := s.as(s.Consulent)
		p := get(b, "/inwoners").WantText("2 inwoners", "De Werkplaats", "2 → 3", "Bezig", "Naima")
		if got := tableRows(p); len(got) != 2 {
			t.Errorf("%d rows: %q", len(got), got)
		}
		if p.Has("Ander Team") || p.Has("Andere Gemeente") {
			t.Error("somebody of another team stands in the list")
		}
		bars := p.Find(func(n *webtest.Node) bool {
			return n.Data == "svg" && strings.HasPrefix(webtest.Attr(n, "class"), "trede-bar__svg")
		})
		if len(bars) != 1 || !strings.Contains(webtest.Attr(bars[0], "aria-label"), "7 september 2026") {
			t.Errorf("%d bars", len(bars))
		}
		for query, want := range map[string]int{
			"naam=celik": 1, "naam=berg+zo": 1, "naam=%C3%A7EL": 1, "naam=vries": 1, "naam=elik": 0, "naam=vries+zoe": 0, "status=lopend": 1, "status=melding": 1,
			"status=nazorg": 0, "trede=2": 1, "trede=6": 0, "product=ONT3": 1, "product=STA4": 0, "van=mij": 2, "laat=ja": 1, "status=lopend&trede=2&naam=marco": 1,
		} {
			asked, err := url.ParseQuery(query)
			regiotest.OK(t, err)
			p := b.Post("/inwoners", asked).Want(http.StatusSeeOther).Follow().Want(http.StatusOK)
			if name := asked.Get("naam"); name != "" && strings.Contains(p.URL.RawQuery, "naam="+url.QueryEscape(name)) {
				t.Errorf("the name stands in the address %s", p.URL)
			}
			if got := len(tableRows(p)); got != want {
				t.Errorf("%s: %d rows, want %d", query, got, want)
			}
			one := "inwoners"
			if want == 1 {
				one = "inwoner"
			}
			p.WantText(string(rune('0'+want)) + " " + one)
		}
		if got := tableRows(get(b, "/inwoners?sorteer=-naam")); len(got) != 2 || !strings.HasPrefix(got[0], "Marco") {
			t.Errorf("sorted by name from the end: %q", got)
		}
		for _, wrong := range []string{"status=druk", "trede=7", "van=jou", "sorteer=bsn"} {
			b.Get("/inwoners?" + wrong).Want(http.StatusBadRequest)
		}
		if got := tableRows(get(s.as(s.teamleider()), "/inwoners")); len(got) != 2 {
			t.Errorf("the team leader sees %q", got)
		}
		// Who died stands in the list only when one asks for it.
		dead, _, err := s.Toegang.Zoek(t.Context(), s.Consulent, "Marco")
		regiotest.OK(t, err)
		header, err := s.Toegang.Gegevens(t.Context(), s.Consulent, dead[0].ID)
		regiotest.OK(t, err)
		regiotest.OK(t, s.Uitvoering.LegOverlijdenVast(t.Context(), s.Consulent, uitvoering.OverlijdenInput{InwonerID: dead[0].ID, Versie: header.Versie, Op: s.Day("2026-11-22")}))
		if get(b, "/inwoners").WantText("1 inwoner", "Alle, zonder overledenen").Has("Marco") {
			t.Error("who died stands in the list by default")
		}
		get(b, "/inwoners?status=overleden").WantText("1 inwoner", "Marco de Vries")
		for _, other := range []*webtest.Browser{s.as(s.Coordinator), s.as(s.CAW), s.as(s.Contractmanager)} {
			other.Get("/inwoners").Want(http.StatusNotFound)
			other.Get("/meldingen").Want(http.StatusNotFound)
		}
	})
}

// The clock of a melding: six weeks, standing still with a reason.
func TestMeldingen(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "X-01", "X-02")
		s.Day("2026-09-15")
		s.melding(s.Consulent, regiotest.Arnhem, "Te", "Laat")
		s.Day("2026-11-16")
		s.melding(s.Consulent, regiotest.Arnhem, "Op", "Tijd")
		s.melding(s.Collega, regiotest.Arnhem, "Ander", "Team")
		s.Day("2026-11-22")
		b := s.as(s.Consulent)
		p := get(b, "/meldingen").WantText("2 open meldingen", "van de consulent")
		list := tableRows(p)
		if len(list) != 2 || !strings.HasPrefix(list[0], "Te Laat") || !strings.Contains(list[0], "te laat") || !strings.Contains(list[1], "over") {
			t.Errorf("rows: %q", list)
		}
		if p.Has("Ander Team") {
			t.Error("a melding of another team stands in the list")
		}
		if got := len(tableRows(get(b, "/meldingen?status=nieuw"))); got != 2 {
			t.Errorf("%d new ones", got)
		}
		if got := len(tableRows(get(b, "/meldingen?status=verslag"))); got != 0 {
			t.Errorf("%d with a report", got)
		}
		if got := len(tableRows(get(b, "/meldingen?van=mij"))); got != 2 {
			t.Errorf("%d of my own", got)
		}
		b.Get("/meldingen?status=afgerond").Want(http.StatusBadRequest)
	})
}

// Names are found by the beginnings of their words, whatever the accents, within what
// the actor may see.
// search searches as people do: the form leads to a page of its own.
func search(b *webtest.Browser, q string) *webtest.Page {
	return b.Post("/zoeken", url.Values{"q": {q}}).Want(http.StatusSeeOther).Follow()
}

// palette is what the palette shows before anything is typed.
func palette(b *webtest.Browser) *webtest.Page {
	return b.Post("/zoeken/deel", nil).Want(http.StatusOK)
}

func TestSearch(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		start := s.Day("2026-09-07")
		s.Lopend("Zoë", "Çelik", start)
		s.melding(s.Collega, regiotest.Arnhem, "Zoé", "Ünal")
		s.melding(s.Duiven, regiotest.Duiven, "Zoe", "Duivens")
		s.Day("2026-11-22")
		b := s.as(s.Consulent)
		for q, want := range map[string][]string{
			"zoe": {"Zoë Çelik", "Zoé Ünal"}, "CELIK": {"Zoë Çelik"}, "cel zo": {"Zoë Çelik"}, "ü": nil, "unal": {"Zoé Ünal"}, "lik": nil, "duivens": nil,
		} {
			for _, p := range []*webtest.Page{search(b, q), b.Post("/zoeken/deel", url.Values{"q": {q}})} {
				p.Want(http.StatusOK).WantText(want...)
				if p.URL.Query().Get("q") == q {
					t.Errorf("%q stands in the address %s", q, p.URL)
				}
				for _, name := range []string{"Zoë Çelik", "Zoé Ünal", "Zoe Duivens"} {
					if p.Has(name) && !slices.Contains(want, name) {
						t.Errorf("%s finds %s", q, name)
					}
				}
			}
		}
		// Of another team there is no more than the team.
		p := search(b, "zo").WantText("geboren 14 mrt 1985 · Presikhaaf · Bezig")
		if strings.Count(p.Text(), "1985") != 1 || !p.Has("Malburgen") {
			t.Errorf("of the other team it says\n%s", p.Text())
		}
		search(s.as(s.Werk), "zo").WantText("Zoë Çelik")
		for _, other := range []*webtest.Browser{s.as(s.AndereWerk), s.as(s.CAW), s.as(s.Contractmanager)} {
			if p := search(other, "zo"); p.Has("Çelik") || p.Has("Ünal") {
				t.Errorf("somebody finds who is not theirs:\n%s", p.Text())
			}
		}
		palette(b).WantText("Mijn werk", "Inwoners", "Zoek op BSN")
		search(b, "meld").WantText("Meldingen")
		search(b, "xyzzy").WantText("Niets gevonden")

		// The page can be refreshed by who searched, and says nothing to anybody else.
		found := search(b, "celik")
		get(b, found.URL.RequestURI()).WantText("Zoë Çelik")
		s.as(s.Collega).Get(found.URL.RequestURI()).Want(http.StatusBadRequest)
		b.Get("/zoeken?q=celik").Want(http.StatusBadRequest)
	})
}

// A BSN is asked in a form, never in an address, and that somebody asked is kept.
func TestSearchByBSN(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		s.Day("2026-11-20")
		nieuw := s.NieuweInwoner("Zoë", "Çelik", regiotest.Arnhem) // the one after her has the next number
		m := s.melding(s.Consulent, regiotest.Arnhem, "Aya", "Demir")
		bsn, _ := persoon.TestBSN(1)
		b := s.as(s.Consulent)
		page := get(b, "/zoeken")
		found := page.Submit("/zoeken/bsn", "bsn", bsn.Reveal()).Want(http.StatusSeeOther)
		if found.Location() != "/inwoners/"+m.InwonerID {
			t.Errorf("it leads to %s", found.Location())
		}
		page.KeepsTyped("/zoeken/bsn", "bsn", "123456789").WantText("Dit is geen BSN.")
		page.Submit("/zoeken/bsn", "bsn", nieuw.BSN.Reveal()).Want(http.StatusOK).WantText("Niemand in je gemeente heeft dit nummer")
		s.as(s.Duiven).Post("/zoeken/bsn", url.Values{"bsn": {bsn.Reveal()}}).Want(http.StatusOK).WantText("Niemand in je gemeente heeft dit nummer")
		s.as(s.Werk).Post("/zoeken/bsn", url.Values{"bsn": {bsn.Reveal()}}).Want(http.StatusNotFound)
		if got := looks(t, s, "inwoners.gezocht_op_bsn"); got != 3 {
			t.Errorf("%d looks by BSN were kept, want those of three who may", got)
		}

		// Typed in the search for names it is not searched, and leaves the address.
		b.Get("/zoeken?bsn=" + bsn.Reveal()).Want(http.StatusOK)
		for _, page := range []string{"/zoeken", "/zoeken/deel"} {
			if p := b.Post(page, url.Values{"q": {bsn.Reveal()}}); strings.Contains(p.Location(), bsn.Reveal()) || strings.Contains(p.Body, bsn.Reveal()) || p.Has("Aya") {
				t.Errorf("%s gives the number back: %q\n%s", page, p.Location(), p.Text())
			}
		}
		search(b, bsn.Reveal()).WantText("Typ het hieronder")
		b.Get("/zoeken/bsn?bsn=" + bsn.Reveal()).Want(http.StatusNotFound)
		if strings.Contains(s.site.Logged.String(), bsn.Reveal()) {
			t.Error("the log holds a BSN")
		}
	})
}

// Bad input gets a sentence, never a failure of the server.
func TestHostileInput(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	start := s.Day("2026-09-07")
	s.Lopend("Marco", "de Vries", start)
	s.Day("2026-11-20")
	m := s.melding(s.Consulent, regiotest.Arnhem, "<b>Zoë", "O'Brien \"&\"")
	b := s.as(s.Consulent)
	b.Attack("/werk", "/werk?deel=wacht", "/inwoners", "/meldingen", "/zoeken", "/werk/"+m.InwonerID+"/melding_bevestigen:"+m.MeldingID)
	s.as(s.Coordinator).Attack("/werk")
	s.as(s.Werk).Attack("/werk")
	for _, address := range []string{"/werk/%00/%ff", "/werk/x/y", "/zoeken?q=%00%ff", "/zoeken?q=" + strings.Repeat("a%20", 500), "/inwoners?naam=%00&team=%ff", "/inwoners?trede=%ff"} {
		if p := b.Get(address); p.Status >= 500 {
			t.Errorf("%s: %d\n%s", address, p.Status, s.site.Logged)
		}
	}
	if p := get(b, "/werk"); strings.Contains(p.Body, "<b>Zo") {
		t.Error("a name comes back as markup")
	}
}

// Nobody sees these pages without signing in.
func TestSignedOut(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	for _, address := range []string{"/werk", "/inwoners", "/meldingen", "/zoeken", "/zoeken?q=zo", "/werk/a/b"} {
		s.site.Browser().Get(address).Want(http.StatusSeeOther)
	}
}
