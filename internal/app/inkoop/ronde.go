package inkoop

import (
	"context"
	"slices"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
	"trede/internal/store"
)

// KindRonde is the kind of audit chains of a round: what was written, asked, answered and
// published in it.
const KindRonde = "ronde"

// Longest texts of a round, in characters.
const (
	maxRegel = 200    // a name, a title, a subject
	maxTekst = 20_000 // a paper, a question, an answer
)

func tooLong(field, text string, most int) []rule.Finding {
	return rule.FailIf(len([]rune(text)) > most, field, "invoer.te_lang", most)
}

// may asks for an act of the region in a round, or of its own lessons.
func may(actor app.Actor, action authz.Action, day civil.Date) bool {
	return authz.Decide(actor.Actor, action, authz.Facts{Day: day}).Allowed
}

// writeRonde runs one use case of who may do something. What the form could not read is
// told beside what fn found.
func (u *UseCases) writeRonde(ctx context.Context, actor app.Actor, action authz.Action, f authz.Facts, fn func(*store.Tx, authz.Decision) error) error {
	f.Day = app.Today(u.Now())
	d, err := app.May(actor, action, f)
	if err != nil {
		return err
	}
	return u.Store.Write(ctx, actor.Audit(d), func(tx *store.Tx) error { return app.RefuseFound(ctx, fn(tx, d)) })
}

// readRonde gives a round to who may see it: a round exists for everybody from the moment
// its first paper was published.
func readRonde(tx *store.Tx, actor app.Actor, id inkoop.RondeID, day civil.Date) (r store.Ronde, openbaar bool, err error) {
	r, found, err := tx.Ronde(id)
	if err != nil {
		return r, false, err
	}
	open, err := tx.OpenbareRondes()
	if err != nil {
		return r, false, err
	}
	if !found || !open[id] && !may(actor, authz.RondeOpstellen, day) {
		return store.Ronde{}, false, app.NotHere()
	}
	return r, open[id], nil
}

// changeRonde gives a round to write, over the version that was seen.
func changeRonde(tx *store.Tx, id inkoop.RondeID, versie int) (store.Ronde, error) {
	r, found, err := tx.Ronde(id)
	if err != nil {
		return r, err
	}
	if !found {
		return r, app.NotHere()
	}
	return r, app.Stale(versie, r.Versie, r)
}

// RondeInput is a round as it is written down. Its subjects are kept apart, see
// [UseCases.LegWijzigingVast].
type RondeInput struct {
	Ronde  inkoop.Ronde // without an id: a new one
	Versie int
}

// LegRondeVast keeps a round and gives its id. While providers register only the last day
// may still move on.
func (u *UseCases) LegRondeVast(ctx context.Context, actor app.Actor, in RondeInput) (id inkoop.RondeID, err error) {
	err = u.writeRonde(ctx, actor, authz.RondeOpstellen, authz.Facts{}, func(tx *store.Tx, d authz.Decision) error {
		var row store.Ronde
		if in.Ronde.ID != "" {
			if row, err = changeRonde(tx, in.Ronde.ID, in.Versie); err != nil {
				return err
			}
		}
		regels, err := u.Regels(tx)
		if err != nil {
			return err
		}
		others, err := tx.Rondes()
		if err != nil {
			return err
		}
		all := make([]inkoop.Ronde, len(others))
		for i := range others {
			all[i] = others[i].Ronde
		}
		next := in.Ronde
		next.Wijzigingen, next.Eerder, next.Steekproef = row.Wijzigingen, row.Eerder, row.Steekproef
		if err := app.Refuse(
			next.Toets(regels.Register, all), next.ToetsWijziging(row.Ronde, app.Today(tx.Now)),
			tooLong("naam", next.Naam, maxRegel), tooLong("partij", next.Partij, maxRegel),
		); err != nil {
			return err
		}
		if next.ID == "" {
			next.ID = inkoop.RondeID(tx.NewID())
		}
		row.Ronde, id = next, next.ID
		tx.Audit(KindRonde, string(id), "ronde.vastgelegd", audit.Payload{Decision: []string{d.String()}})
		return tx.PutRonde(&row)
	})
	return id, err
}

