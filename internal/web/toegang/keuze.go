package toegang

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
	"trede/internal/web"
	"trede/internal/web/regel"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

func (p *pages) keuzeRoutes() []web.Route {
	return []web.Route{
		{Pattern: "GET /inwoners/{id}/toewijzen", Action: authz.ToewijzingVoorbereiden, Handler: p.keuze},
		{Pattern: "POST /inwoners/{id}/toewijzen", Action: authz.ToewijzingVoorbereiden, Handler: p.saveKeuze},
	}
}

func notHere() error { return app.NotHere() }

// keuzePage is the choice of product, first day, provider and place.
type keuzePage struct {
	page
	apptoegang.ToewijzingenPage
	Melding string
	Lijst   apptoegang.Keuzelijst
	Product inkoop.ProductRef // chosen; zero: not yet
	Start   civil.Date
	Concept *apptoegang.ArrangementView // that waits to be decided; nil: none
	Vorige  string                      // toewijzing that this one comes after
}

func (p *pages) keuze(r *web.Request) error { return p.showKeuze(r, http.StatusOK, ui.Form{}) }

var keuzeFields = []string{
	"product", "start", "aanbieder", "dagdelen", "laatsteDag", "richting", "waaromNuNietVerder", "hertoets", "afgestemdMet", "afgestemdUitkomst",
	"afgestemdOp", "motivering", "vervoerObstakel", "vervoerOplossing", "vervoerKosten", "vervoerAfgesproken", "verkenning",
}

// showKeuze reads product and first day from the address, or from a form that was
// refused.
func (p *pages) showKeuze(r *web.Request, status int, form ui.Form) error {
	id := r.PathValue("id")
	asked, in := r.URL.Query(), newInput(r, "")
	if form.Values != nil {
		asked = form.Values
	}
	product, start := productRef(asked.Get("product")), civil.Date{}
	if _, submitted := asked["start"]; submitted {
		var err error
		if start, err = ui.DateValue(asked, "start"); err != nil {
			in.Wrong("start", "datum.vorm")
		}
		if start.IsZero() && err == nil {
			in.Wrong("start", "toewijzing.start_ontbreekt")
		}
		if product.IsZero() {
			in.Wrong("product", "toewijzing.product_ontbreekt")
		}
	}
	d, err := p.uc.Toewijzingen(r.Context(), r.Actor, id)
	if err != nil {
		return err
	}
	if !d.May(authz.ToewijzingVoorbereiden) {
		return notHere()
	}
	k := keuzePage{ToewijzingenPage: d, Melding: meldingParam(r), Start: start, Vorige: vorige(&d)}
	for n := range d.Kaarten {
		if x := &d.Kaarten[n]; x.Toewijzing.Toegewezen.IsZero() && x.Vervallen.IsZero() {
			k.Concept = x
		}
	}
	if len(in.Found()) == 0 {
		k.Product = product
	}
	if k.Lijst, err = p.uc.Kandidaten(r.Context(), r.Actor, apptoegang.ToewijzingInput{InwonerID: id, Product: k.Product, Start: start, Vervangt: k.Vorige}); err != nil {
		return err
	}
	if form.Values == nil {
		form = ui.Form{Values: asked}
	}
	if len(in.Found()) > 0 {
		status = http.StatusBadRequest
		form.Errors = append(web.ErrorsOf(in.Refuse()), form.Errors...)
	}
	k.page = newPage(r, &k.ToewijzingenPage.Header, tekst.Of("keuze.kop"), stepToewijzing, stepToewijzing, k.Melding).with(form, keuzeFields...)
	return r.Render(status, keuzeTempl(k))
}

// vorige is the toewijzing that a new one comes after: one that the provider refused,
// else the newest that was decided.
func vorige(d *apptoegang.ToewijzingenPage) string {
	newest := ""
	for n := range d.Kaarten {
		k := &d.Kaarten[n]
		switch {
		case k.Toewijzing.Toegewezen.IsZero() || !k.Vervallen.IsZero():
		case k.Verloop.Weigering != nil && !k.Verloop.WeigeringKlaar:
			return k.ID
		case newest == "":
			newest = k.ID
		}
	}
	return newest
}

// productRef reads v2/ONT3.
func productRef(text string) inkoop.ProductRef {
	catalogus, product, ok := strings.Cut(text, "/")
	if !ok {
		return inkoop.ProductRef{}
	}
	return inkoop.ProductRef{Catalogus: inkoop.CatalogusCode(catalogus), Product: inkoop.ProductCode(product)}
}

