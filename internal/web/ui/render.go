//nolint:contextcheck // templ gives the context to Render, which the linter does not see
package ui

import (
	"context"
	"io"
)

// Every component renders itself: the templates below do the work.

// Render implements templ.Component.
func (c TextField) Render(ctx context.Context, w io.Writer) error { return textField(c).Render(ctx, w) }

// Render implements templ.Component.
func (c TextArea) Render(ctx context.Context, w io.Writer) error { return textArea(c).Render(ctx, w) }

// Render implements templ.Component.
func (c FileField) Render(ctx context.Context, w io.Writer) error { return fileField(c).Render(ctx, w) }

// Render implements templ.Component.
func (c FileList) Render(ctx context.Context, w io.Writer) error { return fileList(c).Render(ctx, w) }

// Render implements templ.Component.
func (c Select) Render(ctx context.Context, w io.Writer) error { return selectField(c).Render(ctx, w) }

// Render implements templ.Component.
func (c DateField) Render(ctx context.Context, w io.Writer) error { return dateField(c).Render(ctx, w) }

// Render implements templ.Component.
func (c DateGroup) Render(ctx context.Context, w io.Writer) error { return dateGroup(c).Render(ctx, w) }

// Render implements templ.Component.
func (c RadioTiles) Render(ctx context.Context, w io.Writer) error {
	return radioTiles(c).Render(ctx, w)
}

// Render implements templ.Component.
func (c Branch) Render(ctx context.Context, w io.Writer) error { return branch(c).Render(ctx, w) }

// Render implements templ.Component.
func (c Versus) Render(ctx context.Context, w io.Writer) error { return versus(c).Render(ctx, w) }

// Render implements templ.Component.
func (c List) Render(ctx context.Context, w io.Writer) error { return list(c).Render(ctx, w) }

// Render implements templ.Component.
func (c Prose) Render(ctx context.Context, w io.Writer) error { return prose(c).Render(ctx, w) }

// Render implements templ.Component.
func (c Quote) Render(ctx context.Context, w io.Writer) error { return quote(c).Render(ctx, w) }

// Render implements templ.Component.
func (c Details) Render(ctx context.Context, w io.Writer) error { return details(c).Render(ctx, w) }

// Render implements templ.Component.
func (c Questions) Render(ctx context.Context, w io.Writer) error { return questions().Render(ctx, w) }

// Render implements templ.Component.
func (c Checkbox) Render(ctx context.Context, w io.Writer) error { return checkbox(c).Render(ctx, w) }

// Render implements templ.Component.
func (c Chips) Render(ctx context.Context, w io.Writer) error { return chips(c).Render(ctx, w) }

// Render implements templ.Component.
func (c Hidden) Render(ctx context.Context, w io.Writer) error { return hidden(c).Render(ctx, w) }

// Render implements templ.Component.
func (c Button) Render(ctx context.Context, w io.Writer) error { return button(c).Render(ctx, w) }

// Render implements templ.Component.
func (c ButtonGroup) Render(ctx context.Context, w io.Writer) error {
	return buttonGroup().Render(ctx, w)
}

// Render implements templ.Component.
func (c Card) Render(ctx context.Context, w io.Writer) error { return card(c).Render(ctx, w) }

// Render implements templ.Component.
func (c Feature) Render(ctx context.Context, w io.Writer) error { return feature(c).Render(ctx, w) }

// Render implements templ.Component.
func (c Columns) Render(ctx context.Context, w io.Writer) error { return columns(c).Render(ctx, w) }

// Render implements templ.Component.
func (c Stack) Render(ctx context.Context, w io.Writer) error { return stack().Render(ctx, w) }

// Render implements templ.Component.
func (c Pairs) Render(ctx context.Context, w io.Writer) error { return pairs().Render(ctx, w) }

// Render implements templ.Component.
func (c Narrow) Render(ctx context.Context, w io.Writer) error { return narrow().Render(ctx, w) }

// Render implements templ.Component.
func (c PageHead) Render(ctx context.Context, w io.Writer) error { return pageHead(c).Render(ctx, w) }

// Render implements templ.Component.
func (c Text) Render(ctx context.Context, w io.Writer) error { return text(c).Render(ctx, w) }

// Render implements templ.Component.
func (c ErrorSummary) Render(ctx context.Context, w io.Writer) error {
	return errorSummary(c).Render(ctx, w)
}

// Render implements templ.Component.
func (c Alert) Render(ctx context.Context, w io.Writer) error { return alert(c).Render(ctx, w) }

// Render implements templ.Component.
func (c Notification) Render(ctx context.Context, w io.Writer) error {
	return notification(c).Render(ctx, w)
}

// Render implements templ.Component.
func (c ConfirmPanel) Render(ctx context.Context, w io.Writer) error {
	return confirmPanel(c).Render(ctx, w)
}

