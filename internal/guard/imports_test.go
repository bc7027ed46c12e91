package guard

import (
	"go/ast"
	"go/parser"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// steps is the chain of the domain: a package may use those of earlier lines,
// never one of its own line or a later one.
var steps = [][]string{
	{"civil"},
	{"money"},
	{"rule"},
	{"ladder", "persoon"},
	{"inkoop"},
	{"toegang"},
	{"uitvoering"},
	{"afrekening"},
	{"inzicht"},
}

// useCases is the chain of the use cases. What runs the organisation itself comes
// first; taken composes the tasks of all processes, and chain makes them all.
var useCases = [][]string{
	{"beheer"},
	{"inkoop"},
	{"toegang"},
	{"uitvoering"},
	{"afrekening"},
	{"inzicht"},
	{"taken"},
	{"chain"},
}

// room is a tree of packages and the trees it may use besides its own.
type room struct {
	tree string
	may  []string
}

// rooms is the layout of docs/adr/0001-layout.md. A package that stands in no
// room fails the test: give it its place here and in that record.
func rooms() []room {
	const domain, authz, store, app = "internal/domain", "internal/authz", "internal/store", "internal/app"
	const platform, auth, region = "internal/platform", "internal/auth", "internal/region"
	out := []room{
		{"iwmo", nil},
		{"internal/guard", nil},
		{platform, nil},
		{authz, []string{domain}},
		// Signing in has types and rules of its own and says what it wants stored.
		{auth, []string{domain, authz, platform}},
		{store, []string{domain, authz, auth, platform}},
		{region, []string{domain, platform}},
		{"internal/exchange", []string{domain, authz, app, platform, "iwmo"}},
		// The queue of jobs is a table beside the data, so jobs takes it from store.
		{"internal/jobs", []string{domain, authz, app, store, platform}},
		{"internal/web", []string{domain, authz, auth, app, platform}},
		{"internal/api", []string{domain, authz, auth, app, platform}},
		{"internal/simulatie", []string{domain, authz, auth, app, store, region, platform}},
		{"internal/testkit", nil}, // what every test uses, also those of the lowest packages
		{"cmd", []string{
			domain, authz, store, auth, app, region, platform, "internal/exchange", "internal/jobs",
			"internal/web", "internal/api", "internal/simulatie", "iwmo",
		}},
	}
	out = append(out, chain(domain, steps, nil)...)
	below := []string{domain, authz, store, auth, region, platform}
	out = append(out, chain(app, useCases, below)...)
	// Shared parts of the use cases: they know no process.
	out = append(out, room{app, below})
	return out
}

func chain(base string, order [][]string, below []string) []room {
	var out []room
	earlier := slices.Clone(below)
	for _, step := range order {
		for _, name := range step {
			out = append(out, room{base + "/" + name, slices.Clone(earlier)})
		}
		for _, name := range step {
			earlier = append(earlier, base+"/"+name)
		}
	}
	return out
}

// forTests are the trees that a test file may use besides what its room may.
var forTests = []string{"internal/testkit", "internal/region"}

// kitMay is what the folders of testkit may use; its root uses nothing of Trede.
var kitMay = []string{"internal/domain", "internal/authz", "internal/store", "internal/auth", "internal/app", "internal/region", "internal/platform"}

// roomOf gives the narrowest room that a package stands in.
func roomOf(pkg string) (room, bool) {
	var found room
	for _, r := range rooms() {
		if under(pkg, []string{r.tree}) && len(r.tree) > len(found.tree) {
			found = r
		}
	}
	return found, found.tree != ""
}

// refused says why a package may not import another of the module, or "".
func refused(from, to string, test bool) string {
	mine, ok := roomOf(from)
	if !ok {
		return "stands in no room of the layout; see rooms in internal/guard/imports_test.go"
	}
	its, ok := roomOf(to)
	if !ok {
		return "imports " + to + ", which stands in no room of the layout"
	}
	switch {
	case from == to || mine.tree == its.tree && mine.tree != "internal/testkit":
		return ""
	case test && under(to, forTests):
		return ""
	case from == "internal/testkit":
		return "imports " + to + ": the tests of the lowest packages use testkit, so it uses nothing of Trede"
	case mine.tree == "internal/testkit" && (under(to, kitMay) || its.tree == "internal/testkit"):
		return ""
	case its.tree == "internal/testkit":
		return "imports " + to + ", which is for tests only"
	case slices.ContainsFunc(mine.may, func(tree string) bool { return under(to, []string{tree}) }):
		return ""
	// The root of app holds shared parts that every process uses.
	case under(from, []string{"internal/app"}) && to == "internal/app":
		return ""
	}
	may := strings.Join(mine.may, ", ")
	if may == "" {
		may = "nothing else of Trede"
	}
	return "imports " + to + ", but " + mine.tree + " may use " + may
}

func TestImportDirection(t *testing.T) {
	for _, s := range sources(t, parser.ImportsOnly, "cmd", "internal", "iwmo") {
		if _, ok := roomOf(s.pkg); !ok {
			t.Errorf("%s %s", s.path, refused(s.pkg, s.pkg, s.test))
		}
		for _, spec := range s.tree.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			to, ours := strings.CutPrefix(path, "trede/")
			if !ours {
				continue
			}
			if why := refused(s.pkg, to, s.test); why != "" {
				t.Errorf("%s %s", s.path, why)
			}
		}
	}
}

