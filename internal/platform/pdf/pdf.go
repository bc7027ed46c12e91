// Package pdf writes a [document.Document] as a tagged PDF: a file that also says what
// each text is (heading, list, table), in which order it is read and in which language, so
// that a screen reader can read it. It aims at PDF/UA-1 (ISO 14289-1) in PDF 1.7 (ISO
// 32000-1); docs/adr/0009-pdf.md says what is not claimed.
//
// Pages are A4. Fonts are within the file, only as far as they are used. The same document
// gives the same bytes.
package pdf

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"trede/internal/platform/document"
)

// What is wrong with a document that cannot be written.
var (
	ErrTitle      = errors.New("pdf: a document needs a title")
	ErrLanguage   = errors.New("pdf: a document needs its language as BCP 47, such as nl-NL")
	ErrCharacters = errors.New("pdf: the document has more different characters than a file can hold")
)

var language = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

// Write gives a document as a file. It takes any text: a character that the font lacks is
// drawn as a mark for it, and the file says which one it is. Errors: [ErrTitle],
// [ErrLanguage], [ErrCharacters].
func Write(d document.Document) ([]byte, error) {
	d.Title = oneLine(d.Title)
	switch {
	case d.Title == "":
		return nil, ErrTitle
	case !language.MatchString(d.Language):
		return nil, ErrLanguage
	}
	fonts, err := typefaces()
	if err != nil {
		return nil, err
	}
	l := &layout{
		faces: [2]*face{newFace("R", fonts[0]), newFace("B", fonts[1])},
		tree:  &structure{root: &element{role: "Document"}},
	}
	for i, b := range d.Blocks {
		if !document.Empty(b) {
			l.block(b, nextShown(d.Blocks[i+1:]))
		}
	}
	return l.file(d, paginate(l.rows))
}

func nextShown(blocks []document.Block) document.Block {
	for _, b := range blocks {
		if !document.Empty(b) {
			return b
		}
	}
	return nil
}

// file writes the pages and all that they need.
func (l *layout) file(d document.Document, pages [][]placed) ([]byte, error) {
	out := newFile()
	tree, resources := out.next(), out.next()
	refs := make([]ref, len(pages))
	for i, rows := range pages {
		content := out.stream("", l.content(d, rows, i, len(pages)))
		refs[i] = out.add("<< /Type /Page /Parent %v /MediaBox [0 0 %s %s] /Resources %v /Contents %v /StructParents %d /Tabs /S >>",
			tree, number(pageWidth), number(pageHeight), resources, content, i)
	}
	var kids, fonts strings.Builder
	for _, r := range refs {
		fmt.Fprintf(&kids, "%v ", r)
	}
	out.put(tree, "<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), len(refs))
	for _, f := range l.faces {
		if f.tooMany {
			return nil, ErrCharacters
		}
		if len(f.used) > 0 {
			fmt.Fprintf(&fonts, "/%s %v ", f.label, f.write(out))
		}
	}
	out.put(resources, "<< /Font << %s>> >>", fonts.String())
	metadata := xmp(d)
	meta := out.add("<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream", len(metadata), metadata)
	root := out.add("<< /Type /Catalog /Version /1.7 /Pages %v /StructTreeRoot %v /MarkInfo << /Marked true >> /Lang (%s)"+
		" /ViewerPreferences << /DisplayDocTitle true >> /Metadata %v >>", tree, l.tree.write(out, refs), d.Language, meta)
	return out.close(root, out.add("%s", information(d))), nil
}

// content is what a page shows.
func (l *layout) content(d document.Document, rows []placed, page, pages int) []byte {
	p := &painter{layout: l, page: page}
	for _, r := range rows {
		for _, text := range r.pieces {
			p.of(text.element)
			p.show(text, r.y)
		}
		if r.rule > 0 {
			p.of(nil)
			p.rule(r.y+r.height+3, r.rule)
		}
	}
	p.footer(d, pages)
	p.end()
	return p.Bytes()
}
