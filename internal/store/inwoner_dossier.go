package store

import (
	"cmp"
	"slices"

	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
)

// Dossier is everything about one resident within one transaction. Each part is
// loaded when it is first asked for and remembered, also by what runs before the
// commit; what is written through the store is changed in it as well. In a writing
// transaction it holds the head of the resident's chain, so that writers take their turn.
type Dossier struct {
	ID    string
	tx    *Tx
	turns int64    // how many writers about the resident there were
	truth *Dossier // what stands there, which no use case ever has in hand; nil: not to be remembered

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
	changed              part // written by this transaction

	gezegd map[Over]map[string][]rule.Result // by rules, as far as somebody asked
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
	partDoelStand // how goals stand, which is loaded with them
)

// partsNieuws are the parts that news of the work place changes.
const partsNieuws = partBerichten | partSignalen | partDoelStand

// OnlyNieuws tells whether what this transaction wrote of the dossier is news of the work
// place and nothing else.
func (d *Dossier) OnlyNieuws() bool { return d.changed != 0 && d.changed&^partsNieuws == 0 }

// turnOf gives how many writers about a resident there were, with this one, and before
// it. A writer has the dossier to itself from here on, so that it derives from what is
// there.
func (tx *Tx) turnOf(id string) (now, before int64, err error) {
	if !tx.writing {
		now, _, err = countTurns.Maybe(tx.Tx, KindDossier, id)
		return now, now, err
	}
	h, err := tx.takeHead(audit.Chain{Kind: KindDossier, ID: id})
	if err != nil {
		return 0, 0, err
	}
	return h.beurt, h.beurt - 1, nil
}

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
	turns, before, err := tx.turnOf(inwonerID)
	if err != nil {
		return nil, err
	}
	d, err := tx.s.warm.take(tx, inwonerID, before)
	if err != nil {
		return nil, err
	}
	if d == nil {
		i, err := tx.loadInwoner(inwonerID)
		if err != nil {
			return nil, err
		}
		d = &Dossier{ID: inwonerID, tx: tx, inwoner: i, loaded: partInwoner}
		if !tx.s.warm.alone {
			d.truth = &Dossier{ID: inwonerID, inwoner: copied(i), loaded: partInwoner}
		}
	}
	d.turns = turns
	tx.remember(d)
	return d, nil
}

// forget lets a part be loaded anew.
func (d *Dossier) forget(p part) {
	d.loaded &^= p
	if d.truth != nil {
		d.truth.loaded &^= p
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
		d = &Dossier{ID: i.ID, tx: tx}
		if i.Versie == 1 { // new: there is nothing to load
			d.loaded = ^part(0)
			if !tx.s.warm.alone {
				d.truth = &Dossier{ID: i.ID, loaded: ^part(0)}
			}
		}
		tx.remember(d)
	}
	d.inwoner, d.loaded, d.changed = *i, d.loaded|partInwoner, d.changed|partInwoner
	if d.truth != nil {
		d.truth.inwoner = copied(*i)
	}
}

// fill gives a part, loaded when it is not there yet.
func fill[T any](d *Dossier, p part, list func(*Dossier) *[]T, load func(string) ([]T, error)) ([]T, error) {
	if d.loaded&p != 0 {
		return *list(d), nil
	}
	if t := d.truth; t != nil && t.loaded&p != 0 {
		*list(d) = copied(*list(t))
	} else {
		rows, err := load(d.ID)
		if err != nil {
			return nil, err
		}
		*list(d) = rows
		if t != nil {
			*list(t) = copied(rows)
			t.loaded |= p
		}
	}
	d.loaded |= p
	return *list(d), nil
}

// wrote notes a row of a loaded part that was written.
func wrote[T any](d *Dossier, p part, list func(*Dossier) *[]T, row T, key func(*T) string, order func(a, b *T) int) {
	d.changed |= p
	*list(d) = replace(*list(d), row, key, order)
	if d.truth != nil {
		*list(d.truth) = replace(*list(d.truth), copied(row), key, order)
	}
}

// wroteAll notes all rows of a part that was written.
func wroteAll[T any](d *Dossier, p part, list func(*Dossier) *[]T, rows []T) {
	*list(d) = rows
	d.loaded |= p
	if d.truth != nil {
		*list(d.truth) = copied(rows)
		d.truth.loaded |= p
	}
}

// Inwoner gives the resident.
func (d *Dossier) Inwoner() Inwoner { return d.inwoner }

// Inzage gives who may look, as it stood before this transaction until the rows
// are derived again.
func (d *Dossier) Inzage() ([]Inzage, error) {
	return fill(d, partInzage, (*Dossier).inzageList, d.tx.loadInzage)
}

// Vertegenwoordigingen gives who acts for the resident, also in the past.
func (d *Dossier) Vertegenwoordigingen() ([]Vertegenwoordiging, error) {
	return fill(d, partVertegenwoordigingen, (*Dossier).vertegenwoordigingenList, d.tx.loadVertegenwoordigingen)
}

// Meldingen gives the meldingen, oldest first.
func (d *Dossier) Meldingen() ([]Melding, error) {
	return fill(d, partMeldingen, (*Dossier).meldingenList, d.tx.loadMeldingen)
}

// Aanvragen gives the aanvragen with their besluiten, oldest first.
func (d *Dossier) Aanvragen() ([]Aanvraag, error) {
	return fill(d, partAanvragen, (*Dossier).aanvragenList, d.tx.loadAanvragen)
}

// Metingen gives the measurements on the ladder, oldest first.
func (d *Dossier) Metingen() ([]Meting, error) {
	return fill(d, partMetingen, (*Dossier).metingenList, d.tx.loadMetingen)
}

// Doelen gives the goals in the order in which they are shown.
func (d *Dossier) Doelen() ([]Doel, error) {
	return fill(d, partDoelen, (*Dossier).doelenList, d.tx.loadDoelen)
}

// Toewijzingen gives the toewijzingen and concepts, oldest first.
func (d *Dossier) Toewijzingen() ([]Toewijzing, error) {
	return fill(d, partToewijzingen, (*Dossier).toewijzingenList, d.tx.loadToewijzingen)
}

// Berichten gives the voortgangsberichten, oldest first.
func (d *Dossier) Berichten() ([]Voortgangsbericht, error) {
	return fill(d, partBerichten, (*Dossier).berichtenList, d.tx.loadBerichten)
}

// Signalen gives the signalen, oldest first.
func (d *Dossier) Signalen() ([]Signaal, error) {
	return fill(d, partSignalen, (*Dossier).signalenList, d.tx.loadSignalen)
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

// The lists of a dossier, one per part.

func (d *Dossier) inzageList() *[]Inzage {
	return &d.inzage
}

func (d *Dossier) vertegenwoordigingenList() *[]Vertegenwoordiging {
	return &d.vertegenwoordigingen
}

func (d *Dossier) meldingenList() *[]Melding {
	return &d.meldingen
}

func (d *Dossier) aanvragenList() *[]Aanvraag {
	return &d.aanvragen
}

func (d *Dossier) metingenList() *[]Meting {
	return &d.metingen
}

func (d *Dossier) doelenList() *[]Doel {
	return &d.doelen
}

func (d *Dossier) toewijzingenList() *[]Toewijzing {
	return &d.toewijzingen
}

func (d *Dossier) berichtenList() *[]Voortgangsbericht {
	return &d.berichten
}

func (d *Dossier) signalenList() *[]Signaal {
	return &d.signalen
}

func (d *Dossier) takenList() *[]Taak {
	return &d.taken
}
