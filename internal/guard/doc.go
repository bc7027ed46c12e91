// Package guard holds the tests that keep the house in order: which package may
// use which, what the glossary must explain, and what never belongs in the
// repository. There is no code to use here; a guard that complains says what to do.
package guard
