package inkoop

import (
	"slices"
	"strconv"
	"strings"

	"trede/internal/app/inkoop"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/platform/upload"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// invulDeel is one part of the task list with its form.
type invulDeel struct {
	deel   dominkoop.InschrijvingDeel
	upload int64 // largest file; zero: none
	ask    func(*formulier.Form, *inschrijvingView)
	save   func(*pages, *web.Request, *formulier.Input, inkoop.InschrijvingPage) error
}

func invulDelen() []invulDeel {
	return []invulDeel{
		{deel: dominkoop.DeelGegevens, ask: askGegevens, save: saveGegevens},
		{deel: dominkoop.DeelKeuzes, ask: askKeuzes, save: saveKeuzes},
		{deel: dominkoop.DeelEisen, ask: askEisen, save: saveEisen, upload: upload.MaxBytes},
		{deel: dominkoop.DeelPlan, ask: askPlan, save: savePlan},
		{deel: dominkoop.DeelWerkplekken, ask: askWerkplekken, save: saveKlaar(dominkoop.DeelWerkplekken)},
		{deel: dominkoop.DeelVerzekering, ask: askVerzekeringen, save: saveKlaar(dominkoop.DeelVerzekering)},
		{deel: dominkoop.DeelMensen, ask: func(f *formulier.Form, v *inschrijvingView) { askMensen(f, v.Inhoud.Mensen) }, save: saveMensen},
	}
}

// deelView is a part on its page.
type deelView struct {
	inschrijvingView
	Deel dominkoop.InschrijvingDeel
	Form *formulier.Form
}

func (p *pages) toonDeel(r *web.Request, d invulDeel, status int, posted ui.Form, cause error) error {
	v, err := p.open(r)
	if err != nil {
		return err
	}
	if !v.MagInvullen {
		return r.Redirect(inschrijvingURL(v.ID, ""))
	}
	if posted.Values != nil && d.upload > 0 { // files that came with it are kept, and are in no answer yet
		files, err := p.uc.BestandenVan(r.Context(), r.Actor, string(v.Aanbieder.ID))
		if err != nil {
			return err
		}
		for _, b := range files {
			v.Bestanden[b.ID] = b.Naam
		}
	}
	f := formulier.New(r.URL.Path, "inschrijving.veld.", v.Versie, posted, cause)
	d.ask(f, &v)
	f.Agree("klaar", slices.Contains(v.Inhoud.Klaar, d.deel))
	v.Crumbs = inschrijfCrumbs(ui.Crumb{Label: v.Ronde.Naam, URL: inschrijvingURL(v.ID, "")})
	v.Title, v.Lead, v.Tags = tekst.Of("inschrijving.deel."+string(d.deel)), tekst.Of("inschrijving.deel_uitleg."+string(d.deel)), nil
	v.Errors = f.Problems()
	return r.Render(status, deelPage(deelView{v, d.deel, f}))
}

func (p *pages) bewaarDeel(r *web.Request, d invulDeel) error {
	back := inschrijvingURL(dominkoop.InschrijvingID(r.PathValue("id")), "")
	if formulier.KeepsSaved(r) {
		return r.Redirect(back)
	}
	page, err := p.uc.Inschrijving(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	in := formulier.Read(r)
	err = d.save(p, r, in, page)
	switch {
	case err == nil && r.Form.Get(verderVeld) == verderMeer:
		return r.Redirect(back + "/" + string(d.deel))
	case err == nil:
		return r.Done(back, "inschrijving_deel")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.toonDeel(r, d, status, r.Posted(problems), err)
}

func part(page inkoop.InschrijvingPage, in *formulier.Input, deel dominkoop.InschrijvingDeel) inkoop.InschrijvingInput {
	return inkoop.InschrijvingInput{ID: string(page.ID), Versie: in.Versie, Deel: deel, Klaar: in.Yes("klaar")}
}

func askGegevens(f *formulier.Form, v *inschrijvingView) {
	a := v.Aanbieder
	f.Send("aanbiederVersie", strconv.Itoa(a.Versie))
	f.Line("kvk", a.KvK, formulier.Numeric)
	f.Line("agb", a.AGB, formulier.Numeric, formulier.Optional)
	now, _ := a.Inschrijving.At(v.Dag)
	f.Pick("gemeente", string(now), gemeenteOptions(v.Regio.AlleGemeentenOp(v.Dag)))
}

func saveGegevens(p *pages, r *web.Request, in *formulier.Input, page inkoop.InschrijvingPage) error {
	return p.uc.BewaarGegevens(in.Context(), r.Actor, inkoop.GegevensInput{
		ID: string(page.ID), Versie: in.Versie, AanbiederVersie: in.Int("aanbiederVersie"),
		KvK: in.Text("kvk"), AGB: in.Text("agb"), Gemeente: in.Text("gemeente"), Klaar: in.Yes("klaar"),
	})
}

// askKeuzes offers each product of each perceel with the gemeenten that buy it. What may
// not be chosen today is shown with the reason; what was chosen before can still go.
func askKeuzes(f *formulier.Form, v *inschrijvingView) {
	last := dominkoop.PerceelCode("")
	for _, t := range v.Toelating.Producten {
		if t.Perceel != last {
			perceel, _ := v.Regio.Perceel(t.Perceel)
			f.Say(ui.Heading{Level: 2, Text: perceel.Naam})
			last = t.Perceel
		}
		product, _ := v.Regio.Product(dominkoop.ProductRef{Catalogus: v.Ronde.Catalogus, Product: t.Product})
		chosen, had := keuzeVan(v.Inhoud, t.Perceel, t.Product)
		label := string(product.Code) + " " + product.Naam
		if !t.Mag() && !had {
			f.Say(ui.Text{Body: label + ". " + zin(t.Finding(v.Toelating, "")), Small: true})
			continue
		}
		var options []ui.Option
		for _, g := range v.Regio.GemeentenOp(v.Ronde.Contract.From) {
			bought := v.Regio.Koopoordeel(g.Code, dominkoop.ProductRef{Catalogus: v.Ronde.Catalogus, Product: t.Product}, v.Ronde.Contract.From).Mag
			if bought || slices.Contains(chosen.Gemeenten, g.Code) {
				options = append(options, ui.Option{Value: string(g.Code), Label: g.Naam})
			}
		}
		if len(options) == 0 {
			f.Say(ui.Text{Body: tekst.Of("inschrijving.niemand_koopt", label), Small: true})
			continue
		}
		f.Tick(dominkoop.VeldKeuze(t.Perceel, t.Product), texts(chosen.Gemeenten), options, formulier.Label(label), formulier.Optional)
	}
}

func saveKeuzes(p *pages, r *web.Request, in *formulier.Input, page inkoop.InschrijvingPage) error {
	x := part(page, in, dominkoop.DeelKeuzes)
	for _, t := range page.Toelating.Producten {
		k := dominkoop.Inschrijvingskeuze{Perceel: t.Perceel, Product: t.Product}
		for _, code := range in.List(dominkoop.VeldKeuze(t.Perceel, t.Product)) {
			k.Gemeenten = append(k.Gemeenten, dominkoop.GemeenteCode(code))
		}
		if len(k.Gemeenten) > 0 {
			x.Inhoud.Keuzes = append(x.Inhoud.Keuzes, k)
		}
	}
	return p.uc.BewaarInschrijving(in.Context(), r.Actor, x)
}

// askEisen asks what the aanbieder must answer itself, by level.
func askEisen(f *formulier.Form, v *inschrijvingView) {
	for _, level := range dominkoop.EisNiveaus() {
		said := false
		for _, e := range v.Eisen {
			if e.Niveau != level || !e.Bewijs.Gevraagd() {
				continue
			}
			if !said {
				f.Say(ui.Heading{Level: 2, Text: tekst.Of("inschrijving.niveau." + string(level))})
				said = true
			}
			askEis(f, v, e)
		}
	}
	if len(v.Eisen) == 0 {
		f.Say(ui.Text{Body: tekst.Of("inschrijving.eisen_eerst_keuzes")})
	}
}

// bewaard stands behind the field of a requirement for the evidence that is kept.
const bewaard = ".bewaard"

func askEis(f *formulier.Form, v *inschrijvingView, e dominkoop.Eis) {
	a, field := v.Inhoud.Antwoord(e.Code), dominkoop.VeldEis(e.Code)
	f.Choose(field, string(a.Antwoord), formulier.Options("inschrijving.antwoord.", []dominkoop.JaNee{dominkoop.Ja, dominkoop.Nee}),
		formulier.Label(e.Tekst), formulier.Columns(2))
	switch e.Bewijs {
	case dominkoop.BewijsUitleg:
		f.Words(field+".uitleg", a.Uitleg, formulier.Label(tekst.Of("inschrijving.hoe", e.Kort)))
	case dominkoop.BewijsStuk:
		var kept []ui.Option
		for _, id := range slices.Concat(a.Bestanden, f.Values[field+bewaard]) {
			if name := v.Bestanden[id]; name != "" && !slices.ContainsFunc(kept, func(o ui.Option) bool { return o.Value == id }) {
				kept = append(kept, ui.Option{Value: id, Label: name})
			}
		}
		if len(kept) > 0 {
			f.Tick(field+bewaard, a.Bestanden, kept, formulier.Label(tekst.Of("inschrijving.bewaard_bewijs")), formulier.Optional)
		}
		opts := []formulier.Opt{formulier.Label(tekst.Of("inschrijving.bewijs", e.Kort))}
		if len(kept) > 0 {
			opts = append(opts, formulier.Optional)
		}
		f.File(field+".bewijs", ".pdf,.png,.jpg,.jpeg", opts...)
	}
}

func saveEisen(p *pages, r *web.Request, in *formulier.Input, page inkoop.InschrijvingPage) error {
	added, err := p.bewaarBewijs(r, in, page)
	if err != nil {
		return err
	}
	x := part(page, in, dominkoop.DeelEisen)
	for _, e := range page.Eisen {
		if !e.Bewijs.Gevraagd() {
			continue
		}
		field := dominkoop.VeldEis(e.Code)
		a := dominkoop.EisAntwoord{Eis: e.Code, Antwoord: dominkoop.JaNee(in.Text(field)), Uitleg: in.Text(field + ".uitleg")}
		a.Bestanden = append(slices.Clone(in.List(field+bewaard)), added[e.Code]...)
		if a.Antwoord != "" || a.Uitleg != "" || len(a.Bestanden) > 0 {
			x.Inhoud.Antwoorden = append(x.Inhoud.Antwoorden, a)
		}
	}
	err = p.uc.BewaarInschrijving(in.Context(), r.Actor, x)
	if err != nil { // a browser does not send a file twice
		for code, ids := range added {
			field := dominkoop.VeldEis(code) + bewaard
			r.Form[field] = append(r.Form[field], ids...)
		}
	}
	return err
}

func askPlan(f *formulier.Form, v *inschrijvingView) {
	f.Say(ui.Heading{Level: 2, Text: tekst.Of("inschrijving.uitgangspunten")})
	for _, u := range dominkoop.Uitgangspunten() {
		f.Words(dominkoop.VeldUitgangspunt(u), v.Inhoud.Plan.Uitgangspunten[u], formulier.Label(tekst.Of("inschrijving.uitgangspunt."+string(u))))
	}
	f.Say(ui.Heading{Level: 2, Text: tekst.Of("inschrijving.plan_vragen")})
	for _, q := range dominkoop.PlanVragen() {
		f.Words(dominkoop.VeldPlan(q), v.Inhoud.Plan.Vragen[q], formulier.Label(tekst.Of("inschrijving.planvraag."+string(q))))
	}
}

func savePlan(p *pages, r *web.Request, in *formulier.Input, page inkoop.InschrijvingPage) error {
	x := part(page, in, dominkoop.DeelPlan)
	plan := dominkoop.PlanAW{Uitgangspunten: map[dominkoop.Uitgangspunt]string{}, Vragen: map[dominkoop.PlanVraag]string{}}
	for _, u := range dominkoop.Uitgangspunten() {
		plan.Uitgangspunten[u] = in.Text(dominkoop.VeldUitgangspunt(u))
	}
	for _, q := range dominkoop.PlanVragen() {
		plan.Vragen[q] = in.Text(dominkoop.VeldPlan(q))
	}
	x.Inhoud.Plan = plan
	return p.uc.BewaarInschrijving(in.Context(), r.Actor, x)
}

func askWerkplekken(f *formulier.Form, v *inschrijvingView) {
	f.Say(werkplekTabel(v))
}

func askVerzekeringen(f *formulier.Form, v *inschrijvingView) {
	f.Say(polisTabel(v))
}

// saveKlaar keeps that a part is done of which the content stands in the register.
func saveKlaar(deel dominkoop.InschrijvingDeel) func(*pages, *web.Request, *formulier.Input, inkoop.InschrijvingPage) error {
	return func(p *pages, r *web.Request, in *formulier.Input, page inkoop.InschrijvingPage) error {
		return p.uc.BewaarInschrijving(in.Context(), r.Actor, part(page, in, deel))
	}
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for n, v := range list {
		out[n] = string(v)
	}
	return out
}

// gemeenteOptions are gemeenten to choose from, by name.
func gemeenteOptions(list []dominkoop.Gemeente) []ui.Option {
	out := make([]ui.Option, len(list))
	for n, g := range list {
		out[n] = ui.Option{Value: string(g.Code), Label: g.Naam}
	}
	slices.SortFunc(out, func(a, b ui.Option) int { return strings.Compare(a.Label, b.Label) })
	return out
}
