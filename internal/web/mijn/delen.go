package mijn

import (
	"net/http"

	apptoegang "trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/web"
	"trede/internal/web/formulier"
)

// sharing is the page on which a resident decides whether a CAW may read the plan.
// Nothing is shared until the resident says so; to stop is as easy as to begin.
// Source: domain guide 3 and 8; AVG art. 7.
type sharing struct {
	*view
	apptoegang.VerwijzingDetail
}

// offered tells whether there is a CAW to say yes to.
func (s *sharing) offered() bool {
	return s.CAWID != "" && !s.Deelt() && s.Teruggegeven.IsZero() && s.Gekeken.IsZero()
}

func (p *pages) openSharing(r *web.Request, action authz.Action) (*sharing, error) {
	v, err := p.open(r, "delen", action)
	if err != nil {
		return nil, err
	}
	d, err := p.uc.Toegang.Verwijzing(r.Context(), r.Actor, v.InwonerID)
	return &sharing{v, d}, err
}

func (p *pages) delen(r *web.Request) error {
	s, err := p.openSharing(r, authz.VerwijzingLezen)
	if err != nil {
		return err
	}
	return r.Render(http.StatusOK, sharingPage(s))
}

// deel begins to share with the CAW of the newest referral.
func (p *pages) deel(r *web.Request) error {
	return p.decide(r, "ja", authz.AkkoordGeven, func(in *formulier.Input, s *sharing) error {
		return p.uc.Toegang.Deel(r.Context(), r.Actor, apptoegang.DelenInput{InwonerID: s.InwonerID, Versie: in.Versie, OrganisatieID: in.Text("organisatie")})
	})
}

func (p *pages) stopDelen(r *web.Request) error {
	return p.decide(r, "nee", authz.AkkoordIntrekken, func(in *formulier.Input, s *sharing) error {
		return p.uc.Toegang.StopDelen(r.Context(), r.Actor, s.InwonerID, in.Versie, in.Text("organisatie"))
	})
}

// decide does what was asked; what stands there may have changed, so after a refusal it
// is read anew.
func (p *pages) decide(r *web.Request, what string, action authz.Action, do func(*formulier.Input, *sharing) error) error {
	s, err := p.openSharing(r, action)
	if err != nil {
		return err
	}
	if err = do(formulier.Read(r), s); err == nil {
		return s.done(r, "/delen", "delen_"+what)
	}
	_, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.again(r, s.view, func(*view) component { return sharingPage(s) }, status, web.MessageOf(err))
}
