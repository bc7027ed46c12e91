package tekst_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"trede/internal/web/tekst"
)

// messageKey is what a key of a message looks like.
var messageKey = regexp.MustCompile(`^[a-z][a-z0-9-]*(\.[a-z0-9_-]+)+$`)

// findingMakers are the functions that take the key of a message for people, with the
// place of that argument. In the packages walked here add is always a closure over
// rule.FailIf.
var findingMakers = map[string]int{"Fail": 1, "FailIf": 2, "add": 2, "New": 1, "Wrapped": 1}

// madeUp says of every key that is put together from two parts where the second part
// comes from: constants of a type, or fields of a table.
var madeUp = map[string]struct{ dir, name string }{
	"inkoop.":         {"../../domain/inkoop", "KoopReden"},
	"inkoop.locatie_": {"../../domain/inkoop", "Localiteit"},
	"afbakening.":     {"../../domain/toegang", "key"},
}

// notSaid are values for which no rule complains, so that they need no words.
var notSaid = []string{
	"inkoop.locatie_eigen_gemeente", "inkoop.locatie_aanliggende_gemeente", "inkoop.locatie_aanliggende_woonplaats",
}

// Every finding that a rule or a use case can give has a text: whoever is refused
// something reads why.
func TestEveryFindingHasAText(t *testing.T) {
	seen := 0
	for _, root := range []string{"../../domain", "../../app"} {
		eachFile(t, root, func(path string, file *ast.File) {
			for _, key := range findingKeys(t, path, file) {
				seen++
				if !tekst.Has(key) && !slices.Contains(notSaid, key) {
					t.Errorf("%s: finding %q has no text in the folder nl", path, key)
				}
			}
		})
	}
	if seen < 300 {
		t.Errorf("only %d findings found: does the test still look in the right place?", seen)
	}
}

func eachFile(t *testing.T, root string, fn func(string, *ast.File)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err == nil {
			fn(path, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func findingKeys(t *testing.T, path string, file *ast.File) []string {
	t.Helper()
	var keys []string
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if at, ok := findingMakers[callee(n)]; ok && at < len(n.Args) {
				keys = append(keys, keysOf(t, path, n.Args[at])...)
			}
		case *ast.KeyValueExpr:
			if name(n.Key) == "Code" {
				keys = append(keys, keysOf(t, path, n.Value)...)
			}
		}
		return true
	})
	return keys
}

func callee(n *ast.CallExpr) string {
	if sel, ok := n.Fun.(*ast.SelectorExpr); ok {
		return sel.Sel.Name
	}
	return name(n.Fun)
}

// keysOf gives the key that an expression is, or all that it can be.
func keysOf(t *testing.T, path string, e ast.Expr) []string {
	t.Helper()
	sum, ok := e.(*ast.BinaryExpr)
	if !ok {
		if key := text(e); messageKey.MatchString(key) {
			return []string{key}
		}
		return nil
	}
	prefix := text(sum.X)
	from, known := madeUp[prefix]
	if !known {
		t.Errorf("%s: a key begins with %q: say in madeUp what can follow", path, prefix)
		return nil
	}
	var keys []string
	for _, v := range valuesOf(t, from.dir, from.name) {
		keys = append(keys, prefix+v)
	}
	if len(keys) == 0 {
		t.Errorf("%s: nothing called %s in %s", path, from.name, from.dir)
	}
	return keys
}

// valuesOf gives the texts of the constants of a type, or of the fields of that name.
func valuesOf(t *testing.T, dir, what string) []string {
	t.Helper()
	var out []string
	eachFile(t, dir, func(_ string, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				if name(n.Type) == what && len(n.Values) == 1 {
					out = append(out, text(n.Values[0]))
				}
			case *ast.KeyValueExpr:
				if name(n.Key) == what {
					out = append(out, text(n.Value))
				}
			}
			return true
		})
	})
	return out
}

// text is what a literal of a text says, "" for anything else.
func text(e ast.Expr) string {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		return ""
	}
	return s
}
