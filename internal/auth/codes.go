package auth

import (
	"context"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/mattn/go-isatty"

	"trede/internal/platform/errs"
)

// One-time codes: the set-up code of the first start, the first code of staff,
// the letter of a resident, the reset code. They are made by somebody who may
// (the caller asks authz), shown once, and stored as a keyed hash.

// codePurpose and secondPurpose keep the keyed hashes of codes apart from others.
const (
	codePurpose   = "eenmalige_code"
	secondPurpose = "tweede_gegeven"
)

// findCode looks a code up under all keys.
func (s *Service) findCode(tx Tx, typed string) (Code, bool, error) {
	for _, hash := range s.hashes(codePurpose, NormalCode(typed)) {
		if c, found, err := tx.Code(hash); err != nil || found {
			return c, found, err
		}
	}
	return Code{}, false, nil
}

// issue withdraws the open codes of an account and stores a new one.
func (s *Service) issue(tx Tx, p Purpose, accountID string, n int, life time.Duration, second string) (string, Code, error) {
	now := s.now()
	if _, err := tx.WithdrawCodes(accountID, now); err != nil {
		return "", Code{}, err
	}
	text, err := s.newCode(n)
	if err != nil {
		return "", Code{}, err
	}
	c := Code{Purpose: p, AccountID: accountID, CreatedAt: now, ExpiresAt: now.Add(life)}
	c.Hash = s.hash(codePurpose, NormalCode(text))
	if second != "" {
		c.Second = s.hash(secondPurpose, NormalCode(text), second)
	}
	return text, c, tx.InsertCode(c)
}

// NewSetupCode makes the code for the first administrator and withdraws any
// earlier one. Once there is an account it is a Conflict.
func (s *Service) NewSetupCode(ctx context.Context) (string, error) {
	text := ""
	err := s.repo.Write(ctx, func(tx Tx) error {
		if any, err := tx.AnyAccount(); err != nil {
			return err
		} else if any {
			return errs.New(errs.Conflict, CodeSetupDone)
		}
		var err error
		if text, _, err = s.issue(tx, PurposeSetup, "", lenSetup, s.policy.SetupFor, ""); err != nil {
			return err
		}
		return tx.Audit(Event{Action: EventSetupCode, At: s.now()})
	})
	if err != nil {
		return "", err
	}
	return text, nil
}

// NeedsSetup reports whether there is no account yet.
func (s *Service) NeedsSetup(ctx context.Context) (bool, error) {
	any := false
	err := s.repo.Read(ctx, func(tx Tx) (err error) {
		any, err = tx.AnyAccount()
		return err
	})
	return !any, err
}

