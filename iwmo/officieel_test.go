package iwmo

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// The official samples and the messages with a noted verdict, in the folder that
// TREDE_IWMO names: the samples read and are rewritten as the schemas allow, and the
// others get the verdict that was noted.
func TestOfficialExamples(t *testing.T) {
	dir := os.Getenv("TREDE_IWMO")
	if dir == "" {
		t.Skip("TREDE_IWMO names no folder with the official samples")
	}
	lint := newLinter(t)
	files, err := filepath.Glob(filepath.Join(dir, "examples", "valid-3.2", "*.xml"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		v := leesBestand(t, file)
		if schemaFout(v) {
			t.Errorf("%s: %+v", file, v.Bevindingen)
		} else if lint != nil {
			if o := lint.lint(t, v.Soort, [][]byte{schrijf(t, v.Bericht)})[0]; !o.geldig {
				t.Errorf("%s, written again: %s", file, o.text)
			}
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, "examples", "negatief", "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var noted []struct {
		File  string   `json:"file"`
		Valid bool     `json:"xsd_valid"`
		Codes []string `json:"xslt"`
	}
	if err := json.Unmarshal(text, &noted); err != nil {
		t.Fatal(err)
	}
	for _, n := range noted {
		v := leesBestand(t, filepath.Join(dir, "examples", "negatief", n.File))
		var got []string
		for _, b := range v.Bevindingen {
			got = append(got, b.Regel)
		}
		slices.Sort(got)
		slices.Sort(n.Codes)
		if schemaFout(v) == n.Valid || n.Valid && !slices.Equal(slices.Compact(got), slices.Compact(n.Codes)) {
			t.Errorf("%s: got %v, noted %+v", n.File, got, n)
		}
	}
	t.Logf("%d samples, %d noted verdicts", len(files), len(noted))
}

func leesBestand(t *testing.T, file string) *Verslag {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return lees(t, b)
}