// Render implements templ.Component.
func (c Conflict) Render(ctx context.Context, w io.Writer) error { return conflict(c).Render(ctx, w) }

// Render implements templ.Component.
func (c EmptyState) Render(ctx context.Context, w io.Writer) error {
	return emptyState(c).Render(ctx, w)
}

// Render implements templ.Component.
func (c Table) Render(ctx context.Context, w io.Writer) error { return table(c).Render(ctx, w) }

// Render implements templ.Component.
func (c Pagination) Render(ctx context.Context, w io.Writer) error {
	return pagination(c).Render(ctx, w)
}

// Render implements templ.Component.
func (c FilterBar) Render(ctx context.Context, w io.Writer) error { return filterBar(c).Render(ctx, w) }

// Render implements templ.Component.
func (c DescriptionList) Render(ctx context.Context, w io.Writer) error {
	return descriptionList(c).Render(ctx, w)
}

// Render implements templ.Component.
func (c Tag) Render(ctx context.Context, w io.Writer) error { return tag(c).Render(ctx, w) }

// Render implements templ.Component.
func (c Tabs) Render(ctx context.Context, w io.Writer) error { return tabs(c).Render(ctx, w) }

// Render implements templ.Component.
func (c IdentityBar) Render(ctx context.Context, w io.Writer) error {
	return identityBar(c).Render(ctx, w)
}

// Render implements templ.Component.
func (c Stepper) Render(ctx context.Context, w io.Writer) error { return stepper(c).Render(ctx, w) }

// Render implements templ.Component.
func (c Breadcrumb) Render(ctx context.Context, w io.Writer) error {
	return breadcrumb(c).Render(ctx, w)
}

// Render implements templ.Component.
func (c DateTile) Render(ctx context.Context, w io.Writer) error { return dateTile(c).Render(ctx, w) }

// Render implements templ.Component.
func (c TaskList) Render(ctx context.Context, w io.Writer) error { return taskList(c).Render(ctx, w) }

// Render implements templ.Component.
func (c WaitList) Render(ctx context.Context, w io.Writer) error { return waitList(c).Render(ctx, w) }

// Render implements templ.Component.
func (c PersonList) Render(ctx context.Context, w io.Writer) error {
	return personList().Render(ctx, w)
}

// Render implements templ.Component.
func (c PersonRow) Render(ctx context.Context, w io.Writer) error { return personRow(c).Render(ctx, w) }

// Render implements templ.Component.
func (c Timeline) Render(ctx context.Context, w io.Writer) error { return timeline(c).Render(ctx, w) }

// Render implements templ.Component.
func (c GoalRow) Render(ctx context.Context, w io.Writer) error { return goalRow(c).Render(ctx, w) }

// Render implements templ.Component.
func (c RuleList) Render(ctx context.Context, w io.Writer) error { return ruleList(c).Render(ctx, w) }

// Render implements templ.Component.
func (c LadderChart) Render(ctx context.Context, w io.Writer) error {
	return ladderChart(c).Render(ctx, w)
}

// Render implements templ.Component.
func (s Stairs) Render(ctx context.Context, w io.Writer) error { return stairs(s).Render(ctx, w) }

// Render implements templ.Component.
func (c TredeChart) Render(ctx context.Context, w io.Writer) error {
	return tredeChart(c).Render(ctx, w)
}

// Render implements templ.Component.
func (c StaffShell) Render(ctx context.Context, w io.Writer) error {
	return staffShell(c).Render(ctx, w)
}

// Render implements templ.Component.
func (c PhoneShell) Render(ctx context.Context, w io.Writer) error {
	return phoneShell(c).Render(ctx, w)
}

// Render implements templ.Component.
func (c ResidentShell) Render(ctx context.Context, w io.Writer) error {
	return residentShell(c).Render(ctx, w)
}

// Render implements templ.Component.
func (c PlainShell) Render(ctx context.Context, w io.Writer) error {
	return plainShell(c).Render(ctx, w)
}

// Render implements templ.Component.
func (c PaletteResults) Render(ctx context.Context, w io.Writer) error {
	return paletteResults(c).Render(ctx, w)
}

// Render implements templ.Component.
func (c Link) Render(ctx context.Context, w io.Writer) error { return linkTo(c).Render(ctx, w) }

// Render implements templ.Component.
func (c SearchResults) Render(ctx context.Context, w io.Writer) error {
	return searchResults(c).Render(ctx, w)
}

// Render implements templ.Component.
func (c Paper) Render(ctx context.Context, w io.Writer) error { return paper(c).Render(ctx, w) }

// Render implements templ.Component.
func (c Heading) Render(ctx context.Context, w io.Writer) error {
	return heading(c.Level, "", c.Text).Render(ctx, w)
}