// saveKeuze keeps the choice as a concept, which is then decided on.
func (p *pages) saveKeuze(r *web.Request) error {
	id := r.PathValue("id")
	in := newInput(r, "")
	keuze := in.keuze(id)
	out, err := p.uc.BereidToewijzingVoor(in.Context(), r.Actor, keuze)
	if err == nil {
		return r.Redirect(toewijzingURL(out.ID, "toewijzen") + meldingQuery(meldingParam(r)))
	}
	form, status, again := in.again(err)
	if !again {
		return err
	}
	return p.showKeuze(r, status, form)
}

func meldingQuery(melding string) string {
	if melding == "" {
		return ""
	}
	return "?melding=" + url.QueryEscape(melding)
}

// urenPerDagdeel is how long a dagdeel (half day) is. Source: iWmo, unit 16.
const urenPerDagdeel = 4

// keuze reads what was chosen.
func (in *input) keuze(inwonerID string) apptoegang.ToewijzingInput {
	aanbieder, werkplek, _ := strings.Cut(in.Text("aanbieder"), "/")
	out := apptoegang.ToewijzingInput{
		InwonerID: inwonerID, Product: productRef(in.Text("product")), AanbiederID: inkoop.AanbiederID(aanbieder), WerkplekID: werkplek,
		Start: in.Day("start"), LaatsteDag: in.Day("laatsteDag"), Richting: toegang.Trajectrichting(in.Text("richting")),
		Stabiel:    toegang.StabielAntwoord{WaaromNuNietVerder: in.Text("waaromNuNietVerder"), Hertoets: in.Day("hertoets")},
		Motivering: in.Text("motivering"), Vervangt: in.Text("vervangt"), Verkenning: inkoop.VerkenningSoort(in.Text("verkenning")),
		Vervoer: inkoop.Vervoer{
			Obstakel: inkoop.VervoerAntwoord(in.Text("vervoerObstakel")), Oplossing: in.Text("vervoerOplossing"),
			OpKosten: in.Text("vervoerKosten") == "ja", Afgesproken: in.Day("vervoerAfgesproken"),
		},
	}
	if out.Richting != "" && !slices.Contains(toegang.Trajectrichtingen(), out.Richting) {
		in.Wrong("richting", "toewijzing.richting_onbekend")
	}
	if met := in.Text("afgestemdMet"); met != "" {
		out.Afstemming = toegang.Afstemming{Op: dayOr(in.Day("afgestemdOp"), in.r.Today), Met: met, Uitkomst: in.Text("afgestemdUitkomst")}
	}
	if n := in.number("dagdelen", 10); n > 0 {
		out.Omvang = toegang.Omvang{Volume: int64(n * urenPerDagdeel), Eenheid: toegang.EenheidUur, Frequentie: toegang.FrequentieWeek}
	}
	return out
}

// productOptions are the products that the gemeente buys; at those that fit the advice
// of the investigation stands a word.
func (k keuzePage) productOptions() []ui.Option {
	var out []ui.Option
	advies := k.advies()
	for n, o := range k.Lijst.Koopbaar {
		if !o.Mag {
			continue
		}
		x := k.Lijst.Producten[n]
		opt := ui.Option{Value: o.Product.String(), Label: x.GewoneNaam, Help: x.Naam}
		if past(advies, x) {
			opt.Help += ". " + tekst.Of("keuze.past")
		}
		out = append(out, opt)
	}
	return out
}

// past tells whether a product is what the investigation advised.
func past(a toegang.Advies, p inkoop.Product) bool {
	switch a.Soort {
	case toegang.AdviesOntwikkel:
		return p.Soort == inkoop.ONT && p.Doeltrede == a.Trede
	case toegang.AdviesStabiel:
		return p.Soort == inkoop.STA && p.Trede() == a.Trede
	case toegang.AdviesOrientatie:
		return p.Soort == inkoop.ORI
	}
	return false
}

// advies is that of the newest investigation.
func (k keuzePage) advies() toegang.Advies {
	for _, m := range k.Meldingen {
		if m.Onderzoek.Uitkomst != nil {
			return m.Onderzoek.Afbakening.Advies
		}
	}
	return toegang.Advies{}
}

// nietKoopbaar are the products that cannot be bought here, each with why.
func (k keuzePage) nietKoopbaar() []ui.RuleRow {
	var rows []ui.RuleRow
	for n, o := range k.Lijst.Koopbaar {
		if o.Mag {
			continue
		}
		why := tekst.Of("inkoop." + string(o.Reden))
		rows = append(rows, ui.RuleRow{
			Status: ui.RuleNotApplicable, Text: k.Lijst.Producten[n].GewoneNaam + ". " + why, Source: o.Alternatief,
		})
	}
	return rows
}

