package iwmo

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// mutatie changes a message somewhere.
type mutatie func(r *rand.Rand, b []byte) []byte

var (
	reTag   = regexp.MustCompile(`<[^>]*>`)
	reLeaf  = regexp.MustCompile(`>([^<>]*)</`)
	reElem  = regexp.MustCompile(`(?s)<(\w+:\w+)>[^<]*</\w+:\w+>\s*`)
	reName  = regexp.MustCompile(`</?(\w+:)?\w+`)
	waarden = []string{
		"", " ", "0", "-1", "+5", "007", " 12 ", "1.0", "1e3", "99999999", "100000000", "999999999", "1000000000", "9999999999999", "123456789012345678901234567890",
		"2023-01-01", " 2023-01-01 ", "2023-1-1", "2023-02-29", "2024-02-29", "0000-01-01", "-0044-03-15", "12023-01-01", "2023-01-01Z", "2023-01-01+01:00", "2023-13-01", "01-01-2023", "20230101",
		"12:00:00", "24:00:00", "24:00:01", "23:59:60", "12:00:00.5", "12:00:00.", "12:00", "12:00:00Z", " 12:00:00\n", "12:00:00-01:00",
		"01", "1", "04", "4", "14", "83", "C", "D", "NL", "XX", "0001", "8001", "ABC", "abc def", "1.0.0", "01.0.0", "1.0", "414", "484", "3", "03", "2",
		"é", "ÀÿỳŽ", "ɏ", "漢字", "\U0001F600", "a\nb", "a\tb", "\n", "....", " . ", "a. b", "x\ufffd", "\u00a0", "&amp;", "&lt;", "&#65;", "&#x41;", "&#13;", "&#0;", "&#xD800;", "&#x110000;", "&nbsp;", "&", "<![CDATA[01]]>", "<![CDATA[]]>", "]]>", "<!-- c -->", "0<!-- c -->1", "<!-- a--b -->", "<?pi x?>", "<?xml version='1.0'?>", "<x/>", "\x01", "\xff", "\xc3",
		"999900006", "000000000", "12345678", "123456789", strings.Repeat("x", 25), strings.Repeat("é", 20), strings.Repeat("x", 201),
	}
	attributen = []string{
		` x="1"`, ` xmlns:q="urn:q"`, ` xmlns=""`, ` xmlns="urn:x"`, ` xml:lang="nl"`, ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"`,
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="false"`, ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:a urn:b"`,
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="iwmo:LDT_Datum"`, ` q:x="1"`, ` x="1" x="2"`, ` x='<'`, ` x=1`, ` x`, `  `, "\n", ` xmlns:iwmo="urn:other"`, ` x="&lt;"`, ` x="&y;"`,
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="iwmo:CDT_Product"`, ` xmlns:xml="http://www.w3.org/XML/1998/namespace"`, ` xmlns:xmlns="urn:x"`, ` xmlns:q=""`,
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="x.xsd"`,
	}
	stukken = []string{"<!-- c -->", "<?pi x?>", "tekst", "&amp;", "&#32;", "<![CDATA[ ]]>", "<![CDATA[]]>", "<![CDATA[x]]>", " ", "\n\n", "\r", "<!DOCTYPE x>", "<!ELEMENT x ANY>", "<x>", "</x>", "<x/>", "<", ">", "&", "\xef\xbb\xbf", "\x00", "<?xml version=\"1.0\"?>", "]]>", "<!-", "é"}
)

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

func at(r *rand.Rand, re *regexp.Regexp, b []byte) []int {
	all := re.FindAllSubmatchIndex(b, -1)
	if len(all) == 0 {
		return nil
	}
	return pick(r, all)
}

func splice(b []byte, from, to int, with string) []byte {
	return slicesConcat(b[:from], []byte(with), b[to:])
}

func slicesConcat(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

var mutaties = []mutatie{
	func(r *rand.Rand, b []byte) []byte { // another value
		m := at(r, reLeaf, b)
		if m == nil {
			return b
		}
		return splice(b, m[2], m[3], pick(r, waarden))
	},
	func(r *rand.Rand, b []byte) []byte { // a value of another element
		m, n := at(r, reLeaf, b), at(r, reLeaf, b)
		if m == nil {
			return b
		}
		return splice(b, m[2], m[3], string(b[n[2]:n[3]]))
	},
	func(r *rand.Rand, b []byte) []byte { // one character of a value
		m := at(r, reLeaf, b)
		if m == nil || m[2] == m[3] {
			return b
		}
		i := m[2] + r.IntN(m[3]-m[2])
		return splice(b, i, i+r.IntN(2), pick(r, []string{"0", "9", "x", " ", "-", "é", ".", "Z", "\n"}))
	},
	func(r *rand.Rand, b []byte) []byte { // an element away
		m := at(r, reElem, b)
		if m == nil {
			return b
		}
		return splice(b, m[0], m[1], "")
	},
	func(r *rand.Rand, b []byte) []byte { // an element twice
		m := at(r, reElem, b)
		if m == nil {
			return b
		}
		return splice(b, m[1], m[1], string(b[m[0]:m[1]]))
	},
	func(r *rand.Rand, b []byte) []byte { // an element elsewhere
		m, n := at(r, reElem, b), at(r, reElem, b)
		if m == nil {
			return b
		}
		return splice(b, n[0], n[0], string(b[m[0]:m[1]]))
	},
	func(r *rand.Rand, b []byte) []byte { // an attribute
		m := at(r, reName, b)
		if m == nil {
			return b
		}
		return splice(b, m[1], m[1], pick(r, attributen))
	},
	func(r *rand.Rand, b []byte) []byte { // another name or prefix
		m := at(r, reName, b)
		if m == nil {
			return b
		}
		if r.IntN(2) == 0 {
			return splice(b, m[1]-1, m[1], pick(r, []string{"x", "", "é", "-", ":", "."}))
		}
		return bytes.Replace(b, []byte("iwmo:"), []byte(pick(r, []string{"", "q:", "wmo301:"})), 1+r.IntN(3))
	},
	func(r *rand.Rand, b []byte) []byte { // something between the tags
		m := at(r, reTag, b)
		if m == nil {
			return b
		}
		return splice(b, m[1], m[1], pick(r, stukken))
	},
	func(r *rand.Rand, b []byte) []byte { // a tag away
		m := at(r, reTag, b)
		if m == nil {
			return b
		}
		return splice(b, m[0], m[1], "")
	},
	func(r *rand.Rand, b []byte) []byte { // bytes away
		i := r.IntN(len(b))
		return splice(b, i, min(len(b), i+1+r.IntN(3)), "")
	},
	func(r *rand.Rand, b []byte) []byte { // cut off
		return b[:r.IntN(len(b))]
	},
	func(r *rand.Rand, b []byte) []byte { // all with another prefix, or the default one
		p := pick(r, []string{"", "q", "é"})
		colon := p
		if p != "" {
			colon += ":"
		}
		s := strings.ReplaceAll(string(b), "iwmo:", colon)
		return []byte(strings.Replace(s, "xmlns:"+colon, map[bool]string{true: "xmlns", false: "xmlns:" + p}[p == ""], 1))
	},
	func(r *rand.Rand, b []byte) []byte { // another declaration
		return bytes.Replace(b, []byte(`<?xml version="1.0" encoding="UTF-8"?>`), []byte(pick(r, []string{
			"", `<?xml version="1.0"?>`, `<?xml version='1.0' encoding='utf-8' standalone='yes' ?>`, `<?xml encoding="UTF-8"?>`, `<?xml version="1.0" standalone="maybe"?>`, ` <?xml version="1.0"?>`, `<?xml version="1.0" encoding="UTF-8" x="y"?>`, `<?xml version="1.0"encoding="UTF-8"?>`,
		})), 1)
	},
	func(r *rand.Rand, b []byte) []byte { // a digit of the namespace
		return bytes.Replace(b, []byte("3_2"), []byte(pick(r, []string{"3_1", "3_3", "3_2 "})), 1)
	},
}

// berichten gives the messages that are changed: of our own, or in a folder.
func startBerichten(t *testing.T) [][]byte {
	files, _ := filepath.Glob(filepath.Join(os.Getenv("TREDE_IWMO"), "examples", "*", "*.xml"))
	var list [][]byte
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, b)
	}
	return list
}

// TestVerschil compares our verdict of the schema with that of xmllint.
func TestVerschil(t *testing.T) {
	dir := os.Getenv("TREDE_IWMO")
	if dir == "" {
		t.Skip("no TREDE_IWMO")
	}
	count, _ := strconv.Atoi(os.Getenv("AANTAL"))
	seed, _ := strconv.Atoi(os.Getenv("SEED"))
	if count == 0 {
		count = 1000
	}
	starts := startBerichten(t)
	r := rand.New(rand.NewPCG(uint64(seed), 2))
	tmp := t.TempDir()
	type one struct {
		soort string
		file  string
		b     []byte
	}
	bySchema := map[string][]one{}
	for i := range count {
		b := pick(r, starts)
		soort := regexp.MustCompile(`(?i)wmo3\d\d`).FindString(string(b))
		for range 1 + r.IntN(2) {
			b = pick(r, mutaties)(r, b)
			if len(b) == 0 {
				break
			}
		}
		f := filepath.Join(tmp, fmt.Sprintf("%06d.xml", i))
		if err := os.WriteFile(f, b, 0o600); err != nil {
			t.Fatal(err)
		}
		bySchema[strings.ToUpper(soort)] = append(bySchema[strings.ToUpper(soort)], one{soort, f, b})
	}
	valid, differ := 0, 0
	for soort, list := range bySchema {
		for len(list) > 0 {
			n := min(len(list), 200)
			part := list[:n]
			list = list[n:]
			args := []string{"--noout", "--nonet", "--schema", filepath.Join(dir, "xsd", soort+".xsd")}
			for _, o := range part {
				args = append(args, o.file)
			}
			out, _ := exec.Command("xmllint", args...).CombinedOutput()
			text := string(out)
			for _, o := range part {
				theirs := strings.Contains(text, o.file+" validates")
				v, err := Lees(bytes.NewReader(o.b), Opties{})
				if err != nil {
					t.Fatal(err)
				}
				ours := string(v.Soort) == soort
				why := ""
				for _, x := range v.Bevindingen {
					if x.Niveau == NiveauSchema {
						ours, why = false, x.Pad+" "+x.Oorzaak
						break
					}
				}
				if theirs {
					valid++
				}
				if ours != theirs {
					differ++
					if differ < 25 {
						keep := filepath.Join(os.TempDir(), "verschil-"+filepath.Base(o.file))
						if err := os.WriteFile(keep, o.b, 0o600); err != nil {
							t.Fatal(err)
						}
						msg := ""
						for _, l := range strings.Split(text, "\n") {
							if strings.Contains(l, o.file) {
								msg += l + "\n"
							}
						}
						t.Errorf("%s: ours %v (%s), xmllint %v\n%s", keep, ours, why, theirs, msg)
					}
				}
			}
		}
	}
	t.Logf("%d messages, %d valid, %d differ", count, valid, differ)
}
