package inkoop

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"

	"trede/internal/app"
	"trede/internal/app/inkoop"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/platform/upload"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

const (
	pathRondes     = "/rondes"
	pathLeerpunten = "/leerpunten"
)

func (p *pages) rondeRoutes() []web.Route {
	return []web.Route{
		{Pattern: "GET /rondes", Action: authz.RondeLezen, Anonymous: true, Handler: p.rondes},
		{Pattern: "GET /rondes/nieuw", Action: authz.RondeOpstellen, Handler: p.rondeForm},
		{Pattern: "POST /rondes/nieuw", Action: authz.RondeOpstellen, Handler: p.saveRonde},
		{Pattern: "GET /rondes/{id}", Action: authz.RondeLezen, Anonymous: true, Handler: p.ronde},
		{Pattern: "GET /rondes/{id}/wijzig", Action: authz.RondeOpstellen, Handler: p.rondeForm},
		{Pattern: "POST /rondes/{id}/wijzig", Action: authz.RondeOpstellen, Handler: p.saveRonde},
		{Pattern: "GET /rondes/{id}/wijzigingen/{nr}", Action: authz.RondeOpstellen, Handler: p.wijzigingForm},
		{Pattern: "POST /rondes/{id}/wijzigingen/{nr}", Action: authz.RondeOpstellen, Handler: p.saveWijziging},
		{Pattern: "POST /rondes/{id}/leerpunten", Action: authz.RondeOpstellen, Handler: p.neemOver},
		{Pattern: "GET /rondes/{id}/stukken/nieuw", Action: authz.RondeOpstellen, Handler: p.stukForm},
		{Pattern: "POST /rondes/{id}/stukken/nieuw", Action: authz.RondeOpstellen, Handler: p.saveStuk},
		{Pattern: "GET /rondes/{id}/stukken/{stuk}", Action: authz.RondeLezen, Anonymous: true, Handler: p.stuk},
		{Pattern: "GET /rondes/{id}/stukken/{stuk}/wijzig", Action: authz.RondeOpstellen, Handler: p.stukForm},
		{Pattern: "POST /rondes/{id}/stukken/{stuk}/wijzig", Action: authz.RondeOpstellen, Handler: p.saveStuk},
		{Pattern: "POST /rondes/{id}/stukken/{stuk}/bestand", Action: authz.RondeOpstellen, Upload: upload.MaxBytes, Handler: p.stukBestand},
		{Pattern: "POST /rondes/{id}/stukken/{stuk}/publiceer", Action: authz.RondePubliceren, Handler: p.publiceer},
		{Pattern: "GET /rondes/{id}/nota", Action: authz.RondePubliceren, Handler: p.nota},
		{Pattern: "POST /rondes/{id}/nota", Action: authz.RondePubliceren, Handler: p.publiceerNota},
		{Pattern: "GET /rondes/{id}/vragen/nieuw", Action: authz.VraagStellen, Handler: p.vraagForm},
		{Pattern: "POST /rondes/{id}/vragen/nieuw", Action: authz.VraagStellen, Handler: p.stelVraag},
		{Pattern: "GET /rondes/{id}/vragen/{vraag}", Action: authz.VraagBeantwoorden, Handler: p.antwoordForm},
		{Pattern: "POST /rondes/{id}/vragen/{vraag}", Action: authz.VraagBeantwoorden, Handler: p.beantwoord},
		{Pattern: "GET /leerpunten", Action: authz.LeerpuntLezen, Handler: p.leerpunten},
		{Pattern: "GET /leerpunten/{id}", Action: authz.LeerpuntVastleggen, Handler: p.leerpuntForm},
		{Pattern: "POST /leerpunten/{id}", Action: authz.LeerpuntVastleggen, Handler: p.saveLeerpunt},
	}
}

func rondeURL(id dominkoop.RondeID, below ...string) string {
	out := pathRondes + "/" + url.PathEscape(string(id))
	for _, b := range below {
		out += "/" + url.PathEscape(b)
	}
	return out
}

func inschrijfURL(id dominkoop.RondeID) string {
	return "/inschrijvingen/nieuw?ronde=" + url.QueryEscape(string(id))
}

// belowRonde is the way back up from a page below a round.
func belowRonde(id dominkoop.RondeID, naam string) []ui.Crumb {
	return []ui.Crumb{{Label: tekst.Of("rondes.kop"), URL: pathRondes}, {Label: naam, URL: rondeURL(id)}}
}

// actForm is one form on a page of its own.
type actForm struct {
	head
	Form   *formulier.Form // nil: nothing can be filled in any more
	Sub    string          // at the top of the card
	Facts  []ui.Fact       // what it is about
	Button string          // of the one thing to do
	Second *ui.Button      // something else to do with it
	Back   string          // where to go without doing it
}

