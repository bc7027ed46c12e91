package store

import (
	"context"
	"time"

	"trede/internal/auth"
	"trede/internal/domain/civil"
	"trede/internal/platform/audit"
	"trede/internal/platform/sqldb"
)

// Kinds of audit chains about people who sign in.
const (
	KindAccount = "account"
	// unknownSignIn is the one chain of attempts under a name that nobody has.
	unknownSignIn = "onbekend"
)

// RoleBeheerder is the role of the first account; see authz.
const RoleBeheerder = "beheerder"

type recoveryRij struct {
	AccountID string
	Hash      string
	CreatedAt time.Time
	UsedAt    time.Time
}

// Accounts is the table of everybody who can sign in.
var Accounts = sqldb.Table[auth.Account]("account")

const accountColumns = `id, kind, login, name, email, organisation, persoon_id, password_hash, password_at, code_only,
	totp_secret, totp_step, external_key, link_issuer, link_subject, epoch, disabled_at, created_at, versie`

const sessionColumns = `hash, id, account_id, epoch, step, first, second, must_password, roles, roles_until,
	created_at, seen_at, strong_at, address, agent, logout_hint`

var (
	passkeys   = sqldb.Table[auth.Passkey]("passkey")
	codes      = sqldb.Table[auth.Code]("one_time_code", "hash")
	sessions   = sqldb.Table[auth.Session]("session", "hash")
	attempts   = sqldb.Table[auth.Attempt]("attempt", "key")
	recoveries = sqldb.Table[recoveryRij]("recovery_code", "account_id", "hash")

	accountByLogin    = sqldb.Select[auth.Account](`select ` + accountColumns + ` from account where login = $1`)
	accountByLink     = sqldb.Select[auth.Account](`select ` + accountColumns + ` from account where link_issuer = $1 and link_subject = $2`)
	accountByExternal = sqldb.Select[auth.Account](`select ` + accountColumns + ` from account where external_key = $1`)
	accountsOfPersoon = sqldb.Select[auth.Account](`select ` + accountColumns + ` from account where persoon_id = $1 order by id`)
	accountByEmail    = sqldb.Select[string](`select id from account where lower(email) = $1 or login = $1 order by id limit 1`)
	accountPage       = sqldb.Select[auth.Account](`select ` + accountColumns + ` from account where kind = 'medewerker' order by name, id limit $1 offset $2`)
	accountCount      = sqldb.Select[int](`select count(*) from account where kind = 'medewerker'`)
	accountAny        = sqldb.Select[string](`select id from account limit 1`)
	useStep           = sqldb.Exec(`update account set totp_step = $2, versie = versie + 1 where id = $1 and totp_step < $2`)
	rolesAt           = sqldb.Select[roleRij](`
		select rol, tot from aanstelling where account_id = $1 and van <= $2 and (tot is null or tot > $2) order by rol, tot`)
	passkeysOf    = sqldb.Select[auth.Passkey](`select id, account_id, rpid, label, data, created_at, used_at from passkey where account_id = $1 order by created_at, id`)
	passkeyDelete = sqldb.Exec(`delete from passkey where account_id = $1 and id = $2`)
	recoveryDrop  = sqldb.Exec(`delete from recovery_code where account_id = $1`)
	recoveryUse   = sqldb.Exec(`update recovery_code set used_at = $3 where account_id = $1 and hash = $2 and used_at is null`)
	recoveryLeft  = sqldb.Select[int](`select count(*) from recovery_code where account_id = $1 and used_at is null`)
	codeUse       = sqldb.Exec(`update one_time_code set used_at = $2 where hash = $1 and used_at is null and withdrawn_at is null`)
	codesWithdraw = sqldb.Exec(`update one_time_code set withdrawn_at = $2 where account_id = $1 and used_at is null and withdrawn_at is null`)
	setupWithdraw = sqldb.Exec(`update one_time_code set withdrawn_at = $1 where account_id is null and used_at is null and withdrawn_at is null`)
	spend         = sqldb.Exec(`insert into challenge_spent (hash, until_at) values ($1, $2) on conflict (hash) do nothing`)
	sessionWith   = sqldb.Select[sessionHolderRij](`
		select s.hash, s.id, s.account_id, s.epoch, s.step, s.first, s.second, s.must_password, s.roles, s.roles_until,
			s.created_at, s.seen_at, s.strong_at, s.address, s.agent, s.logout_hint,
			a.kind, a.name, a.persoon_id, a.epoch as account_epoch, a.disabled_at
		from session s join account a on a.id = s.account_id where s.hash = $1`)
	sessionsOf       = sqldb.Select[auth.Session](`select ` + sessionColumns + ` from session where account_id = $1 order by created_at, id`)
	sessionTouch     = sqldb.Exec(`update session set seen_at = $2 where hash = $1 and seen_at < $2`)
	sessionDelete    = sqldb.Exec(`delete from session where hash = $1`)
	sessionDeleteAll = sqldb.Exec(`delete from session where account_id = $1`)
	attemptInsert    = sqldb.Exec(`insert into attempt (key, failures, last_at, until_at, versie) values ($1, $2, $3, $4, 1) on conflict (key) do nothing`)
	attemptSwap      = sqldb.Exec(`update attempt set failures = $2, last_at = $3, until_at = $4, versie = $5 where key = $1 and versie = $5 - 1`)
	purgeSessions    = sqldb.Exec(`delete from session where created_at < $1`)
	purgeSpent       = sqldb.Exec(`delete from challenge_spent where until_at < $1`)
	purgeAttempts    = sqldb.Exec(`delete from attempt where last_at < $1`)
	purgeCodes       = sqldb.Exec(`delete from one_time_code where expires_at < $1`)
)

