package uitvoering

import (
	"context"
	"slices"
	"strings"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
)

// PlanInput plans the evaluatie.
type PlanInput struct {
	ToewijzingID string
	Versie       int
	Datum        civil.Date
	Tijd         string // 10:30
	Plek         string
	Uitgenodigd  []toegang.Partij
}

// PlanEvaluatie plans the evaluatie with all three parties. Source: MON-05.
func (u *UseCases) PlanEvaluatie(ctx context.Context, actor app.Actor, in PlanInput) error {
	return u.act(ctx, actor, authz.EvaluatiePlannen, "evaluatie.gepland", in.ToewijzingID, in.Versie, "", func(x *acting) ([]rule.Result, error) {
		e := uitvoering.Evaluatie{GeplandOp: x.day, Datum: in.Datum, Uitgenodigd: in.Uitgenodigd, Door: actor.ID}
		if old := x.t.Verloop.Evaluatie.GeplandOp; !old.IsZero() {
			e.GeplandOp = old
		}
		findings := x.notRunning()
		findings = append(findings, rule.FailIf(in.Tijd != "" && !isTime(in.Tijd), "tijd", "afspraak.tijd_kan_niet")...)
		findings = append(findings, rule.FailIf(!x.t.Verloop.Evaluatie.Gehouden.IsZero(), "", "evaluatie.is_gehouden")...)
		findings = append(findings, rule.FailIf(in.Datum.IsZero() || in.Datum.Before(x.day), "datum", "evaluatie.dag_ontbreekt")...)
		var list []rule.Result
		if !in.Datum.IsZero() {
			list = uitvoering.EvaluatieRules.Evaluate(in.Datum, uitvoering.EvaluatieFeiten{Arrangement: x.a, Evaluatie: e, Vandaag: x.day})
		}
		if err := refuse(list, findings); err != nil {
			return nil, err
		}
		x.t.Verloop.Evaluatie, x.t.Verloop.EvaluatieTijd, x.t.Verloop.EvaluatiePlek = e, in.Tijd, in.Plek
		return x.save("evaluatie_plannen", list)
	})
}

// notRunning refuses what is only for an arrangement that began and is not closed.
func (x *acting) notRunning() []rule.Finding {
	switch {
	case x.t.Verloop.Start.Begonnen.IsZero():
		return rule.Fail("", "arrangement.niet_begonnen")
	case x.t.Verloop.Afsluiting != nil:
		return rule.Fail("", "arrangement.is_afgesloten", x.t.Verloop.Afsluiting.Op)
	}
	return nil
}

// GehoudenInput records that the evaluatie was held.
type GehoudenInput struct {
	ToewijzingID string
	Versie       int
	Gehouden     civil.Date // zero: today
	Aanwezig     []toegang.Partij
	Verslag      string
	EigenWoorden string // what the resident says, kept as said
	Voorstel     uitvoering.VoorstelSoort
}

// HoudEvaluatie records that the evaluatie was held, ending in a proposal. Source:
// MON-05.
func (u *UseCases) HoudEvaluatie(ctx context.Context, actor app.Actor, in GehoudenInput) error {
	return u.act(ctx, actor, authz.EvaluatieHouden, "evaluatie.gehouden", in.ToewijzingID, in.Versie, "", func(x *acting) ([]rule.Result, error) {
		e := x.t.Verloop.Evaluatie
		findings := x.notRunning()
		findings = append(findings, rule.FailIf(!e.Gehouden.IsZero(), "", "evaluatie.is_gehouden")...)
		e.Gehouden, e.Aanwezig, e.Verslag = dayOr(in.Gehouden, x.day), in.Aanwezig, strings.TrimSpace(in.Verslag)
		e.EigenWoorden, e.Voorstel, e.Door = in.EigenWoorden, in.Voorstel, actor.ID
		list := uitvoering.EvaluatieRules.Evaluate(e.Gehouden, uitvoering.EvaluatieFeiten{Arrangement: x.a, Evaluatie: e, Vandaag: x.day})
		if err := refuse(list, findings); err != nil {
			return nil, err
		}
		x.t.Verloop.Evaluatie = e
		return x.save("evaluatie", list)
	})
}

// VervolgInput is what the lokale toegang decides about afterwards.
type VervolgInput struct {
	ToewijzingID string
	Versie       int
	Soort        uitvoering.VoorstelSoort
	Reden        string
}

