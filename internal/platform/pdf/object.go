package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"strconv"
	"unicode/utf16"
)

// ref is the number of an object of the file.
type ref int

func (r ref) String() string { return strconv.Itoa(int(r)) + " 0 R" }

// file is a PDF file in the making: numbered objects, and where each begins.
type file struct {
	out     bytes.Buffer
	offsets []int // of object i+1; 0: not written yet
}

func newFile() *file {
	f := &file{}
	// The second line tells programs that move files that this one is not text.
	f.out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	return f
}

// next gives the number of an object that is written later.
func (f *file) next() ref {
	f.offsets = append(f.offsets, 0)
	return ref(len(f.offsets))
}

// put writes an object.
func (f *file) put(r ref, format string, args ...any) ref {
	f.offsets[r-1] = f.out.Len()
	fmt.Fprintf(&f.out, "%d 0 obj\n", r)
	fmt.Fprintf(&f.out, format, args...)
	f.out.WriteString("\nendobj\n")
	return r
}

// add writes an object under a new number.
func (f *file) add(format string, args ...any) ref { return f.put(f.next(), format, args...) }

// stream writes bytes, compressed, with what else is to be told of them.
func (f *file) stream(dict string, data []byte) ref {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write(data) // a buffer takes everything
	_ = z.Close()
	return f.add("<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream", dict, b.Len(), b.Bytes())
}

// close writes the table of objects and gives the whole. The identity of the file is
// drawn from its content, so the same document gives the same file.
func (f *file) close(root, info ref) []byte {
	id := sha256.Sum256(f.out.Bytes())
	start := f.out.Len()
	fmt.Fprintf(&f.out, "xref\n0 %d\n0000000000 65535 f \n", len(f.offsets)+1)
	for _, at := range f.offsets {
		fmt.Fprintf(&f.out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&f.out, "trailer\n<< /Size %d /Root %v /Info %v /ID [<%x> <%[4]x>] >>\nstartxref\n%d\n%%%%EOF\n",
		len(f.offsets)+1, root, info, id[:16], start)
	return f.out.Bytes()
}

// textString gives a text as a string of the file, in UTF-16 with its mark.
func textString(text string) string {
	var b bytes.Buffer
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	b.WriteByte('>')
	return b.String()
}

// number writes a length in points.
func number(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }
