// Package mijn serves the pages of a resident, and the same pages for somebody who
// represents a resident: below /mijn and below /namens/{inwoner}.
//
// They are made for reading with difficulty, on a phone: one thing per page, few words,
// large buttons, and the way to a person on every page. Each page prints as it is.
//
// Dutch terms: plek (place of work), mening (opinion), wie keek (who looked), namens (on
// behalf of).
package mijn

import (
	"net/http"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// pages has the use cases at hand.
type pages struct{ uc *uitvoering.UseCases }

// Where the pages stand: the own ones, and those of somebody else.
const (
	own    = "/mijn"
	namens = "/namens"
)

// Routes gives the pages with their rules, each for the resident and for who
// represents one.
func Routes(u *uitvoering.UseCases) []web.Route {
	p := &pages{u}
	out := []web.Route{{Pattern: "GET " + namens, Action: authz.ThuisOpenen, Handler: p.choose}}
	add := func(method, path string, action authz.Action, h web.Handler) {
		for _, base := range []string{own, namens + "/{inwoner}"} {
			out = append(out, web.Route{Pattern: method + " " + base + path, Action: action, Handler: h})
		}
	}
	add("GET", "", authz.DossierOpenen, p.page("start", authz.DossierOpenen, startPage))
	add("GET", "/plan", authz.DossierOpenen, p.page("plan", authz.DossierOpenen, planPage))
	add("POST", "/plan", authz.DoelAkkoord, p.agreeGoal)
	add("GET", "/plek", authz.ToewijzingLezen, p.page("plek", authz.ToewijzingLezen, plekPage))
	add("POST", "/plek", authz.AkkoordGeven, p.agreePlace)
	add("GET", "/plek/eerder", authz.ToewijzingLezen, p.page("eerder", authz.ToewijzingLezen, eerderPage))
	add("GET", "/wie-keek", authz.InkijklogLezen, p.readers)
	add("GET", "/delen", authz.VerwijzingLezen, p.delen)
	add("POST", "/delen", authz.AkkoordGeven, p.deel)
	add("POST", "/delen/stop", authz.AkkoordIntrekken, p.stopDelen)
	for _, f := range forms {
		add("GET", f.path, f.readAction(), func(r *web.Request) error { return p.ask(r, f, http.StatusOK, ui.Form{}, nil) })
		add("POST", f.path, f.action, func(r *web.Request) error { return p.save(r, f) })
	}
	return out
}

// places are the pages of the navigation.
var places = []struct {
	key, path, icon string
	action          authz.Action
}{
	{"start", "", "sun", authz.DossierOpenen},
	{"plan", "/plan", "target", authz.DossierOpenen},
	{"plek", "/plek", "map-pin", authz.ToewijzingLezen},
	{"mening", "/mening", "message-circle", authz.MeningGeven},
	{"wie_keek", "/wie-keek", "eye", authz.InkijklogLezen},
}

// Nav adds the places of a resident, and the choice of a representative.
func Nav(n *web.Nav) {
	for _, p := range places {
		n.Add(tekst.Of("mijn.nav_"+p.key), own+p.path, p.icon, authz.RoleInwoner)
	}
	n.Add(tekst.Of("mijn.nav_namens"), namens, "users", authz.RoleVertegenwoordiger)
}

// view is one page.
type view struct {
	ui.ResidentShell
	*uitvoering.InwonerPage
	Base   string // /mijn, or /namens with the resident
	Namens bool
	Me     string // account of who looks
	Today  civil.Date
}

// t gives a text: a representative reads another one, with the name of the resident,
// where there is one.
func (v *view) t(key string, args ...any) string {
	if key := v.key(key); strings.HasPrefix(key, "namens.") {
		return tekst.Of(key, append([]any{v.Voornaam}, args...)...)
	}
	return tekst.Of("mijn."+key, args...)
}

func (v *view) key(key string) string {
	if v.Namens && tekst.Has("namens."+key) {
		return "namens." + key
	}
	return "mijn." + key
}

// done leads to a page that says what was just done, to whom did it.
func (v *view) done(r *web.Request, path, name string) error {
	if v.Namens && tekst.Has("gedaan.namens_"+name) {
		return r.Done(v.Base+path, "namens_"+name)
	}
	return r.Done(v.Base+path, "mijn_"+name)
}

// words are the words for values of a list, to whom reads them.
func words[T ~string](v *view, prefix string, list []T) []ui.Option {
	out := make([]ui.Option, len(list))
	for n, x := range list {
		out[n] = ui.Option{Value: string(x), Label: v.t(prefix + string(x))}
	}
	return out
}

// open reads the page of the resident for whoever may do this there.
func (p *pages) open(r *web.Request, key string, action authz.Action) (*view, error) {
	id := r.PathValue("inwoner")
	if id != "" && id == r.Actor.InwonerID {
		return nil, app.NotHere() // nobody represents oneself
	}
	read := p.uc.MijnPagina
	if key == "eerder" || key == "uren" { // about any day of the arrangement
		read = p.uc.MijnUren
	}
	out, err := read(r.Context(), r.Actor, id)
	if err != nil {
		return nil, err
	}
	if !out.MayOwn(action) {
		return nil, app.NotHere()
	}
	v := &view{InwonerPage: &out, Base: own, Namens: id != "", Me: r.Actor.ID, Today: r.Today}
	if v.Namens {
		v.Base = namens + "/" + url.PathEscape(id)
	}
	v.Page = r.Page("")
	v.ReadAloud = true
	v.title(v.t(key+".kop", v.Voornaam))
	v.Help = v.help()
	if v.Namens {
		v.Nav = v.nav(r.URL.Path)
	}
	return v, nil
}

// title gives the page its name and its heading.
func (v *view) title(text string) { v.Title, v.Heading = text, text }

// nav are the places of one resident, for who represents several.
func (v *view) nav(path string) []ui.NavItem {
	var out []ui.NavItem
	for _, p := range places {
		if v.May(p.action) {
			u := v.Base + p.path
			out = append(out, ui.NavItem{Label: tekst.Of("namens.nav_" + p.key), URL: u, Icon: p.icon, Current: u == path})
		}
	}
	return append(out, ui.NavItem{Label: tekst.Of("mijn.nav_namens"), URL: namens, Icon: "users"})
}

// help is the way to a person, at the same place on every page.
func (v *view) help() ui.Help {
	who := v.Hulp.Naam
	if v.Consulent != "" {
		who = v.Consulent
	}
	switch {
	case v.Hulp.Telefoon != "":
		return ui.Help{Text: tekst.Of("mijn.hulp_bel", who), Phone: v.Hulp.Telefoon}
	case v.Plek != nil && tel(v.Plek.Werkbegeleider.Bereikbaar) != "":
		return ui.Help{Text: tekst.Of("mijn.hulp_bel", v.Plek.Werkbegeleider.Naam), Phone: v.Plek.Werkbegeleider.Bereikbaar}
	case who != "":
		return ui.Help{Text: tekst.Of("mijn.hulp_vraag", who)}
	}
	return ui.Help{Text: v.t("hulp_gemeente")}
}

// page is a page that only shows.
func (p *pages) page(key string, action authz.Action, show func(*view) component) web.Handler {
	return func(r *web.Request) error {
		v, err := p.open(r, key, action)
		if err != nil {
			return err
		}
		return r.Render(http.StatusOK, show(v))
	}
}

// choose lets a representative choose for whom.
func (p *pages) choose(r *web.Request) error {
	list, err := p.uc.Vertegenwoordigden(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	title := tekst.Of("namens.kies")
	s := ui.ResidentShell{Page: r.Page(title), Heading: title}
	s.Help = ui.Help{Text: tekst.Of("namens.hulp_gemeente")}
	return r.Render(http.StatusOK, choosePage(s, list))
}

// agreeGoal says yes or no to a goal that somebody proposes.
func (p *pages) agreeGoal(r *web.Request) error {
	in := formulier.Read(r)
	v, err := p.open(r, "plan", authz.DoelAkkoord)
	if err != nil {
		return err
	}
	answer := in.Text("antwoord")
	if answer != "ja" && answer != "nee" {
		return p.again(r, v, planPage, http.StatusBadRequest, tekst.Of("mijn.kies_ja_nee"))
	}
	err = p.uc.Toegang.GeefDoelAkkoord(r.Context(), r.Actor, akkoord(in, answer))
	if err == nil {
		return v.done(r, "/plan", "doel_"+answer)
	}
	_, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.again(r, v, planPage, status, web.MessageOf(err))
}

// agreePlace says yes to a place that the consulent chose together with the resident.
func (p *pages) agreePlace(r *web.Request) error {
	in := formulier.Read(r)
	v, err := p.open(r, "plek", authz.AkkoordGeven)
	if err != nil {
		return err
	}
	if v.Plek == nil {
		return app.NotHere()
	}
	err = p.uc.Toegang.GeefToewijzingAkkoord(r.Context(), r.Actor, v.Plek.ToewijzingID, in.Versie, noAkkoord)
	if err == nil {
		return v.done(r, "/plek", "plek")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.again(r, v, plekPage, status, problems[0].Text)
}

// again shows a page as it is now, with what was wrong: what stood there may have
// changed, so it is read anew before somebody says yes.
func (p *pages) again(r *web.Request, v *view, show func(*view) component, status int, problem string) error {
	v.Errors = ui.Errors{{Text: problem}}
	return r.Render(status, show(v))
}

// readers shows who looked into the dossier, in plain words: others at first, and the
// own looks when they are asked for.
func (p *pages) readers(r *web.Request) error {
	v, err := p.open(r, "wie_keek", authz.InkijklogLezen)
	if err != nil {
		return err
	}
	own, err := r.Choice("eigen", "nee", "ja")
	if err != nil {
		return err
	}
	list, err := p.uc.Toegang.WieKeek(r.Context(), r.Actor, v.InwonerID, apptoegang.ReaderQuery{Page: r.PageNumber(), ZonderEigen: own == "nee"})
	if err != nil {
		return err
	}
	return r.Render(http.StatusOK, readersPage(v, list, r.URL, own == "ja"))
}

// moment is a day as people say it: "Morgen, dinsdag 24 november".
func moment(day, today civil.Date) string {
	text := nl.Weekday(day) + " " + nl.DayMonth(day)
	if away := today.DaysUntil(day); away >= 0 && away <= 1 {
		text = nl.Ago(day, today) + ", " + text
	}
	return upper(text)
}

// upper gives a text with a capital in front.
func upper(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