type roleRij struct {
	Rol string
	Tot civil.Date
}

type sessionHolderRij struct {
	Hash         string
	ID           string
	AccountID    string
	Epoch        int64
	Step         auth.Step
	First        auth.Method
	Second       auth.Method
	MustPassword bool
	Roles        auth.RoleList
	RolesUntil   time.Time
	CreatedAt    time.Time
	SeenAt       time.Time
	StrongAt     time.Time
	Address      string
	Agent        string
	LogoutHint   []byte
	Kind         auth.Kind
	Name         string
	PersoonID    string
	AccountEpoch int64
	DisabledAt   time.Time
}

// AccountsOfPersoon gives the accounts that belong to a person in the dossiers.
func (tx *Tx) AccountsOfPersoon(id string) ([]auth.Account, error) {
	return accountsOfPersoon.All(tx.Tx, id)
}

// AccountMetEmail gives the account with an address, in lower case, or with it as its user
// name, and whether there is one.
func (tx *Tx) AccountMetEmail(email string) (id string, found bool, err error) {
	return accountByEmail.Maybe(tx.Tx, email)
}

// Onbevestigd (unconfirmed) is an aanbieder that made itself known, with the account that
// it got.
type Onbevestigd struct {
	OrganisatieID string
	AccountID     string
}

// Nothing of theirs was ever used: no password, no other sign-in, no code that still
// holds, no contract.
var onbevestigd = sqldb.Select[Onbevestigd](`
	select s.organisatie_id, s.account_id from aanstelling s join aanbieder p on p.id = s.organisatie_id
	where not exists (select 1 from contract c where c.aanbieder_id = p.id)
	and not exists (
		select 1 from aanstelling t join account a on a.id = t.account_id
		where t.organisatie_id = p.id and (a.password_at is not null or a.link_subject is not null or exists (
			select 1 from one_time_code k
			where k.account_id = a.id and k.used_at is null and k.withdrawn_at is null and k.expires_at > $1)))
	order by s.organisatie_id, s.account_id`)

// Onbevestigden gives the aanbieders of which nobody answered the mail with the code, and
// never will: it is over.
func (tx *Tx) Onbevestigden() ([]Onbevestigd, error) { return onbevestigd.All(tx.Tx, tx.Now) }

// Medewerkers (staff) gives a page of staff accounts by name and how many there are.
func (tx *Tx) Medewerkers(limit, offset int) ([]auth.Account, int, error) {
	n, err := accountCount.One(tx.Tx)
	if err != nil {
		return nil, 0, err
	}
	list, err := accountPage.All(tx.Tx, limit, offset)
	return list, n, err
}

// AuthRepo gives sign-in its storage.
func (s *Store) AuthRepo() auth.Repo { return authRepo{s} }

type authRepo struct{ s *Store }

// Read gives fn a consistent view.
func (r authRepo) Read(ctx context.Context, fn func(auth.Tx) error) error {
	return r.s.Read(ctx, func(tx *Tx) error { return fn(authTx{tx}) })
}

// Write runs fn in one transaction.
func (r authRepo) Write(ctx context.Context, fn func(auth.Tx) error) error {
	return r.s.db.Write(ctx, func(t *sqldb.Tx) error {
		tx := &Tx{Tx: t, Now: r.s.clock(), Way: wayOf(ctx), s: r.s}
		if err := fn(authTx{tx}); err != nil {
			return err
		}
		return tx.tell()
	})
}

