// Package dossier serves the dossier of a resident for everybody who works with it:
// overview, plan, toewijzingen, progress, person papers, timeline and who looked. What
// a reader may not see is not on the page, and an act that he may not do has no button.
//
// The guided path from melding to toewijzing, and the pages of a provider, are fronts
// of their own; pages here lead to them.
package dossier

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"trede/internal/app/beheer"
	"trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/kop"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// pages has the use cases at hand.
type pages struct {
	toegang    *toegang.UseCases
	uitvoering *uitvoering.UseCases
	beheer     *beheer.Service
}

// Routes gives the pages with their rules.
func Routes(to *toegang.UseCases, uit *uitvoering.UseCases, be *beheer.Service) []web.Route {
	p := &pages{to, uit, be}
	out := []web.Route{
		{Pattern: "GET /inwoners/{id}", Action: authz.DossierOpenen, Handler: p.overzicht},
		{Pattern: "POST /inwoners/{id}/openen", Action: authz.DossierOpenenMetReden, Handler: p.openMetReden},
		{Pattern: "GET /inwoners/{id}/plan", Action: authz.DossierOpenen, Handler: p.plan},
		{Pattern: "GET /inwoners/{id}/plan/afdruk", Action: authz.DossierAfdrukken, Handler: p.afdruk},
		{Pattern: "POST /inwoners/{id}/plan/doelen/{doel}/plek", Action: authz.DoelWijzigen, Handler: p.verplaats},
		{Pattern: "GET /inwoners/{id}/toewijzingen", Action: authz.DossierOpenen, Handler: p.toewijzingen},
		{Pattern: "GET /inwoners/{id}/voortgang", Action: authz.DossierOpenen, Handler: p.voortgang},
		{Pattern: "GET /inwoners/{id}/gegevens", Action: authz.DossierOpenen, Handler: p.gegevens},
		{Pattern: "POST /inwoners/{id}/gegevens/bsn", Action: authz.BSNTonen, Handler: p.toonBSN},
		{Pattern: "GET /inwoners/{id}/gegevens/uitnodiging", Action: authz.InwonerUitnodigen, Handler: p.vraagUitnodiging},
		{Pattern: "POST /inwoners/{id}/gegevens/uitnodiging", Action: authz.InwonerUitnodigen, Handler: p.nodigUit},
		{Pattern: "GET /inwoners/{id}/tijdlijn", Action: authz.TijdlijnLezen, Handler: p.tijdlijn},
		{Pattern: "GET /inwoners/{id}/wie-keek", Action: authz.InkijklogLezen, Handler: p.wieKeek},
	}
	return append(out, p.routes(slices.Concat(doelActs, plaatsActs, signaalActs, persoonActs)...)...)
}

// overzicht is the first page of a dossier. That of another team opens after a reason.
func (p *pages) overzicht(r *web.Request) error {
	o, err := p.toegang.Overzicht(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return p.orReason(r, err)
	}
	k := kop.New(r, &o.Header, kop.Overzicht, "").WithAction(mainAction(&o.Header, o.Arrangement))
	return r.Render(http.StatusOK, overzichtPage(k, &o, ownAfspraak(r, o.Afspraak)))
}

// orReason asks for a reason when that is what a dossier waits for.
func (p *pages) orReason(r *web.Request, err error) error {
	if !errs.Is(err, errs.NotFound) {
		return err
	}
	return p.askReason(r, http.StatusOK, ui.Form{}, err)
}

func (p *pages) askReason(r *web.Request, status int, f ui.Form, otherwise error) error {
	d, err := p.toegang.RedenNodig(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return errors.Join(otherwise, err)
	}
	page := r.Page(tekst.Of("dossier.reden.kop"))
	page.Errors = f.Errors
	return r.Render(status, redenPage(page, f, d))
}

func (p *pages) openMetReden(r *web.Request) error {
	id := r.PathValue("id")
	err := p.toegang.OpenMetReden(r.Context(), r.Actor, id, strings.TrimSpace(r.Form.Get("reden")))
	if err == nil {
		return r.Done(kop.URL(id, kop.Overzicht), "dossier_geopend")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.askReason(r, status, r.Posted(problems), err)
}

// periode writes two days, of which the last may be open.
func periode(first, last civil.Date) string {
	switch {
	case first.IsZero():
		return ""
	case last.IsZero():
		return tekst.Of("dossier.vanaf_dag", first)
	}
	return nl.Range(first, last)
}

// button is a button that leads to an act, nil for who may not do it.
func button(may bool, key, icon, url string) *ui.Button {
	if !may {
		return nil
	}
	return &ui.Button{Label: tekst.Of("dossier." + key + ".doe"), Icon: icon, URL: url}
}
