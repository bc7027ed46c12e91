package iwmo

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the table of rules in docs/iwmo.md")

// standaard are the codes of all rules of iWmo 3.2.
const standaard = `
CD005 CD007 CD009 CD025 CD034 CD041 CD043 CD060 CD066 CD067 CD068 CD075 CD076 CD077 CD078 CD079 CD080 CD085 CD086 CD087 CD095 CD096
CS002 CS003 CS015 CS025 CS050 CS058 CS089 CS100 CS139 CS318 CS319 CS325 CS335 CS336 CS337 CS338 CS339 CS340 CS343
RS001 RS002 RS004 RS005 RS006 RS008 RS009 RS010 RS011 RS012 RS013 RS014 RS015 RS016 RS017 RS018 RS019 RS020 RS021 RS023 RS024 RS025
RS026 RS028 RS031 RS032 RS033 RS034 RS035 RS036 RS037 RS040 RS045 RS046 RS047 RS048
TR002 TR006 TR018 TR019 TR056 TR061 TR063 TR071 TR074 TR101 TR134 TR135 TR137 TR302 TR304 TR307 TR308 TR314 TR315 TR316 TR318 TR319
TR321 TR322 TR323 TR326 TR332 TR333 TR335 TR337 TR338 TR339 TR340 TR341 TR342 TR346 TR347 TR349 TR350 TR351 TR352 TR353 TR355 TR357
TR358 TR359 TR360 TR361 TR365 TR366 TR367 TR369 TR371 TR373 TR374 TR375 TR376 TR378 TR379 TR380 TR381 TR382 TR383 TR384 TR385 TR386
TR387 TR388 TR389 TR390 TR410 TR411 TR412 TR413 TR414 TR415 TR416 TR418
UP001 UP003 UP004 UP006 UP007 UP016 UP017 UP019 UP023 UP024 UP025 UP026 UP027 UP028 UP031 UP032 UP037
OP003 OP033 OP033x1 OP033x2 OP039 OP043 OP047 OP065 OP071 OP072 OP076 OP079 OP080 OP086 OP087 OP090 OP090x2 OP090x4 OP091 OP095 OP130
OP155 OP179 OP186 OP191 OP192 OP252 OP254 OP257 OP258 OP259 OP260 OP261 OP262 OP263 OP264 OP267 OP271 OP272 OP274 OP275 OP276 OP279
OP280 OP281 OP283 OP284 OP286 OP288 OP289 OP295 OP296 OP297 OP298 OP299 OP302 OP303 OP304 OP305 OP306 OP307 OP308 OP343 OP344 OP345
OP346 OP347 OP348 OP349 OP350 OP354 OP355 OP360 OP361 OP362 OP363 OP364 OP365 OP366 OP367 OP368 OP369 OP377 OP378 OP379 OP380
IV002 IV007 IV008 IV009 IV013 IV024 IV028 IV032 IV033 IV034 IV042 IV046 IV047 IV052 IV066 IV074 IV075 IV078 IV079 IV081 IV084 IV085
IV086 IV087 IV088 IV089 IV090 IV091 IV092 IV093 IV094 IV096 IV097 IV099`

// The table of rules in the documentation is that of the code, and every rule of the
// standard has its row.
func TestDocs(t *testing.T) {
	const file, begin, end = "../docs/iwmo.md", "<!-- regels: go test ./iwmo -run TestDocs -update -->\n", "<!-- einde -->"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok1 := bytes.Cut(text, []byte(begin))
	_, after, ok2 := bytes.Cut(rest, []byte(end))
	if !ok1 || !ok2 {
		t.Fatalf("%s has no place for the table", file)
	}
	want := slices.Concat(before, []byte(begin), regelTabel(t), []byte(end), after)
	if *update {
		if err := os.WriteFile(file, want, 0o600); err != nil {
			t.Fatal(err)
		}
	} else if !bytes.Equal(text, want) {
		t.Errorf("%s is out of date: go test ./iwmo -run TestDocs -update", file)
	}
	rows := map[string]int{}
	for _, line := range strings.Split(string(want), "\n") {
		if cells := strings.Split(line, "|"); len(cells) > 2 {
			for _, code := range strings.Fields(cells[1]) {
				rows[code]++
			}
		}
	}
	for _, code := range strings.Fields(standaard) {
		if rows[code] == 0 {
			t.Errorf("%s has no row", code)
		}
	}
}

// regelTabel is a row for each rule: what it asks, where it is made and where tested.
func regelTabel(t *testing.T) []byte {
	t.Helper()
	made, tested := plekken(t, "regels_*.go", false), plekken(t, "*_test.go", true)
	var b bytes.Buffer
	b.WriteString("| code | niveau | retour | berichten | wat de regel vraagt | wat u doet | gemaakt in | getoetst in |\n|---|---|---|---|---|---|---|---|\n")
	for _, r := range Regels() {
		if made[r.Code] == "" || tested[r.Code] == "" {
			t.Errorf("%s: made in %q, tested in %q", r.Code, made[r.Code], tested[r.Code])
		}
		fmt.Fprintf(&b, "| %s | %d | %s | %s | %s | %s | %s | %s |\n", r.Code, r.Niveau, r.Retourcode, kort(r.Berichten), r.Vraagt, r.Oplossing, made[r.Code], tested[r.Code])
	}
	return b.Bytes()
}

// kort lists messages by their numbers.
func kort(list []Soort) string {
	var b strings.Builder
	for _, s := range list {
		b.WriteString(strings.TrimPrefix(string(s), "WMO") + " ")
	}
	return strings.TrimSpace(b.String())
}

// plekken are the files in which each code of a rule stands.
func plekken(t *testing.T, pattern string, tests bool) map[string]string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	in := map[string]string{}
	for _, file := range files {
		if file == "docs_test.go" || strings.HasSuffix(file, "_test.go") != tests {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		codes := regexp.MustCompile(`"[^"\n]*"`).FindAll(source, -1)
		for _, code := range regexp.MustCompile(`\b(CD|CS|TR|OP)\d{3}\b`).FindAllString(string(bytes.Join(codes, []byte(" "))), -1) {
			if name := "`" + file + "`"; !strings.Contains(in[code], name) {
				in[code] = strings.TrimPrefix(in[code]+", "+name, ", ")
			}
		}
	}
	return in
}
