package iwmo

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"
)

// weigering is what we refuse on purpose where the schema and XML would allow it.
type weigering struct {
	naam, waarom string
	heeft        *regexp.Regexp // what such a message holds; nil: no more than its finding says
	oorzaak      string         // what the finding says, as a pattern
	maak         mutatie
}

var weigeringen = []weigering{
	{
		"DTD", "a DTD can make a small message endless, or fetch something",
		regexp.MustCompile(`<!DOCTYPE`), "bevat een DTD",
		func(m *muteerder, b []byte) []byte {
			at := max(0, bytes.Index(b, []byte("<wmo")))
			return splice(b, at, at, pick(m.r, []string{"<!DOCTYPE x>", "<!DOCTYPE x [<!ENTITY a 'a'>]>", "<!DOCTYPE x SYSTEM 'x.dtd'>"}))
		},
	},
	{
		"byte order mark", "the standard asks for UTF-8 without one",
		regexp.MustCompile("^\xef\xbb\xbf"), "byte order mark",
		func(_ *muteerder, b []byte) []byte { return splice(b, 0, 0, "\xef\xbb\xbf") },
	},
	{
		"another encoding", "the standard asks for UTF-8",
		regexp.MustCompile(`(?s)^<\?xml[^>]*encoding|^.{0,3}\x00`), "UTF-8",
		func(m *muteerder, b []byte) []byte {
			b = bytes.Replace(b, []byte("UTF-8"), []byte(pick(m.r, []string{"ISO-8859-1", "us-ascii", "windows-1252", "UTF8", "UTF-16"})), 1)
			if bytes.Contains(b, []byte("UTF-16")) {
				b, _ = binary.Append([]byte("\xff\xfe"), binary.LittleEndian, utf16.Encode([]rune(string(b))))
			}
			return b
		},
	},
	{
		"another version of XML", "the standard asks for XML 1.0",
		regexp.MustCompile(`^<\?xml\s+version\s*=\s*.1\.[^0]`), "alleen versie 1.0",
		func(_ *muteerder, b []byte) []byte { return bytes.Replace(b, []byte(`"1.0"`), []byte(`"1.1"`), 1) },
	},
	{
		"more than 64 attributes", "no message needs them, and each is compared with all others",
		regexp.MustCompile(`<[^<>]*(=[^<>]*){65}>`), "te veel attributen",
		in(elk, func(_ *muteerder, b []byte, e element) []byte {
			var many strings.Builder
			for i := range 65 {
				fmt.Fprintf(&many, ` xmlns:a%d="urn:a"`, i)
			}
			return splice(b, e.in-1, e.in-1, many.String())
		}),
	},
	{
		"a text or tag of more than a megabyte", "it is held as a whole",
		nil, "langer dan 1 MB",
		in(elk, func(_ *muteerder, b []byte, e element) []byte {
			return splice(b, e.na, e.na, "<!--"+strings.Repeat("x", 2_200_000)+"-->")
		}),
	},
	{
		"what namespaces forbid", "xmllint says so too, and goes on",
		nil, "naam van een attribuut is niet goed|twee keer hetzelfde attribuut|opdracht die daar niet mag",
		in(elk, func(m *muteerder, b []byte, e element) []byte {
			if m.r.IntN(3) == 0 {
				return splice(b, e.na, e.na, "<?a:b x?>")
			}
			return splice(b, e.in-1, e.in-1, strings.ReplaceAll(pick(m.r, []string{
				` xmlns:q:r="urn:q"`, ` xmlns:a="#" xmlns:b="#" a:schemaLocation="urn:a urn:b" b:schemaLocation="urn:a urn:b"`,
			}), "#", nsXSI))
		}),
	},
	{
		"a year of ten digits", "no date of the standard needs it, and it does not fit",
		regexp.MustCompile(`[0-9]{10}-`), "niet goed",
		in(blad, func(m *muteerder, b []byte, e element) []byte {
			e, ok := m.kies(b, func(e element) bool { return len(m.typen[e.naam]) > 0 && m.typen[e.naam][0].soort == soortDatum })
			if !ok {
				return b
			}
			return splice(b, e.in, e.sluit, "1234567890-01-01")
		}),
	},
}

