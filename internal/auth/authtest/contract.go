package authtest

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"trede/internal/auth"
	"trede/internal/platform/errs"
)

// TestRepo holds a Repo to the contract of auth.Tx. newRepo gives an empty one.
// Accounts in it have ids that follow the form of platform/id.
func TestRepo(t *testing.T, newRepo func(t *testing.T) auth.Repo) {
	t.Helper()
	for name, test := range map[string]func(*testing.T, repo){
		"accounts": testAccounts, "links": testLinks, "totp steps": testSteps, "roles": testRoles, "passkeys": testPasskeys,
		"recovery codes": testRecovery, "codes": testCodes, "spend": testSpend, "sessions": testSessions, "attempts": testAttempts,
		"purge": testPurge, "all or nothing": testAtomic,
	} {
		t.Run(name, func(t *testing.T) { test(t, repo{newRepo(t), t}) })
	}
}

// At is the moment that the contract's rows are made at.
var At = time.Date(2026, 3, 2, 9, 30, 0, 123456000, time.UTC)

const (
	idOne = "019571a2-0000-7000-8000-000000000001"
	idTwo = "019571a2-0000-7000-8000-000000000002"
)

type repo struct {
	auth.Repo
	t *testing.T
}

// do runs fn in a writing transaction with an event and fails the test on error.
func (r repo) do(fn func(tx auth.Tx) error) {
	r.t.Helper()
	if err := r.try(fn); err != nil {
		r.t.Fatal(err)
	}
}

func (r repo) try(fn func(tx auth.Tx) error) error {
	return r.Write(context.Background(), func(tx auth.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return tx.Audit(auth.Event{Action: auth.EventCreated, At: At, Details: map[string]string{"proef": "ja"}})
	})
}

// yes and no check the second result of a conditional method.
func (r repo) yes(want bool, fn func(tx auth.Tx) (bool, error)) {
	r.t.Helper()
	var got bool
	r.do(func(tx auth.Tx) (err error) { got, err = fn(tx); return err })
	if got != want {
		r.t.Errorf("got %v, want %v", got, want)
	}
}

func (r repo) conflict(fn func(tx auth.Tx) error) {
	r.t.Helper()
	if err := r.try(fn); !errs.Is(err, errs.Conflict) {
		r.t.Errorf("got %v, want a conflict", err)
	}
}

func (r repo) account(id, login string) auth.Account {
	r.t.Helper()
	a := auth.Account{ID: id, Kind: auth.Medewerker, Login: login, Name: "Naam " + login, CreatedAt: At, Versie: 1}
	r.do(func(tx auth.Tx) error { return tx.InsertAccount(a) })
	return a
}

func (r repo) read(fn func(tx auth.Tx) error) {
	r.t.Helper()
	if err := r.Read(context.Background(), fn); err != nil {
		r.t.Fatal(err)
	}
}

func testAccounts(t *testing.T, r repo) {
	any := true
	r.read(func(tx auth.Tx) (err error) { any, err = tx.AnyAccount(); return err })
	if any {
		t.Error("an empty repo has accounts")
	}
	a := r.account(idOne, "een")
	r.account(idTwo, "twee")
	r.conflict(func(tx auth.Tx) error {
		return tx.InsertAccount(auth.Account{ID: "019571a2-0000-7000-8000-000000000003", Kind: auth.Inwoner, Login: "een", Name: "x", CreatedAt: At, Versie: 1})
	})
	a.Email, a.Organisation, a.PasswordHash, a.PasswordAt = "een@example.nl", "Gemeente", "$argon2id$x", At
	a.TOTPSecret, a.CodeOnly, a.Epoch, a.DisabledAt = []byte{0, 1, 255}, true, 7, At.Add(time.Second)
	r.do(func(tx auth.Tx) error { return tx.UpdateAccount(a) })
	r.conflict(func(tx auth.Tx) error { return tx.UpdateAccount(a) }) // the version is behind now
	r.read(func(tx auth.Tx) error {
		got, found, err := tx.AccountByLogin("een")
		if err != nil || !found {
			t.Fatalf("not found, %v", err)
		}
		if got.Versie != 2 || got.Email != a.Email || got.Organisation != a.Organisation || !got.PasswordAt.Equal(At) ||
			string(got.TOTPSecret) != string(a.TOTPSecret) || !got.CodeOnly || got.Epoch != 7 || !got.DisabledAt.Equal(a.DisabledAt) || got.Kind != auth.Medewerker {
			t.Errorf("row came back as %+v", got)
		}
		for _, login := range []string{"", "drie", "EEN"} {
			if _, found, err := tx.AccountByLogin(login); found || err != nil {
				t.Errorf("%q found, %v", login, err)
			}
		}
		_, found, err = tx.Account("019571a2-0000-7000-8000-00000000000f")
		if found {
			t.Error("found an account that is not there")
		}
		return err
	})
	b := auth.Account{ID: idTwo, Kind: auth.Medewerker, Login: "een", Name: "x", CreatedAt: At, Versie: 1}
	r.conflict(func(tx auth.Tx) error { return tx.UpdateAccount(b) })
}

