package iwmo

import (
	"bytes"
	"regexp"
	"strings"
)

var reName = regexp.MustCompile(`</?(\w+:)?\w+`)

// waarden are values that some element may have and others may not, and some that none may.
var waarden = []string{
	"", " ", "0", "-1", "+5", "007", " 12 ", "1.0", "1e3", "99999999", "100000000", "999999999", "1000000000", "9999999999999", "123456789012345678901234567890",
	"2023-01-01", " 2023-01-01 ", "2023-1-1", "2023-02-29", "2024-02-29", "0000-01-01", "-0044-03-15", "12023-01-01", "2023-01-01Z", "2023-01-01+01:00", "2023-13-01", "01-01-2023", "20230101",
	"12:00:00", "24:00:00", "24:00:01", "23:59:60", "12:00:00.5", "12:00:00.", "12:00", "12:00:00Z", " 12:00:00\n", "12:00:00-01:00",
	"01", "1", "04", "4", "14", "83", "C", "D", "NL", "XX", "0001", "8001", "ABC", "abc def", "1.0.0", "01.0.0", "1.0", "414", "484", "3", "03", "2",
	"é", "ÀÿỳŽ", "ɏ", "漢字", "\U0001F600", "a\nb", "a\tb", "\n", "....", " . ", "a. b", "x\ufffd", "\u00a0", "&amp;", "&lt;", "&#65;", "&#x41;", "&#13;", "&#0;", "&#xD800;", "&#x110000;", "&#xFFFE;", "&#x;", "&#;", "&#X41;", "&#65", "&nbsp;", "&", "<![CDATA[01]]>", "<![CDATA[]]>", "]]>", "]]&gt;", "]]<!-- -->>",
	"<!-- c -->", "0<!-- c -->1", "<!-- a--b -->", "<!--->", "<!-- a --->", "<?pi x?>", "<?xml version='1.0'?>", "<?XmL ?>", "<?xml-stylesheet x?>", "<?a:b x?>", "<?1 x?>", "<x/>", "\x01", "\x7f", "\u0085", "\xff", "\xc3", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\ufffe",
	"999900006", "000000000", "12345678", "123456789", "１２３４５６７８９", strings.Repeat("x", 25), strings.Repeat("é", 20), strings.Repeat("x", 201),
}

