package werk

import (
	"net/http"
	"net/url"

	"trede/internal/app/taken"
	"trede/internal/web"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// teamView is who has how much work.
type teamView struct {
	head
	taken.TeamPage
}

func (p *pages) team(r *web.Request) error {
	t, err := p.taken.Team(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	v := teamView{head: newHead(r, tekst.Of("team.kop")), TeamPage: t}
	v.Lead = t.Naam
	return r.Render(http.StatusOK, teamPage(v))
}

func (v *teamView) columns() []ui.Column {
	out := []ui.Column{{Label: tekst.Of("team.naam")}, {Label: tekst.Of("team.inwoners"), Numeric: true}}
	for _, deel := range []taken.WerkSoort{taken.WerkTeLaat, taken.WerkDezeWeek, taken.WerkLater} {
		out = append(out, ui.Column{Label: tekst.Of("werk.deel_" + string(deel)), Numeric: true})
	}
	return out
}

func (v *teamView) rows() [][]ui.Cell {
	var out [][]ui.Cell
	for _, m := range v.Mensen {
		name := m.Naam
		if m.Ik {
			name = tekst.Of("team.ikzelf", m.Naam)
		}
		at := url.URL{Path: pathWerk, RawQuery: url.Values{"collega": {m.ID}}.Encode()}
		out = append(out, load(ui.Cell{Text: name, URL: at.String()}, nl.Count(m.Inwoners), m.Telling.TeLaat, m.Telling.DezeWeek, m.Telling.Later+m.Telling.ZonderTerm))
	}
	n := v.Niemand
	if n.TeLaat+n.DezeWeek+n.Later+n.ZonderTerm > 0 {
		out = append(out, load(ui.Cell{Text: tekst.Of("team.niemand")}, "", n.TeLaat, n.DezeWeek, n.Later+n.ZonderTerm))
	}
	return out
}

// load is one row: what is late is said with a colour as well.
func load(who ui.Cell, residents string, late, week, later int) []ui.Cell {
	row := []ui.Cell{who, {Text: residents}, {Text: nl.Count(late)}, {Text: nl.Count(week)}, {Text: nl.Count(later)}}
	if late > 0 {
		row[2] = ui.Cell{Content: ui.Tag{Text: nl.Count(late), Tone: ui.ToneLate}}
	}
	return row
}
