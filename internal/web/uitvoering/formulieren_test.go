package uitvoering_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"trede/internal/app/uitvoering"
	"trede/internal/domain/civil"
	"trede/internal/domain/toegang"
	dom "trede/internal/domain/uitvoering"
	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
	"trede/internal/testkit/webtest"
)

// The coordinator says who guides; without a trajectbegeleider an ontwikkelarrangement
// does not begin, and nobody is chosen beforehand.
func TestTheStartIsConfirmed(t *testing.T) {
	testkit.Eis(t, "BEG-01")
	each(t, func(t *testing.T, s *scene) {
		marco, _ := s.Toegewezen("Marco", "de Vries", s.Day("2026-11-23"))
		at, forms := s.at(marco)
		b := s.as(s.Coordinator)
		b.Get("/deelnemers").WantText("Marco de Vries", "Start bevestigen")
		page := b.Get(at).Want(http.StatusOK).WantText("De start is nog niet bevestigd")
		start := forms + "start"
		if !leadsTo(page, start) {
			t.Fatal("the page does not lead to the start")
		}
		form := b.Get(start).Want(http.StatusOK).WantText("Op weg naar een plek waar je iets doet voor anderen", "Fietsenmakerij")
		if c := chosen(formTo(t, form, start)); len(c) != 1 || c[0] != "begonnen" { // the first day of the toewijzing
			t.Errorf("filled in beforehand: %v", c)
		}
		form.KeepsTyped(start, "begonnen", "gisteren", "werkbegeleider", "", "werkbegeleider_vog", "", "werkbegeleider_bereikbaar", "06 12345678",
			"trajectbegeleider", "", "rooster", "1-ochtend").
			WantText("Dit is geen datum.", "Kies een werkbegeleider.", "Kies een trajectbegeleider.")
		form.KeepsTyped(start, "begonnen", "1-1-2026", "werkbegeleider", s.Werk.ID, "trajectbegeleider", s.Traject.ID, "rooster", "2-middag").
			WantText("De eerste werkdag ligt tussen 23 november 2026 en 22 mei 2027.")
		form.Submit(start, "werkbegeleider", s.Werk.ID, "trajectbegeleider", s.Traject.ID, "rooster", "1-nacht").Want(http.StatusBadRequest)
		form.Submit(start, "begonnen", "23-11-2026", "werkbegeleider", s.Werk.ID, "werkbegeleider_vog", "1-1-2026", "werkbegeleider_bereikbaar", "06 12345678",
			"trajectbegeleider", s.Traject.ID, "rooster", "1-ochtend").Want(seeOther).Follow().WantText("De start is bevestigd.", "maandag ochtend", "Peter en Sanne")
		b.Get(start).WantText("De start is al bevestigd")
		form.Submit(start, "werkbegeleider", s.Werk.ID).Want(conflict)
		s.Klopt()
	})
}

// A stale save shows both versions, side by side; whoever saves chooses.
func TestAStaleSaveShowsBothVersions(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	marco, _ := s.Lopend("Marco", "de Vries", s.Day("2026-11-23"))
	at, forms := s.at(marco)
	b := s.as(s.Coordinator)
	guides := forms + "begeleiding"
	mine := b.Get(guides).Want(http.StatusOK)
	b.Get(guides).Submit(guides, "werkbegeleider_bereikbaar", "06 87654321").Want(seeOther)
	both := mine.Submit(guides, "werkbegeleider_bereikbaar", "vraag bij de balie").Want(conflict).
		WantText("Iemand anders heeft dit net ook gewijzigd", "06 87 65 43 21", "vraag bij de balie", "verschilt", "Peter")
	again := formTo(t, both, guides)
	keep := func(choice string) *webtest.Page {
		v := again.Values()
		v.Set("keuze", choice)
		return b.Post(guides, v).Want(seeOther)
	}
	keep("opgeslagen")
	if got := s.Toewijzing(marco).Verloop.Start.Werkbegeleider.Bereikbaar; got != "06 87654321" {
		t.Errorf("stored is %q", got)
	}
	if to := keep("mijn").Location(); !strings.HasPrefix(to, at) {
		t.Errorf("goes to %s", to)
	}
	if got := s.Toewijzing(marco).Verloop.Start.Werkbegeleider.Bereikbaar; got != "vraag bij de balie" {
		t.Errorf("stored is %q", got)
	}
}

