package werk

import (
	"net/http"
	"net/url"
	"strings"

	"trede/internal/app/taken"
	"trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/web"
	"trede/internal/web/taak"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// pathBegin is the first page of who has no list of people: an employer, and who
// supervises (toezichthouder).
const pathBegin = "/begin"

var beginRoles = []authz.Role{authz.RoleWerkgever, authz.RoleToezichthouder}

// beginView is that page: what this is for, and what can be done now.
type beginView struct {
	head
	Werkgever, Toezicht bool
	Cijfers             []toegang.Figures
	Form                ui.Form
}

func (p *pages) begin(r *web.Request) error { return p.beginPage(r, http.StatusOK, ui.Form{}) }

func (p *pages) beginPage(r *web.Request, status int, form ui.Form) error {
	v := beginView{Werkgever: r.HasRole(authz.RoleWerkgever), Toezicht: r.HasRole(authz.RoleToezichthouder), Form: form}
	if !v.Werkgever && !v.Toezicht {
		return r.Redirect("/")
	}
	if v.Toezicht {
		var err error
		if v.Cijfers, err = p.toegang.Cijfers(r.Context(), r.Actor); err != nil {
			return err
		}
	}
	v.head = newHead(r, tekst.Of("begin.kop"))
	v.Heading, v.Errors = greeting(r), form.Errors
	return r.Render(status, beginnenPage(v))
}

// beginDossier leads to a dossier of which somebody was given the address; the dossier
// itself asks for the reason.
func (p *pages) beginDossier(r *web.Request) error {
	text := strings.TrimSpace(r.Form.Get("dossier"))
	if at, err := url.Parse(text); err == nil {
		text = strings.TrimPrefix(at.Path, "/inwoners/")
	}
	id, _, _ := strings.Cut(text, "/")
	if !r.HasRole(authz.RoleToezichthouder) {
		return r.Redirect("/")
	}
	if len(id) != len("00000000-0000-0000-0000-000000000000") {
		return p.beginPage(r, http.StatusBadRequest, r.Posted(ui.Errors{{Field: "dossier", Text: tekst.Of("begin.geen_dossier")}}))
	}
	return r.Redirect(taak.Dossier(id))
}

// figureRows are the counts in the order of the course.
func figureRows(f toegang.Figures) [][]ui.Cell {
	var out [][]ui.Cell
	for _, name := range taken.Fasen() {
		for _, row := range f.Fasen {
			if row.Fase != name {
				continue
			}
			n := nl.Count(row.Aantal)
			if row.Aantal < toegang.FewResidents {
				n = tekst.Of("begin.weinig", toegang.FewResidents)
			}
			out = append(out, []ui.Cell{{Text: fase(name)}, {Text: n}})
		}
	}
	return out
}
