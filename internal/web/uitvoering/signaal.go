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
	{key: "signaal_antwoord", path: "signalen/{signaal}", action: authz.SignaalLezen, send: authz.SignaalBeantwoorden, fields: answerFields, save: saveAnswer},
	{key: "signaal_uitkomst", path: "signalen/{signaal}/uitkomst", action: authz.SignaalSluiten, fields: outcomeFields, save: saveOutcome},
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
	switch {
	case s.Staat() == dom.SignaalGesloten:
		v.Closed = tekst.Of("uitvoering.signaal_antwoord.klaar")
	case s.Staat() == dom.SignaalBeantwoord:
		v.Closed = tekst.Of("uitvoering.signaal_antwoord.beantwoord")
	case s.Aan != toegang.PartijAanbieder || !v.D.May(authz.SignaalBeantwoorden):
		v.Closed = tekst.Of("uitvoering.signaal_antwoord.wacht")
	default:
		v.Words("antwoord", s.Antwoord)
	}
	if mayEnd(v, s) {
		v.Below = append(v.Below, ui.Link{Label: v.text("rond_af"), Icon: "check", URL: formURL(v.D.ToewijzingID, "signalen", s.ID, "uitkomst")})
	}
	return nil
}

// mayEnd tells whether the provider may say what came of a signaal: after the answer,
// or before it when the provider began it.
func mayEnd(v *view, s *uitvoering.Signaal) bool {
	const us = toegang.PartijAanbieder
	began, answered := s.Van == us, s.Staat() == dom.SignaalBeantwoord && (s.Van == us || s.Aan == us)
	return s.Staat() != dom.SignaalGesloten && (began || answered) && v.D.May(authz.SignaalSluiten)
}

// outcomeFields ask what came of a signaal, which ends it.
func outcomeFields(v *view) error {
	s := signalOf(v)
	if s == nil {
		return app.NotHere()
	}
	v.Form.Versie = s.Versie
	v.Above = append(v.Above, ui.DescriptionList{Items: signalFacts(v, s), Stacked: true})
	if !mayEnd(v, s) {
		v.Closed = tekst.Of("uitvoering.signaal_antwoord.klaar")
		if s.Staat() == dom.SignaalOpen {
			v.Closed = tekst.Of("signaal.eerst_antwoord")
		}
		return nil
	}
	v.Words("uitkomst", s.Uitkomst)
	return nil
}

func saveOutcome(p *pages, r *web.Request, in *formulier.Input) error {
	in.Limit(mostText, "uitkomst")
	return p.uc.SluitSignaal(in.Context(), r.Actor, uitvoering.SignaalActie{
		SignaalID: r.PathValue("signaal"), Versie: in.Versie, Tekst: in.Text("uitkomst"),
	})
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
	in.Limit(mostText, "antwoord")
	return p.uc.BeantwoordSignaal(in.Context(), r.Actor, uitvoering.SignaalActie{
		SignaalID: r.PathValue("signaal"), Versie: in.Versie, Tekst: in.Text("antwoord"),
	})
}
