package guard

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// root finds the folder of go.mod.
func root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = parent
	}
}

// skipped are folders that hold nothing of ours, or that are made by a command.
var skipped = map[string]bool{
	"node_modules": true, "dist": true, "bin": true, "uit": true, ".git": true, ".cache": true,
}

// files gives the files of the repository by their path from the root.
func files(t *testing.T, keep func(path string) bool) []string {
	t.Helper()
	base := root(t)
	var out []string
	err := filepath.WalkDir(base, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(base, path)
		if err != nil {
			return err
		}
		if d.IsDir() {
			if skipped[d.Name()] {
				return filepath.SkipDir
			}
			return nil
		}
		if rel = filepath.ToSlash(rel); d.Type().IsRegular() && keep(rel) {
			out = append(out, rel)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) == 0 {
		t.Fatal("the guard looks at nothing")
	}
	return out
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root(t), path))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// source is one Go file of the product.
type source struct {
	path string // from the root
	pkg  string // folder from the root, for example "internal/domain/civil"
	test bool
	gen  bool
	set  *token.FileSet
	tree *ast.File
}

// sources parses all Go files below the given folders.
func sources(t *testing.T, mode parser.Mode, below ...string) []source {
	t.Helper()
	var out []source
	for _, path := range files(t, func(path string) bool {
		return strings.HasSuffix(path, ".go") && !strings.HasPrefix(path, "tools/") && under(path, below)
	}) {
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, filepath.Join(root(t), path), nil, mode)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		out = append(out, source{
			path: path, pkg: filepath.ToSlash(filepath.Dir(path)), test: strings.HasSuffix(path, "_test.go"),
			gen: ast.IsGenerated(tree), set: set, tree: tree,
		})
	}
	return out
}

func under(path string, dirs []string) bool {
	if len(dirs) == 0 {
		return true
	}
	for _, d := range dirs {
		if path == d || strings.HasPrefix(path, d+"/") {
			return true
		}
	}
	return false
}

func (s source) at(pos token.Pos) string {
	p := s.set.Position(pos)
	p.Filename = s.path
	return p.String()
}
