package inkoop

import (
	"context"
	"slices"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/store"
)

// WerkPage is what somebody has to do in procurement.
type WerkPage struct {
	Dag   civil.Date
	Regio app.Regels
	Taken []inkoop.Inkooptaak
	Namen map[inkoop.AanbiederID]string
}

// Werk gives what somebody has to do in procurement: actions, agreements past their term,
// what runs out, and what waits for an answer or a decision. It is derived at reading from
// few rows; see docs/adr/0011. Who has no part in procurement has no work.
func (u *UseCases) Werk(ctx context.Context, actor app.Actor) (out WerkPage, err error) {
	out.Dag, out.Namen = app.Today(u.Now()), map[inkoop.AanbiederID]string{}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		a, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		who, any := werkVoor(actor, a, out.Dag)
		if !any {
			return nil
		}
		if out.Regio, err = u.Regels(tx); err != nil {
			return err
		}
		facts, err := u.werkFeiten(tx, actor, a, out.Regio, who, out.Dag)
		if err != nil {
			return err
		}
		out.Taken = inkoop.Inkoopwerk(facts, who)
		for _, t := range out.Taken {
			out.Namen[t.Aanbieder] = a.Naam(string(t.Aanbieder))
		}
		return nil
	})
	return out, err
}

// werkVoor says for whom somebody acts, by what they may do.
func werkVoor(actor app.Actor, a *Aanbod, day civil.Date) (who inkoop.WerkVraag, any bool) {
	may := func(action authz.Action, org string) bool {
		return authz.Decide(actor.Actor, action, authz.Facts{Day: day, OrganisatieID: org, RedenGegeven: true}).Allowed
	}
	who.AccountID = actor.ID
	who.Regio = may(authz.NalevingVastleggen, "")
	who.Beoordeelt = may(authz.BeoordelingUitvoeren, "")
	for _, p := range a.Aanbieders {
		if may(authz.NalevingReageren, string(p.ID)) {
			who.Aanbieders = append(who.Aanbieders, p.ID)
		}
	}
	for _, x := range actor.Aanstellingen {
		if !x.Periode.Contains(day) {
			continue
		}
		if may(authz.OverlegLezen, x.OrganisatieID) && may(authz.ActieAfhandelen, x.OrganisatieID) && !slices.Contains(who.Organisaties, x.OrganisatieID) {
			who.Organisaties = append(who.Organisaties, x.OrganisatieID)
		}
		if x.Role == authz.RoleBeleidsmedewerker && x.GemeenteCode != "" {
			who.Gemeenten = append(who.Gemeenten, inkoop.GemeenteCode(x.GemeenteCode))
		}
	}
	return who, who.Regio || who.Beoordeelt || len(who.Aanbieders)+len(who.Organisaties)+len(who.Gemeenten) > 0
}

func (u *UseCases) werkFeiten(tx *store.Tx, actor app.Actor, a *Aanbod, regels app.Regels, who inkoop.WerkVraag, day civil.Date) (inkoop.WerkFeiten, error) {
	var f inkoop.WerkFeiten
	radar, err := u.radarFeiten(tx, a, regels, day)
	if err != nil {
		return f, err
	}
	f.Radar, f.Punten = inkoop.Radar(radar, day), radar.Punten
	actions, err := tx.OpenActies()
	if err != nil {
		return f, err
	}
	for _, x := range actions {
		f.Acties = append(f.Acties, inkoop.ActieFeiten{Actie: x.Actie, ID: x.ID})
	}
	if who.Regio {
		if f.Vragen, err = tx.OpenVragen(); err != nil {
			return f, err
		}
		for _, p := range a.Aanbieders {
			for _, w := range a.werkplekken[p.ID] {
				if inkoop.WachtOpBesluit(w.Uitzonderingen) {
					f.Uitzonderingen = append(f.Uitzonderingen, w.Werkplek)
				}
			}
		}
	}
	if who.Beoordeelt {
		f.Inschrijvingen, err = tx.TeBeoordelen(actor.ID)
	}
	return f, err
}
