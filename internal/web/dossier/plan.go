package dossier

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	dom "trede/internal/domain/toegang"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/kop"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// planView is the plan as the page shows it: goals in their order, stopped ones apart,
// newest first.
type planView struct {
	*toegang.PlanPage
	Lopend, Gestopt []toegang.Doel
}

func newPlanView(plan *toegang.PlanPage) planView {
	v := planView{PlanPage: plan}
	for _, d := range plan.Doelen {
		if d.Loopt() {
			v.Lopend = append(v.Lopend, d)
		} else {
			v.Gestopt = append(v.Gestopt, d)
		}
	}
	slices.Reverse(v.Gestopt)
	return v
}

func (p *pages) plan(r *web.Request) error {
	plan, err := p.toegang.Plan(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return p.orReason(r, err)
	}
	if !kop.Sees(&plan.Header, kop.Plan) {
		return notHere()
	}
	h := &plan.Header
	k := kop.New(r, h, kop.Plan, tekst.Of("kop.plan"))
	if b := button(h.May(authz.DoelOpstellen) && h.OverledenOp.IsZero(), "doel_nieuw", "plus", kop.URL(h.ID, kop.Plan, "doelen", "nieuw")); b != nil {
		b.Kind = ui.Primary
		k = k.WithAction(b)
	}
	return r.Render(http.StatusOK, planPage(k, newPlanView(&plan)))
}

