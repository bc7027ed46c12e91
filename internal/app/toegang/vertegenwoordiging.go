package toegang

import (
	"context"
	"time"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/persoon"
	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
	"trede/internal/store"
)

// How long a reason opens the dossier of another team, and the least length of the
// reason in characters. Own choices: long enough for a talk, short enough to be
// asked again the next day.
const (
	redenDuur = 3 * time.Hour
	minReden  = 10
)

// VertegenwoordigingInput says who acts for a resident.
type VertegenwoordigingInput struct {
	InwonerID          string
	ID                 string // empty: a new one
	Versie             int
	Vertegenwoordiging persoon.Vertegenwoordiging
	AccountID          string // of the representative; empty: none
	Waarom             string // by staff: on what ground, or at whose request
}

// LegVertegenwoordigingVast keeps who acts for a resident. It gives the id.
func (u *UseCases) LegVertegenwoordigingVast(ctx context.Context, actor app.Actor, in VertegenwoordigingInput) (id string, err error) {
	err = u.WriteDossier(ctx, actor, app.ByInwoner(in.InwonerID), func(d *app.Dossier) error {
		decision, lack, err := d.MayForm(actor, authz.VertegenwoordigingVastleggen, "waarom", in.Waarom)
		if err != nil {
			return err
		}
		row := store.Vertegenwoordiging{ID: in.ID, InwonerID: d.ID}
		if in.ID == "" {
			row.ID = d.Tx.NewID()
		} else if row, err = findVertegenwoordiging(d, in.ID); err != nil {
			return err
		}
		if err := app.Stale(in.Versie, row.Versie, row); err != nil {
			return err
		}
		findings := append(in.Vertegenwoordiging.Check(d.Inwoner().Geboren), lack...)
		if in.AccountID != "" {
			acc, found, err := store.Accounts.Maybe(d.Tx.Tx, in.AccountID)
			if err != nil {
				return err
			}
			findings = append(findings, rule.FailIf(!found || acc.Kind != "vertegenwoordiger", "account", "vertegenwoordiging.account")...)
		}
		if err := app.Refuse(findings); err != nil {
			return err
		}
		row.Vertegenwoordiging, row.AccountID = in.Vertegenwoordiging, in.AccountID
		id = row.ID
		if err := d.Tx.PutVertegenwoordiging(d.Dossier, &row); err != nil {
			return err
		}
		d.Done(decision, "vertegenwoordiging.vastgelegd", audit.Payload{Reason: in.Waarom})
		return nil
	})
	return id, err
}

// EindigVertegenwoordiging ends a representation: last is its last day.
func (u *UseCases) EindigVertegenwoordiging(ctx context.Context, actor app.Actor, inwonerID, id string, versie int, last civil.Date, waarom string) error {
	return u.WriteDossier(ctx, actor, app.ByInwoner(inwonerID), func(d *app.Dossier) error {
		row, err := findVertegenwoordiging(d, id)
		if err != nil {
			return err
		}
		decision, lack, err := d.MayForm(actor, authz.VertegenwoordigingBeeindigen, "waarom", waarom)
		if err != nil {
			return err
		}
		if decision.Role == authz.RoleVertegenwoordiger && row.AccountID != actor.ID {
			return app.NotHere() // only the own one
		}
		if err := app.Stale(versie, row.Versie, row); err != nil {
			return err
		}
		bad := last.Before(row.From) || last.Before(d.Day.AddDays(-1)) || !row.Until.IsZero() && !last.Before(row.Until)
		findings := rule.FailIf(bad, "tot", "vertegenwoordiging.dag_kan_niet")
		findings = append(findings, rule.FailIf(decision.Role == authz.RoleInwoner && row.Soort.Wettelijk(), "", "vertegenwoordiging.wettelijk")...)
		if err := app.Refuse(findings, lack); err != nil {
			return err
		}
		row.Until = last.AddDays(1)
		if err := d.Tx.PutVertegenwoordiging(d.Dossier, &row); err != nil {
			return err
		}
		d.Done(decision, "vertegenwoordiging.beeindigd", audit.Payload{Reason: waarom})
		return nil
	})
}

func findVertegenwoordiging(d *app.Dossier, id string) (store.Vertegenwoordiging, error) {
	list, err := d.Vertegenwoordigingen()
	if err != nil {
		return store.Vertegenwoordiging{}, err
	}
	for _, v := range list {
		if v.ID == id {
			return v, nil
		}
	}
	return store.Vertegenwoordiging{}, app.NotHere()
}