func testLinks(t *testing.T, r repo) {
	a, b := r.account(idOne, "een"), r.account(idTwo, "twee") // both without link: empty ones do not clash
	a.ExternalKey, a.LinkIssuer, a.LinkSubject = "een@example.nl", "https://idp", "s1"
	r.do(func(tx auth.Tx) error { return tx.UpdateAccount(a) })
	r.read(func(tx auth.Tx) error {
		if got, found, err := tx.AccountByLink("https://idp", "s1"); err != nil || !found || got.ID != idOne {
			t.Errorf("by link: %v %v %v", got.ID, found, err)
		}
		if got, found, err := tx.AccountByExternalKey("een@example.nl"); err != nil || !found || got.ID != idOne {
			t.Errorf("by key: %v %v %v", got.ID, found, err)
		}
		for _, pair := range [][2]string{{"", ""}, {"https://idp", ""}, {"https://other", "s1"}} {
			if _, found, err := tx.AccountByLink(pair[0], pair[1]); found || err != nil {
				t.Errorf("link %v found, %v", pair, err)
			}
		}
		_, found, err := tx.AccountByExternalKey("")
		if found {
			t.Error("the empty key finds an account")
		}
		return err
	})
	b.LinkIssuer, b.LinkSubject = "https://idp", "s1"
	r.conflict(func(tx auth.Tx) error { return tx.UpdateAccount(b) })
	b.LinkSubject, b.ExternalKey = "s2", "een@example.nl"
	r.conflict(func(tx auth.Tx) error { return tx.UpdateAccount(b) })
}

func testSteps(t *testing.T, r repo) {
	a := r.account(idOne, "een")
	r.yes(true, func(tx auth.Tx) (bool, error) { return tx.UseStep(idOne, 100) })
	r.yes(false, func(tx auth.Tx) (bool, error) { return tx.UseStep(idOne, 100) })
	r.yes(false, func(tx auth.Tx) (bool, error) { return tx.UseStep(idOne, 99) })
	r.yes(true, func(tx auth.Tx) (bool, error) { return tx.UseStep(idOne, 101) })
	r.yes(false, func(tx auth.Tx) (bool, error) { return tx.UseStep(idTwo, 101) })
	// A row read before the step was used must not put the old step back.
	r.conflict(func(tx auth.Tx) error { return tx.UpdateAccount(a) })
}

func testRoles(t *testing.T, r repo) {
	r.account(idOne, "een")
	r.read(func(tx auth.Tx) error {
		roles, err := tx.Roles(idOne, At)
		if len(roles) != 0 {
			t.Errorf("roles out of nothing: %v", roles)
		}
		return err
	})
	r.do(func(tx auth.Tx) error { return tx.GrantAdministrator(idOne, At) })
	r.read(func(tx auth.Tx) error {
		roles, err := tx.Roles(idOne, At.Add(time.Minute))
		if len(roles) != 1 || roles[0].Name == "" {
			t.Errorf("after the grant: %v", roles)
		}
		return err
	})
}

