package inkoop_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
	"trede/internal/testkit/webtest"
)

// hidden gives the values that a form of the page sends along.
func hidden(t *testing.T, p *webtest.Page, action string) url.Values {
	t.Helper()
	for _, f := range p.Forms() {
		if f.Action == action {
			return f.Values()
		}
	}
	t.Fatalf("%s has no form %s:\n%s", p.URL, action, p.Text())
	return nil
}

// The catalogue of a day is public; figures, prices and forms are not.
func TestTheCatalogueOfADay(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "INK-03", "B-REG-01", "B-REG-02", "B-REG-03", "B-REG-04", "B-REG-05")
		s.Day("2026-11-02")
		s.Toegewezen("Marco", "de Vries", s.Day("2026-11-02"))
		open := get(s.site.Browser(), "/catalogus?dag=1-6-2017").WantText("Catalogus 2017")
		for name, want := range map[string]string{
			"Arnhem": "algemene voorziening: ORI", "Doesburg": "pilot:", "Renkum": "experiment:", "Rozendaal": "koopt niet", "Rijnwaarden": "pilot:",
		} {
			if got := row(t, open, name); !strings.Contains(got, want) {
				t.Errorf("%s on 1 June 2017: %q, want %s", name, got, want)
			}
		}
		if got := row(t, open, "Renkum"); !strings.Contains(got, "20 plekken") || strings.Contains(got, "%") {
			t.Errorf("the ceiling of Renkum, to everybody: %q", got)
		}
		if open.Has("Lopende toewijzingen") || open.Has("€") || open.Has("Wijzig") {
			t.Error("somebody who is not signed in sees figures or forms")
		}
		now := get(s.site.Browser(), "/catalogus")
		if table, _, _ := strings.Cut(now.Text(), "Wat er wijzigde"); now.Has("Rijnwaarden") || !now.Has("Catalogus 2020") || strings.Contains(table, "ONT2") {
			t.Errorf("today:\n%s", now.Text())
		}
		pilots := get(s.as(s.Contractmanager), "/catalogus?dag=1-6-2017&vorm=pilot")
		if pilots.Has("Renkum experiment") || !strings.Contains(row(t, pilots, "Doesburg"), "pilot") {
			t.Errorf("the pilots:\n%s", pilots.Text())
		}
		one := get(s.site.Browser(), "/catalogus?dag=1-6-2017&gemeente=0202").WantText("Activerend Werk gaat voor", "Centrum voor Activerend Werk (CAW)")
		if one.Has("Wijzig een plafond") {
			t.Error("everybody sees a form")
		}
		if got := row(t, get(s.as(s.Contractmanager), "/catalogus"), "Arnhem"); !strings.HasSuffix(got, " 1") {
			t.Errorf("one toewijzing runs in Arnhem: %q", got)
		}
		both := get(s.site.Browser(), "/catalogus?dag=30-6-2020&met=1-7-2020").WantText("ONT2 Ontwikkeling naar ontmoeten vervalt", "Geen sprake van Activerend Werk")
		both.WantText("ONT3, ONT4, ONT5, ORI, STA3, STA4: de terugblik gaat van 1 december 2017 naar 30 juni 2021.")
		if both.Has("het tarief gaat") {
			t.Error("everybody reads tariffs")
		}
		if iso := get(s.site.Browser(), "/catalogus?dag=2020-07-01"); !strings.Contains(iso.Body, `value="1-7-2020"`) {
			t.Error("a day in an address is not shown as people write it")
		}
		s.site.Browser().Get("/catalogus?dag=31-2-2020").Want(http.StatusBadRequest)
		s.site.Browser().Get("/catalogus?vorm=iets").Want(http.StatusBadRequest)
		s.site.Browser().Get("/catalogus?gemeente=9999").Want(http.StatusNotFound)
	})
}

