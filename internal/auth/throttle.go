package auth

import (
	"context"
	"crypto/subtle"
	"errors"
	"net/netip"
	"time"
)

// Guessing is slowed down, never locked (ASVS 5.0 6.3.1). Failures are counted
// under several keys at once:
//
//   - the account from this address: a few free tries, then a wait that doubles
//     up to 15 minutes;
//   - the address, an IPv6 network of 64 bits counting as one: many free tries,
//     because a whole town hall may share it;
//   - the account from anywhere: against many addresses, with a wait of at most a
//     minute.
//
// Whoever guesses at your account from elsewhere could still make you wait that
// minute. So a browser in which somebody signed in keeps a device cookie; its
// attempts are counted apart (the "device cookies" of OWASP) and its owner
// notices nothing. A passkey and OIDC are not slowed: there is nothing to guess.
//
// An attempt is counted before it is made and taken back when it succeeds, so a
// thousand attempts at the same moment are not a thousand free ones.
type limit struct {
	name string
	free int64         // failures without a wait
	base time.Duration // the first wait; each later one is twice as long
	cap  time.Duration // the longest wait
	leak time.Duration // in which one failure is forgotten
}

var (
	limitPair       = limit{"koppel", 3, time.Second, 15 * time.Minute, time.Hour}
	limitDevice     = limit{"apparaat", 5, time.Second, 15 * time.Minute, time.Hour}
	limitAccount    = limit{"account", 20, time.Second, time.Minute, 10 * time.Minute}
	limitAddress    = limit{"adres", 100, time.Second, 15 * time.Minute, 30 * time.Second}
	limitFactor     = limit{"factor", 5, 2 * time.Second, 15 * time.Minute, 2 * time.Hour}
	limitEverywhere = limit{"overal", 10, 2 * time.Second, 15 * time.Minute, 2 * time.Hour}
	limitCode       = limit{"code", 5, 30 * time.Second, time.Hour, 6 * time.Hour}
	limitSetup      = limit{"inrichting", 10, 2 * time.Second, 5 * time.Minute, time.Hour}
	limitOpen       = limit{"openbaar", 10, 30 * time.Second, 15 * time.Minute, 10 * time.Minute}
	limitMail       = limit{"post", 3, 5 * time.Minute, time.Hour, 6 * time.Hour}
)

// quietFor is after how long without failure a count is of no use any more: the
// longest that any limit takes to forget what it counts.
const quietFor = 30 * 24 * time.Hour

// wait tells how long to wait before the next attempt. A row from the future
// means that the clock was set back; it holds nobody up.
func (l limit) wait(a Attempt, now time.Time) time.Duration {
	if a.LastAt.After(now.Add(clockStep)) {
		return 0
	}
	return min(max(a.UntilAt.Sub(now), 0), l.cap)
}

// fail counts one failure more.
func (l limit) fail(a Attempt, now time.Time) Attempt {
	a.Failures = l.left(a, now) + 1
	a.LastAt = now
	a.UntilAt = now
	if over := a.Failures - l.free; over > 0 {
		wait := l.cap
		if over <= 32 {
			wait = min(l.base<<(over-1), l.cap)
		}
		a.UntilAt = now.Add(wait)
	}
	a.Versie++
	return a
}

// left tells how many failures still count.
func (l limit) left(a Attempt, now time.Time) int64 {
	return max(a.Failures-int64(max(now.Sub(a.LastAt), 0)/l.leak), 0)
}

// counter is a limit with the key that it counts under.
type counter struct {
	limit
	key   string
	clear bool // success takes all failures away, not only this attempt
}

// reservation is an attempt that was counted and may still succeed.
type reservation struct {
	counters []counter
	slowed   bool // this attempt is the first with a wait behind it
}

// errClash means that somebody else counted under the same key just then.
var errClash = errors.New("auth: attempt counted at the same moment")

// reserve counts an attempt under all keys, or says how long to wait.
func (s *Service) reserve(ctx context.Context, counters []counter) (reservation, error) {
	r := reservation{counters: counters}
	// First only look: whoever has to wait anyway costs no write.
	look := func(tx Tx) error {
		_, err := counted(tx, counters, s.now())
		return err
	}
	if err := s.repo.Read(ctx, look); err != nil {
		return r, err
	}
	for range 20 {
		err := s.repo.Write(ctx, func(tx Tx) error {
			now := s.now()
			r.slowed = false
			// What is written must follow from the very rows that were looked at: a
			// second reading could see what somebody else counted in between.
			rows, err := counted(tx, counters, now)
			if err != nil {
				return err
			}
			for i, c := range counters {
				next := c.fail(rows[i], now)
				r.slowed = r.slowed || next.Failures == c.free+1
				if err := swap(tx, next); err != nil {
					return err
				}
			}
			return nil
		})
		if !errors.Is(err, errClash) {
			return r, err
		}
	}
	return r, tooSoon(time.Second)
}

