package pdf

import (
	"bytes"
	"encoding/xml"
	"strings"
	"time"

	"trede/internal/platform/document"
)

// dated tells whether a moment can stand in a file: its year has four digits.
func dated(t time.Time) bool { return !t.IsZero() && t.Year() >= 1 && t.Year() <= 9999 }

// information is what programs that know no XMP show of a file.
func information(d document.Document) string {
	out := "<< /Title " + textString(d.Title)
	for _, e := range []struct{ key, text string }{{"Author", d.Author}, {"Creator", d.Program}, {"Producer", d.Program}} {
		if text := oneLine(e.text); text != "" {
			out += " /" + e.key + " " + textString(text)
		}
	}
	if created := d.Created.UTC(); dated(created) {
		out += created.Format(" /CreationDate (D:20060102150405Z)") + created.Format(" /ModDate (D:20060102150405Z)")
	}
	return out + " >>"
}

// xmp is the description of a file in XML, with what it aims at.
func xmp(d document.Document) []byte {
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"` +
		` xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">` +
		`<pdfuaid:part>1</pdfuaid:part>` +
		`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + escape(d.Title) + `</rdf:li></rdf:Alt></dc:title>` +
		`<dc:language><rdf:Bag><rdf:li>` + d.Language + `</rdf:li></rdf:Bag></dc:language>`)
	if author := oneLine(d.Author); author != "" {
		b.WriteString(`<dc:creator><rdf:Seq><rdf:li>` + escape(author) + `</rdf:li></rdf:Seq></dc:creator>`)
	}
	if program := oneLine(d.Program); program != "" {
		b.WriteString(`<xmp:CreatorTool>` + escape(program) + `</xmp:CreatorTool><pdf:Producer>` + escape(program) + `</pdf:Producer>`)
	}
	if created := d.Created.UTC(); dated(created) {
		at := created.Format(time.RFC3339)
		b.WriteString(`<xmp:CreateDate>` + at + `</xmp:CreateDate><xmp:ModifyDate>` + at + `</xmp:ModifyDate>`)
	}
	b.WriteString("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return []byte(b.String())
}

func escape(text string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(text)) // a buffer takes everything
	return b.String()
}
