package dossier_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
	domtoegang "trede/internal/domain/toegang"
	"trede/internal/testkit"
	"trede/internal/testkit/webtest"
)

const day = 24 * time.Hour

var uitvoeringAll = uitvoering.DeelnemerQuery{}

func (s *scene) waarneming(doel string) {
	s.T.Helper()
	s.must(s.Uitvoering.NeemWaar(s.T.Context(), s.Consulent, uitvoering.WaarnemingInput{DoelID: doel, Score: domtoegang.ScoreSoms}))
}

// A goal is made together: nothing is chosen beforehand, all that is missing is told at
// once, and it counts when the resident agreed.
func TestGoalsAreMadeTogether(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "DOE-04", "BEG-03", "PRD-10")
		id, doelen := s.Lopend("Jeroen", "de Vries", s.Day("2026-07-01"))
		b := s.as(s.Consulent)
		open(t, b, at(id, "plan")).WantText("“Ik leer banden plakken”", "Er is nog niet afgesproken wie wat doet voor dit doel.", "van lukt nog niet", "gezegd · opgeschreven door Naima")

		form := at(id, "plan", "doelen", "nieuw")
		p := open(t, b, form)
		if got := chosen(p); len(got) > 0 {
			t.Errorf("chosen beforehand: %v", got)
		}
		p.KeepsTyped(form, "tekst", "", "domein", "", "streefdatum", "ooit", "vorm", "mondeling", "toelichting", "").
			WantText("Dit is geen datum.", "Schrijf het doel op")
		full := []string{"tekst", "Ik durf te bellen", "domein", "persoonlijke_groei", "gericht", "ontwikkelen", "nulmeting", "nog_niet", "streefwaarde", "goed", "streefdatum", "1-5-2027", "samen", "ja"}
		send(t, b, form, full...).WantText("Het doel is bewaard.", "“Ik durf te bellen”", "wacht op akkoord", "De inwoner moet nog akkoord geven.")
		doel := s.doel(id, "Ik durf te bellen")
		agree := at(id, "plan", "doelen", doel, "akkoord")
		open(t, b, agree).KeepsTyped(agree, "antwoord", "", "vorm", "mondeling", "op", "x", "toelichting", "").WantText("Kies ja of nee.", "Dit is geen datum.")
		send(t, b, agree, "antwoord", "ja", "vorm", "mondeling", "toelichting", "aan de telefoon").WantText("Het antwoord van de inwoner is bewaard.", "aan de telefoon")
		b.Get(agree).Want(http.StatusNotFound)

		// Who does what, and that it is done: in a word, and the goal stays as it stood.
		act := at(id, "plan", "doelen", doel, "actie")
		open(t, b, act).KeepsTyped(act, "tekst", "", "wie", "", "op", "31-13-2026")
		send(t, b, act, "tekst", "Oefen samen een telefoontje", "wie", "aanbieder", "op", "1-9-2026").WantText("De actie is toegevoegd.", "Oefen samen een telefoontje", "1 september 2026")
		done := send(t, b, at(id, "plan", "doelen", doel, "actie", "1")).WantText("Afgerond", "Alles wat is afgesproken, is klaar.")
		if !strings.Contains(cardOf(t, done, doel), "nog geen nieuws") {
			t.Error("a goal moves because an action is done")
		}
		news := at(id, "plan", "doelen", doel, "waarneming")
		open(t, b, news).KeepsTyped(news, "score", "", "tekst", "").WantText("Kies hoe het gaat, of schrijf iets op.")
		send(t, b, news, "score", "soms").WantText("Lukt soms")

		// A change waits for the resident; what counted goes on counting.
		change := at(id, "plan", "doelen", doelen[0], "wijzig")
		open(t, b, change).KeepsTyped(change, "tekst", "Ik kom vier ochtenden", "reden", "")
		send(t, b, change, "tekst", "Ik kom vier ochtenden", "reden", "het gaat goed").WantText("wijziging wacht op akkoord", "Dit doel verandert. Waarom: het gaat goed")
		open(t, b, at(id)).WantText("Ik kom drie ochtenden")
		send(t, b, at(id, "plan", "doelen", doelen[0], "akkoord"), "antwoord", "nee", "toelichting", "liever niet")
		stop := at(id, "plan", "doelen", doelen[1], "stop")
		open(t, b, stop).KeepsTyped(stop, "reden", "", "vorm", "", "op", "", "toelichting", "").WantText("Schrijf op waarom.")
		send(t, b, stop, "reden", "lukt al", "vorm", "papier").WantText("Gestopte doelen", "lukt al")

		s.DB.Clock.Advance(time.Minute)
		// On paper: the same goals, nothing to press.
		paper := open(t, b, at(id, "plan", "afdruk")).WantText("Het plan van Jeroen", "“Ik durf te bellen”", "Dit plan is van jou.")
		never(t, paper, "Nieuwe actie", "Rond af")
		open(t, b, at(id, "wie-keek")).WantText("Plan afgedrukt")
		send(t, b, at(id, "plan", "mening"), "onderwerp", "plek", "woorden", "Ik vind het fijn").WantText("Ik vind het fijn", "samen ingevuld met Naima")
	})
}

