// Command eisen prints every requirement of docs/eisen.csv with the tests that
// show it, and writes the same table to docs/eisen.md.
//
// A Go test shows a requirement with testkit.Eis(t, "MON-03"), a browser test by
// its title, "[MON-03] ...". A mark with an id that is not in the list is an
// error, and so is a mark whose id cannot be read from the source.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
)

func main() {
	root := flag.String("root", ".", "folder of the repository")
	flag.Parse()
	if err := run(*root, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "eisen:", err)
		os.Exit(1)
	}
}

func run(root string, out io.Writer) error {
	list, err := readList(filepath.Join(root, "docs", "eisen.csv"))
	if err != nil {
		return err
	}
	shown, err := collect(root)
	if err != nil {
		return err
	}
	if problems := check(list, shown); len(problems) > 0 {
		return errors.New(strings.Join(problems, "\n"))
	}
	by := group(shown)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, e := range list {
		fmt.Fprintf(w, "%s\t%s\t%s\n", e.ID, shorten(e.Capability, 70), tests(by[e.ID], ", "))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(out, "\n%d of %d shown by a test\n", len(by), len(list))
	return os.WriteFile(filepath.Join(root, "docs", "eisen.md"), []byte(page(list, by)), 0o644) //nolint:gosec // a document of the repository
}

func tests(marks []mark, sep string) string {
	if len(marks) == 0 {
		return "open"
	}
	names := make([]string, len(marks))
	for i, m := range marks {
		names[i] = m.Test
	}
	return strings.Join(names, sep)
}

func shorten(text string, n int) string {
	letters := []rune(text)
	if len(letters) <= n {
		return text
	}
	return string(letters[:n-1]) + "…"
}
