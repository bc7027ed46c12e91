package inkoop

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"trede/internal/app"
	"trede/internal/app/inkoop"
	"trede/internal/domain/civil"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/domain/money"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// vormEinde is the answer that lets a choice end without another one.
const vormEinde = "einde"

// bedrag reads an amount; an empty field is none.
func bedrag(in *formulier.Input, name string) money.Cents {
	text := strings.TrimSpace(strings.TrimPrefix(in.Text(name), "€"))
	if text == "" {
		return 0
	}
	amount, err := money.Parse(text)
	if err != nil {
		in.Wrong(name, "invoer.bedrag_onjuist")
	}
	return amount
}

// kiezer gives the gemeente of the address to who may choose for it, as it is today.
func (p *pages) kiezer(r *web.Request) (inkoop.CatalogusPage, inkoop.GemeenteKeuzes, error) {
	code := dominkoop.GemeenteCode(r.PathValue("gemeente"))
	page, err := p.uc.Catalogus(r.Context(), r.Actor, inkoop.CatalogusVraag{Gemeente: code})
	if err != nil || len(page.Gemeenten) == 0 || code == "" || !page.Gemeenten[0].MagKiezen {
		if err == nil {
			err = app.NotHere()
		}
		return page, inkoop.GemeenteKeuzes{}, err
	}
	return page, page.Gemeenten[0], nil
}

// gemeenteScherm is a form of one gemeente.
func gemeenteScherm(r *web.Request, g inkoop.GemeenteKeuzes, title, rest string) regioscherm {
	s := regioscherm{
		head: head{Page: r.Page(title)}, Action: keuzeURL(g.Code, rest), Back: pathCatalogus + "?gemeente=" + string(g.Code), Knop: "catalogus.bekijk",
	}
	s.Crumbs = []ui.Crumb{{Label: tekst.Of("catalogus.kop"), URL: pathCatalogus}, {Label: g.Naam, URL: s.Back}}
	return s
}

// keuze is what a gemeente chooses for one product.
func (p *pages) keuze(r *web.Request) error {
	page, g, err := p.kiezer(r)
	if err != nil {
		return err
	}
	var now inkoop.ProductKeuze
	for _, k := range g.Keuzes {
		if string(k.Product.Code) == r.PathValue("product") {
			now = k
		}
	}
	if now.Product.Code == "" {
		return app.NotHere()
	}
	s := gemeenteScherm(r, g, tekst.Of("catalogus.kies_kop", string(now.Product.Code)+" "+now.Product.Naam, g.Naam), "/producten/"+string(now.Product.Code))
	s.Lead, s.Klaar = tekst.Of("catalogus.nu_is", vormWoord(now.Keuze.Vorm)), "gemeentekeuze"
	s.Velden = func(f ui.Form) templ.Component { return keuzeVelden(f, now.Keuze, page.Vandaag) }
	if r.Method == http.MethodGet {
		return s.render(r, http.StatusOK, ui.Form{})
	}
	in := formulier.Read(r)
	w := inkoop.Keuze{
		Gemeente: g.Code, Product: now.Product.Code, Van: in.Day("van"), Laatste: in.Day("laatste"),
		Vorm: dominkoop.Vorm(in.Text("vorm")), Alternatief: in.Text("alternatief"), Evaluatie: in.Day("evaluatie"),
	}
	switch w.Vorm {
	case "":
		in.Wrong("vorm", "gemeentekeuze.vorm_onbekend")
	case vormEinde:
		w.Vorm = ""
	}
	return p.stap(r, s, in, w)
}

// plafondkeuze is the ceiling of a gemeente.
func (p *pages) plafondkeuze(r *web.Request) error {
	page, g, err := p.kiezer(r)
	if err != nil {
		return err
	}
	s := gemeenteScherm(r, g, tekst.Of("catalogus.plafond_kop", g.Naam), "/plafond")
	s.Lead, s.Klaar = tekst.Of("catalogus.plafond_uitleg"), "gemeenteplafond"
	s.Velden = func(f ui.Form) templ.Component { return plafondVelden(f, page.Catalogus) }
	if r.Method == http.MethodGet {
		return s.render(r, http.StatusOK, ui.Form{})
	}
	in := formulier.Read(r)
	w := inkoop.PlafondKeuze{Gemeente: g.Code, Plekken: in.Int("plekken"), Bedrag: bedrag(in, "bedrag"), Van: in.Day("van"), Laatste: in.Day("laatste")}
	for _, code := range in.List("producten") {
		w.Producten = append(w.Producten, dominkoop.ProductCode(code))
	}
	return p.stap(r, s, in, w)
}

// regelkeuze switches a local rule of a gemeente.
func (p *pages) regelkeuze(r *web.Request) error {
	_, g, err := p.kiezer(r)
	if err != nil {
		return err
	}
	s := gemeenteScherm(r, g, tekst.Of("catalogus.regel_kop", g.Naam), "/regel")
	s.Klaar, s.Velden = "gemeenteregel", regelVelden
	if r.Method == http.MethodGet {
		return s.render(r, http.StatusOK, ui.Form{})
	}
	in := formulier.Read(r)
	if in.Text("aan") == "" {
		in.Wrong("aan", "gemeentekeuze.aan_of_uit")
	}
	return p.stap(r, s, in, inkoop.LokaleRegelKeuze{
		Gemeente: g.Code, Soort: dominkoop.LokaleRegelSoort(in.Text("regel")), Aan: in.Yes("aan"), Van: in.Day("van"),
	})
}

// typed is a day as somebody would type it; none for no day.
func typed(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return formulier.Typed(d)
}
