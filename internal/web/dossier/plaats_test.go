package dossier_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
	domtoegang "trede/internal/domain/toegang"
	domuit "trede/internal/domain/uitvoering"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// course gives the address of an act on the arrangement of a resident.
func (s *scene) course(id string, below ...string) string {
	return at(id, append([]string{"voortgang", s.Toewijzing(id).ID}, below...)...)
}

// A report is read, a question goes to the provider and comes back, and a worry of the
// provider is answered and finished.
func TestReportsAndSignalen(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "MON-03", "MON-04")
		id, doelen := s.Lopend("Jeroen", "de Vries", s.Day("2026-07-01"))
		s.Day("2026-10-05")
		x := s.Toewijzing(id)
		_, err := s.Uitvoering.SchrijfBericht(t.Context(), s.Werk, uitvoering.BerichtInput{
			ToewijzingID: x.ID, SamenIngevuld: domtoegang.Ja, EigenWoorden: "Ik vind het leuk", Zin: "Het gaat goed", Krachten: []domuit.Kracht{"komt_op_tijd"},
			Regels:     []domuit.VoortgangRegel{{DoelID: doelen[0], Score: domtoegang.ScoreSoms, Observatie: "komt vaak"}, {DoelID: doelen[1], NietGezien: true}},
			Motivering: "geen band gezien",
		})
		s.must(err)
		_, err = s.Uitvoering.OpenSignaal(t.Context(), s.Werk, uitvoering.SignaalInput{
			ToewijzingID: x.ID, Soort: domuit.SignaalZorg, Urgentie: domuit.UrgentieSpoed, Tekst: "Jeroen is stil",
		})
		s.must(err)
		b := s.as(s.Consulent)
		open(t, b, at(id)).WantText("Voortgang (1)", "Jeroen is stil", "Signalen die open staan", "spoed")
		p := open(t, b, at(id, "voortgang")).WantText("Bericht 1", "5 oktober 2026 · 4 dagen te laat · Peter", "“Ik vind het leuk”", "Komt op tijd", "komt vaak", "niet gezien", "nog niet gelezen")
		read := ""
		for _, f := range p.Forms() {
			if strings.Contains(f.Action, "/berichten/") {
				read = f.Action
			}
		}
		p.Submit(read).Want(http.StatusSeeOther).Follow().WantText("gelezen op 5 oktober", "De aanbieder ziet dat je het bericht hebt gelezen.")

		answer := p.Link("Antwoord Jeroen is stil")
		open(t, b, answer).WantText("Jeroen is stil", "Peter (De aanbieder)").KeepsTyped(answer, "antwoord", "")
		p = send(t, b, answer, "antwoord", "Ik bel hem vandaag").WantText("Je antwoord is gestuurd.", "Ik bel hem vandaag", "heeft antwoord")
		closing := p.Link("Rond signaal af")
		open(t, b, closing).KeepsTyped(closing, "uitkomst", "")
		send(t, b, closing, "uitkomst", "Het was hoofdpijn").WantText("Het was hoofdpijn", "klaar")

		ask := s.course(id, "signaal")
		if got := chosen(open(t, b, ask)); len(got) > 0 {
			t.Errorf("chosen beforehand: %v", got)
		}
		b.Get(ask).KeepsTyped(ask, "soort", "", "urgentie", "", "tekst", "").WantText("Kies waar het over gaat.", "Kies hoe snel je antwoord nodig hebt.")
		send(t, b, ask, "soort", "vraag", "urgentie", "gewoon", "tekst", "Kan hij ook op vrijdag?").WantText("Kan hij ook op vrijdag?", "wacht op antwoord")
		// The provider sees its own, another of the same provider too, and nobody else.
		open(t, s.as(s.Werk), at(id, "voortgang")).WantText("Kan hij ook op vrijdag?", "Ik bel hem vandaag")
	})
}

// Attendance as a picture with its conclusion and its table, from the same rows.
func TestAttendanceIsSaidInWords(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		id, _ := s.Lopend("Jeroen", "de Vries", s.Day("2026-07-01"))
		x := s.Toewijzing(id)
		for _, d := range []struct {
			day    string
			status domuit.AanwezigStatus
		}{{"2026-07-06", domuit.Aanwezig}, {"2026-07-13", domuit.Aanwezig}, {"2026-07-20", domuit.Ziek}, {"2026-07-27", domuit.NietGekomen}} {
			s.Day(d.day)
			_, err := s.Uitvoering.LegAanwezigheidVast(t.Context(), s.Werk, uitvoering.AanwezigheidInput{ToewijzingID: x.ID, Moment: domtoegang.Ochtend, Status: d.status})
			s.must(err)
		}
		p := open(t, s.as(s.Consulent), at(id, "voortgang")).WantText("Jeroen was er 2 van de 4 keer sinds 6 juli 2026.", "In vier weken", "Afgemeld of ziek", "Niet gekomen", "week 30")
		if n := strings.Count(p.Body, "trede-weeks__bar--there"); n != 2 {
			t.Errorf("%d bars of presence, want 2", n)
		}
	})
}

