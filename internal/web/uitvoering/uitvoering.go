// Package uitvoering serves the pages of the provider: who comes today, the
// participants, and every form of a toewijzing from the start to its end. They are made
// for a phone in one hand; people at a desk use the same pages.
//
// Dutch terms are those of the domain packages toegang and uitvoering: deelnemer
// (participant), vandaag (today), bericht (progress report), waarneming (observation).
package uitvoering

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"trede/internal/app/taken"
	"trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// pages has the use cases at hand.
type pages struct {
	uc    *uitvoering.UseCases
	taken *taken.UseCases
}

// Routes gives the pages with their rules.
func Routes(u *uitvoering.UseCases, t *taken.UseCases) []web.Route {
	p := &pages{uc: u, taken: t}
	out := []web.Route{
		{Pattern: "GET /vandaag", Action: authz.LijstVandaag, Handler: p.vandaag},
		{Pattern: "POST /vandaag", Action: authz.AanwezigheidVastleggen, Handler: p.register},
		{Pattern: "POST /vandaag/ongedaan", Action: authz.AanwezigheidCorrigeren, Handler: p.takeBack},
		{Pattern: "GET /vandaag/sluiten", Action: authz.LijstVandaag, Handler: p.askClose},
		{Pattern: "POST /vandaag/sluiten", Action: authz.AanwezigheidVastleggen, Handler: p.closeDay},
		{Pattern: "GET /deelnemers", Action: authz.LijstDeelnemers, Handler: p.deelnemers},
		{Pattern: "POST /toewijzingen/{toewijzing}/bericht/concept", Action: authz.VoortgangsberichtSchrijven, Handler: p.keepDraft},
		{Pattern: "GET /deelnemers/{toewijzing}", Action: authz.AanwezigheidLezen, Handler: p.deelnemer},
	}
	for _, f := range forms {
		pattern := "/toewijzingen/{toewijzing}/" + f.path
		out = append(out,
			web.Route{Pattern: "GET " + pattern, Action: f.action, Handler: func(r *web.Request) error {
				return p.ask(r, f, http.StatusOK, ui.Form{}, nil)
			}},
			web.Route{Pattern: "POST " + pattern, Action: f.sendAction(), Handler: func(r *web.Request) error { return p.save(r, f) }})
	}
	return out
}

// Nav adds the places of the people of a provider.
func Nav(n *web.Nav) {
	roles := []authz.Role{authz.RoleWerkbegeleider, authz.RoleTrajectbegeleider, authz.RoleCoordinator}
	n.Add(tekst.Of("uitvoering.vandaag"), "/vandaag", "calendar-check", roles...)
	n.Add(tekst.Of("uitvoering.deelnemers"), "/deelnemers", "users", roles...)
}

// deelnemerURL is the page of a participant within a toewijzing.
func deelnemerURL(toewijzing string) string { return "/deelnemers/" + url.PathEscape(toewijzing) }

// formURL is a form of a toewijzing.
func formURL(toewijzing string, path ...string) string {
	return "/toewijzingen/" + url.PathEscape(toewijzing) + "/" + strings.Join(path, "/")
}

// form is one form of a toewijzing. Its texts have keys that begin with
// uitvoering.<key>: kop, knop, uitleg, and the fields; what was done is told by
// gedaan.uitvoering_<key>.
type form struct {
	key, path string
	action    authz.Action
	send      authz.Action // to send it, when looking is for more people; empty: the same
	danger    bool         // stops something, or calls for help
	// fields states the fields; an error says that there is nothing to fill in.
	fields func(*view) error
	save   func(*pages, *web.Request, *formulier.Input) error
}

func (f form) sendAction() authz.Action {
	if f.send == "" {
		return f.action
	}
	return f.send
}

// forms are all forms of a toewijzing.
var forms = slices.Concat(startForms, berichtForms, signaalForms, evaluatieForms, verloopForms)

