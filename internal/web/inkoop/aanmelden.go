package inkoop

import (
	"net/http"
	"strings"

	"trede/internal/app/beheer"
	"trede/internal/authz"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/web"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// PathAanbiederWorden is the page on which an organisation makes itself known.
const PathAanbiederWorden = "/aanbieder-worden"

const pathAangemeld = "/aanbieder-worden/klaar"

// AanmeldRoutes are open to all. The answer is the same for who is known already: the mail
// tells. One address can do it only so often.
func AanmeldRoutes(admin *beheer.Service) []web.Route {
	return []web.Route{
		{Pattern: "GET " + PathAanbiederWorden, Action: authz.AanbiederAanmelden, Anonymous: true, Handler: func(r *web.Request) error {
			return toonAanmelden(admin, r, http.StatusOK, ui.Form{})
		}},
		{Pattern: "POST " + PathAanbiederWorden, Action: authz.AanbiederAanmelden, Anonymous: true, Handler: func(r *web.Request) error {
			return meldAan(admin, r)
		}},
		{Pattern: "GET " + pathAangemeld, Action: authz.PaginaOpenbaar, Anonymous: true, Handler: func(r *web.Request) error {
			return r.Render(http.StatusOK, aangemeldPage(ui.PlainShell{Page: r.Page(tekst.Of("aanmelding.klaar")), Heading: tekst.Of("aanmelding.klaar")}))
		}},
	}
}

// aanmeldView is the page with its form.
type aanmeldView struct {
	ui.PlainShell
	ui.Form
	beheer.AanmeldingStart
	Waarom string // why it may not today; empty: it may
}

func toonAanmelden(admin *beheer.Service, r *web.Request, status int, form ui.Form) error {
	start, err := admin.BeginAanmelding(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	v := aanmeldView{Form: form, AanmeldingStart: start}
	v.PlainShell = ui.PlainShell{Page: r.Page(tekst.Of("aanmelding.kop")), Heading: tekst.Of("aanmelding.kop")}
	v.Page.Errors = form.Errors
	if !start.Mag {
		v.Waarom = zin(start.Venster.Finding("", "toelating."+string(dominkoop.VensterGesloten)))
		v.Page.Errors = nil // the same sentence stands on the page
	}
	return r.Render(status, aanmeldPage(v))
}

func meldAan(admin *beheer.Service, r *web.Request) error {
	in := beheer.AanmeldingInput{
		Naam: r.Form.Get("naam"), KvK: r.Form.Get("kvk"), AGB: r.Form.Get("agb"), Gemeente: r.Form.Get("gemeente"),
		Contact: r.Form.Get("contact"), Email: r.Form.Get("email"),
	}
	err := r.Server.Auth.Sparing(r.Context(), r.Origin(), "aanbieder", strings.ToLower(strings.TrimSpace(in.Email)), func() error {
		return admin.MeldAanbiederAan(r.Context(), r.Actor, in)
	})
	if err == nil {
		return r.Redirect(pathAangemeld)
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return toonAanmelden(admin, r, status, r.Posted(problems))
}
