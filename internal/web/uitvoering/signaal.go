package uitvoering

import (
	"trede/internal/app"
	"trede/internal/app/uitvoering"
	"trede/internal/authz"
	"trede/internal/domain/toegang"
	dom "trede/internal/domain/uitvoering"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// signaalForms: two taps and a sentence, and the answers. Source: MON-04; ux.md J8.
var signaalForms = []form{
	{key: "signaal", path: "signaal", action: authz.SignaalOpenen, fields: signalFields, save: saveSignal, danger: true},
	{key: "signaal_antwoord", path: "signalen/{signaal}", action: authz.SignaalLezen, fields: answerFields, save: saveAnswer},
}

// signalIcons stand beside their words.
var signalIcons = map[dom.SignaalSoort]string{
	dom.SignaalVraag: "circle-question-mark", dom.SignaalZorg: "triangle-alert", dom.SignaalResultaat: "target",
	dom.SignaalAfwezig: "user", dom.SignaalVeiligheid: "shield-check",
}

func signalFields(v *view) error {
	options := formulier.Options("uitvoering.signaal_soort_", dom.SignaalSoorten())
	for n := range options {
		options[n].Icon = signalIcons[dom.SignaalSoort(options[n].Value)]
	}
	v.Choose("soort", "", options)
	v.Choose("urgentie", "", formulier.Options("uitvoering.signaal_urgentie_", dom.Urgenties()), formulier.Columns(2))
	v.Words("tekst", "", formulier.Rows(2))
	v.Below = append(v.Below, ui.Text{Body: v.text("let_op"), Small: true})
	return nil
}

func saveSignal(p *pages, r *web.Request, in *formulier.Input) error {
	in.Limit(mostText, "tekst")
	_, err := p.uc.OpenSignaal(in.Context(), r.Actor, uitvoering.SignaalInput{
		ToewijzingID: r.PathValue("toewijzing"), Soort: dom.SignaalSoort(in.Text("soort")), Urgentie: dom.Urgentie(in.Text("urgentie")), Tekst: in.Text("tekst"),
	})
	return err
}

// signalOf is the signaal of the address, as far as the reader sees it.
func signalOf(v *view) *uitvoering.Signaal {
	for n := range v.D.Signalen {
		if s := &v.D.Signalen[n]; s.ID == v.r.PathValue("signaal") {
			return s
		}
	}
	return nil
}

func answerFields(v *view) error {
	s := signalOf(v)
	if s == nil {
		return app.NotHere()
	}
	v.Form.Versie = s.Versie
	v.Above = append(v.Above, ui.DescriptionList{Items: signalFacts(v, s), Stacked: true})
	mine := s.Aan == toegang.PartijAanbieder
	switch {
	case s.Staat() == dom.SignaalGesloten:
		v.Closed = tekst.Of("uitvoering.signaal_antwoord.klaar")
	case s.Staat() == dom.SignaalOpen && mine && v.D.May(authz.SignaalBeantwoorden):
		v.Send("doe", "antwoord")
		v.Words("antwoord", s.Antwoord)
	case s.Staat() == dom.SignaalOpen:
		v.Closed = tekst.Of("uitvoering.signaal_antwoord.wacht")
	case v.mayClose(s):
		v.Send("doe", "sluiten")
		v.Words("uitkomst", s.Uitkomst)
	default:
		v.Closed = tekst.Of("uitvoering.signaal_antwoord.beantwoord")
	}
	return nil
}

// mayClose tells whether who looks may say what came of a signaal.
func (v *view) mayClose(s *uitvoering.Signaal) bool {
	between := s.Van == toegang.PartijAanbieder || s.Aan == toegang.PartijAanbieder
	return between && v.D.May(authz.SignaalSluiten)
}

func signalFacts(v *view, s *uitvoering.Signaal) []ui.Fact {
	facts := []ui.Fact{
		{Label: tekst.Of("uitvoering.signaal_antwoord.wat"), Value: tekst.Of("uitvoering.signaal_soort_" + string(s.Soort))},
		{Label: tekst.Of("uitvoering.signaal_antwoord.van", tekst.Of("waarde."+string(s.Van)), nl.Long(s.Geopend)), Value: s.Tekst},
	}
	if !s.Beantwoord.IsZero() {
		facts = append(facts, ui.Fact{Label: tekst.Of("uitvoering.signaal_antwoord.antwoord_op", nl.Long(s.Beantwoord)), Value: s.Antwoord})
	}
	if s.Uitkomst != "" {
		facts = append(facts, ui.Fact{Label: tekst.Of("uitvoering.signaal_antwoord.uitkomst"), Value: s.Uitkomst})
	}
	return facts
}

func saveAnswer(p *pages, r *web.Request, in *formulier.Input) error {
	x := uitvoering.SignaalActie{SignaalID: r.PathValue("signaal"), Versie: in.Versie}
	if in.Text("doe") == "sluiten" {
		in.Limit(mostText, "uitkomst")
		x.Tekst = in.Text("uitkomst")
		return p.uc.SluitSignaal(in.Context(), r.Actor, x)
	}
	in.Limit(mostText, "antwoord")
	x.Tekst = in.Text("antwoord")
	return p.uc.BeantwoordSignaal(in.Context(), r.Actor, x)
}