// A provider proposes; the resident and the lokale toegang agree, each for themselves.
func TestProposalOfAProviderWaitsForBoth(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "BEG-03")
		id, doelen := s.Lopend("Jeroen", "de Vries", s.Day("2026-07-01"))
		_, err := s.Toegang.StelDoelVoor(t.Context(), s.Werk, toegang.DoelInput{
			InwonerID: id, DoelID: doelen[0], Versie: 1, Tekst: "Ik kom elke dag", Domein: domtoegang.DomeinActivering, Gericht: domtoegang.GerichtOntwikkelen,
			Nulmeting: domtoegang.ScoreNogNiet, Streefwaarde: domtoegang.ScoreGoed, Streefdatum: s.Day("2026-07-02").AddMonths(6), Reden: "het gaat goed", SamenOpgesteld: true,
		})
		s.must(err)
		b := s.as(s.Consulent)
		p := open(t, b, at(id, "plan")).WantText("Voorstel van De aanbieder", "De inwoner en de lokale toegang moeten nog akkoord geven.")
		never(t, open(t, s.as(s.Werk), at(id, "plan")), "Geef akkoord", "Schrijf akkoord op")
		form := p.Link("Geef akkoord")
		open(t, b, form).KeepsTyped(form, "antwoord", "", "toelichting", "x").WantText("Kies ja of nee.")
		send(t, b, form, "antwoord", "ja").WantText("De inwoner moet nog akkoord geven.")
		send(t, b, at(id, "plan", "doelen", doelen[0], "akkoord"), "antwoord", "ja", "vorm", "papier")
		open(t, b, at(id)).WantText("Ik kom elke dag")
		s.as(s.Werk).Post(form, nil).Want(http.StatusNotFound)
	})
}

// Two people in one form: the second sees both versions and chooses.
func TestStaleSaveShowsBothVersions(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		id, _ := s.Lopend("Jeroen", "de Vries", s.Day("2026-07-01"))
		form := at(id, "gegevens", "contact")
		b := s.as(s.Consulent)
		mine := open(t, b, form)
		send(t, b, form, "telefoon", "06 11 11 11 11", "kanaal", "telefoon").WantText("06 11 11 11 11")
		p := mine.Submit(form, "telefoon", "0622222222", "kanaal", "brief").Want(http.StatusConflict).
			WantText("heeft dit net ook gewijzigd", "0622222222", "Telefoon", "Brief", "verschilt")
		open(t, b, at(id, "gegevens")).WantText("06 11 11 11 11")
		choose := p.Forms()[0]
		for _, f := range p.Forms() {
			if f.Action == form {
				choose = f
			}
		}
		values := choose.Values()
		values.Set("keuze", "mijn")
		b.Post(form, values).Want(http.StatusSeeOther)
		open(t, b, at(id, "gegevens")).WantText("06 22 22 22 22")

		// Leaving the saved one changes nothing.
		again := open(t, b, form)
		send(t, b, form, "telefoon", "06 33 33 33 33", "kanaal", "telefoon")
		p = again.Submit(form, "telefoon", "0644444444").Want(http.StatusConflict)
		values = choose.Values()
		values.Set("keuze", "opgeslagen")
		b.Post(form, values).Want(http.StatusSeeOther)
		open(t, b, at(id, "gegevens")).WantText("06 33 33 33 33")
		if p.Has("06 44") {
			t.Error("what was typed is not kept as typed")
		}
	})
}

