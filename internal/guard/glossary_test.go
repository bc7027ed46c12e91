package guard

import (
	"go/ast"
	"go/parser"
	"os"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

const glossary = "docs/begrippen.md"

// TestGlossary checks that every exported type of the domain and the use cases is
// made of terms that the glossary explains and of English technical words. A name
// with a word that is in neither is either a term that the glossary lacks, or
// half a compound.
func TestGlossary(t *testing.T) {
	known := vocabulary{terms: terms(t), english: englishWords(t)}
	count := 0
	for _, s := range sources(t, parser.SkipObjectResolution, "internal/domain", "internal/app") {
		if s.test || s.gen {
			continue
		}
		for _, decl := range s.tree.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range gen.Specs {
				spec, ok := spec.(*ast.TypeSpec)
				if !ok || !spec.Name.IsExported() {
					continue
				}
				count++
				if word := known.unknown(spec.Name.Name); word != "" {
					t.Errorf("%s: type %s: %q is neither a term of %s nor a word of internal/guard/testdata/english.txt",
						s.at(spec.Pos()), spec.Name.Name, word, glossary)
				}
			}
		}
	}
	t.Logf("%d types, %d terms", count, len(known.terms))
}

// TestGlossaryTable checks the glossary itself: four cells in each row, an
// English gloss and a source, and no term explained twice.
func TestGlossaryTable(t *testing.T) {
	seen := map[string]bool{}
	for _, row := range glossaryRows(t) {
		if len(row) != 4 {
			t.Errorf("%s: row %q has %d cells, want term, English, source and note", glossary, row, len(row))
			continue
		}
		if row[1] == "" || row[2] == "" {
			t.Errorf("%s: %q has no gloss or no source", glossary, row[0])
		}
		for _, form := range strings.Split(row[0], ",") {
			if key := fold(form); seen[key] {
				t.Errorf("%s: %q is explained twice", glossary, strings.TrimSpace(form))
			} else {
				seen[key] = true
			}
		}
	}
}

func TestGlossaryRefuses(t *testing.T) {
	v := vocabulary{
		terms:   map[string]bool{"toewijzing": true, "toewijzingen": true, "eigenkracht": true, "trede": true},
		english: map[string]bool{"filter": true, "id": true},
	}
	for name, want := range map[string]string{
		"Toewijzing":       "",
		"ToewijzingFilter": "",
		"ToewijzingID":     "",
		"EigenKracht":      "",
		"Filter":           "",
		"AllocationTrede":  "Allocation",
		"Wijsheid":         "Wijsheid",
		"EigenTrede":       "Eigen",
	} {
		if got := v.unknown(name); got != want {
			t.Errorf("%s: unknown word %q, want %q", name, got, want)
		}
	}
}

type vocabulary struct{ terms, english map[string]bool }

// unknown gives the first word of a name that is not known, or "". Words that
// stand together as one term count as known.
func (v vocabulary) unknown(name string) string {
	words := split(name)
	// reach[i] tells whether the first i words are known.
	reach := make([]bool, len(words)+1)
	reach[0] = true
	last := 0
	for i := range words {
		if !reach[i] {
			continue
		}
		last = i
		for j := i + 1; j <= len(words); j++ {
			joined := fold(strings.Join(words[i:j], ""))
			if v.terms[joined] || j == i+1 && v.english[joined] {
				reach[j] = true
			}
		}
	}
	if reach[len(words)] {
		return ""
	}
	return words[last]
}

// split cuts a Go name into words: "ToewijzingID" is Toewijzing and ID.
func split(name string) []string {
	var words []string
	start := 0
	letters := []rune(name)
	for i := 1; i < len(letters); i++ {
		lowerUpper := !unicode.IsUpper(letters[i-1]) && unicode.IsUpper(letters[i])
		abbreviation := unicode.IsUpper(letters[i-1]) && unicode.IsUpper(letters[i]) && i+1 < len(letters) && unicode.IsLower(letters[i+1])
		if lowerUpper || abbreviation {
			words = append(words, string(letters[start:i]))
			start = i
		}
	}
	return append(words, string(letters[start:]))
}

// fold makes a term comparable: lower case, no diacritics, no spaces or hyphens.
func fold(term string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn))), term)
	if err != nil {
		plain = term
	}
	return strings.NewReplacer(" ", "", "-", "", "'", "").Replace(strings.ToLower(strings.TrimSpace(plain)))
}

// glossaryRows gives the cells of every row of every table in the glossary.
func glossaryRows(t *testing.T) [][]string {
	t.Helper()
	var rows [][]string
	for _, line := range strings.Split(read(t, glossary), "\n") {
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| Term ") {
			continue
		}
		var cells []string
		for _, c := range strings.Split(strings.Trim(line, "|"), "|") {
			cells = append(cells, strings.TrimSpace(c))
		}
		rows = append(rows, cells)
	}
	if len(rows) == 0 {
		t.Fatalf("%s has no table", glossary)
	}
	return rows
}

func terms(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for _, row := range glossaryRows(t) {
		for _, form := range strings.Split(row[0], ",") {
			out[fold(form)] = true
		}
	}
	return out
}

func englishWords(t *testing.T) map[string]bool {
	t.Helper()
	data, err := os.ReadFile("testdata/english.txt")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, line := range strings.Split(string(data), "\n") {
		if line, _, _ = strings.Cut(line, "#"); strings.TrimSpace(line) != "" {
			for _, w := range strings.Fields(line) {
				out[strings.ToLower(w)] = true
			}
		}
	}
	return out
}