// view is a form on its page.
type view struct {
	ui.PhoneShell
	*formulier.Form
	D   *toegang.DeelnemerPage
	r   *web.Request
	def form
	// Above stands above the form, Below under it.
	Above, Below []templ.Component
	// Draft is when what stands in the form was kept; empty: it is no draft.
	Draft string
	// Later keeps the form as it is, beside the button that sends it; nil: it cannot.
	Later *ui.Button
	// Closed says why there is nothing to fill in; the form is not shown then.
	Closed string
}

func (v *view) text(name string) string { return tekst.Of("uitvoering." + v.def.key + "." + name) }

// ask shows a form, empty or as it came back with what was wrong.
func (p *pages) ask(r *web.Request, f form, status int, posted ui.Form, cause error) error {
	id := r.PathValue("toewijzing")
	d, err := p.uc.Toegang.Deelnemer(r.Context(), r.Actor, f.action, id)
	if err != nil {
		return err
	}
	v := &view{
		Form: formulier.New(r.URL.Path, "uitvoering."+f.key+".", d.TVersie, posted, cause), D: &d, r: r, def: f,
		PhoneShell: ui.PhoneShell{Page: r.Page(tekst.Of("uitvoering."+f.key+".kop") + " – " + naam(&d)), Sub: naam(&d), BackURL: deelnemerURL(id)},
	}
	v.Heading, v.Nav = v.text("kop"), nil // a form leads back, and nowhere else
	if f.key == "bericht" && posted.Values == nil {
		if err := p.draft(r, v); err != nil {
			return err
		}
	}
	if err := f.fields(v); err != nil {
		return err
	}
	v.Page.Errors = v.Problems()
	if !v.Stale() && v.Closed == "" {
		v.Bottom = buttons(button(v), v.Later)
	}
	return r.Render(status, formPage(v))
}

// button is the one button of a form, in reach of a thumb.
func button(v *view) ui.Button {
	b := ui.Button{Label: v.text("knop"), Kind: ui.Primary, Wide: true, Form: formulier.ID}
	if v.def.danger {
		b.Kind = ui.Danger
	}
	return b
}

func (p *pages) save(r *web.Request, f form) error {
	back := deelnemerURL(r.PathValue("toewijzing"))
	if formulier.KeepsSaved(r) {
		return r.Redirect(back)
	}
	in := formulier.Read(r)
	err := f.save(p, r, in)
	if err == nil {
		return r.Done(back, "uitvoering_"+f.key)
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.ask(r, f, status, r.Posted(problems), err)
}

// naam is how a page calls a participant: as much of the name as the reader sees.
func naam(d *toegang.DeelnemerPage) string {
	switch {
	case d.Naam != "":
		return d.Naam
	case d.Voornaam != "":
		return d.Voornaam
	}
	return tekst.Of("uitvoering.zonder_naam")
}

// voornaam is the short way to call a participant.
func voornaam(d *toegang.DeelnemerPage) string {
	if d.Voornaam != "" {
		return d.Voornaam
	}
	return naam(d)
}

// How far from today the pages of a day go.
const (
	daysBack  = 730
	daysAhead = 370
)

// dagOf reads a day from an address or a form; nothing means today. A text that is no
// day nearby is refused.
func dagOf(r *web.Request, values url.Values) (civil.Date, error) {
	text := values.Get("dag")
	if text == "" {
		return r.Today, nil
	}
	day, err := civil.Parse(text)
	if away := r.Today.DaysUntil(day); err != nil || away < -daysBack || away > daysAhead {
		return r.Today, errs.New(errs.Invalid, "invoer.datum_onjuist")
	}
	return day, nil
}

// dayName is a day as people on the floor say it: "vandaag, zondag 22 november".
func dayName(day, today civil.Date) string {
	name := nl.Weekday(day) + " " + nl.DayMonth(day)
	if away := today.DaysUntil(day); away >= -1 && away <= 1 {
		return nl.Ago(day, today) + ", " + name
	}
	return name
}
