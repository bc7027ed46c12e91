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

// arabic shows a language that is written from right to left.
func arabic() *ui.Words {
	w := *english()
	w.SkipLink, w.MainMenu, w.Language, w.ReadAloud = "إلى المحتوى", "القائمة الرئيسية", "اللغة", "اقرأ بصوت عال"
	w.Help, w.Accessibility, w.Privacy = "هل تحتاج إلى مساعدة؟", "إمكانية الوصول", "الخصوصية"
	w.StairsTitle, w.StairsTable, w.StairsStep = "سلّمك", "اقرأ بالكلمات", "درجة"
	w.WasHere, w.IsHere, w.WantsTo = "كنت هنا", "أنت هنا الآن", "تريد الوصول إلى هنا"
	return &w
}

func residentEnglishPage(scheme string) templ.Component {
	p := residentPageData("Today", scheme)
	p.Lang = "en"
	p.Help.Text = "Call Samira:"
	p.Nav[0].Label, p.Nav[1].Label, p.Nav[2].Label = "Today", "My plan", "My folder"
	shell := ui.ResidentShell{Page: p, Heading: "Hello Jeroen", Languages: languagesFor("en"), ReadAloud: true}
	return inWords(english(), shell, ui.Stairs{
		ID: "stairs", Was: 1, Now: 2, Goal: 4,
		Treden: []string{"mostly at home", "among people", "doing things together", "your own tasks", "a job with help", "a paid job"},
	})
}

func residentArabicPage(scheme string) templ.Component {
	p := residentPageData("اليوم", scheme)
	p.Lang, p.RTL = "ar", true
	p.Help.Text = "اتصل بسميرة:"
	p.Nav[0].Label, p.Nav[1].Label, p.Nav[2].Label = "اليوم", "خطتي", "ملفي"
	shell := ui.ResidentShell{Page: p, Heading: "مرحبا يروين", Languages: languagesFor("ar"), ReadAloud: true}
	return inWords(arabic(), shell, ui.Stairs{
		ID: "stairs", Was: 2, Now: 3, Goal: 4, Text: "أنت تساعد الآخرين في الورشة.",
		Treden: []string{"في البيت", "بين الناس", "نشاط مشترك", "عمل خاص بك", "عمل مع مساعدة", "عمل مدفوع"},
	})
}

// languagesFor lists the languages with one of them chosen. Only the Dutch page adds
// Dutch names.
func languagesFor(code string) []ui.Language {
	list := append([]ui.Language{}, dutchAndMore...)
	for i := range list {
		list[i].Current, list[i].Dutch = list[i].Code == code, ""
	}
	return list
}

func inWords(w *ui.Words, shell ui.ResidentShell, stairs ui.Stairs) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, out io.Writer) error {
		//nolint:contextcheck // templ gives the context to Render, which the linter does not see
		return withStairs(shell, stairs).Render(ui.WithWords(ctx, w), out)
	})
}
