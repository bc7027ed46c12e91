package toegang_test

import (
	"net/http"
	"strings"
	"testing"

	"trede/internal/domain/toegang"
	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/webtest"
)

// Each exit of the investigation is a full outcome, with what belongs to it.
func TestEveryExitIsAnOutcome(t *testing.T) {
	testkit.Eis(t, "AFB-02", "AFB-03", "PRD-02", "PRD-03", "PRD-04", "B-REG-02", "B-REG-03")
	s := newScene(t, dbtest.SQLite(t))
	w := &walk{t: t, b: s.as(s.Consulent)}

	// The neighbourhood, with a day to look again.
	id := s.onderzocht(w, "Marco Jansen", 700)
	url := "/meldingen/" + id + "/uitkomst"
	page := w.b.Get(url)
	page.KeepsTyped(url, "soort", "wijkaanbod", "vorm", "", "aanbod", "koffieochtend", "kijkOpnieuw", "1-1-2020", "reden", "").
		WantText("Kies hoe de inwoner meedoet in de wijk.", "Vul in wanneer je opnieuw kijkt.", "Schrijf op waarom je hiervoor kiest.", "Je kiest iets anders dan het advies.")
	page.Submit(url).Want(http.StatusBadRequest).WantText("Kies de uitkomst.")
	page.Submit(url, "soort", "aanvraag_aw", "reden", "x").Want(http.StatusBadRequest).WantText("Kies hoe de inwoner akkoord ging.")
	page.Submit(url, "soort", "wijkaanbod", "vorm", "netwerk", "aanbod", "koffieochtend", "reden", "hij wil eerst wennen").Want(http.StatusSeeOther).Follow().
		WantText("Uitkomst: Aanbod in de wijk", "koffieochtend", "Met iemand uit het eigen netwerk", "22 mei 2027", "Kijk uiterlijk op 22 mei 2027 hoe het gaat")
	again := "/meldingen/" + id + "/opnieuw"
	w.b.Get("/meldingen/"+id).KeepsTyped(again, "opnieuw.op", "morgen").WantText("Dit is geen datum.")
	w.b.Get("/meldingen/"+id).Submit(again).Want(http.StatusSeeOther).Follow().WantText("Bewaard dat je opnieuw hebt gekeken.", "Opnieuw gekeken op 22 november 2026")
	w.b.Get(url).Want(http.StatusSeeOther)
	w.b.Get("/meldingen/"+id+"/onderzoek").Want(http.StatusOK).WantText("Hoe het advies tot stand kwam", "Maatwerk is nodig", "Besproken.")

	// Orientation is a general provision here: the CAW, which has a name already.
	id = s.onderzocht(w, "Ans Bos", 701, "weetWat", "nee")
	url = "/meldingen/" + id + "/uitkomst"
	page = w.b.Get(url).WantText("Oriëntatie bij het CAW", "De inwoner gaat naar CAW Arnhem.")
	page.Submit(url, "soort", "orientatie", "akkoord", "papier", "reden", "x").Want(http.StatusBadRequest).WantText("Oriëntatie gaat in deze gemeente op een andere manier.")
	page.Submit(url, "soort", "caw", "kijkOpnieuw", "1-3-2027", "reden", "zij zoekt nog").Want(http.StatusSeeOther).Follow().WantText("Uitkomst: Naar het CAW", "1 maart 2027")

	// Dagbesteding only when it is the only aim, by the local rule.
	id = s.onderzocht(w, "Bea Vos", 702, "hoofddoel", "dagstructuur", "enigDoel", "ja")
	url = "/meldingen/" + id + "/uitkomst"
	w.b.Get(url).WantText("Advies Dagbesteding", "Het doel is een van de drie").Submit(url, "soort", "dagbesteding", "reden", "rust en ritme").
		Want(http.StatusSeeOther).Follow().WantText("Uitkomst: Dagbesteding")
	id = s.onderzocht(w, "Cor Mol", 703, "hoofddoel", "dagstructuur", "enigDoel", "nee", "mantelzorgOverbelast", "ja")
	url = "/meldingen/" + id + "/uitkomst"
	w.b.Get(url).WantText("Op weg naar trede 3", "Kijk ook naar dagbesteding").Submit(url, "soort", "geen", "reden", "").Want(http.StatusBadRequest).WantText("Schrijf op waarom je hiervoor kiest.")
	w.b.Get(url).Submit(url, "soort", "geen", "reden", "hij ziet ervan af").Want(http.StatusSeeOther).Follow().WantText("Uitkomst: Geen ondersteuning", "hij ziet ervan af")
	s.Klopt()
}

