package auth

import (
	"bytes"
	"context"
	"slices"

	"trede/internal/platform/errs"
)

// mayEnrol gives the session if it may set up a second factor: a member of staff
// who has none yet, or anybody signed in with a fresh proof.
func (s *Service) mayEnrol(ctx context.Context, token string) (Session, error) {
	x, err := s.at(ctx, token, StepEnrol, StepDone)
	if err != nil {
		return x, err
	}
	return x, s.needFresh(x)
}

// needFresh refuses a session whose last proof of the person is too old.
func (s *Service) needFresh(x Session) error {
	if s.now().Sub(x.StrongAt) > s.policy.Fresh {
		return errs.New(errs.Forbidden, CodeConfirm)
	}
	return nil
}

// Fresh reports whether a session was proven so recently that a sensitive act
// needs no new proof (ASVS 7.5.3).
func (s *Service) Fresh(x Session) bool { return s.needFresh(x) == nil }

// ConfirmPassword gives a fresh proof to somebody who has no second factor.
func (s *Service) ConfirmPassword(ctx context.Context, token, pw string, o Origin) (Result, error) {
	x, err := s.at(ctx, token, StepDone)
	if err != nil {
		return Result{}, err
	}
	var a Account
	has := false
	err = s.repo.Read(ctx, func(tx Tx) (err error) {
		if a, _, err = tx.Account(x.AccountID); err != nil {
			return err
		}
		_, has, err = s.factors(tx, a)
		return err
	})
	if err != nil {
		return Result{}, err
	}
	if has {
		return Result{}, errs.New(errs.Conflict, CodeStep)
	}
	r, err := s.checkPassword(ctx, a, pw, o)
	if err != nil {
		return Result{}, err
	}
	x.StrongAt = s.now()
	return s.renew(ctx, &x, o, r, Event{Action: EventConfirmed, Details: map[string]string{"eerste": string(MethodPassword)}}, nothing)
}

// enrol stores a new second factor and ends every other session of the account.
// The first one brings recovery codes; one set up in [StepEnrol] counts as proven.
func (s *Service) enrol(ctx context.Context, x Session, m Method, o Origin, e Event, do func(Tx, *Account) error) (Result, error) {
	var codes []string
	change := func(tx Tx, a *Account) error {
		codes = nil
		if err := do(tx, a); err != nil {
			return err
		}
		e.Account, e.Actor, e.At, e.Address = a.ID, a.ID, s.now(), o.address()
		if err := endSessions(tx, a, e); err != nil {
			return err
		}
		left, err := tx.RecoveryCodesLeft(a.ID)
		if err != nil || left > 0 {
			return err
		}
		codes, err = s.makeRecoveryCodes(tx, a.ID)
		return err
	}
	x.Second = m
	var out Result
	var err error
	if x.Step == StepDone {
		out, err = s.renew(ctx, &x, o, reservation{}, Event{Action: EventConfirmed, Details: map[string]string{"tweede": string(m)}}, change)
	} else {
		out, err = s.advance(ctx, x.AccountID, x, o, reservation{}, change)
	}
	if err != nil {
		return Result{}, err
	}
	out.RecoveryCodes = codes
	return out, nil
}

// NewRecoveryCodes replaces the recovery codes; it needs a fresh proof.
func (s *Service) NewRecoveryCodes(ctx context.Context, token string, o Origin) (Result, error) {
	x, err := s.at(ctx, token, StepDone)
	if err == nil {
		err = s.needFresh(x)
	}
	if err != nil {
		return Result{}, err
	}
	var codes []string
	out, err := s.renew(ctx, &x, o, reservation{}, Event{Action: EventRecoveryCodes}, func(tx Tx, a *Account) error {
		_, has, err := s.factors(tx, *a)
		if err != nil {
			return err
		}
		if !has {
			return errs.New(errs.Conflict, CodeStep)
		}
		codes, err = s.makeRecoveryCodes(tx, a.ID)
		return err
	})
	out.RecoveryCodes = codes
	return out, err
}

// RemoveTOTP takes the authenticator app away; it needs a fresh proof, and staff
// keep at least one second factor.
func (s *Service) RemoveTOTP(ctx context.Context, token string, o Origin) (Result, error) {
	return s.remove(ctx, token, o, EventTOTPGone, func(tx Tx, a *Account) (bool, error) {
		there := len(a.TOTPSecret) > 0
		a.TOTPSecret, a.TOTPStep = nil, 0
		return there, nil
	})
}

// RemovePasskey takes a passkey away, as RemoveTOTP.
func (s *Service) RemovePasskey(ctx context.Context, token string, id []byte, o Origin) (Result, error) {
	return s.remove(ctx, token, o, EventPasskeyGone, func(tx Tx, a *Account) (bool, error) {
		return tx.DeletePasskey(a.ID, id)
	})
}

func (s *Service) remove(ctx context.Context, token string, o Origin, action string, do func(Tx, *Account) (bool, error)) (Result, error) {
	x, err := s.at(ctx, token, StepDone)
	if err == nil {
		err = s.needFresh(x)
	}
	if err != nil {
		return Result{}, err
	}
	return s.renew(ctx, &x, o, reservation{}, Event{Action: EventConfirmed}, func(tx Tx, a *Account) error {
		there, err := do(tx, a)
		if err != nil {
			return err
		}
		if !there {
			return errs.New(errs.NotFound, "tweede_factor.onbekend")
		}
		_, has, err := s.factors(tx, *a)
		if err != nil {
			return err
		}
		if !has {
			if a.Kind == Medewerker {
				return errs.New(errs.Conflict, CodeLastFactor)
			}
			// Recovery codes stand in for a factor; without one they are a way in.
			if err := tx.ReplaceRecoveryCodes(a.ID, nil, s.now()); err != nil {
				return err
			}
		}
		return endSessions(tx, a, Event{Action: action, Account: a.ID, Actor: a.ID, At: s.now(), Address: o.address()})
	})
}

// Passkeys gives the passkeys of the account of a session, the oldest first,
// without their keys.
func (s *Service) Passkeys(ctx context.Context, token string) ([]Passkey, error) {
	x, err := s.at(ctx, token, StepDone)
	if err != nil {
		return nil, err
	}
	var list []Passkey
	err = s.repo.Read(ctx, func(tx Tx) (err error) {
		list, err = tx.Passkeys(x.AccountID)
		return err
	})
	for i := range list {
		list[i].Data = nil
	}
	slices.SortFunc(list, func(a, b Passkey) int {
		if c := a.CreatedAt.Compare(b.CreatedAt); c != 0 {
			return c
		}
		return bytes.Compare(a.ID, b.ID)
	})
	return list, err
}
