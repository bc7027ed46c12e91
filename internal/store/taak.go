package store

import (
	"cmp"
	"slices"

	"trede/internal/domain/civil"
	"trede/internal/platform/sqldb"
)

// Taak (task) is a derived task as it is kept, with what people did with it.
type Taak struct {
	InwonerID   string
	ID          string // the key that the derivation gives
	Soort       string
	Onderwerp   string
	OnderwerpID string
	Rol         string
	Kant        string // team, aanbieder, caw or inwoner: whose turn it is
	KantID      string
	PersoonID   string // empty: anybody of that side
	TeamID      string // team of the resident
	AanbiederID string // provider of the arrangement; empty: none
	Zichtbaar   civil.Date
	Termijn     civil.Date // civil.Last: none
	Wettelijk   bool
	Opgeschort  bool
	TaakGedaan
}

// TaakGedaan is what people did with a task.
type TaakGedaan struct {
	UitgesteldTot   civil.Date
	OvergedragenAan string
	Versie          int
}

type taakRij struct {
	InwonerID       string
	ID              string
	Soort           string
	Onderwerp       string
	OnderwerpID     string
	Rol             string
	Kant            string
	KantID          string
	PersoonID       string
	TeamID          string
	AanbiederID     string
	Zichtbaar       civil.Date
	Termijn         civil.Date
	Wettelijk       bool
	Opgeschort      bool
	UitgesteldTot   civil.Date
	UitstelReden    []byte `db:",null"`
	OvergedragenAan string `db:",null"`
	Versie          int
}

func (r taakRij) taak() Taak {
	return Taak{
		InwonerID: r.InwonerID, ID: r.ID, Soort: r.Soort, Onderwerp: r.Onderwerp, OnderwerpID: r.OnderwerpID, Rol: r.Rol,
		Kant: r.Kant, KantID: r.KantID, PersoonID: r.PersoonID, TeamID: r.TeamID, AanbiederID: r.AanbiederID,
		Zichtbaar: r.Zichtbaar, Termijn: r.Termijn, Wettelijk: r.Wettelijk, Opgeschort: r.Opgeschort,
		TaakGedaan: TaakGedaan{UitgesteldTot: r.UitgesteldTot, OvergedragenAan: r.OvergedragenAan, Versie: r.Versie},
	}
}

// Afgeleid is the task without what people did with it: what the derivation gives.
func (t Taak) Afgeleid() Taak {
	t.TaakGedaan = TaakGedaan{}
	return t
}

const taakColumns = `inwoner_id, id, soort, onderwerp, onderwerp_id, rol, kant, kant_id, persoon_id, team_id, aanbieder_id,
	zichtbaar, termijn, wettelijk, opgeschort, uitgesteld_tot, uitstel_reden, overgedragen_aan, versie`

var (
	taken   = sqldb.Table[taakRij]("taak", "inwoner_id", "id")
	takenOf = sqldb.Select[taakRij](`select ` + taakColumns + ` from taak where inwoner_id = $1`)
	herzien = sqldb.Exec(`
		update taak set rol = $3, kant = $4, kant_id = $5, persoon_id = $6, team_id = $7, aanbieder_id = $8, zichtbaar = $9,
			termijn = $10, wettelijk = $11, opgeschort = $12, soort = $13, onderwerp = $14, onderwerp_id = $15
		where inwoner_id = $1 and id = $2`)
)

// Taken gives the stored tasks of a resident in order of their last day.
func (tx *Tx) Taken(inwonerID string) ([]Taak, error) {
	rows, err := takenOf.All(tx.Tx, inwonerID)
	out := make([]Taak, len(rows))
	for i, r := range rows {
		out[i] = r.taak()
	}
	slices.SortFunc(out, CompareTaak)
	return out, err
}

// CompareTaak orders tasks by last day and key.
func CompareTaak(a, b Taak) int {
	return cmp.Or(a.Termijn.Compare(b.Termijn), cmp.Compare(a.ID, b.ID))
}

// ScopeTaken names the scope that changes when the tasks of a side change, or the
// tasks it waits for.
func ScopeTaken(kant, id string) string { return "taak:" + kant + ":" + id }

