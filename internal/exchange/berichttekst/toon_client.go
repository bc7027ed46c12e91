package berichttekst

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"trede/iwmo"
)

const verborgen = "wordt niet getoond"

// persoon is what every message tells of a client.
type persoon struct {
	bsn      string
	naam     string // as it may be shown
	geboren  iwmo.Geboortedatum
	geslacht iwmo.Geslacht
	codes    iwmo.RetourCodes
}

func (b *blad) persoon(p persoon) {
	b.deel("Cliënt")
	b.binnen(func() {
		b.veld("BSN", b.bsn(p.bsn))
		b.veld("naam", p.naam)
		b.veld("geboren", b.geboren(&p.geboren))
		b.veld("geslacht", p.geslacht.Naam())
		b.codes(p.codes)
	})
}

// geboren is a birth date, or the year of it.
func (b *blad) geboren(g *iwmo.Geboortedatum) string {
	switch {
	case g == nil || g.Datum.IsZero():
		return ""
	case b.toonBsn && g.DatumGebruik == "":
		return datum(g.Datum)
	case b.toonBsn:
		return fmt.Sprintf("%s (%s)", datum(g.Datum), g.DatumGebruik.Naam())
	case g.DatumGebruik == iwmo.DatumOnbekend:
		return g.DatumGebruik.Naam()
	}
	return fmt.Sprintf("%04d", g.Datum.Jaar)
}

// naam is a name, or the initials of it.
func (b *blad) naam(n iwmo.VerkorteNaam) string {
	surname := achternaam(n.Geslachtsnaam)
	if !b.toonBsn {
		return letters(n.Voorletters, n.Voornamen) + letter(n.Geslachtsnaam.Achternaam)
	}
	if n.Voornamen == "" {
		return rij(" ", n.Voorletters, surname)
	}
	return rij(" ", n.Voornamen, surname)
}

// volledig is a name with that of the partner, in the order in which both are used.
func (b *blad) volledig(n iwmo.VolledigeNaam) string {
	short := iwmo.VerkorteNaam{Geslachtsnaam: n.Geslachtsnaam, Voornamen: n.Voornamen, Voorletters: n.Voorletters}
	if n.Partnernaam == nil || !b.toonBsn {
		return b.naam(short)
	}
	own, partner := achternaam(n.Geslachtsnaam), achternaam(*n.Partnernaam)
	switch n.NaamGebruik {
	case iwmo.NaamPartner:
		own = partner
	case iwmo.NaamPartnerEigen:
		own = partner + "-" + own
	case iwmo.NaamEigenPartner:
		own += "-" + partner
	}
	short.Geslachtsnaam = iwmo.Achternaam{Achternaam: own}
	return b.naam(short)
}

func achternaam(a iwmo.Achternaam) string { return rij(" ", a.Voorvoegsel, a.Achternaam) }

// letters are initials with points, of the initials or else of the first names.
func letters(initials, names string) string {
	var out strings.Builder
	for _, r := range initials {
		out.WriteString(letter(string(r)))
	}
	if initials == "" {
		for _, name := range strings.Fields(names) {
			out.WriteString(letter(name))
		}
	}
	return out.String()
}

func letter(name string) string {
	r, _ := utf8.DecodeRuneInString(name)
	if r == utf8.RuneError {
		return ""
	}
	return string(r) + "."
}

// vrij is a text that somebody wrote: it can hold anything about anybody.
func (b *blad) vrij(label, text string) {
	if text != "" && !b.toonBsn {
		text = verborgen
	}
	b.veld(label, text)
}

func (b *blad) client301(c *iwmo.Client301) {
	b.persoon(persoon{c.Bsn, b.volledig(c.Naam), c.Geboortedatum, c.Geslacht, c.RetourCodes})
	b.binnen(func() {
		if c.Communicatie != nil {
			b.veld("hulp bij praten", rij(": ", c.Communicatie.Vorm.Naam(), c.Communicatie.Taal))
		}
		b.veld("juridisch", c.JuridischeStatus.Naam())
		b.veld("vertegenwoordigd", c.WettelijkeVertegenwoordiging.Naam())
		b.vrij("commentaar", c.Commentaar)
		b.contacten(c.Contactgegevens)
	})
	eerste(b, c.Relaties, "relatie", "relaties", b.relatie)
	eerste(b, c.ToegewezenProducten, "toewijzing", "toewijzingen", b.toegewezen)
}

