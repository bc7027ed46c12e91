// Package berichttekst says in plain Dutch what a message of iWmo holds and what is wrong
// with it, for who works at a gemeente or a provider: on a screen of 80 columns, and as
// JSON for other programs.
//
// A BSN is masked in all that is written here, unless it is asked for.
package berichttekst
