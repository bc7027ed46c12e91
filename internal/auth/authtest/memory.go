// Package authtest holds what tests of sign-in share: a Repo in memory, the
// contract that every Repo has to keep, and an OIDC provider that can misbehave.
package authtest

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"trede/internal/auth"
	"trede/internal/platform/errs"
)

// AdministratorRole is what GrantAdministrator gives in memory.
const AdministratorRole = "beheerder"

// Memory is an auth.Repo in memory. It holds one transaction at a time, undoes
// one that fails, and refuses a commit that changed something without an event.
type Memory struct {
	mu       sync.Mutex
	accounts map[string]auth.Account
	roles    map[string][]auth.Role
	passkeys map[string]auth.Passkey
	recovery map[string]map[string]bool // account -> hash -> used
	codes    map[string]auth.Code
	spent    map[string]time.Time
	sessions map[string]auth.Session
	attempts map[string]auth.Attempt
	events   []auth.Event

	trace  []string
	failAt int
	ops    int
}

// NewMemory gives an empty Repo.
func NewMemory() *Memory {
	return &Memory{
		accounts: map[string]auth.Account{}, roles: map[string][]auth.Role{}, passkeys: map[string]auth.Passkey{},
		recovery: map[string]map[string]bool{}, codes: map[string]auth.Code{}, spent: map[string]time.Time{},
		sessions: map[string]auth.Session{}, attempts: map[string]auth.Attempt{},
	}
}

// ErrInjected is what FailAt makes happen.
var ErrInjected = errors.New("authtest: injected failure")

// FailAt makes the n-th operation from now fail; 0 makes none fail.
func (m *Memory) FailAt(n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.failAt, m.ops = n, 0
}

// Trace gives the names of the operations since the last call.
func (m *Memory) Trace() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := m.trace
	m.trace = nil
	return out
}

// Events gives the events stored so far.
func (m *Memory) Events() []auth.Event {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.events)
}

// SetRoles gives an account its roles; tests do it in place of an appointment.
func (m *Memory) SetRoles(accountID string, roles ...auth.Role) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.roles[accountID] = roles
}

// Dump gives every row as text, to look for what must not be stored.
func (m *Memory) Dump() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var b strings.Builder
	for _, part := range []any{m.accounts, m.passkeys, m.recovery, m.codes, m.spent, m.sessions, m.attempts, m.events} {
		dump(&b, part)
	}
	return b.String()
}

// State gives what must be unchanged after a use case that failed, as text: all
// but bookkeeping, which is counted attempts and last uses.
func (m *Memory) State() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	sessions := maps.Clone(m.sessions)
	for hash, x := range sessions {
		x.SeenAt = time.Time{}
		sessions[hash] = x
	}
	var b strings.Builder
	for _, part := range []any{m.accounts, m.passkeys, m.recovery, m.codes, m.spent, sessions} {
		dump(&b, part)
	}
	return b.String()
}

// Sessions counts the stored sessions.
func (m *Memory) Sessions() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.sessions)
}

// Edit changes an account directly, as a test of what another program might do.
func (m *Memory) Edit(accountID string, change func(*auth.Account)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	a := m.accounts[accountID]
	change(&a)
	m.accounts[accountID] = a
}

// Read runs fn; writing in it is an error.
func (m *Memory) Read(ctx context.Context, fn func(auth.Tx) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return errs.Wrapped(errs.Unavailable, "db.afgebroken", err)
	}
	return fn(&memTx{m: m, reads: true})
}

// Write runs fn; if it fails, or changed something without an event, everything
// is undone.
func (m *Memory) Write(ctx context.Context, fn func(auth.Tx) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return errs.Wrapped(errs.Unavailable, "db.afgebroken", err)
	}
	tx := &memTx{m: m}
	err := fn(tx)
	if err == nil && tx.changed && !tx.audited {
		err = errors.New("authtest: a commit that changes something needs an event")
	}
	if err != nil {
		for _, undo := range slices.Backward(tx.undo) {
			undo()
		}
	}
	return err
}