// A no has a reason, and the lokale toegang looks further.
func TestAProviderSaysNo(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	marco, _ := s.Toegewezen("Marco", "de Vries", s.Day("2026-11-23"))
	_, forms := s.at(marco)
	b := s.as(s.Coordinator)
	no := forms + "weigeren"
	form := b.Get(b.Get(forms + "start").Link("Wij kunnen deze plek niet bieden")).Want(http.StatusOK)
	form.KeepsTyped(no, "reden", "", "toelichting", "vol").WantText("Kies een reden.")
	form.KeepsTyped(no, "reden", "anders", "toelichting", "").WantText("Schrijf kort op waarom het niet kan.")
	form.Submit(no, "reden", "geen_plek").Want(seeOther)
	s.Day("2026-11-24")
	s.as(s.Coordinator).Get("/deelnemers").WantText("Er zijn nu geen deelnemers")
	if s.Toewijzing(marco).Verloop.Weigering.Reden != dom.WeigeringGeenPlek {
		t.Error("the reason is not kept")
	}
}

// A report on a phone: a tap for each goal and one more, no word typed, and nothing
// chosen beforehand. Counted from the list of participants.
func TestAReportInTaps(t *testing.T) {
	testkit.Eis(t, "MON-01", "MON-03", "EIS-03")
	each(t, func(t *testing.T, s *scene) {
		marco, doelen := s.Lopend("Marco", "de Vries", s.Day("2026-11-23"))
		_, forms := s.at(marco)
		s.Day("2027-02-20")
		b := s.as(s.Werk)
		taps, typed := 0, 0
		list := b.Get("/deelnemers?toon=bericht").Want(http.StatusOK).WantText("Marco de Vries", "1 deelnemer")
		form := b.Get(list.Link("Schrijf bericht")).Want(http.StatusOK)
		taps++
		to := forms + "bericht"
		form.WantText("over 3 dagen", "“Ik kom drie ochtenden”", "“Ik leer banden plakken”", "Er staat niets vooraf ingevuld")
		if c := chosen(formTo(t, form, to)); len(c) > 0 {
			t.Errorf("chosen beforehand: %v", c)
		}
		light(t, form)
		form.KeepsTyped(to, "doel."+doelen[0], "goed", "doel."+doelen[1], "", "samenIngevuld", "", "zin", "Hij komt graag").
			WantText("Kies hoe het gaat met: Ik leer banden plakken", "Kies of je dit samen hebt ingevuld.")
		form.KeepsTyped(to, "doel."+doelen[0], "niet_gezien", "doel."+doelen[1], "soms", "samenIngevuld", "nee").
			WantText("Er is geen persoonlijk doel gezien. Schrijf op waarom.")
		answers := []string{"doel." + doelen[0], "goed", "doel." + doelen[1], "soms", "samenIngevuld", "ja"}
		taps += len(answers)/2 + 1 // and to send it
		sent := form.Submit(to, answers...).Want(seeOther).Follow().WantText("Het bericht is verstuurd.", "Lukt goed", "Lukt soms")
		if taps > 9 || typed > 0 {
			t.Errorf("%d taps and %d typed fields", taps, typed)
		}
		if leadsTo(sent, "/deelnemers?toon=bericht") {
			t.Error("still due")
		}
		b.Get("/deelnemers?toon=bericht").WantText("Er is nu geen bericht te schrijven")
		b.Get(to).WantText("vorige keer: Lukt goed", "tussendoor")

		// With more told, and what goes well.
		b.Get(to).Submit(to, append(answers, "krachten", "houdt_vol", "volgendeStap", "meer_dagdelen", "eigen_woorden", "Ik wil vaker komen", "zin", "Gaat goed")...).
			Want(seeOther).Follow().WantText("Houdt vol", "Meer dagdelen", "Ik wil vaker komen", "Gaat goed")
		b.Get(to).Submit(to, append(answers, "krachten", "sterk")...).Want(http.StatusBadRequest).WantText("Kies wat goed gaat uit de lijst.")
		b.Get(to).Submit(to, append(answers, "zin", strings.Repeat("x", 501))...).Want(http.StatusBadRequest).WantText("hooguit 500 tekens")
		s.Klopt()
	})
}

