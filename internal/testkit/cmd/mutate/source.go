package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// mutant is one change of a condition.
type mutant struct {
	id      int
	file    string
	line    int
	owner   string // code of the rule, or name of the function that it is in
	was     string
	becomes string
	noticed bool
	why     string // why nobody can notice
}

// name tells what the change is, also when lines shift.
func (m *mutant) name() string { return m.owner + ": " + m.was + " -> " + m.becomes }

// edit is a piece of source that becomes another.
type edit struct {
	from, to int
	text     string
}

// sources are the files of a package that are changed.
type sources struct {
	pkg     string
	text    map[string][]byte
	edits   map[string][]edit
	mutants []*mutant
	uses    map[string]map[string]bool // names that each rule and function mentions
	rules   []string

	// Of the file and the declaration at hand.
	fset   *token.FileSet
	file   string
	owner  string
	result []bool // of the functions around: whether the result is true or false
}

func readSources(dir, pattern string) (*sources, error) {
	p := &sources{text: map[string][]byte{}, edits: map[string][]edit{}, uses: map[string]map[string]bool{}}
	files, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil {
		return nil, err
	}
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		p.fset, p.file = token.NewFileSet(), filepath.Base(path)
		f, err := parser.ParseFile(p.fset, p.file, text, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		p.pkg, p.text[p.file] = f.Name.Name, text
		for _, decl := range f.Decls {
			p.owner = ""
			if fn, ok := decl.(*ast.FuncDecl); ok {
				p.owner = fn.Name.Name
			}
			p.walk(decl)
		}
	}
	if len(p.rules) == 0 {
		return nil, errNone
	}
	return p, nil
}

// walk looks for conditions in a declaration, a rule or a function.
func (p *sources) walk(root ast.Node) {
	ast.Inspect(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			p.mention(n.Name)
		case *ast.CompositeLit:
			if code := ruleCode(n); code != "" && p.owner == "" {
				p.owner = code
				p.rules = append(p.rules, code)
				p.walk(n)
				p.owner = ""
				return false
			}
		case *ast.FuncDecl:
			return p.function(n.Type, n.Body)
		case *ast.FuncLit:
			return p.function(n.Type, n.Body)
		case *ast.IfStmt:
			p.condition(n.Cond)
		case *ast.ReturnStmt:
			if len(p.result) > 0 && p.result[len(p.result)-1] && len(n.Results) == 1 {
				p.condition(n.Results[0])
			}
		case *ast.AssignStmt:
			if len(n.Rhs) == 1 && isCondition(n.Rhs[0]) {
				p.condition(n.Rhs[0])
			}
		case *ast.SwitchStmt:
			p.cases(n)
		case *ast.ExprStmt:
			p.call(n)
		case *ast.CallExpr:
			if p.isKey(n) {
				p.key(n)
			}
		}
		return true
	})
}

func (p *sources) mention(name string) {
	if p.uses[p.owner] == nil {
		p.uses[p.owner] = map[string]bool{}
	}
	p.uses[p.owner][name] = true
}

// ruleCode is the code of a rule, when a literal is one.
func ruleCode(lit *ast.CompositeLit) string {
	for _, e := range lit.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok && key.Name == "Code" {
				if text, ok := pair.Value.(*ast.BasicLit); ok {
					code, _ := strconv.Unquote(text.Value)
					return code
				}
			}
		}
	}
	return ""
}

// function walks a function with what its result is.
func (p *sources) function(t *ast.FuncType, body *ast.BlockStmt) bool {
	yes := false
	if t.Results != nil && len(t.Results.List) == 1 {
		id, ok := t.Results.List[0].Type.(*ast.Ident)
		yes = ok && id.Name == "bool"
	}
	p.result = append(p.result, yes)
	for _, s := range body.List {
		p.walk(s)
	}
	p.result = p.result[:len(p.result)-1]
	return false
}

// cases are the conditions of a switch, or the values that its tag is compared with.
func (p *sources) cases(s *ast.SwitchStmt) {
	for _, clause := range s.Body.List {
		for _, e := range clause.(*ast.CaseClause).List {
			if s.Tag == nil {
				p.condition(e)
				continue
			}
			n := p.add(e, "case "+p.src(e), "no such case")
			p.change(e, fmt.Sprintf("mutantZonder(%d, %s, %s)", n, p.src(s.Tag), p.src(e)))
		}
	}
}

// call is a statement that a rule can do without, or the report of a rule.
func (p *sources) call(s *ast.ExprStmt) {
	c := s.X.(*ast.CallExpr)
	if sel, ok := c.Fun.(*ast.SelectorExpr); ok && slices.Contains([]string{"fout", "foutDatum", "foutGetal"}, sel.Sel.Name) {
		p.condition(c.Args[0])
		return
	}
	n := p.add(c, p.src(c), "nothing")
	from, to := p.span(c)
	p.edits[p.file] = append(p.edits[p.file], edit{from, from, fmt.Sprintf("if mutant != %d { ", n)}, edit{to, to, " }"})
}

// isKey tells whether a call in a rule makes a key of what may stand once.
func (p *sources) isKey(c *ast.CallExpr) bool {
	id, ok := c.Fun.(*ast.Ident)
	return ok && slices.Contains(p.rules, p.owner) && slices.Contains([]string{"number", "dates", "text", "product", "append"}, id.Name) &&
		!strings.HasPrefix(p.src(c), "append(list")
}

