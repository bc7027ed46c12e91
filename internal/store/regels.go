package store

import (
	"errors"
	"maps"

	"trede/internal/domain/rule"
	"trede/internal/platform/crypt"
)

// Regels (rules) is what rules said, under the name of the act at which they were
// asked, kept with what was decided then. What the database holds stays encrypted
// until somebody asks for it: most who load a dossier never look.
type Regels struct {
	added map[string][]rule.Result
	body  []byte
	keys  *crypt.Keys
	place crypt.Place
}

// RegelsOf gives the results of one act.
func RegelsOf(act string, list []rule.Result) Regels {
	var r Regels
	r.Add(act, list)
	return r
}

// Add puts the results of an act in the place of earlier ones of the same act.
func (r *Regels) Add(act string, list []rule.Result) {
	added := maps.Clone(r.added) // another copy of the row may share it
	if added == nil {
		added = map[string][]rule.Result{}
	}
	added[act] = list
	r.added = added
}

// All gives the results by act.
func (r Regels) All() (map[string][]rule.Result, error) {
	out := map[string][]rule.Result{}
	if err := unsealJSON(r.keys, r.body, &out, r.place); err != nil {
		return nil, err
	}
	maps.Copy(out, r.added)
	return out, nil
}

// Of gives the results of one act; nil when there are none.
func (r Regels) Of(act string) ([]rule.Result, error) {
	if list, found := r.added[act]; found {
		return list, nil
	}
	all, err := r.All()
	return all[act], err
}

// sealed makes Regels of what a row holds.
func (tx *Tx) sealed(body []byte, table, row string) Regels {
	return Regels{body: body, keys: tx.s.keys, place: crypt.Place{Table: table, Column: "regels", Row: row}}
}

// seal gives what the row of these results holds; they are encrypted anew only when
// something was added.
func (r *Regels) seal(tx *Tx, table, row string) ([]byte, error) {
	if len(r.added) == 0 {
		return r.body, nil
	}
	all, err1 := r.All()
	body, err2 := tx.SealJSON(all, table, "regels", row)
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	*r = tx.sealed(body, table, row)
	return body, nil
}
