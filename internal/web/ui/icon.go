package ui

import (
	"context"
	"io"

	"trede/internal/web/assets"
)

// Icon is a lucide icon (internal/web/assets/icons.json). It is decoration: a word
// always stands beside it, and screen readers skip it. Without built assets, or
// for an unknown name, nothing is drawn.
type Icon struct {
	Name string
	// Class adds a class, for a size or colour of a component.
	Class string
}

// Render implements templ.Component.
func (i Icon) Render(_ context.Context, w io.Writer) error {
	inside := assets.Embedded().Icon(i.Name)
	if inside == "" {
		return nil
	}
	class := "trede-icon"
	if i.Class != "" {
		class += " " + i.Class
	}
	_, err := io.WriteString(w, `<svg class="`+class+`" viewBox="0 0 24 24" aria-hidden="true" focusable="false">`+inside+`</svg>`)
	return err
}
