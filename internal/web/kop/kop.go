// Package kop makes what stands around every page of a dossier: the identity bar
// (kop), the tabs that the reader may see with their counts, the way back up and the
// one action of the page. Every front that shows a dossier uses it, so that a dossier
// looks the same wherever one comes from:
//
//	k := kop.New(r, &page.Header, kop.Plan, tekst.Of("dossier.plan"))
//	return r.Render(http.StatusOK, planPage(k, view))
//
// and in the template
//
//	@kop.Frame(k) {
//		@(ui.Card{}) { ... }
//	}
package kop

import (
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/persoon"
	"trede/internal/web"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// Tab is one view of a dossier: its place below /inwoners/{id}. The zero value is the
// first one, the overview.
type Tab string

// The tabs, in their order.
const (
	Overzicht    Tab = ""
	Plan         Tab = "plan"
	Toewijzingen Tab = "toewijzingen"
	Voortgang    Tab = "voortgang"
	Gegevens     Tab = "gegevens"
	Tijdlijn     Tab = "tijdlijn"
	WieKeek      Tab = "wie-keek"
)

// Geen (none) is for a page of a dossier that belongs to no tab.
const Geen Tab = "-"

var order = []Tab{Overzicht, Plan, Toewijzingen, Voortgang, Gegevens, Tijdlijn, WieKeek}

// Kop is what stands around a page of a dossier.
type Kop struct {
	ui.Page
	Header *toegang.Header
	Tab    Tab             // the tab that the page is, or belongs to
	Action templ.Component // of the identity bar; one, and nil for none
	Crumbs []ui.Crumb      // the way back up; a page that is a tab has none
}

// New makes the frame of a page: tab is the one that is open, or that the page stands
// below. The title is that of the window; the name of the resident follows it.
func New(r *web.Request, h *toegang.Header, tab Tab, title string) Kop {
	name := Name(h)
	if title != "" {
		title += " – "
	}
	return Kop{Page: r.Page(title + name), Header: h, Tab: tab}
}

// Below makes the frame of a page below a tab, such as a form, with the way back. Its
// content begins with a card that has the same title.
func Below(r *web.Request, h *toegang.Header, tab Tab, title string) Kop {
	k := New(r, h, tab, title)
	if Sees(h, Overzicht) {
		k.Crumbs = []ui.Crumb{{Label: tekst.Of("kop.dossier"), URL: URL(h.ID, Overzicht)}}
	}
	if tab != Overzicht && tab != Geen {
		k.Crumbs = append(k.Crumbs, ui.Crumb{Label: tekst.Of("kop." + string(tab)), URL: URL(h.ID, tab)})
	}
	return k
}

// With puts a form that comes back on the page: its errors in the summary and the
// title.
func (k Kop) With(f ui.Form) Kop {
	k.Errors = f.Errors
	return k
}

// WithAction gives the page its one action, when there is one.
func (k Kop) WithAction(b *ui.Button) Kop {
	if b != nil {
		k.Action = *b
	}
	return k
}

// URL is the address of a tab, or of a page below it.
func URL(inwonerID string, tab Tab, below ...string) string {
	u := "/inwoners/" + url.PathEscape(inwonerID)
	if tab != Overzicht && tab != Geen {
		u += "/" + string(tab)
	}
	for _, part := range below {
		u += "/" + url.PathEscape(part)
	}
	return u
}

// Name is how the page calls the resident: as much of the name as the reader may see.
func Name(h *toegang.Header) string {
	switch {
	case h.Naam != "":
		return h.Naam
	case h.Voornaam != "":
		return h.Voornaam
	}
	return tekst.Of("kop.zonder_naam")
}

// Sees tells whether the reader sees something on a tab.
func Sees(h *toegang.Header, tab Tab) bool {
	switch tab {
	case Overzicht:
		return h.May(authz.DossierOpenen)
	case Plan:
		return h.Fields.Reads(authz.FieldLadderDoelen) || h.Fields.Reads(authz.FieldProfiel) || h.Fields.Reads(authz.FieldBelastbaarheid)
	case Toewijzingen:
		return h.Open.Toewijzingen > 0 || h.Fields.Reads(authz.FieldMelding) || h.Fields.Reads(authz.FieldToewijzing)
	case Voortgang:
		return h.Open.Toewijzingen > 0 || h.Fields.Reads(authz.FieldVoortgang)
	case Gegevens:
		return h.Fields.Reads(authz.FieldContact) || h.Fields.Reads(authz.FieldVertegenwoordiging)
	case Tijdlijn:
		return h.May(authz.TijdlijnLezen)
	case WieKeek:
		return h.May(authz.InkijklogLezen)
	}
	return h.May(authz.DossierOpenen)
}

// Tabs are the tabs that the reader may see, with what stands open on them.
func (k Kop) Tabs() ui.Tabs {
	t := ui.Tabs{Label: tekst.Of("kop.dossier")}
	for _, tab := range order {
		if !Sees(k.Header, tab) {
			continue
		}
		key := string(tab)
		if tab == Overzicht {
			key = "overzicht"
		}
		t.Items = append(t.Items, ui.Tab{
			Label: tekst.Of("kop." + key), URL: URL(k.Header.ID, tab), Current: tab == k.Tab, Count: k.count(tab),
		})
	}
	return t
}

func (k Kop) count(tab Tab) *int {
	open := k.Header.Open
	for t, n := range map[Tab]int{Plan: open.Doelen, Toewijzingen: open.Toewijzingen, Voortgang: open.Signalen} {
		if t == tab && n > 0 {
			return ui.Count(n)
		}
	}
	return nil
}

// Identity is the bar that says who it is about.
func (k Kop) Identity() ui.IdentityBar {
	h := k.Header
	b := ui.IdentityBar{Name: Name(h), Action: k.Action, Tags: Tags(h)}
	if k.Tab != Overzicht || len(k.Crumbs) > 0 {
		b.URL = URL(h.ID, Overzicht)
	}
	b.Facts = facts(h)
	return b
}

func facts(h *toegang.Header) []ui.Fact {
	var out []ui.Fact
	add := func(key, value string) {
		if value != "" {
			out = append(out, ui.Fact{Label: tekst.Of("kop." + key), Value: value})
		}
	}
	add("geboren", Birth(h))
	place := h.Woonplaats
	if h.Wijk != "" {
		place = h.Wijk + ", " + place
	}
	add("woont_in", place)
	add("nu", Now(h))
	if h.Stand.Fase == "nazorg" || !h.OverledenOp.IsZero() {
		return out // where somebody was, is on the pages
	}
	add("bij", h.Aanbieder)
	if !h.Stand.Einde.IsZero() {
		add("tot_en_met", nl.ShortYear(h.Stand.Einde))
	}
	return out
}

// Birth is the year of birth with the age: "1992 (34 jaar)". Of a date that is not
// wholly known it says about how old.
func Birth(h *toegang.Header) string {
	g := h.Geboren
	if g.IsZero() {
		return ""
	}
	if g.Gebruik == persoon.DatumOnbekend {
		return tekst.Of("kop.geboren_onbekend")
	}
	year := strconv.Itoa(g.Datum.Year())
	day := h.Dag
	if !h.OverledenOp.IsZero() {
		return year
	}
	young, old, ok := g.Leeftijd(day)
	switch {
	case !ok:
		return year
	case young != old:
		return tekst.Of("kop.leeftijd_tussen", year, young, old)
	}
	return tekst.Of("kop.leeftijd", year, young)
}

// Now says in a few words where somebody stands: where the arrangement leads, else the
// phase of the dossier.
func Now(h *toegang.Header) string {
	if h.OverledenOp.IsZero() && h.Stand.Fase == "lopend" && !h.Stand.Ingangsdatum.After(h.Dag) {
		switch h.Product.Soort {
		case inkoop.ONT:
			return tekst.Of("kop.op_weg_naar", int(h.Product.Doeltrede))
		case inkoop.STA:
			return tekst.Of("kop.op_de_plek", int(h.Product.Trede()))
		}
	}
	if h.Stand.Fase == "" {
		return ""
	}
	return Fase(h.Stand.Fase, h.Stand.Ingangsdatum, h.Dag)
}

// Fase says how far a resident is; what is confirmed and lies ahead begins on its day.
func Fase(fase string, begins, today civil.Date) string {
	if fase == "lopend" && begins.After(today) {
		return tekst.Of("kop.begint", begins)
	}
	return tekst.Of("fase." + fase)
}

// Tags are what everybody who opens the dossier has to know at once.
func Tags(h *toegang.Header) []ui.Tag {
	var out []ui.Tag
	if !h.OverledenOp.IsZero() {
		out = append(out, ui.Tag{Text: tekst.Of("kop.overleden", h.OverledenOp)})
	}
	if h.Geheim && h.Fields.Reads(authz.FieldGeheimhouding) {
		out = append(out, ui.Tag{Text: tekst.Of("kop.geheim"), Tone: ui.ToneLate, Icon: "lock"})
	}
	if !h.RedenTot.IsZero() {
		out = append(out, ui.Tag{Text: tekst.Of("kop.met_reden", web.Clock(h.RedenTot)), Tone: ui.ToneWait})
	}
	return out
}
