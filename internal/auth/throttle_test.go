package auth_test

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"trede/internal/auth"
)

// guess tries one wrong password and reports whether it was looked at at all.
func (e *env) guess(login string, o auth.Origin) (looked bool) {
	e.t.Helper()
	_, err := e.Password(ctx, login, "verkeerd wachtwoord", o)
	if err == nil {
		e.t.Fatal("a wrong password opened the account")
	}
	return !isWait(err)
}

func TestTenThousandGuessesAtOnce(t *testing.T) {
	for _, login := range []string{"saskia", "bestaat-niet"} {
		t.Run(login, func(t *testing.T) {
			e := newEnv(t)
			e.staff("saskia")
			before := e.hasher.Count()
			var looked atomic.Int64
			var wg sync.WaitGroup
			work := make(chan int)
			for range 50 {
				wg.Go(func() {
					for range work {
						if e.guess(login, evil) {
							looked.Add(1)
						}
					}
				})
			}
			for i := range 10_000 {
				work <- i
			}
			close(work)
			wg.Wait()
			// Three free ones and the one that starts the wait.
			if n := looked.Load(); n != 4 {
				t.Errorf("%d of 10,000 guesses were looked at, want 4", n)
			}
			if n := e.hasher.Count() - before; n != 4 {
				t.Errorf("%d hashes computed", n)
			}
		})
	}
}

func TestAPatientGuesserFromOneAddress(t *testing.T) {
	e := newEnv(t)
	e.staff("saskia")
	looked, asked := 0, 0
	longest := time.Duration(0)
	for end := e.clock.Now().Add(24 * time.Hour); e.clock.Now().Before(end) && asked < 1000; {
		asked++
		_, err := e.Password(ctx, "saskia", "verkeerd wachtwoord", evil)
		wait, slowed := auth.RetryAfter(err)
		if !slowed {
			looked++
			wait = time.Millisecond
		}
		longest = max(longest, wait)
		e.clock.Advance(wait)
	}
	if looked > 130 || looked < 50 {
		t.Errorf("%d guesses in a day (asked %d times), want about 110", looked, asked)
	}
	if longest != 15*time.Minute {
		t.Errorf("the longest wait is %v: it must grow to 15 minutes and no further", longest)
	}
}

func TestWaitsGrow(t *testing.T) {
	e := newEnv(t)
	e.staff("saskia")
	var waits []time.Duration
	for range 100 {
		if len(waits) == 12 {
			break
		}
		_, err := e.Password(ctx, "saskia", "verkeerd wachtwoord", evil)
		if wait, slowed := auth.RetryAfter(err); slowed {
			waits = append(waits, wait)
			e.clock.Advance(wait - time.Millisecond)
			if e.guess("saskia", evil) {
				t.Fatal("looked at before the wait was over")
			}
			e.clock.Advance(time.Millisecond)
		}
	}
	s := time.Second
	want := []time.Duration{s, 2 * s, 4 * s, 8 * s, 16 * s, 32 * s, 64 * s, 128 * s, 256 * s, 512 * s, 900 * s, 900 * s}
	if !slices.Equal(waits, want) {
		t.Errorf("waits %v", waits)
	}
}

func TestManyAddressesAtOneAccount(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	from := func(i int) auth.Origin {
		return auth.Origin{Address: netip.AddrFrom4([4]byte{203, 0, byte(i >> 8), byte(i)})}
	}
	looked := 0
	for i := range 10_000 {
		if e.guess("saskia", from(i)) {
			looked++
		}
	}
	if looked != 21 {
		t.Errorf("%d of 10,000 guesses from as many addresses were looked at, want 21", looked)
	}
	// Saskia, at her own computer, notices nothing, also while it goes on.
	o := home
	o.Device = u.device
	u.signIn(o)
	e.alive(u.token)
	// At a new computer she waits a minute at most.
	_, err := e.Password(ctx, u.login, u.password, home)
	if wait, ok := auth.RetryAfter(err); !ok || wait > time.Minute {
		t.Errorf("%v", err)
	}
	e.clock.Advance(time.Minute)
	u.signIn(home)
	// And nobody else is held up.
	if !e.guess("ben", home) {
		t.Error("another account is slowed down")
	}
}

func TestADeviceCookieIsNoFreeWay(t *testing.T) {
	e := newEnv(t)
	u, mallory := e.staff("saskia"), e.staff("mallory")
	stolen := evil
	stolen.Device = u.device
	looked := 0
	for range 1000 {
		if e.guess("saskia", stolen) {
			looked++
		}
	}
	if looked != 6 {
		t.Errorf("with a stolen device cookie %d guesses were looked at, want 6", looked)
	}
	// One's own device cookie is worth nothing at another account.
	hers := evil
	hers.Device = mallory.device
	looked = 0
	for range 1000 {
		if e.guess("saskia", hers) {
			looked++
		}
	}
	if looked != 4 {
		t.Errorf("with somebody else's device cookie %d guesses were looked at, want 4", looked)
	}
	// Nor is one that is too old, or made up.
	for _, text := range []string{"x", strings.Repeat("A", 200), u.device[:len(u.device)-2]} {
		o := auth.Origin{Address: netip.MustParseAddr("203.0.113.67"), Device: text}
		_ = e.guess("saskia", o)
	}
	if e.guess("saskia", auth.Origin{Address: netip.MustParseAddr("203.0.113.67")}) != true {
		t.Error("three free attempts were fewer")
	}
	if e.guess("saskia", auth.Origin{Address: netip.MustParseAddr("203.0.113.67")}) {
		t.Error("a made-up device cookie is counted apart")
	}
}

