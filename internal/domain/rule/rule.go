// Package rule holds rules that change over time and say where they come from.
//
// A [Rule] is a value: a code that is never used again for something else, the
// source it comes from (document and heading, law article), the days on which it
// is in force, a condition and a check. A [Set] is evaluated as of a day and gives
// a [Result] for every rule, also for those that did not matter. Decisions store
// all results, so that a dossier still says why after the rules have changed.
//
// Dutch terms: advies (a person may decide otherwise, with a reason) and grens
// (refuses, and says who can mend it). See docs/adr/0008.
package rule

import (
	"slices"

	"trede/internal/domain/civil"
)

// Kind says what a failed rule means for the decision.
type Kind string

// The two kinds.
const (
	Advies Kind = "advies" // a person may decide otherwise, with a reason
	Grens  Kind = "grens"  // refuses
)

// Status is what came of one rule on one day with one set of facts.
type Status string

// The four outcomes.
const (
	NotInForce    Status = "not_in_force"   // the day is outside From..Until
	NotApplicable Status = "not_applicable" // When said no
	Passed        Status = "passed"         // Check found nothing
	Failed        Status = "failed"         // Check found something
)

// Rule is one rule about facts of type F.
type Rule[F any] struct {
	Code     string     // unique over all sets and never reused, for example "TOE-GATE-03"
	Source   string     // document and heading, or law article
	From     civil.Date // first day in force; zero: always was
	Until    civil.Date // first day no longer in force; zero: still is
	Kind     Kind
	Repairer string // who can mend a failure, for example "contractmanager"; must be there for a Grens
	// When tells whether the rule has anything to say about the facts; nil: always.
	When func(F) bool
	// Check gives what is wrong; nothing means that the rule is met.
	Check func(F) []Finding
}

// InForce tells whether the rule counts on a day.
func (r Rule[F]) InForce(day civil.Date) bool {
	return civil.Period{From: r.From, Until: r.Until}.Contains(day)
}

// Evaluate gives the result of this rule as of a day. It panics without a day,
// because then every rule would be out of force and everything allowed.
func (r Rule[F]) Evaluate(day civil.Date, facts F) Result {
	if day.IsZero() {
		panic("rule: " + r.Code + " evaluated without a day")
	}
	result := Result{Rule: r.Code, Kind: r.Kind, Source: r.Source}
	switch {
	case !r.InForce(day):
		result.Status = NotInForce
	case r.When != nil && !r.When(facts):
		result.Status = NotApplicable
	default:
		result.Findings = slices.Clone(r.Check(facts))
		result.Status = Passed
		if len(result.Findings) > 0 {
			result.Status = Failed
		}
	}
	for i := range result.Findings {
		finding := &result.Findings[i]
		finding.Rule = r.Code
		if finding.Repairer == "" {
			finding.Repairer = r.Repairer
		}
	}
	return result
}

// Set is a list of rules about the same facts.
type Set[F any] []Rule[F]

// Evaluate gives the result of every rule of the set as of a day, in the order
// of the set. The day is that of the thing decided about, not that of the click.
func (s Set[F]) Evaluate(day civil.Date, facts F) []Result {
	results := make([]Result, 0, len(s))
	for _, r := range s {
		results = append(results, r.Evaluate(day, facts))
	}
	return results
}

// Info describes the rules of the set without their functions, for lists and
// documentation.
func (s Set[F]) Info() []Info {
	infos := make([]Info, 0, len(s))
	for _, r := range s {
		infos = append(infos, Info{
			Code: r.Code, Source: r.Source, From: r.From, Until: r.Until,
			Kind: r.Kind, Repairer: r.Repairer, Conditional: r.When != nil,
		})
	}
	return infos
}

// Info is what can be said of a rule without facts.
type Info struct {
	Code        string     `json:"code"`
	Source      string     `json:"source"`
	From        civil.Date `json:"from"`
	Until       civil.Date `json:"until"`
	Kind        Kind       `json:"kind"`
	Repairer    string     `json:"repairer,omitempty"`
	Conditional bool       `json:"conditional"` // whether it has a When
}
