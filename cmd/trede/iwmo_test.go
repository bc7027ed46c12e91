package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"trede/iwmo"
)

// iwmoRun runs `trede iwmo` with a text on its standard input.
func iwmoRun(t *testing.T, stdin io.Reader, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errOut bytes.Buffer
	e := &env{stdin: stdin, stdout: &out, stderr: &errOut}
	code = run(t.Context(), e, append([]string{"iwmo"}, args...))
	return code, out.String(), errOut.String()
}

func iwmoSample(t *testing.T, soort iwmo.Soort) string {
	t.Helper()
	code, text, stderr := iwmoRun(t, nil, "sample", "--dag", "2026-11-22", string(soort))
	if code != 0 || stderr != "" {
		t.Fatalf("sample %s ends with %d: %s", soort, code, stderr)
	}
	return text
}

type checked struct {
	Bestand, Bericht, Release string
	Geldig                    bool
	Bevindingen               []struct {
		Regel, Pad, Waarde, Oorzaak, Oplossing string
		Niveau, Regelnummer                    int
	}
	Meer int
}

func iwmoCheck(t *testing.T, stdin io.Reader, args ...string) (int, checked) {
	t.Helper()
	code, stdout, stderr := iwmoRun(t, stdin, append([]string{"check", "--json"}, args...)...)
	var got checked
	if err := json.Unmarshal([]byte(stdout), &got); err != nil || stderr != "" {
		t.Fatalf("%v in %q; %s", err, stdout, stderr)
	}
	return code, got
}

// What is no message gets one finding that says so, and exit code 1.
func TestIwmoBadInput(t *testing.T) {
	claim, answer := iwmoSample(t, iwmo.SoortWMO323), iwmoSample(t, iwmo.SoortWMO325)
	const newline = "\r\n"
	dtd := func(inside string) string {
		return strings.Replace(claim, newline, newline+"<!DOCTYPE Bericht ["+inside+"]>", 1)
	}
	nested := strings.Repeat("<wmo323:Header>", 100) + strings.Repeat("</wmo323:Header>", 100)
	for name, c := range map[string]struct{ text, oorzaak string }{
		"empty":               {"", "leeg"},
		"binary":              {"\x7fELF\x02\x01\x01" + strings.Repeat("\x00", 4096), "begint niet met XML"},
		"text":                {"Beste collega, hierbij het bericht.", "begint niet met XML"},
		"another XML":         {"<brief/>", "geen iWmo-bericht"},
		"cut off":             {claim[:len(claim)/2], "te vroeg"},
		"byte order mark":     {"\xef\xbb\xbf" + claim, "byte order mark"},
		"UTF-16":              {"\xff\xfe<\x00?\x00x\x00m\x00l\x00", "UTF-8"},
		"ISO 8859-1":          {strings.Replace(claim, "P001", "P\xe9\xe9n", 1), "UTF-8"},
		"declared ISO 8859-1": {strings.Replace(claim, "UTF-8", "ISO-8859-1", 1), "UTF-8"},
		"wrong namespace":     {strings.ReplaceAll(claim, "istandaarden.nl/iwmo", "istandaarden.nl/ijw"), "Jeugdwet"},
		"wrong release":       {strings.ReplaceAll(claim, "3_2", "3_1"), "iWmo 3.1"},
		"a 325 as 323":        {strings.ReplaceAll(answer, "wmo325", "wmo323"), "die van een WMO325, maar de namespace is die van een WMO323"},
		"nested":              {strings.Replace(claim, "<wmo323:Header>", nested+"<wmo323:Header>", 1), "te diep"},
		"nested in a value":   {strings.Replace(claim, "P001", strings.Repeat("<x>", 100), 1), "te diep"},
		"entity bomb":         {dtd(`<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">`), "DTD"},
		"external entity":     {dtd(`<!ENTITY a SYSTEM "file:///etc/passwd">`), "DTD"},
		"long value":          {strings.Replace(claim, "P001", strings.Repeat("x", 4<<20), 1), "langer dan 1 MB"},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "bericht.xml")
			if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			code, got := iwmoCheck(t, nil, file)
			if code != 1 || got.Geldig || len(got.Bevindingen) != 1 || got.Meer != 0 {
				t.Fatalf("ends with %d: %+v", code, got)
			}
			b := got.Bevindingen[0]
			if b.Regel != iwmo.RegelXSD || b.Niveau != 1 || !strings.Contains(b.Oorzaak, c.oorzaak) || b.Oplossing == "" {
				t.Errorf("finding %+v, want %q", b, c.oorzaak)
			}
			// The other commands say so too, and do not fall over.
			if code, stdout, _ := iwmoRun(t, nil, "show", file); code != 1 || !strings.HasPrefix(stdout, "Let op: ") {
				t.Errorf("show ends with %d: %s", code, stdout)
			}
			if code, stdout, stderr := iwmoRun(t, nil, "answer", file); code != 1 || stdout != "" || strings.Count(stderr, "\n") != 1 {
				t.Errorf("answer ends with %d: %s%s", code, stdout, stderr)
			}
		})
	}
}

