package toegang

import (
	"net/http"
	"strings"

	apptoegang "trede/internal/app/toegang"
	"trede/internal/domain/ladder"
	"trede/internal/domain/toegang"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/regel"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// uitkomstPage shows the advice with every step behind it, and asks what a person
// decides.
type uitkomstPage struct {
	onderzoekPage
}

func (p *pages) uitkomst(r *web.Request) error {
	return p.showUitkomst(r, http.StatusOK, ui.Form{}, nil)
}

var uitkomstFields = []string{
	"soort", "vorm", "aanbod", "caw", "kijkOpnieuw", "akkoord", "toelichting", "reden", "samenvatting", "op", "vastgesteld", "waarom",
}

func (p *pages) showUitkomst(r *web.Request, status int, form ui.Form, cause error) error {
	id := r.PathValue("id")
	d, err := p.uc.MeldingPagina(r.Context(), r.Actor, id)
	if err != nil {
		return err
	}
	switch {
	case form.Values != nil: // what was typed comes back, whatever happened meanwhile
	case !d.Melding.Afgerond.IsZero() || !d.Melding.Ingetrokken.IsZero():
		return r.Redirect(meldingURL(id))
	case reached(&d) < stepUitkomst:
		return r.Redirect(meldingURL(id, "onderzoek") + "?open=" + d.Melding.Onderzoek.Afbakening.Vraag)
	}
	u := uitkomstPage{onderzoekPage{MeldingDetail: d}}
	u.Naam, u.Meting = d.Voornaam, metingVan(&d)
	u.Ladder, _ = ladder.At(r.Today)
	u.page = newPage(r, &u.MeldingDetail.Header, tekst.Of("uitkomst_pagina.kop"), stepUitkomst, reached(&d), id).with(form, uitkomstFields...)
	if now, ok := formulier.Current[apptoegang.Melding](cause); ok {
		c := u.verschil(now)
		u.Stale, u.page.Page.Errors = &c, nil
	}
	return r.Render(status, uitkomstTempl(u))
}

// verschil puts what somebody else saved beside what was typed here.
func (u uitkomstPage) verschil(now apptoegang.Melding) conflict {
	c := conflict{Action: meldingURL(now.ID, "uitkomst"), Versie: now.Versie, Posted: posted(u.Form)}
	was := toegang.Uitkomst{}
	if now.Onderzoek.Uitkomst != nil {
		was = *now.Onderzoek.Uitkomst
	}
	c.Rows = []ui.ConflictRow{
		{Label: tekst.Of("uitkomst_pagina.advies_was"), Saved: adviesTekst(now.Onderzoek.Afbakening.Advies), Mine: adviesTekst(u.Melding.Onderzoek.Afbakening.Advies)},
		{Label: tekst.Of("uitkomst_pagina.soort"), Saved: word("uitkomst_soort", was.Soort), Mine: known("uitkomst_soort", u.Values.Get("soort"))},
		{Label: tekst.Of("uitkomst_pagina.waarom"), Saved: was.Reden, Mine: u.Values.Get("reden")},
	}
	return c
}

func (p *pages) saveUitkomst(r *web.Request) error {
	id := r.PathValue("id")
	if formulier.KeepsSaved(r) {
		return r.Redirect(meldingURL(id, "uitkomst"))
	}
	in := newInput(r, "")
	uit := apptoegang.UitkomstInput{
		MeldingID: id, Versie: in.Versie, Soort: toegang.UitkomstSoort(in.Text("soort")), Op: in.Day("op"), Reden: in.Text("reden"),
		Samenvatting: in.Text("samenvatting"), Vorm: toegang.Deelnamevorm(in.Text("vorm")), Aanbod: in.Text("aanbod"), CAWID: in.Text("caw"),
	}
	if uit.Soort.Verwijzing() {
		uit.KijkOpnieuw = in.Day("kijkOpnieuw")
	}
	if uit.Soort.Besluit() {
		uit.AanvraagAkkoord = in.akkoord("akkoord", true)
	}
	out, err := p.uc.KiesUitkomst(in.Context(), r.Actor, uit)
	if err == nil {
		if out.AanvraagID != "" && in.Text("inwoner") != "" {
			return r.Done(toewijzenURL(in.Text("inwoner"), id, "plan"), "uitkomst_aanvraag")
		}
		return r.Done(meldingURL(id), "uitkomst")
	}
	form, status, again := in.again(err)
	if !again {
		return err
	}
	return p.showUitkomst(r, status, form, err)
}

// saveTrede lets a person decide on another trede than the answers lead to.
func (p *pages) saveTrede(r *web.Request) error {
	id := r.PathValue("id")
	d, err := p.uc.MeldingPagina(r.Context(), r.Actor, id)
	if err != nil {
		return err
	}
	in := newInput(r, "")
	meting := apptoegang.MetingInput{
		InwonerID: d.Header.ID, Soort: ladder.MetingStart, Vastgesteld: ladder.Trede(in.number("vastgesteld", 9)), Reden: in.Text("waarom"),
	}
	if have := metingVan(&d); have != nil {
		meting.Antwoorden, meting.Inwoner = have.Antwoorden, have.Inwoner
	}
	if meting.Vastgesteld == 0 {
		in.Wrong("vastgesteld", "pad.kies_trede")
	}
	_, err = p.uc.Meet(in.Context(), r.Actor, meting)
	if err == nil {
		return r.Done(meldingURL(id, "uitkomst"), "trede")
	}
	form, status, again := in.again(err)
	if !again {
		return err
	}
	nameReason(form)
	return p.showUitkomst(r, status, form, nil)
}

// nameReason names the field of the reason for another trede as the pages have it.
func nameReason(form ui.Form) {
	for n := range form.Errors {
		if form.Errors[n].Field == "reden" {
			form.Errors[n].Field = "waarom"
		}
	}
}

// The ways in which staff writes down that the resident agrees: on paper, or said in a
// talk, with where. Whoever says so in another way writes it down beside it.
var akkoordHoe = []string{"papier", "huisbezoek", "kantoor", "telefoon"}

// nogNiet says that the resident did not agree yet.
const nogNiet = "nog_niet"

func akkoordOptions(later bool) []ui.Option {
	list := akkoordHoe
	if later {
		list = append(list[:len(list):len(list)], nogNiet)
	}
	return options("akkoord_hoe", list)
}

// akkoord reads an agreement; nil means that there is none yet. needed asks for an
// answer.
func (in *input) akkoord(field string, needed bool) *toegang.Akkoord {
	how := in.Text(field)
	a := &toegang.Akkoord{Vorm: toegang.AkkoordMondeling}
	switch how {
	case "":
		if needed {
			in.Wrong(field, "akkoord.vorm_ontbreekt")
		}
		return nil
	case nogNiet:
		return nil
	case "papier":
		a.Vorm = toegang.AkkoordPapier
	case "huisbezoek", "kantoor", "telefoon":
		a.Toelichting = tekst.Of("akkoord_hoe." + how)
	default:
		in.Wrong(field, "invoer.onbekend")
		return nil
	}
	if note := in.Text(field + "_bij"); note != "" {
		a.Toelichting = strings.TrimSpace(a.Toelichting + ". " + note)
		a.Toelichting = strings.TrimPrefix(a.Toelichting, ". ")
	}
	return a
}

// adviesTekst is the advice in words.
func adviesTekst(a toegang.Advies) string {
	if a.Soort == "" {
		return ""
	}
	return tekst.Of("advies."+string(a.Soort), int(a.Trede))
}

// stapSleutel is the key of the words for a step of the table that gave the advice.
var stapSleutel = map[string]string{
	"AFB-STAP-00": "gemeente_koopt_niet", "AFB-STAP-01": "te_jong", "AFB-STAP-02": "aow_bereikt", "AFB-STAP-03": "kan_zelfstandig",
	"AFB-STAP-LOKAAL": "lokaal_enig_doel", "AFB-STAP-04": "hoofddoel_ontmoeten", "AFB-STAP-05": "hoofddoel_dagbesteding",
	"AFB-STAP-06": "doelgroep", "AFB-STAP-07": "weet_niet_wat", "AFB-STAP-08": "kan_groeien", "AFB-STAP-09": "op_de_plek", "AFB-STAP-10": "anders",
}

// stapRows are the steps of the table with what came of each.
func stapRows(a toegang.Afbakening) [][]ui.Cell {
	rows := make([][]ui.Cell, 0, len(a.Stappen))
	for _, s := range a.Stappen {
		said := ui.Cell{Text: tekst.Of("afb_stap." + s.Regel), Sub: regel.Bron(s.Source)}
		tag := ui.Tag{Text: tekst.Of("stap_status." + string(s.Status))}
		switch s.Status {
		case toegang.StapGeraakt:
			tag.Tone, tag.Icon = ui.ToneGood, "flag"
		case toegang.StapOpen:
			tag.Tone = ui.ToneWeek
		}
		rows = append(rows, []ui.Cell{said, {Text: stapAntwoord(s.Antwoord)}, {Content: tag}})
	}
	return rows
}

// stapAntwoord writes what was answered at a step.
func stapAntwoord(text string) string {
	if text == "" {
		return ""
	}
	parts := strings.Split(text, "/")
	for n, part := range parts {
		for _, table := range []string{"antwoord", "hoofddoel"} {
			if key := table + "." + part; tekst.Has(key) {
				parts[n] = tekst.Of(key)
			}
		}
	}
	return strings.Join(parts, ", ")
}

// soortOptions are the outcomes, with a word at those that follow the advice.
func (u uitkomstPage) soortOptions() []ui.Option {
	out := options("uitkomst_soort", toegang.UitkomstSoorten())
	for n := range out {
		if u.Melding.Onderzoek.Afbakening.Advies.Past(toegang.UitkomstSoort(out[n].Value)) {
			out[n].Help = tekst.Of("uitkomst_pagina.past")
		}
	}
	return out
}

// soorten picks the outcomes for which something holds.
func soorten(holds func(toegang.UitkomstSoort) bool) []string {
	var out []string
	for _, s := range toegang.UitkomstSoorten() {
		if holds(s) {
			out = append(out, string(s))
		}
	}
	return out
}

// cawOptions are the centres that the resident can be referred to.
func (u uitkomstPage) cawOptions() []ui.Option {
	out := make([]ui.Option, len(u.CAW))
	for n, c := range u.CAW {
		out[n] = ui.Option{Value: c.ID, Label: c.Naam}
	}
	return out
}

// gronden are the answers that led to the trede.
func (u uitkomstPage) gronden() []ui.Fact {
	var facts []ui.Fact
	if u.Meting == nil {
		return nil
	}
	l, _ := ladder.Get(u.Meting.Meting.Versie)
	for _, g := range u.Meting.Plaatsing.Gronden {
		facts = append(facts, ui.Fact{Label: l.Vraagtekst(g.Vraag), Value: word("antwoord", g.Antwoord)})
	}
	return facts
}
