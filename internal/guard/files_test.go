package guard

import (
	"go/parser"
	"go/scanner"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// text tells whether a file is one that people read.
func text(path string) bool {
	switch filepath.Ext(path) {
	case ".png", ".jpg", ".ico", ".woff2", ".pdf", ".db", ".gz", ".zip", ".sum":
		return false
	}
	return true
}

// strayPatterns are words that tie the project to one machine or one mirror. They
// are put together here, so that this file does not hold them itself.
var strayPatterns = []*regexp.Regexp{
	regexp.MustCompile(`(?:^|[\s"'=(:` + "`" + `])/(?:home|Users)/[a-z][a-z0-9_-]*/`),
	regexp.MustCompile(`(?:^|[\s"'=(:` + "`" + `])/(?:root|work|workspace)/[A-Za-z.]`),
	regexp.MustCompile(`registry\.` + `(?:npmjs|yarnpkg)`),
	regexp.MustCompile(`(?:proxy|sum)\.` + `golang\.org`),
	regexp.MustCompile(`deb\.` + `debian\.org`),
}

func stray(line string) string {
	for _, p := range strayPatterns {
		if hit := p.FindString(line); hit != "" {
			return strings.TrimSpace(hit)
		}
	}
	return ""
}

func TestNoMachinePathsOrRegistries(t *testing.T) {
	for _, file := range files(t, text) {
		for i, line := range strings.Split(read(t, file), "\n") {
			if hit := stray(line); hit != "" {
				t.Errorf("%s:%d: %q belongs to one machine, not in the project (in a lock file: npm's omit-lockfile-registry-resolved leaves it out)", file, i+1, hit)
			}
		}
	}
}

func TestNoMachinePathsOrRegistriesRefuses(t *testing.T) {
	for line, bad := range map[string]bool{
		"dir: /home/" + "jan/trede":                 true,
		"cd /wo" + "rk/main && make":                true,
		"https://registry." + "npmjs.org/x/-/x.tgz": true,
		"GOPROXY=https://proxy." + "golang.org":     true,
		"/residents/wo" + "rk/place":                false,
		"the folder /var/lib/trede":                 false,
	} {
		if got := stray(line) != ""; got != bad {
			t.Errorf("%q: found %v, want %v", line, got, bad)
		}
	}
}

var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// broken gives the links of a Markdown file that lead to no file of the project.
func broken(base, file, content string) []string {
	var out []string
	for _, m := range link.FindAllStringSubmatch(content, -1) {
		target, _, _ := strings.Cut(m[1], "#")
		if target == "" || strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
			continue
		}
		if _, err := os.Stat(filepath.Join(base, path.Join(path.Dir(file), target))); err != nil {
			out = append(out, m[1])
		}
	}
	return out
}

func TestLinksLeadSomewhere(t *testing.T) {
	for _, file := range files(t, func(p string) bool { return strings.HasSuffix(p, ".md") }) {
		for _, target := range broken(root(t), file, read(t, file)) {
			t.Errorf("%s: the link %s leads to no file", file, target)
		}
	}
}

func TestLinksLeadSomewhereRefuses(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "er.md"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	got := broken(dir, "docs/x.md", "[a](../er.md#kop) [b](https://example.org/x) [c](niet.md) [d](#kop)")
	if strings.Join(got, " ") != "niet.md" {
		t.Errorf("broken links %v, want only niet.md", got)
	}
}

// longest is how many lines a Go file may have: past it, a file does more than
// one thing.
const longest = 600

func TestFilesAreShort(t *testing.T) {
	for _, s := range sources(t, parser.ParseComments|parser.PackageClauseOnly, "cmd", "internal", "iwmo") {
		if s.gen || s.test {
			continue
		}
		if n := strings.Count(read(t, s.path), "\n"); n > longest {
			t.Errorf("%s has %d lines, more than %d: split it by subject", s.path, n, longest)
		}
	}
}

// complaint says what is wrong with one token of Go source, or "".
func complaint(tok token.Token, lit string) string {
	switch tok {
	case token.IDENT:
		for _, r := range lit {
			if r > 127 {
				return "the name " + lit + " has a diacritic: names in code have none"
			}
		}
	case token.COMMENT:
		for _, w := range []string{"TO" + "DO", "FIX" + "ME", "XX" + "X"} {
			if regexp.MustCompile(`\b` + w + `\b`).MatchString(lit) {
				return "a comment with " + w + ": finish it, or write an issue"
			}
		}
	}
	return ""
}

func scan(src []byte, found func(pos token.Position, what string)) {
	var s scanner.Scanner
	set := token.NewFileSet()
	file := set.AddFile("", set.Base(), len(src))
	s.Init(file, src, nil, scanner.ScanComments)
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return
		}
		if what := complaint(tok, lit); what != "" {
			found(set.Position(pos), what)
		}
	}
}

func TestSourceHabits(t *testing.T) {
	for _, file := range files(t, func(p string) bool { return strings.HasSuffix(p, ".go") }) {
		scan([]byte(read(t, file)), func(pos token.Position, what string) {
			t.Errorf("%s:%d: %s", file, pos.Line, what)
		})
	}
}

func TestSourceHabitsRefuses(t *testing.T) {
	for src, want := range map[string]int{
		"package x // fine\nvar a = \"één\"":  0,
		"package x\nvar één = 1":              1,
		"package x // TO" + "DO later\n":      1,
		"package x // TO" + "DOS is a word\n": 0,
	} {
		got := 0
		scan([]byte(src), func(token.Position, string) { got++ })
		if got != want {
			t.Errorf("%q: %d complaints, want %d", src, got, want)
		}
	}
}
