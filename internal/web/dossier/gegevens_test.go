package dossier_test

import (
	"net/http"
	"strings"
	"testing"

	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/webtest"
)

// Names as the standard keeps them, with the use of the name and how sure a birth is.
func TestPersonPapers(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		id, _ := s.Lopend("Jeroen", "Vries", s.Day("2026-07-01"))
		b := s.as(s.Consulent)
		form := at(id, "gegevens", "persoon")
		open(t, b, form).KeepsTyped(form, "geslachtsnaam", "", "voorletters", "J4", "geboortedatum.dag", "31", "geboortedatum.maand", "2", "geboortedatum.jaar", "1985").
			WantText("Dit is geen datum.")
		// A BSN never comes back in the page: a wrong one with its error, a right one with
		// the request to type it again.
		for _, one := range []struct{ bsn, name, text string }{
			{"123456789", "Vries", "Dit is geen BSN."}, {"999900006", "", "Vul dit opnieuw in. We zetten het niet terug op het scherm."},
		} {
			p := open(t, b, form).Submit(form, "geslachtsnaam", one.name, "bsn", one.bsn).Want(http.StatusBadRequest).WantText(one.text)
			if strings.Contains(p.Body, one.bsn) {
				t.Errorf("the answer holds the BSN %s", one.bsn)
			}
		}
		first, second := open(t, b, form), open(t, b, form)
		first.Submit(form, "geenBSNReden", "nog niet gegeven").Want(http.StatusSeeOther)
		stale := second.Submit(form, "roepnaam", "Jeroen", "bsn", "999900006").Want(http.StatusConflict).WantText("Wel ingevuld, maar niet getoond.")
		if strings.Contains(stale.Body, "999900006") {
			t.Error("the two versions hold the BSN")
		}
		send(t, b, form, "voornamen", "Jeroen Pieter", "voorletters", "J.P.", "voorvoegsel", "de", "partnernaam", "Berg", "partner_voorvoegsel", "van den", "naamgebruik", "partner-eigen",
			"aanspreekvorm", "heer", "geboortedatum.dag", "", "geboortedatum.maand", "", "geboortedatum.jaar", "1985", "consulent", s.Consulent.ID).
			WantText("Jeroen van den Berg-de Vries", "J.P.", "Partner, dan eigen naam", "in 1985, dag en maand onbekend", "Naima", "(40 of 41 jaar)")

		contact := at(id, "gegevens", "contact")
		open(t, b, contact).KeepsTyped(contact, "telefoon", "12", "email", "geen adres", "kanaal", "email", "taal", "Arabisch")
		send(t, b, contact, "telefoon", "026-1234567", "email", "j@voorbeeld.example", "kanaal", "telefoon", "taal", "AR", "tolk", "taal").WantText("026 123 45 67", "Tolk voor een andere taal")

		adres := at(id, "gegevens", "adres")
		open(t, b, adres).KeepsTyped(adres, "soort", "", "straatnaam", "Laan", "huisnummer", "0", "postcode", "68", "woonplaats", "", "vanaf", "2-2-2026", "laatste", "1-1-2026").
			WantText("De laatste dag ligt voor de eerste dag.")
		send(t, b, adres, "soort", "tijdelijk", "straatnaam", "Laan", "huisnummer", "4", "postcode", "6811 aa", "woonplaats", "Arnhem", "vanaf", "1-7-2026", "laatste", "31-7-2026").
			WantText("Laan 4", "6811 AA", "geldt nu", "Dorpsstraat 1", "1 tot en met 31 juli 2026")
	})
}

// Who acts for a resident, in what, until when; and the end of it.
func TestRepresentation(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "X-08")
		id, _ := s.Lopend("Jeroen", "de Vries", s.Day("2026-07-01"))
		b := s.as(s.Consulent)
		form := at(id, "gegevens", "vertegenwoordiging", "nieuw")
		if got := chosen(open(t, b, form)); len(got) > 0 {
			t.Errorf("chosen beforehand: %v", got)
		}
		b.Get(form).KeepsTyped(form, "soort", "mentor", "naam", "", "telefoon", "1", "van", "x", "tot", "", "grondslag", "", "waarom", "").
			WantText("Dit is geen datum.", "Schrijf op waarom.")
		p := open(t, b, form)
		values := formTo(t, p, form).Values()
		for k, v := range map[string]string{"soort": "mentor", "roepnaam": "Els", "naam": "Prins", "grondslag": "beschikking 12", "van": "1-7-2026", "waarom": "op verzoek"} {
			values.Set(k, v)
		}
		values["bereik"] = []string{"inzien", "meepraten"}
		p = b.Post(form, values).Want(http.StatusSeeOther).Follow().WantText("Els Prins", "Mentor", "Het dossier zien en Bij gesprekken zijn", "heeft geen account", "beschikking 12")
		change := strings.TrimSuffix(p.Link("Beëindig Els Prins"), "/einde")
		send(t, b, change, "telefoon", "0612345678", "waarom", "nummer erbij").WantText("06 12 34 56 78")
		end := change + "/einde"
		open(t, b, end).KeepsTyped(end, "tot", "1-1-2020", "waarom", "")
		send(t, b, end, "tot", "1-7-2026", "waarom", "op verzoek").WantText("De vertegenwoordiging eindigt.", "1 juli 2026")
	})
}

// A dossier goes to another team of the gemeente; the old one needs a reason then.
func TestHandover(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		id, _ := s.Lopend("Jeroen", "de Vries", s.Day("2026-07-01"))
		b := s.as(s.Consulent)
		form := at(id, "gegevens", "team")
		p := open(t, b, form).WantText("Malburgen")
		never(t, p, "Team Duiven")
		p.KeepsTyped(form, "team", "")
		open(t, b, form).Submit(form, "team", s.AnderTeamID).Want(http.StatusSeeOther)
		open(t, b, at(id)).WantText("Waarom open je dit dossier?")
		open(t, s.as(s.Collega), at(id)).WantText("Jeroen staat op trede 2")
	})
}

