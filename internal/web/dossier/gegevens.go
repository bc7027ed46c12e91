package dossier

import (
	"net/http"
	"slices"
	"strconv"

	"trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/persoon"
	"trede/internal/web"
	"trede/internal/web/kop"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

func (p *pages) gegevens(r *web.Request) error {
	g, err := p.toegang.Gegevens(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return p.orReason(r, err)
	}
	if !kop.Sees(&g.Header, kop.Gegevens) {
		return notHere()
	}
	return r.Render(http.StatusOK, gegevensPage(kop.New(r, &g.Header, kop.Gegevens, tekst.Of("kop.gegevens")), &g, ""))
}

// toonBSN shows the BSN once: it stands in no address, and the next look at the page
// does not have it any more.
func (p *pages) toonBSN(r *web.Request) error {
	id := r.PathValue("id")
	bsn, err := p.toegang.ToonBSN(r.Context(), r.Actor, id)
	if err != nil {
		return err
	}
	g, err := p.toegang.Gegevens(r.Context(), r.Actor, id)
	if err != nil {
		return err
	}
	return r.Render(http.StatusOK, gegevensPage(kop.New(r, &g.Header, kop.Gegevens, tekst.Of("kop.gegevens")), &g, bsn.Reveal()))
}

func (p *pages) vraagUitnodiging(r *web.Request) error {
	g, err := p.toegang.Gegevens(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	if !g.May(authz.InwonerUitnodigen) {
		return notHere()
	}
	return r.Render(http.StatusOK, uitnodigingVraag(kop.Below(r, &g.Header, kop.Gegevens, tekst.Of("dossier.uitnodiging.kop")), &g))
}

// nodigUit makes the letter with the code that is shown once.
func (p *pages) nodigUit(r *web.Request) error {
	id := r.PathValue("id")
	made, err := p.beheer.NodigUit(r.Context(), r.Actor, id)
	if err != nil {
		return err
	}
	g, err := p.toegang.Gegevens(r.Context(), r.Actor, id)
	if err != nil {
		return err
	}
	k := kop.Below(r, &g.Header, kop.Gegevens, tekst.Of("dossier.uitnodiging.kop"))
	return r.Render(http.StatusOK, brief(k, letter{
		GegevensPage: &g, Code: made.Code, Tot: civil.Of(made.ExpiresAt).AddDays(-1), Site: r.Host,
	}))
}

// letter is the letter with which a resident gets the own page.
type letter struct {
	*toegang.GegevensPage
	Code string
	Tot  civil.Date // last whole day on which the code works
	Site string     // public address of Trede
}

// aan is the name on the letter: with initials where they are known.
func (l letter) aan() string {
	if l.Persoon.Initialen() == "" {
		return l.Persoon.Volledig()
	}
	return l.Persoon.Formeel()
}

// adres is where the letter goes. A secret address stands on no letter, unless it is the
// one for post: whoever made the letter hands it over. Source: issue 2 part D.
func (l letter) adres() []string {
	a, ok := l.Adressen.Postadres(l.Dag)
	switch {
	case l.Geheim && a.Soort != persoon.AdresCorrespondentie:
		return []string{tekst.Of("dossier.brief.zelf_geven")}
	case !ok:
		return nil
	}
	return a.Regels()
}

// persoonFacts are the names and the birth, as the national standard keeps them apart.
func persoonFacts(g *toegang.GegevensPage) []ui.Fact {
	n := g.Persoon
	var out []ui.Fact
	for _, p := range []struct{ key, text string }{
		{"voornamen", n.Voornamen},
		{"roepnaam", n.Roepnaam},
		{"voorletters", n.Initialen()},
		{"geslachtsnaam", dots2(n.Voorvoegsel, n.Geslachtsnaam)},
		{"partnernaam", dots2(n.PartnerVoorvoegsel, n.Partnernaam)},
		{"naamgebruik", tekst.Word("naamgebruik", n.Gebruik)},
		{"aanspreekvorm", tekst.Of("aanspreekvorm." + aanspreek(g.Aanspreekvorm))},
		{"geboren", geboortedag(g.Geboren)},
	} {
		if p.text != "" {
			out = append(out, fact(p.key, p.text))
		}
	}
	return append(out, fact("gemeente", g.Woonplaats), fact("team", g.Team), fact("consulent", orDash(g.Consulent)))
}

// dots2 sets a prefix before a name.
func dots2(prefix, name string) string {
	if prefix == "" || name == "" {
		return name
	}
	return prefix + " " + name
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// geboortedag is a day of birth in words, with how much of it is known.
func geboortedag(g persoon.Geboortedatum) string {
	switch {
	case g.IsZero():
		return ""
	case g.Gebruik == persoon.DatumOnbekend:
		return tekst.Of("kop.geboren_onbekend")
	case g.Gebruik == persoon.AlleenJaar:
		return tekst.Of("dossier.alleen_jaar", strconv.Itoa(g.Datum.Year()))
	case g.Gebruik == persoon.AlleenMaandJaar:
		return tekst.Of("dossier.alleen_maand", nl.MonthYear(g.Datum))
	}
	return nl.Long(g.Datum)
}

func contactFacts(c persoon.Contact) []ui.Fact {
	var out []ui.Fact
	for _, p := range []struct{ key, text, url string }{
		{"telefoon", nl.Phone(c.Telefoon), "tel:" + c.Telefoon},
		{"telefoon2", nl.Phone(c.Telefoon2), "tel:" + c.Telefoon2},
		{"email", c.Email, "mailto:" + c.Email},
		{"kanaal", tekst.Word("kanaal", c.Kanaal), ""},
		{"taal", c.Taal, ""},
		{"tolk", tekst.Word("tolk", c.Tolk), ""},
	} {
		if p.text != "" {
			f := fact(p.key, p.text)
			f.URL = p.url
			out = append(out, f)
		}
	}
	return out
}

// adresRows are the addresses with the days on which they hold.
func adresRows(g *toegang.GegevensPage) [][]ui.Cell {
	var out [][]ui.Cell
	for _, a := range g.Adressen {
		lines := a.Value.Regels()
		first, rest := "–", ""
		if len(lines) > 0 {
			first, rest = lines[0], dots(lines[1:]...)
		}
		when := periode(a.From, lastDay(a.Until))
		if a.From.IsZero() {
			when = tekst.Of("dossier.nu")
		}
		state := ui.Cell{Text: tekst.Of("dossier.was")}
		switch {
		case a.From.IsZero() || a.Period().Contains(g.Dag):
			state = ui.Cell{Content: ui.Tag{Text: tekst.Of("dossier.geldt_nu"), Tone: ui.ToneGood}}
		case a.From.After(g.Dag):
			state = ui.Cell{Content: ui.Tag{Text: tekst.Of("dossier.geldt_straks"), Tone: ui.ToneWait}}
		}
		out = append(out, []ui.Cell{{Text: first, Sub: rest}, {Text: tekst.Word("adres_soort", a.Value.Soort)}, {Text: when}, state})
	}
	return out
}

// verblijfRows are the gemeenten and teams over time, newest first.
func verblijfRows(g *toegang.GegevensPage) []ui.Fact {
	names := map[string]string{string(g.Gemeente): g.Woonplaats}
	for _, x := range g.Gemeenten {
		names[string(x.Code)] = x.Naam
	}
	var out []ui.Fact
	for _, e := range slices.Backward(g.Verblijf) {
		out = append(out, ui.Fact{Label: periode(e.From, lastDay(e.Until)), Value: dots(names[string(e.Value.Gemeente)], g.Teamnamen[e.Value.TeamID])})
	}
	return out
}

// geheimFacts are the times of secrecy, each with its reason.
func geheimFacts(g *toegang.GegevensPage) []ui.Fact {
	var out []ui.Fact
	for _, x := range g.Geheimhouding {
		out = append(out, ui.Fact{Label: periode(x.From, lastDay(x.Until)), Value: dots(tekst.Word("geheim_reden", x.Reden), x.Toelichting)})
	}
	return out
}

// vertegenwoordigerFacts say who acts for the resident in what.
func vertegenwoordigerFacts(v toegang.Vertegenwoordiging) []ui.Fact {
	var scope []string
	for _, b := range v.Bereik {
		scope = append(scope, tekst.Word("bereik", b))
	}
	out := []ui.Fact{fact("mag", nl.Join(scope...)), fact("periode", periode(v.From, lastDay(v.Until)))}
	if v.Grondslag != "" {
		out = append(out, fact("grondslag", v.Grondslag))
	}
	account := tekst.Of("dossier.zonder_account")
	if v.AccountID != "" {
		account = tekst.Of("dossier.met_account")
	}
	return append(append(out, contactFacts(v.Contact)...), fact("account", account))
}

// running tells whether a representation has not ended.
func running(v toegang.Vertegenwoordiging, today civil.Date) bool {
	return v.Until.IsZero() || v.Until.After(today)
}
