package toegang

import (
	"net/http"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/ladder"
	"trede/internal/domain/toegang"
	"trede/internal/web"
	"trede/internal/web/kop"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

func (p *pages) metenRoutes() []web.Route {
	return []web.Route{
		{Pattern: "GET /inwoners/{id}/meten", Action: authz.LadderMeten, Handler: p.meten},
		{Pattern: "POST /inwoners/{id}/meten", Action: authz.LadderMeten, Handler: p.saveMeten},
	}
}

// metenPage measures where somebody stands apart from a melding: at the start, halfway
// or at the end of an arrangement. Source: UIT-07.
type metenPage struct {
	ladderPage
	Plaats *apptoegang.ArrangementView // the arrangement that runs; nil: none
}

func (p *pages) meten(r *web.Request) error { return p.showMeten(r, http.StatusOK, ui.Form{}) }

func (p *pages) showMeten(r *web.Request, status int, form ui.Form) error {
	o, err := p.uc.Overzicht(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	if !o.May(authz.LadderMeten) {
		return app.NotHere()
	}
	m := metenPage{Plaats: running(&o)}
	m.Ladder, _ = ladder.At(r.Today)
	m.Naam = o.Voornaam
	m.page = page{Kop: kop.Below(r, &o.Header, kop.Overzicht, tekst.Of("meten.kop"))}.
		with(form, "soort", "ladder.*", "eigenTrede", "eigenWoorden", "vastgesteld", "waarom")
	return r.Render(status, metenTempl(m))
}

// running is the arrangement that a measurement now belongs to.
func running(o *apptoegang.Overview) *apptoegang.ArrangementView {
	if a := o.Arrangement; a != nil {
		switch a.Staat {
		case toegang.ToewijzingLopend, toegang.ToewijzingOnderbroken, toegang.ToewijzingGeevalueerd, toegang.ToewijzingBeeindigd:
			return a
		}
	}
	return nil
}

func (p *pages) saveMeten(r *web.Request) error {
	id := r.PathValue("id")
	o, err := p.uc.Overzicht(r.Context(), r.Actor, id)
	if err != nil {
		return err
	}
	in := newInput(r, "")
	l, _ := ladder.At(r.Today)
	meting := apptoegang.MetingInput{
		InwonerID: id, Soort: ladder.MetingStart, Antwoorden: in.ladder(l), Inwoner: in.eigenKijk(),
		Vastgesteld: ladder.Trede(in.number("vastgesteld", int(ladder.Hoogste))), Reden: in.Text("waarom"),
	}
	if a := running(&o); a != nil {
		meting.ToewijzingID = a.ID
		if meting.Soort = ladder.MetingSoort(in.Text("soort")); !meting.Soort.Valid() {
			in.Wrong("soort", "meten.kies_soort")
		}
	}
	if _, err = p.uc.Meet(in.Context(), r.Actor, meting); err == nil {
		return r.Done(kop.URL(id, kop.Overzicht), "trede")
	}
	form, status, again := in.again(ladderFields(err))
	if !again {
		return err
	}
	nameReason(form)
	return p.showMeten(r, status, form)
}
