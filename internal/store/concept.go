package store

import (
	"time"

	"trede/internal/platform/sqldb"
)

// Concept (draft) is what somebody typed of a voortgangsbericht that was not sent yet. It
// is nobody's act, so no event tells it; it goes when the report is sent or the
// arrangement closed.
type Concept struct {
	Op     time.Time // when it was kept
	Velden map[string][]string
}

type conceptRij struct {
	ToewijzingID string
	DoorID       string
	Op           time.Time
	Inhoud       []byte
}

var (
	concepten     = sqldb.Table[conceptRij]("concept", "toewijzing_id", "door_id")
	conceptDelete = sqldb.Exec(`delete from concept where toewijzing_id = $1 and (door_id = $2 or $2 = '')`)
)

// Concept gives the draft of one person for a toewijzing, and whether there is one.
func (tx *Tx) Concept(toewijzingID, accountID string) (c Concept, found bool, err error) {
	r, found, err := concepten.Maybe(tx.Tx, toewijzingID, accountID)
	if err != nil || !found {
		return c, false, err
	}
	c.Op = r.Op
	return c, true, tx.UnsealJSON(r.Inhoud, &c.Velden, "concept", "inhoud", toewijzingID+accountID)
}

// PutConcept keeps a draft instead of the one before.
func (tx *Tx) PutConcept(toewijzingID, accountID string, fields map[string][]string) error {
	body, err := tx.SealJSON(fields, "concept", "inhoud", toewijzingID+accountID)
	if err != nil {
		return err
	}
	tx.books++
	return concepten.Upsert(tx.Tx, conceptRij{ToewijzingID: toewijzingID, DoorID: accountID, Op: tx.Now, Inhoud: body})
}

// DropConcept throws the draft of one person away; without a person, those of everybody.
func (tx *Tx) DropConcept(toewijzingID, accountID string) error {
	n, err := conceptDelete.Run(tx.Tx, toewijzingID, accountID)
	tx.books += n
	return err
}