// WijzigingInput is one subject of a round: what stays or changes.
type WijzigingInput struct {
	RondeID   inkoop.RondeID
	Versie    int // of the round
	Nr        int // place in the list, from 1; 0: a new one
	Wijziging inkoop.RondeWijziging
}

// LegWijzigingVast keeps a subject of a round. Source: INK-06, INK-09.
func (u *UseCases) LegWijzigingVast(ctx context.Context, actor app.Actor, in WijzigingInput) error {
	w := in.Wijziging
	return u.changeSubjects(ctx, actor, in, "ronde.wijziging_vastgelegd", func(list []inkoop.RondeWijziging) ([]inkoop.RondeWijziging, error) {
		err := app.Refuse(
			w.Toets(), tooLong("onderwerp", w.Onderwerp, maxRegel), tooLong("wat", w.Wat, maxTekst),
			tooLong("waarom", w.Waarom, maxTekst), tooLong("voor_wie", w.VoorWie, maxTekst),
		)
		if in.Nr == 0 {
			return append(list, w), err
		}
		list[in.Nr-1] = w
		return list, err
	})
}

// HaalWijzigingWeg drops a subject of a round.
func (u *UseCases) HaalWijzigingWeg(ctx context.Context, actor app.Actor, in WijzigingInput) error {
	return u.changeSubjects(ctx, actor, in, "ronde.wijziging_weg", func(list []inkoop.RondeWijziging) ([]inkoop.RondeWijziging, error) {
		if in.Nr == 0 {
			return nil, app.NotHere()
		}
		return slices.Delete(list, in.Nr-1, in.Nr), nil
	})
}

func (u *UseCases) changeSubjects(
	ctx context.Context, actor app.Actor, in WijzigingInput, event string,
	change func([]inkoop.RondeWijziging) ([]inkoop.RondeWijziging, error),
) error {
	return u.writeRonde(ctx, actor, authz.RondeOpstellen, authz.Facts{}, func(tx *store.Tx, d authz.Decision) error {
		row, err := changeRonde(tx, in.RondeID, in.Versie)
		if err != nil {
			return err
		}
		if in.Nr < 0 || in.Nr > len(row.Wijzigingen) {
			return app.NotHere()
		}
		list, err := change(slices.Clone(row.Wijzigingen))
		if err != nil {
			return err
		}
		open, err := tx.OpenbareRondes()
		if err != nil {
			return err
		}
		row.Ronde = row.Wijzig(in.Nr, list, open[row.ID], tx.Now)
		tx.Audit(KindRonde, string(row.ID), event, audit.Payload{Decision: []string{d.String()}})
		return tx.PutRonde(&row)
	})
}

// NeemLeerpuntOver makes a subject of a round of a lesson. The same lesson twice is
// refused. Source: INK-09.
func (u *UseCases) NeemLeerpuntOver(ctx context.Context, actor app.Actor, id inkoop.RondeID, versie int, leerpuntID string) error {
	return u.writeRonde(ctx, actor, authz.RondeOpstellen, authz.Facts{}, func(tx *store.Tx, d authz.Decision) error {
		row, err := changeRonde(tx, id, versie)
		if err != nil {
			return err
		}
		l, found, err := tx.Leerpunt(leerpuntID)
		if err != nil {
			return err
		}
		if !found {
			return app.NotHere()
		}
		if err := app.Refuse(rule.FailIf(taken(row.Ronde, l.Leerpunt), "", "ronde.leerpunt_staat_er")); err != nil {
			return err
		}
		row.Wijzigingen = append(row.Wijzigingen, l.AlsWijziging())
		tx.Audit(KindRonde, string(id), "ronde.leerpunt_overgenomen", audit.Payload{
			Decision: []string{d.String()}, Details: map[string]string{"leerpunt": l.ID},
		})
		return tx.PutRonde(&row)
	})
}

// taken tells whether a lesson is among the subjects of a round.
func taken(r inkoop.Ronde, l inkoop.Leerpunt) bool {
	as := l.AlsWijziging()
	return slices.ContainsFunc(r.Wijzigingen, func(w inkoop.RondeWijziging) bool { return w.Onderwerp == as.Onderwerp && w.Wat == as.Wat })
}