// The letter has a code that is on no other page, and asks the day of birth beside it.
func TestLetterForTheOwnPage(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		testkit.Eis(t, "X-13")
		id, _ := s.Lopend("Jeroen", "de Vries", s.Day("2026-07-01"))
		b := s.as(s.Consulent)
		open(t, b, at(id, "gegevens")).WantText("De inwoner heeft nog geen account.")
		form := at(id, "gegevens", "uitnodiging")
		p := open(t, b, form).Submit(form).Want(http.StatusOK).WantText("Druk deze brief nu af", "De code werkt tot en met 30 juli 2026. Daarna niet meer.", "Jeroen de Vries", "Dorpsstraat 1", "6828 CN", "liever geen computer")
		code := webtest.TextOf(p.Find(webtest.Tag("code"))[0])
		if len(code) < 8 {
			t.Fatalf("code %q", code)
		}
		never(t, open(t, b, at(id, "gegevens")).WantText("De inwoner kan inloggen"), code)
		never(t, open(t, b, at(id, "tijdlijn")).WantText("Brief met een code gemaakt"), code)
		if strings.Contains(s.site.Logged.String(), code) {
			t.Error("the code is in the log")
		}
		s.as(s.Werk).Get(form).Want(http.StatusNotFound)
		s.as(s.Werk).Post(form, nil).Want(http.StatusNotFound)
		s.as(s.Duiven).Post(form, nil).Want(http.StatusNotFound)
	})
}

// A secret address stands on no letter: it is handed over.
func TestLetterWithoutASecretAddress(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		id, _ := s.Lopend("Jeroen", "de Vries", s.Day("2026-07-01"))
		b := s.as(s.Consulent)
		secret := at(id, "gegevens", "geheimhouding")
		open(t, b, secret).Submit(secret, "reden", "bedreiging", "toelichting", "zij belde", "waarom", "op verzoek").Want(http.StatusSeeOther)
		form := at(id, "gegevens", "uitnodiging")
		p := open(t, b, form).Submit(form).Want(http.StatusOK).WantText("Jeroen de Vries", "Deze brief geven we u zelf.")
		never(t, p, "Dorpsstraat", "6828 CN")
	})
}

// Appointments are made and changed, in any common way to write a time.
func TestAppointments(t *testing.T) {
	each(t, func(t *testing.T, s *scene) {
		id, _ := s.Lopend("Jeroen", "de Vries", s.Day("2026-07-01"))
		b := s.as(s.Consulent)
		form := at(id, "afspraak")
		open(t, b, form).KeepsTyped(form, "datum", "", "tijd", "25:00", "wat", "", "waar", "w", "metWie", "m")
		p := send(t, b, form, "datum", "6-7-2026", "tijd", "9.30 uur", "wat", "Kennismaken", "waar", "Buurthuis", "metWie", "Naima").
			WantText("De afspraak staat.", "Kennismaken", "maandag 6 juli 2026 · 9.30 uur", "Buurthuis")
		change := p.Link("Wijzig de afspraak")
		send(t, b, change, "tijd", "1400").WantText("14.00 uur")
		// Who made it, changes it.
		never(t, open(t, s.as(s.Werk), at(id)).WantText("Kennismaken"), "Wijzig de afspraak")
		s.as(s.Werk).Get(change).Want(http.StatusNotFound)
		send(t, b, change, "vervalt", "ja").WantText("Er staat geen afspraak.")
	})
}

// Whatever a form is sent, no page fails and nothing comes back as markup.
func TestHostileInput(t *testing.T) {
	s := newScene(t, dbtest.SQLite(t))
	id, doelen := s.Lopend("Jeroen", "de Vries", s.Day("2026-07-01"))
	s.Day("2026-11-10")
	b := s.as(s.Consulent)
	doel := "plan/doelen/" + doelen[0]
	for _, path := range []string{
		"plan/doelen/nieuw", doel + "/wijzig", doel + "/stop", doel + "/actie", doel + "/waarneming", "plan/mening", "afspraak",
		"gegevens/contact", "gegevens/adres", "gegevens/geheimhouding", "gegevens/vertegenwoordiging/nieuw", "gegevens/persoon", "gegevens/verhuizing", "gegevens/team",
		"gegevens/overlijden",
	} {
		b.Attack(at(id, path))
	}
	other, _ := s.Lopend("Noor", "Jansen", s.Day("2026-11-10"))
	b = s.as(s.Consulent)
	for _, act := range []string{"signaal", "evaluatie", "gehouden", "vervolg", "onderbreking", "einde"} {
		b.Attack(s.course(other, act))
	}
	s.as(s.Collega).Attack(at(other))
	for _, address := range []string{"?toewijzing=x", "/plan/doelen/x/wijzig", "/voortgang/x/einde", "/signalen/x/antwoord", "/gegevens/vertegenwoordiging/x", "/plan/doelen/" + doelen[0] + "/actie/0"} {
		if p := b.Get(at(other) + address); p.Status >= 500 {
			t.Errorf("%s gives %d", address, p.Status)
		}
	}
}

// formTo is the form of a page that goes to an address.
func formTo(t testing.TB, p *webtest.Page, action string) webtest.Form {
	t.Helper()
	for _, f := range p.Forms() {
		if f.Action == action {
			return f
		}
	}
	t.Fatalf("no form to %s:\n%s", action, p.Text())
	return webtest.Form{}
}