// contacten writes addresses, or that there are.
func (b *blad) contacten(list []iwmo.Contact) {
	for _, c := range list {
		text := verborgen
		if b.toonBsn {
			text = rij(", ", c.Organisatie, adres(c.Adres), telefoon(c.Telefoon), c.Emailadres)
			if c.Periode != nil {
				text = rij(", ", text, periode(c.Periode.Begindatum, c.Periode.Einddatum))
			}
		}
		b.veld("adres", fmt.Sprintf("%s: %s", c.Soort.Naam(), text))
		b.fouten(c.RetourCodes)
	}
}

func adres(a *iwmo.Adres) string {
	if a == nil {
		return ""
	}
	house := ""
	if h := a.Huis; h != nil {
		house = rij(" ", nummer(h.Huisnummer)+h.Huisletter, h.HuisnummerToevoeging)
		if h.AanduidingWoonadres != "" {
			house = rij(" ", h.AanduidingWoonadres.Naam(), house)
		}
	}
	country := string(a.LandCode)
	if a.LandCode == iwmo.LandNederland {
		country = ""
	}
	return rij(", ", rij(" ", a.Straatnaam, house), rij(" ", a.Postcode, a.Plaatsnaam), country)
}

func telefoon(t *iwmo.Telefoonnummers) string {
	if t == nil {
		return ""
	}
	one := func(t iwmo.Telefoon) string { return rij(" ", t.Landnummer, t.Telefoonnummer) }
	if t.Telefoon02 == nil {
		return one(t.Telefoon01)
	}
	return one(t.Telefoon01) + ", " + one(*t.Telefoon02)
}

func (b *blad) relatie(r *iwmo.Relatie) {
	b.deel("Relatie: %s", r.Soort.Naam())
	b.binnen(func() {
		b.veld("naam", b.volledig(r.Naam))
		b.veld("geboren", b.geboren(r.Geboortedatum))
		if r.Volgorde != nil {
			b.veld("bellen", "als nummer "+nummer(*r.Volgorde))
		}
		b.contacten([]iwmo.Contact{r.Contact})
		b.fouten(r.RetourCodes)
	})
}

func (b *blad) toegewezen(p *iwmo.ToegewezenProduct) {
	b.deel("Toewijzing %s", nummer(p.ToewijzingNummer))
	b.binnen(func() {
		b.veld("product", product(p.Product))
		b.veld("omvang", omvang(p.Omvang))
		b.veld("budget", euroOf(p.Budget))
		b.veld("periode", periode(p.Ingangsdatum, p.Einddatum))
		b.veld("besluit", rij(" om ", datum(p.Toewijzingsdatum), tijd(p.Toewijzingstijd)))
		b.veld("reden", p.RedenWijziging.Naam())
		b.veld("op verzoek", p.ReferentieAanbieder)
		b.vrij("commentaar", p.Commentaar)
		b.codes(p.RetourCodes)
	})
}

// tijd is a time without its seconds.
func tijd(t iwmo.Tijd) string { return string(t[:min(len(t), 5)]) }

// kortePersoon is a client of a message with a name without that of a partner.
func (b *blad) kortePersoon(bsn string, n iwmo.VerkorteNaam, g iwmo.Geboortedatum, s iwmo.Geslacht, codes iwmo.RetourCodes) {
	b.persoon(persoon{bsn, b.naam(n), g, s, codes})
}

// bij is the head of what is told of an allocation.
func (b *blad) bij(what string, number *int64) string {
	if number == nil {
		return what + ", zonder nummer van een toewijzing"
	}
	return what + " bij toewijzing " + nummer(*number)
}

func (b *blad) client305(c *iwmo.Client305) {
	b.kortePersoon(c.Bsn, c.Naam, c.Geboortedatum, c.Geslacht, c.RetourCodes)
	eerste(b, c.StartProducten, "start", "starts", func(p *iwmo.StartProduct) {
		b.deel("%s", b.bij("Start", p.ToewijzingNummer))
		b.binnen(func() {
			b.veld("begonnen", datum(p.Begindatum))
			b.veld("product", product(p.Product))
			b.veld("toegewezen vanaf", datum(p.ToewijzingIngangsdatum))
			b.veld("aanlevering", p.StatusAanlevering.Naam())
			b.codes(p.RetourCodes)
		})
	})
}

