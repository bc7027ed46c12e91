// Package ruletest checks that every rule of a set is shown by tests: a case that
// passes, one that fails, one outside its dates, one it does not apply to.
package ruletest

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// Case is one example for one rule.
type Case[F any] struct {
	Name  string      // what the example is about
	Rule  string      // code of the rule it shows
	Day   civil.Date  // the day as of which the set is evaluated
	Facts F           // the facts
	Want  rule.Status // what comes of the rule
	Code  string      // for Failed: message key of a finding that must be there; empty: any
}

// Contract runs every case and checks that together they show every rule of the
// set: passed and failed; not in force when the rule has dates; not applicable
// when it has a When. It checks also that codes are unique, that each rule has a
// source and a kind, that a grens says who can mend it, and that results survive
// storage as JSON.
func Contract[F any](t *testing.T, set rule.Set[F], cases []Case[F]) {
	t.Helper()
	for _, problem := range Problems(set, cases) {
		t.Error(problem)
	}
}

// Problems gives what Contract would report.
func Problems[F any](set rule.Set[F], cases []Case[F]) []string {
	problems := describe(set.Info())
	shown := map[string][]rule.Status{}
	for _, c := range cases {
		i := slices.IndexFunc(set, func(r rule.Rule[F]) bool { return r.Code == c.Rule })
		if i < 0 {
			problems = append(problems, fmt.Sprintf("case %q: no rule %q in the set", c.Name, c.Rule))
			continue
		}
		if set[i].Check == nil {
			continue
		}
		result := set[i].Evaluate(c.Day, c.Facts)
		if problem := judge(c.Want, c.Code, result); problem != "" {
			problems = append(problems, fmt.Sprintf("case %q: rule %s %s", c.Name, c.Rule, problem))
			continue
		}
		shown[c.Rule] = append(shown[c.Rule], result.Status)
	}
	for _, r := range set {
		if r.Check == nil {
			problems = append(problems, fmt.Sprintf("rule %s has no Check", r.Code))
		}
		for _, status := range needed(r) {
			if !slices.Contains(shown[r.Code], status) {
				problems = append(problems, fmt.Sprintf("rule %s has no good case with outcome %s", r.Code, status))
			}
		}
	}
	return problems
}

// Unique checks that no code occurs twice over several sets.
func Unique(t *testing.T, lists ...[]rule.Info) {
	t.Helper()
	for _, problem := range describe(slices.Concat(lists...)) {
		t.Error(problem)
	}
}

func needed[F any](r rule.Rule[F]) []rule.Status {
	statuses := []rule.Status{rule.Passed, rule.Failed}
	if !r.From.IsZero() || !r.Until.IsZero() {
		statuses = append(statuses, rule.NotInForce)
	}
	if r.When != nil {
		statuses = append(statuses, rule.NotApplicable)
	}
	return statuses
}

func describe(infos []rule.Info) []string {
	var problems []string
	seen := map[string]bool{}
	for _, r := range infos {
		complain := func(text string) { problems = append(problems, fmt.Sprintf("rule %q %s", r.Code, text)) }
		if r.Code == "" || strings.ContainsAny(r.Code, " \t\n") {
			complain("has no proper code")
		}
		if seen[r.Code] {
			complain("is there twice: a code is never used again")
		}
		seen[r.Code] = true
		if strings.TrimSpace(r.Source) == "" {
			complain("has no source")
		}
		if r.Kind != rule.Advies && r.Kind != rule.Grens {
			complain(fmt.Sprintf("has kind %q", r.Kind))
		}
		if r.Kind == rule.Grens && r.Repairer == "" {
			complain("is a grens and does not say who can mend it")
		}
		if (civil.Period{From: r.From, Until: r.Until}).IsEmpty() {
			complain("is never in force")
		}
	}
	return problems
}

// judge compares a result with what a case wants and with its copy from JSON.
func judge(want rule.Status, code string, result rule.Result) string {
	if result.Status != want {
		return fmt.Sprintf("came out %s, want %s %v", result.Status, want, result.Findings)
	}
	for _, f := range result.Findings {
		if f.Code == "" {
			return "has a finding without a message key"
		}
	}
	if code != "" && !slices.ContainsFunc(result.Findings, func(f rule.Finding) bool { return f.Code == code }) {
		return fmt.Sprintf("has no finding %s but %v", code, result.Findings)
	}
	kept, err := json.Marshal(result)
	if err != nil {
		return "cannot be kept: " + err.Error()
	}
	var back rule.Result
	if err := json.Unmarshal(kept, &back); err != nil {
		return "cannot be read back: " + err.Error()
	}
	again, err := json.Marshal(back)
	if err != nil || !reflect.DeepEqual(kept, again) {
		return fmt.Sprintf("changes in storage: %s becomes %s", kept, again)
	}
	return ""
}