// Sparing does something that anybody may do without an account, as often as one address
// may: what was done counts, and what was refused does not. When it sends a mail, to names
// whom: from however many addresses it is asked, nobody gets more than a few.
func (s *Service) Sparing(ctx context.Context, o Origin, what, to string, do func() error) error {
	counters := []counter{{limit: limitOpen, key: s.hash("openbaar."+what, networkOf(o.Address))}}
	if to != "" {
		counters = append(counters, counter{limit: limitMail, key: s.hash("post."+what, to)})
	}
	r, err := s.reserve(ctx, counters)
	if err != nil {
		return err
	}
	if err := do(); err != nil {
		return s.forgive(ctx, r, err)
	}
	return nil
}

// counted gives what was counted under each key, or says how long to wait.
func counted(tx Tx, counters []counter, now time.Time) ([]Attempt, error) {
	var longest time.Duration
	rows := make([]Attempt, len(counters))
	for i, c := range counters {
		a, _, err := tx.Attempt(c.key)
		if err != nil {
			return nil, err
		}
		a.Key = c.key
		rows[i] = a
		longest = max(longest, c.wait(a, now))
	}
	if longest > 0 {
		return nil, tooSoon(longest)
	}
	return rows, nil
}

func swap(tx Tx, next Attempt) error {
	ok, err := tx.SwapAttempt(next)
	if err == nil && !ok {
		err = errClash
	}
	return err
}

// succeed takes the attempt back, inside the transaction of the success. A clash
// with another attempt is no reason to fail: the count then stays one too high.
func (r reservation) succeed(tx Tx, now time.Time) error {
	for _, c := range r.counters {
		a, found, err := tx.Attempt(c.key)
		if err != nil || !found {
			return err
		}
		a.Failures = max(c.left(a, now)-1, 0)
		if c.clear {
			a.Failures = 0
		}
		if a.Failures <= c.free {
			a.UntilAt = now
		}
		a.Versie++
		if _, err := tx.SwapAttempt(a); err != nil {
			return err
		}
	}
	return nil
}

// refused stores the event of an attempt that failed, and of the first wait.
func (r reservation) refused(tx Tx, e Event) error {
	e.Refused = true
	if err := tx.Audit(e); err != nil || !r.slowed {
		return err
	}
	e.Action = EventSlowed
	return tx.Audit(e)
}

// counters gives the keys for an attempt at something (a login, an account)
// from somewhere. Whether the login exists plays no part.
func (s *Service) counters(o Origin, purpose, subject string, first limit, anywhere *limit) []counter {
	var out []counter
	add := func(l limit, parts ...string) {
		out = append(out, counter{limit: l, key: s.hash("poging."+purpose+"."+l.name, parts...), clear: true})
	}
	if device := s.openDevice(o.Device, subject); device != "" {
		add(limitDevice, "apparaat", subject, device)
		return out
	}
	add(first, subject, networkOf(o.Address))
	if anywhere != nil {
		add(*anywhere, subject)
	}
	return append(out, s.addressCounter(o)...)
}

// addressCounter gives the key for an attempt of which only the address is known.
func (s *Service) addressCounter(o Origin) []counter {
	return []counter{{limit: limitAddress, key: s.hash("poging.adres", networkOf(o.Address))}}
}

// networkOf gives what counts as one address: an IPv4 address, or the 64-bit
// network of an IPv6 address, in which one person can have any address.
func networkOf(a netip.Addr) string {
	a = a.Unmap().WithZone("")
	if !a.IsValid() {
		return "intern"
	}
	if a.Is4() {
		return a.String()
	}
	p, err := a.Prefix(64)
	if err != nil {
		return a.String()
	}
	return p.String()
}

// deviceFor is how long a browser is remembered as one in which somebody signed in.
const deviceFor = 180 * 24 * time.Hour

// device is what the device cookie holds, sealed. It opens nothing: it only
// chooses under which key failures are counted.
type device struct {
	Account string `json:"a"`
	Number  string `json:"n"`
}

// sealDevice gives a device cookie for an account; an older one of the same
// account keeps its number, so that its count goes on.
func (s *Service) sealDevice(accountID, old string) (string, error) {
	d := device{Account: accountID, Number: s.openDevice(old, accountID)}
	if d.Number == "" {
		d.Number = s.ids.New()
	}
	return s.sealFlow("apparaat", "", deviceFor, d)
}

// openDevice gives the number of a device cookie if it is one of this account.
func (s *Service) openDevice(text, accountID string) string {
	var d device
	if text == "" || accountID == "" {
		return ""
	}
	if _, err := s.openFlow("apparaat", text, "", &d); err != nil || d.Account != accountID {
		return ""
	}
	return d.Number
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