func testPasskeys(t *testing.T, r repo) {
	r.account(idOne, "een")
	r.account(idTwo, "twee")
	p := auth.Passkey{ID: []byte{0, 1, 2, 255}, AccountID: idOne, RPID: "localhost", Label: "telefoon", Data: []byte{9, 0}, CreatedAt: At}
	r.do(func(tx auth.Tx) error { return tx.PutPasskey(p) })
	p.Data, p.UsedAt = []byte{8}, At.Add(time.Hour)
	r.do(func(tx auth.Tx) error { return tx.PutPasskey(p) })
	stolen := p
	stolen.AccountID = idTwo
	r.conflict(func(tx auth.Tx) error { return tx.PutPasskey(stolen) })
	r.read(func(tx auth.Tx) error {
		list, err := tx.Passkeys(idOne)
		if err != nil || len(list) != 1 || string(list[0].Data) != "\x08" || !list[0].UsedAt.Equal(p.UsedAt) || list[0].Label != "telefoon" || list[0].RPID != "localhost" {
			t.Errorf("%+v, %v", list, err)
		}
		got, found, err := tx.Passkey(p.ID)
		if !found || got.AccountID != idOne {
			t.Errorf("%+v", got)
		}
		return err
	})
	r.yes(false, func(tx auth.Tx) (bool, error) { return tx.DeletePasskey(idTwo, p.ID) })
	r.yes(true, func(tx auth.Tx) (bool, error) { return tx.DeletePasskey(idOne, p.ID) })
	r.yes(false, func(tx auth.Tx) (bool, error) { return tx.DeletePasskey(idOne, p.ID) })
}

func testRecovery(t *testing.T, r repo) {
	r.account(idOne, "een")
	r.account(idTwo, "twee")
	left := func(want int) {
		t.Helper()
		r.read(func(tx auth.Tx) error {
			n, err := tx.RecoveryCodesLeft(idOne)
			if n != want {
				t.Errorf("%d left, want %d", n, want)
			}
			return err
		})
	}
	left(0)
	r.do(func(tx auth.Tx) error { return tx.ReplaceRecoveryCodes(idOne, []string{"a", "b", "c"}, At) })
	r.yes(true, func(tx auth.Tx) (bool, error) { return tx.UseRecoveryCode(idOne, "b", At) })
	r.yes(false, func(tx auth.Tx) (bool, error) { return tx.UseRecoveryCode(idOne, "b", At) })
	r.yes(false, func(tx auth.Tx) (bool, error) { return tx.UseRecoveryCode(idTwo, "a", At) })
	left(2)
	r.do(func(tx auth.Tx) error { return tx.ReplaceRecoveryCodes(idOne, []string{"b"}, At) })
	left(1)
	r.yes(false, func(tx auth.Tx) (bool, error) { return tx.UseRecoveryCode(idOne, "a", At) })
	r.do(func(tx auth.Tx) error { return tx.ReplaceRecoveryCodes(idOne, nil, At) })
	left(0)
}

func testCodes(t *testing.T, r repo) {
	r.account(idOne, "een")
	code := func(hash, account string) auth.Code {
		return auth.Code{Hash: hash, Purpose: auth.PurposeLetter, AccountID: account, Second: "s", CreatedAt: At, ExpiresAt: At.Add(time.Hour)}
	}
	r.do(func(tx auth.Tx) error {
		return errors.Join(tx.InsertCode(code("a", idOne)), tx.InsertCode(code("b", idOne)), tx.InsertCode(code("setup", "")))
	})
	r.conflict(func(tx auth.Tx) error { return tx.InsertCode(code("a", idOne)) })
	r.yes(true, func(tx auth.Tx) (bool, error) { return tx.UseCode("a", At) })
	r.yes(false, func(tx auth.Tx) (bool, error) { return tx.UseCode("a", At) })
	r.yes(false, func(tx auth.Tx) (bool, error) { return tx.UseCode("z", At) })
	withdraw := func(account string, want int) {
		t.Helper()
		r.do(func(tx auth.Tx) error {
			n, err := tx.WithdrawCodes(account, At)
			if n != want {
				t.Errorf("%d withdrawn for %q, want %d", n, account, want)
			}
			return err
		})
	}
	withdraw(idOne, 1)
	withdraw(idOne, 0)
	r.yes(false, func(tx auth.Tx) (bool, error) { return tx.UseCode("b", At) })
	withdraw("", 1)
	r.read(func(tx auth.Tx) error {
		c, found, err := tx.Code("a")
		if !found || c.UsedAt.IsZero() || !c.WithdrawnAt.IsZero() || c.Second != "s" || c.Purpose != auth.PurposeLetter || !c.ExpiresAt.Equal(At.Add(time.Hour)) {
			t.Errorf("%+v", c)
		}
		return err
	})
}

