package ui

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"trede/internal/domain/civil"
	"trede/internal/web/ui/nl"
)

var update = flag.Bool("update", false, "write the golden files")

func render(t testing.TB, c templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// golden compares a component with the file of this name.
func golden(t *testing.T, name string, c templ.Component) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden.html")
	got := strings.ReplaceAll(render(t, c), "><", ">\n<") + "\n"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (run with -update)", err)
	}
	if got != string(want) {
		t.Errorf("%s differs; look at it and run with -update\n%s", file, got)
	}
}

// parts gives the attributes of all elements of a kind.
func parts(t testing.TB, markup, tag, class string) []map[string]string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(markup))
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Data != tag {
			continue
		}
		attrs := map[string]string{"": textOf(n)}
		for _, a := range n.Attr {
			attrs[strings.ToLower(a.Key)] = a.Val
		}
		if class == "" || strings.Contains(" "+attrs["class"]+" ", " "+class+" ") {
			out = append(out, attrs)
		}
	}
	return out
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

var sixTreden = []string{"Geïsoleerd", "Sociale contacten", "Bijdrage leveren", "Onbetaald werk", "Betaald, met steun", "Betaald werk"}

func sampleLadder() LadderChart {
	return LadderChart{
		ID: "klim", Name: "Jeroen", Treden: sixTreden, Today: d("2026-11-22"),
		Points: []LadderPoint{
			{Date: d("2026-01-12"), Trede: 2, Label: "start"},
			{Date: d("2026-06-24"), Trede: 3, Label: "stap omhoog"},
			{Date: d("2026-10-01"), Trede: 3, Label: "bericht"},
		},
		Goal: &LadderGoal{Date: d("2026-12-31"), Trede: 4},
	}
}

func TestGolden(t *testing.T) {
	golden(t, "ladder", sampleLadder())
	full := sampleBar
	full.Full = true
	golden(t, "bar", full)
	golden(t, "stairs", Stairs{ID: "trap", Treden: sixTreden, Was: 2, Now: 3, Goal: 4})
	golden(t, "chart", TredeChart{ID: "treden", Title: "Mijn inwoners", Counts: []TredeCount{{Name: "a", Count: 1}, {Name: "b", Count: 18}, {Name: "c", Hidden: true}, {Name: "d"}}})
}

func TestLadderSentence(t *testing.T) {
	for name, c := range map[string]struct {
		treden []int
		goal   int
		want   string
	}{
		"up":            {[]int{2, 3}, 4, "Jeroen klom van trede 2 naar 3 en is op weg naar 4"},
		"up, no goal":   {[]int{2, 3}, 0, "Jeroen klom van trede 2 naar 3"},
		"down":          {[]int{4, 3}, 4, "Jeroen ging van trede 4 naar 3 en is op weg naar 4"},
		"same":          {[]int{3, 4, 3}, 3, "Jeroen staat op trede 3 en wil daar blijven"},
		"only just in":  {[]int{1}, 0, "Jeroen staat op trede 1"},
		"nothing known": {nil, 4, ""},
	} {
		chart := LadderChart{ID: "x", Name: "Jeroen", Treden: sixTreden, Today: d("2026-11-22")}
		for i, trede := range c.treden {
			chart.Points = append(chart.Points, LadderPoint{Date: d("2026-01-01").AddMonths(i), Trede: trede})
		}
		if c.goal > 0 {
			chart.Goal = &LadderGoal{Date: d("2027-01-01"), Trede: c.goal}
		}
		if got := chart.Sentence(); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
		if got := render(t, chart); (got == "") != (c.want == "") {
			t.Errorf("%s: drawn %d bytes", name, len(got))
		}
	}
}

