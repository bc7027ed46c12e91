package dossier

import (
	"net/http"
	"strconv"

	"trede/internal/app"
	"trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/kop"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// act is something that staff does in a dossier with one form. Its texts have keys
// that begin with dossier.<key>: kop, uitleg, knop, and <field> with <field>_hulp; a
// field that many forms have falls back on dossier.veld.<field>. What was done is told
// by gedaan.<key>.
type act struct {
	key    string
	path   string // below /inwoners/{id}
	tab    kop.Tab
	action authz.Action
	danger bool // stops or ends something
	open   func(*pages, *web.Request) (*subject, error)
	ask    func(*form)
	save   func(*pages, *web.Request, *input) error
}

// subject is what an act is about: the dossier and as much of it as was opened.
type subject struct {
	*toegang.Header
	versie   int // to save over
	kaart    *toegang.ArrangementView
	doel     *toegang.Doel
	signaal  *toegang.Signaal
	bericht  *toegang.Voortgangsbericht
	gegevens *toegang.GegevensPage
	vertegen *toegang.Vertegenwoordiging
	afspraak *toegang.Afspraak
	facts    []ui.Fact
}

func (s *subject) may(action authz.Action) bool {
	if s.kaart != nil {
		return s.MayOf(action, &s.kaart.Toewijzing)
	}
	return s.May(action)
}

// routes are the pages of the acts: the question, and where it is sent.
func (p *pages) routes(list ...act) []web.Route {
	var out []web.Route
	for _, a := range list {
		path := "/inwoners/{id}/" + a.path
		out = append(out,
			web.Route{Pattern: "GET " + path, Action: a.action, Handler: func(r *web.Request) error {
				return p.show(r, a, http.StatusOK, ui.Form{}, nil)
			}},
			web.Route{Pattern: "POST " + path, Action: a.action, Handler: func(r *web.Request) error { return p.save(r, a) }})
	}
	return out
}

func (p *pages) save(r *web.Request, a act) error {
	back := kop.URL(r.PathValue("id"), a.tab)
	if formulier.KeepsSaved(r) {
		return r.Redirect(back)
	}
	in := &input{Input: formulier.Read(r), id: r.PathValue("id")}
	err := a.save(p, r, in)
	if err == nil {
		if in.to != "" {
			back = in.to
		}
		return r.Done(back, "dossier_"+a.key)
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.show(r, a, status, r.Posted(problems), err)
}

// show gives the form, empty or as it came back with what was wrong.
func (p *pages) show(r *web.Request, a act, status int, posted ui.Form, cause error) error {
	s, err := a.open(p, r)
	if err != nil {
		return err
	}
	if !s.may(a.action) {
		return app.NotHere()
	}
	f := &form{act: a, subject: s}
	f.Form = formulier.New(r.URL.Path, "dossier."+a.key+".", s.versie, posted, cause).Shares("dossier.veld.")
	a.ask(f)
	f.kop = kop.Below(r, s.Header, a.tab, f.words("kop"))
	f.kop.Errors = f.Problems()
	return r.Render(status, formPage(f))
}

// form is an act on its page.
type form struct {
	*formulier.Form
	kop     kop.Kop
	act     act
	subject *subject
}

// words gives a text of the act, "" when there is none.
func (f *form) words(name string) string {
	if key := "dossier." + f.act.key + "." + name; tekst.Has(key) {
		return tekst.Of(key)
	}
	return ""
}

// input reads a posted form.
type input struct {
	*formulier.Input
	id string // of the resident
	to string // where to go afterwards; empty: the tab of the act
}

// number reads a number out of an address; anything else is -1.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

// fact is a name with a value; a date is written in full.
func fact(key string, value any) ui.Fact {
	return ui.Fact{Label: tekst.Of("dossier.feit." + key), Value: tekst.Value(value)}
}