func testSpend(_ *testing.T, r repo) {
	r.yes(true, func(tx auth.Tx) (bool, error) { return tx.Spend("x", At) })
	r.yes(false, func(tx auth.Tx) (bool, error) { return tx.Spend("x", At) })
	r.yes(true, func(tx auth.Tx) (bool, error) { return tx.Spend("y", At) })
}

func testSessions(t *testing.T, r repo) {
	r.account(idOne, "een")
	x := auth.Session{
		Hash: "h1", ID: "s1", AccountID: idOne, Epoch: 3, Step: auth.StepDone, First: auth.MethodPassword, Second: auth.MethodTOTP, MustPassword: true,
		Roles: auth.RoleList{"consulent", "teamleider"}, RolesUntil: At.Add(time.Hour), CreatedAt: At, SeenAt: At, StrongAt: At,
		Address: "192.0.2.1", Agent: "Firefox, Linux", LogoutHint: []byte{1, 0, 2},
	}
	y := auth.Session{Hash: "h2", ID: "s2", AccountID: idOne, Step: auth.StepRole, CreatedAt: At, SeenAt: At, StrongAt: At}
	r.do(func(tx auth.Tx) error { return errors.Join(tx.InsertSession(x), tx.InsertSession(y)) })
	r.conflict(func(tx auth.Tx) error { return tx.InsertSession(x) })
	touch := func(at time.Time) error {
		return r.Write(context.Background(), func(tx auth.Tx) error { return tx.TouchSession("h1", at) }) // no event
	}
	if err := errors.Join(touch(At.Add(time.Minute)), touch(At.Add(time.Second))); err != nil {
		t.Fatal(err)
	}
	r.read(func(tx auth.Tx) error {
		got, holder, found, err := tx.Session("h1")
		if err != nil || !found {
			t.Fatalf("not found, %v", err)
		}
		if got.Epoch != 3 || got.Step != auth.StepDone || got.First != auth.MethodPassword || got.Second != auth.MethodTOTP || !got.MustPassword ||
			!slices.Equal(got.Roles, x.Roles) || !got.RolesUntil.Equal(x.RolesUntil) || !got.CreatedAt.Equal(At) || !got.SeenAt.Equal(At.Add(time.Minute)) ||
			!got.StrongAt.Equal(At) || got.Address != x.Address || got.Agent != x.Agent || string(got.LogoutHint) != string(x.LogoutHint) || got.ID != "s1" {
			t.Errorf("row came back as %+v", got)
		}
		if holder.Kind != auth.Medewerker || holder.Name != "Naam een" || holder.Epoch != 0 || !holder.DisabledAt.IsZero() {
			t.Errorf("holder %+v", holder)
		}
		list, err := tx.SessionsOf(idOne)
		if len(list) != 2 {
			t.Errorf("%d sessions", len(list))
		}
		return err
	})
	r.yes(true, func(tx auth.Tx) (bool, error) { return tx.DeleteSession("h1") })
	r.yes(false, func(tx auth.Tx) (bool, error) { return tx.DeleteSession("h1") })
	r.do(func(tx auth.Tx) error {
		n, err := tx.DeleteSessions(idOne)
		if n != 1 {
			t.Errorf("%d dropped, want 1", n)
		}
		return err
	})
}

func testAttempts(t *testing.T, r repo) {
	swap := func(want bool, a auth.Attempt) {
		t.Helper()
		var got bool
		err := r.Write(context.Background(), func(tx auth.Tx) (err error) { got, err = tx.SwapAttempt(a); return err }) // no event
		if err != nil || got != want {
			t.Errorf("version %d: %v %v, want %v", a.Versie, got, err, want)
		}
	}
	swap(false, auth.Attempt{Key: "k", Failures: 1, LastAt: At, UntilAt: At, Versie: 2})
	swap(true, auth.Attempt{Key: "k", Failures: 1, LastAt: At, UntilAt: At, Versie: 1})
	swap(false, auth.Attempt{Key: "k", Failures: 1, LastAt: At, UntilAt: At, Versie: 1})
	swap(true, auth.Attempt{Key: "k", Failures: 2, LastAt: At, UntilAt: At.Add(time.Minute), Versie: 2})
	swap(false, auth.Attempt{Key: "k", Failures: 2, LastAt: At, UntilAt: At, Versie: 2})
	r.read(func(tx auth.Tx) error {
		a, found, err := tx.Attempt("k")
		if !found || a.Failures != 2 || !a.UntilAt.Equal(At.Add(time.Minute)) || a.Versie != 2 || !a.LastAt.Equal(At) {
			t.Errorf("%+v", a)
		}
		_, found, _ = tx.Attempt("other")
		if found {
			t.Error("found an attempt that is not there")
		}
		return err
	})
}

