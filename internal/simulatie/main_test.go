package simulatie

import (
	"os"
	"testing"
)

// TestMain runs the tests of the simulator only when asked for: its engine is
// still being built, and is not yet part of what every change is held to.
func TestMain(m *testing.M) {
	if os.Getenv("TREDE_SIMULATIE") == "" {
		os.Exit(0)
	}
	os.Exit(m.Run())
}
