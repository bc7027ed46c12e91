package auth

import (
	"context"
	"slices"
	"time"

	"trede/internal/platform/errs"
)

// Sessions are rows of a table of our own; docs/adr/0007-sign-in-and-keys.md says why.

// Ends tells when a session ends if it is not used any more, and the message key
// of why: its idle limit, its absolute limit, or the end of a role.
func (s *Service) Ends(x Session) (at time.Time, code string) {
	if x.Step != StepDone {
		return x.CreatedAt.Add(s.policy.Pending), CodeUnfinished
	}
	at, code = x.SeenAt.Add(s.policy.Idle), CodeIdle
	if limit := x.CreatedAt.Add(s.policy.Absolute); !limit.After(at) {
		at, code = limit, CodeAbsolute
	}
	if !x.RolesUntil.IsZero() && x.RolesUntil.Before(at) {
		at, code = x.RolesUntil, CodeEnded
	}
	return at, code
}

// fault gives the message key of why a session does not hold, or "".
func (s *Service) fault(x Session, h Holder, now time.Time) string {
	if x.Epoch != h.Epoch || !h.DisabledAt.IsZero() {
		return CodeEnded
	}
	// Made or used in the future: the clock was set back, and the limits would
	// last longer than they should.
	if limit := now.Add(clockStep); x.CreatedAt.After(limit) || x.SeenAt.After(limit) {
		return CodeEnded
	}
	if at, code := s.Ends(x); !now.Before(at) {
		return code
	}
	return ""
}

// Check gives the session of a request and what is known of its account, and
// counts as use: it moves the idle limit, with a write at most once a minute.
// Only a finished sign-in passes; for any other see [Service.Pending].
func (s *Service) Check(ctx context.Context, token string) (Session, Holder, error) {
	x, h, err := s.look(ctx, token)
	if err != nil {
		return Session{}, Holder{}, err
	}
	if x.Step != StepDone {
		return Session{}, Holder{}, noSession(CodeUnfinished)
	}
	return s.touch(ctx, x, h, touchEvery)
}

// Peek is Check for a request that no person made, such as the page asking how
// much time is left: it does not move the idle limit.
func (s *Service) Peek(ctx context.Context, token string) (Session, Holder, error) {
	x, h, err := s.look(ctx, token)
	if err == nil && x.Step != StepDone {
		err = noSession(CodeUnfinished)
	}
	if err != nil {
		return Session{}, Holder{}, err
	}
	return x, h, nil
}

// Extend moves the idle limit now, for the button of the warning that the
// session is about to end. The absolute limit stays.
func (s *Service) Extend(ctx context.Context, token string) (Session, error) {
	x, h, err := s.Peek(ctx, token)
	if err != nil {
		return Session{}, err
	}
	x, _, err = s.touch(ctx, x, h, 0)
	return x, err
}

// Remaining tells how long a session still holds without further use, and
// whether using it would make that longer.
func (s *Service) Remaining(x Session) (left time.Duration, extendable bool) {
	at, code := s.Ends(x)
	return max(at.Sub(s.now()), 0), code == CodeIdle
}

// Pending gives the session of a sign-in that is on its way, or finished.
func (s *Service) Pending(ctx context.Context, token string) (Session, error) {
	x, _, err := s.look(ctx, token)
	return x, err
}

// look finds the session of a token and drops it when it does not hold.
func (s *Service) look(ctx context.Context, token string) (x Session, h Holder, err error) {
	hash := hashToken(token)
	if hash == "" {
		return x, h, noSession(CodeNoSession)
	}
	found := false
	err = s.repo.Read(ctx, func(tx Tx) (err error) {
		x, h, found, err = tx.Session(hash)
		return err
	})
	if err != nil {
		return Session{}, Holder{}, err
	}
	if !found || !same(x.Hash, hash) {
		return Session{}, Holder{}, noSession(CodeNoSession)
	}
	now := s.now()
	code := s.fault(x, h, now)
	if code == "" {
		return x, h, nil
	}
	err = s.repo.Write(ctx, func(tx Tx) error {
		return dropSession(tx, x, Event{Action: EventExpired, Account: x.AccountID, At: now, Details: map[string]string{"reden": code}})
	})
	if err != nil {
		return Session{}, Holder{}, err
	}
	return Session{}, Holder{}, noSession(code)
}

// touch writes the last use when the stored one is older than so long.
func (s *Service) touch(ctx context.Context, x Session, h Holder, older time.Duration) (Session, Holder, error) {
	now := s.now()
	if now.Sub(x.SeenAt) < older || !now.After(x.SeenAt) {
		return x, h, nil
	}
	if err := s.repo.Write(ctx, func(tx Tx) error { return tx.TouchSession(x.Hash, now) }); err != nil {
		return Session{}, Holder{}, err
	}
	x.SeenAt = now
	return x, h, nil
}

// dropSession deletes one session; the event is stored only if it was there.
func dropSession(tx Tx, x Session, e Event) error {
	there, err := tx.DeleteSession(x.Hash)
	if err != nil || !there {
		return err
	}
	if e.Details == nil {
		e.Details = map[string]string{}
	}
	e.Details["sessie"] = x.ID
	return tx.Audit(e)
}

// openSession opens a session with a new token: at every step of a sign-in and at
// every change of rights, so that a token known before is worth nothing after
// (session fixation). What the browser held before is dropped too.
func (s *Service) openSession(tx Tx, a Account, next Session, o Origin) (token string, x Session, err error) {
	token, hash, err := s.newToken()
	if err != nil {
		return "", x, err
	}
	if err := s.dropFormer(tx, hashToken(o.Session)); err != nil {
		return "", x, err
	}
	next.Hash, next.AccountID, next.Epoch = hash, a.ID, a.Epoch
	if next.ID == "" {
		next.ID = s.ids.New()
	}
	if o.Address.IsValid() {
		next.Address = o.address()
	}
	if o.Agent != "" {
		next.Agent = o.Agent
	}
	if err := s.makeRoom(tx, a); err != nil {
		return "", x, err
	}
	return token, next, tx.InsertSession(next)
}