// The version of the day says what it changed, what it took over, and to whom it concerns
// what it costs.
func TestTheVersionOfADay(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "INK-06", "INK-19", "TAR-01")
		s.Day("2026-11-02")
		now := get(s.as(s.Contractmanager), "/catalogus").WantText("Wat er wijzigde", "Vergeleken met: Catalogus 2017", "ONT2 (vervallen)",
			"Ongewijzigd overgenomen van: Catalogus 2017", "Begint op trede", "Fictieve tarieven zijn verzonnen.")
		if got := row(t, now, "ONT3"); !strings.Contains(got, "€ 2.400,00") || !strings.Contains(got, "na 3 maanden") {
			t.Errorf("ONT3: %q", got)
		}
		if p := get(s.as(s.Consulent), "/catalogus"); p.Has("fictief") || p.Has("€") {
			t.Error("a consulent sees prices")
		}
		if get(s.site.Browser(), "/catalogus?dag=1-7-2019").Has("Wat er wijzigde") {
			t.Error("the first version changed something")
		}
		get(s.site.Browser(), "/catalogus?dag=1-1-1990").WantText("geldt geen catalogus")
	})
}

// A product sheet has its fixed headings; its price is for who pays or is paid.
func TestAProductSheet(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "INK-18", "TAR-01", "TAR-02", "TAR-03", "TAR-04")
		s.Day("2026-11-02")
		const address = "/catalogus/producten/v2/ONT3"
		open := get(s.site.Browser(), address).WantText("Doel", "Voor wie", "Begeleiding", "Duur", "Prijs", "Wanneer niet", "Eisen aan de aanbieder", "Voortgangsbericht",
			"6 maanden", "één prijs voor het hele traject", "na 3 maanden")
		if open.Has("€") {
			t.Error("everybody sees the price")
		}
		full := get(s.as(s.Contractmanager), address).WantText("Ondersteuning", "Trajectbegeleiding", "Administratie", "Monitoring", "Aanpassing werkplek", "Onkosten inwoner",
			"€ 2.400,00", "Het tarief betaalt niet voor: infrastructuur, vervoer en bijzondere beperkingen.", "Beroepskracht")
		if !full.Has("fictief") {
			t.Error("an amount that was made up does not say so")
		}
		get(s.as(s.Contractmanager), "/catalogus/tarieven/v2").WantText("Tarief van STA3", "€ 12,50 per uur")
		for _, nobody := range []app.Actor{s.Consulent, s.CAW} {
			s.as(nobody).Get("/catalogus/tarieven/v2").Want(http.StatusNotFound)
		}
		s.site.Browser().Get("/catalogus/producten/v9/ONT3").Want(http.StatusNotFound)
	})
}

// A policy officer chooses for the own gemeente: first what changes for whom, then why.
func TestAPolicyOfficerChooses(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "INK-03")
		s.Day("2026-11-02")
		s.Toegewezen("Marco", "de Vries", s.Day("2026-11-02"))
		b := s.as(s.Beleid)
		const address = "/catalogus/gemeenten/0202/producten/ONT3"
		get(b, get(b, "/catalogus?gemeente=0202").Link("Wijzig")) // a way to every form
		get(b, address)
		values := url.Values{"van": {"1-1-2027"}, "vorm": {"geen"}, "alternatief": {""}, "evaluatie": {""}, "laatste": {"morgen"}}
		b.Post(address, values).Want(http.StatusBadRequest).WantText("Dit is geen datum.", "Vul in wat inwoners in plaats daarvan krijgen.").KeepsTyped(address, "laatste", "morgen")
		values.Set("alternatief", "inloop in de wijk")
		values.Set("laatste", "")
		preview := b.Post(address, values).Want(http.StatusOK).WantText("Dit verandert er", "Vanaf 1 januari 2027", "van ‘structureel’ naar ‘koopt niet’", "Loopt door zoals afgesproken: 1 toewijzing.", "Arnhem")
		back := b.Post(address, with(hidden(t, preview, address), "stap", "terug")).Want(http.StatusOK)
		if got := hidden(t, back, address).Get("alternatief"); got != "inloop in de wijk" {
			t.Errorf("the way back lost %q", got)
		}
		again := b.Post(address, with(hidden(t, preview, address), "stap", "vast", "reden", "")).Want(http.StatusBadRequest).WantText("Schrijf op waarom je dit verandert.")
		b.Post(address, with(hidden(t, again, address), "stap", "vast", "reden", "besluit van de raad")).Want(http.StatusSeeOther).Follow().WantText("De keuze is bewaard.")
		get(b, "/catalogus?gemeente=0202&dag=1-1-2027").WantText("koopt niet vanaf 1 januari 2027 inloop in de wijk")
		if get(b, "/catalogus?gemeente=0202&dag=31-12-2026").Has("inloop in de wijk") {
			t.Error("it holds on the day before")
		}
		// Over what others saved meanwhile nothing goes unseen, and nothing typed is lost.
		stale := b.Post(address, with(hidden(t, preview, address), "stap", "vast", "reden", "mijn reden")).Want(http.StatusBadRequest)
		if !stale.Has("Zo is het al") {
			t.Errorf("the same again:\n%s", stale.Text())
		}
		other := "/catalogus/gemeenten/0202/producten/ONT4"
		old := with(url.Values{}, "van", "1-2-2027", "vorm", "pilot", "evaluatie", "1-10-2027", "alternatief", "", "laatste", "", "stap", "vast", "reden", "mijn reden", "volgnr", "1")
		b.Post(other, old).Want(http.StatusConflict).WantText("Intussen is er iets gewijzigd", "v2/ONT3 voor 0202", "mijn reden")
		for _, address := range []string{"/catalogus/gemeenten/0226/producten/ONT3", "/catalogus/gemeenten/0226/plafond", "/catalogus/gemeenten/0226/regel", "/catalogus/concept"} {
			b.Get(address).Want(http.StatusNotFound)
			b.Post(address, old).Want(http.StatusNotFound)
		}
		for _, nobody := range []app.Actor{s.Consulent, s.Coordinator} {
			s.as(nobody).Get(address).Want(http.StatusNotFound)
		}
	})
}

