package uitvoering

import (
	"net/http"
	"net/url"
	"slices"

	"trede/internal/app/uitvoering"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/toegang"
	dom "trede/internal/domain/uitvoering"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// slot is one participant in one dagdeel of a day.
type slot struct {
	uitvoering.TodayRegel
	Moment toegang.Dagmoment        // empty: no dagdeel was agreed
	Nu     *uitvoering.Aanwezigheid // what counts; nil: nothing is registered
	Was    dom.AanwezigStatus       // what it was before it was corrected; empty: it was not
	Mag    bool                     // may take it back
}

// line is the name of the slot in a form of several.
func (s slot) line() string {
	return uitvoering.AanwezigheidInput{ToewijzingID: s.ToewijzingID, Moment: s.Moment}.Regel()
}

// anchor is the place of the slot on the page.
func (s slot) anchor() string { return ui.FieldID(s.line()) }

// open tells whether somebody is expected and nobody has said yet how it was.
func (s slot) open() bool { return s.Nu == nil && s.Moment != "" && !s.Onderbroken }

// dagView is the page of one day.
type dagView struct {
	ui.PhoneShell
	Dag, Today civil.Date
	Dagdelen   []dagdeel
	Los        []slot // may come, without agreed days
	Weg        []slot // away for a while
	Open       int    // expected, and nothing registered
	Tel        []telling
	Niemand    bool
	Volgende   civil.Date // when nobody is expected: the next day with somebody; zero: none soon
	Komen      int        // how many then
}

// dagdeel is a part of the day with who comes.
type dagdeel struct {
	Moment toegang.Dagmoment
	Slots  []slot
}

// said is how many are registered.
func (d dagdeel) said() int {
	n := 0
	for _, s := range d.Slots {
		if s.Nu != nil {
			n++
		}
	}
	return n
}

type telling struct {
	Status dom.AanwezigStatus
	N      int
}

// url is the page of the day, or one below it.
func dagURL(path string, day, today civil.Date, anchor string) string {
	u := url.URL{Path: path, Fragment: anchor}
	if day != today {
		u.RawQuery = url.Values{"dag": {day.String()}}.Encode()
	}
	return u.String()
}

func (p *pages) vandaag(r *web.Request) error {
	day, err := dagOf(r, r.URL.Query())
	if err != nil {
		return err
	}
	return p.showDay(r, http.StatusOK, day, nil)
}

func (p *pages) showDay(r *web.Request, status int, day civil.Date, problems ui.Errors) error {
	v, err := p.dag(r, day)
	if err != nil {
		return err
	}
	for n := range problems {
		problems[n].Field = "" // buttons have no field to point at
	}
	v.Page.Errors = problems
	if v.Open > 0 && !day.After(r.Today) {
		v.Bottom = ui.Button{
			Label: tekst.Of("uitvoering.dag_sluiten", v.Open), Kind: ui.Primary, Wide: true, URL: dagURL("/vandaag/sluiten", day, r.Today, ""),
		}
	}
	return r.Render(status, dagPage(v))
}

// dag reads who comes on a day.
func (p *pages) dag(r *web.Request, day civil.Date) (*dagView, error) {
	out, err := p.uc.Vandaag(r.Context(), r.Actor, day)
	if err != nil {
		return nil, err
	}
	v := &dagView{Dag: out.Dag, Today: r.Today, Niemand: len(out.Regels) == 0, Volgende: out.Volgende, Komen: out.VolgendeAantal}
	v.PhoneShell = ui.PhoneShell{Page: r.Page(tekst.Of("uitvoering.vandaag")), Heading: tekst.Of("uitvoering.dag_kop"), Sub: dayName(day, r.Today)}
	coordinator := r.HasRole(authz.RoleCoordinator)
	byMoment := map[toegang.Dagmoment][]slot{}
	for _, line := range out.Regels {
		for _, s := range slots(line, coordinator) {
			switch {
			case line.Onderbroken && s.Nu == nil:
				v.Weg = append(v.Weg, s)
			case s.Moment == "":
				v.Los = append(v.Los, s)
			default:
				byMoment[s.Moment] = append(byMoment[s.Moment], s)
			}
		}
	}
	for _, m := range toegang.Dagmomenten() {
		if len(byMoment[m]) > 0 {
			v.Dagdelen = append(v.Dagdelen, dagdeel{m, byMoment[m]})
		}
	}
	v.count()
	return v, nil
}

// slots are the dagdelen of one participant: those agreed, and those registered.
func slots(line uitvoering.TodayRegel, coordinator bool) []slot {
	moments := slices.Clone(line.Momenten)
	var list []dom.Aanwezigheid
	for _, a := range line.Aanwezigheid {
		list = append(list, a.Aanwezigheid)
	}
	counting := dom.Geldend(list)
	for _, a := range counting {
		if !slices.Contains(moments, a.Moment) {
			moments = append(moments, a.Moment)
		}
	}
	if len(moments) == 0 {
		moments = append(moments, "")
	}
	var out []slot
	for _, m := range moments {
		s := slot{TodayRegel: line, Moment: m, Mag: line.Mijn || coordinator}
		for _, a := range counting {
			if a.Moment == m {
				s.Nu, s.Was = registered(line.Aanwezigheid, a)
			}
		}
		out = append(out, s)
	}
	return out
}

// registered gives a registration as it is stored, and what it corrected.
func registered(rows []uitvoering.Aanwezigheid, a dom.Aanwezigheid) (now *uitvoering.Aanwezigheid, was dom.AanwezigStatus) {
	for n := range rows {
		switch rows[n].ID {
		case a.ID:
			now = &rows[n]
		case a.Vervangt:
			was = rows[n].Status
		}
	}
	return now, was
}

// count says how the day stands.
func (v *dagView) count() {
	tel := map[dom.AanwezigStatus]int{}
	for _, d := range v.Dagdelen {
		for _, s := range d.Slots {
			if s.Nu != nil {
				tel[s.Nu.Status]++
			}
			if s.open() {
				v.Open++
			}
		}
	}
	for _, s := range dom.AanwezigStatussen() {
		if tel[s] > 0 {
			v.Tel = append(v.Tel, telling{s, tel[s]})
		}
	}
}

// summary is the day in one line: "8 waren er, 1 ziek".
func (v *dagView) summary() string {
	var parts []string
	for _, t := range v.Tel {
		parts = append(parts, tekst.Of("uitvoering.tel_"+string(t.Status), t.N))
	}
	return nl.Join(parts...)
}

// registration reads which registration was tapped, with where to go back to.
func registration(r *web.Request) (in uitvoering.AanwezigheidInput, back string, err error) {
	day, err := dagOf(r, r.Form)
	in = uitvoering.AanwezigheidInput{
		ToewijzingID: r.Form.Get("toewijzing"), Datum: day, Moment: toegang.Dagmoment(r.Form.Get("moment")),
		Status: dom.AanwezigStatus(r.Form.Get("status")),
	}
	return in, dagURL("/vandaag", day, r.Today, ui.FieldID(in.Regel())), err
}

func (p *pages) register(r *web.Request) error {
	in, back, err := registration(r)
	if err != nil {
		return err
	}
	return p.tapped(r, in, back)
}

// takeBack lets a second tap undo the first. The registration stays to be seen as one
// that was taken back.
func (p *pages) takeBack(r *web.Request) error {
	in, back, err := registration(r)
	if err != nil {
		return err
	}
	in.Status, in.Vervangt, in.Reden = dom.Ingetrokken, r.Form.Get("registratie"), tekst.Of("uitvoering.verkeerd_getikt")
	if in.Vervangt == "" {
		return errs.New(errs.Invalid, "verzoek.onleesbaar")
	}
	return p.tapped(r, in, back)
}

func (p *pages) tapped(r *web.Request, in uitvoering.AanwezigheidInput, back string) error {
	_, err := p.uc.LegAanwezigheidVast(r.Context(), r.Actor, in)
	if err == nil {
		return r.Redirect(back)
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.showDay(r, status, in.Datum, problems)
}

// sluitView is the page on which the rest of a day is filled in at once.
type sluitView struct {
	*dagView
	*formulier.Form
	Regels int
}

func (p *pages) askClose(r *web.Request) error {
	day, err := dagOf(r, r.URL.Query())
	if err != nil {
		return err
	}
	return p.showClose(r, http.StatusOK, day, ui.Form{})
}

func (p *pages) showClose(r *web.Request, status int, day civil.Date, posted ui.Form) error {
	d, err := p.dag(r, day)
	if err != nil {
		return err
	}
	v := &sluitView{dagView: d, Form: formulier.New("/vandaag/sluiten", "uitvoering.", -1, posted, nil)}
	v.Send("dag", day.String())
	options := formulier.Options("uitvoering.was_", dom.AanwezigStatussen())
	for _, part := range d.Dagdelen {
		for _, s := range part.Slots {
			if s.open() {
				v.Regels++
				v.Choose(s.line(), "", options, formulier.Columns(2), formulier.Label(s.Naam+", "+string(s.Moment)))
			}
		}
	}
	v.Heading, v.BackURL = tekst.Of("uitvoering.dag_sluiten_kop"), dagURL("/vandaag", day, r.Today, "")
	v.Title, v.Page.Errors = v.Heading, v.Problems()
	if v.Regels > 0 {
		v.Bottom = ui.Button{Label: tekst.Of("uitvoering.dag_sluiten_knop"), Kind: ui.Primary, Wide: true, Form: formulier.ID}
	}
	return r.Render(status, sluitPage(v))
}

// closeDay registers all who were still open, or nobody.
func (p *pages) closeDay(r *web.Request) error {
	day, err := dagOf(r, r.Form)
	if err != nil {
		return err
	}
	d, err := p.dag(r, day)
	if err != nil {
		return err
	}
	in := uitvoering.DagInput{Datum: day}
	for _, part := range d.Dagdelen {
		for _, s := range part.Slots {
			if s.open() {
				in.Regels = append(in.Regels, uitvoering.AanwezigheidInput{
					ToewijzingID: s.ToewijzingID, Moment: s.Moment, Status: dom.AanwezigStatus(r.Form.Get(s.line())),
				})
			}
		}
	}
	err = p.uc.SluitDag(r.Context(), r.Actor, in)
	if err == nil {
		return r.Done(dagURL("/vandaag", day, r.Today, ""), "uitvoering_dag")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.showClose(r, status, day, r.Posted(problems))
}
