package inkoop

import (
	"cmp"

	"trede/internal/app/inkoop"
	"trede/internal/auth"
	"trede/internal/authz"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/formulier"
)

// bestandRoutes are the pages about files: only fetching one. Sending one belongs to the
// form that asks for it.
func (p *pages) bestandRoutes() []web.Route {
	return []web.Route{
		// A paper of a published round is for everybody; the use case asks.
		{Pattern: "GET /bestanden/{id}", Action: authz.BestandLezen, Anonymous: true, Handler: p.bestand},
	}
}

// bewaarBestand keeps a file that came with a form and gives its id. What is wrong with the
// file is told beside its field, with what is wrong in the rest of the form; then the id is
// empty.
func (p *pages) bewaarBestand(r *web.Request, in *formulier.Input, file inkoop.BestandInput) (string, error) {
	kept, err := p.uc.VoegBestandToe(r.Context(), r.Actor, file)
	findings := errs.FindingsOf(err)
	if err != nil && len(findings) == 0 {
		return "", err
	}
	for _, f := range findings {
		in.Wrong(cmp.Or(f.Field, file.Veld), f.Code, f.Args...)
	}
	return kept.ID, nil
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
