package toegang

import (
	"context"
	"slices"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/store"
)

// VerwijzingenVoorbij gives the residents whose referral to the own CAW is over: it may
// read its own advice and what came of it. Source: B-REG-03.
func (u *UseCases) VerwijzingenVoorbij(ctx context.Context, actor app.Actor, page int) (out VerwijzingPage, err error) {
	out.Dag, out.Page = app.Today(u.Now()), max(page, 1)
	scope := authz.ScopeOf(actor.Actor, authz.LijstVerwijzingen, out.Dag)
	at := slices.IndexFunc(scope.Terms, func(t authz.Term) bool { return t.Relation == authz.RelCAWGeweest })
	if at < 0 {
		return out, app.NotHere()
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		out.Regels, out.Total, err = tx.VerwijzingenVoorbij(scope.Terms[at].OrganisatieID, out.Dag, PageSize, (out.Page-1)*PageSize)
		return err
	})
	if err != nil {
		return out, err
	}
	shown := make([]string, len(out.Regels))
	for i, r := range out.Regels {
		shown[i] = r.ID
	}
	return out, u.Store.Look(ctx, actor.Audit(scopeDecision(scope)), app.KindLijst, "verwijzingen.bekeken", "", shown...)
}