type memTx struct {
	m       *Memory
	reads   bool
	changed bool
	audited bool
	undo    []func()
}

// op notes an operation and fails where told to.
func (t *memTx) op(name string) error {
	t.m.trace = append(t.m.trace, name)
	t.m.ops++
	if t.m.failAt > 0 && t.m.ops == t.m.failAt {
		return ErrInjected
	}
	return nil
}

// change notes an operation that writes.
func (t *memTx) change(name string, undo func()) error {
	if t.reads {
		return errors.New("authtest: writing in a reading transaction: " + name)
	}
	if err := t.op(name); err != nil {
		return err
	}
	t.changed = true
	t.undo = append(t.undo, undo)
	return nil
}

// put writes a row in a map and notes how to undo it.
func put[V any](t *memTx, name string, rows map[string]V, key string, v V) error {
	old, there := rows[key]
	err := t.change(name, func() {
		if there {
			rows[key] = old
		} else {
			delete(rows, key)
		}
	})
	if err == nil {
		rows[key] = v
	}
	return err
}

func drop[V any](t *memTx, name string, rows map[string]V, key string) error {
	old, there := rows[key]
	if !there {
		return t.op(name)
	}
	err := t.change(name, func() { rows[key] = old })
	if err == nil {
		delete(rows, key)
	}
	return err
}

func get[V any](t *memTx, name string, rows map[string]V, key string) (V, bool, error) {
	v, found := rows[key]
	return v, found, t.op(name)
}

func (t *memTx) Account(id string) (auth.Account, bool, error) {
	return get(t, "Account", t.m.accounts, id)
}

func (t *memTx) find(name string, ok func(auth.Account) bool) (auth.Account, bool, error) {
	for _, a := range t.m.accounts {
		if ok(a) {
			return a, true, t.op(name)
		}
	}
	return auth.Account{}, false, t.op(name)
}

func (t *memTx) AccountByLogin(login string) (auth.Account, bool, error) {
	return t.find("AccountByLogin", func(a auth.Account) bool { return login != "" && a.Login == login })
}

func (t *memTx) AccountByLink(issuer, subject string) (auth.Account, bool, error) {
	return t.find("AccountByLink", func(a auth.Account) bool { return subject != "" && a.LinkIssuer == issuer && a.LinkSubject == subject })
}

func (t *memTx) AccountByExternalKey(value string) (auth.Account, bool, error) {
	return t.find("AccountByExternalKey", func(a auth.Account) bool { return value != "" && a.ExternalKey == value })
}

func (t *memTx) AnyAccount() (bool, error) { return len(t.m.accounts) > 0, t.op("AnyAccount") }

func (t *memTx) clash(a auth.Account) bool {
	for _, b := range t.m.accounts {
		if b.ID != a.ID && (a.Login != "" && b.Login == a.Login || a.ExternalKey != "" && b.ExternalKey == a.ExternalKey ||
			a.LinkSubject != "" && b.LinkIssuer == a.LinkIssuer && b.LinkSubject == a.LinkSubject) {
			return true
		}
	}
	return false
}

func (t *memTx) InsertAccount(a auth.Account) error {
	if _, there := t.m.accounts[a.ID]; there || t.clash(a) {
		return errs.New(errs.Conflict, "db.bestaat_al")
	}
	return put(t, "InsertAccount", t.m.accounts, a.ID, a)
}

func (t *memTx) UpdateAccount(a auth.Account) error {
	old, there := t.m.accounts[a.ID]
	if !there || old.Versie != a.Versie || t.clash(a) {
		return errs.New(errs.Conflict, "db.versie")
	}
	a.Versie++
	return put(t, "UpdateAccount", t.m.accounts, a.ID, a)
}

func (t *memTx) UseStep(accountID string, step int64) (bool, error) {
	a, there := t.m.accounts[accountID]
	if !there || a.TOTPStep >= step {
		return false, t.op("UseStep")
	}
	a.TOTPStep = step
	a.Versie++
	return true, put(t, "UseStep", t.m.accounts, accountID, a)
}

