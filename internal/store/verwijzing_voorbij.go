package store

import (
	"trede/internal/domain/civil"
	"trede/internal/platform/sqldb"
)

// voorbijBijCAW picks whose referral to a CAW is over on a day.
const voorbijBijCAW = ` from inzage z join inwoner i on i.id = z.inwoner_id join melding m on m.id = z.bron join team t on t.id = i.team_id
	where z.kant = 'caw' and z.kant_id = $1 and z.tot <= $2`

var (
	verwezenVoorbij = sqldb.Select[Verwijzingsregel](`
		select i.id, i.weergavenaam as naam, i.team_id, t.naam as team, i.trede, m.uitkomst_op as verwezen, z.tot as kijk_opnieuw` + voorbijBijCAW + `
		order by z.tot desc, i.sorteernaam, i.id limit $3 offset $4`)
	verwezenVoorbijCount = sqldb.Select[int](`select count(*)` + voorbijBijCAW)
)

// VerwijzingenVoorbij gives a page of the residents whose referral to a CAW is over on a
// day, with the day on which it ended, the newest first, and how many there are.
func (tx *Tx) VerwijzingenVoorbij(cawID string, day civil.Date, limit, offset int) ([]Verwijzingsregel, int, error) {
	n, err := verwezenVoorbijCount.One(tx.Tx, cawID, day)
	if err != nil {
		return nil, 0, err
	}
	rows, err := verwezenVoorbij.All(tx.Tx, cawID, day, limit, offset)
	return rows, n, err
}