// kandidaatOptions are the providers that nothing keeps from it, nearest first.
func (k keuzePage) kandidaatOptions() []ui.Option {
	var out []ui.Option
	for _, c := range k.Lijst.Kandidaten {
		if !c.OK() {
			continue
		}
		if len(c.Werkplekken) == 0 {
			out = append(out, ui.Option{Value: string(c.Aanbieder.ID), Label: c.Aanbieder.Naam, Help: tekst.Of("keuze.zonder_werkplek", c.Contract)})
		}
		for _, w := range plekken(c) {
			out = append(out, ui.Option{
				Value: string(c.Aanbieder.ID) + "/" + string(w.ID), Label: c.Aanbieder.Naam + ", " + w.Naam, Help: k.kandidaatUitleg(c, w),
			})
		}
	}
	return out
}

// over says what a finding of this page is about.
func (k keuzePage) over(aanbieder inkoop.AanbiederID) regel.Over {
	return regel.Over{Inwoner: k.ToewijzingenPage.Header.ID, Aanbieder: aanbieder}
}

// verWeg tells whether one of the places to choose from is there by an exception.
func (k keuzePage) verWeg() bool {
	return slices.ContainsFunc(k.Lijst.Kandidaten, func(c apptoegang.Kandidaat) bool { return c.OK() && len(c.VerWeg) > 0 })
}

// plekken are the places of a candidate, the nearest one first.
func plekken(c apptoegang.Kandidaat) []apptoegang.Werkplek {
	list := slices.Clone(c.Werkplekken)
	slices.SortStableFunc(list, func(a, b apptoegang.Werkplek) int {
		if c.Werkplek == nil || (a.ID == c.Werkplek.ID) == (b.ID == c.Werkplek.ID) {
			return 0
		}
		if a.ID == c.Werkplek.ID {
			return -1
		}
		return 1
	})
	return list
}

func (k keuzePage) kandidaatUitleg(c apptoegang.Kandidaat, w apptoegang.Werkplek) string {
	var parts []string
	if c.Werkplek != nil && c.Werkplek.ID == w.ID {
		parts = append(parts, tekst.Of("nabij."+strconv.Itoa(int(c.Nabij))))
	}
	if slices.Contains(c.VerWeg, w.ID) {
		parts = append(parts, tekst.Of("vervoer.ver_weg"))
	}
	if w.VoorWie != "" {
		parts = append(parts, tekst.Of("keuze.voor_wie", w.VoorWie))
	}
	if days := dagdeelTekst(w); days != "" {
		parts = append(parts, days)
	}
	parts = append(parts, tekst.Of("keuze.vrij", c.Vrij, c.Plekken))
	return strings.Join(parts, " · ")
}

// dagdeelTekst names the half days on which one can work at a place.
func dagdeelTekst(w apptoegang.Werkplek) string {
	var days []string
	for _, d := range w.Dagdelen {
		if d.Plekken > 0 {
			days = append(days, dagdeelNaam(d.Dagdeel.Dag, string(d.Dagdeel.Deel)))
		}
	}
	const most = 4
	if len(days) > most {
		return tekst.Of("keuze.dagdelen", len(days))
	}
	return nl.Join(days...)
}

// asked are the findings that this page asks about itself, or the next one.
func (k keuzePage) blokkades() []rule.Finding {
	return slices.DeleteFunc(slices.Clone(k.Lijst.Algemeen), func(f rule.Finding) bool {
		return slices.Contains([]string{"TOE-GATE-11", "TOE-GATE-14", "TOE-GATE-19"}, f.Rule)
	})
}

// adviezen are what will ask a reason.
func (k keuzePage) adviezen() []rule.Finding {
	return slices.DeleteFunc(slices.Clone(k.Lijst.Adviezen), func(f rule.Finding) bool {
		return f.Rule == "TOE-GATE-25" || f.Rule == "TOE-GATE-21" && k.aanvraagOpen()
	})
}

// aanvraagOpen tells whether there is an application that is granted in the same act.
func (k keuzePage) aanvraagOpen() bool {
	return slices.ContainsFunc(k.Aanvragen, func(a apptoegang.Aanvraag) bool { return a.Besluit == nil && a.Ingetrokken.IsZero() })
}

// einde is the last day as computed, in words.
func einde(e toegang.Einde) string {
	switch {
	case e.LaatsteDag.IsZero():
		return ""
	case e.Afgekapt:
		return tekst.Of("keuze.einde_afgekapt", e.LaatsteDag)
	}
	return tekst.Of("keuze.einde_"+string(e.Soort), e.LaatsteDag)
}

func dagdelenOptions() []ui.Option {
	var out []ui.Option
	for n := 1; n <= 10; n++ {
		out = append(out, ui.Option{Value: strconv.Itoa(n), Label: tekst.Of("keuze.dagdelen_uren", n, n*urenPerDagdeel)})
	}
	return out
}
