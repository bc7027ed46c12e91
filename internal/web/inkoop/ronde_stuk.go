package inkoop

import (
	"net/http"
	"net/url"
	"slices"

	"trede/internal/app"
	"trede/internal/app/inkoop"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/platform/upload"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// stukView is a paper on its page.
type stukView struct {
	head
	Ronde inkoop.RondePage
	Stuk  inkoop.StukView
}

// openStuk gives a round and one of its papers that the reader may see.
func (p *pages) openStuk(r *web.Request) (one inkoop.RondePage, s inkoop.StukView, err error) {
	one, err = p.uc.Ronde(r.Context(), r.Actor, dominkoop.RondeID(r.PathValue("id")))
	if err != nil {
		return one, s, err
	}
	at := slices.IndexFunc(one.Stukken, func(s inkoop.StukView) bool { return s.ID == r.PathValue("stuk") })
	if at < 0 {
		return one, s, app.NotHere()
	}
	return one, one.Stukken[at], nil
}

func (p *pages) stuk(r *web.Request) error { return p.showStuk(r, http.StatusOK, nil) }

func (p *pages) showStuk(r *web.Request, status int, problems ui.Errors) error {
	one, s, err := p.openStuk(r)
	if err != nil {
		return err
	}
	v := stukView{head: head{Page: r.Page(s.Titel)}, Ronde: one, Stuk: s}
	v.Errors, v.Crumbs = problems, belowRonde(one.Ronde.ID, one.Ronde.Naam)
	if s.Gepubliceerd.IsZero() {
		v.Tags = []ui.Tag{{Text: tekst.Of("stukken.concept"), Tone: ui.ToneWeek}}
	} else {
		v.Lead = tekst.Of("stukken.op", web.Moment(s.Gepubliceerd))
	}
	return r.Render(status, stukPage(v))
}

func (p *pages) stukForm(r *web.Request) error {
	return p.showStukForm(r, http.StatusOK, ui.Form{}, nil)
}

func (p *pages) showStukForm(r *web.Request, status int, posted ui.Form, cause error) error {
	var one inkoop.RondePage
	var s inkoop.StukView
	var err error
	title := tekst.Of("stuk_form.nieuw")
	back := rondeURL(dominkoop.RondeID(r.PathValue("id")))
	if r.PathValue("stuk") == "" {
		one, err = p.uc.Ronde(r.Context(), r.Actor, dominkoop.RondeID(r.PathValue("id")))
	} else {
		one, s, err = p.openStuk(r)
		title, back = tekst.Of("stuk_form.wijzig"), stukURL(one.Ronde.ID, s.ID)
	}
	if err != nil {
		return err
	}
	if !s.Gepubliceerd.IsZero() && posted.Values == nil { // it stays as it is
		return r.Redirect(back)
	}
	v := actForm{head: head{Page: r.Page(title)}, Sub: tekst.Of("stuk_form.uitleg"), Button: tekst.Of("rondes.bewaar"), Back: back}
	v.Crumbs = belowRonde(one.Ronde.ID, one.Ronde.Naam)
	kinds := slices.DeleteFunc(dominkoop.StukSoorten(), func(k dominkoop.StukSoort) bool { return k == dominkoop.StukNota })
	f := formulier.New(r.URL.Path, "stuk_form.", s.Versie, posted, cause)
	f.Pick("soort", string(s.Soort), formulier.Options("stuksoort.", kinds))
	f.Line("titel", s.Titel)
	f.Words("tekst", s.Tekst, formulier.Rows(14))
	v.Form, v.Errors = f, f.Problems()
	return r.Render(status, actPage(v))
}

func stukURL(ronde dominkoop.RondeID, id string, below ...string) string {
	return rondeURL(ronde, append([]string{"stukken", id}, below...)...)
}

func (p *pages) saveStuk(r *web.Request) error {
	ronde := dominkoop.RondeID(r.PathValue("id"))
	if formulier.KeepsSaved(r) {
		return r.Redirect(stukURL(ronde, r.PathValue("stuk")))
	}
	in := formulier.Read(r)
	id, err := p.uc.StelStukOp(in.Context(), r.Actor, inkoop.StukInput{
		ID: r.PathValue("stuk"), RondeID: ronde, Soort: dominkoop.StukSoort(in.Text("soort")), Titel: in.Text("titel"),
		Tekst: in.Text("tekst"), Versie: in.Versie,
	})
	if err == nil {
		return r.Done(stukURL(ronde, id), "stuk_bewaard")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.showStukForm(r, status, r.Posted(problems), err)
}

// publiceer lets everybody read a paper from now on.
func (p *pages) publiceer(r *web.Request) error {
	ronde, id := dominkoop.RondeID(r.PathValue("id")), r.PathValue("stuk")
	err := p.uc.PubliceerStuk(r.Context(), r.Actor, ronde, id, formulier.Read(r).Versie)
	if err == nil {
		return r.Done(stukURL(ronde, id), "stuk_gepubliceerd")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.showStuk(r, status, problems)
}

// stukBestand keeps the file of a concept.
func (p *pages) stukBestand(r *web.Request) error {
	ronde, id := dominkoop.RondeID(r.PathValue("id")), r.PathValue("stuk")
	in := formulier.Read(r)
	file, sent := r.Upload(upload.Field)
	if !sent {
		in.Wrong(upload.Field, "stuk.bestand_ontbreekt")
		return p.showStuk(r, http.StatusBadRequest, web.ErrorsOf(in.Refuse()))
	}
	err := p.uc.VoegStukBestandToe(r.Context(), r.Actor, inkoop.StukBestandInput{
		RondeID: ronde, StukID: id, Versie: in.Versie, Naam: file.Naam, Inhoud: file.Inhoud,
	})
	if err == nil {
		return r.Done(stukURL(ronde, id), "stuk_bewaard")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.showStuk(r, status, problems)
}

// bestandVeld is the field for the file of a concept.
func (v stukView) bestandVeld() ui.FileField {
	f := ui.Form{Errors: v.Errors}
	return web.FileField(f.Field(upload.Field, tekst.Of("stukken.bestand")))
}

// notaView is the next nota before it is published.
type notaView struct {
	actForm
	inkoop.NotaPage
}

func (p *pages) nota(r *web.Request) error { return p.showNota(r, http.StatusOK, ui.Form{}, nil) }

func (p *pages) showNota(r *web.Request, status int, posted ui.Form, cause error) error {
	next, err := p.uc.VolgendeNota(r.Context(), r.Actor, dominkoop.RondeID(r.PathValue("id")))
	if err != nil {
		return err
	}
	v := notaView{NotaPage: next, actForm: actForm{
		head:   head{Page: r.Page(tekst.Of("nota_form.kop")), Lead: tekst.Of("nota_form.uitleg")},
		Button: tekst.Of("nota_form.knop"), Back: rondeURL(next.Ronde.ID),
	}}
	v.Crumbs = belowRonde(next.Ronde.ID, next.Ronde.Naam)
	f := formulier.New(r.URL.Path, "nota_form.", -1, posted, cause)
	f.Send("gezien", next.Gezien)
	f.Words("tekst", "", formulier.Optional)
	v.Form, v.Errors = f, f.Problems()
	return r.Render(status, notaPage(v))
}

func (p *pages) publiceerNota(r *web.Request) error {
	ronde, in := dominkoop.RondeID(r.PathValue("id")), formulier.Read(r)
	id, err := p.uc.PubliceerNota(in.Context(), r.Actor, inkoop.NotaInput{RondeID: ronde, Tekst: in.Text("tekst"), Gezien: in.Text("gezien")})
	if err == nil {
		return r.Done(stukURL(ronde, id), "nota_gepubliceerd")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.showNota(r, status, r.Posted(problems), err)
}

// bestandURL is where the file of a paper is downloaded.
func bestandURL(id string) string { return "/bestanden/" + url.PathEscape(id) }
