package inkoop

import (
	"net/http"

	"trede/internal/app/inkoop"
	"trede/internal/authz"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// steekproefRoutes are the page on which the random check of a round is drawn.
func (p *pages) steekproefRoutes() []web.Route {
	return []web.Route{
		{Pattern: "GET /rondes/{id}/steekproef", Action: authz.SteekproefUitvoeren, Handler: p.steekproefForm},
		{Pattern: "POST /rondes/{id}/steekproef", Action: authz.SteekproefUitvoeren, Handler: p.trekSteekproef},
	}
}

// steekproef says how the check was drawn, or what it will be.
func (v aanmeldingenView) steekproef() string {
	s := v.Ronde.Steekproef
	if s.Op.IsZero() {
		return tekst.Of("inschrijving.ronde.steekproef_uitleg", v.Procent)
	}
	return tekst.Of("inschrijving.ronde.steekproef_getrokken", s.Op, len(s.Getrokken), len(s.Uit), s.Procent, s.Zaad)
}

func (p *pages) steekproefForm(r *web.Request) error {
	return p.showSteekproef(r, http.StatusOK, ui.Form{}, nil)
}

func (p *pages) showSteekproef(r *web.Request, status int, posted ui.Form, cause error) error {
	list, err := p.uc.RondeInschrijvingen(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	back := rondeURL(list.Ronde.ID, "inschrijvingen")
	v := actForm{head: head{Page: r.Page(tekst.Of("steekproef_form.kop"))}, Button: tekst.Of("steekproef_form.knop"), Back: back}
	v.Crumbs = append(belowRonde(list.Ronde.ID, list.Ronde.Naam), ui.Crumb{Label: tekst.Of("inschrijving.ronde.kop"), URL: back})
	many := nl.Plural(list.Contracten, tekst.Of("steekproef_form.contract"), tekst.Of("steekproef_form.contracten"))
	v.Sub = tekst.Of("steekproef_form.uitleg", many, list.Procent)
	v.Form = formulier.New(r.URL.Path, "steekproef_form.", list.Versie, posted, cause)
	v.Form.Words("bevinding", tekst.Of("steekproef_form.bevinding_begin", list.Ronde.Naam), formulier.Rows(2))
	v.Form.Words("afspraak", tekst.Of("steekproef_form.afspraak_begin"), formulier.Rows(2))
	v.Form.Day("termijn", list.Dag.AddMonths(1))
	v.Errors = v.Form.Problems()
	return r.Render(status, actPage(v))
}

func (p *pages) trekSteekproef(r *web.Request) error {
	id := dominkoop.RondeID(r.PathValue("id"))
	if formulier.KeepsSaved(r) {
		return r.Redirect(rondeURL(id, "inschrijvingen"))
	}
	in := formulier.Read(r)
	_, err := p.uc.TrekSteekproef(in.Context(), r.Actor, inkoop.SteekproefInput{
		RondeID: id, Versie: in.Versie, Bevinding: in.Text("bevinding"), Afspraak: in.Text("afspraak"), Termijn: in.Day("termijn"),
	})
	if err == nil {
		return r.Done(rondeURL(id, "inschrijvingen"), "steekproef_getrokken")
	}
	return again(r, err, func(status int, form ui.Form, cause error) error { return p.showSteekproef(r, status, form, cause) })
}
