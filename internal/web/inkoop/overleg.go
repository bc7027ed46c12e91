package inkoop

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"trede/internal/app"
	"trede/internal/app/inkoop"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

const (
	pathOverleggen = "/overleggen"
	pathActies     = "/acties"
)

func (p *pages) overlegRoutes() []web.Route {
	return []web.Route{
		{Pattern: "GET /overleggen", Action: authz.OverlegLezen, Handler: p.overleggen},
		{Pattern: "GET /overleggen/nieuw", Action: authz.OverlegVastleggen, Handler: p.newOverleg},
		{Pattern: "POST /overleggen/nieuw", Action: authz.OverlegVastleggen, Handler: p.saveOverleg},
		{Pattern: "GET /overleggen/{id}", Action: authz.OverlegLezen, Handler: p.overleg},
		{Pattern: "GET /overleggen/{id}/wijzig", Action: authz.OverlegVastleggen, Handler: p.editOverleg},
		{Pattern: "POST /overleggen/{id}/wijzig", Action: authz.OverlegVastleggen, Handler: p.saveOverleg},
		{Pattern: "GET /overleggen/{id}/actie", Action: authz.OverlegVastleggen, Handler: p.newActie},
		{Pattern: "POST /overleggen/{id}/actie", Action: authz.OverlegVastleggen, Handler: p.saveActie},
		{Pattern: "GET /acties/{id}", Action: authz.ActieAfhandelen, Handler: p.actie},
		{Pattern: "POST /acties/{id}", Action: authz.ActieAfhandelen, Handler: p.doneActie},
	}
}

func overlegURL(id string, more ...string) string {
	at := pathOverleggen + "/" + url.PathEscape(id)
	for _, m := range more {
		at += "/" + m
	}
	return at
}

func actieURL(id string) string { return pathActies + "/" + url.PathEscape(id) }

// overlegView is the meetings, or one of them.
type overlegView struct {
	head
	inkoop.OverlegPage
}

