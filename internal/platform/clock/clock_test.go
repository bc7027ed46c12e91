package clock_test

import (
	"testing"
	"testing/synctest"
	"time"

	"trede/internal/platform/clock"
)

func TestSystemGivesWholeMicrosecondsInUTC(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(1234567 * time.Nanosecond)
		got := clock.System()()
		if got.Location() != time.UTC {
			t.Errorf("location = %v, want UTC", got.Location())
		}
		if got.Nanosecond() != 1234000 {
			t.Errorf("nanoseconds = %d, want 1234000", got.Nanosecond())
		}
		// == is false as soon as a monotonic reading is left in the value.
		if again := time.UnixMicro(got.UnixMicro()).UTC(); again != got {
			t.Errorf("%v does not survive a round trip through microseconds", got)
		}
	})
}

func TestFixedStandsStill(t *testing.T) {
	at := time.Date(2026, 3, 29, 3, 0, 0, 1999, time.FixedZone("CEST", 7200))
	c := clock.Fixed(at)
	want := time.Date(2026, 3, 29, 1, 0, 0, 1000, time.UTC)
	for range 2 {
		if got := c(); got != want {
			t.Errorf("Fixed = %v, want %v", got, want)
		}
	}
}

func TestManualMovesWhenTold(t *testing.T) {
	m := clock.NewManual(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	var now clock.Clock = m.Now
	if got := m.Advance(1500 * time.Nanosecond); got != time.Date(2026, 1, 1, 0, 0, 0, 1000, time.UTC) {
		t.Errorf("Advance = %v", got)
	}
	m.Set(time.Date(2020, 7, 1, 12, 0, 0, 0, time.UTC))
	if got := now(); got.Year() != 2020 {
		t.Errorf("after Set the clock tells %v", got)
	}
}

func TestStopwatchMeasures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		elapsed := clock.Stopwatch()
		time.Sleep(3 * time.Second)
		if got := elapsed(); got != 3*time.Second {
			t.Errorf("elapsed = %v, want 3s", got)
		}
	})
}