// What cannot be read is told in one sentence without a BSN, ends with 2, and does not
// stop the rest.
func TestIwmoUnreadable(t *testing.T) {
	dir := t.TempDir()
	good := filepath.Join(dir, "goed.XML")
	if err := os.WriteFile(good, []byte(iwmoSample(t, iwmo.SoortWMO305)), 0o600); err != nil {
		t.Fatal(err)
	}
	empty, closed := filepath.Join(dir, "leeg"), filepath.Join(dir, "dicht_999900006.xml")
	if err := errors.Join(os.Mkdir(empty, 0o700), os.WriteFile(closed, nil, 0)); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{empty: "there is no .xml file in it", filepath.Join(dir, "weg999900006.xml"): "does not exist"}
	if os.Geteuid() != 0 { // who is root may read anything
		want[closed] = "may not be read"
	}
	for name, why := range want {
		for _, args := range [][]string{{"check", name, good}, {"check", good, name, "--json"}} {
			code, stdout, stderr := iwmoRun(t, nil, args...)
			if code != 2 || !strings.Contains(stderr, why) || strings.Contains(stderr, "9999000") || strings.Count(stderr, "\n") != 1 {
				t.Errorf("%v ends with %d: %s", args, code, stderr)
			}
			if !strings.Contains(stdout, "goed.XML") {
				t.Errorf("the good file was not checked: %s", stdout)
			}
		}
	}
	for _, command := range []string{"show", "answer"} {
		if code, stdout, stderr := iwmoRun(t, nil, command, empty); code != 2 || stdout != "" || !strings.Contains(stderr, "it is a folder") {
			t.Errorf("%s of a folder ends with %d: %s", command, code, stderr)
		}
		if code, _, stderr := iwmoRun(t, iotest.ErrReader(errors.New("kapot")), command, "-"); code != 2 || !strings.Contains(stderr, "kapot") {
			t.Errorf("%s of what breaks off ends with %d: %s", command, code, stderr)
		}
	}
	if code, stdout, stderr := iwmoRun(t, iotest.ErrReader(errors.New("kapot")), "check", "-"); code != 2 || stdout != "" || !strings.Contains(stderr, "kapot") {
		t.Errorf("what breaks off ends with %d: %s", code, stderr)
	}
}

// A file of 1 GB with nothing in it is refused at its first byte.
func TestIwmoLargeFileOfNothing(t *testing.T) {
	file := filepath.Join(t.TempDir(), "groot.xml")
	if err := errors.Join(os.WriteFile(file, nil, 0o600), os.Truncate(file, 1<<30)); err != nil {
		t.Fatal(err)
	}
	if code, got := iwmoCheck(t, nil, file); code != 1 || len(got.Bevindingen) != 1 {
		t.Errorf("ends with %d: %+v", code, got)
	}
	if code, stdout, stderr := iwmoRun(t, nil, "answer", file); code != 2 || stdout != "" || !strings.Contains(stderr, "larger than 250 MB") {
		t.Errorf("answer ends with %d: %s", code, stderr)
	}
}

// claimStream is a claim of so many prestaties, made while it is read. It remembers the
// most memory that was in use.
type claimStream struct {
	next  bytes.Buffer
	line  string
	tail  string
	n, of int
	peak  uint64
}

func newClaimStream(t *testing.T, of int) *claimStream {
	t.Helper()
	claim := iwmoSample(t, iwmo.SoortWMO323)
	begin, end := strings.Index(claim, "<wmo323:Prestatie>"), strings.Index(claim, "</wmo323:Prestaties>")
	second := end + strings.Index(claim[end:], "<wmo323:Client>")
	last := strings.Index(claim, "</wmo323:Clienten>")
	total := fmt.Sprintf("<iwmo:TotaalBedrag>%d<", 48*2450*of)
	s := &claimStream{line: claim[begin:end], tail: claim[end:second] + claim[last:], of: of}
	s.next.WriteString(strings.Replace(claim[:begin], "<iwmo:TotaalBedrag>215600<", total, 1))
	return s
}

func (s *claimStream) Read(p []byte) (int, error) {
	for s.next.Len() < len(p) && s.n < s.of {
		s.n++
		s.next.WriteString(strings.NewReplacer("P001", fmt.Sprintf("P%d", s.n), "20261<", fmt.Sprintf("%d<", s.n)).Replace(s.line))
		if s.n == s.of {
			s.next.WriteString(s.tail)
		}
		if s.n%1000 == 0 {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			s.peak = max(s.peak, m.HeapInuse+m.StackInuse)
		}
	}
	return s.next.Read(p)
}

