package store

import (
	"cmp"
	"slices"

	"trede/internal/platform/errs"
)

// Dossier is everything about one resident within one transaction. Each part is
// loaded when it is first asked for and remembered, also by what runs before the
// commit; what is written through the store is changed in it as well. In a writing
// transaction it holds the resident's row, so that writers take their turn.
type Dossier struct {
	ID    string
	tx    *Tx
	stand int64    // how many writes about the resident there were; -1: unknown
	warm  *Dossier // what is remembered of it, never changed

	inwoner              Inwoner
	inzage               []Inzage
	vertegenwoordigingen []Vertegenwoordiging
	meldingen            []Melding
	aanvragen            []Aanvraag
	metingen             []Meting
	doelen               []Doel
	toewijzingen         []Toewijzing
	berichten            []Voortgangsbericht
	signalen             []Signaal
	taken                []Taak
	loaded               part
}

// part is a set of the parts that are loaded.
type part uint

const (
	partInwoner part = 1 << iota
	partInzage
	partVertegenwoordigingen
	partMeldingen
	partAanvragen
	partMetingen
	partDoelen
	partToewijzingen
	partBerichten
	partSignalen
	partTaken
)

// Dossier gives the dossier of a resident, or a NotFound error.
func (tx *Tx) Dossier(inwonerID string) (*Dossier, error) {
	if d := tx.dossiers[inwonerID]; d != nil {
		return d, nil
	}
	if inwonerID == "" {
		return nil, errs.New(errs.NotFound, "db.niet_gevonden")
	}
	if d := tx.s.warm.lend(tx, inwonerID); d != nil {
		tx.remember(d)
		return d, nil
	}
	stand, before, err := tx.standOf(inwonerID)
	if err != nil {
		return nil, err
	}
	d, err := tx.s.warm.take(tx, inwonerID, before)
	if err != nil {
		return nil, err
	}
	if d == nil {
		d = &Dossier{ID: inwonerID, tx: tx, loaded: partInwoner}
		if d.inwoner, err = tx.loadInwoner(inwonerID); err != nil {
			return nil, err
		}
	}
	d.stand = stand
	tx.remember(d)
	return d, nil
}

// forget lets a part be loaded anew.
func (d *Dossier) forget(p part) {
	d.loaded &^= p
	if d.warm != nil {
		w := *d.warm
		w.loaded &^= p
		d.warm = &w
	}
}

func (tx *Tx) remember(d *Dossier) {
	if tx.dossiers == nil {
		tx.dossiers = map[string]*Dossier{}
	}
	tx.dossiers[d.ID] = d
}

// keep puts a resident that was written in the dossier of this transaction.
func (tx *Tx) keep(i *Inwoner) {
	d := tx.dossiers[i.ID]
	if d == nil {
		d = &Dossier{ID: i.ID, tx: tx, stand: -1}
		if i.Versie == 1 { // new: there is nothing to load
			d.loaded, d.stand = ^part(0), 0
		}
		tx.remember(d)
	}
	d.inwoner, d.loaded = *i, d.loaded|partInwoner
}

// fill gives a part, loaded when it is not there yet: a copy of what is remembered, or
// what is stored.
func fill[T any](d *Dossier, p part, list func(*Dossier) *[]T, load func(string) ([]T, error)) ([]T, error) {
	have := list(d)
	if d.loaded&p == 0 {
		if d.warm != nil && d.warm.loaded&p != 0 {
			*have = copied(*list(d.warm))
		} else {
			rows, err := load(d.ID)
			if err != nil {
				return nil, err
			}
			*have = rows
		}
		d.loaded |= p
	}
	return *have, nil
}

// Inwoner gives the resident.
func (d *Dossier) Inwoner() Inwoner { return d.inwoner }

// Inzage gives who may look, as it stood before this transaction until the rows
// are derived again.
func (d *Dossier) Inzage() ([]Inzage, error) {
	return fill(d, partInzage, func(d *Dossier) *[]Inzage { return &d.inzage }, d.tx.loadInzage)
}

// Vertegenwoordigingen gives who acts for the resident, also in the past.
func (d *Dossier) Vertegenwoordigingen() ([]Vertegenwoordiging, error) {
	return fill(d, partVertegenwoordigingen, func(d *Dossier) *[]Vertegenwoordiging { return &d.vertegenwoordigingen }, d.tx.loadVertegenwoordigingen)
}

// Meldingen gives the meldingen, oldest first.
func (d *Dossier) Meldingen() ([]Melding, error) {
	return fill(d, partMeldingen, func(d *Dossier) *[]Melding { return &d.meldingen }, d.tx.loadMeldingen)
}

// Aanvragen gives the aanvragen with their besluiten, oldest first.
func (d *Dossier) Aanvragen() ([]Aanvraag, error) {
	return fill(d, partAanvragen, func(d *Dossier) *[]Aanvraag { return &d.aanvragen }, d.tx.loadAanvragen)
}

// Metingen gives the measurements on the ladder, oldest first.
func (d *Dossier) Metingen() ([]Meting, error) {
	return fill(d, partMetingen, func(d *Dossier) *[]Meting { return &d.metingen }, d.tx.loadMetingen)
}

// Doelen gives the goals in the order in which they are shown.
func (d *Dossier) Doelen() ([]Doel, error) {
	return fill(d, partDoelen, func(d *Dossier) *[]Doel { return &d.doelen }, d.tx.loadDoelen)
}

// Toewijzingen gives the toewijzingen and concepts, oldest first.
func (d *Dossier) Toewijzingen() ([]Toewijzing, error) {
	return fill(d, partToewijzingen, func(d *Dossier) *[]Toewijzing { return &d.toewijzingen }, d.tx.loadToewijzingen)
}

// Berichten gives the voortgangsberichten, oldest first.
func (d *Dossier) Berichten() ([]Voortgangsbericht, error) {
	return fill(d, partBerichten, func(d *Dossier) *[]Voortgangsbericht { return &d.berichten }, d.tx.loadBerichten)
}

// Signalen gives the signalen, oldest first.
func (d *Dossier) Signalen() ([]Signaal, error) {
	return fill(d, partSignalen, func(d *Dossier) *[]Signaal { return &d.signalen }, d.tx.loadSignalen)
}

// pick finds a row by its id, or gives a NotFound error.
func pick[T any](list []T, err error, id string, key func(*T) string) (T, error) {
	var none T
	if err != nil {
		return none, err
	}
	for i := range list {
		if id != "" && key(&list[i]) == id {
			return list[i], nil
		}
	}
	return none, errs.New(errs.NotFound, "db.niet_gevonden")
}

// replace puts a row in the place of the one with the same id, or adds it, in the
// order in which the rows are loaded: by order, and then by id.
func replace[T any](list []T, row T, key func(*T) string, order func(a, b *T) int) []T {
	list = slices.Clone(list)
	if i := slices.IndexFunc(list, func(x T) bool { return key(&x) == key(&row) }); i >= 0 {
		list[i] = row
	} else {
		list = append(list, row)
	}
	slices.SortFunc(list, func(a, b T) int { return cmp.Or(order(&a, &b), cmp.Compare(key(&a), key(&b))) })
	return list
}