// doel gives the id of the goal with these words.
func (s *scene) doel(id, words string) string {
	s.T.Helper()
	plan, err := s.Toegang.Plan(s.T.Context(), s.Consulent, id)
	s.must(err)
	for _, g := range plan.Doelen {
		if g.Versies[0].Tekst == words {
			return g.ID
		}
	}
	s.T.Fatalf("no goal %q", words)
	return ""
}

// cardOf is the text of the card of a goal.
func cardOf(t testing.TB, p *webtest.Page, doel string) string {
	t.Helper()
	for _, n := range p.Find(webtest.Tag("div")) {
		if webtest.Attr(n, "id") == "doel-"+doel {
			return webtest.TextOf(n)
		}
	}
	t.Fatalf("no card of goal %s", doel)
	return ""
}

// The goals stand in the order that the resident and the consulent give them; who saw
// another order moves nothing.
func TestGoalsHaveAnOrder(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "BEG-03")
		id, doelen := s.Lopend("Jeroen", "de Vries", s.Day("2026-07-01"))
		b := s.as(s.Consulent)
		plan := func() *webtest.Page { return open(t, b, at(id, "plan")) }
		order := func(p *webtest.Page) []string {
			t.Helper()
			var out []string
			for part := range strings.SplitSeq(p.Body, ` id="doel-`) {
				if doel, _, _ := strings.Cut(part, `"`); slices.Contains(doelen, doel) {
					out = append(out, doel)
				}
			}
			return out
		}
		place := func(doel string) string { return at(id, "plan", "doelen", doel, "plek") }
		first := plan()
		if got := order(first); !slices.Equal(got, doelen) {
			t.Fatalf("the plan begins with %v, the goals were made as %v", got, doelen)
		}
		one, two := doelen[0], doelen[1]
		moved := first.Submit(place(two), "kant", "omhoog").Want(http.StatusSeeOther).Follow().WantText("Het doel staat op een andere plek.")
		want := slices.Concat([]string{two, one}, doelen[2:])
		if got := order(moved); !slices.Equal(got, want) {
			t.Errorf("moved up: %v, want %v", got, want)
		}
		stale := first.Submit(place(two), "kant", "omhoog").Want(http.StatusSeeOther).Follow().WantText("Iemand anders veranderde de volgorde net.")
		if got := order(stale); !slices.Equal(got, want) {
			t.Errorf("a stale move changed the order: %v", got)
		}
		b.Post(place(two), url.Values{"nr": {"1"}, "kant": {"omhoog"}}).Want(http.StatusBadRequest)
		b.Post(place(two), url.Values{"nr": {"veel"}, "kant": {"omhoog"}}).Want(http.StatusSeeOther)
		if got := order(plan().Submit(place(two), "kant", "omlaag").Follow()); !slices.Equal(got, doelen) {
			t.Errorf("moved down again: %v", got)
		}
		open(t, b, at(id, "tijdlijn")).WantText("Doel op een andere plek gezet")
		s.as(s.Collega).Post(place(two), url.Values{"nr": {"2"}, "kant": {"omhoog"}}).Want(http.StatusNotFound)
		s.Klopt()
	})
}
