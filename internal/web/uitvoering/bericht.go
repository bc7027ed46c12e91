package uitvoering

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"trede/internal/app"
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

// berichtForms: how it goes with the goals, in a report or in one minute, and the
// corrections of attendance.
var berichtForms = []form{
	{key: "bericht", path: "bericht", action: authz.VoortgangsberichtSchrijven, fields: reportFields, save: saveReport},
	{key: "waarneming", path: "waarneming", action: authz.WaarnemingVastleggen, fields: observeFields, save: saveObservation},
	{key: "aanwezigheid", path: "aanwezigheid/{registratie}", action: authz.AanwezigheidCorrigeren, fields: correctFields, save: saveCorrection},
}

// notSeen is the answer that a goal was not seen.
const notSeen = "niet_gezien"

// reportFields asks a tap for each goal. Nothing is chosen beforehand; the last time
// stands beside it. What asks for words may be left empty. Source: MON-03; ux.md J2.
func reportFields(v *view) error {
	if !begonnen(v.D) {
		v.Closed = tekst.Of("voortgang.niet_begonnen")
		return nil
	}
	v.Sub += reportTerm(v)
	if v.Draft != "" {
		v.Above = append(v.Above, draftNote(v))
	} else {
		v.Say(ui.Text{Body: v.text("uitleg"), Small: true})
	}
	options := append(formulier.Options("uitvoering.score_", toegang.Scores()), ui.Option{Value: notSeen, Label: tekst.Of("uitvoering.score_niet_gezien")})
	list := goals(v.D)
	for _, g := range list {
		v.Choose("doel."+g.ID, "", options, formulier.Columns(3), formulier.Large,
			formulier.Label("“"+g.Versie.Tekst+"”"), formulier.Was(scoreWord(v.D.Standen[g.ID].Score)))
	}
	switch kind := lacks(list); {
	case kind != "":
		v.Words("motivering", "", formulier.Label(v.text("zonder_"+kind)))
	case v.Problem("motivering") || v.Values.Get("motivering") != "":
		v.Words("motivering", "")
	}
	v.Choose("samenIngevuld", "", formulier.Options("uitvoering.samen_", []toegang.Antwoord{toegang.Ja, toegang.Nee}), formulier.Columns(2))
	v.Tick("krachten", nil, formulier.Options("uitvoering.kracht_", dom.Krachten()), formulier.Optional)
	v.Fold(v.text("meer"), func() {
		v.Choose("volgendeStap", "", formulier.Options("uitvoering.stap_", dom.VolgendeStappen()), formulier.Optional, formulier.Columns(2))
		v.Words("eigen_woorden", "", formulier.Optional, formulier.Rows(2))
		v.Words("zin", "", formulier.Optional, formulier.Rows(2))
	})
	v.Later = &ui.Button{
		Label: tekst.Of("uitvoering.concept_bewaar"), Kind: ui.Subtle, Wide: true, Form: formulier.ID,
		Attrs: templ.Attributes{"formaction": formURL(v.D.ToewijzingID, "bericht", "concept"), "data-draft": true},
	}
	v.Say(ui.Link{Label: tekst.Of("uitvoering.bericht_naar_signaal"), Icon: "megaphone", URL: formURL(v.D.ToewijzingID, "signaal")})
	return nil
}

// draftFields tells which fields of a report a draft holds.
func draftFields(name string) bool {
	return strings.HasPrefix(name, "doel.") || slices.Contains([]string{"motivering", "samenIngevuld", "krachten", "volgendeStap", "eigen_woorden", "zin"}, name)
}

// keepDraft keeps a report as far as it is, without looking at what is missing.
func (p *pages) keepDraft(r *web.Request) error {
	id := r.PathValue("toewijzing")
	fields := map[string][]string{}
	for name, values := range r.Form {
		if draftFields(name) && r.Form.Get("weg") == "" && strings.Join(values, "") != "" {
			fields[name] = values
		}
	}
	if err := p.uc.BewaarConcept(r.Context(), r.Actor, id, fields); err != nil {
		return err
	}
	if r.Form.Get("weg") != "" {
		return r.Done(formURL(id, "bericht"), "uitvoering_concept_weg")
	}
	return r.Done(deelnemerURL(id), "uitvoering_concept")
}

// draft gives the form as somebody left it, when nothing was posted.
func (p *pages) draft(r *web.Request, v *view) error {
	c, found, err := p.uc.Concept(r.Context(), r.Actor, r.PathValue("toewijzing"))
	if err == nil && found {
		v.Form.Values, v.Draft = c.Velden, web.Moment(c.Op)
	}
	return err
}

// lacks is the kind of goal that a plan has none of: a report says why, and is asked at
// once.
func lacks(list []dom.UitvoeringDoel) string {
	work := 0
	for _, g := range list {
		if g.Versie.Domein.Werk() {
			work++
		}
	}
	switch work {
	case 0:
		return "werk"
	case len(list):
		return "persoonlijk"
	}
	return ""
}

