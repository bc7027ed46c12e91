package uitvoering

import (
	"net/http"
	"slices"
	"strconv"

	"trede/internal/app/taken"
	"trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	domtoegang "trede/internal/domain/toegang"
	dom "trede/internal/domain/uitvoering"
	"trede/internal/web"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// Which participants a list shows: the value of the parameter "toon".
const (
	toonAlles   = ""
	toonMijn    = "mijn"
	toonBericht = "bericht" // who is due for a report
)

// lijstView is the list of participants.
type lijstView struct {
	ui.PhoneShell
	Tabs   ui.Tabs
	Lijst  uitvoering.DeelnemerPage
	Werk   taken.WerkPage
	Toon   string
	Pages  ui.Pagination
	Namens bool
}

func (p *pages) deelnemers(r *web.Request) error {
	v := &lijstView{PhoneShell: ui.PhoneShell{Page: r.Page(tekst.Of("uitvoering.deelnemers")), Heading: tekst.Of("uitvoering.deelnemers")}}
	v.Toon = r.URL.Query().Get("toon")
	page, _ := strconv.Atoi(r.URL.Query().Get("pagina")) // nothing, or nonsense, is the first page
	page = min(max(page, 1), 10_000)
	var total, per int
	var err error
	switch v.Toon {
	case toonBericht:
		v.Werk, err = p.taken.MijnWerk(r.Context(), r.Actor, taken.WerkQuery{TaakSoort: string(dom.TaakVoortgangSchrijven), Page: page})
		total, per = v.Werk.Total, taken.PageSize
	default:
		if v.Toon != toonMijn {
			v.Toon = toonAlles
		}
		v.Lijst, err = p.uc.Deelnemers(r.Context(), r.Actor, uitvoering.DeelnemerQuery{AlleenMijn: v.Toon == toonMijn, Page: page})
		total, per = v.Lijst.Total, uitvoering.PageSize
	}
	if err != nil {
		return err
	}
	v.Sub = nl.Plural(total, tekst.Of("uitvoering.deelnemer_een"), tekst.Of("uitvoering.deelnemer_meer"))
	v.Pages = ui.Pagination{Page: page, PerPage: per, Total: total, URL: func(n int) string { return ui.WithParam(r.URL, "pagina", strconv.Itoa(n)) }}
	v.Tabs = ui.Tabs{Label: tekst.Of("uitvoering.deelnemers")}
	for _, t := range []string{toonAlles, toonMijn, toonBericht} {
		if t == toonMijn && !r.HasRole(authz.RoleWerkbegeleider, authz.RoleTrajectbegeleider) {
			continue
		}
		tab := ui.Tab{Label: tekst.Of("uitvoering.toon_" + t), URL: "/deelnemers", Current: t == v.Toon}
		if t != toonAlles {
			tab.URL += "?toon=" + t
		}
		v.Tabs.Items = append(v.Tabs.Items, tab)
	}
	return r.Render(http.StatusOK, lijstPage(v))
}

// rowTag is where a participant stands, when that asks for attention.
func rowTag(r uitvoering.DeelnemerRegel, today civil.Date) *ui.Tag {
	switch {
	case over(r, today):
		return &ui.Tag{Text: tekst.Of("uitvoering.stand_voorbij")}
	case r.Begonnen.IsZero():
		return &ui.Tag{Text: tekst.Of("uitvoering.stand_start"), Tone: ui.ToneWeek}
	case today.Before(r.Begonnen):
		return &ui.Tag{Text: tekst.Of("uitvoering.stand_begint", r.Begonnen), Tone: ui.ToneWait}
	}
	return nil
}

// over tells whether an arrangement has ended, and the view of the provider not yet.
func over(r uitvoering.DeelnemerRegel, today civil.Date) bool {
	return !r.LooptTot.IsZero() && !today.Before(r.LooptTot)
}

// rowDetail is who guides and until when.
func (v *lijstView) rowDetail(r uitvoering.DeelnemerRegel) string {
	who := v.Lijst.Namen[r.WerkbegeleiderID]
	switch {
	case over(r, v.Lijst.Dag):
		return tekst.Of("uitvoering.rij_te_zien", r.InzageTot.AddDays(-1))
	case who == "" && r.Einde.IsZero():
		return ""
	case who == "":
		return tekst.Of("uitvoering.rij_tot", r.Einde)
	case r.Einde.IsZero():
		return tekst.Of("uitvoering.rij_bij", who)
	}
	return tekst.Of("uitvoering.rij_bij_tot", who, r.Einde)
}

// deelnemerView is one participant.
type deelnemerView struct {
	ui.PhoneShell
	*toegang.DeelnemerPage
	Today    civil.Date
	Acts     []ui.Button
	Meer     []ui.Link
	Afspraak bool // may be changed by who looks
	Eigenaar []string
}

func (p *pages) deelnemer(r *web.Request) error {
	id := r.PathValue("toewijzing")
	d, err := p.uc.Toegang.Deelnemer(r.Context(), r.Actor, authz.AanwezigheidLezen, id)
	if err != nil {
		return err
	}
	v := &deelnemerView{
		DeelnemerPage: &d, Today: r.Today, Afspraak: d.May(authz.AfspraakVastleggen),
		PhoneShell: ui.PhoneShell{Page: r.Page(naam(&d)), Heading: naam(&d), BackURL: "/deelnemers"},
	}
	if d.Kaart != nil {
		v.Sub = d.Kaart.Product.GewoneNaam
	}
	for _, a := range r.Actor.Aanstellingen {
		v.Eigenaar = append(v.Eigenaar, a.OrganisatieID)
	}
	v.Acts, v.Meer = acts(&d), more(&d)
	return r.Render(http.StatusOK, deelnemerPage(v))
}

// begonnen tells whether the arrangement began and is not closed.
func begonnen(d *toegang.DeelnemerPage) bool { return !d.Begonnen.IsZero() && !afgesloten(d) }

func afgesloten(d *toegang.DeelnemerPage) bool {
	return d.Kaart != nil && d.Kaart.Verloop.Afsluiting != nil
}

// acts are what a provider does most, in one tap: the one that is due stands out.
func acts(d *toegang.DeelnemerPage) []ui.Button {
	var out []ui.Button
	add := func(action authz.Action, when bool, key, path, icon string, kind ui.ButtonKind) {
		if when && d.May(action) {
			out = append(out, ui.Button{Label: tekst.Of("uitvoering." + key), Kind: kind, Icon: icon, URL: formURL(d.ToewijzingID, path)})
		}
	}
	report := ui.Secondary
	if markDue(d, toegang.MarkVoortgang) {
		report = ui.Primary
	}
	add(authz.StartBevestigen, d.Begonnen.IsZero(), "doe_start", "start", "flag", ui.Primary)
	add(authz.EvaluatiePlannen, begonnen(d) && markDue(d, toegang.MarkEvaluatie), "doe_evaluatie", "evaluatie", "calendar", ui.Secondary)
	add(authz.VoortgangsberichtSchrijven, begonnen(d), "doe_bericht", "bericht", "pencil", report)
	add(authz.WaarnemingVastleggen, begonnen(d) && len(goals(d)) > 0, "doe_waarneming", "waarneming", "eye", ui.Secondary)
	add(authz.SignaalOpenen, !d.Eigen, "doe_signaal", "signaal", "megaphone", ui.Danger)
	return out
}

// more are the rarer acts.
func more(d *toegang.DeelnemerPage) []ui.Link {
	var out []ui.Link
	add := func(action authz.Action, when bool, key, path, icon string) {
		if when && d.May(action) {
			out = append(out, ui.Link{Label: tekst.Of("uitvoering." + key), Icon: icon, URL: formURL(d.ToewijzingID, path)})
		}
	}
	running, planned, held := begonnen(d), false, false
	if d.Kaart != nil {
		e := d.Kaart.Verloop.Evaluatie
		planned, held = !e.Datum.IsZero(), !e.Gehouden.IsZero()
	}
	add(authz.EvaluatiePlannen, running && !held, "doe_evaluatie", "evaluatie", "calendar")
	add(authz.EvaluatieHouden, running && planned && !held, "doe_evaluatie_verslag", "evaluatie/verslag", "clipboard-list")
	add(authz.EvaluatieHouden, running && held, "bekijk_evaluatie", "evaluatie/verslag", "clipboard-list")
	add(authz.AfspraakVastleggen, !d.Eigen, "doe_afspraak", "afspraak", "clock")
	add(authz.BegeleiderKoppelen, running, "doe_begeleiding", "begeleiding", "users")
	if pauze(d) == nil {
		add(authz.OnderbrekingVastleggen, running, "doe_onderbreking", "onderbreking", "hourglass")
	} else {
		add(authz.OnderbrekingBeeindigen, running, "doe_hervatten", "hervatten", "arrow-right")
	}
	add(authz.ToewijzingEindeMelden, running, "doe_einde", "einde", "flag")
	add(authz.StartWeigeren, d.Begonnen.IsZero(), "doe_weigeren", "weigeren", "x")
	return out
}

// pauze is the interruption that still runs; nil: there is none.
func pauze(d *toegang.DeelnemerPage) *dom.Onderbreking {
	if d.Kaart == nil {
		return nil
	}
	list := d.Kaart.Verloop.Onderbrekingen
	if i := slices.IndexFunc(list, func(o dom.Onderbreking) bool { return o.Terug.IsZero() }); i >= 0 {
		return &list[i]
	}
	return nil
}

// goals are the goals that count.
func goals(d *toegang.DeelnemerPage) []dom.UitvoeringDoel {
	var list []domtoegang.Doel
	for _, g := range d.Doelen {
		list = append(list, g.Doel)
	}
	return dom.GeldigeDoelen(list)
}

// soonDays is how long before its last day an evaluatie stands out.
const soonDays = 28

// markDue tells whether a mark of the arrangement is to be done now or is late.
func markDue(d *toegang.DeelnemerPage, soort toegang.MarkSoort) bool {
	if d.Kaart == nil {
		return false
	}
	return slices.ContainsFunc(d.Kaart.Marks, func(m toegang.Mark) bool {
		state := markState(d.Kaart, m, d.Dag)
		return m.Soort == soort && (state == ui.MarkDue || state == ui.MarkLate)
	})
}

// markState is how a moment stands on a day.
func markState(k *toegang.ArrangementView, m toegang.Mark, today civil.Date) ui.MarkState {
	visible := m.Datum.AddDays(-soonDays)
	for _, b := range k.Berichten {
		if m.Soort == toegang.MarkVoortgang && b.Nr == m.Nr {
			visible = b.ZichtbaarVanaf
		}
	}
	switch {
	case !m.Gedaan.IsZero():
		return ui.MarkDone
	case m.TeLaat:
		return ui.MarkLate
	case !today.Before(visible):
		return ui.MarkDue
	}
	return ui.MarkPlanned
}

// bar is the arrangement as one line.
func bar(k *toegang.ArrangementView, today civil.Date) *ui.ArrangementBar {
	if k == nil || k.Huidig.LaatsteDag.IsZero() {
		return nil
	}
	b := &ui.ArrangementBar{First: k.Huidig.Start, Last: k.Huidig.LaatsteDag, Today: today}
	for _, m := range k.Marks {
		if m.Soort == toegang.MarkVoortgang || m.Soort == toegang.MarkEvaluatie || m.Soort == toegang.MarkHertoets {
			b.Marks = append(b.Marks, ui.Mark{Date: m.Datum, Label: tekst.Of("uitvoering.mark_" + string(m.Soort)), State: markState(k, m, today)})
		}
	}
	return b
}

// scoreWord is a score as people say it.
func scoreWord(s domtoegang.Score) string {
	if s.Waarde() == 0 {
		return ""
	}
	return tekst.Of("uitvoering.score_" + string(s))
}

// goalWords gives the words of a goal that somebody still may see.
func goalWords(d *toegang.DeelnemerPage, id string, nr int) string {
	for _, g := range d.Doelen {
		if n := len(g.Versies); g.ID == id && n > 0 {
			v, ok := g.Geldig()
			if !ok {
				v = g.Versies[n-1]
			}
			return "“" + v.Tekst + "”"
		}
	}
	return tekst.Of("uitvoering.doel_nr", nr)
}

// uur is one registration of attendance as the page shows it.
type uur struct {
	uitvoering.Aanwezigheid
	Was dom.AanwezigStatus
}

// mostUren is how many registrations the page of a participant shows.
const mostUren = 12

// uren are the registrations that count, and those that were taken back, newest first.
func uren(d *toegang.DeelnemerPage) []uur {
	was := map[string]dom.AanwezigStatus{}
	replaced := map[string]bool{}
	for _, a := range d.Aanwezigheid {
		was[a.ID] = a.Status
		replaced[a.Vervangt] = a.Vervangt != ""
	}
	var out []uur
	for _, a := range d.Aanwezigheid {
		if !replaced[a.ID] && len(out) < mostUren {
			out = append(out, uur{a, was[a.Vervangt]})
		}
	}
	return out
}

// dagdeelText is a day with its dagdeel: "ma 24 nov, ochtend".
func dagdeelText(a uitvoering.Aanwezigheid) string {
	if a.Moment == "" {
		return nl.ShortDay(a.Datum)
	}
	return nl.ShortDay(a.Datum) + ", " + string(a.Moment)
}

// roosterText is when somebody comes: "maandag ochtend, woensdag middag".
func roosterText(list []domtoegang.Dagdeel) string {
	var out []string
	for _, d := range list {
		out = append(out, tekst.Of("uitvoering.dag_"+strconv.Itoa(int(d.Dag)))+" "+string(d.Moment))
	}
	return nl.Join(out...)
}
