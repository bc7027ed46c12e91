package inkoop

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"trede/internal/app"
	"trede/internal/app/inkoop"
	"trede/internal/auth"
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

// plekRoutes are the pages on which a provider keeps its places and policies up to date,
// and on which an exception is asked and decided.
func (p *pages) plekRoutes() []web.Route {
	const places, policies = "/aanbieders/{id}/werkplekken/", "/aanbieders/{id}/verzekeringen/"
	var out []web.Route
	add := func(action authz.Action, path string, show func(*web.Request, int, ui.Form, error) error, save web.Handler) {
		out = append(
			out,
			web.Route{Pattern: "GET " + path, Action: action, Handler: func(r *web.Request) error { return show(r, http.StatusOK, ui.Form{}, nil) }},
			web.Route{Pattern: "POST " + path, Action: action, Handler: save},
		)
	}
	add(authz.WerkplekVastleggen, places+"nieuw", p.werkplek, p.saveWerkplek)
	add(authz.WerkplekVastleggen, places+"{plek}", p.werkplek, p.saveWerkplek)
	add(authz.UitzonderingVragen, places+"{plek}/uitzondering", p.vraag, p.saveVraag)
	add(authz.UitzonderingBesluiten, places+"{plek}/besluit", p.uitzondering, p.saveUitzondering)
	add(authz.VerzekeringVastleggen, policies+"nieuw", p.polis, p.savePolis)
	add(authz.VerzekeringVastleggen, policies+"{polis}", p.polis, p.savePolis)
	add(authz.AanbiederWijzigen, "/aanbieders/{id}/mensen", p.mensen, p.saveMensen)
	for i := range out {
		if strings.HasPrefix(out[i].Pattern, "POST "+policies) {
			out[i].Upload = upload.MaxBytes
		}
	}
	return out
}

func werkplekURL(a dominkoop.AanbiederID, plek, tail string) string {
	return aanbiederURL(a) + "/werkplekken/" + url.PathEscape(plek) + tail
}

func polisURL(a dominkoop.AanbiederID, polis string) string {
	return aanbiederURL(a) + "/verzekeringen/" + url.PathEscape(polis)
}

// terugVeld names the part of an inschrijving from which somebody came.
const terugVeld = "terug"

// plekTerug is where somebody goes after the form of a place or a policy: to the part of
// the inschrijving that led to it, or to the page of the provider.
func plekTerug(r *web.Request, a dominkoop.AanbiederID) string {
	if at := auth.LocalPath(cmp.Or(r.Form.Get(terugVeld), r.URL.Query().Get(terugVeld))); strings.HasPrefix(at, pathInschrijvingen+"/") {
		return at
	}
	return aanbiederURL(a)
}

// sendTerug keeps in the form where somebody came from.
func sendTerug(r *web.Request, f *formulier.Form, a dominkoop.AanbiederID) {
	if at := plekTerug(r, a); at != aanbiederURL(a) {
		f.Send(terugVeld, at)
	}
}

// plekView is a page with one form about a provider.
type plekView struct {
	head
	Form  *formulier.Form
	Knop  string
	Meer  string            // of a button that keeps what is there and asks for more; empty: none
	Boven []templ.Component // above the form
	Naast templ.Component   // beside it; nil: nothing
}

func newPlek(r *web.Request, title string, of dominkoop.Aanbieder) plekView {
	v := plekView{head: head{Page: r.Page(title)}, Knop: tekst.Of("plek.knop")}
	v.Crumbs = []ui.Crumb{{Label: tekst.Of("aanbieders.kop"), URL: pathAanbieders}, {Label: of.Naam, URL: aanbiederURL(of.ID)}}
	return v
}

func (v *plekView) render(r *web.Request, status int) error {
	v.Errors = v.Form.Problems()
	return r.Render(status, plekTempl(*v))
}

