package store

// warmDossiers remembers dossiers from one transaction to the next while one
// goroutine fills a database: nobody else writes, so what was read and written is
// what stands there. A transaction takes a dossier out and puts it back when it
// succeeds; one that fails leaves nothing of it. A nil one remembers nothing.
type warmDossiers struct{ all map[string]*Dossier }

// maxWarm bounds the memory: some 30 kB each.
const maxWarm = 20_000

func newWarmDossiers() *warmDossiers { return &warmDossiers{map[string]*Dossier{}} }

// take gives a dossier to a writing transaction, or nil.
func (w *warmDossiers) take(tx *Tx, id string) *Dossier {
	if w == nil || !tx.writing {
		return nil
	}
	d := w.all[id]
	if d != nil {
		delete(w.all, id)
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
		if len(w.all) >= maxWarm {
			clear(w.all)
		}
		w.all[id] = d
	}
}
