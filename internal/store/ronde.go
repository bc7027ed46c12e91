package store

import (
	"encoding/json"
	"time"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/errs"
	"trede/internal/platform/sqldb"
)

// Ronde is a round of procurement with its version.
type Ronde struct {
	inkoop.Ronde
	Versie int
}

// RondeStuk is a paper of a round.
type RondeStuk struct {
	inkoop.Stuk
	ID      string
	RondeID inkoop.RondeID
	DoorID  string // who wrote it last
	Versie  int
}

// RondeVraag is a question about a round, with who asked it.
type RondeVraag struct {
	inkoop.Vraag
	ID            string
	RondeID       inkoop.RondeID
	AanbiederID   inkoop.AanbiederID
	GesteldDoorID string
	Versie        int
}

// Leerpunt is a lesson with its version.
type Leerpunt struct {
	inkoop.Leerpunt
	ID     string
	Versie int
}

type rondeRij struct {
	ID          string
	Naam        string
	Consultatie civil.Date
	Inhoud      json.RawMessage
	Versie      int
}

type stukRij struct {
	ID           string
	RondeID      string
	Soort        string
	Titel        string
	Tekst        string
	BestandID    string    `db:",null"`
	Gepubliceerd time.Time `db:",null"`
	DoorID       string
	Versie       int
}

type vraagRij struct {
	ID            string
	RondeID       string
	AanbiederID   string
	Onderwerp     string
	Tekst         string
	Openbaar      string
	Antwoord      string
	Gesteld       time.Time
	GesteldDoorID string
	NotaID        string `db:",null"`
	Versie        int
}

type leerpuntRij struct {
	ID     string
	Op     civil.Date
	Inhoud json.RawMessage
	Versie int
}

const (
	stukColumns  = `id, ronde_id, soort, titel, tekst, bestand_id, gepubliceerd, door_id, versie`
	vraagColumns = `id, ronde_id, aanbieder_id, onderwerp, tekst, openbaar, antwoord, gesteld, gesteld_door_id, nota_id, versie`
)

var (
	rondes       = sqldb.Table[rondeRij]("ronde")
	rondeStukken = sqldb.Table[stukRij]("ronde_stuk")
	rondeVragen  = sqldb.Table[vraagRij]("ronde_vraag")
	leerpunten   = sqldb.Table[leerpuntRij]("leerpunt")

	rondeAlle     = sqldb.Select[rondeRij](`select id, naam, consultatie, inhoud, versie from ronde order by consultatie desc, id desc`)
	stukVanRonde  = sqldb.Select[stukRij](`select ` + stukColumns + ` from ronde_stuk where ronde_id = $1 order by gepubliceerd desc, id desc`)
	rondeMetStuk  = sqldb.Select[string](`select distinct ronde_id from ronde_stuk where gepubliceerd is not null`)
	vraagVanRonde = sqldb.Select[vraagRij](`select ` + vraagColumns + ` from ronde_vraag where ronde_id = $1 order by gesteld, id`)
	leerpuntAlle  = sqldb.Select[leerpuntRij](`select id, op, inhoud, versie from leerpunt order by op desc, id desc`)
)

func (r rondeRij) ronde() (Ronde, error) {
	out := Ronde{Versie: r.Versie}
	err := fromJSON(r.Inhoud, &out.Ronde)
	return out, err
}

// Rondes gives every round, the newest consultation first.
func (tx *Tx) Rondes() ([]Ronde, error) {
	var out []Ronde
	err := rondeAlle.Each(tx.Tx, func(r rondeRij) error {
		one, err := r.ronde()
		out = append(out, one)
		return err
	})
	return out, err
}

// Ronde gives a round by id, and whether there is one.
func (tx *Tx) Ronde(id inkoop.RondeID) (Ronde, bool, error) {
	r, found, err := rondes.Maybe(tx.Tx, string(id))
	if err != nil || !found {
		return Ronde{}, false, err
	}
	out, err := r.ronde()
	return out, true, err
}

// PutRonde writes a round; one without a version is new.
func (tx *Tx) PutRonde(r *Ronde) error {
	body, err := toJSON(r.Ronde)
	if err != nil {
		return err
	}
	row := rondeRij{ID: string(r.ID), Naam: r.Naam, Consultatie: r.Consultatie, Inhoud: body, Versie: r.Versie}
	if err := put(tx, rondes, &row, &row.Versie); err != nil {
		return err
	}
	r.Versie++
	return nil
}

// OpenbareRondes tells of which rounds something was published: those exist for everybody.
func (tx *Tx) OpenbareRondes() (map[inkoop.RondeID]bool, error) {
	out := map[inkoop.RondeID]bool{}
	err := rondeMetStuk.Each(tx.Tx, func(id string) error {
		out[inkoop.RondeID(id)] = true
		return nil
	})
	return out, err
}

func (r stukRij) stuk() RondeStuk {
	return RondeStuk{
		Stuk: inkoop.Stuk{
			Soort: inkoop.StukSoort(r.Soort), Titel: r.Titel, Tekst: r.Tekst, Bestand: r.BestandID, Gepubliceerd: r.Gepubliceerd,
		},
		ID: r.ID, RondeID: inkoop.RondeID(r.RondeID), DoorID: r.DoorID, Versie: r.Versie,
	}
}

