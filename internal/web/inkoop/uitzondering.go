package inkoop

import (
	"slices"

	"github.com/a-h/templ"

	"trede/internal/app/inkoop"
	"trede/internal/authz"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// vraag is the page on which a provider asks for an exception.
func (p *pages) vraag(r *web.Request, status int, posted ui.Form, cause error) error {
	page, err := p.uc.Uitzondering(r.Context(), r.Actor, r.PathValue("id"), r.PathValue("plek"))
	if err != nil {
		return err
	}
	v := p.uitzonderingView(r, page, tekst.Of("uitzondering_pagina.vraag_kop"))
	v.Lead, v.Knop = tekst.Of("uitzondering_pagina.vraag_uitleg"), tekst.Of("uitzondering_pagina.vraag_knop")
	v.Form = formulier.New(r.URL.Path, "uitzondering_pagina.", page.Werkplek.Versie, posted, cause)
	if page.Vraagt() != nil || page.Ligging.OK() {
		v.Knop = "" // it waits, or none is needed: the page says so
		return v.render(r, status)
	}
	v.Form.Words("motivering", "", formulier.Rows(4))
	v.Form.Sure("vervoer")
	return v.render(r, status)
}

func (p *pages) saveVraag(r *web.Request) error {
	of, plek := dominkoop.AanbiederID(r.PathValue("id")), r.PathValue("plek")
	if formulier.KeepsSaved(r) {
		return r.Redirect(werkplekURL(of, plek, "/uitzondering"))
	}
	in := formulier.Read(r)
	err := p.uc.VraagUitzondering(in.Context(), r.Actor, inkoop.UitzonderingVraag{
		Aanbieder: of, WerkplekID: plek, Versie: in.Versie, Motivering: in.Text("motivering"), Vervoer: in.Yes("vervoer"),
	})
	return p.finish(r, err, werkplekURL(of, plek, "/uitzondering"), "uitzondering_gevraagd", p.vraag)
}

// uitzondering is the page on which the region decides about one, with the comparison.
func (p *pages) uitzondering(r *web.Request, status int, posted ui.Form, cause error) error {
	page, err := p.uc.Uitzondering(r.Context(), r.Actor, r.PathValue("id"), r.PathValue("plek"))
	if err != nil {
		return err
	}
	v := p.uitzonderingView(r, page, tekst.Of("uitzondering_pagina.besluit_kop"))
	v.Lead, v.Knop = tekst.Of("uitzondering_pagina.besluit_uitleg", page.Herzien), tekst.Of("uitzondering_pagina.besluit_knop")
	v.Form = formulier.New(r.URL.Path, "uitzondering_pagina.", page.Werkplek.Versie, posted, cause)
	if page.Vraagt() == nil || !page.Beslist {
		v.Knop = ""
		return v.render(r, status)
	}
	v.Form.Choose("besluit", "", formulier.Options("uitzondering_pagina.besluit_", []string{akkoord, weiger}), formulier.Columns(2))
	v.Form.Words("reden", "")
	v.Form.Day("laatsteDag", page.Werkplek.Geldig.LastDay(), formulier.Optional)
	return v.render(r, status)
}

func (p *pages) saveUitzondering(r *web.Request) error {
	of, plek := dominkoop.AanbiederID(r.PathValue("id")), r.PathValue("plek")
	to := werkplekURL(of, plek, "/besluit")
	if formulier.KeepsSaved(r) {
		return r.Redirect(to)
	}
	in := formulier.Read(r)
	in.Limit(2000, "reden")
	answer := in.Text("besluit")
	if answer != akkoord && answer != weiger {
		in.Wrong("besluit", "uitzondering_pagina.kies")
	}
	err := p.uc.BeslisUitzondering(in.Context(), r.Actor, inkoop.UitzonderingBesluit{
		Aanbieder: of, WerkplekID: plek, Versie: in.Versie, Toekennen: answer == akkoord, Reden: in.Text("reden"), LaatsteDag: in.Day("laatsteDag"),
	})
	return p.finish(r, err, to, "uitzondering_besloten", p.uitzondering)
}

// uitzonderingView is a page about the exceptions of a place: where it lies, what was asked
// and decided, and what else there is of this kind of work.
func (p *pages) uitzonderingView(r *web.Request, page inkoop.UitzonderingPage, title string) plekView {
	v := newPlek(r, title, page.Aanbieder.Aanbieder)
	w := &page.Werkplek
	v.Crumbs = append(v.Crumbs, ui.Crumb{Label: w.Naam, URL: werkplekURL(page.Aanbieder.ID, string(w.ID), "")})
	if !page.MagVragen {
		v.Crumbs[len(v.Crumbs)-1].URL = aanbiederURL(page.Aanbieder.ID)
	}
	v.Boven = append(v.Boven, liggingCard(page))
	if n := len(w.Uitzonderingen); n > 0 {
		v.Boven = append(v.Boven, uitzonderingCard(page, w.Uitzonderingen[n-1], w.Uitzonderingen[:n-1]))
	}
	v.Naast = vergelijkingCards(page)
	return v
}

// uitzonderingStand says how an exception stands today.
func uitzonderingStand(page inkoop.UitzonderingPage, u dominkoop.UniekAanbod) ui.Tag {
	switch {
	case u.Wacht():
		return ui.Tag{Text: tekst.Of("uitzondering_pagina.wacht"), Tone: ui.ToneWait}
	case !u.Besluit.Toegekend:
		return ui.Tag{Text: tekst.Of("uitzondering_pagina.geweigerd"), Tone: ui.ToneLate}
	case u.GeldtOp(page.Dag):
		return ui.Tag{Text: tekst.Of("uitzondering_pagina.geldt"), Tone: ui.ToneGood}
	}
	return ui.Tag{Text: tekst.Of("uitzondering_pagina.verlopen"), Tone: ui.ToneWeek}
}

func uitzonderingFacts(u dominkoop.UniekAanbod) []ui.Fact {
	var out []ui.Fact
	add := func(key, value string) {
		if value != "" {
			out = append(out, ui.Fact{Label: tekst.Of("uitzondering_pagina." + key), Value: value})
		}
	}
	add("gevraagd_op", tekst.Value(u.GevraagdOp))
	add("waarom", u.Motivering)
	if !u.Wacht() {
		add("besloten_op", tekst.Value(u.Besluit.Op))
		add("waarom_besluit", u.Besluit.Reden)
	}
	if u.Besluit.Toegekend {
		add("geldig", nl.Range(u.Geldig.From, u.Geldig.LastDay()))
		add("herzien_voor", tekst.Value(u.HerzienVoor))
	}
	return out
}

// eerderRows are the decisions before the last one, newest first.
func eerderRows(page inkoop.UitzonderingPage, list []dominkoop.UniekAanbod) [][]ui.Cell {
	var rows [][]ui.Cell
	for _, u := range slices.Backward(list) {
		rows = append(rows, []ui.Cell{{Text: nl.Long(u.Besluit.Op)}, {Content: uitzonderingStand(page, u)}, {Text: u.Besluit.Reden}})
	}
	return rows
}

func aanbodRows(page inkoop.UitzonderingPage, list []dominkoop.VergelijkbaarAanbod) [][]ui.Cell {
	rows := make([][]ui.Cell, len(list))
	for n, x := range list {
		rows[n] = []ui.Cell{{Text: x.Naam, URL: aanbiederURL(x.Aanbieder)}, {Text: x.Werkplek}}
	}
	return rows
}

// plekAside leads from a place to its exception.
func plekAside(r *web.Request, page inkoop.WerkplekPage) templ.Component {
	path := werkplekURL(page.Aanbieder.ID, string(page.Werkplek.ID), "")
	f := authz.Facts{Day: page.Dag, OrganisatieID: string(page.Aanbieder.ID), RedenGegeven: true}
	link := ui.Link{Label: tekst.Of("plek.uitzondering"), URL: path + "/uitzondering", Icon: "map-pin"}
	if authz.Decide(r.Actor.Actor, authz.UitzonderingBesluiten, f).Allowed {
		link.URL = path + "/besluit"
	}
	near := page.Regio.Localiteit(page.Aanbieder.Aanbieder, page.Werkplek.Werkplek, page.Dag)
	return plekAsideTempl(near, link)
}
