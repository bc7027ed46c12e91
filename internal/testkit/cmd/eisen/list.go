package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strings"
)

// eis (requirement) is one line of docs/eisen.csv.
type eis struct {
	ID         string
	Source     string // S-A (2019), S-B (2016) or implied
	Heading    string // in the source document, or the law it follows from
	Capability string // what the system can do, in our words
}

var columns = []string{"id", "source", "heading", "capability"}

// sources are the documents that requirements come from.
var sources = map[string]string{
	"S-A":     "market consultation of 28 May 2019",
	"S-B":     "introduction of 2016",
	"implied": "implied by law or by the work",
}

func readList(path string) ([]eis, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(rows) < 2 || !slices.Equal(rows[0], columns) {
		return nil, fmt.Errorf("%s: the first line must be %s", path, strings.Join(columns, ","))
	}
	var list []eis
	seen := map[string]bool{}
	for i, row := range rows[1:] {
		e := eis{ID: row[0], Source: row[1], Heading: row[2], Capability: row[3]}
		switch {
		case !idPattern.MatchString(e.ID):
			return nil, fmt.Errorf("%s:%d: %q is no id", path, i+2, e.ID)
		case seen[e.ID]:
			return nil, fmt.Errorf("%s:%d: %s is there twice", path, i+2, e.ID)
		case sources[e.Source] == "":
			return nil, fmt.Errorf("%s:%d: unknown source %q", path, i+2, e.Source)
		case e.Heading == "" || e.Capability == "":
			return nil, fmt.Errorf("%s:%d: %s has an empty cell", path, i+2, e.ID)
		}
		seen[e.ID] = true
		list = append(list, e)
	}
	return list, nil
}

// check gives the marks that name no requirement.
func check(list []eis, marks []mark) []string {
	known := map[string]bool{}
	for _, e := range list {
		known[e.ID] = true
	}
	var problems []string
	for _, m := range marks {
		if !known[m.ID] {
			problems = append(problems, fmt.Sprintf("%s: no requirement %s in docs/eisen.csv", m.At, m.ID))
		}
	}
	return problems
}

func group(marks []mark) map[string][]mark {
	by := map[string][]mark{}
	for _, m := range marks {
		same := func(o mark) bool { return o.Test == m.Test }
		if !slices.ContainsFunc(by[m.ID], same) {
			by[m.ID] = append(by[m.ID], m)
		}
	}
	return by
}

// page gives the table as a document.
func page(list []eis, by map[string][]mark) string {
	var b strings.Builder
	b.WriteString("# Requirements and the tests that show them\n\n")
	b.WriteString("Made by `make eisen` out of [eisen.csv](eisen.csv) and the marks in the tests. ")
	b.WriteString("S-A is the " + sources["S-A"] + ", S-B the " + sources["S-B"] + ".\n")
	fmt.Fprintf(&b, "A requirement shown by no test is open. Shown: %d of %d.\n\n", len(by), len(list))
	b.WriteString("| id | capability | source | shown by |\n|---|---|---|---|\n")
	for _, e := range list {
		cell := "open"
		if marks := by[e.ID]; len(marks) > 0 {
			names := make([]string, len(marks))
			for i, m := range marks {
				names[i] = "`" + strings.ReplaceAll(m.Test, "|", "/") + "`"
			}
			cell = strings.Join(names, "<br>")
		}
		fmt.Fprintf(&b, "| %s | %s | %s, %s | %s |\n", e.ID, e.Capability, e.Source, e.Heading, cell)
	}
	return b.String()
}
