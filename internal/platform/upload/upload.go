// Package upload decides which files of others may come in, and makes them harmless
// before anybody opens them again: their type is found in the content and never
// believed, images are drawn anew without anything that was hidden in them, and a PDF
// that does more than being read is refused. What it cannot read it refuses.
//
// It looks for no viruses: that is the work of a scanner (see exchange/scanner).
package upload

import (
	"bytes"
	"net/http"
	"path"
	"strings"

	"trede/internal/platform/errs"
)

// MaxBytes is the largest file that is taken when [Limits] says nothing: 10 MB.
const MaxBytes = 10_000_000

// MaxPixels is the largest image that is taken when [Limits] says nothing: a photo of
// 40 megapixels.
const MaxPixels = 40_000_000

// Field is the name of the field in findings about a file.
const Field = "bestand"

// The media types that are taken.
const (
	PDF  = "application/pdf"
	JPEG = "image/jpeg"
	PNG  = "image/png"
)

// Accept names the types as the attribute accept of a file field does.
const Accept = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"

// Limits say how large a file may be; zero means the default.
type Limits struct {
	MaxBytes  int // of what was sent and of what is kept
	MaxPixels int // width times height of an image
}

func (l Limits) orDefault() Limits {
	if l.MaxBytes == 0 {
		l.MaxBytes = MaxBytes
	}
	if l.MaxPixels == 0 {
		l.MaxPixels = MaxPixels
	}
	return l
}

// Clean is a file that may be kept.
type Clean struct {
	Name    string // harmless, with the ending that goes with the type
	Type    string // media type that was found in the content
	Content []byte // of an image: drawn anew; else as it was sent
}

// The codes of the findings: why a file is refused.
const (
	CodeEmpty      = "bestand.leeg"
	CodeTooLarge   = "bestand.te_groot" // {0}: the limit in MB
	CodeUnknown    = "bestand.soort_onbekend"
	CodeImage      = "bestand.afbeelding_onleesbaar"
	CodePixels     = "bestand.afbeelding_te_groot" // {0}: the limit in megapixels
	CodePDF        = "bestand.pdf_onleesbaar"
	CodeActive     = "bestand.pdf_actief"
	CodeAttachment = "bestand.pdf_bijlage"
	CodeEncrypted  = "bestand.pdf_versleuteld"
)

// Codes gives all of them.
func Codes() []string {
	return []string{
		CodeEmpty, CodeTooLarge, CodeUnknown, CodeImage, CodePixels, CodePDF, CodeActive, CodeAttachment, CodeEncrypted,
	}
}

// refusal is why a file is not taken.
func refusal(code string, args ...any) error {
	return errs.InvalidInput(errs.Finding{Field: Field, Code: code, Args: args})
}

// Check looks at a file of somebody else and gives what may be kept of it. A refusal
// is of kind Invalid with one finding about [Field]. Content is not changed.
func Check(name string, content []byte, limits Limits) (Clean, error) {
	limits = limits.orDefault()
	switch {
	case len(content) == 0:
		return Clean{}, refusal(CodeEmpty)
	case len(content) > limits.MaxBytes:
		return Clean{}, refusal(CodeTooLarge, limits.MaxBytes/1_000_000)
	}
	out := Clean{Type: typeOf(content), Content: content}
	var err error
	switch out.Type {
	case PDF:
		err = checkPDF(content)
	case JPEG, PNG:
		out.Content, err = redraw(out.Type, content, limits)
	default:
		err = refusal(CodeUnknown)
	}
	if err != nil {
		return Clean{}, err
	}
	out.Name = Harmless(name, out.Type)
	return out, nil
}

// typeOf finds the type in the first bytes, where programs that open a file look too.
func typeOf(content []byte) string {
	if bytes.HasPrefix(content, []byte("%PDF-")) {
		return PDF
	}
	switch t := http.DetectContentType(content); t {
	case JPEG, PNG:
		return t
	}
	return ""
}

// endings are those that a name gets, by type: the first, unless it has another of them.
var endings = map[string][]string{PDF: {".pdf"}, JPEG: {".jpg", ".jpeg"}, PNG: {".png"}}

// withEnding gives a name the ending that goes with its type, instead of the one that it
// has: a person who opens it later trusts the ending.
func withEnding(name, mediaType string) string {
	known := endings[mediaType]
	if len(known) == 0 {
		return name
	}
	old := path.Ext(name)
	for _, e := range known {
		if strings.EqualFold(old, e) {
			return strings.TrimSuffix(name, old) + e
		}
	}
	if n := len(old); n > 1 && n <= 6 { // an ending, and not the rest of a sentence
		name = strings.TrimSuffix(name, old)
	}
	return name + known[0]
}
