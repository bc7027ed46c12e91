package inkoop

import (
	"net/http"
	"net/url"
	"strings"

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

// Addresses of the catalogue.
const (
	pathCatalogus    = "/catalogus"
	pathConcept      = pathCatalogus + "/concept"
	pathInstellingen = "/inkoop/instellingen"
)

// catalogusRoutes are the pages of the cafetaria model and of the next catalogue.
func (p *pages) catalogusRoutes() []web.Route {
	return []web.Route{
		{Pattern: "GET /catalogus", Action: authz.CatalogusLezen, Anonymous: true, Handler: p.catalogus},
		{Pattern: "GET /catalogus/producten/{versie}/{product}", Action: authz.CatalogusLezen, Anonymous: true, Handler: p.productblad},
		{Pattern: "GET /catalogus/tarieven/{versie}", Action: authz.TariefLezen, Handler: p.tarieven},
		{Pattern: "GET /catalogus/gemeenten/{gemeente}/producten/{product}", Action: authz.GemeentekeuzeVastleggen, Handler: p.keuze},
		{Pattern: "POST /catalogus/gemeenten/{gemeente}/producten/{product}", Action: authz.GemeentekeuzeVastleggen, Handler: p.keuze},
		{Pattern: "GET /catalogus/gemeenten/{gemeente}/plafond", Action: authz.GemeentekeuzeVastleggen, Handler: p.plafondkeuze},
		{Pattern: "POST /catalogus/gemeenten/{gemeente}/plafond", Action: authz.GemeentekeuzeVastleggen, Handler: p.plafondkeuze},
		{Pattern: "GET /catalogus/gemeenten/{gemeente}/regel", Action: authz.GemeentekeuzeVastleggen, Handler: p.regelkeuze},
		{Pattern: "POST /catalogus/gemeenten/{gemeente}/regel", Action: authz.GemeentekeuzeVastleggen, Handler: p.regelkeuze},
		{Pattern: "GET /catalogus/concept", Action: authz.CatalogusOpstellen, Handler: p.concept},
		{Pattern: "POST /catalogus/concept", Action: authz.CatalogusOpstellen, Handler: p.conceptBegin},
		{Pattern: "GET /catalogus/concept/kop", Action: authz.CatalogusOpstellen, Handler: p.conceptKop},
		{Pattern: "POST /catalogus/concept/kop", Action: authz.CatalogusOpstellen, Handler: p.conceptKop},
		{Pattern: "GET /catalogus/concept/producten/{product}", Action: authz.CatalogusOpstellen, Handler: p.conceptProduct},
		{Pattern: "POST /catalogus/concept/producten/{product}", Action: authz.CatalogusOpstellen, Handler: p.conceptProduct},
		{Pattern: "GET /catalogus/concept/producten/{product}/einde", Action: authz.CatalogusOpstellen, Handler: p.conceptEinde},
		{Pattern: "POST /catalogus/concept/producten/{product}/einde", Action: authz.CatalogusOpstellen, Handler: p.conceptEinde},
		{Pattern: "POST /catalogus/concept/producten/{product}/terug", Action: authz.CatalogusOpstellen, Handler: p.conceptTerug},
		{Pattern: "GET /catalogus/concept/tarieven/{product}", Action: authz.TariefVastleggen, Handler: p.conceptTarief},
		{Pattern: "POST /catalogus/concept/tarieven/{product}", Action: authz.TariefVastleggen, Handler: p.conceptTarief},
		{Pattern: "POST /catalogus/concept/intrekken", Action: authz.CatalogusOpstellen, Handler: p.conceptIntrekken},
		{Pattern: "GET /catalogus/concept/vaststellen", Action: authz.CatalogusOpstellen, Handler: p.concept},
		{Pattern: "POST /catalogus/concept/vaststellen", Action: authz.CatalogusVaststellen, Handler: p.vaststellen},
		{Pattern: "GET /inkoop/instellingen", Action: authz.InstellingLezen, Handler: p.instellingen},
		{Pattern: "GET /inkoop/instellingen/{code}", Action: authz.InstellingWijzigen, Handler: p.instelling},
		{Pattern: "POST /inkoop/instellingen/{code}", Action: authz.InstellingWijzigen, Handler: p.instelling},
		{Pattern: "GET /inkoop/woonplaats", Action: authz.InstellingWijzigen, Handler: p.woonplaats},
		{Pattern: "POST /inkoop/woonplaats", Action: authz.InstellingWijzigen, Handler: p.woonplaats},
		{Pattern: "GET /inkoop/venster", Action: authz.InstellingWijzigen, Handler: p.venster},
		{Pattern: "POST /inkoop/venster", Action: authz.InstellingWijzigen, Handler: p.venster},
		{Pattern: "GET /inkoop/venster/einde", Action: authz.InstellingWijzigen, Handler: p.vensterEinde},
		{Pattern: "POST /inkoop/venster/einde", Action: authz.InstellingWijzigen, Handler: p.vensterEinde},
	}
}

// catalogusView is the catalogue of a day as the page shows it.
type catalogusView struct {
	head
	ui.Form
	inkoop.CatalogusPage
}

func (p *pages) catalogus(r *web.Request) error {
	q := r.URL.Query()
	v := catalogusView{head: head{Page: r.Page(tekst.Of("catalogus.kop"))}, Form: ui.Form{Values: q}}
	ask := inkoop.CatalogusVraag{Gemeente: dominkoop.GemeenteCode(q.Get("gemeente")), Vorm: dominkoop.Vorm(q.Get("vorm"))}
	for _, part := range []struct {
		name string
		into *civil.Date
	}{{"dag", &ask.Dag}, {"met", &ask.Met}} {
		day, wrong := ui.DateValue(q, part.name)
		if wrong != nil {
			v.Form.Errors = append(v.Form.Errors, ui.FieldError{Field: part.name, Text: tekst.Of("invoer.datum_onjuist")})
		}
		if !day.IsZero() {
			q.Set(part.name, formulier.Typed(day)) // an address may say it another way
		}
		*part.into = day
	}
	known := ask.Vorm == ""
	for _, vorm := range dominkoop.Vormen() {
		known = known || ask.Vorm == vorm
	}
	if !known {
		return errs.New(errs.Invalid, "invoer.keuze_onbekend")
	}
	var err error
	if v.CatalogusPage, err = p.uc.Catalogus(r.Context(), r.Actor, ask); err != nil {
		return err
	}
	v.Lead, v.Page.Errors = tekst.Of("catalogus.stand_op", nl.Long(v.Dag)), v.Form.Errors
	status := http.StatusOK
	if len(v.Form.Errors) > 0 {
		status = http.StatusBadRequest
	}
	return r.Render(status, catalogusPage(v))
}

// productView is a product as its page shows it.
type productView struct {
	head
	inkoop.ProductPage
}

func (p *pages) productblad(r *web.Request) error {
	ref := dominkoop.ProductRef{Catalogus: dominkoop.CatalogusCode(r.PathValue("versie")), Product: dominkoop.ProductCode(r.PathValue("product"))}
	one, err := p.uc.Productblad(r.Context(), r.Actor, ref)
	if err != nil {
		return err
	}
	v := productView{head: head{Page: r.Page(string(one.Product.Code) + " " + one.Product.Naam)}, ProductPage: one}
	v.Lead = one.Product.GewoneNaam
	v.Crumbs = []ui.Crumb{{Label: tekst.Of("catalogus.kop"), URL: pathCatalogus}}
	return r.Render(http.StatusOK, productPage(v))
}

type tarievenView struct {
	head
	inkoop.TarievenPage
}

func (p *pages) tarieven(r *web.Request) error {
	list, err := p.uc.Tarieven(r.Context(), r.Actor, dominkoop.CatalogusCode(r.PathValue("versie")))
	if err != nil {
		return err
	}
	v := tarievenView{head: head{Page: r.Page(tekst.Of("catalogus.tarieven"))}, TarievenPage: list}
	v.Lead = tekst.Of("catalogus.tarieven_van", list.Catalogus.Naam)
	v.Crumbs = []ui.Crumb{{Label: tekst.Of("catalogus.kop"), URL: pathCatalogus}}
	return r.Render(http.StatusOK, tarievenPage(v))
}

func productURL(ref dominkoop.ProductRef) string {
	return pathCatalogus + "/producten/" + url.PathEscape(string(ref.Catalogus)) + "/" + url.PathEscape(string(ref.Product))
}

func keuzeURL(g dominkoop.GemeenteCode, rest string) string {
	return pathCatalogus + "/gemeenten/" + url.PathEscape(string(g)) + rest
}

// gemeenteURL is the page of one gemeente on a day.
func (v catalogusView) gemeenteURL(g dominkoop.GemeenteCode) string {
	q := url.Values{"gemeente": {string(g)}}
	if v.Dag != v.Vandaag {
		q.Set("dag", formulier.Typed(v.Dag))
	}
	return pathCatalogus + "?" + q.Encode()
}

// duur is how long a product lasts, in words.
func duur(d dominkoop.Duurregel) string {
	return tekst.Of("beheer.duur_"+string(d.Soort), nl.Plural(d.Maanden, tekst.Of("catalogus.maand"), tekst.Of("catalogus.maanden")))
}

// berichten is when a report is due, in words.
func berichten(r dominkoop.Rapportage) string {
	months := func(n int) string { return nl.Plural(n, tekst.Of("catalogus.maand"), tekst.Of("catalogus.maanden")) }
	switch {
	case r.Na == 0:
		return tekst.Of("beheer.geen_bericht")
	case r.Herhaal == 0:
		return tekst.Of("beheer.bericht_na", months(r.Na))
	}
	return tekst.Of("beheer.bericht_elke", months(r.Na), months(r.Herhaal))
}

// blad gives a product under the fixed headings (INK-18). Length, price, requirements and
// reports are those of the product and of the requirements that count.
func (v productView) blad() []ui.Fact {
	b := v.Product.Blad
	var eisen []string
	for _, e := range v.Eisen {
		eisen = append(eisen, e.Kort)
	}
	return []ui.Fact{
		{Label: tekst.Of("regio_ronde.doel"), Value: b.Doel},
		{Label: tekst.Of("regio_ronde.doelgroep"), Value: b.Doelgroep},
		{Label: tekst.Of("regio_ronde.begeleiding"), Value: b.Begeleiding},
		{Label: tekst.Of("catalogus.duur"), Value: duur(v.Product.Duur)},
		{Label: tekst.Of("regio_ronde.prijsvorm"), Value: tekst.Of("regio_ronde.prijs_" + string(v.Product.Prijsvorm))},
		{Label: tekst.Of("regio_ronde.afbakening"), Value: b.Afbakening},
		{Label: tekst.Of("regio_ronde.eisen"), Value: strings.Join(eisen, ", ")},
		{Label: tekst.Of("beheer.bericht"), Value: berichten(v.Product.Rapportage)},
	}
}

// kaart is of what a tariff is made; the sum stands below it.
func kaart(t dominkoop.Tarief) (rows [][]ui.Cell, foot []ui.Cell) {
	for _, deel := range dominkoop.Tariefdelen() {
		if amount := t.Kaart.Delen[deel]; amount != 0 {
			rows = append(rows, []ui.Cell{{Text: tekst.Of("regio_ronde.deel_" + string(deel))}, {Text: amount.String()}})
		}
	}
	return rows, []ui.Cell{{Text: tekst.Of("beheer.tarief")}, {Text: t.Bedrag.String(), Sub: tekst.Of("beheer.per_" + string(t.Per))}}
}

// prijs is the six elements of a real price, when somebody gave them.
func prijs(t dominkoop.Tarief) (rows [][]ui.Cell) {
	for _, element := range dominkoop.Prijselementen() {
		if amount := t.Kaart.ReelePrijs[element]; amount != 0 {
			rows = append(rows, []ui.Cell{{Text: elementWoord(element)}, {Text: amount.String()}})
		}
	}
	return rows
}

func elementWoord(e dominkoop.Prijselement) string {
	return tekst.Of("catalogus.prijs_" + strings.NewReplacer(" ", "_", "-", "_").Replace(string(e)))
}

// uitgesloten is what no tariff pays.
func uitgesloten(t dominkoop.Tarief) string {
	var out []string
	for _, u := range t.Kaart.Uitgesloten {
		out = append(out, string(u))
	}
	return nl.Join(out...)
}
