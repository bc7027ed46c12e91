package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf16"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
)

// typeface is a font as it came: shared, and only read.
type typeface struct {
	name string
	font *sfnt.Font
	raw  *trueType
}

var typefaces = sync.OnceValues(func() (out [2]typeface, err error) {
	for i, source := range []struct {
		name string
		data []byte
	}{{"GoRegular", goregular.TTF}, {"GoBold", gobold.TTF}} {
		font, err := sfnt.Parse(source.data)
		if err != nil {
			return out, err
		}
		raw, err := readTrueType(source.data)
		if err != nil {
			return out, err
		}
		out[i] = typeface{source.name, font, raw}
	}
	return out, nil
})

// sign is how a character is drawn.
type sign struct {
	code  uint16 // its number in this file; 0: not used yet
	glyph int
	width float64 // for a size of 1
}

// face is a font within one file. Each character that is used gets a code of its own, so
// the file can say for every code which character it is, also where two characters
// share a drawing.
type face struct {
	typeface
	label   string // in the content of a page
	signs   map[rune]*sign
	used    []rune // by code, from 1
	buffer  sfnt.Buffer
	tooMany bool
}

func newFace(label string, t typeface) *face {
	return &face{typeface: t, label: label, signs: map[rune]*sign{}}
}

// replacement is drawn for a character that the font lacks.
const replacement = '\uFFFD'

// sign finds how a character is drawn.
func (f *face) sign(r rune) *sign {
	if s := f.signs[r]; s != nil {
		return s
	}
	glyph := f.glyph(r)
	if glyph == 0 {
		glyph = f.glyph(replacement)
	}
	s := &sign{glyph: glyph, width: float64(f.raw.advance(glyph)) / float64(f.raw.em())}
	f.signs[r] = s
	return s
}

// glyph gives 0 for a character that the font lacks.
func (f *face) glyph(r rune) int {
	switch {
	case unicode.Is(unicode.Zs, r):
		r = ' ' // spaces that do not break, or of another width
	case r == '\u2010' || r == '\u2011':
		r = '-' // the hyphen, and the one that does not break
	}
	index, err := f.font.GlyphIndex(&f.buffer, r)
	if err != nil {
		return 0
	}
	return int(index)
}

// width measures a text for a size of 1.
func (f *face) width(text string) float64 {
	var sum float64
	for _, r := range text {
		sum += f.sign(r).width
	}
	return sum
}

// encode gives a text as the codes of this file.
func (f *face) encode(text string) string {
	var b strings.Builder
	b.WriteByte('<')
	for _, r := range text {
		s := f.sign(r)
		if s.code == 0 {
			if len(f.used) == 0xFFFE {
				f.tooMany = true
				continue
			}
			f.used = append(f.used, r)
			s.code = uint16(len(f.used)) //nolint:gosec // at most 0xFFFE
		}
		fmt.Fprintf(&b, "%04X", s.code)
	}
	b.WriteByte('>')
	return b.String()
}

// write puts the part of the font that was used in the file.
func (f *face) write(out *file) ref {
	glyphs := make([]int, len(f.used))
	toGlyph := make([]byte, 2, 2*len(f.used)+2)
	var widths strings.Builder
	for i, r := range f.used {
		s := f.signs[r]
		glyphs[i] = s.glyph
		toGlyph = append(toGlyph, byte(s.glyph>>8), byte(s.glyph)) //nolint:gosec // the two bytes of a glyph
		fmt.Fprintf(&widths, "%.0f ", s.width*1000)
	}
	program := f.raw.subset(glyphs)
	data := out.stream(fmt.Sprintf("/Length1 %d", len(program)), program)
	name := f.tag() + "+" + f.name
	unit := func(table string, at int) int { return f.raw.i16(table, at) * 1000 / f.raw.em() }
	const symbolic = 4 // the codes are our own
	descriptor := out.add("<< /Type /FontDescriptor /FontName /%s /Flags %d /FontBBox [%d %d %d %d] /ItalicAngle 0"+
		" /Ascent %d /Descent %d /CapHeight %d /StemV 80 /FontFile2 %v >>", name, symbolic,
		unit("head", 36), unit("head", 38), unit("head", 40), unit("head", 42),
		unit("hhea", 4), unit("hhea", 6), unit("OS/2", 88), data)
	cid := out.add("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"+
		" /FontDescriptor %v /CIDToGIDMap %v /DW 0 /W [1 [%s]] >>", name, descriptor, out.stream("", toGlyph), widths.String())
	return out.add("<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%v] /ToUnicode %v >>",
		name, cid, out.stream("", f.toUnicode()))
}

// tag tells subsets of a font apart, as the format asks: six capitals.
func (f *face) tag() string {
	sum := sha256.Sum256([]byte(string(f.used)))
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag)
}

// toUnicode says which character each code is: what is copied, searched and read aloud.
func (f *face) toUnicode() []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	const atOnce = 100 // the format allows no more
	for from := 0; from < len(f.used); from += atOnce {
		part := f.used[from:min(from+atOnce, len(f.used))]
		fmt.Fprintf(&b, "%d beginbfchar\n", len(part))
		for i, r := range part {
			fmt.Fprintf(&b, "<%04X> <", from+i+1)
			for _, u := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&b, "%04X", u)
			}
			b.WriteString(">\n")
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}
