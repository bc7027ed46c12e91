package toegang

import (
	"cmp"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/ladder"
	"trede/internal/domain/toegang"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

func (p *pages) planRoutes() []web.Route {
	return []web.Route{
		{Pattern: "GET /inwoners/{id}/toewijzen/plan", Action: authz.DoelOpstellen, Handler: p.plan},
		{Pattern: "POST /inwoners/{id}/toewijzen/plan", Action: authz.DoelOpstellen, Handler: p.savePlan},
	}
}

// planPage is the plan as it is made together: who somebody is at work, beginning with
// strengths and wishes, and the goals.
type planPage struct {
	page
	apptoegang.PlanPage
	Melding string
	Stale   *conflict
}

func (p *pages) plan(r *web.Request) error { return p.showPlan(r, http.StatusOK, ui.Form{}, nil) }

var planFields = []string{
	"kwaliteiten", "wensen", "talenten", "ervaring", "watWerktGoed", "urenPerDag", "dagenPerWeek", "dagdelen", "vervoer", "reistijd",
	"rekeningHouden", "tekst", "domein", "nulmeting", "streefwaarde", "streefdatum", "samen", "akkoord", "potentie", "horizon", "groeiZekerheid",
	"belemmeringen", "nodig",
}

func (p *pages) showPlan(r *web.Request, status int, form ui.Form, cause error) error {
	d, err := p.uc.Plan(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	if !d.May(authz.DoelOpstellen) {
		return notHere()
	}
	v := planPage{PlanPage: d, Melding: meldingParam(r)}
	v.page = newPage(r, &v.PlanPage.Header, tekst.Of("plan_pagina.kop"), stepPlan, stepToewijzing, v.Melding).with(form, planFields...)
	if _, ok := formulier.Current[apptoegang.Profiel](cause); ok {
		c := v.verschil()
		v.Stale, v.page.Page.Errors = &c, nil
	}
	return r.Render(status, planTempl(v))
}

// meldingParam is the melding with which the path began, from the address or the form.
func meldingParam(r *web.Request) string {
	return cmp.Or(r.URL.Query().Get("melding"), r.Form.Get("melding"))
}

// savePlan keeps the profile, the estimate of growth and a new goal: each when it was
// filled in, each an act of its own. What was kept stands when a later one is refused.
func (p *pages) savePlan(r *web.Request) error {
	id, melding := r.PathValue("id"), meldingParam(r)
	here := toewijzenURL(id, melding, "plan")
	if formulier.KeepsSaved(r) {
		return r.Redirect(here)
	}
	d, err := p.uc.Plan(r.Context(), r.Actor, id)
	if err != nil {
		return err
	}
	if !d.May(authz.DoelOpstellen) {
		return app.NotHere()
	}
	in := newInput(r, "")
	made, err := p.keepPlan(r, in, &d)
	if err == nil {
		if in.Text("verder") == "toewijzen" {
			return r.Redirect(toewijzenURL(id, melding))
		}
		return r.Done(here, made)
	}
	form, status, again := in.again(err)
	if !again {
		return err
	}
	return p.showPlan(r, status, form, err)
}

func (p *pages) keepPlan(r *web.Request, in *input, d *apptoegang.PlanPage) (done string, err error) {
	versie, done := in.Versie, "plan"
	profiel, groei := in.profiel(), in.groei()
	if profiel.ID, profiel.InwonerID = d.Profiel.Profiel.ID, d.Profiel.Profiel.InwonerID; !reflect.DeepEqual(profiel, d.Profiel.Profiel) {
		profiel.Belastbaarheid.Opbouw = d.Profiel.Belastbaarheid.Opbouw
		if err := p.uc.LegProfielVast(in.Context(), r.Actor, apptoegang.ProfielInput{InwonerID: d.Header.ID, Versie: versie, Profiel: profiel}); err != nil {
			return "", err
		}
		versie++
	}
	if groei.Datum = d.Profiel.Groei.Datum; in.Text("potentie") != "" && !reflect.DeepEqual(groei, d.Profiel.Groei) {
		groei.Datum = r.Today
		if err := p.uc.LegGroeipotentieVast(in.Context(), r.Actor, d.Header.ID, versie, groei); err != nil {
			return "", err
		}
	}
	if !in.metDoel() && (len(d.Doelen) > 0 || in.Text("verder") == "") {
		return done, in.Refuse()
	}
	if _, err = p.uc.StelDoelOp(in.Context(), r.Actor, in.doel(d.Header.ID)); err == nil {
		done = "doel"
	}
	return done, err
}

func (in *input) profiel() toegang.Profiel {
	p := toegang.Profiel{
		Kwaliteiten: in.Text("kwaliteiten"), Wensen: in.Text("wensen"), Talenten: in.Text("talenten"), Ervaring: in.Text("ervaring"),
		WatWerktGoed: in.Text("watWerktGoed"), RekeningHouden: in.Text("rekeningHouden"),
	}
	p.Belastbaarheid.MinutenPerDag = 60 * in.number("urenPerDag", 24)
	p.Belastbaarheid.DagenPerWeek = in.number("dagenPerWeek", 99)
	for _, d := range dagdelen() {
		if slices.Contains(in.r.Form["dagdelen"], dagdeelWaarde(d)) {
			p.Belastbaarheid.Dagdelen = append(p.Belastbaarheid.Dagdelen, d)
		}
	}
	for _, v := range in.r.Form["vervoer"] {
		p.Vervoer.Middelen = append(p.Vervoer.Middelen, toegang.Vervoermiddel(v))
	}
	p.Vervoer.MaxReistijdMinuut = in.number("reistijd", 600)
	return p
}

// dagdelen are the parts of a working week.
func dagdelen() []toegang.Dagdeel {
	var out []toegang.Dagdeel
	for day := time.Monday; day <= time.Friday; day++ {
		for _, m := range []toegang.Dagmoment{toegang.Ochtend, toegang.Middag} {
			out = append(out, toegang.Dagdeel{Dag: day, Moment: m})
		}
	}
	return out
}

func dagdeelWaarde(d toegang.Dagdeel) string {
	return strconv.Itoa(int(d.Dag)) + "-" + string(d.Moment)
}

func dagdeelNaam(day time.Weekday, moment string) string {
	return tekst.Of("weekdag."+strconv.Itoa(int(day))) + " " + tekst.Of("dagmoment."+moment)
}

func (in *input) groei() ladder.Groeipotentie {
	g := ladder.Groeipotentie{
		Potentie: ladder.Trede(in.number("potentie", 9)), Horizon: in.number("horizon", 999), Zekerheid: ladder.Zekerheid(in.Text("groeiZekerheid")),
		Nodig: in.Text("nodig"),
	}
	for _, b := range in.r.Form["belemmeringen"] {
		g.Belemmeringen = append(g.Belemmeringen, ladder.Belemmering(b))
	}
	if g.Potentie == 0 {
		return g
	}
	// Its rules only advise, so what the form cannot have sent is found here.
	for _, r := range ladder.GroeipotentieRules.Evaluate(in.r.Today, g) {
		for _, f := range r.Findings {
			if f.Field == "zekerheid" {
				f.Field = "groeiZekerheid"
			}
			in.Wrong(f.Field, f.Code)
		}
	}
	return g
}

// houden is the target that keeps what goes well now.
const houden = "houden"

// metDoel tells whether something of a new goal was filled in.
func (in *input) metDoel() bool {
	for _, name := range []string{"tekst", "domein", "nulmeting", "streefwaarde", "samen", "akkoord"} {
		if in.Text(name) != "" {
			return true
		}
	}
	return false
}

// doel reads a new goal. What it is directed at follows from where it should lead: up,
// or to stay as it is.
func (in *input) doel(inwonerID string) apptoegang.DoelInput {
	d := apptoegang.DoelInput{
		InwonerID: inwonerID, Tekst: in.Text("tekst"), Domein: toegang.Domein(in.Text("domein")), Gericht: toegang.GerichtOntwikkelen,
		Nulmeting: toegang.Score(in.Text("nulmeting")), Streefwaarde: toegang.Score(in.Text("streefwaarde")), Streefdatum: in.Day("streefdatum"),
		SamenOpgesteld: in.Yes("samen"), Akkoord: in.akkoord("akkoord", true),
	}
	if in.Text("streefwaarde") == houden {
		d.Gericht, d.Streefwaarde = toegang.GerichtBehouden, cmp.Or(d.Nulmeting, toegang.ScoreGoed)
	}
	return d
}

// verschil puts the saved profile beside what was typed.
func (v planPage) verschil() conflict {
	have := v.Profiel.Profiel
	c := conflict{Action: toewijzenURL(v.PlanPage.Header.ID, v.Melding, "plan"), Versie: v.Profiel.Versie, Posted: posted(v.Form)}
	for _, x := range []struct{ name, was string }{
		{"kwaliteiten", have.Kwaliteiten},
		{"wensen", have.Wensen},
		{"talenten", have.Talenten},
		{"ervaring", have.Ervaring},
		{"watWerktGoed", have.WatWerktGoed},
		{"rekeningHouden", have.RekeningHouden},
		{"urenPerDag", count(have.Belastbaarheid.MinutenPerDag / 60)},
		{"dagenPerWeek", count(have.Belastbaarheid.DagenPerWeek)},
	} {
		if mine := v.Values.Get(x.name); mine != "" || x.was != "" {
			c.Rows = append(c.Rows, ui.ConflictRow{Label: tekst.Of("plan_pagina." + x.name), Saved: x.was, Mine: mine})
		}
	}
	return c
}

// count writes a number for a field, "" for none.
func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// doelRows are the goals that are there, with whether both agreed.
func (v planPage) doelRows() []ui.GoalRow {
	var rows []ui.GoalRow
	for n := range v.Doelen {
		d := &v.Doelen[n]
		version, ok := d.Geldig()
		key := "doel_geldt"
		if !ok {
			if version, ok = d.Voorstel(); !ok {
				continue
			}
			key = "doel_wacht"
		}
		rows = append(rows, ui.GoalRow{
			Words:  version.Tekst,
			Detail: strings.Join([]string{word("domein", version.Domein), tekst.Of("plan_pagina." + key), nl.Long(version.Streefdatum)}, " · "),
			Stand:  version.Nulmeting.Waarde(),
		})
	}
	return rows
}
