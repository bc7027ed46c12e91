package inkoop

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"trede/internal/app"
	"trede/internal/app/inkoop"
	"trede/internal/authz"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/platform/document"
	"trede/internal/web"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// briefRoutes are the letters that people read on the site as well.
func (p *pages) briefRoutes() []web.Route {
	return []web.Route{
		{Pattern: "GET /inschrijvingen/{id}/besluit", Action: authz.InschrijvingLezen, Handler: p.besluitbrief},
		{Pattern: "GET /inschrijvingen/{id}/besluit/pdf", Action: authz.InschrijvingLezen, Handler: p.besluitPDF},
	}
}

func briefURL(id dominkoop.InschrijvingID) string {
	return "/inschrijvingen/" + url.PathEscape(string(id)) + "/besluit"
}

func (p *pages) besluitbrief(r *web.Request) error {
	b, err := p.uc.Brief(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	v := briefView{head: head{Page: r.Page(tekst.Of("brief.kop"))}}
	id := dominkoop.InschrijvingID(r.PathValue("id"))
	if r.HasRole(authz.RoleCoordinator) {
		v.Crumbs = inschrijfCrumbs(ui.Crumb{Label: b.Ronde.Naam, URL: inschrijvingURL(id, "")})
	} else {
		v.Crumbs = []ui.Crumb{{Label: tekst.Of("beoordeling.kop"), URL: pathBeoordelingen}, {Label: b.Aanbieder, URL: zaakURL(id, "besluit")}}
	}
	if v.Genomen = !b.Besluit.Genomen.IsZero(); v.Genomen {
		v.Brief, v.PDF = besluitBrief(b), r.URL.Path+"/pdf"
	}
	return r.Render(http.StatusOK, briefPage(v))
}

// briefView is a letter on its page.
type briefView struct {
	head
	Brief   app.Brief
	Genomen bool   // the decision was taken
	PDF     string // address of the same letter as a PDF
}

// besluitPDF sends the letter as it was kept with the decision; one that nobody kept is
// made of what was decided.
func (p *pages) besluitPDF(r *web.Request) error {
	b, err := p.uc.Brief(r.Context(), r.Actor, r.PathValue("id"))
	switch {
	case err != nil:
		return err
	case b.Besluit.Genomen.IsZero():
		return r.Redirect(briefURL(dominkoop.InschrijvingID(r.PathValue("id")))) // which says that there is none yet
	case b.Besluit.Brief != "":
		return r.Redirect("/bestanden/" + url.PathEscape(b.Besluit.Brief))
	}
	body, err := BesluitPDF(b)
	if err != nil {
		return err
	}
	return r.SendFile("besluit-"+strings.ToLower(b.Kenmerk)+".pdf", "application/pdf", body)
}

// BesluitPDF makes the letter about a decision as a tagged PDF.
func BesluitPDF(b inkoop.Besluitbrief) ([]byte, error) { return besluitBrief(b).PDF() }

// besluitBrief writes the letter about a decision on an inschrijving. Source: INK-14: a
// rejection says why, and both say what can be done about it.
func besluitBrief(b inkoop.Besluitbrief) app.Brief {
	parts := rejected
	if b.Besluit.Uitslag == dominkoop.Gekwalificeerd {
		parts = qualified
	}
	out := app.Brief{
		Afzender: app.Afzender{Naam: b.Ronde.Partij}, Geadresseerde: app.Geadresseerde{Naam: b.Aanbieder}, Datum: b.Datum, Kenmerk: b.Kenmerk,
		Onderwerp: tekst.Of("brief.onderwerp", b.Ronde.Naam), Aanhef: tekst.Of("brief.aanhef"), Groet: tekst.Of("brief.groet"),
		Ondertekenaar: app.Ondertekenaar{Naam: b.Ronde.Partij}, Gemaakt: b.Datum.StartOfDay(),
	}
	for _, d := range parts(b) {
		if d.Kop != "" {
			out.Inhoud = append(out.Inhoud, document.Heading{Level: 2, Text: d.Kop})
		}
		for _, a := range d.Alineas {
			out.Inhoud = append(out.Inhoud, document.Paragraph{Text: a})
		}
		if len(d.Lijst) > 0 {
			out.Inhoud = append(out.Inhoud, document.List{Items: d.Lijst})
		}
	}
	return out
}

// briefDeel is a part of a letter: a heading, paragraphs, and a list.
type briefDeel struct {
	Kop     string // empty: the first part
	Alineas []string
	Lijst   []string
}

func qualified(b inkoop.Besluitbrief) []briefDeel {
	first := briefDeel{Alineas: append(herzien(b),
		tekst.Of("brief.gekwalificeerd", b.Ronde.Naam),
		tekst.Of("brief.contract", b.Contract, b.Ronde.Contract.From, b.Ronde.Contract.LastDay()),
	)}
	what := briefDeel{Kop: tekst.Of("brief.wat"), Lijst: regelLijst(b)}
	return []briefDeel{first, hoe(b), what, verder(tekst.Of("brief.tekenen", b.Standstill)), oneens(b)}
}

func rejected(b inkoop.Besluitbrief) []briefDeel {
	first := briefDeel{Alineas: append(herzien(b), tekst.Of("brief.afgewezen", b.Ronde.Naam))}
	why := briefDeel{Kop: tekst.Of("brief.waarom")}
	for _, g := range b.Gronden {
		line := strings.TrimSuffix(tekst.Of(g.Code, g.Eis.Kort), ".") + "."
		if len(g.Notities) > 0 {
			line += " " + strings.Join(g.Notities, " ")
		}
		why.Lijst = append(why.Lijst, line)
	}
	return []briefDeel{first, why, hoe(b), verder(tekst.Of("brief.opnieuw")), oneens(b)}
}

// herzien says which decision this one comes in the place of, if any.
func herzien(b inkoop.Besluitbrief) []string {
	before := b.Besluit.Eerder
	if len(before) == 0 {
		return nil
	}
	return []string{tekst.Of("brief.herzien", before[len(before)-1].Besluit.Genomen)}
}

// hoe tells how the decision came about.
func hoe(b inkoop.Besluitbrief) briefDeel {
	d := briefDeel{Kop: tekst.Of("brief.hoe"), Alineas: []string{tekst.Of("brief.beoordeeld", len(b.Eisen))}}
	if b.Gesprek.Vastgelegd() {
		d.Alineas = append(d.Alineas, tekst.Of("brief.gesprek", b.Gesprek.Gehouden))
	}
	d.Alineas = append(d.Alineas, strings.Split(b.Besluit.Motivering, "\n")...)
	d.Alineas = slices.DeleteFunc(d.Alineas, func(s string) bool { return strings.TrimSpace(s) == "" })
	return d
}

func verder(text string) briefDeel {
	return briefDeel{Kop: tekst.Of("brief.verder"), Alineas: []string{text}}
}

// oneens says what somebody can do who does not agree, and until when.
func oneens(b inkoop.Besluitbrief) briefDeel {
	return briefDeel{Kop: tekst.Of("brief.oneens"), Alineas: []string{tekst.Of("brief.oneens_uitleg", b.Standstill), tekst.Of("brief.vragen", b.Kenmerk)}}
}

// regelLijst are the lines of the contract: each product with its gemeenten.
func regelLijst(b inkoop.Besluitbrief) []string {
	var out []string
	for _, r := range b.Regels {
		p, _ := b.Regio.Product(r.Product)
		var names []string
		for _, code := range r.Gemeenten {
			names = append(names, gemeente(b.Regio, code))
		}
		slices.Sort(names)
		out = append(out, tekst.Of("brief.regel", p.Naam, nl.Join(names...)))
	}
	return out
}