// From the planned evaluatie to the last follow-up, all through pages.
func TestFromEvaluatieToNazorg(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "MON-05", "PRD-06", "RES-01", "RES-02", "DOE-02")
		id, _ := s.Lopend("Jeroen", "de Vries", s.Day("2026-07-01"))
		never(t, open(t, s.as(s.Consulent), at(id, "voortgang")), "Plan evaluatie", "Besluit over vervolg")
		s.Day("2026-11-09")
		b := s.as(s.Consulent)
		open(t, b, at(id)).WantText("Plan evaluatie")
		plan := s.course(id, "evaluatie")
		open(t, b, plan).KeepsTyped(plan, "datum", "", "tijd", "half tien", "plek", "buurthuis").WantText("Kies een dag")
		send(t, b, plan, "datum", "16-11-2026", "tijd", "9.30", "plek", "Fietsenmakerij").WantText("De evaluatie is gepland.", "maandag 16 november 2026 · 9.30 uur · Fietsenmakerij")

		s.Day("2026-11-17")
		b = s.as(s.Consulent)
		held := s.course(id, "gehouden")
		if got := chosen(open(t, b, held)); len(got) > 0 {
			t.Errorf("chosen beforehand: %v", got)
		}
		b.Get(held).KeepsTyped(held, "gehouden", "16-11-2026", "aanwezig", "inwoner", "verslag", "", "eigenWoorden", "ja", "voorstel", "").
			WantText("Bij de evaluatie zijn alle drie de partijen.")
		values := formTo(t, open(t, b, held), held).Values()
		values["aanwezig"] = []string{"inwoner", "aanbieder", "lokale_toegang"}
		values.Set("gehouden", "16-11-2026")
		values.Set("verslag", "We spraken over de fietsen")
		values.Set("eigenWoorden", "Ik wil meer")
		values.Set("voorstel", "stap_omhoog")
		b.Post(held, values).Want(http.StatusSeeOther).Follow().WantText("De evaluatie is opgeschreven.", "“Ik wil meer”", "Een stap omhoog", "Besluit over vervolg")

		decide := s.course(id, "vervolg")
		open(t, b, decide).WantText("Een stap omhoog", "“Ik wil meer”").KeepsTyped(decide, "soort", "", "reden", "").WantText("Kies wat er hierna komt.", "Schrijf op waarom.")
		send(t, b, decide, "soort", "uitstroom", "reden", "Jeroen heeft vrijwilligerswerk gevonden").WantText("Klaar met Activerend Werk", "Jeroen heeft vrijwilligerswerk gevonden")

		s.Day("2027-01-04")
		b = s.as(s.Consulent)
		open(t, b, at(id)).WantText("Sluit af")
		end := s.course(id, "afsluiten")
		if got := chosen(open(t, b, end)); len(got) > 0 {
			t.Errorf("chosen beforehand: %v", got)
		}
		b.Get(end).KeepsTyped(end, "eindtrede", "", "resultaat", "", "bestemming", "", "bestemmingVanaf", "straks", "urenPerWeek", "veel", "bewijs", "b", "toelichting", "t").
			WantText("Dit is geen datum.", "Dit is geen getal.")
		// The measurement at the end is missing: a person may go on, and says why.
		answers := []string{"eindtrede", "3", "resultaat", "bijdrage_naar_vermogen", "bestemming", "vrijwilligerswerk", "urenPerWeek", "8"}
		p := open(t, b, end).Submit(end, answers...).Want(http.StatusBadRequest).WantText("Waarom doe je het toch zo?", "Schrijf op waarom je het toch zo doet.")
		p.Submit(end, append(answers, "waarom.AFSLUITING-05", "hij wilde geen meting")...).Want(http.StatusSeeOther).Follow().
			WantText("Het traject is afgesloten.", "Draagt bij naar vermogen", "Vrijwilligerswerk", "8 uur per week", "3. Bijdrage leveren op een werkplek", "Nazorg", "6 maanden")
		never(t, open(t, b, at(id, "voortgang")), "Stop eerder", "Onderbreek")
		open(t, b, at(id, "voortgang")).WantText("Doel gehaald trede 3: ja", "de trede is niet aan het begin en aan het einde gemeten", "nog niet bekend, dat blijkt na 3 maanden")
		open(t, b, at(id)).WantText("Vrijwilligerswerk", "3. Bijdrage leveren op een werkplek", "Doel gehaald trede 3: ja", "Na 3 maanden we vragen het rond")
		open(t, b, at(id, "toewijzingen")).WantText("Ging naar Vrijwilligerswerk · Draagt bij naar vermogen")

		s.Day("2027-07-02")
		b = s.as(s.Consulent)
		follow := s.course(id, "nazorg", "6")
		if got := chosen(open(t, b, follow).WantText("6 maanden", "Vrijwilligerswerk")); len(got) > 0 {
			t.Errorf("chosen beforehand: %v", got)
		}
		b.Get(follow).KeepsTyped(follow, "gedaan", "x", "bereikt", "", "woorden", "fijn")
		send(t, b, follow, "bereikt", "ja", "nogOpBestemming", "ja", "passend", "4", "woorden", "Het is fijn").WantText("De nazorg is vastgelegd.", "nog op de plek", "past: 4 van de 5", "“Het is fijn”", "na 3 maanden: ja")
		open(t, b, at(id)).WantText("Na 6 maanden 2 juli 2027 · nog op de plek")
		b.Get(s.course(id, "nazorg", "5")).Want(http.StatusNotFound)
	})
}

