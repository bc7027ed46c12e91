// Package errs holds the one error type that crosses layers.
//
// An [Error] says what kind of trouble it is, carries a stable message key that
// the message files turn into a sentence, and, for input that was refused, the
// findings that belong beside the fields. Any other error is [Internal]: its
// text is for operators and never reaches a user.
package errs

import (
	"errors"
	"fmt"
)

// Kind says how the outer layers answer an error.
type Kind int

// The six kinds. The zero value is Internal, so a forgotten kind never tells a
// user more than it should.
const (
	Internal    Kind = iota // a defect or a broken part: 500
	Invalid                 // input refused, see Findings: 400
	NotFound                // absent, or not for this person to see: 404
	Forbidden               // known to this person, not allowed: 403
	Conflict                // somebody else was first: 409
	Unavailable             // try again later: 503
)

var kindNames = [...]string{"internal", "invalid", "not found", "forbidden", "conflict", "unavailable"}

// String names the kind in English, for logs.
func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return "unknown"
	}
	return kindNames[k]
}

// Finding is one thing that is wrong with what a person gave, beside one field.
type Finding struct {
	Rule  string // code of the rule that failed; empty for plain form checks
	Field string // name of the form or JSON field; empty when it concerns the whole
	Code  string // message key, for example "toewijzing.einde_voor_start"
	Args  []any  // values that the message names; never a BSN or a secret
}

// Error is an error that the outer layers know how to answer.
type Error struct {
	Kind     Kind
	Code     string // stable message key; empty means the general text of the kind
	Findings []Finding
	Current  any   // for Conflict: the version that was saved by somebody else
	Err      error // cause, for operators only
}

// Error gives the text for operators.
func (e *Error) Error() string {
	text := e.Kind.String()
	if e.Code != "" {
		text += ": " + e.Code
	}
	for _, f := range e.Findings {
		text += fmt.Sprintf(" [%s %s]", f.Field, f.Code)
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// New makes an error of a kind with a message key.
func New(kind Kind, code string) *Error { return &Error{Kind: kind, Code: code} }

// Wrapped makes an error of a kind with a message key and its cause.
func Wrapped(kind Kind, code string, err error) *Error {
	return &Error{Kind: kind, Code: code, Err: err}
}

// InvalidInput makes an Invalid error out of findings, or nil when there are none.
func InvalidInput(findings ...Finding) error {
	if len(findings) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Code: "invoer.ongeldig", Findings: findings}
}

// KindOf tells the kind of any error; a foreign error is Internal.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// CodeOf tells the message key of an error, or "".
func CodeOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// FindingsOf gives the findings of an error, or nil.
func FindingsOf(err error) []Finding {
	var e *Error
	if errors.As(err, &e) {
		return e.Findings
	}
	return nil
}

// Is reports whether an error is of a kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }

// Wrap adds the name of the failing function to an error; use it deferred at the
// top of exported functions of store and exchange. It never names a person.
func Wrap(err *error, format string, args ...any) {
	if *err != nil {
		*err = fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), *err)
	}
}
