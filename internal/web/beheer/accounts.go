package beheer

import (
	"net/http"
	"strconv"

	"trede/internal/app/beheer"
	"trede/internal/auth"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

const pathAccounts = "/beheer/accounts"

func (p *pages) accountRoutes() []web.Route {
	return []web.Route{
		{Pattern: "GET /beheer/accounts", Action: authz.LijstAccounts, Handler: p.accounts},
		{Pattern: "POST /beheer/accounts", Action: authz.LijstAccounts, Handler: func(r *web.Request) error { return r.Search(pathAccounts, "zoek", "organisatie") }},
		{Pattern: "GET /beheer/accounts/nieuw", Action: authz.AccountAanmaken, Handler: p.newAccount},
		{Pattern: "POST /beheer/accounts/nieuw", Action: authz.AccountAanmaken, Handler: p.createAccount},
		{Pattern: "GET /beheer/accounts/{id}", Action: authz.AccountLezen, Handler: p.account},
		{Pattern: "POST /beheer/accounts/{id}/uit", Action: authz.AccountUitschakelen, Handler: p.disable},
		{Pattern: "POST /beheer/accounts/{id}/aan", Action: authz.AccountInschakelen, Handler: p.enable},
		{Pattern: "GET /beheer/accounts/{id}/herstel", Action: authz.AccountHerstellen, Handler: p.askReset},
		{Pattern: "POST /beheer/accounts/{id}/herstel", Action: authz.AccountHerstellen, Handler: p.reset},
		{Pattern: "GET /beheer/accounts/{id}/aanstelling", Action: authz.AanstellingVastleggen, Handler: p.newAppointment},
		{Pattern: "POST /beheer/accounts/{id}/aanstelling", Action: authz.AanstellingVastleggen, Handler: p.appoint},
		{Pattern: "GET /beheer/accounts/{id}/aanstelling/{aanstelling}", Action: authz.AanstellingBeeindigen, Handler: p.askEnd},
		{Pattern: "POST /beheer/accounts/{id}/aanstelling/{aanstelling}", Action: authz.AanstellingBeeindigen, Handler: p.end},
		{Pattern: "GET /beheer/accounts/{id}/vervanging", Action: authz.VervangingVastleggen, Handler: p.newReplacement},
		{Pattern: "POST /beheer/accounts/{id}/vervanging", Action: authz.VervangingVastleggen, Handler: p.replace},
		{Pattern: "POST /beheer/accounts/{id}/vervanging/{vervanging}", Action: authz.VervangingBeeindigen, Handler: p.endReplacement},
	}
}

func accountURL(id string, more ...string) string {
	url := pathAccounts + "/" + id
	for _, m := range more {
		url += "/" + m
	}
	return url
}

func (p *pages) accounts(r *web.Request) error {
	name, err := r.Searched("zoek")
	if err != nil {
		return err
	}
	f := beheer.AccountFilter{Tekst: name, OrganisatieID: r.URL.Query().Get("organisatie"), Page: r.PageNumber()}
	list, err := p.uc.Accounts(r.Context(), r.Actor, f)
	if err != nil {
		return err
	}
	return r.Render(http.StatusOK, accountsPage(newHead(r, tekst.Of("beheer.accounts")), list, f, r.URL))
}

// accountForm is what the forms of an account and its appointments show.
type accountForm struct {
	head
	ui.Form
	Action       string
	Account      beheer.AccountPage // of an existing one
	Organisaties []beheer.Organisatie
	Organisatie  beheer.OrganisatiePage // the one chosen; without, the page asks first
	Aanstelling  beheer.AanstellingRow  // of the page that ends one
	Today        civil.Date
}

func (p *pages) newAccount(r *web.Request) error {
	return p.accountForm(r, http.StatusOK, r.URL.Query().Get("organisatie"), ui.Form{})
}

// accountForm shows the form of a new account: first where, then who and as what.
func (p *pages) accountForm(r *web.Request, status int, organisatie string, form ui.Form) error {
	list, err := p.uc.Accounts(r.Context(), r.Actor, beheer.AccountFilter{})
	if err != nil {
		return err
	}
	f := accountForm{
		head: newHead(r, tekst.Of("beheer.account_nieuw"), tekst.Of("beheer.accounts"), pathAccounts).with(form),
		Form: form, Action: pathAccounts + "/nieuw", Organisaties: list.Organisaties, Today: r.Today,
	}
	if err := p.choose(r, &f, organisatie); err != nil {
		return err
	}
	return r.Render(status, newAccountPage(f))
}

// choose fills in the organisation that was chosen, or the only one.
func (p *pages) choose(r *web.Request, f *accountForm, organisatie string) error {
	if organisatie == "" && len(f.Organisaties) == 1 {
		organisatie = f.Organisaties[0].ID
	}
	if organisatie == "" {
		return nil
	}
	var err error
	f.Organisatie, err = p.uc.Organisatie(r.Context(), r.Actor, organisatie)
	if errs.Is(err, errs.NotFound) { // an address that somebody made up: ask
		return nil
	}
	return err
}

func appointmentInput(r *web.Request, account string) beheer.AanstellingInput {
	posted := formulier.Read(r)
	in := beheer.AanstellingInput{
		AccountID: account, Rol: r.Form.Get("rol"), OrganisatieID: r.Form.Get("organisatie"), TeamID: r.Form.Get("team"),
		Van: posted.Day("van"), Tot: posted.Day("tot"),
	}
	in.Found = posted.Found()
	return in
}

func (p *pages) createAccount(r *web.Request) error {
	get := r.Form.Get
	inv, err := p.uc.CreateAccount(r.Context(), r.Actor, beheer.AccountInput{
		Naam: get("naam"), Login: get("gebruikersnaam"), Email: get("email"), ExternalKey: get("extern"), Aanstelling: appointmentInput(r, ""),
	})
	if err == nil {
		return p.showCode(r, tekst.Of("beheer.account_gemaakt"), get("naam"), inv)
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.accountForm(r, status, get("organisatie"), r.Posted(ordered(problems, "naam", "gebruikersnaam", "email", "extern", "organisatie", "rol", "team", "van", "tot")))
}

// showCode shows a code for a first sign-in, once.
func (p *pages) showCode(r *web.Request, title, name string, inv auth.Invitation) error {
	h := newHead(r, title, tekst.Of("beheer.accounts"), pathAccounts)
	return r.Render(http.StatusOK, codePage(h, name, r.Host, inv))
}

func (p *pages) account(r *web.Request) error {
	a, err := p.uc.Account(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	h := newHead(r, a.Naam, tekst.Of("beheer.accounts"), pathAccounts)
	h.Eyebrow = tekst.Of("beheer.account")
	h.Tags = []ui.Tag{{Text: tekst.Of("beheer.staat_aan"), Tone: ui.ToneGood, Icon: "check"}}
	if !a.Uit.IsZero() {
		h.Tags = []ui.Tag{{Text: tekst.Of("beheer.staat_uit"), Tone: ui.ToneLate}}
	}
	return r.Render(http.StatusOK, accountPage(h, a, r.Today))
}

func (p *pages) disable(r *web.Request) error { return p.setDisabled(r, true, "account_uit") }
func (p *pages) enable(r *web.Request) error  { return p.setDisabled(r, false, "account_aan") }

func (p *pages) setDisabled(r *web.Request, off bool, done string) error {
	if err := p.uc.SetDisabled(r.Context(), r.Actor, r.PathValue("id"), off); err != nil {
		return err
	}
	return r.Done(accountURL(r.PathValue("id")), done)
}

// accountFormOf makes a form page below an account.
func (p *pages) accountFormOf(r *web.Request, title, action string, form ui.Form) (accountForm, error) {
	id := r.PathValue("id")
	a, err := p.uc.Account(r.Context(), r.Actor, id)
	h := newHead(r, title, tekst.Of("beheer.accounts"), pathAccounts, a.Naam, accountURL(id)).with(form)
	h.Eyebrow = a.Naam
	return accountForm{head: h, Form: form, Action: accountURL(id, action), Account: a, Organisaties: a.Organisaties, Today: r.Today}, err
}

func (p *pages) askReset(r *web.Request) error { return p.resetForm(r, http.StatusOK, ui.Form{}) }

func (p *pages) resetForm(r *web.Request, status int, form ui.Form) error {
	f, err := p.accountFormOf(r, tekst.Of("beheer.herstel_kop"), "herstel", form)
	if err != nil {
		return err
	}
	if !f.Account.MayReset {
		return errs.New(errs.NotFound, "toegang.geen")
	}
	return r.Render(status, resetPage(f))
}

func (p *pages) reset(r *web.Request) error {
	drop := r.Form.Get("tweede")
	var err error
	var inv auth.Invitation
	if drop != "blijft" && drop != "weg" {
		err = errs.InvalidInput(errs.Finding{Field: "tweede", Code: "beheer.tweede_kies"})
	} else {
		inv, err = p.uc.ResetAccount(r.Context(), r.Actor, r.PathValue("id"), drop == "weg", r.Form.Get("reden"))
	}
	if err == nil {
		return p.showCode(r, tekst.Of("beheer.herstel_gemaakt"), inv.Login, inv)
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.resetForm(r, status, r.Posted(problems))
}

func (p *pages) newAppointment(r *web.Request) error {
	return p.appointmentForm(r, http.StatusOK, r.URL.Query().Get("organisatie"), ui.Form{})
}

func (p *pages) appointmentForm(r *web.Request, status int, organisatie string, form ui.Form) error {
	f, err := p.accountFormOf(r, tekst.Of("beheer.aanstelling_nieuw"), "aanstelling", form)
	if err != nil {
		return err
	}
	if !f.Account.MayAppoint {
		return errs.New(errs.NotFound, "toegang.geen")
	}
	if err := p.choose(r, &f, organisatie); err != nil {
		return err
	}
	return r.Render(status, appointmentPage(f))
}

func (p *pages) appoint(r *web.Request) error {
	in := appointmentInput(r, r.PathValue("id"))
	err := p.uc.Appoint(r.Context(), r.Actor, in)
	if err == nil {
		return r.Done(accountURL(in.AccountID), "aanstelling")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.appointmentForm(r, status, in.OrganisatieID, r.Posted(problems))
}

func (p *pages) askEnd(r *web.Request) error { return p.endForm(r, http.StatusOK, ui.Form{}) }

func (p *pages) endForm(r *web.Request, status int, form ui.Form) error {
	id := r.PathValue("aanstelling")
	f, err := p.accountFormOf(r, tekst.Of("beheer.aanstelling_einde"), "aanstelling/"+id, form)
	if err != nil {
		return err
	}
	for _, a := range f.Account.Aanstellingen {
		if a.ID == id && a.MayEnd {
			f.Aanstelling = a
			return r.Render(status, endPage(f))
		}
	}
	return errs.New(errs.NotFound, "toegang.geen")
}

func (p *pages) end(r *web.Request) error {
	posted := formulier.Read(r)
	in := beheer.EindeInput{ID: r.PathValue("aanstelling"), Last: posted.Day("laatste"), Versie: posted.Versie}
	in.Found = posted.Found()
	err := p.uc.EndAppointment(r.Context(), r.Actor, in)
	if err == nil {
		return r.Done(accountURL(r.PathValue("id")), "aanstelling_einde")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.endForm(r, status, r.Posted(problems))
}

func (p *pages) newReplacement(r *web.Request) error {
	return p.replacementForm(r, http.StatusOK, ui.Form{})
}

func (p *pages) replacementForm(r *web.Request, status int, form ui.Form) error {
	a, err := p.uc.Afwezigheid(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	title := tekst.Of("beheer.vervanging_nieuw")
	h := newHead(r, title)
	if a.MayRead {
		h = newHead(r, title, tekst.Of("beheer.accounts"), pathAccounts, a.Naam, accountURL(a.ID))
	}
	h = h.with(form)
	h.Eyebrow = a.Naam
	return r.Render(status, replacementPage(accountForm{head: h, Form: form, Action: accountURL(a.ID, "vervanging"), Account: a, Today: r.Today}))
}

func (p *pages) replace(r *web.Request) error {
	posted := formulier.Read(r)
	in := beheer.VervangingInput{
		AccountID: r.PathValue("id"), VervangerID: r.Form.Get("vervanger"), Van: posted.Day("van"), Tot: posted.Day("tot"), Reden: r.Form.Get("reden"),
	}
	in.Found = posted.Found()
	err := p.uc.Replace(r.Context(), r.Actor, in)
	if err == nil {
		return r.Done(accountURL(in.AccountID, "vervanging"), "vervanging")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.replacementForm(r, status, r.Posted(problems))
}

func (p *pages) endReplacement(r *web.Request) error {
	if err := p.uc.EndReplacement(r.Context(), r.Actor, r.PathValue("vervanging"), formulier.Read(r).Versie); err != nil {
		return err
	}
	return r.Done(accountURL(r.PathValue("id"), "vervanging"), "vervanging_einde")
}

func number(n int) string { return strconv.Itoa(n) }