// BesluitVervolg decides what comes next. A next arrangement is a new toewijzing,
// made with package toegang; nothing goes on in silence. Source: PRD-06, PRD-08.
func (u *UseCases) BesluitVervolg(ctx context.Context, actor app.Actor, in VervolgInput) error {
	return u.act(ctx, actor, authz.EvaluatieBesluiten, "vervolg.besloten", in.ToewijzingID, in.Versie, in.Reden, func(x *acting) ([]rule.Result, error) {
		b := uitvoering.VervolgBesluit{Soort: in.Soort, Op: x.day, Door: actor.ID, Reden: strings.TrimSpace(in.Reden)}
		metingen, err := x.d.Metingen()
		if err != nil {
			return nil, err
		}
		f := uitvoering.VervolgFeiten{
			Arrangement: x.a, Evaluatie: x.t.Verloop.Evaluatie, Besluit: b, LokaleToegang: partijOf(x.decision) == toegang.PartijToegang,
		}
		if n := len(metingen); n > 0 {
			f.Trede = metingen[n-1].Vastgesteld
		}
		list := uitvoering.VervolgRules.Evaluate(x.day, f)
		reasons := map[string]string{}
		for _, a := range rule.Advised(list) {
			reasons[a.Rule] = b.Reden
		}
		findings := x.notRunning()
		findings = append(findings, rule.FailIf(!x.t.Verloop.Vervolg.Op.IsZero(), "", "vervolg.is_besloten")...)
		if err := app.Refuse(findings, app.Weigh(list, reasons)); err != nil {
			return nil, err
		}
		x.t.Verloop.Vervolg = b
		return x.save("vervolg", list)
	})
}

// OnderbrekingInput lets an arrangement stand still.
type OnderbrekingInput struct {
	ToewijzingID  string
	Versie        int
	Reden         uitvoering.OnderbrekingReden
	Van           civil.Date
	VerwachtTerug civil.Date
	Toelichting   string
}

// Onderbreek lets an arrangement stand still, with a reason. Source: X-10.
func (u *UseCases) Onderbreek(ctx context.Context, actor app.Actor, in OnderbrekingInput) error {
	return u.act(ctx, actor, authz.OnderbrekingVastleggen, "onderbreking.vastgelegd", in.ToewijzingID, in.Versie, string(in.Reden), func(x *acting) ([]rule.Result, error) {
		o := uitvoering.Onderbreking{
			ID: x.d.Tx.NewID(), Reden: in.Reden, Van: dayOr(in.Van, x.day), VerwachtTerug: in.VerwachtTerug,
			Toelichting: strings.TrimSpace(in.Toelichting), Door: actor.ID,
		}
		list := uitvoering.OnderbrekingRules.Evaluate(o.Van, uitvoering.OnderbrekingFeiten{
			Arrangement: x.a, Begonnen: x.t.Verloop.Start.Begonnen, Andere: x.t.Verloop.Onderbrekingen, Nieuw: o,
		})
		if err := refuse(list, x.notRunning()); err != nil {
			return nil, err
		}
		x.t.Verloop.Onderbrekingen = append(slices.Clone(x.t.Verloop.Onderbrekingen), o)
		return x.save("onderbreking", list)
	})
}

// Hervat records the first day back after an interruption.
func (u *UseCases) Hervat(ctx context.Context, actor app.Actor, toewijzingID, onderbrekingID string, versie int, terug civil.Date) error {
	return u.act(ctx, actor, authz.OnderbrekingBeeindigen, "onderbreking.beeindigd", toewijzingID, versie, "", func(x *acting) ([]rule.Result, error) {
		list := slices.Clone(x.t.Verloop.Onderbrekingen)
		i := slices.IndexFunc(list, func(o uitvoering.Onderbreking) bool { return o.ID == onderbrekingID })
		if i < 0 {
			return nil, app.NotHere()
		}
		back, findings := list[i].Hervat(dayOr(terug, x.day))
		if err := app.Refuse(findings); err != nil {
			return nil, err
		}
		list[i] = back
		x.t.Verloop.Onderbrekingen = list
		return x.save("", nil)
	})
}

// EindeInput is an early end.
type EindeInput struct {
	ToewijzingID string
	Versie       int
	LaatsteDag   civil.Date
	Reden        toegang.RedenBeeindiging
	Toelichting  string
	Besproken    []toegang.Partij
	Motivering   string // why an advies is set aside
}