// A plan without a goal about work: why is asked at once, not after sending.
func TestAReportOfOneKindOfGoal(t *testing.T) {
	testkit.Eis(t, "EIS-03")
	s := newScene(t, dbtest.SQLite(t))
	start := s.Day("2026-11-23")
	m := s.Melding("Anna", "Bos")
	s.Onderzocht(m)
	doel := s.Doel(m.InwonerID, "Ik kom drie ochtenden", toegang.DomeinActivering)
	_, err := s.Toegang.WijsToe(t.Context(), s.Consulent, s.ONT3(m.InwonerID, start))
	regiotest.OK(t, err)
	x := s.Toewijzing(m.InwonerID)
	regiotest.OK(t, s.Uitvoering.BevestigStart(t.Context(), s.Coordinator, uitvoering.StartInput{
		ToewijzingID: x.ID, Versie: x.Versie, Werkbegeleider: dom.Begeleider{PersoonID: s.Werk.ID, VOG: start}, Trajectbegeleider: dom.Begeleider{PersoonID: s.Traject.ID, VOG: start},
	}))
	s.Day("2027-02-20")
	_, forms := s.at(m.InwonerID)
	to := forms + "bericht"
	form := s.as(s.Werk).Get(to).Want(http.StatusOK).WantText("Er is nog geen doel over werken. Waarom niet?")
	form.KeepsTyped(to, "doel."+doel, "soms", "samenIngevuld", "ja", "motivering", "").WantText("Er is geen doel over werken gezien. Schrijf op waarom.")
	form.Submit(to, "doel."+doel, "soms", "samenIngevuld", "ja", "motivering", "Dat komt later").Want(seeOther).Follow().WantText("Het bericht is verstuurd.", "Dat komt later")
}

// News of one goal takes a minute.
func TestAnObservation(t *testing.T) {
	testkit.Eis(t, "MON-01")
	s := newScene(t, dbtest.SQLite(t))
	marco, doelen := s.Lopend("Marco", "de Vries", s.Day("2026-11-23"))
	at, forms := s.at(marco)
	b := s.as(s.Werk)
	b.Get(at).WantText("nog geen nieuws")
	to := forms + "waarneming"
	form := b.Get(to).Want(http.StatusOK)
	form.KeepsTyped(to, "doel", "", "score", "goed", "tekst", "Band geplakt").WantText("Kies over welk doel het gaat.")
	form.KeepsTyped(to, "doel", doelen[1], "score", "", "tekst", "").WantText("Kies hoe het gaat, of schrijf iets op.")
	form.Submit(to, "doel", doelen[1], "score", "soms", "tekst", "Band geplakt").Want(seeOther).Follow().WantText("Bewaard.", "Laatste nieuws: vandaag")
}

// Two taps and a sentence; the lokale toegang answers and closes.
func TestASignal(t *testing.T) {
	testkit.Eis(t, "MON-04")
	each(t, func(t *testing.T, s *scene) {
		marco, _ := s.Lopend("Marco", "de Vries", s.Day("2026-11-23"))
		at, forms := s.at(marco)
		b := s.as(s.Werk)
		to := forms + "signaal"
		form := b.Get(b.Get(at).Link("Signaal")).Want(http.StatusOK).WantText("Bel 112")
		form.KeepsTyped(to, "soort", "", "urgentie", "", "tekst", "Hij is boos weggelopen").WantText("Kies waar het over gaat.", "Kies hoe snel je antwoord nodig hebt.")
		form.Submit(to, "soort", "veiligheid", "urgentie", "spoed", "tekst", "Hij is boos weggelopen").Want(seeOther).Follow().
			WantText("Het signaal is verstuurd.", "Onveilig wacht op antwoord")
		ids := s.IDs(marco)
		one := forms + "signalen/" + ids["signaal"]
		b.Get(one).WantText("Hij is boos weggelopen", "Dit wacht op antwoord van de ander.")
		b.Post(one, url.Values{"versie": {"1"}, "doe": {"antwoord"}, "antwoord": {"ik antwoord zelf"}}).Want(http.StatusBadRequest).
			WantText("Dit signaal is niet aan jullie gericht.")
		b.Get(forms + "signalen/onbekend").Want(notFound)
		regiotest.OK(t, s.Uitvoering.BeantwoordSignaal(t.Context(), s.Consulent, uitvoering.SignaalActie{SignaalID: ids["signaal"], Versie: 1, Tekst: "Ik bel hem"}))
		done := b.Get(one).WantText("Ik bel hem", "Er is antwoord.")
		end := b.Get(done.Link("Rond het signaal af")).Want(http.StatusOK)
		end.KeepsTyped(one+"/uitkomst", "uitkomst", " ").WantText("Schrijf op wat eruit kwam.")
		end.Submit(one+"/uitkomst", "uitkomst", "Hij is er weer").Want(seeOther).Follow().WantText("Het signaal is afgerond.", "Afgerond (1)")
		b.Get(one + "/uitkomst").WantText("Dit signaal is afgerond.")

		// One from the lokale toegang is answered here.
		asked, err := s.Uitvoering.OpenSignaal(t.Context(), s.Consulent, uitvoering.SignaalInput{
			ToewijzingID: s.Toewijzing(marco).ID, Soort: dom.SignaalVraag, Urgentie: dom.UrgentieGewoon, Tekst: "Hoe gaat het nu?",
		})
		regiotest.OK(t, err)
		ask := forms + "signalen/" + asked
		question := b.Get(ask).Want(http.StatusOK).WantText("Hoe gaat het nu?")
		question.KeepsTyped(ask, "antwoord", "").WantText("Schrijf je antwoord op.")
		question.Submit(ask, "antwoord", "Een stuk beter").Want(seeOther).Follow().WantText("Je antwoord is verstuurd.", "Vraag heeft antwoord")
		question.Submit(ask, "antwoord", "Nog beter").Want(conflict)
		s.Klopt()
	})
}

