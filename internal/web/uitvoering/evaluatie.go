package uitvoering

import (
	"github.com/a-h/templ"

	"trede/internal/app/uitvoering"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/toegang"
	dom "trede/internal/domain/uitvoering"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// evaluatieForms: plan it with what there is to prepare, and say what was proposed.
// Source: MON-05; ux.md J7.
var evaluatieForms = []form{
	{key: "evaluatie", path: "evaluatie", action: authz.EvaluatiePlannen, fields: planFields, save: savePlan},
	{key: "evaluatie_verslag", path: "evaluatie/verslag", action: authz.EvaluatieHouden, fields: heldFields, save: saveHeld},
}

func planFields(v *view) error {
	e := v.D.Kaart.Verloop.Evaluatie
	switch {
	case !begonnen(v.D):
		v.Closed = tekst.Of("arrangement.niet_begonnen")
		return nil
	case !e.Gehouden.IsZero():
		v.Closed = tekst.Of("uitvoering.evaluatie.is_gehouden", e.Gehouden)
		v.Below = append(v.Below, evaluationCard(v))
		return nil
	}
	v.Say(ui.Text{Body: planText(v)})
	v.Day("datum", e.Datum)
	v.Line("tijd", v.D.Kaart.Verloop.EvaluatieTijd, formulier.Optional, formulier.Short)
	v.Line("plek", v.D.Kaart.Verloop.EvaluatiePlek, formulier.Optional)
	v.Below = append(v.Below, preparation(v))
	if !e.Datum.IsZero() && v.D.May(authz.EvaluatieHouden) {
		v.Below = append(v.Below, ui.Link{Label: tekst.Of("uitvoering.doe_evaluatie_verslag"), Icon: "clipboard-list", URL: formURL(v.D.ToewijzingID, "evaluatie", "verslag")})
	}
	return nil
}

// planText says by when the talk is held, and who comes.
func planText(v *view) string {
	for _, m := range v.D.Kaart.Marks {
		if m.Soort == "evaluatie" {
			return tekst.Of("uitvoering.evaluatie.uitleg", m.Datum, voornaam(v.D))
		}
	}
	return tekst.Of("uitvoering.evaluatie.uitleg_zonder", voornaam(v.D))
}

// preparation is what the three parties look at together.
func preparation(v *view) templ.Component {
	var facts []ui.Fact
	for _, g := range goals(v.D) {
		s := v.D.Standen[g.ID]
		now := scoreWord(s.Score)
		if now == "" {
			now = tekst.Of("uitvoering.doel_geen_nieuws")
		}
		facts = append(facts, ui.Fact{
			Label: "“" + g.Versie.Tekst + "”",
			Value: tekst.Of("uitvoering.evaluatie.doel_stand", scoreWord(g.Versie.Nulmeting), now, scoreWord(g.Versie.Streefwaarde)),
		})
	}
	if v.D.Geregistreerd > 0 {
		facts = append(facts, ui.Fact{Label: tekst.Of("uitvoering.aanwezig"), Value: aanwezigSub(&deelnemerView{DeelnemerPage: v.D})})
	}
	if len(v.D.Berichten) > 0 && v.D.Berichten[0].EigenWoorden != "" {
		facts = append(facts, ui.Fact{Label: tekst.Of("uitvoering.bericht_eigen_woorden"), Value: v.D.Berichten[0].EigenWoorden})
	}
	if s := v.D.Vervolg; s != nil {
		facts = append(facts, ui.Fact{Label: tekst.Of("uitvoering.evaluatie.ladder"), Value: tekst.Of(s.Waarom)})
	}
	return factsCard(tekst.Of("uitvoering.evaluatie.voorbereiding"), facts)
}

// evaluationCard is the evaluatie as it was held.
func evaluationCard(v *view) templ.Component {
	e := v.D.Kaart.Verloop.Evaluatie
	facts := []ui.Fact{
		{Label: tekst.Of("uitvoering.evaluatie_verslag.verslag"), Value: e.Verslag},
		{Label: tekst.Of("uitvoering.evaluatie_verslag.voorstel"), Value: tekst.Of("uitvoering.voorstel_soort_" + string(e.Voorstel))},
	}
	if e.EigenWoorden != "" {
		facts = append(facts, ui.Fact{Label: tekst.Of("uitvoering.bericht_eigen_woorden"), Value: e.EigenWoorden})
	}
	return factsCard(tekst.Of("uitvoering.evaluatie.was", e.Gehouden), facts)
}

func savePlan(p *pages, r *web.Request, in *formulier.Input) error {
	in.Limit(200, "plek")
	return p.uc.PlanEvaluatie(in.Context(), r.Actor, uitvoering.PlanInput{
		ToewijzingID: r.PathValue("toewijzing"), Versie: in.Versie, Datum: in.Day("datum"), Tijd: in.Clock("tijd"), Plek: in.Text("plek"),
		Uitgenodigd: toegang.Partijen(), // the page says that planning invites all three
	})
}

func heldFields(v *view) error {
	e := v.D.Kaart.Verloop.Evaluatie
	switch {
	case !begonnen(v.D):
		v.Closed = tekst.Of("arrangement.niet_begonnen")
		return nil
	case !e.Gehouden.IsZero() && !v.Stale():
		v.Closed = tekst.Of("uitvoering.evaluatie.is_gehouden", e.Gehouden)
		v.Below = append(v.Below, evaluationCard(v))
		return nil
	}
	held := e.Gehouden
	if held.IsZero() {
		held = civil.Min(v.D.Dag, e.Datum)
	}
	v.Above = append(v.Above, ui.Text{Body: v.text("uitleg")})
	v.Day("gehouden", held)
	v.Tick("aanwezig", formulier.Strings(e.Aanwezig), formulier.Options("uitvoering.partij_", toegang.Partijen()))
	v.Words("verslag", e.Verslag)
	v.Words("eigen_woorden", e.EigenWoorden, formulier.Optional)
	v.Choose("voorstel", string(e.Voorstel), formulier.Options("uitvoering.voorstel_soort_", dom.VoorstelSoorten()))
	v.Below = append(v.Below, preparation(v))
	return nil
}

func saveHeld(p *pages, r *web.Request, in *formulier.Input) error {
	in.Limit(mostText, "verslag", "eigen_woorden")
	return p.uc.HoudEvaluatie(in.Context(), r.Actor, uitvoering.GehoudenInput{
		ToewijzingID: r.PathValue("toewijzing"), Versie: in.Versie, Gehouden: in.Day("gehouden"), Aanwezig: formulier.Values[toegang.Partij](in.List("aanwezig")),
		Verslag: in.Text("verslag"), EigenWoorden: in.Text("eigen_woorden"), Voorstel: dom.VoorstelSoort(in.Text("voorstel")),
	})
}

// periode is a period in words; one without an end says from when.
func periode(first, last civil.Date) string {
	if last.IsZero() {
		return tekst.Of("uitvoering.vanaf", first)
	}
	return nl.Range(first, last)
}
