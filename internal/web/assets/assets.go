// Package assets serves the stylesheet, the script, the font and the icons of
// Trede. They are built from src/ and from npm packages into dist/, where each
// name carries a hash of the content; the binary embeds them (design, section 5).
//
// Built files are not committed. On a clean clone the package compiles with a
// placeholder, [Built] tells that the files are missing and which command makes
// them, and [Files.URL] gives names that answer 404: pages still render.
package assets

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

//go:embed all:dist
var embedded embed.FS

// Prefix is where [Files] is mounted.
const Prefix = "/assets/"

// ErrNotBuilt is the error of a binary that was compiled without built files.
var ErrNotBuilt = errors.New("stylesheet, script and font are not built: run `make assets` (needs Node.js 20 or newer) and compile again")

// Files is a set of built files. It is read-only and safe for concurrent use.
type Files struct {
	byName map[string]string // logical name -> path below Prefix
	byPath map[string]file
	icons  map[string]string
}

type file struct {
	contentType         string
	plain, gzip, brotli []byte
}

type manifestEntry struct {
	Path string `json:"path"`
	Type string `json:"type"`
	Gzip int    `json:"gz"`
}

var load = sync.OnceValues(func() (*Files, error) {
	dist, err := fs.Sub(embedded, "dist")
	if err != nil {
		return &Files{}, err
	}
	return Load(dist)
})

// Embedded gives the files of this binary; without built files an empty set.
func Embedded() *Files {
	files, _ := load()
	return files
}

// Built tells whether the binary holds built files: nil, or an error that names
// the command that makes them.
func Built() error {
	_, err := load()
	return err
}

// Load reads a folder that the build script wrote. The set is never nil.
func Load(dist fs.FS) (*Files, error) {
	files := &Files{byName: map[string]string{}, byPath: map[string]file{}}
	manifest := map[string]manifestEntry{}
	if err := readJSON(dist, "manifest.json", &manifest); err != nil {
		return files, err
	}
	if err := readJSON(dist, "icons.json", &files.icons); err != nil {
		return files, err
	}
	for name, entry := range manifest {
		f := file{contentType: entry.Type}
		var err error
		if f.plain, err = fs.ReadFile(dist, entry.Path); err != nil {
			return files, fmt.Errorf("%w: %w", ErrNotBuilt, err)
		}
		if entry.Gzip > 0 {
			if f.gzip, err = fs.ReadFile(dist, entry.Path+".gz"); err != nil {
				return files, fmt.Errorf("%w: %w", ErrNotBuilt, err)
			}
			if f.brotli, err = fs.ReadFile(dist, entry.Path+".br"); err != nil {
				return files, fmt.Errorf("%w: %w", ErrNotBuilt, err)
			}
		}
		files.byName[name] = entry.Path
		files.byPath[entry.Path] = f
	}
	return files, nil
}

func readJSON(dist fs.FS, name string, into any) error {
	data, err := fs.ReadFile(dist, name)
	if err != nil {
		return ErrNotBuilt
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("%w: %s: %w", ErrNotBuilt, name, err)
	}
	return nil
}

// URL gives the address of a file by its logical name: "trede.css", "trede.js",
// "font.woff2", "trede.svg".
func (f *Files) URL(name string) string {
	if path, ok := f.byName[name]; ok {
		return Prefix + path
	}
	return Prefix + name
}

// Icon gives the inside of a lucide icon as SVG, or "" when it is unknown. The
// names are those of icons.json.
func (f *Files) Icon(name string) string { return f.icons[name] }

// ServeHTTP answers a file below [Prefix], compressed as the client accepts. A
// name holds the hash of its content, so a client may keep it for ever.
func (f *Files) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	found, ok := f.byPath[strings.TrimPrefix(r.URL.Path, Prefix)]
	if !ok {
		http.NotFound(w, r)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	body := found.plain
	h := w.Header()
	if found.gzip != nil {
		h.Set("Vary", "Accept-Encoding")
		accept := r.Header.Get("Accept-Encoding")
		switch {
		case accepts(accept, "br"):
			body = found.brotli
			h.Set("Content-Encoding", "br")
		case accepts(accept, "gzip"):
			body = found.gzip
			h.Set("Content-Encoding", "gzip")
		}
	}
	h.Set("Content-Type", found.contentType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodGet {
		_, _ = w.Write(body)
	}
}

// accepts reads Accept-Encoding (RFC 9110, section 12.5.3): a coding with weight
// zero is refused, one that is not named is not sent.
func accepts(header, coding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(part, ";")
		if !strings.EqualFold(strings.TrimSpace(name), coding) {
			continue
		}
		key, weight, found := strings.Cut(strings.TrimSpace(params), "=")
		if !found || !strings.EqualFold(strings.TrimSpace(key), "q") {
			return true
		}
		q, err := strconv.ParseFloat(strings.TrimSpace(weight), 64)
		return err == nil && q > 0
	}
	return false
}
