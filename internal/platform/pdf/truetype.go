package pdf

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
)

// trueType gives access to the tables of a TrueType font that x/image/font/sfnt does
// not give: those that a subset is cut from.
type trueType struct {
	tables map[string][]byte
	glyphs int
	long   bool // offsets of glyphs are four bytes
}

var errFont = errors.New("pdf: the font is not a TrueType font with outlines")

func readTrueType(data []byte) (*trueType, error) {
	tables, err := tablesOf(data)
	if err != nil {
		return nil, err
	}
	for name, least := range map[string]int{"head": 54, "hhea": 36, "maxp": 6, "hmtx": 4, "loca": 4, "glyf": 1, "OS/2": 90} {
		if len(tables[name]) < least {
			return nil, errFont
		}
	}
	t := &trueType{tables: tables}
	t.glyphs = t.u16("maxp", 4)
	t.long = t.u16("head", 50) == 1
	return t, nil
}

// tablesOf takes a font file apart.
func tablesOf(data []byte) (map[string][]byte, error) {
	if len(data) < 12 {
		return nil, errFont
	}
	tables := map[string][]byte{}
	count := int(binary.BigEndian.Uint16(data[4:]))
	if len(data) < 12+16*count {
		return nil, errFont
	}
	for i := range count {
		entry := data[12+16*i:]
		from, size := int(binary.BigEndian.Uint32(entry[8:])), int(binary.BigEndian.Uint32(entry[12:]))
		if from+size > len(data) {
			return nil, errFont
		}
		tables[string(entry[:4])] = data[from : from+size]
	}
	return tables, nil
}

func (t *trueType) u16(table string, at int) int {
	return int(binary.BigEndian.Uint16(t.tables[table][at:]))
}

func (t *trueType) i16(table string, at int) int {
	return int(int16(binary.BigEndian.Uint16(t.tables[table][at:]))) //nolint:gosec // the field is signed
}

// em gives the units in which a font measures.
func (t *trueType) em() int { return t.u16("head", 18) }

// advance gives the width of a glyph in units of the font.
func (t *trueType) advance(glyph int) int {
	return t.u16("hmtx", 4*min(glyph, t.u16("hhea", 34)-1))
}

// outline gives the drawing of a glyph; empty for a space.
func (t *trueType) outline(glyph int) []byte {
	var from, to int
	if loca := t.tables["loca"]; t.long {
		from, to = int(binary.BigEndian.Uint32(loca[4*glyph:])), int(binary.BigEndian.Uint32(loca[4*glyph+4:]))
	} else {
		from, to = 2*t.u16("loca", 2*glyph), 2*t.u16("loca", 2*glyph+2)
	}
	return t.tables["glyf"][from:to]
}

// subset gives the font with the drawings of the wanted glyphs only. Glyphs keep their
// numbers. No glyph of our fonts is composed of others, which a test guards, so none needs
// one that was not asked for.
func (t *trueType) subset(wanted []int) []byte {
	keep := map[int]bool{0: true} // what is drawn for no glyph must be there
	for _, g := range wanted {
		keep[g] = true
	}
	var glyf, loca []byte
	for g := range t.glyphs {
		loca = binary.BigEndian.AppendUint32(loca, size(glyf))
		if keep[g] {
			glyf = append(glyf, t.outline(g)...)
			for len(glyf)%4 != 0 {
				glyf = append(glyf, 0)
			}
		}
	}
	loca = binary.BigEndian.AppendUint32(loca, size(glyf))
	head := slices.Clone(t.tables["head"])
	binary.BigEndian.PutUint32(head[8:], 0)
	binary.BigEndian.PutUint16(head[50:], 1)
	tables := map[string][]byte{"head": head, "glyf": glyf, "loca": loca}
	for _, name := range []string{"cvt ", "fpgm", "hhea", "hmtx", "maxp", "prep"} {
		if table := t.tables[name]; table != nil {
			tables[name] = table
		}
	}
	return assemble(tables)
}

// assemble puts tables together to a font file.
func assemble(tables map[string][]byte) []byte {
	names := slices.Sorted(maps.Keys(tables))
	power, log := 1, 0
	for power*2 <= len(names) {
		power, log = power*2, log+1
	}
	out := []byte{0, 1, 0, 0}
	for _, v := range []int{len(names), 16 * power, log, 16 * (len(names) - power)} {
		out = binary.BigEndian.AppendUint16(out, uint16(v)) //nolint:gosec // of some ten tables
	}
	body, headAt := []byte(nil), 0
	for _, name := range names {
		at := 12 + 16*len(names) + len(body)
		if name == "head" {
			headAt = at
		}
		table := tables[name]
		out = append(out, name...)
		out = binary.BigEndian.AppendUint32(out, checksum(table))
		out = binary.BigEndian.AppendUint32(out, uint32(at)) //nolint:gosec // a font is far below 4 GB
		out = binary.BigEndian.AppendUint32(out, size(table))
		body = append(body, table...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	out = append(out, body...)
	binary.BigEndian.PutUint32(out[headAt+8:], 0xB1B0AFBA-checksum(out))
	return out
}

func size(b []byte) uint32 { return uint32(len(b)) } //nolint:gosec // a font is far below 4 GB

func checksum(b []byte) uint32 {
	var sum uint32
	for i := 0; i < len(b); i += 4 {
		var word [4]byte
		copy(word[:], b[i:])
		sum += binary.BigEndian.Uint32(word[:])
	}
	return sum
}
