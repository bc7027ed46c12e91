package app

import (
	"strconv"

	"trede/internal/domain/inkoop"
	"trede/internal/store"
)

// JobHerbereken is the kind of job that derives rows again after a change of the
// region's data; package taken does it.
const JobHerbereken = "taken.herbereken"

// Herbereken is the content of such a job: one group of residents.
type Herbereken struct {
	Regio     int    `json:"regio"`              // number of the region's document it is for
	Na        string `json:"na"`                 // id of the last resident that was done; empty: none yet
	Aanbieder string `json:"aanbieder,omitzero"` // only who is placed at this provider; empty: everybody
	Keer      string `json:"keer,omitzero"`      // of which change of the provider; keeps later ones apart
}

// HerberekenGroep is how many residents one job does: short enough to let writers take
// their turn in between.
const HerberekenGroep = 200

// Enqueue promises the group in the transaction at hand. The first one goes with the
// transaction that makes a new document of the region count.
func (h Herbereken) Enqueue(tx *store.Tx) error {
	key := strconv.Itoa(h.Regio) + ":" + h.Na
	if h.Aanbieder != "" {
		key = h.Aanbieder + ":" + h.Keer + ":" + h.Na
	}
	return tx.Enqueue(JobHerbereken, key, h, tx.Now)
}

// Next gives the residents of the group, by id.
func (h Herbereken) Next(tx *store.Tx) ([]string, error) {
	if h.Aanbieder != "" {
		return tx.InwonersBij(inkoop.AanbiederID(h.Aanbieder), h.Na, HerberekenGroep)
	}
	return tx.InwonerIDs(h.Na, HerberekenGroep)
}

// AtAanbieder lets what is derived of everybody placed at a provider be derived again: the
// first group in this transaction, all others in the background.
func AtAanbieder(tx *store.Tx, aanbieder inkoop.AanbiederID) error {
	h := Herbereken{Aanbieder: string(aanbieder), Keer: tx.NewID()}
	ids, err := h.Next(tx)
	if err != nil || len(ids) == 0 {
		return err
	}
	for _, id := range ids {
		tx.Touch(id)
	}
	if len(ids) < HerberekenGroep {
		return nil
	}
	h.Na = ids[len(ids)-1]
	return h.Enqueue(tx)
}
