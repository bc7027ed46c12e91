package store

import (
	"errors"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/sqldb"
)

// PlafondVerzoek is a request to go above a ceiling (plafond) for one resident, with
// what was decided. Source: B-REG-05.
type PlafondVerzoek struct {
	ID, InwonerID  string
	Plafond        inkoop.PlafondCode
	Gemeente       inkoop.GemeenteCode // of the resident when it was asked
	GevraagdDoorID string
	GevraagdOp     civil.Date
	Reden          string
	BeslotenDoorID string
	BeslotenOp     civil.Date // zero: not decided
	Akkoord        bool
	Toelichting    string
	Versie         int
}

type plafondVerzoekRij struct {
	ID             string
	PlafondCode    string
	InwonerID      string
	GemeenteCode   string
	GevraagdDoorID string
	GevraagdOp     civil.Date
	Reden          []byte
	BeslotenDoorID string `db:",null"`
	BeslotenOp     civil.Date
	Akkoord        bool
	Toelichting    []byte `db:",null"`
	Versie         int
}

const plafondVerzoekColumns = `id, plafond_code, inwoner_id, gemeente_code, gevraagd_door_id, gevraagd_op, reden, besloten_door_id,
	besloten_op, akkoord, toelichting, versie`

var (
	plafondVerzoeken   = sqldb.Table[plafondVerzoekRij]("plafond_verzoek")
	plafondVerzoekenOf = sqldb.Select[plafondVerzoekRij](`
		select ` + plafondVerzoekColumns + ` from plafond_verzoek where inwoner_id = $1 order by gevraagd_op, id`)
	plafondVerzoekenOpen = sqldb.Select[plafondVerzoekRij](`
		select ` + plafondVerzoekColumns + ` from plafond_verzoek where gemeente_code = $1 and besloten_op is null order by gevraagd_op, id`)
)

// PutPlafondVerzoek writes a request; one without a version is new.
func (tx *Tx) PutPlafondVerzoek(v *PlafondVerzoek) error {
	r := plafondVerzoekRij{
		ID: v.ID, PlafondCode: string(v.Plafond), InwonerID: v.InwonerID, GemeenteCode: string(v.Gemeente), GevraagdDoorID: v.GevraagdDoorID,
		GevraagdOp: v.GevraagdOp, BeslotenDoorID: v.BeslotenDoorID, BeslotenOp: v.BeslotenOp, Akkoord: v.Akkoord, Versie: v.Versie,
	}
	var err1, err2 error
	r.Reden, err1 = tx.Seal(v.Reden, "plafond_verzoek", "reden", v.ID)
	r.Toelichting, err2 = tx.Seal(v.Toelichting, "plafond_verzoek", "toelichting", v.ID)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	if err := put(tx, plafondVerzoeken, &r, &r.Versie); err != nil {
		return err
	}
	v.Versie++
	return nil
}

func (tx *Tx) plafondVerzoek(r plafondVerzoekRij) (PlafondVerzoek, error) {
	v := PlafondVerzoek{
		ID: r.ID, InwonerID: r.InwonerID, Plafond: inkoop.PlafondCode(r.PlafondCode), Gemeente: inkoop.GemeenteCode(r.GemeenteCode),
		GevraagdDoorID: r.GevraagdDoorID, GevraagdOp: r.GevraagdOp, BeslotenDoorID: r.BeslotenDoorID, BeslotenOp: r.BeslotenOp,
		Akkoord: r.Akkoord, Versie: r.Versie,
	}
	var err1, err2 error
	v.Reden, err1 = tx.Unseal(r.Reden, "plafond_verzoek", "reden", r.ID)
	v.Toelichting, err2 = tx.Unseal(r.Toelichting, "plafond_verzoek", "toelichting", r.ID)
	return v, errors.Join(err1, err2)
}

// PlafondVerzoek gives one request, or a NotFound error.
func (tx *Tx) PlafondVerzoek(id string) (PlafondVerzoek, error) {
	r, err := plafondVerzoeken.Get(tx.Tx, id)
	if err != nil {
		return PlafondVerzoek{}, err
	}
	return tx.plafondVerzoek(r)
}

// PlafondVerzoeken gives the requests for a resident, oldest first.
func (tx *Tx) PlafondVerzoeken(inwonerID string) ([]PlafondVerzoek, error) {
	return tx.plafondVerzoekList(plafondVerzoekenOf, inwonerID)
}

// OpenPlafondVerzoeken gives what a gemeente has to decide, oldest first.
func (tx *Tx) OpenPlafondVerzoeken(gemeente inkoop.GemeenteCode) ([]PlafondVerzoek, error) {
	return tx.plafondVerzoekList(plafondVerzoekenOpen, string(gemeente))
}

func (tx *Tx) plafondVerzoekList(q *sqldb.Query[plafondVerzoekRij], key string) ([]PlafondVerzoek, error) {
	var out []PlafondVerzoek
	err := q.Each(tx.Tx, func(r plafondVerzoekRij) error {
		v, err := tx.plafondVerzoek(r)
		out = append(out, v)
		return err
	}, key)
	return out, err
}
