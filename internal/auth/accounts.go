package auth

import (
	"context"
	"regexp"
	"strings"
	"time"

	"trede/internal/platform/errs"
)

// Making, inviting, resetting and disabling accounts. The caller has asked authz
// whether actor may. Each comes in two forms: one that opens a transaction of its
// own, and one with In that works inside that of a use case, so that an account
// and its appointment (aanstelling), say, come together or not at all.

// NewAccount is what somebody fills in to make an account.
type NewAccount struct {
	Login        string
	Name         string
	Email        string
	Organisation string
	ExternalKey  string // for OIDC: the value that the linking claim will have
	PersoonID    string // of a resident or representative
}

var emailForm = regexp.MustCompile(`^[^\s@]+@[^\s@]+\.[^\s@]+$`)

// ValidEmail tells whether a text has the form of an address.
func ValidEmail(text string) bool { return len(text) <= maxLogin && emailForm.MatchString(text) }

// account checks what was filled in and makes the row of it.
func (s *Service) account(kind Kind, in NewAccount) (Account, []errs.Finding) {
	a := Account{
		ID: s.ids.New(), Kind: kind, Login: NormalLogin(in.Login), Name: strings.TrimSpace(in.Name),
		Email: strings.TrimSpace(in.Email), Organisation: strings.TrimSpace(in.Organisation),
		ExternalKey: strings.TrimSpace(in.ExternalKey), PersoonID: in.PersoonID, CreatedAt: s.now(), Versie: 1,
	}
	if s.oidc != nil {
		a.ExternalKey = s.oidc.linkKey(a.ExternalKey)
	}
	var findings []errs.Finding
	if a.Login == "" {
		findings = append(findings, errs.Finding{Field: "gebruikersnaam", Code: CodeLoginForm})
	}
	if a.Name == "" || len(a.Name) > 400 {
		findings = append(findings, errs.Finding{Field: "naam", Code: "naam.verplicht"})
	}
	if a.Email != "" && !ValidEmail(a.Email) {
		findings = append(findings, errs.Finding{Field: "email", Code: "email.vorm"})
	}
	return a, findings
}

// insert stores a new account; a user name that is taken is a finding.
func (s *Service) insert(tx Tx, a Account, actor string) error {
	if _, taken, err := tx.AccountByLogin(a.Login); err != nil {
		return err
	} else if taken {
		return errs.InvalidInput(errs.Finding{Field: "gebruikersnaam", Code: CodeLoginTaken})
	}
	if err := tx.InsertAccount(a); err != nil {
		return err
	}
	return tx.Audit(Event{Action: EventCreated, Account: a.ID, Actor: actor, At: a.CreatedAt, Details: map[string]string{"soort": string(a.Kind)}})
}

// Invitation is what a letter or a note needs. The code is shown once.
type Invitation struct {
	AccountID string
	Login     string
	Code      string
	ExpiresAt time.Time
}

// write runs one of the forms with In in a transaction of its own.
func (s *Service) write(ctx context.Context, do func(Tx) (Invitation, error)) (Invitation, error) {
	var out Invitation
	err := s.repo.Write(ctx, func(tx Tx) (err error) {
		out, err = do(tx)
		return err
	})
	if err != nil {
		return Invitation{}, err
	}
	return out, nil
}

// CreateStaff makes an account for a member of staff, with a code for the first
// sign-in.
func (s *Service) CreateStaff(ctx context.Context, actor string, in NewAccount) (Invitation, error) {
	return s.write(ctx, func(tx Tx) (Invitation, error) { return s.CreateStaffIn(tx, actor, in) })
}

// CreateStaffIn is CreateStaff inside a transaction of the caller.
func (s *Service) CreateStaffIn(tx Tx, actor string, in NewAccount) (Invitation, error) {
	a, findings := s.account(Medewerker, in)
	if err := errs.InvalidInput(findings...); err != nil {
		return Invitation{}, err
	}
	if err := s.insert(tx, a, actor); err != nil {
		return Invitation{}, err
	}
	return s.inviteIn(tx, actor, a, PurposeInvitation, lenCode, s.policy.InvitationFor, "")
}

// InviteResident makes an account for a resident or a representative and a code
// for a printed letter. The birth date is asked beside the code, so that the
// letter alone opens nothing. An empty login is made up.
func (s *Service) InviteResident(ctx context.Context, actor string, kind Kind, in NewAccount, birthDate string) (Invitation, error) {
	return s.write(ctx, func(tx Tx) (Invitation, error) { return s.InviteResidentIn(tx, actor, kind, in, birthDate) })
}

// InviteResidentIn is InviteResident inside a transaction of the caller.
func (s *Service) InviteResidentIn(tx Tx, actor string, kind Kind, in NewAccount, birthDate string) (Invitation, error) {
	if kind != Inwoner && kind != Vertegenwoordiger {
		return Invitation{}, errs.New(errs.Internal, "account.soort")
	}
	if in.Login == "" {
		made, err := s.newCode(8)
		if err != nil {
			return Invitation{}, err
		}
		in.Login = made
	}
	a, findings := s.account(kind, in)
	date := NormalBirthDate(birthDate)
	if date == "" {
		findings = append(findings, badDate())
	}
	if err := errs.InvalidInput(findings...); err != nil {
		return Invitation{}, err
	}
	if err := s.insert(tx, a, actor); err != nil {
		return Invitation{}, err
	}
	return s.inviteIn(tx, actor, a, PurposeLetter, lenLetter, s.policy.LetterFor, date)
}