func anyLadder(t *rapid.T) LadderChart {
	c := LadderChart{ID: "x", Name: "Jeroen", Treden: sixTreden}
	day := d("2026-01-01").AddDays(rapid.IntRange(0, 400).Draw(t, "first"))
	for i := range rapid.IntRange(1, 8).Draw(t, "points") {
		if i > 0 {
			day = day.AddDays(rapid.IntRange(1, 200).Draw(t, "step"))
		}
		c.Points = append(c.Points, LadderPoint{Date: day, Trede: rapid.IntRange(1, 6).Draw(t, "trede"), Label: rapid.SampledFrom([]string{"", "start", "stap omhoog", "bericht"}).Draw(t, "label")})
	}
	c.Today = day.AddDays(rapid.IntRange(0, 100).Draw(t, "today"))
	if rapid.Bool().Draw(t, "goal") {
		c.Goal = &LadderGoal{Date: c.Today.AddDays(rapid.IntRange(-10, 300).Draw(t, "goal day")), Trede: rapid.IntRange(1, 6).Draw(t, "goal trede")}
	}
	return c
}

// Picture, description and table tell the same: every row of the table lies on the
// picture at the height of its trede, in order of time.
func TestLadderPictureIsItsTable(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := anyLadder(rt)
		markup := render(t, c)
		drawn := map[string]int{}
		for _, dot := range append(parts(t, markup, "circle", "trede-ladder__dot"), parts(t, markup, "circle", "trede-sun")...) {
			drawn[dot["cy"]]++
		}
		described := parts(t, markup, "desc", "")[0][""]
		for _, row := range c.TableRows(&Dutch) {
			if drawn[px(c.y(row.Trede))] == 0 {
				rt.Fatalf("%v on trede %d is not drawn", row.Date, row.Trede)
			}
			if !strings.Contains(described, "trede "+strconv.Itoa(row.Trede)) {
				rt.Fatalf("trede %d is not told: %s", row.Trede, described)
			}
		}
		if rows := parts(t, markup, "tr", ""); len(rows) != len(c.TableRows(&Dutch))+1 {
			rt.Fatalf("%d rows in the table", len(rows))
		}
	})
}

// The climb is one unbroken line until today, and nothing leaves the picture.
func TestLadderIsOneLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyLadder(t)
		lines := c.lines()
		for i, l := range lines {
			if l.X1 < 0 || l.X2 > 100 || l.X2 < l.X1 || l.Y1 < 0 || l.Y1 > c.height() {
				t.Fatalf("line %+v", l)
			}
			if i > 0 && (l.X1 != lines[i-1].X2 || l.Y1 != lines[i-1].Y2) {
				t.Fatalf("%+v does not follow %+v", l, lines[i-1])
			}
		}
		if n := len(lines); n > 0 && lines[n-1].X2 != c.nowX() {
			t.Fatalf("ends at %v, today is %v", lines[n-1].X2, c.nowX())
		}
		seen := []labelBox{}
		for _, l := range c.labels(&Dutch) {
			box := l.box(ladderWide)
			if box.touches(seen) {
				t.Fatalf("%q touches another label", l.Text)
			}
			seen = append(seen, box)
		}
	})
}

// In every case of was, now and goal no label touches a step, the sun, another
// label or the edge.
func TestStairsLabelsAreFree(t *testing.T) {
	for was := range 7 {
		for now := 1; now <= 6; now++ {
			for goal := range 7 {
				s := Stairs{ID: "x", Treden: sixTreden, Was: was, Now: now, Goal: goal}
				checkStairs(t, s)
				s.Name = "Marco"
				checkStairs(t, s)
			}
		}
	}
}

