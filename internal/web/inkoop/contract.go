package inkoop

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/a-h/templ"

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

// contractRoutes are the pages of contracts, one by one and many at once.
func (p *pages) contractRoutes() []web.Route {
	return []web.Route{
		{Pattern: "GET /contracten/nieuw", Action: authz.ContractVastleggen, Handler: p.newContract},
		{Pattern: "POST /contracten/nieuw", Action: authz.ContractVastleggen, Handler: p.saveContract},
		{Pattern: "GET /contracten/verlengen", Action: authz.ContractVerlengen, Handler: p.bulkOf(inkoop.BulkVerlengen)},
		{Pattern: "POST /contracten/verlengen", Action: authz.ContractVerlengen, Handler: p.runBulkOf(inkoop.BulkVerlengen)},
		{Pattern: "GET /contracten/beeindigen", Action: authz.ContractBeeindigen, Handler: p.bulkOf(inkoop.BulkBeeindigen)},
		{Pattern: "POST /contracten/beeindigen", Action: authz.ContractBeeindigen, Handler: p.runBulkOf(inkoop.BulkBeeindigen)},
		{Pattern: "GET /contracten/{id}", Action: authz.ContractLezen, Handler: p.contract},
		{Pattern: "GET /contracten/{id}/wijzig", Action: authz.ContractVastleggen, Handler: p.editContract},
		{Pattern: "POST /contracten/{id}/wijzig", Action: authz.ContractWijzigen, Handler: p.saveContract},
		{Pattern: "GET /contracten/{id}/teken", Action: authz.ContractWijzigen, Handler: p.signContract},
		{Pattern: "POST /contracten/{id}/teken", Action: authz.ContractWijzigen, Handler: p.saveSigned},
		{Pattern: "GET /contracten/{id}/wijziging", Action: authz.ContractWijzigen, Handler: p.newAddendum},
		{Pattern: "POST /contracten/{id}/wijziging", Action: authz.ContractWijzigen, Handler: p.saveAddendum},
	}
}

func contractURL(id dominkoop.ContractID, more ...string) string {
	at := pathContracten + "/" + url.PathEscape(string(id))
	for _, m := range more {
		at += "/" + url.PathEscape(m)
	}
	return at
}

// contractCrumbs are the way up from a page below the list of contracts, or below one.
func contractCrumbs(c *dominkoop.Contract) []ui.Crumb {
	out := []ui.Crumb{{Label: tekst.Of("contracten.kop"), URL: pathContracten}}
	if c != nil && c.ID != "" {
		out = append(out, ui.Crumb{Label: c.Nummer, URL: contractURL(c.ID)})
	}
	return out
}

// contractView is one contract as its page shows it.
type contractView struct {
	head
	inkoop.ContractPage
}

