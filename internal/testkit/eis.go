// Package testkit holds what tests share: requirement marks, throw-away
// databases, a fixed clock, builders and checks on HTML.
package testkit

import "testing"

// Eis marks a test as one that shows a requirement of docs/eisen.csv. The mark
// is read from the source by `make eisen`; at run time it only logs, so that a
// failing test tells which requirement is at stake.
func Eis(t testing.TB, ids ...string) {
	t.Helper()
	for _, id := range ids {
		t.Log("eis " + id)
	}
}
