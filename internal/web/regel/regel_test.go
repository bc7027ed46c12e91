package regel_test

import (
	"strings"
	"testing"

	"trede/internal/domain/ladder"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
	"trede/internal/web/regel"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// Every rule has words for when it is met, and everybody who can mend one has a name.
func TestEveryRuleHasWords(t *testing.T) {
	sets := [][]rule.Info{
		toegang.Gate.Info(), toegang.MeldingRules.Info(), toegang.OnderzoekRules.Info(), toegang.UitkomstRules.Info(),
		toegang.AanvraagRules.Info(), toegang.ProfielRules.Info(), toegang.PlanningRules.Info(),
		toegang.AfbakeningRules.Info(), ladder.MetingRules.Info(), ladder.GroeipotentieRules.Info(),
	}
	for _, set := range sets {
		for _, r := range set {
			if !tekst.Has("regel." + r.Code) {
				t.Errorf("%s has no words for when it is met", r.Code)
			}
			if r.Repairer != "" && !tekst.Has("herstel."+r.Repairer) {
				t.Errorf("%s: %q has no name", r.Code, r.Repairer)
			}
		}
	}
}

// Every rule of the gate has a page where it is mended, and the words of the link.
func TestEveryGateRuleHasAWayOut(t *testing.T) {
	about := regel.Over{Inwoner: "i1", Toewijzing: "t1", Aanbieder: "a/1"}
	for _, r := range toegang.Gate.Info() {
		link := about.Herstel(rule.Finding{Rule: r.Code, Repairer: r.Repairer})
		if link.URL == "" || link.Label == "" || !strings.HasPrefix(link.URL, "/") {
			t.Errorf("%s: %+v", r.Code, link)
		}
	}
	for code, want := range map[string]string{
		"INK-GATE-06": "/aanbieders/a%2F1", "INK-GATE-07": "/toewijzingen/t1/toewijzen", "INK-GATE-12": "/inwoners/i1/toewijzen",
		"INK-GATE-02": "/regio/gemeenten", "TOE-GATE-08": "/inwoners/i1/plan",
	} {
		if got := about.Herstel(rule.Finding{Rule: code}).URL; got != want {
			t.Errorf("%s: %s, want %s", code, got, want)
		}
	}
	if got := about.Herstel(rule.Finding{Rule: "INK-GATE-02", Repairer: toegang.Consulent}).URL; got != "/inwoners/i1/gegevens" {
		t.Errorf("an unknown gemeente: %s", got)
	}
	if got := (regel.Over{}).Herstel(rule.Finding{Rule: "INK-GATE-07"}); got.URL != "" {
		t.Errorf("nowhere to go: %+v", got)
	}
	if got := about.Herstel(rule.Finding{Rule: "X"}); got.URL != "" {
		t.Errorf("no rule of the gate: %+v", got)
	}
}

// A failure says who can mend it and why it was set aside; what did not matter is left
// out.
func TestRows(t *testing.T) {
	rows := regel.Rows([]rule.Result{
		{Rule: "TOE-GATE-01", Kind: rule.Grens, Status: rule.Passed, Source: "bron"},
		{Rule: "TOE-GATE-17", Kind: rule.Advies, Status: rule.Failed, Findings: []rule.Finding{{Rule: "TOE-GATE-17", Code: "toewijzing.sprong", Args: []any{1, 3}, Repairer: toegang.Consulent}}},
		{Rule: "TOE-GATE-18", Status: rule.NotApplicable},
	}, map[string]string{"TOE-GATE-17": "zij durft het aan"})
	if len(rows) != 2 {
		t.Fatalf("%+v", rows)
	}
	want := ui.RuleRow{
		Status: ui.RuleFailed, Advice: true, Repair: "jij of een collega van je team",
		Text: "Dit product slaat een trede over: van trede 1 naar trede 3. De reden om dat toch te doen: zij durft het aan",
	}
	if rows[1] != want {
		t.Errorf("%+v", rows[1])
	}
	if rows[0].Text != "De inwoner is 16 jaar of ouder op de eerste dag." || rows[0].Source != "bron" {
		t.Errorf("%+v", rows[0])
	}
}

// A source is named as people know it.
func TestBron(t *testing.T) {
	for source, want := range map[string]string{
		"S-A, Arrangementen (PRD-06); S-B, Kenmerken":                                  "Marktconsultatie 2019, Arrangementen (PRD-06); Presentatie 2016, Kenmerken",
		"Domain guide 1.6, step 10 (own choice where the sources are silent)":          "Keuze van Trede",
		"S-B, Regionale doorontwikkeling; INK-16; domain guide 7, Contract gate; iWmo": "Presentatie 2016, Regionale doorontwikkeling; INK-16; Keuze van Trede; iWmo",
		"Wmo 2015 art. 2.3.2 lid 1":                                                    "Wmo 2015 art. 2.3.2 lid 1",
	} {
		if got := regel.Bron(source); got != want {
			t.Errorf("%q becomes %q", source, got)
		}
	}
}
