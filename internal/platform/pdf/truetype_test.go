package pdf

import (
	"bytes"
	"errors"
	"testing"

	"golang.org/x/image/font/gofont/goregular"
)

// A subset draws what was asked for and nothing else.
func TestSubset(t *testing.T) {
	fonts, err := typefaces()
	if err != nil {
		t.Fatal(err)
	}
	f := newFace("R", fonts[0])
	wanted := []int{f.glyph('é'), f.glyph('€')}
	data := f.raw.subset(wanted)
	tables, err := tablesOf(data)
	if err != nil {
		t.Fatal(err)
	}
	if sum := checksum(data); sum != 0xB1B0AFBA {
		t.Errorf("the sum of the font is %#x", sum)
	}
	cut := &trueType{tables: tables, glyphs: f.raw.glyphs, long: true}
	for _, g := range wanted {
		if whole := f.raw.outline(g); len(whole) == 0 || !bytes.HasPrefix(cut.outline(g), whole) {
			t.Errorf("glyph %d is not in the subset", g)
		}
	}
	if len(cut.outline(f.glyph('W'))) > 0 {
		t.Error("a glyph that nobody asked for is in the subset")
	}
}

// The subset takes glyphs as they come, so a font with composed ones needs more code: their
// count of contours is below zero.
func TestNoGlyphIsComposed(t *testing.T) {
	fonts, err := typefaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fonts {
		for g := range f.raw.glyphs {
			if outline := f.raw.outline(g); len(outline) > 0 && outline[0] >= 0x80 {
				t.Fatalf("glyph %d of %s is composed of others", g, f.name)
			}
		}
	}
}

func TestNoFont(t *testing.T) {
	short := goregular.TTF[:len(goregular.TTF)/2]
	many := append([]byte{0, 1, 0, 0, 0xff, 0xff}, make([]byte, 20)...)
	for _, data := range [][]byte{nil, short, many, assemble(map[string][]byte{"head": make([]byte, 54)})} {
		if _, err := readTrueType(data); !errors.Is(err, errFont) {
			t.Errorf("%d bytes: %v", len(data), err)
		}
	}
}