// bookkeeping notes rows that were changed without an event, such as the last use
// of a session.
func (a authTx) bookkeeping(n int, err error) (int, error) {
	a.books += n
	return n, err
}

// AuthTx gives the transaction of a use case as sign-in wants it, so that a use
// case can change means of sign-in and other rows together.
func (tx *Tx) AuthTx() auth.Tx { return authTx{tx} }

type authTx struct{ *Tx }

func (a authTx) Account(id string) (auth.Account, bool, error) { return Accounts.Maybe(a.Tx.Tx, id) }

func (a authTx) AccountByLogin(login string) (auth.Account, bool, error) {
	return accountByLogin.Maybe(a.Tx.Tx, login)
}

func (a authTx) AccountByLink(issuer, subject string) (auth.Account, bool, error) {
	return accountByLink.Maybe(a.Tx.Tx, issuer, subject)
}

func (a authTx) AccountByExternalKey(value string) (auth.Account, bool, error) {
	return accountByExternal.Maybe(a.Tx.Tx, value)
}

func (a authTx) AnyAccount() (bool, error) {
	_, found, err := accountAny.Maybe(a.Tx.Tx)
	return found, err
}

func (a authTx) InsertAccount(acc auth.Account) error { return Accounts.Insert(a.Tx.Tx, acc) }

func (a authTx) UpdateAccount(acc auth.Account) error { return Accounts.Update(a.Tx.Tx, acc) }

func (a authTx) UseStep(accountID string, step int64) (bool, error) {
	n, err := useStep.Run(a.Tx.Tx, accountID, step)
	return n == 1, err
}

func (a authTx) Roles(accountID string, at time.Time) ([]auth.Role, error) {
	rows, err := rolesAt.All(a.Tx.Tx, accountID, civil.Of(at))
	var out []auth.Role
	for _, r := range rows {
		until := endOf(r.Tot)
		if n := len(out); n > 0 && out[n-1].Name == r.Rol {
			// Two appointments in one role: it ends with the last of them.
			if until.IsZero() || !out[n-1].Until.IsZero() && until.After(out[n-1].Until) {
				out[n-1].Until = until
			}
			continue
		}
		out = append(out, auth.Role{Name: r.Rol, Until: until})
	}
	return out, err
}

// endOf gives the first moment of a day in Amsterdam, zero for no day.
func endOf(d civil.Date) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return d.StartOfDay()
}

// GrantAdministrator appoints the first account at the region, which is made when
// there is none: the region itself is an organisation.
func (a authTx) GrantAdministrator(accountID string, at time.Time) error {
	if a.Actor.ID == "" {
		a.Actor = audit.Actor{ID: accountID, Role: RoleBeheerder}
	}
	day := civil.Of(at)
	regio, err := a.RegioOrganisatie(day)
	if err != nil {
		return err
	}
	return Aanstellingen.Insert(a.Tx.Tx, Aanstelling{
		ID: a.NewID(), AccountID: accountID, Rol: RoleBeheerder, OrganisatieID: regio.ID, Van: day, Versie: 1,
	})
}

func (a authTx) Passkeys(accountID string) ([]auth.Passkey, error) {
	return passkeysOf.All(a.Tx.Tx, accountID)
}

func (a authTx) Passkey(id []byte) (auth.Passkey, bool, error) { return passkeys.Maybe(a.Tx.Tx, id) }

func (a authTx) PutPasskey(p auth.Passkey) error {
	have, found, err := passkeys.Maybe(a.Tx.Tx, p.ID)
	if err != nil {
		return err
	}
	if found && have.AccountID == p.AccountID {
		return passkeys.Update(a.Tx.Tx, p)
	}
	return passkeys.Insert(a.Tx.Tx, p)
}

func (a authTx) DeletePasskey(accountID string, id []byte) (bool, error) {
	n, err := passkeyDelete.Run(a.Tx.Tx, accountID, id)
	return n == 1, err
}

func (a authTx) ReplaceRecoveryCodes(accountID string, hashes []string, at time.Time) error {
	if _, err := recoveryDrop.Run(a.Tx.Tx, accountID); err != nil {
		return err
	}
	for _, h := range hashes {
		if err := recoveries.Insert(a.Tx.Tx, recoveryRij{AccountID: accountID, Hash: h, CreatedAt: at}); err != nil {
			return err
		}
	}
	return nil
}

func (a authTx) UseRecoveryCode(accountID, hash string, at time.Time) (bool, error) {
	n, err := recoveryUse.Run(a.Tx.Tx, accountID, hash, at)
	return n == 1, err
}

