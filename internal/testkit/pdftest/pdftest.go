// Package pdftest reads back what platform/pdf writes, as a screen reader does: by the
// structure of the file, the marks in its pages and the characters that the fonts name. It
// refuses a file in which these do not agree. It also asks poppler, an independent reader.
package pdftest

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// Node is an element of the structure with its own text and the elements within it.
type Node struct {
	Role, Text string
	Kids       []Node
}

// File is what was read.
type File struct {
	Root   Node
	Pages  []Page
	Bytes  []byte
	object map[int][]byte
}

// Page is what one page shows: what is read, and what is for the eye only.
type Page struct{ Text, Artifacts []string }

type reader struct {
	*File
	t     testing.TB
	fonts map[string]map[string]string // by label: characters by code
	marks map[string]string            // text of marked content, by page object and number
	owner map[string]int               // the element of marked content, by the parent tree
}

var (
	objectStart = regexp.MustCompile(`^(\d+) 0 obj\n`)
	element     = regexp.MustCompile(`(?s)^<< /Type /StructElem /S /(\w+) /P (\d+) 0 R .*?/K \[(.*)\] >>$`)
	kid         = regexp.MustCompile(`<< /Type /MCR /Pg (\d+) 0 R /MCID (\d+) >>|(\d+) 0 R`)
	shown       = regexp.MustCompile(`^BT /(\w+) .* <([0-9A-F]*)> Tj ET$`)
	marked      = regexp.MustCompile(`^/\w+ << /MCID (\d+) >> BDC$`)
	character   = regexp.MustCompile(`<([0-9A-F]{4})> <([0-9A-F]{4,8})>`)
)

// Read reads a file and fails the test when it does not hang together.
func Read(t testing.TB, file []byte) *File {
	t.Helper()
	r := &reader{
		File: &File{Bytes: file, object: map[int][]byte{}}, t: t,
		fonts: map[string]map[string]string{}, marks: map[string]string{}, owner: map[string]int{},
	}
	r.objects()
	root := r.object[r.number(file[bytes.LastIndex(file, []byte("trailer")):], "Root")]
	tree := r.object[r.number(root, "StructTreeRoot")]
	pages := r.object[r.number(root, "Pages")]
	r.readFonts(pages)
	r.parents(r.object[r.number(tree, "ParentTree")], pages)
	for _, page := range refs(string(pages), "Kids") {
		r.page(page)
	}
	top := refs(string(tree), "K")
	if len(top) != 1 {
		t.Fatalf("the structure has %d roots", len(top))
	}
	r.Root = r.node(top[0], r.number(root, "StructTreeRoot"))
	if len(r.marks) > 0 {
		t.Fatalf("marked content that no element has: %q", r.marks)
	}
	return r.File
}

// objects checks the table of objects and keeps each.
func (r *reader) objects() {
	tail := r.Bytes[max(bytes.LastIndex(r.Bytes, []byte("startxref\n")), 0):]
	start, err := strconv.Atoi(strings.Split(string(tail), "\n")[1])
	if err != nil || !bytes.HasPrefix(r.Bytes, []byte("%PDF-1.7\n")) || !bytes.HasSuffix(r.Bytes, []byte("%%EOF\n")) {
		r.t.Fatalf("no PDF file: %v", err)
	}
	for i, line := range strings.Split(string(r.Bytes[start:]), "\n")[3:] {
		at, used := strings.CutSuffix(line, " 00000 n ")
		if !used {
			break
		}
		offset, err := strconv.Atoi(at)
		m := objectStart.FindSubmatch(r.Bytes[offset:min(offset+20, len(r.Bytes))])
		if err != nil || m == nil || string(m[1]) != strconv.Itoa(i+1) {
			r.t.Fatalf("object %d does not stand at %s", i+1, at)
		}
		body := r.Bytes[offset+len(m[0]):]
		r.object[i+1] = body[:bytes.Index(body, []byte("\nendobj\n"))]
	}
}

func (r *reader) number(dict []byte, key string) int {
	m := regexp.MustCompile(`/` + key + ` (\d+) 0 R`).FindSubmatch(dict)
	if m == nil {
		r.t.Fatalf("no /%s in %.200s", key, dict)
	}
	n, _ := strconv.Atoi(string(m[1]))
	return n
}

func refs(dict, key string) []int {
	m := regexp.MustCompile(`(?s)/` + key + ` \[([^\]]*)\]`).FindStringSubmatch(dict)
	if m == nil {
		return nil
	}
	var out []int
	for _, one := range regexp.MustCompile(`(\d+) 0 R`).FindAllStringSubmatch(m[1], -1) {
		n, _ := strconv.Atoi(one[1])
		out = append(out, n)
	}
	return out
}

