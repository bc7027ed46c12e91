package toegang

import (
	"net/http"
	"net/url"
	"strings"

	apptoegang "trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/toegang"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/kop"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// aanvraagAct is one act on an application, with a form of its own on the page. The
// names of its fields begin with its own name.
type aanvraagAct struct {
	name   string
	action authz.Action
	do     func(*pages, *input, apptoegang.AanvraagActie) error
}

var aanvraagActs = []aanvraagAct{
	{"besluit", authz.BesluitNemen, func(p *pages, in *input, a apptoegang.AanvraagActie) error {
		b := apptoegang.BesluitInput{
			AanvraagID: a.AanvraagID, Versie: a.Versie, Datum: in.Day("datum"), Uitkomst: toegang.BesluitUitkomst(in.Text("uitkomst")),
			Grondslag: in.Text("grondslag"), Reden: in.Text("reden"),
		}
		if in.Yes("bekend") {
			b.Bekend = dayOr(b.Datum, in.r.Today)
		}
		return p.uc.NeemBesluit(in.Context(), in.r.Actor, b)
	}},
	{"bekend", authz.BesluitNemen, func(p *pages, in *input, a apptoegang.AanvraagActie) error {
		return p.uc.MaakBesluitBekend(in.Context(), in.r.Actor, a.AanvraagID, a.Versie, in.Day("bekend"))
	}},
	{"opschorten", authz.AanvraagOpschorten, func(p *pages, in *input, a apptoegang.AanvraagActie) error {
		a.Grond, a.Tot, a.Op, a.Reden = toegang.OpschortingReden(in.Text("reden")), in.Day("tot"), in.Day("vanaf"), in.Text("toelichting")
		return p.uc.SchortAanvraagOp(in.Context(), in.r.Actor, a)
	}},
	{"hervatten", authz.AanvraagHervatten, func(p *pages, in *input, a apptoegang.AanvraagActie) error {
		return p.uc.HervatAanvraag(in.Context(), in.r.Actor, a)
	}},
	{"intrekken", authz.AanvraagIndienen, func(p *pages, in *input, a apptoegang.AanvraagActie) error {
		return p.uc.TrekAanvraagIn(in.Context(), in.r.Actor, a)
	}},
}

func (p *pages) aanvraagRoutes() []web.Route {
	out := []web.Route{
		{Pattern: "GET /inwoners/{id}/aanvragen/{aanvraag}", Action: authz.BesluitLezen, Handler: p.aanvraag},
		{Pattern: "GET /inwoners/{id}/aanvragen", Action: authz.AanvraagIndienen, Handler: p.nieuweAanvraag},
		{Pattern: "POST /inwoners/{id}/aanvragen", Action: authz.AanvraagIndienen, Handler: p.saveAanvraag},
	}
	for _, a := range aanvraagActs {
		out = append(out, web.Route{Pattern: "POST /inwoners/{id}/aanvragen/{aanvraag}/" + a.name, Action: a.action, Handler: p.aanvraagAct(a)})
	}
	return out
}

// aanvraagURL is the address of an application, or of an act on it.
func aanvraagURL(inwonerID, id string, more ...string) string {
	return strings.Join(append([]string{"/inwoners", url.PathEscape(inwonerID), "aanvragen", url.PathEscape(id)}, more...), "/")
}

// aanvraagPage is one application with its clock and its decision.
type aanvraagPage struct {
	kop.Kop
	ui.Form
	apptoegang.ToewijzingenPage
	Aanvraag *apptoegang.Aanvraag
	Stale    bool
}

var aanvraagFields = []string{
	"besluit.uitkomst", "besluit.reden", "besluit.datum", "besluit.grondslag", "besluit.bekend", "bekend.bekend", "opschorten.reden",
	"opschorten.toelichting", "opschorten.vanaf", "opschorten.tot", "hervatten.op", "intrekken.op", "akkoord", "ontvangen",
}

func (p *pages) aanvraag(r *web.Request) error {
	return p.showAanvraag(r, http.StatusOK, ui.Form{}, nil)
}

func (p *pages) showAanvraag(r *web.Request, status int, form ui.Form, cause error) error {
	d, err := p.uc.Toewijzingen(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	v := aanvraagPage{ToewijzingenPage: d, Stale: errs.Is(cause, errs.Conflict)}
	for n := range d.Aanvragen {
		if d.Aanvragen[n].ID == r.PathValue("aanvraag") {
			v.Aanvraag = &d.Aanvragen[n]
		}
	}
	if v.Aanvraag == nil {
		return notHere()
	}
	shown := page{Kop: kop.Below(r, &v.ToewijzingenPage.Header, kop.Toewijzingen, tekst.Of("aanvraag_pagina.kop", v.Aanvraag.Nummer))}.with(form, aanvraagFields...)
	v.Kop, v.Form = shown.Kop, shown.Form
	return r.Render(status, aanvraagTempl(v))
}

func (p *pages) aanvraagAct(a aanvraagAct) web.Handler {
	return func(r *web.Request) error {
		id := r.PathValue("aanvraag")
		in := newInput(r, a.name+".")
		err := a.do(p, in, apptoegang.AanvraagActie{AanvraagID: id, Versie: formVersie(r), Op: in.Day("op"), Reden: in.Text("reden")})
		if err == nil {
			return r.Done(aanvraagURL(r.PathValue("id"), id), "aanvraag_"+a.name)
		}
		form, status, again := in.again(err)
		if !again {
			return err
		}
		return p.showAanvraag(r, status, form, err)
	}
}

// nieuweAanvraag takes in an application that did not come with the outcome: the
// resident signed later, or did not wait for the investigation.
func (p *pages) nieuweAanvraag(r *web.Request) error {
	return p.showNieuweAanvraag(r, http.StatusOK, ui.Form{})
}

func (p *pages) showNieuweAanvraag(r *web.Request, status int, form ui.Form) error {
	d, err := p.uc.Toewijzingen(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	if !d.May(authz.AanvraagIndienen) {
		return notHere()
	}
	v := aanvraagPage{ToewijzingenPage: d}
	shown := page{Kop: kop.Below(r, &v.ToewijzingenPage.Header, kop.Toewijzingen, tekst.Of("aanvraag_pagina.nieuw"))}.with(form, aanvraagFields...)
	v.Kop, v.Form = shown.Kop, shown.Form
	return r.Render(status, nieuweAanvraagTempl(v))
}

func (p *pages) saveAanvraag(r *web.Request) error {
	in := newInput(r, "")
	a := in.akkoord("akkoord", true)
	if a == nil {
		if in.Text("akkoord") == nogNiet {
			in.Wrong("akkoord", "aanvraag.niet_ondertekend")
		}
		a = &toegang.Akkoord{}
	}
	out, err := p.uc.DienAanvraagIn(in.Context(), r.Actor, apptoegang.AanvraagInput{
		InwonerID: r.PathValue("id"), MeldingID: in.Text("melding"), Ontvangen: in.Day("ontvangen"), Akkoord: *a,
	})
	if err == nil {
		return r.Done(aanvraagURL(r.PathValue("id"), out.AanvraagID), "aanvraag")
	}
	form, status, again := in.again(err)
	if !again {
		return err
	}
	return p.showNieuweAanvraag(r, status, form)
}

// meldingOptions are the meldingen that an application can follow.
func (v aanvraagPage) meldingOptions() []ui.Option {
	var out []ui.Option
	for _, m := range v.Meldingen {
		if m.Ingetrokken.IsZero() {
			out = append(out, ui.Option{Value: m.ID, Label: tekst.Of("aanvraag_pagina.melding_van", m.Ontvangen)})
		}
	}
	return out
}

// aanvraagKlok draws the term of the decision.
func aanvraagKlok(h *apptoegang.Header, a *apptoegang.Aanvraag, s toegang.TermijnStand) ui.ArrangementBar {
	bar := ui.ArrangementBar{First: a.Ontvangen, StartLabel: tekst.Of("aanvraag_pagina.op", nl.Short(a.Ontvangen)), EndLabel: tekst.Of("melding_pagina.uiterlijk", nl.Short(s.Uiterste))}
	if a.Besluit != nil {
		bar.Marks = append(bar.Marks, ui.Mark{Date: a.Besluit.Datum, Label: tekst.Of("aanvraag_pagina.mark_besluit"), State: ui.MarkDone})
	}
	return klok(h, s, bar)
}

// open tells whether a decision is still to be taken.
func (v aanvraagPage) open() bool {
	return v.Aanvraag.Besluit == nil && v.Aanvraag.Ingetrokken.IsZero()
}

func (v aanvraagPage) opgeschort() bool {
	for _, o := range v.Aanvraag.Opschortingen {
		if o.Periode.IsOpen() {
			return true
		}
	}
	return false
}

// facts are what is known of the application and the decision.
func (v aanvraagPage) facts() []ui.Fact {
	a := v.Aanvraag
	facts := []ui.Fact{
		{Label: tekst.Of("aanvraag_pagina.staat"), Value: word("aanvraag_staat", a.StaatOp(v.ToewijzingenPage.Header.Dag))},
		{Label: tekst.Of("aanvraag_pagina.ontvangen"), Value: tekst.Value(a.Ontvangen)},
	}
	if a.Akkoord.Gegeven() {
		facts = append(facts, ui.Fact{Label: tekst.Of("aanvraag_pagina.ondertekend"), Value: akkoordTekst(a.Akkoord)})
	}
	return facts
}

func (v aanvraagPage) besluitFacts() []ui.Fact {
	b := v.Aanvraag.Besluit
	facts := []ui.Fact{
		{Label: tekst.Of("aanvraag_pagina.nummer"), Value: b.Nummer},
		{Label: tekst.Of("aanvraag_pagina.datum"), Value: tekst.Value(b.Datum)},
		{Label: tekst.Of("aanvraag_pagina.grondslag"), Value: b.Grondslag},
	}
	if b.Reden != "" {
		facts = append(facts, ui.Fact{Label: tekst.Of("aanvraag_pagina.reden"), Value: b.Reden})
	}
	if name := v.Namen[b.Door]; name != "" {
		facts = append(facts, ui.Fact{Label: tekst.Of("aanvraag_pagina.door"), Value: name})
	}
	if !b.Bekend.IsZero() {
		facts = append(facts, ui.Fact{Label: tekst.Of("aanvraag_pagina.bekend"), Value: tekst.Value(b.Bekend)})
	}
	return facts
}