// TestImportDirectionRefuses shows that the table says no where the layout does.
func TestImportDirectionRefuses(t *testing.T) {
	for _, c := range []struct {
		from, to string
		test     bool
		ok       bool
	}{
		{from: "internal/domain/toegang", to: "internal/domain/inkoop", ok: true},
		{from: "internal/domain/inkoop", to: "internal/domain/toegang"},
		{from: "internal/domain/inkoop", to: "internal/domain/toegang", test: true},
		{from: "internal/domain/ladder", to: "internal/domain/persoon"},
		{from: "internal/domain/civil", to: "internal/domain/rule"},
		{from: "internal/domain/rule/ruletest", to: "internal/domain/rule", ok: true},
		{from: "internal/domain/persoon", to: "internal/store"},
		{from: "internal/domain/persoon", to: "internal/authz"},
		{from: "internal/domain/persoon", to: "internal/testkit", test: true, ok: true},
		{from: "internal/domain/persoon", to: "internal/testkit"},
		{from: "internal/authz", to: "internal/domain/persoon", ok: true},
		{from: "internal/authz", to: "internal/app/toegang"},
		{from: "internal/store", to: "internal/domain/toegang", ok: true},
		{from: "internal/store", to: "internal/app/toegang"},
		{from: "internal/app/uitvoering", to: "internal/app/toegang", ok: true},
		{from: "internal/app/toegang", to: "internal/app/uitvoering"},
		{from: "internal/app/toegang", to: "internal/app", ok: true},
		{from: "internal/app", to: "internal/app/toegang"},
		{from: "internal/app/chain", to: "internal/app/taken", ok: true},
		{from: "internal/app/taken", to: "internal/app/chain"},
		{from: "internal/app/toegang", to: "internal/exchange/mail"},
		{from: "internal/web/toegang", to: "internal/app/toegang", ok: true},
		{from: "internal/web/toegang", to: "internal/web/ui", ok: true},
		{from: "internal/web/toegang", to: "internal/store"},
		{from: "internal/web/toegang", to: "internal/api"},
		{from: "internal/jobs", to: "internal/web"},
		{from: "internal/simulatie", to: "internal/web"},
		{from: "internal/exchange/bericht", to: "iwmo", ok: true},
		{from: "cmd/trede", to: "internal/web", ok: true},
		{from: "cmd/trede", to: "internal/testkit"},
		{from: "cmd/trede", to: "internal/testkit/db", test: true, ok: true},
		{from: "internal/platform/sqldb", to: "internal/platform/errs", ok: true},
		{from: "internal/platform/sqldb", to: "internal/domain/civil"},
		{from: "iwmo", to: "internal/domain/civil"},
		{from: "internal/testkit", to: "internal/store"},
		{from: "internal/testkit/db", to: "internal/store", ok: true},
		{from: "internal/testkit/db", to: "internal/web"},
		{from: "internal/rommel", to: "internal/domain/civil"},
	} {
		if why := refused(c.from, c.to, c.test); (why == "") != c.ok {
			t.Errorf("%s -> %s (test %v): %q", c.from, c.to, c.test, why)
		}
	}
}

