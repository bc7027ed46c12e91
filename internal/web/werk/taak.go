package werk

import (
	"errors"
	"net/http"
	"strconv"

	"trede/internal/app/taken"
	"trede/internal/domain/civil"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/taak"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// taakView is the page on which a task is put off or handed over: two small forms.
type taakView struct {
	head
	taken.TaakPage
	Form   ui.Form
	Posted string // which of the two forms came back; empty: none
	Laatst civil.Date
	Saved  []ui.ConflictRow // what somebody else did meanwhile, beside what was typed
}

func (p *pages) taak(r *web.Request) error {
	return p.taakForm(r, http.StatusOK, "", ui.Form{})
}

func (p *pages) taakForm(r *web.Request, status int, which string, form ui.Form) error {
	t, err := p.taken.Bekijk(r.Context(), r.Actor, r.PathValue("inwoner"), r.PathValue("taak"))
	if err != nil {
		return err
	}
	v := taakView{head: newHead(r, tekst.Of("werk.regel")), TaakPage: t, Form: form, Posted: which, Laatst: t.Dag.AddDays(taken.MaxUitstelDagen)}
	v.Errors = form.Errors
	v.Crumbs = []ui.Crumb{{Label: tekst.Of("werk.kop"), URL: pathWerk}}
	if status == http.StatusConflict {
		v.Errors, v.Saved = nil, v.conflict()
	}
	return r.Render(status, taakPage(v))
}

// conflict sets what is saved beside what was typed.
func (v *taakView) conflict() []ui.ConflictRow {
	if v.Posted == "uitstellen" {
		return []ui.ConflictRow{{Label: tekst.Of("werk.tot"), Saved: nl.Long(v.Taak.UitgesteldTot), Mine: v.Form.Values.Get("tot")}}
	}
	mine := ""
	for _, c := range v.Colleagues {
		if c.ID == v.Form.Values.Get("aan") {
			mine = c.Naam
		}
	}
	return []ui.ConflictRow{{Label: tekst.Of("werk.aan"), Saved: v.Wie, Mine: mine}}
}

func (v *taakView) url(act string) string {
	return taakURL(v.Taak.InwonerID, v.Taak.ID) + "/" + act
}

// field is a field of one of the two forms: only the one that was sent holds what was
// typed.
func (v *taakView) field(form, name, label string) ui.Field {
	if form != v.Posted {
		return ui.Field{Name: name, Label: label}
	}
	return v.Form.Field(name, label)
}

func (v *taakView) facts() []ui.Fact {
	t := v.Taak
	out := []ui.Fact{{Label: tekst.Of("werk.inwoner"), Value: v.Naam, URL: taak.Dossier(t.InwonerID)}}
	if t.Termijn != civil.Last {
		when, _ := nl.Relative(t.Termijn, v.Dag)
		out = append(out, ui.Fact{Label: tekst.Of("werk.termijn"), Value: nl.Long(t.Termijn) + ", " + when})
	}
	wie := v.Wie
	if wie == "" {
		wie = tekst.Of("werk.van_niemand")
	}
	return append(out, ui.Fact{Label: tekst.Of("werk.wie_doet"), Value: wie})
}

func (v *taakView) colleagues() []ui.Option {
	out := make([]ui.Option, len(v.Colleagues))
	for i, c := range v.Colleagues {
		out[i] = ui.Option{Value: c.ID, Label: c.Naam}
		if c.Ik {
			out[i].Label = tekst.Of("werk.ikzelf", c.Naam)
		}
	}
	return out
}

func (p *pages) uitstellen(r *web.Request) error {
	if formulier.KeepsSaved(r) {
		return r.Redirect(pathWerk)
	}
	in, err := taakInput(r)
	if err != nil {
		return err
	}
	in.Reden = r.Form.Get("reden")
	if in.Tot, err = ui.DateValue(r.Form, "tot"); err != nil {
		return p.taakForm(r, http.StatusBadRequest, "uitstellen", r.Posted(ui.Errors{{Field: "tot", Text: tekst.Of("invoer.datum_onjuist")}}))
	}
	return p.changed(r, "uitstellen", "taak_uitgesteld", p.taken.Uitstellen(r.Context(), r.Actor, in))
}

func (p *pages) overdragen(r *web.Request) error {
	if formulier.KeepsSaved(r) {
		return r.Redirect(pathWerk)
	}
	in, err := taakInput(r)
	if err != nil {
		return err
	}
	in.Aan, in.Reden = r.Form.Get("aan"), r.Form.Get("waarom")
	err = p.taken.Overdragen(r.Context(), r.Actor, in)
	var e *errs.Error
	if errors.As(err, &e) {
		for i := range e.Findings { // the reason has another name here: two forms stand on one page
			if e.Findings[i].Field == "reden" {
				e.Findings[i].Field = "waarom"
			}
		}
	}
	return p.changed(r, "overdragen", "taak_overgedragen", err)
}

func taakInput(r *web.Request) (taken.TaakInput, error) {
	versie, err := strconv.Atoi(r.Form.Get("versie"))
	if err != nil {
		return taken.TaakInput{}, errs.New(errs.Invalid, "verzoek.onleesbaar")
	}
	return taken.TaakInput{InwonerID: r.PathValue("inwoner"), TaakID: r.PathValue("taak"), Versie: versie}, nil
}

// changed goes back to the work list, or shows the form again. What somebody else did
// with the task meanwhile stands on that page.
func (p *pages) changed(r *web.Request, form, done string, err error) error {
	if err == nil {
		return r.Done(pathWerk, done)
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.taakForm(r, status, form, r.Posted(problems))
}
