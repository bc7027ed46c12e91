package inkoop

import (
	"net/http"
	"net/url"
	"slices"

	"trede/internal/app/inkoop"
	"trede/internal/authz"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

const pathInschrijvingen = "/inschrijvingen"

// inschrijvingRoutes are the pages on which an aanbieder enrols, and who did so.
func (p *pages) inschrijvingRoutes() []web.Route {
	const one = "/inschrijvingen/{id}"
	routes := []web.Route{
		{Pattern: "GET /inschrijvingen", Action: authz.InschrijvingInvullen, Handler: p.inschrijvingen},
		{Pattern: "GET /inschrijvingen/nieuw", Action: authz.InschrijvingInvullen, Handler: p.nieuweInschrijving},
		{Pattern: "POST /inschrijvingen/nieuw", Action: authz.InschrijvingInvullen, Handler: p.beginInschrijving},
		{Pattern: "GET " + one, Action: authz.InschrijvingLezen, Handler: p.inschrijving},
		{Pattern: "GET " + one + "/controleren", Action: authz.InschrijvingIndienen, Handler: func(r *web.Request) error {
			return p.controleren(r, http.StatusOK, nil)
		}},
		{Pattern: "POST " + one + "/controleren", Action: authz.InschrijvingIndienen, Handler: p.dienIn},
		{Pattern: "GET " + one + "/klaar", Action: authz.InschrijvingIndienen, Handler: p.ingediend},
		{Pattern: "GET " + one + "/intrekken", Action: authz.InschrijvingIntrekken, Handler: func(r *web.Request) error {
			return p.intrekken(r, http.StatusOK, ui.Form{}, nil)
		}},
		{Pattern: "POST " + one + "/intrekken", Action: authz.InschrijvingIntrekken, Handler: p.trekIn},
		{Pattern: "GET /rondes/{id}/inschrijvingen", Action: authz.LijstBeoordelingen, Handler: p.rondeInschrijvingen},
	}
	for _, d := range invulDelen() {
		path := one + "/" + string(d.deel)
		routes = append(routes,
			web.Route{Pattern: "GET " + path, Action: authz.InschrijvingInvullen, Handler: func(r *web.Request) error {
				return p.toonDeel(r, d, http.StatusOK, ui.Form{}, nil)
			}},
			web.Route{Pattern: "POST " + path, Action: authz.InschrijvingInvullen, Upload: d.upload, Handler: func(r *web.Request) error {
				return p.bewaarDeel(r, d)
			}})
	}
	return routes
}

func inschrijvingURL(id dominkoop.InschrijvingID, more string) string {
	out := pathInschrijvingen + "/" + url.PathEscape(string(id))
	if more != "" {
		out += "/" + more
	}
	return out
}

func inschrijfCrumbs(more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Label: tekst.Of("inschrijving.kop"), URL: pathInschrijvingen}}, more...)
}

// inschrijvingenView is the own rounds as the page shows them.
type inschrijvingenView struct {
	head
	inkoop.InschrijvingenPage
}

