package store

// warmDossiers remembers dossiers from one transaction to the next while one
// goroutine fills a database: nobody else writes, so what was read and written is
// what stands there. A transaction takes a dossier out and puts it back when it
// succeeds; one that fails leaves nothing of it. A nil one remembers nothing.
type warmDossiers struct {
	young, old map[string]*Dossier // used since the last turn, and before it
}

// maxWarm is how many dossiers one generation holds: some 50 to 100 kB each. What
// was not used for a whole generation is forgotten.
const maxWarm = 15_000

func newWarmDossiers() *warmDossiers { return &warmDossiers{young: map[string]*Dossier{}} }

// take gives a dossier to a writing transaction, or nil.
func (w *warmDossiers) take(tx *Tx, id string) *Dossier {
	if w == nil || !tx.writing {
		return nil
	}
	d := w.young[id]
	if d == nil {
		d = w.old[id]
	}
	if d != nil {
		delete(w.young, id)
		delete(w.old, id)
		d.tx = tx
		tx.remember(d)
	}
	return d
}

// keep puts the dossiers of a transaction that succeeded back.
func (w *warmDossiers) keep(tx *Tx) {
	if w == nil {
		return
	}
	for id, d := range tx.dossiers {
		if len(w.young) >= maxWarm {
			w.young, w.old = map[string]*Dossier{}, w.young
		}
		w.young[id] = d
	}
}
