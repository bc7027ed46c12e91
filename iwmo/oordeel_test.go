package iwmo

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// verdict is whether the schema allows a message.
type verdict int

const (
	mag     verdict = iota
	magNiet         // may not
	opzet           // may, but we refuse it on purpose
)

// oordelen are changes of samples with their verdict: what ever was judged wrongly, and
// what a reader most easily judges wrongly.
var oordelen = []struct {
	soort     Soort
	van, naar string // what stands in the sample, and what comes in its place
	verdict   verdict
}{
	// Texts: what is a line end, a space and a character.
	{SoortWMO323, ">P001<", ">P]]>1<", magNiet},
	{SoortWMO323, ">P001<", ">P]]&gt;1<", mag},
	{SoortWMO323, ">P001<", ">P]]<!-- -->>1<", mag},
	{SoortWMO323, ">P001<", ">P]>]x>1<", mag},
	{SoortWMO323, ">P001<", "> \n\t<", mag}, // a ReferentieNummer has no pattern
	{SoortWMO323, ">P001<", "><", magNiet},
	{SoortWMO323, ">P001<", "><!-- c --><", magNiet},
	{SoortWMO323, ">P001<", "><![CDATA[<&]]><", mag},
	{SoortWMO323, ">P001<", "><![CDATA[]]><", magNiet},
	{SoortWMO323, ">P001<", ">12345678901234567890<", mag},
	{SoortWMO323, ">P001<", ">123456789012345678901<", magNiet},
	{SoortWMO323, ">P001<", ">" + strings.Repeat("😀", 20) + "<", mag},
	{SoortWMO323, ">P001<", ">" + strings.Repeat("😀", 21) + "<", magNiet},
	{SoortWMO323, ">P001<", ">P\r\n<", mag},
	{SoortWMO323, ">P001<", ">\u0085\u007f\ufffd\U0010ffff<", mag},
	{SoortWMO323, ">P001<", ">\ufffe<", magNiet},
	{SoortWMO323, ">P001<", ">\xed\xa0\x80<", magNiet},
	{SoortWMO323, ">P001<", ">&#xD7FF;&#x10FFFF;&#9;<", mag},
	{SoortWMO323, ">P001<", ">&#xD800;<", magNiet},
	{SoortWMO323, ">P001<", ">&#x110000;<", magNiet},
	{SoortWMO323, ">P001<", ">&#0;<", magNiet},
	{SoortWMO323, ">P001<", ">&#x;<", magNiet},
	{SoortWMO323, ">P001<", ">&#X41;<", magNiet},
	{SoortWMO323, ">P001<", ">&#10;x&#xa;<", mag},
	{SoortWMO323, ">P001<", ">&#xe000;&#x10000;<", mag},
	{SoortWMO323, ">P001<", ">&#xDFFF;<", magNiet},
	{SoortWMO323, ">P001<", ">&#xFFFE;<", magNiet},
	{SoortWMO323, ">P001<", ">&#x1F;<", magNiet},
	{SoortWMO323, ">P001<", ">&#x4F;&#x4f;<", mag},
	{SoortWMO323, ">P001<", ">&#4F;<", magNiet},
	{SoortWMO323, ">P001<", ">&#x4G;<", magNiet},
	{SoortWMO323, ">P001<", ">&#x4@;<", magNiet},
	{SoortWMO323, ">P001<", ">&#6:;<", magNiet},
	{SoortWMO323, ">P001<", ">&165;<", magNiet},
	{SoortWMO323, ">P001<", ">&x41;<", magNiet},
	{SoortWMO323, ">P001<", ">&nbsp;<", magNiet},
	{SoortWMO323, ">P001<", ">&apos;&quot;&#000065;<", mag},
	{SoortWMO323, ">P001<", ">a & b<", magNiet},
	{SoortWMO301, "<wmo301:Relaties>", "<wmo301:Commentaar>\r\n\tA. b\n</wmo301:Commentaar><wmo301:Relaties>", mag},
	{SoortWMO301, "<wmo301:Relaties>", "<wmo301:Commentaar>" + strings.Repeat("x", 100_000) + "</wmo301:Commentaar><wmo301:Relaties>", mag},
	{SoortWMO301, "<wmo301:Relaties>", "<wmo301:Commentaar>" + strings.Repeat("<![CDATA["+strings.Repeat("x", 1000)+"]]>&#65;", 1050) + "</wmo301:Commentaar><wmo301:Relaties>", opzet},
	{SoortWMO301, "<wmo301:Relaties>", "<wmo301:Commentaar> \n </wmo301:Commentaar><wmo301:Relaties>", magNiet},
	{SoortWMO317, ">AW-2026-0118<", ">a\tb<", mag},
	{SoortWMO317, ">AW-2026-0118<", ">a\nb<", magNiet},
	{SoortWMO317, ">AW-2026-0118<", ">a&#13;b<", magNiet},
	{SoortWMO317, ">AW-2026-0118<", ">a\u2028b<", mag},
	{SoortWMO317, ">AW-2026-0118<", ">\u00a0<", mag},
	{SoortWMO317, ">AW-2026-0118<", "> \t <", magNiet},
	{SoortWMO317, ">AW-2026-0118<", ">" + strings.Repeat("é", 36) + "<", mag},
	{SoortWMO317, ">AW-2026-0118<", ">" + strings.Repeat("é", 37) + "<", magNiet},
	{SoortWMO305, ">N<", ">ÀỳZz×<", mag},
	{SoortWMO305, ">N<", ">ỵ<", magNiet},
	{SoortWMO305, ">N<", ">¿<", magNiet},
	{SoortWMO305, ">N<", ">N.<", magNiet},
	{SoortWMO305, ">N<", ">aAzZ<", mag},
	{SoortWMO305, ">N<", ">@<", magNiet},
	{SoortWMO305, ">N<", ">`<", magNiet},
	{SoortWMO305, ">N<", ">[<", magNiet},
	{SoortWMO305, ">N<", ">{<", magNiet},
	{SoortWMO305, ">999900006<", ">１２３４５６７８９<", magNiet},
	{SoortWMO305, ">999900006<", "> 999900006<", magNiet},
	{SoortWMO305, ">1.0.0<", ">0.10.123456789012345678901234567890<", mag},
	{SoortWMO305, ">1.0.0<", ">1.00.0<", magNiet},
	{SoortWMO305, ">1.0.0<", ">1.0.0.0<", magNiet},
	{SoortWMO305, ">1.0.0<", ">1..0<", magNiet},
	{SoortWMO305, ">1.0.0<", ">1.x.0<", magNiet},
	{SoortWMO323, ">AW202610<", ">AW 2610<", magNiet},
	{SoortWMO323, ">AW202610<", ">AẂ2610<", magNiet},
	{SoortWMO323, ">AW202610<", ">azAZ09<", mag},
	{SoortWMO323, ">AW202610<", ">a`<", magNiet},
	{SoortWMO323, ">AW202610<", ">a{<", magNiet},
	{SoortWMO301, ">0260000000<", ">026-0000000<", magNiet},
	// Codes are texts: space counts.
	{SoortWMO323, ">04<", ">04 <", magNiet},
	{SoortWMO323, ">04<", ">4<", magNiet},
	{SoortWMO323, ">04<", ">0<!-- c -->4<", mag},
	{SoortWMO301, ">NL<", ">nl<", magNiet},
	{SoortWMO323, ">484<", "> 484<", magNiet},
	{SoortWMO323, ">484<", ">485<", magNiet},
	// Numbers: space around them does not count, nor do zeros before them.
	{SoortWMO323, ">48<", ">\t 0048 \r\n<", mag},
	{SoortWMO323, ">48<", ">+48<", mag},
	{SoortWMO323, ">48<", ">-0<", mag},
	{SoortWMO323, ">48<", ">&#13;48&#xD;<", mag},
	{SoortWMO323, ">48<", ">18446744073709551664<", magNiet}, // 48 in 64 bits
	{SoortWMO323, ">48<", ">-1<", magNiet},
	{SoortWMO323, ">48<", ">4 8<", magNiet},
	{SoortWMO323, ">48<", ">48.0<", magNiet},
	{SoortWMO323, ">48<", ">\u00a048<", magNiet},
	{SoortWMO323, ">48<", ">99999999<", mag},
	{SoortWMO323, ">48<", ">100000000<", magNiet},
	{SoortWMO323, ">48<", ">" + strings.Repeat("0", 100) + "48<", mag},
	{SoortWMO323, ">48<", ">+<", magNiet},
	{SoortWMO323, ":BerichtVersie>3<", ":BerichtVersie>3 <", mag},
	{SoortWMO323, ":BerichtVersie>3<", ":BerichtVersie>03<", magNiet},
	{SoortWMO323, ":BerichtVersie>3<", ":BerichtVersie>+3<", magNiet},
	// Dates and times: no time zone, and years before 1 and after 9999.
	{SoortWMO323, ">2026-11-22<", "> 2026-11-22\n<", mag},
	{SoortWMO323, ">2026-11-22<", ">-0044-03-15<", mag},
	{SoortWMO323, ">2026-11-22<", ">12023-01-01<", mag},
	{SoortWMO323, ">2026-11-22<", ">02026-11-22<", magNiet},
	{SoortWMO323, ">2026-11-22<", ">0000-01-01<", magNiet},
	{SoortWMO323, ">2026-11-22<", ">2026-02-29<", magNiet},
	{SoortWMO323, ">2026-11-22<", ">2026-11-22Z<", magNiet},
	{SoortWMO323, ">2026-11-22<", ">2026-11-22+01:00<", magNiet},
	{SoortWMO323, ">2026-11-22<", ">999999999-11-22<", mag},
	{SoortWMO323, ">2026-11-22<", ">1234567890-11-22<", opzet},
	{SoortWMO301, ">10:30:00<", ">24:00:00<", mag},
	{SoortWMO301, ">10:30:00<", ">24:00:00.1<", magNiet},
	{SoortWMO301, ">10:30:00<", ">24:00:00.10<", magNiet},
	{SoortWMO301, ">10:30:00<", ">23:59:60<", magNiet},
	{SoortWMO301, ">10:30:00<", "> 10:30:00.123456789 <", mag},
	{SoortWMO301, ">10:30:00<", ">10:30:00.<", magNiet},
	{SoortWMO301, ">10:30:00<", ">10:30<", magNiet},
	{SoortWMO301, ">10:30:00<", ">10:30:00Z<", magNiet},
	// Between elements.
	{SoortWMO305, "<wmo305:Client>", "<!-- c --><?pi x?> <wmo305:Client>", mag},
	{SoortWMO305, "<wmo305:Client>", "&#32;<wmo305:Client>", mag},
	{SoortWMO305, "<wmo305:Client>", "&#65;<wmo305:Client>", magNiet},
	{SoortWMO305, "<wmo305:Client>", "x&#32;<wmo305:Client>", magNiet},
	{SoortWMO305, "<wmo305:Client>", "x<!-- c --><wmo305:Client>", magNiet},
	{SoortWMO305, "<wmo305:Client>", "<![CDATA[]]><wmo305:Client>", magNiet},
	{SoortWMO305, "<wmo305:Client>", "\u00a0<wmo305:Client>", magNiet},
	{SoortWMO305, "<wmo305:Client>", "<!-- a -- b --><wmo305:Client>", magNiet},
	{SoortWMO305, "<wmo305:Client>", "<!-- \xff --><wmo305:Client>", magNiet},
	{SoortWMO305, "<wmo305:Client>", "<?xml version='1.0'?><wmo305:Client>", magNiet},
	{SoortWMO305, "<wmo305:Client>", "<?xml-stylesheet x?><wmo305:Client>", mag},
	{SoortWMO305, "<wmo305:Client>", "<?a:b x?><wmo305:Client>", opzet},
	{SoortWMO305, "<wmo305:Client>", "<?1 x?><wmo305:Client>", magNiet},
	{SoortWMO305, "<wmo305:Client>", "<? pi?><wmo305:Client>", magNiet},
	{SoortWMO305, "<wmo305:Client>", "<?pi/x?><wmo305:Client>", magNiet},
	{SoortWMO305, "<wmo305:Client>", "<?XmL x?><wmo305:Client>", magNiet},
	{SoortWMO305, "<wmo305:Client>", "<!--" + strings.Repeat("x", 2_200_000) + "--><wmo305:Client>", opzet},
	{SoortWMO305, "</wmo305:Bericht>", "</wmo305:Bericht>\n<!-- c -->\n<?pi?>", mag},
	{SoortWMO305, "</wmo305:Bericht>", "</wmo305:Bericht><a/>", magNiet},
	{SoortWMO305, "</wmo305:Bericht>", "</wmo305:Bericht><a></a>", magNiet},
	{SoortWMO305, "</wmo305:Bericht>", "</wmo305:Bericht>&#32;", magNiet},
	{SoortWMO305, "<?xml", "\n<?xml", magNiet},
	{SoortWMO305, "?>", "?>x", magNiet},
	{SoortWMO305, `<?xml version="1.0" encoding="UTF-8"?>`, "<?xml-stylesheet x?>", mag},
	{SoortWMO305, `<?xml version="1.0" encoding="UTF-8"?>`, "<?pim x?>", mag},
	{SoortWMO305, `version="1.0" `, "", magNiet},
	{SoortWMO305, `encoding="UTF-8"`, `standalone="yes"`, mag},
	{SoortWMO305, `encoding="UTF-8"`, `standalone="maybe"`, magNiet},
	{SoortWMO305, "<?xml", "\xef\xbb\xbf<?xml", opzet},
	{SoortWMO305, `encoding="UTF-8"`, `encoding='utf-8' standalone = "no" `, mag},
	{SoortWMO305, `encoding="UTF-8"`, `standalone="no" encoding="UTF-8"`, magNiet},
	{SoortWMO305, `encoding="UTF-8"`, `encoding="us-ascii"`, opzet},
	{SoortWMO305, `version="1.0"`, `version="1.1"`, opzet},
	{SoortWMO305, `version="1.0" encoding="UTF-8"`, "", magNiet},
	{SoortWMO305, `version="1.0" encoding="UTF-8"`, `version="1.0`, magNiet},
	{SoortWMO305, `version="1.0"`, "version=\"\xff\"", magNiet},
	{SoortWMO305, "?>", "?><!DOCTYPE x>", opzet},
	// Elements and their names.
	{SoortWMO305, "<wmo305:StatusAanlevering>1</wmo305:StatusAanlevering>", "<wmo305:StatusAanlevering/>", magNiet},
	{SoortWMO305, "<wmo305:Bsn>", "<wmo305:Bsn\n>", mag},
	{SoortWMO305, "<wmo305:Bsn>", "< wmo305:Bsn>", magNiet},
	{SoortWMO305, "</wmo305:Bsn>", "</wmo305:Bsn\t>", mag},
	{SoortWMO305, "</wmo305:Bsn>", "</ wmo305:Bsn>", magNiet},
	{SoortWMO305, "</wmo305:Bsn>", "</wmo305:Bsn x>", magNiet},
	{SoortWMO305, "</wmo305:Bsn>", "</wmo305:BsnX>", magNiet},
	{SoortWMO305, "<wmo305:Bsn>", "<><wmo305:Bsn>", magNiet},
	{SoortWMO305, "<wmo305:Bsn>", "<wmo305:Bsn xmlns=\"\">", mag},
	{SoortWMO305, "<wmo305:Geslacht>2</wmo305:Geslacht>", `<Geslacht xmlns="http://www.istandaarden.nl/iwmo/3_2/wmo305/schema">2</Geslacht>`, mag},
	{SoortWMO305, "<wmo305:Geslacht>2</wmo305:Geslacht>", `<Geslacht xmlns="http://www.istandaarden.nl/iwmo/3_2/basisschema/schema">2</Geslacht>`, magNiet},
	{SoortWMO305, "<wmo305:Bsn>", "<wmo305:bsn>", magNiet},
	{SoortWMO305, "<wmo305:Bsn>", "<:Bsn/><wmo305:Bsn>", magNiet},
	{SoortWMO305, "<wmo305:Bsn>", "<wmo305:a:Bsn/><wmo305:Bsn>", magNiet},
	{SoortWMO305, ":Bericht ", `:Bericht xmlns="urn:x" `, mag},
	{SoortWMO305, ":Bericht ", `:Bericht xmlns:` + "\xe9" + `="urn:x" `, magNiet},
	{SoortWMO305, ":Bericht ", ":Bericht xmlns:·=\"urn:x\" ", magNiet},
	{SoortWMO305, ":Bericht ", ":Bericht xmlns:a·=\"urn:x\" ", mag},
	{SoortWMO305, ":Bericht ", ":Bericht xmlns:a×=\"urn:x\" ", magNiet},
	{SoortWMO305, ":Bericht ", ":Bericht xmlns:\ufffd=\"urn:x\" ", mag},
	{SoortWMO305, ":Bericht ", `:Bericht xmlns:_a-1.b="urn:x" `, mag},
	{SoortWMO305, ":Bericht ", `:Bericht xmlns:-a="urn:x" `, magNiet},
	{SoortWMO305, ":Bericht ", `:Bericht xmlns:.a="urn:x" `, magNiet},
	{SoortWMO305, ":Bericht ", `:Bericht xmlns:1="urn:x" `, magNiet},
	{SoortWMO305, ":Bericht ", `:Bericht xmlns:a{="urn:x" `, magNiet},
	{SoortWMO305, ":Bericht ", `:Bericht xmlns:a='b>"c' xmlns:b="b>'c" `, mag},
	{SoortWMO305, ":Bericht ", `:Bericht xmlns:a!"urn:x" `, magNiet},
	{SoortWMO305, ":Bericht ", `:Bericht xmlns:a=xurn:x `, magNiet},
	{SoortWMO305, ":Bericht ", `:Bericht xmlns:a="&#0;" `, magNiet},
	{SoortWMO305, ":Bericht ", `:Bericht xmlns:a="b<c" `, magNiet},
	{SoortWMO305, ":Bericht ", ":Bericht xmlns:a=\"\x01\" ", magNiet},
	{SoortWMO305, ":Bericht ", `:Bericht xmlns:q="urn:q" xmlns:q="urn:q" `, magNiet},
	{SoortWMO305, ":Bericht ", `:Bericht xmlns:q:r="urn:q" `, opzet},
	{SoortWMO305, ":Bericht ", `:Bericht xmlns:a="` + nsXSI + `" xmlns:b="` + nsXSI + `" a:schemaLocation="urn:a b" b:schemaLocation="urn:a b" `, opzet},
	{SoortWMO305, ":Bericht ", ":Bericht " + manyNamespaces(62), mag}, // with its own
	{SoortWMO305, ":Bericht ", ":Bericht " + manyNamespaces(63), opzet},
	{SoortWMO305, "<wmo305:Bsn>", `<wmo305:Bsn xmlns:wmo305="urn:x">`, magNiet},
	{SoortWMO305, "<wmo305:Bsn>", `<wmo305:Bsn xmlns:wmo305="">`, mag}, // a declaration that may not be is none
	{SoortWMO305, "<wmo305:Bsn>", `<wmo305:Bsn xmlns:wmo305="` + nsXML + `">`, mag},
	{SoortWMO305, "<wmo305:Bsn>", `<wmo305:Bsn xmlns:wmo305="` + nsXMLNS + `">`, mag},
	{SoortWMO305, "<wmo305:Bsn>", `<wmo305:Bsn xmlns:xml="` + nsXML + `">`, mag},
	{SoortWMO305, "<wmo305:Bsn>", `<wmo305:Bsn xmlns:xml="urn:x" xml:type="x">`, magNiet},
	{SoortWMO305, "<wmo305:Bsn>", `<wmo305:Bsn xmlns:xmlns="urn:x">`, mag},
	{SoortWMO305, "3_2/wmo305", "3_2&#47;wmo305", mag},
	{SoortWMO305, "3_2/wmo305", "3_2/wmo305 ", magNiet},
	// Attributes: those of XML Schema alone.
	{SoortWMO305, "<wmo305:Bsn>", `<wmo305:Bsn a="1">`, magNiet},
	{SoortWMO305, "<wmo305:Bsn>", "<wmo305:Bsn a>", magNiet},
	{SoortWMO305, "<wmo305:Bsn>", "<wmo305:Bsn a=>", magNiet},
	{SoortWMO305, "<wmo305:Bsn>", "<wmo305:Bsn a = >", magNiet},
	{SoortWMO305, ":Bericht ", `:Bericht a="1" `, magNiet},
	{SoortWMO305, "<wmo305:Bsn>", `<wmo305:Bsn schemaLocation="urn:a urn:b">`, magNiet},
	{SoortWMO305, "<wmo305:Bsn>", `<wmo305:Bsn xmlns:s="` + nsXSI + `" s:nil="iwmo:LDT_BurgerServicenummer">`, magNiet},
	{SoortWMO305, "<wmo305:Bsn>", `<wmo305:Bsn xml:lang="nl">`, magNiet},
	{SoortWMO305, "<wmo305:Bsn>", `<wmo305:Bsn xmlns:s="urn:s" s:xmlns="urn:x">`, magNiet},
	{SoortWMO305, "<wmo305:Bsn>", `<wmo305:Bsn xmlns:s="urn:s" s:type="iwmo:LDT_BurgerServicenummer">`, magNiet},
	{SoortWMO305, "<wmo305:Bsn>", `<wmo305:Bsn type="iwmo:LDT_BurgerServicenummer">`, magNiet},
	{SoortWMO305, "<wmo305:Bsn>", `<wmo305:Bsn xmlns:s="` + nsXSI + `" xmlns:type="urn:x" s:type="iwmo:LDT_BurgerServicenummer">`, mag},
	{SoortWMO305, "<wmo305:Bsn>", `<wmo305:Bsn xmlns:s="` + nsXSI + `" s:schemaLocation="urn:a urn:b">`, mag},
	{SoortWMO305, "<wmo305:Bsn>", `<wmo305:Bsn xmlns:s="` + nsXSI + `" s:noNamespaceSchemaLocation="x">`, mag},
	{SoortWMO305, "<wmo305:Bsn>", `<wmo305:Bsn xmlns:s="` + nsXSI + `" s:nil="false">`, magNiet},
	{SoortWMO305, "<wmo305:Bsn>", `<wmo305:Bsn xmlns:s="` + nsXSI + `" s:type="iwmo:LDT_BurgerServicenummer">`, mag},
	{SoortWMO305, "<wmo305:Bsn>", `<wmo305:Bsn xmlns:s="` + nsXSI + `" s:type=" iwmo:LDT_BurgerServicenummer ">`, magNiet},
	{SoortWMO305, "<wmo305:Bsn>", `<wmo305:Bsn xmlns:s="` + nsXSI + `" s:type="LDT_BurgerServicenummer">`, magNiet},
	{SoortWMO305, "<wmo305:Bsn>", `<wmo305:Bsn xmlns:s="` + nsXSI + `" s:type="q:LDT_BurgerServicenummer">`, magNiet},
	{SoortWMO305, "<wmo305:Bsn>", `<wmo305:Bsn xmlns:s="` + nsXSI + `" s:type="iwmo:LDT_Naam">`, magNiet},
	{SoortWMO305, "<wmo305:Client>", `<wmo305:Client xmlns:s="` + nsXSI + `" s:type="wmo305:Client">`, mag},
	{SoortWMO305, "<wmo305:Naam>", `<wmo305:Naam xmlns:s="` + nsXSI + `" s:type="iwmo:CDT_VerkorteNaam">`, mag},
	{SoortWMO305, "<wmo305:Naam>", `<wmo305:Naam xmlns:s="` + nsXSI + `" s:type="wmo305:VerkorteNaam">`, magNiet},
	{SoortWMO305, "<wmo305:Naam>", `<wmo305:Naam xmlns:s="` + nsXSI + `" s:type="wmo305:CDT_VerkorteNaam">`, magNiet},
	{SoortWMO305, "<wmo305:Naam>", `<wmo305:Naam xmlns:s="` + nsXSI + `" s:type="iwmo:CDT_Product">`, magNiet},
	{SoortWMO305, "<wmo305:Client>", `<wmo305:Client xmlns:s="` + nsXSI + `" s:type="iwmo:Client">`, magNiet},
	{SoortWMO305, "<wmo305:Client>", `<wmo305:Client xmlns:s="` + nsXSI + `" s:type="wmo305:Header">`, magNiet},
	{SoortWMO305, "<wmo305:BerichtCode>", `<wmo305:BerichtCode xmlns:s="` + nsXSI + `" s:type="iwmo:LDT_BerichtCode">`, magNiet},
}

