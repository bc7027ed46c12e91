package upload_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"
)

// doc is a PDF in the making: objects by number, with the catalogue as number 1.
type doc struct {
	head, tail string
	objects    []string
	trailer    string
}

// plain is a PDF of one page with a text, and more objects from number 5 on.
func plain(more ...string) *doc {
	return &doc{objects: append([]string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
		streamOf("", []byte("BT /F1 12 Tf (Polis 12\\(a\\)) Tj ET")),
	}, more...)}
}

// catalog gives the catalogue other entries besides its pages.
func (d *doc) catalog(entries string) *doc {
	d.objects[0] = "<< /Type /Catalog /Pages 2 0 R " + entries + " >>"
	return d
}

func streamOf(entries string, data []byte) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", entries, len(data), data)
}

func packed(data []byte) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write(data)
	_ = w.Close()
	return b.Bytes()
}

// inStream puts an object in a compressed object stream.
func inStream(number int, object string) string {
	head := fmt.Sprintf("%d 0 ", number)
	return streamOf(fmt.Sprintf("/Type /ObjStm /N 1 /First %d /Filter /FlateDecode", len(head)), packed([]byte(head+object)))
}

func (d *doc) bytes() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + d.head)
	at := make([]int, len(d.objects))
	for i, o := range d.objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n%s", len(at)+1, d.trailer, table, d.tail)
	return b.Bytes()
}

// picture is an image in four quarters: red, green, blue and white from left to right
// and from above.
func picture(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.Set(x, y, quarters[2*(2*y/h)+2*x/w])
		}
	}
	return m
}

var quarters = [4]color.NRGBA{{R: 255, A: 255}, {G: 255, A: 255}, {B: 255, A: 255}, {R: 255, G: 255, B: 255, A: 255}}

func jpegOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withEXIF puts an EXIF part in a JPEG: how the camera was held, and a place.
func withEXIF(content []byte, orientation uint16) []byte {
	var tiff bytes.Buffer
	tiff.WriteString("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x02")
	_ = binary.Write(&tiff, binary.BigEndian, []uint16{0x010E, 2, 0, 8, 0, 38})
	_ = binary.Write(&tiff, binary.BigEndian, []uint16{0x0112, 3, 0, 1, orientation, 0})
	tiff.WriteString("\x00\x00\x00\x00GPS 52N5\x00")
	out := append([]byte{}, content[:2]...)
	out = append(out, 0xFF, 0xE1)
	out = binary.BigEndian.AppendUint16(out, uint16(tiff.Len()+2))
	out = append(out, tiff.Bytes()...)
	return append(out, content[2:]...)
}

// drawnAgain lets a JPEG go over its picture as often again.
func drawnAgain(content []byte, times int) []byte {
	at := bytes.Index(content, []byte{0xFF, 0xDA})
	body, end := content[at:len(content)-2], content[len(content)-2:]
	return slices.Concat(content[:len(content)-2], bytes.Repeat(body, times), end)
}

// pngChunk makes a part of a PNG.
func pngChunk(kind string, data []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	out = append(append(out, kind...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// pngSays is a PNG that says how large it is, with nothing in it but noughts.
func pngSays(w, h uint32, data []byte) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	head = append(head, 8, 2, 0, 0, 0)
	out := append([]byte("\x89PNG\r\n\x1a\n"), pngChunk("IHDR", head)...)
	out = append(out, pngChunk("IDAT", packed(data))...)
	return append(out, pngChunk("IEND", nil)...)
}

// zipOf is a ZIP of one file, as short as can be.
func zipOf() []byte {
	return []byte("PK\x03\x04\x14\x00\x00\x00\x00\x00polis.exe" + strings.Repeat("\x00", 40) + "PK\x05\x06" + strings.Repeat("\x00", 18))
}
