package auth

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"trede/internal/auth/password"
	"trede/internal/platform/errs"
)

// A sign-in goes from step to step; what comes next is derived from the account
// and from what was proven, in [Service.nextStep], and nowhere else:
//
//	password, code, OIDC ──► second factor ──► choose a password ──► set up a
//	passkey (both in one) ─────────────────►   (after a code)        factor (staff) ──► choose a role ──► done
//
// Every step gives the browser a new token. A session short of done opens nothing:
// [Service.Check] refuses it.

// Password is the first step: user name and password. The answer to a wrong user
// name, a wrong password, an account without password and one that is disabled is
// the same, after the same work.
func (s *Service) Password(ctx context.Context, login, pw string, o Origin) (Result, error) {
	login = NormalLogin(login)
	var a Account
	found := false
	err := s.repo.Read(ctx, func(tx Tx) (err error) {
		a, found, err = tx.AccountByLogin(login)
		return err
	})
	if err != nil {
		return Result{}, err
	}
	subject := "onbekend " + login
	if found {
		subject = a.ID
	}
	r, err := s.reserve(ctx, s.counters(o, "wachtwoord", subject, limitPair, &limitAccount))
	if err != nil {
		return Result{}, err
	}
	usable := found && a.DisabledAt.IsZero() && !a.CodeOnly
	stored := ""
	if usable {
		stored = a.PasswordHash
	}
	fits, outdated, err := s.hasher.Verify(ctx, stored, pw)
	if err != nil {
		return Result{}, s.forgive(ctx, r, err)
	}
	if !fits {
		return Result{}, s.fail(ctx, r, Event{Account: a.ID, At: s.now(), Address: o.address(), Details: map[string]string{"stap": string(MethodPassword)}})
	}
	fresh := ""
	if outdated {
		if fresh, err = s.hasher.Hash(ctx, pw); err != nil {
			return Result{}, s.forgive(ctx, r, err)
		}
	}
	return s.advance(ctx, a.ID, Session{First: MethodPassword}, o, r, func(tx Tx, a *Account) error {
		if a.PasswordHash != stored { // changed while the hash was computed
			return wrong()
		}
		if fresh != "" {
			a.PasswordHash = fresh
			return update(tx, a)
		}
		return nil
	})
}

// fail stores the event of a failed attempt and gives the one answer.
func (s *Service) fail(ctx context.Context, r reservation, e Event) error {
	e.Action = EventFailed
	if err := s.repo.Write(ctx, func(tx Tx) error { return r.refused(tx, e) }); err != nil {
		return err
	}
	return wrong()
}

// update writes an account and keeps its version in step.
func update(tx Tx, a *Account) error {
	if err := tx.UpdateAccount(*a); err != nil {
		return err
	}
	a.Versie++
	return nil
}

// advance makes the session of the next step in one transaction: it reads the
// account again, lets do check and change what belongs to the step, takes the
// counted attempt back, and stores session and event.
func (s *Service) advance(ctx context.Context, accountID string, x Session, o Origin, r reservation, do func(Tx, *Account) error) (Result, error) {
	var out Result
	var refusal error
	err := s.repo.Write(ctx, func(tx Tx) error {
		out, refusal = Result{}, nil
		a, found, err := tx.Account(accountID)
		if err != nil {
			return err
		}
		if !found || !a.DisabledAt.IsZero() {
			return wrong()
		}
		if x.Hash != "" && x.Epoch != a.Epoch {
			return noSession(CodeEnded)
		}
		if err := takeSession(tx, x.Hash); err != nil {
			return err
		}
		if err := do(tx, &a); err != nil {
			return err
		}
		now := s.now()
		if err := r.succeed(tx, now); err != nil {
			return err
		}
		refusal = s.settle(tx, a, x, o, now, &out)
		if errs.CodeOf(refusal) != CodeNoRole {
			return refusal
		}
		// Proven, but nothing to do here today: stored, and told.
		out = Result{}
		return tx.Audit(Event{Action: EventFailed, Account: a.ID, Actor: a.ID, At: now, Refused: true, Address: o.address(), Details: map[string]string{"reden": CodeNoRole}})
	})
	if err == nil {
		err = refusal
	}
	if err != nil {
		return Result{}, err
	}
	if out.Step == StepDone {
		if out.Device, err = s.sealDevice(accountID, o.Device); err != nil {
			return Result{}, err
		}
	}
	return out, nil
}

