package toegang

import (
	"net/http"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/kop"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// verwijzingAct is something that one does with a referral, with a form of its own. Its
// words have keys that begin with verwijzing_pagina.<name>_.
type verwijzingAct struct {
	name   string
	action authz.Action
	fields func(*verwijzingPage)
	save   func(*pages, *web.Request, *input) error
}

// verwijzingActs: the CAW answers and advises, and the lokale toegang writes down that
// the resident shares, or shares no more. Source: B-REG-03, PRD-05, domain guide 3.
var verwijzingActs = []verwijzingAct{
	{"antwoord", authz.VerwijzingBeantwoorden, answerFields, saveAnswer},
	{"advies", authz.OrientatieAdviseren, adviceFields, saveAdvice},
	{"delen", authz.AkkoordMondelingVastleggen, shareFields, saveShare},
	{"stoppen", authz.AkkoordIntrekken, stopFields, saveStop},
}

func (p *pages) verwijzingRoutes() []web.Route {
	out := []web.Route{{Pattern: "GET /inwoners/{id}/verwijzing", Action: authz.VerwijzingLezen, Handler: func(r *web.Request) error {
		return p.showVerwijzing(r, nil, http.StatusOK, ui.Form{}, nil)
	}}}
	for _, a := range verwijzingActs {
		out = append(out, web.Route{Pattern: "POST /inwoners/{id}/verwijzing/" + a.name, Action: a.action, Handler: func(r *web.Request) error {
			return p.saveVerwijzing(r, a)
		}})
	}
	return out
}

// verwijzingURL is the page of a resident's referral, or what is posted there.
func verwijzingURL(inwonerID string, below ...string) string {
	return kop.URL(inwonerID, kop.Geen, append([]string{"verwijzing"}, below...)...)
}

// verwijzingPage is how the referral of somebody to a CAW stands, with the one form for
// who looks. Who only shares, or stops, does the same on the page of the consulent.
type verwijzingPage struct {
	kop.Kop
	apptoegang.VerwijzingDetail
	Act  *verwijzingAct // nil: there is nothing to do now
	Form *formulier.Form
}

// showVerwijzing shows the page; act is the form that came back, nil when none did.
func (p *pages) showVerwijzing(r *web.Request, act *verwijzingAct, status int, posted ui.Form, cause error) error {
	d, err := p.uc.Verwijzing(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	if d.CAWID == "" && !d.May(authz.VerwijzingLezen) {
		return app.NotHere()
	}
	v := &verwijzingPage{VerwijzingDetail: d, Act: act}
	v.Kop = kop.Below(r, &v.VerwijzingDetail.Header, kop.Geen, tekst.Of("verwijzing_pagina.kop"))
	if act == nil {
		v.Act = v.next()
	}
	if v.Act == nil {
		return r.Render(status, verwijzingTempl(v))
	}
	versie := d.Versie
	if v.Act.name == "delen" || v.Act.name == "stoppen" {
		versie = d.Header.Versie
	}
	v.Form = formulier.New(verwijzingURL(d.ID, v.Act.name), "verwijzing_pagina."+v.Act.name+"_", versie, posted, cause)
	v.Act.fields(v)
	v.Errors = v.Form.Problems()
	return r.Render(status, verwijzingTempl(v))
}

// next is what whoever looks can do with the referral now.
func (v *verwijzingPage) next() *verwijzingAct {
	open := v.Aangenomen.IsZero() && v.Teruggegeven.IsZero()
	can := map[string]bool{
		"antwoord": open,
		"advies":   !v.Aangenomen.IsZero() && v.Advies.IsZero(),
		"delen":    v.Teruggegeven.IsZero() && v.Gekeken.IsZero() && !v.Deelt(),
		"stoppen":  v.Deelt(),
	}
	for n, a := range verwijzingActs {
		may := v.MayOfCAW(a.action)
		if a.name == "delen" || a.name == "stoppen" {
			may = v.May(a.action)
		}
		if v.CAWID != "" && can[a.name] && may {
			return &verwijzingActs[n]
		}
	}
	return nil
}

// asksShare tells whether the CAW waits until the resident shares.
func (v *verwijzingPage) asksShare() bool {
	return v.Act == nil && v.MayOfCAW(authz.VerwijzingBeantwoorden) && !v.Aangenomen.IsZero() && v.Advies.IsZero() && !v.Deelt()
}

func (v *verwijzingPage) text(name string) string {
	return tekst.Of("verwijzing_pagina." + v.Act.name + "_" + name)
}

// What a CAW says to a referral.
const (
	neemtAan  = "aan"
	geeftAf   = "terug"
	longWords = 4000
)

func answerFields(v *verwijzingPage) {
	saved := ""
	switch {
	case !v.Aangenomen.IsZero():
		saved = neemtAan
	case !v.Teruggegeven.IsZero():
		saved = geeftAf
	}
	v.Form.Choose("neemt", saved, formulier.Options("verwijzing_pagina.neemt_", []string{neemtAan, geeftAf}), formulier.Columns(2))
	v.Form.Words("reden", v.Reden, formulier.Optional)
}

func saveAnswer(p *pages, r *web.Request, in *input) error {
	act, err := p.verwijzingInput(r, in)
	if err != nil {
		return err
	}
	act.Reden = in.words("reden")
	switch in.Text("neemt") {
	case neemtAan:
		act.Neemt = true
	case geeftAf:
	default:
		in.Wrong("neemt", "verwijzing_pagina.kies_antwoord")
		act.Reden = "–" // without an answer a reason is not what lacks
	}
	return p.uc.BeantwoordVerwijzing(in.Context(), r.Actor, act)
}

func adviceFields(v *verwijzingPage) {
	v.Form.Words("perspectief", v.Perspectief, formulier.Rows(5))
	v.Form.Words("volgendeStap", v.VolgendeStap)
}

func saveAdvice(p *pages, r *web.Request, in *input) error {
	act, err := p.verwijzingInput(r, in)
	if err != nil {
		return err
	}
	act.Perspectief, act.VolgendeStap = in.words("perspectief"), in.words("volgendeStap")
	return p.uc.AdviseerOrientatie(in.Context(), r.Actor, act)
}

// verwijzingInput finds the referral that a form is about.
func (p *pages) verwijzingInput(r *web.Request, in *input) (apptoegang.VerwijzingInput, error) {
	d, err := p.uc.Verwijzing(r.Context(), r.Actor, r.PathValue("id"))
	if err == nil && d.MeldingID == "" {
		err = app.NotHere()
	}
	return apptoegang.VerwijzingInput{MeldingID: d.MeldingID, Versie: in.Versie}, err
}

func shareFields(v *verwijzingPage) {
	saved := ""
	if v.Deelt() {
		saved = akkoordTekst(v.Delen.Akkoord)
	}
	v.Form.Send("organisatie", v.CAWID)
	v.Form.Choose("akkoord", saved, akkoordOptions(false), formulier.Columns(2))
	v.Form.Line("akkoord_bij", "", formulier.Optional)
}

func saveShare(p *pages, r *web.Request, in *input) error {
	share := apptoegang.DelenInput{InwonerID: r.PathValue("id"), Versie: in.Versie, OrganisatieID: in.Text("organisatie")}
	in.words("akkoord_bij")
	if a := in.akkoord("akkoord", true); a != nil {
		share.Akkoord = *a
	}
	return p.uc.Deel(in.Context(), r.Actor, share)
}

func stopFields(v *verwijzingPage) { v.Form.Send("organisatie", v.CAWID) }

func saveStop(p *pages, r *web.Request, in *input) error {
	return p.uc.StopDelen(in.Context(), r.Actor, r.PathValue("id"), in.Versie, in.Text("organisatie"))
}

// words reads a long text, within its limit.
func (in *input) words(name string) string {
	in.Limit(longWords, name)
	return in.Text(name)
}

func (p *pages) saveVerwijzing(r *web.Request, a verwijzingAct) error {
	back := verwijzingURL(r.PathValue("id"))
	if formulier.KeepsSaved(r) {
		return r.Redirect(back)
	}
	in := newInput(r, "")
	err := a.save(p, r, in)
	if err == nil {
		return r.Done(back, "verwijzing_"+a.name)
	}
	form, status, again := in.again(err)
	if !again {
		return err
	}
	return p.showVerwijzing(r, &a, status, form, err)
}

// facts are what the referral says, to both sides.
func (v *verwijzingPage) facts() []ui.Fact {
	var out []ui.Fact
	add := func(key, value string) {
		if value != "" {
			out = append(out, ui.Fact{Label: tekst.Of("verwijzing_pagina." + key), Value: value})
		}
	}
	add("caw", v.CAW)
	add("verwezen", tekst.Value(v.Verwezen))
	if v.Consulent != "" {
		add("door", v.Consulent+", "+v.Team)
	}
	add("afspraak", v.Aanbod)
	if !v.Opnieuw.IsZero() && v.Gekeken.IsZero() {
		add("opnieuw", tekst.Value(v.Opnieuw))
	}
	if !v.Gekeken.IsZero() {
		add("gekeken", tekst.Value(v.Gekeken))
	}
	return out
}

// stand says how far it is.
func (v *verwijzingPage) stand() ui.Tag {
	switch {
	case !v.Advies.IsZero():
		return ui.Tag{Text: tekst.Of("verwijzing_pagina.stand_advies"), Tone: ui.ToneGood}
	case !v.Teruggegeven.IsZero():
		return ui.Tag{Text: tekst.Of("verwijzing_pagina.stand_terug"), Tone: ui.ToneWeek}
	case !v.Aangenomen.IsZero():
		return ui.Tag{Text: tekst.Of("verwijzing_pagina.stand_aan"), Tone: ui.ToneWait}
	}
	return ui.Tag{Text: tekst.Of("verwijzing_pagina.stand_open"), Tone: ui.ToneWait}
}

// answered is what the CAW said.
func (v *verwijzingPage) answered() []ui.Fact {
	var out []ui.Fact
	add := func(when bool, key, value string) {
		if when {
			out = append(out, ui.Fact{Label: tekst.Of("verwijzing_pagina." + key), Value: value})
		}
	}
	add(!v.Aangenomen.IsZero(), "aangenomen", tekst.Value(v.Aangenomen))
	add(!v.Teruggegeven.IsZero(), "teruggegeven", tekst.Value(v.Teruggegeven))
	add(v.Verwijzing.Reden != "", "waarom_terug", v.Verwijzing.Reden)
	add(!v.Advies.IsZero(), "advies_op", tekst.Value(v.Advies))
	add(v.Perspectief != "", "advies_perspectief", v.Perspectief)
	add(v.VolgendeStap != "", "advies_volgendeStap", v.VolgendeStap)
	add(len(out) > 0 && v.Namen[v.Verwijzing.Door] != "", "ingevuld_door", v.Namen[v.Verwijzing.Door])
	return out
}

// sharing says whether the resident shares, and how that was agreed.
func (v *verwijzingPage) sharing() string {
	if !v.Deelt() {
		return tekst.Of("verwijzing_pagina.deelt_niet", kop.Name(v.Kop.Header), v.CAW)
	}
	return tekst.Of("verwijzing_pagina.deelt", kop.Name(v.Kop.Header), v.Delen.From, akkoordTekst(v.Delen.Akkoord))
}