// with gives a copy of values with some others.
func with(v url.Values, pairs ...string) url.Values {
	out := url.Values{}
	for k, list := range v {
		out[k] = list
	}
	for i := 0; i < len(pairs); i += 2 {
		out.Set(pairs[i], pairs[i+1])
	}
	return out
}

// A ceiling and a local rule have a form of their own.
func TestCeilingAndLocalRule(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	testkit.Eis(t, "B-REG-02", "B-REG-05")
	s.Day("2026-11-02")
	b := s.as(s.Beleid)
	const ceiling = "/catalogus/gemeenten/0202/plafond"
	values := url.Values{"van": {"1-1-2027"}, "producten": {"ONT3", "ONT4"}, "plekken": {""}, "bedrag": {"dertig"}, "laatste": {""}}
	b.Post(ceiling, values).Want(http.StatusBadRequest).WantText("Dit is geen bedrag.").KeepsTyped(ceiling, "bedrag", "dertig")
	values.Set("bedrag", "30.000,00")
	preview := b.Post(ceiling, values).Want(http.StatusOK).WantText("Plafond voor ONT3, ONT4: van geen plafond naar € 30.000,00.")
	b.Post(ceiling, with(hidden(t, preview, ceiling), "stap", "vast", "reden", "klein beginnen")).Want(http.StatusSeeOther)
	if got := row(t, get(b, "/catalogus?gemeente=0202&dag=1-1-2027"), "ONT3 en ONT4"); !strings.Contains(got, "€ 30.000,00") {
		t.Errorf("%q", got)
	}
	const rule = "/catalogus/gemeenten/0202/regel"
	values = url.Values{"van": {"1-1-2027"}, "regel": {"dagbesteding alleen als enig doel"}, "aan": {""}}
	b.Post(rule, values).Want(http.StatusBadRequest).WantText("Kies of de regel geldt.")
	values.Set("aan", "nee")
	preview = b.Post(rule, values).Want(http.StatusOK).WantText("Deze regel vervalt: Activerend Werk gaat voor.")
	b.Post(rule, with(hidden(t, preview, rule), "stap", "vast", "reden", "nieuw beleid")).Want(http.StatusSeeOther).Follow().WantText("De lokale regel is bewaard.")
	if get(b, "/catalogus?gemeente=0202&dag=1-1-2027").Has("Activerend Werk gaat voor") {
		t.Error("the rule is still on")
	}
}