// settle decides the next step, opens its session and stores its event.
func (s *Service) settle(tx Tx, a Account, x Session, o Origin, now time.Time, out *Result) error {
	// Each step starts its own time; the absolute limit counts from the last one.
	x.CreatedAt, x.SeenAt, x.StrongAt = now, now, now
	if err := s.nextStep(tx, a, &x, now, out); err != nil {
		return err
	}
	var err error
	if out.Token, out.Session, err = s.openSession(tx, a, x, o); err != nil {
		return err
	}
	out.Step = x.Step
	e := Event{Action: EventProven, Account: a.ID, Actor: a.ID, At: now, Address: o.address(), Details: map[string]string{
		"eerste": string(x.First), "tweede": string(x.Second), "stap": string(x.Step), "sessie": out.Session.ID,
	}}
	if x.Step == StepDone {
		e.Action = EventSignedIn
	}
	return tx.Audit(e)
}

// nextStep is the state machine of a sign-in.
func (s *Service) nextStep(tx Tx, a Account, x *Session, now time.Time, out *Result) error {
	methods, has, err := s.factors(tx, a)
	if err != nil {
		return err
	}
	switch {
	case x.Second == MethodNone && has:
		x.Step, out.Methods = StepSecondFactor, methods
		return nil
	case x.MustPassword:
		x.Step = StepPassword
		return nil
	case a.Kind == Medewerker && x.Second == MethodNone:
		x.Step = StepEnrol
		return nil
	case a.Kind != Medewerker:
		x.Step = StepDone
		return nil
	}
	roles, err := tx.Roles(a.ID, now)
	if err != nil {
		return err
	}
	if len(roles) == 0 {
		return errs.New(errs.Forbidden, CodeNoRole)
	}
	if len(roles) > 1 && len(x.Roles) == 0 {
		x.Step, out.Choices = StepRole, roles
		return nil
	}
	if len(roles) == 1 {
		x.Roles = RoleList{roles[0].Name}
	}
	x.Step = StepDone
	return chosen(x, roles)
}

// chosen checks the roles of a session against those of the account and notes
// when the first of them ends.
func chosen(x *Session, roles []Role) error {
	x.RolesUntil = time.Time{}
	for _, name := range x.Roles {
		i := slices.IndexFunc(roles, func(r Role) bool { return r.Name == name })
		if i < 0 {
			return errs.InvalidInput(errs.Finding{Field: "rol", Code: "rol.onbekend"})
		}
		if until := roles[i].Until; !until.IsZero() && (x.RolesUntil.IsZero() || until.Before(x.RolesUntil)) {
			x.RolesUntil = until
		}
	}
	return nil
}

// factors gives the second factors of an account that can be used on this host,
// and whether it has any at all: an account whose passkeys were made under an
// earlier name of the host must not be treated as one without a factor.
func (s *Service) factors(tx Tx, a Account) (usable []Method, has bool, err error) {
	keys, err := tx.Passkeys(a.ID)
	if err != nil {
		return nil, false, err
	}
	here := func(k Passkey) bool { return s.keys != nil && k.RPID == s.keys.Config.RPID }
	if slices.ContainsFunc(keys, here) {
		usable = append(usable, MethodPasskey)
	}
	if len(a.TOTPSecret) > 0 {
		usable = append(usable, MethodTOTP)
	}
	if has = len(usable) > 0 || len(keys) > 0; !has {
		return nil, false, nil
	}
	left, err := tx.RecoveryCodesLeft(a.ID)
	if err == nil && left > 0 {
		usable = append(usable, MethodRecovery)
	}
	return usable, has, err
}

// Methods gives the second factors that a sign-in in [StepSecondFactor], or a
// session that needs a fresh proof, may use.
func (s *Service) Methods(ctx context.Context, token string) ([]Method, error) {
	x, _, err := s.look(ctx, token)
	if err != nil {
		return nil, err
	}
	var out []Method
	err = s.repo.Read(ctx, func(tx Tx) error {
		a, _, err := tx.Account(x.AccountID)
		if err != nil {
			return err
		}
		out, _, err = s.factors(tx, a)
		return err
	})
	return out, err
}

