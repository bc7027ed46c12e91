package store

import "trede/internal/platform/sqldb"

// FaseTelling is how many residents of a gemeente are where in the course.
type FaseTelling struct {
	GemeenteCode, Fase string
	Aantal             int
}

var tellingPerFase = sqldb.Select[FaseTelling](`
	select gemeente_code, fase, count(*) as aantal from inwoner where gemeente_code = $1 and fase <> 'overleden'
	group by gemeente_code, fase order by fase`)

// TellingPerFase counts the residents of a gemeente who live, by where they are.
func (tx *Tx) TellingPerFase(gemeente string) ([]FaseTelling, error) {
	return tellingPerFase.All(tx.Tx, gemeente)
}
