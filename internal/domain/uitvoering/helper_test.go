package uitvoering

import (
	"slices"
	"testing"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
	"trede/internal/domain/toegang"
	"trede/internal/region"
)

func day(text string) civil.Date {
	if text == "" {
		return civil.Date{}
	}
	return civil.MustParse(text)
}

func waarden() inkoop.Waarden { return inkoop.Instellingen{}.Op(day("2026-01-01")) }

// product gives a product of the second catalogue of the example region.
func product(t *testing.T, code inkoop.ProductCode) inkoop.Product {
	t.Helper()
	p, ok := region.ExampleRegister().Product(inkoop.ProductRef{Catalogus: "v2", Product: code})
	if !ok {
		t.Fatalf("no product %s", code)
	}
	return p
}

// arrangement gives an arrangement of the full length of its product.
func arrangement(t *testing.T, code inkoop.ProductCode, start string) Arrangement {
	t.Helper()
	p := product(t, code)
	return Arrangement{
		ToewijzingID: "t1", InwonerID: "i1", Gemeente: "0299", Aanbieder: "aa", Product: p, Start: day(start),
		LaatsteDag: toegang.BerekenEinde(p.Duur, day(start), civil.Date{}).LaatsteDag, Begintrede: 2,
	}
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

// goal gives a goal that counts.
func goal(id string, domein toegang.Domein, from, to toegang.Score) UitvoeringDoel {
	v := toegang.DoelVersie{Nr: 1, Tekst: "doel " + id, Domein: domein, Gericht: toegang.GerichtOntwikkelen, Nulmeting: from, Streefwaarde: to}
	if from == to {
		v.Gericht = toegang.GerichtBehouden
	}
	return UitvoeringDoel{ID: id, Versie: v}
}

// of makes one example for one rule.
func of[F any](name, code string, on civil.Date, facts F, want rule.Status, message string) ruletest.Case[F] {
	return ruletest.Case[F]{Name: name, Rule: code, Day: on, Facts: facts, Want: want, Code: message}
}