// afdruk is the plan for paper: the same goals without what can be pressed.
func (p *pages) afdruk(r *web.Request) error {
	plan, err := p.toegang.DrukPlanAf(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	k := kop.Below(r, &plan.Header, kop.Plan, tekst.Of("dossier.afdruk.kop"))
	return r.Render(http.StatusOK, afdrukPage(k, newPlanView(&plan)))
}

// verplaats moves a goal one place. Who saw another order than there is now is shown
// how it stands, and asked nothing: one press more does it.
func (p *pages) verplaats(r *web.Request) error {
	err := p.toegang.VerplaatsDoel(r.Context(), r.Actor, toegang.Plek{
		DoelID: r.PathValue("doel"), Nr: number(r.Form.Get("nr")), Omhoog: r.Form.Get("kant") == omhoog,
	})
	back := kop.URL(r.PathValue("id"), kop.Plan)
	switch {
	case err == nil:
		return r.Done(back, "dossier_doel_plek")
	case errs.Is(err, errs.Conflict):
		return r.Done(back, "dossier_doel_plek_intussen")
	}
	return err
}

// The ways in which a goal moves.
const (
	omhoog = "omhoog"
	omlaag = "omlaag"
)

// plekButtons move the n-th goal among those that run.
func plekButtons(v planView, n int) []ui.Button {
	if !v.May(authz.DoelWijzigen) || !v.OverledenOp.IsZero() {
		return nil
	}
	d := v.Lopend[n]
	var out []ui.Button
	add := func(can bool, way, icon string) {
		if can {
			out = append(out, ui.Button{
				Label: tekst.Of("dossier.doel_" + way), For: lastVersie(&d).Tekst, Kind: ui.Subtle, Icon: icon, Name: "kant", Value: way,
			})
		}
	}
	add(n > 0, omhoog, "arrow-up")
	add(n+1 < len(v.Lopend), omlaag, "arrow-down")
	return out
}

// doelTag says in a word how far a goal is agreed.
func doelTag(d toegang.Doel) ui.Tag {
	v, waits := d.Voorstel()
	switch {
	case waits && v.Vervalt:
		return ui.Tag{Text: tekst.Of("dossier.doel_stopt_misschien"), Tone: ui.ToneWeek}
	case waits && len(d.Versies) > 1:
		return ui.Tag{Text: tekst.Of("dossier.doel_wijziging_wacht"), Tone: ui.ToneWeek}
	case waits:
		return ui.Tag{Text: tekst.Of("dossier.doel_wacht"), Tone: ui.ToneWeek}
	}
	return ui.Tag{Text: tekst.Of("dossier.doel_akkoord_tag"), Tone: ui.ToneGood, Icon: "check"}
}

// doelSub is the line below the words of a goal.
func doelSub(v dom.DoelVersie) string {
	until := ""
	if !v.Streefdatum.IsZero() {
		until = tekst.Of("dossier.doel_voor", nl.Long(v.Streefdatum))
	}
	return dots(tekst.Word("domein", v.Domein), until)
}

// doelFacts say where a goal began, stands and is to go, and who agreed.
func doelFacts(h *toegang.Header, d toegang.Doel) []ui.Fact {
	v := lastVersie(&d)
	if now, counts := d.Geldig(); counts {
		v = now
	}
	stand := tekst.Of("dossier.nog_geen_nieuws")
	if d.Stand != "" {
		stand = dots(tekst.Word("score", d.Stand), tekst.Of("dossier.laatste_nieuws", nl.DayMonth(d.StandOp)))
	}
	out := []ui.Fact{
		fact("nu_is", stand),
		fact("van_naar", tekst.Of("dossier.stap_tekst", lower(tekst.Word("score", v.Nulmeting)), nl.DayMonth(d.Opgesteld), lower(tekst.Word("score", v.Streefwaarde)))),
	}
	if v.AkkoordInwoner.Gegeven() {
		out = append(out, fact("akkoord_van_inwoner", akkoordWords(h, v.AkkoordInwoner)))
	}
	return out
}

// lower begins a word small, for use inside a sentence.
func lower(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// akkoordWords says when and how somebody agreed.
func akkoordWords(h *toegang.Header, a dom.Akkoord) string {
	text := dots(nl.Long(a.Op), tekst.Word("akkoord_vorm", a.Vorm))
	if a.Vorm != dom.AkkoordDigitaal {
		if name := h.Namen[a.Door]; name != "" {
			text = dots(text, tekst.Of("dossier.opgeschreven_door", name))
		}
	}
	if a.Toelichting != "" {
		text += ": " + zei(a.Toelichting)
	}
	return text
}

// actie is one thing that somebody does for a goal, with its place in the list.
type actie struct {
	toegang.DoelActie
	Nr int
}

// acties are the actions of a goal: open ones by day, those without a day after them,
// then what is done.
func acties(d toegang.Doel) []actie {
	out := make([]actie, len(d.Acties))
	for n, a := range d.Acties {
		out[n] = actie{a, n + 1}
	}
	day := func(a actie) civil.Date {
		if !a.Klaar.IsZero() || a.Op.IsZero() {
			return civil.Last
		}
		return a.Op
	}
	slices.SortStableFunc(out, func(a, b actie) int {
		if aDone, bDone := a.Klaar.IsZero(), b.Klaar.IsZero(); aDone != bDone {
			if aDone {
				return -1
			}
			return 1
		}
		return day(a).Compare(day(b))
	})
	return out
}

// actieRows are the actions as a table; the last column is how to finish one.
func actieRows(h *toegang.Header, d toegang.Doel, may bool) [][]ui.Cell {
	var out [][]ui.Cell
	for _, a := range acties(d) {
		when := nl.Long(a.Op)
		if a.Op.IsZero() {
			when = "–"
		}
		state := ui.Cell{Text: tekst.Of("dossier.actie_open")}
		switch {
		case !a.Klaar.IsZero():
			state = ui.Cell{Content: ui.Tag{Text: tekst.Of("dossier.actie_klaar"), Tone: ui.ToneGood, Icon: "check"}}
		case may:
			state = ui.Cell{Content: ui.Link{
				Label: tekst.Of("dossier.doel_klaar.doe"), For: a.Tekst, Icon: "check", URL: doelURL(h, d, "actie", strconv.Itoa(a.Nr)),
			}}
		}
		out = append(out, []ui.Cell{{Text: a.Tekst}, {Text: tekst.Word("partij", a.Wie)}, {Text: when}, state})
	}
	return out
}

// allDone tells whether there are actions and all of them are done.
func allDone(d toegang.Doel) bool {
	return len(d.Acties) > 0 && !slices.ContainsFunc(d.Acties, func(a toegang.DoelActie) bool { return a.Klaar.IsZero() })
}

func doelURL(h *toegang.Header, d toegang.Doel, below ...string) string {
	return kop.URL(h.ID, kop.Plan, append([]string{"doelen", d.ID}, below...)...)
}

// doelButtons are what the reader may do with a goal.
func doelButtons(h *toegang.Header, d toegang.Doel) []ui.Button {
	if !h.OverledenOp.IsZero() {
		return nil
	}
	var out []ui.Button
	add := func(action authz.Action, key, icon, path string) {
		if b := button(h.May(action), key, icon, doelURL(h, d, path)); b != nil {
			b.Kind, b.For = ui.Subtle, lastVersie(&d).Tekst
			out = append(out, *b)
		}
	}
	if _, waits := d.Voorstel(); waits {
		return nil
	}
	add(authz.DoelActieToevoegen, "doel_actie", "plus", "actie")
	add(authz.WaarnemingVastleggen, "waarneming", "chart-column", "waarneming")
	add(authz.DoelWijzigen, "doel_wijzig", "pencil", "wijzig")
	add(authz.DoelBeeindigen, "doel_stop", "x", "stop")
	return out
}

// voorstelButtons are the answers to a proposal that the reader may give.
func voorstelButtons(h *toegang.Header, d toegang.Doel) []ui.Button {
	v, _ := d.Voorstel()
	var out []ui.Button
	if b := button(!v.AkkoordInwoner.Gegeven() && h.May(authz.DoelAkkoordMondeling), "doel_akkoord", "", doelURL(h, d, "akkoord")); b != nil {
		b.For = v.Tekst
		out = append(out, *b)
	}
	if b := button(!v.AkkoordToegang.Gegeven() && h.May(authz.DoelWijzigen), "doel_beoordeel", "", doelURL(h, d, "beoordeel")); b != nil {
		b.For = v.Tekst
		out = append(out, *b)
	}
	return out
}

// profielFacts are the parts of the profile that hold something.
func profielFacts(p *toegang.PlanPage) []ui.Fact {
	x := p.Profiel.Profiel
	var out []ui.Fact
	for _, part := range []struct{ key, text string }{
		{"kwaliteiten", x.Kwaliteiten},
		{"wensen", x.Wensen},
		{"talenten", x.Talenten},
		{"ervaring", x.Ervaring},
		{"wat_werkt_goed", x.WatWerktGoed},
		{"rekening_houden", x.RekeningHouden},
	} {
		if part.text != "" {
			out = append(out, fact("profiel."+part.key, part.text))
		}
	}
	return out
}

// meningAntwoord is what the resident chose, in the words that stood there: of a report
// whether it is right, of anything else how it goes.
func meningAntwoord(m toegang.Mening) string {
	if m.Antwoord == "" {
		return ""
	}
	if m.Onderwerp == "bericht" {
		return tekst.Of("mijn.klopt_" + m.Antwoord)
	}
	return tekst.Of("mijn.gevoel_" + m.Antwoord)
}

// meningDetail says what an opinion is about, when, and who helped.
func meningDetail(h *toegang.Header, m toegang.Mening) string {
	answer := ""
	if m.Woorden != "" && m.Antwoord != "" {
		answer = meningAntwoord(m)
	}
	with := ""
	if name := h.Namen[m.SamenMet]; name != "" {
		with = tekst.Of("dossier.samen_met", name)
	}
	return dots(tekst.Of("onderwerp."+m.Onderwerp), answer, nl.Long(civil.Of(m.Op)), with)
}
