package ui

import (
	"fmt"

	"trede/internal/web/ui/nl"
)

// FileField lets somebody choose a file. Its form needs enctype="multipart/form-data"
// and its route a limit (web.Route.Upload). No browser keeps a choice when a form comes
// back: keep a good file at once, and show it with [FileList] above the field.
type FileField struct {
	Field         // Help is told after what may be sent
	Accept string // types, as the attribute takes them; upload.Accept
	Types  string // the same in words: "PDF, JPEG of PNG"
	MaxMB  int    // largest file
}

// limit says what may be sent, "" when nothing is known of it.
func (c FileField) limit(w *Words) string {
	if c.Types == "" || c.MaxMB == 0 {
		return ""
	}
	return w.FileLimit(c.Types, c.MaxMB)
}

func (c FileField) described(w *Words) string {
	if c.limit(w) == "" {
		return c.describedBy()
	}
	return c.describedBy(c.id() + "-soort")
}

// FileItem is a file that was sent.
type FileItem struct {
	Name string
	URL  string // where it can be fetched
	Size int    // bytes
	Note string // what else there is to say, such as the day on which it came
	// Remove is the value of a button that takes the file off the form; empty: no button.
	// The button is called RemoveName.
	Remove, RemoveName string
}

// detail is the line below the name.
func (f FileItem) detail() string {
	text := FileSize(f.Size)
	if f.Note != "" {
		text += ", " + f.Note
	}
	return text
}

// FileList is the files that were sent, each with a link to fetch it.
type FileList struct {
	Label string // of the list, for screen readers
	Items []FileItem
	Empty string // what stands there without files; nothing when empty
}

// FileSize writes a number of bytes for people: "340 kB", "2,4 MB".
func FileSize(bytes int) string {
	switch {
	case bytes < 1000:
		return nl.Plural(bytes, "byte", "bytes")
	case bytes < 999_500:
		return fmt.Sprintf("%d kB", (bytes+500)/1000)
	}
	tenths := (bytes + 50_000) / 100_000
	return fmt.Sprintf("%d,%d MB", tenths/10, tenths%10)
}
