package rule

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"

	"trede/internal/domain/civil"
	"trede/internal/domain/money"
)

// Finding is one thing that a rule found wrong.
type Finding struct {
	Rule     string `json:"rule"`               // code of the rule; Evaluate fills it
	Field    string `json:"field,omitempty"`    // form or JSON field; empty: the whole
	Code     string `json:"code"`               // message key
	Args     Args   `json:"args,omitempty"`     // values the message names; never a BSN
	Repairer string `json:"repairer,omitempty"` // who can mend it; Evaluate fills in the rule's
}

// Result is what came of one rule. It is kept with the decision, so it says its
// source itself: the rule may be gone when somebody reads it.
type Result struct {
	Rule     string    `json:"rule"`
	Kind     Kind      `json:"kind"`
	Source   string    `json:"source"`
	Status   Status    `json:"status"`
	Findings []Finding `json:"findings,omitempty"`
}

// Fail makes the findings of a check that found one thing.
func Fail(field, code string, args ...any) []Finding {
	return []Finding{{Field: field, Code: code, Args: args}}
}

// FailIf is Fail when bad is true, and nothing otherwise.
func FailIf(bad bool, field, code string, args ...any) []Finding {
	if !bad {
		return nil
	}
	return Fail(field, code, args...)
}

// Refused gives the findings of the grenzen that failed: with any of these the
// act does not go through.
func Refused(results []Result) []Finding { return failed(results, Grens) }

// Advised gives the findings of the adviezen that failed: whoever decides
// otherwise gives a reason.
func Advised(results []Result) []Finding { return failed(results, Advies) }

func failed(results []Result, kind Kind) []Finding {
	var findings []Finding
	for _, r := range results {
		// An unknown kind refuses: a misspelt rule must not let anything through.
		refuses := r.Kind != Advies
		if r.Status == Failed && refuses == (kind == Grens) {
			findings = append(findings, r.Findings...)
		}
	}
	return findings
}

// Args are the values that a message names. Numbers, texts, truth values, dates
// and amounts come back from JSON as what they were, so that a stored result
// reads the same months later; a type made of one of these comes back as that (a
// trede as its number), one that writes itself as text as the text.
type Args []any

type typedArg struct {
	Datum *civil.Date  `json:"datum,omitempty"`
	Cents *money.Cents `json:"cents,omitempty"`
}

// MarshalJSON writes dates and amounts so that UnmarshalJSON knows them again.
func (a Args) MarshalJSON() ([]byte, error) {
	out := make([]any, len(a))
	for i, arg := range a {
		switch v := arg.(type) {
		case civil.Date:
			out[i] = typedArg{Datum: &v}
		case money.Cents:
			out[i] = typedArg{Cents: &v}
		case encoding.TextMarshaler:
			out[i] = v
		default:
			plain, err := plainArg(arg)
			if err != nil {
				return nil, fmt.Errorf("rule: argument %d: %w", i, err)
			}
			out[i] = plain
		}
	}
	return json.Marshal(out)
}

// plainArg is the number, text or truth value that a type is made of.
func plainArg(arg any) (any, error) {
	v := reflect.ValueOf(arg)
	switch {
	case arg == nil:
	case v.CanInt():
		return v.Int(), nil
	case v.Kind() == reflect.String:
		return v.String(), nil
	case v.Kind() == reflect.Bool:
		return v.Bool(), nil
	}
	if named, ok := arg.(fmt.Stringer); ok {
		return named.String(), nil
	}
	return nil, fmt.Errorf("type %T cannot be kept", arg)
}

// UnmarshalJSON reads what MarshalJSON wrote. Whole numbers become int.
func (a *Args) UnmarshalJSON(data []byte) error {
	var raw []json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return err
	}
	if raw == nil {
		*a = nil
		return nil
	}
	args := make(Args, len(raw))
	for i, item := range raw {
		arg, err := readArg(item)
		if err != nil {
			return fmt.Errorf("rule: argument %d: %w", i, err)
		}
		args[i] = arg
	}
	*a = args
	return nil
}

func readArg(item json.RawMessage) (any, error) {
	item = bytes.TrimSpace(item)
	if len(item) == 0 {
		return nil, fmt.Errorf("empty")
	}
	switch item[0] {
	case '{':
		var typed typedArg
		if err := json.Unmarshal(item, &typed); err != nil {
			return nil, err
		}
		switch {
		case typed.Datum != nil:
			return *typed.Datum, nil
		case typed.Cents != nil:
			return *typed.Cents, nil
		}
		return nil, fmt.Errorf("unknown object")
	case '"':
		var text string
		err := json.Unmarshal(item, &text)
		return text, err
	case 't', 'f':
		return item[0] == 't', nil
	}
	return strconv.Atoi(string(item))
}