func (t *memTx) Roles(accountID string, at time.Time) ([]auth.Role, error) {
	var out []auth.Role
	for _, r := range t.m.roles[accountID] {
		if r.Until.IsZero() || at.Before(r.Until) {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b auth.Role) int { return strings.Compare(a.Name, b.Name) })
	return out, t.op("Roles")
}

func (t *memTx) GrantAdministrator(accountID string, _ time.Time) error {
	return put(t, "GrantAdministrator", t.m.roles, accountID, []auth.Role{{Name: AdministratorRole}})
}

func (t *memTx) Passkeys(accountID string) ([]auth.Passkey, error) {
	var out []auth.Passkey
	for _, p := range t.m.passkeys {
		if p.AccountID == accountID {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b auth.Passkey) int { return bytes.Compare(a.ID, b.ID) })
	return out, t.op("Passkeys")
}

func (t *memTx) Passkey(id []byte) (auth.Passkey, bool, error) {
	return get(t, "Passkey", t.m.passkeys, string(id))
}

func (t *memTx) PutPasskey(p auth.Passkey) error {
	if old, there := t.m.passkeys[string(p.ID)]; there && old.AccountID != p.AccountID {
		return errs.New(errs.Conflict, "db.bestaat_al")
	}
	return put(t, "PutPasskey", t.m.passkeys, string(p.ID), p)
}

func (t *memTx) DeletePasskey(accountID string, id []byte) (bool, error) {
	if p, there := t.m.passkeys[string(id)]; !there || p.AccountID != accountID {
		return false, t.op("DeletePasskey")
	}
	return true, drop(t, "DeletePasskey", t.m.passkeys, string(id))
}

func (t *memTx) ReplaceRecoveryCodes(accountID string, hashes []string, _ time.Time) error {
	next := map[string]bool{}
	for _, h := range hashes {
		next[h] = false
	}
	return put(t, "ReplaceRecoveryCodes", t.m.recovery, accountID, next)
}

func (t *memTx) UseRecoveryCode(accountID, hash string, _ time.Time) (bool, error) {
	codes := t.m.recovery[accountID]
	if used, there := codes[hash]; !there || used {
		return false, t.op("UseRecoveryCode")
	}
	next := maps.Clone(codes)
	next[hash] = true
	return true, put(t, "UseRecoveryCode", t.m.recovery, accountID, next)
}

func (t *memTx) RecoveryCodesLeft(accountID string) (int, error) {
	n := 0
	for _, used := range t.m.recovery[accountID] {
		if !used {
			n++
		}
	}
	return n, t.op("RecoveryCodesLeft")
}

func (t *memTx) InsertCode(c auth.Code) error {
	if _, there := t.m.codes[c.Hash]; there {
		return errs.New(errs.Conflict, "db.bestaat_al")
	}
	return put(t, "InsertCode", t.m.codes, c.Hash, c)
}

func (t *memTx) Code(hash string) (auth.Code, bool, error) {
	return get(t, "Code", t.m.codes, hash)
}

func (t *memTx) UseCode(hash string, at time.Time) (bool, error) {
	c, there := t.m.codes[hash]
	if !there || !c.UsedAt.IsZero() || !c.WithdrawnAt.IsZero() {
		return false, t.op("UseCode")
	}
	c.UsedAt = at
	return true, put(t, "UseCode", t.m.codes, hash, c)
}

func (t *memTx) WithdrawCodes(accountID string, at time.Time) (int, error) {
	n := 0
	for hash, c := range t.m.codes {
		if c.AccountID != accountID || !c.UsedAt.IsZero() || !c.WithdrawnAt.IsZero() {
			continue
		}
		c.WithdrawnAt = at
		if err := put(t, "WithdrawCodes", t.m.codes, hash, c); err != nil {
			return 0, err
		}
		n++
	}
	return n, t.op("WithdrawCodes")
}

func (t *memTx) Spend(once string, until time.Time) (bool, error) {
	if _, there := t.m.spent[once]; there {
		return false, t.op("Spend")
	}
	return true, put(t, "Spend", t.m.spent, once, until)
}