var attributen = []string{
	` x="1"`, ` xmlns:q="urn:q"`, ` xmlns=""`, ` xmlns="urn:x"`, ` xml:lang="nl"`, ` xml:space="preserve"`, ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"`,
	` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="false"`, ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:a urn:b"`,
	` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="iwmo:LDT_Datum"`, ` q:x="1"`, ` x="1" x="2"`, ` xmlns:q="urn:q" xmlns:q="urn:q"`, ` xmlns:a="urn:q" xmlns:b="urn:q" a:x="1" b:x="2"`, ` x='<'`, ` x=1`, ` x`, `  `, "\n", ` xmlns:iwmo="urn:other"`, ` x="&lt;"`, ` x="&y;"`, ` x="&#0;"`, ` x="&#65"`,
	` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="iwmo:CDT_Product"`, ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="q:LDT_Datum"`, ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="LDT_Datum"`, ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:other="x"`,
	` xmlns:xml="http://www.w3.org/XML/1998/namespace"`, ` xmlns:xmlns="urn:x"`, ` xmlns:q=""`, ` xmlns:q="http://www.w3.org/2000/xmlns/"`, ` xmlns:q="http://www.w3.org/XML/1998/namespace"`, ` xmlns="http://www.w3.org/XML/1998/namespace"`, ` xmlns:é="urn:x"`, ` xmlns:1="urn:x"`, ` xmlns:q:r="urn:x"`, ` xmlns:="urn:x"`, ` :x="1"`,
	` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="x.xsd"`, ` xmlns:` + "\xe9" + `="urn:x"`, ` xmlns:q="` + "\xe9" + `"`, ` xmlns:q="]]>"`, ` xmlns:q="a>b"`, ` xmlns:q="urn:q"xmlns:r="urn:r"`, "/", " /",
}

var stukken = []string{
	"<!-- c -->", "<?pi x?>", "tekst", "&amp;", "&#32;", "<![CDATA[ ]]>", "<![CDATA[]]>", "<![CDATA[x]]>", " ", "\n\n", "\r", "<!DOCTYPE x>", "<!ELEMENT x ANY>", "<x>", "</x>", "<x/>", "<", ">", "&", "\xef\xbb\xbf", "\x00",
	"<?xml version=\"1.0\"?>", "]]>", "<!-", "é", "<!-- \xff -->", "<!-- \x01 -->", "<?pi \xff?>", "<? pi?>", "<??>", "<![cdata[]]>", "\u00a0", "\u2028",
}

// Changes that most often break a message.
var ruw = []mutatie{
	in(blad, func(m *muteerder, b []byte, e element) []byte { return splice(b, e.in, e.sluit, pick(m.r, waarden)) }),
	in(blad, func(m *muteerder, b []byte, e element) []byte { // a value of another element
		other, _ := m.kies(b, isBlad)
		return splice(b, e.in, e.sluit, string(b[other.in:other.sluit]))
	}),
	in(blad, func(m *muteerder, b []byte, e element) []byte { // one character of a value
		from, to := m.stuk(b, e)
		return splice(b, from, pick(m.r, []int{from, to}), pick(m.r, []string{"0", "9", "x", " ", "-", "é", ".", "Z", "\n"}))
	}),
	in(elk, func(_ *muteerder, b []byte, e element) []byte { return splice(b, e.van, e.na, "") }),
	in(elk, func(_ *muteerder, b []byte, e element) []byte { return splice(b, e.na, e.na, string(b[e.van:e.na])) }),
	in(elk, func(m *muteerder, b []byte, e element) []byte { // an element elsewhere
		other, _ := m.kies(b, iets)
		return splice(b, other.van, other.van, string(b[e.van:e.na]))
	}),
	in(elk, func(_ *muteerder, b []byte, e element) []byte { return splice(b, e.in, e.sluit, "") }),
	in(elk, func(m *muteerder, b []byte, e element) []byte { // an attribute
		return splice(b, e.in-1, e.in-1, pick(m.r, attributen))
	}),
	in(elk, func(m *muteerder, b []byte, e element) []byte { // something anywhere
		at := pick(m.r, []int{e.van, e.in, e.sluit, e.na})
		return splice(b, at, at, pick(m.r, stukken))
	}),
	in(elk, func(m *muteerder, b []byte, e element) []byte { // a tag away
		if m.r.IntN(2) == 0 {
			return splice(b, e.van, e.in, "")
		}
		return splice(b, e.sluit, e.na, "")
	}),
	func(m *muteerder, b []byte) []byte { // another name or prefix
		all := reName.FindAllIndex(b, -1)
		if len(all) == 0 {
			return b
		}
		at := pick(m.r, all)
		if m.r.IntN(2) == 0 {
			return splice(b, at[1]-1, at[1], pick(m.r, []string{"x", "", "é", "-", ":", ".", "\u037e", "\xff", "·", "\u0300"}))
		}
		return bytes.Replace(b, []byte("iwmo:"), []byte(pick(m.r, []string{"", "q:", "wmo301:", "xmlns:", "xml:"})), 1+m.r.IntN(3))
	},
	func(m *muteerder, b []byte) []byte { // bytes away
		i := m.r.IntN(len(b))
		return splice(b, i, min(len(b), i+1+m.r.IntN(3)), "")
	},
	func(m *muteerder, b []byte) []byte { // another byte
		i := m.r.IntN(len(b))
		return splice(b, i, i+1, string([]byte{byte(m.r.IntN(256))}))
	},
	func(m *muteerder, b []byte) []byte { return b[:m.r.IntN(len(b))] },
	func(m *muteerder, b []byte) []byte { // a digit of the namespace
		return bytes.Replace(b, []byte("3_2"), []byte(pick(m.r, []string{"3_1", "3_3", "3_2 ", "3_2&#47;", "&#51;_2"})), 1)
	},
}
