package authtest_test

import (
	"fmt"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"trede/internal/auth"
	"trede/internal/auth/password"
	"trede/internal/platform/crypt"
	"trede/internal/platform/errs"
	"trede/internal/testkit/dbtest"
)

// What has to hold when many come at once holds on the engines themselves, where
// transactions really run side by side.
func TestManyAtOnceOnBothEngines(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) {
		keys, err := crypt.Ephemeral()
		if err != nil {
			t.Fatal(err)
		}
		h, err := password.NewHasher(password.Params{Memory: 64, Time: 1, Threads: 1}, 2, 10_000, nil)
		if err != nil {
			t.Fatal(err)
		}
		s, err := auth.New(auth.Config{Repo: db.AuthRepo(), Now: db.Clock.Now, IDs: db.IDs, Keys: keys, Hasher: h, Origin: "https://trede.example.nl"})
		if err != nil {
			t.Fatal(err)
		}
		ctx := t.Context()
		const pw = "vier gele eenden zwemmen"
		home := auth.Origin{Address: netip.MustParseAddr("192.0.2.1")}
		code, err := s.NewSetupCode(ctx)
		if err != nil {
			t.Fatal(err)
		}

		// One code, many who type it: one administrator.
		var made atomic.Pointer[auth.Result]
		var wg sync.WaitGroup
		for i := range 8 {
			wg.Go(func() {
				r, err := s.Setup(ctx, code, auth.NewAccount{Login: fmt.Sprintf("beheer%d", i), Name: "B"}, pw, home)
				if err == nil && made.Swap(&r) != nil {
					t.Error("two administrators out of one code")
				}
			})
		}
		wg.Wait()
		if made.Load() == nil {
			t.Fatal("nobody got in")
		}
		en, err := s.BeginTOTP(ctx, made.Load().Token)
		if err != nil {
			t.Fatal(err)
		}
		now, err := totp.GenerateCode(strings.ReplaceAll(en.Secret, " ", ""), db.Clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		r, err := s.ConfirmTOTP(ctx, made.Load().Token, en.Flow, now, home)
		if err != nil || r.Step != auth.StepDone || len(r.RecoveryCodes) != 10 {
			t.Fatal(r.Step, err)
		}
		if _, _, err := s.Check(ctx, r.Token); err != nil {
			t.Fatal(err)
		}

		// One recovery code, many who use it: one is in.
		p, err := s.Progress(ctx, r.Token)
		if err != nil {
			t.Fatal(err)
		}
		var tokens []string
		for range 4 {
			first, err := s.Password(ctx, p.Login, pw, home)
			if err != nil {
				t.Fatal(err)
			}
			tokens = append(tokens, first.Token)
		}
		var good atomic.Int64
		for _, token := range tokens {
			wg.Go(func() {
				if _, err := s.RecoveryCode(ctx, token, r.RecoveryCodes[0], home); err == nil {
					good.Add(1)
				}
			})
		}
		wg.Wait()
		if good.Load() != 1 {
			t.Errorf("one recovery code let %d in", good.Load())
		}

		// One code of the app, many who use it: one is in.
		db.Clock.Advance(24 * time.Hour)
		if now, err = totp.GenerateCode(strings.ReplaceAll(en.Secret, " ", ""), db.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		tokens = tokens[:0]
		for range 4 {
			first, err := s.Password(ctx, p.Login, pw, home)
			if err != nil {
				t.Fatal(err)
			}
			tokens = append(tokens, first.Token)
		}
		good.Store(0)
		for _, token := range tokens {
			wg.Go(func() {
				if _, err := s.TOTP(ctx, token, now, home); err == nil {
					good.Add(1)
				}
			})
		}
		wg.Wait()
		if good.Load() != 1 {
			t.Errorf("one code of the app let %d in", good.Load())
		}

		// Many guesses at the same moment: the free ones and no more.
		var looked atomic.Int64
		evil := auth.Origin{Address: netip.MustParseAddr("203.0.113.1")}
		for range 16 {
			wg.Go(func() {
				for range 20 {
					_, err := s.Password(ctx, p.Login, "verkeerd wachtwoord", evil)
					if _, slowed := auth.RetryAfter(err); slowed {
						continue
					}
					looked.Add(1)
					if errs.CodeOf(err) != auth.CodeWrong {
						t.Errorf("a guess gives %v", err)
					}
				}
			})
		}
		wg.Wait()
		if looked.Load() != 4 {
			t.Errorf("%d of 320 guesses were looked at, want 4", looked.Load())
		}
	})
}
