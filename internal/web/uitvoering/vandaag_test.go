package uitvoering_test

import (
	"net/http"
	"testing"

	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/webtest"
)

// The day of a werkbegeleider: one tap for each, a second tap takes it back, the rest
// at once, and then the day is closed.
func TestADayInTaps(t *testing.T) {
	testkit.Eis(t, "X-06")
	each(t, func(t *testing.T, s *scene) {
		start := s.Day("2026-11-23")
		marco, _ := s.Lopend("Marco", "de Vries", start)
		s.Lopend("Anna", "Bos", start)
		s.Lopend("Piet", "Jansen", start)
		s.Day("2026-11-30")
		b := s.as(s.Werk)
		day := b.Get("/").Follow().Want(http.StatusOK).WantText("Wie is er?", "vandaag, maandag 30 november", "Ochtend", "0 van 3 ingevuld", "Sluit de dag: nog 3")
		light(t, day)
		id := s.Toewijzing(marco).ID
		tap := func(p *webtest.Page, status string) *webtest.Page {
			t.Helper()
			return p.Submit("/vandaag", "toewijzing", id, "moment", "ochtend", "status", status).Want(seeOther).Follow().Want(http.StatusOK)
		}
		day = tap(day, "aanwezig").WantText("Tot nu toe: 1 aanwezig.", "1 van 3 ingevuld", "Maak ongedaan")
		undo := formTo(t, day, "/vandaag/ongedaan")
		day = b.Post("/vandaag/ongedaan", undo.Values()).Want(seeOther).Follow().WantText("0 van 3 ingevuld")
		b.Post("/vandaag/ongedaan", undo.Values()).Want(http.StatusBadRequest).WantText("Iemand was je voor: dit is al verbeterd.")
		day = tap(day, "ziek").WantText("Tot nu toe: 1 ziek.")
		day.Submit("/vandaag/ongedaan", "registratie", "").Want(http.StatusBadRequest)

		// The rest of the day: everybody gets an answer, or nobody.
		const close = "/vandaag/sluiten"
		form := b.Get(close).Want(http.StatusOK).WantText("Nog 2 in te vullen. Er staat niets vooraf aangekruist.")
		if c := chosen(formTo(t, form, close)); len(c) > 0 {
			t.Errorf("chosen beforehand: %v", c)
		}
		var names []string
		for _, n := range formTo(t, form, close).Names() {
			if n != "dag" {
				names = append(names, n)
			}
		}
		form.KeepsTyped(close, names[0], "aanwezig", names[1], "").WantText("Kies of iemand er was.")
		b.Get("/vandaag").WantText("1 van 3 ingevuld")
		done := form.Submit(close, names[0], "aanwezig", names[1], "niet_gekomen").Want(seeOther).Follow()
		done.WantText("De dag is gesloten.", "De dag is rond", "1 aanwezig, 1 ziek en 1 niet gekomen", "3 van 3 ingevuld")
		b.Get(close).WantText("De dag is rond")
		b.Post(close, nil).Want(http.StatusBadRequest).WantText("Je hebt nog niemand gekozen.")

		// What was corrected stays to be seen, with its reason.
		at, _ := s.at(marco)
		page := b.Get(at).Want(http.StatusOK).WantText("Teruggenomen, was: Is er", "ma 30 nov, ochtend")
		fix := b.Get(page.Link("ma 30 nov")).Want(http.StatusOK).WantText("Nu staat er: ma 30 nov, ochtend: Ziek. Dat blijft te zien.")
		fix.KeepsTyped(fix.URL.Path, "status", "afgemeld", "reden", "").WantText("Schrijf kort op waarom je dit zegt.")
		fix.Submit(fix.URL.Path, "status", "afgemeld", "reden", "hij belde toch af").Want(seeOther).Follow().
			WantText("Verbeterd.", "Was: Ziek. Reden: hij belde toch af")
		b.Get("/vandaag").WantText("Verbeterd, was: Ziek")
		s.Klopt()
	})
}

// A day before its time cannot be registered, an impossible one is refused, and other
// days lie one tap away.
func TestOtherDays(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	marco, _ := s.Lopend("Marco", "de Vries", s.Day("2026-11-23"))
	s.Day("2026-11-29")
	b := s.as(s.Werk)
	sunday := b.Get("/vandaag").WantText("vandaag, zondag 29 november", "Er komt niemand op deze dag", "Dan komt er weer iemand")
	b.Get(sunday.Link("Bekijk morgen, maandag 30 november")).Want(http.StatusOK).WantText("morgen, maandag 30 november", "Marco de Vries")
	if b.Get("/vandaag?dag=2026-11-30").Has("Dan komt er weer iemand") {
		t.Error("somebody comes, and another day is named")
	}
	later := b.Get(b.Get("/vandaag").Link("Dag later")).WantText("morgen, maandag 30 november", "Marco de Vries")
	if len(later.Forms()) != 1 { // to sign out
		t.Errorf("tomorrow can be filled in: %v", later.Forms())
	}
	id := s.Toewijzing(marco).ID
	b.Post("/vandaag", map[string][]string{"toewijzing": {id}, "dag": {"2026-11-30"}, "moment": {"ochtend"}, "status": {"aanwezig"}}).
		Want(http.StatusBadRequest).WantText("Deze dag moet nog komen: 30 november 2026.")
	for _, day := range []string{"2026-02-30", "gisteren", "0001-01-01", "9999-12-31"} {
		b.Get("/vandaag?dag=" + day).Want(http.StatusBadRequest)
		b.Get("/vandaag/sluiten?dag=" + day).Want(http.StatusBadRequest)
		b.Post("/vandaag", map[string][]string{"dag": {day}}).Want(http.StatusBadRequest)
	}
	past := b.Get("/vandaag?dag=2026-11-23").Want(http.StatusOK).WantText("maandag 23 november")
	past.Submit("/vandaag", "toewijzing", id, "status", "afgemeld").Want(seeOther).Follow().WantText("De dag is rond", "1 afgemeld")
}

// A colleague may fill in attendance for somebody else's participant, and does not
// change what stands.
func TestAColleagueFillsIn(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	marco, _ := s.Lopend("Marco", "de Vries", s.Day("2026-11-23"))
	s.Day("2026-11-30")
	wim := s.Medewerker("Wim", "werkbegeleider", string(s.De), "")
	b := s.as(wim)
	day := b.Get("/vandaag").WantText("Marco de Vries").Submit("/vandaag", "moment", "ochtend", "status", "aanwezig").Want(seeOther).Follow()
	for _, f := range day.Forms() {
		if f.Action == "/vandaag/ongedaan" {
			t.Error("a colleague may take it back")
		}
	}
	at, forms := s.at(marco)
	page := b.Get(at).Want(http.StatusOK).WantText("Marco de Vries", "Signaal")
	for _, words := range []string{"Ik kom drie ochtenden", "Contact", "Dorpsstraat", "Schrijf bericht", "Begeleiding"} {
		if page.Has(words) {
			t.Errorf("a colleague on the floor reads %q", words)
		}
	}
	b.Get(forms + "bericht").Want(notFound)
	if leadsTo(page, forms+"bericht") {
		t.Error("a colleague is led to the report")
	}
}
