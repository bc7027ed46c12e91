// Package ui is the component kit: every page of Trede is built from it and from
// nothing else (design, section 5).
//
// A component is a struct of data that implements [templ.Component], so a page
// writes
//
//	@ui.TextField{Field: form.Field("naam", "Naam van de inwoner"), Autocomplete: "off"}
//	@(ui.Card{Title: "Te laat"}) {
//		@ui.TaskList{Rows: rows}
//	}
//
// with parentheses when it has content of its own. Components know no use case,
// no clock and no store: what depends on the day takes Today. They emit no inline
// script and no style attribute (the Content-Security-Policy allows neither), and
// work without JavaScript. Their own words come from [Words] in the context.
//
// Colours, type and sizes are custom properties on NL Design System names in
// internal/web/assets/src/css/theme.css, which a municipality can replace.
//
// The templates are compiled with
//
//	go run github.com/a-h/templ/cmd/templ@v0.3.977 generate
//
// and the result is committed. Package galerij shows every component in every
// state; go run ./internal/web/ui/cmd/galerij serves it.
package ui