func manyNamespaces(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `xmlns:a%d="urn:a" `, i)
	}
	return b.String()
}

// Our verdict is the one that was noted, and so is that of xmllint where it is here.
func TestVerdicts(t *testing.T) {
	lint := newLinter(t)
	bySoort := map[Soort][]int{}
	texts := make([][]byte, len(oordelen))
	for i, o := range oordelen {
		sample := voorbeeld(t, o.soort)
		if !strings.Contains(sample, o.van) {
			t.Errorf("%s: the sample has no %q", o.soort, o.van)
		}
		texts[i] = []byte(strings.Replace(sample, o.van, o.naar, 1))
		bySoort[o.soort] = append(bySoort[o.soort], i)
		if got, first := ons(t, o.soort, texts[i]); got != (o.verdict == mag) {
			t.Errorf("%s, %.60q for %q: valid %v, %+v", o.soort, o.naar, o.van, got, first)
		} else if o.verdict == opzet && opzettelijk(texts[i], first) == nil {
			t.Errorf("%s, %.60q for %q: not known as a refusal on purpose: %+v", o.soort, o.naar, o.van, first)
		}
	}
	if lint == nil {
		return
	}
	for soort, list := range bySoort {
		var batch [][]byte
		for _, i := range list {
			batch = append(batch, bytes.Clone(texts[i]))
		}
		for nr, v := range lint.lint(t, soort, batch) {
			if o := oordelen[list[nr]]; v.geldig != (o.verdict != magNiet) {
				t.Errorf("%s, %.60q for %q: xmllint says %v: %s", soort, o.naar, o.van, v.geldig, v.text)
			}
		}
	}
}