// Taken gives the tasks as they stand, until they are derived again.
func (d *Dossier) Taken() ([]Taak, error) {
	return fill(d, partTaken, (*Dossier).takenList, d.tx.Taken)
}

// PutTaken makes the tasks of a resident what they should be and keeps what people
// did with those that stay. It writes only what differs.
func (tx *Tx) PutTaken(d *Dossier, want []Taak) error {
	have, err := d.Taken()
	if err != nil {
		return err
	}
	inwonerID := d.ID
	d.forget(partTaken) // until it is known what people did with those that stay
	byID := map[string]Taak{}
	for _, t := range want {
		byID[t.ID] = t
	}
	left := make([]Taak, 0, len(want))
	for _, old := range have {
		now, stays := byID[old.ID]
		delete(byID, old.ID)
		if stays {
			kept := now.Afgeleid()
			kept.TaakGedaan = old.TaakGedaan
			left = append(left, kept)
		}
		switch {
		case !stays:
			tx.bumpTaken(old)
			if err := taken.Delete(tx.Tx, inwonerID, old.ID); err != nil {
				return err
			}
		case now.Afgeleid() != old.Afgeleid():
			tx.bumpTaken(old)
			tx.bumpTaken(now)
			if err := tx.reviseTaak(now); err != nil {
				return err
			}
		}
	}
	for _, t := range want { // in the order of the derivation, so that runs are alike
		if _, isNew := byID[t.ID]; !isNew {
			continue
		}
		tx.bumpTaken(t)
		if err := tx.insertTaak(t); err != nil {
			return err
		}
		t = t.Afgeleid()
		t.Versie = 1
		left = append(left, t)
	}
	slices.SortFunc(left, CompareTaak)
	wroteAll(d, partTaken, (*Dossier).takenList, left)
	return nil
}

// bumpTaken says that the lists of the sides of a task changed.
func (tx *Tx) bumpTaken(t Taak) {
	tx.BumpScope(ScopeTaken(t.Kant, t.KantID), ScopeTaken(KantTeam, t.TeamID), ScopeTaken(KantAanbieder, t.AanbiederID))
}

func (tx *Tx) reviseTaak(t Taak) error {
	_, err := herzien.Run(tx.Tx, t.InwonerID, t.ID, t.Rol, t.Kant, t.KantID, t.PersoonID, t.TeamID, t.AanbiederID, t.Zichtbaar,
		t.Termijn, t.Wettelijk, t.Opgeschort, t.Soort, t.Onderwerp, t.OnderwerpID)
	return err
}

func (tx *Tx) insertTaak(t Taak) error {
	return taken.Insert(tx.Tx, taakRij{
		InwonerID: t.InwonerID, ID: t.ID, Soort: t.Soort, Onderwerp: t.Onderwerp, OnderwerpID: t.OnderwerpID, Rol: t.Rol,
		Kant: t.Kant, KantID: t.KantID, PersoonID: t.PersoonID, TeamID: t.TeamID, AanbiederID: t.AanbiederID,
		Zichtbaar: t.Zichtbaar, Termijn: t.Termijn, Wettelijk: t.Wettelijk, Opgeschort: t.Opgeschort, Versie: 1,
	})
}

// Taak gives one stored task, or a NotFound error.
func (tx *Tx) Taak(inwonerID, id string) (Taak, error) {
	r, err := taken.Get(tx.Tx, inwonerID, id)
	return r.taak(), err
}

// PutTaakGedaan keeps what somebody did with a task: put off, or handed over.
func (tx *Tx) PutTaakGedaan(t *Taak, reden string) error {
	r, err := taken.Get(tx.Tx, t.InwonerID, t.ID)
	if err != nil {
		return err
	}
	if reden != "" {
		if r.UitstelReden, err = tx.Seal(reden, "taak", "uitstel_reden", t.InwonerID+"/"+t.ID); err != nil {
			return err
		}
	}
	r.UitgesteldTot, r.OvergedragenAan, r.Versie = t.UitgesteldTot, t.OvergedragenAan, t.Versie
	if err := taken.Update(tx.Tx, r); err != nil {
		return err
	}
	t.Versie++
	if d := tx.dossiers[t.InwonerID]; d != nil {
		d.forget(partTaken)
	}
	tx.bumpTaken(*t)
	return nil
}
