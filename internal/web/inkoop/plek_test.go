package inkoop_test

import (
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"trede/internal/app"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
	"trede/internal/testkit/webtest"
)

// fields fills in a place, with something else where change says so.
func fields(change ...string) url.Values {
	v := url.Values{
		"versie": {"0"}, "naam": {"De Bijenstal"}, "voorWie": {"de buurt"}, "werksoort": {"imkerij"}, "gemeente": {regiotest.Duiven},
		"woonplaats": {"Duiven"}, "van": {"1-1-2026"}, "plekken-1-ochtend": {"4"}, "plekken-6-middag": {"2"},
	}
	for n := 0; n < len(change); n += 2 {
		v.Set(change[n], change[n+1])
	}
	return v
}

// link gives the address of the first link with a text that begins so.
func link(t *testing.T, p *webtest.Page, text string) string {
	t.Helper()
	for _, a := range p.Find(webtest.Tag("a")) {
		if strings.HasPrefix(webtest.TextOf(a), text) {
			return webtest.Attr(a, "href")
		}
	}
	t.Fatalf("%s has no link %q:\n%s", p.URL, text, p.Text())
	return ""
}

// A provider keeps its places; one that lies too far asks for an exception, and the region
// decides with the comparison beside it.
func TestPlacesAndExceptions(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "EIS-02", "LOC-01", "LOC-02", "LOC-03")
		s.Day("2026-11-22")
		own, region := s.as(s.Coordinator), s.as(s.Contractmanager)
		home := "/aanbieders/" + string(s.De)
		add := link(t, get(own, home), "Voeg een werkplek toe")
		get(own, add).WantText("Voor wie is het werk?", "maandag ochtend")
		back := own.Post(add, fields("voorWie", " ", "plekken-1-ochtend", "veel", "van", "ooit")).Want(http.StatusBadRequest)
		back.WantText("Vul in voor wie het werk wordt gedaan.", "Dit is geen getal.")
		if !strings.Contains(string(back.Body), `value="De Bijenstal"`) || !strings.Contains(string(back.Body), `value="veel"`) {
			t.Error("what was typed is gone")
		}
		p := own.Post(add, fields()).Want(http.StatusSeeOther).Follow().WantText("De werkplek is bewaard.", "De Bijenstal")
		if got := row(t, p, "De Bijenstal"); !strings.Contains(got, "6") {
			t.Errorf("the place has %q, want 6 dagdelen", got)
		}
		for from, to := range map[string]string{"/inschrijvingen/1/werkplekken": "/inschrijvingen/1/werkplekken", "https://elders.voorbeeld.invalid/": home} {
			if strings.Contains(string(get(own, add+"?terug="+from).Body), `value="`+from+`"`) != (from == to) {
				t.Errorf("the form does not know that it was opened from %s", from)
			}
			if got := own.Post(add, fields("naam", " ", "terug", from)).Want(http.StatusBadRequest); strings.Contains(string(got.Body), `value="`+from+`"`) != (from == to) {
				t.Errorf("after an error the form does not know that it was opened from %s", from)
			}
			if got := own.Post(add, fields("naam", "De Korf", "terug", from)).Want(http.StatusSeeOther).Location(); !strings.HasPrefix(got, to+"?") {
				t.Errorf("opened from %s it goes on to %s", from, got)
			}
		}
		own.Post(add, fields("naam", "De Tuin", "werkgebied", "9999/Nergens")).Want(http.StatusBadRequest).WantText("Deze plaats kennen we niet")
		own.Post(add, fields("naam", "De Tuin", "gemeente", regiotest.Arnhem, "werkgebied", "0289")).Want(http.StatusSeeOther).
			Follow().WantText("ook in Wageningen")
		place := link(t, p, "De Bijenstal")
		one := get(own, place).WantText("Te ver van de gemeente van inschrijving.")
		if !strings.Contains(string(one.Body), `value="imkerij"`) {
			t.Error("the form does not show what is saved")
		}
		stale := own.Post(place, fields("versie", "7", "naam", "Anders")).Want(http.StatusConflict)
		stale.WantText("De Bijenstal", "Anders")

		ask := link(t, one, "Uitzondering voor deze werkplek")
		get(own, ask).WantText("Niemand anders biedt dit werk aan.", "Vraag de uitzondering")
		own.Post(ask, url.Values{"versie": {"1"}, "motivering": {"Niemand houdt hier bijen."}}).Want(http.StatusBadRequest).WantText("Kruis aan dat je het vervoer regelt")
		own.Post(ask, url.Values{"versie": {"1"}, "motivering": {"Niemand houdt hier bijen."}, "vervoer": {"ja"}}).Want(http.StatusSeeOther).
			Follow().WantText("De uitzondering is gevraagd.", "wacht op een besluit")
		work := get(region, "/inkoop/werk").WantText("Besluit over de uitzondering voor De Bijenstal", "De Werkplaats")
		decide := work.Link("Besluit De Bijenstal")
		get(region, decide).WantText("Niemand houdt hier bijen.")
		if get(own, "/werk").Has("Besluit over de uitzondering") {
			t.Error("a provider is asked to decide")
		}
		decide = link(t, get(region, home).WantText("Er is een uitzondering gevraagd"), "Bekijk de vraag over De Bijenstal")
		get(region, decide).WantText("Niemand houdt hier bijen.", "Zelfde werk in Arnhem", "Zelfde werk in Duiven", "22 november 2027")
		yes := url.Values{"versie": {"2"}, "besluit": {"akkoord"}, "reden": {"dit is er nergens"}}
		region.Post(decide, url.Values{"versie": {"2"}, "reden": {"dit is er nergens"}}).Want(http.StatusBadRequest).WantText("Kies toekennen of weigeren.")
		region.Post(decide, url.Values{"versie": {"2"}, "besluit": {"akkoord"}}).Want(http.StatusBadRequest).WantText("Schrijf op waarom je dit besluit.")
		for _, nobody := range []app.Actor{s.Coordinator, s.AndereCoordinator, s.Consulent} {
			s.as(nobody).Get(decide).Want(http.StatusNotFound)
			s.as(nobody).Post(decide, yes).Want(http.StatusNotFound)
		}
		region.Post(decide, yes).Want(http.StatusSeeOther).Follow().WantText("Het besluit is vastgelegd.", "geldt nu")
		if get(region, "/inkoop/werk").Has("De Bijenstal") {
			t.Error("what is decided is still work")
		}
		s.Day("2027-10-01")
		later := s.as(s.Contractmanager)
		get(later, get(later, "/inkoop/werk").Link("Bekijk De Bijenstal")).WantText("geldt nu", "22 november 2027")
		s.Day("2026-11-22")

		// Another provider sees and keeps none of this.
		other := s.as(s.AndereCoordinator)
		for _, address := range []string{add, place, ask, home + "/verzekeringen/nieuw"} {
			other.Get(address).Want(http.StatusNotFound)
			other.Post(address, fields()).Want(http.StatusNotFound)
		}
		if get(other, home).Has("Voeg een werkplek toe") {
			t.Error("another provider is offered to add a place")
		}
		own.Get(home + "/werkplekken/bestaat-niet").Want(http.StatusNotFound)
		own.Attack(add, place, ask)
		region.Attack(decide)
	})
}

