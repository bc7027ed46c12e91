package inkoop

import (
	"trede/internal/app/inkoop"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// extraMensen is how many empty rows there are behind the people.
const extraMensen = 2

// askMensen asks who works with residents, as an inschrijving and the page of the provider
// do: one block for each person.
func askMensen(f *formulier.Form, list []dominkoop.Mens) {
	rows := len(list) + extraMensen
	for f.Values.Has(dominkoop.VeldMens(rows, "naam")) {
		rows++
	}
	functions := formulier.Options("inschrijving.functie.", dominkoop.Functies())
	for n := range rows {
		m := dominkoop.Mens{}
		if n < len(list) {
			m = list[n]
		}
		f.Say(ui.Heading{Level: 2, Text: tekst.Of("inschrijving.mens", n+1)})
		field := func(what string) string { return dominkoop.VeldMens(n, what) }
		label := func(what string) formulier.Opt { return formulier.Label(tekst.Of("inschrijving.mens_" + what)) }
		f.Line(field("naam"), m.Naam, label("naam"))
		f.Pick(field("functie"), m.Functie, functions, label("functie"))
		f.Day(field("vog"), m.VOG, label("vog"))
		f.Day(field("start"), m.Start, label("start"))
	}
}

// readMensen gives the people as they were sent, with the blocks that were left empty: what
// is wrong is told by place.
func readMensen(r *web.Request, in *formulier.Input) (out []dominkoop.Mens) {
	for n := 0; r.Form.Has(dominkoop.VeldMens(n, "naam")); n++ {
		field := func(what string) string { return dominkoop.VeldMens(n, what) }
		out = append(out, dominkoop.Mens{
			Naam: in.Text(field("naam")), Functie: in.Text(field("functie")), VOG: in.Day(field("vog")), Start: in.Day(field("start")),
		})
	}
	return out
}

// The button that keeps what is there and asks for more people.
const (
	verderVeld = "verder"
	verderMeer = "meer"
)

func saveMensen(p *pages, r *web.Request, in *formulier.Input, page inkoop.InschrijvingPage) error {
	x := part(page, in, dominkoop.DeelMensen)
	x.Inhoud.Mensen = readMensen(r, in)
	return p.uc.BewaarInschrijving(in.Context(), r.Actor, x)
}

func mensenURL(a dominkoop.AanbiederID) string { return aanbiederURL(a) + "/mensen" }

func (p *pages) mensen(r *web.Request, status int, posted ui.Form, cause error) error {
	page, err := p.uc.MensenForm(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	v := newPlek(r, tekst.Of("inschrijving.deel.mensen"), page.Aanbieder.Aanbieder)
	v.Lead, v.Meer = tekst.Of("mensen.uitleg"), tekst.Of("inschrijving.meer_mensen")
	v.Form = formulier.New(r.URL.Path, "mensen.", page.Mensen.Versie, posted, cause)
	askMensen(v.Form, page.Mensen.Lijst)
	return v.render(r, status)
}

func (p *pages) saveMensen(r *web.Request) error {
	page, err := p.uc.MensenForm(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	to := aanbiederURL(page.Aanbieder.ID)
	if formulier.KeepsSaved(r) {
		return r.Redirect(to)
	}
	in := formulier.Read(r)
	m := page.Mensen
	m.Aanbieder, m.Versie, m.Lijst = page.Aanbieder.ID, in.Versie, readMensen(r, in)
	if r.Form.Get(verderVeld) == verderMeer {
		to = mensenURL(page.Aanbieder.ID)
	}
	return p.finish(r, p.uc.LegMensenVast(in.Context(), r.Actor, m), to, "mensen", p.mensen)
}
