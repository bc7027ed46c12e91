package toegang

import (
	"net/http"
	"strings"

	apptoegang "trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/persoon"
	"trede/internal/domain/toegang"
	"trede/internal/web"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// PathAanmelden is the page on which anybody brings in a melding, without an account.
const PathAanmelden = "/aanmelden"

const pathAangemeld = "/aanmelden/klaar"

// aanmeldRoutes are open to all: a resident, an employer or another brings in a melding.
// The page looks nobody up, so it can tell nothing of who is known already; the
// neighbourhood team does. Source: X-01.
func (p *pages) aanmeldRoutes() []web.Route {
	return []web.Route{
		{Pattern: "GET " + PathAanmelden, Action: authz.MeldingRegistreren, Anonymous: true, Handler: func(r *web.Request) error {
			if r.HasRole(authz.RoleConsulent, authz.RoleTeamleider) {
				return r.Redirect(pathNieuw) // they have a page that knows more
			}
			return p.showAanmelden(r, http.StatusOK, ui.Form{})
		}},
		{Pattern: "POST " + PathAanmelden, Action: authz.MeldingRegistreren, Anonymous: true, Handler: p.meldAan},
		{Pattern: "GET " + pathAangemeld, Action: authz.PaginaOpenbaar, Anonymous: true, Handler: func(r *web.Request) error {
			return r.Render(http.StatusOK, aangemeldTempl(ui.PlainShell{Page: r.Page(tekst.Of("aanmelden.klaar")), Heading: tekst.Of("aanmelden.klaar")}))
		}},
	}
}

// aanmeldPage is the page with its form.
type aanmeldPage struct {
	ui.PlainShell
	ui.Form
	Start apptoegang.MeldingStart
}

// aanmeldFields are the fields in the order of the page.
var aanmeldFields = []string{
	"door", "melderNaam", "melderOrganisatie", "melderTelefoon", "roepnaam", "geslachtsnaam", "geboortedatum", "gemeente", "telefoon", "email", "vraag",
}

func (p *pages) showAanmelden(r *web.Request, status int, form ui.Form) error {
	start, err := p.uc.BeginAanmelding(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	a := aanmeldPage{Form: page{}.with(form, aanmeldFields...).Form, Start: start}
	a.PlainShell = ui.PlainShell{Page: r.Page(tekst.Of("aanmelden.kop")), Heading: tekst.Of("aanmelden.kop")}
	a.Page.Errors = a.Form.Errors
	return r.Render(status, aanmeldTempl(a))
}

func (p *pages) meldAan(r *web.Request) error {
	start, err := p.uc.BeginAanmelding(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	in := newInput(r, "")
	melding := in.aanmelding(start)
	err = r.Server.Auth.Sparing(r.Context(), r.Origin(), "melding", "", func() error {
		_, err := p.uc.RegistreerMelding(in.Context(), r.Actor, melding)
		return err
	})
	if err == nil {
		return r.Redirect(pathAangemeld)
	}
	form, status, again := in.again(err)
	if !again {
		return err
	}
	return p.showAanmelden(r, status, form)
}

// aanmelding reads a melding from outside. There has to be a way to reach somebody; the
// rest may be as little as people know.
func (in *input) aanmelding(start apptoegang.MeldingStart) apptoegang.MeldingInput {
	prefix, family := "", in.Text("geslachtsnaam")
	if family != "" {
		_, prefix, family = splitName("- " + family)
	}
	nieuw := apptoegang.InwonerInput{
		Naam:    persoon.Naam{Roepnaam: in.Text("roepnaam"), Voorvoegsel: prefix, Geslachtsnaam: family},
		Geboren: in.birth("geboortedatum"),
		Adres:   in.woont("gemeente", start),
		Contact: persoon.Contact{Telefoon: in.phone("telefoon"), Email: in.Text("email")},
	}
	if in.Text("geboortedatum") == "" {
		nieuw.Geboren, _ = persoon.NewGeboortedatum(0, 0, 0) // not known is no error
	}
	melder := apptoegang.MelderContact{Naam: in.Text("melderNaam"), Organisatie: in.Text("melderOrganisatie"), Telefoon: in.phone("melderTelefoon")}
	if in.Text("roepnaam") == "" {
		in.Wrong("roepnaam", "aanmelden.voornaam_leeg")
	}
	if in.Text("telefoon")+in.Text("email")+in.Text("melderTelefoon") == "" {
		in.Wrong("telefoon", "aanmelden.bereikbaar_leeg")
	}
	door := toegang.Melder(in.Text("door"))
	if door == toegang.MelderInwoner {
		melder = apptoegang.MelderContact{}
	}
	return apptoegang.MeldingInput{Nieuw: &nieuw, Door: door, Melder: melder, Vraag: in.Text("vraag")}
}

// woont reads where somebody lives: a gemeente, or one of its wijken.
func (in *input) woont(name string, start apptoegang.MeldingStart) persoon.Adres {
	a := persoon.Adres{Soort: persoon.AdresBRP}
	text := in.Text(name)
	if text == "" {
		return a // the use case asks for it
	}
	for _, o := range woontOptions(start) {
		if o.Value == text {
			a.Gemeente, a.Wijk, _ = strings.Cut(text, ".")
			return a
		}
	}
	in.Wrong(name, "invoer.onbekend")
	a.Gemeente = "–"
	return a
}

// woontOptions are the places to choose from: every gemeente, and its wijken where they
// decide which team it is for.
func woontOptions(start apptoegang.MeldingStart) []ui.Option {
	var out []ui.Option
	for _, g := range start.Gemeenten {
		wijken := start.Wijken[g.Code]
		label := g.Naam
		if len(wijken) > 0 {
			label = tekst.Of("aanmelden.wijk_onbekend", g.Naam)
		}
		for _, w := range wijken {
			out = append(out, ui.Option{Value: string(g.Code) + "." + string(w.Code), Label: wijkLabel(g, w)})
		}
		out = append(out, ui.Option{Value: string(g.Code), Label: label})
	}
	return out
}

func wijkLabel(g inkoop.Gemeente, w inkoop.Wijk) string { return g.Naam + ", " + w.Naam }
