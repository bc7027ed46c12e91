// Package uitvoering holds the use cases of the third process: from the confirmed
// start of a toewijzing to the last follow-up after its end, and the pages of a
// provider and its people.
//
// Each use case is one exported method of [UseCases] and one transaction, as in
// package toegang of app. Dutch terms are those of the domain package of the same
// name.
package uitvoering

import (
	"context"

	"trede/internal/app"
	"trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	dom "trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
	"trede/internal/platform/audit"
	"trede/internal/store"
)

// UseCases are the use cases of delivery.
type UseCases struct {
	*app.Base
	Toegang *toegang.UseCases
}

// New makes the use cases.
func New(b *app.Base, t *toegang.UseCases) *UseCases { return &UseCases{Base: b, Toegang: t} }

// acting is one act on a toewijzing: who, what and on what.
type acting struct {
	d        *app.Dossier
	t        store.Toewijzing
	a        uitvoering.Arrangement
	regels   app.Regels
	decision authz.Decision
	day      civil.Date
}

// act runs one use case on a toewijzing: authz with its facts, the version, and what
// is done, which writes its rows and gives the rule results for the audit trail.
func (u *UseCases) act(ctx context.Context, actor app.Actor, action authz.Action, event, id string, versie int, reden string, fn func(*acting) ([]rule.Result, error)) error {
	return u.WriteDossier(ctx, actor, app.ByToewijzing(id), func(d *app.Dossier) error {
		x, err := u.open(d, actor, action, id, app.AskedOnForm)
		if err != nil {
			return err
		}
		if versie >= 0 {
			if err := app.Stale(versie, x.t.Versie, x.t); err != nil {
				return err
			}
		}
		list, err := fn(x)
		if err != nil {
			return err
		}
		d.Done(x.decision, event, audit.Payload{
			Reason: reden, Results: app.RuleResults(list), Details: map[string]string{"toewijzing": id},
		})
		return nil
	})
}

// noVersie is for acts that add a row beside the toewijzing and change nothing of it.
const noVersie = -1

func (u *UseCases) open(d *app.Dossier, actor app.Actor, action authz.Action, id, reden string) (*acting, error) {
	t, err := d.Toewijzing(id)
	if err != nil {
		return nil, err
	}
	decision, err := d.MayOf(actor, action, reden, &t)
	if err != nil {
		return nil, err
	}
	regels, err := u.Regels(d.Tx)
	if err != nil {
		return nil, err
	}
	return &acting{d: d, t: t, a: t.Arrangement(regels.Register), regels: regels, decision: decision, day: d.Day}, nil
}

// save writes the toewijzing with what the rules said under the name of the act. With a
// closed one no draft of a report stays.
func (x *acting) save(act string, list []rule.Result) ([]rule.Result, error) {
	if act != "" {
		if err := x.d.PutRegels(store.OverToewijzing(x.t.ID), act, list); err != nil {
			return nil, err
		}
	}
	if x.t.Verloop.Afsluiting != nil {
		if err := x.d.Tx.DropConcept(x.t.ID, ""); err != nil {
			return nil, err
		}
	}
	return list, x.d.Tx.PutToewijzing(x.d.Dossier, &x.t)
}

// refuse gives the error of rules that refuse, with other findings.
func refuse(list []rule.Result, more ...[]rule.Finding) error {
	return app.Refuse(append([][]rule.Finding{rule.Refused(list)}, more...)...)
}

// dayOr gives a day, or today when none was given.
func dayOr(day, today civil.Date) civil.Date {
	if day.IsZero() {
		return today
	}
	return day
}

// partijOf is the party for which somebody acts in a role.
func partijOf(d authz.Decision) dom.Partij {
	switch d.Role {
	case authz.RoleInwoner, authz.RoleVertegenwoordiger:
		return dom.PartijInwoner
	case authz.RoleConsulent, authz.RoleTeamleider:
		return dom.PartijToegang
	}
	return dom.PartijAanbieder
}
