package ui

import (
	"context"
	"io"
	"strings"

	"github.com/a-h/templ"

	"trede/internal/web/ui/nl"
)

// Render implements templ.Component. The bar stands in every row of every list, so it
// is written by hand: a template costs six times as much here.
func (b ArrangementBar) Render(ctx context.Context, w io.Writer) error {
	marks := b.marks()
	s := &svgText{}
	s.Grow(1200)
	s.add(`<div class="`, classes("trede-bar", b.Tone.modifier(), when(b.Full, "--full")),
		`"><svg class="trede-bar__svg" width="100%" height="48" role="img" aria-label="`).text(b.summary(words(ctx), marks))
	s.add(`"><g aria-hidden="true"><rect class="trede-bar__track" x="0" y="9" width="100%" height="10" rx="5"></rect>`)
	filled := percent(b.filled())
	if b.filled() > 0 {
		s.add(`<rect class="trede-bar__fill" x="0" y="9" width="`, filled, `" height="10" rx="5"></rect>`)
	}
	if b.showsToday() {
		s.add(`<line class="trede-bar__today" x1="`, filled, `" x2="`, filled, `" y1="1" y2="27"></line>`)
	}
	for _, m := range marks {
		s.add(`<svg class="`, classes("trede-bar__mark", "--"+string(m.State)), `" x="`, percent(m.Place),
			`" y="14" width="1" height="1" overflow="visible"><circle r="8.5"></circle>`, m.State.drawing(), `</svg>`)
	}
	for _, l := range b.labels(marks) {
		s.add(`<text class="`, classes("trede-bar__label", "--"+l.Class), `" x="`, percent(l.Place), `" y="43" text-anchor="`, l.Anchor, `">`).
			text(l.Text)
		s.add(`</text>`)
	}
	s.add(`</g></svg>`)
	if b.Full && len(marks) > 0 {
		s.add(`<ul class="trede-bar__list" aria-hidden="true">`)
		for _, m := range marks {
			s.add(`<li class="trede-bar__item--`, string(m.State), `">`).text(m.Label + " " + nl.Short(m.Date) + ": " + m.State.word(words(ctx)))
			s.add(`</li>`)
		}
		s.add(`</ul>`)
	}
	s.add(`</div>`)
	_, err := io.WriteString(w, s.String())
	return err
}

// drawing is what stands in the circle of a mark.
func (s MarkState) drawing() string {
	switch s {
	case MarkDone:
		return `<path d="M-3.6 .2l2.4 2.5 4.6-5"></path>`
	case MarkLate:
		return `<path d="M0-4v4.6M0 3.6v.3"></path>`
	case MarkDue:
		return `<circle class="trede-bar__dot" r="3"></circle>`
	}
	return ""
}

// svgText is markup under construction.
type svgText struct{ strings.Builder }

// add writes markup of this package: nothing that a person typed.
func (s *svgText) add(parts ...string) *svgText {
	for _, p := range parts {
		s.WriteString(p)
	}
	return s
}

// text writes words, with what is markup in them made harmless.
func (s *svgText) text(words string) { s.WriteString(templ.EscapeString(words)) }