type rondesView struct {
	head
	inkoop.RondeList
}

func (p *pages) rondes(r *web.Request) error {
	list, err := p.uc.Rondes(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	v := rondesView{head: head{Page: r.Page(tekst.Of("rondes.kop")), Lead: tekst.Of("rondes.uitleg")}, RondeList: list}
	return r.Render(http.StatusOK, rondesPage(v))
}

// rondeView is a round as its page shows it.
type rondeView struct {
	head
	inkoop.RondePage
	Known bool // signed in
}

func (p *pages) ronde(r *web.Request) error { return p.showRonde(r, http.StatusOK, nil) }

// showRonde shows a round, with what was wrong with what was posted from its page.
func (p *pages) showRonde(r *web.Request, status int, problems ui.Errors) error {
	one, err := p.uc.Ronde(r.Context(), r.Actor, dominkoop.RondeID(r.PathValue("id")))
	if err != nil {
		return err
	}
	v := rondeView{head: head{Page: r.Page(one.Ronde.Naam)}, RondePage: one, Known: r.SignedIn()}
	v.Errors = problems
	v.Crumbs = []ui.Crumb{{Label: tekst.Of("rondes.kop"), URL: pathRondes}}
	if next, ok := one.Ronde.Volgende(one.Dag, one.Standstill); ok {
		v.Lead = volgende(next, one.Dag)
	}
	if !one.Openbaar {
		v.Tags = []ui.Tag{{Text: tekst.Of("rondes.niet_openbaar"), Tone: ui.ToneWeek}}
	}
	return r.Render(status, rondePage(v))
}

// inschrijfknoppen are the ways to the inschrijving of the reader: to begin one, to go on
// with it or to look at it.
func (v rondeView) inschrijfknoppen() []ui.Button {
	var out []ui.Button
	if v.MagInschrijven {
		out = append(out, ui.Button{Label: tekst.Of("rondes.schrijf_in"), Kind: ui.Primary, URL: inschrijfURL(v.Ronde.ID)})
	}
	for _, a := range v.Eigen {
		for _, e := range a.Rondes {
			add := func(b ui.Button) {
				if len(v.Eigen) > 1 {
					b.Label = tekst.Of("rondes.voor_wie", b.Label, a.Aanbieder.Naam)
				}
				out = append(out, b)
			}
			begin := ui.Button{Label: tekst.Of("rondes.schrijf_in"), Kind: ui.Primary, URL: inschrijfURL(v.Ronde.ID)}
			if len(v.Eigen) > 1 {
				begin.URL += "&aanbieder=" + url.QueryEscape(string(a.Aanbieder.ID))
			}
			switch {
			case e.Inschrijving == nil && e.Toelating.Mag():
				add(begin)
			case e.MagOpnieuw:
				begin.Label = tekst.Of("rondes.schrijf_opnieuw_in")
				add(begin)
			}
			switch {
			case e.Inschrijving != nil && !e.Inschrijving.Ingediend.IsZero():
				add(ui.Button{Label: tekst.Of("rondes.bekijk_inschrijving"), URL: inschrijvingURL(e.Inschrijving.ID, "")})
			case e.Inschrijving != nil:
				add(ui.Button{Label: tekst.Of("rondes.ga_verder"), Kind: ui.Primary, URL: inschrijvingURL(e.Inschrijving.ID, "")})
			}
		}
	}
	return out
}

// kanNiet says to who enrols why that cannot be today, and when it can again.
func (v rondeView) kanNiet() []string {
	var out []string
	if v.Ronde.Fase(v.Dag, v.Standstill) == dominkoop.FaseContract {
		return nil
	}
	for _, a := range v.Eigen {
		for _, e := range a.Rondes {
			if why := waarom(e.Toelating); why != "" && e.Inschrijving == nil && !slices.Contains(out, why) {
				out = append(out, why)
			}
		}
	}
	return out
}

// volgende says in words what the next day of a round is.
func volgende(d dominkoop.RondeDag, today civil.Date) string {
	how, _ := nl.Relative(d.Dag, today)
	return tekst.Of("rondes.volgende", tekst.Of("mijlpaal."+string(d.Mijlpaal)), nl.Full(d.Dag), how)
}

// fase is the stepper of a round on a day.
func (v rondeView) fase() ui.Stepper {
	out := ui.Stepper{Label: tekst.Of("rondes.verloop")}
	state, now := ui.StepDone, v.Ronde.Fase(v.Dag, v.Standstill)
	for _, f := range dominkoop.RondeFasen() {
		step := ui.Step{Label: tekst.Of("rondefase." + string(f)), State: state}
		if f == now {
			step.State, state = ui.StepCurrent, ui.StepTodo
		}
		out.Steps = append(out.Steps, step)
	}
	return out
}

// kalender are the days of the round, and what it is about.
func (v rondeView) kalender() []ui.Fact {
	var out []ui.Fact
	for _, d := range v.Ronde.Kalender(v.Standstill) {
		out = append(out, ui.Fact{Label: tekst.Of("mijlpaal." + string(d.Mijlpaal)), Value: nl.Long(d.Dag)})
	}
	if last := v.Ronde.Contract.LastDay(); !last.IsZero() {
		out = append(out, ui.Fact{Label: tekst.Of("rondes.contract_tot"), Value: nl.Long(last)})
	}
	c, _ := v.Regio.Catalogus(v.Ronde.Catalogus)
	sheets := pathCatalogus + "?dag=" + civil.Max(c.Geldig.From, v.Ronde.Contract.From).String() // the products with their sheets
	out = append(out, ui.Fact{Label: tekst.Of("rondes.catalogus"), Value: c.Naam, URL: sheets})
	if s, ok := v.Regio.Eisenset(v.Ronde.Eisenset); ok {
		out = append(out, ui.Fact{Label: tekst.Of("rondes.eisenset"), Value: s.Naam})
	}
	var lots []string
	for _, code := range v.Ronde.Percelen {
		lot, _ := v.Regio.Perceel(code)
		lots = append(lots, lot.Naam)
	}
	if len(lots) > 0 {
		out = append(out, ui.Fact{Label: tekst.Of("rondes.percelen"), Value: nl.Join(lots...)})
	}
	return append(out, ui.Fact{Label: tekst.Of("rondes.partij"), Value: v.Ronde.Partij})
}

// rondeForm shows the form of a round, a new one or one that is there.
func (p *pages) rondeForm(r *web.Request) error {
	return p.showRondeForm(r, http.StatusOK, ui.Form{}, nil)
}

func (p *pages) showRondeForm(r *web.Request, status int, posted ui.Form, cause error) error {
	id := dominkoop.RondeID(r.PathValue("id"))
	var one inkoop.RondePage
	v := actForm{head: head{Page: r.Page(tekst.Of("ronde_form.nieuw"))}, Button: tekst.Of("rondes.bewaar"), Back: pathRondes}
	v.Crumbs = []ui.Crumb{{Label: tekst.Of("rondes.kop"), URL: pathRondes}}
	if id != "" {
		var err error
		if one, err = p.uc.Ronde(r.Context(), r.Actor, id); err != nil {
			return err
		}
		v.Title, v.Back, v.Crumbs = tekst.Of("ronde_form.wijzig"), rondeURL(id), belowRonde(id, one.Ronde.Naam)
	}
	regio, err := p.uc.RegioVanRonde(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	v.Form = formulier.New(r.URL.Path, "ronde_form.", one.Ronde.Versie, posted, cause)
	rondeFields(v.Form, regio, one.Ronde.Ronde)
	v.Errors = v.Form.Problems()
	return r.Render(status, actPage(v))
}

func rondeFields(f *formulier.Form, regio app.Regels, r dominkoop.Ronde) {
	var catalogues, sets, lots []ui.Option
	for _, c := range regio.Data().Catalogi {
		catalogues = append(catalogues, ui.Option{Value: string(c.Code), Label: c.Naam})
	}
	for _, s := range regio.Data().Eisensets {
		sets = append(sets, ui.Option{Value: string(s.Code), Label: s.Naam})
	}
	for _, l := range regio.Data().Percelen {
		lots = append(lots, ui.Option{Value: string(l.Code), Label: l.Naam})
	}
	f.Line("naam", r.Naam)
	f.Line("partij", r.Partij)
	f.Pick("catalogus", string(r.Catalogus), catalogues)
	f.Day("consultatie", r.Consultatie)
	f.Pick("eisenset", string(r.Eisenset), sets, formulier.Optional)
	if len(lots) > 0 {
		f.Tick("percelen", formulier.Strings(r.Percelen), lots, formulier.Optional)
	}
	f.Day("inschrijven_van", r.Inschrijven.From, formulier.Optional)
	f.Day("inschrijven_tot", r.Inschrijven.LastDay(), formulier.Optional)
	f.Day("contract_van", r.Contract.From, formulier.Optional)
	f.Day("contract_tot", r.Contract.LastDay(), formulier.Optional)
}

func (p *pages) saveRonde(r *web.Request) error {
	id := dominkoop.RondeID(r.PathValue("id"))
	if formulier.KeepsSaved(r) {
		return r.Redirect(rondeURL(id))
	}
	in := formulier.Read(r)
	ronde := dominkoop.Ronde{
		ID: id, Naam: in.Text("naam"), Partij: in.Text("partij"), Catalogus: dominkoop.CatalogusCode(in.Text("catalogus")),
		Eisenset: dominkoop.EisensetCode(in.Text("eisenset")), Percelen: formulier.Values[dominkoop.PerceelCode](in.List("percelen")),
		Consultatie: in.Day("consultatie"),
		Inschrijven: civil.Through(in.Day("inschrijven_van"), in.Day("inschrijven_tot")),
		Contract:    civil.Through(in.Day("contract_van"), in.Day("contract_tot")),
	}
	saved, err := p.uc.LegRondeVast(in.Context(), r.Actor, inkoop.RondeInput{Ronde: ronde, Versie: in.Versie})
	if err == nil {
		return r.Done(rondeURL(saved), "ronde_bewaard")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.showRondeForm(r, status, r.Posted(problems), err)
}

func (p *pages) wijzigingForm(r *web.Request) error {
	return p.showWijziging(r, http.StatusOK, ui.Form{}, nil)
}

// wijzigingNr reads which subject of a round an address is about: 0 for a new one, below
// zero for none.
func wijzigingNr(r *web.Request) int {
	text := r.PathValue("nr")
	if text == nieuw {
		return 0
	}
	n := 0
	for _, c := range text {
		if c < '0' || c > '9' || n > 10_000 {
			return -1
		}
		n = 10*n + int(c-'0')
	}
	if n == 0 {
		return -1
	}
	return n
}

func (p *pages) showWijziging(r *web.Request, status int, posted ui.Form, cause error) error {
	id, nr := dominkoop.RondeID(r.PathValue("id")), wijzigingNr(r)
	one, err := p.uc.Ronde(r.Context(), r.Actor, id)
	if err != nil {
		return err
	}
	if nr < 0 || nr > len(one.Ronde.Wijzigingen) || !one.MagOpstellen {
		return app.NotHere()
	}
	var w dominkoop.RondeWijziging
	v := actForm{head: head{Page: r.Page(tekst.Of("rondewijziging_form.nieuw"))}, Button: tekst.Of("rondes.bewaar"), Back: rondeURL(id)}
	if nr > 0 {
		w = one.Ronde.Wijzigingen[nr-1]
		v.Title = tekst.Of("rondewijziging_form.wijzig")
		v.Second = &ui.Button{Label: tekst.Of("rondewijziging_form.weg"), Name: "knop", Value: "weg", Icon: "trash"}
	}
	v.Crumbs = belowRonde(id, one.Ronde.Naam)
	f := formulier.New(r.URL.Path, "rondewijziging_form.", one.Ronde.Versie, posted, cause)
	f.Line("onderwerp", w.Onderwerp)
	f.Choose("soort", string(w.Soort), formulier.Explained("wijzigingsoort", dominkoop.WijzigingSoorten()), formulier.Columns(2))
	f.Words("wat", w.Wat)
	f.Words("waarom", w.Waarom, formulier.Optional)
	f.Words("voor_wie", w.VoorWie, formulier.Optional)
	v.Form, v.Errors = f, f.Problems()
	return r.Render(status, actPage(v))
}

func (p *pages) saveWijziging(r *web.Request) error {
	id := dominkoop.RondeID(r.PathValue("id"))
	if formulier.KeepsSaved(r) {
		return r.Redirect(rondeURL(id))
	}
	in := formulier.Read(r)
	w := inkoop.WijzigingInput{RondeID: id, Versie: in.Versie, Nr: wijzigingNr(r), Wijziging: dominkoop.RondeWijziging{
		Onderwerp: in.Text("onderwerp"), Soort: dominkoop.WijzigingSoort(in.Text("soort")), Wat: in.Text("wat"),
		Waarom: in.Text("waarom"), VoorWie: in.Text("voor_wie"),
	}}
	var err error
	if r.Form.Get("knop") == "weg" {
		err = p.uc.HaalWijzigingWeg(in.Context(), r.Actor, w)
	} else {
		err = p.uc.LegWijzigingVast(in.Context(), r.Actor, w)
	}
	if err == nil {
		return r.Done(rondeURL(id), "ronde_bewaard")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.showWijziging(r, status, r.Posted(problems), err)
}

// neemOver makes a subject of the round of a lesson.
func (p *pages) neemOver(r *web.Request) error {
	id, in := dominkoop.RondeID(r.PathValue("id")), formulier.Read(r)
	err := p.uc.NeemLeerpuntOver(r.Context(), r.Actor, id, in.Versie, in.Text("leerpunt"))
	if err == nil {
		return r.Done(rondeURL(id), "ronde_bewaard")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.showRonde(r, status, problems)
}

// aanbiederOpties are the providers for which somebody can ask, by name.
func aanbiederOpties(one inkoop.RondePage) []ui.Option {
	var out []ui.Option
	for _, id := range one.Voor {
		out = append(out, ui.Option{Value: string(id), Label: one.Namen[id]})
	}
	slices.SortFunc(out, func(a, b ui.Option) int { return cmp.Compare(a.Label, b.Label) })
	return out
}
