package toegang_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"trede/internal/domain/civil"
	"trede/internal/domain/persoon"
	"trede/internal/domain/toegang"
	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/webtest"
)

// The most that the way from an empty form to an allocated toewijzing may take of a
// consulent, for an ordinary new resident. Source: issue 2, acceptance 2.
const (
	mostTyped   = 8
	mostChoices = 28
	mostLoads   = 10
)

// From an empty melding form to the allocated toewijzing, through the forms only.
func TestFromMeldingToToewijzing(t *testing.T) {
	testkit.Eis(t, "X-01", "DOE-01", "AFB-01", "PRD-06", "PRD-07", "PRD-10", "LAD-07", "UIT-01", "UIT-03")
	each(t, func(t *testing.T, s *scene) {
		w := &walk{t: t, b: s.as(s.Consulent)}
		w.toUitkomst("Marco Jansen", testBSN(t, 500))
		inwoner := w.idAfter("inwoners")

		w.nothingChosen().send("/inwoners/"+inwoner+"/toewijzen/plan",
			type_("kwaliteiten", "Handig met gereedschap"),
			type_("tekst", "Ik wil zelf een fiets kunnen maken"), pick("domein", "activering"), pick("nulmeting", "nog_niet"),
			pick("streefwaarde", "goed"), pick("samen", "ja"), pick("akkoord", "huisbezoek"), press("verder", "toewijzen"))
		w.nothingChosen().send("/inwoners/"+inwoner+"/toewijzen", pick("product", "v2/ONT3"), type_("start", "30-11-2026"))
		w.page.WantText("Loopt tot en met 29 mei 2027.", "De Werkplaats", "Groen Werk")
		w.send("/inwoners/"+inwoner+"/toewijzen", pick("aanbieder", string(s.De)+"/"+s.WerkplekID))
		toewijzing := w.idAfter("toewijzingen")
		w.nothingChosen().page.WantText("Alle regels die kunnen tegenhouden, kloppen.", "29 mei 2027")
		w.send("/toewijzingen/"+toewijzing+"/toewijzen", pick("akkoord", "papier"))
		w.page.WantText("Toewijzing 1 is rond", "Het is toegewezen.", "De inwoner is 16 jaar of ouder op de eerste dag.")

		got := s.Toewijzing(inwoner)
		if got.Nummer != 1 || got.Huidig.LaatsteDag != civil.New(2027, time.May, 29) || !got.Keuze.Akkoord.Gegeven() {
			t.Errorf("%+v", got)
		}
		s.Klopt()
		t.Logf("from melding to toewijzing: %d typed fields (at most %d), %d choices (at most %d), %d page loads (at most %d)",
			w.typed, mostTyped, w.choices, mostChoices, w.loads, mostLoads)
		if w.typed > mostTyped || w.choices > mostChoices || w.loads > mostLoads {
			t.Error("the way is too long")
		}
	})
}

// testBSN is a BSN for tests.
func testBSN(t *testing.T, n int) string {
	t.Helper()
	b, ok := persoon.TestBSN(n)
	if !ok {
		t.Fatal("there are no more")
	}
	return b.Reveal()
}

// toUitkomst brings somebody new up to an application: the first four pages.
func (w *walk) toUitkomst(naam, bsn string) {
	w.t.Helper()
	w.open("/meldingen/nieuw").send("/meldingen/zoeken", type_("wie", naam))
	w.page.WantText("We vonden niemand met deze naam of dit BSN.")
	w.nothingChosen().send("/meldingen/nieuw",
		type_("geboortedatum", "14-3-1985"), type_("bsn", bsn), type_("vraag", "Ik wil weer onder de mensen"),
		pick("door", "consulent"), pick("gedaan", "bevestigd"), pick("gedaan", "clientondersteuning"), pick("gedaan", "geen_plan"),
		press("verder", "onderzoek"))
	melding := w.idAfter("meldingen")
	w.nothingChosen().send("/meldingen/"+melding+"/onderzoek",
		pick("ladder.1.betaald_werk", "nee"), pick("ladder.4.taken_wekelijks", "nee"), pick("ladder.8.vakopleiding_uitkering", "nee"),
		pick("ladder.6.georganiseerd_wekelijks", "ja"),
		pick("hoofddoel", "bijdragen"), pick("zelfstandig", "nee"), pick("wil", "ja"), pick("steunNodig", "ja"), pick("groteAfstand", "ja"),
		pick("weetWat", "ja"), pick("groei", "ja"), pick("besproken", "alles"), pick("afweging", "maatwerk"), press("verder", "uitkomst"))
	w.page.WantText("Op weg naar trede 3", "Trede 2: Sociale contacten", "gaf het advies", "Past bij het advies")
	w.nothingChosen().send("/meldingen/"+melding+"/uitkomst",
		pick("soort", string(toegang.UitkomstAanvraagAW)), pick("akkoord", "huisbezoek"), type_("reden", "Past bij wat hij wil en kan"))
	w.page.WantText("De aanvraag is binnen.")
}

