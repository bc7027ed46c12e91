package app

import (
	"strconv"

	"trede/internal/store"
)

// JobHerbereken is the kind of job that derives rows again after a change of the
// region's data; package taken does it.
const JobHerbereken = "taken.herbereken"

// Herbereken is the content of such a job: one group of residents.
type Herbereken struct {
	Regio int    `json:"regio"` // number of the region's document it is for
	Na    string `json:"na"`    // id of the last resident that was done; empty: none yet
}

// Enqueue promises the group in the transaction at hand. The first one goes with the
// transaction that makes a new document of the region count.
func (h Herbereken) Enqueue(tx *store.Tx) error {
	return tx.Enqueue(JobHerbereken, strconv.Itoa(h.Regio)+":"+h.Na, h, tx.Now)
}
