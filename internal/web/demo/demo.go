// Package demo serves the page of `trede demo` on which somebody chooses as whom to
// look around. `trede serve` has no such page, and a sign-in that refuses it.
package demo

import (
	"context"
	"net/http"
	"slices"

	"trede/internal/auth"
	"trede/internal/authz"
	"trede/internal/web"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// Path is the page, and where its form goes.
const Path = "/demo"

// Persona is somebody as whom the pages can be seen.
type Persona struct {
	AccountID, Naam string
	Rol             string
	Organisatie     string // of a resident the gemeente, of a representative the kind
	Team            string
	Aantal          int    // residents in hand
	Fase            string // how far a resident is
	Voor            string // whom a representative acts for
}

// waar says where somebody works or lives, or for whom he or she acts.
func (p Persona) waar() string {
	switch {
	case p.Voor != "":
		return tekst.Of("demo.voor", tekst.Of("demo.soort."+p.Organisatie), p.Voor)
	case p.Team != "":
		return p.Team + ", " + p.Organisatie
	}
	return p.Organisatie
}

// kan says in a sentence what somebody can do here.
func (p Persona) kan() string {
	switch {
	case p.Rol == string(authz.RoleInwoner):
		return tekst.Of("demo.fase." + p.Fase)
	case p.Aantal > 0:
		return tekst.Of("demo.kan."+p.Rol) + " " + tekst.Of("demo.aantal", nl.Plural(p.Aantal, "inwoner", "inwoners"))
	}
	return tekst.Of("demo.kan." + p.Rol)
}

// groep are the personas of one role.
type groep struct {
	naam     string
	personas []Persona
}

// first are the roles that stand at the top of the page; the others follow in the
// order of the matrix.
var first = []authz.Role{
	authz.RoleConsulent, authz.RoleTeamleider, authz.RoleWerkbegeleider, authz.RoleTrajectbegeleider, authz.RoleCoordinator,
	authz.RoleInwoner, authz.RoleVertegenwoordiger,
}

func grouped(all []Persona) []groep {
	order := append(slices.Clone(first), slices.DeleteFunc(authz.Roles(), func(r authz.Role) bool { return slices.Contains(first, r) })...)
	var out []groep
	for _, r := range order {
		g := groep{naam: tekst.Of("demo.groep." + string(r))}
		for _, p := range all {
			if p.Rol == string(r) {
				g.personas = append(g.personas, p)
			}
		}
		if len(g.personas) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// Source reads the personas of the database.
type Source func(context.Context) ([]Persona, error)

// Banner stands above every page of a demo.
func Banner() *ui.Banner {
	return &ui.Banner{Label: tekst.Of("demo.naam"), Text: tekst.Of("demo.balk"), Link: ui.Link{Label: tekst.Of("demo.wissel"), URL: Path}}
}

// Routes gives the pages of a demo.
func Routes(personas Source) []web.Route {
	p := &pages{personas}
	return []web.Route{
		{Pattern: "GET " + Path, Action: authz.SessieBeginnen, Anonymous: true, Handler: p.show},
		{Pattern: "POST " + Path, Action: authz.SessieBeginnen, Anonymous: true, Handler: p.choose},
	}
}

type pages struct{ personas Source }

type view struct {
	ui.Page
	groepen []groep
	terug   string
}

func (p *pages) show(r *web.Request) error {
	all, err := p.personas(r.Context())
	if err != nil {
		return err
	}
	return r.Render(http.StatusOK, demoPage(view{
		Page: r.Page(tekst.Of("demo.kop")), groepen: grouped(all), terug: auth.LocalPath(r.URL.Query().Get("terug")),
	}))
}

// choose signs in as somebody, and out as whom one was.
func (*pages) choose(r *web.Request) error {
	if _, err := r.Server.Auth.SignOut(r.Context(), r.Token(), r.Origin()); err != nil {
		return err
	}
	res, err := r.Server.Auth.SignInAs(r.Context(), r.Form.Get("persona"), r.Origin())
	if err != nil {
		return err
	}
	r.Server.Cookies.Apply(r.W, res)
	return r.Redirect(auth.LocalPath(r.Form.Get("terug")))
}
