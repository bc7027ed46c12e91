package regiotest

import (
	"time"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/store"
)

// Regionaal adds somebody who works for the region.
func (r *Regio) Regionaal(naam string, role authz.Role) app.Actor {
	r.T.Helper()
	return r.Medewerker(naam, role, r.RegioID(), "")
}

// Ook gives somebody a second appointment.
func (r *Regio) Ook(a app.Actor, role authz.Role, org string) app.Actor {
	r.T.Helper()
	r.write(func(tx *store.Tx) error {
		return store.Aanstellingen.Insert(tx.Tx, store.Aanstelling{ID: tx.NewID(), AccountID: a.ID, Rol: string(role), OrganisatieID: org, Van: since, Versie: 1})
	})
	return r.Actor(a)
}

// Ronde2020 adds the round of the new contracts of 2020.
func (r *Regio) Ronde2020() inkoop.Ronde {
	r.T.Helper()
	ronde := store.Ronde{Ronde: inkoop.Ronde{
		Naam: "Inkoop 2020", Catalogus: "v2", Eisenset: "E2020", Percelen: []inkoop.PerceelCode{"AW-ONT", "AW-STA"}, Partij: "Regio Arnhem",
		Consultatie: civil.New(2019, time.May, 28), Inschrijven: civil.Through(civil.New(2019, time.October, 1), civil.New(2020, time.January, 31)),
		Contract: civil.Through(civil.New(2020, time.July, 1), civil.New(2024, time.June, 30)),
	}}
	r.write(func(tx *store.Tx) error {
		ronde.ID = inkoop.RondeID(tx.NewID())
		return tx.PutRonde(&ronde)
	})
	return ronde.Ronde
}

// Ingediend adds an inschrijving that a provider handed in now, for one product in one
// gemeente unless something else is said. It gives the id.
func (r *Regio) Ingediend(ronde inkoop.Ronde, a inkoop.AanbiederID, keuzes ...inkoop.Inschrijvingskeuze) string {
	r.T.Helper()
	if len(keuzes) == 0 {
		keuzes = []inkoop.Inschrijvingskeuze{{Perceel: "AW-ONT", Product: "ONT3", Gemeenten: []inkoop.GemeenteCode{Arnhem}}}
	}
	i := store.Inschrijving{Inschrijving: inkoop.Inschrijving{Ronde: ronde.ID, Aanbieder: a, Inhoud: inkoop.InschrijvingInhoud{Keuzes: keuzes}}}
	r.write(func(tx *store.Tx) error {
		i.ID, i.Begonnen, i.Ingediend = inkoop.InschrijvingID(tx.NewID()), tx.Now, tx.Now
		return tx.PutInschrijving(&i)
	})
	return string(i.ID)
}

// Koppel says that a contract followed from an inschrijving.
func (r *Regio) Koppel(inschrijving string, contract inkoop.ContractID) {
	r.T.Helper()
	r.write(func(tx *store.Tx) error {
		row, err := tx.Inschrijving(inkoop.InschrijvingID(inschrijving))
		if err != nil {
			return err
		}
		row.ContractID = contract
		return tx.PutInschrijving(&row)
	})
}