func checkStairs(t *testing.T, s Stairs) {
	t.Helper()
	labels := s.labels(s.words(&Dutch))
	for i, l := range labels {
		where := fmt.Sprintf("was %d, now %d, goal %d: %q", s.Was, s.Now, s.Goal, l.Text)
		if l.left < 0 || l.right > s.width() || l.Y-14 < s.top(labels) || l.Y+4 > s.bottom(labels) {
			t.Errorf("%s leaves the picture", where)
		}
		for _, step := range s.steps() {
			if step.X < l.right && l.left < step.X+step.W && step.Y < l.Y && l.Y-14 < stairFloor {
				t.Errorf("%s lies on step %d", where, step.N)
			}
		}
		sun := s.step(s.Now)
		if sun.X < l.right && l.left < sun.X+sun.W && l.Y > sun.Y-sunHeight && l.Y-14 < sun.Y {
			t.Errorf("%s lies on the sun", where)
		}
		for _, other := range labels[:i] {
			if l.touchesAny([]stairLabel{other}) {
				t.Errorf("%s touches %q", where, other.Text)
			}
		}
	}
	markup := render(t, s)
	said := len(labels)
	if s.Was > 0 && s.Was == s.Goal && s.Was != s.Now {
		said++ // two things about one step: one word in the picture
	}
	if terms := parts(t, markup, "dt", ""); len(terms) != said {
		t.Errorf("was %d, now %d, goal %d: %d labels, %d in words", s.Was, s.Now, s.Goal, len(labels), len(terms))
	}
}

func TestStairsOfNobody(t *testing.T) {
	if got := render(t, Stairs{Treden: sixTreden}); got != "" {
		t.Error(got)
	}
}

// The numbers above the bars are those of the table.
func TestChartPictureIsItsTable(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := TredeChart{ID: "x", Title: "Inwoners"}
		for range rapid.IntRange(1, 6).Draw(rt, "bars") {
			one := TredeCount{Name: "naam", Count: rapid.IntRange(0, 5000).Draw(rt, "count"), Hidden: rapid.Bool().Draw(rt, "hidden")}
			if one.Hidden {
				one.Count += 70_000_000 // longer than any coordinate, so no other part of the page holds it
			}
			c.Counts = append(c.Counts, one)
		}
		markup := render(t, c)
		values := parts(t, markup, "text", "trede-chart__value")
		cells := parts(t, markup, "td", "")
		if len(values) != len(cells) || len(cells) != len(c.Counts) {
			rt.Fatalf("%d values, %d cells", len(values), len(cells))
		}
		for i, one := range c.Counts {
			want := values[i][""]
			if one.Hidden {
				want = "minder dan 5"
			}
			if cells[i][""] != want {
				rt.Fatalf("picture says %q, table %q", values[i][""], cells[i][""])
			}
			if one.Hidden && (strings.Contains(markup, strconv.Itoa(one.Count)) || strings.Contains(markup, nl.Count(one.Count))) {
				rt.Fatalf("hidden number %d is on the page", one.Count)
			}
		}
		for _, b := range c.bars() {
			if b.Y < chartTop || b.Y+b.Height > chartTop+chartHeight+.001 || b.X < 0 || b.X+b.Width > 100 {
				rt.Fatalf("bar %+v", b)
			}
		}
	})
}

func TestChartSentence(t *testing.T) {
	counts := func(n ...int) (out []TredeCount) {
		for _, c := range n {
			out = append(out, TredeCount{Count: c, Hidden: c < 0})
		}
		return out
	}
	for want, c := range map[string]TredeChart{
		"De meeste inwoners staan op trede 3: 18 van de 45.": {Counts: counts(1, 6, 18, 12, 6, 2)},
		"16 inwoners over 3 treden.":                         {Counts: counts(-1, 8, 8)},
		"Hier zijn nog geen inwoners.":                       {Counts: counts(0, 0)},
		"12 kwamen een trede hoger.":                         {Counts: counts(1), Note: "12 kwamen een trede hoger."},
	} {
		if got := c.Sentence(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestTimelineDays(t *testing.T) {
	line := Timeline{Today: d("2026-11-22"), Items: []TimelineItem{{Date: d("2026-11-22")}, {Date: d("2026-11-22")}, {Date: d("2026-11-21")}, {Date: d("2026-10-01")}}}
	var got []string
	for _, day := range line.days() {
		got = append(got, line.dayTitle(day[0].Date)+" "+strconv.Itoa(len(day)))
	}
	if want := "vandaag, 22 november 2026 2|gisteren, 21 november 2026 1|donderdag 1 oktober 2026 1"; strings.Join(got, "|") != want {
		t.Error(got)
	}
	if title := (Timeline{}).dayTitle(civil.Date{}); title != "" {
		t.Error(title)
	}
}
