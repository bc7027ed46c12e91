package inkoop

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"trede/internal/app"
	"trede/internal/app/inkoop"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/money"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// conceptView is the next catalogue while it is written.
type conceptView struct {
	head
	ui.Form
	inkoop.ConceptPage
	Adopt *regioscherm // the preview of adopting it
}

func (p *pages) concept(r *web.Request) error { return p.conceptForm(r, http.StatusOK, ui.Form{}) }

func (p *pages) conceptForm(r *web.Request, status int, form ui.Form) error {
	page, err := p.uc.Concept(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	v := conceptView{head: head{Page: r.Page(tekst.Of("concept.kop"))}, Form: form, ConceptPage: page}
	v.Crumbs = []ui.Crumb{{Label: tekst.Of("catalogus.kop"), URL: pathCatalogus}}
	v.Page.Errors = form.Errors
	if page.Er {
		v.Page.Title = page.Concept.Naam
		v.Lead = tekst.Of("concept.lead", page.Vorige.Naam, nl.Long(page.Concept.Geldig.From))
		v.Tags = []ui.Tag{{Text: tekst.Of("concept.concept"), Tone: ui.ToneWait}}
	}
	return r.Render(status, conceptPage(v))
}

func (p *pages) conceptBegin(r *web.Request) error {
	in := formulier.Read(r)
	return p.conceptDirect(r, in, inkoop.ConceptInput{Naam: in.Text("naam"), Van: in.Day("van")}, "concept_begonnen")
}

func (p *pages) conceptIntrekken(r *web.Request) error {
	in := formulier.Read(r)
	if !in.Yes("zeker") {
		in.Wrong("zeker", "concept.zeker")
	}
	return p.conceptDirect(r, in, inkoop.ConceptIntrekking{}, "concept_ingetrokken")
}

func (p *pages) conceptTerug(r *web.Request) error {
	in := formulier.Read(r)
	return p.conceptDirect(r, in, inkoop.ConceptHerstel{Product: dominkoop.ProductCode(r.PathValue("product"))}, "concept_product")
}

// conceptDirect does a change whose form stands on the page of the concept.
func (p *pages) conceptDirect(r *web.Request, in *formulier.Input, w inkoop.RegioWijziging, klaar string) error {
	err := p.uc.WijzigRegio(in.Context(), r.Actor, w, in.Int("volgnr"), "")
	if err == nil {
		return r.Done(pathConcept, klaar)
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.conceptForm(r, status, r.Posted(problems, "volgnr"))
}

// conceptScherm is a form of a part of the concept.
func (p *pages) conceptScherm(r *web.Request, title, rest string) (regioscherm, inkoop.ConceptPage, error) {
	page, err := p.uc.Concept(r.Context(), r.Actor)
	if err == nil && !page.Er {
		err = app.NotHere()
	}
	s := regioscherm{
		head: head{Page: r.Page(title)}, Action: pathConcept + rest, Back: pathConcept, Klaar: "concept_product", Knop: "concept.bewaar",
		Direct: true, Volgnr: page.Volgnr,
	}
	s.Crumbs = []ui.Crumb{{Label: tekst.Of("catalogus.kop"), URL: pathCatalogus}, {Label: page.Concept.Naam, URL: pathConcept}}
	return s, page, err
}

func (p *pages) conceptKop(r *web.Request) error {
	s, page, err := p.conceptScherm(r, tekst.Of("concept.kop_wijzig"), "/kop")
	if err != nil {
		return err
	}
	s.Velden = func(f ui.Form) templ.Component { return conceptKopVelden(f, page.Concept) }
	if r.Method == http.MethodGet {
		return s.render(r, http.StatusOK, ui.Form{})
	}
	in := formulier.Read(r)
	return p.stap(r, s, in, inkoop.ConceptHeader{
		Naam: in.Text("naam"), Van: in.Day("van"), Doel: in.Text("doel"),
		Uitgangspunten: strings.Split(in.Text("uitgangspunten"), "\n"), Resultaten: strings.Split(in.Text("resultaten"), "\n"),
	})
}

// nieuwProduct is the place of a product that is not there yet in the address.
const nieuwProduct = "nieuw"

func (p *pages) conceptProduct(r *web.Request) error {
	code := r.PathValue("product")
	s, page, err := p.conceptScherm(r, tekst.Of("concept.product_nieuw"), "/producten/"+url.PathEscape(code))
	if err != nil {
		return err
	}
	product, known := page.Concept.Product(dominkoop.ProductCode(code))
	w, _ := page.Concept.Wijziging("", product.Code)
	if code != nieuwProduct && !known {
		return app.NotHere()
	}
	if known {
		s.Title = tekst.Of("concept.product_kop", string(product.Code)+" "+product.Naam)
	}
	if w.Blijft() {
		w = dominkoop.Productwijziging{}
	}
	s.Velden = func(f ui.Form) templ.Component { return productVelden(f, product, w, known) }
	if r.Method == http.MethodGet {
		return s.render(r, http.StatusOK, ui.Form{})
	}
	in := formulier.Read(r)
	return p.stap(r, s, in, inkoop.ConceptProduct{Product: readProduct(in, product, known), Nieuw: !known, Uitleg: readUitleg(in)})
}

func readUitleg(in *formulier.Input) inkoop.ProductUitleg {
	return inkoop.ProductUitleg{Wat: in.Text("wat"), Waarom: in.Text("waarom"), VoorWie: in.Text("voorwie")}
}

func readProduct(in *formulier.Input, p dominkoop.Product, known bool) dominkoop.Product {
	if !known {
		p.Code, p.Soort = dominkoop.ProductCode(strings.ToUpper(in.Text("code"))), dominkoop.Productsoort(in.Text("soort"))
		trede := func(name string) ladder.Trede {
			n := in.Int(name)
			if n > 6 {
				in.Wrong(name, "concept.trede_kies")
				return 0
			}
			return ladder.Trede(n)
		}
		p.BegintredeMin, p.BegintredeMax, p.Doeltrede = trede("begintrede"), trede("begintrede_tot"), trede("doeltrede")
		p.Nadruk = ladder.Nadruk(in.Text("nadruk"))
	}
	p.Naam, p.GewoneNaam = in.Text("naam"), in.Text("gewonenaam")
	p.Duur = dominkoop.Duurregel{Soort: dominkoop.DuurSoort(in.Text("duur")), Maanden: in.Int("maanden")}
	p.Prijsvorm = dominkoop.Prijsvorm(in.Text("prijsvorm"))
	p.Rapportage = dominkoop.Rapportage{Na: in.Int("rapportage"), Herhaal: in.Int("herhaal")}
	p.Blad = dominkoop.Productblad{Doel: in.Text("doel"), Doelgroep: in.Text("doelgroep"), Begeleiding: in.Text("begeleiding"), Afbakening: in.Text("afbakening")}
	return p
}

func (p *pages) conceptEinde(r *web.Request) error {
	code := dominkoop.ProductCode(r.PathValue("product"))
	s, page, err := p.conceptScherm(r, "", "/producten/"+url.PathEscape(string(code))+"/einde")
	if err != nil {
		return err
	}
	product, known := page.Concept.Product(code)
	if !known {
		return app.NotHere()
	}
	s.Title = tekst.Of("concept.einde_kop", string(code)+" "+product.Naam)
	s.Lead = tekst.Of("concept.einde_uitleg", nl.Long(page.Concept.Geldig.From.AddDays(-1)))
	s.Knop, s.Velden = "concept.laat_vervallen", func(f ui.Form) templ.Component { return uitlegVelden(f, dominkoop.Productwijziging{}, false) }
	if r.Method == http.MethodGet {
		return s.render(r, http.StatusOK, ui.Form{})
	}
	in := formulier.Read(r)
	return p.stap(r, s, in, inkoop.ConceptEinde{Product: code, Uitleg: readUitleg(in)})
}

func (p *pages) conceptTarief(r *web.Request) error {
	code := dominkoop.ProductCode(r.PathValue("product"))
	s, page, err := p.conceptScherm(r, "", "/tarieven/"+url.PathEscape(string(code)))
	if err != nil {
		return err
	}
	product, known := page.Concept.Product(code)
	if !known || product.Prijsvorm == dominkoop.PrijsGeen {
		return app.NotHere()
	}
	now, _ := page.Regio.Tarief(page.Concept.Ref(code), page.Concept.Geldig.From)
	s.Title = tekst.Of("concept.tarief_kop", string(code)+" "+product.Naam)
	s.Lead = tekst.Of("regio_ronde.tariefkaart_uitleg")
	s.Velden = func(f ui.Form) templ.Component { return tariefVelden(f, product, now) }
	if r.Method == http.MethodGet {
		return s.render(r, http.StatusOK, ui.Form{})
	}
	in := formulier.Read(r)
	w := inkoop.ConceptTarief{
		Product: code, Bedrag: bedrag(in, "bedrag"), Motivering: in.Text("motivering"),
		Delen: map[dominkoop.Tariefdeel]money.Cents{}, ReelePrijs: map[dominkoop.Prijselement]money.Cents{},
	}
	for _, deel := range dominkoop.Tariefdelen() {
		w.Delen[deel] = bedrag(in, "deel-"+string(deel))
	}
	for _, element := range dominkoop.Prijselementen() {
		w.ReelePrijs[element] = bedrag(in, "prijs-"+string(element))
	}
	return p.stap(r, s, in, w)
}

// vaststellen adopts the concept, after it said what changes for whom. Who wrote a part of
// it reads who can instead.
func (p *pages) vaststellen(r *web.Request) error {
	page, err := p.uc.Concept(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	if page.Zelf {
		return p.conceptForm(r, http.StatusForbidden, ui.Form{Errors: ui.Errors{{Text: tekst.Of("concept.zelf")}}})
	}
	s := regioscherm{
		head: head{Page: r.Page(tekst.Of("concept.vaststellen"))}, Action: pathConcept + "/vaststellen", Back: pathConcept, Klaar: "catalogus_vastgesteld",
		Knop: "concept.vaststellen", Velden: func(ui.Form) templ.Component { return vaststelVelden(page) },
	}
	s.Crumbs = []ui.Crumb{{Label: tekst.Of("catalogus.kop"), URL: pathCatalogus}, {Label: page.Concept.Naam, URL: pathConcept}}
	in := formulier.Read(r)
	if in.Text("stap") == stapTerug {
		return r.Redirect(pathConcept)
	}
	return p.stap(r, s, in, inkoop.Vaststelling{Van: in.Day("van")})
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func plain(c money.Cents) string {
	if c == 0 {
		return ""
	}
	return c.Plain()
}
