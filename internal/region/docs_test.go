package region

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trede/internal/domain/inkoop"
)

var documentedKey = regexp.MustCompile("`([a-z_]+)`")

// documented reads the keys of each table, and the rows of settings, from the
// documentation.
func documented(t *testing.T) (keys map[string][]string, settings []string) {
	t.Helper()
	data, err := os.ReadFile("../../docs/regio-bestand.md")
	if err != nil {
		t.Fatal(err)
	}
	keys = map[string][]string{}
	table, inSettings := "", false
	for line := range strings.SplitSeq(string(data), "\n") {
		switch {
		case strings.HasPrefix(line, "### "):
			table = strings.TrimPrefix(line, "### ")
		case strings.HasPrefix(line, "| code | waarde | standaard"):
			inSettings = true
		case !strings.HasPrefix(line, "| `") || table == "":
		case inSettings:
			settings = append(settings, line)
		default:
			first, _, _ := strings.Cut(line[2:], " |")
			for _, m := range documentedKey.FindAllStringSubmatch(first, -1) {
				keys[table] = append(keys[table], m[1])
			}
		}
	}
	return keys, settings
}

// The documentation names every key that is read, and no other.
func TestDocumentationHasEveryKey(t *testing.T) {
	var errs problems
	text := small(t)
	l := &loader{errs: &errs, at: locations{}}
	root := newTable("", decode([]byte(text), &errs), indexLines(text), &errs)
	l.region(root)
	read := map[string][]string{"[regio]": {"code", "naam", "toelichting"}}
	for _, tables := range l.at {
		for _, table := range tables {
			keys := append(read[table.name()], slices.Collect(maps.Keys(table.asked))...)
			slices.Sort(keys)
			read[table.name()] = slices.Compact(keys)
		}
	}
	keys, _ := documented(t)
	for _, list := range keys {
		slices.Sort(list)
	}
	// Of a neighbour the text says: as a gemeente, but for its borders.
	keys["[[buurgemeente]]"] = slices.DeleteFunc(slices.Clone(keys["[[gemeente]]"]), func(k string) bool { return k == "grens" || k == "grenst_aan" })
	if diff := cmp.Diff(read, keys); diff != "" {
		t.Error("read (-) and documented (+): " + diff)
	}
}

func TestDocumentationHasEverySetting(t *testing.T) {
	_, settings := documented(t)
	defs := inkoop.InstellingDefs()
	if len(settings) != len(defs) {
		t.Fatalf("%d settings are documented, want %d", len(settings), len(defs))
	}
	for i, def := range defs {
		standard := settingTOML(inkoop.Instelling{Code: def.Code, Waarde: def.Standaard})
		want := fmt.Sprintf("| `%s` | %s | `%s` | ", def.Code, settingForm(def), standard)
		if !strings.HasPrefix(settings[i], want) || len(settings[i]) < len(want)+10 {
			t.Errorf("documented: %s\nwant:       %s...", settings[i], want)
		}
	}
}

func settingForm(def inkoop.InstellingDef) string {
	switch def.Soort {
	case inkoop.SoortGetal:
		return fmt.Sprintf("%d tot en met %d", def.Min, def.Max)
	case inkoop.SoortReeks:
		return fmt.Sprintf("lijst, elk %d tot en met %d", def.Min, def.Max)
	case inkoop.SoortKeuze:
		return "`\"" + strings.Join(def.Keuzes, "\"`, `\"") + "\"`"
	}
	return "`true` of `false`"
}
