package werk

import (
	"net/http"
	"slices"
	"strings"

	"trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/persoon"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/kop"
	"trede/internal/web/taak"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// zoekView is the page with what was found.
type zoekView struct {
	head
	Vraag      string
	Groepen    []ui.PaletteGroup
	MetBSN     bool // may look for a BSN
	Form       ui.Form
	BSNMelding string
	Nieuw      bool // the page for a new melding is there
}

// mostOffered is how many providers and actions a search offers.
const mostOffered = 6

// zoek sends on to the page of what was searched for. A number is asked in a form of its
// own.
func zoek(r *web.Request) error {
	if numeric(r.Form.Get("q")) {
		return r.Redirect(pathZoeken + "?nummer=ja#veld-bsn")
	}
	return r.Search(pathZoeken, "q")
}

func (p *pages) zoeken(r *web.Request) error {
	q, err := r.Searched("q")
	if err != nil {
		return err
	}
	return p.zoekPage(r, http.StatusOK, q, ui.Form{}, r.URL.Query().Get("nummer") == "ja")
}

func (p *pages) zoekPage(r *web.Request, status int, q string, form ui.Form, number bool) error {
	v := zoekView{
		head: newHead(r, tekst.Of("zoeken.kop")), Vraag: q, Form: form, Nieuw: hasRoute(r, "GET "+pathNew),
		MetBSN: r.HasRole(toegangRoles...),
	}
	v.Errors = form.Errors
	if number && v.MetBSN {
		v.BSNMelding = tekst.Of("zoeken.nummer_hier")
		v.Nieuw = false
	}
	var err error
	if v.Groepen, err = p.search(r, q); err != nil {
		return err
	}
	return r.Render(status, zoekenPage(v))
}

// zoekenDeel gives what was found as a fragment for the palette.
func (p *pages) zoekenDeel(r *web.Request) error {
	groups, err := p.search(r, strings.TrimSpace(r.Form.Get("q")))
	if err != nil {
		return err
	}
	return r.Render(http.StatusOK, ui.PaletteResults{Groups: groups})
}

// numeric tells whether a question looks like a BSN and not like a name.
func numeric(q string) bool {
	digits := 0
	for _, c := range q {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c != ' ' && c != '.' && c != '-':
			return false
		}
	}
	return digits >= 6
}

// search finds people, providers and actions. An empty question gives the actions.
func (p *pages) search(r *web.Request, q string) ([]ui.PaletteGroup, error) {
	var out []ui.PaletteGroup
	add := func(label string, items []ui.PaletteItem) {
		if len(items) > 0 {
			out = append(out, ui.PaletteGroup{Label: label, Items: items})
		}
	}
	if numeric(q) {
		if r.HasRole(toegangRoles...) {
			add(tekst.Of("zoeken.acties"), []ui.PaletteItem{bsnAction()})
		}
		return out, nil
	}
	label := "zoeken.inwoners"
	if q == "" {
		label = "zoeken.laatste"
	}
	people, more, err := p.people(r, q)
	if err != nil {
		return nil, err
	}
	if more {
		label = "zoeken.inwoners_eerste"
	}
	add(tekst.Of(label, len(people)), people)
	providers, err := p.providers(r, q)
	if err != nil {
		return nil, err
	}
	add(tekst.Of("zoeken.aanbieders"), providers)
	add(tekst.Of("zoeken.acties"), matching(actions(r), q))
	return out, nil
}

// people are the residents whom the actor may find, or before anything is typed those of
// the last dossiers; who may find none gets none.
func (p *pages) people(r *web.Request, q string) (out []ui.PaletteItem, more bool, err error) {
	var found []toegang.SearchResult
	if q == "" {
		found, err = p.toegang.LaatsteDossiers(r.Context(), r.Actor)
	} else {
		found, more, err = p.toegang.Zoek(r.Context(), r.Actor, q)
	}
	if errs.Is(err, errs.NotFound) {
		return nil, false, nil
	}
	out = make([]ui.PaletteItem, len(found))
	for i, f := range found {
		out[i] = ui.PaletteItem{Label: f.Naam, Detail: personDetail(f, r.Today), URL: taak.Dossier(f.ID), Icon: "user"}
	}
	return out, more, err
}

