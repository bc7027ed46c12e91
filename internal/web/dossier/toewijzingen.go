package dossier

import (
	"net/http"
	"net/url"
	"strconv"

	"trede/internal/app"
	"trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/money"
	dom "trede/internal/domain/toegang"
	"trede/internal/web"
	"trede/internal/web/kop"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

func notHere() error { return app.NotHere() }

func (p *pages) toewijzingen(r *web.Request) error {
	t, err := p.toegang.Toewijzingen(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return p.orReason(r, err)
	}
	if !kop.Sees(&t.Header, kop.Toewijzingen) {
		return notHere()
	}
	k := kop.New(r, &t.Header, kop.Toewijzingen, tekst.Of("kop.toewijzingen"))
	return r.Render(http.StatusOK, toewijzingenPage(k, &t))
}

// staat is the state of a toewijzing in a word, with the colour of how it goes.
func staat(k *toegang.ArrangementView) ui.Tag {
	t := ui.Tag{Text: tekst.Of("toewijzing_staat." + string(k.Staat))}
	switch k.Staat {
	case dom.ToewijzingLopend, dom.ToewijzingBevestigd, dom.ToewijzingGeevalueerd:
		t.Tone = ui.ToneGood
	case dom.ToewijzingGeweigerd:
		t.Tone = ui.ToneLate
	case dom.ToewijzingToegewezen, dom.ToewijzingConcept, dom.ToewijzingAkkoord:
		t.Tone = ui.ToneWait
	case dom.ToewijzingOnderbroken, dom.ToewijzingBeeindigd:
		t.Tone = ui.ToneWeek
	}
	return t
}

// kaartFacts are what was bound when the toewijzing began.
func kaartFacts(h *toegang.Header, k *toegang.ArrangementView) []ui.Fact {
	out := []ui.Fact{
		fact("product", dots(string(k.Huidig.Product.Product), k.Product.Naam)),
	}
	if k.Contract != "" {
		out = append(out, fact("contract", k.Contract))
	}
	if k.Huidig.Richting != "" {
		out = append(out, fact("richting", tekst.Word("trajectrichting", k.Huidig.Richting)))
	}
	if a := k.Keuze.Akkoord; a.Gegeven() {
		out = append(out, fact("akkoord_van_inwoner", akkoordWords(h, a)))
	}
	if w := k.Verloop.Weigering; w != nil {
		out = append(out, fact("aanbieder_zei_nee", dots(nl.Long(w.Op), tekst.Word("weigering_reden", w.Reden), w.Toelichting)))
	}
	if c := k.Verloop.Afsluiting; c != nil && k.Uitkomst != nil {
		out = append(out, fact("ging_naar", dots(tekst.Word("bestemming", c.Bestemming), tekst.Word("resultaat", c.Resultaat))))
	}
	if b := k.Verloop.Vervolg; !b.Op.IsZero() {
		out = append(out, fact("vervolg_besloten", dots(tekst.Word("voorstel", b.Soort), nl.Long(b.Op), b.Reden)))
	}
	return out
}

// versieRows are all decisions about a toewijzing, newest first: nothing is ever
// changed, only added.
func versieRows(h *toegang.Header, list []dom.ToewijzingVersie) [][]ui.Cell {
	var out [][]ui.Cell
	for n := len(list) - 1; n >= 0; n-- {
		v := list[n]
		why := tekst.Of("dossier.eerste_versie")
		if v.RedenWijziging != "" {
			why = dots(tekst.Of("reden_wijziging."+string(v.RedenWijziging)), v.Toelichting)
		}
		end := nl.Long(v.LaatsteDag)
		if v.LaatsteDag.IsZero() {
			end = tekst.Of("dossier.open_einde")
		}
		if v.Afgekapt {
			end += " (" + tekst.Of("dossier.tot_aow") + ")"
		}
		out = append(out, []ui.Cell{
			{Text: strconv.Itoa(v.Nr), Sub: dots(web.Moment(v.Moment), h.Namen[v.Door])},
			{Text: nl.Long(v.Start)},
			{Text: end},
			{Text: omvang(v.Omvang)},
			{Text: why},
		})
	}
	return out
}

// omvang is a volume in words: "12 uur per week", "€ 4.580,00 in totaal".
func omvang(o dom.Omvang) string {
	if o.IsZero() {
		return "–"
	}
	amount := nl.Count(int(o.Volume)) + " " + tekst.Of("eenheid."+string(o.Eenheid))
	if o.Eenheid == dom.EenheidEuros {
		amount = money.Cents(o.Volume).String()
	}
	return amount + " " + tekst.Of("frequentie."+string(o.Frequentie))
}

// kaartButtons lead to the guided path that changes a toewijzing or takes it back.
func kaartButtons(h *toegang.Header, k *toegang.ArrangementView) []ui.Button {
	if !h.OverledenOp.IsZero() || !k.Vervallen.IsZero() || k.Verloop.Afsluiting != nil {
		return nil
	}
	var out []ui.Button
	add := func(may bool, key, icon, url string) {
		if may {
			out = append(out, ui.Button{Label: tekst.Of("dossier." + key), For: strconv.FormatInt(k.Nummer, 10), Icon: icon, URL: url})
		}
	}
	own := "/toewijzingen/" + url.PathEscape(k.ID)
	may := func(a authz.Action) bool { return h.MayOf(a, &k.Toewijzing) }
	decided := !k.Toewijzing.Toegewezen.IsZero()
	add(!decided && may(authz.ToewijzingBesluiten), "ga_verder_toewijzen", "", kop.URL(h.ID, "toewijzen"))
	add(decided && may(authz.ToewijzingWijzigen), "toewijzing_wijzig", "pencil", own+"/wijzigen")
	add(k.Verloop.Start.Begonnen.IsZero() && may(authz.ToewijzingIntrekken), "toewijzing_intrek", "x", own+"/intrekken")
	return out
}

// meldingRows are the questions that were asked, newest first.
func meldingRows(p *toegang.ToewijzingenPage) [][]ui.Cell {
	var out [][]ui.Cell
	for _, m := range p.Meldingen {
		name := ui.Cell{Text: nl.Long(m.Ontvangen), Sub: tekst.Of("melder." + string(m.Door))}
		if p.May(authz.MeldingLezen) {
			name.URL = "/meldingen/" + url.PathEscape(m.ID)
		}
		outcome := "–"
		if u := m.Onderzoek.Uitkomst; u != nil {
			outcome = tekst.Word("uitkomst_soort", u.Soort)
		}
		out = append(out, []ui.Cell{name, {Text: outcome}, {Text: termijn(p.Termijnen[m.ID])}, {Text: tekst.Word("melding_staat", m.Staat())}})
	}
	return out
}

// aanvraagRows are the applications and what was decided, newest first.
func aanvraagRows(p *toegang.ToewijzingenPage) [][]ui.Cell {
	var out [][]ui.Cell
	for _, a := range p.Aanvragen {
		decided, state := "–", tekst.Word("aanvraag_staat", a.StaatOp(p.Dag))
		if b := a.Besluit; b != nil {
			decided = dots(tekst.Word("besluit_uitkomst", b.Uitkomst), nl.Long(b.Datum), p.Namen[b.Door])
		}
		name := ui.Cell{Text: a.Nummer, Sub: nl.Long(a.Ontvangen)}
		if p.May(authz.BesluitLezen) {
			name.URL = kop.URL(p.ID, kop.Overzicht, "aanvragen", a.ID)
		}
		out = append(out, []ui.Cell{name, {Text: decided}, {Text: termijn(p.Termijnen[a.ID])}, {Text: state}})
	}
	return out
}

// termijn is how a legal term stands, in words.
func termijn(t dom.TermijnStand) string {
	if t.Staat == "" {
		return "–"
	}
	text := tekst.Of("termijn_staat." + string(t.Staat))
	if !t.Uiterste.IsZero() && t.Staat != dom.TermijnOpgeschort {
		text = dots(text, tekst.Of("dossier.uiterlijk", nl.Long(t.Uiterste)))
	}
	return text
}

// monday is the first day of the week of a day.
func monday(d civil.Date) civil.Date { return d.AddDays(-((int(d.Weekday()) + 6) % 7)) }
