package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// mark says that a test shows a requirement.
type mark struct {
	ID   string
	Test string // package and test, or browser file and title
	At   string // file and line
}

const id = `[A-Z]+(?:-[A-Z]+)*-[0-9]{2,}`

var (
	idPattern = regexp.MustCompile(`^` + id + `$`)
	// A title of a Playwright test: test("[MON-03] ..."), test.describe('...').
	titlePattern = regexp.MustCompile(`\btest(?:\.\w+)*\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|` + "`((?:[^`\\\\]|\\\\.)*)`" + `)`)
	inTitle      = regexp.MustCompile(`\[(` + id + `(?:[,; ]+` + id + `)*)\]`)
	oneID        = regexp.MustCompile(id)
)

// collect finds all marks of the repository, in a fixed order.
func collect(root string) ([]mark, error) {
	var marks []mark
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); name == "node_modules" || name == "testdata" || strings.HasPrefix(name, ".") && file != root {
				return filepath.SkipDir
			}
			return nil
		}
		rel, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		var found []mark
		switch {
		case strings.HasSuffix(rel, "_test.go"):
			found, err = fromGo(file, rel)
		case strings.HasPrefix(rel, "e2e/") && slices.Contains([]string{".ts", ".js", ".mjs"}, path.Ext(rel)):
			found, err = fromBrowser(file, rel)
		}
		marks = append(marks, found...)
		return err
	})
	slices.SortStableFunc(marks, func(a, b mark) int { return strings.Compare(a.Test, b.Test) })
	return marks, err
}

// fromGo reads the calls of testkit.Eis in one test file.
func fromGo(file, rel string) ([]mark, error) {
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, file, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	local := localName(tree)
	if local == "" {
		return nil, nil
	}
	pkg := strings.TrimPrefix(path.Dir(rel), "internal/")
	var marks []mark
	for _, decl := range tree.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Body == nil {
			continue
		}
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !isEis(call, local) || err != nil {
				return true
			}
			at := fmt.Sprintf("%s:%d", rel, set.Position(call.Pos()).Line)
			if !isTest(fn.Name.Name) {
				err = fmt.Errorf("%s: the mark stands in %s, which is no test: mark the test itself", at, fn.Name.Name)
				return false
			}
			ids, bad := literals(call.Args[1:])
			if bad && call.Ellipsis.IsValid() {
				ids = tableIDs(fn.Body)
				bad = len(ids) == 0
			}
			if bad {
				err = fmt.Errorf("%s: give the ids of a mark as plain strings, or in a []string of a table in the same test, so that they can be read from the source", at)
				return false
			}
			for _, one := range ids {
				marks = append(marks, mark{ID: one, Test: pkg + "." + fn.Name.Name, At: at})
			}
			return true
		})
	}
	return marks, err
}

// localName gives the name under which a file imports testkit, or "".
func localName(tree *ast.File) string {
	for _, spec := range tree.Imports {
		if spec.Path.Value != `"trede/internal/testkit"` {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		return "testkit"
	}
	return ""
}

func isEis(call *ast.CallExpr, local string) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Eis" || len(call.Args) == 0 {
		return false
	}
	pkg, ok := sel.X.(*ast.Ident)
	return ok && pkg.Name == local
}

func isTest(name string) bool {
	return strings.HasPrefix(name, "Test") || strings.HasPrefix(name, "Fuzz") || strings.HasPrefix(name, "Benchmark")
}

func literals(args []ast.Expr) (ids []string, bad bool) {
	for _, arg := range args {
		lit, ok := arg.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return nil, true
		}
		text, err := strconv.Unquote(lit.Value)
		if err != nil {
			return nil, true
		}
		ids = append(ids, text)
	}
	return ids, len(ids) == 0
}

// tableIDs gives the ids in the lists of strings of a table test, for a mark that
// takes them from its case: testkit.Eis(t, tt.eisen...). A list with anything else
// in it is about something else.
func tableIDs(body *ast.BlockStmt) []string {
	var ids []string
	ast.Inspect(body, func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok || !isStringList(lit.Type) {
			return true
		}
		list, bad := literals(lit.Elts)
		if !bad && !slices.ContainsFunc(list, func(text string) bool { return !idPattern.MatchString(text) }) {
			ids = append(ids, list...)
		}
		return false
	})
	return ids
}

func isStringList(typ ast.Expr) bool {
	array, ok := typ.(*ast.ArrayType)
	if !ok || array.Len != nil {
		return false
	}
	elem, ok := array.Elt.(*ast.Ident)
	return ok && elem.Name == "string"
}

// fromBrowser reads the titles of one Playwright file.
func fromBrowser(file, rel string) ([]mark, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var marks []mark
	for _, m := range titlePattern.FindAllSubmatchIndex(data, -1) {
		title := ""
		for g := 1; g <= 3; g++ {
			if m[2*g] >= 0 {
				title = string(data[m[2*g]:m[2*g+1]])
			}
		}
		line := strings.Count(string(data[:m[0]]), "\n") + 1
		for _, group := range inTitle.FindAllString(title, -1) {
			for _, one := range oneID.FindAllString(group, -1) {
				marks = append(marks, mark{ID: one, Test: rel + ": " + title, At: fmt.Sprintf("%s:%d", rel, line)})
			}
		}
	}
	return marks, nil
}