// An arrangement stands still and goes on, ends early, and stops at a death, each with
// its reason.
func TestInterruptionEarlyEndAndDeath(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "X-10")
		id, _ := s.Lopend("Jeroen", "de Vries", s.Day("2026-07-01"))
		other, _ := s.Lopend("Noor", "Jansen", s.Day("2026-07-02"))
		s.Day("2026-08-03")
		b := s.as(s.Consulent)
		form := s.course(id, "onderbreking")
		open(t, b, form).KeepsTyped(form, "reden", "", "van", "", "verwachtTerug", "ooit", "toelichting", "ziek").WantText("Kies een reden.", "Vul de dag in.", "Dit is geen datum.")
		p := send(t, b, form, "reden", "opname", "van", "3-8-2026", "verwachtTerug", "1-9-2026", "toelichting", "opgenomen").WantText("Het traject is onderbroken.", "Opgenomen", "verwacht rond 1 september 2026")
		back := p.Link("Weer terug")
		s.Day("2026-08-10")
		b = s.as(s.Consulent)
		open(t, b, back).KeepsTyped(back, "terug", "")
		send(t, b, back, "terug", "10-8-2026").WantText("Het traject gaat weer verder.", "10 augustus 2026")

		s.must(s.Uitvoering.MeldEinde(t.Context(), s.Coordinator, uitvoering.EindeInput{
			ToewijzingID: s.Toewijzing(id).ID, Versie: s.Toewijzing(id).Versie, LaatsteDag: civil.New(2026, time.September, 30), Reden: domtoegang.EindeDoorAanbieder, Toelichting: "te druk",
		}))
		on := open(t, b, at(id, "voortgang")).WantText("Einde gemeld", "De aanbieder stopt", "te druk").Link("Laat het doorgaan")
		open(t, b, on).WantText("te druk").KeepsTyped(on, "reden", "").WantText("Schrijf op waarom.")
		never(t, send(t, b, on, "reden", "er is weer ruimte").WantText("Het traject gaat door."), "te druk")
		open(t, b, at(id, "tijdlijn")).WantText("Het gaat toch door", "er is weer ruimte")

		stop := s.course(id, "einde")
		open(t, b, stop).KeepsTyped(stop, "laatsteDag", "", "reden", "", "toelichting", "t").WantText("Kies waarom het stopt.", "Vul de laatste dag in.")
		send(t, b, stop, "laatsteDag", "31-8-2026", "reden", "23", "motivering", "de aanbieder is op vakantie").WantText("De nieuwe laatste dag is vastgelegd.", "Samen besloten")
		open(t, b, at(id, "toewijzingen")).WantText("31 augustus 2026", "Eerste besluit", "31 december 2026")

		die := at(other, "gegevens", "overlijden")
		open(t, b, die).KeepsTyped(die, "op", "1-1-2030")
		send(t, b, die, "op", "1-8-2026").WantText("Het overlijden is vastgelegd.", "Overleden op 1 augustus 2026")
		p = open(t, b, at(other)).WantText("Alles rond Noor Jansen is gestopt.")
		never(t, p, "Nu te doen", "Nieuwe afspraak", "Plan evaluatie")
		never(t, open(t, b, at(other, "plan")), "Nieuw doel", "Nieuwe actie")
	})
}

