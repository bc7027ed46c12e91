package simulatie

import (
	"fmt"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/store"
)

// The invariants of procurement, as a breach names them. That nobody starts outside a
// contract is looked at per dossier.
const (
	contractUitRonde = "a contract from 1 July 2020 follows from a qualified inschrijving, or says why not"
	geenBelang       = "who judges or decides never worked for the provider"
	vierOgen         = "a decision is taken by another than who prepared it"
	opTijdBesloten   = "what was handed in is decided before the contracts of the round begin"
)

// checkInkoop looks at every round and at every contract.
func (r *Run) checkInkoop(tx *store.Tx) error {
	list, err := tx.Rondes()
	if err != nil {
		return err
	}
	contracts := map[inkoop.ContractID]store.Inschrijving{}
	for i := range list {
		enrolled, err := tx.InschrijvingenVanRonde(list[i].ID)
		if err != nil {
			return err
		}
		for j := range enrolled {
			if err := r.checkInschrijving(tx, &list[i], &enrolled[j]); err != nil {
				return err
			}
			contracts[enrolled[j].ContractID] = enrolled[j]
		}
	}
	all, err := tx.Contracten()
	if err != nil {
		return err
	}
	for i := range all {
		row, found := contracts[all[i].ID]
		if what, wrong := r.checkHerkomst(&all[i], &row, found); wrong != "" {
			return &Breach{Dag: r.today, Wat: what, Gevonden: wrong}
		}
	}
	return nil
}

// checkHerkomst: where a contract came from, and that the standstill was waited for.
func (r *Run) checkHerkomst(c *store.Contract, row *store.Inschrijving, found bool) (what, wrong string) {
	switch {
	case c.Oorspronkelijk.From.Before(rondes[1].van) || c.ZonderInschrijving != "":
	case !found || row.Besluit.Uitslag != inkoop.Gekwalificeerd:
		return contractUitRonde, c.Nummer
	case !c.Getekend.IsZero() && !c.Getekend.After(inkoop.Standstill(row.Besluit.Genomen, r.register.Instellingen(row.Besluit.Genomen).StandstillDagen)):
		return contractUitRonde, c.Nummer + " was signed in the standstill"
	}
	return "", ""
}

func (r *Run) checkInschrijving(tx *store.Tx, x *store.Ronde, i *store.Inschrijving) error {
	breach := func(what, found string, args ...any) error {
		return &Breach{Dag: r.today, Wat: what, Gevonden: string(i.ID) + ": " + fmt.Sprintf(found, args...)}
	}
	judged, err := tx.Beoordelingen(i.ID)
	if err != nil {
		return err
	}
	people := []string{i.Besluit.VoorbereidID, i.Besluit.GenomenID}
	for _, b := range judged {
		people = append(people, b.BeoordelaarID)
	}
	for _, id := range people {
		rows, err := tx.AppointmentsOf(id)
		if err != nil {
			return err
		}
		for _, a := range rows {
			if a.OrganisatieID == string(i.Aanbieder) {
				return breach(geenBelang, "%s", id)
			}
		}
	}
	if i.Besluit.GenomenID != "" && i.Besluit.GenomenID == i.Besluit.VoorbereidID {
		return breach(vierOgen, "%s", i.Besluit.GenomenID)
	}
	due := x.BesluitDag(r.register.Instellingen(r.today).StandstillDagen)
	decided := i.Besluit.Genomen
	if i.Telt() && due.Before(civil.Max(decided, r.today)) && (decided.IsZero() || decided.After(due)) {
		return breach(opTijdBesloten, "handed in for %s, due on %s, decided on %s", x.Naam, due, decided)
	}
	return nil
}
