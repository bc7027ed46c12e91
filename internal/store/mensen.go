package store

import (
	"time"

	"trede/internal/domain/inkoop"
	"trede/internal/platform/errs"
	"trede/internal/platform/sqldb"
)

// Mensen (people) are those who work with residents at an aanbieder, as it named them
// last: in an inschrijving that it handed in, or when it kept them up to date after that.
type Mensen struct {
	Aanbieder  inkoop.AanbiederID
	Lijst      []inkoop.Mens
	Bijgewerkt time.Time // zero: nobody was ever named
	Versie     int       // 0: not kept up to date yet
}

type mensenRij struct {
	ID         string // of the aanbieder
	Bijgewerkt time.Time
	Inhoud     []byte
	Versie     int
}

var (
	mensenTabel = sqldb.Table[mensenRij]("mensen")
	mensenAlle  = sqldb.Select[mensenRij](`select id, bijgewerkt, inhoud, versie from mensen order by id`)
	// Handed in, also when taken back after that: the people are the same. The newest of
	// an aanbieder first.
	inschrijvingenNieuwste = sqldb.Select[inschrijvingRij](inschrijvingKolommen + `
		where ingediend is not null order by aanbieder_id, ingediend desc, id desc`)
)

// Mensen gives the people of each aanbieder.
func (tx *Tx) Mensen() (out map[inkoop.AanbiederID]Mensen, err error) {
	defer errs.Wrap(&err, "store.Mensen")
	out = map[inkoop.AanbiederID]Mensen{}
	err = mensenAlle.Each(tx.Tx, func(r mensenRij) error {
		m := Mensen{Aanbieder: inkoop.AanbiederID(r.ID), Bijgewerkt: r.Bijgewerkt, Versie: r.Versie}
		err := tx.UnsealJSON(r.Inhoud, &m.Lijst, "mensen", "inhoud", r.ID)
		out[m.Aanbieder] = m
		return err
	})
	if err != nil {
		return nil, err
	}
	err = inschrijvingenNieuwste.Each(tx.Tx, func(r inschrijvingRij) error {
		m := out[inkoop.AanbiederID(r.AanbiederID)]
		if !r.Ingediend.After(m.Bijgewerkt) {
			return nil
		}
		var inhoud inkoop.InschrijvingInhoud
		err := tx.UnsealJSON(r.Inhoud, &inhoud, "inschrijving", "inhoud", r.ID)
		m.Aanbieder, m.Lijst, m.Bijgewerkt = inkoop.AanbiederID(r.AanbiederID), inhoud.Mensen, r.Ingediend
		out[m.Aanbieder] = m
		return err
	})
	return out, err
}

// PutMensen writes the people of an aanbieder; without a version for the first time.
func (tx *Tx) PutMensen(m *Mensen) error {
	m.Bijgewerkt = tx.Now
	body, err := tx.SealJSON(m.Lijst, "mensen", "inhoud", string(m.Aanbieder))
	if err != nil {
		return err
	}
	r := mensenRij{ID: string(m.Aanbieder), Bijgewerkt: m.Bijgewerkt, Inhoud: body, Versie: m.Versie}
	if err := put(tx, mensenTabel, &r, &r.Versie); err != nil {
		return err
	}
	m.Versie++
	return nil
}