// finish answers a form that was posted: the page of the provider says what was done, or
// the form comes back.
func (p *pages) finish(r *web.Request, err error, to, done string, show func(*web.Request, int, ui.Form, error) error) error {
	if err == nil {
		return r.Done(to, done)
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return show(r, status, r.Posted(problems), err)
}

// days of the week and parts of a day, in the order of a form.
var (
	werkdagen = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
	weekend   = []time.Weekday{time.Saturday, time.Sunday}
	delen     = []dominkoop.Deel{dominkoop.Ochtend, dominkoop.Middag}
)

// sunday is the first day of a week, to name days by.
var sunday = civil.New(2026, time.November, 22)

func plekkenField(d dominkoop.Dagdeel) string {
	return "plekken-" + strconv.Itoa(int(d.Dag)) + "-" + string(d.Deel)
}

func (p *pages) werkplek(r *web.Request, status int, posted ui.Form, cause error) error {
	page, err := p.uc.WerkplekForm(r.Context(), r.Actor, r.PathValue("id"), r.PathValue("plek"))
	if err != nil {
		return err
	}
	w := &page.Werkplek
	title := w.Naam
	if w.ID == "" {
		title = tekst.Of("plek.nieuw")
	}
	v := newPlek(r, title, page.Aanbieder.Aanbieder)
	f := formulier.New(r.URL.Path, "plek.", w.Versie, posted, cause)
	v.Form = f
	sendTerug(r, f, page.Aanbieder.ID)
	f.Line("naam", w.Naam)
	f.Line("voorWie", w.VoorWie)
	f.Line("werksoort", w.Werksoort, formulier.Optional)
	f.Pick("gemeente", string(w.Gemeente), gemeenteOptions(plekGemeenten(page, w.Gemeente)))
	f.Line("woonplaats", w.Woonplaats, formulier.Optional)
	f.Fold(tekst.Of("plek.ook_elders"), func() { f.Tick("werkgebied", gebieden(w.Werkgebied), gebiedOptions(page), formulier.Optional) })
	f.Day("van", w.Geldig.From)
	f.Day("laatsteDag", w.Geldig.LastDay(), formulier.Optional)
	f.Say(ui.Text{Body: tekst.Of("plek.plekken_uitleg")})
	ask := func(days []time.Weekday) {
		for _, day := range days {
			for _, deel := range delen {
				d := dominkoop.Dagdeel{Dag: day, Deel: deel}
				saved := ""
				if n := w.Plekken(d); n > 0 {
					saved = strconv.Itoa(n)
				}
				f.Line(plekkenField(d), saved, formulier.Numeric, formulier.Label(nl.Weekday(sunday.AddDays(int(day)))+" "+tekst.Of("deel."+string(deel))))
			}
		}
	}
	f.Pairs(func() { ask(werkdagen) })
	f.Fold(tekst.Of("plek.weekend"), func() { f.Pairs(func() { ask(weekend) }) })
	if w.ID != "" {
		v.Naast = plekAside(r, page)
	}
	return v.render(r, status)
}

// gebieden are the parts of a werkgebied as a form sends them: the code of a gemeente, and
// the woonplaats behind a slash.
func gebieden(list []dominkoop.Gebied) []string {
	out := make([]string, len(list))
	for i, g := range list {
		out[i] = strings.TrimSuffix(string(g.Gemeente)+"/"+g.Woonplaats, "/")
	}
	return out
}

// gebiedOptions are the gemeenten of the region, the woonplaatsen that border on one, and
// what is saved.
func gebiedOptions(page inkoop.WerkplekPage) []ui.Option {
	var list []dominkoop.Gebied
	for _, g := range plekGemeenten(page, "") {
		if g.InRegio {
			list = append(list, dominkoop.Gebied{Gemeente: g.Code})
		}
	}
	for _, p := range page.Regio.Data().Woonplaatsen {
		if p.Geldig.Contains(page.Dag) {
			list = append(list, dominkoop.Gebied{Gemeente: p.Gemeente, Woonplaats: p.Naam})
		}
	}
	for _, g := range page.Werkplek.Werkgebied {
		if !slices.Contains(list, g) {
			list = append(list, g)
		}
	}
	out := make([]ui.Option, len(list))
	for i, v := range gebieden(list) {
		out[i] = ui.Option{Value: v, Label: gebiedNaam(page.Regio, list[i])}
	}
	return out
}

func gebiedNaam(regio app.Regels, g dominkoop.Gebied) string {
	if g.Woonplaats == "" {
		return gemeente(regio, g.Gemeente)
	}
	return g.Woonplaats + " (" + gemeente(regio, g.Gemeente) + ")"
}

// plekWaar is where a place lies: its woonplaats or gemeente, and its werkgebied.
func plekWaar(regio app.Regels, w dominkoop.Werkplek) string {
	where := w.Woonplaats
	if where == "" {
		where = gemeente(regio, w.Gemeente)
	}
	if len(w.Werkgebied) == 0 {
		return where
	}
	names := make([]string, len(w.Werkgebied))
	for i, g := range w.Werkgebied {
		names[i] = gebiedNaam(regio, g)
	}
	return tekst.Of("plek.waar_ook", where, strings.Join(names, ", "))
}

// plekGemeenten are the gemeenten that exist today, and the saved one.
func plekGemeenten(page inkoop.WerkplekPage, saved dominkoop.GemeenteCode) []dominkoop.Gemeente {
	return slices.DeleteFunc(slices.Clone(page.Regio.Data().Gemeenten), func(g dominkoop.Gemeente) bool { return !g.Geldig.Contains(page.Dag) && g.Code != saved })
}

func (p *pages) saveWerkplek(r *web.Request) error {
	page, err := p.uc.WerkplekForm(r.Context(), r.Actor, r.PathValue("id"), r.PathValue("plek"))
	if err != nil {
		return err
	}
	to := plekTerug(r, page.Aanbieder.ID)
	if formulier.KeepsSaved(r) {
		return r.Redirect(to)
	}
	in := formulier.Read(r)
	in.Limit(200, "naam", "voorWie", "werksoort", "woonplaats")
	w := page.Werkplek
	w.Aanbieder, w.Versie = page.Aanbieder.ID, in.Versie
	if gemeente := dominkoop.GemeenteCode(in.Text("gemeente")); gemeente != w.Gemeente {
		w.Gemeente, w.Wijk, w.LocatieID = gemeente, "", "" // they lie in the former one
	}
	w.Naam, w.VoorWie, w.Werksoort, w.Woonplaats = in.Text("naam"), in.Text("voorWie"), in.Text("werksoort"), in.Text("woonplaats")
	w.Werkgebied = nil
	for _, v := range in.List("werkgebied") {
		code, place, _ := strings.Cut(v, "/")
		w.Werkgebied = append(w.Werkgebied, dominkoop.Gebied{Gemeente: dominkoop.GemeenteCode(code), Woonplaats: place})
	}
	w.Geldig = civil.Through(in.Day("van"), in.Day("laatsteDag"))
	w.Dagdelen = nil
	for _, day := range slices.Concat(werkdagen, weekend) {
		for _, deel := range delen {
			d := dominkoop.Dagdeel{Dag: day, Deel: deel}
			if n := in.Int(plekkenField(d)); n > 0 {
				w.Dagdelen = append(w.Dagdelen, dominkoop.Dagdeelplekken{Dagdeel: d, Plekken: n})
			}
		}
	}
	_, err = p.uc.LegWerkplekVast(in.Context(), r.Actor, w)
	return p.finish(r, err, to, "werkplek", p.werkplek)
}

func (p *pages) polis(r *web.Request, status int, posted ui.Form, cause error) error {
	page, err := p.uc.VerzekeringForm(r.Context(), r.Actor, r.PathValue("id"), r.PathValue("polis"), r.Form.Get(bewijsVeld))
	if err != nil {
		return err
	}
	x := &page.Verzekering
	title, covers := tekst.Of("polis.nieuw"), ""
	if x.ID != "" {
		title, covers = tekst.Of("polis.kop", x.Polisnummer), "nee"
	}
	if x.DektDeelnemers {
		covers = "ja"
	}
	v := newPlek(r, title, page.Aanbieder.Aanbieder)
	v.Lead = tekst.Of("polis.uitleg")
	f := formulier.New(r.URL.Path, "polis.", x.Versie, posted, cause)
	v.Form = f
	sendTerug(r, f, page.Aanbieder.ID)
	f.Choose("soort", string(x.Soort), formulier.Options("aanbieders.", dominkoop.Verzekeringssoorten()), formulier.Columns(2))
	f.Line("verzekeraar", x.Verzekeraar, formulier.Optional)
	f.Line("polisnummer", x.Polisnummer)
	f.Choose("dektDeelnemers", covers, formulier.Options("polis.dekt_", []string{"ja", "nee"}), formulier.Columns(2))
	f.Day("van", x.Van)
	f.Day("laatsteDag", x.Domain().Geldig.LastDay(), formulier.Optional)
	label := tekst.Of("polis.bestand")
	if page.Bewijs.ID != "" {
		f.Send(bewijsVeld, page.Bewijs.ID)
		f.Say(ui.FileList{Label: tekst.Of("polis.bewijs"), Items: []ui.FileItem{web.FileItem(page.Bewijs)}})
		label = tekst.Of("polis.ander_bestand")
	}
	f.File(bestandVeld, upload.Accept, formulier.Label(label), formulier.Optional)
	return v.render(r, status)
}

// The fields of a policy for what shows it: the file that is kept, and one that is sent.
const (
	bewijsVeld  = "bewijs"
	bestandVeld = "bestand"
)

func (p *pages) savePolis(r *web.Request) error {
	page, err := p.uc.VerzekeringForm(r.Context(), r.Actor, r.PathValue("id"), r.PathValue("polis"), r.Form.Get(bewijsVeld))
	if err != nil {
		return err
	}
	to := plekTerug(r, page.Aanbieder.ID)
	if formulier.KeepsSaved(r) {
		return r.Redirect(to)
	}
	in := formulier.Read(r)
	in.Limit(200, "verzekeraar", "polisnummer")
	if answer := in.Text("dektDeelnemers"); answer != "ja" && answer != "nee" {
		in.Wrong("dektDeelnemers", "verzekering.dekking_ontbreekt")
	}
	term := civil.Through(in.Day("van"), in.Day("laatsteDag"))
	x := page.Verzekering
	x.AanbiederID, x.Versie = string(page.Aanbieder.ID), in.Versie
	x.Soort, x.Verzekeraar, x.Polisnummer = dominkoop.Verzekeringssoort(in.Text("soort")), in.Text("verzekeraar"), in.Text("polisnummer")
	x.DektDeelnemers, x.Van, x.Tot = in.Yes("dektDeelnemers"), term.From, term.Until
	x.BewijsID = page.Bewijs.ID
	if file, sent := r.Upload(bestandVeld); sent {
		if x.BewijsID, err = p.bewaarBestand(r, in, inkoop.BestandInput{
			AanbiederID: x.AanbiederID, Soort: dominkoop.BestandPolis, Naam: file.Naam, Inhoud: file.Inhoud, Veld: bestandVeld,
		}); err != nil {
			return err
		}
		r.Form.Set(bewijsVeld, x.BewijsID) // kept, also when the form comes back
	}
	_, err = p.uc.LegVerzekeringVast(in.Context(), r.Actor, x)
	return p.finish(r, err, to, "verzekering", p.polis)
}
