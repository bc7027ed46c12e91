package store

import (
	"cmp"
	"slices"
	"time"

	"trede/internal/domain/civil"
	"trede/internal/platform/sqldb"
)

// The sides that may see a resident; see the table inzage.
const (
	KantTeam              = "team"
	KantGemeente          = "gemeente"
	KantVorige            = "vorige" // team of a former gemeente that still closes; bereik is that gemeente
	KantAanbieder         = "aanbieder"
	KantBegeleider        = "begeleider" // bereik is the provider
	KantCAW               = "caw"
	KantZelf              = "zelf"
	KantVertegenwoordiger = "vertegenwoordiger" // bereik is how far it goes
	KantInwoner           = "inwoner"           // in tasks only
)

// Inzage (view) says who may see a resident, from when to when.
type Inzage struct {
	InwonerID string
	Kant      string
	KantID    string
	Bron      string // what gives the view: the id of a toewijzing or melding, or a word
	Van       civil.Date
	Einde     civil.Date // first day on which it no longer runs; zero: open
	Tot       civil.Date // first day on which the view is gone; zero: open
	Bereik    string
	// Sorteernaam is the name of the resident as lists sort it.
	Sorteernaam string
}

func (i Inzage) key() Inzage {
	return Inzage{InwonerID: i.InwonerID, Kant: i.Kant, KantID: i.KantID, Bron: i.Bron, Van: i.Van}
}

// CompareInzage orders rows by their key.
func CompareInzage(a, b Inzage) int {
	return cmp.Or(cmp.Compare(a.InwonerID, b.InwonerID), cmp.Compare(a.Kant, b.Kant), cmp.Compare(a.KantID, b.KantID),
		cmp.Compare(a.Bron, b.Bron), a.Van.Compare(b.Van))
}

var (
	inzages   = sqldb.Table[Inzage]("inzage", "inwoner_id", "kant", "kant_id", "bron", "van")
	inzagesOf = sqldb.Select[Inzage](`select inwoner_id, kant, kant_id, bron, van, einde, tot, bereik, sorteernaam from inzage where inwoner_id = $1`)

	redenen    = sqldb.Table[redenRij]("inzage_met_reden")
	redenTotOf = sqldb.Select[time.Time](`
		select tot from inzage_met_reden where account_id = $1 and inwoner_id = $2 and tot > $3 order by tot desc limit 1`)
)

func (tx *Tx) loadInzage(inwonerID string) ([]Inzage, error) {
	rows, err := inzagesOf.All(tx.Tx, inwonerID)
	slices.SortFunc(rows, CompareInzage)
	return rows, err
}

// PutInzage makes the rows about one resident what they should be, and writes only
// what differs.
func (tx *Tx) PutInzage(d *Dossier, want []Inzage) error {
	have, err := d.Inzage()
	if err != nil {
		return err
	}
	slices.SortFunc(want, CompareInzage)
	if slices.Equal(have, want) {
		return nil
	}
	for _, row := range append(slices.Clone(have), want...) {
		switch same := slices.Contains(have, row) && slices.Contains(want, row); {
		case same:
		case row.Kant == KantAanbieder:
			tx.BumpScope(ScopeTaken(KantAanbieder, row.KantID), ScopeInwoners(KantAanbieder, row.KantID))
		case row.Kant == KantVorige:
			tx.BumpScope(ScopeTaken(KantTeam, row.KantID))
		}
	}
	for _, row := range have {
		if !slices.ContainsFunc(want, func(w Inzage) bool { return w.key() == row.key() }) {
			if err := inzages.Delete(tx.Tx, row.InwonerID, row.Kant, row.KantID, row.Bron, row.Van); err != nil {
				return err
			}
		}
	}
	for _, row := range want {
		if !slices.Contains(have, row) {
			if err := inzages.Upsert(tx.Tx, row); err != nil {
				return err
			}
		}
	}
	wroteAll(d, partInzage, (*Dossier).inzageList, want)
	return nil
}

type redenRij struct {
	ID        string
	InwonerID string
	AccountID string
	Reden     []byte
	Van       time.Time
	Tot       time.Time
}

// AddReden opens the dossier of another team for somebody, until a moment.
func (tx *Tx) AddReden(inwonerID, accountID, reden string, until time.Time) error {
	id := tx.NewID()
	sealed, err := tx.Seal(reden, "inzage_met_reden", "reden", id)
	if err != nil {
		return err
	}
	return redenen.Insert(tx.Tx, redenRij{ID: id, InwonerID: inwonerID, AccountID: accountID, Reden: sealed, Van: tx.Now, Tot: until})
}

// RedenTot tells until when somebody gave a reason to look; the zero moment when
// none counts.
func (tx *Tx) RedenTot(inwonerID, accountID string) (time.Time, error) {
	until, _, err := redenTotOf.Maybe(tx.Tx, accountID, inwonerID, tx.Now)
	return until, err
}
