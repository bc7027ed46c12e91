package store

import (
	"time"

	"trede/internal/domain/inkoop"
	"trede/internal/platform/sqldb"
)

// Beoordeling is the work of one assessor on one inschrijving, with its version.
type Beoordeling struct {
	inkoop.Beoordeling
	Versie int
}

type beoordelingRij struct {
	InschrijvingID string
	BeoordelaarID  string
	Afgerond       time.Time
	Inhoud         []byte
	Versie         int
}

var (
	beoordelingen   = sqldb.Table[beoordelingRij]("beoordeling", "inschrijving_id", "beoordelaar_id")
	beoordelingenBy = sqldb.Select[beoordelingRij](`
		select inschrijving_id, beoordelaar_id, afgerond, inhoud, versie from beoordeling where inschrijving_id = $1 order by beoordelaar_id`)
)

// Beoordelingen gives the assessments of an inschrijving by account.
func (tx *Tx) Beoordelingen(id inkoop.InschrijvingID) ([]Beoordeling, error) {
	var out []Beoordeling
	err := beoordelingenBy.Each(tx.Tx, func(r beoordelingRij) error {
		b := Beoordeling{Versie: r.Versie}
		b.Inschrijving, b.BeoordelaarID, b.Afgerond = id, r.BeoordelaarID, r.Afgerond
		out = append(out, b)
		return tx.UnsealJSON(r.Inhoud, &out[len(out)-1].Inhoud, "beoordeling", "inhoud", r.InschrijvingID+r.BeoordelaarID)
	}, string(id))
	return out, err
}

// PutBeoordeling writes an assessment; one without a version is new.
func (tx *Tx) PutBeoordeling(b *Beoordeling) error {
	body, err := tx.SealJSON(b.Inhoud, "beoordeling", "inhoud", string(b.Inschrijving)+b.BeoordelaarID)
	if err != nil {
		return err
	}
	r := beoordelingRij{
		InschrijvingID: string(b.Inschrijving), BeoordelaarID: b.BeoordelaarID, Afgerond: b.Afgerond, Inhoud: body, Versie: b.Versie,
	}
	if err := put(tx, beoordelingen, &r, &r.Versie); err != nil {
		return err
	}
	b.Versie++
	return nil
}