func (p *pages) contract(r *web.Request) error {
	one, err := p.uc.BekijkContract(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	v := contractView{head: head{Page: r.Page(tekst.Of("contracten.contract", one.Contract.Nummer))}, ContractPage: one}
	v.Lead = one.Aanbieder.Naam
	v.Crumbs = contractCrumbs(nil)
	v.Tags = []ui.Tag{staat(&one.Contract.Contract, one.Regio, one.Dag)}
	return r.Render(http.StatusOK, contractPage(v))
}

// actions are what a contract manager can do with the contract now; the first is the one
// that is most likely.
func (v contractView) actions() []ui.Button {
	id := v.Contract.ID
	var out []ui.Button
	switch {
	case !v.MayWijzigen:
	case v.Contract.Getekend.IsZero():
		out = append(out,
			ui.Button{Label: tekst.Of("contract_pagina.teken"), Kind: ui.Primary, URL: contractURL(id, "teken")},
			ui.Button{Label: tekst.Of("contract_pagina.wijzig"), Icon: "pencil", URL: contractURL(id, "wijzig")})
	default:
		out = append(out, ui.Button{Label: tekst.Of("contract_pagina.wijziging"), Kind: ui.Primary, Icon: "plus", URL: contractURL(id, "wijziging")})
	}
	if v.SeesNaleving {
		out = append(out, ui.Button{Label: tekst.Of("naleving.kop"), URL: contractURL(id, "naleving")})
	}
	return out
}

// warnings say what about the contract asks for attention today.
func (v contractView) warnings() []ui.Alert {
	var out []ui.Alert
	if w := v.Waarschuwing; w != nil {
		out = append(out, ui.Alert{
			Tone: ui.ToneWeek, Title: tekst.Of("contract_pagina.loopt_af", w.LaatsteDag),
			Text: tekst.Of("contract_pagina.loopt_af_uitleg", nl.Plural(w.Maanden, tekst.Of("contract_pagina.maand"), tekst.Of("contract_pagina.maanden"))),
		})
	}
	if over(&v.Contract.Contract, v.Dag) {
		out = append(out, ui.Alert{Tone: ui.ToneLate, Title: tekst.Of("contract_pagina.over", v.Contract.Looptijd().LastDay()), Text: tekst.Of("contract_pagina.over_uitleg")})
	}
	if v.SeesVerzekerd && len(v.Ontbreekt) > 0 {
		out = append(out, ui.Alert{Tone: ui.ToneLate, Title: tekst.Of("aanbieders.niet_verzekerd"), Text: missing(inkoop.AanbiederView{Ontbreekt: v.Ontbreekt})})
	}
	return out
}

// wat is what the contract delivers; of one that is not signed, what it would.
func (v contractView) wat() []levering {
	c := v.Contract.Contract
	if c.Getekend.IsZero() {
		c.Getekend = c.Oorspronkelijk.From
	}
	return leveringen(&c, v.Regio, v.Dag)
}

// facts are the data of the contract.
func (v contractView) facts() []ui.Fact {
	c := v.Contract
	signed := nl.Long(c.Getekend)
	if c.Getekend.IsZero() {
		signed = tekst.Of("contracten.niet_getekend")
	}
	out := []ui.Fact{
		{Label: tekst.Of("contracten.aanbieder"), Value: v.Aanbieder.Naam, URL: aanbiederURL(v.Aanbieder.ID)},
		{Label: tekst.Of("contract_pagina.partij"), Value: c.Partij},
		{Label: tekst.Of("contracten.getekend"), Value: signed},
		{Label: tekst.Of("contract_pagina.eerst"), Value: nl.Range(c.Oorspronkelijk.From, c.Oorspronkelijk.LastDay())},
	}
	if c.ZonderInschrijving != "" {
		out = append(out, ui.Fact{Label: tekst.Of("contract_pagina.zonder_inschrijving"), Value: c.ZonderInschrijving})
	}
	if v.SeesIWmo && v.Aanbieder.AGB != "" {
		out = append(out, ui.Fact{Label: tekst.Of("aanbieders.agb"), Value: v.Aanbieder.AGB})
	}
	if v.SeesNaleving {
		out = append(out, ui.Fact{Label: tekst.Of("naleving.kop"), URL: contractURL(c.ID, "naleving"), Value: tekst.Of("contract_pagina.punten", v.OpenPunten, v.LatePunten)})
	}
	return slices.DeleteFunc(out, func(f ui.Fact) bool { return f.Value == "" })
}

func (v contractView) addendumCells() [][]ui.Cell {
	rows := addendumRows(v.Contract.Contract)
	for i, a := range v.Contract.Addenda {
		if a.Getekend.IsZero() && v.MayWijzigen {
			rows[i][1] = ui.Cell{Text: tekst.Of("contract_pagina.teken_wijziging"), URL: contractURL(v.Contract.ID, "teken") + "?addendum=" + strconv.Itoa(a.Nummer)}
		}
		if len(a.Regels) > 0 {
			rows[i][2] = ui.Cell{Text: regelTekst(v.Regio, a.Regels), Sub: tekst.Of("contract_pagina.vanaf", a.Regels[0].Geldig.From)}
		}
	}
	return rows
}

// regelTekst are the products of lines with the gemeenten of the first, in one line.
func regelTekst(regio app.Regels, lines []dominkoop.Contractregel) string {
	var products, names []string
	for _, l := range lines {
		products = append(products, string(l.Product.Product))
		for _, g := range l.Gemeenten {
			names = append(names, gemeente(regio, g))
		}
	}
	slices.Sort(names)
	return nl.Join(products...) + ": " + nl.Join(slices.Compact(names)...)
}

func (v contractView) iwmoCells() [][]ui.Cell {
	var rows [][]ui.Cell
	for _, l := range v.IWmo {
		rows = append(rows, []ui.Cell{
			{Text: string(l.Product.Product)}, {Text: gemeente(v.Regio, l.Gemeente)}, {Text: l.Categorie}, {Text: l.Code}, {Text: l.Eenheid}, {Text: l.Frequentie},
		})
	}
	return rows
}

func (v contractView) ceilingCells() [][]ui.Cell {
	return plafondRows(plafondsView{
		PlafondPage: inkoop.PlafondPage{Dag: v.Dag, Regio: v.Regio, Regels: v.Plafonds},
		Aanbieder:   map[dominkoop.AanbiederID]string{v.Aanbieder.ID: v.Aanbieder.Naam},
	})
}

// history is what happened with the contract, newest first.
func (v contractView) history() []ui.TimelineItem {
	var out []ui.TimelineItem
	for _, g := range v.Gebeurtenissen {
		item := ui.TimelineItem{Date: civil.Of(g.At), Time: web.Clock(g.At), Who: v.Namen[g.Actor.ID], Title: tekst.Of("inkoop_gebeurtenis." + g.Action), Text: g.Payload.Reason}
		if item.Who == "" {
			item.Who = tekst.Of("rol.systeem")
		}
		out = append(out, item)
	}
	return out
}

// formView is a page with one form.
type formView struct {
	head
	Form   *formulier.Form
	Save   string // label of the button
	Cancel string // address of the way back
	Above  templ.Component
}

// renderForm shows a page with one form; status is that of how it came back.
func renderForm(r *web.Request, status int, v formView) error {
	v.Errors = v.Form.Problems()
	return r.Render(status, formPage(v))
}

// again answers a refused form: fn shows it once more, with what was typed.
func again(r *web.Request, err error, fn func(status int, form ui.Form, cause error) error) error {
	problems, status, shown := r.Again(err)
	if !shown {
		return err
	}
	return fn(status, r.Posted(problems), err)
}

func (p *pages) newContract(r *web.Request) error {
	return p.contractForm(r, "", http.StatusOK, ui.Form{}, nil)
}

func (p *pages) editContract(r *web.Request) error {
	return p.contractForm(r, r.PathValue("id"), http.StatusOK, ui.Form{}, nil)
}

func (p *pages) contractForm(r *web.Request, id string, status int, posted ui.Form, cause error) error {
	data, err := p.uc.ContractFormulier(r.Context(), r.Actor, id)
	if err != nil {
		return err
	}
	c := data.Contract
	if !c.Getekend.IsZero() { // what was signed changes by an addendum
		return r.Redirect(contractURL(c.ID, "wijziging"))
	}
	title, action, back := tekst.Of("contract_pagina.nieuw"), pathContracten+"/nieuw", pathContracten
	if id != "" {
		title, action, back = tekst.Of("contract_pagina.wijzig"), contractURL(c.ID, "wijzig"), contractURL(c.ID)
	}
	f := formulier.New(action, "contract_form.", c.Versie, posted, cause)
	f.Line("nummer", c.Nummer, formulier.Half)
	f.Pick("aanbieder", string(c.Aanbieder), aanbiederOptions(data.Aanbieders))
	f.Line("partij", c.Partij)
	f.Day("van", c.Oorspronkelijk.From)
	f.Day("laatste_dag", c.Oorspronkelijk.LastDay(), formulier.Optional)
	f.Day("getekend", c.Getekend, formulier.Optional)
	regelFields(f, data, c.Regels)
	if !data.UitInschrijving {
		f.Words("zonder_inschrijving", c.ZonderInschrijving, formulier.Rows(3), formulier.Optional)
	}
	if id != "" {
		f.Words("reden", "", formulier.Rows(2))
	}
	v := formView{head: head{Page: r.Page(title)}, Form: f, Save: tekst.Of("contract_form.bewaar"), Cancel: back}
	v.Crumbs = contractCrumbs(&c.Contract)
	return renderForm(r, status, v)
}

func aanbiederOptions(list []inkoop.Aanbieder) []ui.Option {
	var out []ui.Option
	for _, a := range list {
		out = append(out, ui.Option{Value: string(a.ID), Label: a.Naam})
	}
	return out
}

// regelFields ask for each product of the adopted catalogues for which gemeenten it is
// delivered; those of other catalogues than that of today are folded away.
func regelFields(f *formulier.Form, data inkoop.ContractForm, have []dominkoop.Contractregel) {
	now, _ := data.Regio.CatalogusOp(data.Dag)
	for _, c := range data.Regio.Data().Catalogi {
		if c.Status != dominkoop.Vastgesteld {
			continue
		}
		ask := func() {
			for _, p := range c.Producten {
				ref := c.Ref(p.Code)
				var saved []string
				for _, line := range have {
					if line.Product == ref {
						saved = append(saved, formulier.Strings(line.Gemeenten)...)
					}
				}
				label := tekst.Of("contract_form.product", string(p.Code), p.Naam)
				f.Tick(regelField(ref), saved, gemeenteOptions(contractGemeenten(data.Regio, c.Geldig)), formulier.Optional, formulier.Label(label))
			}
		}
		if c.Code == now.Code {
			f.Say(ui.Text{Body: tekst.Of("contract_form.regels", c.Naam)})
			ask()
		} else {
			f.Fold(c.Naam, ask)
		}
	}
}

func regelField(ref dominkoop.ProductRef) string {
	return "regel-" + string(ref.Catalogus) + "-" + string(ref.Product)
}

// contractGemeenten are the gemeenten of the region during a period.
func contractGemeenten(regio app.Regels, period civil.Period) []dominkoop.Gemeente {
	return slices.DeleteFunc(slices.Clone(regio.Data().Gemeenten), func(g dominkoop.Gemeente) bool { return !g.InRegio || !g.Geldig.Overlaps(period) })
}

func (p *pages) saveContract(r *web.Request) error {
	id := r.PathValue("id")
	if formulier.KeepsSaved(r) {
		return r.Redirect(contractURL(dominkoop.ContractID(id)))
	}
	data, err := p.uc.ContractFormulier(r.Context(), r.Actor, id)
	if err != nil {
		return err
	}
	posted := formulier.Read(r)
	posted.Limit(200, "nummer", "partij")
	posted.Limit(1000, "reden", "zonder_inschrijving")
	in := inkoop.ContractInput{Contract: data.Contract.Contract, Versie: posted.Versie}
	if id != "" {
		in.Reden = posted.Must("reden", "contract.reden_ontbreekt")
	}
	c := &in.Contract
	c.Nummer, c.Partij = posted.Text("nummer"), posted.Text("partij")
	c.Aanbieder = dominkoop.AanbiederID(posted.Text("aanbieder"))
	c.Oorspronkelijk = civil.Through(posted.Day("van"), posted.Day("laatste_dag"))
	c.Getekend = posted.Day("getekend")
	if !data.UitInschrijving {
		c.ZonderInschrijving = posted.Text("zonder_inschrijving")
	}
	c.Regels = readRegels(posted, data.Regio, c.Regels)
	made, err := p.uc.LegContractVast(posted.Context(), r.Actor, in)
	if err == nil {
		return r.Done(contractURL(dominkoop.ContractID(made)), "contract_bewaard")
	}
	return again(r, err, func(status int, form ui.Form, cause error) error { return p.contractForm(r, id, status, form, cause) })
}

// readRegels reads the ticked gemeenten of each product; a line that is there keeps its
// days.
func readRegels(posted *formulier.Input, regio app.Regels, have []dominkoop.Contractregel) []dominkoop.Contractregel {
	var out []dominkoop.Contractregel
	for _, c := range regio.Data().Catalogi {
		for _, p := range c.Producten {
			ref := c.Ref(p.Code)
			line := dominkoop.Contractregel{Product: ref, Gemeenten: formulier.Values[dominkoop.GemeenteCode](posted.List(regelField(ref)))}
			if len(line.Gemeenten) == 0 {
				continue
			}
			if i := slices.IndexFunc(have, func(l dominkoop.Contractregel) bool { return l.Product == ref }); i >= 0 {
				line.Geldig = have[i].Geldig
			}
			out = append(out, line)
		}
	}
	return out
}
