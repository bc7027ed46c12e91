package inkoop

import (
	"trede/internal/auth"
	"trede/internal/authz"
	"trede/internal/platform/errs"
	"trede/internal/web"
)

// bestandRoutes are the pages about files: only fetching one. Sending one belongs to the
// form that asks for it.
func (p *pages) bestandRoutes() []web.Route {
	return []web.Route{
		// A paper of a published round is for everybody; the use case asks.
		{Pattern: "GET /bestanden/{id}", Action: authz.BestandLezen, Anonymous: true, Handler: p.bestand},
	}
}

func (p *pages) bestand(r *web.Request) error {
	b, content, err := p.uc.BekijkBestand(r.Context(), r.Actor, r.PathValue("id"))
	switch {
	case err == nil:
		return r.SendFile(b.Naam, b.Type, content)
	case errs.Is(err, errs.NotFound) && !r.SignedIn(): // it may be there after signing in
		return errs.New(errs.Forbidden, auth.CodeNoSession)
	}
	return err
}