func (p *pages) overleggen(r *web.Request) error {
	list, err := p.uc.Overleggen(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	v := overlegView{head: head{Page: r.Page(tekst.Of("overleg.kop"))}, OverlegPage: list}
	v.Lead = tekst.Of("overleg.uitleg")
	return r.Render(http.StatusOK, overleggenPage(v))
}

func (p *pages) overleg(r *web.Request) error {
	one, err := p.uc.BekijkOverleg(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	o := one.Overleggen[0]
	v := overlegView{head: head{Page: r.Page(o.Titel)}, OverlegPage: one}
	v.Lead = nl.Full(o.Dag) + " · " + tekst.Of("overlegsoort."+string(o.Soort))
	v.Crumbs = overlegCrumbs()
	return r.Render(http.StatusOK, overlegPage(v, o))
}

func overlegCrumbs() []ui.Crumb {
	return []ui.Crumb{{Label: tekst.Of("overleg.kop"), URL: pathOverleggen}}
}

func (v overlegView) rows() [][]ui.Cell {
	var rows [][]ui.Cell
	for _, o := range v.Overleggen {
		open := 0
		for _, a := range v.Acties {
			if a.Overleg == o.ID {
				open++
			}
		}
		rows = append(rows, []ui.Cell{
			{Text: o.Titel, URL: overlegURL(o.ID), Sub: tekst.Of("overlegsoort." + string(o.Soort))}, {Text: nl.Long(o.Dag)}, {Text: nl.Count(open)},
		})
	}
	return rows
}

// actieRows are actions with whose they are, and the way to call them done.
func (v overlegView) actieRows() []ui.TaskRow {
	var rows []ui.TaskRow
	for _, a := range v.Acties {
		row := ui.TaskRow{Date: a.Uiterlijk, Today: v.Dag, Title: a.Wat, Detail: v.Namen[a.OrganisatieID]}
		if !a.Gedaan.IsZero() {
			row.Date = civil.Date{}
			row.Detail += " · " + strings.TrimSuffix(tekst.Of("actie.gedaan_op", a.Gedaan)+" "+a.Toelichting, " ")
		}
		if v.MayAfhandel[a.ID] {
			row.Action = ui.Button{Label: tekst.Of("actie.rond_af"), URL: actieURL(a.ID), For: a.Wat}
		}
		rows = append(rows, row)
	}
	return rows
}

func (v overlegView) facts(o inkoop.Overleg) []ui.Fact {
	var asked []string
	for _, a := range v.Aanbieders {
		if slices.Contains(o.Aanbieders, a.ID) {
			asked = append(asked, a.Naam)
		}
	}
	out := []ui.Fact{{Label: tekst.Of("overleg.aanwezig"), Value: o.Aanwezig}, {Label: tekst.Of("overleg_form.aanbieders"), Value: nl.Join(asked...)}}
	for _, c := range v.Contracten {
		if c.ID == o.Contract && o.Contract != "" {
			at := contractURL(c.ID)
			if v.SeesNaleving {
				at = contractURL(c.ID, "naleving")
			}
			out = append(out, ui.Fact{Label: tekst.Of("aanbieders.contract"), Value: c.Nummer, URL: at})
		}
	}
	return slices.DeleteFunc(out, func(f ui.Fact) bool { return f.Value == "" })
}

func (p *pages) newOverleg(r *web.Request) error {
	return p.overlegForm(r, "", http.StatusOK, ui.Form{}, nil)
}

func (p *pages) editOverleg(r *web.Request) error {
	return p.overlegForm(r, r.PathValue("id"), http.StatusOK, ui.Form{}, nil)
}

func (p *pages) overlegForm(r *web.Request, id string, status int, posted ui.Form, cause error) error {
	page, o, err := p.overlegOf(r, id)
	if err != nil {
		return err
	}
	title, action, back := tekst.Of("overleg.nieuw"), pathOverleggen+"/nieuw", pathOverleggen
	if id != "" {
		title, action, back = tekst.Of("overleg.wijzig"), overlegURL(id, "wijzig"), overlegURL(id)
	}
	if id == "" {
		if c := r.URL.Query().Get("contract"); c != "" {
			o.Soort, o.Contract = dominkoop.OverlegContract, dominkoop.ContractID(c)
		}
	}
	f := formulier.New(action, "overleg_form.", o.Versie, posted, cause)
	f.Choose("soort", string(o.Soort), overlegsoorten(), formulier.Columns(3))
	f.Line("titel", o.Titel)
	f.Day("dag", o.Dag)
	f.Pick("contract", string(o.Contract), contractOptions(page), formulier.Optional)
	f.Tick("aanbieders", formulier.Strings(o.Aanbieders), aanbiederOptions(page.Aanbieders), formulier.Optional)
	f.Line("aanwezig", o.Aanwezig, formulier.Optional)
	f.Words("agenda", strings.Join(o.Agenda, "\n"), formulier.Optional, formulier.Rows(5))
	f.Words("besluiten", strings.Join(o.Besluiten, "\n"), formulier.Optional, formulier.Rows(4))
	f.Words("verslag", o.Verslag, formulier.Optional, formulier.Rows(6))
	v := formView{head: head{Page: r.Page(title)}, Form: f, Save: tekst.Of("overleg_form.bewaar"), Cancel: back}
	v.Crumbs = overlegCrumbs()
	return renderForm(r, status, v)
}

// overlegOf gives the meeting of an address with what its form chooses from, to who may
// write meetings down.
func (p *pages) overlegOf(r *web.Request, id string) (page inkoop.OverlegPage, o inkoop.Overleg, err error) {
	if id == "" {
		page, err = p.uc.Overleggen(r.Context(), r.Actor)
	} else if page, err = p.uc.BekijkOverleg(r.Context(), r.Actor, id); err == nil {
		o = page.Overleggen[0]
	}
	if err == nil && !page.MayWijzigen {
		err = app.NotHere()
	}
	return page, o, err
}

func overlegsoorten() []ui.Option {
	var out []ui.Option
	for _, s := range dominkoop.OverlegSoorten() {
		out = append(out, ui.Option{Value: string(s), Label: tekst.Of("overlegsoort." + string(s))})
	}
	return out
}

func contractOptions(page inkoop.OverlegPage) []ui.Option {
	name := map[dominkoop.AanbiederID]string{}
	for _, a := range page.Aanbieders {
		name[a.ID] = a.Naam
	}
	var out []ui.Option
	for _, c := range page.Contracten {
		out = append(out, ui.Option{Value: string(c.ID), Label: name[c.Aanbieder] + " · " + c.Nummer})
	}
	return out
}

// lines are the lines of a text that say something.
func lines(text string) []string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

func (p *pages) saveOverleg(r *web.Request) error {
	id := r.PathValue("id")
	if formulier.KeepsSaved(r) {
		return r.Redirect(overlegURL(id))
	}
	posted := formulier.Read(r)
	posted.Limit(200, "titel", "aanwezig")
	posted.Limit(4000, "agenda", "besluiten")
	in := inkoop.OverlegInput{ID: id, Versie: posted.Versie, Overleg: dominkoop.Overleg{
		Soort: dominkoop.OverlegSoort(posted.Text("soort")), Titel: posted.Text("titel"), Dag: posted.Day("dag"), Aanwezig: posted.Text("aanwezig"),
		Agenda: lines(posted.Text("agenda")), Besluiten: lines(posted.Text("besluiten")), Verslag: posted.Text("verslag"),
	}}
	switch in.Overleg.Soort {
	case dominkoop.OverlegContract:
		in.Overleg.Contract = dominkoop.ContractID(posted.Text("contract"))
	case dominkoop.OverlegRegio:
		in.Overleg.Aanbieders = formulier.Values[dominkoop.AanbiederID](posted.List("aanbieders"))
	}
	made, err := p.uc.LegOverlegVast(posted.Context(), r.Actor, in)
	if err == nil {
		return r.Done(overlegURL(made), "overleg")
	}
	return again(r, err, func(status int, form ui.Form, cause error) error { return p.overlegForm(r, id, status, form, cause) })
}

func (p *pages) newActie(r *web.Request) error {
	return p.actieForm(r, http.StatusOK, ui.Form{}, nil)
}

func (p *pages) actieForm(r *web.Request, status int, posted ui.Form, cause error) error {
	page, o, err := p.overlegOf(r, r.PathValue("id"))
	if err != nil {
		return err
	}
	f := formulier.New(overlegURL(o.ID, "actie"), "actie_form.", -1, posted, cause)
	f.Words("wat", "", formulier.Rows(2))
	f.Pick("organisatie", "", organisatieOptions(page))
	f.Day("uiterlijk", civil.Date{})
	if len(page.Punten) > 0 {
		f.Pick("punt", "", puntOptions(page.Punten), formulier.Optional)
	}
	f.Sure("mijzelf", formulier.Optional)
	v := formView{head: head{Page: r.Page(tekst.Of("actie.nieuw"))}, Form: f, Save: tekst.Of("actie.bewaar"), Cancel: overlegURL(o.ID)}
	v.Crumbs = append(overlegCrumbs(), ui.Crumb{Label: o.Titel, URL: overlegURL(o.ID)})
	return renderForm(r, status, v)
}

func organisatieOptions(page inkoop.OverlegPage) []ui.Option {
	var out []ui.Option
	for _, o := range page.Organisaties {
		out = append(out, ui.Option{Value: o.ID, Label: o.Naam})
	}
	slices.SortFunc(out, func(a, b ui.Option) int { return strings.Compare(a.Label, b.Label) })
	return out
}

func puntOptions(list []inkoop.Nalevingspunt) []ui.Option {
	var out []ui.Option
	for _, p := range list {
		out = append(out, ui.Option{Value: p.ID, Label: p.Bevinding})
	}
	return out
}

func (p *pages) saveActie(r *web.Request) error {
	posted := formulier.Read(r)
	in := inkoop.ActieInput{Punt: posted.Text("punt"), Actie: dominkoop.Actie{
		Overleg: r.PathValue("id"), Wat: posted.Text("wat"), OrganisatieID: posted.Text("organisatie"), Uiterlijk: posted.Day("uiterlijk"),
	}}
	if posted.Yes("mijzelf") {
		in.Actie.AccountID = r.Actor.ID
	}
	if _, err := p.uc.LegActieVast(posted.Context(), r.Actor, in); err != nil {
		return again(r, err, func(status int, form ui.Form, cause error) error { return p.actieForm(r, status, form, cause) })
	}
	return r.Done(overlegURL(r.PathValue("id")), "actie")
}

func (p *pages) actie(r *web.Request) error { return p.doneForm(r, http.StatusOK, ui.Form{}, nil) }

func (p *pages) doneForm(r *web.Request, status int, posted ui.Form, cause error) error {
	one, err := p.uc.BekijkActie(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	f := formulier.New(actieURL(one.ID), "actie_form.", one.Versie, posted, cause)
	f.Day("op", r.Today)
	f.Words("toelichting", one.Toelichting, formulier.Optional)
	v := formView{head: head{Page: r.Page(tekst.Of("actie.rond_af"))}, Form: f, Save: tekst.Of("actie.gedaan"), Cancel: pathOverleggen}
	if one.ZietOverleg {
		v.Cancel = overlegURL(one.Overleg)
	}
	v.Lead, v.Crumbs = one.Wat, overlegCrumbs()
	return renderForm(r, status, v)
}

func (p *pages) doneActie(r *web.Request) error {
	id := r.PathValue("id")
	posted := formulier.Read(r)
	if formulier.KeepsSaved(r) {
		return r.Redirect(pathOverleggen)
	}
	in := inkoop.AfhandelingInput{ID: id, Op: posted.Day("op"), Toelichting: posted.Text("toelichting"), Versie: posted.Versie}
	err := p.uc.HandelActieAf(posted.Context(), r.Actor, in)
	if err == nil {
		return r.Done(pathOverleggen, "actie_gedaan")
	}
	return again(r, err, func(status int, form ui.Form, cause error) error { return p.doneForm(r, status, form, cause) })
}
