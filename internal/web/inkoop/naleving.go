package inkoop

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

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

// nieuw stands in an address for a row that is not there yet.
const nieuw = "nieuw"

func (p *pages) nalevingRoutes() []web.Route {
	return []web.Route{
		{Pattern: "GET /contracten/{id}/naleving", Action: authz.NalevingLezen, Handler: p.naleving},
		{Pattern: "GET /contracten/{id}/naleving/{punt}", Action: authz.NalevingVastleggen, Handler: p.editPunt},
		{Pattern: "POST /contracten/{id}/naleving/{punt}", Action: authz.NalevingVastleggen, Handler: p.savePunt},
		{Pattern: "GET /contracten/{id}/naleving/{punt}/reactie", Action: authz.NalevingReageren, Handler: p.editReactie},
		{Pattern: "POST /contracten/{id}/naleving/{punt}/reactie", Action: authz.NalevingReageren, Handler: p.saveReactie},
	}
}

// nalevingView is the compliance file of a contract as its page shows it.
type nalevingView struct {
	head
	inkoop.NalevingPage
}

func (p *pages) naleving(r *web.Request) error {
	one, err := p.uc.Naleving(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	v := nalevingView{head: head{Page: r.Page(tekst.Of("naleving.kop_van", one.Contract.Nummer))}, NalevingPage: one}
	v.Lead = one.Aanbieder.Naam
	v.Crumbs = contractCrumbs(&one.Contract.Contract)
	return r.Render(http.StatusOK, nalevingPage(v))
}

// puntTag is how a point stands today.
func puntTag(p dominkoop.Nalevingspunt, day civil.Date) ui.Tag {
	switch {
	case p.InOrde:
		return ui.Tag{Text: tekst.Of("naleving.in_orde"), Tone: ui.ToneGood}
	case p.Hertoets.Opgelost:
		return ui.Tag{Text: tekst.Of("naleving.opgelost"), Tone: ui.ToneGood}
	case p.TeLaat(day):
		return ui.Tag{Text: tekst.Of("naleving.te_laat"), Tone: ui.ToneLate}
	}
	return ui.Tag{Text: tekst.Of("naleving.open"), Tone: ui.ToneWeek}
}

// puntFacts is what is known of a point.
func puntFacts(p dominkoop.Nalevingspunt, day civil.Date) []ui.Fact {
	out := []ui.Fact{{Label: tekst.Of("naleving.gevonden"), Value: nl.Long(p.Gevonden) + " · " + tekst.Of("nalevingbron."+string(p.Bron))}}
	if !p.InOrde {
		out = append(out, ui.Fact{Label: tekst.Of("naleving.afspraak"), Value: p.Afspraak}, ui.Fact{Label: tekst.Of("naleving.termijn"), Content: termijnTag(p, day)})
	}
	if p.Reactie != "" {
		out = append(out, ui.Fact{Label: tekst.Of("naleving.reactie_op", p.GereageerdOp), Value: p.Reactie})
	}
	looked := func(h dominkoop.Hertoets) {
		if !h.Op.IsZero() {
			out = append(out, ui.Fact{Label: tekst.Of("naleving.hertoets_op", h.Op), Value: h.Bevinding})
		}
	}
	looked(p.Hertoets)
	for _, e := range slices.Backward(p.Eerder) {
		out = append(out, ui.Fact{Label: tekst.Of("naleving.eerdere_afspraak", e.Termijn), Value: e.Afspraak})
		looked(e.Hertoets)
	}
	return out
}

func termijnTag(p dominkoop.Nalevingspunt, day civil.Date) ui.Tag {
	if !p.Open() {
		return ui.Tag{Text: nl.Long(p.Termijn)}
	}
	return dagTag(p.Termijn, day)
}

// eisKop is the heading of a requirement.
func eisKop(e dominkoop.Eis) string { return string(e.Code) + " · " + e.Kort }

// stand is how the points about a requirement stand: nothing found yet, or its worst.
func eisStand(e inkoop.EisStand, day civil.Date) ui.Tag {
	tag := ui.Tag{Text: tekst.Of("naleving.niet_getoetst")}
	for _, p := range e.Punten {
		if tag = puntTag(p.Nalevingspunt, day); p.Open() {
			return tag
		}
	}
	return tag
}

func (v nalevingView) puntURL(id string, more ...string) string {
	return contractURL(v.Contract.ID, append([]string{"naleving", id}, more...)...)
}

// nieuwURL opens the form of a new point with what is known of it already.
func (v nalevingView) nieuwURL(query string) string { return v.puntURL(nieuw) + "?" + query }

// figures are what the delivery says, as numbers without people.
func (v nalevingView) figures() []ui.Fact {
	f := v.Feiten
	return []ui.Fact{
		{Label: tekst.Of("naleving.periode"), Value: nl.Range(f.Periode.From, f.Periode.LastDay())},
		{Label: tekst.Of("naleving.berichten"), Value: nl.Count(f.Berichten)},
		{Label: tekst.Of("naleving.laat"), Value: nl.Count(f.TeLaat)},
		{Label: tekst.Of("naleving.niet_gekomen"), Value: nl.Count(f.NietGekomen)},
		{Label: tekst.Of("naleving.signalen"), Value: tekst.Of("naleving.signalen_laat", f.Signalen, f.SignalenLaat)},
		{Label: tekst.Of("aanbieders.verzekering"), Value: verzekerdTekst(f.Onverzekerd)},
	}
}

func verzekerdTekst(missing []dominkoop.Verzekeringssoort) string {
	if len(missing) == 0 {
		return tekst.Of("aanbieders.verzekerd")
	}
	return tekst.Of("aanbieders.niet_verzekerd")
}

// voorstelTekst says in a sentence what the figures suggest; it fills the finding.
func voorstelTekst(s dominkoop.Nalevingsvoorstel, day civil.Date) string {
	return tekst.Of("nalevingvoorstel."+string(s.Bron), s.Aantal, s.Van, day)
}

func (p *pages) editPunt(r *web.Request) error {
	return p.puntForm(r, http.StatusOK, ui.Form{}, nil)
}

// punt gives the point that an address is about, with its file; a new one is prefilled
// with what the address names.
func (p *pages) punt(r *web.Request) (inkoop.NalevingPage, inkoop.Nalevingspunt, error) {
	file, err := p.uc.Naleving(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return file, inkoop.Nalevingspunt{}, err
	}
	id := r.PathValue("punt")
	if id == nieuw {
		q := r.URL.Query()
		one := inkoop.Nalevingspunt{}
		one.Gevonden, one.Eis, one.Overleg = file.Dag, dominkoop.EisCode(q.Get("eis")), q.Get("overleg")
		for _, s := range file.Voorstellen {
			if string(s.Bron) == q.Get("bron") {
				one.Bron, one.Bevinding = s.Bron, voorstelTekst(s, file.Dag)
			}
		}
		if one.Overleg != "" {
			one.Bron = dominkoop.BronGesprek
		}
		return file, one, nil
	}
	for _, e := range file.Eisen {
		for _, one := range e.Punten {
			if one.ID == id {
				return file, one, nil
			}
		}
	}
	for _, one := range file.Overig {
		if one.ID == id {
			return file, one, nil
		}
	}
	return file, inkoop.Nalevingspunt{}, app.NotHere()
}

func (p *pages) puntForm(r *web.Request, status int, posted ui.Form, cause error) error {
	file, one, err := p.punt(r)
	if err != nil {
		return err
	}
	if !file.MayVastleggen {
		return app.NotHere()
	}
	v := nalevingView{NalevingPage: file}
	f := formulier.New(v.puntURL(r.PathValue("punt")), "naleving_form.", one.Versie, posted, cause)
	f.Pick("eis", string(one.Eis), eisOptions(file), formulier.Optional)
	f.Choose("bron", string(one.Bron), bronOptions(), formulier.Columns(2))
	if len(file.Overleggen) > 0 {
		f.Pick("overleg", one.Overleg, overlegOptions(file.Overleggen), formulier.Optional)
	}
	f.Day("gevonden", one.Gevonden)
	f.Words("bevinding", one.Bevinding)
	orde := ""
	if one.ID != "" {
		orde = map[bool]string{true: "ja", false: "nee"}[one.InOrde]
	}
	f.Choose("in_orde", orde, []ui.Option{{Value: "ja", Label: tekst.Of("naleving_form.orde_ja")}, {Value: "nee", Label: tekst.Of("naleving_form.orde_nee")}}, formulier.Columns(2))
	f.Words("afspraak", one.Afspraak, formulier.Optional)
	f.Day("termijn", one.Termijn, formulier.Optional)
	title := tekst.Of("naleving.nieuw")
	if one.ID != "" {
		title = tekst.Of("naleving.wijzig")
		hertoetsFields(f, one.Hertoets)
	}
	page := formView{head: head{Page: r.Page(title)}, Form: f, Save: tekst.Of("naleving.bewaar"), Cancel: contractURL(file.Contract.ID, "naleving")}
	page.Lead = file.Aanbieder.Naam
	page.Crumbs = append(contractCrumbs(&file.Contract.Contract), ui.Crumb{Label: tekst.Of("naleving.kop"), URL: contractURL(file.Contract.ID, "naleving")})
	if one.Reactie != "" {
		page.Above = ui.Alert{Title: tekst.Of("naleving.reactie_op", one.GereageerdOp), Text: one.Reactie}
	}
	return renderForm(r, status, page)
}

// hertoetsFields ask for the second look at a point that is there.
func hertoetsFields(f *formulier.Form, h dominkoop.Hertoets) {
	opgelost := ""
	if !h.Op.IsZero() {
		opgelost = map[bool]string{true: "ja", false: "nee"}[h.Opgelost]
	}
	f.Say(ui.Text{Body: tekst.Of("naleving_form.hertoets_kop")})
	f.Day("op", h.Op, formulier.Optional)
	f.Choose("opgelost", opgelost, []ui.Option{{Value: "ja", Label: tekst.Of("naleving_form.opgelost_ja")}, {Value: "nee", Label: tekst.Of("naleving_form.opgelost_nee")}}, formulier.Columns(2), formulier.Optional)
	f.Words("hertoets", h.Bevinding, formulier.Optional)
}

func eisOptions(file inkoop.NalevingPage) []ui.Option {
	var out []ui.Option
	for _, e := range file.Eisen {
		out = append(out, ui.Option{Value: string(e.Code), Label: eisKop(e.Eis)})
	}
	return out
}

func bronOptions() []ui.Option {
	var out []ui.Option
	for _, b := range dominkoop.NalevingBronnen() {
		out = append(out, ui.Option{Value: string(b), Label: tekst.Of("nalevingbron." + string(b))})
	}
	return out
}

func overlegOptions(list []inkoop.Overleg) []ui.Option {
	var out []ui.Option
	for _, o := range list {
		out = append(out, ui.Option{Value: o.ID, Label: nl.Long(o.Dag) + " · " + o.Titel})
	}
	return out
}

func (p *pages) savePunt(r *web.Request) error {
	file, one, err := p.punt(r)
	if err != nil {
		return err
	}
	back := contractURL(file.Contract.ID, "naleving")
	if formulier.KeepsSaved(r) {
		return r.Redirect(back)
	}
	posted := formulier.Read(r)
	in := inkoop.PuntInput{ID: one.ID, Versie: posted.Versie, Punt: dominkoop.Nalevingspunt{
		Contract: file.Contract.ID, Eis: dominkoop.EisCode(posted.Text("eis")), Bron: dominkoop.NalevingBron(posted.Text("bron")),
		Gevonden: posted.Day("gevonden"), Bevinding: posted.Text("bevinding"), InOrde: posted.Text("in_orde") == "ja", Overleg: posted.Text("overleg"),
		Hertoets: dominkoop.Hertoets{Op: posted.Day("op"), Opgelost: posted.Text("opgelost") == "ja", Bevinding: posted.Text("hertoets")},
	}}
	if agreed, last := posted.Text("afspraak"), posted.Day("termijn"); !in.Punt.InOrde {
		in.Punt.Afspraak, in.Punt.Termijn = agreed, last
	}
	if posted.Text("in_orde") == "" {
		posted.Wrong("in_orde", "naleving.orde_ontbreekt")
	}
	if in.Punt.Hertoets.Op.IsZero() && in.Punt.Hertoets != (dominkoop.Hertoets{}) {
		posted.Wrong("op", "naleving.hertoets_kan_niet")
	}
	if _, err = p.uc.LegPuntVast(posted.Context(), r.Actor, in); err == nil {
		return r.Done(back, "naleving_punt")
	}
	return again(r, err, func(status int, form ui.Form, cause error) error { return p.puntForm(r, status, form, cause) })
}

func (p *pages) editReactie(r *web.Request) error {
	return p.reactieForm(r, http.StatusOK, ui.Form{}, nil)
}

func (p *pages) reactieForm(r *web.Request, status int, posted ui.Form, cause error) error {
	file, one, err := p.punt(r)
	if err != nil {
		return err
	}
	if !file.MayReageren || one.ID == "" {
		return app.NotHere()
	}
	v := nalevingView{NalevingPage: file}
	f := formulier.New(v.puntURL(one.ID, "reactie"), "naleving_form.", one.Versie, posted, cause)
	f.Words("reactie", one.Reactie, formulier.Rows(5))
	page := formView{head: head{Page: r.Page(tekst.Of("naleving.reageer"))}, Form: f, Save: tekst.Of("naleving.verstuur"), Cancel: contractURL(file.Contract.ID, "naleving")}
	page.Above = ui.DescriptionList{Items: append([]ui.Fact{{Label: tekst.Of("naleving.bevinding"), Value: one.Bevinding}}, puntFacts(one.Nalevingspunt, file.Dag)...)}
	page.Crumbs = append(contractCrumbs(&file.Contract.Contract), ui.Crumb{Label: tekst.Of("naleving.kop"), URL: contractURL(file.Contract.ID, "naleving")})
	return renderForm(r, status, page)
}

func (p *pages) saveReactie(r *web.Request) error {
	id := r.PathValue("id")
	back := contractURL(dominkoop.ContractID(id), "naleving")
	if formulier.KeepsSaved(r) {
		return r.Redirect(back)
	}
	posted := formulier.Read(r)
	in := inkoop.ReactieInput{ContractID: id, PuntID: r.PathValue("punt"), Tekst: strings.TrimSpace(posted.Text("reactie")), Versie: posted.Versie}
	err := p.uc.ReageerOpPunt(posted.Context(), r.Actor, in)
	if err == nil {
		return r.Done(back, "naleving_reactie")
	}
	return again(r, err, func(status int, form ui.Form, cause error) error { return p.reactieForm(r, status, form, cause) })
}

// bronQuery names a source in an address.
func bronQuery(bron dominkoop.NalevingBron) string {
	return url.Values{"bron": {string(bron)}}.Encode()
}
