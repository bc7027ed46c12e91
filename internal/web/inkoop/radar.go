package inkoop

import (
	"net/http"
	"net/url"

	"trede/internal/app/inkoop"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

const pathRadar = "/radar"

func (p *pages) radarRoutes() []web.Route {
	return []web.Route{{Pattern: "GET /radar", Action: authz.RadarLezen, Handler: p.radar}}
}

// radarView is the radar as its page shows it.
type radarView struct {
	head
	inkoop.RadarPage
	Filter inkoop.RadarFilter
	At     *url.URL
}

func (p *pages) radar(r *web.Request) error {
	kinds := []string{""}
	for _, k := range dominkoop.RadarSoorten() {
		kinds = append(kinds, string(k))
	}
	soort, err := r.Choice("soort", kinds...)
	if err != nil {
		return err
	}
	v := radarView{head: head{Page: r.Page(tekst.Of("radar.kop"))}, At: r.URL}
	v.Filter = inkoop.RadarFilter{Soort: dominkoop.RadarSoort(soort), Aanbieder: dominkoop.AanbiederID(r.URL.Query().Get("aanbieder"))}
	if v.RadarPage, err = p.uc.Radar(r.Context(), r.Actor, v.Filter); err != nil {
		return err
	}
	if v.Filter.Aanbieder != "" && v.Naam(v.Filter.Aanbieder) == "" {
		return errs.New(errs.Invalid, "invoer.keuze_onbekend")
	}
	v.Lead = tekst.Of("radar.uitleg")
	return r.Render(http.StatusOK, radarPage(v))
}

func (v radarView) soorten() []ui.Option {
	out := []ui.Option{{Label: tekst.Of("radar.alles")}}
	for _, s := range dominkoop.RadarSoorten() {
		out = append(out, ui.Option{Value: string(s), Label: tekst.Of("radarsoort." + string(s))})
	}
	return out
}

func (v radarView) aanbieders() []ui.Option {
	out := []ui.Option{{Label: tekst.Of("radar.alle_aanbieders")}}
	for _, a := range v.Aanbieders {
		out = append(out, ui.Option{Value: string(a.ID), Label: a.Naam})
	}
	return out
}

func (v radarView) chips() []ui.FilterChip {
	var out []ui.FilterChip
	if s := v.Filter.Soort; s != "" {
		out = append(out, ui.FilterChip{Label: tekst.Of("radarsoort." + string(s)), RemoveURL: ui.WithParam(v.At, "soort", "")})
	}
	if name := v.Naam(v.Filter.Aanbieder); name != "" {
		out = append(out, ui.FilterChip{Label: name, RemoveURL: ui.WithParam(v.At, "aanbieder", "")})
	}
	return out
}

// radarBlok is a month of the radar, or what has passed.
type radarBlok struct {
	Title string
	Rows  []ui.TaskRow
}

// blokken are what has passed, and then a block for each month.
func (v radarView) blokken() []radarBlok {
	var out []radarBlok
	last := ""
	for _, r := range v.Regels {
		title := tekst.Of("radar.voorbij")
		if !r.Voorbij(v.Dag) {
			title = nl.MonthYear(r.Dag)
		}
		if title != last {
			out, last = append(out, radarBlok{Title: title}), title
		}
		b := &out[len(out)-1]
		b.Rows = append(b.Rows, v.row(r))
	}
	for i := range out {
		out[i].Title += " (" + nl.Count(len(out[i].Rows)) + ")"
	}
	return out
}

func (v radarView) row(r dominkoop.Radarregel) ui.TaskRow {
	who := v.Naam(r.Aanbieder)
	if r.Gemeente != "" {
		who = gemeente(v.Regio, r.Gemeente)
	}
	row := ui.TaskRow{Date: r.Dag, Today: v.Dag, Title: radarTitel(r, r.Voorbij(v.Dag)), URL: radarURL(r)}
	if r.Soort == dominkoop.RadarVOG && !v.MagMensen[r.Aanbieder] {
		row.URL = aanbiederURL(r.Aanbieder)
	}
	row.Detail = who + " · " + tekst.Of("radar.wie", tekst.Of("herstel."+r.Wie))
	return row
}

// radarTitel says what runs out, or ran out.
func radarTitel(r dominkoop.Radarregel, past bool) string {
	key := "radar." + string(r.Soort)
	switch {
	case past && r.Dag.IsZero():
		key += "_ontbreekt"
	case past:
		key += "_voorbij"
	}
	return tekst.Of(key, tekst.Value(r.Wat))
}

// radarURL leads to where it can be mended; empty when there is no such page.
func radarURL(r dominkoop.Radarregel) string {
	switch r.Soort {
	case dominkoop.RadarContract:
		return contractURL(r.Contract)
	case dominkoop.RadarAfspraak:
		return contractURL(r.Contract, "naleving") + "#punt-" + r.ID
	case dominkoop.RadarPilot:
		return ""
	case dominkoop.RadarVOG:
		return mensenURL(r.Aanbieder)
	}
	return aanbiederURL(r.Aanbieder)
}

// dagTag is a day in a table, with how near it is.
func dagTag(d, today civil.Date) ui.Tag {
	text, near := nl.Relative(d, today)
	return ui.Tag{Text: nl.Short(d) + ", " + text, Tone: ui.ToneOf(near)}
}
