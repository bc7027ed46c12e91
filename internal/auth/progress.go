package auth

import (
	"context"
	"slices"
	"time"
)

// Progress is what the pages of sign-in and of one's own account show: where the
// sign-in stands, and what the account has.
type Progress struct {
	Session       Session
	Kind          Kind
	Name          string
	Login         string
	Email         string
	HasPassword   bool
	PasswordAt    time.Time
	CodeOnly      bool     // wants a letter with a code each time
	Methods       []Method // second factors that can be used here
	RecoveryCodes int      // how many are left
	Choices       []Role   // of staff: the roles of today
}

// Has reports whether a second factor can be used here.
func (p Progress) Has(m Method) bool { return slices.Contains(p.Methods, m) }

// Progress gives where the sign-in of a token stands, also when it is finished.
func (s *Service) Progress(ctx context.Context, token string) (Progress, error) {
	x, _, err := s.look(ctx, token)
	if err != nil {
		return Progress{}, err
	}
	var p Progress
	err = s.repo.Read(ctx, func(tx Tx) error {
		a, err := known(tx, x.AccountID)
		if err != nil {
			return err
		}
		p = Progress{
			Session: x, Kind: a.Kind, Name: a.Name, Login: a.Login, Email: a.Email,
			HasPassword: a.PasswordHash != "", PasswordAt: a.PasswordAt, CodeOnly: a.CodeOnly,
		}
		if p.Methods, _, err = s.factors(tx, a); err != nil {
			return err
		}
		if p.RecoveryCodes, err = tx.RecoveryCodesLeft(a.ID); err != nil || a.Kind != Medewerker {
			return err
		}
		p.Choices, err = tx.Roles(a.ID, s.now())
		return err
	})
	return p, err
}

// ResumeTOTP gives the set-up of an authenticator app again, with the same
// secret, for a page that comes back because the code was wrong.
func (s *Service) ResumeTOTP(ctx context.Context, token, flowText string) (TOTPEnrolment, error) {
	x, err := s.mayEnrol(ctx, token)
	if err != nil {
		return TOTPEnrolment{}, err
	}
	var f totpFlow
	if _, err := s.openFlow("totp", flowText, x.Hash, &f); err != nil {
		return TOTPEnrolment{}, err
	}
	var a Account
	if err := s.repo.Read(ctx, func(tx Tx) (err error) { a, _, err = tx.Account(x.AccountID); return err }); err != nil {
		return TOTPEnrolment{}, err
	}
	return s.totpEnrolment(a, f.Secret, flowText), nil
}