func badDate() errs.Finding { return errs.Finding{Field: "geboortedatum", Code: "datum.vorm"} }

// NewLetter gives an account that there is already a new letter: one that lost
// its password, or chose letters. Earlier letters are withdrawn.
func (s *Service) NewLetter(ctx context.Context, actor, accountID, birthDate string) (Invitation, error) {
	return s.write(ctx, func(tx Tx) (Invitation, error) { return s.NewLetterIn(tx, actor, accountID, birthDate) })
}

// NewLetterIn is NewLetter inside a transaction of the caller.
func (s *Service) NewLetterIn(tx Tx, actor, accountID, birthDate string) (Invitation, error) {
	date := NormalBirthDate(birthDate)
	if date == "" {
		return Invitation{}, errs.InvalidInput(badDate())
	}
	a, err := known(tx, accountID)
	if err != nil {
		return Invitation{}, err
	}
	if a.Kind == Medewerker || !a.DisabledAt.IsZero() {
		return Invitation{}, errs.New(errs.NotFound, "account.onbekend")
	}
	return s.inviteIn(tx, actor, a, PurposeLetter, lenLetter, s.policy.LetterFor, date)
}

// known gives an account that has to be there.
func known(tx Tx, accountID string) (Account, error) {
	a, found, err := tx.Account(accountID)
	if err == nil && !found {
		err = errs.New(errs.NotFound, "account.onbekend")
	}
	return a, err
}

// inviteIn gives an account a code and stores the event.
func (s *Service) inviteIn(tx Tx, actor string, a Account, p Purpose, n int, life time.Duration, second string) (Invitation, error) {
	text, c, err := s.issue(tx, p, a.ID, n, life, second)
	if err != nil {
		return Invitation{}, err
	}
	out := Invitation{AccountID: a.ID, Login: a.Login, Code: text, ExpiresAt: c.ExpiresAt}
	return out, tx.Audit(Event{Action: EventInvited, Account: a.ID, Actor: actor, At: s.now(), Details: map[string]string{"doel": string(p)}})
}

// ResetPassword takes the password of an account away, ends its sessions and
// gives a code with which its owner chooses a new one. With dropFactors also the
// second factors go; otherwise one is asked after the code. No mail is sent.
func (s *Service) ResetPassword(ctx context.Context, actor, accountID string, dropFactors bool) (Invitation, error) {
	return s.write(ctx, func(tx Tx) (Invitation, error) { return s.ResetPasswordIn(tx, actor, accountID, dropFactors) })
}

// ResetPasswordIn is ResetPassword inside a transaction of the caller.
func (s *Service) ResetPasswordIn(tx Tx, actor, accountID string, dropFactors bool) (Invitation, error) {
	a, err := known(tx, accountID)
	if err != nil {
		return Invitation{}, err
	}
	a.PasswordHash, a.CodeOnly = "", false
	details := map[string]string{"tweede_factor": "blijft"}
	if dropFactors {
		details["tweede_factor"] = "weg"
		if err := s.dropFactors(tx, &a); err != nil {
			return Invitation{}, err
		}
	}
	if err := endSessions(tx, &a, Event{Action: EventReset, Account: a.ID, Actor: actor, At: s.now(), Details: details}); err != nil {
		return Invitation{}, err
	}
	text, c, err := s.issue(tx, PurposeReset, a.ID, lenCode, s.policy.ResetFor, "")
	return Invitation{AccountID: a.ID, Login: a.Login, Code: text, ExpiresAt: c.ExpiresAt}, err
}

func (s *Service) dropFactors(tx Tx, a *Account) error {
	a.TOTPSecret, a.TOTPStep = nil, 0
	keys, err := tx.Passkeys(a.ID)
	if err != nil {
		return err
	}
	for _, k := range keys {
		if _, err := tx.DeletePasskey(a.ID, k.ID); err != nil {
			return err
		}
	}
	return tx.ReplaceRecoveryCodes(a.ID, nil, s.now())
}

// SetDisabled puts an account off or on. Off ends its sessions and withdraws its
// codes at once.
func (s *Service) SetDisabled(ctx context.Context, actor, accountID string, off bool) error {
	return s.repo.Write(ctx, func(tx Tx) error { return s.SetDisabledIn(tx, actor, accountID, off) })
}

// SetDisabledIn is SetDisabled inside a transaction of the caller.
func (s *Service) SetDisabledIn(tx Tx, actor, accountID string, off bool) error {
	a, err := known(tx, accountID)
	if err != nil {
		return err
	}
	e := Event{Action: EventEnabled, Account: a.ID, Actor: actor, At: s.now()}
	a.DisabledAt = time.Time{}
	if off {
		e.Action, a.DisabledAt = EventDisabled, s.now()
		if _, err := tx.WithdrawCodes(a.ID, s.now()); err != nil {
			return err
		}
	}
	return endSessions(tx, &a, e)
}