// key drops each part of a key.
func (p *sources) key(c *ast.CallExpr) {
	first := c.Args[0]
	if len(c.Args) > 2 {
		for i := 1; i < len(c.Args); i++ {
			rest := slices.Delete(slices.Clone(c.Args), i, i+1)
			p.wrap(c, "[]byte", p.src(c.Fun)+"("+p.list(rest)+")")
		}
	} else {
		p.wrap(c, "[]byte", p.src(first))
	}
}

func (p *sources) list(args []ast.Expr) string {
	var parts []string
	for _, a := range args {
		parts = append(parts, p.src(a))
	}
	return strings.Join(parts, ", ")
}

// isCondition tells whether an expression is true or false by its form.
func isCondition(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BinaryExpr:
		return e.Op == token.LAND || e.Op == token.LOR || other[e.Op] != 0
	case *ast.UnaryExpr:
		return e.Op == token.NOT
	}
	return false
}

// other is what a comparison becomes.
var other = map[token.Token]token.Token{
	token.EQL: token.NEQ, token.NEQ: token.EQL, token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR,
}

// condition adds every change of a condition.
func (p *sources) condition(root ast.Expr) {
	if id, ok := root.(*ast.Ident); ok && (id.Name == "true" || id.Name == "false") {
		return
	}
	becomes := func(part ast.Expr, text string) {
		at, _ := p.span(root)
		from, to := p.span(part)
		whole := p.src(root)
		p.wrap(root, "bool", whole[:from-at]+text+whole[to-at:])
	}
	if !isCondition(root) || p.isLogic(root) {
		becomes(root, "!("+p.src(root)+")")
	}
	ast.Inspect(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // walk comes there
		case *ast.BinaryExpr:
			switch {
			case n.Op == token.LAND || n.Op == token.LOR:
				becomes(n, "("+p.src(n.X)+")")
				becomes(n, "("+p.src(n.Y)+")")
			case other[n.Op] != 0:
				becomes(n, p.src(n.X)+" "+other[n.Op].String()+" "+p.src(n.Y))
			}
		case *ast.UnaryExpr:
			if n.Op == token.NOT {
				becomes(n, p.src(n.X))
			}
		case *ast.CallExpr:
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok && (sel.Sel.Name == "Voor" || sel.Sel.Name == "Na") {
				opposite := map[string]string{"Voor": "Na", "Na": "Voor"}[sel.Sel.Name]
				becomes(n, "!"+p.src(sel.X)+"."+opposite+"("+p.list(n.Args)+")")
			}
		}
		return true
	})
}

func (p *sources) isLogic(e ast.Expr) bool {
	b, ok := e.(*ast.BinaryExpr)
	return ok && (b.Op == token.LAND || b.Op == token.LOR)
}

// wrap makes an expression another one when a change holds.
func (p *sources) wrap(root ast.Expr, typ, text string) {
	n := p.add(root, p.src(root), text)
	from, to := p.span(root)
	p.edits[p.file] = append(p.edits[p.file], edit{from, from, fmt.Sprintf("func() %s { if mutant == %d { return %s }; return ", typ, n, text)}, edit{to, to, " }()"})
}

// change replaces an expression.
func (p *sources) change(e ast.Expr, text string) {
	from, to := p.span(e)
	p.edits[p.file] = append(p.edits[p.file], edit{from, to, text})
}

func (p *sources) add(n ast.Node, was, becomes string) int {
	m := &mutant{
		id: len(p.mutants) + 1, file: p.file, line: p.fset.Position(n.Pos()).Line, owner: p.owner,
		was: oneLine(was), becomes: oneLine(becomes),
	}
	p.mutants = append(p.mutants, m)
	return m.id
}

func (p *sources) span(n ast.Node) (from, to int) {
	return p.fset.Position(n.Pos()).Offset, p.fset.Position(n.End()).Offset
}

func (p *sources) src(n ast.Node) string {
	from, to := p.span(n)
	return string(p.text[p.file][from:to])
}

// changed are the sources with all changes in them.
func (p *sources) changed() map[string][]byte {
	out := map[string][]byte{}
	for file, text := range p.text {
		// From back to front, so that what is before stays where it is; of two at one
		// place the last is innermost at a start, and outermost at an end.
		edits := slices.Clone(p.edits[file])
		slices.SortStableFunc(edits, func(a, b edit) int { return b.from - a.from })
		for _, e := range edits {
			text = slices.Concat(text[:e.from], []byte(e.text), text[e.to:])
		}
		out[file] = text
	}
	return out
}

// byOwner are the changes of each rule, with those of the functions that it uses.
func (p *sources) byOwner() map[string][]*mutant {
	by := map[string][]*mutant{}
	for _, code := range p.rules {
		used := map[string]bool{}
		var visit func(name string)
		visit = func(name string) {
			if used[name] {
				return
			}
			used[name] = true
			for other := range p.uses[name] {
				visit(other)
			}
		}
		visit(code)
		by[code] = nil
		for _, m := range p.mutants {
			if used[m.owner] {
				by[code] = append(by[code], m)
			}
		}
	}
	return by
}
