package inkoop

import (
	"net/http"

	"trede/internal/app/inkoop"
	"trede/internal/authz"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/web"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

const pathWerk = "/inkoop/werk"

func (p *pages) werkRoutes() []web.Route {
	return []web.Route{{Pattern: "GET /inkoop/werk", Action: authz.LijstInkoopwerk, Handler: p.werk}}
}

// werkView is what somebody has to do in procurement.
type werkView struct {
	head
	Rows []ui.TaskRow
}

func (p *pages) werk(r *web.Request) error {
	list, err := p.uc.Werk(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	v := werkView{head: head{Page: r.Page(tekst.Of("inkoopwerk.kop"))}, Rows: WerkRijen(list)}
	v.Lead = nl.Plural(len(v.Rows), tekst.Of("inkoopwerk.een"), tekst.Of("inkoopwerk.meer"))
	return r.Render(http.StatusOK, werkPage(v))
}

// WerkRijen are the tasks of procurement as a list of work shows them; also the page of a
// coordinator has them.
func WerkRijen(page inkoop.WerkPage) []ui.TaskRow {
	rows := make([]ui.TaskRow, len(page.Taken))
	for i, t := range page.Taken {
		rows[i] = ui.TaskRow{Date: t.Dag, Today: page.Dag, Title: werkTitel(page, t), URL: werkURL(t), Detail: page.Namen[t.Aanbieder]}
		if t.Gemeente != "" {
			rows[i].Detail = gemeente(page.Regio, t.Gemeente)
		}
		rows[i].Action = ui.Button{Label: tekst.Of("inkoopwerk.knop_" + string(t.Soort)), URL: rows[i].URL, For: t.Wat}
	}
	return rows
}

// onRadar gives a task as the row of the radar that it came from, if it did.
func onRadar(t dominkoop.Inkooptaak) (dominkoop.Radarregel, bool) {
	for _, s := range dominkoop.RadarSoorten() {
		if string(s) == string(t.Soort) {
			return dominkoop.Radarregel{Soort: s, Aanbieder: t.Aanbieder, Gemeente: t.Gemeente, Wat: t.Wat, ID: t.ID, Contract: t.Contract, Dag: t.Dag}, true
		}
	}
	return dominkoop.Radarregel{}, false
}

func werkTitel(page inkoop.WerkPage, t dominkoop.Inkooptaak) string {
	if r, is := onRadar(t); is {
		return radarTitel(r, r.Voorbij(page.Dag))
	}
	switch t.Soort {
	case dominkoop.WerkActie:
		return t.Wat
	case dominkoop.WerkPunt, dominkoop.WerkUitzondering:
		return tekst.Of("inkoopwerk."+string(t.Soort), t.Wat)
	}
	return tekst.Of("inkoopwerk."+string(t.Soort), t.Aantal)
}

// werkURL leads to where it is done.
func werkURL(t dominkoop.Inkooptaak) string {
	switch t.Soort {
	case dominkoop.WerkUitzondering, dominkoop.WerkSoort(dominkoop.RadarUitzondering), dominkoop.WerkSoort(dominkoop.RadarHerziening):
		return werkplekURL(t.Aanbieder, t.ID, "/besluit")
	}
	if r, is := onRadar(t); is {
		if at := radarURL(r); at != "" {
			return at
		}
		return pathRadar
	}
	switch t.Soort {
	case dominkoop.WerkActie:
		return actieURL(t.ID)
	case dominkoop.WerkPunt:
		return contractURL(t.Contract, "naleving", t.ID, "reactie")
	case dominkoop.WerkVragen:
		return pathRondes
	case dominkoop.WerkInschrijving:
		return pathBeoordelingen
	}
	return pathRadar
}
