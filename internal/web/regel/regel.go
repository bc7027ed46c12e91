// Package regel writes what rules said as pages show it: every result with its words,
// the place where the rule (regel) is written, and who can mend a failure.
package regel

import (
	"regexp"
	"strings"

	"trede/internal/domain/rule"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// Rows writes the results of rules that had something to say. Under an advies that was
// set aside stands the reason, by the code of its rule.
func Rows(results []rule.Result, reasons map[string]string) []ui.RuleRow {
	var rows []ui.RuleRow
	for _, r := range results {
		switch r.Status {
		case rule.Failed:
			for _, row := range Findings(r.Findings, r.Kind) {
				row.Source = Bron(r.Source)
				if why := reasons[r.Rule]; why != "" {
					row.Text += " " + tekst.Of("regel_reden", why)
				}
				rows = append(rows, row)
			}
		case rule.Passed:
			rows = append(rows, ui.RuleRow{Status: ui.RulePassed, Text: tekst.Of("regel." + r.Rule), Source: Bron(r.Source)})
		}
	}
	return rows
}

// ownChoice is where a source is the guide in which this program fills in what the two
// documents leave open.
var ownChoice = regexp.MustCompile(`(?i)(domain guide|domeingids)[^;]*`)

// Bron (source) writes where a rule comes from for people: the two source documents by
// their name, and a choice of this program as such.
func Bron(source string) string {
	source = strings.NewReplacer("S-A", tekst.Of("bron.a"), "S-B", tekst.Of("bron.b")).Replace(source)
	return ownChoice.ReplaceAllLiteralString(source, tekst.Of("bron.gids"))
}

// Findings writes what failed, each with who can mend it, and the way there when it is told
// what they are about.
func Findings(list []rule.Finding, kind rule.Kind, about ...Over) []ui.RuleRow {
	rows := make([]ui.RuleRow, 0, len(list))
	for _, f := range list {
		row := ui.RuleRow{Status: ui.RuleFailed, Text: tekst.Of(f.Code, f.Args...), Advice: kind == rule.Advies}
		if f.Repairer != "" {
			row.Repair = tekst.Of("herstel." + f.Repairer)
		}
		if len(about) > 0 {
			row.Fix = about[0].Herstel(f)
		}
		rows = append(rows, row)
	}
	return rows
}
