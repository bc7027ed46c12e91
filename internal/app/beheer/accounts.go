package beheer

import (
	"context"
	"slices"
	"strings"
	"time"

	"trede/internal/app"
	"trede/internal/auth"
	"trede/internal/authz"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// PerPage is how many accounts stand on one page.
const PerPage = 30

// AccountRow is an account in the list.
type AccountRow struct {
	ID, Naam, Login string
	Uit             bool
	Rollen          []AccountRole // of today
}

// AccountRole is a role at an organisation.
type AccountRole struct{ Rol, Organisatie string }

// AccountFilter says which accounts a list holds.
type AccountFilter struct {
	Tekst         string // part of a name or user name
	OrganisatieID string // empty: all that the actor may see
	Page          int    // from 1
}

// AccountList is a page of accounts.
type AccountList struct {
	Rows          []AccountRow
	Total         int
	Organisaties  []Organisatie // to filter by
	OrganisatieID string        // by which the list is filtered
	MayAdd        bool
}

// Accounts gives a page of staff accounts by name. Who administers one
// organisation sees the accounts of that one.
func (s *Service) Accounts(ctx context.Context, actor app.Actor, f AccountFilter) (AccountList, error) {
	var list AccountList
	err := s.read(ctx, func(tx *store.Tx) error {
		all, err := tx.Organisaties()
		if err != nil {
			return err
		}
		names := map[string]string{}
		for _, o := range all {
			names[o.ID] = o.Naam
			if can(actor, authz.LijstAccounts, facts(tx, o.ID)) {
				list.Organisaties = append(list.Organisaties, o)
			}
		}
		list.OrganisatieID = f.OrganisatieID
		if f.OrganisatieID == "" && !can(actor, authz.LijstAccounts, facts(tx, "")) && len(list.Organisaties) > 0 {
			list.OrganisatieID = list.Organisaties[0].ID
		}
		if err := may(tx, actor, authz.LijstAccounts, facts(tx, list.OrganisatieID)); err != nil {
			return err
		}
		list.MayAdd = can(actor, authz.AccountAanmaken, facts(tx, list.OrganisatieID))
		return list.fill(tx, f, names)
	})
	return list, err
}

func (l *AccountList) fill(tx *store.Tx, f AccountFilter, names map[string]string) error {
	rows, n, err := tx.Staff(f.Tekst, l.OrganisatieID, PerPage, PerPage*(max(f.Page, 1)-1))
	if err != nil {
		return err
	}
	l.Total = n
	today := app.Today(tx.Now)
	for _, r := range rows {
		row := AccountRow{ID: r.ID, Naam: r.Name, Login: r.Login, Uit: r.Disabled}
		tenures, err := tx.AppointmentsOf(r.ID)
		if err != nil {
			return err
		}
		for _, a := range tenures {
			if periodOf(a.Van, a.Tot).Contains(today) {
				row.Rollen = append(row.Rollen, AccountRole{a.Rol, names[a.OrganisatieID]})
			}
		}
		l.Rows = append(l.Rows, row)
	}
	return nil
}

// AanstellingRow is an appointment with the name of its organisation and team.
type AanstellingRow struct {
	Aanstelling
	Organisatie string
	Team        string
	MayEnd      bool
}

// VervangingRow is a replacement with the name of the other person.
type VervangingRow struct {
	Vervanging
	Naam   string // of who replaces
	MayEnd bool
}

// AccountPage is an account with what belongs to it, and what the actor may do.
// It holds no secret.
type AccountPage struct {
	ID, Naam, Login, Email   string
	Gemaakt                  time.Time
	Uit                      time.Time // zero: may sign in
	HasPassword, HasTOTP     bool
	Aanstellingen            []AanstellingRow
	Vervangingen             []VervangingRow
	Gebeurtenissen           []Gebeurtenis
	Wie                      map[string]string // names of who did something
	Organisaties             []Organisatie     // at which the actor may appoint
	Teams                    []Team            // of these
	Collegas                 []AccountRow      // who could replace
	MayRead                  bool              // may see the account itself
	Self                     bool
	MayDisable, MayEnable    bool
	MayReset, MayReplace     bool
	MayAppoint, MaySeeEvents bool
}

// subject is an account that is acted upon, with the facts of each appointment
// that holds today or later.
type subject struct {
	account auth.Account
	tenures []store.Appointment // all of them
	facts   []authz.Facts
}

// loadSubject loads a member of staff. An account without appointment belongs to
// no organisation: the region alone sees it.
func loadSubject(tx *store.Tx, id string) (subject, error) {
	a, found, err := tx.StaffAccount(id)
	if err != nil {
		return subject{}, err
	}
	if !found {
		return subject{}, app.NotHere()
	}
	sub := subject{account: a}
	if sub.tenures, err = tx.AppointmentsOf(id); err != nil {
		return sub, err
	}
	today := app.Today(tx.Now)
	for _, t := range sub.tenures {
		if t.Tot.IsZero() || t.Tot.After(today) {
			f := facts(tx, t.OrganisatieID)
			f.AccountID, f.TeamID = id, t.TeamID
			if t.OrganisatieSoort == string(authz.SoortGemeente) {
				f.GemeenteCode = app.GemeenteCode(t.GemeenteCode)
			}
			sub.facts = append(sub.facts, f)
		}
	}
	if len(sub.facts) == 0 {
		f := facts(tx, "")
		f.AccountID = id
		sub.facts = []authz.Facts{f}
	}
	return sub, nil
}

// mayAny asks for something that one of the organisations of the account may see.
func (sub subject) mayAny(tx *store.Tx, actor app.Actor, action authz.Action) error {
	var err error
	for _, f := range sub.facts {
		if err = may(tx, actor, action, f); err == nil {
			return nil
		}
	}
	return err
}

// mayAll asks for something that touches the account as a whole: every
// organisation where the person works has to allow it.
func (sub subject) mayAll(tx *store.Tx, actor app.Actor, action authz.Action, reden string) error {
	for _, f := range sub.facts {
		f.RedenGegeven = reden != ""
		if err := may(tx, actor, action, f); err != nil {
			return err
		}
	}
	return nil
}

// Account gives one member of staff.
func (s *Service) Account(ctx context.Context, actor app.Actor, id string) (AccountPage, error) {
	var p AccountPage
	err := s.read(ctx, func(tx *store.Tx) error {
		sub, err := loadSubject(tx, id)
		if err != nil {
			return err
		}
		if err := sub.mayAny(tx, actor, authz.AccountLezen); err != nil {
			return err
		}
		a := sub.account
		p = AccountPage{
			ID: a.ID, Naam: a.Name, Login: a.Login, Email: a.Email, Gemaakt: a.CreatedAt, Uit: a.DisabledAt,
			HasPassword: a.PasswordHash != "", HasTOTP: len(a.TOTPSecret) > 0, Self: a.ID == actor.ID, MayRead: true,
			MayDisable: a.DisabledAt.IsZero() && sub.mayAll(tx, actor, authz.AccountUitschakelen, "") == nil,
			MayEnable:  !a.DisabledAt.IsZero() && sub.mayAll(tx, actor, authz.AccountInschakelen, "") == nil,
			MayReset:   sub.mayAll(tx, actor, authz.AccountHerstellen, "ja") == nil,
			MayReplace: sub.mayAny(tx, actor, authz.VervangingVastleggen) == nil,
		}
		if err := s.tenures(tx, actor, sub, &p); err != nil {
			return err
		}
		if err := s.standings(tx, actor, sub, &p); err != nil {
			return err
		}
		return events(tx, actor, sub, &p)
	})
	return p, err
}

// Afwezigheid gives of an account what is needed to arrange who replaces its owner:
// the name, the replacements and the colleagues. The owner, who leads the team and
// who coordinates at the provider may do so without seeing the account itself.
func (s *Service) Afwezigheid(ctx context.Context, actor app.Actor, id string) (AccountPage, error) {
	var p AccountPage
	err := s.read(ctx, func(tx *store.Tx) error {
		sub, err := loadSubject(tx, id)
		if err != nil {
			return err
		}
		if err := sub.mayAny(tx, actor, authz.VervangingVastleggen); err != nil {
			return err
		}
		p = AccountPage{
			ID: sub.account.ID, Naam: sub.account.Name, Self: sub.account.ID == actor.ID, MayReplace: true,
			MayRead: sub.mayAny(tx, actor, authz.AccountLezen) == nil,
		}
		return s.standings(tx, actor, sub, &p)
	})
	return p, err
}

// tenures fills in the appointments that the actor may see, and where the actor
// may appoint.
func (s *Service) tenures(tx *store.Tx, actor app.Actor, sub subject, p *AccountPage) error {
	all, err := tx.Organisaties()
	if err != nil {
		return err
	}
	names, teams := map[string]string{}, map[string]string{}
	for _, o := range all {
		names[o.ID] = o.Naam
		f := facts(tx, o.ID)
		f.AccountID = p.ID
		if can(actor, authz.AanstellingVastleggen, f) {
			p.Organisaties = append(p.Organisaties, o)
		}
	}
	p.MayAppoint = len(p.Organisaties) > 0
	list, err := tx.Teams()
	if err != nil {
		return err
	}
	for _, t := range list {
		teams[t.ID] = t.Naam
		if slices.ContainsFunc(p.Organisaties, func(o Organisatie) bool { return o.ID == t.OrganisatieID }) {
			p.Teams = append(p.Teams, t)
		}
	}
	rows, err := tx.AanstellingenOf(p.ID)
	if err != nil {
		return err
	}
	for _, a := range rows {
		f := facts(tx, a.OrganisatieID)
		f.AccountID, f.TeamID = p.ID, a.TeamID
		if can(actor, authz.AanstellingLezen, f) {
			p.Aanstellingen = append(p.Aanstellingen, AanstellingRow{
				Aanstelling: a, Organisatie: names[a.OrganisatieID], Team: teams[a.TeamID],
				MayEnd: can(actor, authz.AanstellingBeeindigen, f),
			})
		}
	}
	return nil
}

// standings fills in who replaces this person, and who could.
func (s *Service) standings(tx *store.Tx, actor app.Actor, sub subject, p *AccountPage) error {
	rows, err := tx.VervangingenOf(p.ID)
	if err != nil {
		return err
	}
	end := sub.mayAny(tx, actor, authz.VervangingBeeindigen) == nil
	today := app.Today(tx.Now)
	for _, v := range rows {
		other, _, err := tx.StaffAccount(v.VervangerID)
		if err != nil {
			return err
		}
		p.Vervangingen = append(p.Vervangingen, VervangingRow{Vervanging: v, Naam: other.Name, MayEnd: end && v.Tot.After(today)})
	}
	if !p.MayReplace {
		return nil
	}
	seen := map[string]bool{p.ID: true}
	for _, f := range sub.facts {
		if f.OrganisatieID == "" {
			continue
		}
		names, err := tx.NamesAt(f.OrganisatieID)
		if err != nil {
			return err
		}
		for id, name := range names {
			if !seen[id] {
				seen[id] = true
				p.Collegas = append(p.Collegas, AccountRow{ID: id, Naam: name})
			}
		}
	}
	slices.SortFunc(p.Collegas, func(a, b AccountRow) int { return strings.Compare(a.Naam+a.ID, b.Naam+b.ID) })
	return nil
}

// events fills in what the audit trail tells of the account, for who may read it.
func events(tx *store.Tx, actor app.Actor, sub subject, p *AccountPage) (err error) {
	for _, f := range sub.facts {
		f.BijdrageVan = []string{f.OrganisatieID}
		if can(actor, authz.AuditLezen, f) {
			p.MaySeeEvents = true
			if p.Gebeurtenissen, err = tx.Tijdlijn(KindAccount, p.ID, 20); err == nil {
				p.Wie, err = actorNames(tx, p.Gebeurtenissen)
			}
			return err
		}
	}
	return nil
}

// AccountInput is what a form says of a new member of staff: the account and its
// first appointment, without which nobody can sign in.
type AccountInput struct {
	Naam, Login, Email string
	ExternalKey        string // for signing in through the organisation
	Aanstelling        AanstellingInput
}

// CreateAccount makes an account with its first appointment, and gives the code
// for the first sign-in: show it once.
func (s *Service) CreateAccount(ctx context.Context, actor app.Actor, in AccountInput) (auth.Invitation, error) {
	var out auth.Invitation
	err := s.write(ctx, actor, func(tx *store.Tx) error {
		f := facts(tx, in.Aanstelling.OrganisatieID)
		if err := mayAt(tx, actor, authz.AccountAanmaken, f); err != nil {
			return err
		}
		c := check(in.Aanstelling.Found)
		first, err := s.appointment(tx, &c, in.Aanstelling)
		if err != nil {
			return err
		}
		if len(c) > 0 {
			// All that is wrong at once: also what sign-in finds.
			_, err := s.auth.CreateStaffIn(tx.AuthTx(), actor.ID, newAccount(in, ""))
			return errs.InvalidInput(append(errs.FindingsOf(err), c...)...)
		}
		if out, err = s.auth.CreateStaffIn(tx.AuthTx(), actor.ID, newAccount(in, first.organisatie.Naam)); err != nil {
			return err
		}
		f.AccountID = out.AccountID
		if err := may(tx, actor, authz.AanstellingVastleggen, f); err != nil {
			return err
		}
		first.AccountID = out.AccountID
		return insertAppointment(tx, first)
	})
	if err != nil {
		return auth.Invitation{}, err
	}
	return out, nil
}

func newAccount(in AccountInput, organisatie string) auth.NewAccount {
	return auth.NewAccount{Login: in.Login, Name: in.Naam, Email: in.Email, ExternalKey: in.ExternalKey, Organisation: organisatie}
}

// SetDisabled puts an account off or on. Off ends its sessions at once.
func (s *Service) SetDisabled(ctx context.Context, actor app.Actor, id string, off bool) error {
	return s.write(ctx, actor, func(tx *store.Tx) error {
		action := authz.AccountInschakelen
		if off {
			action = authz.AccountUitschakelen
		}
		sub, err := loadSubject(tx, id)
		if err != nil {
			return err
		}
		if err := sub.mayAll(tx, actor, action, ""); err != nil {
			return err
		}
		return s.auth.SetDisabledIn(tx.AuthTx(), actor.ID, id, off)
	})
}

// ResetAccount takes the password of an account away, and its second factor when
// asked, and gives a code with which its owner signs in: show it once.
func (s *Service) ResetAccount(ctx context.Context, actor app.Actor, id string, dropFactors bool, reden string) (auth.Invitation, error) {
	var out auth.Invitation
	err := s.write(ctx, actor, func(tx *store.Tx) error {
		var c check
		reden := c.text("reden", reden, "beheer.reden_leeg", maxReden)
		sub, err := loadSubject(tx, id)
		if err != nil {
			return err
		}
		if err := sub.mayAll(tx, actor, authz.AccountHerstellen, "ja"); err != nil {
			return err
		}
		if err := c.err(); err != nil {
			return err
		}
		if out, err = s.auth.ResetPasswordIn(tx.AuthTx(), actor.ID, id, dropFactors); err != nil {
			return err
		}
		tx.Audit(KindAccount, id, "account.herstel_reden", audit.Payload{Reason: reden})
		return nil
	})
	if err != nil {
		return auth.Invitation{}, err
	}
	return out, nil
}