// RondeStukken gives the papers of a round, concepts too, in no order that means anything.
func (tx *Tx) RondeStukken(id inkoop.RondeID) ([]RondeStuk, error) {
	var out []RondeStuk
	err := stukVanRonde.Each(tx.Tx, func(r stukRij) error {
		out = append(out, r.stuk())
		return nil
	}, string(id))
	return out, err
}

// RondeStuk gives a paper by id, and whether there is one.
func (tx *Tx) RondeStuk(id string) (RondeStuk, bool, error) {
	r, found, err := rondeStukken.Maybe(tx.Tx, id)
	return r.stuk(), found, err
}

// PutRondeStuk writes a paper; one without a version is new. A published one is refused:
// everybody has read it as it is (INK-01).
func (tx *Tx) PutRondeStuk(s *RondeStuk) error {
	if s.Versie > 0 {
		before, err := rondeStukken.Get(tx.Tx, s.ID)
		if err != nil {
			return err
		}
		if !before.Gepubliceerd.IsZero() {
			return errs.New(errs.Invalid, "stuk.gepubliceerd_blijft")
		}
	}
	r := stukRij{
		ID: s.ID, RondeID: string(s.RondeID), Soort: string(s.Soort), Titel: s.Titel, Tekst: s.Tekst, BestandID: s.Bestand,
		Gepubliceerd: s.Gepubliceerd, DoorID: s.DoorID, Versie: s.Versie,
	}
	if err := put(tx, rondeStukken, &r, &r.Versie); err != nil {
		return err
	}
	s.Versie++
	return nil
}

func (r vraagRij) vraag() RondeVraag {
	return RondeVraag{
		Vraag: inkoop.Vraag{
			Onderwerp: r.Onderwerp, Tekst: r.Tekst, Openbaar: r.Openbaar, Antwoord: r.Antwoord, Gesteld: r.Gesteld, Nota: r.NotaID,
		},
		ID: r.ID, RondeID: inkoop.RondeID(r.RondeID), AanbiederID: inkoop.AanbiederID(r.AanbiederID),
		GesteldDoorID: r.GesteldDoorID, Versie: r.Versie,
	}
}

// RondeVragen gives the questions of a round in the order in which they were asked.
func (tx *Tx) RondeVragen(id inkoop.RondeID) ([]RondeVraag, error) {
	var out []RondeVraag
	err := vraagVanRonde.Each(tx.Tx, func(r vraagRij) error {
		out = append(out, r.vraag())
		return nil
	}, string(id))
	return out, err
}

// RondeVraag gives a question by id, and whether there is one.
func (tx *Tx) RondeVraag(id string) (RondeVraag, bool, error) {
	r, found, err := rondeVragen.Maybe(tx.Tx, id)
	return r.vraag(), found, err
}

// PutRondeVraag writes a question; one without a version is new. One whose answer was
// published is refused.
func (tx *Tx) PutRondeVraag(v *RondeVraag) error {
	if v.Versie > 0 {
		before, err := rondeVragen.Get(tx.Tx, v.ID)
		if err != nil {
			return err
		}
		if before.NotaID != "" {
			return errs.New(errs.Invalid, "vraag.gepubliceerd_blijft")
		}
	}
	r := vraagRij{
		ID: v.ID, RondeID: string(v.RondeID), AanbiederID: string(v.AanbiederID), Onderwerp: v.Onderwerp, Tekst: v.Tekst,
		Openbaar: v.Openbaar, Antwoord: v.Antwoord, Gesteld: v.Gesteld, GesteldDoorID: v.GesteldDoorID, NotaID: v.Nota, Versie: v.Versie,
	}
	if err := put(tx, rondeVragen, &r, &r.Versie); err != nil {
		return err
	}
	v.Versie++
	return nil
}

// Leerpunten gives every lesson, the newest first.
func (tx *Tx) Leerpunten() ([]Leerpunt, error) {
	var out []Leerpunt
	err := leerpuntAlle.Each(tx.Tx, func(r leerpuntRij) error {
		one := Leerpunt{ID: r.ID, Versie: r.Versie}
		err := fromJSON(r.Inhoud, &one.Leerpunt)
		out = append(out, one)
		return err
	})
	return out, err
}

// Leerpunt gives a lesson by id, and whether there is one.
func (tx *Tx) Leerpunt(id string) (Leerpunt, bool, error) {
	r, found, err := leerpunten.Maybe(tx.Tx, id)
	if err != nil || !found {
		return Leerpunt{}, false, err
	}
	out := Leerpunt{ID: r.ID, Versie: r.Versie}
	return out, true, fromJSON(r.Inhoud, &out.Leerpunt)
}

// PutLeerpunt writes a lesson; one without a version is new.
func (tx *Tx) PutLeerpunt(l *Leerpunt) error {
	body, err := toJSON(l.Leerpunt)
	if err != nil {
		return err
	}
	r := leerpuntRij{ID: l.ID, Op: l.Op, Inhoud: body, Versie: l.Versie}
	if err := put(tx, leerpunten, &r, &r.Versie); err != nil {
		return err
	}
	l.Versie++
	return nil
}