func (p *pages) inschrijvingen(r *web.Request) error {
	list, err := p.uc.Inschrijvingen(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	v := inschrijvingenView{head: head{Page: r.Page(tekst.Of("inschrijving.kop")), Lead: tekst.Of("inschrijving.uitleg")}, InschrijvingenPage: list}
	return r.Render(http.StatusOK, inschrijvingenPage(v))
}

// nieuwView is a round in which somebody begins, or reads why that cannot be.
type nieuwView struct {
	head
	Aanbieder string
	inkoop.OwnRonde
	Waarom string // why it may not enrol today; empty: it may
}

func (p *pages) nieuweInschrijving(r *web.Request) error {
	return p.toonNieuw(r, http.StatusOK, r.URL.Query(), nil)
}

func (p *pages) toonNieuw(r *web.Request, status int, asked url.Values, problems ui.Errors) error {
	if asked.Get("ronde") == "" {
		return r.Redirect(pathInschrijvingen) // where the rounds stand to choose from
	}
	list, err := p.uc.Inschrijvingen(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	for _, a := range list.Aanbieders {
		for _, e := range a.Rondes {
			if string(e.Ronde.ID) != asked.Get("ronde") || asked.Get("aanbieder") != "" && string(a.Aanbieder.ID) != asked.Get("aanbieder") {
				continue
			}
			if e.Inschrijving != nil && !e.MagOpnieuw {
				return r.Redirect(inschrijvingURL(e.Inschrijving.ID, ""))
			}
			e.Inschrijving = nil
			v := nieuwView{head: head{Page: r.Page(tekst.Of("inschrijving.nieuw", e.Ronde.Naam)), Crumbs: inschrijfCrumbs()}, Aanbieder: string(a.Aanbieder.ID), OwnRonde: e}
			v.Lead, v.Errors, v.Waarom = a.Aanbieder.Naam, problems, waarom(e.Toelating)
			return r.Render(status, nieuwPage(v))
		}
	}
	return errs.New(errs.NotFound, "pagina.geen")
}

// waarom is the sentence why nothing may be enrolled for; empty: something may.
func waarom(t dominkoop.Toelating) string {
	if len(t.Producten) == 0 {
		return tekst.Of("inschrijving.geen_producten")
	}
	if product, none := t.Geweigerd(); none {
		return zin(product.Finding(t, ""))
	}
	return ""
}

// zin is what findings say, as one text.
func zin(list []rule.Finding) string {
	var out string
	for _, f := range list {
		if out != "" {
			out += " "
		}
		out += tekst.Of(f.Code, f.Args...)
	}
	return out
}

func (p *pages) beginInschrijving(r *web.Request) error {
	if r.Form.Get("ronde") == "" {
		return r.Redirect(pathInschrijvingen)
	}
	id, err := p.uc.BeginInschrijving(r.Context(), r.Actor, r.Form.Get("ronde"), r.Form.Get("aanbieder"))
	if err == nil {
		return r.Redirect(inschrijvingURL(dominkoop.InschrijvingID(id), ""))
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	for n := range problems {
		problems[n].Field = "" // the page has no field for it
	}
	return p.toonNieuw(r, status, r.Form, problems)
}

// inschrijvingView is one inschrijving on its page.
type inschrijvingView struct {
	head
	inkoop.InschrijvingPage
}

func (p *pages) open(r *web.Request, crumbs ...ui.Crumb) (v inschrijvingView, err error) {
	if v.InschrijvingPage, err = p.uc.Inschrijving(r.Context(), r.Actor, r.PathValue("id")); err != nil {
		return v, err
	}
	v.head = head{Page: r.Page(tekst.Of("inschrijving.een", v.Ronde.Naam)), Lead: v.Aanbieder.Naam, Crumbs: inschrijfCrumbs(crumbs...), Tags: []ui.Tag{v.tag()}}
	if !r.HasRole(authz.RoleCoordinator) {
		v.Crumbs = []ui.Crumb{{Label: tekst.Of("inschrijving.van_ronde"), URL: "/rondes/" + url.PathEscape(string(v.Ronde.ID)) + "/inschrijvingen"}}
	}
	return v, nil
}

// tag says in a word how the inschrijving stands.
func (v *inschrijvingView) tag() ui.Tag { return standTag(&v.Inschrijving) }

func (p *pages) inschrijving(r *web.Request) error {
	v, err := p.open(r)
	if err != nil {
		return err
	}
	if v.MagInvullen {
		return r.Render(http.StatusOK, takenlijstPage(v))
	}
	return r.Render(http.StatusOK, inschrijvingPage(v))
}

func (p *pages) controleren(r *web.Request, status int, problems ui.Errors) error {
	v, err := p.open(r)
	if err != nil {
		return err
	}
	if !v.MagInvullen {
		return r.Redirect(inschrijvingURL(v.ID, ""))
	}
	v.Crumbs = inschrijfCrumbs(ui.Crumb{Label: v.Ronde.Naam, URL: inschrijvingURL(v.ID, "")})
	v.Title, v.Errors = tekst.Of("inschrijving.deel.controleren"), problems
	return r.Render(status, controlerenPage(v))
}

func (p *pages) dienIn(r *web.Request) error {
	in := formulier.Read(r)
	err := p.uc.DienInschrijvingIn(r.Context(), r.Actor, r.PathValue("id"), in.Versie)
	if err == nil {
		return r.Redirect(inschrijvingURL(dominkoop.InschrijvingID(r.PathValue("id")), "klaar"))
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	for n := range problems {
		problems[n].Field = "" // the links to where each is mended stand on the page
	}
	return p.controleren(r, status, problems)
}

func (p *pages) ingediend(r *web.Request) error {
	v, err := p.open(r)
	if err != nil {
		return err
	}
	if !v.Telt() {
		return r.Redirect(inschrijvingURL(v.ID, ""))
	}
	v.Title = tekst.Of("inschrijving.binnen")
	return r.Render(http.StatusOK, binnenPage(v))
}

// intrekkenView is the question whether to take an inschrijving back.
type intrekkenView struct {
	inschrijvingView
	Form *formulier.Form
}

func (p *pages) intrekken(r *web.Request, status int, posted ui.Form, cause error) error {
	v, err := p.open(r)
	if err != nil {
		return err
	}
	if !v.MagIntrek {
		return r.Redirect(inschrijvingURL(v.ID, ""))
	}
	f := formulier.New(r.URL.Path, "inschrijving.intrekken.", v.Versie, posted, cause)
	f.Words("reden", "")
	v.Crumbs = inschrijfCrumbs(ui.Crumb{Label: v.Ronde.Naam, URL: inschrijvingURL(v.ID, "")})
	v.Title, v.Errors = tekst.Of("inschrijving.intrekken.kop"), f.Problems()
	return r.Render(status, intrekkenPage(intrekkenView{v, f}))
}

func (p *pages) trekIn(r *web.Request) error {
	back := inschrijvingURL(dominkoop.InschrijvingID(r.PathValue("id")), "")
	if formulier.KeepsSaved(r) {
		return r.Redirect(back)
	}
	in := formulier.Read(r)
	err := p.uc.TrekInschrijvingIn(r.Context(), r.Actor, r.PathValue("id"), in.Versie, in.Text("reden"))
	if err == nil {
		return r.Done(pathInschrijvingen, "inschrijving_ingetrokken")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.intrekken(r, status, r.Posted(problems), err)
}

// aanmeldingenView is who enrolled in a round.
type aanmeldingenView struct {
	head
	inkoop.RondeInschrijvingen
}

func (p *pages) rondeInschrijvingen(r *web.Request) error {
	list, err := p.uc.RondeInschrijvingen(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	v := aanmeldingenView{head: head{Page: r.Page(tekst.Of("inschrijving.ronde.kop"))}, RondeInschrijvingen: list}
	v.Lead = list.Ronde.Naam + ", " + nl.Plural(len(list.Ingediend), tekst.Of("inschrijving.ronde.een"), tekst.Of("inschrijving.ronde.meer"))
	v.Crumbs = []ui.Crumb{{Label: tekst.Of("inschrijving.ronde.ronde"), URL: rondeURL(list.Ronde.ID)}}
	return r.Render(http.StatusOK, rondeInschrijvingenPage(v))
}

// bewaarBewijs keeps the files that came with the answers: the ids by requirement. What
// is wrong with one is told beside its field.
func (p *pages) bewaarBewijs(r *web.Request, in *formulier.Input, page inkoop.InschrijvingPage) (map[dominkoop.EisCode][]string, error) {
	out := map[dominkoop.EisCode][]string{}
	if !page.MagInvullen {
		return out, nil
	}
	for _, e := range page.Eisen {
		field := dominkoop.VeldEis(e.Code) + ".bewijs"
		file, sent := r.Upload(field)
		if !sent || e.Bewijs != dominkoop.BewijsStuk {
			continue
		}
		id, err := p.bewaarBestand(r, in, inkoop.BestandInput{
			AanbiederID: string(page.Inschrijving.Aanbieder), Soort: dominkoop.BestandBewijs, Naam: file.Naam, Inhoud: file.Inhoud, Veld: field,
		})
		switch {
		case err != nil:
			return nil, err
		case id != "":
			out[e.Code] = append(out[e.Code], id)
		}
	}
	return out, nil
}

// keuzeVan gives the choice for a product of a perceel, and whether there is one.
func keuzeVan(c dominkoop.InschrijvingInhoud, perceel dominkoop.PerceelCode, product dominkoop.ProductCode) (dominkoop.Inschrijvingskeuze, bool) {
	i := slices.IndexFunc(c.Keuzes, func(k dominkoop.Inschrijvingskeuze) bool { return k.Perceel == perceel && k.Product == product })
	if i < 0 {
		return dominkoop.Inschrijvingskeuze{}, false
	}
	return c.Keuzes[i], true
}
