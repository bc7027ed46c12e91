package inkoop

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"strings"

	"trede/internal/app"
	"trede/internal/app/inkoop"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

const pathRegister = "/contractregister"

// registerRoutes are the public contract register: a page and two downloads.
func (p *pages) registerRoutes() []web.Route {
	return []web.Route{
		{Pattern: "GET /contractregister", Action: authz.ContractregisterLezen, Anonymous: true, Handler: p.register},
		{Pattern: "GET /contractregister.csv", Action: authz.ContractregisterLezen, Anonymous: true, Handler: p.registerCSV},
		{Pattern: "GET /contractregister.json", Action: authz.ContractregisterLezen, Anonymous: true, Handler: p.registerJSON},
	}
}

// registerView is the register as its page shows it.
type registerView struct {
	head
	inkoop.RegisterPage
	Form ui.Form
}

func (p *pages) register(r *web.Request) error {
	form, status := ui.Form{Values: r.URL.Query()}, http.StatusOK
	stand, err := ui.DateValue(form.Values, "stand")
	if err != nil {
		status, form.Errors = http.StatusBadRequest, ui.Errors{{Field: "stand", Text: tekst.Of("invoer.datum_onjuist")}}
	}
	list, err := p.uc.Contractregister(r.Context(), r.Actor, stand)
	if err != nil {
		return err
	}
	v := registerView{head: head{Page: r.Page(tekst.Of("contractregister.kop"))}, RegisterPage: list, Form: form}
	v.Lead, v.Errors = tekst.Of("contractregister.uitleg", list.Stand), form.Errors
	return r.Render(status, registerPage(v))
}

// download gives the name of a download with the day of its state in it.
func (v registerView) download(ext string) string {
	return pathRegister + "." + ext + "?stand=" + v.Stand.String()
}

func (v registerView) rows() [][]ui.Cell {
	var rows [][]ui.Cell
	for _, c := range v.Regels {
		var products, changes []string
		for _, p := range c.Producten {
			products = append(products, string(p.Product.Product)+" ("+nl.Join(gemeenteNamen(v.Regio, p.Gemeenten)...)+")")
		}
		for _, a := range c.Addenda {
			changes = append(changes, wijziging(a))
		}
		rows = append(rows, []ui.Cell{
			{Text: c.Nummer}, {Text: c.Aanbieder}, {Text: strings.Join(products, "; ")}, {Text: nl.Range(c.Van, c.TotEnMet)}, {Text: strings.Join(changes, "; ")},
		})
	}
	return rows
}

func wijziging(a dominkoop.Registerwijziging) string {
	text := tekst.Of("addendum." + string(a.Soort))
	if !a.LaatsteDag.IsZero() {
		text += " " + tekst.Of("contractregister.tot_en_met", a.LaatsteDag)
	}
	return text
}

func gemeenteNamen(regio app.Regels, codes []dominkoop.GemeenteCode) []string {
	var out []string
	for _, code := range codes {
		out = append(out, gemeente(regio, code))
	}
	return out
}

// registerOf reads the register for a download; a day that cannot be read is bad input.
func (p *pages) registerOf(r *web.Request) (inkoop.RegisterPage, error) {
	stand, err := ui.DateValue(r.URL.Query(), "stand")
	if err != nil {
		return inkoop.RegisterPage{}, errs.New(errs.Invalid, "invoer.datum_onjuist")
	}
	return p.uc.Contractregister(r.Context(), r.Actor, stand)
}

func (p *pages) registerCSV(r *web.Request) error {
	list, err := p.registerOf(r)
	if err != nil {
		return err
	}
	sendFile(r, "text/csv; charset=utf-8", "contractregister-"+list.Stand.String()+".csv")
	return writeCSV(r.W, list)
}

func (p *pages) registerJSON(r *web.Request) error {
	list, err := p.registerOf(r)
	if err != nil {
		return err
	}
	sendFile(r, "application/json", "contractregister-"+list.Stand.String()+".json")
	return writeJSON(r.W, list)
}

func sendFile(r *web.Request, media, name string) {
	h := r.W.Header()
	h.Set("Content-Type", media)
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
}

// writeCSV writes one line for each product and gemeente of a contract, so that a
// spreadsheet can filter them.
func writeCSV(w io.Writer, list inkoop.RegisterPage) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	rows := [][]string{{"nummer", "aanbieder", "van", "tot_en_met", "catalogus", "product", "productnaam", "gemeentecode", "gemeente", "wijzigingen"}}
	for _, c := range list.Regels {
		var changes []string
		for _, a := range c.Addenda {
			changes = append(changes, strings.TrimSpace(string(a.Soort)+" "+day(a.LaatsteDag)))
		}
		for _, p := range c.Producten {
			for _, g := range p.Gemeenten {
				rows = append(rows, []string{
					c.Nummer, c.Aanbieder, day(c.Van), day(c.TotEnMet), string(p.Product.Catalogus), string(p.Product.Product), p.Naam,
					string(g), gemeente(list.Regio, g), strings.Join(changes, "; "),
				})
			}
		}
	}
	for _, row := range rows {
		for i := range row {
			row[i] = harmless(row[i])
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// harmless keeps a spreadsheet from reading a text as a formula: one that begins like a
// formula gets an apostrophe before it (OWASP, CSV Injection).
func harmless(text string) string {
	if strings.ContainsAny(firstRune(text), "=+-@\t\r\n＝＋－＠") {
		return "'" + text
	}
	return text
}

func firstRune(text string) string {
	for _, r := range text {
		return string(r)
	}
	return ""
}

func day(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func writeJSON(w io.Writer, list inkoop.RegisterPage) error {
	regels := list.Regels
	if regels == nil {
		regels = []dominkoop.Registerregel{}
	}
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	return out.Encode(struct {
		Stand      civil.Date                `json:"stand"`
		Contracten []dominkoop.Registerregel `json:"contracten"`
	}{list.Stand, regels})
}