// The evaluatie is planned with what there is to prepare, held with all three parties,
// and ends in a proposal that the provider does not decide about.
func TestAnEvaluation(t *testing.T) {
	testkit.Eis(t, "MON-05")
	each(t, func(t *testing.T, s *scene) {
		marco, doelen := s.Lopend("Marco", "de Vries", s.Day("2026-11-23"))
		at, forms := s.at(marco)
		s.Day("2027-02-22")
		s.report(marco, doelen, toegang.ScoreSoms)
		s.Day("2027-03-29")
		b := s.as(s.Traject)
		plan, held := forms+"evaluatie", forms+"evaluatie/verslag"
		form := b.Get(b.Get(at).Link("Plan de evaluatie")).Want(http.StatusOK).
			WantText("Houd het gesprek uiterlijk op 10 april 2027.", "Begin: Lukt nog niet. Nu: Lukt soms. Doel: Lukt goed.", "Ik vind banden plakken leuk")
		form.KeepsTyped(plan, "datum", "", "tijd", "half tien", "plek", "werkplaats").WantText("Kies een dag die nog komt.", "Schrijf de tijd zo: 09:30.")
		form.Submit(plan, "datum", "6-4-2027", "tijd", "9.30", "plek", "werkplaats").Want(seeOther).Follow().WantText("De evaluatie is gepland.", "09:30 uur, werkplaats")
		s.Day("2027-04-06")
		b = s.as(s.Traject)
		report := b.Get(held).Want(http.StatusOK)
		if c := chosen(formTo(t, report, held)); len(c) != 1 || c[0] != "gehouden" {
			t.Errorf("filled in beforehand: %v", c)
		}
		report.KeepsTyped(held, "gehouden", "6-4-2027", "aanwezig", "inwoner", "verslag", "", "eigen_woorden", "", "voorstel", "").
			WantText("Niet aangekruist: de aanbieder.", "Niet aangekruist: de lokale toegang.", "Schrijf kort op wat er is besproken.", "Kies wat jullie voorstellen voor daarna.")
		v := formTo(t, report, held).Values()
		v["aanwezig"] = []string{"inwoner", "aanbieder", "lokale_toegang"}
		v.Set("verslag", "Hij groeit")
		v.Set("voorstel", "stap_omhoog")
		b.Post(held, v).Want(seeOther).Follow().WantText("De lokale toegang besluit over het vervolg.")
		b.Get(plan).WantText("De evaluatie is gehouden op 6 april 2027.", "Een stap omhoog")
		b.Get(held).WantText("Hij groeit")
		s.Klopt()
	})
}