// A provider keeps its policies: whether participants are covered is asked, not assumed.
func TestPolicies(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "VRZ-01")
		s.Day("2026-11-22")
		own := s.as(s.Coordinator)
		home := "/aanbieders/" + string(s.De)
		p := get(own, home)
		add := link(t, p, "Voeg een verzekering toe")
		policy := url.Values{"versie": {"0"}, "soort": {"ongevallen"}, "polisnummer": {"P-77"}, "van": {"1-1-2027"}, "laatsteDag": {"31-12-2029"}}
		own.Post(add, policy).Want(http.StatusBadRequest).WantText("Kies of deelnemers verzekerd zijn.")
		policy.Set("dektDeelnemers", "nee")
		policy.Set("laatsteDag", "31-12-2026")
		own.Post(add, policy).Want(http.StatusBadRequest).WantText("Vul in van wanneer tot wanneer")
		policy.Set("laatsteDag", "31-12-2029")
		own.Post(add, policy).Want(http.StatusSeeOther).Follow().WantText("De verzekering is bewaard.", "P-77", "Deelnemers vallen er niet onder.")
		edit := link(t, p, "Wijzig polis P1")
		one := get(own, edit).WantText("Polis P1")
		if !strings.Contains(string(one.Body), `value="Achmea"`) {
			t.Error("the form does not show what is saved")
		}
		proof := func(content []byte) webtest.File {
			return webtest.File{Field: "bestand", Name: "polis.pdf", Content: content}
		}
		policy.Set("polisnummer", "P-78")
		own.Upload(add, policy, proof([]byte("MZ"))).Want(http.StatusBadRequest).WantText("Sla een Word-bestand eerst op als PDF")
		policy.Del("dektDeelnemers")
		again := own.Upload(add, policy, proof(proefPDF)).Want(http.StatusBadRequest).WantText("Kies of deelnemers verzekerd zijn.", "polis.pdf")
		kept := regexp.MustCompile(`name="bewijs" value="([^"]+)"`).FindStringSubmatch(again.Body)[1]
		policy.Set("dektDeelnemers", "ja")
		policy.Set("bewijs", kept)
		policy.Set("terug", "/inschrijvingen/1/verzekeringen")
		if to := own.Upload(add, policy).Want(http.StatusSeeOther).Location(); !strings.HasPrefix(to, "/inschrijvingen/1/verzekeringen") {
			t.Errorf("after the policy comes %s", to)
		}
		file := link(t, get(own, home), "Bekijk het bewijs van polis P-78")
		if got := own.Get(file).Want(http.StatusOK); got.Body != string(proefPDF) {
			t.Errorf("the policy shows %q", got.Body)
		}
		get(own, link(t, get(own, home), "Wijzig polis P-78")).WantText("polis.pdf", "Een ander bewijs")
		get(s.as(s.Contractmanager), link(t, get(s.as(s.Contractmanager), home), "Bekijk het bewijs van polis P-78"))
		policy.Del("terug")
		policy.Set("bewijs", "van-een-ander")
		own.Post(add, policy).Want(http.StatusSeeOther).Follow().WantText("P-78") // not a file of theirs: the policy has none

		own.Attack(add, edit)
		s.as(s.AndereCoordinator).Get(edit).Want(http.StatusNotFound)
		s.as(s.AndereCoordinator).Get(file).Want(http.StatusNotFound)
		s.as(s.Consulent).Get(edit).Want(http.StatusNotFound)
	})
}

