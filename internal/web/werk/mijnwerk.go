package werk

import (
	"net/http"
	"net/url"

	"trede/internal/app/inkoop"
	"trede/internal/app/taken"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/domain/toegang"
	"trede/internal/platform/errs"
	"trede/internal/web"
	webinkoop "trede/internal/web/inkoop"
	"trede/internal/web/taak"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// Values of the parameters of Mijn werk.
const (
	vanTeam = "team"
	vanMij  = "mij"
)

// delen are the parts of the work list, in the order of the tabs.
var delen = []taken.WerkSoort{
	taken.WerkNu, taken.WerkTeLaat, taken.WerkDezeWeek, taken.WerkLater, taken.WerkZonderTerm, taken.WerkVanAnderen,
}

// soortOptions are the kinds of tasks to choose from; they never change.
var soortOptions = options(tekst.Of("werk.alle_soorten"), taak.Soorten(), taak.Wat)

// werkView is Mijn werk as the page shows it.
type werkView struct {
	head
	taken.WerkPage
	Query  taken.WerkQuery
	At     *url.URL
	Aanbod *inkoop.Aanbod
	Inkoop []ui.TaskRow // what a coordinator does for the contract of the provider
}

// blok is a part of the list with its heading.
type blok struct {
	Title, Empty, URL, More string
	Rows                    []ui.TaskRow
}

func (p *pages) mijnWerk(r *web.Request) error {
	if r.HasRole(authz.RoleCAWAdviseur) && !r.HasRole(append(toegangRoles, aanbiederRoles...)...) {
		return p.verwijzingen(r)
	}
	if !r.HasRole(append(toegangRoles, aanbiederRoles...)...) {
		return r.Redirect("/") // a resident and who represents one have pages of their own
	}
	v := werkView{At: first(r.URL)}
	deel, err := r.Choice("deel", texts(delen)...)
	if err != nil {
		return err
	}
	van, err := r.Choice("van", vanTeam, vanMij)
	if err != nil {
		return err
	}
	soort := r.URL.Query().Get("soort")
	if soort != "" && !taak.Known(soort) {
		return errs.New(errs.Invalid, "invoer.keuze_onbekend")
	}
	v.Query = taken.WerkQuery{
		Kant: r.URL.Query().Get("kant"), Deel: taken.WerkSoort(deel), AlleenMijn: van == vanMij, Collega: r.URL.Query().Get("collega"),
		TaakSoort: soort, Page: r.PageNumber(),
	}
	if v.WerkPage, err = p.taken.MijnWerk(r.Context(), r.Actor, v.Query); err != nil {
		return err
	}
	if v.Aanbod, err = p.inkoop.Bekijk(r.Context(), r.Actor); err != nil {
		return err
	}
	if r.HasRole(authz.RoleCoordinator) && v.WerkPage.Page == 1 && v.Query.Deel == taken.WerkNu {
		list, err := p.inkoop.Werk(r.Context(), r.Actor)
		if err != nil {
			return err
		}
		v.Inkoop = webinkoop.WerkRijen(list)
	}
	v.head = newHead(r, tekst.Of("werk.kop")).withNew(r)
	v.Heading = greeting(r)
	v.Tags = v.tags()
	return r.Render(http.StatusOK, werkPage(v))
}

// greeting is what people say at this time of the day, with the first name.
func greeting(r *web.Request) string {
	key := "werk.goedenavond"
	switch clock := web.Clock(r.Now); {
	case clock < "06":
		key = "werk.goedenacht"
	case clock < "12":
		key = "werk.goedemorgen"
	case clock < "18":
		key = "werk.goedemiddag"
	}
	return tekst.Of(key, r.Voornaam())
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

// telling is how many tasks a part has.
func (v *werkView) telling(deel taken.WerkSoort) int {
	t := v.Telling
	switch deel {
	case taken.WerkTeLaat:
		return t.TeLaat
	case taken.WerkDezeWeek:
		return t.DezeWeek
	case taken.WerkLater:
		return t.Later
	case taken.WerkZonderTerm:
		return t.ZonderTerm
	case taken.WerkVanAnderen:
		return t.VanAnderen
	}
	return t.TeLaat + t.DezeWeek
}

func (v *werkView) tags() []ui.Tag {
	var out []ui.Tag
	for _, t := range []struct {
		deel taken.WerkSoort
		tone ui.Tone
	}{{taken.WerkTeLaat, ui.ToneLate}, {taken.WerkDezeWeek, ui.ToneWeek}, {taken.WerkVanAnderen, ui.ToneWait}} {
		if n := v.telling(t.deel); n > 0 {
			out = append(out, ui.Tag{Text: nl.Count(n) + " " + tekst.Of("werk.tag_"+string(t.deel)), Tone: t.tone})
		}
	}
	return out
}

func (v *werkView) deelURL(deel taken.WerkSoort) string {
	if deel == taken.WerkNu {
		deel = ""
	}
	return ui.WithParam(v.At, "deel", string(deel))
}

func (v *werkView) tabs() ui.Tabs {
	t := ui.Tabs{Label: tekst.Of("werk.kop")}
	for _, d := range delen {
		n := v.telling(d)
		if n == 0 && d == taken.WerkZonderTerm && v.Query.Deel != d {
			continue
		}
		t.Items = append(t.Items, ui.Tab{Label: tekst.Of("werk.deel_" + string(d)), URL: v.deelURL(d), Current: d == v.Query.Deel, Count: ui.Count(n)})
	}
	return t
}

// blokken groups the rows of the page. What is to be done now has two blocks, also
// when one of them has its rows on another page; other parts have one.
func (v *werkView) blokken() []blok {
	if v.Query.Deel != taken.WerkNu {
		return []blok{{Title: v.title(v.Query.Deel), Empty: tekst.Of("werk.leeg"), Rows: v.rows(v.Regels)}}
	}
	split := 0
	for split < len(v.Regels) && v.Regels[split].Dringend == toegang.TeLaat {
		split++
	}
	out := []blok{
		{Title: v.title(taken.WerkTeLaat), Empty: tekst.Of("werk.niets_te_laat"), Rows: v.rows(v.Regels[:split])},
		{Title: v.title(taken.WerkDezeWeek), Empty: tekst.Of("werk.niets_deze_week"), Rows: v.rows(v.Regels[split:])},
	}
	for i, deel := range []taken.WerkSoort{taken.WerkTeLaat, taken.WerkDezeWeek} {
		if n := v.telling(deel); n > 0 && len(out[i].Rows) == 0 { // they stand on another page
			out[i].URL, out[i].More = v.deelURL(deel), tekst.Of("werk.bekijk_alle", n)
		}
	}
	return out
}

func (v *werkView) title(deel taken.WerkSoort) string {
	return tekst.Of("werk.deel_"+string(deel)) + " (" + nl.Count(v.telling(deel)) + ")"
}

func (v *werkView) rows(list []taken.TaakRegel) []ui.TaskRow {
	out := make([]ui.TaskRow, len(list))
	for i, r := range list {
		out[i] = v.row(r)
	}
	return out
}

func (v *werkView) row(r taken.TaakRegel) ui.TaskRow {
	row := ui.TaskRow{Today: v.Dag, URL: taak.Dossier(r.InwonerID), Bar: taakBalk(r, v.Regio, v.Dag)}
	if r.Termijn != civil.Last {
		row.Date = r.Termijn
	}
	if v.Query.Deel == taken.WerkVanAnderen {
		row.Title = r.Naam + ": " + v.who(r) + " " + taak.Wacht(r.Soort)
		row.Detail = line(v.product(r), v.clock(r))
		return row
	}
	t := taak.Taak{Soort: r.Soort, InwonerID: r.InwonerID, OnderwerpID: r.OnderwerpID, Kant: r.Kant}
	row.Title = taak.Met(r.Soort, r.Naam)
	row.Detail = line(v.product(r), v.clock(r), v.owner(r))
	row.Action = taskActions(ui.Button{Label: taak.Knop(r.Soort), URL: t.URL(), For: r.Naam}, ui.Link{
		Label: tekst.Of("werk.schuif_door"), URL: taakURL(r.InwonerID, r.ID), For: taak.Met(r.Soort, r.Naam),
	})
	return row
}

// owner says whose the task is, in the list of a whole team.
func (v *werkView) owner(r taken.TaakRegel) string {
	if v.Query.AlleenMijn || v.Kant.AccountID != "" {
		return ""
	}
	if name := v.Namen[r.Wie()]; name != "" {
		return tekst.Of("werk.van", name)
	}
	return tekst.Of("werk.van_niemand")
}

// clock says what a term rests on.
func (v *werkView) clock(r taken.TaakRegel) string {
	switch {
	case r.Opgeschort:
		return tekst.Of("werk.klok_stil")
	case r.Wettelijk:
		return tekst.Of("werk.wettelijk")
	}
	return ""
}

func (v *werkView) product(r taken.TaakRegel) string {
	p, ok := v.Regio.Product(dominkoop.ProductRef{Catalogus: dominkoop.CatalogusCode(r.Catalogus), Product: dominkoop.ProductCode(r.ProductCode)})
	if !ok {
		return ""
	}
	return p.Naam
}

// who names the other for whom one waits.
func (v *werkView) who(r taken.TaakRegel) string {
	switch r.Kant {
	case "aanbieder":
		if name := v.Aanbod.Naam(r.KantID); name != "" {
			return name
		}
	case "inwoner":
		return r.Naam
	case "team":
		if name := v.Namen[r.Wie()]; name != "" {
			return name
		}
	}
	return tekst.Of("werk.kant_" + r.Kant)
}

// waiting are the first tasks of others, beside the own work.
func (v *werkView) waiting() []ui.WaitRow {
	out := make([]ui.WaitRow, len(v.Wachtend))
	for i, r := range v.Wachtend {
		out[i] = ui.WaitRow{Who: v.who(r), What: taak.Wacht(r.Soort), URL: taak.Dossier(r.InwonerID)}
		when := ""
		if r.Termijn != civil.Last {
			when = taak.Wanneer(r.Soort, r.Termijn, v.Dag)
		}
		name := r.Naam
		if r.Kant == "inwoner" {
			name = ""
		}
		out[i].Detail = line(name, when)
	}
	return out
}

// kanten are the sides to choose from, by key.
func (v *werkView) kanten() []ui.Option {
	out := make([]ui.Option, len(v.Kanten))
	for i, k := range v.Kanten {
		out[i] = ui.Option{Value: k.Key, Label: k.Naam}
		switch {
		case k.Namens:
			out[i].Label = tekst.Of("werk.namens", k.Naam)
		case k.Naam == "":
			out[i].Label = tekst.Of("werk.eigen_deelnemers")
		}
	}
	return out
}

// van are the two scopes.
func van(v string) string { return tekst.Of("werk.van_" + v) }

// chips are the choices that narrow the list.
func (v *werkView) chips() []ui.FilterChip {
	var out []ui.FilterChip
	if v.Query.AlleenMijn {
		out = append(out, ui.FilterChip{Label: van(vanMij), RemoveURL: ui.WithParam(v.At, "van", "")})
	}
	if name := v.Namen[v.Query.Collega]; name != "" {
		out = append(out, ui.FilterChip{Label: tekst.Of("werk.van", name), RemoveURL: ui.WithParam(v.At, "collega", "")})
	}
	if s := v.Query.TaakSoort; s != "" {
		out = append(out, ui.FilterChip{Label: taak.Wat(s), RemoveURL: ui.WithParam(v.At, "soort", "")})
	}
	return out
}

// taakURL is the page on which a task is put off or handed over.
func taakURL(inwonerID, taakID string) string {
	return pathWerk + "/" + url.PathEscape(inwonerID) + "/" + url.PathEscape(taakID)
}

// keep is what the filter leaves as it is.
func (v *werkView) keep() []ui.Hidden {
	if v.Query.Deel == taken.WerkNu {
		return nil
	}
	return []ui.Hidden{{Name: "deel", Value: string(v.Query.Deel)}}
}

// clearURL is the same part of the list without filters.
func (v *werkView) clearURL() string {
	at := &url.URL{Path: pathWerk}
	if len(v.Kanten) > 1 {
		at.RawQuery = url.Values{"kant": {v.Kant.Key}}.Encode()
	}
	if v.Query.Deel == taken.WerkNu {
		return at.String()
	}
	return ui.WithParam(at, "deel", string(v.Query.Deel))
}