// Time away with a reason, back again, and that it stops; the lokale toegang decides
// about the end.
func TestPauseAndEnd(t *testing.T) {
	testkit.Eis(t, "X-10")
	each(t, func(t *testing.T, s *scene) {
		marco, _ := s.Lopend("Marco", "de Vries", s.Day("2026-11-23"))
		at, forms := s.at(marco)
		s.Day("2026-12-01")
		b := s.as(s.Werk)
		pause, back, end := forms+"onderbreking", forms+"hervatten", forms+"einde"
		form := b.Get(b.Get(at).Link("Leg het even stil")).Want(http.StatusOK).WantText("Schrijf geen ziekte of diagnose op.")
		form.KeepsTyped(pause, "reden", "", "van", "1-12-2026", "verwachtTerug", "1-11-2026", "toelichting", "").
			WantText("Kies een reden.", "Vul in wanneer iemand weer terug is")
		form.Submit(pause, "reden", "overlijden", "van", "1-12-2026").Want(http.StatusBadRequest).WantText("Na een overlijden stopt alles.")
		form.Submit(pause, "reden", "ziekte", "van", "1-12-2026", "verwachtTerug", "1-1-2027").Want(seeOther).Follow().
			WantText("Het ligt even stil", "Sinds 1 december 2026. Verwacht terug op 1 januari 2027.")
		s.Day("2026-12-07")
		b = s.as(s.Werk)
		day := b.Get("/vandaag").WantText("Even weg", "Marco de Vries")
		if day.Has("Sluit de dag") {
			t.Error("the day waits for somebody who is away")
		}
		returned := b.Get(b.Get(at).Link("Is weer terug")).Want(http.StatusOK)
		returned.KeepsTyped(back, "terug", "1-12-2026").WantText("De eerste dag terug ligt na 1 december 2026.")
		returned.Submit(back, "terug", "7-12-2026").Want(seeOther).Follow().WantText("Weer terug.")
		b.Get(back).WantText("Er ligt niets stil.")

		stop := b.Get(b.Get(at).Link("Meld dat het stopt")).Want(http.StatusOK).WantText("De lokale toegang besluit.")
		stop.KeepsTyped(end, "reden", "", "laatsteDag", "", "toelichting", "weg").WantText("Kies waarom het stopt.", "Vul de laatste dag in.")
		stop.Submit(end, "reden", "23", "laatsteDag", "31-12-2026", "besproken", "inwoner").Want(seeOther).Follow().WantText("Gemeld.")
		b.Get(end).WantText("Gemeld: de laatste dag is 31 december 2026.")
		if x := s.Toewijzing(marco); x.Verloop.EindeGemeld == nil || x.Huidig.LaatsteDag != civil.New(2027, 5, 22) {
			t.Error("the provider ended it by itself")
		}
		s.Klopt()
	})
}

// An appointment is made, changed and dropped by who made it.
func TestAnAppointment(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	marco, _ := s.Lopend("Marco", "de Vries", s.Day("2026-11-23"))
	_, forms := s.at(marco)
	b := s.as(s.Werk)
	to := forms + "afspraak"
	form := b.Get(to).Want(http.StatusOK)
	form.KeepsTyped(to, "wat", "", "datum", "1-1-2020", "tijd", "25:00", "waar", "", "met_wie", "Peter").
		WantText("Schrijf op wat jullie gaan doen.", "Kies een dag die nog komt.", "Schrijf de tijd zo: 09:30.")
	page := form.Submit(to, "wat", "Kennismaken", "datum", "25-11-2026", "tijd", "9:30", "waar", "werkplaats").Want(seeOther).Follow().
		WantText("De afspraak is bewaard.", "Kennismaken", "09:30 uur, werkplaats")
	change := b.Get(page.Link("Kennismaken")).Want(http.StatusOK)
	stale := b.Get(page.Link("Kennismaken"))
	change.Submit(to, "tijd", "10:00").Want(seeOther)
	stale.Submit(to, "tijd", "11:00").Want(conflict).WantText("10:00", "11:00", "verschilt")
	gone := b.Get(page.Link("Kennismaken")).Submit(to, "vervalt", "ja").Want(seeOther).Follow()
	if strings.Contains(gone.Text(), "Kennismaken") {
		t.Error("a dropped appointment still stands")
	}
	b.Get(to + "?afspraak=onbekend").Want(notFound)
}

// Whatever a form is sent, the server answers, and nothing comes back as markup.
func TestHostileForms(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	marco, _ := s.Lopend("Marco", "de Vries", s.Day("2026-11-23"))
	nieuw, _ := s.Toegewezen("Anna", "Bos", s.Day("2026-11-23"))
	s.Day("2026-11-30")
	_, forms := s.at(marco)
	_, before := s.at(nieuw)
	registratie, err := s.Uitvoering.LegAanwezigheidVast(t.Context(), s.Werk, aanwezig(s.Toewijzing(marco).ID))
	regiotest.OK(t, err)
	b := s.as(s.Coordinator)
	b.Attack(forms+"aanwezigheid/"+registratie, "/vandaag", "/vandaag/sluiten", before+"start", before+"weigeren", forms+"begeleiding", forms+"bericht", forms+"signaal",
		forms+"evaluatie", forms+"evaluatie/verslag", forms+"afspraak", forms+"onderbreking", forms+"einde")
	s.as(s.Werk).Attack(forms + "waarneming")
}