func (in EindeInput) beeindiging(door string, day civil.Date) uitvoering.Beeindiging {
	return uitvoering.Beeindiging{
		LaatsteDag: in.LaatsteDag, Reden: in.Reden, Toelichting: strings.TrimSpace(in.Toelichting), Besproken: in.Besproken,
		Door: door, Op: day,
	}
}

// MeldEinde records that the provider or the resident says that it stops; the lokale
// toegang decides.
func (u *UseCases) MeldEinde(ctx context.Context, actor app.Actor, in EindeInput) error {
	return u.act(ctx, actor, authz.ToewijzingEindeMelden, "einde.gemeld", in.ToewijzingID, in.Versie, string(in.Reden), func(x *acting) ([]rule.Result, error) {
		e := in.beeindiging(actor.ID, x.day)
		findings := x.notRunning()
		findings = append(findings, rule.FailIf(!e.Reden.Bekend(), "reden", "einde.reden_ontbreekt")...)
		findings = append(findings, rule.FailIf(e.LaatsteDag.IsZero(), "laatsteDag", "einde.dag_ontbreekt")...)
		if err := app.Refuse(findings); err != nil {
			return nil, err
		}
		x.t.Verloop.EindeGemeld = &e
		return x.save("", nil)
	})
}

// LaatDoorgaan (let go on) records that it does not stop, after somebody said that it
// does.
func (u *UseCases) LaatDoorgaan(ctx context.Context, actor app.Actor, toewijzingID string, versie int, reden string) error {
	return u.act(ctx, actor, authz.ToewijzingBeeindigen, "einde.afgewezen", toewijzingID, versie, reden, func(x *acting) ([]rule.Result, error) {
		err := app.Refuse(rule.FailIf(strings.TrimSpace(reden) == "", "reden", "toewijzing.toelichting_ontbreekt"),
			rule.FailIf(x.t.Verloop.EindeGemeld == nil || x.t.Verloop.Einde != nil, "", "einde.niet_gemeld"))
		if err != nil {
			return nil, err
		}
		x.t.Verloop.EindeGemeld = nil
		return x.save("", nil)
	})
}

// BeeindigVroeg ends an arrangement before its last day: the toewijzing gets a new
// version with the reason of the standard. Source: issue 2 part D; X-10.
func (u *UseCases) BeeindigVroeg(ctx context.Context, actor app.Actor, in EindeInput) error {
	return u.act(ctx, actor, authz.ToewijzingBeeindigen, "toewijzing.beeindigd", in.ToewijzingID, in.Versie, string(in.Reden), func(x *acting) ([]rule.Result, error) {
		if err := diedApart(in.Reden); err != nil {
			return nil, err
		}
		return x.endEarly(in.beeindiging(actor.ID, x.day), in.Motivering)
	})
}

// endEarly evaluates the rules of an early end and shortens the toewijzing.
func (x *acting) endEarly(e uitvoering.Beeindiging, why string) ([]rule.Result, error) {
	findings := x.notRunning()
	findings = append(findings, rule.FailIf(x.t.Verloop.Einde != nil, "", "einde.is_vastgelegd")...)
	findings = append(findings, rule.FailIf(e.LaatsteDag.IsZero(), "laatsteDag", "einde.dag_ontbreekt")...)
	if e.LaatsteDag.IsZero() {
		return nil, app.Refuse(findings)
	}
	list := uitvoering.EindeRules.Evaluate(e.LaatsteDag, uitvoering.EindeFeiten{Arrangement: x.a, Begonnen: x.t.Verloop.Start.Begonnen, Einde: e})
	reasons := map[string]string{}
	for _, a := range rule.Advised(list) {
		reasons[a.Rule] = strings.TrimSpace(why)
	}
	if err := app.Refuse(findings, app.Weigh(list, reasons)); err != nil {
		return nil, err
	}
	change, ok := e.AlsWijziging()
	if !ok {
		return nil, app.Refuse(rule.Fail("reden", "einde.reden_ontbreekt"))
	}
	change.Moment, change.Omvang = x.d.Tx.Now, x.t.Huidig.Omvang
	x.t.Verloop.Einde = &e
	return list, apptoegang.AddVersieIn(x.d, &x.t, change, list)
}
