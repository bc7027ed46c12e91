package tekst_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"trede/internal/web/tekst"
)

// Every key that the pages name has a text, so that nobody reads the sentence for
// "something went wrong" where a label should stand.
func TestEveryKeyInThePagesHasAText(t *testing.T) {
	seen := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		for _, key := range keysIn(t, path) {
			seen++
			if !tekst.Has(key) {
				t.Errorf("%s: %q has no text in the folder nl", path, key)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 100 {
		t.Errorf("only %d keys found: does the test still look in the right place?", seen)
	}
}

// keysIn gives the literal keys of calls of tekst.Of, and of findings by their Code.
func keysIn(t *testing.T, path string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Of" && name(sel.X) == "tekst" && len(n.Args) > 0 {
				keys = append(keys, literal(n.Args[0])...)
			}
		case *ast.KeyValueExpr:
			if name(n.Key) == "Code" {
				keys = append(keys, literal(n.Value)...)
			}
		}
		return true
	})
	return keys
}

func name(e ast.Expr) string {
	if id, ok := e.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

func literal(e ast.Expr) []string {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return nil
	}
	text, err := strconv.Unquote(lit.Value)
	if err != nil || !strings.Contains(text, ".") {
		return nil
	}
	return []string{text}
}
