// Package inkoop serves the pages about who delivers: providers with their contracts,
// insurance and places, the contracts of the region, and the ceilings. The region's own
// data (catalogue, gemeenten) has its pages in web/beheer.
//
// Dutch terms are those of the use cases in app/inkoop.
package inkoop

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"trede/internal/app"
	"trede/internal/app/inkoop"
	"trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/domain/money"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// pages has the use cases at hand.
type pages struct {
	uc      *inkoop.UseCases
	toegang *toegang.UseCases
}

// Addresses of the lists.
const (
	pathAanbieders = "/aanbieders"
	pathContracten = "/contracten"
	pathPlafonds   = "/plafonds"
)

// Routes gives the pages with their rules.
func Routes(uc *inkoop.UseCases, toegang *toegang.UseCases) []web.Route {
	p := &pages{uc, toegang}
	return slices.Concat(p.aanbodRoutes(), p.beoordelingRoutes(), p.briefRoutes(), p.contractRoutes(), p.nalevingRoutes(), p.overlegRoutes(), p.radarRoutes(), p.registerRoutes(), p.werkRoutes(), p.rondeRoutes(), p.bestandRoutes(), p.catalogusRoutes(), p.inschrijvingRoutes(), p.plekRoutes(), p.steekproefRoutes())
}

func (p *pages) aanbodRoutes() []web.Route {
	return []web.Route{
		{Pattern: "GET /aanbieders", Action: authz.AanbiederLezen, Anonymous: true, Handler: p.aanbieders},
		{Pattern: "GET /aanbieders/{id}", Action: authz.AanbiederLezen, Anonymous: true, Handler: p.aanbieder},
		{Pattern: "GET /contracten", Action: authz.LijstContracten, Handler: p.contracten},
		{Pattern: "GET /plafonds", Action: authz.CijfersLezen, Handler: p.plafonds},
		{Pattern: "POST /plafonds/{id}", Action: authz.PlafondGoedkeuren, Handler: p.besluit},
	}
}

// Groups of places that share an entry of the menu.
const (
	groepRonde     = "ronde"
	groepContract  = "contract"
	groepCatalogus = "catalogus"
)

// Nav adds the places.
func Nav(n *web.Nav) {
	const (
		manager, assessor, policy = authz.RoleContractmanager, authz.RoleBeoordelaar, authz.RoleBeleidsmedewerker
		provider, finance         = authz.RoleCoordinator, authz.RoleFinancieel
	)
	n.Add(tekst.Of("inkoopwerk.kop"), pathWerk, "list-checks", manager, assessor, policy)
	n.AddTo(groepRonde, tekst.Of("rondes.kort"), pathRondes, "megaphone", manager, assessor, provider)
	n.AddTo(groepRonde, tekst.Of("inschrijving.kop"), pathInschrijvingen, "clipboard-list", provider)
	n.AddTo(groepRonde, tekst.Of("beoordeling.kop"), pathBeoordelingen, "clipboard-list", manager, assessor)
	n.AddTo(groepRonde, tekst.Of("leerpunten.kort"), pathLeerpunten, "list-checks", manager, policy)
	n.AddTo(groepContract, tekst.Of("contracten.kop"), pathContracten, "file-text", manager, assessor, provider, finance, policy, authz.RoleToezichthouder)
	n.AddTo(groepContract, tekst.Of("radar.kop"), pathRadar, "calendar-check", manager, assessor, provider)
	n.AddTo(groepContract, tekst.Of("plafonds.kop"), pathPlafonds, "chart-column", manager, finance, policy)
	n.AddTo(groepContract, tekst.Of("overleg.kop"), pathOverleggen, "calendar", manager, assessor, policy, provider)
	n.Add(tekst.Of("aanbieders.kop"), pathAanbieders, "building", manager)
	n.AddTo(groepCatalogus, tekst.Of("catalogus.kort"), pathCatalogus, "folder-open", manager, policy)
	n.AddTo(groepCatalogus, tekst.Of("inkoopinstelling.kort"), pathInstellingen, "settings", manager)
	n.Add(tekst.Of("aanbieders.aanbod"), pathAanbieders, "map-pin", authz.RoleConsulent, authz.RoleTeamleider)
}