// The next catalogue: copied, changed with a reason, and adopted by somebody else.
func TestTheNextCatalogue(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "INK-06", "INK-19", "PRD-01", "TAR-01")
		s.Day("2026-11-02")
		b := s.as(s.Contractmanager)
		const page = "/catalogus/concept"
		begin := get(b, page).WantText("Alles uit Catalogus 2020 wordt overgenomen.")
		begin.Submit(page, "naam", "", "van", "1-7-2027").Want(http.StatusBadRequest).WantText("Vul een naam in.").KeepsTyped(page, "van", "1-7-2027")
		draft := begin.Submit(page, "naam", "Catalogus 2027", "van", "1-7-2027").Want(http.StatusSeeOther).Follow().
			WantText("Het concept is begonnen.", "Er verandert nog niets.", "ongewijzigd uit Catalogus 2020", "Ongewijzigd overgenomen van: Catalogus 2020", "Jij schreef aan dit concept.")
		if draft.Has("Stel vast") {
			t.Error("the author can adopt it")
		}
		const who = "Een andere contractmanager, die er niet aan schreef, stelt het vast."
		get(b, page+"/vaststellen").WantText(who)
		b.Post(page+"/vaststellen", url.Values{"van": {"1-7-2027"}}).Want(http.StatusForbidden).WantText(who, "Geschreven door")
		if get(s.site.Browser(), "/catalogus?dag=1-7-2027").Has("Catalogus 2027") {
			t.Error("an author adopted the own concept")
		}

		// A tariff whose parts do not add up is refused beside the field, with all that was typed.
		const tarief = page + "/tarieven/STA3"
		form := get(b, tarief)
		form.Submit(tarief, "bedrag", "13,50", "motivering", "").Want(http.StatusBadRequest).
			WantText("De delen zijn samen € 12,50 en het tarief is € 13,50. Maak ze gelijk.", "Het tarief was € 12,50.").KeepsTyped(tarief, "bedrag", "13,50")
		form.Submit(tarief, "bedrag", "13,50", "deel-ondersteuning", "11,25", "motivering", "geïndexeerd",
			"prijs-beroepskracht", "8,60").Want(http.StatusSeeOther).Follow().WantText("Leg nog uit wat er verandert", "het tarief gaat van € 12,50 naar € 13,50", "geïndexeerd")
		const sta = page + "/producten/STA3"
		get(b, sta).Submit(sta, "wat", "kost meer", "waarom", "", "voorwie", "aanbieders").Want(http.StatusBadRequest).WantText("Schrijf op waarom dit verandert.")
		get(b, sta).Submit(sta, "wat", "kost meer", "waarom", "lonen stegen", "voorwie", "aanbieders").Want(http.StatusSeeOther)

		const end = page + "/producten/ONT5/einde"
		get(b, end).WantText("Nieuwe toewijzingen kunnen tot en met 30 juni 2027.").Submit(end, "wat", "vervalt", "waarom", "weinig gebruikt", "voorwie", "inwoners tot trede 4").
			Want(http.StatusSeeOther).Follow().WantText("ONT5 Op weg naar betaald werk met ondersteuning vervalt.", "weinig gebruikt")
		new := page + "/producten/nieuw"
		get(b, new).Submit(new, "code", "sta5!", "naam", "Nieuw").Want(http.StatusBadRequest).WantText("Deze code kan niet.", "Kies een soort.").KeepsTyped(new, "naam", "Nieuw")

		second := s.as(s.Medewerker("Co Lezer", authz.RoleContractmanager, s.RegioID(), ""))
		ask := get(second, page).WantText("Geschreven door Ingrid", "Stel vast").Submit(page+"/vaststellen").Want(http.StatusOK).
			WantText("Dit verandert er", "ONT5", "inwoners tot trede 4")
		second.Post(page+"/vaststellen", with(hidden(t, ask, page+"/vaststellen"), "stap", "vast", "reden", "vastgesteld in het overleg van 2 november")).
			Want(http.StatusSeeOther).Follow().WantText("De catalogus is vastgesteld.")
		get(s.site.Browser(), "/catalogus?dag=1-7-2027").WantText("Catalogus 2027")
		if got := row(t, get(s.site.Browser(), "/catalogus?dag=1-7-2027"), "Arnhem"); !strings.Contains(got, "ONT3") || strings.Contains(got, "ONT5") {
			t.Errorf("the choices of Arnhem: %q", got)
		}
		get(s.site.Browser(), "/catalogus?dag=30-6-2027").WantText("Catalogus 2020", "ONT5")
		for _, nobody := range []app.Actor{s.Beleid, s.Consulent, s.Coordinator} {
			s.as(nobody).Get(page).Want(http.StatusNotFound)
			s.as(nobody).Get(page + "/vaststellen").Want(http.StatusNotFound)
		}
	})
}

