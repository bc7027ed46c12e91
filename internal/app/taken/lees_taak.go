package taken

import (
	"cmp"
	"context"
	"slices"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/store"
)

// Colleague is somebody to whom a task can go.
type Colleague struct {
	ID, Naam string
	Ik       bool // the actor
}

// TaakPage is one task with what somebody can do with it besides doing it.
type TaakPage struct {
	Taak       store.Taak
	Naam       string // of the resident
	Wie        string // name of who does it; empty: anybody of that side
	Dag        civil.Date
	Colleagues []Colleague // by name, the actor first
}

// Bekijk gives a task that the actor may put off or hand over, with the colleagues who
// can have it.
func (u *UseCases) Bekijk(ctx context.Context, actor app.Actor, inwonerID, taakID string) (out TaakPage, err error) {
	var decision authz.Decision
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		d, t, err := openTaak(tx, actor, inwonerID, taakID)
		if err != nil {
			return err
		}
		if decision, err = mayChange(d, actor, authz.TaakUitstellen, "ja", t); err != nil {
			return err
		}
		out.Taak, out.Dag, out.Naam = t, d.Day, d.Inwoner().Naam.Volledig()
		if out.Colleagues, err = colleagues(tx, t, actor.ID, d.Day); err != nil {
			return err
		}
		who := cmp.Or(t.OvergedragenAan, t.PersoonID)
		names, err := tx.Accountnamen([]string{who})
		out.Wie = names[who]
		return err
	})
	if err != nil {
		return out, err
	}
	return out, u.Store.Look(ctx, actor.Audit(decision), store.KindDossier, "taak.bekeken", string(decision.Relation), inwonerID)
}

// openTaak gives a task with the dossier that it is in.
func openTaak(tx *store.Tx, actor app.Actor, inwonerID, taakID string) (*app.Dossier, store.Taak, error) {
	d, err := app.OpenDossier(tx, actor, inwonerID)
	if err != nil {
		return nil, store.Taak{}, err
	}
	t, err := tx.Taak(inwonerID, taakID)
	if err != nil {
		return nil, t, app.NotHere()
	}
	return d, t, nil
}

// mayChange asks whether the actor may put a task off or hand it over, given a reason:
// only what is for the own side.
func mayChange(d *app.Dossier, actor app.Actor, action authz.Action, reden string, t store.Taak) (authz.Decision, error) {
	decision, err := d.MayWith(actor, action, reden, func(f *authz.Facts) { f.BijdrageVan = []string{t.KantID} })
	if err == nil && (t.Kant == store.KantInwoner || t.Kant == store.KantTeam && t.TeamID != d.Facts.TeamID) {
		err = app.NotHere()
	}
	return decision, err
}

// colleagues are those who work on the side whose task it is.
func colleagues(tx *store.Tx, t store.Taak, me string, day civil.Date) ([]Colleague, error) {
	list, err := tx.AanstellingenInTeam(t.KantID)
	if t.Kant != store.KantTeam {
		list, err = tx.AanstellingenAt(t.KantID)
	}
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, a := range list {
		if (civil.Period{From: a.Van, Until: a.Tot}).Contains(day) && !slices.Contains(ids, a.AccountID) {
			ids = append(ids, a.AccountID)
		}
	}
	names, err := tx.Accountnamen(ids)
	out := make([]Colleague, len(ids))
	for i, id := range ids {
		out[i] = Colleague{ID: id, Naam: names[id], Ik: id == me}
	}
	slices.SortFunc(out, func(a, b Colleague) int {
		switch {
		case a.Ik != b.Ik && a.Ik:
			return -1
		case a.Ik != b.Ik:
			return 1
		}
		return cmp.Or(cmp.Compare(a.Naam, b.Naam), cmp.Compare(a.ID, b.ID))
	})
	return out, err
}