// A stable arrangement is looked at again when its day comes near, and what came of it
// is kept.
func TestStabielIsLookedAtAgain(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "PRD-08")
		m := s.Melding("Wim", "Bos")
		s.Onderzocht(m)
		_, err := s.Toegang.Meet(t.Context(), s.Consulent, toegang.MetingInput{InwonerID: m.InwonerID, Soort: ladder.MetingTussentijds, Antwoorden: regiotest.Trede3()})
		s.must(err)
		s.must(second(s.Toegang.StelDoelOp(t.Context(), s.Consulent, toegang.DoelInput{
			InwonerID: m.InwonerID, Tekst: "Ik hou mijn drie ochtenden", Domein: domtoegang.DomeinActivering, Gericht: domtoegang.GerichtBehouden,
			Nulmeting: domtoegang.ScoreGoed, Streefwaarde: domtoegang.ScoreGoed, Streefdatum: civil.New(2028, time.May, 1), SamenOpgesteld: true, Akkoord: regiotest.Mondeling(),
		})))
		today := civil.Of(s.DB.Now())
		in := s.ONT3(m.InwonerID, today)
		in.Product.Product = "STA3"
		in.Omvang = domtoegang.Omvang{Volume: 8, Eenheid: domtoegang.EenheidUur, Frequentie: domtoegang.FrequentieWeek}
		in.Stabiel = domtoegang.StabielAntwoord{WaaromNuNietVerder: "dit is nu genoeg", Hertoets: today.AddMonths(12)}
		s.must(second(s.Toegang.WijsToe(t.Context(), s.Consulent, in)))
		x := s.Toewijzing(m.InwonerID)
		s.must(s.Uitvoering.BevestigStart(t.Context(), s.Coordinator, uitvoering.StartInput{
			ToewijzingID: x.ID, Versie: x.Versie, Werkbegeleider: domuit.Begeleider{PersoonID: s.Werk.ID, VOG: today},
		}))
		b := s.as(s.Consulent)
		open(t, b, at(m.InwonerID)).WantText("Op de plek, trede 3", "hertoets")
		open(t, b, at(m.InwonerID, "toewijzingen")).WantText("8 uur per week")
		never(t, open(t, b, at(m.InwonerID, "voortgang")), "/hertoets")
		s.DB.Clock.Advance(350 * day)
		b = s.as(s.Consulent)
		form := open(t, b, at(m.InwonerID, "voortgang")).Link("Hertoets")
		open(t, b, form).WantText("dit is nu genoeg").KeepsTyped(form, "uitkomst", "").WantText("Schrijf op wat eruit kwam.")
		never(t, send(t, b, form, "uitkomst", "Dit past nog steeds").WantText("De hertoets is vastgelegd."), "/hertoets")
		open(t, b, form).Submit(form, "uitkomst", "nog eens").Want(http.StatusBadRequest).WantText("Er hoeft nu niet opnieuw gekeken te worden.")
		open(t, b, at(m.InwonerID, "tijdlijn")).WantText("Hertoets gedaan", "Dit past nog steeds")
	})
}

// Before anything was allocated the dossier says where it stands and what comes next.
func TestDossierBeforeAnArrangement(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "X-02")
		m := s.Melding("Wim", "Bos")
		b := s.as(s.Consulent)
		open(t, b, at(m.InwonerID)).WantText("Vraag in onderzoek", "De trede is nog niet gemeten", "Er zijn nog geen doelen", "wettelijke termijn")
		s.Onderzocht(m)
		open(t, b, at(m.InwonerID)).WantText("Wijs toe", "Aanvraag loopt", "Wim staat op trede 2")
		list := open(t, b, at(m.InwonerID, "toewijzingen"))
		if got, want := list.Link("A-2026-00001"), at(m.InwonerID, "aanvragen", s.IDs(m.InwonerID)["aanvraag"]); got != want {
			t.Errorf("the application leads to %s, want %s", got, want)
		}
		list.WantText("Er is nog niets toegewezen", "Aanvraag Activerend Werk", "op tijd · uiterlijk", "loopt · uiterlijk")
		open(t, b, at(m.InwonerID, "voortgang")).WantText("Er is nog geen traject")
		never(t, s.as(s.Duiven).Get(at(m.InwonerID)).Want(http.StatusNotFound), "Wim")
	})
}

func second[T any](_ T, err error) error { return err }
