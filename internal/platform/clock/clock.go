// Package clock is the one place outside cmd that asks the machine what time it
// is. Everything else takes a [Clock], or an instant, so that tests and the
// simulator decide what "now" means (docs/adr/0005).
//
// All instants are UTC and whole microseconds: the precision that both
// databases keep, so that what is written equals what is read back.
package clock

import (
	"sync"
	"time"
)

// Clock tells the present instant, in UTC, in whole microseconds. Read it once
// per use case and use that instant for every row. A Clock is safe for use by
// several goroutines at once.
type Clock func() time.Time

// Instant brings any time to the form that a Clock gives: UTC, whole
// microseconds, without the machine's monotonic reading.
func Instant(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// System gives the clock of the machine.
func System() Clock {
	return func() time.Time { return Instant(time.Now()) }
}

// Fixed gives a clock that stands still.
func Fixed(t time.Time) Clock {
	at := Instant(t)
	return func() time.Time { return at }
}

// Manual is a clock that moves only when told to, for tests and the simulator.
// The zero value stands at the zero instant.
type Manual struct {
	mu sync.Mutex
	at time.Time
}

// NewManual gives a manual clock that stands at t.
func NewManual(t time.Time) *Manual { return &Manual{at: Instant(t)} }

// Now tells where the clock stands; the method value m.Now is a [Clock].
func (m *Manual) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.at
}

// Set puts the clock at t, also when that is back in time.
func (m *Manual) Set(t time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.at = Instant(t)
}

// Advance moves the clock by d and tells where it then stands.
func (m *Manual) Advance(d time.Duration) time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.at = Instant(m.at.Add(d))
	return m.at
}

// Stopwatch starts measuring and gives a function that tells how long ago that
// was. It uses the machine's monotonic time, so it is right when the wall clock
// is set; use it for metrics and logs only, never for anything that is stored.
func Stopwatch() func() time.Duration {
	start := time.Now()
	return func() time.Duration { return time.Since(start) }
}