// A claim of 35 MB is read in little memory, and only --streng minds its size.
func TestIwmoLargeClaim(t *testing.T) {
	const prestaties, most = 36_000, 16 << 20
	var before runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	s := newClaimStream(t, prestaties)
	code, got := iwmoCheck(t, s, "-")
	if code != 0 || !got.Geldig || got.Bestand != "-" || got.Bericht != "WMO323" {
		t.Errorf("ends with %d: %d findings, the first %+v", code, len(got.Bevindingen), got.Bevindingen[:min(1, len(got.Bevindingen))])
	}
	if used := int64(s.peak) - int64(before.HeapInuse+before.StackInuse); used > most {
		t.Errorf("it took %d MB of memory", used>>20)
	}
	code, got = iwmoCheck(t, newClaimStream(t, prestaties), "-", "--streng", "--peildatum", "2026-11-22")
	if code != 1 || len(got.Bevindingen) == 0 || got.Bevindingen[0].Regel != "OP179" {
		t.Errorf("with --streng it ends with %d and %d findings", code, len(got.Bevindingen))
	}
	code, stdout, _ := iwmoRun(t, newClaimStream(t, prestaties), "show", "-")
	stdout = stdout[:min(len(stdout), 4000)]
	for _, want := range []string{"cliënten          1\n", "prestaties        36.000\n", "en nog 35.980 prestaties"} {
		if code != 0 || !strings.Contains(stdout, want) {
			t.Errorf("show ends with %d and lacks %q:\n%s", code, want, stdout)
		}
	}
}

func TestIwmoProgress(t *testing.T) {
	var out bytes.Buffer
	p := &progress{in: strings.NewReader(strings.Repeat("x", 4<<20)), out: &out, total: 4 << 20}
	if _, err := io.CopyN(io.Discard, p, 2<<20); err != nil {
		t.Fatal(err)
	}
	half := out.String()
	if !strings.HasSuffix(half, "\r[###############               ]  50%  2 / 4 MB") {
		t.Errorf("halfway it shows %q", half[strings.LastIndex(half, "\r"):])
	}
	if _, err := io.Copy(io.Discard, p); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "\r"); n > 101 {
		t.Errorf("it was drawn %d times", n)
	}
	out.Reset()
	p.clear()
	if text := out.String(); strings.Trim(text, "\r ") != "" || len(text) < 40 || !strings.HasSuffix(text, "\r") {
		t.Errorf("it is taken away with %q", text)
	}
}

// Without --toon-bsn no command shows a BSN, wherever it stands in a message.
func TestIwmoShowsNoBsn(t *testing.T) {
	dir := t.TempDir()
	for _, soort := range iwmo.Release32().Soorten() {
		text := iwmoSample(t, soort)
		for i, changed := range []string{
			text,
			strings.ReplaceAll(text, "AW-2026-0117", "cliënt999900006"),
			strings.ReplaceAll(text, ">999900006<", ">9999000061<"),
			strings.ReplaceAll(text, ">999900006<", ">99990000 6<"),
			strings.ReplaceAll(text, ">999900006<", ">999900007<"),
			strings.ReplaceAll(text, ">20261<", ">999900006<"),
			strings.ReplaceAll(text, "Bsn>", "B999900006>"),
		} {
			file := filepath.Join(dir, fmt.Sprintf("%d_999900006_%s.xml", i, soort))
			if err := os.WriteFile(file, []byte(changed), 0o600); err != nil {
				t.Fatal(err)
			}
			for _, args := range [][]string{{"show"}, {"check"}, {"check", "--json"}, {"answer", "--uit", file + ".uit"}} {
				_, stdout, stderr := iwmoRun(t, nil, append(args, file)...)
				if all := stdout + stderr; strings.Contains(all, "9999000") {
					t.Errorf("%v of %s, %d:\n%s", args, soort, i, all)
				}
			}
		}
	}
	name := filepath.Join(dir, "0_999900006_WMO301.xml")
	if _, stdout, _ := iwmoRun(t, nil, "show", "--toon-bsn", name); !strings.Contains(stdout, "999900006") || !strings.Contains(stdout, "Noor van den Berg") {
		t.Errorf("--toon-bsn shows\n%s", stdout)
	}
	if _, stdout, _ := iwmoRun(t, nil, "check", "--toon-bsn", name); !strings.Contains(stdout, "999900006") {
		t.Errorf("--toon-bsn shows\n%s", stdout)
	}
}
