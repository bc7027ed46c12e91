package dossier

import (
	"net/url"
	"strconv"

	"trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
	dom "trede/internal/domain/toegang"
	"trede/internal/web/kop"
	"trede/internal/web/taak"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// mainAction is the one button of the identity bar: what comes next for this resident,
// as far as the reader does it.
func mainAction(h *toegang.Header, k *toegang.ArrangementView) *ui.Button {
	path := func(label, url string) *ui.Button {
		return &ui.Button{Label: tekst.Of(label), Kind: ui.Primary, URL: url}
	}
	if !h.OverledenOp.IsZero() || !toegangSide(h) {
		return nil
	}
	if k != nil {
		v, t := &k.Verloop, kop.URL(h.ID, kop.Voortgang, k.ID)
		switch may := func(a authz.Action) bool { return h.MayOf(a, &k.Toewijzing) }; {
		case v.Afsluiting != nil:
		case k.Staat == dom.ToewijzingBeeindigd && may(authz.AfsluitingVastleggen):
			return path("dossier.afsluiten.doe", t+"/afsluiten")
		case !v.Evaluatie.Gehouden.IsZero() && v.Vervolg.Op.IsZero() && may(authz.EvaluatieBesluiten):
			return path("dossier.vervolg.doe", t+"/vervolg")
		case !v.Evaluatie.Datum.IsZero() && !v.Evaluatie.Datum.After(h.Dag) && v.Evaluatie.Gehouden.IsZero() && may(authz.EvaluatieHouden):
			return path("dossier.gehouden.doe", t+"/gehouden")
		case v.Evaluatie.Datum.IsZero() && nearEvaluatie(k, h.Dag) && may(authz.EvaluatiePlannen):
			return path("dossier.evaluatie.doe", t+"/evaluatie")
		case k.Toegewezen.IsZero() && may(authz.ToewijzingBesluiten):
			return path("dossier.ga_verder_toewijzen", kop.URL(h.ID, "toewijzen"))
		}
	}
	switch {
	case h.Stand.Fase == "aanvraag" && h.May(authz.ToewijzingBesluiten):
		return path("dossier.wijs_toe", kop.URL(h.ID, "toewijzen"))
	case (h.Stand.Fase == "geen" || h.Stand.Fase == "nazorg") && h.May(authz.MeldingRegistreren) && h.May(authz.MeldingBevestigen):
		return path("dossier.nieuwe_melding", "/meldingen/nieuw?inwoner="+url.QueryEscape(h.ID))
	}
	return nil
}

// toegangSide tells whether the reader works for the lokale toegang. A provider acts on
// pages of its own.
func toegangSide(h *toegang.Header) bool {
	return h.Rol == authz.RoleConsulent || h.Rol == authz.RoleTeamleider
}

// nearEvaluatie tells whether it is time for the talk about what comes next: from when
// it is in the work list, or when the end is open.
func nearEvaluatie(k *toegang.ArrangementView, today civil.Date) bool {
	if k.Verloop.Start.Begonnen.IsZero() {
		return false
	}
	for _, m := range k.Marks {
		if m.Soort == toegang.MarkEvaluatie {
			return !today.Before(m.Datum.AddDays(-evaluatieDagen))
		}
	}
	return true
}

// evaluatieDagen is how long before its last day the talk is on the pages: the four
// weeks between the two reminders of the product. Source: domain guide 1.4 row 7.
const evaluatieDagen = 28

// climb is the picture of the climb; nil when nothing was measured.
func climb(h *toegang.Header, list []toegang.Meting) *ui.LadderChart {
	if len(list) == 0 {
		return nil
	}
	c := ui.LadderChart{ID: "klim", Name: h.Voornaam, Today: h.Dag}
	l, _ := ladder.At(h.Dag)
	for _, d := range l.Definities {
		c.Treden = append(c.Treden, tekst.Of("trede_kort."+string(l.Versie)+"."+d.Trede.String()))
	}
	before := ladder.Trede(0)
	for n, m := range list {
		if !m.Vastgesteld.Valid() {
			continue
		}
		point := ui.LadderPoint{Date: m.Datum, Trede: int(m.Vastgesteld), Label: tekst.Of("dossier.klim.zelfde")}
		switch {
		case n == 0 || before == 0:
			point.Label = tekst.Of("dossier.klim.start")
		case m.Vastgesteld > before:
			point.Label = tekst.Of("dossier.klim.omhoog")
		case m.Vastgesteld < before:
			point.Label = tekst.Of("dossier.klim.terug")
		}
		before = m.Vastgesteld
		c.Points = append(c.Points, point)
	}
	if len(c.Points) == 0 {
		return nil
	}
	if end := h.Stand.Einde; h.Stand.Doeltrede.Valid() && end.After(h.Dag) {
		c.Goal = &ui.LadderGoal{Date: end, Trede: int(h.Stand.Doeltrede)}
	}
	return &c
}

// bar is the arrangement bar of a toewijzing.
func bar(k *toegang.ArrangementView, today civil.Date) ui.ArrangementBar {
	last := k.Huidig.LaatsteDag
	if last.IsZero() {
		last = civil.Max(k.Huidig.Start.AddMonths(6), today.AddMonths(1))
	}
	b := ui.ArrangementBar{First: k.Huidig.Start, Last: last, Today: today, Full: true}
	for _, m := range k.Marks {
		if label := markLabel(m); label != "" {
			day, state := m.Datum, ui.MarkPlanned
			switch {
			case !m.Gedaan.IsZero():
				day, state = m.Gedaan, ui.MarkDone
			case m.TeLaat:
				state = ui.MarkLate
			}
			if !day.Before(b.First) && !day.After(b.Last) {
				b.Marks = append(b.Marks, ui.Mark{Date: day, Label: label, State: state})
			}
		}
	}
	return b
}

// markLabel names a mark; the two ends of the bar say themselves what they are.
func markLabel(m toegang.Mark) string {
	switch m.Soort {
	case toegang.MarkVoortgang, toegang.MarkEvaluatie, toegang.MarkHertoets, toegang.MarkOnderbreking:
		return tekst.Of("dossier.mark." + string(m.Soort))
	}
	return ""
}

// arrangementSub is the line below the name of an arrangement.
func arrangementSub(k *toegang.ArrangementView) string {
	parts := []string{periode(k.Huidig.Start, k.Huidig.LaatsteDag), k.Aanbieder}
	if k.Werkplek != nil {
		parts = append(parts, k.Werkplek.Naam)
	}
	if k.Nummer != 0 {
		parts = append(parts, tekst.Of("dossier.toewijzing_nr", strconv.FormatInt(k.Nummer, 10)))
	}
	return dots(parts...)
}

// dots sets parts of a line beside each other, without those that are empty.
func dots(parts ...string) string {
	out := ""
	for _, p := range parts {
		if p != "" {
			if out != "" {
				out += " · "
			}
			out += p
		}
	}
	return out
}

// taken are the tasks for the side of the reader, what is due first, each with the one
// button to where it is done.
func taken(o *toegang.Overview) []ui.TaskRow {
	var out []ui.TaskRow
	for _, t := range o.Taken {
		if !turn(o, t) {
			continue
		}
		url := taak.Taak{Soort: t.Soort, InwonerID: t.InwonerID, OnderwerpID: t.OnderwerpID, Kant: t.Kant}.URL()
		row := ui.TaskRow{
			Today: o.Dag, Title: taak.Wat(t.Soort), Detail: taakDetail(o, t), URL: url,
			Action: ui.Button{Label: taak.Knop(t.Soort), For: taak.Wat(t.Soort), URL: url},
		}
		if hasTerm(t) {
			row.Date = t.Termijn
		}
		out = append(out, row)
	}
	return out
}

// waits are the tasks of others: who is to do what, and by when.
func waits(o *toegang.Overview) []ui.WaitRow {
	var out []ui.WaitRow
	for _, t := range o.Taken {
		if turn(o, t) {
			continue
		}
		detail := ""
		if hasTerm(t) {
			detail = dots(tekst.Of("dossier.uiterlijk", nl.DayMonth(t.Termijn)), taak.Wanneer(t.Soort, t.Termijn, o.Dag))
		}
		out = append(out, ui.WaitRow{Who: side(o, t), What: taak.Wacht(t.Soort), Detail: detail})
	}
	return out
}

// side names whose turn it is.
func side(o *toegang.Overview, t toegang.Taak) string {
	switch {
	case t.Kant == "inwoner":
		return name(&o.Header)
	case t.Kant == "aanbieder" && o.Arrangement != nil:
		return o.Arrangement.Aanbieder
	}
	return tekst.Of("dossier.kant." + t.Kant)
}

func hasTerm(t toegang.Taak) bool { return t.Termijn != civil.Last && !t.Opgeschort }

// turn tells whether a task is for the side of the reader.
func turn(o *toegang.Overview, t toegang.Taak) bool {
	if toegangSide(&o.Header) {
		return t.Kant == "team"
	}
	return t.Kant == "aanbieder"
}

func taakDetail(o *toegang.Overview, t toegang.Taak) string {
	who := o.Namen[t.OvergedragenAan]
	if who == "" {
		who = o.Namen[t.PersoonID]
	}
	parts := []string{who}
	if t.Wettelijk {
		parts = append(parts, tekst.Of("dossier.wettelijke_termijn"))
	}
	if t.Opgeschort {
		parts = append(parts, tekst.Of("dossier.staat_stil"))
	}
	if t.UitgesteldTot.After(o.Dag) {
		parts = append(parts, tekst.Of("dossier.uitgesteld_tot", nl.Long(t.UitgesteldTot)))
	}
	return dots(parts...)
}

// goals are the goals that count, in the resident's own words.
func goals(h *toegang.Header, list []toegang.Doel) []ui.GoalRow {
	var out []ui.GoalRow
	for _, d := range list {
		v, counts := d.Geldig()
		if !counts {
			continue
		}
		out = append(out, ui.GoalRow{
			Words: v.Tekst, Detail: goalDetail(v, d.StandOp), Stand: d.Stand.Waarde(), Scale: scale(),
			URL: kop.URL(h.ID, kop.Plan) + "#doel-" + d.ID,
		})
	}
	return out
}

func goalDetail(v dom.DoelVersie, news civil.Date) string {
	last := tekst.Of("dossier.nog_geen_nieuws")
	if !news.IsZero() {
		last = tekst.Of("dossier.laatste_nieuws", nl.DayMonth(news))
	}
	return dots(tekst.Word("domein", v.Domein), last)
}

func scale() []string {
	return []string{tekst.Of("dossier.schaal.nog_niet"), tekst.Of("dossier.schaal.soms"), tekst.Of("dossier.schaal.goed")}
}

// afspraakFacts says when and where somebody is expected.
func afspraakFacts(a *toegang.Afspraak) []ui.Fact {
	out := []ui.Fact{fact("wanneer", dots(nl.Full(a.Datum), clockWords(a.Tijd)))}
	if a.Waar != "" {
		out = append(out, fact("waar", a.Waar))
	}
	if a.MetWie != "" {
		out = append(out, fact("met_wie", a.MetWie))
	}
	return out
}

// clockWords writes a time of day: "9.30 uur".
func clockWords(s string) string {
	if len(s) != 5 {
		return s
	}
	hour := s[:2]
	if hour[0] == '0' {
		hour = hour[1:]
	}
	return tekst.Of("dossier.uur", hour+"."+s[3:])
}

// wieHelpt are the people around the resident, as far as the reader sees them.
func wieHelpt(o *toegang.Overview) []ui.Fact {
	consulent := o.Consulent
	if consulent == "" {
		consulent = tekst.Of("dossier.heel_team")
	}
	out := []ui.Fact{fact("consulent", dots(consulent, o.Team))}
	if k := o.Arrangement; k != nil {
		if name := o.Namen[k.Verloop.Start.Werkbegeleider.PersoonID]; name != "" {
			out = append(out, fact("werkbegeleider", dots(name, k.Aanbieder)))
		}
		if name := o.Namen[k.Verloop.Start.Trajectbegeleider.PersoonID]; name != "" {
			out = append(out, fact("trajectbegeleider", dots(name, k.Aanbieder)))
		}
	}
	if number := o.Contact.Telefoon; number != "" {
		f := fact("telefoon", nl.Phone(number))
		f.URL = "tel:" + number
		out = append(out, f)
	}
	return out
}