func (t *memTx) InsertSession(x auth.Session) error {
	if _, there := t.m.sessions[x.Hash]; there {
		return errs.New(errs.Conflict, "db.bestaat_al")
	}
	return put(t, "InsertSession", t.m.sessions, x.Hash, x)
}

func (t *memTx) Session(hash string) (auth.Session, auth.Holder, bool, error) {
	x, found := t.m.sessions[hash]
	a := t.m.accounts[x.AccountID]
	h := auth.Holder{Kind: a.Kind, Name: a.Name, PersoonID: a.PersoonID, Epoch: a.Epoch, DisabledAt: a.DisabledAt}
	return x, h, found, t.op("Session")
}

func (t *memTx) SessionsOf(accountID string) ([]auth.Session, error) {
	var out []auth.Session
	for _, x := range t.m.sessions {
		if x.AccountID == accountID {
			out = append(out, x)
		}
	}
	slices.SortFunc(out, func(a, b auth.Session) int { return strings.Compare(a.ID, b.ID) })
	return out, t.op("SessionsOf")
}

// quiet runs bookkeeping: it may be the only thing in a commit.
func (t *memTx) quiet(do func() error) error {
	before := t.changed
	err := do()
	t.changed = before
	return err
}

func (t *memTx) TouchSession(hash string, at time.Time) error {
	x, there := t.m.sessions[hash]
	if !there || !x.SeenAt.Before(at) {
		return t.op("TouchSession")
	}
	x.SeenAt = at
	return t.quiet(func() error { return put(t, "TouchSession", t.m.sessions, hash, x) })
}

func (t *memTx) DeleteSession(hash string) (bool, error) {
	_, there := t.m.sessions[hash]
	return there, drop(t, "DeleteSession", t.m.sessions, hash)
}

func (t *memTx) DeleteSessions(accountID string) (int, error) {
	n := 0
	for hash, x := range t.m.sessions {
		if x.AccountID != accountID {
			continue
		}
		if err := drop(t, "DeleteSessions", t.m.sessions, hash); err != nil {
			return 0, err
		}
		n++
	}
	return n, t.op("DeleteSessions")
}

func (t *memTx) Attempt(key string) (auth.Attempt, bool, error) {
	return get(t, "Attempt", t.m.attempts, key)
}

func (t *memTx) SwapAttempt(next auth.Attempt) (bool, error) {
	if t.m.attempts[next.Key].Versie != next.Versie-1 {
		return false, t.op("SwapAttempt")
	}
	return true, t.quiet(func() error { return put(t, "SwapAttempt", t.m.attempts, next.Key, next) })
}

func (t *memTx) Purge(at, ended, quiet time.Time) (int, error) {
	n := 0
	remove := func(do func() error) error {
		n++
		return t.quiet(do)
	}
	for hash, x := range t.m.sessions {
		if x.CreatedAt.Before(ended) {
			if err := remove(func() error { return drop(t, "Purge", t.m.sessions, hash) }); err != nil {
				return n, err
			}
		}
	}
	for once, until := range t.m.spent {
		if until.Before(at) {
			if err := remove(func() error { return drop(t, "Purge", t.m.spent, once) }); err != nil {
				return n, err
			}
		}
	}
	for key, a := range t.m.attempts {
		if a.LastAt.Before(quiet) {
			if err := remove(func() error { return drop(t, "Purge", t.m.attempts, key) }); err != nil {
				return n, err
			}
		}
	}
	for hash, c := range t.m.codes {
		if c.ExpiresAt.Before(quiet) {
			if err := remove(func() error { return drop(t, "Purge", t.m.codes, hash) }); err != nil {
				return n, err
			}
		}
	}
	return n, t.op("Purge")
}

func (t *memTx) Audit(e auth.Event) error {
	if t.reads {
		return errors.New("authtest: event in a reading transaction")
	}
	if err := t.op("Audit"); err != nil {
		return err
	}
	t.audited = true
	n := len(t.m.events)
	t.undo = append(t.undo, func() { t.m.events = t.m.events[:n] })
	e.Details = maps.Clone(e.Details)
	t.m.events = append(t.m.events, e)
	return nil
}