func (a authTx) RecoveryCodesLeft(accountID string) (int, error) {
	return recoveryLeft.One(a.Tx.Tx, accountID)
}

func (a authTx) InsertCode(c auth.Code) error { return codes.Insert(a.Tx.Tx, c) }

func (a authTx) Code(hash string) (auth.Code, bool, error) { return codes.Maybe(a.Tx.Tx, hash) }

func (a authTx) UseCode(hash string, at time.Time) (bool, error) {
	n, err := codeUse.Run(a.Tx.Tx, hash, at)
	return n == 1, err
}

func (a authTx) WithdrawCodes(accountID string, at time.Time) (int, error) {
	if accountID == "" {
		return setupWithdraw.Run(a.Tx.Tx, at)
	}
	return codesWithdraw.Run(a.Tx.Tx, accountID, at)
}

func (a authTx) Spend(hash string, until time.Time) (bool, error) {
	n, err := spend.Run(a.Tx.Tx, hash, until)
	return n == 1, err
}

func (a authTx) InsertSession(s auth.Session) error { return sessions.Insert(a.Tx.Tx, s) }

func (a authTx) Session(hash string) (auth.Session, auth.Holder, bool, error) {
	r, found, err := sessionWith.Maybe(a.Tx.Tx, hash)
	x := auth.Session{
		Hash: r.Hash, ID: r.ID, AccountID: r.AccountID, Epoch: r.Epoch, Step: r.Step, First: r.First, Second: r.Second,
		MustPassword: r.MustPassword, Roles: r.Roles, RolesUntil: r.RolesUntil, CreatedAt: r.CreatedAt, SeenAt: r.SeenAt,
		StrongAt: r.StrongAt, Address: r.Address, Agent: r.Agent, LogoutHint: r.LogoutHint,
	}
	h := auth.Holder{Kind: r.Kind, Name: r.Name, PersoonID: r.PersoonID, Epoch: r.AccountEpoch, DisabledAt: r.DisabledAt}
	return x, h, found, err
}

func (a authTx) SessionsOf(accountID string) ([]auth.Session, error) {
	return sessionsOf.All(a.Tx.Tx, accountID)
}

func (a authTx) TouchSession(hash string, at time.Time) error {
	_, err := a.bookkeeping(sessionTouch.Run(a.Tx.Tx, hash, at))
	return err
}

func (a authTx) DeleteSession(hash string) (bool, error) {
	n, err := sessionDelete.Run(a.Tx.Tx, hash)
	return n == 1, err
}

func (a authTx) DeleteSessions(accountID string) (int, error) {
	return sessionDeleteAll.Run(a.Tx.Tx, accountID)
}

func (a authTx) Attempt(key string) (auth.Attempt, bool, error) { return attempts.Maybe(a.Tx.Tx, key) }

func (a authTx) SwapAttempt(next auth.Attempt) (bool, error) {
	if next.Versie == 1 {
		n, err := a.bookkeeping(attemptInsert.Run(a.Tx.Tx, next.Key, next.Failures, next.LastAt, next.UntilAt))
		return n == 1, err
	}
	n, err := a.bookkeeping(attemptSwap.Run(a.Tx.Tx, next.Key, next.Failures, next.LastAt, next.UntilAt, next.Versie))
	return n == 1, err
}

func (a authTx) Purge(at, ended, quiet time.Time) (int, error) {
	total := 0
	for _, p := range []struct {
		c *sqldb.Command
		t time.Time
	}{{purgeSessions, ended}, {purgeSpent, at}, {purgeAttempts, quiet}, {purgeCodes, quiet}} {
		n, err := a.bookkeeping(p.c.Run(a.Tx.Tx, p.t))
		if err != nil {
			return total, err
		}
		total += n
	}
	return total, nil
}

func (a authTx) Audit(e auth.Event) error {
	id := e.Account
	if id == "" {
		id = unknownSignIn
	}
	outcome := ""
	if e.Refused {
		outcome = "geweigerd"
	}
	actor := e.Actor
	if actor == "" {
		actor = unknownSignIn
	}
	a.events = append(a.events, pending{
		chain: audit.Chain{Kind: KindAccount, ID: id},
		event: audit.Event{
			At: e.At, Actor: audit.Actor{ID: actor}, Action: e.Action, Outcome: outcome,
			Origin: a.Way.Origin, RequestID: a.Way.RequestID,
		},
		payload: audit.Payload{RemoteAddress: e.Address, Details: e.Details},
	})
	return nil
}