// reportTerm says which report it is and how long there is: " · uiterlijk 22 februari".
func reportTerm(v *view) string {
	for _, m := range v.D.Kaart.Marks {
		if state := markState(v.D.Kaart, m, v.D.Dag); m.Soort == "voortgangsbericht" && (state == ui.MarkDue || state == ui.MarkLate) {
			word, _ := nl.Relative(m.Datum, v.D.Dag)
			return " · " + word
		}
	}
	return " · " + tekst.Of("uitvoering.bericht.tussendoor")
}

func saveReport(p *pages, r *web.Request, in *formulier.Input) error {
	x := uitvoering.BerichtInput{
		ToewijzingID: r.PathValue("toewijzing"), Zin: in.Text("zin"), SamenIngevuld: toegang.Antwoord(in.Text("samenIngevuld")),
		EigenWoorden: in.Text("eigen_woorden"), Motivering: in.Text("motivering"), VolgendeStap: dom.VolgendeStap(in.Text("volgendeStap")),
	}
	for name := range r.Form {
		id, isGoal := strings.CutPrefix(name, "doel.")
		if answer := in.Text(name); isGoal && answer != "" {
			line := dom.VoortgangRegel{DoelID: id, Score: toegang.Score(answer)}
			if answer == notSeen {
				line.Score, line.NietGezien = "", true
			}
			x.Regels = append(x.Regels, line)
		}
	}
	slices.SortFunc(x.Regels, func(a, b dom.VoortgangRegel) int { return strings.Compare(a.DoelID, b.DoelID) })
	for _, k := range in.List("krachten") {
		x.Krachten = append(x.Krachten, dom.Kracht(k))
	}
	in.Limit(mostText, "eigen_woorden", "motivering")
	_, err := p.uc.SchrijfBericht(in.Context(), r.Actor, x)
	return err
}

// observeFields asks for news of one goal, in one minute. Source: MON-01.
func observeFields(v *view) error {
	list := goals(v.D)
	if len(list) == 0 {
		v.Closed = tekst.Of("uitvoering.waarneming.geen_doelen")
		return nil
	}
	var options []ui.Option
	for _, g := range list {
		options = append(options, ui.Option{Value: g.ID, Label: "“" + g.Versie.Tekst + "”"})
	}
	v.Choose("doel", "", options)
	v.Choose("score", "", formulier.Options("uitvoering.score_", toegang.Scores()), formulier.Columns(3), formulier.Optional)
	v.Words("tekst", "", formulier.Optional, formulier.Rows(2))
	return nil
}

func saveObservation(p *pages, r *web.Request, in *formulier.Input) error {
	in.Limit(mostText, "tekst")
	if in.Text("doel") == "" {
		in.Wrong("doel", "uitvoering.waarneming.kies_doel")
		return in.Refuse()
	}
	return p.uc.NeemWaar(in.Context(), r.Actor, uitvoering.WaarnemingInput{
		DoelID: in.Text("doel"), ToewijzingID: r.PathValue("toewijzing"), Score: toegang.Score(in.Text("score")), Tekst: in.Text("tekst"),
	})
}

// correctFields asks what it should have been, and why.
func correctFields(v *view) error {
	id := v.r.PathValue("registratie")
	i := slices.IndexFunc(v.D.Aanwezigheid, func(a uitvoering.Aanwezigheid) bool { return a.ID == id })
	if i < 0 {
		return app.NotHere()
	}
	a := v.D.Aanwezigheid[i]
	corrected := slices.ContainsFunc(v.D.Aanwezigheid, func(x uitvoering.Aanwezigheid) bool { return x.Vervangt == id })
	if corrected || a.Status == dom.Ingetrokken {
		v.Closed = tekst.Of("uitvoering.aanwezigheid.al_verbeterd")
		return nil
	}
	v.Say(ui.Text{Body: tekst.Of("uitvoering.aanwezigheid.nu", dagdeelText(a), tekst.Of("uitvoering.was_"+string(a.Status)))})
	v.Send("datum", a.Datum.String())
	v.Send("moment", string(a.Moment))
	list := append(dom.AanwezigStatussen(), dom.Ingetrokken)
	v.Choose("status", "", formulier.Options("uitvoering.was_", list), formulier.Columns(2))
	v.Line("reden", "")
	return nil
}

func saveCorrection(p *pages, r *web.Request, in *formulier.Input) error {
	in.Limit(500, "reden")
	day, err := civil.Parse(in.Text("datum"))
	if err != nil {
		return errs.New(errs.Invalid, "verzoek.onleesbaar")
	}
	_, err = p.uc.LegAanwezigheidVast(in.Context(), r.Actor, uitvoering.AanwezigheidInput{
		ToewijzingID: r.PathValue("toewijzing"), Datum: day, Moment: toegang.Dagmoment(in.Text("moment")),
		Status: dom.AanwezigStatus(in.Text("status")), Vervangt: r.PathValue("registratie"), Reden: in.Text("reden"),
	})
	return err
}