// DeliverSetupCode shows the set-up code to whoever started the program: on the
// terminal if out is one, else in a file that only this user can read. It never
// goes to a log. It tells the file that it wrote, or "" for the terminal.
func DeliverSetupCode(out *os.File, file, page, code string) (string, error) {
	text := "Open " + page + " en vul deze code in: " + code + "\nDe code werkt een half uur, en een keer.\n"
	if out != nil && (isatty.IsTerminal(out.Fd()) || isatty.IsCygwinTerminal(out.Fd())) {
		_, err := out.WriteString(text)
		return "", err
	}
	// Make it anew, so that nobody has it open already and no link leads elsewhere.
	if err := os.Remove(file); err != nil && !os.IsNotExist(err) {
		return "", err
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	_, err = f.WriteString(text)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return file, err
}

// Setup is the page of the first start: it takes the set-up code and makes the
// first administrator, who goes on to set up a second factor.
func (s *Service) Setup(ctx context.Context, code string, in NewAccount, pw string, o Origin) (Result, error) {
	r, err := s.reserveCode(ctx, "", limitSetup, o) // there is one: guesses at it count together
	if err != nil {
		return Result{}, err
	}
	c, good, err := s.setupCode(ctx, code)
	if err != nil {
		return Result{}, err
	}
	if !good {
		return Result{}, s.fail(ctx, r, Event{At: s.now(), Address: o.address(), Details: map[string]string{"stap": string(PurposeSetup)}})
	}
	// From here on the code is right: what follows is no guess.
	a, findings := s.account(Medewerker, in)
	if err := s.passwordRule(a, pw, findings); err != nil {
		return Result{}, s.forgive(ctx, r, err)
	}
	pwHash, err := s.hasher.Hash(ctx, pw)
	if err != nil {
		return Result{}, s.forgive(ctx, r, err)
	}
	a.PasswordHash, a.PasswordAt = pwHash, a.CreatedAt
	var out Result
	err = s.repo.Write(ctx, func(tx Tx) error {
		out = Result{}
		if any, err := tx.AnyAccount(); err != nil {
			return err
		} else if any {
			return errs.New(errs.Conflict, CodeSetupDone)
		}
		if ok, err := tx.UseCode(c.Hash, s.now()); err != nil {
			return err
		} else if !ok {
			return wrong()
		}
		if err := s.insert(tx, a, ""); err != nil {
			return err
		}
		if err := tx.GrantAdministrator(a.ID, a.CreatedAt); err != nil {
			return err
		}
		if err := r.succeed(tx, s.now()); err != nil {
			return err
		}
		if err := tx.Audit(Event{Action: EventSetup, Account: a.ID, Actor: a.ID, At: s.now(), Address: o.address()}); err != nil {
			return err
		}
		return s.settle(tx, a, Session{First: MethodPassword}, o, s.now(), &out)
	})
	if err != nil {
		return Result{}, err
	}
	if s.after != nil {
		s.after()
	}
	return out, nil
}

func (s *Service) setupCode(ctx context.Context, typed string) (c Code, good bool, err error) {
	err = s.repo.Read(ctx, func(tx Tx) error {
		var found bool
		c, found, err = s.findCode(tx, typed)
		good = found && c.Purpose == PurposeSetup && s.open(c)
		return err
	})
	return c, good, err
}

// open reports whether a code may still be used.
func (s *Service) open(c Code) bool {
	now := s.now()
	return c.UsedAt.IsZero() && c.WithdrawnAt.IsZero() && now.Before(c.ExpiresAt) && !c.CreatedAt.After(now.Add(clockStep))
}

// reserveCode counts an attempt at a code, whether the code exists or not.
func (s *Service) reserveCode(ctx context.Context, subject string, l limit, o Origin) (reservation, error) {
	o.Device = ""
	return s.reserve(ctx, s.counters(o, "code", subject, l, nil))
}

// forgive takes a counted attempt back that was no guess, and keeps its error.
func (s *Service) forgive(ctx context.Context, r reservation, err error) error {
	if e := s.repo.Write(ctx, func(tx Tx) error { return r.succeed(tx, s.now()) }); e != nil {
		return e
	}
	return err
}

// Code signs in with a one-time code: the first sign-in of staff, a reset, or a
// letter with the birth date. It goes on to the second factor if there is one,
// and to choosing a password; one who chose letters is in at once.
func (s *Service) Code(ctx context.Context, code, birthDate string, o Origin) (Result, error) {
	r, err := s.reserveCode(ctx, NormalCode(code), limitCode, o)
	if err != nil {
		return Result{}, err
	}
	var c Code
	found, must := false, true
	err = s.repo.Read(ctx, func(tx Tx) (err error) {
		if c, found, err = s.findCode(tx, code); err != nil || !found {
			return err
		}
		a, _, err := tx.Account(c.AccountID)
		must = !a.CodeOnly
		return err
	})
	if err != nil {
		return Result{}, err
	}
	good := found && c.AccountID != "" && s.open(c)
	if c.Second != "" {
		right := false
		for _, second := range s.hashes(secondPurpose, NormalCode(code), NormalBirthDate(birthDate)) {
			right = same(c.Second, second) || right
		}
		good = good && right
	}
	if !good {
		return Result{}, s.fail(ctx, r, Event{Account: c.AccountID, At: s.now(), Address: o.address(), Details: map[string]string{"stap": string(MethodCode)}})
	}
	x := Session{First: MethodCode, MustPassword: must}
	return s.advance(ctx, c.AccountID, x, o, r, func(tx Tx, _ *Account) error {
		ok, err := tx.UseCode(c.Hash, s.now())
		if err == nil && !ok {
			err = wrong()
		}
		return err
	})
}

var birthDateForm = regexp.MustCompile(`^\s*(?:(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})|(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}))\s*$`)

// NormalBirthDate brings a date as somebody typed it (4-3-1961, 04/03/1961,
// 1961-03-04) to 1961-03-04, or gives "" for what is no date. A day or month that
// is not known is 00, as in the register of persons.
func NormalBirthDate(typed string) string {
	if len(typed) > maxCodeInput {
		return ""
	}
	m := birthDateForm.FindStringSubmatch(typed)
	if m == nil {
		return ""
	}
	year, month, day := m[1], m[2], m[3]
	if year == "" {
		year, month, day = m[6], m[5], m[4]
	}
	pad := func(s string) string { return strings.Repeat("0", 2-len(s)) + s }
	month, day = pad(month), pad(day)
	if month > "12" || day > "31" {
		return ""
	}
	return year + "-" + month + "-" + day
}
