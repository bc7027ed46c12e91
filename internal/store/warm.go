package store

import (
	"bytes"
	"errors"
	"fmt"
	"sync"

	"github.com/go-json-experiment/json"
	"github.com/huandu/go-clone"

	"trede/internal/platform/errs"
)

// warmDossiers remembers dossiers from one transaction to the next. Every writer about
// a resident takes a turn at the head of the resident's chain; what is remembered is used
// only by a transaction that finds the same count there, so it does not matter which
// program wrote. A use case has a copy in hand: what it changes there and does not
// write is lost with the copy.
//
// While one goroutine fills a database there is nobody else, and dossiers go in and
// out as they are.
type warmDossiers struct {
	alone bool // one goroutine fills
	doubt bool // tests: what is remembered is compared with what is stored
	most  int  // dossiers in one generation

	mu         sync.Mutex
	young, old map[string]*Dossier // used since the last turn, and before it
}

const (
	// mostWarm dossiers take some 10 MB. What was not used for a whole generation is
	// forgotten.
	mostWarm = 125
	// mostWarmFilling take some 4 GB.
	mostWarmFilling = 60_000
)

func newWarmDossiers(alone, doubt bool) *warmDossiers {
	w := &warmDossiers{alone: alone, doubt: doubt, most: mostWarm, young: map[string]*Dossier{}}
	if alone {
		w.most = mostWarmFilling
	}
	return w
}

// copied gives a copy that shares nothing with the original.
func copied[T any](v T) T {
	return clone.Clone(v).(T) //nolint:forcetypeassert // a clone has the type of its original
}

func (w *warmDossiers) find(id string) *Dossier {
	w.mu.Lock()
	defer w.mu.Unlock()
	if d := w.young[id]; d != nil {
		return d
	}
	return w.old[id]
}

// lend gives a dossier to the one who fills, until it is kept again; nil when it is not
// remembered.
func (w *warmDossiers) lend(tx *Tx, id string) *Dossier {
	if !w.alone || !tx.writing {
		return nil
	}
	d := w.find(id)
	if d != nil {
		delete(w.young, id)
		delete(w.old, id)
		d.tx, d.changed = tx, 0
	}
	return d
}

// take gives a dossier of which nothing was written since the given count, bound to a
// transaction; nil when it is not remembered.
func (w *warmDossiers) take(tx *Tx, id string, turns int64) (*Dossier, error) {
	d := w.find(id)
	if w.alone || d == nil || d.turns != turns {
		return nil, nil //nolint:nilnil // not remembered is no error
	}
	truth := *d
	out := &Dossier{ID: id, tx: tx, truth: &truth, inwoner: copied(d.inwoner), loaded: partInwoner}
	if w.doubt {
		return out, d.compare(tx)
	}
	return out, nil
}

// keep remembers the dossiers of a transaction that succeeded.
func (w *warmDossiers) keep(tx *Tx) {
	if w.alone && !tx.writing {
		return
	}
	for id, d := range tx.dossiers {
		if !w.alone {
			if d.truth == nil {
				continue
			}
			d.truth.turns = d.turns
			d = d.truth
		}
		w.mu.Lock()
		if have := w.young[id]; have == nil || have.turns <= d.turns {
			if len(w.young) >= w.most {
				w.young, w.old = map[string]*Dossier{}, w.young
			}
			w.young[id] = d
		}
		w.mu.Unlock()
	}
}

// compare finds what is remembered and differs from what is stored.
func (d *Dossier) compare(tx *Tx) error {
	stored, err := tx.loadInwoner(d.ID)
	if err != nil {
		return err
	}
	if err := same(stored, d.inwoner); err != nil {
		return err
	}
	fresh := &Dossier{ID: d.ID, tx: tx, inwoner: stored, loaded: partInwoner}
	for _, compare := range comparisons {
		if err := compare(fresh, d); err != nil {
			return err
		}
	}
	return nil
}

// same tells what differs between what is stored and what is remembered; nothing and
// empty are the same.
func same(stored, remembered any) error {
	a, err1 := json.Marshal(stored, json.Deterministic(true))
	b, err2 := json.Marshal(remembered, json.Deterministic(true))
	if err := errors.Join(err1, err2); err != nil || !bytes.Equal(a, b) {
		return errs.Wrapped(errs.Internal, "db.json", fmt.Errorf("stored is\n%s\nremembered is\n%s\n%w", a, b, err))
	}
	return nil
}

// compared gives how a part is compared with what is stored.
func compared[T any](p part, list func(*Dossier) *[]T, load func(*Dossier) ([]T, error)) func(fresh, remembered *Dossier) error {
	return func(fresh, remembered *Dossier) error {
		if remembered.loaded&p == 0 {
			return nil
		}
		stored, err := load(fresh)
		if err != nil {
			return err
		}
		return same(stored, *list(remembered))
	}
}

var comparisons = []func(fresh, remembered *Dossier) error{
	compared(partInzage, (*Dossier).inzageList, (*Dossier).Inzage),
	compared(partVertegenwoordigingen, (*Dossier).vertegenwoordigingenList, (*Dossier).Vertegenwoordigingen),
	compared(partMeldingen, (*Dossier).meldingenList, (*Dossier).Meldingen),
	compared(partAanvragen, (*Dossier).aanvragenList, (*Dossier).Aanvragen),
	compared(partMetingen, (*Dossier).metingenList, (*Dossier).Metingen),
	compared(partDoelen, (*Dossier).doelenList, (*Dossier).Doelen),
	compared(partToewijzingen, (*Dossier).toewijzingenList, (*Dossier).Toewijzingen),
	compared(partBerichten, (*Dossier).berichtenList, (*Dossier).Berichten),
	compared(partSignalen, (*Dossier).signalenList, (*Dossier).Signalen),
	compared(partTaken, (*Dossier).takenList, (*Dossier).Taken),
}