// What the region sets up: settings, windows and woonplaatsen, each dated with a reason.
func TestTheRegionSetsUpProcurement(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "INK-15", "LOC-01")
		s.Day("2026-11-02")
		b := s.as(s.Contractmanager)
		const page = "/inkoop/instellingen"
		p := get(b, page).WantText("Waar een aanbieder mag werken", "nog te controleren", "Driel", "Zonder venster is inschrijven het hele jaar open.")
		reading := p.Link("Waar een aanbieder mag werken")
		b.Post(reading, url.Values{"waarde": {"3"}, "van": {"1-1-2027"}}).Want(http.StatusBadRequest).WantText("Deze waarde kan niet.").KeepsTyped(reading, "van", "1-1-2027")
		percent := p.Link("Steekproef: hoeveel procent")
		b.Post(percent, url.Values{"waarde": {"101"}, "van": {"1-1-2027"}}).Want(http.StatusBadRequest).WantText("Deze waarde kan niet.").KeepsTyped(percent, "waarde", "101")
		preview := b.Post(reading, url.Values{"waarde": {"2"}, "van": {"1-1-2027"}}).Want(http.StatusOK).WantText("Waar een aanbieder mag werken: eerst in de eigen", "straks in de eigen of een aanliggende gemeente, voor iedereen.")
		b.Post(reading, with(hidden(t, preview, reading), "stap", "vast", "reden", "besluit")).Want(http.StatusSeeOther).Follow().WantText("vanaf 1 januari 2027: in de eigen of een aanliggende gemeente, voor iedereen")

		const window = "/inkoop/venster"
		values := url.Values{
			"doelgroep": {"nieuw"}, "perceel": {""}, "stand": {"dicht"}, "van": {"1-1-2027"}, "laatste": {"31-3-2027"},
			"uitleg": {"Er komt een nieuwe ronde."}, "volgende": {"1-4-2027"},
		}
		preview = b.Post(window, values).Want(http.StatusOK).WantText("Nieuwe aanbieder: inschrijven gaat van ‘open’ naar ‘gesloten’.")
		b.Post(window, with(hidden(t, preview, window), "stap", "vast", "reden", "nieuwe ronde")).Want(http.StatusSeeOther).Follow().WantText("volgende ronde: 1 april 2027")
		values.Set("van", "31-3-2027")
		values.Set("laatste", "30-4-2027")
		values.Set("volgende", "")
		b.Post(window, values).Want(http.StatusBadRequest).WantText("In deze tijd is er al een venster voor deze aanbieders: van 1 januari 2027 tot en met 31 maart 2027.").KeepsTyped(window, "laatste", "30-4-2027")

		driel := get(b, get(b, page).Link("Driel")).WantText("Ligt in Overbetuwe, naast Arnhem.")
		preview = driel.Submit("/inkoop/woonplaats", "bron", "BAG, 2 november 2026", "gecontroleerd", "ja").Want(http.StatusOK)
		b.Post("/inkoop/woonplaats", with(hidden(t, preview, "/inkoop/woonplaats"), "stap", "vast", "reden", "nagekeken")).Want(http.StatusSeeOther)
		if got := row(t, get(b, page), "Driel"); strings.Contains(got, "nog te controleren") || !strings.Contains(got, "BAG, 2 november 2026") {
			t.Errorf("%q", got)
		}
		if get(s.as(s.Consulent), page).Has("Voeg een venster toe") {
			t.Error("a consulent sees a form")
		}
		s.as(s.Beleid).Post(reading, values).Want(http.StatusNotFound)
		b.Get("/inkoop/instellingen/leeftijd_vanaf").Want(http.StatusNotFound)
	})
}

func TestHostileCatalogusInput(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	s.Day("2026-11-22")
	b := s.as(s.Contractmanager)
	b.Attack("/catalogus", "/catalogus/concept", "/catalogus/gemeenten/0202/producten/ONT3", "/catalogus/gemeenten/0202/plafond",
		"/catalogus/gemeenten/0202/regel", "/inkoop/instellingen", "/inkoop/woonplaats", "/inkoop/venster")
	for _, address := range []string{"/catalogus?dag=%ff", "/catalogus?gemeente=%00", "/inkoop/woonplaats?naam=x&rij=y", "/inkoop/venster/einde?begin=z"} {
		if p := b.Get(address); p.Status >= 500 {
			t.Errorf("%s: %d", address, p.Status)
		}
	}
	regiotest.OK(t, nil)
}