// The smaller acts on a melding: each on its own, with its day.
func TestActsOnAMelding(t *testing.T) {
	testkit.Eis(t, "X-01", "X-02")
	s := newScene(t, dbtest.SQLite(t))
	b := s.as(s.Consulent)
	page := b.Get("/meldingen/nieuw").Submit("/meldingen/zoeken", "wie", "Marco Jansen").
		Submit("/meldingen/nieuw", "geboortedatum", "1985", "bsn", testBSN(t, 710), "vraag", "Werk", "door", "werkgever", "melderNaam", "Fatma", "melderOrganisatie", "Tuincentrum").
		Want(http.StatusSeeOther).Follow().WantText("Fatma", "Tuincentrum", "Nog 43 dagen, tot en met 4 januari 2027.", "De ontvangst is nog niet bevestigd.")
	url := page.URL.Path
	page.KeepsTyped(url+"/bevestigen", "bevestigen.op", "1-1-2020").WantText("Deze dag ligt voor 22 november 2026.")
	b.Get(url).Submit(url + "/bevestigen").Want(http.StatusSeeOther).Follow().WantText("De ontvangst is bevestigd op 22 november 2026.")
	b.Get(url).Submit(url + "/clientondersteuning").Want(http.StatusSeeOther).Follow().WantText("De inwoner weet van gratis cliëntondersteuning, sinds 22 november 2026.")
	b.Get(url).Submit(url+"/plan", "plan.op", "1-1-2027").Want(http.StatusBadRequest).WantText("Deze dag ligt in de toekomst.")
	b.Get(url).Submit(url + "/plan").Want(http.StatusSeeOther).Follow().WantText("Het eigen plan is ontvangen op 22 november 2026.")
	b.Get(url).KeepsTyped(url+"/opschorten", "opschorten.reden", "", "opschorten.toelichting", "", "opschorten.vanaf", "1-1-2020", "opschorten.tot", "x").
		WantText("Kies waarom de klok stilstaat.", "Dit is geen datum.", "De klok begon pas op 22 november 2026 te lopen.")
	b.Get(url).Submit(url+"/opschorten", "opschorten.reden", "instemming_inwoner").Want(http.StatusSeeOther).Follow().WantText("De klok staat stil.", "Laat de klok weer lopen")
	b.Get(url).KeepsTyped(url+"/hervatten", "hervatten.op", "22-11-2026").WantText("Deze dag ligt niet na de dag waarop de klok stil ging staan.")
	s.Day("2026-11-30")
	b = s.as(s.Consulent)
	b.Get(url).Submit(url+"/hervatten", "hervatten.op", "30-11-2026").Want(http.StatusSeeOther).Follow().WantText("De klok loopt weer.", "tot en met 11 januari 2027")
	b.Get(url).KeepsTyped(url+"/intrekken", "intrekken.reden", "").WantText("Schrijf op waarom.")
	b.Get(url).Submit(url+"/intrekken", "intrekken.reden", "gevonden werk").Want(http.StatusSeeOther).Follow().WantText("De melding is ingetrokken.", "ingetrokken")
	if b.Get(url).Has("Zet de klok stil") {
		t.Error("a withdrawn melding still has acts")
	}
	s.Klopt()
}

// The application has a clock of its own; a refusal needs a reason.
func TestApplicationAndDecision(t *testing.T) {
	testkit.Eis(t, "X-02")
	s := newScene(t, dbtest.SQLite(t))
	m := s.Melding("Marco", "Jansen")
	s.Onderzocht(m)
	_, aanvraag := s.papieren(m.InwonerID)
	b := s.as(s.Consulent)
	url := "/inwoners/" + m.InwonerID + "/aanvragen/" + aanvraag
	page := b.Get(url).Want(http.StatusOK).WantText("Aanvraag A-2026-00001", "Besluit binnen twee weken", "tot en met 7 december 2026", "Op tijd klaar.", "gezegd aan de keukentafel")
	page.KeepsTyped(url+"/besluit", "besluit.uitkomst", "afgewezen", "besluit.reden", "", "besluit.datum", "1-1-2027", "besluit.grondslag", "").
		WantText("Schrijf op waarom je dit besluit.", "Deze dag ligt in de toekomst.", "Vul in op welk artikel het besluit rust.")
	page.Submit(url + "/besluit").Want(http.StatusBadRequest).WantText("Kies wat je besluit.")
	b.Get(url).Submit(url+"/opschorten", "opschorten.reden", "aanvulling_gevraagd", "opschorten.tot", "1-12-2026").Want(http.StatusSeeOther).Follow().WantText("De klok staat stil.")
	b.Get(url).Submit(url+"/besluit", "besluit.uitkomst", "afgewezen", "besluit.reden", "er is ander aanbod").Want(http.StatusSeeOther).Follow().
		WantText("Besluit: Afgewezen", "er is ander aanbod", "B-2026-00001")
	page.Submit(url+"/besluit", "besluit.uitkomst", "toegekend").Want(http.StatusConflict).WantText("Iemand anders was je net voor")
	b.Get(url).KeepsTyped(url+"/bekend", "bekend.bekend", "1-1-2020").WantText("Het besluit kan niet bekend zijn voordat het is genomen.")
	b.Get(url).Submit(url + "/bekend").Want(http.StatusSeeOther).Follow().WantText("Bekend op 22 november 2026")

	list := "/inwoners/" + m.InwonerID + "/aanvragen"
	b.Get(list).KeepsTyped(list, "ontvangen", "1-1-2027").WantText("Kies hoe de inwoner akkoord ging.", "Deze dag ligt in de toekomst.")
	second := b.Get(list).Submit(list, "akkoord", "papier").Want(http.StatusSeeOther).Follow().WantText("Aanvraag A-2026-00002", "getekend op papier")
	at := second.URL.Path
	second.Submit(at+"/intrekken").Want(http.StatusSeeOther).Follow().WantText("De aanvraag is ingetrokken.", "ingetrokken")
	s.Klopt()
}

// Changing and taking back: each a page that says how it is now.
func TestChangeATowijzing(t *testing.T) {
	testkit.Eis(t, "PRD-08", "PRD-10", "B-ARR-01")
	s := newScene(t, dbtest.SQLite(t))
	inwoner, b := s.stabiel(t)
	x := s.Toewijzing(inwoner)
	if x.Huidig.Omvang != (toegang.Omvang{Volume: 12, Eenheid: toegang.EenheidUur, Frequentie: toegang.FrequentieWeek}) {
		t.Errorf("three dagdelen became %+v", x.Huidig.Omvang)
	}
	url := "/toewijzingen/" + x.ID
	page := b.Get(url+"/toewijzen").Want(http.StatusOK).WantText("12 uur per week (3 dagdelen)", "Opnieuw kijken op 1 juni 2027", "rust is nodig")
	b.Get(page.Link("Wijzig de toewijzing")).Want(http.StatusOK).
		KeepsTyped(url+"/wijzigen", "redenWijziging", "", "einde", "ooit", "toelichting", "").WantText("Dit is geen datum.", "Schrijf op waarom.")
	b.Get(url+"/wijzigen").Submit(url+"/wijzigen", "redenWijziging", "04", "einde", "1-1-2030", "toelichting", "langer").Want(http.StatusBadRequest).
		WantText("Dit product duurt hooguit 24 maanden.")
	b.Get(url+"/wijzigen").Submit(url+"/wijzigen", "redenWijziging", "05", "einde", "1-1-2028", "toelichting", "op verzoek").Want(http.StatusSeeOther).Follow().
		WantText("De wijziging is bewaard.", "Verkorting", "op verzoek", "1 januari 2028")
	b.Get(url+"/intrekken").KeepsTyped(url+"/intrekken", "reden", "").WantText("Schrijf op waarom.")
	mine := b.Get(url + "/intrekken")
	b.Get(url+"/wijzigen").Submit(url+"/wijzigen", "redenWijziging", "14", "einde", "2-1-2028", "toelichting", "een dag later").Want(http.StatusSeeOther)
	mine.Submit(url+"/intrekken", "reden", "toch niet").Want(http.StatusConflict).WantText("Iemand anders heeft dit net gewijzigd.", "toch niet", "2 januari 2028")
	b.Get(url+"/intrekken").Submit(url+"/intrekken", "reden", "toch niet").Want(http.StatusSeeOther).Follow().WantText("De toewijzing is ingetrokken.")
	s.Klopt()
}