// A provider keeps who works with residents up to date between two rounds: a VOG that is
// new takes the warning away, for the provider and for the region.
func TestPeople(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "INK-16")
		s.Day("2026-11-22")
		own, region := s.as(s.Coordinator), s.as(s.Contractmanager)
		home := "/aanbieders/" + string(s.De)
		at := link(t, get(own, home), "Mensen en VOG")
		person := func(n int, name, vog, start string) url.Values {
			at := "mens." + strconv.Itoa(n) + "."
			return url.Values{at + "naam": {name}, at + "functie": {"werkbegeleider"}, at + "vog": {vog}, at + "start": {start}}
		}
		form := func(versie string, people ...url.Values) url.Values {
			v := url.Values{"versie": {versie}}
			for _, p := range people {
				maps.Copy(v, p)
			}
			return v
		}
		nobody, sanne := person(0, "", "", ""), person(1, "Sanne", "1-3-2020", "1-6-2020")
		nobody.Del("mens.0.functie")
		back := own.Post(at, form("0", nobody, person(1, "Sanne", "1-1-2020", "1-6-2020"))).Want(http.StatusBadRequest)
		back.WantText("De VOG is op de eerste werkdag ouder dan 3 maanden.")
		if field := regexp.MustCompile(`<input[^>]*name="mens.1.vog[^>]*>`).FindString(back.Body); !strings.Contains(field, "aria-invalid") {
			t.Errorf("the second person is not the one with the wrong VOG: %s", field)
		}
		own.Post(at, form("0", person(0, "Sanne", "ooit", "1-6-2020"))).Want(http.StatusBadRequest).WantText("Dit is geen datum.")
		own.Post(at, form("0", person(0, "Sanne", "23-11-2026", "1-6-2027"))).Want(http.StatusBadRequest).WantText("De datum van de VOG ligt in de toekomst.")
		own.Post(at, form("0", nobody, sanne)).Want(http.StatusSeeOther).Follow().WantText("De mensen zijn bewaard.")
		own.Post(at, form("0", person(0, "Noor", "1-3-2026", "1-3-2026"))).Want(http.StatusConflict).WantText("Sanne")

		const warning = "De VOG van Sanne is te oud"
		for _, b := range []*webtest.Browser{own, region} {
			if to := link(t, get(b, "/radar").WantText(warning), warning); to != at {
				t.Errorf("the warning leads to %s, want %s", to, at)
			}
		}
		more := form("1", person(0, "Sanne", "1-11-2026", "1-6-2020"))
		more.Set("verder", "meer")
		again := own.Post(at, more).Want(http.StatusSeeOther)
		if to := again.Location(); !strings.HasPrefix(to, at+"?") {
			t.Errorf("asking for more people leads to %s", to)
		}
		if !strings.Contains(again.Follow().Body, `name="mens.2.naam"`) {
			t.Error("there is no room for more people")
		}
		if p := get(region, "/radar"); p.Has("VOG van Sanne") {
			t.Errorf("the VOG is new:\n%s", p.Text())
		}

		own.Attack(at)
		for _, nobody := range []app.Actor{s.AndereCoordinator, s.Consulent} {
			s.as(nobody).Get(at).Want(http.StatusNotFound)
			s.as(nobody).Post(at, form("2")).Want(http.StatusNotFound)
		}
	})
}
