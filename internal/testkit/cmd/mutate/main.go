// Mutate changes each condition of the rules of level 2 one at a time and lists, by
// rule, the changes that no test notices. The sources stay as they are: all changes are
// compiled into one test program, and a number in the environment says which one holds.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// switchFile goes into the package with the changed sources.
const switchFile = `package %s

import (
	"os"
	"strconv"
)

var mutant, _ = strconv.Atoi(os.Getenv("MUTANT"))

// mutantZonder is the value of a case, which nothing is when the change holds.
func mutantZonder[T ~string](n int, _, v T) T {
	if n == mutant {
		return "\x00"
	}
	return v
}
`

func main() {
	dir := flag.String("dir", "iwmo", "folder of the package")
	files := flag.String("files", "regels_*.go", "the sources that are changed; regels_[ct]*.go are those of level 2")
	tests := flag.String("run", "^Test", "the tests that should notice")
	flag.Parse()
	ok, err := run(*dir, *files, *tests)
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(2)
	}
	if !ok {
		os.Exit(1)
	}
}

func run(dir, files, tests string) (bool, error) {
	p, err := readSources(dir, files)
	if err != nil {
		return false, err
	}
	tmp, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return false, err
	}
	defer func() { _ = os.RemoveAll(tmp) }()
	program, err := build(dir, tmp, p)
	if err != nil {
		return false, err
	}
	if noticed, out := try(dir, program, tests, 0); noticed {
		return false, fmt.Errorf("the tests fail without any change:\n%s", out)
	}
	p.try(func(m *mutant) bool {
		noticed, _ := try(dir, program, tests, m.id)
		return noticed
	})
	return report(p), nil
}

// build makes the test program with all changes in it.
func build(dir, tmp string, p *sources) (string, error) {
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	put := func(name string, text []byte) error {
		path, err := filepath.Abs(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		overlay.Replace[path] = filepath.Join(tmp, name)
		return os.WriteFile(overlay.Replace[path], text, 0o600)
	}
	for name, text := range p.changed() {
		if err := put(name, text); err != nil {
			return "", err
		}
	}
	if err := put("mutant_switch.go", fmt.Appendf(nil, switchFile, p.pkg)); err != nil {
		return "", err
	}
	list, err := json.Marshal(overlay)
	if err != nil {
		return "", err
	}
	overlayFile := filepath.Join(tmp, "overlay.json")
	if err := os.WriteFile(overlayFile, list, 0o600); err != nil {
		return "", err
	}
	program := filepath.Join(tmp, "mutants.test")
	out, err := exec.Command("go", "test", "-c", "-vet=off", "-overlay", overlayFile, "-o", program, "./"+dir).CombinedOutput() //nolint:gosec // names of our own
	if err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return program, nil
}

// slow are the tests that would make a run last hours and are not about rules.
const slow = "Made|Verschil|Verdicts|CutOff|Large|Many|Docs|Memory|AllFindings"

// try runs the tests with one change, and tells whether they notice.
func try(dir, program, tests string, id int) (bool, []byte) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute) // a change can make a loop endless
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "-test.short", "-test.failfast", "-test.run", tests, "-test.skip", slow) //nolint:gosec // what build made
	cmd.Dir, cmd.Env = dir, append(os.Environ(), fmt.Sprintf("MUTANT=%d", id))
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	return cmd.Run() != nil, out.Bytes()
}

// try tries all changes, as many at a time as there are processors.
func (p *sources) try(noticed func(*mutant) bool) {
	var group sync.WaitGroup
	work := make(chan *mutant)
	for range runtime.NumCPU() {
		group.Go(func() {
			for m := range work {
				m.noticed = noticed(m)
			}
		})
	}
	for _, m := range p.mutants {
		work <- m
	}
	close(work)
	group.Wait()
}

// report prints what was noticed and what was not, and tells whether all is well.
func report(p *sources) bool {
	ok, known := true, maps.Clone(equivalent)
	for _, m := range p.mutants {
		if m.noticed {
			continue
		}
		if m.why = equivalent[m.name()]; m.why == "" {
			ok = false
		}
		delete(known, m.name())
	}
	fmt.Printf("%-24s %7s %7s %10s %8s\n", "rule", "mutants", "noticed", "equivalent", "survived")
	byOwner := p.byOwner()
	for _, owner := range slices.Sorted(maps.Keys(byOwner)) {
		var n, noticed, same int
		for _, m := range byOwner[owner] {
			n++
			if m.noticed {
				noticed++
			} else if m.why != "" {
				same++
			}
		}
		fmt.Printf("%-24s %7d %7d %10d %8d\n", owner, n, noticed, same, n-noticed-same)
		if noticed == 0 {
			fmt.Printf("  no change of %s is noticed\n", owner)
			ok = false
		}
	}
	noticed := 0
	for _, m := range p.mutants {
		switch {
		case m.noticed:
			noticed++
		case m.why == "":
			fmt.Printf("survived: %s:%d %s\n", m.file, m.line, m.name())
		default:
			fmt.Printf("equivalent: %s:%d %s: %s\n", m.file, m.line, m.name(), m.why)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(known)) {
		fmt.Printf("noted as equivalent, but noticed or gone: %s\n", name)
	}
	fmt.Printf("%d mutants, %d noticed\n", len(p.mutants), noticed)
	return ok
}

// errNone is the error of a folder without rules.
var errNone = errors.New("no rules are there")

// oneLine is a piece of source as one line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
