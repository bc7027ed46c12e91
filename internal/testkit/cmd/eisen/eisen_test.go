package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const repository = "../../../.."

// TestMarksAreKnown checks the marks of the whole repository against the list.
func TestMarksAreKnown(t *testing.T) {
	list, err := readList(filepath.Join(repository, "docs", "eisen.csv"))
	if err != nil {
		t.Fatal(err)
	}
	marks, err := collect(repository)
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range check(list, marks) {
		t.Error(problem)
	}
}

// write makes a small repository out of file names and contents.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const (
	header = "id,source,heading,capability\n"
	begin  = "package x\n\nimport (\n\t\"testing\"\n\n\tkit \"trede/internal/testkit\"\n)\n\n"
)

func TestRun(t *testing.T) {
	dir := write(t, map[string]string{
		"docs/eisen.csv": header + "MON-03,S-A,Eisen,Reports fall due.\nX-01,implied,Wmo,Anyone can ask.\nX-02,implied,Wmo,Terms.\nB-REG-01,S-B,Regio,Nine buy.\n",
		"internal/domain/x/x_test.go": begin +
			"func TestTermijn(t *testing.T) {\n\tt.Run(\"a\", func(t *testing.T) { kit.Eis(t, \"MON-03\", \"B-REG-01\") })\n\tkit.Eis(t, \"MON-03\")\n}\n",
		"internal/domain/x/table_test.go": begin +
			"func TestTabel(t *testing.T) {\n\tfor _, tt := range []struct{ eisen []string }{{[]string{\"X-01\"}}, {[]string{\"other\", \"MON-03\"}}} {\n" +
			"\t\tkit.Eis(t, tt.eisen...)\n\t}\n}\n",
		"e2e/pad.spec.ts":                  "test('[MON-03] due', async () => {})\ntest.describe(\"plain [x]\", () => {})\n",
		"e2e/node_modules/a/pad.spec.ts":   "test('[NOPE-01] of others', () => {})\n",
		"internal/domain/x/other_test.go":  "package x\n\nfunc Eis() {}\n",
		"internal/domain/x/plain_test.txt": "testkit.Eis(t, \"NOPE-02\")",
	})
	var out strings.Builder
	if err := run(dir, &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"3 of 4 shown", "domain/x.TestTermijn, e2e/pad.spec.ts: [MON-03] due", "domain/x.TestTabel", "open"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the output lacks %q:\n%s", want, out.String())
		}
	}
	written, err := os.ReadFile(filepath.Join(dir, "docs", "eisen.md"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "| X-02 | Terms. | implied, Wmo | open |"; !strings.Contains(string(written), want) {
		t.Errorf("the page lacks %q:\n%s", want, written)
	}
}

func TestRunRefuses(t *testing.T) {
	good := header + "MON-03,S-A,Eisen,Reports fall due.\n"
	for name, c := range map[string]struct{ list, test, browser, want string }{
		"unknown id":        {list: good, test: "func TestA(t *testing.T) { kit.Eis(t, \"MON-99\") }", want: "no requirement MON-99"},
		"unknown in title":  {list: good, browser: "test(`[MON-98] x`, f)", want: "no requirement MON-98"},
		"id from variable":  {list: good, test: "func TestA(t *testing.T) { v := \"MON-03\"; kit.Eis(t, v) }", want: "plain strings"},
		"empty table":       {list: good, test: "func TestA(t *testing.T) { v := []string{\"x\"}; kit.Eis(t, v...) }", want: "plain strings"},
		"unknown in table":  {list: good, test: "func TestA(t *testing.T) { v := []string{\"MON-97\"}; kit.Eis(t, v...) }", want: "no requirement MON-97"},
		"no id":             {list: good, test: "func TestA(t *testing.T) { kit.Eis(t) }", want: "plain strings"},
		"mark in helper":    {list: good, test: "func help(t *testing.T) { kit.Eis(t, \"MON-03\") }", want: "no test"},
		"twice in the list": {list: good + "MON-03,S-A,Eisen,Again.\n", want: "twice"},
		"unknown source":    {list: header + "MON-03,S-Z,Eisen,Reports.\n", want: "unknown source"},
		"empty cell":        {list: header + "MON-03,S-A,,Reports.\n", want: "empty cell"},
		"other columns":     {list: "id,capability\n", want: "first line"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := write(t, map[string]string{
				"docs/eisen.csv": c.list, "internal/x/x_test.go": begin + c.test, "e2e/a.spec.ts": c.browser,
			})
			err := run(dir, new(strings.Builder))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}
