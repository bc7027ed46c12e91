// Package beheer serves the pages of the administrator, the region's data as the
// contract manager sees it, and the public pages about Trede itself.
package beheer

import (
	"net/http"
	"slices"

	"trede/internal/app/beheer"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/web"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// pages has the use cases at hand.
type pages struct{ uc *beheer.Service }

// Routes gives the pages with their rules.
func Routes(uc *beheer.Service) []web.Route {
	p := &pages{uc}
	out := []web.Route{
		public("GET /toegankelijkheid", "toegankelijkheid"),
		public("GET /privacy", "privacy"),
		{Pattern: "GET /beheer", Action: authz.LijstAccounts, Handler: p.overview},
		{Pattern: "GET /beheer/wachtrij", Action: authz.AuditLezen, Handler: p.jobs},
		{Pattern: "GET /rechten", Action: authz.RechtenLezen, Handler: p.matrix},
		{Pattern: "GET /regio/gemeenten", Action: authz.GemeentekeuzeLezen, Anonymous: true, Handler: p.gemeenten},
		{Pattern: "GET /regio/inschrijven", Action: authz.CatalogusLezen, Anonymous: true, Handler: p.inschrijven},
		{Pattern: "GET /beheer/regio", Action: authz.RegioExporteren, Handler: p.regio},
		{Pattern: "GET /beheer/regio/bestand", Action: authz.RegioExporteren, Handler: p.download},
		{Pattern: "GET /beheer/regio/inlezen", Action: authz.RegioImporteren, Handler: p.askRegion},
		{Pattern: "POST /beheer/regio/inlezen", Action: authz.RegioImporteren, Upload: maxDocument, Handler: p.proposeRegion},
		{Pattern: "POST /beheer/regio/bevestigen", Action: authz.RegioImporteren, Handler: p.importRegion},
	}
	out = append(out, p.accountRoutes()...)
	return append(out, p.organisatieRoutes()...)
}

// Nav adds the places of the administrator and the contract manager.
func Nav(n *web.Nav) {
	const admin, contracts = authz.RoleBeheerder, authz.RoleContractmanager
	n.Add(tekst.Of("beheer.overzicht"), "/beheer", "house", admin)
	n.Add(tekst.Of("beheer.accounts"), "/beheer/accounts", "users", admin)
	n.Add(tekst.Of("beheer.organisaties"), "/beheer/organisaties", "building", admin)
	n.Add(tekst.Of("beheer.regio_kort"), "/beheer/regio", "folder-open", admin, contracts)
	n.Add(tekst.Of("beheer.rechten"), "/rechten", "shield-check", admin)
}

// public is a page for everybody, made of texts only.
func public(pattern, prefix string) web.Route {
	return web.Route{Pattern: pattern, Action: authz.PaginaOpenbaar, Anonymous: true, Handler: func(r *web.Request) error {
		return r.Render(http.StatusOK, publicPage(r.Page(tekst.Of(prefix+".kop")), parts(prefix)))
	}}
}

// head is the top of a page with the way back up.
type head struct {
	ui.Page
	Eyebrow, Lead string
	Crumbs        []ui.Crumb
	Tags          []ui.Tag
}

// newHead makes the top of a page; crumbs are pairs of text key and address.
func newHead(r *web.Request, title string, crumbs ...string) head {
	h := head{Page: r.Page(title)}
	for i := 0; i+1 < len(crumbs); i += 2 {
		h.Crumbs = append(h.Crumbs, ui.Crumb{Label: crumbs[i], URL: crumbs[i+1]})
	}
	return h
}

// with puts a form that comes back on the page: its errors in summary and title.
func (h head) with(f ui.Form) head {
	h.Page.Errors = f.Errors
	return h
}

// field gives a field with what was posted, or what is saved when nothing was.
func field(f ui.Form, name, label, saved string) ui.Field {
	x := f.Field(name, label)
	if f.Values == nil {
		x.Value = saved
	}
	return x
}

// ordered puts what is wrong in the order of the fields on the page.
func ordered(problems ui.Errors, names ...string) ui.Errors {
	slices.SortStableFunc(problems, func(a, b ui.FieldError) int {
		return slices.Index(names, a.Field) - slices.Index(names, b.Field)
	})
	return problems
}

// last is the last day of a period that the store keeps as its first day after.
func last(tot civil.Date) civil.Date {
	if tot.IsZero() {
		return tot
	}
	return tot.AddDays(-1)
}

// soortNaam is the name of a kind of organisation.
func soortNaam(soort string) string { return tekst.Of("soort." + soort) }

func (p *pages) overview(r *web.Request) error {
	o, err := p.uc.Overview(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	return r.Render(http.StatusOK, overviewPage(newHead(r, tekst.Of("beheer.kop")), o))
}

func (p *pages) jobs(r *web.Request) error {
	list, err := p.uc.OpenJobs(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	return r.Render(http.StatusOK, jobsPage(newHead(r, tekst.Of("beheer.wachtrij"), tekst.Of("beheer.overzicht"), "/beheer"), list))
}

// matrix shows who may do what, role by role; first one's own.
func (p *pages) matrix(r *web.Request) error {
	m, err := p.uc.Matrix(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	asked := r.URL.Query().Get("rol")
	if asked == "" && len(r.Actor.Aanstellingen) > 0 {
		asked = string(r.Actor.Aanstellingen[0].Role)
	}
	at := 0
	for i, role := range m.Roles {
		if role.Role.Key == asked {
			at = i
		}
	}
	return r.Render(http.StatusOK, matrixPage(newHead(r, tekst.Of("beheer.rechten_kop")), m, m.Roles[at]))
}