func (b *blad) client307(c *iwmo.Client307) {
	b.kortePersoon(c.Bsn, c.Naam, c.Geboortedatum, c.Geslacht, c.RetourCodes)
	eerste(b, c.StopProducten, "einde", "eindes", func(p *iwmo.StopProduct) {
		b.deel("%s", b.bij("Einde", p.ToewijzingNummer))
		b.binnen(func() {
			b.veld("geëindigd", datum(p.Einddatum))
			b.veld("begonnen", datum(p.Begindatum))
			b.veld("reden", p.RedenBeeindiging.Naam())
			b.veld("product", product(p.Product))
			b.veld("toegewezen vanaf", datum(p.ToewijzingIngangsdatum))
			b.veld("aanlevering", p.StatusAanlevering.Naam())
			b.codes(p.RetourCodes)
		})
	})
}

func (b *blad) client315(c *iwmo.Client315) {
	b.kortePersoon(c.Bsn, c.Naam, c.Geboortedatum, c.Geslacht, c.RetourCodes)
	b.binnen(func() { b.vrij("commentaar", c.Commentaar) })
	eerste(b, c.AangevraagdeProducten, "aanvraag", "aanvragen", func(p *iwmo.AangevraagdProduct) {
		b.deel("Aanvraag %s", p.ReferentieAanbieder)
		b.binnen(func() {
			b.veld("product", product(p.Product))
			b.gevraagd(p.Omvang, p.Budget, p.ToewijzingIngangsdatum, p.ToewijzingEinddatum)
			if p.BeschikkingNummer != nil {
				b.veld("beschikking", rij(" vanaf ", nummer(*p.BeschikkingNummer), datum(p.BeschikkingIngangsdatum)))
			}
			b.veld("verwezen door", rij(", ", p.Verwijzer.Type.Naam(), p.Verwijzer.Naam, p.Verwijzer.ZorgverlenerCode))
			b.veld("raamcontract", p.Raamcontract.Naam())
			b.vrij("commentaar", p.Commentaar)
			b.codes(p.RetourCodes)
		})
	})
}

func (b *blad) gevraagd(o *iwmo.Omvang, budget *int64, van, tot iwmo.Datum) {
	b.veld("omvang", omvang(o))
	b.veld("budget", euroOf(budget))
	b.veld("periode", periode(van, tot))
}

func (b *blad) client317(c *iwmo.Client317) {
	b.deel("Cliënt")
	b.binnen(func() {
		b.veld("BSN", b.bsn(c.Bsn))
		b.codes(c.RetourCodes)
	})
	v := &c.Verzoek
	b.deel("Verzoek %s", v.ReferentieAanbieder)
	b.binnen(func() {
		b.veld("reden", v.RedenVerzoek.Naam())
		b.codes(v.RetourCodes)
	})
	eerste(b, v.OngewijzigdeProducten, "toewijzing", "toewijzingen", func(p *iwmo.OngewijzigdProduct) {
		b.deel("Blijft zo: toewijzing %s", nummer(p.ToewijzingNummer))
		b.binnen(func() { b.codes(p.RetourCodes) })
	})
	eerste(b, v.TeWijzigenProducten, "toewijzing", "toewijzingen", func(p *iwmo.TeWijzigenProduct) {
		b.deel("Verandert: toewijzing %s", nummer(p.ToewijzingNummer))
		b.binnen(func() {
			b.gevraagd(p.Omvang, p.Budget, p.GewensteIngangsdatum, p.Einddatum)
			b.codes(p.RetourCodes)
		})
	})
	eerste(b, v.NieuweProducten, "product", "producten", func(p *iwmo.NieuwProduct) {
		b.deel("%s", rij(" ", "Nieuw:", product(p.Product)))
		b.binnen(func() {
			b.gevraagd(p.Omvang, p.Budget, p.GewensteIngangsdatum, p.Einddatum)
			b.codes(p.RetourCodes)
		})
	})
}

func (b *blad) antwoord319(a *iwmo.Antwoord) {
	b.deel("Verzoek %s", a.ReferentieAanbieder)
	b.binnen(func() {
		b.veld("besluit", a.VerzoekAntwoord.Naam())
		b.veld("reden", a.RedenAfwijzingVerzoek.Naam())
		b.codes(a.RetourCodes)
	})
}
