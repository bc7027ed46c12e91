package uitvoering

import (
	"context"
	"strings"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// AanwezigheidInput is one registration: a dagdeel or minutes on a day.
type AanwezigheidInput struct {
	ToewijzingID string
	Datum        civil.Date // zero: today
	Moment       toegang.Dagmoment
	Minuten      int
	Status       uitvoering.AanwezigStatus
	Vervangt     string // id of the registration that this one corrects
	Reden        string // why it is corrected
}

// Regel is the name of the line in a form of several: the toewijzing and the dagdeel.
func (in AanwezigheidInput) Regel() string {
	return "regel." + in.ToewijzingID + "." + string(in.Moment)
}

// LegAanwezigheidVast registers attendance of one resident. A correction replaces an
// earlier registration and needs a reason. Source: X-06.
func (u *UseCases) LegAanwezigheidVast(ctx context.Context, actor app.Actor, in AanwezigheidInput) (id string, err error) {
	action, event := authz.AanwezigheidVastleggen, "aanwezigheid.vastgelegd"
	if in.Vervangt != "" {
		action, event = authz.AanwezigheidCorrigeren, "aanwezigheid.gecorrigeerd"
	}
	err = u.act(ctx, actor, action, event, in.ToewijzingID, noVersie, in.Reden, func(x *acting) ([]rule.Result, error) {
		var list []rule.Result
		var err error
		id, list, err = x.register(actor, in)
		return list, err
	})
	return id, err
}

// register evaluates the rules of one registration and writes it.
func (x *acting) register(actor app.Actor, in AanwezigheidInput) (string, []rule.Result, error) {
	day := dayOr(in.Datum, x.day)
	rows, err := x.d.Tx.Aanwezigheid(x.t.ID, day, day)
	if err != nil {
		return "", nil, err
	}
	f := uitvoering.AanwezigheidFeiten{
		Arrangement: x.a, Begonnen: x.t.Verloop.Start.Begonnen, Onderbrekingen: x.t.Verloop.Onderbrekingen, Vandaag: x.day,
		Nieuw: uitvoering.Aanwezigheid{
			ID: x.d.Tx.NewID(), ToewijzingID: x.t.ID, Datum: day, Moment: in.Moment, Minuten: in.Minuten, Status: in.Status,
			Door: actor.ID, Vervangt: in.Vervangt, Reden: strings.TrimSpace(in.Reden),
		},
	}
	for _, r := range rows {
		f.Bestaand = append(f.Bestaand, r.Aanwezigheid)
	}
	list := uitvoering.AanwezigheidRules.Evaluate(day, f)
	replaced := false
	for _, r := range rows {
		replaced = replaced || in.Vervangt != "" && r.Vervangt == in.Vervangt
	}
	if err := refuse(list, rule.FailIf(replaced, "vervangt", "aanwezigheid.al_gecorrigeerd")); err != nil {
		return "", nil, err
	}
	return f.Nieuw.ID, list, x.d.Tx.AddAanwezigheid(f.Nieuw)
}

// DagInput registers a day for several residents at once: closing the day.
type DagInput struct {
	Datum  civil.Date // zero: today
	Regels []AanwezigheidInput
}

// SluitDag registers attendance of several residents of one provider in one act. All
// go in, or none: the findings name the line, as [AanwezigheidInput.Regel] does.
func (u *UseCases) SluitDag(ctx context.Context, actor app.Actor, in DagInput) error {
	return u.Store.Write(ctx, audit.Actor{ID: actor.ID}, func(tx *store.Tx) error {
		var all []errs.Finding
		for _, line := range in.Regels {
			line.Datum = in.Datum
			found, err := tx.DossierOfToewijzing(line.ToewijzingID)
			d, err := app.WrapDossier(tx, actor, found, err)
			if err != nil {
				return err
			}
			x, err := u.open(d, actor, authz.AanwezigheidVastleggen, line.ToewijzingID, "")
			if err != nil {
				return err
			}
			_, list, err := x.register(actor, line)
			if errs.Is(err, errs.Invalid) {
				for _, f := range errs.FindingsOf(err) {
					f.Field = line.Regel()
					all = append(all, f)
				}
				continue
			}
			if err != nil {
				return err
			}
			d.Done(x.decision, "aanwezigheid.vastgelegd", audit.Payload{
				Results: app.RuleResults(list), Details: map[string]string{"toewijzing": line.ToewijzingID},
			})
		}
		if len(in.Regels) == 0 {
			return app.Refuse(rule.Fail("", "aanwezigheid.niets"))
		}
		return errs.InvalidInput(all...)
	})
}

// BetwistAanwezigheid records that the resident says a registration is not right.
func (u *UseCases) BetwistAanwezigheid(ctx context.Context, actor app.Actor, id, reden string) error {
	find := func(tx *store.Tx) (*store.Dossier, error) { return tx.DossierOfAanwezigheid(id) }
	return u.WriteDossier(ctx, actor, find, func(d *app.Dossier) error {
		decision, err := d.May(actor, authz.AanwezigheidBetwisten, "")
		if err != nil {
			return err
		}
		if err := app.Refuse(rule.FailIf(strings.TrimSpace(reden) == "", "reden", "aanwezigheid.reden_ontbreekt")); err != nil {
			return err
		}
		if err := d.Tx.BetwistAanwezigheid(id, d.Day, reden); err != nil {
			return err
		}
		d.Done(decision, "aanwezigheid.betwist", audit.Payload{Reason: reden})
		return nil
	})
}
