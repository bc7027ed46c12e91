package dossier

import (
	"net/http"
	"net/url"
	"slices"

	"trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	dom "trede/internal/domain/toegang"
	domuit "trede/internal/domain/uitvoering"
	"trede/internal/web"
	"trede/internal/web/kop"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

func (p *pages) voortgang(r *web.Request) error {
	v, err := p.toegang.Voortgang(r.Context(), r.Actor, r.PathValue("id"), r.URL.Query().Get("toewijzing"))
	if err != nil {
		return p.orReason(r, err)
	}
	if !kop.Sees(&v.Header, kop.Voortgang) {
		return notHere()
	}
	k := kop.New(r, &v.Header, kop.Voortgang, tekst.Of("kop.voortgang")).WithAction(mainAction(&v.Header, v.Kaart))
	return r.Render(http.StatusOK, voortgangPage(k, &v))
}

// plaatsURL is a page of an act on the arrangement that the page shows.
func plaatsURL(v *toegang.VoortgangPage, below ...string) string {
	return kop.URL(v.ID, kop.Voortgang, append([]string{v.Kaart.ID}, below...)...)
}

// plaatsButtons are what can be done now with the arrangement, as far as the reader may.
func plaatsButtons(v *toegang.VoortgangPage) []ui.Button {
	k, l := v.Kaart, &v.Kaart.Verloop
	if !v.OverledenOp.IsZero() || l.Afsluiting != nil || !k.Vervallen.IsZero() {
		return nil
	}
	if !toegangSide(&v.Header) {
		return []ui.Button{{Label: tekst.Of("dossier.naar_deelnemer"), Icon: "user", Wide: true, URL: "/deelnemers/" + url.PathEscape(k.ID)}}
	}
	began := !l.Start.Begonnen.IsZero()
	held := !l.Evaluatie.Gehouden.IsZero()
	may := func(a authz.Action) bool { return v.MayOf(a, &k.Toewijzing) }
	var out []ui.Button
	add := func(may bool, key, icon, path string) {
		if b := button(may, key, icon, plaatsURL(v, path)); b != nil {
			b.Wide = true
			out = append(out, *b)
		}
	}
	add(may(authz.SignaalOpenen) && began, "signaal", "megaphone", "signaal")
	near := nearEvaluatie(k, v.Dag)
	add(may(authz.EvaluatiePlannen) && near && !held, "evaluatie", "calendar", "evaluatie")
	planned := l.Evaluatie.Datum
	add(may(authz.EvaluatieHouden) && began && !held && (near || !planned.IsZero()) && !planned.After(v.Dag), "gehouden", "calendar-check", "gehouden")
	add(may(authz.EvaluatieBesluiten) && (near || held) && l.Vervolg.Op.IsZero(), "vervolg", "route", "vervolg")
	due := k.Keuze.Stabiel.Hertoets
	add(may(authz.EvaluatieBesluiten) && !due.IsZero() && !v.Dag.Before(due.AddDays(-evaluatieDagen)) && l.HertoetsGedaan.IsZero(), "hertoets", "search", "hertoets")
	add(may(authz.OnderbrekingVastleggen) && began && openPauzeOf(l.Onderbrekingen) == nil, "onderbreking", "timer", "onderbreking")
	add(may(authz.ToewijzingBeeindigen) && began && l.Einde == nil && k.Staat != dom.ToewijzingBeeindigd, "einde", "circle-x", "einde")
	add(may(authz.ToewijzingBeeindigen) && l.EindeGemeld != nil && l.Einde == nil, "doorgaan", "undo-2", "doorgaan")
	add(may(authz.AfsluitingVastleggen) && k.Staat == dom.ToewijzingBeeindigd, "afsluiten", "check", "afsluiten")
	return out
}

// openPauzeOf is the interruption that still runs.
func openPauzeOf(list []domuit.Onderbreking) *domuit.Onderbreking {
	for n := range list {
		if list[n].Terug.IsZero() {
			return &list[n]
		}
	}
	return nil
}

// startFacts say how the arrangement began, and who guides.
func startFacts(v *toegang.VoortgangPage) []ui.Fact {
	k, l := v.Kaart, &v.Kaart.Verloop
	begin := tekst.Of("dossier.nog_niet_begonnen", nl.Long(k.Huidig.Start))
	if !l.Start.Begonnen.IsZero() {
		begin = dots(nl.Long(l.Start.Begonnen), tekst.Of("dossier.bevestigd_op", nl.Long(l.Start.BevestigdOp)))
	}
	out := []ui.Fact{fact("start", begin)}
	for _, b := range []struct {
		key string
		who domuit.Begeleider
	}{{"werkbegeleider", l.Start.Werkbegeleider}, {"trajectbegeleider", l.Start.Trajectbegeleider}} {
		if name := v.Namen[b.who.PersoonID]; name != "" {
			out = append(out, fact(b.key, dots(name, nl.Phone(b.who.Bereikbaar))))
		}
	}
	if len(l.Rooster) > 0 {
		out = append(out, fact("rooster", rooster(l.Rooster)))
	}
	if v.Kaart.MetDoelen {
		out = append(out, fact("doelbereik", tekst.Of("dossier.procent_op_weg", v.Kaart.Doelbereik)))
	}
	return out
}

// rooster writes the days on which somebody comes: "ma ochtend, do middag".
func rooster(list []dom.Dagdeel) string {
	var out []string
	for _, d := range list {
		day := civil.New(2024, 1, 1).AddDays((int(d.Dag) + 6) % 7) // the first of January 2024 was a Monday
		out = append(out, nl.Weekday(day)+" "+tekst.Word("dagmoment", d.Moment))
	}
	return nl.Join(out...)
}

// shownWeeks is how many weeks the picture of attendance has.
const shownWeeks = 12

// weeks makes the picture of attendance out of what was registered, corrections taken
// into account; nil when nothing was.
func weeks(v *toegang.VoortgangPage) *ui.WeekChart {
	var list []domuit.Aanwezigheid
	for _, a := range slices.Backward(v.Aanwezigheid) {
		list = append(list, a.Aanwezigheid)
	}
	list = domuit.Geldend(list)
	if len(list) == 0 {
		return nil
	}
	c := ui.WeekChart{
		ID: "aanwezigheid", Title: tekst.Of("dossier.aanwezigheid"),
		There: tekst.Of("dossier.er"), Excused: tekst.Of("dossier.met_bericht"), Absent: tekst.Of("dossier.zonder_bericht"),
	}
	first := monday(v.Dag).AddDays(-7 * (shownWeeks - 1))
	for n := range shownWeeks {
		c.Weeks = append(c.Weeks, ui.Week{Monday: first.AddDays(7 * n)})
	}
	there, all := 0, 0
	for _, a := range list {
		if a.Datum.Before(first) || a.Datum.After(v.Dag) {
			continue
		}
		n := first.DaysUntil(a.Datum) / 7
		w := &c.Weeks[n]
		all++
		switch a.Status {
		case domuit.Aanwezig:
			w.There++
			there++
		case domuit.NietGekomen:
			w.Absent++
		default:
			w.Excused++
		}
	}
	c.Note = tekst.Of("dossier.er_was", name(&v.Header), there, all, nl.Long(civil.Max(first, list[0].Datum)))
	return &c
}

func name(h *toegang.Header) string {
	if h.Voornaam != "" {
		return h.Voornaam
	}
	return kop.Name(h)
}

// betwist are the registrations that the resident says are not right.
func betwist(v *toegang.VoortgangPage) []ui.Fact {
	var out []ui.Fact
	for _, a := range v.Aanwezigheid {
		if !a.Betwist.IsZero() {
			out = append(out, ui.Fact{Label: nl.Full(a.Datum), Value: zei(a.BetwistReden)})
		}
	}
	return out
}

// berichtSub says when a report came, whether in time, and by whom.
func berichtSub(v *toegang.VoortgangPage, b toegang.Voortgangsbericht) string {
	when := tekst.Of("dossier.tussendoor")
	if !b.Termijn.IsZero() {
		when = tekst.Of("dossier.op_tijd")
		if late := domuit.TeLaat(b.Termijn, b.Ingediend); late > 0 {
			when = tekst.Of("dossier.dagen_te_laat", nl.Plural(late, "dag", "dagen"))
		}
	}
	return dots(nl.Long(b.Ingediend), when, v.Namen[b.Door])
}

// berichtFacts are what a report says beside the goals.
func berichtFacts(b toegang.Voortgangsbericht) []ui.Fact {
	var out []ui.Fact
	var strong []string
	for _, k := range b.Krachten {
		strong = append(strong, tekst.Of("uitvoering.kracht_"+string(k)))
	}
	if len(strong) > 0 {
		out = append(out, fact("gaat_goed", nl.Join(strong...)))
	}
	if b.VolgendeStap != "" {
		out = append(out, fact("volgende_stap", tekst.Of("uitvoering.stap_"+string(b.VolgendeStap))))
	}
	for _, p := range []struct{ key, text string }{
		{"zin", b.Zin}, {"inwoner_zei", zei(b.EigenWoorden)}, {"motivering", b.Motivering}, {"reactie", zei(b.Reactie)},
	} {
		if p.text != "" {
			out = append(out, fact(p.key, p.text))
		}
	}
	if b.SamenIngevuld != "" {
		out = append(out, fact("samen_ingevuld", tekst.Word("antwoord", b.SamenIngevuld)))
	}
	return out
}

// berichtGoals are the goals as a report saw them.
func berichtGoals(v *toegang.VoortgangPage, b toegang.Voortgangsbericht) []ui.GoalRow {
	words := map[string]string{}
	for n := range v.Doelen {
		words[v.Doelen[n].ID] = lastVersie(&v.Doelen[n]).Tekst
	}
	var out []ui.GoalRow
	for _, l := range b.Voortgangsbericht.Regels {
		detail := l.Observatie
		if l.NietGezien {
			detail = dots(tekst.Of("dossier.niet_gezien"), detail)
		}
		if words[l.DoelID] != "" {
			out = append(out, ui.GoalRow{Words: words[l.DoelID], Detail: detail, Stand: l.Score.Waarde(), Scale: scale()})
		}
	}
	return out
}

// signaalTag says in a word where a signaal stands.
func signaalTag(s toegang.Signaal) ui.Tag {
	switch s.Staat() {
	case domuit.SignaalBeantwoord:
		return ui.Tag{Text: tekst.Of("dossier.signaal_staat.beantwoord"), Tone: ui.ToneWait}
	case domuit.SignaalGesloten:
		return ui.Tag{Text: tekst.Of("dossier.signaal_staat.gesloten"), Tone: ui.ToneGood}
	}
	if s.Urgentie == domuit.UrgentieSpoed {
		return ui.Tag{Text: tekst.Of("dossier.signaal_staat.spoed"), Tone: ui.ToneLate}
	}
	return ui.Tag{Text: tekst.Of("dossier.signaal_staat.open"), Tone: ui.ToneWeek}
}

// signaalButtons are the answers and ends that the reader may give.
func signaalButtons(v *toegang.VoortgangPage, s toegang.Signaal) []ui.Button {
	var out []ui.Button
	add := func(may bool, key, path string) {
		if b := button(may, key, "", kop.URL(v.ID, kop.Overzicht, "signalen", s.ID, path)); b != nil {
			b.For = s.Tekst
			out = append(out, *b)
		}
	}
	mine := s.Aan == dom.PartijToegang
	add(mine && s.Staat() == domuit.SignaalOpen && v.May(authz.SignaalBeantwoorden), "antwoord", "antwoord")
	open := s.Staat() == domuit.SignaalBeantwoord || s.Staat() == domuit.SignaalOpen && s.Van == dom.PartijToegang
	add(open && v.May(authz.SignaalSluiten), "sluiten", "sluiten")
	return out
}

// voorstelWords say why the system proposes a signaal; a person decides.
func voorstelWords(v *toegang.VoortgangPage, s domuit.SignaalVoorstel) string {
	words := ""
	for n := range v.Doelen {
		if v.Doelen[n].ID == s.DoelID {
			words = lastVersie(&v.Doelen[n]).Tekst
		}
	}
	return tekst.Of("dossier.voorstel_signaal."+string(s.Reden), s.Waarde, s.Grens, words)
}

// evaluatieFacts are the talk near the end: when, who, and what came of it.
func evaluatieFacts(v *toegang.VoortgangPage) []ui.Fact {
	l := &v.Kaart.Verloop
	e := l.Evaluatie
	var out []ui.Fact
	for _, m := range v.Kaart.Marks {
		if m.Soort == toegang.MarkEvaluatie && e.Gehouden.IsZero() && l.Afsluiting == nil {
			out = append(out, fact("uiterlijk_houden", m.Datum))
		}
	}
	if !e.Datum.IsZero() && e.Gehouden.IsZero() {
		out = append(out, fact("gepland", dots(nl.Full(e.Datum), clockWords(l.EvaluatieTijd), l.EvaluatiePlek)))
	}
	if !e.Gehouden.IsZero() {
		var who []string
		for _, p := range e.Aanwezig {
			who = append(who, lower(tekst.Word("partij", p)))
		}
		out = append(out, fact("gehouden_op", e.Gehouden), fact("erbij", nl.Join(who...)))
		for _, p := range []struct{ key, text string }{
			{"verslag", e.Verslag}, {"inwoner_zei", zei(e.EigenWoorden)}, {"voorstel_evaluatie", tekst.Word("voorstel", e.Voorstel)},
		} {
			if p.text != "" {
				out = append(out, fact(p.key, p.text))
			}
		}
	}
	if b := l.Vervolg; !b.Op.IsZero() {
		out = append(out, fact("vervolg_besloten", dots(tekst.Word("voorstel", b.Soort), nl.Long(b.Op))))
		if b.Reden != "" {
			out = append(out, fact("waarom", b.Reden))
		}
	}
	return out
}

// pauzeRows are the interruptions, newest first.
func pauzeRows(v *toegang.VoortgangPage) [][]ui.Cell {
	var out [][]ui.Cell
	for _, o := range slices.Backward(v.Kaart.Verloop.Onderbrekingen) {
		row := []ui.Cell{{Text: tekst.Word("onderbreking_reden", o.Reden), Sub: o.Toelichting}, {Text: nl.Long(o.Van)}, {Text: nl.Long(o.Terug)}}
		if o.Terug.IsZero() {
			row[2] = ui.Cell{Text: tekst.Of("dossier.verwacht_rond", nl.Long(o.VerwachtTerug))}
			if v.MayOf(authz.OnderbrekingBeeindigen, &v.Kaart.Toewijzing) && v.Kaart.Verloop.Afsluiting == nil {
				row[2] = ui.Cell{Content: ui.Link{Label: tekst.Of("dossier.hervat.doe"), URL: plaatsURL(v, "onderbreking", o.ID)}, Sub: row[2].Text}
			}
		}
		out = append(out, row)
	}
	return out
}
