package iwmo

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
)

// muteerder changes messages by chance.
type muteerder struct {
	r       *rand.Rand
	maker   *maker
	typen   map[string][]*simpel // of leaves by the name of their element
	vrij    map[string]bool      // elements that may be left out
	herhaal map[string]bool      // elements that may be repeated
}

func newMuteerder(r *rand.Rand) *muteerder {
	m := &muteerder{r: r, maker: newMaker(r), typen: map[string][]*simpel{}, vrij: map[string]bool{}, herhaal: map[string]bool{}}
	var walk func(k *klasse)
	walk = func(k *klasse) {
		for _, d := range k.delen {
			if d.simpel != nil && !slices.Contains(m.typen[d.naam], d.simpel) {
				m.typen[d.naam] = append(m.typen[d.naam], d.simpel)
			}
			m.vrij[d.naam] = m.vrij[d.naam] || d.min == 0
			m.herhaal[d.naam] = m.herhaal[d.naam] || d.herhaal
			if d.klasse != nil {
				walk(d.klasse)
			}
		}
	}
	for _, b := range Release32().berichten {
		walk(b.root)
	}
	return m
}

// element is where an element stands in a message.
type element struct {
	naam               string // without its prefix
	van, in, sluit, na int    // start tag, content, end tag, and what comes after
	blad               bool   // it holds no other element
}

var reTag = regexp.MustCompile(`<(/?)([^\s/<>!?]+)([^<>]*)>`)

// elementen finds the elements of a message that is still more or less one.
func elementen(b []byte) []element {
	var list []element
	var open []int
	for _, m := range reTag.FindAllSubmatchIndex(b, -1) {
		naam := string(b[m[4]:m[5]])
		naam = naam[strings.LastIndexByte(naam, ':')+1:]
		switch {
		case m[2] == m[3]:
			list = append(list, element{naam: naam, van: m[0], in: m[1], blad: true})
			if b[m[1]-2] == '/' {
				list[len(list)-1].sluit, list[len(list)-1].na = m[1], m[1]
			} else {
				open = append(open, len(list)-1)
			}
		case len(open) > 0:
			e := &list[open[len(open)-1]]
			e.sluit, e.na = m[0], m[1]
			if open = open[:len(open)-1]; len(open) > 0 {
				list[open[len(open)-1]].blad = false
			}
		}
	}
	return slices.DeleteFunc(list, func(e element) bool { return e.na == 0 })
}

// kies picks an element by chance, of those that are asked for when there are any.
func (m *muteerder) kies(b []byte, want func(e element) bool) (element, bool) {
	all := elementen(b)
	if some := slices.DeleteFunc(slices.Clone(all), func(e element) bool { return !want(e) }); len(some) > 0 {
		return pick(m.r, some), true
	}
	return element{}, false
}

func isBlad(e element) bool { return e.blad && e.in < e.sluit }

func iets(element) bool { return true }

// in makes a change of an element that is asked for.
func in(want func(m *muteerder) func(e element) bool, change func(m *muteerder, b []byte, e element) []byte) mutatie {
	return func(m *muteerder, b []byte) []byte {
		if e, ok := m.kies(b, want(m)); ok {
			return change(m, b, e)
		}
		return b
	}
}

func blad(*muteerder) func(element) bool { return isBlad }

func elk(*muteerder) func(element) bool { return iets }

func weglaatbaar(m *muteerder) func(element) bool {
	return func(e element) bool { return m.vrij[e.naam] }
}

func herhaald(m *muteerder) func(element) bool {
	return func(e element) bool { return m.herhaal[e.naam] }
}

// mutatie changes a message somewhere.
type mutatie func(m *muteerder, b []byte) []byte