// at gives the session of a token if it is at one of these steps.
func (s *Service) at(ctx context.Context, token string, steps ...Step) (Session, error) {
	x, _, err := s.look(ctx, token)
	if err != nil {
		return x, err
	}
	if !slices.Contains(steps, x.Step) {
		return x, errs.New(errs.Conflict, CodeStep)
	}
	return x, nil
}

// second finishes the proof of a second factor: the sign-in goes on, or a session
// that is open already counts as freshly proven, under a new token.
func (s *Service) second(ctx context.Context, x Session, m Method, o Origin, r reservation, do func(Tx, *Account) error) (Result, error) {
	if x.Step == StepDone {
		x.StrongAt = s.now()
		return s.renew(ctx, &x, o, r, Event{Action: EventConfirmed, Details: map[string]string{"tweede": string(m)}}, do)
	}
	x.Second = m
	return s.advance(ctx, x.AccountID, x, o, r, do)
}

// renew gives an open session a new token, keeping its absolute limit. What do
// changes in the session goes into the new one.
func (s *Service) renew(ctx context.Context, x *Session, o Origin, r reservation, e Event, do func(Tx, *Account) error) (Result, error) {
	var out Result
	err := s.repo.Write(ctx, func(tx Tx) error {
		out = Result{}
		a, found, err := tx.Account(x.AccountID)
		if err != nil {
			return err
		}
		if !found || !a.DisabledAt.IsZero() || a.Epoch != x.Epoch {
			return noSession(CodeEnded)
		}
		if err := takeSession(tx, x.Hash); err != nil {
			return err
		}
		if err := do(tx, &a); err != nil {
			return err
		}
		next, now := *x, s.now()
		next.SeenAt = now
		if err := r.succeed(tx, now); err != nil {
			return err
		}
		if out.Token, out.Session, err = s.openSession(tx, a, next, Origin{}); err != nil {
			return err
		}
		out.Step = next.Step
		e.Account, e.Actor, e.At, e.Address = a.ID, a.ID, now, o.address()
		return tx.Audit(e)
	})
	if err != nil {
		return Result{}, err
	}
	return out, nil
}

// ChooseRoles sets the roles for a session: one or more of those that the account
// has. It gives a new token, also when an open session changes its roles.
func (s *Service) ChooseRoles(ctx context.Context, token string, names []string, o Origin) (Result, error) {
	x, err := s.at(ctx, token, StepRole, StepDone)
	if err != nil {
		return Result{}, err
	}
	if len(names) == 0 {
		return Result{}, errs.InvalidInput(errs.Finding{Field: "rol", Code: "rol.kies"})
	}
	names = slices.Compact(slices.Sorted(slices.Values(names)))
	x.Roles = names
	if x.Step == StepRole { // nextStep checks the names
		return s.advance(ctx, x.AccountID, x, o, reservation{}, nothing)
	}
	e := Event{Action: EventRoles, Details: map[string]string{"rollen": strings.Join(names, " ")}}
	return s.renew(ctx, &x, o, reservation{}, e, func(tx Tx, a *Account) error {
		roles, err := tx.Roles(a.ID, s.now())
		if err != nil {
			return err
		}
		return chosen(&x, roles)
	})
}

// nothing is the step that changes nothing by itself.
func nothing(Tx, *Account) error { return nil }

// SetPassword chooses the password in [StepPassword]. A resident may choose
// another user name with it; an empty login keeps the one there is.
func (s *Service) SetPassword(ctx context.Context, token, login, pw string, o Origin) (Result, error) {
	x, err := s.at(ctx, token, StepPassword)
	if err != nil {
		return Result{}, err
	}
	var a Account
	err = s.repo.Read(ctx, func(tx Tx) (err error) {
		a, _, err = tx.Account(x.AccountID)
		return err
	})
	if err != nil {
		return Result{}, err
	}
	var findings []errs.Finding
	if login != "" && a.Kind != Medewerker {
		if a.Login = NormalLogin(login); a.Login == "" {
			findings = append(findings, errs.Finding{Field: "gebruikersnaam", Code: CodeLoginForm})
		}
	}
	if err := s.passwordRule(a, pw, findings); err != nil {
		return Result{}, err
	}
	hash, err := s.hasher.Hash(ctx, pw)
	if err != nil {
		return Result{}, err
	}
	x.MustPassword = false
	return s.advance(ctx, x.AccountID, x, o, reservation{}, func(tx Tx, now *Account) error {
		now.Login = a.Login
		return s.storePassword(tx, now, hash, o)
	})
}

