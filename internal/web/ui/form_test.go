package ui

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"

	"trede/internal/domain/civil"
)

func TestDateValue(t *testing.T) {
	for name, c := range map[string]struct {
		values url.Values
		want   string
		bad    bool
	}{
		"one field":      {url.Values{"start": {" 1-12-2026 "}}, "2026-12-01", false},
		"three fields":   {url.Values{"start.dag": {"7"}, "start.maand": {"mrt"}, "start.jaar": {"1992"}}, "1992-03-07", false},
		"empty":          {url.Values{"start": {""}, "start.dag": {" "}}, "", false},
		"no such day":    {url.Values{"start": {"31-2-2026"}}, "", true},
		"part missing":   {url.Values{"start.dag": {"7"}, "start.jaar": {"1992"}}, "", true},
		"other fields":   {url.Values{"eind": {"1-12-2026"}}, "", false},
		"two-digit year": {url.Values{"start.dag": {"7"}, "start.maand": {"3"}, "start.jaar": {"92"}}, "", true},
	} {
		got, err := DateValue(c.values, "start")
		if got.String() != c.want || (err != nil) != c.bad {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

func TestDateParts(t *testing.T) {
	saved := d("1992-03-07")
	day, month, year := Form{}.DateParts("geboren", saved)
	if day+" "+month+" "+year != "7 3 1992" {
		t.Errorf("saved: %s %s %s", day, month, year)
	}
	f := Form{Values: url.Values{"geboren.dag": {"x"}, "geboren.maand": {""}, "geboren.jaar": {"92"}}}
	if day, month, year = f.DateParts("geboren", saved); day != "x" || month != "" || year != "92" {
		t.Errorf("posted: %q %q %q", day, month, year)
	}
	if day, _, _ = (Form{}).DateParts("geboren", civil.Date{}); day != "" {
		t.Errorf("no date: %q", day)
	}
}

// A field that was posted shows what was typed, also when that is wrong or empty; a
// saved value is for the first showing.
func TestFieldKeepsWhatWasTyped(t *testing.T) {
	f := Form{Values: url.Values{"naam": {"J"}}, Errors: Errors{{Field: "naam", Text: "De naam is te kort."}, {Field: "wijk", Text: "Kies een wijk."}}}
	if got := f.Field("naam", "Naam").WithValue("Jeroen"); got.Value != "J" || got.Error != "De naam is te kort." {
		t.Errorf("%+v", got)
	}
	if got := f.Field("wijk", "Wijk").WithValue("Klarendal"); got.Value != "" {
		t.Errorf("an emptied field got its old value back: %+v", got)
	}
	if got := (Form{}).Field("naam", "Naam").WithValue("Jeroen"); got.Value != "Jeroen" {
		t.Errorf("%+v", got)
	}
}

func TestFieldIDIsAnID(t *testing.T) {
	for name, want := range map[string]string{"naam": "veld-naam", "doel.1[tekst]": "veld-doel-1-tekst-", "é é": "veld----"} {
		if got := FieldID(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// Each error has a link to a control that exists, with the same words beside it and
// tied to it.
func TestErrorsAreTiedToTheirFields(t *testing.T) {
	errors := Errors{{Field: "naam", Text: "Vul de naam in."}, {Field: "reden", Text: "Kies een reden."}, {Field: "geboren", Text: "Vul de geboortedatum in."}, {Field: "ja", Text: "Vink dit aan."}}
	f := Form{Errors: errors}
	markup := render(t, ErrorSummary{Errors: errors}) +
		render(t, TextField{Field: f.Field("naam", "Naam").WithHelp("Voluit.")}) +
		render(t, RadioTiles{Field: f.Field("reden", "Reden"), Options: []Option{{Value: "a", Label: "A"}, {Value: "b", Label: "B"}}}) +
		render(t, DateGroup{Field: f.Field("geboren", "Geboortedatum")}) +
		render(t, Checkbox{Field: f.Field("ja", "Akkoord")})
	for i, link := range parts(t, markup, "a", "") {
		if link[""] != errors[i].Text || link["href"] != "#"+FieldID(errors[i].Field) {
			t.Errorf("link %d: %v", i, link)
		}
		id := FieldID(errors[i].Field)
		if !slices.ContainsFunc(parts(t, markup, "input", ""), func(in map[string]string) bool { return in["id"] == id }) {
			t.Errorf("no control %s", id)
		}
		if !strings.Contains(markup, `aria-describedby="`+id) {
			t.Errorf("%s is not described by its error", id)
		}
	}
	if got := parts(t, markup, "input", "")[0]["aria-describedby"]; got != "veld-naam-help veld-naam-fout" {
		t.Errorf("help before error: %q", got)
	}
}

func TestNothingIsChosenBeforehand(t *testing.T) {
	tiles := RadioTiles{Field: Field{Name: "score", Label: "Hoe gaat het?"}, Options: []Option{{Value: "", Label: "leeg"}, {Value: "1", Label: "goed"}}}
	if strings.Contains(render(t, tiles), "checked") {
		t.Error("a tile is chosen")
	}
	tiles.Value = "1"
	if strings.Count(render(t, tiles), "checked") != 1 {
		t.Error("the saved tile is not chosen")
	}
}

func TestRequiredIsSaidByARIA(t *testing.T) {
	required := render(t, TextField{Field: Field{Name: "a", Label: "A"}})
	optional := render(t, TextField{Field: Field{Name: "a", Label: "A", Optional: true}})
	if !strings.Contains(required, `aria-required="true"`) || strings.Contains(required, " required ") {
		t.Error(required)
	}
	if strings.Contains(optional, "aria-required") || !strings.Contains(optional, "(niet verplicht)") {
		t.Error(optional)
	}
}

// Text from people is text, wherever it lands.
func TestTextStaysText(t *testing.T) {
	bad := `"><script>alert(1)</script><img src=x onerror=alert(1)>`
	for _, markup := range []string{
		render(t, TextField{Field: Field{Name: bad, Label: bad, Value: bad, Help: bad, Error: bad}, Autocomplete: bad}),
		render(t, TextArea{Field: Field{Name: "a", Label: bad, Value: "</textarea>" + bad}}),
		render(t, TaskList{Rows: []TaskRow{{Title: bad, URL: "javascript:alert(1)", Detail: bad, Date: d("2026-01-01")}}}),
		render(t, LadderChart{ID: "x", Name: bad, Treden: []string{bad}, Points: []LadderPoint{{Date: d("2026-01-01"), Trede: 1, Label: bad}}}),
		render(t, ArrangementBar{First: d("2026-01-01"), Last: d("2026-02-01"), StartLabel: bad, Marks: []Mark{{Date: d("2026-01-10"), Label: bad}}}),
		render(t, Tag{Text: bad, Tone: Tone(bad)}),
		render(t, IdentityBar{Name: bad, Facts: []Fact{{Label: bad, Value: bad}}}),
		render(t, PaletteResults{Groups: []PaletteGroup{{Label: bad, Items: []PaletteItem{{Label: bad, URL: "data:text/html,x"}}}}}),
	} {
		if len(parts(t, markup, "script", "")) > 0 || len(parts(t, markup, "img", "")) > 0 {
			t.Errorf("text became markup: %s", markup)
		}
		for _, a := range parts(t, markup, "a", "") {
			if strings.HasPrefix(a["href"], "javascript") || strings.HasPrefix(a["href"], "data") {
				t.Errorf("link to %s", a["href"])
			}
		}
	}
}

func TestPagination(t *testing.T) {
	for name, c := range map[string]struct {
		page Pagination
		want string
	}{
		"first":    {Pagination{Page: 1, PerPage: 30, Total: 132}, "1-30 van 132: 1 2 0 5"},
		"middle":   {Pagination{Page: 5, PerPage: 10, Total: 1000}, "41-50 van 1.000: 1 0 4 5 6 0 100"},
		"last":     {Pagination{Page: 5, PerPage: 30, Total: 132}, "121-132 van 132: 1 0 4 5"},
		"one":      {Pagination{Page: 1, PerPage: 30, Total: 3}, "1-3 van 3: 1"},
		"no width": {Pagination{Page: 1, Total: 3}, "1-0 van 3: 1"},
	} {
		got := c.page.rangeText(&Dutch) + ":"
		for _, n := range c.page.numbers() {
			got += " " + string(rune('0'+n%10))
			if n >= 10 {
				got = strings.TrimSuffix(got, " 0") + " 100"
			}
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
	if got := render(t, Pagination{PerPage: 30}); got != "" {
		t.Errorf("an empty list has pages: %s", got)
	}
}

func TestWithParam(t *testing.T) {
	u := &url.URL{Path: "/inwoners", RawQuery: "wijk=Klarendal&pagina=3"}
	for want, got := range map[string]string{
		"/inwoners?pagina=4&wijk=Klarendal": WithParam(u, "pagina", "4"),
		"/inwoners?wijk=Klarendal":          WithParam(u, "pagina", ""),
		"/inwoners?pagina=3&wijk=a%26b":     WithParam(u, "wijk", "a&b"),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestInitialsAndPhone(t *testing.T) {
	for name, want := range map[string]string{"Jeroen de Vries": "JV", "Fatima": "F", " Émile  Zola ": "ÉZ", "": ""} {
		if got := Initials(name); got != want {
			t.Errorf("%q: %q", name, got)
		}
	}
	if got := telURL("+31 (0)26 - 123 45 67"); got != "tel:+310261234567" {
		t.Error(got)
	}
}

func TestRulesFailedFirst(t *testing.T) {
	list := RuleList{HidePassed: true, Rows: []RuleRow{{Text: "a"}, {Status: RuleNotApplicable, Text: "b"}, {Status: RuleFailed, Text: "c", Repair: "de beheerder"}}}
	shown, folded := list.split()
	if len(shown) != 1 || shown[0].Text != "c" || len(folded) != 2 {
		t.Errorf("%+v %+v", shown, folded)
	}
	if markup := render(t, list); !strings.Contains(markup, "Klopt niet.") || !strings.Contains(markup, "de beheerder.") || !strings.Contains(markup, "2 andere regels") {
		t.Error(markup)
	}
}

func TestWordsOfAnotherLanguage(t *testing.T) {
	english := Dutch
	english.Optional = "(optional)"
	var b strings.Builder
	ctx := WithWords(context.Background(), &english)
	if err := (TextField{Field: Field{Name: "a", Label: "A", Optional: true}}).Render(ctx, &b); err != nil || !strings.Contains(b.String(), "(optional)") {
		t.Error(err, b.String())
	}
}
