package crypt

import (
	"crypto/subtle"
	"fmt"
	"io"
	"log/slog"
)

// Mask is what stands in the place of a value that may not be shown.
const Mask = "[afgeschermd]"

// Sensitive holds a text that must not end up in a log, an error, a page or a
// JSON document by accident: a password, a token, a BSN on its way to the
// database. Every way of printing it gives [Mask]; only Reveal gives the text.
// It has no database form either: encrypt it, or reveal it knowingly.
//
// The zero value is the empty text. Values cannot be compared with ==; use
// Equal.
type Sensitive struct {
	_ [0]func() // no ==, which would compare pointers
	v *string   // a pointer, so that fmt prints an address where it finds it unexported
}

// Protect wraps a text.
func Protect(s string) Sensitive {
	if s == "" {
		return Sensitive{}
	}
	return Sensitive{v: &s}
}

// Reveal gives the text itself.
func (s Sensitive) Reveal() string {
	if s.v == nil {
		return ""
	}
	return *s.v
}

// IsZero reports whether there is no text.
func (s Sensitive) IsZero() bool { return s.v == nil || *s.v == "" }

// Equal compares in a time that does not depend on where the texts differ.
func (s Sensitive) Equal(o Sensitive) bool {
	return subtle.ConstantTimeCompare([]byte(s.Reveal()), []byte(o.Reveal())) == 1
}

// String gives the mask, or "" when there is no text.
func (s Sensitive) String() string {
	if s.IsZero() {
		return ""
	}
	return Mask
}

// Format gives the mask for every verb, %#v and %x included.
func (s Sensitive) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// LogValue gives the mask to slog.
func (s Sensitive) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText gives the mask, so that JSON, XML and TOML hold no secret.
func (s Sensitive) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText takes the text from a document.
func (s *Sensitive) UnmarshalText(text []byte) error {
	*s = Protect(string(text))
	return nil
}