func TestOneAddressAtManyAccounts(t *testing.T) {
	e := newEnv(t)
	ben := e.staff("ben")
	looked := 0
	for i := range 2000 {
		if e.guess(fmt.Sprintf("gebruiker%d", i), evil) {
			looked++
		}
	}
	if looked != 101 {
		t.Errorf("%d accounts tried from one address, want 101", looked)
	}
	ben.signIn(home) // from elsewhere all goes on
	e.clock.Advance(15 * time.Minute)
	ben.signIn(evil) // and from there after the wait
}

func TestAWholeTownHallSignsIn(t *testing.T) {
	e := newEnv(t)
	users := make([]*user, 300)
	for i := range users {
		users[i] = e.staff(fmt.Sprintf("medewerker%d", i))
	}
	// Everybody within half an hour, one in four with a mistake first.
	for i, u := range users {
		e.clock.Advance(6 * time.Second)
		if i%4 == 0 && !e.guess(u.login, home) {
			t.Fatalf("person %d waits for the mistakes of others", i)
		}
		u.signIn(home)
	}
}

func TestSuccessTakesOwnMistakesAway(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	for range 10 {
		for range 3 {
			if !e.guess("saskia", home) {
				t.Fatal("slowed down by mistakes that a success had taken away")
			}
		}
		u.signIn(home)
		e.clock.Advance(time.Minute)
	}
}

func TestClockBackHoldsNobodyUp(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	for range 40 {
		e.guess("saskia", home)
		e.clock.Advance(time.Minute)
	}
	e.clock.Advance(-48 * time.Hour)
	if r, err := e.Password(ctx, u.login, u.password, home); err != nil || r.Step != auth.StepSecondFactor {
		t.Errorf("locked out until the clock is there again: %v", err)
	}
}

func TestAddressesOfOnePersonAreOne(t *testing.T) {
	for a, want := range map[string]string{
		"192.0.2.1": "192.0.2.1", "::ffff:192.0.2.1": "192.0.2.1", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64", "2001:db8:1:2::1": "2001:db8:1:2::/64",
		"fe80::1%eth0": "fe80::/64",
	} {
		if got := auth.NetworkOf(netip.MustParseAddr(a)); got != want {
			t.Errorf("%s: %s", a, got)
		}
	}
	if auth.NetworkOf(netip.Addr{}) == "" {
		t.Error("no address has no name")
	}
}

func TestGuessingTheSecondFactor(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	looked := 0
	for i := range 10_000 {
		// The guesser knows the password and comes from anywhere.
		o := auth.Origin{Address: netip.AddrFrom4([4]byte{203, 0, byte(i >> 8), byte(i)})}
		first, err := e.Password(ctx, u.login, u.password, o)
		if err != nil {
			t.Fatalf("guess %d: %v", i, err)
		}
		if _, err := e.TOTP(ctx, first.Token, "000000", o); err == nil {
			t.Fatal("six zeros are the code")
		} else if !isWait(err) {
			looked++
		}
		if i > 200 {
			break
		}
	}
	if looked != 11 {
		t.Errorf("%d guesses at the second factor were looked at, want 11", looked)
	}
	o := home
	o.Device = u.device
	e.clock.Advance(time.Minute)
	u.signIn(o)
	var slowed int
	for _, a := range e.actions(u.id) {
		if a == auth.EventSlowed {
			slowed++
		}
	}
	if slowed == 0 {
		t.Error("the first wait is not told")
	}
}

func TestNobodyIsNamedInTheCounts(t *testing.T) {
	e := newEnv(t)
	e.guess("saskia.doornbos", evil)
	e.guess("wachtwoord-in-het-verkeerde-veld", evil)
	dump := e.repo.Dump()
	for _, name := range []string{"saskia", "wachtwoord-in", "verkeerd wachtwoord"} {
		if strings.Contains(dump, name) {
			t.Errorf("%q stands in the repo", name)
		}
	}
}

// What anybody may do without an account is slowed down per address: what was done
// counts, what was refused does not, and after a while it is forgotten.
func TestSparing(t *testing.T) {
	e := newEnv(t)
	bad := errors.New("refused")
	done := 0
	try := func(o auth.Origin, err error) error {
		return e.Sparing(ctx, o, "melding", "", func() error {
			if err == nil {
				done++
			}
			return err
		})
	}
	for range 30 {
		if err := try(evil, bad); !errors.Is(err, bad) {
			t.Fatal(err)
		}
	}
	for range 20 {
		if err := try(evil, nil); err != nil && !isWait(err) {
			t.Fatal(err)
		}
	}
	if done != 11 { // ten free ones and the one that starts the wait
		t.Errorf("%d went through", done)
	}
	if err := try(home, nil); err != nil {
		t.Errorf("another address waits as well: %v", err)
	}
	e.clock.Advance(2 * time.Hour)
	if err := try(evil, nil); err != nil {
		t.Errorf("after two hours: %v", err)
	}
}

// However many addresses ask for a mail to somebody: that mailbox is not flooded.
func TestSparingAMailbox(t *testing.T) {
	e := newEnv(t)
	mails := map[string]int{}
	ask := func(n int, to string) {
		t.Helper()
		o := auth.Origin{Address: netip.AddrFrom4([4]byte{198, 51, 100, byte(n)})}
		err := e.Sparing(ctx, o, "aanbieder", to, func() error { mails[to]++; return nil })
		if err != nil && !isWait(err) {
			t.Fatal(err)
		}
	}
	for n := range 30 {
		ask(n, "nina@nieuw.example")
	}
	ask(40, "ander@nieuw.example")
	if mails["nina@nieuw.example"] != 4 || mails["ander@nieuw.example"] != 1 { // three free ones and the one that starts the wait
		t.Errorf("mails %v", mails)
	}
}