// personDetail tells people of one name apart. Of another team there is no more than
// the team.
func personDetail(f toegang.SearchResult, today civil.Date) string {
	if f.AnderTeam {
		return f.Team
	}
	born := nl.ShortYear(f.Geboortedatum)
	if born != "" {
		born = tekst.Of("zoeken.geboren", born)
	}
	return line(born, f.Team, kop.Fase(f.Fase, f.Begint, today))
}

// providers are the providers by name, for who has their page.
func (p *pages) providers(r *web.Request, q string) ([]ui.PaletteItem, error) {
	if q == "" || !hasRoute(r, "GET /aanbieders/{id}") || !r.HasRole(append(toegangRoles, authz.RoleContractmanager)...) {
		return nil, nil
	}
	aanbod, err := p.inkoop.Bekijk(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	var items []ui.PaletteItem
	for _, a := range aanbod.Aanbieders {
		items = append(items, ui.PaletteItem{Label: a.Naam, URL: "/aanbieders/" + string(a.ID), Icon: "building"})
	}
	return matching(items, q), nil
}

// actions are the places of the navigation and what else can be begun.
func actions(r *web.Request) []ui.PaletteItem {
	var out []ui.PaletteItem
	if r.HasRole(toegangRoles...) {
		if hasRoute(r, "GET "+pathNew) {
			out = append(out, ui.PaletteItem{Label: tekst.Of("meldingen.nieuw"), URL: pathNew, Icon: "plus"})
		}
		out = append(out, bsnAction())
	}
	for _, n := range r.Server.Nav.For(r) {
		out = append(out, ui.PaletteItem{Label: n.Label, URL: n.URL, Icon: n.Icon})
	}
	return append(out, ui.PaletteItem{Label: tekst.Of("account.kop"), URL: "/account", Icon: "settings"})
}

func bsnAction() ui.PaletteItem {
	return ui.PaletteItem{Label: tekst.Of("zoeken.bsn_kop"), URL: pathZoeken + "?nummer=ja#veld-bsn", Icon: "key-round"}
}

// matching are the items of which every word of a question begins a word.
func matching(items []ui.PaletteItem, q string) []ui.PaletteItem {
	asked := persoon.Zoekwoorden(q)
	var out []ui.PaletteItem
	for _, item := range items {
		words := persoon.Zoekwoorden(item.Label)
		all := !slices.ContainsFunc(asked, func(a string) bool {
			return !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, a) })
		})
		if all && (len(asked) > 0 || q == "") && len(out) < mostOffered {
			out = append(out, item)
		}
	}
	return out
}

// zoekenOpBSN finds somebody by BSN. The number comes in the body of the request and
// goes nowhere else.
func (p *pages) zoekenOpBSN(r *web.Request) error {
	bsn, err := persoon.ParseBSN(r.Form.Get("bsn"))
	if err != nil {
		return p.zoekPage(r, http.StatusBadRequest, "", r.Posted(ui.Errors{{Field: "bsn", Text: tekst.Of("zoeken.bsn_onjuist")}}), false)
	}
	found, err := p.toegang.ZoekOpBSN(r.Context(), r.Actor, bsn)
	if err == nil {
		return r.Redirect(taak.Dossier(found.ID))
	}
	if !errs.Is(err, errs.NotFound) || !r.HasRole(toegangRoles...) {
		return err
	}
	return p.notFound(r)
}

// notFound says that nobody has the number, with the way to a new melding.
func (p *pages) notFound(r *web.Request) error {
	v := zoekView{
		head: newHead(r, tekst.Of("zoeken.kop")), MetBSN: true, Form: r.Posted(nil), BSNMelding: tekst.Of("zoeken.bsn_niemand"),
		Nieuw: hasRoute(r, "GET "+pathNew),
	}
	return r.Render(http.StatusOK, zoekenPage(v))
}
