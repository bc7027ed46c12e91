package regiotest

import (
	"trede/internal/app"
	"trede/internal/auth"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/platform/audit"
	"trede/internal/store"
)

// Medewerker appoints somebody new in a role since the region began, at an
// organisation and perhaps in a team there.
func (r *Regio) Medewerker(naam string, role authz.Role, organisatieID, teamID string) app.Actor {
	r.T.Helper()
	var id string
	r.must(r.DB.Write(r.T.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
		id = r.account(tx, naam, role, organisatieID, teamID)
		tx.Audit("account", id, "account.gemaakt", audit.Payload{})
		return nil
	}))
	return r.Actor(app.Actor{Actor: authz.Actor{ID: id}})
}

// Organisatie gives a new organisation of a kind.
func (r *Regio) Organisatie(soort authz.Soort, naam, gemeente string) (id string) {
	r.T.Helper()
	r.must(r.DB.Write(r.T.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
		id = r.org(tx, string(soort), naam, gemeente)
		tx.Audit("organisatie", id, "organisatie.vastgelegd", audit.Payload{})
		return nil
	}))
	return id
}

// RegioID is the organisation of the region itself.
func (r *Regio) RegioID() string { return r.Contractmanager.Aanstellingen[0].OrganisatieID }

// Naaste gives an account of somebody who can represent a resident.
func (r *Regio) Naaste(naam string) app.Actor {
	r.T.Helper()
	var id string
	r.must(r.DB.Write(r.T.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
		id = tx.NewID()
		tx.Audit("account", id, "account.gemaakt", audit.Payload{})
		return store.Accounts.Insert(tx.Tx, auth.Account{ID: id, Kind: "vertegenwoordiger", Login: naam, Name: naam, CreatedAt: tx.Now, Versie: 1})
	}))
	return r.Actor(app.Actor{Actor: authz.Actor{ID: id}})
}

// Vervanging lets somebody replace a colleague for some days.
func (r *Regio) Vervanging(weg, door app.Actor, van, tot civil.Date) (id string) {
	r.T.Helper()
	r.must(r.DB.Write(r.T.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
		id = tx.NewID()
		tx.Audit("account", weg.ID, "vervanging.vastgelegd", audit.Payload{})
		return store.Vervangingen.Insert(tx.Tx, store.Vervanging{
			ID: id, AccountID: weg.ID, VervangerID: door.ID, Van: van, Tot: tot, Reden: "vakantie", Versie: 1,
		})
	}))
	return id
}

// IDs gives the newest row of each kind in a dossier, by the Dutch name of the kind.
func (r *Regio) IDs(inwonerID string) map[string]string {
	r.T.Helper()
	out := map[string]string{"inwoner": inwonerID}
	r.Dossier(inwonerID, func(tx *store.Tx, d *store.Dossier) {
		last(r, out, "melding", d.Meldingen, func(x store.Melding) string { return x.ID })
		last(r, out, "aanvraag", d.Aanvragen, func(x store.Aanvraag) string { return x.ID })
		last(r, out, "doel", d.Doelen, func(x store.Doel) string { return x.ID })
		last(r, out, "toewijzing", d.Toewijzingen, func(x store.Toewijzing) string { return x.ID })
		last(r, out, "bericht", d.Berichten, func(x store.Voortgangsbericht) string { return x.ID })
		last(r, out, "signaal", d.Signalen, func(x store.Signaal) string { return x.ID })
		last(r, out, "vertegenwoordiging", d.Vertegenwoordigingen, func(x store.Vertegenwoordiging) string { return x.ID })
		if list, err := d.Toewijzingen(); err == nil && len(list) > 0 {
			for _, o := range list[len(list)-1].Verloop.Onderbrekingen {
				out["onderbreking"] = o.ID
			}
		}
		tasks, err := tx.Taken(inwonerID)
		r.must(err)
		for _, x := range tasks {
			out["taak "+x.Kant] = x.ID // whose turn it is: team, aanbieder, caw or inwoner
		}
	})
	return out
}

func last[T any](r *Regio, out map[string]string, soort string, rows func() ([]T, error), id func(T) string) {
	r.T.Helper()
	list, err := rows()
	r.must(err)
	if len(list) > 0 {
		out[soort] = id(list[len(list)-1])
	}
}
