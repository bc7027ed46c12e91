package main

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

const source = `package x

var rules = []Regel{{
	Code: "CD001",
	f: func(r *ronde, p *P) {
		wrong := p.a != 1
		switch p.soort {
		case A, "b":
			r.meld("x")
		}
		r.fout(wrong && !p.d.Voor(p.e), "x", helper(p))
		r.eenmaal("", number(dates(nil, p.d, p.e), p.n))
	},
}}

func helper(p *P) bool {
	switch {
	case p.n < 3:
		return true
	}
	return has(p.list, func(e E) bool { return e.n > 1 })
}
`

// Every change is found, named and compiled in.
func TestChanges(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"regels_a.go", "regels_a_test.go"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p, err := readSources(dir, "regels_*.go")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i, m := range p.mutants {
		got = append(got, m.name())
		if m.id != i+1 || m.line < 6 {
			t.Errorf("%+v", m)
		}
	}
	want := []string{
		"CD001: p.a != 1 -> p.a == 1",
		"CD001: case A -> no such case",
		`CD001: case "b" -> no such case`,
		`CD001: r.meld("x") -> nothing`,
		"CD001: wrong && !p.d.Voor(p.e) -> !(wrong && !p.d.Voor(p.e))",
		"CD001: wrong && !p.d.Voor(p.e) -> (wrong)",
		"CD001: wrong && !p.d.Voor(p.e) -> (!p.d.Voor(p.e))",
		"CD001: wrong && !p.d.Voor(p.e) -> wrong && p.d.Voor(p.e)",
		"CD001: wrong && !p.d.Voor(p.e) -> wrong && !!p.d.Na(p.e)",
		`CD001: r.eenmaal("", number(dates(nil, p.d, p.e), p.n)) -> nothing`,
		"CD001: number(dates(nil, p.d, p.e), p.n) -> dates(nil, p.d, p.e)",
		"CD001: dates(nil, p.d, p.e) -> dates(nil, p.e)",
		"CD001: dates(nil, p.d, p.e) -> dates(nil, p.d)",
		"helper: p.n < 3 -> p.n <= 3",
		"helper: has(p.list, func(e E) bool { return e.n > 1 }) -> !(has(p.list, func(e E) bool { return e.n > 1 }))",
		"helper: e.n > 1 -> e.n >= 1",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if n := len(p.byOwner()["CD001"]); n != len(want) {
		t.Errorf("%d changes of the rule, with those of its function", n)
	}
	for name, text := range p.changed() {
		if _, err := parser.ParseFile(token.NewFileSet(), name, text, 0); err != nil {
			t.Errorf("%v\n%s", err, text)
		}
	}
	if _, err := readSources(t.TempDir(), "*.go"); err == nil {
		t.Error("a folder without rules is no error")
	}
}