func testPurge(t *testing.T, r repo) {
	r.account(idOne, "een")
	old := At.Add(-48 * time.Hour)
	r.do(func(tx auth.Tx) error {
		_, err1 := tx.Spend("old", old)
		_, err2 := tx.Spend("new", At.Add(time.Hour))
		_, err3 := tx.SwapAttempt(auth.Attempt{Key: "old", LastAt: old, UntilAt: old, Versie: 1})
		_, err4 := tx.SwapAttempt(auth.Attempt{Key: "new", LastAt: At, UntilAt: At, Versie: 1})
		return errors.Join(err1, err2, err3, err4,
			tx.InsertSession(auth.Session{Hash: "old", ID: "a", AccountID: idOne, Step: auth.StepDone, CreatedAt: old, SeenAt: old, StrongAt: old}),
			tx.InsertSession(auth.Session{Hash: "new", ID: "b", AccountID: idOne, Step: auth.StepDone, CreatedAt: At, SeenAt: At, StrongAt: At}),
			tx.InsertCode(auth.Code{Hash: "old", Purpose: auth.PurposeReset, AccountID: idOne, CreatedAt: old, ExpiresAt: old}),
			tx.InsertCode(auth.Code{Hash: "new", Purpose: auth.PurposeReset, AccountID: idOne, CreatedAt: At, ExpiresAt: At}))
	})
	n := 0
	err := r.Write(context.Background(), func(tx auth.Tx) (err error) { // no event
		n, err = tx.Purge(At, At.Add(-24*time.Hour), At.Add(-24*time.Hour))
		return err
	})
	if err != nil || n != 4 {
		t.Fatalf("%d dropped, %v; want 4", n, err)
	}
	r.yes(true, func(tx auth.Tx) (bool, error) { return tx.DeleteSession("new") })
	r.yes(false, func(tx auth.Tx) (bool, error) { return tx.DeleteSession("old") })
	r.yes(false, func(tx auth.Tx) (bool, error) { return tx.Spend("new", At) })
	r.read(func(tx auth.Tx) error {
		_, oldCode, err1 := tx.Code("old")
		_, newCode, err2 := tx.Code("new")
		_, newAttempt, err3 := tx.Attempt("new")
		if oldCode || !newCode || !newAttempt {
			t.Error("dropped the wrong rows")
		}
		return errors.Join(err1, err2, err3)
	})
}

func testAtomic(t *testing.T, r repo) {
	r.account(idOne, "een")
	boom := errors.New("boom")
	err := r.Write(context.Background(), func(tx auth.Tx) error {
		if _, err := tx.UseStep(idOne, 5); err != nil {
			return err
		}
		if err := tx.InsertSession(auth.Session{Hash: "h", ID: "s", AccountID: idOne, Step: auth.StepDone, CreatedAt: At, SeenAt: At, StrongAt: At}); err != nil {
			return err
		}
		return boom
	})
	if !errors.Is(err, boom) {
		t.Fatalf("the error of the function came back as %v", err)
	}
	r.read(func(tx auth.Tx) error {
		a, _, err1 := tx.Account(idOne)
		_, _, found, err2 := tx.Session("h")
		if a.TOTPStep != 0 || found {
			t.Error("half of a failed transaction stayed")
		}
		return errors.Join(err1, err2)
	})
	err = r.Write(context.Background(), func(tx auth.Tx) error {
		_, err := tx.UseStep(idOne, 5)
		return err
	})
	if err == nil {
		t.Error("a change without an event was committed")
	}
}
