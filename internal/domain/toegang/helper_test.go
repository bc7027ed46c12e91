package toegang

import (
	"slices"
	"testing"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
	"trede/internal/region"
)

func day(text string) civil.Date { return civil.MustParse(text) }

// Gemeenten of the example region.
const (
	arnhem   inkoop.GemeenteCode = "0202"
	zevenaar inkoop.GemeenteCode = "0299"
	rheden   inkoop.GemeenteCode = "0275"
)

func exampleRegister(t *testing.T) *inkoop.Register {
	t.Helper()
	return region.ExampleRegister()
}

func termijnen() Termijnen { return TermijnenVan(inkoop.Instellingen{}.Op(day("2026-01-01"))) }

// hasCode tells whether a finding with a message key is there.
func hasCode(findings []rule.Finding, code string) bool {
	return slices.ContainsFunc(findings, func(f rule.Finding) bool { return f.Code == code })
}

// wantCodes fails when the message keys of the findings are not these.
func wantCodes(t *testing.T, name string, findings []rule.Finding, want ...string) {
	t.Helper()
	var got []string
	for _, f := range findings {
		got = append(got, f.Code)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%s: findings %v, want %v", name, got, want)
	}
}

func given(op string) Akkoord {
	return Akkoord{Op: day(op), Vorm: AkkoordDigitaal, Door: "p1"}
}

// of makes one example for one rule.
func of[F any](name, code string, on civil.Date, facts F, want rule.Status, message string) ruletest.Case[F] {
	return ruletest.Case[F]{Name: name, Rule: code, Day: on, Facts: facts, Want: want, Code: message}
}