func splice(b []byte, from, to int, with string) []byte {
	return bytes.Join([][]byte{b[:from], []byte(with), b[to:]}, nil)
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// stuk is a character or reference of the text of a leaf: where it begins and ends.
func (m *muteerder) stuk(b []byte, e element) (from, to int) {
	all := reStuk.FindAllIndex(b[e.in:e.sluit], -1)
	if len(all) == 0 {
		return e.in, e.in
	}
	at := pick(m.r, all)
	return e.in + at[0], e.in + at[1]
}

var reStuk = regexp.MustCompile(`(?s)&[^;&]*;|.`)

// schrijfwijze is a text as XML may write it, in one way or another.
func (m *muteerder) schrijfwijze(text string) string {
	if m.r.IntN(8) == 0 && !strings.ContainsAny(text, "\r") && !strings.Contains(text, "]]>") {
		return "<![CDATA[" + text + "]]>"
	}
	var out strings.Builder
	all := m.r.IntN(10) == 0
	for _, c := range text {
		switch {
		case all || c == '\r' || m.r.IntN(20) == 0:
			fmt.Fprintf(&out, pick(m.r, []string{"&#%d;", "&#x%x;", "&#x%X;", "&#%04d;"}), c)
		default:
			_, _ = escaper.WriteString(&out, string(c))
		}
	}
	return out.String()
}

// Changes that most often leave a message valid.
var zacht = []mutatie{
	in(blad, func(m *muteerder, b []byte, e element) []byte { // another value
		if types := m.typen[e.naam]; len(types) > 0 {
			return splice(b, e.in, e.sluit, m.schrijfwijze(m.maker.tekst(pick(m.r, types))))
		}
		return b
	}),
	in(blad, func(m *muteerder, b []byte, e element) []byte { // a value at the edge of what may be
		if types := m.typen[e.naam]; len(types) > 0 {
			return splice(b, e.in, e.sluit, m.rand(pick(m.r, types)))
		}
		return b
	}),
	in(blad, func(m *muteerder, b []byte, e element) []byte { // something within a value that is no part of it
		from, _ := m.stuk(b, e)
		return splice(b, from, from, pick(m.r, []string{"<!-- c -->", "<!---->", "<?pi x?>", "<?pi?>", "<![CDATA[]]>", "<!-- < & ]]> -->"}))
	}),
	in(blad, func(m *muteerder, b []byte, e element) []byte { // a character in another way
		from, to := m.stuk(b, e)
		if text := string(b[from:to]); len(text) == 0 || text[0] == '&' || text == "\r" {
			return b
		} else if m.r.IntN(3) == 0 {
			return splice(b, from, to, "<![CDATA["+text+"]]>")
		}
		return splice(b, from, to, fmt.Sprintf(pick(m.r, []string{"&#%d;", "&#x%x;", "&#x%X;", "&#x00%x;"}), []rune(string(b[from:to]))[0]))
	}),
	in(blad, func(m *muteerder, b []byte, e element) []byte { // space around a value
		space := pick(m.r, []string{" ", "\t", "\n", "\r\n", "\r", "&#32;", "&#9;", "&#13;", "\u00a0"})
		return splice(b, pick(m.r, []int{e.in, e.sluit}), pick(m.r, []int{e.in, e.sluit}), space)
	}),
	in(blad, func(m *muteerder, b []byte, e element) []byte { // another case
		from, to := m.stuk(b, e)
		return splice(b, from, to, pick(m.r, []func(string) string{strings.ToUpper, strings.ToLower})(string(b[from:to])))
	}),
	in(elk, func(m *muteerder, b []byte, e element) []byte { // something between elements
		at := pick(m.r, []int{e.van, e.na})
		return splice(b, at, at, pick(m.r, []string{" ", "\n\n", "\r", "\t", "<!-- c -->", "<?pi x?>", "<!--\n-->", " <!-- c --> "}))
	}),
	in(elk, func(m *muteerder, b []byte, e element) []byte { // a tag written otherwise
		if m.r.IntN(2) == 0 && e.sluit > 0 && b[e.na-1] == '>' && e.sluit < e.na {
			return splice(b, e.na-1, e.na-1, pick(m.r, []string{" ", "\n", "\t", "\r\n"}))
		}
		return splice(b, e.in-1, e.in-1, pick(m.r, []string{" ", "\n", "\t", "\r\n"}))
	}),
	in(elk, func(m *muteerder, b []byte, e element) []byte { // an attribute that may be there
		return splice(b, e.in-1, e.in-1, strings.NewReplacer("#E", m.typeNaam(e), "#S", nsXSI).Replace(pick(m.r, attributenGoed)))
	}),
	in(weglaatbaar, func(_ *muteerder, b []byte, e element) []byte { return splice(b, e.van, e.na, "") }),
	in(herhaald, func(_ *muteerder, b []byte, e element) []byte { return splice(b, e.na, e.na, string(b[e.van:e.na])) }),
	in(herhaald, func(_ *muteerder, b []byte, e element) []byte { return splice(b, e.van, e.na, "") }),
	in(herhaald, func(m *muteerder, b []byte, e element) []byte { // two that change places
		other, _ := m.kies(b, func(o element) bool { return o.naam == e.naam && o.van >= e.van })
		if other.van < e.na {
			return b
		}
		return bytes.Join([][]byte{b[:e.van], b[other.van:other.na], b[e.na:other.van], b[e.van:e.na], b[other.na:]}, nil)
	}),
	func(m *muteerder, b []byte) []byte { // all with another prefix, or the default one
		from, p := pick(m.r, []string{"iwmo", "wmo3[0-9][0-9]"}), pick(m.r, []string{"", "q", "é", "_a-1.b", "xsi", "漢"})
		s := regexp.MustCompile(`xmlns:`+from+`=`).ReplaceAllString(string(b), map[bool]string{true: "xmlns=", false: "xmlns:" + p + "="}[p == ""])
		if p != "" {
			p += ":"
		}
		return []byte(regexp.MustCompile(`(</?|")`+from+`:`).ReplaceAllString(s, "${1}"+p))
	},
	func(m *muteerder, b []byte) []byte { // other line ends
		return bytes.ReplaceAll(b, []byte("\r\n"), []byte(pick(m.r, []string{"\n", "\r", "", " ", "\n\r"})))
	},
	func(m *muteerder, b []byte) []byte { // another declaration
		at := max(0, bytes.Index(b, []byte("?>"))+2)
		return splice(b, 0, at, pick(m.r, declaraties))
	},
	func(m *muteerder, b []byte) []byte { // something behind the message
		return append(b, pick(m.r, []string{"\n", " \r\n\t", "<!-- c -->", "<?pi x?>", "\n<!-- c -->\n<?pi?>\n"})...)
	},
}

// typeNaam is the name of the type of an element, perhaps.
func (m *muteerder) typeNaam(e element) string {
	if types := m.typen[e.naam]; len(types) > 0 {
		return "iwmo:LDT_" + pick(m.r, types).naam
	}
	return pick(m.r, []string{"iwmo:CDT_", "wmo301:", "wmo323:", "wmo325:"}) + e.naam
}

var attributenGoed = []string{
	` xmlns:q="urn:q"`, ` xmlns:q='urn:"&amp;q'`, ` xmlns:q="urn:q" xmlns:r="urn:q"`, ` xmlns:iwmo2="http://www.istandaarden.nl/iwmo/3_2/basisschema/schema"`,
	` xmlns:s="#S" s:schemaLocation="urn:a urn:b"`, ` xmlns:s="#S" s:noNamespaceSchemaLocation="x.xsd"`, ` xmlns:s="#S"` + "\n\ts:type = '#E'", ` xmlns:s="#S" s:type=" #E "`, ` xmlns:s="#S" s:type="#E"`, ` xmlns:s="#S" s:schemaLocation=""`, ` xmlns:s="#S" s:schemaLocation="urn:a"`, ` xmlns:s="#S" s:schemaLocation=" urn:a  urn:b urn:c"`, ` xmlns:s="#S" s:type=""`,
}

var declaraties = []string{
	"", `<?xml version="1.0"?>`, `<?xml version='1.0' encoding='utf-8' standalone='yes' ?>`, `<?xml version="1.0" standalone="no"?>`, `<?xml  version = "1.0"` + "\n" + `encoding = "Utf-8"?>` + "\n", "\n", "<!-- c -->", `<?xml version="1.0"?><!-- c --><?pi x?>`,
	`<?xml encoding="UTF-8"?>`, `<?xml version="1.0" standalone="maybe"?>`, ` <?xml version="1.0"?>`, `<?xml version="1.0" encoding="UTF-8" x="y"?>`, `<?xml version="1.0"encoding="UTF-8"?>`, `<?xml version="1.0" standalone="yes" encoding="UTF-8"?>`, `<?xml?>`, `<?xml version=1.0?>`, `<?xml version="1.0" encoding="utf8"?>`,
}

// rand is a value at the edge of what a simple type may be, or just over it.
func (m *muteerder) rand(s *simpel) string {
	text := m.maker.tekst(s)
	switch s.soort {
	case soortGetal:
		return pick(m.r, []string{fmt.Sprint(s.max), fmt.Sprint(s.max + 1), fmt.Sprint(s.min), fmt.Sprint(s.min - 1), "+" + text, "00" + text, " " + text + "\n", "-0", "+0", "000000000000000000000000", text + ".0", "+-1", "- 1", "+", "1e2", ""})
	case soortDatum, soortTijd:
		return pick(m.r, []string{" " + text, text + "\n", "\t" + text + " ", text + "Z", text + "+01:00", "0" + text, text + "0", text[1:], strings.Replace(text, "-", " -", 1), strings.Replace(text, "0", "3", 1), text + ".0", text + "."})
	case soortCode:
		return pick(m.r, []string{text + " ", " " + text, strings.ToLower(text), "0" + text, text[1:], text + text, pick(m.r, s.lijst).Waarde, strings.TrimLeft(text, "0")})
	}
	letter := pick(m.r, []string{"x", "é", "漢", "\U0001F600", "9", "ỳ", "ỵ", "¿", ".", " ", "\t", "\u0085"})
	switch m.r.IntN(8) {
	case 0:
		return strings.Repeat(letter, int(s.max)) // just not too long
	case 1:
		return strings.Repeat(letter, int(s.max)+1)
	case 2:
		return strings.Repeat(" ", m.r.IntN(4))
	case 3:
		return m.schrijfwijze(text + letter)
	case 4:
		return m.schrijfwijze(text) + pick(m.r, []string{"\n", "\r", "&#10;", "&#13;", "\u2028"}) + "x"
	case 5:
		return letter
	case 6:
		return m.schrijfwijze(letter + text)
	}
	return pick(m.r, waarden)
}
