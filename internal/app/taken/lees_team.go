package taken

import (
	"context"
	"slices"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/store"
)

// Workload is how much work one person has.
type Workload struct {
	Colleague
	Telling  store.WerkTelling
	Inwoners int // of whom the person is consulent, or whom the person guides
}

// TeamPage is who of a team, or of a provider, has how much work.
type TeamPage struct {
	Dag     civil.Date
	Naam    string
	Mensen  []Workload
	Niemand store.WerkTelling // tasks that are nobody's yet
}

// Team gives who has how much work: of the own team to a teamleider, of the own
// provider to a coordinator. It names no resident.
func (u *UseCases) Team(ctx context.Context, actor app.Actor) (out TeamPage, err error) {
	out.Dag = app.Today(u.Now())
	v, ok := ownSide(authz.ScopeOf(actor.Actor, authz.LijstTeam, out.Dag))
	if !ok {
		return out, app.NotHere()
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		if out.Naam, err = sideName(tx, v); err != nil {
			return err
		}
		if out.Niemand, err = u.count(tx, v); err != nil {
			return err
		}
		people, err := colleagues(tx, store.Taak{Kant: v.Kant, KantID: v.KantID}, actor.ID, out.Dag)
		if err != nil {
			return err
		}
		for _, p := range people {
			w := Workload{Colleague: p}
			v.AccountID = p.ID
			if w.Telling, err = u.count(tx, v); err != nil {
				return err
			}
			if w.Inwoners, err = residents(tx, v); err != nil {
				return err
			}
			out.Mensen = append(out.Mensen, w)
			out.Niemand = without(out.Niemand, w.Telling)
		}
		return nil
	})
	return out, err
}

// ownSide is the team or the provider of which a scope shows the people.
func ownSide(scope authz.Scope) (store.WerkVraag, bool) {
	at := slices.IndexFunc(scope.Terms, func(t authz.Term) bool {
		return t.Relation == authz.RelEigenTeam || t.Relation == authz.RelEigenOrganisatie
	})
	if at < 0 {
		return store.WerkVraag{}, false
	}
	if t := scope.Terms[at]; t.Relation == authz.RelEigenTeam {
		return store.WerkVraag{Kant: store.KantTeam, KantID: t.TeamID, Day: scope.Day}, true
	}
	return store.WerkVraag{Kant: store.KantAanbieder, KantID: scope.Terms[at].OrganisatieID, Day: scope.Day}, true
}

func sideName(tx *store.Tx, v store.WerkVraag) (string, error) {
	if v.Kant == store.KantTeam {
		return tx.TeamNaam(v.KantID)
	}
	return tx.OrganisatieNaam(v.KantID)
}

// residents counts those of whom a person of the side is the consulent or guide.
func residents(tx *store.Tx, v store.WerkVraag) (int, error) {
	if v.Kant == store.KantTeam {
		return tx.TelInwoners(store.InwonerVraag{TeamID: v.KantID, ConsulentID: v.AccountID, Day: v.Day})
	}
	return tx.TelDeelnemers(store.KantBegeleider, v.AccountID, v.KantID, v.Day)
}

// without takes the work of one person off a count. What others do is nobody's own.
func without(t, mine store.WerkTelling) store.WerkTelling {
	t.TeLaat -= mine.TeLaat
	t.DezeWeek -= mine.DezeWeek
	t.Later -= mine.Later
	t.ZonderTerm -= mine.ZonderTerm
	return t
}
