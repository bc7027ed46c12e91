// Package werk serves the lists by which people find what to do and for whom: Mijn
// werk, the residents, the open meldingen, and searching. Everything that is chosen
// stands in the address, so that a view can be kept and shared.
//
// Dutch terms are those of the use cases in app/taken and app/toegang.
package werk

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"trede/internal/app/inkoop"
	"trede/internal/app/taken"
	"trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/web"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// pages has the use cases at hand.
type pages struct {
	taken   *taken.UseCases
	toegang *toegang.UseCases
	inkoop  *inkoop.UseCases
}

// Addresses of the lists.
const (
	pathWerk      = "/werk"
	pathTeam      = "/team"
	pathInwoners  = "/inwoners"
	pathMeldingen = "/meldingen"
	pathNew       = "/meldingen/nieuw"
	pathZoeken    = "/zoeken"
	pathBSN       = "/zoeken/bsn"
)

// Routes gives the pages with their rules.
func Routes(taken *taken.UseCases, toegang *toegang.UseCases, inkoop *inkoop.UseCases) []web.Route {
	p := &pages{taken, toegang, inkoop}
	return []web.Route{
		{Pattern: "GET /werk", Action: authz.LijstMijnWerk, Handler: p.mijnWerk},
		{Pattern: "GET /werk/{inwoner}/{taak}", Action: authz.TaakUitstellen, Handler: p.taak},
		{Pattern: "POST /werk/{inwoner}/{taak}/uitstellen", Action: authz.TaakUitstellen, Handler: p.uitstellen},
		{Pattern: "POST /werk/{inwoner}/{taak}/overdragen", Action: authz.TaakOverdragen, Handler: p.overdragen},
		{Pattern: "GET /begin", Action: authz.ThuisOpenen, Handler: p.begin},
		{Pattern: "POST /begin/dossier", Action: authz.DossierOpenenMetReden, Handler: p.beginDossier},
		{Pattern: "GET /team", Action: authz.LijstTeam, Handler: p.team},
		{Pattern: "GET /inwoners", Action: authz.LijstInwoners, Handler: p.inwoners},
		{Pattern: "GET /meldingen", Action: authz.LijstMeldingen, Handler: p.meldingen},
		{Pattern: "POST /inwoners", Action: authz.LijstInwoners, Handler: filterInwoners},
		{Pattern: "GET /zoeken", Action: authz.PaletGebruiken, Handler: p.zoeken},
		{Pattern: "POST /zoeken", Action: authz.PaletGebruiken, Handler: zoek},
		{Pattern: "POST /zoeken/deel", Action: authz.PaletGebruiken, Handler: p.zoekenDeel},
		{Pattern: "POST /zoeken/bsn", Action: authz.InwonerZoekenOpBSN, Handler: p.zoekenOpBSN},
	}
}

// toegangRoles are those of the lokale toegang, aanbiederRoles those of a provider.
var (
	toegangRoles   = []authz.Role{authz.RoleConsulent, authz.RoleTeamleider}
	aanbiederRoles = []authz.Role{authz.RoleCoordinator, authz.RoleWerkbegeleider, authz.RoleTrajectbegeleider}
)

// Nav adds the places.
func Nav(n *web.Nav) {
	n.Add(tekst.Of("begin.kop"), pathBegin, "sun", beginRoles...)
	n.Add(tekst.Of("werk.kop"), pathWerk, "list-checks", slices.Concat(toegangRoles, []authz.Role{authz.RoleCAWAdviseur}, aanbiederRoles)...)
	n.Add(tekst.Of("inwoners.kop"), pathInwoners, "users", toegangRoles...)
	n.Add(tekst.Of("team.kop"), pathTeam, "users", authz.RoleTeamleider, authz.RoleCoordinator)
	n.Add(tekst.Of("meldingen.kop"), pathMeldingen, "megaphone", toegangRoles...)
}

// head is the top of a page.
type head struct {
	ui.Page
	Heading string // the h1; the title of the page when empty
	Lead    string
	Tags    []ui.Tag
	Crumbs  []ui.Crumb
	Actions []ui.Button
	Phone   bool // for who works on their feet
}

func newHead(r *web.Request, title string) head {
	return head{Page: r.Page(title), Phone: r.HasRole(aanbiederRoles[1:]...) && !r.HasRole(append(toegangRoles, authz.RoleCoordinator)...)}
}

func (h head) heading() string { return cmp.Or(h.Heading, h.Title) }

// withNew adds the button for a new melding, for who may make one and when its page
// is there.
func (h head) withNew(r *web.Request) head {
	if r.HasRole(toegangRoles...) && hasRoute(r, "GET "+pathNew) {
		h.Actions = append(h.Actions, ui.Button{Label: tekst.Of("meldingen.nieuw"), Kind: ui.Primary, Icon: "plus", URL: pathNew})
	}
	return h
}

// hasRoute tells whether a page is there, so that nothing leads to one that is not.
func hasRoute(r *web.Request, pattern string) bool {
	return slices.ContainsFunc(r.Server.Routes(), func(route web.Route) bool { return route.Pattern == pattern })
}

// first is an address without the number of the page: a choice begins at the first.
func first(at *url.URL) *url.URL {
	q := at.Query()
	q.Del("pagina")
	q.Del("gedaan")
	return &url.URL{Path: at.Path, RawQuery: q.Encode()}
}

// options makes the choices of a field: the values with the text of each.
func options(all string, values []string, label func(string) string) []ui.Option {
	out := make([]ui.Option, 0, len(values)+1)
	if all != "" {
		out = append(out, ui.Option{Label: all})
	}
	for _, v := range values {
		out = append(out, ui.Option{Value: v, Label: label(v)})
	}
	return out
}

// line joins what there is to say, in one line.
func line(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}
