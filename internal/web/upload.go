package web

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"time"

	"trede/internal/domain/inkoop"
	"trede/internal/platform/clock"
	"trede/internal/platform/errs"
	"trede/internal/platform/upload"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// Upload is a file that came with a form.
type Upload struct {
	Naam string // as the sender named it: not safe for anything
	// Inhoud is the content. Of a file that is larger than the route takes it is the
	// first part, one byte more than that: whoever looks at its size refuses it.
	Inhoud []byte
}

// What a form with files may be, besides what its route says.
const (
	filesTogether = 3         // times the largest file: the files of one form
	mostParts     = 2000      // fields and files
	mostDrained   = 100 << 20 // bytes that are read and thrown away, so that the form is not lost
	uploadTime    = 5 * time.Minute
)

// Upload gives the file of a field, if one was sent. A form without a choice in its
// file field sends none.
func (r *Request) Upload(field string) (Upload, bool) {
	list := r.uploads[field]
	if len(list) == 0 {
		return Upload{}, false
	}
	return list[0], true
}

// Uploads gives all files of a field.
func (r *Request) Uploads(field string) []Upload { return r.uploads[field] }

func isMultipart(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && kind == "multipart/form-data"
}

// uploadClock gives the moment by which a connection ends; it has nothing to do with the
// day that it is in Trede.
var uploadClock = clock.System()

// moreTime gives a slow line the time to send a file: ten megabytes over a phone take
// longer than a page may.
func (r *Request) moreTime() {
	until := uploadClock().Add(uploadTime)
	c := http.NewResponseController(r.W)
	_ = c.SetReadDeadline(until) // a connection without deadlines does not need them
	_ = c.SetWriteDeadline(until.Add(time.Minute))
}

// readMultipart reads a form with files into memory, never more than the limits: fields
// are what any form may hold, a file what the route takes. Of a file that is too large
// the rest is thrown away and the form is read on, so that nothing that was typed is
// lost.
func (r *Request) readMultipart(limit int64) error {
	drain := int64(0)
	if r.route.Upload > 0 {
		r.moreTime()
		drain = mostDrained
	}
	r.Body = http.MaxBytesReader(r.W, r.Body, limit+filesTogether*r.route.Upload+drain)
	parts, err := r.MultipartReader()
	if err != nil {
		return errs.New(errs.Invalid, "verzoek.onleesbaar")
	}
	f := multipartForm{values: url.Values{}, uploads: map[string][]Upload{}, fields: limit, file: r.route.Upload, files: filesTogether * r.route.Upload}
	for n := 0; ; n++ {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil && n == mostParts {
			return errs.New(errs.Invalid, "verzoek.te_groot")
		}
		if err == nil {
			err = f.read(part)
		}
		if err != nil {
			return unreadable(err)
		}
	}
	r.Form, r.PostForm, r.uploads = f.values, f.values, f.uploads
	return nil
}

// unreadable says why a body could not be read.
func unreadable(err error) error {
	var tooLong *http.MaxBytesError
	switch {
	case errors.As(err, &tooLong), errors.Is(err, errTooLarge):
		return errs.New(errs.Invalid, "verzoek.te_groot")
	}
	return errs.New(errs.Invalid, "verzoek.onleesbaar")
}

var errTooLarge = errors.New("too large")

// multipartForm is a form while it is read, with the bytes that may still come.
type multipartForm struct {
	values  url.Values
	uploads map[string][]Upload
	fields  int64 // of all fields together
	file    int64 // of each file
	files   int64 // of all files together
}

func (f *multipartForm) read(part *multipart.Part) error {
	defer func() { _ = part.Close() }()
	kind, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	if err != nil || kind != "form-data" || params["name"] == "" {
		return errors.New("a part without a name")
	}
	name, file := params["filename"]
	if !readable(name) {
		return errors.New("a name that is no text")
	}
	if !file {
		content, cut, err := readAtMost(part, f.fields)
		f.fields -= int64(len(content) + len(params["name"]))
		if err == nil && (cut || f.fields < 0) {
			err = errTooLarge
		}
		f.values.Add(params["name"], string(content))
		return err
	}
	content, cut, err := readAtMost(part, min(f.file, f.files))
	switch {
	case err != nil:
		return err
	case name == "" && len(content) == 0: // nothing was chosen
		return nil
	case cut && f.files < f.file || f.file == 0:
		return errTooLarge
	}
	f.files -= int64(len(content))
	if cut {
		f.files++ // the byte that shows it
	}
	f.uploads[params["name"]] = append(f.uploads[params["name"]], Upload{Naam: name, Inhoud: content})
	return nil
}

// readAtMost reads a part to its end and keeps what fits; of what does not fit one byte
// more is kept, and cut tells so.
func readAtMost(part io.Reader, most int64) (content []byte, cut bool, err error) {
	content, err = io.ReadAll(io.LimitReader(part, most+1))
	if err == nil && int64(len(content)) > most {
		cut = true
		_, err = io.Copy(io.Discard, part)
	}
	return content, cut, err
}

// FileField is the field for a file of the types and the size that Trede takes.
func FileField(f ui.Field) ui.FileField {
	return ui.FileField{Field: f, Accept: upload.Accept, Types: tekst.Of("bestanden.soorten"), MaxMB: upload.MaxBytes / 1_000_000}
}

// FileItem is a file that was sent, as a list shows it.
func FileItem(b inkoop.Bestand) ui.FileItem {
	return ui.FileItem{Name: b.Naam, URL: "/bestanden/" + url.PathEscape(b.ID), Size: b.Grootte, Note: Moment(b.Op)}
}

// SendFile answers with a file of somebody else: to be kept, never to be shown in the
// place of a page of Trede, and never to be run.
func (r *Request) SendFile(name, mediaType string, content []byte) error {
	h := r.W.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Content-Disposition", "attachment; filename=\""+plainName(name)+"\"; filename*=UTF-8''"+encodedName(name))
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	r.W.WriteHeader(http.StatusOK)
	_, err := r.W.Write(content)
	return ignoreGone(err)
}

// plainName is a name for browsers that do not know RFC 8187: ASCII, without what ends a
// quoted text.
func plainName(name string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' || c > '~' || c == '"' || c == '\\' || c == '%' {
			return '_'
		}
		return c
	}, name)
}

// encodedName writes a name as RFC 8187 asks (formerly RFC 5987).
func encodedName(name string) string {
	return strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}