func (r *reader) stream(number int) string {
	object := r.object[number]
	from := bytes.Index(object, []byte("stream\n")) + len("stream\n")
	z, err := zlib.NewReader(bytes.NewReader(object[from:]))
	if err != nil {
		r.t.Fatalf("stream %d: %v", number, err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		r.t.Fatalf("stream %d: %v", number, err)
	}
	return string(text)
}

func (r *reader) readFonts(pages []byte) {
	first := refs(string(pages), "Kids")[0]
	resources := r.object[r.number(r.object[first], "Resources")]
	for _, m := range regexp.MustCompile(`/([RB]) (\d+) 0 R`).FindAllSubmatch(resources, -1) {
		codes := map[string]string{}
		number, _ := strconv.Atoi(string(m[2]))
		for _, c := range character.FindAllStringSubmatch(r.stream(r.number(r.object[number], "ToUnicode")), -1) {
			var units []uint16
			for i := 0; i < len(c[2]); i += 4 {
				u, _ := strconv.ParseUint(c[2][i:i+4], 16, 16)
				units = append(units, uint16(u))
			}
			codes[c[1]] = string(utf16.Decode(units))
		}
		delete(codes, "0000") // the range of codes
		r.fonts[string(m[1])] = codes
	}
}

// parents reads which element each marked content belongs to, by its page.
func (r *reader) parents(tree, pages []byte) {
	kids := refs(string(pages), "Kids")
	for _, m := range regexp.MustCompile(`(\d+) \[([^\]]*)\]`).FindAllStringSubmatch(strings.TrimPrefix(string(tree), "<< /Nums ["), -1) {
		page, _ := strconv.Atoi(m[1])
		for i, one := range regexp.MustCompile(`(\d+) 0 R`).FindAllStringSubmatch(m[2], -1) {
			r.owner[key(kids[page], i)], _ = strconv.Atoi(one[1])
		}
	}
}

func key(page, mark int) string { return fmt.Sprint(page, "/", mark) }

// page reads what a page shows; nothing may stand outside marked content.
func (r *reader) page(number int) {
	var p Page
	open, next := "", 0
	for line := range strings.Lines(r.stream(r.number(r.object[number], "Contents"))) {
		line = strings.TrimSuffix(line, "\n")
		switch m := marked.FindStringSubmatch(line); {
		case strings.HasSuffix(line, "BDC"):
			if open != "" {
				r.t.Fatalf("marked content within marked content: %s", line)
			}
			if open = "artifact"; m != nil {
				if open = key(number, next); m[1] != strconv.Itoa(next) {
					r.t.Fatalf("mark %s where %d comes", m[1], next)
				}
				r.marks[open] = ""
				next++
			} else if !strings.HasPrefix(line, "/Artifact ") {
				r.t.Fatalf("neither of an element nor an artifact: %s", line)
			}
		case open == "":
			r.t.Fatalf("outside marked content: %s", line)
		case line == "EMC":
			open = ""
		case strings.HasPrefix(line, "BT"):
			text := r.text(line)
			if open == "artifact" {
				p.Artifacts = append(p.Artifacts, text)
			} else {
				p.Text = append(p.Text, text)
				r.marks[open] += text
			}
		}
	}
	if open != "" {
		r.t.Fatalf("marked content without an end on page object %d", number)
	}
	r.Pages = append(r.Pages, p)
}

func (r *reader) text(line string) string {
	m := shown.FindStringSubmatch(line)
	if m == nil {
		r.t.Fatalf("not understood: %s", line)
	}
	var out strings.Builder
	for i := 0; i < len(m[2]); i += 4 {
		c, known := r.fonts[m[1]][m[2][i:i+4]]
		if !known {
			r.t.Fatalf("code %s of font %s is no character", m[2][i:i+4], m[1])
		}
		out.WriteString(c)
	}
	return out.String()
}

func (r *reader) node(number, parent int) Node {
	m := element.FindSubmatch(r.object[number])
	if m == nil || string(m[2]) != strconv.Itoa(parent) {
		r.t.Fatalf("not an element within %d: %s", parent, r.object[number])
	}
	n := Node{Role: string(m[1])}
	for _, k := range kid.FindAllStringSubmatch(string(m[3]), -1) {
		if k[3] != "" {
			child, _ := strconv.Atoi(k[3])
			n.Kids = append(n.Kids, r.node(child, number))
			continue
		}
		page, _ := strconv.Atoi(k[1])
		mark, _ := strconv.Atoi(k[2])
		text, there := r.marks[key(page, mark)]
		if !there || r.owner[key(page, mark)] != number {
			r.t.Fatalf("mark %d of page object %d is not there, twice, or of another element", mark, page)
		}
		n.Text += text
		delete(r.marks, key(page, mark))
	}
	return n
}

// Outline writes the structure with its text, a line for each element.
func Outline(n Node) string {
	var b strings.Builder
	var write func(n Node, depth int)
	write = func(n Node, depth int) {
		b.WriteString(strings.TrimRight(strings.Repeat("  ", depth)+n.Role+" "+n.Text, " ") + "\n")
		for _, k := range n.Kids {
			write(k, depth+1)
		}
	}
	write(n, 0)
	return b.String()
}

// Ask runs a program of poppler or qpdf on a file and gives what it says. "FILE" among the
// arguments is the file. Where the program is not installed the test is skipped, and says so.
func Ask(t testing.TB, file []byte, program string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Skipf("SKIPPED: %s is not here, so no other program looks at the PDF; tools/need.sh poppler qpdf installs it", program)
	}
	name := filepath.Join(t.TempDir(), "test.pdf")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		if a == "FILE" {
			args[i] = name
		}
	}
	var out, complaints bytes.Buffer
	cmd := exec.Command(program, args...) //nolint:gosec // a test names the program
	cmd.Stdout, cmd.Stderr = &out, &complaints
	if err := cmd.Run(); err != nil || complaints.Len() > 0 {
		t.Fatalf("%s %s: %v\n%s%s", program, strings.Join(args, " "), err, out.String(), complaints.String())
	}
	return out.String()
}