// stabiel brings somebody up to an allocated stabiel arrangement through the forms.
func (s *scene) stabiel(t *testing.T) (inwoner string, b *webtest.Browser) {
	t.Helper()
	w := &walk{t: t, b: s.as(s.Consulent)}
	id := s.onderzocht(w, "Marco Jansen", 720, "ladder.4.taken_wekelijks", "ja", "ladder.5.zelfstandig", "nee", "ladder.5.verantwoordelijkheid", "nee",
		"ladder.5.economische_waarde", "nee", "ladder.5.vakopleiding_uitkering", "nee", "groei", "nee", "maximum", "ja")
	w.open("/meldingen/"+id+"/uitkomst").page.WantText("Op de plek, op trede 3", "Trede 3")
	w.send("/meldingen/"+id+"/uitkomst", pick("soort", "aanvraag_aw"), pick("akkoord", "papier"), type_("reden", "past"))
	inwoner = w.idAfter("inwoners")
	plan := "/inwoners/" + inwoner + "/toewijzen/plan"
	w.send(plan, type_("tekst", "Ik blijf elke week komen"), pick("domein", "activering"), pick("nulmeting", "goed"), pick("streefwaarde", "houden"),
		pick("samen", "ja"), pick("akkoord", "papier"), type_("urenPerDag", "4"), type_("dagenPerWeek", "4"), pick("dagdelen", "1-ochtend"),
		pick("vervoer", "fiets"), pick("potentie", "4"), pick("groeiZekerheid", "laag"), pick("belemmeringen", "gezondheid"), press("verder", "doel"))
	w.page.WantText("Ik blijf elke week komen", "iedereen akkoord", "Trede 4 voor")
	keuze := "/inwoners/" + inwoner + "/toewijzen"
	w.open(keuze).send(keuze, pick("product", "v2/STA3"), type_("start", "30-11-2026")).
		send(keuze, pick("aanbieder", string(s.De)+"/"+s.WerkplekID), pick("dagdelen", "3"), type_("waaromNuNietVerder", "rust is nodig"), type_("hertoets", "1-6-2027"))
	url := "/toewijzingen/" + w.idAfter("toewijzingen") + "/toewijzen"
	w.send(url, pick("akkoord", "telefoon")).page.WantText("Toewijzing 1 is rond")
	return inwoner, w.b
}

// The profile, the estimate of growth and the goals are kept apart, and nothing typed is
// lost.
func TestPlanKeepsWhatWasTyped(t *testing.T) {
	testkit.Eis(t, "UIT-01", "UIT-02", "DOE-04", "BEG-03")
	s := newScene(t, dbtest.SQLite(t))
	m := s.Melding("Marco", "Jansen")
	s.Onderzocht(m)
	b := s.as(s.Consulent)
	url := "/inwoners/" + m.InwonerID + "/toewijzen/plan"
	page := b.Get(url).Want(http.StatusOK)
	text := page.Text()
	if strings.Index(text, "Waar is de inwoner goed in?") > strings.Index(text, "Waar moet je op het werk rekening mee houden?") {
		t.Error("the profile does not begin with strengths")
	}
	page.KeepsTyped(url, "kwaliteiten", "Geduldig", "wensen", "Buiten", "urenPerDag", "x", "dagenPerWeek", "9", "tekst", "Ik kom op tijd", "nulmeting", "goed",
		"streefwaarde", "soms", "streefdatum", "ooit", "potentie", "3", "horizon", "999").
		WantText("Vul een heel getal in, van 0 tot en met 24.", "Vul een aantal dagen per week in")
	// The profile is right now, the goal is not: the first is kept, the second asked again.
	back := page.Submit(url, "kwaliteiten", "Geduldig", "tekst", "Ik kom op tijd", "nulmeting", "goed", "streefwaarde", "soms", "samen", "ja", "akkoord", "nog_niet", "verder", "doel").
		Want(http.StatusBadRequest).WantText("Het doel ligt lager dan hoe het nu gaat.", "Kies waar het doel over gaat.")
	back.Submit(url, "domein", "werknemersvaardigheid", "streefwaarde", "houden", "verder", "doel").Want(http.StatusSeeOther).Follow().
		WantText("Ik kom op tijd", "wacht op akkoord", "Werknemersvaardigheid")
	if got := b.Get(url); !strings.Contains(got.Body, "Geduldig") {
		t.Error("the profile was lost")
	}
	b.Get(url).Submit(url, "verder", "toewijzen").Want(http.StatusSeeOther)
	// A made-up form with values that are in no list.
	b.Get(url).Submit(url, "potentie", "3", "groeiZekerheid", "heel", "belemmeringen", "pech").Want(http.StatusBadRequest).
		WantText("Kies hoe zeker je bent.", "Kies elke belemmering één keer, uit de lijst.")
	s.Klopt()
}