// impure is what the domain and authz do without: they get everything as an
// argument, so that their tests take microseconds and their answers never depend
// on where or when they run.
var impure = []string{
	"context", "crypto/rand", "database/sql", "io/ioutil", "log", "math/rand", "net", "os", "runtime", "syscall",
}

// clocks are the functions of package time that look at a clock.
var clocks = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "NewTimer", "NewTicker", "Tick"}

// sqlHomes are the trees that may speak SQL.
var sqlHomes = []string{"internal/platform/sqldb", "internal/store", "internal/testkit"}

// outside says why a package may not import something that is not of the module, or "".
func outside(from, path string) string {
	pure := under(from, []string{"internal/domain", "internal/authz"})
	if pure && under(path, impure) {
		return "imports " + path + ": the domain is pure"
	}
	first, _, _ := strings.Cut(path, "/")
	if pure && strings.Contains(first, ".") && !under(path, []string{"golang.org/x/text/unicode"}) {
		return "imports " + path + ": the domain uses the standard library only"
	}
	driver := under(path, []string{"database/sql", "github.com/jackc/pgx/v5", "modernc.org/sqlite", "github.com/pressly/goose/v3"})
	if driver && !under(from, sqlHomes) {
		return "imports " + path + ": SQL belongs in internal/store"
	}
	return ""
}

func TestDomainIsPure(t *testing.T) {
	for _, s := range sources(t, parser.SkipObjectResolution, "cmd", "internal", "iwmo") {
		if s.test {
			continue
		}
		for _, spec := range s.tree.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if why := outside(s.pkg, path); why != "" {
				t.Errorf("%s %s", s.path, why)
			}
		}
		if !under(s.pkg, []string{"internal/domain", "internal/authz"}) {
			continue
		}
		ast.Inspect(s.tree, func(n ast.Node) bool {
			if name := clock(n); name != "" {
				t.Errorf("%s looks at the clock (time.%s): take the day or the instant as an argument", s.at(n.Pos()), name)
			}
			return true
		})
	}
}

// clock gives the name of the clock function that a node uses, or "".
func clock(n ast.Node) string {
	sel, ok := n.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	pkg, ok := sel.X.(*ast.Ident)
	if !ok || pkg.Name != "time" || !slices.Contains(clocks, sel.Sel.Name) {
		return ""
	}
	return sel.Sel.Name
}

func TestDomainIsPureRefuses(t *testing.T) {
	for _, c := range []struct {
		from, path string
		ok         bool
	}{
		{"internal/domain/civil", "time", true},
		{"internal/domain/civil", "net/http", false},
		{"internal/domain/civil", "log/slog", false},
		{"internal/domain/civil", "golang.org/x/text/language", false},
		{"internal/authz", "context", false},
		{"internal/authz", "encoding/csv", true},
		{"internal/app/toegang", "context", true},
		{"internal/app/toegang", "database/sql", false},
		{"internal/web", "github.com/jackc/pgx/v5/stdlib", false},
		{"internal/store", "database/sql", true},
		{"internal/platform/sqldb", "modernc.org/sqlite", true},
	} {
		if why := outside(c.from, c.path); (why == "") != c.ok {
			t.Errorf("%s -> %s: %q", c.from, c.path, why)
		}
	}
	for code, want := range map[string]string{
		"time.Now()":        "Now",
		"time.Since(x)":     "Since",
		"time.Date(2026,1)": "",
		"clock.Now()":       "",
	} {
		expr, err := parser.ParseExpr(code)
		if err != nil {
			t.Fatal(err)
		}
		found := ""
		ast.Inspect(expr, func(n ast.Node) bool {
			if name := clock(n); name != "" {
				found = name
			}
			return true
		})
		if found != want {
			t.Errorf("%s: found %q, want %q", code, found, want)
		}
	}
}