// opzettelijk is the refusal on purpose that a finding is, or nil.
func opzettelijk(b []byte, f Bevinding) *weigering {
	for i := range weigeringen {
		if w := &weigeringen[i]; regexp.MustCompile(w.oorzaak).MatchString(f.Oorzaak) && (w.heeft == nil || w.heeft.Match(b) || w.heeft.MatchString(f.Waarde)) {
			return w
		}
	}
	return nil
}

// ons is our verdict of a message as one of a kind, with the first finding.
func ons(t *testing.T, soort Soort, b []byte) (bool, Bevinding) {
	t.Helper()
	v := lees(t, b)
	if schemaFout(v) {
		return false, v.Bevindingen[0]
	}
	return v.Soort == soort, Bevinding{Oorzaak: "it is another message"}
}

// officieel are the official samples of each kind, where TREDE_IWMO tells where they are.
func officieel(t *testing.T) map[Soort][][]byte {
	t.Helper()
	list := map[Soort][][]byte{}
	files, _ := filepath.Glob(filepath.Join(os.Getenv("TREDE_IWMO"), "examples", "*", "*.xml"))
	for _, f := range files {
		if os.Getenv("TREDE_IWMO") == "" {
			break
		}
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		soort := Soort(filepath.Base(f)[:6])
		list[soort] = append(list[soort], b)
	}
	return list
}

// telling counts verdicts.
type telling struct {
	all, geldig, anders int
	opzet               map[string]int
}

// TestVerschil compares our verdict of the schema with that of xmllint, on changed
// messages: AANTAL of them, with chance from SEED.
func TestVerschil(t *testing.T) {
	lint := newLinter(t)
	if lint == nil {
		t.Skip("there is nothing to compare with")
	}
	const batch = 150
	n, official := aantal(t, 2500), officieel(t)
	m := newMuteerder(kans("verschil"))
	total := telling{opzet: map[string]int{}}
	for ; n > 0 && total.anders < 25; n -= 14 * batch {
		for _, b := range Release32().berichten {
			list := make([][]byte, min(batch, (n+13)/14))
			for i := range list {
				list[i] = m.anders(b, official[b.soort])
			}
			total.tel(t, b.soort, list, lint.lint(t, b.soort, list))
		}
	}
	for _, w := range weigeringen {
		t.Logf("%5d refused on purpose: %s (%s)", total.opzet[w.naam], w.naam, w.waarom)
	}
	t.Logf("%d messages, %d valid (%d%%), %d differ", total.all, total.geldig, 100*total.geldig/max(1, total.all), total.anders)
	if share := 100 * total.geldig / max(1, total.all); total.all > 500 && (share < 30 || share > 60) {
		t.Errorf("%d%% are valid: changes must be of both kinds", share)
	}
}

// anders is a message of a kind, changed.
func (m *muteerder) anders(b *berichtsoort, official [][]byte) []byte {
	var message any
	if m.r.IntN(4) > 0 {
		message = m.maker.bericht(b)
	} else {
		message, _ = b.release.Voorbeeld(b.soort, testDag)
	}
	var out bytes.Buffer
	if err := Schrijf(&out, message); err != nil {
		panic(err)
	}
	text := out.Bytes()
	if len(official) > 0 && m.r.IntN(4) == 0 {
		text = pick(m.r, official)
	}
	if m.r.IntN(50) == 0 {
		text = pick(m.r, weigeringen).maak(m, text)
	}
	for range pick(m.r, []int{1, 1, 2, 3}) {
		list := zacht
		if m.r.IntN(4) == 0 {
			list = ruw
		}
		if len(text) > 0 {
			text = pick(m.r, list)(m, text)
		}
	}
	return text
}

// tel counts our verdicts beside those of xmllint, and reports where they differ.
func (c *telling) tel(t *testing.T, soort Soort, list [][]byte, verdicts []oordeel) {
	t.Helper()
	for i, b := range list {
		geldig, first := ons(t, soort, b)
		c.all++
		if verdicts[i].geldig {
			c.geldig++
		}
		if geldig == verdicts[i].geldig {
			continue
		}
		if w := opzettelijk(b, first); w != nil && !geldig {
			c.opzet[w.naam]++
			continue
		}
		c.anders++
		file := filepath.Join(os.TempDir(), fmt.Sprintf("verschil-%s-%d.xml", soort, c.anders))
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		t.Errorf("%s: ours %v (%s %d %s %q), xmllint %v\n%s", file, geldig, first.Pad, first.Regelnummer, first.Oorzaak, first.Waarde, verdicts[i].geldig, verdicts[i].text)
	}
}
