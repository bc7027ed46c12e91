package persoon_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trede/internal/domain/civil"
	"trede/internal/domain/persoon"
	"trede/internal/testkit"
)

func TestPostcode(t *testing.T) {
	for text, want := range map[string]string{"6828CN": "6828CN", " 6828 cn ": "6828CN", "1000ST": "1000ST"} {
		if got, err := persoon.ParsePostcode(text); err != nil || got != want {
			t.Errorf("%q reads as %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "0828CN", "6828", "6828C1", "68281N", "6828CNX", "6828SA", "6828SD", "6828ss", "6828É"} {
		if got, err := persoon.ParsePostcode(text); !errors.Is(err, persoon.ErrPostcode) {
			t.Errorf("%q reads as %q", text, got)
		}
	}
}

func TestAdresRegels(t *testing.T) {
	for _, c := range []struct {
		adres persoon.Adres
		want  []string
	}{
		{
			persoon.Adres{Straatnaam: "Steenstraat", Huisnummer: 12, Huisletter: "a", Toevoeging: "2", Postcode: "6828CN", Woonplaats: "Arnhem"},
			[]string{"Steenstraat 12a-2", "6828 CN  Arnhem"},
		},
		{persoon.Adres{Straatnaam: "Rijnkade", Aanduiding: "TO", Huisnummer: 40, Woonplaats: "Arnhem", Land: "NL"}, []string{"Rijnkade t/o 40", "Arnhem"}},
		{persoon.Adres{Straatnaam: "Hauptstraße", Huisnummer: 3, Postcode: "46446", Woonplaats: "Emmerich", Land: "DE"}, []string{"Hauptstraße 3", "46446 Emmerich", "DE"}},
		{persoon.Adres{}, []string{}},
	} {
		if diff := cmp.Diff(c.want, c.adres.Regels()); diff != "" {
			t.Error(diff)
		}
	}
}

func TestAdresCheck(t *testing.T) {
	good := persoon.Adres{Soort: persoon.AdresBRP, Huisnummer: 12, Huisletter: "a", Toevoeging: "bis", Postcode: "6828CN", Woonplaats: "Arnhem", Aanduiding: "BY"}
	for _, c := range []struct {
		change func(*persoon.Adres)
		want   string
	}{
		{func(*persoon.Adres) {}, ""},
		{func(a *persoon.Adres) { a.Soort = "thuis" }, "soort:adres.soort"},
		{func(a *persoon.Adres) { a.Woonplaats = " " }, "woonplaats:adres.woonplaats_nodig"},
		{func(a *persoon.Adres) { a.Postcode = "6828 CN" }, "postcode:adres.postcode"},
		{func(a *persoon.Adres) { a.Postcode, a.Land = "46446", "DE" }, ""},
		{func(a *persoon.Adres) { a.Postcode, a.Land = "123456789", "DE" }, "postcode:adres.postcode"},
		{func(a *persoon.Adres) { a.Huisnummer = 0 }, "huisnummer:adres.huisnummer"},
		{func(a *persoon.Adres) { a.Huisnummer = 100000 }, "huisnummer:adres.huisnummer"},
		{func(a *persoon.Adres) { a.Huisletter = "ab" }, "huisletter:adres.huisletter"},
		{func(a *persoon.Adres) { a.Toevoeging = "12345" }, "toevoeging:adres.toevoeging"},
		{func(a *persoon.Adres) { a.Aanduiding = "XX" }, "aanduiding:adres.aanduiding"},
	} {
		a := good
		c.change(&a)
		if got := codes(a.Check()); got != c.want {
			t.Errorf("%+v: %q, want %q", a, got, c.want)
		}
	}
	for i, want := range []string{"01", "02", "03", "04"} {
		if got := persoon.AdresSoorten()[i].Code(); got != want {
			t.Errorf("%s has code %q", persoon.AdresSoorten()[i], got)
		}
	}
}

// Where somebody lives, gets post and belongs to depends on the day.
func TestAdressenByDay(t *testing.T) {
	at := func(soort persoon.AdresSoort, gemeente, from, until string) civil.Dated[persoon.Adres] {
		d := civil.Dated[persoon.Adres]{From: day(from), Value: persoon.Adres{Soort: soort, Woonplaats: gemeente, Gemeente: gemeente}}
		if until != "" {
			d.Until = day(until)
		}
		return d
	}
	adressen := persoon.Adressen{
		at(persoon.AdresBRP, "arnhem", "2020-01-01", "2026-09-01"),
		at(persoon.AdresBRP, "duiven", "2026-09-01", ""),
		at(persoon.AdresTijdelijk, "renkum", "2026-03-01", "2026-05-01"),
		at(persoon.AdresCorrespondentie, "zevenaar", "2026-04-01", "2026-05-01"),
	}
	if err := adressen.Validate(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ on, woon, post, gemeente string }{
		{"2019-12-31", "", "", ""},
		{"2026-02-28", "arnhem", "arnhem", "arnhem"},
		{"2026-03-15", "renkum", "renkum", "arnhem"},
		{"2026-04-15", "renkum", "zevenaar", "arnhem"},
		{"2026-08-31", "arnhem", "arnhem", "arnhem"},
		{"2026-09-01", "duiven", "duiven", "duiven"},
	} {
		woon, _ := adressen.Woonadres(day(c.on))
		post, _ := adressen.Postadres(day(c.on))
		gemeente, ok := adressen.Gemeente(day(c.on))
		if woon.Gemeente != c.woon || post.Gemeente != c.post || gemeente != c.gemeente || ok != (c.gemeente != "") {
			t.Errorf("on %s lives in %q, post to %q, belongs to %q; want %+v", c.on, woon.Gemeente, post.Gemeente, gemeente, c)
		}
	}
	if err := append(adressen, at(persoon.AdresBRP, "ede", "2026-08-31", "2026-09-02")).Validate(); !errors.Is(err, civil.ErrTimeline) {
		t.Errorf("two registered addresses on a day: %v", err)
	}
}

func TestGeheimhouding(t *testing.T) {
	g := persoon.Geheimhouding{Period: civil.Period{From: day("2026-01-01"), Until: day("2027-01-01")}, Reden: "opvang"}
	for text, want := range map[string]bool{"2025-12-31": false, "2026-01-01": true, "2026-12-31": true, "2027-01-01": false} {
		if g.Geldt(day(text)) != want {
			t.Errorf("on %s: %t", text, !want)
		}
	}
	if (persoon.Geheimhouding{}).Geldt(day("2026-01-01")) {
		t.Error("secrecy without a reason")
	}
	for _, c := range []struct {
		change func(*persoon.Geheimhouding)
		want   string
	}{
		{func(*persoon.Geheimhouding) {}, ""},
		{func(g *persoon.Geheimhouding) { g.Reden = "" }, "reden:geheimhouding.reden_nodig"},
		{func(g *persoon.Geheimhouding) { g.Reden = persoon.GeheimAnders }, "toelichting:geheimhouding.toelichting_nodig"},
		{func(g *persoon.Geheimhouding) {
			g.Reden, g.Toelichting = persoon.GeheimAnders, "op advies van de politie"
		}, ""},
		{func(g *persoon.Geheimhouding) { g.From = civil.Date{} }, "van:geheimhouding.van_nodig"},
		{func(g *persoon.Geheimhouding) { g.Until = g.From }, "tot:geheimhouding.tot_voor_van"},
	} {
		changed := g
		c.change(&changed)
		if got := codes(changed.Check()); got != c.want {
			t.Errorf("%+v: %q, want %q", changed, got, c.want)
		}
	}
	data, err := json.Marshal(g)
	if err != nil || string(data) != `{"from":"2026-01-01","until":"2027-01-01","reden":"opvang"}` {
		t.Errorf("wrote %s, %v", data, err)
	}
}

func TestTelefoon(t *testing.T) {
	for text, want := range map[string]string{
		"06-12 34 56 78": "+31612345678", "+31 (0)6 12345678": "+31612345678", "0031612345678": "+31612345678",
		"026 3771234": "+31263771234", "+49 2822 12345": "+49282212345", "026/3771234": "+31263771234",
	} {
		if got, err := persoon.ParseTelefoon(text); err != nil || got != want {
			t.Errorf("%q reads as %q, %v; want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", "112", "612345678", "06-1234567", "06123456789", "+3161234567a", "+0612345678", "+1234567890123456", "00", "+", "0310612345678", "0031012345678"} {
		if got, err := persoon.ParseTelefoon(text); !errors.Is(err, persoon.ErrTelefoon) {
			t.Errorf("%q reads as %q", text, got)
		}
	}
}

func TestEmail(t *testing.T) {
	for text, want := range map[string]bool{
		"jeroen@voorbeeld.nl": true, "j.de.vries+werk@post.voorbeeld.nl": true, "o'neil@voorbeeld.nl": true,
		"": false, "jeroen": false, "@voorbeeld.nl": false, "jeroen@": false, "jeroen@voorbeeld": false, "a@b@c.nl": false,
		"je roen@voorbeeld.nl": false, "Jeroen <j@voorbeeld.nl>": false, "j@voorbeeld..nl": false, "j@-voorbeeld.nl": false,
		"j@voorbeeld.nl\n": false, ".j@voorbeeld.nl": false, strings.Repeat("a", 70) + "@voorbeeld.nl": false,
	} {
		if got := persoon.IsEmail(text); got != want {
			t.Errorf("%q is an address: %t", text, got)
		}
	}
}

func TestContactCheck(t *testing.T) {
	for _, c := range []struct {
		contact persoon.Contact
		want    string
	}{
		{persoon.Contact{}, ""},
		{persoon.Contact{Telefoon: "+31612345678", Email: "j@voorbeeld.nl", Kanaal: persoon.KanaalSMS, Taal: "ti", Tolk: persoon.TolkTaal}, ""},
		{persoon.Contact{Telefoon: "0612345678"}, "telefoon:contact.telefoon"},
		{persoon.Contact{Telefoon2: "112"}, "telefoon2:contact.telefoon"},
		{persoon.Contact{Email: "j"}, "email:contact.email"},
		{persoon.Contact{Kanaal: "fax"}, "kanaal:contact.kanaal"},
		{persoon.Contact{Kanaal: persoon.KanaalTelefoon}, "telefoon:contact.telefoon_nodig"},
		{persoon.Contact{Kanaal: persoon.KanaalEmail}, "email:contact.email_nodig"},
		{persoon.Contact{Taal: "Tigrinya"}, "taal:contact.taal"},
		{persoon.Contact{Taal: "TI"}, "taal:contact.taal"},
		{persoon.Contact{Tolk: "gebaren"}, "tolk:contact.tolk"},
	} {
		if got := codes(c.contact.Check()); got != c.want {
			t.Errorf("%+v: %q, want %q", c.contact, got, c.want)
		}
	}
	if persoon.TolkDoofblind.Code() != "3" || persoon.Tolk("").Code() != "" {
		t.Error("wrong code of an interpreter")
	}
}

// A representative may do what was given, what the title allows, and only in time.
func TestVertegenwoordigingMag(t *testing.T) {
	testkit.Eis(t, "X-08")
	v := persoon.Vertegenwoordiging{
		Period: civil.Period{From: day("2026-01-01"), Until: day("2027-01-01")}, Soort: persoon.Mentor,
		Bereik: []persoon.Bereik{persoon.BereikInzien, persoon.BereikAkkoord, persoon.BereikFinancien},
	}
	for _, c := range []struct {
		on     string
		bereik persoon.Bereik
		want   bool
	}{
		{"2026-01-01", persoon.BereikInzien, true},
		{"2026-12-31", persoon.BereikAkkoord, true},
		{"2027-01-01", persoon.BereikAkkoord, false},   // over
		{"2025-12-31", persoon.BereikInzien, false},    // not yet
		{"2026-06-01", persoon.BereikMeepraten, false}, // not given
		{"2026-06-01", persoon.BereikFinancien, false}, // given, but a mentor cannot have it
	} {
		if v.Mag(day(c.on), c.bereik) != c.want {
			t.Errorf("on %s %s: %t", c.on, c.bereik, !c.want)
		}
	}
	v.Soort = "buur"
	if v.Mag(day("2026-06-01"), persoon.BereikInzien) {
		t.Error("an unknown kind may see the file")
	}
}

func TestVertegenwoordigingCheck(t *testing.T) {
	testkit.Eis(t, "X-08")
	born := persoon.GeborenOp(day("2010-03-15"))
	good := persoon.Vertegenwoordiging{
		Period: civil.Period{From: day("2026-01-01")}, Soort: persoon.Clientondersteuner,
		Naam: persoon.Naam{Geslachtsnaam: "Bos"}, Bereik: []persoon.Bereik{persoon.BereikInzien},
	}
	for _, c := range []struct {
		change func(*persoon.Vertegenwoordiging)
		want   string
	}{
		{func(*persoon.Vertegenwoordiging) {}, ""},
		{func(v *persoon.Vertegenwoordiging) { v.Soort = "buur" }, "soort:vertegenwoordiging.soort"},
		{func(v *persoon.Vertegenwoordiging) { v.Naam.Geslachtsnaam = "" }, "naam:naam.geslachtsnaam_nodig"},
		{func(v *persoon.Vertegenwoordiging) { v.From = civil.Date{} }, "van:vertegenwoordiging.van_nodig"},
		{func(v *persoon.Vertegenwoordiging) { v.Until = v.From }, "tot:vertegenwoordiging.tot_voor_van"},
		{func(v *persoon.Vertegenwoordiging) { v.Bereik = nil }, "bereik:vertegenwoordiging.bereik_nodig"},
		{func(v *persoon.Vertegenwoordiging) { v.Bereik = append(v.Bereik, persoon.BereikAkkoord) }, "bereik:vertegenwoordiging.bereik_te_ruim"},
		{func(v *persoon.Vertegenwoordiging) { v.Soort = persoon.Mentor }, "grondslag:vertegenwoordiging.grondslag_nodig"},
		{func(v *persoon.Vertegenwoordiging) { v.Soort, v.Grondslag = persoon.Mentor, "beschikking rechtbank" }, ""},
		{func(v *persoon.Vertegenwoordiging) { v.Soort = persoon.Ouder }, "tot:vertegenwoordiging.tot_18"},
		{func(v *persoon.Vertegenwoordiging) { v.Soort, v.Until = persoon.Ouder, day("2028-03-15") }, ""},
		{func(v *persoon.Vertegenwoordiging) { v.Soort, v.Until = persoon.Voogd, day("2028-03-16") }, "tot:vertegenwoordiging.tot_18"},
	} {
		v := good
		c.change(&v)
		if got := codes(v.Check(born)); got != c.want {
			t.Errorf("%+v: %q, want %q", v, got, c.want)
		}
	}
	for _, s := range persoon.VertegenwoordigerSoorten() {
		if s.Code() == "" || len(s.MaximaalBereik()) == 0 {
			t.Errorf("%s is not whole", s)
		}
	}
	if !persoon.Curator.Wettelijk() || persoon.Mantelzorger.Wettelijk() || persoon.VertegenwoordigerSoort("buur").Wettelijk() {
		t.Error("wrong about who acts by law")
	}
}
