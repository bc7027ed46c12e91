package inkoop

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"trede/internal/app/inkoop"
	"trede/internal/domain/civil"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// signContract asks on which day the contract, or one addendum of it, was signed.
func (p *pages) signContract(r *web.Request) error {
	return p.signForm(r, r.URL.Query().Get("addendum"), http.StatusOK, ui.Form{}, nil)
}

func (p *pages) signForm(r *web.Request, addendum string, status int, posted ui.Form, cause error) error {
	data, err := p.uc.ContractFormulier(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	c := data.Contract
	f := formulier.New(contractURL(c.ID, "teken"), "contract_form.", c.Versie, posted, cause)
	title := tekst.Of("contract_pagina.teken_kop", c.Nummer)
	if addendum != "" {
		title = tekst.Of("contract_pagina.teken_wijziging_kop", addendum, c.Nummer)
		f.Send("addendum", addendum)
	}
	f.Day("op", civil.Date{})
	v := formView{head: head{Page: r.Page(title)}, Form: f, Save: tekst.Of("contract_pagina.teken"), Cancel: contractURL(c.ID)}
	v.Lead, v.Crumbs = tekst.Of("contract_pagina.teken_uitleg"), contractCrumbs(&c.Contract)
	return renderForm(r, status, v)
}

func (p *pages) saveSigned(r *web.Request) error {
	id := r.PathValue("id")
	if formulier.KeepsSaved(r) {
		return r.Redirect(contractURL(dominkoop.ContractID(id)))
	}
	posted := formulier.Read(r)
	in := inkoop.TekenInput{ContractID: id, Addendum: posted.Int("addendum"), Op: posted.Day("op"), Versie: posted.Versie}
	err := p.uc.Teken(posted.Context(), r.Actor, in)
	if err == nil {
		return r.Done(contractURL(dominkoop.ContractID(id)), "contract_getekend")
	}
	return again(r, err, func(status int, form ui.Form, cause error) error {
		return p.signForm(r, posted.Text("addendum"), status, form, cause)
	})
}

func (p *pages) newAddendum(r *web.Request) error {
	return p.addendumForm(r, http.StatusOK, ui.Form{}, nil)
}

func (p *pages) addendumForm(r *web.Request, status int, posted ui.Form, cause error) error {
	data, err := p.uc.ContractFormulier(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	c := data.Contract
	term := c.Looptijd()
	f := formulier.New(contractURL(c.ID, "wijziging"), "contract_form.", c.Versie, posted, cause)
	f.Choose("soort", "", formulier.Explained("addendum", []dominkoop.AddendumSoort{dominkoop.Verlenging, dominkoop.Beeindiging, dominkoop.Uitbreiding}))
	f.Day("laatste_dag", civil.Date{}, formulier.Optional, formulier.Label(tekst.Of("contract_form.nieuwe_laatste_dag")))
	f.Fold(tekst.Of("contract_form.uitbreiding"), func() {
		f.Day("vanaf", civil.Date{}, formulier.Optional)
		f.Tick("producten", nil, productOptions(data, term), formulier.Optional)
		f.Tick("gemeenten", nil, gemeenteOptions(contractGemeenten(data.Regio, term)), formulier.Optional)
	})
	f.Day("getekend", civil.Date{}, formulier.Optional)
	f.Words("reden", "", formulier.Rows(2))
	v := formView{head: head{Page: r.Page(tekst.Of("contract_pagina.wijziging_kop", c.Nummer))}, Form: f, Save: tekst.Of("contract_form.voeg_toe"), Cancel: contractURL(c.ID)}
	v.Lead = tekst.Of("contract_pagina.loopt", nl.Range(term.From, term.LastDay()))
	v.Crumbs = contractCrumbs(&c.Contract)
	return renderForm(r, status, v)
}

// productOptions are the products of the adopted catalogues that have a day in a period.
func productOptions(data inkoop.ContractForm, term civil.Period) []ui.Option {
	var out []ui.Option
	for _, c := range data.Regio.Data().Catalogi {
		if c.Status != dominkoop.Vastgesteld || !c.Geldig.Overlaps(term) {
			continue
		}
		for _, p := range c.Producten {
			out = append(out, ui.Option{Value: c.Ref(p.Code).String(), Label: tekst.Of("contract_form.product_van", string(p.Code), c.Naam)})
		}
	}
	return out
}

func (p *pages) saveAddendum(r *web.Request) error {
	id := r.PathValue("id")
	if formulier.KeepsSaved(r) {
		return r.Redirect(contractURL(dominkoop.ContractID(id)))
	}
	posted := formulier.Read(r)
	posted.Limit(1000, "reden")
	in := inkoop.AddendumInput{ContractID: id, Versie: posted.Versie, Reden: posted.Must("reden", "contract.reden_ontbreekt")}
	in.Addendum = dominkoop.Addendum{
		Soort: dominkoop.AddendumSoort(posted.Text("soort")), Getekend: posted.Day("getekend"), Toelichting: in.Reden,
	}
	if last := posted.Day("laatste_dag"); in.Addendum.Soort != dominkoop.Uitbreiding {
		in.Addendum.LaatsteDag = last
	} else {
		from := posted.Day("vanaf")
		for _, text := range posted.List("producten") {
			catalogus, product, _ := strings.Cut(text, "/")
			in.Addendum.Regels = append(in.Addendum.Regels, dominkoop.Contractregel{
				Product:   dominkoop.ProductRef{Catalogus: dominkoop.CatalogusCode(catalogus), Product: dominkoop.ProductCode(product)},
				Gemeenten: formulier.Values[dominkoop.GemeenteCode](posted.List("gemeenten")), Geldig: civil.Period{From: from},
			})
		}
	}
	err := p.uc.VoegAddendumToe(posted.Context(), r.Actor, in)
	if err == nil {
		return r.Done(contractURL(dominkoop.ContractID(id)), "contract_gewijzigd")
	}
	return again(r, err, func(status int, form ui.Form, cause error) error { return p.addendumForm(r, status, form, cause) })
}

// bulkView is the preview of an act on many contracts.
type bulkView struct {
	head
	inkoop.BulkPage
	Soort   inkoop.BulkSoort
	Maanden int
	Form    ui.Form
	Missed  bool // a contract changed since the preview was shown
}

func (v bulkView) path() string { return pathContracten + "/" + string(v.Soort) }

// laatste is the last day that the contracts would get.
func (v bulkView) laatste() civil.Date {
	return inkoop.BulkInput{Soort: v.Soort, Peildag: v.Peildag, Maanden: v.Maanden}.Laatste()
}

// standaardMaanden is how long the extension of 2020 was (INK-11).
const standaardMaanden = 6

func (p *pages) bulkOf(soort inkoop.BulkSoort) web.Handler {
	return func(r *web.Request) error {
		in := inkoop.BulkInput{Soort: soort, Maanden: standaardMaanden}
		form := ui.Form{Values: r.URL.Query()}
		var err error
		if in.Peildag, err = ui.DateValue(form.Values, "peildag"); err != nil {
			form.Errors = append(form.Errors, ui.FieldError{Field: "peildag", Text: tekst.Of("invoer.datum_onjuist")})
		}
		if text := form.Values.Get("maanden"); text != "" {
			if in.Maanden, err = strconv.Atoi(text); err != nil || in.Maanden < 1 || in.Maanden > inkoop.MaxVerlengMaanden {
				in.Maanden = standaardMaanden
				form.Errors = append(form.Errors, ui.FieldError{Field: "maanden", Text: tekst.Of("contract.maanden_kan_niet", inkoop.MaxVerlengMaanden)})
			}
		}
		status := http.StatusOK
		if len(form.Errors) > 0 {
			status = http.StatusBadRequest
		}
		return p.bulkForm(r, in, status, form)
	}
}

func (p *pages) bulkForm(r *web.Request, in inkoop.BulkInput, status int, form ui.Form) error {
	list, err := p.uc.BulkOverzicht(r.Context(), r.Actor, in)
	if err != nil {
		return err
	}
	v := bulkView{head: head{Page: r.Page(tekst.Of("contract_bulk.kop_" + string(in.Soort)))}, BulkPage: list, Soort: in.Soort, Maanden: in.Maanden, Form: form}
	v.Lead, v.Crumbs, v.Errors = tekst.Of("contract_bulk.uitleg_"+string(in.Soort)), contractCrumbs(nil), form.Errors
	return r.Render(status, bulkPage(v))
}

func (p *pages) runBulkOf(soort inkoop.BulkSoort) web.Handler {
	return func(r *web.Request) error {
		posted := formulier.Read(r)
		posted.Limit(1000, "reden")
		in := inkoop.BulkInput{
			Soort: soort, Peildag: posted.Day("peildag"), Maanden: posted.Int("maanden"), Getekend: posted.Day("getekend"),
			Reden: posted.Must("reden", "contract.reden_ontbreekt"),
		}
		for _, id := range posted.List("contract") {
			n, err := strconv.Atoi(r.Form.Get("versie-" + id))
			if err != nil {
				return errs.New(errs.Invalid, "verzoek.onleesbaar")
			}
			in.Keuzes = append(in.Keuzes, inkoop.BulkKeuze{ID: id, Versie: n})
		}
		n, err := p.uc.VoerBulkUit(posted.Context(), r.Actor, in)
		if err == nil {
			return r.Done(pathContracten, "contracten_"+string(soort)+map[bool]string{true: "_een"}[n == 1])
		}
		problems, status, shown := r.Again(err)
		if !shown {
			return err
		}
		if errs.Is(err, errs.Conflict) { // the preview shows how things stand now
			problems = ui.Errors{{Text: tekst.Of("contract_bulk.intussen")}}
		}
		return p.bulkForm(r, in, status, r.Posted(problems))
	}
}

// regels are the contracts that take part, or those that do not without those long over.
func (v bulkView) regels(takesPart bool) []inkoop.BulkRegel {
	return slices.DeleteFunc(slices.Clone(v.Regels), func(r inkoop.BulkRegel) bool {
		over := !takesPart && !r.Laatste.IsZero() && r.Laatste.Before(v.Dag)
		return (r.Reden == "") != takesPart || over
	})
}

// ticked tells whether a contract is chosen: all are until a person chooses.
func (v bulkView) ticked(r inkoop.BulkRegel) bool {
	return !v.Form.Values.Has("reden") || v.Form.Has("contract", string(r.ID))
}

func (v bulkView) optionCells() []ui.Option {
	var out []ui.Option
	for _, r := range v.regels(true) {
		out = append(out, ui.Option{
			Value: string(r.ID), Label: v.Aanbieders[r.Aanbieder] + " · " + r.Nummer, Checked: v.ticked(r), Help: tekst.Of("contract_bulk.wordt", bulkEinde(r.Laatste), v.laatste()),
		})
	}
	return out
}

func bulkEinde(last civil.Date) string {
	if last.IsZero() {
		return tekst.Of("contract_bulk.open")
	}
	return nl.Long(last)
}

func (v bulkView) leftOut() [][]ui.Cell {
	var rows [][]ui.Cell
	for _, r := range v.regels(false) {
		rows = append(rows, []ui.Cell{
			{Text: v.Aanbieders[r.Aanbieder] + " · " + r.Nummer, URL: contractURL(r.ID)}, {Text: bulkEinde(r.Laatste)}, {Text: tekst.Of("bulkreden." + string(r.Reden))},
		})
	}
	return rows
}
