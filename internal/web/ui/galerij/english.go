package galerij

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"trede/internal/web/ui"
)

// english shows that the words of the kit can be replaced. It is an example: the
// product keeps its translations elsewhere.
func english() *ui.Words {
	w := ui.Dutch
	w.SkipLink, w.MainMenu, w.Language, w.ReadAloud = "To the content", "Main menu", "Language", "Read aloud"
	w.Help, w.Accessibility, w.Privacy = "Need help?", "Accessibility", "Privacy"
	w.StairsTitle, w.StairsTable, w.StairsStep = "Your stairs", "Read in words", "step"
	w.WasHere, w.IsHere, w.WantsTo = "you were here", "you are here now", "you want to go here"
	return &w
}

func residentEnglishPage(scheme string) templ.Component {
	p := residentPageData("Today", scheme)
	p.Lang = "en"
	p.Help.Text = "Call Samira:"
	p.Nav[0].Label, p.Nav[1].Label, p.Nav[2].Label = "Today", "My plan", "My folder"
	list := append([]ui.Language{}, dutchAndMore...)
	list[0].Current, list[1].Current, list[1].Dutch = false, true, ""
	list[0].Dutch, list[2].Dutch, list[3].Dutch, list[4].Dutch = "Dutch", "Arabic", "Turkish", "Polish"
	shell := ui.ResidentShell{Page: p, Heading: "Hello Jeroen", Languages: list, ReadAloud: true}
	stairs := ui.Stairs{ID: "stairs", Was: 1, Now: 2, Goal: 4, Treden: []string{"mostly at home", "among people", "doing things together", "your own tasks", "a job with help", "a paid job"}}
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		ctx = ui.WithWords(ctx, english())
		//nolint:contextcheck // templ gives the context to Render, which the linter does not see
		return withStairs(shell, stairs).Render(ctx, w)
	})
}
