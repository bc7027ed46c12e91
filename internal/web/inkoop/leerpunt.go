package inkoop

import (
	"cmp"
	"net/http"
	"net/url"

	"trede/internal/app"
	"trede/internal/app/inkoop"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

type leerpuntenView struct {
	head
	inkoop.LeerpuntenPage
}

func (p *pages) leerpunten(r *web.Request) error {
	list, err := p.uc.Leerpunten(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	v := leerpuntenView{head: head{Page: r.Page(tekst.Of("leerpunten.kop")), Lead: tekst.Of("leerpunten.uitleg")}, LeerpuntenPage: list}
	return r.Render(http.StatusOK, leerpuntenPage(v))
}

// cijfers are the figures of today beside the lessons.
func (v leerpuntenView) cijfers() []ui.Fact {
	c := v.Cijfers
	out := []ui.Fact{
		{Label: tekst.Of("leerpunten.contracten"), Value: nl.Count(c.Contracten)},
		{Label: tekst.Of("leerpunten.aanbieders"), Value: nl.Count(c.Aanbieders)},
		{Label: tekst.Of("leerpunten.uitzonderingen"), Value: nl.Count(c.Uitzonderingen)},
	}
	if c.PlafondsVol >= 0 {
		out = append(out, ui.Fact{Label: tekst.Of("leerpunten.plafonds"), Value: nl.Count(c.PlafondsVol), URL: pathPlafonds})
	}
	return out
}

func leerpuntURL(id string) string { return pathLeerpunten + "/" + url.PathEscape(id) }

func (p *pages) leerpuntForm(r *web.Request) error {
	return p.showLeerpunt(r, http.StatusOK, ui.Form{}, nil)
}

func (p *pages) showLeerpunt(r *web.Request, status int, posted ui.Form, cause error) error {
	l, title := inkoop.Leerpunt{}, tekst.Of("leerpunt_form.nieuw")
	l.Op = r.Today
	if id := r.PathValue("id"); id != nieuw {
		var err error
		if l, err = p.uc.BekijkLeerpunt(r.Context(), r.Actor, id); err != nil {
			return err
		}
		title = tekst.Of("leerpunt_form.wijzig")
	} else if list, err := p.uc.Leerpunten(r.Context(), r.Actor); err != nil || !list.MagVastleggen {
		return cmp.Or(err, app.NotHere())
	}
	v := actForm{head: head{Page: r.Page(title)}, Button: tekst.Of("rondes.bewaar"), Back: pathLeerpunten}
	v.Crumbs = []ui.Crumb{{Label: tekst.Of("leerpunten.kop"), URL: pathLeerpunten}}
	f := formulier.New(r.URL.Path, "leerpunt_form.", l.Versie, posted, cause)
	f.Line("onderwerp", l.Onderwerp)
	f.Choose("soort", string(l.Soort), formulier.Options("leerpuntsoort.", []dominkoop.WijzigingSoort{dominkoop.Behouden, dominkoop.Ontwikkelpunt}), formulier.Columns(2))
	f.Words("tekst", l.Tekst)
	f.Words("actie", l.Actie, formulier.Optional)
	f.Line("cijfer", l.Cijfer, formulier.Optional)
	f.Day("op", l.Op)
	v.Form, v.Errors = f, f.Problems()
	return r.Render(status, actPage(v))
}

func (p *pages) saveLeerpunt(r *web.Request) error {
	if formulier.KeepsSaved(r) {
		return r.Redirect(pathLeerpunten)
	}
	in := formulier.Read(r)
	l := inkoop.LeerpuntInput{ID: r.PathValue("id"), Versie: in.Versie, Leerpunt: dominkoop.Leerpunt{
		Onderwerp: in.Text("onderwerp"), Soort: dominkoop.WijzigingSoort(in.Text("soort")), Tekst: in.Text("tekst"),
		Actie: in.Text("actie"), Cijfer: in.Text("cijfer"), Op: in.Day("op"),
	}}
	if l.ID == nieuw {
		l.ID = ""
	}
	_, err := p.uc.LegLeerpuntVast(in.Context(), r.Actor, l)
	if err == nil {
		return r.Done(pathLeerpunten, "leerpunt_bewaard")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.showLeerpunt(r, status, r.Posted(problems), err)
}