// Who is known is found first, by name or by BSN, and a BSN stands in no address.
func TestKnownResidentIsFound(t *testing.T) {
	testkit.Eis(t, "X-01")
	s := newScene(t, dbtest.SQLite(t))
	s.Melding("Fatima", "Yildiz")
	b := s.as(s.Consulent)
	page := b.Get("/meldingen/nieuw").Submit("/meldingen/zoeken", "wie", "fatima yil").Want(http.StatusOK).WantText("Is het een van deze inwoners?", "Fatima Yildiz")
	known := b.Get(page.Link("Fatima Yildiz")).Want(http.StatusOK).WantText("Fatima Yildiz", "Wat vraagt de inwoner?")
	known.KeepsTyped("/meldingen/nieuw", "vraag", "", "ontvangen", "1-1-2027", "melderNaam", "", "melderOrganisatie", "", "melderTelefoon", "").
		WantText("Schrijf op wat de inwoner vraagt.", "Kies wie de vraag heeft gesteld.", "Deze dag ligt in de toekomst.")
	known.Submit("/meldingen/nieuw", "vraag", "Kan ik verder?", "door", "inwoner").Want(http.StatusSeeOther).Follow().WantText("Kan ik verder?", "De melding is bewaard.")

	bsn := testBSN(t, 0) // of whom the region registers first
	page = b.Get("/meldingen/nieuw").Submit("/meldingen/zoeken", "wie", bsn).Want(http.StatusOK).WantText("Fatima Yildiz")
	// The same BSN again, from a made-up form, is refused.
	noBSN(t, page.Submit("/meldingen/nieuw", "roepnaam", "Ans", "geslachtsnaam", "Bos", "geboortedatum", "1980", "bsn", bsn, "vraag", "x", "door", "inwoner").
		Want(http.StatusBadRequest).WantText("Iemand met dit BSN staat al in Trede."), bsn)
	// Of nobody: what was searched does not stand in the form either, so it is asked again.
	other := testBSN(t, 800)
	page = b.Get("/meldingen/nieuw").Submit("/meldingen/zoeken", "wie", other).Want(http.StatusOK).WantText("We vonden niemand", "Vul dit opnieuw in.")
	noBSN(t, page, other)
	noBSN(t, page.Submit("/meldingen/nieuw", "roepnaam", "Ans", "geslachtsnaam", "", "geboortedatum", "1980", "bsn", other, "vraag", "x", "door", "inwoner").
		Want(http.StatusBadRequest).WantText("Vul de achternaam in.", "Vul dit opnieuw in."), other)
	noBSN(t, b.Get("/meldingen/nieuw").Submit("/meldingen/zoeken", "wie", "123456789").Want(http.StatusBadRequest).WantText("Dit is geen BSN."), "123456789")
	b.Get("/meldingen/nieuw").Submit("/meldingen/zoeken", "wie", "").Want(http.StatusBadRequest).WantText("Vul een naam of een BSN in.")

	// Without a BSN there is a reason; of a date of birth the year is enough.
	page = b.Get("/meldingen/nieuw").Submit("/meldingen/zoeken", "wie", "Ahmed Aden").Want(http.StatusOK)
	page.KeepsTyped("/meldingen/nieuw", "roepnaam", "Ahmed", "geslachtsnaam", "", "voorvoegsel", "", "geboortedatum", "ooit", "bsn", "", "geenBSNReden", "",
		"vraag", "Werk", "ontvangen", "gisteren", "postcode", "68", "huisnummer", "x", "telefoon", "1", "email", "nee", "straat", "", "woonplaats", "").
		WantText("Vul de achternaam in.", "Dit is geen geboortedatum.", "Dit is geen datum.", "Dit is geen postcode.", "Dit is geen telefoonnummer.", "Kies wie de vraag heeft gesteld.")
	page.Submit("/meldingen/nieuw", "geboortedatum", "1990", "bsn", "", "geenBSNReden", "asielaanvraag loopt", "vraag", "Werk", "door", "ander", "melderNaam", "Zus").
		Want(http.StatusSeeOther).Follow().WantText("Ahmed Aden", "1990", "Zus")
}

// noBSN: a number of a citizen stands nowhere in a page.
func noBSN(t *testing.T, p *webtest.Page, bsn string) {
	t.Helper()
	if strings.Contains(p.Body, bsn) {
		t.Errorf("the BSN comes back in the page %s", p.Title())
	}
}
