package beheer

import (
	"errors"
	"net/http"

	"trede/internal/app/beheer"
	"trede/internal/authz"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

const (
	pathOrganisaties = "/beheer/organisaties"
	newID            = "nieuw" // in an address: one that is not there yet
)

func (p *pages) organisatieRoutes() []web.Route {
	return []web.Route{
		{Pattern: "GET /beheer/organisaties", Action: authz.LijstOrganisaties, Handler: p.organisaties},
		{Pattern: "GET /beheer/organisaties/nieuw", Action: authz.OrganisatieVastleggen, Handler: p.newOrganisatie},
		{Pattern: "POST /beheer/organisaties/nieuw", Action: authz.OrganisatieVastleggen, Handler: p.saveOrganisatie},
		{Pattern: "GET /beheer/organisaties/{id}", Action: authz.OrganisatieLezen, Handler: p.organisatie},
		{Pattern: "GET /beheer/organisaties/{id}/wijzig", Action: authz.OrganisatieWijzigen, Handler: p.editOrganisatie},
		{Pattern: "POST /beheer/organisaties/{id}/wijzig", Action: authz.OrganisatieWijzigen, Handler: p.saveOrganisatie},
		{Pattern: "GET /beheer/organisaties/{id}/teams/{team}", Action: authz.TeamVastleggen, Handler: p.editTeam},
		{Pattern: "POST /beheer/organisaties/{id}/teams/{team}", Action: authz.TeamVastleggen, Handler: p.saveTeam},
		{Pattern: "GET /beheer/organisaties/{id}/locaties/{locatie}", Action: authz.LocatieVastleggen, Handler: p.editLocatie},
		{Pattern: "POST /beheer/organisaties/{id}/locaties/{locatie}", Action: authz.LocatieVastleggen, Handler: p.saveLocatie},
	}
}

func organisatieURL(id string, more ...string) string {
	url := pathOrganisaties + "/" + id
	for _, m := range more {
		url += "/" + m
	}
	return url
}

func (p *pages) organisaties(r *web.Request) error {
	list, add, err := p.uc.Organisaties(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	return r.Render(http.StatusOK, organisatiesPage(newHead(r, tekst.Of("beheer.organisaties")), list, add, r.Today))
}

func (p *pages) organisatie(r *web.Request) error {
	o, err := p.uc.Organisatie(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	h := newHead(r, o.Naam, tekst.Of("beheer.organisaties"), pathOrganisaties)
	h.Eyebrow = soortNaam(o.Soort)
	return r.Render(http.StatusOK, organisatiePage(h, o, r.Today))
}

// organisatieForm is what the forms of an organisation, its teams and its
// locations show.
type organisatieForm struct {
	head
	ui.Form
	Action      string
	Organisatie beheer.OrganisatiePage // empty for a new one
	Team        beheer.Team
	Locatie     beheer.Locatie
	Gemeenten   []inkoop.Gemeente
	Saved       []ui.ConflictRow // what somebody else saved meanwhile, beside what was typed
	Who, When   string           // who saved that
	Versie      int              // of what is saved
}

// conflict fills in what somebody else saved; v is its version.
func (f *organisatieForm) conflict(v int, rows ...ui.ConflictRow) {
	f.Saved, f.Versie = rows, v
	f.Page.Errors = nil // the page itself says what happened
	f.Who, f.When = tekst.Of("beheer.een_collega"), tekst.Of("beheer.net")
	if list := f.Organisatie.Gebeurtenissen; len(list) > 0 {
		f.When = web.Moment(list[0].At)
		if name := f.Organisatie.Wie[list[0].Actor.ID]; name != "" {
			f.Who = name
		}
	}
}

func (p *pages) newOrganisatie(r *web.Request) error {
	return p.organisatieForm(r, http.StatusOK, "", ui.Form{}, nil)
}

func (p *pages) editOrganisatie(r *web.Request) error {
	return p.organisatieForm(r, http.StatusOK, r.PathValue("id"), ui.Form{}, nil)
}

func (p *pages) organisatieForm(r *web.Request, status int, id string, form ui.Form, cause error) error {
	f := organisatieForm{
		head: newHead(r, tekst.Of("beheer.organisatie_nieuw"), tekst.Of("beheer.organisaties"), pathOrganisaties).with(form),
		Form: form, Action: pathOrganisaties + "/nieuw",
	}
	var err error
	if id != "" {
		if f, err = p.below(r, id, tekst.Of("beheer.organisatie_wijzig"), form); err != nil {
			return err
		}
		if !f.Organisatie.MayChange {
			return errs.New(errs.NotFound, "toegang.geen")
		}
		f.Action, f.Versie = organisatieURL(id, "wijzig"), f.Organisatie.Versie
	} else if _, add, err := p.uc.Organisaties(r.Context(), r.Actor); err != nil || !add {
		return errors.Join(err, errs.New(errs.NotFound, "toegang.geen"))
	}
	if f.Gemeenten, err = p.uc.Gemeenten(r.Context(), r.Actor); err != nil {
		return err
	}
	if o, ok := formulier.Current[beheer.Organisatie](cause); ok {
		f.conflict(o.Versie,
			ui.ConflictRow{Label: tekst.Of("beheer.naam"), Saved: o.Naam, Mine: form.Values.Get("naam")},
			ui.ConflictRow{Label: tekst.Of("beheer.van"), Saved: formulier.Typed(o.Van), Mine: form.Values.Get("van")},
			ui.ConflictRow{Label: tekst.Of("beheer.tot"), Saved: formulier.Typed(last(o.Tot)), Mine: form.Values.Get("tot")})
	}
	return r.Render(status, organisatieEdit(f))
}

// below makes a form page below an organisation.
func (p *pages) below(r *web.Request, id, title string, form ui.Form) (organisatieForm, error) {
	o, err := p.uc.Organisatie(r.Context(), r.Actor, id)
	h := newHead(r, title, tekst.Of("beheer.organisaties"), pathOrganisaties, o.Naam, organisatieURL(id)).with(form)
	h.Eyebrow = o.Naam
	return organisatieForm{head: h, Form: form, Organisatie: o}, err
}

func (p *pages) saveOrganisatie(r *web.Request) error {
	id := r.PathValue("id")
	if formulier.KeepsSaved(r) {
		return r.Redirect(organisatieURL(id))
	}
	posted := formulier.Read(r)
	in := beheer.OrganisatieInput{
		ID: id, Soort: r.Form.Get("soort"), Naam: r.Form.Get("naam"), GemeenteCode: r.Form.Get("gemeente"),
		Van: posted.Day("van"), Tot: posted.Day("tot"), Versie: posted.Versie,
	}
	in.Found = posted.Found()
	made, err := p.uc.SaveOrganisatie(r.Context(), r.Actor, in)
	if err == nil {
		return r.Done(organisatieURL(made), "bewaard")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.organisatieForm(r, status, id, r.Posted(problems), err)
}

func (p *pages) editTeam(r *web.Request) error { return p.teamForm(r, http.StatusOK, ui.Form{}, nil) }

func (p *pages) teamForm(r *web.Request, status int, form ui.Form, cause error) error {
	id, teamID := r.PathValue("id"), r.PathValue("team")
	f, err := p.below(r, id, tekst.Of("beheer.team_nieuw"), form)
	if err != nil {
		return err
	}
	found := teamID == newID
	for _, t := range f.Organisatie.Teams {
		if t.ID == teamID {
			f.Team, f.Title, found = t, tekst.Of("beheer.team_wijzig"), true
		}
	}
	if !f.Organisatie.MayTeam || !found {
		return errs.New(errs.NotFound, "toegang.geen")
	}
	f.Action, f.Versie = organisatieURL(id, "teams", teamID), f.Team.Versie
	if t, ok := formulier.Current[beheer.Team](cause); ok {
		f.conflict(t.Versie,
			ui.ConflictRow{Label: tekst.Of("beheer.naam"), Saved: t.Naam, Mine: form.Values.Get("naam")},
			ui.ConflictRow{Label: tekst.Of("beheer.van"), Saved: formulier.Typed(t.Van), Mine: form.Values.Get("van")},
			ui.ConflictRow{Label: tekst.Of("beheer.tot"), Saved: formulier.Typed(last(t.Tot)), Mine: form.Values.Get("tot")},
			ui.ConflictRow{Label: tekst.Of("beheer.wijken"), Saved: f.wijkNamen(f.Organisatie.Wijken[t.ID]), Mine: f.wijkNamen(form.Values["wijk"])})
	}
	return r.Render(status, teamEdit(f))
}

func (p *pages) saveTeam(r *web.Request) error {
	posted := formulier.Read(r)
	in := beheer.TeamInput{
		ID: r.PathValue("team"), OrganisatieID: r.PathValue("id"), Naam: r.Form.Get("naam"),
		Van: posted.Day("van"), Tot: posted.Day("tot"), Wijken: r.Form["wijk"], Versie: posted.Versie,
	}
	if in.ID == newID {
		in.ID = ""
	}
	in.Found = posted.Found()
	if formulier.KeepsSaved(r) {
		return r.Redirect(organisatieURL(in.OrganisatieID))
	}
	err := p.uc.SaveTeam(r.Context(), r.Actor, in)
	if err == nil {
		return r.Done(organisatieURL(in.OrganisatieID), "bewaard")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.teamForm(r, status, r.Posted(problems), err)
}

func (p *pages) editLocatie(r *web.Request) error {
	return p.locatieForm(r, http.StatusOK, ui.Form{}, nil)
}

func (p *pages) locatieForm(r *web.Request, status int, form ui.Form, cause error) error {
	id, locatieID := r.PathValue("id"), r.PathValue("locatie")
	f, err := p.below(r, id, tekst.Of("beheer.locatie_nieuw"), form)
	if err != nil {
		return err
	}
	found := locatieID == newID
	for _, l := range f.Organisatie.Locaties {
		if l.ID == locatieID {
			f.Locatie, f.Title, found = l, tekst.Of("beheer.locatie_wijzig"), true
		}
	}
	if !f.Organisatie.MayLocatie || !found {
		return errs.New(errs.NotFound, "toegang.geen")
	}
	f.Action, f.Versie = organisatieURL(id, "locaties", locatieID), f.Locatie.Versie
	if f.Gemeenten, err = p.uc.Gemeenten(r.Context(), r.Actor); err != nil {
		return err
	}
	if l, ok := formulier.Current[beheer.Locatie](cause); ok {
		f.conflict(l.Versie, f.locatieRows(l)...)
	}
	return r.Render(status, locatieEdit(f))
}

func (f organisatieForm) locatieRows(l beheer.Locatie) []ui.ConflictRow {
	var rows []ui.ConflictRow
	for _, v := range []struct{ name, saved string }{
		{"naam", l.Naam},
		{"straat", l.Straat},
		{"huisnummer", l.Huisnummer},
		{"postcode", l.Postcode},
		{"plaats", l.Plaats},
		{"telefoon", nl.Phone(l.Telefoon)},
		{"van", formulier.Typed(l.Van)},
		{"tot", formulier.Typed(last(l.Tot))},
	} {
		rows = append(rows, ui.ConflictRow{Label: tekst.Of("beheer." + v.name), Saved: v.saved, Mine: f.Values.Get(v.name)})
	}
	names := f.Organisatie.Gemeenten
	return append(rows, ui.ConflictRow{Label: tekst.Of("beheer.gemeente"), Saved: names[l.GemeenteCode], Mine: names[f.Values.Get("gemeente")]})
}

func (p *pages) saveLocatie(r *web.Request) error {
	posted, get := formulier.Read(r), r.Form.Get
	in := beheer.LocatieInput{
		ID: r.PathValue("locatie"), OrganisatieID: r.PathValue("id"), Naam: get("naam"), Straat: get("straat"), Huisnummer: get("huisnummer"),
		Postcode: get("postcode"), Plaats: get("plaats"), GemeenteCode: get("gemeente"), Telefoon: get("telefoon"),
		Van: posted.Day("van"), Tot: posted.Day("tot"), Versie: posted.Versie,
	}
	if in.ID == newID {
		in.ID = ""
	}
	in.Found = posted.Found()
	if formulier.KeepsSaved(r) {
		return r.Redirect(organisatieURL(in.OrganisatieID))
	}
	err := p.uc.SaveLocatie(r.Context(), r.Actor, in)
	if err == nil {
		return r.Done(organisatieURL(in.OrganisatieID), "bewaard")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.locatieForm(r, status, r.Posted(problems), err)
}