// passwordRule checks a new password, and gives its findings after those there are.
func (s *Service) passwordRule(a Account, pw string, findings []errs.Finding) error {
	return errs.InvalidInput(append(findings, password.Check("wachtwoord", pw, a.Login, a.Email, a.Name, a.Organisation, s.name)...)...)
}

// storePassword writes a new password, which ends every session of the account.
func (s *Service) storePassword(tx Tx, a *Account, hash string, o Origin) error {
	if other, found, err := tx.AccountByLogin(a.Login); err != nil {
		return err
	} else if found && other.ID != a.ID {
		return errs.InvalidInput(errs.Finding{Field: "gebruikersnaam", Code: CodeLoginTaken})
	}
	a.PasswordHash, a.PasswordAt, a.CodeOnly = hash, s.now(), false
	return endSessions(tx, a, Event{Action: EventPassword, Account: a.ID, Actor: a.ID, At: s.now(), Address: o.address()})
}

// KeepLetters is the other choice of a resident or representative in
// [StepPassword]: no password, but a letter with a new code for each sign-in.
func (s *Service) KeepLetters(ctx context.Context, token string, o Origin) (Result, error) {
	x, err := s.at(ctx, token, StepPassword)
	if err != nil {
		return Result{}, err
	}
	x.MustPassword = false
	return s.advance(ctx, x.AccountID, x, o, reservation{}, func(tx Tx, a *Account) error {
		if a.Kind == Medewerker {
			return errs.New(errs.Conflict, CodeStep)
		}
		a.CodeOnly, a.PasswordHash = true, ""
		return endSessions(tx, a, Event{Action: EventCodeOnly, Account: a.ID, Actor: a.ID, At: s.now(), Address: o.address()})
	})
}

// ChangePassword replaces the password of a session that is open. All other
// sessions of the account end; this one gets a new token.
func (s *Service) ChangePassword(ctx context.Context, token, old, pw string, o Origin) (Result, error) {
	x, err := s.at(ctx, token, StepDone)
	if err != nil {
		return Result{}, err
	}
	var a Account
	if err := s.repo.Read(ctx, func(tx Tx) (err error) { a, _, err = tx.Account(x.AccountID); return err }); err != nil {
		return Result{}, err
	}
	if err := s.passwordRule(a, pw, nil); err != nil {
		return Result{}, err
	}
	r, err := s.checkPassword(ctx, a, old, o)
	if err != nil {
		return Result{}, err
	}
	hash, err := s.hasher.Hash(ctx, pw)
	if err != nil {
		return Result{}, s.forgive(ctx, r, err)
	}
	return s.renew(ctx, &x, o, r, Event{Action: EventConfirmed, Details: map[string]string{"eerste": string(MethodPassword)}}, func(tx Tx, now *Account) error {
		if now.PasswordHash != a.PasswordHash {
			return wrong()
		}
		return s.storePassword(tx, now, hash, o)
	})
}

// checkPassword checks the password of an account that is signed in, slowed down
// as any guess.
func (s *Service) checkPassword(ctx context.Context, a Account, pw string, o Origin) (reservation, error) {
	r, err := s.reserve(ctx, s.counters(o, "wachtwoord", a.ID, limitPair, &limitAccount))
	if err != nil {
		return r, err
	}
	fits, _, err := s.hasher.Verify(ctx, a.PasswordHash, pw)
	if err != nil {
		return r, s.forgive(ctx, r, err)
	}
	if !fits {
		err = s.fail(ctx, r, Event{Account: a.ID, Actor: a.ID, At: s.now(), Address: o.address(), Details: map[string]string{"stap": string(MethodPassword)}})
	}
	return r, err
}

func withCount(e Event, name string, n int) Event {
	details := map[string]string{name: strconv.Itoa(n)}
	for k, v := range e.Details {
		details[k] = v
	}
	e.Details = details
	return e
}