// takeSession takes the session away that a step replaces, as the first thing in
// its transaction: one that was ended meanwhile must not live on under a new token.
func takeSession(tx Tx, hash string) error {
	if hash == "" {
		return nil
	}
	there, err := tx.DeleteSession(hash)
	if err == nil && !there {
		err = noSession(CodeEnded)
	}
	return err
}

// dropFormer ends what the browser still held, perhaps of somebody else.
func (s *Service) dropFormer(tx Tx, hash string) error {
	if hash == "" {
		return nil
	}
	former, _, found, err := tx.Session(hash)
	if err != nil || !found {
		return err
	}
	e := Event{Action: EventEnded, Account: former.AccountID, At: s.now(), Details: map[string]string{"reden": "vervangen"}}
	return dropSession(tx, former, e)
}

// makeRoom ends the sessions of an account that are longest unused, so that one
// more fits in the number allowed.
func (s *Service) makeRoom(tx Tx, a Account) error {
	list, err := tx.SessionsOf(a.ID)
	if err != nil {
		return err
	}
	slices.SortFunc(list, func(x, y Session) int { return x.SeenAt.Compare(y.SeenAt) })
	for len(list) >= s.policy.MaxSessions {
		e := Event{Action: EventEnded, Account: a.ID, At: s.now(), Details: map[string]string{"reden": "te_veel"}}
		if err := dropSession(tx, list[0], e); err != nil {
			return err
		}
		list = list[1:]
	}
	return nil
}

// SignOut ends the session of a token. A token that opens nothing is no error.
// For a session that came through OIDC it gives the address at which the
// provider signs out too, if it has one: send the browser there.
func (s *Service) SignOut(ctx context.Context, token string, o Origin) (string, error) {
	hash := hashToken(token)
	if hash == "" {
		return "", nil
	}
	var x Session
	found := false
	err := s.repo.Write(ctx, func(tx Tx) (err error) {
		if x, _, found, err = tx.Session(hash); err != nil || !found {
			return err
		}
		return dropSession(tx, x, Event{Action: EventSignedOut, Account: x.AccountID, Actor: x.AccountID, At: s.now(), Address: o.address()})
	})
	if err != nil || !found {
		return "", err
	}
	return s.logoutURL(ctx, x), nil
}

// Sessions gives the open sessions of the account of a session, the latest used
// first. The hashes are left out.
func (s *Service) Sessions(ctx context.Context, token string) ([]Session, error) {
	x, _, err := s.Check(ctx, token)
	if err != nil {
		return nil, err
	}
	var out []Session
	err = s.repo.Read(ctx, func(tx Tx) error {
		list, err := tx.SessionsOf(x.AccountID)
		if err != nil {
			return err
		}
		out = out[:0]
		holder := Holder{Epoch: x.Epoch}
		for _, one := range list {
			if s.fault(one, holder, s.now()) == "" {
				one.Hash, one.LogoutHint = "", nil
				out = append(out, one)
			}
		}
		return nil
	})
	slices.SortFunc(out, func(a, b Session) int { return b.SeenAt.Compare(a.SeenAt) })
	return out, err
}

// EndSession ends one of one's own sessions, by its ID; with an empty ID all but
// the present one.
func (s *Service) EndSession(ctx context.Context, token, sessionID string, o Origin) error {
	x, _, err := s.Check(ctx, token)
	if err != nil {
		return err
	}
	return s.repo.Write(ctx, func(tx Tx) error {
		list, err := tx.SessionsOf(x.AccountID)
		if err != nil {
			return err
		}
		ended := 0
		for _, one := range list {
			if sessionID != "" && one.ID != sessionID || sessionID == "" && one.ID == x.ID {
				continue
			}
			e := Event{Action: EventEnded, Account: x.AccountID, Actor: x.AccountID, At: s.now(), Address: o.address(), Details: map[string]string{"reden": "zelf"}}
			if err := dropSession(tx, one, e); err != nil {
				return err
			}
			ended++
		}
		if ended == 0 && sessionID != "" {
			return errs.New(errs.NotFound, CodeNoSession)
		}
		return nil
	})
}

// Purge drops what is of no use any more; jobs calls it now and then.
func (s *Service) Purge(ctx context.Context) (int, error) {
	now, n := s.now(), 0
	err := s.repo.Write(ctx, func(tx Tx) (err error) {
		n, err = tx.Purge(now, now.Add(-s.policy.Absolute-clockStep), now.Add(-quietFor))
		return err
	})
	return n, err
}

// EndSessionsIn ends all sessions of an account inside a transaction of the
// caller: for a change of its roles, its appointment or its organisation. It
// raises the epoch of the account, so that no session made before it holds, not
// even one that is being made at this moment.
func EndSessionsIn(tx Tx, accountID, actor string, at time.Time) error {
	a, err := known(tx, accountID)
	if err != nil {
		return err
	}
	return endSessions(tx, &a, Event{Action: EventRights, Account: accountID, Actor: actor, At: at})
}

// endSessions writes the account with the next epoch, drops its sessions and
// stores the event with their number.
func endSessions(tx Tx, a *Account, e Event) error {
	a.Epoch++
	if err := tx.UpdateAccount(*a); err != nil {
		return err
	}
	a.Versie++
	n, err := tx.DeleteSessions(a.ID)
	if err != nil {
		return err
	}
	return tx.Audit(withCount(e, "sessies_beeindigd", n))
}