// head is the top of a page with the way back up.
type head struct {
	ui.Page
	Lead   string
	Crumbs []ui.Crumb
	Tags   []ui.Tag
}

// aanbodView is the providers, or one of them, as the page shows them.
type aanbodView struct {
	head
	inkoop.AanbodPage
	At *url.URL
}

func (p *pages) aanbieders(r *web.Request) error {
	list, err := p.uc.Overzicht(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	v := aanbodView{head: head{Page: r.Page(tekst.Of("aanbieders.kop"))}, AanbodPage: list, At: r.URL}
	v.Lead = nl.Plural(len(list.Aanbieders), tekst.Of("aanbieders.een"), tekst.Of("aanbieders.meer"))
	return r.Render(http.StatusOK, aanbiedersPage(v))
}

func (p *pages) aanbieder(r *web.Request) error {
	one, err := p.uc.BekijkAanbieder(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	v := aanbodView{head: head{Page: r.Page(one.Aanbieders[0].Naam)}, AanbodPage: one, At: r.URL}
	v.Crumbs = []ui.Crumb{{Label: tekst.Of("aanbieders.kop"), URL: pathAanbieders}}
	return r.Render(http.StatusOK, aanbiederPage(v, one.Aanbieders[0]))
}

// gemeente is the name of a gemeente on a day.
func gemeente(regio app.Regels, code dominkoop.GemeenteCode) string {
	g, _ := regio.Gemeente(code)
	return g.Naam
}

// staat is how a contract stands on a day: a word, and how much it asks for attention.
func staat(c *dominkoop.Contract, regio app.Regels, day civil.Date) ui.Tag {
	term := c.Looptijd()
	switch {
	case c.Getekend.IsZero():
		return ui.Tag{Text: tekst.Of("contracten.niet_getekend"), Tone: ui.ToneWeek}
	case day.Before(term.From):
		return ui.Tag{Text: tekst.Of("contracten.begint", nl.Short(term.From)), Tone: ui.ToneWait}
	case !c.GeldigOp(day):
		return ui.Tag{Text: tekst.Of("contracten.afgelopen")}
	}
	if _, warned := c.Eindwaarschuwing(day, regio.Instellingen(day).ContractWaarschuwing); warned {
		return ui.Tag{Text: tekst.Of("contracten.loopt_af"), Tone: ui.ToneWeek}
	}
	return ui.Tag{Text: tekst.Of("contracten.loopt"), Tone: ui.ToneGood}
}

// over tells whether a contract has ended.
func over(c *dominkoop.Contract, day civil.Date) bool {
	return !c.Getekend.IsZero() && !day.Before(c.Looptijd().From) && !c.GeldigOp(day)
}

// levering (delivery) is a product with the gemeenten for which a contract holds it.
type levering struct {
	Product   dominkoop.ProductRef
	Gemeenten []string
}

// leveringen are the products of a contract: as it holds them today, or on the nearest
// day on which it runs.
func leveringen(c *dominkoop.Contract, regio app.Regels, day civil.Date) []levering {
	term := c.Looptijd()
	if last := term.LastDay(); !last.IsZero() && day.After(last) {
		day = last
	}
	day = civil.Max(day, term.From)
	var refs []dominkoop.ProductRef
	for _, g := range regio.Data().Gemeenten {
		refs = append(refs, c.Producten(g.Code, day)...)
	}
	slices.SortFunc(refs, dominkoop.ProductRef.Compare)
	var out []levering
	for _, ref := range slices.Compact(refs) {
		l := levering{Product: ref}
		for _, code := range c.Gemeenten(ref, day) {
			l.Gemeenten = append(l.Gemeenten, gemeente(regio, code))
		}
		slices.Sort(l.Gemeenten)
		out = append(out, l)
	}
	return out
}

// codes are the product codes of a contract, in one line.
func codes(list []levering) string {
	var out []string
	for _, l := range list {
		out = append(out, string(l.Product.Product))
	}
	return strings.Join(slices.Compact(out), ", ")
}

// gemeenten are those of all products of a contract, in one line.
func gemeenten(list []levering) string {
	var out []string
	for _, l := range list {
		out = append(out, l.Gemeenten...)
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), ", ")
}

// contractBar is the term of a contract as a line; none without an end.
func contractBar(c *dominkoop.Contract, day civil.Date) *ui.ArrangementBar {
	term := c.Looptijd()
	if last := term.LastDay(); !term.IsEmpty() && !last.IsZero() {
		return &ui.ArrangementBar{
			First: term.From, Last: last, Today: day, StartLabel: nl.ShortYear(term.From), EndLabel: nl.ShortYear(last),
		}
	}
	return nil
}

func aanbiederURL(id dominkoop.AanbiederID) string {
	return pathAanbieders + "/" + url.PathEscape(string(id))
}

// contractenView is the list of contracts as the page shows it.
type contractenView struct {
	head
	inkoop.AanbodPage
	Staat   string // filter: "loopt" or "alle"
	At      *url.URL
	Actions []ui.Button
}

// Values of the filter of contracts.
const (
	alleenLopend = "loopt"
	alles        = "alle"
)

func (p *pages) contracten(r *web.Request) error {
	list, err := p.uc.Contracten(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	v := contractenView{head: head{Page: r.Page(tekst.Of("contracten.kop"))}, At: r.URL}
	if v.Staat, err = r.Choice("status", alleenLopend, alles); err != nil {
		return err
	}
	if v.AanbodPage, err = p.uc.Overzicht(r.Context(), r.Actor); err != nil {
		return err
	}
	// The providers keep the contracts that this list may show.
	n := 0
	for i := range v.Aanbieders {
		a := &v.Aanbieders[i]
		a.Contracten = nil
		for _, c := range list {
			if c.Aanbieder == a.ID && (v.Staat == alles || !over(&c.Contract, v.Dag)) {
				a.Contracten = append(a.Contracten, c)
				n++
			}
		}
	}
	v.Lead = nl.Plural(n, tekst.Of("contracten.een"), tekst.Of("contracten.meer"))
	if r.HasRole(authz.RoleContractmanager) {
		v.Actions = []ui.Button{
			{Label: tekst.Of("contract_pagina.nieuw"), Kind: ui.Primary, Icon: "plus", URL: pathContracten + "/nieuw"},
			{Label: tekst.Of("contract_bulk.kop_verlengen"), URL: pathContracten + "/verlengen"},
			{Label: tekst.Of("contract_bulk.kop_beeindigen"), URL: pathContracten + "/beeindigen"},
		}
	}
	return r.Render(http.StatusOK, contractenPage(v))
}

// plafondsView is the ceilings and what somebody asks to go above them.
type plafondsView struct {
	head
	inkoop.PlafondPage
	Aanbieder map[dominkoop.AanbiederID]string
	Verzoeken []verzoek
	Decides   bool // decides about them
}

// verzoek is one request with its form.
type verzoek struct {
	ID, Reden  string
	Plafond    dominkoop.PlafondCode
	GevraagdOp civil.Date
	Bedrag     money.Cents
	Versie     int
	Form       ui.Form
}

func (p *pages) plafonds(r *web.Request) error {
	return p.plafondsForm(r, http.StatusOK, "", ui.Form{})
}

// plafondsForm shows the ceilings; the form of one request may come back.
func (p *pages) plafondsForm(r *web.Request, status int, id string, form ui.Form) error {
	list, err := p.uc.Plafonds(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	v := plafondsView{head: head{Page: r.Page(tekst.Of("plafonds.kop"))}, PlafondPage: list, Aanbieder: map[dominkoop.AanbiederID]string{}}
	v.Lead, v.Errors = tekst.Of("plafonds.uitleg"), form.Errors
	aanbod, err := p.uc.Bekijk(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	for _, a := range aanbod.Aanbieders {
		v.Aanbieder[a.ID] = a.Naam
	}
	requests, err := p.toegang.PlafondVerzoeken(r.Context(), r.Actor)
	switch {
	case err == nil:
		v.Decides = true
	case !errs.Is(err, errs.NotFound):
		return err
	}
	there := id == ""
	for _, q := range requests {
		one := verzoek{ID: q.ID, Reden: q.Reden, Plafond: q.Plafond, GevraagdOp: q.GevraagdOp, Bedrag: q.Bedrag, Versie: q.Versie}
		if q.ID == id {
			one.Form, there = form, true
		}
		v.Verzoeken = append(v.Verzoeken, one)
	}
	if !there { // decided meanwhile, or never for this person
		return app.NotHere()
	}
	return r.Render(status, plafondsPage(v))
}
