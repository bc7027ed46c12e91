package regiotest

import (
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/store"
)

// Gepubliceerd gives a round a paper that everybody can read.
func (r *Regio) Gepubliceerd(ronde inkoop.Ronde) inkoop.Ronde {
	r.T.Helper()
	r.write(func(tx *store.Tx) error {
		paper := store.RondeStuk{ID: tx.NewID(), RondeID: ronde.ID, DoorID: r.Contractmanager.ID}
		paper.Soort, paper.Titel, paper.Gepubliceerd = inkoop.StukOpzet, "Opzet", tx.Now
		return tx.PutRondeStuk(&paper)
	})
	return ronde
}

// Aangemeld gives the aanbieder that made itself known with a number, and the
// appointments of the account with an address.
func (r *Regio) Aangemeld(kvk, email string) (id inkoop.AanbiederID, roles []store.Appointment) {
	r.T.Helper()
	r.must(r.DB.Read(r.T.Context(), func(tx *store.Tx) error {
		all, err := tx.Aanbieders()
		for _, a := range all {
			if a.KvK == kvk {
				id = a.ID
			}
		}
		if err != nil {
			return err
		}
		account, _, err := tx.AccountMetEmail(email)
		if err != nil {
			return err
		}
		roles, err = tx.AppointmentsOf(account)
		return err
	}))
	return id, roles
}

// Afgewezen rejects an inschrijving today, handed in or not.
func (r *Regio) Afgewezen(id string) {
	r.T.Helper()
	r.write(func(tx *store.Tx) error {
		row, err := tx.Inschrijving(inkoop.InschrijvingID(id))
		if err != nil {
			return err
		}
		if row.Ingediend.IsZero() {
			row.Ingediend = tx.Now
		}
		row.Besluit = inkoop.Kwalificatiebesluit{Uitslag: inkoop.Afgewezen, GenomenID: r.Contractmanager.ID, Genomen: civil.Of(tx.Now)}
		return tx.PutInschrijving(&row)
	})
}
