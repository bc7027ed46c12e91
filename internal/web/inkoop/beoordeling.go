package inkoop

import (
	"net/http"
	"net/url"

	"trede/internal/app/inkoop"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

const pathBeoordelingen = "/beoordelingen"

// beoordelingRoutes are the pages of who assesses what providers handed in.
func (p *pages) beoordelingRoutes() []web.Route {
	return []web.Route{
		{Pattern: "GET /beoordelingen", Action: authz.LijstBeoordelingen, Handler: p.beoordelingen},
		{Pattern: "GET /beoordelingen/{id}", Action: authz.BeoordelingLezen, Handler: p.beoordeling},
		{Pattern: "POST /beoordelingen/{id}", Action: authz.BeoordelingUitvoeren, Handler: p.bewaarBeoordeling},
		{Pattern: "POST /beoordelingen/{id}/heropen", Action: authz.BeoordelingUitvoeren, Handler: p.heropen},
		{Pattern: "GET /beoordelingen/{id}/gesprek", Action: authz.BeoordelingLezen, Handler: p.gesprek},
		{Pattern: "POST /beoordelingen/{id}/gesprek", Action: authz.GesprekVastleggen, Handler: p.bewaarGesprek},
		{Pattern: "GET /beoordelingen/{id}/besluit", Action: authz.BeoordelingLezen, Handler: p.kwalificatie},
		{Pattern: "GET /beoordelingen/{id}/terzijde", Action: authz.KwalificatieVoorbereiden, Handler: func(r *web.Request) error {
			return p.showTerzijde(r, http.StatusOK, ui.Form{}, nil)
		}},
		{Pattern: "POST /beoordelingen/{id}/terzijde", Action: authz.KwalificatieVoorbereiden, Handler: p.terzijde},
		{Pattern: "GET /beoordelingen/{id}/heropenen", Action: authz.KwalificatieVoorbereiden, Handler: func(r *web.Request) error {
			return p.showHeropen(r, http.StatusOK, ui.Form{}, nil)
		}},
		{Pattern: "POST /beoordelingen/{id}/heropenen", Action: authz.KwalificatieVoorbereiden, Handler: p.heropenBesluit},
		{Pattern: "POST /beoordelingen/{id}/besluit", Action: authz.KwalificatieVoorbereiden, Handler: p.bereidVoor},
		{Pattern: "POST /beoordelingen/{id}/besluit/nemen", Action: authz.KwalificatieVoorbereiden, Handler: p.neemBesluit},
		{Pattern: "POST /beoordelingen/{id}/tekenen", Action: authz.ContractVastleggen, Handler: p.teken},
	}
}

func zaakURL(id dominkoop.InschrijvingID, part ...string) string {
	out := pathBeoordelingen + "/" + url.PathEscape(string(id))
	for _, s := range part {
		out += "/" + s
	}
	return out
}

// beoordelingenView is what is to be assessed in a round.
type beoordelingenView struct {
	head
	inkoop.BeoordelingenPage
	Rondes []dominkoop.Ronde
	At     *url.URL
}

func (p *pages) beoordelingen(r *web.Request) error {
	rondes, err := p.uc.RondesMetInschrijving(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	v := beoordelingenView{head: head{Page: r.Page(tekst.Of("beoordeling.kop"))}, Rondes: rondes, At: r.URL}
	asked := r.URL.Query().Get("ronde")
	if asked == "" && len(rondes) > 0 {
		asked = string(rondes[0].ID)
	}
	if asked != "" {
		if v.BeoordelingenPage, err = p.uc.Beoordelingen(r.Context(), r.Actor, asked); err != nil {
			return err
		}
		v.Lead = nl.Plural(len(v.Regels), tekst.Of("beoordeling.een"), tekst.Of("beoordeling.meer"))
	}
	return r.Render(http.StatusOK, beoordelingenPage(v))
}

// zaakView is one inschrijving that is assessed, on each of its three pages.
type zaakView struct {
	head
	inkoop.ZaakPage
	Form ui.Form         // of the assessment as it came back
	Ask  *formulier.Form // of the other pages; nil: nothing is asked
}

// zaak makes the view of a page of an inschrijving.
func (p *pages) zaak(r *web.Request, title string) (zaakView, error) {
	z, err := p.uc.BekijkZaak(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return zaakView{}, err
	}
	v := zaakView{ZaakPage: z, head: head{Page: r.Page(z.Aanbieder)}}
	if title != "" {
		v.Title = title + ": " + z.Aanbieder
	}
	v.Crumbs = []ui.Crumb{{Label: tekst.Of("beoordeling.kop"), URL: pathBeoordelingen + "?ronde=" + url.QueryEscape(string(z.Ronde.ID))}}
	v.Tags = []ui.Tag{zaakTag(z.ZaakRegel)}
	v.Lead = tekst.Of("beoordeling.ingediend", z.Ronde.Naam, web.Moment(z.Ingediend))
	return v, nil
}

// uitslagTag is a decision in a word.
func uitslagTag(u dominkoop.Uitslag) ui.Tag {
	if u == dominkoop.Gekwalificeerd {
		return ui.Tag{Text: tekst.Of("uitslag.gekwalificeerd"), Tone: ui.ToneGood}
	}
	return ui.Tag{Text: tekst.Of("uitslag.afgewezen"), Tone: ui.ToneLate}
}

// zaakTag is how far an inschrijving is, in a word.
func zaakTag(z inkoop.ZaakRegel) ui.Tag {
	switch {
	case z.Uitslag != "":
		return uitslagTag(z.Uitslag)
	case z.Stand == dominkoop.StandBeoordelen:
		return ui.Tag{Text: tekst.Of("beoordeling.stand_te_beoordelen", z.Afgerond, dominkoop.MinBeoordelaars), Tone: ui.ToneWeek}
	}
	return ui.Tag{Text: tekst.Of("beoordeling.stand_" + string(z.Stand)), Tone: ui.ToneWait}
}

func (p *pages) beoordeling(r *web.Request) error {
	return p.showBeoordeling(r, http.StatusOK, ui.Form{}, nil)
}

// showBeoordeling shows the assessment, with what was typed when it came back.
func (p *pages) showBeoordeling(r *web.Request, status int, form ui.Form, cause error) error {
	v, err := p.zaak(r, "")
	if err != nil {
		return err
	}
	v.Form, v.Errors = form, form.Errors
	if form.Values == nil {
		v.Form.Values = oordeelValues(v.Beoordeling.Inhoud)
	}
	if formulier.IsStale(cause) { // only another window of the same person can be first
		v.Errors = ui.Errors{{Text: tekst.Of("beoordeling.ander_venster")}}
	}
	return r.Render(status, beoordelingPage(v))
}

// oordeelValues are the fields of an assessment as they were kept.
func oordeelValues(c dominkoop.BeoordelingInhoud) url.Values {
	out := url.Values{"compleet": {string(c.Compleet)}, "plan": {string(c.Plan)}, "plan-notitie": {c.PlanNotitie}, "advies": {string(c.Advies)}}
	for _, o := range c.Oordelen {
		out.Set(dominkoop.OordeelVeld(o.Eis), string(o.Oordeel))
		out.Set(dominkoop.NotitieVeld(o.Eis), o.Notitie)
	}
	return out
}

// Names and values of the buttons of an assessment.
const (
	actieVeld = "actie"
	afronden  = "afronden"
)

func (p *pages) bewaarBeoordeling(r *web.Request) error {
	z, err := p.uc.BekijkZaak(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	in := formulier.Read(r)
	c := dominkoop.BeoordelingInhoud{
		Compleet: dominkoop.JaNee(in.Text("compleet")), Plan: dominkoop.Oordeel(in.Text("plan")), PlanNotitie: in.Text("plan-notitie"),
		Advies: dominkoop.Uitslag(in.Text("advies")),
	}
	for _, e := range z.Eisen {
		o := dominkoop.EisOordeel{Eis: e.Code, Oordeel: dominkoop.Oordeel(in.Text(dominkoop.OordeelVeld(e.Code))), Notitie: in.Text(dominkoop.NotitieVeld(e.Code))}
		if o.Oordeel != "" || o.Notitie != "" {
			c.Oordelen = append(c.Oordelen, o)
		}
	}
	done := in.Text(actieVeld) == afronden
	err = p.uc.LegBeoordelingVast(in.Context(), r.Actor, inkoop.BeoordelingInput{
		InschrijvingID: string(z.ID), Versie: in.Versie, Inhoud: c, Afronden: done,
	})
	if err == nil && done {
		return r.Done(zaakURL(z.ID), "beoordeling_afgerond")
	}
	if err == nil {
		return r.Done(zaakURL(z.ID), "beoordeling_bewaard")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.showBeoordeling(r, status, r.Posted(problems), err)
}

func (p *pages) heropen(r *web.Request) error {
	id := r.PathValue("id")
	if err := p.uc.HeropenBeoordeling(r.Context(), r.Actor, id, formulier.Read(r).Versie); err != nil {
		problems, status, again := r.Again(err)
		if !again {
			return err
		}
		return p.showBeoordeling(r, status, ui.Form{Errors: problems}, nil)
	}
	return r.Done(zaakURL(dominkoop.InschrijvingID(id)), "beoordeling_heropend")
}

func (p *pages) gesprek(r *web.Request) error { return p.showGesprek(r, http.StatusOK, ui.Form{}, nil) }

func (p *pages) showGesprek(r *web.Request, status int, form ui.Form, cause error) error {
	v, err := p.zaak(r, tekst.Of("beoordeling.gesprek"))
	if err != nil {
		return err
	}
	g := v.Gesprek
	if now, ok := formulier.Current[inkoop.Inschrijving](cause); ok {
		g, v.Versie = now.Gesprek, now.Versie
	}
	if v.Stand != dominkoop.StandBesloten && v.Mijn != inkoop.MijnEigen {
		f := formulier.New(zaakURL(v.ID, "gesprek"), "gesprek.", v.Versie, form, cause)
		f.Day("gepland", g.Gepland, formulier.Optional)
		f.Day("gehouden", g.Gehouden, formulier.Optional)
		f.Line("deelnemers", g.Deelnemers, formulier.Optional)
		f.Words("verslag", g.Verslag, formulier.Rows(10), formulier.Optional)
		f.Choose("uitkomst", string(g.Uitkomst), formulier.Options("oordeel.", dominkoop.Oordelen()), formulier.Columns(3), formulier.Optional)
		v.Ask, v.Errors = f, f.Problems()
	}
	return r.Render(status, gesprekPage(v))
}

func (p *pages) bewaarGesprek(r *web.Request) error {
	in := formulier.Read(r)
	if formulier.KeepsSaved(r) {
		return r.Redirect(zaakURL(dominkoop.InschrijvingID(r.PathValue("id")), "gesprek"))
	}
	err := p.uc.LegGesprekVast(in.Context(), r.Actor, inkoop.GesprekInput{InschrijvingID: r.PathValue("id"), Versie: in.Versie, Gesprek: dominkoop.Gesprek{
		Gepland: in.Day("gepland"), Gehouden: in.Day("gehouden"), Deelnemers: in.Text("deelnemers"), Verslag: in.Text("verslag"),
		Uitkomst: dominkoop.Oordeel(in.Text("uitkomst")),
	}})
	if err == nil {
		return r.Done(zaakURL(dominkoop.InschrijvingID(r.PathValue("id")), "besluit"), "gesprek_vastgelegd")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.showGesprek(r, status, r.Posted(problems), err)
}

func (p *pages) kwalificatie(r *web.Request) error {
	return p.showKwalificatie(r, http.StatusOK, ui.Form{}, nil)
}

// showKwalificatie shows the page of the decision: what the assessors found, and the one
// thing that is to be done now.
func (p *pages) showKwalificatie(r *web.Request, status int, form ui.Form, cause error) error {
	v, err := p.zaak(r, tekst.Of("beoordeling.besluit"))
	if err != nil {
		return err
	}
	v.Errors = form.Errors
	b := v.Besluit
	if now, ok := formulier.Current[inkoop.Inschrijving](cause); ok {
		b, v.Versie = now.Besluit, now.Versie
	}
	switch {
	case v.Mijn == inkoop.MijnEigen:
	case v.MagTekenen && b.Uitslag == dominkoop.Gekwalificeerd:
		f := formulier.New(zaakURL(v.ID, "tekenen"), "kwalificatie_pagina.", v.Contract.Versie, form, cause)
		f.Day("op", civil.Date{})
		v.Ask, v.Errors = f, f.Problems()
	case v.Stand != dominkoop.StandBesloten && v.Afgerond >= dominkoop.MinBeoordelaars && !v.MagBesluiten:
		f := formulier.New(zaakURL(v.ID, "besluit"), "kwalificatie_pagina.", v.Versie, form, cause)
		f.Choose("uitslag", string(b.Uitslag), formulier.Explained("uitslag", dominkoop.Uitslagen()), formulier.Columns(2))
		f.Words("motivering", b.Motivering, formulier.Rows(6))
		v.Ask, v.Errors = f, f.Problems()
	}
	return r.Render(status, kwalificatiePage(v))
}

// showTerzijde asks whose assessment is set aside, and why.
func (p *pages) showTerzijde(r *web.Request, status int, form ui.Form, cause error) error {
	v, err := p.zaak(r, "")
	if err != nil {
		return err
	}
	back := zaakURL(v.ID, "besluit")
	if !v.MagTerzijde() {
		return r.Redirect(back)
	}
	var people []ui.Option
	for _, b := range v.Anderen {
		if b.Telt() {
			people = append(people, ui.Option{Value: b.BeoordelaarID, Label: v.Namen[b.BeoordelaarID]})
		}
	}
	v.Title, v.Lead, v.Tags = tekst.Of("terzijde.kop"), tekst.Of("terzijde.uitleg"), nil
	f := formulier.New(zaakURL(v.ID, "terzijde"), "terzijde.", -1, form, cause)
	f.Choose("beoordelaar", "", people)
	f.Words("reden", "", formulier.Rows(3))
	return renderForm(r, status, formView{head: v.head, Form: f, Save: tekst.Of("terzijde.leg"), Cancel: back})
}

func (p *pages) terzijde(r *web.Request) error {
	in := formulier.Read(r)
	err := p.uc.LegTerzijde(in.Context(), r.Actor, inkoop.TerzijdeInput{
		InschrijvingID: r.PathValue("id"), BeoordelaarID: in.Text("beoordelaar"), Reden: in.Text("reden"),
	})
	if err == nil {
		return r.Done(zaakURL(dominkoop.InschrijvingID(r.PathValue("id")), "besluit"), "terzijde_gelegd")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.showTerzijde(r, status, r.Posted(problems), err)
}

// showHeropen asks why a decision is opened again.
func (p *pages) showHeropen(r *web.Request, status int, form ui.Form, cause error) error {
	v, err := p.zaak(r, "")
	if err != nil {
		return err
	}
	back := zaakURL(v.ID, "besluit")
	if !v.MagHeropenen() && cause == nil {
		return r.Redirect(back)
	}
	v.Title, v.Lead, v.Tags = tekst.Of("heropenen.kop"), tekst.Of("heropenen.uitleg"), nil
	f := formulier.New(zaakURL(v.ID, "heropenen"), "heropenen.", v.Versie, form, cause)
	f.Words("reden", "", formulier.Rows(3))
	v.Errors = f.Problems()
	return renderForm(r, status, formView{head: v.head, Form: f, Save: tekst.Of("heropenen.knop"), Cancel: back})
}

func (p *pages) heropenBesluit(r *web.Request) error {
	to := zaakURL(dominkoop.InschrijvingID(r.PathValue("id")), "besluit")
	if formulier.KeepsSaved(r) {
		return r.Redirect(to)
	}
	in := formulier.Read(r)
	err := p.uc.HeropenBesluit(in.Context(), r.Actor, inkoop.HeropenInput{InschrijvingID: r.PathValue("id"), Versie: in.Versie, Reden: in.Text("reden")})
	return p.finish(r, err, to, "besluit_heropend", p.showHeropen)
}

func (p *pages) bereidVoor(r *web.Request) error {
	return p.besluitStap(r, "besluit_voorbereid", func(in *formulier.Input) error {
		return p.uc.BereidBesluitVoor(in.Context(), r.Actor, inkoop.BesluitInput{
			InschrijvingID: r.PathValue("id"), Versie: in.Versie, Uitslag: dominkoop.Uitslag(in.Text("uitslag")), Motivering: in.Text("motivering"),
		})
	})
}

func (p *pages) neemBesluit(r *web.Request) error {
	return p.besluitStap(r, "besluit_genomen", func(in *formulier.Input) error {
		_, err := p.uc.NeemBesluit(r.Context(), r.Actor, r.PathValue("id"), in.Versie)
		return err
	})
}

func (p *pages) teken(r *web.Request) error {
	return p.besluitStap(r, "contract_getekend", func(in *formulier.Input) error {
		z, err := p.uc.BekijkZaak(r.Context(), r.Actor, r.PathValue("id"))
		if err != nil {
			return err
		}
		if z.Contract == nil {
			return errs.InvalidInput(errs.Finding{Code: "sluiten.niet_gekwalificeerd"})
		}
		return p.uc.Teken(in.Context(), r.Actor, inkoop.TekenInput{ContractID: string(z.Contract.ID), Versie: in.Versie, Op: in.Day("op")})
	})
}

// besluitStap takes a step of the decision, unless what a colleague saved stays, and goes on
// to the page with what was done, or back with what is wrong.
func (p *pages) besluitStap(r *web.Request, done string, step func(*formulier.Input) error) error {
	to := zaakURL(dominkoop.InschrijvingID(r.PathValue("id")), "besluit")
	if formulier.KeepsSaved(r) {
		return r.Redirect(to)
	}
	err := step(formulier.Read(r))
	if err == nil {
		return r.Done(to, done)
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.showKwalificatie(r, status, r.Posted(problems), err)
}
