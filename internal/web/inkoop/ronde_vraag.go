package inkoop

import (
	"net/http"
	"slices"

	"trede/internal/app"
	"trede/internal/app/inkoop"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// vraagOnderwerpen are subjects that providers ask about in every round, by their message.
var vraagOnderwerpen = []string{"planning", "eisen", "producten", "tarieven", "contract", "inschrijven", "anders"}

// onderwerpOpties are the subjects of a round that somebody can choose: its own, and those
// of every round.
func onderwerpOpties(r dominkoop.Ronde) []ui.Option {
	var names []string
	for _, w := range r.Wijzigingen {
		names = append(names, w.Onderwerp)
	}
	for _, key := range vraagOnderwerpen {
		names = append(names, tekst.Of("vraagonderwerp."+key))
	}
	var out []ui.Option
	for i, n := range names {
		if !slices.Contains(names[:i], n) {
			out = append(out, ui.Option{Value: n, Label: n})
		}
	}
	return out
}

func (p *pages) vraagForm(r *web.Request) error {
	return p.showVraag(r, http.StatusOK, ui.Form{}, nil)
}

func (p *pages) showVraag(r *web.Request, status int, posted ui.Form, cause error) error {
	id := dominkoop.RondeID(r.PathValue("id"))
	one, err := p.uc.Ronde(r.Context(), r.Actor, id)
	if err != nil {
		return err
	}
	if len(one.Voor) == 0 {
		return app.NotHere()
	}
	v := actForm{head: head{Page: r.Page(tekst.Of("vraag_form.kop"))}, Sub: tekst.Of("vraag_form.uitleg"), Button: tekst.Of("vraag_form.knop"), Back: rondeURL(id)}
	v.Crumbs = belowRonde(id, one.Ronde.Naam)
	if last := one.Ronde.Inschrijven.LastDay(); !last.IsZero() {
		v.Lead = tekst.Of("vraag_form.tot", nl.Full(last))
	}
	f := formulier.New(r.URL.Path, "vraag_form.", -1, posted, cause)
	if len(one.Voor) > 1 {
		f.Pick("aanbieder", "", aanbiederOpties(one))
	}
	f.Pick("onderwerp", "", onderwerpOpties(one.Ronde.Ronde))
	f.Words("tekst", "", formulier.Rows(6))
	v.Form, v.Errors = f, f.Problems()
	return r.Render(status, actPage(v))
}

func (p *pages) stelVraag(r *web.Request) error {
	id, in := dominkoop.RondeID(r.PathValue("id")), formulier.Read(r)
	_, err := p.uc.StelVraag(in.Context(), r.Actor, inkoop.VraagInput{
		RondeID: id, AanbiederID: dominkoop.AanbiederID(in.Text("aanbieder")), Onderwerp: in.Text("onderwerp"), Tekst: in.Text("tekst"),
	})
	if err == nil {
		return r.Done(rondeURL(id), "vraag_gesteld")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.showVraag(r, status, r.Posted(problems), err)
}

func (p *pages) antwoordForm(r *web.Request) error {
	return p.showAntwoord(r, http.StatusOK, ui.Form{}, nil)
}

func (p *pages) showAntwoord(r *web.Request, status int, posted ui.Form, cause error) error {
	id := dominkoop.RondeID(r.PathValue("id"))
	one, err := p.uc.Ronde(r.Context(), r.Actor, id)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(one.Vragen, func(q inkoop.VraagRow) bool { return q.ID == r.PathValue("vraag") })
	if at < 0 {
		return app.NotHere()
	}
	q := one.Vragen[at]
	v := actForm{head: head{Page: r.Page(tekst.Of("antwoord_form.kop"))}, Button: tekst.Of("rondes.bewaar"), Back: rondeURL(id)}
	v.Crumbs, v.Sub = belowRonde(id, one.Ronde.Naam), tekst.Of("antwoord_form.uitleg")
	v.Facts = []ui.Fact{
		{Label: tekst.Of("vragen.van"), Value: tekst.Of("vragen.wie", q.Vrager, q.Aanbieder)},
		{Label: tekst.Of("vragen.gesteld"), Value: web.Moment(q.Gesteld)},
		{Label: tekst.Of("vragen.status"), Content: vraagStatus(q.Status())},
		{Label: tekst.Of("vragen.zoals_gesteld"), Content: ui.Prose{Text: q.Tekst}},
	}
	if q.Status() == dominkoop.VraagGepubliceerd { // everybody has read it
		v.Facts = append(v.Facts,
			ui.Fact{Label: tekst.Of("vragen.in_nota"), Content: ui.Prose{Text: q.InNota()}},
			ui.Fact{Label: tekst.Of("vragen.antwoord"), Content: ui.Prose{Text: q.Antwoord}})
		v.Sub = tekst.Of("vraag.gepubliceerd_blijft")
		if cause != nil {
			v.Errors = web.ErrorsOf(cause)
		}
		return r.Render(status, actPage(v))
	}
	f := formulier.New(r.URL.Path, "antwoord_form.", q.Versie, posted, cause)
	f.Line("onderwerp", q.Onderwerp)
	f.Words("openbaar", q.Openbaar, formulier.Rows(4), formulier.Optional)
	f.Words("antwoord", q.Antwoord, formulier.Rows(6), formulier.Optional)
	f.Reasons(noemtNaam)
	v.Form, v.Errors = f, f.Problems()
	return r.Render(status, actPage(v))
}

// noemtNaam is the code of the rule about names in a nota.
const noemtNaam = "VRG-01"

func (p *pages) beantwoord(r *web.Request) error {
	id := dominkoop.RondeID(r.PathValue("id"))
	if formulier.KeepsSaved(r) {
		return r.Redirect(rondeURL(id))
	}
	in := formulier.Read(r)
	err := p.uc.BeantwoordVraag(in.Context(), r.Actor, inkoop.AntwoordInput{
		RondeID: id, VraagID: r.PathValue("vraag"), Onderwerp: in.Text("onderwerp"), Openbaar: in.Text("openbaar"),
		Antwoord: in.Text("antwoord"), Redenen: in.Reasons(noemtNaam), Versie: in.Versie,
	})
	if err == nil {
		return r.Done(rondeURL(id), "vraag_beantwoord")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.showAntwoord(r, status, r.Posted(problems), err)
}

// vraagStatus is the state of a question in a word.
func vraagStatus(s dominkoop.VraagStatus) ui.Tag {
	t := ui.Tag{Text: tekst.Of("vraagstatus." + string(s))}
	switch s {
	case dominkoop.VraagOpen:
		t.Tone = ui.ToneWeek
	case dominkoop.VraagBeantwoord:
		t.Tone = ui.ToneWait
	case dominkoop.VraagGepubliceerd:
		t.Tone = ui.ToneGood
	}
	return t
}
