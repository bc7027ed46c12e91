package store

import (
	"errors"
	"time"

	"trede/internal/domain/inkoop"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/platform/sqldb"
)

// KindAanbieder is the kind of audit chain of an aanbieder.
const KindAanbieder = "aanbieder"

// Inschrijving (registration) is one with what the assessment adds to it.
type Inschrijving struct {
	inkoop.Inschrijving
	Gesprek     inkoop.Gesprek
	Besluit     inkoop.Kwalificatiebesluit
	Ingetrokken time.Time         // the aanbieder took it back; zero: it counts
	ContractID  inkoop.ContractID // made after qualification; empty: none
	Versie      int
}

// Telt tells whether the inschrijving was handed in and not taken back.
func (i Inschrijving) Telt() bool { return !i.Ingediend.IsZero() && i.Ingetrokken.IsZero() }

// Afgewezen tells whether the decision was taken to reject it.
func (i Inschrijving) Afgewezen() bool {
	return i.Besluit.GenomenID != "" && i.Besluit.Uitslag == inkoop.Afgewezen
}

type inschrijvingRij struct {
	ID          string
	RondeID     string
	AanbiederID string
	Begonnen    time.Time
	Ingediend   time.Time `db:",null"`
	Ingetrokken time.Time `db:",null"`
	ContractID  string    `db:",null"`
	Inhoud      []byte
	Gesprek     []byte
	Besluit     []byte
	Versie      int
}

const inschrijvingKolommen = `
	select id, ronde_id, aanbieder_id, begonnen, ingediend, ingetrokken, contract_id, inhoud, gesprek, besluit, versie from inschrijving `

var (
	inschrijvingen         = sqldb.Table[inschrijvingRij]("inschrijving")
	inschrijvingenVanRonde = sqldb.Select[inschrijvingRij](inschrijvingKolommen + `where ronde_id = $1
		order by case when ingediend is null then 1 else 0 end, ingediend, id`)
	inschrijvingVanContract    = sqldb.Select[inschrijvingRij](inschrijvingKolommen + `where contract_id = $1`)
	inschrijvingenVanAanbieder = sqldb.Select[inschrijvingRij](inschrijvingKolommen + `where aanbieder_id = $1 order by begonnen, id`)
)

// Inschrijving gives one, or a NotFound error.
func (tx *Tx) Inschrijving(id inkoop.InschrijvingID) (Inschrijving, error) {
	r, err := inschrijvingen.Get(tx.Tx, string(id))
	if err != nil {
		return Inschrijving{}, err
	}
	return tx.openInschrijving(r)
}

// InschrijvingenVanRonde gives all of a round by the moment of handing in, then the
// concepts; also those that were taken back.
func (tx *Tx) InschrijvingenVanRonde(id inkoop.RondeID) ([]Inschrijving, error) {
	return tx.openInschrijvingen(inschrijvingenVanRonde, string(id))
}

// InschrijvingenVan gives all of an aanbieder by the moment they were begun, also
// concepts and those that were taken back.
func (tx *Tx) InschrijvingenVan(id inkoop.AanbiederID) ([]Inschrijving, error) {
	return tx.openInschrijvingen(inschrijvingenVanAanbieder, string(id))
}

// InschrijvingVanContract gives the one from which a contract followed, and whether there
// is one.
func (tx *Tx) InschrijvingVanContract(id inkoop.ContractID) (i Inschrijving, found bool, err error) {
	list, err := tx.openInschrijvingen(inschrijvingVanContract, string(id))
	if err != nil || len(list) == 0 {
		return i, false, err
	}
	return list[0], true, nil
}

// WachtOpAanbieder takes the turn at an aanbieder in its audit chain of a kind: two of its
// people never begin at the same moment. The use case writes an event there.
func (tx *Tx) WachtOpAanbieder(kind string, id inkoop.AanbiederID) error {
	_, err := tx.takeHead(audit.Chain{Kind: kind, ID: string(id)})
	return err
}

// PutInschrijving writes one; without a version it is new.
func (tx *Tx) PutInschrijving(i *Inschrijving) error {
	r := inschrijvingRij{
		ID: string(i.ID), RondeID: string(i.Ronde), AanbiederID: string(i.Aanbieder), Begonnen: i.Begonnen,
		Ingediend: i.Ingediend, Ingetrokken: i.Ingetrokken, ContractID: string(i.ContractID), Versie: i.Versie,
	}
	var err1, err2, err3 error
	r.Inhoud, err1 = tx.SealJSON(i.Inhoud, "inschrijving", "inhoud", r.ID)
	r.Gesprek, err2 = tx.SealJSON(i.Gesprek, "inschrijving", "gesprek", r.ID)
	r.Besluit, err3 = tx.SealJSON(i.Besluit, "inschrijving", "besluit", r.ID)
	if err := errors.Join(err1, err2, err3); err != nil {
		return err
	}
	if err := put(tx, inschrijvingen, &r, &r.Versie); err != nil {
		return err
	}
	i.Versie++
	return nil
}

func (tx *Tx) openInschrijvingen(q *sqldb.Query[inschrijvingRij], id string) (out []Inschrijving, err error) {
	defer errs.Wrap(&err, "store.Inschrijvingen")
	err = q.Each(tx.Tx, func(r inschrijvingRij) error {
		i, err := tx.openInschrijving(r)
		out = append(out, i)
		return err
	}, id)
	return out, err
}

func (tx *Tx) openInschrijving(r inschrijvingRij) (Inschrijving, error) {
	i := Inschrijving{
		Inschrijving: inkoop.Inschrijving{
			ID: inkoop.InschrijvingID(r.ID), Ronde: inkoop.RondeID(r.RondeID), Aanbieder: inkoop.AanbiederID(r.AanbiederID),
			Begonnen: r.Begonnen, Ingediend: r.Ingediend,
		},
		Ingetrokken: r.Ingetrokken, ContractID: inkoop.ContractID(r.ContractID), Versie: r.Versie,
	}
	return i, errors.Join(
		tx.UnsealJSON(r.Inhoud, &i.Inhoud, "inschrijving", "inhoud", r.ID),
		tx.UnsealJSON(r.Gesprek, &i.Gesprek, "inschrijving", "gesprek", r.ID),
		tx.UnsealJSON(r.Besluit, &i.Besluit, "inschrijving", "besluit", r.ID))
}
